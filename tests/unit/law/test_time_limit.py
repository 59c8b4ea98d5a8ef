from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

import restructure as rs
from restructure.law.time_limit import (
    Deadline,
    TimeLimit,
    Unit,
    business_days_after,
    check_deadline,
    deadline,
    repeated,
    timeline,
)
from restructure.policies.china import CN_ART70_FIVE_YEARS
from restructure.policies.ireland import IE_NOT_COOPERATING, IE_UPDATE
from restructure.policies.japan import JP_PAYMENT
from restructure.policies.korea import KR_ANSWER
from restructure.policies.uk import UK_BREATHING_SPACE, UK_CRISIS
from restructure.policies.us import US_ACKNOWLEDGMENT, US_APPEAL, US_DELINQUENCY, US_EVALUATION, US_FIRST_FILING
from support.shipped import constants

LIMITS = constants(TimeLimit)
INDEPENDENCE_DAY = rs.HolidayCalendar([date(2026, 7, 3)])


def limit(unit: Unit, count: int) -> TimeLimit:
    return TimeLimit(
        code="TEST",
        count=count,
        unit=unit,
        bound="latest",
        since=date(2000, 1, 1),
        sources=[rs.Source(title="test", level="verified")],
        text=rs.Wording("{count}", "{count}"),
    )


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (date(2026, 7, 2), 0, date(2026, 7, 2)),
        (date(2026, 7, 2), 1, date(2026, 7, 6)),  # Friday is a holiday
        (date(2026, 7, 3), 1, date(2026, 7, 6)),  # from a holiday
        (date(2026, 7, 4), 1, date(2026, 7, 6)),  # from a Saturday
        (date(2026, 7, 2), 5, date(2026, 7, 10)),
        (date(2026, 7, 4), 0, date(2026, 7, 4)),  # no days: the day itself, a Saturday or not
    ],
)
def test_business_days(start: date, days: int, expected: date) -> None:
    assert business_days_after(start, days, calendar=INDEPENDENCE_DAY) == expected


@pytest.mark.parametrize(
    ("unit", "count", "start", "expected"),
    [
        ("days", 30, date(2026, 1, 31), date(2026, 3, 2)),
        ("months", 1, date(2026, 1, 31), date(2026, 2, 28)),
        ("months", 8, date(2026, 7, 31), date(2027, 3, 31)),
        ("years", 1, date(2028, 2, 29), date(2029, 2, 28)),
        ("years", 4, date(2028, 2, 29), date(2032, 2, 29)),
    ],
)
def test_calendar_units(unit: Unit, count: int, start: date, expected: date) -> None:
    assert deadline(limit(unit, count), start).on == expected


def test_repeated_duties_step_from_the_first_day() -> None:
    found = repeated(IE_UPDATE, date(2025, 11, 30), times=3)
    assert [each.on for each in found] == [date(2026, 2, 28), date(2026, 5, 30), date(2026, 8, 30)]
    assert [each.on for each in repeated(JP_PAYMENT, date(2026, 4, 1), times=2)] == [
        date(2026, 7, 1),
        date(2026, 10, 1),
    ]


def test_the_official_example_of_early_intervention() -> None:
    """Comment 39(a)-1 of Regulation X: unpaid on 1 January, live contact by 6 February."""
    assert [each.on for each in timeline(US_DELINQUENCY, date(2026, 1, 1))] == [
        date(2026, 2, 6),
        date(2026, 2, 15),
        date(2026, 5, 2),
    ]


def test_a_breathing_space() -> None:
    found = timeline(UK_BREATHING_SPACE, date(2026, 5, 4))
    assert [(each.on, each.bound) for each in found] == [
        (date(2026, 5, 29), "earliest"),
        (date(2026, 6, 8), "latest"),
        (date(2026, 7, 3), "latest"),
    ]
    assert deadline(UK_CRISIS, date(2026, 3, 1)).on == date(2026, 3, 31)


def test_a_deadline_names_its_rule() -> None:
    due = deadline(KR_ANSWER, date(2026, 11, 23), calendar=rs.HolidayCalendar())
    assert (due.code, due.on, due.bound) == ("KR_ANSWER", date(2026, 12, 7), "latest")
    assert due.text.to_text() == "the lender answers a request for debt adjustment within 10 business days"
    assert due.text.to_text("zh") == "贷款人应在10个营业日内答复债务调整申请"
    assert [source.level for source in due.sources] == ["secondary"]
    assert repr(due) == "Deadline(sources=1)"


@pytest.mark.parametrize(
    ("done_on", "as_of", "status", "indicated"),
    [
        (None, date(2026, 6, 19), "needs_review", None),  # the last day is not over
        (None, date(2026, 6, 20), "fail", "fail"),
        (date(2026, 6, 19), date(2026, 6, 19), "pass", "pass"),
        (date(2026, 6, 20), date(2026, 6, 30), "fail", "fail"),
        (date(2026, 6, 20), date(2026, 6, 19), "needs_review", None),  # not done yet on that day
        (date(2026, 6, 19), date(2026, 6, 1), "needs_review", None),
    ],
)
def test_whether_a_latest_day_was_kept(done_on: date | None, as_of: date, status: str, indicated: str | None) -> None:
    due = deadline(US_EVALUATION, date(2026, 5, 20))
    check = check_deadline(due, done_on=done_on, as_of=as_of)
    assert (check.status, check.indicated, check.limit) == (status, indicated, "2026-06-19")


