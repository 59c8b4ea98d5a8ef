"""What would have to change: the least change of each lever that alone reaches a target.

All levers are searched at once, a lane each, through the column formulas and the rounding of the assessment itself.

>>> from restructure import policies
>>> from restructure.applicant.application import Application, Debt
>>> from restructure.applicant.household import Household, Income
>>> application = Application(
...     reference="A-1",
...     as_of=date(2026, 11, 23),
...     currency="USD",
...     incomes=[Income("salary", "2600", evidence="verified", years=3)],
...     household=Household(adults=2, living_costs="1150", housing_costs="850"),
...     debts=[
...         Debt(
...             reference="loan-1",
...             kind="personal_loan",
...             in_scope=True,
...             principal="18000",
...             rate="0.1499",
...             installment="500.86",
...             remaining_installments=48,
...             next_due_date=date(2026, 12, 9),
...         ),
...     ],
... )
>>> answer = what_if(application, policy=policies.GENERIC, target_payment="500.86")
>>> answer.now
Decimal('470.00')
>>> [(item.lever, str(item.change)) for item in answer.changes if item.reaches]
[('income', '32.49'), ('living_costs', '-30.86')]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Literal, NamedTuple, TypeVar

import numpy as np

from ..applicant.application import Application
from ..basics.errors import Fault, InvalidInputError, parsed
from ..basics.money import AmountLike, Currency, parse_amount, scaled_decimal
from ..basics.types import parse_number, value, whole_units
from ..policy import CapacityModel, Policy
from ._levers import Lever, LeverName, levers_of
from ._scorecard import SCORE_DIGITS, affordable, quantities, utilities
from .assessment import _points, _require_values
from .figures import Figures, figures_on, payment_unit

__all__ = ["LeverChange", "WhatIf", "what_if"]

T = TypeVar("T")

Measure = Literal["score", "payment"]


@value(private=True)
class LeverChange:
    """What one lever does for a target, everything else as it is (单项调整).

    `change` is what is added to the lever: major units a month (income), of costs and payments a month (0 or less), of
    cash; months (term); a fraction of one a year (rate, 0 or less); 1 when arrears are cured. Where the lever reaches
    the target it is the least change that does; where it cannot, `unreachable` is true and `change` is the most the
    lever has. `result` is the score or the affordable payment after the change.
    """

    lever: LeverName
    change: Decimal
    reaches: bool
    result: Decimal

    @property
    def unreachable(self) -> bool:
        """Whether no change of this lever alone reaches the target."""
        return not self.reaches


@value(private=True)
class WhatIf:
    """What each lever alone would have to do to reach a target (假设分析).

    `measure` says what `goal`, `now` and every `result` are: the score, or the affordable payment in major units. The
    goal of a grade is the least score that earns it.
    """

    reference: str
    as_of: date
    currency: Currency
    policy: str
    measure: Measure
    goal: Decimal
    now: Decimal
    changes: tuple[LeverChange, ...]


def what_if(
    application: Application,
    *,
    policy: Policy,
    target_score: AmountLike | None = None,
    target_grade: str | None = None,
    target_payment: AmountLike | None = None,
) -> WhatIf:
    """Return the least change of each lever that alone reaches a target (假设分析：单项最小调整).

    Levers, in this order: `income`, a salary added every month with the evidence of the largest salary received now
    (verified when there is none); `living_costs`, down to 0 or to the policy's benchmark, which counts anyway;
    `other_debt_service`, down to 0, a card's least payment falling with its balance; `payment`, the contractual
    payment in scope down to 0, its stressed payment in proportion, to the minor unit; `term`, what is not yet due
    (or, when all has fallen due, everything owed) re-leveled over more whole months, at most 600 in all; `rate`,
    lowered by hundredths of a percentage point down to 0, and what is not yet due re-leveled over the months that
    remain; `cure_arrears`, no debt past due any more, so that the record alone speaks; `cash`, liquid assets added. A
    rate that does not compound by the period is not re-leveled.

    Args:
        application: as it is today.
        policy: names the model and its grades.
        target_score: score to reach, 0 to 100.
        target_grade: letter of a grade of the policy; exactly one of the three targets is given.
        target_payment: affordable payment to reach, major units a month.

    Returns:
        One change for each lever: whole steps, rounded toward reaching the target; 0 if it is reached already.

    Raises:
        InvalidInputError: no target or several, a target that cannot be meant, or what `assess_capacity` refuses.

    Sources:
        Model `capacity_v1`, docs/explanation/capacity.md.

    Examples:
        See the module.
    """
    _require_values(application, policy)
    goal = _goal_of(application.currency, policy.capacity, target_score, target_grade, target_payment)
    now = figures_on(application, policy.capacity, [application.as_of])
    levers = levers_of(application, policy.capacity, now)
    return WhatIf(
        reference=application.reference,
        as_of=application.as_of,
        currency=application.currency,
        policy=policy.name,
        measure=goal.measure,
        goal=goal.shown(goal.least),
        now=goal.shown(goal.measured(now)[0]),
        changes=_changes(levers, goal, now, _least_steps(levers, goal, now)),
    )


# --- targets -------------------------------------------------------------------------------------------------------


class _Goal(NamedTuple):
    """What is to be reached: whole units of a measure, how figures [N] measure up in them, how they are shown."""

    measure: Measure
    least: int
    measured: Callable[[Figures], list[int]]
    shown: Callable[[int], Decimal]


def _goal_of(
    currency: Currency, model: CapacityModel, score: AmountLike | None, grade: str | None, payment: AmountLike | None
) -> _Goal:
    if [score, grade, payment].count(None) != 2:
        raise InvalidInputError([Fault("target", "give exactly one of target_score, target_grade, target_payment")])
    if payment is not None:
        measured = partial(_affordable_payments, model=model, unit=payment_unit(model, currency))
        return _Goal("payment", _least_payment(currency, payment), measured, currency.to_major)
    least = _least_score_of(model, grade) if score is None else _least_score(score)
    return _Goal("score", least, partial(_scores, model=model), partial(scaled_decimal, digits=SCORE_DIGITS))


def _least_score(given: AmountLike) -> int:
    """Return the least score that reaches the given one, in units of 10**-9."""
    score = parsed("target_score", parse_number, given)
    if not 0 <= score <= 100:
        raise InvalidInputError([Fault("target_score", "must be from 0 to 100")])
    units, rest = whole_units(score, SCORE_DIGITS)
    return units + (rest > 0)


def _least_score_of(model: CapacityModel, letter: str | None) -> int:
    """Return the least score of a grade, in units of 10**-9."""
    least = [grade.least_score for grade in model.grades if grade.letter == letter]
    if not least:
        letters = ", ".join(grade.letter for grade in model.grades)
        raise InvalidInputError([Fault("target_grade", f"is no grade of the policy; choose one of {letters}")])
    return whole_units(least[0], SCORE_DIGITS)[0]


def _least_payment(currency: Currency, given: AmountLike) -> int:
    amount = parsed("target_payment", parse_amount, given)
    message = currency.fault(amount)
    if message:
        raise InvalidInputError([Fault("target_payment", message)])
    return currency.to_minor(amount)


def _scores(figures: Figures, model: CapacityModel) -> list[int]:
    """Return the score of each lane in units of 10**-9, rounded as an assessment rounds it."""
    utility = utilities(quantities(figures, affordable(figures, model), model), model)
    return [_points(utility[:, [lane]], model)[1] for lane in range(utility.shape[1])]


def _affordable_payments(figures: Figures, model: CapacityModel, unit: int) -> list[int]:
    """Return what can be paid in each lane, minor units, floored to the payment unit."""
    return [int(amount) // (figures.scale * unit) * unit for amount in affordable(figures, model).amount]


# --- search --------------------------------------------------------------------------------------------------------


def _least_steps(levers: Sequence[Lever], goal: _Goal, now: Figures) -> list[int]:
    """Return the least steps of each lever that reach the goal, or the most it has: halving, all levers at once.

    From its first step on, a lever helps the more the further it goes. The first step itself may do harm (cash not
    stated before, an installment that was never level); the least is found all the same, as 0 steps are known to fail.
    """
    low, high = [0] * len(levers), [lever.most for lever in levers]
    if goal.measured(now)[0] >= goal.least:
        return low
    for place, there in enumerate(_reached(levers, goal, now, high)):
        low[place] = low[place] if there else high[place]
    while places := [place for place in range(len(levers)) if high[place] - low[place] > 1]:
        middle = [(low[place] + high[place]) // 2 for place in places]
        reached = _reached([levers[place] for place in places], goal, now, middle)
        for place, steps, there in zip(places, middle, reached, strict=True):
            (high if there else low)[place] = steps
    return high


def _reached(levers: Sequence[Lever], goal: _Goal, now: Figures, steps: Sequence[int]) -> list[bool]:
    return [result >= goal.least for result in goal.measured(_moved(levers, now, steps))]


def _moved(levers: Sequence[Lever], now: Figures, steps: Sequence[int]) -> Figures:
    """Return one lane for each lever, moved by its steps."""
    lanes = [lever.moved(count) if count else now for lever, count in zip(levers, steps, strict=True)]
    columns = zip(*(lane[1:] for lane in lanes), strict=True)
    return Figures(now.scale, *(np.concatenate(column) for column in columns))


def _changes(levers: Sequence[Lever], goal: _Goal, now: Figures, steps: Sequence[int]) -> tuple[LeverChange, ...]:
    results = goal.measured(_moved(levers, now, steps))
    return tuple(
        LeverChange(lever=lever.name, change=lever.shown(count), reaches=got >= goal.least, result=goal.shown(got))
        for lever, count, got in zip(levers, steps, results, strict=True)
    )
