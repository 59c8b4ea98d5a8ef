"""Dates: due dates stepped from an anchor day, day counts, frequencies and holiday calendars.

Dates carry no time. Due dates step from the anchor day (31 January, 28 February, 31 March) and periods are half-open:
a day belongs to exactly one of them. May import: errors, _types.

>>> due_dates(date(2026, 1, 31), due_day=31, months=1, count=3)
[datetime.date(2026, 1, 31), datetime.date(2026, 2, 28), datetime.date(2026, 3, 31)]
>>> days_between("30/360", date(2026, 11, 23), date(2026, 12, 9))
16
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Literal

from ._types import Dates, Items, Whole, at_least, at_most, field, record
from .errors import Fault

DayCount = Literal["30/360", "act/360", "act/364", "act/365f"]
"""Day count convention (计息基准): 30/360 bond basis, or actual days over 360, 364 or 365."""

DAYS_IN_YEAR: dict[DayCount, int] = {"30/360": 360, "act/360": 360, "act/364": 364, "act/365f": 365}

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

DateAdjustment = Literal["following", "modified_following", "preceding"]
"""Where a due date on a holiday moves: forward, forward unless that leaves the month, or back."""


def add_months(start: date, months: int, *, due_day: int) -> date:
    """Return the date `months` later whose day is `due_day`, or the month's last day where the month is shorter."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(due_day, monthrange(year, month)[1]))


def due_dates(first: date, *, due_day: int, months: int, count: int) -> list[date]:
    """Return `count` due dates every `months` months from the first, each on the anchor day `due_day`."""
    return [add_months(first, months * step, due_day=due_day) for step in range(count)]


def days_between(day_count: DayCount, start: date, end: date) -> int:
    """Return the days from `start` to `end` as a day count counts them (half-open)."""
    if day_count != "30/360":
        return (end - start).days
    first = min(start.day, 30)
    last = 30 if end.day == 31 and first == 30 else end.day
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first


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
