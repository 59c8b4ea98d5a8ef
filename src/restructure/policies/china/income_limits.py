"""China: limits on shares of income (收入占比上限). Not part of a shipped policy unless that policy names it.

>>> CN_ALL_DEBT.limit.at(date(2026, 11, 23))
Decimal('0.55')
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Dated, Source, Wording
from ...policy import RatioCap

__all__ = ["CN_ALL_DEBT", "CN_HOUSING"]

_CN_2004 = Source(title="CBRC risk management guidelines for real estate loans, 2004, Article 36", level="unverified")

CN_HOUSING = RatioCap(
    code="CN_HOUSING_50",
    ratio="housing",
    limit=Dated([(date(2004, 9, 2), Decimal("0.50"))]),
    basis="gross",
    sources=[_CN_2004],
    text=Wording("the home takes at most {limit} of income", "住房月供及物业费不超过月收入的{limit}"),
)
CN_ALL_DEBT = RatioCap(
    code="CN_ALL_DEBT_55",
    ratio="housing_and_debt",
    limit=Dated([(date(2004, 9, 2), Decimal("0.55"))]),
    basis="gross",
    sources=[_CN_2004],
    text=Wording(
        "the home and all debts take at most {limit} of income", "住房支出及全部债务月还款不超过月收入的{limit}"
    ),
)
