from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.capacity import LeverChange, affordable_terms, what_if
from restructure.capacity._levers import levers_of
from restructure.capacity.figures import figures_on
from restructure.policy import LivingBenchmark, Policy, Steps
from support.examples import card

POLICY = policies.GENERIC
AS_OF = date(2026, 11, 23)
NEVER = Decimal(100)
"""A score that none of these borrowers reaches by one lever alone."""


def levers(application: rs.Application, *, policy: Policy = POLICY, **target: Any) -> dict[str, LeverChange]:
    return {item.lever: item for item in what_if(application, policy=policy, **target).changes}


def with_model(**changes: Any) -> Policy:
    return replace(POLICY, capacity=replace(POLICY.capacity, **changes))


def with_debt(**changes: Any) -> rs.Application:
    (debt,) = card().debts
    return replace(card(), debts=[replace(debt, **changes)])


# --- targets -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ({}, "target: give exactly one of target_score, target_grade, target_payment"),
        ({"target_score": 60, "target_grade": "B"}, "target: give exactly one of"),
        ({"target_score": 60, "target_grade": "B", "target_payment": 1}, "target: give exactly one of"),
        ({"target_score": "100.1"}, "target_score: must be from 0 to 100"),
        ({"target_score": -1}, "target_score: must be from 0 to 100"),
        ({"target_score": float("nan")}, "target_score: must be a finite number"),
        ({"target_score": True}, "target_score: must be a number"),
        ({"target_grade": "F"}, "target_grade: is no grade of the policy; choose one of A, B, C, D, E"),
        ({"target_payment": "-1"}, "target_payment: must not be negative"),
        ({"target_payment": "1.005"}, "target_payment: more than 2 decimals for CNY"),
        ({"target_payment": "12000000000000"}, "target_payment: is too large"),
        ({"target_payment": "two"}, "target_payment: must be written with digits"),
    ],
)
def test_a_target_that_cannot_be_meant_is_refused(target: Any, message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message) as caught:
        what_if(card(), policy=POLICY, **target)
    assert caught.value.__context__ is None


@pytest.mark.parametrize(("application", "policy"), [("A-1", POLICY), (None, "generic")])
def test_what_is_no_application_or_policy_is_refused(application: Any, policy: Any) -> None:
    for ask in (
        lambda: what_if(application or card(), policy=policy, target_score=60),
        lambda: affordable_terms(application or card(), policy=policy),
    ):
        with pytest.raises(rs.InvalidInputError, match="must be a"):
            ask()


@pytest.mark.parametrize("target", [60, "60", Decimal("60.0"), 60.0, "59.9999999995"])
def test_a_score_may_be_written_in_any_way(target: Any) -> None:
    answer = what_if(card(), policy=POLICY, target_score=target)
    assert (answer.measure, str(answer.goal)) == ("score", "60.000000000")


def test_a_target_reached_already_takes_nothing() -> None:
    answer = what_if(card(), policy=POLICY, target_payment="1885.00")
    assert (answer.measure, answer.goal, answer.now) == ("payment", Decimal(1885), Decimal(1885))
    assert all(item.reaches and item.change == 0 and item.result == answer.now for item in answer.changes)


def test_the_answer_names_its_application_and_hides_what_it_found() -> None:
    answer = what_if(card(), policy=POLICY, target_payment=2000)
    assert (answer.reference, answer.as_of, answer.currency.code, answer.policy) == ("A-1029", AS_OF, "CNY", "generic")
    assert repr(answer) == "WhatIf(reference='A-1029', changes=8)"
    assert repr(answer.changes[0]) == "LeverChange()"


def test_every_lever_is_answered_in_its_order() -> None:
    names = [item.lever for item in what_if(card(), policy=POLICY, target_score=60).changes]
    assert names == ["income", "living_costs", "other_debt_service", "payment", "term", "rate", "cure_arrears", "cash"]


# --- amounts -------------------------------------------------------------------------------------------------------


def test_a_payment_is_reached_by_a_documented_raise_or_less_spending() -> None:
    found = levers(card(), target_payment=2000)
    assert str(found["income"].change) == "121.06"  # 115.00 short, 95% of a raise is left: 121.0526...
    assert str(found["living_costs"].change) == "-115.00"
    reaching = [item.lever for item in found.values() if item.reaches]
    assert reaching == ["income", "living_costs"]


