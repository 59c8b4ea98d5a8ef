"""Which sentences say what becomes of collection and of the credit record once a plan is signed, kept or missed."""

from __future__ import annotations

from collections.abc import Iterator

from ...basics.provenance import Language
from ...options import OptionSet
from ...policy import EFFECT_SUBJECTS
from ._agreement import breach_sentences
from ._tell import Told
from ._words_aftermath import AFTERMATH, HEADINGS, MOMENTS, NOT_STATED
from .explained import Reader, Section, Sentence, section

_UNSIGNED = ("keep", "reinstate", "next_steps")
"""Rungs whose answer nobody signs: the contract goes on as it is, or there is nothing to sign."""


def aftermath_sections(told: Told, held: OptionSet, reader: Reader) -> Iterator[Section]:
    """Yield what follows when a plan is signed, told from the option set on."""
    code = "AFTER_SIGNING" if reader == "customer" else "OFFICER_AFTER_SIGNING"
    yield from section(code, HEADINGS[code].to_text(told.lang), _sentences(told.about(AFTERMATH), held, reader))


def aftermath_lines(held: OptionSet, lang: Language) -> list[str]:
    """Return the same for a page, with its sources."""
    told = Told(held, "", held.currency, lang, AFTERMATH)
    return [sentence.text for sentence in _sentences(told, held, "officer")]


def aftermath_heading(lang: Language) -> str:
    """Return the heading of those lines."""
    return HEADINGS["AFTER_SIGNING"].to_text(lang)


def _sentences(told: Told, held: OptionSet, reader: Reader) -> Iterator[Sentence]:
    if not any(part.options and part.rung not in _UNSIGNED for part in (held, *held.by_debt)):
        return
    rules = held.question.policy.agreed
    if not _stops_by_its_source(held):
        yield told.say("HOLD" if rules.collection_hold else "NO_HOLD")
    yield from _effects(told, held, reader)
    yield told.say("MISSED_MEANS")
    waived = bool(held.options and held.options[0].conservation.total.waived)
    yield from breach_sentences(told, rules.breach, waived=waived)


def _stops_by_its_source(held: OptionSet) -> bool:
    """Return whether a source says what the agreement would: that collection stops once it is signed."""
    told = {(item.of, item.when) for item in held.question.policy.signing_effects}
    return held.question.policy.agreed.collection_hold and ("collection", "signed") in told


def _effects(told: Told, held: OptionSet, reader: Reader) -> Iterator[Sentence]:
    stated = held.question.policy.signing_effects
    for place, item in enumerate(stated):
        yield told.say(MOMENTS[item.when], i=place)
    if reader == "officer":
        yield from _sources(told, held)
    elif any(source.level != "verified" for item in stated for source in item.sources):
        yield told.say("CONFIRMED_BEFORE")
    of = {item.of for item in stated}
    yield from (told.say(NOT_STATED[subject]) for subject in EFFECT_SUBJECTS if subject not in of)


def _sources(told: Told, held: OptionSet) -> Iterator[Sentence]:
    """Yield each source once."""
    seen: set[str] = set()
    for place, item in enumerate(held.question.policy.signing_effects):
        for row, source in enumerate(item.sources):
            if source.title not in seen:
                yield told.say("WRITTEN_IN", i=place, j=row)
            seen.add(source.title)
