"""Time as rate disclosures count it: in whole periods counted backward from the later day, and then in days.

Regulation Z (12 CFR 1026, Appendix J) measures a loan in its own unit-period, found in its dates. The European annual
percentage rate (Directive 2008/48/EC, Annex I, remark (c)) measures it in years of 52 weeks or 12 equal months.
Every time is an exact fraction.

THE LAST DAYS OF A MONTH
Two days are whole months apart when one day of the month, moved back to the end of a shorter month, gives both. A
flow on the 28th or later counts back along the day of the month that all such flows share, if there is one: in a loan
due on the last day of each month, 28 February counts back to 31 January. Otherwise it keeps its own day.

>>> start, end = date(1978, 1, 10), date(1978, 3, 1)
>>> usual_unit([start], [end, date(1978, 5, 1), date(1978, 7, 1)])
UnitPeriod(size=2, kind='month')
>>> units_between(start, end, UNITS["2 months"]) == Fraction(52, 60)
True
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NamedTuple

from ..basics.dates import add_months

PeriodKind = Literal["year", "month", "semimonth", "week", "day"]
YearPart = Literal["year", "month", "week"]

YEAR_PARTS: tuple[YearPart, ...] = ("month", "year", "week")
"""What the European rate counts a year in; the first are preferred where intervals do not decide."""

PER_YEAR: dict[PeriodKind, int] = {"year": 1, "month": 12, "semimonth": 24, "week": 52, "day": 365}
"""How many of a kind make a year in Regulation Z."""
MOST: dict[PeriodKind, int] = {"year": 1, "month": 11, "semimonth": 1, "week": 52, "day": 365}
"""How many of a kind a unit-period has at most: it is never longer than a year, and 12 months are one."""
CALENDAR: tuple[PeriodKind, ...] = ("year", "month", "semimonth")
SHORTEST_MONTH = 28
HALF_MONTH = range(13, 19)
"""Days between two flows of a twice-a-month series: 13 from 15 to 28 February, 18 from 14 August to 1 September."""


class UnitPeriod(NamedTuple):
    """The period a loan's time is counted in (计息单位期间): so many days, weeks or months, a semimonth or a year."""

    size: int
    kind: PeriodKind

    @property
    def per_year(self) -> Fraction:
        """How many make a year."""
        return Fraction(PER_YEAR[self.kind], self.size)

    def __str__(self) -> str:
        return self.kind if self.size == 1 else f"{self.size} {self.kind}s"


UNITS = {str(unit): unit for kind in MOST for unit in (UnitPeriod(size + 1, kind) for size in range(MOST[kind]))}
"""Every unit-period by its name, such as `month` or `2 weeks`."""
DAY, SEMIMONTH, MONTH, YEAR = UNITS["day"], UNITS["semimonth"], UNITS["month"], UNITS["year"]


# --- months --------------------------------------------------------------------------------------------------------


def whole_months(start: date, end: date) -> int:
    """Return how many whole months lie between two days, 0 where they are not whole months apart."""
    due_day = max(start.day, end.day)
    fits = all(add_months(day, 0, due_day=due_day) == day for day in (start, end))
    return 12 * (end.year - start.year) + end.month - start.month if fits else 0


def shared_due_day(*series: Iterable[date]) -> int:
    """Return the day of the month that all flows from the 28th on share, in the first series that has one; else 0."""
    for days in series:
        late = [day for day in days if day.day >= SHORTEST_MONTH]
        due_day = max((day.day for day in late), default=0)
        if all(add_months(day, 0, due_day=due_day) == day for day in late):
            return due_day
    return 0


def _back(end: date, months: int, shared: int) -> date:
    due_day = max(shared, end.day)
    follows = add_months(end, 0, due_day=due_day) == end
    return add_months(end, -months, due_day=due_day if follows else end.day)


def _months_back(start: date, end: date, shared: int) -> int:
    """Return how many whole months, counted backward from the later day, fit between two days."""
    months = 12 * (end.year - start.year) + end.month - start.month
    return months - 1 if _back(end, months, shared) < start else months


# --- the unit-period of a loan -------------------------------------------------------------------------------------


def usual_unit(advances: Sequence[date], payments: Sequence[date]) -> UnitPeriod:
    """Return the unit-period of a loan: the period found most often between its advances and between its payments.

    The time from the first flow to the first payment is such a period too. A number of days found only where whole
    months are found is those months. Of two that are as frequent the shorter counts; where none is found twice, the
    standard period nearest to their average; for one advance and one payment the term itself; never over a year.

    Sources:
        12 CFR 1026, Appendix J, (b)(3) and (b)(4).
    """
    series = _series(advances, payments)
    spans = [span for days in series for span in pairwise(days)]
    if len(spans) < 2:
        return _term(*spans[0]) if spans else MONTH
    times = {unit: len(places) for unit, places in _places(series).items() if len(places) > 1}
    return max(times, key=lambda unit: (times[unit], unit.per_year)) if times else _average(spans)


def _series(advances: Sequence[date], payments: Sequence[date]) -> list[list[date]]:
    """Return the days of the advances and of the payments, each with the day on which time begins."""
    start = min((*advances, *payments))
    return [sorted({start, *days}) for days in (advances, payments)]


