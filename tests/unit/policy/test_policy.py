from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.basics.provenance import combine
from restructure.policy import (
    Condition,
    Grade,
    Levers,
    Ranking,
    Rule,
    ScoreComponent,
    Start,
    Steps,
    TreatmentSet,
    curve,
)

MODEL = policies.GENERIC.capacity
EFFECT = policies.CN_CARD_ARTICLE_70.signing_effects[0]
SOURCE = rs.Source(title="test", level="verified")
TEXT = rs.Wording("text", "文字")
SINCE = date(2020, 1, 1)


def _dated_set() -> TreatmentSet:
    base = policies.GENERIC.levers.treatment_sets[0]
    dated = rs.Treatment("interest", "defer", due=date(2027, 1, 1))
    return replace(base, treatments=[dated, *base.treatments[1:]])


@pytest.mark.parametrize("policy", [policies.GENERIC, policies.CN_CARD_ARTICLE_70], ids=lambda policy: policy.name)
def test_policies_round_trip_through_json_with_the_same_hash(policy: rs.Policy) -> None:
    again = rs.from_json(rs.Policy, rs.to_json(policy))
    assert again == policy
    assert again.hash == policy.hash


def test_the_hash_changes_with_any_figure() -> None:
    other = replace(policies.GENERIC, capacity=replace(MODEL, buffer=Decimal("0.06")))
    assert other.hash != policies.GENERIC.hash


def test_generic_is_labeled_illustrative_and_article_70_is_not_verified() -> None:
    assert "illustrative" in policies.GENERIC.title.en
    assert {source.level for rule in policies.CN_CARD_ARTICLE_70.rules for source in rule.sources} == {"secondary"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"debt_service_cap": Decimal(0)}, "debt_service_cap: must be above 0"),
        ({"buffer": Decimal("1.5")}, "fraction from 0 to 1"),
        ({"buffer": Decimal("0.0000001")}, "more than 6 decimals"),
        ({"buffer": float("nan")}, "finite"),
        ({"income_haircuts": {"salary": Decimal(0)}}, "lacks benefit, bonus"),
        ({"evidence_factors": {"verified": Decimal(1)}}, "lacks declared, documented"),
        ({"components": MODEL.components[:9]}, "must be A1, A2"),
        ({"components": MODEL.components[::-1]}, "in this order"),
        (
            {"components": [replace(MODEL.components[0], weight=Decimal(17)), *MODEL.components[1:]]},
            "weights must add up to 100",
        ),
        ({"grades": [Grade("A", Decimal(50)), Grade("B", Decimal(60))]}, "must fall in score and end at 0"),
        ({"grades": []}, "must fall in score"),
        ({"payment_unit": 0}, "leave it out"),
        ({"minimum_residual": -1}, "must not be negative"),
    ],
)
def test_contradictory_models_are_refused(changes: dict[str, Any], message: str) -> None:  # I19
    with pytest.raises(rs.InvalidInputError, match=message):
        replace(MODEL, **changes)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([("0", "1")], "at least two"),
        ([("1", "1"), ("0", "0")], "must rise in quantity"),
        ([("0", "1"), ("0", "0")], "must rise in quantity"),
        ([("0", "1.5"), ("1", "0")], "from 0 to 1"),
        ([("0", "0"), ("1", "1")], "of A1 must only fall"),
    ],
)
def test_curves_must_be_sorted_bounded_and_monotone(points: Any, message: str) -> None:  # I19
    with pytest.raises(rs.InvalidInputError, match=message):
        ScoreComponent(id="A1", weight=Decimal(18), points=curve(*points))


