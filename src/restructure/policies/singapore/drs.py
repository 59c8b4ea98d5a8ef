"""Singapore: the Debt Repayment Scheme, DRS, in the place of bankruptcy (债务偿还计划).

Debts of at most S$150,000, regular income, a plan of at most five years; interest stops. Read on pages of Credit
Counselling Singapore and of a debtors' portal, not in the act: every check answers "needs review". From which day each
limit held was not looked up; they are stated from 2021 on. Levers and the capacity model on gross income are this
library's judgment.

Left out: employment; no bankruptcy, scheme or court arrangement within five years; no sole proprietor or partner; that
the way in is a bankruptcy petition; the payout to each creditor, which `allocate` shares pro rata.

>>> [rule.code for rule in SG_DRS.rules]
['SG_DRS_CURRENCY', 'SG_DRS_150000', 'SG_DRS_FIVE_YEARS', 'SG_DRS_NO_INTEREST']
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Source, Wording
from ...policy import Levers, Policy, Start, Steps, rule
from ..generic import BUDGET, OUTCOMES, SPREAD_CHARGES
from ..presets import BALANCED_GROSS

__all__ = ["SG_DRS"]

_START = date(2021, 1, 1)

_COUNSELLING = Source(title="Credit Counselling Singapore, page on the DRS", level="secondary")
_INTEREST = Source(title="debtaid.sg: interest stops under the DRS", level="secondary")

SG_DRS = Policy(
    name="sg_drs",
    version="2026.1",
    jurisdiction="SG",
    title=Wording("Singapore, Debt Repayment Scheme", "新加坡债务偿还计划"),
    capacity=BALANCED_GROSS,
    levers=Levers(
        terms=Steps(6, 60),
        rate_cuts=[Decimal("1")],
        rate_floor="0",
        starts=[Start("none")],
        installments=["level", "affordable"],
        forgiveness=[Decimal("0")],
        treatment_sets=[SPREAD_CHARGES],
        sharing="pro_rata",
    ),
    outcomes=OUTCOMES,
    budget=BUDGET,
    rules=[
        rule(
            "SG_DRS_CURRENCY",
            "currency",
            "==",
            "SGD",
            "amounts are in Singapore dollars",
            "金额以新加坡元计",
            _COUNSELLING,
            since=_START,
        ),
        rule(
            "SG_DRS_150000",
            "total_debt",
            "<=",
            150000,
            "all debts come to at most {limit} Singapore dollars",
            "债务总额不超过{limit}新加坡元",
            _COUNSELLING,
            since=_START,
        ),
        rule(
            "SG_DRS_FIVE_YEARS",
            "term_months",
            "<=",
            60,
            "the last installment falls due within {limit} months",
            "{limit}个月内还清",
            _COUNSELLING,
            since=_START,
        ),
        rule(
            "SG_DRS_NO_INTEREST",
            "annual_rate",
            "<=",
            0,
            "the plan bears no interest",
            "计划期间不计利息",
            _INTEREST,
            since=_START,
        ),
    ],
)
