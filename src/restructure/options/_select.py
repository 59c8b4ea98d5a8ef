"""Choose what a borrower is shown: what fits, what the rules allow, what nothing else beats, and why not the rest.

May import: floors below.

RANKING. Fitting candidates that no check fails are ordered by the policy's keys, then by what the keys leave open of
the axes of dominance, then by id. A candidate dominates another if it is no worse in payments of the first 12 months,
highest installment, lender's loss in whole buckets, total paid and last due date, and better in one; nothing
dominated is offered. Loss counts in buckets because plans at the contract's own rate differ by the rounding of their
rows only. Candidates that a check indicates to fail are considered only when no clean one fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

import numpy as np

from .._types import Bools, Ints
from ..dates import add_months
from ..measures import loss_buckets, present_values
from ..policy import RankKey, Rule
from ..policy._rules import OF_APPLICATION
from ..policy._shares import SHARE_SCALE, share_units
from ._candidates import Candidates, Case, Frame, candidate_id
from ._rules import application_facts, applies_to, holds_for, is_certain, option_facts

Label = Literal["recommended", "lowest_monthly", "most_relief_now", "lowest_total", "soonest", "in_between"]
"""What a shown option is best at: the policy's order, highest installment, payments of the first 12 months, total paid,
last due date; or the policy's choice among those at most halfway from the lowest to the recommended installment."""

Family = Literal[
    "term_extension",
    "lower_installments",
    "rate_adjustment",
    "interest_only_start",
    "payment_holiday",
    "capitalization",
    "deferral",
    "waiver",
    "principal_forgiveness",
    "payment_today",
]
"""An instrument that a plan uses; most plans combine several."""

FAMILIES: tuple[Family, ...] = get_args(Family)


class Measured(NamedTuple):
    """Fitting candidates with what ranks them, columns [N]; money in minor units, worth times 2**20."""

    candidates: Candidates
    total: Ints
    first_year: Ints
    worth: Ints
    loss: Ints  # in whole buckets of the policy's ranking
    highest: Ints  # installment
    indicated_fail: Bools
    instruments: Ints

    def take(self, places: Ints) -> Measured:
        """Return some of the candidates."""
        return Measured(
            candidates=self.candidates.take(places),
            total=self.total[places],
            first_year=self.first_year[places],
            worth=self.worth[places],
            loss=self.loss[places],
            highest=self.highest[places],
            indicated_fail=self.indicated_fail[places],
            instruments=self.instruments[places],
        )


class Rejection(NamedTuple):
    """Candidates not offered for one reason, and the one that came nearest, with its `gap` in minor units."""

    reason: str
    rule: Rule | None
    number: int
    nearest: int | None
    gap: int | None


class Selection(NamedTuple):
    """Places of the chosen candidates with what each is best at, and the groups of those rejected."""

    chosen: list[tuple[int, tuple[Label, ...]]]  # among `measured`
    rejections: list[Rejection]
    measured: Measured


def select(candidates: Candidates, case: Case) -> Selection:
    """Return which candidates are offered, in order, and why the others are not."""
    rejections: list[Rejection] = []
    excess = _excess(candidates, case.frame)
    possible = ~candidates.refused
    rejections += _group("does_not_cover_interest", candidates.refused)
    poor = possible & _beyond_cash(candidates, case.frame)
    rejections += _group("cash_today", poor)
    possible &= ~poor
    short = possible & candidates.sized & (candidates.rows < case.levers.terms.first)
    rejections += _group("below_shortest_term", short)
    possible &= ~short
    over = possible & (excess > 0)
    rejections += _group("above_affordable", over, excess)
    measured = measure(candidates.take(np.flatnonzero(possible & ~over)), case)
    measured, failed = _obey(measured, case)
    chosen = _choose(measured, case)
    beaten = _beaten_by([place for place, _ in chosen], measured)
    outranked = np.ones(len(beaten), np.bool_)
    outranked[[place for place, _ in chosen]] = False
    rejections += failed + _group("dominated", beaten) + _group("outranked", outranked & ~beaten)
    return Selection(chosen, rejections, measured)


