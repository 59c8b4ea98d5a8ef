"""The levers of a what-if: each moves one thing of an application by whole steps, the rest as it is.

Amounts move as columns of the figures; terms, rates and arrears move the application itself, so that whatever follows
from a debt follows here too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Literal, NamedTuple

import numpy as np

from ..applicant.application import Application, Debt
from ..applicant.household import Evidence, Income
from ..basics.dates import PER_YEAR
from ..basics.exact import Accrual, div_round, level_payment
from ..basics.money import MAX_AMOUNT, MAX_MINOR
from ..basics.rates import RATE_SCALE, Rate, rate_of_units
from ..contract.position import NOTHING
from ..policy import CapacityModel
from .figures import Figures, figures_on, is_active, living_costs, ratio_limit, units_of, with_income

LeverName = Literal["income", "living_costs", "other_debt_service", "payment", "term", "rate", "cure_arrears", "cash"]

MOST_MONTHS = 600
"""The longest term a what-if looks at, in months from the application's day."""
RATE_STEP = RATE_SCALE // 10_000
"""A hundredth of a percentage point, the step in which a what-if lowers a rate."""
MONTHLY_DEN = RATE_SCALE * 12
"""A whole month bears a twelfth of the annual rate, as in the stress test."""


class Lever(NamedTuple):
    """A lever of 0 to `most` steps: the figures after one step or more (one lane), and the change they amount to."""

    name: LeverName
    most: int
    moved: Callable[[int], Figures]
    shown: Callable[[int], Decimal]


