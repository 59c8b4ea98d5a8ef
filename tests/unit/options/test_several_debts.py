"""Several debts in scope: shares that add up, plans that fit together, and one debt in their place, exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np

import restructure as rs
from restructure import policies

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
