"""An application as the plain numbers that the capacity witness reads."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

import restructure as rs
from restructure.basics.dates import PER_YEAR
from restructure.policy import CapacityModel
from support.strategies import COMPONENTS, CURRENCY
from witness.slow_capacity import SlowCapacity, slow_capacity
from witness.slow_schedule import slow_level_payment


def slow_arguments(application: rs.Application, model: CapacityModel) -> dict[str, Any]:
    """Return the arguments of `slow_capacity` for an application on its day."""
    minor, home, credit = CURRENCY.to_minor, application.household, application.credit
    active = [item for item in application.incomes if _runs(item, application)]
    costs = [item for item in application.expenses if _runs(item, application)]
    in_scope = [debt for debt in application.debts if debt.in_scope]
    days = [debt.days_past_due for debt in application.debts]
    worst = None if credit is None else credit.worst_days_past_due_12m
    table = model.living_benchmark
    benchmark = None if table is None else table.amount_for(home, application.currency)
    return {
        "incomes": [
            (item.kind, minor(item.amount or Decimal(0)), PER_YEAR[item.frequency], item.evidence) for item in active
        ],
        "haircuts": {kind: Fraction(share) for kind, share in model.income_haircuts.items()},
        "evidence_factors": {level: Fraction(share) for level, share in model.evidence_factors.items()},
        "living": Fraction(minor(home.living_costs if benchmark is None else max(home.living_costs, benchmark))),
        "housing": Fraction(minor(home.housing_costs)),
        "other_costs": sum(
            (Fraction(minor(item.amount) * PER_YEAR[item.frequency], 12) for item in costs), Fraction(0)
        ),
        "other_service": sum(_asked_a_month(debt, model) for debt in application.debts if not debt.in_scope),
        "payment": sum(_owed_a_month(debt) for debt in in_scope),
        "stressed_payment": sum(_owed_a_month(debt) + _stress(debt, model) for debt in in_scope),
        "total_debt": sum(owed(debt) for debt in application.debts),
        "liquid": None if application.liquid_assets is None else minor(application.liquid_assets),
        "years": max((item.years for item in active if item.years is not None and item.amount), default=None),
        "worst_dpd": max([worst or 0, *days]) if worst is not None or any(days) else None,
        "months_since": 0 if any(days) else None if credit is None else credit.months_since_delinquency,
        "mods": None if credit is None else credit.modifications_36m,
        "buffer": Fraction(model.buffer),
        "cap": Fraction(model.debt_service_cap),
        "stress_income": Fraction(model.stress_income),
        "minimum": 0 if model.minimum_residual is None else minor(model.minimum_residual),
        "unit": 1 if model.payment_unit is None else minor(model.payment_unit),
        "curves": {item.id: [(Fraction(at), Fraction(u)) for at, u in item.points] for item in model.components},
        "weights": {item.id: Fraction(item.weight) for item in model.components},
        "missing_u": Fraction(model.missing_utility),
    }


def slowly(application: rs.Application, model: CapacityModel) -> SlowCapacity:
    """Run the witness on an application."""
    return slow_capacity(**slow_arguments(application, model))


def as_asked(application: rs.Application, model: CapacityModel) -> rs.Application:
    """Return an application whose debts not in scope state what they ask for, so that a least payment can be lowered.

    Nobody states a card's least payment: it falls with the balance, and is no installment that a change can be made to.
    """
    return replace(
        application,
        debts=[
            debt if debt.in_scope else replace(debt, installment=CURRENCY.to_major(_asked_a_month(debt, model)))
            for debt in application.debts
        ],
    )


def without_least(model: CapacityModel) -> CapacityModel:
    """Return a model in which debts ask for what they state."""
    return replace(model, card_minimum="0")


def owed(debt: rs.Debt) -> int:
    """Return all that is owed on a debt, minor units."""
    return sum(CURRENCY.to_minor(getattr(debt, name)) for name in COMPONENTS)


def level(balance: int, rate: Fraction, months: int) -> int:
    """Return the level installment over whole months, at least one minor unit."""
    return max(slow_level_payment(balance, [rate / 12] * months, "half_up", 1), 1)


def _runs(item: rs.Income | rs.Expense, application: rs.Application) -> bool:
    day = application.as_of
    return (item.starts is None or item.starts <= day) and (item.ends is None or item.ends >= day)


def _asked_a_month(debt: rs.Debt, model: CapacityModel) -> int:
    """Return what a debt not in scope asks for: of a card a share of its balance at least, rounded up."""
    stated = CURRENCY.to_minor(debt.installment)
    least = Fraction(model.card_minimum) * CURRENCY.to_minor(debt.principal)
    return max(stated, ceil(least)) if debt.kind == "credit_card" else stated


def _owed_a_month(debt: rs.Debt) -> int:
    return owed(debt) if debt.remaining_installments == 0 else CURRENCY.to_minor(debt.installment)


def _stress(debt: rs.Debt, model: CapacityModel) -> int:
    """Return what the stress test's rise in rates adds to the installment that repays what is not yet due."""
    count, balance = debt.remaining_installments or 0, debt.principal - debt.overdue_principal
    if not count or not balance or debt.rate is None:
        return 0
    before = Fraction(debt.rate.annual)
    minor, after = CURRENCY.to_minor(balance), before + Fraction(model.stress_rate.annual)
    low, high = (slow_level_payment(minor, [rate / 12] * count, "half_up", 1) for rate in (before, after))
    return high - low
