"""Policies without judgment: what a lever makes is tested by itself, whatever would be recommended."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from restructure.policy import Guardrail, Guardrails, Ladder, Policy, Ranking

LENDER_FIRST = Ranking(
    keys=["indicated_fail", "due_at_maturity", "lender_loss", "total_paid", "last_due_date", "instruments"]
)


def unguarded(policy: Policy) -> Policy:
    """Return a policy that restructures whatever fits, without guardrails or estimates, the lender's loss first."""
    guardrails = Guardrails(off=get_args(Guardrail))
    return replace(policy, guardrails=guardrails, ladder=Ladder(rungs=[]), outcomes=[], ranking=LENDER_FIRST)
