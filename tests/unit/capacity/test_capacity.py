from __future__ import annotations

import decimal
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.policy import LivingBenchmark
from support.examples import card

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
        ({"willing_to_repay": True, "promises_kept": 1, "promises_broken": 2}, "needs_review", None, "ask_first"),
        ({"willing_to_repay": False, "in_contact": True}, "fail", "fail", "settle_or_exit"),
        ({"in_contact": True}, "needs_review", None, "ask_first"),
    ],
)
def test_willingness_is_stated_and_evidenced(hardship: Any, status: str, indicated: str | None, quadrant: str) -> None:
    reason = None if hardship is None else rs.Hardship(cause="illness", **hardship)
    capacity = assess(replace(card(), hardship=reason))
    assert (capacity.willingness.status, capacity.willingness.indicated) == (status, indicated)
    assert capacity.quadrant == quadrant


def test_a_household_benchmark_counts_where_it_is_higher() -> None:
    def with_table(amount: str) -> rs.Policy:
        table = LivingBenchmark(
            source=rs.Source(title="test", level="verified"), currency="CNY", amounts=[(2, 1, Decimal(amount))]
        )
        return replace(POLICY, capacity=replace(POLICY.capacity, living_benchmark=table))

    higher, lower = assess(card(), with_table("4000")), assess(card(), with_table("3000"))
    assert str(higher.affordable_payment) == "1485.00"  # 8,300 * 0.95 - 4,000 - 2,400
    assert str(lower.affordable_payment) == "1885.00"
    assert "BENCHMARK_USED" in [flag.code for flag in higher.flags]
    assert not {"BENCHMARK_USED", "BENCHMARK_ABSENT"} & {flag.code for flag in lower.flags}
    single = replace(card(), household=rs.Household(adults=1, living_costs="3600", housing_costs="2400"))
    assert "BENCHMARK_ABSENT" in [flag.code for flag in assess(single, with_table("4000")).flags]


def test_a_benchmark_names_each_household_once() -> None:
    with pytest.raises(rs.InvalidInputError, match="name a household twice"):
        LivingBenchmark(source=rs.Source(title="t", level="verified"), currency="CNY", amounts=[(1, 0, Decimal(1))] * 2)


def test_a_debt_wholly_due_is_owed_at_once() -> None:
    (debt,) = card().debts
    due = replace(debt, overdue_principal="48000", remaining_installments=0, installment=0)
    capacity = assess(replace(card(), debts=[due]))
    assert str(capacity.contractual_payment) == "50756.82"
    assert str(capacity.shortfall) == "48871.82"
    assert "ALL_HAS_FALLEN_DUE" in [flag.code for flag in capacity.flags]
    assert "owed at once" in capacity.to_text()


def test_an_overdue_debt_is_overdue_now_whatever_the_record_says() -> None:
    clean = rs.CreditRecord(worst_days_past_due_12m=75, months_since_delinquency=36, modifications_36m=0)
    (c2,) = [item for item in assess(replace(card(), credit=clean)).components if item.id == "C2"]
    assert c2.value == 0


def test_what_a_currency_cannot_express_in_a_policy_is_refused() -> None:
    fine = replace(POLICY, capacity=replace(POLICY.capacity, minimum_residual=Decimal("0.5")))
    yen = rs.Application(reference="A", as_of=date(2026, 11, 23), currency="JPY", household=rs.Household(adults=1))
    with pytest.raises(rs.InvalidInputError, match=r"policy\.capacity\.minimum_residual: more than 0 decimals for JPY"):
        assess(yen, fine)


@pytest.mark.parametrize(("application", "policy"), [("A-1", POLICY), (None, "generic"), (None, None)])
def test_what_is_no_application_or_policy_is_refused(application: Any, policy: Any) -> None:
    with pytest.raises(rs.InvalidInputError, match="must be a"):
        rs.assess_capacity(application or card(), policy=policy)


def test_without_income_no_quantity_is_printed_as_infinite() -> None:
    capacity = assess(replace(card(), incomes=[]))
    assert "no income counts" in capacity.reasons[0].text.en
    assert not any("∞" in reason.text.en + reason.text.zh for reason in capacity.reasons)


def test_an_income_that_is_over_changes_nothing() -> None:
    over = rs.Income("salary", "9000", evidence="declared", years=30, ends=date(2020, 1, 1))
    with_it = assess(replace(card(), incomes=[*card().incomes, over]))
    assert (with_it.score, with_it.confidence) == (assess(card()).score, assess(card()).confidence)


def test_the_path_says_nothing_of_the_past() -> None:
    with pytest.raises(rs.InvalidInputError, match="is before 2026-11-23"):
        assess(card()).affordable_on(date(2026, 11, 22))


def test_a_capacity_prints_alone() -> None:
    assert "can pay each month  1,885.00" in assess(card()).to_text()
    assert "每月可负担" in assess(card()).to_text("zh")
    assert "<table>" in assess(card())._repr_html_()


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
