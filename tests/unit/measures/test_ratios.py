from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import restructure as rs
from restructure.measures.ratios import (
    Ratio,
    assessable_income,
    back_end_ratio,
    check_cap,
    debt_service_ratio,
    debt_to_income,
    front_end_ratio,
    largest_payment,
    loan_to_income,
)

RATIOS: list[tuple[Callable[[], Ratio], str, str, str, str]] = [
    (
        lambda: debt_service_ratio("2500", income="7500", basis="net"),
        "debt_service_ratio",
        "debt payments a month",
        "net income a month",
        "0.333333",
    ),
    (
        lambda: front_end_ratio("1975", income="4000", basis="gross"),
        "front_end_ratio",
        "housing costs a month",
        "gross income a month",
        "0.493750",
    ),
    (
        lambda: back_end_ratio("1860", debts="720", income="6500", basis="gross"),
        "back_end_ratio",
        "housing costs and debt payments a month",
        "gross income a month",
        "0.396923",
    ),
    (
        lambda: debt_to_income("260000", annual_income="80000", basis="gross"),
        "debt_to_income",
        "total debt",
        "gross income a year",
        "3.250000",
    ),
    (
        lambda: loan_to_income("200000", annual_income="60000", basis="net"),
        "loan_to_income",
        "loan amount",
        "net income a year",
        "3.333333",
    ),
]


@pytest.mark.parametrize(("make", "name", "above", "below", "value"), RATIOS)
def test_a_ratio_names_what_it_is_a_ratio_of(
    make: Callable[[], Ratio], name: str, above: str, below: str, value: str
) -> None:
    ratio = make()
    assert (ratio.name, ratio.numerator, ratio.denominator, str(ratio.value)) == (name, above, below, value)


@pytest.mark.parametrize(
    ("payments", "income", "digits", "percent"),
    [
        ("1975", "4000", 2, "49.38"),  # 49.375 exactly
        ("35.6", "100", 0, "36"),
        ("40.5", "100", 0, "41"),
        ("40.49999999", "100", 0, "40"),  # six decimals first would make 40.5 of it
        ("1", "3", 4, "33.3333"),
        ("0", "3", 2, "0.00"),
    ],
)
def test_percents_are_rounded_once_half_up(payments: str, income: str, digits: int, percent: str) -> None:
    assert str(debt_service_ratio(payments, income=income, basis="gross").percent(digits)) == percent


@pytest.mark.parametrize(
    ("payments", "cap", "digits", "headroom", "within"),
    [
        ("41", "0.41", None, "0.000000", True),  # the cap itself is allowed
        ("41.0000001", "0.41", None, "0.000000", False),  # nothing is rounded before it is compared
        ("41.0000001", "0.41", 0, "0.000000", True),  # unless the rule says so
        ("41.49", "0.41", 0, "0.000000", True),
        ("41.5", "0.41", 0, "-0.010000", False),
        ("30", "0.41", None, "0.110000", True),
    ],
)
def test_a_cap_is_compared_exactly(payments: str, cap: str, digits: int | None, headroom: str, *, within: bool) -> None:
    ratio = debt_service_ratio(payments, income="100", basis="gross")
    check = check_cap(ratio, cap, basis="gross", percent_digits=digits)
    assert (str(check.headroom), check.within, check.cap) == (headroom, within, Decimal(cap))


def test_a_cap_for_gross_income_is_not_held_against_net_income() -> None:
    ratio = debt_service_ratio("2500", income="7500", basis="net")
    with pytest.raises(rs.NotApplicableError, match="compute the ratio on gross income") as caught:
        check_cap(ratio, "0.43", basis="gross")
    assert caught.value.code == "INCOME_BASIS"
    assert check_cap(ratio, "0.43", basis="net").compared == Fraction(1, 3)


def test_a_cap_in_percent_is_a_slip_but_a_multiple_is_not() -> None:
    with pytest.raises(rs.InvalidInputError, match=r"cap: is above 1; write 0.41 for 41%"):
        check_cap(debt_service_ratio("50", income="100", basis="gross"), 41, basis="gross")
    assert check_cap(loan_to_income("400", annual_income="100", basis="gross"), "4.5", basis="gross").within


def test_no_income_has_no_ratio() -> None:
    with pytest.raises(rs.NotApplicableError, match="debt_service_ratio has no value without income") as caught:
        debt_service_ratio("2500", income=0, basis="net")
    assert caught.value.code == "NO_INCOME"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: debt_service_ratio("-1", income="1", basis="net"), "payments: must not be negative"),
        (lambda: debt_service_ratio("1", income="x", basis="net"), "income: must be written with digits"),
        (lambda: front_end_ratio("-1", income="1", basis="net"), "housing: must not be negative"),
        (lambda: back_end_ratio("1", debts="-1", income="1", basis="net"), "debts: must not be negative"),
        (lambda: debt_to_income("-1", annual_income="1", basis="net"), "debt: must not be negative"),
        (lambda: loan_to_income("1", annual_income="-1", basis="net"), "annual_income: must not be negative"),
        (lambda: debt_service_ratio("1", income="1", basis="after tax"), "basis: must be net or gross"),  # type: ignore[arg-type]
        (lambda: largest_payment("55", income="1"), "cap: is above 1"),
        (lambda: assessable_income([("1", 0), ("1", "1.5")]), r"incomes\[1\]\.haircut: is above 1"),
    ],
)
def test_bad_figures_are_refused_by_name(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        call()


@pytest.mark.parametrize(
    ("cap", "income", "payments", "most"),
    [
        ("0.3", "10000", "0", "3000"),
        ("0.55", "6400", "800", "2720"),
        ("0.5", "1000", "600", "0"),
        ("0.333", "1000.01", "0.00003", "333.0033"),
    ],
)
def test_the_largest_payment_is_exact(cap: str, income: str, payments: str, most: str) -> None:
    assert str(largest_payment(cap, income=income, payments=payments)) == most


def test_haircuts_come_off_each_income() -> None:
    assert str(assessable_income([("5000", 0), ("2000", "0.3"), ("100.01", 1)])) == "6400"
    assert str(assessable_income([])) == "0"


def test_a_ratio_hides_what_it_holds() -> None:
    assert repr(debt_service_ratio("2500", income="7500", basis="net")) == "Ratio()"
