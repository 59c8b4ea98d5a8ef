"""What a plan costs each side: present values by whole numbers, and the loss they show.

Every figure that ranks plans is an integer computed the same way on every machine.

>>> payments = np.array([[51], [51]])
>>> loss_share(100 << GUARD_BITS, int(present_values(payments, np.array([1, 1]), 100)[0]))
Decimal('-0.004901')
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from ..basics.columns import longest_first
from ..basics.exact import div_round
from ..basics.money import scaled_decimal
from ..basics.types import INT64_SAFE, Ints
from ..engine.lanes import CERTIFIED_PRODUCT, interests

GUARD_BITS = 20
"""Present values are kept in minor units times 2**20, so that rounding each step cannot reorder two plans."""
LARGEST_WORTH, WIDEST = float(1 << 62), 1 << 50
"""Up to here present values and the ratios of their periods stay in 64 bits."""


def present_values(payments: Ints, nums: Ints, den: int, today: Ints | int = 0) -> Ints:
    """Return what payments are worth today at a periodic rate (现值), in minor units times 2**20, shape [N].

    By backward recursion: the value before a row is the value after it plus the row's payment, divided by
    `1 + nums[t] / den`, rounded half up.

    Args:
        payments: minor units due on each date, shape [T, N].
        nums: ratio numerators of the periods that end on those dates, shape [T].
        den: their denominator.
        today: minor units paid on day one, at face, shape [N] or one number.

    Returns:
        int64, or whole numbers of any size (dtype object) where 64 bits would not be exact.
    """
    total = payments.sum(axis=0) + today
    largest, widest = float(total.max(initial=0)) * (1 << GUARD_BITS), den + int(nums.max(initial=0))
    if largest >= LARGEST_WORTH or widest >= WIDEST:
        return _present_values_of_any_size(payments, nums, den, today)
    divided = _divided if largest < CERTIFIED_PRODUCT else _divided_large
    worth, live = np.zeros(payments.shape[1], np.int64), longest_first(_paying(payments), len(payments))
    for row in range(len(payments) - 1, -1, -1):
        so_many = live[row]
        coming = worth[:so_many] + (payments[row, :so_many] << GUARD_BITS)
        worth[:so_many] = divided(coming, den, den + int(nums[row]))
    return worth + (np.asarray(today, np.int64) << GUARD_BITS)


def _divided(worth: Ints, den: int, by: int) -> Ints:
    return interests(worth, den, by, "half_up")


def _divided_large(worth: Ints, den: int, by: int) -> Ints:
    """Return the same where the products leave 64 bits: both wrap around alike, and their difference is small.

    Certificate: `worth` is below 2**62 and `den` at most `by`, so the roundings of three doubles leave the proposal
    less than 2**11 from the quotient. `by` is below 2**50: twice the remainder stays below 2**62, and says exactly how
    far the proposal is off.
    """
    proposed: Ints = np.rint(worth * (den / by)).astype(np.int64)
    rest = worth * den - proposed * by
    return proposed + (2 * rest + by) // (2 * by)


def _paying(payments: Ints) -> Ints:
    """Return the number of rows up to the last that pays, [N]; of a lane that pays nothing it is all of them."""
    found: Ints = payments.sum(axis=0)
    if len(payments):
        found = len(payments) - np.asarray(payments[::-1] != 0, np.bool_).argmax(axis=0)
    return found


def _present_values_of_any_size(payments: Ints, nums: Ints, den: int, today: Ints | int) -> Ints:
    face = np.broadcast_to(np.asarray(today, np.int64), payments.shape[1:]).tolist()
    worths = np.empty(payments.shape[1], object)
    for lane, column in enumerate(payments.T.tolist()):
        worth = 0
        for payment, num in zip(reversed(column), reversed(nums.tolist()), strict=True):
            worth = div_round((worth + (payment << GUARD_BITS)) * den, den + num, "half_up")
        worths[lane] = worth + (face[lane] << GUARD_BITS)
    return worths


def loss_share(before: int, after: int) -> Decimal:
    """Return the lender's loss, (before - after) / before, as a fraction of one with 6 decimals; negative is a gain."""
    size = div_round(abs(before - after) * 10**6, before, "half_up")
    return scaled_decimal(size if after <= before else -size, 6)


def loss_buckets(before: int, after: Ints, per_one: int) -> Ints:
    """Return the same share in whole buckets of `1 / per_one`, rounded down, by integers: what ranking uses; [N]."""
    loss = exact_column(before, after)
    if max(before, int(abs(loss).max(initial=0))) * per_one >= INT64_SAFE:
        loss = loss.astype(object)
    return loss * per_one // before


def exact_column(before: int, after: Ints) -> Ints:
    """Return `before - after` in whole numbers of any size where 64 bits could overflow; [N]."""
    return before - (after if before < INT64_SAFE else after.astype(object))
