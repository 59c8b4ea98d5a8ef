"""The what-if figures of the capacity model's worked example, as printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import restructure as rs
from restructure import policies
from restructure.capacity import WhatIf, affordable_terms, what_if
from restructure.policy import Steps


def example() -> rs.Application:
    """Return the borrower of the worked example."""
    return rs.Application(
        reference="worked-example",
        as_of=date(2026, 11, 23),
        currency="USD",
        liquid_assets="1400",
        incomes=[
            rs.Income("salary", "2600", evidence="verified", years=3),
            rs.Income("bonus", "200", evidence="verified"),
        ],
        household=rs.Household(adults=2, dependents=2, living_costs="1150", housing_costs="850"),
        debts=[
            rs.Debt(
                reference="loan",
                kind="personal_loan",
                in_scope=True,
                principal="18000",
                rate="0.1499",
                installment="500.86",
                remaining_installments=48,
                next_due_date=date(2026, 12, 9),
            ),
            rs.Debt(reference="other", kind="other", principal="6500", installment="260"),
        ],
        credit=rs.CreditRecord(worst_days_past_due_12m=45, months_since_delinquency=1, modifications_36m=0),
    )


def changes(answer: WhatIf) -> dict[str, str | None]:
    """Return the least change of each lever, `None` where it cannot reach the target."""
    return {item.lever: str(item.change) if item.reaches else None for item in answer.changes}


def test_the_changes_that_reach_sixty_come_out_as_printed() -> None:
    answer = what_if(example(), policy=policies.GENERIC, target_score=60)
    assert str(answer.now) == "55.427433901"
    found = changes(answer)
    assert found["income"] == "116.02"
    assert found["living_costs"] == "-124.28"
    assert found["other_debt_service"] == "-92.97"
    assert found["payment"] == "-99.43"
    assert found["cure_arrears"] is None
    assert found["term"] == "19"  # 60 months in all score 58.71, 72 score 61.07
    assert found["rate"] == "-0.1162"  # 9.99% scores 57.42


def test_even_no_delay_on_record_is_not_enough() -> None:
    clean = rs.CreditRecord(worst_days_past_due_12m=0, months_since_delinquency=1, modifications_36m=0)
    score = rs.assess_capacity(replace(example(), credit=clean), policy=policies.GENERIC).score
    assert score == Decimal("59.927433901")  # the 4.500 points of ARREARS more, and still below 60


@pytest.mark.parametrize(
    ("target", "lever", "months_or_rate"),
    [("58.71", "term", "12"), ("61.07", "term", "24"), ("57.42", "rate", "-0.0500")],
)
def test_the_printed_terms_and_rates_are_results_of_their_levers(target: str, lever: str, months_or_rate: str) -> None:
    below = Decimal(target) - Decimal("0.005")  # printed to two decimals
    answer = what_if(example(), policy=policies.GENERIC, target_score=below)
    (found,) = [item for item in answer.changes if item.lever == lever]
    assert found.change == Decimal(months_or_rate)
    assert f"{found.result:.2f}" == target


def test_the_printed_grid_has_one_term_within_what_can_be_paid() -> None:
    levers = replace(policies.GENERIC.levers, rate_cuts=[Decimal(0), Decimal("0.05")])
    grid = {
        count: affordable_terms(example(), policy=replace(policies.GENERIC, levers=replace(levers, terms=terms))).terms
        for count, terms in {48: Steps(48, 48), 60: Steps(60, 60), 72: Steps(48, 72, 12)}.items()
    }
    shown = {count: [(str(item.installment), item.fits) for item in found] for count, found in grid.items()}
    assert shown[48] == [("500.86", False), ("456.44", False)]
    assert shown[60] == [("428.12", False), ("382.36", False)]
    assert shown[72] == [("380.51", False), ("333.37", True)]
    assert [(str(item.rate.annual), item.months) for item in grid[72]] == [("0.1499", 72), ("0.0999", 72)]
