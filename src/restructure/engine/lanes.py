"""Run many lanes of segments at once, row by row, equal to the scalar evaluator bit for bit.

Tier W: q0 = rint(b * fl(A/D)) in float64; rem = b*A - q0*D in wrapping int64 says which way q0 is off, in
every rounding mode. Certificate: A, D < 2^53 and b, b*A/D < 2^50. Then fl(A/D) and the product are each rounded once,
so q0 lies within 1/2 + 2.5u * 2^50 < 1 of b*A/D and |rem| < D; b*A may overflow freely, as only rem must fit, and 2D
does. A balance that leaves the certificate is seen at the first row where it does, since all rows before it are
exact. Such lanes are run one by one. Both evaluators give the same rows bit for bit
(`tests/property/test_kernel.py`).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from ..basics.errors import InvalidTermsError
from ..basics.exact import even_payments, level_payments, round_up_lanes
from ..basics.money import Rounding
from ..basics.types import Bools, Floats, Ints
from .kernel import Rows, run_lane
from .segments import RELEASE, UNPAID, Lanes, lane_at

CERTIFIED_PRODUCT = float(1 << 50)


class LaneRows(NamedTuple):
    """What the kernel found for many lanes: rows [T, N], zero past a lane's last.

    `refused` [N] marks lanes whose payment fell below interest where the phase does not allow it; their rows mean
    nothing.
    """

    rows: Rows
    refused: Bools


def run_lanes(lanes: Lanes, *, release: bool = True) -> LaneRows:
    """Run many lanes at once, row by row, equal to `run_lane` bit for bit.

    Without `release` what segments park is given to no row: for who knows better than the lane where a plan ends.
    """
    run = _run_certified(lanes, release=release)
    largest = np.maximum(lanes.balance, run.rows.closing.max(axis=0)) * _largest_ratio(lanes)
    for lane in np.flatnonzero(~(largest < CERTIFIED_PRODUCT)):
        _rerun(lanes, int(lane), run)
    return run


def _largest_ratio(lanes: Lanes) -> Floats:
    ratio: Floats = lanes.rate_units.max(axis=0) * (float(max(int(lanes.days.max()), lanes.usual)) / lanes.den)
    return np.maximum(ratio, 1.0)


def _rerun(lanes: Lanes, lane: int, run: LaneRows) -> None:
    """Replace one lane's rows by those of the scalar evaluator."""
    stop = int(lanes.rows[lane])
    try:
        rows = run_lane(lane_at(lanes, lane))
    except InvalidTermsError:
        run.refused[lane] = True
        return
    run.refused[lane] = False
    for column, exact in zip(run.rows.columns, rows.columns, strict=True):
        if column is not None:
            column[:, lane] = 0
            column[:stop, lane] = 0 if exact is None else exact


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


def _run_certified(lanes: Lanes, *, release: bool) -> LaneRows:
    """Run every lane in tier W; lanes outside its certificate come out wrong and are found by the caller."""
    shape = (int(lanes.rows[0]), len(lanes.balance))
    parks = bool((lanes.unpaid == UNPAID.index("park")).any())
    rows = Rows(
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int64) if parks else None,
        np.zeros(shape, np.int64) if parks and release else None,
    )
    state, refused = _State(lanes), np.zeros(shape[1], np.bool_)
    starts = _events(lanes.start, lanes.length > 0)
    stops = _events(lanes.start + lanes.length, (lanes.length > 0) & (lanes.release > 0)) if release else {}
    # How many lanes have more than t rows. The longest stand first, so these are the first so many: slices, no masks.
    live = np.searchsorted(-lanes.rows, -np.arange(shape[0] + 1), side="left").tolist()
    with np.errstate(all="ignore"):  # a lane outside the certificate may overflow: its rows are thrown away
        for row in range(shape[0] + 1):  # one past the last, where last segments end and give out what they parked
            for segment, places in stops.get(row, ()):
                _release_lanes(lanes, rows, state, segment, places, row)
            for segment, places in starts.get(row, ()):
                _begin(lanes, state, segment, places, row)
            if row < shape[0]:
                _step(lanes, rows, state, refused, row, live[row], live[row + 1])
    return LaneRows(rows, refused)


def _events(at: Ints, present: Bools) -> dict[int, list[tuple[int, Ints]]]:
    """Return, by row, the segments and lanes that are present and for which `at` is that row."""
    by_row: dict[int, list[tuple[int, Ints]]] = {}
    for segment, rows in enumerate(at):
        for row in np.unique(rows[present[segment]]).tolist():
            by_row.setdefault(row, []).append((segment, np.flatnonzero(present[segment] & (rows == row))))
    return by_row


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
    pay[after:] = owed[after:]  # for these this row is the last
    np.minimum(pay, owed, out=pay)
    short = np.maximum(interest - pay, 0)  # stays in `owed`, and so is capitalized, unless it is put aside
    if short.any():
        refused[:live] |= state.refuses[:live] & (short > 0) & _below_usual(lanes, balance, state, pay, row)
        if rows.parked is not None:
            aside = short * state.parks[:live]
            rows.parked[row, :live] = aside
            state.bucket[:live] += aside
            owed -= aside
    owed -= pay
    state.balance[:live] = owed
    rows.closing[row, :live] = owed
    rows.due[row, :live] = pay


def _below_usual(lanes: Lanes, balance: Ints, state: _State, pay: Ints, row: int) -> Bools | Literal[True]:
    """Return whether a row that falls short would do so were it regular: what an odd first one lacks is carried."""
    if row:
        return True
    return pay < interests(balance, state.units[: len(pay)] * lanes.usual, lanes.den, lanes.interest_rounding)


def interests(balance: Ints, nums: Ints | int, den: int, mode: Rounding) -> Ints:
    """Return `round(balance * nums / den)` per lane, exact inside the certificate of tier W; shapes [N] or scalars."""
    quotient: Ints = np.rint(balance * (nums / den)).astype(np.int64)
    rest = balance * nums - quotient * den
    if mode == "half_up":  # the commonest, in the fewest steps: the proposal is off by one at most
        twice = 2 * rest
        quotient += twice >= den
        quotient -= twice < -den
        return quotient
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
    bucket = state.bucket[places]
    rows.released[last[late], places[late]] += bucket[late]
    soon = ~late & ~spread
    if soon.any():
        rows.released[stop, places[soon]] += bucket[soon]
    _spread_over(rows.released, bucket[~late & spread], places[~late & spread], stop, last[~late & spread])
    state.bucket[places] = 0


def _spread_over(released: Ints, total: Ints, places: Ints, stop: int, last: Ints) -> None:
    """Give each row from `stop` to a lane's last an equal share, the larger shares first, as `split` does."""
    if not len(places):
        return
    share, over = np.divmod(total, last + 1 - stop)
    row = np.arange(len(released) - stop)[:, None]
    released[stop:, places] += np.where(row < last + 1 - stop, share + (row < over), 0)
