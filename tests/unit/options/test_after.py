"""The capacity with a plan in place: the score of an application that states the plan as its contract."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import restructure as rs
from restructure import policies
from restructure.policy import Policy
from support.examples import card
from support.planning import CN, GENERIC, levers


def stated(debt: rs.Debt, option: rs.Option) -> rs.Debt:
    """Return the debt as somebody would state it the day after signing, from the plan's rows."""
    rows = list(option.schedule)
    flows = option.conservation.components
    left = sum((flow.scheduled + flow.deferred for flow in flows.values()), Decimal(0))
    return rs.Debt(
        reference=debt.reference,
        kind=debt.kind,
        in_scope=True,
        principal=left,
        rate=option.terms.rate,
        installment=max(row.payment for row in rows),
        remaining_installments=len(rows),
        next_due_date=rows[0].due_date,
        days_past_due=debt.days_past_due,
    )


@pytest.mark.parametrize("policy", [CN, GENERIC], ids=lambda policy: policy.name)
def test_it_is_the_capacity_of_the_plan_stated_as_a_contract(policy: Policy) -> None:
    plan = rs.plan(card(), policy=policy)
    after = plan.capacity_after
    assert after is not None
    again = replace(card(), debts=[stated(card().debts[0], plan.options[0])])
    assert after == rs.assess_capacity(again, policy=policy)
    assert after.score > plan.capacity.score
    assert after.contractual_payment == plan.options[0].before_after.after.highest_installment
    assert after.conduct == plan.capacity.conduct  # a signature cleans no record


def test_what_is_paid_on_day_one_is_no_longer_at_hand() -> None:
    rich = replace(card(), incomes=[rs.Income("salary", "13000", evidence="verified", years=4)], liquid_assets="60000")
    plan = rs.plan(rich, policy=CN)
    assert plan.options.rung == "reinstate"
    paid = plan.options[0].measures.paid_today
    after, again = plan.capacity_after, replace(rich, liquid_assets=Decimal(60000) - paid)
    again = replace(again, debts=[stated(card().debts[0], plan.options[0])])
    assert after is not None
    assert after.liquid_months == rs.assess_capacity(again, policy=CN).liquid_months


def two(policy: Policy) -> rs.Plan:
    (debt,) = card().debts
    smaller = replace(debt, principal="12000", overdue_principal="2200", interest="500", installment="900.76")
    return rs.plan(replace(card(), debts=[debt, replace(smaller, reference="card-2")]), policy=policy)


def test_debts_that_stay_apart_count_with_the_plans_they_have() -> None:
    plan = two(CN)
    assert not plan.options.options
    after = plan.capacity_after
    found = {part.debt: part.recommended for part in plan.options.by_debt}
    assert after is not None
    asked = [
        stated(debt, option) if (option := found[debt.reference]) is not None else debt
        for debt in plan.options.question.asked.debts
    ]
    assert any(option is not None for option in found.values())
    # the order of debts adds nothing to what they come to
    assert after.score == rs.assess_capacity(replace(card(), debts=asked), policy=CN).score


def test_one_debt_in_the_place_of_several_stands_for_all_of_them() -> None:
    plan = two(policies.GENERIC)
    assert plan.options.options
    after = plan.capacity_after
    assert after is not None
    assert after.contractual_payment == plan.options[0].before_after.after.highest_installment


def test_without_a_plan_there_is_nothing_after_it() -> None:
    assert rs.plan(replace(card(), incomes=[]), policy=levers(CN)).capacity_after is None
