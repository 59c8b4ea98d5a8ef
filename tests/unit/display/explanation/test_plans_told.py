"""What an explanation says of a plan, to the customer and to the officer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure.basics.provenance import Wording
from restructure.contract.components import Component
from restructure.display.explanation import explain
from restructure.policy import TemporaryRate
from support.examples import card
from support.explained import CN, GENERIC, check, texts
from support.unguarded import unguarded


def test_the_shipped_borrower_reads_why_and_what() -> None:
    said = texts(explain(rs.plan(card(), policy=CN)))
    assert said["CAN_PAY"] == "You can pay CNY 1,885.00 a month towards this debt and still cover your basic costs."
    assert said["CONTRACT_SHORT"].endswith("You are CNY 1,718.03 short of that.")
    assert "CNY 6,415.00 of it. CNY 1,885.00 is left." in said["BOUND_BY_COSTS"]
    assert said["PLAN"] == "Plan 1: CNY 1,726.97 a month until 9 August 2029, CNY 56,989.43 in all."
    assert said["LOWER"].startswith("You pay CNY 1,726.97 a month instead of CNY 3,603.03.")
    assert said["COUNT"].startswith("There are 33 installments: the first on 9 December 2026")
    assert said["COSTS_MORE"] == "The plan costs CNY 2,574.24 more in all."
    assert said["INTEREST_MORE_RATE"].startswith("Interest is CNY 2,694.24 higher than under the contract, although")
    assert said["WAIVED"] == "CNY 120.00 of penalty interest is waived: it never has to be paid."
    assert said["SPREAD_ALL"].startswith("CNY 2,336.82 of interest is spread over all installments in equal parts.")
    assert "interest on CNY 48,000.00 comes to CNY 197.33" in said["RATE_FIRST"]
    assert said["RATE_EFFECTIVE"].endswith("that is an effective rate of 9.15%.")
    assert said["TEMPORARY"].endswith("Let us look at your plan again by 23 May 2027.")
    assert said["MISSED_TERMS"].startswith("This is a plan, not yet an agreement.")


def test_charges_that_join_the_principal_are_told_with_their_interest() -> None:
    """The plan at the least loss keeps the contract's rate and lets charges join the principal."""
    policy = unguarded(CN)
    said = texts(explain(rs.plan(card(), policy=policy)))
    assert said["PLAN"] == "Plan 1: CNY 1,885.00 a month until 9 October 2029, CNY 64,987.31 in all."
    assert said["COSTS_MORE"] == "The plan costs CNY 10,572.12 more in all."
    assert said["INTEREST_MORE"].startswith("Interest is CNY 10,692.12 higher than under the contract, because")
    assert said["CAPITALIZED"].startswith("CNY 2,336.82 of interest is added to the principal.")
    assert "interest on CNY 50,636.82 comes to CNY 410.72" in said["RATE_FIRST"]
    assert said["RATE_EFFECTIVE"].endswith("that is an effective rate of 19.86%.")
    assert texts(explain(rs.plan(card(), policy=policy), lang="zh"))["CAPITALIZED"] == (
        "利息2,336.82元：并入本金，此后一起计息。"
    )


def test_the_shipped_borrower_reads_it_in_chinese() -> None:
    said = texts(explain(rs.plan(card(), policy=CN), lang="zh"))
    assert said["CAN_PAY"].startswith("按您目前的情况，每月可以拿出1,885.00元")
    assert said["LOWER"] == "您每月还1,726.97元，原来是3,603.03元，少还1,876.06元。"
    assert said["COUNT"] == "一共33期，首期在2026年12月9日，末期在2029年8月9日。"
    assert said["WAIVED"] == "违约金120.00元：减免，不用再还。"
    assert said["SPREAD_ALL"] == "利息2,336.82元：平均分摊到各期，不计利息。"


def test_the_officer_reads_codes_limits_loss_and_sources() -> None:
    told = explain(rs.plan(card(), policy=CN), reader="officer")
    said, page = texts(told), told.to_text()
    assert said["OFFICER_LOSS"].startswith("Present value loss 11.6%, or CNY 5,894.71")
    assert said["CHECK_TO_REVIEW"].startswith("ART70_CARD: needs review, the numbers indicate pass;")
    assert "not in the official text; review before signing" in said["SOURCE_SECONDARY"]
    assert said["OFFICER_RECOMMENDED"].startswith("Plan 1 is first by the policy's ranking keys")
    assert "DAYS_PAST_DUE_KEPT" in page
    assert "options.options[0].measures.total_paid" in page
    assert "above_affordable" in page


