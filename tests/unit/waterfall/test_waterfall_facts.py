from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest

import restructure as rs
from restructure.basics.provenance import Dated, Source, Wording
from restructure.policies.us import trials as us_trials
from restructure.policies.us.fha import FHA_PARTIAL_CLAIM
from restructure.policies.us.flex import FLEX_2024
from restructure.policies.us.hamp import HAMP_TIER_1
from restructure.policies.us.trials import FHA_TRIAL, FLEX_TRIAL, HAMP_TRIAL
from restructure.policy import Condition, Rule, Trial
from restructure.waterfall import MortgageFacts, run_waterfall

DAY = date(2026, 12, 1)
SINCE = date(2020, 1, 1)
SOURCES = [Source(title="own rule", level="verified")]
TEXT = Wording("a limit of {limit}", "上限{limit}")

Indicated = Literal["pass", "fail"] | None


def dated(number: str) -> Dated[Decimal]:
    return Dated([(SINCE, Decimal(number))])


def mortgage(**changes: Any) -> MortgageFacts:
    given: dict[str, Any] = {
        "currency": "USD",
        "principal": "210000",
        "rate": "0.065",
        "remaining_months": 324,
        "payment": "1376.67",
        "market_rate": "0.0488",
        "property_value": "200000",
        "gross_income": "4800",
        "housing_costs": "350",
        "days_past_due": 120,
        "loan_age_months": 60,
        "modifications": 1,
        "days_late_after_modification": 0,
        "failed_trials_12m": 0,
    }
    return MortgageFacts(**given | changes)


def indicated(facts: MortgageFacts) -> dict[str, Indicated]:
    result = run_waterfall(facts, FLEX_2024, on=DAY, trial=FLEX_TRIAL)
    codes = {limit.code for limit in FLEX_TRIAL.limits}
    return {check.code: check.indicated for check in result.checks if check.code in codes}


# --- who may enter ---


@pytest.mark.parametrize(
    ("failed", "answer"), [(0, "pass"), (1, "fail"), (2, "fail"), (None, None)], ids=["none", "one", "two", "unknown"]
)
def test_a_failed_trial_within_a_year_bars_another(failed: int | None, answer: Indicated) -> None:
    assert indicated(mortgage(failed_trials_12m=failed))["FLEX_FAILED_TRIAL"] == answer


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"days_late_after_modification": 59}, "pass"),
        ({"days_late_after_modification": 60}, "fail"),
        ({"days_late_after_modification": None}, None),
        ({"days_late_after_modification": None, "modifications": 0}, "pass"),
        ({"days_late_after_modification": None, "modifications": None}, None),
    ],
)
def test_sixty_days_late_after_a_modification_bars_another(changes: dict[str, Any], answer: Indicated) -> None:
    assert indicated(mortgage(**changes))["FLEX_LATE_AGAIN"] == answer


def test_who_is_little_late_must_live_there_and_be_about_to_default() -> None:
    late = mortgage(days_past_due=60, imminent_default=False, principal_residence=False)
    assert set(indicated(late)) == {"FLEX_FAILED_TRIAL", "FLEX_LATE_AGAIN"}
    early = replace(late, days_past_due=59)
    both = {"FLEX_IMMINENT": "fail", "FLEX_RESIDENCE": "fail"}
    assert both.items() <= indicated(early).items()
    lives_there = replace(early, principal_residence=True, imminent_default=None)
    assert (indicated(lives_there)["FLEX_RESIDENCE"], indicated(lives_there)["FLEX_IMMINENT"]) == ("pass", None)


def test_the_answer_carries_what_bars_it_and_never_is_certain() -> None:
    barred = run_waterfall(mortgage(failed_trials_12m=1), FLEX_2024, on=DAY, trial=FLEX_TRIAL)
    open_to_all = run_waterfall(mortgage(), FLEX_2024, on=DAY, trial=FLEX_TRIAL)
    assert (barred.indicated, barred.status) == ("fail", "needs_review")
    assert (open_to_all.indicated, open_to_all.status) == ("pass", "needs_review")
    assert run_waterfall(mortgage(failed_trials_12m=1), FLEX_2024, on=DAY).indicated == "pass"


def test_a_check_shows_truths_and_numbers() -> None:
    result = run_waterfall(
        mortgage(days_past_due=10, imminent_default=True, days_late_after_modification=75),
        FLEX_2024,
        on=DAY,
        trial=FLEX_TRIAL,
    )
    shown = {check.code: (check.actual, check.limit) for check in result.checks}
    assert shown["FLEX_IMMINENT"] == ("true", "true")
    assert shown["FLEX_RESIDENCE"] == (None, "true")
    assert shown["FLEX_LATE_AGAIN"] == ("75", "60")
    texts = {check.code: check.text.en for check in result.checks}
    assert texts["FLEX_LATE_AGAIN"] == "less than 60 days late within 12 months of an earlier modification"


