"""A slow, plain second statement of the loan schedule rules, for tests to compare the library with.

This file is a witness: it was written from the written rules alone, and it shares no code with the library
(it imports nothing from it). It uses only the standard library, exact fractions and plain loops; there are no
floats. All amounts are whole numbers of minor units (cents) and are never negative.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple, TypedDict

COMPONENTS = ("principal", "interest", "penalty_interest", "compound_interest", "fees")
ACTIONS = ("pay", "waive", "defer", "spread", "capitalize")
METHODS = ("level", "equal_principal", "interest_only", "capitalize", "defer", "fixed_amount")
ACTUAL_YEARS = {"act/360": 360, "act/364": 364, "act/365f": 365}


class DoesNotCoverInterest(ValueError):
    """A row's payment is smaller than the interest of that row."""


@dataclass(frozen=True)
class SlowPhase:
    """One phase; fields that do not belong to the method are ignored."""

    count: int
    method: str
    rate: Fraction | None = None
    amount: int | None = None
    amortize_over: int | None = None
    deferred_due: str | None = None


class SlowRow(NamedTuple):
    """One row of the schedule: closing = opening + capitalized - principal."""

    number: int
    due_date: date
    opening: int
    interest_accrued: int
    interest_paid: int
    principal: int
    capitalized: int
    deferred: int
    deferred_paid: int
    payment: int
    closing: int


class SlowReschedule(TypedDict):
    """What slow_reschedule answers: a plain dict at run time."""

    flows: dict[str, dict[str, int]]
    principal: int
    extra: list[int]


def rounded(x: Fraction, mode: str) -> int:
    """Round an amount that is not negative to a whole number."""
    if x < 0:
        raise ValueError("only amounts that are not negative are rounded")
    below = x.numerator // x.denominator
    rest = x - below
    half = Fraction(1, 2)
    if mode == "down":
        return below
    if mode == "up":
        return below + 1 if rest > 0 else below
    if mode not in ("half_up", "half_even", "half_down"):
        raise ValueError(f"unknown rounding: {mode}")
    if rest < half:
        return below
    if rest > half:
        return below + 1
    if mode == "half_up":
        return below + 1
    if mode == "half_down":
        return below
    return below if below % 2 == 0 else below + 1


def rounded_to_unit(x: Fraction, mode: str, unit: int) -> int:
    """Round to a multiple of `unit`; if that gives zero, round to a whole number instead."""
    if unit < 1:
        raise ValueError("unit must be at least 1")
    amount = rounded(x / unit, mode) * unit
    if amount == 0:
        amount = rounded(x, mode)
    return amount


def due_date(first: date, due_day: int, months: int, k: int) -> date:
    """Due date k (from 0): k * months months after the month of `first`, on `due_day` or the month's last day."""
    months_since_year_zero = first.year * 12 + (first.month - 1) + k * months
    year = months_since_year_zero // 12
    month = months_since_year_zero % 12 + 1
    last_day = calendar.monthrange(year, month)[1]
    return date(year, month, min(due_day, last_day))


def days360(start: date, end: date) -> int:
    """Days from start to end by the 30/360 bond basis."""
    d1 = min(start.day, 30)
    d2 = 30 if end.day == 31 and d1 == 30 else end.day
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + d2 - d1


def period_fraction(
    start_date: date, first_due_date: date, due_day: int, months: int, day_count: str, k: int
) -> Fraction:
    """The part of a year that row k (from 0) covers; k may lie beyond the last row."""
    if day_count == "30/360":
        if k > 0 or start_date == due_date(first_due_date, due_day, months, -1):
            return Fraction(months * 30, 360)
        return Fraction(days360(start_date, first_due_date), 360)
    if day_count not in ACTUAL_YEARS:
        raise ValueError(f"unknown day count: {day_count}")
    begin = start_date if k == 0 else due_date(first_due_date, due_day, months, k - 1)
    end = due_date(first_due_date, due_day, months, k)
    return Fraction((end - begin).days, ACTUAL_YEARS[day_count])


