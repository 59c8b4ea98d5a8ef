"""The capacity model against an independent statement of it, and its invariants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

import restructure as rs
from restructure import policies
from restructure.basics.dates import PER_YEAR
from restructure.capacity import _scorecard, figures as _figures
from restructure.policy import CapacityModel
from support.applications import AS_OF, applications, major
from support.strategies import COMPONENTS, CURRENCY
from witness.slow_capacity import SlowCapacity, slow_capacity
from witness.slow_schedule import slow_level_payment

MODEL = policies.GENERIC.capacity
NINE = Decimal("1e-9")


def stated(item: rs.Income) -> Decimal:
    """Return the amount of a regular income."""
    assert item.amount is not None
    return item.amount


def assess(application: rs.Application) -> rs.Capacity:
    """Assess under the generic policy."""
    return rs.assess_capacity(application, policy=policies.GENERIC)


def asked_a_month(debt: rs.Debt, model: CapacityModel) -> int:
    """Return what a debt that is not in scope asks for: of a card a share of its balance at least, rounded up."""
    stated = CURRENCY.to_minor(debt.installment)
    least = Fraction(model.card_minimum) * CURRENCY.to_minor(debt.principal)
    return max(stated, -(-least.numerator // least.denominator)) if debt.kind == "credit_card" else stated


def slow(application: rs.Application, model: CapacityModel = MODEL) -> SlowCapacity:
    """Run the witness on the same application as of its day."""
    minor = CURRENCY.to_minor
    active = [item for item in application.incomes if runs(item)]
    in_scope, others = application.debts[:1], application.debts[1:]
    credit = application.credit
    late = any(debt.days_past_due for debt in application.debts)
    worst = None if credit is None else credit.worst_days_past_due_12m
    years = [item.years for item in active if item.years is not None and item.amount]
    costs = [Fraction(minor(item.amount) * PER_YEAR[item.frequency], 12) for item in application.expenses if runs(item)]
    return slow_capacity(
        incomes=[(item.kind, minor(stated(item)), PER_YEAR[item.frequency], item.evidence) for item in active],
        haircuts={kind: Fraction(share) for kind, share in model.income_haircuts.items()},
        evidence_factors={level: Fraction(share) for level, share in model.evidence_factors.items()},
        living=Fraction(minor(application.household.living_costs)),
        housing=Fraction(minor(application.household.housing_costs)),
        other_costs=sum(costs, Fraction(0)),
        other_service=sum(asked_a_month(debt, model) for debt in others),
        payment=sum(owed_a_month(debt) for debt in in_scope),
        stressed_payment=sum(owed_a_month(debt) + stress(debt) for debt in in_scope),
        total_debt=sum(total(debt) for debt in application.debts),
        liquid=None if application.liquid_assets is None else minor(application.liquid_assets),
        years=max(years, default=None),
        worst_dpd=None
        if worst is None and not late
        else max(worst or 0, *(debt.days_past_due for debt in application.debts)),
        months_since=0 if late else None if credit is None else credit.months_since_delinquency,
        mods=None if credit is None else credit.modifications_36m,
        buffer=Fraction(model.buffer),
        cap=Fraction(model.debt_service_cap),
        stress_income=Fraction(model.stress_income),
        minimum=0 if model.minimum_residual is None else minor(model.minimum_residual),
        unit=1 if model.payment_unit is None else minor(model.payment_unit),
        curves={item.id: [(Fraction(at), Fraction(u)) for at, u in item.points] for item in model.components},
        weights={item.id: Fraction(item.weight) for item in model.components},
        missing_u=Fraction(model.missing_utility),
    )


def runs(item: rs.Income | rs.Expense) -> bool:
    """Return whether an item runs on the application's day."""
    return (item.starts is None or item.starts <= AS_OF) and (item.ends is None or item.ends >= AS_OF)


def total(debt: rs.Debt) -> int:
    """Return all that is owed on a debt."""
    return sum(CURRENCY.to_minor(getattr(debt, name)) for name in COMPONENTS)


def owed_a_month(debt: rs.Debt) -> int:
    """Return the installment, or everything once nothing remains."""
    return total(debt) if debt.remaining_installments == 0 else CURRENCY.to_minor(debt.installment)


def stress(debt: rs.Debt) -> int:
    """Return what two points more add to the installment that repays what is not yet due."""
    count, balance = debt.remaining_installments or 0, debt.principal - debt.overdue_principal
    if not count or not balance or debt.rate is None:
        return 0
    rate, more = Fraction(debt.rate.annual), Fraction(2, 100)
    before, after = (
        slow_level_payment(CURRENCY.to_minor(balance), [annual / 12] * count, "half_up", 1)
        for annual in (rate, rate + more)
    )
    return after - before


