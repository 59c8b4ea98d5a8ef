"""Which sentences a capacity calls for: what can be paid, how it was worked out, what weighs on it, what would help."""

from __future__ import annotations

from collections.abc import Iterator

from ...capacity import Capacity
from ._tell import Told
from ._words_capacity import BINDINGS, HEADINGS, HELP
from .explained import Reader, Section, Sentence, section


def capacity_sections(told: Told, capacity: Capacity, reader: Reader) -> Iterator[Section]:
    """Yield what is said of a capacity."""
    rooms = _CUSTOMER if reader == "customer" else _OFFICER
    for code, sentences in rooms.items():
        yield from section(code, HEADINGS[code].to_text(told.lang), sentences(told, capacity))


# --- the customer --------------------------------------------------------------------------------------------------


def _can_pay(told: Told, held: Capacity) -> Iterator[Sentence]:
    yield told.say("CAN_PAY" if held.affordable_payment else "CAN_PAY_NOTHING")
    for place, step in enumerate(held.affordable_path):
        if place and step.amount != held.affordable_path[place - 1].amount:
            yield told.say("FROM_DAY", i=place)
    if any(flag.code == "ALL_HAS_FALLEN_DUE" for flag in held.flags):
        yield told.say("ALL_DUE")
        if held.shortfall:
            yield told.say("ALL_DUE_SHORT")
    elif held.contractual_payment:
        yield told.say("CONTRACT_SHORT" if held.shortfall else "CONTRACT_COVERED")


def _worked_out(told: Told, held: Capacity) -> Iterator[Sentence]:
    if not held.monthly_income:
        yield told.say("NO_INCOME")
        return
    yield told.say("INCOME")
    yield from _binding(told, held)
    codes = {flag.code for flag in held.flags}
    if "BENCHMARK_ABSENT" in codes:
        yield told.say("COSTS_DECLARED")
    if "BENCHMARK_USED" in codes:
        yield told.say("COSTS_BENCHMARK")


def _binding(told: Told, held: Capacity) -> Iterator[Sentence]:
    code, limit = BINDINGS[held.binding_constraint], _binding_limit(held)
    yield told.say(code, i=limit)
    if held.limits[limit].amount != held.affordable_payment and held.affordable_payment:
        yield told.say("ROUNDED_DOWN")
    if code == "BOUND_BY_SHARE" and held.limits[0].amount > 0:
        yield told.say("COSTS_ALONE")


def _binding_limit(held: Capacity) -> int:
    """Return the place of the limit that binds: the lowest of its kind, of equal ones the first."""
    if held.binding_constraint in ("residual", "zero"):
        return 0
    if held.binding_constraint == "dsr_cap":
        return 1
    return min(range(2, len(held.limits)), key=lambda place: held.limits[place].amount)


def _why(told: Told, held: Capacity) -> Iterator[Sentence]:
    for place, reason in enumerate(held.reasons):
        shown = reason.values["value"]
        if reason.code == "PAYMENT_NOT_COVERED" or not shown:
            continue  # said already by what is short, or asked for below
        code = reason.code
        if code == "RESIDUAL_LOW" and shown.startswith("-"):
            code = "RESIDUAL_SHORT"
        if code == "RECENT_DELINQ" and shown == "0":
            code = "OVERDUE_NOW"
        yield told.say(code, i=place)


def _helps(told: Told, held: Capacity) -> Iterator[Sentence]:
    yield told.say(_willing(held))
    for code in HELP[held.binding_constraint]:
        if code != "HELP_DEBTS" or held.liquid_months:  # who has no savings pays off no other debt
            yield told.say(code)
    yield told.say("HELP_PROOF")
    missing = [f"NOT_KNOWN_{component.id}" for component in held.components if component.missing]
    yield from (told.say(code) for code in missing if code in told.words.lines)


def _willing(held: Capacity) -> str:
    if held.willingness.status == "pass":
        return "WILLING"
    return "WILLING_REFUSED" if held.willingness.status == "fail" else "WILLING_OPEN"


_CUSTOMER = {"CAN_PAY": _can_pay, "WORKED_OUT": _worked_out, "WHY": _why, "HELPS": _helps}


# --- the loan officer ----------------------------------------------------------------------------------------------


def _officer_capacity(told: Told, held: Capacity) -> Iterator[Sentence]:
    yield told.say("OFFICER_AFFORDABLE")
    for place in range(1, len(held.affordable_path)):
        yield told.say("OFFICER_STEP", i=place)
    yield told.say("OFFICER_INCOME")
    yield told.say("OFFICER_SCORE")
    yield told.say("OFFICER_WILLING")


def _officer_limits(told: Told, held: Capacity) -> Iterator[Sentence]:
    for place in range(len(held.limits)):
        yield told.say("OFFICER_LIMIT", i=place)


def _officer_reasons(told: Told, held: Capacity) -> Iterator[Sentence]:
    for place in range(len(held.reasons)):
        yield told.say("OFFICER_REASON", i=place)
    for place in range(len(held.strengths)):
        yield told.say("OFFICER_STRENGTH", i=place)


def _officer_stress(told: Told, held: Capacity) -> Iterator[Sentence]:
    drop, rise = held.break_even.income_drop, held.break_even.rate_rise
    if drop is not None:
        yield told.say("OFFICER_BROKEN" if drop < 0 else "OFFICER_BREAK_EVEN")
    if rise is not None and drop is not None and drop >= 0:
        yield told.say("OFFICER_RATE_RISE")
    for place in range(len(held.stresses)):
        yield told.say("OFFICER_STRESS", i=place)


def _officer_flags(told: Told, held: Capacity) -> Iterator[Sentence]:
    for place in range(len(held.gates)):
        yield told.say("OFFICER_GATE", i=place)
    for place in range(len(held.flags)):
        yield told.say("OFFICER_FLAG", i=place)


_OFFICER = {
    "OFFICER_CAPACITY": _officer_capacity,
    "OFFICER_LIMITS": _officer_limits,
    "OFFICER_REASONS": _officer_reasons,
    "OFFICER_STRESS": _officer_stress,
    "OFFICER_CHECKS": _officer_flags,
}
