"""The ledger of a replay: what has fallen due, what was paid of it, and what accrues on the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from ..basics.errors import EventError, InvalidTermsError
from ..basics.exact import div_round
from ..basics.rates import RATE_SCALE, Rate
from ..contract.components import COMPONENTS, Component
from ..contract.events import Event, Servicing
from ..contract.phases import Change
from ..contract.position import Position
from ..contract.terms import LoanTerms
from ..engine.amend import Amended, Rest, Stop, change_rest, opening_rest, run_as_far, standing_on
from ..engine.year_parts import overdue_share
from .dues import Beside, Due, Posting, PostingKind, RowAhead
from .schedule import Schedule, amortize, changed_schedule


class Ledger:
    """The fold: what has fallen due, what was paid of it, what accrues on the rest; minor units.

    Local to one call. `rest` is the contract after its last change, `pieces` the rows before it, `ahead` the changes it
    was signed with that are still to come. `paid` goes with `dues` place by place, `open` are the places with something
    left; `accrued` holds exact interest on what is overdue and `settled` what of it was paid; `log` lists what payments
    did, the newest last, with early repayments by how they left the installment. `beside` is what falls due beside the
    rows, in order of days; `journal` is everything that was ever settled. `amounts` says what each event was about,
    by id, `kept` is the money held that a restructured contract began with. Where `settlement_fee` is given, a fraction
    of the principal repaid early, money that pays everything settles the loan at once; else it waits for the rows. All
    can be called in on a day: `called_on` is that day, after which nothing is still to fall due, and `called` are the
    places of what fell due then.
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
        self.terms = terms
        self.servicing = servicing
        self.rest, self.pieces = opening_rest(terms), list[Amended]()
        self.ahead = list(terms.changes)
        self.schedule, self.stop = self._planned()
        self.billed = 0
        self.dues: list[Due] = []
        self.paid: list[int] = []
        self.log: list[tuple[int | Literal["keep", "relevel"], int]] = []
        self.open: list[int] = []
        self.today = self.reached = terms.start_date
        self.accrued: dict[Component, Fraction] = dict.fromkeys(_ON_OVERDUE, Fraction(0))
        self.settled: dict[Component, int] = dict.fromkeys(_ON_OVERDUE, 0)
        self.kept = sum(self._minor_of(item.amount) for item in terms.beside or () if item.action == "hold")
        self.credit = self.kept
        self.beside = sorted([*self._first_day(), *beside], key=lambda amount: amount.on)
        self.settlement_fee, self.call_in_on = settlement_fee, call_in_on
        self.journal: list[Posting] = []
        self.amounts: dict[str, int] = {}
        self.event: str | None = None
        self.called_on: date | None = None
        self.called: set[int] = set()

    def _minor_of(self, amount: Decimal | Literal["all"]) -> int:
        if amount == "all":
            raise AssertionError("a contract states what it carries")
        return self.terms.currency.to_minor(amount)

    def _first_day(self) -> Iterator[Beside]:
        """Yield what is to be paid on the first day of a restructured contract."""
        day = self.terms.start_date
        for item in self.terms.beside or ():
            if item.action == "pay":
                yield Beside(day, day, item.owed, self._minor_of(item.amount), 0)

    # --- time ---

    def pass_to(self, day: date) -> None:
        """Let time pass to the beginning of a day: rows fall due, what is overdue accrues."""
        while (due := self.next_bill()) is not None and due <= day:
            self._begin(due)
            self._bill(due)
        self._begin(day)

    def next_bill(self) -> date | None:
        """Return the day on which something falls due next by the contract."""
        if self.called_on is not None:
            return None
        dates = self.schedule.unadjusted_dates
        days = [dates[self.billed]] if self.billed < len(dates) else []
        days += [] if self.stop is None else [self.stop.on]
        days += [beside.on for beside in self.beside[:1]]
        days += [] if self.call_in_on is None else [self.call_in_on]
        return min(days, default=None)

    def _begin(self, day: date) -> None:
        if day > self.today:
            self.close_day()
            self.today = day
        self._accrue(day)

    def close_day(self) -> None:
        """Settle at the end of a day what money at hand can settle."""
        self._spend(self.today)

    def _bill(self, day: date) -> None:
        """Let what is due on a day fall due.

        Raises:
            InvalidTermsError: the contract cannot go on from that day.
        """
        if self.stop is not None and self.stop.on <= day:
            raise self.stop.error
        self._bill_rows(day)
        while self.beside and self.beside[0].on == day:
            beside = self.beside.pop(0)
            self._owe(Due(beside.due, beside.component, beside.amount, beside.number))
        if self.call_in_on == day:
            self.call_in(day)

    def _bill_rows(self, day: date) -> None:
        if self.billed < len(self.schedule) and self.schedule.unadjusted_dates[self.billed] == day:
            self._bill_row()

    def _bill_row(self) -> None:
        """Let a row fall due; on a holiday it counts as late only after the day it moves to."""
        row, schedule = self.billed, self.schedule
        due = max(schedule.due_dates[row], schedule.unadjusted_dates[row])
        for component, amounts in schedule.asked.items():
            if amounts[row]:
                self._owe(Due(due, component, amounts[row], row + 1))
        self.billed += 1

    def _owe(self, due: Due) -> None:
        self.open.append(len(self.dues))
        self.dues.append(due)
        self.paid.append(0)

    def _accrue(self, day: date) -> None:
        """Accrue what overdue amounts bear since the day reached; an amount due on a day bears from that day on."""
        self.open = [place for place in self.open if self._left(place)]
        for rate, component, bearing in self._bearing_rates():
            for (due, since), left in self._bearing(bearing, day).items():
                share = overdue_share(self.terms, due, since, day)
                self.accrued[component] += left * share * Fraction(rate.units, RATE_SCALE)
        self.reached = max(self.reached, day)

    def _bearing(self, component: Component, day: date) -> dict[tuple[date, date], int]:
        """Return what is left of a component that bears interest, by due date where that matters, and the day since."""
        # Parts of months of 30 days add up only from one day on: which one, only whether it ends its month decides.
        by_due, by_end = self.terms.partial_period == "month_share", self.terms.counted_by == "30/360"
        alike: dict[bool, date] = {}
        bearing: dict[tuple[date, date], int] = {}
        for place in self.open:
            due = self.dues[place]
            since = max(due.due, self.reached)
            if due.component == component and since < day:
                counted = due.due if by_due else alike.setdefault(due.due.day >= END_OF_MONTH, due.due)
                key = (counted if by_end else since, since)
                bearing[key] = bearing.get(key, 0) + self._left(place)
        return bearing

    def _bearing_rates(self) -> list[tuple[Rate, Component, Component]]:
        rules = self.servicing
        named: list[tuple[Rate | None, Component, Component]] = [
            (rules.overdue_rate, "interest", "principal"),
            (rules.penalty_rate, "penalty_interest", "principal"),
            (rules.compound_rate, "compound_interest", "interest"),
        ]
        return [(rate, component, bearing) for rate, component, bearing in named if rate is not None]

    # --- events ---

    def apply(self, event: Event) -> None:
        """Let an event happen."""
        self.event = None
        self.pass_to(event.effective_on)
        self.event = event.id
        amount = self.amounts[event.id] = self._minor(event)
        if event.change is not None:
            self._amend(event.change)
        elif event.kind == "fee":
            self._owe(Due(event.effective_on, "fees", amount))
        elif event.kind == "waiver":
            self._waive(event, amount)
        elif event.kind == "chargeback":
            self._take_back(event, amount)
        else:
            self._receive(event, amount)

    def _receive(self, event: Event, amount: int) -> None:
        """Use money: first for what has fallen due, then the whole loan if it reaches so far, then principal."""
        self.credit += amount
        self._spend(event.effective_on)
        self._settle_early(event.effective_on)
        self._repay(event)

    def _minor(self, event: Event) -> int:
        if event.amount is None:
            return 0
        wrong = self.terms.currency.fault(event.amount)
        if wrong:
            raise EventError(f"event {event.id}: amount: {wrong}")
        return self.terms.currency.to_minor(event.amount)

    def _amend(self, change: Change) -> None:
        """Change the contract from a day on; what has fallen due by then stays as it was."""
        self._require_open(change)
        self._standing(change.effective_on)
        place = len(self.terms.changes) - len(self.ahead)
        self.terms = self._with_change(change)
        self.rest = change_rest(self.rest._replace(terms=self.terms), change, place, self.pieces)
        self.schedule, self.stop = self._planned()

    def _require_open(self, change: Change) -> None:
        if self.called_on is not None:
            message = f"{change.effective_on}: all has fallen due since {self.called_on}, nothing is left to change"
            raise EventError(message)

    def _with_change(self, change: Change) -> LoanTerms:
        """Return the terms with a change after those that have happened, before those signed that still lie ahead."""
        place = len(self.terms.changes) - len(self.ahead)
        changes = list(self.terms.changes)
        return replace(self.terms, changes=[*changes[:place], change, *changes[place:]])

    def _planned(self) -> tuple[Schedule, Stop | None]:
        """Return the rows, those behind the last change as they are, up to the day the contract cannot go on."""
        if not self.terms.changes:
            try:
                return amortize(self.terms), None
            except InvalidTermsError:
                pass  # the rows before the one that cannot be computed can
        place = len(self.terms.changes) - len(self.ahead)
        rows, stop = run_as_far(self.rest, self.ahead, place, self.pieces)
        return changed_schedule(self.terms, rows), stop

    def contract(self) -> LoanTerms:
        """Return the contract with the changes made so far, without those signed for a day when nothing is left."""
        last = self._last_day()
        kept = [
            change
            for change in self.terms.changes
            if change.effective_on < last or change.no_interest_until is not None
        ]
        return self.terms if len(kept) == len(self.terms.changes) else replace(self.terms, changes=kept)

    def _last_day(self) -> date:
        """Return the day of the last installment, or the last day there is where the contract cannot go on."""
        return date.max if self.stop is not None else max(self.schedule.unadjusted_dates)

    def _standing(self, day: date) -> Rest | None:
        """Return what is left of the contract on a day, with the changes it was signed with up to then."""
        if self.called_on is not None:
            return None
        while self.ahead and self.ahead[0].effective_on <= day:
            place = len(self.terms.changes) - len(self.ahead)
            change = self.ahead.pop(0)
            if change.effective_on < self.rest.dates[-1]:  # else nothing is left that the contract could change
                self.rest = change_rest(self.rest, change, place, self.pieces)
        return standing_on(self.rest, day)

    def _waive(self, event: Event, amount: int) -> None:
        left = amount
        for place in self._open(event.effective_on):
            if event.component == self._component(place) and left:
                left -= self._settle(place, left, "waived")
        if left:
            raise EventError(f"event {event.id}: waives more {event.component} than is owed; lower it")

    def _take_back(self, event: Event, amount: int) -> None:
        """Undo the last payments, the newest first, from a day on."""
        unspent = min(self.credit, amount)
        self.credit -= unspent
        left = amount - unspent
        while left and self.log:
            place, part = self.log.pop()
            undone = min(part, left)
            left -= undone
            if part > undone:
                self.log.append((place, part - undone))
            if isinstance(place, int):
                self._post("taken_back", self._component(place), undone, place)
                self._unsettle(place, undone)
            else:
                self._lend_again(event, undone, place)
        if left:
            raise EventError(f"event {event.id}: takes back more than was paid; lower it")

    def _lend_again(self, event: Event, amount: int, installment: Literal["keep", "relevel"]) -> None:
        """Owe principal again that was repaid early: with the installments to come, or at once when none follow."""
        self._post("taken_back", "principal", amount, None)
        if self._nothing_to_come():
            self._owe(Due(event.effective_on, "principal", amount))
            return
        again = self.terms.currency.to_major(amount)
        self._amend(Change(event.effective_on, advance=again, installment=installment))

    def _repay(self, event: Event) -> None:
        """Repay principal with what a payment leaves over, where it says so."""
        if event.excess in (None, "hold") or not self.credit or self._nothing_to_come():
            return
        rest = self._standing(event.effective_on)
        amount = 0 if rest is None else min(self.credit, rest.balance, self.amounts[event.id])
        if amount:
            installment: Literal["keep", "relevel"] = "keep" if event.excess == "keep" else "relevel"
            repaid = self.terms.currency.to_major(amount)
            self._amend(Change(event.effective_on, repay=repaid, installment=installment))
            self.credit -= amount
            self.log.append((installment, amount))
            self._post("repaid", "principal", amount, None)

    def _nothing_to_come(self) -> bool:
        return self.billed == len(self.schedule) or self.called_on is not None

    # --- paying ---

    def _spend(self, day: date) -> None:
        """Settle what has fallen due with the credit at hand."""
        for place in self._open(day) if self.credit else ():
            if not self.credit:
                return
            part = self._settle(place, self.credit, "paid")
            self.credit -= part
            self.log.append((place, part))

    def _open(self, day: date) -> list[int]:
        """Return the places of what is owed on a day, in the order payments settle it; below 0 what has accrued."""
        order = self.servicing.order_at(self.days_past_due(day))
        places = [place for place in self.open if self._left(place)]
        # Interest on overdue amounts has no due date of its own: by installment, it goes with the oldest.
        places += [-1 - place for place in range(len(_ON_OVERDUE)) if self._left(-1 - place)]
        oldest = min((self.dues[place].due for place in places if place >= 0), default=day)

        def key(place: int) -> tuple[object, ...]:
            rank, due = order.index(self._component(place)), self.dues[place].due if place >= 0 else oldest
            return (due, rank) if self.servicing.by == "installment" else (rank, due)

        return sorted(places, key=key)

    def _component(self, place: int) -> Component:
        return self.dues[place].component if place >= 0 else _ON_OVERDUE[-1 - place]

    def _left(self, place: int) -> int:
        """Return what is left of one amount owed."""
        if place >= 0:
            return self.dues[place].amount - self.paid[place]
        component = _ON_OVERDUE[-1 - place]
        return self._rounded(self.accrued[component]) - self.settled[component]

    def _settle(self, place: int, most: int, kind: PostingKind) -> int:
        """Settle one amount as far as the money goes and return how much."""
        part = min(self._left(place), most)
        self._post(kind, self._component(place), part, place)
        if place >= 0:
            self.paid[place] += part
        else:
            self.settled[_ON_OVERDUE[-1 - place]] += part
        return part

    def _post(self, kind: PostingKind, component: Component, amount: int, place: int | None) -> None:
        self.journal.append(Posting(self.today, self.event, kind, component, amount, place))

    def _unsettle(self, place: int, part: int) -> None:
        """Owe again what had been settled of one amount."""
        if place < 0:
            self.settled[_ON_OVERDUE[-1 - place]] -= part
            return
        # What was called in and paid in full, mostly by the very payment that is gone now, was never late: it falls due
        # today, not on the day it was called in.
        if place in self.called and not self._left(place):
            self.dues[place] = self.dues[place]._replace(due=self.today)
        self.paid[place] -= part
        self.open = sorted({*self.open, place})

    def unpaid(self) -> Iterator[tuple[Component, date | None, int]]:
        """Yield what is left of every amount owed, and its due date; what has accrued on overdue amounts has none."""
        for place in [*self.open, *(-1 - place for place in range(len(_ON_OVERDUE)))]:
            left = self._left(place)
            if left:
                yield self._component(place), self.dues[place].due if place >= 0 else None, left

    # --- all at once ---

    def to_come(self) -> Iterator[tuple[Component, int]]:
        """Yield what is owed on the day reached and has not fallen due, by component, with interest to it."""
        rest = self._standing(self.today)
        if rest is not None:
            yield "principal", rest.balance
            yield "interest", sum(self._interest_to_come())
        yield from self._beside()

    def _interest_to_come(self) -> tuple[int, int]:
        """Return the running row's interest, and what a defer phase has put aside."""
        rest = self._standing(self.today)
        if rest is None:
            return 0, 0
        # with what overdue amounts bear it is one amount, and rounded once
        overdue = self.accrued["interest"]
        running = self._rounded(overdue + rest.accrued) - self._rounded(overdue)
        return running, sum(amount for _, amount in rest.parked)

    def _first_day_to_come(self) -> Iterator[tuple[Component, int]]:
        for beside in self.beside:
            if beside.number is not None:
                yield beside.component, beside.amount

    def rows_to_come(self) -> Iterator[RowAhead]:
        """Yield the installments that have not fallen due."""
        if self.called_on is not None:
            return
        schedule = self.schedule
        dates, columns = schedule.due_dates, schedule.asked
        for row in range(self.billed, len(schedule)):
            owed: dict[Component, int] = {name: amounts[row] for name, amounts in columns.items() if amounts[row]}
            yield RowAhead(row + 1, max(dates[row], schedule.unadjusted_dates[row]), owed)

    def _beside(self) -> Iterator[tuple[Component, int]]:
        """Yield what rows still to fall due repay beside their own; what is owed from a day to come only is not yet."""
        if self.called_on is None:
            yield from self._first_day_to_come()
            for component, amounts in self.schedule.beside.items():
                yield component, int(amounts[self.billed :].sum())

    def bears_interest(self) -> bool:
        """Return whether principal that has not fallen due bears interest on a day."""
        rest = self._standing(self.today)
        return rest is not None and bool(rest.bearing and rest.rate.units)

    def _rounded(self, exact: Fraction) -> int:
        return div_round(exact.numerator, exact.denominator, self.terms.interest_rounding)

    def early_fee(self) -> int:
        """Return what settling early costs on the day reached."""
        principal = sum(amount for component, amount in self.to_come() if component == "principal")
        return self._rounded(principal * (self.settlement_fee or Fraction(0)))

    def _settle_early(self, day: date) -> None:
        """Settle the whole loan where the money at hand pays what is still to come as well."""
        if self.settlement_fee is None or not self.credit:
            return
        to_come, fee = sum(amount for _, amount in self.to_come()), self.early_fee()
        # Settled whole or not at all: a unit short, the money waits for the rows.
        if 0 < to_come + fee <= self.credit:
            self.call_in(day, fee)
            self._spend(day)

    def call_in(self, day: date, fee: int = 0) -> None:
        """Let everything that is still to come fall due on a day, with interest to that day; no row follows."""
        owed: dict[Component, int] = {"fees": fee}
        for component, amount in self.to_come():
            owed[component] = owed.get(component, 0) + amount
        self.called_on = day
        for component, amount in owed.items():
            if amount:
                self.called.add(len(self.dues))  # the place that `_owe` gives it
                self._owe(Due(day, component, amount, self.billed + 1))

    # --- the answer ---

    def days_past_due(self, day: date) -> int:
        """Return the days since the oldest unpaid due date; 0 on the due date itself."""
        unpaid = [self.dues[place].due for place in self.open if self._left(place)]
        return max(0, (day - min(unpaid, default=day)).days)

    def _overdue_principal(self) -> int:
        return sum(self._left(place) for place in self.open if self.dues[place].component == "principal")

    def position(self) -> Position:
        """Return what is owed on the day reached."""
        as_of = self.today
        major = self.terms.currency.to_major
        owed: dict[Component, int] = dict.fromkeys(COMPONENTS, 0)
        for component, _, left in self.unpaid():
            owed[component] += left
        for component, amount in self.to_come():
            owed[component] += amount
        accrued, parked = self._interest_to_come()
        deferred = parked + sum(amount for component, amount in self._beside() if component == "interest")
        return Position(
            currency=self.terms.currency,
            as_of=as_of,
            principal=major(owed["principal"]),
            overdue_principal=major(self._overdue_principal()),
            interest=major(owed["interest"]),
            accrued_interest=major(accrued),
            deferred_interest=major(deferred),
            penalty_interest=major(owed["penalty_interest"]),
            compound_interest=major(owed["compound_interest"]),
            fees=major(owed["fees"]),
            credit=major(self.credit),
            days_past_due=self.days_past_due(as_of),
        )


END_OF_MONTH = 30
_ON_OVERDUE: tuple[Component, ...] = ("interest", "penalty_interest", "compound_interest")