def _excess(candidates: Candidates, frame: Frame) -> Ints:
    """Return the most by which any installment exceeds what can be paid on its day, minor units [N]."""
    limits = frame.affordable[: len(candidates.payments), None]
    row = np.arange(len(candidates.payments))[:, None]
    excess: Ints = np.where(row < candidates.rows, candidates.payments - limits, np.iinfo(np.int64).min).max(axis=0)
    return excess


def _beyond_cash(candidates: Candidates, frame: Frame) -> Bools:
    return candidates.paid_today > (frame.cash or 0)


def _group(reason: str, mask: Bools, gap: Ints | None = None) -> list[Rejection]:
    if not mask.any():
        return []
    if gap is None:
        return [Rejection(reason, None, int(mask.sum()), None, None)]
    places = np.flatnonzero(mask)
    nearest = int(places[gap[places].argmin()])
    return [Rejection(reason, None, int(mask.sum()), nearest, int(gap[nearest]))]


def measure(candidates: Candidates, case: Case) -> Measured:
    """Return candidates with what ranks them."""
    contract, frame, policy = case.contract, case.frame, case.policy
    year_end = add_months(frame.effective_on, 12, due_day=frame.effective_on.day)
    in_first_year = sum(day <= year_end for day in frame.dates)
    nums = contract.rate.units * frame.calendar.lengths(len(candidates.payments))
    worth = present_values(candidates.payments, nums, frame.calendar.den, candidates.paid_today)
    return Measured(
        candidates=candidates,
        total=candidates.payments.sum(axis=0) + candidates.paid_today,
        first_year=candidates.payments[:in_first_year].sum(axis=0) + candidates.paid_today,
        worth=worth,
        loss=loss_buckets(contract.worth, worth, SHARE_SCALE // share_units(policy.ranking.loss_bucket)),
        highest=candidates.payments.max(axis=0, initial=0),
        indicated_fail=np.zeros(len(candidates.rows), np.bool_),
        instruments=_instruments(candidates, case),
    )


def _instruments(candidates: Candidates, case: Case) -> Ints:
    """Return how many instruments each candidate combines, [N]."""
    masks = np.stack(list(family_masks(candidates, case).values()))
    combined: Ints = masks.sum(axis=0, dtype=np.int64)
    return combined


def family_masks(candidates: Candidates, case: Case) -> dict[Family, Bools]:
    """Return, for every instrument, which candidates use it, [N]."""
    contract, frame, policy = case.contract, case.frame, case.policy
    end = frame.effective_on if contract.schedule is None else contract.schedule.due_dates[-1]
    later = np.array([day > end for day in frame.dates], np.bool_)
    kinds = np.array([start.kind for start in policy.levers.starts])[candidates.start]
    kinds = np.where(candidates.sized, "none", kinds)
    actions = [
        {item.action for item in origin.treatments if item.component != "principal"} for origin in candidates.origins
    ]

    def uses(*wanted: str) -> Bools:
        return np.array([bool(held & set(wanted)) for held in actions], np.bool_)[candidates.origin]

    forgiven = np.array([origin.forgiven > 0 for origin in candidates.origins], np.bool_)[candidates.origin]
    return {
        "term_extension": later[candidates.rows - 1],
        "lower_installments": candidates.sized | (kinds == "reduced"),
        "rate_adjustment": candidates.rate_units < contract.rate.units,
        "interest_only_start": kinds == "interest_only",
        "payment_holiday": (kinds == "capitalize") | (kinds == "defer"),
        "capitalization": uses("capitalize"),
        "deferral": uses("defer", "spread") | (kinds == "defer"),
        "waiver": uses("waive"),
        "principal_forgiveness": forgiven,
        "payment_today": uses("pay"),
    }


def _obey(measured: Measured, case: Case) -> tuple[Measured, list[Rejection]]:
    """Drop candidates that a verified rule fails, and those others indicate to fail while clean ones remain."""
    facts, of_application = option_facts(measured.candidates, case, measured.worth), application_facts(case)
    alive, indicated = np.ones(len(measured.total), np.bool_), np.zeros(len(measured.total), np.bool_)
    rejections: list[Rejection] = []
    for rule in case.policy.rules:
        if rule.quantity not in OF_APPLICATION:
            applies = applies_to(rule, facts, of_application)
            broken = alive & applies & ~holds_for(rule, facts, case.capacity.as_of)
            if not is_certain(rule, of_application):
                indicated |= broken
            elif broken.any():
                rejections.append(Rejection("rule", rule, int(broken.sum()), None, None))
                alive &= ~broken
    indicated &= alive
    if indicated.any() and (alive & ~indicated).any():
        rejections += _group("indicated_fail", indicated)
        alive &= ~indicated
    kept = measured._replace(indicated_fail=indicated)
    return kept.take(np.flatnonzero(alive)), rejections


def _keys(measured: Measured, case: Case) -> list[Ints]:
    """Return the columns to rank by, most important first, smaller is better; ids come after."""
    columns: dict[RankKey, Ints] = {
        "indicated_fail": measured.indicated_fail.astype(np.int64),
        "lender_loss": measured.loss,
        "total_paid": measured.total,
        "last_due_date": measured.candidates.rows,
        "instruments": measured.instruments,
    }
    return [*(columns[key] for key in case.policy.ranking.keys), *_axes(measured)]


def _axes(measured: Measured) -> tuple[Ints, ...]:
    """Return the axes of dominance, smaller is better."""
    return (measured.loss, measured.total, measured.first_year, measured.highest, measured.candidates.rows)


def _choose(measured: Measured, case: Case) -> list[tuple[int, tuple[Label, ...]]]:
    """Return the handful a borrower is shown, each with what it is best at."""
    if not len(measured.total):
        return []
    keys = _keys(measured, case)
    everyone = np.arange(len(measured.total))
    picks: dict[Label, int] = {"recommended": _best(everyone, keys, measured, case)}
    for label, axis in _best_at(measured):
        picks[label] = _best(everyone, [axis, *keys], measured, case)
    highest = measured.highest
    middle = (int(highest[picks["recommended"]]) + int(highest[picks["lowest_monthly"]])) // 2
    between = np.flatnonzero((highest <= middle) & (highest > highest[picks["lowest_monthly"]]))
    if len(between):
        picks["in_between"] = _best(between, keys, measured, case)
    shown = list(dict.fromkeys(picks.values()))[: case.levers.max_options]
    return [(place, tuple(label for label, picked in picks.items() if picked == place)) for place in shown]


def _best_at(measured: Measured) -> tuple[tuple[Label, Ints], ...]:
    """Return what a plan can be best at besides the policy's order, in the order a borrower is shown them."""
    return (
        ("lowest_monthly", measured.highest),
        ("most_relief_now", measured.first_year),
        ("lowest_total", measured.total),
        ("soonest", measured.candidates.rows),
    )


def _best(places: Ints, keys: Sequence[Ints], measured: Measured, case: Case) -> int:
    """Return the first of some candidates by the keys, or what dominates it; the id breaks the last tie."""
    for key in keys:
        held = key[places]
        places = places[held == held.min()]
        if len(places) == 1:
            break
    best = min(places.tolist(), key=lambda place: candidate_id(case, measured.candidates, place))
    above = np.flatnonzero(_dominates(measured, best))
    return _best(above, keys, measured, case) if len(above) else int(best)


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
        for axis in _axes(measured):
            no_better &= (axis >= axis[place]).astype(np.bool_)
        beaten |= no_better
    beaten[list(chosen)] = False
    return beaten
