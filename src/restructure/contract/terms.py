"""Loan terms: what a contract says about repayment: phases, dates and every convention they are computed with.

>>> from datetime import date
>>> terms = LoanTerms(
...     currency="CNY",
...     principal="49550.00",
...     rate="0.1825",
...     start_date=date(2026, 11, 23),
...     first_due_date=date(2026, 12, 23),
...     phases=[Phase(6, "interest_only"), Phase(54)],
... )
>>> terms.installments
60
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal

from ..basics.dates import (
    PARTS_IN_YEAR,
    Cadence,
    DateAdjustment,
    DayCount,
    DayOfMonth,
    DueFrequency,
    HolidayCalendar,
    cadence,
    due_dates,
    step_date,
)
from ..basics.errors import Fault
from ..basics.money import Amount, CurrencyField, OptionalAmount, Rounding, amount_faults
from ..basics.rates import Rate, RateField
from ..basics.types import Date, Items, Whole, at_least, at_most, field, record, value
from .phases import (
    LAST_YEAR,
    MAX_INSTALLMENTS,
    Change,
    OptionalFactor,
    Phase,
    contradiction,
    faults_after,
    method_of,
    rows_reached,
)
from .treatment import CARRIED, Treatment

__all__ = ["Conventions", "LoanTerms"]

PartialPeriod = Literal["days", "month_share", "whole"]
"""What an odd first period counts under 30/360: its 30/360 days; its whole months and then the share of the month it
ends in; or one whole period whatever its length."""

FirstPeriod = Literal["level", "on_top", "carried", "day_one"]
"""How the odd days of a first period are paid (首期天数不足或超出整期时的利息).

- `level`: a solved installment counts them like all others, as long as it covers the first row's interest. Where it
  would not, they are paid `on_top`; a given installment is then raised to the first row's interest.
- `on_top`: installments are solved as if the first period were regular, and the first one differs from the others by
  the interest of the odd days.
- `carried`: as `level`, but what the first installment leaves unpaid of its interest joins the balance.
- `day_one`: the interest of the odd days is collected on the start date, and all rows are regular.
"""

InterestBase = Literal["balance", "original", "rule_of_78"]
"""What a row's interest is a ratio of: the balance; the original principal throughout (flat, add-on); or, of that flat
interest of the whole term, the row's share by the sum of the digits, the first of n rows n of them (rule of 78)."""

BalanceRule = Literal["rounded", "carried"]
"""Whether each row's interest, and so the balance, is rounded to the minor unit, or the exact balance is carried and
rows are rounded for display only."""

Residual = Literal["last", "first", "smooth"]
"""Which installment settles what rounding leaves over: the last; the first of the last phase as far as whole minor
units can; or the last after the level was moved by its share of the rest, while that makes the rest smaller."""

InstallmentRounding = Literal["half_up", "half_even", "half_down", "up", "down", "none"]
"""A rounding mode, or with a carried balance `none`: the exact installment is carried and rounded for display only."""

MAX_CHANGES = 1000
Every = Annotated[Whole, at_least(1), at_most(366)]


