"""Korea: the New Start Fund for small businesses (새출발기금, 新出发基金).

For businesses open between April 2020 and June 2025 that owe at most 1,500 million won. From 90 days past due the fund
forgives 60% to 80% of the principal, up to 90% for the vulnerable, and only of what the debts exceed the assets by:
`net_debt_reduction`. A borrower at risk gets no cut; after 30 days past due a rate above 9% becomes 9%. Applications
end with 2026: the limit of amount falls to nothing the day after. Read on pages of 2026 and in the news: every check
answers "needs review", and all limits are stated from 2026 on. Levers and the capacity model are this library's
judgment.

Left out: when the business was open; the assets; who is vulnerable; twenty years and 36 months for real estate are
granted here wherever collateral stands behind the debt.

>>> from datetime import date
>>> total = KR_NEW_START.rules[1].limit
>>> total.at(date(2026, 12, 31)), total.at(date(2027, 1, 1))
(Decimal('1500000000'), Decimal('0'))
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ...basics.provenance import Source, Wording
from ...policy import Condition, Levers, Policy, Quantity, Rule, Start, Steps, rule
from .._asia import WAIVE_INTEREST
from ..generic import BALANCED, BUDGET, OUTCOMES, SPREAD_CHARGES, WAIVE_PENALTY

__all__ = ["KR_NEW_START", "KR_NEW_START_AT_RISK"]

_START = date(2026, 1, 1)
_CLOSED = date(2027, 1, 1)

_FUND = Source(title="New Start Fund, as summarized on pages of 2026", level="secondary")

_MILLION = Decimal(1_000_000)


def _by_collateral(code: str, quantity: Quantity, without: Decimal, behind: Decimal, text: Wording) -> list[Rule]:
    return [
        rule(
            f"{code}_{word}",
            quantity,
            "<=",
            limit,
            text.en,
            text.zh,
            _FUND,
            since=_START,
            when=Condition("secured", "==", word == "SECURED"),
        )
        for word, limit in (("UNSECURED", without), ("SECURED", behind))
    ]


_COMMON = [
    rule("KR_FUND_CURRENCY", "currency", "==", "KRW", "amounts are in won", "金额以韩元计", _FUND, since=_START),
    rule(
        "KR_FUND_1500_MILLION",
        "total_debt",
        "<=",
        [(_START, 1500 * _MILLION), (_CLOSED, 0)],
        "all debts come to at most {limit} won",
        "债务总额不超过{limit}韩元",
        _FUND,
    ),
    *_by_collateral(
        "KR_FUND_AMOUNT",
        "debt_in_scope",
        500 * _MILLION,
        1000 * _MILLION,
        Wording("these debts come to at most {limit} won", "该类债务不超过{limit}韩元"),
    ),
    rule(
        "KR_FUND_BUSINESS",
        "debt_kind",
        "==",
        "business_loan",
        "the debt is a business loan",
        "欠款为经营贷款",
        _FUND,
        since=_START,
    ),
    *_by_collateral(
        "KR_FUND_TERM",
        "term_months",
        Decimal(120),
        Decimal(240),
        Wording("the last installment falls due within {limit} months", "{limit}个月内还清"),
    ),
    *_by_collateral(
        "KR_FUND_GRACE",
        "relief_months",
        Decimal(12),
        Decimal(36),
        Wording("a grace period of at most {limit} months", "宽限期不超过{limit}个月"),
    ),
]

KR_NEW_START = Policy(
    name="kr_new_start",
    version="2026.1",
    jurisdiction="KR",
    title=Wording("Korea, New Start Fund", "韩国新出发基金"),
    capacity=BALANCED,
    levers=Levers(
        terms=Steps(12, 240, 12),
        rate_cuts=[Decimal("0"), Decimal("0.03"), Decimal("0.06"), Decimal("1")],
        rate_floor="0",
        starts=[Start("none"), Start("interest_only", 12), Start("interest_only", 36)],
        installments=["level", "affordable"],
        forgiveness=[Decimal("0.6"), Decimal("0.7"), Decimal("0.8"), Decimal("0.9")],
        treatment_sets=[WAIVE_INTEREST],
    ),
    outcomes=OUTCOMES,
    budget=BUDGET,
    rules=[
        *_COMMON,
        rule(
            "KR_FUND_FROM_90_DAYS",
            "days_past_due",
            ">=",
            90,
            "at least {limit} days past due",
            "逾期不少于{limit}天",
            _FUND,
            since=_START,
        ),
        rule(
            "KR_FUND_CUT_80",
            "principal_forgiven_share",
            "<=",
            "0.80",
            "at most {limit} of the principal is forgiven, unless the borrower is vulnerable",
            "本金减免不超过{limit}，弱势群体除外",
            _FUND,
            since=_START,
        ),
        rule(
            "KR_FUND_CUT_90",
            "principal_forgiven_share",
            "<=",
            "0.90",
            "at most {limit} of the principal is forgiven in any case",
            "本金减免最高不超过{limit}",
            _FUND,
            since=_START,
        ),
    ],
)

KR_NEW_START_AT_RISK = replace(
    KR_NEW_START,
    name="kr_new_start_at_risk",
    title=Wording("Korea, New Start Fund, borrower at risk", "韩国新出发基金（逾期风险借款人）"),
    levers=replace(
        KR_NEW_START.levers,
        rate_cuts=[Decimal("0"), Decimal("0.03"), Decimal("0.06"), Decimal("0.12")],
        rate_floor="0.09",
        forgiveness=[Decimal("0")],
        treatment_sets=[WAIVE_PENALTY, SPREAD_CHARGES],
    ),
    rules=[
        *_COMMON,
        rule(
            "KR_FUND_BELOW_90_DAYS",
            "days_past_due",
            "<",
            90,
            "fewer than {limit} days past due",
            "逾期少于{limit}天",
            _FUND,
            since=_START,
        ),
        rule(
            "KR_FUND_RATE_9",
            "annual_rate",
            "<=",
            "0.09",
            "after 30 days past due the rate is at most {limit} a year",
            "逾期超过30天的，年利率不超过{limit}",
            _FUND,
            since=_START,
            when=Condition("days_past_due", ">", 30),
        ),
        rule(
            "KR_FUND_NO_CUT",
            "principal_forgiven_share",
            "<=",
            0,
            "no principal is forgiven",
            "不减免本金",
            _FUND,
            since=_START,
        ),
    ],
)
