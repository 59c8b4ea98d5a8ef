"""Values read naturally in each language."""

from __future__ import annotations

import pytest

import restructure as rs
from restructure.display.written import shown


@pytest.mark.parametrize(
    ("name", "text", "currency", "en", "zh"),
    [
        ("total", "50756.82", "CNY", "CNY 50,756.82", "50,756.82元"),
        ("total", "50756", "JPY", "JPY 50,756", "JPY 50,756"),
        ("first_due", "2026-12-09", "CNY", "9 December 2026", "2026年12月9日"),
        ("period", "P1M", "CNY", "every month", "每月"),
        ("period", "P14D", "CNY", "every 14 days", "每14天"),
        ("period", "P2M", "CNY", "every 2 months", "每2个月"),
        ("period", "P0M", "CNY", "twice a month", "每半个月"),
        ("component", "penalty_interest", "CNY", "penalty interest", "罚息"),
        ("order", "fees, principal", "CNY", "fees, principal", "费用、本金"),
        ("method", "36 level", "CNY", "equal installments (36 installments)", "等额本息（36期）"),
        (
            "method",
            "6 interest_only;30 level",
            "CNY",
            "interest only (6 installments), then equal installments (30 installments)",
            "先息后本（6期），其后等额本息（30期）",
        ),
        ("currency", "CNY", "CNY", "Chinese yuan (CNY)", "人民币（CNY）"),
        ("currency", "USD", "USD", "USD", "USD"),
        ("rate", "18.25%", "CNY", "18.25%", "18.25%"),
    ],
)
def test_values_read_naturally_in_each_language(name: str, text: str, currency: str, en: str, zh: str) -> None:
    assert shown(name, text, rs.Currency(currency), "en") == en
    assert shown(name, text, rs.Currency(currency), "zh") == zh
