"""Apply a policy's rules: quantities of the one vocabulary, compared as columns, told as checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from ..basics.provenance import Check, Plain, Wording
from ..basics.types import INT64_SAFE, Bools, Ints
from ..basics.written import percent_text
from ..policy import QUANTITIES, Comparator, Condition, Rule, Target
from ..policy.quantities import is_of_plan
from ..policy.rules import COMPARE, compares
from ._case import Case
from ._measured import Measured
from ._quantities import OF_APPLICATION, OF_PLAN, Fact, Scaled

ApplicationFacts = Mapping[str, Fact | None]
OptionFacts = Mapping[str, Scaled | None]


class Limit(NamedTuple):
    """A rule's limit on the day it is taken of; not certain where that day is not known."""

    value: Plain
    certain: bool


def application_facts(case: Case) -> dict[str, Fact | None]:
    """Return the quantities known before any plan; `None` where the input is missing."""
    return {name: fact(case) for name, fact in sorted(OF_APPLICATION.items())}


def option_facts(measured: Measured, case: Case) -> dict[str, Scaled | None]:
    """Return the quantities of every candidate that rules and target compare; `None` where an input is missing."""
    return {name: OF_PLAN[name](measured, case) for name in dict.fromkeys(_asked(case)) if is_of_plan(name)}


def _asked(case: Case) -> Iterator[str]:
    for rule in case.policy.rules:
        yield rule.quantity
        yield from (condition.quantity for condition in rule.when)
    yield from (condition.quantity for condition in targets_of(case))


def target_of(case: Case) -> Target | None:
    """Return the target, if it counts; a condition whose input is missing is taken to hold."""
    target = case.target
    if target is None or not target.when:
        return target
    return None if _applies(target.when, application_facts(case), case.capacity.as_of) is False else target


def targets_of(case: Case) -> Iterable[Condition]:
    """Return what the target asks of an option."""
    target = target_of(case)
    return () if target is None else target.where


def limit_of(rule: Rule, case: Case) -> Limit:
    """Return a rule's limit on its day: the application's, or that of the contract where it is known."""
    certain = rule.dated_by == "as_of" or case.contract.debt.contract_date is not None
    return Limit(rule.limit.at(_day_of(rule, case)), certain=certain)


def _day_of(rule: Rule, case: Case) -> date:
    """Return the day a rule's limit and conditions are taken of."""
    signed = None if rule.dated_by == "as_of" else case.contract.debt.contract_date
    return signed or case.capacity.as_of


def application_checks(case: Case) -> list[Check]:
    """Return the checks of the rules that decide whether any option is offered at all."""
    facts = application_facts(case)
    unsure = case.capacity.willingness.status == "needs_review"
    checks: list[Check] = []
    for rule in case.policy.rules:
        applies = _before_plan(rule, facts, case)
        if not is_of_plan(rule.quantity) and applies is not False:
            actual, limit = facts[rule.quantity], limit_of(rule, case)
            holds = None if actual is None else _holds(rule.comparator, actual, limit.value)
            certain = limit.certain and applies is True and not (rule.quantity == "willing_to_repay" and unsure)
            checks.append(_check(rule, limit.value, holds=holds, actual=actual, certain=certain))
    return checks


def _holds(comparator: Comparator, actual: Fact, limit: Plain) -> bool:
    """Return whether a comparison holds; of several debts that one stands for, it must hold of every one."""
    if isinstance(actual, tuple):
        return all(compares(part, comparator, limit) for part in actual)
    return compares(actual, comparator, limit)


def is_certain(rule: Rule, facts: ApplicationFacts, case: Case) -> bool:
    """Return whether a rule can fail an option: its sources are verified, its limit and whether it applies known."""
    verified = all(source.level == "verified" for source in rule.sources)
    return verified and _before_plan(rule, facts, case) is True and limit_of(rule, case).certain


def _before_plan(rule: Rule, facts: ApplicationFacts, case: Case) -> bool | None:
    """Return whether the conditions of a rule that no plan decides hold; `None` when an input is missing."""
    return _applies(rule.when, facts, _day_of(rule, case))


def _applies(when: Iterable[Condition], facts: ApplicationFacts, on: date) -> bool | None:
    held = [_condition(condition, facts, on) for condition in when if not is_of_plan(condition.quantity)]
    return False if False in held else None if None in held else True


def _condition(condition: Condition, facts: ApplicationFacts, on: date) -> bool | None:
    actual, value = facts[condition.quantity], condition.at(on)
    if isinstance(actual, tuple):  # a rule on one of several debts binds the one in their place
        return any(compares(part, condition.comparator, value) for part in actual)
    return None if actual is None else compares(actual, condition.comparator, value)


def applies_to(rule: Rule, facts: OptionFacts, of_application: ApplicationFacts, case: Case, count: int) -> Bools:
    """Return, per candidate, whether a rule on options applies; a condition whose input is missing is taken to hold."""
    applies = np.full(count, _before_plan(rule, of_application, case) is not False)
    for condition in rule.when:
        held = facts[condition.quantity] if is_of_plan(condition.quantity) else None
        if held is not None:
            applies = applies & _compare(held, condition.comparator, condition.at(_day_of(rule, case)))
    return applies


def holds_for(rule: Rule, facts: OptionFacts, case: Case) -> Bools | None:
    """Return, per candidate, whether a rule's comparison holds, exactly; `None` where its quantity is not known."""
    held = facts[rule.quantity]
    return None if held is None else _compare(held, rule.comparator, limit_of(rule, case).value)


def meets(condition: Condition, facts: OptionFacts, case: Case, count: int) -> Bools:
    """Return which candidates reach one comparison of a target; none where its quantity is not known."""
    held = facts[condition.quantity]
    if held is None:
        return np.full(count, False)
    return _compare(held, condition.comparator, condition.at(case.capacity.as_of))


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
        if is_of_plan(rule.quantity) and applies_to(rule, facts, of_application, case, 1)[0]:
            found, actual, limit = holds_for(rule, facts, case), facts[rule.quantity], limit_of(rule, case)
            holds = None if found is None else bool(found[0])
            certain = limit.certain and _before_plan(rule, of_application, case) is True
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


def shown(quantity: str, held: Fact | Scaled) -> str:
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
    if QUANTITIES[quantity].is_percent:
        return percent_text(held if isinstance(held, Decimal) else float(held))
    if isinstance(held, Fraction):
        return str(held.numerator) if held.denominator == 1 else format(float(held), ".4f").rstrip("0").rstrip(".")
    return format(held, "f")
