"""Hypothesis strategies for borrowers: applications of every shape, complete or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

import restructure as rs
from restructure.applicant.application import DebtKind
from restructure.applicant.household import Evidence, IncomeKind
from restructure.basics.dates import PER_YEAR
from support.strategies import CURRENCY

AS_OF = date(2026, 11, 23)

evidence: Any = st.sampled_from(["verified", "documented", "declared"])
kinds: Any = st.sampled_from(
    ["salary", "bonus", "overtime", "self_employed", "rental", "pension", "benefit", "maintenance", "other"]
)
debt_kinds: Any = st.sampled_from(["credit_card", "personal_loan", "mortgage", "other"])
frequencies: Any = st.sampled_from(list(PER_YEAR))
small = st.integers(0, 900_000)
maybe_dates = st.none() | st.dates(date(2026, 1, 1), date(2028, 12, 31))
maybe_years = st.none() | st.integers(0, 30)
rates = st.sampled_from(["0", "0.0425", "0.0999", "0.1825", "0.24"])
interests, penalties = st.sampled_from([0, 12_345]), st.sampled_from([0, 999])
compounded, fees = st.sampled_from([0, 1]), st.sampled_from([0, 3_000])
days_late = st.sampled_from([0, 30, 75, 180])
truth = st.none() | st.booleans()
maybe_days, maybe_months = st.none() | st.integers(0, 200), st.none() | st.integers(0, 48)
maybe_changes, maybe_broken = st.none() | st.integers(0, 4), st.none() | st.integers(0, 3)
present = st.sampled_from([False, True])
savings = st.none() | small.map(CURRENCY.to_major)

__all__ = ["AS_OF", "DebtKind", "Evidence", "IncomeKind", "applications", "in_scope_debts", "incomes", "planned"]


def major(minor: int) -> Decimal:
    """Return minor units as an amount."""
    return CURRENCY.to_major(minor)


@st.composite
def incomes(draw: st.DrawFn, *, dated: bool = True) -> rs.Income:
    """Return an income."""
    starts, ends = draw(maybe_dates) if dated else None, draw(maybe_dates) if dated else None
    if starts is not None and ends is not None and ends < starts:
        starts, ends = ends, starts
    return rs.Income(
        draw(kinds),
        major(draw(small)),
        frequency=draw(frequencies),
        evidence=draw(evidence),
        years=draw(maybe_years),
        starts=starts,
        ends=ends,
    )


@st.composite
def expenses(draw: st.DrawFn, *, dated: bool = True) -> rs.Expense:
    """Return an expense."""
    starts = draw(maybe_dates) if dated else None
    return rs.Expense("health", major(draw(small) // 10), frequency=draw(frequencies), starts=starts)


some_incomes = {dated: st.lists(incomes(dated=dated), max_size=3) for dated in (False, True)}
some_expenses = {dated: st.lists(expenses(dated=dated), max_size=2) for dated in (False, True)}


@st.composite
def in_scope_debts(draw: st.DrawFn) -> rs.Debt:
    """Return a debt in arrears whose stated installment covers its interest."""
    remaining = draw(st.integers(0, 48))
    not_due = draw(st.integers(10_000, 5_000_000)) if remaining else 0
    overdue = draw(st.integers(0 if remaining else 1, 900_000))
    rate = draw(rates)
    terms = rs.LoanTerms(
        currency=CURRENCY,
        principal=major(not_due or overdue),
        rate=rate,
        start_date=date(2026, 11, 9),
        first_due_date=date(2026, 12, 9),
        phases=[rs.Phase(max(remaining, 1))],
    )
    return rs.Debt(
        reference="debt-1",
        kind=draw(debt_kinds),
        in_scope=True,
        principal=major(not_due + overdue),
        overdue_principal=major(overdue),
        interest=major(draw(interests)),
        penalty_interest=major(draw(penalties)),
        compound_interest=major(draw(compounded)),
        fees=major(draw(fees)),
        rate=rate,
        installment=rs.amortize(terms)[0].payment,
        remaining_installments=remaining,
        next_due_date=date(2026, 12, 9),
        days_past_due=draw(days_late),
    )


owed = in_scope_debts()


@st.composite
def planned(draw: st.DrawFn) -> rs.Application:
    """Return an application whose income leaves something between nothing and plenty for the debt in scope."""
    application = draw(anybody)
    debt, others = application.debts[0], application.debts[1:]
    minor, home = CURRENCY.to_minor, application.household
    application = replace(application, expenses=[])
    outgo = minor(home.living_costs) + minor(home.housing_costs) + sum(minor(other.installment) for other in others)
    wanted = minor(debt.principal) * draw(st.integers(1, 400)) // 1000
    earner = rs.Income("salary", major(2 * (outgo + wanted)), evidence="verified")
    again = rs.Income("salary", major(wanted * draw(st.integers(0, 2))), evidence="verified", starts=date(2027, 3, 1))
    willing = rs.Hardship(cause="illness", willing_to_repay=True, in_contact=True)
    return replace(application, incomes=draw(st.sampled_from([[earner], [earner, again]])), hardship=willing)


@st.composite
def applications(draw: st.DrawFn, *, dated: bool = True) -> rs.Application:
    """Return an application with one debt in scope, other parts present or not."""
    others = [
        rs.Debt(
            reference=f"other-{place}",
            kind=draw(debt_kinds),
            installment=major(draw(small) // 5),
            principal=major(draw(small)),
        )
        for place in range(draw(st.integers(0, 2)))
    ]
    record = rs.CreditRecord(
        worst_days_past_due_12m=draw(maybe_days),
        months_since_delinquency=draw(maybe_months),
        modifications_36m=draw(maybe_changes),
    )
    hardship = rs.Hardship(
        cause="unemployment",
        willing_to_repay=draw(truth),
        in_contact=draw(truth),
        promises_broken=draw(maybe_broken),
    )
    return rs.Application(
        reference="A-1",
        as_of=AS_OF,
        currency=CURRENCY,
        household=rs.Household(adults=1, living_costs=major(draw(small) // 3), housing_costs=major(draw(small) // 3)),
        incomes=draw(some_incomes[dated]),
        expenses=draw(some_expenses[dated]),
        debts=[draw(owed), *others],
        liquid_assets=draw(savings),
        credit=record if draw(present) else None,
        hardship=hardship if draw(present) else None,
    )


anybody = applications()
