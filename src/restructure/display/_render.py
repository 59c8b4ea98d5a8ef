"""Draw any answer in any format: which page shows which kind, and which writer writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Literal, NamedTuple, get_args

from ..basics.errors import Fault, InvalidInputError
from ..basics.provenance import Language
from .own_words import page_in_own_words
from .page import ROWS_SHOWN, Page, markdown_of, section_of, text_of
from .print_page import document_of

__all__ = ["render"]

Format = Literal["text", "html", "markdown", "print"]
"""Plain text; the HTML section a notebook shows; Markdown; a self-contained HTML document ready to print on A4."""


class _Kind(NamedTuple):
    """A kind of answer: the room whose door publishes it, and the function that makes its page."""

    room: str
    page: str


# Names, not functions: printing a schedule must not load the rooms of agreements and tracking.
KINDS: Mapping[str, _Kind] = {
    "AccountStatement": _Kind("tracking", "statement.statement_page"),
    "Agreement": _Kind("agreement", "agreement.agreement_page"),
    "Capacity": _Kind("capacity", "capacity.capacity_page"),
    "Comparison": _Kind("options", "comparison.comparison_page"),
    "Conservation": _Kind("contract", "conservation.conservation_page"),
    "Explanation": _Kind("display.explanation", "explanation.explanation_page"),
    "Negotiation": _Kind("options", "negotiation.negotiation_page"),
    "Option": _Kind("options", "options.option_page"),
    "OptionSet": _Kind("options", "options.options_page"),
    "PayoffQuote": _Kind("tracking", "payoff.payoff_page"),
    "Plan": _Kind("options", "options.plan_page"),
    "Reassessment": _Kind("tracking", "reassessed.reassessed_page"),
    "Schedule": _Kind("loan", "schedule.schedule_page"),
    "ScheduleOn": _Kind("loan", "schedule_on.schedule_on_page"),
    "Tracked": _Kind("tracking", "tracked.tracked_page"),
    "WhyNot": _Kind("options", "why_not.why_not_page"),
}
"""Everything that has a page."""

WRITERS: Mapping[Format, Callable[[Page], str]] = {
    "html": section_of,
    "markdown": markdown_of,
    "print": document_of,
}


def render(held: object, *, lang: Language | None = None, format: Format = "text") -> str:  # noqa: A002
    """Return the page of an answer: text, HTML for a notebook, Markdown, or a document to print (展示).

    Args:
        held: a schedule, a schedule as of a day, a capacity,
            an option, an option set, a plan, a comparison, an answer of `why_not` or of
            `negotiate`, an
            agreement, what `track`, `reassess`, `statement` or `payoff_quote` returns, a conservation statement, or an
            explanation.
        lang: `en` or `zh`; default: English, or the language an explanation was written in.
        format: `text`, as `to_text()` returns it; `html`, the section a notebook shows; `markdown`; or `print`, one
            HTML document that needs nothing else, ready for A4.

    Returns:
        The page. Whatever its texts hold, nothing in them is markup.

    Raises:
        InvalidInputError: what has no page, another language or format, or an explanation asked for in a language it
            was not written in.

    Examples:
        >>> from datetime import date
        >>> from restructure import LoanTerms, Phase, amortize
        >>> terms = LoanTerms(
        ...     currency="CNY",
        ...     principal="1200.00",
        ...     rate=0,
        ...     start_date=date(2026, 1, 1),
        ...     first_due_date=date(2026, 2, 1),
        ...     phases=[Phase(2)],
        ... )
        >>> print(render(amortize(terms), lang="zh"))
        CNY · 30/360 · 四舍五入 · 最后一期结清尾差
        期数  还款日      应还金额  利息      本金  剩余本金
           1  2026-02-01    600.00  0.00    600.00    600.00
           2  2026-03-01    600.00  0.00    600.00      0.00
              合计        1,200.00  0.00  1,200.00
    """
    own: Language = getattr(held, "lang", "en")  # an explanation has a language of its own
    return drawn(held, lang=own if lang is None else lang, format=format, rows=ROWS_SHOWN)


def drawn(held: object, *, lang: Language, format: Format, rows: int) -> str:  # noqa: A002
    """Return the page of an answer; as text, a schedule in at most so many rows."""
    make = _page_of(held)
    faults = list(_faults(make, lang, format))
    if make is None or faults:
        raise InvalidInputError(faults)
    page = page_in_own_words(held, make(held, lang))
    return text_of(page, rows) if format == "text" else WRITERS[format](page)


def _page_of(held: object) -> Callable[[object, Language], Page] | None:
    """Return the function that makes the page of a kind of answer; a class of the same name elsewhere has none."""
    kind = KINDS.get(type(held).__name__)
    if kind is None or getattr(import_module(f"..{kind.room}", __package__), type(held).__name__) is not type(held):
        return None
    file, _, name = kind.page.partition(".")
    make: Callable[[object, Language], Page] = getattr(import_module(f".pages.{file}", __package__), name)
    return make


def _faults(make: object, lang: object, format: object) -> Iterator[Fault]:  # noqa: A002
    if make is None:
        yield Fault("held", f"has no page; pass one of {', '.join(KINDS)}")
    if lang not in get_args(Language):
        yield Fault("lang", "must be 'en' or 'zh'")
    if format not in get_args(Format):
        yield Fault("format", "must be 'text', 'html', 'markdown' or 'print'")
