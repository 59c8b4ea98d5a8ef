"""A slow, plain second statement of a whole schedule under every convention, for tests to compare the library with.

This file is a witness: it was written from the written rules alone, and it shares no code with the library
(it imports nothing from it). It uses only the standard library, exact fractions and plain loops; there are no
floats. Amounts given and returned are whole numbers of minor units (cents).

Dates, ratios and rows are three steps: `due_date` says when, `period_ratio` says what share of the balance a row
bears as interest, and `slow_conventions` walks the rows, once more where a residual rule asks for it.
"""

import calendar
import math
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import NamedTuple

DAY_STEPS = {"daily": 1, "weekly": 7, "biweekly": 14}
MONTH_STEPS = {"monthly": 1, "bimonthly": 2, "quarterly": 3, "semiannual": 6, "annual": 12}
PER_YEAR = {
    "weekly": 52,
    "biweekly": 26,
    "semimonthly": 24,
    "monthly": 12,
    "bimonthly": 6,
    "quarterly": 4,
    "semiannual": 2,
    "annual": 1,
}
ACTUAL_YEARS = {"act/360": 360, "act/364": 364, "act/365f": 365}
COMPOUNDED_PER_YEAR = {"monthly": 12, "semiannual": 2, "annual": 1}
MOST_INSTALLMENTS = 1200
PLACES = 60


class DoesNotCoverInterest(ValueError):
    """A row's installment is smaller than the interest of that row."""


class NeverRepays(ValueError):
    """No number of installments up to the most a loan may have repays it."""


@dataclass(frozen=True)
class PlainRate:
    """An annual rate as a fraction of one, and how it compounds."""

    annual: Fraction
    compounding: str = "periodic"


@dataclass(frozen=True)
class PlainPhase:
    """One phase; fields that do not belong to the method are None."""

    count: int
    method: str = "level"
    rate: PlainRate | None = None
    amount: int | None = None
    amortize_over: int | None = None
    deferred_due: str | None = None
    installment_cap: Fraction | None = None
    shortfall: str | None = None
    step: Fraction | None = None
    step_every: int | None = None


@dataclass(frozen=True)
class PlainLoan:
    """One loan and its conventions; `anchor` is the day of the month that due dates step from."""

    principal: int
    rate: PlainRate
    start: date
    first_due: date
    phases: tuple[PlainPhase, ...]
    anchor: int
    frequency: str = "monthly"
    every: int = 1
    day_count: str = "30/360"
    equal_periods: bool = False
    partial_period: str = "days"
    first_period: str = "level"
    interest_base: str = "balance"
    balance: str = "rounded"
    installment_rounding: str = "half_up"
    interest_rounding: str = "half_up"
    unit: int = 1
    residual: str = "last"
    fee: int = 0
    fee_rate: Fraction = Fraction(0)

    @property
    def rows(self) -> int:
        """Number of rows of all phases."""
        return sum(phase.count for phase in self.phases)


class PlainRow(NamedTuple):
    """One row of the schedule, as it is printed."""

    number: int
    due_date: date
    opening: int
    payment: int
    interest: int
    principal: int
    fees: int
    deferred_paid: int
    closing: int
    accrued: int
    capitalized: int
    deferred: int


# Rounding.


def rounded(x: Fraction, mode: str) -> int:
    """Round an amount that is not negative to a whole number."""
    if x < 0:
        raise ValueError("only amounts that are not negative are rounded")
    below = math.floor(x)
    rest = x - below
    if mode == "down" or rest == 0:
        return below
    if mode == "up":
        return below + 1
    if rest != Fraction(1, 2):
        return below + 1 if rest > Fraction(1, 2) else below
    return {"half_up": below + 1, "half_down": below, "half_even": below + below % 2}[mode]


def rounded_to_unit(x: Fraction, mode: str, unit: int) -> int:
    """Round to a multiple of `unit`, or to a whole number where that multiple would be zero."""
    return rounded(x / unit, mode) * unit or rounded(x, mode)


# Dates.


