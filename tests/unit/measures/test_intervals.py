"""Time between days: the unit-period that dates show, and how whole periods and odd days are counted."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from restructure.measures.intervals import (
    UNITS,
    YearPart,
    shared_due_day,
    units_between,
    usual_part,
    usual_unit,
    whole_months,
    years_between,
)


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def every(start: str, step: int, count: int) -> list[date]:
    first = date.fromisoformat(start)
    return [first + timedelta(days=step * place) for place in range(count)]


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2026-01-15", "2026-02-15", 1),
        ("2026-01-15", "2027-01-15", 12),
        ("2026-01-15", "2026-02-14", 0),
        ("2026-01-31", "2026-02-28", 1),
        ("2026-01-30", "2026-02-28", 1),
        ("2026-02-28", "2026-03-31", 1),
        ("2026-02-28", "2026-03-28", 1),
        ("2026-04-30", "2026-05-31", 1),
        ("2026-04-30", "2026-05-30", 1),
        ("2024-01-30", "2024-02-28", 0),
        ("2024-02-29", "2025-02-28", 12),
    ],
)
def test_whole_months_end_on_the_same_day_or_at_the_end_of_a_shorter_month(start: str, end: str, months: int) -> None:
    assert whole_months(*days(start, end)) == months


@pytest.mark.parametrize(
    ("lent", "paid", "unit"),
    [
        (["2026-01-10"], ["2026-02-10", "2026-03-10", "2026-04-10"], "month"),
        (["2026-01-12"], ["2026-02-15", "2026-03-15", "2026-04-15"], "month"),
        (["2026-06-10"], ["2026-07-10", "2026-08-10"], "month"),
        (["2025-12-31"], ["2026-01-31", "2026-02-28", "2026-03-31"], "month"),
        (["2025-12-30"], ["2026-01-30", "2026-02-28", "2026-03-30"], "month"),
        (["2026-01-10"], ["2026-03-10", "2026-05-10", "2026-07-10"], "2 months"),
        (["2026-01-10"], ["2026-04-10", "2026-07-10", "2026-10-10"], "3 months"),
        (["2026-01-10"], ["2027-01-10", "2028-01-10"], "year"),
        (["2026-01-10"], ["2028-01-10", "2030-01-10"], "year"),
        (["2026-01-01"], ["2026-01-16", "2026-02-01", "2026-02-16", "2026-03-01"], "semimonth"),
        (["2026-01-20"], ["2026-02-01", "2026-02-15", "2026-03-01", "2026-03-15", "2026-04-01"], "semimonth"),
        (["2026-01-20"], ["2026-01-31", "2026-02-15", "2026-02-28", "2026-03-15", "2026-03-31"], "semimonth"),
        (["2026-01-20"], ["2026-02-01", "2026-03-01", "2026-03-15", "2026-03-29"], "2 weeks"),
        (["2026-01-10"], ["2026-02-11", "2026-02-28", "2026-04-10"], "month"),
        (["2026-01-10"], ["2026-01-20", "2026-01-31"], "week"),
        (["2026-01-10"], ["2026-01-11", "2026-01-13"], "day"),
        (["2026-01-10"], ["2026-01-10"], "month"),
        (["2026-01-10", "2026-02-10", "2026-03-10"], ["2026-09-20"], "month"),
        (["2026-03-10"], ["2026-01-10", "2026-02-10", "2026-03-10"], "month"),
    ],
)
def test_the_unit_period_is_the_interval_found_most_often(lent: list[str], paid: list[str], unit: str) -> None:
    assert str(usual_unit(days(*lent), days(*paid))) == unit


@pytest.mark.parametrize(
    ("step", "count", "unit"),
    [(7, 6, "week"), (14, 30, "2 weeks"), (28, 12, "4 weeks"), (10, 20, "10 days"), (30, 12, "30 days"), (1, 9, "day")],
)
def test_intervals_of_days_are_days_or_weeks_wherever_months_fall(step: int, count: int, unit: str) -> None:
    series = every("2026-01-05", step, count)
    assert str(usual_unit(series[:1], series[1:])) == unit


@pytest.mark.parametrize(
    ("end", "unit"),
    [
        ("1978-09-15", "255 days"),
        ("1978-07-03", "6 months"),
        ("1978-12-03", "11 months"),
        ("1978-01-17", "14 days"),
        ("1979-01-03", "year"),
        ("1979-07-03", "year"),
        ("1990-01-04", "year"),
    ],
)
def test_of_one_advance_and_one_payment_it_is_the_term_up_to_a_year(end: str, unit: str) -> None:
    assert str(usual_unit(days("1978-01-03"), days(end))) == unit


@pytest.mark.parametrize(
    ("name", "per_year"),
    [
        ("day", 365),
        ("week", 52),
        ("2 weeks", 26),
        ("4 weeks", 13),
        ("semimonth", 24),
        ("month", 12),
        ("2 months", 6),
        ("3 months", 4),
        ("6 months", 2),
        ("year", 1),
        ("255 days", Fraction(365, 255)),
        ("5 months", Fraction(12, 5)),
    ],
)
def test_unit_periods_of_a_year(name: str, per_year: Fraction | int) -> None:
    assert UNITS[name].per_year == per_year
    assert str(UNITS[name]) == name


@pytest.mark.parametrize("name", ["0 days", "12 months", "53 weeks", "366 days", "2 years", "2 semimonths", "1 month"])
def test_no_unit_period_has_two_names_or_is_longer_than_a_year(name: str) -> None:
    assert name not in UNITS


@pytest.mark.parametrize(
    ("start", "end", "unit", "units"),
    [
        ("1978-02-10", "1978-04-01", "month", 1 + Fraction(19, 30)),
        ("1978-02-23", "1978-03-01", "semimonth", Fraction(6, 15)),
        ("1978-02-23", "1978-03-16", "semimonth", 1 + Fraction(6, 15)),
        ("1978-03-20", "1978-04-21", "week", 4 + Fraction(4, 7)),
        ("1978-03-18", "1978-04-20", "4 weeks", 1 + Fraction(5, 28)),
        ("1978-01-10", "1978-03-01", "2 months", Fraction(52, 60)),
        ("1978-05-23", "1978-10-01", "3 months", 1 + Fraction(39, 90)),
        ("1978-01-17", "1979-07-17", "year", Fraction(3, 2)),
        ("1978-01-03", "1978-09-15", "year", Fraction(255, 365)),
        ("1978-01-03", "1979-09-20", "year", 1 + Fraction(260, 365)),
        ("2026-01-01", "2026-03-31", "month", 3),  # two months and 30 odd days, which are a month
        ("2026-01-01", "2026-01-11", "5 days", 2),
        ("2026-01-01", "2026-01-01", "month", 0),
    ],
)
def test_units_between_days(start: str, end: str, unit: str, units: Fraction | int) -> None:
    assert units_between(date.fromisoformat(start), date.fromisoformat(end), UNITS[unit]) == units


@pytest.mark.parametrize(
    ("flows", "shared", "end", "units"),
    [
        (["2026-01-31", "2026-02-28", "2026-03-31"], 31, "2026-02-28", 1),
        (["2026-01-30", "2026-02-28", "2026-03-30"], 30, "2026-02-28", 1),
        (["2026-01-31", "2026-02-28", "2026-03-28"], 28, "2026-02-28", Fraction(28, 30)),
        (["2026-01-15", "2026-02-28", "2026-03-31"], 31, "2026-03-31", 2 + Fraction(16, 30)),
        (["2026-01-15", "2026-02-28", "2026-03-31"], 31, "2026-02-28", 1 + Fraction(16, 30)),
        (["2026-01-30", "2026-02-28", "2026-03-31"], 31, "2026-02-28", 1 + Fraction(1, 30)),
        (["2026-01-31", "2026-03-29", "2026-04-30"], 0, "2026-04-30", 2 + Fraction(28, 30)),
        (["2026-01-15", "2026-02-15", "2026-03-15"], 0, "2026-03-15", 2),
    ],
)
def test_months_count_back_along_the_day_that_late_flows_share(
    flows: list[str], shared: int, end: str, units: Fraction | int
) -> None:
    start, *paid = days(*flows)
    found = shared_due_day([start, *paid], paid)
    assert found == shared
    assert units_between(start, date.fromisoformat(end), UNITS["month"], found) == units


@pytest.mark.parametrize(
    ("start", "end", "part", "years"),
    [
        ("2012-01-12", "2012-02-15", "month", Fraction(1, 12) + Fraction(3, 365)),
        ("2013-01-12", "2013-02-15", "month", Fraction(1, 12) + Fraction(3, 366)),
        ("2012-03-12", "2012-05-01", "month", Fraction(1, 12) + Fraction(20, 366)),
        ("2012-01-12", "2012-02-15", "year", Fraction(34, 365)),
        ("2012-01-12", "2013-02-15", "year", 1 + Fraction(34, 365)),
        ("2012-01-12", "2013-07-12", "year", Fraction(18, 12)),
        ("2012-10-10", "2012-10-15", "month", Fraction(5, 366)),
        ("2012-02-28", "2012-02-29", "month", Fraction(1, 366)),
        ("2013-02-28", "2013-03-01", "month", Fraction(1, 365)),
        ("2026-01-05", "2026-02-05", "week", Fraction(4, 52) + Fraction(3, 365)),
        ("2026-02-01", "2026-03-01", "week", Fraction(4, 52)),
        ("2026-02-01", "2026-03-01", "month", Fraction(1, 12)),
    ],
)
def test_years_between_days(start: str, end: str, part: YearPart, years: Fraction) -> None:
    assert years_between(date.fromisoformat(start), date.fromisoformat(end), part) == years


@pytest.mark.parametrize(
    ("lent", "paid", "part"),
    [
        (["2026-01-10"], ["2026-02-10", "2026-03-10"], "month"),
        (["2026-01-10"], ["2026-04-10", "2026-07-10"], "month"),
        (["2012-01-12"], ["2012-02-15", "2013-02-15", "2014-02-15"], "year"),
        (["2026-01-07"], ["2026-01-12", "2026-01-19", "2026-01-26"], "week"),
        (["2026-01-04"], ["2026-02-01", "2026-03-01", "2026-03-29"], "week"),
        (["2026-01-10"], ["2026-01-24"], "week"),
        (["2026-02-01"], ["2026-03-01"], "month"),
        (["2026-01-10"], ["2027-01-10"], "year"),
        (["2026-01-10"], ["2026-01-15"], "month"),
        (["2026-01-10"], ["2026-01-24", "2026-02-24"], "month"),
    ],
)
def test_years_are_counted_in_what_most_intervals_are(lent: list[str], paid: list[str], part: YearPart) -> None:
    assert usual_part(days(*lent), days(*paid)) == part
