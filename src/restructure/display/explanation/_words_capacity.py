"""What is said of a capacity, in English and in Chinese, to the customer and to the loan officer. Data only."""

from __future__ import annotations

from collections.abc import Mapping

from ...basics.provenance import Wording
from ._tell import Known, Words

HEADINGS: dict[str, Wording] = {
    "CAN_PAY": Wording("What you can pay each month", "您每月能还多少"),
    "WORKED_OUT": Wording("How this was worked out", "这个数是怎么算出来的"),
    "WHY": Wording("What weighs on the result", "影响结果的主要情况"),
    "HELPS": Wording("What would help", "怎样会更好"),
    "TO_KNOW": Wording("Good to know", "请您留意"),
    "OFFICER_CAPACITY": Wording("Repayment capacity", "还款能力"),
    "OFFICER_LIMITS": Wording("What each limit leaves", "各项限制下的可负担金额"),
    "OFFICER_REASONS": Wording("Reasons and strengths", "扣分原因与有利因素"),
    "OFFICER_STRESS": Wording("If things get worse", "压力情形"),
    "OFFICER_CHECKS": Wording("Checks and flags", "核对与提示"),
}

BINDINGS: dict[str, str] = {
    "residual": "BOUND_BY_COSTS",
    "dsr_cap": "BOUND_BY_SHARE",
    "ratio_cap": "BOUND_BY_SHARE",
    "zero": "BOUND_BY_NOTHING_LEFT",
}
"""Which sentence says what limits the affordable payment."""

HELP: dict[str, tuple[str, ...]] = {
    "residual": ("HELP_INCOME", "HELP_COSTS"),
    "dsr_cap": ("HELP_INCOME", "HELP_DEBTS"),
    "ratio_cap": ("HELP_INCOME", "HELP_DEBTS"),
    "zero": ("HELP_INCOME", "HELP_COSTS", "HELP_DEBTS"),
}
"""What moves the limit that binds."""

