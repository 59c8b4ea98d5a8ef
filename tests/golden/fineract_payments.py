"""What payments change in a contract, by the rules of Fineract: what is late bears interest, what is early repays.

Principal not paid when due goes on bearing interest until it is paid or looked at, and the row that runs then charges
it with its own. So it is advanced again on its due date and taken off on that day, with the installment kept. What is
paid on a due date beyond everything due repays principal at once, and is a part of the next row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import restructure as rs
from golden.vector_terms import NotExpressibleError

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
    """A contract on a day, with the payments by then.

    `carried` is the contract with what is overdue advanced again, `rows` are those printed on that day, `unpaid` is by
    row, and `credit` was paid for no row due by then.
    """

    day: date
    carried: rs.LoanTerms
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
    ledger = _Ledger(terms, moves_interest=moves_interest, overdue_bears=overdue_bears, to_last=to_last)
    for one in _days(ledger, payments, day):
        ledger.bill(one)
        for paid in payments:
            if paid.day == one:
                ledger.pay(paid)
        ledger.carry(one)
    return ledger.answer(day)


def _days(ledger: _Ledger, payments: Sequence[Payment], day: date) -> Iterator[date]:
    """Return the days on which something falls due or is paid, due dates as the contract has them by then."""
    later = sorted({paid.day for paid in payments})
    reached = date.min
    while True:
        dues = rs.amortize(ledger.terms).due_dates
        coming = [one for one in (*dues, *later) if reached < one <= day]
        if not coming:
            return
        reached = min(coming)
        yield reached


class _Ledger:
    """What has fallen due, what was paid of it, and what that changed in the contract."""

    def __init__(self, terms: rs.LoanTerms, *, moves_interest: bool, overdue_bears: bool, to_last: bool) -> None:
        self.terms = terms
        self.moves_interest = moves_interest
        self.overdue_bears = overdue_bears
        self.to_last = to_last
        self.unpaid: list[Unpaid] = []
        self.advanced = NOTHING
        self.behind: list[Decimal] = []
        self.credit = NOTHING
        self.kept = NOTHING
        self.early: dict[int, Decimal] = {}

    @property
    def overdue(self) -> Decimal:
        return sum((row.principal for row in self.unpaid), NOTHING)

    def bill(self, day: date) -> None:
        """Let the rows of a day fall due; credit pays them first."""
        for row in rs.amortize(self.terms)[len(self.unpaid) :]:
            if row.due_date > day:
                return
            self.behind.append(self.advanced)
            self.unpaid.append(Unpaid(row.principal, row.interest))
            credit, self.credit = self.credit, NOTHING
            self._settle(credit)

    def pay(self, paid: Payment) -> None:
        """Let a payment settle what is due, the oldest first, interest before principal."""
        before = self.credit
        self._settle(paid.amount)
        excess = self.credit - before
        if excess and self.moves_interest:
            self._repay(paid.day, excess)

    def _settle(self, amount: Decimal) -> None:
        left = amount
        for place, row in enumerate(self.unpaid):
            interest = min(left, row.interest)
            principal = min(left - interest, row.principal)
            self.unpaid[place] = Unpaid(row.principal - principal, row.interest - interest)
            left -= interest + principal
        self.credit += left

    def _repay(self, day: date, amount: Decimal) -> None:
        """Repay principal of the next row, or the last, on a due date; whoever repays all of it bears no interest."""
        rows, place = rs.amortize(self.terms), len(self.unpaid)
        if amount == sum((row.principal for row in rows[place:]), -self.advanced):
            self.credit -= amount
            self._change(rs.Change(day, installment="keep", no_interest_until=rows[-1].due_date))
            return
        if day != (rows[place - 1].due_date if place else self.terms.start_date):
            raise NotExpressibleError("a payment within a row, which ends that row's interest on its day")
        if self.to_last:
            self._change(rs.Change(day, installment="keep", repay=amount))
            self.credit, self.kept = self.credit - amount, self.kept + amount
            return
        level, left = rows[place].payment, len(rows) - place
        if amount >= rows[place].principal or left == 1:
            raise NotExpressibleError("a payment that settles a row before it has begun")
        phases = [
            rs.Phase(1, "fixed_amount", amount=level - amount),
            rs.Phase(left - 1, "fixed_amount", amount=level),
        ]
        self._change(rs.Change(day, repay=amount, phases=phases))
        self.early[place] = self.early.get(place, NOTHING) + amount
        self.credit -= amount

    def carry(self, day: date) -> None:
        """Let what is overdue at the end of a day bear interest."""
        if self.overdue_bears:
            self._bear(day, self.overdue)

    def _bear(self, day: date, overdue: Decimal) -> None:
        more = overdue - self.advanced
        self.advanced = overdue
        if more > 0:
            self._change(rs.Change(day, installment="keep", advance=more))
        elif more < 0:
            self._change(rs.Change(day, installment="keep", repay=-more))

    def _change(self, change: rs.Change) -> None:
        if change.effective_on < rs.amortize(self.terms).due_dates[-1]:
            changes = sorted([*self.terms.changes, change], key=lambda one: one.effective_on)
            self.terms = replace(self.terms, changes=changes)

    def answer(self, day: date) -> Settled:
        """Return the contract as it stands, and its rows as if all that is overdue were paid that day."""
        carried = self.terms
        if self.overdue_bears:
            self._bear(day, NOTHING)
        rows = tuple(self._printed(place, row) for place, row in enumerate(rs.amortize(self.terms)))
        return Settled(day, carried, rows, tuple(self.unpaid), self.credit + self.kept)

    def _printed(self, place: int, row: rs.Installment) -> Row:
        """Return a row with what was paid for it early, and without what is behind: the last row would repay that."""
        principal, balance = row.principal + self.early.get(place, NOTHING), row.closing_balance
        behind = self.behind[place] if place < len(self.behind) else NOTHING
        if balance:
            balance -= behind
        else:
            principal -= behind
        return Row(row.due_date, principal, row.interest, row.fees, balance)
