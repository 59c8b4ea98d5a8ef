"""Restructure a position: say what happens to every unit owed, then repay the rest on new terms.

A restructuring is a position, treatments of what is owed, and new terms; no unit is lost or counted twice.

>>> from restructure import LoanTerms, Phase
>>> position = Position(
...     currency="CNY",
...     as_of=date(2026, 11, 23),
...     principal="48000.00",
...     interest="1250.00",
...     penalty_interest="120.00",
...     fees="300.00",
... )
>>> treatments = [
...     Treatment("penalty_interest", "waive"),
...     Treatment("interest", "capitalize"),
...     Treatment("fees", "spread", due="first"),
... ]
>>> principal_after(position, treatments)
Decimal('49250.00')
>>> terms = LoanTerms(
...     currency="CNY",
...     principal="49250.00",
...     rate="0.1825",
...     start_date=date(2026, 11, 23),
...     first_due_date=date(2026, 12, 23),
...     phases=[Phase(36)],
... )
>>> schedule = reschedule(position, treatments, terms)
>>> schedule[0].payment, schedule[1].payment, schedule.conservation.total.waived
(Decimal('2086.69'), Decimal('1786.69'), Decimal('120.00'))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import index
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, SupportsIndex

import numpy as np

from ..basics.errors import Fault, InvalidInputError, InvalidTermsError, require_type
from ..basics.money import NUMBER_SCHEMA, AmountLike, Currency, parse_amount, split
from ..basics.types import Ints, converted, field, parse_date, record
from ..contract.components import COMPONENTS, Component, conserve
from ..contract.phases import MAX_INSTALLMENTS
from ..contract.position import Position
from ..contract.terms import LoanTerms
from .schedule import Schedule, amortize, restructured

__all__ = ["Treatment", "principal_after", "reschedule"]


Action = Literal["pay", "waive", "defer", "spread", "capitalize"]
"""What happens to an amount owed: paid on day one, waived 减免, parked without interest 暂挂, spread over
installments without interest, or joined to the principal 本金化."""

ORDER: tuple[Action, ...] = ("pay", "waive", "defer", "spread", "capitalize")
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
    """What happens to one component of a debt, or to a part of it, when a plan begins (欠款处理方式).

    Args:
        component: principal, interest, penalty_interest, compound_interest or fees.
        action: pay, waive, defer, spread or capitalize; applied in that order.
        amount: major units, or "all" of what earlier actions left.
        due: for `defer` a due date, the last so many installments, or "maturity"; for `spread` the first so many
            installments, "first" or "all"; for the others nothing.

    Raises:
        InvalidTermsError: a `due` that the action cannot take or lacks; principal capitalized into itself.

    Examples:
        >>> Treatment("fees", "defer", due="maturity").action
        'defer'
    """

    component: Component = field(kw_only=False)
    action: Action = field(kw_only=False)
    amount: Portion = field(default="all")
    due: DueField = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        allowed = {"defer": "a due date, a number of last installments or 'maturity'", "spread": _SPREAD}
        if self.action in allowed and not self._due_fits():
            yield Fault("due", f"of a {self.action} must be {allowed[self.action]}", contradiction=True)
        if self.action not in allowed and self.due is not None:
            yield Fault("due", f"does not belong to {self.action}; leave it out", contradiction=True)
        if self.component == "principal" and self.action == "capitalize":
            message = "is principal already; leave it untreated and the new terms repay it"
            yield Fault("component", message, contradiction=True)

    def _due_fits(self) -> bool:
        if self.action == "defer":
            return self.due is not None and self.due not in ("first", "all")
        return isinstance(self.due, int) or self.due in ("first", "all")


_SPREAD = "a number of first installments, 'first' or 'all'"


class _Share(NamedTuple):
    """One treatment with its amount settled, minor units."""

    treatment: Treatment
    amount: int


def principal_after(position: Position, treatments: Sequence[Treatment]) -> Decimal:
    """Return the principal that new terms must repay after the treatments: what is left of it plus what is capitalized.

    Args:
        position: what is owed.
        treatments: one or more for every component owed besides principal.

    Returns:
        Major units.

    Raises:
        InvalidInputError: an amount owed is not assigned, or more is assigned than owed.

    Examples:
        >>> owed = Position(currency="CNY", as_of=date(2026, 11, 23), principal="48000.00", interest="1250.00")
        >>> principal_after(owed, [Treatment("interest", "capitalize"), Treatment("principal", "waive", amount=8000)])
        Decimal('41250.00')
    """
    shares = _assign(position, treatments)
    return position.currency.to_major(_new_principal(position, shares))


def reschedule(position: Position, treatments: Sequence[Treatment], terms: LoanTerms) -> Schedule:
    """Return the schedule of any restructuring: a position, what happens to what is owed, and new terms (重组还款计划).

    Args:
        position: what is owed on the day the plan takes effect.
        treatments: one or more for every component owed besides principal; principal left untreated is repaid by the
            new terms.
        terms: start on the position's day, with `principal_after(position, treatments)` as principal.

    Returns:
        A schedule whose `conservation` accounts for every unit owed; `deferred_paid` repays what was deferred or
        spread.

    Raises:
        InvalidInputError: an amount owed is not assigned, or more is assigned than owed.
        InvalidTermsError: terms that do not start from this position, or a due date that is none of the plan's.

    Examples:
        >>> from restructure import LoanTerms, Phase
        >>> owed = Position(currency="CNY", as_of=date(2026, 11, 23), principal="900.00", fees="30.00")
        >>> terms = LoanTerms(
        ...     currency="CNY",
        ...     principal="900.00",
        ...     rate=0,
        ...     start_date=date(2026, 11, 23),
        ...     first_due_date=date(2026, 12, 23),
        ...     phases=[Phase(3)],
        ... )
        >>> [str(row.payment) for row in reschedule(owed, [Treatment("fees", "defer", due=2)], terms)]
        ['300.00', '315.00', '315.00']
    """
    shares = _assign(position, treatments)
    _require_start(position, shares, terms)
    schedule = amortize(terms)
    extra = _extra_payments(shares, schedule.unadjusted_dates)
    flows: dict[Component, dict[str, int]] = {name: _flow(position, shares, name) for name in COMPONENTS}
    return restructured(schedule, extra, conserve(position.currency, flows))


def _assign(position: Position, treatments: Sequence[Treatment]) -> list[_Share]:
    """Give every treatment its amount in order of actions, and refuse amounts left over or assigned twice."""
    require_type("position", position, Position, "a Position")
    if not isinstance(treatments, (list, tuple)) or not all(isinstance(item, Treatment) for item in treatments):
        raise InvalidInputError([Fault("treatments", "must be a list of Treatment")])
    shares: list[_Share] = []
    faults: list[Fault] = []
    for component in COMPONENTS:
        left = position.units.components[component]
        mine = [(place, item) for place, item in enumerate(treatments) if item.component == component]
        for place, item in sorted(mine, key=lambda pair: ORDER.index(pair[1].action)):
            amount, fault = _portion(item, place, left, position.currency)
            faults += [fault] if fault else []
            shares.append(_Share(item, amount))
            left -= amount
        if left > 0 and component != "principal":
            faults.append(
                Fault(
                    "treatments", f"{component} is not fully assigned; pay, waive, defer, spread or capitalize the rest"
                )
            )
        faults += _twice_all(component, [item for _, item in mine])
    if faults:
        raise InvalidInputError(faults)
    return shares


def _portion(item: Treatment, place: int, left: int, currency: Currency) -> tuple[int, Fault | None]:
    if item.amount == "all":
        return left, None
    wrong = currency.fault(item.amount)
    if wrong:
        return 0, Fault(f"treatments[{place}].amount", wrong)
    amount = currency.to_minor(item.amount)
    if amount > left:
        return left, Fault(f"treatments[{place}].amount", f"assigns more {item.component} than is owed; lower it")
    return amount, None


def _twice_all(component: Component, mine: Sequence[Treatment]) -> list[Fault]:
    if sum(item.amount == "all" for item in mine) > 1:
        return [Fault("treatments", f"all of {component} is assigned twice; state an amount for one of them")]
    return []


def _new_principal(position: Position, shares: Sequence[_Share]) -> int:
    treated = sum(share.amount for share in shares if share.treatment.component == "principal")
    capitalized = sum(share.amount for share in shares if share.treatment.action == "capitalize")
    return position.units.principal - treated + capitalized


def _require_start(position: Position, shares: Sequence[_Share], terms: LoanTerms) -> None:
    require_type("terms", terms, LoanTerms, "LoanTerms")
    faults: list[Fault] = []
    if terms.currency != position.currency:
        faults.append(Fault("terms.currency", "differs from the position's; use the same", contradiction=True))
    elif terms.currency.to_minor(terms.principal) != _new_principal(position, shares):
        message = "is not what the treatments leave; use principal_after(position, treatments)"
        faults.append(Fault("terms.principal", message, contradiction=True))
    if terms.start_date != position.as_of:
        faults.append(Fault("terms.start_date", "must be the position's as_of day", contradiction=True))
    if faults:
        raise InvalidTermsError(faults)


def _extra_payments(shares: Sequence[_Share], dates: Sequence[date]) -> Ints | None:
    """Return what the installments repay of deferred and spread amounts, minor units [T]."""
    extra: Ints | None = None
    for treatment, amount in shares:
        if treatment.action in ("defer", "spread") and amount:
            extra = np.zeros(len(dates), np.int64) if extra is None else extra
            start, stop = _due_rows(treatment, dates)
            extra[start:stop] += np.array(split(amount, [1] * (stop - start)), np.int64)
    return extra


def _due_rows(treatment: Treatment, dates: Sequence[date]) -> tuple[int, int]:
    """Return the rows, first and past the last, that repay a deferred or spread amount."""
    rows, due = len(dates), treatment.due
    if due == "maturity":
        return rows - 1, rows
    if due in ("first", "all"):
        return 0, 1 if due == "first" else rows
    if isinstance(due, int):
        if due > rows:
            message = f"{due} installments are more than the plan's {rows}; lower it"
            raise InvalidTermsError([Fault("treatment.due", message, contradiction=True)])
        return (0, due) if treatment.action == "spread" else (rows - due, rows)
    if due not in dates:
        raise InvalidTermsError([Fault("treatment.due", f"{due} is no due date of the plan", contradiction=True)])
    row = dates.index(due)
    return row, row + 1


def _flow(position: Position, shares: Sequence[_Share], component: Component) -> dict[str, int]:
    """Return one line of the conservation statement, minor units."""
    mine = dict.fromkeys(ORDER, 0)
    for treatment, amount in shares:
        if treatment.component == component:
            mine[treatment.action] += amount
    opening = position.units.components[component]
    deferred = mine["defer"] + mine["spread"]
    moved_in = 0
    if component == "principal":
        moved_in = sum(share.amount for share in shares if share.treatment.action == "capitalize")
    closing = opening + moved_in - mine["pay"] - mine["waive"] - mine["capitalize"]
    return {
        "opening": opening,
        "moved_in": moved_in,
        "paid": mine["pay"],
        "waived": mine["waive"],
        "moved_out": mine["capitalize"],
        "scheduled": closing - deferred,
        "deferred": deferred,
        "closing": closing,
    }
