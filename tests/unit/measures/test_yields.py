"""Annual rates: hand-known answers of every convention, what a rate says of itself, and what is refused."""

from __future__ import annotations

import dataclasses
import math
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any, get_args

import pytest

import restructure as rs
from restructure.basics.dates import add_months
from restructure.measures.yields import AnnualRate, AprConvention, CashFlow, apr, irr

CONVENTIONS: tuple[AprConvention, ...] = get_args(AprConvention)


def offset(*flows: tuple[Any, Any]) -> list[CashFlow]:
    return [CashFlow(amount, after=after) for amount, after in flows]


def dated(*flows: tuple[Any, str]) -> list[CashFlow]:
    return [CashFlow(amount, on=on) for amount, on in flows]


def level(amount: Any, count: int) -> list[CashFlow]:
    return [CashFlow(amount, after=place + 1) for place in range(count)]


def rate_of(convention: AprConvention, rate: float) -> AnnualRate:
    return AnnualRate(
        rate=rate, convention=convention, unit_period="month", periods_per_year=Fraction(12), periodic_rate=rate / 12
    )


@pytest.mark.parametrize(
    ("convention", "lent", "paid", "disclosed"),
    [
        # one year, 10 in 100
        ("us_actuarial", [(100, 0)], [(110, 12)], "9.57"),
        ("nominal_irr", [(100, 0)], [(110, 12)], "9.57"),
        ("effective_irr", [(100, 0)], [(110, 12)], "10.00"),
        ("simple", [(100, 0)], [(110, 12)], "10.00"),
        ("eu_aprc", [(100, 0)], [(110, 1)], "10.0"),
        # half a month, 1 in 100: simple interest inside the unit-period, or compound
        ("us_actuarial", [(100, 0)], [(101, "1/2")], "24.00"),
        ("nominal_irr", [(100, 0)], [(101, "0.5")], "24.12"),
        ("effective_irr", [(100, 0)], [(101, Fraction(1, 2))], "26.97"),
        ("simple", [(100, 0)], [(101, Decimal("0.5"))], "24.00"),
        # a loss of a tenth in a month
        ("us_actuarial", [(100, 0)], [(90, 1)], "-120.00"),
        ("effective_irr", [(100, 0)], [(90, 1)], "-71.76"),
        ("eu_aprc", [(100, 0)], [(90, 1)], "-10.0"),
        ("simple", [(100, 0)], [(90, 1)], "-120.00"),
    ],
)
def test_rates_that_can_be_worked_out_by_hand(
    convention: AprConvention, lent: list[tuple[Any, Any]], paid: list[tuple[Any, Any]], disclosed: str
) -> None:
    assert apr(offset(*lent), offset(*paid), convention=convention).disclosed == Decimal(disclosed)


@pytest.mark.parametrize(
    ("convention", "lent", "paid", "disclosed", "unit"),
    [
        ("us_actuarial", [(1000, "1978-01-03")], [(1080, "1978-09-15")], "11.45", "255 days"),
        ("us_actuarial", [(1000, "1978-07-15")], [(1044, "1979-01-15")], "8.80", "6 months"),
        ("us_actuarial", [(1000, "1978-01-17")], [("1135.19", "1979-07-17")], "8.76", "year"),
        ("nominal_irr", [(100, "2026-01-10")], [(110, "2027-01-10")], "9.57", "month"),
        ("effective_irr", [(100, "2026-01-10")], [(110, "2027-01-10")], "10.00", "month"),
        ("simple", [(100, "2026-01-10")], [(110, "2027-01-10")], "10.00", "month"),
        ("eu_aprc", [(100, "2026-01-10")], [(110, "2027-01-10")], "10.0", "year"),
        ("eu_aprc", [(1000, "2026-01-10")], [(1200, "2027-07-10")], "12.9", "year"),
    ],
)
def test_dated_rates(
    convention: AprConvention, lent: list[tuple[Any, str]], paid: list[tuple[Any, str]], disclosed: str, unit: str
) -> None:
    found = apr(dated(*lent), dated(*paid), convention=convention)
    assert (found.disclosed, found.unit_period) == (Decimal(disclosed), unit)


def test_forty_quarters_of_appendix_j() -> None:
    paid = [CashFlow(385, on=add_months(date(1978, 10, 1), 3 * place, due_day=1)) for place in range(40)]
    found = apr(dated((10000, "1978-05-23")), paid)
    assert (found.disclosed, found.unit_period) == (Decimal("8.97"), "3 months")
    assert found.periods_per_year == 4


