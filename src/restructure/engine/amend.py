"""Run a contract that changes while it runs: new rates, dates, phases or balances from a day on, in any number.

Between two changes the contract is an ordinary lane. A change splits the running row: the interest up to its day is
exact and handed to the lane that follows as part of its first row's ratio, so that the row is still rounded once and a
level installment solved anew counts what has accrued. Days are half-open: interest of the day itself follows the
change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from math import lcm
from typing import NamedTuple

import numpy as np

from ..basics.dates import PARTS_IN_YEAR, due_dates, step_date, year_parts
from ..basics.errors import Fault, InvalidTermsError
from ..basics.exact import Accrual, div_round
from ..basics.money import split
from ..basics.rates import RATE_SCALE, Rate
from ..basics.types import Bools, Ints
from ..contract.components import Component
from ..contract.phases import LAST_YEAR, Change, DeferredDue, Phase, RepaymentMethod, faults_after, rows_reached
from ..contract.terms import LoanTerms
from .beside import Aside, after_rows, asides_of, joined_beside, rows_beside
from .kernel import Rows, gives_way, run_lane
from .segments import FirstRow, Lane, lane_of, segments_of
from .year_parts import Row, joined_spans, year_share


class Amended(NamedTuple):
    """The rows of a changed contract, their due dates, and the balance that each bears interest on; minor units [T].

    `beside` is what they repay beside their own, by component.
    """

    rows: Rows
    dates: tuple[date, ...]
    opening: Ints
    beside: Mapping[Component, Ints]


class Rest(NamedTuple):
    """What is left of a contract on one day, minor units.

    The running row began on `begun`, one period before its end if it is `whole`; its interest up to `reached` is
    `accrued`, exactly. The running phase has the installment, or equal principal, `before` of a `method`; `span` rows
    is what a new one would be solved over. `base` bears flat interest, it `capitalizes` what a capped installment
    leaves unpaid, `row` rows lie behind, `frozen` are the days without any, `parked` is what a defer phase put aside
    and is still owed, `beside` what is owed beside the rows.
    """

    terms: LoanTerms
    balance: int
    base: int
    begun: date
    whole: bool
    reached: date
    accrued: Fraction
    dates: tuple[date, ...]
    due_day: int
    phases: tuple[Phase, ...]
    rate: Rate
    before: int
    method: RepaymentMethod
    span: int
    capitalizes: bool
    row: int
    frozen: tuple[tuple[date, date], ...]
    parked: tuple[tuple[DeferredDue, int], ...]
    beside: tuple[Aside, ...]

    @property
    def bearing(self) -> int:
        """What interest is a ratio of: nothing once nothing is owed."""
        return self.base if self.terms.interest_base == "original" and self.balance else self.balance


def run_changed(terms: LoanTerms) -> Amended:
    """Return the rows of a contract with its changes.

    Raises:
        InvalidTermsError: a change that cannot apply, by its place.
    """
    rest = opening_rest(terms)
    pieces: list[Amended] = []
    for place, change in enumerate(terms.changes):
        rest = change_rest(rest, change, place, pieces)
    return joined([*pieces, run_rest(rest)])


class Stop(NamedTuple):
    """The day on which a contract cannot go on as it stands, and why; the number of the row that cannot be computed."""

    on: date
    error: InvalidTermsError
    number: int | None = None


def run_as_far(
    rest: Rest, changes: Sequence[Change], place: int, pieces: Sequence[Amended]
) -> tuple[Amended, Stop | None]:
    """Return the rows of a contract with changes still to come, the first of them at a place of its terms.

    They end before the first row that cannot be computed, or with the rows due by a change that cannot apply.
    """
    behind = list(pieces)
    for later, change in enumerate(changes):
        if rest.dates[-1] <= change.effective_on:  # nothing is left to change
            break
        try:
            rest = change_rest(rest, change, place + later, behind)
        except InvalidTermsError as error:
            rows, stop = rest_as_far(rest)
            done = sum(due <= change.effective_on for due in rows.dates)
            stop = stop if stop is not None and stop.on <= change.effective_on else Stop(change.effective_on, error)
            return joined([*behind, _cut(rows, done)]), stop
    rows, stop = rest_as_far(rest)
    return joined([*behind, rows]), stop


def change_rest(rest: Rest, change: Change, place: int, pieces: list[Amended]) -> Rest:
    """Return what is left after the change at a place of the terms; rows due by then join the pieces.

    Raises:
        InvalidTermsError: the change cannot apply, by its place.
    """
    if _is_too_late_to_matter(rest, change):
        return rest
    try:
        due, rest = advance(rest, change.effective_on)
        rest = apply_change(rest, change)
    except InvalidTermsError as error:
        faults = [change_fault(fault, place) for fault in error.faults]
    else:
        pieces.append(due)
        return rest
    raise InvalidTermsError(faults)


def change_fault(fault: Fault, place: int) -> Fault:
    """Return a fault with the path of the change that meets it; one of the rows has its own."""
    return fault if fault.path.startswith("loan_terms") else fault.below(f"loan_terms.changes[{place}]")


def _is_too_late_to_matter(rest: Rest, change: Change) -> bool:
    """Return whether a change after the last installment only frees overdue amounts of interest."""
    others = (change.rate, change.advance, change.repay, change.next_due_date, change.phases)
    return rest.dates[-1] <= change.effective_on and all(part is None for part in others)


def standing_on(rest: Rest, day: date) -> Rest | None:
    """Return what is left of a contract on a later day, or `None` after its last installment."""
    return None if rest.dates[-1] <= day else advance(rest, day)[1]


def opening_rest(terms: LoanTerms) -> Rest:
    """Return a contract on its first day.

    Raises:
        InvalidTermsError: interest by the rule of 78, which no day of a row has a part of.
    """
    if terms.interest_base == "rule_of_78":
        message = "rule_of_78 settles by its rows: after one, its closing balance is what is left; do not replay it"
        raise InvalidTermsError([Fault("loan_terms.interest_base", message, contradiction=True)])
    principal = terms.currency.to_minor(terms.principal)
    dates = due_dates(terms.first_due_date, due_day=terms.anchor_day, step=terms.cadence, count=terms.installments)
    return Rest(
        terms=terms,
        balance=principal,
        base=principal,
        begun=terms.rows_from,
        whole=terms.rows_from == terms.regular_start,
        reached=terms.rows_from,
        accrued=Fraction(0),
        dates=tuple(dates),
        due_day=terms.anchor_day,
        phases=tuple(terms.phases),
        rate=terms.rate,
        before=0,
        method=terms.phases[0].method,
        span=0,
        capitalizes=False,
        row=0,
        frozen=(),
        parked=(),
        beside=asides_of(terms),
    )


# --- rows ------------------------------------------------------------------------------------------------------------


def run_rest(rest: Rest) -> Amended:
    """Return the rows that are left, as if nothing changed any more.

    Raises:
        InvalidTermsError: an installment does not cover its row's interest.
    """
    return _run(rest, _lane(rest))


def rest_as_far(rest: Rest) -> tuple[Amended, Stop | None]:
    """Return the rows that are left up to the first that cannot be computed, and the day that one falls due."""
    lane = _lane(rest)
    try:
        return _run(rest, lane), None
    except InvalidTermsError as error:
        stop = error
    # What is short joins the balance instead: the rows before the first one that is short are the same.
    rows = _run(rest, lane._replace(loose=True))
    short = np.flatnonzero(_must_cover(lane, rows.rows) & (rows.rows.closing > rows.opening))
    if not len(short):
        raise stop
    row = int(short[0])
    return _cut(rows, row), Stop(rest.dates[row], stop, rest.row + row + 1)


def _must_cover(lane: Lane, rows: Rows) -> Bools:
    """Return which rows must cover their interest; shape [T]."""
    must = np.zeros(lane.rows, np.bool_)
    for segment in lane.segments:
        must[segment.start : segment.start + segment.length] = segment.unpaid == "refuse"
    must[0] &= gives_way(lane.segments[0], lane, lane.balance, rows.amounts[0]) is None
    return must


def _lane(rest: Rest) -> Lane:
    ratios = partial(_ratios, rest)
    segments = segments_of(rest.phases, rest.terms, rest.rate, ratios, method=rest.method)
    if rest.capitalizes:  # the running phase had a cap; it goes on as one that keeps its installment and has none
        segments = (segments[0]._replace(unpaid="capitalize"), *segments[1:])
    lane = lane_of(rest.terms, rest.balance, segments, base=rest.base)
    running = rest.reached > rest.begun
    return lane._replace(before=rest.before, row=rest.row, running=running, first=_first_row(rest, running=running))


def _run(rest: Rest, lane: Lane) -> Amended:
    rows = run_lane(lane)
    if not rest.balance:  # no ratio of nothing is what has accrued
        rows.due[0] += div_round(rest.accrued.numerator, rest.accrued.denominator, rest.terms.interest_rounding)
    opening = np.concatenate([np.array([rest.balance], np.int64), rows.closing[:-1]])
    return Amended(_with_parked(rows, rest.parked), rest.dates, opening, rows_beside(rest.beside, rest.dates))


def _first_row(rest: Rest, *, running: bool) -> FirstRow | None:
    """Return how the first row is paid: an odd one of the contract by its custom, one that has begun by `level`."""
    terms = rest.terms
    if rest.whole and not running:
        return None
    rate = rest.phases[0].rate or rest.rate
    begin = step_date(rest.dates[0], -1, step=terms.cadence, due_day=rest.due_day)
    usual = Fraction(rate.units, RATE_SCALE) * _live(rest, Row(begin, rest.dates[0], whole=True), begin)
    opening = not rest.whole and not rest.row and rest.begun == terms.rows_from
    custom = terms.first_period if opening and terms.first_period != "day_one" else "level"
    return FirstRow(custom, usual.numerator, usual.denominator)


def _ratios(rest: Rest, rate: Rate, start: int, count: int) -> Accrual:
    """Return the ratios of `count` rows from row `start`, the first of all with what has accrued in it."""
    per_year = PARTS_IN_YEAR[rest.terms.counted_by] * RATE_SCALE
    lengths = _parts(rest, start, count)
    each = {parts: Fraction(rate.units * parts, per_year) for parts in set(lengths)}
    ratios = [each[parts] for parts in lengths]
    if start == 0:
        first = Row(rest.begun, rest.dates[0], rest.whole)
        accrued = rest.accrued / rest.bearing if rest.bearing else Fraction(0)
        ratios[0] = accrued + Fraction(rate.units, RATE_SCALE) * _live(rest, first, rest.reached)
    den = lcm(*{ratio.denominator for ratio in ratios})
    nums = tuple(ratio.numerator * (den // ratio.denominator) for ratio in ratios)
    return Accrual(nums, den, uniform=len(set(nums[1:])) <= 1)


def _parts(rest: Rest, start: int, count: int) -> list[Fraction | int]:
    """Return what part of a year each row bears interest for, in the parts the day count cuts it into."""
    terms, ends = rest.terms, _dates_from(rest, start + count)
    if terms.counted_by == "30/360" and not rest.frozen:
        return [terms.cadence.nominal_days] * count
    begins = [rest.begun, *ends]
    if not rest.frozen:
        return [year_parts(terms.counted_by, begins[row], ends[row]) for row in range(start, start + count)]
    rows = [Row(begins[row], ends[row], whole=row > 0 or rest.whole) for row in range(start, start + count)]
    return [_live(rest, row, row.begun) * PARTS_IN_YEAR[terms.counted_by] for row in rows]


def _dates_from(rest: Rest, count: int) -> Sequence[date]:
    """Return the due dates of so many rows, beyond the last where an installment is solved over more."""
    if count <= len(rest.dates):
        return rest.dates
    return due_dates(rest.dates[0], due_day=rest.due_day, step=rest.terms.cadence, count=count)


def _live(rest: Rest, row: Row, since: date) -> Fraction:
    """Return the part of a year from `since` to a row's end that bears interest."""
    live = year_share(rest.terms, row, row.due) - year_share(rest.terms, row, since)
    for first, until in rest.frozen:
        lower, upper = (min(max(day, since), row.due) for day in (first, until))
        live -= year_share(rest.terms, row, upper) - year_share(rest.terms, row, lower)
    return live


