"""Worked examples of which plans hold: the grid of failures in 12 months, and one card's six plans with all bands."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pytest

from restructure.basics.rates import RATE_SCALE
from restructure.options.holding import (
    CENTRAL,
    ONE,
    SETTINGS,
    Asked,
    Setting,
    discounting,
    expected_values,
    survival,
    without_plan,
)
from restructure.policies.outcomes import CARD_OUTCOMES, MORTGAGE_OUTCOMES
from restructure.policy import Estimate, Level, OutcomeCurve


def units(rate: str) -> int:
    return int(Fraction(rate) * RATE_SCALE)


def percent(part: int) -> int:
    return round((1 - Fraction(part, ONE)) * 100)


def grid(curve: OutcomeCurve, ratio: str, given_up: str, days: int, months: int, level: Level) -> int:
    """Return the percentage failed after so many months: 5% of income to spare, one month of cash."""
    installment = 100_000
    payment = int(Fraction(ratio) * installment)
    shape = (months, 1)
    asked = Asked(
        payments=np.full(shape, payment, np.int64),
        rates=np.full(shape, int((1 - Fraction(given_up)) * units("0.2")), np.int64),
        rows=np.array([months]),
        owed=np.zeros(shape, np.int64),
        cash=np.array([payment]),
        installment=installment,
        contract_rate=units("0.2"),
        income=[1_000_000] * months,
        left=[payment + 50_000] * months,
        scale=1,
        days_past_due=days,
        flags=[],
        relief_ends={},
    )
    return percent(int(survival(asked, curve, Setting(level=level))[-1, 0]))


@pytest.mark.parametrize(
    ("ratio", "central", "low", "high"),
    [
        ("1.1", 50, 34, 68),
        ("1", 45, 30, 63),
        ("0.9", 39, 26, 56),
        ("0.8", 34, 22, 49),
        ("0.7", 28, 18, 42),
        ("0.6", 23, 14, 34),
        ("0.5", 17, 11, 27),
    ],
)
def test_mortgages_of_which_so_many_fail_in_a_year(ratio: str, central: int, low: int, high: int) -> None:
    levels: tuple[Level, ...] = ("central", "low", "high")
    found = [grid(MORTGAGE_OUTCOMES, ratio, "0", 90, 12, level) for level in levels]
    assert found == [central, low, high]


@pytest.mark.parametrize(("given_up", "year", "life"), [("0", 19, 56), ("0.5", 16, 49), ("1", 13, 42)])
def test_cards_hold_longer_where_interest_is_written_down(given_up: str, year: int, life: int) -> None:
    found = [grid(CARD_OUTCOMES, "0.75", given_up, 60, months, "central") for months in (12, 48)]
    assert found == [year, life]


class CardPlan(NamedTuple):
    """One of the six plans of the card: rate, payment, months, and what bears interest or is spread without it."""

    rate: str
    payment: str
    months: int
    bears: str
    spread: str


BOTH = ("48000", "2636.82")
ALL = ("50636.82", "0")
PLANS = {
    "A": CardPlan("0.1825", "1885.00", 35, *ALL),
    "B": CardPlan("0.0925", "1879.70", 30, *BOTH),
    "C": CardPlan("0.1825", "1463.03", 49, *ALL),
    "D": CardPlan("0", "1054.92", 48, *ALL),
    "E": CardPlan("0.0925", "1599.74", 36, *BOTH),
    "L": CardPlan("0.0925", "1042.60", 60, *BOTH),
}
FIRST = Fraction(16, 30)


def rows_of(plan: CardPlan) -> tuple[list[int], list[int]]:
    """Return what is paid and what is owed before it, month by month, minor units."""
    balance, left, payments, owed = Fraction(plan.bears), Fraction(plan.spread), list[int](), list[int]()
    for month in range(1, plan.months + 1):
        interest = balance * Fraction(plan.rate) / 12 * (FIRST if month == 1 else 1)
        share = Fraction(plan.spread) / plan.months
        payment = Fraction(plan.payment) if month < plan.months else balance + interest + share
        owed.append(round((balance + left) * 100))
        payments.append(round(payment * 100))
        balance, left = balance + interest - (payment - share), left - share
    return payments, owed


def asked_of(plan: CardPlan) -> Asked:
    """Return the plan as the curve sees it: ratio, cushion and cash as of the first payment, held for all months."""
    payments, owed = rows_of(plan)
    return Asked(
        payments=np.full((plan.months, 1), payments[0], np.int64),
        rates=np.full((plan.months, 1), units(plan.rate), np.int64),
        rows=np.array([plan.months]),
        owed=np.array(owed, np.int64)[:, None],
        cash=np.array([520_000]),
        installment=360_303,
        contract_rate=units("0.1825"),
        income=[830_000] * plan.months,
        left=[230_000] * plan.months,
        scale=1,
        days_past_due=75,
        flags=[],
        relief_ends={},
    )


@pytest.mark.parametrize(
    ("name", "year", "year_band", "life", "life_band", "value"),
    [
        ("A", 18, (6, 33), 44, (17, 69), 47_947),
        ("B", 15, (5, 33), 34, (11, 63), 44_900),
        ("C", 14, (4, 31), 47, (14, 78), 50_753),
        ("D", 8, (1, 29), 27, (5, 74), 40_915),
        ("E", 13, (3, 32), 34, (9, 68), 45_430),
        ("L", 9, (2, 29), 39, (8, 82), 46_311),
    ],
)
def test_six_plans_of_one_card(
    name: str, year: int, year_band: tuple[int, int], life: int, life_band: tuple[int, int], value: int
) -> None:
    plan = PLANS[name]
    asked = asked_of(plan)
    alive = survival(asked, CARD_OUTCOMES)
    assert (percent(int(alive[12, 0])), percent(int(alive[-1, 0]))) == (year, life)
    every = [survival(asked, CARD_OUTCOMES, setting) for setting in SETTINGS]
    assert (percent(max(int(one[12, 0]) for one in every)), percent(min(int(one[12, 0]) for one in every))) == year_band
    assert (percent(max(int(one[-1, 0]) for one in every)), percent(min(int(one[-1, 0]) for one in every))) == life_band
    paid = asked._replace(payments=np.array(rows_of(plan)[0], np.int64)[:, None])
    worth = expected_values(paid, alive, CARD_OUTCOMES, discounting(CARD_OUTCOMES, 16, plan.months))
    assert round(Decimal(int(worth[0])) / 100) == value


def test_doing_nothing_is_worth_far_less() -> None:
    contract, balance, rows = Fraction("3603.03"), Fraction("50636.82"), list[int]()
    while balance:
        interest = balance * Fraction("0.1825") / 12 * (1 if rows else FIRST)
        payment = min(contract, balance + interest)
        rows.append(round(payment * 100))
        balance += interest - payment
    by = discounting(CARD_OUTCOMES, 16, len(rows))
    found = {}
    for cure in ("0.05", "0.15", "0.30"):
        curve = replace(CARD_OUTCOMES, cure_when_it_does_not=Estimate(cure, low=cure, high=cure))
        worth = without_plan(np.array(rows, np.int64), 5_075_682, curve, by, fits=False)
        found[cure] = round(Decimal(worth) / 100)
    assert found == {"0.05": 8_333, "0.15": 13_295, "0.30": 20_739}


def test_settings_are_nine_and_the_central_one_is_among_them() -> None:
    assert len(SETTINGS) == 9
    assert CENTRAL in SETTINGS
