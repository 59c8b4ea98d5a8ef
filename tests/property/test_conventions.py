"""Every convention of a schedule: the library and a slow witness in exact fractions print the same rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import gcd
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st

import restructure as rs
from restructure.basics.rates import RATE_SCALE, rate_of_units
from restructure.engine.amend import opening_rest, run_rest
from support.strategies import CURRENCY, ROUNDINGS, balances, dates, rate_units
from witness.slow_conventions import (
    DAY_STEPS,
    MONTH_STEPS,
    DoesNotCoverInterest,
    NeverRepays,
    PlainLoan,
    PlainPhase,
    PlainRate,
    PlainRow,
    day_one_interest,
    due_date,
    slow_conventions,
    slow_fit_term,
)

FREQUENCIES = [*DAY_STEPS, "semimonthly", *MONTH_STEPS]
DAY_COUNTS = ["30/360", "act/360", "act/364", "act/365f", "act/act", "act/act_last", "act/act_afb"]
METHODS_CARRIED = ("level", "level", "level", "equal_principal", "interest_only", "capitalize", "fixed_amount")
METHODS = (*METHODS_CARRIED, "defer")
WITH_INSTALLMENT = ("level", "equal_principal", "fixed_amount", "keep")
NOT_COVERED = "does not cover the interest"
MOST_ROWS = 36
MOST_OWED = 10**13
FACTOR_DIGITS = 6

fee_rates = st.integers(1, 10**4).map(lambda units: Fraction(units, 10**FACTOR_DIGITS))
caps = st.integers(0, 300_000).map(lambda units: 1 + Fraction(units, 10**FACTOR_DIGITS))
seldom = st.integers(0, 15).map(lambda number: number == 7)
small_rates = st.one_of(st.just(0), st.integers(0, 3_000).map(lambda bp: bp * 10**6), st.integers(0, RATE_SCALE // 2))
phase_counts = st.sampled_from([1, 1, 2, 3, 4])
over_more = st.sampled_from([0, 0, 1])
maybe_caps = st.none() | caps
compoundings = st.sampled_from(["periodic"] * 4 + ["monthly", "semiannual", "annual"])
shortfalls = st.sampled_from([None, None, "capitalize", "park", "forgive"])
steps = st.integers(-500_000, 300_000).map(lambda units: Fraction(units, 10**FACTOR_DIGITS))
multiples = st.sampled_from([1, 1, 1, 2, 3, 15])
day_counts = st.sampled_from(DAY_COUNTS)
first_periods = st.sampled_from(["level", "level", "on_top", "carried", "day_one"])
partial_periods = st.sampled_from(["days", "month_share", "whole"])
fees, maybe_fee_rates = st.sampled_from([0, 0, 1, 995]), st.just(Fraction(0)) | fee_rates
balance_kinds = st.sampled_from(["rounded", "rounded", "carried"])
units = st.sampled_from([1, 1, 1, 100, 1_000])
interest_roundings = st.sampled_from(ROUNDINGS)
interest_bases = st.sampled_from(["balance", "balance", "original", "rule_of_78"])
residuals = st.sampled_from(["last", "first", "smooth"])


# Drawing.


@st.composite
def rates(draw: st.DrawFn, compounding: str) -> PlainRate:
    """Return a rate, of the size that contracts have where it compounds."""
    units = draw(small_rates if compounding != "periodic" or draw(st.booleans()) else rate_units)
    return PlainRate(Fraction(units, RATE_SCALE), compounding)


@st.composite
def phase_runs(draw: st.DrawFn, principal: int, compounding: str, methods: tuple[str, ...]) -> tuple[PlainPhase, ...]:
    """Return one to four phases of these methods, the last of them level more often than not."""
    found: list[PlainPhase] = []
    places = draw(phase_counts)
    for place in range(places):
        goes_on = found and found[-1].method in WITH_INSTALLMENT
        kept = ("keep", "keep") if goes_on else ()
        ending = ("level",) * 8 if place == places - 1 else ()
        method = draw(st.sampled_from((*methods, *kept, *ending)))
        found.append(
            PlainPhase(
                count=draw(st.integers(1, MOST_ROWS // places)),
                method=method,
                rate=draw(st.none() | rates(compounding)) if place else None,
                **draw(fields_of(principal, method, last=place == places - 1, capped=bool(goes_on))),
            )
        )
    return tuple(found)


@st.composite
def fields_of(draw: st.DrawFn, principal: int, method: str, *, last: bool, capped: bool) -> dict[str, Any]:
    """Return the fields that belong to a method."""
    if method == "fixed_amount":
        shortfall = draw(shortfalls)
        least = 60 if shortfall is None else 600
        due = st.sampled_from(["maturity"] if last else ["next", "spread", "maturity"])
        return {
            "amount": draw(st.integers(max(1, principal // least), max(2, principal // 3))),
            "shortfall": shortfall,
            "deferred_due": draw(due) if shortfall == "park" else None,
        }
    if method == "defer":
        return {"deferred_due": draw(st.sampled_from(["maturity"] if last else ["next", "spread", "maturity"]))}
    if method not in ("level", "equal_principal"):
        return {}
    over = draw(over_more) and draw(st.integers(1, 2 * MOST_ROWS))
    cap = draw(maybe_caps) if method == "level" and capped else None
    fields: dict[str, Any] = {"amortize_over": over or None, "installment_cap": cap}
    if method == "level" and cap is None and draw(seldom | seldom):
        fields |= {"step": draw(steps), "step_every": draw(st.integers(1, 12))}
        fields |= {"shortfall": draw(st.sampled_from([None, "capitalize"]))}
    return fields


@st.composite
def loans(draw: st.DrawFn) -> PlainLoan:
    """Return a loan of any phases under any conventions, some of which do not go together."""
    principal, first_due = draw(balances), draw(dates)
    compounding = draw(compoundings)
    frequency = draw(st.sampled_from(FREQUENCIES if compounding == "periodic" or draw(seldom) else FREQUENCIES[1:]))
    rounding = draw(roundings())
    methods = METHODS if rounding["balance"] == "rounded" or draw(seldom) else METHODS_CARRIED
    loan = PlainLoan(
        principal=principal,
        rate=draw(rates(compounding)),
        start=first_due,
        first_due=first_due,
        phases=draw(phase_runs(principal, compounding, methods)),
        anchor=draw(anchors(first_due, frequency)),
        frequency=frequency,
        every=1 if frequency == "semimonthly" else draw(multiples),
        day_count=draw(day_counts) if compounding == "periodic" or draw(seldom) else "30/360",
        partial_period=draw(partial_periods),
        first_period=draw(first_periods),
        equal_periods=compounding == "periodic" and draw(seldom | seldom),
        fee=draw(fees),
        fee_rate=draw(maybe_fee_rates),
        **rounding,
    )
    if not draw(seldom):
        loan = agreeing(loan, compounding)
    last = loan.phases[-1]
    plain = last.method == "level" and last.installment_cap is None and last.amortize_over in (None, last.count)
    plain = plain and last.step is None and last.shortfall is None and not loan.equal_periods
    residual = loan.residual if plain or draw(seldom) else "last"
    return replace(loan, residual=residual, start=draw(starts(loan, whole=compounding != "periodic")))


def agreeing(loan: PlainLoan, compounding: str) -> PlainLoan:
    """Return a loan without what does not go with the rest of it."""
    if loan.interest_base == "rule_of_78":
        base = "rule_of_78" if compounding == "periodic" else "balance"
        plainest = (PlainPhase(count=loan.phases[0].count),)
        loan = replace(loan, phases=plainest, equal_periods=False, first_period="level", interest_base=base)
    if loan.equal_periods:
        loan = replace(loan, interest_base="balance")
    if loan.first_period == "day_one":
        partial = "days" if loan.partial_period == "whole" else loan.partial_period
        first = "day_one" if compounding == "periodic" else "level"
        loan = replace(loan, partial_period=partial, first_period=first)
    return replace(loan, phases=tuple(_agreeing(loan, phase) for phase in loan.phases))


def _agreeing(loan: PlainLoan, phase: PlainPhase) -> PlainPhase:
    if phase.step is not None and loan.interest_base != "balance":
        phase = replace(phase, step=None, step_every=None)
    if phase.method == "fixed_amount" and loan.balance == "carried" and phase.shortfall != "capitalize":
        phase = replace(phase, shortfall=None, deferred_due=None)
    return phase


@st.composite
def roundings(draw: st.DrawFn) -> dict[str, Any]:
    """Return how amounts are rounded, and what is rounded at all."""
    balance = draw(balance_kinds)
    carried = balance == "carried" and not draw(seldom)
    installment_rounding = draw(st.sampled_from([*ROUNDINGS, "none", "none"] if balance == "carried" else ROUNDINGS))
    unit = draw(units)
    return {
        "balance": balance,
        "installment_rounding": installment_rounding,
        "interest_rounding": draw(interest_roundings),
        "unit": 1 if installment_rounding == "none" and not draw(seldom) else unit,
        "interest_base": "balance" if carried else draw(interest_bases),
        "residual": "last" if carried else draw(residuals),
    }


@st.composite
def anchors(draw: st.DrawFn, first_due: date, frequency: str) -> int:
    """Return the day of the month that due dates step from: a later one where the first due date ends its month."""
    ends_month = (first_due + timedelta(days=1)).day == 1
    if frequency in DAY_STEPS or not ends_month:
        return first_due.day
    return draw(st.integers(first_due.day, 31))


@st.composite
def starts(draw: st.DrawFn, loan: PlainLoan, *, whole: bool) -> date:
    """Return a start date one period before the first due date, or any number of days."""
    regular = due_date(loan, -1)
    if draw(st.booleans()) or (whole and loan.partial_period != "whole" and not draw(seldom)):
        return regular
    length = (loan.first_due - regular).days
    least = length if loan.first_period == "day_one" and not draw(seldom) else 1
    return loan.first_due - timedelta(days=draw(st.integers(least, max(2, 4 * length))))


# Handing it to the library.


def terms_of(loan: PlainLoan) -> rs.LoanTerms:
    """Return a drawn loan as the library's terms; refused combinations are no example."""
    data: dict[str, Any] = {
        "currency": CURRENCY,
        "principal": CURRENCY.to_major(loan.principal),
        "rate": _rate(loan.rate),
        "start_date": loan.start,
        "first_due_date": loan.first_due,
        "phases": [_phase(phase) for phase in loan.phases],
        "frequency": loan.frequency,
        "every": loan.every,
        "due_day": None if loan.frequency in DAY_STEPS else loan.anchor,
        "day_count": loan.day_count,
        "installment_day_count": "30/360" if loan.equal_periods else None,
        "partial_period": loan.partial_period,
        "first_period": loan.first_period,
        "interest_base": loan.interest_base,
        "balance": loan.balance,
        "installment_rounding": loan.installment_rounding,
        "interest_rounding": loan.interest_rounding,
        "installment_unit": None if loan.unit == 1 else CURRENCY.to_major(loan.unit),
        "residual": loan.residual,
        "installment_fee": CURRENCY.to_major(loan.fee) if loan.fee else None,
        "installment_fee_rate": _decimal(loan.fee_rate) if loan.fee_rate else None,
    }
    return rs.LoanTerms(**data)


