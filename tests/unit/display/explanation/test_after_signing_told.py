"""What is told of the time after signing, of a month more or less, and of the score with the plan in place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.basics.provenance import Language, Wording
from restructure.display.explanation import explain
from restructure.display.explanation._words_aftermath import MOMENTS
from restructure.policy import PLAIN_AGREEMENT, BreachTerms, Policy, SigningEffect
from support.examples import card
from support.explained import CN, GENERIC, check, offer, texts

BOTH = pytest.mark.parametrize("lang", ["en", "zh"])
POLICIES = [shipped for shipped in policies.catalog() if shipped.kind == "policy"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


def after_signing(held: rs.Plan, lang: Language = "en", reader: Any = "customer") -> list[str]:
    """Return the codes of what is said of the time after signing."""
    told = explain(held, lang=lang, reader=reader)
    check(held, told)
    return [one.code for part in told.sections if part.code.endswith("AFTER_SIGNING") for one in part.sentences]


# --- collection and the credit record ---------------------------------------------------------------------------------


@pytest.mark.parametrize("shipped", POLICIES, ids=lambda shipped: shipped.name)
def test_every_shipped_effect_has_a_source_and_both_languages(shipped: Any) -> None:
    effects = policies.get(shipped.name).signing_effects
    for effect in effects:
        assert effect.sources
        assert effect.text.en != effect.text.zh
        assert effect.text.en[-1] != "."
        assert effect.text.zh[-1] != "。"


STATED = {
    "cn_card_article_70": [("collection", "signed"), ("collection", "missed")],
    "hk_idrp": [("collection", "kept")],
    "kr_fast_track": [("collection", "signed")],
    "kr_pre_workout": [("collection", "signed")],
    "kr_workout": [("collection", "signed")],
    "uk_consumer_credit": [("credit_record", "signed")],
    "uk_mortgage": [("credit_record", "signed")],
}
"""What sources of the shipped policies state; no other is known to."""


def test_only_what_a_source_states_is_stated() -> None:
    found = {
        shipped.name: [(effect.of, effect.when) for effect in policies.get(shipped.name).signing_effects]
        for shipped in POLICIES
    }
    assert {name: told for name, told in found.items() if told} == STATED


@BOTH
def test_what_the_sources_state_is_told_and_what_they_do_not_is_said_to_be_open(lang: Language) -> None:
    plan = rs.plan(card(), policy=CN)
    codes = after_signing(plan, lang)
    assert codes[:4] == ["ON_SIGNED", "ON_MISSED", "CONFIRMED_BEFORE", "RECORD_NOT_STATED"]
    assert "COLLECTION_NOT_STATED" not in codes
    assert "HOLD" not in codes  # the article says it
    said = texts(explain(plan, lang=lang, reader="officer"))
    assert CN.signing_effects[0].text.to_text(lang) in said["ON_SIGNED"]
    assert CN.signing_effects[0].sources[0].title in said["WRITTEN_IN"]
    page = " ".join(plan.to_text(lang).split())
    assert CN.signing_effects[1].text.to_text(lang).replace(" ", "") in page.replace(" ", "")
    assert ("is not stated by this policy" in page) is (lang == "en")
    assert ("本政策未作规定" in page) is (lang == "zh")


@BOTH
def test_a_policy_that_states_nothing_says_so_of_both(lang: Language) -> None:
    codes = after_signing(rs.plan(card(), policy=GENERIC), lang)
    assert codes[:3] == ["HOLD", "COLLECTION_NOT_STATED", "RECORD_NOT_STATED"]
    assert "CONFIRMED_BEFORE" not in codes
    calls = replace(GENERIC, agreement=replace(PLAIN_AGREEMENT, collection_hold=False))
    assert after_signing(rs.plan(card(), policy=calls), lang)[0] == "NO_HOLD"


@BOTH
@pytest.mark.parametrize("when", sorted(MOMENTS))
def test_every_moment_has_a_sentence_and_a_source_that_was_read_asks_for_no_confirming(when: Any, lang: Any) -> None:
    read = rs.Source(title="credit manual, 4.2", level="verified")
    effect = SigningEffect(of="credit_record", when=when, text=Wording("it is so", "情况如此"), sources=[read])
    plan = rs.plan(card(), policy=replace(GENERIC, signing_effects=[effect]))
    codes = after_signing(plan, lang)
    assert MOMENTS[effect.when] in codes
    assert {"CONFIRMED_BEFORE", "RECORD_NOT_STATED"} & set(codes) == set()
    assert "COLLECTION_NOT_STATED" in codes


@BOTH
@pytest.mark.parametrize("policy", [CN, GENERIC], ids=lambda policy: policy.name)
def test_a_breach_is_told_before_signing_as_the_agreement_will_tell_it(policy: Policy, lang: Language) -> None:
    """The same sentences with the same figures, from the policy before and from the agreement after."""
    codes = after_signing(rs.plan(card(), policy=policy), lang)
    before = texts(explain(rs.plan(card(), policy=policy), lang=lang))
    agreed = texts(explain(offer(policy), lang=lang))
    same = [
        code for code in codes if code.startswith(("BREACH", "CURE", "NO_CURE", "MISSED_MEANS", "THEN_ALL", "THEN_NOT"))
    ]
    assert {code for code in agreed if code.startswith("BREACH")} == {c for c in same if c.startswith("BREACH")}
    assert [before[code] for code in same] == [agreed[code] for code in same]


@BOTH
def test_what_follows_a_breach_is_what_the_policy_says(lang: Language) -> None:
    harsh = BreachTerms(total_missed=4, all_falls_due=True, waived_owed_again=True)
    own = replace(CN, agreement=replace(PLAIN_AGREEMENT, breach=harsh))
    plan = rs.plan(card(), policy=own)
    assert plan.options[0].conservation.total.waived == Decimal("120.00")
    said = texts(explain(plan, lang=lang))
    assert {"BREACH_IN_ALL", "NO_CURE", "THEN_WAIVED", "THEN_ALL_DUE"} <= set(said)
    assert "120.00" in said["THEN_WAIVED"]


def test_who_signs_nothing_is_told_nothing_of_it() -> None:
    rich = replace(card(), incomes=[rs.Income("salary", "13000", evidence="verified")], liquid_assets="60000")
    for borrower in (rich, replace(card(), incomes=[])):
        plan = rs.plan(borrower, policy=CN)
        assert plan.options.rung in ("reinstate", "next_steps")
        assert after_signing(plan) == []
        assert "ONCE YOU SIGN" not in plan.to_text().upper()


def test_debts_that_stay_apart_are_told_of_it_once() -> None:
    other = replace(card().debts[0], reference="card-2")
    apart = rs.plan(replace(card(), debts=[card().debts[0], other]), policy=CN)
    wealthy = replace(apart.options.question.asked, incomes=[rs.Income("salary", "11000", evidence="verified")])
    plan = rs.plan(wealthy, policy=CN)
    assert not plan.options.options
    assert any(part.rung == "restructure" for part in plan.options.by_debt)
    assert plan.to_text().count("Once you sign") == 1
    assert len(after_signing(plan)) == len(set(after_signing(plan)))


# --- a month more, a month less ---------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("reader", ["customer", "officer"])
def test_a_month_more_and_less_are_told_with_what_they_cost(reader: Any, lang: Language) -> None:
    plan = rs.plan(card(), policy=CN)
    said = texts(explain(plan, lang=lang, reader=reader))
    first = plan.options[0]
    for code, months in (("MONTH_MORE", 1), ("MONTH_LESS", -1)):
        last = first.terms.phases[-1]
        terms = replace(first.terms, phases=[replace(last, count=last.count + months)])
        longer = rs.reschedule(plan.options.position, first.treatments, terms)
        highest, total = max(row.payment for row in longer), longer.totals.payment
        for amount in (highest, total):
            assert f"{amount:,}" in said[code]
        assert f"{highest - first.before_after.after.highest_installment:+,}" in said[code]
        assert f"{total - first.measures.total_paid:+,}" in said[code]
    assert "MONTH_MORE_AGAINST" not in said
    assert "MONTH_LESS_AGAINST" in said
    page = "".join(plan.to_text(lang).split())
    assert "".join(said["MONTH_MORE"].split()) in page


# --- the score with the plan in place ---------------------------------------------------------------------------------


@BOTH
def test_the_score_is_told_with_what_it_is_with_the_plan_in_place(lang: Language) -> None:
    plan = rs.plan(card(), policy=CN)
    after = plan.capacity_after
    assert after is not None
    for code, reader in (("SCORE_AFTER", "customer"), ("OFFICER_SCORE_AFTER", "officer")):
        told = explain(plan, lang=lang, reader=reader)  # type: ignore[arg-type]
        check(plan, told)
        for score in (plan.capacity.score, after.score):
            assert f"{score:.1f}" in texts(told)[code]
    page = " ".join(plan.to_text(lang).split())
    assert f"{after.score:.1f}" in page
    assert (f"grade {after.grade}" if lang == "en" else f"等级 {after.grade}") in page


def test_who_keeps_the_contract_keeps_the_score_and_is_told_of_none_other() -> None:
    (debt,) = card().debts
    calm = replace(debt, overdue_principal="0", interest="0", penalty_interest="0", fees="0", days_past_due=0)
    rich = replace(card(), incomes=[rs.Income("salary", "13000", evidence="verified")], debts=[calm])
    plan = rs.plan(rich, policy=CN)
    assert plan.options.rung == "keep"
    assert {"SCORE_AFTER", "OFFICER_SCORE_AFTER"} & set(texts(explain(plan))) == set()
    assert "with the plan in place" not in plan.to_text()


# --- what the lender can expect ---------------------------------------------------------------------------------------


@BOTH
def test_the_officer_reads_what_else_the_lender_could_expect_and_the_customer_does_not(lang: Language) -> None:
    plan = rs.plan(card(), policy=CN)
    values = [option.holding.expected_value for option in plan.options if option.holding is not None]
    assert len(values) == len(plan.options) > 1
    said = texts(explain(plan, lang=lang, reader="officer"))
    assert f"{max(values[1:]):,}" in said["EXPECTED_ELSE"]
    holding = plan.options[0].holding
    assert holding is not None
    assert f"{values[0] - holding.without_plan:+,}" in said["DOING_NOTHING"]
    assert {"EXPECTED_ELSE", "DOING_NOTHING"} & set(texts(explain(plan, lang=lang))) == set()