def live_between(rest: Rest, row: Row, since: date, until: date) -> Fraction:
    """Return the part of a year between two days of a row that bears interest."""
    return _live(rest, row, since) - _live(rest, row, until)


def _with_parked(rows: Rows, parked: Sequence[tuple[DeferredDue, int]]) -> Rows:
    """Return the rows with what an earlier defer phase still has to release."""
    if not parked:
        return rows
    released = np.zeros(len(rows.due), np.int64) if rows.released is None else rows.released
    for due, amount in parked:
        released += _release(due, amount, len(released))
    return rows._replace(released=released)


def _release(due: DeferredDue, amount: int, count: int) -> Ints:
    """Return what so many rows pay of an amount put aside before them."""
    if due == "spread":
        return np.array(split(amount, [1] * count), np.int64)
    rows = np.zeros(count, np.int64)
    rows[0 if due == "next" else -1] = amount
    return rows


# --- time passes -----------------------------------------------------------------------------------------------------


def advance(rest: Rest, day: date) -> tuple[Amended, Rest]:
    """Return the rows due by a day, and what is left on it, with the running row's interest up to it."""
    whole, stop = rest_as_far(rest)
    done = sum(due <= day for due in rest.dates)
    if done == len(rest.dates):
        message = "is not before the last installment; choose an earlier day"
        raise InvalidTermsError([Fault("effective_on", message, contradiction=True)])
    if stop is not None and stop.on <= day:
        raise stop.error
    rest = after_rows_done(rest, whole, done)
    # `reached` is the row's beginning, or an earlier change in the same row, up to which interest is counted already.
    row, annual = Row(rest.begun, rest.dates[0], rest.whole), Fraction(rest.rate.units, RATE_SCALE)
    reached = max(day, rest.reached)  # the rows begin later where the interest of days before is collected on day one
    fresh = live_between(rest, row, rest.reached, reached)
    return _cut(whole, done), rest._replace(accrued=rest.accrued + fresh * rest.bearing * annual, reached=reached)


