"""Every shipped program plans a borrower it is made for, and says of no limit more than its sources bear."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.policy import Policy
from restructure.policy.quantities import is_of_plan
from support.schemas import validator_of

PROGRAMS = {name: held for name in dir(policies) if isinstance(held := getattr(policies, name), Policy)}
CLOSED = {"IN_RESOLUTION_1": date(2020, 11, 23), "IN_RESOLUTION_2": date(2021, 7, 1)}
MONTHLY = {"CNY": 9000, "USD": 4600, "EUR": 4600, "GBP": 4600, "HKD": 30000, "SGD": 6000, "INR": 90000}
ASIAN = {"JPY": 420000, "KRW": 4200000}


def wanted(policy: Policy, quantity: str, fallback: Any) -> Any:
    """Return what a rule of the policy demands of the application, or something else where it demands nothing."""
    for rule in policy.rules:
        if rule.quantity == quantity and rule.comparator == "==":
            return rule.limit.steps[-1][1]
    return fallback


def days_wanted(policy: Policy) -> int:
    for days in (45, 10, 100, 0):
        limits = [rule for rule in policy.rules if rule.quantity == "days_past_due"]
        if all(kept(rule.comparator, days, rule.limit.steps[-1][1]) for rule in limits):
            return days
    return 45


def kept(comparator: str, days: int, limit: Any) -> bool:
    return bool({"<=": days <= limit, ">=": days >= limit, "<": days < limit, ">": days > limit}[comparator])


def borrower(name: str, policy: Policy) -> rs.Application:
    """Return a borrower of the program's kind whose income has fallen."""
    today = CLOSED.get(name, date(2026, 11, 23))
    currency = wanted(
        policy, "currency", {"IE": "EUR", "EU": "EUR", "GB": "GBP", "UK": "GBP"}.get(policy.jurisdiction, "CNY")
    )
    income = {**MONTHLY, **ASIAN}[currency]
    multiple = 14 if any(rule.quantity == "unsecured_to_monthly_income" for rule in policy.rules) else 4
    principal, basis = income * multiple, policy.capacity.income_basis
    kind = wanted(policy, "debt_kind", "personal_loan")
    payment = rs.amortize(
        rs.LoanTerms(
            currency=currency,
            principal=principal,
            rate="0.12",
            start_date=today,
            first_due_date=next_due(today),
            phases=[rs.Phase(12)],
        )
    )[0].payment
    debt = rs.Debt(
        reference="d-1",
        kind=kind,
        in_scope=True,
        principal=principal,
        overdue_principal=principal // 40,
        interest=principal // 100,
        rate="0.12",
        installment=payment,
        remaining_installments=12,
        next_due_date=next_due(today),
        days_past_due=days_wanted(policy),
        contract_date=date(today.year - 1, 6, 1),
        original_maturity=next_due(today).replace(year=today.year + 1),
    )
    incomes = [rs.Income("salary", income, basis=basis, evidence="verified", years=4)]
    if any(rule.quantity == "hardship_temporary" for rule in policy.rules):  # what is lost comes back in time
        back = date(today.year + 1, 2, 1)
        incomes.append(rs.Income("salary", income // 2, basis=basis, evidence="documented", starts=back))
    return rs.Application(
        reference="A-1",
        as_of=today,
        currency=currency,
        liquid_assets=principal // 20,
        incomes=incomes,
        household=rs.Household(adults=1, living_costs=income * 3 // 10, housing_costs=income * 3 // 10),
        debts=[debt],
        credit=rs.CreditRecord(modifications_36m=0, worst_days_past_due_12m=45, months_since_delinquency=0),
        hardship=rs.Hardship(
            cause="reduced_income", temporary=True, expected_months=12, willing_to_repay=True, in_contact=True
        ),
    )


def next_due(day: date) -> date:
    return date(day.year + (day.month == 12), day.month % 12 + 1, 9)


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_a_program_plans_a_borrower_it_is_made_for(name: str) -> None:
    policy = PROGRAMS[name]
    plan = rs.plan(borrower(name, policy), policy=policy)
    assert plan.recommended is not None, [group.code for group in plan.options.rejected]
    validator_of(rs.Plan).validate(json.loads(rs.to_json(plan)))
    levels = {rule.code: {source.level for source in rule.sources} for rule in policy.rules}
    codes = [rule.code for rule in policy.rules if is_of_plan(rule.quantity)]
    for option in plan.options:
        assert option.schedule[-1].closing_balance == 0
        assert option.conservation.total.opening > Decimal(0)
        for check in option.checks:
            if check.code in codes and levels[check.code] != {"verified"}:
                assert check.status == "needs_review"
            assert check.indicated != "fail"


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_a_program_is_data(name: str) -> None:
    policy = PROGRAMS[name]
    again = rs.from_json(Policy, rs.to_json(policy))
    assert (again, again.hash) == (policy, policy.hash)
    assert replace(policy, version="other").hash != policy.hash
