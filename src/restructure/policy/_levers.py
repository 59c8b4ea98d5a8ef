"""Levers as data: what a policy may change, in which steps and bounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from .._types import Flag, Items, Text, Whole, at_least, at_most, field, record
from ..errors import Fault
from ..money import OptionalAmount
from ..phases import InstallmentCount
from ..provenance import Wording
from ..rates import RateField
from ..treatment import Treatment
from ._shares import OptionalShare, ShareValue

StartKind = Literal["none", "interest_only", "capitalize", "defer", "reduced"]


@record()
class Start:
    """How a plan begins before its level installments (起始安排).

    Args:
        kind: `none`; `interest_only`; `capitalize` or `defer` (a payment holiday whose interest joins the principal,
            or is parked and spread over the installments that follow); `reduced` (a share of what can be paid).
        months: how long, 0 only for `none`.
        share: of the affordable payment, for `reduced`.
    """

    kind: StartKind = field(kw_only=False)
    months: Annotated[Whole, at_least(0), at_most(120)] = field(default=0, kw_only=False)
    share: OptionalShare = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        if (self.kind == "none") != (self.months == 0):
            yield Fault("months", "must be above 0, and 0 for a start of kind none")
        if (self.kind == "reduced") != (self.share is not None):
            yield Fault("share", "belongs to a start of kind reduced, and is required there")


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


@record()
class Levers:
    """What a policy may change, in which steps and bounds (调整手段).

    Args:
        terms: numbers of installments to try.
        rate_cuts: fractions a year to take off the contract rate; 0 keeps it.
        rate_floor: lowest rate a cut may reach; a contract rate below it is kept.
        starts: ways to begin.
        installments: `level` solves installments for a term; `affordable` sets them to what can be paid and lets the
            term follow.
        forgiveness: shares of principal to waive; 0 waives none.
        treatment_sets: ways to treat the other components.
        installment_unit: installments are multiples of this amount, major units; default: the minor unit.
        catch_up_months: over how many installments the catch-up reference spreads the arrears.
        first_due_days: least days from the plan's start to its first installment.
        max_options: most options a borrower is shown.
        sharing: how what can be paid is shared over several debts in scope.
        consolidation: whether one debt may be put in the place of several.
    """

    terms: Steps
    rate_cuts: Items[ShareValue]
    rate_floor: RateField
    starts: Items[Start]
    installments: Items[Literal["level", "affordable"]]
    forgiveness: Items[ShareValue]
    treatment_sets: Items[TreatmentSet]
    installment_unit: OptionalAmount = field(default=None)
    catch_up_months: Annotated[Whole, at_least(1), at_most(120)] = field(default=6)
    first_due_days: Annotated[Whole, at_least(0), at_most(366)] = field(default=15)
    max_options: Annotated[Whole, at_least(1), at_most(10)] = field(default=5)
    sharing: SharingMethod = field(default="pro_rata_capped")
    consolidation: Flag = field(default=False)

    def _faults(self) -> Iterator[Fault]:
        for name in ("rate_cuts", "starts", "installments", "forgiveness", "treatment_sets"):
            if not getattr(self, name):
                yield Fault(name, "is empty; give at least one choice")
        names = [item.name for item in self.treatment_sets]
        if len(set(names)) != len(names):
            yield Fault("treatment_sets", "have a name twice; give each its own")
        if any(share == 1 for share in self.forgiveness):
            yield Fault("forgiveness", "must leave some principal; a full waiver needs no plan")
        if self.installment_unit == 0:
            yield Fault("installment_unit", "is zero; leave it out for the minor unit")
        for name in ("starts", "forgiveness", "installments"):
            if len(set(getattr(self, name))) != len(getattr(self, name)):
                yield Fault(name, "have a choice twice; give each once")
