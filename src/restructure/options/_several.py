"""Several debts in scope: a share of what can be paid for each, and one debt in their place.

Shares of the affordable payment, and of the cash at hand, follow the policy's method to the minor unit, so that plans
for all debts fit together. The debt in their place has the sum of what is owed and their average rate, weighted with
principal and rounded to hundredths of a percentage point; what keeping the contracts costs stays the exact sum of
each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np

from ..applicant.application import Application, Debt, DebtKind, DebtUnits
from ..applicant.household import Evidence
from ..basics.exact import div_round
from ..basics.money import Currency
from ..basics.rates import RATE_SCALE, rate_of_units
from ..basics.types import Ints
from ..capacity import Capacity, Claim, PathStep, share_payment
from ..capacity.budget import Budget, BudgetStep, budget_of
from ..contract.components import COMPONENTS
from ..loan.schedule import Schedule
from ..policy import Policy, SharingMethod
from ._baseline import Contract, Standing, caught_up, contract_of, reinstated

RATE_STEP = RATE_SCALE // 10_000
CONSOLIDATED = "consolidated"


class Part(NamedTuple):
    """One of several debts by itself: an application, a capacity and a budget that hold its part of everything."""

    debt: Debt
    application: Application
    capacity: Capacity
    budget: Budget


def shared_out(application: Application, capacity: Capacity, policy: Policy) -> list[Part]:
    """Return each debt in scope with its part of what can be paid, of the cash and of the household's budget."""
    debts, currency = application.units.in_scope, application.currency
    claims = [_claim(application, item) for item in debts]
    cash = share_payment(application.liquid_assets or 0, claims, currency=currency)

    def shares(amount: Decimal) -> list[int]:
        return _shares(amount, claims, currency, policy.levers.sharing)

    steps = [shares(step.amount) for step in capacity.affordable_path]
    stressed = [shares(one.affordable_payment) for one in capacity.stresses]
    budgets = _budgets(budget_of(application, policy.capacity), shares, debts, currency)
    found: list[Part] = []
    for place, item in enumerate(debts):
        alone = [replace(other, in_scope=other is item.debt) for other in application.debts]
        liquid = None if application.liquid_assets is None else cash[place].amount
        path = _joined(
            [
                PathStep(starts_on=step.starts_on, amount=currency.to_major(amounts[place]), binding=step.binding)
                for step, amounts in zip(capacity.affordable_path, steps, strict=True)
            ]
        )
        own = replace(
            capacity,
            affordable_payment=path[0].amount,
            affordable_path=path,
            binding_constraint=path[0].binding,
            contractual_payment=currency.to_major(item.payment),
            shortfall=currency.to_major(max(item.payment - currency.to_minor(path[0].amount), 0)),
            stresses=tuple(
                replace(one, affordable_payment=currency.to_major(amounts[place]))
                for one, amounts in zip(capacity.stresses, stressed, strict=True)
            ),
        )
        mine = replace(application, debts=alone, liquid_assets=liquid)
        found.append(Part(item.debt, mine, own, budgets[place]))
    return found


def _shares(amount: Decimal, claims: Sequence[Claim], currency: Currency, method: SharingMethod) -> list[int]:
    """Return what each debt may take of an amount, minor units.

    What a method's caps leave is nobody else's: it goes to arrears first, so that a debt beside others catches up as it
    would alone.
    """
    minor, major = currency.to_minor, currency.to_major
    got = [minor(part.amount) for part in share_payment(amount, claims, currency=currency, method=method)]
    rest = [
        Claim(
            claim.reference,
            major(minor(claim.balance) - have),
            arrears=min(claim.arrears, major(minor(claim.balance) - have)),
        )
        for claim, have in zip(claims, got, strict=True)
    ]
    over = share_payment(major(minor(amount) - sum(got)), rest, currency=currency, method="by_arrears")
    return [have + minor(part.amount) for have, part in zip(got, over, strict=True)]


def _budgets(
    whole: Budget, shares: Callable[[Decimal], list[int]], debts: Sequence[DebtUnits], currency: Currency
) -> list[Budget]:
    """Return the part of a household's budget that goes with each debt's share of what can be paid.

    Income, costs and other debts are divided like the payment, rounded down, so that all debts together are held
    against the household's budget once; where nothing can be paid, they are divided like what is owed.
    """
    steps: list[list[BudgetStep]] = [[] for _ in debts]
    owed = [item.owed.total for item in debts]
    for step in whole.steps:
        able, kept = shares(currency.to_major(step.affordable)), shares(currency.to_major(step.keeps))
        by = able if step.affordable else owed
        for place, own in enumerate(steps):
            income, left, other = (units * by[place] // sum(by) for units in (step.income, step.left, step.other))
            own.append(BudgetStep(step.starts_on, income, left, other, able[place], kept[place]))
    return [Budget(whole.scale, own) for own in steps]


def _joined(steps: Sequence[PathStep]) -> tuple[PathStep, ...]:
    kept = [steps[0]]
    for step in steps[1:]:
        if (step.amount, step.binding) != (kept[-1].amount, kept[-1].binding):
            kept.append(step)
    return tuple(kept)


def _claim(application: Application, item: DebtUnits) -> Claim:
    """Return a debt's claim; it asks for the contract's highest installment, which rounding makes the last one."""
    contract, major = contract_of(application, item.debt), application.currency.to_major
    highest = int(contract.schedule.payment.max()) if contract.schedule is not None and contract.goes_on else 0
    return Claim(
        item.debt.reference,
        major(item.owed.total),
        payment=major(max(item.payment, highest)),
        arrears=major(item.owed.arrears),
        priority=item.debt.priority,
    )


def can_consolidate(application: Application, policy: Policy) -> bool:
    """Return whether the policy puts one debt in the place of several, and their conventions allow it."""
    debts = [debt for debt in application.debts if debt.in_scope]
    alike = len({debt.day_count for debt in debts}) == 1 and not any(debt.collateral_value for debt in debts)
    periodic = all(debt.rate is not None and debt.rate.compounding == "periodic" for debt in debts)
    return policy.levers.consolidation and alike and periodic


def consolidated(application: Application) -> tuple[Application, Contract]:
    """Return the application with one debt in the place of those in scope, and what keeping the contracts costs."""
    debts = application.units.in_scope
    parts = [contract_of(application, item.debt) for item in debts]
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
        standing=_standing(parts),
        parts=tuple(parts),
    )
    return together, contract