def _decimal(factor: Fraction) -> Decimal:
    return Decimal(int(factor * 10**FACTOR_DIGITS)).scaleb(-FACTOR_DIGITS)


def _rate(rate: PlainRate) -> rs.Rate:
    compounding: Any = rate.compounding
    return rate_of_units(int(rate.annual * RATE_SCALE), compounding)


def _phase(phase: PlainPhase) -> rs.Phase:
    data: dict[str, Any] = {
        "count": phase.count,
        "method": phase.method,
        "rate": None if phase.rate is None else _rate(phase.rate),
        "amount": None if phase.amount is None else CURRENCY.to_major(phase.amount),
        "amortize_over": phase.amortize_over,
        "deferred_due": phase.deferred_due,
        "installment_cap": None if phase.installment_cap is None else _decimal(phase.installment_cap),
        "shortfall": phase.shortfall,
        "step": None if phase.step is None else _decimal(phase.step),
        "step_every": phase.step_every,
    }
    return rs.Phase(**data)


def accepted(loan: PlainLoan) -> rs.LoanTerms | None:
    """Return the terms, or none where the conventions do not go together."""
    compounds = [rate for rate in (loan.rate, *(phase.rate for phase in loan.phases)) if rate is not None]
    odd_first = loan.start != due_date(loan, -1) and loan.partial_period != "whole"
    if odd_first and any(rate.compounding != "periodic" for rate in compounds):
        return None
    try:
        return terms_of(loan)
    except (rs.InvalidTermsError, rs.InvalidInputError):
        return None