@pytest.mark.parametrize(
    ("salaries", "change"),
    [
        ([("620", "declared")], "242.11"),  # half of it counts
        ([("620", "declared"), ("630", "verified")], "121.06"),
        ([("620", "verified"), ("630", "declared")], "242.11"),
        ([], "121.06"),  # a first salary would have to be verified
        ([("0", "declared")], "121.06"),
    ],
)
def test_a_raise_counts_like_the_largest_salary(salaries: list[tuple[str, Any]], change: str) -> None:
    other = rs.Income("benefit", "8300", evidence="verified")
    earned = [rs.Income("salary", amount, evidence=level) for amount, level in salaries]
    now = rs.assess_capacity(replace(card(), incomes=[other, *earned]), policy=POLICY)
    target = now.affordable_payment + 115
    found = levers(replace(card(), incomes=[other, *earned]), target_payment=target)
    assert str(found["income"].change) == change


def test_a_salary_that_is_over_or_yet_to_come_says_nothing_of_a_raise() -> None:
    over = rs.Income("salary", "90000", evidence="declared", ends=date(2026, 11, 22))
    later = rs.Income("salary", "90000", evidence="declared", starts=date(2026, 11, 24))
    found = levers(replace(card(), incomes=[over, *card().incomes, later]), target_payment=2000)
    assert str(found["income"].change) == "121.06"


def test_salaries_are_compared_by_the_month() -> None:
    weekly = rs.Income("salary", "1500", frequency="weekly", evidence="verified")  # 6,500 a month
    incomes = [rs.Income("salary", "6200", evidence="declared"), weekly]
    application = replace(card(), incomes=incomes)
    now = rs.assess_capacity(application, policy=POLICY).affordable_payment
    assert str(levers(application, target_payment=now + 115)["income"].change) == "121.06"


def test_income_that_counts_for_nothing_reaches_nothing() -> None:
    deaf = with_model(evidence_factors={"verified": Decimal(1), "documented": Decimal(0), "declared": Decimal(0)})
    assert levers(card(), policy=deaf, target_payment=2000)["income"].unreachable


def test_a_required_minimum_takes_its_part_of_a_raise() -> None:
    strict = with_model(minimum_residual=Decimal(1000))  # 8,300 - 1,000 - 6,000 = 1,300, and all of a raise is left
    assert str(levers(card(), policy=strict, target_payment=1400)["income"].change) == "100.00"


def test_the_payment_unit_is_part_of_the_target() -> None:
    found = levers(card(), policy=with_model(payment_unit=Decimal(100)), target_payment=1950)
    assert (str(found["living_costs"].change), str(found["living_costs"].result)) == ("-115.00", "2000.00")


@pytest.mark.parametrize(
    ("benchmark", "change", "result"), [("3500", "-100.00", "1985.00"), ("4000", "0.00", "1485.00")]
)
def test_living_costs_fall_no_further_than_the_benchmark(benchmark: str, change: str, result: str) -> None:
    table = LivingBenchmark(
        source=rs.Source(title="test", level="verified"), currency="CNY", amounts=[(2, 1, Decimal(benchmark))]
    )
    found = levers(card(), policy=with_model(living_benchmark=table), target_payment=2000)["living_costs"]
    assert (found.unreachable, str(found.change), str(found.result)) == (True, change, result)


def test_the_cap_on_debt_service_stops_lower_living_costs() -> None:
    found = levers(card(), target_payment=4000)  # 45% of 8,300 is 3,735
    assert (str(found["living_costs"].change), str(found["living_costs"].result)) == ("-3600.00", "3735.00")
    assert found["living_costs"].unreachable
    assert str(found["income"].change) == "2226.32"  # 2,115 / 0.95, more than 265 / 0.45


def test_a_lower_payment_scales_its_stressed_payment_to_the_minor_unit() -> None:
    application = with_debt(installment="3603.02")  # 37.49 more at 20.25%: 3,640.51
    model = POLICY.capacity
    now = figures_on(application, model, [AS_OF])
    (lever,) = [item for item in levers_of(application, model, now) if item.name == "payment"]
    for left, stressed in ((180151, 182026), (90075, 91012), (1, 1), (0, 0)):  # half of 364,051 is 182,025.5
        moved = lever.moved(360302 - left)
        assert (int(moved.payment[0]), int(moved.stressed_payment[0])) == (left * now.scale, stressed * now.scale)
    assert lever.most == 360302


