"""Breach and cure by the terms of the agreement, and what enforcing it adds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import restructure as rs
from restructure.agreement import advance
from restructure.basics.errors import NotApplicableError
from restructure.tracking import payoff_quote, track
from restructure.tracking._breach import days_after
from support.agreed import BEGUN
from support.followed import DAY, PLAN, due, history, owing, paid, with_breach


@pytest.mark.parametrize(
    ("terms", "late", "as_of", "state", "since", "by"),
    [
        ({"consecutive_missed": 2}, (None,), due(2), "none", None, None),
        ({"consecutive_missed": 2}, (None,), due(2) + DAY, "final", due(2) + DAY, "BREACH_MISSED_IN_A_ROW"),
        ({"consecutive_missed": 2, "cure_days": 10}, (None,), due(2) + DAY, "curable", due(2) + DAY, None),
        ({"consecutive_missed": 2, "cure_days": 10}, (40, 11), due(3), "cured", None, None),
        ({"consecutive_missed": 2, "cure_days": 10}, (43, 12), due(3), "final", due(2) + DAY, None),
        ({"consecutive_missed": 2}, (5, 0, 5), due(4), "none", None, None),
        ({"total_missed": 2}, (5, 0, 5), due(4), "final", due(3) + DAY, "BREACH_MISSED_IN_ALL"),
        ({"days_past_due": 30}, (29,), due(2), "none", None, None),
        ({"days_past_due": 30}, (30,), due(2), "none", None, None),
        ({"days_past_due": 30}, (31, 0), due(3), "final", due(1) + 30 * DAY, "BREACH_DAYS_PAST_DUE"),
    ],
)
def test_breach_by_the_terms_of_the_agreement(
    terms: dict[str, Any], late: tuple[int | None, ...], as_of: date, state: str, since: date | None, by: str | None
) -> None:
    found = track(with_breach(**terms), history(*late), as_of=as_of).breach
    assert (found.state, found.since) == (state, since)
    if by is not None:
        assert found.spells[-1].by == (by,)
    assert all(check.status in ("pass", "fail") for check in found.checks)


def test_a_healed_breach_counts_no_more() -> None:
    agreement = with_breach(total_missed=2, cure_days=10)
    once = track(agreement, history(5, 5, 0, 5), as_of=due(5))
    assert [spell.cured_on for spell in once.breach.spells] == [due(2) + 5 * DAY]
    again = track(agreement, history(5, 5, 0, 5, 5), as_of=due(6))
    assert [spell.since for spell in again.breach.spells] == [due(2) + DAY, due(5) + DAY]


def test_what_follows_from_a_breach_is_owed_once_the_lender_enforces_it() -> None:
    agreement = advance(owing(), "performing", on=BEGUN)
    day = date(2027, 2, 11)
    before = track(agreement, [], as_of=day)
    assert {item.code: item.amount and str(item.amount) for item in before.breach.consequences} == {
        "WAIVED_OWED_AGAIN": "5.00",
        "ALL_FALLS_DUE": "1055.00",
        "COLLECTION_RESUMES": None,
    }
    assert str(before.past_due.amount) == "515.00"
    enforced = track(advance(agreement, "breached", on=day), [], as_of=day + DAY)
    assert (enforced.status, enforced.breach.enforced_on) == ("breached", day)
    assert str(enforced.past_due.amount) == "1575.00"
    assert enforced.position.principal == enforced.position.overdue_principal
    forgiven = track(advance(advance(agreement, "breached", on=day), "performing", on=day + DAY), [], as_of=day + DAY)
    assert str(forgiven.past_due.amount) == "515.00"
    assert forgiven.breach.state == "cured"


@pytest.mark.parametrize("closing", ["completed", "superseded", "cancelled"])
def test_closing_an_enforced_agreement_changes_no_number(closing: Any) -> None:
    day = date(2027, 2, 11)
    breached = advance(owing(), "breached", on=day)
    successor = "0" * 64 if closing == "superseded" else None
    closed = advance(breached, closing, on=day + 2 * DAY, successor=successor)
    one, other = (track(each, [], as_of=day + 3 * DAY) for each in (breached, closed))
    assert (other.position, other.past_due, other.installments) == (one.position, one.past_due, one.installments)
    assert other.breach.enforced_on == day


@pytest.mark.parametrize("closing", ["superseded", "cancelled"])
def test_an_agreement_out_of_force_asks_for_nothing(closing: Any) -> None:
    successor = "0" * 64 if closing == "superseded" else None
    closed = advance(PLAN, closing, on=due(2) + 2 * DAY, successor=successor)
    found = track(closed, [], as_of=due(3))
    assert (found.status, found.breach.state, found.signals) == (closing, "none", ())
    assert found.next_action.code == "NONE"
    assert closing in found.next_action.text.en
    assert [reason.code for reason in found.reasons] == ["CLOSED"]
    with pytest.raises(NotApplicableError, match=closing):
        payoff_quote(closed, [], on=due(3))
    assert track(closed, [], as_of=due(2) + DAY).breach.state == "curable"
    assert payoff_quote(closed, [], on=due(2) + DAY).total == 1200


def test_a_breach_is_cured_without_what_enforcement_added() -> None:
    terms = {"consecutive_missed": 2, "cure_days": 10, "all_falls_due": True, "waived_owed_again": True}
    enforced = advance(with_breach(**terms), "breached", on=due(2) + DAY)
    open_ = track(enforced, [], as_of=due(2) + 3 * DAY)
    assert (open_.breach.state, str(open_.breach.to_cure), str(open_.past_due.amount)) == (
        "curable",
        "200.00",
        "1200.00",
    )
    for late, state in ((10, "curable"), (11, "cured"), (12, "final")):
        day = due(2) + late * DAY
        enough = [paid("p", day, 199 if state == "curable" else 200)]
        assert track(enforced, enough, as_of=day).breach.state == state


def test_what_enforcement_added_may_be_waived() -> None:
    enforced = advance(with_breach(consecutive_missed=2, all_falls_due=True), "breached", on=due(2) + DAY)
    events = [rs.Event("w", "waiver", due(2) + 2 * DAY, amount=1200, component="principal")]
    found = track(enforced, events, as_of=due(2) + 3 * DAY)
    assert (found.status, found.past_due.days) == ("completed", 0)


def test_a_time_to_cure_ends_with_the_last_day_there_is() -> None:
    assert days_after(date(9999, 1, 1), 100_000) == date.max
    assert days_after(date(9999, 12, 1), 30) == date.max
    assert days_after(due(1), 2) == due(1) + 2 * DAY
