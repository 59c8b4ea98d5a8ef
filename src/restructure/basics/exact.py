"""Exact arithmetic: rounded division, and the level installment with a proof that it is rounded right.

THE LEVEL INSTALLMENT AND ITS PROOF OF ROUNDING
A balance B (minor units) is repaid by n equal payments X; row k accrues r_k = A_k/D on the opening balance. Then

    X* = B * prod(1 + r_k) / fn(n),   fn(0) = 0,   fn(i) = 1 + fn(i-1) * (1 + r_i)                                (1)

and X is X* rounded to a multiple of the unit. Rows may differ: an odd first period or a rate that varies with the
days of a month needs no other formula. When rows 2..n share r = A/D and G = D + A, (1) is the exact fraction

    X* = B * (D + A_1) * G^(n-1) * A / (D * (G^n - D^n))        (r > 0);   X* = B / n when every r_k = 0.         (2)

Floating point proposes, integers decide in doubt. Let u = 2^-53, and let fl() be the value computed.
 - Closed form: X = B * (1+r_1)/(1+r) * r / (1 - (1+r)^-n), with (1+r)^-n - 1 from expm1(-n * log1p(r)). A library's
   log1p and expm1 are trusted to 8 units in the last place (they are good to about 1; numpy's vector forms to 4),
   16u in relative error. x = n*log1p(r) then is off by less than 19u (log1p, its argument, the product); the condition
   number of x -> 1 - e^-x is x/(e^x - 1) <= 1, so the denominator is off by less than 35u, and the other quotients and
   products add less than 16u: in all below 64u = 2^-47.
 - Recursion (1): every term is positive, so errors only add: each step costs at most 3u in the running sum and 2u in
   the product, in all below (6n + 16)u.
If fl(X*)/unit lies further from the nearest rounding boundary (k + 1/2 for nearest modes, k for directed ones) than
the error times its size, rounding it is rounding X*. Otherwise (1) is evaluated in whole numbers: with
F_1 = 1, F_i = D^(i-1) + F_{i-1} * (D + A_i), X* = B * prod(D + A_k) / (D * F_n). Exact ties always land there.
`tests/property/test_exact.py` compares both paths with fractions and measures the error against the bound.

>>> div_round(5, 2, "half_even"), div_round(5, 2, "half_up")
(2, 3)
>>> rows = Accrual(nums=(1499,) * 48, den=120_000, uniform=True)
>>> level_payment(18_000_00, rows, rounding="half_up", unit=1)
50086
"""

from __future__ import annotations

import math
from fractions import Fraction
from math import gcd
from typing import NamedTuple

import numpy as np

from .money import Rounding
from .types import INT64_SAFE, Bools, Floats, Ints

ROOT_DIGITS = 40
"""Decimals kept of a periodic rate that is the root of a rational (semi-annual or effective annual compounding)."""


