"""Pages before any markup: widths, wrapping, tables, and one way to escape."""

from __future__ import annotations

import pytest

from restructure.display.page import (
    Heading,
    Lines,
    Page,
    Table,
    markdown_of,
    pad,
    section_of,
    shortened,
    text_of,
    width,
    wrapped,
)
from restructure.display.print_page import document_of

EVIL = '<b>&"*|# `x`'


def test_wide_characters_take_two_columns_and_marks_none() -> None:
    assert (width("abc"), width("本金"), width("e\u0301")) == (3, 4, 1)
    assert (pad("本", 4), pad("本", 4, ">")) == ("本  ", "  本")


def test_no_line_begins_with_a_stop() -> None:
    assert wrapped("每月可负担，方案可行。", 10) == ["每月可负担，", "方案可行。"]
    assert wrapped("one two three", 8, "  ") == ["one two", "  three"]


@pytest.mark.parametrize(("count", "rows"), [(12, 12), (13, 12), (3, 12)])
def test_a_long_table_keeps_its_beginning_its_end_and_its_total(count: int, rows: int) -> None:
    table = Table(["no", "paid"], [*([str(place), "1"] for place in range(count)), ["", "sum"]], "><")
    cells = shortened(table, rows).rows
    assert cells[-1] == ["", "sum"]
    if count <= rows:
        assert cells == table.rows
    else:
        assert [row[0] for row in cells] == [*map(str, range(rows - 2)), "..", str(count - 1), ""]


def test_a_header_of_nothing_is_left_out() -> None:
    page = Page("t", "en", [Table(["", ""], [["a", "1"]], "<>")])
    assert text_of(page) == "t\n  a  1"
    assert "<thead>" not in section_of(page) + document_of(page)


def test_a_table_alone_is_shown_without_its_title() -> None:
    page = Page("Title", "en", [Table(["a"], [["1"]], "<", caption="note")], alone=True)
    assert text_of(page) == "note\na\n1"
    assert section_of(page).startswith("<table><caption>note</caption><thead>")
    assert markdown_of(page) == "# Title\n\nnote\n\n| a |\n| :--- |\n| 1 |\n"
    assert "<h1>Title</h1>\n<table><caption>note</caption>" in document_of(page)
    untold = page._replace(blocks=[Table(["a"], [["1"]], "<")])
    assert section_of(untold).startswith("<table><caption>Title</caption>")


def test_lines_are_numbered_where_they_are_cited_by_number() -> None:
    cited, told = Lines(["a", "b"], numbered=True), Lines(["a", "b"])
    assert "1. a\n1. b" in markdown_of(Page("t", "en", [cited]))
    assert "- a\n- b" in markdown_of(Page("t", "en", [told]))
    assert "<ol><li>a</li><li>b</li></ol>" in document_of(Page("t", "en", [cited]))
    assert "<p>a</p>\n<p>b</p>" in document_of(Page("t", "en", [told]))


def test_nothing_told_is_markup_in_any_format() -> None:
    table = Table([EVIL, "n"], [[EVIL, "1"]], "<>", caption=EVIL)
    page = Page(EVIL, "en", [Heading(EVIL, EVIL), Lines([EVIL]), Lines([EVIL, EVIL], numbered=True), table], EVIL)
    for html in (section_of(page), document_of(page)):
        assert "<b>" not in html
        assert "&lt;b&gt;&amp;&quot;*|# `x`" in html
    markdown = markdown_of(page)
    assert EVIL not in markdown
    assert markdown.count('\\<b\\>\\&"\\*\\|\\# \\`x\\`') == 9


def test_amounts_stay_on_one_line_with_their_currency_on_paper() -> None:
    page = Page("t", "en", [Lines(["CNY 1,885.00 today, 1,885.00元"])])
    assert '<span class="amount">CNY 1,885.00</span>' in document_of(page)
    assert '<span class="amount">1,885.00元</span>' in document_of(page)
