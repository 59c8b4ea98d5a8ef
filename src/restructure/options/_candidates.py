"""Enumerate a policy's levers as lanes: every combination becomes one lane of the exact kernel.

No closed formula decides what fits: each candidate's installments are computed to the minor unit. May import: floors
below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .._lanes import run_lanes
from .._segments import Calendar, Lanes, PhaseColumn, row_days, stack
from .._types import Bools, Ints, whole_units
from ..application import Application
from ..capacity import Capacity
from ..dates import PARTS_IN_YEAR, add_months, cadence, due_dates
from ..errors import NotApplicableError
from ..phases import Phase
from ..policy import Levers, Policy, Start, TreatmentSet
from ..policy._shares import SHARE_SCALE, share_units
from ..rates import RATE_DIGITS, rate_of_units
from ..terms import LoanTerms
from ..treatment import Treatment
from ._baseline import Contract

MONTHLY = cadence("monthly")
MAX_CANDIDATES = 200_000
MAX_CELLS = 20_000_000
"""Most installments of all candidates together: some 40 bytes each are in memory at once."""


class Frame(NamedTuple):
    """What all candidates of one borrower share: when installments fall due and what can be paid on those days."""

    effective_on: date
    first_due: date
    due_day: int
    dates: Sequence[date]
    affordable: Ints  # minor units on each due date, shape [T]
    cash: int | None  # minor units at hand on day one
    calendar: Calendar


class Origin(NamedTuple):
    """Where a group of candidates starts: one way to treat what is owed, one share of principal forgiven."""

    treatment_set: TreatmentSet
    share: Decimal
    forgiven: int
    treatments: tuple[Treatment, ...]
    principal: int  # bears interest
    paid_today: int
    parked: tuple[tuple[int, Treatment], ...]  # minor units deferred or spread, and how


class Candidates(NamedTuple):
    """Candidates as columns [N], in the order of the lanes; payments [T, N]; money in minor units."""

    origin: Ints
    start: Ints
    rate_units: Ints
    sized: Bools  # installments set to what can be paid
    rows: Ints  # installments until all is paid
    payments: Ints
    peak: Ints
    refused: Bools
    paid_today: Ints
    origins: Sequence[Origin]

    def origin_of(self, place: int) -> Origin:
        """Return where one candidate starts."""
        return self.origins[int(self.origin[place])]

    def take(self, places: Ints) -> Candidates:
        """Return some of the candidates."""
        return Candidates(
            origin=self.origin[places],
            start=self.start[places],
            rate_units=self.rate_units[places],
            sized=self.sized[places],
            rows=self.rows[places],
            payments=self.payments[:, places],
            peak=self.peak[places],
            refused=self.refused[places],
            paid_today=self.paid_today[places],
            origins=self.origins,
        )


class Case(NamedTuple):
    """One debt in scope under one policy: what every step of finding its options works on."""

    application: Application
    contract: Contract
    capacity: Capacity
    policy: Policy
    frame: Frame

    @property
    def levers(self) -> Levers:
        """What the policy may change."""
        return self.policy.levers


def case_of(
    application: Application, contract: Contract, capacity: Capacity, policy: Policy, first_due: date | None
) -> Case:
    """Return the case of a debt in scope.

    Raises:
        NotApplicableError: a first due date that is not after the plan's start.
    """
    cash = None if application.liquid_assets is None else contract.currency.to_minor(application.liquid_assets)
    return Case(application, contract, capacity, policy, _frame_of(contract, capacity, policy.levers, first_due, cash))


def _frame_of(
    contract: Contract, capacity: Capacity, levers: Levers, first_due: date | None, cash: int | None
) -> Frame:
    """Return the dates and limits that all candidates share.

    Raises:
        NotApplicableError: a first due date that is not after the plan's start.
    """
    debt, effective_on = contract.debt, capacity.as_of
    if debt.next_due_date is None:
        raise AssertionError("a debt in scope has a next due date")
    if first_due is not None and first_due <= effective_on:
        raise NotApplicableError(
            f"first due date {first_due} is not after {effective_on}, when the plan starts; choose a later one"
        )
    due_day = first_due.day if first_due is not None else debt.due_day or debt.next_due_date.day
    first = first_due or _first_due(debt.next_due_date, due_day, effective_on + timedelta(days=levers.first_due_days))
    count = levers.terms.last
    dates = due_dates(first, due_day=due_day, step=MONTHLY, count=count)
    minor = contract.currency.to_minor
    unit = 1 if levers.installment_unit is None else minor(levers.installment_unit)
    days = row_days(debt.day_count, effective_on, first, due_day=due_day, step=MONTHLY, count=count)
    calendar = Calendar(days, PARTS_IN_YEAR[debt.day_count], "half_up", "half_up", unit)
    affordable = np.array([minor(capacity.affordable_on(day)) for day in dates], np.int64)
    return Frame(effective_on, first, due_day, dates, affordable, cash, calendar)


def _first_due(next_due: date, due_day: int, earliest: date) -> date:
    step = 0
    while add_months(next_due, step, due_day=due_day) < earliest:
        step += 1
    return add_months(next_due, step, due_day=due_day)


def _origins(case: Case) -> list[Origin]:
    """Return every way to begin, each once: each treatment set with each share of principal forgiven.

    Sets that differ only in components that nothing is owed of are one.
    """
    kept: dict[tuple[object, ...], Origin] = {}
    for treatment_set in case.levers.treatment_sets:
        for share in case.levers.forgiveness:
            origin = _origin(case.contract, treatment_set, share)
            kept.setdefault((origin.treatments, origin.forgiven, treatment_set.days_past_due), origin)
    return list(kept.values())


def _origin(contract: Contract, treatment_set: TreatmentSet, share: Decimal) -> Origin:
    minor, position = contract.currency.to_minor, contract.position
    principal = minor(position.principal)
    forgiven = principal * share_units(share) // SHARE_SCALE
    amounts = [(minor(position.owed(item.component)), item) for item in treatment_set.treatments]
    treatments = tuple(item for amount, item in amounts if amount)
    if forgiven:
        treatments += (Treatment("principal", "waive", amount=contract.currency.to_major(forgiven)),)
    by_action = {
        action: sum(amount for amount, item in amounts if item.action == action) for action in ("pay", "capitalize")
    }
    parked = tuple((amount, item) for amount, item in amounts if item.action in ("defer", "spread") and amount)
    opening = principal - forgiven + by_action["capitalize"]
    return Origin(treatment_set, share, forgiven, treatments, opening, by_action["pay"], parked)


class _Group(NamedTuple):
    """Candidates that share their phases' methods; columns [M]."""

    origin: Ints
    start: int
    rate_units: Ints
    sized: bool
    phases: list[PhaseColumn]


