"""Programs of Europe, the United Kingdom and Ireland as data: limits by date, on both sides, and back from the wire."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from math import prod
from pathlib import Path
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.basics.provenance import Plain, Source
from restructure.policies.ireland import IE_LIVING_2013
from restructure.policies.us import fha as us_fha, flex as us_flex, hamp as us_hamp, trials as us_trials, va as us_va
from restructure.policy import Policy, Rule, Start, Trial, Waterfall
from restructure.policy.rules import COMPARE

DAY = date(2026, 11, 23)

PROGRAMS = [
    policies.EU_SHORT_TERM,
    policies.EU_LONG_TERM,
    policies.UK_CONSUMER_CREDIT,
    policies.UK_MORTGAGE,
    policies.UK_MORTGAGE_CHARTER,
    policies.IE_MORTGAGE_ARREARS,
]
RULES = {rule.code: rule for program in PROGRAMS for rule in program.rules}

EBA = date(2019, 6, 30)
CONC = date(2014, 4, 1)
PS24_2 = date(2024, 11, 4)
MCOB = date(2004, 10, 31)
CHARTER = date(2023, 6, 26)
CCMA = date(2013, 7, 1)

# rule, first day in force, what just keeps it, what just breaks it
LIMITS: list[tuple[str, date, Plain, Plain]] = [
    ("EU_SHORT_TEMPORARY", EBA, True, False),
    ("EU_SHORT_NO_PATTERN", EBA, Decimal(1), Decimal(2)),
    ("EU_SHORT_RELIEF", EBA, Decimal(24), Decimal(25)),
    ("EU_LONG_REDUCES", EBA, Decimal(1), Decimal("1.000001")),
    ("UK_CREDIT_NOT_MORTGAGE", CONC, "credit_card", "mortgage"),
    ("UK_CREDIT_NO_DEARER", PS24_2, Decimal(0), Decimal("-0.0001")),
    ("UK_CREDIT_NOT_GROWING", PS24_2, Decimal(1), Decimal("1.000001")),
    ("UK_MORTGAGE_KIND", MCOB, "mortgage", "personal_loan"),
    ("UK_CHARTER_MORTGAGE", CHARTER, "mortgage", "other"),
    ("UK_CHARTER_UP_TO_DATE", CHARTER, Decimal(0), Decimal(1)),
    ("UK_CHARTER_SIX_MONTHS", CHARTER, Decimal(6), Decimal(7)),
    ("UK_CHARTER_SAME_TERM", CHARTER, Decimal(0), Decimal(1)),
    ("IE_MORTGAGE", CCMA, "mortgage", "credit_card"),
    ("IE_NO_DEARER", CCMA, Decimal(0), Decimal("-0.0001")),
]


def keeps(rule: Rule, held: Plain, on: date) -> bool:
    return bool(COMPARE[rule.comparator](held, rule.limit.at(on)))


@pytest.mark.parametrize(("code", "start", "kept", "broken"), LIMITS, ids=[limit[0] for limit in LIMITS])
def test_each_limit_on_both_sides_and_from_its_first_day(code: str, start: date, kept: Plain, broken: Plain) -> None:
    rule = RULES[code]
    for on in (start, DAY):
        assert (keeps(rule, kept, on), keeps(rule, broken, on)) == (True, False)
    with pytest.raises(rs.PolicyNotInForceError, match=f"the first is of {start}"):
        rule.limit.at(start - timedelta(days=1))


def test_every_rule_is_tried() -> None:
    assert sorted(limit[0] for limit in LIMITS) == sorted(RULES)
    assert len(RULES) == sum(len(program.rules) for program in PROGRAMS)


def test_only_interest_only_relief_of_the_charter_holds_the_term() -> None:
    (condition,) = RULES["UK_CHARTER_SAME_TERM"].when
    assert (condition.quantity, condition.comparator, condition.value) == ("relief_months", ">", Decimal(0))
    assert [code for code, rule in RULES.items() if rule.when] == ["UK_CHARTER_SAME_TERM"]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_programs_survive_the_wire_and_pickling(program: Policy) -> None:
    again = rs.from_json(rs.Policy, rs.to_json(program))
    assert (again, again.hash) == (program, program.hash)
    assert pickle.loads(pickle.dumps(program)) == program


def test_programs_have_names_of_their_own() -> None:
    assert {program.name for program in PROGRAMS} == {
        "eu_short_term",
        "eu_long_term",
        "uk_consumer_credit",
        "uk_mortgage",
        "uk_mortgage_charter",
        "ie_mortgage_arrears",
    }


def test_no_limit_is_certain() -> None:
    for rule in RULES.values():
        assert rule.sources
        assert any(source.level != "verified" for source in rule.sources), rule.code


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_plan_stays_small(program: Policy) -> None:
    """All combinations of all levers, whether or not they go together."""
    levers = program.levers
    beside = (levers.balloons, levers.parked, levers.settlements, levers.seasons)
    combinations = prod(
        [
            len(levers.terms.values()),
            len(levers.rate_cuts) + len(levers.rate_cuts) * len(levers.temporary_rates),
            len(levers.starts),
            len(levers.installments),
            len(levers.forgiveness),
            len(levers.treatment_sets),
            len(levers.down_payments),
            *(1 + len(choices) for choices in beside),
        ]
    )
    assert combinations < 20_000
    assert combinations * levers.terms.last < 20_000_000


def longest(program: Policy) -> int:
    return max(start.months for start in program.levers.starts)


def test_no_start_is_longer_than_the_relief_its_program_allows() -> None:
    assert longest(policies.EU_SHORT_TERM) == RULES["EU_SHORT_RELIEF"].limit.at(DAY) == 24
    assert longest(policies.UK_MORTGAGE_CHARTER) == RULES["UK_CHARTER_SIX_MONTHS"].limit.at(DAY) == 6


def test_short_term_relief_goes_back_to_the_contract() -> None:
    levers = policies.EU_SHORT_TERM.levers
    assert levers.installments == ("contract",)
    assert (levers.rate_cuts, levers.forgiveness, levers.parked) == ((Decimal(0),), (Decimal(0),), ())
    assert {start.kind for start in levers.starts} == {"none", "interest_only", "reduced", "capitalize", "defer"}


def test_long_term_measures_are_those_of_the_list() -> None:
    levers = policies.EU_LONG_TERM.levers
    assert max(levers.rate_cuts) > 0
    assert max(levers.forgiveness) > 0
    assert {parked.kind for parked in levers.parked} == {"split_balance"}
    assert {start.kind for start in levers.starts} >= {"step_up"}
    assert levers.consolidation
    assert levers.balloons == ()


def test_every_term_can_be_held_under_the_charter() -> None:
    levers = policies.UK_MORTGAGE_CHARTER.levers
    assert levers.terms.values() == range(12, 481)
    assert levers.starts == (Start("none"), Start("interest_only", 6))
    assert levers.rate_cuts == (Decimal(0),)


def test_arrears_of_a_mortgage_join_the_principal_only_by_consent() -> None:
    joined = [
        kept
        for kept in policies.UK_MORTGAGE.levers.treatment_sets
        if any(treatment.action == "capitalize" for treatment in kept.treatments)
    ]
    assert [kept.name for kept in joined] == ["capitalize_by_consent"]
    assert "consent" in joined[0].text.en
    assert "同意" in joined[0].text.zh


def test_interest_can_stop_for_as_long_as_token_payments() -> None:
    levers = policies.UK_CONSUMER_CREDIT.levers
    tokens = [start.months for start in levers.starts if start.kind == "reduced"]
    assert [(rate.rate, rate.months) for rate in levers.temporary_rates] == [(rs.Rate(0), months) for months in tokens]


def test_no_program_makes_a_debt_look_current() -> None:
    sets = [kept for program in PROGRAMS for kept in program.levers.treatment_sets]
    assert {kept.days_past_due for kept in sets} == {"keep"}


def test_living_costs_of_ireland_are_passed_in() -> None:
    policy = policies.IE_MORTGAGE_ARREARS
    informed = replace(policy, capacity=replace(policy.capacity, living_benchmark=IE_LIVING_2013))
    assert informed.hash != policy.hash


# --- planned ---


def application(kind: Any, currency: str, principal: str, installment: str) -> rs.Application:
    return rs.Application(
        reference="A-1",
        as_of=DAY,
        currency=currency,
        household=rs.Household(adults=1, living_costs="900", housing_costs="150"),
        incomes=[rs.Income("salary", "2300", evidence="verified", years=3)],
        debts=[
            rs.Debt(
                reference="loan-1",
                kind=kind,
                in_scope=True,
                principal=principal,
                overdue_principal="500",
                interest="700",
                fees="50",
                rate="0.045",
                installment=installment,
                remaining_installments=237,
                next_due_date=date(2026, 12, 9),
                days_past_due=95,
            )
        ],
        liquid_assets="0",
        credit=rs.CreditRecord(worst_days_past_due_12m=95, months_since_delinquency=0, modifications_36m=0),
        hardship=rs.Hardship(cause="reduced_income", temporary=False, willing_to_repay=True),
    )


HOME = ("180000", "1150")
LOAN = ("30000", "1150")


@pytest.mark.parametrize(
    ("policy", "currency", "code", "kind", "barred", "amounts"),
    [
        (policies.UK_MORTGAGE, "GBP", "UK_MORTGAGE_KIND", "mortgage", "personal_loan", HOME),
        (policies.IE_MORTGAGE_ARREARS, "EUR", "IE_MORTGAGE", "mortgage", "personal_loan", HOME),
        (policies.UK_CONSUMER_CREDIT, "GBP", "UK_CREDIT_NOT_MORTGAGE", "personal_loan", "mortgage", LOAN),
    ],
    ids=["uk_mortgage", "ie_mortgage_arrears", "uk_consumer_credit"],
)
def test_a_debt_of_the_right_kind_is_planned_and_another_barred(
    policy: Policy, currency: str, code: str, kind: str, barred: str, amounts: tuple[str, str]
) -> None:
    plan = rs.plan(application(kind, currency, *amounts), policy=policy)
    check = next(check for check in plan.options.checks if check.code == code)
    assert (check.status, check.indicated) == ("needs_review", "pass")
    assert plan.options
    for option in plan.options:
        assert {check.status for check in option.checks} == {"needs_review"}
        ruled = [check for check in option.checks if check.code != "DUE_AT_MATURITY"]
        assert {check.indicated for check in ruled} == {"pass"}
        assert option.schedule[0].payment <= plan.capacity.affordable_payment

    refused = rs.plan(application(barred, currency, *amounts), policy=policy).options
    assert (len(refused), [rejected.code for rejected in refused.rejected]) == (0, [f"not_eligible:{code}"])
    assert {check.code: check.indicated for check in refused.checks}[code] == "fail"


# --- told ---

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "programs_west.md").read_text(encoding="utf-8")
WATERFALLS: list[Waterfall] = [
    getattr(module, name) for module in (us_flex, us_hamp, us_fha, us_va) for name in module.__all__
]
TRIALS: dict[str, Trial] = {name: getattr(us_trials, name) for name in us_trials.__all__}
SURE = ("verified", "secondary", "unverified")


def row(code: str, since: date, sources: Sequence[Source]) -> tuple[str, str, str]:
    least = max((source.level for source in sources), key=SURE.index)
    return f"`{code}`", str(since), least


def test_the_page_tells_every_limit_with_its_first_day_and_the_least_sure_of_its_sources() -> None:
    limits: list[Any] = [
        *RULES.values(),
        *(limit for waterfall in WATERFALLS for limit in waterfall.limits),
        *(limit for trial in TRIALS.values() for limit in trial.limits),
    ]
    stated = {row(limit.code, limit.limit.steps[0][0], limit.sources) for limit in limits}
    stated |= {row(name, trial.payments.steps[0][0], trial.sources) for name, trial in TRIALS.items()}
    cells = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| `")]
    assert sorted((first, since, level) for first, _, since, level in cells) == sorted(stated)


def test_the_page_names_every_program_and_its_days() -> None:
    modules = {"Flex Modification": us_flex, "HAMP": us_hamp, "FHA": us_fha, "VA": us_va}
    for name, module in modules.items():
        part = PAGE.split(f"### {name}: ")[1].split("\n### ")[0]
        for constant in module.__all__:
            waterfall: Waterfall = getattr(module, constant)
            assert f"`{constant}`" in part
            assert str(waterfall.first_day) in part
            assert waterfall.last_day is None or str(waterfall.last_day) in part
    for program in PROGRAMS:
        assert f"### `{program.name.upper()}`" in PAGE
        assert getattr(policies, program.name.upper()) is program
