"""Figures given to a function one by one: read at the door, exact as fractions, rounded once on the way out.

>>> rounded(amount_of("income", "0.49375") * 100, 2)
Decimal('49.38')
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from .errors import Fault, InvalidInputError, parsed
from .exact import div_round
from .money import AmountLike, parse_amount, scaled_decimal
from .types import parse_number


def number_of(path: str, given: AmountLike) -> Fraction:
    """Return a number, as written.

    Raises:
        InvalidInputError: names the path, never the number.
    """
    return Fraction(parsed(path, parse_number, given))


def amount_of(path: str, given: AmountLike) -> Fraction:
    """Return an amount of 0 or more, as written.

    Raises:
        InvalidInputError: names the path, never the amount.
    """
    return Fraction(parsed(path, parse_amount, given))


def share_of(path: str, given: AmountLike) -> Fraction:
    """Return a fraction from 0 to 1, as written.

    Raises:
        InvalidInputError: names the path.
    """
    share = amount_of(path, given)
    if share > 1:
        raise InvalidInputError([Fault(path, "is above 1; write 0.41 for 41%")])
    return share


def rounded(number: Fraction, digits: int) -> Decimal:
    """Return a number with so many decimals, half up; of a negative one the size is rounded."""
    size = div_round(abs(number.numerator) * 10**digits, number.denominator, "half_up")
    return scaled_decimal(size if number >= 0 else -size, digits)


def exact_decimal(number: Fraction) -> Decimal:
    """Return a sum, difference or product of Decimals as the Decimal it is."""
    digits = 0
    while 10**digits % number.denominator:
        digits += 1
    return scaled_decimal(int(number * 10**digits), digits)
