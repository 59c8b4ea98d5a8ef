"""Loan terms of rules of amortization that laws and lenders state."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import restructure as rs
from golden.vector_terms import FIRST_DUE, START, Fields, UnknownFieldError, Vector, fraction

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
        return [rs.Phase(fields.take("n"), step=fraction(str(growth)), step_every=12)]
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
