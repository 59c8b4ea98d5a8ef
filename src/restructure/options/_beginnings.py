"""Where candidates start: every way to treat what is owed today, each once.

A treatment set for interest and charges, crossed with shares of principal forgiven, parked until the plan ends, or
repaid on day one; and the settlements, in which part of everything settles the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from ..basics.exact import div_round
from ..basics.types import Ints
from ..contract.components import Component
from ..contract.treatment import Action, Treatment
from ..policy import ParkedPrincipal, Settlement, TreatmentSet
from ..policy.share_units import SHARE_SCALE, share_units
from . import words
from ._baseline import Contract
from ._case import Case

NOTHING = Decimal(0)
AFTER_PRINCIPAL: tuple[Component, ...] = ("interest", "fees", "compound_interest", "penalty_interest")
"""In which order a settlement that exceeds the principal keeps the rest of what is owed."""

SETTLE = TreatmentSet(
    name="settle",
    treatments=[Treatment(name, "waive") for name in AFTER_PRINCIPAL],
    days_past_due="keep",
    text=words.SETTLES,
)


class Origin(NamedTuple):
    """Where a group of candidates starts; amounts in minor units."""

    treatment_set: TreatmentSet
    share: Decimal
    forgiven: int
    treatments: tuple[Treatment, ...]
    principal: int  # bears interest
    paid_today: int
    aside: tuple[tuple[int, Treatment], ...]  # amounts deferred or spread, and how
    parked: ParkedPrincipal | None = None
    parked_amount: int = 0
    down: Decimal = NOTHING
    settlement: Settlement | None = None


def origins_of(case: Case) -> list[Origin]:
    """Return every way to begin, each once.

    Sets that differ only in components that nothing is owed of are one.
    """
    kept: dict[tuple[object, ...], Origin] = {}
    for origin in (*_treated(case), *_settled(case)):
        key = (origin.treatments, origin.treatment_set.days_past_due, origin.settlement)
        kept.setdefault(key, origin)
    return list(kept.values())


def origins_bound(case: Case) -> int:
    """Return a number that the origins do not exceed, before any is made."""
    levers = case.levers
    ways = len(levers.treatment_sets) * len(levers.forgiveness) * len(levers.down_payments)
    return ways * (1 + len(levers.parked)) + len(levers.settlements)


def _treated(case: Case) -> Iterator[Origin]:
    levers = case.levers
    for treatment_set in levers.treatment_sets:
        for share in levers.forgiveness:
            for parked in (None, *levers.parked):
                for down in levers.down_payments:
                    origin = _origin(case.contract, treatment_set, share, parked, down)
                    if origin.principal > 0:
                        yield origin


def _origin(
    contract: Contract, treatment_set: TreatmentSet, share: Decimal, parked: ParkedPrincipal | None, down: Decimal
) -> Origin:
    owed = contract.owed
    principal = owed.principal
    forgiven, repaid, set_aside = (
        principal * share_units(part) // SHARE_SCALE
        for part in (share, down, NOTHING if parked is None else parked.share)
    )
    treated = [(owed.components[item.owed], item) for item in treatment_set.treatments]
    amounts = [(amount, item) for amount, item in treated if amount]
    amounts += _of_principal(contract, {"waive": forgiven, "pay": repaid, "defer": set_aside})
    joined = sum(amount for amount, item in amounts if item.action == "capitalize")
    left = principal - forgiven - repaid - set_aside
    return begin(
        treatment_set,
        amounts,
        left + joined if left > 0 else 0,
        share=share,
        parked=parked if set_aside else None,
        down=down if repaid else NOTHING,
    )


def begin(
    treatment_set: TreatmentSet,
    amounts: Sequence[tuple[int, Treatment]],
    principal: int,
    *,
    share: Decimal = NOTHING,
    parked: ParkedPrincipal | None = None,
    down: Decimal = NOTHING,
    settlement: Settlement | None = None,
) -> Origin:
    """Return the origin that treats these amounts so and leaves a principal that bears interest, minor units."""

    def of_principal(action: Action) -> int:
        return sum(amount for amount, item in amounts if (item.component, item.action) == ("principal", action))

    return Origin(
        treatment_set,
        share,
        of_principal("waive"),
        treatments=tuple(item for _, item in amounts),
        principal=principal,
        paid_today=sum(amount for amount, item in amounts if item.action == "pay"),
        aside=tuple((amount, item) for amount, item in amounts if item.action in ("defer", "spread")),
        parked=parked,
        parked_amount=of_principal("defer"),
        down=down,
        settlement=settlement,
    )


def _of_principal(contract: Contract, parts: dict[Action, int]) -> list[tuple[int, Treatment]]:
    """Return what happens to parts of the principal that the plan does not repay with interest."""
    major = contract.currency.to_major
    return [
        (
            amount,
            Treatment("principal", action, amount=major(amount), due="maturity" if action == "defer" else None),
        )
        for action, amount in parts.items()
        if amount
    ]


def _settled(case: Case) -> Iterator[Origin]:
    contract = case.contract
    owed = contract.owed
    for settlement in case.levers.settlements:
        amount = div_round(owed.total * share_units(settlement.share), SHARE_SCALE, "half_up")
        if amount:
            yield _settlement(contract, settlement, owed.components, amount)


def _settlement(contract: Contract, settlement: Settlement, owed: Mapping[Component, int], amount: int) -> Origin:
    """Return the origin that keeps an amount, of principal first, and waives the rest."""
    major = contract.currency.to_major
    principal = min(amount, owed["principal"])
    left, amounts = amount - principal, list[tuple[int, Treatment]]()
    for name in ("principal", *AFTER_PRINCIPAL):
        kept = principal if name == "principal" else min(left, owed[name])
        if name != "principal" and kept:
            left -= kept
            amounts.append((kept, Treatment(name, "spread", amount=major(kept), due="all")))
        if kept < owed[name]:
            amounts.append((owed[name] - kept, Treatment(name, "waive", amount=major(owed[name] - kept))))
    return begin(SETTLE, amounts, principal, settlement=settlement)


def rows_aside(treatment: Treatment, rows: Ints) -> tuple[Ints, Ints]:
    """Return from which row on, and before which one, a deferred or spread amount is repaid, [N] each."""
    if treatment.action == "spread":
        last = {"first": np.ones_like(rows), "all": rows}.get(str(treatment.due))
        return np.zeros_like(rows), np.full_like(rows, treatment.due) if last is None else last
    return rows - 1 if treatment.due == "maturity" else rows - np.full_like(rows, treatment.due), rows
