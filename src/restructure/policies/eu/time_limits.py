"""European Union: cure and probation of a forborne exposure, as time limits (治愈期与考察期).

>>> EU_PROBATION.count, EU_PROBATION.unit
(2, 'years')
"""

from __future__ import annotations

from datetime import date

from ...basics.provenance import Source, Wording
from ...law.time_limit import TimeLimit

__all__ = ["EU_CURE", "EU_PROBATION"]

_LOOKED = date(2026, 11, 23)

_FORBORNE = date(2014, 9, 30)
EU_CURE = TimeLimit(
    code="EU_CURE",
    count=1,
    unit="years",
    bound="earliest",
    since=_FORBORNE,
    sources=[
        Source(title="EBA Q&A 2014_1018 on Regulation (EU) No 680/2014, Annex V", level="verified", checked_on=_LOOKED)
    ],
    text=Wording(
        "a non-performing forborne exposure may return to performing after {count} year of cure",
        "不良的重组敞口经{count}年治愈期后方可恢复正常",
    ),
)
EU_PROBATION = TimeLimit(
    code="EU_PROBATION",
    count=2,
    unit="years",
    bound="earliest",
    since=_FORBORNE,
    sources=[
        Source(title="EBA Q&A 2014_878 on Regulation (EU) No 680/2014, Annex V", level="verified", checked_on=_LOOKED)
    ],
    text=Wording(
        "a performing forborne exposure stays forborne for {count} years of probation",
        "正常的重组敞口须经{count}年考察期",
    ),
)
