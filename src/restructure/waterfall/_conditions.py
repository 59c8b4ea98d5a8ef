"""Which conditions of a waterfall hold for a mortgage, and which facts it cannot do without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ..basics.errors import Fault, InvalidInputError
from ..policy import Condition, Target, Trial, Waterfall
from ..policy.rules import compares
from ._quantities import OF_MORTGAGE
from .facts import MortgageFacts


def holds(facts: MortgageFacts, when: Sequence[Condition], on: date) -> bool:
    """Return whether all conditions hold; what they compare has been asked for before."""
    return all(_holds(facts, condition, on) for condition in when)


def _holds(facts: MortgageFacts, condition: Condition, on: date) -> bool:
    actual, value = OF_MORTGAGE[condition.quantity](facts), condition.at(on)
    return actual is not None and compares(actual, condition.comparator, value)


def targets_of(facts: MortgageFacts, waterfall: Waterfall, on: date) -> list[Target]:
    """Return the targets that count for this mortgage."""
    return [target for target in waterfall.targets if holds(facts, target.when, on)]


def require_facts(facts: MortgageFacts, waterfall: Waterfall, trial: Trial | None, on: date) -> None:
    """Refuse a mortgage that lacks a fact which the waterfall or the trial refers to.

    Raises:
        InvalidInputError: names every missing fact and what needs it.
    """
    missing = missing_from(facts, waterfall, trial, on)
    if missing:
        raise InvalidInputError(
            [
                Fault(f"mortgage.{name}", f"is required by {who} of {waterfall.name}; add it")
                for name, who in missing.items()
            ]
        )


def missing_from(facts: MortgageFacts, waterfall: Waterfall, trial: Trial | None, on: date) -> dict[str, str]:
    """Return the facts a mortgage lacks, with what of the program needs each."""
    needed = dict(_needed(facts, waterfall, trial))
    sought = [condition.quantity for target in targets_of(facts, waterfall, on) for condition in target.where]
    if "housing_ratio" in sought:
        needed |= dict.fromkeys(("gross_income", "housing_costs"), "the target")
    return {name: who for name, who in needed.items() if getattr(facts, name) is None}


def _needed(facts: MortgageFacts, waterfall: Waterfall, trial: Trial | None) -> Iterator[tuple[str, str]]:
    """Yield what steps and conditions need, with what needs it."""
    for step in waterfall.steps:
        who = f"step {step.code}"
        if any(cap.kind == "loan_to_value" for cap in step.caps):
            yield "property_value", who
        if step.market is not None:
            yield "market_rate", who
        yield from ((name, who) for name in _unknown(facts, step.when))
    if waterfall.step_up is not None:
        yield "market_rate", "the step-up"
    for target in waterfall.targets:
        yield from ((name, "the target") for name in _unknown(facts, target.when))
    for limit in waterfall.limits:
        yield from ((name, f"limit {limit.code}") for name in _unknown(facts, limit.when))
    if trial is not None:
        conditions = [trial.when, *(limit.when for limit in trial.limits)]
        yield from ((name, "the trial") for when in conditions for name in _unknown(facts, when))


def _unknown(facts: MortgageFacts, when: Sequence[Condition]) -> Iterator[str]:
    """Yield the facts without which conditions cannot be decided."""
    for condition in when:
        if OF_MORTGAGE[condition.quantity](facts) is None:
            yield "property_value" if condition.quantity == "loan_to_value" else condition.quantity
