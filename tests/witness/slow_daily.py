"""A slow, plain statement of a loan with daily simple interest, day by day with fractions.

It shares no code with the library. There is one balance of principal and one of interest; what rows ask for is a list
of sums of money, and money paid counts for the oldest sum first, whatever it paid of interest and principal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from witness.slow_history import YEAR, half_up

ONE = timedelta(days=1)


@dataclass
class Asked:
    """What a row has asked for and not got."""

    due: date
    left: int


@dataclass
class SlowDaily:
    """A loan on one day, minor units."""

    principal: int
    rate: Fraction
    today: date
    dues: list[date]
    interest: Fraction = Fraction(0)
    installment: int = 0
    ahead: int = 0
    met: int = 0
    asked: list[Asked] = field(default_factory=list)
    pauses: list[tuple[date, date]] = field(default_factory=list)
    credit: int = 0

    def debt(self) -> int:
        """Return all that is owed."""
        return self.principal + half_up(self.interest)

    def not_asked(self) -> int:
        """Return what is owed and no row has asked for."""
        return self.debt() - sum(one.left for one in self.asked)

    def overdue(self) -> int:
        """Return what rows have asked for and not got."""
        return sum(one.left for one in self.asked if one.due <= self.today)

    def runs(self, day: date) -> bool:
        """Return whether a day bears interest."""
        return not any(first <= day < until for first, until in self.pauses)

    def trial(self, installment: int) -> Fraction:
        """Return what would be left after the last row if nothing were rounded and every row paid on its day."""
        balance, accrued, day = Fraction(self.principal), self.interest, self.today
        for due in self.dues[self.met :]:
            days = sum(self.runs(day + ONE * step) for step in range((due - day).days))
            balance += accrued + balance * self.rate * days / YEAR - installment
            accrued, day = Fraction(0), due
        return balance

    def level(self) -> None:
        """Solve the installment over the rows that are not met."""
        none, one = self.trial(0), self.trial(1)
        self.installment = half_up(none / (none - one))

    def wants(self, rest: int) -> int:
        """Return what the next row that is not met still asks for of what no row has asked for."""
        last = self.met == len(self.dues) - 1
        return rest if last else min(max(self.installment - self.ahead, 0), rest)

    def morning(self) -> None:
        """Let a row fall due."""
        for place, due in enumerate(self.dues):
            if due == self.today and place >= self.met:
                self.asked.append(Asked(due, self.wants(self.not_asked())))
                self.met, self.ahead = place + 1, 0

    def pay(self, amount: int, excess: str) -> None:
        """Pay interest to the day, then principal, and count the money for rows, the oldest first."""
        self.interest = Fraction(half_up(self.interest))
        if self.met == len(self.dues) and self.asked:
            self.asked[-1].left += self.not_asked()
        used = min(amount, self.debt())
        self.credit += amount - used
        left, rest = used, self.not_asked()
        for one in self.asked:
            part = min(left, one.left)
            one.left -= part
            left -= part
        while left and self.met < len(self.dues):
            if excess != "hold" and self.dues[self.met] != self.running():
                break
            part, want = min(left, self.wants(rest)), self.wants(rest)
            rest, left = rest - part, left - part
            self.met, self.ahead = (self.met, self.ahead + part) if part < want else (self.met + 1, 0)
        paid = min(used, half_up(self.interest))
        self.interest -= paid
        self.principal -= used - paid
        if excess == "relevel" and left and self.principal and self.met < len(self.dues):
            self.level()

    def running(self) -> date:
        """Return the due date of the row that runs."""
        return next(due for due in self.dues if due > self.today)

    def change_rate(self, rate: Fraction, how: str) -> None:
        """Change the rate."""
        self.rate = rate
        if how == "relevel":
            self.level()

    def night(self) -> None:
        """Let a day's interest run."""
        if self.runs(self.today):
            self.interest += self.principal * self.rate / YEAR
        self.today += ONE

    def days_late(self) -> int:
        """Return the days since the oldest row that has not got what it asked for."""
        return max(((self.today - one.due).days for one in self.asked if one.left), default=0)


@dataclass
class Billed(Asked):
    """What a row has asked for and not got, of it interest."""

    interest: int = 0


@dataclass
class SlowInRows(SlowDaily):
    """The same where rows stay as they were billed: a payment settles them first, and interest of days waits."""

    asked: list[Billed] = field(default_factory=list)  # type: ignore[assignment]

    def debt(self) -> int:
        """Return all that is owed."""
        return super().debt() + sum(one.interest for one in self.asked)

    def morning(self) -> None:
        """Let a row fall due that is not met, its interest rounded."""
        for place, due in enumerate(self.dues):
            if due == self.today and place >= self.met:
                self.interest = Fraction(half_up(self.interest))
                want = self.wants(self.not_asked())
                interest = min(want, half_up(self.interest))
                self.interest -= interest
                self.asked.append(Billed(due, want, interest))
                self.met, self.ahead = place + 1, 0

    def pay(self, amount: int, excess: str) -> None:
        """Pay what rows were billed, the oldest first, then interest of days and principal for the rows to come."""
        if self.met == len(self.dues) and self.asked:
            last, more = self.asked[-1], self.not_asked()
            last.left, last.interest, self.interest = last.left + more, last.interest + more, self.interest - more
        used = min(amount, self.debt())
        self.credit += amount - used
        left, rest = used, self.not_asked()
        for one in self.asked:
            part = min(left, one.left)
            interest = min(part, one.interest)
            one.left, one.interest, left = one.left - part, one.interest - interest, left - part
            self.principal -= part - interest
        beyond = left
        while left and self.met < len(self.dues):
            if excess != "hold" and self.dues[self.met] != self.running():
                break
            part, want = min(left, self.wants(rest)), self.wants(rest)
            rest, left = rest - part, left - part
            self.met, self.ahead = (self.met, self.ahead + part) if part < want else (self.met + 1, 0)
        paid = min(beyond, half_up(self.interest))
        self.interest -= paid
        self.principal -= beyond - paid
        if excess == "relevel" and left and self.principal and self.met < len(self.dues):
            self.level()
