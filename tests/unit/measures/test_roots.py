"""Rates with answers known by hand: one lane with every root, and many lanes with an outcome each."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

import restructure as rs
from restructure.measures.bulk_rates import BLOCK, Rates, annuity_rates, periodic_rates
from restructure.measures.roots import Outcome, RatesFound, all_rates

RATE, NO_RATE, NOT_UNIQUE, NOT_FINITE = Outcome


def even(*amounts: float) -> RatesFound:
    """Return the rates of flows one period apart."""
    return all_rates(amounts, range(len(amounts)), [0] * len(amounts))


@pytest.mark.parametrize(
    ("amounts", "rates", "sign_changes", "outcome"),
    [
        ((-100, 110), (0.1,), 1, RATE),
        ((100, -110), (0.1,), 1, RATE),
        ((100, -90), (-0.1,), 1, RATE),
        ((-100, 0, 121), (0.1,), 1, RATE),
        ((0, 0, -100, 110, 0), (0.1,), 1, RATE),
        ((-100, 60, 40), (0.0,), 1, RATE),
        ((-1, 1, 1e-200), (1e-200,), 1, RATE),
        ((-1, 1e6 + 1), (1e6,), 1, RATE),
        ((-(2**40), 1), (2.0**-40 - 1,), 1, RATE),
        ((1000, -2300, 1320), (0.1, 0.2), 2, NOT_UNIQUE),
        ((1000, -3600, 4310, -1716), (0.1, 0.2, 0.3), 3, NOT_UNIQUE),
        ((100, -220, 121), (0.1, 0.1), 2, NOT_UNIQUE),
        ((1, -2, 1), (0.0, 0.0), 2, NOT_UNIQUE),
        ((1, -3, 3, -1), (0.0, 0.0, 0.0), 3, NOT_UNIQUE),
        ((100, -219, 121), (), 2, NO_RATE),
        ((7, -13, 8, -5, 3), (0.0, 0.0), 4, NOT_UNIQUE),
        ((1, -2, 2, -1), (0.0,), 3, RATE),
        ((100, 10, 5), (), 0, NO_RATE),
        ((-100,), (), 0, NO_RATE),
        ((0, 0, 0), (), 0, NO_RATE),
        ((), (), 0, NO_RATE),
        ((100, math.nan), (), 0, NOT_FINITE),
        ((100, -math.inf), (), 0, NOT_FINITE),
        ((1e300, -1e-300), (-1.0,), 1, NOT_FINITE),
        ((1e17, -0.5), (-1.0,), 1, NOT_FINITE),
        ((-1e-300, 1e300), (math.inf,), 1, NOT_FINITE),
    ],
)
def test_evenly_spaced_flows(
    amounts: tuple[float, ...], rates: tuple[float, ...], sign_changes: int, outcome: Outcome
) -> None:
    found = even(*amounts)
    assert found.rates == pytest.approx(rates, rel=1e-12, abs=0)
    assert (found.sign_changes, found.outcome) == (sign_changes, outcome)


@pytest.mark.parametrize(
    ("flows", "rates", "sign_changes"),
    [
        ([(-1000, 0, 0), (1100, 0, 0.5)], (0.2,), 1),  # simple interest for half a period
        ([(-1000, 0, 0), (1320, 1, 0.5)], (0.2,), 1),  # 1.2 * (1 + 0.2 / 2)
        ([(-1100, 0, 0.25), (1200, 0, 0.5)], (0.4,), 1),
        ([(-100, 0, 0.5), (150, 0, 0.75)], (), 1),  # one change, but 1.5 is more than any i can make of it
        ([(1320, 3, 0.5), (-1000, 2, 0)], (0.2,), 1),  # neither order nor origin of time matters
        ([(-1000, -2, 0), (1100, -2, 0.5)], (0.2,), 1),
        ([(-100, 0, 0), (121, 0.5, 0)], (0.4641,), 1),  # half a year at 21% is 46.41% a year
        ([(-100, 0.3, 0), (50, 0.3, 0), (55, 1.3, 0)], (0.1,), 1),  # flows of one time are one flow
        ([(-100, 0, 0), (100, 0, 0), (-50, 1, 0), (55, 2, 0)], (0.1,), 1),
        ([(-100, 0, 0), (100, 2.0**-50, 0)], (0.0,), 1),
        ([(5, 0, 0.5), (-11, 1, 0), (5, 1, 0.25), (1, 2, 0.5)], (0, 1, 2), 2),  # more rates than sign changes
        ([(26, 0, 0), (-52, 1 / 3, 0), (26, 2 / 3, 0)], (0.0, 0.0), 2),
        ([(-300, 0, 0), (100, 1, 0.1), (100, 2, 0.3), (100, 3, 0.7)], (0.0,), 1),
        ([(1, 0, 0), (-2, 0, 0.5), (1, 1, 0)], (0.0, 0.0), 2),
        ([(-1, 0, 0.5), (2, 1, 0), (-1, 1, 0.5)], (), 2),  # nothing at any rate
        ([(-(10**400), 0, 0), (11 * 10**399, 1, 0)], (0.1,), 1),  # whole numbers may be of any size
    ],
)
def test_flows_at_any_time(
    flows: list[tuple[float, float, float]], rates: tuple[float, ...], sign_changes: int
) -> None:
    found = all_rates(*zip(*flows, strict=True))
    assert found.rates == pytest.approx(rates, rel=1e-13, abs=0)
    assert found.sign_changes == sign_changes


def test_a_rate_of_zero_is_exact_where_the_sum_of_floats_would_not_be() -> None:
    """Added one after the other these floats do not give 0, though they are opposites."""
    flows = [1e16, 1.0, -1e16, -1.0, 3.0, -3.0]
    assert even(*flows).rates.count(0.0) == 1
    alone = periodic_rates(np.array([[-1e16 - 2], [1e16], [1.0], [1.0]]))
    assert alone.rate.tolist() == [0.0]


def test_a_rate_beside_zero_has_the_right_sign() -> None:
    for change, sign in ((2.0, 1), (-2.0, -1)):
        found = periodic_rates(np.array([[-1e16], [1e16 + change]]))
        assert np.sign(found.rate).tolist() == [sign]


def test_a_bad_lane_spoils_no_other() -> None:
    lanes = {
        "a rate": [-100.0, 60.0, 55.0],
        "not a number": [-100.0, math.nan, 55.0],
        "infinite": [-100.0, math.inf, 55.0],
        "infinities that cancel": [-math.inf, math.inf, 55.0],
        "all zero": [0.0, 0.0, 0.0],
        "negative zeros": [-0.0, 0.0, -0.0],
        "one sign": [100.0, 60.0, 0.0],
        "only the first": [-100.0, 0.0, 0.0],
        "only the last": [0.0, 0.0, -100.0],
        "two rates": [1000.0, -2300.0, 1320.0],
        "none": [100.0, -219.0, 121.0],
        "trailing zeros": [100.0, -110.0, 0.0],
        "leading zeros": [0.0, -100.0, 110.0],
        "a sum beyond floats": [-1.7e308, 1e308, 1e308],
        "beyond -1": [-1e300, 0.0, 1e-300],
        "nearly -1": [-1e17, 0.5, 0.0],
        "subnormal": [-200 * 2.0**-1074, 110 * 2.0**-1074, 121 * 2.0**-1074],
        "too large": [-1e-300, 1e300, 0.0],
    }
    found = periodic_rates(np.array(list(lanes.values())).T)
    outcomes = dict(zip(lanes, found.outcome.tolist(), strict=True))
    assert outcomes == {
        "a rate": RATE,
        "not a number": NOT_FINITE,
        "infinite": NOT_FINITE,
        "infinities that cancel": NOT_FINITE,
        "all zero": NO_RATE,
        "negative zeros": NO_RATE,
        "one sign": NO_RATE,
        "only the first": NO_RATE,
        "only the last": NO_RATE,
        "two rates": NOT_UNIQUE,
        "none": NO_RATE,
        "trailing zeros": RATE,
        "leading zeros": RATE,
        "a sum beyond floats": RATE,
        "beyond -1": NOT_FINITE,
        "nearly -1": NOT_FINITE,
        "subnormal": RATE,
        "too large": NOT_FINITE,
    }
    assert found.sign_changes.tolist() == [1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 1, 1, 1, 1, 1, 1, 1]
    assert (np.isfinite(found.rate) == (found.outcome == RATE)).all()
    assert found.rate[[11, 12, 16]] == pytest.approx(0.1, rel=1e-13)


@pytest.mark.parametrize(
    ("payment", "count", "advance", "rate", "sign_changes", "outcome"),
    [
        (110.0, 1, 100.0, 0.1, 1, RATE),
        (-110.0, 1, -100.0, 0.1, 1, RATE),
        (90.0, 1, 100.0, -0.1, 1, RATE),
        (121.0, 2, 210.0, 0.1, 1, RATE),
        (1.0, 2**20, 4.0, 0.25, 1, RATE),  # as good as a perpetuity
        (100.0, 36, 3600.0, 0.0, 1, RATE),
        (1e-9, 1, 1e-6, -0.999, 1, RATE),
        (1.0, 1, 1e-6, 999_999.0, 1, RATE),
        (1e300, 10**6, 1.0, 1e300, 1, RATE),
        (0.0, 12, 100.0, math.nan, 0, NO_RATE),
        (10.0, 12, 0.0, math.nan, 0, NO_RATE),
        (10.0, 12, -100.0, math.nan, 0, NO_RATE),
        (10.0, 0, 100.0, math.nan, 0, NO_RATE),
        (-10.0, -12, 100.0, math.nan, 0, NO_RATE),
        (math.nan, 12, 100.0, math.nan, 0, NOT_FINITE),
        (10.0, 12, math.inf, math.nan, 0, NOT_FINITE),
        (1e-300, 1, 1e300, math.nan, 1, NOT_FINITE),
        (1e300, 1, 1e-300, math.nan, 1, NOT_FINITE),
    ],
)
def test_level_payments(
    payment: float, count: int, advance: float, rate: float, sign_changes: int, outcome: Outcome
) -> None:
    found = annuity_rates(np.array([payment]), np.array([count]), np.array([advance]))
    assert (found.outcome.item(), found.sign_changes.item()) == (outcome, sign_changes)
    assert found.rate[0] == pytest.approx(rate, rel=1e-12, abs=0, nan_ok=True)


def test_a_rate_of_almost_zero_keeps_its_digits() -> None:
    """3 * 0.1 is rounded in floats; the rate of what was rounded away is half of it, to all digits."""
    advance = 0.1 * 3
    excess = (3 * Fraction(0.1) - Fraction(advance)) / Fraction(advance)
    found = annuity_rates(np.array([0.1]), np.array([3]), np.array([advance]))
    assert found.rate[0] == pytest.approx(float(excess / 2), rel=1e-14, abs=0)
    assert found.rate[0] != 0


def test_no_lanes_and_no_flows() -> None:
    nothing = np.zeros(0)
    for found in (periodic_rates(np.zeros((3, 0))), annuity_rates(nothing, np.zeros(0, np.int64), nothing)):
        assert [column.shape for column in found] == [(0,)] * 3
    assert periodic_rates(np.zeros((0, 2))).outcome.tolist() == [NO_RATE, NO_RATE]


def test_more_lanes_than_a_block_are_all_answered() -> None:
    count = np.arange(BLOCK + 3) % 60 + 1
    payment = 1 + count / 1000
    found = annuity_rates(payment, count, count.astype(np.float64))
    flows = np.where(np.arange(61)[:, None] <= count, payment, 0.0)
    flows[0] = -count
    even_found: Rates = periodic_rates(flows)
    assert (found.outcome == RATE).all()
    assert (even_found.outcome == RATE).all()
    assert found.rate == pytest.approx(even_found.rate, rel=1e-11, abs=0)


@pytest.mark.parametrize("changes", [255, 256, 257])
def test_more_flows_than_a_byte_counts(changes: int) -> None:
    """Sign changes are counted in as few bits as hold them."""
    flows = np.array([(-1.0) ** k for k in range(changes + 1)])
    assert periodic_rates(np.array([flows, np.abs(flows)]).T).sign_changes.tolist() == [changes, 0]


def test_loans_are_answered_in_bulk_whatever_their_length_start_and_side(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search for all roots takes a thousand times as long; zeros around a loan must not lead there."""
    monkeypatch.setattr("restructure.measures.bulk_rates.all_rates", None)
    count, wait, rate = np.arange(3, 40), np.arange(37) % 5, np.linspace(-0.0101, 0.03, 37)
    row = np.arange(50)[:, None]
    flows = np.where((row > wait) & (row <= wait + count), -100.0, 0.0)
    flows[wait, np.arange(37)] = 100 * -np.expm1(-count * np.log1p(rate)) / rate
    for side in (flows, -flows):
        assert periodic_rates(side).rate == pytest.approx(rate, rel=0, abs=1e-14)


@pytest.mark.parametrize(
    ("call", "path"),
    [
        (lambda: periodic_rates(np.zeros(3)), "flows"),
        (lambda: periodic_rates([["a"], ["b"]]), "flows"),  # type: ignore[arg-type]
        (lambda: periodic_rates("no"), "flows"),  # type: ignore[arg-type]
        (lambda: annuity_rates(np.ones(2), np.ones(3, np.int64), np.ones(2)), "payment, count, advance"),
        (lambda: annuity_rates(1.0, 12, 10.0), "payment"),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_table_of_numbers_is_refused(call: Callable[[], Rates], path: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=path):
        call()
