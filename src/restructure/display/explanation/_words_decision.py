"""What is said of the decision an option set comes to: what to do, why, how sure, what it costs. Data only.

A plan's page and the loan officer read `DO_...`; the customer reads `YOU_...`.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...basics.provenance import Wording
from ...options import Rung
from ._tell import Known, Words

HEADINGS: dict[str, Wording] = {
    "DECISION": Wording("The short answer", "结论"),
    "OFFICER_DECISION": Wording("Decision", "结论"),
}

RUNG_NAMES: Mapping[Rung, Wording] = {
    "keep": Wording("keep the contract", "维持原合同"),
    "reinstate": Wording("pay the arrears at once", "一次性补足逾期欠款"),
    "catch_up": Wording("catch up on the arrears", "分次补足逾期欠款"),
    "hold": Wording("ask for less until dated income comes", "在收入按期恢复之前减轻还款"),
    "restructure": Wording("new terms", "变更还款条件"),
    "settle": Wording("settle for a part", "协商结清"),
    "next_steps": Wording("next steps", "后续办法"),
}
"""The rungs, as short as a list of them needs."""

PASSED: Mapping[Rung, str] = {
    "keep": "PASSED_KEEP",
    "reinstate": "PASSED_REINSTATE",
    "catch_up": "PASSED_CATCH_UP",
    "hold": "PASSED_HOLD",
    "restructure": "PASSED_RESTRUCTURE",
    "settle": "PASSED_SETTLE",
}

LINES: Mapping[str, Wording] = {
    # --- what to do, for the page and the loan officer ---
    "DO_KEEP": Wording(
        "No plan is needed: the contract can be kept. {installment} a month until {last}, {total} in all.",
        "无需另作方案：原合同可以继续履行，每期还{installment}，至{last}还清，共{total}。",
    ),
    "DO_REINSTATE": Wording(
        "Pay {today} of arrears today and keep the contract: {installment} a month from {first}, {total} in all.",
        "当日补足逾期欠款{today}，原合同照旧：自{first}起每期还{installment}，共{total}。",
    ),
    "DO_CATCH_UP": Wording(
        "Keep the contract and spread the arrears over its next {spread:installment|installments}: "
        "{installment} at first, {total} in all until {last}.",
        "原合同照旧，逾期欠款在此后{spread}期内分次补足：起初每期还{installment}，至{last}还清，共{total}。",
    ),
    "DO_CATCH_UP_LONGER": Wording(
        "Go on with the contract's installment of {installment} until {last}, so that the arrears are repaid too: "
        "{total} in all.",
        "仍按原每期应还额{installment}还款，延至{last}，将逾期欠款一并还清，共{total}。",
    ),
    "DO_HOLD": Wording(
        "Ask for less until dated income comes: {installment} at first, and from {back_on} on the contract's "
        "{contract_installment} again; {total} in all until {last}.",
        "在收入按期恢复之前减轻还款：起初每期还{installment}，自{back_on}起恢复原每期应还额{contract_installment}，"
        "至{last}还清，共{total}。",
    ),
    "DO_HOLD_NOTHING": Wording(
        "Ask for nothing until dated income comes, and from {back_on} on for the contract's {contract_installment} "
        "again; {total} in all until {last}.",
        "在收入按期恢复之前暂缓还款，自{back_on}起恢复原每期应还额{contract_installment}，至{last}还清，共{total}。",
    ),
    "DO_PLAN": Wording(
        "Plan {number} is this policy's first: {count:installment|installments} of {installment} at {rate}, "
        "{total} in all.",
        "方案{number}为本行政策首选：{count}期，每期还{installment}，年利率{rate}，共{total}。",
    ),
    "DO_PLAN_STEPS": Wording(
        "Plan {number} is this policy's first: {count:installment|installments}, {installment} at first and {highest} "
        "at most, at {rate}, {total} in all.",
        "方案{number}为本行政策首选：{count}期，起初每期还{installment}，最高{highest}，年利率{rate}，共{total}。",
    ),
    "DO_PLAN_RATE": Wording(
        "Plan {number} is this policy's first: {count:installment|installments}, {installment} at first and {highest} "
        "at most, at {rate} to begin with, {total} in all.",
        "方案{number}为本行政策首选：{count}期，起初每期还{installment}，最高{highest}，年利率起初为{rate}，共{total}。",
    ),
    "DO_REST": Wording(
        "{rest} of it falls due at the end; how that will be paid is open.",
        "其中{rest}于到期时偿还，还款来源尚待落实。",
    ),
    "DO_TODAY": Wording("{today} of it is paid on day one.", "其中{today}于签约当日偿还。"),
    "DO_SETTLE": Wording(
        "No plan that repays everything holds: {total} in {count:installment|installments} until {last} "
        "settles the debt, and the rest is waived.",
        "没有可行的全额还款方案：在{last}前分{count}期还清{total}即结清全部债务，其余部分减免。",
    ),
    "DO_NOTHING": Wording("Nothing that this policy allows holds today.", "按现行政策，目前没有可行的办法。"),
    "DO_NEAREST": Wording(
        "Nothing that this policy allows holds today: the nearest plan asks for {gap} a month more than can be paid.",
        "按现行政策，目前没有可行的办法：最接近的方案每期仍超出可负担金额{gap}。",
    ),
    "DO_TOO_SMALL": Wording(
        "{owed} is too small for a plan over time: it is paid in one go.", "欠款{owed}金额较小，不宜分期，应一次还清。"
    ),
    "YOU_TOO_SMALL": Wording(
        "What you owe, {owed}, is too small for a plan over time. Please pay it in one go.",
        "您欠的{owed}金额较小，不能再分期，请一次还清。",
    ),
    "COVERED_BY_CASH": Wording("Cash at hand covers it.", "现有存款足以还清。"),
    "COVERED_BY_MONTH": Wording("What can be paid in a month, {able}, covers it.", "一个月可负担的{able}足以还清。"),
    "COVERED_TOGETHER": Wording(
        "Cash at hand and what can be paid in a month, {able}, cover it together.",
        "现有存款加上一个月可负担的{able}，足以还清。",
    ),
    "NOT_YET_COVERED": Wording(
        "Cash at hand and what can be paid in a month, {able}, do not cover it yet.",
        "现有存款加上一个月可负担的{able}，还不足以还清。",
    ),
    "PAYS_AT_ONCE": Wording(
        "It could be paid at once: {owed} is no more than cash at hand and one month's payment together.",
        "也可一次还清：欠款{owed}不超过现有存款与一个月可负担金额之和。",
    ),
    "YOU_PAY_AT_ONCE": Wording(
        "You could also pay it at once. {owed} is no more than your cash and what you can pay in a month.",
        "您也可以一次还清：欠款{owed}，不超过您的存款加上一个月能还的金额。",
    ),
    "DO_NOT_ELIGIBLE": Wording(
        "Nothing can be offered under this policy: the application does not meet a rule of it.",
        "本政策下不能提供方案：申请不符合其中的条件。",
    ),
    "DO_EACH": Wording(
        "The debts stay apart: each is answered by itself, within its share of what can be paid.",
        "各笔欠款分别测算，各按分摊的可负担金额作答。",
    ),
    "CASH_CARRIES": Wording("It takes cash: {carried}.", "需动用现金：{carried}。"),
    # --- what to do, for the customer ---
    "YOU_KEEP": Wording(
        "You need no plan: you can keep your contract. Go on paying {installment} a month until {last}.",
        "您不需要另作方案，可以继续按原合同还款：每期还{installment}，到{last}还清。",
    ),
    "YOU_REINSTATE": Wording(
        "Pay {today} of arrears today and keep your contract. From {first} on you pay {installment} a month again.",
        "请在当天补上逾期欠款{today}，原合同照旧。自{first}起，仍每期还{installment}。",
    ),
    "YOU_CATCH_UP": Wording(
        "Keep your contract and pay the arrears beside it, over {spread:installment|installments}. "
        "You pay {installment} a month at first.",
        "原合同照旧，逾期欠款在{spread}期里一起补上。起初每期还{installment}。",
    ),
    "YOU_CATCH_UP_LONGER": Wording(
        "Go on paying your contract's {installment} a month until {last}. That repays the arrears too.",
        "仍按原来的{installment}每期还款，到{last}为止，逾期欠款也一并还清。",
    ),
    "YOU_HOLD": Wording(
        "Until your income comes back you pay less: {installment} a month at first. "
        "From {back_on} on you pay your contract's {contract_installment} again.",
        "在收入恢复之前，您可以少还：起初每期还{installment}。自{back_on}起，恢复每期还{contract_installment}。",
    ),
    "YOU_HOLD_NOTHING": Wording(
        "Until your income comes back you pay nothing. From {back_on} on you pay your contract's "
        "{contract_installment} again.",
        "在收入恢复之前，您暂时不用还款。自{back_on}起，恢复每期还{contract_installment}。",
    ),
    "YOU_PLAN": Wording(
        "By the bank's own rules plan {number} comes first: {installment} a month until {last}, {total} in all.",
        "按本行政策，方案{number}排在最前：每期还{installment}，到{last}还清，一共还{total}。",
    ),
    "YOU_PLAN_STEPS": Wording(
        "By the bank's own rules plan {number} comes first: {installment} a month at first, later up to {highest}, "
        "until {last}. It comes to {total} in all.",
        "按本行政策，方案{number}排在最前：起初每期还{installment}，之后最多{highest}，到{last}还清，一共还{total}。",
    ),
    "YOU_SETTLE": Wording(
        "No plan that repays everything holds. Pay {total} by {last}, and the rest need not be paid.",
        "没有您负担得起的全额还款方案。在{last}前还清{total}，其余部分不用再还。",
    ),
    "YOU_EACH": Wording(
        "Your debts stay apart: each has an answer of its own below.", "各笔欠款分别处理，结果分列如下。"
    ),
    # --- why ---
    "PASSED_KEEP": Wording("Keeping the contract as it is was passed over: {why}.", "未采用维持原合同：{why}。"),
    "PASSED_REINSTATE": Wording(
        "Paying the arrears at once was passed over: {why}.", "未采用一次性补足逾期欠款：{why}。"
    ),
    "PASSED_CATCH_UP": Wording(
        "Catching up on the arrears beside the contract was passed over: {why}.",
        "未采用在原合同之外分次补足逾期欠款：{why}。",
    ),
    "PASSED_HOLD": Wording(
        "Asking for less until dated income comes was passed over: {why}.",
        "未采用在收入按期恢复之前减轻还款：{why}。",
    ),
    "PASSED_RESTRUCTURE": Wording("New terms were passed over: {why}.", "未采用变更还款条件：{why}。"),
    "PASSED_SETTLE": Wording("Settling for a part was passed over: {why}.", "未采用协商结清：{why}。"),
    "RANKED": Wording(
        "Of the plans that stay, those that hold to their end most often go first, in steps of five points, "
        "and of those the one that costs least.",
        "在保留的方案中，先比较同类方案的到期履约比例（每五个百分点为一档），同档再取还款总额最低者。",
    ),
    "RANKED_REST": Wording(
        "Of the plans that stay, those that leave least for the end go first, then those that hold to their end "
        "most often, in steps of five points, and of those the one that costs least.",
        "在保留的方案中，先取到期尾款最少者，再比较同类方案的到期履约比例（每五个百分点为一档），同档取还款总额最低者。",
    ),
    "RANKED_NO_CURVE": Wording(
        "Of the plans that stay, sustainable ones go first, and of those the one that costs least.",
        "在保留的方案中，先取可持续者，再取还款总额最低者。",
    ),
    "RANKED_OWN": Wording(
        "Of the plans that stay, it is first in the policy's own order, the least first: {ranking}.",
        "在保留的方案中，按本行政策的次序居首，依次从低到高比较：{ranking}。",
    ),
    "RANKED_TARGET": Wording(
        "Of the plans that reach what was asked for, it is first by the target: {least}, the least first.",
        "在达到所提目标的方案中，按目标居首：{least}从低到高。",
    ),
    "RANKED_TARGET_REST": Wording(
        "Of the plans that reach what was asked for, those that leave least for the end go first, "
        "and of those it is first by the target: {least}, the least first.",
        "在达到所提目标的方案中，先取到期尾款最少者，再按目标居首：{least}从低到高。",
    ),
    "RANKED_SETTLE": Wording(
        "Of the settlements that can be paid, it is the one that the lender can expect most of.",
        "在可负担的结清方案中，本行预期收回最多。",
    ),
    # --- how sure ---
    "HOLDING": Wording(
        "How sure: of plans like it about {year} fail within a year, between {year_low} and {year_high} by the curves "
        "tried; about {end} before the end, between {end_low} and {end_high}.",
        "把握程度：同类方案一年内中断约{year}（各曲线之间为{year_low}至{year_high}），"
        "到期前中断约{end}（{end_low}至{end_high}）。",
    ),
    "HOLDING_SHORT": Wording(
        "How sure: of plans like it about {end} fail before the end, between {end_low} and {end_high} by the curves "
        "tried.",
        "把握程度：同类方案到期前中断约{end}（各曲线之间为{end_low}至{end_high}）。",
    ),
    "BY_EXPERIENCE": Wording(
        "That is published experience with other lenders' loans, not this borrower's.",
        "以上取自其他机构贷款的公开经验，并非对本借款人的预测。",
    ),
    "HOLDING_UNKNOWN": Wording(
        "How sure: no published experience is taken for this kind of debt.", "把握程度：此类债务未采用公开经验。"
    ),
    "SUSTAINABLE_SO": Wording(
        "Sustainable by the policy's measure: it survives a fall of income by {stress}, or leaves cash for "
        "{cash_months:month|months} of all payments, or is short.",
        "符合本行可持续标准：收入下降{stress}仍可维持，或剩余现金够{cash_months}个月的全部还款，或期限很短。",
    ),
    "NOT_SUSTAINABLE": Wording(
        "Not sustainable: the household could not carry it if income fell by {stress}, "
        "and the cash left is less than {cash_months:month|months} of all payments.",
        "可持续性不足：收入下降{stress}即无法维持，且剩余现金不足{cash_months}个月的全部还款。",
    ),
    "NONE_SUSTAINABLE": Wording("No plan that passes the other guardrails is.", "符合其他审慎要求的方案也都如此。"),
    "YOU_HOLDING": Wording(
        "Of plans like it, about {year} failed within a year, between {year_low} and {year_high} by the figures tried.",
        "同类方案中，一年内没能坚持下去的约占{year}，各种估算在{year_low}到{year_high}之间。",
    ),
    "YOU_HOLDING_SHORT": Wording(
        "Of plans like it, about {end} failed before the end, between {end_low} and {end_high} by the figures tried.",
        "同类方案中，没能坚持到最后的约占{end}，各种估算在{end_low}到{end_high}之间。",
    ),
    "YOU_BY_EXPERIENCE": Wording(
        "That is published experience with other lenders' loans. It predicts nothing about you.",
        "这是其他机构贷款的公开经验，并不是对您的预测。",
    ),
    "YOU_NOT_SUSTAINABLE": Wording(
        "It leaves little room: with {stress} less income you could not carry it.",
        "这个安排余地不大：收入如果下降{stress}，就难以维持。",
    ),
    # --- what it costs each side ---
    "BORROWER_MORE": Wording(
        "For the borrower: {total} in all, {extra} more than keeping the contract.",
        "借款人：共还{total}，比维持原合同多{extra}。",
    ),
    "BORROWER_LESS": Wording(
        "For the borrower: {total} in all, {extra} less than keeping the contract.",
        "借款人：共还{total}，比维持原合同少{extra}。",
    ),
    "BORROWER_SAME": Wording(
        "For the borrower: {total} in all, as much as keeping the contract.", "借款人：共还{total}，与维持原合同相同。"
    ),
    "LENDER_GIVES": Wording(
        "For the lender: it gives up {given_up} of what is owed by experience, {loss} at the contract's rate.",
        "本行：按公开经验减让欠款的{given_up}，按合同利率计减让{loss}。",
    ),
    "LENDER_GAINS": Wording(
        "For the lender: it gains {given_up} of what is owed by experience; at the contract's rate it gives up {loss}.",
        "本行：按公开经验多收欠款的{given_up}；按合同利率计减让{loss}。",
    ),
    "LENDER_NOTHING": Wording(
        "For the lender: it gives up nothing by experience, {loss} at the contract's rate.",
        "本行：按公开经验没有减让，按合同利率计减让{loss}。",
    ),
    "LENDER_AT_CONTRACT": Wording(
        "For the lender: it gives up {loss} at the contract's rate.", "本行：按合同利率计减让{loss}。"
    ),
    "LENDER_WHOLE": Wording(
        "For the lender: it gives up nothing at the contract's rate.", "本行：按合同利率计没有减让。"
    ),
    "DOING_NOTHING": Wording(
        "By experience the lender can expect {expected} of it, and {nothing} of doing nothing, a difference of {gain}.",
        "按公开经验，本行预期收回{expected}；不作处理预期收回{nothing}，相差{gain}。",
    ),
    "EXPECTED_ELSE": Wording(
        "Of the other plans offered, plan {else_number} brings the lender most by experience: {else_expected}.",
        "其余可选方案中，按公开经验本行预期收回最多的是方案{else_number}：{else_expected}。",
    ),
    # --- a month more, a month less ---
    "MONTH_MORE": Wording(
        "With one month more, plan {number} asks for {more_highest} a month at most, {more_total} in all. "
        "That is {more_change} a month and {more_total_change} in all.",
        "方案{number}若多一期：每期最多还{more_highest}（{more_change}），共还{more_total}（{more_total_change}）。",
    ),
    "MONTH_MORE_AGAINST": Wording("Outside the policy's limits: {more_why}.", "这不在政策范围之内：{more_why}。"),
    "MONTH_LESS": Wording(
        "With one month less, plan {number} asks for {less_highest} a month at most, {less_total} in all. "
        "That is {less_change} a month and {less_total_change} in all.",
        "方案{number}若少一期：每期最多还{less_highest}（{less_change}），共还{less_total}（{less_total_change}）。",
    ),
    "MONTH_LESS_AGAINST": Wording("Outside the policy's limits: {less_why}.", "这不在政策范围之内：{less_why}。"),
}

_OPTION = "options[0]."
_AFTER, _HOLDING = f"{_OPTION}before_after.after.", f"{_OPTION}holding."


def _of_month(name: str, path: str) -> dict[str, Known]:
    """Return the figures of a plan with one installment more or fewer, and what they change."""
    after, measures = f"{path}.option.before_after.after.", f"{path}.option.measures."
    return {
        f"{name}_highest": Known(f"{after}highest_installment", "money"),
        f"{name}_total": Known(f"{measures}total_paid", "money"),
        f"{name}_change": Known(f"{path}.highest_change", "signed"),
        f"{name}_total_change": Known(f"{path}.total_change", "signed"),
        f"{name}_why": Known(f"{path}.against[0].text", "text"),
    }


KNOWN: Mapping[str, Known] = {
    "number": Known("options[0]", "ordinal"),
    "count": Known(f"{_AFTER}installments", "count"),
    "installment": Known(f"{_AFTER}installment", "money"),
    "highest": Known(f"{_AFTER}highest_installment", "money"),
    "rate": Known(f"{_AFTER}rate", "rate"),
    "total": Known(f"{_OPTION}measures.total_paid", "money"),
    "today": Known(f"{_OPTION}measures.paid_today", "money"),
    "rest": Known(f"{_OPTION}measures.due_at_maturity", "money"),
    "extra": Known(f"{_OPTION}measures.extra_cost", "size"),
    "loss": Known(f"{_OPTION}measures.lender_loss", "percent"),
    "first": Known(f"{_OPTION}schedule[0].due_date", "day"),
    "last": Known(f"{_OPTION}measures.debt_free_on", "day"),
    "back_on": Known(f"{_OPTION}schedule[{{row}}].due_date", "day"),
    "contract_installment": Known(f"{_OPTION}before_after.before.installment", "money"),
    "spread": Known(f"{_OPTION}treatments[0].due", "count"),
    "gap": Known("shortfall", "money"),
    "why": Known("passed[{i}].reason.text", "text"),
    "carried": Known(f"{_OPTION}reasons[{{i}}].text", "text"),
    "ranking": Known("question.policy.ranking.keys", "list"),
    "least": Known("question.target.least", "named"),
    "year": Known(f"{_HOLDING}fails_within_year.central", "whole"),
    "year_low": Known(f"{_HOLDING}fails_within_year.low", "whole"),
    "year_high": Known(f"{_HOLDING}fails_within_year.high", "whole"),
    "end": Known(f"{_HOLDING}fails_by_end.central", "whole"),
    "end_low": Known(f"{_HOLDING}fails_by_end.low", "whole"),
    "end_high": Known(f"{_HOLDING}fails_by_end.high", "whole"),
    "given_up": Known(f"{_HOLDING}given_up", "share"),
    "expected": Known(f"{_HOLDING}expected_value", "money"),
    "nothing": Known(f"{_HOLDING}without_plan", "money"),
    "gain": Known(f"{_HOLDING}gain", "signed"),
    "else_number": Known("options[{i}]", "ordinal"),
    "else_expected": Known("options[{i}].holding.expected_value", "money"),
    "owed": Known("owed", "money"),
    "able": Known("question.capacity.affordable_payment", "money"),
    **_of_month("more", "a_month_more"),
    **_of_month("less", "a_month_less"),
    "stress": Known("question.policy.guardrails.stress", "whole"),
    "cash_months": Known("question.policy.guardrails.cash_payments", "count"),
}

DECISION = Words(LINES, KNOWN)
