"""Ratios are exact until they are read, and caps are held to the last digit."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, strategies as st

from restructure.measures.ratios import (
    assessable_income,
    back_end_ratio,
    check_cap,
    debt_service_ratio,
    largest_payment,
)
from restructure.measures.residual import residual_income

amounts = st.integers(0, 10**12).map(lambda cents: Decimal(f"{cents // 100}.{cents % 100:02d}"))
incomes = amounts.filter(bool)
shares = st.integers(0, 10**6).map(lambda parts: Decimal(f"0.{parts:06d}") if parts < 10**6 else Decimal(1))
CENT = Decimal("0.01")


@given(amounts, incomes, st.integers(0, 6))
def test_a_percent_is_the_nearest_to_the_exact_ratio(payments: Decimal, income: Decimal, digits: int) -> None:
    ratio = debt_service_ratio(payments, income=income, basis="net")
    error = Fraction(ratio.percent(digits)) - 100 * Fraction(payments) / Fraction(income)
    half = Fraction(1, 2 * 10**digits)
    assert -half < error <= half
    assert abs(Fraction(ratio.value) - ratio.exact) <= Fraction(1, 2 * 10**6)


@given(shares, incomes, amounts)
def test_the_largest_payment_fills_the_cap_and_a_cent_more_breaks_it(
    cap: Decimal, income: Decimal, payments: Decimal
) -> None:
    most = largest_payment(cap, income=income, payments=payments)
    full = back_end_ratio(payments, debts=most, income=income, basis="gross")
    assert check_cap(full, cap, basis="gross").within == (payments <= Fraction(cap) * Fraction(income))
    over = back_end_ratio(payments, debts=most + CENT, income=income, basis="gross")
    assert not check_cap(over, cap, basis="gross").within


@given(st.lists(st.tuples(amounts, shares), max_size=5))
def test_assessable_income_is_the_exact_sum(given_incomes: list[tuple[Decimal, Decimal]]) -> None:
    exact = sum((Fraction(amount) * (1 - Fraction(haircut)) for amount, haircut in given_incomes), Fraction(0))
    assert Fraction(assessable_income(given_incomes)) == exact


@given(amounts, amounts, amounts, amounts)
def test_no_ambient_decimal_context_moves_a_figure(
    income: Decimal, housing: Decimal, living: Decimal, debts: Decimal
) -> None:
    exact = Fraction(income) - Fraction(housing) - Fraction(living) - Fraction(debts)
    with decimal.localcontext(decimal.Context(prec=1, traps=[decimal.Inexact, decimal.Rounded])):
        left = residual_income(income, housing=housing, living=living, debts=debts, basis="net")
        assert Fraction(left.amount) == exact
