"""Shared hypothesis strategies: loans, positions and applications, as plain data that library and witness both read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

import restructure as rs
from restructure.basics.dates import add_months
from restructure.basics.rates import RATE_SCALE, rate_of_units
from restructure.loan.schedule import Schedule
from witness.slow_schedule import SlowPhase

CURRENCY = rs.Currency("USD")
ROUNDINGS = ["half_up", "half_even", "half_down", "up", "down"]
DAY_COUNTS = ["30/360", "act/360", "act/364", "act/365f"]
FREQUENCIES = {"monthly": 1, "bimonthly": 2, "quarterly": 3, "semiannual": 6, "annual": 12}
COMPONENTS = ["principal", "interest", "penalty_interest", "compound_interest", "fees"]

dates = st.dates(date(2000, 1, 1), date(2060, 12, 31))
balances = st.one_of(
    st.integers(1, 500),
    st.integers(1_000, 100_000_000),
    st.integers(100_000_000, 10**13),
    st.integers(1, 10_000).map(lambda hundreds: hundreds * 10_000),
)
rate_units = st.one_of(
    st.just(0),
    st.integers(0, 5_000).map(lambda bp: bp * 10**6),
    st.integers(0, 3 * RATE_SCALE),
    st.sampled_from([600_000_000, 1_200_000_000, 1_825_000_000, 607_000_000, 24_000_000_000]),
)
maybe_rates = st.none() | rate_units.map(lambda units: Fraction(units, RATE_SCALE))
methods = st.sampled_from(["level", "level", "equal_principal", "interest_only", "capitalize", "defer", "fixed_amount"])
roundings, day_counts = st.sampled_from(ROUNDINGS), st.sampled_from(DAY_COUNTS)
units = st.sampled_from([1, 1, 1, 100, 1_000])
frequencies = st.sampled_from(["monthly", "monthly", "monthly", *FREQUENCIES])


@dataclass(frozen=True)
class Loan:
    """One loan as plain data."""

    principal: int
    rate_units: int
    start: date
    first_due: date
    due_day: int
    frequency: str
    day_count: str
    installment_rounding: str
    interest_rounding: str
    unit: int
    phases: tuple[SlowPhase, ...]

    def terms(self) -> rs.LoanTerms:
        """Return it as the library's terms."""
        data: dict[str, Any] = {
            "currency": CURRENCY,
            "principal": CURRENCY.to_major(self.principal),
            "rate": rate_of_units(self.rate_units),
            "start_date": self.start,
            "first_due_date": self.first_due,
            "due_day": self.due_day,
            "frequency": self.frequency,
            "day_count": self.day_count,
            "installment_rounding": self.installment_rounding,
            "interest_rounding": self.interest_rounding,
            "installment_unit": CURRENCY.to_major(self.unit),
            "phases": [_phase(phase) for phase in self.phases],
        }
        return rs.LoanTerms(**data)

    def slow(self) -> dict[str, Any]:
        """Return it as the witness's arguments."""
        return {
            "principal": self.principal,
            "annual_rate": Fraction(self.rate_units, RATE_SCALE),
            "start_date": self.start,
            "first_due_date": self.first_due,
            "due_day": self.due_day,
            "months": FREQUENCIES[self.frequency],
            "day_count": self.day_count,
            "installment_rounding": self.installment_rounding,
            "interest_rounding": self.interest_rounding,
            "unit": self.unit,
            "phases": list(self.phases),
        }


def _phase(phase: SlowPhase) -> rs.Phase:
    data: dict[str, Any] = {
        "count": phase.count,
        "method": phase.method,
        "rate": None if phase.rate is None else rate_of_units(int(phase.rate * RATE_SCALE)),
        "amount": None if phase.amount is None else CURRENCY.to_major(phase.amount),
        "amortize_over": phase.amortize_over,
        "deferred_due": phase.deferred_due,
    }
    return rs.Phase(**data)


@st.composite
def phases(draw: st.DrawFn, principal: int, most_rows: int) -> tuple[SlowPhase, ...]:
    """Return one to four phases of any method."""
    count = draw(st.integers(1, 4))
    found = []
    for place in range(count):
        method = draw(methods)
        found.append(
            SlowPhase(
                count=draw(st.integers(1, max(1, most_rows // count))),
                method=method,
                rate=draw(maybe_rates),
                amount=draw(st.integers(1, max(2, principal // 3))) if method == "fixed_amount" else None,
                amortize_over=draw(st.none() | st.integers(1, 2 * most_rows))
                if method in ("level", "equal_principal")
                else None,
                deferred_due=draw(
                    st.sampled_from(["maturity"] if place == count - 1 else ["next", "spread", "maturity"])
                )
                if method == "defer"
                else None,
            )
        )
    return tuple(found)


@st.composite
def loans(draw: st.DrawFn, most_rows: int = 48) -> Loan:
    """Return a loan of any shape the library supports."""
    principal, start = draw(balances), draw(dates)
    due_day = draw(st.integers(1, 31))
    frequency = draw(frequencies)
    target = start + timedelta(days=draw(st.integers(1, 70)))
    first_due = add_months(target, 0, due_day=due_day)
    if first_due <= start:
        first_due = add_months(target, 1, due_day=due_day)
    if draw(st.booleans()):  # a regular first period
        start = add_months(first_due, -FREQUENCIES[frequency], due_day=due_day)
    return Loan(
        principal=principal,
        rate_units=draw(rate_units),
        start=start,
        first_due=first_due,
        due_day=due_day,
        frequency=frequency,
        day_count=draw(day_counts),
        installment_rounding=draw(roundings),
        interest_rounding=draw(roundings),
        unit=draw(units),
        phases=draw(phases(principal, most_rows)),
    )


@st.composite
def level_loans(draw: st.DrawFn, most_rows: int = 360) -> Loan:
    """Return a loan of one level phase with a regular first period."""
    first_due = draw(dates)
    return Loan(
        principal=draw(balances),
        rate_units=draw(rate_units),
        start=add_months(first_due, -1, due_day=first_due.day),
        first_due=first_due,
        due_day=first_due.day,
        frequency="monthly",
        day_count="30/360",
        installment_rounding=draw(roundings),
        interest_rounding=draw(roundings),
        unit=1,
        phases=(SlowPhase(count=draw(st.integers(1, most_rows)), method="level"),),
    )


def rows_of(schedule: Schedule) -> list[tuple[int, ...]]:
    """Return a schedule's rows in minor units, in the order the witness's rows are compared in."""
    names = (
        "opening_balance",
        "interest_accrued",
        "interest_paid",
        "principal",
        "capitalized",
        "deferred",
        "deferred_paid",
        "payment",
        "closing_balance",
    )
    columns = schedule.to_columns()
    return [tuple(int(columns[name][place]) for name in names) for place in range(len(schedule))]
