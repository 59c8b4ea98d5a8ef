"""Apply a policy's rules: quantities from the closed vocabulary, compared as columns, told as checks.

May import: floors below.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from .._table import percent_text
from .._types import INT64_SAFE, Bools, Ints
from ..dates import whole_months
from ..measures import exact_column
from ..policy import Comparator, Quantity, Rule
from ..policy._rules import COMPARE, OF_APPLICATION
from ..provenance import Check, Plain, Wording
from ..rates import RATE_SCALE
from ._candidates import Candidates, Case

PERCENTS: frozenset[Quantity] = frozenset(
    {"annual_rate", "rate_cut", "principal_forgiven_share", "peak_balance_share", "lender_loss"}
)


class Scaled(NamedTuple):
    """A quantity of every candidate as exact fractions `top / bottom`, shapes [N] or one number."""

    top: Ints
    bottom: Ints | int


def application_facts(case: Case) -> dict[Quantity, Plain | None]:
    """Return the quantities of the application; `None` where the input is missing."""
    contract, credit = case.contract, case.application.credit
    willing = case.capacity.willingness.indicated
    modifications = None if credit is None else credit.modifications_36m
    return {
        "debt_kind": contract.debt.kind,
        "days_past_due": Decimal(contract.debt.days_past_due),
        "modifications_36m": None if modifications is None else Decimal(modifications),
        "exceeds_capacity": _exceeds_capacity(case),
        "willing_to_repay": None if willing is None else willing == "pass",
    }


def _exceeds_capacity(case: Case) -> bool | None:
    """Return whether the debt is beyond repaying as agreed; not known without the cash to hold arrears against."""
    arrears, cash = case.contract.arrears, case.frame.cash
    if case.capacity.shortfall > 0 or not arrears:
        return case.capacity.shortfall > 0
    return None if cash is None else arrears > cash


def application_checks(case: Case) -> list[Check]:
    """Return the checks of the rules that decide whether any option is offered at all."""
    facts, on = application_facts(case), case.capacity.as_of
    unsure = case.capacity.willingness.status == "needs_review"
    checks: list[Check] = []
    for rule in case.policy.rules:
        if rule.quantity in OF_APPLICATION and _condition(rule, facts) is not False:
            actual, limit = facts[rule.quantity], rule.limit.at(on)
            holds = None if actual is None else bool(COMPARE[rule.comparator](actual, limit))
            certain = _condition(rule, facts) is True and not (rule.quantity == "willing_to_repay" and unsure)
            checks.append(_check(rule, limit, holds=holds, actual=actual, certain=certain))
    return checks


def is_certain(rule: Rule, facts: Mapping[Quantity, Plain | None]) -> bool:
    """Return whether a rule can fail an option: its sources are verified, and whether it applies is known."""
    verified = all(source.level == "verified" for source in rule.sources)
    return verified and _condition(rule, facts) is True


def _condition(rule: Rule, facts: Mapping[Quantity, Plain | None]) -> bool | None:
    """Return whether a rule's condition on the application holds, if it has one; `None` when the input is missing."""
    condition = rule.condition
    if condition is None or condition.quantity not in OF_APPLICATION:
        return True
    actual = facts[condition.quantity]
    return None if actual is None else bool(COMPARE[condition.comparator](actual, condition.value))


def option_facts(candidates: Candidates, case: Case, worth: Ints) -> dict[Quantity, Scaled]:
    """Return the quantities of every candidate as exact fractions; `worth` [N] is their present value."""
    contract, frame = case.contract, case.frame
    opening = np.array([origin.principal for origin in candidates.origins], np.int64)[candidates.origin]
    forgiven = np.array([origin.forgiven for origin in candidates.origins], np.int64)[candidates.origin]
    months = np.array([whole_months(frame.effective_on, day) for day in frame.dates], np.int64)
    return {
        "installment_count": Scaled(candidates.rows, 1),
        "installments_per_year": Scaled(np.full_like(candidates.rows, 12), 1),
        "term_months": Scaled(months[candidates.rows - 1], 1),
        "first_due_days": Scaled(np.full_like(candidates.rows, (frame.first_due - frame.effective_on).days), 1),
        "annual_rate": Scaled(candidates.rate_units, RATE_SCALE),
        "rate_cut": Scaled(contract.rate.units - candidates.rate_units, RATE_SCALE),
        "principal_forgiven_share": Scaled(forgiven, contract.currency.to_minor(contract.position.principal)),
        "peak_balance_share": Scaled(candidates.peak, opening),
        "lender_loss": Scaled(exact_column(contract.worth, worth), contract.worth),
    }


