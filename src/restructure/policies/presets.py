"""Three presets of the capacity model, strict, balanced and supportive, each for net and for gross income.

They share weights and breakpoints and differ in the buffer, the cap on debt service and what missing input is worth:
40%, 45% or 50% of income for debts. All of it is judgment, labeled so; no law sets these figures. On gross income what
is left is counted after the taxes that the application states. The balanced one is `capacity_v1`; its breakpoints were
drawn after looking at public loan files and predict nothing by themselves.

>>> STRICT.buffer, BALANCED.buffer, SUPPORTIVE.buffer
(Decimal('0.10'), Decimal('0.05'), Decimal('0'))
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ..basics.provenance import Wording
from ..policy import CapacityModel, ComponentId, Grade, ScoreComponent, Stress, curve

__all__ = ["BALANCED", "BALANCED_GROSS", "STRICT", "STRICT_GROSS", "SUPPORTIVE", "SUPPORTIVE_GROSS"]


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

STRICT = replace(BALANCED, buffer="0.10", debt_service_cap="0.40", missing_utility="0.20")
SUPPORTIVE = replace(BALANCED, buffer="0", debt_service_cap="0.50", missing_utility="0.50")

STRICT_GROSS = replace(STRICT, income_basis="gross")
BALANCED_GROSS = replace(BALANCED, income_basis="gross")
SUPPORTIVE_GROSS = replace(SUPPORTIVE, income_basis="gross")
