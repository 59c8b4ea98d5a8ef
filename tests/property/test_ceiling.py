"""No plan offered under a ceiling that was read is above it, by present values that share no code with the library."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings, strategies as st

import restructure as rs
from restructure import policies
from restructure.law import RateCeiling
from restructure.law.cost_of_credit import LoanFlows, Moment, annual_percent, moment_of
from restructure.measures import CashFlow, apr
from support.applications import planned

READ = rs.Source(title="file 12", level="verified")


def on_day(year: int, month: int, due_day: int) -> date:
    return date(year, month, min(due_day, monthrange(year, month)[1]))


def back(day: date, months: int, due_day: int) -> date:
    place = day.year * 12 + day.month - 1 - months
    return on_day(place // 12, place % 12 + 1, due_day)


def months_to(start: date, due: date, due_day: int) -> Fraction:
    """Return whole months counted back from a due date, and the days left as thirtieths of one."""
    months = 0
    while back(due, months + 1, due_day) >= start:
        months += 1
    return Fraction(30 * months + (back(due, months, due_day) - start).days, 30)


def worth(amount: Decimal, at: Fraction, rate: Fraction) -> Fraction:
    whole = at // 1
    return Fraction(amount) / ((1 + rate / 12) ** whole * (1 + (at - whole) * rate / 12))


@settings(max_examples=60, deadline=None)
@given(planned(), st.integers(1, 4000))
def test_no_plan_offered_is_above_a_ceiling_that_was_read(application: rs.Application, basis_points: int) -> None:
    share = Decimal(basis_points) / 10_000
    ceiling = RateCeiling(
        code="CEILING",
        rates=rs.Dated([(date(2020, 1, 1), share)]),
        sources=[READ],
        text=rs.Wording("at most {limit}", "不超过{limit}"),
    )
    debts = [replace(application.debts[0], contract_date=date(2024, 3, 1)), *application.debts[1:]]
    policy = replace(policies.GENERIC, ceiling=ceiling)
    plan = rs.plan(replace(application, debts=debts), policy=policy)
    for option in plan.options:
        terms, total = option.schedule.terms, option.conservation.total
        paid = worth(option.measures.paid_today, Fraction(0), Fraction(share))
        for row in option.schedule:
            at = months_to(terms.start_date, row.due_date, terms.anchor_day)
            # half a cent of every row is the rounding of its interest and no charge
            paid += worth(row.payment, at, Fraction(share)) - worth(Decimal("0.005"), at, Fraction(share))
        assert paid <= Fraction(total.opening - total.waived)
        (check,) = [check for check in option.checks if check.code == "CEILING"]
        assert check.status == "pass"


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 10**9),
    st.integers(0, 29),
    st.lists(st.integers(0, 10**8), min_size=1, max_size=80),
    st.integers(0, 10**6),
)
def test_the_quick_rate_is_the_one_that_is_disclosed(lent: int, days: int, rows: list[int], today: int) -> None:
    start, first = Moment(0, Fraction(0)), Fraction(days, 30)
    paid = [(moment_of(first + row), amount) for row, amount in enumerate(rows, 1) if amount]
    if sum(rows) < lent:
        paid.append((moment_of(first + len(rows) + 1), lent))
    flows = LoanFlows([(start, lent + today)], [*([(start, today)] if today else []), *paid], "month", Fraction(12))
    payments = [CashFlow(int(amount), after=at.whole + at.part) for at, amount in flows.paid]
    known = apr([CashFlow(lent + today, after=0)], payments, unit_period="month")
    assert annual_percent(flows) == known.disclosed
