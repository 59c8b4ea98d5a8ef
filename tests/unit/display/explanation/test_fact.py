"""Figures of an explanation: looked up by path and written for their readers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure.basics.errors import InvalidInputError
from restructure.display.explanation.fact import look_up, printed
from support.examples import card
from support.explained import CN


@pytest.mark.parametrize(
    ("held", "kind", "currency", "en", "zh"),
    [
        (Decimal("1885.00"), "money", "CNY", "CNY 1,885.00", "1,885.00元"),
        (Decimal("1885.00"), "money", "USD", "USD 1,885.00", "USD 1,885.00"),
        (Decimal("-12.50"), "size", "USD", "USD 12.50", "USD 12.50"),
        (Decimal("12.50"), "signed", "CNY", "CNY +12.50", "+12.50元"),
        (Decimal("-0.4771"), "percent", "CNY", "-47.7%", "-47.7%"),
        (Decimal("-0.4771"), "share", "CNY", "47.7%", "47.7%"),
        (Decimal("37.149"), "point", "CNY", "37.1", "37.1"),
        (rs.percent("18.25"), "rate", "CNY", "18.25%", "18.25%"),
        (Decimal("19.86"), "disclosed", "CNY", "19.86%", "19.86%"),
        (date(2026, 12, 9), "day", "CNY", "9 December 2026", "2026年12月9日"),
        ("2027-05-23", "day", "CNY", "23 May 2027", "2027年5月23日"),
        (1234, "count", "CNY", "1,234", "1,234"),
        ("-15.7%", "unsigned", "CNY", "15.7%", "15.7%"),
        ("penalty_interest", "named", "CNY", "penalty interest", "罚息"),
        ("P-1", "named", "CNY", "P-1", "P-1"),
        (("fees", "interest"), "list", "CNY", "fees, interest", "费用、利息"),
        (2, "ordinal", "CNY", "2", "2"),
    ],
)
def test_figures_are_written_for_their_readers(held: Any, kind: Any, currency: str, en: str, zh: str) -> None:
    assert printed(held, kind, rs.Currency(currency), "en") == en
    assert printed(held, kind, rs.Currency(currency), "zh") == zh


def test_a_path_that_leads_nowhere_is_refused() -> None:
    plan = rs.plan(card(), policy=CN)
    for path in ("nothing", "options.options[99].id", "options.references[nothing]"):
        with pytest.raises(InvalidInputError, match="is no field of the answer"):
            look_up(plan, path)


def test_a_difference_is_exact_whatever_the_decimals() -> None:
    summary = rs.plan(card(), policy=CN).options[0].before_after
    assert look_up(summary, "before.installment - after.installment") == Decimal("1876.06")
    assert look_up(summary, "after.installment - before.installment") == Decimal("-1876.06")
