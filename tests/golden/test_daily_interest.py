"""Published and worked figures of interest that runs by the day: the United States Rule, early and late payments."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs

DAILY = rs.Servicing(interest="daily")


def loan(rate: str, count: int, **more: Any) -> rs.LoanTerms:
    """10,000.00 from 1 January 2025, due on the first of each month."""
    base: dict[str, Any] = {
        "currency": "USD",
        "principal": "10000.00",
        "rate": rate,
        "start_date": date(2025, 1, 1),
        "first_due_date": date(2025, 2, 1),
        "phases": [rs.Phase(count)],
        "day_count": "act/365f",
    }
    return rs.LoanTerms(**{**base, **more})


def moved(terms: rs.LoanTerms, days: int, **more: Any) -> list[rs.Event]:
    """Return twelve installments paid so many days after their due dates, or before them."""
    return [
        rs.Event(f"p{row.number:02d}", "payment", row.due_date + timedelta(days=days), amount=row.payment, **more)
        for row in rs.amortize(terms)[:12]
    ]


def owed(position: rs.Position) -> str:
    return str(position.principal + position.interest)


@pytest.mark.parametrize("excess", [None, "keep", "relevel"])
def test_who_pays_ten_days_early_owes_less_and_nothing_is_overdue(excess: str | None) -> None:
    terms = loan("0.18", 24)
    day_after = rs.amortize(terms)[11].due_date + timedelta(days=1)
    seen = rs.schedule_on(terms, moved(terms, -10, excess=excess), as_of=day_after, servicing=DAILY)
    assert owed(seen.position) == "5416.56"
    assert (seen.position.days_past_due, dict(seen.overdue)) == (0, {})
    assert {row.status for row in seen.rows[:12]} == {"paid"}
    assert [row.days_late for row in seen.rows[:12]] == [0] * 12


def test_by_the_merchants_rule_early_money_is_held_and_saves_nothing() -> None:
    terms = loan("0.18", 24)
    schedule = rs.amortize(terms)
    position = rs.replay(terms, moved(terms, -10), as_of=schedule[11].due_date)
    assert position.principal == schedule[11].closing_balance


@pytest.mark.parametrize(("late", "expected"), [(10, "7004.63"), (23, "7039.50")])
def test_who_pays_late_owes_more_ten_days_after_the_twelfth_payment(late: int, expected: str) -> None:
    """Bankrate, 2001: daily simple interest at 9%; unpaid interest does not compound."""
    terms = loan("0.09", 36)
    events = moved(terms, late)
    day = events[-1].effective_on + timedelta(days=10)
    seen = rs.schedule_on(terms, events, as_of=day, servicing=DAILY)
    assert owed(seen.position) == expected
    assert [row.days_late for row in seen.rows[:12]] == [late] * 12
    assert {row.status for row in seen.rows[:12]} == {"paid"}


def test_one_partial_payment_by_the_united_states_rule() -> None:
    """10,500.00 at 9.5% for 240 days of 360, 4,620.00 on day 96: 6,379.55 at maturity, 499.55 of interest in all."""
    start = date(2025, 1, 1)
    due = start + timedelta(days=240)
    terms = loan("0.095", 1, principal="10500.00", first_due_date=due, day_count="act/360")
    paid = rs.Event("p1", "payment", start + timedelta(days=96), amount="4620.00")
    position = rs.replay(terms, [paid], as_of=due, servicing=DAILY)
    assert owed(position) == "6379.55"
    assert Decimal(owed(position)) + 4620 - 10500 == Decimal("499.55")


def test_two_repayments_on_the_day_of_the_loan_bear_nothing() -> None:
    terms = loan("0.1217", 12, principal="1000000.00")
    first = rs.Event("p1", "payment", date(2025, 1, 1), amount="900000.00")
    assert owed(rs.replay(terms, [first], as_of=date(2025, 1, 1), servicing=DAILY)) == "100000.00"
    rest = rs.Event("p2", "payment", date(2025, 1, 1), amount="100000.00")
    assert owed(rs.replay(terms, [first, rest], as_of=date(2025, 6, 1), servicing=DAILY)) == "0.00"