def rows_of(schedule: rs.Schedule) -> list[PlainRow]:
    """Return a schedule's rows in minor units."""
    columns = schedule.to_columns()
    names = (
        *("opening_balance", "payment", "interest_paid", "principal", "fees", "deferred_paid", "closing_balance"),
        *("interest_accrued", "capitalized", "deferred"),
    )
    return [
        PlainRow(place + 1, row.due_date, *(int(columns[name][place]) for name in names))
        for place, row in enumerate(schedule)
    ]


# Rows equal the witness's.


@settings(max_examples=500)
@given(loans())
def test_every_convention_equals_the_witness(loan: PlainLoan) -> None:
    terms = accepted(loan)
    assume(terms is not None)
    assert terms is not None
    try:
        expected = slow_conventions(loan)
    except DoesNotCoverInterest:
        with pytest.raises(rs.InvalidTermsError, match=NOT_COVERED):
            rs.amortize(terms)
        return
    if max(row.closing for row in expected) > MOST_OWED:  # capitalized at such rates for so long, it leaves 64 bits
        return
    schedule = rs.amortize(terms)
    assert rows_of(schedule) == expected
    collected = day_one_interest(loan) if loan.first_period == "day_one" else 0
    assert CURRENCY.to_minor(schedule.paid_on_day_one) == collected


