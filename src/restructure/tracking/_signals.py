"""Signals and the next action: what a lender should know and do, as data with its reason. No message is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ..agreement import LifeStep
from ..basics.written import money_text, percent_text
from ..law.mark import Observation
from ..loan.rows import Item, TrackedInstallment
from ..policy import Behavior, Delinquency, Trigger, TriggerKind
from . import words
from ._book import Folded
from ._breach import longest_run
from .circumstances import Circumstances, IncomeReport, Promise
from .tracked import (
    ActionCode,
    BreachState,
    NextAction,
    PromiseState,
    Signal,
    SignalCode,
    TrialProgress,
)

TRIGGERED: Mapping[TriggerKind, SignalCode] = {
    "missed_in_a_row": "REASSESS_MISSED_IN_A_ROW",
    "missed_in_all": "REASSESS_MISSED_IN_ALL",
    "income_change": "REASSESS_INCOME_CHANGE",
    "hardship_end": "REASSESS_HARDSHIP_END",
    "review_date": "REASSESS_REVIEW_DATE",
}


class Seen(NamedTuple):
    """What signals are read from."""

    found: Folded
    items: Sequence[Item]
    rows: Sequence[TrackedInstallment]
    rules: Delinquency
    known: Circumstances
    breach: BreachState
    trial: TrialProgress | None
    observation: Observation | None
    promises: Sequence[PromiseState]
    completed_on: date | None
    closed: LifeStep | None

    @property
    def today(self) -> date:
        """The day tracked."""
        return self.found.as_of

    @property
    def learned_by(self) -> date:
        """The last day on which something became known."""
        return min(self.found.as_of, self.found.known_at or self.found.as_of)


def signals_of(seen: Seen) -> tuple[Signal, ...]:
    """Return everything to be known, the most pressing first."""
    if seen.closed is not None:
        return ()
    if seen.completed_on is not None:
        return (_signal("COMPLETED", seen.completed_on, {"date": seen.completed_on.isoformat()}),)
    found = [*_breaches(seen), *_missed(seen), *_broken(seen), *_triggered(seen)]
    found += [*_trials(seen), *_behaved(seen), *_observed(seen), *_upcoming(seen)]
    return tuple(sorted(found, key=lambda signal: PRESSING.index(signal.code)))


PRESSING: tuple[SignalCode, ...] = (
    "COMPLETED",
    "BREACH",
    "CURE_ENDS",
    "REASSESS_MISSED_IN_A_ROW",
    "REASSESS_MISSED_IN_ALL",
    "REASSESS_INCOME_CHANGE",
    "REASSESS_HARDSHIP_END",
    "REASSESS_REVIEW_DATE",
    "TRIAL_FAILED",
    "BROKEN_PROMISE",
    "MISSED_AGAIN",
    "FIRST_MISSED",
    "WORSENING",
    "UPCOMING_DUE",
    "OBSERVATION_OVER",
    "TRIAL_PASSED",
    "IMPROVING",
)


def _signal(code: SignalCode, on: date, values: Mapping[str, str]) -> Signal:
    return Signal(code=code, on=on, text=words.SIGNALS[code].filled(values), values=dict(values))


def _breaches(seen: Seen) -> Iterator[Signal]:
    breach = seen.breach
    if breach.since is None:
        return
    yield _signal("BREACH", breach.since, {"date": breach.since.isoformat()})
    if breach.cure_by is not None:
        values = {"date": breach.cure_by.isoformat(), "amount": money_text(breach.to_cure)}
        yield _signal("CURE_ENDS", breach.since, values)


def _missed(seen: Seen) -> Iterator[Signal]:
    """Yield the oldest installment that is overdue."""
    late = [row for row in seen.rows if row.status == "overdue"]
    ever = [item for item in seen.items if item.number is not None and item.late]
    if late:
        row = late[0]
        values = {"number": str(row.number), "date": row.due_date.isoformat(), "amount": money_text(row.total.left)}
        values["count"] = str(len(ever))
        yield _signal("FIRST_MISSED" if len(ever) == 1 else "MISSED_AGAIN", row.due_date + timedelta(days=1), values)


def _upcoming(seen: Seen) -> Iterator[Signal]:
    last = seen.today + timedelta(days=seen.rules.remind_days)
    for row in seen.rows:
        if seen.today <= row.due_date <= last and row.total.left:
            amount, day = money_text(row.total.left), row.due_date.isoformat()
            yield _signal("UPCOMING_DUE", seen.today, {"number": str(row.number), "amount": amount, "date": day})


def _trials(seen: Seen) -> Iterator[Signal]:
    trial = seen.trial
    if trial is not None and trial.decided_on is not None:
        code: SignalCode = "TRIAL_PASSED" if trial.state == "passed" else "TRIAL_FAILED"
        yield _signal(code, trial.decided_on, {"date": trial.decided_on.isoformat()})


def _observed(seen: Seen) -> Iterator[Signal]:
    seen_until = None if seen.observation is None else seen.observation.ends_on
    if seen_until is not None and seen_until <= seen.today:
        yield _signal("OBSERVATION_OVER", seen_until, {"date": seen_until.isoformat()})


# --- promises --------------------------------------------------------------------------------------------------------


def promises_of(found: Folded, known: Circumstances) -> tuple[PromiseState, ...]:
    """Return what became of every promise known by the day (还款承诺)."""
    by = min(found.as_of, found.known_at or found.as_of)
    return tuple(_promise(found, promise) for promise in known.promises if promise.given_on <= by)


def _promise(found: Folded, promise: Promise) -> PromiseState:
    paid = sum(
        found.book.amounts[event.id] * (1 if event.kind == "payment" else -1)
        for event in found.events
        if event.kind in ("payment", "chargeback") and promise.given_on <= event.effective_on <= promise.due_on
    )
    kept = paid >= found.agreement.currency.to_minor(promise.amount)
    open_ = found.as_of <= promise.due_on
    return PromiseState(
        id=promise.id,
        due_on=promise.due_on,
        state="kept" if kept else "open" if open_ else "broken",
        paid=found.agreement.currency.to_major(max(paid, 0)),
    )


def _broken(seen: Seen) -> Iterator[Signal]:
    for promise in seen.promises:
        if promise.state == "broken":
            values = {"date": promise.due_on.isoformat()}
            yield _signal("BROKEN_PROMISE", promise.due_on + timedelta(days=1), values)


# --- behavior --------------------------------------------------------------------------------------------------------


def _behaved(seen: Seen) -> Iterator[Signal]:
    rule = seen.rules.behavior
    if rule is None:
        return
    late = [item.days_late(seen.today) for item in seen.items if item.number and item.due < seen.today]
    found = _direction(late, rule)
    if found is not None:
        before, now = (sum(part) for part in (late[-2 * rule.installments : -rule.installments], _last(late, rule)))
        values = {"count": str(rule.installments), "days": str(now), "before": str(before)}
        yield _signal(found, seen.today, values)


def _last(late: Sequence[int], rule: Behavior) -> Sequence[int]:
    return late[-rule.installments :]


def _direction(late: Sequence[int], rule: Behavior) -> SignalCode | None:
    """Return whether the last installments were paid noticeably sooner or later than those before them."""
    if len(late) < 2 * rule.installments:
        return None
    change = sum(_last(late, rule)) - sum(late[-2 * rule.installments : -rule.installments])
    if abs(change) < rule.days:
        return None
    return "WORSENING" if change > 0 else "IMPROVING"


# --- triggers --------------------------------------------------------------------------------------------------------


def _triggered(seen: Seen) -> Iterator[Signal]:
    for trigger in seen.rules.triggers:
        if trigger.kind in ("missed_in_a_row", "missed_in_all"):
            yield from _missed_too_often(seen, trigger)
        elif trigger.kind == "income_change":
            yield from _income_changed(seen, trigger)
        else:
            day = seen.known.hardship_ends_on if trigger.kind == "hardship_end" else seen.known.review_on
            if day is not None and day <= seen.today:
                yield _signal(TRIGGERED[trigger.kind], day, {"date": day.isoformat()})


def _limit(trigger: Trigger, today: date) -> Decimal:
    limit = None if trigger.limit is None else trigger.limit.at(today)
    if not isinstance(limit, Decimal):
        raise AssertionError("a trigger that counts has a number as its limit")
    return limit


def _missed_too_often(seen: Seen, trigger: Trigger) -> Iterator[Signal]:
    """Yield that so many installments have been missed, in a row or in all."""
    limit = int(_limit(trigger, seen.today))
    missed = sorted(item.missed_on for item in seen.items if item.number is not None and item.missed_on is not None)
    count = longest_run(seen.items, date.min) if trigger.kind == "missed_in_a_row" else len(missed)
    if count >= limit:
        values = {"count": str(count), "limit": str(limit)}
        yield _signal(TRIGGERED[trigger.kind], missed[-1], values)


def _income_changed(seen: Seen, trigger: Trigger) -> Iterator[Signal]:
    """Yield that the income last known differs too much from the one the plan rests on."""
    planned = seen.known.planned_income
    reports = sorted((one for one in seen.known.incomes if one.on <= seen.learned_by), key=lambda one: one.on)
    if planned is None or not reports:
        return
    if not planned:
        yield from _income_begun(reports[-1])
        return
    share = abs(Fraction(reports[-1].monthly) - Fraction(planned)) / Fraction(planned)
    limit = _limit(trigger, seen.today)
    if share >= Fraction(limit):
        values = {"share": percent_text(float(share), 1), "limit": percent_text(limit, 1)}
        yield _signal("REASSESS_INCOME_CHANGE", reports[-1].on, values)


def _income_begun(last: IncomeReport) -> Iterator[Signal]:
    """Yield that there is an income where the plan rests on none: no share of nothing can be stated."""
    if last.monthly:
        yield Signal(code="REASSESS_INCOME_CHANGE", on=last.on, text=words.INCOME_BEGUN, values={})


# --- the next action -------------------------------------------------------------------------------------------------


def action_of(signals: Sequence[Signal], seen: Seen) -> NextAction:
    """Return what to do next: what the most pressing signals ask for."""
    if seen.closed is not None:
        return NextAction(code="NONE", by=None, text=words.CLOSED[seen.closed.status], because=())
    codes: list[SignalCode] = [signal.code for signal in signals]
    for action, asked in _ASKED:
        because: tuple[SignalCode, ...] = tuple(dict.fromkeys(code for code in codes if code in asked))
        if because and _fits(action, seen):
            return NextAction(code=action, by=_by(action, seen), text=words.ACTIONS[action], because=because)
    return NextAction(code="NONE", by=None, text=words.ACTIONS["NONE"], because=())


_ASKED: tuple[tuple[ActionCode, tuple[SignalCode, ...]], ...] = (
    ("CONFIRM_COMPLETION", ("COMPLETED",)),
    ("NOTIFY_BREACH", ("BREACH", "CURE_ENDS")),
    ("DECIDE_ON_BREACH", ("BREACH", "TRIAL_FAILED")),
    ("REASSESS", tuple(TRIGGERED.values())),
    ("CONTACT", ("BROKEN_PROMISE", "MISSED_AGAIN", "FIRST_MISSED", "WORSENING")),
    ("REMIND", ("UPCOMING_DUE",)),
    ("REVIEW_MARK", ("OBSERVATION_OVER",)),
)
"""Which signals ask for which action, the most pressing first."""


def _fits(action: ActionCode, seen: Seen) -> bool:
    return action != "NOTIFY_BREACH" or seen.breach.state == "curable"


def _by(action: ActionCode, seen: Seen) -> date | None:
    if action == "NOTIFY_BREACH":
        return seen.breach.cure_by
    if action == "REMIND":
        return next(row.due_date for row in seen.rows if row.due_date >= seen.today and row.total.left)
    return None
