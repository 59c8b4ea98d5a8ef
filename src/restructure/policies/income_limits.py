"""Limits on shares of income and tables of living costs, by country: dated, sourced, marked how sure each one is.

Pick what applies: `replace(policies.BALANCED_GROSS, ratio_caps=[HK_DEBT_SERVICE])`. None of them is part of a shipped
policy unless that policy names it. The spending figures of the United Kingdom's Standard Financial Statement are
licensed and not here: a member supplies them as `SpendingGuideline`s, by the three flexible kinds of cost
`communications`, `food` and `personal`.

>>> from datetime import date
>>> SG_DEBT_SERVICE.limit.at(date(2026, 11, 23))
Decimal('0.55')
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..basics.provenance import Dated, Source, Wording
from ..measures.residual import ResidualRow
from ..policy import LivingBenchmark, RatioCap, Stress

# --- China -----------------------------------------------------------------------------------------------------------

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

# --- Hong Kong -------------------------------------------------------------------------------------------------------

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

# --- Singapore -------------------------------------------------------------------------------------------------------

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

# --- Australia -------------------------------------------------------------------------------------------------------

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

# --- Ireland ---------------------------------------------------------------------------------------------------------

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

# --- United States ---------------------------------------------------------------------------------------------------

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

__all__ = [
    "AU_RATE_BUFFER",
    "CN_ALL_DEBT",
    "CN_HOUSING",
    "HK_DEBT_SERVICE",
    "HK_STRESSED_DEBT_SERVICE",
    "IE_LIVING_2013",
    "SG_DEBT_SERVICE",
    "SG_MORTGAGE_SERVICE",
    "VA_DEBT_RATIO",
    "VA_HIGH_DEBT_FACTOR",
    "VA_LIVING",
    "VA_RESIDUAL",
]
