"""Choose what a borrower is shown: what fits, what the rules allow, what nothing else beats, and why not the rest.

RANKING. Fitting candidates that no check fails and that pass the guardrails are ordered by the policy's keys, then by
the lender's loss, the highest installment, the payments of the first 12 months and the id. A target comes first: what
it names to be least, among those that reach it. A candidate dominates another if it is no worse in payments of the
first 12 months, highest installment, lender's loss and part that holds in buckets, total, last due date and what falls
due at maturity, and better in one; nothing dominated is offered. Candidates that a check indicates to fail are
considered only when no clean one fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from ..basics.columns import longest_first
from ..basics.types import Bools, Ints
from ..policy import Guardrail, RankKey, Rule
from ..policy.quantities import is_of_plan
from ._candidates import Candidates, candidate_id
from ._case import Case, Frame
from ._ceiling import bounds_of
from ._checks import application_facts, applies_to, holds_for, is_certain, meets, option_facts, target_of, targets_of
from ._guardrails import buckets, guarded
from ._measured import Measured, measure
from ._worth import judged, nothing_done, valued
from .vocabulary import Label


class Rejection(NamedTuple):
    """Places of candidates not offered for one reason, and of the nearest of them, with its `gap` in minor units."""

    reason: str
    places: Ints
    rule: Rule | None = None
    nearest: int | None = None
    gap: int | None = None


class Selection(NamedTuple):
    """Places of the chosen candidates with what each is best at, and the groups of those rejected."""

    rung: Literal["restructure", "settle"] | None
    chosen: list[tuple[int, tuple[Label, ...]]]  # among `measured`
    rejections: list[Rejection]
    measured: Measured


def select(candidates: Candidates, case: Case) -> Selection:
    """Return which candidates are offered, in order, and why the others are not."""
    fitting, rejections = _fitting(candidates, case)
    measured = measure(candidates.take(fitting), case)
    settles = _settles(measured)
    parts = measured.take(np.flatnonzero(settles))
    lawful, failed = _obey(measured.take(np.flatnonzero(~settles)), case)
    rejections += failed
    # what plans give up is held against all that is lawful and fits, whatever the caller's target
    everything, allowed = judged(lawful, case)
    plans, missed = _on_target(everything, case)
    found = guarded(plans, case, allowed)
    rejections += missed
    keys = keys_of(plans, case)
    rejections += [_removed(name, places, keys, plans) for name, places in found.removed.items()]
    kept = plans.take(found.kept)
    chosen = _choose(kept, case)
    if chosen:
        unneeded = _group("not_needed", np.ones(len(parts.total), np.bool_), parts.candidates)
        return Selection("restructure", chosen, [*rejections, *_not_shown(chosen, kept), *unneeded], kept)
    lawful, failed = _obey(parts, case)
    settlements, missed = _on_target(valued(lawful, case), case)
    poor = settlements.value <= _without_a_plan(case)
    rejections += [*failed, *missed, *_group("worth_less", poor, settlements.candidates)]
    settlements = settlements.take(np.flatnonzero(~poor))
    chosen = _settle(settlements, case)
    return Selection("settle" if chosen else None, chosen, rejections + _not_shown(chosen, settlements), settlements)


def _not_shown(chosen: Sequence[tuple[int, tuple[Label, ...]]], kept: Measured) -> list[Rejection]:
    """Return what passes every test and is not shown: no better than what is in any respect, or best at nothing."""
    shown = [place for place, _ in chosen]
    beaten = _beaten_by(shown, kept)
    rest = ~beaten
    rest[shown] = False
    return _group("dominated", beaten, kept.candidates) + _group("outranked", rest, kept.candidates)


def _fitting(candidates: Candidates, case: Case) -> tuple[Ints, list[Rejection]]:
    """Return the places of candidates that fit, and the groups of those that do not."""
    rejections: list[Rejection] = []
    excess = excess_of(candidates, case.frame)
    # Each test is asked of what the ones before have left, so every candidate is counted once, under its first reason.
    possible = ~candidates.refused
    rejections += _group("does_not_cover_interest", candidates.refused, candidates)
    poor = possible & beyond_cash(candidates, case.frame)
    rejections += _group("cash_today", poor, candidates)
    possible &= ~poor
    sized = np.array([shape.is_sized for shape in candidates.shapes], np.bool_)[candidates.shape]
    short = possible & sized & (candidates.rows < case.levers.terms.first)
    rejections += _group("below_shortest_term", short, candidates)
    possible &= ~short
    over = possible & (excess > 0)
    rejections += _group("above_affordable", over, candidates, excess)
    return np.flatnonzero(possible & ~over), rejections


def _settles(measured: Measured) -> Bools:
    """Return which settle the whole for a part."""
    settlements = [origin.settlement is not None for origin in measured.candidates.origins]
    return np.array(settlements, np.bool_)[measured.candidates.origin]


def _without_a_plan(case: Case) -> int:
    """Return what a settlement must be worth more than; nothing where nothing is estimated."""
    return 0 if case.curve is None else nothing_done(case, case.curve)


def _settle(measured: Measured, case: Case) -> list[tuple[int, tuple[Label, ...]]]:
    """Return the settlements offered: the one the lender expects most of first, then the fewest installments."""
    if not len(measured.total):
        return []
    keys = [measured.indicated_fail.astype(np.int64), -measured.value, measured.candidates.rows]
    everyone = np.arange(len(measured.total))
    picks: dict[Label, int] = {"recommended": _first(everyone, keys, measured)}
    picks["lowest_total"] = _first(everyone, [measured.total, *keys], measured)
    picks["lowest_monthly"] = _first(everyone, [measured.highest, *keys], measured)
    shown = list(dict.fromkeys(picks.values()))[: case.levers.max_options]
    return [(place, tuple(label for label, picked in picks.items() if picked == place)) for place in shown]


def _removed(name: Guardrail, places: Ints, keys: Sequence[Ints], measured: Measured) -> Rejection:
    """Return what a guardrail removed, with the plan that would have come first among it."""
    lanes = measured.candidates.lane
    return Rejection(f"guardrail:{name}", lanes[places], nearest=int(lanes[_first(places, keys, measured)]))


def excess_of(candidates: Candidates, frame: Frame) -> Ints:
    """Return the most by which any installment exceeds what can be paid on its day, minor units [N].

    What is named to fall due at maturity is not held against a month; a lump sum may take the cash at hand.
    """
    payments = candidates.payments
    regular, last = candidates.regular_to()
    excess: Ints = last - frame.affordable[candidates.rows - 1]
    paid_once = [item.settlement is not None and item.settlement.installments == 1 for item in candidates.origins]
    lump_sum = np.array(paid_once, np.bool_)[candidates.origin]
    excess[lump_sum] -= frame.cash or 0
    regular[lump_sum] = 0  # its only installment is the last
    for row, so_many in enumerate(longest_first(regular, len(payments))):
        over = payments[row, :so_many] - frame.affordable[row]
        np.maximum(excess[:so_many], over, out=excess[:so_many], where=regular[:so_many] > row)
    return excess


def beyond_cash(candidates: Candidates, frame: Frame) -> Bools:
    return candidates.paid_today > (frame.cash or 0)


def _group(reason: str, mask: Bools, candidates: Candidates, gap: Ints | None = None) -> list[Rejection]:
    places = np.flatnonzero(mask)
    if not len(places):
        return []
    lanes = candidates.lane[places]
    if gap is None:
        return [Rejection(reason, lanes)]
    nearest = int(gap[places].argmin())
    return [Rejection(reason, lanes, nearest=int(lanes[nearest]), gap=int(gap[places[nearest]]))]


def _obey(measured: Measured, case: Case) -> tuple[Measured, list[Rejection]]:
    """Drop candidates that a verified rule fails, and those others indicate to fail."""
    facts, of_application = option_facts(measured, case), application_facts(case)
    count, lanes = len(measured.total), measured.candidates.lane
    alive, indicated = np.ones(count, np.bool_), np.zeros(count, np.bool_)
    rejections: list[Rejection] = []
    for rule in case.policy.rules:
        holds = holds_for(rule, facts, case) if is_of_plan(rule.quantity) else None
        if holds is not None:
            broken = alive & applies_to(rule, facts, of_application, case, count) & ~holds
            if not is_certain(rule, of_application, case):
                indicated |= broken  # it stays: later rules may still forbid it, and it may be all there is
            elif broken.any():
                rejections.append(Rejection("rule", lanes[broken], rule))
                alive &= ~broken
    for bound in bounds_of(measured, case):
        broken = alive & bound.broken
        if not bound.certain:
            indicated |= broken
        elif broken.any():
            rejections.append(Rejection(bound.reason, lanes[broken], nearest=int(lanes[bound.nearest(broken)])))
            alive &= ~broken
    indicated &= alive  # what a later rule has taken since is counted there
    if indicated.any() and (alive & ~indicated).any():
        rejections += _group("indicated_fail", indicated, measured.candidates)
        alive &= ~indicated
    kept = measured._replace(indicated_fail=indicated)
    return kept.take(np.flatnonzero(alive)), rejections


def _on_target(measured: Measured, case: Case) -> tuple[Measured, list[Rejection]]:
    """Drop candidates that miss what the caller asked for."""
    facts, count = option_facts(measured, case), len(measured.total)
    alive, rejections = np.ones(count, np.bool_), list[Rejection]()
    for condition in targets_of(case):
        missed = alive & ~meets(condition, facts, case, count)
        rejections += _group(f"target:{condition.quantity}", missed, measured.candidates)
        alive &= ~missed
    return measured.take(np.flatnonzero(alive)), rejections


def keys_of(measured: Measured, case: Case) -> list[Ints]:
    """Return the columns to rank by, most important first, smaller is better; ids come after."""
    columns: dict[RankKey, Ints] = {
        "indicated_fail": measured.indicated_fail.astype(np.int64),
        "holding": -buckets(measured.holding) if case.curve is not None else (~measured.sustainable).astype(np.int64),
        "lender_loss": measured.loss,
        "total_paid": measured.total,
        "last_due_date": measured.candidates.rows,
        "instruments": measured.instruments,
        "due_at_maturity": measured.at_maturity,
        "highest_installment": measured.highest,
        "first_year": measured.first_year,
    }
    return [*(columns[key] for key in order_of(case)), -measured.worth, measured.highest, measured.first_year]


def order_of(case: Case) -> list[RankKey]:
    """Return the keys of the order, the first first: the policy's safeguards, what the target names, the rest."""
    keys, target = list(case.policy.ranking.keys), target_of(case)
    if target is None or target.least is None:
        return keys
    ahead = next((place for place, key in enumerate(keys) if key not in SAFEGUARDS), len(keys))
    return [*keys[:ahead], target.least, *keys[ahead:]]


