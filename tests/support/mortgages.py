"""A mortgage in arrears, and programs of own steps and targets to run it through."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from restructure.basics.provenance import Dated, Source, Wording
from restructure.policy import Comparator, Condition, MarketRate, Step, StepUp, Target, Waterfall
from restructure.waterfall import MortgageFacts

DAY = date(2026, 12, 1)
HAMP_DAY = date(2012, 6, 1)
SINCE = date(2020, 1, 1)
SOURCES = [Source(title="own rule", level="verified")]
TEXT = Wording("a step", "一步")


def dated(number: str) -> Dated[Decimal]:
    return Dated([(SINCE, Decimal(number))])


def mortgage(**changes: Any) -> MortgageFacts:
    given: dict[str, Any] = {
        "currency": "USD",
        "principal": "210000",
        "rate": "0.065",
        "remaining_months": 324,
        "payment": "1376.67",
        "market_rate": "0.0488",
        "property_value": "200000",
        "gross_income": "4800",
        "housing_costs": "350",
        "days_past_due": 120,
    }
    return MortgageFacts(**given | changes)


def step(kind: Any, code: str = "STEP", **fields: Any) -> Step:
    return Step(code=code, kind=kind, sources=SOURCES, text=TEXT, **fields)


CAPITALIZE = step("capitalize", "FIRST")
RISING = StepUp(after_months=1, every_months=1, by=dated("0.01"), cap=MarketRate(margin=dated("0")), sources=SOURCES)


def a_cut(comparator: Comparator) -> Target:
    return Target(where=[Condition("payment_reduction", comparator, dated("0.2"))], sources=SOURCES)


CUT = a_cut(">=")


def waterfall(*steps: Step, **changes: Any) -> Waterfall:
    given: dict[str, Any] = {"name": "own", "version": "1", "title": TEXT, "steps": steps, "sources": SOURCES}
    return Waterfall(**given | changes)
