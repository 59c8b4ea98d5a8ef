"""Terms of published vectors: from the field names of each source to loan terms.

Every field of a vector is read. One that a mapper does not know raises, so that nothing a source says is ignored
silently; one that the terms cannot express raises `NotExpressibleError`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from typing import Any

import restructure as rs

Vector = Mapping[str, Any]

START = date(2024, 1, 1)
CENT = Decimal("0.01")


class UnknownFieldError(Exception):
    """A field, or a value of a field, that the mapper does not know."""


class NotExpressibleError(Exception):
    """A rule that loan terms have no words for."""


class Fields:
    """Fields of a vector, each of which must be read."""

    def __init__(self, given: Vector) -> None:
        self._left = dict(given)

    def take(self, name: str) -> Any:
        if name not in self._left:
            raise UnknownFieldError(f"{name} is missing")
        return self._left.pop(name)

    def get(self, name: str) -> Any:
        return self._left.pop(name, None)

    def choose(self, name: str, choices: Mapping[Any, Any]) -> Any:
        """Return what a field's value stands for; a missing field is the value `None`."""
        value = self.get(name)
        if value not in choices:
            raise UnknownFieldError(f"{name}: {value!r}")
        return choices[value]

    def skip(self, *names: str) -> None:
        """Read fields that are known and do not bear on the schedule."""
        for name in names:
            self._left.pop(name, None)

    def done(self) -> None:
        if self._left:
            raise UnknownFieldError(f"not read: {sorted(self._left)}")


# --- published schedules ---

FIRST_DUE = {
    "monthly": date(2024, 2, 1),
    "quarterly": date(2024, 4, 1),
    "annual": date(2025, 1, 1),
    "biweekly": START + timedelta(14),
}
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
        rate=rs.Rate(_fraction(fields.take("annual_rate")), compounding=compounding),
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


# --- rules ---

RULE_CURRENCIES = {"amort": "EUR", "cn": "CNY", "gen": "CNY", "sg": "SGD", "in": "INR", "jp": "JPY", "kr": "KRW"}
CARRIED = {"balance": "carried", "installment_rounding": "none"}
RULE_ROUNDINGS: dict[str | None, dict[str, str]] = {
    None: CARRIED,
    "display only (unrounded instalment carried)": CARRIED,
    "cent, interest rounded half-up each month": {},
}


def rules_terms(vector: Vector, *, scale: int = 1) -> rs.LoanTerms:
    """Return the terms of a vector of `rules_amortization.json`, with amounts `scale` times as large.

    A figure that its source does not round is read off a loan so large that rounding cannot reach its digits.
    """
    fields = Fields(vector["inputs"])
    kind = vector["kind"]
    options: dict[str, Any] = {}
    if kind == "amortization":
        fields.choose("frequency", {None: None, "monthly": None})
        options = dict(fields.choose("rounding", RULE_ROUNDINGS))
        rate = rs.percent(fields.get("nominal_rate_percent") or fields.take("rate1_percent"))
        phases = _amortization_phases(fields)
    elif kind == "flat_rate_instalment":
        options = {"interest_base": "original", "installment_unit": fields.take("rounding")}
        rate, phases = rs.Rate(fields.take("flat_rate")), [rs.Phase(fields.take("months"))]
    elif kind in ("zero_interest_instalments", "writedown_instalments"):
        rate, phases = rs.Rate(0), [rs.Phase(fields.get("instalments") or fields.take("months"))]
    else:
        options = dict(CARRIED) if kind == "grace_capitalised" else {}
        rate, phases = rs.Rate(fields.take("annual_rate")), _asian_phases(kind, fields)
        fields.choose("instalment_rounding", {None: None, "0.01": None})
    owed = Decimal(fields.get("principal") or fields.take("balance"))
    principal = owed - owed * Decimal(fields.get("write_down") or 0)
    fields.done()
    return rs.LoanTerms(
        currency=RULE_CURRENCIES[vector["id"].replace("_", "-").split("-")[0]],
        principal=principal * scale,
        rate=rate,
        start_date=START,
        first_due_date=FIRST_DUE["monthly"],
        phases=phases,
        **options,
    )


def _amortization_phases(fields: Fields) -> list[rs.Phase]:
    growth = fields.get("annual_step_percent")
    if growth is not None:
        return [rs.Phase(fields.take("n"), step=_fraction(str(growth)), step_every=12)]
    capitalized, made, at_first_rate = map(fields.get, ("months_capitalised", "payments_made", "months_at_rate1"))
    if capitalized is not None:
        return [rs.Phase(capitalized, "capitalize"), rs.Phase(12)]  # the source stops before the installments
    if fields.choose("interest_only", {None: False, False: False, True: True}):
        fields.choose("n", {None: None})
        return [rs.Phase(12, "interest_only")]
    count = fields.take("n")
    if at_first_rate is not None:
        return [
            rs.Phase(at_first_rate),
            rs.Phase(count - at_first_rate, rate=rs.percent(fields.take("rate2_percent"))),
        ]
    if made is not None:  # what the source says of the eight months after them is a stretch of interest only
        return [rs.Phase(made, amortize_over=count), rs.Phase(8, "interest_only"), rs.Phase(count - made - 8)]
    return [rs.Phase(count)]


def _asian_phases(kind: str, fields: Fields) -> list[rs.Phase]:
    if kind == "grace_capitalised":
        return [rs.Phase(fields.take("moratorium_months"), "capitalize"), rs.Phase(fields.take("instalments_after"))]
    if kind == "grace_interest_paid":
        return [rs.Phase(fields.take("grace_months"), "interest_only"), rs.Phase(fields.take("instalments_after"))]
    count = fields.take("months")
    if kind in ("equal_principal_total", "equal_principal_first"):
        return [rs.Phase(count, "equal_principal")]
    if kind == "interest_only_bullet":
        return [rs.Phase(count, "interest_only")]
    if kind in ("equal_instalment_total", "equal_instalment", "total_interest"):
        return [rs.Phase(count)]
    raise UnknownFieldError(f"kind: {kind}")


def _fraction(percent: str) -> Decimal:
    return Decimal(percent).scaleb(-2)


# --- frappe ---

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
        start = _day(posted)
        next_month = date(start.year, start.month + 1, 1)
        first_due = next_month if due_day == 1 else next_month - timedelta(1)
    elif kind == "start date":
        start, first_due = _day(posted), _day(repaid_from)
    elif disbursed is not None:
        start, first_due = _day(disbursed), _day(first)
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


# --- fineract, plain schedules ---

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
    start = _day(disbursement["date"])
    dues = [_day(due) for due in _fineract_dues(vector)]
    every = stated = fields.take("repay_every")
    if frequency == "monthly":
        every = _months(start, dues[0])
    if stated not in (every, 1):  # one vector with periods of two months leaves it at one
        raise UnknownFieldError(f"repay_every: {stated}")
    fields.choose("number_of_repayments", {None: None, len(dues): None})
    options: dict[str, Any] = {
        "day_count": _fineract_day_count(fields, monthly=frequency == "monthly", cumulative=cumulative),
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


def _day(text: str) -> date:
    return date.fromisoformat(text)
