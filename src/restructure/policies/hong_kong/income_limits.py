"""Hong Kong: limits on shares of income (收入占比上限). Not part of a shipped policy unless that policy names it.

>>> HK_DEBT_SERVICE.limit.at(date(2026, 11, 23))
Decimal('0.50')
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Dated, Source, Wording
from ...policy import RatioCap

__all__ = ["HK_DEBT_SERVICE", "HK_STRESSED_DEBT_SERVICE"]

HK_DEBT_SERVICE = RatioCap(
    code="HK_DSR_50",
    ratio="debt_service",
    limit=Dated([(date(2010, 8, 19), Decimal("0.50"))]),
    basis="gross",
    sources=[Source(title="HKMA circulars of 19 August 2010 and 16 October 2024", level="secondary")],
    text=Wording("all debt payments take at most {limit} of income", "全部债务还款不超过收入的{limit}"),
)
HK_STRESSED_DEBT_SERVICE = RatioCap(
    code="HK_DSR_STRESSED_60",
    ratio="debt_service",
    limit=Dated([(date(2010, 8, 19), Decimal("0.60"))]),
    basis="gross",
    rate_rise="0.02",
    sources=[Source(title="HKMA circular of 19 August 2010; suspended since 28 February 2024", level="secondary")],
    text=Wording(
        "with rates 2 percentage points higher, all debt payments take at most {limit} of income",
        "利率上升2个百分点后，全部债务还款不超过收入的{limit}",
    ),
)