SAFEGUARDS: tuple[RankKey, ...] = ("indicated_fail", "due_at_maturity")
"""Keys that stay ahead of a target's, where the policy puts them first: a cheap plan that leaves a sum nobody can pay,
or that a rule seems to forbid, is no way to reach it."""


def _axes(measured: Measured) -> tuple[Ints, ...]:
    """Return the axes of dominance, smaller is better."""
    rows = measured.candidates.rows
    holding = -buckets(measured.holding)
    return (measured.loss, measured.total, measured.first_year, measured.highest, rows, measured.at_maturity, holding)


def _choose(measured: Measured, case: Case) -> list[tuple[int, tuple[Label, ...]]]:
    """Return the handful a borrower is shown, each with what it is best at."""
    if not len(measured.total):
        return []
    keys = keys_of(measured, case)
    everyone = np.arange(len(measured.total))
    picks: dict[Label, int] = {"recommended": _best(everyone, keys, measured)}
    plain, rest = np.flatnonzero(measured.at_maturity == 0), np.flatnonzero(measured.at_maturity > 0)
    if len(plain) and len(rest):
        picks["rest_at_maturity"] = _best(rest, keys, measured)
    places = plain if len(plain) else everyone
    for label, axis in _best_at(measured):
        picks[label] = _best(places, [axis, *keys], measured)
    shown = list(dict.fromkeys(picks.values()))[: case.levers.max_options]
    return [(place, tuple(label for label, picked in picks.items() if picked == place)) for place in shown]


