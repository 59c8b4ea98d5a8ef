"""Restructure a position: say what happens to every unit owed, then repay the rest on new terms.

A restructuring is a position, treatments of what is owed, and new terms; no unit is lost or counted twice.

>>> from datetime import date
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

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from ..basics.errors import Fault, InvalidInputError, InvalidTermsError, require_type
from ..basics.money import Currency
from ..contract.components import COMPONENTS, Component, conserve
from ..contract.position import Position
from ..contract.terms import LoanTerms
from ..contract.treatment import CARRIED, OF_CREDIT, ORDER, Treated, Treatment
from .schedule import Schedule, amortize

__all__ = ["principal_after", "reschedule"]


class _Share(NamedTuple):
    """One treatment with its amount settled, minor units."""

    treatment: Treatment
    amount: int


def principal_after(position: Position, treatments: Sequence[Treatment]) -> Decimal:
    """Return the principal that new terms must repay after the treatments: what is left of it plus what is capitalized.

    Args:
        position: what is owed.
        treatments: one or more for every component owed besides principal, and for money held.

    Returns:
        Major units.

    Raises:
        InvalidInputError: an amount owed or held is not assigned, or more is assigned than there is.

    Examples:
        >>> from datetime import date
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
        treatments: one or more for every component owed besides principal, and for money held; principal left
            untreated is repaid by the new terms.
        terms: start on the position's day, with `principal_after(position, treatments)` as principal.

    Returns:
        A schedule whose `conservation` accounts for every unit owed and held; `deferred_paid` repays what was deferred
        or spread. Its `terms` are the whole new contract: `replay`, `amended`, `schedule_on` and `amortize` take them,
        and the position they lead to can be restructured again.

    Raises:
        InvalidInputError: an amount owed or held is not assigned, or more is assigned than there is.
        InvalidTermsError: terms that do not start from this position, or a due date that is none of the plan's.

    Examples:
        >>> from datetime import date
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
    carried = [replace(item, amount=position.currency.to_major(amount)) for item, amount in shares if amount]
    carried = [item for item in carried if item.action in CARRIED]
    schedule = amortize(_whole(terms, carried))
    _require_due(treatments, schedule)
    flows: dict[Component, dict[str, int]] = {name: _flow(position, shares, name) for name in COMPONENTS}
    return replace(schedule, conservation=conserve(position.currency, flows, _credit_flow(position, shares)))


def _whole(terms: LoanTerms, carried: Sequence[Treatment]) -> LoanTerms:
    """Return new terms with what they carry of the debt before: what a due date is, their rows decide."""
    try:
        return replace(terms, beside=carried) if carried else terms
    except InvalidTermsError as error:
        faults = [fault._replace(path=fault.path.replace("beside", "treatments")) for fault in error.faults]
    raise InvalidTermsError(faults)


def _require_due(treatments: Sequence[Treatment], schedule: Schedule) -> None:
    """Refuse a due date that is none of the plan's, its changes counted."""
    dates = schedule.unadjusted_dates
    faults = [
        lacks.below(f"treatments[{place}]")
        for place, item in enumerate(treatments)
        if item.due is not None and (lacks := item.due_fault(dates))
    ]
    if faults:
        raise InvalidTermsError(faults)


def _assign(position: Position, treatments: Sequence[Treatment]) -> list[_Share]:
    """Give every treatment its amount in order of actions, and refuse amounts left over or assigned twice."""
    require_type("position", position, Position, "a Position")
    if not isinstance(treatments, (list, tuple)) or not all(isinstance(item, Treatment) for item in treatments):
        raise InvalidInputError([Fault("treatments", "must be a list of Treatment")])
    left: dict[Treated, int] = {name: position.units.components[name] for name in COMPONENTS}
    left["credit"] = position.currency.to_minor(position.credit)
    shares: list[_Share] = []
    faults: list[Fault] = []
    in_order = sorted(enumerate(treatments), key=lambda pair: ORDER.index(pair[1].action))
    for place, item in in_order:
        most = left[item.component] if item.against is None else min(left["credit"], left[item.against])
        amount, fault = _portion(item, place, most, position.currency)
        faults += [fault] if fault else []
        shares.append(_Share(item, amount))
        left[item.component] -= amount
        if item.against is not None:
            left[item.against] -= amount
    faults += [Fault("treatments", f"{name} is not fully assigned; {_REST[name]}") for name in _REST if left[name]]
    faults += _twice_all(treatments)
    if faults:
        raise InvalidInputError(faults)
    return shares


