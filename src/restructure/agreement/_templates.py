"""The sentences of an agreement in English and Chinese, each written in its own language, as data.

`{names}` are filled from a clause's values, formatted for the reader.
"""

from __future__ import annotations

from typing import Literal

from ..basics.provenance import SourceLevel, Status, Wording
from ..contract.components import Component
from ..contract.phases import RepaymentMethod
from ..policy import Role

Template = Literal[
    "balance",
    "past_due",
    "structure",
    "overdue_principal",
    "currency",
    "treatment_paid",
    "treatment_waived",
    "treatment_capitalized",
    "treatment_parked",
    "plan_starts",
    "days_kept",
    "days_reset",
    "cycle",
    "method",
    "dates_and_amounts",
    "interest_runs",
    "no_interest",
    "annual_rates",
    "fees_run",
    "no_fees",
    "missed",
    "breach_consecutive",
    "breach_total",
    "breach_days",
    "all_falls_due",
    "schedule_stands",
    "waived_owed_again",
    "waived_stays",
    "cure",
    "no_cure",
    "overdue_interest",
    "penalty_interest",
    "compound_interest",
    "nothing_on_overdue",
    "by_installment",
    "by_component",
    "allocation",
    "allocation_until",
    "allocation_beyond",
    "early_fee",
    "early_free",
    "hold",
    "no_hold",
    "retention",
    "retention_until_settled",
    "validity",
]
"""Every sentence that figures fill."""

