"""United States, Fannie Mae and Freddie Mac: the Flex Modification, in its present form and in that of 2017.

Order, target and main limits were read in pages about the guides, details in another implementation of the present
form; the guides' own text was not. So every plan answers "needs review". `market_rate` is the posted Modification
Interest Rate; `rate_still_adjusts` speaks of a rate that adjusts or steps and has not reached its final value.

Who may enter, and how many payments are tried first, is `us_trials.FLEX_TRIAL`. The form of 2017 takes the lesser of
the posted and the final rate where the rate still adjusts; here it takes the posted one.

>>> [step.code for step in FLEX_2024.steps]
['CAPITALIZE', 'STARTING_RATE', 'RATE', 'TERM', 'FORBEAR']
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.provenance import Dated, Plain, Source, Wording
from ...policy import Comparator
from ...waterfall import Cap, Known, Limit, MarketRate, Step, Target, Waterfall, When

__all__ = ["FLEX_2017", "FLEX_2024"]

_START = date(2024, 11, 1)
"""From this day evaluations may use the present form, from 1 December 2024 they must."""
_LEGACY_START = date(2017, 10, 1)

_GUIDE = Source(
    title="Fannie Mae Flex Modification (LL-2024-02, Servicing Guide D2-3.2-06), as summarized",
    level="secondary",
    url="https://singlefamily.fanniemae.com/servicing/flex-modification",
)
_DETAIL = Source(title="Servicing Guide F-1-27, as carried out by another implementation", level="secondary")
_ELIGIBILITY = Source(
    title="Flex Modification eligibility, as summarized by CNYCN for the form of 2017", level="secondary"
)
_LEGACY = Source(
    title="Flex Modification of 2017, as summarized by CNYCN and in a Freddie Mac fact sheet", level="secondary"
)
_LEGACY_RECALLED = Source(title="Flex Modification of 2017, forbearance down to 100% of value", level="unverified")


def _since(start: date, number: str) -> Dated[Decimal]:
    return Dated([(start, Decimal(number))])


def _when(start: date, quantity: Known, comparator: Comparator, value: Plain) -> When:
    return When(quantity, comparator, Dated([(start, value)]))


_ELIGIBLE = [
    Limit(
        code="FLEX_LOAN_AGE",
        quantity="loan_age_months",
        comparator=">=",
        limit=_since(_LEGACY_START, "12"),
        sources=[_ELIGIBILITY],
        text=Wording("the loan is at least {limit} months old", "贷款发放已满{limit}个月"),
    ),
    Limit(
        code="FLEX_MODIFICATIONS",
        quantity="modifications",
        comparator="<",
        limit=_since(_LEGACY_START, "3"),
        sources=[_ELIGIBILITY],
        text=Wording("the loan was modified fewer than {limit} times", "此前修改次数少于{limit}次"),
    ),
]

FLEX_2024 = Waterfall(
    name="us_flex_2024",
    version="2026.1",
    title=Wording("Flex Modification, form of 2024", "Flex贷款修改（2024年版）"),
    first_day=_START,
    targets=[
        Target(quantity="payment_reduction", comparator=">", limit=_since(_START, "0.20"), sources=[_GUIDE]),
    ],
    steps=[
        Step(
            code="CAPITALIZE",
            kind="capitalize",
            sources=[_DETAIL],
            text=Wording(
                "interest, advances and principal deferred before join the balance; late charges are waived",
                "欠息、垫款及此前暂挂本金并入余额，滞纳金减免",
            ),
        ),
        Step(
            code="STARTING_RATE",
            kind="set_rate",
            when=[_when(_START, "rate_still_adjusts", "==", True)],
            choose="higher",
            market=MarketRate(margin=_since(_START, "0")),
            sources=[_DETAIL],
            text=Wording(
                "a rate that still adjusts starts from the higher of the contract and the posted rate",
                "尚未到达最终值的利率，取合同利率与公布利率中较高者",
            ),
        ),
        Step(
            code="RATE",
            kind="reduce_rate",
            when=[_when(_START, "loan_to_value", ">=", Decimal("0.50"))],
            by=_since(_START, "0.00125"),
            market=MarketRate(margin=_since(_START, "0")),
            sources=[_DETAIL],
            text=Wording(
                "the rate falls in steps of 0.125 points, not below the posted rate",
                "利率按0.125个百分点逐步下调，不低于公布利率",
            ),
        ),
        Step(
            code="TERM",
            kind="extend_term",
            months=_since(_START, "480"),
            sources=[_GUIDE],
            text=Wording("the term grows month by month, to at most 480", "期限逐月延长，最长480个月"),
        ),
        Step(
            code="FORBEAR",
            kind="forbear",
            when=[_when(_START, "loan_to_value", ">", Decimal("0.50"))],
            caps=[
                Cap("loan_to_value", _since(_START, "0.50")),
                Cap("share_of_balance", _since(_START, "0.30")),
            ],
            extent="to_target",
            sources=[_GUIDE, _DETAIL],
            text=Wording(
                "principal is forborne, down to 50% of the value and at most 30% of the balance",
                "部分本金暂挂不计息，以余额降至房产价值50%及余额的30%为限",
            ),
        ),
    ],
    limits=[
        *_ELIGIBLE,
        Limit(
            code="FLEX_NOT_HIGHER",
            quantity="payment_reduction",
            comparator=">=",
            limit=_since(_START, "0"),
            when=[_when(_START, "days_past_due", ">=", Decimal(31))],
            sources=[_DETAIL],
            text=Wording("31 or more days late: the payment does not rise", "逾期31天以上：月供不得提高"),
        ),
        Limit(
            code="FLEX_LOWER",
            quantity="payment_reduction",
            comparator=">",
            limit=_since(_START, "0"),
            when=[_when(_START, "days_past_due", "<", Decimal(31))],
            sources=[_DETAIL],
            text=Wording("less than 31 days late: the payment falls", "逾期不足31天：月供必须降低"),
        ),
    ],
    sources=[_GUIDE],
)

FLEX_2017 = Waterfall(
    name="us_flex_2017",
    version="2026.1",
    title=Wording("Flex Modification, form of 2017", "Flex贷款修改（2017年版）"),
    first_day=_LEGACY_START,
    last_day=date(2024, 11, 30),
    targets=[
        Target(quantity="payment_reduction", comparator=">=", limit=_since(_LEGACY_START, "0.20"), sources=[_LEGACY]),
        Target(
            quantity="housing_ratio",
            comparator="<=",
            limit=_since(_LEGACY_START, "0.40"),
            when=[_when(_LEGACY_START, "days_past_due", "<", Decimal(90))],
            sources=[_LEGACY],
        ),
    ],
    steps=[
        FLEX_2024.steps[0],
        Step(
            code="ADJUSTING_RATE",
            kind="set_rate",
            when=[_when(_LEGACY_START, "rate_still_adjusts", "==", True)],
            choose="market",
            market=MarketRate(margin=_since(_LEGACY_START, "0")),
            sources=[_LEGACY],
            text=Wording("a rate that still adjusts becomes the posted rate", "尚未到达最终值的利率改为公布利率"),
        ),
        Step(
            code="RATE",
            kind="set_rate",
            when=[
                _when(_LEGACY_START, "rate_still_adjusts", "==", False),
                _when(_LEGACY_START, "loan_to_value", ">=", Decimal("0.80")),
            ],
            choose="lower",
            market=MarketRate(margin=_since(_LEGACY_START, "0")),
            sources=[_LEGACY],
            text=Wording("the lower of the contract and the posted rate", "取合同利率与公布利率中较低者"),
        ),
        Step(
            code="TERM",
            kind="set_term",
            months=_since(_LEGACY_START, "480"),
            sources=[_LEGACY],
            text=Wording("the term becomes 480 months", "期限改为480个月"),
        ),
        Step(
            code="FORBEAR_TO_VALUE",
            kind="forbear",
            when=[_when(_LEGACY_START, "loan_to_value", ">", Decimal(1))],
            caps=[
                Cap("loan_to_value", _since(_LEGACY_START, "1")),
                Cap("share_of_balance", _since(_LEGACY_START, "0.30")),
            ],
            extent="to_caps",
            sources=[_LEGACY_RECALLED],
            text=Wording(
                "principal above the value is forborne, at most 30% of the balance",
                "超出房产价值的本金暂挂不计息，以余额的30%为限",
            ),
        ),
        Step(
            code="FORBEAR",
            kind="forbear",
            caps=[
                Cap("loan_to_value", _since(_LEGACY_START, "0.80")),
                Cap("share_of_balance", _since(_LEGACY_START, "0.30")),
            ],
            extent="to_target",
            sources=[_LEGACY],
            text=Wording(
                "more principal is forborne, down to 80% of the value and 30% of the balance in all",
                "继续暂挂本金，以余额降至房产价值80%及累计为余额的30%为限",
            ),
        ),
    ],
    limits=_ELIGIBLE,
    sources=[_LEGACY],
)
