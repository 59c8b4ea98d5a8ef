"""United States: the buckets servicers report in, by days past due (逾期档次).

>>> [each.name for each in US_BUCKETS.brackets]
['current', '30', '60', '90']
"""

from __future__ import annotations

from datetime import date

from ...basics.provenance import Source, Wording
from ...law.restructured import RestructuredPeriod
from ...law.scheme import Bracket, Scheme

__all__ = ["US_BUCKETS"]

_LOOKED = date(2026, 11, 23)

US_BUCKETS = Scheme(
    code="US_BUCKETS",
    name="US",
    brackets=[
        Bracket("current", 29, text=Wording("less than 30 days", "不足30天")),
        Bracket("30", 59, text=Wording("30 to 59 days", "30至59天")),
        Bracket("60", 89, text=Wording("60 to 89 days", "60至89天")),
        Bracket("90", text=Wording("90 days or more", "90天及以上")),
    ],
    disclosure=RestructuredPeriod(
        code="US_MODIFIED",
        months=12,
        since=date(2022, 12, 16),  # fiscal years that begin after 15 December 2022
        sources=[Source(title="FASB ASU 2022-02, disclosure of modifications: recalled", level="unverified")],
        text=Wording(
            "a loan modified for a borrower in difficulty is disclosed for twelve months",
            "因借款人财务困难而变更的贷款，十二个月内须予披露",
        ),
    ),
    since=date(2000, 6, 12),
    sources=[
        Source(
            title="customary buckets; FFIEC counts from the contractual due date, 65 FR 36903",
            level="unverified",
            checked_on=_LOOKED,
        )
    ],
    text=Wording("days past due in steps of 30", "逾期天数每30天一档"),
)
"""How servicers report; no rule parts performing from non-performing by it."""
