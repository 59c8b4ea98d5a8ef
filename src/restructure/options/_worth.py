"""What candidates are worth to the lender if some of them fail, and how many hold: the outcome curve over lanes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import numpy as np

from ..basics.rates import RATE_SCALE
from ..basics.types import Bools, Ints
from ..measures.present_values import GUARD_BITS, present_values
from ..policy import OutcomeCurve
from ._beside_contract import has_contract, joins_principal, not_lower
from ._candidates import Candidates
from ._case import Case
from ._guardrails import allowed_by, longer_at_full_rate, may_be_reference, passes_alone, sustainable
from ._measured import Measured
from .holding import (
    CENTRAL,
    SETTINGS,
    Asked,
    Discounting,
    discounting,
    expected_values,
    survival,
    survivals,
    without_plan,
)


class Estimated(NamedTuple):
    """What the lender can expect, minor units [N], and parts that still pay after a year and at the end.

    Parts are billionths, [3, N]: central, the least and the most under any setting of the curve.
    """

    value: Ints
    year: Ints
    end: Ints


class Judged(NamedTuple):
    """Candidates with what they are worth, how many hold and what they give up, and the most that may be given up."""

    measured: Measured
    allowed: int | None


def judged(measured: Measured, case: Case) -> Judged:
    """Return candidates judged; those that cheaper guardrails remove, most of them, are not valued."""
    candidates_for_reference = may_be_reference(measured)
    if not candidates_for_reference.any():
        return Judged(measured, None)
    holds, alone = sustainable(measured, case), passes_alone(measured, case)
    if case.target is None:  # else what is shortest depends on what reaches the target
        alone &= ~longer_at_full_rate(measured._replace(sustainable=holds), case, alone)
    places = np.flatnonzero(alone | candidates_for_reference)
    some = valued(measured.take(places), case)
    value, holding = measured.value.copy(), measured.holding.copy()
    value[places], holding[places] = some.value, some.holding
    reference = int(np.flatnonzero(candidates_for_reference)[value[candidates_for_reference].argmax()])
    given_up = min(case.owed, int(value[reference])) - value
    found = measured._replace(value=value, holding=holding, sustainable=holds, given_up=given_up)
    budget = case.policy.budget
    return Judged(found, None if budget is None else allowed_by(budget, found, case, reference))


def valued(measured: Measured, case: Case) -> Measured:
    """Return candidates with what the lender can expect of them and how many hold."""
    value, holding = _worth(measured, case)
    return measured._replace(value=value, holding=holding)


def _worth(measured: Measured, case: Case) -> tuple[Ints, Ints]:
    """Return expected values and the parts that hold; without a curve present values, and nothing of holding."""
    candidates, curve = measured.candidates, case.curve
    if curve is None:
        by = _market(case, len(candidates.payments))
        worth = present_values(candidates.payments, by.nums, by.den, candidates.paid_today)
        return np.asarray((worth + (1 << (GUARD_BITS - 1))) >> GUARD_BITS), np.zeros(len(measured.total), np.int64)
    asked = asked_of(measured, case)
    alive = survival(asked, curve)
    return _expected(asked, alive, candidates, case, curve), alive[-1]


def _expected(asked: Asked, alive: Ints, candidates: Candidates, case: Case, curve: OutcomeCurve) -> Ints:
    by = discounting(curve, first_days(case), len(candidates.payments))
    paid = asked._replace(payments=candidates.payments)
    return expected_values(paid, alive, curve, by, candidates.paid_today)


def estimated(measured: Measured, case: Case, curve: OutcomeCurve) -> Estimated:
    """Return what the lender can expect, and the parts that hold under every setting of the curve."""
    asked = asked_of(measured, case)
    every = survivals(asked, curve)
    central = every[SETTINGS.index(CENTRAL)]
    year, end = (
        np.stack([central[month], every[:, month].min(axis=0), every[:, month].max(axis=0)])
        for month in (min(12, len(asked.payments)), -1)
    )
    return Estimated(_expected(asked, central, measured.candidates, case, curve), year, end)


def nothing_done(case: Case, curve: OutcomeCurve) -> int:
    """Return what the lender can expect of doing nothing, whole minor units."""
    schedule = case.contract.schedule
    payments = np.zeros(1, np.int64) if schedule is None else schedule.payment
    by = discounting(curve, _thirtieths(case, None if schedule is None else schedule.due_dates[0]), len(payments))
    return without_plan(payments, case.owed, curve, by, arrears=case.contract.arrears, fits=case.contract_fits)


def asked_of(measured: Measured, case: Case) -> Asked:
    """Return candidates as the curve sees them: what is named to fall due at maturity is no installment."""
    candidates, frame = measured.candidates, case.frame
    months = len(candidates.payments)
    return Asked(
        payments=candidates.regular(),
        rates=_rates(measured, months),
        rows=candidates.rows,
        owed=candidates.balances.owed(candidates.payments, candidates.rows),
        cash=np.maximum((frame.cash or 0) - candidates.paid_today, 0),
        installment=case.contract.installment if has_contract(case) else 0,
        contract_rate=case.contract.rate.units,
        income=frame.budget.income[:months],
        left=frame.budget.left[:months],
        scale=frame.budget.scale,
        days_past_due=case.contract.position.days_past_due,
        flags=_flags(measured, case),
        relief_ends=_relief_ends(measured, case),
    )


def _rates(measured: Measured, months: int) -> Ints:
    """Return the rate in force in each month, [T, N]."""
    paths = measured.candidates.paths
    table = np.empty((months, len(paths)), np.int64)
    for place, path in enumerate(paths):
        for start, units in zip(path.starts, path.units, strict=True):
            table[start:, place] = units
    return table.take(measured.candidates.path, axis=1)


def _flags(measured: Measured, case: Case) -> list[tuple[str, Bools]]:
    record = case.asked.credit
    again = record is not None and bool(record.modifications_36m)
    return [
        ("capitalized_without_lower_payment", joins_principal(measured) & not_lower(measured, case)),
        ("second_plan", np.full(len(measured.total), again, np.bool_)),
    ]


def _relief_ends(measured: Measured, case: Case) -> Mapping[str, Ints]:
    """Return the month in which each relief ends, by whether dated income comes by then."""
    candidates = measured.candidates
    ends = np.array([shape.start.months for shape in candidates.shapes], np.int64)[candidates.shape]
    dated = np.array([month > 0 and _income_by(case, month) for month in range(int(ends.max(initial=0)) + 1)], np.bool_)
    first = np.where(ends > 0, ends + 1, 0)  # a relief that ends fails with the first installment after it
    return {"relief_end_dated": np.where(dated[ends], first, 0), "relief_end_undated": np.where(dated[ends], 0, first)}


def _income_by(case: Case, month: int) -> bool:
    """Return whether income that begins after today has begun by the first installment after a relief."""
    day = case.frame.dates[min(month, len(case.frame.dates) - 1)]
    return any(item.starts is not None and case.frame.effective_on < item.starts <= day for item in case.asked.incomes)


def first_days(case: Case) -> int:
    """Return the thirtieths of a month from the plan's start to its first installment."""
    return _thirtieths(case, case.frame.first_due)


def _thirtieths(case: Case, first: date | None) -> int:
    """Return days as months of 30 count them."""
    start = case.frame.effective_on
    end = case.frame.first_due if first is None else first
    months = (end.year - start.year) * 12 + end.month - start.month
    return max(30 * months + min(end.day, 30) - min(start.day, 30), 0)


def _market(case: Case, months: int) -> Discounting:
    """Return discounting at the budget's market rate; without a budget nothing is discounted."""
    days = np.full(months, 30, np.int64)
    days[0] = first_days(case)
    budget = case.policy.budget
    units = 0 if budget is None else budget.market_rate.units
    return Discounting(units * days, 360 * RATE_SCALE)
