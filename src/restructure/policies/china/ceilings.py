"""Ceilings of Chinese law and practice, as data: which one applies to a lender is for the reader to decide.

Private lending is between parties that no financial regulator licenses; licensed lenders are outside that text. Of the
one-year loan prime rate (LPR) one figure is known here, that of 20 August 2020; it is set anew every month, so look up
the one of the contract and pass it in.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Dated, Source, Wording
from ...law.ceiling import RateCeiling

__all__ = [
    "CN_ASSISTED_LENDING_24",
    "CN_FINANCIAL_24",
    "CN_PRIVATE_LENDING",
    "CN_PRIVATE_LENDING_24",
    "CN_PRIVATE_LENDING_36",
]

SPC_2020 = Source(
    title="最高人民法院关于审理民间借贷案件适用法律若干问题的规定 (text of 29 December 2020), Articles 25 to 29",
    level="verified",
    checked_on=date(2026, 11, 23),
)
_LPR_2020 = Source(
    title="one-year LPR of 3.85% in August 2020, ceiling of 15.4%: China Daily, 21 August 2020",
    level="secondary",
    url="https://www.chinadaily.com.cn/a/202008/21/WS5f3f8112a310834817261eef.html",
)
_OLD_LINES = Source(
    title="lines of 24% and 36% replaced in August 2020: China Banking News, 24 August 2020", level="secondary"
)
_OLD_START = Source(title="SPC provisions on private lending of 2015, first day: recalled", level="unverified")

CN_PRIVATE_LENDING = RateCeiling(
    code="CN_FOUR_TIMES_LPR",
    rates=Dated([(date(2020, 8, 20), Decimal("0.0385"))]),
    multiple=4,
    through=date(2020, 9, 20),
    sources=[SPC_2020, _LPR_2020],
    text=Wording(
        "everything charged costs at most {limit} a year, four times the one-year LPR ({reference} on {since})",
        "综合成本不超过年化{limit}，即合同成立时一年期LPR的四倍（{since}为{reference}）",
    ),
)
"""民间借贷利率上限. Articles 25 and 29: interest, and default interest, breach charges and other fees with it."""

CN_PRIVATE_LENDING_24 = RateCeiling(
    code="CN_24_BEFORE_2020",
    rates=Dated([(date(2015, 9, 1), Decimal("0.24"))]),
    through=date(2020, 8, 19),
    sources=[_OLD_LINES, _OLD_START],
    text=Wording("courts supported at most {limit} a year", "人民法院支持的年利率不超过{limit}"),
)
CN_PRIVATE_LENDING_36 = RateCeiling(
    code="CN_36_BEFORE_2020",
    rates=Dated([(date(2015, 9, 1), Decimal("0.36"))]),
    through=date(2020, 8, 19),
    sources=[_OLD_LINES, _OLD_START],
    text=Wording("interest above {limit} a year was void", "超过年利率{limit}部分的利息约定无效"),
)
"""Between the two lines interest paid was not returned, and interest unpaid not enforced."""

CN_FINANCIAL_24 = RateCeiling(
    code="CN_FINANCIAL_24",
    rates=Dated([(date(2017, 8, 4), Decimal("0.24"))]),
    sources=[Source(title="SPC opinion on financial trials, 2017: recalled", level="unverified")],
    text=Wording(
        "a court may cut all charges of a financial institution above {limit} a year",
        "金融机构各项费用合计超过年化{limit}的，人民法院可予调减",
    ),
)
CN_ASSISTED_LENDING_24 = RateCeiling(
    code="CN_ASSISTED_24",
    rates=Dated([(date(2025, 10, 1), Decimal("0.24"))]),
    sources=[Source(title="rule on assisted internet lending, October 2025: recalled", level="unverified")],
    text=Wording(
        "all costs of an assisted internet loan stay within {limit} a year", "互联网助贷综合融资成本年化不超过{limit}"
    ),
)
