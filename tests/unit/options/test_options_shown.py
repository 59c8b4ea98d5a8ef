"""What plans show on their pages, and what they keep to themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import restructure as rs
from restructure.display.page import width
from support.examples import card
from support.planning import CN, GENERIC


def test_option_sets_and_options_print_alone() -> None:
    plan = rs.plan(card(), policy=CN)
    assert "PLANS OFFERED" in plan.options.to_text()
    assert "THIS PLAN · MONTH BY MONTH" in plan.options[1].to_text()
    assert "本方案 · 还款计划表" in plan.options[1].to_text("zh")
    assert "<table>" in plan.options._repr_html_() + plan.options[0]._repr_html_()


def test_results_hide_what_they_hold_and_pages_show_it() -> None:
    plan = rs.plan(card(), policy=CN)
    shown = repr(plan) + repr(plan.options) + repr(plan.options[0]) + repr(plan.capacity)
    assert "1885" not in shown
    assert "48000" not in shown
    assert "1,885.00" in plan.to_text()
    html = plan._repr_html_()
    assert html.startswith('<section lang="en">')
    assert "1,885.00" in html


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_never_scrolls_sideways(lang: Any) -> None:
    for policy in (CN, GENERIC):
        lines = rs.plan(card(), policy=policy).to_text(lang).split("\n")
        assert max(map(width, lines)) <= 100


def test_a_reference_cannot_break_out_of_the_page() -> None:
    nasty = replace(card(), reference="<script>alert(1)</script>")
    assert "<script>" not in rs.plan(nasty, policy=CN)._repr_html_()
