"""Events of Fineract vectors as changes of a contract: from what happened to the rows that follow.

There "from day x" takes effect after the day before. A tranche is an advance with the installment leveled anew; a pause
keeps the installment; a moved due date keeps it too; more terms, and principal that waits, are phases. What a payment
changes is in `fineract_payments`, a re-ageing and a re-amortization are in `fineract_replans`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import restructure as rs
from golden.fineract_payments import NOTHING, Payment, Row, Settled, settled
from golden.fineract_replans import Spread, flat_interest_waits, re_aged, re_amortized, rows_of
from golden.fineract_terms import down_payment, fineract_terms
from golden.vector_terms import Fields, NotExpressibleError, UnknownFieldError, Vector
from restructure.basics.dates import add_months

DAY = timedelta(1)
PAYMENT_RULES = ("payment_allocation", "disallow_interest_on_past_due")


class Loan:
    """A loan while its events happen: its contract, the rows that a new plan left behind, and what was paid."""

    def __init__(self, vector: Vector) -> None:
        self.fields = vector["terms"]
        self.tranches = tranches(vector)
        self.terms = contract(vector, self.tranches)
        self.past: tuple[Row, ...] = ()
        self.spread = Spread()
        self.payments: tuple[Payment, ...] = ()
        self.ahead: tuple[Ahead, ...] = ()
        self.settled_rows: tuple[Row, ...] = ()
        self.repaid_on = date.max
        self.down_paid = NOTHING
        self.last_paid = date.min
        self.taken_back: dict[int, Decimal] = {}
        self.owes_down_payment = owes_down_payment(vector)
        self.as_of = _as_of(vector)

    @property
    def recalculates(self) -> bool:
        """Whether a payment before or after its day moves interest."""
        return bool(self.fields.get("interest_recalculation")) and self.terms.rate != rs.Rate(0)

    @property
    def overdue_bears(self) -> bool:
        """Whether overdue principal goes on bearing interest."""
        return self.recalculates and not self.fields.get("disallow_interest_on_past_due")

    def change(self, change: rs.Change) -> None:
        """Let the contract change, wherever among the changes made so far its day lies."""
        changes = sorted([*self.terms.changes, change], key=lambda one: one.effective_on)
        self.terms = replace(self.terms, changes=changes)

    def rows_after(self, day: date) -> int:
        """Return how many rows fall due after a day."""
        return sum(due > day for due in rs.amortize(self.terms).due_dates)

    def down_payments_due(self, day: date) -> Decimal:
        """Return what is not paid of down payments that nobody makes but the borrower."""
        if self.fields.get("down_payment_auto"):
            return NOTHING
        return sum((one.down for one in self.tranches if one.day <= day), -self.down_paid)

    def settled(self, day: date) -> Settled:
        """Return what the payments up to a day leave of the contract."""
        payments = [paid for paid in self.payments if paid.day <= day]
        to_last = _allocation(self.fields) == "LAST_INSTALLMENT"
        return settled(
            self.terms,
            payments,
            day,
            moves_interest=self.recalculates,
            overdue_bears=self.overdue_bears,
            to_last=to_last,
        )

    def rows(self) -> tuple[Row, ...]:
        """Return the rows as they are printed."""
        planned = rows_of(self.terms, self.spread)
        if not self.recalculates:
            return (*self.past, *planned)
        parts = dict(self.spread.parts)
        rows = self.settled(self.as_of).rows
        return (*self.past, *(row._replace(interest=row.interest + parts.get(row.due, NOTHING)) for row in rows))

    def unit_rows(self) -> tuple[Row, ...]:
        """Return the rows as unit tests print them: a balance counts what is paid out, or repaid, by the day."""
        paid_out = [(change.effective_on, change.advance) for change in self.terms.changes if change.advance]
        parts, found = dict(self.spread.parts), []
        for row in rs.amortize(self.terms):
            balance = row.closing_balance + sum((more for day, more in paid_out if day == row.due_date), NOTHING)
            if row.due_date > self.repaid_on:
                balance = NOTHING
            interest = row.interest + parts.get(row.due_date, NOTHING)
            found.append(Row(row.due_date, row.principal, interest, row.fees, balance))
        return (*found, *self.settled_rows)


class Ahead(NamedTuple):
    """An amount paid into a row before its day."""

    day: date
    due: date
    amount: Decimal


class Tranche(NamedTuple):
    """An amount paid out, and what of it is paid back the same day."""

    day: date
    amount: Decimal
    down: Decimal


def loan_of(vector: Vector, events: Sequence[Vector] | None = None) -> Loan:
    """Return the loan of a vector after all its events, or only those given."""
    loan = Loan(vector)
    for event in in_order(vector["events"]) if events is None else events:
        fields = Fields(event)
        kind = fields.take("event")
        if kind not in EVENTS:
            raise UnknownFieldError(f"event: {kind}")
        EVENTS[kind](loan, fields)
        fields.done()
    _pay_ahead(loan)
    return loan


def in_order(events: Sequence[Vector]) -> list[Vector]:
    """Return events as they happened.

    A pause counts from its first day on, as a later re-amortization knows it; so does a plan that begins in the past.
    """
    found: list[Vector] = []
    for event in events:
        place = len(found)
        if event["event"] == "interest_pause":
            later = (
                at
                for at, other in enumerate(found)
                if other["event"] == "re_amortize" and other["transaction_date"] >= event["start"]
            )
            place = next(later, place)
        if event["event"] == "re_age" and event["start_date"] < event["transaction_date"]:
            later = (at for at, other in enumerate(found) if other.get("date", "") > event["start_date"])
            place = next(later, place)
        found.insert(place, event)
    return found


# --- the contract ---


def tranches(vector: Vector) -> tuple[Tranche, ...]:
    """Return the amounts paid out, by day."""
    events = sorted((event for event in vector["events"] if event["event"] == "disburse"), key=lambda one: one["date"])
    return tuple(
        Tranche(_day(event["date"]), Decimal(event["amount"]), down_payment({**vector, "events": [event]}))
        for event in events
    )


def contract(vector: Vector, paid_out: Sequence[Tranche]) -> rs.LoanTerms:
    """Return the contract as it was signed: all that is paid out on the first day, less what is paid back on it."""
    given = Fields(vector["terms"])
    given.choose("disallow_interest_on_past_due", {None: None, False: None, True: None})
    _allocation(vector["terms"])
    start = paid_out[0].day
    begin = _day(vector["periods"][0][0]) if "periods" in vector else start
    amount = sum(one.amount for one in paid_out if one.day == start)
    fields = {name: value for name, value in vector["terms"].items() if name not in PAYMENT_RULES}
    if owes_down_payment(vector):
        fields.pop("down_payment_pct")
    first = {"event": "disburse", "date": begin.isoformat(), "amount": str(amount)}
    dues = [day.isoformat() for day in _dues(vector, begin)]
    plain: dict[str, Any] = {"terms": fields, "events": [first]}
    if "periods" in vector:
        plain["periods"] = [[None, due] for due in dues]
    else:
        plain["expected"] = [{"rows": [{"type": "instalment", "due": due} for due in dues]}]
    return replace(fineract_terms(plain), start_date=start, partial_period="month_share")


def owes_down_payment(vector: Vector) -> bool:
    """Return whether a down payment is missing when the loan is re-aged: it joins what is re-aged."""
    kinds, fields = {event["event"] for event in vector["events"]}, vector["terms"]
    unpaid = "re_age" in kinds and "repayment" not in kinds and not fields.get("down_payment_auto")
    return unpaid and fields.get("down_payment_pct") is not None


def _dues(vector: Vector, start: date) -> list[date]:
    """Return the due dates agreed at first."""
    if "periods" in vector:
        return [_day(due) for _, due in vector["periods"]]
    fields = vector["terms"]
    count, every = fields["number_of_repayments"], fields["repay_every"]
    if fields["repay_unit"] == "MONTHS":
        return [add_months(start, every * row, due_day=start.day) for row in range(1, count + 1)]
    return [start + timedelta(every * row) for row in range(1, count + 1)]


def _allocation(fields: Vector) -> str:
    """Return where a payment of the ordinary kind goes that exceeds what is due."""
    rules = dict(fields.get("payment_allocation") or [("DEFAULT", "NEXT_INSTALLMENT")])
    where: str = rules["DEFAULT"]
    if where not in ("NEXT_INSTALLMENT", "LAST_INSTALLMENT"):
        raise UnknownFieldError(f"payment_allocation: {where}")
    return where


def _as_of(vector: Vector) -> date:
    look = vector["expected"][-1]
    return _day(look["as_of"]) if "as_of" in look else date.max


# --- events ---


def _disburse(loan: Loan, fields: Fields) -> None:
    fields.skip("on")
    day, amount = _day(fields.take("date")), Decimal(fields.take("amount"))
    if day == loan.terms.start_date:  # part of the contract
        return
    (tranche,) = {one for one in loan.tranches if (one.day, one.amount) == (day, amount)}
    if loan.past:  # a plan in equal parts: what is left of it, in equal parts anew
        phases = [rs.Phase(loan.rows_after(day))]
        loan.change(rs.Change(day, advance=amount - tranche.down, phases=phases))
        return
    loan.change(rs.Change(_counts_from(loan, day), installment="relevel", advance=amount - tranche.down))


def _counts_from(loan: Loan, day: date) -> date:
    """Return the day a tranche bears interest from: its own, or its row's first where parts of rows do not count."""
    if loan.fields["interest_calc_period"] == "DAILY" or loan.fields["partial_period_interest"]:
        return day
    begins = [loan.terms.start_date, *rs.amortize(loan.terms).due_dates]
    return max(begin for begin in begins if begin <= day)


