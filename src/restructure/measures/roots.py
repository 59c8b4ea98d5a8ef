"""Every rate at which one lane of dated flows is worth nothing: all of them, and how often the flows change sign.

The worth of flows a_k is F(i) = sum of a_k / ((1 + f_k i) (1 + i)**w_k), for rates i above -1. Multiplied by every
factor 1 + f i that occurs it is a sum of powers of 1 + i. Those factors are positive, and as polynomials in 1 + i they
have no negative coefficient, so this moves no root and loses no digit that F has not lost already. What remains is one
kind of function for every convention: with 1 + i = 2**s, a sum of c_k * 2**(-e_k s), whose e_k may be any numbers.

WHY NO RATE IS MISSED (the rule of signs for real exponents)
Multiplying by 2**(t s) moves no root. With t between two neighboring e_k whose c_k differ in sign, the derivative in s
of the product has coefficients c_k * (t - e_k): the same signs up to t, the opposite ones after it, hence exactly one
sign change less. Repeating this ends at a sum with one sign change, whose own derivative has none: it is monotone.
Going back up, a sum (so multiplied) is monotone between neighboring roots of the next one, so it has one root there
where its signs at both differ and none where they agree. No starting guess and no sampling are involved.

WHAT FLOATING POINT CAN DECIDE
A sum is evaluated with a bound of its error (`_look`), and a sign counts only beyond that bound; at a rate of zero it
is exact. Where a sum and its derivative vanish together within the bound, two roots, or none, lie closer than 53 bits
can tell, some 1e-8 apart: they are listed as roots, each as often as it counts, so 100, -220, 121 have the rate 0.1
twice, which is not unique. A root found for a derivative is off by a distance in which that derivative is noise, so
the sum above it moves by far less than its own bound, which has that much room.

HOW MANY THERE CAN BE
Flows of one sign have no rate. With one sign change there is at most one: the factor of any earlier flow over that of
a later one rises with i throughout. Where all f_k are 0 the roots as listed never outnumber the sign changes and differ
from them by an even number. With simple interest they may: 5, -11, 5 and 1 after 1/2, 1, 1 1/4 and 2 1/2 periods
change sign twice and have the rates 0, 1 and 2.

RANGE
Flows are turned into whole numbers with a common power of two, so their size cannot matter. Rates are sought from
2**-54 - 1 to 2**1023 - 1. One beyond, or one that rounds to -1, is listed as -1.0 or inf; alone it is NOT_FINITE. Two
beyond the same end are not seen.

>>> found = all_rates([1000, -2300, 1320], [0, 1, 2], [0, 0, 0])
>>> [round(rate, 12) for rate in found.rates], found.sign_changes, found.outcome.name
([0.1, 0.2], 2, 'NOT_UNIQUE')
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import IntEnum
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np

from ..basics.door import at_its_door
from ..basics.types import Floats, Ints

__all__ = ["Outcome"]

LOWEST, HIGHEST = -54.0, 1023.0
_UNIT_ROUNDOFF = 2.0**-53
_LN2 = math.log(2)


@at_its_door
class Outcome(IntEnum):
    """What the search for a rate came to."""

    RATE = 0
    """exactly one rate above -1"""
    NO_RATE = 1
    """no rate above -1: the flows never change sign, or are never worth nothing, or are so at any rate"""
    NOT_UNIQUE = 2
    """two or more rates above -1"""
    NOT_FINITE = 3
    """a flow is no finite number, or the one rate lies too near -1 or too high to be held"""


class RatesFound(NamedTuple):
    """Every rate of one lane, ascending, each as often as it counts; and how often the flows change sign."""

    rates: tuple[float, ...]
    sign_changes: int
    outcome: Outcome


class _Sum(NamedTuple):
    """The terms `size * 2**(scale - time * s)` of a sum, by time; 0.5 <= abs(size) < 1."""

    size: Floats
    scale: Ints
    time: Floats


class _Look(NamedTuple):
    """A sum seen at one s: its sign, 0 when the bound of the error does not tell; and the Newton step to a root."""

    sign: int
    distance: float
    """how far apart its positive and negative terms are, in powers of two"""
    step: float


class _Cut(NamedTuple):
    """A place s between monotone stretches of a sum; the sum's sign there; its order as a root of the derivative."""

    at: float
    sign: int
    order: int = 0


class _Root(NamedTuple):
    at: float
    order: int


