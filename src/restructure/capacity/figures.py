"""Resolve an application into monthly figures: whole numbers of a small fraction of the minor unit, as columns.

Haircuts, evidence factors and pay frequencies are fractions, so that no monthly figure is a whole number of minor
units. All are whole numbers of `1/scale` minor units, with the scale a policy's own fractions need: the affordable
payment is then exact, and one lane or a million go through the same formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, inf, lcm
from typing import Any, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from ..applicant.application import Application, DebtUnits
from ..applicant.household import Evidence, Expense, Income, IncomeKind
from ..basics.dates import PER_YEAR, Frequency
from ..basics.exact import Accrual, level_payment
from ..basics.money import Currency
from ..basics.rates import RATE_SCALE
from ..basics.types import INT64_SAFE, Floats
from ..policy import CapacityModel, RatioCap

NOTHING = Fraction(0)

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
    most_saved: Units
    ratio_limit: Units


def scale_of(model: CapacityModel) -> int:
    """Return into how many parts the minor unit must be cut for every monthly figure to be whole."""
    counted = [_counted(model, kind, level) for kind in get_args(IncomeKind) for level in get_args(Evidence)]
    periods = [Fraction(per_year, 12) for per_year in PER_YEAR.values()]
    parts = lcm(*(share.denominator for share in counted)) * lcm(*(period.denominator for period in periods))
    kept = [Fraction(model.buffer), Fraction(model.debt_service_cap), Fraction(model.stress_income)]
    kept += [Fraction(share) for share in (model.liability_shares or {}).values()]
    limits = [limit for cap in model.ratio_caps for _, limit in cap.limit.steps if isinstance(limit, Decimal)]
    kept += [Fraction(limit) for limit in limits]
    kept += [] if model.savings is None else [Fraction(model.savings.share)]
    kept += [Fraction(part) for stress in model.stresses for part in (stress.income_drop, stress.expense_rise)]
    return parts * lcm(*(share.denominator for share in kept))


def figures_on(application: Application, model: CapacityModel, days: Sequence[date]) -> Figures:
    """Return the figures of one application as of several days: one lane a day."""
    scale, minor, stated = scale_of(model), application.currency.to_minor, application.units
    rise = model.stress_rate.units
    lanes = len(days)

    def same(units: int) -> Units:
        return units_of([units * scale] * lanes)

    def missing(number: float | None) -> Floats:
        return np.full(lanes, np.nan if number is None else float(number))

    def exactly(amount: Fraction) -> Units:
        return units_of([int(amount * scale)] * lanes)

    income = [(assessed(application, item, model), item) for item in application.incomes]
    costs = [(monthly(application, item.amount, item.frequency), item) for item in application.expenses]
    home = living_costs(application, model) + stated.housing_costs
    most = None if model.savings is None else model.savings.most
    received = _on_days(income, days, scale)
    return Figures(
        scale=scale,
        income=received,
        essentials=_on_days(costs, days, scale) + same(home),
        other_service=exactly(other_service(application, model)),
        payment=same(contractual_payment(application)),
        stressed_payment=same(sum(payment_at(item, rise) for item in stated.in_scope)),
        total_debt=exactly(sum((_counted_balance(item, model) for item in stated.debts), NOTHING)),
        liquid=same(stated.liquid_assets or 0),
        minimum=same(minor(model.minimum_residual or Decimal(0))),
        has_liquid=np.full(lanes, application.liquid_assets is not None),
        years=missing(_years(application)),
        worst_days_past_due=missing(_worst_days(application)),
        months_since=missing(_months_since(application)),
        modifications=missing(_modifications(application)),
        most_saved=received if most is None else same(minor(most)),
        ratio_limit=ratio_limit(application, model, received, scale),
    )


def with_income(application: Application, model: CapacityModel, figures: Figures, income: Units) -> Figures:
    """Return figures of the application's day with another income, and all that follows from it."""
    savings = model.savings
    return figures._replace(
        income=income,
        most_saved=income if savings is None or savings.most is None else figures.most_saved,
        ratio_limit=ratio_limit(application, model, income, figures.scale),
    )


def ratio_limit(application: Application, model: CapacityModel, income: Units, scale: int, relief: int = 0) -> Units:
    """Return the most that binding caps on ratios leave for the payment; income itself where none binds.

    Args:
        application: for what the caps hold beside the payment.
        model: with the caps.
        income: of each lane, in the figures' units.
        scale: of the figures.
        relief: minor units a month by which other debt service is lower than stated.
    """
    limit = income
    for cap in model.ratio_caps:
        if cap.binds and cap.basis == model.income_basis and limits_payment(application, cap):
            less = 0 if cap.ratio in ON_MORTGAGES else relief
            share = Fraction(limit_of(cap, application))
            other = int((beside_payment(application, model, cap) - less) * scale)
            room = income // share.denominator * share.numerator - units_of([other] * len(income))
            limit = np.minimum(limit, room)
    return limit


def limit_of(cap: RatioCap, application: Application) -> Decimal:
    """Return a cap's limit on the application's day.

    Raises:
        PolicyNotInForceError: the cap has none on it.
    """
    limit = cap.limit.at(application.as_of)
    if not isinstance(limit, Decimal):
        raise AssertionError("the limit of a cap is a fraction")
    return limit


ON_MORTGAGES = ("housing", "mortgage_service")


def limits_payment(application: Application, cap: RatioCap) -> bool:
    """Return whether a cap is about the payment of the debts in scope."""
    in_scope = [debt for debt in application.debts if debt.in_scope]
    return cap.ratio not in ON_MORTGAGES or all(debt.kind == "mortgage" for debt in in_scope)


