"""What is said of an option set, in English and in Chinese, to the customer and to the loan officer. Data only."""

from __future__ import annotations

from collections.abc import Mapping

from ...basics.provenance import Wording
from ...options.vocabulary import Label
from ._tell import Known, Words

HEADINGS: dict[str, Wording] = {
    "CHOICES": Wording("The plans you can choose from", "您可以选择的方案"),
    "NO_CHOICE": Wording("Why there is no plan today", "为什么今天没有方案"),
    "WITHOUT": Wording("If you take no plan", "如果不选任何方案"),
    "CLAIM": Wording("What can be claimed of you", "可以向您主张多少"),
    "NOT_OFFERED": Wording("Why there are no others", "为什么没有别的方案"),
    "OFFICER_OPTIONS": Wording("Options in the order of the policy", "方案（按政策排序）"),
    "OFFICER_REFERENCES": Wording("References", "参照方案"),
    "OFFICER_REJECTED": Wording("Not offered", "未列入的方案"),
}
DEBT_ALONE = Wording("Debt {number} ({debt}) by itself", "第{number}笔（{debt}）单独测算")

SUITS: dict[Label, str] = {
    "lowest_monthly": "SUITS_LOWEST_MONTHLY",
    "lowest_total": "SUITS_LOWEST_TOTAL",
    "soonest": "SUITS_SOONEST",
    "most_relief_now": "SUITS_RELIEF",
    "likeliest": "SUITS_LIKELIEST",
    "rest_at_maturity": "SUITS_REST",
    "program": "SUITS_PROGRAM",
}

GUARDED: Mapping[str, str] = {
    "guardrail:WITHIN_CONTRACT": "ABOVE_CONTRACT",
    "guardrail:TEMPORARY_RELIEF": "RELIEF_UNFOUNDED",
    "guardrail:CAPITALIZING": "GROWS_THE_DEBT",
    "guardrail:KEEP_SOMETHING": "LEAVES_NOTHING",
    "guardrail:CASH_AT_HAND": "CASH_WOULD_PAY",
    "guardrail:SHORTEST_AT_FULL_RATE": "LONGER_THAN_NEEDED",
    "guardrail:CONCESSION_BUDGET": "ABOVE_BUDGET",
    "guardrail:CONSOLIDATION": "DEARER_TOGETHER",
    "guardrail:SUSTAINABLE": "TOO_FRAGILE",
    "guardrail:NOT_BEATEN": "BEATEN",
}
"""What the customer is told of the plans that each guardrail removed."""

