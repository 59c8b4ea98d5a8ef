"""Lender measures equal sums of exact fractions, and keep the identities of what they measure."""

from __future__ import annotations

import decimal
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from hypothesis import assume, given, strategies as st

from restructure.measures.lender import (
    amortized_cost,
    compensating_fee,
    diminished_obligation,
    modification_gain_or_loss,
    net_present_value,
    ten_percent_test,
)
from restructure.measures.recovery import Liquidation, break_even_redefault, expected_recovery, payback
from restructure.measures.yields import CashFlow

TINY = Fraction(1, 10**10)
TODAY = date(2026, 11, 23)


class Flow(NamedTuple):
    """A flow as plain data: cents, and the period it falls in."""

    cents: int
    period: int

    def given(self) -> CashFlow:
        """Return it as the library's."""
        return CashFlow(money(self.cents), after=self.period)


def money(cents: int) -> Decimal:
    return Decimal(f"{cents // 100}.{cents % 100:02d}")


flows = st.lists(st.builds(Flow, st.integers(1, 10**8), st.integers(0, 120)), max_size=24)
some_flows = flows.filter(bool)
rates = st.one_of(
    st.integers(-1_500, 10_000).map(lambda parts: Decimal(parts).scaleb(-4)),
    st.integers(0, 10**12).map(lambda parts: Decimal(parts).scaleb(-12)),
    st.sampled_from([Decimal(0), Decimal("0.05"), Decimal("0.061677811864"), Decimal(1)]),
)
usual_rates = st.integers(-1_500, 3_000).map(lambda parts: Decimal(parts).scaleb(-4))
"""Rates at which 120 periods make no more of an amount than money can be."""
shares = st.integers(0, 10_000).map(lambda parts: Decimal(parts).scaleb(-4))


def handed(listed: Sequence[Flow]) -> list[CashFlow]:
    return [flow.given() for flow in listed]


def slow_worth(listed: Sequence[Flow], rate: Decimal) -> Fraction:
    """Return the present value, nothing rounded."""
    growth = 1 + Fraction(rate)
    return sum((Fraction(flow.cents, 100) / growth**flow.period for flow in listed), Fraction(0))


def exact(*figures: Decimal) -> tuple[Fraction, ...]:
    return tuple(Fraction(figure) for figure in figures)


def ten_decimals(number: Fraction) -> Fraction:
    """Return a number rounded to 10 decimals, half up in size."""
    size = (2 * abs(number) / TINY + 1) // 2 * TINY
    return size if number >= 0 else -size


@given(flows, rates)
def test_a_present_value_is_the_exact_sum_rounded_once(listed: list[Flow], rate: Decimal) -> None:
    assert net_present_value(handed(listed), rate) == ten_decimals(slow_worth(listed, rate))


@given(st.integers(1, 10**12), st.fractions(0, 12, max_denominator=12), rates)
def test_parts_of_a_period_are_rounded_right_as_their_powers_show(cents: int, time: Fraction, rate: Decimal) -> None:
    worth = net_present_value([CashFlow(money(cents), after=time)], rate)
    exact = Fraction(cents, 100) ** time.denominator / (1 + Fraction(rate)) ** time.numerator
    least, most = Fraction(worth) - TINY / 2, Fraction(worth) + TINY / 2
    assert max(least, Fraction(0)) ** time.denominator <= exact <= most**time.denominator


@given(st.integers(1, 10**8), st.integers(0, 20_000), rates)
def test_a_date_is_its_days_over_365(cents: int, days: int, rate: Decimal) -> None:
    dated = [CashFlow(money(cents), on=TODAY + timedelta(days=days))]
    offset = [CashFlow(money(cents), after=Fraction(days, 365))]
    assert net_present_value(dated, rate, on=TODAY) == net_present_value(offset, rate)


@given(flows.flatmap(lambda listed: st.tuples(st.just(listed), st.permutations(listed))), rates)
def test_the_order_of_flows_does_not_matter(orders: tuple[list[Flow], list[Flow]], rate: Decimal) -> None:
    listed, shuffled = orders
    assert net_present_value(handed(shuffled), rate) == net_present_value(handed(listed), rate)
    assert payback(handed(shuffled), handed(listed), rate).outcome == "always"


@given(some_flows, flows, rates, shares)
def test_an_obligation_diminishes_by_the_share_of_the_exact_worths(
    before: list[Flow], after: list[Flow], rate: Decimal, threshold: Decimal
) -> None:
    first, second = (ten_decimals(slow_worth(listed, rate)) for listed in (before, after))
    assume(first)
    test = diminished_obligation(handed(before), handed(after), rate, threshold=threshold)
    loss = (first - second) / first
    assert exact(test.npv_before, test.npv_after) == (first, second)
    assert exact(test.share, test.margin) == (ten_decimals(loss), ten_decimals(Fraction(threshold) - loss))
    assert test.exceeded == (loss > Fraction(threshold))


