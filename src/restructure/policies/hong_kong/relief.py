"""Hong Kong: the Interbank Debt Relief Plan, IDRP (跨银行债务舒缓计划).

A circular of 21 November 2025 replaced that of 31 October 2002. All retail banks and major money lenders take part; one
of them leads, and the borrower pays one installment a month on renegotiated terms, which the participants share. No
limit on term or rate was found. Read in third-party pages: every check answers "needs review". Levers, among them terms
of up to ten years, and the capacity model on gross income are this library's judgment.

Left out: a debt of ten months' salary, which is a consultant's mark and not the circular's; that several lenders are
owed; the lead participant and its part; the consent of each lender; that nobody calls in the debt meanwhile.

>>> [rule.code for rule in HK_IDRP.rules]
['HK_IDRP_UNSECURED']
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Source, Wording
from ...policy import Levers, Policy, SigningEffect, Start, Steps, rule
from ..generic import BUDGET, OUTCOMES, SPREAD_CHARGES, WAIVE_PENALTY
from ..presets import BALANCED_GROSS

__all__ = ["HK_IDRP"]

_START = date(2025, 11, 21)

_CIRCULAR = Source(
    title="HKMA circular of 21 November 2025 on the IDRP, as summarized by a law firm",
    level="secondary",
    url="https://timothyloh.com/insights/latest-news/interbank-debt-relief-plan-20251121",
)
_BANK = Source(title="card FAQ of a participating bank on the IDRP", level="secondary")

HK_IDRP = Policy(
    name="hk_idrp",
    version="2026.1",
    jurisdiction="HK",
    title=Wording("Hong Kong, Interbank Debt Relief Plan", "香港跨银行债务舒缓计划"),
    capacity=BALANCED_GROSS,
    levers=Levers(
        terms=Steps(12, 120, 6),
        rate_cuts=[Decimal("0"), Decimal("0.05"), Decimal("0.10"), Decimal("0.20")],
        rate_floor="0.03",
        starts=[Start("none")],
        installments=["level", "affordable"],
        forgiveness=[Decimal("0")],
        treatment_sets=[WAIVE_PENALTY, SPREAD_CHARGES],
        sharing="pro_rata",
    ),
    outcomes=OUTCOMES,
    budget=BUDGET,
    rules=[
        rule(
            "HK_IDRP_UNSECURED",
            "secured",
            "==",
            False,
            "no collateral stands behind the debt",
            "欠款为无抵押债务",
            _CIRCULAR,
            _BANK,
            since=_START,
        ),
    ],
    signing_effects=[
        SigningEffect(
            of="collection",
            when="kept",
            text=Wording("whoever keeps it is spared collection and set-off", "按约履行的，不被催收，也不被抵销存款"),
            sources=[_BANK],
        ),
    ],
)
