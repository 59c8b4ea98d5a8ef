"""The contract as it stands, and the three references every option set is held against.

*Keep the contract* is what its own terms cost from here, *reinstate* pays the arrears on day one, *catch up* spreads
them over the next installments. All three are ordinary schedules.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

import numpy as np

from ..applicant.application import Application, Debt, DebtUnits
from ..basics.dates import add_months
from ..basics.errors import InvalidTermsError, NotApplicableError
from ..basics.exact import residual_bound
from ..basics.money import Currency
from ..basics.rates import Rate
from ..basics.types import Ints
from ..contract.components import COMPONENTS, Component
from ..contract.phases import MAX_INSTALLMENTS, Phase
from ..contract.position import Owed, Position
from ..contract.terms import LoanTerms
from ..contract.treatment import Treatment
from ..engine.segments import compile_terms
from ..loan.schedule import Schedule, amortize
from ..loan.treatment import reschedule
from ..measures.present_values import present_values

Standing = Literal["as_stated", "until_repaid", "rest_at_end"]
"""How a contract is read: its inputs reconcile; or its installment is paid until the debt is repaid; or its
installments never repay it, and the rest falls due with the last one."""


class Contract(NamedTuple):
    """A debt in scope as its contract would go on, minor units.

    `schedule` is `None` when all has fallen due. `arrears` is everything overdue; `worth` is what the lender would
    have, in minor units times 2**20: arrears at face and the remaining installments at the contract's rate. `parts` are
    the contracts of several debts where one is put in their place.
    """

    debt: Debt
    position: Position
    currency: Currency
    schedule: Schedule | None
    arrears: int
    installment: int
    total: int
    worth: int
    standing: Standing
    parts: tuple[Contract, ...] = ()

    @property
    def goes_on(self) -> bool:
        """Whether installments remain that repay the debt, none of them a sum that falls due at the end."""
        if self.parts:
            return all(part.goes_on for part in self.parts)
        if self.schedule is None or self.standing == "rest_at_end":
            return False
        return self.schedule.terms.phases[0].method != "interest_only"

    def __repr__(self) -> str:
        return f"Contract(debt={self.debt!r})"  # the figures are a borrower's

    @property
    def owed(self) -> Owed:
        """What is owed today, minor units."""
        return self.position.units

    @property
    def rate(self) -> Rate:
        """Contract rate."""
        if self.debt.rate is None:
            raise AssertionError("a debt in scope has a rate")
        return self.debt.rate


def contract_of(application: Application, debt: Debt) -> Contract:
    """Return how the contract of a debt in scope would go on from the application's day.

    Raises:
        NotApplicableError: an installment below a period's interest, or a rate basis that plans cannot carry.
    """
    position, currency = debt.position(application), application.currency
    if debt.rate is not None and debt.rate.compounding != "periodic":
        basis = debt.rate.compounding
        message = f"{debt.reference}: plans need a periodic rate, not one compounding {basis}; state the periodic one"
        raise NotApplicableError(message)
    item = debt.units(currency)
    schedule, standing = _contract_schedule(application, item)
    arrears = item.owed.arrears
    payments = np.zeros(0, np.int64) if schedule is None else schedule.payment
    return Contract(
        debt=debt,
        position=position,
        currency=currency,
        schedule=schedule,
        arrears=arrears,
        installment=item.installment,
        total=arrears + int(payments.sum()),
        worth=_worth(schedule, payments, arrears),
        standing=standing,
    )


def _worth(schedule: Schedule | None, payments: Ints, arrears: int) -> int:
    rows = None if schedule is None else compile_terms(schedule.terms).segments[0].accrual
    nums, den = ((), 1) if rows is None else (rows.nums[: len(payments)], rows.den)
    return int(present_values(payments[:, None], np.array(nums, np.int64), den, arrears)[0])


def overdue_of(position: Position, component: Component) -> Decimal:
    """Return what is overdue of a component, major units: all of it, but of principal only what has fallen due."""
    return position.overdue_principal if component == "principal" else position.owed(component)


def _contract_schedule(application: Application, item: DebtUnits) -> tuple[Schedule | None, Standing]:
    """Return the contract's remaining schedule and how its stated inputs were read."""
    count = item.debt.remaining_installments or 0
    if not count:
        return None, "as_stated"
    try:
        standing, phase = _reading(application, item, count)
        return amortize(_contract_terms(application, item, phase)), standing
    except InvalidTermsError as error:
        message = f"{item.debt.reference}: the contract cannot go on as stated: {error.faults[0].message}"
    raise NotApplicableError(message)


