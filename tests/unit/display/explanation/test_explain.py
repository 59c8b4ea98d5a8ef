"""The page of an explanation, and what cannot be explained."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import restructure as rs
from restructure.basics.errors import InvalidInputError
from restructure.display.explanation import explain
from restructure.display.page import width
from restructure.tracking import track
from support.examples import card
from support.explained import CN, EVENTS, GENERIC, signed

BOTH = pytest.mark.parametrize("lang", ["en", "zh"])


def test_the_page_is_html_in_its_language_and_escapes_what_it_holds() -> None:
    application = replace(card(), reference="<b>A&B</b>")
    page = explain(rs.plan(application, policy=CN), lang="zh")._repr_html_()
    assert page.startswith('<section lang="zh">')
    assert "<b>A" not in page
    assert "&lt;b&gt;A&amp;B&lt;/b&gt;" in page


@BOTH
@pytest.mark.parametrize("reader", ["customer", "officer"])
def test_the_page_never_scrolls_sideways(lang: Any, reader: Any) -> None:
    tracked = track(signed(), EVENTS, as_of=date(2027, 3, 15))
    for held in (rs.plan(card(), policy=CN), rs.plan(card(), policy=GENERIC), signed(), tracked):
        page = explain(held, lang=lang, reader=reader).to_text()
        overlong = [line for line in page.split("\n") if width(line) > 100 and not line.endswith(("，", "。", "；"))]
        assert overlong == []  # a stop that ends a Chinese line may stand beyond its edge


def test_the_repr_shows_nothing_of_the_borrower() -> None:
    told = explain(rs.plan(card(), policy=CN))
    assert "1,885" not in repr(told) + repr(told.sections[0]) + repr(told.sentences[0]) + repr(told.sentences[0].facts)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"held": 7},
            "held: has no explanation; pass one of Capacity, Option, OptionSet, Plan, Agreement, Tracked, Reassessment",
        ),
        ({"held": rs.plan(card(), policy=CN), "lang": "fr"}, "lang: must be 'en' or 'zh'"),
        ({"held": rs.plan(card(), policy=CN), "reader": "boss"}, "reader: must be 'customer' or 'officer'"),
    ],
)
def test_what_cannot_be_explained_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInputError, match=re.escape(message)):
        explain(**arguments)