_REST: dict[Treated, str] = {
    **dict.fromkeys(COMPONENTS[1:], "pay, waive, defer, spread or capitalize the rest"),
    "credit": "offset it against a component, hold it for the installments or refund it",
}


def _portion(item: Treatment, place: int, left: int, currency: Currency) -> tuple[int, Fault | None]:
    if item.amount == "all":
        return left, None
    wrong = currency.fault(item.amount)
    if wrong:
        return 0, Fault(f"treatments[{place}].amount", wrong)
    amount = currency.to_minor(item.amount)
    if amount > left:
        return left, Fault(
            f"treatments[{place}].amount", f"assigns more {item.component} than {_there_is(item)}; lower it"
        )
    return amount, None


def _there_is(item: Treatment) -> str:
    if item.against is not None:
        return f"is held, or {item.against} than is owed"
    return "is held" if item.component == "credit" else "is owed"


def _twice_all(treatments: Sequence[Treatment]) -> list[Fault]:
    whole = [item.component for item in treatments if item.amount == "all" and item.against is None]
    return [
        Fault("treatments", f"all of {name} is assigned twice; state an amount for one of them")
        for name in dict.fromkeys(whole)
        if whole.count(name) > 1
    ]


def _new_principal(position: Position, shares: Sequence[_Share]) -> int:
    treated = sum(
        share.amount for share in shares if "principal" in (share.treatment.component, share.treatment.against)
    )
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
    if terms.beside:
        faults.append(Fault("terms.beside", "is what the treatments say; leave it out", contradiction=True))
    if terms.start_date != position.as_of:
        faults.append(Fault("terms.start_date", "must be the position's as_of day", contradiction=True))
    if terms.first_period == "day_one":
        message = "day_one is for new money: a plan's first day settles what is owed; choose on_top"
        faults.append(Fault("terms.first_period", message, contradiction=True))
    if faults:
        raise InvalidTermsError(faults)


def _flow(position: Position, shares: Sequence[_Share], component: Component) -> dict[str, int]:
    """Return one line of the conservation statement, minor units."""
    mine = dict.fromkeys(ORDER, 0)
    for treatment, amount in shares:
        if component in (treatment.component, treatment.against):
            mine[treatment.action] += amount
    opening = position.units.components[component]
    deferred = mine["defer"] + mine["spread"]
    moved_in = 0
    if component == "principal":
        moved_in = sum(share.amount for share in shares if share.treatment.action == "capitalize")
    closing = opening + moved_in - mine["offset"] - mine["pay"] - mine["waive"] - mine["capitalize"]
    return {
        "opening": opening,
        "moved_in": moved_in,
        "paid": mine["pay"],
        "waived": mine["waive"],
        "moved_out": mine["capitalize"],
        "scheduled": closing - deferred,
        "deferred": deferred,
        "closing": closing,
        "offset": mine["offset"],
    }


def _credit_flow(position: Position, shares: Sequence[_Share]) -> dict[str, int]:
    """Return what became of money held, minor units."""
    mine = dict.fromkeys(OF_CREDIT, 0)
    for treatment, amount in shares:
        if treatment.component == "credit":
            mine[treatment.action] += amount
    return {"held": position.currency.to_minor(position.credit), **{name: mine[name] for name in OF_CREDIT}}
