"""Enumerate a policy's levers as lanes: every combination becomes one lane of the exact kernel.

No closed formula decides what fits: each candidate's installments are computed to the minor unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..basics.columns import longest_first
from ..basics.errors import NotApplicableError
from ..basics.rates import Rate, rate_of_units
from ..basics.types import Bools, Ints
from ..contract.phases import Phase
from ..contract.terms import LoanTerms
from ..contract.treatment import Treatment
from ..engine.lanes import run_lanes
from ..engine.segments import RELEASE, UNPAID, Lanes, PhaseColumn, stack
from ._beginnings import Origin, origins_bound, origins_of, rows_aside
from ._case import Case
from ._shapes import (
    NO_START,
    Piece,
    RatePath,
    Shape,
    columns_of,
    nothing_from,
    pieces_of,
    rate_id,
    rate_paths,
    shapes_of,
    terms_tried,
)

MAX_CANDIDATES = 200_000
MAX_CELLS = 20_000_000
"""Most installments of all candidates together: some 40 bytes each are in memory at once."""
STRETCH_COST = 8
"""A stretch of a shape takes about as much memory as so many installments."""


class Balances(NamedTuple):
    """What stands behind the payments of candidates, looked at when it is asked for and never copied before.

    Columns of all lanes: opening balances [L], balances after each row, what rows pay of them, and interest parked in
    each row, [T, L], `None` where none is parked; `lanes` [N] says which of them the candidates are.
    """

    opening: Ints
    closing: Ints
    due: Ints
    parked: Ints | None
    lanes: Ints

    def owed(self, payments: Ints, rows: Ints) -> Ints:
        """Return what is owed before each payment: the balance, interest parked so far, and what is paid beside them.

        Payments are [T, N], of which the first `rows` [N] are there.
        What an installment pays beyond its row's due is parked interest falling due, or part of an amount that was set
        aside from the start; of the first only what had been parked by then was owed.
        """
        owed, beside = np.zeros_like(payments), np.zeros(len(self.lanes), np.int64)
        live = longest_first(rows, len(payments))
        for row in range(len(payments) - 1, -1, -1):  # a row at a time: whole columns of lanes take long to copy
            so_many = live[row]
            lanes, later = self.lanes[:so_many], beside[:so_many]
            later += payments[row, :so_many] - self.due[row, lanes]
            if self.parked is not None:
                later -= self.parked[row, lanes]  # parked in this row or later
            owed[row, :so_many] = later + (self.closing[row - 1] if row else self.opening)[lanes]
        return owed


class Candidates(NamedTuple):
    """Candidates as columns [N], in the order of the lanes; payments [T, N]; money in minor units.

    `lane` is the place among `lanes`, which only enumerated ones have, `rows` the installments until all is paid,
    `named` what of the last one is named to fall due at maturity: parked principal, or what a balloon leaves beyond
    the installment before it.
    """

    lane: Ints
    origin: Ints
    shape: Ints
    path: Ints
    rows: Ints
    payments: Ints
    balances: Balances
    peak: Ints
    refused: Bools
    paid_today: Ints
    named: Ints
    origins: Sequence[Origin]
    shapes: Sequence[Shape]
    paths: Sequence[RatePath]
    lanes: Lanes | None

    def origin_of(self, place: int) -> Origin:
        """Return where one candidate starts."""
        return self.origins[int(self.origin[place])]

    def shape_of(self, place: int) -> Shape:
        """Return the shape of one candidate."""
        return self.shapes[int(self.shape[place])]

    def path_of(self, place: int) -> RatePath:
        """Return the rates of one candidate."""
        return self.paths[int(self.path[place])]

    def take(self, places: Ints) -> Candidates:
        """Return some of the candidates."""
        if len(places) == len(self.rows) and (places == np.arange(len(places))).all():
            return self  # all of them, as they stand: installments take long to copy
        return self._replace(
            lane=self.lane[places],
            origin=self.origin[places],
            shape=self.shape[places],
            path=self.path[places],
            rows=self.rows[places],
            payments=self.payments.take(places, axis=1),  # row by row, as they are walked
            balances=self.balances._replace(lanes=self.balances.lanes[places]),
            peak=self.peak[places],
            refused=self.refused[places],
            paid_today=self.paid_today[places],
            named=self.named[places],
        )

    @property
    def first_units(self) -> Ints:
        """Units of the first rate of each, [N]."""
        return np.array([path.units[0] for path in self.paths], np.int64)[self.path]

    @property
    def highest_units(self) -> Ints:
        """Units of the highest rate of each while it runs, [N]."""
        found = self.first_units
        for place, path in enumerate(self.paths):
            if len(path.units) > 1:
                mine = np.flatnonzero(self.path == place)
                # a candidate that ends before a step never meets its rate: count the steps that start on its rows
                begun = np.searchsorted(np.array(path.starts, np.int64), self.rows[mine], side="left")
                found[mine] = np.maximum.accumulate(np.array(path.units, np.int64))[begun - 1]
        return found

    def regular_to(self) -> tuple[Ints, Ints]:
        """Return how many installments hold nothing that is named to fall due at maturity, and the last without it.

        Both [N]: where nothing is named these are all, and the last one of them.
        """
        lane = np.arange(len(self.rows))
        last: Ints = self.payments[self.rows - 1, lane] - self.named
        return self.rows - (self.named > 0), last

    def highest(self) -> Ints:
        """Return the highest installment without what is named to fall due at maturity, [N]."""
        whole, found = self.regular_to()
        found = np.maximum(found, 0)
        for row, so_many in enumerate(longest_first(whole, len(self.payments))):
            np.maximum(found[:so_many], self.payments[row, :so_many], out=found[:so_many], where=whole[:so_many] > row)
        return found

    def regular(self) -> Ints:
        """Return installments without what is named to fall due at maturity, [T, N]."""
        named = np.flatnonzero(self.named)
        if not len(named):
            return self.payments
        found = self.payments.copy()
        found[self.rows[named] - 1, named] -= self.named[named]
        return found


class _Plan(NamedTuple):
    """A group before its lanes are made: what is combined with a shape."""

    shape: int
    origins: Ints
    paths: Ints
    counts: Ints

    @property
    def size(self) -> int:
        """Number of candidates."""
        return len(self.origins) * len(self.paths) * len(self.counts)


class _Group(NamedTuple):
    """The lanes of a shape; columns [M]."""

    shape: int
    origin: Ints
    path: Ints
    phases: list[PhaseColumn]


NO_INTEREST = RatePath((0,), (0,))


class Only(NamedTuple):
    """What one plan says of the combinations it can be: its treatments, first rate and number of installments.

    That leaves few of them; which one it is, its installments say.
    """

    treatments: frozenset[Treatment]
    first_rate: int  # units
    rows: int

    def of(self, plan: _Plan, shape: Shape, origins: Sequence[Origin], paths: Sequence[RatePath]) -> _Plan:
        """Return of what a shape is combined with only what the plan can be."""
        tried: list[int] = plan.origins.tolist()
        starts = [at for at in tried if self.treatments == frozenset(origins[at].treatments)]
        run: list[int] = plan.paths.tolist()
        rates = [at for at in run if paths[at].units[0] == self.first_rate]
        # a level plan can be repaid before its last row, and one whose term follows before its longest
        counts = plan.counts if shape.is_sized else plan.counts[plan.counts >= self.rows]
        return plan._replace(origins=np.array(starts, np.int64), paths=np.array(rates, np.int64), counts=counts)


def enumerate_candidates(case: Case, only: Only | None = None) -> Candidates | None:
    """Return every combination of the policy's levers with its exact installments, or `None` when there is none.

    Args:
        case: the debt and the policy.
        only: the combinations that one plan can be, where no other is asked for.

    Raises:
        NotApplicableError: more than 200,000 combinations, or 20,000,000 installments of them all.
    """
    _require_bounded(origins_bound(case), case, 1)
    origins, paths = origins_of(case), [*rate_paths(case), NO_INTEREST]
    shapes = _shapes(case, paths)
    plans = [_plan(case, place, shape, origins, paths) for place, shape in enumerate(shapes)]
    if only is not None:
        plans = [only.of(plan, shapes[plan.shape], origins, paths) for plan in plans]
    _require_bounded(sum(plan.size for plan in plans), case, 1)
    pieces = [pieces_of(case, shape) if plan.size else [] for shape, plan in zip(shapes, plans, strict=True)]
    plans = [plan for plan in plans if plan.size and pieces[plan.shape]]
    if not plans:
        return None
    depth = max(len(pieces[plan.shape]) for plan in plans)
    _require_bounded(sum(plan.size for plan in plans), case, depth)
    groups = [_group(plan, pieces[plan.shape], shapes[plan.shape], paths) for plan in plans]
    ends = np.array([nothing_from(part) for part in pieces], np.int64)
    return _run(case, groups, origins, shapes, paths, ends)


def _group(plan: _Plan, pieces: Sequence[Piece], shape: Shape, paths: Sequence[RatePath]) -> _Group:
    """Return the lanes of a shape: every origin with every rate and every number of installments."""
    columns = np.meshgrid(plan.origins, plan.paths, plan.counts, indexing="ij")
    origin, path, counts = (column.ravel() for column in columns)
    tried: list[int] = plan.paths.tolist()
    # All paths of a shape change on the same rows, so their rates are a table [paths, slots]; `plan.paths` ascends, so
    # the search finds each lane's line in it.
    rates = np.array([paths[place].units for place in tried], np.int64)
    units = rates[np.searchsorted(plan.paths, path)]
    return _Group(plan.shape, origin, path, columns_of(pieces, counts, units, shape.balloon))


def _shapes(case: Case, paths: Sequence[RatePath]) -> list[Shape]:
    changes = list(dict.fromkeys(path.starts for path in paths if path is not NO_INTEREST))
    settled = [Shape("level", NO_START, settlement=item) for item in case.levers.settlements]
    return [*shapes_of(case, changes), *settled]


def _plan(case: Case, place: int, shape: Shape, origins: Sequence[Origin], paths: Sequence[RatePath]) -> _Plan:
    """Return what a shape is combined with: all that goes with it."""
    apart = shape.is_sized  # a term that follows leaves no row to say when the rest falls due
    mine = [
        at
        for at, origin in enumerate(origins)
        if origin.settlement == shape.settlement and not (apart and origin.aside)
    ]
    settled = shape.settlement is not None
    rates = [at for at, path in enumerate(paths) if path.starts == shape.starts and (path is NO_INTEREST) == settled]
    counts = terms_tried(case, shape)
    return _Plan(place, np.array(mine, np.int64), np.array(rates, np.int64), np.array(counts, np.int64))


def _require_bounded(count: int, case: Case, depth: int) -> None:
    last = len(case.frame.dates)
    limit = min(MAX_CANDIDATES, MAX_CELLS // max(last, STRETCH_COST * depth))
    if count > limit:
        message = f"the policy's levers make {count:,} candidates of up to {last:,} installments"
        raise NotApplicableError(f"{message}; at most {limit:,} are computed at once: take wider steps")


def _run(
    case: Case,
    groups: Sequence[_Group],
    origins: Sequence[Origin],
    shapes: Sequence[Shape],
    paths: Sequence[RatePath],
    ends: Ints,
) -> Candidates:
    """Return candidates with their installments; `ends` [shapes] is the row by which each shape has to be repaid."""
    opening = np.array([origin.principal for origin in origins], np.int64)
    lanes, order = stack([(opening[group.origin], group.phases) for group in groups], case.frame.calendar)
    # The lanes come back sorted by length. Put into the same order, the columns agree with them place by place.
    origin = np.concatenate([group.origin for group in groups])[order]
    path = np.concatenate([group.path for group in groups])[order]
    shape = np.repeat([group.shape for group in groups], [len(group.origin) for group in groups])[order]
    found = run_lanes(lanes, release=False)
    due = found.rows.due
    # What each shape or origin has, indexed by which of them a candidate has, is a column [N]: so here and below.
    sized = np.array([item.is_sized for item in shapes], np.bool_)[shape]
    # A sized lane is as long as the longest term and pays nothing once it is repaid: there its plan ends.
    rows = lanes.rows.copy()
    rows[sized] = _last(due[:, sized])
    begun = np.array([item.start.months for item in shapes], np.int64)[shape]
    payments = due.copy()
    if found.rows.parked is not None:
        # Released here: the kernel would do it over all rows of the lane, also those that a sized plan no longer has.
        _release(found.rows.parked, begun, rows, payments)
    refused = found.refused | (rows > ends[shape])
    balloon = np.array([item.balloon > 0 for item in shapes], np.bool_)[shape]
    beside = np.array([bool(item.aside) for item in origins], np.bool_)[origin]  # its rows say when it falls due
    lane = np.arange(len(rows))
    # What a balloon leaves is taken now: `payments` can be `due` itself, and below it grows by what is paid beside the
    # lane. `where` evaluates both of its sides, so the one for plans of one row has to stay inside the array too.
    left = np.where(balloon & (rows > 1), due[rows - 1, lane] - due[np.maximum(rows - 2, 0), lane], 0)
    _pay_aside(origins, origin, rows, payments, refused)
    parked = np.array([item.parked_amount for item in origins], np.int64)[origin]
    return Candidates(
        lane=lane,
        origin=origin,
        shape=shape,
        path=path,
        rows=np.where(beside, rows, _repaid(payments, rows)),
        payments=payments,
        balances=Balances(opening[origin], found.rows.closing, due, found.rows.parked, lane),
        peak=np.maximum(lanes.balance, found.rows.closing.max(axis=0)),
        refused=refused,
        paid_today=np.array([item.paid_today for item in origins], np.int64)[origin],
        named=np.maximum(left, 0) + parked,
        origins=origins,
        shapes=shapes,
        paths=paths,
        lanes=lanes,
    )


def _pay_aside(origins: Sequence[Origin], origin: Ints, rows: Ints, payments: Ints, refused: Bools) -> None:
    """Add to payments what origins set aside; what is treated alike is split at once, whatever its amount."""
    amounts: dict[object, Ints] = {}
    treatments: dict[object, Treatment] = {}
    for place, item in enumerate(origins):
        for at, (amount, treatment) in enumerate(item.aside):
            alike: object = (at, treatment.action, treatment.due)
            treatments[alike] = treatment
            amounts.setdefault(alike, np.zeros(len(origins), np.int64))[place] = amount
    for key, treatment in treatments.items():
        each = amounts[key][origin]
        mine = np.flatnonzero(each)
        _spread(payments, mine, each[mine], *rows_aside(treatment, rows[mine]))
        if isinstance(treatment.due, int):
            refused[mine] |= treatment.due > rows[mine]  # it asks for more installments than the plan has


def _last(payments: Ints) -> Ints:
    """Return the number of installments up to the last that pays anything, [N]."""
    # Seen from the end, `argmax` is the first row that pays; of a lane that pays nothing it is 0 and leaves them all.
    found: Ints = len(payments) - (payments[::-1] != 0).argmax(axis=0)
    return found


def _repaid(payments: Ints, rows: Ints) -> Ints:
    """Return the number of installments up to the last that pays: a level plan, too, can be repaid before its end."""
    found, early = rows.copy(), np.flatnonzero(payments[rows - 1, np.arange(len(rows))] == 0)
    found[early] = _last(payments[:, early])
    return found


def _release(parked: Ints, begun: Ints, rows: Ints, payments: Ints) -> None:
    """Add to payments what was parked at the start, as equal parts of the rows after it, the larger first.

    The kernel does not know where a term that follows ends; interest that is parked bears none, so it moves nothing
    else.
    """
    amounts = parked.sum(axis=0)
    mine = np.flatnonzero(amounts)
    _spread(payments, mine, amounts[mine], begun[mine], rows[mine])


def _spread(payments: Ints, lanes: Ints, amounts: Ints, first: Ints, last: Ints) -> None:
    """Add amounts to the payments of lanes, in equal parts of the rows from `first` to before `last`, larger first."""
    if (last - first == 1).all():
        payments[first, lanes] += amounts
        return
    share, over = np.divmod(amounts, np.maximum(last - first, 1))
    # a lane that is refused may have fewer rows than the amount asks for, and begin before its first
    begins, live = max(int(first.min(initial=len(payments))), 0), longest_first(last, len(payments))
    for row, so_many in enumerate(live[begins:], begins):
        after = row - first[:so_many]
        runs = (after >= 0) & (row < last[:so_many])
        payments[row, lanes[:so_many]] += (share[:so_many] + (after < over[:so_many])) * runs


def terms_of(case: Case, candidates: Candidates, place: int) -> LoanTerms:
    """Return one candidate's terms, from which its schedule is computed again."""
    contract, frame = case.contract, case.frame
    currency = contract.currency
    return LoanTerms(
        currency=currency,
        principal=currency.to_major(candidates.origin_of(place).principal),
        rate=contract.rate.with_units(candidates.path_of(place).units[0]),
        start_date=frame.effective_on,
        first_due_date=frame.first_due,
        due_day=frame.due_day,
        day_count=contract.debt.day_count,
        first_period="carried" if _carries(candidates, place) else "level",
        installment_unit=case.levers.installment_unit,
        phases=_phases_of(case, candidates, place),
    )