SENTENCES: dict[Template, Wording] = {
    "balance": Wording("On {as_of} the borrower owes {total} in all.", "截至{as_of}，借款人欠款余额合计{total}。"),
    "past_due": Wording("On that day the debt is {days} days past due.", "截至该日已逾期{days}天。"),
    "structure": Wording(
        "This is made up of principal {principal}, interest {interest}, penalty interest {penalty_interest}, "
        "compound interest {compound_interest} and fees {fees}.",
        "其中：本金{principal}，利息{interest}，罚息{penalty_interest}，复利{compound_interest}，费用{fees}。",
    ),
    "overdue_principal": Wording(
        "Of the principal, {overdue_principal} had already fallen due.", "本金中已逾期的部分为{overdue_principal}。"
    ),
    "currency": Wording("All amounts are in {currency}.", "本协议各项金额的币种均为{currency}。"),
    "treatment_paid": Wording(
        "Of the {component}, {amount} is paid on the day the plan takes effect.",
        "{component}中的{amount}于计划生效当日支付。",
    ),
    "treatment_waived": Wording("Of the {component}, {amount} is waived.", "{component}中的{amount}予以减免。"),
    "treatment_capitalized": Wording(
        "Of the {component}, {amount} joins the principal and bears interest from then on.",
        "{component}中的{amount}转入本金，自计划生效日起计息。",
    ),
    "treatment_parked": Wording(
        "Of the {component}, {amount} is repaid without bearing interest, on the dates the schedule shows.",
        "{component}中的{amount}不再计息，按还款计划表所列日期偿还。",
    ),
    "plan_starts": Wording(
        "The plan starts from a principal of {principal} that bears interest.", "计划起始计息本金为{principal}。"
    ),
    "days_kept": Wording(
        "Signing does not set the days past due back; paying as agreed does.",
        "签署本协议不使逾期天数归零，须按约还款方可恢复正常。",
    ),
    "days_reset": Wording(
        "The lender counts days past due from 0 again when the plan takes effect; what was reported before stays "
        "reported.",
        "计划生效后，贷款人内部逾期天数重新起算；此前已报送的信用记录不受影响。",
    ),
    "cycle": Wording(
        "An installment is due {period}, the first on {first_due}.", "{period}还款一次，首个还款日为{first_due}。"
    ),
    "method": Wording("Method of repayment: {method}.", "还款方式：{method}。"),
    "dates_and_amounts": Wording(
        "There are {count} installments from {first_due} to {last_due}, at most {highest} each and {total} in all. "
        "The schedule in this agreement states the date and amount of every one.",
        "共{count}期，自{first_due}至{last_due}，每期最高{highest}，合计{total}；"
        "每期还款日与金额以本协议所附还款计划表为准。",
    ),
    "interest_runs": Wording(
        "Interest runs at {rate} a year while the agreement lasts; by the schedule it comes to {interest}.",
        "协议期间按年利率{rate}计息，按还款计划表利息合计{interest}。",
    ),
    "no_interest": Wording(
        "No interest runs while the agreement lasts.",
        "协议期间不计收利息。",
    ),
    "annual_rates": Wording(
        "As an annual rate over the whole plan this costs {nominal} nominal and {effective} effective.",
        "按整个计划折算，年化利率为：名义{nominal}，实际{effective}。",
    ),
    "fees_run": Wording(
        "Fees of {fees} in all fall due with the installments; no annual fee and no other charge is added.",
        "协议期间随各期收取费用合计{fees}，不另收年费及其他费用。",
    ),
    "no_fees": Wording(
        "No annual fee and no other fee is charged while the agreement lasts.",
        "协议期间不收取年费及其他费用。",
    ),
    "missed": Wording(
        "An installment is missed when any of it is unpaid at the end of its due date.",
        "还款日终了仍未足额偿还的，该期视为未足额还款。",
    ),
    "breach_consecutive": Wording(
        "The agreement is breached when {count} installments in a row are missed.",
        "连续{count}期未足额还款的，构成违约。",
    ),
    "breach_total": Wording(
        "The agreement is breached when {count} installments in all are missed.",
        "累计{count}期未足额还款的，构成违约。",
    ),
    "breach_days": Wording(
        "The agreement is breached when an amount is {days} days past due.",
        "任何一笔应还款项逾期达到{days}天的，构成违约。",
    ),
    "all_falls_due": Wording("On breach everything still owed falls due at once.", "违约后，剩余全部欠款立即到期。"),
    "schedule_stands": Wording(
        "On breach the remaining installments stay due on their dates; nothing falls due early.",
        "违约后，未到期的各期仍按原定日期偿还，不提前到期。",
    ),
    "waived_owed_again": Wording(
        "On breach the {amount} waived by this agreement is owed again.", "违约后，本协议减免的{amount}恢复计收。"
    ),
    "waived_stays": Wording(
        "The {amount} waived by this agreement stays waived, on breach too.",
        "本协议减免的{amount}不因违约而恢复计收。",
    ),
    "cure": Wording(
        "Paying everything overdue within {days} days of the breach undoes it, and the agreement goes on.",
        "自违约之日起{days}天内还清全部逾期款项的，视为恢复正常履约，协议继续执行。",
    ),
    "no_cure": Wording("A breach cannot be undone by paying late.", "违约后补缴逾期款项，不免除违约责任。"),
    "overdue_interest": Wording(
        "Ordinary interest runs on overdue principal at {rate} a year.", "逾期本金按年利率{rate}继续计收利息。"
    ),
    "penalty_interest": Wording(
        "Penalty interest runs on overdue principal at {rate} a year.", "逾期本金按年利率{rate}计收罚息。"
    ),
    "compound_interest": Wording(
        "Overdue interest itself bears interest at {rate} a year.", "逾期利息按年利率{rate}计收复利。"
    ),
    "nothing_on_overdue": Wording(
        "Nothing is charged on overdue amounts beyond the interest in the schedule.",
        "对逾期款项，除还款计划表所列利息外，不另行计收息费。",
    ),
    "by_installment": Wording(
        "A payment settles the oldest installment whole before the next.", "还款按到期先后逐期冲抵。"
    ),
    "by_component": Wording(
        "A payment settles one component of everything due before the next component.",
        "还款按款项类别依次冲抵全部到期款项。",
    ),
    "allocation": Wording("It settles, in this order: {order}.", "冲抵顺序为：{order}。"),
    "allocation_until": Wording(
        "Up to {days} days past due it settles, in this order: {order}.",
        "逾期不超过{days}天的，冲抵顺序为：{order}。",
    ),
    "allocation_beyond": Wording(
        "More than {days} days past due it settles, in this order: {order}.",
        "逾期超过{days}天的，冲抵顺序为：{order}。",
    ),
    "early_fee": Wording(
        "The debt may be settled early at any time. Interest then runs to the day of payment only, and a fee of "
        "{fee_rate} of the principal not yet due is charged.",
        "借款人可随时提前结清，利息计收至结清当日，并按未到期本金的{fee_rate}收取提前结清费用。",
    ),
    "early_free": Wording(
        "The debt may be settled early at any time without a fee. Interest then runs to the day of payment only.",
        "借款人可随时提前结清，利息计收至结清当日，不收取提前结清费用。",
    ),
    "hold": Wording(
        "Once all have signed, the lender and those acting for it stop collection for as long as the agreement is "
        "not breached.",
        "各方签署后，贷款人及其委托的机构停止催收，借款人违约的除外。",
    ),
    "no_hold": Wording(
        "The agreement does not stop collection of what falls due and is not paid.",
        "本协议不影响贷款人对到期未付款项的催收。",
    ),
    "retention": Wording(
        "Records of this agreement, recordings included, are kept until it is settled and {years} years after.",
        "与本协议有关的资料（含录音）保存至欠款结清后{years}年。",
    ),
    "retention_until_settled": Wording(
        "Records of this agreement, recordings included, are kept until it is settled.",
        "与本协议有关的资料（含录音）保存至欠款结清。",
    ),
    "validity": Wording(
        "This offer can be signed until {valid_until}; after that it has to be worked out again.",
        "本协议须于{valid_until}前（含当日）签署；逾期未签署的，须重新协商。",
    ),
}

