"""An agreement as a ledger: its terms, what it repays beside their rows, and what its breach terms add if enforced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ..agreement import Agreement, LifeStep
from ..basics.errors import NotApplicableError, parsed, require_type
from ..basics.money import split
from ..basics.types import parse_date
from ..contract.components import Component
from ..contract.events import Event
from ..loan.dues import Beside
from ..loan.history import counted, fold, require_replayable
from ..loan.ledger import Ledger
from ..loan.treatment import Treatment


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
    beside = [*beside_rows(agreement)]
    # What was waived is owed again from the day of enforcement only, beside the rows: no earlier figure changes.
    if enforced is not None and agreement.breach.waived_owed_again:
        beside += owed_again(agreement, enforced)
    return Ledger(
        agreement.terms,
        agreement.servicing,
        beside=sorted(beside, key=lambda one: one.on),
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


def beside_rows(agreement: Agreement) -> Iterator[Beside]:
    """Yield what a plan repays beside the rows of its terms: the first day's payment, and deferred amounts."""
    schedule = agreement.schedule
    begun, days = agreement.effective_on, schedule.unadjusted_dates
    for treatment in agreement.treatments:
        amount = _amount(agreement, treatment)
        if treatment.action == "pay" and amount:
            yield Beside(begun, begun, treatment.component, amount, 0)
        if treatment.action in ("defer", "spread") and amount:
            start, stop = _rows(treatment, days)
            for row, part in zip(range(start, stop), split(amount, [1] * (stop - start)), strict=True):
                if part:
                    # on a holiday it is billed on its own day and late only after the day that moves to
                    late_after = max(schedule.due_dates[row], days[row])
                    yield Beside(days[row], late_after, treatment.component, part, row + 1)


def _amount(agreement: Agreement, treatment: Treatment) -> int:
    """Return what a treatment is about, minor units: "all" is what the others of its component leave."""
    to_minor = agreement.currency.to_minor
    if treatment.amount != "all":
        return to_minor(treatment.amount)
    mine = [one for one in agreement.treatments if one.component == treatment.component]
    stated = sum(to_minor(one.amount) for one in mine if one.amount != "all")
    return agreement.position.units.components[treatment.component] - stated


def _rows(treatment: Treatment, days: Sequence[date]) -> tuple[int, int]:
    """Return the rows, first and past the last, that repay a deferred or spread amount."""
    rows, due = len(days), treatment.due
    if isinstance(due, date):
        row = days.index(due)
        return row, row + 1
    if isinstance(due, int):
        return (0, due) if treatment.action == "spread" else (rows - due, rows)
    return (0, 1) if due == "first" else (0, rows) if due == "all" else (rows - 1, rows)
