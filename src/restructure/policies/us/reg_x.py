"""United States, Regulation X: which deadlines and rights an application for loss mitigation sets (止损申请).

Rules that count one period from one day need no function of their own, as `deadline(US_EVALUATION, completed_on)`; here
the facts decide which rule applies.

>>> facts = LossMitigationApplication(
...     received_on="2026-05-13", completed_on="2026-05-20", sale_on="2026-07-10", first_filing_on="2026-03-02"
... )
>>> found = reg_x_timeline(facts, calendar=HolidayCalendar([date(2026, 5, 25)]))
>>> found.days_before_sale, found.acceptance_days, found.appeal_allowed, found.sale_barred
(51, 7, False, True)
>>> [(each.code, each.on.isoformat()) for each in found.deadlines]
[('US_ACKNOWLEDGMENT', '2026-05-20'), ('US_COMPLETE_NOTICE', '2026-05-28'), ('US_EVALUATION', '2026-06-19')]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from ...basics.dates import HolidayCalendar
from ...basics.errors import Fault, require_type
from ...basics.types import Date, OptionalDate, field, record, value
from ...law.time_limit import Deadline, TimeLimit, deadline
from .time_limits import (
    US_ACCEPTANCE,
    US_ACCEPTANCE_SHORT,
    US_ACKNOWLEDGMENT,
    US_APPEAL,
    US_APPEAL_DECISION,
    US_COMPLETE_NOTICE,
    US_EVALUATION,
)

__all__ = ["LossMitigationApplication", "RegXTimeline", "reg_x_timeline"]

ACKNOWLEDGED_FROM = 45
"""Days before a sale from which an application must be acknowledged."""
EVALUATED_ABOVE = 37
"""Days before a sale above which a complete application must be evaluated, and bars the sale."""
APPEAL_FROM = 90
"""Days before a sale from which a denial can be appealed and an offer stands for the longer time."""


@record(private=True)
class LossMitigationApplication:
    """What happened to an application for help with a mortgage in the United States (止损申请).

    Args:
        received_on: the day the servicer received it.
        completed_on: the day it was complete; `None` while it is not.
        sale_on: the foreclosure sale as it was scheduled when the application came in; `None` when there was none.
        first_filing_on: the day of the first foreclosure notice or filing; `None` when there was none.
        decided_on: the day the servicer sent its offer or denial.
        appealed_on: the day the borrower appealed a denial.
        appeal_decided_on: the day the servicer answered the appeal.

    Raises:
        InvalidInputError: days out of order, a later step without the one before it, or a sale without a filing.

    Examples:
        >>> LossMitigationApplication(received_on=date(2026, 5, 20), decided_on=date(2026, 6, 1))
        Traceback (most recent call last):
            ...
        restructure.InvalidInputError: loss_mitigation_application.completed_on: is required by decided_on
    """

    received_on: Date
    completed_on: OptionalDate = field(default=None)
    sale_on: OptionalDate = field(default=None)
    first_filing_on: OptionalDate = field(default=None)
    decided_on: OptionalDate = field(default=None)
    appealed_on: OptionalDate = field(default=None)
    appeal_decided_on: OptionalDate = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        for earlier, later in pairwise(_STEPS):
            before, after = getattr(self, earlier), getattr(self, later)
            if after is not None and before is None:
                yield Fault(earlier, f"is required by {later}")
            elif after is not None and after < before:
                yield Fault(later, f"is before {earlier}; correct one of them")
        if self.sale_on is None:
            return
        if self.sale_on < (self.completed_on or self.received_on):
            yield Fault("sale_on", "is before the application; leave out a sale already held")
        if self.first_filing_on is None or self.first_filing_on > self.sale_on:
            yield Fault(
                "first_filing_on", "is required by sale_on, and not after it: a sale follows a notice or filing"
            )


_STEPS = ("received_on", "completed_on", "decided_on", "appealed_on", "appeal_decided_on")


@value(private=True)
class RegXTimeline:
    """What an application sets in motion (止损申请时间表).

    Args:
        days_before_sale: from the complete application to the sale; `None` while either is missing.
        acceptance_days: how long an offer stands at least; `None` where the rule sets no time.
        appeal_allowed: whether a denial of a modification can be appealed.
        sale_barred: whether foreclosure must wait for the answer.
        deadlines: those that the facts so far set, in the order of the steps.
    """

    days_before_sale: int | None
    acceptance_days: int | None
    appeal_allowed: bool
    sale_barred: bool
    deadlines: Sequence[Deadline]


def reg_x_timeline(application: LossMitigationApplication, *, calendar: HolidayCalendar) -> RegXTimeline:
    """Return the deadlines and rights that an application for loss mitigation sets (止损申请时间表).

    A sale that is scheduled only after the application was complete counts as more than 90 days away.

    Args:
        application: what happened so far.
        calendar: legal public holidays; Saturdays and Sundays are no business days.

    Raises:
        InvalidInputError: no application or no calendar.
        PolicyNotInForceError: an application before the rule.

    Sources:
        12 CFR 1024.41(b), (c), (e), (f), (g), (h), as amended up to 85 FR 39065.

    Examples:
        See the module.
    """
    require_type("application", application, LossMitigationApplication, "a LossMitigationApplication")
    require_type("calendar", calendar, HolidayCalendar, "a HolidayCalendar; the rule counts business days")
    days, far = _days_before_sale(application), _far(application)
    offer = _offer_limit(application) if far else None
    return RegXTimeline(
        days_before_sale=days,
        acceptance_days=None if offer is None else offer.count,
        appeal_allowed=far and _may_appeal(application),
        sale_barred=far,
        deadlines=tuple(deadline(limit, start, calendar=calendar) for limit, start in _set(application, offer)),
    )


def _days_before_sale(application: LossMitigationApplication) -> int | None:
    if application.sale_on is None or application.completed_on is None:
        return None
    return (application.sale_on - application.completed_on).days


def _far(application: LossMitigationApplication) -> bool:
    """Return whether the application was complete early enough to be evaluated."""
    days = _days_before_sale(application)
    return application.completed_on is not None and (days is None or days > EVALUATED_ABOVE)


def _offer_limit(application: LossMitigationApplication) -> TimeLimit:
    days = _days_before_sale(application)
    return US_ACCEPTANCE if days is None or days >= APPEAL_FROM else US_ACCEPTANCE_SHORT


def _may_appeal(application: LossMitigationApplication) -> bool:
    complete, filed = application.completed_on, application.first_filing_on
    days = _days_before_sale(application)
    return days is None or days >= APPEAL_FROM or (complete is not None and filed is not None and complete < filed)


def _set(application: LossMitigationApplication, offer: TimeLimit | None) -> Iterator[tuple[TimeLimit, date]]:
    """Yield the rules that apply, each with the day it is counted from."""
    received, complete, sale = application.received_on, application.completed_on, application.sale_on
    if sale is None or (sale - received).days >= ACKNOWLEDGED_FROM:
        yield US_ACKNOWLEDGMENT, received
    if complete is None or offer is None:
        return
    yield US_COMPLETE_NOTICE, complete
    yield US_EVALUATION, complete
    if application.decided_on is not None:
        yield offer, application.decided_on
    if _may_appeal(application):
        yield from _appeal(application)


def _appeal(application: LossMitigationApplication) -> Iterator[tuple[TimeLimit, date]]:
    if application.decided_on is not None:
        yield US_APPEAL, application.decided_on
    if application.appealed_on is not None:
        yield US_APPEAL_DECISION, application.appealed_on
    if application.appeal_decided_on is not None:
        yield US_ACCEPTANCE, application.appeal_decided_on
