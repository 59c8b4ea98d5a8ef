"""A country that nobody has heard of, added as data alone: its policy plans, signs and follows a borrower up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest

import restructure as rs
from restructure import policies
from restructure.agreement import Agreement, Party, draft_agreement, sign
from restructure.law import (
    Bracket,
    ForborneFact,
    MarkCheck,
    MarkedName,
    MarkRemark,
    MarkRule,
    ObservationRule,
    RateCeiling,
    RestructuredFloor,
    RestructuredPeriod,
    Scheme,
    TimeLimit,
    check_ceiling,
    check_deadline,
    deadline,
)
from restructure.measures.disclosure import cash_flows
from restructure.policy import PLAIN_DELINQUENCY, ConcessionBudget, Policy, Rule, TrialRule
from restructure.tracking import Circumstances, Tracked, track
from support.examples import card

SINCE = date(2020, 1, 1)
CODE = [rs.Source(title="Code of Freedonia, Title 7", level="verified", checked_on=SINCE)]


def words(en: str) -> rs.Wording:
    return rs.Wording(en, f"（自由国）{en}")


CLASSES = Scheme(
    code="FR_DAYS",
    name="FREEDONIA",
    brackets=[
        Bracket("green", 0, text=words("green")),
        Bracket("amber", 20, text=words("amber")),
        Bracket("red", 45, performing=False, text=words("red")),
        Bracket("black", performing=False, text=words("black")),
    ],
    due_date_counts=True,
    floor=RestructuredFloor(
        code="FR_FLOOR",
        at_least="amber",
        again="red",
        since=SINCE,
        sources=CODE,
        text=words("restructured: at least {limit}"),
        text_again=words("restructured again: at least {limit}"),
    ),
    marked=MarkedName(
        suffix="helped",
        text=words("{name}, helped"),
        follows=MarkCheck(code="FR_HELPED", sources=CODE, text=words("whether it is performing")),
        since=SINCE,
    ),
    probation=RestructuredPeriod(code="FR_KEPT", months=9, since=SINCE, sources=CODE, text=words("kept nine months")),
    disclosure=RestructuredPeriod(code="FR_TOLD", months=3, since=SINCE, sources=CODE, text=words("told three months")),
    since=SINCE,
    sources=CODE,
    text=words("red after 20 days"),
)

OBSERVED = ObservationRule(
    code="FR_OBSERVED", months=6, periods=3, since=SINCE, sources=CODE, text=words("observed for {months} months")
)


def period(code: str, months: int) -> TimeLimit:
    return TimeLimit(
        code=code,
        count=months,
        unit="months",
        bound="earliest",
        since=SINCE,
        sources=CODE,
        text=words("{count} months"),
    )


HELPED = MarkRule(
    cure=period("FR_CURE", 4),
    probation=period("FR_PROBATION", 8),
    past_due_days=10,
    non_performing_days=20,
    measure_after_cure=MarkRemark("FR_NEW", words("a new measure")),
    measure_again=MarkRemark("FR_AGAIN", words("a second measure")),
    past_due_after_cure=MarkRemark("FR_LATE_CURED", words("late after a cure")),
    past_due=MarkRemark("FR_LATE", words("late")),
)

CEILING = RateCeiling(
    code="FR_CEILING",
    rates=rs.Dated([(SINCE, Decimal("0.20"))]),
    sources=CODE,
    text=words("at most {limit} a year"),
)

ANSWER = TimeLimit(
    code="FR_ANSWER",
    count=14,
    unit="days",
    bound="latest",
    since=SINCE,
    sources=CODE,
    text=words("answered within {count} days"),
)

FREEDONIA = Policy(
    name="freedonia_card",
    version="1",
    jurisdiction="Freedonia",
    title=words("cards"),
    capacity=policies.presets.BALANCED,
    levers=replace(
        policies.GENERIC.levers,
        treatment_sets=[replace(each, days_past_due="reset") for each in policies.GENERIC.levers.treatment_sets],
    ),
    budget=ConcessionBudget(most="0.08", market_rate="0.05", sources=CODE, text=words("set by Title 7")),
    rules=[
        Rule(
            code="FR_TERM",
            quantity="term_months",
            comparator="<=",
            limit=rs.Dated([(SINCE, Decimal(60))]),
            sources=CODE,
            text=words("at most {limit} months"),
        )
    ],
    delinquency=replace(
        PLAIN_DELINQUENCY,
        buckets=CLASSES,
        schemes=[CLASSES],
        observation=OBSERVED,
        forborne=HELPED,
        trial=TrialRule(2, text=words("{limit} payments")),
    ),
)


def borrower() -> rs.Application:
    """Return the shipped borrower, late by fewer days than make an exposure non-performing there."""
    return replace(card(), debts=[replace(debt, days_past_due=min(debt.days_past_due, 15)) for debt in card().debts])


@cache
def signed() -> Agreement:
    answer = rs.plan(borrower(), policy=FREEDONIA)
    option = answer.recommended
    assert option is not None
    assert option.schedule is not None
    check = check_ceiling(*cash_flows(option.schedule), ceiling=CEILING, contract_date=answer.as_of)
    assert (check.code, check.status) == ("FR_CEILING", "pass")
    assert [(each.code, each.status) for each in option.checks] == [("FR_TERM", "pass")]
    offer = draft_agreement(option, answer, policy=FREEDONIA, parties=[Party("borrower", "P-1")])
    return sign(offer, "P-1", on=answer.as_of, method="paper")


def followed(count: int, as_of: date, **known: object) -> Tracked:
    """Return the agreement with its first installments paid on their due dates."""
    events = [rs.Event(f"p{row.number}", "payment", row.due_date, amount=row.payment) for row in signed().rows[:count]]
    return track(signed(), events, as_of=as_of, circumstances=Circumstances(**known))  # type: ignore[arg-type]


def due(number: int) -> date:
    return signed().rows[number - 1].due_date


def test_its_policy_goes_over_the_wire() -> None:
    again = rs.from_json(Policy, rs.to_json(FREEDONIA))
    assert again == FREEDONIA
    assert (again.hash, hash(again)) == (FREEDONIA.hash, hash(FREEDONIA))


def test_what_keeps_to_the_plan_is_amber_while_observed_and_bears_the_mark() -> None:
    (found,) = followed(1, due(1)).classifications
    assert (found.scheme, found.name, found.text.en) == ("FREEDONIA", "amber_helped", "amber, helped")
    assert found.text.zh == "（自由国）（自由国）amber, helped"
    assert (found.by_days.scheme, found.by_days.name) == ("FR_DAYS", "green")
    verdicts = [(check.code, check.status) for check in found.checks]
    assert verdicts == [
        ("FR_DAYS", "pass"),
        ("FR_FLOOR", "pass"),
        ("FR_OBSERVED", "fail"),
        ("FR_HELPED", "pass"),
        ("FR_PROBATION", "fail"),
        ("FR_KEPT", "fail"),
        ("FR_TOLD", "needs_review"),
    ]


def test_the_class_is_worse_restructured_again_and_where_the_mark_says_so() -> None:
    (again,) = followed(1, due(1), restructured_before=True).classifications
    assert again.name == "red_helped"
    (bad,) = followed(1, due(1), decisions=[ForborneFact(due(1), "non_performing")]).classifications
    assert bad.name == "red_helped"


def test_days_late_are_counted_from_the_due_date_as_day_one() -> None:
    evening = followed(0, due(1))
    assert (evening.past_due.days, evening.past_due.bucket.name) == (0, "amber")
    found = [followed(0, due(1) + timedelta(days=days)).classifications[0].by_days.name for days in (19, 20, 44, 45)]
    assert found == ["amber", "red", "red", "black"]


def test_observation_mark_and_trial_end_as_the_rules_say() -> None:
    found = followed(9, due(9))
    assert found.observation is not None
    assert (found.observation.months, found.observation.starts_on) == (6, due(1))
    assert found.trial is not None
    assert found.trial.state == "passed"
    assert found.forborne is not None
    assert "OBSERVATION_OVER" in [signal.code for signal in found.signals]
    assert "FR_TOLD" not in [check.code for check in found.classifications[0].checks]


def test_its_deadlines_are_kept_or_not() -> None:
    asked = deadline(ANSWER, card().as_of)
    kept, missed = (
        check_deadline(asked, done_on=asked.on + timedelta(days=late), as_of=asked.on + timedelta(days=9))
        for late in (0, 1)
    )
    assert (kept.status, missed.status) == ("pass", "fail")


def test_before_its_law_there_is_none() -> None:
    with pytest.raises(rs.PolicyNotInForceError, match="FR_ANSWER is in force since 2020-01-01"):
        deadline(ANSWER, date(2019, 12, 31))
