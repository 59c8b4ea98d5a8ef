"""Small convention checks of frappe/lending and corefin: every printed value.

The amounts are facts from the test suite of frappe/lending and from issue texts, most of them printed in whole units.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from golden.compare import assert_verdict, load, unequal
from golden.frappe_terms import frappe_terms
from golden.vector_terms import UnknownFieldError, Vector

VECTORS = {vector["id"]: vector for vector in load("frappe_schedules.json")["vectors"]}
SERVICED = {"FRP-20", "FRP-22", "FRP-23", "FRP-24"}
"""Vectors about payments made and missed, in `test_frappe_servicing`."""
FINE = 10_000
"""Where the source says that it rounds no row, amounts are read off a loan so many times as large."""


@pytest.mark.parametrize("identity", [identity for identity in VECTORS if identity not in SERVICED])
def test_every_printed_value(identity: str) -> None:
    assert_verdict(identity, differences(VECTORS[identity]))


def test_every_vector_is_there() -> None:
    assert len(VECTORS) == 15
    assert set(VECTORS) > SERVICED


def differences(vector: Vector) -> list[str]:
    expected = vector["expected"]
    if isinstance(expected, list):
        return table_differences(rs.amortize(frappe_terms(vector)), expected)
    wrong = []
    for name, printed in expected.items():
        if name not in CHECKS:
            raise UnknownFieldError(name)
        try:
            wrong += CHECKS[name](vector, printed)
        except rs.InvalidTermsError as error:
            wrong.append(f"refused: {error}")
    return wrong


def table_differences(found: rs.Schedule, rows: list[Vector]) -> list[str]:
    """Compare a table printed in cents."""
    assert len(found) == len(rows)
    wrong = []
    for ours, row in zip(found, rows, strict=True):
        assert set(row) == {"nr", "principal", "interest"}
        wrong += unequal(f"{row['nr']} principal", ours.principal, row["principal"])
        wrong += unequal(f"{row['nr']} interest", ours.interest, row["interest"])
    return wrong


def scale_of(vector: Vector) -> int:
    return FINE if "row_rounding" in vector["terms"] else 1


def schedule(vector: Vector) -> rs.Schedule:
    return rs.amortize(frappe_terms(vector, scale=scale_of(vector)))


def whole(vector: Vector, name: str, ours: Decimal, printed: int) -> list[str]:
    """Compare an amount that is printed in whole units."""
    return unequal(name, ours / scale_of(vector), printed, digits=0)


def rows_differ(vector: Vector, rows: list[Vector]) -> list[str]:
    found, wrong = schedule(vector), []
    for row in rows:
        assert set(row) == {"index0", "principal", "interest", "balance"}
        ours = found[row["index0"]]
        wrong += whole(vector, f"{ours.number} principal", ours.principal, row["principal"])
        wrong += whole(vector, f"{ours.number} interest", ours.interest, row["interest"])
        wrong += whole(vector, f"{ours.number} balance", ours.closing_balance, row["balance"])
    return wrong


def dates_differ(vector: Vector, dates: Vector) -> list[str]:
    assert set(dates) == {"first", "second", "last"}
    due = rs.amortize(frappe_terms(vector)).due_dates
    ours = {"first": due[0], "second": due[1], "last": due[-1]}
    return [f"{name}: {ours[name]}, printed {day}" for name, day in dates.items() if ours[name].isoformat() != day]


def count_differs(vector: Vector, printed: int) -> list[str]:
    paying = rs.amortize(frappe_terms(vector, rounded_up=True))
    return unequal("rows", Decimal(paying.paid_off_at or len(paying)), printed)


def installment_differs(vector: Vector, printed: str, *, rounded_up: bool) -> list[str]:
    return unequal("installment", rs.amortize(frappe_terms(vector, rounded_up=rounded_up))[0].payment, printed)


CHECKS: dict[str, Callable[[Vector, Any], list[str]]] = {
    "payment": lambda vector, printed: unequal("payment", schedule(vector)[0].payment / scale_of(vector), printed),
    "total_interest": lambda vector, printed: whole(vector, "interest", schedule(vector).totals.interest, printed),
    "total_payment": lambda vector, printed: whole(vector, "payments", schedule(vector).totals.payment, printed),
    "rows": rows_differ,
    "number_of_rows": lambda vector, printed: unequal("rows", Decimal(len(schedule(vector))), printed),
    "due_dates": dates_differ,
    "principal_paid": lambda vector, printed: unequal("principal", schedule(vector)[0].principal, printed),
    "exact_payment": lambda vector, printed: installment_differs(vector, printed, rounded_up=False),
    "frappe_payment": lambda vector, printed: installment_differs(vector, printed, rounded_up=True),
    "rounded_up_payment": lambda vector, printed: installment_differs(vector, printed, rounded_up=True),
    "rows_reported": count_differs,
}
