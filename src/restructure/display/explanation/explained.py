"""What an explanation is: sections of sentences, each with its code, its figures and where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from ...basics.provenance import Language
from ...basics.shown import Shown, drawn_text
from ...basics.types import value
from ._glossary import terms_in
from .fact import Fact

__all__ = ["Explanation", "Meaning", "Reader", "Section", "Sentence"]

Reader = Literal["customer", "officer"]
"""Who reads: the customer, in plain words; or the loan officer, with codes, limits, checks and sources."""


@value(private=True)
class Sentence:
    """One sentence with its code and its figures (说明句)."""

    code: str
    text: str
    facts: tuple[Fact, ...]


@value(private=True)
class Section:
    """Sentences under a heading; `code` is stable."""

    code: str
    heading: str
    sentences: tuple[Sentence, ...]


@value()
class Meaning:
    """A term the page uses, and what it means, in the page's language."""

    term: str
    meaning: str


@value(private=True)
class Explanation(Shown):
    """An answer in plain words (说明): every sentence with its code, its figures and the fields they stand in.

    Args:
        subject: what is explained: `capacity`, `option`, `option_set`, `plan`, `agreement` or `tracked`.
        title: of the page.
        lang: English or Chinese.
        reader: customer or officer.
        sections: in reading order; none is empty.
        glossary: the terms the page uses.
    """

    subject: str
    title: str
    lang: Language
    reader: Reader
    sections: tuple[Section, ...]
    glossary: tuple[Meaning, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in reading order."""
        return tuple(sentence for section in self.sections for sentence in section.sentences)

    def to_text(self, lang: Language | None = None) -> str:
        """Return the page as plain text, in the language it was written in.

        Raises:
            InvalidInputError: another language.
        """
        return drawn_text(self, self.lang if lang is None else lang)


def section(code: str, heading: str, sentences: Iterable[Sentence]) -> Iterator[Section]:
    """Yield the section, or nothing where there is nothing to say."""
    held = tuple(sentences)
    if held:
        yield Section(code=code, heading=heading, sentences=held)


def meanings(sections: Sequence[Section], lang: Language) -> tuple[Meaning, ...]:
    """Return the terms that sections use and, of what explains them, the terms in turn."""
    text = "\n".join(f"{part.heading}\n" + "\n".join(one.text for one in part.sentences) for part in sections)
    found = list(terms_in(text, lang))
    for term in found:  # grows while it is walked: a meaning may use another term
        meaning = term.zh_meaning if lang == "zh" else term.en_meaning
        found += [other for other in terms_in(meaning, lang) if other not in found]
    return tuple(
        Meaning(term=term.zh, meaning=term.zh_meaning)
        if lang == "zh"
        else Meaning(term=term.en, meaning=term.en_meaning)
        for term in found
    )
