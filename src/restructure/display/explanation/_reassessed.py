"""Which sentences a re-assessment calls for: why, the old plan beside the new one, then the new plan itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...tracking import Reassessment
from ._plan import plan_sections
from ._tell import Told
from ._words_plan import PLAN
from ._words_reassessed import HEADINGS
from .explained import Reader, Section, Sentence, section


def reassessed_sections(told: Told, held: Reassessment, reader: Reader) -> Iterator[Section]:
    """Yield what is said of a re-assessment."""
    yield from section("WHY_AGAIN", HEADINGS["WHY_AGAIN"].to_text(told.lang), _why(told, held))
    yield from section("OLD_AND_NEW", HEADINGS["OLD_AND_NEW"].to_text(told.lang), _compared(told, held))
    inner = plan_sections(told.about(PLAN, "plan."), held.plan, reader)
    yield from inner if reader == "officer" or _same_contract(held) else _without_contract(inner)


def _same_contract(held: Reassessment) -> bool:
    """Return whether keeping the contract, as the new plan reads it, comes to what the old plan would still take."""
    kept = held.plan.options.references.get("keep_contract")
    return kept is not None and kept.total_paid == held.before.total_paid


_AGAINST = re.compile(r"before_after\.before\.|measures\.(extra_|months_longer|first_year_relief)|keep_contract")
_ALSO = ("SAME", "COSTS_THE_SAME")


def _without_contract(sections: Iterable[Section]) -> Iterator[Section]:
    """Yield sections without what compares a plan with a contract that the old plan is not."""
    for part in sections:
        if part.code != "WITHOUT":
            yield from section(part.code, part.heading, filter(_stands, part.sentences))


def _stands(sentence: Sentence) -> bool:
    return sentence.code not in _ALSO and not any(_AGAINST.search(fact.source) for fact in sentence.facts)


def _why(told: Told, held: Reassessment) -> Iterator[Sentence]:
    yield told.say("AGREEMENT_AGAIN")
    for place in range(len(held.because)):
        yield told.say("BECAUSE", i=place)
    if not held.because:
        yield told.say("ASKED")


def _compared(told: Told, held: Reassessment) -> Iterator[Sentence]:
    yield told.say("OLD" if held.before.installments else "OLD_ALL_DUE")
    if held.after is None:
        yield told.say("NO_NEW")
    else:
        yield told.say("NEW")
        more = held.after.total_paid.compare(held.before.total_paid)
        yield told.say("NEW_MORE" if more > 0 else "NEW_LESS" if more else "NEW_SAME")
    for place in range(len(held.reasons)):
        yield told.say("MONEY_HELD", i=place)
