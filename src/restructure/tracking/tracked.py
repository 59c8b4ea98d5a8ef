"""What tracking answers with: where an agreement stands on a day, and why. Data and display only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from ..basics.money import Currency
from ..basics.provenance import Check, Reason, Status, Wording, combine
from ..basics.shown import Shown
from ..basics.types import field, value
from ..contract.components import Component
from ..contract.position import Position
from ..law.mark import ForborneStatus, Observation
from ..law.scheme import OverdueClass
from ..loan.rows import TrackedCharge, TrackedInstallment

__all__ = [
    "BreachSpell",
    "BreachState",
    "Classification",
    "Consequence",
    "EventNotes",
    "NextAction",
    "PastDue",
    "PromiseState",
    "Receipts",
    "Signal",
    "Tracked",
    "TrialProgress",
]


@value(private=True)
class PastDue:
    """What is overdue on the day tracked (逾期情况), major units.

    Args:
        amount: everything overdue, late charges and interest on overdue amounts included.
        components: the same by component.
        since: the oldest unpaid due date, or `None`.
        days: since then; 0 on the due date itself.
        carried_days: days past due of the debt before, where the agreement keeps counting them; else 0.
        material_days: consecutive days up to today with an amount overdue that matters by the policy's thresholds, or
            `None` where it has none.
        material: the check that these days do not yet make a default, or `None`.
        bucket: the policy's bucket for the days.
        worst_days: the most days any installment has been late so far.
        worst_days_12m: the most days past due on any day of the last 12 months.
        months_since: whole months since something was last overdue: 0 while it is, `None` if it never was.
    """

    amount: Decimal
    components: Mapping[Component, Decimal]
    since: date | None
    days: int
    carried_days: int
    material_days: int | None
    material: Check | None
    bucket: OverdueClass
    worst_days: int
    worst_days_12m: int
    months_since: int | None


@value(private=True)
class TrialProgress:
    """How a trial period goes (试行期).

    Args:
        state: running, passed (the plan is permanent) or failed.
        needed: installments to be paid in full and on time.
        made: how many have been, in a row from the first.
        decided_on: the day it was passed or failed, or `None` while it runs.
        ends_on: the due date of its last installment.
        check: the rule with its source.
    """

    state: Literal["running", "passed", "failed"]
    needed: int
    made: int
    decided_on: date | None
    ends_on: date
    check: Check


@value(private=True)
class Consequence:
    """One thing that follows from a breach by the agreement's own terms (违约后果).

    Args:
        code: of the agreement's term.
        text: what follows, in words.
        amount: what it adds to what is due at once if the lender enforces it today, major units, or `None`.
    """

    code: str
    text: Wording
    amount: Decimal | None


@value(private=True)
class BreachSpell:
    """One breach: since when, by which term of the agreement, until when it could be or was cured.

    Args:
        since: the first day on which a breach term was met.
        by: the codes of the terms met on that day.
        cure_by: the last day on which paying what is overdue heals it, or `None` where it cannot be healed.
        cured_on: the day nothing was overdue any more, within the time to cure, or `None`.
    """

    since: date
    by: tuple[str, ...]
    cure_by: date | None
    cured_on: date | None


@value(private=True)
class BreachState:
    """Whether an agreement is in breach by its own terms (违约状态).

    Args:
        state: none; curable (in breach, and the time to cure runs); final (in breach, and that time is over or there is
            none); cured (it was, and is not any more).
        since: of the present breach, or `None`.
        cure_by: the last day to cure it, or `None`.
        to_cure: what must be paid today to cure it, major units: what is overdue without what enforcement added; zero
            when there is no breach.
        enforced_on: since when the lender holds the borrower to what follows, as the agreement's life records it: from
            that day on it is part of what is owed. `None` while it does not.
        checks: every breach term held against the facts: fail means the term is met.
        consequences: what the agreement says follows.
        spells: every breach so far.
    """

    state: Literal["none", "curable", "final", "cured"]
    since: date | None
    cure_by: date | None
    to_cure: Decimal
    enforced_on: date | None
    checks: tuple[Check, ...]
    consequences: tuple[Consequence, ...]
    spells: tuple[BreachSpell, ...]


@value(private=True)
class Classification:
    """How one scheme would class the exposure (风险分类).

    Args:
        scheme: its code.
        name: the class: no milder one is open; people may choose a worse one.
        text: the class in words.
        by_days: what the days past due alone say.
        concessions: the concessions of the agreement that the scheme knows, which make it a restructured exposure.
        checks: what was held against what.
        reasons: what led to the class.
    """

    scheme: str
    name: str
    text: Wording
    by_days: OverdueClass
    concessions: tuple[Reason, ...]
    checks: tuple[Check, ...]
    reasons: tuple[Reason, ...]

    @property
    def status(self) -> Status:
        """The worst of its checks."""
        return combine(self.checks)


@value(private=True)
class Receipts:
    """Every unit ever paid and where it is now (收款去向), major units: `received = taken_back + settled + credit`.

    Args:
        received: all payments that count, and money held from before that the agreement began with.
        taken_back: charged back.
        settled: what payments have settled, by component; principal repaid early included.
        credit: paid and not yet used for anything owed.
    """

    received: Decimal
    taken_back: Decimal
    settled: Mapping[Component, Decimal]
    credit: Decimal


SignalCode = Literal[
    "UPCOMING_DUE",
    "FIRST_MISSED",
    "MISSED_AGAIN",
    "BREACH",
    "CURE_ENDS",
    "BROKEN_PROMISE",
    "IMPROVING",
    "WORSENING",
    "TRIAL_PASSED",
    "TRIAL_FAILED",
    "OBSERVATION_OVER",
    "COMPLETED",
    "REASSESS_MISSED_IN_A_ROW",
    "REASSESS_MISSED_IN_ALL",
    "REASSESS_INCOME_CHANGE",
    "REASSESS_HARDSHIP_END",
    "REASSESS_REVIEW_DATE",
]

ActionCode = Literal[
    "NONE",
    "REMIND",
    "CONTACT",
    "REASSESS",
    "NOTIFY_BREACH",
    "DECIDE_ON_BREACH",
    "REVIEW_MARK",
    "CONFIRM_COMPLETION",
]


@value(private=True)
class Signal:
    """Something a lender should know, with the figures behind it (信号); no message is sent.

    Args:
        code: see `SignalCode`.
        on: the day it arose.
        text: the same in words.
        values: the figures in the words.
    """

    code: SignalCode
    on: date
    text: Wording
    values: Mapping[str, str]


@value(private=True)
class NextAction:
    """What to do next, as data (下一步): the code, by when, why.

    Args:
        code: see `ActionCode`.
        by: the day by which, or `None` when nothing presses.
        text: the same in words.
        because: the signals that led to it.
    """

    code: ActionCode
    by: date | None
    text: Wording
    because: tuple[SignalCode, ...]


@value(private=True)
class PromiseState:
    """What became of a promise to pay (还款承诺): `open` until its day has passed.

    Args:
        id: of the promise.
        due_on: its day.
        state: kept, broken or open.
        paid: what came in from the day it was given to its day, major units.
    """

    id: str
    due_on: date
    state: Literal["kept", "broken", "open"]
    paid: Decimal


@value(private=True)
class EventNotes:
    """Which events were looked at in a special way, by id (事件说明).

    Args:
        duplicates: given more than once with the same content: counted once.
        backdated: recorded later than they took effect.
        reversed: undone by a reversal.
        not_yet: effective or known only after the day tracked: left out.
    """

    duplicates: tuple[str, ...] = field(default=())
    backdated: tuple[str, ...] = field(default=())
    reversed: tuple[str, ...] = field(default=())
    not_yet: tuple[str, ...] = field(default=())


@value(private=True)
class Tracked(Shown):
    """Where an agreement stands on a day, and why (履约跟踪结果).

    Args:
        reference: of the agreement.
        agreement_hash: of the agreement tracked.
        currency: of all amounts.
        as_of: the day; everything is at its end.
        known_at: what was recorded later is left out, or `None`.
        status: the agreement's life on that day: as it records it, and completed once nothing is owed any more. One
            that is superseded or cancelled stays so: it has no breach and no signals.
        position: what is owed, component by component.
        installments: every row of the agreement and what has become of it, the first day's payment as number 0.
        charges: every charge beside the rows, before the last of them or after, and what has become of it.
        past_due: what is overdue and for how long.
        trial, observation, forborne: where they stand; `None` where the policy has none.
        breach: whether the agreement's breach terms are met.
        classifications: one a scheme of the policy.
        receipts: where every unit paid is now.
        promises: what became of each.
        notes: events that are duplicates, backdated, reversed or left out.
        signals: what a lender should know, the most pressing first.
        next_action: what to do next.
        deadlines: the policy's time limits that run from the oldest unpaid due date or from the breach, each held
            against what was done; the day it sets is the limit of the check.
        reasons: remarks on the answer as a whole.
    """

    reference: str
    agreement_hash: str
    currency: Currency
    as_of: date
    known_at: date | None
    status: str
    position: Position
    installments: tuple[TrackedInstallment, ...]
    charges: tuple[TrackedCharge, ...]
    past_due: PastDue
    trial: TrialProgress | None
    breach: BreachState
    observation: Observation | None
    forborne: ForborneStatus | None
    classifications: tuple[Classification, ...]
    receipts: Receipts
    promises: tuple[PromiseState, ...]
    notes: EventNotes
    signals: tuple[Signal, ...]
    next_action: NextAction
    deadlines: tuple[Check, ...]
    reasons: tuple[Reason, ...]

    @property
    def days_past_due(self) -> int:
        """Days since the oldest unpaid due date."""
        return self.past_due.days

    @property
    def bucket(self) -> OverdueClass:
        """The policy's bucket for the days past due."""
        return self.past_due.bucket

    @property
    def next_due(self) -> TrackedInstallment | None:
        """The first installment after the day that still asks for something, or `None`."""
        ahead = (row for row in self.installments if row.due_date > self.as_of and row.total.left)
        return next(ahead, None)

    @property
    def triggers(self) -> Sequence[Signal]:
        """The signals that ask for a re-assessment."""
        return tuple(signal for signal in self.signals if signal.code.startswith("REASSESS"))
