"""Loan terms of schedules that Frappe prints, from its field names."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import restructure as rs
from golden.vector_terms import FIRST_DUE, START, Fields, Vector, day_of

FRAPPE_COUNTS = {
    None: None,
    "balance x rate / 12": "30/360",
    "balance x rate x actual days / 365": "act/365f",
}

FRAPPE_CEILINGS = {
    None: None,
    "ceiling to whole currency unit": "level",
    "ceiling to whole currency unit of the rate/12 annuity": "fixed_amount",
}


def frappe_terms(vector: Vector, *, scale: int = 1, rounded_up: bool = False) -> rs.LoanTerms:
    """Return the terms of a vector of `frappe_schedules.json`, with amounts `scale` times as large.

    Two vectors state the installment both exactly and rounded up to a whole unit: `rounded_up` chooses.
    """
    fields = Fields(vector["terms"])
    dates = _frappe_dates(fields)
    stated = fields.choose("interest_rule", FRAPPE_COUNTS)
    by_days = fields.choose("day_count", {None: False, "actual/365": True}) or "actual_365" in vector["tags"]
    ceiling = fields.choose("payment_rounding", FRAPPE_CEILINGS)
    fields.choose("row_rounding", {None: None, "none (floats); tests round to whole units": None})
    principal = Decimal(fields.take("principal")) * scale
    fixed, count = fields.get("fixed_payment"), fields.get("periods")
    common: dict[str, Any] = {
        "currency": "INR",
        "principal": principal,
        "rate": rs.percent(fields.take("annual_rate_pct")),
        **dates,
        "day_count": stated or ("act/365f" if by_days else "30/360"),
    }
    fields.done()
    up: dict[str, Any] = {"installment_rounding": "up", "installment_unit": scale}
    if fixed is not None:
        phase = rs.Phase(1, "fixed_amount", amount=Decimal(fixed) * scale)
        return rs.fit_term(rs.LoanTerms(**common, phases=[phase]))
    if ceiling == "fixed_amount":  # its installment is that of equal months, its interest that of the days
        level = rs.amortize(rs.LoanTerms(**{**common, "day_count": "30/360"}, **up, phases=[rs.Phase(count)]))
        return rs.LoanTerms(**common, phases=[rs.Phase(count, "fixed_amount", amount=level[0].payment)])
    phases = [*_frappe_prepayments(vector, dates["first_due_date"], scale), rs.Phase(count - len(vector["events"]))]
    return rs.LoanTerms(**common, **(up if ceiling or rounded_up else {}), phases=phases)


def _frappe_dates(fields: Fields) -> dict[str, Any]:
    """Return start date, first due date and due day; a vector without dates counts equal months."""
    due_day = fields.choose(
        "repayment_date_on", {None: None, "Start of the next month": 1, "End of the current month": 31}
    )
    kind = fields.choose(
        "schedule_type",
        {None: None, "Monthly as per repayment start date": "start date", "Pro-rated calendar months": "calendar"},
    )
    posted, repaid_from = fields.get("posted_on"), fields.get("repayment_start_date")
    disbursed, first = fields.get("disbursed_on"), fields.get("first_due")
    if kind == "calendar":
        start = day_of(posted)
        next_month = date(start.year, start.month + 1, 1)
        first_due = next_month if due_day == 1 else next_month - timedelta(1)
    elif kind == "start date":
        start, first_due = day_of(posted), day_of(repaid_from)
    elif disbursed is not None:
        start, first_due = day_of(disbursed), day_of(first)
    else:
        start, first_due = START, FIRST_DUE["monthly"]
    return {"start_date": start, "first_due_date": first_due, "due_day": due_day}


def _frappe_prepayments(vector: Vector, first_due: date, scale: int) -> list[rs.Phase]:
    phases = []
    for event in vector["events"]:
        fields = Fields(event)
        fields.choose("event", {"pre_payment": None})
        fields.choose("date", {first_due.isoformat(): None})
        phases.append(rs.Phase(1, "fixed_amount", amount=Decimal(fields.take("amount")) * scale))
        fields.done()
    return phases
