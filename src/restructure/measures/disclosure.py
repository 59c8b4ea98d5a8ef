"""What a schedule costs a year: its flows as a borrower meets them, ready for any convention of annual rate.

>>> from restructure import LoanTerms, Phase, amortize
>>> terms = LoanTerms(
...     currency="CNY",
...     principal="12000.00",
...     rate="0.072",
...     start_date=date(2026, 1, 10),
...     first_due_date=date(2026, 2, 10),
...     interest_base="original",
...     phases=[Phase(12)],
... )
>>> for convention in ("nominal_irr", "effective_irr"):
...     print(apr(*cash_flows(amortize(terms)), convention=convention).to_text())
13.03% a year, nominal (IRR per month x 12)
13.84% a year, effective (IRR per month, compounded)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ..basics.errors import Fault, InvalidInputError, NotApplicableError, parsed, require_type
from ..basics.money import AmountLike, minor_of
from ..basics.rates import Rate, parse_rate
from ..basics.types import parse_date
from ..contract.phases import Change
from ..contract.terms import LoanTerms
from ..loan.schedule import Schedule, amortize
from .yields import AnnualRate, CashFlow, apr

__all__ = ["cash_flows", "illustrative_aprc"]


def cash_flows(schedule: Schedule, *, fees_paid: AmountLike = 0) -> tuple[list[CashFlow], list[CashFlow]]:
    """Return what a borrower receives and pays under a schedule, dated (现金流), for `apr` of any convention.

    The advance of a restructured debt is what the plan starts from: the principal that bears interest and what is
    repaid beside it without interest, less fees paid on that day. What is paid on day one settles debt that is no part
    of the plan. Days are those of the contract, before any holiday moves them.

    Args:
        schedule: of a loan or a plan; its installments hold their fees.
        fees_paid: fees paid on the day it starts, major units.

    Returns:
        Advances and payments, in order of time.

    Raises:
        InvalidInputError: fees that are no amount, or take up the whole advance.

    Sources:
        PBOC Announcement 2021 No. 3: the base is what was received or is outstanding.

    Examples:
        See the module.
    """
    require_type("schedule", schedule, Schedule, "a Schedule, such as amortize returns")
    currency, terms = schedule.currency, schedule.terms
    beside = 0 if schedule.deferred_paid is None else int((schedule.deferred_paid - schedule.deferred).sum())
    advance = currency.to_minor(terms.principal) + beside - minor_of("fees_paid", fees_paid, currency)
    if advance <= 0:
        raise InvalidInputError([Fault("fees_paid", "take up the whole advance; check the unit")])
    major = currency.to_major
    advances = [CashFlow(major(advance), on=terms.start_date)]
    dues = zip(schedule.unadjusted_dates, schedule.payment.tolist(), strict=True)
    payments = [CashFlow(schedule.paid_on_day_one, on=terms.start_date)] if schedule.paid_on_day_one else []
    payments += [CashFlow(major(paid), on=due) for due, paid in dues if paid]
    for change in terms.changes:
        if change.advance:
            advances.append(CashFlow(change.advance, on=change.effective_on))
        if change.repay:
            payments.append(CashFlow(change.repay, on=change.effective_on))
    return advances, sorted(payments, key=_day)


def _day(flow: CashFlow) -> date:
    return flow.on or date.max


def illustrative_aprc(
    terms: LoanTerms, highest_rate: Rate | AmountLike, *, from_date: date | str, fees_paid: AmountLike = 0
) -> AnnualRate:
    """Return what a variable-rate loan would cost at the highest rate of many years (示例性年利率, illustrative APRC).

    From that day on every rate of the contract below the highest becomes the highest, and the installment is leveled
    anew; a rate above it stays.

    Args:
        terms: of the loan.
        highest_rate: the highest the borrowing rate was in at least the last 20 years, or the contract's cap.
        from_date: the earliest day the rate may change.
        fees_paid: fees paid on the day of the advance, major units.

    Raises:
        InvalidInputError: a rate or day that is none.
        InvalidTermsError: a loan on whose terms the rate cannot change that day.
        NotApplicableError: a loan whose phases have rates of their own.

    Sources:
        Directive 2014/17/EU, Annex II, Part B, section 4 (as recalled, not looked up).

    Examples:
        >>> from restructure import LoanTerms, Phase
        >>> terms = LoanTerms(
        ...     currency="EUR",
        ...     principal="200000.00",
        ...     rate="0.03",
        ...     start_date=date(2026, 1, 1),
        ...     first_due_date=date(2026, 2, 1),
        ...     phases=[Phase(240)],
        ... )
        >>> illustrative_aprc(terms, "0.095", from_date="2027-01-01", fees_paid="4000").disclosed
        Decimal('9.3')
    """
    require_type("terms", terms, LoanTerms, "LoanTerms, those of the loan")
    if any(phase.rate is not None for phase in terms.phases):
        raise NotApplicableError("phases with rates of their own cannot be raised together; state them as changes")
    rate, start = parsed("highest_rate", parse_rate, highest_rate), parsed("from_date", parse_date, from_date)
    terms = replace(terms, changes=list(_raised(terms, rate, start)))
    return apr(*cash_flows(amortize(terms), fees_paid=fees_paid), convention="eu_aprc")


def _raised(terms: LoanTerms, highest: Rate, start: date) -> Iterator[Change]:
    """Yield the changes of a contract with no rate below the highest from a day on."""
    earlier = [change for change in terms.changes if change.effective_on < start]
    in_force = [change.rate for change in earlier if change.rate is not None]
    yield from earlier
    same_day = [change for change in terms.changes if change.effective_on == start]
    if (in_force[-1] if in_force else terms.rate).units < highest.units and not any(c.rate for c in same_day):
        yield Change(start, installment="relevel", rate=highest)
    for change in terms.changes[len(earlier) :]:
        low = change.rate is not None and change.rate.units < highest.units
        yield replace(change, rate=highest) if low else change