def enumerate_candidates(case: Case) -> Candidates | None:
    """Return every combination of the policy's levers with its exact installments, or `None` when there is none.

    Raises:
        NotApplicableError: more than 200,000 combinations, or 20,000,000 installments of them all.
    """
    levers, frame = case.levers, case.frame
    _require_bounded(len(levers.treatment_sets) * len(levers.forgiveness), levers)
    origins, rates = _origins(case), _rates(case)
    _require_bounded(len(origins) * len(rates) * len(levers.starts) * len(levers.terms.values()), levers)
    groups = list(_groups(frame, levers, origins, rates))
    if not groups:
        return None
    opening = np.array([origin.principal for origin in origins], np.int64)
    lanes, order = stack([(opening[group.origin], group.phases) for group in groups], frame.calendar)
    origin, rate_units = (
        np.concatenate(columns)[order]
        for columns in ([group.origin for group in groups], [group.rate_units for group in groups])
    )
    sizes = [len(group.origin) for group in groups]
    start = np.repeat([group.start for group in groups], sizes)[order]
    sized = np.repeat([group.sized for group in groups], sizes)[order]
    return _run(origins, lanes, origin, start, rate_units, sized)


def _run(
    origins: Sequence[Origin], lanes: Lanes, origin: Ints, start: Ints, rate_units: Ints, sized: Bools
) -> Candidates:
    found = run_lanes(lanes)
    payments = found.rows.due if found.rows.released is None else found.rows.due + found.rows.released
    rows = np.where(sized, len(payments) - (payments[::-1] != 0).argmax(axis=0), lanes.rows)
    refused = found.refused
    for place, item in enumerate(origins):
        mine = np.flatnonzero(origin == place)
        for amount, treatment in item.parked:
            payments[:, mine] += _parked_payments(amount, treatment, rows[mine], len(payments))
            if isinstance(treatment.due, int):
                refused[mine] |= treatment.due > rows[mine]
    return Candidates(
        origin=origin,
        start=start,
        rate_units=rate_units,
        sized=sized,
        rows=rows,
        payments=payments,
        peak=np.maximum(lanes.balance, found.rows.closing.max(axis=0)),
        refused=refused,
        paid_today=np.array([item.paid_today for item in origins], np.int64)[origin],
        origins=origins,
    )


