"""Why a plan is not offered, in a few lines."""

from __future__ import annotations

from ...basics.provenance import Language, Wording
from ...options import WhyNot
from ..page import Heading, Lines, Page

NOT_OFFERED = Wording("WHY THIS PLAN IS NOT OFFERED", "未列入该方案的原因")
OFFERED = Wording("THIS PLAN IS OFFERED", "该方案已列入")


def why_not_page(answer: WhyNot, lang: Language) -> Page:
    """Return the reasons, the weightiest first."""
    heading = OFFERED if answer.offered else NOT_OFFERED
    lines = [reason.text.to_text(lang) for reason in answer.reasons]
    return Page(answer.option.id, lang, [Heading(heading.to_text(lang)), Lines(lines)])
