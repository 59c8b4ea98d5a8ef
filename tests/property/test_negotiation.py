"""Answers to wishes: what a plan lacks is what its rows say, the nearest is the nearest, all of it can be signed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings, strategies as st

import restructure as rs
from restructure.options import Option, Wish
from support.strategies_options import SmallCase, small_cases

amounts = st.integers(0, 400).map(Decimal)
wishes = st.builds(
    Wish,
    monthly=st.none() | amounts,
    months=st.none() | st.integers(1, 30),
    rate=st.none() | st.integers(0, 20).map(lambda percent: Decimal(percent) / 100),
    today=amounts,
)


CENT, RATE_UNIT = Fraction(1, 100), Fraction(1, 10**10)
"""What a miss is a part of where what was asked for, or the contract's rate, is nothing."""


def missing(option: Option, wish: Wish) -> dict[str, Fraction]:
    """What a plan lacks of a wish, each as a part of what it is measured by, from its rows and terms."""
    owed = option.conservation.total.opening
    contract = option.before_after.before.rate.annual
    rates = [option.terms.rate, *(phase.rate for phase in option.terms.phases if phase.rate is not None)]
    found: dict[str, tuple[Fraction, Fraction]] = {}
    if wish.monthly is not None:
        most = max(row.payment for row in option.schedule)
        found["monthly"] = Fraction(max(most - wish.monthly, Decimal(0))), Fraction(wish.monthly) or CENT
    if wish.months is not None:
        found["months"] = Fraction(abs(len(option.schedule) - wish.months)), Fraction(wish.months)
    if wish.rate is not None:
        over = max(max(rate.annual for rate in rates) - wish.rate.annual, Decimal(0))
        found["rate"] = Fraction(over), Fraction(contract) or RATE_UNIT
    if wish.today is not None:
        found["today"] = Fraction(max(option.measures.paid_today - wish.today, Decimal(0))), Fraction(owed)
    return {name: amount / whole for name, (amount, whole) in found.items()}


@settings(max_examples=150, deadline=None)
@given(small_cases(), wishes)
def test_what_an_offer_lacks_is_what_its_rows_say(case: SmallCase, wish: Wish) -> None:
    options = rs.plan(case.application, policy=case.policy, target=case.target).options
    assume(options.options)
    answer = options.negotiate(wish)
    assert answer.offers
    for offer in answer.offers:
        lacks = {name for name, part in missing(offer.option, wish).items() if part}
        assert {reason.code.removeprefix("UNMET:") for reason in offer.unmet} == lacks
        assert all(check.status != "fail" for check in offer.option.checks)
        assert options.gives(offer.option)
    assert answer.granted == (not answer.offers[0].unmet)
    assert bool(answer.refusals) == (not answer.granted)


@settings(max_examples=150, deadline=None)
@given(small_cases(), wishes)
def test_no_plan_on_offer_is_nearer_than_the_first_answer(case: SmallCase, wish: Wish) -> None:
    options = rs.plan(case.application, policy=case.policy, target=case.target).options
    assume(options.options)
    answer = options.negotiate(wish)
    rounding = Fraction(6, 10**6)  # a miss is rounded up to a millionth for each thing asked for
    nearest = sum(missing(answer.offers[0].option, wish).values())
    for option in options:
        assert nearest <= sum(missing(option, wish).values()) + rounding
