"""Rates in bulk: their speed against a peer, their error against 50 digits, and a study against exact root counts.

    python benchmarks/rates.py          # --smoke for one quick, small round

The study draws flows of many kinds, asks for their rates, and holds every answer against a reference that shares no
code and no idea with the library: the flows as a polynomial with whole coefficients, its positive roots counted
exactly by Descartes' rule on halved intervals, and the sign of each root's surroundings evaluated in whole numbers. A
rate is right when the worth of the flows changes sign within TOLERANCE times the condition of that root. Nothing is
drawn by chance that cannot be drawn again: the generator is seeded.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from importlib import import_module
from itertools import pairwise
from types import ModuleType

import numpy as np
from run import compare

from restructure.basics.types import Floats, Ints
from restructure.measures.bulk_rates import Rates, annuity_rates, periodic_rates
from restructure.measures.roots import Outcome, all_rates

LANES, FLOWS = 100_000, 61
TOLERANCE = 1e-14
DIGITS = 50


def main() -> None:
    """Run the benchmark and the study and print what they found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="one quick, small round, to see that everything runs")
    smoke = parser.parse_args().smoke
    rounds, checked, sets = (1, 200, 500) if smoke else (15, 10_000, 100_000)
    print(f"{rounds} interleaved rounds of {LANES:,} lanes; ratio = ours / yardstick, median (least .. most)\n")
    level_payments(rounds, checked)
    even_flows(rounds, checked)
    study(sets)


def peer(name: str, version: str = "") -> ModuleType | None:
    """Return an outside package, if it is installed."""
    try:
        return import_module(name)
    except ImportError:
        print(f"{name} is not installed: pip install {name}{version} to compare with it")
        return None


# --- level payments ------------------------------------------------------------------------------------------------


def level_payments(rounds: int, checked: int) -> None:
    """Level payments with a fee taken from the advance: speed on a portfolio, error on a wide range."""
    count, payment, advance = portfolio(LANES)
    pyxirr, mpmath = peer("pyxirr", "==0.10.8"), peer("mpmath")
    yardsticks: dict[str, Callable[[], object]] = {}
    if pyxirr is not None:
        lanes = list(zip(count.tolist(), (-payment).tolist(), advance.tolist(), strict=True))
        yardsticks["pyxirr.rate, lane by lane"] = lambda: [pyxirr.rate(n, pay, net, 0.0) for n, pay, net in lanes]
    compare("annuity_rates, 6 to 360 payments", partial(annuity_rates, payment, count, advance), yardsticks, rounds)
    if mpmath is not None:
        count, payment, advance = wide_annuities(checked)
        found = annuity_rates(payment, count, advance)
        assert (found.outcome == Outcome.RATE).all()
        exact = [exact_annuity(mpmath, *lane) for lane in zip(count, payment, advance, strict=True)]
        errors = [
            abs(mine / rate - 1) if rate else abs(mine) for mine, rate in zip(found.rate.tolist(), exact, strict=True)
        ]
        print(f"  largest relative error of {checked:,}, 1 to 600 payments, -5% to 100%: {float(max(errors)):.1e}\n")


def portfolio(lanes: int) -> tuple[Ints, Floats, Floats]:
    """Return counts, payments and net advances of plain loans of 6 to 360 months at 2% to 36% a year."""
    rng = np.random.default_rng(11)
    count = rng.integers(6, 361, lanes)
    payment, advance = priced(count, rng.uniform(0.0017, 0.03, lanes), rng.uniform(500, 1e6, lanes))
    return count, payment.round(2), (advance * (1 - rng.uniform(0, 0.03, lanes))).round(2)


