from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import restructure as rs

DEBT = rs.Debt(
    reference="card-1",
    kind="credit_card",
    in_scope=True,
    principal="48000.00",
    overdue_principal="8750.83",
    rate="0.1825",
    installment="3603.03",
    remaining_installments=12,
    next_due_date=date(2026, 12, 9),
    days_past_due=75,
)
APPLICATION = rs.Application(
    reference="A-1",
    as_of=date(2026, 11, 23),
    currency="CNY",
    household=rs.Household(adults=2, living_costs="3600", housing_costs="2400"),
    incomes=[rs.Income("salary", "8300", evidence="verified")],
    debts=[DEBT],
)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rate": None}, r"debt\.rate: is required of a debt in scope"),
        ({"remaining_installments": None}, "remaining_installments: is required"),
        ({"next_due_date": None}, "next_due_date: is required"),
        ({"principal": 0, "overdue_principal": 0}, "principal: is required"),
        ({"overdue_principal": "48000.01"}, "is more than principal"),
        ({"remaining_installments": 0}, "must equal principal when no installments remain"),
        ({"overdue_principal": "48000"}, "must be 0 when all principal is overdue"),
        ({"installment": 0}, "must be above 0 while installments remain"),
        ({"due_day": 10}, "does not lead to next_due_date"),
        ({"rate": rs.per_day("0.0005", days_in_year=365)}, "day_count: differs from the year"),
        ({"penalty_interest": "-1"}, "penalty_interest: must not be negative"),
        ({"kind": "loan_shark"}, "kind: must be 'credit_card'"),
        ({"days_past_due": -1}, "must be at least 0"),
    ],
)
def test_debts_in_scope_must_be_complete_and_consistent(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        replace(DEBT, **changes)


def test_other_debts_need_only_their_installment() -> None:
    assert rs.Debt(reference="x", kind="other", installment="260").principal == 0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"debts": [DEBT, DEBT]}, r"debts\[1\]\.reference: is used twice"),
        ({"as_of": date(2026, 12, 9)}, r"debts\[0\]\.next_due_date: must be after as_of"),
        ({"currency": "JPY"}, r"debts\[0\]\.overdue_principal: more than 0 decimals for JPY"),
        ({"incomes": [rs.Income("salary", "0.001")]}, r"incomes\[0\]\.amount: more than 2 decimals for CNY"),
        ({"expenses": [rs.Expense("health", "0.001")]}, r"expenses\[0\]\.amount: more than 2"),
        ({"liquid_assets": "0.001"}, "liquid_assets: more than 2"),
        ({"household": rs.Household(adults=1, living_costs="0.001")}, r"household\.living_costs: more than 2"),
        ({"reference": ""}, "reference: is empty"),
        ({"reference": "a\nb"}, "reference: contains control characters"),
        ({"reference": "x" * 201}, "has more than 200 characters"),
        ({"incomes": [rs.Income("salary", 1)] * 1001}, "has more than 1,000 items"),
        ({"household": rs.Household(adults=1), "collateral": []}, "collateral: unknown field"),
    ],
)
def test_applications_are_checked_as_a_whole(changes: dict[str, Any], message: str) -> None:
    fields = {name: getattr(APPLICATION, name) for name in APPLICATION.__dataclass_fields__}
    with pytest.raises(rs.InvalidInputError, match=message) as caught:
        rs.Application(**{**fields, **changes})
    assert "48000" not in str(caught.value)
    assert "8300" not in str(caught.value)


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(rs.InvalidInputError, match=r"income\.ends: is before starts"):
        rs.Income("salary", 1, starts=date(2027, 1, 1), ends=date(2026, 1, 1))


def test_an_amount_is_never_echoed_in_any_fault() -> None:
    text = rs.to_json(APPLICATION).replace('"8300"', '"8300.777"').replace('"3600"', '"-3600.55"')
    with pytest.raises(rs.InvalidInputError) as caught:
        rs.from_json(rs.Application, text)
    message = str(caught.value) + repr(caught.value)
    assert not any(number in message for number in ("8300", "3600", "777"))


def test_two_hundred_debts_have_a_defined_answer() -> None:
    many = [rs.Debt(reference=f"d{place}", kind="other", installment="1") for place in range(199)]
    plan = rs.plan(replace(APPLICATION, debts=[DEBT, *many]), policy=rs.policies.GENERIC)
    assert str(plan.capacity.affordable_payment) == "1686.00"  # 8300 * 0.95 - 6000 - 199
