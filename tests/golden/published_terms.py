"""Loan terms of schedules that others published, from their field names."""

from __future__ import annotations

from itertools import pairwise

import restructure as rs
from golden.vector_terms import FIRST_DUE, START, Fields, UnknownFieldError, Vector, fraction

PER_YEAR = {"monthly": 12, "quarterly": 4, "annual": 1, "biweekly": 26}
ROUNDINGS = {
    "ROUND_HALF_UP": "half_up",
    "ROUND_HALF_EVEN": "half_even",
    "ROUND_UP": "up",
    "ROUND_DOWN": "down",
}

CURRENCIES = {"US": "USD", "CA": "CAD", "FR": "EUR", "IT": "EUR", "JP": "JPY", "KR": "KRW", None: "USD"}


def published_terms(vector: Vector) -> rs.LoanTerms:
    """Return the terms of a vector of `published_schedules.json`."""
    fields = Fields(vector["terms"])
    frequency = fields.choose("payment_frequency", {name: name for name in FIRST_DUE})
    count = int(fields.take("term_months")) * PER_YEAR[frequency] // 12
    currency = CURRENCIES[vector["source"]["country"]]
    whole_units = fields.choose("currency_unit", {None: False, "1": True})
    if whole_units != (currency in ("JPY", "KRW")):
        raise UnknownFieldError("currency_unit: not that of the currency")
    compounding = fields.choose("compounding", {"monthly": "periodic", "annual": "annual", "semi_annual": "semiannual"})
    if compounding == "periodic" and frequency != "monthly":
        raise UnknownFieldError("compounding: monthly, but installments are not")
    fields.choose("day_count", {"30/360": None})
    rounding = fields.choose("payment_rounding", ROUNDINGS)
    balance = fields.choose("balance_tracking", {"round_each": "rounded", "carry_precision": "carried"})
    terms = rs.LoanTerms(
        currency=currency,
        principal=fields.take("principal"),
        rate=rs.Rate(fraction(fields.take("annual_rate")), compounding=compounding),
        start_date=START,
        first_due_date=FIRST_DUE[frequency],
        frequency=frequency,
        installment_rounding=rounding if balance == "rounded" else "none",
        interest_rounding=fields.choose("interest_rounding", ROUNDINGS),
        balance=balance,
        installment_fee=fields.get("fee_per_period"),
        phases=_published_phases(fields, frequency, count),
    )
    fields.done()
    if vector["events"]:
        raise UnknownFieldError("events")
    return rs.fit_term(terms) if terms.phases[-1].method == "fixed_amount" else terms


def _published_phases(fields: Fields, frequency: str, count: int) -> list[rs.Phase]:
    amount = fields.get("payment_override")
    over = fields.get("amortization_period_months")
    changes = [Fields(change) for change in fields.get("rate_schedule") or []]
    if amount is not None:
        return [rs.Phase(count, "fixed_amount", amount=amount)]
    if over is not None:
        return [rs.Phase(count, amortize_over=int(over) * PER_YEAR[frequency] // 12)]
    starts = [1, *(change.take("effective_payment_number") for change in changes), count + 1]
    counts = [end - start for start, end in pairwise(starts)]
    return [rs.Phase(counts[0]), *(_recast(*pair) for pair in zip(counts[1:], changes, strict=True))]


def _recast(count: int, change: Fields) -> rs.Phase:
    change.choose("recast", {True: None})
    cap = change.get("payment_cap_factor")
    rate = rs.percent(change.take("new_annual_rate"))
    change.done()
    return rs.Phase(count, rate=rate, installment_cap=cap)
