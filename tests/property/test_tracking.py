"""An agreement's life against an independent day-by-day statement of it: random payments, charges and reversals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import restructure as rs
from restructure.contract.components import COMPONENTS
from restructure.contract.events import Servicing
from restructure.policy import PLAIN_AGREEMENT
from restructure.tracking import Tracked, payoff_quote, statement, track
from support.agreed import BEGUN, agreed, terms_of
from witness.slow_tracking import Jar, SlowAgreement

CNY = rs.Currency("CNY")
ONE = timedelta(days=1)
PENALTY = "0.2738"
FEE = "0.015"
Deed = tuple[date, str, int]
"""A day, what happens on it, and how much."""


def treated(kind: str) -> tuple[rs.Position, list[rs.Treatment]]:
    """Return what is owed and what becomes of it."""
    position = rs.Position(
        currency=CNY, as_of=BEGUN, principal="1700.01", interest="60.07", penalty_interest="20", fees="31"
    )
    capitalized = [rs.Treatment(name, "capitalize") for name in ("interest", "penalty_interest", "fees")]
    apart = [
        rs.Treatment("principal", "pay", amount=100),
        rs.Treatment("principal", "defer", amount="200.01", due="maturity"),
        rs.Treatment("interest", "spread", due="all"),
        rs.Treatment("penalty_interest", "waive", amount=5),
        rs.Treatment("penalty_interest", "defer", due=2),
        rs.Treatment("fees", "spread", due="first"),
    ]
    return position, capitalized if kind == "together" else apart


def jars(kind: str, days: list[date]) -> list[Jar]:
    """Return by hand what the agreement repays beside its rows."""
    if kind == "together":
        return []
    last, count = len(days), len(days)
    share, more = divmod(6007, count)
    spread = [Jar(day, "interest", share + (row < more), row + 1) for row, day in enumerate(days)]
    return [
        Jar(BEGUN, "principal", 10_000, 0),
        Jar(days[-1], "principal", 20_001, last),
        Jar(days[-2], "penalty_interest", 750, last - 1),
        Jar(days[-1], "penalty_interest", 750, last),
        Jar(days[0], "fees", 3_100, 1),
        *spread,
    ]


class AgreementLife(RuleBasedStateMachine):
    """Whatever happens, in whatever order it becomes known, the answer is the witness's, and no unit is lost."""

    @initialize(
        kind=st.sampled_from(["together", "apart"]), count=st.integers(2, 9), rate=st.sampled_from(["0", "0.15"])
    )
    def begin(self, kind: str, count: int, rate: str) -> None:
        position, treatments = treated(kind)
        terms = terms_of(position, treatments, count, rate)
        rules = replace(PLAIN_AGREEMENT, early_settlement_fee=FEE)
        self.agreement = agreed(position, treatments, terms, rules=rules, servicing=Servicing(penalty_rate=PENALTY))
        self.kind, self.rate = kind, Fraction(rate)
        self.today = BEGUN
        self.deeds: list[Deed] = []
        self.events: list[rs.Event] = []

    # --- telling both sides ---

    def slow(self, deeds: list[Deed]) -> SlowAgreement | None:
        """Run the witness; `None` when something cannot happen."""
        rows = self.agreement.rows
        days = [row.due_date for row in rows]
        made = SlowAgreement(
            today=BEGUN,
            balance=CNY.to_minor(self.agreement.terms.principal),
            rate=self.rate,
            installment=CNY.to_minor(rows[0].interest + rows[0].principal),
            days=days,
            penalty=Fraction(PENALTY),
            fee=Fraction(FEE),
            beside=jars(self.kind, days),
        )
        order = ["fee", "waiver", "chargeback", "payment"]
        left = sorted(deeds, key=lambda deed: (deed[0], order.index(deed[1])))
        does: dict[str, Callable[[int], Any]] = {
            "fee": made.charges,
            "waiver": made.gives_up,
            "chargeback": made.returns,
            "payment": made.pays,
        }
        while True:
            made.morning()
            while left and left[0][0] == made.today:
                _, what, amount = left.pop(0)
                if does[what](amount) is False:
                    return None
            if made.today == self.today:
                made.pour()
                return made
            made.night()

    def happens(self, kind: Any, on: date, amount: int, **fields: Any) -> None:
        deed = (on, kind, amount)
        if self.slow([*self.deeds, deed]) is None:
            return
        name = f"e{len(self.events):03d}"
        self.events.append(rs.Event(name, kind, on, recorded_on=self.today, amount=CNY.to_major(amount), **fields))
        self.deeds.append(deed)

    def found(self) -> Tracked:
        return track(self.agreement, self.events, as_of=self.today)

    # --- what happens ---

    @rule(days=st.integers(1, 45))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(amount=st.integers(1, 60_000))
    def pays(self, amount: int) -> None:
        self.happens("payment", self.today, amount)

    @rule()
    def pays_what_is_overdue(self) -> None:
        overdue = CNY.to_minor(self.found().past_due.amount)
        if overdue:
            self.happens("payment", self.today, overdue)

    @rule()
    def settles_everything(self) -> None:
        total = CNY.to_minor(payoff_quote(self.agreement, self.events, on=self.today).total)
        if total > 0:
            self.happens("payment", self.today, total)
            done = self.found()
            assert done.status == "completed"
            assert not any(done.position.owed(name) for name in COMPONENTS)

    @rule(amount=st.integers(1, 60_000), days=st.integers(1, 40))
    def a_payment_is_found_late(self, amount: int, days: int) -> None:
        self.happens("payment", max(BEGUN, self.today - timedelta(days=days)), amount)

    @rule(amount=st.integers(1, 5_000))
    def is_charged(self, amount: int) -> None:
        self.happens("fee", self.today, amount)

    @rule(amount=st.integers(1, 5_000))
    def fees_are_given_up(self, amount: int) -> None:
        self.happens("waiver", self.today, amount, component="fees")

    @rule(amount=st.integers(1, 60_000))
    def is_charged_back(self, amount: int) -> None:
        self.happens("chargeback", self.today, amount)

    @rule(place=st.integers(0, 30))
    def is_reversed(self, place: int) -> None:
        kept = [event for event in self.events if event.id.startswith("e")]
        live = [(event, deed) for event, deed in zip(kept, self.deeds, strict=False)]
        payments = [(event, deed) for event, deed in live if event.kind == "payment"]
        if not payments or any(event.kind != "payment" for event in self.events):
            return
        event, deed = payments[place % len(payments)]
        self.events.remove(event)
        self.deeds.remove(deed)
        twin = f"undone-{len(self.events)}-{self.today}"
        self.events.append(replace(event, id=twin))
        self.events.append(rs.Event(f"r-{twin}", "reversal", self.today, reverses=twin))
        self.events.sort(key=lambda one: not one.id.startswith("e"))

    # --- what always holds ---

    @invariant()
    def equals_the_witness(self) -> None:
        if not hasattr(self, "agreement"):
            return
        slow, found = self.slow(self.deeds), self.found()
        assert slow is not None
        position = found.position
        sums: dict[str, int] = {name: CNY.to_minor(position.owed(name)) for name in COMPONENTS}
        sums |= {"credit": CNY.to_minor(position.credit), "days_past_due": found.past_due.days}
        assert sums == slow.sums()
        assert position.days_past_due == found.past_due.days
        got = {
            row.number: (CNY.to_minor(row.total.paid), CNY.to_minor(row.total.overdue))
            for row in found.installments
            if row.due_date <= self.today
        }
        assert got == slow.installments()
        missed = {row.number for row in found.installments if row.days_late}
        assert missed == {number for number, first in slow.first_late.items() if first <= self.today}

    @invariant()
    def no_unit_is_lost(self) -> None:
        if not hasattr(self, "agreement"):
            return
        slow, receipts = self.slow(self.deeds), self.found().receipts
        assert slow is not None
        assert (CNY.to_minor(receipts.received), CNY.to_minor(receipts.taken_back)) == (slow.received, slow.returned)
        assert receipts.received == receipts.taken_back + sum(receipts.settled.values()) + receipts.credit

    @invariant()
    def statements_follow_one_another(self) -> None:
        if not hasattr(self, "agreement") or self.today == BEGUN:
            return
        middle = BEGUN + (self.today - BEGUN) // 2
        first = statement(self.agreement, self.events, starts=BEGUN, ends=self.today)
        second = statement(self.agreement, self.events, starts=middle + ONE, ends=self.today)
        for each in (first, second):
            assert each.closing == each.opening + each.corrections + each.charges - each.payments - each.waived
        for known, then in ((None, None), (self.today, middle)):
            before = statement(self.agreement, self.events, starts=BEGUN, ends=middle, known_at=then)
            after = statement(self.agreement, self.events, starts=middle + ONE, ends=self.today, known_at=known)
            assert after.opening == before.closing
        position = self.found().position
        assert first.closing == sum(position.owed(name) for name in COMPONENTS) - position.credit
        assert second.closing == first.closing


AgreementLife.TestCase.settings = settings(settings.get_profile("ci"), max_examples=40, stateful_step_count=14)
TestAgreementLife = AgreementLife.TestCase
