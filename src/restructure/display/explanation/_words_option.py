"""What is said of one plan against the current contract, to the customer and to the loan officer. Data only."""

from __future__ import annotations

from collections.abc import Mapping

from ...basics.provenance import Wording
from ._tell import Known, Words

HEADINGS: dict[str, Wording] = {
    "EACH_MONTH": Wording("What changes each month", "每月有什么变化"),
    "COST": Wording("What it costs in total, and why", "总共要还多少，为什么"),
    "TODAY": Wording("What happens to what you owe today", "今天的欠款怎么处理"),
    "RATE": Wording("What the rate means", "利率是什么意思"),
    "SHOCKS": Wording("If something changes", "如果情况变化"),
    "MISSED": Wording("If you cannot pay an installment", "如果有一期还不上"),
    "WHERE_FROM": Wording("Where the numbers come from", "这些数字从哪里来"),
    "OFFICER_OPTION": Wording("The plan", "方案"),
    "OFFICER_LOSS": Wording("What the lender gives up", "本行减让"),
    "OFFICER_TREATMENT": Wording("What becomes of each component", "各项欠款的处理"),
}

LINES: Mapping[str, Wording] = {
    # --- what changes each month ---
    "LOWER": Wording(
        "You pay {after_installment} a month instead of {before_installment}. That is {installment_less} less.",
        "您每月还{after_installment}，原来是{before_installment}，少还{installment_less}。",
    ),
    "HIGHER": Wording(
        "You pay {after_installment} a month instead of {before_installment}. That is {installment_more} more.",
        "您每月还{after_installment}，原来是{before_installment}，多还{installment_more}。",
    ),
    "SAME": Wording(
        "You go on paying {after_installment} a month, as your contract says.",
        "您每月仍还{after_installment}，与原合同相同。",
    ),
    "INSTEAD_OF_ALL": Wording(
        "Today your contract asks for everything at once. Under this plan you pay {after_installment} a month.",
        "按原合同，欠款应当一次还清；按本方案，您每月还{after_installment}。",
    ),
    "STEPS": Wording(
        "Your installment changes over time. Your contract asks for {before_installment} a month.",
        "本方案的每期还款额分阶段变化。按原合同，您每月要还{before_installment}。",
    ),
    "STEPS_INSTEAD_OF_ALL": Wording(
        "Today your contract asks for everything at once. Under this plan you pay over time, in steps.",
        "按原合同，欠款应当一次还清；按本方案，您可以分阶段偿还。",
    ),
    "COUNT": Wording(
        "There are {count:installment|installments}: the first on {first_due}, the last on {last_due}.",
        "一共{count}期，首期在{first_due}，末期在{last_due}。",
    ),
    "ONE_INSTALLMENT": Wording("There is one installment, on {first_due}.", "只有一期，在{first_due}。"),
    "STRETCH": Wording(
        "From {stretch_from} on: {stretch_count:installment|installments} of {stretch_amount}.",
        "自{stretch_from}起：{stretch_count}期，每期还{stretch_amount}。",
    ),
    "STRETCH_NOTHING": Wording(
        "From {stretch_from} on: nothing to pay for {stretch_count:due date|due dates}. Interest goes on meanwhile.",
        "自{stretch_from}起：{stretch_count}期不用还款，这段时间利息照算。",
    ),
    "BALLOON": Wording(
        "The last installment is much larger: {last_payment} on {last_due}. Set money aside for it early.",
        "最后一期金额较大：{last_due}要还{last_payment}，请提早准备。",
    ),
    "LAST_DIFFERS": Wording(
        "The last installment is {last_payment}: what is left by then.",
        "最后一期是{last_payment}，即届时余下的金额。",
    ),
    "PAID_TODAY": Wording(
        "On the day the plan begins you also pay {paid_today}.", "方案开始当天，您还要先还{paid_today}。"
    ),
    "RATE_DOWN": Wording(
        "The yearly rate falls from {before_rate} to {after_rate}.", "年利率由{before_rate}降到{after_rate}。"
    ),
    "RATE_UP": Wording(
        "The yearly rate rises from {before_rate} to {after_rate}.", "年利率由{before_rate}升到{after_rate}。"
    ),
    "RATE_SAME": Wording("The yearly rate stays at {after_rate}.", "年利率不变，仍是{after_rate}。"),
    "RATE_AT_FIRST": Wording(
        "The yearly rate is {after_rate} at first. Your contract's is {before_rate}.",
        "年利率起初为{after_rate}，原合同为{before_rate}。",
    ),
    "RATE_CHANGES": Wording("From {later_on} on it is {later_rate}.", "自{later_on}起为{later_rate}。"),
    "BACK_TO_CONTRACT": Wording(
        "From {later_on} on you pay your contract's {before_installment} again, until all is paid.",
        "自{later_on}起，恢复每月还{before_installment}，直到还清。",
    ),
    "SETTLEMENT": Wording(
        "Once you have paid {total} by {later_on}, the whole debt is settled. The rest is waived then.",
        "在{later_on}前还清{total}，全部债务就此结清，其余部分到时减免。",
    ),
    "FREE_LATER": Wording(
        "You are free of this debt on {free_on}, {months_later:month|months} later than under the contract.",
        "按本方案，您在{free_on}还清，比原合同晚{months_later}个月。",
    ),
    "FREE_EARLIER": Wording(
        "You are free of this debt on {free_on}, sooner than under the contract.",
        "按本方案，您在{free_on}还清，比原合同早。",
    ),
    "FREE": Wording("You are free of this debt on {free_on}.", "按本方案，您在{free_on}还清。"),
    # --- what it costs ---
    "TOTAL": Wording(
        "From today to the end you pay {total} in all. Keeping the contract would come to {contract_total}.",
        "从今天到还清，您一共要还{total}；按原合同是{contract_total}。",
    ),
    "COSTS_MORE": Wording("The plan costs {extra} more in all.", "按本方案，总共要多还{extra}。"),
    "COSTS_LESS": Wording("The plan costs {extra} less in all.", "按本方案，总共可以少还{extra}。"),
    "COSTS_THE_SAME": Wording("Both come to the same amount.", "两者总额相同。"),
    "INTEREST_MORE": Wording(
        "Interest is {extra_interest} higher than under the contract, because the debt is paid back over more time.",
        "利息比原合同多{extra_interest}，因为还款时间更长。",
    ),
    "INTEREST_MORE_RATE": Wording(
        "Interest is {extra_interest} higher than under the contract, although the rate is lower: "
        "the debt is paid back over more time.",
        "利率虽然降低，但还款时间更长，所以利息比原合同多{extra_interest}。",
    ),
    "INTEREST_MORE_OTHER": Wording(
        "Interest is {extra_interest} higher than under the contract, because the debt is paid back more slowly.",
        "利息比原合同多{extra_interest}，因为还得更慢。",
    ),
    "INTEREST_MORE_RATE_UP": Wording(
        "Interest is {extra_interest} higher than under the contract, because the rate is higher.",
        "利息比原合同多{extra_interest}，因为利率提高了。",
    ),
    "INTEREST_LESS_RATE": Wording(
        "Interest is {extra_interest} lower than under the contract, because the rate is lower.",
        "利息比原合同少{extra_interest}，因为利率降低了。",
    ),
    "INTEREST_LESS": Wording(
        "Interest is {extra_interest} lower than under the contract.", "利息比原合同少{extra_interest}。"
    ),
    "WAIVED_SAVES": Wording(
        "{waived_total} of what you owe is waived, which brings the total down.",
        "欠款中有{waived_total}获得减免，总额因此减少。",
    ),
    "INTEREST_TOTAL": Wording(
        "Of all you pay, {interest_total} is interest that runs during the plan.",
        "在您要还的总额中，方案期间的利息是{interest_total}。",
    ),
    "NO_INTEREST": Wording("No interest runs during the plan.", "方案期间不收利息。"),
    "FIRST_YEAR_LESS": Wording(
        "In the first year you pay {first_year}. "
        "The contract, with its arrears, would ask for {first_year_relief} more.",
        "第一年您要还{first_year}；按原合同，连同逾期欠款，要多还{first_year_relief}。",
    ),
    # --- what you owe today ---
    "OWED": Wording(
        "Today you owe {owed_total} in all. This is what becomes of each part.",
        "今天您一共欠{owed_total}。每一部分的去向如下。",
    ),
    "WAIVED": Wording(
        "{waived} of {component} is waived: it never has to be paid.",
        "{component}{waived}：减免，不用再还。",
    ),
    "FORGIVEN": Wording(
        "{waived} of the {component} itself is forgiven: it never has to be paid.",
        "{component}{waived}：减免，不用再还。",
    ),
    "CAPITALIZED": Wording(
        "{moved_out} of {component} is added to the principal. From then on it bears interest like the rest.",
        "{component}{moved_out}：并入本金，此后一起计息。",
    ),
    "PAID_DAY_ONE": Wording(
        "{paid} of {component} is paid on the day the plan begins.", "{component}{paid}：方案开始当天还清。"
    ),
    "SET_ASIDE_END": Wording(
        "{deferred} of {component} is set aside. It bears no interest and is paid with the last installment.",
        "{component}{deferred}：单独挂账，不计利息，随最后一期一起还。",
    ),
    "SET_ASIDE_LAST": Wording(
        "{deferred} of {component} is set aside. It bears no interest and is paid with the last "
        "{treatment_count:installment|installments}.",
        "{component}{deferred}：单独挂账，不计利息，在最后{treatment_count}期里还。",
    ),
    "SET_ASIDE_DAY": Wording(
        "{deferred} of {component} is set aside. It bears no interest and is paid on {treatment_due}.",
        "{component}{deferred}：单独挂账，不计利息，在{treatment_due}还。",
    ),
    "SPREAD_ALL": Wording(
        "{deferred} of {component} is spread over all installments in equal parts. It bears no interest.",
        "{component}{deferred}：平均分摊到各期，不计利息。",
    ),
    "SPREAD_FIRST": Wording(
        "{deferred} of {component} is paid with the first installment. It bears no interest.",
        "{component}{deferred}：随首期一起还，不计利息。",
    ),
    "SPREAD_SOME": Wording(
        "{deferred} of {component} is spread over the first {treatment_count:installment|installments}. "
        "It bears no interest.",
        "{component}{deferred}：分摊到前{treatment_count}期，不计利息。",
    ),
    "SET_ASIDE_SEVERAL": Wording(
        "{deferred} of {component} is set aside or spread. It bears no interest; the schedule says when it is paid.",
        "{component}{deferred}：单独挂账或分摊，不计利息，何时还以还款计划表为准。",
    ),
    "BEARS_INTEREST": Wording(
        "The plan starts with a balance of {scheduled_total} that bears interest.",
        "方案从{scheduled_total}的计息余额开始。",
    ),
    # --- the rate ---
    "RATE_FIRST": Wording(
        "The yearly rate is {after_rate}. An example: from {start} to {first_due}, "
        "interest on {first_balance} comes to {first_interest}.",
        "年利率是{after_rate}。举例来说，从{start}到{first_due}，{first_balance}的利息是{first_interest}。",
    ),
    "RATE_NEXT": Wording(
        "A month later interest on {second_balance} comes to {second_interest}.",
        "下一个月，{second_balance}的利息是{second_interest}。",
    ),
    "RATE_EFFECTIVE": Wording(
        "Interest is charged every month. Counted over a whole year, that is an effective rate of {effective}.",
        "利息按月计算，折合成一整年，实际年利率是{effective}。",
    ),
    "RATE_MIXED": Wording(
        "Part of the debt bears no interest. On everything you pay back, the plan costs {nominal} a year.",
        "有一部分欠款不计利息。按全部应还款项计算，年化成本是{nominal}。",
    ),
    "RATE_ZERO": Wording(
        "The rate is zero: no interest is added to what you pay back.", "利率为零：在您要还的款项之外，不另加利息。"
    ),
    "RATE_ZERO_AT_FIRST": Wording(
        "The rate is zero at first: no interest runs until it changes. After that interest does run.",
        "利率起初为零：在利率变化之前不计利息，之后照常计息。",
    ),
    # --- shocks ---
    "SHOCK_SHORT": Wording(
        "If {shock}, this plan asks for up to {shock_short} a month more than you can pay.",
        "如果{shock}，本方案每月最多会超出您的还款能力{shock_short}。",
    ),
    "SHOCK_TALK": Wording(
        "Tell us as soon as you see it coming: then we plan anew.", "一有苗头请告诉我们，重新安排还款。"
    ),
    "SHOCK_HOLDS": Wording("If {shock}, you can still pay this plan.", "如果{shock}，您仍能按本方案还款。"),
    # --- missed ---
    "MISSED_TALK": Wording(
        "Tell us before the due date. Before a date has passed, more can be changed than after.",
        "请在还款日之前告诉我们，越早沟通，可以调整的余地越大。",
    ),
    "MISSED_TERMS": Wording(
        "This is a plan, not yet an agreement. What follows a missed installment is written in the agreement. "
        "Read that part before you sign.",
        "这还只是方案。没有按期还款会有什么后果，以还款协议的约定为准，签字前请务必读清楚。",
    ),
    "DAYS_KEPT": Wording(
        "Signing does not set the days late back to zero. Only payments bring the account up to date.",
        "签了方案，逾期天数不会自动归零；只有按约还款，账户才能恢复正常。",
    ),
    "DAYS_RESET": Wording(
        "The bank counts days late from zero again when the plan begins. What is on your credit record stays there.",
        "方案生效后，本行内部的逾期天数重新起算；已经报送的信用记录不会因此改变。",
    ),
    # --- where from ---
    "FROM_SCHEDULE": Wording(
        "Installments, dates and interest are taken from the plan's schedule, line by line.",
        "各期金额、日期和利息，都取自本方案逐期的还款计划表。",
    ),
    "FROM_CONTRACT": Wording(
        "The figures of your contract are what its own terms lead to from today on.",
        "原合同的数字，是按合同条款从今天起推算的结果。",
    ),
    "FROM_DEBT": Wording(
        "What you owe today is taken from your account, part by part. It adds up to the cent.",
        "今天的欠款取自您的账户，逐项列明，分毫不差。",
    ),
    # --- the loan officer ---
    "OFFICER_TERMS": Wording(
        "Option {option_id}: {count:installment|installments}, {after_installment} first, {after_highest} at most, "
        "at {after_rate}; from {first_due} to {last_due}.",
        "方案{option_id}：{count}期，首期还{after_installment}，最高{after_highest}，年利率{after_rate}；"
        "{first_due}至{last_due}。",
    ),
    "OFFICER_BEFORE": Wording(
        "Contract: {before_installment} a month, {before_count:installment|installments} left, at {before_rate}; "
        "{contract_total} in all.",
        "原合同：每期还{before_installment}，剩余{before_count}期，年利率{before_rate}；总额{contract_total}。",
    ),
    "OFFICER_SHOCK": Wording(
        "Payment shock: {payment_change} against the contract installment.", "每期还款额变动幅度：{payment_change}。"
    ),
    "OFFICER_RATES": Wording(
        "Annual cost: {nominal} nominal, {effective} effective.", "年化利率（IRR）：单利{nominal}，复利{effective}。"
    ),
    "OFFICER_CONVENTIONS": Wording(
        "Day count {day_count}; interest rounded {rounding}.", "计息基准{day_count}；利息取整方式{rounding}。"
    ),
    "OFFICER_LOSS": Wording(
        "Present value loss {loss}, or {loss_amount}, at the contract rate.",
        "按合同利率计算，本行减让（现值）{loss}，即{loss_amount}。",
    ),
    "OFFICER_SUBSTANTIAL": Wording(
        "The change is substantial by the present value test.", "按现值测试，属于实质性修改。"
    ),
    "OFFICER_NOT_SUBSTANTIAL": Wording(
        "The change is not substantial by the present value test.", "按现值测试，不属于实质性修改。"
    ),
    "OFFICER_COST": Wording(
        "Borrower: {total} in all, {extra_signed} against the contract; {extra_interest_signed} of interest.",
        "借款人：总额{total}，较原合同{extra_signed}，其中利息{extra_interest_signed}。",
    ),
    "OFFICER_RELIEF": Wording(
        "First-year relief {first_year_relief}; the total cost rises by {cost_per_relief} of it.",
        "首年少还{first_year_relief}；总成本因此变动，为少还金额的{cost_per_relief}。",
    ),
    "OFFICER_OWED": Wording("{component}: {opening} owed.", "{component}：欠{opening}。"),
    "OFFICER_REASON": Wording("{reason_code}: {reason_text}.", "{reason_code}：{reason_text}。"),
}

