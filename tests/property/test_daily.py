"""Daily simple interest against an independent day-by-day statement: random payments, early, late and in any size."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, settings, strategies as st

import restructure as rs
from support.strategies import CURRENCY
from witness.slow_daily import SlowDaily, SlowInRows
from witness.slow_history import stepping

START = date(2026, 1, 10)
RATES = ["0", "0.0365", "0.0999", "0.1825", "0.36"]
RULES: dict[str, type[SlowDaily]] = {"daily": SlowDaily, "daily_in_rows": SlowInRows}
DEEP = 2_000
Deed = tuple[int, str, dict[str, Any]]
"""Days after the start, what happens, and with which figures."""


def major(minor: int) -> Any:
    return CURRENCY.to_major(minor)


deeds = st.one_of(
    st.tuples(
        st.integers(0, 420),
        st.just("pays"),
        st.fixed_dictionaries(
            {
                "share": st.sampled_from([1, 5, 50, 99, 100, 100, 100, 101, 250]),
                "excess": st.sampled_from(["hold", "keep", "relevel"]),
            }
        ),
    ),
    st.tuples(
        st.integers(0, 420),
        st.just("rate"),
        st.fixed_dictionaries({"rate": st.sampled_from(RATES), "how": st.sampled_from(["keep", "relevel"])}),
    ),
    st.tuples(st.integers(0, 420), st.just("pause"), st.fixed_dictionaries({"days": st.integers(1, 60)})),
)


class Both:
    """A loan told to the library and to the witness."""

    def __init__(self, rule: Any, principal: int, count: int, rate: str, first: date) -> None:
        self.servicing = rs.Servicing(interest=rule)
        self.terms = rs.LoanTerms(
            currency=CURRENCY,
            principal=major(principal),
            rate=rate,
            start_date=START,
            first_due_date=first,
            phases=[rs.Phase(count)],
            day_count="act/365f",
        )
        self.slow = RULES[rule](principal, Fraction(rate), START, stepping(first, count))
        self.slow.level()
        self.level = self.slow.installment
        self.slow.morning()
        self.events: list[rs.Event] = []

    def reach(self, day: date) -> None:
        while self.slow.today < day:
            self.slow.night()
            self.slow.morning()

    def happens(self, what: str, given: dict[str, Any]) -> None:
        name, today, slow = f"e{len(self.events):03d}", self.slow.today, self.slow
        if what == "pays":
            amount = max(self.level * given["share"] // 100, 1)
            self.events.append(rs.Event(name, "payment", today, amount=major(amount), excess=given["excess"]))
            slow.pay(amount, given["excess"])
        elif slow.met < len(slow.dues) and slow.principal:
            how = "keep" if what == "pause" or any(one.left for one in slow.asked) else given["how"]
            change: dict[str, Any] = {"installment": how}
            if what == "rate":
                change["rate"] = given["rate"]
                slow.change_rate(Fraction(given["rate"]), how)
            else:
                until = today + timedelta(days=given["days"])
                change["no_interest_until"] = until
                slow.pauses.append((today, until))
            self.events.append(rs.Event(name, "change", today, change=rs.Change(today, **change)))

    def check(self) -> None:
        slow, today = self.slow, self.slow.today
        seen = rs.schedule_on(self.terms, self.events, as_of=today, servicing=self.servicing)
        position = seen.position
        found = [CURRENCY.to_minor(one) for one in (position.principal, position.interest, position.credit)]
        assert found == [slow.principal, slow.debt() - slow.principal, slow.credit]
        late = sum(one.left for one in slow.asked if one.due < today)
        if slow.met == len(slow.dues) and slow.dues[-1] < today:
            late = slow.debt()
        assert sum(CURRENCY.to_minor(amount) for amount in seen.overdue.values()) == late
        assert position.days_past_due == slow.days_late()
        self.check_what_is_to_come(seen)

    def check_what_is_to_come(self, seen: rs.ScheduleOn) -> None:
        """Pay what is overdue today and every row as it asks: what that takes is what the rows say."""
        if self.slow.dues[-1] <= self.slow.today:
            return
        rest, paid = deepcopy(self.slow), 0
        while rest.today <= rest.dues[-1]:
            asked = sum(one.left for one in rest.asked)
            if asked:
                rest.pay(asked, "hold")
                paid += asked
            rest.night()
            rest.morning()
        assert sum(CURRENCY.to_minor(row.total.left) for row in seen.rows) == paid
        assert rest.debt() == 0


lives = st.builds(
    Both,
    st.sampled_from(sorted(RULES)),
    st.integers(50_000, 5_000_000),
    st.integers(1, 12),
    st.sampled_from(RATES),
    st.integers(1, 18).map(lambda days: START + timedelta(days=days)),
)


@given(lives, st.lists(deeds, max_size=14), st.integers(0, 450))
@settings(max_examples=DEEP if settings().max_examples > 100 else 120)
def test_every_figure_equals_the_witness(life: Both, happening: list[Deed], as_of: int) -> None:
    order = {"rate": 0, "pause": 0, "pays": 1}
    for days, what, given_ in sorted(happening, key=lambda deed: (deed[0], order[deed[1]])):
        if days > as_of:
            break
        life.reach(START + timedelta(days=days))
        life.happens(what, given_)
    life.reach(START + timedelta(days=as_of))
    life.check()
