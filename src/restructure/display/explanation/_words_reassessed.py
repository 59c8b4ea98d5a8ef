"""What is said of a re-assessment beside its plan: why it was done, the old plan and the new one. Data only."""

from __future__ import annotations

from collections.abc import Mapping

from ...basics.provenance import Wording
from ._tell import Known, Words

HEADINGS: dict[str, Wording] = {
    "WHY_AGAIN": Wording("Why we looked at it again", "为什么重新评估"),
    "OLD_AND_NEW": Wording("The old plan and the new one", "新旧方案对比"),
}

LINES: Mapping[str, Wording] = {
    "AGREEMENT_AGAIN": Wording(
        "This is about agreement {agreement_reference}. Its figures are those of your account today.",
        "本次重新评估的是协议{agreement_reference}，数字以账户今天的情况为准。",
    ),
    "BECAUSE": Wording("The reason: {because}.", "原因：{because}。"),
    "ASKED": Wording("You asked for it.", "应您的要求进行。"),
    "OLD": Wording(
        "Old plan: {old_count:installment|installments} to come, the next one {old_installment}, "
        "at {old_rate}; {old_total} still to pay.",
        "旧方案：还有{old_count}期，下一期{old_installment}，年利率{old_rate}，尚需偿还{old_total}。",
    ),
    "OLD_ALL_DUE": Wording(
        "Under the old plan everything is due now: {old_total}.", "旧方案：已全部到期，应还{old_total}。"
    ),
    "NEW": Wording(
        "New plan: {new_count:installment|installments}, the first one {new_installment}, "
        "at {new_rate}; {new_total} to pay in all.",
        "新方案：共{new_count}期，首期{new_installment}，年利率{new_rate}，一共要还{new_total}。",
    ),
    "NEW_MORE": Wording("Compared with the old plan, you pay {more} more in all.", "与旧方案相比，一共多还{more}。"),
    "NEW_LESS": Wording("Compared with the old plan, you pay {less} less in all.", "与旧方案相比，一共少还{less}。"),
    "NEW_SAME": Wording("Both come to the same amount.", "两者总额相同。"),
    "NO_NEW": Wording(
        "No new plan can be offered today. The agreement stays as it is.", "今天无法提供新方案，原协议继续有效。"
    ),
    "MONEY_HELD": Wording("{remark}.", "{remark}。"),
}

KNOWN: Mapping[str, Known] = {
    "agreement_reference": Known("reference", "text"),
    "because": Known("because[{i}].text", "text"),
    "old_count": Known("before.installments", "count"),
    "old_installment": Known("before.installment", "money"),
    "old_rate": Known("before.rate", "rate"),
    "old_total": Known("before.total_paid", "money"),
    "new_count": Known("after.installments", "count"),
    "new_installment": Known("after.installment", "money"),
    "new_rate": Known("after.rate", "rate"),
    "new_total": Known("after.total_paid", "money"),
    "more": Known("after.total_paid - before.total_paid", "money"),
    "less": Known("before.total_paid - after.total_paid", "money"),
    "remark": Known("reasons[{i}].text", "text"),
}

REASSESSED = Words(LINES, KNOWN)
