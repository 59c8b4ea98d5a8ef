"""The floor plan is enforced: its contracts stand in `pyproject.toml`, and here what they cannot say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from importlinter import cli

PACKAGE = Path(__file__).parent.parent / "src" / "restructure"
CONFIG = PACKAGE.parent.parent / "pyproject.toml"

THIRD_PARTIES = {
    "basics": {"numpy"},
    "engine": {"numpy"},
    "loan": {"numpy"},
    "measures": {"numpy"},
    "capacity": {"numpy"},
    "options": {"numpy"},
}
KNOWS_PYDANTIC = "basics/types.py"
FORBIDDEN_MODULES = {"random", "secrets", "time", "locale", "os", "socket", "urllib", "importlib.metadata", "logging"}
FORBIDDEN_CALLS = {"now", "today", "utcnow", "simplefilter", "filterwarnings", "getcontext", "setcontext", "getenv"}
IMPURE_BY_DESIGN = {"__main__.py"}  # the command line reads the files it is told to


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (level, module) of every import."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.level, node.module or ""
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield 0, name.name


def test_the_contracts_are_kept() -> None:
    """Floors, circles of files, and who may know the policies: see the tables of `pyproject.toml`."""
    assert cli.lint_imports(config_filename=str(CONFIG), no_cache=True) == cli.EXIT_STATUS_SUCCESS


def test_no_room_reaches_into_another_rooms_private_modules() -> None:
    graph = grimp.build_graph("restructure", cache_dir=None)
    for imported in graph.modules:
        private = re.search(r"\._[a-z]\w*", imported)
        if private is None or imported == "restructure._version":
            continue
        room = imported[: private.start()]
        strangers = [
            by for by in graph.find_modules_that_directly_import(imported) if not f"{by}.".startswith(f"{room}.")
        ]
        assert not [by for by in strangers if by != "restructure"], f"{imported} is private to {room}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_the_package_never_names_itself(path: Path) -> None:
    absolute = [module for level, module in imports_of(path) if not level and module.startswith("restructure")]
    assert not absolute, "a vendored copy has another name"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_third_parties_stay_where_they_belong(path: Path) -> None:
    found = {module.partition(".")[0] for level, module in imports_of(path) if not level}
    outside = found & {"numpy", "numpy_financial", "pydantic", "typing_extensions", "pandas", "scipy"}
    allowed = THIRD_PARTIES.get(name_of(path).partition("/")[0], set())
    assert outside <= allowed | ({"pydantic"} if name_of(path) == KNOWS_PYDANTIC else set())


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_clock_chance_environment_or_global_state(path: Path) -> None:
    if name_of(path) in IMPURE_BY_DESIGN:
        return
    names = {module for level, module in imports_of(path) if not level}
    assert not names & FORBIDDEN_MODULES
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in FORBIDDEN_CALLS, f"{path.name}:{node.lineno} calls {node.func.attr}"
        assert not isinstance(node, ast.Global), f"{path.name}:{node.lineno} declares a global"


def test_a_class_has_a_name_of_its_own() -> None:
    """One word, one thing: a name that stands twice sends the reader to the wrong room."""
    homes: dict[str, set[str]] = {}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, set()).add(name_of(path))
    assert {name: sorted(places) for name, places in homes.items() if len(places) > 1} == {}


def test_function_bodies_keep_the_house_budget() -> None:
    lengths = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lengths.append((body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0)
    lengths.sort()
    assert lengths[len(lengths) // 2] <= 8
    assert lengths[int(len(lengths) * 0.9)] <= 25
    assert lengths[-1] <= 50
