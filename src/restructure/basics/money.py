"""Money at the door: major units in words and decimals outside, whole minor units inside.

Amounts come in as text, integers, Decimals or floats whose shortest form is exact, and leave as Decimals. Conversions
are context-free: no ambient Decimal precision can move a cent.

>>> CNY = Currency("CNY")
>>> CNY.to_minor(parse_amount("48000.50"))
4800050
>>> CNY.to_major(4800050)
Decimal('48000.50')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from operator import index
from typing import TYPE_CHECKING, Annotated, Literal, cast

from .door import at_its_door
from .errors import Fault, InvalidInputError
from .types import FieldInfo, MinorUnits, converted, parse_number, whole_units

__all__ = ["Currency", "Rounding", "allocate"]

Rounding = Literal["half_up", "half_even", "half_down", "up", "down"]
"""How an exact amount becomes whole units: ties up, ties to even, ties down, always up, always down."""

AmountLike = Decimal | str | int | float
"""What an amount of money may be given as."""

MAX_AMOUNT = 10**15
"""Amounts at or above this many major units are refused as absurd; so are 2**50 minor units and more."""
MAX_MINOR = 2**50

# ISO 4217, active codes by number of decimals (funds codes and metals left out, except CLF and UYW).
_CODES = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC"
        " CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR"
        " JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD"
        " NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN"
        " SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
UNKNOWN_CURRENCY = "must be an ISO 4217 code in capitals, such as CNY or USD"
_DIGITS = {code: digits for digits, codes in _CODES.items() for code in codes.split()}


@at_its_door
class Currency:
    """A currency and its number of decimals (币种), by ISO 4217 code.

    Args:
        code: three capital letters, such as `CNY`.

    Raises:
        InvalidInputError: unknown code.

    Sources:
        ISO 4217, active codes.

    Examples:
        >>> Currency("JPY").digits, Currency("KWD").digits
        (0, 3)
    """

    __slots__ = ("code", "digits", "per_major")
    code: str
    digits: int
    per_major: int

    def __init__(self, code: str) -> None:
        if not isinstance(code, str) or code not in _DIGITS:
            raise InvalidInputError([Fault("currency", UNKNOWN_CURRENCY)])
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "digits", _DIGITS[code])
        object.__setattr__(self, "per_major", 10 ** _DIGITS[code])

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a Currency cannot be changed")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Currency) and self.code == other.code

    def __hash__(self) -> int:
        return hash(self.code)

    def __repr__(self) -> str:
        return f"Currency({self.code!r})"

    def __str__(self) -> str:
        return self.code

    def __reduce__(self) -> tuple[type[Currency], tuple[str]]:
        return (Currency, (self.code,))

    def to_plain(self) -> str:
        """Return the code, as the wire writes it."""
        return self.code

    def fault(self, amount: Decimal) -> str | None:
        """Return what is wrong with an amount in this currency, or `None`."""
        scaled, rest = whole_units(amount, self.digits)
        if rest:
            return f"more than {self.digits} decimals for {self.code}; round it before passing it in"
        return "is too large to be an amount of money; check the unit" if scaled >= MAX_MINOR else None

    def to_minor(self, amount: Decimal) -> MinorUnits:
        """Return an amount, checked before by `fault`, in whole minor units."""
        scaled, rest = whole_units(amount, self.digits)
        if rest:
            raise InvalidInputError([Fault("amount", self.fault(amount) or "")])
        return MinorUnits(scaled)

    def to_major(self, minor: int) -> Decimal:
        """Return whole minor units as a Decimal with exactly this currency's decimals."""
        return scaled_decimal(minor, self.digits)


def scaled_decimal(units: int, digits: int) -> Decimal:
    """Return `units / 10**digits` exactly, with `digits` decimals, whatever the ambient Decimal context."""
    return Decimal(index(units)).scaleb(-digits, _ANY_SIZE)


# moving the point rounds nothing at this precision, and so leaves no mark on the context
_ANY_SIZE = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX)


def difference(more: Decimal, less: Decimal) -> Decimal:
    """Return `more - less` exactly, with the decimals of the finer one, whatever the ambient Decimal context."""
    digits = max(0, -int(more.as_tuple().exponent), -int(less.as_tuple().exponent))
    return scaled_decimal(whole_units(more, digits)[0] - whole_units(less, digits)[0], digits)


def parse_amount(given: object) -> Decimal:
    """Return an amount of money in major units, as written.

    Raises:
        ValueError: what `parse_number` refuses, and negative or absurdly large amounts.
    """
    amount = parse_number(given)
    if amount < 0:
        raise ValueError("must not be negative")
    if amount >= MAX_AMOUNT:
        raise ValueError("is too large to be an amount of money; check the unit")
    return amount


