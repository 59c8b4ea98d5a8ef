"""The facts of one mortgage that waterfalls work on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..basics.errors import Fault
from ..basics.money import Amount, CurrencyField, OptionalAmount, amount_faults
from ..basics.rates import OptionalRate, Rate, RateField
from ..basics.types import Count, Flag, field, record
from ..contract.phases import InstallmentCount
from ..contract.position import NOTHING

__all__ = ["MortgageFacts"]

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
