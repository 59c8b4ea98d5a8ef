"""United Kingdom, homes: forbearance of the mortgage sourcebook, MCOB 13, and the Mortgage Charter (按揭纾困).

MCOB 13 names tools and no numbers: a longer term, another type of mortgage such as interest-only for a while, deferred
interest, and treating a shortfall as part of the amount lent, with the borrower's consent and never by itself. The
Charter of 26 June 2023 is a promise of most lenders to borrowers who are up to date: six months of interest only, or a
longer term, without an affordability test. Both were read in summaries or recalled, so every check answers "needs
review". All other months and shares, the terms and the capacity model are this library's judgment.

Left out: the Charter's waiver of the affordability test, as a plan offered here always fits; its right to go back to
the old term within six months; no repossession within twelve months of the first missed payment; whether interest or
principal is waived (PS24/2), whose amount is the lender's to set; the borrower's age at the end of the term.

>>> [rule.code for rule in UK_MORTGAGE_CHARTER.rules]
['UK_CHARTER_MORTGAGE', 'UK_CHARTER_UP_TO_DATE', 'UK_CHARTER_SIX_MONTHS', 'UK_CHARTER_SAME_TERM']
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Source, Wording
from ...contract.treatment import Treatment
from ...policy import Condition, Levers, Policy, Start, Steps, TreatmentSet, rule
from ..generic import BALANCED, OUTCOMES, SECURED_BUDGET, SPREAD_CHARGES
from .consumer_credit import EXPLAINED_BEFORE

__all__ = ["UK_MORTGAGE", "UK_MORTGAGE_CHARTER"]

_MCOB_START = date(2004, 10, 31)
_CHARTER_START = date(2023, 6, 26)

_MCOB = Source(title="MCOB 13.3, tools and the day it took effect: recalled", level="unverified")
_CHARTER = Source(
    title="Mortgage Charter of 26 June 2023, as summarized by lenders and the press",
    level="secondary",
    url="https://thenottingham.com/mortgages/existing-customers/mortgage-charter",
)

_BY_CONSENT = TreatmentSet(
    name="capitalize_by_consent",
    treatments=[
        Treatment("interest", "capitalize"),
        Treatment("fees", "capitalize"),
        Treatment("penalty_interest", "waive"),
        Treatment("compound_interest", "waive"),
    ],
    days_past_due="keep",
    text=Wording(
        "interest and fees join the principal, only where the borrower consents; penalties are waived",
        "利息和费用并入本金，须经借款人同意；罚息减免",
    ),
)


UK_MORTGAGE = Policy(
    name="uk_mortgage",
    version="2026.1",
    jurisdiction="GB",
    title=Wording("United Kingdom, mortgage forbearance", "英国按揭贷款纾困"),
    capacity=BALANCED,
    levers=Levers(
        terms=Steps(12, 480, 12),
        rate_cuts=[Decimal("0"), Decimal("0.01"), Decimal("0.02")],
        rate_floor="0",
        starts=[
            Start("none"),
            Start("interest_only", 6),
            Start("interest_only", 12),
            Start("interest_only", 24),
            Start("reduced", 6, share="0.5"),
            Start("defer", 3),
            Start("defer", 6),
        ],
        installments=["level"],
        forgiveness=[Decimal("0")],
        treatment_sets=[SPREAD_CHARGES, _BY_CONSENT],
    ),
    outcomes=OUTCOMES,
    budget=SECURED_BUDGET,
    rules=[
        rule(
            "UK_MORTGAGE_KIND",
            "debt_kind",
            "==",
            "mortgage",
            "the debt is a mortgage",
            "欠款为按揭贷款",
            _MCOB,
            since=_MCOB_START,
        ),
    ],
    signing_effects=[EXPLAINED_BEFORE],
)

UK_MORTGAGE_CHARTER = Policy(
    name="uk_mortgage_charter",
    version="2026.1",
    jurisdiction="GB",
    title=Wording("United Kingdom, Mortgage Charter", "英国《按揭宪章》"),
    capacity=BALANCED,
    levers=Levers(
        terms=Steps(12, 480),
        rate_cuts=[Decimal("0")],
        rate_floor="0",
        starts=[Start("none"), Start("interest_only", 6)],
        installments=["level"],
        forgiveness=[Decimal("0")],
        treatment_sets=[SPREAD_CHARGES],
    ),
    outcomes=OUTCOMES,
    budget=SECURED_BUDGET,
    rules=[
        rule(
            "UK_CHARTER_MORTGAGE",
            "debt_kind",
            "==",
            "mortgage",
            "the debt is a mortgage",
            "欠款为按揭贷款",
            _CHARTER,
            since=_CHARTER_START,
        ),
        rule(
            "UK_CHARTER_UP_TO_DATE",
            "days_past_due",
            "<=",
            0,
            "the borrower is up to date with payments",
            "借款人按时还款，无逾期",
            _CHARTER,
            since=_CHARTER_START,
        ),
        rule(
            "UK_CHARTER_SIX_MONTHS",
            "relief_months",
            "<=",
            6,
            "interest only for at most {limit} months",
            "只还利息不超过{limit}个月",
            _CHARTER,
            since=_CHARTER_START,
        ),
        rule(
            "UK_CHARTER_SAME_TERM",
            "extension_months",
            "<=",
            0,
            "after interest only the loan still ends when it was to end",
            "只还利息期后，贷款到期日不变",
            _CHARTER,
            since=_CHARTER_START,
            when=Condition("relief_months", ">", 0),
        ),
    ],
)
