"""China: the five classes of assets, the floor of a restructured one, and its observation (资产风险分类).

>>> from restructure.law import overdue_class
>>> found = overdue_class(91, scheme=CN_2023, as_of=date(2026, 11, 23))
>>> found.name, found.performing.status, found.performing.indicated
('substandard', 'needs_review', 'fail')
"""

from __future__ import annotations

from datetime import date

from ...basics.provenance import Source, Wording
from ...law.mark import ObservationRule
from ...law.restructured import RestructuredFloor
from ...law.scheme import Bracket, Scheme

__all__ = ["CN_2023", "CN_OBSERVATION"]

_LOOKED = date(2026, 11, 23)

_IN_FORCE = date(2023, 7, 1)
_ARTICLES = Source(
    title="商业银行金融资产风险分类办法 (CBIRC and PBOC Order 2023 No. 1), Articles 17-23: recalled, not read",
    level="unverified",
    checked_on=_LOOKED,
)

CN_2023 = Scheme(
    code="CN_2023",
    brackets=[
        Bracket("normal", 0, text=Wording("normal", "正常类")),
        Bracket("special_mention", 90, text=Wording("special mention", "关注类")),
        Bracket("substandard", 270, performing=False, text=Wording("substandard", "次级类")),
        Bracket("doubtful", 360, performing=False, text=Wording("doubtful", "可疑类")),
        Bracket("loss", performing=False, text=Wording("loss", "损失类")),
    ],
    floor=RestructuredFloor(
        code="CN_RESTRUCTURED",
        at_least="special_mention",
        again="substandard",
        keeps_class_before=True,
        since=_IN_FORCE,
        sources=[_ARTICLES],
        text=Wording(
            "a restructured exposure is at least {limit} while it is observed", "观察期内的重组资产至少归为{limit}"
        ),
        text_again=Wording(
            "an exposure restructured again while observed is at least {limit}", "观察期内再次重组的资产至少归为{limit}"
        ),
    ),
    since=_IN_FORCE,
    sources=[
        Source(
            title="商业银行金融资产风险分类办法 (CBIRC and PBOC Order 2023 No. 1), Articles 9-13",
            level="secondary",
            checked_on=_LOOKED,
        )
    ],
    text=Wording("overdue by more than 90 days is at least substandard", "逾期超过90天至少归为次级类"),
)
"""China's five classes; a technical delay of a few days may be left out by a person."""

CN_OBSERVATION = ObservationRule(
    code="CN_OBSERVATION",
    months=12,
    periods=2,
    since=_IN_FORCE,
    sources=[
        Source(
            title="商业银行金融资产风险分类办法 (CBIRC and PBOC Order 2023 No. 1), Article 20",
            level="secondary",
            checked_on=_LOOKED,
        )
    ],
    text=Wording(
        "a restructured asset is observed for at least two repayment periods and a year, here {months} months",
        "重组资产观察期至少包含连续两个还款期且不低于1年，此处为{months}个月",
    ),
)
"""Article 20, read in a reprint: two repayment periods or a year, whichever is longer."""
