"""The worked example of the capacity model, every printed figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import restructure as rs
from restructure import policies

POINTS = {
    "A1": "15.902",
    "A2": "4.363",
    "A3": "5.596",
    "A4": "8.712",
    "A5": "5.804",
    "A6": "1.217",
    "S1": "5.200",
    "C1": "5.500",
    "C2": "0.133",
    "C3": "3.000",
}
VALUES = {
    "A1": "0.2777",
    "A2": "-0.0076",
    "A3": "0.6848",
    "A4": "0.3160",
    "A5": "0.745",
    "A6": "0.507",
    "S1": "3",
    "C1": "45",
    "C2": "1",
    "C3": "0",
}


def example(
    *,
    rate: str = "0.1499",
    months: int = 48,
    installment: str | None = "500.86",
    salary: str = "2600",
    living: str = "1150",
    other: str = "260",
) -> rs.Capacity:
    terms = rs.LoanTerms(
        currency="USD",
        principal="18000",
        rate=rate,
        start_date=date(2026, 11, 9),
        first_due_date=date(2026, 12, 9),
        phases=[rs.Phase(months)],
    )
    application = rs.Application(
        reference="worked-example",
        as_of=date(2026, 11, 23),
        currency="USD",
        liquid_assets="1400",
        incomes=[
            rs.Income("salary", salary, evidence="verified", years=3),
            rs.Income("bonus", "200", evidence="verified"),
        ],
        household=rs.Household(adults=2, dependents=2, living_costs=living, housing_costs="850"),
        debts=[
            rs.Debt(
                reference="loan",
                kind="personal_loan",
                in_scope=True,
                principal="18000",
                rate=rate,
                installment=installment or rs.amortize(terms)[0].payment,
                remaining_installments=months,
                next_due_date=date(2026, 12, 9),
            ),
            rs.Debt(reference="other", kind="other", principal="6500", installment=other),
        ],
        credit=rs.CreditRecord(worst_days_past_due_12m=45, months_since_delinquency=1, modifications_36m=0),
    )
    return rs.assess_capacity(application, policy=policies.GENERIC)


def test_the_worked_example_comes_out_as_printed() -> None:
    capacity = example()
    assert str(capacity.score) == "55.427433901"
    assert capacity.grade == "C"
    assert str(capacity.affordable_payment) == "343.00"
    assert capacity.binding_constraint == "residual"
    assert str(capacity.shortfall) == "157.86"
    assert str(capacity.monthly_income) == "2740.00"
    assert f"{capacity.ability:.2f}" == "56.38"
    assert f"{capacity.conduct:.2f}" == "50.78"


def test_every_component_comes_out_as_printed() -> None:
    for item in example().components:
        printed = Decimal(POINTS[item.id])
        assert abs(item.points - printed) <= Decimal("0.0005")
        assert item.value is not None
        shown = Decimal(VALUES[item.id])
        assert abs(item.value - shown) <= Decimal(5).scaleb(int(shown.as_tuple().exponent) - 1)


def test_the_reasons_come_out_as_printed() -> None:
    reasons = [(reason.code, reason.values["points"]) for reason in example().reasons]
    assert reasons == [
        ("RESIDUAL_LOW", "-13.637"),
        ("PAYMENT_NOT_COVERED", "-12.404"),
        ("LOW_RESERVES", "-4.783"),
        ("ARREARS", "-4.500"),
    ]


@pytest.mark.parametrize(
    ("rate", "months", "payment", "score"),
    [
        ("0.1499", 48, "500.86", "55.43"),
        ("0.1499", 60, "428.12", "58.71"),
        ("0.1499", 72, "380.51", "61.07"),
        ("0.0999", 48, "456.44", "57.42"),
        ("0.0999", 60, "382.36", "60.97"),
        ("0.0999", 72, "333.37", "63.64"),
    ],
)
def test_longer_terms_and_lower_rates_come_out_as_printed(rate: str, months: int, payment: str, score: str) -> None:
    capacity = example(rate=rate, months=months, installment=None)
    assert str(capacity.contractual_payment) == payment
    assert f"{capacity.score:.2f}" == score
    assert (capacity.shortfall == 0) == (payment == "333.37")  # the only one within the 343


@pytest.mark.parametrize(
    ("change", "short"),
    [
        ({"salary": "2716.02"}, {"salary": "2716.01"}),
        ({"living": "1025.72"}, {"living": "1025.73"}),
        ({"other": "167.03"}, {"other": "167.04"}),
    ],
)
def test_the_printed_least_changes_reach_sixty_and_a_cent_less_does_not(
    change: dict[str, str], short: dict[str, str]
) -> None:
    assert example(**change).score >= 60 > example(**short).score  # type: ignore[arg-type]
