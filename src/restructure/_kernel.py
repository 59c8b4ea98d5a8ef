"""Run segments: the one recursion, evaluated by whole numbers for one lane and by certified vectors for many.

    b' = b + round(b * A/D) - pay - parked                                                                         (1)

ONE LANE. Python integers, except that a run of equal payments at one ratio may use the float form

    b' = fl(fl(b * g) + R) - (R + pay),   g = fl(fl((D + A)/D) * (1 + 2^-50)),   R = 1.5 * 2^52                     (2)

which rounds half up exactly inside its certificate b * (D + A) <= 2^48. Proof, with y = b(D+A)/D and u = 2^-53: the
factor lifts the product by 8uy and the three roundings move it by less than 4uy, so the number z that meets R lies in
[y + 4uy, y + 12uy]. As y < 2^51, adding R rounds z to the nearest whole number. 2y is a multiple of 1/D, so the
half-way points next to y are at least 1/(2D) away, or y is one itself. 12uy <= 12 * 2^-53 * 2^48 / D < 1/(2D): z
never reaches the half-way point above y, and if y is one, z lies strictly above it: rounding z is rounding y half up.
Subtracting R + pay is exact. A falling balance is bounded by its start; a rising or negative one is run again in
whole numbers.

MANY LANES. Tier W: q0 = rint(b * fl(A/D)) in float64; rem = b*A - q0*D in wrapping int64 says which way q0 is off, in
every rounding mode. Certificate: A, D < 2^53 and b, b*A/D < 2^50. Then fl(A/D) and the product are each rounded once,
so q0 lies within 1/2 + 2.5u * 2^50 < 1 of b*A/D and |rem| < D; b*A may overflow freely, as only rem must fit, and 2D
does. A balance that leaves the certificate is seen at the first row where it does, since all rows before it are
exact. Such lanes are run one by one. Both evaluators give the same rows bit for bit
(`tests/property/test_kernel.py`).

May import: the ground floor, terms, _segments.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np

from ._exact import (
    Accrual,
    div_round,
    even_payment,
    even_payments,
    level_payment,
    level_payments,
    round_up_lanes,
    stepped_payment,
)
from ._segments import RELEASE, UNPAID, Lane, Lanes, Segment, lane_at
from ._types import Bools, Floats, Ints
from .errors import Fault, InvalidTermsError
from .money import Rounding, split
from .phases import DeferredDue

CERTIFIED_FLOAT = 1 << 48
_ROUNDS = 1.5 * 2**52
_LIFT = 1 + 2.0**-50


class Rows(NamedTuple):
    """What the kernel found, minor units: shape [T] for one lane, [T, N] for many.

    `due` is what a row pays of its balance and interest; `parked` is interest put aside without bearing interest and
    `released` what a row pays of that; both `None` when no row parks. `interest` is what rows accrue where that does
    not follow from balances, because they are rounded for display only. `amounts` are the segments' amounts.
    """

    closing: Ints
    due: Ints
    parked: Ints | None
    released: Ints | None
    interest: Ints | None = None
    amounts: tuple[int, ...] = ()

    @property
    def columns(self) -> tuple[Ints, Ints, Ints | None, Ints | None]:
        """The four columns that every lane has."""
        return self[:4]


def run_lane(lane: Lane) -> Rows:
    """Run one lane in whole numbers of any size.

    Raises:
        InvalidTermsError: a payment does not cover its row's interest and the phase does not say what happens to it,
            or a balance grows beyond 64 bits.
    """
    closing, due = np.empty(lane.rows, np.int64), np.empty(lane.rows, np.int64)
    parked = released = None
    balance, amount, amounts = lane.balance, lane.before, list[int]()
    for segment in lane.segments:
        start, stop = segment.start, segment.start + segment.length
        free = stop if stop < lane.rows else stop - 1  # the very last row pays everything left
        amount, extra = _amount(segment, lane, balance, amount), 0
        if lane.residual != "last" and free > start and _is_level_to_the_end(segment, lane):
            amount, extra = _settled(segment, lane, balance, amount)
        amounts.append(amount)
        run = _run_segment(segment, lane, balance, amount, free - start, extra)
        closing[start:free], due[start:free] = run.closing, run.due
        balance = int(run.closing[-1]) if free > start else balance
        if segment.release is not None:
            parked = np.zeros(lane.rows, np.int64) if parked is None else parked
            released = np.zeros(lane.rows, np.int64) if released is None else released
            parked[start:free] = run.parked
            _release(released, sum(run.parked), stop, segment.release)
    last = lane.segments[-1]
    rows = last.accrual
    _require_range(balance, rows, lane)
    opening = lane.base if lane.base and balance else balance
    due[-1] = balance + row_interest(opening, rows.nums[last.length - 1], rows.den, lane.interest_rounding)
    closing[-1] = 0
    return Rows(closing, due, parked, released, None, tuple(amounts))


class _Run(NamedTuple):
    """Rows of one segment: balances after them, what is due (one number if always the same), what is parked."""

    closing: Sequence[int] | Floats
    due: Sequence[int] | int
    parked: Sequence[int]


def _run_segment(segment: Segment, lane: Lane, balance: int, amount: int, free: int, extra: int) -> _Run:
    """Run the first `free` rows of a segment from the balance reached; the first pays `extra` on top."""
    plain = segment.rule == "total" and amount and lane.base is None
    if plain and not extra and lane.interest_rounding == "half_up" and segment.accrual.uniform:
        level = _run_level(balance, amount, segment.accrual, free)
        if level is not None:
            return _Run(level, amount, ())
    run = _run_rows(segment, lane, balance, amount, free, extra)
    if free:
        _require_range(int(run.closing[-1]), segment.accrual, lane)  # capitalizing, the last balance is the largest
    return run


def _amount(segment: Segment, lane: Lane, balance: int, before: int) -> int:
    """Return the segment's amount, solved from the balance reached where the terms leave it open."""
    _require_range(balance, segment.accrual, lane)
    if segment.amount is not None:
        return before if segment.amount == "keep" else segment.amount
    rounding, unit = lane.installment_rounding, lane.unit
    if segment.rule == "principal":
        return even_payment(balance, segment.over, rounding=rounding, unit=unit)
    rows = segment.accrual
    if len(rows.nums) > segment.over:
        rows = rows.part(0, segment.over)
    if segment.growth is not None:
        return stepped_payment(balance, rows, segment.growth, rounding=rounding, unit=unit)
    if lane.base is None:
        amount = level_payment(balance, rows, rounding=rounding, unit=unit)
    else:
        interest = sum(row_interest(lane.base, num, rows.den, lane.interest_rounding) for num in rows.nums)
        amount = even_payment(balance + interest, segment.over, rounding=rounding, unit=unit)
    return amount if segment.cap is None else min(amount, div_round(before * segment.cap[0], segment.cap[1], "half_up"))


