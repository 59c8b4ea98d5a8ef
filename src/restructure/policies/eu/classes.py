"""European Union: classes of exposures, the forborne mark, and past due amounts that are material (不良与重组敞口).

>>> EU_FORBORNE.cure.count, EU_FORBORNE.probation.count, EU_RETAIL.days
(1, 2, 90)
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ...basics.provenance import Source, Wording
from ...law.mark import MarkRemark, MarkRule
from ...law.restructured import MarkCheck, MarkedName
from ...law.scheme import Materiality
from ..basel.classes import NPE_90
from .time_limits import EU_CURE, EU_PROBATION

__all__ = ["EU_FORBORNE", "EU_NPE", "EU_OTHER", "EU_RETAIL"]

_LOOKED = date(2026, 11, 23)

EU_NPE = replace(
    NPE_90,
    name="EU",
    marked=MarkedName(
        suffix="forborne",
        text=Wording("{name}, forborne", "{name}（重组）"),
        follows=MarkCheck(
            code="EU_FORBORNE",
            sources=[
                Source(
                    title=("EBA Q&A 2013_618, 2014_878 and 2014_1018; implementing technical standards on forbearance"),
                    level="secondary",
                    checked_on=_LOOKED,
                )
            ],
            text=Wording("whether a forborne exposure may be classed as performing", "重组敞口能否列为正常"),
        ),
        since=EU_CURE.since,
    ),
)
"""By days past due and by where the forborne mark stands."""

EU_FORBORNE = MarkRule(
    cure=EU_CURE,
    probation=EU_PROBATION,
    cure_after_fall=[
        Source(
            title=(
                "that the cure of an exposure restructured before runs from the day it became non-performing: not read"
            ),
            level="unverified",
        )
    ],
    past_due_days=30,
    non_performing_days=90,
    measure_after_cure=MarkRemark(
        "EU_NEW_MEASURE",
        Wording(
            "a new measure during the probation after a cure makes the exposure non-performing",
            "治愈后考察期内再次采取重组措施，敞口重新列为不良",
        ),
    ),
    measure_again=MarkRemark(
        "EU_SECOND_MEASURE",
        Wording(
            "a second measure on an exposure that was always performing: the lender assesses whether it is viable",
            "一直正常的敞口再次采取重组措施：贷款人应评估其可行性",
        ),
    ),
    past_due_after_cure=MarkRemark(
        "EU_PAST_DUE_30",
        Wording(
            "more than 30 days past due during the probation after a cure makes the exposure non-performing",
            "治愈后考察期内逾期超过30天，敞口重新列为不良",
        ),
    ),
    past_due=MarkRemark(
        "EU_PAST_DUE_30",
        Wording(
            "more than 30 days past due during a probation: the mark cannot end while it lasts",
            "考察期内逾期超过30天：逾期未清不得取消重组标识",
        ),
    ),
)
"""EBA Q&A 2013_618, 2014_878, 2014_1018 and 2015_1842; days of default as in `NPE_90`."""

_EU_2018 = [
    Source(title="Delegated Regulation (EU) 2018/171, Articles 1 and 2", level="unverified", checked_on=_LOOKED)
]
_EU_TEXT = Wording(
    "past due above both thresholds for more than {days} consecutive days is default",
    "逾期金额连续超过{days}天高于两项门槛即为违约",
)
EU_RETAIL = Materiality(
    code="EU_RETAIL", amount=Decimal(100), share=Decimal("0.01"), days=90, sources=_EU_2018, text=_EU_TEXT
)
EU_OTHER = Materiality(
    code="EU_OTHER", amount=Decimal(500), share=Decimal("0.01"), days=90, sources=_EU_2018, text=_EU_TEXT
)
"""Euro, at the highest thresholds the regulation allows; a supervisor may set lower ones."""