def _reschedule(loan: Loan, fields: Fields) -> None:
    fields.skip("on", "submitted_on")
    day = _day(fields.take("reschedule_from")) - DAY
    rate, moved = fields.get("new_annual_rate_pct"), fields.get("new_due_date")
    extra, waiting = fields.get("extra_terms"), fields.get("grace_on_principal_periods")
    interest_waiting = fields.get("grace_on_interest_periods")
    if interest_waiting and loan.terms.interest_base == "original":
        loan.terms, loan.spread = flat_interest_waits(loan.terms, day, interest_waiting)
        return
    if interest_waiting:
        raise NotExpressibleError("principal that is repaid while the interest waits")
    next_due = None if moved is None else _day(moved)
    if extra is not None or waiting is not None:
        left = rs.Phase(loan.rows_after(day) + (extra or 0))
        phases = [left] if waiting is None else [rs.Phase(waiting, "interest_only"), left]
        loan.change(rs.Change(day, phases=phases, next_due_date=next_due))
    elif next_due is not None:
        loan.change(rs.Change(day, installment="keep", next_due_date=next_due))
    else:
        loan.change(rs.Change(day, installment="relevel", rate=rs.percent(rate)))


def _rate_change(loan: Loan, fields: Fields) -> None:
    day, rate = _day(fields.take("effective_from")) - DAY, rs.percent(fields.take("new_annual_rate_pct"))
    if rate == loan.terms.rate and not loan.terms.changes:  # the rate it has: nothing changes
        return
    loan.change(rs.Change(day, installment="relevel", rate=rate))