@pytest.mark.parametrize(
    ("done_on", "as_of", "status"),
    [
        (None, date(2030, 1, 1), "needs_review"),
        (date(2026, 5, 1), date(2026, 6, 1), "fail"),
        (date(2026, 5, 2), date(2026, 6, 1), "pass"),
    ],
)
def test_whether_an_earliest_day_was_kept(done_on: date | None, as_of: date, status: str) -> None:
    due = deadline(US_FIRST_FILING, date(2026, 1, 1))
    assert check_deadline(due, done_on=done_on, as_of=as_of).status == status


def test_a_rule_that_was_not_read_never_passes_or_fails() -> None:
    due = deadline(CN_ART70_FIVE_YEARS, date(2026, 11, 23))
    for done_on, indicated in ((date(2031, 11, 23), "pass"), (date(2031, 11, 24), "fail")):
        check = check_deadline(due, done_on=done_on, as_of=date(2032, 1, 1))
        assert (check.status, check.indicated) == ("needs_review", indicated)


def test_every_limit_states_its_rule() -> None:
    assert len(LIMITS) == 32
    for name, held in LIMITS.items():
        assert held.code == name
        assert held.sources
        assert "{count}" in held.text.en
        assert "{count}" in held.text.zh
        verified = all(source.level == "verified" for source in held.sources)
        assert verified == (held.code[:2] in ("US", "EU"))


def test_a_rule_is_not_in_force_before_its_first_day() -> None:
    assert deadline(KR_ANSWER, date(2024, 10, 17), calendar=rs.HolidayCalendar()).on == date(2024, 10, 31)
    with pytest.raises(rs.PolicyNotInForceError, match="KR_ANSWER is in force since 2024-10-17") as caught:
        deadline(KR_ANSWER, date(2024, 10, 16), calendar=rs.HolidayCalendar())
    assert "16" not in str(caught.value).replace("2024-10-17", "")


@pytest.mark.parametrize("held", [US_ACKNOWLEDGMENT, IE_NOT_COOPERATING, KR_ANSWER])
def test_business_days_ask_for_a_calendar(held: TimeLimit) -> None:
    with pytest.raises(rs.InvalidInputError, match=f"calendar: is required: {held.code} counts business days"):
        deadline(held, date(2026, 1, 5))


BAD: list[tuple[str, Any, str]] = [
    ("no date", lambda: deadline(US_APPEAL, "soon"), "start: must be a date"),  # type: ignore[arg-type]
    ("a time", lambda: deadline(US_APPEAL, datetime(2026, 1, 1)), "start: must be a date"),
    ("the end of time", lambda: deadline(US_APPEAL, date(9999, 12, 31)), "start: is too late"),
    ("years beyond it", lambda: deadline(CN_ART70_FIVE_YEARS, date(9999, 1, 1)), "start: is too late"),
    (
        "business days beyond it",
        lambda: business_days_after(date(9999, 12, 30), 9, calendar=INDEPENDENCE_DAY),
        "start: is too late",
    ),
    ("no limit", lambda: deadline("US_APPEAL", date(2026, 1, 1)), "limit: must be a TimeLimit"),  # type: ignore[arg-type]
    ("no times", lambda: repeated(IE_UPDATE, date(2026, 1, 1), times=0), "times: must be from 1 to"),
    ("half a time", lambda: repeated(IE_UPDATE, date(2026, 1, 1), times=1.5), "times: must be a whole"),  # type: ignore[arg-type]
    ("days back", lambda: business_days_after(date(2026, 1, 1), -1, calendar=INDEPENDENCE_DAY), "days: must be from 0"),
    (
        "no calendar",
        lambda: business_days_after(date(2026, 1, 1), 1, calendar=None),  # type: ignore[arg-type]
        "calendar: must be a HolidayCalendar",
    ),
    (
        "no deadline",
        lambda: check_deadline(date(2026, 1, 1), done_on=None, as_of=date(2026, 1, 1)),  # type: ignore[arg-type]
        "due: must be a Deadline",
    ),
]


@pytest.mark.parametrize(("call", "message"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_arguments_are_refused_by_name(call: Any, message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        call()


def test_a_limit_states_a_known_unit_and_bound() -> None:
    with pytest.raises(rs.InvalidInputError) as caught:
        TimeLimit(code="X", count=-1, unit="weeks", bound="soon", since="2026", sources=[], text=rs.Wording("x", "x"))  # type: ignore[arg-type]
    assert {fault.path for fault in caught.value.faults} == {
        f"time_limit.{n}" for n in ("count", "unit", "bound", "since")
    }
    assert isinstance(deadline(US_APPEAL, date(2026, 1, 1)), Deadline)