def test_every_sentence_says_where_its_figures_stand() -> None:
    told = explain(rs.plan(card(), policy=CN))
    (total,) = [sentence for sentence in told.sentences if sentence.code == "TOTAL"]
    assert [fact.source for fact in total.facts] == [
        "options.options[0].measures.total_paid",
        "options.options[0].before_after.before.total_paid",
    ]
    assert [fact.value for fact in total.facts] == [Decimal("56989.43"), Decimal("54415.19")]


def treated(*treatments: rs.Treatment) -> rs.Option:
    """Return the first plan of the shipped borrower with other treatments, the rest of what is owed waived."""
    plan, named = rs.plan(card(), policy=CN), {item.component for item in treatments}
    charges: tuple[Component, ...] = ("interest", "penalty_interest", "compound_interest", "fees")
    rest = [rs.Treatment(name, "waive") for name in charges if name not in named]
    option, position = plan.options[0], plan.options.position
    principal = rs.loan.principal_after(position, [*treatments, *rest])
    schedule = rs.reschedule(position, [*treatments, *rest], replace(option.terms, principal=principal))
    assert schedule.conservation is not None
    kept = [reason for reason in option.reasons if reason.code != "DAYS_PAST_DUE_KEPT"]
    reset = rs.Reason.of("DAYS_PAST_DUE_RESET", Wording("from 0", "从零起算"))
    return replace(
        option,
        treatments=(*treatments, *rest),
        terms=schedule.terms,
        schedule=schedule,
        conservation=schedule.conservation,
        reasons=(*kept, reset),
    )


@pytest.mark.parametrize(
    ("treatments", "code", "en", "zh"),
    [
        (
            [rs.Treatment("interest", "defer", due="maturity")],
            "SET_ASIDE_END",
            "CNY 2,336.82 of interest is set aside. It bears no interest and is paid with the last installment.",
            "利息2,336.82元：单独挂账，不计利息，随最后一期一起还。",
        ),
        (
            [rs.Treatment("interest", "defer", due=3)],
            "SET_ASIDE_LAST",
            "CNY 2,336.82 of interest is set aside. It bears no interest and is paid with the last 3 installments.",
            "利息2,336.82元：单独挂账，不计利息，在最后3期里还。",
        ),
        (
            [rs.Treatment("interest", "defer", due=date(2027, 3, 9))],
            "SET_ASIDE_DAY",
            "CNY 2,336.82 of interest is set aside. It bears no interest and is paid on 9 March 2027.",
            "利息2,336.82元：单独挂账，不计利息，在2027年3月9日还。",
        ),
        (
            [rs.Treatment("fees", "spread", due="first")],
            "SPREAD_FIRST",
            "CNY 300.00 of fees is paid with the first installment. It bears no interest.",
            "费用300.00元：随首期一起还，不计利息。",
        ),
        (
            [rs.Treatment("fees", "spread", due=1)],
            "SPREAD_SOME",
            "CNY 300.00 of fees is spread over the first 1 installment. It bears no interest.",
            "费用300.00元：分摊到前1期，不计利息。",
        ),
        (
            [rs.Treatment("fees", "spread", due="all")],
            "SPREAD_ALL",
            "CNY 300.00 of fees is spread over all installments in equal parts. It bears no interest.",
            "费用300.00元：平均分摊到各期，不计利息。",
        ),
        (
            [rs.Treatment("fees", "pay")],
            "PAID_DAY_ONE",
            "CNY 300.00 of fees is paid on the day the plan begins.",
            "费用300.00元：方案开始当天还清。",
        ),
        (
            [rs.Treatment("fees", "defer", amount="100.00", due="maturity"), rs.Treatment("fees", "spread", due="all")],
            "SET_ASIDE_SEVERAL",
            "CNY 300.00 of fees is set aside or spread. It bears no interest; the schedule says when it is paid.",
            "费用300.00元：单独挂账或分摊，不计利息，何时还以还款计划表为准。",
        ),
    ],
)
def test_what_becomes_of_the_debt_is_told_in_plain_words(
    treatments: list[rs.Treatment], code: str, en: str, zh: str
) -> None:
    option = treated(*treatments)
    check(option, explain(option))
    assert texts(explain(option))[code] == en
    assert texts(explain(option, lang="zh"))[code] == zh
    assert "counts days late from zero" in texts(explain(option))["DAYS_RESET"]


def test_a_zero_rate_is_said_plainly() -> None:
    frozen = replace(CN, levers=replace(CN.levers, rate_cuts=[Decimal(1)], rate_floor="0"))
    said = texts(explain(rs.plan(card(), policy=frozen).options[0]))
    assert said["RATE_ZERO"] == "The rate is zero: no interest is added to what you pay back."
    assert said["NO_INTEREST"] == "No interest runs during the plan."