def wide_annuities(lanes: int) -> tuple[Ints, Floats, Floats]:
    """Return level payments over the whole range promised: many of them near a rate of zero, some at it."""
    rng = np.random.default_rng(12)
    count = rng.integers(1, 601, lanes)
    near_zero = 10.0 ** rng.uniform(-14, -2, lanes) * rng.choice([-1, 1], lanes)
    kinds = [rng.uniform(-0.05, 1, lanes), rng.uniform(0, 0.03, lanes), rng.uniform(-0.05, 0, lanes), near_zero]
    rate = np.choose(rng.integers(0, len(kinds), lanes), kinds)
    payment, advance = priced(count, rate, 10.0 ** rng.uniform(2, 7, lanes))
    free = rng.random(lanes) < 0.02
    payment = np.where(free, np.ceil(payment), payment)
    advance = np.where(free, payment * count, advance)
    scale = rng.choice([1.0, 1e-9, 1e12], lanes)
    return count, payment * scale, np.where(free, payment * scale * count, advance * scale)


def priced(count: Ints, rate: Floats, advance: Floats) -> tuple[Floats, Floats]:
    """Return the level payments of advances, and the advances."""
    payment: Floats = advance * rate / -np.expm1(-count * np.log1p(rate))
    return payment, advance


def exact_annuity(mpmath: ModuleType, count: int, payment: float, advance: float) -> object:
    """Return the rate of one annuity to 50 digits, by Newton on the logarithm of its present value."""
    mpmath.mp.dps = 2 * DIGITS
    periods, share = int(count), mpmath.mpf(float(payment)) * int(count) / mpmath.mpf(float(advance))
    if share == 1:
        return mpmath.mpf(0)
    target = mpmath.log(share)
    growth = 2 * target / (periods + 1)
    while True:
        height = mpmath.log(periods * mpmath.expm1(growth) / -mpmath.expm1(-periods * growth))
        slope = -1 / mpmath.expm1(-growth) - periods / mpmath.expm1(periods * growth)
        step = (target - height) / slope
        growth += step
        if abs(step) < abs(growth) * mpmath.mpf(10) ** -DIGITS:
            return mpmath.expm1(growth)


# --- evenly spaced flows -------------------------------------------------------------------------------------------


def even_flows(rounds: int, checked: int) -> None:
    """One advance net of a fee and 60 payments that are nearly level."""
    flows = loans(LANES)
    pyxirr, mpmath = peer("pyxirr", "==0.10.8"), peer("mpmath")
    yardsticks: dict[str, Callable[[], object]] = {}
    if pyxirr is not None:
        lanes = list(np.ascontiguousarray(flows.T))
        yardsticks["pyxirr.irr, lane by lane"] = lambda: [pyxirr.irr(lane) for lane in lanes]
    compare(f"periodic_rates, {FLOWS} flows", partial(periodic_rates, flows), yardsticks, rounds)
    if mpmath is not None:
        found = periodic_rates(flows[:, :checked])
        assert (found.outcome == Outcome.RATE).all()
        exact = [exact_irr(mpmath, flows[:, lane].tolist(), rate) for lane, rate in enumerate(found.rate.tolist())]
        errors = [abs(mine - rate) for mine, rate in zip(found.rate.tolist(), exact, strict=True)]
        print(f"  largest absolute error of {checked:,}: {float(max(errors)):.1e}\n")


def loans(lanes: int) -> Floats:
    """Return flows [61, N] of loans at 0.2% to 36% a year, in cents, with a fee and payments off by up to 2%."""
    rng = np.random.default_rng(13)
    payment, advance = priced(np.full(lanes, FLOWS - 1), rng.uniform(0.0002, 0.03, lanes), rng.uniform(500, 1e6, lanes))
    flows = np.empty((FLOWS, lanes))
    flows[0] = -advance * (1 - rng.uniform(0, 0.03, lanes))
    flows[1:] = payment * (1 + rng.uniform(0, 0.02, (FLOWS - 1, lanes)))
    return flows.round(2)


