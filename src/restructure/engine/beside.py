"""What rows repay beside their own: amounts of a debt before, deferred or spread, that bear no interest.

Amounts are kept and not rows, since a change may move rows, add to them or take some away: an amount that falls due
with the last row follows it, one that is spread over all rows is spread over those that are left, and one due on a day
falls due with the first row from that day on.

>>> days = [date(2026, month, 1) for month in range(1, 13)]
>>> rows_beside([Aside("fees", 100, 3, of_last=True)], days)["fees"].tolist()
[0, 0, 0, 0, 0, 0, 0, 0, 0, 34, 33, 33]
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from ..basics.money import split
from ..basics.types import Ints
from ..contract.components import COMPONENTS, Component
from ..contract.terms import LoanTerms
from ..contract.treatment import Due, Treatment


class Aside(NamedTuple):
    """An amount that rows repay beside their own, minor units; a number of rows counts the first ones, or the last."""

    component: Component
    amount: int
    due: Due
    of_last: bool = False


def asides_of(terms: LoanTerms) -> tuple[Aside, ...]:
    """Return what a contract repays beside its rows, as it was signed."""
    minor = terms.currency.to_minor
    return tuple(
        Aside(item.component, minor(item.amount), *_due_of(item))
        for item in terms.beside or ()
        if item.action in ("defer", "spread") and item.component != "credit" and item.amount != "all"
    )


def _due_of(item: Treatment) -> tuple[Due, bool]:
    if item.due is None:
        raise AssertionError("a deferred amount says when it falls due")
    if item.due == "maturity":
        return 1, True
    return 1 if item.due == "first" else item.due, item.action == "defer"


def rows_beside(asides: Sequence[Aside], dates: Sequence[date]) -> dict[Component, Ints]:
    """Return what rows of these due dates repay beside their own, by component, minor units [T]."""
    columns: dict[Component, Ints] = {}
    for aside in asides:
        start, parts = _parts(aside, dates)
        column = columns.setdefault(aside.component, np.zeros(len(dates), np.int64))
        column[start : start + len(parts)] += np.array(parts, np.int64)
    return columns


def _parts(aside: Aside, dates: Sequence[date]) -> tuple[int, list[int]]:
    """Return the first row that repays a part of an amount, and the parts from there on."""
    count, due = len(dates), aside.due
    if isinstance(due, date):
        return min(bisect_left(dates, due), count - 1), [aside.amount]
    shared = min(due, count) if isinstance(due, int) else count
    return count - shared if aside.of_last else 0, split(aside.amount, [1] * shared)


def after_rows(asides: Sequence[Aside], dates: Sequence[date], done: int) -> tuple[Aside, ...]:
    """Return what is left beside the rows after the first of them."""
    left: list[Aside] = []
    for aside in asides:
        start, parts = _parts(aside, dates)
        amount = sum(parts[max(done - start, 0) :])
        if amount:
            still = aside.due - done if isinstance(aside.due, int) and not aside.of_last else aside.due
            left.append(aside._replace(amount=amount, due=still))
    return tuple(left)


def joined_beside(pieces: Sequence[tuple[Mapping[Component, Ints], int]]) -> dict[Component, Ints]:
    """Return the columns of pieces that follow one another, each with its number of rows."""
    joined: dict[Component, Ints] = {}
    for name in COMPONENTS:
        if any(name in columns for columns, _ in pieces):
            parts = [columns.get(name, np.zeros(count, np.int64)) for columns, count in pieces]
            joined[name] = np.concatenate(parts)
    return joined
