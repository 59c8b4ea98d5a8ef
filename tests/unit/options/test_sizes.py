"""Very large debts stay exact, and levers that make too many plans are refused before they are made."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import restructure as rs
from restructure.policy import Steps
from support.examples import card
from support.planning import CN, GENERIC, debt_with, levers


def test_fine_loss_buckets_and_large_debts_rank_exactly() -> None:
    fine = replace(GENERIC, ranking=replace(GENERIC.ranking, loss_bucket=Decimal("0.000001")))
    big = debt_with(
        principal="4800000", overdue_principal=0, installment="440323.04", interest=0, penalty_interest=0, fees=0
    )
    rich = replace(big, incomes=[rs.Income("salary", "500000", evidence="verified")])
    best = rs.plan(rich, policy=fine).recommended
    assert best is not None
    assert abs(best.measures.lender_loss) < Decimal("0.00001")


def test_a_huge_debt_wholly_overdue_keeps_its_present_value() -> None:
    due = debt_with(
        principal="100000000000",
        overdue_principal="100000000000",
        remaining_installments=0,
        interest=0,
        penalty_interest=0,
        fees=0,
    )
    rich = replace(due, incomes=[rs.Income("salary", "9000000000", evidence="verified")])
    plan = rs.plan(rich, policy=levers(GENERIC, terms=Steps(12, 60, 12)))
    assert all(Decimal("-0.01") < option.measures.lender_loss < Decimal("0.5") for option in plan.options)


def test_levers_that_explode_are_refused() -> None:
    wide = levers(GENERIC, terms=Steps(1, 1200), rate_cuts=[Decimal(place) / 1000 for place in range(100)])
    with pytest.raises(rs.NotApplicableError, match="take wider steps"):
        rs.plan(card(), policy=wide)


def test_levers_of_many_long_plans_are_refused_before_they_fill_the_memory() -> None:
    long = levers(GENERIC, terms=Steps(1, 1200))
    with pytest.raises(rs.NotApplicableError, match="up to 1,200 installments; at most 16,666"):
        rs.plan(card(), policy=long)


def test_ways_to_begin_are_counted_before_they_are_made() -> None:
    base = GENERIC.levers.treatment_sets[0]
    sets = [replace(base, name=f"set_{number}") for number in range(1_000)]
    shares = [Decimal(place) / 1_000 for place in range(1_000)]
    with pytest.raises(rs.NotApplicableError, match="make 1,000,000 candidates"):
        rs.plan(card(), policy=levers(GENERIC, treatment_sets=sets, forgiveness=shares))


def test_a_very_large_debt_leaves_the_vector_tiers_and_stays_exact() -> None:
    huge = debt_with(
        principal="4800000000",
        overdue_principal="0",
        installment="440323042.10",
        interest=0,
        penalty_interest=0,
        fees=0,
    )
    rich = replace(huge, incomes=[rs.Income("salary", "900000000", evidence="verified")])
    plan = rs.plan(rich, policy=levers(CN, terms=Steps(24, 60, 12)))
    assert plan.recommended is not None
    assert plan.recommended.conservation.total.closing == Decimal("4800000000.00")
