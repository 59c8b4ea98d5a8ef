"""One way to draw everything: every kind of answer, in every format and language, and what cannot be drawn."""

from __future__ import annotations

import pickle
import re
import typing
from importlib import import_module
from typing import Any, Literal

import pytest

import restructure as rs
from restructure.basics.provenance import Language
from restructure.basics.shown import Shown
from restructure.display import _render
from support.answers import answers
from support.outline import Outline

KINDS = sorted(_render.KINDS)
LANGUAGES: tuple[Language, ...] = ("en", "zh")
HAN = re.compile(r"[\u4e00-\u9fff]")


def drawn(kind: str, lang: Language, given: Literal["text", "html", "markdown", "print"]) -> str:
    held = answers()[kind]
    if isinstance(held, rs.Explanation):  # it is written in one language
        held = rs.explain(answers()["Plan"], lang=lang)
    return rs.render(held, lang=lang, format=given)


def test_every_value_that_draws_itself_has_a_page_and_nothing_else_has() -> None:
    assert sorted(answers()) == KINDS
    assert all(isinstance(held, Shown) for held in answers().values())


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_drawn_by_the_page_made_for_it(kind: str) -> None:
    room, place = _render.KINDS[kind]
    file, _, name = place.partition(".")
    page = getattr(import_module(f"restructure.display.pages.{file}"), name)
    first = next(iter(typing.get_type_hints(page).values()))
    assert first is type(answers()[kind]) is getattr(import_module(f"restructure.{room}"), kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_is_what_a_value_says_of_itself(kind: str, lang: Language) -> None:
    held: Any = answers()[kind]
    if kind != "Explanation":
        assert drawn(kind, lang, "text") == held.to_text(lang)
    assert rs.render(held) == held.to_text()
    assert bool(HAN.search(drawn(kind, "zh", "text")))


@pytest.mark.parametrize("kind", KINDS)
def test_html_is_what_a_notebook_shows(kind: str) -> None:
    held: Any = answers()[kind]
    assert rs.render(held, format="html") == held._repr_html_()
    for lang in LANGUAGES:
        outline = Outline()
        outline.feed(drawn(kind, lang, "html"))
        assert not outline.open
        tag, attributes = outline.seen[0]
        assert (tag, attributes.get("lang", lang)) in (("section", lang), ("table", lang))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_print_is_one_document_that_needs_nothing_else(kind: str, lang: Language) -> None:
    text = drawn(kind, lang, "print")
    outline = Outline()
    outline.feed(text)
    assert not outline.open
    tags = [tag for tag, _ in outline.seen]
    assert (tags.count("html"), tags.count("h1"), tags.count("title"), tags.count("style")) == (1, 1, 1, 1)
    assert not set(tags) & {"script", "link", "img", "iframe"}
    assert dict(outline.seen)["html"]["lang"] == {"en": "en", "zh": "zh-Hans"}[lang]
    assert all(held.get("scope") in ("col", "row") for tag, held in outline.seen if tag == "th")
    assert "@page { size: A4" in text
    assert "http" not in text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_markdown_has_one_title_and_whole_tables(kind: str, lang: Language) -> None:
    lines = drawn(kind, lang, "markdown").splitlines()
    assert lines[0].startswith("# ")
    assert sum(line.startswith("# ") for line in lines) == 1
    columns = 0
    for line in lines:
        bars = len(re.findall(r"(?<!\\)\|", line))
        assert columns in (0, bars) or not bars
        columns = bars


def test_every_format_tells_the_same_figures() -> None:
    schedule: Any = answers()["Schedule"]
    for given in ("html", "markdown", "print"):
        text = drawn("Schedule", "en", given)
        assert all(f"{row.closing_balance:,}" in text for row in schedule)
    assert ".." in drawn("Schedule", "en", "text")  # a terminal shows the beginning and the end
    assert schedule.to_text(rows=len(schedule)).count("\n") == len(schedule) + 2


def test_a_schedule_is_printed_with_its_conventions_and_its_total() -> None:
    page = drawn("Schedule", "zh", "print")
    assert "<h1>还款计划表</h1>" in page
    assert "<caption>CNY · " in page
    assert page.count('<tr class="total">') == 1


def test_only_a_sum_is_marked_as_one() -> None:
    assert '<tr class="total">' not in drawn("AccountStatement", "en", "print")
    assert drawn("Plan", "en", "print").count('<tr class="total">') == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"held": 7}, "held: has no page; pass one of AccountStatement, Agreement, Capacity, Comparison, "),
        ({"held": type("Plan", (), {})()}, "held: has no page"),
        ({"lang": "fr"}, "lang: must be 'en' or 'zh'"),
        ({"lang": ["en"]}, "lang: must be 'en' or 'zh'"),
        ({"format": "pdf"}, "format: must be 'text', 'html', 'markdown' or 'print'"),
        ({"format": ["text"]}, "format: must be 'text', 'html', 'markdown' or 'print'"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_what_can(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=re.escape(message)):
        rs.render(**{"held": answers()["Capacity"], **arguments})


def test_all_faults_are_told_at_once() -> None:
    given: Any = {"lang": "fr", "format": "pdf"}
    with pytest.raises(rs.InvalidInputError) as caught:
        rs.render(7, **given)
    assert [fault.path for fault in caught.value.faults] == ["held", "lang", "format"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_language_is_never_answered_in_english(kind: str) -> None:
    held: Any = answers()[kind]
    with pytest.raises(rs.InvalidInputError, match="lang: must be 'en' or 'zh'"):
        held.to_text("fr")


def test_an_explanation_keeps_the_language_it_was_written_in() -> None:
    told = rs.explain(answers()["Plan"], lang="zh")
    assert rs.render(told) == told.to_text() == told.to_text("zh") == rs.render(told, lang="zh")
    assert '<section lang="zh">' in told._repr_html_()
    message = r"lang: is not 'zh', in which the explanation was written; explain again in 'en'"
    with pytest.raises(rs.InvalidInputError, match=message):
        rs.render(told, lang="en")
    with pytest.raises(rs.InvalidInputError, match=message):
        told.to_text("en")


@pytest.mark.parametrize("kind", KINDS)
def test_what_draws_itself_is_a_plain_frozen_value_all_the_same(kind: str) -> None:
    held = answers()[kind]
    again = pickle.loads(pickle.dumps(held))
    assert again == held
    assert hash(again) == hash(held)
    assert len({held, again}) == 1
    with pytest.raises(AttributeError):
        held.to_text = None  # type: ignore[attr-defined]
