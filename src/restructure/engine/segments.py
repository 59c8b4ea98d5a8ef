"""Compile loan terms into segments: whole numbers only, ready for the kernel.

A segment is a run of rows with one payment rule. Row k accrues `nums[k]/den` of its opening balance. The rule is

- `total`: pay `amount`, interest first;
- `principal`: pay `amount` plus all interest due;

and the last row of the last segment pays everything left. Interest a row leaves unpaid is refused, capitalized (it
joins the balance) or parked (it bears no interest and is released by later rows). An `amount` of `None` is solved by
the kernel from the balance it has reached, over `over` rows: never from a formula balance. Calendars, Decimals and
policies end here.

>>> from restructure.contract.phases import Phase
>>> terms = LoanTerms(
...     currency="USD",
...     principal="1000.00",
...     rate="0.12",
...     start_date=date(2026, 1, 1),
...     first_due_date=date(2026, 2, 1),
...     phases=[Phase(2, "interest_only"), Phase(10)],
... )
>>> [(s.rule, s.start, s.length, s.over) for s in compile_terms(terms).segments]
[('principal', 0, 2, 0), ('total', 2, 10, 10)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from math import gcd
from typing import Literal, NamedTuple

import numpy as np

from ..basics.dates import PARTS_IN_YEAR, Cadence, DayCount, add_months, due_dates, step_date, year_parts
from ..basics.errors import Fault, InvalidTermsError
from ..basics.exact import ROOT_DIGITS, Accrual, div_round, periodic_root
from ..basics.money import Currency, Rounding
from ..basics.rates import COMPOUNDED_PER_YEAR, RATE_SCALE, Rate
from ..basics.types import Ints
from ..contract.phases import DeferredDue, Phase, RepaymentMethod, rows_reached
from ..contract.terms import FirstPeriod, LoanTerms, Residual

Rule = Literal["total", "principal"]
Unpaid = Literal["refuse", "capitalize", "park", "forgive"]


class Segment(NamedTuple):
    """A run of rows with one payment rule; amounts in minor units."""

    start: int
    length: int
    rule: Rule
    amount: int | Literal["keep"] | None
    over: int
    unpaid: Unpaid
    release: DeferredDue | None
    accrual: Accrual  # rows start .. start + max(length, over)
    cap: tuple[int, int] | None = None  # at most this fraction of the amount before
    growth: tuple[int, int, int] | None = None  # solved as if it grew by this fraction after so many rows
    equal: Accrual | None = None  # what an open amount is solved over, where that is not `accrual`


class FirstRow(NamedTuple):
    """How a lane's odd first row is paid, and the ratio `num / den` that it would accrue were it regular."""

    custom: FirstPeriod
    num: int
    den: int


class Lane(NamedTuple):
    """One loan ready for the kernel; amounts in minor units."""

    balance: int
    rows: int
    segments: tuple[Segment, ...]
    installment_rounding: Rounding
    interest_rounding: Rounding
    unit: int
    base: int | None = None  # what interest is a ratio of, where that is not the balance
    residual: Residual = "last"
    carried: bool = False  # rows are rounded for display only
    exact_installment: bool = False  # and so is the installment
    before: int = 0  # the amount before the first segment, which it may keep
    row: int = 0  # rows of the contract before this lane
    running: bool = False  # the first row has begun before and pays its interest whatever the installment
    first: FirstRow | None = None  # `None` where the first row is regular
    loose: bool = False  # what a row would be refused for joins the balance


def compile_terms(terms: LoanTerms) -> Lane:
    """Return the lane that a loan's terms describe.

    Raises:
        InvalidTermsError: a compounding basis that the first period cannot carry.
    """
    days = _row_days(terms)
    principal = terms.currency.to_minor(terms.principal)
    accrual_of = partial(_digits if terms.interest_base == "rule_of_78" else _accrual, terms, days)
    segments = segments_of(terms.phases, terms, terms.rate, accrual_of)
    return lane_of(terms, principal, segments, base=principal)._replace(first=_first_row(terms, days))


