"""Statements of a period."""

from __future__ import annotations

import restructure as rs
from restructure.agreement import advance
from restructure.contract.components import COMPONENTS
from restructure.contract.events import Servicing
from restructure.tracking import statement, track
from support.agreed import BEGUN, plain
from support.followed import DAY, due, history, owing, paid


def test_a_statement_adds_up_and_names_every_event() -> None:
    agreement = plain(rate="0.12", servicing=Servicing(penalty_rate="0.18"))
    events = [
        *history(0, 9),
        rs.Event("f", "fee", due(2) + 2 * DAY, amount=7),
        rs.Event("w", "waiver", due(2) + 3 * DAY, amount=2, component="fees"),
        rs.Event("c", "chargeback", due(2) + 12 * DAY, amount=30),
        paid("big", due(3), 400),
    ]
    whole = statement(agreement, events, starts=BEGUN, ends=due(4))
    parts = [
        statement(agreement, events, starts=BEGUN, ends=due(2) + 5 * DAY),
        statement(agreement, events, starts=due(2) + 6 * DAY, ends=due(4)),
    ]
    assert str(whole.opening) == "1200.00"
    assert [line.event for line in whole.lines if line.event] == ["p1", "f", "w", "p2", "c", "big"]
    for each in (whole, *parts):
        assert each.closing == each.opening + each.charges - each.payments - each.waived
    assert (parts[0].opening, parts[0].closing, parts[1].closing) == (whole.opening, parts[1].opening, whole.closing)
    assert whole.corrections == 0
    assert whole.charges == sum(part.charges for part in parts)
    position = track(agreement, events, as_of=due(4)).position
    assert whole.closing == sum(position.owed(name) for name in COMPONENTS) - position.credit
    assert "closing balance" in whole.to_text()
    assert "期末余额" in whole.to_text("zh")


def test_a_reversal_is_a_line_of_the_next_statement() -> None:
    """January closed with a payment that February takes back: the balance printed then is where February opens."""
    agreement = plain(rate="0.12")
    undone = rs.Event("r", "reversal", due(2) + DAY, reverses="p1")
    first = statement(agreement, history(0), starts=BEGUN, ends=due(1))
    second = statement(agreement, [*history(0), undone], starts=due(1) + DAY, ends=due(2) + DAY)
    assert second.opening == first.closing
    line = second.lines[0]
    assert (line.on, line.kind, str(line.amount)) == (due(1) + DAY, "correction", "100.00")
    assert second.corrections == 100
    assert second.closing == second.opening + 100 + second.charges
    assert "correction of earlier days" in second.to_text()
    assert "更正前期记录" in second.to_text("zh")


def test_what_was_recorded_late_is_a_correction_where_the_day_of_knowing_counts() -> None:
    agreement = plain()
    late = paid("p1", due(1), 100, recorded_on=due(1) + 9 * DAY)
    then = statement(agreement, [late], starts=BEGUN, ends=due(1), known_at=due(1))
    now = statement(agreement, [late], starts=due(1) + DAY, ends=due(2), known_at=due(2))
    assert (str(then.closing), str(now.opening), str(now.corrections)) == ("1200.00", "1200.00", "-100.00")
    plainly = statement(agreement, [late], starts=due(1) + DAY, ends=due(2))
    assert (str(plainly.opening), str(plainly.corrections)) == ("1100.00", "0.00")


def test_what_was_waived_is_charged_on_the_day_it_is_owed_again() -> None:
    agreement = advance(owing(), "breached", on=due(2) + DAY)
    whole = statement(agreement, [], starts=BEGUN, ends=due(3))
    again = [line for line in whole.lines if "penalty_interest" in line.parts]
    assert [(line.on, line.kind) for line in again] == [(due(2) + DAY, "charge")]
    assert [str(line.parts["penalty_interest"]) for line in again] == ["5.00"]


def test_what_is_to_be_paid_on_the_first_day_is_in_the_opening_balance() -> None:
    account = statement(owing(), [], starts=BEGUN, ends=BEGUN)
    assert (str(account.opening), account.lines) == ("1570.00", ())
