"""Deadlines and classes with known answers: every figure their sources print, and none claimed that was not checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from golden.compare import load
from golden.vector_terms import Vector
from restructure import HolidayCalendar, Source
from restructure.basics.dates import add_months, whole_months
from restructure.law.mark import ForborneFact, forborne_status, observation, observation_months
from restructure.law.scheme import Scheme, overdue_class, past_due_test
from restructure.law.time_limit import check_deadline, deadline, timeline
from restructure.policies.china import (
    CN_2023,
    CN_ART70_FIVE_YEARS,
    CN_OBSERVATION,
    extension_limit,
    personal_extension_limit,
)
from restructure.policies.eu import EU_CURE, EU_FORBORNE, EU_OTHER, EU_PROBATION, EU_RETAIL
from restructure.policies.india import IN_SMA
from restructure.policies.korea import KR_PROGRAM
from restructure.policies.uk import UK_BREATHING_SPACE, UK_MORATORIUM
from restructure.policies.us import US_EVALUATION, US_FIRST_FILING, LossMitigationApplication, reg_x_timeline

VECTORS: dict[str, Vector] = {vector["id"]: vector for vector in load("rules_timelines.json")["vectors"]}
TODAY = date(2026, 11, 23)
ASSUMED = {"regx_deadlines_2": {"first_filing_on": date(2026, 3, 2)}}
"""What a vector leaves unsaid: its sale was scheduled, so a first notice or filing came before the application."""
NOT_CHECKED = {
    "crr178_materiality_not": "the thresholds of Delegated Regulation (EU) 2018/171 are recalled",
    "breathing_space_standard": "whether the 60 days begin on the first day or after it was not found in the text",
}
"""Vectors whose rule was not verified: the arithmetic is reproduced, and nothing passes or fails by it."""

Found = tuple[dict[str, Any], Sequence[Source]]


def day(text: str) -> date:
    return date.fromisoformat(text)


def first_filing(*, delinquent_since: str) -> Found:
    due = deadline(US_FIRST_FILING, day(delinquent_since))
    return {"first_filing_allowed_from": due.on.isoformat()}, due.sources


def loss_mitigation(identity: str, *, complete_application_received: str, foreclosure_sale: str) -> Found:
    complete = day(complete_application_received)
    application = LossMitigationApplication(
        received_on=complete, completed_on=complete, sale_on=day(foreclosure_sale), **ASSUMED[identity]
    )
    found = reg_x_timeline(application, calendar=HolidayCalendar())
    return {
        "days_before_sale": found.days_before_sale,
        "min_acceptance_days": found.acceptance_days,
        "appeal_allowed": found.appeal_allowed,
        "sale_prohibited": found.sale_barred,
    }, US_EVALUATION.sources


def forborne_performing(*, forbearance_granted: str) -> Found:
    found = forborne_status([ForborneFact(forbearance_granted, "measure")], rule=EU_FORBORNE, as_of=TODAY)
    return {
        "probation_start": str(found.probation_from),
        "forborne_exit_earliest": str(found.exit_earliest),
    }, EU_PROBATION.sources


def forborne_non_performing(*, forbearance_granted: str, returns_to_performing: str) -> Found:
    facts = [ForborneFact(forbearance_granted, "non_performing"), ForborneFact(forbearance_granted, "measure")]
    curing = forborne_status(facts, rule=EU_FORBORNE, as_of=day(forbearance_granted))
    cured = forborne_status(
        [*facts, ForborneFact(returns_to_performing, "performing")], rule=EU_FORBORNE, as_of=day(returns_to_performing)
    )
    assert cured.exit_earliest is not None
    return {
        "cure_period_end_earliest": str(curing.cure_until),
        "probation_start": str(cured.probation_from),
        "forborne_exit_earliest": str(cured.exit_earliest),
        "minimum_years_forborne": whole_months(day(forbearance_granted), cured.exit_earliest) // 12,
    }, (*EU_CURE.sources, *EU_PROBATION.sources)


BY_STATUS: dict[str, Callable[..., Found]] = {
    "performing": forborne_performing,
    "non_performing": forborne_non_performing,
}


def forbearance(*, status_at_grant: str, **inputs: str) -> Found:
    return BY_STATUS[status_at_grant](**inputs)


def past_due(
    *, retail: bool, past_due_amount: int, on_balance_exposure: int, consecutive_days_above_both: int
) -> Found:
    rule = EU_RETAIL if retail else EU_OTHER
    found = past_due_test(
        past_due_amount, exposure=on_balance_exposure, rule=rule, days_above=consecutive_days_above_both
    )
    in_default = found.not_in_default.indicated == "fail"
    return {"relative_percent": found.percent(2), "default": in_default}, found.not_in_default.sources


def moratorium(*, start: str, type: str) -> Found:  # noqa: A002
    assert type == "standard"
    end = timeline(UK_BREATHING_SPACE, day(start))[-1]
    return {"max_days": UK_MORATORIUM.count, "end": end.on.isoformat()}, end.sources


def by_days(scheme: Scheme, name: str) -> Callable[..., Found]:
    def read(*, overdue_days: int) -> Found:
        return {name: overdue_class(overdue_days, scheme=scheme, as_of=TODAY).name}, scheme.sources

    return read


def observed(*, repayment_period_months: int) -> Found:
    found = observation(TODAY, rule=CN_OBSERVATION, period_months=repayment_period_months, as_of=TODAY)
    assert (
        found.months
        == observation_months(repayment_period_months, rule=CN_OBSERVATION)
        == whole_months(TODAY, found.ends_on)
    )
    return {"min_observation_months": found.months}, CN_OBSERVATION.sources


def extension(*, original_term_months: int) -> Found:
    found = extension_limit(original_term_months)
    return {"max_cumulative_extension_months": found.months}, found.sources


def personal_extension(*, original_term_months: int, product_max_months: int) -> Found:
    found = personal_extension_limit(original_term_months, product_max_months=product_max_months)
    return {"max_cumulative_extension_months": found.months}, found.sources


def term(*, monthly_instalments: int, max_years: int) -> Found:
    assert (CN_ART70_FIVE_YEARS.count, CN_ART70_FIVE_YEARS.unit) == (max_years, "years")
    last = add_months(TODAY, monthly_instalments, due_day=TODAY.day)
    check = check_deadline(deadline(CN_ART70_FIVE_YEARS, TODAY), done_on=last, as_of=last)
    assert check.status == "needs_review"
    return {"compliant": check.indicated == "pass"}, check.sources


READINGS: dict[str, Callable[..., Found]] = {
    "forbearance_status": forbearance,
    "days_past_due": past_due,
    "moratorium": moratorium,
    "overdue_floor_class": by_days(CN_2023, "class_at_least"),
    "sma_bucket": by_days(IN_SMA, "bucket"),
    "ccrs_route": by_days(KR_PROGRAM, "programme"),
    "restructure_observation_months": observed,
    "max_extension_general": extension,
    "max_extension_personal": personal_extension,
    "term_check": term,
}


def reading(vector: Vector) -> Found:
    """Return our figures under the names of the source; an input that is not read is an error of the call."""
    if vector["kind"] == "regx_deadline":
        if "delinquent_since" in vector["inputs"]:
            return first_filing(**vector["inputs"])
        return loss_mitigation(vector["id"], **vector["inputs"])
    return READINGS[vector["kind"]](**vector["inputs"])


@pytest.mark.parametrize("identity", VECTORS)
def test_every_printed_value(identity: str) -> None:
    found, _ = reading(VECTORS[identity])
    assert found == VECTORS[identity]["expected"]


@pytest.mark.parametrize("identity", VECTORS)
def test_only_rules_whose_text_was_read_pass_or_fail(identity: str) -> None:
    _, sources = reading(VECTORS[identity])
    verified = all(source.level == "verified" for source in sources)
    assert verified == (VECTORS[identity]["kind"] in ("regx_deadline", "forbearance_status"))


@pytest.mark.parametrize("identity", NOT_CHECKED)
def test_what_was_not_checked_is_marked_so(identity: str) -> None:
    _, sources = reading(VECTORS[identity])
    assert any(source.level == "unverified" for source in sources), "take it off the list"


def test_every_vector_is_there() -> None:
    assert len(VECTORS) == 30
    assert {identity for identity, vector in VECTORS.items() if not vector["verified"]} == set(NOT_CHECKED)
