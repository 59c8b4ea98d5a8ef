"""The capacity formulas on columns: affordable payment, ten quantities, utilities and points.

Every rule is an array formula over lanes; one borrower is a lane of one.

SOURCES. Model `capacity_v1`: affordable = max(0, min(Y - max(buffer * Y, minimum) - E - other, cap * Y - other));
what may be put aside comes off the residual limit before it. score = sum of weight * utility, utilities piecewise
linear and monotone. Ratios: x/0 is infinite and 0/0 is 0.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..basics.types import Floats
from ..policy import CapacityModel, ComponentId
from ..policy.capacity_model import RISING
from .figures import Figures, Units

SCORE_DIGITS = 9
"""Scores and points are rounded once, to 9 decimals, before grades and reasons look at them."""

IDS: tuple[ComponentId, ...] = tuple(RISING)


class Affordable(NamedTuple):
    """What can be paid a month, in the figures' units before flooring, and which limit binds; shape [N]."""

    residual_limit: Units
    cap_limit: Units
    amount: Units
    binding: NDArray[np.int64]  # index into BINDING


BINDING = ("residual", "dsr_cap", "ratio_cap", "zero")


def affordable(figures: Figures, model: CapacityModel) -> Affordable:
    """Return the affordable payment under the residual limit and the debt service cap, exactly."""
    kept = np.maximum(part(figures.income, model.buffer), figures.minimum)
    residual = figures.income - kept - figures.essentials - figures.other_service
    residual = residual - put_aside(figures, residual, model)
    cap = part(figures.income, model.debt_service_cap) - figures.other_service
    least = np.minimum(np.minimum(residual, cap), figures.ratio_limit)
    limit = np.where(residual <= least, 0, np.where(cap <= least, 1, 2))
    binding = np.where(least <= 0, 3, limit).astype(np.int64)
    return Affordable(residual, cap, np.maximum(least, 0), binding)


def put_aside(figures: Figures, surplus: Units, model: CapacityModel) -> Units:
    """Return what the household may save of a surplus before creditors are paid."""
    if model.savings is None:
        return np.zeros_like(surplus)
    return np.minimum(part(np.maximum(surplus, 0), model.savings.share), figures.most_saved)


def part(units: Units, share: Decimal) -> Units:
    """Return a share of whole units; the figures' scale makes it whole, and dividing first keeps it within 64 bits."""
    fraction = Fraction(share)
    part: Units = units // fraction.denominator * fraction.numerator
    return part


def quantities(figures: Figures, able: Affordable, model: CapacityModel) -> Floats:
    """Return the ten quantities the score looks at, shape [10, N]; NaN where an input is missing."""
    income = figures.income.astype(np.float64)
    service = (figures.other_service + figures.payment).astype(np.float64)
    outgo = figures.essentials.astype(np.float64) + service
    payment = figures.payment.astype(np.float64)
    stressed_income = (figures.income - part(figures.income, model.stress_income)).astype(np.float64)
    stressed_service = (figures.other_service + figures.stressed_payment).astype(np.float64)
    cover = np.where(payment > 0, ratio(able.amount.astype(np.float64), payment), np.inf)
    months = np.where(figures.has_liquid, ratio(figures.liquid.astype(np.float64), outgo), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        margin = np.where(income > 0, (income - outgo) / income, -np.inf)
    return np.stack(
        [
            ratio(service, income),
            margin,
            cover,
            ratio(stressed_service, stressed_income),
            ratio(figures.total_debt.astype(np.float64), 12 * income),
            months,
            figures.years,
            figures.worst_days_past_due,
            figures.months_since,
            figures.modifications,
        ]
    )


def ratio(top: Floats, bottom: Floats) -> Floats:
    """Return top / bottom, infinite where only the bottom is 0 and 0 where both are."""
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient: Floats = top / bottom
    if bottom.min(initial=1.0) > 0:
        return quotient
    return np.where(bottom > 0, quotient, np.where(top > 0, np.inf, 0.0))


def utilities(quantity: Floats, model: CapacityModel) -> Floats:
    """Return each quantity's utility from 0 to 1, shape [10, N]; a missing one has the policy's stated utility."""
    rows = np.empty(quantity.shape)
    for row, component, values in zip(rows, model.components, quantity, strict=True):
        at = np.array([float(point) for point, _ in component.points])
        utility = np.array([float(worth) for _, worth in component.points])
        row[:] = np.interp(values, at, utility)
        row[np.isnan(values)] = float(model.missing_utility)
    return rows


def total(points: Floats) -> Floats:
    """Return the sum of ten rows [10, N], added in table order: a lane alone and in a batch agree bit for bit."""
    whole = np.zeros(points.shape[1])
    for row in points:
        whole += row
    return whole


def weights(model: CapacityModel) -> Floats:
    """Return the ten weights, shape [10, 1]."""
    return np.array([[float(component.weight)] for component in model.components])


def confidence(quality: Floats, model: CapacityModel) -> Floats:
    """Return how well the components are supported, 0 to 100, from each one's evidence weight [10, N]."""
    return total(weights(model) * quality)
