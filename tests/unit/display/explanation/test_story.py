"""The year-long story of the examples, told from application to the end of observation."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from support.examples import STORY


def test_the_story_runs_from_application_to_the_end_of_observation() -> None:
    lived = STORY["lived"]()
    assert lived.plan.capacity.affordable_payment == Decimal("1885.00")
    assert lived.on_time.past_due.amount == 0
    assert (lived.in_breach.breach.state, lived.in_breach.breach.since) == ("curable", date(2027, 4, 10))
    assert lived.in_breach.past_due.amount == sum(row.payment for row in lived.agreement.rows[3:5])
    assert [reason.code for reason in lived.again.because] == ["REASSESS_MISSED_IN_A_ROW"]
    assert lived.again.after is not None
    assert lived.again.after.highest_installment <= lived.again.plan.capacity.affordable_payment
    assert lived.again.application.credit.modifications_36m == 1


def test_the_new_agreement_takes_the_place_of_the_old_one_and_owes_what_it_owed() -> None:
    lived = STORY["lived"]()
    owed = lived.in_breach.position
    assert (lived.replaced.status, lived.replaced.life[-1].successor) == ("superseded", lived.renewed.content_hash)
    opening = lived.renewed.schedule.conservation.total.opening
    assert opening == owed.principal + owed.interest + owed.fees
    assert owed.fees == Decimal("272.70")  # 300 over 33 installments, larger parts first, three of them paid
    lived.replaced.verify()
    lived.renewed.verify()


def test_the_story_ends_cured() -> None:
    lived = STORY["lived"]()
    assert (lived.after_a_year.breach.state, lived.after_a_year.past_due.days) == ("none", 0)
    assert lived.cured.observation.ends_on == date(2028, 5, 9)
    assert [one.name for one in lived.cured.classifications] == ["normal"]
    assert lived.cured.next_action.code == "REVIEW_MARK"
    assert lived.cured.receipts.received == sum(row.payment for row in lived.renewed.rows[:13])


@pytest.mark.parametrize(
    ("lang", "facts"),
    [
        (
            "en",
            [
                "The year of a plan",
                "CNY 1,885.00 a month towards this debt",
                "in breach since 10 April 2027",
                "9 May 2028",
            ],
        ),
        ("zh", ["一个还款方案的一年", "每月可以拿出1,885.00元", "自2027年4月10日起处于违约状态", "2028年5月9日"]),
    ],
)
def test_the_story_is_written_in_both_languages(lang: str, facts: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    assert STORY["main"]([lang, str(out)]) == 0
    page = out.read_text(encoding="utf-8")
    assert page == STORY["story"](lang)
    assert f'<html lang="{lang}">' in page
    assert [fact for fact in facts if fact not in page] == []
    assert not re.search(r"<script|https?://|\{|None", page.split("</style>")[1])


def test_the_story_asks_for_a_language_and_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert STORY["main"](["fr", "out.html"]) == 2
    assert "year_of_a_plan.py en out.html" in capsys.readouterr().out
