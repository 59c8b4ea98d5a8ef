"""Amortization schedules printed by regulators, agencies, textbooks and lenders: every printed value.

The vectors are those of the mortgagemath package, version 0.7.1 (MIT license), each with its published source.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

import restructure as rs
from golden.compare import assert_verdict, load, unequal
from golden.published_terms import published_terms
from golden.vector_terms import UnknownFieldError, Vector

VECTORS = load("published_schedules.json")["vectors"]
COLUMNS = {"payment", "payment_amount", "principal", "interest", "balance"}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["id"]))
def test_every_printed_value(vector: Vector) -> None:
    assert_verdict(vector["id"], differences(vector))


def test_every_vector_is_there() -> None:
    assert len({vector["id"] for vector in VECTORS}) == len(VECTORS) == 30


def differences(vector: Vector) -> list[str]:
    found = rs.amortize(published_terms(vector))
    wrong = [line for row in vector["expected"] for line in row_differences(found[row["payment"] - 1], row)]
    for name, printed in vector["expected_summary"].items():
        wrong += summary_differences(found, name, printed)
    return wrong


def row_differences(ours: rs.Installment, row: Vector) -> list[str]:
    """Compare one row; the source writes interest that joins the balance as negative principal."""
    assert set(row) == COLUMNS
    return [
        *unequal(f"{ours.number} payment", ours.payment, row["payment_amount"]),
        *unequal(f"{ours.number} interest", ours.interest_accrued, row["interest"]),
        *unequal(f"{ours.number} principal", ours.principal - ours.capitalized, row["principal"]),
        *unequal(f"{ours.number} balance", ours.closing_balance, row["balance"]),
    ]


def summary_differences(found: rs.Schedule, name: str, printed: str | list[Vector]) -> list[str]:
    if isinstance(printed, list):
        assert name == "amortization_ranges"
        return [line for stretch in printed for line in range_differences(found, stretch)]
    if name == "balloon_at_term":
        return unequal(name, found[-1].payment - found[-2].payment, printed)
    if name not in ("periodic_payment", "monthly_payment"):
        raise UnknownFieldError(name)
    return unequal(name, found[0].payment - found[0].fees, printed)


def range_differences(found: rs.Schedule, stretch: Vector) -> list[str]:
    assert set(stretch) == {"start_payment", "end_payment", "balance", "principal", "interest"}
    rows = found[stretch["start_payment"] - 1 : stretch["end_payment"]]
    return [
        *unequal("range principal", sum((row.principal for row in rows), Decimal(0)), stretch["principal"]),
        *unequal("range interest", sum((row.interest for row in rows), Decimal(0)), stretch["interest"]),
        *unequal("range balance", rows[-1].closing_balance, stretch["balance"]),
    ]
