"""Dated tables of income limits: the figures of their sources, and what the policies make of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import restructure as rs
from restructure import policies
from restructure.applicant.household import Household, Income
from restructure.basics.money import Currency
from restructure.measures.residual import required_residual
from restructure.policy import CapacityModel, Policy, RatioCap

ON = date(2026, 11, 23)


def policy_with(model: CapacityModel, *caps: RatioCap) -> Policy:
    return replace(policies.GENERIC, capacity=replace(model, ratio_caps=caps))


def home_buyer(**changes: object) -> rs.Application:
    """Income 20,000 a month, a mortgage of 9,500 and 600 of charges, 1,000 for other debts."""
    given: dict[str, object] = {
        "reference": "A-1",
        "as_of": ON,
        "currency": "CNY",
        "household": Household(adults=1, housing_costs="600"),
        "incomes": [Income("salary", "20000", basis="gross", evidence="verified", years=3)],
        "debts": [
            rs.Debt(
                reference="home",
                kind="mortgage",
                in_scope=True,
                principal="1200000",
                rate="0.04",
                installment="9500",
                remaining_installments=164,
                next_due_date=date(2026, 12, 20),
            ),
            rs.Debt(reference="car", kind="auto_loan", installment="1000", principal="20000"),
        ],
    }
    return rs.Application(**{**given, **changes})  # type: ignore[arg-type]


def test_the_chinese_ratios_of_the_published_case() -> None:
    caps = (policies.china.CN_HOUSING, policies.china.CN_ALL_DEBT)
    found = rs.assess_capacity(home_buyer(), policy=policy_with(policies.presets.BALANCED_GROSS, *caps))
    housing, everything = found.checks
    assert (housing.actual, everything.actual) == ("50.50%", "55.50%")
    assert (housing.indicated, everything.indicated) == ("fail", "fail")
    assert {check.status for check in found.checks} == {"needs_review"}  # recalled, not read
    limits = {limit.code: limit.amount for limit in found.limits}
    assert (limits["CN_HOUSING_50"], limits["CN_ALL_DEBT_55"]) == (Decimal("9400.00"), Decimal("9400.00"))


def test_a_gross_cap_is_not_held_against_net_income() -> None:
    net = replace(home_buyer(), incomes=[Income("salary", "20000", evidence="verified", years=3)])
    (check,) = rs.assess_capacity(
        net, policy=policy_with(policies.presets.BALANCED, policies.hong_kong.HK_DEBT_SERVICE)
    ).checks
    assert (check.status, check.indicated, check.actual) == ("needs_review", None, None)


def test_a_binding_cap_limits_the_affordable_payment() -> None:
    cap = replace(policies.china.CN_ALL_DEBT, binds=True)
    model = replace(policies.presets.BALANCED_GROSS, debt_service_cap="1", buffer="0")
    found = rs.assess_capacity(home_buyer(), policy=policy_with(model, cap))
    assert (found.affordable_payment, found.binding_constraint) == (Decimal("9400.00"), "ratio_cap")
    loose = rs.assess_capacity(home_buyer(), policy=policy_with(model, policies.china.CN_ALL_DEBT))
    assert loose.affordable_payment > found.affordable_payment


def test_a_cap_on_mortgages_says_nothing_of_a_card() -> None:
    card = rs.Debt(reference="card", kind="credit_card", installment="500", principal="9000")
    application = home_buyer(debts=[card])
    found = rs.assess_capacity(
        application, policy=policy_with(policies.presets.BALANCED_GROSS, policies.china.CN_HOUSING)
    )
    assert found.checks[0].actual == "3.00%"  # its housing costs alone


def test_the_floor_rate_raises_the_mortgage() -> None:
    """1,200,000 over 164 months at 4% needs 9,500.39; with a floor of 6% what that adds is added to the installment."""
    cap = replace(policies.singapore.SG_MORTGAGE_SERVICE, rate_floor="0.06")
    found = rs.assess_capacity(home_buyer(), policy=policy_with(policies.presets.BALANCED_GROSS, cap))
    at_4, at_6 = (
        rs.amortize(
            rs.LoanTerms(
                currency="CNY",
                principal="1200000.00",
                rate=rate,
                start_date=date(2026, 11, 20),
                first_due_date=date(2026, 12, 20),
                phases=[rs.Phase(164)],
            )
        )[0].payment
        for rate in ("0.04", "0.06")
    )
    share = (Decimal(9500) + at_6 - at_4) / 20000 * 100
    assert found.checks[0].actual == f"{share:.2f}%"


def test_tables_by_date() -> None:
    assert policies.singapore.SG_DEBT_SERVICE.limit.at(date(2020, 1, 1)) == Decimal("0.60")
    assert policies.singapore.SG_DEBT_SERVICE.limit.at(ON) == Decimal("0.55")
    with pytest.raises(rs.PolicyNotInForceError):
        policies.singapore.SG_DEBT_SERVICE.limit.at(date(2012, 1, 1))


@pytest.mark.parametrize(
    ("loan", "region", "persons", "required"),
    [
        ("250000", "South", 4, 1003),
        ("79999", "West", 5, 1004),
        ("80000", "West", 5, 1158),
        ("300000", "Northeast", 6, 1142),
    ],
)
def test_residual_incomes_of_the_table(loan: str, region: str, persons: int, required: int) -> None:
    found = required_residual(policies.us.VA_RESIDUAL, region=region, loan=loan, persons=persons)
    assert found == required
    if loan != "79999":
        home = Household(adults=1, dependents=persons - 1)
        assert policies.us.VA_LIVING[region].amount_for(home, Currency("USD")) == required


def test_living_expenses_depend_on_the_car() -> None:
    table, euro = policies.ireland.IE_LIVING_2013, Currency("EUR")
    assert table.amount_for(Household(adults=1), euro) == Decimal("900.08")
    assert table.amount_for(Household(adults=1, car=True), euro) == Decimal("1029.83")
    assert table.amount_for(Household(adults=2, dependents=1, car=True), euro) is None
    assert table.amount_for(Household(adults=1), Currency("USD")) is None


def test_presets_differ_as_stated() -> None:
    strict, balanced, supportive = policies.presets.STRICT, policies.presets.BALANCED, policies.presets.SUPPORTIVE
    assert [str(model.buffer) for model in (strict, balanced, supportive)] == ["0.10", "0.05", "0"]
    assert [str(model.debt_service_cap) for model in (strict, balanced, supportive)] == ["0.40", "0.45", "0.50"]
    assert [str(model.missing_utility) for model in (strict, balanced, supportive)] == ["0.20", "0.35", "0.50"]
    assert strict.components == balanced.components == supportive.components
    on_net = replace(home_buyer(), incomes=[Income("salary", "20000")])
    with pytest.raises(rs.InvalidInputError, match="the policy assesses gross income"):
        rs.assess_capacity(on_net, policy=policy_with(policies.presets.STRICT_GROSS))
