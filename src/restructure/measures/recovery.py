"""What a lender can expect to get back: with a plan that may fail, without one, and when a plan has paid for itself.

The model has two outcomes. With some probability the loan defaults at one moment: what fell due before then is
received, and the liquidation follows. Otherwise every flow is received. The expected value is linear in that
probability, so the re-default at which a plan is worth no more than its alternative has a closed form. Probabilities,
values and times are the caller's estimates; nothing here predicts them. Flows have offsets in periods, and the rate
is that of one period.

>>> house = Liquidation("60000", after=18, costs="9000")
>>> contract = [CashFlow(1400, after=month) for month in range(1, 121)]
>>> nothing_done = expected_recovery(contract, "0.005", default_share="0.8", liquidation=house)
>>> plan = [CashFlow(900, after=month) for month in range(1, 121)]
>>> found = break_even_redefault(plan, "0.005", alternative=nothing_done.expected, default_at=12, liquidation=house)
>>> found.outcome, found.share
('at_most', Decimal('0.6734172765'))
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from ..basics.errors import Fault, InvalidInputError, require_type
from ..basics.fractions import amount_of, exact_decimal, number_of, rounded, share_of
from ..basics.money import Amount, AmountLike
from ..basics.types import Count, field, parse_whole, record, value
from .discount import PLACES, Timed, discounted, measured, rate_of, timed, worth_of
from .yields import MAX_OFFSET, CashFlow

__all__ = [
    "BreakEvenRedefault",
    "ExpectedRecovery",
    "Liquidation",
    "Payback",
    "break_even_redefault",
    "expected_recovery",
    "payback",
]

BreakEvenOutcome = Literal["always", "never", "at_most", "at_least"]


@record(private=True)
class Liquidation:
    """What ending the loan is expected to bring (处置回收).

    Args:
        value: proceeds, major units.
        after: periods from the default until they arrive.
        costs: what is spent to get them, paid out of them, major units; they may be more than the proceeds.

    Raises:
        InvalidInputError: malformed amounts or periods.

    Examples:
        >>> Liquidation("60000", after=18, costs="9000").after
        18
    """

    value: Amount = field(kw_only=False)
    after: Count = field(default=0)
    costs: Amount = field(default=Decimal(0))


@value(private=True)
class ExpectedRecovery:
    """What is expected back, as a present value (预期回收现值), major units, 10 decimals.

    Args:
        performing: if every flow is received, less costs.
        defaulting: if it defaults, less costs.
        expected: both, weighted with the probability.
    """

    performing: Decimal
    defaulting: Decimal
    expected: Decimal


def expected_recovery(
    flows: Iterable[CashFlow],
    rate: AmountLike,
    *,
    default_share: AmountLike,
    liquidation: Liquidation,
    default_at: int = 0,
    costs: AmountLike = 0,
) -> ExpectedRecovery:
    """Return the expected present value of a plan, or of doing nothing (预期回收现值).

    For a plan, `default_share` is the probability of re-default. For doing nothing, `flows` are the contract's, and
    `default_share` is one less the probability that the loan cures by itself.

    Args:
        flows: what is received if all goes well, with offsets.
        rate: discount rate of one period, as a fraction of one.
        default_share: probability of default, 0 to 1.
        liquidation: what follows a default.
        default_at: the period in which it stops paying; what falls due then is the first flow missed.
        costs: what the plan costs on day one, major units.

    Raises:
        InvalidInputError: malformed figures, or dated flows.

    Sources:
        Home Affordable Modification Program, base net present value test: its comparison, with the inputs given.

    Examples:
        >>> flows = [CashFlow(500, after=1), CashFlow(500, after=2)]
        >>> found = expected_recovery(flows, "0", default_share="0.25", default_at=2, liquidation=Liquidation("300"))
        >>> found.performing, found.defaulting, found.expected
        (Decimal('1000.0000000000'), Decimal('800.0000000000'), Decimal('950.0000000000'))
    """
    share = share_of("default_share", default_share)
    good, bad = _outcomes(flows, rate, default_at, liquidation, costs)
    return ExpectedRecovery(
        performing=rounded(good, PLACES),
        defaulting=rounded(bad, PLACES),
        expected=rounded((1 - share) * good + share * bad, PLACES),
    )


def _outcomes(
    flows: Iterable[CashFlow], rate: AmountLike, default_at: int, liquidation: Liquidation, costs: AmountLike
) -> tuple[Fraction, Fraction]:
    """Return what the loan is worth if it performs and if it defaults, both as stated."""
    period, flowing, stop = rate_of(rate), timed("flows", flows, None), _periods(default_at)
    require_type("liquidation", liquidation, Liquidation, "a Liquidation")
    spent = amount_of("costs", costs)
    proceeds = exact_decimal(Fraction(liquidation.value) - Fraction(liquidation.costs))
    sold = measured(discounted(proceeds, period, Fraction(stop + liquidation.after)))
    good = worth_of(flowing, period) - spent
    bad = worth_of([item for item in flowing if item.time < stop], period) + sold - spent
    return Fraction(rounded(good, PLACES)), Fraction(rounded(bad, PLACES))


def _periods(given: int) -> int:
    try:
        periods = parse_whole(given)
    except ValueError as error:
        raise InvalidInputError([Fault("default_at", str(error))]) from None
    if not 0 <= periods <= MAX_OFFSET:
        raise InvalidInputError([Fault("default_at", f"must be from 0 to {MAX_OFFSET:,}")])
    return periods


@value(private=True)
class BreakEvenRedefault:
    """The probability of re-default at which a plan is worth its alternative (盈亏平衡再违约率).

    Args:
        outcome: `always` when the plan is worth at least as much whether or not it defaults, `never` when it is worth
            less either way, `at_most` when it is as long as the probability is at most `share`, and `at_least` when
            it needs at least that probability, because defaulting pays more than performing.
        share: that probability, 10 decimals, half up; `None` for `always` and `never`.
        performing, defaulting: what the plan is worth if it performs and if it defaults.
    """

    outcome: BreakEvenOutcome
    share: Decimal | None
    performing: Decimal
    defaulting: Decimal


def break_even_redefault(
    flows: Iterable[CashFlow],
    rate: AmountLike,
    *,
    alternative: AmountLike,
    liquidation: Liquidation,
    default_at: int = 0,
    costs: AmountLike = 0,
) -> BreakEvenRedefault:
    """Return how probable a re-default may be before a plan is worth less than its alternative (盈亏平衡再违约率).

    Args:
        flows: what the plan brings if it performs, with offsets.
        rate: discount rate of one period, as a fraction of one.
        alternative: what doing something else is worth, such as `expected_recovery(...).expected`, major units; it
            may be negative.
        liquidation: what follows a re-default.
        default_at: the period in which it stops paying; what falls due then is the first flow missed.
        costs: what the plan costs on day one, major units.

    Raises:
        InvalidInputError: malformed figures, or dated flows.

    Sources:
        `expected_recovery`, solved for the probability: (performing - alternative) / (performing - defaulting).

    Examples:
        >>> flows = [CashFlow(500, after=1), CashFlow(500, after=2)]
        >>> found = break_even_redefault(flows, "0", alternative=900, default_at=2, liquidation=Liquidation("300"))
        >>> found.outcome, found.share
        ('at_most', Decimal('0.5000000000'))
    """
    other = number_of("alternative", alternative)
    good, bad = _outcomes(flows, rate, default_at, liquidation, costs)
    wins = good >= other, bad >= other
    return BreakEvenRedefault(
        outcome=_OUTCOMES[wins],
        share=None if wins[0] == wins[1] else rounded((good - other) / (good - bad), PLACES),
        performing=rounded(good, PLACES),
        defaulting=rounded(bad, PLACES),
    )


# By whether the plan is worth at least its alternative if it performs, and if it defaults.
_OUTCOMES: dict[tuple[bool, bool], BreakEvenOutcome] = {
    (True, True): "always",
    (True, False): "at_most",
    (False, True): "at_least",
    (False, False): "never",
}


@value(private=True)
class Payback:
    """From when on a plan has brought at least as much as its alternative, for good (回收期).

    Args:
        outcome: `always` when it is never behind, `from` when it is behind and then no more, `never` when it is still
            behind after the last flow.
        on, after: the date or the offset from which it is no more behind; `None` for `always` and `never`.
        largest_gap: the most it is ever behind, as a present value, 10 decimals.
    """

    outcome: Literal["always", "from", "never"]
    on: date | None
    after: Fraction | None
    largest_gap: Decimal


def payback(
    plan: Iterable[CashFlow], alternative: Iterable[CashFlow], rate: AmountLike, *, on: date | None = None
) -> Payback:
    """Return from when on what a plan has brought is no longer less than what its alternative would have (回收期).

    Receipts of both are added up as present values; a rate of 0 adds them up at face. A plan can be ahead early and
    fall behind when the alternative pays all at once, so the moment is the one after which it is never behind again.

    Args:
        plan: what the lender receives under the plan.
        alternative: what it would receive otherwise.
        rate: effective discount rate, as for `net_present_value`.
        on: the day counted from, for dated flows.

    Raises:
        InvalidInputError: a bad rate, or flows that are before `on` or of the other kind.

    Examples:
        >>> plan = [CashFlow(100, after=month) for month in range(1, 25)]
        >>> found = payback(plan, [CashFlow(1000, after=4)], "0")
        >>> found.outcome, found.after, found.largest_gap
        ('from', Fraction(10, 1), Decimal('600.0000000000'))
    """
    effective, gains, losses = rate_of(rate), timed("plan", plan, on), timed("alternative", alternative, on)
    leads = _leads([*((item, 1) for item in gains), *((item, -1) for item in losses)], effective)
    behind = [place for place, (_, lead) in enumerate(leads) if lead < 0]
    gap = rounded(max((-Fraction(lead) for _, lead in leads if lead < 0), default=Fraction(0)), PLACES)
    if not behind:
        return Payback(outcome="always", on=None, after=None, largest_gap=gap)
    if behind[-1] == len(leads) - 1:
        return Payback(outcome="never", on=None, after=None, largest_gap=gap)
    caught_up, _ = leads[behind[-1] + 1]
    return Payback(outcome="from", on=caught_up.on, after=caught_up.after, largest_gap=gap)


def _leads(receipts: Iterable[tuple[Timed, int]], rate: Decimal) -> list[tuple[CashFlow, Decimal]]:
    """Return by how much one side leads after all flows of each moment, with one of these flows, in order of time."""
    lead, leads = Fraction(0), dict[Fraction, tuple[CashFlow, Decimal]]()
    for (time, flow), sign in sorted(receipts, key=lambda receipt: receipt[0].time):
        lead += sign * measured(discounted(flow.amount, rate, time))
        leads[time] = flow, rounded(lead, PLACES)
    return list(leads.values())
