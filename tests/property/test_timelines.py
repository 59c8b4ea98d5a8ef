"""Deadlines, classes and periods: never before their start, monotone, and equal to plain statements of the rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import example, given, strategies as st

import restructure as rs
from restructure.law.mark import ForborneFact, forborne_status, observation
from restructure.law.scheme import Scheme, days_above_both, days_overdue, overdue_class
from restructure.law.time_limit import TimeLimit, business_days_after, check_deadline, deadline, repeated
from restructure.policies.basel import NPE_90
from restructure.policies.china import CN_2023, CN_OBSERVATION, extension_limit, personal_extension_limit
from restructure.policies.eu import EU_FORBORNE, EU_RETAIL
from restructure.policies.india import IN_SMA
from restructure.policies.ireland import IE_LEGAL_ARREARS, IE_LEGAL_LETTER, legal_action
from restructure.policies.korea import KR_PROGRAM
from restructure.policies.us import US_BUCKETS, LossMitigationApplication, reg_x_timeline
from support.shipped import constants

DAY = timedelta(days=1)
LIMITS = list(constants(TimeLimit).values())
SCHEMES = [CN_2023, IN_SMA, NPE_90, US_BUCKETS, KR_PROGRAM]

days = st.dates(date(2025, 1, 1), date(2040, 12, 31))
near = st.dates(date(2025, 1, 1), date(2025, 6, 30))
calendars = st.builds(
    rs.HolidayCalendar,
    st.lists(near, max_size=40),
    weekend=st.lists(st.integers(0, 6), max_size=6, unique=True),
)


# --- business days ---------------------------------------------------------------------------------------------------


def plain_business_day(start: date, count: int, calendar: rs.HolidayCalendar) -> date:
    """Return the count-th of all the business days after a day, listed one by one."""
    coming = [start + DAY * ahead for ahead in range(1, 8 * (count + len(calendar.holidays) + 1))]
    business = [day for day in coming if day.weekday() not in calendar.weekend and day not in calendar.holidays]
    return business[count - 1]


@given(near, st.integers(1, 25), calendars)
def test_business_days_equal_a_plain_count(start: date, count: int, calendar: rs.HolidayCalendar) -> None:
    assert business_days_after(start, count, calendar=calendar) == plain_business_day(start, count, calendar)


@given(near, st.integers(0, 25), st.integers(0, 25), calendars)
def test_business_days_add_up(start: date, first: int, second: int, calendar: rs.HolidayCalendar) -> None:
    half_way = business_days_after(start, first, calendar=calendar)
    there = business_days_after(half_way, second, calendar=calendar)
    assert there == business_days_after(start, first + second, calendar=calendar)


# --- time limits -----------------------------------------------------------------------------------------------------


@given(st.sampled_from(LIMITS), near, calendars, st.integers(1, 6))
def test_deadlines_come_after_their_start_and_rise(
    limit: TimeLimit, start: date, calendar: rs.HolidayCalendar, times: int
) -> None:
    found = [each.on for each in repeated(limit, start, times=times, calendar=calendar)]
    assert [start, *found] == sorted({start, *found})
    assert found[0] == deadline(limit, start, calendar=calendar).on


@given(st.sampled_from(LIMITS), near, near, calendars)
def test_a_later_start_is_no_earlier_deadline(
    limit: TimeLimit, one: date, other: date, calendar: rs.HolidayCalendar
) -> None:
    first, second = (deadline(limit, start, calendar=calendar).on for start in sorted((one, other)))
    assert first <= second


@given(st.sampled_from(LIMITS), near, st.none() | days, days, days, calendars)
def test_a_verdict_once_given_stays(
    limit: TimeLimit, start: date, done_on: date | None, one: date, other: date, calendar: rs.HolidayCalendar
) -> None:
    due = deadline(limit, start, calendar=calendar)
    before, after = (check_deadline(due, done_on=done_on, as_of=as_of) for as_of in sorted((one, other)))
    assert before.indicated in (None, after.indicated)
    certain = limit.sources[-1].level == "verified"
    assert certain or after.status == "needs_review"


# --- an application under Regulation X -------------------------------------------------------------------------------


@given(near, st.integers(0, 200), st.integers(-200, 200), calendars)
def test_rights_follow_from_the_days_before_the_sale(
    complete: date, before: int, filed: int, calendar: rs.HolidayCalendar
) -> None:
    sale = complete + DAY * before
    filing = min(complete + DAY * filed, sale)
    application = LossMitigationApplication(
        received_on=complete, completed_on=complete, sale_on=sale, first_filing_on=filing
    )
    found = reg_x_timeline(application, calendar=calendar)
    assert found.days_before_sale == before
    assert found.sale_barred == (before >= 38)
    assert found.acceptance_days == (14 if before >= 90 else 7 if before >= 38 else None)
    assert found.appeal_allowed == (before >= 90 or (before >= 38 and filing > complete))
    assert all(each.on > complete for each in found.deadlines)
    assert ("US_ACKNOWLEDGMENT" in [each.code for each in found.deadlines]) == (before >= 45)


@given(days, days)
def test_legal_action_waits_for_both(arrears: date, letter: date) -> None:
    first = legal_action(arrears, letter_on=letter).on
    assert first > max(arrears, letter)
    assert first in (
        deadline(IE_LEGAL_ARREARS, arrears).on,
        deadline(IE_LEGAL_LETTER, letter).on,
    )


@given(st.integers(1, 480), st.integers(1, 480))
def test_extensions_stay_within_the_rule(term: int, product: int) -> None:
    general = extension_limit(term).months
    assert 0 <= general <= min(term, 36)
    assert term <= 12 or general == 36 or term - 1 <= 2 * general <= term
    assert general < 36 or term > 60
    personal = personal_extension_limit(term, product_max_months=product).months
    assert personal == term if term <= 12 else term + personal == max(term, product)


# --- classes ---------------------------------------------------------------------------------------------------------

PLAIN: dict[str, Callable[[int], int]] = {
    "CN_2023": lambda days: (days > 0) + (days > 90) + (days > 270) + (days > 360),
    "IN_SMA": lambda days: (days >= 1) + (days >= 31) + (days >= 61) + (days >= 91),
    "NPE_90": lambda days: int(days > 90),
    "US_BUCKETS": lambda days: min(days // 30, 3),
    "KR_PROGRAM": lambda days: (days >= 31) + (days >= 90),
}


@given(st.sampled_from(SCHEMES), st.integers(0, 500))
def test_a_class_is_the_plain_count_of_what_it_passed(scheme: Scheme, overdue: int) -> None:
    assert overdue_class(overdue, scheme=scheme, as_of=date(2026, 11, 23)).rank == PLAIN[scheme.code](overdue)


@given(st.sampled_from(SCHEMES), st.integers(0, 500), st.integers(0, 500))
def test_more_days_are_no_better_class(scheme: Scheme, one: int, other: int) -> None:
    mild, bad = (overdue_class(each, scheme=scheme, as_of=date(2026, 11, 23)) for each in sorted((one, other)))
    assert mild.rank <= bad.rank
    if mild.performing is not None and bad.performing is not None:
        assert (mild.performing.indicated, bad.performing.indicated) != ("fail", "pass")


@given(st.sampled_from(SCHEMES), near, st.integers(-30, 400))
def test_each_evening_adds_a_day(scheme: Scheme, due: date, passed: int) -> None:
    today = due + DAY * passed
    counts = scheme is IN_SMA
    overdue = days_overdue(due, scheme=scheme, as_of=today)
    assert overdue == max(passed + (1 if counts else 0), 0)
    assert days_overdue(due, scheme=scheme, as_of=today + DAY) - overdue == (passed >= (-1 if counts else 0))


balances = st.dictionaries(near, st.tuples(st.integers(0, 400), st.integers(1, 40_000)), max_size=8)


@given(balances, near)
@example({date(2025, 1, 1): (200, 9000)}, date(2025, 1, 1))
def test_days_above_both_equal_a_walk_back_in_time(held: dict[date, tuple[int, int]], as_of: date) -> None:
    rows = [(day, *held[day]) for day in sorted(held)]
    walked, day = 0, as_of
    while known := [row for row in rows if row[0] <= day]:
        _, past_due, exposure = known[-1]
        if not (past_due > 100 and 100 * past_due > exposure):
            break
        walked, day = walked + 1, day - DAY
    assert days_above_both(rows, rule=EU_RETAIL, as_of=as_of) == walked


# --- observation, cure and probation ---------------------------------------------------------------------------------


@given(near, st.integers(1, 24), st.lists(st.integers(0, 1500), max_size=5), st.integers(0, 1500))
def test_a_missed_payment_never_shortens_an_observation(start: date, period: int, late: list[int], more: int) -> None:
    missed = [start + DAY * each for each in late]
    before, after = (
        observation(start, rule=CN_OBSERVATION, period_months=period, missed_on=each, as_of=date(2040, 1, 1))
        for each in (missed, [*missed, start + DAY * more])
    )
    assert before.ends_on <= after.ends_on
    for found in (before, after):
        assert found.months == max(12, period + period)
        assert (found.ends_on - found.starts_on).days >= 364
        assert found.starts_on in (start, *missed, start + DAY * more)


NEXT = {
    "clean": {"measure": "probation", "non_performing": "bad", "past_due": "clean"},
    "bad": {"measure": "cure", "non_performing": "bad", "past_due": "bad", "performing": "clean"},
    "probation": {
        "measure": "probation",
        "non_performing": "cure",
        "past_due": "probation",
        "released": "clean",
    },
    "cure": {"measure": "cure", "non_performing": "cure", "past_due": "cure", "performing": "cured"},
    "cured": {"measure": "cure", "non_performing": "cure", "past_due": "cure", "released": "clean"},
}
"""What becomes of an exposure, stated as a table."""


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[ForborneFact], str]:
    facts, state, on = [], "clean", draw(near)
    for _ in range(draw(st.integers(0, 8))):
        kind: Any = draw(st.sampled_from(sorted(NEXT[state])))
        on += DAY * draw(st.integers(0, 900))
        facts.append(ForborneFact(on, kind))
        state = NEXT[state][kind]
    return facts, state


@given(lives())
def test_a_status_follows_the_table(life: tuple[list[ForborneFact], str]) -> None:
    facts, state = life
    found = forborne_status(facts, rule=EU_FORBORNE, as_of=date(2060, 1, 1))
    assert found.forborne == (state in ("probation", "cure", "cured"))
    assert found.performing == (state in ("clean", "probation", "cured"))
    assert found.cured == (state == "cured")
    assert (found.cure_until is not None) == bool(found.cure_sources) == (state == "cure")
    assert (found.probation_from is not None) == (state in ("probation", "cured"))
    assert (found.exit_earliest is not None) == (found.leaving is not None) == found.forborne


@given(lives())
def test_periods_last_their_years(life: tuple[list[ForborneFact], str]) -> None:
    facts, _ = life
    found = forborne_status(facts, rule=EU_FORBORNE, as_of=date(2060, 1, 1))
    if found.probation_from is not None and found.exit_earliest is not None:
        assert found.exit_earliest.year - found.probation_from.year == 2
        assert found.probation_from in [fact.on for fact in facts]
    if found.cure_until is not None and found.exit_earliest is not None:
        assert found.exit_earliest.year - found.cure_until.year == 2
        assert any(found.cure_until.year - fact.on.year == 1 for fact in facts)


@given(lives(), days)
def test_what_is_not_known_yet_changes_nothing(life: tuple[list[ForborneFact], str], as_of: date) -> None:
    facts, _ = life
    known = [fact for fact in facts if fact.on <= as_of]
    assert forborne_status(facts, rule=EU_FORBORNE, as_of=as_of) == forborne_status(
        known, rule=EU_FORBORNE, as_of=as_of
    )