def minor_of(path: str, given: object, currency: Currency) -> int:
    """Return an amount given at a function's door in whole minor units.

    Raises:
        InvalidInputError: what is no amount, or none that the currency can express.
    """
    try:
        amount = parse_amount(given)
        message = currency.fault(amount)
    except ValueError as error:
        amount, message = Decimal(0), str(error)
    if message is not None:
        raise InvalidInputError([Fault(path, message)])
    return currency.to_minor(amount)


def parse_field(given: object, info: FieldInfo) -> Decimal:
    """Return an amount, checked against the document's currency where that is known: all its faults come at once."""
    amount = parse_amount(given)
    known: Mapping[str, object] = info.context or {}
    currency = known.get("currency")
    wrong = currency.fault(amount) if isinstance(currency, Currency) else None
    if wrong:
        raise ValueError(wrong)
    return amount


def context_of(data: object) -> dict[str, object]:
    """Return what the fields of a document may know about it: its currency."""
    code = cast("Mapping[object, object]", data).get("currency") if isinstance(data, Mapping) else None
    return {"currency": Currency(code)} if isinstance(code, str) and code in _DIGITS else {}


def amount_faults(currency: Currency, amounts: Sequence[tuple[str, Decimal | None]]) -> Iterator[Fault]:
    """Yield a fault for each named amount that the currency cannot express."""
    for path, amount in amounts:
        message = None if amount is None else currency.fault(amount)
        if message:
            yield Fault(path, message)


def parse_currency(given: object) -> Currency:
    """Return a currency given as itself or as its code."""
    if isinstance(given, Currency):
        return given
    if not isinstance(given, str) or given not in _DIGITS:
        raise ValueError(UNKNOWN_CURRENCY)
    return Currency(given)


NUMBER_SCHEMA = {"anyOf": [{"type": "string", "pattern": r"^\d{1,40}(\.\d{1,40})?$"}, {"type": "number", "minimum": 0}]}

if TYPE_CHECKING:

    class Amount:
        """A field that takes an amount in major units (text, int, Decimal, exact float) and holds a Decimal."""

        def __get__(self, instance: object, owner: object) -> Decimal: ...
        def __set__(self, instance: object, value: AmountLike) -> None: ...

    class OptionalAmount:
        """An `Amount` that may be absent."""

        def __get__(self, instance: object, owner: object) -> Decimal | None: ...
        def __set__(self, instance: object, value: AmountLike | None) -> None: ...

    class CurrencyField:
        """A field that takes a currency or its code and holds a `Currency`."""

        def __get__(self, instance: object, owner: object) -> Currency: ...
        def __set__(self, instance: object, value: Currency | str) -> None: ...

else:
    Amount = Annotated[Decimal, *converted(parse_field, NUMBER_SCHEMA)]
    OptionalAmount = Amount | None
    CurrencyField = Annotated[object, *converted(parse_currency, {"type": "string", "pattern": "^[A-Z]{3}$"})]


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Split whole units in proportion to weights by largest remainder: parts sum exactly, ties go to the earlier part.

    Args:
        total: minor units, 0 or more.
        weights: non-negative whole numbers, not all zero.
    """
    whole = sum(weights)
    shares = [divmod(total * weight, whole) for weight in weights]
    parts = [share for share, _ in shares]
    by_remainder = sorted(range(len(parts)), key=lambda place: -shares[place][1])
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def allocate(amount: AmountLike, weights: Sequence[int], *, currency: Currency | str) -> tuple[Decimal, ...]:
    """Split an amount in proportion to weights so that the parts sum exactly (按比例分摊, largest remainder).

    Args:
        amount: major units.
        weights: non-negative whole numbers, not all zero.
        currency: decides the smallest unit.

    Returns:
        One Decimal a weight, in the same order; ties go to the earlier part.

    Raises:
        InvalidInputError: a bad amount, a negative weight, or nothing to split over.

    Sources:
        Largest remainder (Hamilton) method.

    Examples:
        >>> allocate("160.00", [4550, 6700, 1200], currency="GBP")
        (Decimal('58.47'), Decimal('86.11'), Decimal('15.42'))
    """
    unit = currency if isinstance(currency, Currency) else Currency(currency)
    try:
        total = unit.to_minor(parse_amount(amount))
    except InvalidInputError:
        raise
    except ValueError as error:
        raise InvalidInputError([Fault("amount", str(error))]) from None
    if any(isinstance(weight, bool) or not isinstance(weight, int) or weight < 0 for weight in weights):
        raise InvalidInputError([Fault("weights", "must be whole numbers of 0 or more")])
    if not any(weights):
        raise InvalidInputError([Fault("weights", "are all zero; give at least one positive weight")])
    return tuple(unit.to_major(part) for part in split(total, list(weights)))
