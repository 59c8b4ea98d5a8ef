"""Days past due, trial and observation, and the marks and classes that follow from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.agreement import advance
from restructure.basics.errors import InvalidInputError
from restructure.basics.provenance import Wording
from restructure.law.mark import ForborneFact
from restructure.policies.basel import BASEL_2017
from restructure.policies.china import CN_2023, CN_OBSERVATION
from restructure.policies.eu import EU_FORBORNE, EU_NPE, EU_RETAIL
from restructure.policies.india import IN_SMA
from restructure.policies.korea import KR_PROGRAM
from restructure.policies.us import US_BUCKETS
from restructure.policy import PLAIN_AGREEMENT, BreachTerms, Delinquency, TrialRule
from restructure.tracking import Circumstances, payoff_quote, track
from support.agreed import BEGUN, agreed, plain, terms_of
from support.followed import DAY, PLAN, due, following, history, paid


def test_past_due_worst_days_and_months_since() -> None:
    found = track(PLAN, history(20, 0, 3, 0, 0, 0), as_of=due(6)).past_due
    assert (found.worst_days, found.worst_days_12m, found.months_since, found.bucket.name) == (20, 20, 2, "current")
    assert track(PLAN, history(0), as_of=due(1)).past_due.months_since is None
    assert track(PLAN, history(0), as_of=due(2) + DAY).past_due.bucket.name == "1-29"
    assert track(PLAN, history(0), as_of=due(2) + 30 * DAY).past_due.bucket.name == "30-59"


def test_days_count_toward_default_only_where_the_amount_matters() -> None:
    agreement = plain(delinquency=following(materiality=EU_RETAIL))
    one = track(agreement, [], as_of=due(1) + 5 * DAY).past_due
    assert (one.days, one.material_days) == (5, 0)  # 100.00 is not above 100
    two = track(agreement, [], as_of=due(2) + 5 * DAY).past_due
    assert (two.days, two.material_days) == (36, 5)
    assert two.material is not None
    assert (two.material.status, two.material.indicated) == ("needs_review", "pass")
    late = track(agreement, [], as_of=due(2) + 91 * DAY).past_due
    assert late.material is not None
    assert (late.material_days, late.material.indicated) == (91, "fail")


@pytest.mark.parametrize(
    ("on_time", "late", "as_of", "state", "made"),
    [
        ("due_date", (0, 0), due(2), "running", 2),
        ("due_date", (0, 0, 0), due(3), "passed", 3),
        ("due_date", (0, 1, 0), due(3), "failed", 1),
        ("month_end", (0, 20, 0), due(3), "passed", 3),
        ("month_end", (0, 22, 0), due(3), "failed", 1),
        ("due_date", (0,), due(2), "running", 1),
        ("due_date", (0,), due(2) + DAY, "failed", 1),
    ],
)
def test_a_trial_is_passed_by_paying_on_time(
    on_time: Any, late: tuple[int, ...], as_of: date, state: str, made: int
) -> None:
    rule = TrialRule(3, on_time=on_time, text=Wording("{limit} payments", "{limit}期"))
    found = track(plain(delinquency=following(trial=rule)), history(*late), as_of=as_of).trial
    assert found is not None
    assert (found.state, found.made, found.needed) == (state, made, 3)


def test_observation_starts_anew_with_a_missed_installment() -> None:
    agreement = plain(14, delinquency=following(observation=CN_OBSERVATION))
    good = track(agreement, history(*[0] * 12), as_of=date(2027, 12, 10))
    assert good.observation is not None
    assert good.observation.ends_on == date(2027, 12, 10)
    assert good.observation.lifting.status == "needs_review"
    missed = track(agreement, history(0, 0, 1), as_of=due(4)).observation
    assert missed is not None
    assert (missed.starts_on, missed.ends_on) == (due(3), date(2028, 2, 10))


def test_observation_takes_what_was_called_in_early_as_missed_on_its_first_day() -> None:
    rules = replace(PLAIN_AGREEMENT, breach=BreachTerms(consecutive_missed=2, all_falls_due=True))
    agreement = advance(
        plain(rules=rules, delinquency=following(observation=CN_OBSERVATION)), "breached", on=BEGUN + DAY
    )
    found = track(agreement, [], as_of=due(2)).observation
    assert found is not None
    assert found.starts_on == due(1)


def test_days_past_due_of_a_settlement_taken_back_bit_by_bit_are_those_of_the_position() -> None:
    agreement, day = plain(rate="0.12"), due(1) + 5 * DAY
    first = paid("p1", due(1), agreement.rows[0].payment)
    total = payoff_quote(agreement, [first], on=day).total
    events = [
        first,
        paid("all", day, total),
        rs.Event("c", "chargeback", day + 3 * DAY, amount=1),
        rs.Event("d", "chargeback", day + 5 * DAY, amount=total - 1),
    ]
    for passed in range(4, 9):
        found = track(agreement, events, as_of=day + passed * DAY)
        assert found.past_due.days == found.position.days_past_due


def test_the_forborne_mark_follows_payments_and_the_lender() -> None:
    agreement = plain(
        14, delinquency=following(forborne=EU_FORBORNE, schemes=[EU_NPE, BASEL_2017, US_BUCKETS, CN_2023])
    )
    found = track(agreement, history(0, 0), as_of=due(3) + 31 * DAY, circumstances=Circumstances())
    assert found.forborne is not None
    assert (found.forborne.performing, [reason.code for reason in found.forborne.reasons]) == (True, ["EU_PAST_DUE_30"])
    bad = track(agreement, [], as_of=due(1) + 91 * DAY)
    assert bad.forborne is not None
    assert not bad.forborne.performing
    assert [(each.scheme, each.name) for each in bad.classifications] == [
        ("EU", "non_performing_forborne"),
        ("BASEL", "non_performing_forborne"),
        ("US", "90"),
        ("CN_2023", "substandard"),
    ]
    back = Circumstances(decisions=[ForborneFact(date(2027, 11, 1), "performing")])
    late = [paid(f"p{row.number}", date(2027, 3, 20)) for row in agreement.rows]
    cured = track(agreement, late, as_of=date(2027, 11, 2), circumstances=back)
    assert cured.forborne is not None
    assert cured.forborne.performing
    assert [check.indicated for check in cured.forborne.checks] == ["fail"]  # the year to cure was not over


def test_a_restructured_exposure_is_at_least_special_mention_in_china_while_observed() -> None:
    rules = following(observation=CN_OBSERVATION, schemes=[CN_2023])
    position = rs.Position(currency="CNY", as_of=BEGUN, principal="1400", fees="20")
    treatments = [rs.Treatment("fees", "waive")]
    agreement = agreed(position, treatments, terms_of(position, treatments, 14, "0"), delinquency=rules)
    (found,) = track(agreement, history(0), as_of=due(1)).classifications
    assert (found.by_days.name, found.name, found.status) == ("normal", "special_mention", "needs_review")
    assert [reason.code for reason in found.concessions] == ["WAIVED_FEES", "RESCHEDULED", "CONTRACT_UNKNOWN"]
    (again,) = track(
        agreement, history(0), as_of=due(1), circumstances=Circumstances(restructured_before=True)
    ).classifications
    assert again.name == "substandard"
    (over,) = track(agreement, history(*[0] * 12), as_of=date(2027, 12, 10)).classifications
    assert over.name == "normal"


@pytest.mark.parametrize(
    ("days", "sma", "program"),
    [
        (-1, "standard", "fast_track"),
        (0, "SMA-0", "fast_track"),
        (29, "SMA-0", "fast_track"),
        (30, "SMA-1", "fast_track"),
        (31, "SMA-1", "pre_workout"),
        (60, "SMA-2", "pre_workout"),
        (89, "SMA-2", "pre_workout"),
        (90, "NPA", "individual_workout"),
    ],
)
def test_any_scheme_that_ships_can_be_named(days: int, sma: str, program: str) -> None:
    """India counts the unpaid due date as day one of that evening; Korea's routes count from the day after."""
    rules = following(schemes=[IN_SMA, KR_PROGRAM])
    agreement = plain(delinquency=rs.from_json(rs.Policy, rs.to_json(policy_of(rules))).delinquency)
    found = track(agreement, [], as_of=due(1) + days * DAY)
    assert [(each.scheme, each.name) for each in found.classifications] == [("IN_SMA", sma), ("KR_PROGRAM", program)]
    paid_up = track(agreement, history(0), as_of=due(1))
    assert [each.name for each in paid_up.classifications] == ["standard", "fast_track"]


