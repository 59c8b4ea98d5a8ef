"""Singapore: limits on shares of income (收入占比上限). Not part of a shipped policy unless that policy names it.

>>> SG_DEBT_SERVICE.limit.at(date(2026, 11, 23))
Decimal('0.55')
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Dated, Source, Wording
from ...policy import RatioCap

__all__ = ["SG_DEBT_SERVICE", "SG_MORTGAGE_SERVICE"]

SG_DEBT_SERVICE = RatioCap(
    code="SG_TDSR_55",
    ratio="debt_service",
    limit=Dated([(date(2013, 6, 29), Decimal("0.60")), (date(2021, 12, 16), Decimal("0.55"))]),
    basis="gross",
    rate_floor="0.04",
    sources=[
        Source(title="MAS Notice 645, total debt servicing ratio of 55% since 16 December 2021", level="secondary"),
        Source(title="MAS, interest rate floor of 4% for homes since 30 September 2022", level="unverified"),
    ],
    text=Wording("all debt payments take at most {limit} of income", "全部债务还款不超过收入的{limit}"),
)
SG_MORTGAGE_SERVICE = RatioCap(
    code="SG_MSR_30",
    ratio="mortgage_service",
    limit=Dated([(date(2013, 8, 28), Decimal("0.30"))]),
    basis="gross",
    rate_floor="0.04",
    sources=[
        Source(title="MAS, mortgage servicing ratio for HDB flats and executive condominiums", level="secondary"),
        Source(title="MAS, interest rate floor of 4% for homes since 30 September 2022", level="unverified"),
    ],
    text=Wording("mortgage payments take at most {limit} of income", "房贷还款不超过收入的{limit}"),
)
