"""United Kingdom, consumer credit: forbearance of the Consumer Credit sourcebook, CONC 7 (消费信贷纾困).

The sourcebook names tools and few numbers: accept token payments for a reasonable time, defer payments, give longer to
repay, and suspend, reduce, waive or cancel interest and charges. Since 4 November 2024 (PS24/2) principal may be waived
too, and people who are about to miss a payment count. Read in summaries, not in the handbook: every check answers
"needs review". A token payment is a small share of what can be paid here; interest can stop for the same months. All
shares and months, the terms and the capacity model are this library's judgment.

Left out: a token of one pound where nothing can be paid at all; which loans to businesses are covered; fees no higher
than their cost; a moratorium, which `UK_BREATHING_SPACE` dates; a list of tools on the lender's website.
Debts with priority are paid first, as the levers' `sharing` says. The spending guidelines of the Standard Financial
Statement are licensed: a member passes them in.

>>> [rule.code for rule in UK_CONSUMER_CREDIT.rules]
['UK_CREDIT_NOT_MORTGAGE', 'UK_CREDIT_NO_DEARER', 'UK_CREDIT_NOT_GROWING']
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Source, Wording
from ...contract.treatment import Treatment
from ...policy import Levers, Policy, SigningEffect, Start, Steps, TemporaryRate, TreatmentSet, rule
from ..generic import BALANCED, BUDGET, OUTCOMES, SPREAD_CHARGES

__all__ = ["UK_CONSUMER_CREDIT"]

_CONC_START = date(2014, 4, 1)
_PS24_2_START = date(2024, 11, 4)

_SCOPE = Source(title="CONC 7, which credit it covers and from which day: recalled", level="unverified")
PS24_2 = Source(title="FCA PS24/2, in force 4 November 2024, as summarized", level="secondary")
_BALANCE = Source(title="PS24/2, a balance under an arrangement does not escalate: recalled", level="unverified")

EXPLAINED_BEFORE = SigningEffect(
    of="credit_record",
    when="signed",
    text=Wording(
        "the lender has to explain how the arrangement is reported to credit reference agencies",
        "贷款机构须说明该安排将如何报送信用信息机构",
    ),
    sources=[PS24_2],
)

_WAIVE_CHARGES = TreatmentSet(
    name="waive_charges",
    treatments=[
        Treatment("interest", "waive"),
        Treatment("penalty_interest", "waive"),
        Treatment("compound_interest", "waive"),
        Treatment("fees", "waive"),
    ],
    days_past_due="keep",
    text=Wording("interest and charges owed are waived", "减免所欠利息及各项费用"),
)


UK_CONSUMER_CREDIT = Policy(
    name="uk_consumer_credit",
    version="2026.1",
    jurisdiction="GB",
    title=Wording("United Kingdom, consumer credit forbearance", "英国消费信贷纾困"),
    capacity=BALANCED,
    levers=Levers(
        terms=Steps(6, 120, 6),
        rate_cuts=[Decimal("0"), Decimal("0.05"), Decimal("0.10")],
        rate_floor="0",
        starts=[
            Start("none"),
            Start("interest_only", 6),
            Start("defer", 3),
            Start("reduced", 6, share="0.1"),
            Start("reduced", 12, share="0.1"),
        ],
        installments=["level", "affordable"],
        forgiveness=[Decimal("0"), Decimal("0.25")],
        treatment_sets=[_WAIVE_CHARGES, SPREAD_CHARGES],
        temporary_rates=[TemporaryRate(rate=0, months=6), TemporaryRate(rate=0, months=12)],
        sharing="priority_first",
    ),
    outcomes=OUTCOMES,
    budget=BUDGET,
    rules=[
        rule(
            "UK_CREDIT_NOT_MORTGAGE",
            "debt_kind",
            "!=",
            "mortgage",
            "the debt is no mortgage",
            "欠款不是按揭贷款",
            _SCOPE,
            since=_CONC_START,
        ),
        rule(
            "UK_CREDIT_NO_DEARER",
            "rate_cut",
            ">=",
            0,
            "interest under an arrangement is no higher than before",
            "协议期间利率不高于原利率",
            PS24_2,
            since=_PS24_2_START,
        ),
        rule(
            "UK_CREDIT_NOT_GROWING",
            "peak_balance_share",
            "<=",
            1,
            "the balance never rises above {limit} of where it starts",
            "余额不超过起始余额的{limit}",
            _BALANCE,
            since=_PS24_2_START,
        ),
    ],
    signing_effects=[EXPLAINED_BEFORE],
)
