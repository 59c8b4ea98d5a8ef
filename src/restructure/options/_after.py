"""What a borrower's capacity is once the recommended plans are in the place of the contracts they change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ..applicant.application import Debt
from ..basics.money import Currency
from ..capacity import Capacity, assess_capacity
from ._baseline import Contract
from ._case import Case
from .option import Option


def capacity_after(planned: Sequence[tuple[Case, Option]]) -> Capacity | None:
    """Return the capacity assessed anew with all these plans signed, each of its case; `None` where there are none."""
    if not planned:
        return None
    case, asked = planned[0][0], planned[0][0].asked
    taken = {debt.reference for each, _ in planned for debt in _replaced(each.contract)}
    kept = [debt for debt in asked.debts if debt.reference not in taken]
    signed = [_signed(each.contract.debt, option) for each, option in planned]
    today = [option.measures.paid_today for _, option in planned]
    cash = None if asked.liquid_assets is None else _less(asked.liquid_assets, today, asked.currency)
    after = replace(asked, debts=[*kept, *signed], liquid_assets=cash)
    return assess_capacity(after, policy=case.policy)


def _replaced(contract: Contract) -> Iterator[Debt]:
    """Yield the debts in whose place a plan stands."""
    yield from (each.debt for each in contract.parts or (contract,))


def _signed(debt: Debt, option: Option) -> Debt:
    """Return a debt as its plan leaves it: all of it in installments, the highest of them what a month asks for.

    Days past due stay as they are: only payments bring an account up to date.
    """
    total, schedule = option.conservation.total, option.schedule
    return replace(
        debt,
        principal=total.closing,
        overdue_principal="0",
        interest="0",
        penalty_interest="0",
        compound_interest="0",
        fees="0",
        rate=option.terms.rate,
        installment=option.before_after.after.highest_installment,
        remaining_installments=len(schedule),
        next_due_date=schedule.due_dates[0],
        due_day=None,
        mortgage=None,
    )


def _less(cash: Decimal, paid: list[Decimal], currency: Currency) -> Decimal:
    """Return the cash left after what is paid on day one."""
    minor = currency.to_minor
    return currency.to_major(max(minor(cash) - sum(map(minor, paid)), 0))
