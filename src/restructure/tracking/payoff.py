"""What it takes to settle an agreement whole on a day, and what that saves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from ..agreement import Agreement
from ..basics.errors import NotApplicableError
from ..basics.money import Currency
from ..basics.shown import Shown
from ..basics.types import value
from ..contract.components import COMPONENTS, Component
from ..contract.events import Event
from ..loan.ledger import Ledger
from ._book import closed_by, folded

__all__ = ["PayoffQuote", "payoff_quote"]


@value(private=True)
class PayoffQuote(Shown):
    """What settles an agreement on a day (提前结清报价), major units: `total = sum(components) - credit + refund`.

    A payment of exactly `total` that takes effect on `on` leaves nothing owed.

    Args:
        reference: of the agreement.
        currency: of all amounts.
        on: the day it holds for.
        components: all that is owed by then, due or not, interest to the day only, with the fee among the fees.
        fallen_due: the part of them that had fallen due by then.
        early_fee: what settling early costs by the agreement.
        credit: paid before and not yet used.
        total: to pay; never below zero.
        refund: the part of `credit` that is over once everything is paid.
        instead: what keeping to the schedule from that day on would take.
        saves: by how much that is more than paying `total`.
    """

    reference: str
    currency: Currency
    on: date
    components: Mapping[Component, Decimal]
    fallen_due: Decimal
    early_fee: Decimal
    credit: Decimal
    total: Decimal
    refund: Decimal
    instead: Decimal
    saves: Decimal


def payoff_quote(
    agreement: Agreement, events: Sequence[Event], *, on: date, known_at: date | None = None
) -> PayoffQuote:
    """Return what settles an agreement whole on a day (提前结清报价).

    Args:
        agreement: signed.
        events: up to the day, in any order.
        on: the day of the payment; interest runs to it and no further.
        known_at: leave out what was recorded later.

    Returns:
        Major units by component, with the agreement's rule on early settlement applied.

    Raises:
        NotApplicableError: the agreement is not signed, or superseded or cancelled by that day.
        InvalidInputError, EventError, InvalidTermsError: as for `track`.

    Examples:
        See the module.
    """
    found = folded(agreement, events, on, known_at)
    _require_in_force(agreement, found.as_of)
    book, major = found.book, agreement.currency.to_major
    fallen, parts = _owed(book)
    fee = book.early_fee()
    parts["fees"] = parts.get("fees", 0) + fee
    open_ = sum(parts.values()) - book.credit
    total = max(0, open_)
    ahead = sum(sum(row.owed.values()) for row in book.rows_to_come())
    instead = max(0, fallen + ahead - book.credit)
    return PayoffQuote(
        reference=agreement.reference,
        currency=agreement.currency,
        on=found.as_of,
        components={name: major(parts[name]) for name in COMPONENTS if parts.get(name)},
        fallen_due=major(fallen),
        early_fee=major(fee),
        credit=major(book.credit),
        total=major(total),
        refund=major(total - open_),
        instead=major(instead),
        saves=major(instead - total),
    )


def _require_in_force(agreement: Agreement, day: date) -> None:
    closed = closed_by(agreement, day)
    if closed is not None:
        instead = "quote its successor" if closed.status == "superseded" else "there is nothing to settle"
        raise NotApplicableError(f"the agreement is {closed.status} since {closed.on}; {instead}", code="CLOSED")


def _owed(book: Ledger) -> tuple[int, dict[Component, int]]:
    """Return what has fallen due and is unpaid, and everything owed by component, minor units."""
    parts: dict[Component, int] = {}
    for component, _, left in book.unpaid():
        parts[component] = parts.get(component, 0) + left
    fallen = sum(parts.values())
    for component, amount in book.to_come():
        parts[component] = parts.get(component, 0) + amount
    return fallen, parts