def _best_at(measured: Measured) -> tuple[tuple[Label, Ints], ...]:
    """Return what a plan can be best at besides the policy's order, in the order a borrower is shown them."""
    return (
        ("lowest_monthly", measured.highest),
        ("most_relief_now", measured.first_year),
        ("lowest_total", measured.total),
        ("soonest", measured.candidates.rows),
        ("likeliest", -buckets(measured.holding)),
    )


def _best(places: Ints, keys: Sequence[Ints], measured: Measured) -> int:
    """Return the first of some candidates by the keys, or what dominates it."""
    best = _first(places, keys, measured)
    above = np.flatnonzero(_dominates(measured, best))
    return _best(above, keys, measured) if len(above) else best


def _first(places: Ints, keys: Sequence[Ints], measured: Measured) -> int:
    """Return the first of some candidates by the keys; the id breaks the last tie."""
    for key in keys:
        held = key[places]
        places = places[held == held.min()]
        if len(places) == 1:
            break
    every: list[int] = places.tolist()
    return min(every, key=lambda place: candidate_id(measured.candidates, place))


def _dominates(measured: Measured, place: int) -> Bools:
    """Return which candidates are no worse than one in any respect and better in some."""
    no_worse, better = np.ones(len(measured.total), np.bool_), np.zeros(len(measured.total), np.bool_)
    for axis in _axes(measured):
        no_worse &= (axis <= axis[place]).astype(np.bool_)
        better |= (axis < axis[place]).astype(np.bool_)
    return no_worse & better


def _beaten_by(chosen: Sequence[int], measured: Measured) -> Bools:
    """Return which candidates are no better than some chosen one in any respect."""
    beaten = np.zeros(len(measured.total), np.bool_)
    for place in chosen:
        no_better = np.ones(len(beaten), np.bool_)
        for axis in _axes(measured):  # the same on every axis is beaten as well: it is not shown beside its twin
            no_better &= (axis >= axis[place]).astype(np.bool_)
        beaten |= no_better
    beaten[list(chosen)] = False
    return beaten
