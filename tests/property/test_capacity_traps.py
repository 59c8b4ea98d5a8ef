"""Eight ways in which a capacity score stops being monotone without anybody noticing: none of them happens here."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

import restructure as rs
from restructure import policies
from restructure.basics.dates import PER_YEAR
from restructure.capacity import _scorecard
from restructure.policy import CapacityModel, LivingBenchmark
from support.applications import AS_OF, applications, evidence, incomes, kinds, major
from support.slow_arguments import slowly
from support.strategies import COMPONENTS, CURRENCY

MODEL = policies.GENERIC.capacity
ROUNDED = Decimal("1e-9")
"""Scores and points are whole numbers of it, so that two of each can differ by one where the exact ones do not."""

amounts = st.integers(0, 900_000)


def assess(application: rs.Application, model: CapacityModel = MODEL) -> rs.Capacity:
    """Assess under the generic policy, with another model if given."""
    return rs.assess_capacity(application, policy=replace(policies.GENERIC, capacity=model))


def points(capacity: rs.Capacity) -> dict[str, Decimal]:
    """Return the points of each component."""
    return {item.id: item.points for item in capacity.components}


def never_falls(before: rs.Capacity, after: rs.Capacity) -> None:
    """Check that neither score, grade nor affordable payment falls, on any day."""
    assert after.score >= before.score
    assert after.grade <= before.grade
    for step in (*before.affordable_path, *after.affordable_path):
        assert after.affordable_on(step.starts_on) >= before.affordable_on(step.starts_on)


def debt(**changes: Any) -> rs.Debt:
    """Return a debt in scope with some fields changed."""
    plain: dict[str, Any] = {
        "reference": "loan",
        "kind": "other",
        "in_scope": True,
        "installment": "100",
        "principal": "1000",
        "rate": "0.1",
        "remaining_installments": 12,
        "next_due_date": AS_OF + timedelta(days=9),
    }
    return rs.Debt(**{**plain, **changes})


# 1. A share of verified income, or of salary, falls when other income is added.


@given(applications(), incomes())
def test_trap_1_income_of_another_kind_or_evidence_never_hurts(application: rs.Application, more: rs.Income) -> None:
    before = assess(application)
    if any(item.id == "S1" and item.missing for item in before.components):
        more = replace(more, years=None)  # a value below what missing ones count for may lower the score: trap 4
    never_falls(before, assess(replace(application, incomes=[*application.incomes, more])))


# 2. The mean of monthly income less its deviation falls when one month is better than the others.


@given(applications(), kinds, amounts, evidence, st.integers(0, 800), st.integers(0, 60))
def test_trap_2_a_better_month_never_hurts(
    application: rs.Application, kind: Any, minor: int, level: Any, first: int, length: int
) -> None:
    starts = AS_OF + timedelta(days=first)
    month = rs.Income(kind, major(minor), evidence=level, starts=starts, ends=starts + timedelta(days=length))
    never_falls(assess(application), assess(replace(application, incomes=[*application.incomes, month])))


# 3. A benchmark or cap that steps up with income takes more than the income brings at the edge of a band.


@pytest.mark.parametrize("household", [(1, 0), (2, 3)])
def test_trap_3_no_edge_of_an_income_band_takes_more_than_it_brings(household: tuple[int, int]) -> None:
    adults, dependents = household
    table = LivingBenchmark(
        source=rs.Source(title="test", level="verified"),
        currency="USD",
        amounts=[(1, 0, Decimal(900)), (2, 3, Decimal(2100))],
    )
    model = replace(MODEL, living_benchmark=table, minimum_residual=Decimal(300))
    home = rs.Household(adults=adults, dependents=dependents, living_costs="1000", housing_costs="700")
    other = rs.Debt(reference="other", kind="other", principal="9000", installment="150")
    base = rs.Application(reference="A", as_of=AS_OF, currency="USD", household=home, debts=[other])
    found = [
        assess(replace(base, incomes=[rs.Income("salary", salary, evidence="verified")]), model)
        for salary in range(0, 12_000, 20)
    ]
    for poorer, richer in pairwise(found):
        never_falls(poorer, richer)
        assert richer.affordable_payment - poorer.affordable_payment <= 20


# 4. Weights shared out anew when a component is missing make it pay to hide what is below average.

full_record = rs.CreditRecord(worst_days_past_due_12m=0, months_since_delinquency=0, modifications_36m=0)
HIDDEN: dict[str, Any] = {
    "A6": lambda application: replace(application, liquid_assets=None),
    "S1": lambda application: replace(application, incomes=[replace(item, years=None) for item in application.incomes]),
    "C1": lambda application: replace(application, credit=replace(application.credit, worst_days_past_due_12m=None)),
    "C2": lambda application: replace(application, credit=replace(application.credit, months_since_delinquency=None)),
    "C3": lambda application: replace(application, credit=replace(application.credit, modifications_36m=None)),
}


@given(applications(), st.sampled_from(list(HIDDEN)), amounts, st.integers(0, 130), st.integers(0, 40))
def test_trap_4_hiding_a_value_pays_what_the_policy_says_and_nothing_else_moves(
    application: rs.Application, component: str, cash: int, days: int, months: int
) -> None:
    record = replace(full_record, worst_days_past_due_12m=days, months_since_delinquency=months)
    shown = replace(
        application,
        incomes=[rs.Income("salary", "2000", years=months // 4), *application.incomes],
        debts=[replace(item, days_past_due=0) for item in application.debts],
        liquid_assets=major(cash),
        credit=replace(record, modifications_36m=days % 3),
    )
    open_, hidden = assess(shown), assess(HIDDEN[component](shown))
    (weight,) = [Decimal(item.weight) for item in MODEL.components if item.id == component]
    theirs, mine = points(open_), points(hidden)
    assert abs(mine[component] - weight * MODEL.missing_utility) <= ROUNDED
    assert all(abs(mine[other] - theirs[other]) <= ROUNDED for other in mine if other != component)
    assert abs((hidden.score - open_.score) - (mine[component] - theirs[component])) <= 2 * ROUNDED


# 5. Divisions by nothing: without income, or without debts.


@pytest.mark.parametrize(("top", "bottom", "expected"), [(0, 0, 0), (5, 0, np.inf), (0, 5, 0), (5, 2, 2.5)])
def test_trap_5_ratios_of_nothing_are_defined(top: float, bottom: float, expected: float) -> None:
    assert _scorecard.ratio(np.array([float(top)]), np.array([float(bottom)])).tolist() == [expected]


@pytest.mark.parametrize(
    ("installment", "living", "debt_points", "margin_points", "reserve_points"),
    [(0, 0, 18, 0, 6), (0, 100, 18, 0, 6), (100, 0, 0, 0, 6)],
)
def test_trap_5_without_income_debts_weigh_fully_and_nothing_weighs_nothing(
    installment: int, living: int, debt_points: int, margin_points: int, reserve_points: int
) -> None:
    home = rs.Household(adults=1, living_costs=living)
    other = rs.Debt(reference="other", kind="other", installment=installment)
    application = rs.Application(
        reference="A", as_of=AS_OF, currency="USD", household=home, debts=[other], liquid_assets=5000
    )
    found = points(assess(application))
    assert found["A1"] == debt_points
    assert found["A2"] == margin_points
    assert found["A3"] == 18  # nothing is due in scope
    assert found["A6"] == reserve_points


@given(applications())
def test_trap_5_the_first_cent_of_income_never_hurts(application: rs.Application) -> None:
    nothing = replace(application, incomes=[])
    never_falls(assess(nothing), assess(replace(nothing, incomes=[rs.Income("salary", "0.01", evidence="verified")])))


# 6. Components rounded before they are summed.


@given(amounts.map(lambda minor: 250_000 + minor // 4), amounts)
def test_trap_6_the_exact_sum_is_rounded_once(salary: int, cash: int) -> None:
    loan = debt(principal="18000", rate="0.1499", installment="500.86", remaining_installments=48)
    application = rs.Application(
        reference="A",
        as_of=AS_OF,
        currency="USD",
        household=rs.Household(adults=2, living_costs="1150", housing_costs="850"),
        incomes=[rs.Income("salary", major(salary), evidence="verified", years=3)],
        debts=[loan, rs.Debt(reference="other", kind="other", principal="6500", installment="260")],
        liquid_assets=major(cash),
    )
    exact = slowly(application, MODEL).score * 10**9
    off = abs(Fraction(assess(application).score) * 10**9 - exact)
    # a thousandth of a unit for ten products in double precision: 100 points of 10**9 units, 2**-53 each
    assert off <= Fraction(1, 2) + Fraction(1, 1000)


# 7. A taper that takes more than the whole of a raise, and inputs below nothing.


@given(applications(), kinds, evidence, amounts, st.integers(1, 100_000), st.sampled_from(list(PER_YEAR)))
def test_trap_7_of_a_raise_something_between_nothing_and_all_of_it_counts(
    application: rs.Application, kind: Any, level: Any, minor: int, more: int, frequency: Any
) -> None:
    low, high = (
        replace(
            application,
            incomes=[*application.incomes, rs.Income(kind, major(paid), frequency=frequency, evidence=level)],
        )
        for paid in (minor, minor + more)
    )
    before, after = assess(low), assess(high)
    never_falls(before, after)
    raised = Fraction(more * PER_YEAR[frequency], 12)
    for name in ("monthly_income", "affordable_payment"):
        gained = CURRENCY.to_minor(getattr(after, name)) - CURRENCY.to_minor(getattr(before, name))
        assert 0 <= gained < raised + 1  # both figures are floored to the minor unit


NEGATIVE: dict[str, Any] = {
    "income": lambda: rs.Income("salary", "-1"),
    "expense": lambda: rs.Expense("health", "-1"),
    "living": lambda: rs.Household(adults=1, living_costs="-1"),
    "housing": lambda: rs.Household(adults=1, housing_costs="-1"),
    "liquid": lambda: rs.Application(
        reference="A", as_of=AS_OF, currency="USD", household=rs.Household(adults=1), liquid_assets="-1"
    ),
    "years": lambda: rs.Income("salary", "1", years=-1),
    "days": lambda: rs.CreditRecord(worst_days_past_due_12m=-1),
    "months": lambda: rs.CreditRecord(months_since_delinquency=-1),
    "modifications": lambda: rs.CreditRecord(modifications_36m=-1),
    "delay": lambda: debt(days_past_due=-1),
    "rate": lambda: debt(rate="-0.1"),
    "haircut": lambda: replace(MODEL, income_haircuts={**MODEL.income_haircuts, "bonus": Decimal("-0.1")}),
    "whole haircut": lambda: replace(MODEL, income_haircuts={**MODEL.income_haircuts, "bonus": Decimal("1.1")}),
    "evidence": lambda: replace(MODEL, evidence_factors={**MODEL.evidence_factors, "declared": Decimal("-0.1")}),
    "buffer": lambda: replace(MODEL, buffer="-0.1"),
    "cap": lambda: replace(MODEL, debt_service_cap="-0.1"),
    **{name: lambda name=name: debt(**{name: "-1"}) for name in (*COMPONENTS, "overdue_principal", "installment")},
}


@pytest.mark.parametrize("name", list(NEGATIVE))
def test_trap_7_inputs_below_nothing_are_refused(name: str) -> None:
    with pytest.raises(rs.InvalidInputError):
        NEGATIVE[name]()


# 8. A cap on debt service that follows the grade, which follows what the cap leaves.

WORST = rs.CreditRecord(worst_days_past_due_12m=400, months_since_delinquency=0, modifications_36m=9)
BEST = rs.CreditRecord(worst_days_past_due_12m=0, months_since_delinquency=48, modifications_36m=0)


def test_trap_8_the_cap_binds_at_the_same_amount_for_every_grade() -> None:
    application = rs.Application(
        reference="A",
        as_of=AS_OF,
        currency="USD",
        household=rs.Household(adults=1, living_costs="500"),
        incomes=[rs.Income("salary", "8000", evidence="verified")],
        debts=[debt(), rs.Debt(reference="other", kind="other", installment="100")],
    )
    heavy = replace(application, debts=[debt(installment="5000", principal="90000"), *application.debts[1:]])
    found = [
        assess(replace(borrower, credit=record, liquid_assets=cash))
        for borrower, record, cash in ((application, BEST, 90_000), (application, WORST, 0), (heavy, WORST, 0))
    ]
    assert [(item.grade, str(item.affordable_payment), item.binding_constraint) for item in found] == [
        ("A", "3500.00", "dsr_cap"),
        ("B", "3500.00", "dsr_cap"),
        ("E", "3500.00", "dsr_cap"),
    ]


@given(applications(), amounts, st.sampled_from([None, WORST, BEST]), st.integers(0, 400), st.integers(0, 30))
def test_trap_8_what_can_be_paid_depends_on_nothing_that_only_the_grade_knows(
    application: rs.Application, cash: int, record: Any, days: int, years: int
) -> None:
    mine, *others = application.debts
    installment = mine.installment + 100 if mine.remaining_installments else mine.installment
    other = replace(
        application,
        incomes=[replace(item, years=years) for item in application.incomes],
        debts=[replace(mine, days_past_due=days, installment=installment), *others],
        credit=record,
        liquid_assets=major(cash),
    )
    assert assess(other).affordable_path == assess(application).affordable_path
