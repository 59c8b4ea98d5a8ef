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

DAY = timedelta(1)


class Spread(NamedTuple):
    """Interest that was owed when a plan began: its parts by the day they fall due, and what of it is given up."""

    parts: tuple[tuple[date, Decimal], ...] = ()
    waived: Decimal = NOTHING


class Replanned(NamedTuple):
    """The rows left behind, the contract that follows them, and the interest it repays beside its own."""

    past: tuple[Row, ...]
    terms: rs.LoanTerms
    spread: Spread


def rows_of(terms: rs.LoanTerms, spread: Spread) -> tuple[Row, ...]:
    """Return the rows of a plan that repays interest owed before it in stated parts."""
    owed = sum((amount for _, amount in spread.parts), spread.waived)
    position = rs.Position(currency=terms.currency, as_of=terms.start_date, principal=terms.principal, interest=owed)
    parts = [rs.Treatment("interest", "defer", amount=amount, due=due) for due, amount in spread.parts if amount]
    parts += [rs.Treatment("interest", "waive", amount=spread.waived)] if spread.waived else []
    return tuple(
        Row(row.due_date, row.principal, row.interest + row.deferred_paid, row.fees, row.closing_balance)
        for row in rs.reschedule(position, parts, terms)
    )


def add_on_rows(terms: rs.LoanTerms, charged: Decimal) -> tuple[Row, ...]:
    """Return the rows of a level loan whose interest is fixed for the whole term: one amount, in equal parts.

    It is charged on the amount paid out, of which some may have been paid back the same day.
    """
    dues = rs.amortize(terms).due_dates
    whole = replace(terms, principal=charged, first_due_date=dues[-1], installment_unit=None, phases=[rs.Phase(1)])
    interest = rs.amortize(whole)[0].interest
    if not interest:
        return rows_of(terms, Spread())
    plan = replace(terms, rate=0, interest_base="balance", installment_unit=None)
    shares = [row.payment for row in rs.amortize(replace(plan, principal=interest))]
    unit = terms.installment_unit or CENT
    level = ((rs.amortize(plan)[0].payment + shares[0]) / unit).quantize(Decimal(1), ROUND_HALF_EVEN) * unit
    phases = [rs.Phase(len(dues) - 1, "fixed_amount", amount=level - shares[0]), rs.Phase(1)]
    return rows_of(replace(plan, phases=phases), Spread(tuple(zip(dues, shares, strict=True))))


def interest_waits(terms: rs.LoanTerms, count: int) -> tuple[Row, ...]:
    """Return the rows of a level loan whose first installments repay principal alone, as much as they come to.

    Their interest waits, each row's rounded, and is a part of the next installment.
    """
    level, left = rs.amortize(terms)[0].payment, terms.installments - count
    grace = rs.Phase(count, "fixed_amount", amount=level, rate=0)
    openings = [
        row.opening_balance for row in rs.amortize(replace(terms, phases=[grace, rs.Phase(left, rate=terms.rate)]))
    ]
    one = replace(terms, phases=[rs.Phase(1)])
    waited = sum((rs.amortize(replace(one, principal=balance))[0].interest for balance in openings[:count]), NOTHING)
    release = rs.Phase(1, "fixed_amount", amount=level - waited, rate=terms.rate)
    phases = [grace, release, rs.Phase(left - 1, "fixed_amount", amount=level)]
    due = rs.amortize(terms).due_dates[count]
    return rows_of(replace(terms, residual="last", phases=phases), Spread(((due, waited),)))


def flat_interest_waits(terms: rs.LoanTerms, after: date, count: int) -> tuple[rs.LoanTerms, Spread]:
    """Return a flat loan whose next installments repay principal alone; what waits falls due with the one after them.

    Flat interest does not follow the balance: all of it is known on the first day.
    """
    rows = rs.amortize(terms)
    first = sum(row.due_date <= after for row in rows)
    waiting = [row.due_date for row in rows[first : first + count]]
    release = rows[first + count].due_date
    owed: dict[date, Decimal] = {}
    for row in rows:
        due = release if row.due_date in waiting else row.due_date
        owed[due] = owed.get(due, NOTHING) + row.interest
    phases = [rs.Phase(1, "fixed_amount", amount=row.principal) for row in rows]
    return replace(terms, rate=0, interest_base="balance", phases=phases), Spread(tuple(owed.items()))


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


