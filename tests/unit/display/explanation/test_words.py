"""The words of explanations: complete, alike in both languages, free of slang and of numbers of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import Formatter

import pytest

import restructure as rs
from restructure.basics.provenance import Wording
from restructure.capacity.words import COMPONENTS
from restructure.display.explanation._glossary import TERMS
from restructure.display.explanation._names import NAMES
from restructure.display.explanation._tell import Words
from restructure.display.explanation._words_aftermath import AFTERMATH, HEADINGS as AFTERMATH_HEADINGS
from restructure.display.explanation._words_agreement import AGREEMENT, HEADINGS as AGREEMENT_HEADINGS
from restructure.display.explanation._words_capacity import CAPACITY, HEADINGS as CAPACITY_HEADINGS
from restructure.display.explanation._words_decision import DECISION, HEADINGS as DECISION_HEADINGS
from restructure.display.explanation._words_option import HEADINGS as OPTION_HEADINGS, OPTION
from restructure.display.explanation._words_options import HEADINGS as OPTIONS_HEADINGS, OPTIONS
from restructure.display.explanation._words_plan import HEADINGS as PLAN_HEADINGS, OFFICER_TITLES, PLAN, TITLES
from restructure.display.explanation._words_program import HEADINGS as PROGRAM_HEADINGS, PROGRAM
from restructure.display.explanation._words_reassessed import HEADINGS as REASSESSED_HEADINGS, REASSESSED
from restructure.display.explanation._words_shared import CHECKS, HEADINGS as CHECK_HEADINGS
from restructure.display.explanation._words_tracked import HEADINGS as TRACKED_HEADINGS, TRACKED
from restructure.display.pages.explanation import FIGURE, GLOSSARY, PATH, SOURCES
from support.explained import FORBIDDEN

ROOMS: Mapping[str, Words] = {
    "capacity": CAPACITY,
    "option": OPTION,
    "options": OPTIONS,
    "decision": DECISION,
    "plan": PLAN,
    "checks": CHECKS,
    "agreement": AGREEMENT,
    "tracked": TRACKED,
    "reassessed": REASSESSED,
    "program": PROGRAM,
    "aftermath": AFTERMATH,
}
HEADINGS: list[Mapping[str, Wording]] = [
    CAPACITY_HEADINGS,
    OPTION_HEADINGS,
    OPTIONS_HEADINGS,
    DECISION_HEADINGS,
    PLAN_HEADINGS,
    CHECK_HEADINGS,
    AGREEMENT_HEADINGS,
    TRACKED_HEADINGS,
    REASSESSED_HEADINGS,
    PROGRAM_HEADINGS,
    AFTERMATH_HEADINGS,
    TITLES,
    OFFICER_TITLES,
    NAMES,
]


def all_wordings() -> list[tuple[str, Wording]]:
    lines = [(f"{name}.{code}", text) for name, room in ROOMS.items() for code, text in room.lines.items()]
    return [*lines, *((code, text) for held in HEADINGS for code, text in held.items())]


def names_in(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_names_figures_that_are_known_and_the_same_in_both_languages(room: str) -> None:
    for code, text in ROOMS[room].lines.items():
        assert names_in(text.en) == names_in(text.zh), code
        assert names_in(text.en) <= set(ROOMS[room].known), code


def test_every_sentence_is_said_somewhere() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8") for path in (Path(rs.__file__).parent / "display" / "explanation").glob("*.py")
    )
    asked = {f"NOT_KNOWN_{name}" for name in ("A6", "S1", "C1", "C2", "C3")}
    asked |= {item.code for item in COMPONENTS.values()}  # said by the code of their reason
    codes = {code for room in ROOMS.values() for code in room.lines} - asked
    assert [code for code in sorted(codes) if sources.count(f'"{code}"') < 2] == []


@pytest.mark.parametrize("room", sorted(set(ROOMS) - {"agreement"}))
def test_every_known_figure_is_told_somewhere(room: str) -> None:
    told = {name for text in ROOMS[room].lines.values() for name in names_in(text.en)}
    assert set(ROOMS[room].known) - told == set()


def test_no_sentence_holds_a_number_of_its_own() -> None:
    for code, text in all_wordings():
        if code != "FIRST_PLAN":  # the plan that is first
            assert not re.search(r"\d", re.sub(r"\{[^}]*\}", "", text.en + text.zh)), code


def test_the_slang_of_debt_relief_is_never_used() -> None:
    meanings = [term.en_meaning + term.zh_meaning + term.en + term.zh for term in TERMS]
    said = [text.en + text.zh for _, text in all_wordings()]
    for text in [*meanings, *said, *(word.en + word.zh for word in (GLOSSARY, SOURCES, FIGURE, PATH))]:
        assert not [word for word in FORBIDDEN if word.lower() in text.lower()], text


def test_chinese_is_chinese_and_english_is_english() -> None:
    for code, text in all_wordings():
        assert not re.search(r"[\u4e00-\u9fff]", text.en), code
        bare = re.sub(r"\{[^}]*\}", "", text.zh)
        assert not re.search(r"[a-z]{2}|[,;?!]", bare), code


def test_no_glossary_term_stands_twice_and_every_one_finds_itself() -> None:
    for names in ([term.en for term in TERMS], [term.zh for term in TERMS]):
        assert len(set(names)) == len(names)
    for term in TERMS:
        assert any(form.lower() in term.en.lower() or term.en.lower() in form.lower() for form in term.en_forms)
        assert term.zh in term.zh_forms
        assert len(term.en_meaning.split()) <= 20
        assert len(term.zh_meaning) <= 40