def test_a_rate_of_zero_for_a_time_is_not_told_as_one_for_good() -> None:
    """Interest that stops for six months runs after them, and the plan says so."""
    freeze = replace(CN.levers, rate_cuts=[Decimal(0)], temporary_rates=[TemporaryRate(rate="0", months=6)])
    plan = rs.plan(card(), policy=unguarded(replace(CN, levers=freeze)))
    frozen = next(option for option in plan.options if not option.terms.rate.units)
    assert frozen.measures.total_interest > 0
    assert frozen.schedule.interest_accrued is not None
    assert not frozen.schedule.interest_accrued[:6].any()
    for lang, words in (("en", "no interest runs until it changes"), ("zh", "在利率变化之前不计利息")):
        told = explain(frozen, lang=lang)  # type: ignore[arg-type]
        check(frozen, told)
        said = texts(told)
        assert words in said["RATE_ZERO_AT_FIRST"]
        assert {"RATE_ZERO", "NO_INTEREST"} & set(said) == set()


def test_the_banks_own_cap_is_not_told_as_a_rule_of_law() -> None:
    """Without housing costs the cap on debt service binds: it is the policy's own standard."""
    home = rs.Household(adults=2, living_costs="1000", housing_costs="0")
    plan = rs.plan(replace(card(), household=home), policy=CN)
    assert plan.capacity.binding_constraint == "dsr_cap"
    said = [texts(explain(plan.capacity, lang=lang))["BOUND_BY_SHARE"] for lang in ("en", "zh")]
    assert said[0].startswith("By this policy's standard only part of your income may go to debt.")
    assert said[1].startswith("按本行评估标准")


def test_steps_of_a_plan_are_told_with_their_dates() -> None:
    plan = rs.plan(card(), policy=unguarded(CN))
    (stepped,) = [option for option in plan.options if len(option.schedule.stretches()) > 1]
    said = [sentence.text for sentence in explain(stepped).sentences if sentence.code == "STRETCH"]
    assert [text.split(":")[0] for text in said] == [
        "From 9 December 2026 on",
        "From 9 January 2027 on",
        "From 9 June 2027 on",
    ]
    assert all(re.search(r"\d+ installments? of CNY", text) for text in said)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"incomes": [rs.Income("salary", "7000", evidence="verified")]}, "NOTHING_FITS"),
        ({"incomes": []}, "NO_INCOME"),
        ({"hardship": rs.Hardship(cause="illness", willing_to_repay=False)}, "NOT_ELIGIBLE"),
        ({"hardship": None}, "WILLING_OPEN"),
    ],
)
def test_when_nothing_can_be_offered_the_page_says_why(change: dict[str, Any], code: str) -> None:
    answer = rs.plan(replace(card(), **change), policy=CN)
    for lang in ("en", "zh"):
        for reader in ("customer", "officer"):
            check(answer, explain(answer, lang=lang, reader=reader))
    assert code in texts(explain(answer))


def test_a_debt_that_has_wholly_fallen_due_is_told_as_such() -> None:
    debt = replace(card().debts[0], remaining_installments=0, overdue_principal="48000.00")
    said = texts(explain(rs.plan(replace(card(), debts=[debt]), policy=GENERIC)))
    assert said["ALL_DUE"].startswith("The whole debt has fallen due")
    assert "INSTEAD_OF_ALL" in said or "STEPS_INSTEAD_OF_ALL" in said


def test_several_debts_are_told_one_by_one() -> None:
    other = replace(card().debts[0], reference="card-2", next_due_date=date(2026, 12, 20))
    answer = rs.plan(replace(card(), debts=[card().debts[0], other]), policy=GENERIC)
    told = explain(answer)
    check(answer, told)
    assert any(section.heading.startswith("Debt 2 (card-2) by itself") for section in told.sections)


@pytest.mark.parametrize(("cash", "said"), [("0", False), (None, False), ("5200.00", True)])
def test_who_has_no_savings_is_not_told_to_pay_off_another_debt(cash: str | None, said: bool) -> None:
    home = rs.Household(adults=2, living_costs="1000", housing_costs="0")
    capacity = rs.plan(replace(card(), household=home, liquid_assets=cash), policy=CN).capacity
    assert capacity.binding_constraint == "dsr_cap"
    for lang in ("en", "zh"):
        assert ("HELP_DEBTS" in texts(explain(capacity, lang=lang))) is said


def test_what_is_not_covered_is_told_as_a_share_of_the_contract() -> None:
    capacity = rs.plan(card(), policy=CN).capacity
    (reason,) = [one for one in capacity.reasons if one.code == "PAYMENT_NOT_COVERED"]
    share = capacity.affordable_payment / capacity.contractual_payment
    assert reason.values["value"] == f"{share * 100:.1f}%" == "52.3%"
    assert reason.text.zh == "可负担金额为原每月应还额的52.3%"
