"""Replay: fold the events of a loan over its terms into what is owed on a day.

Events come in any order and are folded in the order of the days they take effect, so a backdated one is simply part of
the history. Nothing is patched: the same events give the same position.

>>> from restructure import LoanTerms, Phase
>>> terms = LoanTerms(
...     currency="USD",
...     principal="1200.00",
...     rate="0.12",
...     start_date=date(2026, 1, 1),
...     first_due_date=date(2026, 2, 1),
...     phases=[Phase(12)],
... )
>>> events = [
...     Event("p1", "payment", date(2026, 2, 1), amount="106.62"),
...     Event("p2", "payment", date(2026, 3, 5), amount=50),
... ]
>>> position = replay(terms, events, as_of=date(2026, 3, 16))
>>> position.principal, position.overdue_principal, position.interest, position.days_past_due
(Decimal('1066.43'), Decimal('56.62'), Decimal('5.05'), 15)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ..basics.dates import PARTS_IN_YEAR
from ..basics.errors import EventError, Fault, InvalidInputError, parsed, require_type
from ..basics.rates import Rate
from ..basics.types import parse_date
from ..contract.events import ORDER, PLAIN, Event, Servicing
from ..contract.position import Position
from ..contract.terms import LoanTerms
from ..engine.daily import daily_faults
from .daily import ledger_of
from .ledger import Ledger

__all__ = ["amended", "replay"]


def replay(
    terms: LoanTerms,
    events: Sequence[Event],
    *,
    as_of: date,
    known_at: date | None = None,
    servicing: Servicing = PLAIN,
) -> Position:
    """Return what is owed on a day after everything that happened to a loan (历史回放).

    Args:
        terms: the contract as it was signed.
        events: in any order; those effective after `as_of` are not yet looked at.
        as_of: the day.
        known_at: leave out what was recorded later: what was known then.
        servicing: payment allocation and interest on what is overdue.

    Returns:
        Components in major units. Interest on overdue amounts and the running installment's interest are accrued to
        `as_of`, exactly, and rounded once.

    Raises:
        EventError: the same id with other content, a reversal of nothing, more waived or charged back than there is.
        InvalidTermsError: a change that cannot apply to the contract.

    Examples:
        >>> from restructure import LoanTerms, Phase
        >>> terms = LoanTerms(
        ...     currency="CNY",
        ...     principal="10000.00",
        ...     rate="0.06",
        ...     start_date=date(2026, 1, 1),
        ...     first_due_date=date(2026, 2, 1),
        ...     phases=[Phase(1)],
        ... )
        >>> late = Servicing(penalty_rate="0.09", compound_rate="0.09")
        >>> owed = replay(terms, [], as_of=date(2026, 3, 1), servicing=late)
        >>> owed.principal, owed.interest, owed.penalty_interest, owed.compound_interest, owed.days_past_due
        (Decimal('10000.00'), Decimal('50.00'), Decimal('75.00'), Decimal('0.38'), 28)
    """
    return book_of(terms, events, as_of, known_at, servicing).position()


def amended(
    terms: LoanTerms,
    events: Sequence[Event],
    *,
    as_of: date,
    known_at: date | None = None,
    servicing: Servicing = PLAIN,
) -> LoanTerms:
    """Return the contract with every change that the events up to a day have made to it, early repayments included.

    Args:
        terms: the contract as it was signed.
        events: in any order; those effective after `as_of` are not yet looked at.
        as_of: the day.
        known_at: leave out what was recorded later.
        servicing: how payments are allocated.

    Returns:
        Terms whose schedule shows every installment, past and to come.

    Raises:
        EventError, InvalidTermsError: as for `replay`.

    Examples:
        >>> from restructure import LoanTerms, Phase, amortize
        >>> terms = LoanTerms(
        ...     currency="USD",
        ...     principal="1200.00",
        ...     rate=0,
        ...     start_date=date(2026, 1, 1),
        ...     first_due_date=date(2026, 2, 1),
        ...     phases=[Phase(12)],
        ... )
        >>> early = Event("p1", "payment", date(2026, 1, 15), amount=600, excess="relevel")
        >>> amortize(amended(terms, [early], as_of=date(2026, 1, 31)))[0].payment
        Decimal('50.00')
    """
    return book_of(terms, events, as_of, known_at, servicing).contract()


def book_of(
    terms: LoanTerms, events: Sequence[Event], as_of: date, known_at: date | None, servicing: Servicing
) -> Ledger:
    """Return the ledger of a contract at the end of a day.

    Raises:
        InvalidInputError, EventError, InvalidTermsError: as for `replay`.
    """
    require_type("terms", terms, LoanTerms, "LoanTerms")
    require_type("servicing", servicing, Servicing, "a Servicing")
    as_of, known_at = (
        parsed("as_of", parse_date, as_of),
        None if known_at is None else parsed("known_at", parse_date, known_at),
    )
    require_replayable(terms, servicing, as_of)
    return fold(ledger_of(terms, servicing), counted(terms, events, as_of, known_at), as_of)


def fold(book: Ledger, events: Sequence[Event], as_of: date) -> Ledger:
    """Return a ledger after events in the order they take effect, at the end of a day."""
    for event in events:
        book.apply(event)
    book.pass_to(as_of)
    book.close_day()
    return book


def require_replayable(terms: LoanTerms, servicing: Servicing, as_of: date) -> None:
    """Refuse a loan that cannot be replayed, or not up to a day.

    Raises:
        InvalidInputError: every fault at once.
    """
    faults = list(_faults_of(terms, servicing, as_of))
    if faults:
        raise InvalidInputError(faults)


MAX_YEARS = 250


def _faults_of(terms: LoanTerms, servicing: Servicing, as_of: date) -> Iterator[Fault]:
    """Yield what keeps a loan from being replayed."""
    if as_of < terms.start_date:
        yield Fault("as_of", f"{as_of} is before the loan starts on {terms.start_date}")
    if as_of.year > terms.start_date.year + MAX_YEARS:
        yield Fault("as_of", f"{as_of} is more than {MAX_YEARS} years after the loan starts")
    rates = [terms.rate, *(phase.rate for phase in terms.phases if phase.rate is not None)]
    if terms.balance == "carried" or any(rate.compounding != "periodic" for rate in rates):
        yield Fault("terms", "are replayed with a rounded balance and a periodic rate only; state them so")
    if servicing.interest is not None:
        yield from (fault.below("terms") for fault in daily_faults(terms))
    for name in ("overdue_rate", "penalty_rate", "compound_rate"):
        rate: Rate | None = getattr(servicing, name)
        basis = None if rate is None else rate.days_in_year
        year = PARTS_IN_YEAR[terms.counted_by]
        if rate is not None and (rate.compounding != "periodic" or basis not in (None, year)):
            yield Fault(f"servicing.{name}", "is on another basis than the loan's day count; state it per year")


def counted(terms: LoanTerms, events: Sequence[Event], as_of: date, known_at: date | None) -> list[Event]:
    """Return the events that count, each once, in the order they take effect.

    Raises:
        EventError: the same id with other content, an event before the loan, or a reversal of nothing.
    """
    if not isinstance(events, (list, tuple)) or not all(isinstance(event, Event) for event in events):
        raise InvalidInputError([Fault("events", "must be a list of Event")])
    everything: dict[str, Event] = {}
    for event in events:
        if everything.setdefault(event.id, event) != event:
            raise EventError(f"event {event.id}: the same id with other content; give it an id of its own")
        if event.effective_on < terms.start_date:
            raise EventError(f"event {event.id}: is before the loan starts on {terms.start_date}")
    known = {name: event for name, event in everything.items() if is_known(event, as_of, known_at)}
    undone: set[str] = set()
    for event in known.values():
        if event.reverses is not None:
            if event.reverses not in everything or everything[event.reverses].kind == "reversal":
                raise EventError(f"event {event.id}: reverses {event.reverses}, which is no event to undo; correct it")
            undone.add(event.reverses)
    kept = [event for event in known.values() if event.kind != "reversal" and event.id not in undone]
    return sorted(kept, key=lambda event: (event.effective_on, ORDER.index(event.kind), recorded_on(event), event.id))


def recorded_on(event: Event) -> date:
    """Return the day an event became known."""
    return event.recorded_on or event.effective_on


def is_known(event: Event, as_of: date, known_at: date | None) -> bool:
    """Return whether an event had taken effect by a day and was known by another."""
    return event.effective_on <= as_of and (known_at is None or recorded_on(event) <= known_at)
