"""A debt too small for a plan over time: said so, with what is to be paid and what covers it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import restructure as rs
from restructure.basics.provenance import Language
from restructure.display.explanation import explain
from restructure.policy import Policy
from support.examples import EXAMPLES
from support.explained import check, texts
from support.planning import CN, GENERIC, levers

TINY = rs.from_json(
    rs.Application,
    (Path(EXAMPLES).parent / "tests/golden/data/hardship/s8_tiny.json").read_text(encoding="utf-8"),
)
"""98.50 owed in all, 25.00 a month to pay it with, 20.00 in cash."""

HUNDREDS = levers(GENERIC, installment_unit="50")
"""A policy whose installments are multiples of fifty: 98.50 makes no two of them."""


def test_two_installments_of_the_least_are_a_plan_and_a_cent_less_is_none() -> None:
    (debt,) = TINY.debts
    just = replace(TINY, debts=[replace(debt, fees="11.50")])  # 100.00 in all
    assert [group.code for group in rs.plan(TINY, policy=HUNDREDS).options.rejected] == ["too_small"]
    assert "too_small" not in [group.code for group in rs.plan(just, policy=HUNDREDS).options.rejected]


@pytest.mark.parametrize("policy", [CN, GENERIC], ids=lambda policy: policy.name)
def test_a_policy_that_knows_no_least_installment_still_plans_it(policy: Policy) -> None:
    assert rs.plan(TINY, policy=policy).options.rung == "restructure"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_is_told_once_and_by_its_own_name(lang: Language) -> None:
    plan = rs.plan(TINY, policy=HUNDREDS)
    options = plan.options
    assert options.rung == "next_steps"
    assert options.owed == Decimal("98.50")
    assert [one.reason.code for one in options.passed[-2:]] == ["TOO_SMALL", "TOO_SMALL"]
    page = " ".join(plan.to_text(lang).split())
    assert ("PAID IN ONE GO" if lang == "en" else "一次还清") in page
    assert not any(said in page for said in ("NO PLAN FITS", "NOT OFFERED", "没有可负担的方案", "未列入的方案"))
    for reader in ("customer", "officer"):
        told = explain(plan, lang=lang, reader=reader)
        check(plan, told)
        assert {"NO_PLAN", "NOTHING_FITS", "FROM_RULES"} & set(texts(told)) == set()


def changed(cash: str | None, able: str) -> rs.Application:
    """Return the borrower with so much cash, and so much to pay with in a month."""
    costs = Decimal("1425") - Decimal(able)  # of 3,000 declared half counts, and a twentieth of that is kept back
    home = rs.Household(adults=1, living_costs=str(costs - 200), housing_costs="200")
    return replace(TINY, liquid_assets=cash, household=home)


@pytest.mark.parametrize(
    ("cash", "able", "code"),
    [
        ("98.50", "25", "COVERED_BY_CASH"),
        ("98.49", "98.50", "COVERED_BY_MONTH"),
        ("73.50", "25", "COVERED_TOGETHER"),
        ("73.49", "25", "NOT_YET_COVERED"),
        (None, "98.50", "COVERED_BY_MONTH"),
        (None, "25", "NOT_YET_COVERED"),
    ],
)
def test_what_covers_it_is_what_the_figures_say(cash: str | None, able: str, code: str) -> None:
    plan = rs.plan(changed(cash, able), policy=HUNDREDS)
    assert plan.capacity.affordable_payment == Decimal(able)
    for lang in ("en", "zh"):
        told: Any = {reader: texts(explain(plan, lang=lang, reader=reader)) for reader in ("customer", "officer")}
        assert code in told["customer"]
        assert code in told["officer"]
        assert "98.50" in told["customer"]["YOU_TOO_SMALL"]
        assert "98.50" in told["officer"]["DO_TOO_SMALL"]


@pytest.mark.parametrize(("cash", "said"), [("73.50", True), ("73.49", False)])
def test_who_could_pay_at_once_is_told_so_beside_the_plan(cash: str, said: bool) -> None:
    plan = rs.plan(changed(cash, "25"), policy=GENERIC)
    assert plan.options.rung == "restructure"
    for lang in ("en", "zh"):
        check(plan, explain(plan, lang=lang))
        assert ("YOU_PAY_AT_ONCE" in texts(explain(plan, lang=lang))) is said
        assert ("PAYS_AT_ONCE" in texts(explain(plan, lang=lang, reader="officer"))) is said
