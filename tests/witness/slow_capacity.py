"""A slow, plain witness for two rules: the capacity score (capacity_v1) and the selection among candidate plans.

It was written from a written statement of the rules alone. It shares no code with the library, imports nothing from
it, and is meant only to be compared with it in tests. All arithmetic is exact (integers and fractions, no floats).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

# ---------------------------------------------------------------------------------------------------------------------
# Part 1: capacity
# ---------------------------------------------------------------------------------------------------------------------

# An exact number, or one of two marks for the infinities, or None for "missing".
Quantity = Fraction | Literal["inf", "-inf"] | None

Curve = Sequence[tuple[Fraction, Fraction]]


class SlowCapacity(NamedTuple):
    """What the capacity rule answers."""

    affordable: int
    raw_affordable: Fraction
    binding: str
    score: Fraction
    points: dict[str, Fraction]
    loss: dict[str, Fraction]
    utilities: dict[str, Fraction]
    quantities: dict[str, Quantity]


def slow_ratio(top: Fraction, bottom: Fraction) -> Quantity:
    """top / bottom, where x/0 is +infinity for x > 0 and 0/0 is 0. The rules say nothing of negative cases of these."""
    if bottom < 0:
        raise ValueError("the rules do not define a ratio with a negative denominator")
    if bottom > 0:
        return top / bottom
    if top < 0:
        raise ValueError("the rules do not define a negative number over zero")
    if top == 0:
        return Fraction(0)
    return "inf"


def slow_utility(quantity: Quantity, curve: Curve, missing_u: Fraction) -> Fraction:
    """Straight lines between the breakpoints, flat outside them."""
    if quantity is None:
        return missing_u
    first_x, first_u = curve[0]
    last_x, last_u = curve[-1]
    if quantity == "-inf":
        return first_u
    if quantity == "inf":
        return last_u
    if quantity <= first_x:
        return first_u
    if quantity >= last_x:
        return last_u
    for number in range(len(curve) - 1):
        left_x, left_u = curve[number]
        right_x, right_u = curve[number + 1]
        if left_x >= right_x:
            raise ValueError("the breakpoints of a curve must rise strictly")
        if left_x <= quantity <= right_x:
            share = (quantity - left_x) / (right_x - left_x)
            return left_u + share * (right_u - left_u)
    raise ValueError("the breakpoints of a curve must rise strictly")


def whole(number: int | None) -> Fraction | None:
    """An integer as a fraction; missing stays missing."""
    if number is None:
        return None
    return Fraction(number)


def slow_capacity(
    *,
    incomes: Sequence[tuple[str, int, int, str]],
    haircuts: Mapping[str, Fraction],
    evidence_factors: Mapping[str, Fraction],
    living: Fraction,
    housing: Fraction,
    other_costs: Fraction,
    other_service: int,
    payment: int,
    stressed_payment: int,
    total_debt: int,
    liquid: int | None,
    years: int | None,
    worst_dpd: int | None,
    months_since: int | None,
    mods: int | None,
    buffer: Fraction,
    cap: Fraction,
    stress_income: Fraction,
    minimum: int,
    unit: int,
    curves: Mapping[str, Curve],
    weights: Mapping[str, Fraction],
    missing_u: Fraction,
) -> SlowCapacity:
    """The affordable payment and the capacity score. Every component named in `weights` is scored."""
    # Monthly income that counts, monthly costs, monthly debt service.
    income = Fraction(0)
    for kind, amount_minor, per_year, evidence in incomes:
        income += Fraction(amount_minor * per_year, 12) * (1 - haircuts[kind]) * evidence_factors[evidence]
    costs = Fraction(living) + housing + other_costs
    service = Fraction(other_service + payment)

    # The affordable payment.
    residual_limit = income - max(buffer * income, Fraction(minimum)) - costs - other_service
    cap_limit = cap * income - other_service
    smaller = min(residual_limit, cap_limit)
    raw_affordable = max(Fraction(0), smaller)
    affordable = math.floor(raw_affordable / unit) * unit
    if smaller <= 0:
        binding = "zero"
    elif residual_limit <= cap_limit:
        binding = "residual"
    else:
        binding = "dsr_cap"

    # The ten quantities.
    quantities: dict[str, Quantity] = {}
    quantities["A1"] = slow_ratio(service, income)
    if income <= 0:
        quantities["A2"] = "-inf"
    else:
        quantities["A2"] = (income - costs - service) / income
    if payment == 0:
        quantities["A3"] = "inf"
    else:
        quantities["A3"] = raw_affordable / payment
    quantities["A4"] = slow_ratio(Fraction(other_service + stressed_payment), income * (1 - stress_income))
    quantities["A5"] = slow_ratio(Fraction(total_debt), 12 * income)
    if liquid is None:
        quantities["A6"] = None
    else:
        quantities["A6"] = slow_ratio(Fraction(liquid), costs + service)
    quantities["S1"] = whole(years)
    quantities["C1"] = whole(worst_dpd)
    quantities["C2"] = whole(months_since)
    quantities["C3"] = whole(mods)

    # Utilities, points, losses.
    utilities: dict[str, Fraction] = {}
    points: dict[str, Fraction] = {}
    loss: dict[str, Fraction] = {}
    score = Fraction(0)
    for name, weight in weights.items():
        utility = slow_utility(quantities[name], curves[name], missing_u)
        utilities[name] = utility
        points[name] = weight * utility
        loss[name] = weight * (1 - utility)
        score += points[name]

    return SlowCapacity(affordable, raw_affordable, binding, score, points, loss, utilities, quantities)


# ---------------------------------------------------------------------------------------------------------------------
# Part 2: selection among candidate plans
# ---------------------------------------------------------------------------------------------------------------------


class SlowCandidate(NamedTuple):
    """One candidate plan. The lender's loss is exactly loss_top / loss_bottom and may be negative."""

    id: str
    payments: list[int]
    limits: list[int]
    paid_today: int
    rows: int
    loss_top: int
    loss_bottom: int
    first_year: int
    instruments: int
    broken_verified: bool
    indicated_fail: bool


