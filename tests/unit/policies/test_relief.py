"""Amounts that relief programs set: at, above and below their thresholds, and what they refuse."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import restructure as rs
from restructure.law.relief import net_debt_reduction
from restructure.policies.china import income_share, interest_subsidy, plan_surplus

FIRST = date(2025, 9, 1)


@pytest.mark.parametrize(
    ("assets", "debts", "share", "cut"),
    [("0", "100", "0.7", "70"), ("100", "100", "0.7", "0"), ("101", "100", "0.7", "0"), ("97", "100", "0.7", "2")],
)
def test_only_debts_above_assets_are_cut_and_rounded_down(assets: str, debts: str, share: str, cut: str) -> None:
    assert net_debt_reduction(assets=assets, debts=debts, share=share, currency="KRW") == Decimal(cut)


def test_a_share_above_one_is_refused() -> None:
    with pytest.raises(rs.InvalidInputError, match="share: is above 1"):
        net_debt_reduction(assets="0", debts="100", share="70", currency="KRW")


def test_an_allowance_above_income_leaves_nothing() -> None:
    found = plan_surplus("5000", allowance="7700", months=36, debt="1", currency="CNY")
    assert [found.monthly, found.total, found.coverage] == [Decimal(0)] * 3


def test_a_surplus_needs_a_debt() -> None:
    with pytest.raises(rs.NotApplicableError, match="no debt to cover"):
        plan_surplus("5000", allowance="1", months=36, debt="0", currency="CNY")


def test_income_up_to_the_threshold_is_kept() -> None:
    assert income_share("120000", threshold="120000", share="0.5", currency="CNY") == 0
    assert income_share("120000.03", threshold="120000", share="0.5", currency="CNY") == Decimal("0.01")


@pytest.mark.parametrize(
    ("loan", "days", "subsidy"),
    [
        ("49999.99", 365, "499.99"),
        ("50000", 365, "500.00"),
        ("299999.99", 365, "2999.99"),
        ("300000", 365, "3000.00"),
        ("300100", 365, "3000.00"),
        ("365000", 0, "0.00"),
        ("365000", 1, "10.00"),
    ],
)
def test_the_subsidy_and_its_caps(loan: str, days: int, subsidy: str) -> None:
    assert interest_subsidy(loan, days=days, on=FIRST) == Decimal(subsidy)


@pytest.mark.parametrize(
    ("on", "days"), [(date(2025, 8, 31), 365), (date(2026, 9, 1), 1), (FIRST, 366)], ids=["before", "after", "longer"]
)
def test_outside_the_program_there_is_no_subsidy(on: date, days: int) -> None:
    with pytest.raises(rs.NotApplicableError, match="from 2025-09-01 to 2026-08-31"):
        interest_subsidy("100000", days=days, on=on)