def _term(start: date, end: date) -> UnitPeriod:
    if end >= add_months(start, 12, due_day=start.day):
        return YEAR
    months = whole_months(start, end)
    return UnitPeriod(months, "month") if months else UnitPeriod((end - start).days, "day")


def _places(series: list[list[date]]) -> dict[UnitPeriod, set[tuple[int, int]]]:
    """Return where each period is found, as (series, place in it)."""
    seen: dict[UnitPeriod, set[tuple[int, int]]] = defaultdict(set)
    for row, days in enumerate(series):
        for place, (start, end) in enumerate(pairwise(days)):
            for unit in _periods(start, end):
                seen[unit].add((row, place))
        for place, three in enumerate(zip(days, days[1:], days[2:], strict=False)):
            if _is_twice_a_month(*three):
                seen[SEMIMONTH] |= {(row, place), (row, place + 1)}
    calendar = [places for unit, places in seen.items() if unit.kind in CALENDAR]
    return {
        unit: places
        for unit, places in seen.items()
        if unit.kind in CALENDAR or not any(places <= others for others in calendar)
    }


def _periods(start: date, end: date) -> Iterator[UnitPeriod]:
    """Yield an interval in whole months, if it is such, and in weeks or days; what is longer than a year is a year."""
    months, days = whole_months(start, end), (end - start).days
    if months or days > MOST["day"]:
        yield UnitPeriod(months, "month") if 0 < months < 12 else YEAR
    if days <= MOST["day"]:
        yield UnitPeriod(days, "day") if days % 7 else UnitPeriod(days // 7, "week")


def _is_twice_a_month(first: date, middle: date, last: date) -> bool:
    halves = (middle - first).days in HALF_MONTH and (last - middle).days in HALF_MONTH
    return halves and whole_months(first, last) == 1


def _average(spans: list[tuple[date, date]]) -> UnitPeriod:
    """Return the day, week, semimonth, month or multiple nearest to the average length; of two as near, the shorter."""
    average = Fraction(sum((end - start).days for start, end in spans), len(spans))
    standard = [unit for unit in UNITS.values() if unit.kind != "day" or unit == DAY]
    return min(standard, key=lambda unit: (abs(_length(unit) - average), _length(unit)))


def _length(unit: UnitPeriod) -> Fraction:
    """Return the days of a unit-period, a month being a twelfth of 365."""
    return Fraction(7 * unit.size) if unit.kind == "week" else 365 / unit.per_year


def units_between(start: date, end: date, unit: UnitPeriod, shared: int = 0) -> Fraction:
    """Return how many unit-periods lie between two days: the whole ones, and the odd days as a fraction of one.

    Args:
        start: the earlier day.
        end: the later day, from which whole periods are counted backward.
        unit: the unit-period.
        shared: see `shared_due_day`.

    Sources:
        12 CFR 1026, Appendix J, (b)(5).
    """
    if unit.kind in ("day", "week"):
        return Fraction((end - start).days, unit.size * (7 if unit.kind == "week" else 1))
    months = _months_back(start, end, shared)
    odd_days = (_back(end, months, shared) - start).days
    if unit != YEAR:  # a whole month counts 30 days, odd days are as many as there are
        return Fraction(30 * months + odd_days, 15 if unit == SEMIMONTH else 30 * unit.size)
    if not odd_days:
        return Fraction(months, 12)
    years = months // 12
    return years + Fraction((_back(end, 12 * years, shared) - start).days, PER_YEAR["day"])


# --- years ---------------------------------------------------------------------------------------------------------


def usual_part(advances: Sequence[date], payments: Sequence[date]) -> YearPart:
    """Return what a loan's intervals are mostly whole numbers of: years, months or weeks; months where it is a tie.

    An interval of whole weeks that is also one of whole months counts as months.
    """
    votes = Counter(_part(*span) for days in _series(advances, payments) for span in pairwise(days))
    return max(YEAR_PARTS, key=lambda part: votes[part])


def _part(start: date, end: date) -> YearPart | None:
    months = whole_months(start, end)
    if months:
        return "month" if months % 12 else "year"
    return None if (end - start).days % 7 else "week"


def years_between(start: date, end: date, part: YearPart, shared: int = 0) -> Fraction:
    """Return how many years lie between two days, as whole parts of a year and days, for the European rate.

    Whole years, twelfths or 52nds are counted backward from the later day. Days left over are divided by the days of
    the year that ends where they do. Whole months are twelfths in a loan counted in years too.

    Args:
        start: the earlier day.
        end: the later day.
        part: see `usual_part`.
        shared: see `shared_due_day`.

    Sources:
        Directive 2008/48/EC, Annex I, remark (c), as replaced by Directive 2011/90/EU.
    """
    if part == "week":
        weeks, odd_days = divmod((end - start).days, 7)
        return Fraction(weeks, 52) + _part_of_year(start, start + timedelta(days=odd_days))
    months = _months_back(start, end, shared)
    if part == "year" and _back(end, months, shared) != start:
        months -= months % 12
    return Fraction(months, 12) + _part_of_year(start, _back(end, months, shared))


def _part_of_year(start: date, end: date) -> Fraction:
    year = (end - add_months(end, -12, due_day=end.day)).days
    return Fraction((end - start).days, year)
