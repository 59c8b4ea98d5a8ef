"""Measure candidates: what ranks them, which instruments they use."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

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

    def take(self, places: Ints) -> Measured:
        """Return some of the candidates."""
        return Measured(
            candidates=self.candidates.take(places),
            total=self.total[places],
            first_year=self.first_year[places],
            worth=self.worth[places],
            loss=self.loss[places],
            highest=self.highest[places],
            at_maturity=self.at_maturity[places],
            indicated_fail=self.indicated_fail[places],
            instruments=self.instruments[places],
        )


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
        highest=candidates.regular().max(axis=0, initial=0),
        at_maturity=candidates.named,
        indicated_fail=np.zeros(len(candidates.rows), np.bool_),
        instruments=np.stack(list(family_masks(candidates, case).values())).sum(axis=0, dtype=np.int64),
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


def _but(name: Family, mask: Bools, settled: Bools) -> Bools:
    """Return a mask without what a settlement is by itself: no interest, and the rest waived."""
    return mask if name in ("settlement", "term_extension") else mask & ~settled


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