def exact_irr(mpmath: ModuleType, flows: Sequence[float], guess: float) -> object:
    """Return the rate next to a guess to 50 digits, by Newton's method."""
    mpmath.mp.dps = DIGITS
    coefficients = [mpmath.mpf(flow) for flow in flows]
    discount = 1 / (1 + mpmath.mpf(guess))
    for _ in range(5):
        value = slope = mpmath.mpf(0)
        for coefficient in reversed(coefficients):
            slope = slope * discount + value
            value = value * discount + coefficient
        discount -= value / slope
    return 1 / discount - 1


# --- the study -----------------------------------------------------------------------------------------------------


def study(sets: int) -> None:
    """Hold the rates of many kinds of flows against exact counts and exact signs."""
    kinds, flows = drawn(sets)
    found = periodic_rates(flows)
    verdicts: Counter[tuple[str, str]] = Counter()
    for lane, kind in enumerate(kinds):
        verdicts[kind, verdict(flows[:, lane].tolist(), found, lane)] += 1
    names = sorted({name for _, name in verdicts})
    print(f"study of {sets:,} flow sets, up to {FLOWS} flows\n  {'':<20}" + "".join(f"{name:>16}" for name in names))
    for kind in dict.fromkeys(kinds):
        print(f"  {kind:<20}" + "".join(f"{verdicts[kind, name]:>16,}" for name in names))
    wrong = sum(count for (_, name), count in verdicts.items() if name.startswith("WRONG"))
    print(f"  wrong: {wrong:,}")


def verdict(flows: Sequence[float], found: Rates, lane: int) -> str:
    """Judge the answers for one lane, in bulk and alone."""
    alone = all_rates(flows, range(len(flows)), [0.0] * len(flows))
    coefficients, rates = whole(flows), list(alone.rates)
    answered = found.outcome[lane] == Outcome.RATE
    if (found.outcome[lane], found.sign_changes[lane]) != (alone.outcome, variations(coefficients)):
        return "WRONG outcome"
    if answered != math.isfinite(found.rate[lane]) or (answered and not sum(coefficients) and found.rate[lane] != 0):
        return "WRONG number"
    if len(set(rates)) < len(rates):
        return "inseparable" if all(vanishes(flows, rate) for rate in rates) else "WRONG touch"
    if len(rates) != positive_roots(coefficients):
        return "WRONG count"
    right = cross(flows, coefficients, rates) and (
        not answered or cross(flows, coefficients, [float(found.rate[lane])])
    )
    return f"{len(rates)} found" if right else "WRONG rate"


def whole(flows: Sequence[float]) -> list[int]:
    """Return whole numbers proportional to the flows."""
    exact = [Fraction(flow) for flow in flows]
    unit = math.lcm(*(flow.denominator for flow in exact))
    return [int(flow * unit) for flow in exact]


def cross(flows: Sequence[float], coefficients: Sequence[int], rates: Sequence[float]) -> bool:
    """Return whether the worth of the flows changes its sign, exactly, within the tolerance of each rate.

    Where the surroundings of two rates would overlap they end halfway between them.
    """
    exact = [Fraction(rate) for rate in rates]
    margins = [margin(flows, rate) for rate in rates]
    low = [rate - room for rate, room in zip(exact, margins, strict=True)]
    high = [rate + room for rate, room in zip(exact, margins, strict=True)]
    for k, (first, second) in enumerate(pairwise(exact)):
        middle = (first + second) / 2
        high[k], low[k + 1] = min(high[k], middle), max(low[k + 1], middle)
    ends = zip(low, high, strict=True)
    return all(sign_at(coefficients, 1 / (1 + a)) * sign_at(coefficients, 1 / (1 + b)) <= 0 for a, b in ends)


def margin(flows: Sequence[float], rate: float) -> Fraction:
    """Return how far a rate may be off: the tolerance times its condition, and half a unit in the last place at 1."""
    relative = Fraction(TOLERANCE * max(condition(flows, rate), 1.0))
    return min(relative, Fraction(1, 2)) * (1 + Fraction(rate)) + min(Fraction(2) ** -53, (1 + Fraction(rate)) / 2)


