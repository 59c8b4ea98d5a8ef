"""The sentences of an agreement in English and Chinese, each written in its own language, as data.

`{names}` are filled from a clause's values, formatted for the reader.
"""

from __future__ import annotations

from typing import Literal

from ..basics.provenance import Wording

Template = Literal[
    "balance",
    "past_due",
    "structure",
    "overdue_principal",
    "currency",
    "treatment_paid",
    "treatment_waived",
    "treatment_waived_whole",
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
        "{component}{amount}于计划生效当日支付。",
    ),
    "treatment_waived": Wording("Of the {component}, {amount} is waived.", "{component}减免{amount}。"),
    "treatment_waived_whole": Wording("All of the {component}, {amount}, is waived.", "{component}{amount}全部减免。"),
    "treatment_capitalized": Wording(
        "Of the {component}, {amount} joins the principal and bears interest from then on.",
        "{component}{amount}并入本金，自计划生效日起计息。",
    ),
    "treatment_parked": Wording(
        "Of the {component}, {amount} is repaid without bearing interest, on the dates the schedule shows.",
        "{component}{amount}不再计息，按还款计划表所列日期偿还。",
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
        "按整个计划折算，年化利率（IRR）为：单利{nominal}，复利{effective}。",
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
        "截至还款日24时仍未足额偿还的，该期视为未足额还款。",
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

FURTHER = Wording("Further terms", "其他条款")
"""Heading of what no required clause asks for and an agreement states all the same."""