KNOWN: Mapping[str, Known] = {
    "after_installment": Known("before_after.after.installment", "money"),
    "after_highest": Known("before_after.after.highest_installment", "money"),
    "before_installment": Known("before_after.before.installment", "money"),
    "installment_less": Known("before_after.before.installment - before_after.after.installment", "money"),
    "installment_more": Known("before_after.after.installment - before_after.before.installment", "money"),
    "count": Known("before_after.after.installments", "count"),
    "before_count": Known("before_after.before.installments", "count"),
    "first_due": Known("schedule[0].due_date", "day"),
    "last_due": Known("schedule[-1].due_date", "day"),
    "last_payment": Known("schedule[-1].payment", "money"),
    "stretch_from": Known("schedule[{row}].due_date", "day"),
    "stretch_count": Known("schedule.stretches()[{i}][1]", "count"),
    "stretch_amount": Known("schedule.stretches()[{i}][0]", "money"),
    "paid_today": Known("measures.paid_today", "money"),
    "before_rate": Known("before_after.before.rate", "rate"),
    "after_rate": Known("before_after.after.rate", "rate"),
    "later_on": Known("reasons[{i}].values[date]", "day"),
    "later_rate": Known("reasons[{i}].values[rate]", "text"),
    "free_on": Known("measures.debt_free_on", "day"),
    "months_later": Known("measures.months_longer", "count"),
    "total": Known("measures.total_paid", "money"),
    "contract_total": Known("before_after.before.total_paid", "money"),
    "extra": Known("measures.extra_cost", "size"),
    "extra_signed": Known("measures.extra_cost", "signed"),
    "extra_interest": Known("measures.extra_interest", "size"),
    "extra_interest_signed": Known("measures.extra_interest", "signed"),
    "interest_total": Known("measures.total_interest", "money"),
    "first_year": Known("measures.first_year", "money"),
    "first_year_relief": Known("measures.first_year_relief", "money"),
    "waived_total": Known("conservation.total.waived", "money"),
    "owed_total": Known("conservation.total.opening", "money"),
    "scheduled_total": Known("conservation.total.scheduled", "money"),
    "component": Known("conservation.components[{name}]", "named"),
    "treatment_count": Known("treatments[{i}].due", "count"),
    "opening": Known("conservation.components[{name}].opening", "money"),
    "waived": Known("conservation.components[{name}].waived", "money"),
    "moved_out": Known("conservation.components[{name}].moved_out", "money"),
    "paid": Known("conservation.components[{name}].paid", "money"),
    "deferred": Known("conservation.components[{name}].deferred", "money"),
    "treatment_due": Known("treatments[{i}].due", "day"),
    "start": Known("terms.start_date", "day"),
    "first_balance": Known("schedule[0].opening_balance", "money"),
    "first_interest": Known("schedule[0].interest_accrued", "money"),
    "second_balance": Known("schedule[1].opening_balance", "money"),
    "second_interest": Known("schedule[1].interest_accrued", "money"),
    "nominal": Known("annual_rates[0].disclosed", "disclosed"),
    "effective": Known("annual_rates[1].disclosed", "disclosed"),
    "option_id": Known("id", "text"),
    "payment_change": Known("measures.payment_change", "percent"),
    "day_count": Known("schedule.conventions.day_count", "text"),
    "rounding": Known("schedule.conventions.interest_rounding", "named"),
    "loss": Known("measures.lender_loss", "percent"),
    "loss_amount": Known("measures.modification_loss", "money"),
    "cost_per_relief": Known("measures.cost_per_relief", "percent"),
    "reason_code": Known("reasons[{i}].code", "text"),
    "shock": Known("resilience[{i}].text", "text"),
    "shock_short": Known("resilience[{i}].margin", "size"),
    "reason_text": Known("reasons[{i}].text", "text"),
}

OPTION = Words(LINES, KNOWN)