def applies_to(rule: Rule, facts: Mapping[Quantity, Scaled], of_application: Mapping[Quantity, Plain | None]) -> Bools:
    """Return, per candidate, whether a rule on options applies; a condition whose input is missing is taken to hold."""
    condition, everyone = rule.condition, facts[rule.quantity].top.shape
    if condition is None or condition.quantity in OF_APPLICATION:
        return np.full(everyone, _condition(rule, of_application) is not False)
    return _compare(facts[condition.quantity], condition.comparator, condition.value)


def holds_for(rule: Rule, facts: Mapping[Quantity, Scaled], on: date) -> Bools:
    """Return, per candidate, whether a rule's comparison holds; exact, by whole numbers."""
    return _compare(facts[rule.quantity], rule.comparator, rule.limit.at(on))


def _compare(quantity: Scaled, comparator: Comparator, limit: Plain) -> Bools:
    if not isinstance(limit, Decimal):
        raise AssertionError("limits of options are numbers")
    top, bottom = limit.as_integer_ratio()
    left, right = _product(quantity.top, bottom), _product(np.atleast_1d(quantity.bottom), top)
    return np.broadcast_to(np.asarray(COMPARE[comparator](left, right), np.bool_), quantity.top.shape)


def _product(column: Ints, factor: int) -> Ints:
    """Return column * factor, in whole numbers of any size where 64 bits could overflow."""
    largest = max(abs(int(column.max(initial=0))), abs(int(column.min(initial=0)))) * abs(factor)
    return (column if largest < INT64_SAFE else column.astype(object)) * factor


def option_checks(case: Case, facts: Mapping[Quantity, Scaled]) -> list[Check]:
    """Return the checks of one candidate, given its quantities alone."""
    checks: list[Check] = []
    on, of_application = case.capacity.as_of, application_facts(case)
    for rule in case.policy.rules:
        if rule.quantity not in OF_APPLICATION and applies_to(rule, facts, of_application)[0]:
            holds, actual = bool(holds_for(rule, facts, on)[0]), facts[rule.quantity]
            certain = _condition(rule, of_application) is True
            checks.append(_check(rule, rule.limit.at(on), holds=holds, actual=actual, certain=certain))
    return checks


def rule_text(rule: Rule, on: date) -> Wording:
    """Return what a rule demands on a day."""
    return rule.text.filled({"limit": _shown(rule.quantity, rule.limit.at(on))})


def _check(rule: Rule, limit: Plain, *, holds: bool | None, actual: Plain | Scaled | None, certain: bool) -> Check:
    shown = _shown(rule.quantity, limit)
    check = Check.of(
        rule.code,
        holds=holds,
        actual=None if actual is None else _shown(rule.quantity, actual),
        limit=f"{rule.comparator} {shown}",
        sources=rule.sources,
        text=rule.text.filled({"limit": shown}),
    )
    return check if certain else check.under_review()


def _shown(quantity: Quantity, held: Plain | Scaled) -> str:
    if isinstance(held, bool):
        return "true" if held else "false"
    if isinstance(held, str):
        return held
    number = held if isinstance(held, Decimal) else None
    if isinstance(held, Scaled):
        bottom = held.bottom if isinstance(held.bottom, int) else held.bottom[0]
        if quantity in PERCENTS:
            return percent_text(int(held.top[0]) / int(bottom))
        return str(int(held.top[0]) // int(bottom))
    if number is None:
        raise AssertionError("a fact is a truth, a word or a number")
    return percent_text(number) if quantity in PERCENTS else format(number, "f")
