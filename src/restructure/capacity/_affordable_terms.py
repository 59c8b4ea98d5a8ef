"""Payment, term and rate together: the shortest term that can be paid at each rate a policy may offer.

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
>>> answer = affordable_terms(application, policy=policies.GENERIC)
>>> answer.affordable_payment
Decimal('470.00')
>>> [(item.rate.to_percent(), item.months, str(item.installment)) for item in answer.terms if item.fits]
[('14.99%', 53, '466.40'), ('11.99%', 49, '466.38'), ('8.99%', 46, '464.04')]
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import numpy as np

from ..applicant.application import Application, Debt
from ..basics.dates import add_months
from ..basics.errors import NotApplicableError
from ..basics.exact import level_payments
from ..basics.money import Currency
from ..basics.rates import RATE_DIGITS, Rate
from ..basics.types import Ints, value, whole_units
from ..contract.phases import LAST_YEAR
from ..policy import Levers, Policy
from ._levers import MONTHLY_DEN, rate_of
from .assessment import Capacity, assess_capacity

__all__ = ["AffordableTerm", "AffordableTerms", "affordable_terms"]


@value(private=True)
class AffordableTerm:
    """The shortest term that can be paid at one rate; where none `fits`, the longest of the policy (可负担期限)."""

    rate: Rate
    months: int
    installment: Decimal
    fits: bool


@value(private=True)
class AffordableTerms:
    """Which payment, term and rate together can be paid, one term for each rate to try (可负担的月供、期限与利率).

    `affordable_payment` is that of the application's day, major units a month.
    """

    reference: str
    as_of: date
    currency: Currency
    policy: str
    affordable_payment: Decimal
    terms: tuple[AffordableTerm, ...]


def affordable_terms(application: Application, *, policy: Policy) -> AffordableTerms:
    """Return, for each rate a policy may offer, the shortest of its terms that can be paid (可负担条件).

    Everything owed on the debt is repaid in level installments, to the minor unit, over whole months from the
    application's day, each bearing a twelfth of the annual rate; the last one trues up rounding. A term fits if its
    installment is at most the affordable payment in every one of its months, dated incomes and expenses included.
    Plans to the day, with all the policy's levers and rules, are what `propose_options` finds.

    Args:
        application: with exactly one debt in scope.
        policy: its levers say which terms and rate cuts to try, and the lowest rate.

    Returns:
        One term for each rate, in the order of the policy's cuts.

    Raises:
        NotApplicableError: no debt in scope or several, a rate that does not compound by the period, or a term beyond
            the calendar.
        InvalidInputError: what `assess_capacity` refuses.

    Sources:
        Model `capacity_v1`, docs/explanation/capacity.md.

    Examples:
        See the module.
    """
    capacity = assess_capacity(application, policy=policy)
    debt, counts = _debt_in_scope(application), policy.levers.terms.values()
    terms, limits = np.array(counts, np.int64), _limits(capacity, counts)
    return AffordableTerms(
        reference=application.reference,
        as_of=application.as_of,
        currency=application.currency,
        policy=policy.name,
        affordable_payment=capacity.affordable_payment,
        terms=tuple(_shortest(application, debt, units, terms, limits) for units in _rates(debt, policy.levers)),
    )


def _debt_in_scope(application: Application) -> Debt:
    in_scope = [debt for debt in application.debts if debt.in_scope]
    if len(in_scope) != 1:
        raise NotApplicableError(f"{len(in_scope)} debts are in scope; pass exactly one, marked with in_scope=True")
    (debt,) = in_scope
    basis = rate_of(debt).compounding
    if basis != "periodic":
        message = f"{debt.reference}: plans need a periodic rate, not one compounding {basis}; state the periodic one"
        raise NotApplicableError(message)
    return debt


def _limits(capacity: Capacity, counts: Sequence[int]) -> Ints:
    """Return the least that can be paid in any month of each term, minor units; [T].

    Raises:
        NotApplicableError: a term that ends beyond the last year of the calendar.
    """
    start = capacity.as_of
    if add_months(date(LAST_YEAR, 12, 31), -counts[-1], due_day=31) < start:
        raise NotApplicableError(f"the policy's longest term ends after the year {LAST_YEAR}; shorten it")
    days = [add_months(start, month, due_day=start.day) for month in range(1, counts[-1] + 1)]
    monthly = np.array([capacity.units.on(day) for day in days], np.int64)
    least: Ints = np.minimum.accumulate(monthly)[np.array(counts) - 1]
    return least


def _rates(debt: Debt, levers: Levers) -> list[int]:
    """Return the rates to try, in units of `rates.RATE_SCALE`, each once, between floor and contract."""
    contract, floor = rate_of(debt).units, levers.rate_floor.units
    cuts = [whole_units(cut, RATE_DIGITS)[0] for cut in levers.rate_cuts]
    return list(dict.fromkeys(min(contract, max(contract - cut, floor)) for cut in cuts))


def _shortest(application: Application, debt: Debt, rate_units: int, terms: Ints, limits: Ints) -> AffordableTerm:
    """Return the first term whose installment is within its limit, or else the last term."""
    solved = level_payments(
        np.full_like(terms, debt.units(application.currency).owed.total),
        np.ones(int(terms[-1]), np.int64),
        np.full_like(terms, rate_units),
        MONTHLY_DEN,
        terms,
        uniform=True,
        rounding="half_up",
        unit=1,
    )
    installments = np.maximum(solved, 1)  # what is owed is paid with money
    fits = installments <= limits
    place = int(fits.argmax()) if fits.any() else -1
    return AffordableTerm(
        rate=rate_of(debt).with_units(rate_units),
        months=int(terms[place]),
        installment=application.currency.to_major(int(installments[place])),
        fits=bool(fits[place]),
    )