@given(st.integers(1, 10**6), st.integers(0, 100), st.integers(1, 40), st.integers(0, 40))
def test_extending_an_interest_only_loan_at_its_own_rate_diminishes_nothing(
    hundreds: int, rate_percent: int, years: int, more: int
) -> None:
    def bullet(last: int) -> list[Flow]:
        return [Flow(hundreds * rate_percent, year) for year in range(1, last + 1) if rate_percent] + [
            Flow(hundreds * 100, last)
        ]

    rate = Decimal(rate_percent).scaleb(-2)
    test = diminished_obligation(handed(bullet(years)), handed(bullet(years + more)), rate)
    assert test.npv_before == test.npv_after == hundreds
    assert test.share == 0
    assert not test.exceeded


@given(some_flows, flows, rates, shares)
def test_the_compensating_fee_is_the_least_that_brings_the_loss_to_the_threshold(
    before: list[Flow], after: list[Flow], rate: Decimal, threshold: Decimal
) -> None:
    assume(ten_decimals(slow_worth(before, rate)))

    def exceeded(paid: Decimal) -> bool:
        first = [CashFlow(paid, after=0)] if paid else []
        return diminished_obligation(handed(before), first + handed(after), rate, threshold=threshold).exceeded

    fee = compensating_fee(handed(before), handed(after), rate, threshold=threshold)
    assert not exceeded(fee)
    assert exceeded(Decimal(0)) == (fee > 0)
    if fee:
        assert exceeded(fee - Decimal("0.0000000001"))


@given(st.integers(0, 10**9), flows, usual_rates)
def test_amortized_cost_rounds_each_rows_interest_once(carrying: int, listed: list[Flow], rate: Decimal) -> None:
    rows = amortized_cost(money(carrying), handed(listed), rate, currency="EUR")
    opening, reached = Fraction(carrying, 100), 0
    for row, flow in zip(rows, sorted(listed, key=lambda item: item.period), strict=True):
        interest = opening * ((1 + Fraction(rate)) ** (flow.period - reached) - 1)
        cents = (2 * abs(interest) * 100 + 1) // 2 * (1 if interest >= 0 else -1)
        closing = opening + Fraction(cents, 100) - Fraction(flow.cents, 100)
        assert row.after == flow.period
        assert exact(row.opening, row.interest, row.cash, row.closing) == (
            opening,
            Fraction(cents, 100),
            Fraction(flow.cents, 100),
            closing,
        )
        opening, reached = closing, flow.period


@given(st.integers(1, 10**9), flows, rates, st.integers(0, 10**6), st.integers(0, 10**6))
def test_costs_and_fees_move_the_carrying_amount_and_never_the_gain(
    carrying: int, listed: list[Flow], rate: Decimal, costs: int, fees: int
) -> None:
    worth = ten_decimals(slow_worth(listed, rate))
    result = modification_gain_or_loss(money(carrying), handed(listed), rate, costs=money(costs), fees=money(fees))
    assert exact(result.present_value, result.gain_or_loss) == (worth, worth - Fraction(carrying, 100))
    assert result.new_carrying == worth + Fraction(costs - fees, 100)
    assert result.share == ten_decimals(worth / Fraction(carrying, 100) - 1)


@given(some_flows, flows, rates, st.integers(1, 10**6), st.integers(0, 10**6))
def test_a_fee_counts_like_a_flow_of_day_one(
    before: list[Flow], after: list[Flow], rate: Decimal, paid: int, received: int
) -> None:
    first = ten_decimals(slow_worth(before, rate))
    assume(first)
    old, new = handed(before), handed(after)
    test = ten_percent_test(old, new, rate, fees_paid=money(paid), fees_received=money(received))
    as_flow = ten_percent_test(old, [*new, Flow(paid, 0).given()], rate, fees_received=money(received))
    assert (as_flow.npv_after_with_fees, as_flow.share) == (test.npv_after_with_fees, test.share)
    second = ten_decimals(slow_worth(after, rate)) + Fraction(paid - received, 100)
    assert test.substantial == (10 * abs(second - first) >= first)
    assert test.share_without_fees == abs(diminished_obligation(old, new, rate).share)


# --- recovery ------------------------------------------------------------------------------------------------------


