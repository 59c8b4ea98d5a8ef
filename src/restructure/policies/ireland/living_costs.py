"""Ireland: living costs of households (生活费标准). Not part of a shipped policy unless that policy names it.

>>> IE_LIVING_2013.amounts[0]
(1, 0, Decimal('900.08'))
"""

from __future__ import annotations

from decimal import Decimal

from ...basics.provenance import Source
from ...policy import LivingBenchmark

__all__ = ["IE_LIVING_2013"]

IE_LIVING_2013 = LivingBenchmark(
    source=Source(
        title="Insolvency Service of Ireland, reasonable living expenses, first set of 2013; re-issued every year",
        level="secondary",
    ),
    currency="EUR",
    amounts=[(1, 0, Decimal("900.08"))],
    with_car=[(1, 0, Decimal("1029.83")), (2, 0, Decimal("1431.58"))],
)
"""The figures of one set that could be read: set costs without housing and child care. Pass the edition in force."""
