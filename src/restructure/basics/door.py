"""The doors of the house: what a package publishes, each name written once and loaded when it is first used.

A package that publishes names holds what `door(__name__, {...})` returns: from the map of its modules to the names that
live there. Type checkers read the star imports beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
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
        published = getattr(import_module(f".{homes[name]}", package), name)
        if isinstance(published, (type, FunctionType)):
            at_its_door(published)
        setattr(sys.modules[package], name, published)
        return published

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
    published: Any = named
    home = getattr(published, "__module__", None) or ""
    package = home
    while package := package.rpartition(".")[0]:
        lives_in = homes_of(package).get(published.__name__)
        if lives_in is not None and f"{package}.{lives_in}" in (published.__module__, home):
            home = package
    if home != getattr(published, "__module__", home):
        _resolve_annotations(published)
        published.__module__ = home
    return named


def _resolve_annotations(published: Any) -> None:
    """Replace a class's annotations, texts so far, by types: from its door the names of its file are out of reach."""
    own: dict[str, Any] = vars(published).get("__annotations__", {}) if isinstance(published, type) else {}
    if own:
        with suppress(NameError):  # a name imported for type checkers alone: this class keeps its texts
            hints = get_type_hints(published, include_extras=True)
            published.__annotations__ = {name: hints[name] for name in own}
