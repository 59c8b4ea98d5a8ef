"""The card holder of the examples under the shipped policies, with this or that otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import restructure as rs
from restructure import policies
from restructure.policy import Policy, TreatmentSet
from support.examples import card

CN, GENERIC = policies.CN_CARD_ARTICLE_70, policies.GENERIC
PAY_FEES = TreatmentSet(
    name="pay_fees",
    treatments=[
        rs.Treatment("fees", "pay"),
        rs.Treatment("interest", "defer", due=2),
        rs.Treatment("penalty_interest", "waive"),
        rs.Treatment("compound_interest", "waive"),
    ],
    days_past_due="reset",
    text=rs.Wording("fees today, interest at the end", "费用当日支付，利息末期支付"),
)


def with_first_treatment(treatment: rs.Treatment) -> list[TreatmentSet]:
    """Return one treatment set that treats interest otherwise."""
    base = GENERIC.levers.treatment_sets[0]
    return [replace(base, treatments=[treatment, *base.treatments[1:]])]


def debt_with(**changes: Any) -> rs.Application:
    application = card()
    return replace(application, debts=[replace(application.debts[0], **changes)])


def levers(policy: Policy, **changes: Any) -> Policy:
    return replace(policy, levers=replace(policy.levers, **changes))