def test_weights_must_be_positive() -> None:
    with pytest.raises(rs.InvalidInputError, match="must be above 0"):
        ScoreComponent(id="A1", weight=Decimal(-1), points=curve(("0", "1"), ("1", "0")))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Steps(12, 6), "is below first"),
        (lambda: Steps(6, 12, 5), "is not reached"),
        (lambda: Start("none", 3), "must be above 0, and 0"),
        (lambda: Start("interest_only", 0), "must be above 0"),
        (lambda: Start("reduced", 3), "required there"),
        (lambda: Start("interest_only", 3, share="0.5"), "belongs to a start of kind reduced"),
        (lambda: Ranking(keys=[]), "at least one key"),
        (lambda: Ranking(loss_bucket="0.003"), "must divide 1"),
        (lambda: Ranking(loss_bucket=0), "must divide 1"),
        (
            lambda: TreatmentSet(name="x", treatments=[rs.Treatment("fees", "waive")], days_past_due="keep", text=TEXT),
            "each once",
        ),
        (lambda: _levers(rate_cuts=[]), "at least one choice"),
        (lambda: _levers(installment_unit=0), "installment_unit: is zero"),
        (lambda: _levers(starts=[Start("none"), Start("none")]), "starts: have a choice twice"),
        (_dated_set, "relative to the plan"),
        (lambda: _levers(forgiveness=[Decimal(1)]), "must leave some principal"),
        (lambda: _levers(treatment_sets=[policies.GENERIC.levers.treatment_sets[0]] * 2), "a name twice"),
        (lambda: replace(policies.GENERIC, rules=[policies.GENERIC.rules[0]] * 2), "a code twice"),
        (
            lambda: replace(
                policies.CN_CARD_ARTICLE_70, signing_effects=[policies.CN_CARD_ARTICLE_70.signing_effects[0]] * 2
            ),
            "signing_effects: tell of one moment twice",
        ),
        (
            lambda: replace(EFFECT, sources=[]),
            "sources: must name where it is written",
        ),
    ],
)
def test_contradictory_levers_are_refused(make: Any, message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        make()


def _levers(**changes: Any) -> Levers:
    return replace(policies.GENERIC.levers, **changes)


def _rule(**changes: Any) -> Rule:
    base: dict[str, Any] = {
        "code": "R",
        "quantity": "installment_count",
        "comparator": "<=",
        "limit": rs.Dated([(SINCE, 60)]),
        "sources": [SOURCE],
        "text": TEXT,
    }
    return Rule(**{**base, **changes})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"quantity": "moon_phase"}, "is not a quantity that rules compare; choose one"),
        ({"limit": rs.Dated([(SINCE, True)])}, "limit: of installment_count must be a number"),
        ({"quantity": "debt_kind"}, "limit: of debt_kind must be a word"),
        ({"quantity": "willing_to_repay", "limit": rs.Dated([(SINCE, True)])}, "of willing_to_repay must be == or !="),
        ({"sources": []}, "say where the rule is written"),
        ({"text": rs.Wording("at most {months}", "{limit}")}, "may name {limit} in braces"),
        ({"text": rs.Wording("at most {", "{limit}")}, "may name {limit} in braces"),
        ({"comparator": "=<"}, "comparator: must be '<'"),
    ],
)
def test_rules_are_checked_against_the_vocabulary(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        _rule(**changes)


def test_conditions_are_checked_too() -> None:
    with pytest.raises(rs.InvalidInputError, match="must be a number"):
        Condition(quantity="installments_per_year", comparator="==", value="twelve")


def test_dated_values_follow_their_dates() -> None:
    limit = rs.Dated([(date(2011, 1, 13), 60), (date(2025, 1, 1), 84)])
    assert [limit.at(day) for day in (date(2011, 1, 13), date(2024, 12, 31), date(2025, 1, 1))] == [60, 60, 84]
    with pytest.raises(rs.PolicyNotInForceError, match="the first is of 2011-01-13"):
        limit.at(date(2011, 1, 12))
    with pytest.raises(rs.InvalidInputError, match="in date order"):
        rs.Dated([(SINCE, 1), (SINCE, 2)])
    with pytest.raises(rs.InvalidInputError, match="is empty"):
        rs.Dated([])


def test_a_check_is_not_a_truth_value() -> None:
    check = rs.Check.of("R", holds=True, actual="1", limit="2", sources=[SOURCE], text=TEXT)
    assert check.status == "pass"
    with pytest.raises(TypeError, match=r"compare check\.status"):
        bool(check)


@pytest.mark.parametrize(
    ("level", "holds", "status", "indicated"),
    [
        ("verified", True, "pass", "pass"),
        ("verified", False, "fail", "fail"),
        ("verified", None, "needs_review", None),
        ("secondary", True, "needs_review", "pass"),
        ("secondary", False, "needs_review", "fail"),
        ("unverified", True, "needs_review", "pass"),
    ],
)
def test_only_a_verified_source_can_pass_or_fail(
    level: Any, holds: bool | None, status: str, indicated: str | None
) -> None:
    source = rs.Source(title="t", level=level)
    check = rs.Check.of("R", holds=holds, actual=None, limit="x", sources=[source], text=TEXT)
    assert (check.status, check.indicated) == (status, indicated)


def test_statuses_combine_to_the_worst() -> None:
    def one(level: Any, holds: bool) -> rs.Check:
        return rs.Check.of(
            "R", holds=holds, actual="", limit="", sources=[rs.Source(title="t", level=level)], text=TEXT
        )

    assert combine([]) == "pass"
    assert combine([one("verified", True)]) == "pass"
    assert combine([one("verified", True), one("secondary", True)]) == "needs_review"
    assert combine([one("secondary", True), one("verified", False)]) == "fail"


def test_policies_are_frozen_hashable_and_picklable() -> None:
    policy = policies.GENERIC
    with pytest.raises(TypeError):
        policy.capacity.income_haircuts["salary"] = Decimal(1)  # type: ignore[index]
    assert hash(policy) == hash(rs.from_json(rs.Policy, rs.to_json(policy)))
    assert pickle.loads(pickle.dumps(policy)) == policy


def test_a_rule_on_the_application_cannot_depend_on_an_option() -> None:
    on_option = Condition(quantity="installment_count", comparator=">", value=12)
    with pytest.raises(rs.InvalidInputError, match="when: must not be of a plan: days_past_due is known before"):
        _rule(quantity="days_past_due", when=[on_option])
