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

from ...basics.provenance import Dated, Source, Wording
from ...policy import Cap, Condition, MarketRate, Step, Target, Waterfall, rule, since

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


_ELIGIBLE = [
    rule(
        "FLEX_LOAN_AGE",
        "loan_age_months",
        ">=",
        12,
        "the loan is at least {limit} months old",
        "贷款发放已满{limit}个月",
        _ELIGIBILITY,
        since=_LEGACY_START,
    ),
    rule(
        "FLEX_MODIFICATIONS",
        "modifications",
        "<",
        3,
        "the loan was modified fewer than {limit} times",
        "此前修改次数少于{limit}次",
        _ELIGIBILITY,
        since=_LEGACY_START,
    ),
]

FLEX_2024 = Waterfall(
    name="us_flex_2024",
    version="2026.1",
    title=Wording("Flex Modification, form of 2024", "Flex贷款修改（2024年版）"),
    first_day=_START,
    targets=[
        Target(where=[Condition("payment_reduction", ">", since(_START, "0.20"))], sources=[_GUIDE]),
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
            when=[Condition("rate_still_adjusts", "==", Dated([(_START, True)]))],
            choose="higher",
            market=MarketRate(margin=since(_START, 0)),
            sources=[_DETAIL],
            text=Wording(
                "a rate that still adjusts starts from the higher of the contract and the posted rate",
                "尚未到达最终值的利率，取合同利率与公布利率中较高者",
            ),
        ),
        Step(
            code="RATE",
            kind="reduce_rate",
            when=[Condition("loan_to_value", ">=", since(_START, "0.50"))],
            by=since(_START, "0.00125"),
            market=MarketRate(margin=since(_START, 0)),
            sources=[_DETAIL],
            text=Wording(
                "the rate falls in steps of 0.125 points, not below the posted rate",
                "利率按0.125个百分点逐步下调，不低于公布利率",
            ),
        ),
        Step(
            code="TERM",
            kind="extend_term",
            months=since(_START, 480),
            sources=[_GUIDE],
            text=Wording("the term grows month by month, to at most 480", "期限逐月延长，最长480个月"),
        ),
        Step(
            code="FORBEAR",
            kind="forbear",
            when=[Condition("loan_to_value", ">", since(_START, "0.50"))],
            caps=[
                Cap("loan_to_value", since(_START, "0.50")),
                Cap("share_of_balance", since(_START, "0.30")),
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
        rule(
            "FLEX_NOT_HIGHER",
            "payment_reduction",
            ">=",
            0,
            "31 or more days late: the payment does not rise",
            "逾期31天以上：月供不得提高",
            _DETAIL,
            since=_START,
            when=Condition("days_past_due", ">=", since(_START, 31)),
        ),
        rule(
            "FLEX_LOWER",
            "payment_reduction",
            ">",
            0,
            "less than 31 days late: the payment falls",
            "逾期不足31天：月供必须降低",
            _DETAIL,
            since=_START,
            when=Condition("days_past_due", "<", since(_START, 31)),
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
        Target(where=[Condition("payment_reduction", ">=", since(_LEGACY_START, "0.20"))], sources=[_LEGACY]),
        Target(
            where=[Condition("housing_ratio", "<=", since(_LEGACY_START, "0.40"))],
            when=[Condition("days_past_due", "<", since(_LEGACY_START, 90))],
            sources=[_LEGACY],
        ),
    ],
    steps=[
        FLEX_2024.steps[0],
        Step(
            code="ADJUSTING_RATE",
            kind="set_rate",
            when=[Condition("rate_still_adjusts", "==", Dated([(_LEGACY_START, True)]))],
            choose="market",
            market=MarketRate(margin=since(_LEGACY_START, 0)),
            sources=[_LEGACY],
            text=Wording("a rate that still adjusts becomes the posted rate", "尚未到达最终值的利率改为公布利率"),
        ),
        Step(
            code="RATE",
            kind="set_rate",
            when=[
                Condition("rate_still_adjusts", "==", Dated([(_LEGACY_START, False)])),
                Condition("loan_to_value", ">=", since(_LEGACY_START, "0.80")),
            ],
            choose="lower",
            market=MarketRate(margin=since(_LEGACY_START, 0)),
            sources=[_LEGACY],
            text=Wording("the lower of the contract and the posted rate", "取合同利率与公布利率中较低者"),
        ),
        Step(
            code="TERM",
            kind="set_term",
            months=since(_LEGACY_START, 480),
            sources=[_LEGACY],
            text=Wording("the term becomes 480 months", "期限改为480个月"),
        ),
        Step(
            code="FORBEAR_TO_VALUE",
            kind="forbear",
            when=[Condition("loan_to_value", ">", since(_LEGACY_START, 1))],
            caps=[
                Cap("loan_to_value", since(_LEGACY_START, 1)),
                Cap("share_of_balance", since(_LEGACY_START, "0.30")),
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
                Cap("loan_to_value", since(_LEGACY_START, "0.80")),
                Cap("share_of_balance", since(_LEGACY_START, "0.30")),
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
