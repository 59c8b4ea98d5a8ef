"""Discounting: what flows of cash are worth at one moment, at an effective rate, the same on every machine.

A flow of amount a at time t is worth a * (1 + rate) ** -t. Everything is a Decimal of 40 digits. Whole powers are
products, all others exp(t * ln(1 + rate)): products, exp and ln are rounded correctly by definition, in every
implementation of decimals, while its general power is not. Each step is off by at most half a unit of the 40th digit,
so ten thousand flows over ten thousand periods are off by less than 1e-34 of their worth, and what is stated has 10
decimals.

>>> present_value("flows", [CashFlow(105, after=1)], rate_of("0.05"), None)
Decimal('100.0000000000')
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation, localcontext
from fractions import Fraction
from typing import NamedTuple

from ..basics.errors import Fault, InvalidInputError, parsed
from ..basics.fractions import exact_decimal, number_of, rounded
from ..basics.money import AmountLike
from ..basics.types import parse_date
from .yields import CashFlow, listed

PLACES = 10
"""Decimals of every present value and share; rounding to money is the caller's."""
DAYS_IN_YEAR = 365

# Every field is given: what is left out would come from a default that a program can change.
_EXACT = Context(
    prec=40,
    rounding=ROUND_HALF_EVEN,
    Emin=-999_999,
    Emax=999_999,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[InvalidOperation],
)
_TOO_LARGE = Decimal("1e25")


class Timed(NamedTuple):
    """A flow and its time from the moment counted from: years of 365 days, or the periods of its offset."""

    time: Fraction
    flow: CashFlow


def timed(path: str, flows: Iterable[CashFlow], on: date | None) -> list[Timed]:
    """Return flows with their times, in the order given.

    Raises:
        InvalidInputError: flows of the other kind than `on` says, or before the moment counted from; all at once.
    """
    start = None if on is None else parsed("on", parse_date, on)
    placed = [_placed(f"{path}[{place}]", flow, start) for place, flow in enumerate(listed(path, flows))]
    faults = [item for item in placed if isinstance(item, Fault)]
    if faults:
        raise InvalidInputError(faults)
    return [item for item in placed if isinstance(item, Timed)]


def _placed(path: str, flow: CashFlow, start: date | None) -> Timed | Fault:
    if not isinstance(flow, CashFlow):
        return Fault(path, "must be a CashFlow")
    if start is None and flow.after is not None:
        time = flow.after
    elif start is not None and flow.on is not None:
        time = Fraction((flow.on - start).days, DAYS_IN_YEAR)
    else:
        remedy = "is dated; give its offset, or the day to count from as `on`" if start is None else "must be dated"
        return Fault(path, remedy)
    if time < 0:
        return Fault(path, "is before the moment counted from; put what is overdue on that moment")
    return Timed(time, flow)


def rate_of(given: AmountLike) -> Decimal:
    """Return an effective rate a year or a period, as a fraction of one.

    Raises:
        InvalidInputError: -1 or less, or above 1.
    """
    rate = exact_decimal(number_of("rate", given))
    if rate <= -1:
        raise InvalidInputError([Fault("rate", "must be above -1; write 0.05 for 5%")])
    if rate > 1:
        raise InvalidInputError([Fault("rate", "is above 1; write 0.05 for 5%, or count in shorter periods")])
    return rate


def _growth(rate: Decimal, time: Fraction) -> Decimal:
    """Return (1 + rate) ** time for a time of 0 or more; infinite where it is beyond all measure."""
    if time.denominator == 1:
        return _power(1 + rate, time.numerator)
    return ((1 + rate).ln() * time.numerator / time.denominator).exp()


def _power(base: Decimal, exponent: int) -> Decimal:
    power = Decimal(1)
    while exponent:
        if exponent % 2:
            power *= base
        base *= base
        exponent //= 2
    return power


def discounted(amount: Decimal, rate: Decimal, time: Fraction) -> Decimal:
    """Return what an amount due after a time of 0 or more is worth, 40 digits."""
    with localcontext(_EXACT):
        return amount / _growth(rate, time)


def worth_of(flows: Iterable[Timed], rate: Decimal) -> Fraction:
    """Return what flows are worth together at the moment counted from, 40 digits.

    Raises:
        InvalidInputError: see `measured`.
    """
    with localcontext(_EXACT):
        return measured(sum((discounted(flow.amount, rate, time) for time, flow in flows), Decimal(0)))


def grown(amount: Decimal, rate: Decimal, time: Fraction) -> Fraction:
    """Return what an amount has grown to after a time of 0 or more, 40 digits.

    Raises:
        InvalidInputError: see `measured`.
    """
    with localcontext(_EXACT):
        return measured(amount * _growth(rate, time))


def measured(worth: Decimal) -> Fraction:
    """Return a worth as a fraction.

    Raises:
        InvalidInputError: more than any amount of money, as a rate near -1 makes of anything.
    """
    if not worth.copy_abs() < _TOO_LARGE:
        raise InvalidInputError([Fault("rate", "makes more of the flows than money can be; check its unit")])
    return Fraction(worth)


def present_value(path: str, flows: Iterable[CashFlow], rate: Decimal, on: date | None) -> Decimal:
    """Return what flows are worth together, with 10 decimals, half up.

    Raises:
        InvalidInputError: see `timed` and `measured`.
    """
    return rounded(worth_of(timed(path, flows, on), rate), PLACES)
