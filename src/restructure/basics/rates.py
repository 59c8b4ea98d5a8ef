"""Interest rates: an exact annual fraction and the basis it compounds on, never a percent by accident.

`0.1825` is 18.25% a year. A bare number above 1 is refused with the remedy; `percent("18.25")` says it plainly.

>>> percent("18.25")
Rate('0.1825')
>>> basis_points(425).annual
Decimal('0.0425')
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from .door import at_its_door
from .errors import Fault, InvalidInputError
from .money import AmountLike, scaled_decimal
from .types import converted, parse_number, whole_units

__all__ = ["Rate", "basis_points", "per_day", "percent"]

T = TypeVar("T")

Compounding = Literal["periodic", "monthly", "semiannual", "annual"]
"""How a nominal annual rate becomes a rate per period: divided (periodic), or compounded 12, 2 or 1 times a year."""

COMPOUNDED_PER_YEAR: dict[Compounding, int] = {"monthly": 12, "semiannual": 2, "annual": 1}
COMPOUNDINGS: tuple[Compounding, ...] = ("periodic", *COMPOUNDED_PER_YEAR)
DAYS_IN_YEAR = (360, 364, 365)
RATE_DIGITS = 10
RATE_SCALE = 10**RATE_DIGITS
MAX_RATE = 100
"""A rate above 100 (10,000% a year) is refused as absurd."""


@at_its_door
class Rate:
    """An annual interest rate (年利率) as an exact fraction, with its compounding basis.

    Args:
        annual: fraction of one, 0 to 1, at most 10 decimals; for more than 100% a year write `percent("150")`.
        compounding: `periodic` (divided by the periods of a year), `monthly`, `semiannual` (j2) or `annual`
            (effective).
        days_in_year: 360, 364 or 365 when the rate is quoted per day, else `None`.

    Raises:
        InvalidInputError: negative, above 1, over-precise, not a number.

    Examples:
        >>> Rate("0.0607").annual
        Decimal('0.0607')
        >>> Rate(18.25)
        Traceback (most recent call last):
            ...
        restructure.InvalidInputError: rate: 18.25 means 1,825% a year; write percent("18.25") for 18.25% or \
