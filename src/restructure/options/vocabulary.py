"""The words of a closed vocabulary with which the option room names things."""

from __future__ import annotations

from typing import Literal, get_args

__all__ = ["Rung"]

Family = Literal[
    "term_extension",
    "lower_installments",
    "step_up",
    "seasonal_installments",
    "temporary_relief",
    "balloon",
    "rate_adjustment",
    "temporary_rate",
    "interest_freeze",
    "interest_only_start",
    "payment_holiday",
    "capitalization",
    "deferral",
    "waiver",
    "principal_forgiveness",
    "principal_forbearance",
    "partial_claim",
    "split_balance",
    "settlement",
    "payment_today",
    "down_payment",
    "program",
]
"""An instrument that a plan uses; most plans combine several."""

FAMILIES: tuple[Family, ...] = get_args(Family)

Label = Literal[
    "recommended",
    "lowest_monthly",
    "rest_at_maturity",
    "most_relief_now",
    "lowest_total",
    "soonest",
    "likeliest",
    "program",
]
"""What a shown option is best at, or that it is the policy's modification program. Best at: the policy's order, highest
installment, payments of the first 12 months, total paid, last due date, the part of such plans that hold. Where plans
leave nothing for maturity, only those are best at one of these, and of the others the policy's first is shown."""

Rung = Literal["keep", "reinstate", "catch_up", "hold", "restructure", "settle", "next_steps"]
"""How far an answer had to go, the least change first: keep the contract, pay its arrears, catch up on them, ask for
less until dated income comes, restructure, settle for part; or nothing of these holds."""

RUNGS: tuple[Rung, ...] = get_args(Rung)

ReferenceKind = Literal["keep_contract", "reinstate", "catch_up"]
"""One of the plain ways out that every option is held against."""
