"""Who lives from the income: incomes, regular costs and the household, as stated and as well evidenced as they are.

>>> Income("salary", "2600", evidence="verified", years=3).kind
'salary'
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from ..basics.dates import Frequency
from ..basics.errors import Fault
from ..basics.money import Amount, OptionalAmount
from ..basics.types import Flag, Items, OptionalDate, Text, Whole, at_least, at_most, field, record
from ..contract.position import NOTHING
from ..measures.ratios import IncomeBasis

__all__ = ["Expense", "Household", "Income"]

Evidence = Literal["verified", "documented", "declared"]
"""How well a figure is supported: checked at its source, shown on paper, or only said."""

IncomeKind = Literal[
    "salary", "bonus", "overtime", "self_employed", "rental", "pension", "benefit", "maintenance", "other"
]
ExpenseKind = Literal[
    "child_care",
    "health",
    "education",
    "transport",
    "insurance",
    "maintenance",
    "tax",
    "food",
    "communications",
    "personal",
    "other",
]
"""Costs beside living and housing; income tax where incomes are gross. Food and housekeeping, communications and
leisure, and personal costs are itemized here or counted in the household's living costs, not both."""

Tenure = Literal["owner", "mortgage", "rent", "family", "other"]

Years = Annotated[Whole, at_least(0), at_most(80)]
Persons = Annotated[Whole, at_least(0), at_most(50)]
Age = Annotated[Whole, at_least(0), at_most(150)]
MAX_HISTORY = 120

if TYPE_CHECKING:
    Amounts = Items[Decimal]
else:
    Amounts = Items[Amount]


@record(private=True)
class Income:
    """One source of income (收入).

    Args:
        kind: salary, bonus, overtime, self_employed, rental, pension, benefit, maintenance or other.
        amount: major units each time it is paid; left out of an irregular income.
        frequency: how often it is paid.
        basis: net or gross of tax; a policy assesses one of them and refuses the other.
        evidence: verified, documented or declared.
        years: whole years in this source, or `None` when not known.
        starts, ends: first and last day it is received, when it does not run on both sides.
        history: of an irregular income, what was received in each month, major units, the latest month last; a policy
            says what of it counts.
        earner: opaque id of who earns it, where a household has several earners.

    Raises:
        InvalidInputError: malformed fields, an end before the start, an amount beside a history or neither.

    Examples:
        >>> Income("salary", "6200", evidence="documented", years=4)
        Income()
    """

    kind: IncomeKind = field(kw_only=False)
    amount: OptionalAmount = field(default=None, kw_only=False)
    frequency: Frequency = field(default="monthly")
    basis: IncomeBasis = field(default="net")
    evidence: Evidence = field(default="declared")
    years: Years | None = field(default=None)
    starts: OptionalDate = field(default=None)
    ends: OptionalDate = field(default=None)
    history: Amounts = field(default=())
    earner: Text | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        yield from _order_faults(self.starts, self.ends)
        if (self.amount is None) != bool(self.history):
            yield Fault("amount", "and history: give one of them, the history where income is irregular")
        if self.history and self.frequency != "monthly":
            yield Fault("frequency", "of a history is monthly; add up what was received in each month")
        if len(self.history) > MAX_HISTORY:
            yield Fault("history", f"has more than {MAX_HISTORY} months; pass the latest")


@record(private=True)
class Expense:
    """One regular cost besides living, housing and debts (支出).

    Args:
        kind: see `ExpenseKind`.
        amount: major units each time it is paid.
        frequency: how often it is paid.
        starts, ends: first and last day it is paid, when it does not run on both sides.

    Raises:
        InvalidInputError: malformed fields, or an end before the start.

    Examples:
        >>> Expense("child_care", "300", ends=date(2027, 6, 30))
        Expense()
    """

    kind: ExpenseKind = field(kw_only=False)
    amount: Amount = field(kw_only=False)
    frequency: Frequency = field(default="monthly")
    starts: OptionalDate = field(default=None)
    ends: OptionalDate = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        yield from _order_faults(self.starts, self.ends)


@record(private=True)
class Household:
    """Who lives from the income, and what living costs them a month (家庭).

    Args:
        adults, dependents: number of persons.
        living_costs: food, clothing, energy, transport and the like, major units a month.
        housing_costs: rent or home loan and its charges, major units a month.
        evidence: of these costs.
        dependent_ages: ages of the dependents in whole years, all of them or none.
        region: where they live, for the caller's own tables.
        tenure: owner, mortgage, rent, family or other.
        car: whether they need a car.

    Raises:
        InvalidInputError: no adult, or ages of more or fewer persons than there are dependents.

    Examples:
        >>> Household(adults=2, dependents=1, living_costs="3600", housing_costs="2400")
        Household()
    """

    adults: Persons
    dependents: Persons = field(default=0)
    living_costs: Amount = field(default=NOTHING)
    housing_costs: Amount = field(default=NOTHING)
    evidence: Evidence = field(default="declared")
    dependent_ages: Items[Age] = field(default=())
    region: Text | None = field(default=None)
    tenure: Tenure | None = field(default=None)
    car: Flag | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        if self.adults == 0:
            yield Fault("adults", "must be at least 1")
        if self.dependent_ages and len(self.dependent_ages) != self.dependents:
            yield Fault("dependent_ages", "must be as many as there are dependents; give all ages or none")


def _order_faults(starts: date | None, ends: date | None) -> Iterator[Fault]:
    if starts is not None and ends is not None and ends < starts:
        yield Fault("ends", "is before starts; correct one of them")
