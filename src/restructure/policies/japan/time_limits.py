"""Japan: time limits of the rehabilitation of individuals (個人再生).

>>> JP_PLAN.count, JP_PLAN.unit
(3, 'years')
"""

from __future__ import annotations

from datetime import date

from ...basics.provenance import Source, Wording
from ...law.time_limit import TimeLimit

__all__ = ["JP_PAYMENT", "JP_PLAN", "JP_PLAN_EXTENDED"]

_LOOKED = date(2026, 11, 23)

_REHABILITATION_2001 = date(2001, 4, 1)
_JP = [
    Source(
        title="民事再生法 (Civil Rehabilitation Act), individuals, as summarized", level="secondary", checked_on=_LOOKED
    )
]
JP_PLAN = TimeLimit(
    code="JP_PLAN",
    count=3,
    unit="years",
    bound="latest",
    since=_REHABILITATION_2001,
    sources=_JP,
    text=Wording("a rehabilitation plan of an individual lasts {count} years", "个人再生计划的清偿期为{count}年"),
)
JP_PLAN_EXTENDED = TimeLimit(
    code="JP_PLAN_EXTENDED",
    count=5,
    unit="years",
    bound="latest",
    since=_REHABILITATION_2001,
    sources=_JP,
    text=Wording(
        "in special circumstances a rehabilitation plan lasts up to {count} years",
        "有特殊情况时个人再生计划最长{count}年",
    ),
)
JP_PAYMENT = TimeLimit(
    code="JP_PAYMENT",
    count=3,
    unit="months",
    bound="latest",
    since=_REHABILITATION_2001,
    sources=_JP,
    text=Wording("a rehabilitation plan pays at least every {count} months", "个人再生计划至少每{count}个月清偿一次"),
)
