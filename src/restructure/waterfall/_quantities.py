"""The quantities that rules of a waterfall compare, computed exactly: one function for each name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from ..basics.rates import RATE_SCALE
from ._state import State
from .facts import MortgageFacts

MortgageFact = Fraction | bool

NEVER = 100_000
"""Months since a modification that never was: more than any limit asks for."""


# --- of the mortgage as it stands ---


def _loan_to_value(facts: MortgageFacts) -> Fraction | None:
    return None if facts.property_value is None else Fraction(facts.gross, facts.minor("property_value"))


def _since_modification(facts: MortgageFacts) -> Fraction | None:
    return Fraction(NEVER) if facts.modifications == 0 else _count(facts.months_since_modification)


def _late_after_modification(facts: MortgageFacts) -> Fraction | None:
    return Fraction(0) if facts.modifications == 0 else _count(facts.days_late_after_modification)


def _count(given: int | None) -> Fraction | None:
    return None if given is None else Fraction(given)


OF_MORTGAGE: Mapping[str, Callable[[MortgageFacts], MortgageFact | None]] = {
    "loan_to_value": _loan_to_value,
    "rate_still_adjusts": lambda facts: facts.rate_still_adjusts,
    "days_past_due": lambda facts: _count(facts.days_past_due),
    "loan_age_months": lambda facts: _count(facts.loan_age_months),
    "payments_made": lambda facts: _count(facts.payments_made),
    "modifications": lambda facts: _count(facts.modifications),
    "months_since_modification": _since_modification,
    "days_late_after_modification": _late_after_modification,
    "failed_trials_12m": lambda facts: _count(facts.failed_trials_12m),
    "imminent_default": lambda facts: facts.imminent_default,
    "principal_residence": lambda facts: facts.principal_residence,
}
"""One quantity that is known before any step; `None` where the facts do not say."""


# --- of the outcome ---


def reduction(facts: MortgageFacts, state: State) -> Fraction:
    """Return by which share the payment is below that of the contract."""
    return 1 - Fraction(state.payment, facts.minor("payment"))


def housing_ratio(facts: MortgageFacts, state: State) -> Fraction | None:
    """Return the home's share of gross income; `None` where income or housing costs are not known."""
    if not facts.gross_income or facts.housing_costs is None:
        return None
    return Fraction(state.payment + facts.minor("housing_costs"), facts.minor("gross_income"))


def back_end_ratio(facts: MortgageFacts, state: State) -> Fraction | None:
    """Return the home's and all debts' share of gross income; `None` where a part is not known."""
    housing = housing_ratio(facts, state)
    if housing is None or facts.other_debts is None:
        return None
    return housing + Fraction(facts.minor("other_debts"), facts.minor("gross_income"))


def _rate_rise(facts: MortgageFacts, state: State) -> Fraction:
    return Fraction(state.rate - facts.rate.units, RATE_SCALE)


def _supplement(facts: MortgageFacts, state: State) -> Fraction:
    return Fraction(state.supplement, facts.currency.per_major)


OF_PLAN: Mapping[str, Callable[[MortgageFacts, State], Fraction | None]] = {
    "payment_reduction": reduction,
    "housing_ratio": housing_ratio,
    "back_end_ratio": back_end_ratio,
    "rate_rise": _rate_rise,
    "supplement": _supplement,
}
"""One quantity of the outcome; `None` where the facts do not say."""