LINES: Mapping[str, Wording] = {
    # --- the customer ---
    "CAN_PAY": Wording(
        "You can pay {affordable} a month towards this debt and still cover your basic costs.",
        "按您目前的情况，每月可以拿出{affordable}来还这笔债，同时不影响基本生活。",
    ),
    "CAN_PAY_NOTHING": Wording(
        "At the moment nothing is left over to pay this debt with.",
        "目前，您的收入扣除必要支出后，没有余钱可以用来还这笔债。",
    ),
    "CONTRACT_SHORT": Wording(
        "Your contract asks for {contractual} a month. You are {shortfall} short of that.",
        "按原合同，您每月要还{contractual}，还差{shortfall}。",
    ),
    "CONTRACT_COVERED": Wording(
        "Your contract asks for {contractual} a month, and your income covers it.",
        "按原合同，您每月要还{contractual}，您的收入可以承担。",
    ),
    "ALL_DUE": Wording(
        "The whole debt has fallen due: your contract asks for {contractual} at once.",
        "这笔债已经全部到期，按原合同应当一次还清{contractual}。",
    ),
    "ALL_DUE_SHORT": Wording(
        "That is {shortfall} more than you can pay in a month.",
        "这比您一个月能还的多出{shortfall}。",
    ),
    "FROM_DAY": Wording(
        "From {step_day} on it is {step_amount} a month, because your income or costs change then.",
        "从{step_day}起，您的收入或支出有变化，每月可以还{step_amount}。",
    ),
    "INCOME": Wording(
        "We counted {income} of income a month. Income that changes a lot, or is not proven, may count for less.",
        "我们认定您每月的收入为{income}。波动大或没有证明的收入，可能会打折计算。",
    ),
    "NO_INCOME": Wording("We could not count any income today.", "目前没有可以认定的收入。"),
    "BOUND_BY_COSTS": Wording(
        "Housing, living costs, payments on other debts and a reserve take {taken} of it. "
        "{residual_limit} is left. That is the limit.",
        "其中{taken}要留给住房、生活、其他债务和必要的备用。余下{residual_limit}，这就是上限。",
    ),
    "ROUNDED_DOWN": Wording("We round this down to {affordable}.", "取整后为{affordable}。"),
    "BOUND_BY_SHARE": Wording(
        "By this policy's standard only part of your income may go to debt. That leaves {share_limit}, the limit.",
        "按本行评估标准，收入中只有一部分可以用来还债。按此余下{share_limit}，这就是上限。",
    ),
    "COSTS_ALONE": Wording(
        "Looking at your costs alone, {residual_limit} would be left.",
        "如果只看您的支出，余下的是{residual_limit}。",
    ),
    "BOUND_BY_NOTHING_LEFT": Wording(
        "Housing, living costs and payments on other debts take all of it.",
        "住房、生活支出和其他债务已经用完了这笔收入。",
    ),
    "COSTS_DECLARED": Wording("For living costs we used the figures you gave us.", "生活费按您申报的金额计算。"),
    "COSTS_BENCHMARK": Wording(
        "For living costs we used the usual amount for a household like yours, because it is higher than yours.",
        "生活费按同类家庭的标准计算，因为它高于您申报的金额。",
    ),
    "DSR_HIGH": Wording(
        "Payments on all your debts take {reason_value} of the income we counted.",
        "您所有债务的每月应还额占认定收入的{reason_value}。",
    ),
    "RESIDUAL_LOW": Wording(
        "After living costs, housing and all debt payments you keep {reason_value} of your income.",
        "扣除生活、住房和全部债务的每月应还额后，您能留下收入的{reason_value}。",
    ),
    "RESIDUAL_SHORT": Wording(
        "As things stand, costs and debt payments are more than you earn: you lack {reason_value} of your income.",
        "照目前的情况，支出加上债务的每月应还额超过了收入，缺口相当于收入的{reason_value}。",
    ),
    "STRESS_FAIL": Wording(
        "If income fell a little and rates rose, debt payments would take {reason_value} of income.",
        "如果收入略降、利率上升，还债将占收入的{reason_value}。",
    ),
    "DEBT_LOAD": Wording(
        "All your debts together come to {reason_value} times a year of income.",
        "您的全部债务相当于年收入的{reason_value}倍。",
    ),
    "LOW_RESERVES": Wording(
        "Your savings would last {reason_value} months.",
        "您手头的存款可以支撑{reason_value}个月。",
    ),
    "SHORT_TENURE": Wording(
        "Your longest-running income has lasted {reason_value:year|years}.",
        "您持续最久的一项收入已有{reason_value}年。",
    ),
    "ARREARS": Wording(
        "In the last twelve months a payment was up to {reason_value:day|days} late.",
        "近一年里，最长一次晚还了{reason_value}天。",
    ),
    "OVERDUE_NOW": Wording("A payment is late now.", "目前还有应还未还的款项。"),
    "RECENT_DELINQ": Wording(
        "Your last late payment was {reason_value:month|months} ago.",
        "您上一次晚还是在{reason_value}个月前。",
    ),
    "PRIOR_MODS": Wording(
        "In the last three years a debt was changed or not repaid {reason_value:time|times}.",
        "近三年里，您的债务调整过或未能偿还共{reason_value}次。",
    ),
    "NOT_KNOWN_A6": Wording(
        "Tell us how much cash or savings you have. We do not know it yet.",
        "请告诉我们您手头有多少存款，这一项我们还不了解。",
    ),
    "NOT_KNOWN_S1": Wording(
        "Tell us for how long you have had your income. We do not know it yet.",
        "请告诉我们您的这份收入已经持续多久，这一项我们还不了解。",
    ),
    "NOT_KNOWN_C1": Wording(
        "Tell us whether payments were late in the last twelve months. We do not know it yet.",
        "请告诉我们您近一年有没有晚还过款，这一项我们还不了解。",
    ),
    "NOT_KNOWN_C2": Wording(
        "Tell us when you were last late with a payment. We do not know it yet.",
        "请告诉我们您上一次晚还款是什么时候，这一项我们还不了解。",
    ),
    "NOT_KNOWN_C3": Wording(
        "Tell us whether a debt of yours was changed or not repaid in the last three years. We do not know it yet.",
        "请告诉我们近三年您的债务有没有调整过或没有还上，这一项我们还不了解。",
    ),
    "HELP_INCOME": Wording(
        "If your income will rise, tell us the amount and the day. We can then plan with it.",
        "如果收入将会增加，请告诉我们金额和开始的日期，方案就可以把它算进去。",
    ),
    "HELP_PROOF": Wording(
        "Bring papers that prove your income. Income with proof can count for more.",
        "请尽量提供收入证明：有证明的收入更容易足额认定。",
    ),
    "HELP_COSTS": Wording(
        "Every amount you save on housing, living costs or other debts can go into the installment.",
        "住房、生活或其他债务上每省下一笔钱，都可以用来还这笔债。",
    ),
    "HELP_DEBTS": Wording(
        "Paying off one of your other debts would make room for this one.",
        "先还清其他债务中的一笔，就能为这笔债腾出空间。",
    ),
    "WILLING": Wording(
        "You told us that you want to repay, and what you have done since bears this out. That counts.",
        "您表示愿意还款，也用行动作了证明，这一点很重要。",
    ),
    "WILLING_OPEN": Wording(
        "Please tell us whether you want to repay this debt. We cannot assume it for you.",
        "请告诉我们您是否愿意偿还这笔债，我们不能替您假定。",
    ),
    "WILLING_REFUSED": Wording(
        "You told us that you do not want to repay. No plan can be built on that.",
        "您表示不愿意还款，这种情况下无法拟定方案。",
    ),
    # --- the loan officer ---
    "OFFICER_SCORE": Wording(
        "Score {score} of a hundred, grade {grade}; ability {ability}, conduct {conduct}; confidence {confidence}.",
        "评分（百分制）{score}，等级{grade}；还款能力{ability}，履约记录{conduct}；数据可信度{confidence}。",
    ),
    "OFFICER_WILLING": Wording(
        "Willingness: {willing_status} ({willing_actual}); quadrant: {quadrant}.",
        "还款意愿：{willing_status}（{willing_actual}）；象限：{quadrant}。",
    ),
    "OFFICER_AFFORDABLE": Wording(
        "Affordable payment {affordable} a month, bound by {binding}; "
        "contractual {contractual}, shortfall {shortfall}.",
        "每月可负担金额{affordable}，约束项为{binding}；原每月应还额{contractual}，缺口{shortfall}。",
    ),
    "OFFICER_STEP": Wording(
        "From {step_day}: {step_amount} a month, bound by {step_binding}.",
        "自{step_day}起：每月{step_amount}，约束项为{step_binding}。",
    ),
    "OFFICER_INCOME": Wording(
        "Counted income: {income} a month, after haircuts and evidence.",
        "认定收入：每月{income}（已按类别和证明程度折算）。",
    ),
    "OFFICER_LIMIT": Wording("{limit_code} leaves {limit_amount}.", "{limit_code}：余下{limit_amount}。"),
    "OFFICER_REASON": Wording(
        "{reason_points} points, {reason_code}: {reason_text}.", "{reason_points}分，{reason_code}：{reason_text}。"
    ),
    "OFFICER_STRENGTH": Wording(
        "+{strength_points} points, {strength_code}: {strength_text}.",
        "+{strength_points}分，{strength_code}：{strength_text}。",
    ),
    "OFFICER_STRESS": Wording(
        "{stress_code}, {stress_text}: {stress_left} left a month, {stress_able} affordable.",
        "{stress_code}，{stress_text}：每月结余{stress_left}，可负担{stress_able}。",
    ),
    "OFFICER_BREAK_EVEN": Wording(
        "Break-even: income may fall by {income_drop}.", "盈亏平衡：收入最多可下降{income_drop}。"
    ),
    "OFFICER_BROKEN": Wording(
        "Income already fails to cover costs and debt service, by {income_drop} of income.",
        "收入已不足以覆盖支出和偿债，缺口占收入的{income_drop}。",
    ),
    "OFFICER_RATE_RISE": Wording(
        "Floating rates may rise by less than {rate_rise} before a gap opens.",
        "浮动利率上升须小于{rate_rise}，否则出现缺口。",
    ),
    "OFFICER_GATE": Wording("Gate {gate_code}: {gate_text}.", "门槛{gate_code}：{gate_text}。"),
    "OFFICER_FLAG": Wording("Flag {flag_code}: {flag_text}.", "提示{flag_code}：{flag_text}。"),
}

