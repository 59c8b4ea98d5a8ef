"""Every example in a docstring of the package runs, module by module, and prints what it says."""

from __future__ import annotations

import ast
import doctest
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import restructure

PACKAGE = Path(restructure.__file__).parent
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if ">>>" in path.read_text(encoding="utf-8")]


class Finder(doctest.DocTestFinder):
    """Finds what a file defines by its syntax: public classes say the name of their door as their module."""

    def _from_module(self, module: ModuleType | None, object: object) -> bool:  # noqa: A002  (the name of the base)
        outermost = getattr(object, "__qualname__", "").partition(".")[0]
        return isinstance(object, property) or (module is not None and outermost in defined_in(module))


@cache  # the finder asks it of every object
def defined_in(module: ModuleType) -> set[str]:
    tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))}


def module_of(path: Path) -> ModuleType:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return import_module(".".join(part for part in parts if part != "__init__"))


def published(module: ModuleType) -> dict[str, object]:
    """Return what a door publishes: its examples use those names as if they stood in the file."""
    door = Path(module.__file__ or "").stem == "__init__"
    return {name: getattr(module, name) for name in dir(module)} if door else {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_examples_run(path: Path) -> None:
    module = module_of(path)
    names = {**published(module), **vars(module)}
    said: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    tests = [test for test in Finder().find(module, module.__name__, globs=names) if test.examples]
    assert tests, "an example stands where nobody finds it"
    for test in tests:
        runner.run(test, out=said.append)
    assert not said, "".join(said)


if __name__ == "__main__":  # how many examples there are
    found = [test for path in FILES for test in Finder().find(module_of(path)) if test.examples]
    sys.stdout.write(f"{len(found)} docstrings, {sum(len(test.examples) for test in found)} examples\n")