def _is_level_to_the_end(segment: Segment, lane: Lane) -> bool:
    """Return whether rounding is all that the last installment can differ by."""
    return segment.amount is None and segment is lane.segments[-1] and segment.over == segment.length


def _settled(segment: Segment, lane: Lane, balance: int, amount: int) -> tuple[int, int]:
    """Return a last phase's installment, and what its first one pays on top, so that the residual lies as asked."""
    if lane.residual == "smooth":
        return _smoothed(segment, lane, balance, amount), 0
    rows = segment.accrual
    gap, flat = _gap(segment, lane, balance, amount), lane.base is not None
    growth = math.prod(rows.den + num for num in rows.nums[1 : segment.length])
    extra = abs(gap) if flat else div_round(abs(gap) * rows.den ** (segment.length - 1), growth, "half_even")
    return amount, extra if gap > 0 else -extra


SMOOTHING_PASSES = 3


def _smoothed(segment: Segment, lane: Lane, balance: int, amount: int) -> int:
    """Return the level installment moved by its share of what the last one is off by, while that shrinks it."""
    count, gap = segment.length, _gap(segment, lane, balance, amount)
    for _ in range(SMOOTHING_PASSES):
        if abs(gap) <= count // 2:
            break
        share = div_round(abs(gap), count, "half_even")
        moved = amount + (share if gap > 0 else -share)
        better = div_round(moved, lane.unit, lane.installment_rounding) * lane.unit or moved
        try:
            smaller = _gap(segment, lane, balance, better)
        except InvalidTermsError:  # too low to cover a row's interest
            break
        if abs(smaller) >= abs(gap):
            break
        amount, gap = better, smaller
    return amount


