"""An agreement as a ledger: its terms, what it repays beside their rows, and what its breach terms add if enforced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ..agreement import Agreement, LifeStep
from ..basics.errors import NotApplicableError, parsed, require_type
from ..basics.types import parse_date
from ..contract.components import Component
from ..contract.events import Event
from ..loan.daily import ledger_of
from ..loan.dues import Beside
from ..loan.history import counted, fold, require_replayable
from ..loan.ledger import Ledger


class Folded(NamedTuple):
    """An agreement with every event that counts folded over it, at the end of a day."""

    agreement: Agreement
    book: Ledger
    events: Sequence[Event]
    as_of: date
    known_at: date | None

    @property
    def enforced_on(self) -> date | None:
        """The day from which the lender holds the borrower to the breach terms."""
        return enforced_on(self.agreement, self.as_of)


def folded(agreement: Agreement, events: Sequence[Event], as_of: date, known_at: date | None) -> Folded:
    """Return the ledger of an agreement at the end of a day.

    Raises:
        NotApplicableError: an agreement that is not signed.
        InvalidInputError, EventError, InvalidTermsError: as for `replay`.
    """
    as_of, known_at = checked(agreement, as_of, known_at)
    in_order = counted(agreement.terms, events, as_of, known_at)
    return Folded(agreement, fold(opened(agreement, as_of), in_order, as_of), in_order, as_of, known_at)


def checked(agreement: Agreement, as_of: date, known_at: date | None) -> tuple[date, date | None]:
    """Return the days asked for, of an agreement that can be tracked up to them."""
    require_type("agreement", agreement, Agreement, "an Agreement; draft it with draft_agreement and have it signed")
    as_of = parsed("as_of", parse_date, as_of)
    known_at = None if known_at is None else parsed("known_at", parse_date, known_at)
    if agreement.signed_on is None:
        message = "the agreement is not signed by everybody; only a signed one is tracked"
        raise NotApplicableError(message, code="NOT_SIGNED")
    require_replayable(agreement.terms, agreement.servicing, as_of)
    return as_of, known_at


def opened(agreement: Agreement, as_of: date) -> Ledger:
    """Return the ledger of an agreement on its first day, with what the lender had enforced by a day."""
    return opened_with(agreement, enforced_on(agreement, as_of))


def opened_with(agreement: Agreement, enforced: date | None) -> Ledger:
    """Return the ledger of an agreement on its first day, its breach terms enforced from a day on or not at all."""
    fee = agreement.rules.early_settlement_fee
    # What was waived is owed again from the day of enforcement only, beside the rows: no earlier figure changes.
    again = owed_again(agreement, enforced) if enforced is not None and agreement.breach.waived_owed_again else ()
    return ledger_of(
        agreement.schedule.terms,
        agreement.servicing,
        beside=tuple(again),
        settlement_fee=Fraction(0) if fee is None else Fraction(fee),
        call_in_on=enforced if agreement.breach.all_falls_due else None,
    )


def standing(agreement: Agreement, as_of: date) -> LifeStep:
    """Return the last step of an agreement's life on a day."""
    # before its first day an agreement stands as it was drafted
    return [step for step in agreement.life if step.on <= as_of or step is agreement.life[0]][-1]


def enforced_on(agreement: Agreement, as_of: date) -> date | None:
    """Return since when the lender has held the borrower to the breach terms, or `None`.

    Only a return to performing ends that: the steps that close an agreement change no number.
    """
    since: date | None = None
    for step in agreement.life:
        if step.on <= as_of and step.status in ("breached", "performing"):
            since = step.on if step.status == "breached" else None  # performing again ends what breach began
    return since


def closed_by(agreement: Agreement, as_of: date) -> LifeStep | None:
    """Return the step that took an agreement out of force before it was paid, or `None`."""
    last = standing(agreement, as_of)
    return last if last.status in ("superseded", "cancelled") else None


def unenforced(found: Folded) -> Folded:
    """Return the agreement as it would stand had the lender not enforced the breach terms."""
    if found.enforced_on is None:
        return found
    # What enforcement makes due must not lengthen the breach that led to it, so the same events run without it.
    book = opened_with(found.agreement, None)
    for event in found.events:
        happening = _within(book, event) if event.kind == "waiver" else event
        if happening is not None:
            book.apply(happening)
    return found._replace(book=fold(book, (), found.as_of))


def _within(book: Ledger, event: Event) -> Event | None:
    """Return a waiver as far as there is something to waive: it may give up what only enforcement made due."""
    book.event = None
    book.pass_to(event.effective_on)
    owed = book.terms.currency.to_major(sum(left for name, _, left in book.unpaid() if name == event.component))
    if event.amount is None or event.amount <= owed:
        return event
    return replace(event, amount=owed) if owed else None  # a waiver of nothing is no event


def owed_again(agreement: Agreement, day: date) -> Iterator[Beside]:
    """Yield what was waived, due on the day the lender enforces the breach terms."""
    for component, amount in waived(agreement).items():
        yield Beside(day, day, component, amount, None)


def waived(agreement: Agreement) -> dict[Component, int]:
    """Return what the agreement waived, by component, minor units."""
    conservation = agreement.schedule.conservation
    if conservation is None:
        raise AssertionError("an agreement's schedule says what became of the debt")
    to_minor = agreement.currency.to_minor
    return {name: to_minor(flow.waived) for name, flow in conservation.components.items() if flow.waived}
