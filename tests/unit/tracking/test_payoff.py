"""Settling early: a quote paid on its day leaves nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import restructure as rs
from restructure.contract.components import COMPONENTS
from restructure.contract.events import Servicing
from restructure.policy import PLAIN_AGREEMENT
from restructure.tracking import payoff_quote, track
from support.agreed import BEGUN, agreed, terms_of
from support.followed import DAY, PLAN, due, history, owing, paid


@pytest.mark.parametrize("on", [BEGUN, date(2026, 12, 10), date(2027, 1, 20), date(2027, 3, 10), date(2027, 11, 9)])
@pytest.mark.parametrize("before", [(), (0,), (0, 12), (3, None, 0)])
def test_paying_exactly_the_quote_on_its_day_leaves_nothing(on: date, before: tuple[int | None, ...]) -> None:
    late = Servicing(penalty_rate="0.18", compound_rate="0.12")
    position = rs.Position(currency="CNY", as_of=BEGUN, principal="1200", interest="60", fees="30")
    treatments = [rs.Treatment("interest", "defer", due="maturity"), rs.Treatment("fees", "spread", due=3)]
    rules = replace(PLAIN_AGREEMENT, early_settlement_fee="0.01")
    terms = terms_of(position, treatments, 12, "0.12")
    agreement = agreed(position, treatments, terms, rules=rules, servicing=late)
    events = [event for event in history(*before) if event.effective_on <= on]
    quote = payoff_quote(agreement, events, on=on)
    done = track(agreement, [*events, paid("all", on, quote.total)], as_of=on)
    assert done.status == "completed"
    assert all(not done.position.owed(name) for name in COMPONENTS)
    assert not done.position.credit
    less = paid("all", on, quote.total - Decimal("0.01"))
    short = track(agreement, [*events, less], as_of=on)
    assert short.status == "signed"
    assert quote.saves == quote.instead - quote.total
    assert sum(quote.components.values()) == quote.total + quote.credit


def test_a_quote_keeps_the_fee_of_the_agreement() -> None:
    quote = payoff_quote(owing(), [], on=BEGUN)
    assert (str(quote.early_fee), str(quote.fallen_due), str(quote.total)) == ("13.00", "150.00", "1583.00")
    assert "13.00" in quote.to_text()
    assert "提前结清费用" in quote.to_text("zh")


def test_a_quote_is_never_below_zero() -> None:
    quote = payoff_quote(PLAN, [paid("p", due(1), 1250)], on=due(1))
    assert [str(amount) for amount in (quote.total, quote.refund, quote.instead, quote.saves)] == [
        "0.00",
        "50.00",
        "0.00",
        "0.00",
    ]
    assert sum(quote.components.values()) == quote.total + quote.credit - quote.refund
    assert "paid back" in quote.to_text()
    assert not payoff_quote(PLAN, [], on=due(1)).refund


def test_a_settlement_that_is_charged_back_falls_due_on_that_day() -> None:
    events = [paid("all", due(1), 1200), rs.Event("c", "chargeback", due(1) + 5 * DAY, amount=300)]
    found = track(PLAN, events, as_of=due(1) + 8 * DAY)
    assert (found.past_due.days, str(found.past_due.amount)) == (3, "300.00")
    more = rs.Event("d", "chargeback", due(1) + 6 * DAY, amount=1)
    assert track(PLAN, [*events, more], as_of=due(1) + 8 * DAY).past_due.days == 3
