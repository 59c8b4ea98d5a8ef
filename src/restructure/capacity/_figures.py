"""Resolve an application into monthly figures: whole numbers of a small fraction of the minor unit, as columns.

Haircuts, evidence factors and pay frequencies are fractions, so that no monthly figure is a whole number of minor
units. All are whole numbers of `1/scale` minor units, with the scale a policy's own fractions need: the affordable
payment is then exact, and one lane or a million go through the same formula. May import: floors below.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from .._exact import Accrual, level_payment
from .._types import INT64_SAFE, Floats
from ..application import Application, Debt, Evidence, Expense, Income, IncomeKind
from ..dates import PER_YEAR, Frequency
from ..policy import CapacityModel
from ..rates import RATE_SCALE

Units = NDArray[Any]
"""Whole numbers: int64 where they fit, Python integers (dtype object) where they do not."""


class Figures(NamedTuple):
    """Monthly figures of N lanes; money in `1/scale` minor units, the rest as it is, NaN where missing."""

    scale: int
    income: Units
    essentials: Units
    other_service: Units
    payment: Units
    stressed_payment: Units
    total_debt: Units
    liquid: Units
    minimum: Units
    has_liquid: NDArray[np.bool_]
    years: Floats
    worst_days_past_due: Floats
    months_since: Floats
    modifications: Floats


def scale_of(model: CapacityModel) -> int:
    """Return into how many parts the minor unit must be cut for every monthly figure to be whole."""
    counted = [_counted(model, kind, level) for kind in get_args(IncomeKind) for level in get_args(Evidence)]
    periods = [Fraction(per_year, 12) for per_year in PER_YEAR.values()]
    parts = lcm(*(share.denominator for share in counted)) * lcm(*(period.denominator for period in periods))
    kept = (Fraction(model.buffer), Fraction(model.debt_service_cap), Fraction(model.stress_income))
    return parts * lcm(*(share.denominator for share in kept))


def figures_on(application: Application, model: CapacityModel, days: Sequence[date]) -> Figures:
    """Return the figures of one application as of several days: one lane a day."""
    scale, minor = scale_of(model), application.currency.to_minor
    in_scope = [debt for debt in application.debts if debt.in_scope]
    other = sum(minor(debt.installment) for debt in application.debts if not debt.in_scope)
    credit = application.credit
    lanes = len(days)

    def same(units: int) -> Units:
        return units_of([units * scale] * lanes)

    def missing(number: float | None) -> Floats:
        return np.full(lanes, np.nan if number is None else float(number))

    income = [(_assessed(application, item, model), item) for item in application.incomes]
    costs = [(_monthly(application, item.amount, item.frequency), item) for item in application.expenses]
    home = living_costs(application, model) + minor(application.household.housing_costs)
    return Figures(
        scale=scale,
        income=_on_days(income, days, scale),
        essentials=_on_days(costs, days, scale) + same(home),
        other_service=same(other),
        payment=same(sum(contractual_payment(application, debt) for debt in in_scope)),
        stressed_payment=same(sum(_stressed_payment(application, debt, model) for debt in in_scope)),
        total_debt=same(sum(total_owed(application, debt) for debt in application.debts)),
        liquid=same(minor(application.liquid_assets or Decimal(0))),
        minimum=same(minor(model.minimum_residual or Decimal(0))),
        has_liquid=np.full(lanes, application.liquid_assets is not None),
        years=missing(_years(application)),
        worst_days_past_due=missing(_worst_days(application)),
        months_since=missing(_months_since(application)),
        modifications=missing(None if credit is None else credit.modifications_36m),
    )


def _on_days(items: Sequence[tuple[Fraction, Income | Expense]], days: Sequence[date], scale: int) -> Units:
    """Return the monthly sum of what is received or paid on each day."""
    whole = [(int(monthly * scale), item) for monthly, item in items]
    return units_of([sum(units for units, item in whole if is_active(item, day)) for day in days])


def units_of(values: list[int]) -> Units:
    """Return whole numbers as an array that holds them exactly."""
    small = all(abs(value) < INT64_SAFE >> 3 for value in values)  # sums of a few of them must fit as well
    return np.array(values, dtype=np.int64 if small else object)


def change_days(application: Application) -> list[date]:
    """Return the application's day and every later day on which a dated income or expense begins or has ended."""
    items: list[Income | Expense] = [*application.incomes, *application.expenses]
    begins = [item.starts for item in items if item.starts is not None]
    over = [item.ends + timedelta(days=1) for item in items if item.ends is not None and item.ends < date.max]
    return sorted({application.as_of, *(day for day in (*begins, *over) if day > application.as_of)})