LINES: Mapping[str, Wording] = {
    "FIT": Wording(
        "You can choose from {option_count:plan|plans}, all within what you can pay. You may also take none.",
        "可选的方案有{option_count}个，都在您的还款能力之内。选哪个由您决定，也可以都不选。",
    ),
    "FIT_ONE": Wording(
        "One plan is offered, within what you can pay. The choice is yours, and you may also decline it.",
        "可选的方案有一个，在您的还款能力之内。是否采用由您决定。",
    ),
    "PLAN": Wording(
        "Plan {number}: {option_installment} a month until {option_last}, {option_total} in all.",
        "方案{number}：每月还{option_installment}，到{option_last}还清，一共还{option_total}。",
    ),
    "PLAN_STEPS": Wording(
        "Plan {number}: {option_installment} a month at first, later up to {option_highest}, until {option_last}; "
        "{option_total} in all.",
        "方案{number}：起初每月还{option_installment}，之后最多{option_highest}，到{option_last}还清，"
        "一共还{option_total}。",
    ),
    "PLAN_HOLIDAY": Wording(
        "Plan {number}: nothing to pay at first, later up to {option_highest} a month, until {option_last}; "
        "{option_total} in all.",
        "方案{number}：起初不用还，之后每月最多还{option_highest}，到{option_last}还清，一共还{option_total}。",
    ),
    "SUITS_LOWEST_MONTHLY": Wording(
        "Its installments are the lowest. It suits you if money is tight every month; you pay for longer.",
        "它每月还得最少，适合每个月都比较紧的情况，但还款时间会更长。",
    ),
    "SUITS_LOWEST_TOTAL": Wording(
        "It costs least in all. It suits you if you can manage its installments month after month.",
        "它总共还得最少，适合每月能稳定拿出这笔钱的情况。",
    ),
    "SUITS_SOONEST": Wording(
        "It frees you soonest. It suits you if you want this behind you and can spare the money each month.",
        "它最早还清，适合想尽快了结、每月也拿得出这笔钱的情况。",
    ),
    "SUITS_RELIEF": Wording(
        "It asks for least in the first year. It suits you if you expect to earn more later.",
        "它第一年还得最少，适合预计以后收入会好转的情况。",
    ),
    "SUITS_LIKELIEST": Wording(
        "Of the plans here, its kind was kept to the end most often, by experience with other lenders' loans.",
        "按其他机构贷款的公开经验，在这几个方案中，这一类坚持到期的比例最高。",
    ),
    "SUITS_REST": Wording(
        "It leaves a part for the end. It suits you only if you already know how you will pay that part.",
        "它把一部分留到最后一期，只适合已经知道届时用什么钱来还的情况。",
    ),
    "SUITS_PROGRAM": Wording(
        "It is worked out by a program for mortgages, step by step, and not chosen among the others.",
        "它按房贷修改方案逐步得出，不参与其他方案的比选。",
    ),
    "CLAIMED_ABOVE": Wording(
        "Please note: {set_flag_text}. A person confirms this before you sign anything.",
        "请注意：{set_flag_text}。签约前由工作人员核实。",
    ),
    "SUITS_FIRST": Wording(
        "The bank's own rules put this plan first. Your view may differ.",
        "按本行的规则，这个方案排在最前。规则兼顾双方的得失，您的看法可以不同。",
    ),
    "NOTHING_FITS": Wording(
        "No plan within the rules stays within what you can pay. The nearest one asks for {gap} a month more.",
        "在规定范围内，没有您负担得起的方案。最接近的一个，每月要多还{gap}。",
    ),
    "NO_PLAN": Wording("The rules leave no plan for what you can pay.", "按您能还的金额，在规定范围内形成不了方案。"),
    "NEXT_STEP": Wording(
        "Talk to us: a change in income, costs or other debts can open a way.",
        "请与我们联系：收入、支出或其他债务有变化，都可能带来新的办法。",
    ),
    "NOT_ELIGIBLE": Wording(
        "Under this policy the bank cannot offer a plan today.", "按这项政策，今天还不能为您提供方案。"
    ),
    "KEEP": Wording(
        "If you keep the contract, {keep_today} is due at once, and {keep_first} falls due next. "
        "In all you pay {keep_total}.",
        "维持原合同：马上要还{keep_today}，下一期还要还{keep_first}，一共还{keep_total}。",
    ),
    "KEEP_PLAIN": Wording(
        "If you keep the contract, {keep_first} falls due next. In all you pay {keep_total}.",
        "维持原合同：下一期要还{keep_first}，一共还{keep_total}。",
    ),
    "KEEP_ALL_DUE": Wording(
        "If you keep the contract, all of {keep_total} is due now.", "维持原合同：现在就要还清{keep_total}。"
    ),
    "REINSTATE": Wording(
        "To reinstate the contract, you would pay {reinstate_today} at once.",
        "一次性补足：需要当天还清{reinstate_today}，合同照旧。",
    ),
    "CATCH_UP": Wording(
        "To catch up over some months, you would pay {catch_up_first} a month at first.",
        "分次补足：起初每月要还{catch_up_first}。",
    ),
    "ALONE_UNFIT": Wording("You could not pay all of that on time.", "按您目前的情况，无法全部按时还上。"),
    "ALONE_FIT": Wording("You could pay all of that on time.", "按您目前的情况，可以全部按时还上。"),
    "REJECTED_ABOVE": Wording(
        "{rejected_count:plan|plans} asked for more than you can pay. The nearest was {rejected_gap} a month too much.",
        "有{rejected_count}个方案超出您的还款能力，最接近的一个每月超出{rejected_gap}。",
    ),
    "REJECTED_RULE": Wording(
        "{rejected_count:plan was|plans were} left out: {rejected_text}.",
        "有{rejected_count}个方案没有列入：{rejected_text}。",
    ),
    "REJECTED_PLAIN": Wording("Also: {rejected_text}.", "另外：{rejected_text}。"),
    "REJECTED_REST": Wording(
        "{rejected_count:plan|plans} would fit, but an offered one is at least as good in every way we compare.",
        "有{rejected_count}个方案虽然可行，但各方面都不比列出的更好。",
    ),
    "REJECTED_OUTRANKED": Wording(
        "{rejected_count:plan|plans} would fit, but would come first in nothing we compare.",
        "有{rejected_count}个方案虽然可行，但没有一项最为有利。",
    ),
    # --- what the guardrails remove: each sentence is what the guardrail compares ---
    "ABOVE_CONTRACT": Wording(
        "{rejected_count:plan asks|plans ask} for more a month than your contract does.",
        "有{rejected_count}个方案每期还款额高于原合同。",
    ),
    "RELIEF_UNFOUNDED": Wording(
        "{rejected_count:plan begins|plans begin} with a relief too long, or not shown to be for a time.",
        "有{rejected_count}个方案起初减轻还款，但没有说明困难是暂时的，或减轻的时间过长。",
    ),
    "GROWS_THE_DEBT": Wording(
        "{rejected_count:plan lets|plans let} charges grow into the debt without asking for less a month.",
        "有{rejected_count}个方案把息费并入欠款，每期却没有少还。",
    ),
    "LEAVES_NOTHING": Wording(
        "{rejected_count:plan takes|plans take} all that you can spare.", "有{rejected_count}个方案没有给您留出余地。"
    ),
    "CASH_WOULD_PAY": Wording(
        "{rejected_count:plan gives|plans give} up what your cash above living costs would pay.",
        "有{rejected_count}个方案所减让的金额，用您留足生活费后的现金就能偿付。",
    ),
    "LONGER_THAN_NEEDED": Wording(
        "{rejected_count:plan takes|plans take} longer than needed at your contract's own rate.",
        "有{rejected_count}个方案按原利率还款，时间却长于所需。",
    ),
    "ABOVE_BUDGET": Wording(
        "{rejected_count:plan gives|plans give} up more than the bank's own budget allows.",
        "有{rejected_count}个方案的减让超出本行额度。",
    ),
    "DEARER_TOGETHER": Wording(
        "{rejected_count:plan costs|plans cost} more than the debts in whose place they would stand.",
        "有{rejected_count}个合并方案的成本高于所替代的各笔债务。",
    ),
    "TOO_FRAGILE": Wording(
        "{rejected_count:plan is|plans are} too fragile by the policy's measure, and another one is not.",
        "有{rejected_count}个方案没有达到本行的可持续标准，而其他方案达到了。",
    ),
    "BEATEN": Wording(
        "For {rejected_count:plan|plans} another one asks for no more a month, no longer and no more in all.",
        "有{rejected_count}个方案，另有每期、期限、总额均不更高的方案。",
    ),
    "NONE_SOUGHT": Wording(
        "No plan that changes more was looked for: none is needed.", "无需更大的调整，因此没有测算其他方案。"
    ),
    "FROM_RULES": Wording(
        "Every plan was worked out to the cent, under the same rules.",
        "每个方案都按同一套规则，精确计算到最小货币单位。",
    ),
    # --- the loan officer ---
    "OFFICER_RANKED": Wording(
        "{number}. {option_id}: present value loss {option_loss}, total {option_total}, "
        "first installment {option_installment}, highest {option_highest}, {option_installments} in number, "
        "at {option_rate}; extra cost {option_extra}.",
        "{number}. {option_id}：本行减让（现值）{option_loss}，总额{option_total}，首期还{option_installment}，"
        "最高{option_highest}，共{option_installments}期，年利率{option_rate}；较原合同{option_extra}。",
    ),
    "OFFICER_RECOMMENDED": Wording(
        "Plan {first_number} is first by the policy's ranking keys: its present value loss is {first_loss}.",
        "按政策的排序规则，方案{first_number}居首：本行减让（现值）为{first_loss}。",
    ),
    "OFFICER_LATE_TOGETHER": Wording(
        "The debts together count as {days_late:day|days} late.", "各笔欠款合计，逾期天数按{days_late}计。"
    ),
    "OFFICER_LATE": Wording("{debt} is {days_late:day|days} late.", "{debt}逾期天数为{days_late}。"),
    "OFFICER_REFERENCE": Wording(
        "{reference_text}: {reference_today} on day one, {reference_total} in all.",
        "{reference_text}：当日{reference_today}，总额{reference_total}。",
    ),
    "OFFICER_REFERENCE_FITS": Wording(
        "{reference_text}: {reference_today} on day one, {reference_total} in all; fits.",
        "{reference_text}：当日{reference_today}，总额{reference_total}；可负担。",
    ),
    "OFFICER_REJECTED": Wording(
        "{rejected_code}: {rejected_count}; {rejected_text}.", "{rejected_code}：{rejected_count}个；{rejected_text}。"
    ),
    "OFFICER_REJECTED_PLAIN": Wording("{rejected_code}: {rejected_text}.", "{rejected_code}：{rejected_text}。"),
    "OFFICER_NEAREST": Wording(
        "Nearest of them: {rejected_id}, {rejected_gap} a month too much.",
        "其中最接近的：{rejected_id}，每月超出{rejected_gap}。",
    ),
    "OFFICER_REMOVED": Wording(
        "First of them: {rejected_id}, up to {rejected_highest}, {rejected_total} in all.",
        "其中排在最前的：{rejected_id}，最高{rejected_highest}，总额{rejected_total}。",
    ),
    "OFFICER_SET_FLAG": Wording("Flag {set_flag_code}: {set_flag_text}.", "提示{set_flag_code}：{set_flag_text}。"),
}