def slow_level_payment(balance: int, ratios: list[Fraction], mode: str, unit: int) -> int:
    """The equal payment that repays `balance` over len(ratios) rows, rounded to a multiple of `unit`."""
    if not ratios:
        raise ValueError("a level payment needs at least one row")
    growth = Fraction(1)
    payments_worth = Fraction(0)
    for ratio in ratios:
        growth = growth * (1 + ratio)
        payments_worth = 1 + payments_worth * (1 + ratio)
    return rounded_to_unit(balance * growth / payments_worth, mode, unit)


def slow_schedule(
    *,
    principal: int,
    annual_rate: Fraction,
    start_date: date,
    first_due_date: date,
    due_day: int,
    months: int,
    day_count: str,
    installment_rounding: str,
    interest_rounding: str,
    unit: int,
    phases: list[SlowPhase],
    extra: list[int] | None = None,
    first_period: str = "level",
) -> list[SlowRow]:
    """All rows of the loan; extra[k] is added to what row k repays without interest.

    `first_period` says how odd days of the first row are paid: as part of a level installment while that covers the
    row's interest and otherwise on top ("level", a given installment is then raised to the interest), always on top
    ("on_top"), as part of the installment with what is unpaid joining the balance ("carried"), or never ("refused").
    """
    if principal <= 0:
        raise ValueError("principal must be positive")
    if first_due_date <= start_date:
        raise ValueError("first_due_date must be after start_date")
    if not 1 <= due_day <= 31:
        raise ValueError("due_day must be from 1 to 31")
    if months not in (1, 2, 3, 6, 12):
        raise ValueError("months must be 1, 2, 3, 6 or 12")
    if due_date(first_due_date, due_day, months, 0) != first_due_date:
        raise ValueError("first_due_date must fall on due_day, or on the last day of a shorter month")
    if not phases:
        raise ValueError("at least one phase is needed")
    total_rows = 0
    for phase in phases:
        if phase.count < 1:
            raise ValueError("a phase has at least one row")
        if phase.method not in METHODS:
            raise ValueError(f"unknown method: {phase.method}")
        total_rows += phase.count
    if extra is not None and len(extra) != total_rows:
        raise ValueError("extra needs one amount per row")

    def ratio_of(rate: Fraction, k: int) -> Fraction:
        return rate * period_fraction(start_date, first_due_date, due_day, months, day_count, k)

    def usual_ratio(rate: Fraction) -> Fraction:
        """What the first row would bear if it began one period before it ends."""
        begin = due_date(first_due_date, due_day, months, -1)
        return rate * period_fraction(begin, first_due_date, due_day, months, day_count, 0)

    # First walk: interest, payment of balance and interest, and what is parked. One entry per row in each list.
    openings: list[int] = []
    accrued: list[int] = []
    paid: list[int] = []
    parked: list[int] = []
    closings: list[int] = []
    balance = principal
    rate = annual_rate
    for phase in phases:
        if phase.rate is not None:
            rate = phase.rate
        begin = len(openings)

        phase_amount = 0
        ratios: list[Fraction] = []
        if phase.method in ("level", "equal_principal"):
            over = total_rows - begin
            if phase.amortize_over is not None:
                over = phase.amortize_over
            if over < 1:
                raise ValueError("amortize_over must be at least 1")
            if phase.method == "level":
                ratios = [ratio_of(rate, k) for k in range(begin, begin + over)]
                phase_amount = slow_level_payment(balance, ratios, installment_rounding, unit)
            else:
                phase_amount = rounded_to_unit(Fraction(balance, over), installment_rounding, unit)
        if phase.method == "fixed_amount":
            if phase.amount is None:
                raise ValueError("fixed_amount needs an amount")
            phase_amount = phase.amount

        on_top = 0
        usual = rounded(balance * usual_ratio(rate), interest_rounding)
        if begin == 0 and phase.method in ("level", "fixed_amount"):
            first_interest = rounded(balance * ratio_of(rate, 0), interest_rounding)
            short = phase.method == "level" and phase_amount < first_interest
            if first_period == "on_top" or (first_period == "level" and short):
                on_top = first_interest - usual
                if phase.method == "level":
                    ratios[0] = usual_ratio(rate)
                    phase_amount = slow_level_payment(balance, ratios, installment_rounding, unit)

        for k in range(begin, begin + phase.count):
            interest = rounded(balance * ratio_of(rate, k), interest_rounding)
            everything = balance + interest
            row_paid = 0
            row_parked = 0
            if k == total_rows - 1:
                row_paid = everything
            elif phase.method == "capitalize":
                row_paid = 0
            elif phase.method == "defer":
                row_paid = 0
                row_parked = interest
            elif phase.method == "interest_only":
                row_paid = interest
            elif phase.method == "equal_principal":
                row_paid = min(phase_amount + interest, everything)
            else:  # level, fixed_amount
                row_paid = min(phase_amount + (on_top if k == 0 else 0), everything)
                if row_paid < interest and k == 0 and phase_amount >= usual and first_period == "carried":
                    pass  # joins the balance
                elif row_paid < interest and k == 0 and phase_amount >= usual and first_period == "level":
                    row_paid = interest  # a level installment of this custom covers it already
                elif row_paid < interest:
                    raise DoesNotCoverInterest(f"row {k + 1}: payment {row_paid} is less than interest {interest}")
            openings.append(balance)
            accrued.append(interest)
            paid.append(row_paid)
            parked.append(row_parked)
            balance = everything - row_paid - row_parked
            closings.append(balance)

    # Second walk: in which rows the parked interest of each defer phase is repaid.
    deferred_paid = [0] * total_rows
    begin = 0
    for phase in phases:
        after = begin + phase.count
        if phase.method == "defer":
            if phase.deferred_due not in ("next", "spread", "maturity"):
                raise ValueError("a defer phase needs deferred_due: next, spread or maturity")
            total = sum(parked[begin:after])
            rows_left = total_rows - after
            if rows_left == 0 or phase.deferred_due == "maturity":
                deferred_paid[total_rows - 1] += total
            elif phase.deferred_due == "next":
                deferred_paid[after] += total
            else:
                for i in range(rows_left):
                    deferred_paid[after + i] += total // rows_left
                    if i < total % rows_left:
                        deferred_paid[after + i] += 1
        begin = after
    if extra is not None:
        for k in range(total_rows):
            deferred_paid[k] += extra[k]

    rows: list[SlowRow] = []
    for k in range(total_rows):
        interest_paid = min(paid[k], accrued[k])
        principal_paid = paid[k] - interest_paid
        rows.append(
            SlowRow(
                number=k + 1,
                due_date=due_date(first_due_date, due_day, months, k),
                opening=openings[k],
                interest_accrued=accrued[k],
                interest_paid=interest_paid,
                principal=principal_paid,
                capitalized=accrued[k] - interest_paid - parked[k],
                deferred=parked[k],
                deferred_paid=deferred_paid[k],
                payment=interest_paid + principal_paid + deferred_paid[k],
                closing=closings[k],
            )
        )
    return rows


