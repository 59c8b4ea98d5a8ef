"""A new plan for what is owed, by the rules of Fineract: re-ageing and re-amortization.

Both leave the rows due by then with what was paid of them, and plan the rest anew. A re-ageing charges no interest any
more: principal and interest owed are repaid together in equal parts, of which an equal share is interest. A
re-amortization returns overdue principal to the balance on its due date and keeps the rows still to come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

import restructure as rs
from golden.fineract_payments import NOTHING, Row, Settled
from golden.vector_terms import CENT, Fields, NotExpressibleError

Shares = tuple[tuple[date, Decimal], ...]
"""Interest that was owed when a plan began, by the day it falls due."""


class Replanned(NamedTuple):
    """The rows left behind, the contract that follows them, and the interest it repays beside its own."""

    past: tuple[Row, ...]
    terms: rs.LoanTerms
    shares: Shares


def rows_of(terms: rs.LoanTerms, shares: Shares) -> tuple[Row, ...]:
    """Return the rows of a plan that repays interest owed before it in stated parts."""
    owed = sum((amount for _, amount in shares), NOTHING)
    position = rs.Position(currency=terms.currency, as_of=terms.start_date, principal=terms.principal, interest=owed)
    parts = [rs.Treatment("interest", "defer", amount=amount, due=due) for due, amount in shares if amount]
    return tuple(
        Row(row.due_date, row.principal, row.interest + row.deferred_paid, row.fees, row.closing_balance)
        for row in rs.reschedule(position, parts, terms)
    )


# --- rows left behind ---


def _left_behind(terms: rs.LoanTerms, standing: Settled, *, stub: bool) -> tuple[Row, ...]:
    """Return the rows due by a day with what was paid of them; what was paid for later ones is a row of that day."""
    found: list[Row] = []
    began, balance = date.min, terms.principal
    paid = [
        (row.due, row.principal - left.principal, row.interest - left.interest)
        for row, left in zip(standing.rows, standing.unpaid, strict=False)
    ]
    last = paid[-1][0] if paid else terms.start_date
    if stub and last < standing.day < standing.rows[-1].due:
        paid.append((standing.day, standing.credit, NOTHING))
    for due, principal, interest in paid:
        balance += _advanced(terms, began, due) - principal
        found.append(Row(due, principal, interest, NOTHING, balance))
        began = due
    return tuple(found)


def _advanced(terms: rs.LoanTerms, since: date, until: date) -> Decimal:
    """Return what was paid out from a day to before another."""
    paid_out = [change.advance for change in terms.changes if since <= change.effective_on < until]
    return sum((amount for amount in paid_out if amount is not None), NOTHING)


def _principal(terms: rs.LoanTerms, past: Sequence[Row], day: date) -> Decimal:
    """Return the principal owed at the end of a day."""
    if not past:
        raise NotExpressibleError("a plan that begins with the loan")
    return past[-1].balance + _advanced(terms, past[-1].due, day + timedelta(1))


# --- re-ageing ---

UNITS = {"DAYS": "daily", "MONTHS": "monthly"}


def re_aged(terms: rs.LoanTerms, standing: Settled, fields: Fields) -> Replanned:
    """Return what a re-ageing on a day makes of a loan."""
    owed_of: Callable[[Settled], Decimal] = fields.choose("interest_handling", HANDLINGS)
    count, every = fields.take("instalments"), fields.take("every")
    first = date.fromisoformat(fields.take("start_date"))
    frequency = fields.choose("unit", UNITS)
    if first <= standing.day:
        raise NotExpressibleError("a first installment on the day of the plan or before it")
    past = _left_behind(terms, standing, stub=True)
    plan = replace(
        terms,
        principal=_principal(terms, past, standing.day),
        rate=0,
        start_date=standing.day,
        first_due_date=first,
        due_day=first.day if frequency == "monthly" else None,
        frequency=frequency,
        every=every,
        residual="last",
        changes=(),
        phases=[rs.Phase(count)],
    )
    return Replanned(past, *_in_equal_parts(plan, owed_of(standing)))


def _in_equal_parts(plan: rs.LoanTerms, interest: Decimal) -> tuple[rs.LoanTerms, Shares]:
    """Return a plan with interest owed in it: equal parts of everything, equal shares of interest in them."""
    if not interest:
        return plan, ()
    everything = rs.amortize(replace(plan, principal=plan.principal + interest))
    shares = [row.payment for row in rs.amortize(replace(plan, principal=interest, installment_unit=None))]
    days, count = everything.due_dates, len(everything)
    phases = [rs.Phase(1)]
    if count > 1:
        part = everything[0].payment - shares[0]
        phases = [rs.Phase(count - 1, "fixed_amount", amount=part), *phases]
    return replace(plan, phases=phases), tuple(zip(days, shares, strict=True))


def _nothing(standing: Settled) -> Decimal:
    """The rate of such a loan is zero."""
    if standing.carried.rate != rs.Rate(0):
        raise NotExpressibleError("a re-ageing that charges interest")
    return NOTHING


def _billed(standing: Settled) -> Decimal:
    return sum((left.interest for left in standing.unpaid), NOTHING)


def _payable(standing: Settled) -> Decimal:
    """Return interest billed and unpaid, and that of the running row so far."""
    return _billed(standing) + rs.replay(standing.carried, [], as_of=standing.day).accrued_interest


def _full(standing: Settled) -> Decimal:
    """Return interest billed and unpaid, and that of all rows to come."""
    return _billed(standing) + sum((row.interest for row in standing.rows if row.due > standing.day), NOTHING)


HANDLINGS: dict[str, Callable[[Settled], Decimal]] = {
    "DEFAULT": _nothing,
    "EQUAL_AMORTIZATION_PAYABLE_INTEREST": _payable,
    "EQUAL_AMORTIZATION_FULL_INTEREST": _full,
}

# --- re-amortization ---


def re_amortized(terms: rs.LoanTerms, standing: Settled, fields: Fields) -> Replanned:
    """Return what a re-amortization on a day makes of a loan: its plan begins on the last due date by then."""
    planned = fields.choose("interest_handling", {"DEFAULT": _with_first, "EQUAL_AMORTIZATION_INTEREST_SPLIT": _split})
    past = _left_behind(terms, standing, stub=False)
    began = past[-1].due
    coming = [row.due for row in standing.rows if row.due > began]
    plan = replace(
        terms,
        principal=_principal(terms, past, began),
        start_date=began,
        first_due_date=coming[0],
        changes=_still_to_come(terms, began),
        phases=[rs.Phase(len(coming))],
    )
    return Replanned(past, *planned(terms, plan, standing, coming))


def _still_to_come(terms: rs.LoanTerms, began: date) -> list[rs.Change]:
    """Return the changes a plan starts with: its installment counts every pause known by then."""
    found = []
    for change in terms.changes:
        until = change.no_interest_until
        if until is not None and until > began:
            day = max(change.effective_on, began)
            found.append(rs.Change(day, installment="relevel", no_interest_until=until))
        elif change.effective_on > began:
            found.append(change)
    return found


def _split(
    _terms: rs.LoanTerms, plan: rs.LoanTerms, standing: Settled, coming: Sequence[date]
) -> tuple[rs.LoanTerms, Shares]:
    """Return a level plan with an equal share of the interest beside each installment.

    Without a rate nothing is leveled: an equal share of the overdue principal is added to each installment.
    """
    interest = _billed(standing)
    if plan.rate == rs.Rate(0):
        overdue = sum((left.principal for left in standing.unpaid), NOTHING)
        share = (overdue / len(coming)).quantize(CENT, ROUND_HALF_EVEN)
        part = standing.rows[-len(coming)].total + share
        phases = [rs.Phase(len(coming) - 1, "fixed_amount", amount=part), rs.Phase(1)]
        return replace(plan, residual="last", phases=phases), ()
    share = (interest / len(coming)).quantize(CENT, ROUND_HALF_EVEN)
    if share * len(coming) != interest:
        raise NotExpressibleError("shares of interest that do not add up to what is owed")
    return plan, tuple((due, share) for due in coming if share)


def _with_first(
    terms: rs.LoanTerms, plan: rs.LoanTerms, standing: Settled, coming: Sequence[date]
) -> tuple[rs.LoanTerms, Shares]:
    """Return a plan whose first row repays the interest, within an installment level with the others.

    The installment is that of the contract without the rows not paid: the next row is longer by them.
    """
    interest = _billed(standing)
    begins = [terms.start_date, *(row.due for row in standing.rows)]
    missed = next(place for place, left in enumerate(standing.unpaid) if left.principal or left.interest)
    merged = rs.Change(begins[missed], next_due_date=coming[0], phases=plan.phases)
    changes = [change for change in terms.changes if change.effective_on <= begins[missed]]
    level = rs.amortize(replace(terms, changes=[*changes, merged]))[missed].payment
    phases = [
        rs.Phase(1, "fixed_amount", amount=level - interest),
        rs.Phase(len(coming) - 1, "fixed_amount", amount=level),
    ]
    return replace(plan, residual="last", phases=phases), ((coming[0], interest),)