def test_cash_that_was_not_stated_is_all_there_is() -> None:
    silent = replace(card(), liquid_assets=None)
    answer = what_if(silent, policy=POLICY, target_score=0)
    found = levers(silent, target_score=answer.now + Decimal("0.006"))["cash"]
    assert str(found.change) == "8426.66"  # utility 0.351 of 0.35 for missing: 0.8775 months of 9,603.03
    assert found.reaches


@pytest.mark.parametrize(("currency", "amount"), [("VND", "999999999999999"), ("VND", 1), ("KWD", "0.001")])
def test_tiny_and_huge_amounts_have_defined_answers(currency: str, amount: str) -> None:
    (debt,) = card().debts
    lone = replace(debt, principal=amount, overdue_principal=0, interest=0, penalty_interest=0, fees=0, rate="0.1")
    application = rs.Application(
        reference="A",
        as_of=AS_OF,
        currency=currency,
        household=rs.Household(adults=1, living_costs=amount, housing_costs=amount),
        incomes=[rs.Income("salary", amount, evidence="verified")],
        debts=[replace(lone, installment=amount), rs.Debt(reference="other", kind="other", installment=amount)],
        liquid_assets=amount,
    )
    answer = what_if(application, policy=POLICY, target_score=NEVER)
    assert all(item.unreachable and 0 <= item.result < NEVER for item in answer.changes)
    assert not any(item.fits for item in affordable_terms(application, policy=POLICY).terms)


# --- debts ---------------------------------------------------------------------------------------------------------


def test_without_a_debt_in_scope_its_levers_do_nothing() -> None:
    found = levers(replace(card(), debts=[]), target_score=NEVER)
    for name in ("other_debt_service", "payment", "term", "rate", "cure_arrears"):
        assert found[name].unreachable
        assert found[name].change == 0


@pytest.mark.parametrize(("remaining", "change"), [(12, 588), (599, 1), (600, 0), (700, 0)])
def test_a_term_ends_at_six_hundred_months(remaining: int, change: int) -> None:
    found = levers(with_debt(remaining_installments=remaining), target_score=NEVER)["term"]
    assert found.unreachable
    assert found.change == change


def test_the_last_step_of_a_rate_may_be_a_part_of_one() -> None:
    found = levers(with_debt(rate="0.00425"), target_score=NEVER)["rate"]
    assert found.change == Decimal("-0.00425")
    free = rs.assess_capacity(with_debt(rate="0", installment="3270.76"), policy=POLICY)  # 39,249.17 / 12
    assert found.result == free.score


def test_a_rate_on_another_basis_is_not_releveled() -> None:
    found = levers(with_debt(rate=rs.Rate("0.1825", compounding="annual")), target_score=NEVER)
    for name in ("term", "rate"):
        assert found[name].unreachable
        assert found[name].change == 0
    assert found["payment"].change < 0


def test_a_debt_wholly_due_is_spread_with_all_that_is_owed() -> None:
    due = with_debt(overdue_principal="48000", remaining_installments=0, installment=0)
    found = levers(due, target_score=NEVER)
    assert str(found["payment"].change) == "-50756.82"
    assert found["rate"].change == 0  # at once, whatever the rate
    spread = with_debt(
        principal="50756.82",
        overdue_principal=0,
        interest=0,
        penalty_interest=0,
        fees=0,
        remaining_installments=600,
        installment="772.02",  # 50,756.82 at 18.25% over 600 months
    )
    assert found["term"].change == 600
    assert found["term"].result == rs.assess_capacity(spread, policy=POLICY).score


def test_debts_in_scope_move_together() -> None:
    (debt,) = card().debts
    small = replace(debt, reference="loan-2", rate="0.06", installment="3378.06", principal="48000")  # of 39,249.17
    found = levers(replace(card(), debts=[debt, small]), target_score=NEVER)
    assert found["rate"].change == Decimal("-0.1825")
    free = [replace(item, rate="0", installment="3270.76") for item in (debt, small)]
    assert found["rate"].result == rs.assess_capacity(replace(card(), debts=free), policy=POLICY).score
    assert found["payment"].change == Decimal("-6981.09")


def test_cured_arrears_let_the_record_speak() -> None:
    clean = rs.CreditRecord(worst_days_past_due_12m=0, months_since_delinquency=36, modifications_36m=0)
    late = replace(card(), credit=clean)
    now = what_if(late, policy=POLICY, target_score=0).now
    near, far = (levers(late, target_score=now + more)["cure_arrears"] for more in (Decimal("11.99"), Decimal("12.01")))
    assert near.change == far.change == 1
    assert near.reaches  # 8 points of C1 and 4 of C2
    assert far.unreachable


