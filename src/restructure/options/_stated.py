"""A plan stated by its terms, measured like any candidate: what nobody enumerated can be asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..contract.phases import Phase
from ..contract.terms import LoanTerms
from ..contract.treatment import Treatment
from ..loan.schedule import Schedule
from ..policy import ParkedPrincipal, Start, TreatmentSet
from ..policy.share_units import SHARE_SCALE, share_units
from . import words
from ._beginnings import Origin, begin
from ._candidates import Balances, Candidates
from ._case import Case
from ._measured import Measured, measure
from ._shapes import NO_START, RatePath, Shape


def stated(case: Case, schedule: Schedule, treatments: Sequence[Treatment]) -> tuple[Case, Measured]:
    """Return a plan on the due dates of its schedule: the case on those days, and the plan measured."""
    terms = schedule.terms
    own = replace(case, first_due=terms.first_due_date, due_day=terms.anchor_day, count=len(schedule))
    return own, measure(candidate_as(schedule, origin_as(case, treatments, terms)), own)


def origin_as(case: Case, treatments: Sequence[Treatment], terms: LoanTerms) -> Origin:
    owed, minor = case.contract.owed, case.contract.currency.to_minor
    amounts = [
        (owed.components[item.owed] if item.amount == "all" else minor(item.amount), item) for item in treatments
    ]
    begun = begin(_set_of(case, treatments), amounts, minor(terms.principal))
    return begun._replace(parked=_instrument(case, begun.parked_amount))


def _instrument(case: Case, parked: int) -> ParkedPrincipal | None:
    """Return by which of the policy's own instruments an amount is parked: the one whose share comes nearest."""
    principal = case.contract.owed.principal
    return min(
        case.levers.parked if parked else (),
        key=lambda item: abs(principal * share_units(item.share) - parked * SHARE_SCALE),
        default=None,
    )


def _set_of(case: Case, treatments: Sequence[Treatment]) -> TreatmentSet:
    """Return the policy's treatment set that this is, or a plain one: it says what becomes of days past due."""
    held = {item for item in treatments if item.component != "principal"}
    for treatment_set in case.levers.treatment_sets:
        if held <= set(treatment_set.treatments):
            return treatment_set
    return TreatmentSet(
        name="as_asked",
        treatments=[
            Treatment("interest", "pay"),
            Treatment("penalty_interest", "pay"),
            Treatment("compound_interest", "pay"),
            Treatment("fees", "pay"),
        ],
        days_past_due="keep",
        text=words.AS_ASKED,
    )


def candidate_as(schedule: Schedule, origin: Origin) -> Candidates:
    """Return the plan as one candidate, measured like any other."""
    payments = schedule.payment[:, None]
    rows, phases = max(len(np.trim_zeros(schedule.payment, "b")), 1), schedule.terms.phases
    one = np.zeros(1, np.int64)
    return Candidates(
        lane=one,
        origin=one,
        shape=one,
        path=one,
        rows=np.array([rows], np.int64),
        payments=payments,
        balances=_balances(schedule),
        peak=np.array([max(int(schedule.opening_balance[0]), int(schedule.closing_balance.max()))], np.int64),
        refused=np.zeros(1, np.bool_),
        paid_today=np.array([origin.paid_today], np.int64),
        named=np.array([_balloon(schedule, rows) + origin.parked_amount], np.int64),
        origins=[origin],
        shapes=[Shape("level", _start(phases), balloon=phases[-1].amortize_over or 0)],
        paths=[path_of(schedule.terms)],
        lanes=None,
    )


def _balances(schedule: Schedule) -> Balances:
    aside = 0 if schedule.deferred_paid is None else schedule.deferred_paid
    due = schedule.payment - aside
    lane = np.zeros(1, np.int64)
    return Balances(schedule.opening_balance[:1], schedule.closing_balance[:, None], due[:, None], None, lane)


def _balloon(schedule: Schedule, rows: int) -> int:
    """Return what the last installment leaves beyond the one before it, where the terms leave a rest, minor units."""
    last = schedule.terms.phases[-1]
    if rows < 2 or last.amortize_over is None or last.amortize_over <= last.count:
        return 0
    aside = 0 if schedule.deferred_paid is None else int(schedule.deferred_paid[rows - 1])
    return max(int(schedule.payment[rows - 1]) - aside - int(schedule.payment[rows - 2]), 0)


def _start(phases: Sequence[Phase]) -> Start:
    """Return how a plan begins, if it begins otherwise than it goes on."""
    first = phases[0]
    if len(phases) == 1 or first.method not in ("interest_only", "capitalize", "defer"):
        return NO_START
    return Start(first.method, first.count)


def path_of(terms: LoanTerms) -> RatePath:
    """Return the rates of terms, from row to row."""
    starts, units, row = [0], [terms.rate.units], 0
    for phase in terms.phases:
        if phase.rate is not None and phase.rate.units != units[-1]:
            starts.append(row)
            units.append(phase.rate.units)
        row += phase.count
    if starts[1:2] == [0]:  # the first phase states its own rate
        starts, units = starts[1:], units[1:]
    return RatePath(tuple(starts), tuple(units))
