"""Singapore: the Debt Consolidation Plan, DCP (债务综合计划).

One bank takes over the unsecured debts of a citizen or permanent resident whose interest-bearing unsecured debt is more
than twelve months' income, at a flat rate that is shown with its effective one. Read on pages of Credit Counselling
Singapore and of a bank, not in a rule: every check answers "needs review". From which day each limit held was not
looked up; they are stated from June 2019, when twelve months' income became the limit on unsecured credit. The longest
term is the bank's: up to eight or ten years. Levers and the capacity model on gross income are this library's judgment.

Left out: citizenship; a yearly income from 20,000 or 30,000 to below 120,000 and net personal assets below two million;
renovation, medical and joint loans, which have no kind of their own here; closing other lines and a new one of a
month's income; 5% for charges under way. The flat rate is a matter of `conversions`, its effective rate one of `apr`.

>>> [rule.code for rule in SG_DCP.rules]
['SG_DCP_UNSECURED', 'SG_DCP_NOT_EDUCATION', 'SG_DCP_NOT_BUSINESS', 'SG_DCP_TWELVE_MONTHS', 'SG_DCP_TEN_YEARS']
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Source, Wording
from ...policy import Levers, Policy, Start, Steps, rule
from ..generic import BUDGET, OUTCOMES, SPREAD_CHARGES, WAIVE_PENALTY
from ..presets import BALANCED_GROSS

__all__ = ["SG_DCP"]

_START = date(2019, 6, 1)

_COUNSELLING = Source(title="Credit Counselling Singapore, page on the DCP", level="secondary")
_TENOR = Source(title="DCP of up to eight years at one bank, ten at others, as compared by a portal", level="secondary")

SG_DCP = Policy(
    name="sg_dcp",
    version="2026.1",
    jurisdiction="SG",
    title=Wording("Singapore, Debt Consolidation Plan", "新加坡债务综合计划"),
    capacity=BALANCED_GROSS,
    levers=Levers(
        terms=Steps(12, 120, 6),
        rate_cuts=[Decimal("0"), Decimal("0.06"), Decimal("0.12"), Decimal("0.18")],
        rate_floor="0.06",
        starts=[Start("none")],
        installments=["level", "affordable"],
        forgiveness=[Decimal("0")],
        treatment_sets=[WAIVE_PENALTY, SPREAD_CHARGES],
        consolidation=True,
    ),
    outcomes=OUTCOMES,
    budget=BUDGET,
    rules=[
        rule(
            "SG_DCP_UNSECURED",
            "secured",
            "==",
            False,
            "no collateral stands behind the debt",
            "欠款为无抵押债务",
            _COUNSELLING,
            since=_START,
        ),
        rule(
            "SG_DCP_NOT_EDUCATION",
            "debt_kind",
            "!=",
            "student_loan",
            "the debt is no education loan",
            "欠款不是教育贷款",
            _COUNSELLING,
            since=_START,
        ),
        rule(
            "SG_DCP_NOT_BUSINESS",
            "debt_kind",
            "!=",
            "business_loan",
            "the debt is no business loan",
            "欠款不是经营贷款",
            _COUNSELLING,
            since=_START,
        ),
        rule(
            "SG_DCP_TWELVE_MONTHS",
            "unsecured_to_monthly_income",
            ">",
            12,
            "unsecured debts come to more than {limit} months' income",
            "无担保债务超过月收入的{limit}倍",
            _COUNSELLING,
            since=_START,
        ),
        rule(
            "SG_DCP_TEN_YEARS",
            "term_months",
            "<=",
            120,
            "the last installment falls due within {limit} months",
            "{limit}个月内还清",
            _TENOR,
            since=_START,
        ),
    ],
)
