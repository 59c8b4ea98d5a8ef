"""Pages before any markup, and their writers: plain text, the HTML section of a notebook, Markdown.

A page is headings, lines and tables in one language. Columns are aligned also where characters are two columns wide.

>>> table = Table(["item", "金额"], [["本金", "1,000.00"], ["fee", "5.00"]], "<>")
>>> page = Page("What is owed", "en", [Heading("Today"), table])
>>> print(text_of(page))
What is owed
<BLANKLINE>
Today
  item      金额
  本金  1,000.00
  fee       5.00
>>> print(markdown_of(page), end="")
# What is owed
<BLANKLINE>
## Today
<BLANKLINE>
| item | 金额 |
| :--- | ---: |
| 本金 | 1,000.00 |
| fee | 5.00 |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from ..basics.provenance import Language

GAP = "  "
PAGE_WIDTH = 98
"""Columns after which lines break; a stop that never begins a line may stand two beyond."""
NEVER_FIRST = "，。；：、）》！？％"
"""Chinese punctuation that never begins a line."""
ROWS_SHOWN = 12
"""Rows of a long table that a terminal shows."""


class Heading(NamedTuple):
    """A section's heading, with a remark beside it."""

    text: str
    remark: str = ""


class Lines(NamedTuple):
    """Lines of text under a heading, numbered where a document is to be cited by them."""

    lines: Sequence[str]
    numbered: bool = False


class Table(NamedTuple):
    """Rows under a header; `align` holds `<` or `>` a column, `total` says that the last row sums up the others."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    align: str
    caption: str = ""
    total: bool = False
    room_to_sign: bool = False


Block = Heading | Lines | Table


class Page(NamedTuple):
    """A page in one language.

    `reference` is told beside the title where a document is named. A page that is a table `alone` has a title for
    documents only: a terminal and a notebook show the table by itself.
    """

    title: str
    lang: Language
    blocks: Sequence[Block]
    reference: str = ""
    alone: bool = False


def shortened(table: Table, rows: int) -> Table:
    """Return a table with a total in at most so many rows, the middle left out."""
    cells = table.rows
    if len(cells) - 1 <= rows:
        return table
    return table._replace(rows=[*cells[: rows - 2], [".."] + [""] * (len(table.align) - 1), *cells[-2:]])


# --- plain text ------------------------------------------------------------------------------------------------------


def text_of(page: Page, rows: int = ROWS_SHOWN) -> str:
    """Return a page as plain text; of a long table that stands alone so many rows."""
    if page.alone:
        return "\n".join(table_text(shortened(block, rows)) for block in page.blocks if isinstance(block, Table))
    parts = wrapped(page.title, PAGE_WIDTH, GAP)
    for block in page.blocks:
        if isinstance(block, Heading):
            heading = GAP.join(filter(None, (block.text, block.remark)))
            parts += ["", *wrapped(heading, PAGE_WIDTH, GAP)]
        elif isinstance(block, Lines):
            parts += [part for line in block.lines for part in wrapped(f"  {line}", PAGE_WIDTH, _hanging(line))]
        else:
            parts += [f"  {line}" for line in table_text(block).split("\n")]
    return "\n".join(parts)


def table_text(table: Table) -> str:
    """Return a table as aligned lines under its caption; an empty header is left out."""
    lines = [*([table.header] if any(table.header) else []), *table.rows]
    widths = [max(width(line[place]) for line in lines) for place in range(len(table.align))]
    aligned = [
        GAP.join(pad(cell, wide, side) for cell, wide, side in zip(line, widths, table.align, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([*([table.caption] if table.caption else []), *aligned])


def width(text: str) -> int:
    """Return how many terminal columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def pad(text: str, columns: int, align: str = "<") -> str:
    """Return the text filled with spaces to a number of columns."""
    filling = " " * (columns - width(text))
    return filling + text if align == ">" else text + filling


def wrapped(text: str, columns: int, indent: str = "") -> list[str]:
    """Return a text as lines of at most so many terminal columns, the later ones indented; wide characters may part."""
    lines: list[str] = []
    line, taken = "", 0
    for piece in re.findall(r"[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+|.", text):
        if line.strip() and taken + width(piece.rstrip()) > columns and piece[0] not in NEVER_FIRST:
            lines.append(line.rstrip())
            line, taken = indent, width(indent)
        line, taken = line + piece, taken + width(piece)
    return [*lines, line.rstrip()]


def _hanging(line: str) -> str:
    """Return the indent of a line's continuation: two columns beyond where it starts."""
    return " " * (len(line) - len(line.lstrip()) + 4)


# --- HTML ------------------------------------------------------------------------------------------------------------


