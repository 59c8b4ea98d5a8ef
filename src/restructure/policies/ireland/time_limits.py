"""Ireland: time limits of the mortgage arrears of a home (住房贷款拖欠处理期限).

>>> IE_UPDATE.count, IE_UPDATE.unit
(3, 'months')
"""

from __future__ import annotations

from datetime import date

from ...basics.provenance import Source, Wording
from ...law.time_limit import TimeLimit

__all__ = ["IE_ARREARS_LETTER", "IE_LEGAL_ARREARS", "IE_LEGAL_LETTER", "IE_NOT_COOPERATING", "IE_UPDATE"]

_LOOKED = date(2026, 11, 23)

_CCMA_2013 = date(2013, 7, 1)
_CCMA = [
    Source(
        title="Central Bank of Ireland, Code of Conduct on Mortgage Arrears 2013, as summarized",
        level="secondary",
        checked_on=_LOOKED,
    ),
    Source(
        title="carried into the revised Consumer Protection Code, in force 24 March 2026: not read",
        level="unverified",
        checked_on=_LOOKED,
    ),
]
IE_ARREARS_LETTER = TimeLimit(
    code="IE_ARREARS_LETTER",
    count=31,
    unit="days",
    bound="earliest",
    since=_CCMA_2013,
    sources=_CCMA,
    text=Wording(
        "the letter on the arrears process is due once arrears have lasted {count} days",
        "拖欠满{count}天后应发出拖欠处理程序函",
    ),
)
IE_UPDATE = TimeLimit(
    code="IE_UPDATE",
    count=3,
    unit="months",
    bound="latest",
    since=_CCMA_2013,
    sources=_CCMA,
    text=Wording("a written update on the arrears every {count} months", "每{count}个月书面更新拖欠情况"),
)
IE_NOT_COOPERATING = TimeLimit(
    code="IE_NOT_COOPERATING",
    count=20,
    unit="business_days",
    bound="earliest",
    since=_CCMA_2013,
    sources=_CCMA,
    text=Wording(
        "a borrower may be classed as not co-operating {count} business days after the warning, not before",
        "警告满{count}个营业日后方可认定借款人不配合",
    ),
)
IE_LEGAL_ARREARS = TimeLimit(
    code="IE_LEGAL_ARREARS",
    count=8,
    unit="months",
    bound="earliest",
    since=_CCMA_2013,
    sources=_CCMA,
    text=Wording(
        "legal action not before {count} months after the arrears arose", "拖欠发生满{count}个月后方可提起诉讼"
    ),
)
IE_LEGAL_LETTER = TimeLimit(
    code="IE_LEGAL_LETTER",
    count=3,
    unit="months",
    bound="earliest",
    since=_CCMA_2013,
    sources=_CCMA,
    text=Wording(
        "legal action not before {count} months after the letter that no arrangement is made",
        "书面告知未达成安排满{count}个月后方可提起诉讼",
    ),
)
