"""A generic policy without legal force: sensible limits to try the library with, and a base to write one's own from.

Every figure is this library's own judgment and labeled illustrative. The capacity model is the preset `BALANCED`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ..basics.provenance import Source, Wording
from ..contract.treatment import Treatment
from ..policy import (
    PLAIN_AGREEMENT,
    Authority,
    BreachTerms,
    ConcessionBudget,
    Condition,
    Levers,
    Policy,
    Start,
    Steps,
    TreatmentSet,
    rule,
)
from .outcomes import CARD_OUTCOMES, MORTGAGE_OUTCOMES
from .presets import BALANCED as BALANCED  # noqa: PLC0414 - the policies of the countries start from it, as from here

__all__ = ["GENERIC"]

OWN_TEXT = Source(
    title="Generic illustrative policy of this library, 2026.1; no law, no bank",
    level="verified",
    url="docs/reference/policies.md",
    checked_on=date(2026, 11, 23),
)


WAIVE_PENALTY = TreatmentSet(
    name="waive_penalty",
    treatments=[
        Treatment("penalty_interest", "waive"),
        Treatment("compound_interest", "waive"),
        Treatment("interest", "capitalize"),
        Treatment("fees", "capitalize"),
    ],
    days_past_due="keep",
    text=Wording(
        "penalty and compound interest are waived, interest and fees join the principal",
        "减免罚息和复利，利息和费用并入本金",
    ),
)

SPREAD_CHARGES = TreatmentSet(
    name="spread_charges",
    treatments=[
        Treatment("penalty_interest", "waive"),
        Treatment("compound_interest", "waive"),
        Treatment("interest", "spread", due="all"),
        Treatment("fees", "spread", due="all"),
    ],
    days_past_due="keep",
    text=Wording(
        "penalty and compound interest are waived, interest and fees are spread over the plan without interest",
        "减免罚息和复利，利息和费用在计划内分摊且不计息",
    ),
)

AGREEMENT = replace(
    PLAIN_AGREEMENT,
    breach=BreachTerms(consecutive_missed=2, total_missed=4, days_past_due=90, cure_days=30, waived_owed_again=True),
    sources=[OWN_TEXT],
)

BUDGET = ConcessionBudget(
    most="0.08",
    market_rate="0.04",
    sources=[OWN_TEXT],
    text=Wording("an illustrative budget of this library; no law sets it", "本库示例额度，并非法律规定"),
)
SECURED_BUDGET = replace(BUDGET, most="0.05", market_rate="0.055")
"""For debts secured on a home."""
OUTCOMES = [CARD_OUTCOMES, MORTGAGE_OUTCOMES]
"""Published experience with other lenders' loans, illustrative; a lender replaces it by its own."""

GENERIC = Policy(
    name="generic",
    version="2026.1",
    jurisdiction="any",
    title=Wording("Generic, illustrative", "通用示例政策"),
    capacity=BALANCED,
    levers=Levers(
        terms=Steps(6, 84),
        rate_cuts=[Decimal("0"), Decimal("0.03"), Decimal("0.06")],
        rate_floor="0.03",
        starts=[
            Start("none"),
            Start("interest_only", 6),
            Start("capitalize", 3),
            Start("defer", 3),
            Start("reduced", 6, share="0.5"),
        ],
        installments=["level", "affordable"],
        forgiveness=[Decimal("0"), Decimal("0.20")],
        consolidation=True,
        treatment_sets=[
            TreatmentSet(
                name="capitalize",
                treatments=[
                    Treatment("interest", "capitalize"),
                    Treatment("penalty_interest", "capitalize"),
                    Treatment("compound_interest", "capitalize"),
                    Treatment("fees", "capitalize"),
                ],
                days_past_due="keep",
                text=Wording("everything owed joins the principal", "全部欠款并入本金"),
            ),
            WAIVE_PENALTY,
            SPREAD_CHARGES,
        ],
    ),
    outcomes=OUTCOMES,
    budget=BUDGET,
    rules=[
        rule(
            "REPEAT",
            "modifications_36m",
            "<=",
            2,
            "at most {limit} changes in 36 months",
            "36个月内变更不超过{limit}次",
            OWN_TEXT,
            since=date(2000, 1, 1),
        ),
        rule(
            "TERM",
            "term_months",
            "<=",
            84,
            "ends within {limit} months",
            "{limit}个月内结清",
            OWN_TEXT,
            since=date(2000, 1, 1),
        ),
        rule(
            "FIRST_DUE",
            "first_due_days",
            "<=",
            62,
            "first installment within {limit} days",
            "首期在{limit}天内",
            OWN_TEXT,
            since=date(2000, 1, 1),
        ),
        rule("RATE", "rate_cut", ">=", 0, "the rate does not rise", "利率不上调", OWN_TEXT, since=date(2000, 1, 1)),
        # six months without a payment at 18% a year, which the ladder may hold out, are 109%
        rule(
            "BALANCE",
            "peak_balance_share",
            "<=",
            "1.10",
            "the balance never exceeds {limit} of where it starts",
            "余额不超过起始余额的{limit}",
            OWN_TEXT,
            since=date(2000, 1, 1),
        ),
        rule(
            "LOSS",
            "lender_loss",
            "<=",
            "0.35",
            "the lender gives up at most {limit}",
            "本行减让（现值）不超过{limit}",
            OWN_TEXT,
            since=date(2000, 1, 1),
        ),
    ],
    agreement=AGREEMENT,
    authority=[
        Authority(
            code="officer",
            text=Wording("the loan officer", "客户经理"),
            within=[Condition("rate_cut", "<=", "0.03"), Condition("principal_forgiven_share", "<=", 0)],
        ),
        Authority(
            code="team_lead",
            text=Wording("the head of the workout team", "资产保全团队负责人"),
            within=[Condition("principal_forgiven_share", "<=", "0.10")],
        ),
        Authority(code="committee", text=Wording("the credit committee", "信贷审批委员会")),
    ],
)
