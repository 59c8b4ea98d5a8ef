"""Servicing with known answers: every figure their sources print, through the functions that servicing goes through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from golden.compare import load
from golden.vector_terms import Vector
from restructure.basics.errors import NotApplicableError
from restructure.contract.events import AllocationStep, Servicing
from restructure.law.charges import uplifted_rate
from restructure.policies.china import card_late_charge, check_credit_repair, delay_interest
from restructure.policies.japan import minimum_repayment

VECTORS: dict[str, Vector] = {vector["id"]: vector for vector in load("rules_servicing.json")["vectors"]}
START = date(2026, 1, 1)
DUE = date(2026, 2, 1)
CARD_ORDER = Servicing(
    allocation=[
        AllocationStep(
            ["interest", "penalty_interest", "compound_interest", "fees", "principal"], up_to_days_past_due=90
        ),
        AllocationStep(["principal", "interest", "penalty_interest", "compound_interest", "fees"]),
    ],
    by="component",
)
"""Article 57 of the Card Business Measures: up to 90 days charges first, beyond that principal first."""


def loan(principal: object, rate: object, *, phases: list[rs.Phase], **more: Any) -> rs.LoanTerms:
    return rs.LoanTerms(
        currency="CNY",
        principal=str(principal),
        rate=str(rate),
        start_date=START,
        first_due_date=DUE,
        phases=phases,
        **more,
    )


def allocated(*, overdue_days: int, payment: int, principal: int, interest: int, fees: int) -> dict[str, Any]:
    terms = loan(principal, Decimal(12 * interest) / principal, phases=[rs.Phase(1)])
    paid_on = DUE + timedelta(days=overdue_days)
    events = [rs.Event("f", "fee", DUE, amount=fees), rs.Event("p", "payment", paid_on, amount=payment)]
    owed = rs.replay(terms, events, as_of=paid_on, servicing=CARD_ORDER)
    return {"principal": owed.principal, "interest": owed.interest, "fees": owed.fees}


def penalized(
    *, overdue_principal: int, contract_rate: Decimal, uplift: Decimal, days: int, day_basis: int
) -> dict[str, Any]:
    assert day_basis == 360
    rate = uplifted_rate(contract_rate, uplift=uplift)
    terms = loan(overdue_principal, contract_rate, phases=[rs.Phase(1)], day_count="act/360")
    owed = rs.replay(terms, [], as_of=DUE + timedelta(days=days), servicing=Servicing(penalty_rate=rate))
    return {"penalty_rate": rate, "interest": owed.penalty_interest}


def late_charge(*, min_due: int, paid_by_due: int, rate: Decimal) -> dict[str, Any]:
    return {"charge": card_late_charge(min_due, paid=paid_by_due, rate=rate, currency="CNY")}


def overdraft(*, balance: int, daily: Decimal, days: int) -> dict[str, Any]:
    rate = rs.per_day(daily, days_in_year=360)
    terms = rs.LoanTerms(
        currency="CNY",
        principal=balance,
        rate=rate,
        start_date=START,
        first_due_date=DUE,
        phases=[rs.Phase(1)],
        day_count="act/360",
    )
    return {"interest": rs.replay(terms, [], as_of=START + timedelta(days=days)).accrued_interest}


def only_what_is_due(
    *, due_unpaid: int, not_yet_due: int, contract_rate: Decimal, overdue_addon: Decimal, days: int, day_basis: int
) -> dict[str, Any]:
    """Two rows: the first, of principal alone, is unpaid while the second runs at the contract's rate."""
    assert day_basis == 365
    first = date(2026, 3, 1)  # the month after it has 31 days
    phases = [rs.Phase(1, "fixed_amount", amount=due_unpaid), rs.Phase(1, rate=rs.Rate(contract_rate))]
    terms = replace(
        loan(due_unpaid + not_yet_due, 0, phases=phases, day_count="act/365f"),
        start_date=date(2026, 2, 1),
        first_due_date=first,
    )
    rules = Servicing(penalty_rate=contract_rate + overdue_addon)
    owed = rs.replay(terms, [], as_of=first + timedelta(days=days), servicing=rules)
    return {"on_due": owed.penalty_interest, "on_not_due": owed.accrued_interest}


def penal_charge(*, charge_per_month: int, months_in_default: int) -> dict[str, Any]:
    """Charges on an unpaid loan, beside one without: nothing runs on them."""
    terms = loan(10000, "0.12", phases=[rs.Phase(1)])
    rules = Servicing(overdue_rate="0.12", compound_rate="0.12")
    months = [rs.Event(f"f{n}", "fee", DUE + timedelta(days=30 * n), amount=charge_per_month) for n in range(3)]
    as_of = DUE + timedelta(days=200)
    charged, free = (
        rs.replay(terms, events, as_of=as_of, servicing=rules) for events in (months[:months_in_default], [])
    )
    extra = charged.interest + charged.compound_interest - free.interest - free.compound_interest
    return {"total_penal": charged.fees, "interest_on_penal": extra}


def rehabilitation(*, base_claims: int) -> dict[str, Any]:
    try:
        return {"minimum": minimum_repayment(base_claims).minimum}
    except NotApplicableError:
        return {"minimum": None}


def salaried(*, debt: int, liquidation_value: int, annual_disposable: int) -> dict[str, Any]:
    return vars(minimum_repayment(debt, liquidation_value=liquidation_value, annual_disposable=annual_disposable))


def repaired(*, single_overdue_amount: Any, overdue_date: str, repaid_date: str) -> dict[str, Any]:
    check = check_credit_repair(
        single_overdue_amount,
        overdue_on=date.fromisoformat(overdue_date),
        repaid_on=date.fromisoformat(repaid_date),
    )
    return {"record_hidden": check.indicated == "pass"}


def delayed(*, unpaid_judgment_amount_ex_ordinary_interest: int, daily: Decimal, days: int) -> dict[str, Any]:
    assert daily == Decimal("0.000175")
    return {"doubled_part": delay_interest(unpaid_judgment_amount_ex_ordinary_interest, days=days, currency="CNY")}


FOUND: dict[str, Callable[..., dict[str, Any]]] = {
    "payment_allocation": allocated,
    "penalty_interest": penalized,
    "card_late_charge": late_charge,
    "card_overdraft_interest": overdraft,
    "overdue_interest_on_due_part": only_what_is_due,
    "penal_charge": penal_charge,
    "jp_minimum_repayment": rehabilitation,
    "jp_salaried_minimum": salaried,
    "credit_record_repair": repaired,
    "judgment_delay_interest": delayed,
}


@pytest.mark.parametrize("identity", VECTORS)
def test_every_printed_value(identity: str) -> None:
    vector = VECTORS[identity]
    assert FOUND[vector["kind"]](**vector["inputs"]) == vector["expected"]


def test_up_to_ninety_days_charges_are_settled_first() -> None:
    found = allocated(overdue_days=90, payment=1000, principal=10000, interest=800, fees=200)
    assert found == {"principal": 10000, "interest": 0, "fees": 0}
