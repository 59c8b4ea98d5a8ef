"""A household's budget month by month, exact: what plans and contracts are held against on their due dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ..applicant.application import Application
from ..policy import CapacityModel
from ._scorecard import affordable
from .figures import change_days, figures_on, payment_unit


class BudgetStep(NamedTuple):
    """What a month from a day on holds; `income`, `left` and `other` are whole parts of `1/scale` minor units.

    `left` is income less living, housing and all other debt service; `affordable` what the debts in scope may take, in
    minor units, and `keeps` the same without the caps on debt service, which limit new lending and not a contract.
    """

    starts_on: date
    income: int
    left: int
    other: int
    affordable: int
    keeps: int


class Budget(NamedTuple):
    """The steps of a budget, the first from the application's day, and the parts they are counted in."""

    scale: int
    steps: Sequence[BudgetStep]

    def on(self, day: date) -> BudgetStep:
        """Return the step in force on a day, which is not before the first."""
        return [step for step in self.steps if step.starts_on <= day][-1]


def budget_of(application: Application, model: CapacityModel) -> Budget:
    """Return the budget of an application, by its dated incomes and expenses."""
    days = change_days(application)
    figures = figures_on(application, model, days)
    able = affordable(figures, model)
    whole = payment_unit(model, application.currency)
    left = figures.income - figures.essentials - figures.other_service
    columns = zip(
        days,
        figures.income.tolist(),
        left.tolist(),
        figures.other_service.tolist(),
        able.amount.tolist(),
        able.residual_limit.tolist(),
        strict=True,
    )
    steps = [
        BudgetStep(day, income, rest, other, amount // (figures.scale * whole) * whole, max(kept, 0) // figures.scale)
        for day, income, rest, other, amount, kept in columns
    ]
    return Budget(figures.scale, steps)
