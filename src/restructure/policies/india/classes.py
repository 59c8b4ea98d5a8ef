"""India: special mention accounts and non-performing assets, by days past due (按逾期天数分类).

>>> [each.name for each in IN_SMA.brackets]
['standard', 'SMA-0', 'SMA-1', 'SMA-2', 'NPA']
"""

from __future__ import annotations

from datetime import date

from ...basics.provenance import Source, Wording
from ...law.scheme import Bracket, Scheme

__all__ = ["IN_SMA"]

_LOOKED = date(2026, 11, 23)

IN_SMA = Scheme(
    code="IN_SMA",
    brackets=[
        Bracket("standard", 0, text=Wording("standard", "正常")),
        Bracket("SMA-0", 30, text=Wording("special mention account 0", "特别关注账户0档")),
        Bracket("SMA-1", 60, text=Wording("special mention account 1", "特别关注账户1档")),
        Bracket("SMA-2", 90, text=Wording("special mention account 2", "特别关注账户2档")),
        Bracket("NPA", performing=False, text=Wording("non-performing asset", "不良资产")),
    ],
    due_date_counts=True,
    since=date(2019, 6, 7),
    sources=[
        Source(
            title="RBI, Prudential Framework for Resolution of Stressed Assets, 7 June 2019",
            level="secondary",
            checked_on=_LOOKED,
        ),
        Source(
            title="RBI clarification of 12 November 2021: overdue from the end of the due date on",
            level="secondary",
            checked_on=_LOOKED,
        ),
    ],
    text=Wording("overdue for more than 90 days is a non-performing asset", "逾期超过90天为不良资产"),
)
"""Unpaid on 31 March is day one of that evening, SMA-1 on 30 April and an NPA on 29 June."""

NPE_90 = Scheme(
    code="NPE_90",
    brackets=[
        Bracket("performing", 90, text=Wording("performing", "正常")),
        Bracket("non_performing", performing=False, text=Wording("non-performing", "不良")),
    ],
    since=date(2017, 4, 4),
    sources=[
        Source(
            title="Basel Committee d403 (2017); Article 178 of Regulation (EU) No 575/2013",
            level="unverified",
            checked_on=_LOOKED,
        )
    ],
    text=Wording("material amounts more than 90 days past due are non-performing", "重大金额逾期超过90天为不良"),
)
"""Basel and the European Union; which amounts are material: see `past_due_test`."""