def _standing(parts: Sequence[Contract]) -> Standing:
    """Return how the contracts are read: as stated only if every one is."""
    for part in parts:
        if part.standing != "as_stated":
            return part.standing
    return "as_stated"


def _merged(application: Application, units: Sequence[DebtUnits]) -> Debt:
    debts, major = [item.debt for item in units], application.currency.to_major
    kind: DebtKind = debts[0].kind if len({debt.kind for debt in debts}) == 1 else "other"
    evidence = {debt.evidence for debt in debts}
    weakest: Evidence = (
        "declared" if "declared" in evidence else "documented" if "documented" in evidence else "verified"
    )
    weights = [item.owed.principal for item in units]
    weighed = sum(debt.rate.units * by for debt, by in zip(debts, weights, strict=True) if debt.rate is not None)
    rate = rate_of_units(div_round(weighed, sum(weights) * RATE_STEP, "half_up") * RATE_STEP)
    dues = [debt.next_due_date for debt in debts if debt.next_due_date is not None]
    summed: dict[str, Any] = {name: major(sum(item.owed.components[name] for item in units)) for name in COMPONENTS}
    return Debt(
        reference=_free_reference(application),
        kind=kind,
        in_scope=True,
        rate=rate,
        day_count=debts[0].day_count,
        remaining_installments=max(debt.remaining_installments or 0 for debt in debts),
        next_due_date=min(dues),
        days_past_due=max(debt.days_past_due for debt in debts),
        evidence=weakest,
        overdue_principal=major(sum(item.owed.overdue_principal for item in units)),
        installment=major(sum(item.installment for item in units)),
        **summed,
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
    days = [np.array([due.toordinal() for due in schedule.due_dates], np.int64) for schedule in given]
    dues: Ints = np.unique(np.concatenate(days))

    def added(name: str) -> Ints:
        total = np.zeros(len(dues), np.int64)
        for schedule, own in zip(given, days, strict=True):
            np.add.at(total, np.searchsorted(dues, own), schedule.to_columns()[name])
        return total

    after, before = np.zeros(len(dues), np.int64), np.zeros(len(dues), np.int64)
    for schedule, own in zip(given, days, strict=True):
        balances = np.concatenate([schedule.opening_balance[:1], schedule.closing_balance])
        paid = np.searchsorted(own, dues, side="right")
        after += balances[paid]
        before += balances[np.concatenate([[0], paid[:-1]])]
    return replace(
        given[0],
        interest_accrued=added("interest_accrued"),
        interest_paid=added("interest_paid"),
        principal=added("principal"),
        fees=added("fees"),
        deferred_paid=added("deferred_paid"),
        closing_balance=after,
        changed_opening=before,
        changed_dates=tuple(date.fromordinal(day) for day in dues.tolist()),
        conservation=None,
        beside={},
    )


def by_month(schedule: Schedule) -> dict[date, int]:
    """Return what falls due in each calendar month, minor units, by the first due date in it."""
    found: dict[tuple[int, int], tuple[date, int]] = {}
    for due, paid in zip(schedule.due_dates, schedule.payment.tolist(), strict=True):
        first, total = found.get((due.year, due.month), (due, 0))
        found[due.year, due.month] = (first, total + paid)
    return dict(found.values())


def due_by_day(schedule: Schedule, contract: Contract) -> dict[date, int]:
    """Return what falls due by day, minor units; of several contracts by month, as one budget pays them all."""
    if contract.parts:
        return by_month(schedule)
    return dict(zip(schedule.due_dates, schedule.payment.tolist(), strict=True))


def due_at_once(contract: Contract) -> int:
    """Return what has fallen due of contracts without installments to come, minor units."""
    return sum(part.arrears for part in contract.parts if part.schedule is None)


def reinstated_all(parts: Sequence[Contract]) -> Schedule | None:
    """Return the contracts with all arrears paid on day one."""
    return combined([reinstated(part) for part in parts])


def caught_up_all(parts: Sequence[Contract], months: int) -> Schedule | None:
    """Return the contracts with the arrears of each spread over its next installments."""
    return combined([caught_up(part, months) for part in parts])
