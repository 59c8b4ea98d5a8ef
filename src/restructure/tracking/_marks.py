"""The periods an agreement runs through: trial, observation as a restructured asset, the forborne mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..basics.dates import add_months
from ..basics.provenance import Check
from ..law.mark import (
    ForborneFact,
    ForborneKind,
    ForborneStatus,
    MarkRule,
    Observation,
    forborne_status,
    observation,
)
from ..loan.rows import Item, TrackedInstallment
from ..policy import Delinquency, TrialRule
from ._book import Folded
from .circumstances import Circumstances
from .tracked import TrialProgress

# --- trial -----------------------------------------------------------------------------------------------------------


def trial_of(
    found: Folded, items: Sequence[Item], rows: Sequence[TrackedInstallment], rules: Delinquency
) -> TrialProgress | None:
    """Return how the trial period goes, or `None` where the policy has none."""
    rule = rules.trial
    if rule is None:
        return None
    tried = [row for row in rows if row.number > 0][: rule.installments]
    ends = [_time_for(row.due_date, rule) for row in tried]
    by_number = {item.number: item for item in items}
    made = 0
    for row, end in zip(tried, ends, strict=True):
        item = by_number.get(row.number)
        if item is None or item.settled_on is None or item.settled_on > end:
            break
        made += 1
    if made == len(tried):
        last = max(item.settled_on for row in tried if (item := by_number[row.number]).settled_on is not None)
        return _trial(rule, "passed", made, last, ends[-1])
    if found.as_of > ends[made]:
        return _trial(rule, "failed", made, ends[made] + timedelta(days=1), ends[-1])
    return _trial(rule, "running", made, None, ends[-1])


def _time_for(due: date, rule: TrialRule) -> date:
    return due if rule.on_time == "due_date" else add_months(due, 0, due_day=31)


def _trial(rule: TrialRule, state: str, made: int, decided_on: date | None, ends_on: date) -> TrialProgress:
    needed = str(rule.installments)
    check = Check.of(
        "TRIAL",
        holds={"passed": True, "failed": False}.get(state),
        actual=str(made),
        limit=needed,
        sources=rule.sources,
        text=rule.text.filled({"limit": needed}),
    )
    return TrialProgress(
        state=state,  # type: ignore[arg-type]
        needed=rule.installments,
        made=made,
        decided_on=decided_on,
        ends_on=ends_on,
        check=check,
    )


# --- observation -----------------------------------------------------------------------------------------------------


def observation_of(found: Folded, items: Sequence[Item], rules: Delinquency) -> Observation | None:
    """Return the observation of the restructured asset, or `None` where there is none (重组观察期)."""
    rule, first = rules.observation, found.agreement.rows[0].due_date
    if rule is None or first < rule.since:
        return None
    missed = [max(item.due, first) for item in items if item.number and item.late]  # called in before the first row
    step = found.agreement.terms.cadence
    return observation(first, rule=rule, period_months=max(step.months, 1), missed_on=missed, as_of=found.as_of)


# --- the forborne mark -----------------------------------------------------------------------------------------------


def forborne_of(
    found: Folded, items: Sequence[Item], rules: Delinquency, known: Circumstances
) -> ForborneStatus | None:
    """Return where the forborne exposure stands, or `None` where the policy marks none (重组敞口状态)."""
    rule = rules.forborne
    if rule is None:
        return None
    given = [fact for fact in known.decisions if fact.on <= (found.known_at or found.as_of)]
    facts = sorted([*_facts(found, items, rule), *given], key=lambda fact: fact.on)
    return forborne_status(facts, rule=rule, as_of=found.as_of)


def _facts(found: Folded, items: Sequence[Item], rule: MarkRule) -> Iterator[ForborneFact]:
    """Yield what the agreement and its payments say: the measure, and when amounts became too late."""
    granted = found.agreement.effective_on
    limits: tuple[tuple[int, ForborneKind], ...] = (
        (rule.past_due_days, "past_due"),
        (rule.non_performing_days, "non_performing"),
    )
    if found.agreement.position.days_past_due > rule.non_performing_days:
        yield ForborneFact(granted, "non_performing")
    yield ForborneFact(granted, "measure")
    for item in items:
        for days, kind in limits:
            reached = item.due + timedelta(days=days + 1)
            if any(span.first <= reached <= (span.last or found.as_of) for span in item.late):
                yield ForborneFact(reached, kind)
