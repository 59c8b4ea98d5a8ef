"""Rates said in another way: nominal as effective, flat as true, and back."""

from __future__ import annotations

from typing import Any

import pytest

import restructure as rs
from restructure.measures.conversions import (
    effective_annual_rate,
    flat_to_true_rate,
    nominal_annual_rate,
    true_to_flat_rate,
)
from restructure.measures.yields import CashFlow, apr


@pytest.mark.parametrize(
    ("nominal", "periods", "effective"),
    [
        ("0.12", 1, 0.12),
        ("0.12", 12, 0.126825),
        ("0.1825", 12, 0.198566),
        ("0.24", 365, 0.271149),
        ("1.2", 12, 2.138428),
        (0, 12, 0.0),
        ("-0.12", 12, -0.113615),
    ],
)
def test_nominal_and_effective(nominal: str, periods: int, effective: float) -> None:
    found = effective_annual_rate(nominal, periods)
    assert round(found, 6) == effective
    assert round(nominal_annual_rate(found, periods), 12) == float(nominal)


@pytest.mark.parametrize(
    ("flat", "count", "per_year", "nominal", "effective"),
    [
        ("0.072", 12, 12, "13.03", "13.84"),
        ("0.045", 60, 12, "8.29", "8.62"),
        ("0.06", 60, 12, "10.85", "11.40"),
        ("0.06", 20, 4, "10.56", "10.99"),
        ("0.10", 1, 1, "10.00", "10.00"),
        ("0", 12, 12, "0.00", "0.00"),
        ("-0.03", 12, 12, "-5.59", "-5.45"),
    ],
)
def test_flat_and_true(flat: str, count: int, per_year: int, nominal: str, effective: str) -> None:
    found = flat_to_true_rate(flat, count, periods_per_year=per_year)
    assert (str(found.nominal.disclosed), str(found.effective.disclosed)) == (nominal, effective)
    assert round(true_to_flat_rate(found.nominal.rate, count, periods_per_year=per_year), 12) == float(flat)


def test_a_flat_rate_is_the_rate_of_its_flows() -> None:
    lent = [CashFlow(6000, after=0)]
    paid = [CashFlow(100 + 25, after=month) for month in range(1, 61)]  # 5% of 6,000 a year is 25 a month
    found = flat_to_true_rate("0.05", 60)
    assert apr(lent, paid, convention="nominal_irr") == found.nominal
    assert apr(lent, paid, convention="effective_irr") == found.effective


@pytest.mark.parametrize(
    ("per_year", "unit"),
    [(1, "year"), (2, "6 months"), (4, "3 months"), (12, "month"), (13, "4 weeks"), (24, "semimonth"), (26, "2 weeks")],
)
def test_periods_of_a_year_have_names(per_year: int, unit: str) -> None:
    assert flat_to_true_rate("0.05", 6, periods_per_year=per_year).nominal.unit_period == unit


@pytest.mark.parametrize(
    ("call", "path"),
    [
        (lambda: effective_annual_rate("-12", 12), "nominal"),
        (lambda: effective_annual_rate("ten", 12), "nominal"),
        (lambda: effective_annual_rate("0.1", 0), "periods_per_year"),
        (lambda: effective_annual_rate("0.1", 367), "periods_per_year"),
        (lambda: effective_annual_rate("0.1", 12.0), "periods_per_year"),  # type: ignore[arg-type]
        (lambda: nominal_annual_rate("-1", 12), "effective"),
        (lambda: nominal_annual_rate("-0." + "9" * 30, 12), "effective"),
        (lambda: nominal_annual_rate(rs.Currency("USD").to_major(1).scaleb(-70), 12), "effective"),
        (lambda: flat_to_true_rate("0.1", 0), "count"),
        (lambda: flat_to_true_rate("0.1", 1201), "count"),
        (lambda: flat_to_true_rate("0.1", True), "count"),
        (lambda: flat_to_true_rate("0.1", 12, periods_per_year=11), "periods_per_year"),
        (lambda: true_to_flat_rate("-12", 12), "nominal"),
        (lambda: true_to_flat_rate(float("inf"), 12), "nominal"),
    ],
)
def test_what_is_refused_names_its_argument(call: Any, path: str) -> None:
    with pytest.raises(rs.InvalidInputError) as raised:
        call()
    assert [fault.path for fault in raised.value.faults] == [path]


@pytest.mark.parametrize("flat", ["-1", "-2"])
def test_installments_that_are_not_positive_have_no_rate(flat: str) -> None:
    with pytest.raises(rs.NoSolutionError) as raised:
        flat_to_true_rate(flat, 12)
    assert raised.value.code == "NO_RATE"


def test_a_rate_that_compounds_beyond_floats_is_said_to_be_so() -> None:
    with pytest.raises(rs.NoSolutionError) as raised:
        effective_annual_rate("36500", 365)
    assert raised.value.code == "RATE_OUT_OF_RANGE"
