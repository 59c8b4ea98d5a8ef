"""Sharing over creditors: an independent statement of the rules gives the same shares, and its invariants hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor as rounded_down
from typing import get_args

from hypothesis import given, strategies as st

import restructure as rs
from restructure.capacity import Claim, Share, share_payment
from restructure.policy import SharingMethod

METHODS: tuple[SharingMethod, ...] = get_args(SharingMethod)
PENCE = rs.Currency("GBP")


@dataclass(frozen=True)
class Owed:
    """One claim in minor units."""

    name: str
    balance: int
    payment: int | None
    arrears: int
    priority: bool


@dataclass(frozen=True)
class Case:
    """One question in minor units."""

    amount: int
    owed: tuple[Owed, ...]
    currency: rs.Currency
    token: int | None

    def shares(self, method: SharingMethod, order: Sequence[Owed] | None = None) -> list[Share]:
        """Ask the library."""
        major = self.currency.to_major
        claims = [
            Claim(
                each.name,
                major(each.balance),
                payment=None if each.payment is None else major(each.payment),
                arrears=major(each.arrears),
                priority=each.priority,
            )
            for each in (self.owed if order is None else order)
        ]
        token = None if self.token is None else major(self.token)
        return list(share_payment(major(self.amount), claims, currency=self.currency, method=method, token=token))

    def units(self, method: SharingMethod, order: Sequence[Owed] | None = None) -> list[int]:
        """Ask the library for whole minor units."""
        return [self.currency.to_minor(share.amount) for share in self.shares(method, order)]

    def most(self, method: SharingMethod) -> list[int]:
        """Return what each creditor may take at most."""
        if method in ("pro_rata", "by_arrears"):
            return [each.balance for each in self.owed]
        return [each.balance if each.payment is None else min(each.balance, each.payment) for each in self.owed]

    def tokens(self, method: SharingMethod) -> list[int]:
        """Return the least offer to each creditor."""
        return [min(self.token or 0, most) for most in self.most(method)]


sizes = st.sampled_from([3, 20, 1_000, 500_000, 10**9, 10**14])


@st.composite
def cases(draw: st.DrawFn, *, tokens: bool = True) -> Case:
    """Return claims of alike or very unlike sizes, and an amount from nothing to more than all of them."""
    size, owed = draw(sizes), list[Owed]()
    for place in range(draw(st.integers(1, 9))):
        balance = draw(st.integers(0, size) | st.integers(0, 5) | st.just(size))
        owed.append(
            Owed(
                name=f"claim {place}",
                balance=balance,
                payment=draw(st.integers(0, balance // 2 + 3) | st.just(size // 3)),
                arrears=draw(st.just(0) | st.integers(0, balance)),
                priority=draw(st.integers(0, 3)) == 0,
            )
        )
        if not owed[-1].priority and draw(st.booleans()):
            owed[-1] = Owed(owed[-1].name, balance, None, owed[-1].arrears, priority=False)
    everything = sum(each.balance for each in owed)
    return Case(
        amount=draw(st.integers(0, everything + 3) | st.integers(0, everything // 10 + 3) | st.integers(0, 12)),
        owed=tuple(owed),
        currency=rs.Currency(draw(st.sampled_from(["GBP", "JPY", "KWD"]))),
        token=draw(st.none() | st.integers(0, 4) | st.integers(0, size // 8)) if tokens else None,
    )


# --- the witness ---------------------------------------------------------------------------------------------------


def slow_turn(amount: int, weights: list[int], least: list[int], most: list[int]) -> list[Fraction]:
    """Share in one turn: everybody rises to one level, found between exact breakpoints."""

    def at(level: Fraction) -> list[Fraction]:
        bounds = zip(weights, map(Fraction, least), map(Fraction, most), strict=True)
        return [min(top, max(low, level * weight)) for weight, low, top in bounds]

    if amount <= sum(least):
        return [Fraction(units) for units in least]
    if amount >= sum(most):
        return [Fraction(units) for units in most]
    bounds = [*zip(weights, least, strict=True), *zip(weights, most, strict=True)]
    points = sorted({Fraction(bound, weight) for weight, bound in bounds if weight})
    lower = max(point for point in points if sum(at(point)) <= amount)
    upper = min(point for point in points if point > lower)
    sums = sum(at(lower)), sum(at(upper))
    return at(lower + (upper - lower) * (amount - sums[0]) / (sums[1] - sums[0]))


def slow_exact(case: Case, method: SharingMethod) -> list[Fraction]:
    """State every method by its turns, before rounding."""
    owed, most, least = case.owed, case.most(method), case.tokens(method)
    balances, arrears = [each.balance for each in owed], [each.arrears for each in owed]
    if method in {"pro_rata", "pro_rata_capped"}:
        return slow_turn(case.amount, balances, least, most)
    if method == "equal":
        return slow_turn(case.amount, [1] * len(owed), least, most)
    if method == "priority_first":
        first, later = ([top * (each.priority == now) for each, top in zip(owed, most, strict=True)] for now in (1, 0))
        paid = slow_turn(case.amount, first, smaller(first, least), first)
        rest = slow_turn(max(0, case.amount - int(sum(paid))), balances, smaller(later, least), later)
        return added(paid, rest)
    late_tokens = smaller(arrears, least)
    other_tokens = [token - part for token, part in zip(least, late_tokens, strict=True)]
    if case.amount < sum(arrears) + sum(other_tokens):  # beyond the arrears there are tokens only
        paid = slow_turn(max(0, case.amount - sum(other_tokens)), arrears, late_tokens, arrears)
        return added(paid, other_tokens)
    behind = [balance - late for balance, late in zip(balances, arrears, strict=True)]
    rest = slow_turn(case.amount - sum(arrears), behind, other_tokens, behind)
    return added(rest, arrears)


def added(some: list[Fraction], others: Sequence[Fraction | int]) -> list[Fraction]:
    """Return the sum of each pair."""
    return [one + other for one, other in zip(some, others, strict=True)]


def smaller(some: list[int], others: list[int]) -> list[int]:
    """Return the smaller of each pair."""
    return [min(pair) for pair in zip(some, others, strict=True)]


def slow_shares(case: Case, method: SharingMethod) -> list[int]:
    """Round down, then give the units left to the largest remainders, one by one, the earlier first."""
    exact = slow_exact(case, method)
    whole = [rounded_down(share) for share in exact]
    while sum(whole) < sum(exact):
        behind = [share - units for share, units in zip(exact, whole, strict=True)]
        whole[behind.index(max(behind))] += 1
    return whole


@given(cases(), st.sampled_from(METHODS))
def test_every_share_equals_the_witness(case: Case, method: SharingMethod) -> None:
    assert case.units(method) == slow_shares(case, method)


# --- invariants ----------------------------------------------------------------------------------------------------


@given(cases(tokens=False), st.sampled_from(METHODS))
def test_shares_sum_to_the_amount_or_to_all_caps(case: Case, method: SharingMethod) -> None:  # I20
    units, most = case.units(method), case.most(method)
    assert sum(units) == min(case.amount, sum(most))
    assert all(0 <= share <= top for share, top in zip(units, most, strict=True))
    shares = case.shares(method)
    assert [share.reference for share in shares] == [each.name for each in case.owed]
    assert [share.capped for share in shares] == [units[place] == top for place, top in enumerate(most)]
    assert not any(share.token for share in shares)


@given(cases(tokens=False))
def test_a_share_without_caps_is_within_a_unit_of_the_exact_one(case: Case) -> None:  # I20
    everything = sum(each.balance for each in case.owed)
    for each, units in zip(case.owed, case.units("pro_rata"), strict=True):
        exact = Fraction(min(case.amount, everything) * each.balance, everything or 1)
        assert abs(units - exact) < 1


@given(cases())
def test_a_larger_balance_never_gets_less(case: Case) -> None:  # I20, with the same cap
    for method in ("pro_rata", "pro_rata_capped", "priority_first"):
        most, units = case.most(method), case.units(method)
        for one, mine, top in zip(case.owed, units, most, strict=True):
            for other, theirs, their_top in zip(case.owed, units, most, strict=True):
                alike = method == "pro_rata" or top == their_top
                turn = method == "priority_first" and (one.priority or other.priority)
                if alike and not turn and one.balance > other.balance:
                    assert mine >= theirs


@given(cases(tokens=False))
def test_a_larger_priority_payment_never_gets_less(case: Case) -> None:
    paid = zip(case.owed, case.most("priority_first"), case.units("priority_first"), strict=True)
    by_payment = sorted((top, units) for each, top, units in paid if each.priority)
    for (top, units), (next_top, next_units) in pairwise(by_payment):
        assert units <= next_units or top == next_top


@given(cases(tokens=False))
def test_nobody_below_a_cap_is_a_unit_worse_off_than_anybody_else(case: Case) -> None:
    """What fair means, without saying how: per unit of weight, who is not capped has what others have, to the unit."""
    for method in ("pro_rata", "pro_rata_capped", "equal"):
        weights = [1 if method == "equal" else each.balance for each in case.owed]
        found = list(zip(weights, case.units(method), case.most(method), strict=True))
        for weight, units, top in found:
            for other_weight, other_units, _ in found:
                if units < top and other_units > 0:
                    assert Fraction(units + 1, weight) > Fraction(other_units - 1, other_weight)


@given(cases(), st.sampled_from(METHODS), st.data())
def test_the_order_of_claims_moves_at_most_the_tie_unit(case: Case, method: SharingMethod, data: st.DataObject) -> None:
    order = data.draw(st.permutations(case.owed))
    after = dict(zip([each.name for each in order], case.units(method, order), strict=True))
    moves = [after[each.name] - units for each, units in zip(case.owed, case.units(method), strict=True)]
    assert sum(moves) == 0
    remainders = [share % 1 for share in slow_exact(case, method)]
    for move, remainder in zip(moves, remainders, strict=True):
        assert abs(move) <= (remainder > 0 and remainders.count(remainder) > 1)


@given(cases(), st.sampled_from(METHODS))
def test_tokens_are_offered_to_all_and_counted_apart(case: Case, method: SharingMethod) -> None:
    shares, units, tokens, most = case.shares(method), case.units(method), case.tokens(method), case.most(method)
    assert all(token <= share <= top for token, share, top in zip(tokens, units, most, strict=True))
    assert [share.token for share in shares] == [0 < share <= (case.token or 0) for share in units]
    assert sum(share for share, shown in zip(units, shares, strict=True) if not shown.token) <= case.amount
    affordable = max(sum(tokens), min(case.amount, sum(most)))
    if method == "priority_first":  # its payments come before the tokens of the others
        others = sum(token for token, each in zip(tokens, case.owed, strict=True) if not each.priority)
        assert affordable <= sum(units) <= affordable + others
    else:
        assert sum(units) == affordable


@given(cases(tokens=False), st.integers(0, 4))
def test_tokens_do_not_touch_a_priority_payment(case: Case, token: int) -> None:
    with_tokens = Case(case.amount, case.owed, case.currency, token)
    pairs = zip(case.owed, case.units("priority_first"), with_tokens.units("priority_first"), strict=True)
    paid = [(before, after) for each, before, after in pairs if each.priority]
    assert sum(after for _, after in paid) >= sum(before for before, _ in paid)


@given(st.integers(0, 10**6))
def test_tokens_have_no_step_where_they_begin_to_fit(amount: int) -> None:
    """A penny more moves an exact share by a penny at most, and rounding moves it by less than one each time."""
    claims = [Claim("a", "5000", payment="150"), Claim("b", "3000"), Claim("c", "20"), Claim("d", "0.30")]
    offers = [
        share_payment(PENCE.to_major(units), claims, currency=PENCE, method="pro_rata_capped", token=1)
        for units in (amount, amount + 1)
    ]
    for before, after in zip(*offers, strict=True):
        assert abs(after.amount - before.amount) <= Decimal("0.02")
