"""China, credit cards: the individual installment repayment agreement of Article 70 (个性化分期还款协议).

Source: Measures for the Supervision and Administration of the Credit Card Business of Commercial Banks, CBRC Order
2011 No. 2, Article 70, read in reprints, not in the gazette: every check therefore answers "needs review" and says
what it indicates. The article asks for a debt beyond the holder's capacity and a holder willing to repay; the
agreement lasts at most five years. It does not ask for interest to stop, only for charges during the term to be
stated: so every plan states its rate, and none is zero by default. Levers and the capacity model are this library's
judgment, not the article's.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..policy import (
    Comparator,
    Condition,
    Dated,
    Levers,
    Plain,
    Policy,
    Quantity,
    Rule,
    Source,
    Start,
    Steps,
    Wording,
)
from .generic import BALANCED, SPREAD_CHARGES, WAIVE_PENALTY

IN_FORCE = date(2011, 1, 13)

ARTICLE_70 = Source(
    title="商业银行信用卡业务监督管理办法 (CBRC Order 2011 No. 2), Article 70",
    level="secondary",
    checked_on=date(2026, 11, 23),
)


def _rule(
    code: str,
    quantity: Quantity,
    comparator: Comparator,
    limit: Plain,
    en: str,
    zh: str,
    *,
    condition: Condition | None = None,
) -> Rule:
    return Rule(
        code=code,
        quantity=quantity,
        comparator=comparator,
        limit=Dated([(IN_FORCE, limit)]),
        condition=condition,
        sources=[ARTICLE_70],
        text=Wording(en, zh),
    )


CN_CARD_ARTICLE_70 = Policy(
    name="cn_card_article_70",
    version="2026.1",
    jurisdiction="CN",
    title=Wording("China credit card, Article 70 (2011)", "信用卡个性化分期（2011年办法第七十条）"),
    capacity=BALANCED,
    levers=Levers(
        terms=Steps(6, 60),
        rate_cuts=[Decimal("0"), Decimal("0.03"), Decimal("0.06"), Decimal("0.09")],
        rate_floor="0.03",
        starts=[Start("none"), Start("interest_only", 3), Start("interest_only", 6), Start("reduced", 6, share="0.5")],
        installments=["level", "affordable"],
        forgiveness=[Decimal("0")],
        treatment_sets=[WAIVE_PENALTY, SPREAD_CHARGES],
    ),
    rules=[
        _rule("ART70_CARD", "debt_kind", "==", "credit_card", "the debt is a credit card debt", "欠款为信用卡欠款"),
        _rule(
            "ART70_BEYOND_CAPACITY",
            "exceeds_capacity",
            "==",
            True,
            "the debt exceeds what the holder can repay",
            "欠款金额超出持卡人还款能力",
        ),
        _rule(
            "ART70_WILLING",
            "willing_to_repay",
            "==",
            True,
            "the holder is still willing to repay",
            "持卡人仍有还款意愿",
        ),
        _rule(
            "ART70_FIVE_YEARS",
            "term_months",
            "<=",
            Decimal(60),
            "the last installment falls due within {limit} months (5 years) of signing",
            "自签约起{limit}个月（5年）内还清",
        ),
        _rule(
            "ART70_INSTALLMENTS",
            "installment_count",
            "<=",
            Decimal(60),
            "at most {limit} monthly installments",
            "按月还款不超过{limit}期",
            condition=Condition(quantity="installments_per_year", comparator="==", value=Decimal(12)),
        ),
    ],
)
