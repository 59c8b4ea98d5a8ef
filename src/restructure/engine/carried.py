"""Run a lane whose exact balance is carried: rows are rounded for display only, as textbooks and calculators print.

The balance is a fraction N/D. A row multiplies D by its accrual's denominator and nothing is ever reduced or rounded,
so no proof of precision is needed; a few thousand bits per row are the price, and the path is for single loans.

>>> from restructure.basics.exact import Accrual
>>> segment = Segment(0, 3, "total", None, 3, "refuse", None, Accrual((1, 1, 1), 100, uniform=True))
>>> rows = run_carried(Lane(100_000, 3, (segment,), "half_up", "half_up", 1, carried=True))
>>> rows.due.tolist(), rows.interest.tolist()
([34002, 34002, 34003], [1000, 670, 337])
"""

from __future__ import annotations

from math import gcd, lcm
from typing import NamedTuple

import numpy as np

from ..basics.exact import div_round, level_fraction, stepped_fraction
from ..basics.types import INT64_SAFE, Ints
from .kernel import Rows, as_regular, does_not_cover, too_large
from .segments import Lane, Segment


class _Fraction(NamedTuple):
    """An exact amount, in minor units; rows do not reduce it, as common divisors cost more than they save."""

    top: int
    bottom: int


def run_carried(lane: Lane) -> Rows:
    """Run one lane with its exact balance.

    Raises:
        InvalidTermsError: a payment does not cover its row's interest where the phase does not say what happens to it,
            or an amount grows beyond 64 bits.
    """
    balance, amount = _Fraction(lane.balance, 1), _Fraction(0, 1)
    closing: list[int] = []
    due: list[int] = []
    interest: list[int] = []
    for segment in lane.segments:
        amount, first = (_reduced(item) for item in _opened(segment, lane, balance, amount))
        common = lcm(balance.bottom, amount.bottom, first.bottom)
        balance = _Fraction(balance.top * (common // balance.bottom), common)
        for row in range(segment.length):
            number = segment.start + row + 1
            installment = amount if row else first
            balance, paid, accrued = _row(segment, row, balance, installment, lane, last=number == lane.rows)
            closing.append(div_round(balance.top, balance.bottom, lane.interest_rounding))
            due.append(div_round(paid, balance.bottom, lane.installment_rounding))
            interest.append(div_round(accrued, balance.bottom, lane.interest_rounding))
    return Rows(_column(closing), _column(due), None, None, _column(interest))


def _row(
    segment: Segment, row: int, opening: _Fraction, amount: _Fraction, lane: Lane, *, last: bool
) -> tuple[_Fraction, int, int]:
    """Return the balance after a row, and what it pays and accrues in parts of that balance's bottom."""
    rows = segment.accrual
    bottom = opening.bottom * rows.den
    accrued = opening.top * rows.nums[row]
    owed = opening.top * rows.den + accrued
    paid = amount.top * (bottom // amount.bottom) + (accrued if segment.rule == "principal" else 0)
    paid = owed if last else min(paid, owed)
    if (
        paid < accrued
        and segment.unpaid == "refuse"
        and not (segment.start + row == 0 and _carries(lane, opening, amount))
    ):
        raise does_not_cover(segment.start + row + 1)
    return _Fraction(owed - paid, bottom), paid, accrued


def _carries(lane: Lane, opening: _Fraction, amount: _Fraction) -> bool:
    """Return whether an odd first row may leave interest unpaid: an installment that would cover a regular one."""
    first = lane.first
    if first is None or first.custom != "carried":
        return False
    return amount.top * opening.bottom * first.den >= opening.top * first.num * amount.bottom


def _opened(segment: Segment, lane: Lane, balance: _Fraction, before: _Fraction) -> tuple[_Fraction, _Fraction]:
    """Return a segment's amount and its first row's, by the custom for a lane's odd first row, as `_kernel` says."""
    amount, first = _amount(segment, lane, balance, before), lane.first
    if first is None or segment.start or segment.rule != "total" or segment.unpaid != "refuse":
        return amount, amount
    rows = segment.accrual
    interest = _Fraction(balance.top * rows.nums[0], balance.bottom * rows.den)
    usual = _Fraction(balance.top * first.num, balance.bottom * first.den)
    if first.custom == "carried" or (first.custom == "level" and not _is_less(amount, interest)):
        return amount, amount
    if segment.amount is not None and first.custom == "level":
        return amount, amount if _is_less(amount, usual) else interest
    if segment.amount is None:
        amount = _amount(segment._replace(accrual=as_regular(rows, first)), lane, balance, before)
    return amount, _plus(amount, interest, usual)


def _is_less(one: _Fraction, other: _Fraction) -> bool:
    return one.top * other.bottom < other.top * one.bottom


def _plus(amount: _Fraction, more: _Fraction, less: _Fraction) -> _Fraction:
    common = lcm(amount.bottom, more.bottom, less.bottom)
    top, added, taken = (item.top * (common // item.bottom) for item in (amount, more, less))
    return _Fraction(top + added - taken, common)


def _amount(segment: Segment, lane: Lane, balance: _Fraction, before: _Fraction) -> _Fraction:
    """Return a segment's amount, solved from the exact balance reached where the terms leave it open."""
    if segment.amount is not None:
        return before if segment.amount == "keep" else _Fraction(segment.amount, 1)
    solved = _solved(segment, lane, balance)
    if segment.cap is None:
        return solved
    cap = div_round(before.top * segment.cap[0], before.bottom * segment.cap[1], "half_up")
    return _Fraction(cap, 1) if cap * solved.bottom < solved.top else solved


def _solved(segment: Segment, lane: Lane, balance: _Fraction) -> _Fraction:
    if segment.rule == "principal":
        exact = _Fraction(balance.top, balance.bottom * segment.over)
    else:
        rows, growth = (segment.equal or segment.accrual).part(0, segment.over), segment.growth
        if growth is None:
            top, bottom = level_fraction(balance.top, rows, 1)
        else:
            top, bottom = stepped_fraction(balance.top, rows, growth)
        exact = _Fraction(top, bottom * balance.bottom)
    if lane.exact_installment:
        return exact
    for unit in (lane.unit, 1):  # the unit is not applied where it would give zero
        rounded = div_round(exact.top, exact.bottom * unit, lane.installment_rounding) * unit
        if rounded:
            return _Fraction(rounded, 1)
    return _Fraction(0, 1)


def _reduced(amount: _Fraction) -> _Fraction:
    """Return an amount in lowest terms: once a segment it pays, or many exact installments would double the digits."""
    shared = gcd(*amount)
    return _Fraction(amount.top // shared, amount.bottom // shared)


def _column(amounts: list[int]) -> Ints:
    if max(amounts) * len(amounts) >= INT64_SAFE:
        raise too_large()
    return np.array(amounts, np.int64)
