"""Histories under a plain agreement: payments so many days late, and rules of following it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import restructure as rs
from restructure.agreement import Agreement
from restructure.policy import PLAIN_AGREEMENT, PLAIN_DELINQUENCY, BreachTerms, Delinquency
from restructure.tracking import Tracked
from support.agreed import BEGUN, agreed, plain, terms_of

PLAN = plain()
"""100.00 on the 10th of every month from December 2026 to November 2027, no interest."""


def due(number: int) -> date:
    """Return the due date of an installment."""
    return PLAN.rows[number - 1].due_date


def paid(name: str, on: date, amount: str | int | Decimal = 100, **more: Any) -> rs.Event:
    return rs.Event(name, "payment", on, amount=amount, **more)


def history(*late: int | None) -> list[rs.Event]:
    """Return payments of the first installments, each so many days late; `None` is not paid at all."""
    return [
        paid(f"p{number}", due(number) + timedelta(days=days))
        for number, days in enumerate(late, 1)
        if days is not None
    ]


def codes(tracked: Tracked) -> list[str]:
    return [signal.code for signal in tracked.signals]


def with_breach(**terms: Any) -> Agreement:
    return plain(rules=replace(PLAIN_AGREEMENT, breach=BreachTerms(**terms)))


def following(**settings: Any) -> Delinquency:
    return replace(PLAIN_DELINQUENCY, **settings)


def owing() -> Agreement:
    """Return an agreement in which every component is treated in its own way."""
    position = rs.Position(
        currency="CNY",
        as_of=BEGUN,
        principal="1450.00",
        interest="60.00",
        penalty_interest="25.00",
        compound_interest="10.00",
        fees="30.00",
        days_past_due=95,
    )
    treatments = [
        rs.Treatment("principal", "pay", amount=150),
        rs.Treatment("principal", "defer", amount=100, due="maturity"),
        rs.Treatment("interest", "spread", due="all"),
        rs.Treatment("penalty_interest", "waive", amount=5),
        rs.Treatment("penalty_interest", "defer", due=date(2027, 2, 10)),
        rs.Treatment("compound_interest", "defer", due=2),
        rs.Treatment("fees", "spread", due=3),
    ]
    rules = replace(
        PLAIN_AGREEMENT,
        breach=BreachTerms(consecutive_missed=2, cure_days=10, waived_owed_again=True, all_falls_due=True),
        early_settlement_fee="0.01",
    )
    return agreed(position, treatments, terms_of(position, treatments, 12, "0"), rules=rules)


DAY = timedelta(days=1)
