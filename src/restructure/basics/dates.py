"""Dates: due dates stepped from an anchor day, day counts, frequencies and holiday calendars.

Dates carry no time. Due dates step from the anchor day (31 January, 28 February, 31 March) and periods are half-open:
a day belongs to exactly one of them.

>>> due_dates(date(2026, 1, 31), due_day=31, step=cadence("monthly"), count=3)
[datetime.date(2026, 1, 31), datetime.date(2026, 2, 28), datetime.date(2026, 3, 31)]
>>> year_parts("30/360", date(2026, 11, 23), date(2026, 12, 9))
16
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from .errors import Fault
from .types import Dates, Items, Whole, at_least, at_most, field, record

__all__ = ["DateAdjustment", "DayCount", "Frequency", "HolidayCalendar"]

DayCount = Literal["30/360", "act/360", "act/364", "act/365f", "act/act", "act/act_last", "act/act_afb"]
"""Day count convention (计息基准): what part of a year lies between two days.

- `30/360` bond basis: every month has 30 days.
- `act/360`, `act/364`, `act/365f`: actual days over 360, 364 or 365.
- `act/act` (ISDA): each day over the 365 or 366 of its own calendar year; the first day counts, the last does not.
- `act/act_last`: the same, but the last day counts and the first does not, so that the year turns after 31 December.
- `act/act_afb`: all days over 366 where a 29 February is among them (the last day counts), else over 365.
"""

PARTS_IN_YEAR: dict[DayCount, int] = {
    "30/360": 360,
    "act/360": 360,
    "act/364": 364,
    "act/365f": 365,
    "act/act": 365 * 366,
    "act/act_last": 365 * 366,
    "act/act_afb": 365 * 366,
}
"""Into how many equal parts a day count cuts the year: days, or for act/act the least that make 365 and 366 whole."""

Frequency = Literal["weekly", "biweekly", "semimonthly", "monthly", "bimonthly", "quarterly", "semiannual", "annual"]
"""How often something is due or paid."""

PER_YEAR: dict[Frequency, int] = {
    "weekly": 52,
    "biweekly": 26,
    "semimonthly": 24,
    "monthly": 12,
    "bimonthly": 6,
    "quarterly": 4,
    "semiannual": 2,
    "annual": 1,
}

DueFrequency = Literal[
    "daily", "weekly", "biweekly", "semimonthly", "monthly", "bimonthly", "quarterly", "semiannual", "annual"
]
"""How often an installment is due; with `every`, every so many of it."""

DateAdjustment = Literal["following", "modified_following", "preceding"]
"""Where a due date on a holiday moves: forward, forward unless that leaves the month, or back."""


def add_months(start: date, months: int, *, due_day: int) -> date:
    """Return the date `months` later whose day is `due_day`, or the month's last day where the month is shorter."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, due_day if due_day <= 28 else min(due_day, monthrange(year, month)[1]))


class Cadence(NamedTuple):
    """How due dates step: by so many months, by so many days, or twice a month (both zero)."""

    months: int
    days: int

    @property
    def per_year(self) -> Fraction | None:
        """Periods in a year, or `None` for a number of days that is no whole number of weeks."""
        if self.days:
            return Fraction(52 * 7, self.days) if self.days % 7 == 0 else None
        return Fraction(12, self.months) if self.months else Fraction(24)

    @property
    def nominal_days(self) -> int:
        """Days of a whole period as 30/360 counts it."""
        return self.days or 30 * self.months or 15


def cadence(frequency: DueFrequency, every: int = 1) -> Cadence:
    """Return how due dates step that come every so many of a frequency."""
    if frequency in _DAYS:
        return Cadence(0, _DAYS[frequency] * every)
    return Cadence(_MONTHS[frequency] * every, 0)


_DAYS: dict[DueFrequency, int] = {"daily": 1, "weekly": 7, "biweekly": 14}
_MONTHS: dict[DueFrequency, int] = {
    "semimonthly": 0,
    "monthly": 1,
    "bimonthly": 2,
    "quarterly": 3,
    "semiannual": 6,
    "annual": 12,
}


