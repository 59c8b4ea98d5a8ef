"""Restructured schedules against published figures and worked ones: a payment holiday, money held, a plan replayed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import restructure as rs

# Barclays, corona virus FAQ (2020): 160,000 over 180 months, 2.00% for 60 months, then 3.24%; three months paid at
# 100%, 50% or 0%, what was missed re-spread over the rest. The page sums unrounded installments; here the last one
# settles what rounding leaves over.
MORTGAGE = rs.LoanTerms(
    currency="GBP",
    principal="160000.00",
    rate="0.02",
    start_date=date(2020, 3, 1),
    first_due_date=date(2020, 4, 1),
    phases=[rs.Phase(60), rs.Phase(120, rate="0.0324")],
)
UNROUNDED = Decimal("0.30")


def after_holiday(paid: str | None) -> tuple[rs.Schedule, list[rs.Event]]:
    """Return the mortgage after three months in which so much was paid each month."""
    days = rs.amortize(MORTGAGE).due_dates[:3]
    events = [] if paid is None else [rs.Event(f"p{day}", "payment", day, amount=paid) for day in days]
    position = rs.replay(MORTGAGE, events, as_of=days[-1])
    treatments = [rs.Treatment("interest", "capitalize")]
    terms = rs.LoanTerms(
        currency="GBP",
        principal=rs.loan.principal_after(position, treatments),
        rate="0.02",
        start_date=position.as_of,
        first_due_date=date(2020, 7, 1),
        phases=[rs.Phase(57), rs.Phase(120, rate="0.0324")],
    )
    return rs.reschedule(position, treatments, terms), events


@pytest.mark.parametrize(
    ("paid", "installment", "total"),
    [(None, "1049.78", "193558.75"), ("514.80", "1039.70", "193244.07")],
)
def test_a_payment_holiday_of_a_lender(paid: str | None, installment: str, total: str) -> None:
    plan, events = after_holiday(paid)
    assert (str(plan[0].payment), len(plan)) == (installment, 177)
    received = sum((event.amount for event in events if event.amount is not None), Decimal(0))
    assert abs(plan.totals.payment + received - Decimal(total)) <= UNROUNDED


def test_without_a_holiday_the_same_page() -> None:
    schedule = rs.amortize(MORTGAGE)
    assert str(schedule[0].payment) == "1029.61"
    assert abs(schedule.totals.payment - Decimal("192929.39")) <= UNROUNDED


def test_the_plan_after_a_holiday_is_a_contract_like_any_other() -> None:
    plan, _ = after_holiday(None)
    paid = [rs.Event(f"q{row.number}", "payment", row.due_date, amount=row.payment) for row in plan[:20]]
    owed = rs.replay(plan.terms, paid, as_of=plan[19].due_date)
    assert (owed.principal, owed.interest, owed.credit) == (plan[19].closing_balance, Decimal(0), Decimal(0))


# --- worked by hand ---


def test_money_held_before_a_restructuring_is_in_a_line() -> None:
    """12,000 at 18%, row 1 paid, 900.00 more held: 11,079.84 + 132.96 - 900.00 = 10,312.80 is owed net."""
    terms = rs.LoanTerms(
        currency="USD",
        principal="12000.00",
        rate="0.18",
        start_date=date(2026, 1, 1),
        first_due_date=date(2026, 2, 1),
        phases=[rs.Phase(12)],
    )
    events = [
        rs.Event("p1", "payment", date(2026, 2, 1), amount="1100.16"),
        rs.Event("p2", "payment", date(2026, 2, 20), amount="900.00"),
    ]
    owed = rs.replay(terms, events, as_of=date(2026, 2, 25))
    capitalized = rs.Treatment("interest", "capitalize")
    with pytest.raises(rs.InvalidInputError, match="credit is not fully assigned; offset it against a component"):
        rs.loan.principal_after(owed, [capitalized])
    offset = [rs.Treatment("credit", "offset", against=name) for name in ("interest", "principal")]
    assert rs.loan.principal_after(owed, [*offset, capitalized]) == Decimal("10312.80")
    kept = [capitalized, rs.Treatment("credit", "hold", amount="700.00"), rs.Treatment("credit", "refund")]
    plan = rs.reschedule(owed, kept, again(owed, kept))
    assert plan.conservation is not None
    assert [str(amount) for amount in vars(plan.conservation.credit).values()] == ["900.00", "0.00", "700.00", "200.00"]
    assert str(rs.replay(plan.terms, [], as_of=owed.as_of).credit) == "700.00"
    settled = rs.reschedule(owed, [*offset, capitalized], again(owed, [*offset, capitalized]))
    assert settled.conservation is not None
    assert "settled by money held" in settled.conservation.to_text()
    assert str(settled.conservation.total.offset) == "900.00"


def again(owed: rs.Position, treatments: list[rs.Treatment]) -> rs.LoanTerms:
    """Return new terms for a position."""
    return rs.LoanTerms(
        currency="USD",
        principal=rs.loan.principal_after(owed, treatments),
        rate="0.12",
        start_date=owed.as_of,
        first_due_date=date(2026, 4, 1),
        phases=[rs.Phase(12)],
    )


def test_three_payments_as_planned_leave_what_the_plan_has_left() -> None:
    """300.00 spread over twelve rows and 60.00 at maturity: after three, 225.00 and 60.00 are owed and nothing held."""
    owed = rs.Position(currency="USD", as_of=date(2026, 1, 1), principal="6000.00", interest="300.00", fees="60.00")
    treatments = [rs.Treatment("interest", "spread", due="all"), rs.Treatment("fees", "defer", due="maturity")]
    terms = rs.LoanTerms(
        currency="USD",
        principal="6000.00",
        rate="0.12",
        start_date=date(2026, 1, 1),
        first_due_date=date(2026, 2, 1),
        phases=[rs.Phase(12)],
    )
    plan = rs.reschedule(owed, treatments, terms)
    paid = [rs.Event(f"p{row.number}", "payment", row.due_date, amount="558.09") for row in plan[:3]]
    left = rs.replay(plan.terms, paid, as_of=date(2026, 4, 1))
    assert [str(left.owed(name)) for name in ("interest", "fees")] == ["225.00", "60.00"]
    assert (left.principal, left.credit) == (plan[2].closing_balance, Decimal(0))
    assert rs.from_json(rs.LoanTerms, rs.to_json(plan.terms)) == plan.terms


@pytest.mark.parametrize(
    ("beside", "message"),
    [
        (rs.Treatment("fees", "waive", amount=1), r"beside\[0\]\.action: waive ends an amount"),
        (rs.Treatment("fees", "spread", due=3), r"beside\[0\]\.amount: must be stated"),
        (rs.Treatment("fees", "spread", amount=1, due=13), r"beside\[0\]\.due: 13 installments are more"),
        (rs.Treatment("fees", "defer", amount=1, due=date(2026, 2, 2)), r"beside\[0\]\.due: 2026-02-02 is no due date"),
    ],
)
def test_what_a_contract_cannot_carry_is_refused(beside: rs.Treatment, message: str) -> None:
    with pytest.raises(rs.InvalidTermsError, match=message):
        rs.LoanTerms(
            currency="USD",
            principal="6000.00",
            rate="0.12",
            start_date=date(2026, 1, 1),
            first_due_date=date(2026, 2, 1),
            phases=[rs.Phase(12)],
            beside=[beside],
        )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (("credit", "waive"), "waive does not go with credit"),
        (("fees", "refund"), "refund does not go with fees"),
        (("credit", "offset"), "against: is the component that an offset settles"),
    ],
)
def test_money_held_and_debts_have_actions_of_their_own(wrong: tuple[str, str], message: str) -> None:
    with pytest.raises(rs.InvalidTermsError, match=message):
        rs.Treatment(*wrong)  # type: ignore[arg-type]
