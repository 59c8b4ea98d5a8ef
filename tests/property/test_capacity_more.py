"""More invariants of the capacity model: conversions, stress, cover, continuity, policies on the wire, scenarios."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, strategies as st

import restructure as rs
from restructure import policies
from restructure.basics.dates import PER_YEAR
from restructure.basics.provenance import Wording
from restructure.policy import CapacityModel, Policy, Stress
from support.applications import applications, major
from support.strategies import CURRENCY

NINE = Decimal("1e-9")
MODELS = {name: getattr(policies.presets, name) for name in ("STRICT", "BALANCED", "SUPPORTIVE")}


def assess(application: rs.Application, **changes: Any) -> rs.Capacity:
    """Assess under the generic policy with a changed model."""
    model = replace(policies.GENERIC.capacity, **changes)
    return rs.assess_capacity(application, policy=replace(policies.GENERIC, capacity=model))


@given(applications(dated=False), st.integers(1, 50_000), st.sampled_from(sorted(set(PER_YEAR) - {"monthly"})))
def test_pay_by_any_frequency_is_the_same_pay(application: rs.Application, monthly: int, frequency: Any) -> None:  # I9
    """A month's pay as 12 monthly ones, or as many of another frequency as make the same year."""
    year = monthly * 12 * PER_YEAR[frequency]
    by_month = rs.Income("salary", major(year // 12), evidence="verified")
    otherwise = rs.Income("salary", major(year // PER_YEAR[frequency]), frequency=frequency, evidence="verified")
    first, second = (assess(replace(application, incomes=[income])) for income in (by_month, otherwise))
    assert (first.score, first.affordable_payment) == (second.score, second.affordable_payment)


@given(applications(), st.sampled_from(["0", "0.10", "0.25"]), st.sampled_from(["0", "0.02", "0.05"]))
def test_stress_never_helps(application: rs.Application, drop: str, rise: str) -> None:  # I12
    calm = assess(application, stress_income="0", stress_rate="0")
    hit = assess(application, stress_income=drop, stress_rate=rise)
    harder = assess(application, stress_income="0.30", stress_rate="0.06")
    ratios = [next(item for item in found.components if item.id == "A4") for found in (calm, hit, harder)]
    plain = next(item for item in calm.components if item.id == "A1")
    assert ratios[0].value == plain.value
    known = [item.value for item in ratios if item.value is not None]
    assert known == sorted(known)
    assert calm.score >= hit.score - NINE
    assert hit.score >= harder.score - NINE


@given(applications(), st.integers(0, 60), st.integers(0, 60))
def test_scenarios_are_ordered_as_what_goes_wrong_is(application: rs.Application, less: int, more: int) -> None:
    """A larger fall leaves no more; the residual is that of the figures, by fractions."""
    assume(less < more)
    falls = [
        Stress(code=f"S{share}", text=Wording("f", "f"), income_drop=Decimal(share) / 100, expense_rise="0.01")
        for share in (less, more)
    ]
    small, large = assess(application, stresses=falls).stresses
    assert large.residual <= small.residual
    assert large.affordable_payment <= small.affordable_payment
    calm = assess(application)
    assert small.affordable_payment <= calm.affordable_payment


@given(applications(), st.sampled_from(sorted(MODELS)))
def test_what_is_covered_is_scored_as_covered(application: rs.Application, name: str) -> None:  # I21
    found = rs.assess_capacity(application, policy=replace(policies.GENERIC, capacity=MODELS[name]))
    cover = next(item for item in found.components if item.id == "A3")
    if found.affordable_payment >= found.contractual_payment:
        assert cover.points >= 9
    for debt in application.debts[:1]:
        installment = CURRENCY.to_minor(debt.installment)
        if debt.remaining_installments and installment > 1:
            lower = replace(debt, installment=major(installment - 1))
            eased = replace(application, debts=[lower, *application.debts[1:]])
            again = rs.assess_capacity(eased, policy=replace(policies.GENERIC, capacity=MODELS[name]))
            assert again.score >= found.score - NINE


@given(applications(dated=False), st.integers(100_000, 900_000))
def test_the_score_does_not_jump(application: rs.Application, salary: int) -> None:  # I22
    """A cent of income moves the score by no more than the steepest curves allow."""
    earned = [rs.Income("salary", major(salary + more), evidence="verified", years=3) for more in (0, 1)]
    before, after = (assess(replace(application, incomes=[income])) for income in earned)
    slopes = Fraction(0)
    for component in policies.GENERIC.capacity.components:
        steepest = max(
            abs(Fraction(later[1] - earlier[1]) / Fraction(later[0] - earlier[0]))
            for earlier, later in zip(component.points, component.points[1:], strict=False)
        )
        slopes += Fraction(component.weight) * steepest
    debts = sum(int(CURRENCY.to_minor(debt.principal)) for debt in application.debts)
    largest = max(CURRENCY.to_minor(before.contractual_payment) + 1, debts, 10**7)
    assert after.score - before.score <= Decimal(float(slopes * largest / Fraction(salary) ** 2)) + NINE


SHIPPED = [getattr(policies, name) for name in sorted(vars(policies)["__all__"]) if name.isupper()]
PRESETS = [getattr(policies.presets, name) for name in policies.presets.__all__]


@pytest.mark.parametrize("held", [*SHIPPED, *PRESETS], ids=lambda held: getattr(held, "name", ""))
def test_models_and_policies_answer_the_same_from_json(held: Policy | CapacityModel) -> None:  # I19
    policy = held if isinstance(held, Policy) else replace(policies.GENERIC, capacity=held)
    again = rs.from_json(rs.Policy, rs.to_json(policy))
    assert again.hash == policy.hash
    assert again == policy


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"debt_service_cap": "0"}, "debt_service_cap: must be above 0"),
        ({"buffer": "1.1"}, "buffer: must be a fraction"),
        ({"buffer": "nan"}, "buffer: must be written with digits"),
        ({"components": policies.presets.BALANCED.components[:-1]}, "components: must be A1"),
        (
            {
                "components": [
                    replace(policies.presets.BALANCED.components[0], weight=Decimal(17)),
                    *policies.presets.BALANCED.components[1:],
                ]
            },
            "components: weights must add up to 100",
        ),
        ({"grades": policies.presets.BALANCED.grades[:-1]}, "grades: must fall in score"),
        ({"card_minimum": "-0.01"}, "card_minimum"),
    ],
)
def test_models_that_contradict_themselves_are_refused(changes: dict[str, Any], message: str) -> None:  # I19
    with pytest.raises(rs.InvalidInputError, match=message):
        replace(policies.presets.BALANCED, **changes)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([(Decimal(0), Decimal(1)), (Decimal(1), Decimal("1.5"))], "from 0 to 1"),
        ([(Decimal(1), Decimal(1)), (Decimal(0), Decimal(0))], "must rise in quantity"),
        ([(Decimal(0), Decimal(0)), (Decimal(1), Decimal(1))], "of A1 must only fall"),
    ],
)
def test_curves_that_turn_are_refused(points: list[tuple[Decimal, Decimal]], message: str) -> None:  # I19
    with pytest.raises(rs.InvalidInputError, match=message):
        replace(policies.presets.BALANCED.components[0], points=points)
