"""Run segments: the one recursion, evaluated by whole numbers for one lane; `_lanes` evaluates many.

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
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Literal, NamedTuple

import numpy as np

from ..basics.errors import Fault, InvalidTermsError
from ..basics.exact import Accrual, div_round, even_payment, level_payment, stepped_payment
from ..basics.money import Rounding, split
from ..basics.types import Floats, Ints
from ..contract.phases import DeferredDue
from .segments import FirstRow, Lane, Segment

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
        amount, extra = _opened(segment, lane, balance, _amount(segment, lane, balance, amount))
        if lane.residual != "last" and free > start and _is_level_to_the_end(segment, lane):
            amount, extra = _settled(segment, lane, balance, amount, extra)
        amounts.append(amount)
        run = _run_segment(segment, lane, balance, amount, free - start, extra)
        closing[start:free], due[start:free] = run.closing, run.due
        balance = int(run.closing[-1]) if free > start else balance
        if segment.release is not None:
            parked = np.zeros(lane.rows, np.int64) if parked is None else parked
            released = np.zeros(lane.rows, np.int64) if released is None else released
            parked[start:free] = run.parked or 0  # equal payments that cover their interest park none
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
    if plain and not extra and segment.unpaid == "refuse":
        covered = _run_covered(balance, amount, segment.accrual.part(0, free), lane.interest_rounding)
        if covered is not None:
            return covered
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
    rows = segment.equal or segment.accrual
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


def _opened(segment: Segment, lane: Lane, balance: int, amount: int) -> tuple[int, int]:
    """Return a segment's amount and what its first row pays on top, by the custom for a lane's odd first row."""
    first = lane.first
    if first is None or segment.start or segment.rule != "total" or segment.unpaid != "refuse":
        return amount, 0
    interest, usual = _first_interest(segment, lane, balance)
    given = segment.amount is not None
    if first.custom == "carried" or (first.custom == "level" and (given or amount >= interest)):
        return amount, 0
    if not given:
        amount = _amount(segment._replace(accrual=as_regular(segment.accrual, first)), lane, balance, amount)
    return amount, interest - usual


def _first_interest(segment: Segment, lane: Lane, balance: int) -> tuple[int, int]:
    """Return the interest of a lane's first row, and what it would be were the row regular."""
    first, rows = lane.first, segment.accrual
    bearing = lane.base if lane.base and balance else balance
    interest = row_interest(bearing, rows.nums[0], rows.den, lane.interest_rounding)
    usual = interest if first is None else row_interest(bearing, first.num, first.den, lane.interest_rounding)
    return interest, usual


