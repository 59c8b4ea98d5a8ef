from __future__ import annotations

import decimal
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure.basics.money import MAX_MINOR, scaled_decimal

DIGITS = {
    "CNY": 2,
    "USD": 2,
    "EUR": 2,
    "GBP": 2,
    "JPY": 0,
    "KRW": 0,
    "INR": 2,
    "HKD": 2,
    "SGD": 2,
    "KWD": 3,
    "VND": 0,
    "BHD": 3,
    "CLF": 4,
}


@pytest.mark.parametrize(("code", "digits"), DIGITS.items())
def test_currencies_have_their_iso_4217_digits(code: str, digits: int) -> None:
    currency = rs.Currency(code)
    assert currency.digits == digits
    assert currency.to_major(12345) == scaled_decimal(12345, digits)
    assert currency.to_minor(currency.to_major(12345)) == 12345


@pytest.mark.parametrize("code", ["cny", "XXX", "", "US", None, 156, ["CNY"]])
def test_unknown_currencies_are_refused(code: Any) -> None:
    with pytest.raises(rs.InvalidInputError, match="ISO 4217"):
        rs.Currency(code)


def test_a_currency_is_a_value() -> None:
    assert rs.Currency("CNY") == rs.Currency("CNY") != rs.Currency("USD")
    assert {rs.Currency("CNY"): 1}[rs.Currency("CNY")] == 1
    with pytest.raises(AttributeError):
        rs.Currency("CNY").code = "USD"


@pytest.mark.parametrize(
    ("amount", "message"),
    [
        ("1.005", "more than 2 decimals for USD; round it before passing it in"),
        (0.1 + 0.2, "more than 2 decimals"),
        ("-0.01", "must not be negative"),
        (True, "not true or false"),
        (float("nan"), "finite"),
        ("1000000000000000", "too large"),
        (MAX_MINOR // 100 + 1, "too large"),
        ("12,000", "digits and a point"),
        (None, "must be a number"),
    ],
)
def test_bad_amounts_are_refused_with_the_remedy(amount: Any, message: str) -> None:
    terms: dict[str, Any] = {"currency": "USD", "rate": 0, "start_date": "2026-01-01", "first_due_date": "2026-02-01"}
    with pytest.raises(rs.InvalidInputError, match=message) as caught:
        rs.LoanTerms(principal=amount, phases=[rs.Phase(1)], **terms)
    assert caught.value.faults[0].path == "loan_terms.principal"


def test_trailing_zeros_are_no_decimals_too_many() -> None:
    assert rs.Currency("JPY").to_minor(Decimal("1500.00")) == 1500


def test_no_ambient_decimal_context_can_move_a_cent() -> None:
    with decimal.localcontext() as context:
        context.prec = 3
        currency = rs.Currency("USD")
        assert currency.to_minor(Decimal("1234567.89")) == 123456789
        assert str(currency.to_major(123456789)) == "1234567.89"
        assert str(rs.percent("18.2567").annual) == "0.182567"
        assert sum(map(currency.to_minor, rs.basics.allocate("1234567.89", [1, 2], currency="USD"))) == 123456789


@pytest.mark.parametrize(
    ("amount", "weights", "currency", "parts"),
    [
        ("160.00", [4550, 6700, 1200], "GBP", ["58.47", "86.11", "15.42"]),  # a published example prints 159.99
        ("100.00", [500, 1000, 233, 200], "GBP", ["25.87", "51.73", "12.05", "10.35"]),
        ("0.04", [1] * 6, "USD", ["0.01"] * 4 + ["0.00"] * 2),
        ("10", [1, 1, 1], "JPY", ["4", "3", "3"]),
    ],
)
def test_allocate_is_largest_remainder(amount: str, weights: list[int], currency: str, parts: list[str]) -> None:
    assert [str(part) for part in rs.basics.allocate(amount, weights, currency=currency)] == parts


@pytest.mark.parametrize(
    ("amount", "weights", "message"),
    [
        ("1.00", [], "all zero"),
        ("1.00", [0, 0], "all zero"),
        ("1.00", [1, -1], "0 or more"),
        ("1.00", [0.5], "whole"),
        ("-1", [1], "negative"),
        ("1.001", [1], "decimals"),
    ],
)
def test_allocate_refuses_what_cannot_be_split(amount: str, weights: Any, message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        rs.basics.allocate(amount, weights, currency="USD")
