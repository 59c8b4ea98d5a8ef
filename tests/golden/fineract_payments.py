"""What payments make of a contract, by the rules of Fineract: the schedule as of a day, as the library says it.

Where interest is recalculated it runs by the day: what is late goes on bearing it, what is early repays principal and
is a part of the next row, or of the last. Else every row keeps its interest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import restructure as rs

NOTHING = Decimal(0)


class Payment(NamedTuple):
    day: date
    amount: Decimal


class Row(NamedTuple):
    """A row as it is printed."""

    due: date
    principal: Decimal
    interest: Decimal
    fees: Decimal
    balance: Decimal

    @property
    def total(self) -> Decimal:
        return self.principal + self.interest + self.fees


class Unpaid(NamedTuple):
    """What is left of a row that has fallen due."""

    principal: Decimal
    interest: Decimal


class Settled(NamedTuple):
    """A contract on a day, with the payments by then: rows printed on that day, what is left of those due, and money
    paid for no row due by then."""

    day: date
    seen: rs.ScheduleOn
    rows: tuple[Row, ...]
    unpaid: tuple[Unpaid, ...]
    credit: Decimal


def settled(
    terms: rs.LoanTerms,
    payments: Sequence[Payment],
    day: date,
    *,
    moves_interest: bool,
    overdue_bears: bool,
    to_last: bool,
) -> Settled:
    """Return a contract on a day after the payments made by then."""
    last = rs.amortize(terms).due_dates[-1]
    servicing = rs.Servicing(interest="daily_in_rows" if moves_interest and overdue_bears else None)
    events: list[rs.Event] = []
    for paid in payments:
        events += happened(terms, events, paid, servicing) if to_last else [payment(paid, len(events))]
    seen = rs.schedule_on(terms, events, as_of=min(day, last), servicing=servicing)
    unpaid = [left_of(row) for row in seen.rows if row.due_date <= day]
    ahead = sum((row.total.paid for row in seen.rows if row.due_date > day), seen.position.credit)
    repaid = sum((event.change.repay for event in events if event.change and event.change.repay), ahead)
    return Settled(day, seen, tuple(printed(terms, seen)), tuple(unpaid), repaid)


def payment(paid: Payment, place: int) -> rs.Event:
    return rs.Event(f"p{place:03d}", "payment", paid.day, amount=paid.amount)


def happened(terms: rs.LoanTerms, events: Sequence[rs.Event], paid: Payment, servicing: rs.Servicing) -> list[rs.Event]:
    """Return a payment of what is due, and the rest of it as principal repaid beside the rows: the last are shorter."""
    seen = rs.schedule_on(terms, events, as_of=paid.day, servicing=servicing)
    due = sum((row.total.left for row in seen.rows if row.due_date <= paid.day), NOTHING)
    found = [payment(Payment(paid.day, min(paid.amount, due)), len(events))] if due else []
    if paid.amount > due:
        change = rs.Change(paid.day, repay=paid.amount - due, installment="keep")
        found.append(rs.Event(f"p{len(events) + 1:03d}", "change", paid.day, change=change))
    return found


def printed(terms: rs.LoanTerms, seen: rs.ScheduleOn) -> list[Row]:
    """Return the rows as printed."""
    moved = [
        (change.effective_on, (change.advance or NOTHING) - (change.repay or NOTHING)) for change in seen.terms.changes
    ]
    balance, found, began = terms.principal, list[Row](), date.min
    for row in seen.rows:
        parts = {name: part.due for name, part in row.components.items()}
        principal = parts.get("principal", NOTHING)
        balance += sum((amount for on, amount in moved if began <= on < row.due_date), NOTHING) - principal
        found.append(Row(row.due_date, principal, parts.get("interest", NOTHING), parts.get("fees", NOTHING), balance))
        began = row.due_date
    return found


def left_of(row: rs.loan.TrackedInstallment) -> Unpaid:
    """Return what is left of a row."""
    parts = {name: part.left for name, part in row.components.items()}
    return Unpaid(parts.get("principal", NOTHING), parts.get("interest", NOTHING))