def test_most_drawn_loans_are_neither_refused_nor_short_of_interest() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=400)
    @given(loans())
    def look(loan: PlainLoan) -> None:
        terms = accepted(loan)
        seen["refused" if terms is None else fate_of(terms)] += 1
        if terms is not None:
            seen.update(
                {loan.first_period, loan.balance, loan.residual, loan.interest_base, loan.frequency, loan.day_count}
            )

    look()
    assert seen["printed"] > 4 * (seen["refused"] + seen["short of interest"])
    assert seen.keys() >= {
        "level",
        "on_top",
        "day_one",
        "carried",
        "rounded",
        "first",
        "smooth",
        "original",
        "rule_of_78",
        *FREQUENCIES,
        *DAY_COUNTS,
    }


def fate_of(terms: rs.LoanTerms) -> str:
    """Return what becomes of terms."""
    try:
        rs.amortize(terms)
    except rs.InvalidTermsError:
        return "short of interest"
    return "printed"


# What holds of every schedule.


@settings(max_examples=150)
@given(loans())
def test_every_schedule_adds_up_and_ends_at_zero(loan: PlainLoan) -> None:
    schedule = printed(loan)
    columns = {name: column.tolist() for name, column in schedule.to_columns().items() if name != "due_date"}
    for row in rows_of(schedule):
        assert row.payment == row.interest + row.principal + row.fees + row.deferred_paid
        assert row.accrued == row.interest + row.capitalized + row.deferred
        if loan.balance == "rounded":
            assert row.closing == row.opening + row.capitalized - row.principal
    assert columns["opening_balance"] == [loan.principal, *columns["closing_balance"][:-1]]
    assert min(min(column) for column in columns.values()) >= 0
    assert columns["closing_balance"][-1] == 0
    assert sum(columns["deferred"]) == sum(columns["deferred_paid"])
    if loan.balance == "rounded":
        assert sum(columns["principal"]) == loan.principal + sum(columns["capitalized"])
    assert all(earlier < later for earlier, later in pairwise([loan.start, *schedule.unadjusted_dates]))


