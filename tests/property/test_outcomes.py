"""What must hold of holding, whatever the plan: properties of the witness, no library code beside its records.

For plans of one number of months, and for each of the nine ways to read each curve. A longer term is *not* monotone by
design: it lowers the failures of the first year and may raise those of the whole plan; both happen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from restructure.policies.outcomes import CARD_OUTCOMES, MORTGAGE_OUTCOMES
from restructure.policy import Estimate, OutcomeCurve
from witness.slow_holding import (
    BILLIONTHS,
    NINE,
    Holding,
    Month,
    Setting,
    discounts_after,
    expected_value,
    factor,
    failed_in_all,
    failed_within,
    present_value,
    rounding_bound,
    survival,
)

CURVES = [CARD_OUTCOMES, MORTGAGE_OUTCOMES]
SURE = Estimate("0", low="0", high="0")

curves = st.sampled_from(CURVES)
settings = st.sampled_from(NINE)
shares = st.tuples(st.integers(1, 50), st.integers(0, 50)).map(lambda pair: Fraction(min(pair), max(pair)))
amounts = st.integers(0, 400_000)
installments = st.one_of(st.just(0), st.integers(1, 300_000))
monthly_incomes = st.one_of(st.just(0), st.integers(1, 1_000_000))
maybe_installments = st.none() | st.integers(1, 300_000)


@st.composite
def months(draw: st.DrawFn, owed: int) -> Month:
    """Return a month of a plan; now and then one that asks for nothing, or one without income."""
    asked = draw(installments)
    income = Fraction(draw(monthly_incomes))
    return Month(asked, asked, draw(st.integers(0, owed)), draw(shares), income, income * draw(shares))


any_months = months(3_000_000)


@st.composite
def plans(draw: st.DrawFn, least: int = 1, most: int = 15) -> Holding:
    """Return a plan of anything: what is asked, given up and left may differ from month to month."""
    count = draw(st.integers(least, most))
    return Holding(
        months=[draw(any_months) for _ in range(count)],
        installment=draw(maybe_installments),
        cash=draw(amounts),
        days_past_due=draw(st.integers(0, 720)),
        capitalizes=draw(st.booleans()),
        second_plan=draw(st.booleans()),
        relief=draw(st.integers(0, count - 1)),
        relief_ends_dated=draw(st.booleans()),
    )


def changed(plan: Holding, **to: int | Fraction) -> Holding:
    """Return the plan with the same change in every month."""
    return plan._replace(months=[month._replace(**to) for month in plan.months])  # type: ignore[arg-type]


def lives(curve: OutcomeCurve, plans: Sequence[Holding], setting: Setting) -> list[Fraction]:
    return [failed_in_all(survival(curve, plan, setting)) for plan in plans]


@given(curves, plans(), settings)
def test_survival_starts_whole_and_only_falls(curve: OutcomeCurve, plan: Holding, setting: Setting) -> None:
    alive = survival(curve, plan, setting)
    assert len(alive) == len(plan.months) + 1
    assert alive[0] == 1
    assert all(0 <= after <= before for before, after in pairwise(alive))
    assert failed_within(alive, 12) <= failed_in_all(alive)


@given(curves, plans(), settings)
def test_rounding_moves_survival_and_value_no_more_than_the_bound(
    curve: OutcomeCurve, plan: Holding, setting: Setting
) -> None:
    exact, carried = survival(curve, plan, setting), survival(curve, plan, setting, whole=BILLIONTHS)
    assert all(
        abs(a - b) <= Fraction(month + 1, BILLIONTHS) for month, (a, b) in enumerate(zip(exact, carried, strict=True))
    )
    worth = discounts_after(Fraction(curve.discount.annual), Fraction(1, 2), len(plan.months))
    values = [expected_value(curve, plan, alive, worth) for alive in (exact, carried)]
    assert abs(values[0] - values[1]) <= rounding_bound(plan)


@given(curves, plans(), settings, st.integers(1, 300_000), st.integers(1, 300_000))
def test_a_lower_payment_fails_no_more(
    curve: OutcomeCurve, plan: Holding, setting: Setting, one: int, other: int
) -> None:
    low, high = lives(curve, [changed(plan, asked=min(one, other)), changed(plan, asked=max(one, other))], setting)
    assert low <= high


@given(curves, plans(), settings, shares, shares)
def test_a_lower_rate_fails_no_more(
    curve: OutcomeCurve, plan: Holding, setting: Setting, one: Fraction, other: Fraction
) -> None:
    more, less = [changed(plan, given_up=share) for share in (max(one, other), min(one, other))]
    low, high = lives(curve, [more, less], setting)
    assert low <= high


@given(curves, plans(), settings, amounts, amounts)
def test_more_cash_fails_no_more(curve: OutcomeCurve, plan: Holding, setting: Setting, one: int, other: int) -> None:
    low, high = lives(curve, [plan._replace(cash=max(one, other)), plan._replace(cash=min(one, other))], setting)
    assert low <= high


@given(curves, plans(), settings, st.integers(0, 720), st.integers(0, 720))
def test_fewer_days_late_fail_no_more(
    curve: OutcomeCurve, plan: Holding, setting: Setting, one: int, other: int
) -> None:
    days = [min(one, other), max(one, other)]
    low, high = lives(curve, [plan._replace(days_past_due=late) for late in days], setting)
    assert low <= high


@given(curves, plans(), settings, shares, shares)
def test_more_left_fails_no_more(
    curve: OutcomeCurve, plan: Holding, setting: Setting, one: Fraction, other: Fraction
) -> None:
    with_income = changed(plan, income=Fraction(500_000))
    low, high = lives(
        curve, [changed(with_income, left=share * 500_000) for share in (max(one, other), min(one, other))], setting
    )
    assert low <= high


@given(curves, plans(), settings)
def test_flags_only_add_failures(curve: OutcomeCurve, plan: Holding, setting: Setting) -> None:
    plain = plan._replace(capitalizes=False, second_plan=False, relief=0)
    low, high = lives(curve, [plain, plan], setting)
    assert low <= high
    dated, undated = [plan._replace(relief_ends_dated=known) for known in (True, False)]
    low, high = lives(curve, [dated, undated], setting)
    assert low <= high


@given(curves, plans())
def test_more_failures_where_the_base_is_higher(curve: OutcomeCurve, plan: Holding) -> None:
    low, central, high = (
        lives(curve, [plan], Setting("low")) + lives(curve, [plan], Setting()) + lives(curve, [plan], Setting("high"))
    )
    assert low <= central <= high


@given(curves, plans(), st.integers(0, 100_000))
def test_a_plan_that_is_sure_to_hold_is_worth_its_payments(curve: OutcomeCurve, plan: Holding, today: int) -> None:
    sure = replace(curve, base=SURE, relief_end_dated=SURE, relief_end_undated=SURE)
    alive = survival(sure, plan)
    worth = discounts_after(Fraction(curve.discount.annual), Fraction(1, 2), len(plan.months))
    assert set(alive) == {1}
    paid = [month.paid for month in plan.months]
    assert expected_value(sure, plan, alive, worth, today) == present_value(paid, worth, today)


@given(curves, st.integers(1, 24), st.integers(1, 100_000), settings)
def test_without_interest_and_with_all_recovered_at_once_failing_costs_nothing(
    curve: OutcomeCurve, count: int, each: int, setting: Setting
) -> None:
    rows = [
        Month(each, each, each * (count - row), Fraction(1), Fraction(400_000), Fraction(100_000))
        for row in range(count)
    ]
    plan = Holding(rows, installment=100_000, cash=50_000, days_past_due=60)
    whole = replace(curve, recovered_share=Estimate("1", low="1", high="1"), recovered_after=0, discount="0")
    worth = discounts_after(Fraction(0), Fraction(1), count)
    assert expected_value(whole, plan, survival(whole, plan, setting), worth) == each * count


@given(curves, plans(), settings)
def test_failing_costs_where_little_is_recovered(curve: OutcomeCurve, plan: Holding, setting: Setting) -> None:
    # nothing recovered: a plan is worth no more than its payments, and no more where more of it fails
    lost = replace(curve, recovered_share=Estimate("0", low="0", high="0"))
    worth = discounts_after(Fraction(curve.discount.annual), Fraction(1), len(plan.months))
    later = plan._replace(days_past_due=plan.days_past_due + 90)
    value, worse = [expected_value(lost, each, survival(lost, each, setting), worth) for each in (plan, later)]
    assert worse <= value <= present_value([month.paid for month in plan.months], worth)


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: curve.code)
def test_a_longer_term_fails_less_in_a_year_and_may_fail_more_in_all(curve: OutcomeCurve) -> None:
    def level(count: int, total: int = 4_000_000) -> Holding:
        month = Month(total // count, total // count, total, Fraction(0), Fraction(800_000), Fraction(400_000))
        return Holding([month] * count, installment=200_000, cash=200_000, days_past_due=60)

    in_a_year, in_all = list[Fraction](), list[Fraction]()
    for short, long in [(24, 36), (24, 60), (36, 48), (48, 120)]:
        one, other = survival(curve, level(short), whole=BILLIONTHS), survival(curve, level(long), whole=BILLIONTHS)
        in_a_year.append(failed_within(one, 12) - failed_within(other, 12))
        in_all.append(failed_in_all(other) - failed_in_all(one))
    assert min(in_a_year) >= 0
    assert max(in_a_year) > 0
    assert max(in_all) > 0


@given(
    st.lists(st.tuples(st.integers(-100, 100), st.integers(0, 300)), min_size=1, max_size=6, unique_by=lambda p: p[0]),
    st.fractions(-2, 2, max_denominator=40),
)
def test_factors_stay_between_their_points(points: list[tuple[int, int]], at: Fraction) -> None:
    drawn = sorted((Decimal(where) / 100, Decimal(what) / 100) for where, what in points)
    found = factor(drawn, at)
    assert min(what for _, what in drawn) <= found <= max(what for _, what in drawn)
    assert all(factor(drawn, Fraction(where)) == Fraction(what) for where, what in drawn)