KNOWN: Mapping[str, Known] = {
    "option_count": Known("len(options)", "count"),
    "number": Known("options[{i}]", "ordinal"),
    "option_id": Known("options[{i}].id", "text"),
    "option_installment": Known("options[{i}].before_after.after.installment", "money"),
    "option_highest": Known("options[{i}].before_after.after.highest_installment", "money"),
    "option_installments": Known("options[{i}].before_after.after.installments", "count"),
    "option_rate": Known("options[{i}].before_after.after.rate", "rate"),
    "option_last": Known("options[{i}].measures.debt_free_on", "day"),
    "option_total": Known("options[{i}].measures.total_paid", "money"),
    "option_extra": Known("options[{i}].measures.extra_cost", "signed"),
    "option_loss": Known("options[{i}].measures.lender_loss", "percent"),
    "first_number": Known("options[0]", "ordinal"),
    "first_loss": Known("options[0].measures.lender_loss", "percent"),
    "gap": Known("shortfall", "money"),
    "debt": Known("debt", "text"),
    "days_late": Known("position.days_past_due", "count"),
    "keep_first": Known("references[keep_contract].schedule[0].payment", "money"),
    "keep_today": Known("references[keep_contract].paid_today", "money"),
    "keep_total": Known("references[keep_contract].total_paid", "money"),
    "reinstate_today": Known("references[reinstate].paid_today", "money"),
    "catch_up_first": Known("references[catch_up].schedule[0].payment", "money"),
    "reference_text": Known("references[{name}].text", "text"),
    "reference_today": Known("references[{name}].paid_today", "money"),
    "reference_total": Known("references[{name}].total_paid", "money"),
    "rejected_code": Known("rejected[{i}].code", "text"),
    "rejected_text": Known("rejected[{i}].text", "text"),
    "rejected_count": Known("rejected[{i}].count", "count"),
    "rejected_id": Known("rejected[{i}].nearest.id", "text"),
    "rejected_gap": Known("rejected[{i}].nearest.gap", "money"),
    "rejected_highest": Known("rejected[{i}].nearest.highest_installment", "money"),
    "rejected_total": Known("rejected[{i}].nearest.total_paid", "money"),
    "set_flag_code": Known("flags[{i}].code", "text"),
    "set_flag_text": Known("flags[{i}].text", "text"),
}

OPTIONS = Words(LINES, KNOWN)
