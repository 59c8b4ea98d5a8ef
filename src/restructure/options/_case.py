"""What all candidates of one borrower share: the days installments fall due and what can be paid on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ..applicant.application import Application
from ..basics.dates import PARTS_IN_YEAR, add_months, cadence, due_dates
from ..basics.errors import NotApplicableError
from ..basics.types import Ints, value
from ..capacity import Capacity
from ..capacity.budget import Budget, budget_of
from ..engine.segments import Calendar, row_days
from ..loan.schedule import Schedule
from ..policy import Levers, OutcomeCurve, Policy, Target
from ._baseline import Contract
from ._several import due_at_once, due_by_day

MONTHLY = cadence("monthly")
LOWER = Fraction(99, 100)
"""A payment is lower than the contract's from this part of it down: a cent of rounding is no relief."""


class Monthly(NamedTuple):
    """The budget in the month of each due date: whole parts of `1/scale` minor units, see `BudgetStep`; [T]."""

    income: Sequence[int]
    left: Sequence[int]
    other: Sequence[int]
    scale: int


class Frame(NamedTuple):
    """What all candidates of one borrower share: when installments fall due and what can be paid on those days."""

    effective_on: date
    first_due: date
    due_day: int
    dates: Sequence[date]
    affordable: Ints  # minor units on each due date, shape [T]
    budget: Monthly
    cash: int | None  # minor units at hand on day one
    calendar: Calendar

    def in_units(self, amounts: Ints) -> Ints:
        """Return amounts rounded down to what installments are multiples of."""
        return amounts // self.calendar.unit * self.calendar.unit


@value(private=True)
class Case:
    """One debt in scope under one policy: what every step of finding its options works on.

    It is also the question that an option set answers, kept so that any other plan can be asked about. `asked` is the
    application as it was made, where `application` shows one of its debts, or one in their place; `count` due dates
    are looked at, from `first_due` on. `own` is the part of the household's budget that is one of several debts'.
    """

    application: Application
    contract: Contract
    capacity: Capacity
    policy: Policy
    target: Target | None
    first_due: date
    due_day: int
    count: int
    asked: Application
    own: Budget | None

    @property
    def levers(self) -> Levers:
        """What the policy may change."""
        return self.policy.levers

    @cached_property
    def budget(self) -> Budget:
        """The household's budget, or the part of it that is this debt's where there are several."""
        return self.own or budget_of(self.asked, self.policy.capacity)

    @property
    def owed(self) -> int:
        """Everything owed today, minor units."""
        return self.contract.owed.total

    @property
    def curve(self) -> OutcomeCurve | None:
        """How plans of this kind of debt have held, if the policy says."""
        kind = self.contract.debt.kind
        return next((curve for curve in self.policy.outcomes if kind in curve.kinds), None)

    @cached_property
    def contract_fits(self) -> bool:
        """Whether every installment of the contract is within what is left for it; of several, all of a month's."""
        schedule = self.contract.schedule
        if schedule is None or due_at_once(self.contract):
            return False
        asked = due_by_day(schedule, self.contract)
        return all(amount <= self.budget.on(day).keeps for day, amount in asked.items())

    @property
    def essentials(self) -> Fraction:
        """Living and housing costs of a month, minor units."""
        step = self.budget.steps[0]
        return Fraction(step.income - step.left - step.other, self.budget.scale)

    @property
    def most_sized(self) -> int | None:
        """What an installment set to what can be paid is at most: lower than the contract's, where that is a limit."""
        off = "WITHIN_CONTRACT" in self.policy.guardrails.off
        if off or self.target is not None or not self.contract.goes_on:
            return None
        return self.contract.installment * LOWER.numerator // LOWER.denominator

    @property
    def spare_cash(self) -> int:
        """Cash above the policy's reserve of living and housing costs, whole minor units."""
        reserve = Fraction(self.policy.ladder.reserve_months) * self.essentials
        return max((self.frame.cash or 0) - -(-reserve.numerator // reserve.denominator), 0)

    @cached_property
    def frame(self) -> Frame:
        """The due dates, with what can be paid on each."""
        debt, levers, minor = self.contract.debt, self.levers, self.contract.currency.to_minor
        start, count = self.capacity.as_of, self.count
        dates = due_dates(self.first_due, due_day=self.due_day, step=MONTHLY, count=count)
        unit = 1 if levers.installment_unit is None else minor(levers.installment_unit)
        reach = max([count, *levers.balloons])
        days = row_days(debt.day_count, start, self.first_due, due_day=self.due_day, step=MONTHLY, count=reach)
        calendar = Calendar(days, PARTS_IN_YEAR[debt.day_count], "half_up", "half_up", unit)
        affordable = np.array([self.capacity.units.on(day) for day in dates], np.int64)
        cash = None if self.application.liquid_assets is None else minor(self.application.liquid_assets)
        return Frame(
            start, self.first_due, self.due_day, dates, affordable, _monthly(self.budget, dates), cash, calendar
        )


def case_of(
    application: Application,
    contract: Contract,
    capacity: Capacity,
    policy: Policy,
    *,
    first_due: date | None,
    target: Target | None,
    asked: Application | None = None,
    own: Budget | None = None,
) -> Case:
    """Return the case of a debt in scope.

    Raises:
        NotApplicableError: a first due date that is not after the plan's start.
    """
    debt, levers = contract.debt, policy.levers
    if debt.next_due_date is None:
        raise AssertionError("a debt in scope has a next due date")
    if first_due is not None and first_due <= capacity.as_of:
        raise NotApplicableError(
            f"first due date {first_due} is not after {capacity.as_of}, when the plan starts; choose a later one"
        )
    due_day = first_due.day if first_due is not None else debt.due_day or debt.next_due_date.day
    first = first_due or _first_due(debt.next_due_date, due_day, capacity.as_of + timedelta(days=levers.first_due_days))
    return Case(
        application=application,
        contract=contract,
        capacity=capacity,
        policy=policy,
        target=target,
        first_due=first,
        due_day=due_day,
        count=max([levers.terms.last, *(item.installments for item in levers.settlements)]),
        asked=asked or application,
        own=own,
    )


def fits_budget(schedule: Schedule, budget: Budget) -> bool:
    """Return whether every installment is at most what is left for the contract in its month."""
    paid = zip(schedule.due_dates, schedule.payment.tolist(), strict=True)
    return all(amount <= budget.on(day).keeps for day, amount in paid)


def _monthly(budget: Budget, dates: Sequence[date]) -> Monthly:
    """Return the budget in the month of each due date."""
    steps = [budget.on(day) for day in dates]
    return Monthly(
        [step.income for step in steps], [step.left for step in steps], [step.other for step in steps], budget.scale
    )


def _first_due(next_due: date, due_day: int, earliest: date) -> date:
    step = 0
    while add_months(next_due, step, due_day=due_day) < earliest:
        step += 1
    return add_months(next_due, step, due_day=due_day)
