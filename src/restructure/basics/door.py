"""The doors of the house: what a package publishes, each name written once and loaded when it is first used.

A package that publishes names holds what `door(__name__, {...})` returns: from the map of its modules to the names that
live there. Type checkers read the star imports beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from types import FunctionType
from typing import Any, TypeVar, get_type_hints

T = TypeVar("T")

Homes = Mapping[str, str]
"""From a public name to the module below the package where it lives."""


def door(
    package: str, names: Mapping[str, str], *, rooms: str = ""
) -> tuple[list[str], Callable[[str], object], Callable[[], list[str]], Homes]:
    """Return what a package with a lazy door holds: `__all__`, `__getattr__`, `__dir__` and its homes.

    Args:
        package: its full name.
        names: for each module, relative to the package, the names published from it, parted by blanks.
        rooms: packages below it that are public namespaces, parted by blanks.
    """
    homes = {name: module for module, listed in names.items() for name in listed.split()}
    public, below = sorted(homes), rooms.split()

    def load(name: str) -> object:
        if name in below:
            return import_module(f".{name}", package)
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f".{homes[name]}", package), name)
        if isinstance(found, (type, FunctionType)):
            at_its_door(found)
        setattr(sys.modules[package], name, found)
        return found

    return public, load, lambda: sorted([*public, *below]), homes


def homes_of(package: str) -> Homes:
    """Return what a package publishes, from each name to the module it lives in; empty where it has no door."""
    homes: Homes = getattr(sys.modules.get(package), "_homes", {})
    return homes


def at_its_door(named: T) -> T:
    """Give a class or function the name of the outermost package that publishes it as its `__module__`.

    Pickles, reprs and pages then name a place that stays, never a file that may move. What no door publishes keeps the
    name of its file. A package has told its names before any module in it runs, so this can be asked of a class while
    it is made.
    """
    held: Any = named
    home = getattr(held, "__module__", None) or ""
    package = home
    while package := package.rpartition(".")[0]:
        lives_in = homes_of(package).get(held.__name__)
        if lives_in is not None and f"{package}.{lives_in}" in (held.__module__, home):
            home = package
    if home != getattr(held, "__module__", home):
        _resolve_annotations(held)
        held.__module__ = home
    return named


def _resolve_annotations(held: Any) -> None:
    """Replace a class's annotations, texts so far, by types: from its door the names of its file are out of reach."""
    own: Mapping[str, object] = vars(held).get("__annotations__", {}) if isinstance(held, type) else {}
    if own:
        # a class may hold others of its kind, and has no name in its file yet
        hints = get_type_hints(held, localns={held.__name__: held}, include_extras=True)
        held.__annotations__ = {name: hints[name] for name in own}
