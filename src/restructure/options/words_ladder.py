"""What the ladder and the guardrails say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from ..basics.provenance import Wording
from ..policy import Guardrail

RUNGS: Mapping[str, Wording] = {
    "keep": Wording("keep the contract", "维持原合同"),
    "reinstate": Wording("pay the arrears and keep the contract", "补足逾期欠款，维持原合同"),
    "catch_up": Wording("catch up on the arrears beside the contract", "在原合同之外分次补足逾期欠款"),
    "hold": Wording("ask for less until dated income comes", "在收入按期恢复之前减轻还款"),
    "restructure": Wording("restructure the debt", "重组债务"),
    "settle": Wording("settle for part of what is owed", "协商结清"),
    "next_steps": Wording("next steps", "后续办法"),
}

WHOLLY_DUE = Wording("no installment of the contract is left; everything is due", "原合同已无剩余期次，欠款已全部到期")
NEVER_REPAID = Wording(
    "the contract's installment never repays the debt: it does not cover the interest",
    "原合同每期应还额不足以覆盖利息，债务无法还清",
)
ARREARS = Wording("amounts are overdue", "存在逾期欠款")
NO_ARREARS = Wording("nothing is overdue", "没有逾期欠款")
CONTRACT_UNAFFORDABLE = Wording(
    "the contract's installments are more than is left after living, housing and other debts",
    "原合同每期应还额超出扣除生活、住房和其他债务后的结余",
)
CASH_BELOW_ARREARS = Wording(
    "cash above the reserve for living costs does not cover the arrears",
    "扣除生活备用金后的现金不足以补足逾期欠款",
)
ARREARS_UNAFFORDABLE = Wording(
    "the arrears do not fit beside the contract's installments, nor at their end",
    "逾期欠款既无法在原合同之外分次补足，也无法顺延至期末",
)
CASH_CARRIES = Wording(
    "what the installments lack, {amount} in all, is paid from the cash above the reserve for living costs",
    "各期不足部分合计{amount}，由扣除生活备用金后的现金补足",
)
NO_DATED_INCOME = Wording(
    "no dated income or expense of the application makes the contract affordable within {months} months",
    "申请中没有写明哪一天起收入增加或支出减少，使原合同在{months}个月内变得可负担",
)
HOLD_DOES_NOT_FIT = Wording(
    "dated income is stated, but no way to wait for it makes the contract affordable within {months} months",
    "已说明确定日期的收入，但{months}个月内没有可负担的过渡安排",
)
NOTHING_RESTRUCTURES = Wording(
    "no plan of the policy fits and passes its guardrails", "现行政策下没有既可负担又符合审慎要求的方案"
)
NOTHING_SETTLES = Wording(
    "no settlement of the policy fits and is worth more than doing nothing",
    "政策范围内没有可负担且优于不作处理的结清方案",
)

GUARDRAILS: Mapping[Guardrail, Wording] = {
    "WITHIN_CONTRACT": Wording("asks for more a month than the contract does", "每期还款额高于原合同"),
    "TEMPORARY_RELIEF": Wording(
        "begins with a relief, and nothing says that the difficulty is temporary, or it is too long",
        "起始减负，但未说明困难是暂时的，或减负期过长",
    ),
    "CAPITALIZING": Wording(
        "lets arrears join the principal without asking for less a month", "欠息并入本金而每期还款额没有降低"
    ),
    "KEEP_SOMETHING": Wording("leaves the household nothing of what could be paid", "未给家庭留出余地"),
    "CASH_AT_HAND": Wording(
        "gives up what the cash above the reserve for living costs would pay",
        "所减免的金额用扣除生活备用金后的现金即可偿付",
    ),
    "SHORTEST_AT_FULL_RATE": Wording(
        "takes longer than needed at the contract's own rate", "按原利率还款而期限长于所需"
    ),
    "CONCESSION_BUDGET": Wording("gives up more than the policy's budget", "让步超出政策额度"),
    "CONSOLIDATION": Wording("costs more than the debts it would replace", "合并后的成本高于所替代的各笔债务"),
    "SUSTAINABLE": Wording(
        "has neither room for a fall of income, nor cash for some payments, nor a short term; another plan has one",
        "没有应对收入下降的余地，没有可支付数期的现金，期限也不短；而其他方案至少满足其一",
    ),
    "NOT_BEATEN": Wording(
        "another plan asks for no more a month, no longer, no more in all and no more at the end",
        "另有方案每期还款额、期限、还款总额和到期应还额均不更高",
    ),
}