def living_costs(application: Application, model: CapacityModel) -> int:
    """Return the living costs that count, minor units: the declared ones, or the policy's benchmark if higher."""
    minor, benchmark = application.currency.to_minor, benchmark_of(application, model)
    declared = minor(application.household.living_costs)
    return declared if benchmark is None else max(declared, minor(benchmark))


def benchmark_of(application: Application, model: CapacityModel) -> Decimal | None:
    """Return the benchmark of living costs for this household, if the policy has one."""
    home, table = application.household, model.living_benchmark
    return None if table is None else table.amount_for(home.adults, home.dependents, application.currency)


def contractual_payment(application: Application, debt: Debt) -> int:
    """Return what the contract asks for in a month, minor units: the installment, or all that has fallen due."""
    if debt.in_scope and debt.remaining_installments == 0:
        return total_owed(application, debt)
    return application.currency.to_minor(debt.installment)


def total_owed(application: Application, debt: Debt) -> int:
    """Return every component owed on a debt, minor units."""
    parts = (debt.principal, debt.interest, debt.penalty_interest, debt.compound_interest, debt.fees)
    return sum(application.currency.to_minor(part) for part in parts)


def is_active(item: Income | Expense, day: date) -> bool:
    """Return whether an item is received or paid on a day."""
    return (item.starts is None or item.starts <= day) and (item.ends is None or item.ends >= day)


def _assessed(application: Application, item: Income, model: CapacityModel) -> Fraction:
    """Return what counts of an income a month, minor units: less its haircut, as far as it is evidenced."""
    return _counted(model, item.kind, item.evidence) * _monthly(application, item.amount, item.frequency)


def _counted(model: CapacityModel, kind: IncomeKind, evidence: Evidence) -> Fraction:
    return (1 - Fraction(model.income_haircuts[kind])) * Fraction(model.evidence_factors[evidence])


def _monthly(application: Application, amount: Decimal, frequency: Frequency) -> Fraction:
    return Fraction(application.currency.to_minor(amount) * PER_YEAR[frequency], 12)


def _stressed_payment(application: Application, debt: Debt, model: CapacityModel) -> int:
    """Return the installment after a rise in rates: what re-amortizing at the higher rate adds to the stated one."""
    minor = application.currency.to_minor
    payment, count = contractual_payment(application, debt), debt.remaining_installments or 0
    balance = minor(debt.principal) - minor(debt.overdue_principal)
    if not count or not balance or debt.rate is None:
        return payment
    den = RATE_SCALE * 12
    before, after = (
        level_payment(balance, Accrual((units,) * count, den, uniform=True), rounding="half_up", unit=1)
        for units in (debt.rate.units, debt.rate.units + model.stress_rate.units)
    )
    return payment + after - before


def _years(application: Application) -> int | None:
    """Return the years in the longest-held income: more income of any other kind can never lower it."""
    active = [item for item in application.incomes if is_active(item, application.as_of) and item.amount]
    return max((item.years for item in active if item.years is not None), default=None)


def _worst_days(application: Application) -> int | None:
    stated = None if application.credit is None else application.credit.worst_days_past_due_12m
    now = max((debt.days_past_due for debt in application.debts), default=0)
    return max(stated or 0, now) if stated is not None or now else None


def _months_since(application: Application) -> int | None:
    """Return 0 while any debt is overdue, whatever the record says, else what it says."""
    if any(debt.days_past_due for debt in application.debts):
        return 0
    return None if application.credit is None else application.credit.months_since_delinquency
