"""A slow, plain statement of an agreement's life, day by day with fractions, sharing no code with the library.

What is owed lies in jars: one a number and component of the agreement, one a charge, one for each kind of interest that
runs on what is late. A jar opens on its day; money goes into open jars, the oldest day first, within a day in the order
of components. Each day: jars open, events happen, money held is used, then interest runs until the next day. Money that
would fill every jar there is, with the interest of the day, closes the whole agreement.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

ONE = timedelta(days=1)
YEAR = 365
ORDER = ["fees", "penalty_interest", "compound_interest", "interest", "principal"]


def half_up(amount: Fraction) -> int:
    """Round a positive fraction."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


@dataclass
class Jar:
    """What is owed of one component of one installment."""

    opens: date
    component: str
    asked: int
    number: int | None = None
    poured: int = 0
    given_up: int = 0
    lost_since: date | None = None

    @property
    def left(self) -> int:
        """What is missing in it."""
        return self.asked - self.poured - self.given_up


@dataclass
class SlowAgreement:
    """An agreement on one day; rows are (day, interest, principal) of its schedule and known in advance."""

    today: date
    balance: int
    rate: Fraction
    installment: int
    days: list[date]
    penalty: Fraction
    fee: Fraction
    beside: list[Jar] = field(default_factory=list)
    jars: list[Jar] = field(default_factory=list)
    running: Fraction = Fraction(0)
    penal: Fraction = Fraction(0)
    penal_poured: int = 0
    penal_given_up: int = 0
    purse: int = 0
    received: int = 0
    returned: int = 0
    poured_log: list[tuple[Jar | None, int]] = field(default_factory=list)
    row: int = 0
    closed: bool = False
    first_late: dict[int, date] = field(default_factory=dict)

    # --- a day ---

    def morning(self) -> None:
        """Open the jars of the day."""
        if not self.closed and self.row < len(self.days) and self.days[self.row] == self.today:
            interest = half_up(self.running)
            last = self.row == len(self.days) - 1
            pay = self.balance + interest if last else min(self.installment, self.balance + interest)
            self.row += 1
            self.running = Fraction(0)
            self.balance += interest - pay
            for component, amount in (("interest", min(interest, pay)), ("principal", pay - min(interest, pay))):
                if amount:
                    self.jars.append(Jar(self.today, component, amount, self.row))
        for jar in [] if self.closed else [jar for jar in self.beside if jar.opens == self.today]:
            self.beside.remove(jar)
            self.jars.append(jar)

    def night(self) -> None:
        """Use money held, mark what is late from tomorrow on, and let interest run."""
        self.pour()
        for jar in self.jars:
            if jar.left and jar.number is not None and jar.opens <= self.today:
                self.first_late.setdefault(jar.number, self.today + ONE)
        if not self.closed and self.row < len(self.days):
            self.running += self.balance * self.rate / YEAR
        for jar in self.jars:
            if jar.component == "principal" and jar.opens <= self.today:
                self.penal += jar.left * self.penalty / YEAR
        self.today += ONE

    # --- money ---

    @property
    def penal_left(self) -> int:
        """Penalty interest not yet paid."""
        return half_up(self.penal) - self.penal_poured - self.penal_given_up

    def queue(self) -> list[tuple[date, int, Jar | None]]:
        """Return the jars that are not full, the oldest first; `None` stands for penalty interest."""
        open_ = [jar for jar in self.jars if jar.left]
        oldest = min((jar.opens for jar in open_), default=self.today)
        places: list[tuple[date, int, Jar | None]] = [(jar.opens, ORDER.index(jar.component), jar) for jar in open_]
        if self.penal_left:
            places.append((oldest, ORDER.index("penalty_interest"), None))
        return sorted(places, key=lambda place: place[:2])

    def pour(self) -> None:
        """Fill jars from the purse."""
        for _, _, jar in self.queue():
            part = min(self.purse, self.penal_left if jar is None else jar.left)
            if not part:
                continue
            self.purse -= part
            self.poured_log.append((jar, part))
            if jar is None:
                self.penal_poured += part
            else:
                jar.poured += part

    def rest(self) -> dict[str, int]:
        """Return what is still to open, with the interest of the day."""
        found = dict.fromkeys(ORDER, 0)
        if self.closed:
            return found
        found["principal"] += self.balance
        found["interest"] += half_up(self.running)
        for jar in self.beside:
            found[jar.component] += jar.asked
        return found

    def pays(self, amount: int) -> None:
        """Receive money."""
        self.received += amount
        self.purse += amount
        self.pour()
        rest = self.rest()
        fee = half_up(rest["principal"] * self.fee)
        if 0 < sum(rest.values()) + fee <= self.purse:
            rest["fees"] += fee
            self.closed = True
            for component, owed in rest.items():
                if owed:
                    self.jars.append(Jar(self.today, component, owed, self.row + 1, lost_since=self.today))
            self.pour()

    def returns(self, amount: int) -> bool:
        """Give money back, the last used first; say whether there was enough."""
        if amount > self.purse + sum(part for _, part in self.poured_log):
            return False
        self.returned += amount
        held = min(self.purse, amount)
        self.purse -= held
        left = amount - held
        while left:
            jar, part = self.poured_log.pop()
            undone = min(part, left)
            left -= undone
            if part > undone:
                self.poured_log.append((jar, part - undone))
            if jar is None:
                self.penal_poured -= undone
            else:
                full = not jar.left
                jar.poured -= undone
                if full and jar.lost_since is not None:  # a settlement that is undone falls due on the day it is undone
                    jar.opens = self.today
        return True

    def charges(self, amount: int) -> None:
        """Charge a fee."""
        self.jars.append(Jar(self.today, "fees", amount))

    def gives_up(self, amount: int) -> bool:
        """Give up fees that have fallen due; say whether there were enough."""
        fees = [jar for _, _, jar in self.queue() if jar is not None and jar.component == "fees"]
        if amount > sum(jar.left for jar in fees):
            return False
        for jar in fees:
            part = min(amount, jar.left)
            jar.given_up += part
            amount -= part
        return True

    # --- the evening ---

    def sums(self) -> dict[str, int]:
        """Return what is owed by component, and for how long."""
        found = self.rest()
        for jar in self.jars:
            found[jar.component] += jar.left
        found["penalty_interest"] += self.penal_left
        late = [(self.today - jar.opens).days for jar in self.jars if jar.left]
        return {**found, "credit": self.purse, "days_past_due": max(late, default=0)}

    def installments(self) -> dict[int, tuple[int, int]]:
        """Return what of each installment was paid, and what of it is overdue."""
        found: dict[int, tuple[int, int]] = {}
        for jar in self.jars:
            if jar.number is not None:
                paid, overdue = found.get(jar.number, (0, 0))
                late = jar.left if jar.opens < self.today else 0
                found[jar.number] = (paid + jar.poured, overdue + late)
        return found
