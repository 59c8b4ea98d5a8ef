"""Australia: the stress that income must bear (利率缓冲). Not part of a shipped policy unless that policy names it.

>>> AU_RATE_BUFFER.rate_rise
Rate('0.03')
"""

from __future__ import annotations

from ...basics.provenance import Source, Wording
from ...policy import Stress

__all__ = ["AU_RATE_BUFFER"]

AU_RATE_BUFFER = Stress(
    code="AU_BUFFER_3",
    rate_rise="0.03",
    must_hold=True,
    sources=[Source(title="APRA, serviceability buffer of 3 percentage points since October 2021", level="unverified")],
    text=Wording(
        "income covers everything with rates 3 percentage points higher",
        "利率上升3个百分点后，收入仍可覆盖全部支出和还款",
    ),
)