def all_rates(amounts: Sequence[float], wholes: Sequence[float], fractions: Sequence[float]) -> RatesFound:
    """Return every rate above -1 at which dated flows are worth nothing (内部收益率), per unit period.

    A flow's discount factor is `1 / ((1 + fraction * i) * (1 + i)**whole)`.

    Args:
        amounts: signed flows [K], in any unit: whole numbers of any size, or floats taken as the numbers they are.
        wholes: their whole unit periods [K], any finite numbers, not necessarily in order.
        fractions: the part of a unit period that bears simple interest [K], 0 <= fraction < 1; where it is not
            0, wholes are whole numbers.

    Returns:
        The rates, the sign changes of the flows in order of time (flows of one time are added first), the outcome.

    Sources:
        Descartes' rule of signs as Laguerre generalized it to real exponents; the factor with both kinds of interest
        is that of Regulation Z, appendix J (b)(5).

    Examples:
        >>> found = all_rates([1000, -1320], [0, 1], [0, 0.5])  # 1.2 for a period, 1.1 for half a one
        >>> [round(rate, 12) for rate in found.rates], found.outcome.name
        ([0.2], 'RATE')
        >>> all_rates([100, 90], [0, 1], [0, 0])
        RatesFound(rates=(), sign_changes=0, outcome=<Outcome.NO_RATE: 1>)
    """
    if not all(abs(amount) < math.inf for amount in amounts):
        return RatesFound((), 0, Outcome.NOT_FINITE)
    flows = _netted(amounts, wholes, fractions)
    at_zero = _sign(sum(flows.values()))
    roots = _roots(_sum_of(_cleared(flows)), at_zero)
    rates = tuple(_rate(root.at) for root in roots for _ in range(root.order))
    return RatesFound(rates, _sign_changes([_sign(flow) for flow in flows.values()]), _outcome(rates))


def _outcome(rates: Sequence[float]) -> Outcome:
    if len(rates) != 1:
        return Outcome.NOT_UNIQUE if rates else Outcome.NO_RATE
    return Outcome.RATE if -1 < rates[0] < math.inf else Outcome.NOT_FINITE


def _rate(at: float) -> float:
    return math.inf if at >= HIGHEST else math.expm1(max(at, LOWEST) * _LN2)


# --- from flows to a sum of powers ---------------------------------------------------------------------------------


