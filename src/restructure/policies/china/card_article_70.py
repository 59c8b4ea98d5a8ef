"""China, credit cards: the individual installment repayment agreement of Article 70 (个性化分期还款协议).

Source: Measures for the Supervision and Administration of the Credit Card Business of Commercial Banks, CBRC Order
2011 No. 2, Article 70, read in reprints, not in the gazette: every check therefore answers "needs review" and says
what it indicates. The article asks for a debt beyond the holder's capacity and a holder willing to repay; the
agreement lasts at most five years. It does not ask for interest to stop, only for charges during the term to be
stated: so every plan states its rate, and none is zero by default. Levers, the capacity model, and when a breach occurs
and is cured are this library's judgment, not the article's. The order in which payments settle what is owed is that
of Article 57.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Source, Wording
from ...contract.events import AllocationStep, Servicing
from ...policy import (
    AgreementRules,
    BreachTerms,
    ClauseFact,
    ClauseRule,
    Condition,
    Levers,
    OwnTerm,
    OwnWords,
    Policy,
    SigningEffect,
    Start,
    Statement,
    Steps,
    rule,
)
from ..generic import BALANCED, BUDGET, OUTCOMES, SPREAD_CHARGES, WAIVE_PENALTY
from .ceilings import CN_FINANCIAL_24
from .follow_up import CN_FOLLOW_UP

__all__ = ["CN_CARD_ARTICLE_70"]

IN_FORCE = date(2011, 1, 13)

ARTICLE_70 = Source(
    title="商业银行信用卡业务监督管理办法 (CBRC Order 2011 No. 2), Article 70",
    level="secondary",
    checked_on=date(2026, 11, 23),
)
ARTICLE_57 = Source(
    title="商业银行信用卡业务监督管理办法 (CBRC Order 2011 No. 2), Article 57",
    level="secondary",
    checked_on=date(2026, 11, 23),
)
CARD_NOTICE = Source(
    title="中国人民银行关于信用卡业务有关事项的通知 (2016), in force 1 January 2017, as reprinted",
    level="secondary",
)
"""It did away with the late fee (滞纳金); a charge for paying late is agreed in the card contract, as 违约金."""


def _clause(code: str, en: str, zh: str, *needs: ClauseFact) -> ClauseRule:
    return ClauseRule(code=code, title=Wording(en, zh), needs=needs, sources=[ARTICLE_70])


AGREEMENT = AgreementRules(
    clauses=[
        _clause(
            "ART70_1_BALANCE",
            "Balance owed, its structure and currency",
            "欠款余额、结构和币种",
            "balance",
            "structure",
            "currency",
            "treatment",
        ),
        _clause(
            "ART70_2_REPAYMENT",
            "Cycle, method, currency, dates and amounts of repayment",
            "还款周期、方式、币种、日期和每期还款金额",
            "cycle",
            "method",
            "dates_and_amounts",
        ),
        _clause(
            "ART70_3_CHARGES",
            "Annual fee, interest and other fees during the term",
            "还款期间年费、利息和其他费用的计收",
            "interest_during_term",
            "fees_during_term",
        ),
        _clause(
            "ART70_4_NO_NEW_CARD",
            "No new credit card until everything is settled",
            "结清前不申领信用卡的承诺",
            "no_new_card",
        ),
        _clause(
            "ART70_5_DUTIES",
            "Rights, duties and liability for breach",
            "双方的权利义务和违约责任",
            "borrower_duties",
            "lender_duties",
            "breach",
            "cure",
            "overdue",
            "collection_hold",
        ),
        _clause(
            "ART70_6_OTHER",
            "Other matters of repayment",
            "与还款有关的其他事项",
            "early_settlement",
            "retention",
            "validity",
            "other_matters",
        ),
    ],
    statements=[
        Statement(
            "no_new_card",
            Wording(
                "Until everything under this agreement is settled, the card holder will not apply to any bank for a "
                "credit card.",
                "持卡人承诺：在本协议项下全部款项结清前，不向任何银行申领信用卡。",
            ),
        ),
        Statement(
            "borrower_duties",
            Wording(
                "The card holder pays every installment in full by its due date, and tells the card issuer without "
                "delay when income or contact details change.",
                "持卡人应在每期还款日前足额还款；收入或联系方式发生变化的，应及时告知发卡银行。",
            ),
        ),
        Statement(
            "lender_duties",
            Wording(
                "The card issuer credits every payment on the day it arrives, gives an account statement on request, "
                "and charges nothing that this agreement does not state.",
                "发卡银行应于款项到账当日入账，应持卡人要求提供还款明细，并且不收取本协议未载明的任何费用。",
            ),
        ),
        Statement(
            "other_matters",
            Wording(
                "The card holder may ask for a re-assessment at any time when circumstances change. What this "
                "agreement does not change of the card contract stays in force.",
                "持卡人情况发生变化的，可随时申请重新评估。本协议未作变更的事项，仍按原信用卡领用合约执行。",
            ),
        ),
    ],
    breach=BreachTerms(consecutive_missed=2, days_past_due=60, cure_days=15),
    servicing=Servicing(
        allocation=[
            AllocationStep(
                ["fees", "penalty_interest", "compound_interest", "interest", "principal"], up_to_days_past_due=90
            ),
            AllocationStep(["principal", "interest", "compound_interest", "penalty_interest", "fees"]),
        ],
    ),
    retention_years=0,
    sources=[ARTICLE_70, ARTICLE_57, CARD_NOTICE],
    words=OwnWords(
        title=Wording("Individual installment repayment agreement for a credit card debt", "信用卡个性化分期还款协议"),
        terms=[
            OwnTerm(Wording("penalty interest", "罚息"), Wording("penalty interest", "违约金")),
            OwnTerm(Wording("borrower", "借款人"), Wording("card holder", "持卡人")),
            OwnTerm(Wording("the lender", "贷款人"), Wording("the card issuer", "发卡银行")),
            OwnTerm(Wording("Lender", "放款人"), Wording("Card issuer", "发卡银行")),
        ],
    ),
)

EFFECTS = [
    SigningEffect(
        of="collection",
        when="signed",
        text=Wording("the bank and its agents stop collection", "本行及其委托机构停止催收"),
        sources=[ARTICLE_70],
    ),
    SigningEffect(
        of="collection",
        when="missed",
        text=Wording("collection may begin again once the agreement is breached", "构成违约的，可以恢复催收"),
        sources=[ARTICLE_70],
    ),
]
"""The article says nothing of what is reported to the credit registry (征信)."""

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
    outcomes=OUTCOMES,
    budget=BUDGET,
    rules=[
        rule(
            "ART70_CARD",
            "debt_kind",
            "==",
            "credit_card",
            "the debt is a credit card debt",
            "欠款为信用卡欠款",
            ARTICLE_70,
            since=IN_FORCE,
        ),
        rule(
            "ART70_BEYOND_CAPACITY",
            "exceeds_capacity",
            "==",
            True,
            "the debt exceeds what the holder can repay",
            "欠款金额超出持卡人还款能力",
            ARTICLE_70,
            since=IN_FORCE,
        ),
        rule(
            "ART70_WILLING",
            "willing_to_repay",
            "==",
            True,
            "the holder is still willing to repay",
            "持卡人仍有还款意愿",
            ARTICLE_70,
            since=IN_FORCE,
        ),
        rule(
            "ART70_FIVE_YEARS",
            "term_months",
            "<=",
            60,
            "the last installment falls due within {limit} months (5 years) of signing",
            "自签约起{limit}个月（5年）内还清",
            ARTICLE_70,
            since=IN_FORCE,
        ),
        rule(
            "ART70_INSTALLMENTS",
            "installment_count",
            "<=",
            60,
            "at most {limit} monthly installments",
            "按月还款不超过{limit}期",
            ARTICLE_70,
            since=IN_FORCE,
            when=Condition("installments_per_year", "==", 12),
        ),
    ],
    agreement=AGREEMENT,
    signing_effects=EFFECTS,
    delinquency=CN_FOLLOW_UP,
    ceiling=CN_FINANCIAL_24,
)
