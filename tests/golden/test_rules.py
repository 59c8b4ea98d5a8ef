"""Amortization rules with known answers: every figure their sources print."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

import restructure as rs
from golden.compare import assert_verdict, load, unequal
from golden.rules_terms import rules_terms
from golden.vector_terms import NotExpressibleError, UnknownFieldError, Vector

VECTORS = load("rules_amortization.json")["vectors"]
FINE = 1_000_000
UNROUNDED_KINDS = ("equal_instalment_total", "equal_principal_total")
UNROUNDED_NAMES = ("total_interest_unrounded", "interest_by_year", "first_instalment", "last_instalment")


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["id"]))
def test_every_printed_value(vector: Vector) -> None:
    assert_verdict(vector["id"], differences(vector))


def test_every_vector_is_there() -> None:
    assert len({vector["id"] for vector in VECTORS}) == len(VECTORS) == 34


def differences(vector: Vector) -> list[str]:
    try:
        rows, fine = (rs.amortize(rules_terms(vector, scale=scale)) for scale in (1, FINE))
    except NotExpressibleError as error:
        return [f"not expressible: {error}"]
    wrong = []
    for name, printed in vector["expected"].items():
        if name not in READINGS:
            raise UnknownFieldError(name)
        unrounded = name in UNROUNDED_NAMES or (
            vector["kind"] in UNROUNDED_KINDS and "instalment_rounding" not in vector["inputs"]
        )
        ours = READINGS[name](fine if unrounded else rows, vector["inputs"])
        wrong += value_differences(vector, name, [each / FINE for each in ours] if unrounded else ours, printed)
    return wrong


def value_differences(
    vector: Vector, name: str, ours: list[Decimal], printed: Decimal | int | list[Decimal]
) -> list[str]:
    stated = printed if isinstance(printed, list) else [printed] * len(ours)
    assert len(ours) == len(stated)
    return [
        line
        for place, (mine, theirs) in enumerate(zip(ours, stated, strict=True))
        for line in unequal(f"{name}[{place}]", mine, theirs, digits=printed_digits(vector, name, Decimal(theirs)))
    ]


def printed_digits(vector: Vector, name: str, printed: Decimal) -> int:
    """Return the decimals a source prints: whole units where it says so, four for a yield, otherwise cents."""
    if name == "effective_annual_pct":
        return 4
    return 0 if vector["tolerance"] >= Decimal("0.5") and printed == int(printed) else 2


Reading = Callable[[rs.Schedule, Vector], list[Decimal]]


def repaying(found: rs.Schedule) -> int:
    """Return the place of the first installment after a grace."""
    phases = found.terms.phases
    return phases[0].count if len(phases) > 1 and phases[0].method in ("capitalize", "interest_only") else 0


def total_interest(found: rs.Schedule, _inputs: Vector) -> list[Decimal]:
    return [found.totals.interest]


def interest_by_year(found: rs.Schedule, _inputs: Vector) -> list[Decimal]:
    return [sum((row.interest for row in found[start : start + 12]), Decimal(0)) for start in range(0, len(found), 12)]


def last_counted(inputs: Vector) -> int:
    """Return the place of the row whose balance is printed."""
    count: int = inputs.get("months_capitalised") or inputs["payments_made"]
    return count - 1


def monthly_yield(found: rs.Schedule) -> Fraction:
    """Return the interest share of a loan that repays nothing before its last row, which is its exact yield."""
    shares = {Fraction(row.interest) / Fraction(row.opening_balance) for row in found}
    assert len(shares) == 1
    return shares.pop()


def percent(share: Fraction) -> Decimal:
    return Decimal(share.numerator * 100) / Decimal(share.denominator)


READINGS: dict[str, Reading] = {
    "instalment": lambda found, _: [found[repaying(found)].payment],
    "first_instalment": lambda found, _: [found[0].payment],
    "last_instalment": lambda found, _: [found[-1].payment],
    "instalment1": lambda found, _: [found[0].payment],
    "instalment2": lambda found, inputs: [found[inputs["months_at_rate1"]].payment],
    "balances_1_12": lambda found, _: [row.closing_balance for row in found[:12]],
    "interest_1_12": lambda found, _: [row.interest for row in found[:12]],
    "interest_by_year": interest_by_year,
    "total_interest": total_interest,
    "total_interest_unrounded": total_interest,
    "total_paid": lambda found, _: [found.totals.payment],
    "total_paid_rounded": lambda found, _: [found.totals.payment],
    "total": lambda found, _: [found.totals.payment],
    "balance": lambda found, inputs: [found[last_counted(inputs)].closing_balance],
    "one_month_interest": lambda found, inputs: [found[last_counted(inputs) + 1].interest],
    "eight_months_simple_interest": lambda found, inputs: [
        sum((row.interest for row in found[last_counted(inputs) + 1 :][:8]), Decimal(0))
    ],
    "principal_paid_after_60_rounded_dollar": lambda found, _: [found[0].opening_balance - found[59].closing_balance],
    "first_interest": lambda found, _: [found[0].interest],
    "first_principal": lambda found, _: [found[0].principal],
    "first_payment": lambda found, _: [found[0].payment],
    "payment_1_to_11": lambda found, _: [row.payment for row in found[:11]],
    "payment_12": lambda found, _: [found[11].payment],
    "nominal_annual_pct": lambda found, _: [percent(monthly_yield(found) * 12)],
    "effective_annual_pct": lambda found, _: [percent((1 + monthly_yield(found)) ** 12 - 1)],
    "grace_payment": lambda found, _: [row.payment for row in found[: repaying(found)]],
    "balance_after": lambda found, _: [found[repaying(found) - 1].closing_balance],
    "residual": lambda found, _: [found[0].opening_balance],
}