def div_round(numerator: int, denominator: int, mode: Rounding) -> int:
    """Return `numerator / denominator` (0 or more, over more than 0) rounded to a whole number."""
    if mode == "half_up":
        return (2 * numerator + denominator) // (2 * denominator)
    if mode == "down":
        return numerator // denominator
    if mode == "up":
        return -(-numerator // denominator)
    nearest, rest = divmod(2 * numerator + denominator, 2 * denominator)
    tie = not rest  # half-way, and `nearest` the upper neighbor
    return nearest - 1 if tie and (mode == "half_down" or nearest % 2) else nearest


class Accrual(NamedTuple):
    """The interest ratios of consecutive rows: row k accrues `nums[k] / den` of its opening balance.

    `uniform` promises that all rows but the first share one ratio, which opens the closed form.
    """

    nums: tuple[int, ...]
    den: int
    uniform: bool

    def part(self, start: int, stop: int) -> Accrual:
        """Return the ratios of rows `start` to `stop`."""
        return Accrual(self.nums[start:stop], self.den, self.uniform)


def level_payment(balance: int, rows: Accrual, *, rounding: Rounding, unit: int) -> int:
    """Return the equal payment that repays `balance` over the rows, rounded to a multiple of `unit` minor units.

    The unit is not applied where it would give zero.
    """
    estimate, error = _estimate(balance, rows)
    payment = _certain(estimate / unit, error * (estimate / unit), rounding)
    if payment is None:
        payment = div_round(*level_fraction(balance, rows, unit), rounding)
    if payment or unit == 1:
        return payment * unit
    return level_payment(balance, rows, rounding=rounding, unit=1)


def stepped_payment(balance: int, rows: Accrual, growth: tuple[int, int, int], *, rounding: Rounding, unit: int) -> int:
    """Return the first of payments that grow by a fraction (top, bottom) after every so many rows, rounded."""
    top, bottom = stepped_fraction(balance, rows, growth)
    return div_round(top, bottom * unit, rounding) * unit or div_round(top, bottom, rounding)


def stepped_fraction(balance: int, rows: Accrual, growth: tuple[int, int, int]) -> tuple[int, int]:
    """Return the first of growing payments exactly.

    As equation (1) with weights: fn(i) = w_i + fn(i-1) * (1 + r_i), w_i = (top / bottom) ** (i // every).
    """
    top, bottom, every = growth
    product, weighted = Fraction(1), Fraction(0)
    for row, num in enumerate(rows.nums):
        factor = 1 + Fraction(num, rows.den)
        product *= factor
        weighted = Fraction(top, bottom) ** (row // every) + weighted * factor
    exact = product / weighted
    return balance * exact.numerator, exact.denominator


def level_payments(
    balance: Ints, days: Ints, units: Ints, den: int, over: Ints, *, uniform: bool, rounding: Rounding, unit: int
) -> Ints:
    """Return `level_payment` for many lanes at once, equal to it lane by lane.

    Balances are minor units [N]. Lanes share the days of the rows to come [T], T at least the largest of `over` [N],
    the rows each balance is spread over; row k of a lane accrues `units * days[k] / den`, units being [N].
    """
    estimate, error = _estimates(balance, days, units / den, over, uniform=uniform)
    scaled = estimate / unit
    whole, doubtful = _certain_lanes(scaled, error * scaled, rounding)
    payment = np.where(doubtful, 0, whole).astype(np.int64) * unit
    for lane in np.flatnonzero(doubtful | (payment == 0)):
        rows = _shared_days(days[: over[lane]], int(units[lane]), den, uniform=uniform)
        exact = level_payment(int(balance[lane]), rows, rounding=rounding, unit=unit)
        payment[lane] = min(exact, INT64_SAFE)  # only a lane that will be run again on its own can be larger
    return payment


def _shared_days(days: Ints, units: int, den: int, *, uniform: bool) -> Accrual:
    nums = [units * day for day in days.tolist()]
    shared = gcd(den, *nums)
    return Accrual(tuple(num // shared for num in nums), den // shared, uniform)


def even_payment(balance: int, over: int, *, rounding: Rounding, unit: int) -> int:
    """Return the equal principal that repays `balance` over so many rows, rounded like `level_payment`."""
    payment = div_round(balance, over * unit, rounding) * unit
    return payment or div_round(balance, over, rounding)


def even_payments(balance: Ints, over: Ints, *, rounding: Rounding, unit: int) -> Ints:
    """Return `even_payment` for many lanes at once."""
    payment = _div_rounds(balance, over * unit, rounding) * unit
    return np.where(payment == 0, _div_rounds(balance, over, rounding), payment)


def _div_rounds(numerator: Ints, denominator: Ints, mode: Rounding) -> Ints:
    quotient, rest = np.divmod(numerator, denominator)
    return quotient + round_up_lanes(2 * rest - denominator, rest, quotient, mode)


def round_up_lanes(over_half: Ints, rest: Ints, quotient: Ints, mode: Rounding) -> Bools:
    """Return which remainders round their quotients up: `over_half` is twice the remainder less the divisor."""
    if mode == "half_up":
        return np.asarray(over_half >= 0, np.bool_)
    if mode == "half_even":
        return np.asarray((over_half > 0) | ((over_half == 0) & (quotient % 2 == 1)), np.bool_)
    if mode == "half_down":
        return np.asarray(over_half > 0, np.bool_)
    none = np.zeros(rest.shape, np.bool_)
    return np.asarray(rest > 0, np.bool_) if mode == "up" else none


_CLOSED_FORM_ERROR = 2.0**-47
_UNIT_ROUNDOFF = 2.0**-53
LARGEST_FRACTION = 2.0**52


def _estimate(balance: int, rows: Accrual) -> tuple[float, float]:
    """Return a floating-point level payment and a bound of its relative error."""
    nums, den, uniform = rows
    count = len(nums)
    if not uniform:
        return _recursive_estimate(balance, rows), (6 * count + 16) * _UNIT_ROUNDOFF
    first, rate = nums[0] / den, nums[-1] / den
    if rate == 0 or count == 1:
        return balance * (1 + first) / count, _CLOSED_FORM_ERROR
    payment = balance * (1 + first) / (1 + rate) * rate / -math.expm1(-count * math.log1p(rate))
    return payment, _CLOSED_FORM_ERROR


def _recursive_estimate(balance: int, rows: Accrual) -> float:
    growth, divisor = 1.0, 0.0
    for num in rows.nums:
        factor = 1 + num / rows.den
        growth, divisor = growth * factor, 1 + divisor * factor
    return balance * growth / divisor


def _estimates(balance: Ints, days: Ints, daily: Floats, over: Ints, *, uniform: bool) -> tuple[Floats, Floats]:
    if not uniform:
        error: Floats = (6 * over + 16).astype(np.float64) * _UNIT_ROUNDOFF
        return _recursive_estimates(balance, days, daily, over), error
    first, rate = daily * days[0], daily * days[-1]
    plain = (rate == 0) | (over == 1)
    level = np.where(plain, 1.0, rate)  # a stand-in where the closed form would divide 0 by 0
    payment = balance * (1 + first) / (1 + rate) * level / -np.expm1(-over * np.log1p(level))
    chosen = np.asarray(np.where(plain, balance * (1 + first) / over, payment), np.float64)
    return chosen, np.full(len(balance), _CLOSED_FORM_ERROR)


def _recursive_estimates(balance: Ints, days: Ints, daily: Floats, over: Ints) -> Floats:
    growth: Floats = np.ones(len(balance))
    divisor: Floats = np.zeros(len(balance))
    for row in range(int(over.max(initial=0))):
        factor = 1 + daily * days[row]
        live = row < over
        growth = np.where(live, growth * factor, growth)
        divisor = np.where(live, 1 + divisor * factor, divisor)
    payment: Floats = balance * growth / divisor
    return payment


def _certain(scaled: float, error: float, mode: Rounding) -> int | None:
    """Return the rounding of a positive number known to within `error`, or `None` when that does not decide it."""
    if not scaled < LARGEST_FRACTION:  # no fraction left to look at, or no number at all
        return None
    floor = math.floor(scaled)
    part = scaled - floor
    if mode in ("up", "down"):
        if min(part, 1 - part) <= error:
            return None
        return floor + (mode == "up")
    if abs(part - 0.5) <= error or error >= 0.25:
        return None
    return floor + (part > 0.5)


def _certain_lanes(scaled: Floats, error: Floats, mode: Rounding) -> tuple[Floats, Bools]:
    floor = np.floor(scaled)
    part = scaled - floor
    unsure = ~(scaled < LARGEST_FRACTION)
    if mode in ("up", "down"):
        return floor + (mode == "up"), unsure | (np.minimum(part, 1 - part) <= error)
    return floor + (part > 0.5), unsure | (np.abs(part - 0.5) <= error) | (error >= 0.25)


def level_fraction(balance: int, rows: Accrual, unit: int) -> tuple[int, int]:
    """Return equation (1) of the module as an exact fraction of `unit`."""
    nums, den, uniform = rows
    if uniform and nums[-1]:
        growth = den + nums[-1]
        power = growth ** (len(nums) - 1)
        top = balance * (den + nums[0]) * power * nums[-1]
        return top, den * (power * growth - den ** len(nums)) * unit
    product, divisor, scale = 1, 0, 1
    for num in nums:
        product *= den + num
        divisor = scale + divisor * (den + num)
        scale *= den
    return balance * product, den * divisor * unit


def residual_bound(rows: Accrual, half_units: int) -> int:
    """Return how many minor units the last installment can lie from the level one.

    Each row's payment and interest are together off by at most `half_units` halves of a minor unit, and every error
    grows with the ratios of the rows that follow it. Fixed point with 64 bits, rounded up at each step.
    """
    bound, growth = 0, 1 << 64
    for num in reversed(rows.nums):
        bound += growth
        growth += -(-growth * num // rows.den)
    return -(-bound * half_units >> 65)


def periodic_root(base_num: int, base_den: int, power: int, root: int) -> int:
    """Return floor(10**40 * (base_num/base_den) ** (power/root)): a period's growth under another compounding basis."""
    target = int(base_num**power * 10 ** (ROOT_DIGITS * root) // base_den**power)
    guess = 1 << -(-target.bit_length() // root)
    while True:  # Newton from above falls until it reaches the floor of the root
        below: int = guess ** (root - 1)
        better: int = ((root - 1) * guess + target // below) // root
        if better >= guess:
            return guess
        guess = better
