"""Several debts in scope: shares that add up, plans that fit together, and one debt in their place, exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np

import restructure as rs
from restructure import policies
from restructure.policy import Policy, Steps

ON = date(2026, 11, 23)


def debt(reference: str, principal: str, installment: str, **fields: object) -> rs.Debt:
    given: dict[str, object] = {
        "rate": "0.12",
        "remaining_installments": 24,
        "next_due_date": date(2026, 12, 9),
        "days_past_due": 40,
    }
    return rs.Debt(
        reference=reference,
        kind="personal_loan",
        in_scope=True,
        principal=principal,
        installment=installment,
        **{**given, **fields},  # type: ignore[arg-type]
    )


CARD = debt("a", "9000.00", "423.66", interest="180.00", overdue_principal="600.00")
LOAN = debt("b", "4000.00", "188.29", rate="0.06", next_due_date=date(2026, 12, 20), penalty_interest="12.34")
APPLICATION = rs.Application(
    reference="A-9",
    as_of=ON,
    currency="USD",
    household=rs.Household(adults=1, living_costs="900", housing_costs="700"),
    incomes=[
        rs.Income("salary", "2100", evidence="verified", years=4),
        rs.Income("benefit", "200", evidence="verified", ends=date(2027, 5, 31)),
    ],
    debts=[CARD, LOAN, rs.Debt(reference="c", kind="auto_loan", installment="80", principal="900")],
    liquid_assets="500",
    hardship=rs.Hardship(cause="reduced_income", willing_to_repay=True, in_contact=True),
)
PLAN = rs.plan(APPLICATION, policy=policies.GENERIC)


def test_every_debt_has_options_of_its_own() -> None:
    assert [part.debt for part in PLAN.options.by_debt] == ["a", "b"]
    assert PLAN.options.debt == "consolidated"
    assert all(part.recommended is not None for part in PLAN.options.by_debt)
    assert PLAN.recommended is not None


def test_plans_of_all_debts_fit_together() -> None:
    """On every day, the installments of the recommended plans together are within what can be paid."""
    schedules = [part.recommended.schedule for part in PLAN.options.by_debt if part.recommended is not None]
    days = sorted({due for schedule in schedules for due in schedule.due_dates})
    for month in {(day.year, day.month) for day in days}:
        due = [row for schedule in schedules for row in schedule if (row.due_date.year, row.due_date.month) == month]
        most = max(PLAN.capacity.affordable_on(row.due_date) for row in due)
        assert sum(row.payment for row in due) <= most


def test_shares_follow_the_policys_method() -> None:
    """Pro rata to what is owed, 9,180.00 and 4,012.34, each at most its installment; the car loan is no claim."""
    affordable = PLAN.capacity.affordable_payment
    claims = [rs.capacity.Claim("a", "9180.00", payment="423.66"), rs.capacity.Claim("b", "4012.34", payment="188.29")]
    shares = rs.capacity.share_payment(affordable, claims, currency="USD", method="pro_rata_capped")
    assert sum(share.amount for share in shares) == affordable
    for part, share in zip(PLAN.options.by_debt, shares, strict=True):
        assert part.recommended is not None
        assert part.recommended.schedule[0].payment <= share.amount


def test_one_debt_in_their_place_owes_what_they_owe() -> None:
    position = PLAN.options.position
    assert (position.principal, position.interest, position.penalty_interest) == tuple(
        map(Decimal, ("13000.00", "180.00", "12.34"))
    )
    best = PLAN.recommended
    assert best is not None
    assert best.conservation.total.opening == Decimal("13192.34")
    assert best.before_after.before.rate == rs.Rate("0.1015")  # (9,000 x 12% + 4,000 x 6%) / 13,000 = 10.1538%


def test_what_keeping_the_contracts_costs_is_the_sum() -> None:
    kept = PLAN.options.references["keep_contract"]
    alone = [part.references["keep_contract"] for part in PLAN.options.by_debt]
    assert kept.total_paid == sum(item.total_paid for item in alone)
    assert kept.schedule is not None
    payments = sum(int(item.schedule.payment.sum()) for item in alone if item.schedule is not None)
    assert int(kept.schedule.payment.sum()) == payments
    assert len(kept.schedule) == sum(len(item.schedule or ()) for item in alone)  # on other days of the month
    assert np.array_equal(
        kept.schedule.closing_balance, kept.schedule.opening_balance - kept.schedule.to_columns()["principal"]
    )
    for kind in ("reinstate", "catch_up"):
        parts = [part.references[kind] for part in PLAN.options.by_debt]
        assert PLAN.options.references[kind].total_paid == sum(item.total_paid for item in parts)


def test_a_policy_may_keep_debts_apart() -> None:
    levers = replace(policies.GENERIC.levers, consolidation=False)
    apart = rs.plan(APPLICATION, policy=replace(policies.GENERIC, levers=levers))
    assert apart.recommended is None
    assert [group.code for group in apart.options.rejected] == ["not_consolidated"]
    assert [part.recommended for part in apart.options.by_debt] == [part.recommended for part in PLAN.options.by_debt]


def test_secured_debts_and_other_day_counts_stay_apart() -> None:
    for other in (replace(LOAN, collateral_value="5000"), replace(LOAN, day_count="act/365f")):
        found = rs.plan(replace(APPLICATION, debts=[CARD, other]), policy=policies.GENERIC)
        assert found.recommended is None
        assert len(found.options.by_debt) == 2


def test_cash_on_day_one_is_shared_too() -> None:
    for part in PLAN.options.by_debt:
        assert all(option.measures.paid_today <= 500 for option in part)
    together = sum(
        max((option.measures.paid_today for option in part), default=Decimal(0)) for part in PLAN.options.by_debt
    )
    assert together <= 500


def test_the_page_and_the_wire_show_each_debt() -> None:
    text = PLAN.to_text()
    for number, part in enumerate(PLAN.options.by_debt, 1):
        share = f"{part.question.capacity.affordable_payment:,}"
        assert f"DEBT {number} ({part.debt}) BY ITSELF, WITHIN ITS SHARE OF {share} A MONTH" in text
    assert "按分摊额单独测算" in PLAN.to_text("zh")
    assert '"by_debt"' in rs.to_json(PLAN)


# --- as little as one debt changes -----------------------------------------------------------------------------------


def current(reference: str, **fields: object) -> rs.Debt:
    """A debt of 4,000.00 at 12%, 24 installments of 188.29, nothing overdue."""
    return debt(reference, "4000.00", "188.29", **{"days_past_due": 0, **fields})


def asked_of(*debts: rs.Debt, left: str, cash: str | None = None, policy: Policy = policies.GENERIC) -> rs.OptionSet:
    """The answer to a household that keeps so much a month for these debts, 5% of 2,000.00 apart, which is kept."""
    return rs.plan(
        rs.Application(
            reference="A-10",
            as_of=ON,
            currency="USD",
            household=rs.Household(adults=1, living_costs=Decimal("1900") - Decimal(left), housing_costs="0"),
            incomes=[rs.Income("salary", "2000", evidence="verified")],
            debts=list(debts),
            liquid_assets=cash,
            hardship=rs.Hardship(cause="reduced_income", willing_to_repay=True, in_contact=True),
        ),
        policy=policy,
    ).options


def rungs(options: rs.OptionSet) -> list[str]:
    return [part.rung for part in options.by_debt]


def test_contracts_that_can_be_kept_are_not_put_together() -> None:
    options = asked_of(current("a"), current("b"), left="500")
    assert (options.rung, rungs(options)) == ("keep", ["keep", "keep"])
    assert options.recommended is None
    assert [group.code for group in options.rejected] == ["less_apart"]


def test_one_contract_that_can_stand_keeps_the_others_apart() -> None:
    late = current("b", interest="90.00", overdue_principal="300.00", days_past_due=40)
    options = asked_of(current("a"), late, left="480")
    assert (options.rung, rungs(options), len(options)) == ("catch_up", ["keep", "catch_up"], 0)


def test_debts_are_put_together_where_every_one_is_restructured() -> None:
    options = asked_of(current("a"), current("b"), left="250")
    assert rungs(options) == ["restructure", "restructure"]
    assert options.rung == "restructure"
    assert options.recommended is not None


def test_debts_are_put_together_where_one_alone_finds_no_plan() -> None:
    """The first finds none within its share, as its own rate is the higher one; together they fit."""
    dear = debt("a", "4000.00", "400.00", rate="0.36", days_past_due=0, remaining_installments=13)
    levers = replace(policies.GENERIC.levers, terms=Steps(6, 60), rate_cuts=[Decimal(0)], forgiveness=[Decimal(0)])
    options = asked_of(dear, current("b", rate="0.03"), left="220", policy=replace(policies.GENERIC, levers=levers))
    assert rungs(options) == ["next_steps", "restructure"]
    assert options.rung == "restructure"


def test_what_the_caps_leave_catches_up_beside_a_contract_that_is_kept() -> None:
    """Of 480.00, 376.58 are the installments; the other 103.42 are the late debt's, to the cent."""
    late = current("b", interest="90.00", overdue_principal="300.00", days_past_due=40)
    options = asked_of(current("a"), late, left="480")
    shares = [part.question.capacity.affordable_payment for part in options.by_debt]
    assert sum(shares) == Decimal("480.00")
    first, second = (part.recommended for part in options.by_debt)
    assert first is not None
    assert second is not None
    assert first.id.startswith("keep-")
    assert second.id.startswith("catch_up-")
    assert second.schedule[0].payment == Decimal("253.29")  # 188.29, and a sixth of 300.00 and of 90.00