def beside_payment(application: Application, model: CapacityModel, cap: RatioCap) -> Fraction:
    """Return what a cap limits beside the payment of the debts in scope, minor units a month."""
    stated = application.units
    mortgages = [item for item in stated.others if item.debt.kind == "mortgage"]
    counted = mortgages if cap.ratio in ON_MORTGAGES else stated.others
    service = sum((_counted_payment(item, model) for item in counted), NOTHING)
    return service + (stated.housing_costs if cap.ratio in ("housing", "housing_and_debt") else 0)


def other_service(application: Application, model: CapacityModel) -> Fraction:
    """Return what debts not in scope ask for in a month, minor units, as far as the applicant is bound by them."""
    return sum((_counted_payment(item, model) for item in application.units.others), NOTHING)


def _counted_payment(item: DebtUnits, model: CapacityModel) -> Fraction:
    """Return what counts of a debt's payment; a card asks for a share of its balance at least, rounded up."""
    payment = item.installment
    if item.debt.kind == "credit_card":
        payment = max(payment, ceil(Fraction(model.card_minimum) * item.owed.principal))
    return payment * _liability(item, model)


def _counted_balance(item: DebtUnits, model: CapacityModel) -> Fraction:
    return item.owed.total * (Fraction(1) if item.debt.in_scope else _liability(item, model))


def _liability(item: DebtUnits, model: CapacityModel) -> Fraction:
    """Return the share of a debt that counts as the applicant's."""
    return Fraction(1) if model.liability_shares is None else Fraction(model.liability_shares[item.debt.role])


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
    declared, benchmark = application.units.living_costs, benchmark_of(application, model)
    return declared if benchmark is None else max(declared, application.currency.to_minor(benchmark))


def benchmark_of(application: Application, model: CapacityModel) -> Decimal | None:
    """Return the benchmark of living costs for this household, if the policy has one."""
    home, table = application.household, model.living_benchmark
    return None if table is None else table.amount_for(home, application.currency)


def contractual_payment(application: Application) -> int:
    """Return what the contracts of all debts in scope ask for in a month, minor units."""
    return sum(item.payment for item in application.units.in_scope)


def payment_unit(model: CapacityModel, currency: Currency) -> int:
    """Return what affordable payments are whole multiples of, minor units."""
    return 1 if model.payment_unit is None else currency.to_minor(model.payment_unit)


def is_active(item: Income | Expense, day: date) -> bool:
    """Return whether an item is received or paid on a day."""
    return (item.starts is None or item.starts <= day) and (item.ends is None or item.ends >= day)


def assessed(application: Application, item: Income, model: CapacityModel) -> Fraction:
    """Return what counts of an income a month, minor units: less its haircut, as far as it is evidenced."""
    if item.amount is None:
        stated = Fraction(
            model.irregular_income.counted([application.currency.to_minor(paid) for paid in item.history])
        )
    else:
        stated = monthly(application, item.amount, item.frequency)
    return _counted(model, item.kind, item.evidence) * stated


def _counted(model: CapacityModel, kind: IncomeKind, evidence: Evidence) -> Fraction:
    return (1 - Fraction(model.income_haircuts[kind])) * Fraction(model.evidence_factors[evidence])


def monthly(application: Application, amount: Decimal, frequency: Frequency) -> Fraction:
    """Return an amount paid so often as exact minor units a month."""
    return Fraction(application.currency.to_minor(amount) * PER_YEAR[frequency], 12)


def payment_at(item: DebtUnits, rise: int, floor: int = 0) -> int:
    """Return the installment after a rise in rates: what re-amortizing at the higher rate adds to the stated one.

    Args:
        item: a debt in scope; one with a fixed rate keeps its installment.
        rise: rate units added where the rate floats, or may.
        floor: rate units that the rate is taken to be at least, floating or not.
    """
    debt, payment, balance = item.debt, item.payment, item.owed.not_due
    count = debt.remaining_installments or 0
    if not count or not balance or debt.rate is None:
        return payment
    raised = max(debt.rate.units + (0 if debt.floating is False else rise), floor)
    den = RATE_SCALE * 12
    before, after = (
        level_payment(balance, Accrual((units,) * count, den, uniform=True), rounding="half_up", unit=1)
        for units in (debt.rate.units, raised)
    )
    return payment + after - before


def _years(application: Application) -> int | None:
    """Return the years in the longest-held income: more income of any other kind can never lower it."""
    active = [item for item in application.incomes if is_active(item, application.as_of) and _is_paid(item)]
    return max((item.years for item in active if item.years is not None), default=None)


def _is_paid(item: Income) -> bool:
    return bool(item.amount) or any(item.history)


def _worst_days(application: Application) -> int | None:
    stated = _on_record(application, "worst_days_past_due_12m", 0)
    now = max((debt.days_past_due for debt in application.debts), default=0)
    return None if stated is None and not now else max(int(stated or 0), now)


def _months_since(application: Application) -> float | None:
    """Return 0 while any debt is overdue, whatever the record says, else what it says."""
    if any(debt.days_past_due for debt in application.debts):
        return 0
    return _on_record(application, "months_since_delinquency", inf)


def _modifications(application: Application) -> float | None:
    return _on_record(application, "modifications_36m", 0)


def _on_record(application: Application, name: str, clean: float) -> float | None:
    """Return a figure of the credit record; one that the law has removed after repayment is clean, not missing."""
    record = application.credit
    if record is None:
        return None
    stated: int | None = getattr(record, name)
    return clean if stated is None and record.repaired else stated
