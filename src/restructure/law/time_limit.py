"""When something is due, or not allowed before: a dated rule counted from a fact.

A `TimeLimit` is data: so many days, business days, months or years after a day. The day counted from is day zero, and
months step from its day of the month. A deadline says by which rule it stands and how sure the rule is; whether it was
kept has three answers. Holidays are the caller's: no calendar is shipped.

>>> letter = TimeLimit(
...     code="LETTER",
...     count=10,
...     unit="business_days",
...     bound="latest",
...     since="2026-01-01",
...     sources=[Source(title="house rule", level="verified")],
...     text=Wording("answer within {count} business days", "{count}个营业日内答复"),
... )
>>> due = deadline(letter, date(2026, 11, 23), calendar=HolidayCalendar([date(2026, 11, 26)]))
>>> due.on, due.text.to_text()
(datetime.date(2026, 12, 8), 'answer within 10 business days')
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from ..basics.dates import HolidayCalendar, add_months
from ..basics.errors import Fault, InvalidInputError, PolicyNotInForceError, parsed, require_type
from ..basics.provenance import Check, Source, Wording
from ..basics.types import Count, Date, Items, Text, parse_date, record, value, whole_of

__all__ = ["Deadline", "TimeLimit", "check_deadline", "deadline", "repeated", "timeline"]

Unit = Literal["days", "business_days", "months", "years"]
"""What a time limit counts."""

Bound = Literal["latest", "earliest"]
"""Whether the day of a deadline is the last one to act on, or the first."""


@record()
class TimeLimit:
    """How long after a fact something must, or may first, happen (期限).

    Args:
        code: the rule's name, for programs.
        count: how many units after the day counted from, which is day zero.
        unit: days, business days, months or years.
        bound: whether the rule names the latest or the earliest day.
        since: the first day the rule is in force, as far as known.
        sources: where it was found, and how sure that is.
        text: the rule in words; `{count}` is filled in.

    Examples:
        >>> TimeLimit(
        ...     code="REVIEW",
        ...     count=3,
        ...     unit="months",
        ...     bound="latest",
        ...     since=date(2013, 7, 1),
        ...     sources=[Source(title="a code of conduct", level="secondary")],
        ...     text=Wording("an update every {count} months", "每{count}个月更新一次"),
        ... ).unit
        'months'
    """

    code: Text
    count: Count
    unit: Unit
    bound: Bound
    since: Date
    sources: Items[Source]
    text: Wording


@value(private=True)
class Deadline:
    """A day that a rule sets, and the rule (截止日或最早日).

    Args:
        code: the rule's name.
        on: the day itself.
        bound: whether it is the latest or the earliest day.
        sources: where the rule was found, and how sure that is.
        text: the rule in words.
    """

    code: str
    on: date
    bound: Bound
    sources: Sequence[Source]
    text: Wording


def deadline(limit: TimeLimit, start: date, *, calendar: HolidayCalendar | None = None) -> Deadline:
    """Return the day that a rule sets when it is counted from a fact (期限届满日).

    Args:
        limit: the rule.
        start: the day counted from.
        calendar: holidays; needed where the rule counts business days.

    Raises:
        InvalidInputError: no date, no calendar for business days, or a day beyond the last year of the calendar.
        PolicyNotInForceError: the day counted from is before the rule.

    Examples:
        >>> from restructure.policies.us import US_EVALUATION
        >>> deadline(US_EVALUATION, date(2026, 5, 20)).on
        datetime.date(2026, 6, 19)
    """
    return repeated(limit, start, times=1, calendar=calendar)[0]


def timeline(
    limits: Iterable[TimeLimit], start: date, *, calendar: HolidayCalendar | None = None
) -> tuple[Deadline, ...]:
    """Return the days that several rules set, all counted from one fact, in the order of the rules (时间表).

    Args:
        limits: the rules.
        start: the day counted from.
        calendar: holidays; needed where a rule counts business days.

    Raises:
        InvalidInputError: see `deadline`.
        PolicyNotInForceError: see `deadline`.

    Examples:
        >>> from restructure.policies.us import US_DELINQUENCY
        >>> [each.on.isoformat() for each in timeline(US_DELINQUENCY, date(2026, 1, 1))]
        ['2026-02-06', '2026-02-15', '2026-05-02']
    """
    return tuple(deadline(limit, start, calendar=calendar) for limit in limits)


def repeated(
    limit: TimeLimit, start: date, *, times: int, calendar: HolidayCalendar | None = None
) -> tuple[Deadline, ...]:
    """Return the days of a duty that comes back, such as an update every three months (定期期限).

    Args:
        limit: the rule; its count is the interval.
        start: the day counted from, for every one of them.
        times: how many, 1 or more.
        calendar: holidays; needed where the rule counts business days.

    Raises:
        InvalidInputError: see `deadline`, or no times.
        PolicyNotInForceError: see `deadline`.

    Examples:
        >>> from restructure.policies.ireland import IE_UPDATE
        >>> [each.on.isoformat() for each in repeated(IE_UPDATE, date(2026, 1, 31), times=2)]
        ['2026-04-30', '2026-07-31']
    """
    require_type("limit", limit, TimeLimit, "a TimeLimit")
    first = parsed("start", parse_date, start)
    if first < limit.since:
        raise PolicyNotInForceError(
            f"{limit.code} is in force since {limit.since}; count from that day on, or use another rule"
        )
    rounds = whole_of("times", times, low=1)
    return tuple(_named(limit, counted(limit, first, each, calendar)) for each in range(1, rounds + 1))


def check_deadline(due: Deadline, *, done_on: date | None, as_of: date) -> Check:
    """Return whether a deadline was kept: pass, fail, or needs review (期限核对).

    What is not done passes and fails nothing until its latest day is over.

    Args:
        due: the deadline.
        done_on: the day it was done; `None` when it is not done.
        as_of: the day of the facts; what is done later is not done yet.

    Raises:
        InvalidInputError: no date.

    Examples:
        >>> from restructure.policies.us import US_EVALUATION
        >>> due = deadline(US_EVALUATION, date(2026, 5, 20))
        >>> check_deadline(due, done_on=date(2026, 6, 19), as_of=date(2026, 7, 1)).status
        'pass'
        >>> check_deadline(due, done_on=None, as_of=date(2026, 6, 20)).status
        'fail'
    """
    require_type("due", due, Deadline, "a Deadline")
    today = parsed("as_of", parse_date, as_of)
    done = None if done_on is None else parsed("done_on", parse_date, done_on)
    seen = None if done is None or done > today else done
    return Check.of(
        due.code,
        holds=_kept(due, seen, today),
        actual=None if seen is None else seen.isoformat(),
        limit=due.on.isoformat(),
        sources=due.sources,
        text=due.text,
    )


def business_days_after(start: date, days: int, *, calendar: HolidayCalendar) -> date:
    """Return the business day that so many business days after a day end on (营业日推算).

    Args:
        start: the day counted from; it does not count, whether it is a business day or not.
        days: how many, 0 or more; with 0 it is the day counted from.
        calendar: holidays and weekends.

    Raises:
        InvalidInputError: no date, a negative count, no calendar, or a day beyond the last year of the calendar.

    Examples:
        >>> business_days_after(date(2026, 7, 2), 5, calendar=HolidayCalendar([date(2026, 7, 3)]))
        datetime.date(2026, 7, 10)
    """
    require_type("calendar", calendar, HolidayCalendar, "a HolidayCalendar; business days depend on its holidays")
    day, left = parsed("start", parse_date, start), whole_of("days", days, low=0)
    try:
        while left:
            day += timedelta(days=1)
            left -= calendar.is_business_day(day)
    except OverflowError:
        raise _too_late() from None
    return day


def counted(limit: TimeLimit, start: date, times: int, calendar: HolidayCalendar | None) -> date:
    """Return the day a rule's count leads to, taken so many times; whether the rule is in force is not asked."""
    count = limit.count * times
    if limit.unit == "business_days":
        if calendar is None:
            raise InvalidInputError([Fault("calendar", f"is required: {limit.code} counts business days")])
        return business_days_after(start, count, calendar=calendar)
    try:
        if limit.unit == "days":
            return start + timedelta(days=count)
        return add_months(start, count * (12 if limit.unit == "years" else 1), due_day=start.day)
    except (OverflowError, ValueError):
        raise _too_late() from None


def _named(limit: TimeLimit, on: date) -> Deadline:
    text = limit.text.filled({"count": str(limit.count)})
    return Deadline(code=limit.code, on=on, bound=limit.bound, sources=limit.sources, text=text)


def _kept(due: Deadline, done: date | None, today: date) -> bool | None:
    if due.bound == "earliest":
        return None if done is None else done >= due.on
    if done is None:
        return False if today > due.on else None
    return done <= due.on


def _too_late() -> InvalidInputError:
    return InvalidInputError([Fault("start", "is too late for the calendar; correct the year")])
