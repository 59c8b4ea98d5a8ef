"""What an option set says, in both languages: labels, instruments, reasons and references."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..applicant.application import Cause
from ..basics.provenance import Wording

if TYPE_CHECKING:
    from ._baseline import ReferenceKind
    from ._measured import Family
    from ._select import Label

LABELS: dict[Label, Wording] = {
    "recommended": Wording("recommended", "推荐"),
    "lowest_monthly": Wording("lowest monthly", "月供最低"),
    "rest_at_maturity": Wording("part left for the end", "部分留待到期"),
    "lowest_total": Wording("lowest total", "总额最低"),
    "soonest": Wording("debt-free soonest", "最早还清"),
    "most_relief_now": Wording("most relief now", "近期压力最小"),
    "in_between": Wording("in between", "折中"),
}

FAMILIES: dict[Family, Wording] = {
    "term_extension": Wording("longer term", "延长期限"),
    "lower_installments": Wording("installments set to what can be paid", "按还款能力降低每期还款额"),
    "step_up": Wording("installments that step up", "阶梯还款"),
    "seasonal_installments": Wording("lower installments in some months of the year", "季节性还款"),
    "temporary_relief": Wording("relief for a time, then the contract's installment again", "阶段性减负后恢复原月供"),
    "balloon": Wording("a rest due at maturity", "到期尾款"),
    "rate_adjustment": Wording("lower rate", "利率下调"),
    "temporary_rate": Wording("lower rate for a time", "阶段性利率下调"),
    "interest_freeze": Wording("no interest for a time", "阶段性停止计息"),
    "interest_only_start": Wording("interest only at first", "先息后本"),
    "payment_holiday": Wording("payment holiday at first", "起始暂缓还款"),
    "capitalization": Wording("arrears join the principal", "欠息转本金"),
    "deferral": Wording("amounts parked without interest", "部分款项暂挂不计息"),
    "waiver": Wording("charges waived", "息费减免"),
    "principal_forgiveness": Wording("part of the principal forgiven", "本金减免"),
    "principal_forbearance": Wording(
        "part of the principal set aside without interest until maturity", "部分本金暂挂至到期"
    ),
    "partial_claim": Wording("part of the principal in a second claim without interest", "部分本金转入次级不计息债权"),
    "split_balance": Wording("balance split, one part set aside until maturity", "余额拆分，部分留待到期"),
    "settlement": Wording("part settles the whole", "协商结清"),
    "payment_today": Wording("part paid on day one", "首日部分还款"),
    "down_payment": Wording("part of the principal repaid on day one", "首日偿还部分本金"),
}

REFERENCES: dict[ReferenceKind, Wording] = {
    "keep_contract": Wording("keep the contract", "维持原合同"),
    "reinstate": Wording("reinstate", "一次补齐欠款"),
    "catch_up": Wording("catch up", "分期补齐欠款"),
}

REJECTED: dict[str, Wording] = {
    "does_not_cover_interest": Wording(
        "the installment would not cover its interest, or the plan is too short for its parts",
        "每期还款额不足以支付当期利息，或期数不足",
    ),
    "not_consolidated": Wording(
        "the debts stay apart: the policy does not consolidate them, or their conventions differ",
        "各笔债务分别处理：政策不支持合并，或计息口径不同",
    ),
    "no_candidate": Wording(
        "the policy's levers make no plan at all for what can be paid", "按可负担金额，政策手段无法形成任何方案"
    ),
    "cash_today": Wording("more due on day one than the cash stated to be at hand", "首日应付超过申报的现有存款"),
    "below_shortest_term": Wording("paid off sooner than the policy's shortest term", "还清时间短于政策规定的最短期数"),
    "above_affordable": Wording("above what can be paid", "超出可负担金额"),
    "target": Wording("misses the target that was asked for", "未达到所要求的目标"),
    "rule": Wording("against the rule: {rule}", "不符合规定：{rule}"),
    "indicated_fail": Wording(
        "indicated to be against a rule whose source is not verified", "按未经核实的依据，可能不符合规定"
    ),
    "dominated": Wording("no better than an offered plan in any respect", "各方面均不优于已列方案"),
    "outranked": Wording("would fit, but best at nothing", "可行，但无突出优势"),
    "not_eligible": Wording("the application does not meet: {rule}", "申请不符合：{rule}"),
}

CHARGES = Wording(
    "interest runs at {rate} a year during the whole plan: {interest} in all; no other charges",
    "还款期间按年利率{rate}计息，利息合计{interest}，不另收其他费用",
)
CHARGES_CHANGING = Wording(
    "interest runs at {rate} a year at first, and then as stated: {interest} in all; no other charges",
    "还款期间起初按年利率{rate}计息，其后按约定利率计息，利息合计{interest}，不另收其他费用",
)
NO_CHARGES = Wording(
    "no interest and no other charges run during the plan: the policy allows it and the plan states it",
    "还款期间不计息、不另收费用：政策允许，并在方案中明示",
)
RATE_CHANGES = Wording("from {date} interest runs at {rate} a year", "自{date}起按年利率{rate}计息")
BACK_TO_CONTRACT = Wording(
    "with the installment of {date} the contract's {amount} is paid again, until all is repaid",
    "自{date}一期起恢复原月供{amount}，直至还清",
)
SETTLES = Wording("part of what is owed settles all of it; the rest is waived", "偿还部分欠款即结清全部债务，其余减免")
SETTLEMENT = Wording(
    "{amount} paid by {date} settles everything; the rest is waived once it is paid",
    "于{date}前还清{amount}即结清全部债务，还清后其余部分减免",
)
DOWN_PAYMENT = Wording("{amount} is paid on day one", "首日偿还{amount}")
DUE_AT_MATURITY = Wording(
    "{amount} more than an installment falls due with the last one, on {date}: nothing here says how it will be paid",
    "最后一期（{date}）另需偿还{amount}：其还款来源须另行约定",
)
HOW_PAID = Wording("how what falls due at maturity will be paid", "到期款项的还款来源")
DAYS_PAST_DUE = {
    "reset": Wording(
        "the lender counts days past due from 0 again when the plan begins; what was reported before stays reported",
        "计划生效后，机构内部逾期天数重新起算；此前已报送的信用记录不受影响",
    ),
    "keep": Wording(
        "days past due are not set back by the plan; only payments bring the account up to date",
        "签订计划不使逾期天数归零，须按约还款方可恢复正常",
    ),
}
INCONSISTENT = Wording(
    "principal, rate, installment and count of {debt} do not reconcile; "
    "the contract is taken to pay its installment until repaid",
    "{debt}的本金、利率、月供与期数不一致；按原月供还至结清作为比较基准",
)
NEVER_REPAID = Wording(
    "the stated installments of {debt} do not repay it; the rest is taken to fall due with the last one",
    "{debt}按申报月供无法还清；余额视为随最后一期到期",
)
COMPARED: dict[str, Wording] = {
    "title": Wording("plans side by side, {currency}", "方案对比（{currency}）"),
    "first_installment": Wording("first installment", "首期还款额"),
    "highest_installment": Wording("highest installment", "最高每期还款额"),
    "installments": Wording("installments", "期数"),
    "rate": Wording("annual rate, at first", "年利率（起始）"),
    "last_due_date": Wording("last due date", "最后到期日"),
    "due_at_maturity": Wording("due at maturity besides", "到期另需偿还"),
    "paid_today": Wording("due today", "今日应付"),
    "total_paid": Wording("paid in all", "还款总额"),
    "extra_cost": Wording("more than the contract", "较原合同多付"),
    "first_year": Wording("paid in 12 months", "首年还款"),
    "lender_loss": Wording("bank gives up", "银行让渡"),
    "expected_gain": Wording("bank expects more by", "银行预期多收回"),
    "withstands": Wording("stresses withstood", "可承受的压力情形"),
    "fits": Wording("can be paid", "可负担"),
    "yes": Wording("yes", "是"),
    "no": Wording("no", "否"),
}
WHY_TITLE = Wording("WHY THIS PLAN IS NOT OFFERED", "未列入该方案的原因")
WHY_TITLE_OFFERED = Wording("THIS PLAN IS OFFERED", "该方案已列入")
WHY_RULE = Wording(
    "against the rule: {rule} ({actual}, allowed {limit}; {source})",
    "不符合规定：{rule}（{actual}，要求{limit}；{source}）",
)
WHY_ABOVE = Wording("on {date} it asks {gap} more than can be paid", "{date}一期超出可负担金额{gap}")
WHY_TARGET = Wording("misses the target {quantity} {limit}: {actual}", "未达到目标 {quantity} {limit}：{actual}")
WHY_TERM = Wording(
    "{count} installments are not among those the policy tries, {limit}", "政策期数范围为{limit}，不含{count}期"
)
WHY_RATE = Wording("{rate} a year is none of the rates the policy tries", "政策不提供{rate}的年利率")
WHY_PARKED = Wording("the policy sets no principal aside until the plan ends", "政策没有将部分本金暂挂至到期的安排")
WHY_NOT_TRIED = Wording("the policy's levers do not make this combination", "政策手段不含该组合")
WHY_OFFERED = Wording("it is offered as {plan}", "即已列方案{plan}")
WHY_OUTRANKED = Wording("it would fit, but {plan} comes first: {key}", "可行，但{plan}更优先：{key}")
AS_ASKED = Wording("what is owed is treated as asked", "按要求处理欠款")
CAUSES: dict[Cause, Wording] = {
    "unemployment": Wording("unemployment", "失业"),
    "reduced_income": Wording("reduced income", "收入减少"),
    "illness": Wording("illness", "疾病"),
    "family": Wording("a family event", "家庭变故"),
    "business_failure": Wording("business failure", "经营困难"),
    "disaster": Wording("a disaster", "自然灾害"),
    "other": Wording("another reason", "其他原因"),
}
HARDSHIP = Wording("stated reason: {cause}", "申报原因：{cause}")
TEMPORARY = Wording(
    "stated reason: {cause}, expected to last {months} months: re-assess by {date}, or state the dated income now",
    "申报原因：{cause}，预计持续{months}个月：请于{date}前重新评估，或现在申报预期收入及日期",
)
EXPECTED_END = Wording(
    "stated reason: {cause}, expected to have passed by {date}: re-assess by then, or state the dated income now",
    "申报原因：{cause}，预计于{date}前消除：请于该日前重新评估，或现在申报预期收入及日期",
)
NOTHING_FITS = Wording(
    "no plan within the policy fits; the nearest is {gap} a month above what can be paid",
    "政策范围内没有可负担的方案；最接近的方案每月超出{gap}",
)
"""The page says so when nothing fits."""


def caused(text: Wording, cause: Wording, values: Mapping[str, str]) -> Wording:
    """Return a sentence that names the cause of a hardship in each language."""
    return Wording(text.en.format(cause=cause.en, **values), text.zh.format(cause=cause.zh, **values))