def levers_of(application: Application, model: CapacityModel, now: Figures) -> list[Lever]:
    """Return every lever of an application whose figures are `now` (one lane)."""
    major, scale = application.currency.to_major, now.scale
    other, payment, liquid = (int(column[0]) // scale for column in (now.other_service, now.payment, now.liquid))
    largest = min(MAX_MINOR, MAX_AMOUNT * application.currency.per_major) - 1
    highest, each = _highest_rate(application), _salary_units(application, model)

    def less(minor: int) -> Decimal:
        return major(-minor)

    def cut(steps: int) -> Decimal:
        units = min(steps * RATE_STEP, highest)
        return rate_of_units(units).annual.copy_negate() if units else Decimal(0)

    return [
        Lever("income", largest, partial(_more_income, application, model, now, each), major),
        Lever("living_costs", _living_to_spare(application, model), partial(_less_living, now), less),
        Lever("other_debt_service", other, partial(_less_other_service, application, model, now), less),
        Lever("payment", payment, partial(_less_payment, now), less),
        Lever("term", _most_more_months(application), partial(_longer, application, model), Decimal),
        Lever("rate", -(-highest // RATE_STEP), partial(_cheaper, application, model), cut),
        Lever("cure_arrears", _has_arrears(application), partial(_cured, application, model), Decimal),
        Lever("cash", largest - liquid, partial(_more_cash, now), major),
    ]


# --- amounts -------------------------------------------------------------------------------------------------------


def _more_income(application: Application, model: CapacityModel, now: Figures, each: int, minor: int) -> Figures:
    return with_income(application, model, now, units_of([int(now.income[0]) + minor * each]))


def _salary_units(application: Application, model: CapacityModel) -> int:
    """Return what one minor unit more of salary a month counts for, in the figures' units."""
    evidence, least = _salary_evidence(application), application.currency.to_major(1)
    salary = Income("salary", least, evidence=evidence)
    return int(figures_on(replace(application, incomes=[salary]), model, [application.as_of]).income[0])


def _salary_evidence(application: Application) -> Evidence:
    """Return the evidence of the largest salary received now; without one, a new salary would have to be verified."""
    minor, day = application.currency.to_minor, application.as_of
    salaries: list[tuple[int, Evidence]] = [
        (minor(item.amount) * PER_YEAR[item.frequency], item.evidence)
        for item in application.incomes
        if item.kind == "salary" and is_active(item, day) and item.amount
    ]
    return max(salaries, key=lambda found: found[0])[1] if salaries else "verified"


def _less_living(now: Figures, minor: int) -> Figures:
    return now._replace(essentials=units_of([int(now.essentials[0]) - minor * now.scale]))


def _living_to_spare(application: Application, model: CapacityModel) -> int:
    """Return how much less living costs count when none are declared, minor units: a benchmark counts anyway."""
    frugal = replace(application, household=replace(application.household, living_costs=NOTHING))
    return living_costs(application, model) - living_costs(frugal, model)


def _less_other_service(application: Application, model: CapacityModel, now: Figures, minor: int) -> Figures:
    return now._replace(
        other_service=units_of([int(now.other_service[0]) - minor * now.scale]),
        ratio_limit=ratio_limit(application, model, now.income, now.scale, relief=minor),
    )


def _less_payment(now: Figures, minor: int) -> Figures:
    """Return the figures with a lower payment, and the stressed payment lower in proportion, to the minor unit."""
    payment, stressed = (int(column[0]) // now.scale for column in (now.payment, now.stressed_payment))
    left = payment - minor
    scaled = div_round(stressed * left, payment, "half_up")
    return now._replace(payment=units_of([left * now.scale]), stressed_payment=units_of([scaled * now.scale]))


def _more_cash(now: Figures, minor: int) -> Figures:
    liquid = units_of([int(now.liquid[0]) + minor * now.scale])
    return now._replace(liquid=liquid, has_liquid=np.ones(1, np.bool_))


# --- debts ---------------------------------------------------------------------------------------------------------


def _with_debts(application: Application, model: CapacityModel, debts: list[Debt]) -> Figures:
    return figures_on(replace(application, debts=debts), model, [application.as_of])


def _cured(application: Application, model: CapacityModel, _: int) -> Figures:
    return _with_debts(application, model, [replace(debt, days_past_due=0) for debt in application.debts])


def _has_arrears(application: Application) -> int:
    return int(any(debt.days_past_due for debt in application.debts))


def _longer(application: Application, model: CapacityModel, months: int) -> Figures:
    debts = [_extended(application, debt, months) if _is_periodic(debt) else debt for debt in application.debts]
    return _with_debts(application, model, debts)


def _extended(application: Application, debt: Debt, months: int) -> Debt:
    """Return a debt re-leveled over more months; when all has fallen due, all that is owed becomes principal."""
    if debt.remaining_installments:
        return _releveled(application, replace(debt, remaining_installments=debt.remaining_installments + months))
    owed = application.currency.to_major(debt.units(application.currency).owed.total)
    joined = replace(
        debt,
        principal=owed,
        overdue_principal=NOTHING,
        interest=NOTHING,
        penalty_interest=NOTHING,
        compound_interest=NOTHING,
        fees=NOTHING,
        installment=owed,
        remaining_installments=months,
    )
    return _releveled(application, joined)


def _most_more_months(application: Application) -> int:
    longest = [debt.remaining_installments or 0 for debt in application.debts if _is_periodic(debt)]
    return max(MOST_MONTHS - max(longest, default=MOST_MONTHS), 0)


def _cheaper(application: Application, model: CapacityModel, steps: int) -> Figures:
    debts = [_cut(application, debt, steps) if _is_running(debt) else debt for debt in application.debts]
    return _with_debts(application, model, debts)


def _cut(application: Application, debt: Debt, steps: int) -> Debt:
    rate = rate_of(debt)
    return _releveled(application, replace(debt, rate=rate.with_units(max(rate.units - steps * RATE_STEP, 0))))


def _highest_rate(application: Application) -> int:
    return max((rate_of(debt).units for debt in application.debts if _is_running(debt)), default=0)


def _releveled(application: Application, debt: Debt) -> Debt:
    """Return a debt whose installment repays what is not yet due, level, over the months that remain."""
    currency, count = application.currency, debt.remaining_installments or 0
    rows = Accrual((rate_of(debt).units,) * count, MONTHLY_DEN, uniform=True)
    payment = level_payment(debt.units(currency).owed.not_due, rows, rounding="half_up", unit=1)
    return replace(debt, installment=currency.to_major(max(payment, 1)))  # what is owed is paid with money


def _is_periodic(debt: Debt) -> bool:
    return debt.in_scope and rate_of(debt).compounding == "periodic"


def _is_running(debt: Debt) -> bool:
    return _is_periodic(debt) and bool(debt.remaining_installments)


def rate_of(debt: Debt) -> Rate:
    """Return the rate that every debt in scope has."""
    if debt.rate is None:
        raise AssertionError("a debt in scope has a rate")
    return debt.rate
