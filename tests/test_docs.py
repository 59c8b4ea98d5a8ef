"""Every fenced example of the README and the documentation runs, page by page, and prints what it says."""

from __future__ import annotations

import doctest
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

import restructure

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(python|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMISES = {"main job", "tests"}


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def examples(page: Path) -> list[tuple[str, str]]:
    return FENCE.findall(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "page", [page for page in PAGES if examples(page)], ids=lambda page: str(page.relative_to(ROOT))
)
def test_examples_run(page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    for kind, code in examples(page):
        if kind == "python":
            exec(compile(code, str(page), "exec"), names)  # noqa: S102
        else:
            check_session(code, names, page)
    assert "Traceback" not in capsys.readouterr().out


def check_session(code: str, names: dict[str, Any], page: Path) -> None:
    """Run an interactive session and compare what it prints."""
    session = doctest.DocTestParser().get_doctest(code, names, page.name, str(page), 0)
    said: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(session, out=said.append, clear_globs=False)
    names.update(session.globs)
    assert not said, "".join(said)


def test_the_readme_keeps_its_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = dict(re.findall(r"<!-- command: ([a-z ]+) -->\n```sh\n(.+)\n```", text))
    assert set(commands) == PROMISES
    assert all(command.startswith("python3 -m venv .venv && ") for command in commands.values())


def test_nobody_is_told_to_install_another_project() -> None:
    for page in PAGES:
        assert not re.search(r"pip install (-\w+ )*restructure\b", page.read_text(encoding="utf-8")), page


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+\.md|docs/|LICENSE)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_page_is_reached_from_the_index() -> None:
    reached = set()
    for index in ("index.md", "adr/index.md", "reference/api.md"):
        page = ROOT / "docs" / index
        for entry in re.findall(r"^([\w/-]+)$", page.read_text(encoding="utf-8"), re.MULTILINE):
            reached.add((page.parent / f"{entry}.md").resolve())
    assert {page.resolve() for page in PAGES[1:]} - reached <= {(ROOT / "docs" / "index.md").resolve()}


def test_the_reference_lists_what_the_doors_publish() -> None:
    written = runpy.run_path(str(ROOT / "docs" / "api.py"))["pages"]()
    present = {*(ROOT / "docs" / "reference" / "api").glob("*.md"), ROOT / "docs" / "reference" / "api.md"}
    assert present == set(written), "run docs/api.py"
    for page, text in written.items():
        assert page.read_text(encoding="utf-8") == text, f"{page.name}: run docs/api.py"
        assert not re.search(r":: restructure\S*\._", text), f"{page.name} names a private module"


def test_every_public_name_is_in_the_reference_once() -> None:
    pages = runpy.run_path(str(ROOT / "docs" / "api.py"))["pages"]()
    listed = re.findall(r"^\.\. [\w:]+:: (\S+)$", "\n".join(pages.values()), re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert {f"restructure.{name}" for name in restructure.__dict__["__all__"]} <= set(listed)


def test_the_house_is_drawn_as_it_stands() -> None:
    page = ROOT / "docs" / "explanation" / "house.md"
    house = runpy.run_path(str(ROOT / "benchmarks" / "house.py"))
    drawn = house["put_into"](page.read_text(encoding="utf-8"), house["read"](ROOT / "src" / "restructure"))
    assert page.read_text(encoding="utf-8") == drawn, f"run benchmarks/house.py --write {name_of(page)}"


def test_the_house_is_measured_as_it_stands(tmp_path: Path) -> None:
    """A small house with one of everything: a circle, an upward arrow, a door of each kind."""
    for name, text in SMALL_HOUSE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    house = runpy.run_path(str(ROOT / "benchmarks" / "house.py"))
    read = house["read"](tmp_path)
    assert read.rooms == {"(door)": ["attic"], "attic": ["hall"], "hall": ["attic", "cellar"], "cellar": []}
    assert house["floors"](read.rooms) == [["cellar"], ["attic", "hall"], ["(door)"]]
    assert house["upward"](read.rooms) == [("attic", "hall"), ("hall", "attic")]
    assert house["circles"](read.files) == [["attic.one", "hall"]]
    assert read.names == {"": 2, "attic": 1}
    assert read.lines == {"code": 11, "docstrings": 2, "comments": 1, "blank": 1}
    assert [tuple(function) for function in read.functions] == [(1, "cellar.deep")]


SMALL_HOUSE = {
    "__init__.py": 'from .attic import one\ndoor("small", {"attic.one": "one " "two"})\n',
    "attic/__init__.py": '__all__ = ["one"]\nfrom .one import one\n',
    "attic/one.py": "from .. import hall\none = hall\n",
    "hall.py": "if TYPE_CHECKING:\n    from .attic.one import one\nfrom .cellar import deep\n",
    "cellar.py": '"""Below."""\n\n# a comment\ndef deep():\n    """Say nothing."""\n    return 1  # here\n',
}


def test_american_spelling() -> None:
    british = re.compile(r"\b(instalment|(?<!re)amortis|capitalis(?!m)|labelled|favour)", re.IGNORECASE)
    for path in [*PAGES, *sorted((ROOT / "src").rglob("*.py")), ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md"]:
        assert not british.search(path.read_text(encoding="utf-8")), path
