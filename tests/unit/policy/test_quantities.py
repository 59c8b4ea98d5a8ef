"""One vocabulary: every quantity is told once, computed once, refused everywhere else, and written down for people."""

from __future__ import annotations

import runpy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

import restructure as rs
from restructure import policies
from restructure.options import _quantities as of_options
from restructure.policies.us.fha import FHA_PARTIAL_CLAIM
from restructure.policies.us.flex import FLEX_2017, FLEX_2024
from restructure.policies.us.trials import FLEX_TRIAL
from restructure.policy import (
    QUANTITIES,
    Condition,
    QuantityKind,
    Rule,
    RuleRoom,
    Step,
    Subject,
    Target,
    Waterfall,
    rule,
    since,
)
from restructure.policy.quantities import is_of_plan
from restructure.waterfall import MortgageFacts, _quantities as of_waterfall, run_waterfall

DOCS = Path(__file__).parents[3] / "docs"
DAY = date(2026, 12, 1)
SINCE = date(2020, 1, 1)
SOURCE = rs.Source(title="own rule", level="verified")
TEXT = rs.Wording("a step", "一步")


def known_to(room: RuleRoom, *, of_plan: bool) -> set[str]:
    return {name for name, info in QUANTITIES.items() if room in info.rooms and is_of_plan(name) == of_plan}


# --- the table -------------------------------------------------------------------------------------------------------


def test_the_table_and_the_functions_of_each_room_cover_each_other() -> None:
    assert set(of_options.OF_APPLICATION) == known_to("policy", of_plan=False)
    assert set(of_options.OF_PLAN) == known_to("policy", of_plan=True)
    assert set(of_waterfall.OF_MORTGAGE) == known_to("waterfall", of_plan=False)
    assert set(of_waterfall.OF_PLAN) == known_to("waterfall", of_plan=True)


def test_every_quantity_is_of_something_is_measured_and_belongs_to_a_room() -> None:
    assert {info.of for info in QUANTITIES.values()} == set(get_args(Subject))
    assert {info.kind for info in QUANTITIES.values()} == set(get_args(QuantityKind))
    assert all(info.rooms and set(info.rooms) <= set(get_args(RuleRoom)) for info in QUANTITIES.values())
    meanings = [info.text for info in QUANTITIES.values()]
    assert len(set(meanings)) == len(meanings)


def test_the_page_of_quantities_is_the_table() -> None:
    """`python docs/quantities.py` writes the page anew."""
    page: str = runpy.run_path(str(DOCS / "quantities.py"))["page"]()
    assert (DOCS / "reference" / "quantities.md").read_text(encoding="utf-8") == page
    assert all(f"| `{name}` |" in page for name in QUANTITIES)


def test_the_schema_of_a_policy_lists_the_quantities() -> None:
    schema = rs.json_schema(rs.Policy)
    found = schema["$defs"]["Rule"]["properties"]["quantity"]
    assert found["enum"] == list(QUANTITIES)


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("payment_reductions", "did you mean payment_reduction"),
        ("Days_Past_Due", "did you mean days_past_due"),
        ("moon", "choose one of policy.QUANTITIES"),
        (5, "choose one of policy.QUANTITIES"),
        ("x" * 100_000, "choose one of policy.QUANTITIES"),
    ],
)
def test_an_unknown_quantity_is_told_what_was_meant(given: Any, message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=rf"condition\.quantity: is not a quantity .*{message}") as caught:
        Condition(given, ">", 1)
    assert "moon" not in str(caught.value)


def test_a_policy_cannot_ask_for_what_only_a_waterfall_knows() -> None:
    late = rule("R", "term_months", "<=", 60, "x", "x", SOURCE, since=SINCE, when=Condition("loan_to_value", ">", 1))
    trial = rule("T", "failed_trials_12m", "==", 0, "x", "x", SOURCE, since=SINCE)
    with pytest.raises(rs.InvalidInputError) as caught:
        replace(policies.GENERIC, rules=[late, trial])
    assert [fault.path for fault in caught.value.faults] == [
        "policy.rules[0].when[0].quantity",
        "policy.rules[1].quantity",
    ]


@pytest.mark.parametrize(
    ("target", "path"),
    [
        (Target(where=[Condition("rate_rise", "<=", 0)]), "target.where[0].quantity"),
        (Target(least="total_paid", when=[Condition("payments_made", ">=", 12)]), "target.when[0].quantity"),
    ],
)
def test_a_plan_cannot_reach_what_only_a_waterfall_knows(target: Target, path: str) -> None:
    application = rs.Application(reference="A", as_of=DAY, currency="USD", debts=[], household=rs.Household(adults=1))
    capacity = rs.assess_capacity(application, policy=policies.GENERIC)
    with pytest.raises(rs.InvalidInputError) as caught:
        rs.propose_options(application, capacity, policy=policies.GENERIC, target=target)
    assert [fault.path for fault in caught.value.faults] == [path]


