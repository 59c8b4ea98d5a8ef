"""What a plan costs the borrower, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import restructure as rs
from restructure.measures.borrower import borrower_measures

START = date(2026, 1, 31)
TERMS = rs.LoanTerms(
    currency="USD",
    principal="1200.00",
    rate="0",
    start_date=START,
    first_due_date=date(2026, 2, 28),
    due_day=31,
    installment_fee="1.00",
    phases=[rs.Phase(12)],
)
CONTRACT = rs.amortize(TERMS)  # 101.00 a month to 31 January 2027
DOUBLE = rs.amortize(replace(TERMS, phases=[rs.Phase(24)]))  # 51.00


def test_twice_as_long_without_interest() -> None:
    seen = borrower_measures(DOUBLE, CONTRACT, on=START)
    assert (seen.total_paid, seen.extra_cost) == (Decimal("1224.00"), Decimal("12.00"))
    assert (seen.fees, seen.extra_fees, seen.interest, seen.extra_interest) == tuple(
        map(Decimal, ("24.00", "12.00", "0.00", "0.00"))
    )
    assert seen.payment_shock == Decimal("-0.495050")  # 51 / 101 - 1
    assert (seen.first_year, seen.first_year_relief) == (Decimal("612.00"), Decimal("600.00"))
    assert seen.cost_per_relief == Decimal("0.020000")
    assert (seen.debt_free_on, seen.months_longer) == (date(2028, 1, 31), 12)


def test_what_is_due_on_day_one_counts_on_both_sides() -> None:
    seen = borrower_measures(DOUBLE, CONTRACT, on="2026-01-31", paid_today="100.00", arrears="350.00")
    assert (seen.total_paid, seen.extra_cost) == (Decimal("1324.00"), Decimal("-238.00"))
    assert (seen.first_year, seen.first_year_relief) == (Decimal("712.00"), Decimal("850.00"))
    assert seen.cost_per_relief == Decimal("-0.280000")


def test_a_contract_that_has_ended_is_due_at_once() -> None:
    seen = borrower_measures(DOUBLE, None, on=START, arrears="1200.00")
    assert seen.payment_shock is None
    assert (seen.extra_cost, seen.first_year_relief, seen.months_longer) == (Decimal("24.00"), Decimal("588.00"), 24)


def test_without_relief_it_has_no_price() -> None:
    seen = borrower_measures(CONTRACT, DOUBLE, on=START)
    assert (seen.first_year_relief, seen.cost_per_relief, seen.months_longer) == (Decimal("-600.00"), None, -12)


def test_a_schedule_settled_early_ends_early() -> None:
    phases = [rs.Phase(12, "fixed_amount", amount="600.00")]
    seen = borrower_measures(rs.amortize(replace(TERMS, installment_fee=None, phases=phases)), CONTRACT, on=START)
    assert seen.debt_free_on == date(2026, 3, 31)
    assert seen.months_longer == -10


def test_bad_input_names_the_field() -> None:
    with pytest.raises(rs.InvalidInputError, match="paid_today: more than 2 decimals for USD"):
        borrower_measures(DOUBLE, CONTRACT, on=START, paid_today="1.001")
    with pytest.raises(rs.InvalidInputError, match="arrears: must not be negative"):
        borrower_measures(DOUBLE, CONTRACT, on=START, arrears="-1")
    with pytest.raises(rs.InvalidInputError, match="on: "):
        borrower_measures(DOUBLE, CONTRACT, on="soon")
    with pytest.raises(rs.NotApplicableError, match="different currencies"):
        borrower_measures(rs.amortize(replace(TERMS, currency="EUR")), CONTRACT, on=START)
    with pytest.raises(rs.InvalidInputError, match="plan: must be a Schedule"):
        borrower_measures(TERMS, CONTRACT, on=START)  # type: ignore[arg-type]
