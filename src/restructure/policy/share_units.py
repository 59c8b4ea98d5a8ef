"""Fractions in policy data: read at the door, kept exact."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from ..basics.money import AmountLike
from ..basics.types import converted, parse_number, whole_units

SHARE_DIGITS = 6
SHARE_SCALE = 10**SHARE_DIGITS


def share_units(share: Decimal) -> int:
    """Return a share in millionths."""
    return whole_units(share, SHARE_DIGITS)[0]


def parse_share(given: object) -> Decimal:
    """Return a fraction from 0 to 1 with at most 6 decimals."""
    share = parse_number(given)
    if not 0 <= share <= 1:
        raise ValueError("must be a fraction from 0 to 1, such as 0.05 for 5%")
    if whole_units(share, SHARE_DIGITS)[1]:
        raise ValueError(f"has more than {SHARE_DIGITS} decimals; round it")
    return share


_SHARE_SCHEMA = {"type": "string", "pattern": r"^\d(\.\d{1,6})?$"}
_NUMBER_SCHEMA = {"type": "string", "pattern": r"^-?\d{1,40}(\.\d{1,40})?$"}

if TYPE_CHECKING:
    ShareValue = Decimal
    Number = Decimal

    class ShareField:
        """A field that takes a fraction from 0 to 1 and holds a Decimal."""

        def __get__(self, instance: object, owner: object) -> Decimal: ...
        def __set__(self, instance: object, value: AmountLike) -> None: ...

    class NumberField:
        """A field that takes a number as it is written and holds a Decimal."""

        def __get__(self, instance: object, owner: object) -> Decimal: ...
        def __set__(self, instance: object, value: AmountLike) -> None: ...

    class OptionalShare:
        """A `ShareField` that may be absent."""

        def __get__(self, instance: object, owner: object) -> Decimal | None: ...
        def __set__(self, instance: object, value: AmountLike | None) -> None: ...

else:
    ShareField = ShareValue = Annotated[Decimal, *converted(parse_share, _SHARE_SCHEMA)]
    OptionalShare = ShareField | None
    Number = NumberField = Annotated[Decimal, *converted(parse_number, _NUMBER_SCHEMA)]