def test_key_facts_statement_of_the_reserve_bank_of_india() -> None:
    assert apr(offset((19600, 0)), level("969.73", 24), convention="nominal_irr").disclosed == Decimal("17.07")


def test_one_loan_has_a_rate_for_each_convention() -> None:
    paid = level(90, 12)
    years = [CashFlow(90, after=Fraction(month, 12)) for month in range(1, 13)]
    found = {
        each: apr(offset((1000, 0)), years if each == "eu_aprc" else paid, convention=each) for each in CONVENTIONS
    }
    assert {each: str(rate.disclosed) for each, rate in found.items()} == {
        "us_actuarial": "14.45",
        "eu_aprc": "15.4",
        "nominal_irr": "14.45",
        "effective_irr": "15.45",
        "simple": "14.77",
    }
    assert math.isclose(found["eu_aprc"].rate, found["effective_irr"].rate, rel_tol=1e-12)
    assert found["us_actuarial"].rate == found["nominal_irr"].rate == 12 * found["nominal_irr"].periodic_rate


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_a_loan_without_interest_costs_exactly_nothing(convention: AprConvention) -> None:
    found = apr(offset(("0.30", 0)), level("0.10", 3), convention=convention)
    assert found.rate == 0
    assert found.to_text().startswith("0.0")


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_a_fee_paid_on_the_day_lowers_the_advance(convention: AprConvention) -> None:
    withheld = apr(offset((970, 0)), level(90, 12), convention=convention)
    assert apr(offset((1000, 0)), [CashFlow(30, after=0), *level(90, 12)], convention=convention) == withheld


def test_labels() -> None:
    lent, paid = offset((5000, 0)), level(230, 24)
    assert [apr(lent, paid, convention=each).to_text() for each in CONVENTIONS] == [
        "9.69% a year, nominal (US Regulation Z actuarial)",
        "0.8% a year, effective (EU and UK APRC)",
        "9.69% a year, nominal (IRR per month x 12)",
        "10.13% a year, effective (IRR per month, compounded)",
        "9.98% a year, simple (cost over average balance, not compounded)",
    ]
    weekly = apr(lent, paid, convention="nominal_irr", unit_period="2 weeks")
    assert weekly.to_text() == "20.99% a year, nominal (IRR per 2 weeks x 26)"


@pytest.mark.parametrize(
    ("convention", "rate", "disclosed"),
    [
        ("us_actuarial", 0.066049999, "6.60"),
        ("us_actuarial", 0.06605, "6.61"),
        ("nominal_irr", -0.06605, "-6.61"),
        ("nominal_irr", -0.00001, "0.00"),
        ("eu_aprc", 0.0645, "6.5"),
        ("eu_aprc", 0.06449999, "6.4"),
        ("eu_aprc", 13.551915, "1355.2"),
        ("simple", 1e300, "1" + "0" * 302 + ".00"),
    ],
)
def test_percentages_are_rounded_half_up_as_they_are_disclosed(
    convention: AprConvention, rate: float, disclosed: str
) -> None:
    assert str(rate_of(convention, rate).disclosed) == disclosed


def test_aprc_counts_in_cents() -> None:
    paid = offset((50, "1/12"), (55, "2/12"))
    exact, rounded = (apr(offset((lent, 0)), paid, convention="eu_aprc") for lent in ("100.005", "100.01"))
    assert exact == rounded
    paid = level(35, 3)
    exact, rounded = (apr(offset((lent, 0)), paid, convention="nominal_irr") for lent in ("100.005", "100.01"))
    assert exact != rounded


def test_a_day_count_or_a_unit_period_can_be_stated() -> None:
    lent, paid = dated((500, "2012-01-12")), dated((300, "2013-02-15"), (300, "2014-02-15"))
    found = {part: apr(lent, paid, convention="eu_aprc", unit_period=part).rate for part in ("week", "month", "year")}
    assert apr(lent, paid, convention="eu_aprc").rate == found["year"]
    assert len(set(found.values())) == 3
    assert apr(lent, paid, unit_period="month").periods_per_year == 12


