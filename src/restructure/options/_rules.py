"""Apply a policy's rules: quantities from the closed vocabulary, compared as columns, told as checks.

May import: floors below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any, NamedTuple

import numpy as np

from .._table import percent_text
from .._types import Bools, Ints
from ..application import Application
from ..dates import whole_months
from ..policy import OF_APPLICATION, Comparator, Quantity, Rule
from ..provenance import Check, Plain
from ..rates import RATE_SCALE
from ._candidates import Candidates, Case

COMPARE: dict[Comparator, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, "==": eq, "!=": ne, ">=": ge, ">": gt}
INT64_SAFE = 1 << 62
PERCENTS: frozenset[Quantity] = frozenset(
    {"annual_rate", "rate_cut", "principal_forgiven_share", "peak_balance_share", "lender_loss"}
)


class Scaled(NamedTuple):
    """A quantity of every candidate as exact fractions `top / bottom`, shapes [N] or one number."""

    top: Ints
    bottom: Ints | int


def application_facts(application: Application, case: Case) -> dict[Quantity, Plain | None]:
    """Return the quantities of the application; `None` where the input is missing."""
    contract, capacity = case.contract, case.capacity
    short = capacity.shortfall > 0
    unpayable = contract.arrears > (case.frame.cash or 0)
    willing = capacity.willingness
    modifications = None if application.credit is None else application.credit.modifications_36m
    return {
        "debt_kind": contract.debt.kind,
        "days_past_due": Decimal(contract.debt.days_past_due),
        "modifications_36m": None if modifications is None else Decimal(modifications),
        "exceeds_capacity": short or unpayable,
        "willing_to_repay": None if willing.indicated is None else willing.indicated == "pass",
    }


def application_checks(facts: Mapping[Quantity, Plain | None], case: Case) -> list[Check]:
    """Return the checks of the rules that decide whether any option is offered at all."""
    checks: list[Check] = []
    for rule in case.policy.rules:
        if rule.quantity in OF_APPLICATION:
            actual, limit = facts[rule.quantity], rule.limit.at(case.capacity.as_of)
            holds = None if actual is None else bool(COMPARE[rule.comparator](actual, limit))
            if rule.quantity == "willing_to_repay" and case.capacity.willingness.status == "needs_review":
                checks.append(_check(rule, limit, holds=holds, actual=actual, certain=False))
            else:
                checks.append(_check(rule, limit, holds=holds, actual=actual, certain=True))
    return checks


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
        "lender_loss": Scaled(contract.worth - worth, contract.worth),
    }


def holds_for(rule: Rule, facts: Mapping[Quantity, Scaled], on: date) -> Bools:
    """Return, per candidate, whether a rule holds or does not apply; exact, by whole numbers."""
    holds = _compare(facts[rule.quantity], rule.comparator, rule.limit.at(on))
    if rule.condition is not None:
        applies = _compare(facts[rule.condition.quantity], rule.condition.comparator, rule.condition.value)
        holds = holds | ~applies
    return holds


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
    on = case.capacity.as_of
    for rule in case.policy.rules:
        if rule.quantity not in OF_APPLICATION and _applies(rule, facts):
            holds = bool(holds_for(rule, facts, on)[0])
            actual = facts[rule.quantity]
            checks.append(_check(rule, rule.limit.at(on), holds=holds, actual=actual, certain=True))
    return checks


def _applies(rule: Rule, facts: Mapping[Quantity, Scaled]) -> bool:
    condition = rule.condition
    return condition is None or bool(_compare(facts[condition.quantity], condition.comparator, condition.value)[0])


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
