"""One million borrowers scored with points and principal reasons, against the bare arithmetic of the ten components.

    python benchmarks/capacity.py            # --smoke for one quick round

Both sides take the same borrowers in blocks of the same size, round by round in one process; a ratio printed is the
median of the rounds with the smallest and largest. One call holds all points at the end, 80 bytes a borrower; block
by block nothing is held, as for the yardstick. The yardstick computes the ten quantities, reads ten curves and
adds up, in floats: it knows no missing input, no division by zero, no rounding, no points and no reasons. Nothing here
is asserted but that both find the same scores: a benchmark reports, tests decide.
"""

from __future__ import annotations

import argparse
import gc
import statistics
from collections.abc import Callable, Mapping
from functools import partial
from time import perf_counter
from typing import NamedTuple

import numpy as np

from restructure import policies
from restructure.basics.types import Floats
from restructure.capacity.figures import Figures, scale_of
from restructure.capacity.reason_bits import BLOCK, score_lanes

MODEL = policies.GENERIC.capacity
BORROWERS, SMOKE_BORROWERS = 1_000_000, 50_000
CALLS = 3


class Columns(NamedTuple):
    """What the yardstick reads: amounts in cents and the rest as floats, shape [N]."""

    income: Floats
    essentials: Floats
    other_service: Floats
    payment: Floats
    stressed_payment: Floats
    total_debt: Floats
    liquid: Floats
    years: Floats
    worst_days_past_due: Floats
    months_since: Floats
    modifications: Floats


def main() -> None:
    """Time both sides and print their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="one quick round, to see that everything runs")
    smoke = parser.parse_args().smoke
    count, rounds = (SMOKE_BORROWERS, 1) if smoke else (BORROWERS, 9)
    columns, curves = borrowers(count), curves_of()
    figures = figures_of(columns)
    furthest = float(np.abs(bare(columns, curves) - score_lanes(figures, MODEL).score / 1e9).max())
    assert furthest < 1e-9, "the yardstick must do the same job"
    ours: dict[str, Callable[[], object]] = {
        "in one call": partial(score_lanes, figures, MODEL),
        "block by block": partial(score_blocks, figures),
    }
    report(count, ours, partial(bare, columns, curves), rounds)


def borrowers(count: int) -> Columns:
    """Return made-up borrowers with every input stated."""
    rng = np.random.default_rng(7)

    def amounts(low: int, high: int) -> Floats:
        return rng.integers(low, high, count).astype(np.float64)

    payment = amounts(5_000, 150_000)
    return Columns(
        income=amounts(100_000, 1_000_000),
        essentials=amounts(0, 500_000),
        other_service=amounts(0, 150_000),
        payment=payment,
        stressed_payment=payment + amounts(0, 10_000),
        total_debt=amounts(100_000, 10_000_000),
        liquid=amounts(0, 2_000_000),
        years=amounts(0, 20),
        worst_days_past_due=amounts(0, 150),
        months_since=amounts(0, 48),
        modifications=amounts(0, 3),
    )


def figures_of(columns: Columns) -> Figures:
    """Return the same borrowers as the library's figures."""
    scale, count = scale_of(MODEL), len(columns.income)
    money = [column.astype(np.int64) * scale for column in columns[:7]]
    none, stated = np.zeros(count, np.int64), np.ones(count, np.bool_)
    return Figures._make([scale, *money, none, stated, *columns[7:], none, money[0]])


def score_blocks(figures: Figures) -> None:
    """Score block by block, keeping nothing."""
    for start in range(0, len(figures.income), BLOCK):
        block = slice(start, start + BLOCK)
        score_lanes(Figures._make([figures.scale, *(column[block] for column in figures[1:])]), MODEL)


def curves_of() -> list[tuple[float, Floats, Floats]]:
    """Return weight, breakpoints and utilities of each component as floats."""
    return [
        (
            float(component.weight),
            np.array([float(at) for at, _ in component.points]),
            np.array([float(utility) for _, utility in component.points]),
        )
        for component in MODEL.components
    ]


def bare(columns: Columns, curves: list[tuple[float, Floats, Floats]]) -> Floats:
    """The yardstick: the weighted sum of ten utilities, and nothing else; shape [N]."""
    score = np.empty(len(columns.income))
    for start in range(0, len(score), BLOCK):
        block = slice(start, start + BLOCK)
        score[block] = bare_block(Columns(*(column[block] for column in columns)), curves)
    return score


def bare_block(columns: Columns, curves: list[tuple[float, Floats, Floats]]) -> Floats:
    """Return the scores of one block."""
    income, other = columns.income, columns.other_service
    service = other + columns.payment
    outgo = columns.essentials + service
    residual = float(1 - MODEL.buffer) * income - columns.essentials - other
    able = np.maximum(np.minimum(residual, float(MODEL.debt_service_cap) * income - other), 0)
    found = (
        service / income,
        (income - outgo) / income,
        able / columns.payment,
        (other + columns.stressed_payment) / (float(1 - MODEL.stress_income) * income),
        columns.total_debt / (12 * income),
        columns.liquid / outgo,
        *columns[7:],
    )
    score = np.zeros(len(income))
    for (weight, at, utility), quantity in zip(curves, found, strict=True):
        score += weight * np.interp(quantity, at, utility)
    return score


def report(count: int, ours: Mapping[str, Callable[[], object]], yardstick: Callable[[], object], rounds: int) -> None:
    """Time every way round by round and print the time a borrower and the ratios."""
    times = [(timed(yardstick), *map(timed, ours.values())) for _ in range(rounds)]
    bare_times, *own = zip(*times, strict=True)
    print(f"{count:,} borrowers, {rounds} interleaved rounds, blocks of {BLOCK:,}")
    print(f"  {'bare arithmetic':<42} {statistics.median(bare_times) / count * 1e9:>5,.0f} ns a borrower")
    for title, mine in zip(ours, own, strict=True):
        ratios = [each / other for each, other in zip(mine, bare_times, strict=True)]
        each, low, high = statistics.median(mine) / count * 1e9, min(ratios), max(ratios)
        print(f"  {'score, points and reasons, ' + title:<42} {each:>5,.0f} ns a borrower")
        print(f"    / bare arithmetic {statistics.median(ratios):.2f} ({low:.2f} .. {high:.2f})")


def timed(job: Callable[[], object]) -> float:
    """Return the time of one call: the best of a few, garbage collection held back."""
    gc.collect()
    gc.disable()
    try:
        return min(one_call(job) for _ in range(CALLS))
    finally:
        gc.enable()


def one_call(job: Callable[[], object]) -> float:
    """Return the time of one call."""
    start = perf_counter()
    job()
    return perf_counter() - start


if __name__ == "__main__":
    main()
