"""Every fenced example of the README and the documentation runs, page by page, and prints what it says."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import Any

import pytest

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
    for index in ("index.md", "adr/index.md"):
        page = ROOT / "docs" / index
        for entry in re.findall(r"^([\w/-]+)$", page.read_text(encoding="utf-8"), re.MULTILINE):
            reached.add((page.parent / f"{entry}.md").resolve())
    assert {page.resolve() for page in PAGES[1:]} - reached <= {(ROOT / "docs" / "index.md").resolve()}


def test_american_spelling() -> None:
    british = re.compile(r"\b(instalment|(?<!re)amortis|capitalis(?!m)|labelled|favour)", re.IGNORECASE)
    for path in [*PAGES, *sorted((ROOT / "src").rglob("*.py")), ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md"]:
        assert not british.search(path.read_text(encoding="utf-8")), path
