"""United States, Treasury: the Home Affordable Modification Program, closed in 2016 and still a reference design.

Its steps were read in pages that quote Supplemental Directive 09-01; the rounding of the posted rate, the day the
program closed and all of Tier 2 are recalled. So every plan answers "needs review". `market_rate` is Freddie Mac's
survey rate. The handbook asks for a payment as close as possible to 31% of gross income. That can be read in two ways,
and both are here: `HAMP_TIER_1` stops at the first step at or below it, `HAMP_TIER_1_NOT_BELOW` at the last that is
not below. Tier 2 later took 50 basis points off the posted rate; from which day was not found, so it is left out.

>>> [step.code for step in HAMP_TIER_1.steps]
['CAPITALIZE', 'RATE', 'TERM', 'FORBEAR']
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ...basics.provenance import Source, Wording
from ...policy import Cap, Condition, MarketRate, Step, StepUp, Target, Waterfall, rule, since

__all__ = ["HAMP_PRINCIPAL_REDUCTION", "HAMP_TIER_1", "HAMP_TIER_1_NOT_BELOW", "HAMP_TIER_2"]

_START = date(2009, 4, 6)
_TIER_2_START = date(2012, 6, 1)
_LAST_DAY = date(2016, 12, 31)

_DIRECTIVE = Source(title="Supplemental Directive 09-01, as quoted by several pages", level="secondary")
_RECALLED = Source(title="Making Home Affordable handbook, recalled", level="unverified")
_REDUCTION = Source(title="Principal Reduction Alternative, above 115% of value, as summarized", level="secondary")


_ROUNDED = MarketRate(margin=since(_START, 0), multiple="0.00125")

_CAPITALIZE = Step(
    code="CAPITALIZE",
    kind="capitalize",
    sources=[_DIRECTIVE],
    text=Wording(
        "arrears and escrow advances join the balance; late charges are waived",
        "欠款及代垫税费保险并入余额，滞纳金减免",
    ),
)
_RATE = Step(
    code="RATE",
    kind="reduce_rate",
    by=since(_START, "0.00125"),
    floor=since(_START, "0.02"),
    sources=[_DIRECTIVE],
    text=Wording("the rate falls in steps of 0.125 points to at least 2%", "利率按0.125个百分点逐步下调，最低2%"),
)
_TERM = Step(
    code="TERM",
    kind="extend_term",
    months=since(_START, 480),
    sources=[_DIRECTIVE],
    text=Wording("the term grows month by month, to at most 480", "期限逐月延长，最长480个月"),
)
_FORBEAR = Step(
    code="FORBEAR",
    kind="forbear",
    caps=[Cap("share_of_balance", since(_START, "0.30")), Cap("loan_to_value", since(_START, 1))],
    combine="greatest",
    extent="to_target",
    sources=[_DIRECTIVE],
    text=Wording(
        "principal is forborne, to the greater of 30% of the balance and what exceeds the value",
        "部分本金暂挂不计息，以余额的30%与超出房产价值部分中较大者为限",
    ),
)

HAMP_TIER_1 = Waterfall(
    name="us_hamp_tier_1",
    version="2026.1",
    title=Wording("HAMP, Tier 1", "HAMP第一层"),
    first_day=_START,
    last_day=_LAST_DAY,
    targets=[Target(where=[Condition("housing_ratio", "<=", since(_START, "0.31"))], sources=[_DIRECTIVE, _RECALLED])],
    steps=[_CAPITALIZE, _RATE, _TERM, _FORBEAR],
    step_up=StepUp(
        after_months=60, every_months=12, by=since(_START, "0.01"), cap=_ROUNDED, sources=[_DIRECTIVE, _RECALLED]
    ),
    sources=[_DIRECTIVE],
)

HAMP_TIER_1_NOT_BELOW = replace(HAMP_TIER_1, name="us_hamp_tier_1_not_below", stop="last_not_past_target")
"""The same with the other reading of "as close as possible"."""

HAMP_PRINCIPAL_REDUCTION = replace(
    HAMP_TIER_1,
    name="us_hamp_principal_reduction",
    title=Wording("HAMP, principal reduction", "HAMP本金减免方案"),
    steps=[
        _CAPITALIZE,
        Step(
            code="FORGIVE",
            kind="forgive",
            when=[Condition("loan_to_value", ">", since(_START, "1.15"))],
            caps=[Cap("loan_to_value", since(_START, "1.15"))],
            extent="to_target",
            sources=[_REDUCTION, _RECALLED],
            text=Wording(
                "principal above 115% of the value is forgiven, over three years of payments as agreed",
                "超出房产价值115%的本金减免，按约还款三年后全部生效",
            ),
        ),
        _RATE,
        _TERM,
        _FORBEAR,
    ],
)
"""Forgiveness first where the balance is above 115% of the value; the vesting over three years is for servicing."""

HAMP_TIER_2 = Waterfall(
    name="us_hamp_tier_2",
    version="2026.1",
    title=Wording("HAMP, Tier 2", "HAMP第二层"),
    first_day=_TIER_2_START,
    last_day=_LAST_DAY,
    steps=[
        _CAPITALIZE,
        Step(
            code="RATE",
            kind="set_rate",
            choose="market",
            market=MarketRate(margin=since(_TIER_2_START, 0), multiple="0.00125"),
            sources=[_RECALLED],
            text=Wording(
                "the rate becomes the posted rate, rounded to 0.125 points", "利率改为公布利率，取整至0.125个百分点"
            ),
        ),
        Step(
            code="TERM",
            kind="set_term",
            months=since(_TIER_2_START, 480),
            sources=[_RECALLED],
            text=Wording("the term becomes 480 months", "期限改为480个月"),
        ),
        Step(
            code="FORBEAR",
            kind="forbear",
            when=[Condition("loan_to_value", ">", since(_TIER_2_START, "1.15"))],
            caps=[
                Cap("loan_to_value", since(_TIER_2_START, "1.15")),
                Cap("share_of_balance", since(_TIER_2_START, "0.30")),
            ],
            extent="to_caps",
            sources=[_RECALLED],
            text=Wording(
                "principal above 115% of the value is forborne, at most 30% of the balance",
                "超出房产价值115%的本金暂挂不计息，以余额的30%为限",
            ),
        ),
    ],
    limits=[
        rule(
            "TIER_2_RATIO_LEAST",
            "housing_ratio",
            ">=",
            "0.10",
            "the home takes at least {limit} of gross income",
            "住房支出不低于税前收入的{limit}",
            _RECALLED,
            since=_TIER_2_START,
        ),
        rule(
            "TIER_2_RATIO_MOST",
            "housing_ratio",
            "<=",
            "0.55",
            "the home takes at most {limit} of gross income",
            "住房支出不超过税前收入的{limit}",
            _RECALLED,
            since=_TIER_2_START,
        ),
        rule(
            "TIER_2_REDUCTION",
            "payment_reduction",
            ">=",
            "0.10",
            "the payment falls by at least {limit}",
            "月供降幅不低于{limit}",
            _RECALLED,
            since=_TIER_2_START,
        ),
    ],
    sources=[_RECALLED],
)
