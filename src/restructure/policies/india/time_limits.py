"""India: time limits of the resolution of stressed accounts (期限).

>>> IN_REVIEW.count, IN_REVIEW.unit
(30, 'days')
"""

from __future__ import annotations

from datetime import date

from ...basics.provenance import Source, Wording
from ...law.time_limit import TimeLimit

__all__ = ["IN_IMPLEMENTATION", "IN_REVIEW"]

_LOOKED = date(2026, 11, 23)

_RBI_2019 = date(2019, 6, 7)
_RBI = [
    Source(
        title="RBI, Prudential Framework for Resolution of Stressed Assets, 7 June 2019",
        level="secondary",
        checked_on=_LOOKED,
    )
]
IN_REVIEW = TimeLimit(
    code="IN_REVIEW",
    count=30,
    unit="days",
    bound="latest",
    since=_RBI_2019,
    sources=_RBI,
    text=Wording(
        "lenders review a borrower's account within {count} days of default", "贷款人应在违约后{count}天内完成审查"
    ),
)
IN_IMPLEMENTATION = TimeLimit(
    code="IN_IMPLEMENTATION",
    count=180,
    unit="days",
    bound="latest",
    since=_RBI_2019,
    sources=_RBI,
    text=Wording(
        "a resolution plan is implemented within {count} days of the end of the review",
        "应在审查期结束后{count}天内实施处置方案",
    ),
)
