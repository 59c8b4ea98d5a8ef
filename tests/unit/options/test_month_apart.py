"""A month more and a month less: recomputed row by row from the written rules, and held against the policy's limits."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

import restructure as rs
from restructure.options import MonthApart, Option
from restructure.policy import Policy, Steps
from support.examples import card
from support.planning import CN, GENERIC, levers
from support.unguarded import unguarded
from witness.slow_schedule import SlowPhase, slow_reschedule, slow_schedule


def slow_payments(option: Option, plan: rs.Plan, months: int) -> list[int]:
    """Return the installments of a level plan made so many months longer, from the written rules alone."""
    minor, position = plan.currency.to_minor, plan.options.position
    owed = dict(position.units.components)
    treated = [
        (item.component, item.action, None if item.amount == "all" else minor(item.amount), item.due)
        for item in option.treatments
    ]
    count, terms = len(option.schedule) + months, option.terms
    begun = slow_reschedule(owed, treated, count)  # type: ignore[arg-type]
    rows = slow_schedule(
        principal=begun["principal"],
        annual_rate=Fraction(terms.rate.annual),
        start_date=terms.start_date,
        first_due_date=terms.first_due_date,
        due_day=terms.anchor_day,
        months=1,
        day_count=terms.day_count,
        installment_rounding="half_up",
        interest_rounding="half_up",
        unit=1,
        phases=[SlowPhase(count, "level")],
        extra=begun["extra"],
    )
    return [row.payment for row in rows]


@pytest.mark.parametrize("policy", [CN, GENERIC], ids=lambda policy: policy.name)
def test_both_are_what_the_written_rules_make_of_one_installment_more_or_fewer(policy: Policy) -> None:
    plan = rs.plan(card(), policy=policy)
    option, minor = plan.options[0], plan.currency.to_minor
    assert [phase.method for phase in option.terms.phases] == ["level"]
    for months, apart in ((1, plan.options.a_month_more), (-1, plan.options.a_month_less)):
        assert apart is not None
        payments, before = slow_payments(option, plan, months), slow_payments(option, plan, 0)
        assert apart.option.schedule.payment.tolist() == payments
        assert minor(apart.highest_change) == max(payments) - max(before)
        assert minor(apart.total_change) == sum(payments) - sum(before)
        assert apart.option.terms.rate == option.terms.rate
        assert apart.option.treatments == option.treatments


def why(apart: MonthApart | None) -> list[str]:
    assert apart is not None
    return [reason.code for reason in apart.against]


def test_a_plan_at_the_longest_term_of_its_policy_has_no_longer_one() -> None:
    """The nearest term that the policy tries is the only one: a month on either side is outside."""
    count = len(rs.plan(card(), policy=CN).options[0].schedule)
    options = rs.plan(card(), policy=levers(CN, terms=Steps(count, count), max_options=1)).options
    assert "TERM_NOT_TRIED" in why(options.a_month_more)
    assert "TERM_NOT_TRIED" in why(options.a_month_less)
    text = options.a_month_more.against[0].text if options.a_month_more is not None else None
    assert text is not None
    assert text.en == f"{count + 1} installments are not among those the policy tries, {count} - {count}"


def test_terms_in_steps_are_named_by_their_first_two_and_their_last() -> None:
    plan = rs.plan(card(), policy=levers(CN, terms=Steps(6, 60, 6)))
    more = plan.options.a_month_more
    assert more is not None
    assert more.against[0].text.en.endswith("the policy tries, 6, 12, ..., 60")


def test_a_month_less_that_nobody_can_pay_says_by_how_much() -> None:
    """Without judgment the first plan takes all that can be paid: a month less takes more."""
    policy = unguarded(levers(CN, installments=["level"], terms=Steps(6, 60), treatment_sets=CN.levers.treatment_sets))
    plan = rs.plan(card(), policy=policy)
    less, able = plan.options.a_month_less, plan.capacity.affordable_payment
    assert less is not None
    assert less.option.before_after.after.highest_installment > able
    (above,) = [reason for reason in less.against if reason.code == "ABOVE_AFFORDABLE"]
    assert Decimal(above.values["gap"].replace(",", "")) == less.option.before_after.after.highest_installment - able


def test_a_plan_less_sure_than_the_first_is_told_so() -> None:
    less = rs.plan(card(), policy=CN).options.a_month_less
    assert less is not None
    assert not less.option.sustainable
    assert why(less) == ["GUARDRAIL:SUSTAINABLE"]
    off = replace(CN, guardrails=replace(CN.guardrails, off=["SUSTAINABLE"]))
    calm = rs.plan(card(), policy=off).options.a_month_less
    assert calm is not None
    assert "GUARDRAIL:SUSTAINABLE" not in [reason.code for reason in calm.against]


def test_what_is_within_the_limits_is_what_the_policy_itself_finds() -> None:
    """The month more that nothing speaks against is one of the policy's candidates, only not the first of them."""
    plan = rs.plan(card(), policy=CN)
    more = plan.options.a_month_more
    assert more is not None
    assert more.against == ()
    asked = plan.options.why_not(more.option.terms, more.option.treatments)
    assert [reason.code for reason in asked.reasons] == ["OUTRANKED"]
    assert asked.option.schedule == more.option.schedule


def test_no_month_is_added_to_what_has_no_term_of_its_own() -> None:
    borrower, (debt,) = card(), card().debts
    rich = replace(borrower, incomes=[rs.Income("salary", "13000.00", evidence="verified")], liquid_assets="60000")
    keeps = rs.plan(rich, policy=CN).options
    assert keeps.rung == "reinstate"
    assert keeps.a_month_more is keeps.a_month_less is None
    none = rs.plan(replace(borrower, incomes=[]), policy=CN).options
    assert none.a_month_more is none.a_month_less is None
    sized = levers(unguarded(GENERIC), installments=["affordable"])
    follows = rs.plan(replace(borrower, debts=[debt]), policy=sized).options
    assert follows[0].terms.phases[-1].method == "fixed_amount"
    assert follows.a_month_more is follows.a_month_less is None


def test_amounts_spread_over_so_many_installments_are_never_spread_over_fewer() -> None:
    """Interest spread over the first six installments: five cannot carry it."""
    spread = replace(
        CN.levers.treatment_sets[1],
        treatments=[
            rs.Treatment("penalty_interest", "waive"),
            rs.Treatment("compound_interest", "waive"),
            rs.Treatment("interest", "spread", due=6),
            rs.Treatment("fees", "spread", due=6),
        ],
    )
    rich = replace(card(), incomes=[rs.Income("salary", "30000", evidence="verified", years=4)], liquid_assets="0")
    policy = levers(
        unguarded(CN),
        treatment_sets=[spread],
        terms=Steps(6, 6),
        starts=[CN.levers.starts[0]],
        installments=["level"],
    )
    options = rs.plan(rich, policy=replace(policy, rules=[])).options
    assert len(options[0].schedule) == 6
    assert options.a_month_less is None
    assert options.a_month_more is not None
