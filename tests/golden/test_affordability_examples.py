"""Worked examples of affordability rules, country by country, through the assessment and the public ratios."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import restructure as rs
from golden.compare import load
from golden.vector_terms import Vector
from restructure import policies
from restructure.policy import RatioCap

BUDGETS: dict[str, Vector] = {vector["kind"]: vector for vector in load("rules_budgets.json")["vectors"]}
ON = date(2026, 11, 23)


def level(currency: str, principal: str, rate: str, years: int) -> Decimal:
    """Return the monthly installment of a home loan."""
    terms = rs.LoanTerms(
        currency=currency,
        principal=principal,
        rate=rate,
        start_date=date(2026, 11, 1),
        first_due_date=date(2026, 12, 1),
        phases=[rs.Phase(12 * years)],
    )
    return rs.amortize(terms)[0].payment


def home_buyer(currency: str, principal: str, rate: str, years: int, **fields: Any) -> rs.Application:
    """Return a borrower with one mortgage in scope, on gross income."""
    mortgage = rs.Debt(
        reference="home",
        kind="mortgage",
        in_scope=True,
        principal=principal,
        rate=rate,
        installment=level(currency, principal, rate, years),
        remaining_installments=12 * years,
        next_due_date=date(2026, 12, 1),
    )
    others = fields.pop("others", None)
    debts = [mortgage, *([] if others is None else [rs.Debt(reference="o", kind="other", installment=others)])]
    household = rs.Household(adults=1, housing_costs=fields.pop("charges", "0"))
    incomes = [rs.Income(kind, amount, basis="gross", evidence="verified") for kind, amount in fields.pop("incomes")]
    return rs.Application(
        reference="A", as_of=ON, currency=currency, household=household, incomes=incomes, debts=debts, **fields
    )


def checked(application: rs.Application, *caps: RatioCap) -> list[str | None]:
    model = replace(policies.presets.BALANCED_GROSS, ratio_caps=caps)
    found = rs.assess_capacity(application, policy=replace(policies.GENERIC, capacity=model))
    return [check.actual for check in found.checks]


def test_singapore_tdsr() -> None:
    """Salary 6,000 and bonus 1,000 less 30%; 500,000 over 25 years at the floor of 4%; 800 for other debts."""
    assert level("SGD", "500000", "0.04", 25) == Decimal("2639.18")
    incomes = [("salary", "6000"), ("bonus", "1000")]
    application = home_buyer("SGD", "500000", "0.04", 25, incomes=incomes, others="800")
    assert checked(application, policies.singapore.SG_DEBT_SERVICE) == ["51.33%"]
    assert rs.measures.assessable_income([("6000", 0), ("1000", "0.3")]) == 6700


def test_hong_kong_dsr_plain_and_stressed() -> None:
    application = home_buyer("HKD", "4000000", "0.04125", 30, incomes=[("salary", "50000")])
    caps = (policies.hong_kong.HK_DEBT_SERVICE, policies.hong_kong.HK_STRESSED_DEBT_SERVICE)
    assert checked(application, *caps) == ["38.77%", "48.61%"]


def test_china_housing_and_all_debt() -> None:
    assert level("CNY", "1000000", "0.035", 30) == Decimal("4490.45")
    application = home_buyer("CNY", "1000000", "0.035", 30, incomes=[("salary", "12000")], others="1500", charges="300")
    assert checked(application, policies.china.CN_HOUSING, policies.china.CN_ALL_DEBT) == ["39.92%", "52.42%"]


def test_australia_buffer() -> None:
    """600,000 over 30 years costs 3,694.30 at 6.25%; the buffer of 3 points makes it 4,936.05."""
    assert (level("AUD", "600000", "0.0625", 30), level("AUD", "600000", "0.0925", 30)) == (
        Decimal("3694.30"),
        Decimal("4936.05"),
    )
    application = home_buyer("AUD", "600000", "0.0625", 30, incomes=[("salary", "5000")])
    model = replace(policies.presets.BALANCED_GROSS, stresses=[policies.australia.AU_RATE_BUFFER])
    found = rs.assess_capacity(application, policy=replace(policies.GENERIC, capacity=model))
    assert found.stresses[0].residual == Decimal("5000.00") - Decimal("4936.05")
    assert (found.checks[0].indicated, found.checks[0].status) == ("pass", "needs_review")


def test_va_with_a_high_debt_ratio() -> None:
    """West, a family of four, 45% of income for debts: 1,117 and a fifth more."""
    required = rs.measures.required_residual(policies.us.VA_RESIDUAL, region="West", loan="250000", persons=4)
    ratio = rs.measures.back_end_ratio("2700", debts="0", income="6000", basis="gross")
    over = not rs.measures.check_cap(ratio, policies.us.VA_DEBT_RATIO, basis="gross", percent_digits=0).within
    assert over
    assert required * policies.us.VA_HIGH_DEBT_FACTOR == Decimal("1340.4")


def test_irish_disposable_income() -> None:
    """2,000 net, a car, rent of 700: 270.17 is left after the set costs of one adult."""
    home = rs.Household(adults=1, car=True, housing_costs="700")
    application = rs.Application(
        reference="A",
        as_of=ON,
        currency="EUR",
        household=home,
        incomes=[rs.Income("salary", "2000", evidence="verified")],
    )
    model = replace(
        policies.presets.BALANCED, living_benchmark=policies.ireland.IE_LIVING_2013, buffer="0", debt_service_cap="1"
    )
    found = rs.assess_capacity(application, policy=replace(policies.GENERIC, capacity=model))
    assert found.affordable_payment == Decimal("270.17")


def test_the_irish_set_of_2013() -> None:
    vector, table, euro = BUDGETS["budget_isi"], policies.ireland.IE_LIVING_2013, rs.Currency("EUR")
    expected, tolerance = vector["expected"], vector["tolerance"]
    assert abs(sum(vector["inputs"].values()) - expected["total"]) <= tolerance  # its items are rounded one by one
    assert table.amount_for(rs.Household(adults=1, car=True), euro) == expected["total"]
    assert table.amount_for(rs.Household(adults=1), euro) == expected["total_no_car"]
    assert table.amount_for(rs.Household(adults=2, car=True), euro) == expected["couple_with_car"]


def test_a_weekly_cost_is_52_twelfths_a_month() -> None:
    vector = BUDGETS["budget_sfs"]
    base = rs.Application(
        reference="A",
        as_of=ON,
        currency="GBP",
        household=rs.Household(adults=1),
        incomes=[rs.Income("salary", "1000", evidence="verified")],
        expenses=[rs.Expense("food", vector["inputs"]["weekly"], frequency="weekly")],
    )
    model = replace(policies.presets.BALANCED, buffer="0", debt_service_cap="1")
    found = rs.assess_capacity(base, policy=replace(policies.GENERIC, capacity=model))
    assert found.affordable_payment == Decimal("761.66")  # 1,000 less 238.33 and a third of a penny, floored
    assert abs(1000 - found.affordable_payment - vector["expected"]["monthly"]) <= Decimal("0.011")


def test_every_vector_is_there() -> None:
    assert set(BUDGETS) == {"budget_isi", "budget_sfs"}
