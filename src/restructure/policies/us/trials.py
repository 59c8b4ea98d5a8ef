"""United States: the trial plans of the modification programs, which `run_waterfall` takes beside their waterfalls.

Numbers of payments were read in another implementation and in summaries, the conditions of the Flex Modification in a
summary of its form of 2017; that they survive in the form of 2024, and all of HAMP's trial, is recalled. So nothing
here is certain. Left out: when trial payments fall due, for the Flex Modification on the first of the next month where
the notice went out by the 15th, else a month later.

>>> FLEX_TRIAL.payments.at(date(2026, 12, 1)), FLEX_TRIAL.payments_otherwise.at(date(2026, 12, 1))
(Decimal('3'), Decimal('4'))
"""

from __future__ import annotations

from datetime import date

from ...basics.provenance import Source
from ...policy import Condition, Trial, rule, since

__all__ = ["FHA_TRIAL", "FLEX_TRIAL", "HAMP_TRIAL"]

_FLEX_START = date(2024, 11, 1)
_HAMP_START = date(2009, 4, 6)
_FHA_START = date(2025, 10, 1)

_FLEX_PAYMENTS = Source(title="Servicing Guide F-1-27, as carried out by another implementation", level="secondary")
_FLEX_2017 = Source(
    title="Flex Modification eligibility, as summarized by CNYCN for the form of 2017", level="secondary"
)
_SURVIVES = Source(title="that this condition of 2017 survives in the form of 2024: recalled", level="unverified")
_HAMP = Source(title="Making Home Affordable handbook, recalled", level="unverified")
_FHA = Source(title="Mortgagee Letters 2025-06 and 2025-12, three-month trial plan, as summarized", level="secondary")


_LITTLE_LATE = Condition("days_past_due", "<", since(_FLEX_START, 60))

FLEX_TRIAL = Trial(
    payments=since(_FLEX_START, 3),
    when=[Condition("days_past_due", ">=", since(_FLEX_START, 31))],
    payments_otherwise=since(_FLEX_START, 4),
    limits=[
        rule(
            "FLEX_FAILED_TRIAL",
            "failed_trials_12m",
            "==",
            0,
            "no trial plan failed within 12 months",
            "12个月内没有失败的试还计划",
            _FLEX_2017,
            _SURVIVES,
            since=_FLEX_START,
        ),
        rule(
            "FLEX_LATE_AGAIN",
            "days_late_after_modification",
            "<",
            60,
            "less than {limit} days late within 12 months of an earlier modification",
            "此前修改后12个月内逾期不足{limit}天",
            _FLEX_2017,
            _SURVIVES,
            since=_FLEX_START,
        ),
        rule(
            "FLEX_IMMINENT",
            "imminent_default",
            "==",
            True,
            "less than 60 days late: default is imminent",
            "逾期不足60天：即将违约",
            _FLEX_2017,
            _SURVIVES,
            since=_FLEX_START,
            when=_LITTLE_LATE,
        ),
        rule(
            "FLEX_RESIDENCE",
            "principal_residence",
            "==",
            True,
            "less than 60 days late: the borrower lives there",
            "逾期不足60天：房屋为主要住所",
            _FLEX_2017,
            _SURVIVES,
            since=_FLEX_START,
            when=_LITTLE_LATE,
        ),
    ],
    sources=[_FLEX_PAYMENTS],
)
"""Three payments where the borrower is 31 or more days late, else four; for the form of 2024."""

HAMP_TRIAL = Trial(payments=since(_HAMP_START, 3), counseling_ratio=since(_HAMP_START, "0.55"), sources=[_HAMP])
"""Three payments; counseling where the home and all debts take 55% of gross income or more."""

FHA_TRIAL = Trial(payments=since(_FHA_START, 3), sources=[_FHA])
"""Three payments before a permanent option."""
