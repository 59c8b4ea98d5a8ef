"""How long an exposure stays marked after it was restructured: observation, cure and probation, by a rule as data.

A status is folded from dated facts. Periods are judged here; whether the debtor's difficulty is over, payments were
regular and repayment is likely is the lender's to say: until the period is over the answer is fail, after it needs
review, and a step the lender has taken is held against the period only.

>>> from restructure.policies.eu import EU_FORBORNE
>>> facts = [
...     ForborneFact("2026-03-31", "non_performing"),
...     ForborneFact("2026-03-31", "measure"),
...     ForborneFact("2027-03-31", "performing"),
... ]
>>> now = forborne_status(facts, rule=EU_FORBORNE, as_of=date(2027, 6, 30))
>>> now.performing, now.probation_from, now.exit_earliest
(True, datetime.date(2027, 3, 31), datetime.date(2029, 3, 31))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal

from ..basics.dates import add_months
from ..basics.errors import EventError, Fault, InvalidInputError, PolicyNotInForceError, parsed, require_type
from ..basics.provenance import Check, Reason, Source, Wording, names_only
from ..basics.types import (
    Count,
    Date,
    Items,
    Text,
    Whole,
    at_least,
    at_most,
    field,
    parse_date,
    record,
    value,
    whole_of,
)
from .time_limit import TimeLimit, counted

__all__ = [
    "ForborneFact",
    "ForborneStatus",
    "MarkRemark",
    "MarkRule",
    "Observation",
    "ObservationRule",
    "forborne_status",
    "observation",
    "observation_months",
]

# --- observation of a restructured asset -----------------------------------------------------------------------------


@record()
class ObservationRule:
    """How long a restructured asset is observed at least (重组观察期规则).

    Args:
        code: the rule's name.
        months: at least so many from the first due date, and from every one missed in it.
        periods: and at least so many repayment periods.
        since: the first day the rule is in force: the first due date must not be before it.
        sources: where it was found, and how sure that is.
        text: the rule in words; may name `{months}`, the months of the longer of the two.

    Raises:
        InvalidInputError: words that name anything else.

    Examples:
        >>> from restructure.policies.china import CN_OBSERVATION
        >>> CN_OBSERVATION.months, CN_OBSERVATION.periods
        (12, 2)
    """

    code: Text
    months: Annotated[Whole, at_least(1), at_most(600)]
    periods: Count = field(default=0)
    since: Date
    sources: Items[Source]
    text: Wording

    def _faults(self) -> Iterator[Fault]:
        if not names_only(self.text, ("months",)):
            yield Fault("text", "may name months in braces and nothing else")


@value(private=True)
class Observation:
    """The observation of a restructured asset (重组观察期).

    Args:
        months: its length.
        starts_on: the first due date of the new terms, or the last missed one.
        ends_on: the first day on which the mark may be lifted.
        lifting: whether it may be lifted.
    """

    months: int
    starts_on: date
    ends_on: date
    lifting: Check


def observation_months(period_months: int, *, rule: ObservationRule) -> int:
    """Return how long a restructured asset is observed at least (重组观察期月数).

    Args:
        period_months: months from one repayment to the next, 1 or more.
        rule: months and repayment periods at least.

    Returns:
        The longer of the two.

    Raises:
        InvalidInputError: no whole number of months, or no rule.

    Sources:
        The rule's own.

    Examples:
        >>> from restructure.policies.china import CN_OBSERVATION
        >>> [observation_months(period, rule=CN_OBSERVATION) for period in (1, 6, 12)]
        [12, 12, 24]
    """
    require_type("rule", rule, ObservationRule, "an ObservationRule")
    return max(rule.months, rule.periods * whole_of("period_months", period_months, low=1))


def observation(
    first_due_on: date, *, rule: ObservationRule, period_months: int, missed_on: Iterable[date] = (), as_of: date
) -> Observation:
    """Return the observation of a restructured asset, begun anew by every payment missed in it (重组观察期).

    Args:
        first_due_on: the first due date of the new terms.
        rule: how long it lasts at least.
        period_months: months from one repayment to the next, 1 or more.
        missed_on: due dates since then that were not paid in full and on time.
        as_of: the day of the facts; what was missed later is not known yet.

    Raises:
        InvalidInputError: bad dates or months, no rule, or a due date missed before the first one.
        PolicyNotInForceError: the first due date is before the rule.

    Sources:
        The rule's own.

    Examples:
        >>> from restructure.policies.china import CN_OBSERVATION
        >>> missed = [date(2026, 6, 15)]
        >>> seen = observation(
        ...     date(2026, 1, 15), rule=CN_OBSERVATION, period_months=1, missed_on=missed, as_of=date(2027, 2, 1)
        ... )
        >>> seen.ends_on, seen.lifting.status, seen.lifting.indicated
        (datetime.date(2027, 6, 15), 'needs_review', 'fail')
    """
    months, today = observation_months(period_months, rule=rule), parsed("as_of", parse_date, as_of)
    starts_on = parsed("first_due_on", parse_date, first_due_on)
    if starts_on < rule.since:
        raise PolicyNotInForceError(f"{rule.code} is in force since {rule.since}; use the rule of that day")
    missed = sorted(parsed(f"missed_on[{place}]", parse_date, given) for place, given in enumerate(missed_on))
    if missed and missed[0] < starts_on:
        raise InvalidInputError([Fault("missed_on", "has a day before first_due_on; leave it out")])
    for day in missed:
        if day <= today and day < _after(starts_on, months):
            starts_on = day
    ends_on = _after(starts_on, months)
    lifting = _not_before(rule.code, today, ends_on, rule.sources, rule.text.filled({"months": str(months)}))
    return Observation(months=months, starts_on=starts_on, ends_on=ends_on, lifting=lifting)


def _after(start: date, months: int) -> date:
    return add_months(start, months, due_day=start.day)


# --- cure and probation of a forborne exposure -----------------------------------------------------------------------


@record()
class MarkRemark:
    """What is said of an exposure when something happens during its probation (考察期事项说明).

    Examples:
        >>> MarkRemark("NEW_MEASURE", Wording("non-performing again", "重新列为不良")).code
        'NEW_MEASURE'
    """

    code: Text = field(kw_only=False)
    text: Wording = field(kw_only=False)

    def _faults(self) -> Iterator[Fault]:
        if not names_only(self.text, ()):
            yield Fault("text", "may name nothing in braces")


@record()
class MarkRule:
    """How long a forborne exposure keeps its mark, and what makes it non-performing again (重组标识规则).

    Args:
        cure: how long it stays non-performing at least after the measure.
        probation: how long it stays forborne at least once it is performing.
        cure_after_fall: sources for the cure of an exposure restructured before running from the day it became
            non-performing.
        past_due_days: more days past due than these count against a probation.
        non_performing_days: more days past due than these make any exposure non-performing.
        measure_after_cure: what is said of a new measure during a probation that followed a cure: non-performing again.
        measure_again: of a new measure during any other: the lender looks at it.
        past_due_after_cure: of more than `past_due_days` during a probation that followed a cure: non-performing again.
        past_due: of the same during any other.

    Raises:
        InvalidInputError: a period that is no earliest day, or that counts business days.

    Examples:
        >>> from restructure.policies.eu import EU_FORBORNE
        >>> EU_FORBORNE.cure.count, EU_FORBORNE.probation.count, EU_FORBORNE.past_due_days
        (1, 2, 30)
    """

    cure: TimeLimit
    probation: TimeLimit
    cure_after_fall: Items[Source] = field(default=())
    past_due_days: Count
    non_performing_days: Count
    measure_after_cure: MarkRemark
    measure_again: MarkRemark
    past_due_after_cure: MarkRemark
    past_due: MarkRemark

    def _faults(self) -> Iterator[Fault]:
        for name, limit in (("cure", self.cure), ("probation", self.probation)):
            if limit.bound != "earliest" or limit.unit == "business_days":
                yield Fault(name, "must be an earliest day counted in days, months or years")


ForborneKind = Literal["measure", "non_performing", "performing", "past_due", "released"]
"""What happened: a forbearance measure was granted; the lender classed the exposure as non-performing, or as performing
again; it became more days past due than the rule's `past_due_days`; the lender ended the forborne mark."""


