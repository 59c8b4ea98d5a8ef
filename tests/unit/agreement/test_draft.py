"""Drafting: an option is frozen as it was offered, and what does not belong together is refused by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.agreement import (
    Party,
    Review,
    draft_agreement,
)
from restructure.agreement.clause_facts import last_day
from restructure.contract.events import Servicing
from restructure.policy import (
    PLAIN_AGREEMENT,
    Statement,
)
from support.drafted import (
    BORROWER,
    BOTH,
    CN,
    DRAFTED,
    LENDER,
    drafted,
    planned,
    reviews_of,
    with_rules,
)
from support.examples import card


def test_a_draft_freezes_the_option_as_it_was_offered() -> None:
    option, agreement = planned().recommended, drafted()
    assert option is not None
    for row, offered in zip(agreement.rows, option.schedule, strict=True):
        for name in ("number", "due_date", "payment", "interest", "principal", "fees", "deferred_paid"):
            assert getattr(row, name) == getattr(offered, name)
        assert row.closing_balance == offered.closing_balance
    assert agreement.schedule == option.schedule
    assert (agreement.terms, agreement.treatments, agreement.option_id) == (option.terms, option.treatments, option.id)
    assert agreement.annual_rates == option.annual_rates
    assert agreement.policy == CN
    assert agreement.input_hash == planned().input_hash
    assert agreement.library_version == rs.__version__
    assert (agreement.status, agreement.signed_on, agreement.effective_on) == ("proposed", None, DRAFTED)
    assert (agreement.reference, agreement.debt, agreement.days_past_due) == ("A-1029", "card-1", "keep")


def test_the_reader_may_give_it_a_reference_a_day_and_a_wording_of_its_own() -> None:
    own = Statement("other_matters", rs.Wording("Nothing further.", "无其他约定。"))
    agreement = drafted(reference="AG-1", drafted_on="2026-11-25", statements=[own])
    assert (agreement.reference, agreement.drafted_on) == ("AG-1", date(2026, 11, 25))
    assert "- 无其他约定。" not in rs.render(agreement, lang="zh", format="markdown")
    assert "无其他约定。" in rs.render(agreement, lang="zh", format="markdown")
    assert "可随时申请重新评估" not in rs.render(agreement, lang="zh", format="markdown")


def test_the_offer_lapses_with_its_validity_or_its_first_due_date() -> None:
    first = date(2026, 12, 9)
    assert drafted().valid_until == first
    assert drafted(with_rules(valid_days=10)).valid_until == DRAFTED + timedelta(days=10)


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"policy": policies.GENERIC}, "pass cn_card_article_70 2026.1, unchanged"),
        ({"option": None}, "must be an option of the plan"),
        ({"option": "cheapest"}, "must be an option of the plan"),
        ({"plan": "mine"}, "must be what plan() answered"),
        ({"drafted_on": "tomorrow"}, "drafted_on: must be a date"),
    ],
)
def test_what_does_not_belong_together_is_refused(named: dict[str, Any], message: str) -> None:
    answer = planned()
    given: dict[str, Any] = {"option": answer.recommended, "plan": answer, "policy": CN, "parties": BOTH, **named}
    with pytest.raises(rs.InvalidInputError, match=message.replace("(", r"\(").replace(")", r"\)")):
        draft_agreement(given.pop("option"), given.pop("plan"), **given)


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ({"parties": None}, "parties"),
        ({"parties": BORROWER}, "parties"),
        ({"parties": [BORROWER, "P-2"]}, "parties[1]"),
        ({"reviews": None}, "reviews"),
        ({"statements": None}, "statements"),
        ({"statements": ["x"]}, "statements[0]"),
        ({"statements": "x"}, "statements"),
        ({"servicing": "x"}, "servicing"),
        ({"servicing": ""}, "servicing"),
        ({"reference": 7}, "reference"),
    ],
)
def test_an_argument_of_another_type_is_refused_by_name(named: dict[str, Any], path: str) -> None:
    with pytest.raises(rs.InvalidInputError) as caught:
        drafted(**named)
    assert [fault.path for fault in caught.value.faults] == [path]


def test_a_fact_is_stated_once() -> None:
    own = [Statement("other_matters", rs.Wording(text, text)) for text in ("one", "two")]
    with pytest.raises(rs.InvalidInputError, match=r"statements\[1\]: states other_matters a second time; keep one"):
        drafted(statements=own)


@pytest.mark.parametrize("day", ["2026-12-10", "9999-12-31"])
def test_an_offer_that_has_lapsed_before_it_is_made_is_refused(day: str) -> None:
    with pytest.raises(rs.InvalidTermsError, match="drafted_on: is after the last day to sign, 2026-12-09"):
        drafted(drafted_on=day)


def test_an_offer_ends_with_the_calendar_at_the_latest() -> None:
    assert last_day(date.max - timedelta(days=1), PLAIN_AGREEMENT, date.max) == date.max
    assert last_day(date.max, PLAIN_AGREEMENT, DRAFTED) == DRAFTED


def test_an_option_of_another_plan_is_refused() -> None:
    other = rs.plan(replace(card(), liquid_assets=Decimal("9999")), policy=CN).options[1]
    answer = rs.plan(replace(card(), incomes=card().incomes[:1]), policy=CN)
    with pytest.raises(rs.InvalidInputError, match="is none that this plan's policy gives"):
        draft_agreement(other, answer, policy=CN, parties=BOTH, reviews=reviews_of(other))


def test_every_check_that_needs_review_is_named_until_somebody_decided_on_it() -> None:
    with pytest.raises(rs.InvalidTermsError) as caught:
        drafted(reviews=[])
    assert [fault.message.split()[0] for fault in caught.value.faults] == [
        "ART70_CARD",
        "ART70_BEYOND_CAPACITY",
        "ART70_WILLING",
        "ART70_FIVE_YEARS",
        "ART70_INSTALLMENTS",
        "CN_FINANCIAL_24",
    ]
    assert "add Review('ART70_CARD', by=..., on=..., note=...)" in str(caught.value)
    option = planned().recommended
    assert option is not None
    with pytest.raises(rs.InvalidTermsError, match="ART70_WILLING needs review"):
        drafted(reviews=[review for review in reviews_of(option) if review.code != "ART70_WILLING"])
    with pytest.raises(rs.InvalidTermsError, match="ART70_WILING is no check that needs review"):
        drafted(reviews=[*reviews_of(option), Review("ART70_WILING", by="U-7", on=DRAFTED, note="slip")])


@pytest.mark.parametrize(
    ("parties", "message"),
    [
        ([LENDER], "must name one borrower"),
        ([BORROWER, Party("borrower", "P-2")], "must name one borrower"),
        ([BORROWER, Party("guarantor", "P-1")], "have an id twice"),
    ],
)
def test_the_parties_are_one_borrower_and_others_by_ids_of_their_own(parties: list[Party], message: str) -> None:
    with pytest.raises(rs.InvalidTermsError, match=message):
        drafted(parties=parties)


def test_an_agreement_keeps_the_allocation_its_policy_demands() -> None:
    assert CN.agreement is not None
    assert CN.agreement.servicing is not None
    steps = CN.agreement.servicing.allocation
    with pytest.raises(rs.InvalidTermsError, match=r"servicing\.allocation"):
        drafted(servicing=Servicing())
    own = drafted(servicing=Servicing(allocation=steps, penalty_rate="0.27375"))
    assert own.servicing.penalty_rate == rs.Rate("0.27375")
    assert "Penalty interest runs on overdue principal at 27.375% a year." in rs.render(own, format="markdown")
    assert [step.components[0] for step in drafted().servicing.allocation] == ["fees", "principal"]


def test_a_debt_put_in_the_place_of_several_and_each_by_itself() -> None:
    other = replace(card().debts[0], reference="card-9", principal=Decimal(6000), overdue_principal=Decimal(0))
    other = replace(other, installment=Decimal("551.30"), days_past_due=0)
    application = replace(card(), debts=[*card().debts[:1], other])
    answer = rs.plan(application, policy=policies.GENERIC)
    together, alone = answer.options[0], answer.options.by_debt[1][0]
    for option, debt in ((together, answer.options.debt), (alone, "card-9")):
        agreement = draft_agreement(
            option, answer, policy=policies.GENERIC, parties=[BORROWER], reviews=reviews_of(option)
        )
        assert agreement.debt == debt
        assert agreement.schedule == option.schedule
