"""The level installment: both paths agree with fractions, and the error bound of the proof holds."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import given, strategies as st

from restructure.basics import exact as _exact
from restructure.basics.rates import RATE_SCALE
from support.strategies import ROUNDINGS, balances, rate_units
from witness.slow_schedule import rounded, slow_level_payment

DEN = RATE_SCALE * 360
roundings: Any = st.sampled_from(ROUNDINGS)


@given(st.integers(0, 10**20), st.integers(1, 10**12), roundings)
def test_div_round_is_the_rounded_fraction(numerator: int, denominator: int, mode: Any) -> None:
    assert _exact.div_round(numerator, denominator, mode) == rounded(Fraction(numerator, denominator), mode)


@given(st.integers(0, 10**9), st.integers(1, 10**6), roundings)
def test_half_way_points_round_as_the_mode_says(half: int, scale: int, mode: Any) -> None:
    assert _exact.div_round((2 * half + 1) * scale, 2 * scale, mode) == rounded(Fraction(2 * half + 1, 2), mode)


@given(balances, rate_units, rate_units, st.integers(1, 360), roundings, st.sampled_from([1, 100, 1000]))
def test_level_payment_with_one_ratio_is_exact(
    balance: int, first: int, rest: int, count: int, mode: Any, unit: int
) -> None:
    rows = _exact.Accrual((first * 30,) + (rest * 30,) * (count - 1), DEN, uniform=True)
    ratios = [Fraction(num, DEN) for num in rows.nums]
    assert _exact.level_payment(balance, rows, rounding=mode, unit=unit) == slow_level_payment(
        balance, ratios, mode, unit
    )


@given(balances, rate_units, st.lists(st.integers(1, 62), min_size=1, max_size=120), roundings)
def test_level_payment_with_varying_ratios_is_exact(balance: int, units: int, days: list[int], mode: Any) -> None:
    rows = _exact.Accrual(tuple(units * day for day in days), DEN, uniform=False)
    ratios = [Fraction(num, DEN) for num in rows.nums]
    assert _exact.level_payment(balance, rows, rounding=mode, unit=1) == slow_level_payment(balance, ratios, mode, 1)


@given(st.data(), roundings, st.booleans())
def test_many_lanes_equal_one_lane_at_a_time(data: st.DataObject, mode: Any, uniform: bool) -> None:
    lanes = data.draw(st.integers(1, 8))
    balance = np.array(data.draw(st.lists(balances, min_size=lanes, max_size=lanes)), np.int64)
    units = np.array(data.draw(st.lists(rate_units, min_size=lanes, max_size=lanes)), np.int64)
    over = np.array(data.draw(st.lists(st.integers(1, 90), min_size=lanes, max_size=lanes)), np.int64)
    length = int(over.max())
    first = data.draw(st.integers(1, 62))
    days = [
        first,
        *(
            [30] * (length - 1)
            if uniform
            else data.draw(st.lists(st.integers(28, 31), min_size=length - 1, max_size=length - 1))
        ),
    ]
    unit = data.draw(st.sampled_from([1, 100]))
    found = _exact.level_payments(
        balance, np.array(days, np.int64), units, DEN, over, uniform=uniform, rounding=mode, unit=unit
    )
    for lane in range(lanes):
        rows = _exact.Accrual(tuple(int(units[lane]) * day for day in days[: over[lane]]), DEN, uniform=uniform)
        assert found[lane] == _exact.level_payment(int(balance[lane]), rows, rounding=mode, unit=unit)


@given(balances, st.integers(1, 3 * RATE_SCALE), st.integers(2, 1200))
def test_the_closed_form_stays_inside_its_error_bound(balance: int, units: int, count: int) -> None:
    rows = _exact.Accrual((units * 30,) * count, DEN, uniform=True)
    estimate, error = _exact._estimate(balance, rows)
    exact = Fraction(*_exact.level_fraction(balance, rows, 1))
    assert abs(Fraction(estimate) - exact) <= Fraction(error) * exact


@given(balances, st.integers(1, RATE_SCALE), st.lists(st.integers(1, 62), min_size=1, max_size=240))
def test_the_recursion_stays_inside_its_error_bound(balance: int, units: int, days: list[int]) -> None:
    rows = _exact.Accrual(tuple(units * day for day in days), DEN, uniform=False)
    estimate, error = _exact._estimate(balance, rows)
    exact = Fraction(*_exact.level_fraction(balance, rows, 1))
    assert abs(Fraction(estimate) - exact) <= Fraction(error) * exact


def test_exact_ties_are_decided_by_whole_numbers() -> None:
    """A payment that is exactly half a unit is always in doubt, so that the mode decides and not the last bit."""
    rows = _exact.Accrual((0,) * 2, DEN, uniform=True)
    assert [_exact.level_payment(5, rows, rounding=mode, unit=1) for mode in ("half_up", "half_even", "half_down")] == [
        3,
        2,
        2,
    ]


@given(st.integers(0, 2 * RATE_SCALE), st.sampled_from([(2, 6), (2, 12), (1, 12), (1, 4), (2, 2), (1, 1)]))
def test_periodic_root_is_the_floor_of_the_root(units: int, exponent: tuple[int, int]) -> None:
    per_year, root = exponent
    base = per_year * RATE_SCALE
    growth = _exact.periodic_root(base + units, base, per_year, root)
    exact = Fraction(base + units, base) ** per_year * 10 ** (40 * root)
    assert growth**root <= exact < (growth + 1) ** root