def _gap(segment: Segment, lane: Lane, balance: int, amount: int) -> int:
    """Return by how much the last installment of a phase would exceed the others."""
    free, rows = segment.length - 1, segment.accrual
    run = _run_rows(segment, lane, balance, amount, free)
    left = int(run.closing[-1]) if free else balance
    opening = lane.base if lane.base and left else left
    return left + row_interest(opening, rows.nums[free], rows.den, lane.interest_rounding) - amount


def row_interest(balance: int, num: int, den: int, mode: Rounding) -> int:
    """Return the interest of one row, minor units, rounded once."""
    if mode == "half_up":
        return (2 * balance * num + den) // (2 * den)
    return div_round(balance * num, den, mode)


def _run_rows(segment: Segment, lane: Lane, balance: int, amount: int, free: int, extra: int = 0) -> _Run:
    """Run rows one by one; the first pays `extra` on top."""
    closing: list[int] = []
    due: list[int] = []
    parked: list[int] = []
    mode, base = lane.interest_rounding, lane.base
    by_principal, unpaid, den = segment.rule == "principal", segment.unpaid, segment.accrual.den
    for row, num in enumerate(segment.accrual.nums[:free]):
        interest = row_interest(base if base and balance else balance, num, den, mode)
        pay = min((amount + interest if by_principal else amount) + extra, balance + interest)
        extra = 0
        short = max(interest - pay, 0)
        if short and unpaid == "refuse":
            raise does_not_cover(segment.start + row + 1)
        aside = short if unpaid == "park" else 0
        balance += interest - pay - aside
        closing.append(balance)
        due.append(pay)
        parked.append(aside)
    return _Run(closing, due, parked)


def _run_level(balance: int, amount: int, rows: Accrual, free: int) -> Floats | None:
    """Return the closing balances of equal payments by the certified float form, or `None` outside its certificate."""
    nums, den, _ = rows
    growth = den + nums[-1]
    if not free or balance * max(growth, den + nums[0]) > CERTIFIED_FLOAT:
        return None
    first = balance + row_interest(balance, nums[0], den, "half_up") - amount
    if first > balance:
        return None
    closing = np.fromiter(_level_steps(float(first), growth / den * _LIFT, amount, free), np.float64, free)
    return closing if 0 <= closing[-1] <= first else None


def _level_steps(balance: float, growth: float, amount: int, count: int) -> Iterator[float]:
    yield balance
    lift, drop = _ROUNDS, _ROUNDS + amount
    for _ in repeat(None, count - 1):
        balance = balance * growth + lift - drop
        yield balance


def _release(released: Ints, total: int, stop: int, release: DeferredDue) -> None:
    """Add parked interest to the rows that pay it."""
    if release == "maturity" or stop == len(released):
        released[-1] += total
    elif release == "next":
        released[stop] += total
    else:
        released[stop:] += np.array(split(total, [1] * (len(released) - stop)), np.int64)


def _require_range(balance: int, rows: Accrual, lane: Lane) -> None:
    """Refuse balances whose column sums could leave 64 bits."""
    nums = rows.nums
    largest = max(nums[0], nums[-1]) if rows.uniform else max(nums)
    if balance * (rows.den + largest) * lane.rows > rows.den << 62:
        raise too_large()


def too_large() -> InvalidTermsError:
    """Return the error for amounts beyond 64 bits."""
    message = "amounts grow beyond what can be represented; lower the rate or shorten the phase"
    return InvalidTermsError([Fault("loan_terms", message, contradiction=True)])


def does_not_cover(number: int) -> InvalidTermsError:
    """Return the error for an installment below its row's interest, by its number."""
    message = (
        f"installment {number} does not cover the interest of its period; raise it, shorten the period before it, "
        "or use a capitalize or defer phase"
    )
    return InvalidTermsError([Fault("loan_terms.phases", message, contradiction=True)])