def test_a_verified_condition_decides() -> None:
    lives_there = Rule(
        code="HOME", quantity="principal_residence", comparator="==", limit=Dated([(SINCE, True)]), sources=SOURCES,
        text=TEXT,
    )  # fmt: skip
    trial = Trial(payments=dated("3"), limits=[lives_there], sources=SOURCES)
    answers = [
        next(check for check in run_waterfall(mortgage(principal_residence=home), FLEX_2024, on=DAY, trial=trial).checks
             if check.code == "HOME").status
        for home in (True, False, None)
    ]  # fmt: skip
    assert answers == ["pass", "fail", "needs_review"]


# --- payments and counseling ---


@pytest.mark.parametrize(("days", "payments"), [(0, 4), (30, 4), (31, 3), (120, 3)])
def test_a_borrower_who_is_little_late_makes_one_payment_more(days: int, payments: int) -> None:
    result = run_waterfall(mortgage(days_past_due=days), FLEX_2024, on=DAY, trial=FLEX_TRIAL)
    assert result.trial is not None
    assert (result.trial.payments, result.trial.counseling) == (payments, False)
    assert [source.level for source in result.trial.sources] == ["secondary"]


@pytest.mark.parametrize(("debts", "counseling"), [("1153.95", True), ("1153.94", False), ("0", False), (None, None)])
def test_counseling_goes_with_debts_of_55_percent_after_the_modification(
    debts: str | None, counseling: bool | None
) -> None:
    """55% of 4,800 is 2,640: 1,136.05 of installment, 350 of housing costs and 1,153.95 of other debts."""
    result = run_waterfall(mortgage(other_debts=debts), HAMP_TIER_1, on=date(2012, 6, 1), trial=HAMP_TRIAL)
    assert result.trial is not None
    assert (result.trial.payments, result.trial.counseling) == (3, counseling)


def test_no_trial_is_planned_unless_asked_for() -> None:
    plain = run_waterfall(mortgage(), FHA_PARTIAL_CLAIM, on=DAY)
    tried = run_waterfall(mortgage(), FHA_PARTIAL_CLAIM, on=DAY, trial=FHA_TRIAL)
    assert plain.trial is None
    assert tried.trial is not None
    assert tried.trial.payments == 3
    assert replace(tried, trial=None) == plain


def test_a_trial_is_dated() -> None:
    facts = mortgage()
    with pytest.raises(rs.PolicyNotInForceError, match="2024-11-01"):
        run_waterfall(facts, HAMP_TIER_1, on=date(2012, 6, 1), trial=FLEX_TRIAL)
    assert FLEX_TRIAL.payments.at(date(2024, 11, 1)) == 3


# --- the door ---


def test_a_trial_that_depends_on_days_late_asks_for_them() -> None:
    facts = mortgage(days_past_due=None)
    with pytest.raises(rs.InvalidInputError, match=r"^mortgage\.days_past_due: is required by the trial of us_hamp"):
        run_waterfall(facts, HAMP_TIER_1, on=date(2012, 6, 1), trial=FLEX_TRIAL)
    with pytest.raises(rs.InvalidInputError, match=r"^trial: "):
        run_waterfall(facts, HAMP_TIER_1, on=date(2012, 6, 1), trial="soon")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"payments": dated("0")}, "payments: must be from 1"),
        ({"payments": dated("2.5")}, "payments: must be whole months"),
        ({"payments_otherwise": dated("4")}, "payments_otherwise: and when go together"),
        ({"when": [Condition("days_past_due", ">=", dated("31"))]}, "payments_otherwise: and when go together"),
        ({"counseling_ratio": dated("0")}, "counseling_ratio: must be from 0.01"),
        ({"limits": [FLEX_TRIAL.limits[0]] * 2}, "limits: have a code twice"),
        ({"sources": []}, "sources: is empty"),
    ],
)
def test_contradictory_trials_are_refused(changes: dict[str, Any], fault: str) -> None:
    given: dict[str, Any] = {"payments": dated("3"), "sources": SOURCES}
    with pytest.raises(rs.InvalidInputError) as caught:
        Trial(**given | changes)
    assert f"trial.{fault}" in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"limit": Dated([(SINCE, Decimal(1))])}, "limit: of imminent_default must be true or false"),
        ({"quantity": "failed_trials_12m"}, "limit: of failed_trials_12m must be a number"),
        ({"comparator": ">="}, "comparator: of imminent_default must be == or !="),
        ({"sources": []}, "sources: is empty"),
        ({"text": Wording("{many}", "{many}")}, "text: may name {limit}"),
        ({"quantity": "income"}, "quantity: is not a quantity that rules compare"),
    ],
)
def test_contradictory_conditions_are_refused(changes: dict[str, Any], fault: str) -> None:
    given: dict[str, Any] = {
        "code": "SOON",
        "quantity": "imminent_default",
        "comparator": "==",
        "limit": Dated([(SINCE, True)]),
        "sources": SOURCES,
        "text": TEXT,
    }
    with pytest.raises(rs.InvalidInputError) as caught:
        Rule(**given | changes)
    assert f"rule.{fault}" in str(caught.value)


def test_shipped_trials_survive_the_wire_and_pickling() -> None:
    for name in us_trials.__all__:
        trial: Trial = getattr(us_trials, name)
        assert rs.from_json(Trial, rs.to_json(trial)) == trial
        assert pickle.loads(pickle.dumps(trial)) == trial
        assert "verified" not in {source.level for source in trial.sources}