def policy_of(rules: Delinquency) -> rs.Policy:
    return replace(policies.GENERIC, delinquency=rules)


def test_days_carried_over_are_counted_as_the_scheme_counts() -> None:
    position = rs.Position(currency="INR", as_of=BEGUN, principal="1200", days_past_due=60)
    terms = terms_of(position, [], 12, "0")
    agreement = agreed(position, [], terms, delinquency=following(schemes=[IN_SMA]), counting="keep")
    (found,) = track(agreement, [], as_of=BEGUN).classifications
    assert (found.name, found.by_days.reasons[0].values) == ("SMA-2", {"days": "61"})


def test_a_scheme_is_followed_once_under_each_name() -> None:
    assert [each.reported_as for each in following(schemes=[EU_NPE, BASEL_2017]).schemes] == ["EU", "BASEL"]
    with pytest.raises(InvalidInputError, match="schemes: name one thing twice"):
        following(schemes=[IN_SMA, replace(KR_PROGRAM, name="IN_SMA")])


def test_a_rule_about_restructured_exposures_waits_for_its_first_day() -> None:
    assert CN_2023.floor is not None
    late = date(2027, 1, 11)
    scheme = replace(CN_2023, floor=replace(CN_2023.floor, since=late))
    agreement = plain(delinquency=following(schemes=[scheme], observation=CN_OBSERVATION))
    before, after = (track(agreement, history(0, 0), as_of=day).classifications[0] for day in (late - DAY, late))
    assert (before.name, after.name) == ("normal", "special_mention")
