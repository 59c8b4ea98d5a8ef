"""Treatments: what happens to each amount owed, and to money held, when a plan begins.

>>> Treatment("interest", "spread", amount="300.00", due="all").action
'spread'
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import index
from typing import TYPE_CHECKING, Annotated, Literal, SupportsIndex

from ..basics.errors import Fault
from ..basics.money import NUMBER_SCHEMA, AmountLike, parse_amount
from ..basics.types import converted, field, parse_date, record
from .components import Component
from .phases import MAX_INSTALLMENTS, contradiction

__all__ = ["Treatment"]

Treated = Component | Literal["credit"]
"""What is treated: a component of what is owed, or the money held for the borrower (暂存款)."""

Action = Literal["pay", "waive", "defer", "spread", "capitalize", "offset", "hold", "refund"]
"""What happens to an amount owed: paid on day one, waived 减免, parked without interest 暂挂, spread over
installments without interest, or joined to the principal 本金化. What happens to money held: it settles what is owed of
a component on day one 冲抵, it stays held for the first installments 留存, or it goes back to the borrower 退还."""

ORDER: tuple[Action, ...] = ("offset", "pay", "waive", "defer", "spread", "capitalize", "hold", "refund")
OF_CREDIT: tuple[Action, ...] = ("offset", "hold", "refund")
CARRIED: tuple[Action, ...] = ("pay", "defer", "spread", "hold")
"""What the new contract carries on beside its own rows."""

Due = date | int | Literal["maturity", "first", "all"]


def _parse_due(given: object) -> Due | None:
    if given is None or given in ("maturity", "first", "all"):
        return given
    if isinstance(given, SupportsIndex) and not isinstance(given, bool):
        count = index(given)
        if not 1 <= count <= MAX_INSTALLMENTS:
            raise ValueError(f"must be from 1 to {MAX_INSTALLMENTS:,} installments")
        return count
    try:
        return parse_date(given)
    except ValueError:
        raise ValueError("must be a due date, a number of installments, 'maturity', 'first' or 'all'") from None


def _parse_portion(given: object) -> Decimal | Literal["all"]:
    return "all" if given == "all" else parse_amount(given)


_DUE_SCHEMA = {
    "anyOf": [
        {"type": "string", "format": "date"},
        {"type": "integer", "minimum": 1, "maximum": MAX_INSTALLMENTS},
        {"enum": ["maturity", "first", "all"]},
        {"type": "null"},
    ]
}

if TYPE_CHECKING:

    class DueField:
        """When a deferred or spread amount falls due."""

        def __get__(self, instance: object, owner: object) -> Due | None: ...
        def __set__(self, instance: object, value: Due | str | None) -> None: ...

    class Portion:
        """An amount in major units, or all of it."""

        def __get__(self, instance: object, owner: object) -> Decimal | Literal["all"]: ...
        def __set__(self, instance: object, value: AmountLike) -> None: ...

else:
    DueField = Annotated[object, *converted(_parse_due, _DUE_SCHEMA)]
    Portion = Annotated[object, *converted(_parse_portion, {"anyOf": [{"const": "all"}, *NUMBER_SCHEMA["anyOf"]]})]


@record()
class Treatment:
    """What happens to one component of a debt, to a part of it, or to money held, when a plan begins (欠款处理方式).

    Args:
        component: principal, interest, penalty_interest, compound_interest or fees; or credit, the money held.
        action: pay, waive, defer, spread or capitalize what is owed, applied in that order; before them money held is
            `offset` against a component; what is left of it is to `hold` for the first installments or to `refund`.
        amount: major units, or "all" of what earlier actions left; of an `offset`, of both sides.
        due: for `defer` a due date, the last so many installments, or "maturity"; for `spread` the first so many
            installments, "first" or "all"; for the others nothing.
        against: of an `offset`: the component that the money settles.

    Raises:
        InvalidTermsError: a `due` or `against` that the action cannot take or lacks; principal capitalized into
            itself; an action of money held on something owed, or the other way round.

    Examples:
        >>> Treatment("fees", "defer", due="maturity").action
        'defer'
        >>> Treatment("credit", "offset", against="interest").against
        'interest'
    """

    component: Treated = field(kw_only=False)
    action: Action = field(kw_only=False)
    amount: Portion = field(default="all")
    due: DueField = field(default=None)
    against: Component | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        if (self.component == "credit") != (self.action in OF_CREDIT):
            yield contradiction("action", f"{self.action} does not go with {self.component}; {_REMEDY}")
        allowed = {"defer": "a due date, a number of last installments or 'maturity'", "spread": _SPREAD}
        if self.action in allowed and not self._due_fits():
            yield contradiction("due", f"of a {self.action} must be {allowed[self.action]}")
        if self.action not in allowed and self.due is not None:
            yield contradiction("due", f"does not belong to {self.action}; leave it out")
        if (self.action == "offset") != (self.against is not None):
            yield contradiction("against", "is the component that an offset settles; every offset needs it, no other")
        if self.component == "principal" and self.action == "capitalize":
            message = "is principal already; leave it untreated and the new terms repay it"
            yield contradiction("component", message)

    @property
    def owed(self) -> Component:
        """The component of what is owed that is treated: that of every treatment but those of money held."""
        if self.component == "credit":
            raise AssertionError("money held is nothing owed")
        return self.component

    def _due_fits(self) -> bool:
        if self.action == "defer":
            return self.due is not None and self.due not in ("first", "all")
        return isinstance(self.due, int) or self.due in ("first", "all")

    def due_fault(self, dates: Sequence[date]) -> Fault | None:
        """Return what keeps its `due` from being one of a plan with these due dates, or `None`."""
        if isinstance(self.due, int) and self.due > len(dates):
            return contradiction("due", f"{self.due} installments are more than the plan's {len(dates)}; lower it")
        if isinstance(self.due, date) and self.due not in dates:
            return contradiction("due", f"{self.due} is no due date of the plan")
        return None


_SPREAD = "a number of first installments, 'first' or 'all'"
_REMEDY = "money held is offset, held or refunded, what is owed is paid, waived, deferred, spread or capitalized"
