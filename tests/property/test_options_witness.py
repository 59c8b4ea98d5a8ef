"""The recommended plan is the one that an independent brute force finds, installment by installment."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from hypothesis import given, note, settings

import restructure as rs
from restructure.contract.terms import LoanTerms
from support.strategies_options import SmallCase, small_cases
from witness.slow_options import SlowPlan, slow_recommended

CASES = 1_000


class Written:
    """A case as JSON, written only where somebody reads it."""

    def __init__(self, case: SmallCase) -> None:
        self.case = case

    def __repr__(self) -> str:
        return f"{rs.to_json(self.case.application)}\n{rs.to_json(self.case.policy)}"


class Answer(NamedTuple):
    """What is compared of a plan: what is paid, today and row by row, and the terms, minor units."""

    today: int
    payments: tuple[int, ...]
    principal: int
    waived: int
    rates: tuple[Fraction, ...]


def slow_answers(case: SmallCase, capacity: rs.Capacity) -> list[SlowPlan]:
    """Return what the witness recommends, of equals all of them, given what can be paid."""
    minor = case.application.currency.to_minor

    def affordable(day: date) -> int:
        return minor(capacity.affordable_on(day))

    return slow_recommended(case.application, case.policy, affordable, minor(capacity.monthly_income), case.target)


def answer_of(found: rs.Option) -> Answer:
    """Return what the library says of a plan."""
    minor, total = found.terms.currency.to_minor, found.conservation.total
    return Answer(
        today=minor(total.paid),
        payments=tuple(minor(row.payment) for row in found.schedule),
        principal=minor(found.terms.principal),
        waived=minor(total.waived),
        rates=row_rates(found.terms),
    )


def row_rates(terms: LoanTerms) -> tuple[Fraction, ...]:
    """Return the rate of every row."""
    rates, rate = list[Fraction](), terms.rate
    for phase in terms.phases:
        rate = phase.rate or rate
        rates += [Fraction(rate.annual)] * phase.count
    return tuple(rates)


def expected(plan: SlowPlan) -> Answer:
    """Return what the witness says of a plan."""
    return Answer(plan.today, plan.payments, plan.principal, plan.waived, plan.rates)


def traits(plan: SlowPlan) -> list[str]:
    """Name what a recommended plan shows, so that no lever goes untried."""
    shown = {
        plan.kind: True,
        plan.start: True,
        "paid today": plan.today > 0,
        "forgiven": plan.forgiven > 0,
        "parked": plan.parked > 0,
        "balloon": plan.at_maturity > 0 and not plan.parked,
        "temporary rate": len(set(plan.rates)) > 1,
    }
    return [name for name, shows in shown.items() if shows]


EVERY_TRAIT = {
    *("level", "affordable", "contract", "settlement"),
    *("none", "interest_only", "capitalize", "defer", "reduced", "step_up"),
    *("paid today", "forgiven", "parked", "balloon", "temporary rate"),
    "nothing fits",
}


def test_the_recommended_plan_is_the_one_a_brute_force_finds() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=max(CASES, settings().max_examples))
    @given(small_cases())
    def check(case: SmallCase) -> None:
        note(Written(case))
        answer = rs.plan(case.application, policy=case.policy, target=case.target)
        plans, found = slow_answers(case, answer.capacity), answer.recommended
        seen.update(traits(plans[0]) if plans else ["nothing fits"])
        if found is None:
            assert plans == []
        else:
            assert answer_of(found) in [expected(plan) for plan in plans]

    check()
    assert set(seen) == EVERY_TRAIT