@record(private=True)
class ForborneFact:
    """One dated fact in the life of a forborne exposure (重组敞口事件).

    Args:
        on: the day.
        kind: see `ForborneKind`.

    Examples:
        >>> ForborneFact("2026-03-31", "measure").kind
        'measure'
    """

    on: Date = field(kw_only=False)
    kind: ForborneKind = field(kw_only=False)


@value(private=True)
class ForborneStatus:
    """Where a forborne exposure stands (重组敞口状态).

    Args:
        forborne: whether it carries the mark.
        performing: whether it is classed as performing.
        cured: whether it is on a probation to which it came from non-performing.
        cure_until: the first day on which it may be performing again; `None` when it is, or is not forborne.
        cure_sources: where it was found from which day the cure runs.
        probation_from: the day its probation runs from; `None` when it has none.
        exit_earliest: the first day on which the mark may end; while non-performing, with an immediate return.
        checks: each step the lender took, held against the period before it.
        leaving: whether the present period is over; `None` when there is none.
        reasons: what else moved the exposure, or asks for a person.
    """

    forborne: bool = False
    performing: bool = True
    cured: bool = False
    cure_until: date | None = None
    cure_sources: Sequence[Source] = ()
    probation_from: date | None = None
    exit_earliest: date | None = None
    checks: Sequence[Check] = ()
    leaving: Check | None = None
    reasons: Sequence[Reason] = ()


