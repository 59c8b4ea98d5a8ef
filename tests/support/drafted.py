"""Agreements drafted from the shipped borrower's plan, whole, signed or forged, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from functools import cache
from typing import Any

import restructure as rs
from restructure import policies
from restructure.agreement import (
    Agreement,
    LifeStep,
    Party,
    Review,
    draft_agreement,
    sign,
)
from restructure.agreement._seal import content_of
from restructure.basics.provenance import Language
from restructure.policy import (
    Policy,
)
from support.examples import card
from support.unguarded import unguarded

CN = unguarded(policies.CN_CARD_ARTICLE_70)
"""The lender's loss first: its plan at the contract's rate waives, capitalizes and runs to the last cent affordable."""
BORROWER, LENDER = Party("borrower", "P-1"), Party("lender", "BANK")
BOTH = [BORROWER, LENDER]
DRAFTED = date(2026, 11, 23)
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@cache
def planned(policy: Policy = CN) -> rs.Plan:
    return rs.plan(card(), policy=policy)


def reviews_of(option: rs.Option) -> list[Review]:
    return [
        Review(check.code, by="U-7", on=date(2026, 11, 24), note="file seen")
        for check in option.checks
        if check.status == "needs_review"
    ]


def drafted(policy: Policy = CN, parties: Sequence[Party] = BOTH, **named: Any) -> Agreement:
    answer = planned(policy)
    option = answer.recommended
    assert option is not None
    given: dict[str, Any] = {"reviews": reviews_of(option), **named}
    return draft_agreement(option, answer, policy=policy, parties=parties, **given)


def signed(agreement: Agreement) -> Agreement:
    for party in agreement.unsigned:
        agreement = sign(agreement, party.id, on=date(2026, 12, 1), method="paper")
    return agreement


def forged(agreement: Agreement, **changes: Any) -> Agreement:
    """Return an agreement with changed contents and hashes to match, as somebody who knows the hash would write it."""
    held = {item.name: getattr(agreement, item.name) for item in fields(agreement)} | changes
    policy: Policy = held.pop("policy")
    offer = LifeStep(status="proposed", on=held["drafted_on"], before=content_of(held, policy.hash))
    return Agreement(**{**held, "policy": policy, "life": [offer]})


def with_rules(**changes: Any) -> Policy:
    """Return the card policy with other demands on agreements."""
    assert CN.agreement is not None
    return replace(CN, agreement=replace(CN.agreement, **changes))
