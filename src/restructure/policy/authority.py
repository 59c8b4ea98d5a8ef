"""Who may approve what: levels of approval by what a plan concedes."""

from __future__ import annotations

from collections.abc import Iterator

from ..basics.errors import Fault
from ..basics.provenance import Wording
from ..basics.types import Items, Text, field, record
from .quantities import is_of_plan
from .rules import Condition

__all__ = ["Authority"]


@record()
class Authority:
    """Somebody who may approve plans that concede no more than so much (审批权限).

    A policy lists its levels from the lowest; a plan goes to the first whose conditions it meets, all of them.

    Args:
        code: stable id, such as `officer`.
        text: who that is, for people.
        within: what the plan may be at most; conditions on quantities of the plan. None: any plan.

    Raises:
        InvalidInputError: a condition on the application or the contract, which concede nothing.

    Examples:
        >>> Authority(
        ...     code="officer",
        ...     text=Wording("the loan officer", "客户经理"),
        ...     within=[Condition("rate_cut", "<=", "0.03"), Condition("principal_forgiven_share", "<=", 0)],
        ... ).code
        'officer'
    """

    code: Text
    text: Wording
    within: Items[Condition] = field(default=())

    def _faults(self) -> Iterator[Fault]:
        for place, condition in enumerate(self.within):
            if not is_of_plan(condition.quantity):
                yield Fault(
                    f"within[{place}].quantity", f"{condition.quantity} is not of the plan; what it concedes is"
                )