def forborne_status(facts: Iterable[ForborneFact], *, rule: MarkRule, as_of: date) -> ForborneStatus:
    """Return where an exposure stands after all that happened to it (重组敞口的治愈期与考察期).

    An exposure begins performing and not forborne. During a probation that followed a cure, a new measure or too many
    days past due make it non-performing again; during any other they do not by themselves.

    Args:
        facts: in order of days; those of one day in the order they happened.
        rule: the periods, and what is said of what happens in them.
        as_of: the last day that counts.

    Raises:
        InvalidInputError: no facts of this kind, no rule, no date, or facts out of order.
        EventError: an exposure that is performing becomes performing, or a mark is ended that is not on probation.

    Sources:
        The rule's own; the order of things is that of EBA Q&A 2013_618, 2014_878, 2014_1018 and 2015_1842.

    Examples:
        >>> from restructure.policies.eu import EU_FORBORNE
        >>> now = forborne_status([ForborneFact("2026-03-31", "measure")], rule=EU_FORBORNE, as_of=date(2026, 12, 31))
        >>> now.cured, now.exit_earliest, now.leaving.status
        (False, datetime.date(2028, 3, 31), 'fail')
    """
    require_type("rule", rule, MarkRule, "a MarkRule")
    today, state, before = parsed("as_of", parse_date, as_of), ForborneStatus(), date.min
    for place, fact in enumerate(facts):
        require_type(f"facts[{place}]", fact, ForborneFact, "a ForborneFact")
        if fact.on < before:
            raise InvalidInputError([Fault(f"facts[{place}]", "is before the one before it; sort them by day")])
        before = fact.on
        if fact.on <= today:
            state = _after_fact(state, fact, rule, f"facts[{place}]")
    return replace(state, leaving=_leaving(state, rule, today))


def _after_fact(state: ForborneStatus, fact: ForborneFact, rule: MarkRule, path: str) -> ForborneStatus:
    if fact.kind == "measure":
        return _granted(state, fact.on, rule)
    if fact.kind == "past_due":
        return _became_past_due(state, fact.on, rule)
    if fact.kind == "non_performing":
        return _failed(state, fact.on, rule) if state.performing else state
    if fact.kind == "performing":
        return _returned(state, fact.on, rule, path)
    return _released(state, fact.on, rule, path)


