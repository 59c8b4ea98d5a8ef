"""Phases and changes: what a contract's rows are made of, and how they come to differ on a day.

A repayment plan is a list of phases, each a count of installments and a method; combinations are the rule. A change
replaces part of a running contract.

>>> Phase(6, "interest_only").count
6
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from ..basics.errors import Fault
from ..basics.money import AmountLike, OptionalAmount
from ..basics.rates import OptionalRate
from ..basics.types import (
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
    whole_units,
)

__all__ = ["Change", "Phase", "RepaymentMethod"]

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

Shortfall = Literal["capitalize", "park", "forgive"]
"""What becomes of interest that a stated installment leaves unpaid: it joins the balance (negative amortization), is
parked without bearing interest, or is not charged."""

MAX_INSTALLMENTS = 1200
MAX_STEPS = 100
LAST_YEAR = 9990
InstallmentCount = Annotated[Whole, at_least(1), at_most(MAX_INSTALLMENTS)]
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


def _parse_step(given: object) -> Decimal:
    share = parse_number(given)
    if not -1 < share <= 1 or whole_units(share.copy_abs(), FACTOR_DIGITS)[1]:
        raise ValueError("must be a fraction above -1 and up to 1 with at most 6 decimals, such as 0.03 or -0.05")
    return share


_STEP_SCHEMA = {"type": "string", "pattern": r"^-?\d{1,3}(\.\d{1,6})?$"}
_FACTOR_SCHEMA = {"type": "string", "pattern": r"^\d{1,3}(\.\d{1,6})?$"}
if TYPE_CHECKING:

    class OptionalCap:
        """A factor of an amount, or none."""

        def __get__(self, instance: object, owner: object) -> Decimal | None: ...
        def __set__(self, instance: object, value: AmountLike | None) -> None: ...

    OptionalFactor = OptionalCap
    OptionalStep = OptionalCap
else:
    OptionalStep = Annotated[Decimal, *converted(_parse_step, _STEP_SCHEMA)] | None
    OptionalCap = Annotated[Decimal, *converted(_parse_cap, _FACTOR_SCHEMA)] | None
    OptionalFactor = Annotated[Decimal, *converted(_parse_factor, _FACTOR_SCHEMA)] | None


@record()
class Phase:
    """A run of installments found by one method (还款阶段).

    Args:
        count: number of installments, 1 to 1,200.
        method: see `RepaymentMethod`.
        rate: annual rate from this phase on; default: the rate of the phase before, first the loan's.
        amount: the installment of a `fixed_amount` phase, major units; covers each row's interest unless `shortfall`
            says what becomes of the rest.
        amortize_over: number of installments a `level` or `equal_principal` phase is solved over, counted from its
            start; default: all installments from its start to the last. What is left at maturity is a balloon.
        deferred_due: when interest parked by a `defer` phase, or by a shortfall, falls due; required there.
        shortfall: what becomes of interest that a `fixed_amount` leaves unpaid; see `Shortfall`. A `level` phase may
            capitalize it, as a growing installment can begin below the interest.
        step: a `level` phase's installment changes by this fraction (step payment 阶梯还款), 0.03 for 3% more, -0.03
            for 3% less.
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
    step: OptionalStep = field(default=None)
    step_every: InstallmentCount | None = field(default=None)
    installment_cap: OptionalCap = field(default=None)
    shortfall: Shortfall | None = field(default=None)

    @property
    def is_plainly_level(self) -> bool:
        """Whether rounding is all that the last installment can differ by."""
        plain = self.step is None and self.installment_cap is None and self.shortfall is None
        return self.method == "level" and plain and self.amortize_over in (None, self.count)

    def _faults(self) -> Iterator[Fault]:
        yield from _used_by("amount", self.amount, needed=self.method == "fixed_amount")
        parks = self.method == "defer" or self.shortfall == "park"
        yield from _used_by("deferred_due", self.deferred_due, needed=parks)
        if self.shortfall is not None and self.method not in ("fixed_amount", "level"):
            yield contradiction("shortfall", "belongs to fixed_amount and level phases; leave it out")
        if self.method == "level" and self.shortfall in ("park", "forgive"):
            yield contradiction("shortfall", "of a level phase can be capitalized only; state its installments instead")
        if self.shortfall is not None and self.installment_cap is not None:
            yield contradiction("shortfall", "is what a cap says; leave one of them out")
        if self.amortize_over is not None and self.method not in ("level", "equal_principal"):
            yield contradiction("amortize_over", "belongs to level and equal_principal phases; leave it out")
        if (self.step is None) != (self.step_every is None):
            yield contradiction("step", "and step_every go together; give both or none")
        if self.step is not None and self.count > MAX_STEPS * (self.step_every or MAX_INSTALLMENTS):
            yield contradiction("step_every", f"makes more than {MAX_STEPS} steps; raise it")
        if self.step is not None and (self.method != "level" or self.installment_cap is not None):
            yield contradiction("step", "belongs to level phases without a cap; leave it out")
        if self.installment_cap is not None and self.method != "level":
            yield contradiction("installment_cap", "belongs to level phases; leave it out")
        if self.amount == 0:
            yield contradiction("amount", "is zero; for a payment holiday use a capitalize or defer phase")


@record(private=True)
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
        if all(part is None for part in asked):
            yield contradiction("effective_on", "comes with no change; name one")
        for name in ("advance", "repay"):
            if getattr(self, name) == 0:
                yield contradiction(name, "is zero; leave it out")
        for name in ("no_interest_until", "next_due_date"):
            day = getattr(self, name)
            if day is not None and day <= self.effective_on:
                yield contradiction(name, "must be after effective_on")
        if self.no_interest_until is not None and self.rate is not None:
            yield contradiction("rate", "does not go with no_interest_until; add a change for the day after it")
        if self.installment is None and self.phases is None:
            yield contradiction("installment", "must be relevel or keep; say which")
        if self.phases is not None:
            yield from self._phase_faults(self.phases)

    def _phase_faults(self, phases: Sequence[Phase]) -> Iterator[Fault]:
        if self.installment is not None:
            yield contradiction("installment", "is what the phases say; leave one of them out")
        if not phases:
            yield contradiction("phases", "is empty; give at least one phase")
        if any(phase.step is not None for phase in phases):
            yield contradiction("phases", "with steps cannot be changed to; give each step a phase of its own")


HAS_INSTALLMENT = ("level", "equal_principal", "fixed_amount")


def method_of(phases: Sequence[Phase]) -> RepaymentMethod | None:
    """Return the method of the last phase, that of the one before where it keeps the installment."""
    return next((phase.method for phase in reversed(phases) if phase.method != "keep"), None)


def faults_after(phase: Phase, before: RepaymentMethod | None) -> Iterator[Fault]:
    """Yield what a phase lacks when it follows one of a method."""
    if phase.method == "keep" and before not in HAS_INSTALLMENT:
        yield contradiction("method", "keeps an installment that no phase before it has; give it a method of its own")
    if phase.installment_cap is not None and before not in ("level", "fixed_amount"):
        yield contradiction("installment_cap", "needs an equal installment before it; leave it out")


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
        yield contradiction(path, f"is required by a {owner} phase; add it")
    if not needed and given is not None:
        yield contradiction(path, f"belongs to a {owner} phase; leave it out")


def contradiction(path: str, message: str) -> Fault:
    """Return the fault of values that do not fit together."""
    return Fault(path, message, contradiction=True)
