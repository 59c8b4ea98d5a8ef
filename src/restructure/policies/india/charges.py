"""India: penal charges without interest, and installments that cover it, as data (罚金与重置分期).

>>> from restructure.law import check_penal_charges
>>> check_penal_charges(["200", "200"], claimed="401", limit=IN_PENAL_CHARGES, contract_date=date(2026, 1, 1)).indicated
'fail'
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Dated, Source, Wording
from ...law.share_limit import ShareLimit

__all__ = ["IN_NO_NEGATIVE_AMORTIZATION", "IN_PENAL_CHARGES"]

IN_PENAL_CHARGES = ShareLimit(
    code="IN_PENAL_CHARGES",
    most=Dated([(date(2024, 4, 1), Decimal(1))]),
    sources=[Source(title="RBI circular of 18 August 2023 on penal charges, as summarized", level="secondary")],
    text=Wording("penal charges bear no interest", "罚金不计利息"),
)
"""What may be claimed over what was levied; cards, ECB and trade credit are outside it, older loans follow by 30 June
2024."""

IN_NO_NEGATIVE_AMORTIZATION = ShareLimit(
    code="IN_NO_NEGATIVE_AMORTIZATION",
    most=Dated([(date(2023, 8, 18), Decimal(1))]),
    sources=[
        Source(
            title="RBI circular of 18 August 2023 on floating-rate installments: no negative amortization, recalled",
            level="unverified",
        )
    ],
    text=Wording("the installment covers the interest of its period", "每期还款额不低于当期利息"),
)
"""Interest of a period over its installment, on the day of the reset."""
