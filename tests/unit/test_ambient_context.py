"""A careless ambient Decimal context moves no figure of a borrower's story, from application to cure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import localcontext
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

import pytest

import restructure as rs

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture
def year(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    return import_module("year_of_a_plan")


def told(year: Any) -> Iterator[str]:
    """Yield every page of the story and of its answers."""
    year.lived.cache_clear()
    languages: tuple[Literal["en", "zh"], ...] = ("en", "zh")
    readers: tuple[Literal["customer", "officer"], ...] = ("customer", "officer")
    held = year.lived()
    for lang in languages:
        yield year.story(lang)
        yield rs.render(held.agreement, lang=lang, format="markdown")
        for answer in (held.plan, held.plan.options, held.agreement, held.on_time, held.in_breach, held.again):
            yield from (rs.explain(answer, lang=lang, reader=reader).to_text() for reader in readers)
    events = year.payments(held.agreement, 1, 3)
    yield str(rs.payoff_quote(held.agreement, events, on=date(2027, 3, 20)).total)
    yield rs.statement(held.agreement, events, starts=date(2026, 11, 23), ends=date(2027, 6, 1)).to_text("zh")
    yield held.plan.options.compare().to_text()
    best = held.plan.recommended
    yield held.plan.options.why_not(best.terms, best.treatments).to_text()


def test_a_careless_context_moves_nothing(year: Any) -> None:
    plain = list(told(year))
    with localcontext(prec=2):
        assert list(told(year)) == plain