def slow_split(total: int, weights: list[int]) -> list[int]:
    """Split by weight: round every share down, then one unit each to the largest remainders, earlier ones first."""
    if total < 0:
        raise ValueError("total must not be negative")
    for weight in weights:
        if weight < 0:
            raise ValueError("weights must not be negative")
    all_weights = sum(weights)
    if all_weights == 0:
        raise ValueError("the weights must not all be zero")
    shares: list[int] = []
    remainders: list[int] = []  # in parts of all weights
    for weight in weights:
        share = total * weight // all_weights
        shares.append(share)
        remainders.append(total * weight - share * all_weights)
    for _ in range(total - sum(shares)):
        largest = 0
        for i in range(1, len(remainders)):
            if remainders[i] > remainders[largest]:
                largest = i
        shares[largest] += 1
        remainders[largest] = -1  # this one had its unit
    return shares


def target_rows(action: str, due: object, rows: int) -> list[int]:
    """The rows (from 0) that repay a deferred or spread amount."""
    if rows < 1:
        raise ValueError("there is no row to repay in")
    if action == "defer" and due == "maturity":
        return [rows - 1]
    if action == "spread" and due == "first":
        return [0]
    if action == "spread" and due == "all":
        return list(range(rows))
    if isinstance(due, int) and not isinstance(due, bool) and 1 <= due <= rows:
        if action == "defer":
            return list(range(rows - due, rows))
        return list(range(due))
    raise ValueError(f"unknown due for {action}: {due!r}")


