from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import restructure as rs
from restructure.law.mark import (
    ForborneFact,
    ForborneStatus,
    Observation,
    forborne_status,
    observation as observation_by,
)
from restructure.policies.china import CN_OBSERVATION
from restructure.policies.eu import EU_FORBORNE

LATE = date(2050, 1, 1)


def status(*facts: tuple[str, Any], as_of: date = LATE) -> ForborneStatus:
    return forborne_status([ForborneFact(on, kind) for on, kind in facts], rule=EU_FORBORNE, as_of=as_of)


def observation(first_due_on: date, **facts: Any) -> Observation:
    return observation_by(first_due_on, rule=CN_OBSERVATION, **facts)


def verdicts(found: ForborneStatus) -> list[tuple[str, str]]:
    return [(check.code, check.status) for check in found.checks]


CURED = [("2024-03-31", "non_performing"), ("2024-06-30", "measure"), ("2025-06-30", "performing")]


def test_nothing_happened() -> None:
    assert status() == ForborneStatus()


def test_a_measure_on_a_performing_exposure_begins_a_probation() -> None:
    found = status(("2026-03-31", "measure"), as_of=date(2028, 3, 30))
    assert (found.forborne, found.performing, found.cured) == (True, True, False)
    assert (found.probation_from, found.exit_earliest) == (date(2026, 3, 31), date(2028, 3, 31))
    assert found.leaving is not None
    assert (found.leaving.code, found.leaving.status) == ("EU_PROBATION", "fail")
    after = status(("2026-03-31", "measure"), as_of=date(2028, 3, 31)).leaving
    assert after is not None
    assert (after.status, after.indicated) == ("needs_review", None)


def test_a_cure_runs_from_the_measure_and_the_probation_from_the_return() -> None:
    found = status(*CURED[:2])
    assert (found.cure_until, found.exit_earliest) == (date(2025, 6, 30), date(2027, 6, 30))
    found = status(*CURED)
    assert (found.performing, found.cured, found.cure_until) == (True, True, None)
    assert (found.probation_from, found.exit_earliest) == (date(2025, 6, 30), date(2027, 6, 30))
    assert verdicts(found) == [("EU_CURE", "pass")]


def test_a_return_before_the_year_is_over_fails() -> None:
    found = status(*CURED[:2], ("2025-06-29", "performing"))
    assert verdicts(found) == [("EU_CURE", "fail")]
    assert found.performing


def test_a_second_measure_while_non_performing_begins_the_cure_anew() -> None:
    found = status(*CURED[:2], ("2025-01-31", "measure"))
    assert found.cure_until == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("kind", "code", "certain"), [("measure", "EU_NEW_MEASURE", True), ("past_due", "EU_PAST_DUE_30", False)]
)
def test_trouble_on_a_probation_after_a_cure_makes_it_non_performing(kind: str, code: str, certain: bool) -> None:
    found = status(*CURED, ("2026-01-31", kind), as_of=date(2026, 2, 1))
    assert (found.performing, found.probation_from, found.cure_until) == (False, None, date(2027, 1, 31))
    assert [reason.code for reason in found.reasons] == [code]
    assert found.leaving is not None
    assert found.leaving.status == ("fail" if certain else "needs_review")
    assert found.leaving.indicated == "fail"


@pytest.mark.parametrize(("kind", "code"), [("measure", "EU_SECOND_MEASURE"), ("past_due", "EU_PAST_DUE_30")])
def test_trouble_on_any_other_probation_asks_for_a_person(kind: str, code: str) -> None:
    found = status(("2026-03-31", "measure"), ("2027-01-31", kind))
    assert (found.performing, found.exit_earliest) == (True, date(2028, 3, 31))
    assert [reason.code for reason in found.reasons] == [code]


def test_the_lender_may_class_it_as_non_performing() -> None:
    found = status(("2026-03-31", "measure"), ("2026-09-30", "non_performing"), ("2027-09-30", "performing"))
    assert verdicts(found) == [("EU_CURE", "needs_review")]  # the start of that cure was not read
    assert found.checks[0].indicated == "pass"
    assert (found.cured, found.exit_earliest) == (True, date(2029, 9, 30))


def test_non_performing_twice_is_non_performing() -> None:
    assert status(*CURED[:2], ("2024-12-31", "non_performing")) == status(*CURED[:2])


def test_without_a_measure_nothing_is_forborne() -> None:
    fallen = status(("2026-01-31", "non_performing"), ("2026-02-28", "past_due"))
    assert (fallen.forborne, fallen.performing, fallen.cure_until, fallen.leaving) == (False, False, None, None)
    assert status(("2026-01-31", "non_performing"), ("2026-02-28", "performing")) == ForborneStatus()
    assert status(("2026-01-31", "past_due")) == ForborneStatus()