def after_rows_done(rest: Rest, whole: Amended, done: int) -> Rest:
    """Return what is left after the first rows, the running phase with the installment it has."""
    # Walk to the running phase: `passed` phases lie behind it and `left` of its own rows, `over` rows are left from its
    # start, `span` is what its installment was solved over, which `amortize_over` may set beyond the last row.
    passed, left, over, span = 0, done, len(rest.dates), rest.span
    rate, method = rest.rate, rest.method
    for phase in rest.phases:
        rate, method = phase.rate or rate, method if phase.method == "keep" else phase.method
        span = span if phase.method == "keep" else phase.amortize_over or over
        if left < phase.count:
            break
        passed, left, over, span = passed + 1, left - phase.count, over - phase.count, span - phase.count
    running = rest.phases[passed]
    capitalizes = running.installment_cap is not None or running.shortfall == "capitalize"
    capped = capitalizes or (rest.capitalizes and not passed)
    # A solved installment stays as it is, even where no row of it has passed: whether it is solved again is for the
    # change to say. Other methods go on by what they state, but for the rate, which is carried beside the phases.
    goes_on = replace(running, count=running.count - left, rate=None)
    if running.method in ("level", "equal_principal", "keep"):
        goes_on = Phase(running.count - left, "keep")
    rest = _moved(rest, whole, done) if done else rest
    return rest._replace(
        phases=(goes_on, *rest.phases[passed + 1 :]),
        rate=rate,
        before=whole.rows.amounts[passed],  # a segment a phase: contracts with steps do not change
        method=method,
        span=span - left,
        capitalizes=capped,
    )