def test_costs_before_the_advance_leave_a_second_rate_aside() -> None:
    """The Commission's example 43: a guarantee fee a year before the loan is drawn."""
    fee, rest = CashFlow(150, on="2025-01-10"), CashFlow(450, on="2026-01-10")
    months = [CashFlow("356.11", on=add_months(date(2026, 2, 10), place, due_day=10)) for place in range(120)]
    found = apr(dated((30000, "2026-01-10")), [fee, rest, *months], convention="eu_aprc")
    assert round(100 * found.rate, 6) == 8.269278
    with pytest.raises(rs.NoSolutionError) as raised:
        irr([-150, *[0] * 11, 29550, *["-356.11"] * 120])
    assert raised.value.code == "RATE_NOT_UNIQUE"


def test_two_rates_are_both_named_and_neither_is_given() -> None:
    with pytest.raises(rs.NoSolutionError, match="more than one rate") as raised:
        apr(offset((1000, 0), (1380, 2)), offset((2350, 1)))
    rates = raised.value.context["rates"]
    assert raised.value.code == "RATE_NOT_UNIQUE"
    assert raised.value.context["sign_changes"] == 2
    assert isinstance(rates, tuple)
    assert [round(rate, 9) for rate in rates] == [0.15, 0.2]


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize(
    ("lent", "paid"),
    [
        ([(100, 0)], []),
        ([], [(100, 0)]),
        ([(100, 0)], [(100, 0)]),
        ([(100, 0)], [(90, 0)]),
        ([(100, 0)], [(110, 0)]),
    ],
)
def test_without_flows_on_both_sides_there_is_no_rate(
    convention: AprConvention, lent: list[tuple[Any, Any]], paid: list[tuple[Any, Any]]
) -> None:
    with pytest.raises(rs.NoSolutionError) as raised:
        apr(offset(*lent), offset(*paid), convention=convention)
    assert raised.value.code == "NO_RATE"


def test_flows_that_no_rate_balances() -> None:
    with pytest.raises(rs.NoSolutionError, match="no rate above") as raised:
        apr(offset((1000, 0), (1500, 2)), offset((2350, 1)))
    assert raised.value.code == "NO_RATE"
    assert raised.value.context == {"rates": (), "sign_changes": 2}


def test_a_simple_rate_needs_something_outstanding() -> None:
    with pytest.raises(rs.NoSolutionError, match="nothing is outstanding") as raised:
        apr(offset((100, 5)), offset((110, 0)), convention="simple")
    assert raised.value.code == "NO_RATE"


@pytest.mark.parametrize("convention", ["eu_aprc", "effective_irr"])
def test_a_rate_beyond_floats_is_said_to_be_so(convention: AprConvention) -> None:
    with pytest.raises(rs.NoSolutionError) as raised:
        apr(dated((100, "2026-01-10")), dated((1000, "2026-01-11")), convention=convention)
    assert raised.value.code == "RATE_OUT_OF_RANGE"
    assert apr(dated((100, "2026-01-10")), dated((1000, "2026-01-11"))).disclosed == 328500


@pytest.mark.parametrize(
    ("flow", "path"),
    [
        ({"amount": "1", "on": "2026-01-10", "after": 0}, "cash_flow.on"),
        ({"amount": "1"}, "cash_flow.on"),
        ({"amount": "0", "after": 0}, "cash_flow.amount"),
        ({"amount": "-1", "after": 0}, "cash_flow.amount"),
        ({"amount": "1", "after": 0.5}, "cash_flow.after"),
        ({"amount": "1", "after": "1/0"}, "cash_flow.after"),
        ({"amount": "1", "after": "a month"}, "cash_flow.after"),
        ({"amount": "1", "after": True}, "cash_flow.after"),
        ({"amount": "1", "after": "10001"}, "cash_flow.after"),
        ({"amount": "1", "on": "2026-02-30"}, "cash_flow.on"),
    ],
)
def test_a_flow_is_an_amount_and_one_moment(flow: dict[str, Any], path: str) -> None:
    with pytest.raises(rs.InvalidInputError) as raised:
        CashFlow(**flow)
    assert [fault.path for fault in raised.value.faults] == [path]


@pytest.mark.parametrize(
    ("given", "held"),
    [
        ("401/4380", Fraction(401, 4380)),
        ("-1", Fraction(-1)),
        ("0.25", Fraction(1, 4)),
        (Decimal("1.5"), Fraction(3, 2)),
    ],
)
def test_offsets_are_held_exactly(given: Any, held: Fraction) -> None:
    assert CashFlow(1, after=given).after == held


