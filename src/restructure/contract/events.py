"""What happens to a loan, and by which rules it is serviced when it does not run to plan: data that `replay` folds.

>>> from datetime import date
>>> Event("p1", "payment", date(2026, 2, 1), amount="106.62").kind
'payment'
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from ..basics.errors import Fault
from ..basics.money import OptionalAmount
from ..basics.rates import OptionalRate
from ..basics.types import Count, Date, Items, OptionalDate, Text, field, record
from .components import COMPONENTS, Component
from .phases import Change

__all__ = ["AllocationStep", "Event", "Servicing"]

EventKind = Literal["payment", "fee", "waiver", "chargeback", "reversal", "change"]
"""What happened: money received; a fee charged; an amount owed given up; money taken back by the payer's bank from that
day on; an earlier event undone as if it had never been; the contract changed."""

ORDER: tuple[EventKind, ...] = ("reversal", "change", "fee", "waiver", "chargeback", "payment")
"""Within a day: what is owed changes first, what is paid counts last."""

Excess = Literal["hold", "keep", "relevel"]
"""What becomes of a payment beyond everything due: held for the next installment, or principal repaid at once with the
installment kept or leveled anew."""


@record(private=True)
class Event:
    """Something that happened to a loan (账户事件).

    Args:
        id: the same id with the same content counts once.
        kind: see `EventKind`.
        effective_on: the day it counts from.
        recorded_on: the day it became known; default: `effective_on`.
        amount: of a payment, fee, waiver or chargeback, major units.
        component: of a waiver: what is given up.
        excess: of a payment: what becomes of what exceeds everything due; default: held.
        reverses: of a reversal: the id of the event undone.
        change: of a change: what the contract becomes; its `effective_on` is the event's.

    Raises:
        InvalidInputError: a field that the kind does not use, or a missing one that it needs.

    Examples:
        >>> from datetime import date
        >>> Event("p1", "payment", date(2026, 2, 1), amount="106.62").kind
        'payment'
    """

    id: Text = field(kw_only=False)
    kind: EventKind = field(kw_only=False)
    effective_on: Date = field(kw_only=False)
    recorded_on: OptionalDate = field(default=None)
    amount: OptionalAmount = field(default=None)
    component: Component | None = field(default=None)
    excess: Excess | None = field(default=None)
    reverses: Text | None = field(default=None)
    change: Change | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        needed = _NEEDED[self.kind]
        for name in ("amount", "component", "reverses", "change"):
            is_given = getattr(self, name) is not None
            if is_given != (name in needed):
                remedy = (
                    f"does not belong to a {self.kind}; leave it out" if is_given else f"is required by a {self.kind}"
                )
                yield Fault(name, remedy)
        if self.excess is not None and self.kind != "payment":
            yield Fault("excess", f"does not belong to a {self.kind}; leave it out")
        if self.amount == 0:
            yield Fault("amount", "is zero; leave the event out")
        if self.change is not None and self.change.effective_on != self.effective_on:
            yield Fault("change.effective_on", "differs from the event's; use the same day")


_NEEDED: dict[EventKind, tuple[str, ...]] = {
    "payment": ("amount",),
    "fee": ("amount",),
    "waiver": ("amount", "component"),
    "chargeback": ("amount",),
    "reversal": ("reverses",),
    "change": ("change",),
}


InterestRule = Literal["daily", "daily_in_rows"]
"""How interest follows payments that come before or after their day (计息方式).

- left out, the *Merchants' Rule* (按期计息): each row's interest is the contract's, whenever its money comes. Money
  before the day is held for it, and overdue amounts bear what `overdue_rate` says.
- `daily`, the *United States Rule* (按日计息): interest runs by the day on all principal unpaid. A payment first pays
  the interest to its day, then principal, and counts for the rows in order, the running one included, so that a row
  paid early or late is met. Unpaid interest does not bear interest. What exceeds the running row counts for the next
  ones, or with `excess` keep or relevel repays principal beside them. The last row settles everything.
- `daily_in_rows` (按日计息、随期收取): the same, but a row that has fallen due stays as it was billed. Interest on what
  is overdue falls due with the row that runs, inside its installment.
"""


@record()
class AllocationStep:
    """In which order a payment settles components, up to so many days past due (还款冲抵顺序).

    Args:
        components: every component once, the first settled first.
        up_to_days_past_due: the longest delay this order holds for; default: no limit.

    Raises:
        InvalidInputError: a component left out or named twice.

    Examples:
        >>> AllocationStep(["principal", "interest", "penalty_interest", "compound_interest", "fees"]).components[0]
        'principal'
    """

    components: Items[Component] = field(kw_only=False)
    up_to_days_past_due: Count | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        if sorted(self.components) != sorted(COMPONENTS):
            yield Fault("components", f"must name each of {', '.join(COMPONENTS)} once")


USUAL = AllocationStep(["fees", "penalty_interest", "compound_interest", "interest", "principal"])


@record()
class Servicing:
    """How a loan is serviced when it does not run to plan (贷后计息与冲抵规则), as data of a contract or a policy.

    Args:
        allocation: steps in rising order of days past due; the last has no limit.
        by: `installment` settles the oldest installment whole before the next, `component` one component of all first.
        overdue_rate: ordinary interest on overdue principal, a year; it adds to interest. Default: none.
        penalty_rate: 罚息 on overdue principal, a year. Default: none.
        compound_rate: 复利 on overdue interest, a year. Default: none.
        interest: daily, daily_in_rows, or left out for the contract's own rows; see `InterestRule`.

    Raises:
        InvalidInputError: steps out of order, no step for the longest delay, or a rate that daily interest already is
            or excludes.

    Examples:
        >>> Servicing(penalty_rate="0.27").by
        'installment'
    """

    allocation: Items[AllocationStep] = field(default=(USUAL,))
    by: Literal["installment", "component"] = field(default="installment")
    overdue_rate: OptionalRate = field(default=None)
    penalty_rate: OptionalRate = field(default=None)
    compound_rate: OptionalRate = field(default=None)
    interest: InterestRule | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        limits = [step.up_to_days_past_due for step in self.allocation]
        if not limits or limits[-1] is not None:
            yield Fault("allocation", "must end with a step without a limit")
        reached = [limit for limit in limits[:-1] if limit is not None]
        if len(reached) < len(limits[:-1]) or sorted(set(reached)) != reached:
            yield Fault("allocation", "steps must rise in days past due")
        if self.interest is not None and self.overdue_rate is not None:
            yield Fault("overdue_rate", "is the contract's own where interest runs by the day; leave it out")
        if self.interest is not None and self.compound_rate is not None:
            yield Fault("compound_rate", "does not go with daily interest, which never bears any; leave it out")

    def order_at(self, days_past_due: int) -> Sequence[Component]:
        """Return the order of components after so many days past due."""
        for step in self.allocation:
            if step.up_to_days_past_due is None or days_past_due <= step.up_to_days_past_due:
                return step.components
        raise AssertionError("the last step has no limit")


PLAIN = Servicing()