def printed(loan: PlainLoan) -> rs.Schedule:
    """Return a loan's schedule; refused combinations and installments short of interest are no example."""
    terms = accepted(loan)
    assume(terms is not None)
    assert terms is not None
    try:
        return rs.amortize(terms)
    except rs.InvalidTermsError:
        assume(False)
        raise


# Fitting the term.


@st.composite
def open_ended_loans(draw: st.DrawFn) -> PlainLoan:
    """Return a loan that ends in a fixed amount, whose other phases do not look at the number of installments."""
    loan = draw(loans())
    earlier = [phase for phase in loan.phases[:-1] if phase.method in ("interest_only", "capitalize", "defer")]
    amount = draw(st.integers(max(1, loan.principal // 40), max(2, loan.principal // 2)))
    last = PlainPhase(count=draw(st.integers(1, 5)), method="fixed_amount", amount=amount)
    every = loan.every if loan.frequency in DAY_STEPS else 1
    return replace(loan, phases=(*earlier, last), residual="last", every=every)


@given(open_ended_loans())
def test_the_fitted_term_is_the_witness_s(loan: PlainLoan) -> None:
    terms = accepted(loan)
    assume(terms is not None)
    assert terms is not None
    try:
        expected = slow_fit_term(loan)
    except NeverRepays:
        with pytest.raises(rs.NoSolutionError):
            rs.fit_term(terms)
        return
    except DoesNotCoverInterest:
        with pytest.raises((rs.NoSolutionError, rs.InvalidTermsError)):
            rs.fit_term(terms)
        return
    fitted = rs.fit_term(terms)
    assert [phase.count for phase in fitted.phases[:-1]] == [phase.count for phase in terms.phases[:-1]]
    assert fitted.phases[-1].count == expected
    assert_repaid_by_the_last(loan, fitted)


def assert_repaid_by_the_last(loan: PlainLoan, fitted: rs.LoanTerms) -> None:
    """Check that the last installment is the rest, that no other is, and that the witness prints the same."""
    schedule = rs.amortize(fitted)
    amount = loan.phases[-1].amount
    assert schedule.paid_off_at is None
    rest = rows_of(schedule)[-1]
    assert amount is not None
    assert rest.interest + rest.principal <= amount
    counts = (phase.count for phase in fitted.phases)
    phases = tuple(replace(phase, count=count) for phase, count in zip(loan.phases, counts, strict=True))
    assert rows_of(schedule) == slow_conventions(replace(loan, phases=phases))


# Many loans against a plain loop of whole numbers.


class Loop(NamedTuple):
    """A loan of equal installments in whole numbers; its rate a month is num / den."""

    principal: int
    rate_units: int
    rows: int
    mode: str

    def run(self) -> tuple[list[int], list[int]]:
        """Return payments and balances: interest is multiplied first, divided once, rounded once."""
        common = gcd(self.rate_units, 12 * RATE_SCALE)
        num, den = self.rate_units // common, 12 * RATE_SCALE // common
        factor, add, by = {
            "half_up": (2 * num, den, 2 * den),
            "half_even": (2 * num, den, 2 * den),
            "half_down": (2 * num, den - 1, 2 * den),
            "up": (num, den - 1, den),
            "down": (num, 0, den),
        }[self.mode]
        even, level, balance = self.mode == "half_even", self.level(num, den), self.principal
        payments, balances = [], []
        for left in range(self.rows - 1, -1, -1):
            interest, rest = divmod(balance * factor + add, by)
            if even and not rest:
                interest -= interest & 1
            everything = balance + interest
            payment = everything if left == 0 or everything < level else level
            balance = everything - payment
            payments.append(payment)
            balances.append(balance)
        return payments, balances

    def level(self, num: int, den: int) -> int:
        """Return the level installment: principal * r * (1 + r)**n / ((1 + r)**n - 1)."""
        if num == 0:
            return _quotient(self.principal, self.rows, self.mode)
        grown, plain = (den + num) ** self.rows, den**self.rows
        return _quotient(self.principal * num * grown, den * (grown - plain), self.mode)

    def terms(self, start: date, first_due: date) -> rs.LoanTerms:
        """Return it as the library's terms."""
        mode: Any = self.mode
        return rs.LoanTerms(
            currency=CURRENCY,
            principal=CURRENCY.to_major(self.principal),
            rate=rate_of_units(self.rate_units),
            start_date=start,
            first_due_date=first_due,
            installment_rounding=mode,
            interest_rounding=mode,
            phases=[rs.Phase(self.rows)],
        )


def _quotient(above: int, below: int, mode: str) -> int:
    whole, rest = divmod(above, below)
    up = {
        "up": rest > 0,
        "down": False,
        "half_up": 2 * rest >= below,
        "half_down": 2 * rest > below,
        "half_even": 2 * rest + (whole & 1) > below,
    }
    return whole + up[mode]


def random_loops(loans: int, count: int, mode: str) -> Iterator[Loop]:
    """Return loans of 1,000.00 to 1,000,000.00 at 0 to 18%, in basis points or finer, always the same ones."""
    drawn = np.random.default_rng(20261123 + count)
    principals = drawn.integers(10**5, 10**8, loans).tolist()
    points = drawn.integers(0, 1_800, loans) * 10**6
    fine = drawn.integers(0, 18 * RATE_SCALE // 100, loans)
    units = np.where(drawn.random(loans) < 0.7, points, fine).tolist()
    for principal, rate in zip(principals, units, strict=True):
        yield Loop(principal, rate, count, mode)


@pytest.mark.parametrize("mode", ROUNDINGS)
@pytest.mark.parametrize(("loans", "count"), [(10_000, 60), (10_000, 360)])
def test_many_random_loans_equal_a_plain_loop(loans: int, count: int, mode: str) -> None:
    start, first_due = date(2026, 1, 1), date(2026, 2, 1)
    for loop in random_loops(loans, count, mode):
        schedule = rs.amortize(loop.terms(start, first_due))
        payments, closings = loop.run()  # and so the interests
        assert schedule.payment.tolist() == payments, loop
        assert schedule.closing_balance.tolist() == closings, loop


# A contract on its first day is the contract.


@settings(max_examples=200)
@given(loans())
def test_what_is_left_on_the_first_day_is_the_whole_schedule(loan: PlainLoan) -> None:
    terms = accepted(loan)
    assume(terms is not None and loan.balance == "rounded" and loan.interest_base != "rule_of_78")
    assert terms is not None
    rates = [rate for rate in (loan.rate, *(phase.rate for phase in loan.phases)) if rate is not None]
    assume(all(rate.compounding == "periodic" for rate in rates) and not any(p.step is not None for p in loan.phases))
    try:
        whole = rs.amortize(terms)
    except rs.InvalidTermsError:
        return
    rest = run_rest(opening_rest(terms))
    assert rest.rows.closing.tolist() == whole.closing_balance.tolist()
    released = np.zeros(len(whole), np.int64) if rest.rows.released is None else rest.rows.released
    fees = np.zeros(len(whole), np.int64) if whole.fees is None else whole.fees
    assert (rest.rows.due + released + fees).tolist() == whole.payment.tolist()
