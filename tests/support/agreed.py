"""Signed agreements over any position, treatments and terms, for tests of what happens to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal

import restructure as rs
from restructure import policies
from restructure.agreement import Agreement, LifeStep, Party, sign
from restructure.agreement._seal import content_of
from restructure.agreement.clause_facts import Basis, last_day
from restructure.agreement.draft import _clauses, _rows  # pyright: ignore[reportPrivateUsage]
from restructure.contract.events import PLAIN, Servicing
from restructure.loan.treatment import principal_after, reschedule
from restructure.measures.disclosure import cash_flows
from restructure.options.option import DISCLOSED
from restructure.policy import PLAIN_AGREEMENT, AgreementRules, Delinquency

BEGUN = date(2026, 11, 23)


def agreed(
    position: rs.Position,
    treatments: Sequence[rs.Treatment],
    terms: rs.LoanTerms,
    *,
    rules: AgreementRules = PLAIN_AGREEMENT,
    delinquency: Delinquency | None = None,
    servicing: Servicing = PLAIN,
    counting: Literal["keep", "reset"] = "reset",
) -> Agreement:
    """Return an agreement signed on the day it takes effect."""
    policy = replace(policies.GENERIC, agreement=rules, delinquency=delinquency)
    schedule = reschedule(position, list(treatments), terms)
    assert schedule.conservation is not None
    advances, payments = cash_flows(schedule)
    nominal, effective = (rs.measures.apr(advances, payments, convention=name) for name in DISCLOSED)
    basis = Basis(
        position=position,
        schedule=schedule,
        conservation=schedule.conservation,
        annual_rates=(nominal, effective),
        days_past_due=counting,
        rules=rules,
        servicing=servicing,
        valid_until=last_day(position.as_of, rules, schedule.due_dates[0]),
    )
    held: dict[str, Any] = {
        "reference": "G-1",
        "debt": "loan-1",
        "currency": position.currency,
        "parties": (Party("borrower", "P-1"),),
        "drafted_on": position.as_of,
        "position": position,
        "treatments": tuple(treatments),
        "days_past_due": counting,
        "terms": terms,
        "rows": tuple(_rows(schedule)),
        "option_id": "by hand",
        "checks": (),
        "reviews": (),
        "rules": rules,
        "servicing": servicing,
        "clauses": tuple(_clauses(basis, ())),
        "library_version": "0",
        "input_hash": "0" * 64,
    }
    offer = LifeStep(status="proposed", on=position.as_of, before=content_of(held, policy.hash))
    offered = Agreement(**held, policy=policy, life=(offer,))
    return sign(offered, "P-1", on=position.as_of, method="paper")


def plain(count: int = 12, rate: str = "0", **more: Any) -> Agreement:
    """Return an agreement over 100.00 a month of principal."""
    position = rs.Position(currency="CNY", as_of=BEGUN, principal=str(100 * count))
    return agreed(position, [], terms_of(position, [], count, rate), **more)


def terms_of(position: rs.Position, treatments: Sequence[rs.Treatment], count: int, rate: str) -> rs.LoanTerms:
    """Return monthly terms from the 23rd to the 10th, for what the treatments leave."""
    return rs.LoanTerms(
        currency=position.currency,
        principal=principal_after(position, list(treatments)),
        rate=rate,
        start_date=position.as_of,
        first_due_date=date(2026, 12, 10),
        phases=[rs.Phase(count)],
        day_count="act/365f",
    )
