"""What the capacity assessment says, in both languages: names of components, reasons, gates and flags."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ..applicant.household import ExpenseKind
from ..basics.provenance import Wording
from ..policy import ComponentId


class ComponentWording(NamedTuple):
    """Name, reason code and sentence of a score component; `{value}` is the quantity as `shown`."""

    name: Wording
    code: str
    reason: Wording
    shown: Literal["percent", "number", "whole"]


COMPONENTS: dict[ComponentId, ComponentWording] = {
    "A1": ComponentWording(
        Wording("debt service ratio", "偿债收入比"),
        "DSR_HIGH",
        Wording("debt service takes {value} of assessed income", "每月偿债占认定收入的{value}"),
        "percent",
    ),
    "A2": ComponentWording(
        Wording("residual income margin", "月度结余率"),
        "RESIDUAL_LOW",
        Wording(
            "after living costs, housing and debt service {value} of assessed income is left",
            "扣除生活、住房支出和偿债后，结余占认定收入的{value}",
        ),
        "percent",
    ),
    "A3": ComponentWording(
        Wording("cover of the payment", "还款保障倍数"),
        "PAYMENT_NOT_COVERED",
        Wording("what can be paid is {value} of the contractual payment", "可负担金额为原每月应还额的{value}"),
        "percent",
    ),
    "A4": ComponentWording(
        Wording("debt service ratio under stress", "压力情形下的偿债收入比"),
        "STRESS_FAIL",
        Wording(
            "with lower income and a higher rate, debt service takes {value} of income",
            "收入下降、利率上升时，偿债占收入的{value}",
        ),
        "percent",
    ),
    "A5": ComponentWording(
        Wording("total debt to annual income", "总负债与年收入之比"),
        "DEBT_LOAD",
        Wording("all debt is {value} times a year's assessed income", "总负债为认定年收入的{value}倍"),
        "number",
    ),
    "A6": ComponentWording(
        Wording("months of reserves", "可支撑月数"),
        "LOW_RESERVES",
        Wording(
            "cash at hand covers {value} months of costs and debt service", "现有存款可支撑{value}个月的支出和偿债"
        ),
        "number",
    ),
    "S1": ComponentWording(
        Wording("years in the income source", "收入来源持续年限"),
        "SHORT_TENURE",
        Wording("the longest-held income has lasted {value} years", "持续最久的收入来源已有{value}年"),
        "whole",
    ),
    "C1": ComponentWording(
        Wording("worst days past due, 12 months", "近12个月最长逾期天数"),
        "ARREARS",
        Wording("payments were up to {value} days late in 12 months", "近12个月最长逾期{value}天"),
        "whole",
    ),
    "C2": ComponentWording(
        Wording("months since the last overdue payment", "距上次逾期月数"),
        "RECENT_DELINQ",
        Wording("the last overdue payment was {value} months ago", "距上次逾期{value}个月"),
        "whole",
    ),
    "C3": ComponentWording(
        Wording("restructurings and defaults, 36 months", "近36个月重组及违约次数"),
        "PRIOR_MODS",
        Wording("debts were restructured or defaulted {value} times in 36 months", "近36个月重组或违约{value}次"),
        "whole",
    ),
}

MISSING = Wording(
    "{name} is not stated; its score is the policy's value for missing input", "未提供{name}，按政策规定的缺失值计分"
)

UNBOUNDED = Wording("{name}: no income counts, so nothing can meet it", "{name}：无可认定收入，无从满足")
FALLS_SHORT = Wording(
    "living costs, housing and debt service are more than assessed income, by {short} of it",
    "入不敷出：生活、住房支出和偿债超出认定收入，缺口为认定收入的{short}",
)
OVERDUE_NOW = Wording("a payment is overdue now", "目前仍有逾期")

NO_INCOME = Wording("no income counts on this day", "当日无可认定收入")
NOTHING_AFFORDABLE = Wording("nothing can be paid each month", "每月无可负担金额")
BELOW_MINIMUM = Wording("what is left after debt service is below the required minimum", "偿债后结余低于规定的最低标准")
BENCHMARK_ABSENT = Wording(
    "no benchmark of living costs applies; the declared costs were used", "无适用的生活费标准，采用申报金额"
)

EXPENSES: dict[ExpenseKind, Wording] = {
    "child_care": Wording("child care", "育儿"),
    "health": Wording("health", "医疗"),
    "education": Wording("education", "教育"),
    "transport": Wording("transport", "交通"),
    "insurance": Wording("insurance", "保险"),
    "maintenance": Wording("maintenance", "赡养抚养"),
    "tax": Wording("tax", "税款"),
    "food": Wording("food and housekeeping", "食品及日用"),
    "communications": Wording("communications and leisure", "通讯及休闲"),
    "personal": Wording("personal costs", "个人"),
    "other": Wording("other costs", "其他"),
}
SPENDING_ABOVE = Wording(
    "spending on {kind} is above the usual amount for such a household; ask why",
    "{kind}支出高于同类家庭参考线，请核实原因",
)
TAX_ABSENT = Wording(
    "income is gross and no tax is stated; what is left counts as if none were paid",
    "收入为税前口径且未申报税款，结余按无税款计算",
)
RECORD = {
    "PUBLIC_RECORD": Wording(
        "{count} judgments, liens or insolvencies are on public record", "有{count}条判决、查封或破产等公共记录"
    ),
    "LATE_PAYMENTS": Wording("{count} payments were past due in 24 months", "近24个月有{count}次逾期还款"),
}
REPAIRED = Wording("records removed by law after repayment count as clean", "依法修复、不再展示的信用记录不作不利评价")
STRENGTH = Wording("{name} speaks for the borrower", "{name}是有利因素")

BENCHMARK_USED = Wording(
    "the policy's benchmark of living costs was used, as the declared costs are lower",
    "申报的生活费低于政策标准，采用政策标准",
)
ALL_DUE = Wording("the whole debt has fallen due: all of it is owed at once", "债务已全部到期，应一次性清偿全部欠款")

STATEMENT = Wording("the borrower is willing to repay", "借款人愿意还款")
"""The willingness check's sentence."""