def condition(flows: Sequence[float], rate: float) -> float:
    """Return how much a relative change of the flows moves the logarithm of 1 + rate."""
    at = math.log1p(rate)
    logs = [math.log(abs(flow)) - k * at if flow else -math.inf for k, flow in enumerate(flows)]
    terms = [math.copysign(math.exp(log - max(logs)), flow) for log, flow in zip(logs, flows, strict=True)]
    return sum(map(abs, terms)) / abs(math.fsum(k * term for k, term in enumerate(terms)))


def vanishes(flows: Sequence[float], rate: float) -> bool:
    """Return whether flows are worth nothing at a rate as far as doubles of them can tell."""
    discount = 1 / (1 + Fraction(rate))
    terms = [Fraction(flow) * discount**k for k, flow in enumerate(flows)]
    return abs(sum(terms, Fraction(0))) <= Fraction(TOLERANCE) * sum(map(abs, terms), Fraction(0))


def sign_at(coefficients: Sequence[int], at: Fraction) -> int:
    """Return the sign of a polynomial at a positive fraction, in whole numbers."""
    value, scale = 0, 1
    for coefficient in reversed(coefficients):
        value = value * at.numerator + coefficient * scale
        scale *= at.denominator
    return (value > 0) - (value < 0)


def variations(coefficients: Sequence[int]) -> int:
    """Return how often a sequence changes sign."""
    signs = [coefficient > 0 for coefficient in coefficients if coefficient]
    return sum(first != second for first, second in pairwise(signs))


def positive_roots(coefficients: Sequence[int]) -> int:
    """Return how many positive roots a polynomial without multiple roots has, exactly."""
    if variations(coefficients) < 2:
        return variations(coefficients)
    trimmed = list(coefficients)
    while not trimmed[-1]:
        trimmed.pop()
    while not trimmed[0]:
        trimmed.pop(0)
    at_one = not sum(trimmed)
    return roots_inside(trimmed) + roots_inside(trimmed[::-1]) + at_one


def roots_inside(coefficients: list[int]) -> int:
    """Return how many roots lie between 0 and 1, both excluded: Descartes' rule on ever smaller halves."""
    count, parts = 0, [coefficients]
    while parts:
        part = parts.pop()
        bound = variations(shifted(part[::-1]))
        if bound < 2:
            count += bound
            continue
        degree = len(part) - 1
        left = [coefficient << (degree - k) for k, coefficient in enumerate(part)]
        right = shifted(left)
        if not right[0]:
            count += 1
            right = right[1:]
            left = divided(left)
        parts += [left, right]
    return count


def shifted(coefficients: Sequence[int]) -> list[int]:
    """Return the coefficients of p(x + 1)."""
    held = list(coefficients)
    for start in range(len(held) - 1):
        for k in range(len(held) - 2, start - 1, -1):
            held[k] += held[k + 1]
    return held


def divided(coefficients: Sequence[int]) -> list[int]:
    """Return p(x) / (x - 1) for a polynomial with the root 1."""
    quotient, carry = [], 0
    for coefficient in reversed(coefficients[1:]):
        carry += coefficient
        quotient.append(carry)
    return quotient[::-1]


# --- flows of many kinds -------------------------------------------------------------------------------------------


def drawn(sets: int) -> tuple[list[str], Floats]:
    """Return the kinds of flow sets and the sets [T, N], short ones followed by zeros."""
    rng = np.random.default_rng(14)
    names = list(KINDS)
    kinds = [names[place] for place in rng.integers(0, len(names), sets)]
    flows = np.zeros((FLOWS, sets))
    for lane, kind in enumerate(kinds):
        column = KINDS[kind](rng)
        flows[: len(column), lane] = column * rng.choice([1.0, 1e-9, 1e12]) * rng.choice([-1, 1])
    return kinds, flows


