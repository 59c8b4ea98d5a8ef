"""Deadlines that run from the oldest unpaid due date, or from the breach, held against what the lender did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.agreement import Agreement, Party, Review, draft_agreement, sign
from restructure.law import TimeLimit
from restructure.policies.ireland import IE_ARREARS_LETTER
from restructure.policies.korea import KR_RESCISSION
from restructure.policies.us import US_DELINQUENCY, US_LIVE_CONTACT
from restructure.policy import Policy
from restructure.tracking import Circumstances, Deed
from support.examples import card
from support.explained import check

READ = rs.Source(title="own rule", level="verified")


def limit(code: str, count: int, unit: Any = "days", bound: Any = "latest", since: str = "2020-01-01") -> TimeLimit:
    text = rs.Wording("within {count}", "{count}以内")
    return TimeLimit(code=code, count=count, unit=unit, bound=bound, since=since, sources=[READ], text=text)


def signed(policy: Policy) -> Agreement:
    plan = rs.plan(card(), policy=policy)
    option = plan.options[0]
    reviews = [Review(held.code, by="U", on=plan.as_of, note="x") for held in option.checks if held.status != "pass"]
    parties = [Party("borrower", "P-1"), Party("lender", "L-1")]
    agreement = draft_agreement(option, plan, policy=policy, parties=parties, reviews=reviews)
    for party in parties:
        agreement = sign(agreement, party.id, on=plan.as_of, method="paper")
    return agreement


OWN = replace(
    policies.GENERIC,
    servicing_limits=[limit("LETTER", 10), limit("FILE", 30, bound="earliest")],
    breach_limits=[replace(KR_RESCISSION, sources=[READ])],
)
AGREEMENT = signed(OWN)
FIRST = AGREEMENT.rows[0].due_date


def tracked(days: int, agreement: Agreement = AGREEMENT, **known: Any) -> rs.Tracked:
    return rs.track(agreement, [], as_of=FIRST + timedelta(days=days), circumstances=Circumstances(**known))


def found(answer: rs.Tracked) -> dict[str, tuple[str, str | None, str]]:
    return {held.code: (held.status, held.indicated, held.limit) for held in answer.deadlines}


def test_nothing_runs_while_nothing_is_overdue() -> None:
    assert tracked(0).deadlines == ()


def test_they_run_from_the_oldest_unpaid_due_date() -> None:
    letter, file = FIRST + timedelta(days=10), FIRST + timedelta(days=30)
    assert found(tracked(5)) == {
        "LETTER": ("needs_review", None, letter.isoformat()),
        "FILE": ("needs_review", None, file.isoformat()),
    }


def test_what_nobody_says_was_done_needs_review_and_what_others_say_was_not_done_fails() -> None:
    assert found(tracked(11))["LETTER"][:2] == ("needs_review", "fail")
    other = [Deed("ANOTHER", FIRST)]
    assert found(tracked(11, deeds=other))["LETTER"][:2] == ("fail", "fail")


@pytest.mark.parametrize(
    ("code", "day", "status"),
    [("LETTER", 10, "pass"), ("LETTER", 11, "fail"), ("FILE", 29, "fail"), ("FILE", 30, "pass")],
)
def test_deeds_are_held_against_the_day(code: str, day: int, status: str) -> None:
    deed = Deed(code, FIRST + timedelta(days=day))
    answer = tracked(40, deeds=[deed])
    assert found(answer)[code][0] == status
    assert [held.actual for held in answer.deadlines if held.code == code] == [deed.on.isoformat()]


def test_a_deed_of_another_time_is_none() -> None:
    early, late = Deed("LETTER", FIRST - timedelta(days=1)), Deed("LETTER", FIRST + timedelta(days=9))
    assert found(tracked(11, deeds=[early]))["LETTER"][0] == "fail"
    assert found(tracked(5, deeds=[late]))["LETTER"][:2] == ("needs_review", None)
    known = rs.track(
        AGREEMENT,
        [],
        as_of=FIRST + timedelta(days=20),
        known_at=FIRST + timedelta(days=8),
        circumstances=Circumstances(deeds=[late]),
    )
    assert found(known)["LETTER"][0] == "fail"


def test_those_of_a_breach_run_from_the_breach() -> None:
    answer = tracked(70)
    assert answer.breach.since is not None
    assert found(answer)["KR_RESCISSION"][0] == "needs_review"
    (day,) = [held.limit for held in answer.deadlines if held.code == "KR_RESCISSION"]
    assert date.fromisoformat(day) > answer.breach.since
    assert "KR_RESCISSION" not in found(tracked(5))


def test_business_days_need_holidays() -> None:
    agreement = signed(replace(OWN, servicing_limits=[limit("ANSWER", 10, "business_days")]))
    assert found(tracked(5, agreement))["ANSWER"] == ("needs_review", None, "a calendar of holidays")
    answer = tracked(5, agreement, holidays=rs.HolidayCalendar())
    assert date.fromisoformat(found(answer)["ANSWER"][2]) >= FIRST + timedelta(days=12)


def test_a_rule_that_came_later_does_not_count() -> None:
    agreement = signed(replace(OWN, servicing_limits=[limit("LATER", 10, since="2099-01-01")]))
    assert "LATER" not in found(tracked(5, agreement))


def test_shipped_policies_name_theirs() -> None:
    assert tuple(policies.US_FLEX_2024.servicing_limits) == US_DELINQUENCY
    assert US_LIVE_CONTACT in policies.US_VA_MODIFICATION.servicing_limits
    assert IE_ARREARS_LETTER in policies.IE_MORTGAGE_ARREARS.servicing_limits
    assert policies.GENERIC.servicing_limits == ()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_page_and_explanation_list_them(lang: Any) -> None:
    answer = tracked(40, deeds=[Deed("LETTER", FIRST + timedelta(days=3))])
    assert "LETTER" in answer.to_text(lang)
    told = rs.explain(answer, reader="officer", lang=lang)
    check(answer, told)
    assert {"OFFICER_DEADLINE", "OFFICER_DEADLINE_DONE"} <= {sentence.code for sentence in told.sentences}


def test_codes_are_given_once() -> None:
    with pytest.raises(rs.InvalidInputError, match="servicing_limits: and breach_limits have a code twice"):
        replace(OWN, breach_limits=[limit("LETTER", 3)])
