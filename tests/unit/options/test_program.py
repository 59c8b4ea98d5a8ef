"""The modification program of a policy as one more plan: its facts, its form, its place, and why it is not offered."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

import restructure as rs
from restructure import policies
from restructure.agreement import Party, Review, draft_agreement
from restructure.policies.us import FHA_PAYMENT_SUPPLEMENT, FLEX_2024, FLEX_TRIAL
from restructure.policy import Condition, Policy, Target, rule, since
from restructure.waterfall import MortgageFacts, missing_facts, run_waterfall
from support.explained import check
from support.unguarded import unguarded

DAY = date(2026, 12, 1)
FLEX = unguarded(policies.US_FLEX_2024)


def record(**changes: Any) -> rs.MortgageRecord:
    return rs.MortgageRecord(**{"advances": "4380", "modifications": 0, "failed_trials_12m": 0, **changes})


def mortgage(**changes: Any) -> rs.Debt:
    given: dict[str, Any] = {
        "reference": "home",
        "kind": "mortgage",
        "in_scope": True,
        "principal": "236765.47",
        "overdue_principal": "2400",
        "interest": "10259.84",
        "fees": "4800",
        "rate": "0.065",
        "installment": "1580.17",
        "remaining_installments": 309,
        "next_due_date": date(2026, 12, 31),
        "days_past_due": 240,
        "collateral_value": "290000",
        "floating": False,
        "contract_date": date(2021, 9, 1),
        "mortgage": record(),
    }
    return rs.Debt(**given | changes)


def borrower(debt: rs.Debt | None = None, **changes: Any) -> rs.Application:
    given: dict[str, Any] = {
        "reference": "M-1",
        "as_of": DAY,
        "currency": "USD",
        "liquid_assets": "4000",
        "market_rate": "0.06625",
        "incomes": [rs.Income("salary", "6800", evidence="verified", years=6)],
        "household": rs.Household(adults=2, dependents=1, living_costs="2600", housing_costs="650"),
        "debts": [mortgage() if debt is None else debt],
        "hardship": rs.Hardship(cause="reduced_income", willing_to_repay=True, in_contact=True),
    }
    return rs.Application(**given | changes)


def program_of(options: rs.OptionSet) -> rs.Option:
    (found,) = [option for option in options if "program" in option.families]
    return found


def why(application: rs.Application, policy: Policy = FLEX) -> dict[str, str]:
    options = rs.plan(application, policy=policy).options
    assert not [option for option in options if option.trace is not None]
    return {group.code: group.text.en for group in options.rejected if group.code.startswith("program:")}


# --- the plan --------------------------------------------------------------------------------------------------------


def test_the_program_is_offered_as_the_waterfall_alone_answers_it() -> None:
    """Fees of 4,800 are 4,380 advanced and 420 of late charges, which the program waives."""
    option = program_of(rs.plan(borrower(), policy=FLEX).options)
    facts = MortgageFacts(
        currency="USD",
        principal="236765.47",
        overdue_principal="2400",
        interest="10259.84",
        servicing_advances="4380",
        late_charges="420",
        rate="0.065",
        remaining_months=309,
        payment="1580.17",
        market_rate="0.06625",
        property_value="290000",
        days_past_due=240,
        loan_age_months=63,
        modifications=0,
        failed_trials_12m=0,
    )
    alone = run_waterfall(facts, FLEX_2024, on=DAY, trial=FLEX_TRIAL)
    assert option.trace is not None
    assert option.trace.steps == alone.trace
    assert option.trace.trial == alone.trial
    assert (option.trace.target_payment, option.trace.met) == (alone.target_payment, alone.met)
    assert option.terms == alone.terms
    assert option.schedule.payment.tolist() == alone.schedule.payment.tolist()
    assert set(alone.checks) <= set(option.checks)
    assert str(option.schedule[0].payment) == "1264.13"
    assert option.conservation.total.waived == 420
    assert option.id == "program-us_flex_2024"
    assert {"principal_forbearance", "capitalization", "term_extension", "program"} <= set(option.families)


def test_it_is_a_whole_option() -> None:
    option = program_of(rs.plan(borrower(), policy=FLEX).options)
    total = option.conservation.total
    assert total.opening + total.charged == total.paid + total.waived + total.closing
    assert option.measures.due_at_maturity == Decimal("35483.32")
    assert option.measures.payment_change == Decimal("-0.199909")  # the last one is 15 cents higher
    assert option.status == "needs_review"
    assert "DUE_AT_MATURITY" in [found.code for found in option.checks]
    assert [found.code for found in option.reasons][:2] == ["PROGRAM", "PROGRAM_TRIAL"]
    assert option.resilience
    assert option.annual_rates[0].rate < 0.065


def test_penalty_interest_is_a_late_charge() -> None:
    option = program_of(rs.plan(borrower(mortgage(penalty_interest="75.50")), policy=FLEX).options)
    assert option.conservation.components["penalty_interest"].waived == Decimal("75.50")
    assert option.conservation.total.waived == Decimal("495.50")


def test_it_stands_after_the_others_or_is_what_there_is() -> None:
    options = rs.plan(borrower(), policy=FLEX).options
    assert options[-1].labels == ("program",)
    assert options.recommended is not options[-1]
    assert ("program",) in [plan.labels for plan in options.compare().plans]
    levers = replace(FLEX.levers, terms=replace(FLEX.levers.terms, first=120, last=180))
    tight = borrower(incomes=[rs.Income("salary", "5000", evidence="verified", years=6)])
    alone = rs.plan(tight, policy=replace(FLEX, levers=levers))
    assert [option.labels for option in alone.options] == [("recommended", "program")]
    assert alone.recommended is not None
    assert alone.options.nearest is None
    assert "STEPS OF Flex Modification" in alone.to_text()


def test_without_a_waterfall_or_for_another_debt_nothing_changes() -> None:
    plain = replace(FLEX, waterfall=None, trial=None, delinquency=None)
    offered = rs.plan(borrower(), policy=plain).options
    assert [option.id for option in offered] == [option.id for option in rs.plan(borrower(), policy=FLEX).options[:-1]]
    loan = borrower(mortgage(kind="personal_loan", mortgage=None))
    answer = rs.plan(loan, policy=replace(FLEX, rules=())).options
    assert not [group for group in answer.rejected if group.code.startswith("program:")]
    assert all(option.trace is None for option in answer)


def test_it_is_part_of_what_each_of_several_debts_can_be_offered() -> None:
    loan = rs.Debt(
        reference="car",
        kind="auto_loan",
        in_scope=True,
        principal="9000",
        overdue_principal="300",
        interest="50",
        rate="0.07",
        installment="400",
        remaining_installments=24,
        next_due_date=date(2026, 12, 20),
    )
    home, car = rs.plan(borrower(debts=[mortgage(), loan]), policy=replace(FLEX, rules=())).options.by_debt
    assert program_of(home).trace is not None
    assert all(option.trace is None for option in car)


# --- why it is not offered -------------------------------------------------------------------------------------------


def test_missing_facts_are_named_by_path_all_at_once() -> None:
    bare = borrower(mortgage(mortgage=None, floating=None, collateral_value=None), market_rate=None)
    text = why(bare)["program:not_run"]
    for path in ("debts[0].mortgage.advances", "debts[0].floating", "market_rate", "debts[0].collateral_value"):
        assert path in text
    gross = why(borrower(), replace(unguarded(policies.US_VA_MODIFICATION), capacity=FLEX.capacity))
    assert gross["program:not_run"].endswith("it needs incomes")


def test_what_only_limits_ask_leaves_them_open() -> None:
    debt = mortgage(mortgage=record(modifications=None), contract_date=None)
    checks = {found.code: found for found in program_of(rs.plan(borrower(debt), policy=FLEX).options).checks}
    assert (checks["FLEX_MODIFICATIONS"].status, checks["FLEX_MODIFICATIONS"].indicated) == ("needs_review", None)
    assert checks["FLEX_LOAN_AGE"].indicated is None


def test_every_rule_against_it_is_named() -> None:
    again = record(modifications=3, months_since_modification=5, days_late_after_modification=70, failed_trials_12m=1)
    assert sorted(why(borrower(mortgage(mortgage=again)))) == [
        "program:FLEX_FAILED_TRIAL",
        "program:FLEX_LATE_AGAIN",
        "program:FLEX_MODIFICATIONS",
    ]
    rejected = rs.plan(borrower(mortgage(mortgage=again)), policy=FLEX).options.rejected
    (one,) = [group for group in rejected if group.code == "program:FLEX_MODIFICATIONS"]
    assert "Flex贷款修改" in one.text.zh


def test_a_program_that_is_over_or_not_yet_there_is_not_offered() -> None:
    over = replace(FLEX_2024, last_day=date(2026, 11, 30))
    assert "program:PROGRAM_OPEN" in why(borrower(), replace(FLEX, waterfall=over))
    early = borrower(as_of=date(2024, 10, 1), debts=[mortgage(next_due_date=date(2024, 10, 31))])
    assert "not yet in force on 2024-10-01" in why(early, replace(FLEX, rules=()))["program:not_open"]


def test_what_does_not_fit_says_by_how_much() -> None:
    poor = borrower(incomes=[rs.Income("salary", "4300", evidence="verified", years=6)])
    options = rs.plan(poor, policy=FLEX).options
    (group,) = [group for group in options.rejected if group.code == "program:above_affordable"]
    assert group.nearest is not None
    assert group.nearest.id == "program-us_flex_2024"
    assert group.nearest.gap is not None
    assert group.nearest.gap > 0
    assert str(group.nearest.highest_installment) == "1264.28"


def test_a_supplement_is_no_schedule_of_the_borrowers() -> None:
    policy = replace(unguarded(policies.US_FHA_PARTIAL_CLAIM), waterfall=FHA_PAYMENT_SUPPLEMENT)
    debt = mortgage(installment="1600", mortgage=record(months_since_modification=30, modifications=1))
    assert list(why(borrower(debt), policy)) == ["program:supplement"]


def test_a_rate_that_is_not_divided_by_twelve_is_named() -> None:
    daily = mortgage(rate=rs.per_day("0.0002", days_in_year=365), day_count="act/365f")
    assert why(borrower(daily))["program:not_run"].endswith("debts[0].rate")
    with pytest.raises(rs.InvalidInputError, match="market_rate: must be a periodic annual rate"):
        borrower(market_rate=rs.per_day("0.0002", days_in_year=365))


def test_a_target_of_the_caller_counts_for_it_too() -> None:
    wanted = Target(where=[Condition("payment_reduction", ">=", since(DAY, "0.25"))], sources=[])
    options = rs.plan(borrower(), policy=FLEX, target=wanted).options
    assert [group.code for group in options.rejected if group.code.startswith("program:")] == [
        "program:target:payment_reduction"
    ]


def test_a_verified_rule_of_the_policy_binds_it_like_any_option() -> None:
    source = rs.Source(title="own manual", level="verified")
    since_long = date(2000, 1, 1)
    shorter = rule("OWN_TERM", "installment_count", "<=", 360, "at most 360", "不超过360期", source, since=since_long)
    assert list(why(borrower(), replace(FLEX, rules=[shorter]))) == ["program:OWN_TERM"]


def test_missing_facts_of_a_mortgage_by_themselves() -> None:
    facts = MortgageFacts(currency="USD", principal="1", rate="0.05", remaining_months=2, payment="1")
    assert missing_facts(facts, FLEX_2024, on=DAY) == {
        "market_rate": "step RATE",
        "property_value": "step FORBEAR",
        "days_past_due": "limit FLEX_LOWER",
    }


# --- told, written, signed, followed up ------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("reader", ["customer", "officer"])
def test_its_steps_are_explained_from_the_trace(reader: Any, lang: Any) -> None:
    plan = rs.plan(borrower(), policy=FLEX)
    for answer in (plan, program_of(plan.options)):
        told = rs.explain(answer, reader=reader, lang=lang)
        check(answer, told)
        codes = [sentence.code for sentence in told.sentences]
        assert codes.count("STEP_TAKEN" if reader == "customer" else "OFFICER_STEP") == 4
        assert ("STEP_DOES_NOT_APPLY" if reader == "customer" else "OFFICER_SKIPPED") in codes
        assert {"GOAL_MET", "TRIAL"} <= set(codes)


@pytest.mark.parametrize(
    ("policy", "codes"),
    [(policies.US_HAMP_TIER_1, {"GOAL_MISSED", "COUNSELING"}), (policies.US_HAMP_TIER_1_NOT_BELOW, set())],
)
def test_a_goal_is_told_only_where_there_is_one(policy: Policy, codes: set[str]) -> None:
    then = date(2012, 6, 1)
    poor = borrower(
        mortgage(next_due_date=date(2012, 6, 30), contract_date=date(2007, 1, 1)),
        as_of=then,
        market_rate="0.0488",
        incomes=[rs.Income("salary", "2900", basis="gross", evidence="verified")],
        household=rs.Household(adults=1, living_costs="700", housing_costs="500"),
    )
    car = rs.Debt(reference="car", kind="auto_loan", installment="600", principal="12000")
    poor = replace(poor, debts=[*poor.debts, car])
    generous = replace(policy, capacity=replace(policy.capacity, debt_service_cap="0.9"))
    option = program_of(rs.plan(poor, policy=generous).options)
    told = {sentence.code for sentence in rs.explain(option).sentences}
    assert codes <= told
    assert bool(codes) or not {"GOAL_MET", "GOAL_MISSED"} & told


def test_the_trace_is_on_the_page_and_on_the_wire() -> None:
    plan = rs.plan(borrower(), policy=FLEX)
    page = plan.to_text()
    assert "STEPS OF Flex Modification, form of 2024" in page
    assert "FORBEAR        6.50%     480      215,921.99  35,483.32  1,264.13  the target" in page
    assert "逐步过程" in plan.to_text("zh")
    document = json.loads(rs.to_json(plan))
    jsonschema.validate(document, rs.json_schema(rs.Plan))
    trace = document["options"][-1]["trace"]
    assert trace["program"] == "us_flex_2024"
    assert [step["skipped"] for step in trace["steps"]] == [None, "condition", None, None, None]
    assert trace["steps"][-1]["after"]["payment"] == "1264.13"
    assert trace["trial"]["payments"] == 3
    assert [option["trace"] for option in document["options"][:-1]] == [None] * (len(plan.options) - 1)


def test_it_is_agreed_upon_and_read_again() -> None:
    plan = rs.plan(borrower(), policy=FLEX)
    option = program_of(plan.options)
    reviews = [Review(held.code, by="U", on=DAY, note="seen") for held in option.checks if held.status != "pass"]
    parties = [Party("borrower", "P-1"), Party("lender", "L-1")]
    agreement = draft_agreement(option, plan, policy=FLEX, parties=parties, reviews=reviews)
    assert agreement.schedule.payment.tolist() == option.schedule.payment.tolist()
    assert agreement.days_past_due == "reset"
    assert rs.from_json(rs.Agreement, rs.to_json(agreement)) == agreement
    elsewhere = [rs.Source(title="elsewhere", level="secondary")]
    other = [replace(held, sources=elsewhere) if held.code == "STEPS_SOURCED" else held for held in agreement.checks]
    with pytest.raises(rs.InvalidTermsError, match="STEPS_SOURCED is no rule of the policy"):
        replace(agreement, checks=other)


def test_a_policy_with_its_program_round_trips() -> None:
    again = rs.from_json(Policy, rs.to_json(FLEX))
    assert again == FLEX
    assert again.hash == FLEX.hash
    with pytest.raises(rs.InvalidInputError, match="trial: belongs to a waterfall"):
        replace(FLEX, waterfall=None)
    with pytest.raises(rs.InvalidInputError, match=r"waterfall\.limits\[0\]\.code: is the code of another rule"):
        replace(FLEX, rules=[replace(FLEX.rules[0], code="FLEX_LOAN_AGE")])


def test_a_mortgage_record_is_of_mortgages() -> None:
    application = borrower()
    assert rs.from_json(rs.Application, rs.to_json(application)) == application
    with pytest.raises(rs.InvalidInputError, match="mortgage: is asked of mortgages only"):
        mortgage(kind="auto_loan")
    with pytest.raises(rs.InvalidInputError, match=r"mortgage\.advances: is more than fees"):
        mortgage(fees="100")
    with pytest.raises(rs.InvalidInputError, match=r"debts\[0\]\.mortgage\.prior_claims"):
        borrower(mortgage(mortgage=record(prior_claims="0.001")))
