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
from typing import Annotated, Literal

from ._types import Date, Items, Whole, at_least, at_most, field, record, value
from .dates import DAYS_IN_YEAR, DateAdjustment, DayCount, DayOfMonth, Frequency, HolidayCalendar, add_months
from .errors import Fault
from .money import Amount, CurrencyField, OptionalAmount, Rounding, amount_faults
from .rates import OptionalRate, RateField

RepaymentMethod = Literal["level", "equal_principal", "interest_only", "capitalize", "defer", "fixed_amount"]
"""How the installments of a phase are found (还款方式).

- `level` 等额本息: equal installments, solved from the balance reached.
- `equal_principal` 等额本金: equal principal, interest on top.
- `interest_only` 先息后本: the interest of the period, no principal.
- `capitalize`: nothing is paid, interest joins the principal and bears interest.
- `defer` 暂挂: nothing is paid, interest is parked without bearing interest and falls due as `deferred_due` says.
- `fixed_amount`: a given installment, interest first.
"""

DeferredDue = Literal["next", "spread", "maturity"]
"""When interest parked by a `defer` phase falls due: with the next installment, equally over all that follow, or with
the last one."""

PhaseFrequency = Literal["monthly", "bimonthly", "quarterly", "semiannual", "annual"]
MONTHS: dict[Frequency, int] = {"monthly": 1, "bimonthly": 2, "quarterly": 3, "semiannual": 6, "annual": 12}

MAX_INSTALLMENTS = 1200
InstallmentCount = Annotated[Whole, at_least(1), at_most(MAX_INSTALLMENTS)]


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

    def _faults(self) -> Iterator[Fault]:
        yield from _used_by("amount", self.amount, needed=self.method == "fixed_amount")
        yield from _used_by("deferred_due", self.deferred_due, needed=self.method == "defer")
        if self.amortize_over is not None and self.method not in ("level", "equal_principal"):
            yield _contradiction("amortize_over", "belongs to level and equal_principal phases; leave it out")
        if self.amount == 0:
            yield _contradiction("amount", "is zero; for a payment holiday use a capitalize or defer phase")


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
        frequency: of the installments: monthly, bimonthly, quarterly, semiannual or annual.
        due_day: anchor day of the month; default: the day of the first due date. 31 means the last day of each month.
        day_count: 30/360, act/360, act/364 or act/365f.
        installment_rounding, interest_rounding: how the installment and each row's interest become minor units.
        installment_unit: installments are multiples of this amount, major units; default: the minor unit.
        holidays: when given, due dates on its closed days move as `date_adjustment` says; interest does not move.
        date_adjustment: following, modified_following or preceding.

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
    frequency: PhaseFrequency = field(default="monthly")
    due_day: DayOfMonth | None = field(default=None)
    day_count: DayCount = field(default="30/360")
    installment_rounding: Rounding = field(default="half_up")
    interest_rounding: Rounding = field(default="half_up")
    installment_unit: OptionalAmount = field(default=None)
    holidays: HolidayCalendar | None = field(default=None)
    date_adjustment: DateAdjustment = field(default="following")

    @property
    def installments(self) -> int:
        """Number of installments of all phases."""
        return sum(phase.count for phase in self.phases)

    @property
    def anchor_day(self) -> int:
        """Day of the month that due dates step from."""
        return self.first_due_date.day if self.due_day is None else self.due_day

    @property
    def months_per_period(self) -> int:
        """Whole months between two due dates."""
        return MONTHS[self.frequency]

    def _faults(self) -> Iterator[Fault]:
        amounts = [("principal", self.principal), ("installment_unit", self.installment_unit)]
        amounts += [(f"phases[{place}].amount", phase.amount) for place, phase in enumerate(self.phases)]
        yield from amount_faults(self.currency, amounts)
        if not self.phases:
            yield Fault("phases", "is empty; give at least one phase, such as Phase(12)")
        if self.principal == 0:
            yield Fault("principal", "is zero; there is nothing to repay")
        if self.installment_unit == 0:
            yield Fault("installment_unit", "is zero; leave it out for the minor unit")
        yield from self._date_contradictions()
        yield from self._phase_contradictions()
        yield from self._rate_contradictions()

    def _date_contradictions(self) -> Iterator[Fault]:
        if self.first_due_date <= self.start_date:
            yield _contradiction("first_due_date", "must be after start_date; move one of them")
        anchored = add_months(self.first_due_date, 0, due_day=self.anchor_day)
        if anchored != self.first_due_date:
            yield _contradiction("due_day", f"puts the first installment on {anchored}, not on first_due_date")
        if self.first_due_date.year + rows_reached(self.phases) * self.months_per_period / 12 > 9990:
            yield _contradiction("phases", "end after the year 9990, or are amortized beyond it; shorten them")

    def _phase_contradictions(self) -> Iterator[Fault]:
        if self.installments > MAX_INSTALLMENTS:
            yield _contradiction("phases", f"have more than {MAX_INSTALLMENTS:,} installments in all; shorten them")
        last = len(self.phases) - 1
        for place, phase in enumerate(self.phases):
            if place == last and phase.deferred_due in ("next", "spread"):
                yield _contradiction(f"phases[{place}].deferred_due", "no installment follows; use 'maturity'")

    def _rate_contradictions(self) -> Iterator[Fault]:
        rates = [("rate", self.rate), *((f"phases[{i}].rate", p.rate) for i, p in enumerate(self.phases))]
        for path, rate in rates:
            if rate is None:
                continue
            if rate.days_in_year not in (None, DAYS_IN_YEAR[self.day_count]):
                yield _contradiction(path, f"is per day of a {rate.days_in_year}-day year; set day_count to match")
            if rate.compounding != "periodic" and self.day_count != "30/360":
                yield _contradiction(path, f"compounds {rate.compounding}, which needs day_count 30/360")


@value()
class Conventions:
    """Every choice a schedule was computed with, fully enough for a second engine to reproduce it (计算约定).

    `paid_off_at` is the number of the installment that settled the loan when that came before the last one.
    `residual_bound` is the proven limit, in major units, of how far the last installment may lie from the level one,
    for schedules of one level phase.
    """

    currency: str
    day_count: str
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
    dates: str
    paid_off_at: int | None


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