Keys = Callable[[SlowCandidate], list[int]]


def fits(c: SlowCandidate, cash: int | None) -> bool:
    """Whether every payment is within its limit and what is paid today is within the cash at hand."""
    if len(c.payments) != len(c.limits):
        raise ValueError("a candidate needs one limit for each payment")
    for number in range(len(c.payments)):
        if c.payments[number] > c.limits[number]:
            return False
    return c.paid_today <= (cash or 0)


def highest(c: SlowCandidate) -> int:
    """The highest single payment on a due date (0 if there is none); what is paid today is not among them."""
    return max(c.payments, default=0)


def total(c: SlowCandidate) -> int:
    """All that is paid, today and on the due dates."""
    return sum(c.payments) + c.paid_today


def loss_bucket(c: SlowCandidate, bucket: Fraction) -> int:
    """The number of whole buckets in the lender's loss, rounded down (also when the loss is negative)."""
    return math.floor(Fraction(c.loss_top, c.loss_bottom) / bucket)


def axes(c: SlowCandidate, bucket: Fraction) -> list[int]:
    """The dominance axes; smaller is better on each."""
    return [loss_bucket(c, bucket), total(c), c.first_year, highest(c), c.rows]


def rank_keys(c: SlowCandidate, bucket: Fraction) -> list[int]:
    """The rank keys in order, without the final id."""
    first = [1 if c.indicated_fail else 0, loss_bucket(c, bucket), total(c), c.rows, c.instruments]
    return first + axes(c, bucket)


def dominates(a: SlowCandidate, b: SlowCandidate, bucket: Fraction) -> bool:
    """Whether a is no worse than b on every axis and better on at least one."""
    better_somewhere = False
    for of_a, of_b in zip(axes(a, bucket), axes(b, bucket), strict=True):
        if of_a > of_b:
            return False
        if of_a < of_b:
            better_somewhere = True
    return better_somewhere


def pick(pool: list[SlowCandidate], kept: list[SlowCandidate], keys: Keys, bucket: Fraction) -> SlowCandidate:
    """The least of the pool; while anything kept dominates it, the least of its dominators instead."""
    chosen = min(pool, key=lambda c: (keys(c), c.id))
    while True:
        dominators = [c for c in kept if dominates(c, chosen, bucket)]
        if not dominators:
            return chosen
        chosen = min(dominators, key=lambda c: (keys(c), c.id))


def slow_choose(
    candidates: Sequence[SlowCandidate], cash: int | None, bucket: Fraction, max_options: int
) -> list[tuple[str, tuple[str, ...]]]:
    """The chosen candidates' ids in order of first label, each with all its labels in label order."""
    if len({c.id for c in candidates}) != len(candidates):
        raise ValueError("candidate ids must differ")

    kept = [c for c in candidates if fits(c, cash) and not c.broken_verified]
    sound = [c for c in kept if not c.indicated_fail]
    if sound:
        kept = sound
    if not kept:
        return []

    def by_rank(c: SlowCandidate) -> list[int]:
        return rank_keys(c, bucket)

    def by_highest(c: SlowCandidate) -> list[int]:
        return [highest(c), *rank_keys(c, bucket)]

    def by_first_year(c: SlowCandidate) -> list[int]:
        return [c.first_year, *rank_keys(c, bucket)]

    def by_total(c: SlowCandidate) -> list[int]:
        return [total(c), *rank_keys(c, bucket)]

    def by_rows(c: SlowCandidate) -> list[int]:
        return [c.rows, *rank_keys(c, bucket)]

    recommended = pick(kept, kept, by_rank, bucket)
    lowest_monthly = pick(kept, kept, by_highest, bucket)
    labeled = [
        ("recommended", recommended),
        ("lowest_monthly", lowest_monthly),
        ("most_relief_now", pick(kept, kept, by_first_year, bucket)),
        ("lowest_total", pick(kept, kept, by_total, bucket)),
        ("soonest", pick(kept, kept, by_rows, bucket)),
    ]
    low = highest(lowest_monthly)
    middle = (highest(recommended) + low) // 2
    between = [c for c in kept if low < highest(c) <= middle]
    if between:
        labeled.append(("in_between", pick(between, kept, by_rank, bucket)))

    order: list[str] = []
    for _, c in labeled:
        if c.id not in order:
            order.append(c.id)
    answer: list[tuple[str, tuple[str, ...]]] = []
    for chosen_id in order:
        if len(answer) >= max_options:
            break
        answer.append((chosen_id, tuple(label for label, c in labeled if c.id == chosen_id)))
    return answer
