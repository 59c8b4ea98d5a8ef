"""Levers as data: what a policy may change, in which steps and bounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from ..basics.errors import Fault
from ..basics.money import OptionalAmount
from ..basics.provenance import Wording
from ..basics.rates import Rate, RateField
from ..basics.types import Flag, Items, Text, Whole, at_least, at_most, field, record
from ..contract.phases import InstallmentCount
from ..contract.treatment import Treatment
from .share_units import OptionalShare, ShareField, ShareValue

__all__ = [
    "InstallmentRule",
    "Levers",
    "ParkedPrincipal",
    "ParkingKind",
    "Season",
    "Settlement",
    "SharingMethod",
    "Start",
    "StartKind",
    "Steps",
    "TemporaryRate",
    "TreatmentSet",
]

StartKind = Literal["none", "interest_only", "capitalize", "defer", "reduced", "step_up"]
MonthCount = Annotated[Whole, at_least(1), at_most(600)]


@record()
class Start:
    """How a plan begins before its level installments (起始安排).

    Args:
        kind: `none`; `interest_only`; `capitalize` or `defer` (a payment holiday whose interest joins the principal,
            or is parked and spread over the installments that follow); `reduced` (a share of what can be paid);
            `step_up` (a share of what can be paid that rises in equal steps to all of it).
        months: how long, 0 only for `none`.
        share: of the affordable payment, for `reduced`; the first one, for `step_up`.
        every: a step up after so many months, which must divide `months`.

    Examples:
        >>> Start("step_up", 12, share="0.5", every=6).months
        12
    """

    kind: StartKind = field(kw_only=False)
    months: Annotated[Whole, at_least(0), at_most(120)] = field(default=0, kw_only=False)
    share: OptionalShare = field(default=None)
    every: MonthCount | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        if (self.kind == "none") != (self.months == 0):
            yield Fault("months", "must be above 0, and 0 for a start of kind none")
        if (self.kind in ("reduced", "step_up")) != (self.share is not None):
            yield Fault("share", "belongs to a start of kind reduced or step_up, and is required there")
        if (self.kind == "step_up") != (self.every is not None):
            yield Fault("every", "belongs to a start of kind step_up, and is required there")
        elif self.every is not None and self.months % self.every:
            yield Fault("every", "does not divide months; choose another number")

    def shares(self) -> Iterator[tuple[int, Fraction]]:
        """Yield (months, share of what can be paid) for each step of a reduced or stepped start."""
        if self.share is None:
            return
        every = self.every or self.months
        steps, first = self.months // every, Fraction(self.share)
        for place in range(steps):
            yield every, first + (1 - first) * Fraction(place, steps)


def is_plain(rate: Rate) -> bool:
    """Return whether a rate is on the basis that plans carry: periodic, and of no day count of its own."""
    return rate.compounding == "periodic" and rate.days_in_year is None


@record()
class TemporaryRate:
    """A lower rate for a time, after which the contract rate comes back by itself (临时利率优惠).

    Args:
        rate: meanwhile; 0 stops interest (停止计息). Tried only where it is below the contract rate.
        months: how long.
        step: after that the rate rises by this much every `step_every` months until it is the contract rate; default:
            at once.
        step_every: goes with `step`.

    Examples:
        >>> TemporaryRate(rate="0", months=6).step is None  # interest stops for half a year, then all of it is back
        True
    """

    rate: RateField
    months: MonthCount
    step: OptionalShare = field(default=None)
    step_every: MonthCount | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        if not is_plain(self.rate):
            yield Fault("rate", "must be a periodic annual rate, like a cut; state it as a fraction a year")
        if (self.step is None) != (self.step_every is None):
            yield Fault("step", "and step_every go together; give both or none")
        if self.step == 0:
            yield Fault("step", "is zero, so the rate never comes back; leave it out or raise it")


ParkingKind = Literal["principal_forbearance", "partial_claim", "split_balance"]
"""Names of principal that bears no interest and falls due at maturity: within the loan, as a claim of its own behind
it, or as the warehoused part of a split loan."""


@record()
class ParkedPrincipal:
    """Principal set aside without interest until the plan ends (本金暂挂).

    Args:
        kind: what it is called; the arithmetic is the same.
        share: of the principal owed.

    Examples:
        >>> ParkedPrincipal(kind="partial_claim", share="0.3").share
        Decimal('0.3')
    """

    kind: ParkingKind
    share: ShareField

    def _faults(self) -> Iterator[Fault]:
        if self.share in (0, 1):
            yield Fault("share", "must be above 0 and below 1: some principal is repaid by the plan")


@record()
class Settlement:
    """Part of everything owed settles the whole, without interest (协商结清).

    Args:
        share: of everything owed on the plan's first day, rounded half up to the minor unit.
        installments: 1 is a lump sum, held against the cash at hand besides what can be paid that month.

    Examples:
        >>> Settlement(share="0.6", installments=12).share
        Decimal('0.6')
    """

    share: ShareField
    installments: Annotated[Whole, at_least(1), at_most(120)]

    def _faults(self) -> Iterator[Fault]:
        if self.share == 0:
            yield Fault("share", "is zero; a full waiver needs no plan")


@record()
class Season:
    """Months of the year in which less is paid (季节性还款): what can be paid there is only a share.

    Args:
        months: of the year, 1 to 12.
        share: of the affordable payment, paid in those months; all of it in the others.

    Examples:
        >>> Season(months=[1, 2], share="0.5").months
        (1, 2)
    """

    months: Items[Annotated[Whole, at_least(1), at_most(12)]]
    share: ShareField

    def _faults(self) -> Iterator[Fault]:
        if not self.months or len(set(self.months)) != len(self.months) or len(self.months) == 12:
            yield Fault("months", "must name some months of the year, each once, and leave others out")


@record()
class Steps:
    """A range of whole numbers: first, last and step.

    Examples:
        >>> list(Steps(12, 24, 6).values())
        [12, 18, 24]
    """

    first: InstallmentCount = field(kw_only=False)
    last: InstallmentCount = field(kw_only=False)
    step: InstallmentCount = field(default=1, kw_only=False)

    def _faults(self) -> Iterator[Fault]:
        if self.last < self.first:
            yield Fault("last", "is below first; swap them")
        elif (self.last - self.first) % self.step:
            yield Fault("last", "is not reached from first in whole steps; choose another last or step")

    def values(self) -> range:
        """Return the numbers from first to last."""
        return range(self.first, self.last + 1, self.step)


@record()
class TreatmentSet:
    """A named way to treat what is owed besides principal (欠款处理组合).

    Args:
        name: short id, part of every option's id.
        treatments: of interest, penalty_interest, compound_interest and fees, each fully assigned.
        days_past_due: whether days past due start again from 0 (`reset`) or go on (`keep`) when the plan begins.
        text: what it means, for people.

    Examples:
        >>> waived = [Treatment(name, "waive") for name in ("penalty_interest", "compound_interest", "fees")]
        >>> text = Wording("interest is paid over the plan, charges are waived", "利息分期偿还，其余减免")
        >>> spread = Treatment("interest", "spread", due="all")
        >>> TreatmentSet(name="waive", treatments=[spread, *waived], days_past_due="keep", text=text).name
        'waive'
    """

    name: Text
    treatments: Items[Treatment]
    days_past_due: Literal["reset", "keep"]
    text: Wording

    def _faults(self) -> Iterator[Fault]:
        whole = [item.component for item in self.treatments if item.amount == "all"]
        needed = ("interest", "penalty_interest", "compound_interest", "fees")
        if len(whole) != len(self.treatments) or sorted(whole) != sorted(needed):
            yield Fault("treatments", f"must treat all of {', '.join(needed)}, each once")
        if any(isinstance(item.due, date) for item in self.treatments):
            yield Fault("treatments", "must fall due relative to the plan, not on a date")


SharingMethod = Literal["pro_rata", "pro_rata_capped", "priority_first", "by_arrears", "equal"]
"""How a payment is shared; nobody gets more than its balance by any of them.

