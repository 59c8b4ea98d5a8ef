"""A schedule as of a day: what is behind with what was paid of it, what is to come, and what is to be said."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure.contract.components import COMPONENTS

TERMS = rs.LoanTerms(
    currency="CNY",
    principal="1200.00",
    rate="0.12",
    start_date=date(2026, 1, 1),
    first_due_date=date(2026, 2, 1),
    phases=[rs.Phase(12)],
)


def paid(name: str, on: date, amount: str = "106.62", **more: Any) -> rs.Event:
    return rs.Event(name, "payment", on, amount=amount, **more)


def test_every_row_says_what_was_paid_of_it_and_when() -> None:
    events = [
        paid("p1", date(2026, 2, 1)),
        paid("p2", date(2026, 3, 5), "50.00"),
        paid("p3", date(2026, 3, 9), "30.00"),
        rs.Event("c1", "chargeback", date(2026, 3, 10), amount="30.00"),
    ]
    seen = rs.schedule_on(TERMS, events, as_of=date(2026, 3, 16))
    first, second, third = seen.rows[:3]
    assert (first.status, first.settled_on, first.days_late) == ("paid", date(2026, 2, 1), 0)
    assert {day.day: str(amount) for day, amount in second.paid_on.items()} == {5: "50.00", 9: "30.00", 10: "-30.00"}
    assert (second.status, str(second.total.overdue), second.days_late) == ("overdue", "56.62", 15)
    assert (third.status, str(third.total.due), dict(third.paid_on)) == ("upcoming", "106.62", {})
    assert (len(seen.rows), seen.reasons) == (12, ())
    assert sum(seen.overdue.values()) == Decimal("56.62")


def test_what_rows_and_charges_leave_is_what_is_owed() -> None:
    fees = [rs.Event("f1", "fee", date(2026, 6, 9), amount=7), rs.Event("f2", "fee", date(2027, 3, 9), amount=9)]
    seen = rs.schedule_on(TERMS, fees, as_of=date(2027, 4, 1))
    assert [(row.due_date, str(row.total.left)) for row in seen.charges] == [
        (date(2026, 6, 9), "7.00"),
        (date(2027, 3, 9), "9.00"),
    ]
    left = sum((row.total.left for row in seen.rows), Decimal(0)) + sum(
        (row.total.left for row in seen.charges), Decimal(0)
    )
    assert left == sum(seen.position.owed(name) for name in COMPONENTS)
    assert "charge" in seen.to_text()
    assert "费用" in seen.to_text("zh")


def test_a_restructured_contract_shows_its_first_day_and_what_it_carries() -> None:
    owed = rs.Position(currency="CNY", as_of=date(2026, 1, 1), principal="1200.00", interest="48.00", fees="30.00")
    treatments = [rs.Treatment("fees", "pay"), rs.Treatment("interest", "spread", due="all")]
    plan = rs.reschedule(owed, treatments, TERMS)
    seen = rs.schedule_on(plan.terms, [paid("p1", date(2026, 1, 1), "30.00")], as_of=date(2026, 1, 20))
    assert [(row.number, row.status, str(row.total.due)) for row in seen.rows[:2]] == [
        (0, "paid", "30.00"),
        (1, "upcoming", "110.62"),
    ]
    assert str(seen.rows[1].components["interest"].due) == "16.00"


def test_what_cannot_go_on_is_named_and_left_out() -> None:
    rise = rs.Change(date(2026, 4, 10), rate=rs.percent(300), installment="keep")
    seen = rs.schedule_on(replace(TERMS, changes=[rise]), [], as_of=date(2026, 4, 20))
    assert [row.number for row in seen.rows] == [1, 2, 3, 4]
    assert [(reason.code, reason.values["number"], reason.values["date"]) for reason in seen.reasons] == [
        ("CANNOT_GO_ON", "5", "2026-06-01")
    ]
    assert "installment 5, due on 2026-06-01, cannot be computed" in seen.to_text()
    more = rs.Change(date(2026, 4, 15), repay="5000.00", installment="keep")
    stopped = rs.schedule_on(replace(TERMS, changes=[more]), [], as_of=date(2026, 4, 10))
    assert [str(reason.text.en)[:60] for reason in stopped.reasons] == [
        "a change agreed for 2026-04-15 cannot apply to the contract:"
    ]
    with pytest.raises(rs.InvalidTermsError, match="repay: is more than the principal"):
        rs.schedule_on(replace(TERMS, changes=[more]), [], as_of=date(2026, 4, 15))


def test_its_wire_form_holds_every_figure_and_no_float() -> None:
    seen = rs.schedule_on(TERMS, [paid("p1", date(2026, 2, 3), "150.00")], as_of=date(2026, 2, 3))
    wire = json.loads(rs.to_json(seen), parse_float=pytest.fail)
    assert wire["rows"][0]["paid_on"] == {"2026-02-03": "106.62"}
    assert (wire["rows"][0]["days_late"], wire["position"]["credit"]) == (2, "43.38")
    assert wire["reasons"][0]["code"] == "CREDIT_HELD"
    assert rs.from_json(rs.Position, json.dumps(wire["position"])) == seen.position