def _first_row(terms: LoanTerms, days: RowDays) -> FirstRow | None:
    rate = terms.phases[0].rate or terms.rate
    digits = terms.interest_base == "rule_of_78"
    if days.first == days.usual or rate.compounding != "periodic" or digits:
        return None
    den = RATE_SCALE * PARTS_IN_YEAR[terms.counted_by] * days.finer
    return FirstRow(terms.first_period, rate.units * days.usual, den)


def collected_on_day_one(terms: LoanTerms) -> int:
    """Return the interest of the days before the rows begin, minor units, rounded like that of a row."""
    start, begin = terms.start_date, terms.rows_from
    monthly = terms.counted_by == "30/360" and terms.partial_period == "month_share"
    parts = month_shares(start, begin) if monthly else year_parts(terms.counted_by, start, begin)
    rate = terms.phases[0].rate or terms.rate
    per_year = RATE_SCALE * PARTS_IN_YEAR[terms.counted_by] * (MONTH_LENGTHS if monthly else 1)
    return div_round(terms.currency.to_minor(terms.principal) * rate.units * parts, per_year, terms.interest_rounding)


def segments_of(
    phases: Sequence[Phase],
    terms: LoanTerms,
    rate: Rate,
    accrual_of: Callable[[Rate, int, int], Accrual],
    *,
    method: RepaymentMethod = "level",
) -> tuple[Segment, ...]:
    """Return the segments of phases; `accrual_of(rate, start, count)` gives the ratios of their rows.

    A first phase that keeps its installment keeps that of a phase of `method`.
    """
    rows = sum(phase.count for phase in phases)
    segments: list[Segment] = []
    start = 0
    for phase in phases:
        method = method if phase.method == "keep" else phase.method
        rate, meaning = phase.rate or rate, MEANING[method]
        solved = meaning.solved and phase.method != "keep"
        over = (phase.amortize_over or rows - start) if solved else 0
        # An installment may be solved over rows that the contract does not have: what those would pay is left over.
        accrual = accrual_of(rate, start, max(phase.count, over))
        unpaid: Unpaid = phase.shortfall or (meaning.unpaid if phase.installment_cap is None else "capitalize")
        segment = Segment(
            start,
            phase.count,
            meaning.rule,
            _stated_amount(phase, terms.currency),
            over,
            unpaid,
            phase.deferred_due,
            accrual,
            None if phase.installment_cap is None else phase.installment_cap.as_integer_ratio(),
            equal=equal_periods(terms, rate, over) if over and terms.installment_day_count else None,
        )
        segments += [segment] if phase.step is None else _steps(segment, phase)
        start += phase.count
    return tuple(segments)


