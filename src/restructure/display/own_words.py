"""The words of a product in what is told of it: a card's charge for paying late is no loan's penalty interest.

A policy's agreement rules hold them as data; whatever can be traced to a policy is told in them, on pages and in
explanations alike. What others wrote - references, names, notes, statements of a bank's own - stays as they wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ..policy import AgreementRules, OwnWords
from .page import Block, Heading, Lines, Page, Table

if TYPE_CHECKING:
    from ..agreement import Agreement
    from ..options import OptionSet


class _Spoken(NamedTuple):
    """Where an answer holds the rules of its policy, and what in it others wrote."""

    rules: AgreementRules
    written: list[str]


def _of_options(held: OptionSet) -> _Spoken:
    case = held.question
    names = [case.asked.reference, held.debt, *(debt.reference for debt in case.asked.debts)]
    return _Spoken(case.policy.agreed, names)


def _of_agreement(held: Agreement) -> _Spoken:
    return _Spoken(held.rules, list(_written_in(held)))


def _written_in(held: Agreement) -> Iterator[str]:
    yield from (held.reference, held.debt, *(party.id for party in held.parties))
    yield from (text for review in held.reviews for text in (review.by, " ".join(review.note.split())))
    yield from (" ".join(step.note.split()) for step in held.life if step.note is not None)
    for part in (part for clause in held.clauses for part in clause.parts if part.says is None):
        yield from (part.text.en, part.text.zh)


_KINDS: dict[str, Callable[[Any], _Spoken]] = {
    "Agreement": _of_agreement,
    "OptionSet": _of_options,
    "Plan": lambda held: _of_options(held.options),
    "Reassessment": lambda held: _of_options(held.plan.options),
}
"""Answers that know their policy; the others are told as this library tells them."""


def own_words(held: object) -> OwnWords | None:
    """Return the words of the policy that an answer is of, if it is of one and that has words of its own."""
    kind = _KINDS.get(type(held).__name__)
    return None if kind is None else kind(held).rules.words


def page_in_own_words(held: object, page: Page) -> Page:
    """Return the page of an answer in the words of its product."""
    kind = _KINDS.get(type(held).__name__)
    if kind is None:
        return page
    rules, written = kind(held)
    if rules.words is None:
        return page
    put = _put(rules.words, page, written)
    return page._replace(title=put(page.title), blocks=[_block(put, block) for block in page.blocks])


def _put(words: OwnWords, page: Page, written: list[str]) -> Callable[[str], str]:
    """Return what puts a text into a product's words, around what others wrote."""
    kept = sorted({text for text in written if words.of(text, page.lang) != text}, key=len, reverse=True)
    if not kept:
        return lambda text: words.of(text, page.lang)
    parting = re.compile(f"({'|'.join(map(re.escape, kept))})")

    def put(text: str) -> str:
        parts = parting.split(text)
        return "".join(part if place % 2 else words.of(part, page.lang) for place, part in enumerate(parts))

    return put


def _block(put: Callable[[str], str], block: Block) -> Block:
    if isinstance(block, Heading):
        return Heading(put(block.text), put(block.remark))
    if isinstance(block, Lines):
        return block._replace(lines=[put(line) for line in block.lines])
    return _table(put, block)


def _table(put: Callable[[str], str], table: Table) -> Table:
    rows = [[put(cell) for cell in row] for row in table.rows]
    return table._replace(header=[put(cell) for cell in table.header], rows=rows, caption=put(table.caption))
