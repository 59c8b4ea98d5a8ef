"""Where outgo is more than income, the reason says by how much, and never that less than nothing is left."""

from __future__ import annotations

from dataclasses import replace

import pytest

import restructure as rs
from support.examples import card
from support.planning import CN


def told(salary: str) -> rs.Reason:
    application = replace(card(), incomes=[rs.Income("salary", salary, evidence="verified", years=4)])
    capacity = rs.assess_capacity(application, policy=CN)
    (found,) = [reason for reason in capacity.reasons if reason.code == "RESIDUAL_LOW"]
    return found


def test_a_shortfall_is_told_as_one() -> None:
    """8,300 less 6,000 and 3,603.03 is 1,303.03 short: 15.7% of 8,300."""
    reason = told("8300")
    assert reason.text.en == "living costs, housing and debt service are more than assessed income, by 15.7% of it"
    assert reason.text.zh == "入不敷出：生活、住房支出和偿债超出认定收入，缺口为认定收入的15.7%"


@pytest.mark.parametrize("salary", ["9700", "9603.03"])
def test_what_is_left_is_told_as_that(salary: str) -> None:
    assert "of assessed income is left" in told(salary).text.en
