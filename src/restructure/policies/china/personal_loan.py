"""China, personal loans: how far a term may be extended (个人贷款展期).

A loan of up to a year is extended by at most its own term; a longer one so far that the original term and all
extensions stay within the longest term of the product. That term is five years for consumption, seven since the notice
of March 2025, which asks for a long-term need; for business it is five years, up to ten where cash flow comes slowly.
All of it was read in third-party pages, and that the Measures of 2024 continue the rule of 2010 is hearsay: every check
answers "needs review". Extensions are counted from the original maturity, so repeated ones add up by themselves.

The notice of March 2025 is dated by its report, of the 24th. Levers and the capacity model are this library's judgment;
an extension keeps the contract's rate and forgives nothing. Left out: that it is asked for before maturity, the consent
of guarantors, limits of amount. What an extension, or a second one, does to the class of the loan, and the year of
observation after it, are in `classes`: they bar no plan.

>>> from datetime import date
>>> whole_term = CN_PERSONAL_LOAN.rules[2].limit
>>> whole_term.at(date(2025, 3, 23)), whole_term.at(date(2025, 3, 24))
(Decimal('60'), Decimal('84'))
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ...basics.provenance import Source, Wording
from ...policy import Condition, Levers, Policy, Start, Steps, rule
from ..generic import BALANCED, BUDGET, OUTCOMES, SPREAD_CHARGES, WAIVE_PENALTY
from .ceilings import CN_FINANCIAL_24
from .follow_up import CN_FOLLOW_UP

__all__ = ["CN_PERSONAL_BUSINESS_LOAN", "CN_PERSONAL_LOAN"]

_START = date(2024, 7, 1)
_SEVEN_YEARS = date(2025, 3, 24)

_MEASURES = Source(title="个人贷款管理办法 (2024), Article 8 on terms, as reported by law.asia", level="secondary")
_NOTICE = Source(
    title="NFRA notice of March 2025 on consumer loans, as reported on 24 March 2025",
    level="secondary",
    url="https://www.yicaiglobal.com/news/china-asks-lenders-to-raise-consumer-loan-ceiling-to-cny500000",
)
_EXTENSION = Source(title="个人贷款管理暂行办法 (2010), on extension, as summarized", level="secondary")
_CONTINUED = Source(title="个人贷款管理办法 (2024): said to continue the rule, not read", level="unverified")

_SHORT = rule(
    "CN_EXTENSION_SHORT",
    "extension_share",
    "<=",
    1,
    "a loan of up to a year is extended by at most its own term",
    "一年以内的贷款，累计展期不超过原期限",
    _EXTENSION,
    _CONTINUED,
    since=_START,
    when=Condition("original_term_months", "<=", 12),
)

CN_PERSONAL_LOAN = Policy(
    name="cn_personal_loan",
    version="2026.1",
    jurisdiction="CN",
    title=Wording("China, extension of a consumer loan", "个人消费贷款展期"),
    capacity=BALANCED,
    levers=Levers(
        terms=Steps(6, 84, 3),
        rate_cuts=[Decimal("0")],
        rate_floor="0",
        starts=[Start("none"), Start("interest_only", 3), Start("interest_only", 6)],
        installments=["level", "affordable"],
        forgiveness=[Decimal("0")],
        treatment_sets=[WAIVE_PENALTY, SPREAD_CHARGES],
    ),
    outcomes=OUTCOMES,
    budget=BUDGET,
    rules=[
        rule(
            "CN_CONSUMER_LOAN",
            "debt_kind",
            "==",
            "personal_loan",
            "the debt is a personal loan for consumption",
            "欠款为个人消费贷款",
            _MEASURES,
            since=_START,
        ),
        _SHORT,
        rule(
            "CN_EXTENSION_LONG",
            "whole_term_months",
            "<=",
            [(_START, 60), (_SEVEN_YEARS, 84)],
            "original term and extensions come to at most {limit} months; above 60 a long-term need is shown",
            "原期限与累计展期合计不超过{limit}个月；超过60个月的须有长期消费需求",
            _MEASURES,
            _NOTICE,
            _EXTENSION,
            _CONTINUED,
            when=Condition("original_term_months", ">", 12),
        ),
    ],
    delinquency=CN_FOLLOW_UP,
    ceiling=CN_FINANCIAL_24,
)

CN_PERSONAL_BUSINESS_LOAN = replace(
    CN_PERSONAL_LOAN,
    name="cn_personal_business_loan",
    title=Wording("China, extension of a personal business loan", "个人经营贷款展期"),
    levers=replace(CN_PERSONAL_LOAN.levers, terms=Steps(6, 120, 3)),
    rules=[
        rule(
            "CN_BUSINESS_LOAN",
            "debt_kind",
            "==",
            "business_loan",
            "the debt is a personal loan for business",
            "欠款为个人经营贷款",
            _MEASURES,
            since=_START,
        ),
        _SHORT,
        rule(
            "CN_BUSINESS_FIVE_YEARS",
            "whole_term_months",
            "<=",
            60,
            "original term and extensions come to at most {limit} months, unless cash flow comes slowly",
            "原期限与累计展期合计一般不超过{limit}个月，回款周期较长的除外",
            _MEASURES,
            _EXTENSION,
            _CONTINUED,
            since=_START,
            when=Condition("original_term_months", ">", 12),
        ),
        rule(
            "CN_BUSINESS_TEN_YEARS",
            "whole_term_months",
            "<=",
            120,
            "original term and extensions come to at most {limit} months in any case",
            "原期限与累计展期合计最长不超过{limit}个月",
            _MEASURES,
            _EXTENSION,
            _CONTINUED,
            since=_START,
            when=Condition("original_term_months", ">", 12),
        ),
    ],
)
