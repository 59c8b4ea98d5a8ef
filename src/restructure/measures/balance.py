"""The rate that balances flows: exact flows in, netted by moment, and one rate per period out, or the reason why not.

>>> round(balancing_rate(netted([(Fraction(0), Fraction(100)), (Fraction(1), Fraction(-110))])), 12)
0.1
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

from ..basics.errors import NoSolutionError
from .roots import Outcome, RatesFound, all_rates

Net = list[tuple[Fraction, Fraction]]
"""(moment, amount) in order of time, with one sign for what is received and the other for what is paid."""


def netted(flows: Iterable[tuple[Fraction, Fraction]]) -> Net:
    """Return flows in order of time, those of one moment added, exactly; what nets to nothing is left out."""
    sums: dict[Fraction, Fraction] = defaultdict(Fraction)
    for moment, amount in flows:
        sums[moment] += amount
    return sorted((moment, amount) for moment, amount in sums.items() if amount)


def balancing_rate(net: Net) -> float:
    """Return the one rate per period at which flows are worth nothing, by compound interest.

    Raises:
        NoSolutionError: code `NO_RATE`, `RATE_NOT_UNIQUE` or `RATE_OUT_OF_RANGE`, with the rates found in its context.
    """
    return _only(_found(net, simple_inside=False))


def loan_rate(net: Net, *, simple_inside: bool) -> float:
    """Return the rate per period of a loan, whose advances are positive and whose payments are negative.

    What is paid before the first advance lowers the worth of the loan the more, the higher the rate. So a loan that
    has one rate without it has all its rates above that one: the lowest, which grows out of it, and mostly another,
    at which the early payments would by themselves be worth the advances. The lowest is the loan's.

    Args:
        net: the flows.
        simple_inside: whether the fraction of a period beyond the whole ones bears simple interest, not compound.

    Raises:
        NoSolutionError: as `balancing_rate`.
    """
    answer = _found(net, simple_inside=simple_inside)
    if answer.outcome == Outcome.NOT_UNIQUE and answer.rates[0] < answer.rates[1]:
        first = next((place for place, (_, amount) in enumerate(net) if amount > 0), 0)
        if first and _found(net[first:], simple_inside=simple_inside).outcome == Outcome.RATE:
            return answer.rates[0]
    return _only(answer)


def _found(net: Net, *, simple_inside: bool) -> RatesFound:
    wholes = [Fraction(moment // 1) if simple_inside else moment for moment, _ in net]
    fractions = [float(moment - whole) for (moment, _), whole in zip(net, wholes, strict=True)]
    return all_rates(_proportions([amount for _, amount in net]), [float(whole) for whole in wholes], fractions)


def _only(answer: RatesFound) -> float:
    if answer.outcome == Outcome.RATE:
        return answer.rates[0]
    code, message = _WHY_NOT[answer.outcome]
    raise NoSolutionError(message, code, {"rates": answer.rates, "sign_changes": answer.sign_changes})


_WHY_NOT = {
    Outcome.NO_RATE: (
        "NO_RATE",
        "no rate above -100% a period balances the flows; check which are received and which paid, and when",
    ),
    Outcome.NOT_UNIQUE: (
        "RATE_NOT_UNIQUE",
        "more than one rate balances the flows, so none describes them; compare values at a rate you choose",
    ),
    Outcome.NOT_FINITE: (
        "RATE_OUT_OF_RANGE",
        "the one rate that balances the flows is too near -100% or too large to state; check the moments of the flows",
    ),
}


def _proportions(amounts: list[Fraction]) -> list[int]:
    """Return amounts as whole numbers without a common factor, which depend on their proportions only."""
    common = math.lcm(*(amount.denominator for amount in amounts))
    wholes = [amount.numerator * (common // amount.denominator) for amount in amounts]
    shared = math.gcd(*wholes)
    return [whole // shared for whole in wholes]


def simple_rate(net: Net) -> Fraction:
    """Return cost per period and unit outstanding, each payment repaying advances in proportion to its size.

    Advances are positive. That the share of a payment which repays principal is the same throughout makes the average
    balance of equal installments (n + 1) / 2n of the advance.

    Raises:
        NoSolutionError: code `NO_RATE`: nothing is lent, paid, or outstanding on average.
    """
    lent = sum((amount for _, amount in net if amount > 0), Fraction(0))
    paid = -sum((amount for _, amount in net if amount < 0), Fraction(0))
    weights = [moment * amount * (lent / paid if amount < 0 else 1) for moment, amount in net] if paid else []
    outstanding = -sum(weights, Fraction(0))
    if outstanding <= 0:
        raise NoSolutionError("on average nothing is outstanding; check the flows and their moments", "NO_RATE")
    return (paid - lent) / outstanding
