"""What the countries ship, by type."""

from __future__ import annotations

from typing import TypeVar

from restructure import policies

T = TypeVar("T")

COUNTRIES = sorted(name for name in dir(policies) if hasattr(getattr(policies, name), "__path__"))


def constants(kind: type[T]) -> dict[str, T]:
    """Return every constant of a type on the doors of the countries, by name."""
    doors = [getattr(policies, name) for name in COUNTRIES]
    held = {name: getattr(door, name) for door in doors for name in dir(door)}
    return {name: constant for name, constant in held.items() if isinstance(constant, kind)}
