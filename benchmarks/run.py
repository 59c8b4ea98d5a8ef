"""Ratios of this library to yardsticks, all measured in one run.

    python benchmarks/run.py            # --smoke for one quick round

Absolute times move with the machine and its neighbors; ratios of interleaved rounds move far less. Every yardstick
does the same job in the same process, round by round, and the median of the per-round ratios is what is printed, with
the smallest and largest. Nothing here is asserted: a benchmark reports, tests decide.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np

import restructure as rs
from restructure import policies
from restructure.basics.dates import cadence
from restructure.engine.kernel import run_lane
from restructure.engine.lanes import run_lanes
from restructure.engine.segments import Calendar, Lane, PhaseColumn, lane_at, row_days, stack
from restructure.policy import Policy, Steps

EXAMPLE = Path(__file__).parent.parent / "examples" / "card_job_loss.json"
SLICES, SLICE_SECONDS = 5, 0.004
PRINCIPAL, RATE_NUM, RATE_DEN = 25_000_000, 1, 192  # 250,000.00 at 6.25% a year, a month


def main() -> None:
    """Run every benchmark and print its ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="one quick round, to see that everything runs")
    rounds = 1 if parser.parse_args().smoke else 15
    print(f"{rounds} interleaved rounds; ratio = ours / yardstick, median (least .. most)\n")
    schedules(rounds)
    lanes(rounds)
    borrower(rounds)
    imports(rounds)


def compare(
    title: str, ours: Callable[[], object], yardsticks: Mapping[str, Callable[[], object]], rounds: int
) -> None:
    """Time ours and each yardstick round by round and print the ratios."""
    jobs = {"": ours, **yardsticks}
    repeats = {name: max(1, int(SLICE_SECONDS / max(timed(job, 1), 1e-7))) for name, job in jobs.items()}
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            times[name].append(timed(job, repeats[name]))
    print(f"{title}: {statistics.median(times['']) * 1e6:,.0f} us")
    for name in yardsticks:
        ratios = [mine / other for mine, other in zip(times[""], times[name], strict=True)]
        low, high = min(ratios), max(ratios)
        faster = f"{1 / statistics.median(ratios):,.1f}x faster" if statistics.median(ratios) < 1 else ""
        print(f"  / {name:<44} {statistics.median(ratios):>8.3f}  ({low:.3f} .. {high:.3f})  {faster}")


def timed(job: Callable[[], object], repeat: int) -> float:
    """Return the time of one call: the best of a few slices, garbage collection held back."""
    gc.collect()
    gc.disable()
    try:
        return min(one_slice(job, repeat) for _ in range(SLICES))
    finally:
        gc.enable()


def one_slice(job: Callable[[], object], repeat: int) -> float:
    """Return the time of one call over a few in a row."""
    start = perf_counter()
    for _ in range(repeat):
        job()
    return (perf_counter() - start) / repeat


# --- one schedule --------------------------------------------------------------------------------------------------


def terms_of(rows: int) -> rs.LoanTerms:
    """Return a plain level loan."""
    return rs.LoanTerms(
        currency="USD",
        principal="250000.00",
        rate="0.0625",
        start_date=date(2026, 1, 1),
        first_due_date=date(2026, 2, 1),
        phases=[rs.Phase(rows)],
    )


def plain_loop(rows: int, payment: int) -> list[tuple[int, int, int, int, int]]:
    """The yardstick: the same exact schedule as a plain loop over Python integers, one tuple a row."""
    balance, found = PRINCIPAL, []
    for number in range(1, rows + 1):
        interest = (2 * balance * RATE_NUM + RATE_DEN) // (2 * RATE_DEN)
        paid = balance + interest if number == rows else min(payment, balance + interest)
        principal = paid - interest
        balance -= principal
        found.append((number, paid, interest, principal, balance))
    return found


def schedules(rounds: int) -> None:
    """One schedule through the public API, from prebuilt terms."""
    for rows in (60, 360):
        terms = terms_of(rows)
        schedule = rs.amortize(terms)
        payment = int(schedule.payment[0])
        reference = plain_loop(rows, payment)
        assert [row[1] for row in reference] == schedule.payment.tolist()
        yardsticks: dict[str, Callable[[], object]] = {"plain Python integer loop": partial(plain_loop, rows, payment)}
        peer = mortgagemath_schedule(rows)
        if peer is not None:
            yardsticks["mortgagemath"] = peer
        compare(f"amortize, {rows} rows", partial(rs.amortize, terms), yardsticks, rounds)