def _moved(rest: Rest, whole: Amended, done: int) -> Rest:
    """Return the next row as the running one."""
    begun = rest.dates[done - 1]
    return rest._replace(
        balance=int(whole.rows.closing[done - 1]) if done <= len(whole.dates) else 0,  # by the day, it is not of rows
        begun=begun,
        whole=True,
        reached=begun,
        accrued=Fraction(0),
        dates=rest.dates[done:],
        row=rest.row + done,
        parked=_still_parked(rest, whole, done),
        beside=after_rows(rest.beside, rest.dates, done),
    )


def _still_parked(rest: Rest, whole: Amended, done: int) -> tuple[tuple[DeferredDue, int], ...]:
    """Return what has been put aside, before these rows or in them, and not been released by the first of them."""
    count, parked = len(rest.dates), whole.rows.parked
    # What is released is released over rows that a change may move or add to, so amounts are kept and not rows.
    left: dict[DeferredDue, int] = {}
    for due, amount in rest.parked:
        left[due] = left.get(due, 0) + amount - int(_release(due, amount, count)[:done].sum())
    start = 0
    for phase in rest.phases:
        stop = start + phase.count
        if phase.deferred_due is not None and parked is not None:
            aside = int(parked[start : min(stop, done)].sum())
            if done > stop:  # the phase lies behind, and rows after it have paid some of it
                aside -= int(_release(phase.deferred_due, aside, count - stop)[: done - stop].sum())
            left[phase.deferred_due] = left.get(phase.deferred_due, 0) + aside
        start = stop
    return tuple((due, amount) for due, amount in left.items() if amount)


