"""Every shipped program of the United States is a policy that plans, agrees and is followed up, on a day it is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

import restructure as rs
from restructure import policies
from restructure.agreement import Party, Review, draft_agreement, sign
from restructure.basics.dates import add_months
from restructure.policies.us import FHA_PAYMENT_SUPPLEMENT
from restructure.policy import Policy, Waterfall
from support.shipped import constants
from support.unguarded import unguarded

PROGRAMS = {
    name: held
    for name in dir(policies)
    if isinstance(held := getattr(policies, name), Policy) and held.waterfall is not None
}


def test_every_program_but_the_supplement_has_a_policy_named_like_it() -> None:
    carried = [held.waterfall for held in PROGRAMS.values()]
    assert all(held.waterfall is not None and held.name == held.waterfall.name for held in PROGRAMS.values())
    assert set(constants(Waterfall).values()) - set(carried) == {FHA_PAYMENT_SUPPLEMENT}
    listed = {each.name: each for each in policies.catalog() if each.kind == "policy"}
    for name, held in PROGRAMS.items():
        assert policies.get(held.name) is held
        assert (listed[held.name].attribute, listed[held.name].debts) == (name, ("mortgage",))
        assert held.waterfall is not None
        assert listed[held.name].since == held.waterfall.first_day


def borrower(policy: Policy) -> rs.Application:
    assert policy.waterfall is not None
    assert policy.waterfall.first_day is not None
    day = min(policy.waterfall.last_day or date(2026, 12, 1), date(2026, 12, 1))
    basis = policy.capacity.income_basis
    return rs.Application(
        reference="M-1",
        as_of=day,
        currency="USD",
        liquid_assets="4000",
        market_rate="0.0488",
        incomes=[rs.Income("salary", "4800", basis=basis, evidence="verified", years=6)],
        household=rs.Household(adults=2, dependents=1, living_costs="1200", housing_costs="350"),
        debts=[
            rs.Debt(
                reference="home",
                kind="mortgage",
                in_scope=True,
                principal="205000",
                overdue_principal="1900",
                interest="6000",
                fees="1400",
                rate="0.0725",
                installment="1565",
                remaining_installments=300,
                next_due_date=add_months(day, 1, due_day=1),
                days_past_due=120,
                collateral_value="190000",
                floating=False,
                contract_date=add_months(day, -60, due_day=1),
                mortgage=rs.MortgageRecord(
                    advances="1000", payments_made=56, modifications=0, failed_trials_12m=0, prior_claims="0"
                ),
            )
        ],
        hardship=rs.Hardship(cause="reduced_income", willing_to_repay=True, in_contact=True),
    )


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_is_planned_agreed_and_followed_up(name: str) -> None:
    policy = unguarded(PROGRAMS[name])
    application = borrower(policy)
    plan = rs.plan(application, policy=policy)
    (option,) = [held for held in plan.options if held.trace is not None]
    reviews = [Review(held.code, by="U", on=plan.as_of, note="x") for held in option.checks if held.status != "pass"]
    parties = [Party("borrower", "P-1"), Party("lender", "L-1")]
    agreement = draft_agreement(option, plan, policy=policy, parties=parties, reviews=reviews)
    for party in parties:
        agreement = sign(agreement, party.id, on=plan.as_of, method="paper")
    rows = option.schedule
    paid = [
        rs.Event(f"p{row.number}", "payment", row.due_date, amount=row.payment) for row in [rows[0], rows[1], rows[2]]
    ]
    kept = rs.track(agreement, paid, as_of=rows[2].due_date)
    assert kept.past_due.days == 0
    assert kept.trial is None or kept.trial.state == "passed"
    late = rs.track(agreement, paid[:1], as_of=rows[1].due_date + timedelta(days=40))
    since = {limit.code: limit.since for limit in policy.servicing_limits}
    assert [held.code for held in late.deadlines] == [code for code in since if since[code] <= rows[1].due_date]


def test_a_modified_mortgage_can_be_assessed_again() -> None:
    """What was advanced before joined the balance: of the fees stated anew none is left as tracked."""
    policy = unguarded(policies.US_FLEX_2024)
    plan = rs.plan(borrower(policy), policy=policy)
    option = plan.options[-1]
    reviews = [Review(held.code, by="U", on=plan.as_of, note="x") for held in option.checks if held.status != "pass"]
    parties = [Party("borrower", "P-1"), Party("lender", "L-1")]
    agreement = draft_agreement(option, plan, policy=policy, parties=parties, reviews=reviews)
    for party in parties:
        agreement = sign(agreement, party.id, on=plan.as_of, method="paper")
    today = date(2027, 3, 20)
    tracked = rs.track(agreement, [], as_of=today)
    record = rs.MortgageRecord(
        advances="1000", modifications=1, months_since_modification=3, days_late_after_modification=78
    )
    stated = borrower(policy)
    debt = replace(stated.debts[0], next_due_date=date(2027, 4, 1), mortgage=record)
    later = replace(stated, as_of=today, debts=[debt])
    again = rs.reassess(tracked, later, agreement=agreement)
    (debt,) = again.application.debts
    assert debt.mortgage is not None
    assert debt.mortgage.advances == debt.fees == 0
    assert "program:FLEX_LATE_AGAIN" in [group.code for group in again.plan.options.rejected]


def test_a_debt_that_is_no_mortgage_is_not_eligible() -> None:
    application = borrower(policies.US_FLEX_2024)
    loan = replace(application.debts[0], kind="personal_loan", mortgage=None)
    options = rs.plan(replace(application, debts=[loan]), policy=unguarded(policies.US_FLEX_2024)).options
    assert [group.code for group in options.rejected] == ["not_eligible:US_MORTGAGE"]
