"""The floor plan is enforced: modules import only what stands below them, relatively, and nothing impure."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "restructure"

# Every module may import those before it, and those on its own line if it is a package.
ORDER = [
    "_version",
    "errors",
    "_types",
    "_table",
    "provenance",
    "money",
    "rates",
    "dates",
    "deadlines",
    "time_limits",
    "timelines",
    "forborne",
    "_intervals",
    "_exact",
    "_fractions",
    "_roots",
    "_bulk_rates",
    "_balance",
    "relief",
    "classification",
    "charges",
    "components",
    "phases",
    "terms",
    "_segments",
    "_kernel",
    "_lanes",
    "_carried",
    "_shares",
    "_amend",
    "_conventions",
    "_rows",
    "schedule",
    "position",
    "events",
    "_dues",
    "_ledger",
    "history",
    "treatment",
    "measures",
    "yields",
    "ceilings",
    "conversions",
    "disclosure",
    "_discount",
    "lender",
    "compensation",
    "recovery",
    "ratios",
    "residual",
    "household",
    "borrower",
    "application",
    "policy",
    "waterfall",
    "capacity",
    "options",
    "agreement",
    "tracking",
    "explanation",
    "policies",
    "adapters",
    "__main__",
]
THIRD_PARTIES = {
    "_types": {"numpy", "pydantic"},
    "_exact": {"numpy"},
    "_roots": {"numpy"},
    "_bulk_rates": {"numpy"},
    "_segments": {"numpy"},
    "_kernel": {"numpy"},
    "_lanes": {"numpy"},
    "_carried": {"numpy"},
    "_amend": {"numpy"},
    "schedule": {"numpy"},
    "treatment": {"numpy"},
    "measures": {"numpy"},
    "capacity": {"numpy"},
    "options": {"numpy"},
}
POLICIES_MAY_IMPORT = {"classification", "waterfall", "residual", "policy", "treatment", "policies"}
FORBIDDEN_MODULES = {"random", "secrets", "time", "locale", "os", "socket", "urllib", "importlib.metadata", "logging"}
FORBIDDEN_CALLS = {"now", "today", "utcnow", "simplefilter", "filterwarnings", "getcontext", "setcontext", "getenv"}
IMPURE_BY_DESIGN = {"__main__"}  # the command line reads the files it is told to


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else path.stem


def imports_of(path: Path) -> Iterator[tuple[int, str, ast.stmt]]:
    """Yield (level, module, node) of every import."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.level, node.module or "", node
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield 0, name.name, node


def target_rooms(path: Path, level: int, module: str, node: ast.stmt) -> set[str]:
    """Return the rooms a relative import reaches."""
    depth = len(path.relative_to(PACKAGE).parts) - level
    if depth > 0:
        return {room_of(path)}
    if module:
        return {module.partition(".")[0]}
    assert isinstance(node, ast.ImportFrom)
    return {name.name for name in node.names}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return  # the front door names every room; it holds nothing
    allowed = {*ORDER[: ORDER.index(room)], room}
    for level, module, node in imports_of(path):
        if level:
            upward = target_rooms(path, level, module, node) - allowed
            assert not upward, f"{path.name}:{node.lineno} imports upward: {upward}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_package_never_names_itself(path: Path) -> None:
    absolute = [module for level, module, _ in imports_of(path) if not level and module.startswith("restructure")]
    assert not absolute, "a vendored copy has another name"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_third_parties_stay_where_they_belong(path: Path) -> None:
    found = {module.partition(".")[0] for level, module, _ in imports_of(path) if not level}
    outside = found & {"numpy", "numpy_financial", "pydantic", "typing_extensions", "pandas", "scipy"}
    assert outside <= THIRD_PARTIES.get(room_of(path), set())


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_clock_chance_environment_or_global_state(path: Path) -> None:
    if room_of(path) in IMPURE_BY_DESIGN:
        return
    names = {module for level, module, _ in imports_of(path) if not level}
    assert not names & FORBIDDEN_MODULES
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in FORBIDDEN_CALLS, f"{path.name}:{node.lineno} calls {node.func.attr}"
        assert not isinstance(node, ast.Global), f"{path.name}:{node.lineno} declares a global"


def test_policies_are_data_over_the_policy_module_only() -> None:
    for path in (PACKAGE / "policies").glob("*.py"):
        for level, module, node in imports_of(path):
            if level:
                assert target_rooms(path, level, module, node) <= POLICIES_MAY_IMPORT
        functions = [n for n in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(n, ast.FunctionDef)]
        assert all(function.name.startswith("_") for function in functions)


def test_every_room_is_on_the_floor_plan() -> None:
    assert {room_of(path) for path in modules()} - {"__init__"} == set(ORDER)


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
