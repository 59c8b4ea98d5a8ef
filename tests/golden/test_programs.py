"""Programs of Asia with known answers: by public functions and by the policies' own data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from golden.compare import load
from golden.vector_terms import Vector
from restructure import policies
from restructure.law.ceiling import ceiling_on
from restructure.law.charge_checks import check_amortizes, check_penalty_uplift
from restructure.law.cost_of_credit import recognized_principal
from restructure.law.relief import net_debt_reduction
from restructure.policies.china import (
    CN_PENALTY_UPLIFT,
    CN_PRIVATE_LENDING,
    income_share,
    interest_subsidy,
    plan_surplus,
)
from restructure.policies.india import IN_NO_NEGATIVE_AMORTIZATION
from restructure.policy import Policy, Ranking
from restructure.policy.rules import COMPARE

VECTORS: dict[str, Vector] = {vector["id"]: vector for vector in load("rules_programs.json")["vectors"]}
AUGUST_2020 = date(2020, 8, 20)
TODAY = date(2026, 11, 23)
ARTICLE_70 = replace(policies.CN_CARD_ARTICLE_70, ranking=Ranking(keys=["lender_loss", "total_paid"]))
NOT_STATED = {
    "art70_check": {"clauses"},
    "drs_check": {"employed", "prior_bankruptcy_within_5y", "sole_proprietor"},
}
"""Inputs that no rule of the policy reads: what an agreement contains, and facts outside the vocabulary of rules."""


def holds(policy: Policy, on: date, **facts: object) -> bool:
    """Return whether all rules of a policy on the given quantities hold, each stated at least once."""
    found = [rule for rule in policy.rules if rule.quantity in facts and not rule.when]
    assert {rule.quantity for rule in found} == set(facts)
    return all(COMPARE[rule.comparator](facts[rule.quantity], rule.limit.at(on)) for rule in found)


def rate_ceiling(*, lpr_1y_pct: Decimal, multiple: int) -> dict[str, Any]:
    found = ceiling_on(CN_PRIVATE_LENDING, AUGUST_2020)
    assert (found.reference, CN_PRIVATE_LENDING.multiple) == (lpr_1y_pct / 100, multiple)
    return {"ceiling_pct": found.rate.annual * 100}


def recognized(*, principal: int, annual_rate: Decimal, years: int, lpr_1y_pct: Decimal) -> dict[str, Any]:
    found = recognized_principal(
        principal,
        rate=annual_rate,
        years=years,
        ceiling=CN_PRIVATE_LENDING,
        contract_date=AUGUST_2020,
        currency="CNY",
    )
    assert found.ceiling.reference == lpr_1y_pct / 100
    return {"recognised_new_principal": found.principal, "excess_interest": found.excess_interest}


def penalty_uplift(*, uplift: Decimal, min: Decimal, max: Decimal) -> dict[str, Any]:  # noqa: A002
    check = check_penalty_uplift(uplift, limit=CN_PENALTY_UPLIFT, contract_date=TODAY)
    assert check.limit == f"{min * 100:.2f}% to {max * 100:.2f}%"
    return {"within_band": check.indicated == "pass"}


def negative_amortization(*, balance: int, emi: Decimal, new_rate: Decimal) -> dict[str, Any]:
    limit = IN_NO_NEGATIVE_AMORTIZATION
    check = check_amortizes(balance, rate=new_rate, installment=emi, currency="INR", limit=limit, as_of=TODAY)
    assert check.actual is not None
    return {"monthly_interest": Decimal(check.actual), "negative": check.indicated == "fail"}


def drs(*, total_debt: Decimal) -> dict[str, Any]:
    return {"eligible": holds(policies.SG_DRS, TODAY, total_debt=total_debt)}


def rf(*, moratorium_months: int, residual_tenor_extension_months: int) -> dict[str, Any]:
    months = {"relief_months": moratorium_months, "extension_months": residual_tenor_extension_months}
    return {"compliant": holds(policies.IN_RESOLUTION_1, date(2020, 10, 1), **months)}


def art70(*, exceeds_capacity: bool, willing: bool, instalments: int) -> dict[str, Any]:
    facts = {"exceeds_capacity": exceeds_capacity, "willing_to_repay": willing, "term_months": instalments}
    return {"compliant": holds(policies.CN_CARD_ARTICLE_70, TODAY, **facts)}


def net_debt(*, assets: Decimal, debts: Decimal, rate: Decimal) -> dict[str, Any]:
    return {"reduction": net_debt_reduction(assets=assets, debts=debts, share=rate, currency="KRW")}


def insolvency(
    *, monthly_income: int, living_allowance: int, months: int, debt_principal_approx: int
) -> dict[str, Any]:
    found = plan_surplus(
        monthly_income, allowance=living_allowance, months=months, debt=debt_principal_approx, currency="CNY"
    )
    return {
        "monthly_surplus": found.monthly,
        "surplus_over_plan": found.total,
        "coverage_pct": found.coverage * 100,
    }


def income_sharing(*, household_annual_income: int, threshold: int, share: Decimal) -> dict[str, Any]:
    return {"extra_payment": income_share(household_annual_income, threshold=threshold, share=share, currency="CNY")}


def subsidy(*, loan: int, days: int) -> dict[str, Any]:
    return {"subsidy": interest_subsidy(loan, days=days, on=date(2025, 9, 1))}


READINGS: dict[str, Callable[..., dict[str, Any]]] = {
    "art70_check": art70,
    "drs_check": drs,
    "future_income_sharing": income_sharing,
    "insolvency_surplus": insolvency,
    "interest_subsidy": subsidy,
    "negative_amortisation_check": negative_amortization,
    "net_debt_reduction": net_debt,
    "penalty_uplift_check": penalty_uplift,
    "rate_ceiling": rate_ceiling,
    "recognised_principal": recognized,
    "rf_limits": rf,
}


@pytest.mark.parametrize("identity", VECTORS)
def test_every_printed_value(identity: str) -> None:
    vector = VECTORS[identity]
    left_out = NOT_STATED.get(vector["kind"], set())
    assert left_out <= set(vector["inputs"])
    read = {name: given for name, given in vector["inputs"].items() if name not in left_out}
    assert READINGS[vector["kind"]](**read) == vector["expected"]


def test_every_vector_and_kind_is_there() -> None:
    assert len(VECTORS) == load("rules_programs.json")["meta"]["count"] == 17
    assert {vector["kind"] for vector in VECTORS.values()} == set(READINGS)


def test_the_article_is_the_same_in_a_plan() -> None:
    application = rs.Application(
        reference="A-1",
        as_of=TODAY,
        currency="CNY",
        household=rs.Household(adults=1, living_costs="2000"),
        incomes=[rs.Income("salary", "6000", evidence="verified")],
        liquid_assets="0",
        debts=[
            rs.Debt(
                reference="card-1",
                kind="credit_card",
                in_scope=True,
                principal="48000",
                rate="0.18",
                installment="4406.35",
                remaining_installments=12,
                next_due_date=date(2026, 12, 20),
            )
        ],
    )
    verdicts = {}
    for willing in (True, False):
        hardship = rs.Hardship(cause="illness", willing_to_repay=willing)
        plan = rs.plan(replace(application, hardship=hardship), policy=ARTICLE_70)
        verdicts[willing] = {check.code: check.indicated for check in plan.options.checks}
    assert verdicts[True]["ART70_WILLING"] == "pass"
    assert verdicts[False]["ART70_WILLING"] == "fail"
