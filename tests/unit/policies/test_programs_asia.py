"""Programs of Asia as policy data: they round-trip, their limits change on their days, and cases are barred."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

import restructure as rs
from restructure import policies
from restructure.policy import Policy, Ranking
from restructure.policy.rules import COMPARE

TODAY = date(2026, 11, 23)
PROGRAMS = [
    policies.CN_PERSONAL_BUSINESS_LOAN,
    policies.CN_PERSONAL_LOAN,
    policies.HK_IDRP,
    policies.IN_EMI_RESET,
    policies.IN_RESOLUTION_1,
    policies.IN_RESOLUTION_2,
    policies.JP_REHABILITATION,
    policies.JP_VOLUNTARY,
    policies.KR_FAST_TRACK,
    policies.KR_NEW_START,
    policies.KR_NEW_START_AT_RISK,
    policies.KR_PRE_WORKOUT,
    policies.KR_WORKOUT,
    policies.SG_DCP,
    policies.SG_DRS,
]
IDS = [policy.name for policy in PROGRAMS]
MOST_CANDIDATES = 20_000


def broken(policy: Policy, on: date, **facts: object) -> set[str]:
    """Return the codes of the rules that a case breaks on a day; rules on what is not given are left out."""
    found = set()
    for rule in policy.rules:
        if any(name not in facts for name in (rule.quantity, *(condition.quantity for condition in rule.when))):
            continue
        applies = all(COMPARE[when.comparator](facts[when.quantity], when.at(on)) for when in rule.when)
        if applies and not COMPARE[rule.comparator](facts[rule.quantity], rule.limit.at(on)):
            found.add(rule.code)
    return found


@pytest.mark.parametrize("policy", PROGRAMS, ids=IDS)
def test_each_round_trips_with_the_same_hash(policy: Policy) -> None:
    again = rs.from_json(rs.Policy, rs.to_json(policy))
    assert again == policy
    assert again.hash == policy.hash


def test_each_has_its_own_name_and_is_exported() -> None:
    assert len({policy.name for policy in PROGRAMS}) == len(PROGRAMS)
    assert all(getattr(policies, policy.name.upper()) is policy for policy in PROGRAMS)
    assert {policy.name.upper() for policy in PROGRAMS} <= set(dir(policies))


@pytest.mark.parametrize("policy", PROGRAMS, ids=IDS)
def test_none_claims_to_have_read_an_official_text(policy: Policy) -> None:
    assert {source.level for rule in policy.rules for source in rule.sources} <= {"secondary", "unverified"}


@pytest.mark.parametrize("policy", PROGRAMS, ids=IDS)
def test_levers_stay_below_the_bound(policy: Policy) -> None:
    levers = policy.levers
    choices = [levers.rate_cuts, levers.starts, levers.forgiveness, levers.treatment_sets, levers.installments]
    count = len(levers.terms.values()) * len(levers.down_payments)
    for choice in choices:
        count *= len(choice)
    assert count < MOST_CANDIDATES


@pytest.mark.parametrize("policy", PROGRAMS, ids=IDS)
def test_no_rule_holds_before_its_first_day(policy: Policy) -> None:
    for rule in policy.rules:
        first, limit = rule.limit.steps[0]
        assert rule.limit.at(first) == limit
        with pytest.raises(rs.PolicyNotInForceError, match=f"the first is of {first}"):
            rule.limit.at(first - timedelta(days=1))


@pytest.mark.parametrize("policy", [item for item in PROGRAMS if item not in PROGRAMS[:2]], ids=IDS[2:])
def test_the_longest_lever_is_within_the_rules_of_the_day(policy: Policy) -> None:
    day = policy.rules[0].limit.steps[0][0]
    facts = {"term_months": policy.levers.terms.last, "installment_count": policy.levers.terms.last}
    found = broken(policy, day, secured=True, installments_per_year=12, **facts)
    excepted = {"JP_THREE_YEARS", "KR_EIGHT_YEARS"}  # each names the exception that lifts it
    assert {code for code in found if not code.endswith("_UNSECURED")} <= excepted


@pytest.mark.parametrize(
    ("policy", "code", "on", "limit"),
    [
        (policies.CN_PERSONAL_LOAN, "CN_EXTENSION_LONG", date(2025, 3, 23), 60),
        (policies.CN_PERSONAL_LOAN, "CN_EXTENSION_LONG", date(2025, 3, 24), 84),
        (policies.CN_PERSONAL_LOAN, "CN_EXTENSION_LONG", TODAY, 84),
        (policies.IN_RESOLUTION_1, "IN_RF1_EXTENSION", date(2020, 12, 31), 24),
        (policies.IN_RESOLUTION_1, "IN_RF1_EXTENSION", date(2021, 1, 1), 0),
        (policies.IN_RESOLUTION_2, "IN_RF2_EXPOSURE", date(2021, 6, 3), 250_000_000),
        (policies.IN_RESOLUTION_2, "IN_RF2_EXPOSURE", date(2021, 6, 4), 500_000_000),
        (policies.IN_RESOLUTION_2, "IN_RF2_EXPOSURE", date(2021, 10, 1), 0),
        (policies.KR_NEW_START, "KR_FUND_1500_MILLION", date(2026, 12, 31), 1_500_000_000),
        (policies.KR_NEW_START, "KR_FUND_1500_MILLION", date(2027, 1, 1), 0),
    ],
)
def test_limits_change_on_their_days(policy: Policy, code: str, on: date, limit: int) -> None:
    (rule,) = (rule for rule in policy.rules if rule.code == code)
    assert rule.limit.at(on) == limit


@pytest.mark.parametrize(
    ("policy", "on", "facts", "codes"),
    [
        (policies.CN_PERSONAL_LOAN, TODAY, {"debt_kind": "personal_loan"}, set()),
        (policies.CN_PERSONAL_LOAN, TODAY, {"debt_kind": "credit_card"}, {"CN_CONSUMER_LOAN"}),
        (policies.CN_PERSONAL_LOAN, TODAY, {"original_term_months": 12, "extension_share": 1}, set()),
        (
            policies.CN_PERSONAL_LOAN,
            TODAY,
            {"original_term_months": 12, "extension_share": Decimal("1.1")},
            {"CN_EXTENSION_SHORT"},
        ),
        (policies.CN_PERSONAL_LOAN, TODAY, {"original_term_months": 13, "extension_share": 3}, set()),
        (policies.CN_PERSONAL_LOAN, TODAY, {"original_term_months": 36, "whole_term_months": 84}, set()),
        (
            policies.CN_PERSONAL_LOAN,
            TODAY,
            {"original_term_months": 36, "whole_term_months": 85},
            {"CN_EXTENSION_LONG"},
        ),
        (
            policies.CN_PERSONAL_BUSINESS_LOAN,
            TODAY,
            {"original_term_months": 36, "whole_term_months": 61},
            {"CN_BUSINESS_FIVE_YEARS"},
        ),
        (
            policies.CN_PERSONAL_BUSINESS_LOAN,
            TODAY,
            {"original_term_months": 36, "whole_term_months": 121},
            {"CN_BUSINESS_FIVE_YEARS", "CN_BUSINESS_TEN_YEARS"},
        ),
        (policies.HK_IDRP, TODAY, {"secured": False}, set()),
        (policies.HK_IDRP, TODAY, {"secured": True}, {"HK_IDRP_UNSECURED"}),
        (policies.SG_DCP, TODAY, {"unsecured_to_monthly_income": Decimal("12.01"), "debt_kind": "credit_card"}, set()),
        (policies.SG_DCP, TODAY, {"unsecured_to_monthly_income": 12}, {"SG_DCP_TWELVE_MONTHS"}),
        (policies.SG_DCP, TODAY, {"debt_kind": "student_loan"}, {"SG_DCP_NOT_EDUCATION"}),
        (policies.SG_DCP, TODAY, {"debt_kind": "business_loan"}, {"SG_DCP_NOT_BUSINESS"}),
        (policies.SG_DRS, TODAY, {"currency": "SGD", "total_debt": 150_000, "annual_rate": 0}, set()),
        (policies.SG_DRS, TODAY, {"currency": "CNY", "total_debt": 150_001}, {"SG_DRS_CURRENCY", "SG_DRS_150000"}),
        (policies.SG_DRS, TODAY, {"annual_rate": Decimal("0.0001"), "term_months": 60}, {"SG_DRS_NO_INTEREST"}),
        (policies.IN_EMI_RESET, TODAY, {"peak_balance_share": 1}, set()),
        (
            policies.IN_EMI_RESET,
            TODAY,
            {"peak_balance_share": Decimal("1.000001")},
            {"IN_NO_NEGATIVE_AMORTIZATION"},
        ),
        (policies.IN_RESOLUTION_1, date(2020, 10, 1), {"relief_months": 24, "extension_months": 24}, set()),
        (policies.IN_RESOLUTION_1, date(2020, 10, 1), {"relief_months": 25}, {"IN_RF1_MORATORIUM"}),
        (policies.IN_RESOLUTION_1, TODAY, {"relief_months": 0, "extension_months": 1}, {"IN_RF1_EXTENSION"}),
        (policies.IN_RESOLUTION_2, date(2021, 6, 4), {"debt_in_scope": 500_000_000, "currency": "INR"}, set()),
        (policies.IN_RESOLUTION_2, TODAY, {"debt_in_scope": 1}, {"IN_RF2_EXPOSURE"}),
        (policies.JP_REHABILITATION, TODAY, {"debt_in_scope": 50_000_000, "secured": False}, set()),
        (policies.JP_REHABILITATION, TODAY, {"debt_in_scope": 50_000_001}, {"JP_50_MILLION"}),
        (
            policies.JP_REHABILITATION,
            TODAY,
            {"debt_in_scope": 15_000_000, "principal_forgiven_share": Decimal("0.8")},
            set(),
        ),
        (
            policies.JP_REHABILITATION,
            TODAY,
            {"debt_in_scope": 15_000_000, "principal_forgiven_share": Decimal("0.9")},
            {"JP_CUT_TO_15_MILLION"},
        ),
        (
            policies.JP_REHABILITATION,
            TODAY,
            {"debt_in_scope": 1_000_000, "principal_forgiven_share": Decimal("0.5")},
            {"JP_CUT_TO_1_MILLION"},
        ),
        (
            policies.JP_REHABILITATION,
            TODAY,
            {"installments_per_year": 12, "installment_count": 61},
            {"JP_THREE_YEARS", "JP_FIVE_YEARS"},
        ),
        (policies.JP_VOLUNTARY, TODAY, {"annual_rate": 0, "installment_count": 36}, set()),
        (policies.JP_VOLUNTARY, TODAY, {"installment_count": 35}, {"JP_VOLUNTARY_THREE_YEARS"}),
        (policies.KR_FAST_TRACK, TODAY, {"days_past_due": 30, "annual_rate": Decimal("0.15")}, set()),
        (policies.KR_FAST_TRACK, TODAY, {"days_past_due": 31}, {"KR_UP_TO_30_DAYS"}),
        (
            policies.KR_FAST_TRACK,
            TODAY,
            {"debt_kind": "credit_card", "annual_rate": Decimal("0.15")},
            {"KR_CARD_RATE_10"},
        ),
        (policies.KR_FAST_TRACK, TODAY, {"debt_kind": "personal_loan", "annual_rate": Decimal("0.15")}, set()),
        (policies.KR_FAST_TRACK, TODAY, {"secured": False, "debt_in_scope": 500_000_001}, {"KR_UNSECURED_500_MILLION"}),
        (policies.KR_FAST_TRACK, TODAY, {"secured": True, "debt_in_scope": 500_000_001}, set()),
        (policies.KR_PRE_WORKOUT, TODAY, {"days_past_due": 31}, set()),
        (policies.KR_PRE_WORKOUT, TODAY, {"days_past_due": 30}, {"KR_FROM_31_DAYS"}),
        (policies.KR_PRE_WORKOUT, TODAY, {"days_past_due": 90}, {"KR_UP_TO_89_DAYS"}),
        (policies.KR_PRE_WORKOUT, TODAY, {"annual_rate": Decimal("0.0801")}, {"KR_RATE_8"}),
        (policies.KR_WORKOUT, TODAY, {"days_past_due": 90, "annual_rate": 0, "term_months": 96}, set()),
        (policies.KR_WORKOUT, TODAY, {"days_past_due": 89}, {"KR_FROM_90_DAYS"}),
        (policies.KR_WORKOUT, TODAY, {"principal_forgiven_share": Decimal("0.9")}, {"KR_CUT_70"}),
        (policies.KR_NEW_START, TODAY, {"days_past_due": 90, "debt_kind": "business_loan"}, set()),
        (policies.KR_NEW_START, TODAY, {"debt_kind": "credit_card"}, {"KR_FUND_BUSINESS"}),
        (policies.KR_NEW_START, TODAY, {"secured": False, "term_months": 121}, {"KR_FUND_TERM_UNSECURED"}),
        (policies.KR_NEW_START, TODAY, {"secured": True, "term_months": 121, "relief_months": 36}, set()),
        (
            policies.KR_NEW_START_AT_RISK,
            TODAY,
            {"days_past_due": 31, "annual_rate": Decimal("0.0901")},
            {"KR_FUND_RATE_9"},
        ),
        (policies.KR_NEW_START_AT_RISK, TODAY, {"days_past_due": 30, "annual_rate": Decimal("0.12")}, set()),
    ],
)
def test_what_passes_and_what_is_barred(policy: Policy, on: date, facts: dict[str, object], codes: set[str]) -> None:
    assert broken(policy, on, **facts) == codes


def test_the_three_tracks_of_korea_part_all_days_past_due() -> None:
    tracks = (policies.KR_FAST_TRACK, policies.KR_PRE_WORKOUT, policies.KR_WORKOUT)
    for days in range(200):
        assert sum(not broken(track, TODAY, days_past_due=days) for track in tracks) == 1


@pytest.mark.parametrize("policy", PROGRAMS, ids=IDS)
def test_sentences_name_their_limit_where_they_state_a_bound_that_changes(policy: Policy) -> None:
    for rule in policy.rules:
        if len(rule.limit.steps) > 1:
            assert "{limit}" in rule.text.en
            assert "{limit}" in rule.text.zh


def borrower(**changes: object) -> rs.Application:
    """Net income of 280,000 yen a month, a card of 1,800,000 at 15% that costs 162,000 a month."""
    given: dict[str, object] = {
        "reference": "A-1",
        "as_of": TODAY,
        "currency": "JPY",
        "household": rs.Household(adults=1, living_costs="200000"),
        "incomes": [rs.Income("salary", "280000", evidence="verified", years=5)],
        "liquid_assets": "0",
        "debts": [
            rs.Debt(
                reference="card-1",
                kind="credit_card",
                in_scope=True,
                principal="1800000",
                rate="0.15",
                installment="162000",
                remaining_installments=12,
                next_due_date=date(2026, 12, 20),
            )
        ],
    }
    return rs.Application(**{**given, **changes})  # type: ignore[arg-type]


def test_a_voluntary_arrangement_repays_the_principal_without_interest() -> None:
    policy = replace(policies.JP_VOLUNTARY, ranking=Ranking(keys=["lender_loss", "total_paid"]))
    plan = rs.plan(borrower(), policy=policy)
    assert plan.recommended is not None
    schedule = plan.recommended.schedule
    assert schedule.totals.payment == Decimal(1800000)
    assert schedule.totals.interest == 0
    assert 36 <= len(schedule) <= 60
    assert {check.status for check in plan.recommended.checks} == {"needs_review"}
    assert {check.indicated for check in plan.recommended.checks} == {"pass"}
