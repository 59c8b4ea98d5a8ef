"""Plain schedules of Apache Fineract's own test suite (Apache License 2.0, data only): every value of every row.

A plain vector has one disbursement and no other event. A down payment is paid on the day of disbursement, so the loan
is what it leaves. What was paid, and what is outstanding after it, is no part of a schedule.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal

import pytest

import restructure as rs
from golden.compare import assert_verdict, load, unequal
from golden.fineract_payments import NOTHING, Row
from golden.fineract_replans import Spread, add_on_rows, interest_waits, rows_of
from golden.fineract_terms import down_payment, fineract_terms, interest_is_fixed
from golden.vector_terms import START, Vector

FILE = load("fineract_schedules.json.gz")
SCENARIOS = [vector for vector in FILE["vectors"] if vector["kind"] == ["plain"]]
UNITS = [vector for vector in FILE["unit_vectors"] if vector["kind"] == ["plain"]]
MICRO = {vector["id"]: vector for vector in FILE["micro"]}
TRACKED = {"paid", "paid_on", "in_advance", "late", "waived", "outstanding"}
SCHEDULED = {"type", "nr", "days", "due", "balance", "principal", "interest", "fees", "penalties", "total_due"}
HUGE = 10**11
"""Owed so much, a loan's interest shows 13 decimals of the ratio."""
TWELVE = Context(prec=12, rounding=ROUND_HALF_EVEN)


@pytest.mark.parametrize("vector", SCENARIOS, ids=lambda vector: str(vector["id"]))
def test_every_value_of_a_scenario(vector: Vector) -> None:
    assert_verdict(vector["id"], scenario_differences(vector))


@pytest.mark.parametrize("vector", UNITS, ids=lambda vector: str(vector["id"]))
def test_every_value_of_a_unit_test(vector: Vector) -> None:
    assert_verdict(vector["id"], unit_differences(vector))


def test_every_plain_vector_is_there() -> None:
    assert (len(SCENARIOS), len(UNITS), len(MICRO)) == (84, 19, 6)


def scenario_differences(vector: Vector) -> list[str]:
    (look,), (disbursed,) = vector["expected"], vector["events"]
    first, *rest = look["rows"]
    paid = down_payment(vector)
    found = rows_found(vector)
    wrong = disbursement_differences(first, disbursed)
    assert [row["nr"] for row in rest] == list(range(1, len(rest) + 1))
    if rest[0]["type"] == "down_payment":
        wrong += down_payment_differences(rest[0], paid, disbursed)
        rest = rest[1:]
    elif paid:
        wrong.append("no down payment printed")
    began = date.fromisoformat(disbursed["date"])
    for ours, row in zip(found, rest, strict=True):
        wrong += row_differences(ours, began, row)
        began = ours.due
    return wrong + (total_differences(found, paid, look["total"]) if "total" in look else [])


def rows_found(vector: Vector) -> tuple[Row, ...]:
    """Return the rows that follow a down payment."""
    terms, waiting = fineract_terms(vector), vector["terms"].get("grace_interest_payment_periods")
    if waiting:
        return interest_waits(terms, waiting)
    if interest_is_fixed(vector):
        return add_on_rows(terms, Decimal(vector["events"][0]["amount"]))
    return rows_of(terms, Spread())


def disbursement_differences(row: Vector, disbursed: Vector) -> list[str]:
    assert set(row) - TRACKED == {"type", "nr", "due", "balance", "fees", "total_due"}
    assert (row["type"], row["nr"], row["due"]) == ("disbursement", None, disbursed["date"])
    expected = {"balance": Decimal(disbursed["amount"]), "fees": Decimal(0), "total_due": Decimal(0)}
    return [line for name, amount in expected.items() for line in unequal(name, amount, row[name])]


def down_payment_differences(row: Vector, paid: Decimal, disbursed: Vector) -> list[str]:
    assert set(row) - TRACKED == SCHEDULED
    assert (row["days"], row["due"]) == (0, disbursed["date"])
    left = Decimal(disbursed["amount"]) - paid
    none = Decimal(0)
    expected = {
        "principal": paid,
        "total_due": paid,
        "balance": left,
        "interest": none,
        "fees": none,
        "penalties": none,
    }
    return [line for name, amount in expected.items() for line in unequal(name, amount, row[name])]


def row_differences(ours: Row, began: date, row: Vector) -> list[str]:
    assert set(row) - TRACKED == SCHEDULED
    assert row["type"] == "instalment"
    assert (ours.due.isoformat(), (ours.due - began).days) == (row["due"], row["days"])
    expected = {
        "principal": ours.principal,
        "interest": ours.interest,
        "fees": ours.fees,
        "penalties": Decimal(0),
        "total_due": ours.total,
        "balance": ours.balance,
    }
    return [line for name, amount in expected.items() for line in unequal(f"{row['nr']} {name}", amount, row[name])]


