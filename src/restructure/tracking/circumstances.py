"""What a lender learns of a borrower beside payments: promises, incomes, days to look again, decisions it has taken.

>>> from datetime import date
>>> Promise("pr-1", amount="500", given_on=date(2027, 2, 3), due_on=date(2027, 2, 10))
Promise(id='pr-1')
"""

from __future__ import annotations

from collections.abc import Iterator

from ..basics.dates import HolidayCalendar
from ..basics.errors import Fault
from ..basics.money import Amount, OptionalAmount
from ..basics.rates import OptionalRate
from ..basics.types import Date, Flag, Items, OptionalDate, Text, field, record
from ..law.mark import ForborneFact

__all__ = ["Circumstances", "Deed", "IncomeReport", "Promise"]


@record(private=True)
class Promise:
    """A promise to pay an amount by a day (还款承诺).

    It is kept when payments of at least the amount took effect from the day it was given to its day, both included.

    Args:
        id: opaque.
        amount: major units.
        given_on: the day it was given.
        due_on: its day.

    Raises:
        InvalidInputError: a day before it was given, or nothing promised.

    Examples:
        See the module.
    """

    id: Text = field(kw_only=False)
    amount: Amount
    given_on: Date
    due_on: Date

    def _faults(self) -> Iterator[Fault]:
        if self.due_on < self.given_on:
            yield Fault("due_on", "is before given_on; correct one of them")
        if self.amount == 0:
            yield Fault("amount", "is zero; leave the promise out")


@record(private=True)
class IncomeReport:
    """A monthly income as it became known on a day, major units (收入变化).

    Examples:
        >>> from datetime import date
        >>> IncomeReport(date(2027, 3, 1), "4200")
        IncomeReport()
    """

    on: Date = field(kw_only=False)
    monthly: Amount = field(kw_only=False)


@record()
class Deed:
    """Something the lender did that a deadline of the policy asks for, or does not allow before a day (已办事项).

    Args:
        code: of the policy's time limit.
        on: the day it was done.

    Examples:
        >>> from datetime import date
        >>> Deed("LETTER", date(2027, 3, 1)).code
        'LETTER'
    """

    code: Text = field(kw_only=False)
    on: Date = field(kw_only=False)


@record(private=True)
class Circumstances:
    """What is known of the borrower beside events on the account (借款人情况).

    What is dated after the day tracked, or after `known_at`, is left out.

    Args:
        promises: to pay.
        planned_income: a month, on which the plan rests, or `None` when not stated.
        incomes: as they became known since.
        hardship_ends_on: the day the hardship was expected to have passed.
        review_on: the day on which a review was agreed.
        decisions: of the lender: the exposure classed as non-performing or performing again, the mark ended.
        contract_rate: of the contract that the agreement replaced, or `None` when not stated.
        contract_ends_on: its last due date, or `None`.
        restructured_before: whether this agreement restructures an exposure that was still under observation.
        deeds: what the lender did that its policy's time limits ask for. With none stated at all, what should have
            been done by now needs review; with some, what is not among them was not done.
        holidays: for time limits that count business days.

    Raises:
        InvalidInputError: a promise twice, or a decision that tracking finds by itself.

    Examples:
        >>> Circumstances(hardship_ends_on="2027-05-23")
        Circumstances()
    """

    promises: Items[Promise] = field(default=())
    planned_income: OptionalAmount = field(default=None)
    incomes: Items[IncomeReport] = field(default=())
    hardship_ends_on: OptionalDate = field(default=None)
    review_on: OptionalDate = field(default=None)
    decisions: Items[ForborneFact] = field(default=())
    contract_rate: OptionalRate = field(default=None)
    contract_ends_on: OptionalDate = field(default=None)
    restructured_before: Flag = field(default=False)
    deeds: Items[Deed] = field(default=())
    holidays: HolidayCalendar | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        ids = [promise.id for promise in self.promises]
        if len(set(ids)) != len(ids):
            yield Fault("promises", "have an id twice; give each its own")
        for place, fact in enumerate(self.decisions):
            if fact.kind in ("measure", "past_due"):
                yield Fault(f"decisions[{place}].kind", "is found from the agreement and its payments; leave it out")
