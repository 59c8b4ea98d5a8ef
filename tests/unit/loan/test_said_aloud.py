"""Traps said aloud: weeks cost what is stated, a rest at the end is remarked, interest has two totals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs

LOAN = rs.LoanTerms(
    currency="USD",
    principal="1000.00",
    rate="0.12",
    start_date=date(2026, 1, 1),
    first_due_date=date(2026, 2, 1),
    phases=[rs.Phase(12)],
)


@pytest.mark.parametrize(("frequency", "every", "count"), [("weekly", 1, 52), ("biweekly", 1, 26), ("weekly", 4, 13)])
def test_a_year_of_weeks_costs_the_stated_rate(frequency: Any, every: int, count: int) -> None:
    first = {1: date(2026, 1, 8), 4: date(2026, 1, 29)}[every] if frequency == "weekly" else date(2026, 1, 15)
    phases = [rs.Phase(count, "interest_only")]
    weeks = replace(LOAN, frequency=frequency, every=every, first_due_date=first, phases=phases, principal="52000.00")
    schedule = rs.amortize(weeks)
    assert schedule.totals.interest == Decimal("6240.00")
    assert schedule.conventions.day_count == "act/364"
    assert rs.amortize(replace(weeks, day_count="act/360")).totals.interest > Decimal("6300.00")


def test_an_odd_first_period_of_weeks_counts_its_days_of_the_same_year() -> None:
    phases = [rs.Phase(2, "interest_only")]
    odd = replace(LOAN, frequency="weekly", first_due_date=date(2026, 1, 11), phases=phases, principal="36400.00")
    assert [row.interest for row in rs.amortize(odd)] == [Decimal("120.00"), Decimal("84.00")]
    whole = replace(odd, partial_period="whole")
    assert [row.interest for row in rs.amortize(whole)] == [Decimal("84.00"), Decimal("84.00")]


def test_a_change_inside_a_week_splits_it_into_parts_of_the_same_year() -> None:
    phases = [rs.Phase(2, "interest_only")]
    change = rs.Change(date(2026, 1, 4), installment="keep", rate="0.24")
    loan = replace(LOAN, frequency="weekly", first_due_date=date(2026, 1, 8), phases=phases, principal="36400.00")
    assert rs.amortize(replace(loan, changes=[change]))[0].interest == Decimal("132.00")  # 3 x 12.00 and 4 x 24.00


def test_an_installment_rounded_down_to_its_interest_is_remarked() -> None:
    terms = replace(
        LOAN,
        rate="0.18",
        phases=[rs.Phase(360)],
        principal="10000.00",
        installment_unit="10",
        installment_rounding="down",
    )
    schedule = rs.amortize(terms)
    assert schedule[0].principal == 0
    (remark,) = schedule.remarks
    assert remark.code == "REST_AT_END"
    assert remark.text.en == "the installments do not repay the loan: the last one, on 2056-01-01, is 10,150.00"
    assert remark.text.en in schedule.to_text()
    assert "最后一期" in schedule.to_text("zh")


@pytest.mark.parametrize(
    "phases",
    [
        [rs.Phase(12)],
        [rs.Phase(12, "equal_principal")],
        [rs.Phase(12, amortize_over=60)],
        [rs.Phase(12, "interest_only")],
        [rs.Phase(12, "capitalize")],
        [rs.Phase(1)],
        [rs.Phase(6, "defer", deferred_due="maturity"), rs.Phase(6)],
    ],
)
def test_what_a_method_says_by_its_name_is_not_remarked(phases: list[rs.Phase]) -> None:
    assert rs.amortize(replace(LOAN, phases=phases)).remarks == ()


def test_rounding_of_the_smallest_amounts_is_no_rest() -> None:
    assert rs.amortize(replace(LOAN, principal="0.14", rate="0")).remarks == ()


def test_a_given_installment_that_leaves_a_rest_is_remarked() -> None:
    phases = [rs.Phase(11, "fixed_amount", amount="50.00"), rs.Phase(1, "keep")]
    assert [remark.code for remark in rs.amortize(replace(LOAN, phases=phases)).remarks] == ["REST_AT_END"]


def test_interest_that_joins_the_balance_in_the_first_row_is_remarked() -> None:
    terms = replace(LOAN, first_due_date=date(2027, 6, 1), first_period="carried", phases=[rs.Phase(12)])
    (remark,) = rs.amortize(terms).remarks
    assert (remark.code, remark.values) == ("FIRST_INTEREST_JOINS", {"amount": "67.08"})


def test_totals_name_what_is_paid_as_interest_and_what_is_charged() -> None:
    phases = [rs.Phase(3, "capitalize"), rs.Phase(3, "defer", deferred_due="spread"), rs.Phase(6)]
    totals = rs.amortize(replace(LOAN, phases=phases)).totals
    assert totals.interest_accrued == totals.interest + totals.capitalized + totals.deferred
    assert totals.payment == Decimal("1000.00") + totals.interest_accrued