def total_differences(found: tuple[Row, ...], paid: Decimal, total: Vector) -> list[str]:
    expected = {
        "principal_due": sum((row.principal for row in found), paid),
        "interest": sum((row.interest for row in found), NOTHING),
        "fees": sum((row.fees for row in found), NOTHING),
        "penalties": NOTHING,
        "due": sum((row.total for row in found), paid),
    }
    assert set(total) - TRACKED == set(expected)
    return [line for name, amount in expected.items() for line in unequal(f"total {name}", amount, total[name])]


def unit_differences(vector: Vector) -> list[str]:
    (look,) = vector["expected"]
    terms = fineract_terms(vector)
    wrong, began = [], terms.start_date
    for ours, ratio, row in zip(rows_found(vector), ratios(terms), look["rows"], strict=True):
        assert set(row) - {"fully_paid", "segments"} == {"nr", "due", "total_due", "interest", "principal", "balance"}
        assert ours.due.isoformat() == row["due"]
        wrong += unequal(f"{row['nr']} payment", ours.total, row["total_due"])
        wrong += unequal(f"{row['nr']} interest", ours.interest, row["interest"])
        wrong += unequal(f"{row['nr']} principal", ours.principal, row["principal"])
        wrong += unequal(f"{row['nr']} balance", ours.balance, row["balance"])
        for segment in row.get("segments", []):
            wrong += segment_differences(ours, (ours.due - began).days, ratio, segment)
        began = ours.due
    return wrong


def segment_differences(ours: Row, days: int, ratio: Decimal, segment: Vector) -> list[str]:
    """Compare the ratio of a row, and the interest the source finds with it: per day, in 12 digits at every step."""
    assert set(segment) <= {"segment", "rate_factor", "interest_exact"}
    if Decimal(segment["rate_factor"]) == 0:  # the day of disbursement
        return unequal(f"{ours.due} interest of no day", Decimal(0), segment.get("interest_exact", 0))
    opening = ours.balance + ours.principal
    per_day = TWELVE.divide(TWELVE.multiply(ratio, opening), Decimal(days))
    interest = TWELVE.multiply(per_day, Decimal(days))
    return [
        *unequal(f"{ours.due} ratio", ratio, segment["rate_factor"]),
        *unequal(f"{ours.due} exact interest", interest, segment.get("interest_exact", interest)),
    ]


def ratios(loan: rs.LoanTerms) -> list[Decimal]:
    """Return what share of the balance each row charges, to 12 decimals."""
    phases = [rs.Phase(loan.installments, "interest_only")]
    found = rs.amortize(replace(loan, principal=HUGE, residual="last", phases=phases))
    return [(row.interest / HUGE).quantize(Decimal("1e-12"), ROUND_HALF_EVEN) for row in found]


# --- small ones ---


def terms(
    amount: Decimal | int, rate: Decimal | str | int, phases: list[rs.Phase], day_count: rs.basics.DayCount
) -> rs.LoanTerms:
    return rs.LoanTerms(
        currency="EUR",
        principal=amount,
        rate=rate,
        start_date=START,
        first_due_date=date(2024, 2, 1),
        day_count=day_count,
        phases=phases,
    )


@pytest.mark.parametrize("identity", ["FIN-M01", "FIN-M02", "FIN-M03"])
def test_an_amount_is_split_equally(identity: str) -> None:
    vector = MICRO[identity]
    found = rs.amortize(terms(Decimal(vector["amount"]), 0, [rs.Phase(vector["n"])], "30/360"))
    assert [row.payment for row in found] == [Decimal(part) for part in vector["expected"]]


@pytest.mark.parametrize(("identity", "day_count"), [("FIN-M04", "act/365f"), ("FIN-M05", "act/act_last")])
def test_ratios_of_monthly_periods(identity: str, day_count: rs.basics.DayCount) -> None:
    vector = MICRO[identity]
    loan = terms(1, vector["annual_rate"], [rs.Phase(len(vector["periods"]))], day_count)
    assert ratios(loan) == [Decimal(ratio) for ratio in vector["expected"]]


def test_annuity_factors() -> None:
    """What a loan grows to, divided by the installment that repays it, is the annuity factor of its rows."""
    vector = MICRO["FIN-M06"]
    wrong = []
    for count, printed in enumerate(vector["expected"], start=1):
        growing = [rs.Phase(count, "capitalize"), rs.Phase(1)]
        grown = rs.amortize(terms(HUGE, vector["annual_rate"], growing, "act/365f"))[count - 1].closing_balance
        level = rs.amortize(terms(HUGE, vector["annual_rate"], [rs.Phase(count)], "act/365f"))[0].payment
        wrong += unequal(f"factor of {count}", TWELVE.divide(grown, level), printed)
    assert_verdict("FIN-M06", wrong)
