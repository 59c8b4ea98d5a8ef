"""The two kinds of class of this house, and the types they are made of.

A `@record` is an input: frozen, validated by its own constructor, unknown fields refused, every fault reported at
once. A `@value` is an output: a plain frozen dataclass that carries data and reasons only. Both hide what they hold
from `repr` when `private=True`. This is the only module that knows pydantic.

>>> @record()
... class Step:
...     count: Annotated[int, Strict(), at_least(1)] = field(kw_only=False)
>>> Step(3)
Step(count=3)
>>> Step(0)
Traceback (most recent call last):
    ...
restructure.InvalidInputError: step.count: must be at least 1
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from operator import index
from typing import TYPE_CHECKING, Annotated, Any, NewType, TypeVar, cast, dataclass_transform

import numpy as np
from numpy.typing import NDArray
from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.dataclasses import dataclass as pydantic_dataclass

from .door import at_its_door
from .errors import Fault, InvalidInputError, InvalidTermsError

K = TypeVar("K")
T = TypeVar("T")

MinorUnits = NewType("MinorUnits", int)
"""An amount of money in whole minor units of one currency (cents, fen; yen for JPY)."""

FieldInfo = ValidationInfo
"""What a field's parser may know about the document around it."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

MAX_ITEMS = 10_000
"""Longest list a record accepts; records may set a lower limit of their own."""
FIRST_YEAR = 1900
"""Earlier dates are slips of the year, or a system's word for "unknown"."""
INT64_SAFE = 1 << 62
"""Whole numbers below this leave room for one addition in 64 bits."""
MAX_TEXT = 200
"""Longest free text and longest reference a record accepts, in characters."""


def field(*, default: Any = dataclasses.MISSING, kw_only: bool = True) -> Any:
    """Return a field of a record or value; `kw_only=False` makes it positional."""
    return dataclasses.field(default=default, kw_only=kw_only)


def at_least(low: int) -> Any:
    """Return the constraint `value >= low` for an annotated number."""
    return Field(ge=low)


def at_most(high: int) -> Any:
    """Return the constraint `value <= high` for an annotated number."""
    return Field(le=high)


