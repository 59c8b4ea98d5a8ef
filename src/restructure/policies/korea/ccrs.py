"""Korea: the three tracks of the Credit Counseling and Recovery Service, CCRS (신용회복위원회, 韩国信用恢复委员会).

Days past due decide the track: fast track up to 30 days, pre-workout from 31 to 89, individual workout from 90 on;
`KR_PROGRAM` names it. Read on pages of the service and of others, which contradict each other: the
English pages give a limit of 1,000 million won without and 500 million with collateral, the Korean ones the reverse.
The Korean reading is used, and its conflict is a source of its own. The price of the pre-workout differs by page and
year; a band of 3.25% to 8%, of 2023, is used. Every check answers "needs review"; all limits are stated from August
2023 on. Levers and the capacity model are this library's judgment. Limits of amount are held against the debts in
scope, as only their collateral is known.

Left out: new debts within six months of at most 30%; income above living costs, which the capacity model judges; a cut
of the pre-workout's rate by 30% to 70% of itself; the fee of 50,000 won; when
the arrangement loses its effect, which is two or three months by source.

>>> [policy.name for policy in (KR_FAST_TRACK, KR_PRE_WORKOUT, KR_WORKOUT)]
['kr_fast_track', 'kr_pre_workout', 'kr_workout']
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ...basics.provenance import Source, Wording
from ...policy import Condition, Levers, Policy, SigningEffect, Start, Steps, rule
from .._asia import WAIVE_INTEREST
from ..generic import BALANCED, BUDGET, OUTCOMES, SPREAD_CHARGES, WAIVE_PENALTY

__all__ = ["KR_FAST_TRACK", "KR_PRE_WORKOUT", "KR_WORKOUT"]

_START = date(2023, 8, 1)

_SERVICE = Source(title="CCRS, pages on debt adjustment, and pages that quote them", level="secondary")
_CONFLICT = Source(
    title="CCRS English pages give the limits of secured and unsecured debt the other way round", level="unverified"
)
_PRICE = Source(title="pre-workout band of 3.25% to 8%, page of August 2023; others differ", level="unverified")

_MILLION = Decimal(1_000_000)

_AMOUNTS = [
    rule("KR_CURRENCY", "currency", "==", "KRW", "amounts are in won", "金额以韩元计", _SERVICE, since=_START),
    rule(
        "KR_1500_MILLION",
        "total_debt",
        "<=",
        1500 * _MILLION,
        "all debts come to at most {limit} won",
        "债务总额不超过{limit}韩元",
        _SERVICE,
        since=_START,
    ),
    rule(
        "KR_UNSECURED_500_MILLION",
        "debt_in_scope",
        "<=",
        500 * _MILLION,
        "debts without collateral come to at most {limit} won",
        "无担保债务不超过{limit}韩元",
        _SERVICE,
        _CONFLICT,
        since=_START,
        when=Condition("secured", "==", False),
    ),
    rule(
        "KR_SECURED_1000_MILLION",
        "debt_in_scope",
        "<=",
        1000 * _MILLION,
        "debts with collateral come to at most {limit} won",
        "有担保债务不超过{limit}韩元",
        _SERVICE,
        _CONFLICT,
        since=_START,
        when=Condition("secured", "==", True),
    ),
]
_TEN_YEARS = rule(
    "KR_TEN_YEARS",
    "term_months",
    "<=",
    120,
    "the last installment falls due within {limit} months",
    "{limit}个月内还清",
    _SERVICE,
    since=_START,
)
_NO_CUT = rule(
    "KR_NO_CUT", "principal_forgiven_share", "<=", 0, "no principal is forgiven", "不减免本金", _SERVICE, since=_START
)
_STOPS = SigningEffect(
    of="collection",
    when="signed",
    text=Wording("it has stopped on the day after the application", "自申请次日起停止催收"),
    sources=[_SERVICE],
)

KR_FAST_TRACK = Policy(
    name="kr_fast_track",
    version="2026.1",
    jurisdiction="KR",
    title=Wording("Korea, CCRS fast track", "韩国信用恢复委员会快速债务调整"),
    capacity=BALANCED,
    levers=Levers(
        terms=Steps(12, 126, 6),
        rate_cuts=[Decimal("0"), Decimal("0.05"), Decimal("0.10")],
        rate_floor="0.05",
        starts=[Start("none"), Start("interest_only", 6), Start("defer", 6), Start("defer", 12), Start("defer", 36)],
        installments=["level", "affordable"],
        forgiveness=[Decimal("0")],
        treatment_sets=[WAIVE_PENALTY, SPREAD_CHARGES],
    ),
    outcomes=OUTCOMES,
    budget=BUDGET,
    signing_effects=[_STOPS],
    rules=[
        *_AMOUNTS,
        rule(
            "KR_UP_TO_30_DAYS",
            "days_past_due",
            "<=",
            30,
            "at most {limit} days past due",
            "逾期不超过{limit}天",
            _SERVICE,
            since=_START,
        ),
        rule(
            "KR_TEN_YEARS",
            "term_months",
            "<=",
            120,
            "without a grace period the last installment falls due within {limit} months",
            "无宽限期的，{limit}个月内还清",
            _SERVICE,
            since=_START,
            when=Condition("relief_months", "==", 0),
        ),
        rule(
            "KR_TEN_YEARS_AND_GRACE",
            "term_months",
            "<=",
            126,
            "the last installment falls due within {limit} months: ten years and a grace period of six months",
            "{limit}个月内还清（10年及6个月宽限期）",
            _SERVICE,
            since=_START,
        ),
        rule(
            "KR_RELIEF_36",
            "relief_months",
            "<=",
            36,
            "payments are put off for at most {limit} months",
            "暂缓还款不超过{limit}个月",
            _SERVICE,
            since=_START,
        ),
        rule(
            "KR_RATE_15",
            "annual_rate",
            "<=",
            "0.15",
            "the rate is at most {limit} a year",
            "年利率不超过{limit}",
            _SERVICE,
            since=_START,
            when=Condition("debt_kind", "!=", "credit_card"),
        ),
        rule(
            "KR_CARD_RATE_10",
            "annual_rate",
            "<=",
            "0.10",
            "the rate of a card is at most {limit} a year",
            "信用卡年利率不超过{limit}",
            _SERVICE,
            since=_START,
            when=Condition("debt_kind", "==", "credit_card"),
        ),
        _NO_CUT,
    ],
)

KR_PRE_WORKOUT = replace(
    KR_FAST_TRACK,
    name="kr_pre_workout",
    title=Wording("Korea, CCRS pre-workout", "韩国信用恢复委员会事前债务调整"),
    levers=replace(
        KR_FAST_TRACK.levers,
        terms=Steps(12, 120, 6),
        rate_cuts=[Decimal("0"), Decimal("0.04"), Decimal("0.08"), Decimal("0.12"), Decimal("0.16")],
        rate_floor="0.0325",
        starts=[Start("none"), Start("interest_only", 6), Start("interest_only", 12)],
    ),
    rules=[
        *_AMOUNTS,
        rule(
            "KR_FROM_31_DAYS",
            "days_past_due",
            ">=",
            31,
            "at least {limit} days past due",
            "逾期不少于{limit}天",
            _SERVICE,
            since=_START,
        ),
        rule(
            "KR_UP_TO_89_DAYS",
            "days_past_due",
            "<=",
            89,
            "at most {limit} days past due",
            "逾期不超过{limit}天",
            _SERVICE,
            since=_START,
        ),
        _TEN_YEARS,
        rule(
            "KR_RATE_8",
            "annual_rate",
            "<=",
            "0.08",
            "the rate is at most {limit} a year",
            "年利率不超过{limit}",
            _PRICE,
            since=_START,
        ),
        rule(
            "KR_RATE_LEAST",
            "annual_rate",
            ">=",
            "0.0325",
            "the rate is at least {limit} a year",
            "年利率不低于{limit}",
            _PRICE,
            since=_START,
        ),
        _NO_CUT,
    ],
)

KR_WORKOUT = replace(
    KR_FAST_TRACK,
    name="kr_workout",
    title=Wording("Korea, CCRS individual workout", "韩国信用恢复委员会个人债务调整"),
    levers=replace(
        KR_FAST_TRACK.levers,
        terms=Steps(12, 120, 6),
        rate_cuts=[Decimal("1")],
        rate_floor="0",
        starts=[Start("none"), Start("defer", 12), Start("defer", 24)],
        forgiveness=[Decimal("0"), Decimal("0.2"), Decimal("0.5"), Decimal("0.7"), Decimal("0.9")],
        treatment_sets=[WAIVE_INTEREST],
    ),
    rules=[
        *_AMOUNTS,
        rule(
            "KR_FROM_90_DAYS",
            "days_past_due",
            ">=",
            90,
            "at least {limit} days past due",
            "逾期不少于{limit}天",
            _SERVICE,
            since=_START,
        ),
        rule(
            "KR_NO_INTEREST",
            "annual_rate",
            "<=",
            0,
            "the plan bears no interest",
            "计划期间不计利息",
            _SERVICE,
            since=_START,
        ),
        rule(
            "KR_CUT_70",
            "principal_forgiven_share",
            "<=",
            "0.70",
            "at most {limit} of the principal is forgiven, unless the borrower is vulnerable",
            "本金减免不超过{limit}，弱势群体除外",
            _SERVICE,
            since=_START,
        ),
        rule(
            "KR_CUT_90",
            "principal_forgiven_share",
            "<=",
            "0.90",
            "at most {limit} of the principal is forgiven in any case",
            "本金减免最高不超过{limit}",
            _SERVICE,
            since=_START,
        ),
        rule(
            "KR_EIGHT_YEARS",
            "term_months",
            "<=",
            96,
            "the last installment falls due within {limit} months, unless income is low",
            "{limit}个月内还清，低收入者除外",
            _SERVICE,
            since=_START,
        ),
        _TEN_YEARS,
        rule(
            "KR_RELIEF_24",
            "relief_months",
            "<=",
            24,
            "payments are put off for at most {limit} months",
            "暂缓还款不超过{limit}个月",
            _SERVICE,
            since=_START,
        ),
    ],
)
