"""One rate said in another way: nominal as effective, flat as true, and back.

A nominal rate is that of a period times the periods of a year; the effective one compounds it. A flat rate is charged
on the original principal to the end, so the rate on what is still owed is nearly twice as high.

>>> found = flat_to_true_rate("0.072", 12)
>>> found.nominal.disclosed, found.effective.disclosed
(Decimal('13.03'), Decimal('13.84'))
"""

from __future__ import annotations

import math
from fractions import Fraction

from ..basics.errors import Fault, InvalidInputError
from ..basics.money import AmountLike
from ..basics.types import parse_whole, value
from ..contract.phases import MAX_INSTALLMENTS
from .balance import balancing_rate, netted
from .intervals import UNITS, UnitPeriod
from .yields import AnnualRate, annualized, compounded, parsed_numbers

__all__ = ["TrueRate", "effective_annual_rate", "flat_to_true_rate", "nominal_annual_rate", "true_to_flat_rate"]

MAX_PERIODS_PER_YEAR = 366
MAX_RATE_DIGITS = 60
"""Most decimals of a rate that is converted exactly; a float above 10**-40 has fewer."""


def effective_annual_rate(nominal: AmountLike, periods_per_year: int) -> float:
    """Return the effective annual rate of a nominal one (名义年利率折算实际年利率): `(1 + nominal/m)**m - 1`.

    Args:
        nominal: fraction of one a year.
        periods_per_year: how often a year it compounds, 1 to 366.

    Raises:
        InvalidInputError: no number, or -100% a period and less.
        NoSolutionError: code `RATE_OUT_OF_RANGE`.

    Examples:
        >>> round(effective_annual_rate("0.1825", 12), 6)
        0.198566
    """
    per_year = _per_year(periods_per_year)
    return compounded(float(_above_total_loss("nominal", _rate("nominal", nominal) / per_year)), per_year)


def nominal_annual_rate(effective: AmountLike, periods_per_year: int) -> float:
    """Return the nominal annual rate that compounds to an effective one (实际年利率折算名义年利率).

    Args:
        effective: fraction of one a year.
        periods_per_year: how often a year the nominal rate compounds, 1 to 366.

    Raises:
        InvalidInputError: no number, or -100% a year and less.

    Examples:
        >>> round(nominal_annual_rate("0.198566", 12), 4)
        0.1825
    """
    annual = _above_total_loss("effective", _rate("effective", effective))
    per_year = _per_year(periods_per_year)
    return per_year * math.expm1(math.log1p(float(annual)) / per_year)


@value()
class TrueRate:
    """What a flat rate truly costs (分期手续费的真实年利率): the same flows under two conventions."""

    nominal: AnnualRate
    effective: AnnualRate


def flat_to_true_rate(flat_rate: AmountLike, count: int, *, periods_per_year: int = 12) -> TrueRate:
    """Return the true rate of a flat one, which is charged on the original principal throughout (平息折算真实利率).

    Each of `count` equal installments repays an equal part of the principal and pays a period's flat rate on all of
    it. For fees at other moments give their flows to `apr`.

    Args:
        flat_rate: fraction of the original principal a year; 0.6% a month is 0.072.
        count: installments, 1 to 1,200.
        periods_per_year: installments a year, as many as months, weeks or days make: 12, 26, 52, 365 ...

    Returns:
        The internal rate of return, nominal and effective.

    Raises:
        InvalidInputError: not a number, or a count out of range.
        NoSolutionError: the installments are not positive.

    Sources:
        PBOC Announcement 2021 No. 3; effective interest rates as Singapore banks print them (nominal).

    Examples:
        >>> flat_to_true_rate("0.045", 60).nominal.to_text()
        '8.29% a year, nominal (IRR per month x 12)'
    """
    installments, unit = _count(count), _unit_of(periods_per_year)
    payment = Fraction(1, installments) + _rate("flat_rate", flat_rate) / unit.per_year
    net = netted([(Fraction(0), Fraction(1)), *((Fraction(place), -payment) for place in range(1, installments + 1))])
    periodic = balancing_rate(net)
    return TrueRate(
        nominal=annualized("nominal_irr", unit, periodic), effective=annualized("effective_irr", unit, periodic)
    )


def true_to_flat_rate(nominal: AmountLike, count: int, *, periods_per_year: int = 12) -> float:
    """Return the flat rate a year that costs as much as a nominal one on the balance (真实利率折算平息).

    Args:
        nominal: internal rate of return times the periods of a year, a fraction of one.
        count: equal installments, 1 to 1,200.
        periods_per_year: installments a year, 1 to 366.

    Raises:
        InvalidInputError: no number, a count out of range, or -100% a period and less.

    Examples:
        >>> round(true_to_flat_rate("0.0829", 60), 4)
        0.045
    """
    installments, per_year = _count(count), _per_year(periods_per_year)
    periodic = _above_total_loss("nominal", _rate("nominal", nominal) / per_year)
    if not periodic:
        return 0.0
    growth = (1 + periodic) ** installments
    return float(per_year * (periodic * growth / (growth - 1) - Fraction(1, installments)))


def _rate(name: str, given: AmountLike) -> Fraction:
    (number,) = parsed_numbers([(name, given)])
    if -int(number.as_tuple().exponent) > MAX_RATE_DIGITS:
        raise InvalidInputError([Fault(name, f"has more than {MAX_RATE_DIGITS} decimals; round it")])
    return Fraction(number)


def _above_total_loss(name: str, rate: Fraction) -> Fraction:
    if float(rate) <= -1:
        raise InvalidInputError([Fault(name, "must be above -100% for the time it compounds over")])
    return rate


def _count(given: int) -> int:
    return _whole("count", given, MAX_INSTALLMENTS)


def _per_year(given: int) -> int:
    return _whole("periods_per_year", given, MAX_PERIODS_PER_YEAR)


def _whole(name: str, given: int, most: int) -> int:
    try:
        number = parse_whole(given)
    except ValueError as error:
        raise InvalidInputError([Fault(name, str(error))]) from None
    if not 1 <= number <= most:
        raise InvalidInputError([Fault(name, f"must be from 1 to {most:,}")])
    return number


def _unit_of(periods_per_year: int) -> UnitPeriod:
    per_year = _per_year(periods_per_year)
    for unit in UNITS.values():
        if unit.per_year == per_year:
            return unit
    raise InvalidInputError(
        [Fault("periods_per_year", "is no number of months, weeks or days; use 12, 26, 52 or such")]
    )
