"""Apply a policy's rules: quantities from the closed vocabulary, compared as columns, told as checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from ..basics.provenance import Check, Plain, Wording
from ..basics.types import INT64_SAFE, Bools, Ints
from ..basics.written import percent_text
from ..policy import Comparator, Condition, Quantity, Rule
from ..policy.rules import COMPARE, OF_APPLICATION
from ._case import Case
from ._measured import Measured
from ._quantities import Fact, Scaled, application_fact, option_fact

PERCENTS: frozenset[Quantity] = frozenset(
    {
        "annual_rate",
        "rate_cut",
        "contract_rate",
        "principal_forgiven_share",
        "peak_balance_share",
        "lender_loss",
        "payment_reduction",
        "debt_service_ratio",
        "housing_ratio",
        "charges_share",
        "extension_share",
        "parked_share",
        "due_at_maturity_share",
        "paid_share",
    }
)
ApplicationFacts = Mapping[Quantity, Fact | None]
OptionFacts = Mapping[Quantity, Scaled | None]


class Limit(NamedTuple):
    """A rule's limit on the day it is taken of; not certain where that day is not known."""

    value: Plain
    certain: bool


def application_facts(case: Case) -> dict[Quantity, Fact | None]:
    """Return the quantities of the application; `None` where the input is missing."""
    return {name: application_fact(name, case) for name in sorted(OF_APPLICATION)}


def option_facts(measured: Measured, case: Case) -> dict[Quantity, Scaled | None]:
    """Return the quantities of every candidate that rules and target compare; `None` where an input is missing."""
    found: dict[Quantity, Scaled | None] = {}
    for name in _asked(case):
        if name not in OF_APPLICATION and name not in found:
            found[name] = option_fact(name, measured, case)
    return found


def _asked(case: Case) -> Iterator[Quantity]:
    for rule in case.policy.rules:
        yield rule.quantity
        if rule.condition is not None:
            yield rule.condition.quantity
    for condition in targets_of(case):
        yield condition.quantity


def targets_of(case: Case) -> Iterable[Condition]:
    """Return what the target asks of an option."""
    return () if case.target is None else case.target.where


def limit_of(rule: Rule, case: Case) -> Limit:
    """Return a rule's limit on its day: the application's, or that of the contract where it is known."""
    if rule.dated_by == "as_of":
        return Limit(rule.limit.at(case.capacity.as_of), certain=True)
    signed = case.contract.debt.contract_date
    return Limit(rule.limit.at(signed or case.capacity.as_of), certain=signed is not None)


def application_checks(case: Case) -> list[Check]:
    """Return the checks of the rules that decide whether any option is offered at all."""
    facts = application_facts(case)
    unsure = case.capacity.willingness.status == "needs_review"
    checks: list[Check] = []
    for rule in case.policy.rules:
        applies = _condition(rule, facts)
        if rule.quantity in OF_APPLICATION and applies is not False:
            actual, limit = facts[rule.quantity], limit_of(rule, case)
            holds = None if actual is None else _holds(rule.comparator, actual, limit.value)
            certain = limit.certain and applies is True and not (rule.quantity == "willing_to_repay" and unsure)
            checks.append(_check(rule, limit.value, holds=holds, actual=actual, certain=certain))
    return checks


def _holds(comparator: Comparator, actual: Fact, limit: Plain) -> bool:
    """Return whether a comparison holds; of several debts that one stands for, it must hold of every one."""
    if isinstance(actual, tuple):
        return all(_holds(comparator, one, limit) for one in actual)
    if isinstance(actual, Fraction) and isinstance(limit, Decimal):
        return bool(COMPARE[comparator](actual, Fraction(limit)))
    return bool(COMPARE[comparator](actual, limit))


def is_certain(rule: Rule, facts: ApplicationFacts, case: Case) -> bool:
    """Return whether a rule can fail an option: its sources are verified, its limit and whether it applies known."""
    verified = all(source.level == "verified" for source in rule.sources)
    return verified and _condition(rule, facts) is True and limit_of(rule, case).certain


def _condition(rule: Rule, facts: ApplicationFacts) -> bool | None:
    """Return whether a rule's condition on the application holds, if it has one; `None` when the input is missing."""
    condition = rule.condition
    if condition is None or condition.quantity not in OF_APPLICATION:
        return True
    actual = facts[condition.quantity]
    if isinstance(actual, tuple):  # a rule on one of several debts binds the one in their place
        return any(_holds(condition.comparator, one, condition.value) for one in actual)
    return None if actual is None else _holds(condition.comparator, actual, condition.value)


