"""What a plan costs and spares the borrower, against keeping the contract.

>>> from dataclasses import replace
>>> from restructure import LoanTerms, Phase, amortize
>>> terms = LoanTerms(
...     currency="USD",
...     principal="1000.00",
...     rate="0.12",
...     start_date=date(2026, 1, 1),
...     first_due_date=date(2026, 2, 1),
...     phases=[Phase(12)],
... )
>>> longer = replace(terms, phases=[Phase(24)])
>>> seen = borrower_measures(amortize(longer), amortize(terms), on=date(2026, 1, 1))
>>> seen.first_year_relief, seen.extra_cost, seen.cost_per_relief, seen.payment_shock, seen.months_longer
(Decimal('501.35'), Decimal('63.60'), Decimal('0.126857'), Decimal('-0.468993'), 12)
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..basics.dates import add_months
from ..basics.errors import NotApplicableError, parsed, require_type
from ..basics.exact import div_round
from ..basics.money import AmountLike, minor_of, scaled_decimal
from ..basics.types import parse_date, value
from ..loan.schedule import Schedule

__all__ = ["BorrowerMeasures", "borrower_measures"]


@value(private=True)
class BorrowerMeasures:
    """What a borrower pays and is spared under a plan (借款人负担), major units, differences against the contract.

    `total_paid` is everything from the plan's first day on; `interest` is all that the plan charges; `fees` those due
    with installments. `payment_shock` (月供变动幅度) is the highest installment over the contract's, less 1, or `None`
    when the contract has no installment left. `first_year` is what is paid within 12 months, `first_year_relief` what
    that is less than under the contract, whose arrears are due at once; `cost_per_relief` is the extra cost of each
    unit of that relief, `None` when there is none. `months_longer` counts whole months to `debt_free_on`.
    """

    total_paid: Decimal
    extra_cost: Decimal
    interest: Decimal
    extra_interest: Decimal
    fees: Decimal
    extra_fees: Decimal
    payment_shock: Decimal | None
    first_year: Decimal
    first_year_relief: Decimal
    cost_per_relief: Decimal | None
    debt_free_on: date
    months_longer: int


def borrower_measures(
    plan: Schedule,
    contract: Schedule | None,
    *,
    on: date | str,
    paid_today: AmountLike = 0,
    arrears: AmountLike = 0,
) -> BorrowerMeasures:
    """Return what a plan costs the borrower against keeping the contract (借款人负担比较).

    Args:
        plan: what is due under the plan.
        contract: what is still to fall due if nothing changes; `None` when everything has fallen due.
        on: the day from which both are counted; day one of the plan. Installments due before it do not count.
        paid_today: what the plan asks for on that day, major units.
        arrears: what is overdue under the contract on that day, major units; keeping the contract pays it at once.

    Raises:
        NotApplicableError: the two are in different currencies.
        InvalidInputError: an amount or a day that cannot be one.

    Examples:
        See the module.
    """
    require_type("plan", plan, Schedule, "a Schedule, such as amortize returns")
    if contract is not None:
        require_type("contract", contract, Schedule, "a Schedule, or None when everything has fallen due")
        if contract.currency != plan.currency:
            raise NotApplicableError("plan and contract are in different currencies; compare plans in one currency")
    today, owed = (minor_of(*given, plan.currency) for given in (("paid_today", paid_today), ("arrears", arrears)))
    return burden(plan, contract, parsed("on", parse_date, on), today, owed)


def burden(plan: Schedule, contract: Schedule | None, day: date, paid_today: int, arrears: int) -> BorrowerMeasures:
    """Return the measures from amounts in minor units."""
    new, old = _Path(plan, paid_today, day), _Path(contract, arrears, day)
    major, relief = plan.currency.to_major, old.first_year - new.first_year
    return BorrowerMeasures(
        total_paid=major(new.total),
        extra_cost=major(new.total - old.total),
        interest=major(new.interest),
        extra_interest=major(new.interest - old.interest),
        fees=major(new.fees),
        extra_fees=major(new.fees - old.fees),
        payment_shock=part_of(new.highest - old.installment, old.installment),
        first_year=major(new.first_year),
        first_year_relief=major(relief),
        cost_per_relief=part_of(new.total - old.total, relief) if relief > 0 else None,
        debt_free_on=new.ends,
        months_longer=_months_between(old.ends, new.ends),
    )


class _Path:
    """What is paid over time, minor units: something on day one, then a schedule."""

    def __init__(self, schedule: Schedule | None, today: int, day: date) -> None:
        self.total = self.first_year = today
        self.interest = self.fees = self.highest = self.installment = 0
        self.ends = day
        if schedule is None:
            return
        year_end = add_months(day, 12, due_day=day.day)
        begun = sum(due < day for due in schedule.due_dates)
        if begun == len(schedule):
            return
        payment = schedule.payment[begun:]
        collected = 0 if schedule.terms.start_date < day else schedule.currency.to_minor(schedule.paid_on_day_one)
        self.total += int(payment.sum()) + collected
        self.first_year += collected + int(payment[: sum(day <= due <= year_end for due in schedule.due_dates)].sum())
        self.interest = collected
        self.interest += 0 if schedule.interest_accrued is None else int(schedule.interest_accrued[begun:].sum())
        self.fees = 0 if schedule.fees is None else int(schedule.fees[begun:].sum())
        self.highest, self.installment = int(payment.max()), int(payment[0])
        self.ends = schedule.due_dates[(schedule.paid_off_at or len(schedule)) - 1]


def part_of(part: int, whole: int) -> Decimal | None:
    """Return a part as a fraction of a whole with 6 decimals, rounded half away from zero; `None` of nothing."""
    if not whole:
        return None
    size = div_round(abs(part) * 10**6, whole, "half_up")
    return scaled_decimal(size if part >= 0 else -size, 6)


def _months_between(start: date, end: date) -> int:
    """Return whole months from one day to another, negative when it lies before."""
    if end < start:
        return -_months_between(end, start)
    months = 12 * (end.year - start.year) + end.month - start.month
    return months - (add_months(start, months, due_day=start.day) > end)
