"""What an option set says, in both languages: labels, instruments, reasons and references."""

from __future__ import annotations

from collections.abc import Mapping

from ..applicant.application import Cause
from ..basics.provenance import Wording
from .vocabulary import ReferenceKind

REFERENCES: dict[ReferenceKind, Wording] = {
    "keep_contract": Wording("keep the contract", "维持原合同"),
    "reinstate": Wording("reinstate", "一次性补足逾期欠款"),
    "catch_up": Wording("catch up", "分次补足逾期欠款"),
}

REJECTED: dict[str, Wording] = {
    "does_not_cover_interest": Wording(
        "the installment would not cover its interest, or the plan is too short for its parts",
        "每期还款额不足以支付当期利息，或期数不足",
    ),
    "not_consolidated": Wording(
        "the debts stay apart: the policy does not consolidate them, or their conventions differ",
        "各笔欠款分别测算（本政策不支持合并，或计息方式不同）",
    ),
    "less_apart": Wording(
        "the debts stay apart: each has a plan of its own, and not every contract needs a change",
        "各笔欠款分别测算（每笔欠款均有可行方案，且并非每份合同都需要变更）",
    ),
    "no_candidate": Wording(
        "the policy's levers make no plan at all for what can be paid", "可用的调整方式无法在可负担金额内形成任何方案"
    ),
    "too_small": Wording(
        "so small that it is paid in one go: less than two installments of {least}, the least the policy knows",
        "欠款金额较小，应一次还清：不足两期（政策规定每期至少{least}）",
    ),
    "cash_today": Wording("more due on day one than the cash stated to be at hand", "签约当日应付额超过申报的可用存款"),
    "below_shortest_term": Wording("paid off sooner than the policy's shortest term", "还清时间短于政策规定的最短期数"),
    "above_affordable": Wording("above what can be paid", "超出可负担金额"),
    "target": Wording("misses the target that was asked for", "未达到所要求的目标"),
    "rule": Wording("against the rule: {rule}", "不符合规定：{rule}"),
    "ceiling": Wording(
        "above the ceiling of {limit} a year: of the nearest, {amount} at least must be waived until it complies",
        "超过年化{limit}的上限：最接近的方案至少须减免{amount}方可符合",
    ),
    "charge_limit": Wording(
        "interest, fees and all other charges come to more than the {limit} allowed",
        "利息、费用及其他收费合计超过上限{limit}",
    ),
    "claim": Wording("waives less than the {above} that is owed above the ceiling", "减免金额低于超出上限的{above}"),
    "indicated_fail": Wording(
        "indicated to be against a rule whose source is not verified", "按未经核实的依据，可能不符合规定"
    ),
    "dominated": Wording("no better than an offered plan in any respect", "各方面均不优于已列方案"),
    "outranked": Wording("would fit, but best at nothing", "可行，但无突出优势"),
    "not_needed": Wording(
        "settles for a part, and another plan repays the whole", "只结清部分欠款，而另有方案可以还清全部"
    ),
    "worth_less": Wording("brings the lender no more than no plan at all", "所得不高于不作任何安排"),
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
    "自{date}一期起恢复原每期应还额{amount}，直至还清",
)
SETTLES = Wording("part of what is owed settles all of it; the rest is waived", "偿还部分欠款即结清全部债务，其余减免")
SETTLEMENT = Wording(
    "{amount} paid by {date} settles everything; the rest is waived once it is paid",
    "于{date}前还清{amount}即结清全部债务，还清后其余部分减免",
)
DOWN_PAYMENT = Wording("{amount} is paid on day one", "签约当日偿还{amount}")
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
TOGETHER = Wording("the debts together", "各笔欠款合计")
"""What is called the one debt in the place of several."""
INCONSISTENT = Wording(
    "principal, rate, installment and count of {debt} do not reconcile; "
    "the contract is taken to pay its installment until repaid",
    "{debt}的本金、利率、每期应还额与期数不一致；比较时按原每期应还额还至结清计算",
)
NEVER_REPAID = Wording(
    "the stated installments of {debt} do not repay it; the rest is taken to fall due with the last one",
    "{debt}按申报的每期应还额无法还清；余额视为随最后一期到期",
)
ABOVE_CEILING = Wording(
    "it costs more than {limit} a year: {amount} at least must be waived until it complies",
    "综合成本超过年化{limit}：至少须减免{amount}方可符合",
)
CLAIMED_ABOVE = Wording(
    "of {owed} owed on {debt}, at most {most} can be claimed under a ceiling of {limit} a year; {above} is above it",
    "{debt}现欠{owed}，按年化{limit}的上限最多可主张{most}，超出{above}",
)
CLAIM_WAIVED = Wording("what is owed above the ceiling is waived", "超出利率上限的欠款予以减免")
PROGRAM = Wording("{program}: the payment becomes {payment} a month", "{program}：月供改为{payment}")
PROGRAM_MET = Wording(
    "{program}: the payment becomes {payment} a month, within the {target} that the program seeks",
    "{program}：月供改为{payment}，达到方案目标{target}",
)
PROGRAM_MISSED = Wording(
    "{program}: the payment becomes {payment} a month; the program seeks {target} and its steps do not reach that",
    "{program}：月供改为{payment}；方案目标为{target}，各步骤用尽后仍未达到",
)
PROGRAM_TRIAL = Wording(
    "it holds once {count} of the new payments were made on time in a trial plan",
    "试还计划中按时还款{count}期后正式生效",
)
PROGRAM_COUNSELING = Wording("the borrower is sent to housing counseling", "借款人须接受住房咨询")
PROGRAM_NOT_RUN = Wording("{program} was not run; it needs {facts}", "{program}未运行：缺少{facts}")
PROGRAM_NOT_OPEN = Wording(
    "{program} was not run: a number of it is not yet in force on {date}", "{program}未运行：{date}其参数尚未生效"
)
PROGRAM_NO_TERMS = Wording(
    "{program} was not run: the balance is too small for its terms", "{program}未运行：余额过小，无法形成条款"
)
PROGRAM_SUPPLEMENT = Wording(
    "{program}: a claim pays part of the first installments, which no plan here can hold; see the program by itself",
    "{program}：前若干期月供部分由索赔支付，此处方案无法体现，请单独查看该方案",
)
PROGRAM_RULE = Wording("{program} does not meet: {rule}", "{program}不符合：{rule}")
PROGRAM_TARGET = Wording("{program} misses the target {quantity} {limit}", "{program}未达到目标 {quantity} {limit}")
PROGRAM_ABOVE = Wording("{program} asks {gap} a month more than can be paid", "{program}每月超出可负担金额{gap}")
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
WHY_PARKED = Wording("the policy sets no principal aside until the plan ends", "政策没有将部分本金单独挂账至到期的安排")
WHY_NOT_TRIED = Wording("the policy's levers do not make this combination", "可用的调整方式不含该组合")
WHY_OFFERED = Wording("it is offered as {plan}", "即已列方案{plan}")
WHY_RUNG = Wording("nothing more is needed than this: {rung}", "只需：{rung}")
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


def caused(text: Wording, cause: Wording, values: Mapping[str, str]) -> Wording:
    """Return a sentence that names the cause of a hardship in each language."""
    return Wording(text.en.format(cause=cause.en, **values), text.zh.format(cause=cause.zh, **values))
