"""Statements of a period."""

from __future__ import annotations

import restructure as rs
from restructure.contract.components import COMPONENTS
from restructure.contract.events import Servicing
from restructure.tracking import statement, track
from support.agreed import BEGUN, plain
from support.followed import DAY, due, history, paid


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
    assert whole.charges == sum(part.charges for part in parts)
    position = track(agreement, events, as_of=due(4)).position
    assert whole.closing == sum(position.owed(name) for name in COMPONENTS) - position.credit
    assert "closing balance" in whole.to_text()
    assert "期末余额" in whole.to_text("zh")
