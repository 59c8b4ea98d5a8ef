"""Explanations: for every borrower, in both languages and for both readers, every number is one of the answer's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import given, settings, strategies as st

import restructure as rs
from restructure import policies
from restructure.agreement import Agreement, Party, Review, draft_agreement, sign
from restructure.contract.events import Event
from restructure.display.explanation import explain
from restructure.policy import PLAIN_DELINQUENCY, Start, Steps, TrialRule
from restructure.tracking import track
from support.applications import applications, planned
from support.examples import card
from support.explained import check
from support.planning import PAY_FEES

LEVERS = replace(
    policies.GENERIC.levers,
    terms=Steps(6, 42, 6),
    rate_cuts=[Decimal(0), Decimal("0.5"), Decimal(1)],
    rate_floor="0",
    starts=[Start("none"), Start("interest_only", 2), Start("capitalize", 1), Start("defer", 2)],
    treatment_sets=[*policies.GENERIC.levers.treatment_sets, PAY_FEES],
)
SMALL = replace(policies.GENERIC, name="small", levers=LEVERS)
SMALL_CN = replace(policies.CN_CARD_ARTICLE_70, name="small_cn", levers=replace(LEVERS, consolidation=False))

TRIAL = TrialRule(3, text=rs.Wording("{limit} payments on time", "{limit}期按时还款"))
WATCHED = replace(
    PLAIN_DELINQUENCY,
    schemes=[policies.china.CN_2023, policies.eu.EU_NPE, policies.basel.BASEL_2017, policies.us.US_BUCKETS],
    observation=policies.china.CN_OBSERVATION,
    forborne=policies.eu.EU_FORBORNE,
    trial=TRIAL,
)
BANK = replace(policies.CN_CARD_ARTICLE_70, name="bank", delinquency=WATCHED)


@cache
def signed() -> Agreement:
    """Return the shipped borrower's first plan, signed."""
    plan = rs.plan(card(), policy=BANK)
    option = plan.options[0]
    reviews = [Review(one.code, by="U-7", on=plan.as_of, note="papers seen") for one in option.checks]
    offer = draft_agreement(option, plan, policy=BANK, parties=[Party("borrower", "P-1")], reviews=reviews)
    return sign(offer, "P-1", on=plan.as_of, method="paper")


held_policies: Any = st.sampled_from([SMALL, SMALL_CN])
languages: Any = st.sampled_from(["en", "zh"])
readers: Any = st.sampled_from(["customer", "officer"])


@settings(max_examples=40)
@given(application=applications() | planned(), policy=held_policies, lang=languages, reader=readers)
def test_every_number_of_a_plan_is_one_of_the_answer(
    application: rs.Application, policy: rs.Policy, lang: Any, reader: Any
) -> None:
    answer = rs.plan(application, policy=policy)
    check(answer, explain(answer, lang=lang, reader=reader))
    for option in answer.options:
        check(option, explain(option, lang=lang, reader=reader))


@given(application=applications(), lang=languages, reader=readers)
def test_every_number_of_a_capacity_is_one_of_the_answer(application: rs.Application, lang: Any, reader: Any) -> None:
    capacity = rs.assess_capacity(application, policy=policies.GENERIC)
    check(capacity, explain(capacity, lang=lang, reader=reader))


@settings(max_examples=30)
@given(application=planned())
def test_the_reasons_given_for_the_cost_add_up(application: rs.Application) -> None:
    """More interest and fees, less what is waived, is exactly what a plan costs more than the contract."""
    minor = application.currency.to_minor
    for option in rs.plan(application, policy=SMALL).options:
        seen, waived = option.measures, minor(option.conservation.total.waived)
        assert minor(seen.extra_cost) == minor(seen.extra_interest) + minor(seen.extra_fees) - waived


payments: Any = st.lists(st.tuples(st.integers(0, 900), st.integers(1, 400_000)), max_size=12)


@settings(max_examples=40)
@given(paid=payments, after=st.integers(5, 950), lang=languages, reader=readers)
def test_every_number_of_a_position_is_one_of_the_answer(
    paid: list[tuple[int, int]], after: int, lang: Any, reader: Any
) -> None:
    agreement = signed()
    events = [
        Event(f"p{place}", "payment", agreement.effective_on + timedelta(days=days), amount=Decimal(minor).scaleb(-2))
        for place, (days, minor) in enumerate(paid)
    ]
    held = track(agreement, events, as_of=agreement.effective_on + timedelta(days=after))
    check(held, explain(held, lang=lang, reader=reader))


@given(application=applications())
def test_both_readers_and_languages_are_told_of_the_same_answer(application: rs.Application) -> None:
    """English and Chinese say the same sentences with the same figures."""
    capacity = rs.assess_capacity(application, policy=policies.GENERIC)
    for reader in ("customer", "officer"):
        en, zh = (explain(capacity, lang=lang, reader=reader) for lang in ("en", "zh"))
        assert [one.code for one in en.sentences] == [one.code for one in zh.sentences]
        for one, other in zip(en.sentences, zh.sentences, strict=True):
            assert {fact.source for fact in one.facts} == {fact.source for fact in other.facts}, one.code
