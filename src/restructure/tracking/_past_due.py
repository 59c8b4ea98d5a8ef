"""What is overdue, for how long, and whether it matters by the policy's thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from ..basics.dates import add_months, whole_months
from ..basics.provenance import Check
from ..contract.components import COMPONENTS
from ..law.scheme import Materiality, Scheme, days_above_both, days_overdue, overdue_class, past_due_test
from ..loan.ledger import Ledger
from ..loan.rows import ONE, Item, overdue_parts
from ..policy import Delinquency
from ._book import Folded
from .tracked import PastDue


def past_due_of(found: Folded, items: Sequence[Item], rules: Delinquency) -> PastDue:
    """Return what is overdue at the end of the day, and how that is counted."""
    book, today = found.book, found.as_of
    parts = overdue_parts(book, today)
    unpaid = [item.due for item in items if item.left and item.due < today]
    days = (today - min(unpaid)).days if unpaid else 0
    material_days, material = _material(book, rules.materiality, today)
    return PastDue(
        amount=book.terms.currency.to_major(sum(parts.values())),
        components={name: book.terms.currency.to_major(parts[name]) for name in COMPONENTS if parts.get(name)},
        since=min(unpaid, default=None),
        days=days,
        carried_days=0 if found.agreement.days_past_due == "reset" else found.agreement.position.days_past_due,
        material_days=material_days,
        material=material,
        bucket=overdue_class(days_counted(items, rules.buckets, today), scheme=rules.buckets, as_of=today),
        worst_days=max((item.days_late(today) for item in items), default=0),
        worst_days_12m=max(_worst_since(items, add_months(today, -12, due_day=today.day), today), default=0),
        months_since=_months_since(items, today),
    )


def days_counted(items: Sequence[Item], scheme: Scheme, today: date) -> int:
    """Return for how many days the oldest unpaid item is overdue at the end of a day, as a scheme counts."""
    # what falls due today and is still unpaid has its first day already, where the due date is day one
    oldest = min((item.due for item in items if item.left and item.due <= today), default=None)
    return 0 if oldest is None else days_overdue(oldest, scheme=scheme, as_of=today)


def _worst_since(items: Sequence[Item], first: date, today: date) -> Iterator[int]:
    """Yield how late each item was on its worst day after a day."""
    for item in items:
        for span in item.late:
            last = span.last or today
            if last > first:
                yield (last - item.due).days


def _months_since(items: Sequence[Item], today: date) -> int | None:
    """Return the whole months since something was last overdue; 0 while it is."""
    ends = [item.late[-1].last or today for item in items if item.late]
    if not ends:
        return None
    last = max(ends)
    months = whole_months(last, today)  # the least that reach today: one too many unless they end on it
    return months if add_months(last, months, due_day=last.day) <= today else months - 1


# --- amounts that matter ---------------------------------------------------------------------------------------------


def _material(book: Ledger, rule: Materiality | None, today: date) -> tuple[int | None, Check | None]:
    """Return for how many days up to today the amount overdue has mattered, and whether that is default."""
    if rule is None:
        return None, None
    lines = list(_lines(book, today))
    if not lines or not lines[-1][2]:  # nothing owed, nothing to be in default with
        return 0, None
    days = days_above_both(lines, rule=rule, as_of=today)
    _, past_due, exposure = lines[-1]
    return days, past_due_test(past_due, exposure=exposure, rule=rule, days_above=days).not_in_default


def _lines(book: Ledger, today: date) -> Iterator[tuple[date, Decimal, Decimal]]:
    """Yield day, amount past due and exposure, major units, on every day on which one of them changes.

    The exposure is principal, due or not, and what else has fallen due; interest that runs is left out of both.
    """
    major, past_due, exposure = book.terms.currency.to_major, 0, 0
    changes = _changes(book)
    for day in sorted(changes):
        late, owed = changes[day]
        past_due, exposure = past_due + late, exposure + owed
        if day <= today and exposure:
            yield day, major(past_due), major(exposure)


def _changes(book: Ledger) -> dict[date, tuple[int, int]]:
    """Return by how much amount past due and exposure change on each day, minor units."""
    found: dict[date, tuple[int, int]] = {}

    def add(day: date, late: int, owed: int) -> None:
        before = found.get(day, (0, 0))
        found[day] = (before[0] + late, before[1] + owed)

    # All principal there ever was is exposed from the first day: a row that falls due adds only what is not principal.
    add(book.terms.start_date, 0, _principal_ever(book))
    for due in book.dues:
        add(due.due + ONE, due.amount, 0)  # on its due date an amount is not late yet
        if due.component != "principal":
            add(due.due, 0, due.amount)
    for posting in book.journal:
        sign = 1 if posting.kind == "taken_back" else -1
        if posting.place is None:  # principal repaid early, or lent again, was never past due
            add(posting.on, 0, sign * posting.amount)
        elif posting.place >= 0:  # below 0 it settles interest on overdue amounts, which is in neither figure
            # paid before its due date, an amount leaves what is past due on the day it would have joined it
            add(max(posting.on, book.dues[posting.place].due + ONE), sign * posting.amount, 0)
            add(posting.on, 0, sign * posting.amount)
    return found


def _principal_ever(book: Ledger) -> int:
    """Return the principal there ever was to repay: what is left of it and what has been settled, minor units."""
    left = [amount for component, amount in book.to_come() if component == "principal"]
    left += [amount for component, _, amount in book.unpaid() if component == "principal"]
    settled = [
        -posting.amount if posting.kind == "taken_back" else posting.amount
        for posting in book.journal
        if posting.component == "principal"
    ]
    return sum(left) + sum(settled)
