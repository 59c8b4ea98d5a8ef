"""Japan: small-scale individual rehabilitation (小規模個人再生, 小规模个人再生).

Claims of at most 50 million yen without the home loan; three years of installments, up to five where circumstances are
special, at least every three months; interest stops. How much is repaid at least follows a table of the claims and the
value of what could be liquidated. The largest cut that the table leaves is a rule here for each of its bands, as a
share; the least sum in yen is not, as it depends on the assets too. Read in a commentary and in lawyers' pages: every
check answers "needs review". From which day each limit held was not looked up; they are stated from 2020 on. The claims
are read as the debts in scope, so the home loan stays out of scope. Levers and the capacity model are this library's
judgment.

Left out: the least sum by table and liquidation value, the two years of disposable income of the salaried procedure,
the vote of the creditors, the clause that keeps the home loan, hardship discharge.

>>> [rule.code for rule in JP_REHABILITATION.rules][:3]
['JP_CURRENCY', 'JP_50_MILLION', 'JP_UNSECURED']
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Source, Wording
from ...policy import Condition, Levers, Policy, Start, Steps, rule
from .._asia import WAIVE_INTEREST
from ..generic import BALANCED, BUDGET, OUTCOMES, SPREAD_CHARGES

__all__ = ["JP_REHABILITATION"]

_START = date(2020, 1, 1)

_ACT = Source(title="民事再生法 (Civil Rehabilitation Act), Article 231, in a commentary", level="secondary")
_TERM = Source(title="term of three to five years, as summarized by lawyers", level="secondary")
_INTEREST = Source(title="interest stops in rehabilitation: recalled", level="unverified")

_MILLION = Decimal(1_000_000)

JP_REHABILITATION = Policy(
    name="jp_rehabilitation",
    version="2026.1",
    jurisdiction="JP",
    title=Wording("Japan, small-scale individual rehabilitation", "日本小规模个人再生"),
    capacity=BALANCED,
    levers=Levers(
        terms=Steps(36, 60, 6),
        rate_cuts=[Decimal("1")],
        rate_floor="0",
        starts=[Start("none")],
        installments=["level"],
        forgiveness=[Decimal("0"), Decimal("0.5"), Decimal("0.8"), Decimal("0.9")],
        treatment_sets=[SPREAD_CHARGES, WAIVE_INTEREST],
        sharing="pro_rata",
    ),
    outcomes=OUTCOMES,
    budget=BUDGET,
    rules=[
        rule("JP_CURRENCY", "currency", "==", "JPY", "amounts are in yen", "金额以日元计", _ACT, since=_START),
        rule(
            "JP_50_MILLION",
            "debt_in_scope",
            "<=",
            50 * _MILLION,
            "claims without the home loan come to at most {limit} yen",
            "除住房贷款外的债权总额不超过{limit}日元",
            _ACT,
            since=_START,
        ),
        rule(
            "JP_UNSECURED",
            "secured",
            "==",
            False,
            "no collateral stands behind the debt",
            "欠款为无担保债务",
            _ACT,
            since=_START,
        ),
        rule(
            "JP_EVERY_THREE_MONTHS",
            "installments_per_year",
            ">=",
            4,
            "at least {limit} installments a year",
            "每年至少还款{limit}期",
            _TERM,
            since=_START,
        ),
        rule(
            "JP_NOT_SHORTER",
            "installment_count",
            ">=",
            36,
            "the plan has at least {limit} monthly installments",
            "按月还款不少于{limit}期",
            _TERM,
            since=_START,
            when=Condition("installments_per_year", "==", 12),
        ),
        rule(
            "JP_THREE_YEARS",
            "installment_count",
            "<=",
            36,
            "at most {limit} monthly installments, unless circumstances are special",
            "按月还款不超过{limit}期，有特别情形的除外",
            _TERM,
            since=_START,
            when=Condition("installments_per_year", "==", 12),
        ),
        rule(
            "JP_FIVE_YEARS",
            "installment_count",
            "<=",
            60,
            "at most {limit} monthly installments in any case",
            "按月还款最长不超过{limit}期",
            _TERM,
            since=_START,
            when=Condition("installments_per_year", "==", 12),
        ),
        rule(
            "JP_NO_INTEREST",
            "annual_rate",
            "<=",
            0,
            "the plan bears no interest",
            "计划期间不计利息",
            _INTEREST,
            since=_START,
        ),
        rule(
            "JP_CUT_TO_1_MILLION",
            "principal_forgiven_share",
            "<=",
            0,
            "claims of at most a million yen are repaid in full",
            "债权总额不超过100万日元的全额偿还",
            _ACT,
            since=_START,
            when=Condition("debt_in_scope", "<=", _MILLION),
        ),
        rule(
            "JP_AT_LEAST_1_MILLION",
            "total_paid",
            ">=",
            _MILLION,
            "of claims above a million yen at least {limit} yen are repaid",
            "债权总额超过100万日元的，还款总额不低于{limit}日元",
            _ACT,
            since=_START,
            when=Condition("debt_in_scope", ">", _MILLION),
        ),
        rule(
            "JP_CUT_TO_15_MILLION",
            "principal_forgiven_share",
            "<=",
            "0.8",
            "of claims of at most 15 million yen at most {limit} is cut",
            "债权总额不超过1500万日元的，减免不超过{limit}",
            _ACT,
            since=_START,
            when=Condition("debt_in_scope", "<=", 15 * _MILLION),
        ),
        rule(
            "JP_CUT",
            "principal_forgiven_share",
            "<=",
            "0.9",
            "at most {limit} is cut in any case",
            "减免最高不超过{limit}",
            _ACT,
            since=_START,
        ),
    ],
)
