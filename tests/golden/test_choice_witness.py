"""The witness of the choice on applications small enough to follow by hand: every rung of the ladder once or more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import restructure as rs
from restructure import policies
from restructure.basics.provenance import Source, Wording
from restructure.policies.outcomes import CARD_OUTCOMES
from restructure.policy import (
    ConcessionBudget,
    Guardrails,
    Ladder,
    Levers,
    Policy,
    Settlement,
    Start,
    Steps,
    TreatmentSet,
)
from witness.slow_choice import Means, SlowChoice, slow_choice

TODAY = date(2026, 11, 23)
TEXT = Wording("text", "文本")
BUDGET = ConcessionBudget(
    most="0.08", market_rate="0.04", sources=[Source(title="A committee", level="verified")], text=TEXT
)


def treated(name: str, **actions: tuple[Any, Any]) -> TreatmentSet:
    """A treatment set that waives what is not named."""
    found = dict.fromkeys(("interest", "penalty_interest", "compound_interest", "fees"), ("waive", None)) | actions
    acts = [rs.Treatment(part, action, due=due) for part, (action, due) in found.items()]
    return TreatmentSet(name=name, treatments=acts, days_past_due="keep", text=TEXT)


SPREAD = treated("spread", interest=("spread", "all"), fees=("spread", "all"))
JOINED = treated("joined", interest=("capitalize", None), fees=("capitalize", None))
LEVERS = Levers(
    terms=Steps(6, 60),
    rate_cuts=[Decimal(cut) for cut in ("0", "0.09", "0.1825")],
    rate_floor="0",
    starts=[Start("none")],
    installments=["level", "affordable"],
    forgiveness=[Decimal(0)],
    treatment_sets=[SPREAD, JOINED],
)
POLICY = replace(
    policies.GENERIC,
    levers=LEVERS,
    rules=[],
    outcomes=[CARD_OUTCOMES],
    ladder=Ladder(hold=["interest_only", "capitalize"]),
    guardrails=Guardrails(keep_most="20"),
    budget=BUDGET,
)


def means(can: int, *, income: int = 0, left: int = 0, from_day: date = TODAY, before: int = 0) -> Means:
    """What can be paid: `can` from a day on, `before` until then; income and what is left do not change."""

    def path(day: date) -> int:
        return can if day >= from_day else before

    return Means(path, path, lambda _: Fraction(income), lambda _: Fraction(left), lambda _: Fraction(0))


def chosen(can: Means, *, cash: str = "0", policy: Policy = POLICY, dated: bool = False, **debt: Any) -> SlowChoice:
    """The choice for a loan of ten times 100.00 without interest, changed as stated."""
    loan: dict[str, Any] = {
        "reference": "loan-1",
        "kind": "personal_loan",
        "in_scope": True,
        "installment": "100",
        "principal": "1000",
        "rate": "0",
        "remaining_installments": 10,
        "next_due_date": date(2026, 12, 23),
    }
    application = rs.Application(
        reference="A-1",
        as_of=TODAY,
        currency="CNY",
        household=rs.Household(adults=1),
        incomes=[rs.Income("salary", "1", starts=date(2027, 3, 1) if dated else None)],
        debts=[rs.Debt(**(loan | debt))],
        liquid_assets=cash,
    )
    return slow_choice(application, policy, can)


def answer(choice: SlowChoice) -> tuple[str, int, list[int]]:
    """The rung, what is paid today, and what after."""
    (plan,) = choice.plans
    return choice.rung, plan.today, list(plan.payments)


LATE: dict[str, Any] = {"principal": "1200", "overdue_principal": "200", "days_past_due": 60}


def test_a_contract_that_can_be_paid_is_kept() -> None:
    assert answer(chosen(means(10_000))) == ("keep", 0, [10_000] * 10)


def test_spare_cash_reinstates() -> None:
    assert answer(chosen(means(10_000), cash="200", **LATE)) == ("reinstate", 20_000, [10_000] * 10)


def test_the_reserve_is_not_spare() -> None:
    # 50.00 of costs a month: income 1,000.00 of which 950.00 is left
    can = means(10_000, income=100_000, left=95_000)
    assert chosen(can, cash="249.99", **LATE).rung == "catch_up"
    assert chosen(can, cash="250", **LATE).rung == "reinstate"
    two = replace(POLICY, ladder=Ladder(reserve_months="2"))
    assert chosen(can, cash="250", policy=two, **LATE).rung == "catch_up"


def test_arrears_are_caught_up_in_the_fewest_months_that_survive() -> None:
    roomy = means(15_000, income=100_000, left=100_000)
    assert answer(chosen(roomy, **LATE)) == ("catch_up", 0, [15_000] * 4 + [10_000] * 6)
    # a tenth less of 160.00, and 10.00 of costs, leave 134.00
    tight = means(15_000, income=16_000, left=15_000)
    assert answer(chosen(tight, **LATE)) == ("catch_up", 0, [13_334] * 2 + [13_333] * 4 + [10_000] * 4)


def test_where_no_month_survives_arrears_take_the_most_there_are() -> None:
    assert answer(chosen(means(15_000), **LATE))[2] == [13_334] * 2 + [13_333] * 4 + [10_000] * 4


def test_arrears_that_do_not_fit_beside_the_installment_lengthen_the_contract() -> None:
    assert answer(chosen(means(10_000), fees="30", **LATE)) == ("catch_up", 0, [10_000] * 12 + [3_000])


HELD: dict[str, Any] = {"principal": "900", "rate": "0.12"}


def test_dated_income_is_waited_for() -> None:
    soon = means(10_000, from_day=date(2027, 3, 1), before=900)
    choice = chosen(soon, dated=True, **HELD)
    rung, today, payments = answer(choice)
    assert (rung, today) == ("hold", 0)
    assert payments[:3] == [900] * 3
    assert set(payments[3:-1]) == {10_000}
    assert chosen(soon, **HELD).rung != "hold"


def test_where_interest_alone_does_not_fit_it_joins_the_principal() -> None:
    """900.00 grow by 9.00, 9.09 and 9.18 to 927.27, which nine installments of 100.00 and one of 78.06 repay."""
    rung, _, payments = answer(chosen(means(10_000, from_day=date(2027, 3, 1)), dated=True, **HELD))
    assert (rung, payments) == ("hold", [0] * 3 + [10_000] * 9 + [7_806])


CARD: dict[str, Any] = {
    "kind": "credit_card",
    "installment": "3603.03",
    "principal": "48000",
    "overdue_principal": "5000",
    "interest": "2336.82",
    "penalty_interest": "120",
    "fees": "300",
    "rate": "0.1825",
    "remaining_installments": 15,
    "next_due_date": date(2026, 12, 9),
    "days_past_due": 75,
}


def test_the_card_is_restructured_as_was_walked_through() -> None:
    # 33 installments of 1,726.95 at 9.25% were found with the level part rounded down
    can = means(188_500, income=830_000, left=230_000)
    choice = chosen(can, cash="5200", **CARD)
    (plan,) = choice.plans
    assert choice.rung == "restructure"
    assert (len(plan.payments), plan.payments[0], plan.rates[0]) == (33, 172_697, Fraction("0.0925"))
    assert {"KEEP_SOMETHING", "SHORTEST_AT_FULL_RATE", "CONCESSION_BUDGET", "SUSTAINABLE", "NOT_BEATEN"} == set(
        choice.removed
    )
    assert not choice.doubtful


def test_settling_is_for_those_whom_no_plan_fits() -> None:
    offers = [Settlement(share=share, installments=1) for share in ("0.05", "0.3", "0.9")]
    settles = replace(POLICY, levers=replace(LEVERS, settlements=offers))
    rung, today, payments = answer(chosen(means(100), cash="20000", policy=settles, **CARD))
    # 5% is less than can be expected of doing nothing, 90% more than there is; 30% of 50,756.82 brings more
    assert (rung, today, payments) == ("settle", 0, [1_522_705])
    choice = chosen(means(100), cash="3000", policy=settles, **CARD)
    assert (choice.rung, choice.plans) == ("next_steps", [])
