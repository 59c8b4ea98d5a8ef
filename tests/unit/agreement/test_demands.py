"""What a policy demands of an agreement, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.contract.events import AllocationStep
from restructure.policy import (
    PLAIN_AGREEMENT,
    BreachTerms,
    ClauseRule,
    Policy,
)
from support.drafted import (
    CN,
    drafted,
)


@pytest.mark.parametrize("policy", [CN, policies.GENERIC], ids=lambda policy: policy.name)
def test_the_demands_of_a_policy_round_trip(policy: Policy) -> None:
    assert rs.from_json(Policy, rs.to_json(policy)) == policy
    assert policy.hash != replace(policy, agreement=None).hash


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: BreachTerms(cure_days=3), "has no limit"),
        (lambda: ClauseRule(code="X", title=rs.Wording("x", "x"), needs=[]), "at least one fact"),
        (lambda: ClauseRule(code="X", title=rs.Wording("x", "x"), needs=["cure", "cure"]), "each once"),
        (lambda: replace(PLAIN_AGREEMENT, consent=["guarantor"]), "lacks the borrower"),
        (lambda: replace(PLAIN_AGREEMENT, clauses=[*PLAIN_AGREEMENT.clauses] * 2), "clauses: name one thing twice"),
        (lambda: replace(PLAIN_AGREEMENT, statements=[*PLAIN_AGREEMENT.statements] * 2), "statements: name one thing"),
        (lambda: replace(PLAIN_AGREEMENT, valid_days=0), "must be at least 1"),
    ],
)
def test_malformed_demands_are_refused(build: Any, message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        build()


def test_article_57_turns_after_ninety_days() -> None:
    steps: Sequence[AllocationStep] = drafted().servicing.allocation
    assert (steps[0].up_to_days_past_due, steps[0].components[-1]) == (90, "principal")
    assert (steps[1].up_to_days_past_due, steps[1].components[0]) == (None, "principal")
