"""The assessment itself: what a borrower can pay, why, and how sure that is (还款能力)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from math import isfinite, isnan
from typing import Literal

import numpy as np

from ..applicant.application import Application, Hardship
from ..applicant.household import Evidence
from ..basics.errors import Fault, InvalidInputError, require_type
from ..basics.money import Currency, amount_faults, scaled_decimal
from ..basics.provenance import Check, Reason, Source, Status, Wording
from ..basics.shown import Shown
from ..basics.types import Floats, value, whole_units
from ..policy import CapacityModel, ComponentId, Policy
from ..policy.capacity_model import ABILITY, CONDUCT
from . import words
from ._reasons import flags, gates, reasons, strengths
from ._scorecard import (
    BINDING,
    IDS,
    SCORE_DIGITS,
    affordable,
    confidence,
    quantities,
    total,
    utilities,
    weights,
)
from .figures import change_days, contractual_payment, figures_on, is_active, payment_unit
from .payment_limits import PaymentLimit, cap_checks, payment_limits
from .stress import BreakEven, StressResult, break_even, stress_results

__all__ = ["Capacity", "ComponentScore", "PathStep", "assess_capacity"]


Binding = Literal["residual", "dsr_cap", "ratio_cap", "zero"]
Quadrant = Literal["cure", "enforce_or_contact", "restructure", "settle_or_exit", "ask_first"]
"""Ability crossed with willingness: able and willing (cure), able and unwilling (enforce or firm contact), unable and
willing (restructure), unable and unwilling (settle or exit), willingness under review (ask first)."""


@value(private=True)
class ComponentScore:
    """One component of the capacity score (评分项得分).

    `value` is the quantity looked at, `None` when it is missing or without bound; `points` of at most `max_points` is
    what it contributes.
    """

    id: ComponentId
    name: Wording
    value: Decimal | None
    missing: bool
    points: Decimal
    max_points: Decimal


@value(private=True)
class PathStep:
    """What can be paid each month from a day on, major units, and which limit binds."""

    starts_on: date
    amount: Decimal
    binding: Binding


@value(private=True)
class CapacityUnits:
    """Amounts of a capacity in whole minor units a month: income, what can be paid from each day on, and in stress."""

    income: int
    path: tuple[tuple[date, int], ...]
    stresses: tuple[int, ...]

    def on(self, day: date) -> int:
        """Return what can be paid in the month of a day, which is not before the assessment."""
        return [amount for starts_on, amount in self.path if starts_on <= day][-1]


@value(private=True)
class Capacity(Shown):
    """What a borrower can pay, why, and how sure that is (还款能力评估结果). Amounts are major units a month.

    `affordable_payment` is what all in-scope debts together may take; `affordable_path` follows the dated incomes and
    expenses of the application, `limits` say what each constraint leaves today, `checks` hold the contract against
    caps by law or policy, `stresses` and `break_even` say what is left when something goes wrong. `shortfall` is how
    much the contractual payment exceeds it. The score and its parts are judgment on a stated scale of 0 to 100, not a
    probability of default.
    """

    reference: str
    as_of: date
    currency: Currency
    policy: str
    score: Decimal
    grade: str
    ability: Decimal
    conduct: Decimal
    willingness: Check
    quadrant: Quadrant
    confidence: Decimal
    monthly_income: Decimal
    affordable_payment: Decimal
    affordable_path: tuple[PathStep, ...]
    binding_constraint: Binding
    contractual_payment: Decimal
    shortfall: Decimal
    components: tuple[ComponentScore, ...]
    reasons: tuple[Reason, ...]
    gates: tuple[Reason, ...]
    flags: tuple[Reason, ...]
    strengths: tuple[Reason, ...]
    limits: tuple[PaymentLimit, ...]
    checks: tuple[Check, ...]
    stresses: tuple[StressResult, ...]
    break_even: BreakEven

    @property
    def liquid_months(self) -> Decimal | None:
        """Months of costs and debt service that cash at hand covers; `None` when it is not stated or has no bound."""
        return next(component.value for component in self.components if component.id == "A6")

    @cached_property
    def units(self) -> CapacityUnits:
        """The amounts that plans are held against in whole minor units, converted once."""
        minor = self.currency.to_minor
        return CapacityUnits(
            income=minor(self.monthly_income),
            path=tuple((step.starts_on, minor(step.amount)) for step in self.affordable_path),
            stresses=tuple(minor(stress.affordable_payment) for stress in self.stresses),
        )

    def affordable_on(self, day: date) -> Decimal:
        """Return what can be paid in the month of a day, major units.

        Raises:
            InvalidInputError: what is no day, or one before the assessment.
        """
        require_type("day", day, date, "a date")
        if day < self.as_of:
            raise InvalidInputError([Fault("day", f"{day} is before {self.as_of}, when capacity was assessed")])
        return [step.amount for step in self.affordable_path if step.starts_on <= day][-1]


def assess_capacity(application: Application, *, policy: Policy) -> Capacity:
    """Return a borrower's repayment capacity under a policy (还款能力评估).

    Args:
        application: finances, household, debts and reason on one day.
        policy: names the model, its limits and its weights.

    Returns:
        The affordable payment with its binding limit, the score with every component's points, reasons, gates and
        flags. No income, no debts and missing optional inputs have defined answers.

    Raises:
        InvalidInputError: incomes on another basis (net, gross) than the policy assesses.
        PolicyNotInForceError: a cap of the policy has no limit on the application's day.

    Sources:
        Model `capacity_v1`, docs/explanation/capacity.md.

    Examples:
        See the module.
    """
    _require_values(application, policy)
    model = policy.capacity
    days = change_days(application)
    figures = figures_on(application, model, days)
    able = affordable(figures, model)
    quantity = quantities(figures, able, model)[:, 0]
    utility = utilities(quantity[:, None], model)
    points, score = _points(utility, model)
    major, unit = application.currency.to_major, payment_unit(model, application.currency)
    payments: list[int] = [amount // (figures.scale * unit) * unit for amount in able.amount.tolist()]
    path = tuple(_path(days, [major(payment) for payment in payments], able.binding.tolist()))
    willing = _willingness(application.hardship)
    contractual = contractual_payment(application)
    ability = _sub_score(points, model, ABILITY)
    stresses, must_hold = stress_results(application, model, figures)
    return Capacity(
        reference=application.reference,
        as_of=application.as_of,
        currency=application.currency,
        policy=policy.name,
        score=scaled_decimal(score, SCORE_DIGITS),
        grade=_grade(score, model),
        ability=ability,
        conduct=_sub_score(points, model, CONDUCT),
        willingness=willing,
        quadrant=_quadrant(able=ability >= model.ability_cut, willing=willing.status),
        confidence=_confidence(application, model, quantity),
        monthly_income=major(int(figures.income[0]) // figures.scale),
        affordable_payment=path[0].amount,
        affordable_path=path,
        binding_constraint=path[0].binding,
        contractual_payment=major(contractual),
        shortfall=major(max(0, contractual - payments[0])),
        components=tuple(_component_scores(quantity, points, model)),
        reasons=tuple(reasons(quantity, utility[:, 0], model)),
        gates=tuple(gates(figures, path[0].amount, model)),
        flags=tuple(flags(application, model, quantity)),
        strengths=tuple(strengths(quantity, utility[:, 0], model)),
        limits=payment_limits(application, model, figures, able),
        checks=(*cap_checks(application, model, figures), *must_hold),
        stresses=stresses,
        break_even=break_even(application, figures),
    )


def _require_values(application: Application, policy: Policy) -> None:
    """Refuse what is no application or policy, and what one of them cannot do with the other."""
    require_type("application", application, Application, "an Application; build one or read it with from_json")
    require_type("policy", policy, Policy, "a Policy value, such as policies.GENERIC")
    model, levers = policy.capacity, policy.levers
    amounts = [
        ("policy.capacity.minimum_residual", model.minimum_residual),
        ("policy.capacity.payment_unit", model.payment_unit),
        ("policy.levers.installment_unit", levers.installment_unit),
    ]
    faults = [*amount_faults(application.currency, amounts), *_basis_faults(application, model)]
    if faults:
        raise InvalidInputError(faults)


def _basis_faults(application: Application, model: CapacityModel) -> list[Fault]:
    wanted = model.income_basis
    message = f"the policy assesses {wanted} income; state {wanted} amounts or use a policy for the other basis"
    return [
        Fault(f"application.incomes[{place}].basis", message)
        for place, item in enumerate(application.incomes)
        if item.basis != wanted
    ]


def _path(days: Sequence[date], payments: Sequence[Decimal], bindings: Sequence[int]) -> Iterator[PathStep]:
    """Yield the days on which what can be paid, or what binds it, changes."""
    before: tuple[Decimal, int] | None = None
    for day, payment, binding in zip(days, payments, bindings, strict=True):
        if (payment, binding) != before:
            yield PathStep(starts_on=day, amount=payment, binding=BINDING[binding])  # type: ignore[arg-type]
        before = payment, binding


def _points(utility: Floats, model: CapacityModel) -> tuple[list[int], int]:
    """Return each component's points and the score, in units of 10**-9; the score rounds once, points share it out."""
    weighed = weights(model) * utility
    exact, unit = weighed[:, 0], 10**SCORE_DIGITS
    score = round(float(total(weighed)[0]) * unit)
    floors = np.floor(exact * unit).astype(np.int64)
    order = np.argsort(-(exact * unit - floors), kind="stable")
    left = score - int(floors.sum())
    floors[order[: max(left, 0)]] += 1
    return floors.tolist(), int(floors.sum())