class Look(NamedTuple):
    """How HTML is dressed: opening tags without their brackets, attributes by alignment, and how texts are escaped."""

    title: str
    heading: str
    remark: str
    left: str
    right: str
    words: Callable[[str], str]
    lines: Callable[[Lines], Iterator[str]]
    kind: Callable[[Table], str]
    """Attributes of a table."""
    rows_have_names: bool
    """Whether the first cell of a row names it to a screen reader, and the total is marked."""
    between: str
    """What parts the rows of a table's body."""


def section_of(page: Page) -> str:
    """Return a page as the HTML section a notebook shows, in its language, everything escaped."""
    if page.alone:
        tables = [block for block in page.blocks if isinstance(block, Table)]
        return "".join(html_table(table._replace(caption=table.caption or page.title), NOTEBOOK) for table in tables)
    return f'<section lang="{page.lang}">{"".join(html_blocks(page, NOTEBOOK))}</section>'


def html_blocks(page: Page, look: Look) -> Iterator[str]:
    """Yield the title and the blocks of a page, dressed."""
    yield tagged(look.title, escape(page.title))
    for block in page.blocks:
        if isinstance(block, Heading):
            yield tagged(look.heading, escape(block.text))
            yield from [tagged(look.remark, escape(block.remark))] if block.remark else []
        elif isinstance(block, Lines):
            yield from look.lines(block)
        else:
            yield html_table(block, look)


def html_table(table: Table, look: Look) -> str:
    """Return a table with header scopes and its caption, every cell escaped."""
    caption = tagged("caption", escape(table.caption)) if table.caption else ""
    head = tagged("thead", _html_row(table.header, table.align, look, scope="col")) if any(table.header) else ""
    last = len(table.rows) - 1 if table.total else -1
    rows = [
        _html_row(cells, table.align, look, scope="row", is_total=place == last)
        for place, cells in enumerate(table.rows)
    ]
    body = tagged("tbody", look.between + look.between.join(rows) + look.between)
    return f"<table{look.kind(table)}>{caption}{head}{body}</table>"


def _html_row(cells: Sequence[str], align: str, look: Look, *, scope: str, is_total: bool = False) -> str:
    written: list[str] = []
    for place, (cell, side) in enumerate(zip(cells, align, strict=True)):
        is_name = scope == "col" or (place == 0 and look.rows_have_names)
        kind = f'th scope="{scope}"' if is_name else "td"
        written.append(tagged(kind + (look.right if side == ">" else look.left), look.words(cell)))
    return tagged('tr class="total"' if is_total and look.rows_have_names else "tr", "".join(written))


def tagged(opening: str, inner: str) -> str:
    """Return HTML in a tag, given as it opens: `th scope="col"`."""
    return f"<{opening}>{inner}</{opening.partition(' ')[0]}>"


def _paragraphs(block: Lines) -> Iterator[str]:
    yield from (tagged("p", escape(line)) for line in block.lines)


def _no_kind(_: Table) -> str:
    return ""


NOTEBOOK = Look(
    title="h3",
    heading="h4",
    remark="p",
    left=' style="text-align:left;padding:0.1em 0.7em"',
    right=' style="text-align:right;padding:0.1em 0.7em"',
    words=escape,
    lines=_paragraphs,
    kind=_no_kind,
    rows_have_names=False,
    between="",
)
"""What a notebook shows among its own cells: styles in place, no sheet."""


# --- Markdown --------------------------------------------------------------------------------------------------------

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
"""Line breaks, control characters, and marks that turn the direction of writing."""


def markdown_of(page: Page) -> str:
    """Return a page as Markdown in which nothing it tells is markup."""
    return "\n".join(_markdown(page)) + "\n"


def _markdown(page: Page) -> Iterator[str]:
    yield f"# {_plain(page.title)}"
    for block in page.blocks:
        yield ""
        if isinstance(block, Heading):
            yield f"## {_plain(block.text)}"
            yield from ("", _line(block.remark)) if block.remark else ()
        elif isinstance(block, Lines):
            mark = ("1. " if block.numbered else "- ") if len(block.lines) > 1 else ""
            yield from (mark + _line(line) for line in block.lines)
        else:
            yield from _markdown_table(block)


def _markdown_table(table: Table) -> Iterator[str]:
    yield from (_line(table.caption), "") if table.caption else ()
    header = table.header or [""] * len(table.align)  # Markdown has no table without a header
    yield _markdown_row(_plain(cell) for cell in header)
    yield _markdown_row("---:" if side == ">" else ":---" for side in table.align)
    yield from (_markdown_row(_plain(cell) for cell in row) for row in table.rows)


def _markdown_row(cells: Iterator[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _plain(text: str) -> str:
    """Return a text on one line in which nothing is markup."""
    return re.sub(r"([\\`*_\[\]<>|#~&])", r"\\\1", CONTROLS.sub(" ", text))


def _line(text: str) -> str:
    """Return a plain text that does not begin a list, a rule or an underlined heading where it begins a line."""
    return re.sub(r"^([0-9]*)([-+=.)])", r"\1\\\2", _plain(text).strip())
