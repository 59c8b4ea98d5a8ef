from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import restructure as rs
from restructure.policies.china import extension_limit, personal_extension_limit
from restructure.policies.ireland import legal_action
from restructure.policies.us import LossMitigationApplication, reg_x_timeline

COMPLETE = date(2026, 5, 20)
FILED = date(2026, 3, 2)
CALENDAR = rs.HolidayCalendar([date(2026, 5, 25)])


def application(**facts: Any) -> LossMitigationApplication:
    return LossMitigationApplication(**{"received_on": COMPLETE, "completed_on": COMPLETE, **facts})


def sale_after(days: int, **facts: Any) -> LossMitigationApplication:
    return application(sale_on=COMPLETE + timedelta(days=days), first_filing_on=FILED, **facts)


def codes(given: LossMitigationApplication) -> list[str]:
    return [each.code for each in reg_x_timeline(given, calendar=CALENDAR).deadlines]


@pytest.mark.parametrize(
    ("days", "acceptance", "appeal", "barred", "found"),
    [
        (90, 14, True, True, ["US_ACKNOWLEDGMENT", "US_COMPLETE_NOTICE", "US_EVALUATION"]),
        (89, 7, False, True, ["US_ACKNOWLEDGMENT", "US_COMPLETE_NOTICE", "US_EVALUATION"]),
        (45, 7, False, True, ["US_ACKNOWLEDGMENT", "US_COMPLETE_NOTICE", "US_EVALUATION"]),
        (44, 7, False, True, ["US_COMPLETE_NOTICE", "US_EVALUATION"]),
        (38, 7, False, True, ["US_COMPLETE_NOTICE", "US_EVALUATION"]),
        (37, None, False, False, []),
        (0, None, False, False, []),
    ],
)
def test_days_before_the_sale_decide(
    days: int, acceptance: int | None, appeal: bool, barred: bool, found: list[str]
) -> None:
    timeline = reg_x_timeline(sale_after(days), calendar=CALENDAR)
    assert timeline.days_before_sale == days
    assert (timeline.acceptance_days, timeline.appeal_allowed, timeline.sale_barred) == (acceptance, appeal, barred)
    assert [each.code for each in timeline.deadlines] == found


def test_without_a_sale_an_application_has_every_right() -> None:
    found = reg_x_timeline(application(), calendar=CALENDAR)
    assert (found.days_before_sale, found.acceptance_days, found.appeal_allowed) == (None, 14, True)
    assert found.sale_barred


def test_an_application_complete_before_the_first_filing_can_be_appealed() -> None:
    early = application(sale_on=date(2026, 7, 10), first_filing_on=date(2026, 5, 21))
    assert reg_x_timeline(early, calendar=CALENDAR).appeal_allowed
    same_day = application(sale_on=date(2026, 7, 10), first_filing_on=COMPLETE)
    assert not reg_x_timeline(same_day, calendar=CALENDAR).appeal_allowed


def test_an_incomplete_application_is_acknowledged_only() -> None:
    waiting = application(completed_on=None)
    found = reg_x_timeline(waiting, calendar=CALENDAR)
    assert codes(waiting) == ["US_ACKNOWLEDGMENT"]
    assert (found.acceptance_days, found.appeal_allowed, found.sale_barred) == (None, False, False)


def test_the_whole_way_to_a_decided_appeal() -> None:
    facts = {
        "decided_on": date(2026, 6, 10),
        "appealed_on": date(2026, 6, 20),
        "appeal_decided_on": date(2026, 7, 15),
    }
    found = reg_x_timeline(application(**facts), calendar=CALENDAR)
    assert [(each.code, each.on) for each in found.deadlines] == [
        ("US_ACKNOWLEDGMENT", date(2026, 5, 28)),  # over Memorial Day
        ("US_COMPLETE_NOTICE", date(2026, 5, 28)),
        ("US_EVALUATION", date(2026, 6, 19)),
        ("US_ACCEPTANCE", date(2026, 6, 24)),
        ("US_APPEAL", date(2026, 6, 24)),
        ("US_APPEAL_DECISION", date(2026, 7, 20)),
        ("US_ACCEPTANCE", date(2026, 7, 29)),
    ]
    assert codes(sale_after(60, **facts))[-1] == "US_ACCEPTANCE_SHORT"  # no right to appeal, no deadline for it
    assert all(source.level == "verified" for each in found.deadlines for source in each.sources)


