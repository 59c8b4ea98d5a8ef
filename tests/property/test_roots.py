"""Rates against flows made of known rates, against exact signs, and against themselves scaled, shifted, batched."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import pairwise
from math import isfinite

import numpy as np
import pytest
from hypothesis import assume, example, given, strategies as st

from restructure.measures import bulk_rates as _bulk_rates
from restructure.measures.bulk_rates import annuity_rates, periodic_rates
from restructure.measures.roots import Outcome, RatesFound, all_rates

CLOSE = 1e-9
"""How near a rate of several must be: they condition each other, and are drawn at least 0.05 apart."""

percents = st.integers(-90, 300).map(lambda percent: Fraction(percent, 100))
small = st.integers(-1000, 1000)
flow_lists = st.lists(small, max_size=14)
times = st.one_of(st.integers(-3, 400).map(float), st.integers(0, 11_000).map(lambda day: day / 365), st.floats(0, 30))
amounts = st.one_of(small.map(float), st.floats(-1e6, 1e6), st.floats(allow_nan=False, allow_infinity=False))


@st.composite
def apart(draw: st.DrawFn) -> list[Fraction]:
    """Return one to four rates, ascending, at least 0.05 apart."""
    rates = sorted(draw(st.lists(percents, min_size=1, max_size=4)))
    assume(all(after - before >= Fraction(1, 20) for before, after in pairwise(rates)))
    return rates


@st.composite
def one_change(draw: st.DrawFn) -> list[float]:
    """Return flows, some of them zero, that change sign once."""
    sizes = draw(st.lists(st.one_of(st.just(0.0), st.floats(1e-3, 1e6)), min_size=2, max_size=40))
    turn = draw(st.integers(1, len(sizes) - 1))
    assume(any(sizes[:turn]) and any(sizes[turn:]))
    sign = draw(st.sampled_from([-1, 1]))
    return [sign * size if k < turn else -sign * size for k, size in enumerate(sizes)]


def product(first: list[Fraction], second: list[Fraction]) -> list[Fraction]:
    """Return the product of two polynomials."""
    total = [Fraction(0)] * (len(first) + len(second) - 1)
    for k, a in enumerate(first):
        for m, b in enumerate(second):
            total[k + m] += a * b
    return total


def made_of(rates: list[Fraction], rest: list[int]) -> list[int]:
    """Return whole flows worth nothing at these rates, times flows of one sign, which are never worth nothing."""
    factors = [[Fraction(1), -(1 + rate)] for rate in rates]
    flows = reduce(product, factors, [Fraction(size) for size in rest])
    return [int(flow * 100 ** len(rates)) for flow in flows]


def even(flows: list[int] | list[float]) -> RatesFound:
    """Return the rates of flows one period apart."""
    return all_rates(flows, range(len(flows)), [0] * len(flows))


def worth(flows: list[float], rate: Fraction) -> Fraction:
    """Return what evenly spaced flows are worth at a rate, exactly, times a power of 1 + rate."""
    return reduce(lambda total, flow: total * (1 + rate) + Fraction(flow), flows, Fraction(0))


rest = st.lists(st.integers(1, 50), min_size=1, max_size=20)


@given(apart(), rest)
def test_all_rates_are_found_and_no_others(rates: list[Fraction], others: list[int]) -> None:
    found = even(made_of(rates, others))
    assert found.rates == pytest.approx([float(rate) for rate in rates], rel=CLOSE, abs=CLOSE)
    assert found.outcome == (Outcome.RATE if len(rates) == 1 else Outcome.NOT_UNIQUE)
    assert all(mine == 0 for mine, rate in zip(found.rates, rates, strict=True) if rate == 0)


@given(percents, st.integers(2, 4), rest)
def test_a_rate_that_counts_several_times_is_listed_as_often(rate: Fraction, order: int, others: list[int]) -> None:
    found = even(made_of([rate] * order, others))
    assert found.rates == pytest.approx([float(rate)] * order, rel=0.01, abs=0.01)  # a touch is as wide as it is flat
    assert found.outcome == Outcome.NOT_UNIQUE


@given(st.lists(st.tuples(amounts, times), max_size=12))
def test_roots_never_outnumber_sign_changes_and_differ_by_an_even_number(flows: list[tuple[float, float]]) -> None:
    found = all_rates([flow for flow, _ in flows], [time for _, time in flows], [0.0] * len(flows))
    assert len(found.rates) <= found.sign_changes
    assert (found.sign_changes - len(found.rates)) % 2 == 0
    assert list(found.rates) == sorted(found.rates)
    assert all(rate >= -1 for rate in found.rates)
    by_time = {time: sum(Fraction(flow) for flow, other in flows if other == time) for _, time in flows}
    signs = [by_time[time] > 0 for time in sorted(by_time) if by_time[time]]
    assert found.sign_changes == sum(a != b for a, b in pairwise(signs))


@given(apart(), rest, st.integers(100, 400))
def test_time_may_be_counted_in_any_unit(rates: list[Fraction], others: list[int], days: int) -> None:
    """Flows some days apart, in years of 365 days, have the same rates per so many days."""
    flows = made_of(rates, others)
    found = all_rates(flows, [k * days / 365 for k in range(len(flows))], [0] * len(flows))
    per_step = [(1 + rate) ** (days / 365) - 1 for rate in found.rates]
    assert per_step == pytest.approx([float(rate) for rate in rates], rel=CLOSE, abs=CLOSE)


@given(flow_lists, st.integers(-200, 200), st.integers(-60, 60))
@example([4, -12, 9, -2], 2, 0)
def test_neither_size_nor_sign_nor_origin_matters(flows: list[int], power: int, shift: int) -> None:
    found = even(flows)
    assert even([flow * 2.0**power for flow in flows]) == found
    assert even([-flow for flow in flows]) == found
    assert all_rates(flows, range(shift, shift + len(flows)), [0] * len(flows)) == found


@given(apart(), rest)
def test_time_reversed_turns_growth_over(rates: list[Fraction], others: list[int]) -> None:
    found = even(made_of(rates, others)[::-1])
    turned = sorted(float(1 / (1 + rate) - 1) for rate in rates)
    assert found.rates == pytest.approx(turned, rel=CLOSE, abs=CLOSE)


thirtieths = st.integers(0, 29).map(lambda day: day / 30)


@given(apart(), st.lists(st.integers(0, 24), min_size=5, max_size=5, unique=True), st.tuples(*[thirtieths] * 5))
def test_simple_interest_within_a_period(rates: list[Fraction], wholes: list[int], parts: tuple[float, ...]) -> None:
    """As many flows as rates and one more are worth nothing at all of them for one set of amounts."""
    places = list(zip(wholes, parts, strict=True))[: len(rates) + 1]
    rows = [[1 / ((1 + Fraction(part) * rate) * (1 + rate) ** whole) for whole, part in places] for rate in rates]
    flows = null_vector(rows)
    assume(all(flows) and dated_worth(flows, places, Fraction(7)))  # the few that are nothing at any rate have none
    scale = reduce(lambda a, b: a * b.denominator, flows, 1)
    found = all_rates([int(flow * scale) for flow in flows], *zip(*places, strict=True))
    for rate in rates:
        assert min(abs(mine - rate) for mine in found.rates) <= CLOSE * (1 + rate)
    for mine in found.rates:
        growth = 1 + Fraction(mine)
        low, high = (dated_worth(flows, places, growth * (1 + side * Fraction(CLOSE)) - 1) for side in (-1, 1))
        assert low * high <= 0


def null_vector(rows: list[list[Fraction]]) -> list[Fraction]:
    """Return the solution, up to its size, of n equations in n + 1 unknowns, by elimination."""
    held = [row[:] for row in rows]
    for pivot, row in enumerate(held):
        assume(row[pivot] != 0)
        row[:] = [entry / row[pivot] for entry in row]
        for other in held:
            if other is not row:
                factor = other[pivot]
                other[:] = [mine - factor * theirs for mine, theirs in zip(other, row, strict=True)]
    return [*(-row[-1] for row in held), Fraction(1)]


def dated_worth(flows: list[Fraction], places: list[tuple[int, float]], rate: Fraction) -> Fraction:
    """Return what flows after whole periods and parts of one are worth at a rate, exactly."""
    terms = zip(flows, places, strict=True)
    return sum((a / ((1 + Fraction(f) * rate) * (1 + rate) ** w) for a, (w, f) in terms), Fraction(0))


# --- many lanes ----------------------------------------------------------------------------------------------------


@given(one_change())
def test_the_sign_changes_across_the_rate_of_a_lane(flows: list[float]) -> None:
    found = periodic_rates(np.array([flows]).T)
    rate = Fraction(found.rate.item())
    room = Fraction(1, 10**12) * (1 + rate) + min(Fraction(1, 2**53), (1 + rate) / 2)
    assert found.outcome.tolist() == [Outcome.RATE]
    assert worth(flows, rate - room) * worth(flows, rate + room) <= 0


any_amount = st.one_of(st.just(0.0), small.map(float), st.floats(allow_nan=True, allow_infinity=True))


@st.composite
def batches(draw: st.DrawFn) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return lanes of all kinds [T, N], padded with zeros at the end."""
    plain = st.lists(any_amount, max_size=8)
    lanes = draw(st.lists(st.one_of(one_change(), flow_lists, plain), min_size=1, max_size=8))
    rows = max(map(len, lanes))
    return np.array([[*lane, *[0.0] * (rows - len(lane))] for lane in lanes], np.float64).T