def test_a_cent_of_rounding_in_the_last_installment_loses_no_contract() -> None:
    """4,001.00 at 12% over 24: the last installment is above the others, and the debt asks for that one."""
    odd = debt("a", "4001.00", "188.33", days_past_due=0)
    contract = asked_of(odd, current("b"), left="400").by_debt[0].references["keep_contract"].schedule
    assert contract is not None
    highest = max(row.payment for row in contract)
    exact = highest + Decimal("188.29")
    assert rungs(asked_of(odd, current("b"), left=str(exact))) == ["keep", "keep"]


def test_each_debt_holds_its_part_of_the_budget() -> None:
    options = asked_of(current("a"), debt("b", "9000.00", "423.66"), left="333.33", cash="900")
    parts = [part.question.budget for part in options.by_debt]
    whole = options.question.budget
    for name in ("income", "left", "other"):
        exact = getattr(whole.steps[0], name)
        assert exact - len(parts) < sum(getattr(part.steps[0], name) for part in parts) <= exact
    for name in ("affordable", "keeps"):
        assert sum(getattr(part.steps[0], name) for part in parts) == getattr(whole.steps[0], name)
    assert sum(part.question.spare_cash for part in options.by_debt) <= options.question.spare_cash + len(parts)


def test_contracts_fit_together_by_the_month() -> None:
    """Each is 188.29 on a day of its own: both are asked of one month's budget."""
    later = current("b", next_due_date=date(2026, 12, 20))
    assert not asked_of(current("a"), later, left="300").question.contract_fits
    assert asked_of(current("a"), later, left="400").question.contract_fits


def test_a_debt_called_in_has_no_installment_that_limits_the_one_in_its_place() -> None:
    due = debt("due", "6000.00", "0", remaining_installments=0, overdue_principal="6000.00", days_past_due=200)
    options = asked_of(due, current("b"), left="300")
    assert not options.question.contract.goes_on
    assert not options.question.contract_fits
    assert not [group for group in options.rejected if group.code == "guardrail:WITHIN_CONTRACT"]
