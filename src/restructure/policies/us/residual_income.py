"""United States: what a family must have left before living costs, by region (最低月度结余).

Not part of a shipped policy unless that policy names it.

>>> VA_LIVING["South"].currency.code
'USD'
"""

from __future__ import annotations

from decimal import Decimal

from ...basics.provenance import Source
from ...measures.residual import ResidualRow
from ...policy import LivingBenchmark

__all__ = ["VA_DEBT_RATIO", "VA_HIGH_DEBT_FACTOR", "VA_LIVING", "VA_RESIDUAL"]

VA_TABLE = Source(title="38 CFR 36.4340(e), table of residual incomes by region", level="secondary")

_VA_AMOUNTS = {
    "Northeast": ("390 654 788 888 921", "450 755 909 1025 1062"),
    "Midwest": ("382 641 772 868 902", "441 738 889 1003 1039"),
    "South": ("382 641 772 868 902", "441 738 889 1003 1039"),
    "West": ("425 713 859 967 1004", "491 823 990 1117 1158"),
}
_VA_BANDS = ((Decimal(0), Decimal(75)), (Decimal(80_000), Decimal(80)))
"""Smallest loan of each column, and the amount for each person beyond the fifth, major units."""
_VA_LARGEST_FAMILY = 7


def _va_amounts(region: str, band: int) -> list[Decimal]:
    return [Decimal(amount) for amount in _VA_AMOUNTS[region][band].split()]


VA_RESIDUAL = tuple(
    ResidualRow(
        region=region,
        from_loan=least,
        amounts=_va_amounts(region, band),
        each_further=further,
        most_persons=_VA_LARGEST_FAMILY,
    )
    for region in _VA_AMOUNTS
    for band, (least, further) in enumerate(_VA_BANDS)
)
"""What a family must have left before living costs, for `required_residual`."""

VA_DEBT_RATIO = Decimal("0.41")
"""Above this share of gross income, the ratio rounded to two digits, 120% of the residual income is asked for."""
VA_HIGH_DEBT_FACTOR = Decimal("1.2")


def _va_living(region: str) -> LivingBenchmark:
    listed, (_, further) = _va_amounts(region, 1), _VA_BANDS[1]
    sizes = [*listed, *(listed[-1] + more * further for more in range(1, _VA_LARGEST_FAMILY - len(listed) + 1))]
    rows = [
        (adults, persons - adults, amount)
        for persons, amount in enumerate(sizes, start=1)
        for adults in range(1, persons + 1)
    ]
    return LivingBenchmark(source=VA_TABLE, currency="USD", amounts=rows)


VA_LIVING = {region: _va_living(region) for region in _VA_AMOUNTS}
"""The same amounts for larger loans as benchmarks of living costs, by region: a benchmark or a minimum, never both."""