# --- many lanes ----------------------------------------------------------------------------------------------------

CERTIFIED_PRODUCT = float(1 << 50)


class LaneRows(NamedTuple):
    """What the kernel found for many lanes: rows [T, N], zero past a lane's last.

    `refused` [N] marks lanes whose payment fell below interest where the phase does not allow it; their rows mean
    nothing.
    """

    rows: Rows
    refused: Bools


def run_lanes(lanes: Lanes) -> LaneRows:
    """Run many lanes at once, row by row, equal to `run_lane` bit for bit."""
    found = _run_certified(lanes)
    largest = np.maximum(lanes.balance, found.rows.closing.max(axis=0)) * _largest_ratio(lanes)
    for place in np.flatnonzero(~(largest < CERTIFIED_PRODUCT)):
        _rerun(lanes, int(place), found)
    return found


def _largest_ratio(lanes: Lanes) -> Floats:
    ratio: Floats = lanes.rate_units.max(axis=0) * (float(lanes.days.max()) / lanes.den)
    return np.maximum(ratio, 1.0)


def _rerun(lanes: Lanes, place: int, found: LaneRows) -> None:
    """Replace one lane's rows by those of the scalar evaluator."""
    stop = int(lanes.rows[place])
    try:
        rows = run_lane(lane_at(lanes, place))
    except InvalidTermsError:
        found.refused[place] = True
        return
    found.refused[place] = False
    for column, exact in zip(found.rows.columns, rows.columns, strict=True):
        if column is not None:
            column[:, place] = 0
            column[:stop, place] = 0 if exact is None else exact


class _State:
    """What the recursion carries from row to row, per lane."""

    def __init__(self, lanes: Lanes) -> None:
        count = len(lanes.balance)
        self.balance = lanes.balance.copy()
        self.amount = np.zeros(count, np.int64)
        self.by_principal = np.zeros(count, np.int64)
        self.refuses = np.ones(count, np.bool_)
        self.parks = np.zeros(count, np.bool_)
        self.units = np.zeros(count, np.int64)
        self.bucket = np.zeros(count, np.int64)


def _run_certified(lanes: Lanes) -> LaneRows:
    """Run every lane in tier W; lanes outside its certificate come out wrong and are found by the caller."""
    shape = (int(lanes.rows[0]), len(lanes.balance))
    parks = bool((lanes.unpaid == UNPAID.index("park")).any())
    rows = Rows(
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int64) if parks else None,
        np.zeros(shape, np.int64) if parks else None,
    )
    state, refused = _State(lanes), np.zeros(shape[1], np.bool_)
    starts = _events(lanes.start, lanes.length > 0)
    stops = _events(lanes.start + lanes.length, (lanes.length > 0) & (lanes.release > 0))
    live = np.searchsorted(-lanes.rows, -np.arange(shape[0] + 1), side="left").tolist()  # lanes with more than t rows
    with np.errstate(all="ignore"):
        for row in range(shape[0] + 1):
            for segment, places in stops.get(row, ()):
                _release_lanes(lanes, rows, state, segment, places, row)
            for segment, places in starts.get(row, ()):
                _begin(lanes, state, segment, places, row)
            if row < shape[0]:
                _step(lanes, rows, state, refused, row, live[row], live[row + 1])
    return LaneRows(rows, refused)


def _events(at: Ints, present: Bools) -> dict[int, list[tuple[int, Ints]]]:
    """Return, by row, the segments and lanes that are present and for which `at` is that row."""
    found: dict[int, list[tuple[int, Ints]]] = {}
    for segment, rows in enumerate(at):
        for row in np.unique(rows[present[segment]]).tolist():
            found.setdefault(row, []).append((segment, np.flatnonzero(present[segment] & (rows == row))))
    return found


