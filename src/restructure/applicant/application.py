"""An application: who asks, what they earn, spend and owe, and why they can no longer pay as agreed.

Amounts are major units of one currency; a debt in an application is a position that somebody else tracked.

>>> from datetime import date
>>> from restructure.applicant.household import Household, Income
>>> application = Application(
...     reference="A-1",
...     as_of=date(2026, 11, 23),
...     currency="USD",
...     incomes=[Income("salary", "2600", evidence="verified", years=3)],
...     household=Household(adults=1, living_costs="1150", housing_costs="850"),
...     debts=[
...         Debt(
...             reference="loan-1",
...             kind="personal_loan",
...             in_scope=True,
...             principal="18000",
...             rate="0.1499",
...             installment="500.86",
...             remaining_installments=48,
...             next_due_date=date(2026, 12, 9),
...         )
...     ],
... )
>>> application
Application(reference='A-1', incomes=1, debts=1)
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from ..basics.dates import PARTS_IN_YEAR, DayCount, DayOfMonth, add_months
from ..basics.errors import Fault
from ..basics.money import NUMBER_SCHEMA, Amount, Currency, CurrencyField, OptionalAmount, amount_faults
from ..basics.rates import OptionalRate, Rate
from ..basics.types import (
    Count,
    Date,
    Flag,
    Items,
    OptionalDate,
    Text,
    Whole,
    at_least,
    at_most,
    converted,
    field,
    parse_number,
    record,
    value,
)
from ..contract.components import COMPONENTS
from ..contract.position import NOTHING, Owed, Position, owed_of
from .household import Evidence, Expense, Household, Income

__all__ = ["Application", "CreditRecord", "Debt", "Hardship", "MortgageRecord"]

DebtKind = Literal["credit_card", "personal_loan", "mortgage", "auto_loan", "student_loan", "business_loan", "other"]
DebtRole = Literal["borrower", "co_borrower", "guarantor"]
"""How the applicant is bound: alone, with somebody else, or for somebody else."""
Cause = Literal["unemployment", "reduced_income", "illness", "family", "business_failure", "disaster", "other"]

Months = Annotated[Whole, at_least(0), at_most(1200)]
MAX_ITEMS = 1000

if TYPE_CHECKING:
    OptionalNumber = OptionalAmount
else:
    OptionalNumber = Annotated[Decimal, *converted(parse_number, NUMBER_SCHEMA)] | None


@record(private=True)
class MortgageRecord:
    """What programs of modification ask of a mortgage beside what every debt says (按揭贷款补充情况).

    A fact that is not stated is missing; a program that needs it says so and is not run.

    Args:
        advances: the part of `fees` that the lender advanced to others: taxes, insurance, costs. The rest of the fees,
            penalty interest and compound interest are late charges, which programs waive.
        prior_claims: partial claims of earlier modifications, which use up the cap on new ones.
        payments_made: since origination.
        modifications: how often the loan was modified before.
        months_since_modification: since the last one; leave it out where there was none.
        days_late_after_modification: the most days past due within 12 months of it; likewise.
        failed_trials_12m: trial plans failed within 12 months.
        imminent_default: whether default is imminent though little is late.
        principal_residence: whether the borrower lives there.

    Examples:
        >>> MortgageRecord(modifications=0, failed_trials_12m=0)
        MortgageRecord()
    """

    advances: OptionalAmount = field(default=None)
    prior_claims: OptionalAmount = field(default=None)
    payments_made: Count | None = field(default=None)
    modifications: Count | None = field(default=None)
    months_since_modification: Count | None = field(default=None)
    days_late_after_modification: Count | None = field(default=None)
    failed_trials_12m: Count | None = field(default=None)
    imminent_default: Flag | None = field(default=None)
    principal_residence: Flag | None = field(default=None)


@record(private=True)
class Debt:
    """One debt on the day of the application (债务).

    Amounts are major units. `principal` includes `overdue_principal`; `interest` is all ordinary interest owed and
    unpaid, accrued up to the application's day, so that a plan starting that day loses and doubles nothing.

    Args:
        reference: opaque id.
        kind: credit_card, personal_loan, mortgage, auto_loan, student_loan, business_loan or other.
        installment: contractual or minimum payment a month; a policy may count more of a card's balance.
        in_scope: whether this lender may change it; needs `rate`, `remaining_installments` and `next_due_date`.
        principal, overdue_principal, interest, penalty_interest, compound_interest, fees: what is owed.
        rate: contract rate.
        day_count: contract day count.
        remaining_installments: installments not yet due, 0 when all has fallen due.
        next_due_date: of the first of them; or, when none remain, the day a plan would fall due next.
        due_day: anchor day of the month; default: the day of `next_due_date`.
        days_past_due: since the oldest unpaid due date.
        evidence: of these figures; the lender's own debts are verified.
        collateral_value: what secures the debt is worth, major units; `None` when nothing does.
        priority: whether not paying it costs home, light, heat or liberty: it is paid before others.
        floating: whether its rate moves with a market rate; unknown counts as yes.
        role: borrower, co_borrower or guarantor; a policy says what share of another's debt counts.
        contract_date: the day it was agreed; a ceiling may be that of this day.
        original_maturity: the last due date as first agreed; default: that of the contract as it stands.
        received: what the borrower received in the beginning, less what was kept back of it, or `None` when not stated.
        repaid: everything repaid since, of whatever component, or `None` when not stated.
        mortgage: what programs of modification ask of a mortgage, or `None` when not stated.

    Raises:
        InvalidInputError: malformed or missing fields, all at once.

    Examples:
        >>> Debt(reference="card-2", kind="credit_card", installment="260", principal="6500")
        Debt(reference='card-2')
    """

    reference: Text
    kind: DebtKind
    installment: Amount
    in_scope: Flag = field(default=False)
    principal: Amount = field(default=NOTHING)
    overdue_principal: Amount = field(default=NOTHING)
    interest: Amount = field(default=NOTHING)
    penalty_interest: Amount = field(default=NOTHING)
    compound_interest: Amount = field(default=NOTHING)
    fees: Amount = field(default=NOTHING)
    rate: OptionalRate = field(default=None)
    day_count: DayCount = field(default="30/360")
    remaining_installments: Months | None = field(default=None)
    next_due_date: OptionalDate = field(default=None)
    due_day: DayOfMonth | None = field(default=None)
    days_past_due: Count = field(default=0)
    evidence: Evidence = field(default="verified")
    collateral_value: OptionalAmount = field(default=None)
    priority: Flag = field(default=False)
    floating: Flag | None = field(default=None)
    role: DebtRole = field(default="borrower")
    contract_date: OptionalDate = field(default=None)
    original_maturity: OptionalDate = field(default=None)
    received: OptionalAmount = field(default=None)
    repaid: OptionalAmount = field(default=None)
    mortgage: MortgageRecord | None = field(default=None)

    def position(self, application: Application) -> Position:
        """Return what is owed as the position a plan starts from."""
        return Position(
            currency=application.currency,
            as_of=application.as_of,
            principal=self.principal,
            overdue_principal=self.overdue_principal,
            interest=self.interest,
            penalty_interest=self.penalty_interest,
            compound_interest=self.compound_interest,
            fees=self.fees,
            days_past_due=self.days_past_due,
        )

    def units(self, currency: Currency) -> DebtUnits:
        """Return the debt with its amounts in whole minor units."""
        return DebtUnits(debt=self, owed=owed_of(self, currency), installment=currency.to_minor(self.installment))

    def _faults(self) -> Iterator[Fault]:
        if self.overdue_principal > self.principal:
            yield Fault("overdue_principal", "is more than principal, of which it is a part")
        if self.in_scope:
            yield from self._scope_faults()
        if self.rate is not None and self.rate.days_in_year not in (None, PARTS_IN_YEAR[self.day_count]):
            yield Fault("day_count", "differs from the year the daily rate is quoted for; set it to match")
        if self.contract_date and self.original_maturity and self.original_maturity <= self.contract_date:
            yield Fault("original_maturity", "must be after contract_date")
        if self.received == 0:
            yield Fault("received", "is zero; leave it out where it is not known")
        if self.mortgage is not None:
            yield from self._mortgage_faults(self.mortgage)
        if self.due_day is not None and self.next_due_date is not None:
            anchored = add_months(self.next_due_date, 0, due_day=self.due_day)
            if anchored != self.next_due_date:
                yield Fault("due_day", "does not lead to next_due_date; correct one of them")

    def _mortgage_faults(self, record: MortgageRecord) -> Iterator[Fault]:
        if self.kind != "mortgage":
            yield Fault("mortgage", "is asked of mortgages only; leave it out or correct kind")
        if record.advances is not None and record.advances > self.fees:
            yield Fault("mortgage.advances", "is more than fees, of which it is a part")

    def _scope_faults(self) -> Iterator[Fault]:
        for name in ("rate", "remaining_installments", "next_due_date"):
            if getattr(self, name) is None:
                yield Fault(name, "is required of a debt in scope; add it")
        if self.principal == 0:
            yield Fault("principal", "is required of a debt in scope; add it")
        if self.remaining_installments == 0 and self.overdue_principal != self.principal:
            yield Fault("overdue_principal", "must equal principal when no installments remain")
        if self.remaining_installments and self.overdue_principal == self.principal:
            yield Fault("remaining_installments", "must be 0 when all principal is overdue")
        if self.remaining_installments and self.installment == 0:
            yield Fault("installment", "must be above 0 while installments remain")
        if self.role == "guarantor":
            yield Fault(
                "role", "of a debt in scope is borrower or co_borrower; a guarantor's plan is with the borrower"
            )


@value(private=True)
class DebtUnits:
    """A debt with what is owed on it and its installment in whole minor units."""

    debt: Debt
    owed: Owed
    installment: int

    @property
    def payment(self) -> int:
        """What the contract asks for in a month: the installment, or all that has fallen due."""
        all_due = self.debt.in_scope and self.debt.remaining_installments == 0
        return self.owed.total if all_due else self.installment


@record(private=True)
class CreditRecord:
    """How debts were paid in the past (信用记录): conduct, never willingness.

    Args:
        worst_days_past_due_12m: worst days past due on any debt in 12 months.
        months_since_delinquency: whole months since the last overdue payment; 0 while one is overdue.
        modifications_36m: restructurings and defaults in 36 months.
        evidence: of these figures.
        late_payments_24m: payments past due in 24 months.
        utilization: share of all credit lines in use, a fraction that may exceed one.
        inquiries_6m: inquiries by lenders in 6 months.
        public_records: judgments, liens and insolvencies on record.
        repaired: whether figures are absent because the law has them removed after repayment (信用修复): they count as
            clean then, not as missing.

    Examples:
        >>> CreditRecord(worst_days_past_due_12m=75, months_since_delinquency=0, modifications_36m=0)
        CreditRecord()
    """

    worst_days_past_due_12m: Count | None = field(default=None)
    months_since_delinquency: Months | None = field(default=None)
    modifications_36m: Count | None = field(default=None)
    evidence: Evidence = field(default="verified")
    late_payments_24m: Count | None = field(default=None)
    utilization: OptionalNumber = field(default=None)
    inquiries_6m: Count | None = field(default=None)
    public_records: Count | None = field(default=None)
    repaired: Flag = field(default=False)

    def _faults(self) -> Iterator[Fault]:
        if self.utilization is not None and self.utilization < 0:
            yield Fault("utilization", "must not be negative")


@record(private=True)
class Hardship:
    """Why the borrower can no longer pay as agreed, and whether they want to (困难情形与还款意愿).

    Args:
        cause: unemployment, reduced_income, illness, family, business_failure, disaster or other.
        temporary: whether it is expected to pass.
        expected_months: how long it is expected to last.
        willing_to_repay: as stated by the borrower.
        in_contact: whether the borrower answers the lender.
        token_payments: payments made since the trouble began, however small.
        promises_kept, promises_broken: payment promises since the trouble began.
        starts_on: the day it began.
        expected_end: the day it is expected to have passed, instead of `expected_months`.
        evidence: of the cause: verified, documented or declared.

    Raises:
        InvalidInputError: an end before the start, or an end of what is not temporary.

    Examples:
        >>> Hardship(cause="unemployment", temporary=True, expected_months=6, willing_to_repay=True)
        Hardship()
    """

    cause: Cause
    temporary: Flag | None = field(default=None)
    expected_months: Months | None = field(default=None)
    willing_to_repay: Flag | None = field(default=None)
    in_contact: Flag | None = field(default=None)
    token_payments: Count | None = field(default=None)
    promises_kept: Count | None = field(default=None)
    promises_broken: Count | None = field(default=None)
    starts_on: OptionalDate = field(default=None)
    expected_end: OptionalDate = field(default=None)
    evidence: Evidence = field(default="declared")

    def _faults(self) -> Iterator[Fault]:
        if self.starts_on is not None and self.expected_end is not None and self.expected_end < self.starts_on:
            yield Fault("expected_end", "is before starts_on; correct one of them")
        if self.expected_end is not None and self.expected_months is not None:
            yield Fault("expected_end", "and expected_months say the same; give one of them")
        if self.expected_end is not None and self.temporary is False:
            yield Fault("expected_end", "is given of a hardship that is not temporary; correct one of them")


@value(private=True)
class ApplicationUnits:
    """What an application states once, in whole minor units; incomes and expenses have their own frequencies."""

    living_costs: int
    housing_costs: int
    liquid_assets: int | None
    debts: tuple[DebtUnits, ...]

    @property
    def in_scope(self) -> list[DebtUnits]:
        """The debts that this lender may change."""
        return [item for item in self.debts if item.debt.in_scope]

    @property
    def others(self) -> list[DebtUnits]:
        """The debts that it may not."""
        return [item for item in self.debts if not item.debt.in_scope]


def is_divided(rate: Rate) -> bool:
    """Return whether a rate is one that a month takes a twelfth of."""
    return rate.compounding == "periodic" and rate.days_in_year is None


@record(private=True)
class Application:
    """One borrower's application on one day (协商申请).

    Args:
        reference: opaque id of the application.
        as_of: the day all facts are stated for; dated rules are looked up on it.
        currency: ISO 4217 code of all amounts.
        household: who lives from the income and what that costs.
        incomes, expenses, debts: any number of each, up to 1,000.
        liquid_assets: cash and deposits at hand, major units, or `None` when not stated.
        credit: the credit record, or `None` when not stated.
        hardship: reason and willingness, or `None` when not stated.
        market_rate: the posted rate of the day that a program of modification refers to, or `None` when not stated.

    Raises:
        InvalidInputError: every malformed field at once, each with its path; amounts are not echoed.

    Examples:
        See the module.
    """

    reference: Text
    as_of: Date
    currency: CurrencyField
    household: Household
    incomes: Items[Income] = field(default=())
    expenses: Items[Expense] = field(default=())
    debts: Items[Debt] = field(default=())
    liquid_assets: OptionalAmount = field(default=None)
    credit: CreditRecord | None = field(default=None)
    hardship: Hardship | None = field(default=None)
    market_rate: OptionalRate = field(default=None)

    @cached_property
    def units(self) -> ApplicationUnits:
        """The amounts in whole minor units, converted once."""
        minor, home = self.currency.to_minor, self.household
        return ApplicationUnits(
            living_costs=minor(home.living_costs),
            housing_costs=minor(home.housing_costs),
            liquid_assets=None if self.liquid_assets is None else minor(self.liquid_assets),
            debts=tuple(debt.units(self.currency) for debt in self.debts),
        )

    def _faults(self) -> Iterator[Fault]:
        yield from amount_faults(self.currency, list(self._amounts()))
        yield from self._hardship_faults()
        if self.market_rate is not None and not is_divided(self.market_rate):
            yield Fault("market_rate", "must be a periodic annual rate; state the rate that is divided by 12")
        for name in ("incomes", "expenses", "debts"):
            if len(getattr(self, name)) > MAX_ITEMS:
                yield Fault(name, f"has more than {MAX_ITEMS:,} items; pass fewer")
        references = [debt.reference for debt in self.debts]
        for place, debt in enumerate(self.debts):
            if debt.reference in references[:place]:
                yield Fault(f"debts[{place}].reference", "is used twice; give every debt its own")
            if debt.next_due_date is not None and debt.next_due_date <= self.as_of:
                message = "must be after as_of; count what fell due by then as overdue"
                yield Fault(f"debts[{place}].next_due_date", message)

    def _hardship_faults(self) -> Iterator[Fault]:
        hardship = self.hardship
        if hardship is None:
            return
        if hardship.starts_on is not None and hardship.starts_on > self.as_of:
            yield Fault("hardship.starts_on", "is after as_of; correct one of them")
        if hardship.expected_end is not None and hardship.expected_end < self.as_of:
            yield Fault("hardship.expected_end", "is before as_of; state temporary=False or a later day")

    def _amounts(self) -> Iterator[tuple[str, Decimal | None]]:
        yield "liquid_assets", self.liquid_assets
        yield "household.living_costs", self.household.living_costs
        yield "household.housing_costs", self.household.housing_costs
        for place, item in enumerate(self.incomes):
            yield f"incomes[{place}].amount", item.amount
            yield from ((f"incomes[{place}].history[{month}]", paid) for month, paid in enumerate(item.history))
        for place, cost in enumerate(self.expenses):
            yield f"expenses[{place}].amount", cost.amount
        for place, debt in enumerate(self.debts):
            for name in (*COMPONENTS, "overdue_principal", "installment", "collateral_value", "received", "repaid"):
                yield f"debts[{place}].{name}", getattr(debt, name)
            if debt.mortgage is not None:
                yield f"debts[{place}].mortgage.advances", debt.mortgage.advances
                yield f"debts[{place}].mortgage.prior_claims", debt.mortgage.prior_claims
