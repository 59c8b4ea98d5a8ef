"""The rows of a contract on a day: what has fallen due, when it was late, when nothing was left of it, what is to come.

Everything is read from the ledger's dues and journal, in whole minor units.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from ..basics.money import Currency
from ..basics.types import value
from ..contract.components import COMPONENTS, Component
from .dues import RowAhead
from .ledger import Ledger

__all__ = ["ComponentDue", "TrackedCharge", "TrackedInstallment"]

ONE = timedelta(days=1)

InstallmentStatus = Literal["upcoming", "due", "partly_paid", "paid", "overdue"]
"""Where an installment stands at the end of a day: not yet due; due that day; some of it paid before its due date or on
it; settled; late."""


@value(private=True)
class ComponentDue:
    """What an installment asks of one component, and what has become of it, major units.

    `due = paid + waived + left`; `overdue` is `left` once the due date has passed.
    """

    due: Decimal
    paid: Decimal
    waived: Decimal
    left: Decimal
    overdue: Decimal


@value(private=True)
class TrackedInstallment:
    """One installment of a contract and what has become of it (每期还款情况).

    Args:
        number: as in the schedule; 0 is what is due on the first day, before any installment.
        due_date: after which it is late.
        components: every component it asks for.
        total: their sums.
        status: see `InstallmentStatus`.
        settled_on: the day nothing was left of it, or `None`.
        days_late: from the due date to the day it was settled, or to the day tracked while it is not; never below 0.
        paid_on: what was paid of it by day, less what was taken back.
    """

    number: int
    due_date: date
    components: Mapping[Component, ComponentDue]
    total: ComponentDue
    status: InstallmentStatus
    settled_on: date | None
    days_late: int
    paid_on: Mapping[date, Decimal]


@value(private=True)
class TrackedCharge:
    """One charge beside the installments and what has become of it (计收费用情况); named as for an installment."""

    due_date: date
    components: Mapping[Component, ComponentDue]
    total: ComponentDue
    status: InstallmentStatus
    settled_on: date | None
    days_late: int
    paid_on: Mapping[date, Decimal]


Major = Callable[[int], Decimal]
"""Minor units as major units."""


class Span(NamedTuple):
    """Days on which something was late: from the first to the last, both included; `None` while it lasts."""

    first: date
    last: date | None


class Item(NamedTuple):
    """One installment that has fallen due, or one charge beside them (`number` is `None`), minor units."""

    number: int | None
    due: date
    owed: Mapping[Component, int]
    paid: Mapping[Component, int]
    waived: Mapping[Component, int]
    left: int
    late: tuple[Span, ...]
    settled_on: date | None
    paid_on: Mapping[date, int]

    @property
    def missed_on(self) -> date | None:
        """The first day it was late, or `None`."""
        return self.late[0].first if self.late else None

    def days_late(self, today: date) -> int:
        """Return the days from its due date to the last day it was late."""
        return (((self.late[-1].last or today) - self.due).days) if self.late else 0


def items_of(book: Ledger, today: date) -> list[Item]:
    """Return everything that has fallen due by the end of a day, the installments in order, charges where they fell."""
    places: dict[object, list[int]] = {}
    for place, due in enumerate(book.dues):
        places.setdefault(due.number if due.number is not None else ("charge", place), []).append(place)
    moves = _moves(book)
    return [_item(book, mine, moves, today) for mine in places.values()]


class _Move(NamedTuple):
    on: date
    paid: int
    waived: int


def _moves(book: Ledger) -> dict[int, list[_Move]]:
    """Return what was settled of every amount due, by its place, in order of days."""
    moves: dict[int, list[_Move]] = {}
    for posting in book.journal:
        if posting.place is not None and posting.place >= 0:
            amount = -posting.amount if posting.kind == "taken_back" else posting.amount
            waived = amount if posting.kind == "waived" else 0
            moves.setdefault(posting.place, []).append(_Move(posting.on, amount - waived, waived))
    return moves


def _item(book: Ledger, places: Sequence[int], moves: Mapping[int, Sequence[_Move]], today: date) -> Item:
    dues = [book.dues[place] for place in places]
    owed: dict[Component, int] = {}
    paid: dict[Component, int] = {}
    waived: dict[Component, int] = {}
    by_day: dict[date, int] = {}
    paid_on: dict[date, int] = {}
    for place, due in zip(places, dues, strict=True):
        owed[due.component] = owed.get(due.component, 0) + due.amount
        for move in moves.get(place, ()):
            paid[due.component] = paid.get(due.component, 0) + move.paid
            waived[due.component] = waived.get(due.component, 0) + move.waived
            paid_on[move.on] = paid_on.get(move.on, 0) + move.paid
            by_day[move.on] = by_day.get(move.on, 0) + move.paid + move.waived
    due_on, total = _due_on(book, places), sum(owed.values())
    late, settled_on = _late(due_on, total, sorted(by_day.items()), today)
    left = total - sum(by_day.values())
    return Item(dues[0].number, due_on, owed, paid, waived, left, late, settled_on, paid_on)


def _due_on(book: Ledger, places: Sequence[int]) -> date:
    """Return the due date of an item: where parts of it were called in anew, the oldest with something left."""
    unpaid = [book.dues[place].due for place in places if book.paid[place] < book.dues[place].amount]
    return min(unpaid, default=max(book.dues[place].due for place in places))


def _late(
    due: date, total: int, settled: Sequence[tuple[date, int]], today: date
) -> tuple[tuple[Span, ...], date | None]:
    """Return on which days an item was late, and the day nothing was left of it for good."""
    spans: list[Span] = []
    left, since, settled_on = total, due, None
    for day, amount in settled:
        if left and day > due:
            _extend(spans, max(since, due) + ONE, day)
        left, since = left - amount, day
        settled_on = None if left else day
    if left and today > due:
        _extend(spans, max(since, due) + ONE, None)
    return tuple(spans), settled_on


def _extend(spans: list[Span], first: date, last: date | None) -> None:
    """Add days to the spans, joined to the span before where they follow it."""
    if spans and spans[-1].last is not None and spans[-1].last >= first - ONE:
        spans[-1] = Span(spans[-1].first, last)
    else:
        spans.append(Span(first, last))


def overdue_parts(book: Ledger, today: date) -> dict[Component, int]:
    """Return what is overdue at the end of a day, by component, minor units."""
    parts: dict[Component, int] = {}
    for component, due, left in book.unpaid():
        if due is None or due < today:
            parts[component] = parts.get(component, 0) + left
    return parts


# --- as the answer shows them ----------------------------------------------------------------------------------------


def tracked(book: Ledger, items: Sequence[Item], today: date) -> tuple[TrackedInstallment, ...]:
    """Return every installment, those that have fallen due and those to come, in order."""
    major = _once(book.terms.currency)
    to_come = {row.number: row for row in book.rows_to_come()}
    behind = [
        _behind(_with_rest(item, to_come.pop(item.number, None)), major, today)
        for item in items
        if item.number is not None
    ]
    ahead = [_upcoming(row, major) for row in to_come.values()]
    return tuple(sorted([*behind, *ahead], key=lambda row: row.number))


def _with_rest(item: Item, rest: RowAhead | None) -> Item:
    """Return an installment that was paid in part before its day with what it will still ask for."""
    if rest is None:
        return item
    owed = {name: item.owed.get(name, 0) + rest.owed.get(name, 0) for name in (*item.owed, *rest.owed)}
    left = item.left + sum(rest.owed.values())
    return item._replace(owed=owed, left=left, settled_on=None if left else item.settled_on)


def _once(currency: Currency) -> Major:
    """Return a conversion to major units that makes each amount once: most of a plan's are the same few."""
    held: dict[int, Decimal] = {}

    def major(minor: int) -> Decimal:
        found = held.get(minor)
        if found is None:
            found = held[minor] = currency.to_major(minor)
        return found

    return major