@given(batches())
def test_a_batch_equals_each_lane_alone_bit_for_bit(flows: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    found = periodic_rates(flows)
    backward = periodic_rates(flows[:, ::-1])
    for lane in range(flows.shape[1]):
        alone = periodic_rates(flows[:, lane : lane + 1])
        for column, other, one in zip(found, backward, alone, strict=True):
            assert column[lane].tobytes() == one[0].tobytes() == other[flows.shape[1] - 1 - lane].tobytes()


def test_position_in_a_block_changes_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vector instructions work on several lanes at a time; the last few must not be treated otherwise."""
    growth = np.linspace(1, 1.04, 37)
    payment, count, advance = 100 * growth, np.arange(37) % 9 + 3, 600 + growth
    flows = np.where(np.arange(13)[:, None] <= count, payment, 0.0)
    flows[0] = -advance
    whole = annuity_rates(payment, count, advance), periodic_rates(flows)
    for block in (1, 2, 7, 8, 9, 36):
        monkeypatch.setattr(_bulk_rates, "BLOCK", block)
        parts = annuity_rates(payment, count, advance), periodic_rates(flows)
        for found, part in zip(whole, parts, strict=True):
            assert [column.tobytes() for column in found] == [column.tobytes() for column in part]


@given(batches())
def test_a_batch_agrees_with_the_search_for_all_rates(flows: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    found = periodic_rates(flows)
    for lane, column in enumerate(flows.T.tolist()):
        one = even(column)
        assert (found.outcome[lane], found.sign_changes[lane]) == (one.outcome, one.sign_changes)
        assert isfinite(found.rate[lane]) == (one.outcome == Outcome.RATE)
        if one.outcome == Outcome.RATE:
            assert abs(found.rate[lane] - one.rates[0]) <= 1e-12 * (1 + one.rates[0]) + 2.0**-53


@given(one_change(), st.integers(-300, 300))
def test_the_size_of_a_lane_changes_no_bit(flows: list[float], power: int) -> None:
    column = np.array([flows]).T
    assert periodic_rates(column).rate == periodic_rates(np.ldexp(column, power)).rate
    for factor in (1e-9, 1e12):  # these round the flows themselves
        assert periodic_rates(column * factor).outcome == Outcome.RATE


positive = st.one_of(st.integers(1, 10**9).map(float), st.floats(1e-3, 1e9))


def repays(payment: float, count: int, advance: float) -> None:
    """Hold a rate against exact signs a few digits apart, relative to the rate, however near to zero it is."""
    found = annuity_rates(np.array([payment]), np.array([count]), np.array([advance]))
    rate = Fraction(found.rate.item())
    flows = [-advance, *[payment] * count]
    assert found.outcome.tolist() == [Outcome.RATE]
    assert (rate == 0) == (Fraction(payment) * count == Fraction(advance))
    room = abs(rate) * Fraction(1, 10**12) + (min(Fraction(1, 2**53), (1 + rate) / 2) if rate < Fraction(-1, 2) else 0)
    assert worth(flows, rate - room) * worth(flows, rate + room) <= 0


@given(positive, st.integers(1, 60), positive)
def test_level_payments_repay_what_was_advanced(payment: float, count: int, advance: float) -> None:
    repays(payment, count, advance)


@given(positive, st.integers(1, 60), st.floats(-14, -1), st.sampled_from([-1, 1]))
def test_level_payments_keep_their_digits_near_a_rate_of_zero(
    payment: float, count: int, digits: float, side: int
) -> None:
    repays(payment, count, payment * count * (1 + side * 10**digits))


@given(positive, st.integers(1, 600), st.floats(-0.05, 1), st.integers(-200, 200))
def test_level_payments_are_evenly_spaced_flows(advance: float, count: int, rate: float, power: int) -> None:
    payment = float(advance / sum((1 + rate) ** -k for k in range(1, count + 1)))
    found = annuity_rates(np.array([payment]), np.array([count]), np.array([advance]))
    scaled = annuity_rates(np.array([payment * 2.0**power]), np.array([count]), np.array([advance * 2.0**power]))
    flows = periodic_rates(np.array([[-advance, *[payment] * count]]).T)
    assert found.rate.tolist() == scaled.rate.tolist()
    assert abs(found.rate - flows.rate) <= 1e-12 * (1 + flows.rate)


@given(st.lists(st.tuples(any_amount, st.integers(-1, 50), any_amount), min_size=1, max_size=9))
def test_level_payments_alone_and_in_a_batch(lanes: list[tuple[float, int, float]]) -> None:
    payment, count, advance = (np.array(column) for column in zip(*lanes, strict=True))
    found = annuity_rates(payment, count, advance)
    for lane in range(len(lanes)):
        alone = annuity_rates(payment[lane : lane + 1], count[lane : lane + 1], advance[lane : lane + 1])
        for column, one in zip(found, alone, strict=True):
            assert column[lane].tobytes() == one[0].tobytes()
    assert (np.isfinite(found.rate) == (found.outcome == Outcome.RATE)).all()
