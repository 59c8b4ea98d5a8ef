"""United States: time limits of Regulation X for the servicing of mortgages (期限).

>>> US_EVALUATION.count, US_EVALUATION.unit
(30, 'days')
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...basics.provenance import Source, Wording
from ...law.time_limit import TimeLimit

__all__ = [
    "US_ACCEPTANCE",
    "US_ACCEPTANCE_SHORT",
    "US_ACKNOWLEDGMENT",
    "US_APPEAL",
    "US_APPEAL_DECISION",
    "US_COMPLETE_NOTICE",
    "US_DELINQUENCY",
    "US_EVALUATION",
    "US_FIRST_FILING",
    "US_LIVE_CONTACT",
    "US_TRANSFER_ACKNOWLEDGMENT",
    "US_TRANSFER_EVALUATION",
    "US_WRITTEN_NOTICE",
]

_LOOKED = date(2026, 11, 23)

_X_2014 = date(2014, 1, 10)
_X_2017 = date(2017, 10, 19)


def _x(section: str) -> Sequence[Source]:
    return [Source(title=f"12 CFR {section}", level="verified", checked_on=_LOOKED)]


US_LIVE_CONTACT = TimeLimit(
    code="US_LIVE_CONTACT",
    count=36,
    unit="days",
    bound="latest",
    since=_X_2014,
    sources=_x("1024.39(a) and comment 39(a)-1"),
    text=Wording(
        "the servicer tries to speak with the borrower within {count} days of the unpaid due date",
        "服务机构应在欠款到期日后{count}天内设法与借款人直接联系",
    ),
)
US_WRITTEN_NOTICE = TimeLimit(
    code="US_WRITTEN_NOTICE",
    count=45,
    unit="days",
    bound="latest",
    since=_X_2014,
    sources=_x("1024.39(b)"),
    text=Wording(
        "the servicer writes to the borrower about loss mitigation within {count} days of the unpaid due date",
        "服务机构应在欠款到期日后{count}天内书面告知止损方案",
    ),
)
US_FIRST_FILING = TimeLimit(
    code="US_FIRST_FILING",
    count=121,
    unit="days",
    bound="earliest",
    since=_X_2014,
    sources=_x("1024.41(f)(1)(i)"),
    text=Wording(
        "foreclosure may first be filed when the loan is more than 120 days delinquent, on day {count}",
        "拖欠超过120天后（第{count}天起）方可启动止赎程序",
    ),
)
US_ACKNOWLEDGMENT = TimeLimit(
    code="US_ACKNOWLEDGMENT",
    count=5,
    unit="business_days",
    bound="latest",
    since=_X_2014,
    sources=_x("1024.41(b)(2)(i)(B)"),
    text=Wording(
        "the servicer acknowledges the application and says whether it is complete within {count} business days",
        "服务机构应在{count}个营业日内确认收到申请并说明是否完整",
    ),
)
US_COMPLETE_NOTICE = TimeLimit(
    code="US_COMPLETE_NOTICE",
    count=5,
    unit="business_days",
    bound="latest",
    since=_X_2017,
    sources=_x("1024.41(c)(3)"),
    text=Wording(
        "the servicer confirms a complete application in writing within {count} business days",
        "服务机构应在收到完整申请后{count}个营业日内书面确认",
    ),
)
US_EVALUATION = TimeLimit(
    code="US_EVALUATION",
    count=30,
    unit="days",
    bound="latest",
    since=_X_2014,
    sources=_x("1024.41(c)(1)"),
    text=Wording(
        "the servicer evaluates a complete application for all options and answers within {count} days",
        "服务机构应在收到完整申请后{count}天内评估全部方案并答复",
    ),
)
US_ACCEPTANCE = TimeLimit(
    code="US_ACCEPTANCE",
    count=14,
    unit="days",
    bound="earliest",
    since=_X_2014,
    sources=_x("1024.41(e)(1)"),
    text=Wording(
        "an offer may be deemed rejected {count} days after it was made, not before",
        "要约发出满{count}天后方可视为拒绝",
    ),
)
US_ACCEPTANCE_SHORT = TimeLimit(
    code="US_ACCEPTANCE_SHORT",
    count=7,
    unit="days",
    bound="earliest",
    since=_X_2014,
    sources=_x("1024.41(e)(1)"),
    text=Wording(
        "close to a sale, an offer may be deemed rejected {count} days after it was made, not before",
        "临近拍卖时，要约发出满{count}天后方可视为拒绝",
    ),
)
US_APPEAL = TimeLimit(
    code="US_APPEAL",
    count=14,
    unit="days",
    bound="latest",
    since=_X_2014,
    sources=_x("1024.41(h)(2)"),
    text=Wording(
        "the borrower may appeal the denial of a modification within {count} days",
        "借款人可在{count}天内对拒绝修改贷款提出申诉",
    ),
)
US_APPEAL_DECISION = TimeLimit(
    code="US_APPEAL_DECISION",
    count=30,
    unit="days",
    bound="latest",
    since=_X_2014,
    sources=_x("1024.41(h)(4)"),
    text=Wording("other personnel decide the appeal within {count} days", "应由其他人员在{count}天内就申诉作出决定"),
)
US_TRANSFER_ACKNOWLEDGMENT = TimeLimit(
    code="US_TRANSFER_ACKNOWLEDGMENT",
    count=10,
    unit="business_days",
    bound="latest",
    since=_X_2017,
    sources=_x("1024.41(k)(2)"),
    text=Wording(
        "a new servicer acknowledges a pending application within {count} business days of the transfer",
        "新服务机构应在移交后{count}个营业日内确认在途申请",
    ),
)
US_TRANSFER_EVALUATION = TimeLimit(
    code="US_TRANSFER_EVALUATION",
    count=30,
    unit="days",
    bound="latest",
    since=_X_2017,
    sources=_x("1024.41(k)(3)"),
    text=Wording(
        "a new servicer evaluates a pending complete application within {count} days of the transfer",
        "新服务机构应在移交后{count}天内评估在途的完整申请",
    ),
)
US_DELINQUENCY = (US_LIVE_CONTACT, US_WRITTEN_NOTICE, US_FIRST_FILING)
"""Counted from the oldest unpaid due date."""
