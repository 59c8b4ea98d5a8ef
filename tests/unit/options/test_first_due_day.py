"""On which day of the month the next installment falls decides no family of plans, and no refusal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

import restructure as rs
from restructure import policies
from restructure.policy import Levers, Policy, Start, Steps
from support.planning import GENERIC

AS_OF = date(2026, 11, 23)
DAYS = range(1, 61)


def mortgage(next_due: date, income: str, day_count: rs.basics.DayCount = "30/360") -> rs.Application:
    """Return a borrower whose mortgage at 7% leaves room only for very long plans."""
    return rs.Application(
        reference="A-7",
        as_of=AS_OF,
        currency="USD",
        liquid_assets="2000",
        incomes=[rs.Income("salary", income, evidence="verified", years=5)],
        household=rs.Household(adults=2, dependents=1, living_costs="1500", housing_costs="0"),
        debts=[
            rs.Debt(
                reference="home",
                kind="mortgage",
                in_scope=True,
                principal="250000",
                overdue_principal="4000",
                interest="300",
                rate=rs.percent("7"),
                day_count=day_count,
                installment="2250",
                remaining_installments=180,
                next_due_date=next_due,
                days_past_due=75,
            )
        ],
        hardship=rs.Hardship(cause="unemployment", willing_to_repay=True, in_contact=True),
    )


def long_terms(**changes: object) -> Policy:
    """Return the generic policy with terms of up to forty years."""
    levers: Levers = replace(GENERIC.levers, terms=Steps(120, 480, 120), starts=[Start("none")], **changes)  # type: ignore[arg-type]
    return replace(GENERIC, levers=levers, rules=[item for item in GENERIC.rules if item.code not in ("TERM", "LOSS")])


def answers(income: str, policy: Policy) -> Iterator[rs.options.OptionSet]:
    for days in DAYS:
        yield rs.plan(mortgage(AS_OF + timedelta(days=days), income), policy=policy).options


@pytest.mark.parametrize("income", ["3400", "3900"])
def test_the_families_of_plans_offered_do_not_change_with_the_day(income: str) -> None:
    policy = long_terms(treatment_sets=GENERIC.levers.treatment_sets[:1], forgiveness=[Decimal(0)])
    families = {frozenset(name for item in found for name in item.families) for found in answers(income, policy)}
    assert len(families) == 1
    assert families != {frozenset()}


def test_how_many_plans_never_repay_does_not_change_with_the_day() -> None:
    policy = replace(policies.UK_MORTGAGE, levers=replace(policies.UK_MORTGAGE.levers, terms=Steps(360, 480, 60)))
    counts = set()
    for found in answers("3400", policy):
        counts.add(sum(group.count for group in found.rejected if group.code == "does_not_cover_interest"))
    assert len(counts) == 1


def test_a_plan_whose_first_installment_leaves_interest_says_so_in_its_terms() -> None:
    policy = long_terms(treatment_sets=GENERIC.levers.treatment_sets[:1], rate_cuts=[Decimal(0)])
    plan = rs.plan(mortgage(AS_OF + timedelta(days=55), "3400"), policy=policy)
    asked = rs.LoanTerms(
        currency="USD",
        principal="250300",
        rate=rs.percent("7"),
        start_date=AS_OF,
        first_due_date=AS_OF + timedelta(days=55),
        first_period="carried",
        phases=[rs.Phase(480)],
    )
    answer = plan.options.why_not(asked)
    assert answer.option.id.startswith("480m")  # the policy's own candidate
    assert answer.option.terms == asked
    assert answer.option.schedule[0].capitalized > 0
    (told,) = [reason for reason in answer.option.reasons if reason.code == "FIRST_INTEREST_JOINS"]
    assert Decimal(told.values["amount"].replace(",", "")) == answer.option.schedule[0].capitalized
    assert [row.payment for row in answer.option.schedule[:2]] == [answer.option.schedule[0].payment] * 2


@pytest.mark.parametrize("day_count", ["30/360", "act/365f", "act/act"])
@pytest.mark.parametrize("days", [20, 45, 60, 100, 200])
def test_why_not_answers_whatever_the_first_period(days: int, day_count: rs.basics.DayCount) -> None:
    policy = long_terms(treatment_sets=GENERIC.levers.treatment_sets[:1])
    plan = rs.plan(mortgage(AS_OF + timedelta(days=20), "5200", day_count), policy=policy)
    for phase in (rs.Phase(480), rs.Phase(480, "fixed_amount", amount="1600.00")):
        terms = rs.LoanTerms(
            currency="USD",
            principal="250300",
            rate=rs.percent("7"),
            start_date=AS_OF,
            first_due_date=AS_OF + timedelta(days=days),
            day_count=day_count,
            phases=[phase],
        )
        answer = plan.options.why_not(terms)
        assert answer.reasons
        assert answer.option.schedule[0].interest <= answer.option.schedule[0].payment


def test_a_first_period_of_two_months_is_a_holiday_that_no_plan_takes_by_itself() -> None:
    policy = long_terms(
        treatment_sets=GENERIC.levers.treatment_sets[:1], rate_cuts=[Decimal(0)], installments=["level"]
    )
    near, far = (
        rs.plan(mortgage(AS_OF + timedelta(days=days), "3400"), policy=policy).options.rejected for days in (60, 100)
    )
    assert "does_not_cover_interest" not in [group.code for group in near]
    assert "does_not_cover_interest" in [group.code for group in far]


def test_a_plan_whose_installments_leave_a_rest_is_to_be_reviewed() -> None:
    policy = long_terms(treatment_sets=GENERIC.levers.treatment_sets[:1])
    plan = rs.plan(mortgage(AS_OF + timedelta(days=30), "5200"), policy=policy)
    terms = rs.LoanTerms(
        currency="USD",
        principal="250300",
        rate=rs.percent("7"),
        start_date=AS_OF,
        first_due_date=date(2026, 12, 23),
        installment_unit="100",
        installment_rounding="down",
        phases=[rs.Phase(480)],
    )
    checks = {check.code: check for check in plan.options.why_not(terms).option.checks}
    rest = checks["REST_AT_END"]
    assert (rest.status, rest.indicated) == ("needs_review", None)
    assert rest.actual == rest.text.en.split()[-1]
    regular = replace(terms, installment_unit=None, installment_rounding="half_up")
    assert "REST_AT_END" not in [check.code for check in plan.options.why_not(regular).option.checks]
