"""Basel Committee: exposures performing and non-performing by days past due, and the mark of forborne ones (不良敞口).

>>> [each.name for each in NPE_90.brackets]
['performing', 'non_performing']
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ...basics.provenance import Source, Wording
from ...law.restructured import MarkedName, RestructuredPeriod
from ...law.scheme import Bracket, Scheme

__all__ = ["BASEL_2017", "NPE_90"]

_LOOKED = date(2026, 11, 23)
_D403 = date(2017, 4, 4)

NPE_90 = Scheme(
    code="NPE_90",
    brackets=[
        Bracket("performing", 90, text=Wording("performing", "正常")),
        Bracket("non_performing", performing=False, text=Wording("non-performing", "不良")),
    ],
    since=_D403,
    sources=[
        Source(
            title="Basel Committee d403 (2017); Article 178 of Regulation (EU) No 575/2013",
            level="unverified",
            checked_on=_LOOKED,
        )
    ],
    text=Wording("material amounts more than 90 days past due are non-performing", "重大金额逾期超过90天为不良"),
)
"""Which amounts are material: see `past_due_test`."""

BASEL_2017 = replace(
    NPE_90,
    name="BASEL",
    marked=MarkedName(suffix="forborne", text=Wording("{name}, forborne", "{name}（重组）"), since=_D403),
    probation=RestructuredPeriod(
        code="BASEL_FORBORNE",
        months=12,
        since=_D403,
        sources=[
            Source(title="Basel Committee d403 (2017), probation of forborne exposures: recalled", level="unverified")
        ],
        text=Wording("a forborne exposure keeps its mark for at least a year", "重组敞口的标识至少保留一年"),
    ),
)
"""By days past due, with a probation of at least a year on the forborne exposure."""
