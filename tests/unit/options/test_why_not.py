"""Why a plan that fits is not offered: the contract can be kept, a guardrail removes it, or another comes first."""

from __future__ import annotations

from dataclasses import replace

import pytest

import restructure as rs
from restructure import policies
from restructure.options import WhyNot
from support.examples import card
from support.planning import CN, GENERIC, debt_with


def asked(plan: rs.Plan, months: int, rate: str) -> WhyNot:
    """Return why the shipped card's recommended plan is not offered at another rate over other months."""
    best = plan.recommended
    assert best is not None
    terms = replace(best.terms, rate=rs.Rate(rate), phases=[rs.Phase(months)])
    return plan.options.why_not(terms, best.treatments)


@pytest.mark.parametrize(
    ("months", "rate", "code"),
    [
        (30, "0.0925", "GUARDRAIL:SUSTAINABLE"),
        (48, "0.1825", "GUARDRAIL:SHORTEST_AT_FULL_RATE"),
        (36, "0.1225", "GUARDRAIL:NOT_BEATEN"),
    ],
)
def test_a_guardrail_that_removes_a_plan_is_named(months: int, rate: str, code: str) -> None:
    plan = rs.plan(card(), policy=CN)
    answer = asked(plan, months, rate)
    assert [reason.code for reason in answer.reasons] == [code]
    (group,) = [group for group in plan.options.rejected if group.code == code.replace("GUARDRAIL", "guardrail")]
    assert answer.reasons[0].text == group.text


def test_where_the_contract_can_be_kept_that_is_why() -> None:
    current = debt_with(overdue_principal=0, interest=0, penalty_interest=0, fees=0, days_past_due=0)
    rich = replace(current, incomes=[rs.Income("salary", 20000, evidence="verified")])
    plan = rs.plan(rich, policy=GENERIC)
    assert plan.options.rung == "keep"
    best = plan.recommended
    assert best is not None
    answer = plan.options.why_not(replace(best.terms, phases=[rs.Phase(24)]))
    assert [reason.code for reason in answer.reasons] == ["RUNG:keep"]
    assert answer.reasons[0].text.en == "nothing more is needed than this: keep the contract"


def test_every_plan_that_fits_is_offered_or_counted_under_one_reason() -> None:
    for policy in (CN, GENERIC, policies.JP_VOLUNTARY):
        options = rs.plan(card(), policy=policy).options
        codes = [group.code for group in options.rejected]
        assert len(codes) == len(set(codes))
