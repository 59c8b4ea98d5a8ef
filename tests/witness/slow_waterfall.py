"""A slow, plain second statement of modification waterfalls, for tests to compare the library with.

This file is a witness: it was written from the written rules alone, and it shares no code with the library (it imports
nothing from it). Amounts are whole cents, rates and shares exact fractions; there are no floats. Nothing is solved in
closed form: targets are tested as stated, terms and rates are tried one by one, balances are searched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache


@dataclass(frozen=True)
class PlainTarget:
    """A cut of the old installment (`cut`), or a share of income for the home; `strict` when equality misses it."""

    cut: bool
    share: Fraction
    strict: bool


@dataclass(frozen=True)
class PlainStep:
    """One step; fields that do not belong to the kind are left alone."""

    kind: str
    above: Fraction | None = None  # taken only where all owed is more than this share of the value
    choose: str = ""
    market: Fraction = Fraction(0)
    by: Fraction = Fraction(0)
    months: int = 0
    added: int | None = None
    caps: tuple[tuple[str, Fraction], ...] = ()
    greatest: bool = False
    to_target: bool = False
    share: Fraction = Fraction(0)


@dataclass(frozen=True)
class PlainLoan:
    """A loan before and between steps, and what steps refer to."""

    balance: int
    deferred: int
    rate: Fraction
    months: int
    installment: int
    overdue: int
    interest: int
    advances: int
    prior_claims: int
    value: int
    income: int
    housing: int
    forgiven: int = 0
    supplement: int = 0
    lasting: int = 0


def round_half_up(exact: Fraction) -> int:
    """Return the nearest whole number of an amount of 0 or more, ties up."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


@cache
def per_unit(rate: Fraction, months: int) -> Fraction:
    """Return the level installment of a balance of 1."""
    monthly = rate / 12
    if monthly == 0:
        return Fraction(1, months)
    growth = (1 + monthly) ** months
    return monthly * growth / (growth - 1)


def limit_of(target: PlainTarget, old: PlainLoan) -> Fraction:
    """Return the payment that the target names."""
    return (1 - target.share) * old.installment if target.cut else target.share * old.income - old.housing


def is_met(payment: int, targets: list[PlainTarget], old: PlainLoan) -> bool:
    """Return whether a payment meets every target."""
    limits = [(limit_of(target, old), target.strict) for target in targets]
    return all(payment < limit or (payment == limit and not strict) for limit, strict in limits)


def is_past(payment: int, targets: list[PlainTarget], old: PlainLoan) -> bool:
    """Return whether a payment lies below every target."""
    return all(payment < limit_of(target, old) for target in targets)


def last_true(high: int, holds: Callable[[int], bool]) -> int:
    """Return the last whole number from 0 to `high` for which a test holds that fails from some number on; else -1."""
    low = -1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def balance_for(loan: PlainLoan, wanted: int, *, never_past: bool) -> int:
    """Return the largest balance whose exact installment is not above what is wanted, or the least not below it."""
    unit = per_unit(loan.rate, loan.months)
    if never_past:
        return last_true(loan.balance - 1, lambda balance: unit * balance < wanted) + 1
    return max(last_true(loan.balance, lambda balance: unit * balance <= wanted), 0)


def slow_waterfall(
    loan: PlainLoan, steps: list[PlainStep], targets: list[PlainTarget], *, never_past: bool
) -> list[PlainLoan]:
    """Return the loan after every step."""
    old = loan
    everything = loan.balance + loan.deferred + loan.interest + loan.advances
    full = everything - (loan.deferred if steps[0].kind == "defer_arrears" else 0)
    highest = old.installment + old.income
    if never_past:
        wanted = last_true(highest, lambda payment: is_past(payment, targets, old)) + 1
    else:
        wanted = last_true(highest, lambda payment: is_met(payment, targets, old))

    def leveled(now: PlainLoan) -> PlainLoan:
        return replace(now, installment=round_half_up(per_unit(now.rate, now.months) * now.balance))

    def room(step: PlainStep, now: PlainLoan) -> int:
        used = full - now.balance + now.supplement * now.lasting
        rooms = []
        for kind, share in step.caps:
            if kind == "share_of_balance":
                cap = share * full
            elif kind == "share_of_principal":
                cap = share * old.balance - old.prior_claims
            else:
                cap = full - share * old.value
            rooms.append(max(cap.numerator // cap.denominator - used, 0))
        return max(rooms) if step.greatest else min(rooms)

    def walked(now: PlainLoan, nexts: list[PlainLoan]) -> tuple[PlainLoan, bool]:
        for candidate in nexts:
            if now.installment <= wanted:
                break
            after = leveled(candidate)
            if never_past and is_past(after.installment, targets, old):
                return now, True
            now = after
        return now, now.installment <= wanted

    finished, found = False, []
    for step in steps:
        skipped = step.above is not None and Fraction(everything, old.value) <= step.above
        seeks = step.kind in ("reduce_rate", "extend_term") or step.to_target
        if skipped or (seeks and (finished or not targets)):
            found.append(loan)
            continue
        reached_by_search = False
        if step.kind == "capitalize":
            loan = leveled(replace(loan, balance=everything, deferred=0))
        elif step.kind == "defer_arrears":
            arrears = min(old.overdue + old.interest + old.advances, room(step, replace(loan, balance=full)))
            loan = leveled(replace(loan, balance=full - arrears, deferred=loan.deferred + arrears))
        elif step.kind == "set_rate":
            chosen = {
                "market": step.market,
                "lower": min(step.market, loan.rate),
                "higher": max(step.market, loan.rate),
            }
            loan = leveled(replace(loan, rate=chosen[step.choose]))
        elif step.kind == "reduce_rate":
            rates, rate = [], loan.rate
            while rate > step.market:
                rate = max(rate - step.by, step.market)
                rates.append(rate)
            loan, reached_by_search = walked(loan, [replace(loan, rate=rate) for rate in rates])
        elif step.kind == "set_term":
            loan = leveled(replace(loan, months=step.months))
        elif step.kind == "extend_term":
            longest = step.months if step.added is None else min(step.months, old.months + step.added)
            terms = [replace(loan, months=months) for months in range(loan.months + 1, longest + 1)]
            loan, reached_by_search = walked(loan, terms)
        elif step.kind in ("forbear", "forgive"):
            amount = room(step, loan)
            if step.to_target:
                left = balance_for(loan, wanted, never_past=never_past)
                reached_by_search = loan.balance - left <= amount
                amount = min(amount, loan.balance - left)
            place = {"forbear": "deferred", "forgive": "forgiven"}[step.kind]
            loan = leveled(replace(loan, balance=loan.balance - amount, **{place: getattr(loan, place) + amount}))
        else:
            lasting = min(step.months, loan.months)
            first_interest = round_half_up(loan.balance * loan.rate / 12)
            whole_share = step.share * loan.installment
            most = [room(step, loan) // lasting, whole_share.numerator // whole_share.denominator]
            amount = min(*most, max(loan.installment - first_interest, 0))
            loan = replace(loan, supplement=amount, lasting=lasting)
        finished = reached_by_search or not targets or loan.installment - loan.supplement <= wanted
        found.append(loan)
    return found
