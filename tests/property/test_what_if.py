"""What-ifs and affordable terms against the capacity witness, evaluated at the answer and one step short of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from hypothesis import assume, given, strategies as st

import restructure as rs
from restructure import policies
from restructure.basics.dates import PER_YEAR, add_months
from restructure.capacity import AffordableTerms, LeverChange, WhatIf, affordable_terms, what_if
from restructure.policy import CapacityModel, LivingBenchmark, Policy, Steps
from support.applications import AS_OF, applications, major, planned
from support.slow_arguments import as_asked, level, owed, slow_arguments, slowly, without_least
from support.strategies import CURRENCY
from witness.slow_capacity import SlowCapacity, slow_capacity
from witness.slow_schedule import rounded

MODEL = policies.GENERIC.capacity
STEP = {"term": Decimal(1), "rate": Decimal("0.0001"), "cure_arrears": Decimal(1)}
CENT = Decimal("0.01")
MOST_MONTHS = 600
LARGEST = CURRENCY.to_major(2**50 - 1)
DEBT_LEVERS = ("term", "rate", "payment")

benchmark = LivingBenchmark(
    source=rs.Source(title="test", level="verified"), currency=CURRENCY, amounts=[(1, 0, Decimal("900"))]
)
models = st.sampled_from(
    [
        MODEL,
        replace(MODEL, minimum_residual=Decimal(300), stress_rate="0.05"),
        replace(MODEL, payment_unit=Decimal(50), living_benchmark=benchmark),
        replace(MODEL, evidence_factors={"verified": Decimal(1), "documented": Decimal("0.7"), "declared": Decimal(0)}),
    ]
)
scores = st.decimals(0, 100, places=3)
targets: Any = st.one_of(
    scores.map(lambda score: {"target_score": score}),
    st.sampled_from("ABCDE").map(lambda letter: {"target_grade": letter}),
    st.integers(0, 2_000_000).map(lambda minor: {"target_payment": major(minor)}),
)
borrowers = applications() | planned()


def policy_of(model: CapacityModel) -> Policy:
    """Return the generic policy with another capacity model."""
    return replace(policies.GENERIC, capacity=model)


def applied(application: rs.Application, model: CapacityModel, lever: str, change: Decimal) -> rs.Application:
    """Return the application after a change, made the way a person would write it down, with what every debt asks for.

    It is to be read by a model `without_least`.
    """
    stated = as_asked(application, model)
    return APPLIED[lever](stated, change) if change else stated


def with_raise(application: rs.Application, change: Decimal) -> rs.Application:
    """Return the application with one salary more."""
    return replace(application, incomes=[*application.incomes, raise_of(application, change)])


def with_living_costs(application: rs.Application, change: Decimal) -> rs.Application:
    """Return the application with other living costs."""
    home = application.household
    return replace(application, household=replace(home, living_costs=home.living_costs + change))


def with_other_service(application: rs.Application, change: Decimal) -> rs.Application:
    """Return the application with its other debts paid less, one after the other."""
    debts, less = list(application.debts), -change
    for place, debt in enumerate(debts):
        part = Decimal(0) if debt.in_scope else min(less, debt.installment)
        debts[place] = replace(debt, installment=debt.installment - part)
        less -= part
    assert not less
    return replace(application, debts=debts)


def with_months(application: rs.Application, change: Decimal) -> rs.Application:
    """Return the application with longer debts in scope."""
    debts = [longer(debt, int(change)) if debt.in_scope else debt for debt in application.debts]
    return replace(application, debts=debts)


def with_rate(application: rs.Application, change: Decimal) -> rs.Application:
    """Return the application with other rates of the debts in scope."""
    debts = [at_lower_rate(debt, change) if debt.in_scope else debt for debt in application.debts]
    return replace(application, debts=debts)


def without_delay(application: rs.Application, _: Decimal) -> rs.Application:
    """Return the application with no debt past due."""
    return replace(application, debts=[replace(debt, days_past_due=0) for debt in application.debts])


def with_cash(application: rs.Application, change: Decimal) -> rs.Application:
    """Return the application with more cash, or with some where none was stated."""
    return replace(application, liquid_assets=(application.liquid_assets or 0) + change)


APPLIED = {
    "income": with_raise,
    "living_costs": with_living_costs,
    "other_debt_service": with_other_service,
    "term": with_months,
    "rate": with_rate,
    "cure_arrears": without_delay,
    "cash": with_cash,
}


def raise_of(application: rs.Application, change: Decimal) -> rs.Income:
    """Return a raise, as well evidenced as the largest salary."""
    salaries = [
        item
        for item in application.incomes
        if item.kind == "salary"
        and item.amount
        and (item.starts is None or item.starts <= AS_OF)
        and (item.ends is None or item.ends >= AS_OF)
    ]
    salaries.sort(key=lambda item: -(item.amount or 0) * PER_YEAR[item.frequency])
    return rs.Income("salary", change, evidence=salaries[0].evidence if salaries else "verified")


def longer(debt: rs.Debt, months: int) -> rs.Debt:
    """Return a debt over more months; one wholly due becomes a new loan of everything owed."""
    count = (debt.remaining_installments or 0) + months
    if debt.remaining_installments == 0:
        none = dict.fromkeys(("overdue_principal", "interest", "penalty_interest", "compound_interest", "fees"), 0)
        fresh: dict[str, Any] = {**none, "principal": major(owed(debt)), "installment": major(owed(debt))}
        debt = replace(debt, remaining_installments=count, **fresh)
    return releveled(replace(debt, remaining_installments=count))


def at_lower_rate(debt: rs.Debt, change: Decimal) -> rs.Debt:
    """Return a debt at a lower rate over the months that remain."""
    assert debt.rate is not None
    return releveled(replace(debt, rate=debt.rate.annual + change)) if debt.remaining_installments else debt


def releveled(debt: rs.Debt) -> rs.Debt:
    """Return a debt with the level installment of what is not yet due."""
    assert debt.rate is not None
    balance = CURRENCY.to_minor(debt.principal - debt.overdue_principal)
    payment = level(balance, Fraction(debt.rate.annual), debt.remaining_installments or 0)
    return replace(debt, installment=major(payment))


def slowly_after(application: rs.Application, model: CapacityModel, lever: str, change: Decimal) -> SlowCapacity:
    """Run the witness on the application after a change."""
    if lever != "payment":
        return slowly(applied(application, model, lever, change), without_least(model))
    plain = slow_arguments(application, model)
    left = plain["payment"] + CURRENCY.to_minor(change.copy_abs()) * (-1 if change < 0 else 1)
    if change:
        plain["stressed_payment"] = rounded(Fraction(plain["stressed_payment"] * left, plain["payment"]), "half_up")
    return slow_capacity(**{**plain, "payment": left})


def reached(answer: WhatIf, found: SlowCapacity) -> bool:
    """Return whether the witness is at the goal: score and goal to 9 decimals, or minor units."""
    if answer.measure == "payment":
        return found.affordable >= CURRENCY.to_minor(answer.goal)
    return round(found.score * 10**9) >= answer.goal * 10**9


def one_step_less(item: LeverChange) -> Decimal:
    """Return the change one minor unit, month or hundredth of a percentage point nearer to none."""
    step = STEP.get(item.lever, CENT)
    return item.change - step if item.change > 0 else item.change + step


def limit_of(application: rs.Application, model: CapacityModel, lever: str) -> Decimal:
    """Return the most a lever has."""
    debt, *others = as_asked(application, model).debts
    assert debt.rate is not None
    floor = Decimal(900) if model.living_benchmark else Decimal(0)
    remaining = debt.remaining_installments or 0
    return {
        "income": LARGEST,
        "living_costs": min(floor - application.household.living_costs, Decimal(0)),
        "other_debt_service": -sum((other.installment for other in others), Decimal(0)),
        "payment": -(debt.installment if remaining else major(owed(debt))),
        "term": Decimal(MOST_MONTHS - remaining),
        "rate": -debt.rate.annual if remaining else Decimal(0),
        "cure_arrears": Decimal(debt.days_past_due > 0),
        "cash": LARGEST - (application.liquid_assets or 0),
    }[lever]


@given(borrowers, models, targets)
def test_every_change_reaches_the_target_and_a_step_less_does_not(
    application: rs.Application, model: CapacityModel, target: Any
) -> None:  # I15
    answer = what_if(application, policy=policy_of(model), **target)
    there = reached(answer, slowly(application, model))
    for item in answer.changes:
        assert item.unreachable != item.reaches
        assert reached(answer, slowly_after(application, model, item.lever, item.change)) == item.reaches
        if there:
            assert item.change == 0
        elif item.reaches:
            assert not reached(answer, slowly_after(application, model, item.lever, one_step_less(item)))
        else:
            assert item.change == limit_of(application, model, item.lever)


@given(borrowers, models, st.sampled_from([*APPLIED, "payment"]), st.integers(1, 1000))
def test_what_a_change_brings_takes_no_more_than_this_change(
    application: rs.Application, model: CapacityModel, lever: str, thousandths: int
) -> None:  # I15
    most = limit_of(application, model, lever)
    assume(most)
    step = STEP.get(lever, CENT).copy_sign(most)
    given_change = step * ceil(min(most / step, Decimal(2_000_000)) * thousandths / 1000)
    after = slowly_after(application, model, lever, given_change)
    target = Decimal(round(after.score * 10**9)) / 10**9
    answer = what_if(application, policy=policy_of(model), target_score=target)
    (item,) = [item for item in answer.changes if item.lever == lever]
    assert item.reaches
    assert item.change.copy_abs() <= given_change.copy_abs()
    assert reached(answer, slowly_after(application, model, lever, item.change))
    if item.change:
        assert not reached(answer, slowly_after(application, model, lever, one_step_less(item)))


@given(borrowers, models, targets)
def test_results_are_what_an_assessment_of_the_changed_application_says(
    application: rs.Application, model: CapacityModel, target: Any
) -> None:  # I16
    policy, afterwards = policy_of(model), policy_of(without_least(model))
    answer = what_if(application, policy=policy, **target)
    now = rs.assess_capacity(application, policy=policy)
    assert answer.now == (now.score if answer.measure == "score" else now.affordable_payment)
    for item in answer.changes:
        if (
            item.lever != "payment" and item.change.copy_abs() < LARGEST / 2
        ):  # liquid assets and a raise must be amounts
            after = rs.assess_capacity(applied(application, model, item.lever, item.change), policy=afterwards)
            assert item.result == (after.score if answer.measure == "score" else after.affordable_payment)
            assert item.reaches == (item.result >= answer.goal)


@given(borrowers, models, scores, scores)
def test_a_higher_score_never_takes_less(
    application: rs.Application, model: CapacityModel, one: Decimal, other: Decimal
) -> None:  # I16
    easy, hard = sorted([one, other])
    less, more = (what_if(application, policy=policy_of(model), target_score=score) for score in (easy, hard))
    _never_takes_less(less, more)


@given(borrowers, models, st.integers(0, 2_000_000), st.integers(0, 2_000_000))
def test_a_higher_payment_never_takes_less(
    application: rs.Application, model: CapacityModel, one: int, other: int
) -> None:  # I16
    easy, hard = (major(minor) for minor in sorted([one, other]))
    less, more = (what_if(application, policy=policy_of(model), target_payment=amount) for amount in (easy, hard))
    _never_takes_less(less, more)


def _never_takes_less(less: WhatIf, more: WhatIf) -> None:
    for low, high in zip(less.changes, more.changes, strict=True):
        assert low.reaches or not high.reaches
        assert low.change.copy_abs() <= high.change.copy_abs()


@given(borrowers, st.sampled_from("ABCDE"))
def test_a_grade_takes_what_its_least_score_takes(application: rs.Application, letter: str) -> None:
    by_letter = what_if(application, policy=policies.GENERIC, target_grade=letter)
    (least,) = [grade.least_score for grade in MODEL.grades if grade.letter == letter]
    assert by_letter == what_if(application, policy=policies.GENERIC, target_score=least)
    for item in by_letter.changes:
        if item.reaches and item.lever != "payment":
            after = applied(application, MODEL, item.lever, item.change)
            assert rs.assess_capacity(after, policy=policy_of(without_least(MODEL))).grade <= letter


@given(borrowers, st.integers(1, 2_000_000))
def test_payment_targets_have_the_closed_form(application: rs.Application, target: int) -> None:
    found = slowly(application, MODEL)
    assume(found.raw_affordable < target)
    answer = what_if(application, policy=policies.GENERIC, target_payment=major(target))
    changes = {item.lever: item for item in answer.changes}
    plain = slow_arguments(application, MODEL)
    income = sum(
        Fraction(minor * per_year, 12) * (1 - plain["haircuts"][kind]) * plain["evidence_factors"][shown]
        for kind, minor, per_year, shown in plain["incomes"]
    )
    outgo = plain["living"] + plain["housing"] + plain["other_costs"] + plain["other_service"]
    short_residual = target + outgo - income * (1 - plain["buffer"])
    short_cap = target + plain["other_service"] - plain["cap"] * income
    counted = plain["evidence_factors"][raise_of(application, CENT).evidence]
    more = max(short_residual / (1 - plain["buffer"]), short_cap / plain["cap"]) / counted
    assert CURRENCY.to_minor(changes["income"].change) == ceil(more)
    less = ceil(short_residual)
    can_spare = short_cap <= 0 and less <= CURRENCY.to_minor(application.household.living_costs)
    assert changes["living_costs"].reaches == can_spare
    if can_spare:
        assert changes["living_costs"].change == major(-less)
    least = ceil(max(short_residual, short_cap))
    assert changes["other_debt_service"].reaches == (least <= plain["other_service"])
    if changes["other_debt_service"].reaches:
        assert changes["other_debt_service"].change == major(-least)
    assert not any(changes[lever].reaches for lever in ("payment", "term", "rate", "cure_arrears", "cash"))


# --- payment, term and rate together -------------------------------------------------------------------------------


@st.composite
def term_levers(draw: st.DrawFn) -> Any:
    """Return the levers of a policy with some terms, cuts and floor."""
    first, step = draw(st.integers(1, 40)), draw(st.integers(1, 12))
    cuts = draw(st.lists(st.sampled_from(["0", "0.01", "0.03", "0.0999", "0.5"]), min_size=1, max_size=4, unique=True))
    return replace(
        policies.GENERIC.levers,
        terms=Steps(first, first + step * draw(st.integers(0, 20)), step),
        rate_cuts=[Decimal(cut) for cut in cuts],
        rate_floor=draw(st.sampled_from(["0", "0.03", "0.10"])),
    )


@given(borrowers, term_levers(), models)
def test_each_rate_has_its_shortest_affordable_term(
    application: rs.Application, levers: Any, model: CapacityModel
) -> None:
    policy = replace(policies.GENERIC, capacity=model, levers=levers)
    capacity = rs.assess_capacity(application, policy=policy)
    answer = affordable_terms(application, policy=policy)
    assert answer.affordable_payment == capacity.affordable_payment
    assert [item.rate.annual for item in answer.terms] == slow_rates(application.debts[0], levers)
    for item in answer.terms:
        counts = [count for count in levers.terms.values() if count <= item.months]
        *shorter, last = (fits_slowly(application, capacity, item.rate, count) for count in counts)
        assert last == (CURRENCY.to_minor(item.installment), item.fits)
        assert not any(fits for _, fits in shorter)  # one period less does not fit
        assert item.fits or item.months == levers.terms.last


def slow_rates(debt: rs.Debt, levers: Any) -> list[Decimal]:
    """Return the rates to try, by the words of the policy: off the contract rate, not below the floor, each once."""
    assert debt.rate is not None
    contract, found = debt.rate.annual, []
    for cut in levers.rate_cuts:
        rate = min(contract, max(contract - cut, levers.rate_floor.annual))
        if rate not in found:
            found.append(rate)
    return found


def fits_slowly(application: rs.Application, capacity: rs.Capacity, rate: rs.Rate, count: int) -> tuple[int, bool]:
    """Return the level installment of everything owed, minor units, and whether every month of the term allows it."""
    payment = level(owed(application.debts[0]), Fraction(rate.annual), count)
    days = [add_months(AS_OF, month, due_day=AS_OF.day) for month in range(1, count + 1)]
    return payment, all(payment <= CURRENCY.to_minor(capacity.affordable_on(day)) for day in days)


@given(planned())
def test_a_longer_term_is_never_needed_at_a_lower_rate(application: rs.Application) -> None:
    answer: AffordableTerms = affordable_terms(application, policy=policies.GENERIC)
    months = [item.months if item.fits else MOST_MONTHS for item in answer.terms]
    assert months == sorted(months, reverse=True)


@pytest.mark.parametrize("lever", DEBT_LEVERS)
def test_levers_of_a_debt_never_move_what_can_be_paid(lever: str) -> None:
    application = rs.Application(reference="A", as_of=AS_OF, currency="USD", household=rs.Household(adults=1))
    answer = what_if(application, policy=policies.GENERIC, target_payment=1)
    (found,) = [item for item in answer.changes if item.lever == lever]
    assert found.unreachable
    assert (found.change, found.result) == (Decimal(0), Decimal(0))
