"""Fields of published vectors, and what the mappers of each source to loan terms share.

Every field of a vector is read. One that a mapper does not know raises, so that nothing a source says is ignored
silently; one that the terms cannot express raises `NotExpressibleError`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Vector = Mapping[str, Any]

START = date(2024, 1, 1)
CENT = Decimal("0.01")


class UnknownFieldError(Exception):
    """A field, or a value of a field, that the mapper does not know."""


class NotExpressibleError(Exception):
    """A rule that loan terms have no words for."""


class Fields:
    """Fields of a vector, each of which must be read."""

    def __init__(self, given: Vector) -> None:
        self._left = dict(given)

    def take(self, name: str) -> Any:
        if name not in self._left:
            raise UnknownFieldError(f"{name} is missing")
        return self._left.pop(name)

    def get(self, name: str) -> Any:
        return self._left.pop(name, None)

    def choose(self, name: str, choices: Mapping[Any, Any]) -> Any:
        """Return what a field's value stands for; a missing field is the value `None`."""
        value = self.get(name)
        if value not in choices:
            raise UnknownFieldError(f"{name}: {value!r}")
        return choices[value]

    def skip(self, *names: str) -> None:
        """Read fields that are known and do not bear on the schedule."""
        for name in names:
            self._left.pop(name, None)

    def done(self) -> None:
        if self._left:
            raise UnknownFieldError(f"not read: {sorted(self._left)}")


FIRST_DUE = {
    "monthly": date(2024, 2, 1),
    "quarterly": date(2024, 4, 1),
    "annual": date(2025, 1, 1),
    "biweekly": START + timedelta(14),
}


def fraction(percent: str) -> Decimal:
    return Decimal(percent).scaleb(-2)


def day_of(text: str) -> date:
    return date.fromisoformat(text)
