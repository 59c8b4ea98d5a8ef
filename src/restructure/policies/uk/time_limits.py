"""United Kingdom: time limits of the breathing space, England and Wales (喘息期).

>>> UK_MORATORIUM.count, UK_MORATORIUM.unit
(60, 'days')
"""

from __future__ import annotations

from datetime import date

from ...basics.provenance import Source, Wording
from ...law.time_limit import TimeLimit

__all__ = ["UK_BREATHING_SPACE", "UK_CRISIS", "UK_MIDWAY_BY", "UK_MIDWAY_FROM", "UK_MORATORIUM"]

_LOOKED = date(2026, 11, 23)

_UK_2021 = date(2021, 5, 4)
_UK = [
    Source(
        title="Debt Respite Scheme Regulations 2020 (SI 2020/1311), regulations 26 and 27, as summarized",
        level="secondary",
        checked_on=_LOOKED,
    ),
    Source(
        title="whether the first day is day one: not found; read so, each day is one earlier",
        level="unverified",
        checked_on=_LOOKED,
    ),
]
UK_MIDWAY_FROM = TimeLimit(
    code="UK_MIDWAY_FROM",
    count=25,
    unit="days",
    bound="earliest",
    since=_UK_2021,
    sources=_UK,
    text=Wording("the adviser's midway review is not before day {count}", "债务顾问的中期审查不早于第{count}天"),
)
UK_MIDWAY_BY = TimeLimit(
    code="UK_MIDWAY_BY",
    count=35,
    unit="days",
    bound="latest",
    since=_UK_2021,
    sources=_UK,
    text=Wording("the adviser's midway review is done by day {count}", "债务顾问的中期审查不迟于第{count}天"),
)
UK_MORATORIUM = TimeLimit(
    code="UK_MORATORIUM",
    count=60,
    unit="days",
    bound="latest",
    since=_UK_2021,
    sources=_UK,
    text=Wording("the breathing space lasts at most {count} days", "喘息期最长{count}天"),
)
UK_CRISIS = TimeLimit(
    code="UK_CRISIS",
    count=30,
    unit="days",
    bound="latest",
    since=_UK_2021,
    sources=[
        Source(
            title="HM Government guidance on the Debt Respite Scheme, creditors, June 2023",
            level="secondary",
            checked_on=_LOOKED,
        )
    ],
    text=Wording(
        "a mental health crisis moratorium ends {count} days after the treatment",
        "心理健康危机喘息期在治疗结束后{count}天届满",
    ),
)
UK_BREATHING_SPACE = (UK_MIDWAY_FROM, UK_MIDWAY_BY, UK_MORATORIUM)
"""Counted from the day the moratorium starts."""