def test_a_flow_shows_nothing_of_its_amount() -> None:
    assert repr(CashFlow("48000.00", after=3)) == "CashFlow()"


ONE, OTHER = CashFlow("777.77", after=0), CashFlow("888.88", on="2026-01-10")


@pytest.mark.parametrize(
    ("arguments", "error", "path"),
    [
        ({"advances": [ONE], "payments": [OTHER]}, rs.InvalidTermsError, "advances"),
        ({"advances": [ONE, OTHER], "payments": [ONE]}, rs.InvalidTermsError, "advances"),
        ({"advances": [ONE], "payments": [CashFlow(1, after="-1/2")]}, rs.InvalidTermsError, ""),
        ({"advances": [ONE], "payments": [ONE, 777.77]}, rs.InvalidInputError, "payments[1]"),
        ({"advances": ONE, "payments": [ONE]}, rs.InvalidInputError, "advances"),
        ({"advances": [ONE], "payments": "777.77"}, rs.InvalidInputError, "payments"),
        ({"advances": [ONE], "payments": [ONE], "convention": "apy"}, rs.InvalidInputError, "convention"),
        ({"advances": [ONE], "payments": [ONE], "convention": ["simple"]}, rs.InvalidInputError, "convention"),
        ({"advances": [ONE], "payments": [ONE], "unit_period": "fortnight"}, rs.InvalidInputError, "unit_period"),
        ({"advances": [ONE], "payments": [ONE], "unit_period": 12}, rs.InvalidInputError, "unit_period"),
        (
            {"advances": [ONE], "payments": [ONE], "convention": "eu_aprc", "unit_period": "month"},
            rs.InvalidInputError,
            "unit_period",
        ),
        (
            {"advances": [OTHER], "payments": [OTHER], "convention": "eu_aprc", "unit_period": "2 weeks"},
            rs.InvalidInputError,
            "unit_period",
        ),
    ],
)
def test_what_is_refused_says_where_and_shows_no_amount(
    arguments: dict[str, Any], error: type[rs.InvalidInputError], path: str
) -> None:
    with pytest.raises(error) as raised:
        apr(**arguments)
    assert [fault.path for fault in raised.value.faults] == [path]
    assert "77" not in str(raised.value)
    assert "88" not in str(raised.value)


def test_too_many_flows_are_refused() -> None:
    with pytest.raises(rs.InvalidInputError, match="1,200"):
        irr([-1] * 10_001)


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        ([-100, 110], 0.1),
        ([100, -110], 0.1),
        (["-100", "0", "121"], 0.1),
        ([-100, 60, 60], 0.130662386292),
        ([-300, 100, 100, 100], 0.0),
        ([-100, 90], -0.1),
        ([0, 0, -100, 110], 0.1),
        ([-950, 40, 40, 40, 40, 1140], 0.069584463831),
    ],
)
def test_internal_rates_of_return(flows: list[Any], rate: float) -> None:
    assert round(irr(flows), 12) == rate


@pytest.mark.parametrize(
    ("flows", "code"),
    [([], "NO_RATE"), ([0, 0], "NO_RATE"), ([-1, -1], "NO_RATE"), ([1000, -2350, 1380], "RATE_NOT_UNIQUE")],
)
def test_flows_without_one_internal_rate_of_return(flows: list[Any], code: str) -> None:
    with pytest.raises(rs.NoSolutionError) as raised:
        irr(flows)
    assert raised.value.code == code


def test_every_flow_that_is_no_number_is_named() -> None:
    with pytest.raises(rs.InvalidInputError) as raised:
        irr([-100, float("nan"), "ten", True])
    assert [fault.path for fault in raised.value.faults] == ["flows[1]", "flows[2]", "flows[3]"]


def test_no_ambient_precision_moves_a_rate() -> None:
    lent, paid = dated(("123456.78", "2026-01-10")), dated(*((20700, f"2026-0{month}-15") for month in range(2, 9)))
    plain = [apr(lent, paid, convention=each) for each in CONVENTIONS]
    with localcontext() as context:
        context.prec = 3
        assert [apr(lent, paid, convention=each) for each in CONVENTIONS] == plain
        assert [rate.to_text() for rate in plain] == [
            apr(lent, paid, convention=each).to_text() for each in CONVENTIONS
        ]


def test_a_rate_cannot_be_changed() -> None:
    found: Any = rate_of("simple", 0.1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.rate = 0.2
