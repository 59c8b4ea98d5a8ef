"""Score, points and principal reasons of many borrowers, lane by lane those of `assess_capacity`.

A reason is a component that costs enough points; a borrower's are the costliest few, equal losses in table order.

Losses are compared after `round(loss, 6)`, which looks at the exact value of a float. Here they are whole numbers,
rint((weight * 10**6) * (reference - utility)), wherever that is certain. Certificate, u = 2^-53, weights adding up to
100: both products are below 2^27 in these units and are rounded three times in all, so they differ by less than
4u * 2^27 = 2^-24. Further than that from a half, both have the same nearest whole number; nearer, a lane is rounded as
one borrower's figures are.

>>> from restructure import policies
>>> model = policies.GENERIC.capacity
>>> utility = np.array([[1, 0.9, 0, 1, 1, 0.5, 0.9, 0.5, 0, 0]]).T
>>> bits = reason_bits(utility, model)
>>> [name for place, name in enumerate(IDS) if bits[0] >> place & 1]
['A3', 'A6', 'C1', 'C2']

A6 and C3 cost three points each; A6 stands higher in the table.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..basics.types import Floats, Ints
from ..policy import CapacityModel
from ._reasons import REASON_DIGITS, reference_utility
from ._scorecard import IDS, SCORE_DIGITS, affordable, quantities, total, utilities, weights
from .figures import Figures

BLOCK = 1 << 14
"""Lanes scored at once: few enough that what is computed in between stays in the processor's cache."""
SCORE_UNIT = 10.0**SCORE_DIGITS
REASON_UNIT, REASON_DOUBT = 10.0**REASON_DIGITS, 2.0**-24

Bits = NDArray[np.uint16]
BIT: Bits = np.array([[1 << place] for place in range(len(IDS))], np.uint16)


class Scored(NamedTuple):
    """What the scorecard says of N lanes.

    `score` [N] is in units of 10**-9; `points` [10, N] are what the components contribute, not rounded; bit j of
    `reasons` [N] is set where component j of the table is among the principal reasons.
    """

    score: Ints
    points: Floats
    reasons: Bits


def score_lanes(figures: Figures, model: CapacityModel) -> Scored:
    """Return score, points and principal reasons of every lane (批量评分), block by block.

    Args:
        figures: monthly figures of N lanes.
        model: the weights, curves and limits.

    Returns:
        Lane by lane the score and the reasons that `assess_capacity` finds for that borrower alone.

    Sources:
        Model `capacity_v1`, docs/explanation/capacity.md.

    Examples:
        >>> from restructure import policies
        >>> none = np.zeros(2, np.int64)
        >>> nothing = Figures(4800, *[none] * 8, np.array([False, True]), *[0.0 * none] * 4, none, none)
        >>> scored = score_lanes(nothing, policies.GENERIC.capacity)
        >>> scored.score.tolist(), scored.points[5].tolist()
        ([66100000000, 64000000000], [2.0999999999999996, 0.0])
    """
    lanes = len(figures.income)
    scored = Scored(np.empty(lanes, np.int64), np.empty((len(IDS), lanes)), np.empty(lanes, np.uint16))
    for start in range(0, lanes, BLOCK):
        block = slice(start, start + BLOCK)
        part = Figures._make([figures.scale, *(column[block] for column in figures[1:])])
        utility = utilities(quantities(part, affordable(part, model), model), model)
        points = np.multiply(weights(model), utility, out=scored.points[:, block])
        scored.score[block] = score_units(points)
        scored.reasons[block] = reason_bits(utility, model)
    return scored


def score_units(points: Floats) -> Ints:
    """Return the score of each lane in units of 10**-9, shape [N], from unrounded points [10, N]."""
    whole: Ints = np.rint(total(points) * SCORE_UNIT).astype(np.int64)
    return whole


def reason_bits(utility: Floats, model: CapacityModel) -> Bits:
    """Return which components are a lane's principal reasons (主要扣分原因), as bits.

    Args:
        utility: of each component, 0 to 1, shape [10, N].
        model: the weights, how many reasons are given, and the fewest points that make one.

    Returns:
        Bit j of a lane is set where component j of the table is one of its reasons; shape [N].

    Examples:
        See the module.
    """
    loss = losses(utility, model)
    chosen = (loss >= _least_units(model)) & (_ranks(loss) < model.max_reasons)
    bits: Bits = np.bitwise_or.reduce(chosen * BIT, axis=0)
    return bits


def _least_units(model: CapacityModel) -> int:
    """Return the least loss that makes a reason, in units of 10**-6; floats are compared, as for one borrower."""
    least = float(model.least_reason)
    unit = round(least * REASON_UNIT)
    return unit + (unit / REASON_UNIT < least)


def losses(utility: Floats, model: CapacityModel) -> NDArray[np.int32]:
    """Return the points each component costs as `round(loss, 6)` has them, in units of 10**-6; shape [10, N]."""
    rows = np.empty(utility.shape, np.int32)
    for row, component, values in zip(rows, model.components, utility, strict=True):
        row[:] = _loss(float(component.weight), reference_utility(model, component.id), values)
    return rows


def _loss(weight: float, reference: float, utility: Floats) -> Floats:
    """Return what one component costs against its reference, in whole units of 10**-6, shape [N]."""
    scaled = weight * REASON_UNIT * (reference - utility)
    whole: Floats = np.rint(scaled)
    for lane in np.flatnonzero(np.abs(scaled - whole) >= 0.5 - REASON_DOUBT):
        loss = weight * (reference - float(utility[lane]))
        whole[lane] = np.rint(round(loss, REASON_DIGITS) * REASON_UNIT)
    return whole


def _ranks(loss: NDArray[np.int32]) -> NDArray[np.int8]:
    """Return how many components of its lane come before each: larger losses, and equal ones higher in the table."""
    rank = np.zeros(loss.shape, np.int8)
    for component in range(len(loss) - 1):
        first = (loss[component] >= loss[component + 1 :]).view(np.int8)
        rank[component + 1 :] += first
        rank[component] += len(first) - first.sum(axis=0, dtype=np.int8)
    return rank
