"""A slow, plain statement of a loan's life, day by day with fractions, sharing no code with the library.

Interest of a day is balance * rate / 365, unless the day lies in a pause. A row's interest is the exact sum of its
days, rounded half up once, on its due date. A level installment is found from what two trial runs leave over, not by
formula. Each day: what falls due is billed, then events happen, then the day accrues.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

YEAR = 365
ONE = timedelta(days=1)
LATE = ("penalty_interest", "compound_interest")
ORDER = ["fees", "penalty_interest", "compound_interest", "interest", "principal"]

Action = tuple[date, str, dict[str, Any]]
"""A day, what happens on it, and with which figures (minor units, fractions, days)."""


class NotCoveredError(Exception):
    """An installment is below its row's interest."""


def half_up(amount: Fraction) -> int:
    """Round a positive fraction."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def month_on(day: date) -> date:
    """Return the same day of the next month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, day.day)


def stepping(first: date, count: int) -> list[date]:
    """Return monthly due dates."""
    days = [first]
    while len(days) < count:
        days.append(month_on(days[-1]))
    return days


@dataclass
class Owed:
    """One amount that has fallen due."""

    due: date
    component: str
    amount: int
    paid: int = 0

    @property
    def left(self) -> int:
        """What is not paid."""
        return self.amount - self.paid


