"""Track: fold an agreement's events, and say where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from ..agreement import Agreement
from ..basics.errors import Fault, InvalidInputError
from ..basics.provenance import Reason, Wording
from ..contract.components import COMPONENTS, Component
from ..contract.events import Event
from ..loan.history import is_known, recorded_on
from ..loan.ledger import Ledger
from ..loan.rows import Item, charges, items_of, tracked
from ..loan.standing import remarks
from ..policy import PLAIN_DELINQUENCY
from . import words
from ._book import Folded, closed_by, folded, standing
from ._breach import breach_of
from ._classes import classes_of
from ._deadlines import deadlines_of
from ._marks import forborne_of, observation_of, trial_of
from ._past_due import past_due_of
from ._signals import Seen, action_of, promises_of, signals_of
from .circumstances import Circumstances
from .tracked import EventNotes, Receipts, Tracked

__all__ = ["track"]

NOTHING_KNOWN = Circumstances()


def track(
    agreement: Agreement,
    events: Sequence[Event],
    *,
    as_of: date,
    known_at: date | None = None,
    circumstances: Circumstances | None = None,
) -> Tracked:
    """Return where an agreement stands on a day, after everything that happened to it (履约跟踪).

    Args:
        agreement: signed; its rows were verified when it was made or read.
        events: in any order; those effective after `as_of` are not yet looked at.
        as_of: the day; the answer is as of its end.
        known_at: leave out what was recorded later: what was known then.
        circumstances: promises, incomes and days that the policy's signals look at.

    Returns:
        What is owed and overdue, installment by installment; trial, breach, cure, observation and class with reasons;
        signals and the next action. Amounts are major units.

    Raises:
        NotApplicableError: the agreement is not signed.
        InvalidInputError: bad dates or circumstances.
        EventError, InvalidTermsError: as for `replay`.
        PolicyNotInForceError: a scheme or limit of the policy is not yet in force on that day.

    Sources:
        What the policy and the agreement say, with the sources given there.

    Examples:
        See the module.
    """
    known = NOTHING_KNOWN if circumstances is None else circumstances
    if not isinstance(known, Circumstances):
        raise InvalidInputError([Fault("circumstances", "must be Circumstances, or left out")])
    found = folded(agreement, events, as_of, known_at)
    return _answer(found, events, known)


def _answer(found: Folded, events: Sequence[Event], known: Circumstances) -> Tracked:
    agreement, book, today = found.agreement, found.book, found.as_of
    rules = agreement.policy.delinquency or PLAIN_DELINQUENCY
    items = items_of(book, today)
    rows = tracked(book, items, today)
    past_due = past_due_of(found, items, rules)
    breach = breach_of(found, items)
    trial = trial_of(found, items, rows, rules)
    observation = observation_of(found, items, rules)
    forborne = forborne_of(found, items, rules, known)
    closed = closed_by(agreement, today)
    completed_on = _completed_on(found, items) if closed is None else None
    promises = promises_of(found, known)
    seen = Seen(found, items, rows, rules, known, breach, trial, observation, promises, completed_on, closed)
    signals = signals_of(seen)
    return Tracked(
        reference=agreement.reference,
        agreement_hash=agreement.hash,
        currency=agreement.currency,
        as_of=today,
        known_at=found.known_at,
        status=standing(agreement, today).status if completed_on is None else "completed",
        position=book.position(),
        installments=rows,
        charges=charges(book, items, today),
        past_due=past_due,
        trial=trial,
        breach=breach,
        observation=observation,
        forborne=forborne,
        classifications=classes_of(found, items, rules, past_due, observation, forborne, known),
        receipts=receipts_of(found),
        promises=promises,
        notes=_notes(events, found),
        signals=signals,
        next_action=action_of(signals, seen),
        deadlines=() if closed is not None else deadlines_of(found, past_due, breach, known),
        reasons=tuple(_remarks(found)),
    )


def _completed_on(found: Folded, items: Sequence[Item]) -> date | None:
    """Return the day nothing was owed any more, or `None`."""
    book = found.book
    if any(amount for _, amount in book.to_come()) or any(book.unpaid()):
        return None
    return max((item.settled_on for item in items if item.settled_on is not None), default=found.as_of)


def receipts_of(found: Folded) -> Receipts:
    """Return where every unit paid is now (收款去向).

    Raises:
        AssertionError: a unit was lost or made, which no input can cause.
    """
    book, major = found.book, found.agreement.currency.to_major
    received, taken_back = (
        sum(book.amounts[event.id] for event in found.events if event.kind == kind)
        for kind in ("payment", "chargeback")
    )
    settled, received = settled_by(book), received + book.kept
    if received != taken_back + sum(settled.values()) + book.credit:
        raise AssertionError("a unit paid is not accounted for")
    return Receipts(
        received=major(received),
        taken_back=major(taken_back),
        settled={name: major(settled[name]) for name in COMPONENTS if settled.get(name)},
        credit=major(book.credit),
    )


def settled_by(book: Ledger) -> dict[Component, int]:
    """Return what payments have settled so far, by component, minor units."""
    settled: dict[Component, int] = {}
    for posting in book.journal:
        if posting.kind != "waived":
            amount = -posting.amount if posting.kind == "taken_back" else posting.amount
            settled[posting.component] = settled.get(posting.component, 0) + amount
    return settled


def _notes(events: Sequence[Event], found: Folded) -> EventNotes:
    """Return which events were looked at in a special way, by id."""
    once = {event.id: event for event in events}
    given = Counter(event.id for event in events)
    known = [event for event in once.values() if is_known(event, found.as_of, found.known_at)]
    return EventNotes(
        duplicates=tuple(sorted(name for name, times in given.items() if times > 1)),
        backdated=tuple(sorted(event.id for event in known if recorded_on(event) > event.effective_on)),
        reversed=tuple(sorted({event.reverses for event in known if event.reverses is not None})),
        not_yet=tuple(sorted(set(once) - {event.id for event in known})),
    )


def _remarks(found: Folded) -> Iterator[Reason]:
    book, closed = found.book, closed_by(found.agreement, found.as_of)
    if closed is not None:
        yield Reason.of("CLOSED", words.CLOSED[closed.status])
    yield from remarks(book)
    if book.called_on is not None and found.enforced_on == book.called_on:
        yield Reason.of("CALLED_IN", _CALLED_IN, {"date": book.called_on.isoformat()})
    elif book.called_on is not None:
        yield Reason.of("SETTLED_EARLY", _SETTLED_EARLY, {"date": book.called_on.isoformat()})
    if any(change.effective_on > found.agreement.effective_on for change in book.terms.changes):
        yield Reason.of("TERMS_CHANGED", _TERMS_CHANGED)


_CALLED_IN = Wording("everything left fell due on {date} under the breach terms", "因违约，剩余款项于{date}全部到期")
_SETTLED_EARLY = Wording("everything was settled early on {date}", "已于{date}提前结清")
_TERMS_CHANGED = Wording("events have changed the terms since they were signed", "签署后合同条款已有变更")