@record()
class LoanTerms:
    """The terms of one loan from its start date on (贷款条款).

    Args:
        currency: ISO 4217 code.
        principal: opening balance that bears interest, major units, above 0.
        rate: annual rate; 0.0607 is 6.07%.
        start_date: interest runs from this day.
        first_due_date: due date of installment 1, after the start date.
        phases: at least one; 1,200 installments at most in all.
        frequency: of the installments: daily, weekly, biweekly, semimonthly, monthly, bimonthly, quarterly, semiannual
            or annual.
        every: every so many of the frequency; 15 with daily is every 15 days.
        due_day: anchor day of the month; default: the day of the first due date. 31 means the last day of each month.
        day_count: see `DayCount`.
        installment_day_count: 30/360 solves installments over equal periods, whatever days the interest counts (US
            Actual/360); default: over the rows' own interest.
        partial_period: what an odd first period counts under 30/360; see `PartialPeriod`.
        first_period: how the odd days of a first period are paid; see `FirstPeriod`.
        interest_base: balance; original for flat interest on the original principal; rule_of_78 for flat interest that
            falls on the rows by the sum of the digits.
        balance: rounded each row, or carried.
        installment_rounding, interest_rounding: how the installment and each row's interest become minor units.
        installment_unit: installments are multiples of this amount, major units; default: the minor unit; not applied
            where it would give zero.
        residual: which installment settles the rounding; see `Residual`.
        installment_fee: added to every installment, major units.
        installment_fee_rate: the same as a fraction of the original principal, rounded half-up.
        holidays: when given, due dates on its closed days move as `date_adjustment` says; interest does not move.
        date_adjustment: following, modified_following or preceding.
        changes: of the running contract, in order of their days; see `Change`.
        beside: what a restructured contract carries of the debt before, without interest: amounts deferred or spread
            over the installments, paid on the start date, or money held (credit) for them; `reschedule` states it.

    Raises:
        InvalidInputError: malformed fields, all at once.
        InvalidTermsError: well-formed fields that contradict each other.

    Examples:
        >>> from datetime import date
        >>> LoanTerms(
        ...     currency="JPY",
        ...     principal=300000,
        ...     rate="0.05",
        ...     start_date=date(2026, 1, 31),
        ...     first_due_date=date(2026, 2, 28),
        ...     due_day=31,
        ...     phases=[Phase(12)],
        ... ).installments
        12
    """

    currency: CurrencyField
    principal: Amount
    rate: RateField
    start_date: Date
    first_due_date: Date
    phases: Items[Phase]
    frequency: DueFrequency = field(default="monthly")
    every: Every = field(default=1)
    due_day: DayOfMonth | None = field(default=None)
    day_count: DayCount = field(default="30/360")
    installment_day_count: Literal["30/360"] | None = field(default=None)
    partial_period: PartialPeriod = field(default="days")
    first_period: FirstPeriod = field(default="level")
    interest_base: InterestBase = field(default="balance")
    balance: BalanceRule = field(default="rounded")
    installment_rounding: InstallmentRounding = field(default="half_up")
    interest_rounding: Rounding = field(default="half_up")
    installment_unit: OptionalAmount = field(default=None)
    residual: Residual = field(default="last")
    installment_fee: OptionalAmount = field(default=None)
    installment_fee_rate: OptionalFactor = field(default=None)
    holidays: HolidayCalendar | None = field(default=None)
    date_adjustment: DateAdjustment = field(default="following")
    changes: Items[Change] = field(default=())
    beside: Items[Treatment] | None = field(default=None)

    @property
    def installments(self) -> int:
        """Number of installments of all phases, before any change."""
        return sum(phase.count for phase in self.phases)

    @property
    def anchor_day(self) -> int:
        """Day of the month that due dates step from."""
        return self.first_due_date.day if self.due_day is None else self.due_day

    @cached_property
    def cadence(self) -> Cadence:
        """How due dates step."""
        return cadence(self.frequency, self.every)

    @property
    def counted_by(self) -> DayCount:
        """Day count that applies: months of thirty days know no weeks, which are parts of a year of 52 (act/364)."""
        weeks = self.cadence.days and self.cadence.days % 7 == 0
        return "act/364" if weeks and self.day_count == "30/360" else self.day_count

    @property
    def counts_as_whole(self) -> bool:
        """Whether an odd first period counts one whole period."""
        return self.day_count == "30/360" and self.partial_period == "whole"

    @property
    def regular_start(self) -> date:
        """Day on which a regular first period would start."""
        return step_date(self.first_due_date, -1, step=self.cadence, due_day=self.anchor_day)

    @property
    def rows_from(self) -> date:
        """Day from which the rows bear interest: what bears before it is collected on day one."""
        return self.regular_start if self.first_period == "day_one" else self.start_date

    def _faults(self) -> Iterator[Fault]:
        amounts = [("principal", self.principal), ("installment_unit", self.installment_unit)]
        amounts += [("installment_fee", self.installment_fee)]
        amounts += [(f"phases[{place}].amount", phase.amount) for place, phase in enumerate(self.phases)]
        for place, change in enumerate(self.changes):
            amounts += [(f"changes[{place}].{name}", getattr(change, name)) for name in ("advance", "repay")]
            amounts += [(f"changes[{place}].phases", phase.amount) for phase in change.phases or ()]
        yield from amount_faults(self.currency, amounts)
        yield from self._beside_faults()
        if not self.phases:
            yield Fault("phases", "is empty; give at least one phase, such as Phase(12)")
        if self.principal == 0:
            yield Fault("principal", "is zero; there is nothing to repay")
        if self.installment_unit == 0:
            yield Fault("installment_unit", "is zero; leave it out for the minor unit")
        yield from self._date_contradictions()
        yield from self._phase_contradictions()
        yield from self._rounding_contradictions()
        yield from self._change_contradictions()
        yield from self._rate_contradictions()

    def _beside_faults(self) -> Iterator[Fault]:
        """Yield what keeps an amount beside the rows from being one."""
        for place, item in enumerate(self.beside or ()):
            where = f"beside[{place}]"
            if item.action not in CARRIED:
                yield contradiction(f"{where}.action", f"{item.action} ends an amount; a contract carries what goes on")
            if item.amount == "all":
                yield contradiction(f"{where}.amount", "must be stated: what it is all of lies behind")
            else:
                yield from amount_faults(self.currency, [(f"{where}.amount", item.amount)])
            if not self.changes and self.phases and (lacks := item.due_fault(self._due_dates())):
                yield lacks.below(where)

    def _due_dates(self) -> list[date]:
        """Return the due dates before any change."""
        return due_dates(self.first_due_date, due_day=self.anchor_day, step=self.cadence, count=self.installments)

    def _date_contradictions(self) -> Iterator[Fault]:
        if self.first_due_date <= self.start_date:
            yield contradiction("first_due_date", "must be after start_date; move one of them")
        step = self.cadence
        if step.days and self.due_day is not None:
            yield contradiction("due_day", "belongs to months; leave it out of installments that step by days")
        if self.frequency == "semimonthly" and self.every != 1:
            yield contradiction("every", "does not belong to semimonthly; leave it out")
        anchored = step_date(self.first_due_date, 0, step=step, due_day=self.anchor_day)
        if anchored != self.first_due_date:
            yield contradiction("due_day", f"puts the first installment on {anchored}, not on first_due_date")
        if self.first_period == "day_one" and (self.regular_start < self.start_date or self.partial_period == "whole"):
            yield contradiction("first_period", "day_one needs odd days before a whole first period; choose level")
        years = rows_reached(self.phases) * step.nominal_days / 360
        if self.first_due_date.year + years > LAST_YEAR:
            yield contradiction("phases", f"end after the year {LAST_YEAR}, or are amortized beyond it; shorten them")

    def _phase_contradictions(self) -> Iterator[Fault]:
        if self.installments > MAX_INSTALLMENTS:
            yield contradiction("phases", f"have more than {MAX_INSTALLMENTS:,} installments in all; shorten them")
        for place, phase in enumerate(self.phases):
            for fault in _sequence_faults(self.phases, place, phase):
                yield fault.below(f"phases[{place}]")

    def _rate_contradictions(self) -> Iterator[Fault]:
        rates = [("rate", self.rate), *((f"phases[{i}].rate", p.rate) for i, p in enumerate(self.phases))]
        for path, rate in rates:
            if rate is None:
                continue
            yield from (fault.below(path) for fault in self._basis_faults(rate))
            if rate.compounding != "periodic" and self.day_count != "30/360":
                yield contradiction(path, f"compounds {rate.compounding}, which needs day_count 30/360")
            if rate.compounding != "periodic" and self.first_period == "day_one":
                yield contradiction(path, f"compounds {rate.compounding}, which does not go with first_period day_one")
            if rate.compounding != "periodic" and self.cadence.per_year is None:
                yield contradiction(path, f"compounds {rate.compounding}, which needs periods of weeks or months")

    def _basis_faults(self, rate: Rate) -> Iterator[Fault]:
        if rate.days_in_year not in (None, PARTS_IN_YEAR[self.counted_by]):
            yield contradiction("", f"is per day of a {rate.days_in_year}-day year; set day_count to match")

    def _change_contradictions(self) -> Iterator[Fault]:
        if self.changes and any(phase.step is not None for phase in self.phases):
            yield contradiction("changes", "do not go with a step phase; give each step a phase of its own")
        if self.interest_base == "original" and any(phase.step is not None for phase in self.phases):
            yield contradiction("interest_base", "original does not go with a step phase; use balance")
        if self.changes and self.balance == "carried":
            yield contradiction("changes", "need a rounded balance; a new level phase recasts a carried one")
        if any(later.effective_on < earlier.effective_on for earlier, later in pairwise(self.changes)):
            yield contradiction("changes", "must be in order of their days; sort them")
        if len(self.changes) > MAX_CHANGES:
            yield contradiction("changes", f"are more than {MAX_CHANGES:,}; pass fewer")
        for place, change in enumerate(self.changes):
            if change.effective_on < self.start_date:
                yield contradiction(f"changes[{place}].effective_on", "is before start_date; choose a later day")
            for fault in self._faults_of_change(change):
                yield fault.below(f"changes[{place}]")
        if self.changes and any(rate.compounding != "periodic" for rate in self._rates()):
            yield contradiction("rate", "must be periodic where changes may split a period; state the periodic rate")

    def _faults_of_change(self, change: Change) -> Iterator[Fault]:
        """Yield what holds of phases and rates wherever they stand."""
        phases = change.phases or ()
        for rate in (change.rate, *(phase.rate for phase in phases)):
            if rate is not None:
                yield from (fault.below("rate") for fault in self._basis_faults(rate))
            if rate is not None and rate.compounding != "periodic":
                yield contradiction("rate", "must be periodic; state the periodic rate")
        if sum(phase.count for phase in phases) > MAX_INSTALLMENTS:
            yield contradiction("phases", f"have more than {MAX_INSTALLMENTS:,} installments in all; shorten them")
        for place, phase in enumerate(phases):
            for fault in _sequence_faults(phases, place, phase):
                if place or fault.path == "deferred_due":  # what the first one follows is known on its day
                    yield fault.below(f"phases[{place}]")

    def _rates(self) -> list[Rate]:
        return [self.rate, *(phase.rate for phase in self.phases if phase.rate is not None)]

    def _rounding_contradictions(self) -> Iterator[Fault]:
        carried = self.balance == "carried"
        if self.installment_rounding == "none" and not carried:
            yield contradiction("installment_rounding", "none needs a carried balance; choose a rounding mode")
        if self.installment_rounding == "none" and self.installment_unit is not None:
            yield contradiction("installment_unit", "does not go with installment_rounding none; leave it out")
        if carried and (self.residual != "last" or self.interest_base != "balance"):
            yield contradiction("balance", "carried goes with residual last and interest_base balance only")
        if carried and any(phase.deferred_due or phase.shortfall == "forgive" for phase in self.phases):
            yield contradiction("balance", "carried does not go with a defer phase or a shortfall; use rounded")
        yield from self._solving_contradictions()
        last = self.phases[-1] if self.phases else None
        if self.residual != "last" and last is not None and not last.is_plainly_level:
            message = f"{self.residual} needs a level phase at the end, without steps, cap or balloon"
            yield contradiction("residual", message)

    def _solving_contradictions(self) -> Iterator[Fault]:
        if self.installment_day_count is not None and (self.residual != "last" or self.interest_base != "balance"):
            message = "goes with residual last and interest_base balance only: what it leaves over is no rounding"
            yield contradiction("installment_day_count", message)
        if self.installment_day_count is not None and any(rate.compounding != "periodic" for rate in self._rates()):
            yield contradiction("installment_day_count", "needs a periodic rate; state the periodic rate")
        single = len(self.phases) == 1 and self.phases[0].is_plainly_level and not self.changes
        simple = self.first_period == "level" and all(rate.compounding == "periodic" for rate in self._rates())
        if self.interest_base == "rule_of_78" and not (single and simple):
            message = "rule_of_78 needs one level phase at a periodic rate, first_period level and no changes"
            yield contradiction("interest_base", message)


@value()
class Conventions:
    """Every choice a schedule was computed with, fully enough for a second engine to reproduce it (计算约定).

    `paid_off_at` is the number of the installment that settled the loan when that came before the last one.
    `residual_bound` is the proven limit, in major units, of how far the last installment may lie from the level one,
    for schedules of one level phase.
    """

    currency: str
    day_count: str
    partial_period: str
    first_period: str
    interest_base: str
    frequency: str
    compounding: str
    due_day: int
    accrual: str
    level_installment: str
    installment_rounding: str
    installment_unit: str
    interest_rounding: str
    balance: str
    residual: str
    residual_bound: str | None
    fees: str
    dates: str
    paid_off_at: int | None


def _sequence_faults(phases: Sequence[Phase], place: int, phase: Phase) -> Iterator[Fault]:
    """Yield what a phase lacks before it or after it."""
    yield from faults_after(phase, method_of(phases[:place]))
    if place == len(phases) - 1 and phase.deferred_due in ("next", "spread"):
        yield contradiction("deferred_due", "no installment follows; use 'maturity'")
