"""An account statement: the balance, everything that changed it, and the balance after.

The balance is all that is owed, due or not, with interest to the day, less money held. A statement opens with the
balance that the one before it closed with. What has become known since of the days before, a reversal or a backdated
event, is one line, and every other line is as it is known now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from ..agreement import Agreement
from ..basics.errors import Fault, InvalidInputError, parsed
from ..basics.money import Currency
from ..basics.shown import Shown
from ..basics.types import parse_date, value
from ..contract.components import COMPONENTS, Component
from ..contract.events import Event
from ..loan.history import counted, fold
from ..loan.ledger import Ledger
from ._book import checked, opened

__all__ = ["AccountStatement", "StatementLine", "statement"]

LineKind = Literal["correction", "charge", "payment", "chargeback", "waiver", "from_credit"]
"""What changed the balance: what has become known since of earlier days; interest and fees, money in, money back, a
claim given up; or money held was used for what has fallen due, which changes no balance."""


@value(private=True)
class StatementLine:
    """One line of a statement, major units.

    Args:
        on: the day.
        kind: see `LineKind`.
        event: the id of the event, or `None` where time alone did it.
        amount: by which the balance changes: charges add, payments take off.
        parts: of a charge, what was charged; of a correction, by how much what is owed differs; of the others what
            they settled, by component.
        balance: after it.
    """

    on: date
    kind: LineKind
    event: str | None
    amount: Decimal
    parts: Mapping[Component, Decimal]
    balance: Decimal


@value(private=True)
class AccountStatement(Shown):
    """What happened on an agreement's account in a time (账户对账单), major units.

    `closing = opening + corrections + charges - payments - waived`, to the minor unit; payments are less what was
    charged back.

    Args:
        reference: of the agreement.
        currency: of all amounts.
        starts, ends: first and last day, both included.
        opening: balance at the beginning of the first day, as it was known then.
        lines: in order.
        corrections: by how much that balance was wrong, as it is known now.
        charges: interest and fees of the time.
        payments: received less charged back.
        waived: claims given up.
        closing: balance at the end of the last day.
    """

    reference: str
    currency: Currency
    starts: date
    ends: date
    opening: Decimal
    lines: tuple[StatementLine, ...]
    corrections: Decimal
    charges: Decimal
    payments: Decimal
    waived: Decimal
    closing: Decimal


def statement(
    agreement: Agreement, events: Sequence[Event], *, starts: date, ends: date, known_at: date | None = None
) -> AccountStatement:
    """Return the statement of an agreement's account from one day to another (账户对账单).

    Args:
        agreement: signed.
        events: in any order; those after `ends` are not yet looked at.
        starts: the first day; not before the agreement takes effect.
        ends: the last day.
        known_at: leave out what was recorded later; the opening balance then leaves out what was recorded after the
            day before the first. Default: every event is known once it takes effect.

    Returns:
        Every event with what it settled by component, and every charge with its day.

    Raises:
        InvalidInputError: days out of order.
        NotApplicableError, EventError, InvalidTermsError: as for `track`.

    Examples:
        See the module.
    """
    ends, known_at = checked(agreement, ends, known_at)
    first = parsed("starts", parse_date, starts)
    if not agreement.effective_on <= first <= ends:
        message = "must be from the day the agreement takes effect to the last day; correct it"
        raise InvalidInputError([Fault("starts", message)])
    in_order = counted(agreement.terms, events, ends, known_at)
    before = first - timedelta(days=1)
    writer = _Writer(_folded(opened(agreement, ends), in_order, before))
    writer.open(first, _Writer(_known_before(agreement, events, before, known_at)))
    for event in in_order:
        if event.effective_on >= first:
            writer.event(event)
    writer.close(ends)
    return writer.statement(agreement, first, ends)


def _known_before(agreement: Agreement, events: Sequence[Event], day: date, known_at: date | None) -> Ledger:
    """Return the ledger at the end of a day as it was known then: that of the statement before."""
    if day < agreement.effective_on:
        return opened(agreement, day)
    known_then = None if known_at is None else min(known_at, day)
    return _folded(opened(agreement, day), counted(agreement.terms, events, day, known_then), day)


def _folded(book: Ledger, in_order: Sequence[Event], day: date) -> Ledger:
    """Return a ledger at the end of a day, without what happens after it."""
    return fold(book, [event for event in in_order if event.effective_on <= day], day)


class _Line(NamedTuple):
    on: date
    kind: LineKind
    event: str | None
    amount: int
    parts: Mapping[Component, int]
    balance: int


class _Writer:
    """Writes the lines while the ledger folds, minor units; local to one call."""

    def __init__(self, book: Ledger) -> None:
        self.book = book
        self.lines: list[_Line] = []
        self.opening = self.balance = self.posted = self.summed = 0
        self.claims: dict[Component, int] = {}
        self.settled: dict[Component, int] = dict.fromkeys(COMPONENTS, 0)

    def open(self, day: date, known_then: _Writer) -> None:
        """Take the opening balance as it was known then, and write by how much it differs from what is known now."""
        self.claims = self._claims()
        self.posted = len(self.book.journal)
        self.opening = self.balance = known_then._balance()
        then, now = known_then._left(), self._left()
        parts: dict[Component, int] = {name: now[name] - then[name] for name in COMPONENTS if now[name] != then[name]}
        if parts or self._balance() != self.opening:
            self._write(day, "correction", None, self._balance() - self.opening, parts)

    def event(self, event: Event) -> None:
        """Write what time charged up to an event, and the event."""
        self.book.event = None
        self._pass_to(event.effective_on)
        self.book.apply(event)
        moved = self._postings(event.effective_on)
        self._charge(event.effective_on, event.id)
        if event.kind in ("payment", "chargeback", "waiver"):
            sign = 1 if event.kind == "chargeback" else -1
            self._write(event.effective_on, _KINDS[event.kind], event.id, sign * self.book.amounts[event.id], moved)

    def close(self, day: date) -> None:
        """Write what time charged up to the last day."""
        self.book.event = None
        self._pass_to(day)
        self.book.close_day()
        self._write_credit()
        if self.balance != self._balance():
            raise AssertionError("a statement does not add up")

    def _pass_to(self, day: date) -> None:
        """Let time pass, one bill after the other."""
        while (due := self.book.next_bill()) is not None and due <= day:
            self.book.pass_to(due)
            self._write_credit()
            self._charge(due, None)
        self.book.pass_to(day)
        self._write_credit()
        self._charge(day, None)

    def _write_credit(self) -> None:
        """Write what money held has settled as things fell due."""
        for day in dict.fromkeys(posting.on for posting in self.book.journal[self.posted :]):
            self._write(day, "from_credit", None, 0, self._postings(day))

    def _write(self, day: date, kind: LineKind, event: str | None, amount: int, parts: Mapping[Component, int]) -> None:
        self.balance += amount
        self.lines.append(_Line(day, kind, event, amount, parts, self.balance))

    def _charge(self, day: date, event: str | None) -> None:
        """Write by how much claims have grown."""
        claims = self._claims()
        grown: dict[Component, int] = {
            name: claims[name] - self.claims[name] for name in COMPONENTS if claims[name] != self.claims[name]
        }
        if grown:
            self._write(day, "charge", event, sum(grown.values()), grown)
        self.claims = claims

    def _postings(self, until: date) -> dict[Component, int]:
        """Return what was settled from the last line to a day, by component; what was taken back counts against it."""
        parts: dict[Component, int] = {}
        while self.posted < len(self.book.journal) and self.book.journal[self.posted].on <= until:
            posting = self.book.journal[self.posted]
            self.posted += 1
            amount = -posting.amount if posting.kind == "taken_back" else posting.amount
            parts[posting.component] = parts.get(posting.component, 0) + amount
        return parts

    def _left(self) -> dict[Component, int]:
        """Return everything owed, due or not, by component."""
        left: dict[Component, int] = dict.fromkeys(COMPONENTS, 0)
        for component, _, amount in self.book.unpaid():
            left[component] += amount
        for component, amount in self.book.to_come():
            left[component] += amount
        return left

    def _claims(self) -> dict[Component, int]:
        """Return everything there ever was to pay, by component: what is left and what has been settled."""
        for posting in self.book.journal[self.summed :]:
            self.settled[posting.component] += -posting.amount if posting.kind == "taken_back" else posting.amount
        self.summed = len(self.book.journal)
        left = self._left()
        return {name: left[name] + self.settled[name] for name in COMPONENTS}

    def _balance(self) -> int:
        return sum(self._left().values()) - self.book.credit

    def statement(self, agreement: Agreement, starts: date, ends: date) -> AccountStatement:
        """Return what was written, in major units."""
        major = agreement.currency.to_major
        sums = {kind: sum(line.amount for line in self.lines if line.kind == kind) for kind in _KINDS.values()}
        return AccountStatement(
            reference=agreement.reference,
            currency=agreement.currency,
            starts=starts,
            ends=ends,
            opening=major(self.opening),
            lines=tuple(
                StatementLine(
                    on=line.on,
                    kind=line.kind,
                    event=line.event,
                    amount=major(line.amount),
                    parts={name: major(line.parts[name]) for name in COMPONENTS if line.parts.get(name)},
                    balance=major(line.balance),
                )
                for line in self.lines
            ),
            corrections=major(sums["correction"]),
            charges=major(sums["charge"]),
            payments=major(-sums["payment"] - sums["chargeback"]),
            waived=major(-sums["waiver"]),
            closing=major(self.balance),
        )


_KINDS: Mapping[str, LineKind] = {
    "payment": "payment",
    "chargeback": "chargeback",
    "waiver": "waiver",
    "charge": "charge",
    "correction": "correction",
}
