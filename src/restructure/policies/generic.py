"""A generic policy without legal force: sensible limits to try the library with, and a base to write one's own from.

Every figure is this library's own judgment and labeled illustrative. The capacity model is `capacity_v1`, preset
"balanced" (buffer 5%, debt service cap 45%, missing utility 0.35). Breakpoints were drawn after looking at public
loan files; they predict nothing by themselves.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ..basics.provenance import Source, Wording
from ..loan.treatment import Treatment
from ..policy import (
    PLAIN_AGREEMENT,
    BreachTerms,
    CapacityModel,
    ComponentId,
    Grade,
    Levers,
    Policy,
    ScoreComponent,
    Start,
    Steps,
    Stress,
    TreatmentSet,
    curve,
    rule,
)

__all__ = ["BALANCED", "GENERIC"]

OWN_TEXT = Source(
    title="Generic illustrative policy of this library, 2026.1; no law, no bank",
    level="verified",
    url="docs/reference/policies.md",
    checked_on=date(2026, 11, 23),
)


def _component(name: ComponentId, weight: str, *points: tuple[str, str]) -> ScoreComponent:
    return ScoreComponent(id=name, weight=Decimal(weight), points=curve(*points))


def _stress(
    code: str,
    en: str,
    zh: str,
    *,
    income_drop: str = "0",
    rate_rise: str = "0",
    expense_rise: str = "0",
    lose_earner: bool = False,
) -> Stress:
    return Stress(
        code=code,
        text=Wording(en, zh),
        income_drop=income_drop,
        rate_rise=rate_rise,
        expense_rise=expense_rise,
        lose_earner=lose_earner,
    )


BALANCED = CapacityModel(
    income_basis="net",
    income_haircuts={
        "salary": Decimal("0"),
        "bonus": Decimal("0.30"),
        "overtime": Decimal("0.30"),
        "self_employed": Decimal("0.20"),
        "rental": Decimal("0.30"),
        "pension": Decimal("0"),
        "benefit": Decimal("0"),
        "maintenance": Decimal("0"),
        "other": Decimal("0.30"),
    },
    evidence_factors={"verified": Decimal("1"), "documented": Decimal("1"), "declared": Decimal("0.5")},
    evidence_weights={"verified": Decimal("1"), "documented": Decimal("0.7"), "declared": Decimal("0.4")},
    buffer="0.05",
    debt_service_cap="0.45",
    stress_income="0.10",
    stress_rate="0.02",
    components=[
        _component(
            "A1",
            "18",
            ("0.20", "1"),
            ("0.30", "0.85"),
            ("0.36", "0.70"),
            ("0.43", "0.45"),
            ("0.50", "0.20"),
            ("0.70", "0"),
        ),
        _component(
            "A2",
            "18",
            ("-0.25", "0"),
            ("0", "0.25"),
            ("0.10", "0.50"),
            ("0.20", "0.65"),
            ("0.35", "0.85"),
            ("0.50", "1"),
        ),
        _component("A3", "18", ("0", "0"), ("0.5", "0.20"), ("1", "0.50"), ("1.25", "0.62"), ("2", "0.80"), ("4", "1")),
        _component("A4", "9", ("0.30", "1"), ("0.45", "0.70"), ("0.60", "0.30"), ("0.85", "0")),
        _component("A5", "6", ("0.5", "1"), ("2", "0.8"), ("4.5", "0.4"), ("8", "0")),
        _component("A6", "6", ("0", "0"), ("1", "0.4"), ("3", "0.7"), ("6", "0.9"), ("12", "1")),
        _component("S1", "8", ("0", "0"), ("0.5", "0.25"), ("2", "0.55"), ("5", "0.85"), ("10", "1")),
        _component("C1", "10", ("0", "1"), ("30", "0.75"), ("60", "0.35"), ("90", "0.05"), ("120", "0")),
        _component("C2", "4", ("0", "0"), ("6", "0.2"), ("12", "0.45"), ("24", "0.8"), ("36", "1")),
        _component("C3", "3", ("0", "1"), ("1", "0.4"), ("2", "0")),
    ],
    missing_utility="0.35",
    ability_cut=Decimal(50),
    grades=[
        Grade("A", Decimal(80)),
        Grade("B", Decimal(65)),
        Grade("C", Decimal(50)),
        Grade("D", Decimal(35)),
        Grade("E", Decimal(0)),
    ],
    card_minimum="0.03",
    stresses=[
        _stress("INCOME_10", "income falls by 10%", "收入下降10%", income_drop="0.10"),
        _stress("INCOME_20", "income falls by 20%", "收入下降20%", income_drop="0.20"),
        _stress("RATE_2", "rates rise by 2 percentage points", "利率上升2个百分点", rate_rise="0.02"),
        _stress("RATE_3", "rates rise by 3 percentage points", "利率上升3个百分点", rate_rise="0.03"),
        _stress("EXPENSES_10", "costs rise by 10%", "支出上升10%", expense_rise="0.10"),
        _stress("EARNER_LOST", "the largest earner loses all income", "收入最高者失去全部收入", lose_earner=True),
    ],
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
        "减免罚息和复利，利息和费用转入本金",
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
                text=Wording("everything owed joins the principal", "全部欠款转入本金"),
            ),
            WAIVE_PENALTY,
            SPREAD_CHARGES,
        ],
    ),
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
        rule(
            "BALANCE",
            "peak_balance_share",
            "<=",
            "1.05",
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
            "现值损失不超过{limit}",
            OWN_TEXT,
            since=date(2000, 1, 1),
        ),
    ],
    agreement=AGREEMENT,
)
