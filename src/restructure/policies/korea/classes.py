"""Korea: which program of debt adjustment is open, by days past due (债务调整方案).

>>> [each.name for each in KR_PROGRAM.brackets]
['fast_track', 'pre_workout', 'individual_workout']
"""

from __future__ import annotations

from datetime import date

from ...basics.provenance import Source, Wording
from ...law.scheme import Bracket, Scheme

__all__ = ["KR_PROGRAM"]

_LOOKED = date(2026, 11, 23)

KR_PROGRAM = Scheme(
    code="KR_PROGRAM",
    brackets=[
        Bracket("fast_track", 30, text=Wording("fast-track adjustment", "快速债务调整")),
        Bracket("pre_workout", 89, text=Wording("pre-workout", "事前债务调整")),
        Bracket("individual_workout", text=Wording("individual workout", "个人债务调整")),
    ],
    since=date(2019, 9, 23),
    sources=[
        Source(
            title="신용회복위원회 (Credit Counseling and Recovery Service), program pages",
            level="secondary",
            checked_on=_LOOKED,
        )
    ],
    text=Wording("the program open after so many days overdue", "按逾期天数适用的债务调整方案"),
)
"""A route and not a class; fast track without arrears asks for the risk of them."""

_EU_2018 = [
    Source(title="Delegated Regulation (EU) 2018/171, Articles 1 and 2", level="unverified", checked_on=_LOOKED)
]
