"""Rates of many lanes at once: evenly spaced flows by a few sweeps, level payments by three steps, each with a proof.

A lane is answered here only when its answer is proved; every other one goes to the search for all roots (`_roots`)
or, for level payments, to an iteration that cannot fail. What a lane answers never depends on the lanes beside it.

WHY A NEWTON STEP IS A PROOF
Flows a_k with one sign change, at k = 0 .. T-1, have at most one rate. With s = log(1 + i) and t a half between the
flows around the change, G(s) = sum a_k exp((t - k) s) rises or falls throughout, because every term of G' has the same
sign, and |k - t| < T gives |G''| <= T |G'|: over a distance d, G' changes at most by the factor exp(T d). So a Newton
step q = G/G' with T|q| < 1/2 has the root within |q| (1 + T|q|) of its start - the sign of G does change there - and
ends within T q**2 of it. Newton on F = sum a_k exp(-k s) moves by q / (1 - t q) instead, which adds as much once more.
A lane is done when T q**2 <= 2**-50; the steps that led there are of no importance to this.
Rounding: with u = 2**-53, Horner's rule is off by at most 2Tu sum |a_k| x**k, and |G'| >= sum |a_k| x**k / 2, so s is
off by at most 4Tu: 3e-14 for 61 flows, a few u as measured. A rate that near to zero is decided by the exact sum.

HOW IT GETS THERE
log(tail / head), the logarithm of the worth of the flows after the change over those before it, is nearly straight in
s where the head is short. The first step follows its parabola at a rate of zero, where sums need no powers; a later
one takes the bend of the quartic through the last two looks. Two sweeps prove nearly every loan.

LEVEL PAYMENTS
Halley's method on f(i) = i - p (1 - (1 + i)**-n), p = payment / advance, and a last step of Newton's on f(i) / i, which
is the worth of the flows: its bound is as above. Where n i is small f loses digits. There, and wherever the bound is
missed, log(n p) = log(n / sum of exp(-k a)), a = log(1 + i), is solved instead, in a form that keeps every digit. Its
slope is the mean of k under weights exp(-k a), its bend minus their variance: it rises, is concave, and bends at most
n times as much as it rises. From below, Newton then climbs to the one root whatever the lane, and the bound holds too.

>>> periodic_rates(np.array([[-100.0, 100.0, 1.0], [60.0, -230.0, 1.0], [55.0, 132.0, 1.0]])).outcome
array([0, 2, 1])
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from ..basics.door import at_its_door
from ..basics.errors import Fault, InvalidInputError
from ..basics.types import Bools, Floats, Ints
from .roots import Outcome, all_rates

__all__ = ["Rates", "annuity_rates", "periodic_rates"]

BLOCK = 4_096
"""Lanes worked on at a time, so that what they need stays in a near cache."""
EARLY_SWEEPS, SWEEPS = 2, 12
"""Sweeps that every lane gets, and those that the few left over get before each is solved alone."""
CLIMBS = 64
"""Newton steps at most for level payments; 8 do between the smallest and the largest amounts a float holds."""
_PROVED, _PROVED_SHARE = 2.0**-50, 2.0**-46
"""What a last step may miss: of log(1 + i) for evenly spaced flows, as a part of the rate for level payments."""
_SMALL, _SERIES = 2.0**-6, 2.0**-4
"""Where n i is below the first, f is not used; where n a / 2 is below the second, log(sinh(t) / t) is its series."""
_UNDERFLOW = 2.0**-900
_OPEN = -1


@at_its_door
class Rates(NamedTuple):
    """What the search for a rate found in many lanes, shapes [N]."""

    rate: Floats
    """per period; NaN where the outcome is not `Outcome.RATE`"""
    outcome: Ints
    """of `Outcome`"""
    sign_changes: Ints


def _numbers(given: Mapping[str, Floats | Ints], *, dimensions: int) -> list[Floats]:
    """Return arrays given at a function's door as floats of one shape.

    Raises:
        InvalidInputError: what is no array of numbers, of other dimensions, or of different lengths.
    """
    columns: list[Floats] = []
    for name, values in given.items():
        try:
            column = np.ascontiguousarray(values, np.float64)
        except (TypeError, ValueError):
            column = np.empty(0)
        if np.ndim(values) != dimensions or column.ndim != dimensions:
            raise InvalidInputError([Fault(name, f"must be an array of numbers with {dimensions} dimensions")])
        columns.append(column)
    if len({column.shape for column in columns}) > 1:
        raise InvalidInputError([Fault(", ".join(given), "must be of one length")])
    return columns


# --- evenly spaced flows -------------------------------------------------------------------------------------------


def periodic_rates(flows: Floats) -> Rates:
    """Return each lane's one rate per period above -1 (每期内部收益率), or why it has none.

    Args:
        flows: signed flows of evenly spaced dates, one row a date, in any unit; shape [T, N].

    Returns:
        Rates, outcomes and sign changes [N]; `irr` lists the rates of a lane that has several.

    Raises:
        InvalidInputError: not a table of numbers.

    Examples:
        >>> rates = periodic_rates(np.array([[-100.0, -100.0, -100.0], [110.0, 90.0, 100.0]]))
        >>> rates.rate.round(12).tolist(), rates.outcome.tolist()
        ([0.1, -0.1, 0.0], [0, 0, 0])
    """
    (flows,) = _numbers({"flows": flows}, dimensions=2)
    with np.errstate(all="ignore"):
        rates = _solve_all(flows, EARLY_SWEEPS)
        late = np.flatnonzero(rates.outcome == _OPEN)
        for whole, part in zip(rates, _solve_all(flows[:, late], SWEEPS), strict=True):
            whole[late] = part
    for lane in np.flatnonzero(np.abs(rates.rate) <= len(flows) * 2.0**-51):
        if math.fsum(flows[:, lane]):
            rates.outcome[lane] = _OPEN
        else:
            rates.rate[lane] = 0
    for lane in np.flatnonzero(rates.outcome == _OPEN):
        _solve_alone(flows[:, lane], rates, int(lane))
    return rates


def _solve_alone(flows: Floats, rates: Rates, lane: int) -> None:
    answer = all_rates(flows.tolist(), range(len(flows)), [0.0] * len(flows))
    rates.rate[lane] = answer.rates[0] if answer.outcome == Outcome.RATE else np.nan
    rates.outcome[lane], rates.sign_changes[lane] = answer.outcome, answer.sign_changes


def _solve_all(flows: Floats, sweeps: int) -> Rates:
    """Answer the lanes that so many sweeps prove, and leave the others open."""
    count = flows.shape[1]
    rates = Rates(np.full(count, np.nan), np.full(count, _OPEN, np.int64), np.zeros(count, np.int64))
    for start in range(0, count, BLOCK):
        block = slice(start, start + BLOCK)
        _solve_block(flows[:, block], _part(rates, block), sweeps)
    return rates


def _part(rates: Rates, block: slice) -> Rates:
    return Rates(rates.rate[block], rates.outcome[block], rates.sign_changes[block])


def _solve_block(rows: Floats, rates: Rates, sweeps: int) -> None:
    turns, changes = _turns(rows)
    search = _begin(rows, turns)
    finite = np.isfinite(search.head)
    rates.sign_changes[:] = changes
    rates.outcome[finite & (changes == 0)] = Outcome.NO_RATE
    sought = finite & (changes == 1)
    for sweep in range(sweeps):
        if sweep >= EARLY_SWEEPS:
            search.keep(np.flatnonzero(sought))
            sought = sought[sought]
        rate, proved = _sweep(search)
        proved &= sought
        sought ^= proved
        lanes = search.place[proved]
        rates.rate[lanes], rates.outcome[lanes] = rate[proved], Outcome.RATE


def _turns(rows: Floats) -> tuple[Bools, Ints]:
    """Return where the sign changes from one row to the next [T - 1, N], and how often [N].

    Zeros have the sign of the flow before them, or of the first one. That is worked out only where taking them as
    positive shows more than one change, which cannot show less than there are.
    """
    negative = np.signbit(rows)
    turns = negative[1:] ^ negative[:-1]
    changes = _count(turns)
    if changes.max(initial=0) > 1:
        zero = rows == 0
        for row in range(len(rows) - 2, -1, -1):
            np.copyto(negative[row], negative[row + 1], where=zero[row])
        for row in range(1, len(rows)):
            np.copyto(negative[row], negative[row - 1], where=zero[row])
        turns = negative[1:] ^ negative[:-1]
        changes = _count(turns)
    return turns, changes


def _count(turns: Bools) -> Ints:
    changes: Ints = np.add.reduce(turns.view(np.uint8), axis=0, dtype=np.min_scalar_type(len(turns)))
    return changes


class _Curve(NamedTuple):
    """log(tail / head) and its derivatives at one s, the head being that at a rate of zero; [N]."""

    height: Floats
    slope: Floats
    bend: Floats


class _Search:
    """Lanes whose rate is sought: the curve where it was last seen, and the step taken from there."""

    def __init__(self, rows: Floats, head: Floats, curve: _Curve) -> None:
        height, slope, bend = curve
        part = 1 + np.sqrt(np.maximum(1 - 2 * height * bend / (slope * slope), 0.1))
        self.rows, self.head, self.curve = rows, head, curve
        self.step = -2 * height / (slope * part)
        self.discount = np.exp(-self.step)
        self.place: Ints = np.arange(len(head))

    def keep(self, left: Ints) -> None:
        """Drop the other lanes, which are answered."""
        self.rows = self.rows[:, left]
        self.curve = _Curve(*(part[left] for part in self.curve))
        self.head, self.place = self.head[left], self.place[left]
        self.step, self.discount = self.step[left], self.discount[left]


def _begin(rows: Floats, turns: Bools) -> _Search:
    """Look at a rate of zero, where sums of sums are the derivatives."""
    value, slope, bend, tail = np.zeros((4, rows.shape[1]))
    turning = {int(row) + 1 for row in np.flatnonzero(turns.any(axis=1))}
    for row in range(len(rows) - 1, -1, -1):
        bend += slope
        slope += value
        value += rows[row]
        if row in turning:
            np.copyto(tail, value, where=turns[row - 1])
    head = tail - value
    fall = -slope / tail
    return _Search(rows, head, _Curve(np.log1p(value / head), fall, (slope + 2 * bend) / tail - fall * fall))


def _sweep(search: _Search) -> tuple[Floats, Bools]:
    """Look where the search is, and move it on; return the rates a Newton step from there gives, and which are proved.

    A lane whose tail or head is all zeros has no step and proves nothing, nor has one whose terms may have underflown.
    """
    discount = search.discount
    value, fall = np.zeros((2, len(discount)))
    for row in search.rows[::-1]:
        fall *= discount
        fall += value
        value *= discount
        value += row
    fall *= -discount
    newton = value / fall
    rate = (1 - discount) / discount
    rate -= newton * (1 + rate)
    proved = newton * newton * len(search.rows) <= _PROVED
    proved &= np.abs(fall) > _UNDERFLOW
    proved &= rate > -1
    _move(search, value, fall)
    return rate, proved


def _move(search: _Search, value: Floats, fall: Floats) -> None:
    last, step = search.curve, search.step
    height, slope = np.log1p(value / search.head), fall / (value + search.head)
    rise = height - last.height - step * (last.slope + step * last.bend / 2)
    turn = slope - last.slope - step * last.bend
    bend = last.bend + (6 * turn * step - 12 * rise) / (step * step)
    ratio = height / slope
    search.curve = _Curve(height, slope, bend)
    search.step = -ratio * (1 + ratio * bend / (2 * slope))
    search.discount = search.discount * np.exp(-search.step)


# --- level payments ------------------------------------------------------------------------------------------------


def annuity_rates(payment: Floats, count: Ints, advance: Floats) -> Rates:
    """Return each lane's rate per period at which level payments repay an advance (等额还款的内部收益率).

    Args:
        payment: what is paid at the end of each period, in any unit; shape [N].
        count: how many payments; shape [N].
        advance: what was received at the start, net of fees, in the same unit; shape [N].

    Returns:
        Rates, outcomes and sign changes [N].

    Raises:
        InvalidInputError: not three columns of numbers of one length.

    Examples:
        >>> rates = annuity_rates(np.array([121.0, 90.0, 0.0]), np.array([2, 12, 12]), np.array([210.0, 1080.0, 99.0]))
        >>> rates.rate.round(12).tolist(), rates.outcome.tolist()
        ([0.1, 0.0, nan], [0, 0, 1])
    """
    columns = _numbers({"payment": payment, "count": count, "advance": advance}, dimensions=1)
    with np.errstate(all="ignore"):
        rate = _in_blocks(_annuity_steps, *columns)
        rates = Rates(rate, np.full(len(rate), int(Outcome.RATE)), np.ones(len(rate), np.int64))
        late = np.flatnonzero(np.isnan(rate))
        repays, finite = _repaid(*(column[late] for column in columns))
        rates.outcome[late], rates.sign_changes[late] = np.where(finite, Outcome.NO_RATE, Outcome.NOT_FINITE), repays
        late = late[repays]
        climbed = _in_blocks(_annuity_climb, *(column[late] for column in columns))
    in_range = (climbed > -1) & (climbed < np.inf)
    rate[late] = np.where(in_range, climbed, np.nan)
    rates.outcome[late] = np.where(in_range, Outcome.RATE, Outcome.NOT_FINITE)
    return rates


def _in_blocks(solve: Callable[[Floats, Floats, Floats], Floats], *columns: Floats) -> Floats:
    solved = np.empty(len(columns[0]))
    for start in range(0, len(solved), BLOCK):
        payment, periods, advance = (column[start : start + BLOCK] for column in columns)
        solved[start : start + BLOCK] = solve(payment, periods, advance)
    return solved


def _repaid(payment: Floats, periods: Floats, advance: Floats) -> tuple[Bools, Bools]:
    """Return which lanes have an advance and payments of the same sign, and which have finite amounts."""
    finite = np.isfinite(payment) & np.isfinite(advance)
    same = (np.sign(payment) == np.sign(advance)) & (payment != 0)
    return finite & same & (periods >= 1), finite


def _annuity_steps(payment: Floats, periods: Floats, advance: Floats) -> Floats:
    """Return rates after two Halley steps and one Newton step, NaN where that proves nothing."""
    share = payment / advance
    total, after = periods * share, periods + 1
    excess = np.log(total)
    rate = excess / after
    excess *= periods - 1
    excess /= after
    rate *= 2 + excess / 3
    np.minimum(rate, share, out=rate)
    for _ in range(2):
        newton, curved = _annuity_look(rate, share, periods, total)
        curved *= after
        curved *= newton
        newton /= 1 - curved
        rate -= newton
    newton, _ = _annuity_look(rate, share, periods, total)
    square = newton * newton
    proved = square * after <= _PROVED_SHARE * rate
    proved &= rate * periods > _SMALL
    proved &= periods >= 1
    square /= rate
    newton += square  # newton / (1 - newton / rate), whose next term is nothing where the bound holds
    rate -= newton
    rate[~proved] = np.nan
    return rate


def _annuity_look(rate: Floats, share: Floats, periods: Floats, total: Floats) -> tuple[Floats, Floats]:
    """Return f/f' and f''/2f'/(n + 1) of f(i) = i - share * (1 - (1 + i)**-n)."""
    growth = 1 + rate
    lost = np.log1p(rate)
    lost *= -periods
    np.expm1(lost, out=lost)
    fall = lost + 1
    fall *= total
    fall /= growth
    slope = 1 - fall
    lost *= share
    lost += rate
    lost /= slope
    slope *= growth
    slope *= 2
    fall /= slope
    return lost, fall


def _annuity_climb(payment: Floats, periods: Floats, advance: Floats) -> Floats:
    """Return rates by Newton steps on log(n / sum of exp(-k a)), from the left of the root."""
    target = _log_excess(payment, periods, advance)
    rate, growth = np.full(len(target), np.nan), 2 * target / (periods + 1)
    left = np.arange(len(target))
    for _ in range(CLIMBS):
        height, slope = _log_annuity(growth, periods[left])
        step = (target[left] - height) / slope
        growth = growth + step
        done = step * step * periods[left] <= _PROVED_SHARE * np.abs(growth)
        rate[left[done]] = np.expm1(growth[done])
        left, growth = left[~done], growth[~done]
        if not len(left):
            break
    return rate


def _log_excess(payment: Floats, periods: Floats, advance: Floats) -> Floats:
    """Return log(n * payment / advance) with all its digits, of whatever size the amounts are."""
    (top, top_scale), (bottom, bottom_scale) = np.frexp(np.abs(payment)), np.frexp(np.abs(advance))
    shift = top_scale - bottom_scale
    high = np.rint(top * 2.0**26) * 2.0**-26  # n * high and n * (top - high) are exact for n up to 2**26
    excess = (np.ldexp(periods * high, shift) - bottom + np.ldexp(periods * (top - high), shift)) / bottom
    far = np.log(periods * top / bottom) + shift * math.log(2)
    return np.where((excess > -0.5) & (excess < 1), np.log1p(excess), far)


def _log_annuity(growth: Floats, periods: Floats) -> tuple[Floats, Floats]:
    """Return log(n i / (1 - (1 + i)**-n)) for i = exp(growth) - 1, and its derivative in growth."""
    whole = periods * growth
    far = np.log(periods * np.expm1(-np.abs(growth)) / np.expm1(-np.abs(whole)))
    far += np.maximum(growth, 0) + np.minimum(whole, 0)
    far_slope = -1 / np.expm1(-growth) - periods / np.expm1(whole)
    (one, one_slope), (every, every_slope) = _log_sinh(growth / 2), _log_sinh(whole / 2)
    near = (periods + 1) / 2 * growth + one - every
    near_slope = (periods + 1 + one_slope - periods * every_slope) / 2
    small = np.abs(whole) < 2 * _SERIES
    return np.where(small, near, far), np.where(small, near_slope, far_slope)


def _log_sinh(half: Floats) -> tuple[Floats, Floats]:
    """Return log(sinh(t) / t) and its derivative by their series, to all digits for t below 1/16."""
    square = half * half
    series = square * (1 / 6 - square * (1 / 180 - square * (1 / 2835 - square / 37800)))
    return series, half * (1 / 3 - square * (1 / 45 - square * (2 / 945)))