def mortgagemath_schedule(rows: int) -> Callable[[], object] | None:
    """Return the same schedule by the mortgagemath package, if it is installed."""
    try:
        import mortgagemath as peer
    except ImportError:
        print("mortgagemath is not installed: pip install mortgagemath==0.7.1 to compare with it")
        return None
    loan = peer.LoanParams(principal=Decimal("250000.00"), annual_rate=Decimal("6.25"), term_months=rows)
    return lambda: peer.amortization_schedule(loan)


# --- many lanes ----------------------------------------------------------------------------------------------------


def lanes(rounds: int) -> None:
    """Candidates as lanes against the same candidates one by one."""
    for count, rows in ((200, 60), (2_000, 120)):
        days = row_days("30/360", date(2026, 11, 23), date(2026, 12, 9), due_day=9, step=cadence("monthly"), count=rows)
        rng = np.random.default_rng(7)
        units = rng.integers(300, 2400, count).astype(np.int64) * 10**6
        opening = rng.integers(100_000, 50_000_000, count).astype(np.int64)
        length = rng.integers(rows // 2, rows + 1, count).astype(np.int64)
        batch, _ = stack(
            [(opening, [PhaseColumn("level", length, units)])], Calendar(days, 360, "half_up", "half_up", 1)
        )
        alone = [lane_at(batch, place) for place in range(count)]
        one_by_one = {"the scalar evaluator, lane by lane": partial(run_each, alone)}
        compare(f"run_lanes, {count:,} candidates, up to {rows} rows", partial(run_lanes, batch), one_by_one, rounds)


def run_each(alone: list[Lane]) -> list[object]:
    """Run lanes one at a time."""
    return [run_lane(lane) for lane in alone]


# --- one borrower --------------------------------------------------------------------------------------------------


def borrower(rounds: int) -> None:
    """The main job for the shipped borrower."""
    application = rs.from_json(rs.Application, EXAMPLE.read_text(encoding="utf-8"))
    loop = {"plain Python integer loop, 360 rows": partial(plain_loop, 360, 153_929)}
    for policy in (small_policy(), policies.CN_CARD_ARTICLE_70, policies.GENERIC):
        count = candidates_of(application, policy)
        compare(
            f"plan, {policy.name}, {count:,} candidates", partial(rs.plan, application, policy=policy), loop, rounds
        )
    assess = partial(rs.assess_capacity, application, policy=policies.GENERIC)
    compare("assess_capacity", assess, loop, rounds)


def small_policy() -> Policy:
    """Return the card policy with about 200 candidates."""
    levers = replace(policies.CN_CARD_ARTICLE_70.levers, terms=Steps(12, 60, 8))
    return replace(policies.CN_CARD_ARTICLE_70, name="small", levers=levers)


def candidates_of(application: rs.Application, policy: Policy) -> int:
    """Return how many candidates a policy makes for a borrower."""
    options = rs.plan(application, policy=policy).options
    return len(options) + sum(group.count for group in options.rejected)


# --- importing -----------------------------------------------------------------------------------------------------

IMPORTS = {
    "import restructure": "import restructure",
    "import and load everything it has": "import restructure as rs; [getattr(rs, name) for name in rs.__all__]",
}
DEPENDENCIES = "import numpy, numpy_financial; from pydantic import BaseModel"


def imports(rounds: int) -> None:
    """Importing the library against importing its three dependencies, each in a fresh interpreter."""
    bare = statistics.median(interpreter("pass") for _ in range(rounds))
    for title, code in IMPORTS.items():
        interpreter(code)  # the first one writes the cache
        ratios, mine = [], []
        for _ in range(rounds):
            ours, theirs = interpreter(code) - bare, interpreter(DEPENDENCIES) - bare
            mine.append(ours)
            ratios.append(ours / theirs)
        low, high = min(ratios), max(ratios)
        print(f"{title}: {statistics.median(mine) * 1e3:,.0f} ms above a bare interpreter")
        print(f"  / {'its three dependencies':<44} {statistics.median(ratios):>8.3f}  ({low:.3f} .. {high:.3f})")


def interpreter(code: str) -> float:
    """Return the wall time of a fresh interpreter running some code."""
    # bytecode is cached, as it is for the dependencies that pip installed
    environment = {name: held for name, held in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    return perf_counter() - start


if __name__ == "__main__":
    main()