def one_change(rng: np.random.Generator, low: float = -0.02, high: float = 0.05) -> Floats:
    """Return advances, then payments, whose rate lies between two rates."""
    count = int(rng.integers(2, FLOWS + 1))
    flows = rng.uniform(0, 1000, count).round(2)
    drawn_down = int(rng.integers(1, count))
    worth = flows / (1 + rng.uniform(low, high)) ** np.arange(count)
    flows[:drawn_down] *= -worth[drawn_down:].sum() / worth[:drawn_down].sum()
    return flows


def zero_rate(rng: np.random.Generator) -> Floats:
    """Return whole flows that sum to nothing."""
    flows = rng.integers(0, 10**6, int(rng.integers(2, FLOWS + 1))).astype(float)
    flows[0] = -flows[1:].sum() or -1.0
    return flows


def with_roots(rng: np.random.Generator, roots: Sequence[float], apart: float = 0.0) -> Floats:
    """Return flows with these rates and no others above -1, times a polynomial that has none, rounded to floats."""
    product = np.array([1.0])
    for root in roots:
        product = np.convolve(product, [1.0, -(1 + root)])
    if apart:
        product = np.convolve(product, [1.0, -2 * (1 + apart), (1 + apart) ** 2 * (1 + apart)])
    return np.convolve(product, rng.uniform(0, 1, int(rng.integers(1, FLOWS + 2 - len(product)))))


def two_rates(rng: np.random.Generator) -> Floats:
    """Return flows made of two rates."""
    return with_roots(rng, rng.uniform(-0.1, 0.5, 2).tolist())


def three_rates(rng: np.random.Generator) -> Floats:
    """Return flows made of three rates."""
    return with_roots(rng, rng.uniform(-0.3, 1, 3).tolist())


def close_rates(rng: np.random.Generator) -> Floats:
    """Return flows made of two rates some 1e-9 to 1e-2 apart."""
    first = rng.uniform(-0.1, 0.5)
    return with_roots(rng, [first, first + 10 ** rng.uniform(-9, -2)])


def no_rate(rng: np.random.Generator) -> Floats:
    """Return flows with two sign changes at the least and no rate."""
    return with_roots(rng, [], apart=rng.uniform(0.001, 0.5))


def balloon(rng: np.random.Generator) -> Floats:
    """Return an advance, payments, and a cost at the end: two rates or none."""
    flows = rng.uniform(0, 100, int(rng.integers(3, FLOWS + 1))).round(2)
    flows[0], flows[-1] = -rng.uniform(0, flows.sum()), -rng.uniform(0, flows.sum())
    return flows


def any_signs(rng: np.random.Generator) -> Floats:
    """Return flows of any sign, some of them zero."""
    flows = rng.uniform(-1000, 1000, int(rng.integers(2, FLOWS + 1))).round(2)
    flows[rng.random(len(flows)) < rng.choice([0, 0.3])] = 0
    return flows


def one_sign(rng: np.random.Generator) -> Floats:
    """Return flows of one sign, some of them zero, perhaps all."""
    flows: Floats = rng.uniform(0, 10, int(rng.integers(2, FLOWS + 1))).round() * rng.choice([0, 1], p=[0.1, 0.9])
    return flows


def extreme(rng: np.random.Generator) -> Floats:
    """Return two to six flows with rates from nearly -1 to a million per period."""
    flows = 10.0 ** rng.uniform(-3, 3, int(rng.integers(2, 7)))
    flows[: int(rng.integers(1, len(flows)))] *= -(10.0 ** rng.uniform(-6, 6))
    return flows


KINDS: dict[str, Callable[[np.random.Generator], Floats]] = {
    "one change": one_change,
    "negative rate": partial(one_change, low=-0.05, high=-0.0001),
    "zero rate": zero_rate,
    "two rates": two_rates,
    "three rates": three_rates,
    "close rates": close_rates,
    "no rate": no_rate,
    "cost at the end": balloon,
    "any signs": any_signs,
    "one sign": one_sign,
    "extreme rates": extreme,
}


if __name__ == "__main__":
    main()