def _extend_term(loan: Loan, fields: Fields) -> None:
    day, extra = _day(fields.take("submitted_on")) - DAY, int(fields.take("extra_periods"))
    loan.change(rs.Change(day, phases=[rs.Phase(loan.rows_after(day) + extra)]))


def _interest_pause(loan: Loan, fields: Fields) -> None:
    fields.skip("on")
    first, last = _day(fields.take("start")), _day(fields.take("end"))
    loan.change(rs.Change(first - DAY, installment="keep", no_interest_until=last))


def _repayment(loan: Loan, fields: Fields) -> None:
    fields.skip("on")
    day, amount = _day(fields.take("date")), Decimal(fields.take("amount"))
    down = min(amount, loan.down_payments_due(day))
    loan.down_paid += down
    if loan.fields.get("preclosure_interest_strategy") == "TILL_REST_FREQUENCY_DATE":  # to the end of the running row
        day = next(due for due in rs.amortize(loan.terms).due_dates if due >= day)
        loan.as_of = max(loan.as_of, day)
    loan.payments += (Payment(day, amount - down),) if amount > down else ()


def _paid_part(loan: Loan, fields: Fields) -> None:
    """Let a part of one row be paid, as unit tests say it.

    A row printed as due on the day it begins is the one that begins then, paid when it is due.
    """
    begins, due = _day(fields.take("period_from")), _day(fields.take("period_due"))
    day, amount = _day(fields.take("date")), Decimal(fields.take("amount"))
    if begins == due == day:
        due = day = min(one for one in rs.amortize(loan.terms).due_dates if one > begins)
    loan.last_paid = day
    if due != day:
        loan.ahead += (Ahead(day, due, amount),)