@dataclass
class SlowLoan:
    """A loan on one day."""

    balance: int
    rate: Fraction
    today: date
    dues: list[date]
    penalty: Fraction = Fraction(0)
    compound: Fraction = Fraction(0)
    accrued: Fraction = Fraction(0)
    installment: int = 0
    pauses: list[tuple[date, date]] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    late: dict[str, Fraction] = field(default_factory=lambda: dict.fromkeys(LATE, Fraction(0)))
    late_paid: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LATE, 0))
    log: list[tuple[Any, int]] = field(default_factory=list)
    credit: int = 0

    # --- interest ---

    def runs(self, day: date) -> bool:
        """Return whether a day bears interest."""
        return not any(first <= day < until for first, until in self.pauses)

    def trial(self, installment: int) -> Fraction:
        """Return what would be left after the last row if nothing were rounded."""
        balance, accrued, day = Fraction(self.balance), self.accrued, self.today
        for due in self.dues:
            days = sum(self.runs(day + ONE * step) for step in range((due - day).days))
            balance += accrued + balance * self.rate * days / YEAR - installment
            accrued, day = Fraction(0), due
        return balance

    def level(self) -> None:
        """Solve the installment over the rows that are left."""
        none, one = self.trial(0), self.trial(1)
        self.installment = half_up(none / (none - one))

    # --- days ---

    def bill(self) -> None:
        """Let a row fall due."""
        if not self.dues or self.dues[0] != self.today:
            return
        interest = half_up(self.accrued)
        last = len(self.dues) == 1
        if self.installment < interest and not last and self.balance:
            raise NotCoveredError
        pay = self.balance + interest
        if not last and self.balance:
            pay = min(self.installment, pay)
        self.accrued = Fraction(0)
        self.balance += interest - pay
        self.dues.pop(0)
        for component, amount in (("interest", interest), ("principal", pay - interest)):
            if amount:
                self.owed.append(Owed(self.today, component, amount))

    def accrue(self) -> None:
        """Let a day's interest run."""
        if self.dues and self.runs(self.today):
            self.accrued += self.balance * self.rate / YEAR
        for one in self.owed if self.runs(self.today) else ():
            if one.component == "principal":
                self.late["penalty_interest"] += one.left * self.penalty / YEAR
            if one.component == "interest":
                self.late["compound_interest"] += one.left * self.compound / YEAR

    # --- money ---

    def late_left(self, name: str) -> int:
        """Return what is owed of interest on overdue amounts."""
        return half_up(self.late[name]) - self.late_paid[name]

    def queue(self) -> list[Any]:
        """Return what is owed, the oldest due date first."""
        open_ = [one for one in self.owed if one.left]
        oldest = min((one.due for one in open_), default=self.today)
        ranked: list[tuple[date, int, int, Any]] = [
            (one.due, ORDER.index(one.component), place, one) for place, one in enumerate(open_)
        ]
        ranked += [(oldest, ORDER.index(name), -1, name) for name in self.late if self.late_left(name)]
        return [one for _, _, _, one in sorted(ranked, key=lambda entry: entry[:3])]

    def settle(self, one: Any, most: int) -> int:
        """Pay one amount."""
        part = min(most, self.late_left(one) if isinstance(one, str) else one.left)
        self.unsettle(one, -part)
        return part

    def unsettle(self, one: Any, part: int) -> None:
        """Take a payment of one amount back."""
        if isinstance(one, str):
            self.late_paid[one] -= part
        else:
            one.paid -= part

    def spend(self) -> None:
        """Pay what is owed with the money at hand."""
        for one in self.queue():
            part = self.settle(one, self.credit)
            if part:
                self.credit -= part
                self.log.append((one, part))

    def act(self, what: str, given: dict[str, Any]) -> None:
        """Let an event happen."""
        getattr(self, f"on_{what}")(**given)

    def on_pay(self, amount: int, excess: str) -> None:
        """Receive money."""
        self.credit += amount
        self.spend()
        if excess != "hold" and self.credit and self.dues:
            repaid = min(self.credit, self.balance, amount)
            self.credit -= repaid
            self.balance -= repaid
            if repaid:
                self.log.append((excess, repaid))
            if excess == "relevel" and repaid and self.balance:
                self.level()

    def on_chargeback(self, amount: int) -> None:
        """Give money back."""
        held = min(self.credit, amount)
        self.credit -= held
        left = amount - held
        while left:
            one, part = self.log.pop()
            undone = min(part, left)
            left -= undone
            if part > undone:
                self.log.append((one, part - undone))
            if one in ("keep", "relevel"):
                self.lend_again(undone, one)
            else:
                self.unsettle(one, undone)

    def lend_again(self, amount: int, how: str) -> None:
        """Owe again what was repaid early."""
        if not self.dues:
            self.owed.append(Owed(self.today, "principal", amount))
            return
        self.balance += amount
        if how == "relevel":
            self.level()

    def on_fee(self, amount: int) -> None:
        """Charge a fee."""
        self.owed.append(Owed(self.today, "fees", amount))

    def on_change(
        self,
        how: str,
        rate: Fraction | None = None,
        until: date | None = None,
        advance: int = 0,
        due: date | None = None,
        count: int | None = None,
    ) -> None:
        """Change the contract."""
        self.rate = self.rate if rate is None else rate
        self.balance += advance
        if until is not None:
            self.pauses.append((self.today, until))
        if due is not None:
            self.dues = stepping(due, len(self.dues))
        if count is not None:
            self.dues = stepping(self.dues[0], count)
        if how == "relevel" and self.dues:
            self.level()

    def days_late(self) -> int:
        """Return the days since the oldest unpaid due date."""
        return max(((self.today - one.due).days for one in self.owed if one.left), default=0)

    def sums(self) -> dict[str, int]:
        """Return what is owed by component."""
        found = {name: sum(one.left for one in self.owed if one.component == name) for name in ORDER}
        for name in self.late:
            found[name] += self.late_left(name)
        found["overdue_principal"] = found["principal"]
        found["principal"] += self.balance
        found["interest"] += half_up(self.accrued)
        return {**found, "credit": self.credit, "days_past_due": self.days_late()}


def slow_history(loan: SlowLoan, actions: Sequence[Action], as_of: date) -> dict[str, int]:
    """Return what is owed on a day after actions in the order they happen."""
    loan.level()
    left = list(actions)
    while True:
        loan.bill()
        while left and left[0][0] == loan.today:
            _, what, given = left.pop(0)
            loan.act(what, given)
        loan.spend()
        if loan.today == as_of:
            return loan.sums()
        loan.accrue()
        loan.today += ONE
