"""What keeps a plan that merely fits from being offered, candidate by candidate, each with the guardrail's name.

`docs/explanation/choosing.md` states each guardrail. They are asked in its order, and the first that a candidate does
not pass is why it is removed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from ..basics.columns import longest_first
from ..basics.rates import RATE_SCALE
from ..basics.types import Bools, Ints
from ..contract.treatment import Treatment
from ..policy import ConcessionBudget, Guardrail, Guardrails
from ..policy.outcome_curve import factor_at
from ._beside_contract import has_contract, joins_principal, not_lower
from ._case import Case
from ._measured import Measured

ROUNDING = 2
"""Minor units for each installment by which rounding may lift the last one."""
OF_THE_REFERENCE = Fraction(1, 10)
"""The budget where not even the reference repays everything."""
HALF_POINT = 10**9 // 40
BUCKET = 2 * HALF_POINT


class Guarded(NamedTuple):
    """What the guardrails leave: places kept, and of each guardrail the places it removed."""

    kept: Ints
    removed: Mapping[Guardrail, Ints]


def guarded(measured: Measured, case: Case, allowed: int | None) -> Guarded:
    """Return which of the candidates that fit pass the guardrails, and which guardrail removed each of the others.

    Args:
        measured: candidates with what they are worth and give up; those that guardrails asked of each alone remove
            need not be valued.
        case: the debt and the policy.
        allowed: the most that may be given up, minor units; `None` for no limit.
    """
    removed: dict[Guardrail, Ints] = {}
    alive, holds = np.ones(len(measured.total), np.bool_), measured.sustainable

    def remove(name: Guardrail, mask: Bools) -> None:
        nonlocal alive
        if name in case.policy.guardrails.off:
            return
        out = alive & mask
        if out.any():
            removed[name] = np.flatnonzero(out)
            alive = alive & ~mask

    for name, guardrail in _ALONE.items():
        remove(name, guardrail(measured, case))
    remove("SHORTEST_AT_FULL_RATE", longer_at_full_rate(measured, case, alive))
    if allowed is not None:
        remove("CONCESSION_BUDGET", measured.given_up > allowed)
    remove("CONSOLIDATION", _dearer_consolidation(measured, case))
    if (alive & holds).any():
        remove("SUSTAINABLE", ~holds)
    remove("NOT_BEATEN", _beaten(measured, alive))
    return Guarded(np.flatnonzero(alive), removed)


def passes_alone(measured: Measured, case: Case, before: Guardrail | None = None) -> Bools:
    """Return which pass the guardrails that are asked of each candidate by itself, or those before one of them."""
    passes = np.ones(len(measured.total), np.bool_)
    for name, guardrail in _ALONE.items():
        if name == before:
            break
        if name not in case.policy.guardrails.off:
            passes &= ~guardrail(measured, case)
    return passes


def removed_alone(measured: Measured, case: Case) -> Iterator[Guardrail]:
    """Yield the guardrails asked of each candidate by itself that remove the one measured."""
    for name, guardrail in _ALONE.items():
        if name not in case.policy.guardrails.off and guardrail(measured, case)[0]:
            yield name


# --- one candidate at a time -----------------------------------------------------------------------------------------


def _above_contract(measured: Measured, case: Case) -> Bools:
    if not has_contract(case) or case.target is not None:
        return np.zeros(len(measured.total), np.bool_)
    candidates, limit = measured.candidates, case.contract.installment
    _, last = candidates.regular_to()
    above = last > limit + ROUNDING * candidates.rows
    for row, so_many in enumerate(longest_first(candidates.rows - 1, len(candidates.payments))):
        mine = candidates.rows[:so_many] - 1 > row
        above[:so_many] |= mine & (candidates.payments[row, :so_many] > limit)
    return np.asarray(above)


def _relief(measured: Measured, case: Case) -> Bools:
    """Return which begin with a relief that nothing says is for a time, or that is too long."""
    hardship, longest = case.asked.hardship, case.policy.guardrails.relief_months
    stated = hardship is not None and bool(hardship.temporary)
    months = np.array([shape.start.months for shape in measured.candidates.shapes], np.int64)[measured.candidates.shape]
    return (months > 0) & ((months > longest) | (not stated))


def _capitalizes(measured: Measured, case: Case) -> Bools:
    return joins_principal(measured) & not_lower(measured, case)


def _keeps_nothing(measured: Measured, case: Case) -> Bools:
    most = case.policy.guardrails.keep_most
    if most is None:
        return np.zeros(len(measured.total), np.bool_)
    regular = measured.candidates.regular()
    affordable = case.frame.affordable[: len(regular), None]
    kept = np.minimum(affordable // 10, case.contract.currency.to_minor(most))
    runs = np.arange(len(regular))[:, None] < measured.candidates.rows
    return np.asarray(((regular > affordable - kept) & runs).any(axis=0))


def _gives_up_what_cash_pays(measured: Measured, case: Case) -> Bools:
    """Return which give up what spare cash would pay, where another that passes the guardrails before does not."""
    if case.target is not None:  # else what else there is depends on what reaches the target
        return np.zeros(len(measured.total), np.bool_)
    gives_up = _concedes_beside_cash(measured, case)
    others = gives_up.any() and (passes_alone(measured, case, "CASH_AT_HAND") & ~gives_up).any()
    return gives_up if others else np.zeros_like(gives_up)


def _concedes_beside_cash(measured: Measured, case: Case) -> Bools:
    """Return which forgive what spare cash covers, or give up interest of a debt that it could pay off."""
    candidates, spare = measured.candidates, case.spare_cash
    forgiven = np.array([origin.forgiven for origin in candidates.origins], np.int64)[candidates.origin]
    covered = (forgiven > 0) & (forgiven <= spare)
    if spare < case.owed:
        return covered
    waives = [any(_waives_interest(item) for item in origin.treatments) for origin in candidates.origins]
    lower = [min(path.units) < case.contract.rate.units for path in candidates.paths]
    concedes = np.array(waives, np.bool_)[candidates.origin] | np.array(lower, np.bool_)[candidates.path]
    return np.asarray(covered | concedes)


def _waives_interest(item: Treatment) -> bool:
    return item.action == "waive" and item.component == "interest"


_ALONE: Mapping[Guardrail, Callable[[Measured, Case], Bools]] = {
    "WITHIN_CONTRACT": _above_contract,
    "TEMPORARY_RELIEF": _relief,
    "CAPITALIZING": _capitalizes,
    "KEEP_SOMETHING": _keeps_nothing,
    "CASH_AT_HAND": _gives_up_what_cash_pays,
}


def sustainable(measured: Measured, case: Case) -> Bools:
    """Return which plans survive the policy's stress, or have so many of all payments in cash, or are short."""
    rules, budget, candidates = case.policy.guardrails, case.frame.budget, measured.candidates
    payments, rows = candidates.payments, candidates.rows
    whole, last = candidates.regular_to()
    months = len(payments)
    stress = Fraction(rules.stress)
    # what a payment may be at most, in whole minor units, where income falls: exact, as one number a month
    every = list(zip(budget.left[:months], budget.income[:months], strict=True))
    room = {(left, income): int((left - stress * income) // budget.scale) for left, income in set(every)}
    most = np.array([room[month] for month in every], object).astype(np.int64)
    survives = np.asarray((last <= most[rows - 1]) | (last == 0))
    for row, so_many in enumerate(longest_first(whole, months)):
        paid = payments[row, :so_many]
        survives[:so_many] &= (paid <= most[row]) | (paid == 0) | (whole[:so_many] <= row)
    short: Bools = rows <= rules.short_plan
    found: Bools = survives | _in_cash(measured, case, rules) | short
    return found


def _in_cash(measured: Measured, case: Case, rules: Guardrails) -> Bools:
    """Return which leave so many of the highest month's payments, other debts' included, in cash after day one."""
    most = measured.highest + _beside_highest(measured, case)
    left = (case.frame.cash or 0) - measured.candidates.paid_today
    enough: Bools = left >= rules.cash_payments * most
    return enough


def _beside_highest(measured: Measured, case: Case) -> Ints:
    """Return the most that other debts ask for in a month of the highest payment, minor units, [N]."""
    budget, candidates, highest = case.frame.budget, measured.candidates, measured.highest
    other = [-(-units // budget.scale) for units in budget.other[: len(candidates.payments)]]
    if len(set(other)) == 1:
        return np.where(highest > 0, other[0], 0)
    payments = candidates.regular()
    each = np.array(other, np.int64)[:, None]
    found: Ints = np.where((payments == highest) & (payments > 0), each, 0).max(axis=0)
    return found


# --- at the contract's rate ------------------------------------------------------------------------------------------


def at_full_rate(measured: Measured, case: Case) -> Bools:
    """Return which keep the contract's rate to their end."""
    full = [set(path.units) == {case.contract.rate.units} for path in measured.candidates.paths]
    return np.array(full, np.bool_)[measured.candidates.path]


def longer_at_full_rate(measured: Measured, case: Case, alive: Bools) -> Bools:
    """Return which take longer at the contract's own rate than the shortest that is alive and sustainable."""
    if "SHORTEST_AT_FULL_RATE" in case.policy.guardrails.off:
        return np.zeros(len(measured.total), np.bool_)
    holds = measured.sustainable
    full, rows = at_full_rate(measured, case), measured.candidates.rows
    whole = alive & full & (set_aside(measured) == 0)  # one that forgives is shorter for another reason
    best = whole & holds if (whole & holds).any() else whole
    shortest = rows[best].min(initial=np.iinfo(np.int64).max)
    longer: Bools = full & (rows > shortest)
    return longer


# --- what is given up ------------------------------------------------------------------------------------------------


def set_aside(measured: Measured) -> Ints:
    """Return what of the principal is forgiven, parked or left for maturity, minor units, [N]."""
    candidates = measured.candidates
    forgiven = np.array([origin.forgiven for origin in candidates.origins], np.int64)[candidates.origin]
    return forgiven + candidates.named


def repays_in_full(measured: Measured) -> Bools:
    """Return which repay everything in installments at one rate: one that comes back later is no plan of that rate."""
    candidates = measured.candidates
    steady = np.array([len(path.units) == 1 for path in candidates.paths], np.bool_)[candidates.path]
    full: Bools = steady & (set_aside(measured) == 0)
    return full


def may_be_reference(measured: Measured) -> Bools:
    """Return which plans others may be held against: of least forgiven, at the highest rate, the shortest."""
    candidates, count = measured.candidates, len(measured.total)
    origins = candidates.origins
    lost = np.array([origin.forgiven + origin.parked_amount for origin in origins], np.int64)[candidates.origin]
    whole = repays_in_full(measured)
    least = np.ones(count, np.bool_)
    for key in (~whole, np.where(whole, 0, lost), -candidates.first_units, candidates.rows):
        least &= key == key[least].min(initial=np.iinfo(np.int64).max) if count else least
    return least


def allowed_by(budget: ConcessionBudget, measured: Measured, case: Case, reference: int) -> int:
    """Return the most that a plan may give up, whole minor units, rounded down."""
    if not repays_in_full(measured)[reference]:
        return int(OF_THE_REFERENCE * int(measured.value[reference]))
    return int(share_of(budget, case) * case.owed)


def share_of(budget: ConcessionBudget, case: Case) -> Fraction:
    """Return the share of what is owed that a plan may give up, by need where the policy says so."""
    if not budget.by_need:
        return Fraction(budget.most if case.curve is not None else budget.without_estimates)
    asked = case.contract.installment if has_contract(case) else _level_stand_in(case)
    return factor_at(budget.by_need, Fraction(int(case.frame.affordable[0]), max(asked, 1)))


def _level_stand_in(case: Case) -> int:
    """Return what stands for the installment of a debt wholly due: level, at its rate, over half the longest term."""
    months = max(case.levers.terms.last // 2, 1)
    periodic = Fraction(case.contract.rate.units, 12 * RATE_SCALE)
    if not periodic:
        return -(-case.owed // months)
    growth = (1 + periodic) ** months
    return round(case.owed * periodic * growth / (growth - 1))


# --- several debts in one place --------------------------------------------------------------------------------------


def _dearer_consolidation(measured: Measured, case: Case) -> Bools:
    """Return which put one debt in the place of several at more than their average rate, or at a higher total."""
    parts = case.contract.parts
    if not parts:
        return np.zeros(len(measured.total), np.bool_)
    above: Bools = measured.candidates.highest_units > case.contract.rate.units
    return above | (measured.total > case.contract.total) if case.contract_fits else above


# --- not beaten ------------------------------------------------------------------------------------------------------


def _beaten(measured: Measured, alive: Bools) -> Bools:
    """Return which have another alive with all that a borrower pays no higher and some of it lower.

    That is the highest installment, their number, the total, and what is named to fall due at maturity beside them.
    """
    plain, named = alive & (measured.at_maturity == 0), np.flatnonzero(alive & (measured.at_maturity > 0))
    beaten = _plainly_beaten(measured, np.flatnonzero(plain))
    columns = (measured.highest, measured.candidates.rows, measured.total, measured.at_maturity)
    for place in named.tolist():
        no_higher, lower = alive.copy(), np.zeros(len(alive), np.bool_)
        for column in columns:
            no_higher &= column <= column[place]
            lower |= column < column[place]
        beaten[place] = (no_higher & lower).any()
    return beaten


def _plainly_beaten(measured: Measured, places: Ints) -> Bools:
    """Return which of some plans that leave nothing for maturity another of them beats.

    Plans are walked by rising total; of those before, the lowest installment at most so many rows long decides.
    """
    rows, highest, total = measured.candidates.rows, measured.highest, measured.total
    beaten = np.zeros(len(total), np.bool_)
    order = places[np.lexsort((highest[places], rows[places], total[places]))]
    best = np.full(int(rows.max(initial=0)) + 1, np.iinfo(np.int64).max)  # lowest installment of at most r rows
    before: tuple[tuple[int, int, int], int] | None = None
    for place in order.tolist():
        mine = (int(total[place]), int(rows[place]), int(highest[place]))
        if before is not None and before[0] == mine:  # equals do not beat each other; what beats one beats both
            beaten[place] = beaten[before[1]]
        else:
            beaten[place] = best[mine[1]] <= mine[2]
            best[mine[1] :] = np.minimum(best[mine[1] :], mine[2])
        before = (mine, place)
    return beaten


def buckets(parts: Ints) -> Ints:
    """Return billionths in buckets of five points around whole multiples of five."""
    return (parts + HALF_POINT) // BUCKET