def _netted(
    amounts: Sequence[float], wholes: Sequence[float], fractions: Sequence[float]
) -> dict[tuple[float, float], int]:
    """Return the flows other than 0 by (whole, fraction), in order of time, as whole numbers in a common unit."""
    ratios = [amount.as_integer_ratio() for amount in amounts]
    unit = max((bottom for _, bottom in ratios), default=1)  # all are powers of two: each divides the largest
    net: dict[tuple[float, float], int] = {}
    for (top, bottom), whole, fraction in zip(ratios, wholes, fractions, strict=True):
        time = (float(whole), float(fraction))
        net[time] = net.get(time, 0) + top * (unit // bottom)
    return {time: net[time] for time in sorted(net) if net[time]}


def _cleared(flows: dict[tuple[float, float], int]) -> dict[float, int]:
    """Return the flows times every factor of simple interest, as coefficients of `(1 + i)**-time` by time."""
    total: dict[float, int] = {}
    product: dict[float, int] = {0.0: 1}
    # One factor after another: what is summed so far takes the new one; flows that are divided by it take all others.
    by_fraction = sorted(flows, key=lambda time: time[1])
    for fraction, times in groupby(by_fraction, key=lambda time: time[1]):
        top, bottom = fraction.as_integer_ratio()
        factor = {0.0: bottom - top, -1.0: top} if top else {0.0: 1}  # bottom * (1 + f i), as a polynomial in 1 + i
        same = {whole: bottom * flows[whole, part] for whole, part in times}
        total = _added(_multiplied(total, factor), _multiplied(product, same))
        product = _multiplied(product, factor)
    return {time: total[time] for time in sorted(total) if total[time]}


def _added(first: dict[float, int], second: dict[float, int]) -> dict[float, int]:
    return {time: first.get(time, 0) + second.get(time, 0) for time in first.keys() | second.keys()}


def _multiplied(first: dict[float, int], second: dict[float, int]) -> dict[float, int]:
    product: dict[float, int] = {}
    for time, amount in first.items():
        for other, factor in second.items():
            product[time + other] = product.get(time + other, 0) + amount * factor
    return product


def _sum_of(terms: dict[float, int]) -> _Sum:
    """Return the sum of these terms, in a unit in which the largest is about 1."""
    bits = [amount.bit_length() for amount in terms.values()]
    size = [amount / (1 << length) for amount, length in zip(terms.values(), bits, strict=True)]
    return _Sum(np.array(size), np.array(bits, np.int64) - max(bits, default=0), np.array(list(terms)))


# --- all roots of a sum --------------------------------------------------------------------------------------------


def _roots(total: _Sum, at_zero: int) -> list[_Root]:
    """Return the roots of a sum whose sign at 0 is known, ascending; those beyond the range at its ends."""
    sums = [total]
    while _sign_changes(np.sign(sums[-1].size).tolist()) > 1:
        sums.append(_derivative(sums[-1]))
    roots: list[_Root] = []
    for derivative in reversed(sums[1:]):  # the last has one sign change and is monotone between the ends of the range
        roots = _between(derivative, _cuts(derivative, roots))
    # At a rate of 0 the sign is that of a sum of whole numbers, and certain. A cut there makes a root of 0 exactly 0.
    return _between(total, sorted([*_cuts(total, roots), _Cut(0.0, at_zero)])) if len(total.size) else []


def _derivative(total: _Sum) -> _Sum:
    """Return the derivative in s of the sum times a power of 2**s that takes one of its sign changes away."""
    signs = np.sign(total.size)
    change = int(np.argmax(signs[1:] != signs[:-1]))
    turn = (total.time[change] + total.time[change + 1]) / 2
    size, shift = np.frexp(total.size * (turn - total.time))
    left = size != 0  # neighboring times can leave no room between them
    return _Sum(size[left], (total.scale + shift)[left], total.time[left])


def _cuts(total: _Sum, critical: Sequence[_Root]) -> list[_Cut]:
    """Return the ends of the range and the roots of the derivative inside it."""
    inside = [root for root in critical if LOWEST < root.at < HIGHEST]
    places = [_Root(LOWEST, 0), *inside, _Root(HIGHEST, 0)]
    return [_Cut(at, _look(total, at).sign, order) for at, order in places]


def _between(total: _Sum, cuts: Sequence[_Cut]) -> list[_Root]:
    """Return the roots of a sum that is monotone between neighboring cuts."""
    beyond = [int(np.sign(total.size[end])) for end in (-1, 0)]  # the last flow rules near -1, the first at infinity
    ends = _Cut(-math.inf, beyond[0]), _Cut(math.inf, beyond[1])
    roots: list[_Root] = []
    before = ends[0]
    for vanishing, group in groupby([*cuts, ends[1]], key=lambda cut: cut.sign == 0):
        run = list(group)
        if vanishing:
            roots.append(_touching(run))
        else:
            # after a run that vanishes, its root is counted already: the stretch begins at this run's first cut
            pairs = pairwise([before, *run] if before.sign else run)
            roots += [_Root(_root_between(total, low, high), 1) for low, high in pairs if low.sign != high.sign]
        before = run[-1]
    return roots


def _touching(run: Sequence[_Cut]) -> _Root:
    """Return the root that cuts share at which the sum is indistinguishable from 0; a rate of zero is exactly that."""
    at = 0.0 if any(cut.at == 0 for cut in run) else run[len(run) // 2].at
    return _Root(at, 1 + sum(cut.order for cut in run))


def _root_between(total: _Sum, low: _Cut, high: _Cut) -> float:
    """Return the one root between two cuts where the sum has opposite signs, by Newton steps kept inside a bracket."""
    bottom, top, below = low.at, high.at, low.sign
    if bottom < LOWEST or top > HIGHEST:
        return LOWEST if bottom < LOWEST else HIGHEST
    at, distance = min(max(0.0, bottom), top), math.inf
    while True:
        look = _look(total, at)
        target = at + look.step
        if look.sign == 0:  # the bound cannot tell this place from the root; one more step is as good as it gets
            return min(max(target, bottom), top)
        bottom, top = (at, top) if look.sign == below else (bottom, at)
        # a step that leaves the bracket, or did not come twice as near, gives way to halving: the end is never far
        if not bottom < target < top or look.distance > distance / 2:
            target = (bottom + top) / 2
        if not bottom < target < top:  # no number is left between them
            return target
        at, distance = target, look.distance


def _look(total: _Sum, at: float) -> _Look:
    """Evaluate a sum, scaled so that its largest term is about 1, and the logarithm of its positive over its negative.

    Error of a term, u = 2**-53: the time from the largest term and its product with s are rounded once each, 1.4u|w| in
    the exponent w; exp2 is trusted to 4 units in the last place, 8u; the size is rounded once and so is the product.
    The coefficients of a derivative add 2u to that, and the sum itself is rounded once: below (2|w| + 16)u, of which
    3u are room. Two opposite sums are nearly exponential in s, so Newton on their logarithm is quick from far away.
    """
    largest = int(np.argmax(total.scale - total.time * at))
    slope = total.time[largest] - total.time
    power = slope * at
    whole = np.rint(power)
    # below 2**-5000 of the largest a term is 0 all the same, and the shift stays a number that `ldexp` takes
    shift = np.maximum(total.scale - total.scale[largest] + whole, -5000).astype(np.int64)
    terms = np.ldexp(total.size * np.exp2(power - whole), shift)
    sizes = np.abs(terms)
    value, all_ = math.fsum(terms.tolist()), float(sizes.sum())
    noise = float(sizes @ (2 * np.abs(power) + 16)) * _UNIT_ROUNDOFF
    sign = 0 if abs(value) <= noise else _sign(value)
    if abs(value) >= all_:
        return _Look(sign, math.inf, 0.0)
    gained, moved = float(sizes @ slope), float(terms @ slope)
    relative = (gained + moved) / (all_ + value) - (gained - moved) / (all_ - value)
    distance = 2 * math.atanh(value / all_) / _LN2
    return _Look(sign, abs(distance), -distance / relative if relative else 0.0)


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _sign_changes(signs: Sequence[int]) -> int:
    return sum(first != second for first, second in pairwise(signs))