def charges(book: Ledger, items: Sequence[Item], today: date) -> tuple[TrackedCharge, ...]:
    """Return every charge beside the installments, in order of days."""
    major = _once(book.terms.currency)
    beside = [item for item in items if item.number is None]
    return tuple(TrackedCharge(**_told(item, major, today)) for item in sorted(beside, key=lambda item: item.due))


def _behind(item: Item, major: Major, today: date) -> TrackedInstallment:
    return TrackedInstallment(number=item.number or 0, **_told(item, major, today))


def _told(item: Item, major: Major, today: date) -> dict[str, Any]:
    """Return what is told of anything that has fallen due."""
    overdue = bool(item.left) and today > item.due
    parts: dict[Component, ComponentDue] = {
        name: _part(major, item.owed[name], item.paid.get(name, 0), item.waived.get(name, 0), overdue=overdue)
        for name in COMPONENTS
        if name in item.owed
    }
    sums = [sum(each.values()) for each in (item.owed, item.paid, item.waived)]
    return {
        "due_date": item.due,
        "components": parts,
        "total": _part(major, *sums, overdue=overdue),
        "status": _status(item, overdue=overdue),
        "settled_on": item.settled_on,
        "days_late": item.days_late(today),
        "paid_on": {day: major(amount) for day, amount in sorted(item.paid_on.items()) if amount},
    }


def _status(item: Item, *, overdue: bool) -> InstallmentStatus:
    if not item.left:
        return "paid"
    return "overdue" if overdue else "partly_paid" if item.left < sum(item.owed.values()) else "due"


def _part(major: Major, due: int, paid: int, waived: int, *, overdue: bool) -> ComponentDue:
    left = due - paid - waived
    rest = major(left)
    return ComponentDue(
        due=major(due), paid=major(paid), waived=major(waived), left=rest, overdue=rest if overdue else major(0)
    )


def _upcoming(row: RowAhead, major: Major) -> TrackedInstallment:
    zero = major(0)
    parts: dict[Component, ComponentDue] = {
        name: _nothing_paid(major(row.owed[name]), zero) for name in COMPONENTS if name in row.owed
    }
    return TrackedInstallment(
        number=row.number,
        due_date=row.due,
        components=parts,
        total=_nothing_paid(major(sum(row.owed.values())), zero),
        status="upcoming",
        settled_on=None,
        days_late=0,
        paid_on={},
    )


def _nothing_paid(due: Decimal, zero: Decimal) -> ComponentDue:
    return ComponentDue(due=due, paid=zero, waived=zero, left=due, overdue=zero)
