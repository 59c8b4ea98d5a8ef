"""Annual rates: what a rate promises holds for any loan, whatever order, unit or form its flows are written in."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Context, Decimal
from fractions import Fraction
from typing import get_args

from hypothesis import assume, given, strategies as st

from restructure.basics.dates import add_months
from restructure.measures.conversions import (
    effective_annual_rate,
    flat_to_true_rate,
    nominal_annual_rate,
    true_to_flat_rate,
)
from restructure.measures.intervals import UNITS, units_between, usual_unit, years_between
from restructure.measures.yields import AprConvention, CashFlow, apr, irr

CONVENTIONS: tuple[AprConvention, ...] = get_args(AprConvention)
SOLVED = [each for each in CONVENTIONS if each != "simple"]
WIDE = Context(prec=60)
CLOSE = Decimal("1e-12")

conventions = st.sampled_from(CONVENTIONS)
cents = st.integers(100, 10**9)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
Flows = list[tuple[int, Fraction]]


@st.composite
def loans(draw: st.DrawFn, *, least: Fraction = Fraction(1, 2)) -> tuple[int, Flows]:
    """Return an advance in cents, and payments (cents, periods after it) of at least that share of it."""
    wholes = draw(st.lists(st.integers(1, 60), min_size=1, max_size=24, unique=True))
    moments = [whole + Fraction(draw(st.sampled_from([0, 0, 1, 6, 19, 29])), 30) for whole in sorted(wholes)]
    flows = [(draw(cents), moment) for moment in moments]
    paid = sum(amount for amount, _ in flows)
    lent = draw(st.integers(max(paid // 3, 1), int(paid / least)))
    return lent, flows


def advance(amount: int, scale: Decimal = Decimal("0.01")) -> list[CashFlow]:
    return [CashFlow(amount * scale, after=0)]


def payments(flows: Flows, scale: Decimal = Decimal("0.01")) -> list[CashFlow]:
    return [CashFlow(amount * scale, after=moment) for amount, moment in flows]


def worth(lent: int, flows: Flows, rate: Decimal, *, simple_inside: bool) -> Decimal:
    """Return what the advance is worth more than the payments, to 60 digits."""
    total, growth = Decimal(lent), WIDE.add(1, rate)
    for amount, moment in flows:
        whole = moment.numerator // moment.denominator
        rest = moment - whole
        part = WIDE.divide(Decimal(rest.numerator), Decimal(rest.denominator))
        odd = WIDE.add(1, WIDE.multiply(part, rate)) if simple_inside else WIDE.power(growth, part)
        discounted = WIDE.divide(WIDE.divide(Decimal(amount), odd), WIDE.power(growth, whole))
        total = WIDE.subtract(total, discounted)
    return total


@given(loans(), st.sampled_from(SOLVED))
def test_a_rate_discounts_the_payments_to_the_advance(loan: tuple[int, Flows], convention: AprConvention) -> None:
    lent, flows = loan
    found = Decimal(apr(advance(lent), payments(flows), convention=convention).periodic_rate)
    room = CLOSE * (1 + abs(found))
    assume(found - room > -1)
    below, above = (
        worth(lent, flows, found + step, simple_inside=convention == "us_actuarial") for step in (-room, room)
    )
    assert below < 0 < above


@given(loans(), conventions, st.integers(1, 1000), st.sampled_from(["0.01", "1", "100", "0.25"]))
def test_the_size_of_the_flows_does_not_matter(
    loan: tuple[int, Flows], convention: AprConvention, factor: int, unit: str
) -> None:
    lent, flows = loan
    plain = apr(advance(lent), payments(flows), convention=convention)
    scale = Decimal("0.01") * factor * Decimal("1" if convention == "eu_aprc" else unit)
    assert apr(advance(lent, scale), payments(flows, scale), convention=convention) == plain


@given(loans(), conventions, st.data())
def test_order_and_splitting_of_flows_do_not_matter(
    loan: tuple[int, Flows], convention: AprConvention, data: st.DataObject
) -> None:
    lent, flows = loan
    split: Flows = []
    for amount, moment in flows:
        first = data.draw(st.integers(1, amount - 1))
        split += [(first, moment), (amount - first, moment)]
    plain = apr(advance(lent), payments(flows), convention=convention)
    mixed = data.draw(st.permutations(payments(split)))
    assert apr(advance(lent), mixed, convention=convention) == plain


@given(loans(), st.sampled_from(SOLVED), st.integers(1, 10**6), st.data())
def test_paying_more_costs_more(
    loan: tuple[int, Flows], convention: AprConvention, more: int, data: st.DataObject
) -> None:
    lent, flows = loan
    place = data.draw(st.integers(0, len(flows) - 1))
    dearer = [(amount + more * (each == place), moment) for each, (amount, moment) in enumerate(flows)]
    assume(more > 10**-9 * lent)
    plain, higher = (apr(advance(lent), payments(each), convention=convention).rate for each in (flows, dearer))
    assert higher > plain


@given(loans(), conventions)
def test_a_payment_of_the_first_day_is_withheld(loan: tuple[int, Flows], convention: AprConvention) -> None:
    lent, flows = loan
    paid = [CashFlow("5.00", after=0), *payments(flows)]
    assert apr(advance(lent + 500), paid, convention=convention) == apr(
        advance(lent), payments(flows), convention=convention
    )


# --- dates ---------------------------------------------------------------------------------------------------------


@given(days, st.integers(1, 48), st.integers(100, 10**6), conventions)
def test_monthly_dates_equal_months(start: date, count: int, payment: int, convention: AprConvention) -> None:
    lent = payment * count * 3 // 4
    due = [add_months(start, place + 1, due_day=start.day) for place in range(count)]
    dated = apr([CashFlow(lent, on=start)], [CashFlow(payment, on=day) for day in due], convention=convention)
    unit = 12 if convention == "eu_aprc" else 1
    flows = [CashFlow(payment, after=Fraction(place + 1, unit)) for place in range(count)]
    assert dated == apr([CashFlow(lent, after=0)], flows, convention=convention)


@given(days, st.integers(7, 48), st.sampled_from([1, 2, 4]), st.sampled_from(CONVENTIONS[:2]))
def test_weekly_dates_equal_weeks(start: date, count: int, weeks: int, convention: AprConvention) -> None:
    due = [start + timedelta(weeks=weeks * (place + 1)) for place in range(count)]
    dated = apr([CashFlow(count, on=start)], [CashFlow("1.2", on=day) for day in due], convention=convention)
    name = "week" if weeks == 1 else f"{weeks} weeks"
    unit, stated = (Fraction(weeks, 52), None) if convention == "eu_aprc" else (1, name)
    flows = [CashFlow("1.2", after=unit * Fraction(place + 1)) for place in range(count)]
    assert dated == apr([CashFlow(count, after=0)], flows, convention=convention, unit_period=stated)
    assert str(usual_unit([start], due)) == name


def stepped_back(end: date, months: int) -> date:
    year, month = divmod(12 * end.year + end.month - 1 - months, 12)
    return date(year, month + 1, min(end.day, calendar.monthrange(year, month + 1)[1]))


@given(days, st.integers(0, 4000))
def test_months_are_counted_back_one_by_one(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    months = 0
    while stepped_back(end, months + 1) >= start:
        months += 1
    stub_end = stepped_back(end, months)
    odd_days = (stub_end - start).days
    assert units_between(start, end, UNITS["month"]) == months + Fraction(odd_days, 30)
    assert units_between(start, end, UNITS["semimonth"]) == 2 * months + Fraction(odd_days, 15)
    assert units_between(start, end, UNITS["3 months"]) == Fraction(30 * months + odd_days, 90)
    year = (stub_end - stepped_back(stub_end, 12)).days
    assert years_between(start, end, "month") == Fraction(months, 12) + Fraction(odd_days, year)


# --- conversions ---------------------------------------------------------------------------------------------------


@given(st.decimals("-0.5", "3", places=6), st.integers(1, 360), st.sampled_from([1, 4, 12, 26, 52]))
def test_flat_and_true_rates_are_each_other_back(flat: Decimal, count: int, per_year: int) -> None:
    assume(Fraction(flat) / per_year + Fraction(1, count) > Fraction(1, 2 * count))  # installments repay half of it
    found = flat_to_true_rate(flat, count, periods_per_year=per_year)
    back = true_to_flat_rate(found.nominal.rate, count, periods_per_year=per_year)
    assert abs(back - float(flat)) <= 1e-13 * per_year
    assert found.effective.periodic_rate == found.nominal.periodic_rate


@given(st.decimals("0.0001", "2", places=4), st.integers(2, 360))
def test_a_true_rate_is_above_its_flat_rate_and_below_twice_of_it(flat: Decimal, count: int) -> None:
    assert float(flat) < flat_to_true_rate(flat, count).nominal.rate < 2 * float(flat)


@given(st.decimals("-0.9", "20", places=6), st.integers(1, 365))
def test_nominal_and_effective_rates_are_each_other_back(nominal: Decimal, periods: int) -> None:
    effective = effective_annual_rate(nominal, periods)
    assert abs(nominal_annual_rate(effective, periods) - float(nominal)) <= 1e-13 * periods * (1 + abs(float(nominal)))


@given(loans())
def test_effective_rates_compound_nominal_ones(loan: tuple[int, Flows]) -> None:
    lent, flows = advance(loan[0]), payments(loan[1])
    nominal = apr(lent, flows, convention="nominal_irr")
    effective = apr(lent, flows, convention="effective_irr")
    assert nominal.periodic_rate == effective.periodic_rate
    again = effective_annual_rate(nominal.rate, 12)
    assert abs(again - effective.rate) <= 1e-13 * (1 + effective.rate)


@given(st.integers(1, 360), st.decimals("0.0001", "0.9", places=4))
def test_the_simple_rate_is_the_known_shortcut(count: int, fee: Decimal) -> None:
    spread = apr(
        [CashFlow(count, after=0)], payments([(1, Fraction(k + 1)) for k in range(count)], 1 + fee), convention="simple"
    )
    withheld = apr(
        [CashFlow(count * (1 - fee), after=0)],
        payments([(1, Fraction(k + 1)) for k in range(count)], Decimal(1)),
        convention="simple",
    )
    assert spread.rate == float(Fraction(fee) * 24 / (count + 1))
    assert withheld.rate == float(Fraction(fee) * 24 / (count + 1) / (1 - Fraction(fee)))


@given(loans())
def test_irr_is_the_rate_of_evenly_spaced_flows(loan: tuple[int, Flows]) -> None:
    lent, flows = loan
    even = [(amount, Fraction(moment.numerator // moment.denominator)) for amount, moment in flows]
    signed = [-lent, *[0] * 60]
    for amount, moment in even:
        signed[int(moment)] = amount
    assert irr(signed) == apr(advance(lent), payments(even), convention="nominal_irr").periodic_rate
