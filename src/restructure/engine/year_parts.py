"""What part of a year some days of a row are, so that the parts of a row add up to the row.

A change splits a row, a pause leaves days out of it, and what is overdue bears interest over days that are no row.

>>> joined_spans([(date(2026, 1, 5), date(2026, 1, 9)), (date(2026, 1, 7), date(2026, 1, 20))])
((datetime.date(2026, 1, 5), datetime.date(2026, 1, 20)),)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ..basics.dates import PARTS_IN_YEAR, year_parts
from ..contract.terms import LoanTerms
from .segments import MONTH_LENGTHS, month_shares


class Row(NamedTuple):
    """One period: a `whole` one leads from one due date to the next."""

    begun: date
    due: date
    whole: bool


def year_share(terms: LoanTerms, row: Row, day: date) -> Fraction:
    """Return the part of a year from a row's beginning to a day of it; parts of a row add up to the row."""
    step, per_year = terms.cadence, PARTS_IN_YEAR[terms.counted_by]
    begun, due, is_whole = row
    if terms.counts_as_whole and not is_whole:
        return Fraction(step.nominal_days, per_year) * Fraction((day - begun).days, (due - begun).days)
    if terms.counted_by == "30/360":
        whole = Fraction(step.nominal_days, per_year) if is_whole else _odd_share(terms, begun, due)
        if day in (begun, due):
            return whole if day == due else Fraction(0)
        if terms.partial_period == "whole" or step.days:
            return whole * Fraction((day - begun).days, (due - begun).days)
        return min(_odd_share(terms, begun, day), whole)
    if terms.counted_by == "act/act_afb":  # the whole row decides between 365 and 366
        days = Fraction((day - begun).days, (due - begun).days)
        return days * Fraction(year_parts(terms.counted_by, begun, due), per_year)
    return Fraction(year_parts(terms.counted_by, begun, day), per_year)


def overdue_share(terms: LoanTerms, due: date, since: date, day: date) -> Fraction:
    """Return the part of a year from one day to another that an amount due before them bears interest."""
    spans = [
        (change.effective_on, change.no_interest_until)
        for change in terms.changes
        if change.no_interest_until is not None
    ]
    share = _since(terms, due, day) - _since(terms, due, since)
    for first, until in joined_spans(spans):
        lower, upper = (min(max(end, since), day) for end in (first, until))
        share -= _since(terms, due, upper) - _since(terms, due, lower)
    return share


def _since(terms: LoanTerms, due: date, day: date) -> Fraction:
    if terms.counted_by == "30/360" and terms.partial_period == "month_share":
        return _odd_share(terms, due, day)
    # without rows, nothing decides for a whole one between 365 and 366: each day counts by its own year
    counted = "act/act_last" if terms.counted_by == "act/act_afb" else terms.counted_by
    return Fraction(year_parts(counted, due, day), PARTS_IN_YEAR[terms.counted_by])


def _odd_share(terms: LoanTerms, begun: date, day: date) -> Fraction:
    if terms.partial_period == "month_share":
        return Fraction(month_shares(begun, day), 360 * MONTH_LENGTHS)
    return Fraction(year_parts("30/360", begun, day), 360)


def joined_spans(spans: Sequence[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Return spans of days in order, overlapping ones as one: no day is free of interest twice."""
    merged: list[tuple[date, date]] = []
    for first, until in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(until, merged[-1][1]))
        else:
            merged.append((first, until))
    return tuple(merged)