def _sub_score(points: Sequence[int], model: CapacityModel, chosen: Sequence[ComponentId]) -> Decimal:
    got = sum(points[IDS.index(name)] for name in chosen)
    possible = sum(whole_units(model.components[IDS.index(name)].weight, SCORE_DIGITS)[0] for name in chosen)
    unit = 10**SCORE_DIGITS
    return scaled_decimal((2 * 100 * unit * got + possible) // (2 * possible), SCORE_DIGITS)


def _grade(score: int, model: CapacityModel) -> str:
    for grade in model.grades:
        if score >= whole_units(grade.least_score, SCORE_DIGITS)[0]:
            return grade.letter
    raise AssertionError("grades end at 0")


def _quadrant(*, able: bool, willing: Status) -> Quadrant:
    if willing == "needs_review":
        return "ask_first"
    if able:
        return "cure" if willing == "pass" else "enforce_or_contact"
    return "restructure" if willing == "pass" else "settle_or_exit"


def _component_scores(quantity: Floats, points: Sequence[int], model: CapacityModel) -> Iterator[ComponentScore]:
    for place, component in enumerate(model.components):
        value = float(quantity[place])
        yield ComponentScore(
            id=component.id,
            name=words.COMPONENTS[component.id].name,
            value=Decimal(repr(round(value, SCORE_DIGITS))) if isfinite(value) else None,
            missing=isnan(value),
            points=scaled_decimal(points[place], SCORE_DIGITS),
            max_points=component.weight,
        )


# --- willingness ---------------------------------------------------------------------------------------------------

_STATED = Source(title="the borrower's statement and payment record on the application", level="verified")


def _willingness(hardship: Hardship | None) -> Check:
    """Return the willingness check: what the borrower says, and whether contact, payments and promises bear it out."""
    stated = None if hardship is None else hardship.willing_to_repay
    kept, broken = (0, 0) if hardship is None else (hardship.promises_kept or 0, hardship.promises_broken or 0)
    shown = hardship is not None and bool(hardship.in_contact or hardship.token_payments or kept)
    contradicted = broken > kept
    indicated: Literal["pass", "fail"] | None = None if stated is None or contradicted else "pass"
    status: Status = "pass" if stated and shown and not contradicted else "needs_review"
    if stated is False:
        indicated = status = "fail"
    said = {None: "not stated", True: "stated", False: "refused"}[stated]
    evidence = "contradicted" if contradicted else "evidenced" if shown else "no evidence"
    return Check(
        code="WILLINGNESS",
        status=status,
        indicated=indicated,
        actual=f"{said}, {evidence}",
        limit="stated and evidenced",
        sources=(_STATED,),
        text=words.STATEMENT,
    )


# --- confidence ----------------------------------------------------------------------------------------------------


def _confidence(application: Application, model: CapacityModel, quantity: Floats) -> Decimal:
    support = {name: float(weight) for name, weight in _support(application, model).items()}
    quality = np.array([[0.0 if isnan(quantity[place]) else support[name]] for place, name in enumerate(IDS)])
    return scaled_decimal(round(float(confidence(quality, model)[0]) * 100), 2)


def _support(application: Application, model: CapacityModel) -> dict[ComponentId, Decimal]:
    """Return the evidence weight of each component: that of the weakest input it uses."""
    level: Mapping[Evidence, Decimal] = model.evidence_weights
    received = [level[item.evidence] for item in application.incomes if is_active(item, application.as_of)]
    income = min(received, default=level["declared"])
    home = level[application.household.evidence]
    debts = min((level[debt.evidence] for debt in application.debts), default=level["verified"])
    record = level["declared" if application.credit is None else application.credit.evidence]
    service, all_of_it = min(income, debts), min(income, debts, home)
    return {
        "A1": service,
        "A2": all_of_it,
        "A3": all_of_it,
        "A4": service,
        "A5": service,
        "A6": min(home, debts),
        "S1": income,
        "C1": record,
        "C2": record,
        "C3": record,
    }