def _reading(application: Application, item: DebtUnits, count: int) -> tuple[Standing, Phase]:
    """Return how principal, rate, installment and count are read, and the phase that follows.

    Judged by whole periods, as what one odd first period leaves over repays no loan. Inputs reconcile when the last
    installment is off by no more than rounding explains, or when every installment is the interest and nothing else.
    """
    debt, regular = item.debt, _regular_terms(application, item, count)
    schedule = amortize(regular)
    bound = residual_bound(compile_terms(regular).segments[0].accrual, 4)  # directed rounding of installment, interest
    if schedule.paid_off_at is None and abs(int(schedule.payment[-1]) - item.installment) <= bound:
        return "as_stated", _stated(debt, count)
    if count > 1 and schedule.principal is not None and not schedule.principal[:-1].any():
        return "as_stated", Phase(count, "interest_only")
    if amortize(_regular_terms(application, item, MAX_INSTALLMENTS)).paid_off_at is None:
        return "rest_at_end", _stated(debt, count)
    repaid_at = amortize(_contract_terms(application, item, _stated(debt, MAX_INSTALLMENTS))).paid_off_at
    return "until_repaid", _stated(debt, repaid_at or MAX_INSTALLMENTS)


def _stated(debt: Debt, count: int) -> Phase:
    return Phase(count, "fixed_amount", amount=debt.installment)


def _regular_terms(application: Application, item: DebtUnits, count: int) -> LoanTerms:
    """Return the contract as if its next period began on the last due date."""
    debt = item.debt
    if debt.next_due_date is None:
        raise AssertionError("a debt in scope has a next due date")
    last_due = add_months(debt.next_due_date, -1, due_day=debt.due_day or debt.next_due_date.day)
    return _contract_terms(application, item, _stated(debt, count), start=last_due)


def _contract_terms(application: Application, item: DebtUnits, phase: Phase, start: date | None = None) -> LoanTerms:
    debt, currency = item.debt, application.currency
    if debt.rate is None or debt.next_due_date is None:
        raise AssertionError("a debt in scope has a rate and a next due date")
    return LoanTerms(
        currency=currency,
        principal=currency.to_major(item.owed.not_due),
        rate=debt.rate,
        start_date=start or application.as_of,
        first_due_date=debt.next_due_date,
        due_day=debt.due_day,
        day_count=debt.day_count,
        phases=[phase],
    )


def reinstated(contract: Contract) -> Schedule | None:
    """Return the contract with all arrears paid on day one, or `None` when no installments remain."""
    return None if contract.schedule is None else _with_arrears(contract, "pay", None)


def caught_up(contract: Contract, months: int) -> Schedule | None:
    """Return the contract with the arrears spread over its next installments, or `None` when none remain."""
    if contract.schedule is None:
        return None
    return _with_arrears(contract, "spread", min(months, len(contract.schedule)))


def _with_arrears(contract: Contract, action: Literal["pay", "spread"], due: int | None) -> Schedule:
    if contract.schedule is None:
        raise AssertionError("no installments remain")
    position = contract.position
    treatments = [
        Treatment(name, action, amount=overdue_of(position, name), due=due)
        for name in COMPONENTS
        if overdue_of(position, name)
    ]
    return reschedule(position, treatments, contract.schedule.terms)
