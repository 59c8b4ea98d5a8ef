"""Loan terms: what a contract says about repayment, as a list of phases.

A repayment plan is a list of phases, each a count of installments and a method; combinations are the rule.
May import: the ground floor.

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
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Literal

from ._types import (
    Date,
    Items,
    OptionalDate,
    Whole,
    at_least,
    at_most,
    converted,
    field,
    parse_number,
    record,
    value,
    whole_units,
)
from .dates import (
    PARTS_IN_YEAR,
    Cadence,
    DateAdjustment,
    DayCount,
    DayOfMonth,
    DueFrequency,
    HolidayCalendar,
    cadence,
    step_date,
)
from .errors import Fault
from .money import Amount, AmountLike, CurrencyField, OptionalAmount, Rounding, amount_faults
from .rates import OptionalRate, Rate, RateField

RepaymentMethod = Literal["level", "equal_principal", "interest_only", "capitalize", "defer", "fixed_amount", "keep"]
"""How the installments of a phase are found (还款方式).

- `level` 等额本息: equal installments, solved from the balance reached.
- `equal_principal` 等额本金: equal principal, interest on top.
- `interest_only` 先息后本: the interest of the period, no principal.
- `capitalize`: nothing is paid, interest joins the principal and bears interest.
- `defer` 暂挂: nothing is paid, interest is parked without bearing interest and falls due as `deferred_due` says.
- `fixed_amount`: a given installment, interest first.
- `keep`: the installment, or the equal principal, of the phase before goes on: a new rate without a new installment.
"""

DeferredDue = Literal["next", "spread", "maturity"]
"""When interest parked by a `defer` phase falls due: with the next installment, equally over all that follow, or with
the last one."""

PartialPeriod = Literal["days", "month_share", "whole"]
"""What an odd first period counts under 30/360: its 30/360 days; its whole months and then the share of the month it
ends in; or one whole period whatever its length."""

InterestBase = Literal["balance", "original"]
"""What a row's interest is a ratio of: the balance, or the original principal throughout (flat, add-on)."""

BalanceRule = Literal["rounded", "carried"]
"""Whether each row's interest, and so the balance, is rounded to the minor unit, or the exact balance is carried and
rows are rounded for display only."""

Residual = Literal["last", "first", "smooth"]
"""Which installment settles what rounding leaves over: the last; the first of the last phase as far as whole minor
units can; or the last after the level was moved by its share of the rest, while that makes the rest smaller."""

InstallmentRounding = Literal["half_up", "half_even", "half_down", "up", "down", "none"]
"""A rounding mode, or with a carried balance `none`: the exact installment is carried and rounded for display only."""

MAX_INSTALLMENTS = 1200
InstallmentCount = Annotated[Whole, at_least(1), at_most(MAX_INSTALLMENTS)]
Every = Annotated[Whole, at_least(1), at_most(366)]
FACTOR_DIGITS = 6


def _parse_cap(given: object) -> Decimal:
    cap = parse_number(given)
    if not 1 <= cap <= 100 or whole_units(cap, FACTOR_DIGITS)[1]:
        raise ValueError("must be a multiple from 1 to 100 with at most 6 decimals, such as 1.075")
    return cap


def _parse_factor(given: object) -> Decimal:
    share = parse_number(given)
    if not 0 <= share <= 1 or whole_units(share, FACTOR_DIGITS)[1]:
        raise ValueError("must be a fraction from 0 to 1 with at most 6 decimals, such as 0.006 for 0.6%")
    return share


_FACTOR_SCHEMA = {"type": "string", "pattern": r"^\d{1,3}(\.\d{1,6})?$"}
if TYPE_CHECKING:

    class OptionalCap:
        """A factor of an amount, or none."""

        def __get__(self, instance: object, owner: object) -> Decimal | None: ...
        def __set__(self, instance: object, value: AmountLike | None) -> None: ...

    OptionalFactor = OptionalCap
else:
    OptionalCap = Annotated[Decimal, *converted(_parse_cap, _FACTOR_SCHEMA)] | None
    OptionalFactor = Annotated[Decimal, *converted(_parse_factor, _FACTOR_SCHEMA)] | None


