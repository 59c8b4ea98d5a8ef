"""What has fallen due, item by item: an installment or a charge, when it was late, and when nothing was left of it.

Everything is read from the ledger's dues and journal, in whole minor units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ..basics.money import Currency
from ..contract.components import COMPONENTS, Component
from ..loan.ledger import Ledger
from .tracked import ComponentDue, InstallmentStatus, TrackedInstallment

ONE = timedelta(days=1)

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
    for place, due in zip(places, dues, strict=True):
        owed[due.component] = owed.get(due.component, 0) + due.amount
        for move in moves.get(place, ()):
            paid[due.component] = paid.get(due.component, 0) + move.paid
            waived[due.component] = waived.get(due.component, 0) + move.waived
            by_day[move.on] = by_day.get(move.on, 0) + move.paid + move.waived
    due_on, total = _due_on(book, places), sum(owed.values())
    late, settled_on = _late(due_on, total, sorted(by_day.items()), today)
    left = total - sum(by_day.values())
    return Item(dues[0].number, due_on, owed, paid, waived, left, late, settled_on)


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


# --- as the answer shows them ----------------------------------------------------------------------------------------


def tracked(book: Ledger, items: Sequence[Item], today: date) -> tuple[TrackedInstallment, ...]:
    """Return every installment, those that have fallen due and those to come, in order."""
    major = _once(book.terms.currency)
    behind = [_behind(item, major, today) for item in items if item.number is not None]
    ahead = [_upcoming(row, major) for row in rows_ahead(book)]
    return tuple(sorted([*behind, *ahead], key=lambda row: row.number))


def _once(currency: Currency) -> Major:
    """Return a conversion to major units that makes each amount once: most of a plan's are the same few."""
    held: dict[int, Decimal] = {}

    def major(minor: int) -> Decimal:
        found = held.get(minor)
        if found is None:
            found = held[minor] = currency.to_major(minor)
        return found

    return major


def _behind(item: Item, major: Major, today: date) -> TrackedInstallment:
    overdue = bool(item.left) and today > item.due
    parts: dict[Component, ComponentDue] = {
        name: _part(major, item.owed[name], item.paid.get(name, 0), item.waived.get(name, 0), overdue=overdue)
        for name in COMPONENTS
        if name in item.owed
    }
    sums = [sum(each.values()) for each in (item.owed, item.paid, item.waived)]
    return TrackedInstallment(
        number=item.number or 0,
        due_date=item.due,
        components=parts,
        total=_part(major, *sums, overdue=overdue),
        status=_status(item, overdue=overdue),
        settled_on=item.settled_on,
        days_late=item.days_late(today),
    )


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


class RowAhead(NamedTuple):
    """One installment that has not fallen due, minor units."""

    number: int
    due: date
    owed: Mapping[Component, int]


def rows_ahead(book: Ledger) -> Iterator[RowAhead]:
    """Yield the installments that have not fallen due."""
    if book.called_on is not None:
        return
    schedule = book.schedule
    dates, columns = schedule.due_dates, schedule.asked
    for row in range(book.billed, len(schedule)):
        owed: dict[Component, int] = {name: amounts[row] for name, amounts in columns.items() if amounts[row]}
        yield RowAhead(row + 1, max(dates[row], schedule.unadjusted_dates[row]), owed)


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
    )


def _nothing_paid(due: Decimal, zero: Decimal) -> ComponentDue:
    return ComponentDue(due=due, paid=zero, waived=zero, left=due, overdue=zero)
