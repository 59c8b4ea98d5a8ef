from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import restructure as rs
from restructure.basics.dates import add_months, cadence, due_dates, whole_months, year_parts


def test_due_dates_step_from_the_anchor_day_not_from_the_last_one() -> None:
    found = due_dates(date(2024, 1, 31), due_day=31, step=cadence("monthly"), count=5)
    assert found == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 31)]


@pytest.mark.parametrize(
    ("start", "months", "day", "expected"),
    [
        (date(2026, 1, 31), 1, 31, date(2026, 2, 28)),
        (date(2026, 12, 9), 1, 9, date(2027, 1, 9)),
        (date(2026, 3, 31), -1, 31, date(2026, 2, 28)),
        (date(2026, 1, 15), -13, 15, date(2024, 12, 15)),
    ],
)
def test_add_months(start: date, months: int, day: int, expected: date) -> None:
    assert add_months(start, months, due_day=day) == expected


@pytest.mark.parametrize(
    ("day_count", "start", "end", "days"),
    [
        ("30/360", date(2026, 11, 23), date(2026, 12, 9), 16),
        ("30/360", date(2026, 1, 31), date(2026, 2, 28), 28),
        ("30/360", date(2026, 1, 30), date(2026, 3, 31), 60),
        ("30/360", date(2026, 2, 28), date(2026, 3, 31), 33),
        ("30/360", date(2025, 12, 15), date(2026, 12, 15), 360),
        ("act/365f", date(2024, 2, 1), date(2024, 3, 1), 29),
        ("act/360", date(2026, 1, 1), date(2027, 1, 1), 365),
        ("act/act", date(2023, 12, 12), date(2024, 1, 12), 20 * 366 + 11 * 365),
        ("act/act_last", date(2023, 12, 12), date(2024, 1, 12), 19 * 366 + 12 * 365),
        ("act/act_afb", date(2024, 2, 1), date(2024, 3, 1), 29 * 365),
        ("act/act_afb", date(2024, 3, 1), date(2024, 4, 1), 31 * 366),
        ("act/act", date(2023, 1, 1), date(2026, 1, 1), 3 * 365 * 366),
    ],
)
def test_year_parts(day_count: Any, start: date, end: date, days: int) -> None:
    assert year_parts(day_count, start, end) == days


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 11, 23), date(2031, 11, 23), 60),
        (date(2026, 11, 23), date(2031, 11, 24), 61),
        (date(2026, 11, 23), date(2026, 12, 9), 1),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
    ],
)
def test_whole_months_is_the_least_number_that_reaches(start: date, end: date, months: int) -> None:
    assert whole_months(start, end) == months


def test_holidays_move_due_dates_but_not_interest() -> None:
    calendar = rs.HolidayCalendar([date(2026, 5, 1)])
    terms: Any = {
        "currency": "CNY",
        "principal": 12000,
        "rate": "0.06",
        "start_date": date(2026, 4, 1),
        "first_due_date": date(2026, 5, 1),
        "phases": [rs.Phase(3)],
    }
    plain, moved = rs.amortize(rs.LoanTerms(**terms)), rs.amortize(rs.LoanTerms(holidays=calendar, **terms))
    assert moved.due_dates == (date(2026, 5, 4), date(2026, 6, 1), date(2026, 7, 1))
    assert moved.unadjusted_dates == plain.due_dates == (date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1))
    assert [row.interest for row in moved] == [row.interest for row in plain]
    assert "moved by following" in moved.conventions.dates


@pytest.mark.parametrize(
    ("day", "rule", "expected"),
    [
        (date(2026, 5, 31), "following", date(2026, 6, 1)),
        (date(2026, 5, 31), "modified_following", date(2026, 5, 29)),
        (date(2026, 5, 31), "preceding", date(2026, 5, 29)),
        (date(2026, 5, 29), "following", date(2026, 5, 29)),
    ],
)
def test_adjustment_rules(day: date, rule: Any, expected: date) -> None:
    assert rs.HolidayCalendar([]).adjust(day, rule) == expected


def test_a_week_without_a_business_day_is_refused() -> None:
    with pytest.raises(rs.InvalidInputError, match="no business day"):
        rs.HolidayCalendar([], weekend=range(7))
    with pytest.raises(rs.InvalidInputError, match="no business day"):
        rs.HolidayCalendar([], weekend=list(range(7)))