def _pay_ahead(loan: Loan) -> None:
    """Let what was paid into rows before their day change the contract, where it settles the last row or the loan."""
    if not loan.ahead:
        return
    day, total = loan.ahead[0].day, sum((paid.amount for paid in loan.ahead), NOTHING)
    owed, last = rs.replay(loan.terms, [], as_of=day), rs.amortize(loan.terms)[-1]
    if {paid.day for paid in loan.ahead} == {day} and total == owed.principal + owed.interest:
        loan.change(rs.Change(day, installment="keep", no_interest_until=last.due_date))
        loan.repaid_on = day
    elif len(loan.ahead) == 1 and loan.ahead[0].due == last.due_date and total >= last.payment:
        loan.change(rs.Change(day, repay=total, phases=[rs.Phase(loan.rows_after(day) - 1, "keep")]))
        loan.settled_rows = (Row(last.due_date, total, NOTHING, NOTHING, NOTHING),)
    else:
        raise NotExpressibleError("a payment into rows that are not due")


def _chargeback(loan: Loan, fields: Fields) -> None:
    """Let the payer's bank take principal back: owed again from that day, due with the next row beside its own."""
    day, amount = _taken_back(loan, fields)
    level = rs.amortize(loan.terms)[0].payment
    left = loan.rows_after(day)
    phases = [rs.Phase(1, "fixed_amount", amount=level + amount), rs.Phase(left - 1, "fixed_amount", amount=level)]
    loan.taken_back[len(rs.amortize(loan.terms)) - left + 1] = amount
    loan.change(rs.Change(day, advance=amount, phases=phases))


def _interest_taken_back(loan: Loan, fields: Fields) -> None:
    """Let the payer's bank take interest back: due with the next row, without bearing interest."""
    day, amount = _taken_back(loan, fields)
    rows = rs.amortize(loan.terms)
    number = len(rows) - loan.rows_after(day) + 1
    loan.spread = Spread(((rows[number - 1].due_date, amount),))
    loan.taken_back[number] = loan.taken_back.get(number, NOTHING) + amount


def _taken_back(loan: Loan, fields: Fields) -> tuple[date, Decimal]:
    """Return when and how much; what is taken back has been paid before."""
    return max(_day(fields.take("date")), loan.last_paid), Decimal(fields.take("amount"))


def _without_words(what: str) -> Callable[[Loan, Fields], None]:
    def refuse(_loan: Loan, _fields: Fields) -> None:
        raise NotExpressibleError(what)

    return refuse


def _re_age(loan: Loan, fields: Fields) -> None:
    fields.skip("on")
    day, first = _day(fields.take("transaction_date")), _day(fields.take("start_date"))
    standing = loan.settled(min(day, first))
    loan.past, loan.terms, loan.spread = re_aged(loan.terms, standing, first, fields)
    loan.payments = ()


def _re_amortize(loan: Loan, fields: Fields) -> None:
    fields.skip("on")
    standing = loan.settled(_day(fields.take("transaction_date")))
    loan.past, loan.terms, loan.spread = re_amortized(loan.terms, standing, fields)
    loan.payments = ()


def _set_product_rule(loan: Loan, fields: Fields) -> None:
    fields.skip("product")
    fields.choose("transaction_type", {"DEFAULT": None})
    fields.choose("future_instalment_allocation", {_allocation(loan.fields): None})


EVENTS: dict[str, Callable[[Loan, Fields], None]] = {
    "disburse": _disburse,
    "reschedule": _reschedule,
    "rate_change": _rate_change,
    "extend_term": _extend_term,
    "interest_pause": _interest_pause,
    "repayment": _repayment,
    "pay_principal": _paid_part,
    "pay_interest": _paid_part,
    "chargeback_principal": _chargeback,
    "chargeback_interest": _interest_taken_back,
    "balance_correction": _without_words("a correction of a balance"),
    "re_age": _re_age,
    "re_amortize": _re_amortize,
    "set_product_rule": _set_product_rule,
}


def _day(text: str) -> date:
    return date.fromisoformat(text)