@record()
class Phase:
    """A run of installments found by one method (还款阶段).

    Args:
        count: number of installments, 1 to 1,200.
        method: see `RepaymentMethod`.
        rate: annual rate from this phase on; default: the rate of the phase before, first the loan's.
        amount: the installment of a `fixed_amount` phase, major units; must cover each row's interest.
        amortize_over: number of installments a `level` or `equal_principal` phase is solved over, counted from its
            start; default: all installments from its start to the last. What is left at maturity is a balloon.
        deferred_due: when the interest parked by a `defer` phase falls due; required there, there is no default.
        step: a `level` phase's installment grows by this fraction (step payment 阶梯还款), 0.03 for 3%.
        step_every: after every so many installments; goes with `step`.
        installment_cap: a `level` phase's installment is at most this multiple of the one before, rounded half-up;
            interest it then leaves unpaid joins the balance (negative amortization).

    Raises:
        InvalidTermsError: a field that the method does not use, or a missing one that it needs.

    Examples:
        >>> Phase(6, "interest_only").count
        6
    """

    count: InstallmentCount = field(kw_only=False)
    method: RepaymentMethod = field(default="level", kw_only=False)
    rate: OptionalRate = field(default=None)
    amount: OptionalAmount = field(default=None)
    amortize_over: InstallmentCount | None = field(default=None)
    deferred_due: DeferredDue | None = field(default=None)
    step: OptionalFactor = field(default=None)
    step_every: InstallmentCount | None = field(default=None)
    installment_cap: OptionalCap = field(default=None)

    @property
    def is_plainly_level(self) -> bool:
        """Whether rounding is all that the last installment can differ by."""
        plain = self.step is None and self.installment_cap is None
        return self.method == "level" and plain and self.amortize_over in (None, self.count)

    def _faults(self) -> Iterator[Fault]:
        yield from _used_by("amount", self.amount, needed=self.method == "fixed_amount")
        yield from _used_by("deferred_due", self.deferred_due, needed=self.method == "defer")
        if self.amortize_over is not None and self.method not in ("level", "equal_principal"):
            yield _contradiction("amortize_over", "belongs to level and equal_principal phases; leave it out")
        if (self.step is None) != (self.step_every is None):
            yield _contradiction("step", "and step_every go together; give both or none")
        if self.step is not None and (self.method != "level" or self.installment_cap is not None):
            yield _contradiction("step", "belongs to level phases without a cap; leave it out")
        if self.installment_cap is not None and self.method != "level":
            yield _contradiction("installment_cap", "belongs to level phases; leave it out")
        if self.amount == 0:
            yield _contradiction("amount", "is zero; for a payment holiday use a capitalize or defer phase")


