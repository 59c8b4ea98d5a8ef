"""The floor plan is enforced: its contracts stand in `pyproject.toml`, and here what they cannot say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
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

COUNTRY = re.compile(
    r"china|chinese|india|europe|korea|japan|ireland|irish|singapore|hong.?kong|brit(ain|ish)|united.?(states|kingdom)"
    r"|america|australia|basel(?!ine)|(?<![a-z])(eba|rbi|pboc|cbirc|cfpb|fasb|fha|hamp|ccma|ccrs)(?![a-z])"
    r"|(?<![a-z0-9_])_?(cn|eu|us|jp|kr|uk|ie|hk|sg|au)_",
    re.IGNORECASE,
)
INDIA = re.compile(r"(?<![A-Z0-9_])_?IN_(?!(YEAR|A_ROW|ALL|FORCE)\b)")  # lower case, `in_` is a word
CODES = {"CN", "EU", "US", "UK", "GB", "JP", "KR", "IE", "HK", "SG", "AU", "IN", "BASEL"}
KNOWS_COUNTRIES = ("policies", "display")
NAMES_NO_LAW = {
    "us_actuarial": "the published convention of Regulation Z, Appendix J, of annual rates that anyone may state",
    "eu_aprc": "the published convention of Directive 2008/48/EC, Annex I, of annual rates that anyone may state",
}
"""What sounds like a country outside the policies and is none, with the reason."""


@cache
def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Return every node of a module."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (level, module) of every import."""
    for node in nodes_of(path):
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
    for node in nodes_of(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in FORBIDDEN_CALLS, f"{path.name}:{node.lineno} calls {node.func.attr}"
        assert not isinstance(node, ast.Global), f"{path.name}:{node.lineno} declares a global"


def test_a_class_has_a_name_of_its_own() -> None:
    """One word, one thing: a name that stands twice sends the reader to the wrong room."""
    homes: dict[str, set[str]] = {}
    for path in modules():
        for node in nodes_of(path):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, set()).add(name_of(path))
    assert {name: sorted(places) for name, places in homes.items() if len(places) > 1} == {}


def said_in(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, word) of every identifier and text of a module, its docstrings left out."""
    documents = {
        id(node.value)
        for parent in nodes_of(path)
        if isinstance(parent, ast.Module | ast.ClassDef | ast.FunctionDef | ast.If)
        for node in parent.body
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in nodes_of(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.lineno, node.value
        for attribute in ("id", "attr", "name", "arg", "asname", "module"):
            word = getattr(node, attribute, None)
            if isinstance(word, str):
                yield getattr(node, "lineno", 0), word


def names_a_country(word: str) -> bool:
    return word in CODES or COUNTRY.search(word) is not None or INDIA.search(word) is not None


@pytest.mark.parametrize(
    "path", [path for path in modules() if not name_of(path).startswith(KNOWS_COUNTRIES)], ids=name_of
)
def test_no_country_is_named_outside_the_policies(path: Path) -> None:
    """Law is data of a policy: no field, branch, module, constant or sentence of the machinery names a country."""
    assert not names_a_country(path.stem)
    found = [(line, word) for line, word in said_in(path) if names_a_country(word) and word not in NAMES_NO_LAW]
    assert not found, f"{name_of(path)} names a country; move it to policies/<country>"


@pytest.mark.parametrize(
    "word", ["observed_in_china", "CN_2023", "_IN_SMA", "IN_FORCES", "a rule of the European Union", "EU", "hong_kong"]
)
def test_a_country_is_recognized(word: str) -> None:
    assert names_a_country(word)


@pytest.mark.parametrize(
    "word", ["IN_FORCE", "DAYS_IN_YEAR", "in_scope", "baseline", "MISSED_IN_A_ROW", "status_", "us"]
)
def test_a_plain_word_is_no_country(word: str) -> None:
    assert not names_a_country(word)


def test_every_exception_is_still_needed() -> None:
    said = {word for path in modules() if not name_of(path).startswith(KNOWS_COUNTRIES) for _, word in said_in(path)}
    assert set(NAMES_NO_LAW) <= said


def test_function_bodies_keep_the_house_budget() -> None:
    lengths = []
    for path in modules():
        for node in nodes_of(path):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lengths.append((body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0)
    lengths.sort()
    assert lengths[len(lengths) // 2] <= 8
    assert lengths[int(len(lengths) * 0.9)] <= 25
    assert lengths[-1] <= 50