@st.composite
def finely_cut(draw: st.DrawFn) -> CapacityModel:
    """Return a model whose shares have up to six decimals: monthly figures are then large whole numbers."""
    share = st.integers(0, 10**6).map(lambda millionths: Decimal(millionths) / 10**6)
    levels: Any = st.fixed_dictionaries({"verified": share, "documented": share, "declared": share})
    return replace(
        MODEL,
        buffer=draw(share),
        debt_service_cap=draw(share.filter(bool)),
        stress_income=draw(share),
        evidence_factors=draw(levels),
        income_haircuts={kind: draw(share) for kind in MODEL.income_haircuts},
    )


models = finely_cut() | st.sampled_from(
    [
        MODEL,
        replace(MODEL, minimum_residual=Decimal(300)),
        replace(MODEL, payment_unit=Decimal(50), buffer=Decimal("0.10")),
        replace(MODEL, missing_utility=Decimal("0.2"), stress_income=Decimal("0.2"), debt_service_cap=Decimal("0.333")),
    ]
)


@given(applications(), models)
def test_affordable_payment_and_score_equal_the_witness(application: rs.Application, model: CapacityModel) -> None:
    found = rs.assess_capacity(application, policy=replace(policies.GENERIC, capacity=model))
    expected = slow(application, model)
    assert CURRENCY.to_minor(found.affordable_payment) == expected.affordable
    assert found.binding_constraint == expected.binding
    assert abs(Fraction(found.score) - expected.score) <= Fraction(2, 10**9)
    for item in found.components:
        assert abs(Fraction(item.points) - expected.points[item.id]) <= Fraction(2, 10**9)


@given(applications())
def test_scores_are_bounded_and_contributions_add_up_exactly(application: rs.Application) -> None:  # I1, I2
    found = assess(application)
    assert 0 <= found.score <= 100
    assert all(0 <= item.points <= item.max_points for item in found.components)
    assert sum(item.points for item in found.components) == found.score


def never_falls(before: rs.Application, after: rs.Application) -> None:
    """Check that neither score nor affordable payment falls."""
    old, new = assess(before), assess(after)
    assert new.score >= old.score - NINE
    assert new.affordable_payment >= old.affordable_payment
    assert new.grade <= old.grade


@given(applications(), st.integers(1, 500_000), st.data())
def test_more_of_any_income_never_hurts(application: rs.Application, more: int, data: st.DataObject) -> None:  # I3
    if application.incomes:
        place = data.draw(st.integers(0, len(application.incomes) - 1))
        raised = list(application.incomes)
        raised[place] = replace(raised[place], amount=major(CURRENCY.to_minor(stated(raised[place])) + more))
        never_falls(application, replace(application, incomes=raised))


@given(applications(), st.integers(1, 500_000), st.sampled_from(["living", "housing", "other", "payment"]))
def test_more_outgo_never_helps(application: rs.Application, more: int, what: str) -> None:  # I4
    home, debts = application.household, list(application.debts)
    if what in ("living", "housing"):
        field = f"{what}_costs"
        changed: Any = {field: major(CURRENCY.to_minor(getattr(home, field)) + more)}
        heavier = replace(application, household=replace(home, **changed))
    elif what == "other":
        heavier = replace(application, debts=[*debts, rs.Debt(reference="more", kind="other", installment=major(more))])
    else:
        debts[0] = replace(debts[0], installment=major(CURRENCY.to_minor(debts[0].installment) + more))
        heavier = replace(application, debts=debts)
        assert assess(heavier).affordable_payment == assess(application).affordable_payment  # I11
    never_falls(heavier, application)


@given(applications(), st.integers(1, 100_000), st.sampled_from(["liquid", "months", "mods", "days"]))
def test_reserves_and_record_move_the_score_the_right_way(
    application: rs.Application, more: int, what: str
) -> None:  # I5
    credit = application.credit or rs.CreditRecord(evidence="verified")
    full = replace(credit, worst_days_past_due_12m=30, months_since_delinquency=3, modifications_36m=0)
    base = replace(application, credit=full, liquid_assets=major(1000))
    step = 1 + more % 90
    if what == "liquid":
        never_falls(base, replace(base, liquid_assets=major(1000 + more)))
    elif what == "months":
        never_falls(base, replace(base, credit=replace(full, months_since_delinquency=3 + step)))
    elif what == "mods":
        never_falls(replace(base, credit=replace(full, modifications_36m=1)), base)
    else:
        never_falls(replace(base, credit=replace(full, worst_days_past_due_12m=30 + step)), base)


