"""Which sentences checks call for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...agreement import AgreedCheck
from ...basics.provenance import Check
from ._tell import Told
from ._words_shared import CHECKS, HEADINGS, LEVELS
from .explained import Section, Sentence, section


def to_confirm(told: Told, checks: Sequence[Check]) -> Iterator[Section]:
    """Yield what the customer is told of checks: those that a person still has to decide."""
    told = told.about(CHECKS)
    open_ones = [place for place, check in enumerate(checks) if check.status == "needs_review"]
    sentences = [told.say(_confirming(checks[place]), i=place) for place in open_ones]
    if sentences:
        sentences = [told.say("TO_CONFIRM"), *sentences]
    yield from section("TO_CONFIRM", HEADINGS["TO_CONFIRM"].to_text(told.lang), sentences)


def _confirming(check: Check) -> str:
    if check.indicated is None:
        return "TO_CONFIRM_ITEM"
    return "TO_CONFIRM_LIKELY" if check.indicated == "pass" else "TO_CONFIRM_DOUBTFUL"


def all_checks(told: Told, checks: Sequence[Check | AgreedCheck]) -> Iterator[Section]:
    """Yield what the loan officer is told of checks: every rule with its limit, then each source once."""
    told = told.about(CHECKS)
    yield from section("CHECKS", HEADINGS["CHECKS"].to_text(told.lang), _rules_and_sources(told, checks))


def _rules_and_sources(told: Told, checks: Sequence[Check | AgreedCheck]) -> Iterator[Sentence]:
    for place, check in enumerate(checks):
        yield told.say(_checking(check), i=place)
    seen: set[str] = set()
    for place, check in enumerate(checks):
        for row, source in enumerate(check.sources):
            if source.title not in seen:
                seen.add(source.title)
                yield told.say(LEVELS[source.level], i=place, j=row)


def _checking(check: Check | AgreedCheck) -> str:
    if check.actual is None:
        return "CHECK_UNKNOWN"
    return "CHECK_TO_REVIEW" if check.status == "needs_review" and check.indicated is not None else "CHECK"


def unmet(told: Told, checks: Sequence[Check]) -> Iterator[Sentence]:
    """Yield the checks that keep anything from being offered."""
    told = told.about(CHECKS)
    for place, check in enumerate(checks):
        if check.indicated == "fail":
            yield told.say("NOT_MET", i=place)
