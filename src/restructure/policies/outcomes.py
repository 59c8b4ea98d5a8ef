"""Illustrative outcome curves: what published experience with other lenders' loans supports, and how far.

Every figure is this library's inference from the studies named in `docs/explanation/outcomes.md`, fitted while looking
at them; nothing is verified and nothing is a prediction for a given book. A lender replaces them by its own.

>>> CARD_OUTCOMES.base.at("central"), MORTGAGE_OUTCOMES.base.at("central")
(Decimal('0.22'), Decimal('0.36'))
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ..basics.provenance import Source, Wording
from ..policy import Estimate, FactorCurves, OutcomeCurve, curve

__all__ = ["CARD_OUTCOMES", "MORTGAGE_OUTCOMES"]

_LOOKED = date(2026, 11, 23)


def _read(title: str) -> Source:
    return Source(title=title, level="secondary", checked_on=_LOOKED)


_INFERRED = Source(
    title="factors and their bands: this library's inference, fitted to the studies named", level="unverified"
)
_CARD_SOURCES = [
    _read("Dobbie and Song, Targeted Debt Relief and the Origins of Financial Distress, AER 110(4), 2020"),
    _read("Insolvency Service, IVA Outcomes and Providers, 2021 and 2022"),
    _read("JPMorgan Chase Institute, Trading Equity for Liquidity, 2019"),
    _read("default of credit card clients, Taiwan 2005 (UCI 350)"),
    _INFERRED,
]
_MORTGAGE_SOURCES = [
    _read("OCC and OTS, Mortgage Metrics Report, fourth quarter of 2008 and first of 2009"),
    _read("US Treasury, HAMP Performance Summary, June 2019"),
    _read("Fuster and Willen, Payment Size, Negative Equity, and Mortgage Default, AEJ Policy 9(4), 2017"),
    _read("JPMorgan Chase Institute, Mortgage Modifications after the Great Recession, 2017, as reported"),
    _INFERRED,
]
_CUSHION = FactorCurves(
    central=curve(("-0.10", "2"), ("0", "1.25"), ("0.05", "1"), ("0.10", "0.87"), ("0.15", "0.77"), ("0.25", "0.65")),
    flat=curve(("-0.10", "1.4"), ("0", "1.1"), ("0.05", "1"), ("0.25", "0.9")),
    steep=curve(("-0.10", "3"), ("0", "1.5"), ("0.05", "1"), ("0.10", "0.75"), ("0.15", "0.6"), ("0.25", "0.45")),
)

CARD_OUTCOMES = OutcomeCurve(
    code="CARD_ILLUSTRATIVE",
    kinds=["credit_card", "personal_loan", "auto_loan", "student_loan", "business_loan", "other"],
    base=Estimate("0.22", low="0.10", high="0.37"),
    payment=FactorCurves(
        central=curve(
            ("0.25", "0.71"), ("0.5", "0.84"), ("0.75", "0.93"), ("1", "1"), ("1.25", "1.06"), ("1.5", "1.11")
        ),
        flat=curve(("0.25", "1"), ("1.5", "1")),
        steep=curve(("0.25", "0.35"), ("0.5", "0.59"), ("0.75", "0.81"), ("1", "1"), ("1.25", "1.18"), ("1.5", "1.36")),
    ),
    writedown=FactorCurves(
        central=curve(("0", "1"), ("0.5", "0.82"), ("1", "0.67")),
        flat=curve(("0", "1"), ("1", "1")),
        steep=curve(("0", "1"), ("0.5", "0.72"), ("1", "0.52")),
    ),
    cushion=_CUSHION,
    liquid=curve(("0", "1.15"), ("1", "1"), ("3", "0.8"), ("6", "0.7")),
    arrears=curve(("0", "0.3"), ("30", "0.55"), ("60", "1"), ("90", "1.6"), ("180", "2"), ("365", "2.3")),
    season=[Decimal(1)],
    capitalized_without_lower_payment=Estimate("1.15", low="1", high="1.6"),
    second_plan=Estimate("1.3", low="1.1", high="1.8"),
    relief_end_dated=Estimate("0.05", low="0.02", high="0.10"),
    relief_end_undated=Estimate("0.20", low="0.10", high="0.40"),
    cure_when_contract_fits=Estimate("0.30", low="0.15", high="0.45"),
    cure_when_it_does_not=Estimate("0.10", low="0.05", high="0.25"),
    recovered_share=Estimate("0.12", low="0.05", high="0.20"),
    recovered_after=12,
    discount="0.04",
    sources=_CARD_SOURCES,
    text=Wording(
        "published experience with other lenders' unsecured loans, not this borrower's; illustrative",
        "其他机构无担保贷款的公开经验，并非对该客户的预测；仅供参考",
    ),
)

MORTGAGE_OUTCOMES = replace(
    CARD_OUTCOMES,
    code="MORTGAGE_ILLUSTRATIVE",
    kinds=["mortgage"],
    base=Estimate("0.36", low="0.22", high="0.59"),
    payment=FactorCurves(
        central=curve(
            ("0.5", "0.33"),
            ("0.6", "0.44"),
            ("0.7", "0.57"),
            ("0.8", "0.70"),
            ("0.9", "0.84"),
            ("1", "1"),
            ("1.1", "1.16"),
            ("1.25", "1.43"),
        ),
        flat=curve(
            ("0.5", "0.45"),
            ("0.6", "0.56"),
            ("0.7", "0.66"),
            ("0.8", "0.77"),
            ("0.9", "0.89"),
            ("1", "1"),
            ("1.1", "1.12"),
            ("1.25", "1.29"),
        ),
        steep=curve(
            ("0.5", "0.19"),
            ("0.6", "0.30"),
            ("0.7", "0.43"),
            ("0.8", "0.59"),
            ("0.9", "0.78"),
            ("1", "1"),
            ("1.1", "1.25"),
            ("1.25", "1.69"),
        ),
    ),
    writedown=FactorCurves(
        central=curve(("0", "1"), ("1", "1")),
        flat=curve(("0", "1"), ("1", "1")),
        steep=curve(("0", "1"), ("0.5", "0.9"), ("1", "0.8")),
    ),
    season=[Decimal(share) for share in ("1", "0.7", "0.5", "0.4", "0.3", "0.1")],
    recovered_share=Estimate("0.65", low="0.55", high="0.75"),
    recovered_after=18,
    discount="0.055",
    sources=_MORTGAGE_SOURCES,
    text=Wording(
        "published experience with other lenders' mortgages, not this borrower's; illustrative",
        "其他机构住房贷款的公开经验，并非对该客户的预测；仅供参考",
    ),
)
"""Loans secured on a home; recovery is what was assumed for the United States and moves with prices."""
