"""Write an agreement as Markdown or as one self-contained HTML page, ready to print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from ..basics.errors import require_type
from ..basics.provenance import Language
from ..basics.table import Heading, Lines, Page, Table
from ._page import Signatures, agreement_page
from .agreement import Agreement

__all__ = ["render_html", "render_markdown"]

CSS = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 3rem; max-width: 50rem; background: #fff; color: #1a1a1a;
  font: 11pt/1.55 Georgia, "Times New Roman", "Noto Serif", serif; }
:lang(zh) body, body:lang(zh) { font-family: "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif;
  line-height: 1.7; }
h1 { margin: 0 0 .2rem; font-size: 20pt; line-height: 1.25; text-align: center; }
h1 + p { margin: 0 0 1.4rem; text-align: center; color: #444; }
h2 { margin: 1.8rem 0 .5rem; padding-bottom: .15rem; border-bottom: 1px solid #999; font-size: 12.5pt; line-height: 1.3;
  break-after: avoid; }
h2 + p.remark { margin: -.2rem 0 .5rem; font-size: 9.5pt; color: #555; break-after: avoid; }
p { margin: .35rem 0; }
ol { margin: .3rem 0 0; padding-left: 1.6rem; }
li { margin: .25rem 0; break-inside: avoid; }
table { width: 100%; margin: .4rem 0 0; border-collapse: collapse; font-size: 10pt; line-height: 1.35; }
th, td { padding: .28rem .5rem; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top;
  font-weight: normal; overflow-wrap: break-word; }
thead { display: table-header-group; }
thead th { border-bottom: 1px solid #666; font-weight: bold; vertical-align: bottom; }
tr { break-inside: avoid; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.amount { white-space: nowrap; }
.facts { table-layout: fixed; }
.facts th { width: 30%; color: #444; }
.signatures { table-layout: fixed; break-inside: avoid; }
.signatures tbody td, .signatures tbody th { height: 3.2rem; vertical-align: bottom; }
tr.total th, tr.total td { border-top: 1px solid #666; border-bottom: 0; font-weight: bold; }
@page { size: A4; margin: 20mm 18mm 18mm; @bottom-center { content: counter(page) " / " counter(pages);
  font: 9pt sans-serif; color: #555; } }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } a { color: inherit; } }
"""
"""One style for screen and paper; no font, image or script is fetched."""

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
"""Line breaks, control characters, and marks that turn the direction of writing."""

HTML_LANG: dict[Language, str] = {"en": "en", "zh": "zh-Hans"}


def render_markdown(agreement: Agreement, lang: Language = "en") -> str:
    """Return the whole document as Markdown (协议文本).

    Args:
        agreement: at any step of its life.
        lang: en or zh.

    Raises:
        InvalidInputError: an unknown language.

    Examples:
        See the module.
    """
    return "\n".join(_markdown(_page(agreement, lang))) + "\n"


def render_html(agreement: Agreement, lang: Language = "en") -> str:
    """Return the whole document as one HTML page that needs nothing else, ready to print on A4 (可打印协议).

    Args:
        agreement: at any step of its life.
        lang: en or zh.

    Raises:
        InvalidInputError: an unknown language.

    Examples:
        See the module.
    """
    page = _page(agreement, lang)
    title = escape(f"{page.title} {agreement.reference}")
    body = "\n".join(_html(page))
    return (
        f'<!DOCTYPE html>\n<html lang="{HTML_LANG[lang]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{CSS}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _page(agreement: Agreement, lang: Language) -> Page:
    require_type("agreement", agreement, Agreement, "an Agreement, from draft_agreement or from_json")
    return agreement_page(agreement, lang)


# --- Markdown --------------------------------------------------------------------------------------------------------


def _markdown(page: Page) -> Iterator[str]:
    yield f"# {_plain(page.title)}"
    for block in page.blocks:
        yield ""
        if isinstance(block, Heading):
            yield f"## {_plain(block.text)}"
            yield from ("", _line(block.remark)) if block.remark else ()
        elif isinstance(block, Lines):
            mark = "1. " if len(block.lines) > 1 else ""
            yield from (mark + _line(line) for line in block.lines)
        else:
            yield from _markdown_table(block)


def _markdown_table(table: Table) -> Iterator[str]:
    header = table.header or [""] * len(table.align)  # Markdown has no table without a header
    yield _markdown_line(header)
    yield _markdown_line(["---:" if side == ">" else ":---" for side in table.align], escaped=True)
    yield from (_markdown_line(row) for row in table.rows)


def _markdown_line(cells: Sequence[str], *, escaped: bool = False) -> str:
    return "| " + " | ".join(cell if escaped else _plain(cell) for cell in cells) + " |"


def _plain(text: str) -> str:
    """Return a text on one line in which nothing is markup."""
    return re.sub(r"([\\`*_\[\]<>|#~&])", r"\\\1", CONTROLS.sub(" ", text))


def _line(text: str) -> str:
    """Return a plain text that does not begin a list, a rule or an underlined heading where it begins a line."""
    return re.sub(r"^([0-9]*)([-+=.)])", r"\1\\\2", _plain(text).strip())


# --- HTML ------------------------------------------------------------------------------------------------------------


def _html(page: Page) -> Iterator[str]:
    yield f"<h1>{escape(page.title)}</h1>"
    for block in page.blocks:
        if isinstance(block, Heading):
            yield f"<h2>{escape(block.text)}</h2>"
            yield from [f'<p class="remark">{escape(block.remark)}</p>'] if block.remark else []
        elif isinstance(block, Lines):
            yield from _html_lines(block.lines)
        else:
            yield _html_table(block)


def _html_lines(lines: Sequence[str]) -> Iterator[str]:
    if len(lines) == 1:
        yield f"<p>{_words(lines[0])}</p>"
    else:
        yield "<ol>" + "".join(f"<li>{_words(line)}</li>" for line in lines) + "</ol>"


def _words(text: str) -> str:
    """Return a text escaped, with every amount kept on one line with its currency."""
    return re.sub(r"\b[A-Z]{3} [0-9][0-9,.]*[0-9]|[0-9][0-9,.]*元", r'<span class="amount">\g<0></span>', escape(text))


def _html_table(table: Table) -> str:
    """Return a table whose columns and rows name themselves to a screen reader; a row without a name is the total."""
    kind = "signatures" if isinstance(table, Signatures) else "" if table.header else "facts"
    head = "<thead>" + _html_row(table.header, table.align, "col") + "</thead>" if table.header else ""
    body = "\n".join(_html_row(row, table.align, "row") for row in table.rows)
    name = f' class="{kind}"' if kind else ""
    return f"<table{name}>{head}<tbody>\n{body}\n</tbody></table>"


def _html_row(cells: Sequence[str], align: str, scope: str) -> str:
    written: list[str] = []
    for place, (cell, side) in enumerate(zip(cells, align, strict=True)):
        right = ' class="number"' if side == ">" else ""
        names = scope == "col" or place == 0
        written.append(
            f'<th scope="{scope}"{right}>{_words(cell)}</th>' if names else f"<td{right}>{_words(cell)}</td>"
        )
    total = ' class="total"' if scope == "row" and not cells[0] else ""
    return f"<tr{total}>" + "".join(written) + "</tr>"
