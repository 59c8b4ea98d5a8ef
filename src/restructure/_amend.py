"""Run a contract that changes while it runs: new rates, dates, phases or balances from a day on, in any number.

Between two changes the contract is an ordinary lane. A change splits the running row: the interest up to its day is
exact and handed to the lane that follows as part of its first row's ratio, so that the row is still rounded once and a
level installment solved anew counts what has accrued. Days are half-open: interest of the day itself follows the
change. May import: the ground floor, terms, _segments, _kernel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from math import lcm
from typing import NamedTuple

import numpy as np

from ._exact import Accrual, div_round
from ._kernel import Rows, run_lane
from ._segments import MONTH_LENGTHS, lane_of, month_shares, segments_of
from ._types import Ints
from .dates import PARTS_IN_YEAR, due_dates, step_date, year_parts
from .errors import Fault, InvalidTermsError
from .money import split
from .phases import Change, DeferredDue, Phase, RepaymentMethod
from .rates import RATE_SCALE, Rate
from .terms import LoanTerms


class Amended(NamedTuple):
    """The rows of a changed contract, their due dates, and the balance that each bears interest on; minor units [T]."""

    rows: Rows
    dates: tuple[date, ...]
    opening: Ints


class Row(NamedTuple):
    """One period: a `whole` one leads from one due date to the next."""

    begun: date
    due: date
    whole: bool


class Rest(NamedTuple):
    """What is left of a contract on one day, minor units.

    The running row began on `begun`, one period before its end if it is `whole`; its interest up to `reached` is
    `accrued`, exactly. The running phase has the installment, or equal principal, `before` of a `method`; `span` rows
    is what a new one would be solved over. `base` bears flat interest, `frozen` are the days without any, `parked` is
    what a defer phase put aside and is still owed.
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
    frozen: tuple[tuple[date, date], ...]
    parked: tuple[tuple[DeferredDue, int], ...]

    @property
    def bearing(self) -> int:
        """What interest is a ratio of."""
        return self.base if self.terms.interest_base == "original" else self.balance


def run_changed(terms: LoanTerms) -> Amended:
    """Return the rows of a contract with its changes.

    Raises:
        InvalidTermsError: a change that cannot apply, by its place.
    """
    rest = opening_rest(terms)
    pieces: list[Amended] = []
    for place, change in enumerate(terms.changes):
        try:
            due, rest = advance(rest, change.effective_on)
            rest = apply_change(rest, change)
        except InvalidTermsError as error:
            faults = [fault.below(f"loan_terms.changes[{place}]") for fault in error.faults]
        else:
            pieces.append(due)
            continue
        raise InvalidTermsError(faults)
    return joined([*pieces, run_rest(rest)])


def standing_on(terms: LoanTerms, day: date) -> Rest | None:
    """Return what is left of a contract on a day, the changes by then applied, or `None` after its last installment.

    Raises:
        InvalidTermsError: a change that cannot apply.
    """
    by_then = [change for change in terms.changes if change.effective_on <= day]
    rest = opening_rest(terms)
    for change in by_then:
        rest = apply_change(advance(rest, change.effective_on)[1], change)
    return None if rest.dates[-1] <= day else advance(rest, day)[1]


def opening_rest(terms: LoanTerms) -> Rest:
    """Return a contract on its first day."""
    principal = terms.currency.to_minor(terms.principal)
    dates = due_dates(terms.first_due_date, due_day=terms.anchor_day, step=terms.cadence, count=terms.installments)
    return Rest(
        terms=terms,
        balance=principal,
        base=principal,
        begun=terms.start_date,
        whole=terms.start_date == step_date(terms.first_due_date, -1, step=terms.cadence, due_day=terms.anchor_day),
        reached=terms.start_date,
        accrued=Fraction(0),
        dates=tuple(dates),
        due_day=terms.anchor_day,
        phases=tuple(terms.phases),
        rate=terms.rate,
        before=0,
        method=terms.phases[0].method,
        span=0,
        frozen=(),
        parked=(),
    )


# --- rows ------------------------------------------------------------------------------------------------------------


def run_rest(rest: Rest) -> Amended:
    """Return the rows that are left, as if nothing changed any more."""
    ratios = partial(_ratios, rest)
    segments = segments_of(rest.phases, rest.terms, rest.rate, ratios, method=rest.method)
    lane = lane_of(rest.terms, rest.balance, segments, base=rest.base, before=rest.before)
    rows = run_lane(lane)
    if not rest.balance:  # no ratio of nothing is what has accrued
        rows.due[0] += div_round(rest.accrued.numerator, rest.accrued.denominator, rest.terms.interest_rounding)
    opening = np.concatenate([np.array([rest.balance], np.int64), rows.closing[:-1]])
    return Amended(_with_parked(rows, rest.parked), rest.dates, opening)


