"""Any page as one self-contained HTML document, ready to print on A4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from ..basics.provenance import Language
from .page import Lines, Look, Page, Table, html_blocks, tagged

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

HTML_LANG: dict[Language, str] = {"en": "en", "zh": "zh-Hans"}


def document_of(page: Page) -> str:
    """Return a page as an HTML document that needs nothing else."""
    title = escape(" ".join(filter(None, (page.title, page.reference))))
    body = "\n".join(html_blocks(page, PRINTED))
    return (
        f'<!DOCTYPE html>\n<html lang="{HTML_LANG[page.lang]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{CSS}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _words(text: str) -> str:
    """Return a text escaped, with every amount kept on one line with its currency."""
    return re.sub(r"\b[A-Z]{3} [0-9][0-9,.]*[0-9]|[0-9][0-9,.]*元", r'<span class="amount">\g<0></span>', escape(text))


def _lines(block: Lines) -> Iterator[str]:
    if block.numbered and len(block.lines) != 1:
        yield tagged("ol", "".join(tagged("li", _words(line)) for line in block.lines))
    else:
        yield from (tagged("p", _words(line)) for line in block.lines)


def _kind(table: Table) -> str:
    if table.room_to_sign:
        return ' class="signatures"'
    return "" if any(table.header) else ' class="facts"'


PRINTED = Look(
    title="h1",
    heading="h2",
    remark='p class="remark"',
    left="",
    right=' class="number"',
    words=_words,
    lines=_lines,
    kind=_kind,
    rows_have_names=True,
    between="\n",
)
"""What paper asks for: one sheet of styles, and columns and rows that name themselves to a screen reader."""
