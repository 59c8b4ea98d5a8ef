from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import restructure as rs
from restructure.measures.recovery import (
    BreakEvenRedefault,
    Liquidation,
    break_even_redefault,
    expected_recovery,
    payback,
)
from restructure.measures.yields import CashFlow

TODAY = date(2026, 11, 23)


def monthly(amount: str, first: int, last: int) -> list[CashFlow]:
    return [CashFlow(amount, after=month) for month in range(first, last + 1)]


PLAN = monthly("100", 0, 9)


@pytest.mark.parametrize(
    ("default_at", "liquidation", "defaulting"),
    [
        (0, Liquidation("0"), "0.0000000000"),
        (1, Liquidation("0"), "100.0000000000"),  # what falls due at the default is missed
        (4, Liquidation("300", after=2, costs="50"), "650.0000000000"),
        (10, Liquidation("300"), "1300.0000000000"),  # all paid, and sold all the same
        (2, Liquidation("10", costs="250"), "-40.0000000000"),  # costs beyond the proceeds are a loss
    ],
)
def test_a_default_keeps_what_fell_due_before_it(default_at: int, liquidation: Liquidation, defaulting: str) -> None:
    found = expected_recovery(PLAN, 0, default_share="0.5", default_at=default_at, liquidation=liquidation)
    assert (f"{found.performing:f}", f"{found.defaulting:f}") == ("1000.0000000000", defaulting)
    assert found.expected == (found.performing + found.defaulting) / 2


def test_proceeds_are_discounted_from_the_default_on() -> None:
    found = expected_recovery([], "0.1", default_share=1, default_at=1, liquidation=Liquidation("121", after=1))
    assert str(found.expected) == "100.0000000000"


def test_costs_of_a_plan_are_spent_either_way() -> None:
    found = expected_recovery(PLAN, 0, default_share="0.25", liquidation=Liquidation("600"), costs="40")
    assert [str(figure) for figure in (found.performing, found.defaulting, found.expected)] == [
        "960.0000000000",
        "560.0000000000",
        "860.0000000000",
    ]


@pytest.mark.parametrize(
    ("alternative", "proceeds", "outcome", "share"),
    [
        ("600", "500", "at_most", "0.8000000000"),
        ("1000", "500", "at_most", "0.0000000000"),
        ("500", "500", "always", None),
        ("1000.01", "500", "never", None),
        ("1200", "1500", "at_least", "0.4000000000"),  # the security is worth more than the plan
        ("1500", "1500", "at_least", "1.0000000000"),
        ("1000", "1000", "always", None),
        ("1000.01", "1000", "never", None),
        ("-5", "0", "always", None),
    ],
)
def test_a_break_even_is_a_share_or_says_which_side_wins(
    alternative: str, proceeds: str, outcome: str, share: str | None
) -> None:
    found = break_even_redefault(PLAN, 0, alternative=alternative, liquidation=Liquidation(proceeds))
    assert (found.outcome, None if found.share is None else f"{found.share:f}") == (outcome, share)


def test_a_break_even_against_a_negative_recovery() -> None:
    nothing_done = expected_recovery(PLAN, 0, default_share=1, liquidation=Liquidation("10", costs="60"))
    found: BreakEvenRedefault = break_even_redefault(
        PLAN, 0, alternative=nothing_done.expected, liquidation=Liquidation("0", costs="1050")
    )
    assert (found.outcome, str(found.share)) == ("at_most", "0.5121951220")  # 1,050 of 2,050


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"default_share": "1.01"}, "default_share: is above 1"),
        ({"default_share": "-0.1"}, "default_share: must not be negative"),
        ({"default_at": -1}, "default_at: must be from 0 to 10,000"),
        ({"default_at": 10_001}, "default_at: must be from 0 to 10,000"),
        ({"default_at": 1.5}, "default_at: must be a whole number"),
        ({"costs": "-1"}, "costs: must not be negative"),
        ({"liquidation": 5}, "liquidation: must be a Liquidation"),
        ({"flows": [CashFlow(1, on=TODAY)]}, r"flows\[0\]: is dated; give its offset"),
    ],
)
def test_bad_figures_are_refused(changes: dict[str, Any], message: str) -> None:
    given = {"flows": PLAN, "rate": "0.01", "default_share": "0.5", "liquidation": Liquidation("1"), **changes}
    with pytest.raises(rs.InvalidInputError, match=message):
        expected_recovery(**given)


def test_a_bad_liquidation_names_its_fields() -> None:
    with pytest.raises(rs.InvalidInputError) as caught:
        Liquidation("-1", after=-1)
    assert [fault.path for fault in caught.value.faults] == ["liquidation.value", "liquidation.after"]


LUMP = [CashFlow(500, after=3)]


@pytest.mark.parametrize(
    ("plan", "alternative", "outcome", "after", "gap"),
    [
        (PLAN, PLAN, "always", None, "0.0000000000"),
        (PLAN, [], "always", None, "0.0000000000"),
        ([], [], "always", None, "0.0000000000"),
        ([], PLAN, "never", None, "1000.0000000000"),
        (PLAN, LUMP, "from", 4, "100.0000000000"),  # ahead at first, behind in month 3, level in month 4
        (PLAN, [CashFlow(1000, after=0)], "from", 9, "900.0000000000"),
        (PLAN, [CashFlow(1001, after=0)], "never", None, "901.0000000000"),
        (PLAN, [*LUMP, CashFlow(400, after=7)], "from", 8, "100.0000000000"),  # overtaken twice
        (PLAN, [CashFlow(100, after=0), CashFlow(900, after=9)], "always", None, "0.0000000000"),
    ],
)
def test_a_plan_has_paid_back_when_it_is_behind_no_more(
    plan: Sequence[CashFlow], alternative: Sequence[CashFlow], outcome: str, after: int | None, gap: str
) -> None:
    found = payback(plan, alternative, 0)
    assert (found.outcome, found.on, f"{found.largest_gap:f}") == (outcome, None, gap)
    assert found.after == (None if after is None else Fraction(after))


def test_interest_delays_payback() -> None:
    assert payback(PLAN, [CashFlow(860, after=0)], 0).after == 8
    assert payback(PLAN, [CashFlow(860, after=0)], "0.02").after == 9


def test_payback_by_days() -> None:
    plan = [CashFlow(60, on=date(2027, 1, 1)), CashFlow(60, on=date(2027, 2, 1))]
    found = payback(plan, [CashFlow(100, on=TODAY)], "0.1", on=TODAY)
    assert (found.outcome, found.on, found.after) == ("from", date(2027, 2, 1), None)


def test_values_hide_what_they_hold() -> None:
    assert repr(Liquidation("60000")) == "Liquidation()"
    assert repr(payback(PLAN, LUMP, 0)) == "Payback()"
