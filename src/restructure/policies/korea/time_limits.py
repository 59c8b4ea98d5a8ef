"""Korea: time limits of the Personal Debtor Protection Act (期限).

>>> KR_ANSWER.count, KR_ANSWER.unit
(10, 'business_days')
"""

from __future__ import annotations

from datetime import date

from ...basics.provenance import Source, Wording
from ...law.time_limit import TimeLimit

__all__ = ["KR_ANSWER", "KR_RESCISSION", "KR_RESCISSION_EXCUSED"]

_LOOKED = date(2026, 11, 23)

_DEBTORS_2024 = date(2024, 10, 17)
_KR = [
    Source(
        title="개인채무자보호법 (Personal Debtor Protection Act), as summarized by lenders",
        level="secondary",
        checked_on=_LOOKED,
    )
]
KR_ANSWER = TimeLimit(
    code="KR_ANSWER",
    count=10,
    unit="business_days",
    bound="latest",
    since=_DEBTORS_2024,
    sources=_KR,
    text=Wording(
        "the lender answers a request for debt adjustment within {count} business days",
        "贷款人应在{count}个营业日内答复债务调整申请",
    ),
)
KR_RESCISSION = TimeLimit(
    code="KR_RESCISSION",
    count=3,
    unit="months",
    bound="earliest",
    since=_DEBTORS_2024,
    sources=_KR,
    text=Wording(
        "an adjustment may be rescinded after {count} months of breach, not before",
        "违约满{count}个月后方可解除债务调整协议",
    ),
)
KR_RESCISSION_EXCUSED = TimeLimit(
    code="KR_RESCISSION_EXCUSED",
    count=6,
    unit="months",
    bound="earliest",
    since=_DEBTORS_2024,
    sources=_KR,
    text=Wording(
        "with an excuse, an adjustment may be rescinded after {count} months of breach, not before",
        "有正当理由的，违约满{count}个月后方可解除债务调整协议",
    ),
)