def _rates(case: Case) -> list[int]:
    """Return the rates to try, in units of `rates.RATE_SCALE`, each once, between floor and contract."""
    contract_rate, floor = case.contract.rate.units, case.levers.rate_floor.units
    cuts = [whole_units(cut, RATE_DIGITS)[0] for cut in case.levers.rate_cuts]
    return list(dict.fromkeys(min(contract_rate, max(contract_rate - cut, floor)) for cut in cuts))


def _require_bounded(count: int, levers: Levers) -> None:
    limit = min(MAX_CANDIDATES, MAX_CELLS // levers.terms.last)
    if count > limit:
        message = f"the policy's levers make {count:,} candidates of up to {levers.terms.last:,} installments"
        raise NotApplicableError(f"{message}; at most {limit:,} are computed at once: take wider steps")


def _groups(frame: Frame, levers: Levers, origins: Sequence[Origin], rates: Sequence[int]) -> Iterator[_Group]:
    origin_column, rate_column = (np.arange(len(origins)), np.array(rates, np.int64))
    if "level" in levers.installments:
        for place, start in enumerate(levers.starts):
            terms = np.array([count for count in levers.terms.values() if count > start.months], np.int64)
            columns = np.meshgrid(origin_column, rate_column, terms, indexing="ij")
            origin, rate, count = (column.ravel() for column in columns)
            nothing = start.kind == "reduced" and not _reduced_amount(frame, start)  # no installment to reduce
            if len(count) and not nothing:
                yield _Group(origin, place, rate, sized=False, phases=_level_phases(frame, start, rate, count))
    if "affordable" in levers.installments:
        unparked = np.array([place for place, origin in enumerate(origins) if not origin.parked], np.int64)
        origin, rate = (column.ravel() for column in np.meshgrid(unparked, rate_column, indexing="ij"))
        phases = _sized_phases(frame, rate)
        if len(rate) and phases:
            yield _Group(origin, 0, rate, sized=True, phases=phases)


def _level_phases(frame: Frame, start: Start, rate: Ints, count: Ints) -> list[PhaseColumn]:
    """Return how a plan begins, then level installments over the rest."""
    if start.kind == "none":
        return [PhaseColumn("level", count, rate)]
    rest = PhaseColumn("level", count - start.months, rate)
    first = np.full(len(count), start.months, np.int64)
    if start.kind == "reduced":
        return [PhaseColumn("fixed_amount", first, rate, np.full(len(count), _reduced_amount(frame, start))), rest]
    if start.kind == "defer":
        return [PhaseColumn("defer", first, rate, None, "spread"), rest]
    return [PhaseColumn(start.kind, first, rate), rest]


def _reduced_amount(frame: Frame, start: Start) -> int:
    """Return the installment of a reduced start: a share of the least that can be paid while it lasts, minor units."""
    least = int(frame.affordable[: start.months].min())
    share = share_units(start.share or Decimal(0))
    amount: int = least * share // SHARE_SCALE // frame.calendar.unit * frame.calendar.unit
    return amount


def _sized_steps(frame: Frame) -> list[tuple[int, int]]:
    """Return (number of installments, amount) for each stretch of the affordable path, minor units."""
    amounts = frame.affordable // frame.calendar.unit * frame.calendar.unit
    edges = [0, *(np.flatnonzero(np.diff(amounts)) + 1).tolist(), len(amounts)]
    return [(stop - start, int(amounts[start])) for start, stop in pairwise(edges)]


def _sized_phases(frame: Frame, rate: Ints) -> list[PhaseColumn]:
    """Return installments set to what can be paid, following its path; none when at some time nothing can be paid."""
    steps = _sized_steps(frame)
    if any(amount == 0 for _, amount in steps):
        return []
    whole = np.ones(len(rate), np.int64)
    return [PhaseColumn("fixed_amount", count * whole, rate, amount * whole) for count, amount in steps]


def _parked_payments(amount: int, treatment: Treatment, rows: Ints, length: int) -> Ints:
    """Return what installments repay of a deferred or spread amount, shape [T, M], as `treatment` splits it."""
    if treatment.action == "spread":
        last = {"first": np.ones_like(rows), "all": rows}.get(str(treatment.due))
        last = np.full_like(rows, treatment.due) if last is None else last
        first = np.zeros_like(rows)
    else:
        first = rows - 1 if treatment.due == "maturity" else rows - np.full_like(rows, treatment.due)
        last = rows
    share, over = np.divmod(amount, np.maximum(last - first, 1))
    row = np.arange(length)[:, None]
    return np.where((row >= first) & (row < last), share + (row - first < over), 0)


def terms_of(case: Case, candidates: Candidates, place: int) -> LoanTerms:
    """Return one candidate's terms, from which its schedule is computed again."""
    contract, frame = case.contract, case.frame
    currency = contract.currency
    return LoanTerms(
        currency=currency,
        principal=currency.to_major(candidates.origin_of(place).principal),
        rate=contract.rate.with_units(int(candidates.rate_units[place])),
        start_date=frame.effective_on,
        first_due_date=frame.first_due,
        due_day=frame.due_day,
        day_count=contract.debt.day_count,
        installment_unit=case.levers.installment_unit,
        phases=_phases_of(case, candidates, place),
    )


def _phases_of(case: Case, candidates: Candidates, place: int) -> list[Phase]:
    rows, major = int(candidates.rows[place]), case.contract.currency.to_major
    if candidates.sized[place]:
        phases: list[Phase] = []
        left = rows
        for count, amount in _sized_steps(case.frame):
            if left > 0:
                phases.append(Phase(min(count, left), "fixed_amount", amount=major(amount)))
            left -= count
        return phases
    start = start_of(case, candidates, place)
    rest = Phase(rows - start.months)
    if start.kind == "none":
        return [rest]
    if start.kind == "reduced":
        return [Phase(start.months, "fixed_amount", amount=major(_reduced_amount(case.frame, start))), rest]
    return [Phase(start.months, start.kind, deferred_due="spread" if start.kind == "defer" else None), rest]


def start_of(case: Case, candidates: Candidates, place: int) -> Start:
    """Return how a candidate begins; one sized to what can be paid begins like it goes on."""
    return Start("none") if candidates.sized[place] else case.levers.starts[int(candidates.start[place])]


def candidate_id(case: Case, candidates: Candidates, place: int) -> str:
    """Return the canonical id of a candidate: term, rate, start, installments, treatment, forgiveness."""
    origin = candidates.origin_of(place)
    rate = format(rate_of_units(int(candidates.rate_units[place])).annual, "f")
    start = start_of(case, candidates, place)
    parts = [f"{int(candidates.rows[place]):03d}m", rate, "sized" if candidates.sized[place] else "level"]
    share = "" if start.share is None else f"x{format(start.share, 'f')}"
    parts += [] if start.kind == "none" else [f"{start.kind}{start.months}{share}"]
    parts.append(origin.treatment_set.name)
    parts += [f"forgive{format(origin.share, 'f')}"] if origin.forgiven else []
    return "-".join(parts)
