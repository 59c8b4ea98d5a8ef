"""A restructured contract is whole: paid as planned and replayed on any day, it owes what its plan has left.

What the plan has left is told from the treatments and the rows alone: equal shares that have not fallen due, the
balance after the last row, and its interest by the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, settings, strategies as st

import restructure as rs
from support.strategies import COMPONENTS, CURRENCY
from witness.slow_schedule import slow_split

START = date(2026, 11, 23)
RATES = ["0", "0.0365", "0.12", "0.1825"]
METHODS: list[list[Any]] = [["level"], ["equal_principal"], ["interest_only", "level"], ["capitalize", "level"]]
DEEP = 5_000


@dataclass
class Carried:
    """One amount owed before, and its share of each row, minor units; row 0 is the first day."""

    component: str
    shares: dict[int, int]


@dataclass
class Restructured:
    """A restructured contract with what it carries."""

    schedule: rs.Schedule
    carried: list[Carried]
    held: int

    def payments(self) -> list[tuple[date, int]]:
        """Return what is to be paid on each day, less what money held pays."""
        asked = [(self.schedule.terms.start_date, sum(one.shares.get(0, 0) for one in self.carried))]
        asked += zip(self.schedule.due_dates, self.schedule.payment.tolist(), strict=True)
        held, found = self.held, []
        for day, amount in asked:
            used = min(held, amount)
            held -= used
            found.append((day, amount - used))
        return found

    def left(self, day: date) -> dict[str, int]:
        """Return what is left to pay on a day to a borrower who has paid everything so far."""
        terms, dues = self.schedule.terms, self.schedule.due_dates
        done = sum(due <= day for due in dues)
        balance = int(self.schedule.closing_balance[done - 1]) if done else CURRENCY.to_minor(terms.principal)
        begun = dues[done - 1] if done else terms.start_date
        rate = terms.rate.annual if done < len(dues) else 0
        running = Fraction(balance) * Fraction(rate) * (day - begun).days / 365
        owed = dict.fromkeys(COMPONENTS, 0)
        for one in self.carried:
            owed[one.component] += sum(amount for row, amount in one.shares.items() if row > done)
        owed["principal"] += balance
        owed["interest"] += (2 * running.numerator + running.denominator) // (2 * running.denominator)
        paid = sum(self.schedule.payment[:done].tolist()) + sum(one.shares.get(0, 0) for one in self.carried)
        return {**owed, "credit": max(self.held - paid, 0)}


def replayed(contract: Restructured, day: date) -> rs.Position:
    """Return the position after everything has been paid as planned."""
    paid = [
        rs.Event(f"p{place}", "payment", on, amount=CURRENCY.to_major(amount))
        for place, (on, amount) in enumerate(contract.payments())
        if amount and on <= day
    ]
    return rs.replay(contract.schedule.terms, paid, as_of=day)


def restructured(draw: st.DrawFn, position: rs.Position) -> Restructured:
    """Return a contract that a position is restructured into by treatments at random."""
    methods: list[Any] = draw(st.sampled_from(METHODS))
    counts = [draw(st.integers(1, 9)) for _ in methods]
    rows = sum(counts)
    treatments: list[rs.Treatment] = []
    carried: list[Carried] = []
    for name in COMPONENTS:
        owed = CURRENCY.to_minor(position.owed(name))  # type: ignore[arg-type]
        part = draw(st.integers(0, owed // 3)) if name == "principal" else owed
        if part:
            treated(draw, name, part, rows, treatments, carried)
    held = money_held(draw, position, treatments)
    terms = rs.LoanTerms(
        currency=CURRENCY,
        principal=rs.loan.principal_after(position, treatments),
        rate=draw(st.sampled_from(RATES)),
        start_date=position.as_of,
        first_due_date=position.as_of + timedelta(days=draw(st.integers(1, 40))),
        due_day=None,
        phases=[rs.Phase(count, method) for count, method in zip(counts, methods, strict=True)],
        day_count="act/365f",
    )
    return Restructured(rs.reschedule(position, treatments, terms), carried, held)


def treated(
    draw: st.DrawFn, name: Any, owed: int, rows: int, treatments: list[rs.Treatment], carried: list[Carried]
) -> None:
    """Treat one amount: a part of it in one way, the rest in another."""
    first = draw(st.integers(0, owed))
    for amount in (first, owed - first):
        actions: list[Any] = ["pay", "waive", "defer", "spread"] + ([] if name == "principal" else ["capitalize"])
        action, shares = draw(st.sampled_from(actions)), dict[int, int]()
        due: Any = None
        if action == "pay":
            shares = {0: amount}
        if action == "defer":
            due = draw(st.sampled_from(["maturity", 1, rows]))
            last = 1 if due == "maturity" else due
            shares = dict(zip(range(rows - last + 1, rows + 1), slow_split(amount, [1] * last), strict=True))
        if action == "spread":
            due = draw(st.sampled_from(["first", "all", 1, rows]))
            over = {"first": 1, "all": rows}.get(due, due)
            shares = dict(zip(range(1, over + 1), slow_split(amount, [1] * over), strict=True))
        treatments.append(rs.Treatment(name, action, amount=CURRENCY.to_major(amount), due=due))
        carried.append(Carried(name, shares))


def money_held(draw: st.DrawFn, position: rs.Position, treatments: list[rs.Treatment]) -> int:
    """Hold a part of money held for the installments and give back the rest."""
    credit = CURRENCY.to_minor(position.credit)
    held = draw(st.integers(0, credit))
    if held:
        treatments.append(rs.Treatment("credit", "hold", amount=CURRENCY.to_major(held)))
    if credit:
        treatments.append(rs.Treatment("credit", "refund"))
    return held


amounts = st.sampled_from([0, 1, 99, 12_345, 700_001])


@st.composite
def positions(draw: st.DrawFn) -> rs.Position:
    """Return a position as somebody else tracked it."""
    owed: Any = {name: CURRENCY.to_major(draw(amounts)) for name in COMPONENTS}
    owed["principal"] = CURRENCY.to_major(draw(st.integers(50_000, 5_000_000)))
    return rs.Position(currency=CURRENCY, as_of=START, credit=CURRENCY.to_major(draw(amounts)), **owed)


def check(contract: Restructured, day: date) -> rs.Position:
    """Check a contract on one day and return its position."""
    position = replayed(contract, day)
    found = {name: CURRENCY.to_minor(getattr(position, name)) for name in (*COMPONENTS, "credit")}
    assert found == contract.left(day)
    assert not position.overdue_principal
    assert not position.days_past_due
    return position


@given(st.data(), positions())
@settings(max_examples=DEEP if settings().max_examples > 100 else 60)
def test_what_is_owed_is_what_the_plan_has_left(data: st.DataObject, position: rs.Position) -> None:
    @st.composite
    def contracts(draw: st.DrawFn, owed: rs.Position) -> Restructured:
        return restructured(draw, owed)

    for _ in range(3):  # restructured once, twice and three times
        contract = data.draw(contracts(position))
        last = contract.schedule.due_dates[-1]
        day = position.as_of + timedelta(days=data.draw(st.integers(0, (last - position.as_of).days + 20)))
        for looked_at in (position.as_of, day, last):
            checked = check(contract, looked_at)
            position = checked if looked_at == day else position
        if position.principal < 1000:
            return


@given(st.data(), positions(), st.integers(1, 30))
def test_an_amended_contract_still_repays_everything_it_carries(
    data: st.DataObject, position: rs.Position, rows: int
) -> None:
    @st.composite
    def contracts(draw: st.DrawFn) -> Restructured:
        return restructured(draw, position)

    contract = data.draw(contracts())
    terms, last = contract.schedule.terms, contract.schedule.due_dates[-1]
    day = START + timedelta(days=data.draw(st.integers(0, (last - START).days - 1)))
    change = rs.Change(day, phases=[rs.Phase(rows)])
    paid = [
        rs.Event(f"p{place}", "payment", on, amount=CURRENCY.to_major(amount))
        for place, (on, amount) in enumerate(contract.payments())
        if amount and on <= day
    ]
    schedule = rs.amortize(rs.amended(terms, [*paid, rs.Event("c", "change", day, change=change)], as_of=day))
    carried = sum(sum(amount for row, amount in one.shares.items() if row) for one in contract.carried)
    assert int(schedule.to_columns()["deferred_paid"].sum()) == carried