def step_date(first: date, steps: int, *, step: Cadence, due_day: int) -> date:
    """Return the due date `steps` after the first, or before it; `due_day` is the anchor day of the month.

    Twice a month means the anchor day and the day 15 days from it, each moved back to the end of a shorter month.
    """
    if step.days:
        return first + timedelta(days=step.days * steps)
    if step.months:
        return add_months(first, step.months * steps, due_day=due_day)
    low = due_day if due_day <= 15 else due_day - 15
    months, late = divmod(steps + (first.day > 15), 2)
    return add_months(first, months, due_day=low + 15 * late)


def due_dates(first: date, *, due_day: int, step: Cadence, count: int) -> list[date]:
    """Return `count` due dates from the first, each stepped from the anchor day `due_day`."""
    return [step_date(first, place, step=step, due_day=due_day) for place in range(count)]


def year_parts(day_count: DayCount, start: date, end: date) -> int:
    """Return what part of a year lies between two days, in the parts that `PARTS_IN_YEAR` cuts it into."""
    if day_count == "30/360":
        first = min(start.day, 30)
        last = 30 if end.day == 31 and first == 30 else end.day
        return 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first
    if day_count == "act/act":
        return sum(_parts_of_year(year, start, end) for year in range(start.year, end.year + 1))
    if day_count == "act/act_last":
        return year_parts("act/act", start + timedelta(days=1), end + timedelta(days=1))
    days = (end - start).days
    if day_count == "act/act_afb":
        return days * (365 if _has_leap_day(start, end) else 366)
    return days


def _parts_of_year(year: int, start: date, end: date) -> int:
    days = (min(end, date(year + 1, 1, 1)) - max(start, date(year, 1, 1))).days
    return days * (365 if isleap(year) else 366)


def _has_leap_day(start: date, end: date) -> bool:
    return any(isleap(year) and start < date(year, 2, 29) <= end for year in range(start.year, end.year + 1))


def whole_months(start: date, end: date) -> int:
    """Return the least number of whole months after which `end` has been reached, stepping from `start`."""
    months = 12 * (end.year - start.year) + end.month - start.month
    return months if add_months(start, months, due_day=start.day) >= end else months + 1


DayOfMonth = Annotated[Whole, at_least(1), at_most(31)]
Weekday = Annotated[Whole, at_least(0), at_most(6)]


@record()
class HolidayCalendar:
    """The days on which no payment falls due (节假日历).

    Args:
        holidays: dates that are no business days.
        weekend: weekdays that are no business days, Monday 0 to Sunday 6.

    Raises:
        InvalidInputError: a week without a business day, or more than 10,000 holidays.

    Examples:
        >>> calendar = HolidayCalendar([date(2027, 1, 1)])
        >>> calendar.adjust(date(2027, 1, 1), "following")
        datetime.date(2027, 1, 4)
    """

    holidays: Dates = field(default=(), kw_only=False)
    weekend: Items[Weekday] = field(default=(5, 6))

    def _faults(self) -> Iterator[Fault]:
        if len(set(self.weekend)) > 6:
            yield Fault("weekend", "leaves no business day; take one out")
        if len(self.holidays) > 10_000:
            yield Fault("holidays", "has more than 10,000 days; pass fewer")

    @cached_property
    def _closed(self) -> frozenset[date]:
        return frozenset(self.holidays)

    def is_business_day(self, day: date) -> bool:
        """Return whether a payment may fall due on this day."""
        return day.weekday() not in self.weekend and day not in self._closed

    def adjust(self, day: date, rule: DateAdjustment) -> date:
        """Return the business day that a due date moves to."""
        moved = self._next(day, -1 if rule == "preceding" else 1)
        if rule == "modified_following" and moved.month != day.month:
            return self._next(day, -1)
        return moved

    def _next(self, day: date, step: int) -> date:
        while not self.is_business_day(day):
            day += timedelta(days=step)
        return day
