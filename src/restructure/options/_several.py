"""Several debts in scope: a share of what can be paid for each, and one debt in their place.

Shares of the affordable payment, and of the cash at hand, follow the policy's method to the minor unit, so that plans
for all debts fit together. The debt in their place has the sum of what is owed and their average rate, weighted with
principal and rounded to hundredths of a percentage point; what keeping the contracts costs stays the exact sum of
each. May import: floors below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from .._exact import div_round
from .._types import Ints
from ..application import Application, Debt
from ..capacity import Capacity, Claim, PathStep, share_payment
from ..capacity._figures import contractual_payment, total_owed
from ..components import COMPONENTS
from ..policy import Policy
from ..rates import RATE_SCALE, rate_of_units
from ..schedule import Schedule
from ._baseline import Contract, caught_up, contract_of, reinstated

RATE_STEP = RATE_SCALE // 10_000
CONSOLIDATED = "consolidated"


def shared_out(
    application: Application, capacity: Capacity, policy: Policy
) -> list[tuple[Debt, Application, Capacity]]:
    """Return each debt in scope with an application and a capacity of its own: its share of payment and of cash."""
    debts = [debt for debt in application.debts if debt.in_scope]
    claims = [_claim(application, debt) for debt in debts]
    currency, method = application.currency, policy.levers.sharing
    steps = [
        [part.amount for part in share_payment(step.amount, claims, currency=currency, method=method)]
        for step in capacity.affordable_path
    ]
    cash = share_payment(application.liquid_assets or 0, claims, currency=currency)
    found: list[tuple[Debt, Application, Capacity]] = []
    for place, debt in enumerate(debts):
        alone = [replace(other, in_scope=other is debt) for other in application.debts]
        liquid = None if application.liquid_assets is None else cash[place].amount
        path = _joined(
            [
                PathStep(starts_on=step.starts_on, amount=amounts[place], binding=step.binding)
                for step, amounts in zip(capacity.affordable_path, steps, strict=True)
            ]
        )
        asked = currency.to_major(contractual_payment(application, debt))
        own = replace(
            capacity,
            affordable_payment=path[0].amount,
            affordable_path=path,
            binding_constraint=path[0].binding,
            contractual_payment=asked,
            shortfall=max(asked - path[0].amount, currency.to_major(0)),
        )
        found.append((debt, replace(application, debts=alone, liquid_assets=liquid), own))
    return found


def _joined(steps: Sequence[PathStep]) -> tuple[PathStep, ...]:
    kept = [steps[0]]
    for step in steps[1:]:
        if (step.amount, step.binding) != (kept[-1].amount, kept[-1].binding):
            kept.append(step)
    return tuple(kept)


def _claim(application: Application, debt: Debt) -> Claim:
    major = application.currency.to_major
    overdue = [debt.overdue_principal, debt.interest, debt.penalty_interest, debt.compound_interest, debt.fees]
    return Claim(
        debt.reference,
        major(total_owed(application, debt)),
        payment=major(contractual_payment(application, debt)),
        arrears=sum(overdue, major(0)),
        priority=debt.priority,
    )


def can_consolidate(application: Application, policy: Policy) -> bool:
    """Return whether the policy puts one debt in the place of several, and their conventions allow it."""
    debts = [debt for debt in application.debts if debt.in_scope]
    alike = len({debt.day_count for debt in debts}) == 1 and not any(debt.collateral_value for debt in debts)
    periodic = all(debt.rate is not None and debt.rate.compounding == "periodic" for debt in debts)
    return policy.levers.consolidation and alike and periodic


def consolidated(application: Application) -> tuple[Application, Contract]:
    """Return the application with one debt in the place of those in scope, and what keeping the contracts costs."""
    debts = [debt for debt in application.debts if debt.in_scope]
    parts = [contract_of(application, debt) for debt in debts]
    merged = _merged(application, debts)
    others = [debt for debt in application.debts if not debt.in_scope]
    together = replace(application, debts=[*others, merged])
    contract = Contract(
        debt=merged,
        position=merged.position(application),
        currency=application.currency,
        schedule=combined([part.schedule for part in parts]),
        arrears=sum(part.arrears for part in parts),
        installment=sum(part.installment for part in parts),
        total=sum(part.total for part in parts),
        worth=sum(part.worth for part in parts),
        standing=next((part.standing for part in parts if part.standing != "as_stated"), "as_stated"),
        parts=tuple(parts),
    )
    return together, contract


def _merged(application: Application, debts: Sequence[Debt]) -> Debt:
    kinds = {debt.kind for debt in debts}
    weights = [application.currency.to_minor(debt.principal) for debt in debts]
    units = sum(debt.rate.units * weight for debt, weight in zip(debts, weights, strict=True) if debt.rate is not None)
    rate = rate_of_units(div_round(units, sum(weights) * RATE_STEP, "half_up") * RATE_STEP)
    dues = [debt.next_due_date for debt in debts if debt.next_due_date is not None]
    owed: dict[str, Any] = {
        name: sum((getattr(debt, name) for debt in debts), application.currency.to_major(0))
        for name in (*COMPONENTS, "overdue_principal")
    }
    return Debt(
        reference=_free_reference(application),
        kind=kinds.pop() if len(kinds) == 1 else "other",
        in_scope=True,
        installment=sum((debt.installment for debt in debts), application.currency.to_major(0)),
        rate=rate,
        day_count=debts[0].day_count,
        remaining_installments=max(debt.remaining_installments or 0 for debt in debts),
        next_due_date=min(dues),
        days_past_due=max(debt.days_past_due for debt in debts),
        evidence=min((debt.evidence for debt in debts), key=("declared", "documented", "verified").index),
        **owed,
    )


def _free_reference(application: Application) -> str:
    taken, name = {debt.reference for debt in application.debts}, CONSOLIDATED
    while name in taken:
        name += "-1"
    return name


def combined(schedules: Sequence[Schedule | None]) -> Schedule | None:
    """Return schedules as one: what falls due on every day, minor units; `None` when none has an installment."""
    given = [schedule for schedule in schedules if schedule is not None]
    if not given:
        return None
    dues = sorted({due for schedule in given for due in schedule.due_dates})
    nothing = np.zeros(len(dues), np.int64)

    def added(name: str) -> Ints:
        total = nothing.copy()
        for schedule in given:
            column = schedule.to_columns()[name]
            total[[dues.index(due) for due in schedule.due_dates]] += column
        return total

    return replace(
        given[0],
        interest_accrued=added("interest_accrued"),
        interest_paid=added("interest_paid"),
        principal=added("principal"),
        fees=added("fees"),
        deferred_paid=added("deferred_paid"),
        closing_balance=sum((_after(schedule, dues) for schedule in given), nothing),
        changed_opening=sum((_before(schedule, dues) for schedule in given), nothing),
        changed_dates=tuple(dues),
        conservation=None,
    )


def _after(schedule: Schedule, dues: Sequence[date]) -> Ints:
    """Return a schedule's balance after each day of others, minor units."""
    balances: Ints = np.concatenate([schedule.opening_balance[:1], schedule.closing_balance])
    paid: Ints = balances[[sum(own <= due for own in schedule.due_dates) for due in dues]]
    return paid


def _before(schedule: Schedule, dues: Sequence[date]) -> Ints:
    """Return a schedule's balance before each day of others, minor units."""
    opening: Ints = np.concatenate([schedule.opening_balance[:1], _after(schedule, dues)[:-1]])
    return opening


def reinstated_all(parts: Sequence[Contract]) -> Schedule | None:
    """Return the contracts with all arrears paid on day one."""
    return combined([reinstated(part) for part in parts])


def caught_up_all(parts: Sequence[Contract], months: int) -> Schedule | None:
    """Return the contracts with the arrears of each spread over its next installments."""
    return combined([caught_up(part, months) for part in parts])
