"""Tracking by visible histories: what is due, paid and late, what events do, and what cannot be tracked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure.basics.errors import EventError, InvalidInputError, NotApplicableError
from restructure.basics.provenance import Wording
from restructure.tracking import Tracked, reassess, statement, track
from support.agreed import BEGUN, agreed, plain, terms_of
from support.examples import card
from support.followed import DAY, PLAN, codes, due, history, owing, paid


@pytest.mark.parametrize(
    ("events", "as_of", "status", "left", "late", "days"),
    [
        ([], due(1), "due", "100.00", 0, 0),
        ([], due(1) + timedelta(days=1), "overdue", "100.00", 1, 1),
        (history(0), due(1), "paid", "0.00", 0, 0),
        (history(1), due(1) + timedelta(days=1), "paid", "0.00", 1, 0),
        ([paid("p1", BEGUN, 40)], due(1), "partly_paid", "60.00", 0, 0),
        ([paid("p1", BEGUN, 40)], due(1) + timedelta(days=20), "overdue", "60.00", 20, 20),
        ([paid("p1", BEGUN, 40)], BEGUN, "upcoming", "100.00", 0, 0),
        ([rs.Event("w", "waiver", due(1), amount=100, component="principal")], due(2), "paid", "0.00", 0, 0),
    ],
)
def test_an_installment_is_late_from_the_day_after_its_due_date(
    events: list[rs.Event], as_of: date, status: str, left: str, late: int, days: int
) -> None:
    found = track(PLAN, events, as_of=as_of)
    first = found.installments[0]
    assert (first.status, str(first.total.left), first.days_late) == (status, left, late)
    if as_of < due(2):
        assert (found.past_due.days, found.position.days_past_due) == (days, days)


def test_every_row_of_the_agreement_is_there_once_and_adds_up() -> None:
    found = track(PLAN, history(0, 5), as_of=due(3))
    assert [row.number for row in found.installments] == list(range(1, 13))
    assert [str(row.total.due) for row in found.installments] == ["100.00"] * 12
    assert [row.settled_on for row in found.installments[:3]] == [due(1), due(2) + timedelta(days=5), None]
    assert found.next_due is not None
    assert found.next_due.number == 4


def test_deferred_and_spread_amounts_fall_due_by_component_beside_the_rows() -> None:
    agreement = owing()
    found = track(agreement, [], as_of=BEGUN)
    asked = [
        {name: str(part.due) for name, part in row.components.items()}
        for row in found.installments
        if row.number in (0, 1, 3, 4, 11, 12)
    ]
    assert asked == [
        {"principal": "150.00"},
        {"principal": "100.00", "interest": "5.00", "fees": "10.00"},
        {"principal": "100.00", "interest": "5.00", "penalty_interest": "20.00", "fees": "10.00"},
        {"principal": "100.00", "interest": "5.00"},
        {"principal": "100.00", "interest": "5.00", "compound_interest": "5.00"},
        {"principal": "200.00", "interest": "5.00", "compound_interest": "5.00"},
    ]
    for row, frozen in zip(found.installments[1:], agreement.rows, strict=True):
        assert (row.due_date, row.total.due) == (frozen.due_date, frozen.payment)


def test_the_position_holds_what_was_deferred_before_it_falls_due() -> None:
    found = track(owing(), [], as_of=BEGUN).position
    assert (str(found.principal), str(found.overdue_principal), str(found.interest)) == ("1450.00", "150.00", "60.00")
    assert (str(found.penalty_interest), str(found.compound_interest), str(found.fees)) == ("20.00", "10.00", "30.00")
    assert str(found.deferred_interest) == "60.00"


def test_duplicates_count_once_and_reversals_and_late_news_are_told() -> None:
    late_news = paid("p2", due(2), recorded_on=due(2) + timedelta(days=9))
    events = [
        *history(0),
        *history(0),
        late_news,
        paid("x", due(1), 50),
        rs.Event("r", "reversal", due(2), reverses="x"),
    ]
    found = track(PLAN, events, as_of=due(2) + timedelta(days=5))
    assert found.notes.duplicates == ("p1",)
    assert found.notes.backdated == ("p2",)
    assert found.notes.reversed == ("x",)
    assert str(found.receipts.received) == "200.00"
    known = track(PLAN, events, as_of=due(2) + timedelta(days=5), known_at=due(2) + timedelta(days=5))
    assert known.notes.not_yet == ("p2",)
    assert (known.past_due.days, found.past_due.days) == (5, 0)


def test_overpayment_is_kept_as_credit_and_every_unit_is_accounted_for() -> None:
    found = track(PLAN, [paid("p1", due(1), 250)], as_of=due(1))
    assert (str(found.receipts.credit), str(found.position.credit)) == ("150.00", "150.00")
    assert [reason.code for reason in found.reasons] == ["CREDIT_HELD"]
    assert "interest runs" not in found.reasons[0].text.en
    bearing = track(plain(rate="0.12"), [paid("p1", due(1), 250)], as_of=due(1))
    assert "until then interest runs on the whole balance" in bearing.reasons[0].text.en
    later = track(PLAN, [paid("p1", due(1), 250), rs.Event("c", "chargeback", due(2), amount=120)], as_of=due(2))
    assert (str(later.receipts.received), str(later.receipts.taken_back)) == ("250.00", "120.00")
    assert {name: str(amount) for name, amount in later.receipts.settled.items()} == {"principal": "130.00"}


def test_what_was_charged_back_is_late_from_then_on() -> None:
    events = [*history(0, 0), rs.Event("c", "chargeback", due(2) + timedelta(days=7), amount=100)]
    found = track(PLAN, events, as_of=due(2) + timedelta(days=9))
    second = found.installments[1]
    assert (second.status, second.days_late, second.settled_on) == ("overdue", 9, None)


def test_a_charge_is_past_due_but_no_installment_is_missed_by_it() -> None:
    events = [*history(0, 0), rs.Event("f", "fee", due(1) + timedelta(days=3), amount=7)]
    found = track(PLAN, [events[0], events[2]], as_of=due(1) + timedelta(days=10))
    assert (found.past_due.days, str(found.past_due.amount)) == (7, "7.00")
    assert found.installments[0].status == "paid"
    assert codes(found) == []


def again(found: Tracked, **more: Any) -> rs.Application:
    """Return the card holder's application on the day tracked, with the debt under the agreement's reference."""
    application = card()
    debt = replace(application.debts[0], reference="loan-1", next_due_date=found.as_of + 20 * DAY, due_day=None)
    return replace(application, as_of=found.as_of, debts=[debt], **more)


def test_a_tracked_debt_becomes_the_next_application_with_its_history() -> None:
    agreement = plain(rate="0.12")
    rows = agreement.rows[:2]
    events = [paid(f"p{row.number}", row.due_date, row.payment) for row in rows]
    found = track(agreement, events, as_of=due(4) + DAY)
    answer = reassess(found, again(found), agreement=agreement)
    (debt,) = answer.application.debts
    assert debt.principal == found.position.principal
    assert debt.overdue_principal == found.position.overdue_principal
    assert debt.interest == found.position.interest
    assert (debt.days_past_due, debt.remaining_installments, debt.next_due_date) == (29, 8, due(5))
    credit = answer.application.credit
    assert credit is not None
    stated = card().credit
    assert stated is not None
    assert credit.modifications_36m == (stated.modifications_36m or 0) + 1
    assert [reason.code for reason in answer.because] == ["REASSESS_MISSED_IN_A_ROW"]
    assert [row.number for row in answer.remaining] == list(range(3, 13))
    assert answer.before.total_paid == found.past_due.amount + sum(row.total.left for row in answer.remaining[2:])
    assert (answer.before.installments, answer.before.last_due_date) == (8, due(12))
    assert "old plan" in answer.to_text()
    assert "原方案" in answer.to_text("zh")


def test_a_limit_on_repeated_restructuring_applies() -> None:
    agreement = plain(rate="0.12")
    found = track(agreement, [], as_of=due(3) + DAY)
    rule = rs.policy.Rule(
        code="ONCE",
        quantity="modifications_36m",
        comparator="<=",
        limit=rs.Dated([(date(2020, 1, 1), Decimal(0))]),
        sources=[rs.Source(title="house rule", level="verified")],
        text=Wording("not modified before", "此前未重组"),
    )
    policy = replace(agreement.policy, rules=[*agreement.policy.rules, rule])
    known = rs.CreditRecord(modifications_36m=0)
    poorer = again(found, credit=known, household=rs.Household(adults=2, living_costs="5400", housing_costs="2400"))
    assert reassess(found, poorer, agreement=agreement).plan.options.rung == "restructure"
    answer = reassess(found, poorer, agreement=agreement, policy=policy)
    assert [check.status for check in answer.checks if check.code == "ONCE"] == ["fail"]
    assert answer.after is None
    # who can catch up on the arrears needs no restructuring that could be one too many
    cured = reassess(found, again(found, credit=known), agreement=agreement, policy=policy).plan.options
    assert (cured.rung, cured.checks) == ("catch_up", ())


def test_what_cannot_be_tracked_is_refused() -> None:
    with pytest.raises(EventError, match="before the loan starts"):
        track(PLAN, [paid("p", BEGUN - DAY)], as_of=due(1))
    with pytest.raises(InvalidInputError, match="as_of"):
        track(PLAN, [], as_of=BEGUN - DAY)
    with pytest.raises(InvalidInputError, match="circumstances"):
        track(PLAN, [], as_of=due(1), circumstances={})  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="starts"):
        statement(PLAN, [], starts=due(2), ends=due(1))
    with pytest.raises(NotApplicableError, match="not signed"):
        track(replace(PLAN, life=PLAN.life[:1]), [], as_of=due(1))
    found = track(PLAN, [], as_of=due(1))
    with pytest.raises(InvalidInputError, match="lack the agreement's debt"):
        reassess(found, replace(card(), as_of=found.as_of, debts=[]), agreement=PLAN)


def test_a_page_shows_where_it_stands_and_hides_nothing_from_repr() -> None:
    found = track(PLAN, history(0), as_of=due(2) + DAY)
    assert "1 days past due" in found.to_text()
    assert "逾期1天" in found.to_text("zh")
    assert "<table>" in found._repr_html_()
    assert "100" not in repr(found.position)


def test_money_held_from_before_is_received_and_pays_the_first_installment() -> None:
    position = rs.Position(currency="CNY", as_of=BEGUN, principal="1200.00", credit="30.00")
    treatments = [rs.Treatment("credit", "hold")]
    agreement = agreed(position, treatments, terms_of(position, treatments, 12, "0"))
    begun, after = (track(agreement, [], as_of=day) for day in (BEGUN, due(1)))
    assert (str(begun.position.credit), str(begun.receipts.received)) == ("30.00", "30.00")
    assert (str(after.installments[0].total.left), str(after.position.credit)) == ("70.00", "0.00")
