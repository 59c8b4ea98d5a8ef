from __future__ import annotations

import decimal
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from unit.examples import card

POLICY = policies.GENERIC


def assess(application: rs.Application, policy: rs.Policy = POLICY) -> rs.Capacity:
    return rs.assess_capacity(application, policy=policy)


@pytest.mark.parametrize(
    ("hardship", "status", "indicated", "quadrant"),
    [
        (None, "needs_review", None, "ask_first"),
        ({}, "needs_review", None, "ask_first"),
        ({"willing_to_repay": True}, "needs_review", "pass", "ask_first"),
        ({"willing_to_repay": True, "in_contact": True}, "pass", "pass", "restructure"),
        ({"willing_to_repay": True, "token_payments": 1}, "pass", "pass", "restructure"),
        ({"willing_to_repay": True, "promises_kept": 1}, "pass", "pass", "restructure"),
        ({"willing_to_repay": True, "promises_kept": 1, "promises_broken": 2}, "needs_review", "fail", "ask_first"),
        ({"willing_to_repay": False, "in_contact": True}, "fail", "fail", "settle_or_exit"),
        ({"in_contact": True}, "needs_review", None, "ask_first"),
    ],
)
def test_willingness_is_stated_and_evidenced(hardship: Any, status: str, indicated: str | None, quadrant: str) -> None:
    reason = None if hardship is None else rs.Hardship(cause="illness", **hardship)
    capacity = assess(replace(card(), hardship=reason))
    assert (capacity.willingness.status, capacity.willingness.indicated) == (status, indicated)
    assert capacity.quadrant == quadrant


def test_conduct_alone_never_says_unwilling() -> None:
    dreadful = rs.CreditRecord(worst_days_past_due_12m=400, months_since_delinquency=0, modifications_36m=9)
    assert assess(replace(card(), credit=dreadful)).willingness.status == "pass"


def test_dated_income_makes_a_path() -> None:
    back_at_work = rs.Income("salary", "5000", evidence="documented", starts=date(2027, 6, 1))
    benefit_ends = replace(card().incomes[0], ends=date(2027, 8, 31))
    found = assess(replace(card(), incomes=[benefit_ends, card().incomes[1], back_at_work]))
    assert [(str(step.starts_on), str(step.amount), step.binding) for step in found.affordable_path] == [
        ("2026-11-23", "1885.00", "residual"),
        ("2027-06-01", "5985.00", "dsr_cap"),
        ("2027-09-01", "4640.00", "residual"),
    ]
    assert str(found.affordable_on(date(2027, 8, 31))) == "5985.00"


def test_dated_expenses_make_a_path_too() -> None:
    care = rs.Expense("child_care", "12000", frequency="annual", ends=date(2026, 12, 31))
    path = assess(replace(card(), expenses=[care])).affordable_path
    assert [(str(step.starts_on), str(step.amount)) for step in path] == [
        ("2026-11-23", "885.00"),
        ("2027-01-01", "1885.00"),
    ]


@pytest.mark.parametrize(
    ("frequency", "amount", "monthly"),
    [
        ("weekly", "1200", "5200.00"),
        ("biweekly", "1200", "2600.00"),
        ("semimonthly", "1200", "2400.00"),
        ("quarterly", "1200", "400.00"),
        ("annual", "1200", "100.00"),
    ],
)
def test_pay_frequencies_become_months(frequency: Any, amount: str, monthly: str) -> None:  # I9
    income = rs.Income("salary", amount, frequency=frequency, evidence="verified")
    assert str(assess(replace(card(), incomes=[income])).monthly_income) == monthly


def test_haircuts_and_evidence_reduce_what_counts() -> None:
    bonus = rs.Income("bonus", "1000", evidence="declared")
    assert str(assess(replace(card(), incomes=[bonus])).monthly_income) == "350.00"  # 70%, and half of it declared


def test_gross_income_is_refused_by_a_net_policy() -> None:
    gross = rs.Income("salary", "1000", basis="gross")
    with pytest.raises(rs.InvalidInputError, match=r"application\.incomes\[1\]\.basis: the policy assesses net income"):
        assess(replace(card(), incomes=[card().incomes[0], gross]))


def test_a_required_minimum_enters_the_payment_and_the_gates() -> None:
    strict = replace(POLICY, capacity=replace(POLICY.capacity, minimum_residual=Decimal(1000)))
    capacity = assess(card(), strict)
    assert str(capacity.affordable_payment) == "1300.00"  # 8,300 - 1,000 - 6,000
    assert "RESIDUAL_BELOW_MINIMUM" in [gate.code for gate in capacity.gates]


def test_the_payment_is_floored_to_the_policys_unit() -> None:
    coarse = replace(POLICY, capacity=replace(POLICY.capacity, payment_unit=Decimal(100)))
    assert str(assess(card(), coarse).affordable_payment) == "1800.00"


def test_what_is_not_stated_is_flagged_not_guessed() -> None:
    bare = replace(card(), credit=None, liquid_assets=None, incomes=[rs.Income("salary", 8300, evidence="verified")])
    flags = [flag.code for flag in assess(bare).flags]
    assert flags == ["MISSING_A6", "MISSING_S1", "MISSING_C3", "BENCHMARK_ABSENT"]  # arrears are known from the debt


def test_a_current_delay_counts_even_when_the_record_hides_it() -> None:
    clean = rs.CreditRecord(worst_days_past_due_12m=0, months_since_delinquency=36, modifications_36m=0)
    (c1,) = [item for item in assess(replace(card(), credit=clean)).components if item.id == "C1"]
    assert c1.value == 75


def test_results_about_a_borrower_hide_what_they_hold() -> None:
    capacity = assess(card())
    shown = repr(capacity) + repr(capacity.reasons) + repr(capacity.components) + repr(capacity.willingness)
    assert "1885" not in shown
    assert "8300" not in shown
    assert "A-1029" in shown


def test_no_warning_and_no_context_change_anything(recwarn: pytest.WarningsRecorder) -> None:
    with decimal.localcontext() as context:
        context.prec = 4
        assert assess(card()) == assess(card())
        low = assess(card())
    assert low == assess(card())
    assert not recwarn.list
