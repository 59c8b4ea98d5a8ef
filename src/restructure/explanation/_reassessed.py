"""Which sentences a re-assessment calls for: why, the old plan beside the new one, then the new plan itself.

May import: floors below, the words of this package.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..tracking import Reassessment
from ._plan import plan_sections
from ._tell import Told
from ._values import Reader, Section, Sentence, section
from ._words_plan import PLAN
from ._words_reassessed import HEADINGS


def reassessed_sections(told: Told, held: Reassessment, reader: Reader) -> Iterator[Section]:
    """Yield what is said of a re-assessment."""
    yield from section("WHY_AGAIN", HEADINGS["WHY_AGAIN"].to_text(told.lang), _why(told, held))
    yield from section("OLD_AND_NEW", HEADINGS["OLD_AND_NEW"].to_text(told.lang), _compared(told, held))
    yield from plan_sections(told.about(PLAN, "plan."), held.plan, reader)


def _why(told: Told, held: Reassessment) -> Iterator[Sentence]:
    yield told.say("AGREEMENT_AGAIN")
    for place in range(len(held.because)):
        yield told.say("BECAUSE", i=place)
    if not held.because:
        yield told.say("ASKED")


def _compared(told: Told, held: Reassessment) -> Iterator[Sentence]:
    yield told.say("OLD" if held.before.installments else "OLD_ALL_DUE")
    yield told.say("NO_NEW" if held.after is None else "NEW")
    for place in range(len(held.reasons)):
        yield told.say("MONEY_HELD", i=place)