def _ratios(rest: Rest, rate: Rate, start: int, count: int) -> Accrual:
    """Return the ratios of `count` rows from row `start`, the first of all with what has accrued in it."""
    ends = _dates_from(rest, start + count)
    begins = [rest.begun, *ends]
    annual = Fraction(rate.units, RATE_SCALE)
    rows = [Row(begins[row], ends[row], whole=row > 0 or rest.whole) for row in range(start, start + count)]
    ratios = [annual * _live(rest, row, row.begun) for row in rows]
    if start == 0:
        accrued = rest.accrued / rest.bearing if rest.bearing else Fraction(0)
        ratios[0] = accrued + annual * _live(rest, rows[0], rest.reached)
    den = lcm(*(ratio.denominator for ratio in ratios))
    nums = tuple(ratio.numerator * (den // ratio.denominator) for ratio in ratios)
    return Accrual(nums, den, uniform=len(set(nums[1:])) <= 1)


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


def year_share(terms: LoanTerms, row: Row, day: date) -> Fraction:
    """Return the part of a year from a row's beginning to a day of it; parts of a row add up to the row."""
    step, per_year = terms.cadence, PARTS_IN_YEAR[terms.day_count]
    begun, due, is_whole = row
    if terms.day_count == "30/360":
        whole = Fraction(step.nominal_days, per_year) if is_whole else _odd_share(terms, begun, due)
        if day in (begun, due):
            return whole if day == due else Fraction(0)
        if terms.partial_period == "whole" or step.days:
            return whole * Fraction((day - begun).days, (due - begun).days)
        return min(_odd_share(terms, begun, day), whole)
    if terms.day_count == "act/act_afb":  # the whole row decides between 365 and 366
        days = Fraction((day - begun).days, (due - begun).days)
        return days * Fraction(year_parts(terms.day_count, begun, due), per_year)
    return Fraction(year_parts(terms.day_count, begun, day), per_year)


def overdue_share(terms: LoanTerms, due: date, since: date, day: date) -> Fraction:
    """Return the part of a year from one day to another that an amount due before them bears interest."""
    spans = [(one.effective_on, one.no_interest_until) for one in terms.changes if one.no_interest_until is not None]
    share = _since(terms, due, day) - _since(terms, due, since)
    for first, until in joined_spans(spans):
        lower, upper = (min(max(one, since), day) for one in (first, until))
        share -= _since(terms, due, upper) - _since(terms, due, lower)
    return share


def _since(terms: LoanTerms, due: date, day: date) -> Fraction:
    if terms.day_count == "30/360" and terms.partial_period == "month_share":
        return _odd_share(terms, due, day)
    return Fraction(year_parts(terms.day_count, due, day), PARTS_IN_YEAR[terms.day_count])


def _odd_share(terms: LoanTerms, begun: date, day: date) -> Fraction:
    if terms.partial_period == "month_share":
        return Fraction(month_shares(begun, day), 360 * MONTH_LENGTHS)
    if terms.partial_period == "whole":
        return Fraction(terms.cadence.nominal_days, 360)
    return Fraction(year_parts("30/360", begun, day), 360)


def _with_parked(rows: Rows, parked: Sequence[tuple[DeferredDue, int]]) -> Rows:
    """Return the rows with what an earlier defer phase still has to release."""
    if not parked:
        return rows
    released = np.zeros(len(rows.due), np.int64) if rows.released is None else rows.released
    for due, amount in parked:
        if due == "spread":
            released += np.array(split(amount, [1] * len(released)), np.int64)
        else:
            released[0 if due == "next" else -1] += amount
    return rows._replace(released=released)


# --- time passes -----------------------------------------------------------------------------------------------------


def advance(rest: Rest, day: date) -> tuple[Amended, Rest]:
    """Return the rows due by a day, and what is left on it, with the running row's interest up to it."""
    whole = run_rest(rest)
    done = sum(due <= day for due in rest.dates)
    if done == len(rest.dates):
        raise InvalidTermsError([Fault("effective_on", "is not before the last installment", contradiction=True)])
    rest = _after(rest, whole, done)
    row, annual = Row(rest.begun, rest.dates[0], rest.whole), Fraction(rest.rate.units, RATE_SCALE)
    fresh = _live(rest, row, rest.reached) - _live(rest, row, day)
    return _cut(whole, done), rest._replace(accrued=rest.accrued + fresh * rest.bearing * annual, reached=day)


def _after(rest: Rest, whole: Amended, done: int) -> Rest:
    """Return what is left after the first rows, the running phase with the installment it has."""
    place, left, over = 0, done, len(rest.dates)
    rate, method = rest.rate, rest.method
    for phase in rest.phases:
        rate, method = phase.rate or rate, method if phase.method == "keep" else phase.method
        if left < phase.count:
            break
        place, left, over = place + 1, left - phase.count, over - phase.count
    running = rest.phases[place]
    span = (rest.span if running.method == "keep" and not place else running.amortize_over or over) - left
    goes_on = replace(running, count=running.count - left, rate=None)
    if running.method in ("level", "equal_principal", "keep"):
        goes_on = Phase(running.count - left, "keep")
    rest = _moved(rest, whole, done) if done else rest
    return rest._replace(
        phases=(goes_on, *rest.phases[place + 1 :]),
        rate=rate,
        before=whole.rows.amounts[place],
        method=method,
        span=span,
    )


def _moved(rest: Rest, whole: Amended, done: int) -> Rest:
    """Return the next row as the running one."""
    begun = rest.dates[done - 1]
    return rest._replace(
        balance=int(whole.rows.closing[done - 1]),
        begun=begun,
        whole=True,
        reached=begun,
        accrued=Fraction(0),
        dates=rest.dates[done:],
        parked=_still_parked(rest, whole, done),
    )


def _still_parked(rest: Rest, whole: Amended, done: int) -> tuple[tuple[DeferredDue, int], ...]:
    """Return what has been put aside and not been released by the first rows."""
    parked, released = (0 if column is None else int(column[:done].sum()) for column in whole.rows.columns[2:])
    owed = sum(amount for _, amount in rest.parked) + parked - released
    if not owed:
        return ()
    rules: set[DeferredDue] = {due for due, _ in rest.parked}
    rules.update(phase.deferred_due for phase in rest.phases if phase.deferred_due is not None)
    if len(rules) > 1:
        message = "meets interest deferred by two rules; give the defer phases one"
        raise InvalidTermsError([Fault("effective_on", message, contradiction=True)])
    return tuple((due, owed) for due in rules)


def _cut(whole: Amended, done: int) -> Amended:
    columns = [None if column is None else column[:done] for column in whole.rows.columns]
    closing, due, parked, released = columns
    if closing is None or due is None:
        raise AssertionError("every lane has balances and payments")
    return Amended(Rows(closing, due, parked, released), whole.dates[:done], whole.opening[:done])


def joined(pieces: Sequence[Amended]) -> Amended:
    """Return the rows of pieces that follow one another."""
    columns: list[Ints | None] = []
    for place in range(4):
        parts = [piece.rows.columns[place] for piece in pieces]
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
    return Amended(Rows(closing, due, parked, released), dates, np.concatenate([piece.opening for piece in pieces]))


# --- changes ---------------------------------------------------------------------------------------------------------


def apply_change(rest: Rest, change: Change) -> Rest:
    """Return what is left of a contract after a change on the day it has reached.

    Raises:
        InvalidTermsError: more is repaid than is left, or the next installment would fall due before it begins.
    """
    minor = rest.terms.currency.to_minor
    advance, repay = (minor(amount) if amount else 0 for amount in (change.advance, change.repay))
    if repay > rest.balance + advance:
        message = "is more than the principal that is left; lower it"
        raise InvalidTermsError([Fault("repay", message, contradiction=True)])
    if rest.phases[0].method == "defer" and rest.parked and change.phases is None:
        message = "lies inside a defer phase; say by phases how the contract goes on"
        raise InvalidTermsError([Fault("effective_on", message, contradiction=True)])
    if change.no_interest_until is not None:
        rest = rest._replace(frozen=joined_spans([*rest.frozen, (change.effective_on, change.no_interest_until)]))
    rest = rest._replace(
        balance=rest.balance + advance - repay, base=rest.base + advance, rate=change.rate or rest.rate
    )
    return _with_dates(_with_phases(rest, change), change)


def joined_spans(spans: Sequence[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Return spans of days in order, overlapping ones as one: no day is free of interest twice."""
    merged: list[tuple[date, date]] = []
    for first, until in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(until, merged[-1][1]))
        else:
            merged.append((first, until))
    return tuple(merged)


def _with_phases(rest: Rest, change: Change) -> Rest:
    if change.phases is not None:
        count = sum(phase.count for phase in change.phases)
        return rest._replace(phases=tuple(change.phases), span=count, dates=tuple(_dates_from(rest, count)[:count]))
    running, *later = rest.phases
    if change.installment == "keep":
        return rest
    if running.method == "keep":
        running = Phase(running.count, rest.method, amortize_over=max(rest.span, 1))
    elif running.method == "fixed_amount" and not later:
        running = Phase(running.count)
    return rest._replace(phases=(running, *later))


def _with_dates(rest: Rest, change: Change) -> Rest:
    first = change.next_due_date
    if first is None:
        return rest
    dates = due_dates(first, due_day=first.day, step=rest.terms.cadence, count=len(rest.dates))
    whole = rest.begun == step_date(first, -1, step=rest.terms.cadence, due_day=first.day)
    return rest._replace(dates=tuple(dates), due_day=first.day, whole=whole)
