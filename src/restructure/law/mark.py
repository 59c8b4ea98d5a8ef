"""How long an exposure stays marked after it was restructured: observation in China, cure and probation in Europe.

A status is folded from dated facts. Periods are judged here; whether the debtor's difficulty is over, payments were
regular and repayment is likely is the lender's to say: until the period is over the answer is fail, after it needs
review, and a step the lender has taken is held against the period only.

>>> facts = [
...     ForborneFact("2026-03-31", "non_performing"),
...     ForborneFact("2026-03-31", "measure"),
...     ForborneFact("2027-03-31", "performing"),
... ]
>>> now = forborne_status(facts, as_of=date(2027, 6, 30))
>>> now.performing, now.probation_from, now.exit_earliest
(True, datetime.date(2027, 3, 31), datetime.date(2029, 3, 31))
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from ..basics.dates import add_months
from ..basics.errors import EventError, Fault, InvalidInputError, PolicyNotInForceError, parsed, require_type
from ..basics.provenance import Check, Reason, Source, Wording
from ..basics.types import Date, field, parse_date, record, value, whole_of
from .time_limit import TimeLimit, counted
from .time_limits import EU_CURE, EU_PROBATION

__all__ = ["ForborneFact", "ForborneStatus", "Observation", "forborne_status", "observation", "observation_months"]

# --- China: observation of a restructured asset ----------------------------------------------------------------------

OBSERVATION_SINCE = date(2023, 7, 1)
OBSERVATION_SOURCE = Source(
    title="商业银行金融资产风险分类办法 (CBIRC and PBOC Order 2023 No. 1), Article 20",
    level="secondary",
    checked_on=date(2026, 11, 23),
)
_OBSERVED = Wording(
    "a restructured asset is observed for at least two repayment periods and a year, here {months} months",
    "重组资产观察期至少包含连续两个还款期且不低于1年，此处为{months}个月",
)


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


def observation_months(period_months: int) -> int:
    """Return how long a restructured asset is observed at least in China (重组观察期月数).

    Args:
        period_months: months from one repayment to the next, 1 or more.

    Returns:
        Two periods or 12 months, whichever is longer.

    Raises:
        InvalidInputError: no whole number of months.

    Sources:
        CBIRC and PBOC Order 2023 No. 1, Article 20, read in a reprint.

    Examples:
        >>> [observation_months(period) for period in (1, 6, 12)]
        [12, 12, 24]
    """
    return max(12, 2 * whole_of("period_months", period_months, low=1))


def observation(first_due_on: date, *, period_months: int, missed_on: Iterable[date] = (), as_of: date) -> Observation:
    """Return the observation of a restructured asset, begun anew by every payment missed in it (重组观察期).

    Args:
        first_due_on: the first due date of the new terms.
        period_months: months from one repayment to the next, 1 or more.
        missed_on: due dates since then that were not paid in full and on time.
        as_of: the day of the facts; what was missed later is not known yet.

    Raises:
        InvalidInputError: bad dates or months, or a due date missed before the first one.
        PolicyNotInForceError: the first due date is before the rule.

    Sources:
        CBIRC and PBOC Order 2023 No. 1, Article 20, read in a reprint.

    Examples:
        >>> seen = observation(
        ...     date(2026, 1, 15), period_months=1, missed_on=[date(2026, 6, 15)], as_of=date(2027, 2, 1)
        ... )
        >>> seen.ends_on, seen.lifting.status, seen.lifting.indicated
        (datetime.date(2027, 6, 15), 'needs_review', 'fail')
    """
    months, today = observation_months(period_months), parsed("as_of", parse_date, as_of)
    starts_on = parsed("first_due_on", parse_date, first_due_on)
    if starts_on < OBSERVATION_SINCE:
        raise PolicyNotInForceError(f"observation is in force since {OBSERVATION_SINCE}; use the rule of that day")
    missed = sorted(parsed(f"missed_on[{place}]", parse_date, given) for place, given in enumerate(missed_on))
    if missed and missed[0] < starts_on:
        raise InvalidInputError([Fault("missed_on", "has a day before first_due_on; leave it out")])
    for day in missed:
        if day <= today and day < _after(starts_on, months):
            starts_on = day
    ends_on = _after(starts_on, months)
    lifting = _not_before(
        "CN_OBSERVATION", today, ends_on, [OBSERVATION_SOURCE], _OBSERVED.filled({"months": str(months)})
    )
    return Observation(months=months, starts_on=starts_on, ends_on=ends_on, lifting=lifting)


def _after(start: date, months: int) -> date:
    return add_months(start, months, due_day=start.day)


# --- European Union: cure and probation of a forborne exposure -------------------------------------------------------

ForborneKind = Literal["measure", "non_performing", "performing", "past_due_30", "released"]
"""What happened: a forbearance measure was granted; the lender classed the exposure as non-performing, or as performing
again; it became more than 30 days past due; the lender ended the forborne mark."""


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


def forborne_status(facts: Iterable[ForborneFact], *, as_of: date) -> ForborneStatus:
    """Return where an exposure stands after all that happened to it (重组敞口的治愈期与考察期).

    An exposure begins performing and not forborne. During a probation that followed a cure, a new measure or more than
    30 days past due makes it non-performing again; during any other it does not by itself.

    Args:
        facts: in order of days; those of one day in the order they happened.
        as_of: the last day that counts.

    Raises:
        InvalidInputError: no facts of this kind, no date, or facts out of order.
        EventError: an exposure that is performing becomes performing, or a mark is ended that is not on probation.

    Sources:
        EBA Q&A 2013_618, 2014_878, 2014_1018 and 2015_1842.

    Examples:
        >>> now = forborne_status([ForborneFact("2026-03-31", "measure")], as_of=date(2026, 12, 31))
        >>> now.cured, now.exit_earliest, now.leaving.status
        (False, datetime.date(2028, 3, 31), 'fail')
    """
    today, state, before = parsed("as_of", parse_date, as_of), ForborneStatus(), date.min
    for place, fact in enumerate(facts):
        require_type(f"facts[{place}]", fact, ForborneFact, "a ForborneFact")
        if fact.on < before:
            raise InvalidInputError([Fault(f"facts[{place}]", "is before the one before it; sort them by day")])
        before = fact.on
        if fact.on <= today:
            state = _after_fact(state, fact, f"facts[{place}]")
    return replace(state, leaving=_leaving(state, today))


def _after_fact(state: ForborneStatus, fact: ForborneFact, path: str) -> ForborneStatus:
    if fact.kind == "measure":
        return _granted(state, fact.on)
    if fact.kind == "past_due_30":
        return _became_past_due(state, fact.on)
    if fact.kind == "non_performing":
        return _failed(state, fact.on) if state.performing else state
    if fact.kind == "performing":
        return _returned(state, fact.on, path)
    return _released(state, fact.on, path)


def _granted(state: ForborneStatus, on: date) -> ForborneStatus:
    if not state.performing:
        return _in_cure(replace(state, forborne=True), on, EU_CURE.sources)
    if not state.forborne:
        return _on_probation(replace(state, forborne=True), on)
    if state.cured:
        return _in_cure(_fallen(_noted(state, "EU_NEW_MEASURE", _NEW_MEASURE)), on, EU_CURE.sources)
    return _noted(state, "EU_SECOND_MEASURE", _SECOND_MEASURE)


def _became_past_due(state: ForborneStatus, on: date) -> ForborneStatus:
    if not (state.performing and state.forborne):
        return state
    if state.cured:
        return _failed(_noted(state, "EU_PAST_DUE_30", _PAST_DUE), on)
    return _noted(state, "EU_PAST_DUE_30", _PAST_DUE_ALWAYS_PERFORMING)


def _failed(state: ForborneStatus, on: date) -> ForborneStatus:
    fallen = _fallen(state)
    return _in_cure(fallen, on, (*EU_CURE.sources, _FROM_THE_CLASS)) if state.forborne else fallen


def _fallen(state: ForborneStatus) -> ForborneStatus:
    return replace(state, performing=False, cured=False, probation_from=None)


def _returned(state: ForborneStatus, on: date, path: str) -> ForborneStatus:
    if state.performing:
        raise EventError(f"{path}: the exposure is performing already; leave the fact out")
    if state.cure_until is None:
        return replace(state, performing=True)
    taken = _step(EU_CURE, on, state.cure_until, state.cure_sources)
    cured = replace(state, performing=True, cured=True, cure_until=None, cure_sources=())
    return _on_probation(replace(cured, checks=(*state.checks, taken)), on)


def _released(state: ForborneStatus, on: date, path: str) -> ForborneStatus:
    if state.probation_from is None:
        raise EventError(f"{path}: only a mark on probation can be ended; class the exposure as performing first")
    taken = _step(EU_PROBATION, on, _period(EU_PROBATION, state.probation_from), EU_PROBATION.sources)
    return ForborneStatus(checks=(*state.checks, taken), reasons=state.reasons)


def _in_cure(state: ForborneStatus, on: date, sources: Sequence[Source]) -> ForborneStatus:
    until = _period(EU_CURE, on)
    return replace(state, cure_until=until, cure_sources=sources, exit_earliest=_period(EU_PROBATION, until))


def _on_probation(state: ForborneStatus, on: date) -> ForborneStatus:
    return replace(state, probation_from=on, exit_earliest=_period(EU_PROBATION, on))


def _period(limit: TimeLimit, start: date) -> date:
    return counted(limit, start, 1, None)


def _leaving(state: ForborneStatus, today: date) -> Check | None:
    if not state.forborne or state.exit_earliest is None:
        return None
    if state.cure_until is None:
        end, text = state.exit_earliest, _text(EU_PROBATION)
        return _not_before(EU_PROBATION.code, today, end, EU_PROBATION.sources, text)
    return _not_before(EU_CURE.code, today, state.cure_until, state.cure_sources, _text(EU_CURE))


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


def _noted(state: ForborneStatus, code: str, text: Wording) -> ForborneStatus:
    return replace(state, reasons=(*state.reasons, Reason.of(code, text)))


_FROM_THE_CLASS = Source(
    title="that the cure of an exposure restructured before runs from the day it became non-performing: not read",
    level="unverified",
)
_NEW_MEASURE = Wording(
    "a new measure during the probation after a cure makes the exposure non-performing",
    "治愈后考察期内再次采取重组措施，敞口重新列为不良",
)
_SECOND_MEASURE = Wording(
    "a second measure on an exposure that was always performing: the lender assesses whether it is viable",
    "一直正常的敞口再次采取重组措施：贷款人应评估其可行性",
)
_PAST_DUE = Wording(
    "more than 30 days past due during the probation after a cure makes the exposure non-performing",
    "治愈后考察期内逾期超过30天，敞口重新列为不良",
)
_PAST_DUE_ALWAYS_PERFORMING = Wording(
    "more than 30 days past due during a probation: the mark cannot end while it lasts",
    "考察期内逾期超过30天：逾期未清不得取消重组标识",
)