KNOWN: Mapping[str, Known] = {
    "affordable": Known("affordable_payment", "money"),
    "contractual": Known("contractual_payment", "money"),
    "shortfall": Known("shortfall", "money"),
    "income": Known("monthly_income", "money"),
    "residual_limit": Known("limits[0].amount", "money"),
    "taken": Known("monthly_income - limits[0].amount", "money"),
    "share_limit": Known("limits[{i}].amount", "money"),
    "step_day": Known("affordable_path[{i}].starts_on", "day"),
    "step_amount": Known("affordable_path[{i}].amount", "money"),
    "step_binding": Known("affordable_path[{i}].binding", "named"),
    "reason_value": Known("reasons[{i}].values[value]", "unsigned"),
    "reason_code": Known("reasons[{i}].code", "text"),
    "reason_points": Known("reasons[{i}].values[points]", "text"),
    "reason_text": Known("reasons[{i}].text", "text"),
    "score": Known("score", "point"),
    "grade": Known("grade", "text"),
    "ability": Known("ability", "point"),
    "conduct": Known("conduct", "point"),
    "confidence": Known("confidence", "point"),
    "willing_status": Known("willingness.status", "named"),
    "willing_actual": Known("willingness.actual", "named"),
    "quadrant": Known("quadrant", "named"),
    "binding": Known("binding_constraint", "named"),
    "limit_code": Known("limits[{i}].code", "named"),
    "limit_amount": Known("limits[{i}].amount", "money"),
    "strength_code": Known("strengths[{i}].code", "text"),
    "strength_points": Known("strengths[{i}].values[points]", "text"),
    "strength_text": Known("strengths[{i}].text", "text"),
    "stress_code": Known("stresses[{i}].code", "text"),
    "stress_text": Known("stresses[{i}].text", "text"),
    "stress_left": Known("stresses[{i}].residual", "money"),
    "stress_able": Known("stresses[{i}].affordable_payment", "money"),
    "income_drop": Known("break_even.income_drop", "share"),
    "rate_rise": Known("break_even.rate_rise", "percent"),
    "gate_code": Known("gates[{i}].code", "text"),
    "gate_text": Known("gates[{i}].text", "text"),
    "flag_code": Known("flags[{i}].code", "text"),
    "flag_text": Known("flags[{i}].text", "text"),
}

CAPACITY = Words(LINES, KNOWN)
