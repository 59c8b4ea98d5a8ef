"""The ledger of a loan whose interest runs by the day: the United States Rule.

All principal unpaid, due or not, bears the contract's rate by the day; unpaid interest bears none. A payment pays the
interest to its day first and counts for the rows in order, the running one included: whether a row is met is a matter
of money, how much of it was interest of days. So a row that is overdue is restated on the day it is paid: the interest
since its due date takes the place of principal in it, which returns to what is not due. What rows ask for is the
contract's own installments; the last row settles everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from ..basics.errors import InvalidTermsError
from ..contract.components import Component
from ..contract.events import Event, Servicing
from ..contract.phases import Change, contradiction
from ..contract.terms import LoanTerms
from ..engine.amend import Stop, apply_change, change_fault
from ..engine.beside import rows_beside
from ..engine.daily import asks_of, daily_faults, going_on, ratio_between
from .dues import Beside, Due, RowAhead
from .ledger import Ledger
from .schedule import fee_of


class _Asked(NamedTuple):
    """A row that has just fallen due: its number, after which day it is late, and whether it was not met before."""

    number: int
    due: date
    asks: bool


class DailyLedger(Ledger):
    """A ledger by the day, minor units.

    `rest` is the contract since its last change, `asks` what its rows ask for. `passed` of these rows have ended and
    `met` have been billed or met before their day, the last of those by `met_until`; `opened` have had their fees and
    amounts beside them billed, and `ahead_paid` was paid of the first one that is not met. `principal` has not fallen
    due, `ran` is all interest that ever ran, exactly, and `assigned` what of it is in amounts due. `own` are the places
    of what rows ask of their own: principal in them bears interest.
    """

    def __init__(
        self,
        terms: LoanTerms,
        servicing: Servicing,
        *,
        beside: Sequence[Beside] = (),
        settlement_fee: Fraction | None = None,
        call_in_on: date | None = None,
    ) -> None:
        self.own: set[int] = set()
        self.ran: Fraction = Fraction(0)
        self.principal: int = terms.currency.to_minor(terms.principal)
        self.assigned: int = 0
        self.ahead_paid: int = 0
        self.passed = self.met = self.opened = 0
        self.met_until, self.restates = terms.start_date, servicing.interest == "daily"
        self.asked: _Asked | None = None
        super().__init__(terms, servicing, beside=beside, settlement_fee=settlement_fee, call_in_on=call_in_on)
        self.stop = None  # rows need not cover their interest: it waits
        self.fee = fee_of(terms)
        self._restart()

    def _restart(self) -> None:
        """Look anew at what the rows that are left ask for."""
        self.asks = asks_of(self.rest)
        self.extra = rows_beside(self.rest.beside, self.rest.dates)
        self.passed = self.met = self.opened = 0

    # --- time ---

    @property
    def _rows(self) -> int:
        return len(self.rest.dates)

    @property
    def unbilled(self) -> int:
        """Interest that has run and is in no amount due."""
        return self._rounded(self.ran) - self.assigned

    def next_bill(self) -> date | None:
        """Return the day on which something falls due, or the contract changes, next."""
        if self.called_on is not None:
            return None
        days = [self.rest.dates[self.passed]] if self.passed < self._rows else []
        days += [beside.on for beside in self.beside[:1]]
        days += [change.effective_on for change in self.ahead[:1]]
        days += [] if self.call_in_on is None else [self.call_in_on]
        return min(days, default=None)

    def _accrue(self, day: date) -> None:
        since = self.reached
        super()._accrue(day)
        bearing = self.principal + self._overdue_own()
        if day > since:
            self.ran += bearing * ratio_between(self.rest, self.asks, self.passed, since, day)

    def _overdue_own(self) -> int:
        """Return principal of rows that is due and not paid."""
        return self._left_of("principal", [place for place in self.open if place in self.own])

    def _bill_rows(self, day: date) -> None:
        if self.passed < self._rows and self.rest.dates[self.passed] == day:
            self._bill_row()
        while self.ahead and self.ahead[0].effective_on <= day:
            change = self.ahead.pop(0)
            if self.passed < self._rows:  # else nothing is left that the contract could change
                self._change(change)

    def _bill_row(self) -> None:
        row = self.passed
        self.asked = _Asked(self.rest.row + row + 1, self._late_after(row), self.met <= row)
        self._open_row(row)
        if self.met <= row:
            self.ran = self.ran if self.restates else Fraction(self._rounded(self.ran))  # once a row billed
            self._ask(row, min(self._asked(row), self.principal + self.unbilled))
            self.met, self.ahead_paid = row + 1, 0
        self.passed = row + 1

    def _asked(self, row: int) -> int:
        """Return what a row still asks for: the last one for everything."""
        if row == self._rows - 1:
            return self.principal + self.unbilled
        ask = self.asks[row]
        return max(ask.amount - self.ahead_paid, 0) + (self.unbilled if ask.on_top else 0)

    def _ask(self, row: int, amount: int) -> list[int]:
        """Let an amount of a row fall due, interest first, and return the places of its parts."""
        interest = min(amount, self.unbilled)
        self.assigned += interest
        self.principal -= amount - interest
        return [*self._due(row, "interest", interest), *self._due(row, "principal", amount - interest)]

    def _due(self, row: int, component: Component, amount: int) -> list[int]:
        number = self.rest.row + row + 1
        return [self._own(Due(self._late_after(row), component, amount, number))] if amount else []

    def _late_after(self, row: int) -> date:
        """Return the day after which a row is late."""
        day, terms = self.rest.dates[row], self.terms
        return day if terms.holidays is None else max(day, terms.holidays.adjust(day, terms.date_adjustment))

    def _open_row(self, row: int) -> None:
        """Let the fee of a row, and what it repays beside its own, fall due."""
        if row < self.opened:
            return
        number, due = self.rest.row + row + 1, self._late_after(row)
        if self.fee and self.principal:
            self._owe(Due(due, "fees", self.fee, number))
        for component, amounts in self.extra.items():
            if amounts[row]:
                self._owe(Due(due, component, int(amounts[row]), number))
        self.opened = row + 1

    # --- changes ---

    def _amend(self, change: Change) -> None:
        self._require_open(change)
        self.terms = self._with_change(change)
        lacks = daily_faults(self.terms)
        if lacks:
            raise InvalidTermsError([fault.below("loan_terms") for fault in lacks])
        try:
            self._change(change)
        except InvalidTermsError as error:
            place = len(self.terms.changes) - len(self.ahead) - 1
            faults = [change_fault(fault, place) for fault in error.faults]
        else:
            return
        raise InvalidTermsError(faults)

    def _change(self, change: Change) -> None:
        """Change the contract on the day reached, from what is really left of it."""
        if self.met == self._rows:
            message = "is not before the last installment; choose an earlier day"
            raise InvalidTermsError([contradiction("effective_on", message)])
        rest = going_on(
            self.rest._replace(terms=self.terms),
            self.passed,
            self.met,
            self.today,
            balance=self.principal,
            accrued=max(self.ran - self.assigned, Fraction(0)),
        )
        kept = self.opened - self.met
        self.rest = apply_change(rest, change)
        self.principal = self.rest.balance
        self._restart()
        self.opened = max(kept, 0)

    # --- money ---

    def _receive(self, event: Event, amount: int) -> None:
        self.credit += amount
        if self.restates:  # a payment closes the days before it: their interest is charged
            self.ran = Fraction(self._rounded(self.ran))
        self._restate()
        self._spend(self.today)
        self._settle_early(self.today)
        if self.called_on is None:
            self._pay_ahead(event)

    def _restate(self) -> None:
        """Let all interest to the day take the place of principal in overdue rows, the oldest first."""
        if self.unbilled and not self._is_open() and self.own:  # no row to come asks for it
            last = max(self.own, key=lambda place: self.dues[place].due)
            self.assigned, amount = self.assigned + self.unbilled, self.unbilled
            self._own(self.dues[last]._replace(component="interest", amount=amount))
        if not self.restates:
            return
        rows: dict[int | None, list[int]] = {}
        for place in self.open:
            if place in self.own:
                rows.setdefault(self.dues[place].number, []).append(place)
        pool = self.unbilled + sum(self._left_of("interest", places) for places in rows.values())
        for places in sorted(rows.values(), key=lambda places: self.dues[places[0]].due):
            owed = sum(self._left(place) for place in places)
            interest = min(owed, pool)
            pool -= interest
            self._shift(places, interest - self._left_of("interest", places))

    def _left_of(self, component: Component, places: Sequence[int]) -> int:
        return sum(self._left(place) for place in places if self.dues[place].component == component)

    def _shift(self, places: Sequence[int], more: int) -> None:
        """Let a row ask for more interest and as much less principal, or the other way round."""
        less: Component = "principal" if more > 0 else "interest"
        left = abs(more)
        for place in places:
            due = self.dues[place]
            if due.component == less and left:
                moved = min(self._left(place), left)
                self.dues[place] = due._replace(amount=due.amount - moved)
                left -= moved
        if more:
            other: Component = "interest" if more > 0 else "principal"
            self._own(self.dues[places[0]]._replace(component=other, amount=abs(more)))
        self.assigned += more
        self.principal += more

    def _own(self, due: Due) -> int:
        """Let an amount of a row's own fall due and return its place."""
        self._owe(due)
        self.own.add(len(self.dues) - 1)
        return len(self.dues) - 1

    def _is_open(self) -> bool:
        return self.called_on is None and self.met < self._rows

    def _pay_ahead(self, event: Event) -> None:
        """Let money beyond everything due count for the running row, then for the next ones or as principal repaid."""
        extra = event.excess in ("keep", "relevel")
        while self.credit and self._is_open() and (self.principal or self.unbilled):
            if extra and self.today < self.met_until:
                self._repay(event)
                return
            row = self.met
            self._open_row(row)
            self._spend(self.today)
            asked = min(self._asked(row), self.principal + self.unbilled)
            part = min(self.credit, asked)
            before = self.principal
            for place in self._ask(row, part):
                self.credit -= self.dues[place].amount
                self.log.append((place, self._settle(place, self.dues[place].amount, "paid")))
            if part < asked:
                self.ahead_paid += before - self.principal if self.asks[row].on_top else part
                return
            self.met, self.ahead_paid, self.met_until = row + 1, 0, self.rest.dates[row]

    def _repay(self, event: Event) -> None:
        """Repay principal beside the rows, after the interest that has run."""
        if self.unbilled:
            part = min(self.unbilled, self.credit)
            self.assigned += part
            place = self._own(Due(self.met_until, "interest", part, self.rest.row + self.met))
            self.credit -= part
            self.log.append((place, self._settle(place, part, "paid")))
        amount = min(self.credit, self.principal)
        if amount:
            installment: Literal["keep", "relevel"] = "keep" if event.excess == "keep" else "relevel"
            repaid = self.terms.currency.to_major(amount)
            self._amend(Change(self.today, repay=repaid, installment=installment))
            self.credit -= amount
            self.log.append((installment, amount))
            self._post("repaid", "principal", amount, None)

    def _nothing_to_come(self) -> bool:
        return not self._is_open()

    # --- the answer ---

    def to_come(self) -> Iterator[tuple[Component, int]]:
        """Yield what is owed on the day reached and has not fallen due, by component, with interest to the day."""
        if self._is_open():
            yield "principal", self.principal
            yield "interest", self.unbilled
        yield from self._beside()

    def _interest_to_come(self) -> tuple[int, int]:
        return self.unbilled if self._is_open() else 0, 0

    def _overdue_principal(self) -> int:
        """Return principal that has fallen due: a row paid before its day and charged back is not overdue before it."""
        mine = [place for place in self.open if self.dues[place].component == "principal"]
        return sum(self._left(place) for place in mine if self.dues[place].due <= self.today)

    def unpaid(self) -> Iterator[tuple[Component, date | None, int]]:
        """Yield what is left of every amount owed, and its due date; interest that runs after the last row has none."""
        yield from super().unpaid()
        if not self._is_open() and self.unbilled:
            yield "interest", None, self.unbilled

    def _beside(self) -> Iterator[tuple[Component, int]]:
        if self.called_on is None:
            yield from self._first_day_to_come()
            for component, amounts in self.extra.items():
                yield component, int(amounts[self.opened :].sum())

    def bears_interest(self) -> bool:
        """Return whether money held leaves interest running: by the day, it never does."""
        return False

    def _last_day(self) -> date:
        return self.rest.dates[-1]

    def rows_to_come(self) -> Iterator[RowAhead]:
        """Yield the installments that have not fallen due, as if everything overdue were paid on the day reached."""
        later = self._paid_up()
        while (day := later.next_bill()) is not None:
            try:
                later.pass_to(day)
            except InvalidTermsError as error:  # a change that was agreed cannot apply: what follows is not known
                self.stop = Stop(day, error)
                return
            if later.asked is not None:
                yield from later.pay_row()

    def _paid_up(self) -> DailyLedger:
        """Return this ledger without its past and with nothing overdue."""
        later = copy(self)
        mine = [place for place in self.open if place in self.own]
        if mine and self.restates:
            moved = min(self._left_of("principal", mine), self.unbilled)
            later.principal, later.assigned = self.principal + moved, self.assigned + moved
            later.ran = Fraction(self._rounded(self.ran))
        later.accrued, later.settled = dict.fromkeys(self.accrued, Fraction(0)), dict.fromkeys(self.settled, 0)
        later.beside, later.credit, later.call_in_on, later.ahead = [], 0, None, list(self.ahead)
        later.log, later.journal = [], []
        later.forget()
        return later

    def forget(self) -> None:
        """Leave nothing due."""
        self.dues, self.paid, self.open, self.own, self.asked = [], [], [], set(), None

    def pay_row(self) -> Iterator[RowAhead]:
        """Yield the row that has just fallen due, unless it was met before, and pay it."""
        owed: dict[Component, int] = {}
        for due in self.dues:
            owed[due.component] = owed.get(due.component, 0) + due.amount
        if self.own and self.restates:
            self.ran = Fraction(self._rounded(self.ran))
        if self.asked is not None and (owed or self.asked.asks):
            yield RowAhead(self.asked.number, self.asked.due, owed)
        self.forget()

    def call_in(self, day: date, fee: int = 0) -> None:
        """Let everything that is still to come fall due on a day, with interest to that day; no row follows."""
        first, running = len(self.dues), self.unbilled
        self.billed = self.rest.row + self.passed
        super().call_in(day, fee)
        self.assigned += running
        self.principal = 0
        self.own |= {place for place in range(first, len(self.dues)) if self.dues[place].component != "fees"}


def ledger_of(
    terms: LoanTerms,
    servicing: Servicing,
    *,
    beside: Sequence[Beside] = (),
    settlement_fee: Fraction | None = None,
    call_in_on: date | None = None,
) -> Ledger:
    """Return the ledger of a contract on its first day, by the rule its interest follows."""
    kind = Ledger if servicing.interest is None else DailyLedger
    return kind(terms, servicing, beside=beside, settlement_fee=settlement_fee, call_in_on=call_in_on)