def _carries(candidates: Candidates, place: int) -> bool:
    """Return whether the first installment leaves interest of its odd days unpaid, so that the terms have to say it."""
    lanes, lane = candidates.lanes, int(candidates.lane[place])
    if lanes is None:
        raise AssertionError("candidates that were enumerated have lanes")
    begun = int((lanes.length[:, lane] > 0).argmax())
    pays = UNPAID[int(lanes.unpaid[begun, lane])] == "refuse"
    balances = candidates.balances
    at = int(balances.lanes[place])
    return pays and bool(balances.closing[0, at] > balances.opening[at])


def _phases_of(case: Case, candidates: Candidates, place: int) -> list[Phase]:
    """Return the phases that one lane was made of, up to its last row."""
    lanes, lane, rows = candidates.lanes, int(candidates.lane[place]), int(candidates.rows[place])
    if lanes is None:
        raise AssertionError("candidates that were enumerated have lanes")
    phases: list[Phase] = []
    units = candidates.path_of(place).units[0]
    for segment in range(len(lanes.start)):
        start = int(lanes.start[segment, lane])
        count = min(int(lanes.length[segment, lane]), rows - start)
        if count > 0:  # a stretch that the plan does not reach has no rows
            held = int(lanes.rate_units[segment, lane])
            rate = None if held == units else case.contract.rate.with_units(held)  # stated only where it changes
            phases.append(_phase(case, lanes, (segment, lane), count, rows - start, rate))
            units = held
    return phases


