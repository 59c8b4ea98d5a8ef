"""A lender's own estimates of what becomes of a loan with and without a plan, as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ..basics.errors import Fault
from ..basics.types import Whole, at_least, at_most, field, record
from .share_units import ShareField

__all__ = ["RecoveryEstimate"]

Periods = Annotated[Whole, at_least(0), at_most(600)]


@record()
class RecoveryEstimate:
    """What a lender expects of a loan with a plan and without one (预期回收假设). Estimates are the lender's, not ours.

    Args:
        default_without_plan: probability that the contract is not paid when nothing is done.
        default_with_plan: probability that a plan fails again.
        default_at: the month in which a failing loan stops paying, with or without a plan.
        recovered_share: of the principal owed today that ending the loan brings.
        recovered_after: months from the default until that arrives.
        cost_share: of the principal owed today, spent to get it.

    Examples:
        >>> estimate = RecoveryEstimate(
        ...     default_without_plan="0.60",
        ...     default_with_plan="0.30",
        ...     recovered_share="0.40",
        ...     recovered_after=18,
        ...     cost_share="0.05",
        ... )
        >>> estimate.default_at
        0
    """

    default_without_plan: ShareField
    default_with_plan: ShareField
    default_at: Periods = field(default=0)
    recovered_share: ShareField
    recovered_after: Periods
    cost_share: ShareField

    def _faults(self) -> Iterator[Fault]:
        if self.cost_share > self.recovered_share:
            yield Fault("cost_share", "is more than what is recovered; nobody would ask for it")
