"""Restructured loans of Apache Fineract's own test suite (Apache License 2.0, data only): every value of every row.

A vector is looked at after its last event, on the day the source looks. Rows that a re-ageing or a re-amortization has
emptied hold what was paid of them, as the source prints them. When it was paid, and what is outstanding, is no part of
a schedule. A row that pays out a tranche is an input: its day and amount are compared with the event's.
How a unit test cuts the interest of a row into segments is not compared, the interest is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

import restructure as rs
from golden.compare import assert_verdict, load, unequal
from golden.fineract_events import Loan, in_order, loan_of
from golden.fineract_payments import NOTHING, Row
from golden.vector_terms import CENT, NotExpressibleError, Vector

FILE = load("fineract_schedules.json.gz")
SCENARIOS = [vector for vector in FILE["vectors"] if vector["kind"] != ["plain"]]
UNITS = [vector for vector in FILE["unit_vectors"] if vector["kind"] != ["plain"]]

PLANS = ("re_age", "re_amortize")
PLANNED = [
    vector
    for vector in SCENARIOS
    if {event["event"] for event in vector["events"]} & set(PLANS)
    and vector["id"] not in ("FIN-0180", "FIN-0215", "FIN-0216")  # their first row is that of the plan's own day
]

TRACKED = {"paid", "paid_on", "in_advance", "late", "waived", "outstanding"}
SCHEDULED = {"type", "nr", "days", "due", "balance", "principal", "interest", "fees", "penalties", "total_due"}


@pytest.mark.parametrize("vector", SCENARIOS, ids=lambda vector: str(vector["id"]))
def test_every_value_of_a_scenario(vector: Vector) -> None:
    assert_verdict(vector["id"], scenario_differences(vector))


@pytest.mark.parametrize("vector", UNITS, ids=lambda vector: str(vector["id"]))
def test_every_value_of_a_unit_test(vector: Vector) -> None:
    assert_verdict(vector["id"], unit_differences(vector))


@pytest.mark.parametrize("vector", PLANNED, ids=lambda vector: str(vector["id"]))
def test_replay_finds_what_a_plan_begins_with(vector: Vector) -> None:
    """The principal to repay is that of the position; interest differs by a cent at most, as it is rounded in parts."""
    happened = in_order(vector["events"])
    place = next(place for place, event in enumerate(happened) if event["event"] in PLANS)
    loan, event = loan_of(vector, happened[:place]), happened[place]
    day = date.fromisoformat(event["transaction_date"])
    events = [
        rs.Event(f"p{nr}", "payment", paid.day, amount=paid.amount, excess="keep")
        for nr, paid in enumerate(loan.payments)
    ]
    servicing = rs.Servicing(overdue_rate=loan.terms.rate if loan.overdue_bears else None)
    position = rs.replay(loan.terms, events, as_of=day, servicing=servicing)
    rows = [row for row in vector["expected"][-1]["rows"] if row["type"] == "instalment"]
    planned = [row for row in rows if date.fromisoformat(row["due"]) > day]
    assert position.principal == sum(Decimal(row["principal"]) for row in planned)
    if event["interest_handling"] == "EQUAL_AMORTIZATION_PAYABLE_INTEREST":
        assert abs(position.interest - sum(Decimal(row["interest"]) for row in planned)) <= CENT


def test_every_other_vector_is_there() -> None:
    assert (len(SCENARIOS), len(UNITS)) == (98, 31)


# --- scenarios ---


def scenario_differences(vector: Vector) -> list[str]:
    look = vector["expected"][-1]
    try:
        loan = loan_of(vector)
        found = loan.rows()
    except NotExpressibleError as error:
        return [f"not expressible: {error}"]
    assert {row["type"] for row in look["rows"]} <= {"disbursement", "down_payment", "instalment"}
    kinds = ("instalment",) if "down_payment_pct" in vector["terms"] else ("instalment", "down_payment")
    printed = [row for row in look["rows"] if row["type"] in kinds]  # a row on its plan's own day is called the latter
    wrong = paid_out_differences(loan, found, look["rows"])
    if vector["id"] != "FIN-0027":  # prints its second tranche on the first day, with the interest of the fifth
        days = [row["due"] for row in look["rows"] if row["type"] == "disbursement"]
        wrong += [] if days == [one.day.isoformat() for one in loan.tranches] else [f"paid out on {days}"]
    if len(found) != len(printed):
        return [*wrong, f"{len(found)} rows, printed {len(printed)}"]
    began = loan.tranches[0].day
    for ours, row in zip(found, printed, strict=True):
        wrong += row_differences(ours, began, row)
        began = ours.due
    return wrong + (total_differences(loan, found, look["total"]) if "total" in look else [])


def row_differences(ours: Row, began: date, row: Vector) -> list[str]:
    assert set(row) - TRACKED == SCHEDULED
    number, due, days = row["nr"], ours.due.isoformat(), (ours.due - began).days
    wrong = [] if (due, days) == (row["due"], row["days"]) else [f"{number}: {due} after {days} days"]
    expected = {
        "principal": ours.principal,
        "interest": ours.interest,
        "fees": ours.fees,
        "penalties": NOTHING,
        "total_due": ours.total,
        "balance": ours.balance,
    }
    for name, amount in expected.items():
        wrong += unequal(f"{number} {name}", amount, row[name])
    return wrong


def paid_out_differences(loan: Loan, found: tuple[Row, ...], rows: list[Vector]) -> list[str]:
    """Compare what is paid out, and what is paid back of it the same day: rows of no days."""
    tranches = [row for row in rows if row["type"] == "disbursement"]
    downs = [row for row in rows if row["type"] == "down_payment" and "down_payment_pct" in loan.fields]
    wrong = []
    for ours, row in zip(loan.tranches, tranches, strict=True):
        assert set(row) - TRACKED == {"type", "nr", "due", "balance", "fees", "total_due"}
        wrong += unequal("paid out", ours.amount, row["balance"]) + unequal("fees", NOTHING, row["fees"])
    balances = down_balances(loan, found) if downs else iter(())
    if len(downs) not in (0, len(loan.tranches)):
        return [*wrong, f"{len(downs)} down payments"]
    for ours, balance, row in zip(loan.tranches, balances, downs, strict=False):
        assert set(row) - TRACKED == SCHEDULED
        wrong += [] if (ours.day.isoformat(), 0) == (row["due"], row["days"]) else ["day of a down payment"]
        down = NOTHING if loan.owes_down_payment else ours.down
        expected = {"principal": down, "total_due": down, "balance": balance, "interest": NOTHING, "fees": NOTHING}
        wrong += [line for name, amount in expected.items() for line in unequal(f"down {name}", amount, row[name])]
    return wrong


def down_balances(loan: Loan, found: tuple[Row, ...]) -> Iterator[Decimal]:
    """Return the balance after each down payment; all of a day are paid out before the first is paid back."""
    for place, tranche in enumerate(loan.tranches):
        due = [row for row in found if row.due <= tranche.day]
        since = due[-1].due if due else date.min
        balance = due[-1].balance if due else NOTHING
        new = [one for one in loan.tranches if since <= one.day <= tranche.day]
        balance += sum((one.amount for one in new), NOTHING)
        if not loan.owes_down_payment:
            balance -= sum((one.down for one in loan.tranches[: place + 1] if since <= one.day), NOTHING)
        yield balance


def total_differences(loan: Loan, found: tuple[Row, ...], total: Vector) -> list[str]:
    down = NOTHING if loan.owes_down_payment else sum((one.down for one in loan.tranches), NOTHING)
    expected = {
        "principal_due": sum((row.principal for row in found), NOTHING) + down,
        "interest": sum((row.interest for row in found), NOTHING),
        "fees": sum((row.fees for row in found), NOTHING),
        "penalties": NOTHING,
        "due": sum((row.total for row in found), NOTHING) + down,
    }
    assert set(total) - TRACKED == set(expected)
    return [line for name, amount in expected.items() for line in unequal(f"total {name}", amount, total[name])]


# --- unit tests ---


def unit_differences(vector: Vector) -> list[str]:
    """Compare rows whose balance counts what is paid out by the day; `total_due` leaves out what was taken back."""
    look = vector["expected"][-1]
    try:
        loan = loan_of(vector)
    except NotExpressibleError as error:
        return [f"not expressible: {error}"]
    found = loan.unit_rows()
    if look["complete"] and len(found) != len(look["rows"]):
        return [f"{len(found)} rows, printed {len(look['rows'])}"]
    wrong = []
    for row in look["rows"]:
        assert set(row) - {"fully_paid", "segments", "due"} == {"nr", "total_due", "interest", "principal", "balance"}
        number, ours = row["nr"], found[row["nr"] - 1]
        assert row.get("due") in (None, ours.due.isoformat())
        wrong += unequal(f"{number} payment", ours.total - loan.taken_back.get(number, NOTHING), row["total_due"])
        wrong += unequal(f"{number} interest", ours.interest, row["interest"])
        wrong += unequal(f"{number} principal", ours.principal, row["principal"])
        wrong += unequal(f"{number} balance", ours.balance, row["balance"])
    return wrong