def _phase(case: Case, lanes: Lanes, at: tuple[int, int], count: int, left: int, rate: Rate | None) -> Phase:
    """Return one phase of a lane, of whose rows so many are left from its start on."""
    unpaid, amount, over = UNPAID[int(lanes.unpaid[at])], int(lanes.amount[at]), int(lanes.over[at])
    if amount < 0:
        return Phase(count, rate=rate, amortize_over=None if over == left else over)
    if lanes.by_principal[at]:
        return Phase(count, "interest_only", rate=rate)
    if unpaid == "park":
        return Phase(count, "defer", rate=rate, deferred_due=RELEASE[int(lanes.release[at])])
    if unpaid == "capitalize":
        return Phase(count, "capitalize", rate=rate)
    return Phase(count, "fixed_amount", rate=rate, amount=case.contract.currency.to_major(amount))


RULE_IDS = {"level": "level", "affordable": "sized", "contract": "contract"}


def candidate_id(candidates: Candidates, place: int) -> str:
    """Return the canonical id of a candidate: term, rate, installments, start, treatment, and what else it uses."""
    origin, shape, path = candidates.origin_of(place), candidates.shape_of(place), candidates.path_of(place)
    rate = rate_id(path, format(rate_of_units(path.units[0]).annual, "f"))
    parts = [f"{int(candidates.rows[place]):03d}m", rate, RULE_IDS[shape.rule]]
    parts += [f"balloon{shape.balloon}"] if shape.balloon else []
    if shape.season is not None:
        parts.append(f"season{'.'.join(map(str, shape.season.months))}x{format(shape.season.share, 'f')}")
    start = shape.start
    if start.kind != "none":
        share = "" if start.share is None else f"x{format(start.share, 'f')}"
        parts.append(f"{start.kind}{start.months}{share}" + (f"every{start.every}" if start.every else ""))
    parts.append(origin.treatment_set.name)
    parts += [f"forgive{format(origin.share, 'f')}"] if origin.forgiven and origin.settlement is None else []
    parts += [f"{origin.parked.kind}{format(origin.parked.share, 'f')}"] if origin.parked else []
    parts += [f"down{format(origin.down, 'f')}"] if origin.down else []
    parts += [f"share{format(origin.settlement.share, 'f')}"] if origin.settlement else []
    return "-".join(parts)
