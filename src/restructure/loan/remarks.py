"""What a schedule has to say about itself: what a reader of its first installments would not expect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ..basics.money import Currency
from ..basics.provenance import Reason, Wording
from ..basics.written import money_text
from ..contract.phases import Phase
from ..contract.terms import LoanTerms

REST_AT_END = Wording(
    "the installments do not repay the loan: the last one, on {date}, is {amount}",
    "各期还款额不足以还清贷款：最后一期（{date}）须还{amount}",
)
FIRST_INTEREST_JOINS = Wording(
    "the first installment leaves {amount} of the interest of its longer period unpaid, which joins the balance",
    "首期期间较长，首期还款额未付清当期利息，未付的{amount}转入本金",
)
NAMED = ("interest_only", "capitalize", "defer")
"""Methods that say by their names that the rest falls due at the end."""


class PaidRows(NamedTuple):
    """What a schedule's remarks look at, minor units: what rows pay of balance and interest, and the first row."""

    due: Sequence[int]
    last_date: date
    first_capitalized: int


def remarks_of(terms: LoanTerms, paid: PaidRows, currency: Currency) -> Iterator[Reason]:
    """Yield what a schedule has to say."""
    phase = _last_phase(terms)
    last, before = paid.due[-1], paid.due[-2] if len(paid.due) > 1 else 0
    named = phase.method in NAMED or (phase.amortize_over or 0) > phase.count
    # rounding leaves about a minor unit a row: what exceeds that and another installment is principal never repaid
    if not named and before and last > 2 * before + len(paid.due):
        values = {"date": paid.last_date.isoformat(), "amount": money_text(currency.to_major(last))}
        yield Reason.of("REST_AT_END", REST_AT_END, values)
    if paid.first_capitalized and terms.first_period == "carried" and terms.phases[0].method not in NAMED:
        amount = money_text(currency.to_major(paid.first_capitalized))
        yield Reason.of("FIRST_INTEREST_JOINS", FIRST_INTEREST_JOINS, {"amount": amount})


def _last_phase(terms: LoanTerms) -> Phase:
    changed = [change.phases for change in terms.changes if change.phases]
    phases = changed[-1] if changed else terms.phases
    return phases[-1]
