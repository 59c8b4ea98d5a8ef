"""Guardrails that speak of cash at hand and of what a plan leaves for its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import restructure as rs
from restructure import policies
from restructure.policies.generic import BUDGET
from restructure.policy import Guardrails, Ladder, ParkedPrincipal, Policy
from support.examples import card
from support.planning import CN, GENERIC, levers

OWED = Decimal("50756.82")
RESERVE = Decimal("6000.00")
"""A month of the card holder's living and housing costs."""


def with_cash(cash: Decimal, policy: Policy = CN) -> rs.OptionSet:
    """The answer to the card holder with so much cash, by a policy that tries no rung before plans."""
    return rs.plan(replace(card(), liquid_assets=cash), policy=replace(policy, ladder=Ladder(rungs=()))).options


def removed(options: rs.OptionSet) -> set[str]:
    return {group.code for group in options.rejected}


def test_no_rate_is_lowered_for_somebody_whose_cash_would_pay_the_debt() -> None:
    """One cent less, and the cash that is not the reserve leaves something owed."""
    short, enough = with_cash(OWED + RESERVE - Decimal("0.01")), with_cash(OWED + RESERVE)
    assert short.recommended is not None
    assert short.recommended.terms.rate.annual == Decimal("0.0925")
    assert "guardrail:CASH_AT_HAND" not in removed(short)
    assert enough.recommended is not None
    assert {option.terms.rate.annual for option in enough} == {Decimal("0.1825")}
    assert "guardrail:CASH_AT_HAND" in removed(enough)


def test_a_policy_may_do_without() -> None:
    without = replace(CN, guardrails=Guardrails(off=["CASH_AT_HAND"]))
    recommended = with_cash(OWED + RESERVE, without).recommended
    assert recommended is not None
    assert recommended.terms.rate.annual == Decimal("0.0925")


def test_no_interest_is_waived_either() -> None:
    uk = policies.UK_CONSUMER_CREDIT
    assert any(_waives(option) for option in with_cash(OWED, uk))
    assert not any(_waives(option) for option in with_cash(OWED + RESERVE, uk))


def _waives(option: rs.Option) -> bool:
    return any((item.component, item.action) == ("interest", "waive") for item in option.treatments)


ROOMY = replace(levers(GENERIC, rate_cuts=[Decimal(0)]), budget=replace(BUDGET, most="1"))
"""No rate is cut, and a fifth of the principal, 9,600.00, may be forgiven."""


@pytest.mark.parametrize(("spare", "forgiven"), [("9599.99", True), ("9600.00", False)])
def test_no_principal_is_forgiven_that_cash_would_pay(spare: str, forgiven: bool) -> None:
    options = with_cash(RESERVE + Decimal(spare), ROOMY)
    assert any("principal_forgiveness" in option.families for option in options) is forgiven


def test_where_nothing_else_fits_it_is_given_up_all_the_same() -> None:
    """More cash is no reason for no plan at all."""
    only = replace(ROOMY, levers=replace(ROOMY.levers, forgiveness=[Decimal("0.20")]))
    options = with_cash(RESERVE + Decimal("9600.00"), only)
    assert options.recommended is not None
    assert "principal_forgiveness" in options.recommended.families


def test_cash_that_would_pay_off_the_debt_reinstates_the_contract() -> None:
    """Twelve installments of 3,603.03, the last of 3,274.21, lack 20,287.54 of 1,885.00 a month."""
    options = rs.plan(replace(card(), liquid_assets=OWED + RESERVE), policy=CN).options
    assert options.rung == "reinstate"
    best = options.recommended
    assert best is not None
    assert best.measures.paid_today == Decimal("11507.65")
    told = next(reason for reason in best.reasons if reason.code == "CASH_CARRIES")
    assert told.values == {"amount": "20,287.54"}
    assert "20,287.54" in rs.explain(options).to_text()
    assert "20,287.54" in options.to_text("zh")
    short = rs.plan(replace(card(), liquid_assets=OWED + RESERVE - Decimal("0.01")), policy=CN).options
    assert short.rung == "restructure"


def test_cash_that_a_household_lives_from_carries_nothing() -> None:
    """Where nothing is left for the debt in some month, cash is what the household lives from."""
    poor = replace(card(), incomes=[rs.Income("benefit", "6000.00", evidence="verified")], liquid_assets="90000")
    assert rs.plan(poor, policy=CN).options.rung == "next_steps"


def with_dated(amount: str) -> rs.OptionSet:
    """The answer to the card holder without a job, who earns so much more from March 2028 on."""
    now, later = rs.Income("benefit", "7100", evidence="verified"), date(2028, 3, 1)
    more = rs.Income("salary", amount, evidence="verified", starts=later)
    policy = replace(CN, ladder=Ladder(rungs=()))
    return rs.plan(replace(card(), incomes=[now, more], liquid_assets=None), policy=policy).options


def test_dated_income_above_the_installment_takes_no_plan_away() -> None:
    """745.00 a month fit at first; set to what can be paid, a plan asks for at most 99% of 3,603.03 later."""
    below, above = with_dated("2900"), with_dated("3100")
    for options, highest in ((below, "3500.00"), (above, "3566.99")):
        best = options.recommended
        assert best is not None
        assert best.schedule[0].payment == 745
        assert best.before_after.after.highest_installment == Decimal(highest)


def mortgage(policy: Policy) -> rs.OptionSet:
    """The answer to a home loan of 200,000.00 whose owner can pay a little over half of its installment."""
    return rs.plan(
        rs.Application(
            reference="M-1",
            as_of=date(2026, 11, 23),
            currency="EUR",
            household=rs.Household(adults=2, living_costs="1300", housing_costs="200"),
            incomes=[rs.Income("salary", "2500", evidence="verified", years=6)],
            debts=[
                rs.Debt(
                    reference="home",
                    kind="mortgage",
                    in_scope=True,
                    principal="200000",
                    rate="0.0429",
                    installment="1350.00",
                    remaining_installments=211,
                    next_due_date=date(2026, 12, 5),
                )
            ],
        ),
        policy=policy,
    ).options


def test_a_lump_at_the_end_beats_no_plan_without_one() -> None:
    """Installment, number and total of the plan with the lump are lower, and 100,000.00 fall due with its last one."""
    policy = levers(policies.EU_LONG_TERM, parked=[ParkedPrincipal(kind="split_balance", share="0.5")])
    options = mortgage(policy)
    best, rest = options.recommended, next(option for option in options if "rest_at_maturity" in option.labels)
    assert best is not None
    assert [option.measures.due_at_maturity for option in (best, rest)] == [Decimal(0), Decimal(100_000)]
    assert rest.before_after.after.highest_installment <= best.before_after.after.highest_installment
    assert len(rest.schedule) <= len(best.schedule)
    assert rest.measures.total_paid <= best.measures.total_paid
