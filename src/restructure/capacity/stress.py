"""What is left when something goes wrong: stress scenarios, and how much may go wrong before the contract fails.

Scenarios are lanes of the same formulas that score the borrower.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from ..applicant.application import Application
from ..applicant.household import Income
from ..basics.money import scaled_decimal
from ..basics.provenance import Check, Wording
from ..basics.rates import RATE_SCALE
from ..basics.types import value
from ..basics.written import money_text
from ..policy import CapacityModel, Stress
from ._scorecard import affordable
from .figures import NOTHING, Figures, assessed, is_active, payment_at, payment_unit, units_of, with_income

__all__ = ["BreakEven", "StressResult"]

SHARE_DIGITS = 6
RATE_STEP = RATE_SCALE // 10_000
"""Break-even rates are searched in hundredths of a percentage point."""
WIDEST_RISE = 100 * 100


@value(private=True)
class StressResult:
    """What one scenario leaves (压力测试结果), major units a month.

    `debt_service_ratio` is `None` without income; `residual` is what is left after essentials and all contractual
    payments, negative when they are not covered; `affordable_payment` what the debts in scope may take.
    """

    code: str
    text: Wording
    debt_service_ratio: Decimal | None
    residual: Decimal
    affordable_payment: Decimal

    @property
    def holds(self) -> bool:
        """Whether income still covers essentials and all contractual payments."""
        return self.residual >= 0


@value(private=True)
class BreakEven:
    """How much may go wrong before income no longer covers essentials and contractual payments (盈亏平衡点).

    `income_drop` is a share of income, negative by how much it falls short already, `None` without income; `rate_rise`
    is added to the annual rate of every floating debt in scope, `None` when no rise within 100 percentage points
    matters.
    """

    income_drop: Decimal | None
    rate_rise: Decimal | None


def stress_results(
    application: Application, model: CapacityModel, figures: Figures
) -> tuple[tuple[StressResult, ...], tuple[Check, ...]]:
    """Return what each scenario leaves on the application's day, the first lane, and the checks among them."""
    several = len(_by_earner(application, model)) > 1
    scenarios = [stress for stress in model.stresses if several or not stress.lose_earner]
    if not scenarios:
        return (), ()
    hit = _under(application, model, figures, scenarios)
    able, scale = affordable(hit, model).amount, figures.scale
    major, unit = application.currency.to_major, payment_unit(model, application.currency)
    results: list[StressResult] = []
    for lane, stress in enumerate(scenarios):
        service = int(hit.other_service[lane]) + int(hit.payment[lane])
        left = int(hit.income[lane]) - int(hit.essentials[lane]) - service
        results.append(
            StressResult(
                code=stress.code,
                text=stress.text,
                debt_service_ratio=share_of(service, int(hit.income[lane])),
                residual=major(left // scale),
                affordable_payment=major(int(able[lane]) // (scale * unit) * unit),
            )
        )
    return tuple(results), tuple(_checks(scenarios, results))


def _checks(scenarios: Sequence[Stress], results: Sequence[StressResult]) -> list[Check]:
    return [
        Check.of(
            stress.code,
            holds=result.holds,
            actual=money_text(result.residual),
            limit=">= 0",
            sources=stress.sources,
            text=stress.text,
        )
        for stress, result in zip(scenarios, results, strict=True)
        if stress.must_hold
    ]


def _under(application: Application, model: CapacityModel, figures: Figures, scenarios: Sequence[Stress]) -> Figures:
    """Return the figures of the application's day under each scenario, one lane each."""
    lanes = first_lane(figures, len(scenarios))
    drop, rise = ([Fraction(getattr(stress, name)) for stress in scenarios] for name in ("income_drop", "expense_rise"))
    lost = max(_by_earner(application, model).values(), default=NOTHING)
    income = [kept - _share(kept, share) for kept, share in zip(_earned(lanes, lost, scenarios), drop, strict=True)]
    essentials = [units + _share(units, share) for units, share in zip(lanes.essentials.tolist(), rise, strict=True)]
    payment = [_payments(application, _rise(stress)) * figures.scale for stress in scenarios]
    hit = with_income(application, model, lanes, units_of(income))
    return hit._replace(essentials=units_of(essentials), payment=units_of(payment))


def _earned(lanes: Figures, lost: Fraction, scenarios: Sequence[Stress]) -> list[int]:
    """Return income under each scenario before any drop: without the earner who is lost."""
    gone = int(lost * lanes.scale)
    return [
        units - (gone if stress.lose_earner else 0)
        for units, stress in zip(lanes.income.tolist(), scenarios, strict=True)
    ]


def _rise(stress: Stress) -> int:
    return 0 if stress.rate_rise is None else stress.rate_rise.units


def _share(units: int, share: Fraction) -> int:
    return units // share.denominator * share.numerator


def first_lane(figures: Figures, count: int) -> Figures:
    """Return the first lane of figures so many times."""
    return Figures._make([figures.scale, *(np.repeat(column[:1], count) for column in figures[1:])])


def _by_earner(application: Application, model: CapacityModel) -> dict[str | None, Fraction]:
    """Return what counts of each earner's income, minor units a month."""
    by_earner: dict[str | None, Fraction] = {}
    received: list[Income] = [item for item in application.incomes if is_active(item, application.as_of)]
    for item in received:
        by_earner[item.earner] = by_earner.get(item.earner, NOTHING) + assessed(application, item, model)
    return by_earner


def _payments(application: Application, rise: int) -> int:
    return sum(payment_at(item, rise) for item in application.units.in_scope)


def break_even(application: Application, figures: Figures) -> BreakEven:
    """Return by how much income may fall, or rates may rise, on the application's day."""
    income, outgo = int(figures.income[0]), int(figures.essentials[0]) + int(figures.other_service[0])
    spare = income - outgo - int(figures.payment[0])
    return BreakEven(income_drop=share_of(spare, income), rate_rise=_rate_rise(application, figures, income - outgo))


def _rate_rise(application: Application, figures: Figures, left: int) -> Decimal | None:
    """Return the least rise, in hundredths of a percentage point, at which payments exceed what is left for them."""

    def fails(steps: int) -> bool:
        return _payments(application, steps * RATE_STEP) * figures.scale > left

    if fails(0):
        return Decimal(0)
    if not fails(WIDEST_RISE):
        return None
    low, high = 0, WIDEST_RISE
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fails(middle) else (middle, high)
    return scaled_decimal(high, 4)


def share_of(amount: int, whole: int) -> Decimal | None:
    """Return a share with 6 decimals, rounded down; `None` of nothing."""
    return scaled_decimal(amount * 10**SHARE_DIGITS // whole, SHARE_DIGITS) if whole > 0 else None