@given(applications(dated=False), st.integers(2, 9))
def test_the_score_does_not_depend_on_the_unit_of_money(application: rs.Application, factor: int) -> None:  # I6
    def times(amount: Decimal) -> Decimal:
        return major(CURRENCY.to_minor(amount) * factor)

    money = (
        "principal",
        "overdue_principal",
        "interest",
        "penalty_interest",
        "compound_interest",
        "fees",
        "installment",
    )
    # what a card asks for at least is rounded up to the cent before anything is scaled: let each state that amount
    asked = [replace(other, installment=major(asked_a_month(other, MODEL))) for other in application.debts[1:]]
    application = replace(application, debts=[application.debts[0], *asked])
    debts = [replace(debt, **{name: times(getattr(debt, name)) for name in money}) for debt in application.debts]  # type: ignore[arg-type]
    home = application.household
    scaled = replace(
        application,
        incomes=[replace(item, amount=times(stated(item))) for item in application.incomes],
        expenses=[replace(item, amount=times(item.amount)) for item in application.expenses],
        household=replace(home, living_costs=times(home.living_costs), housing_costs=times(home.housing_costs)),
        debts=debts,
        liquid_assets=None if application.liquid_assets is None else times(application.liquid_assets),
    )
    old, new = assess(application), assess(scaled)
    for mine, other in zip(old.components, new.components, strict=True):
        if mine.id != "A4":  # its stressed installment is rounded to the cent before it is scaled
            assert abs(mine.points - other.points) <= 2 * NINE
    exact = factor * Fraction(_raw(application))
    assert CURRENCY.to_minor(new.affordable_payment) == exact // 1


def _raw(application: rs.Application) -> Fraction:
    figures = _figures.figures_on(application, MODEL, [AS_OF])
    return Fraction(int(_scorecard.affordable(figures, MODEL).amount[0]), _figures.scale_of(MODEL))


@given(st.lists(applications(dated=False), min_size=2, max_size=5))
def test_a_batch_equals_its_borrowers_one_by_one(several: list[rs.Application]) -> None:  # I7
    alone = [_figures.figures_on(application, MODEL, [AS_OF]) for application in several]
    together = _figures.Figures(
        alone[0].scale, *(np.concatenate(column) for column in zip(*(one[1:] for one in alone), strict=True))
    )
    able = _scorecard.affordable(together, MODEL)
    utilities = _scorecard.utilities(_scorecard.quantities(together, able, MODEL), MODEL)
    for place, figures in enumerate(alone):
        one = _scorecard.affordable(figures, MODEL)
        assert able.amount[place] == one.amount[0]
        mine = _scorecard.utilities(_scorecard.quantities(figures, one, MODEL), MODEL)
        assert utilities[:, place].tobytes() == mine[:, 0].tobytes()


