"""What tracking tells the lender to do next: reminders, broken promises, new circumstances."""

from __future__ import annotations

from datetime import date

import pytest

import restructure as rs
from restructure.tracking import Circumstances, IncomeReport, Promise, track
from support.followed import DAY, PLAN, codes, due, history, paid


@pytest.mark.parametrize(
    ("events", "as_of", "expected", "action"),
    [
        (history(0), due(2) - 8 * DAY, [], "NONE"),
        (history(0), due(2) - 7 * DAY, ["UPCOMING_DUE"], "REMIND"),
        (history(0), due(2) + DAY, ["FIRST_MISSED"], "CONTACT"),
        (
            history(5),
            due(2) + DAY,
            ["BREACH", "CURE_ENDS", "REASSESS_MISSED_IN_A_ROW", "MISSED_AGAIN"],
            "NOTIFY_BREACH",
        ),
        (history(*[0] * 12), due(12), ["COMPLETED"], "CONFIRM_COMPLETION"),
        (history(0, 0, 0, 4, 4, 4), due(7) - 8 * DAY, None, None),
    ],
)
def test_signals_and_the_next_action(
    events: list[rs.Event], as_of: date, expected: list[str] | None, action: str | None
) -> None:
    found = track(PLAN, events, as_of=as_of)
    if expected is None:
        assert "WORSENING" in codes(found)
        assert found.signals[-1].values == {"count": "3", "days": "12", "before": "0"}
        return
    assert codes(found) == expected
    assert found.next_action.code == action
    for signal in found.signals:
        assert "{" not in signal.text.en + signal.text.zh


def test_better_behavior_is_told() -> None:
    found = track(PLAN, history(9, 0, 9, 0, 0, 0), as_of=due(7) - 8 * DAY)
    assert "IMPROVING" in codes(found)


@pytest.mark.parametrize(
    ("payments", "state"),
    [([], "broken"), ([(due(1) + 2 * DAY, 60)], "broken"), ([(due(1) + 2 * DAY, 60), (due(1) + 5 * DAY, 40)], "kept")],
)
def test_a_promise_is_kept_by_money_that_comes_in_time(payments: list[tuple[date, int]], state: str) -> None:
    known = Circumstances(promises=[Promise("pr", amount=100, given_on=due(1) + DAY, due_on=due(1) + 5 * DAY)])
    events = [paid(f"p{place}", on, amount) for place, (on, amount) in enumerate(payments)]
    found = track(PLAN, events, as_of=due(1) + 6 * DAY, circumstances=known)
    assert [each.state for each in found.promises] == [state]
    assert ("BROKEN_PROMISE" in codes(found)) == (state == "broken")
    early = track(PLAN, [], as_of=due(1) + 5 * DAY, circumstances=known)
    assert [each.state for each in early.promises] == ["open"]


def test_new_circumstances_ask_for_a_reassessment() -> None:
    known = Circumstances(
        planned_income=5000,
        incomes=[IncomeReport(due(1), 4000), IncomeReport(due(3), 6000)],
        hardship_ends_on=due(2),
        review_on=due(2) + DAY,
    )
    found = track(PLAN, history(0, 0), as_of=due(2), circumstances=known)
    assert [signal.code for signal in found.triggers] == ["REASSESS_INCOME_CHANGE", "REASSESS_HARDSHIP_END"]
    assert found.triggers[0].values == {"share": "20.0%", "limit": "20.0%"}
    assert found.next_action.code == "REASSESS"


@pytest.mark.parametrize(("monthly", "expected"), [(0, []), (1, ["REASSESS_INCOME_CHANGE"])])
def test_any_income_is_a_change_where_the_plan_rests_on_none(monthly: int, expected: list[str]) -> None:
    known = Circumstances(planned_income=0, incomes=[IncomeReport(due(1), monthly)])
    found = track(PLAN, history(0, 0), as_of=due(2), circumstances=known)
    assert [signal.code for signal in found.triggers] == expected