def _begin(lanes: Lanes, state: _State, segment: int, places: Ints, row: int) -> None:
    """Enter a segment: set the rule of these lanes and solve what the terms leave open."""
    units = lanes.rate_units[segment, places]
    amount = lanes.amount[segment, places]
    by_principal = lanes.by_principal[segment, places]
    open_ = amount < 0
    if open_.any():
        amount = amount.copy()
        even, level = open_ & (by_principal > 0), open_ & (by_principal == 0)
        if even.any():
            amount[even] = _solve_even(lanes, state.balance[places[even]], segment, places[even])
        if level.any():
            amount[level] = _solve_level(lanes, state.balance[places[level]], segment, places[level], row)
    state.units[places], state.amount[places], state.by_principal[places] = units, amount, by_principal
    unpaid = lanes.unpaid[segment, places]
    state.refuses[places], state.parks[places] = unpaid == UNPAID.index("refuse"), unpaid == UNPAID.index("park")


def _solve_level(lanes: Lanes, balance: Ints, segment: int, places: Ints, row: int) -> Ints:
    return level_payments(
        balance,
        lanes.days[row:],
        lanes.rate_units[segment, places],
        lanes.den,
        lanes.over[segment, places],
        uniform=lanes.uniform,
        rounding=lanes.installment_rounding,
        unit=lanes.unit,
    )


def _solve_even(lanes: Lanes, balance: Ints, segment: int, places: Ints) -> Ints:
    return even_payments(balance, lanes.over[segment, places], rounding=lanes.installment_rounding, unit=lanes.unit)


def _step(lanes: Lanes, rows: Rows, state: _State, refused: Bools, row: int, live: int, after: int) -> None:
    """Run one row of the lanes that still have it; lanes `after` to `live` pay everything left."""
    balance = state.balance[:live]
    nums = state.units[:live] * lanes.days[row]
    interest = interests(balance, nums, lanes.den, lanes.interest_rounding)
    owed = balance + interest
    pay = state.amount[:live] + state.by_principal[:live] * interest
    pay[after:] = owed[after:]
    np.minimum(pay, owed, out=pay)
    short = np.maximum(interest - pay, 0)
    if short.any():
        refused[:live] |= state.refuses[:live] & (short > 0)
        if rows.parked is not None:
            aside = short * state.parks[:live]
            rows.parked[row, :live] = aside
            state.bucket[:live] += aside
            owed -= aside
    owed -= pay
    state.balance[:live] = owed
    rows.closing[row, :live] = owed
    rows.due[row, :live] = pay


def interests(balance: Ints, nums: Ints, den: int, mode: Rounding) -> Ints:
    """Return `round(balance * nums / den)` per lane, exact inside the certificate of tier W; shapes [N] or scalars."""
    quotient = np.rint(balance * (nums / den)).astype(np.int64)
    rest = balance * nums - quotient * den
    below = rest < 0
    quotient -= below
    rest += den * below
    return quotient + round_up_lanes(2 * rest - den, rest, quotient, mode)


def _release_lanes(lanes: Lanes, rows: Rows, state: _State, segment: int, places: Ints, stop: int) -> None:
    """Leave a segment that parks: give what it parked to the rows that pay it."""
    if rows.released is None:
        raise AssertionError("a segment that parks has a column to release to")
    last = lanes.rows[places] - 1
    late = lanes.release[segment, places] == RELEASE.index("maturity")
    late |= stop > last  # nothing follows the phase
    spread = lanes.release[segment, places] == RELEASE.index("spread")
    held = state.bucket[places]
    rows.released[last[late], places[late]] += held[late]
    soon = ~late & ~spread
    if soon.any():
        rows.released[stop, places[soon]] += held[soon]
    _spread_over(rows.released, held[~late & spread], places[~late & spread], stop, last[~late & spread])
    state.bucket[places] = 0


def _spread_over(released: Ints, total: Ints, places: Ints, stop: int, last: Ints) -> None:
    """Give each row from `stop` to a lane's last an equal share, the larger shares first, as `split` does."""
    if not len(places):
        return
    share, over = np.divmod(total, last + 1 - stop)
    row = np.arange(len(released) - stop)[:, None]
    released[stop:, places] += np.where(row < last + 1 - stop, share + (row < over), 0)
