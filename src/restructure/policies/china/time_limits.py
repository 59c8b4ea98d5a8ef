"""China: time limits of agreements with borrowers in difficulty (期限).

>>> CN_ART70_FIVE_YEARS.count, CN_ART70_FIVE_YEARS.unit
(5, 'years')
"""

from __future__ import annotations

from datetime import date

from ...basics.provenance import Source, Wording
from ...law.time_limit import TimeLimit

__all__ = ["CN_ART70_FIVE_YEARS"]

_LOOKED = date(2026, 11, 23)

CN_ART70_FIVE_YEARS = TimeLimit(
    code="CN_ART70_FIVE_YEARS",
    count=5,
    unit="years",
    bound="latest",
    since=date(2011, 1, 13),
    sources=[
        Source(
            title="商业银行信用卡业务监督管理办法 (CBRC Order 2011 No. 2), Article 70",
            level="secondary",
            checked_on=_LOOKED,
        )
    ],
    text=Wording(
        "an individual repayment agreement on a card ends within {count} years of signing",
        "个性化分期还款协议最长不超过{count}年",
    ),
)
