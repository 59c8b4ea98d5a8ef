"""Time limits of servicing rules, by country: each with its source and how sure it is.

A source is `verified` where the official text was read, `secondary` where a reprint or summary was, `unverified` where
it is recalled or its way of counting is open. Rules without a number, and closed programs, are not here.

>>> US_EVALUATION.count, US_EVALUATION.unit, US_EVALUATION.sources[0].level
(30, 'days', 'verified')
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..basics.provenance import Source, SourceLevel, Wording
from .time_limit import Bound, TimeLimit, Unit

_LOOKED = date(2026, 11, 23)


def _source(title: str, level: SourceLevel) -> Source:
    return Source(title=title, level=level, checked_on=_LOOKED)


def _limit(
    code: str, count: int, unit: Unit, bound: Bound, since: date, sources: Sequence[Source], en: str, zh: str
) -> TimeLimit:
    return TimeLimit(code=code, count=count, unit=unit, bound=bound, since=since, sources=sources, text=Wording(en, zh))


# --- United States: Regulation X -------------------------------------------------------------------------------------

_X_2014 = date(2014, 1, 10)
_X_2017 = date(2017, 10, 19)


def _x(section: str) -> Sequence[Source]:
    return [_source(f"12 CFR {section}", "verified")]


US_LIVE_CONTACT = _limit(
    "US_LIVE_CONTACT",
    36,
    "days",
    "latest",
    _X_2014,
    _x("1024.39(a) and comment 39(a)-1"),
    "the servicer tries to speak with the borrower within {count} days of the unpaid due date",
    "服务机构应在欠款到期日后{count}天内设法与借款人直接联系",
)
US_WRITTEN_NOTICE = _limit(
    "US_WRITTEN_NOTICE",
    45,
    "days",
    "latest",
    _X_2014,
    _x("1024.39(b)"),
    "the servicer writes to the borrower about loss mitigation within {count} days of the unpaid due date",
    "服务机构应在欠款到期日后{count}天内书面告知止损方案",
)
US_FIRST_FILING = _limit(
    "US_FIRST_FILING",
    121,
    "days",
    "earliest",
    _X_2014,
    _x("1024.41(f)(1)(i)"),
    "foreclosure may first be filed when the loan is more than 120 days delinquent, on day {count}",
    "拖欠超过120天后（第{count}天起）方可启动止赎程序",
)
US_ACKNOWLEDGMENT = _limit(
    "US_ACKNOWLEDGMENT",
    5,
    "business_days",
    "latest",
    _X_2014,
    _x("1024.41(b)(2)(i)(B)"),
    "the servicer acknowledges the application and says whether it is complete within {count} business days",
    "服务机构应在{count}个营业日内确认收到申请并说明是否完整",
)
US_COMPLETE_NOTICE = _limit(
    "US_COMPLETE_NOTICE",
    5,
    "business_days",
    "latest",
    _X_2017,
    _x("1024.41(c)(3)"),
    "the servicer confirms a complete application in writing within {count} business days",
    "服务机构应在收到完整申请后{count}个营业日内书面确认",
)
US_EVALUATION = _limit(
    "US_EVALUATION",
    30,
    "days",
    "latest",
    _X_2014,
    _x("1024.41(c)(1)"),
    "the servicer evaluates a complete application for all options and answers within {count} days",
    "服务机构应在收到完整申请后{count}天内评估全部方案并答复",
)
US_ACCEPTANCE = _limit(
    "US_ACCEPTANCE",
    14,
    "days",
    "earliest",
    _X_2014,
    _x("1024.41(e)(1)"),
    "an offer may be deemed rejected {count} days after it was made, not before",
    "要约发出满{count}天后方可视为拒绝",
)
US_ACCEPTANCE_SHORT = _limit(
    "US_ACCEPTANCE_SHORT",
    7,
    "days",
    "earliest",
    _X_2014,
    _x("1024.41(e)(1)"),
    "close to a sale, an offer may be deemed rejected {count} days after it was made, not before",
    "临近拍卖时，要约发出满{count}天后方可视为拒绝",
)
US_APPEAL = _limit(
    "US_APPEAL",
    14,
    "days",
    "latest",
    _X_2014,
    _x("1024.41(h)(2)"),
    "the borrower may appeal the denial of a modification within {count} days",
    "借款人可在{count}天内对拒绝修改贷款提出申诉",
)
US_APPEAL_DECISION = _limit(
    "US_APPEAL_DECISION",
    30,
    "days",
    "latest",
    _X_2014,
    _x("1024.41(h)(4)"),
    "other personnel decide the appeal within {count} days",
    "应由其他人员在{count}天内就申诉作出决定",
)
US_TRANSFER_ACKNOWLEDGMENT = _limit(
    "US_TRANSFER_ACKNOWLEDGMENT",
    10,
    "business_days",
    "latest",
    _X_2017,
    _x("1024.41(k)(2)"),
    "a new servicer acknowledges a pending application within {count} business days of the transfer",
    "新服务机构应在移交后{count}个营业日内确认在途申请",
)
US_TRANSFER_EVALUATION = _limit(
    "US_TRANSFER_EVALUATION",
    30,
    "days",
    "latest",
    _X_2017,
    _x("1024.41(k)(3)"),
    "a new servicer evaluates a pending complete application within {count} days of the transfer",
    "新服务机构应在移交后{count}天内评估在途的完整申请",
)
US_DELINQUENCY = (US_LIVE_CONTACT, US_WRITTEN_NOTICE, US_FIRST_FILING)
"""Counted from the oldest unpaid due date."""

# --- European Union --------------------------------------------------------------------------------------------------

_FORBORNE = date(2014, 9, 30)

EU_CURE = _limit(
    "EU_CURE",
    1,
    "years",
    "earliest",
    _FORBORNE,
    [_source("EBA Q&A 2014_1018 on Regulation (EU) No 680/2014, Annex V", "verified")],
    "a non-performing forborne exposure may return to performing after {count} year of cure",
    "不良的重组敞口经{count}年治愈期后方可恢复正常",
)
EU_PROBATION = _limit(
    "EU_PROBATION",
    2,
    "years",
    "earliest",
    _FORBORNE,
    [_source("EBA Q&A 2014_878 on Regulation (EU) No 680/2014, Annex V", "verified")],
    "a performing forborne exposure stays forborne for {count} years of probation",
    "正常的重组敞口须经{count}年考察期",
)

# --- United Kingdom: breathing space, England and Wales --------------------------------------------------------------

_UK_2021 = date(2021, 5, 4)
_UK = [
    _source("Debt Respite Scheme Regulations 2020 (SI 2020/1311), regulations 26 and 27, as summarized", "secondary"),
    _source("whether the first day is day one: not found; read so, each day is one earlier", "unverified"),
]

UK_MIDWAY_FROM = _limit(
    "UK_MIDWAY_FROM",
    25,
    "days",
    "earliest",
    _UK_2021,
    _UK,
    "the adviser's midway review is not before day {count}",
    "债务顾问的中期审查不早于第{count}天",
)
UK_MIDWAY_BY = _limit(
    "UK_MIDWAY_BY",
    35,
    "days",
    "latest",
    _UK_2021,
    _UK,
    "the adviser's midway review is done by day {count}",
    "债务顾问的中期审查不迟于第{count}天",
)
UK_MORATORIUM = _limit(
    "UK_MORATORIUM",
    60,
    "days",
    "latest",
    _UK_2021,
    _UK,
    "the breathing space lasts at most {count} days",
    "喘息期最长{count}天",
)
UK_CRISIS = _limit(
    "UK_CRISIS",
    30,
    "days",
    "latest",
    _UK_2021,
    [_source("HM Government guidance on the Debt Respite Scheme, creditors, June 2023", "secondary")],
    "a mental health crisis moratorium ends {count} days after the treatment",
    "心理健康危机喘息期在治疗结束后{count}天届满",
)
UK_BREATHING_SPACE = (UK_MIDWAY_FROM, UK_MIDWAY_BY, UK_MORATORIUM)
"""Counted from the day the moratorium starts."""

# --- Ireland: mortgage arrears of a home -----------------------------------------------------------------------------

_CCMA_2013 = date(2013, 7, 1)
_CCMA = [
    _source("Central Bank of Ireland, Code of Conduct on Mortgage Arrears 2013, as summarized", "secondary"),
    _source("carried into the revised Consumer Protection Code, in force 24 March 2026: not read", "unverified"),
]

IE_ARREARS_LETTER = _limit(
    "IE_ARREARS_LETTER",
    31,
    "days",
    "earliest",
    _CCMA_2013,
    _CCMA,
    "the letter on the arrears process is due once arrears have lasted {count} days",
    "拖欠满{count}天后应发出拖欠处理程序函",
)
IE_UPDATE = _limit(
    "IE_UPDATE",
    3,
    "months",
    "latest",
    _CCMA_2013,
    _CCMA,
    "a written update on the arrears every {count} months",
    "每{count}个月书面更新拖欠情况",
)
IE_NOT_COOPERATING = _limit(
    "IE_NOT_COOPERATING",
    20,
    "business_days",
    "earliest",
    _CCMA_2013,
    _CCMA,
    "a borrower may be classed as not co-operating {count} business days after the warning, not before",
    "警告满{count}个营业日后方可认定借款人不配合",
)
IE_LEGAL_ARREARS = _limit(
    "IE_LEGAL_ARREARS",
    8,
    "months",
    "earliest",
    _CCMA_2013,
    _CCMA,
    "legal action not before {count} months after the arrears arose",
    "拖欠发生满{count}个月后方可提起诉讼",
)
IE_LEGAL_LETTER = _limit(
    "IE_LEGAL_LETTER",
    3,
    "months",
    "earliest",
    _CCMA_2013,
    _CCMA,
    "legal action not before {count} months after the letter that no arrangement is made",
    "书面告知未达成安排满{count}个月后方可提起诉讼",
)

# --- China -----------------------------------------------------------------------------------------------------------

CN_ART70_FIVE_YEARS = _limit(
    "CN_ART70_FIVE_YEARS",
    5,
    "years",
    "latest",
    date(2011, 1, 13),
    [_source("商业银行信用卡业务监督管理办法 (CBRC Order 2011 No. 2), Article 70", "secondary")],
    "an individual repayment agreement on a card ends within {count} years of signing",
    "个性化分期还款协议最长不超过{count}年",
)

# --- India -----------------------------------------------------------------------------------------------------------

_RBI_2019 = date(2019, 6, 7)
_RBI = [_source("RBI, Prudential Framework for Resolution of Stressed Assets, 7 June 2019", "secondary")]

IN_REVIEW = _limit(
    "IN_REVIEW",
    30,
    "days",
    "latest",
    _RBI_2019,
    _RBI,
    "lenders review a borrower's account within {count} days of default",
    "贷款人应在违约后{count}天内完成审查",
)
IN_IMPLEMENTATION = _limit(
    "IN_IMPLEMENTATION",
    180,
    "days",
    "latest",
    _RBI_2019,
    _RBI,
    "a resolution plan is implemented within {count} days of the end of the review",
    "应在审查期结束后{count}天内实施处置方案",
)

# --- Japan -----------------------------------------------------------------------------------------------------------

_REHABILITATION_2001 = date(2001, 4, 1)
_JP = [_source("民事再生法 (Civil Rehabilitation Act), individuals, as summarized", "secondary")]

JP_PLAN = _limit(
    "JP_PLAN",
    3,
    "years",
    "latest",
    _REHABILITATION_2001,
    _JP,
    "a rehabilitation plan of an individual lasts {count} years",
    "个人再生计划的清偿期为{count}年",
)
JP_PLAN_EXTENDED = _limit(
    "JP_PLAN_EXTENDED",
    5,
    "years",
    "latest",
    _REHABILITATION_2001,
    _JP,
    "in special circumstances a rehabilitation plan lasts up to {count} years",
    "有特殊情况时个人再生计划最长{count}年",
)
JP_PAYMENT = _limit(
    "JP_PAYMENT",
    3,
    "months",
    "latest",
    _REHABILITATION_2001,
    _JP,
    "a rehabilitation plan pays at least every {count} months",
    "个人再生计划至少每{count}个月清偿一次",
)

# --- Korea -----------------------------------------------------------------------------------------------------------

_DEBTORS_2024 = date(2024, 10, 17)
_KR = [_source("개인채무자보호법 (Personal Debtor Protection Act), as summarized by lenders", "secondary")]

KR_ANSWER = _limit(
    "KR_ANSWER",
    10,
    "business_days",
    "latest",
    _DEBTORS_2024,
    _KR,
    "the lender answers a request for debt adjustment within {count} business days",
    "贷款人应在{count}个营业日内答复债务调整申请",
)
KR_RESCISSION = _limit(
    "KR_RESCISSION",
    3,
    "months",
    "earliest",
    _DEBTORS_2024,
    _KR,
    "an adjustment may be rescinded after {count} months of breach, not before",
    "违约满{count}个月后方可解除债务调整协议",
)
KR_RESCISSION_EXCUSED = _limit(
    "KR_RESCISSION_EXCUSED",
    6,
    "months",
    "earliest",
    _DEBTORS_2024,
    _KR,
    "with an excuse, an adjustment may be rescinded after {count} months of breach, not before",
    "有正当理由的，违约满{count}个月后方可解除债务调整协议",
)