def applies_to(rule: Rule, facts: OptionFacts, of_application: ApplicationFacts, count: int) -> Bools:
    """Return, per candidate, whether a rule on options applies; a condition whose input is missing is taken to hold."""
    condition = rule.condition
    if condition is None or condition.quantity in OF_APPLICATION:
        return np.full(count, _condition(rule, of_application) is not False)
    held = facts[condition.quantity]
    return np.full(count, True) if held is None else _compare(held, condition.comparator, condition.value)


def holds_for(rule: Rule, facts: OptionFacts, case: Case) -> Bools | None:
    """Return, per candidate, whether a rule's comparison holds, exactly; `None` where its quantity is not known."""
    held = facts[rule.quantity]
    return None if held is None else _compare(held, rule.comparator, limit_of(rule, case).value)


def meets(condition: Condition, facts: OptionFacts, count: int) -> Bools:
    """Return which candidates reach one comparison of a target; none where its quantity is not known."""
    held = facts[condition.quantity]
    return np.full(count, False) if held is None else _compare(held, condition.comparator, condition.value)


def _compare(quantity: Scaled, comparator: Comparator, limit: Plain) -> Bools:
    if not isinstance(limit, Decimal):
        raise AssertionError("limits of options are numbers")
    top, bottom = limit.as_integer_ratio()
    left, right = _product(quantity.top, bottom), _product(quantity.bottom, top)
    return np.broadcast_to(np.asarray(COMPARE[comparator](left, right), np.bool_), quantity.top.shape)


def _product(column: Ints | int, factor: int) -> Ints | int:
    """Return column * factor, in whole numbers of any size where 64 bits could overflow."""
    if isinstance(column, int):
        product = column * factor
        return product if abs(product) < INT64_SAFE else np.array([product], object)
    largest = max(abs(int(column.max(initial=0))), abs(int(column.min(initial=0)))) * abs(factor)
    return (column if largest < INT64_SAFE else column.astype(object)) * factor


def option_checks(case: Case, facts: OptionFacts) -> list[Check]:
    """Return the checks of one candidate, given its quantities alone."""
    checks: list[Check] = []
    of_application = application_facts(case)
    for rule in case.policy.rules:
        if rule.quantity not in OF_APPLICATION and applies_to(rule, facts, of_application, 1)[0]:
            found, actual, limit = holds_for(rule, facts, case), facts[rule.quantity], limit_of(rule, case)
            holds = None if found is None else bool(found[0])
            certain = limit.certain and _condition(rule, of_application) is True
            checks.append(_check(rule, limit.value, holds=holds, actual=actual, certain=certain))
    return checks


def rule_text(rule: Rule, case: Case) -> Wording:
    """Return what a rule demands on its day."""
    return rule.text.filled({"limit": shown(rule.quantity, limit_of(rule, case).value)})


def _check(rule: Rule, limit: Plain, *, holds: bool | None, actual: Fact | Scaled | None, certain: bool) -> Check:
    text = shown(rule.quantity, limit)
    check = Check.of(
        rule.code,
        holds=holds,
        actual=None if actual is None else shown(rule.quantity, actual),
        limit=f"{rule.comparator} {text}",
        sources=rule.sources,
        text=rule.text.filled({"limit": text}),
    )
    return check if certain else check.under_review()


def shown(quantity: Quantity, held: Fact | Scaled) -> str:
    """Return a quantity or its limit as text."""
    if isinstance(held, bool):
        return "true" if held else "false"
    if isinstance(held, str):
        return held
    if isinstance(held, tuple) and not isinstance(held, Scaled):
        return ", ".join(held)
    if isinstance(held, Scaled):
        bottom = held.bottom if isinstance(held.bottom, int) else int(held.bottom[0])
        held = Fraction(int(held.top[0]), bottom)
    if quantity in PERCENTS:
        return percent_text(held if isinstance(held, Decimal) else float(held))
    if isinstance(held, Fraction):
        return str(held.numerator) if held.denominator == 1 else format(float(held), ".4f").rstrip("0").rstrip(".")
    return format(held, "f")