def slow_reschedule(
    owed: dict[str, int], treatments: list[tuple[str, str, int | None, object]], rows: int
) -> SlowReschedule:
    """Apply the treatments (component, action, amount or None for all that is left, due) to what is owed."""
    for component, amount in owed.items():
        if component not in COMPONENTS:
            raise ValueError(f"unknown component: {component}")
        if amount < 0:
            raise ValueError("an amount owed must not be negative")
    for component, action, _, _ in treatments:
        if component not in COMPONENTS:
            raise ValueError(f"unknown component: {component}")
        if action not in ACTIONS:
            raise ValueError(f"unknown action: {action}")

    left: dict[str, int] = {}
    flows: dict[str, dict[str, int]] = {}
    for component in COMPONENTS:
        opening = owed.get(component, 0)
        left[component] = opening
        flows[component] = {
            "opening": opening,
            "moved_in": 0,
            "paid": 0,
            "waived": 0,
            "moved_out": 0,
            "scheduled": 0,
            "deferred": 0,
            "closing": 0,
        }
    capitalized = 0
    extra = [0] * rows

    for step in ACTIONS:
        for component, action, wanted, due in treatments:
            if action != step:
                continue
            amount = left[component] if wanted is None else wanted
            if amount < 0:
                raise ValueError("an amount must not be negative")
            if amount > left[component]:
                raise ValueError(f"more {component} is assigned than is owed")
            left[component] -= amount
            if action == "pay":
                flows[component]["paid"] += amount
            elif action == "waive":
                flows[component]["waived"] += amount
            elif action == "capitalize":
                flows[component]["moved_out"] += amount
                flows["principal"]["moved_in"] += amount
                capitalized += amount
            else:  # defer, spread
                flows[component]["deferred"] += amount
                targets = target_rows(action, due, rows)
                shares = slow_split(amount, [1] * len(targets))
                for row, share in zip(targets, shares, strict=True):
                    extra[row] += share

    for component in COMPONENTS:
        if component != "principal" and left[component] != 0:
            raise ValueError(f"{left[component]} of {component} is not assigned")
        flow = flows[component]
        flow["closing"] = flow["opening"] + flow["moved_in"] - flow["paid"] - flow["waived"] - flow["moved_out"]
        flow["scheduled"] = flow["closing"] - flow["deferred"]
    return {"flows": flows, "principal": left["principal"] + capitalized, "extra": extra}


def slow_present_value(payments: list[int], ratios: list[Fraction], today: int, guard_bits: int = 20) -> int:
    """The value today, times 2**guard_bits: discount row by row from the last to the first, rounding each time."""
    if len(payments) != len(ratios):
        raise ValueError("payments and ratios must have the same length")
    scale = 1 << guard_bits
    value = 0
    for k in range(len(payments) - 1, -1, -1):
        value = rounded((value + payments[k] * scale) / (1 + ratios[k]), "half_up")
    return value + today * scale
