"""The facts of one mortgage that waterfalls work on, and which of them a waterfall cannot do without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..basics.errors import Fault, InvalidInputError
from ..basics.money import Amount, CurrencyField, OptionalAmount, amount_faults
from ..basics.provenance import Plain
from ..basics.rates import OptionalRate, Rate, RateField
from ..basics.types import Count, Flag, field, record
from ..contract.phases import InstallmentCount
from ..contract.position import NOTHING
from ..policy import Comparator
from ..policy.rules import COMPARE
from .program import Known, Target, Waterfall, When
from .trial import Trial

__all__ = ["MortgageFacts"]

NEVER = Decimal(100_000)
"""Months since a modification that never was: more than any limit asks for."""
_WITHOUT_MODIFICATION = {"months_since_modification": NEVER, "days_late_after_modification": Decimal(0)}

_AMOUNTS = (
    "principal",
    "deferred_principal",
    "overdue_principal",
    "interest",
    "escrow_advances",
    "servicing_advances",
    "late_charges",
    "prior_claims",
    "payment",
    "property_value",
    "gross_income",
    "housing_costs",
    "other_debts",
)


@record(private=True)
class MortgageFacts:
    """One mortgage on the day of its modification (按揭贷款情况), amounts in major units.

    Args:
        currency: ISO 4217 code.
        principal: unpaid principal that bears interest, overdue or not.
        deferred_principal: principal deferred before, without interest.
        overdue_principal: the part of `principal` that has fallen due.
        interest: accrued and unpaid.
        escrow_advances: paid by the servicer for taxes and insurance.
        servicing_advances: paid by the servicer to third parties.
        late_charges: owed and unpaid; a waterfall waives them.
        prior_claims: partial claims of earlier modifications, which use up the cap on new ones.
        rate: of the contract.
        remaining_months: of the contract.
        payment: principal and interest a month of the contract.
        rate_still_adjusts: whether the contract rate has yet to reach its final value.
        market_rate: the posted rate that the program refers to.
        property_value: what the property is worth.
        gross_income: a month, before tax.
        housing_costs: taxes, insurance and dues a month.
        other_debts: payments on other debts a month.
        days_past_due: of the oldest unpaid installment.
        loan_age_months, payments_made: since origination.
        modifications: how often the loan was modified before.
        months_since_modification: since the last one; leave it out where there was none.
        days_late_after_modification: the most days past due within 12 months of it; likewise.
        failed_trials_12m: trial plans failed within 12 months.
        imminent_default: whether default is imminent though little is late.
        principal_residence: whether the borrower lives there.

    Raises:
        InvalidInputError: malformed facts, all at once.

    Examples:
        >>> MortgageFacts(
        ...     currency="USD", principal="180000", rate="0.08", remaining_months=330, payment="1420"
        ... ).rate_still_adjusts
        False
    """

    currency: CurrencyField
    principal: Amount
    deferred_principal: Amount = field(default=NOTHING)
    overdue_principal: Amount = field(default=NOTHING)
    interest: Amount = field(default=NOTHING)
    escrow_advances: Amount = field(default=NOTHING)
    servicing_advances: Amount = field(default=NOTHING)
    late_charges: Amount = field(default=NOTHING)
    prior_claims: Amount = field(default=NOTHING)
    rate: RateField
    remaining_months: InstallmentCount
    payment: Amount
    rate_still_adjusts: Flag = field(default=False)
    market_rate: OptionalRate = field(default=None)
    property_value: OptionalAmount = field(default=None)
    gross_income: OptionalAmount = field(default=None)
    housing_costs: OptionalAmount = field(default=None)
    other_debts: OptionalAmount = field(default=None)
    days_past_due: Count | None = field(default=None)
    loan_age_months: Count | None = field(default=None)
    payments_made: Count | None = field(default=None)
    modifications: Count | None = field(default=None)
    months_since_modification: Count | None = field(default=None)
    days_late_after_modification: Count | None = field(default=None)
    failed_trials_12m: Count | None = field(default=None)
    imminent_default: Flag | None = field(default=None)
    principal_residence: Flag | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        yield from amount_faults(self.currency, [(name, getattr(self, name)) for name in _AMOUNTS])
        for name in ("principal", "payment", "property_value"):
            if getattr(self, name) == 0:
                yield Fault(name, "is zero; there is nothing to modify or to measure by")
        if self.overdue_principal > self.principal:
            yield Fault("overdue_principal", "is more than principal, of which it is a part")
        for name in ("rate", "market_rate"):
            rate: Rate | None = getattr(self, name)
            if rate is not None and (rate.compounding != "periodic" or rate.days_in_year is not None):
                yield Fault(name, "must be a periodic annual rate; state the rate that is divided by 12")

    def minor(self, name: str) -> int:
        """Return an amount in minor units; a missing one is 0."""
        amount: Decimal | None = getattr(self, name)
        return 0 if amount is None else self.currency.to_minor(amount)

    @property
    def advances(self) -> int:
        """What the servicer advanced, minor units."""
        return self.minor("escrow_advances") + self.minor("servicing_advances")

    @property
    def gross(self) -> int:
        """Everything owed but late charges, minor units."""
        return self.minor("principal") + self.minor("deferred_principal") + self.minor("interest") + self.advances

    def known(self, quantity: str) -> Fraction | None:
        """Return a quantity of the facts, a truth as 1 or 0; `None` where they do not say."""
        if quantity == "loan_to_value":
            return None if self.property_value is None else Fraction(self.gross, self.minor("property_value"))
        if quantity == "rate_still_adjusts":
            return Fraction(self.rate_still_adjusts)
        if quantity in _WITHOUT_MODIFICATION and self.modifications == 0:
            return Fraction(_WITHOUT_MODIFICATION[quantity])
        given: int | None = getattr(self, quantity)
        return None if given is None else Fraction(given)


def holds(facts: MortgageFacts, conditions: Sequence[When], on: date) -> bool:
    """Return whether all conditions hold; what they compare has been asked for before."""
    return all(compare(facts.known(item.quantity), item.comparator, item.value.at(on)) is True for item in conditions)


def compare(known: Fraction | None, comparator: Comparator, limit: Plain) -> bool | None:
    """Return whether a quantity keeps a limit; `None` where it is not known."""
    if known is None:
        return None
    return bool(COMPARE[comparator](known, Fraction(limit)))


def targets_of(facts: MortgageFacts, waterfall: Waterfall, on: date) -> list[Target]:
    """Return the targets that count for this mortgage."""
    return [target for target in waterfall.targets if holds(facts, target.when, on)]


def require_facts(facts: MortgageFacts, waterfall: Waterfall, trial: Trial | None, on: date) -> None:
    """Refuse a mortgage that lacks a fact which the waterfall or the trial refers to.

    Raises:
        InvalidInputError: names every missing fact and what needs it.
    """
    missing = dict(_needed_for_conditions(waterfall, trial))
    if "days_past_due" not in missing or facts.days_past_due is not None:
        missing |= {
            name: "the target"
            for target in targets_of(facts, waterfall, on)
            if target.quantity == "housing_ratio"
            for name in ("gross_income", "housing_costs")
        }
    faults = [
        Fault(f"mortgage.{name}", f"is required by {who} of {waterfall.name}; add it")
        for name, who in missing.items()
        if getattr(facts, name) is None
    ]
    if faults:
        raise InvalidInputError(faults)


def _needed_for_conditions(waterfall: Waterfall, trial: Trial | None) -> Iterator[tuple[str, str]]:
    for step in waterfall.steps:
        who = f"step {step.code}"
        if any(cap.kind == "loan_to_value" for cap in step.caps):
            yield "property_value", who
        if step.market is not None:
            yield "market_rate", who
        yield from ((name, who) for name in _facts_in(step.when))
    if waterfall.step_up is not None:
        yield "market_rate", "the step-up"
    for target in waterfall.targets:
        yield from ((name, "the target") for name in _facts_in(target.when))
    for limit in waterfall.limits:
        yield from ((name, f"limit {limit.code}") for name in _facts_in(limit.when))
    if trial is not None:
        conditions = [trial.when, *(limit.when for limit in trial.limits)]
        yield from ((name, "the trial") for when in conditions for name in _facts_in(when))


def _facts_in(conditions: Sequence[When]) -> Iterator[str]:
    names: dict[Known, str] = {"loan_to_value": "property_value", "days_past_due": "days_past_due"}
    for condition in conditions:
        if condition.quantity in names:
            yield names[condition.quantity]
