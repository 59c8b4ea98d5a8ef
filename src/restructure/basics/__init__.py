"""The ground: errors, sourced and dated values, money, rates and dates, exact whole numbers under all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .door import door

if TYPE_CHECKING:
    from .dates import *
    from .errors import *
    from .money import *
    from .provenance import *
    from .rates import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "dates": "DateAdjustment DayCount Frequency HolidayCalendar",
            "errors": (
                "EventError Fault InvalidInputError InvalidTermsError NoSolutionError NotApplicableError "
                "PolicyNotInForceError RestructureError"
            ),
            "money": "allocate Currency Rounding",
            "provenance": "Check Dated Language Reason Source SourceLevel Status Wording",
            "rates": "basis_points per_day percent Rate",
        },
    )