class Sale(NamedTuple):
    """A liquidation as plain data."""

    cents: int
    after: int
    costs: int

    def given(self) -> Liquidation:
        """Return it as the library's."""
        return Liquidation(money(self.cents), after=self.after, costs=money(self.costs))


sales = st.builds(Sale, st.integers(0, 10**9), st.integers(0, 60), st.integers(0, 10**7))
stops = st.integers(0, 130)


def slow_outcomes(
    listed: Sequence[Flow], rate: Decimal, stop: int, sale: Sale, costs: int
) -> tuple[Fraction, Fraction]:
    paid = [flow for flow in listed if flow.period < stop]
    sold = Fraction(sale.cents - sale.costs, 100) / (1 + Fraction(rate)) ** (stop + sale.after)
    spent = Fraction(costs, 100)
    return ten_decimals(slow_worth(listed, rate) - spent), ten_decimals(slow_worth(paid, rate) + sold - spent)


@given(flows, usual_rates, shares, stops, sales, st.integers(0, 10**6))
def test_expected_recovery_weights_two_exact_outcomes(
    listed: list[Flow], rate: Decimal, share: Decimal, stop: int, sale: Sale, costs: int
) -> None:
    found = expected_recovery(
        handed(listed), rate, default_share=share, default_at=stop, liquidation=sale.given(), costs=money(costs)
    )
    good, bad = slow_outcomes(listed, rate, stop, sale, costs)
    assert exact(found.performing, found.defaulting) == (good, bad)
    assert found.expected == ten_decimals(good + Fraction(share) * (bad - good))


@given(flows, usual_rates, st.integers(0, 10**9), stops, sales, st.integers(0, 10**6))
def test_at_the_break_even_a_plan_is_worth_its_alternative(
    listed: list[Flow], rate: Decimal, alternative: int, stop: int, sale: Sale, costs: int
) -> None:
    found = break_even_redefault(
        handed(listed),
        rate,
        alternative=money(alternative),
        default_at=stop,
        liquidation=sale.given(),
        costs=money(costs),
    )
    good, bad = slow_outcomes(listed, rate, stop, sale, costs)
    other = Fraction(alternative, 100)
    if found.share is None:
        assert found.outcome == ("always" if good >= other else "never")
        assert (good >= other) == (bad >= other)
        return
    assert found.outcome == ("at_most" if good > bad else "at_least")
    assert 0 <= found.share <= 1
    assert abs(good + Fraction(found.share) * (bad - good) - other) <= abs(good - bad) * TINY / 2


@given(flows, flows, usual_rates)
def test_payback_is_the_moment_after_the_last_one_behind(
    plan: list[Flow], alternative: list[Flow], rate: Decimal
) -> None:
    found = payback(handed(plan), handed(alternative), rate)
    moments = sorted({flow.period for flow in plan + alternative})
    leads = [
        ten_decimals(
            slow_worth([flow for flow in plan if flow.period <= moment], rate)
            - slow_worth([flow for flow in alternative if flow.period <= moment], rate)
        )
        for moment in moments
    ]
    behind = [moment for moment, lead in zip(moments, leads, strict=True) if lead < 0]
    assert found.largest_gap == -min([Fraction(0), *leads])
    assert (found.outcome == "always") == (not behind)
    assert (found.outcome == "never") == (bool(behind) and behind[-1] == moments[-1])
    if found.outcome == "from":
        assert found.after == min(moment for moment in moments if moment > behind[-1])


@given(some_flows, some_flows, usual_rates, st.fractions(0, 1, max_denominator=12))
def test_no_ambient_decimal_context_moves_a_figure(
    before: list[Flow], after: list[Flow], rate: Decimal, part: Fraction
) -> None:
    old, new = handed(before), [*handed(after), CashFlow(1, after=part)]

    def everything() -> list[object]:
        return [
            diminished_obligation(old, new, rate),
            compensating_fee(old, new, rate),
            amortized_cost("1000", new, rate, currency="EUR"),
            modification_gain_or_loss("1000", new, rate, costs="0.07"),
            ten_percent_test(old, new, rate, fees_paid="0.07"),
            expected_recovery(old, rate, default_share="0.3", liquidation=Liquidation("99.99", after=7)),
            break_even_redefault(old, rate, alternative="12345.67", liquidation=Liquidation("99.99", costs="101.02")),
            payback(old, new, rate),
        ]

    assume(diminished_obligation(old, new, rate).npv_before)
    calm = everything()
    hostile = decimal.Context(prec=3, rounding=decimal.ROUND_UP, Emin=-9, Emax=9, traps=[decimal.Inexact])
    with decimal.localcontext(hostile):
        assert everything() == calm
