"""An explanation as a page: its sections, the meaning of its terms and, for the officer, where each number stands."""

from __future__ import annotations

from collections.abc import Iterator

from ...basics.errors import Fault, InvalidInputError
from ...basics.provenance import Language, Wording
from ..explanation import Explanation, Sentence
from ..page import Block, Heading, Lines, Page, Table

GLOSSARY = Wording("What the words mean", "名词解释")
SOURCES = Wording("Where each number comes from", "数字出处")
FIGURE = Wording("figure", "数字")
PATH = Wording("field of the answer", "结果字段")


def explanation_page(explanation: Explanation, lang: Language) -> Page:
    """Return the page in the language the explanation was written in.

    Raises:
        InvalidInputError: another language was asked for.
    """
    if lang != explanation.lang:
        message = f"is not {explanation.lang!r}, in which the explanation was written; explain again in {lang!r}"
        raise InvalidInputError([Fault("lang", message)])
    return Page(explanation.title, lang, list(_blocks(explanation, lang)))


def _blocks(explanation: Explanation, lang: Language) -> Iterator[Block]:
    for section in explanation.sections:
        yield Heading(section.heading)
        yield Lines([_shown(explanation, sentence) for sentence in section.sentences])
    if explanation.glossary:
        mark = "：" if lang == "zh" else ": "
        yield Heading(GLOSSARY.to_text(lang))
        yield Lines([f"{item.term}{mark}{item.meaning}" for item in explanation.glossary])
    if explanation.reader == "officer":
        facts = [fact for sentence in explanation.sentences for fact in sentence.facts if fact.is_figure]
        rows = dict.fromkeys((fact.text, fact.source) for fact in facts)
        yield Heading(SOURCES.to_text(lang))
        yield Table([FIGURE.to_text(lang), PATH.to_text(lang)], list(rows), "><")


def _shown(explanation: Explanation, sentence: Sentence) -> str:
    """Return a sentence, for the officer with its code, where all of them are the officer's."""
    code = sentence.code.removeprefix("OFFICER_")
    return f"{sentence.text} [{code}]" if explanation.reader == "officer" else sentence.text
