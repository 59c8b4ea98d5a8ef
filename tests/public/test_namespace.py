"""The front door: the names promised, quickly and silently imported, typed as promised."""

from __future__ import annotations

import ast
import pickle
import subprocess
import sys
import typing
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import assert_type

import pytest

import restructure as rs
from restructure import policies

ROOMS = [
    "agreement",
    "basics",
    "capacity",
    "contract",
    "display",
    "law",
    "loan",
    "measures",
    "options",
    "policies",
    "policy",
    "tracking",
    "waterfall",
]
COUNTRIES = [
    "australia",
    "basel",
    "china",
    "eu",
    "hong_kong",
    "india",
    "ireland",
    "japan",
    "korea",
    "singapore",
    "uk",
    "us",
]
DOORS = [rs, *(getattr(rs, name) for name in ROOMS), *(getattr(policies, name) for name in COUNTRIES)]


def names_on(door: ModuleType) -> list[str]:
    return [name for name in dir(door) if not isinstance(getattr(door, name), ModuleType)]


def test_the_front_door_holds_the_road_and_no_more() -> None:
    assert len(names_on(rs)) <= 80
    assert sorted(set(dir(rs)) - set(names_on(rs))) == sorted(ROOMS)


def test_unknown_names_are_unknown() -> None:
    with pytest.raises(AttributeError, match="no attribute 'tracked'"):
        rs.tracked  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_a_door_shows_type_checkers_what_it_loads(door: ModuleType) -> None:
    """What the star imports of a door bring is what its map publishes, name by name."""
    shown: list[str] = []
    package = Path(door.__file__ or "")
    (checked,) = [node for node in ast.parse(package.read_text(encoding="utf-8")).body if isinstance(node, ast.If)]
    for node in checked.body:
        assert isinstance(node, ast.ImportFrom)
        if node.names[0].name == "*":
            shown += import_module(f".{node.module}", door.__name__).__all__
        elif node.module is not None:
            shown += [name.name for name in node.names]
    assert sorted(shown) == sorted({*names_on(door)} - {"__version__"})


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_public_objects_name_their_door_and_no_file(door: ModuleType) -> None:
    packages = {door.__name__ for door in DOORS}
    for name in names_on(door):
        held = getattr(door, name)
        if isinstance(held, (type, FunctionType)):
            assert held.__module__ in packages, name
            assert getattr(import_module(held.__module__), held.__name__) is held
        if isinstance(held, type):
            assert pickle.loads(pickle.dumps(held)) is held
            typing.get_type_hints(held)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_everything_people_call_has_an_example_that_runs(door: ModuleType) -> None:
    shown_by_their_makers = {"Policy", "Application", "Waterfall", "Agreement"}
    for name in sorted(set(names_on(door)) - shown_by_their_makers):
        held = getattr(door, name)
        if not isinstance(held, (type, FunctionType)):
            continue
        assert held.__doc__, name
        is_record = hasattr(held, "__pydantic_validator__")
        if is_record or not isinstance(held, type):
            assert ">>>" in held.__doc__ or "See the module" in held.__doc__, name


def probe(code: str) -> str:
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def test_importing_is_silent_and_loads_nothing_before_it_is_used() -> None:
    assert probe("import restructure, sys; print('numpy' in sys.modules, 'pydantic' in sys.modules)") == "False False\n"


def test_amortizing_loads_no_upper_floor() -> None:
    code = "import restructure as rs, sys; rs.amortize; print([m for m in sys.modules if m.startswith('restructure.')])"
    loaded = probe(code)
    for upper in ("applicant", "capacity", "options", "adapters", "policies", "display"):
        assert f"restructure.{upper}" not in loaded


def test_printing_a_schedule_loads_what_draws_it_and_no_other_answer() -> None:
    code = "import restructure as rs, sys; from datetime import date; terms = rs.LoanTerms(currency='USD', "
    code += "principal='100', rate='0.1', start_date=date(2026, 1, 1), first_due_date=date(2026, 2, 1), "
    code += "phases=[rs.Phase(1)]); rs.amortize(terms).to_text(); print(*sys.modules)"
    loaded = set(probe(code).split())
    assert "restructure.display.pages.schedule" in loaded
    assert not loaded & {f"restructure.{room}" for room in ("capacity", "agreement", "tracking", "policies")}
    assert "restructure.options.option" not in loaded


def test_no_engine_is_ever_loaded() -> None:
    code = "import restructure as rs, sys; rs.plan; rs.policies.GENERIC; print(*sys.modules)"
    assert not set(probe(code).split()) & {"pandas", "polars", "pyarrow", "scipy", "numba"}


def test_records_take_what_people_write_and_hold_what_programs_read() -> None:
    terms = rs.LoanTerms(
        currency="USD",
        principal="100.00",
        rate=0.1,
        start_date="2026-01-01",
        first_due_date=date(2026, 2, 1),
        phases=[rs.Phase(1)],
    )
    assert_type(terms.principal, Decimal)
    assert_type(terms.rate, rs.Rate)
    assert_type(terms.start_date, date)
    assert_type(terms.currency, rs.Currency)
    assert_type(rs.amortize(terms)[0], rs.Installment)
    assert_type(rs.amortize(terms)[0].payment, Decimal)
    assert (terms.principal, terms.start_date) == (Decimal("100.00"), date(2026, 1, 1))