def month_later(day: date, months: int, anchor: int) -> date:
    """Return the anchor day, or the last day, of the month so many months after that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(anchor, calendar.monthrange(year, month + 1)[1]))


def due_date(loan: PlainLoan, k: int) -> date:
    """Return due date k, from 0; -1 is where a whole first period starts."""
    if loan.frequency in DAY_STEPS:
        return loan.first_due + timedelta(days=DAY_STEPS[loan.frequency] * loan.every * k)
    if loan.frequency in MONTH_STEPS:
        return month_later(loan.first_due, MONTH_STEPS[loan.frequency] * loan.every * k, loan.anchor)
    if k % 2 == 0:
        return month_later(loan.first_due, k // 2, loan.anchor)
    if loan.anchor <= 15:
        return month_later(loan.first_due, k // 2, loan.anchor + 15)
    return month_later(loan.first_due, k // 2 + 1, loan.anchor - 15)


def days360(start: date, end: date) -> int:
    """Count the days from start to end by the 30/360 bond basis."""
    d1 = min(start.day, 30)
    d2 = 30 if end.day == 31 and d1 == 30 else end.day
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + d2 - d1


def days_of(start: date, end: date) -> list[date]:
    """List the days from start on, up to but without end."""
    return [start + timedelta(days=i) for i in range((end - start).days)]


# Ratios.


def actual_years(day_count: str, start: date, end: date) -> Fraction:
    """Return the years from start to end by a day count that looks at the calendar."""
    days = (end - start).days
    if day_count in ACTUAL_YEARS:
        return Fraction(days, ACTUAL_YEARS[day_count])
    counted = days_of(start, end)
    if day_count in ("act/act_last", "act/act_afb"):
        counted = [day + timedelta(days=1) for day in counted]
    if day_count == "act/act_afb":
        return Fraction(days, 366 if any((day.month, day.day) == (2, 29) for day in counted) else 365)
    leap = sum(1 for day in counted if calendar.isleap(day.year))
    return Fraction(leap, 366) + Fraction(days - leap, 365)


def in_weeks(loan: PlainLoan) -> bool:
    """Return whether periods are whole weeks: a year of months of thirty days knows none, one of 52 weeks does."""
    return loan.frequency in DAY_STEPS and DAY_STEPS[loan.frequency] * loan.every % 7 == 0


def whole_period_years(loan: PlainLoan) -> Fraction:
    """Return the years of a whole period under 30/360."""
    if loan.frequency in DAY_STEPS:
        return Fraction(DAY_STEPS[loan.frequency] * loan.every, 360)
    if loan.frequency == "semimonthly":
        return Fraction(15, 360)
    return Fraction(30 * MONTH_STEPS[loan.frequency] * loan.every, 360)


def month_share_years(start: date, end: date) -> Fraction:
    """Return the years of whole months from start, and then days over the length of the month they lie in."""
    months = 0
    while month_later(start, months + 1, start.day) <= end:
        months += 1
    begin = month_later(start, months, start.day)
    finish = month_later(start, months + 1, start.day)
    return (months + Fraction((end - begin).days, (finish - begin).days)) / 12


def years_of_row(loan: PlainLoan, k: int) -> Fraction:
    """Return the part of a year that row k, from 0, covers; k may lie beyond the last row."""
    if k == 0 and loan.first_period == "day_one":
        loan = replace(loan, start=due_date(loan, -1))
    whole = loan.day_count == "30/360" and loan.partial_period == "whole"
    begin = due_date(loan, k - 1) if k or whole else loan.start
    if loan.day_count != "30/360" or in_weeks(loan):
        return actual_years("act/364" if loan.day_count == "30/360" else loan.day_count, begin, due_date(loan, k))
    if k > 0 or loan.partial_period == "whole" or begin == due_date(loan, -1):
        return whole_period_years(loan)
    if loan.partial_period == "month_share":
        return month_share_years(loan.start, loan.first_due)
    return Fraction(days360(loan.start, loan.first_due), 360)


@cache
def root_of(number: Fraction, degree: int) -> Fraction:
    """Return the root of a number, cut after so many decimals."""
    scale = 10**PLACES
    target = number.numerator * scale**degree // number.denominator
    low, high = 0, 1 << (target.bit_length() // degree + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= target else (low, middle)
    return Fraction(low, scale)


def compounded_ratio(loan: PlainLoan, rate: PlainRate) -> Fraction:
    """Return a period's ratio of a rate that compounds m times a year: (1 + j/m) to the power m/p, less 1."""
    m = COMPOUNDED_PER_YEAR[rate.compounding]
    power = Fraction(m * loan.every, PER_YEAR[loan.frequency])
    return root_of((1 + rate.annual / m) ** power.numerator, power.denominator) - 1


