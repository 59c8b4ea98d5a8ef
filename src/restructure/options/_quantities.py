"""The quantities that rules of a policy and targets compare, computed exactly: one function for each name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from ..applicant.application import DebtKind
from ..basics.dates import add_months, whole_months
from ..basics.rates import RATE_SCALE
from ..basics.types import INT64_SAFE, Ints
from ..capacity.figures import other_service
from ..measures.present_values import exact_column
from ._baseline import Contract
from ._case import Case
from ._measured import Measured

Fact = Decimal | bool | str | Fraction | tuple[str, ...]


class Scaled(NamedTuple):
    """A quantity of every candidate as exact fractions `top / bottom`, shapes [N] or one number."""

    top: Ints
    bottom: Ints | int


# --- of the application --------------------------------------------------------------------------------------------


def _debt_kind(case: Case) -> Fact:
    """Return the kind of the debt, or those of the debts in whose place it stands."""
    parts = tuple(dict.fromkeys(part.debt.kind for part in case.contract.parts))
    return parts if len(parts) > 1 else case.contract.debt.kind


def _days_past_due(case: Case) -> Fact:
    return Decimal(case.contract.debt.days_past_due)


def _modifications(case: Case) -> Fact | None:
    credit = case.application.credit
    return None if credit is None or credit.modifications_36m is None else Decimal(credit.modifications_36m)


def _exceeds_capacity(case: Case) -> Fact | None:
    """Return whether the debt is beyond repaying as agreed; not known without the cash to hold arrears against."""
    arrears, cash = case.contract.arrears, case.frame.cash
    if case.capacity.shortfall > 0 or not arrears:
        return case.capacity.shortfall > 0
    return None if cash is None else arrears > cash


def _willing(case: Case) -> Fact | None:
    indicated = case.capacity.willingness.indicated
    return None if indicated is None else indicated == "pass"


def _currency(case: Case) -> Fact:
    return case.contract.currency.code


def _secured(case: Case) -> Fact:
    return case.contract.debt.collateral_value is not None


def _temporary(case: Case) -> Fact | None:
    hardship = case.application.hardship
    return None if hardship is None else hardship.temporary


def _contract_rate(case: Case) -> Fact:
    return Fraction(case.contract.rate.units, RATE_SCALE)


def _total_debt(case: Case) -> Fact:
    return Fraction(_owed_in_all(case), case.contract.currency.per_major)


def _owed_in_all(case: Case) -> int:
    return sum(item.owed.total for item in case.asked.units.debts)


def _debt_in_scope(case: Case) -> Fact:
    owed = sum(item.owed.total for item in case.asked.units.in_scope)
    return Fraction(owed, case.contract.currency.per_major)


def _debt_to_income(case: Case) -> Fact | None:
    income = _income(case)
    return Fraction(_owed_in_all(case), income) if income else None


def _unsecured_to_income(case: Case) -> Fact | None:
    income, debts = _income(case), [item for item in case.asked.units.debts if item.debt.collateral_value is None]
    unsecured = [item for item in debts if item.debt.kind not in SECURED]
    return Fraction(sum(item.owed.total for item in unsecured), income) if income else None


SECURED: tuple[DebtKind, ...] = ("mortgage", "auto_loan")
"""Kinds of debt that something stands behind, whether or not its value is stated."""


def _charges_share(case: Case) -> Fact:
    owed = case.contract.owed
    return Fraction(owed.total - owed.principal, owed.principal)


def _loan_age(case: Case) -> Fact | None:
    """Return the whole months that have passed since the contract was agreed."""
    signed, today = case.contract.debt.contract_date, case.frame.effective_on
    if signed is None or signed > today:
        return None
    months = whole_months(signed, today)
    return Decimal(months if add_months(signed, months, due_day=signed.day) == today else months - 1)


def _original_term(case: Case) -> Fact | None:
    months = _term_months(case.contract)
    return None if months is None else Decimal(months)


OF_APPLICATION: Mapping[str, Callable[[Case], Fact | None]] = {
    "debt_kind": _debt_kind,
    "days_past_due": _days_past_due,
    "modifications_36m": _modifications,
    "exceeds_capacity": _exceeds_capacity,
    "willing_to_repay": _willing,
    "currency": _currency,
    "secured": _secured,
    "hardship_temporary": _temporary,
    "contract_rate": _contract_rate,
    "total_debt": _total_debt,
    "debt_in_scope": _debt_in_scope,
    "debt_to_monthly_income": _debt_to_income,
    "unsecured_to_monthly_income": _unsecured_to_income,
    "charges_share": _charges_share,
    "loan_age_months": _loan_age,
    "original_term_months": _original_term,
}
"""One quantity that is known before any plan; `None` where the input is missing."""


def _income(case: Case) -> int:
    """Return the income that counts, minor units a month."""
    return case.capacity.units.income


def _maturity(contract: Contract) -> date | None:
    """Return the original maturity, or that of the contract as it stands; unknown when all has fallen due."""
    end = None if contract.schedule is None or contract.parts else contract.schedule.due_dates[-1]
    return contract.debt.original_maturity or end


def _term_months(contract: Contract) -> int | None:
    signed, end = contract.debt.contract_date, _maturity(contract)
    return None if signed is None or end is None or end <= signed else whole_months(signed, end)


# --- of an option --------------------------------------------------------------------------------------------------


def _rows(measured: Measured, _case: Case) -> Scaled:
    return Scaled(measured.candidates.rows, 1)


def _per_year(measured: Measured, _case: Case) -> Scaled:
    return Scaled(np.full_like(measured.candidates.rows, 12), 1)


def _term(measured: Measured, case: Case) -> Scaled:
    return Scaled(_months_after(case.frame.effective_on, measured, case), 1)


def _months_after(start: date, measured: Measured, case: Case) -> Ints:
    """Return, per candidate, the least whole months from a day that reach the last due date; none is below 0."""
    months = np.array([max(whole_months(start, day), 0) for day in case.frame.dates], np.int64)
    found: Ints = months[measured.candidates.rows - 1]
    return found


def _first_due(measured: Measured, case: Case) -> Scaled:
    days = (case.frame.first_due - case.frame.effective_on).days
    return Scaled(np.full_like(measured.candidates.rows, days), 1)


def _annual_rate(measured: Measured, _case: Case) -> Scaled:
    return Scaled(measured.candidates.highest_units, RATE_SCALE)


def _rate_cut(measured: Measured, case: Case) -> Scaled:
    return Scaled(case.contract.rate.units - measured.candidates.first_units, RATE_SCALE)


def _of_origins(measured: Measured, name: str) -> Ints:
    candidates = measured.candidates
    return np.array([getattr(origin, name) for origin in candidates.origins], np.int64)[candidates.origin]


def _principal(case: Case) -> int:
    return case.contract.owed.principal


def _forgiven(measured: Measured, case: Case) -> Scaled:
    return Scaled(_of_origins(measured, "forgiven"), _principal(case))


def _parked(measured: Measured, case: Case) -> Scaled:
    return Scaled(_of_origins(measured, "parked_amount"), _principal(case))


def _peak(measured: Measured, _case: Case) -> Scaled:
    return Scaled(measured.candidates.peak, _of_origins(measured, "principal"))


def _loss(measured: Measured, case: Case) -> Scaled:
    return Scaled(exact_column(case.contract.worth, measured.worth), case.contract.worth)


def _reduction(measured: Measured, case: Case) -> Scaled | None:
    before = case.contract.installment
    return Scaled(before - measured.highest, before) if before else None


def _service_ratio(measured: Measured, case: Case) -> Scaled | None:
    return _to_income(measured, case, other_service(case.application, case.policy.capacity))


def _housing_ratio(measured: Measured, case: Case) -> Scaled | None:
    return _to_income(measured, case, Fraction(case.application.units.housing_costs))


def _to_income(measured: Measured, case: Case, beside: Fraction) -> Scaled | None:
    """Return (highest installment + what is paid beside it) / income."""
    income, bottom = _income(case), beside.denominator
    if not income:
        return None
    large = int(measured.highest.max(initial=0)) * bottom + beside.numerator >= INT64_SAFE
    highest = measured.highest.astype(object) if large else measured.highest
    return Scaled(highest * bottom + beside.numerator, income * bottom)


def _relief(measured: Measured, _case: Case) -> Scaled:
    months = np.array([shape.start.months for shape in measured.candidates.shapes], np.int64)
    return Scaled(months[measured.candidates.shape], 1)


def _extension(measured: Measured, case: Case) -> Scaled | None:
    end = _maturity(case.contract)
    return None if end is None else Scaled(_months_after(end, measured, case), 1)


def _extension_share(measured: Measured, case: Case) -> Scaled | None:
    extension, term = _extension(measured, case), _term_months(case.contract)
    return None if extension is None or term is None else Scaled(extension.top, term)


def _whole_term(measured: Measured, case: Case) -> Scaled | None:
    extension, term = _extension(measured, case), _term_months(case.contract)
    return None if extension is None or term is None else Scaled(extension.top + term, 1)


def _due_at_maturity(measured: Measured, case: Case) -> Scaled:
    return Scaled(measured.at_maturity, _principal(case))


def _total_paid(measured: Measured, case: Case) -> Scaled:
    return Scaled(measured.total, case.contract.currency.per_major)


def _paid_share(measured: Measured, case: Case) -> Scaled:
    return Scaled(measured.total, case.contract.owed.total)


OF_PLAN: Mapping[str, Callable[[Measured, Case], Scaled | None]] = {
    "installment_count": _rows,
    "installments_per_year": _per_year,
    "term_months": _term,
    "first_due_days": _first_due,
    "annual_rate": _annual_rate,
    "rate_cut": _rate_cut,
    "principal_forgiven_share": _forgiven,
    "peak_balance_share": _peak,
    "lender_loss": _loss,
    "payment_reduction": _reduction,
    "debt_service_ratio": _service_ratio,
    "housing_ratio": _housing_ratio,
    "relief_months": _relief,
    "extension_months": _extension,
    "extension_share": _extension_share,
    "whole_term_months": _whole_term,
    "parked_share": _parked,
    "due_at_maturity_share": _due_at_maturity,
    "paid_share": _paid_share,
    "total_paid": _total_paid,
}
"""One quantity of every candidate as exact fractions; `None` where an input is missing."""
