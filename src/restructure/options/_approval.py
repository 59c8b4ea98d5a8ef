"""Who may approve a plan: the first level of the policy whose conditions it meets."""

from __future__ import annotations

from ..policy import Authority
from ._case import Case
from ._checks import meets
from ._measured import Measured
from ._quantities import OF_PLAN


def approval_of(one: Measured, case: Case) -> Authority | None:
    """Return who may approve the one plan measured; `None` where the policy names nobody who may."""
    return next((level for level in case.policy.authority if _may(level, one, case)), None)


def _may(level: Authority, one: Measured, case: Case) -> bool:
    facts = {held.quantity: OF_PLAN[held.quantity](one, case) for held in level.within}
    return all(bool(meets(held, facts, case, 1)[0]) for held in level.within)