def re_aged(terms: rs.LoanTerms, standing: Settled, first: date, fields: Fields) -> Replanned:
    """Return what a re-ageing on a day makes of a loan.

    No interest is charged any more: a first installment on that day is one of terms that begin the day before.
    """
    owed_of: Callable[[Settled], Decimal] = fields.choose("interest_handling", HANDLINGS)
    count, every = fields.take("instalments"), fields.take("every")
    frequency = fields.choose("unit", UNITS)
    past = _left_behind(terms, standing, stub=True)
    plan = replace(
        terms,
        principal=_principal(terms, past, standing.day),
        rate=0,
        start_date=min(standing.day, first - DAY),
        first_due_date=first,
        due_day=first.day if frequency == "monthly" else None,
        frequency=frequency,
        every=every,
        residual="last",
        changes=(),
        phases=[rs.Phase(count)],
    )
    return Replanned(past, *_in_equal_parts(plan, owed_of(standing)))


def _in_equal_parts(plan: rs.LoanTerms, interest: Decimal) -> tuple[rs.LoanTerms, Spread]:
    """Return a plan with interest owed in it: equal parts of everything, equal shares of interest in them."""
    if not interest:
        return plan, Spread()
    everything = rs.amortize(replace(plan, principal=plan.principal + interest))
    shares = [row.payment for row in rs.amortize(replace(plan, principal=interest, installment_unit=None))]
    days, count = everything.due_dates, len(everything)
    phases = [rs.Phase(1)]
    if count > 1:
        part = everything[0].payment - shares[0]
        phases = [rs.Phase(count - 1, "fixed_amount", amount=part), *phases]
    return replace(plan, phases=phases), Spread(tuple(zip(days, shares, strict=True)))


def _nothing(standing: Settled) -> Decimal:
    """The rate of such a loan is zero."""
    if standing.seen.terms.rate != rs.Rate(0):
        raise NotExpressibleError("a re-ageing that charges interest")
    return NOTHING


def _billed(standing: Settled) -> Decimal:
    return sum((left.interest for left in standing.unpaid), NOTHING)


def _payable(standing: Settled) -> Decimal:
    """Return interest billed and unpaid, and that of the running row so far."""
    return _billed(standing) + standing.seen.position.accrued_interest


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
) -> tuple[rs.LoanTerms, Spread]:
    """Return a level plan with an equal share of the interest beside each installment.

    What rounding the shares leaves over, a cent or two, is never asked for again: it is waived, and so accounted for.
    Without a rate nothing is leveled: an equal share of the overdue principal is added to each installment.
    """
    interest = _billed(standing)
    if plan.rate == rs.Rate(0):
        overdue = sum((left.principal for left in standing.unpaid), NOTHING)
        share = (overdue / len(coming)).quantize(CENT, ROUND_HALF_EVEN)
        part = standing.rows[-len(coming)].total + share
        phases = [rs.Phase(len(coming) - 1, "fixed_amount", amount=part), rs.Phase(1)]
        return replace(plan, residual="last", phases=phases), Spread()
    share = (interest / len(coming)).quantize(CENT, ROUND_HALF_EVEN)
    left_over = interest - share * len(coming)
    if left_over < 0:
        raise NotExpressibleError("shares of interest that add up to more than is owed")
    return plan, Spread(tuple((due, share) for due in coming if share), waived=left_over)


def _with_first(
    terms: rs.LoanTerms, plan: rs.LoanTerms, standing: Settled, coming: Sequence[date]
) -> tuple[rs.LoanTerms, Spread]:
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
    return replace(plan, residual="last", phases=phases), Spread(((coming[0], interest),))