COMPONENT_WORDS: dict[Component, Wording] = {
    "principal": Wording("principal", "本金"),
    "interest": Wording("interest", "利息"),
    "penalty_interest": Wording("penalty interest", "罚息"),
    "compound_interest": Wording("compound interest", "复利"),
    "fees": Wording("fees", "费用"),
}

METHODS: dict[RepaymentMethod, Wording] = {
    "level": Wording("equal installments", "等额本息"),
    "equal_principal": Wording("equal principal", "等额本金"),
    "interest_only": Wording("interest only", "先息后本"),
    "capitalize": Wording("no payment, interest joining the principal", "暂缓还款、利息转入本金"),
    "defer": Wording("no payment, interest set aside without bearing interest", "暂缓还款、利息暂挂不计息"),
    "fixed_amount": Wording("a fixed amount each time, the last one settling the rest", "每期固定金额、末期结清余额"),
    "keep": Wording("the installment unchanged", "沿用前期还款额"),
}

ROLE_NAMES: dict[Role, Wording] = {
    "borrower": Wording("Borrower", "借款人"),
    "co_borrower": Wording("Co-borrower", "共同借款人"),
    "guarantor": Wording("Guarantor", "保证人"),
    "lender": Wording("Lender", "贷款人"),
}

STATUS_NAMES: dict[str, Wording] = {
    "proposed": Wording("proposed, not yet signed by all", "待签署"),
    "signed": Wording("signed", "已签署"),
    "performing": Wording("performing", "履行中"),
    "breached": Wording("breached", "已违约"),
    "completed": Wording("completed", "已结清"),
    "superseded": Wording("superseded", "已被取代"),
    "cancelled": Wording("cancelled", "已取消"),
}

SIGNING_NAMES: dict[str, Wording] = {
    "paper": Wording("on paper", "纸质签署"),
    "electronic": Wording("electronically", "电子签署"),
    "recorded_call": Wording("recorded call", "录音电话"),
}

CHECK_NAMES: dict[Status, Wording] = {
    "pass": Wording("pass", "通过"),
    "fail": Wording("fail", "不通过"),
    "needs_review": Wording("reviewed", "经人工核实"),
}

