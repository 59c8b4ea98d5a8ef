"""Measure candidates: what ranks them, which instruments they use."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np

from ..basics.dates import add_months
from ..basics.types import Bools, Ints
from ..measures.present_values import loss_buckets, present_values
from ..policy.share_units import SHARE_SCALE, share_units
from ._beginnings import Origin
from ._candidates import Candidates
from ._case import Case
from ._shapes import RatePath, Shape
from .vocabulary import FAMILIES, Family

NOT_COMPARED = np.iinfo(np.int64).min
"""What a plan gives up where it was held against none."""


OF_SETTLEMENTS: frozenset[Family] = frozenset({"settlement", "term_extension"})
"""What a settlement uses by itself; that it bears no interest and waives the rest is what it is."""


class Measured(NamedTuple):
    """Candidates with what ranks them, columns [N]; money in minor units, worth times 2**20.

    `highest` is the highest installment without what is named to fall due at maturity, which is `at_maturity`.
    """

    candidates: Candidates
    total: Ints
    first_year: Ints
    worth: Ints
    loss: Ints  # in whole buckets of the policy's ranking
    highest: Ints
    at_maturity: Ints
    indicated_fail: Bools
    instruments: Ints

    value: Ints  # what the lender can expect, minor units
    holding: Ints  # the part that holds to its end, billionths; 0 where nothing estimates it
    sustainable: Bools
    given_up: Ints  # of the reference's value, minor units; negative is a gain; `NOT_COMPARED` before `judged`

    def take(self, places: Ints) -> Measured:
        """Return some of the candidates."""
        columns: dict[str, Any] = {name: getattr(self, name)[places] for name in self._fields if name != "candidates"}
        return Measured(candidates=self.candidates.take(places), **columns)


def measure(candidates: Candidates, case: Case) -> Measured:
    """Return candidates with what their payments alone say; what they are worth and whether they hold comes after."""
    contract, frame, policy = case.contract, case.frame, case.policy
    year_end = add_months(frame.effective_on, 12, due_day=frame.effective_on.day)
    in_first_year = sum(day <= year_end for day in frame.dates)
    nums = contract.rate.units * frame.calendar.lengths(len(candidates.payments))
    nothing = np.zeros(len(candidates.rows), np.int64)
    worth = present_values(candidates.payments, nums, frame.calendar.den, candidates.paid_today)
    return Measured(
        candidates=candidates,
        total=candidates.payments.sum(axis=0) + candidates.paid_today,
        first_year=candidates.payments[:in_first_year].sum(axis=0) + candidates.paid_today,
        worth=worth,
        loss=loss_buckets(contract.worth, worth, SHARE_SCALE // share_units(policy.ranking.loss_bucket)),
        highest=candidates.highest(),
        at_maturity=candidates.named,
        indicated_fail=np.zeros(len(candidates.rows), np.bool_),
        instruments=np.stack(list(family_masks(candidates, case).values())).sum(axis=0, dtype=np.int64),
        value=nothing,
        holding=nothing,
        sustainable=np.ones(len(candidates.rows), np.bool_),
        given_up=np.full(len(candidates.rows), NOT_COMPARED),
    )


def family_masks(candidates: Candidates, case: Case) -> dict[Family, Bools]:
    """Return, for every instrument, which candidates use it, [N]."""
    contract, frame = case.contract, case.frame
    end = frame.effective_on if contract.schedule is None else contract.schedule.due_dates[-1]
    later = np.array([day > end for day in frame.dates], np.bool_)
    used: dict[Family, Bools] = {"term_extension": later[candidates.rows - 1]}
    parts = (
        ([_of_shape(shape) for shape in candidates.shapes], candidates.shape),
        ([_of_path(path, contract.rate.units) for path in candidates.paths], candidates.path),
        ([_of_origin(origin) for origin in candidates.origins], candidates.origin),
    )
    for families, column in parts:
        for name in FAMILIES:
            has = np.array([name in held for held in families], np.bool_)
            if has.any():
                used[name] = used.get(name, False) | has[column]
    settled = np.array([origin.settlement is not None for origin in candidates.origins], np.bool_)[candidates.origin]
    absent = np.zeros(len(candidates.rows), np.bool_)
    return {name: _but(name, used.get(name, absent), settled) for name in FAMILIES}


def families_of(candidates: Candidates, place: int, case: Case) -> tuple[Family, ...]:
    """Return the instruments that one candidate uses."""
    contract = case.contract
    end = case.frame.effective_on if contract.schedule is None else contract.schedule.due_dates[-1]
    origin = candidates.origin_of(place)
    used = {
        *_of_shape(candidates.shape_of(place)),
        *_of_path(candidates.path_of(place), contract.rate.units),
        *_of_origin(origin),
    }
    if case.frame.dates[int(candidates.rows[place]) - 1] > end:
        used.add("term_extension")
    if origin.settlement is not None:
        used &= OF_SETTLEMENTS
    return tuple(name for name in FAMILIES if name in used)


def _but(name: Family, mask: Bools, settled: Bools) -> Bools:
    """Return a mask without what a settlement is by itself: no interest, and the rest waived."""
    return mask if name in OF_SETTLEMENTS else mask & ~settled


def _of_shape(shape: Shape) -> Collection[Family]:
    kind = shape.start.kind
    found: set[Family] = set()
    if shape.rule == "affordable" or kind == "reduced":
        found.add("lower_installments")
    if kind == "step_up":
        found.add("step_up")
    if kind == "interest_only":
        found.add("interest_only_start")
    if kind in ("capitalize", "defer"):
        found.add("payment_holiday")
    if kind == "defer":
        found.add("deferral")
    if shape.rule == "contract" and kind != "none":
        found.add("temporary_relief")
    if shape.balloon:
        found.add("balloon")
    if shape.season is not None:
        found.add("seasonal_installments")
    if shape.settlement is not None:
        found.add("settlement")
    return found


def _of_path(path: RatePath, contract_rate: int) -> Collection[Family]:
    if path.temporary is None:
        return {"rate_adjustment"} if path.units[0] < contract_rate else ()
    return {"interest_freeze"} if path.units[0] == 0 else {"temporary_rate"}


def _of_origin(origin: Origin) -> Collection[Family]:
    actions = {item.action for item in origin.treatments if item.component != "principal"}
    found: set[Family] = set()
    if "capitalize" in actions:
        found.add("capitalization")
    if actions & {"defer", "spread"}:
        found.add("deferral")
    if "waive" in actions:
        found.add("waiver")
    if "pay" in actions:
        found.add("payment_today")
    if origin.forgiven:
        found.add("principal_forgiveness")
    if origin.parked is not None:
        found.add(origin.parked.kind)
    if origin.down:
        found.add("down_payment")
    return found