def converted(parse: Callable[..., Any], schema: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the annotations of a field that `parse` turns into its type: unpack them into `Annotated`."""
    return (BeforeValidator(parse), WithJsonSchema(dict(schema)))


_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")


def parse_number(given: object) -> Decimal:
    """Return a number given as text, integer, Decimal or float as the Decimal that was written.

    Raises:
        ValueError: booleans, NaN, infinities, anything that is not a plain number.
    """
    if isinstance(given, bool):
        raise ValueError("must be a number, not true or false")
    if isinstance(given, Decimal):
        return _finite(given)
    if isinstance(given, float):  # its shortest repr is what was written; 0.1 + 0.2 shows 17 decimals and is refused
        return _finite(Decimal(repr(float(given))))
    if isinstance(given, str):
        if not _PLAIN_NUMBER.fullmatch(given):
            raise ValueError("must be written with digits and a point only, such as '48000.50'")
        return Decimal(given)
    try:
        return Decimal(index(given))  # type: ignore[arg-type]
    except TypeError:
        raise ValueError("must be a number, given as text, int or Decimal") from None


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError("must be a finite number")
    # 40 digits on either side of the point, as for text; 1,074 decimals are the most a float has
    if abs(number.adjusted()) > 40 or int(number.as_tuple().exponent) < -1_074:
        raise ValueError("has too many digits; check the unit")
    return number


def parse_whole(given: object) -> int:
    """Return a whole number given as any integer type.

    Raises:
        ValueError: booleans, fractions, texts.
    """
    if isinstance(given, bool):
        raise ValueError("must be a whole number")
    try:
        return index(given)  # type: ignore[arg-type]
    except TypeError:
        raise ValueError("must be a whole number") from None


def whole_of(path: str, given: int, *, low: int) -> int:
    """Return a whole number given to a function, from `low` to 100,000.

    Raises:
        InvalidInputError: names the argument, never the number.
    """
    try:
        number = parse_whole(given)
    except ValueError as error:
        raise InvalidInputError([Fault(path, str(error))]) from None
    if not low <= number <= 100_000:
        raise InvalidInputError([Fault(path, f"must be from {low} to 100,000")])
    return number


def whole_units(number: Decimal, digits: int) -> tuple[int, int]:
    """Return `number * 10**digits` rounded down, and a rest that is 0 when nothing is lost; context-free."""
    numerator, denominator = number.as_integer_ratio()
    scale: int = 10**digits
    return divmod(numerator * scale, denominator)


def parse_date(given: object) -> date:
    """Return a date given as `datetime.date` or as its ISO text; a time of day is refused, not dropped."""
    day = given
    if isinstance(given, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        try:
            day = date.fromisoformat(given)
        except ValueError:
            raise ValueError("is not a day of the calendar; correct the month or the day") from None
    if not isinstance(day, date) or isinstance(day, datetime):
        raise ValueError("must be a date without a time, such as date(2026, 11, 23) or '2026-11-23'")
    if day.year < FIRST_YEAR:
        raise ValueError(f"is before {FIRST_YEAR}; correct the year")
    return day


def _bounded(given: object) -> object:
    """Refuse a list too long to be meant before anything in it is looked at."""
    if isinstance(given, Sized) and len(given) > MAX_ITEMS:
        raise ValueError(f"has more than {MAX_ITEMS:,} items; pass fewer")
    return given


class FrozenMapping(Mapping[K, T]):
    """A mapping that cannot be changed, and can be hashed and pickled."""

    __slots__ = ("_held",)

    def __init__(self, held: Mapping[K, T]) -> None:
        self._held = dict(held)

    def __getitem__(self, key: K) -> T:
        return self._held[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __hash__(self) -> int:
        return hash(frozenset(self._held.items()))

    def __repr__(self) -> str:
        return repr(self._held)


if TYPE_CHECKING:

    class Date:
        """A field that takes a date or its ISO text and holds a date."""

        def __get__(self, instance: object, owner: object) -> date: ...
        def __set__(self, instance: object, value: date | str) -> None: ...

    class OptionalDate:
        """A `Date` that may be absent."""

        def __get__(self, instance: object, owner: object) -> date | None: ...
        def __set__(self, instance: object, value: date | str | None) -> None: ...

    Dates = Sequence[date]
    # What a reader of `Items[Debt]` sees is a sequence; a list given at the door is stored as a tuple.
    Items = Sequence[T]
else:
    Date = Annotated[date, *converted(parse_date, {"type": "string", "format": "date"})]
    OptionalDate = Date | None
    Dates = Annotated[Sequence[Date], BeforeValidator(_bounded), AfterValidator(tuple)]
    Items = Annotated[Sequence[T], BeforeValidator(_bounded), AfterValidator(tuple)]


def _checked_text(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty; give it a text or leave the field out")
    if not text.isprintable():
        raise ValueError("contains control characters; remove them")
    return text


Text = Annotated[str, Strict(), Field(max_length=MAX_TEXT), AfterValidator(_checked_text)]
"""A short printable text."""
Sentence = Annotated[str, Strict(), Field(min_length=1, max_length=1000)]
"""A sentence for people."""
Flag = Annotated[bool, Strict()]
Whole = Annotated[int, BeforeValidator(parse_whole)]
"""A whole number of any integer type; booleans and fractions are refused."""
Count = Annotated[Whole, Field(ge=0, le=100_000)]
"""A whole number of things, from 0 to 100,000."""


# --- records -------------------------------------------------------------------------------------------------------


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def record(*, private: bool = False) -> Callable[[type[T]], type[T]]:
    """Make a class an input record; its optional method `_faults()` yields what field rules cannot see."""

    def make(cls: type[T]) -> type[T]:
        if hasattr(cls, "_faults"):
            cls.__post_init__ = _raise_own_faults  # type: ignore[attr-defined]
        if private:
            cls.__repr__ = _private_repr  # type: ignore[method-assign]
        cls.__getstate__ = _fields_of  # type: ignore[method-assign]
        config = ConfigDict(extra="forbid")
        built = pydantic_dataclass(frozen=True, kw_only=True, repr=not private, config=config)(cls)
        _translate_errors(built)
        return at_its_door(built)  # type: ignore[return-value]

    return make


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def value(*, private: bool = False) -> Callable[[type[T]], type[T]]:
    """Make a class an output value: a frozen dataclass with keyword-only construction, mappings in it frozen too."""

    def make(cls: type[T]) -> type[T]:
        if private:
            cls.__repr__ = _private_repr  # type: ignore[method-assign]
        cls.__getstate__ = _fields_of  # type: ignore[method-assign]
        stated: dict[str, object] = vars(cls).get("__annotations__", {})
        mappings = tuple(name for name, annotation in stated.items() if "Mapping" in str(annotation))
        if mappings:
            cls.__post_init__ = _freezing(mappings)  # type: ignore[attr-defined]
        return at_its_door(dataclasses.dataclass(frozen=True, kw_only=True, repr=not private)(cls))

    return make


def _freezing(names: tuple[str, ...]) -> Callable[[Any], None]:
    """Return what freezes a value's mappings, by the names of their fields, once it is made."""

    def freeze(self: Any) -> None:
        for name in names:
            if isinstance(getattr(self, name), dict):
                object.__setattr__(self, name, FrozenMapping(getattr(self, name)))

    return freeze


def _fields_of(self: Any) -> dict[str, Any]:
    """Return what a copy or a pickle holds: the fields. What was worked out from them is worked out again."""
    return {item.name: getattr(self, item.name) for item in dataclasses.fields(self)}


def build(cls: type[T], data: object, context: Mapping[str, object] | None = None) -> T:
    """Return the record that plain `data` (mappings, lists, scalars) describes; `context` reaches field parsers.

    Raises:
        InvalidInputError: with every fault and its path.
    """
    fresh: InvalidInputError | InvalidTermsError | None = None
    try:
        return TypeAdapter(cls).validate_python(data, context=dict(context or {}))
    except ValidationError as error:
        fresh = _fresh_error(cls, error)
    raise fresh


def to_plain(held: Any, *, canonical: bool = False) -> Any:
    """Return a record, or anything in one, as mappings, lists, texts, whole numbers and booleans; never a float.

    Decimals and dates become text; a field that holds `None` is left out. `build` reads the result back. In canonical
    form equal Decimals are equal texts, however many zeros they were written with.
    """
    if held is None or isinstance(held, (str, int)):  # most of what records hold
        return held
    if hasattr(held, "to_plain"):
        return held.to_plain()
    names = _field_names(type(held))  # type: ignore[arg-type]  # every class can be hashed
    if names is not None:
        named = ((name, getattr(held, name)) for name in names)
        return {name: to_plain(inner, canonical=canonical) for name, inner in named if inner is not None}
    if isinstance(held, FrozenMapping):
        return {str(name): to_plain(inner, canonical=canonical) for name, inner in _pairs(held)}
    if isinstance(held, (tuple, list)):
        return [to_plain(inner, canonical=canonical) for inner in cast("Sequence[Any]", held)]
    return _plain_scalar(held, canonical=canonical)


def _plain_scalar(held: Any, *, canonical: bool) -> Any:
    if isinstance(held, Decimal):
        text = format(held, "f")
        return text.rstrip("0").rstrip(".") if canonical and "." in text else text
    return held.isoformat() if isinstance(held, date) else held


@cache  # of classes only; hashing asks for every record of a document
def _field_names(cls: type[object]) -> tuple[str, ...] | None:
    return tuple(item.name for item in dataclasses.fields(cls)) if dataclasses.is_dataclass(cls) else None


def _pairs(held: Any) -> Iterable[tuple[Any, Any]]:
    items: Iterable[tuple[Any, Any]] = held.items()
    return items


def content_hash(held: object) -> str:
    """Return the SHA-256 of a record's canonical JSON: the same content has the same hash on every machine."""
    canonical = json.dumps(to_plain(held, canonical=True), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def schema_of(cls: type[object], title: str) -> dict[str, Any]:
    """Return the JSON Schema of a record as it is accepted on the wire."""
    return {**TypeAdapter(cls).json_schema(mode="validation"), "title": title}


class _OwnFaultsError(ValueError):
    """Carries a record's own faults through pydantic."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__("invalid")
        self.faults = tuple(faults)


def _raise_own_faults(self: Any) -> None:
    faults = tuple(self._faults())
    if faults:
        raise _OwnFaultsError(faults)


def _translate_errors(cls: type[Any]) -> None:
    validate = cls.__init__

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        fresh: InvalidInputError | InvalidTermsError | None = None
        try:
            validate(self, *args, **kwargs)
        except ValidationError as error:
            fresh = _fresh_error(cls, error)
        if fresh is not None:  # raised outside the handler: pydantic's error holds the borrower's values
            raise fresh

    init.__wrapped__ = validate  # type: ignore[attr-defined]
    cls.__init__ = init


def _fresh_error(cls: type[Any], error: ValidationError) -> InvalidInputError | InvalidTermsError:
    root = snake_case(cls.__name__)
    faults = [fault.below(root) for item in error.errors(include_input=False) for fault in _faults_of(cls, item)]
    if all(fault.contradiction for fault in faults):
        return InvalidTermsError(faults)
    return InvalidInputError(faults)


def _faults_of(cls: type[Any], item: Any) -> list[Fault]:
    path = _path(cls, item["loc"])
    cause = item.get("ctx", {}).get("error")
    inner: tuple[Fault, ...] | None = getattr(cause, "faults", None)
    if inner is not None:
        return [fault.below(path) if path else fault for fault in inner]
    return [Fault(path, _message(item, cause))]


def _path(cls: type[Any], loc: tuple[int | str, ...]) -> str:
    if loc and isinstance(loc[0], int):  # a positional argument is reported by its place
        names = [f.name for f in dataclasses.fields(cls) if not f.kw_only]
        loc = (names[loc[0]] if loc[0] < len(names) else f"argument {loc[0] + 1}", *loc[1:])
    path = ""
    for part in loc:
        shown = part if isinstance(part, int) else part[:60] if part.isprintable() else "(unprintable name)"
        path += f"[{shown}]" if isinstance(part, int) else f".{shown}" if path else f"{shown}"
    return path


_MESSAGES: dict[str, str] = {
    "missing": "is required; add it",
    "missing_argument": "is required; add it",
    "missing_keyword_only_argument": "is required; add it",
    "unexpected_keyword_argument": "unknown field; remove it or correct its spelling",
    "unexpected_positional_argument": "too many positional arguments; name the fields",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "string_type": "must be a text",
    "is_instance_of": "must be a list",
    "sequence_str": "must be a list",
    "tuple_type": "must be a list",
    "dict_type": "must be an object with named fields",
    "mapping_type": "must be an object with named fields",
    "dataclass_type": "must be an object with the fields of {class_name}",
    "literal_error": "must be {expected}",
    "string_too_long": "has more than {max_length} characters; shorten it",
    "string_too_short": "is empty; give it a text",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
}


def _message(item: Any, cause: object) -> str:
    kind = item["type"]
    if kind == "value_error":
        return str(cause)
    message = _MESSAGES.get(kind, "is not valid here")  # pydantic's own text could echo the value
    return message.format_map(item.get("ctx", {}))


def snake_case(name: str) -> str:
    """Return `LoanTerms` as `loan_terms`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _private_repr(self: Any) -> str:
    """Show type, reference and counts only: what a record holds about a borrower never reaches a log by accident."""
    parts: list[str] = []
    for item in dataclasses.fields(self):
        content = getattr(self, item.name)
        if item.name in ("reference", "id"):
            parts.append(f"{item.name}={content!r}")
        elif isinstance(content, tuple) and content:
            parts.append(f"{item.name}={len(cast('Sequence[Any]', content))}")
    return f"{type(self).__name__}({', '.join(parts)})"


__all__ = [
    "INT64_SAFE",
    "AfterValidator",
    "Bools",
    "Count",
    "Date",
    "Dates",
    "FieldInfo",
    "Flag",
    "Floats",
    "FrozenMapping",
    "Ints",
    "Items",
    "MinorUnits",
    "OptionalDate",
    "Sentence",
    "Strict",
    "Text",
    "Whole",
    "at_least",
    "at_most",
    "build",
    "content_hash",
    "converted",
    "field",
    "parse_date",
    "parse_number",
    "record",
    "schema_of",
    "snake_case",
    "to_plain",
    "value",
    "whole_units",
]
