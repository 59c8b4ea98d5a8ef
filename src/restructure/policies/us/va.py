"""United States, Department of Veterans Affairs: a modification within the limits that need no approval.

The regulation was read in a version before its amendment of 10 April 2024, so every plan answers "needs review"; from
which day each limit held was not looked up, and they are stated from 2024 on. `market_rate` is Freddie Mac's survey
rate. The rule is a set of ceilings, not a waterfall: the rate is taken as the lower of its ceiling and the contract
rate, which keeps the ceiling of one point above that too, and the term grows only as far as the ratio asks. That the
cause of the default is resolved is the servicer's to see to.

>>> [limit.code for limit in VA_MODIFICATION.limits]
['VA_PAYMENTS_MADE', 'VA_THREE_YEARS', 'VA_THREE_TIMES', 'VA_RATE_RISE']
"""

from __future__ import annotations

from datetime import date

from ...basics.provenance import Source, Wording
from ...policy import Condition, MarketRate, Step, Target, Waterfall, rule, since

__all__ = ["VA_MODIFICATION"]

_START = date(2024, 1, 1)

_REGULATION = Source(title="38 CFR 36.4315, before the amendment of 10 April 2024", level="secondary")
_CIRCULAR = Source(title="VA Affordable Modification, from an excerpt of a circular", level="secondary")


VA_MODIFICATION = Waterfall(
    name="us_va_modification",
    version="2026.1",
    title=Wording("VA modification without prior approval", "VA贷款修改（无需事先批准）"),
    first_day=_START,
    targets=[Target(where=[Condition("housing_ratio", "<=", since(_START, "0.31"))], sources=[_CIRCULAR])],
    steps=[
        Step(
            code="CAPITALIZE",
            kind="capitalize",
            sources=[_REGULATION],
            text=Wording(
                "interest, taxes, insurance and costs advanced join the balance; late charges are waived",
                "欠息、代垫税费保险及费用并入余额，滞纳金减免",
            ),
        ),
        Step(
            code="RATE",
            kind="set_rate",
            choose="lower",
            market=MarketRate(margin=since(_START, "0.005"), multiple="0.00125"),
            sources=[_REGULATION],
            text=Wording(
                "the rate is at most the posted rate, rounded to 0.125 points, plus 50 basis points",
                "利率不超过取整至0.125个百分点的公布利率加50个基点",
            ),
        ),
        Step(
            code="TERM",
            kind="extend_term",
            months=since(_START, 360),
            added_months=since(_START, 120),
            sources=[_REGULATION],
            text=Wording(
                "the term grows month by month, to at most 360 and at most 120 beyond the old maturity",
                "期限逐月延长，最长360个月，且不超过原到期日后120个月",
            ),
        ),
    ],
    limits=[
        rule(
            "VA_PAYMENTS_MADE",
            "payments_made",
            ">=",
            12,
            "at least {limit} payments were made",
            "已还款至少{limit}期",
            _REGULATION,
            since=_START,
        ),
        rule(
            "VA_THREE_YEARS",
            "months_since_modification",
            ">=",
            36,
            "the last modification is at least {limit} months ago",
            "距上次修改已满{limit}个月",
            _REGULATION,
            since=_START,
        ),
        rule(
            "VA_THREE_TIMES",
            "modifications",
            "<",
            3,
            "the loan was modified fewer than {limit} times",
            "此前修改次数少于{limit}次",
            _REGULATION,
            since=_START,
        ),
        rule(
            "VA_RATE_RISE",
            "rate_rise",
            "<=",
            "0.01",
            "the rate rises by at most {limit}",
            "利率上升不超过{limit}",
            _REGULATION,
            since=_START,
        ),
    ],
    sources=[_REGULATION],
)
