"""Payments made and missed in frappe/lending: what is owed and settled, through `replay`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import restructure as rs
from golden.compare import assert_verdict, load, unequal
from golden.vector_terms import Vector

VECTORS: dict[str, Vector] = {vector["id"]: vector for vector in load("frappe_schedules.json")["vectors"]}


def loan(vector: Vector, principal: str | None = None) -> rs.LoanTerms:
    """Return the loan: its installment is that of equal months rounded up, its interest that of the days."""
    given = vector["terms"]
    months = rs.LoanTerms(
        currency="INR",
        principal=principal or given["principal"],
        rate=rs.percent(given["annual_rate_pct"]),
        start_date=given["disbursed_on"],
        first_due_date=given["first_due"],
        phases=[rs.Phase(given["periods"])],
        partial_period="whole",
        installment_rounding="up",
        installment_unit=1,
    )
    level = rs.amortize(months)[0].payment
    phase = rs.Phase(given["periods"], "fixed_amount", amount=level)
    return replace(months, day_count="act/365f", phases=[phase], installment_unit=None)


def payments(vector: Vector, excess: str | None = None) -> list[rs.Event]:
    return [
        rs.Event(f"e{place}", "payment", event["date"], amount=event["amount"], excess=excess)  # type: ignore[arg-type]
        for place, event in enumerate(vector["events"])
        if "amount" in event
    ]


def owed(vector: Vector, as_of: date, servicing: rs.Servicing | None = None) -> rs.Position:
    return rs.replay(loan(vector), payments(vector), as_of=as_of, servicing=servicing or rs.Servicing())


def test_a_payment_settles_the_interest_of_its_days_and_then_principal() -> None:
    vector = VECTORS["FRP-22"]
    assert vector["terms"]["principal"].startswith("1000000 (derived")
    terms = loan(vector, principal="1000000")
    paid = payments(vector, excess="keep")
    before = rs.replay(terms, [], as_of=date(2025, 1, 30))
    after = rs.replay(terms, paid, as_of=date(2025, 1, 30))
    found = unequal("interest", before.interest - after.interest, vector["expected"]["interest_paid"])
    found += unequal("principal", before.principal - after.principal, vector["expected"]["principal_paid"])
    assert_verdict("FRP-22", found)


def test_an_advance_reduces_principal_and_keeps_the_installment() -> None:
    vector = VECTORS["FRP-20"]
    first, advance = payments(vector, excess="keep")
    early = rs.amortize(rs.amended(loan(vector), [first, advance], as_of=date(2024, 5, 29)))
    found = unequal("installment", early[2].payment, vector["expected"]["payment_after_advance"])
    lines = vector["expected"]["allocation_of_advance_in_upstream_branch"]
    interest, principal = (Decimal(line["paid"]) for line in lines)
    before, after = (rs.replay(loan(vector), events, as_of=date(2024, 5, 29)) for events in ([first], [first, advance]))
    found += unequal("interest", before.interest - after.interest, interest)
    found += unequal("principal", before.principal - after.principal, principal)
    assert_verdict("FRP-20", found)


def test_penalty_on_three_overdue_installments() -> None:
    vector = VECTORS["FRP-23"]
    rate = rs.percent(vector["terms"]["penalty_annual_rate_pct"])
    late = owed(vector, date(2024, 7, 7), rs.Servicing(penalty_rate=rate, compound_rate=rate))
    borne = late.penalty_interest + late.compound_interest  # on overdue principal and on overdue interest
    assert_verdict("FRP-23", unequal("penalty", borne, vector["expected"]["penalty"]))


def test_days_past_due_from_partial_payments() -> None:
    vector = VECTORS["FRP-24"]
    found: list[str] = []
    for day, printed in vector["expected"]["days_past_due"].items():
        found += unequal(day, Decimal(owed(vector, date.fromisoformat(day)).days_past_due), printed)
    assert_verdict("FRP-24", found)