def period_ratio(loan: PlainLoan, rate: PlainRate, k: int) -> Fraction:
    """Return the share of the balance that row k, from 0, bears as interest."""
    if loan.interest_base == "rule_of_78":  # row k of n bears n - k parts of the whole term's flat interest
        years = sum(years_of_row(loan, row) for row in range(loan.rows))
        total = rounded(loan.principal * rate.annual * years, loan.interest_rounding)
        before, after = (
            rounded(Fraction(total * sum(range(left + 1)), sum(range(loan.rows + 1))), loan.interest_rounding)
            for left in (loan.rows - k, loan.rows - k - 1)
        )
        return Fraction(before - after, loan.principal)  # by how much what is unearned falls
    if rate.compounding == "periodic":
        return rate.annual * years_of_row(loan, k)
    return compounded_ratio(loan, rate)


def solving_ratio(loan: PlainLoan, rate: PlainRate, k: int) -> Fraction:
    """Return the ratio of row k that installments are solved over."""
    if loan.equal_periods:
        months = replace(loan, day_count="30/360", start=due_date(loan, -1))
        return rate.annual * years_of_row(months, max(k, 1))
    return period_ratio(loan, rate, k)


def regular_ratio(loan: PlainLoan, rate: PlainRate) -> Fraction:
    """Return the share of the balance that the first row would bear if it began one period before it ends."""
    return period_ratio(replace(loan, start=due_date(loan, -1)), rate, 0)


def day_one_interest(loan: PlainLoan) -> int:
    """Return what is collected on the start date for the days before a regular first period."""
    end, rate = due_date(loan, -1), loan.phases[0].rate or loan.rate
    if loan.day_count != "30/360" or in_weeks(loan):
        years = actual_years("act/364" if loan.day_count == "30/360" else loan.day_count, loan.start, end)
    elif loan.partial_period == "month_share":
        years = month_share_years(loan.start, end)
    else:
        years = Fraction(days360(loan.start, end), 360)
    return rounded(loan.principal * rate.annual * years, loan.interest_rounding)


# Installments.


def exact_level(balance: Fraction, ratios: list[Fraction]) -> Fraction:
    """Return the equal installment that repays a balance over these rows: B * prod(1 + r) / fn(n)."""
    growth, worth = Fraction(1), Fraction(0)
    for ratio in ratios:
        growth = growth * (1 + ratio)
        worth = 1 + worth * (1 + ratio)
    return balance * growth / worth