def as_regular(rows: Accrual, first: FirstRow) -> Accrual:
    """Return a lane's ratios as if its first row were regular."""
    den = math.lcm(rows.den, first.den)
    nums = [num * (den // rows.den) for num in rows.nums]
    return Accrual((first.num * (den // first.den), *nums[1:]), den, rows.uniform)


def gives_way(segment: Segment, lane: Lane, balance: int, amount: int) -> Literal["pays", "carries"] | None:
    """Return what a lane's first row does where its interest exceeds the installment; `None` where that is refused."""
    if segment.start or (lane.first is None and not lane.running):
        return None
    carries = lane.first is not None and lane.first.custom == "carried"
    if amount >= _first_interest(segment, lane, balance)[1] and (carries or segment.amount is not None):
        return "carries" if carries else "pays"
    return "pays" if lane.running else None


def _is_level_to_the_end(segment: Segment, lane: Lane) -> bool:
    """Return whether rounding is all that the last installment can differ by."""
    return segment.amount is None and segment is lane.segments[-1] and segment.over == segment.length


def _settled(segment: Segment, lane: Lane, balance: int, amount: int, opening: int) -> tuple[int, int]:
    """Return a last phase's installment, and what its first one pays on top, so that the residual lies as asked.

    The first one pays `opening` on top already, for odd days.
    """
    if lane.residual == "smooth":
        return _smoothed(segment, lane, balance, amount, opening), opening
    rows = segment.accrual
    gap, flat = _gap(segment, lane, balance, amount, opening), lane.base is not None
    growth = math.prod(rows.den + num for num in rows.nums[1 : segment.length])
    extra = abs(gap) if flat else div_round(abs(gap) * rows.den ** (segment.length - 1), growth, "half_even")
    return amount, opening + (extra if gap > 0 else -extra)


SMOOTHING_PASSES = 3


def _smoothed(segment: Segment, lane: Lane, balance: int, amount: int, opening: int) -> int:
    """Return the level installment moved by its share of what the last one is off by, while that shrinks it."""
    count, gap = segment.length, _gap(segment, lane, balance, amount, opening)
    for _ in range(SMOOTHING_PASSES):
        if abs(gap) <= count // 2:
            break
        share = div_round(abs(gap), count, "half_even")
        moved = amount + (share if gap > 0 else -share)
        better = div_round(moved, lane.unit, lane.installment_rounding) * lane.unit or moved
        try:
            smaller = _gap(segment, lane._replace(loose=False), balance, better, opening)
        except InvalidTermsError:  # too low to cover a row's interest
            break
        if abs(smaller) >= abs(gap):
            break
        amount, gap = better, smaller
    return amount


def _gap(segment: Segment, lane: Lane, balance: int, amount: int, extra: int) -> int:
    """Return by how much the last installment of a phase would exceed the others."""
    free, rows = segment.length - 1, segment.accrual
    run = _run_rows(segment, lane, balance, amount, free, extra)
    left = int(run.closing[-1]) if free else balance
    opening = lane.base if lane.base and left else left
    return left + row_interest(opening, rows.nums[free], rows.den, lane.interest_rounding) - amount


def row_interest(balance: int, num: int, den: int, mode: Rounding) -> int:
    """Return the interest of one row, minor units, rounded once."""
    return div_round(balance * num, den, mode)


def _run_covered(balance: int, amount: int, rows: Accrual, mode: Rounding) -> _Run | None:
    """Return rows of equal payments, each covering its interest, or `None` where one does not.

    What `row_interest` says, with all that stays the same taken out of the loop: most schedules spend their time here.
    """
    times, add, by = _rounding_terms(mode, rows.den)
    even, closing = mode == "half_even", list[int]()
    for num in rows.nums:
        interest, rest = divmod(times * balance * num + add, by)
        if even and not rest:
            interest -= interest & 1
        if interest > amount:
            return None
        balance += interest - amount
        if balance <= 0:
            break
        closing.append(balance)
    full = len(closing)
    left = [0] * (len(rows.nums) - full)
    if not left:
        return _Run(closing, amount, ())
    return _Run(closing + left, [amount] * full + [balance + amount] + left[1:], ())


def _rounding_terms(mode: Rounding, den: int) -> tuple[int, int, int]:
    """Return (t, a, b) so that n / den rounds to (t * n + a) // b; to even, an odd one without a rest is one less."""
    if mode in ("half_up", "half_even"):
        return 2, den, 2 * den
    if mode == "half_down":
        return 2, den - 1, 2 * den
    return 1, den - 1 if mode == "up" else 0, den


def _run_rows(segment: Segment, lane: Lane, balance: int, amount: int, free: int, extra: int) -> _Run:
    """Run rows one by one; the first pays `extra` on top."""
    closing: list[int] = []
    due: list[int] = []
    parked: list[int] = []
    mode, base = lane.interest_rounding, lane.base
    by_principal, unpaid, den = segment.rule == "principal", segment.unpaid, segment.accrual.den
    for row, num in enumerate(segment.accrual.nums[:free]):
        if not balance and row:  # repaid: nothing is due any more
            return _Run(*(column + [0] * (free - row) for column in (closing, due, parked)))
        interest = div_round((base if base and balance else balance) * num, den, mode)
        everything, aside = balance + interest, 0
        pay = min((amount + interest if by_principal else amount) + extra, everything)
        extra = 0
        if pay < interest and unpaid == "refuse":
            way = None if row else gives_way(segment, lane, balance, amount)
            if way is None and not lane.loose:
                raise does_not_cover(lane.row + segment.start + row + 1)
            pay = interest if way == "pays" else pay
        elif pay < interest and unpaid == "park":
            aside = interest - pay
        elif pay < interest and unpaid == "forgive":
            everything -= interest - pay
        balance = everything - pay - aside
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