def test_curing_may_cost_points_where_there_is_no_record() -> None:
    silent = replace(with_debt(days_past_due=30), credit=None)
    answer = what_if(silent, policy=POLICY, target_score=NEVER)
    (found,) = [item for item in answer.changes if item.lever == "cure_arrears"]
    assert answer.now - found.result == Decimal("2.6")  # 30 days are worth 7.5 points, missing ones 3.5; C2 gains 1.4


# --- payment, term and rate together -------------------------------------------------------------------------------


def terms(application: rs.Application, **changes: Any) -> list[tuple[str, int, str, bool]]:
    policy = replace(POLICY, levers=replace(POLICY.levers, **changes))
    found = affordable_terms(application, policy=policy)
    return [(str(item.rate.annual), item.months, str(item.installment), item.fits) for item in found.terms]


def test_everything_owed_is_repaid_at_each_rate() -> None:
    answer = affordable_terms(card(), policy=POLICY)
    assert (answer.reference, answer.policy, str(answer.affordable_payment)) == ("A-1029", "generic", "1885.00")
    assert repr(answer) == "AffordableTerms(reference='A-1029', terms=3)"
    assert terms(card()) == [
        ("0.1825", 35, "1880.98", True),
        ("0.1525", 34, "1847.84", True),
        ("0.1225", 32, "1867.31", True),
    ]


def test_where_no_term_can_be_paid_the_longest_is_shown() -> None:
    poor = replace(card(), incomes=[card().incomes[0]])
    assert [(months, fits) for _, months, _, fits in terms(poor)] == [(84, False)] * 3


@pytest.mark.parametrize(("rate", "rates"), [("0.05", ["0.05", "0.03"]), ("0.03", ["0.03"]), ("0.02", ["0.02"])])
def test_no_rate_is_tried_below_the_floor_or_twice(rate: str, rates: list[str]) -> None:
    assert [found for found, *_ in terms(with_debt(rate=rate))] == rates


def test_a_term_must_fit_in_every_month() -> None:
    until_june = replace(card().incomes[1], ends=date(2027, 6, 30))
    small = with_debt(principal="9000", overdue_principal="0", interest=0, penalty_interest=0, fees=0)
    seven = replace(small, incomes=[card().incomes[0], until_june])
    assert terms(seven, terms=Steps(5, 7), rate_cuts=[Decimal(0)]) == [("0.1825", 5, "1882.95", True)]
    assert terms(seven, terms=Steps(8, 84), rate_cuts=[Decimal(0)]) == [("0.1825", 84, "190.48", False)]


def test_an_installment_of_all_that_can_be_paid_fits() -> None:
    even = with_debt(rate="0", principal="18850", overdue_principal=0, interest=0, penalty_interest=0, fees=0)
    assert terms(even) == [("0", 10, "1885.00", True)]


def test_a_term_may_end_with_the_calendar() -> None:
    late = replace(with_debt(next_due_date=date(9984, 1, 9)), as_of=date(9983, 12, 31))
    assert len(affordable_terms(late, policy=POLICY).terms) == 3


def test_what_is_owed_is_never_repaid_with_nothing() -> None:
    cent = with_debt(principal="0.01", overdue_principal=0, interest=0, penalty_interest=0, fees=0, installment="0.01")
    poor = replace(cent, incomes=[])
    assert [(installment, fits) for _, _, installment, fits in terms(poor)] == [("0.01", False)] * 3


@pytest.mark.parametrize(
    ("application", "message"),
    [
        (replace(card(), debts=[]), "0 debts are in scope; pass exactly one"),
        (replace(card(), debts=[card().debts[0], replace(card().debts[0], reference="b")]), "2 debts are in scope"),
        (with_debt(rate=rs.Rate("0.1825", compounding="annual")), "card-1: plans need a periodic rate"),
        (
            replace(with_debt(next_due_date=date(9984, 1, 9)), as_of=date(9984, 1, 1)),
            "the policy's longest term ends after the year 9990; shorten it",  # 84 months
        ),
    ],
)
def test_what_cannot_be_planned_is_refused(application: rs.Application, message: str) -> None:
    with pytest.raises(rs.NotApplicableError, match=message):
        affordable_terms(application, policy=POLICY)