- `pro_rata`: in proportion to balances.
- `pro_rata_capped`: likewise, but at most the contractual payment; what that leaves goes to the others.
- `priority_first`: priority claims get their payment, all the same part of it where the amount is short of them; the
  rest is shared over the others as by `pro_rata_capped`.
- `by_arrears`: arrears first, in proportion to them; what is left, or all when there are none, in proportion to the
  rest of the balances.
- `equal`: the same to everybody, but at most the contractual payment.
"""


InstallmentRule = Literal["level", "affordable", "contract"]
CHOICES = (
    "starts",
    "forgiveness",
    "installments",
    "temporary_rates",
    "balloons",
    "parked",
    "down_payments",
    "settlements",
    "seasons",
)


@record()
class Levers:
    """What a policy may change, in which steps and bounds (调整手段).

    Args:
        terms: numbers of installments to try.
        rate_cuts: fractions a year to take off the contract rate; 0 keeps it.
        rate_floor: lowest rate a cut may reach; a contract rate below it is kept.
        starts: ways to begin.
        installments: `level` solves installments for a term; `affordable` sets them to what can be paid and lets the
            term follow; `contract` goes back to the contract's installment after the start and lets the term follow:
            relief for a time that ends by itself.
        forgiveness: shares of principal to waive; 0 waives none.
        treatment_sets: ways to treat the other components.
        installment_unit: installments are multiples of this amount, major units; default: the minor unit.
        catch_up_months: over how many installments the catch-up reference spreads the arrears.
        first_due_days: least days from the plan's start to its first installment.
        max_options: most options a borrower is shown.
        sharing: how what can be paid is shared over several debts in scope.
        consolidation: whether one debt may be put in the place of several.
        temporary_rates: lower rates for a time, beside the cuts for good.
        balloons: numbers of installments, beyond the term, that a level installment may be solved over; what is left
            falls due with the last one.
        parked: principal set aside until the plan ends.
        down_payments: shares of principal repaid on day one from the cash at hand; 0 repays none.
        settlements: parts that settle the whole.
        seasons: months of lower `affordable` installments.

    Examples:
        >>> from restructure import policies
        >>> levers = policies.GENERIC.levers
        >>> len(levers.terms.values()), levers.rate_floor.annual, levers.max_options
        (79, Decimal('0.03'), 5)
    """

    terms: Steps
    rate_cuts: Items[ShareValue]
    rate_floor: RateField
    starts: Items[Start]
    installments: Items[InstallmentRule]
    forgiveness: Items[ShareValue]
    treatment_sets: Items[TreatmentSet]
    installment_unit: OptionalAmount = field(default=None)
    catch_up_months: Annotated[Whole, at_least(1), at_most(120)] = field(default=6)
    first_due_days: Annotated[Whole, at_least(0), at_most(366)] = field(default=15)
    max_options: Annotated[Whole, at_least(1), at_most(10)] = field(default=5)
    sharing: SharingMethod = field(default="pro_rata_capped")
    consolidation: Flag = field(default=False)
    temporary_rates: Items[TemporaryRate] = field(default=())
    balloons: Items[InstallmentCount] = field(default=())
    parked: Items[ParkedPrincipal] = field(default=())
    down_payments: Items[ShareValue] = field(default=(Decimal(0),))
    settlements: Items[Settlement] = field(default=())
    seasons: Items[Season] = field(default=())

    @property
    def concedes(self) -> bool:
        """Whether a plan may give up rate or principal, for good or for a time."""
        return any(self.rate_cuts) or any(self.forgiveness) or bool(self.temporary_rates or self.settlements)

    def _faults(self) -> Iterator[Fault]:
        for name in ("rate_cuts", "starts", "installments", "forgiveness", "treatment_sets", "down_payments"):
            if not getattr(self, name):
                yield Fault(name, "is empty; give at least one choice")
        if not is_plain(self.rate_floor):
            yield Fault("rate_floor", "must be a periodic annual rate; state it as a fraction a year")
        names = [item.name for item in self.treatment_sets]
        if len(set(names)) != len(names):
            yield Fault("treatment_sets", "have a name twice; give each its own")
        if any(share == 1 for share in self.forgiveness):
            yield Fault("forgiveness", "must leave some principal; a full waiver needs no plan")
        if any(share == 1 for share in self.down_payments):
            yield Fault("down_payments", "must leave some principal; paying all of it needs no plan")
        if self.installment_unit == 0:
            yield Fault("installment_unit", "is zero; leave it out for the minor unit")
        for name in CHOICES:
            if len(set(getattr(self, name))) != len(getattr(self, name)):
                yield Fault(name, "have a choice twice; give each once")
