"""What the decision says: every claim is worked out again from the answer, or from all candidates behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import pytest

import restructure as rs
from restructure.basics.provenance import Language
from restructure.display.explanation import explain
from restructure.options import Option, OptionSet
from restructure.options._candidates import enumerate_candidates
from restructure.options._guardrails import buckets
from restructure.options._measured import Measured
from restructure.options._select import select
from restructure.policy import Condition, Guardrails, Policy, Ranking, Target
from support.examples import card
from support.explained import CN, GENERIC, check, texts
from support.unguarded import unguarded

BOTH = pytest.mark.parametrize("lang", ["en", "zh"])
CODES = ("DECISION", "OFFICER_DECISION")

RICH = {"incomes": [rs.Income("salary", "13000.00", evidence="verified", years=4)]}
"""Income that carries the contract."""
BACK = {
    "incomes": [
        rs.Income("salary", "6200.00", evidence="documented", years=4),
        rs.Income("salary", "6500.00", evidence="documented", starts=date(2027, 3, 1)),
    ],
    "hardship": rs.Hardship(cause="unemployment", temporary=True, willing_to_repay=True),
}
"""Income that comes back on a day."""


def current(debt: rs.Debt) -> rs.Debt:
    """Return the debt with nothing overdue."""
    nothing: dict[str, Any] = dict.fromkeys(
        ("overdue_principal", "interest", "penalty_interest", "compound_interest", "fees"), "0"
    )
    return replace(debt, days_past_due=0, **nothing)


def asked(rung: str) -> rs.Application:
    """Return the shipped borrower in circumstances that lead to a rung."""
    borrower, (debt,) = card(), card().debts
    changed: dict[str, dict[str, Any]] = {
        "keep": {**RICH, "debts": [current(debt)]},
        "reinstate": {**RICH, "liquid_assets": "60000.00"},
        "catch_up": {**RICH, "liquid_assets": "0"},
        "hold": {**BACK, "debts": [current(debt)]},
        "restructure": {},
        "next_steps": {"incomes": [rs.Income("salary", "6100.00", evidence="documented", years=4)]},
        "two debts": {"debts": [debt, replace(debt, reference="card-2")]},
    }
    return replace(borrower, **changed[rung])


@cache
def answered(rung: str) -> rs.Plan:
    return rs.plan(asked(rung), policy=CN)


RUNGS = ("keep", "reinstate", "catch_up", "hold", "restructure", "next_steps")


def decided(held: object, lang: Language = "en", reader: Any = "officer") -> dict[str, str]:
    """Return the sentences of the first decision by their codes."""
    told = explain(held, lang=lang, reader=reader)
    (first, *_) = [part for part in told.sections if part.code in CODES]
    return {one.code: one.text for one in first.sentences}


def money(amount: Decimal) -> str:
    return f"CNY {amount:,.2f}"


@BOTH
@pytest.mark.parametrize("rung", RUNGS)
def test_every_rung_is_told_and_every_number_is_the_answers(rung: str, lang: Language) -> None:
    plan = answered(rung)
    assert plan.options.rung == rung
    for reader in ("customer", "officer"):
        for held in (plan, plan.options):
            check(held, explain(held, lang=lang, reader=reader))


@pytest.mark.parametrize("rung", RUNGS)
def test_both_languages_say_the_same_sentences_of_the_same_figures(rung: str) -> None:
    for reader in ("customer", "officer"):
        en, zh = (explain(answered(rung), lang=lang, reader=reader) for lang in ("en", "zh"))
        assert [one.code for one in en.sentences] == [one.code for one in zh.sentences]
        for one, other in zip(en.sentences, zh.sentences, strict=True):
            assert {fact.source for fact in one.facts} == {fact.source for fact in other.facts}, one.code


# --- what to do ------------------------------------------------------------------------------------------------------


def first(plan: rs.Plan) -> Option:
    assert plan.recommended is not None
    return plan.recommended


def test_who_can_keep_the_contract_is_told_to_keep_it() -> None:
    plan = answered("keep")
    (debt,) = plan.options.question.asked.debts
    total = sum((row.payment for row in first(plan).schedule), Decimal(0))
    assert decided(plan)["DO_KEEP"] == (
        f"No plan is needed: the contract can be kept. {money(debt.installment)} a month until 9 February 2028, "
        f"{money(total)} in all."
    )
    said = texts(explain(plan))
    assert said["YOU_KEEP"].startswith("You need no plan: you can keep your contract.")
    assert {"FIT", "FIT_ONE", "KEEP", "KEEP_PLAIN"} & set(said) == set()
    assert said["NONE_SOUGHT"] == "No plan that changes more was looked for: none is needed."


def test_who_can_pay_the_arrears_is_told_how_much_and_when_the_contract_goes_on() -> None:
    plan = answered("reinstate")
    (debt,) = plan.options.question.asked.debts
    arrears = debt.overdue_principal + debt.interest + debt.penalty_interest + debt.fees
    assert arrears == Decimal("11507.65")
    total = arrears + sum((row.payment for row in first(plan).schedule), Decimal(0))
    assert decided(plan)["DO_REINSTATE"] == (
        f"Pay {money(arrears)} of arrears today and keep the contract: CNY 3,603.03 a month from 9 December 2026, "
        f"{money(total)} in all."
    )


def test_catching_up_is_told_with_its_months() -> None:
    plan = answered("catch_up")
    rows = list(first(plan).schedule)
    months = sum(row.payment > rows[-2].payment for row in rows)
    said = decided(plan)["DO_CATCH_UP"]
    assert said.startswith(f"Keep the contract and spread the arrears over its next {months} installment")
    assert f"{money(rows[0].payment)} at first, {money(sum((row.payment for row in rows), Decimal(0)))} in all" in said


def test_holding_is_told_with_the_day_the_contract_comes_back() -> None:
    plan = answered("hold")
    rows = list(first(plan).schedule)
    back = next(row for row in rows if row.payment == Decimal("3603.03"))
    assert all(row.payment < back.payment for row in rows[: rows.index(back)])
    said = decided(plan)
    text = said.get("DO_HOLD") or said["DO_HOLD_NOTHING"]
    assert f"from {back.due_date.day} {back.due_date:%B %Y} on" in text
    assert "CNY 3,603.03 again" in text


def test_the_first_plan_is_told_as_the_policys_own() -> None:
    assert decided(answered("restructure"))["DO_PLAN"] == (
        "Plan 1 is this policy's first: 33 installments of CNY 1,726.97 at 9.25%, CNY 56,989.43 in all."
    )
    assert decided(answered("restructure"), "zh")["DO_PLAN"] == (
        "方案1为本行政策首选：33期，每期还1,726.97元，年利率9.25%，共56,989.43元。"
    )


def test_where_nothing_holds_the_gap_is_told() -> None:
    plan = answered("next_steps")
    assert plan.options.shortfall is not None
    assert decided(plan)["DO_NEAREST"].endswith(f"{money(plan.options.shortfall)} a month more than can be paid.")


def test_debts_that_stay_apart_are_told_in_a_line_each() -> None:
    plan = answered("two debts")
    assert decided(plan)["DO_EACH"].startswith("The debts stay apart")
    lead = plan.options.to_text().split("\n\n")[1]
    assert "WHAT TO DO" in lead
    assert [part.debt for part in plan.options.by_debt if f"  {part.debt}: " in lead] == ["card-1", "card-2"]


# --- why -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rung", RUNGS)
def test_every_rung_passed_over_is_told_with_its_reason(rung: str) -> None:
    plan = answered(rung)
    passed = plan.options.passed
    said = decided(plan)
    assert [code for code in said if code.startswith("PASSED_")] == [f"PASSED_{one.rung.upper()}" for one in passed]
    for one in passed:
        assert said[f"PASSED_{one.rung.upper()}"].endswith(f"was passed over: {one.reason.text.en}.") or (
            said[f"PASSED_{one.rung.upper()}"].endswith(f"were passed over: {one.reason.text.en}.")
        )
    lead = " ".join(plan.to_text().split("\n\n")[1].split())
    assert all(one.reason.text.en in lead for one in passed)


def left(plan: rs.Plan) -> tuple[Measured, int]:
    """Return the candidates that stay when the guardrails have been asked, and the place of the first."""
    case = plan.options.question
    candidates = enumerate_candidates(case)
    assert candidates is not None
    found = select(candidates, case)
    return found.measured, found.chosen[0][0]


def test_the_first_plan_holds_most_often_and_of_those_costs_least() -> None:
    plan = answered("restructure")
    assert "RANKED" in decided(plan)
    measured, place = left(plan)
    held = buckets(measured.holding)
    assert held[place] == held.max()
    assert measured.total[place] == measured.total[held == held.max()].min()
    assert CN.guardrails.off == ()
    assert not np.any(measured.at_maturity)


def test_without_a_curve_the_order_speaks_of_sustainable_plans() -> None:
    policy = replace(CN, outcomes=[])
    plan = rs.plan(card(), policy=policy)
    said = decided(plan)
    assert "RANKED_NO_CURVE" in said
    assert "HOLDING_UNKNOWN" in said
    assert {"HOLDING", "DOING_NOTHING", "LENDER_GIVES"} & set(said) == set()
    measured, place = left(plan)
    assert measured.sustainable[place] == measured.sustainable.max()
    alike = measured.sustainable == measured.sustainable[place]
    assert measured.total[place] == measured.total[alike].min()


def test_another_order_is_told_as_the_policys_own_and_a_target_as_asked() -> None:
    own = replace(CN, ranking=Ranking(keys=["total_paid", "last_due_date"]))
    assert decided(rs.plan(card(), policy=own))["RANKED_OWN"].endswith("total paid, the last due date.")
    target = Target(where=[Condition("payment_reduction", ">", "0.20")], least="last_due_date")
    aimed = rs.plan(card(), policy=CN, target=target)
    assert decided(aimed)["RANKED_TARGET"].endswith("by the target: the last due date, the least first.")
    measured, place = left(aimed)
    assert measured.candidates.rows[place] == measured.candidates.rows.min()


# --- how sure --------------------------------------------------------------------------------------------------------


def points(share: Decimal) -> str:
    """Return whole points, half up: what a reader rounds to."""
    return f"{int(share * 100 + Decimal('0.5'))}%"


def test_how_sure_is_never_one_number_alone() -> None:
    plan = answered("restructure")
    holding = first(plan).holding
    assert holding is not None
    year, end = holding.fails_within_year, holding.fails_by_end
    assert year.low < year.central < year.high
    said = decided(plan)
    assert said["HOLDING"] == (
        f"How sure: of plans like it about {points(year.central)} fail within a year, between {points(year.low)} and "
        f"{points(year.high)} by the curves tried; about {points(end.central)} before the end, between "
        f"{points(end.low)} and {points(end.high)}."
    )
    assert "other lenders' loans, not this card holder's" in said["BY_EXPERIENCE"]
    assert f"{points(end.central)} ({points(end.low)[:-1]}-{points(end.high)})" in plan.to_text()


def survives(plan: rs.Plan, option: Option, guardrails: Guardrails) -> bool:
    """Return whether a plan is sustainable, from the application alone: the shipped borrower has no other debts."""
    asked_of = plan.options.question.asked
    needs = asked_of.household.living_costs + asked_of.household.housing_costs
    income = plan.capacity.monthly_income
    payments = [row.payment for row in option.schedule]
    cash = (asked_of.liquid_assets or Decimal(0)) - option.measures.paid_today
    stressed = income * (1 - guardrails.stress) - needs
    return (
        len(payments) <= guardrails.short_plan
        or all(payment <= stressed for payment in payments)
        or cash >= guardrails.cash_payments * max(payments)
    )


@pytest.mark.parametrize("cash", ["5200.00", "5180.91", "5180.90", "0"])
def test_a_plan_is_told_to_be_sustainable_exactly_where_it_is(cash: str) -> None:
    """Three payments of 1,726.97 are 5,180.91: a cent less, and another plan has to come first or the page says so."""
    plan = rs.plan(replace(card(), liquid_assets=cash), policy=CN)
    option, said = first(plan), decided(plan)
    assert option.sustainable == survives(plan, option, CN.guardrails) == ("SUSTAINABLE_SO" in said)


def test_what_is_not_sustainable_is_said_and_that_nothing_is() -> None:
    """With food and rent taking all but what a plan asks for, a tenth less income breaks every plan."""
    borrower = replace(
        card(), liquid_assets="0", household=rs.Household(adults=2, living_costs="4200", housing_costs="2400")
    )
    plan = rs.plan(borrower, policy=CN)
    option, said = first(plan), decided(plan)
    assert not option.sustainable
    assert said["NOT_SUSTAINABLE"] == (
        "Not sustainable: the household could not carry it if income fell by 10%, "
        "and the cash left is less than 3 months of all payments."
    )
    assert "NONE_SUSTAINABLE" in said
    assert not any(each.sustainable for each in plan.options)
    measured, _ = left(plan)
    assert not measured.sustainable.any()
    assert texts(explain(plan))["YOU_NOT_SUSTAINABLE"].endswith("with 10% less income you could not carry it.")


def test_without_the_guardrail_nothing_is_said_of_other_plans() -> None:
    off = replace(CN, guardrails=replace(CN.guardrails, off=["SUSTAINABLE"]))
    borrower = replace(card(), liquid_assets="0")
    said = decided(rs.plan(borrower, policy=off))
    assert "NONE_SUSTAINABLE" not in said


# --- what it costs each side -----------------------------------------------------------------------------------------


def test_what_it_costs_each_side_adds_up() -> None:
    plan = answered("restructure")
    option, said = first(plan), decided(plan)
    keep = plan.options.references["keep_contract"].total_paid
    total = sum((row.payment for row in option.schedule), Decimal(0))
    assert said["BORROWER_MORE"] == (
        f"For the card holder: {money(total)} in all, {money(total - keep)} more than keeping the contract."
    )
    holding = option.holding
    assert holding is not None
    assert holding.given_up is not None
    owed = plan.options.question.owed
    reference = holding.expected_value + holding.given_up * owed / 100
    assert abs(reference - min(Decimal(owed) / 100, reference)) < Decimal("0.05")
    assert said["LENDER_GIVES"] == (
        f"For the card issuer: it gives up {holding.given_up * 100:.1f}% of what is owed by experience, "
        f"{option.measures.lender_loss * 100:.1f}% at the contract's rate."
    )
    assert said["DOING_NOTHING"] == (
        f"By experience the card issuer can expect {money(holding.expected_value)} of it, "
        f"and {money(holding.without_plan)} of doing nothing, a difference of CNY "
        f"{holding.expected_value - holding.without_plan:+,.2f}."
    )


def test_who_pays_no_more_than_the_contract_reads_so() -> None:
    same = decided(answered("reinstate"))
    assert same["BORROWER_SAME"].endswith("as much as keeping the contract.")
    assert same["LENDER_WHOLE"] == "For the card issuer: it gives up nothing at the contract's rate."


# --- the page --------------------------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("rung", [*RUNGS, "two debts"])
def test_the_page_leads_with_the_decision(rung: str, lang: Language) -> None:
    page = answered(rung).to_text(lang)
    heads = [block.split("\n")[0] for block in page.split("\n\n")[1:]]
    assert heads[0] == ("结论" if lang == "zh" else "WHAT TO DO")
    assert not re.search(r"推荐|让利|recommended", page)


def offered(policy: Policy) -> OptionSet:
    return rs.plan(card(), policy=policy).options


def test_what_guardrails_removed_stands_apart_with_the_plan_that_would_have_come_first() -> None:
    page, options = answered("restructure").to_text(), answered("restructure").options
    apart = page[page.index("LEFT OUT BY THE POLICY'S GUARDRAILS") : page.index("REPAYMENT CAPACITY")]
    removed = [group for group in options.rejected if group.code.startswith("guardrail:")]
    assert len(removed) == 4
    flat = " ".join(apart.split())
    for group in removed:
        assert group.nearest is not None
        best = f"first of them: {group.nearest.installments} months at {group.nearest.rate.to_percent()}"
        assert f"{group.count} {group.text.en} ({best}" in flat
    assert "NOT OFFERED" in page
    assert "LEFT OUT" not in offered(unguarded(CN)).to_text()


def test_checks_that_are_alike_are_told_once() -> None:
    page = answered("restructure").to_text()
    assert page.count("6 to review") == 1
    assert "every plan: 6 to review" in page


@pytest.mark.parametrize("policy", [CN, GENERIC])
def test_the_customer_is_told_of_guardrails_in_words(policy: Policy) -> None:
    told = explain(rs.plan(card(), policy=policy))
    counts = {
        sentence.code: sentence.facts[0].value
        for sentence in told.sentences
        if sentence.facts and sentence.facts[0].source.startswith("options.rejected")
    }
    groups = {group.code: group.count for group in rs.plan(card(), policy=policy).options.rejected}
    assert counts["LONGER_THAN_NEEDED"] == groups["guardrail:SHORTEST_AT_FULL_RATE"]
    assert counts["ABOVE_BUDGET"] == groups["guardrail:CONCESSION_BUDGET"]
    assert counts["BEATEN"] == groups["guardrail:NOT_BEATEN"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_plan_does_not_bear_is_what_the_stress_leaves_short(lang: Language) -> None:
    """Each stress is recomputed: less income, the same household, the same installments."""
    plan = rs.plan(card(), policy=CN)
    best = first(plan)
    page = " ".join(explain(plan, lang=lang).to_text().split())
    short = [held for held in best.resilience if not held.holds]
    assert short
    for held in short:
        stressed = next(each for each in plan.capacity.stresses if each.code == held.code)
        gap = max(row.payment for row in best.schedule) - stressed.affordable_payment
        assert held.margin == -gap
        assert f"{gap:,}" in page
    assert ("Tell us as soon as you see it coming" in page) is (lang == "en")
