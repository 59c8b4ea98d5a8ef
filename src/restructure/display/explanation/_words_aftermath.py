"""What is said of the time after signing: collection, the credit record, and what follows a breach. Data only."""

from __future__ import annotations

from collections.abc import Mapping

from ...basics.provenance import Wording
from ...policy import EffectSubject, Moment
from ._tell import Known, Words
from ._words_agreement import LINES as AGREEMENT_LINES

HEADINGS: dict[str, Wording] = {
    "AFTER_SIGNING": Wording("Once you sign", "签约之后"),
    "OFFICER_AFTER_SIGNING": Wording("Once it is signed", "签约之后"),
}

MOMENTS: Mapping[Moment, str] = {"signed": "ON_SIGNED", "kept": "ON_KEPT", "missed": "ON_MISSED"}
"""Which sentence tells of a moment."""

NOT_STATED: Mapping[EffectSubject, str] = {
    "collection": "COLLECTION_NOT_STATED",
    "credit_record": "RECORD_NOT_STATED",
}
"""What is said where a policy states nothing of a subject."""

_SHARED = (
    "HOLD",
    "NO_HOLD",
    "MISSED_MEANS",
    "BREACH_IN_A_ROW",
    "BREACH_IN_ALL",
    "BREACH_DAYS",
    "CURE",
    "NO_CURE",
    "THEN_WAIVED",
    "THEN_WAIVED_KEPT",
    "THEN_ALL_DUE",
    "THEN_NOT_ALL_DUE",
)
"""Sentences of an agreement that its rules fill before there is one."""

LINES: Mapping[str, Wording] = {
    **{code: AGREEMENT_LINES[code] for code in _SHARED},
    "ON_SIGNED": Wording("{subject}, once all have signed: {what}.", "{subject}（各方签署后）：{what}。"),
    "ON_KEPT": Wording("{subject}, while the plan is kept: {what}.", "{subject}（按约履行期间）：{what}。"),
    "ON_MISSED": Wording("{subject}, once a payment is missed: {what}.", "{subject}（未按期还款时）：{what}。"),
    "WRITTEN_IN": Wording("Source: {source}, {level}.", "依据：{source}，{level}。"),
    "CONFIRMED_BEFORE": Wording("The bank confirms this before you sign.", "以上由本行在签约前核实。"),
    "COLLECTION_NOT_STATED": Wording(
        "Beyond the agreement, what becomes of collection is not stated by this policy.",
        "除协议约定外，本政策对催收未作规定。",
    ),
    "RECORD_NOT_STATED": Wording(
        "What is reported to credit registers is not stated by this policy: ask before signing.",
        "还款安排如何报送征信，本政策未作规定，签约前请向本行确认。",
    ),
}

_RULES = "question.policy.agreed."
_EFFECT = "question.policy.signing_effects[{i}]."

KNOWN: Mapping[str, Known] = {
    "consecutive": Known(f"{_RULES}breach.consecutive_missed", "count"),
    "in_all": Known(f"{_RULES}breach.total_missed", "count"),
    "breach_days": Known(f"{_RULES}breach.days_past_due", "count"),
    "cure_days": Known(f"{_RULES}breach.cure_days", "count"),
    "waived_total": Known("options[0].conservation.total.waived", "money"),
    "subject": Known(f"{_EFFECT}of", "named"),
    "what": Known(f"{_EFFECT}text", "text"),
    "source": Known(f"{_EFFECT}sources[{{j}}].title", "text"),
    "level": Known(f"{_EFFECT}sources[{{j}}].level", "named"),
}

AFTERMATH = Words(LINES, KNOWN)
