"""Plain-text and HTML tables: aligned also where characters are two columns wide.

>>> print(text_table(["item", "金额"], [["本金", "1,000.00"], ["fee", "5.00"]], align="<>"))
item      金额
本金  1,000.00
fee       5.00
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from typing import NamedTuple
from unicodedata import combining, east_asian_width

GAP = "  "
PAGE_WIDTH = 100
NEVER_FIRST = "，。；：、）》！？％"
"""Chinese punctuation that never begins a line."""


def width(text: str) -> int:
    """Return how many terminal columns a text takes."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def pad(text: str, columns: int, align: str = "<") -> str:
    """Return the text filled with spaces to a number of columns."""
    filling = " " * (columns - width(text))
    return filling + text if align == ">" else text + filling


def wrapped(text: str, columns: int, indent: str = "") -> list[str]:
    """Return a text as lines of at most so many terminal columns, the later ones indented; wide characters may part."""
    lines: list[str] = []
    line = ""
    for piece in re.findall(r"[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+|.", text):
        if line.strip() and width(line + piece.rstrip()) > columns and piece[0] not in NEVER_FIRST:
            lines.append(line.rstrip())
            line = indent
        line += piece
    return [*lines, line.rstrip()]


def text_table(header: Sequence[str], rows: Iterable[Sequence[str]], *, align: str) -> str:
    """Return rows under a header as aligned lines; `align` holds `<` or `>` a column; an empty header is left out."""
    lines = [list(row) for row in (header, *rows) if row is not header or any(header)]
    widths = [max(width(line[place]) for line in lines) for place in range(len(align))]
    return "\n".join(
        GAP.join(pad(cell, wide, side) for cell, wide, side in zip(line, widths, align, strict=True)).rstrip()
        for line in lines
    )


def html_table(header: Sequence[str], rows: Iterable[Sequence[str]], *, align: str, caption: str = "") -> str:
    """Return the same table as HTML with header scopes and a caption; every cell is escaped."""
    styles = [f"text-align:{'right' if side == '>' else 'left'};padding:0.1em 0.7em" for side in align]

    def line(tag: str, cells: Sequence[str]) -> str:
        return (
            "<tr>"
            + "".join(
                f'<{tag} style="{style}">{escape(cell)}</{tag.partition(" ")[0]}>'
                for cell, style in zip(cells, styles, strict=True)
            )
            + "</tr>"
        )

    head = "<thead>" + line('th scope="col"', header) + "</thead>" if any(header) else ""
    body = "".join(line("td", row) for row in rows)
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{title}{head}<tbody>{body}</tbody></table>"


class Heading(NamedTuple):
    """A section's heading, with a remark beside it."""

    text: str
    remark: str = ""


class Lines(NamedTuple):
    """Lines of text under a heading."""

    lines: Sequence[str]


class Table(NamedTuple):
    """Rows under a header."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    align: str
    caption: str = ""


class Page(NamedTuple):
    """A page of headings, lines and tables, shown as plain text or as HTML."""

    title: str
    lang: str
    blocks: Sequence[Heading | Lines | Table]

    def to_text(self) -> str:
        """Return the page as plain text."""
        parts = wrapped(self.title, PAGE_WIDTH, GAP)
        for block in self.blocks:
            if isinstance(block, Heading):
                heading = GAP.join(filter(None, (block.text, block.remark)))
                parts += ["", *wrapped(heading, PAGE_WIDTH, GAP)]
            elif isinstance(block, Lines):
                parts += [part for line in block.lines for part in wrapped(f"  {line}", PAGE_WIDTH, _hanging(line))]
            else:
                table = text_table(block.header, block.rows, align=block.align)
                parts += [f"  {line}" for line in table.split("\n")]
        return "\n".join(parts)

    def to_html(self) -> str:
        """Return the page as an HTML section in its language, everything escaped."""
        parts = [f'<section lang="{self.lang}"><h3>{escape(self.title)}</h3>']
        for block in self.blocks:
            if isinstance(block, Heading):
                remark = f"<p>{escape(block.remark)}</p>" if block.remark else ""
                parts.append(f"<h4>{escape(block.text)}</h4>{remark}")
            elif isinstance(block, Lines):
                parts += [f"<p>{escape(line)}</p>" for line in block.lines]
            else:
                parts.append(html_table(block.header, block.rows, align=block.align, caption=block.caption))
        return "".join(parts) + "</section>"


def _hanging(line: str) -> str:
    """Return the indent of a line's continuation: two columns beyond where it starts."""
    return " " * (len(line) - len(line.lstrip()) + 4)


def money_text(amount: Decimal, *, signed: bool = False) -> str:
    """Return an amount with thousands separators, with its sign always shown when asked."""
    return format(amount, "+,f" if signed and amount else ",f")


def percent_text(fraction: Decimal | float, places: int = 2) -> str:
    """Return a fraction of one as a percentage."""
    shown = f"{float(fraction) * 100:.{places}f}%"
    return shown.removeprefix("-") if not shown.strip("-0.%") else shown