@given(applications(), st.integers(0, 100))
def test_splitting_an_income_or_a_debt_changes_nothing(application: rs.Application, percent: int) -> None:  # I8
    if application.incomes:
        first, *rest = application.incomes
        total = CURRENCY.to_minor(stated(first))
        part = max(total * percent // 100, 1 if total else 0)
        pieces = [replace(first, amount=major(part)), replace(first, amount=major(total - part))]
        parted = replace(application, incomes=[*pieces, *rest])
        assert assess(parted).affordable_payment == assess(application).affordable_payment
        assert abs(assess(parted).score - assess(application).score) <= NINE


@given(applications())
def test_one_unit_more_than_affordable_breaks_the_binding_limit(application: rs.Application) -> None:  # I10
    figures = _figures.figures_on(application, MODEL, [AS_OF])
    able = _scorecard.affordable(figures, MODEL)
    paid = CURRENCY.to_minor(assess(application).affordable_payment) * _figures.scale_of(MODEL)
    limits = {"residual": int(able.residual_limit[0]), "dsr_cap": int(able.cap_limit[0])}
    binding = assess(application).binding_constraint
    if binding == "zero":
        assert paid == 0
        assert min(limits.values()) <= 0
    else:
        assert paid <= min(limits.values())
        assert paid + _figures.scale_of(MODEL) > limits[binding] == min(limits.values())


tighter: list[Callable[[Any], Any]] = [
    lambda model: replace(model, buffer=Decimal("0.15")),
    lambda model: replace(model, debt_service_cap=Decimal("0.30")),
    lambda model: replace(model, minimum_residual=Decimal(500)),
    lambda model: replace(model, income_haircuts={kind: Decimal("0.5") for kind in model.income_haircuts}),
]


@given(applications(), st.sampled_from(tighter))
def test_a_tighter_policy_never_raises_what_can_be_paid(application: rs.Application, tighten: Any) -> None:  # I13
    policy = replace(policies.GENERIC, capacity=tighten(MODEL))
    assert rs.assess_capacity(application, policy=policy).affordable_payment <= assess(application).affordable_payment


@given(applications())
def test_reasons_are_few_distinct_and_ordered(application: rs.Application) -> None:  # I14
    reasons = assess(application).reasons
    losses = [-float(reason.values["points"]) for reason in reasons]
    assert len(reasons) <= 4
    assert len({reason.code for reason in reasons}) == len(reasons)
    assert losses == sorted(losses, reverse=True)
    assert all(loss >= 1 for loss in losses)


@given(applications(), st.integers(0, 4))
def test_hiding_a_value_costs_what_the_policy_says(application: rs.Application, mods: int) -> None:  # I17, I18
    credit = rs.CreditRecord(worst_days_past_due_12m=0, months_since_delinquency=36)
    hidden = assess(replace(application, credit=credit))
    shown = assess(replace(application, credit=replace(credit, modifications_36m=mods)))
    points = {item.id: item for item in hidden.components}
    assert points["C3"].missing
    assert points["C3"].points == Decimal("1.05")  # weight 3 times the stated utility 0.35
    assert any(flag.code == "MISSING_C3" for flag in hidden.flags)
    assert hidden.confidence < shown.confidence
    others = [(a.points, b.points) for a, b in zip(hidden.components, shown.components, strict=True) if a.id != "C3"]
    assert all(a == b for a, b in others)
    assert (shown.score >= hidden.score) == (mods <= 1)  # utilities 1, 0.4 and 0 against 0.35


@given(applications(), st.sampled_from(["verified", "documented", "declared"]))
def test_confidence_never_enters_the_score(application: rs.Application, level: Any) -> None:  # I11
    other = replace(application, household=replace(application.household, evidence=level))
    assert assess(other).score == assess(application).score


@given(applications())
def test_grade_is_a_function_of_the_score_alone(application: rs.Application) -> None:  # I23
    found = assess(application)
    expected = next(grade.letter for grade in MODEL.grades if found.score >= grade.least_score)
    assert found.grade == expected


@given(applications())
def test_the_path_starts_today_and_says_what_each_day_allows(application: rs.Application) -> None:
    path = assess(application).affordable_path
    assert path[0].starts_on == AS_OF
    assert [step.starts_on for step in path] == sorted({step.starts_on for step in path})
    for step in path:
        on_that_day = replace(application, as_of=step.starts_on, debts=[])
        without_debts = assess(replace(application, debts=[]))
        assert without_debts.affordable_on(step.starts_on) == assess(on_that_day).affordable_payment


def test_nothing_at_all_has_a_defined_answer() -> None:  # I24
    empty = rs.Application(reference="A", as_of=AS_OF, currency="USD", household=rs.Household(adults=1))
    found = assess(empty)
    assert found.affordable_payment == 0
    assert [gate.code for gate in found.gates] == ["NO_INCOME", "NOTHING_AFFORDABLE"]
    assert 0 <= found.score <= 100


@pytest.mark.parametrize("income", [4_750, 10**6, 10**11])
@pytest.mark.parametrize(("buffer", "cap"), [("0.083333", "0.5"), ("0.05", "0.333333"), ("0.099999", "0.9")])
def test_large_figures_of_finely_cut_shares_are_exact(income: int, buffer: str, cap: str) -> None:
    model = replace(MODEL, buffer=Decimal(buffer), debt_service_cap=Decimal(cap))
    application = rs.Application(
        reference="A",
        as_of=AS_OF,
        currency="USD",
        household=rs.Household(adults=1, living_costs=Decimal(income) / 2),
        incomes=[rs.Income("salary", income, evidence="verified")],
    )
    found = rs.assess_capacity(application, policy=replace(policies.GENERIC, capacity=model))
    expected = income * 100 * min(1 - Fraction(buffer) - Fraction(1, 2), Fraction(cap))
    assert CURRENCY.to_minor(found.affordable_payment) == expected // 1


def test_sums_beyond_64_bits_have_defined_answers() -> None:
    largest = Decimal(9 * 10**14)
    application = rs.Application(
        reference="A",
        as_of=AS_OF,
        currency="VND",
        household=rs.Household(adults=1, living_costs=largest, housing_costs=largest),
        incomes=[rs.Income("salary", largest, evidence="verified")],
        debts=[rs.Debt(reference=f"d{n}", kind="other", installment=largest) for n in range(3)],
    )
    assert [gate.code for gate in assess(application).gates] == ["NOTHING_AFFORDABLE"]


@pytest.mark.parametrize("amount", ["0.01", "9999999999.99"])
def test_tiny_and_huge_amounts_have_defined_answers(amount: str) -> None:  # I24
    application = rs.Application(
        reference="A",
        as_of=AS_OF,
        currency="USD",
        household=rs.Household(adults=1, living_costs=amount),
        incomes=[rs.Income("salary", amount, evidence="verified")],
        liquid_assets=amount,
    )
    assert 0 <= assess(application).score <= 100