def growing(balance: Fraction, ratios: list[Fraction], growth: Fraction, every: int) -> Fraction:
    """Return the first of installments that grow after every so many rows and are together worth a balance."""
    worth, discount = Fraction(0), Fraction(1)
    for row, ratio in enumerate(ratios):
        discount = discount / (1 + ratio)
        worth = worth + growth ** (row // every) * discount
    return balance / worth


def level_installment(loan: PlainLoan, balance: Fraction, ratios: list[Fraction]) -> Fraction:
    """Return the level installment from a balance reached, rounded unless it is carried exactly."""
    exact = exact_level(balance, ratios)
    if loan.interest_base != "balance":
        interests = [rounded(loan.principal * ratio, loan.interest_rounding) for ratio in ratios]
        exact = (balance + sum(interests)) / len(ratios)
    return rounded_installment(loan, exact)


def rounded_installment(loan: PlainLoan, exact: Fraction) -> Fraction:
    """Return an installment, or a share of the principal, as the loan rounds it."""
    if loan.installment_rounding == "none":
        return exact
    return Fraction(rounded_to_unit(exact, loan.installment_rounding, loan.unit))


# Rows.


class Step(NamedTuple):
    """What one row does before deferred interest and fees: exact balances, printed amounts."""

    opening: Fraction
    accrued: int
    paid: int
    parked: int
    closing: Fraction


@dataclass(frozen=True)
class Settling:
    """What a residual rule changes in the last phase: its level installment, and its first one on top."""

    level: Fraction | None = None
    first: int = 0


class Going(NamedTuple):
    """The installment that goes on: its method, its amount (of equal_principal the share), and what was paid last."""

    method: str = ""
    amount: Fraction = Fraction(0)
    paid: int = 0


def walk(loan: PlainLoan, settling: Settling) -> tuple[list[Step], Fraction]:
    """Walk all rows; return the steps, and the installment of the last phase."""
    steps: list[Step] = []
    balance, rate, going = Fraction(loan.principal), loan.rate, Going()
    for place, phase in enumerate(loan.phases):
        rate = phase.rate or rate
        begin = len(steps)
        last_phase = place == len(loan.phases) - 1
        if phase.method != "keep":
            going = Going(phase.method, installment_of(loan, phase, rate, balance, begin, going))
        if last_phase and settling.level is not None:
            going = Going(phase.method, settling.level)
        odd_days = Fraction(0)
        if begin == 0 and phase.method in ("level", "fixed_amount") and phase.shortfall is None:
            solved = last_phase and settling.level is not None
            going, odd_days = with_odd_days(loan, phase, rate, going, solved=solved)
        for k in range(begin, begin + phase.count):
            done = k - begin
            if phase.step is not None and done and done % (phase.step_every or 1) == 0:
                rest = replace(phase, amortize_over=phase.amortize_over and phase.amortize_over - done)
                going = Going(phase.method, installment_of(loan, rest, rate, balance, k, going))
            installment = going.amount + settling.first if last_phase and k == begin else going.amount
            ratio = period_ratio(loan, rate, k)
            row_going = going._replace(amount=installment + (odd_days if k == 0 else 0))
            usual = interest_of(loan, balance, regular_ratio(loan, rate)) if k == 0 else None
            step = step_of(
                loan,
                balance,
                ratio,
                row_going,
                phase.installment_cap,
                settles=k == loan.rows - 1,
                usual=usual,
                shortfall=phase.shortfall,
            )
            steps.append(step)
            balance = step.closing
        going = going._replace(paid=steps[-1].paid)
    return steps, going.amount


def interest_of(loan: PlainLoan, balance: Fraction, ratio: Fraction) -> Fraction:
    """Return a row's interest, rounded unless it is carried exactly."""
    exact = (loan.principal if loan.interest_base != "balance" and balance else balance) * ratio
    return exact if loan.balance == "carried" else Fraction(rounded(exact, loan.interest_rounding))


def with_odd_days(
    loan: PlainLoan, phase: PlainPhase, rate: PlainRate, going: Going, *, solved: bool
) -> tuple[Going, Fraction]:
    """Return the installment of a first phase, and what its first row pays on top for its odd days.

    `solved` says that a residual rule has moved the level installment already.
    """
    principal = Fraction(loan.principal)
    interest = interest_of(loan, principal, period_ratio(loan, rate, 0))
    usual = interest_of(loan, principal, regular_ratio(loan, rate))
    plain = installment_of(replace(loan, first_period="level"), phase, rate, principal, 0, Going())
    short = phase.method == "level" and plain < interest
    if loan.first_period != "on_top" and not (loan.first_period == "level" and short):
        return going, Fraction(0)
    if phase.method == "level" and not solved:
        regular = replace(loan, start=due_date(loan, -1))
        going = going._replace(amount=installment_of(regular, phase, rate, principal, 0, Going()))
    return going, interest - usual


def installment_of(
    loan: PlainLoan, phase: PlainPhase, rate: PlainRate, balance: Fraction, begin: int, before: Going
) -> Fraction:
    """Return the installment of a phase; of equal_principal, its share of the principal."""
    over = phase.amortize_over or loan.rows - begin
    if phase.method == "level":
        ratios = [solving_ratio(loan, rate, k) for k in range(begin, begin + over)]
        if phase.step is not None:
            return rounded_installment(loan, growing(balance, ratios, 1 + phase.step, phase.step_every or 1))
        solved = level_installment(loan, balance, ratios)
        if phase.installment_cap is None:
            return solved
        installment_before = Fraction(before.paid) if before.method == "equal_principal" else before.amount
        return min(solved, Fraction(rounded(installment_before * phase.installment_cap, "half_up")))
    if phase.method == "equal_principal":
        return rounded_installment(loan, balance / over)
    return Fraction(phase.amount or 0)


def step_of(
    loan: PlainLoan,
    balance: Fraction,
    ratio: Fraction,
    going: Going,
    cap: Fraction | None,
    *,
    settles: bool,
    usual: Fraction | None,
    shortfall: str | None,
) -> Step:
    """Return one row: its interest, what is paid and parked of it, and the balance after it.

    `usual` is what a first row would bear were it regular; `None` in later rows.
    """
    carried = loan.balance == "carried"
    exact_interest = (loan.principal if loan.interest_base != "balance" and balance else balance) * ratio
    accrued = rounded(exact_interest, loan.interest_rounding)
    interest = exact_interest if carried else Fraction(accrued)
    everything = balance + interest
    if settles:
        paid = everything
    elif going.method == "capitalize":
        paid = Fraction(0)
    elif going.method == "defer":
        return Step(balance, accrued, 0, accrued, balance)
    elif going.method == "interest_only":
        paid = interest
    elif going.method == "equal_principal":
        paid = min(going.amount + interest, everything)
    else:
        paid = min(going.amount, everything)
        if paid < interest and shortfall == "park":
            return Step(balance, accrued, int(paid), accrued - int(paid), balance)
        if paid < interest and shortfall == "forgive":
            return Step(balance, int(paid), int(paid), 0, balance)
        odd = usual is not None and going.amount >= usual
        joins = shortfall == "capitalize" or cap is not None or (odd and loan.first_period == "carried")
        if paid < interest and odd and not joins and going.method == "fixed_amount":
            paid = interest
        elif paid < interest and not joins:
            raise DoesNotCoverInterest(f"{paid} is less than the interest {interest}")
    printing = "half_up" if loan.installment_rounding == "none" else loan.installment_rounding
    return Step(balance, accrued, rounded(paid, printing), 0, everything - paid)


def deferred_payments(loan: PlainLoan, steps: list[Step]) -> list[int]:
    """Return what each row repays of interest parked before it."""
    paid = [0] * loan.rows
    begin = 0
    for phase in loan.phases:
        after = begin + phase.count
        total = sum(step.parked for step in steps[begin:after])
        left = loan.rows - after
        if phase.deferred_due == "maturity" or left == 0:
            paid[-1] += total
        elif phase.deferred_due == "next":
            paid[after] += total
        else:
            for i in range(left):
                paid[after + i] += total // left + (1 if i < total % left else 0)
        begin = after
    return paid


def fees_of(loan: PlainLoan, steps: list[Step]) -> list[int]:
    """Return each row's fee, the flat one and the share of the original principal, while anything printed is owed."""
    fee = loan.fee + rounded(loan.principal * loan.fee_rate, "half_up")
    return [fee if rounded(step.opening, loan.interest_rounding) > 0 else 0 for step in steps]


# Residuals.


def settled(loan: PlainLoan) -> list[Step]:
    """Return the steps of a loan after its residual rule, which touches only what rounding leaves over."""
    steps, level = walk(loan, Settling())
    phase = loan.phases[-1]
    if loan.residual == "last" or phase.method != "level" or phase.count == 1:
        return steps
    if phase.amortize_over not in (None, phase.count) or capped(loan, level):
        return steps  # what is left is no rounding, but a balloon
    if loan.residual == "first":
        gap = steps[-1].paid - level
        return walk(loan, Settling(first=round(gap / growth_after_first(loan))))[0]
    return smoothed(loan, steps, level)


def capped(loan: PlainLoan, level: Fraction) -> bool:
    """Return whether a cap holds the level installment of the last phase down."""
    phase = loan.phases[-1]
    if phase.installment_cap is None:
        return False
    free = replace(phase, installment_cap=phase.installment_cap * 10**9)
    return walk(replace(loan, phases=(*loan.phases[:-1], free)), Settling())[1] != level


def growth_after_first(loan: PlainLoan) -> Fraction:
    """Return prod(1 + r) over rows 2 to n of the last phase; 1 where interest does not hang on the balance."""
    if loan.interest_base != "balance":
        return Fraction(1)
    rate = loan.rate
    for phase in loan.phases:
        rate = phase.rate or rate
    growth = Fraction(1)
    for k in range(loan.rows - loan.phases[-1].count + 1, loan.rows):
        growth = growth * (1 + period_ratio(loan, rate, k))
    return growth


def smoothed(loan: PlainLoan, steps: list[Step], level: Fraction) -> list[Step]:
    """Move the level installment towards the last one, three times at most, while their gap shrinks."""
    n = loan.phases[-1].count
    for _ in range(3):
        gap = steps[-1].paid - level
        if abs(gap) <= n // 2:
            break
        try:
            tried, tried_level = walk(loan, Settling(level=rounded_installment(loan, level + round(gap / n))))
        except DoesNotCoverInterest:
            break
        if abs(tried[-1].paid - tried_level) >= abs(gap):
            break
        steps, level = tried, tried_level
    return steps


def slow_conventions(loan: PlainLoan) -> list[PlainRow]:
    """Return all rows of a loan as they are printed."""
    steps = settled(loan)
    later = deferred_payments(loan, steps)
    fees = fees_of(loan, steps)
    rows: list[PlainRow] = []
    opening = loan.principal
    for k, step in enumerate(steps):
        interest = min(step.paid, step.accrued)
        closing = rounded(step.closing, loan.interest_rounding)
        rows.append(
            PlainRow(
                number=k + 1,
                due_date=due_date(loan, k),
                opening=opening,
                payment=step.paid + later[k] + fees[k],
                interest=interest,
                principal=step.paid - interest,
                fees=fees[k],
                deferred_paid=later[k],
                closing=closing,
                accrued=step.accrued,
                capitalized=step.accrued - interest - step.parked,
                deferred=step.parked,
            )
        )
        opening = closing
    return rows


def slow_fit_term(loan: PlainLoan) -> int:
    """Return how many rows of its last phase, a fixed amount, repay a loan whose other phases do not look at it."""
    begin = loan.rows - loan.phases[-1].count
    longest = 32
    while longest < 2 * MOST_INSTALLMENTS:
        found = repaid_after(loan, min(longest, MOST_INSTALLMENTS - begin))
        if found is not None:
            return found
        longest *= 2
    raise NeverRepays(f"not within {MOST_INSTALLMENTS} installments")


def repaid_after(loan: PlainLoan, longest: int) -> int | None:
    """Return the least rows of its last phase whose last payment, the rest, is no more than the amount."""
    *earlier, last = loan.phases
    steps, _ = walk(replace(loan, phases=(*earlier, replace(last, count=longest))), Settling())
    amount = last.amount or 0
    for count in range(1, longest + 1):
        if steps[loan.rows - last.count + count - 1].closing == 0 and steps[-1].paid <= amount:
            return count - 1 if count > 1 and rest_after(loan, count - 1) <= amount else count
    return None


def rest_after(loan: PlainLoan, count: int) -> int:
    """Return the last payment of a loan whose last phase has so many rows."""
    *earlier, last = loan.phases
    return walk(replace(loan, phases=(*earlier, replace(last, count=count))), Settling())[0][-1].paid