def _cut(whole: Amended, done: int) -> Amended:
    columns = [None if column is None else column[:done] for column in whole.rows.columns]
    closing, due, parked, released = columns
    if closing is None or due is None:
        raise AssertionError("every lane has balances and payments")
    beside: dict[Component, Ints] = {name: column[:done] for name, column in whole.beside.items()}
    rows = Rows(closing, due, parked, released, amounts=whole.rows.amounts)
    return Amended(rows, whole.dates[:done], whole.opening[:done], beside)


def joined(pieces: Sequence[Amended]) -> Amended:
    """Return the rows of pieces that follow one another."""
    columns: list[Ints | None] = []
    for column in range(4):
        parts = [piece.rows.columns[column] for piece in pieces]
        if all(part is None for part in parts):
            columns.append(None)
            continue
        lengths = [len(piece.dates) for piece in pieces]
        filled = [np.zeros(n, np.int64) if part is None else part for n, part in zip(lengths, parts, strict=True)]
        columns.append(np.concatenate(filled))
    closing, due, parked, released = columns
    if closing is None or due is None:
        raise AssertionError("every lane has balances and payments")
    dates = tuple(day for piece in pieces for day in piece.dates)
    opening = np.concatenate([piece.opening for piece in pieces])
    beside = joined_beside([(piece.beside, len(piece.dates)) for piece in pieces])
    return Amended(Rows(closing, due, parked, released), dates, opening, beside)


# --- changes ---------------------------------------------------------------------------------------------------------


def apply_change(rest: Rest, change: Change) -> Rest:
    """Return what is left of a contract after a change on the day it has reached.

    Raises:
        InvalidTermsError: more is repaid than is left, the phases do not go with the contract, or it would not end.
    """
    minor = rest.terms.currency.to_minor
    advance, repay = (minor(amount) if amount else 0 for amount in (change.advance, change.repay))
    if repay > rest.balance + advance:
        message = "is more than the principal that is left; lower it"
        raise InvalidTermsError([Fault("repay", message, contradiction=True)])
    if rest.phases[0].deferred_due is not None and rest.parked and change.phases is None:
        message = "lies inside a defer phase; say by phases how the contract goes on"
        raise InvalidTermsError([Fault("effective_on", message, contradiction=True)])
    if change.no_interest_until is not None:
        rest = rest._replace(frozen=joined_spans([*rest.frozen, (change.effective_on, change.no_interest_until)]))
    rest = rest._replace(
        balance=rest.balance + advance - repay, base=rest.base + advance, rate=change.rate or rest.rate
    )
    return _with_dates(_with_phases(rest, change), change)


def _with_phases(rest: Rest, change: Change) -> Rest:
    if change.phases is not None:
        lacks = [fault.below("phases[0]") for fault in faults_after(change.phases[0], rest.method)]
        if lacks:
            raise InvalidTermsError(lacks)
        count = sum(phase.count for phase in change.phases)
        _require_years(rest, change, count)
        return rest._replace(
            phases=tuple(change.phases), span=count, capitalizes=False, dates=tuple(_dates_from(rest, count)[:count])
        )
    running, *later = rest.phases
    if change.installment == "keep":
        return rest
    # Leveled anew: a solved installment by its own method, a stated one only where it is the last, as phases after it
    # say themselves how the rest is repaid.
    if running.method == "keep" and rest.method != "fixed_amount":
        running = Phase(running.count, rest.method, amortize_over=max(rest.span, 1))
    elif running.method in ("keep", "fixed_amount") and not later:
        running = Phase(running.count)
    return rest._replace(phases=(running, *later))


def _require_years(rest: Rest, change: Change, count: int) -> None:
    """Refuse rows beyond the calendar."""
    reach = max(count, 0 if change.phases is None else rows_reached(change.phases))
    first = change.next_due_date or rest.dates[0]
    if first.year + reach * rest.terms.cadence.nominal_days / 360 > LAST_YEAR:
        message = f"leads beyond the year {LAST_YEAR}; shorten it"
        raise InvalidTermsError([Fault("effective_on", message, contradiction=True)])


def _with_dates(rest: Rest, change: Change) -> Rest:
    first = change.next_due_date
    if first is None:
        return rest
    _require_years(rest, change, rows_reached(rest.phases))
    dates = due_dates(first, due_day=first.day, step=rest.terms.cadence, count=len(rest.dates))
    whole = rest.begun == step_date(first, -1, step=rest.terms.cadence, due_day=first.day)
    return rest._replace(dates=tuple(dates), due_day=first.day, whole=whole)