def own_step(**fields: Any) -> Step:
    return Step(code="FIRST", kind="capitalize", sources=[SOURCE], text=TEXT, **fields)


def own(**changes: Any) -> Waterfall:
    given: dict[str, Any] = {
        "name": "own",
        "version": "1",
        "title": TEXT,
        "steps": [own_step()],
        "sources": [SOURCE],
    }
    return Waterfall(**given | changes)


def limit(quantity: str = "payments_made", **changes: Any) -> Rule:
    return replace(rule("L", quantity, ">=", 1, "x", "x", SOURCE, since=SINCE), **changes)


CUT = Condition("payment_reduction", ">=", "0.2")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"limits": [limit("total_debt")]}, r"limits\[0\]\.quantity: total_debt is known only of applications"),
        ({"limits": [limit(when=[Condition("secured", "==", True)])]}, r"limits\[0\]\.when\[0\]\.quantity: secured"),
        (
            {"limits": [limit("payment_reduction", when=[Condition("rate_rise", ">", 0)])]},
            r"limits\[0\]\.when: must not be of a plan",
        ),
        ({"limits": [limit(dated_by="contract_date")]}, r"limits\[0\]\.dated_by: must be as_of"),
        ({"limits": [limit(limit=rs.Dated([(SINCE, 100_001)]))]}, r"limits\[0\]\.limit: must be from -1 to 100000"),
        ({"targets": [Target(least="total_paid", sources=[SOURCE])]}, r"targets\[0\]: must say where steps stop"),
        ({"targets": [Target(where=[CUT], least="total_paid", sources=[SOURCE])]}, r"targets\[0\]: must say where"),
        ({"targets": [Target(where=[CUT])]}, r"targets\[0\]\.sources: is empty"),
        (
            {"targets": [Target(where=[Condition("rate_rise", "<=", 0)], sources=[SOURCE])]},
            r"targets\[0\]\.where\[0\]\.quantity: must be payment_reduction or housing_ratio",
        ),
        (
            {"targets": [Target(where=[Condition("housing_ratio", "<=", 31)], sources=[SOURCE])]},
            r"targets\[0\]\.where\[0\]\.value: must be from 0 to 1",
        ),
        (
            {"targets": [Target(where=[CUT], when=[Condition("secured", "==", True)], sources=[SOURCE])]},
            r"targets\[0\]\.when\[0\]\.quantity: secured is known only",
        ),
    ],
)
def test_a_waterfall_refuses_rules_that_no_mortgage_can_be_held_against(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        own(**changes)


def test_steps_and_trials_refuse_conditions_of_other_rooms() -> None:
    with pytest.raises(rs.InvalidInputError, match=r"step\.when\[0\]\.quantity: total_debt"):
        own_step(when=[Condition("total_debt", ">", 0)])
    with pytest.raises(rs.InvalidInputError, match=r"step\.when: must not be of a plan"):
        own_step(when=[CUT])
    willing = rule("W", "willing_to_repay", "==", True, "x", "x", SOURCE, since=SINCE)
    with pytest.raises(rs.InvalidInputError, match=r"trial\.limits\[0\]\.quantity: willing_to_repay"):
        replace(FLEX_TRIAL, limits=[willing])


def test_a_target_is_of_a_plan_and_counts_by_what_is_known_before_it() -> None:
    with pytest.raises(rs.InvalidInputError, match=r"target\.where: must compare quantities of a plan"):
        Target(where=[Condition("days_past_due", "<", 30)])
    with pytest.raises(rs.InvalidInputError, match=r"target\.when: must not be of a plan"):
        Target(where=[CUT], when=[Condition("term_months", ">", 12)])


# --- the builder -----------------------------------------------------------------------------------------------------


def test_a_rule_written_in_one_breath_is_the_record() -> None:
    when = [Condition("debt_kind", "==", "mortgage"), Condition("secured", "==", True)]
    short = rule("LOSS", "lender_loss", "<=", "0.20", "at most {limit}", "不超过{limit}", SOURCE, since=DAY, when=when)
    assert short == Rule(
        code="LOSS",
        quantity="lender_loss",
        comparator="<=",
        limit=since(DAY, "0.20"),
        when=when,
        sources=[SOURCE],
        text=rs.Wording("at most {limit}", "不超过{limit}"),
    )
    stepped = rule("LOSS", "lender_loss", "<=", [(SINCE, "0.1"), (DAY, "0.20")], "x", "x", SOURCE, when=when[0])
    assert (stepped.limit.at(DAY), stepped.when) == (Decimal("0.20"), (when[0],))
    assert rule("LOSS", "lender_loss", "<=", since(DAY, "0.2"), "x", "x", SOURCE).limit.at(DAY) == Decimal("0.2")


def test_a_single_limit_needs_its_first_day_and_steps_have_theirs() -> None:
    with pytest.raises(rs.InvalidInputError, match="since: is required by a single limit"):
        rule("R", "term_months", "<=", 60, "x", "x", SOURCE)
    with pytest.raises(rs.InvalidInputError, match="since: goes with a single limit"):
        rule("R", "term_months", "<=", [(SINCE, 60)], "x", "x", SOURCE, since=SINCE)


def test_a_condition_is_compared_with_a_value_always_or_by_date() -> None:
    always = Condition("days_past_due", ">=", 31)
    stepped = Condition("days_past_due", ">=", rs.Dated([(SINCE, Decimal(31)), (DAY, Decimal(61))]))
    assert [always.at(date(1950, 1, 1)), stepped.at(SINCE), stepped.at(DAY)] == [31, 31, 61]
    assert (always.values, stepped.values) == ([31], [31, 61])
    with pytest.raises(rs.PolicyNotInForceError, match="2020-01-01"):
        stepped.at(date(2019, 12, 31))
    for condition in (always, stepped):
        assert rs.from_json(Condition, rs.to_json(condition)) == condition
    with pytest.raises(rs.InvalidInputError, match=r"condition\.value\.steps\[0\]\[0\]: must be a date"):
        rs.from_json(Condition, '{"quantity": "days_past_due", "comparator": ">=", "value": {"steps": [["soon", 1]]}}')
    with pytest.raises(rs.InvalidInputError, match="value: of days_past_due must be a number"):
        Condition("days_past_due", ">=", rs.Dated([(SINCE, True)]))


# --- one language in a waterfall -------------------------------------------------------------------------------------


def mortgage(**changes: Any) -> MortgageFacts:
    given: dict[str, Any] = {
        "currency": "USD",
        "principal": "210000",
        "rate": "0.065",
        "remaining_months": 324,
        "payment": "1376.67",
        "market_rate": "0.0488",
        "property_value": "200000",
        "days_past_due": 120,
    }
    return MortgageFacts(**given | changes)


def test_a_truth_can_be_a_limit_of_a_program() -> None:
    fixed = rule("FIXED", "rate_still_adjusts", "==", False, "the rate is fixed", "利率已固定", SOURCE, since=SINCE)
    checks = [run_waterfall(mortgage(rate_still_adjusts=moves), own(limits=[fixed]), on=DAY).checks[0]
              for moves in (False, True)]  # fmt: skip
    assert [(check.status, check.actual, check.limit) for check in checks] == [
        ("pass", "false", "false"),
        ("fail", "true", "false"),
    ]


def test_a_step_may_depend_on_any_fact_of_the_mortgage_and_asks_for_it() -> None:
    longer = Step(
        code="LONGER",
        kind="set_term",
        when=[Condition("payments_made", ">=", 12), Condition("months_since_modification", ">=", 24)],
        months=since(SINCE, 480),
        sources=[SOURCE],
        text=TEXT,
    )
    program = own(steps=[own_step(), longer])
    taken = run_waterfall(mortgage(payments_made=12, modifications=0), program, on=DAY)
    skipped = run_waterfall(mortgage(payments_made=11, modifications=0), program, on=DAY)
    assert [taken.final.months, skipped.final.months] == [480, 324]
    with pytest.raises(rs.InvalidInputError) as caught:
        run_waterfall(mortgage(modifications=1), program, on=DAY)
    assert [fault.path for fault in caught.value.faults] == [
        "mortgage.payments_made",
        "mortgage.months_since_modification",
    ]


def test_several_comparisons_of_one_target_must_all_be_reached() -> None:
    facts = mortgage(gross_income="4800", housing_costs="350")
    ratio = Condition("housing_ratio", "<=", "0.30")
    seek = Step(code="TERM", kind="extend_term", months=since(SINCE, 480), sources=[SOURCE], text=TEXT)
    ends = [
        run_waterfall(facts, own(steps=[own_step(), seek], targets=targets), on=DAY).final
        for targets in (
            [Target(where=[CUT, ratio], sources=[SOURCE])],
            [Target(where=[CUT], sources=[SOURCE]), Target(where=[ratio], sources=[SOURCE])],
        )
    ]
    assert ends[0] == ends[1]


def test_conditions_of_shipped_programs_keep_their_dates() -> None:
    held = [
        [item.when for items in (program.steps, program.limits, program.targets) for item in items]
        for program in (FLEX_2017, FLEX_2024, FHA_PARTIAL_CLAIM)
    ]
    dated = [condition for whens in held for when in whens for condition in when]
    assert dated
    assert all(isinstance(condition.value, rs.Dated) for condition in dated)
