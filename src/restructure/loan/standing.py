"""A schedule as of a day: every row with what was paid of it, when, and how late it is, and the rows to come.

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
>>> seen = schedule_on(terms, events, as_of=date(2026, 3, 16))
>>> [(row.number, row.status, str(row.total.left), row.days_late) for row in seen.rows[:3]]
[(1, 'paid', '0.00', 0), (2, 'overdue', '56.62', 15), (3, 'upcoming', '106.62', 0)]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ..basics.money import Currency
from ..basics.provenance import Reason, Wording
from ..basics.shown import Shown
from ..basics.types import value
from ..contract.components import Component
from ..contract.events import PLAIN, Event, Servicing
from ..contract.position import Position
from ..contract.terms import LoanTerms
from .history import book_of
from .ledger import Ledger
from .rows import TrackedCharge, TrackedInstallment, charges, items_of, overdue_parts, tracked

__all__ = ["ScheduleOn", "schedule_on"]


@value(private=True)
class ScheduleOn(Shown):
    """A schedule as it stands on a day (截至某日的还款情况), major units.

    Args:
        currency: of all amounts.
        as_of: the day; everything is at its end.
        known_at: what was recorded later is left out, or `None`.
        terms: the contract with every change made to it by then.
        rows: every installment: what it asks for, what was paid of it and when, how late it is; those to come by what
            is known on the day. The first day's payment of a restructured contract is number 0.
        charges: every charge beside the installments, before the last of them or after.
        position: what is owed.
        overdue: what of it is overdue by component, interest on overdue amounts included.
        reasons: remarks: money held, a contract that cannot go on as it stands.
    """

    currency: Currency
    as_of: date
    known_at: date | None
    terms: LoanTerms
    rows: tuple[TrackedInstallment, ...]
    charges: tuple[TrackedCharge, ...]
    position: Position
    overdue: Mapping[Component, Decimal]
    reasons: tuple[Reason, ...]


def schedule_on(
    terms: LoanTerms,
    events: Sequence[Event],
    *,
    as_of: date,
    known_at: date | None = None,
    servicing: Servicing = PLAIN,
) -> ScheduleOn:
    """Return the schedule of a contract as it stands on a day, after everything that happened (截至某日的还款情况).

    Args:
        terms: the contract as it was signed; a restructured one is `schedule.terms`.
        events: in any order; those effective after `as_of` are not yet looked at.
        as_of: the day.
        known_at: leave out what was recorded later: what was known then.
        servicing: payment allocation, and interest on what is early or late.

    Returns:
        Every row, past and to come. Rows that cannot be computed as the contract stands are left out and named.

    Raises:
        EventError, InvalidTermsError: as for `replay`.

    Examples:
        See the module.
    """
    book = book_of(terms, events, as_of, known_at, servicing)
    today = book.today
    items, major = items_of(book, today), terms.currency.to_major
    return ScheduleOn(
        currency=terms.currency,
        as_of=today,
        known_at=known_at,
        terms=book.contract(),
        rows=tracked(book, items, today),
        charges=charges(book, items, today),
        position=book.position(),
        overdue={name: major(amount) for name, amount in overdue_parts(book, today).items() if amount},
        reasons=tuple(remarks(book)),
    )


def remarks(book: Ledger) -> Iterator[Reason]:
    """Yield what is to be said of a ledger on the day it has reached."""
    if book.credit:
        bears = book.bears_interest()
        yield Reason.of("CREDIT_HELD", _CREDIT_HELD_AT_INTEREST if bears else _CREDIT_HELD)
    if book.stop is not None and book.called_on is None:
        text = _STOPS if book.stop.number is None else _STOPS_AT_ROW
        yield Reason.of("CANNOT_GO_ON", text, {"number": str(book.stop.number), "date": book.stop.on.isoformat()})


_CREDIT_HELD = Wording(
    "more was paid than was due: the rest is held for the next installment", "多付款项留作抵扣下期还款"
)
_CREDIT_HELD_AT_INTEREST = Wording(
    "more was paid than was due: the rest is held for the next installment, and until then interest runs on the whole "
    "balance",
    "多付款项留作抵扣下期还款，其间仍按全部余额计收利息",
)
_STOPS = Wording(
    "a change agreed for {date} cannot apply to the contract: the rows after it are not known",
    "约定于{date}生效的变更无法适用于本合同，其后各期尚无法确定",
)
_STOPS_AT_ROW = Wording(
    "installment {number}, due on {date}, cannot be computed as the contract stands: it does not repay itself "
    "from there",
    "按现行合同，第{number}期（{date}到期）的期供不足以支付当期利息，自该期起无法正常摊还",
)
