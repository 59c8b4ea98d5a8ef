"""Loan terms of plain schedules that Fineract prints, from its field names."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import restructure as rs
from golden.vector_terms import CENT, Fields, NotExpressibleError, UnknownFieldError, Vector, day_of

NO_EFFECT = (
    "product",
    "submitted_on",
    "approved_principal",
    "term_length",
    "term_unit",
    "payment_strategy",
    "schedule_processing",
    "interest_recalculation",
    "preclosure_interest_strategy",
    "reschedule_strategy",
    "recalc_rest_frequency",
    "multi_disburse",
    "full_term_tranche",
    "down_payment_auto",
    "partial_period_interest",
)
"""Fields about payments made, later tranches, or disbursement within a period, none of which a plain vector has."""

CALENDAR_COUNTS = {
    ("DAYS360", "DAYS30"): "30/360",
    ("DAYS360", "ACTUAL"): "act/360",
    ("DAYS364", "ACTUAL"): "act/364",
    ("DAYS365", "ACTUAL"): "act/365f",
    ("ACTUAL", "ACTUAL"): "act/act_last",
}


def down_payment(vector: Vector) -> Decimal:
    """Return what a Fineract loan pays on the day of disbursement."""
    share: int = Fields(vector["terms"]).choose("down_payment_pct", {None: 0, 25: 25, "BigDecimal.valueOf(25.0)": 25})
    amount = Decimal(vector["events"][0]["amount"])
    return (amount * share / 100).quantize(CENT, ROUND_HALF_EVEN)


def interest_is_fixed(vector: Vector) -> bool:
    """Return whether interest is one amount for the whole term: flat, by the source's cumulative engine."""
    terms = vector["terms"]
    return terms["interest_method"] == "FLAT" and "periods" not in vector and "schedule_type" not in terms


def fineract_terms(vector: Vector) -> rs.LoanTerms:
    """Return the terms of a plain vector of `fineract_schedules.json`, what is left after a down payment."""
    fields, (disbursement,) = Fields(vector["terms"]), vector["events"]
    paid = down_payment(vector)
    Fields(disbursement).choose("event", {"disburse": None})
    fields.skip("down_payment_pct", "grace_interest_payment_periods", *NO_EFFECT)
    cumulative = fields.choose("schedule_type", {"PROGRESSIVE": False, None: "periods" not in vector})
    frequency = fields.choose("repay_unit", {"MONTHS": "monthly", "WEEKS": "weekly", "DAYS": "daily"})
    start = day_of(disbursement["date"])
    dues = [day_of(due) for due in _fineract_dues(vector)]
    every = stated = fields.take("repay_every")
    if frequency == "monthly":
        every = _months(start, dues[0])
    if stated not in (every, 1):  # one vector with periods of two months leaves it at one
        raise UnknownFieldError(f"repay_every: {stated}")
    fields.choose("number_of_repayments", {None: None, len(dues): None})
    day_count = _fineract_day_count(fields, monthly=frequency == "monthly", cumulative=cumulative)
    options: dict[str, Any] = {
        # a week is 7 of the source's 360 days, where here it would be one of 52
        "day_count": "act/360" if frequency == "weekly" and day_count == "30/360" else day_count,
        "interest_base": fields.choose("interest_method", {"DECLINING_BALANCE": "balance", "FLAT": "original"}),
        "residual": "last" if cumulative else "smooth",
        "installment_unit": fields.get("instalment_in_multiples_of"),
    }
    for name, value in (("amortization", "EQUAL_INSTALLMENTS"), ("compounding", "NONE"), ("rounding_digits", 2)):
        fields.choose(name, {None: None, value: None})
    terms = rs.LoanTerms(
        currency="EUR",
        principal=Decimal(disbursement["amount"]) - paid,
        rate=_fineract_rate(fields, len(dues), every),
        start_date=start,
        first_due_date=dues[0],
        frequency=frequency,
        every=every,
        due_day=start.day if frequency == "monthly" else None,
        installment_rounding="half_even",
        interest_rounding="half_even",
        phases=_fineract_phases(fields, len(dues)),
        **options,
    )
    fields.done()
    return terms


def _fineract_dues(vector: Vector) -> list[str]:
    if "periods" in vector:
        return [due for _, due in vector["periods"]]
    return [row["due"] for row in vector["expected"][-1]["rows"] if row["type"] == "instalment"]


def _fineract_day_count(fields: Fields, *, monthly: bool, cumulative: bool) -> str:
    named = fields.take("days_in_year"), fields.take("days_in_month")
    same = fields.choose("interest_calc_period", {"DAILY": False, "SAME_AS_REPAYMENT_PERIOD": True})
    leap_period = fields.choose("days_in_year_custom_strategy", {None: False, "FEB_29_PERIOD_ONLY": True})
    first_counts = fields.choose("interest_recognition_on_disbursement_date", {None: False, False: False, True: True})
    if same and monthly:
        return "30/360"
    if named != ("ACTUAL", "ACTUAL"):
        return CALENDAR_COUNTS[named]
    if cumulative:
        return "act/365f"
    if leap_period:
        return "act/act_afb"
    return "act/act" if first_counts else "act/act_last"


def _fineract_rate(fields: Fields, count: int, every: int) -> rs.Rate:
    percent = Decimal(fields.take("annual_rate_pct"))
    period = fields.choose(
        "rate_frequency", {None: "year", "YEAR": "year", 3: "year", "MONTH": "month", "WHOLE_TERM": "term"}
    )
    per_year = {"year": Decimal(1), "month": Decimal(12), "term": Decimal(12) / (count * every)}
    return rs.percent(percent * per_year[period])


def _fineract_phases(fields: Fields, count: int) -> list[rs.Phase]:
    grace = fields.get("grace_principal_periods") or 0
    if fields.get("interest_free_periods"):
        raise NotExpressibleError("rows without interest")
    return [*([rs.Phase(grace, "interest_only")] if grace else []), rs.Phase(count - grace)]


def _months(start: date, end: date) -> int:
    return 12 * (end.year - start.year) + end.month - start.month