LEVEL_NAMES: dict[SourceLevel, Wording] = {
    "verified": Wording("official text read", "已核对原文"),
    "secondary": Wording("read in a reprint, not in the official text", "据转载文本，未核对原文"),
    "unverified": Wording("from memory, not looked up", "未查证"),
}

FURTHER = Wording("Further terms", "其他条款")
"""Heading of what no required clause asks for and an agreement states all the same."""

PHRASES: dict[str, Wording] = {
    "title": Wording("Repayment agreement", "还款协议"),
    "reference": Wording("Agreement", "协议编号"),
    "debt": Wording("Debt", "债务编号"),
    "drafted_on": Wording("Offered on", "拟定日期"),
    "effective_on": Wording("In effect from", "计划生效日"),
    "valid_until": Wording("Can be signed until", "签署截止日"),
    "signed_on": Wording("Signed on", "签署完成日"),
    "status": Wording("Status", "状态"),
    "at_a_glance": Wording("At a glance", "协议要点"),
    "installment": Wording("Each installment", "每期还款额"),
    "installments": Wording("Installments", "期数"),
    "first_due": Wording("First due", "首个还款日"),
    "last_due": Wording("Last due", "最后还款日"),
    "total": Wording("Paid in all", "还款总额"),
    "paid_today": Wording("Paid on the day it takes effect", "生效当日支付"),
    "rate": Wording("Interest rate a year", "执行年利率"),
    "annual_rates": Wording("Annual rate of the plan, nominal / effective", "计划年化利率（名义／实际）"),
    "interest": Wording("Interest in all", "利息合计"),
    "run": Wording("{amount} × {count}", "{amount} × {count}期"),
    "run_of_one": Wording("{amount}", "{amount}"),
    "then": Wording(", then ", "，其后"),
    "from_to": Wording("from {low} to {high}, see the schedule", "{low}至{high}，见还款计划表"),
    "met": Wording("the numbers meet it", "数据显示符合"),
    "unmet": Wording("the numbers do not meet it", "数据显示不符合"),
    "unknown": Wording("an input is missing or in doubt", "缺少数据或数据存疑"),
    "parties": Wording("Parties", "当事人"),
    "role": Wording("Party", "身份"),
    "id": Wording("Id", "编号"),
    "signature": Wording("Signature", "签署情况"),
    "signs": Wording("signature", "签署"),
    "open": Wording("not yet signed", "尚未签署"),
    "not_needed": Wording("not required", "无须签署"),
    "owed": Wording("What is owed and what becomes of it", "欠款及其处理一览"),
    "schedule": Wording("Schedule", "还款计划表"),
    "checks": Wording("Checks before signing", "签署前核对"),
    "check": Wording("Rule", "核对事项"),
    "found": Wording("Found", "核对情况"),
    "result": Wording("Result", "结果"),
    "review": Wording("Decided by", "核实人、日期与说明"),
    "no_checks": Wording("The policy has no rule that applies.", "无适用的核对规则。"),
    "life": Wording("Steps so far", "协议履历"),
    "on": Wording("Date", "日期"),
    "note": Wording("Note", "说明"),
    "basis": Wording("Basis", "依据"),
    "policy": Wording("Policy", "政策"),
    "version": Wording("{title}, {name}, version {version}", "{title}，{name}，版本{version}"),
    "policy_hash": Wording("Hash of the policy", "政策哈希值"),
    "input_hash": Wording("Hash of the application", "申请哈希值"),
    "content_hash": Wording("Hash of this agreement", "本协议哈希值"),
    "library": Wording("Calculated with version", "计算程序版本"),
    "conventions": Wording("Conventions", "计算约定"),
    "sources": Wording("Sources", "规则依据"),
    "signatures": Wording("Signatures", "签署栏"),
    "sign_here": Wording("Signature", "签名"),
    "date_here": Wording("Date", "日期"),
    "day_note": Wording("Amounts in {currency}.", "金额单位：{currency}。"),
}
"""Headings and labels of the document."""