def equal_periods(terms: LoanTerms, rate: Rate, count: int) -> Accrual:
    """Return the ratios of rows as if all were one whole period."""
    weeks = terms.cadence.days and terms.cadence.days % 7 == 0
    num, den = rate.units * terms.cadence.nominal_days, RATE_SCALE * (364 if weeks else 360)
    shared = gcd(num, den)
    return Accrual((num // shared,) * count, den // shared, uniform=True)


def _steps(segment: Segment, phase: Phase) -> Iterator[Segment]:
    """Yield a segment a step, each solved over what is left as if the installment went on growing."""
    if phase.step is None or phase.step_every is None:
        raise AssertionError("a phase with steps says how large and how often")
    top, bottom = phase.step.as_integer_ratio()
    for done in range(0, phase.count, phase.step_every):
        yield segment._replace(
            start=segment.start + done,
            length=min(phase.step_every, phase.count - done),
            over=segment.over - done,
            accrual=segment.accrual.part(done, len(segment.accrual.nums)),
            growth=(bottom + top, bottom, phase.step_every),
            equal=None if segment.equal is None else segment.equal.part(done, segment.over),
        )


def lane_of(terms: LoanTerms, balance: int, segments: tuple[Segment, ...], *, base: int) -> Lane:
    """Return the lane that runs segments from a balance as the terms round; `base` bears flat interest, minor units."""
    unit = terms.installment_unit
    return Lane(
        balance,
        sum(segment.length for segment in segments),
        segments,
        "half_up" if terms.installment_rounding == "none" else terms.installment_rounding,
        terms.interest_rounding,
        1 if unit is None else terms.currency.to_minor(unit),
        None if terms.interest_base == "balance" else base,
        terms.residual,
        terms.balance == "carried",
        terms.installment_rounding == "none",
    )


def _stated_amount(phase: Phase, currency: Currency) -> int | Literal["keep"] | None:
    """Return the amount that the terms give, minor units, or `None` where it is solved."""
    if phase.method == "keep":
        return "keep"
    if phase.amount is not None:
        return currency.to_minor(phase.amount)
    return None if MEANING[phase.method].solved else 0


class _Meaning(NamedTuple):
    """What a repayment method means to the kernel."""

    rule: Rule
    unpaid: Unpaid
    solved: bool


MEANING: dict[RepaymentMethod, _Meaning] = {
    "level": _Meaning("total", "refuse", solved=True),
    "equal_principal": _Meaning("principal", "refuse", solved=True),
    "interest_only": _Meaning("principal", "refuse", solved=False),
    "fixed_amount": _Meaning("total", "refuse", solved=False),
    "capitalize": _Meaning("total", "capitalize", solved=False),
    "defer": _Meaning("total", "park", solved=False),
    "keep": _Meaning("total", "refuse", solved=False),  # stands for the method of the phase before
}


class RowDays(NamedTuple):
    """What each row accrues, in the parts that the day count cuts a year into, each cut again into `finer`.

    `usual` is what the first would accrue were it a whole period, `regular` says that it is one, and `skips` that it is
    two or longer; `varying` is `None` when all rows but the first agree.
    """

    first: int
    rest: int
    varying: tuple[int, ...] | None
    regular: bool
    usual: int
    skips: bool = False
    finer: int = 1


def _row_days(terms: LoanTerms) -> RowDays:
    return row_days(
        terms.counted_by,
        terms.regular_start if terms.counts_as_whole else terms.rows_from,
        terms.first_due_date,
        due_day=terms.anchor_day,
        step=terms.cadence,
        count=rows_reached(terms.phases),
        by_month=terms.partial_period == "month_share",
    )


def row_days(
    day_count: DayCount,
    start_date: date,
    first_due: date,
    *,
    due_day: int,
    step: Cadence,
    count: int,
    by_month: bool = False,
) -> RowDays:
    """Return what `count` rows accrue: a first period is regular when it starts on the anchor day before it.

    Under 30/360 an odd one counts its days, or `by_month` its whole months and the share of the month it ends in.
    """
    before, begin = (step_date(first_due, steps, step=step, due_day=due_day) for steps in (-2, -1))
    regular, skips = start_date == begin, start_date <= before
    if day_count != "30/360":
        ends = [start_date, *due_dates(first_due, due_day=due_day, step=step, count=count)]
        varying = tuple(year_parts(day_count, begin, end) for begin, end in pairwise(ends))
        return RowDays(varying[0], varying[-1], varying, regular, year_parts(day_count, begin, first_due), skips)
    whole = step.nominal_days
    if regular or not by_month:
        first = whole if regular else year_parts(day_count, start_date, first_due)
        return RowDays(first, whole, None, regular, whole, skips)
    whole *= MONTH_LENGTHS
    return RowDays(month_shares(start_date, first_due), whole, None, regular, whole, skips, MONTH_LENGTHS)


MONTH_LENGTHS = 28 * 29 * 15 * 31
"""Least number that every length of a month divides."""


def month_shares(start: date, end: date) -> int:
    """Return whole months as 30 days each, and the rest as a share of the month it lies in; in 1/MONTH_LENGTHS days."""
    whole = 12 * (end.year - start.year) + end.month - start.month
    if add_months(start, whole, due_day=start.day) > end:
        whole -= 1
    begin, over = (add_months(start, whole + more, due_day=start.day) for more in (0, 1))
    return 30 * (whole * MONTH_LENGTHS + (end - begin).days * MONTH_LENGTHS // (over - begin).days)


def _accrual(terms: LoanTerms, days: RowDays, rate: Rate, start: int, count: int) -> Accrual:
    if rate.compounding != "periodic":
        return _compounded(terms, rate, days, count)
    first, rest = (rate.units * days.first, rate.units * days.rest)
    den = RATE_SCALE * PARTS_IN_YEAR[terms.counted_by] * days.finer
    if days.varying is None:
        shared = gcd(first, rest, den)
        rest //= shared
        head = () if start or days.first == days.rest else (first // shared,)  # only row 0 can differ
        return Accrual(head + (rest,) * (count - len(head)), den // shared, uniform=True)
    nums = [rate.units * length for length in days.varying[start : start + count]]
    shared = gcd(den, *nums)
    return Accrual(tuple(num // shared for num in nums), den // shared, uniform=not rate.units)  # no rate, no odd days


def _digits(terms: LoanTerms, days: RowDays, rate: Rate, start: int, count: int) -> Accrual:
    """Return the rows' shares of the whole term's flat interest by the sum of the digits: the last has one of them.

    What is unearned after a row is rounded once, as rebates are; a row's interest is by how much it falls.
    """
    flat = _accrual(terms, days, rate, start, count)
    principal, mode = terms.currency.to_minor(terms.principal), terms.interest_rounding
    total, digits = div_round(principal * sum(flat.nums), flat.den, mode), count * (count + 1) // 2
    unearned = [div_round(total * (left * (left + 1) // 2), digits, mode) for left in range(count, -1, -1)]
    return Accrual(tuple(before - after for before, after in pairwise(unearned)), principal, uniform=False)


def _compounded(terms: LoanTerms, rate: Rate, days: RowDays, count: int) -> Accrual:
    if not days.regular:
        message = f"compounds {rate.compounding}, which needs a whole first period; move start_date or first_due_date"
        raise InvalidTermsError([Fault("loan_terms.rate", message, contradiction=True)])
    periods = terms.cadence.per_year
    if periods is None:
        raise AssertionError("terms that compound have periods of weeks or months")
    per_year = COMPOUNDED_PER_YEAR[rate.compounding]
    base = per_year * RATE_SCALE
    power = per_year / periods
    growth = periodic_root(base + rate.units, base, power.numerator, power.denominator)
    return Accrual((growth - 10**ROOT_DIGITS,) * count, 10**ROOT_DIGITS, uniform=True)


class PhaseColumn(NamedTuple):
    """One phase of many lanes: a shared method, and per lane [N] its rows, rate units and given amount, minor units.

    `over` is the number of installments a solved amount is found over, counted from the phase's start; default: all
    from there to the lane's last.
    """

    method: RepaymentMethod
    length: Ints
    rate_units: Ints
    amount: Ints | None = None
    release: DeferredDue | None = None
    over: Ints | None = None


class Lanes(NamedTuple):
    """Many loans that share their due dates, in falling order of `rows`; [S, N] arrays hold segment s of lane n.

    `amount` is minor units, -1 where it is solved; row k of a segment accrues `rate_units * days[k] / den`. An odd
    first row, which would accrue `usual` days were it regular, is `carried`: all rows are equal, whatever the day. One
    of two periods or more is not: that is a payment holiday, which nobody has granted.
    """

    balance: Ints
    rows: Ints
    start: Ints
    length: Ints
    by_principal: Ints
    amount: Ints
    over: Ints
    unpaid: Ints
    release: Ints
    rate_units: Ints
    days: Ints
    usual: int
    uniform: bool
    den: int
    installment_rounding: Rounding
    interest_rounding: Rounding
    unit: int


UNPAID: tuple[Unpaid, ...] = ("refuse", "capitalize", "park")
RELEASE: tuple[DeferredDue | None, ...] = (None, "next", "spread", "maturity")


class Calendar(NamedTuple):
    """What all lanes of a batch share: the days of their rows and how amounts are rounded."""

    days: RowDays
    days_in_year: int
    installment_rounding: Rounding
    interest_rounding: Rounding
    unit: int

    @property
    def den(self) -> int:
        """Denominator of every ratio: a row accrues `rate units * days / den`."""
        den: int = RATE_SCALE * self.days_in_year
        return den

    def lengths(self, count: int) -> Ints:
        """Return the days of the first `count` rows, shape [T]."""
        days = self.days
        varying = days.varying if days.varying is not None else (days.first, *[days.rest] * (count - 1))
        return np.array(varying[:count], np.int64)


def stack(groups: Sequence[tuple[Ints, Sequence[PhaseColumn]]], calendar: Calendar) -> tuple[Lanes, Ints]:
    """Return the lanes of groups of loans, (opening balances [N], phases) each, and the order they were put in.

    Solved phases are spread over all installments from their start to the last unless they say otherwise.
    """
    depth = max(len(phases) for _, phases in groups)
    blocks = [_block(balance, phases, depth) for balance, phases in groups]
    columns = {name: np.concatenate([block[name] for block in blocks], axis=-1) for name in blocks[0]}
    order = np.argsort(-columns["rows"], kind="stable")  # longest first: lanes with a row t are then the first so many
    # Days reach beyond the last row where an installment is solved over more rows than there are.
    reach = max(int(columns["rows"].max()), int((columns["start"] + columns["over"]).max()))
    lanes = Lanes(
        **{name: column[..., order] for name, column in columns.items()},
        days=calendar.lengths(reach),
        usual=calendar.days.first if calendar.days.skips else calendar.days.usual,
        uniform=calendar.days.varying is None,
        den=calendar.den,
        installment_rounding=calendar.installment_rounding,
        interest_rounding=calendar.interest_rounding,
        unit=calendar.unit,
    )
    return lanes, order


def _block(balance: Ints, phases: Sequence[PhaseColumn], depth: int) -> dict[str, Ints]:
    lanes = len(balance)
    rows = np.sum([phase.length for phase in phases], axis=0)
    # As deep as the deepest group: what a group has less than that are segments of no rows, which never begin.
    block = {name: np.zeros((depth, lanes), np.int64) for name in _SEGMENT_COLUMNS}
    start = np.zeros(lanes, np.int64)
    for segment, phase in enumerate(phases):
        meaning = MEANING[phase.method]
        block["start"][segment], block["length"][segment] = start, phase.length
        block["by_principal"][segment] = meaning.rule == "principal"
        block["amount"][segment] = -1 if meaning.solved else 0 if phase.amount is None else phase.amount
        block["over"][segment] = (rows - start if phase.over is None else phase.over) if meaning.solved else 0
        block["unpaid"][segment] = UNPAID.index(meaning.unpaid)
        block["release"][segment] = RELEASE.index(phase.release)
        block["rate_units"][segment] = phase.rate_units
        start = start + phase.length
    return {"balance": balance, "rows": rows, **block}


_SEGMENT_COLUMNS = ("start", "length", "by_principal", "amount", "over", "unpaid", "release", "rate_units")


def lane_at(lanes: Lanes, lane: int) -> Lane:
    """Return one lane of a batch in the form the scalar evaluator takes."""
    segments: list[Segment] = []
    for segment in range(len(lanes.start)):
        count, over, start = (int(column[segment, lane]) for column in (lanes.length, lanes.over, lanes.start))
        if count:
            amount = int(lanes.amount[segment, lane])
            units = int(lanes.rate_units[segment, lane])
            days = lanes.days[start : start + max(count, over)].tolist()
            accrual = Accrual(tuple(units * day for day in days), lanes.den, lanes.uniform)
            rule: Rule = "principal" if lanes.by_principal[segment, lane] else "total"
            unpaid, release = UNPAID[int(lanes.unpaid[segment, lane])], RELEASE[int(lanes.release[segment, lane])]
            segments.append(Segment(start, count, rule, None if amount < 0 else amount, over, unpaid, release, accrual))
    begun = int((lanes.length[:, lane] > 0).argmax())
    return Lane(
        int(lanes.balance[lane]),
        int(lanes.rows[lane]),
        tuple(segments),
        lanes.installment_rounding,
        lanes.interest_rounding,
        lanes.unit,
        first=FirstRow("carried", int(lanes.rate_units[begun, lane]) * lanes.usual, lanes.den),
    )