@pytest.mark.parametrize(("on", "verdict"), [("2027-06-29", "fail"), ("2027-06-30", "pass")])
def test_the_mark_ends_after_its_probation(on: str, verdict: str) -> None:
    found = status(*CURED, (on, "released"))
    assert verdicts(found) == [("EU_CURE", "pass"), ("EU_PROBATION", verdict)]
    assert (found.forborne, found.cured, found.exit_earliest, found.leaving) == (False, False, None, None)
    again = status(*CURED, (on, "released"), ("2030-01-31", "measure"), ("2030-06-30", "measure"))
    assert (again.performing, again.cured, again.exit_earliest) == (True, False, date(2032, 1, 31))


def test_what_happens_later_is_not_known_yet() -> None:
    assert status(*CURED, as_of=date(2025, 6, 29)) == status(*CURED[:2], as_of=date(2025, 6, 29))
    assert status(*CURED, as_of=date(2024, 3, 30)) == ForborneStatus()


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ([("2026-01-31", "performing")], r"facts\[0\]: the exposure is performing already"),
        ([("2026-01-31", "measure"), ("2026-01-31", "performing")], r"facts\[1\]: the exposure is performing already"),
        ([("2026-01-31", "released")], r"facts\[0\]: only a mark on probation can be ended"),
        ([*CURED[:2], ("2028-01-31", "released")], r"facts\[2\]: only a mark on probation can be ended"),
    ],
)
def test_facts_that_cannot_follow(facts: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(rs.EventError, match=message) as caught:
        status(*facts)
    assert "20" not in str(caught.value)


def test_facts_out_of_order_or_of_another_kind() -> None:
    with pytest.raises(rs.InvalidInputError, match=r"facts\[1\]: is before the one before it"):
        status(*reversed(CURED[:2]))
    with pytest.raises(rs.InvalidInputError, match=r"facts\[0\]: must be a ForborneFact"):
        forborne_status([("2026-01-31", "measure")], rule=EU_FORBORNE, as_of=LATE)  # type: ignore[list-item]
    with pytest.raises(rs.InvalidInputError, match="kind: must be"):
        ForborneFact("2026-01-31", "forgiven")  # type: ignore[arg-type]


def test_nothing_of_a_borrower_is_shown() -> None:
    found = status(*CURED)
    assert "20" not in repr(found) + repr(ForborneFact("2026-01-31", "measure"))


FIRST = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("period", "missed", "ends"),
    [
        (1, [], date(2027, 1, 31)),
        (6, [], date(2027, 1, 31)),
        (7, [], date(2027, 3, 31)),
        (1, [date(2026, 6, 30)], date(2027, 6, 30)),
        (1, [date(2026, 9, 30), date(2026, 6, 30)], date(2027, 9, 30)),
        (1, [FIRST], date(2027, 1, 31)),
        (1, [date(2027, 1, 30)], date(2028, 1, 30)),
        (1, [date(2027, 1, 31)], date(2027, 1, 31)),  # the observation was over
        (1, [date(2026, 6, 30), date(2027, 1, 31)], date(2028, 1, 31)),  # it had begun anew
    ],
)
def test_observation(period: int, missed: list[date], ends: date) -> None:
    found = observation(FIRST, period_months=period, missed_on=missed, as_of=LATE)
    assert found.ends_on == ends
    assert (found.lifting.status, found.lifting.indicated) == ("needs_review", None)


def test_observation_before_its_end() -> None:
    found = observation(FIRST, period_months=1, as_of=date(2027, 1, 30))
    assert (found.months, found.starts_on) == (12, FIRST)
    assert (found.lifting.status, found.lifting.indicated) == ("needs_review", "fail")
    assert found.lifting.text.to_text("zh") == "重组资产观察期至少包含连续两个还款期且不低于1年，此处为12个月"
    known = observation(FIRST, period_months=1, missed_on=[date(2026, 6, 30)], as_of=date(2026, 6, 29))
    assert known.ends_on == date(2027, 1, 31)
    assert observation(FIRST, period_months=1, missed_on=[LATE], as_of=LATE).ends_on == date(2027, 1, 31)
    seen = observation(FIRST, period_months=1, missed_on=[date(2026, 6, 30)], as_of=date(2026, 6, 30))
    assert seen.starts_on == date(2026, 6, 30)


def test_observation_refuses() -> None:
    assert observation(date(2023, 7, 1), period_months=1, as_of=LATE).ends_on == date(2024, 7, 1)
    with pytest.raises(rs.PolicyNotInForceError, match="in force since 2023-07-01"):
        observation(date(2023, 6, 30), period_months=1, as_of=LATE)
    with pytest.raises(rs.InvalidInputError, match="missed_on: has a day before first_due_on"):
        observation(FIRST, period_months=1, missed_on=[date(2026, 1, 30)], as_of=LATE)
    with pytest.raises(rs.InvalidInputError, match=r"missed_on\[0\]: must be a date"):
        observation(FIRST, period_months=1, missed_on=[None], as_of=LATE)
    with pytest.raises(rs.InvalidInputError, match="period_months: must be from 1"):
        observation(FIRST, period_months=0, as_of=LATE)