@pytest.mark.parametrize(
    ("facts", "paths"),
    [
        ({"completed_on": date(2026, 5, 19)}, ["completed_on"]),
        ({"appealed_on": date(2026, 7, 1)}, ["decided_on"]),
        ({"decided_on": date(2026, 5, 1)}, ["decided_on"]),
        ({"sale_on": date(2026, 5, 19), "first_filing_on": FILED}, ["sale_on"]),
        ({"sale_on": date(2026, 7, 10)}, ["first_filing_on"]),
        ({"sale_on": date(2026, 7, 10), "first_filing_on": date(2026, 7, 11)}, ["first_filing_on"]),
        ({"completed_on": None, "decided_on": date(2026, 5, 30)}, ["completed_on"]),
    ],
)
def test_facts_that_do_not_fit_together(facts: dict[str, Any], paths: list[str]) -> None:
    with pytest.raises(rs.InvalidInputError) as caught:
        application(**facts)
    assert [fault.path for fault in caught.value.faults] == [f"loss_mitigation_application.{path}" for path in paths]
    assert "2026" not in str(caught.value)


def test_an_application_before_the_rule() -> None:
    with pytest.raises(rs.PolicyNotInForceError, match="US_ACKNOWLEDGMENT is in force since 2014-01-10"):
        reg_x_timeline(LossMitigationApplication(received_on="2013-12-31"), calendar=CALENDAR)


def test_what_is_no_application_or_calendar() -> None:
    with pytest.raises(rs.InvalidInputError, match="application: must be a LossMitigationApplication"):
        reg_x_timeline(COMPLETE, calendar=CALENDAR)  # type: ignore[arg-type]
    with pytest.raises(rs.InvalidInputError, match="calendar: must be a HolidayCalendar"):
        reg_x_timeline(application(), calendar=None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arrears", "letter", "code", "on"),
    [
        (date(2026, 1, 15), date(2026, 6, 15), "IE_LEGAL_ARREARS", date(2026, 9, 15)),
        (date(2026, 1, 15), date(2026, 6, 16), "IE_LEGAL_LETTER", date(2026, 9, 16)),
    ],
)
def test_legal_action_waits_for_the_later_of_two(arrears: date, letter: date, code: str, on: date) -> None:
    found = legal_action(arrears, letter_on=letter)
    assert (found.code, found.on, found.bound) == (code, on, "earliest")


@pytest.mark.parametrize(
    ("term", "most"), [(1, 1), (12, 12), (13, 6), (35, 17), (36, 18), (60, 30), (61, 36), (360, 36)]
)
def test_extension_of_a_loan(term: int, most: int) -> None:
    found = extension_limit(term)
    assert found.months == most
    assert found.text.to_text() == f"extensions of a loan of {term} months come to at most {most} months"
    assert found.text.to_text("zh") == f"原期限{term}个月，累计展期不超过{most}个月"


@pytest.mark.parametrize(
    ("term", "product", "most"), [(6, 60, 6), (12, 12, 12), (13, 60, 47), (36, 60, 24), (60, 60, 0), (72, 60, 0)]
)
def test_extension_of_a_personal_loan(term: int, product: int, most: int) -> None:
    found = personal_extension_limit(term, product_max_months=product)
    assert found.months == most
    assert {source.level for source in found.sources} == {"secondary", "unverified"}


def test_extensions_need_months() -> None:
    with pytest.raises(rs.InvalidInputError, match="term_months: must be from 1"):
        extension_limit(0)
    with pytest.raises(rs.InvalidInputError, match="product_max_months: must be a whole number"):
        personal_extension_limit(12, product_max_months="60")  # type: ignore[arg-type]
