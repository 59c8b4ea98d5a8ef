"""The ledger of a replay: what has fallen due, what was paid of it, and what accrues on the rest.

May import: the ground floor, components, phases, terms, _amend, _shares, schedule, position, events.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from ._amend import Amended, Rest, change_rest, joined, opening_rest, run_rest, standing_on
from ._exact import div_round
from ._shares import overdue_share
from .components import COMPONENTS, Component
from .errors import EventError
from .events import Event, Servicing
from .phases import Change
from .position import Position
from .rates import RATE_SCALE, Rate
from .schedule import Schedule, amortize, changed_schedule
from .terms import LoanTerms


class _Due(NamedTuple):
    """One amount that has fallen due."""

    due: date
    component: Component
    amount: int


class Ledger:
    """The fold: what has fallen due, what was paid of it, what accrues on the rest; minor units.

    Local to one call. `rest` is the contract after its last change, `pieces` the rows before it, `ahead` the changes it
    was signed with that are still to come. `paid` goes with `dues` place by place, `open` are the places with something
    left; `accrued` holds exact interest on what is overdue and `settled` what of it was paid; `log` lists what payments
    did, the newest last, with early repayments by how they left the installment.
    """

    def __init__(self, terms: LoanTerms, servicing: Servicing) -> None:
        self.terms = terms
        self.servicing = servicing
        self.schedule: Schedule = amortize(terms)
        self.rest, self.pieces = opening_rest(terms), list[Amended]()
        self.ahead = list(terms.changes)
        self.billed = 0
        self.dues: list[_Due] = []
        self.paid: list[int] = []
        self.log: list[tuple[int | Literal["keep", "relevel"], int]] = []
        self.open: list[int] = []
        self.today = self.reached = terms.start_date
        self.accrued: dict[Component, Fraction] = dict.fromkeys(_ON_OVERDUE, Fraction(0))
        self.settled: dict[Component, int] = dict.fromkeys(_ON_OVERDUE, 0)
        self.credit = 0

    # --- time ---

    def pass_to(self, day: date) -> None:
        """Let time pass to the beginning of a day: rows fall due, what is overdue accrues."""
        dates = self.schedule.unadjusted_dates
        while self.billed < len(dates) and dates[self.billed] <= day:
            self._begin(dates[self.billed])
            self._bill()
            dates = self.schedule.unadjusted_dates
        self._begin(day)

    def _begin(self, day: date) -> None:
        if day > self.today:
            self.close_day()
            self.today = day
        self._accrue(day)

    def close_day(self) -> None:
        """Settle at the end of a day what money at hand can settle."""
        self._spend(self.today)

    def _bill(self) -> None:
        """Let a row fall due; on a holiday it counts as late only after the day it moves to."""
        row, schedule = self.billed, self.schedule
        due = max(schedule.due_dates[row], schedule.unadjusted_dates[row])
        parts: list[tuple[Component, str]] = [
            ("fees", "fees"),
            ("interest", "interest_paid"),
            ("interest", "deferred_paid"),
            ("principal", "principal"),
        ]
        for component, column in parts:
            held = getattr(schedule, column)
            amount = 0 if held is None else int(held[row])
            if amount:
                self._owe(_Due(due, component, amount))
        self.billed += 1

    def _owe(self, due: _Due) -> None:
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
        by_due = self.terms.day_count == "30/360"  # parts of its months add up only from one day on
        found: dict[tuple[date, date], int] = {}
        for place in self.open:
            due = self.dues[place]
            since = max(due.due, self.reached)
            if due.component == component and since < day:
                key = (due.due if by_due else since, since)
                found[key] = found.get(key, 0) + self._left(place)
        return found

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
        self.pass_to(event.effective_on)
        amount = 0 if event.amount is None else self._minor(event)
        if event.change is not None:
            self._amend(event.change)
        elif event.kind == "fee":
            self._owe(_Due(event.effective_on, "fees", amount))
        elif event.kind == "waiver":
            self._waive(event, amount)
        elif event.kind == "chargeback":
            self._take_back(event, amount)
        else:
            self.credit += amount
            self._spend(event.effective_on)
            self._repay(event)

    def _minor(self, event: Event) -> int:
        currency, amount = self.terms.currency, event.amount or Decimal(0)
        wrong = currency.fault(amount)
        if wrong:
            raise EventError(f"event {event.id}: amount: {wrong}")
        minor: int = currency.to_minor(amount)
        return minor

    def _amend(self, change: Change) -> None:
        """Change the contract from a day on; what has fallen due by then stays as it was."""
        self._standing(change.effective_on)
        later, place = self.ahead, len(self.terms.changes) - len(self.ahead)
        sooner = list(self.terms.changes)[:place]
        self.terms = replace(self.terms, changes=[*sooner, change, *later])
        self.rest = change_rest(self.rest._replace(terms=self.terms), change, place, self.pieces)
        self.schedule = amortize(self.terms) if later else self._remaining()

    def _remaining(self) -> Schedule:
        """Return the schedule without running again what lies behind the last change."""
        return changed_schedule(self.terms, joined([*self.pieces, run_rest(self.rest)]))

    def _standing(self, day: date) -> Rest | None:
        """Return what is left of the contract on a day, with the changes it was signed with up to then."""
        while self.ahead and self.ahead[0].effective_on <= day:
            place = len(self.terms.changes) - len(self.ahead)
            self.rest = change_rest(self.rest, self.ahead.pop(0), place, self.pieces)
        return standing_on(self.rest, day)

    def _waive(self, event: Event, amount: int) -> None:
        left = amount
        for place in self._open(event.effective_on):
            if event.component == self._component(place) and left:
                left -= self._settle(place, left)
        if left:
            raise EventError(f"event {event.id}: waives more {event.component} than is owed; lower it")

    def _take_back(self, event: Event, amount: int) -> None:
        """Undo the last payments, the newest first, from a day on."""
        held = min(self.credit, amount)
        self.credit -= held
        left = amount - held
        while left and self.log:
            place, part = self.log.pop()
            undone = min(part, left)
            left -= undone
            if part > undone:
                self.log.append((place, part - undone))
            if isinstance(place, int):
                self._unsettle(place, undone)
            else:
                self._lend_again(event, undone, place)
        if left:
            raise EventError(f"event {event.id}: takes back more than was paid; lower it")

    def _lend_again(self, event: Event, amount: int, installment: Literal["keep", "relevel"]) -> None:
        """Owe principal again that was repaid early: with the installments to come, or at once when none follow."""
        if self.billed == len(self.schedule):
            self._owe(_Due(event.effective_on, "principal", amount))
            return
        again = self.terms.currency.to_major(amount)
        self._amend(Change(event.effective_on, advance=again, installment=installment))

    def _repay(self, event: Event) -> None:
        """Repay principal with what a payment leaves over, where it says so."""
        if event.excess in (None, "hold") or not self.credit or self.billed == len(self.schedule):
            return
        rest = self._standing(event.effective_on)
        amount = 0 if rest is None else min(self.credit, rest.balance, self._minor(event))
        if amount:
            installment: Literal["keep", "relevel"] = "keep" if event.excess == "keep" else "relevel"
            repaid = self.terms.currency.to_major(amount)
            self._amend(Change(event.effective_on, repay=repaid, installment=installment))
            self.credit -= amount
            self.log.append((installment, amount))

    # --- paying ---

    def _spend(self, day: date) -> None:
        """Settle what has fallen due with the credit at hand."""
        for place in self._open(day):
            if not self.credit:
                return
            part = self._settle(place, self.credit)
            self.credit -= part
            self.log.append((place, part))

    def _open(self, day: date) -> list[int]:
        """Return the places of what is owed on a day, in the order payments settle it; below 0 what has accrued."""
        order = self.servicing.order_at(self.days_past_due(day))
        places = [place for place in self.open if self._left(place)]
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
        exact = self.accrued[component]
        return div_round(exact.numerator, exact.denominator, self.terms.interest_rounding) - self.settled[component]

    def _settle(self, place: int, most: int) -> int:
        """Settle one amount as far as the money goes and return how much."""
        part = min(self._left(place), most)
        if place >= 0:
            self.paid[place] += part
        else:
            self.settled[_ON_OVERDUE[-1 - place]] += part
        return part

    def _unsettle(self, place: int, part: int) -> None:
        if place >= 0:
            self.paid[place] -= part
            self.open = sorted({*self.open, place})
        else:
            self.settled[_ON_OVERDUE[-1 - place]] -= part

    # --- the answer ---

    def days_past_due(self, day: date) -> int:
        """Return the days since the oldest unpaid due date; 0 on the due date itself."""
        unpaid = [self.dues[place].due for place in self.open if self._left(place)]
        return max(0, (day - min(unpaid, default=day)).days)

    def position(self) -> Position:
        """Return what is owed on the day reached."""
        as_of = self.today
        major, rounding = self.terms.currency.to_major, self.terms.interest_rounding
        owed: dict[Component, int] = dict.fromkeys(COMPONENTS, 0)
        for place in self._open(as_of):
            owed[self._component(place)] += self._left(place)
        overdue = owed["principal"]
        rest = self._standing(as_of)
        accrued = deferred = 0
        if rest is not None:
            accrued = div_round(rest.accrued.numerator, rest.accrued.denominator, rounding)
            deferred = sum(amount for _, amount in rest.parked)
            owed["principal"] += rest.balance
            owed["interest"] += accrued + deferred
        return Position(
            currency=self.terms.currency,
            as_of=as_of,
            principal=major(owed["principal"]),
            overdue_principal=major(overdue),
            interest=major(owed["interest"]),
            accrued_interest=major(accrued),
            deferred_interest=major(deferred),
            penalty_interest=major(owed["penalty_interest"]),
            compound_interest=major(owed["compound_interest"]),
            fees=major(owed["fees"]),
            credit=major(self.credit),
            days_past_due=self.days_past_due(as_of),
        )


_ON_OVERDUE: tuple[Component, ...] = ("interest", "penalty_interest", "compound_interest")
