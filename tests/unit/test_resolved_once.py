"""Money becomes whole minor units once, on the record that states it, and the record stays what it was."""

from __future__ import annotations

import copy
import pickle
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import restructure as rs
from restructure import policies

AS_OF = date(2026, 11, 23)


def application() -> rs.Application:
    return rs.Application(
        reference="A-1",
        as_of=AS_OF,
        currency="KWD",
        liquid_assets="12.5",
        incomes=[rs.Income("salary", "2600", evidence="verified", years=3)],
        household=rs.Household(adults=1, living_costs="1150.005", housing_costs="850"),
        debts=[
            rs.Debt(
                reference="loan-1",
                kind="personal_loan",
                in_scope=True,
                principal="900",
                overdue_principal="900",
                interest="1.25",
                fees="0.75",
                rate="0.12",
                installment="80",
                remaining_installments=0,
                next_due_date=date(2026, 12, 9),
            ),
            rs.Debt(reference="card-2", kind="credit_card", installment="26", principal="650"),
        ],
    )


def position() -> rs.Position:
    return application().debts[0].position(application())


def capacity() -> rs.Capacity:
    return rs.assess_capacity(application(), policy=policies.GENERIC)


def test_what_is_owed_is_read_component_by_component_and_in_sum() -> None:
    debt = application().debts[0]
    owed = rs.Position(
        currency="CNY", as_of=AS_OF, principal="900", overdue_principal="80.5", interest="1.25", fees="0.75"
    ).units
    assert owed.components["interest"] == 125
    assert (owed.principal, owed.overdue_principal, owed.not_due) == (90_000, 8_050, 81_950)
    assert (owed.total, owed.arrears) == (90_200, 8_250)
    assert debt.units(rs.Currency("KWD")).owed == position().units


def test_a_debt_that_has_all_fallen_due_asks_for_all_that_is_owed() -> None:
    stated = application().units
    assert [item.installment for item in stated.debts] == [80_000, 26_000]
    assert [item.payment for item in stated.debts] == [902_000, 26_000]
    assert [item.debt.reference for item in stated.in_scope] == ["loan-1"]
    assert [item.debt.reference for item in stated.others] == ["card-2"]
    assert (stated.living_costs, stated.housing_costs, stated.liquid_assets) == (1_150_005, 850_000, 12_500)


def test_what_can_be_paid_follows_the_path() -> None:
    held = capacity()
    for step in held.affordable_path:
        assert held.currency.to_major(held.units.on(step.starts_on)) == held.affordable_on(step.starts_on)
    assert held.currency.to_major(held.units.income) == held.monthly_income
    assert [held.currency.to_major(units) for units in held.units.stresses] == [
        stress.affordable_payment for stress in held.stresses
    ]


@pytest.mark.parametrize("make", [application, position, capacity])
def test_a_record_whose_units_were_asked_for_is_like_one_that_was_never_asked(make: Callable[[], Any]) -> None:
    fresh, used = make(), make()
    assert used.units is used.units
    assert not re.search(r"\d\d", repr(used.units))  # counts, never amounts
    assert (used, hash(used), repr(used)) == (fresh, hash(fresh), repr(fresh))
    assert pickle.dumps(used) == pickle.dumps(fresh)
    for again in (pickle.loads(pickle.dumps(used)), copy.deepcopy(used), copy.copy(used)):
        assert again == fresh
        assert "units" not in vars(again)
        assert again.units == used.units


def test_an_application_asked_for_its_units_is_written_as_before() -> None:
    fresh, used = application(), application()
    assert used.units.debts
    assert rs.to_json(used) == rs.to_json(fresh)