0.1825 as a fraction
    """

    __slots__ = ("compounding", "days_in_year", "units")
    units: int
    compounding: Compounding
    days_in_year: int | None

    def __init__(
        self, annual: AmountLike, *, compounding: Compounding = "periodic", days_in_year: int | None = None
    ) -> None:
        number = _door(parse_number, annual)
        if number > 1:
            raise _bad_rate(_hint(number))
        _fill(self, _units_of(number), compounding, days_in_year)

    @property
    def annual(self) -> Decimal:
        """The rate as a fraction of one a year, without trailing zeros."""
        digits, units = RATE_DIGITS, self.units
        while digits and units % 10 == 0:
            digits, units = digits - 1, units // 10
        return scaled_decimal(units, digits)

    def to_percent(self) -> str:
        """Return the rate for people, every digit of it: `18.25%`, `6.125%`."""
        whole, part = format(_shifted(self.annual, 2), "f").partition(".")[::2]
        return f"{whole}.{part:0<2}%"

    def with_units(self, units: int) -> Rate:
        """Return another rate on the same basis, in ten-billionths a year."""
        return rate_of_units(units, self.compounding, self.days_in_year)

    def to_plain(self) -> str | dict[str, str | int]:
        """Return the fraction, or an object where the fraction alone would be ambiguous, as the wire writes it."""
        if self.compounding == "periodic" and self.days_in_year is None and self.units <= RATE_SCALE:
            return format(self.annual, "f")
        plain: dict[str, str | int] = {"annual": format(self.annual, "f"), "compounding": self.compounding}
        return plain if self.days_in_year is None else {**plain, "days_in_year": self.days_in_year}

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a Rate cannot be changed")

    def _key(self) -> tuple[int, str, int | None]:
        return (self.units, self.compounding, self.days_in_year)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rate) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        basis = "" if self.compounding == "periodic" else f", compounding={self.compounding!r}"
        days = "" if self.days_in_year is None else f", days_in_year={self.days_in_year}"
        return f"Rate({str(self.annual)!r}{basis}{days})"

    def __reduce__(self) -> tuple[Callable[..., Rate], tuple[object, ...]]:
        return (rate_of_units, self._key())


def rate_of_units(units: int, compounding: Compounding = "periodic", days_in_year: int | None = None) -> Rate:
    """Return the rate of `units` ten-billionths a year: for rates that are computed, not typed."""
    rate = object.__new__(Rate)
    _fill(rate, units, compounding, days_in_year)
    return rate


def percent(annual_percent: AmountLike) -> Rate:
    """Return the rate of so many percent a year, 0 or more.

    Examples:
        >>> percent("14.99")
        Rate('0.1499')
    """
    return _scaled_rate(annual_percent, -2)


def basis_points(annual_basis_points: AmountLike) -> Rate:
    """Return the rate of so many hundredths of a percent a year.

    Examples:
        >>> basis_points(425)
        Rate('0.0425')
    """
    return _scaled_rate(annual_basis_points, -4)


def per_day(daily: AmountLike, *, days_in_year: int) -> Rate:
    """Return the rate quoted per day, fixing the day count that turns it into a year.

    Args:
        daily: fraction of one a day, such as 0.0005 for 0.05%.
        days_in_year: 360, 364 or 365.

    Raises:
        InvalidInputError: an unknown day count or a bad rate.

    Sources:
        PBOC notice on card overdraft rates, 0.05% a day.

    Examples:
        >>> per_day("0.0005", days_in_year=365)
        Rate('0.1825', days_in_year=365)
    """
    number = _door(parse_number, daily)
    if isinstance(days_in_year, bool) or days_in_year not in DAYS_IN_YEAR:
        raise _bad_rate("days_in_year must be 360, 364 or 365")
    if number > 1:
        raise _bad_rate("is a fraction of one a day; write 0.0005 for 0.05%")
    return rate_of_units(_units_of(number) * days_in_year, "periodic", days_in_year)


def _scaled_rate(number: AmountLike, places: int) -> Rate:
    return rate_of_units(_units_of(_shifted(_door(parse_number, number), places)))


def _fill(rate: Rate, units: int, compounding: Compounding, days_in_year: int | None) -> None:
    if units > MAX_RATE * RATE_SCALE:
        raise _bad_rate(f"is above {MAX_RATE * 100:,}% a year; check the unit")
    if compounding not in COMPOUNDINGS:
        raise _bad_rate("compounding must be periodic, monthly, semiannual or annual")
    if days_in_year not in (None, *DAYS_IN_YEAR):
        raise _bad_rate("days_in_year must be 360, 364 or 365")
    object.__setattr__(rate, "units", units)
    object.__setattr__(rate, "compounding", compounding)
    object.__setattr__(rate, "days_in_year", days_in_year)


def _units_of(number: Decimal) -> int:
    if number < 0:
        raise _bad_rate("must not be negative")
    units, rest = whole_units(number, RATE_DIGITS)
    if rest:
        raise _bad_rate(f"has more than {RATE_DIGITS} decimals as a fraction of one; round it")
    return units


def _hint(number: Decimal) -> str:
    if number > MAX_RATE:
        return 'means more than 10,000% a year; write percent("18.25") for 18.25% or 0.1825 as a fraction'
    written, hundredfold, hundredth = (format(_shifted(number, places), ",f") for places in (0, 2, -2))
    return (
        f'{written} means {hundredfold}% a year; write percent("{written}") for {written}% or {hundredth} as a fraction'
    )


def _shifted(number: Decimal, places: int) -> Decimal:
    """Return `number * 10**places` without touching the Decimal context."""
    sign, figures, exponent = number.as_tuple()
    return Decimal((sign, figures, int(exponent) + places))


def _door(parse: Callable[[object], T], given: object) -> T:
    try:
        return parse(given)
    except InvalidInputError:
        raise
    except ValueError as error:
        raise _bad_rate(str(error)) from None


def _bad_rate(message: str) -> InvalidInputError:
    return InvalidInputError([Fault("rate", message)])


def parse_rate(given: Any) -> Rate:
    """Return a rate given as itself, as a fraction of one, or as the object the wire uses for other bases."""
    if isinstance(given, Rate):
        return given
    try:
        if isinstance(given, Mapping):
            return _from_mapping(given)
        return Rate(given)
    except InvalidInputError as error:
        message = error.faults[0].message
    raise ValueError(message)


def _from_mapping(given: Any) -> Rate:
    unknown = set(given) - {"annual", "compounding", "days_in_year"}
    if unknown or "annual" not in given:
        raise _bad_rate("must be a fraction, or an object with annual, compounding and days_in_year")
    units = _units_of(_door(parse_number, given["annual"]))
    compounding = given.get("compounding", "periodic")
    return rate_of_units(units, compounding, given.get("days_in_year"))


_FRACTION_SCHEMA = {"type": "string", "pattern": r"^\d{1,40}(\.\d{1,40})?$"}
RATE_SCHEMA = {
    "anyOf": [
        _FRACTION_SCHEMA,
        {"type": "number", "minimum": 0, "maximum": 1},
        {
            "type": "object",
            "properties": {
                "annual": {"anyOf": [_FRACTION_SCHEMA, {"type": "number", "minimum": 0}]},
                "compounding": {"enum": list(COMPOUNDINGS)},
                "days_in_year": {"enum": list(DAYS_IN_YEAR)},
            },
            "required": ["annual"],
            "additionalProperties": False,
        },
    ]
}

if TYPE_CHECKING:

    class RateField:
        """A field that takes a rate or a fraction of one and holds a `Rate`."""

        def __get__(self, instance: object, owner: object) -> Rate: ...
        def __set__(self, instance: object, value: Rate | AmountLike) -> None: ...

    class OptionalRate:
        """A `RateField` that may be absent."""

        def __get__(self, instance: object, owner: object) -> Rate | None: ...
        def __set__(self, instance: object, value: Rate | AmountLike | None) -> None: ...

else:
    RateField = Annotated[object, *converted(parse_rate, RATE_SCHEMA)]
    OptionalRate = RateField | None
