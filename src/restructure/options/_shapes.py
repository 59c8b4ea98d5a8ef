"""The shapes of candidate plans: which installments in which stretch of rows, at which rate.

A shape is what a group of lanes shares: the rule of its installments, how it begins, where its rate changes, its
balloon, its season.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ..basics.rates import RATE_DIGITS, RATE_SCALE
from ..basics.types import Ints, whole_units
from ..contract.phases import MAX_INSTALLMENTS, DeferredDue, RepaymentMethod
from ..engine.segments import PhaseColumn
from ..policy import InstallmentRule, Season, Settlement, Start, TemporaryRate
from ..policy.share_units import share_units
from ._case import Case, Frame

NO_START = Start("none")


class RatePath(NamedTuple):
    """Rate units from some rows on, the first from row 0; `temporary` is what it came from, `None` for good."""

    starts: tuple[int, ...]
    units: tuple[int, ...]
    temporary: TemporaryRate | None = None


class Shape(NamedTuple):
    """What a group of candidates shares.

    `rule` is that of the installments, `starts` the rows where the rate changes, `balloon` the number of installments
    the level one is solved over where that is more than the term, else 0.
    """

    rule: InstallmentRule
    start: Start
    starts: tuple[int, ...] = (0,)
    balloon: int = 0
    season: Season | None = None
    settlement: Settlement | None = None

    @property
    def is_sized(self) -> bool:
        """Whether the term follows from the installments."""
        return self.rule != "level"


class Piece(NamedTuple):
    """A stretch of rows with one method and one rate: from `first` to before `stop`, `None` for the last row."""

    first: int
    stop: int | None
    method: RepaymentMethod
    amount: int | None = None
    release: DeferredDue | None = None
    slot: int = 0  # which rate of the path


def rate_paths(case: Case) -> list[RatePath]:
    """Return the rates to try, each once: cuts for good between floor and contract, and lower rates for a time."""
    contract_rate, floor = case.contract.rate.units, case.levers.rate_floor.units
    cuts = [whole_units(cut, RATE_DIGITS)[0] for cut in case.levers.rate_cuts]
    flat = dict.fromkeys(min(contract_rate, max(contract_rate - cut, floor)) for cut in cuts)
    paths = [RatePath((0,), (units,)) for units in flat]
    lower = [item for item in case.levers.temporary_rates if item.rate.units < contract_rate]
    return paths + [_temporary(item, contract_rate, case.levers.terms.last) for item in lower]


def _temporary(item: TemporaryRate, contract_rate: int, last: int) -> RatePath:
    """Return the path of a rate that comes back to the contract's; steps after the last row are left out."""
    starts, units = [0], [item.rate.units]
    row = item.months
    while row < last and units[-1] < contract_rate:
        rise = contract_rate if item.step is None else share_units(item.step) * (RATE_SCALE // 10**6)
        starts.append(row)
        units.append(min(units[-1] + rise, contract_rate))
        row += item.step_every or last
    return RatePath(tuple(starts), tuple(units), item)


def shapes_of(case: Case, starts: Sequence[tuple[int, ...]]) -> Iterator[Shape]:
    """Yield every shape that the policy's levers make with rates that change at these rows."""
    levers = case.levers
    for changes in starts:
        for start in levers.starts:
            if "level" in levers.installments:
                yield from (Shape("level", start, changes, balloon) for balloon in (0, *levers.balloons))
            if "contract" in levers.installments:
                yield Shape("contract", start, changes)
        if "affordable" in levers.installments:
            yield from (Shape("affordable", NO_START, changes, season=season) for season in (None, *levers.seasons))


def terms_tried(case: Case, shape: Shape) -> list[int]:
    """Return the numbers of installments that a shape is tried with; a term that follows is bounded by the longest."""
    terms = case.levers.terms
    if shape.settlement is not None:
        return [shape.settlement.installments]
    if shape.is_sized:
        return [terms.last] if terms.last > shape.start.months else []
    least = shape.start.months + (2 if shape.balloon else 1)  # a balloon is what is left beyond an installment
    return [count for count in terms.values() if least <= count < (shape.balloon or terms.last + 1)]


def pieces_of(case: Case, shape: Shape) -> list[Piece]:
    """Return the stretches of a shape; none where it does not exist, as an installment of it would be nothing.

    Where nothing can be paid some day, a term that follows has to end before; see `nothing_from`.
    """
    pieces = list(_plain_pieces(case, shape))
    if any(piece.amount == 0 and (piece.first == 0 or shape.rule != "affordable") for piece in pieces):
        return []
    if any(piece.method == "defer" and _inside(piece, shape.starts) for piece in pieces):
        return []  # what is parked falls due after the whole stretch
    return [part for piece in pieces for part in _by_rate(piece, shape.starts)]


def nothing_from(pieces: Sequence[Piece]) -> int:
    """Return the first row on which a shape pays nothing at all, or one beyond all rows."""
    return min((piece.first for piece in pieces if piece.amount == 0), default=MAX_INSTALLMENTS)


def _plain_pieces(case: Case, shape: Shape) -> Iterator[Piece]:
    """Yield the stretches of a shape as if its rate never changed."""
    if shape.rule == "affordable":
        yield from _affordable(case, shape.season)
        return
    yield from _begin(case.frame, shape.start)
    first = shape.start.months
    if shape.rule == "contract":
        yield Piece(first, None, "fixed_amount", case.contract.installment)
    else:
        yield Piece(first, None, "level")


def _begin(frame: Frame, start: Start) -> Iterator[Piece]:
    if start.kind in ("reduced", "step_up"):
        row = 0
        for months, share in start.shares():
            least = int(frame.affordable[row : row + months].min(initial=np.iinfo(np.int64).max))
            yield Piece(row, row + months, "fixed_amount", _down(frame, least * share.numerator // share.denominator))
            row += months
    elif start.kind == "defer":
        yield Piece(0, start.months, "defer", release="spread")
    elif start.kind in ("interest_only", "capitalize"):
        yield Piece(0, start.months, start.kind)


def _down(frame: Frame, amount: int) -> int:
    return amount // frame.calendar.unit * frame.calendar.unit


def _affordable(case: Case, season: Season | None) -> Iterator[Piece]:
    """Yield what can be paid, in stretches of one amount, less in the months of a season; less than the contract's."""
    frame, most = case.frame, case.most_sized
    amounts = frame.affordable.copy() if most is None else np.minimum(frame.affordable, most)
    if season is not None:
        low = np.array([day.month in season.months for day in frame.dates], np.bool_)
        share = season.share.as_integer_ratio()
        amounts[low] = [int(amount) * share[0] // share[1] for amount in amounts[low]]
    amounts = frame.in_units(amounts)
    firsts: list[int] = [0, *(np.flatnonzero(np.diff(amounts)) + 1).tolist()]
    for first, stop in zip(firsts, [*firsts[1:], None], strict=True):
        yield Piece(first, stop, "fixed_amount", int(amounts[first]))


def _inside(piece: Piece, starts: Sequence[int]) -> bool:
    return any(piece.first < row < (piece.stop or row + 1) for row in starts)


def _by_rate(piece: Piece, starts: Sequence[int]) -> Iterator[Piece]:
    """Yield a stretch cut where the rate changes."""
    for slot, since in enumerate(starts):
        ends = [stop for stop in (piece.stop, *starts[slot + 1 : slot + 2]) if stop is not None]
        first, stop = max(piece.first, since), min(ends, default=None)
        if stop is None or first < stop:
            yield piece._replace(first=first, stop=stop, slot=slot)


def columns_of(pieces: Sequence[Piece], counts: Ints, units: Ints, balloon: int) -> list[PhaseColumn]:
    """Return stretches as phases of many lanes; `counts` [M] are their rows, `units` [M, slots] their rates."""
    found: list[PhaseColumn] = []
    for piece in pieces:
        stop = counts if piece.stop is None else np.minimum(counts, piece.stop)
        length = np.maximum(stop - piece.first, 0)
        over = np.maximum((balloon or counts) - piece.first, 0)
        amount = None if piece.amount is None else np.full(len(counts), piece.amount, np.int64)
        found.append(
            PhaseColumn(
                piece.method, length, units[:, piece.slot], amount, piece.release, np.broadcast_to(over, stop.shape)
            )
        )
    return found


def rate_id(path: RatePath, rate_text: str) -> str:
    """Return how a rate path is named in an option's id."""
    item = path.temporary
    if item is None:
        return rate_text
    step = "" if item.step is None else f"up{format(item.step, 'f')}x{item.step_every}"
    return f"{rate_text}for{item.months}{step}"
