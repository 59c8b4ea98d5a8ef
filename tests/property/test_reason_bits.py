"""Many borrowers at once: score and reasons are those of `assess_capacity`, borrower by borrower."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, strategies as st

import restructure as rs
from restructure import policies
from restructure.basics.types import Floats
from restructure.capacity import words as _wording
from restructure.capacity._scorecard import IDS, affordable, quantities, utilities, weights
from restructure.capacity.figures import Figures, figures_on
from restructure.capacity.reason_bits import BLOCK, losses, reason_bits, score_lanes, score_units
from restructure.policy import CapacityModel
from support.applications import AS_OF, applications

MODEL = policies.GENERIC.capacity
SIX = 10**6

LEAST = ["0", "0.5", "1", "2.6", "4", "4.00000000000000001", "6.5", "100", "-1"]


@st.composite
def models(draw: st.DrawFn) -> CapacityModel:
    """Return the generic model with other rules for reasons and missing inputs."""
    return replace(
        MODEL,
        max_reasons=draw(st.integers(0, 10)),
        least_reason=Decimal(draw(st.sampled_from(LEAST))),
        missing_utility=Decimal(draw(st.integers(0, SIX))) / SIX,
    )


def utility_of(figures: Figures, model: CapacityModel) -> Floats:
    """Return the ten utilities of every lane."""
    return utilities(quantities(figures, affordable(figures, model), model), model)


def codes(bits: int, loss: list[int]) -> list[str]:
    """Return the reason codes of a lane, the largest loss first and equal ones in table order."""
    places = [place for place in range(len(IDS)) if bits >> place & 1]
    return [_wording.COMPONENTS[IDS[place]].code for place in sorted(places, key=lambda place: (-loss[place], place))]


@given(applications(), models())
def test_a_lane_has_the_reasons_of_its_borrower(application: rs.Application, model: CapacityModel) -> None:
    found = rs.assess_capacity(application, policy=replace(policies.GENERIC, capacity=model))
    figures = figures_on(application, model, [AS_OF])
    scored, loss = score_lanes(figures, model), losses(utility_of(figures, model), model)
    assert codes(int(scored.reasons[0]), loss[:, 0].tolist()) == [reason.code for reason in found.reasons]
    assert int(scored.score[0]) == int(found.score.scaleb(9))
    for item, points in zip(found.components, scored.points[:, 0].tolist(), strict=True):
        assert abs(Decimal(points) - item.points) <= Decimal("1e-9")  # rounded points add up to the score


@given(st.lists(applications(dated=False), min_size=2, max_size=5))
def test_a_batch_has_what_its_borrowers_have(several: list[rs.Application]) -> None:
    alone = [figures_on(application, MODEL, [AS_OF]) for application in several]
    columns = (np.concatenate(column) for column in zip(*(one[1:] for one in alone), strict=True))
    together = score_lanes(Figures._make([alone[0].scale, *columns]), MODEL)
    for place, figures in enumerate(alone):
        one = score_lanes(figures, MODEL)
        assert together.score[place] == one.score[0]
        assert together.reasons[place] == one.reasons[0]
        assert together.points[:, place].tobytes() == one.points[:, 0].tobytes()


@st.composite
def doubtful_utilities(draw: st.DrawFn) -> Floats:
    """Return utilities [10, 1] whose losses lie on or a few floats beside a half of 10**-6."""
    found: list[float] = []
    for component in MODEL.components:
        weight = float(component.weight)
        half = draw(st.integers(0, int(weight * SIX) - 1)) + 0.5
        utility = 1 - half / SIX / weight
        for _ in range(draw(st.integers(0, 3))):
            utility = float(np.nextafter(utility, draw(st.sampled_from([0.0, 1.0]))))
        found.append(min(max(utility, 0.0), 1.0))
    return np.array(found)[:, None]


def rounded_losses(utility: Floats) -> list[list[float]]:
    """Return the losses as one borrower's are rounded."""
    return [
        [round(float(component.weight) * (1 - worth), 6) for worth in row]
        for component, row in zip(MODEL.components, utility.tolist(), strict=True)
    ]


@given(doubtful_utilities())
def test_losses_close_to_a_half_round_as_round_does(utility: Floats) -> None:
    assert (losses(utility, MODEL) / SIX).tolist() == rounded_losses(utility)


def test_a_million_losses_round_as_round_does() -> None:
    utility = np.random.default_rng(3).random((10, 100_000))
    assert (losses(utility, MODEL) / SIX).tolist() == rounded_losses(utility)


def test_losses_that_a_product_would_round_wrongly() -> None:
    rng = np.random.default_rng(5)
    halves = (rng.integers(0, 17 * SIX, 20_000) + 0.5) / SIX
    utility = np.ones((10, 20_000))
    utility[0] = 1 - halves / 18
    plain = np.rint(18 * (1 - utility[0]) * SIX).astype(np.int64)
    exact = losses(utility, MODEL)[0]
    assert (plain != exact).any()  # what the certificate is for
    assert (exact / SIX).tolist() == rounded_losses(utility)[0]


def test_scores_of_many_lanes_add_up_as_one_borrowers_do() -> None:
    points = weights(MODEL) * np.random.default_rng(7).random((10, 50_000))
    alone = [round(sum(lane[1:], lane[0]) * 10**9) for lane in points.T.tolist()]
    assert score_units(points).tolist() == alone
    assert [int(score_units(points[:, [lane]])[0]) for lane in range(500)] == alone[:500]


@pytest.mark.parametrize("count", [0, 1, BLOCK, BLOCK + 3])
def test_blocks_leave_no_seam(count: int) -> None:
    rng = np.random.default_rng(count)
    money = [rng.integers(1, 10**9, count).astype(np.int64) for _ in range(8)]
    rest = [rng.integers(0, 40, count).astype(np.float64) for _ in range(4)]
    figures = Figures._make([4800, *money, rng.random(count) < 0.5, *rest, money[0], money[0]])
    scored, utility = score_lanes(figures, MODEL), utility_of(figures, MODEL)
    assert scored.points.tobytes() == (weights(MODEL) * utility).tobytes()
    assert scored.reasons.tolist() == reason_bits(utility, MODEL).tolist()
    assert scored.score.tolist() == score_units(weights(MODEL) * utility).tolist()


def test_equal_losses_are_reasons_in_table_order() -> None:
    utility = np.ones((10, 1))
    utility[[4, 5, 9], 0] = [0.5, 0.5, 0.0]  # A5 and A6 of weight 6, C3 of weight 3: three points each
    model = replace(MODEL, max_reasons=2)
    assert losses(utility, MODEL)[[4, 5, 9], 0].tolist() == [3 * SIX] * 3
    assert reason_bits(utility, model).tolist() == [1 << 4 | 1 << 5]
    assert reason_bits(utility, MODEL).tolist() == [1 << 4 | 1 << 5 | 1 << 9]


@pytest.mark.parametrize(("least", "expected"), [("3", 1), ("3.00000000000000001", 1), ("3.0000004", 0), ("9" * 40, 0)])
def test_a_loss_of_the_fewest_points_is_a_reason(least: str, expected: int) -> None:
    utility = np.ones((10, 1))
    utility[9, 0] = 0.0  # C3 of weight 3
    assert reason_bits(utility, replace(MODEL, least_reason=Decimal(least))).tolist() == [expected << 9]