def _granted(state: ForborneStatus, on: date, rule: MarkRule) -> ForborneStatus:
    if not state.performing:
        return _in_cure(replace(state, forborne=True), on, rule, rule.cure.sources)
    if not state.forborne:
        return _on_probation(replace(state, forborne=True), on, rule)
    if state.cured:
        return _in_cure(_fallen(_noted(state, rule.measure_after_cure)), on, rule, rule.cure.sources)
    return _noted(state, rule.measure_again)


def _became_past_due(state: ForborneStatus, on: date, rule: MarkRule) -> ForborneStatus:
    if not (state.performing and state.forborne):
        return state
    if state.cured:
        return _failed(_noted(state, rule.past_due_after_cure), on, rule)
    return _noted(state, rule.past_due)


def _failed(state: ForborneStatus, on: date, rule: MarkRule) -> ForborneStatus:
    fallen = _fallen(state)
    return _in_cure(fallen, on, rule, (*rule.cure.sources, *rule.cure_after_fall)) if state.forborne else fallen


def _fallen(state: ForborneStatus) -> ForborneStatus:
    return replace(state, performing=False, cured=False, probation_from=None)


def _returned(state: ForborneStatus, on: date, rule: MarkRule, path: str) -> ForborneStatus:
    if state.performing:
        raise EventError(f"{path}: the exposure is performing already; leave the fact out")
    if state.cure_until is None:
        return replace(state, performing=True)
    taken = _step(rule.cure, on, state.cure_until, state.cure_sources)
    cured = replace(state, performing=True, cured=True, cure_until=None, cure_sources=())
    return _on_probation(replace(cured, checks=(*state.checks, taken)), on, rule)


def _released(state: ForborneStatus, on: date, rule: MarkRule, path: str) -> ForborneStatus:
    if state.probation_from is None:
        raise EventError(f"{path}: only a mark on probation can be ended; class the exposure as performing first")
    taken = _step(rule.probation, on, _period(rule.probation, state.probation_from), rule.probation.sources)
    return ForborneStatus(checks=(*state.checks, taken), reasons=state.reasons)


def _in_cure(state: ForborneStatus, on: date, rule: MarkRule, sources: Sequence[Source]) -> ForborneStatus:
    until = _period(rule.cure, on)
    return replace(state, cure_until=until, cure_sources=sources, exit_earliest=_period(rule.probation, until))


def _on_probation(state: ForborneStatus, on: date, rule: MarkRule) -> ForborneStatus:
    return replace(state, probation_from=on, exit_earliest=_period(rule.probation, on))


def _period(limit: TimeLimit, start: date) -> date:
    return counted(limit, start, 1, None)


def _leaving(state: ForborneStatus, rule: MarkRule, today: date) -> Check | None:
    if not state.forborne or state.exit_earliest is None:
        return None
    if state.cure_until is None:
        limit, end, sources = rule.probation, state.exit_earliest, rule.probation.sources
    else:
        limit, end, sources = rule.cure, state.cure_until, state.cure_sources
    return _not_before(limit.code, today, end, sources, _text(limit))


def _step(limit: TimeLimit, on: date, end: date, sources: Sequence[Source]) -> Check:
    """Return whether a step the lender took came after its period."""
    return Check.of(
        limit.code,
        holds=on >= end,
        actual=on.isoformat(),
        limit=end.isoformat(),
        sources=sources,
        text=_text(limit),
    )


def _not_before(code: str, today: date, end: date, sources: Sequence[Source], text: Wording) -> Check:
    """Return a check that fails until a day, and from it on asks for a person."""
    holds = False if today < end else None
    return Check.of(code, holds=holds, actual=today.isoformat(), limit=end.isoformat(), sources=sources, text=text)


def _text(limit: TimeLimit) -> Wording:
    return limit.text.filled({"count": str(limit.count)})


def _noted(state: ForborneStatus, remark: MarkRemark) -> ForborneStatus:
    return replace(state, reasons=(*state.reasons, Reason.of(remark.code, remark.text)))
