"""Odd days of a first period: four customs, each by its name, and a default that never refuses a long one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure.measures import cash_flows

MORTGAGE = rs.LoanTerms(
    currency="USD",
    principal="250000.00",
    rate="0.07",
    start_date=date(2026, 1, 1),
    first_due_date=date(2026, 2, 3),
    phases=[rs.Phase(480)],
)


def paid(terms: rs.LoanTerms, count: int = 3) -> list[str]:
    return [str(row.payment) for row in rs.amortize(terms)[:count]]


def test_a_level_that_covers_the_first_interest_counts_the_odd_days_itself() -> None:
    assert paid(replace(MORTGAGE, first_due_date=date(2026, 2, 2))) == ["1553.88", "1553.88", "1553.88"]


def test_one_that_does_not_is_solved_as_if_regular_and_the_odd_days_come_on_top() -> None:
    schedule = rs.amortize(MORTGAGE)
    assert paid(MORTGAGE) == ["1650.81", "1553.58", "1553.58"]  # 250,000 x 7% x 2/360 = 97.22, and rounding
    assert schedule[0].interest == Decimal("1555.56")
    assert abs(schedule[-1].payment - schedule[1].payment) <= Decimal(str(schedule.conventions.residual_bound))


def test_a_first_installment_three_months_away() -> None:
    terms = rs.LoanTerms(
        currency="CNY",
        principal="50000.00",
        rate="0.18",
        start_date=date(2026, 1, 15),
        first_due_date=date(2026, 4, 15),
        phases=[rs.Phase(36)],
    )
    assert paid(terms) == ["3307.62", "1807.62", "1807.62"]  # two months' interest, 1,500.00, on top


@pytest.mark.parametrize("day_count", ["act/360", "act/364", "act/365f", "act/act", "act/act_last", "act/act_afb"])
def test_under_actual_days_a_regular_first_period_is_the_one_before_the_due_date(day_count: Any) -> None:
    long = replace(MORTGAGE, day_count=day_count, first_due_date=date(2026, 3, 3))
    regular = replace(long, start_date=date(2026, 2, 3))
    odd, plain = rs.amortize(long), rs.amortize(regular)
    assert odd[1:-1] == plain[1:-1]
    assert odd[0].payment - plain[0].payment == odd[0].interest - plain[0].interest
    assert paid(replace(long, first_period="on_top")) == paid(long)


def test_on_top_also_where_the_level_would_cover_them_and_less_where_days_are_missing() -> None:
    terms = replace(MORTGAGE, first_period="on_top", phases=[rs.Phase(120)])
    assert paid(replace(terms, first_due_date=date(2026, 2, 2))) == ["2951.32", "2902.71", "2902.71"]
    assert paid(replace(terms, first_due_date=date(2026, 1, 30))) == ["2854.10", "2902.71", "2902.71"]


def test_carried_keeps_installments_equal_and_what_the_first_lacks_joins_the_balance() -> None:
    schedule = rs.amortize(replace(MORTGAGE, first_period="carried"))
    assert schedule[0].payment == schedule[1].payment == Decimal("1554.18")
    assert (schedule[0].interest, schedule[0].capitalized) == (Decimal("1554.18"), Decimal("1.38"))
    assert schedule[0].closing_balance == Decimal("250001.38")


def test_day_one_collects_the_odd_days_and_leaves_regular_rows() -> None:
    schedule = rs.amortize(replace(MORTGAGE, first_period="day_one"))
    assert schedule.paid_on_day_one == Decimal("97.22")
    assert paid(schedule.terms) == ["1553.58", "1553.58", "1553.58"]
    _, payments = cash_flows(schedule)
    assert (payments[0].amount, payments[0].on) == (Decimal("97.22"), date(2026, 1, 1))
    assert rs.amortize(MORTGAGE).paid_on_day_one == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"first_due_date": date(2026, 1, 20)}, "day_one needs odd days before a whole first period"),
        ({"partial_period": "whole"}, "day_one needs odd days before a whole first period"),
        ({"rate": rs.Rate("0.07", compounding="semiannual")}, "does not go with first_period day_one"),
    ],
)
def test_day_one_where_there_is_nothing_to_collect_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidTermsError, match=message):
        replace(MORTGAGE, first_period="day_one", **changes)


def test_a_plan_collects_no_interest_in_advance() -> None:
    position = rs.Position(currency="USD", as_of=date(2026, 1, 1), principal="250000.00")
    with pytest.raises(rs.InvalidTermsError, match="day_one is for new money"):
        rs.reschedule(position, [], replace(MORTGAGE, first_period="day_one"))


def test_nothing_accrues_over_days_that_were_paid_for_on_day_one() -> None:
    terms = replace(MORTGAGE, first_period="day_one", first_due_date=date(2026, 2, 20))
    assert rs.replay(terms, [], as_of=date(2026, 1, 19)).interest == 0
    assert rs.replay(terms, [], as_of=date(2026, 1, 21)).interest == Decimal("48.61")
    early = rs.Event("p", "payment", date(2026, 1, 10), amount="50000.00", excess="relevel")
    assert rs.replay(terms, [early], as_of=date(2026, 1, 21)).interest == Decimal("38.89")


def test_a_given_installment_is_raised_to_the_first_interest_and_no_further() -> None:
    terms = replace(MORTGAGE, phases=[rs.Phase(480, "fixed_amount", amount="1500.00")])
    assert paid(terms) == ["1555.56", "1500.00", "1500.00"]
    assert paid(replace(terms, first_period="on_top")) == ["1597.23", "1500.00", "1500.00"]
    assert rs.amortize(replace(terms, first_period="carried"))[0].closing_balance == Decimal("250055.56")


def test_a_running_row_that_is_leveled_anew_follows_the_same_rule() -> None:
    change = rs.Change(date(2026, 1, 30), installment="relevel", repay="240000.00")
    schedule = rs.amortize(replace(MORTGAGE, changes=[change]))
    first, second = schedule[0], schedule[1]
    assert first.principal == second.payment - Decimal("58.33")  # what a regular row would repay of 10,000.00
    assert second.payment == schedule[-2].payment


def test_no_first_period_is_refused_for_being_long() -> None:
    for days in range(1, 400):
        for phase in (rs.Phase(480), rs.Phase(480, "fixed_amount", amount="1480.00")):
            terms = replace(MORTGAGE, first_due_date=MORTGAGE.start_date + timedelta(days=days), phases=[phase])
            assert rs.amortize(terms)[-1].closing_balance == 0


@pytest.mark.parametrize("first_period", ["level", "on_top"])
def test_by_the_day_the_first_row_asks_for_its_odd_days_too(first_period: Any) -> None:
    terms = replace(MORTGAGE, day_count="act/365f", first_period=first_period)
    schedule, daily = rs.amortize(terms), rs.Servicing(interest="daily")
    met = rs.Event("p", "payment", terms.first_due_date, amount=schedule[0].payment)
    position = rs.replay(terms, [met], as_of=date(2026, 2, 20), servicing=daily)
    assert (position.days_past_due, position.principal) == (0, schedule[0].closing_balance)
    short = replace(met, amount=schedule[1].payment)
    assert rs.replay(terms, [short], as_of=date(2026, 2, 20), servicing=daily).days_past_due == 17


def test_rows_before_one_that_cannot_be_computed_keep_their_odd_days() -> None:
    phases = [rs.Phase(3), rs.Phase(12, "fixed_amount", amount="1.00"), rs.Phase(465)]
    terms = replace(MORTGAGE, phases=phases, first_period="on_top")
    whole = replace(terms, phases=[rs.Phase(480)])
    with pytest.raises(rs.InvalidTermsError, match="installment 4 does not cover"):
        rs.amortize(terms)
    for day in (date(2026, 1, 20), date(2026, 2, 10), date(2026, 4, 20)):
        as_planned = [rs.replay(one, [], as_of=day) for one in (terms, whole)]
        assert as_planned[0].principal == as_planned[1].principal
        assert as_planned[0].interest == as_planned[1].interest
