from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs


@pytest.mark.parametrize(
    ("rate", "annual"),
    [
        (rs.Rate("0.0607"), "0.0607"),
        (rs.Rate(0.1825), "0.1825"),
        (rs.Rate(1), "1"),
        (rs.Rate("0.10"), "0.1"),
        (rs.percent("18.25"), "0.1825"),
        (rs.percent(150), "1.5"),
        (rs.basis_points("425"), "0.0425"),
        (rs.basis_points("0.5"), "0.00005"),
        (rs.per_day("0.0005", days_in_year=365), "0.1825"),
        (rs.per_day("0.0005", days_in_year=360), "0.18"),
    ],
)
def test_rates_are_exact_fractions(rate: rs.Rate, annual: str) -> None:
    assert str(rate.annual) == annual


def test_a_bare_number_above_one_says_what_to_write() -> None:
    with pytest.raises(rs.InvalidInputError) as caught:
        rs.Rate(18.25)
    expected = 'rate: 18.25 means 1,825% a year; write percent("18.25") for 18.25% or 0.1825 as a fraction'
    assert str(caught.value) == expected


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: rs.Rate("-0.01"), "negative"),
        (lambda: rs.Rate("0.00000000001"), "10 decimals"),
        (lambda: rs.Rate(True), "true or false"),
        (lambda: rs.percent("abc"), "digits"),
        (lambda: rs.percent(10_001), "10,000%"),
        (lambda: rs.Rate(20_000), "10,000%"),
        (lambda: rs.Rate("0.1", compounding="daily"), "compounding"),  # type: ignore[arg-type]
        (lambda: rs.per_day("0.0005", days_in_year=366), "360, 364 or 365"),
        (lambda: rs.per_day("5", days_in_year=365), "0.0005"),
    ],
)
def test_bad_rates_are_refused(make: Any, message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        make()


def test_a_rate_is_a_value() -> None:
    rate = rs.per_day("0.0005", days_in_year=365)
    assert rate == rs.per_day(Decimal("0.00050"), days_in_year=365) != rs.Rate("0.1825")
    assert pickle.loads(pickle.dumps(rate)) == rate
    assert len({rate, rs.per_day("0.0005", days_in_year=365)}) == 1
    with pytest.raises(AttributeError):
        rate.units = 1


@pytest.mark.parametrize(
    "rate",
    [
        rs.Rate("0.1825"),
        rs.percent("150"),
        rs.Rate("0.05", compounding="semiannual"),
        rs.per_day("0.0005", days_in_year=365),
    ],
)
def test_rates_round_trip_on_the_wire(rate: rs.Rate) -> None:
    assert rs.from_json(rs.Phase, rs.to_json(rs.Phase(1, rate=rate))).rate == rate


def test_the_wire_refuses_what_a_rate_is_not() -> None:
    with pytest.raises(rs.InvalidInputError, match=r"phase\.rate: must be a fraction, or an object"):
        rs.from_json(rs.Phase, '{"count": 1, "rate": {"yearly": "0.1"}}')


def test_a_daily_rate_fixes_the_day_count() -> None:
    terms: Any = {
        "currency": "CNY",
        "principal": 1000,
        "start_date": date(2026, 1, 1),
        "first_due_date": date(2026, 2, 1),
    }
    rate = rs.per_day("0.0005", days_in_year=365)
    with pytest.raises(rs.InvalidTermsError, match=r"loan_terms\.rate: is per day of a 365-day year"):
        rs.LoanTerms(rate=rate, phases=[rs.Phase(1)], **terms)
    daily = rs.amortize(rs.LoanTerms(rate=rate, day_count="act/365f", phases=[rs.Phase(1)], **terms))
    assert str(daily[0].interest) == "15.50"  # 31 days of 0.05% on 1,000.00


@pytest.mark.parametrize("compounding", ["semiannual", "annual", "periodic"])
def test_compounding_basis_decides_the_level_installment(compounding: Any) -> None:
    terms = rs.LoanTerms(
        currency="CAD",
        principal="250000",
        rate=rs.Rate("0.0625", compounding=compounding),
        start_date=date(2026, 1, 1),
        first_due_date=date(2026, 2, 1),
        phases=[rs.Phase(300)],
    )
    level = rs.amortize(terms)[0].payment
    growth = {"semiannual": (1 + 0.0625 / 2) ** (1 / 6), "annual": 1.0625 ** (1 / 12), "periodic": 1 + 0.0625 / 12}
    rate = growth[compounding] - 1
    assert abs(float(level) - 250000 * rate / (1 - (1 + rate) ** -300)) < 0.006


def test_compounding_needs_a_whole_first_period() -> None:
    terms = rs.LoanTerms(
        currency="CAD",
        principal="1000",
        rate=rs.Rate("0.06", compounding="semiannual"),
        start_date=date(2026, 1, 5),
        first_due_date=date(2026, 2, 1),
        phases=[rs.Phase(12)],
    )
    with pytest.raises(rs.InvalidTermsError, match="whole first period"):
        rs.amortize(terms)