@record()
class Change:
    """A change of a running contract from a day on, alone or several at once (合同变更).

    Args:
        effective_on: interest follows the change from this day; installments due by it stay as they are.
        installment: `relevel` solves the running phase's installment anew over the rows that are left, `keep` goes on
            with it and leaves what remains to the last one. Required unless `phases` say it: nobody guesses it. Either
            way later phases are solved from the balance they start with.
        rate: annual rate from that day on.
        no_interest_until: no interest runs from `effective_on` to the day before this one (停止计息), not on overdue
            amounts either.
        advance: paid out to the borrower on that day, major units (a tranche).
        repay: taken off the principal on that day outside the installments, major units (a prepayment or write-down).
        next_due_date: the next installment falls due on this day instead, and later ones step from it.
        phases: replace all rows not yet due: an extension, a grace or lower installments for a time are phases. A first
            phase `keep` goes on with the running installment.

    Raises:
        InvalidTermsError: nothing changes, or the changes contradict each other.

    Examples:
        >>> from datetime import date
        >>> Change(date(2027, 3, 1), installment="keep", rate="0.04").installment
        'keep'
    """

    effective_on: Date = field(kw_only=False)
    installment: Literal["relevel", "keep"] | None = field(default=None)
    rate: OptionalRate = field(default=None)
    no_interest_until: OptionalDate = field(default=None)
    advance: OptionalAmount = field(default=None)
    repay: OptionalAmount = field(default=None)
    next_due_date: OptionalDate = field(default=None)
    phases: Items[Phase] | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        asked = (self.rate, self.no_interest_until, self.advance, self.repay, self.next_due_date, self.phases)
        if all(one is None for one in asked):
            yield _contradiction("effective_on", "comes with no change; name one")
        for name in ("advance", "repay"):
            if getattr(self, name) == 0:
                yield _contradiction(name, "is zero; leave it out")
        for name in ("no_interest_until", "next_due_date"):
            day = getattr(self, name)
            if day is not None and day <= self.effective_on:
                yield _contradiction(name, "must be after effective_on")
        if self.no_interest_until is not None and self.rate is not None:
            yield _contradiction("rate", "does not go with no_interest_until; add a change for the day after it")
        if self.installment is None and self.phases is None:
            yield _contradiction("installment", "must be relevel or keep; say which")
        if self.phases is not None:
            yield from self._phase_faults(self.phases)

    def _phase_faults(self, phases: Sequence[Phase]) -> Iterator[Fault]:
        if self.installment is not None:
            yield _contradiction("installment", "is what the phases say; leave one of them out")
        if not phases:
            yield _contradiction("phases", "is empty; give at least one phase")
        if any(phase.step is not None for phase in phases):
            yield _contradiction("phases", "with steps cannot be changed to; give each step a phase of its own")


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
        partial_period: what an odd first period counts under 30/360; see `PartialPeriod`.
        interest_base: balance, or original for flat interest on the original principal.
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
    partial_period: PartialPeriod = field(default="days")
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

    def _faults(self) -> Iterator[Fault]:
        amounts = [("principal", self.principal), ("installment_unit", self.installment_unit)]
        amounts += [("installment_fee", self.installment_fee)]
        amounts += [(f"phases[{place}].amount", phase.amount) for place, phase in enumerate(self.phases)]
        for place, change in enumerate(self.changes):
            amounts += [(f"changes[{place}].{name}", getattr(change, name)) for name in ("advance", "repay")]
            amounts += [(f"changes[{place}].phases", phase.amount) for phase in change.phases or ()]
        yield from amount_faults(self.currency, amounts)
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

    def _date_contradictions(self) -> Iterator[Fault]:
        if self.first_due_date <= self.start_date:
            yield _contradiction("first_due_date", "must be after start_date; move one of them")
        step = self.cadence
        if step.days and self.due_day is not None:
            yield _contradiction("due_day", "belongs to months; leave it out of installments that step by days")
        if self.frequency == "semimonthly" and self.every != 1:
            yield _contradiction("every", "does not belong to semimonthly; leave it out")
        anchored = step_date(self.first_due_date, 0, step=step, due_day=self.anchor_day)
        if anchored != self.first_due_date:
            yield _contradiction("due_day", f"puts the first installment on {anchored}, not on first_due_date")
        years = rows_reached(self.phases) * step.nominal_days / 360
        if self.first_due_date.year + years > 9990:
            yield _contradiction("phases", "end after the year 9990, or are amortized beyond it; shorten them")

    def _phase_contradictions(self) -> Iterator[Fault]:
        if self.installments > MAX_INSTALLMENTS:
            yield _contradiction("phases", f"have more than {MAX_INSTALLMENTS:,} installments in all; shorten them")
        last = len(self.phases) - 1
        for place, phase in enumerate(self.phases):
            before = _method_of(self.phases[:place])
            if phase.method == "keep" and before not in _HAS_INSTALLMENT:
                yield _contradiction(f"phases[{place}].method", "keeps an installment that no phase before it has")
            if phase.installment_cap is not None and before not in ("level", "fixed_amount"):
                yield _contradiction(f"phases[{place}].installment_cap", "needs an equal installment before it")
            if place == last and phase.deferred_due in ("next", "spread"):
                yield _contradiction(f"phases[{place}].deferred_due", "no installment follows; use 'maturity'")

    def _rate_contradictions(self) -> Iterator[Fault]:
        rates = [("rate", self.rate), *((f"phases[{i}].rate", p.rate) for i, p in enumerate(self.phases))]
        for path, rate in rates:
            if rate is None:
                continue
            if rate.days_in_year not in (None, PARTS_IN_YEAR[self.day_count]):
                yield _contradiction(path, f"is per day of a {rate.days_in_year}-day year; set day_count to match")
            if rate.compounding != "periodic" and self.day_count != "30/360":
                yield _contradiction(path, f"compounds {rate.compounding}, which needs day_count 30/360")
            if rate.compounding != "periodic" and self.cadence.per_year is None:
                yield _contradiction(path, f"compounds {rate.compounding}, which needs periods of weeks or months")

    def _change_contradictions(self) -> Iterator[Fault]:
        if self.changes and any(phase.step is not None for phase in self.phases):
            yield _contradiction("changes", "do not go with a step phase; give each step a phase of its own")
        if self.interest_base == "original" and any(phase.step is not None for phase in self.phases):
            yield _contradiction("interest_base", "original does not go with a step phase; use balance")
        if self.changes and self.balance == "carried":
            yield _contradiction("changes", "need a rounded balance; a new level phase recasts a carried one")
        if any(later.effective_on < earlier.effective_on for earlier, later in pairwise(self.changes)):
            yield _contradiction("changes", "must be in order of their days; sort them")
        for place, change in enumerate(self.changes):
            if change.effective_on < self.start_date:
                yield _contradiction(f"changes[{place}].effective_on", "is before start_date")
            if change.rate is not None and change.rate.compounding != "periodic":
                yield _contradiction(f"changes[{place}].rate", "must be periodic; state the periodic rate")
        if self.changes and any(rate.compounding != "periodic" for rate in self._rates()):
            yield _contradiction("rate", "must be periodic where changes may split a period; state the periodic rate")

    def _rates(self) -> list[Rate]:
        return [self.rate, *(phase.rate for phase in self.phases if phase.rate is not None)]

    def _rounding_contradictions(self) -> Iterator[Fault]:
        carried = self.balance == "carried"
        if self.installment_rounding == "none" and not carried:
            yield _contradiction("installment_rounding", "none needs a carried balance; choose a rounding mode")
        if self.installment_rounding == "none" and self.installment_unit is not None:
            yield _contradiction("installment_unit", "does not go with installment_rounding none; leave it out")
        if carried and (self.residual != "last" or self.interest_base != "balance"):
            yield _contradiction("balance", "carried goes with residual last and interest_base balance only")
        if carried and any(phase.method == "defer" for phase in self.phases):
            yield _contradiction("balance", "carried does not go with a defer phase; use rounded")
        last = self.phases[-1] if self.phases else None
        if self.residual != "last" and last is not None and not last.is_plainly_level:
            message = f"{self.residual} needs a level phase at the end, without steps, cap or balloon"
            yield _contradiction("residual", message)


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


_HAS_INSTALLMENT = ("level", "equal_principal", "fixed_amount")


def _method_of(phases: Sequence[Phase]) -> RepaymentMethod | None:
    """Return the method of the last phase, that of the one before where it keeps the installment."""
    return next((phase.method for phase in reversed(phases) if phase.method != "keep"), None)


def rows_reached(phases: Sequence[Phase]) -> int:
    """Return how many rows the phases look at: one may be solved over rows that lie beyond the last."""
    start = reach = 0
    for phase in phases:
        reach = max(reach, start + max(phase.count, phase.amortize_over or 0))
        start += phase.count
    return reach


def _used_by(path: str, given: object, *, needed: bool) -> Iterator[Fault]:
    owner = "fixed_amount" if path == "amount" else "defer"
    if needed and given is None:
        yield _contradiction(path, f"is required by a {owner} phase; add it")
    if not needed and given is not None:
        yield _contradiction(path, f"belongs to a {owner} phase; leave it out")


def _contradiction(path: str, message: str) -> Fault:
    return Fault(path, message, contradiction=True)
