"""The words of tracking, in English and in Chinese, each written in its own language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ..basics.provenance import Wording
from .tracked import ActionCode, SignalCode

BreachWord = Literal["none", "curable", "final", "cured"]

CONSECUTIVE = "BREACH_MISSED_IN_A_ROW"
TOTAL = "BREACH_MISSED_IN_ALL"
DAYS = "BREACH_DAYS_PAST_DUE"

BREACH_TERMS: Mapping[str, Wording] = {
    CONSECUTIVE: Wording("fewer than {limit} installments missed in a row", "连续未按时足额还款少于{limit}期"),
    TOTAL: Wording("fewer than {limit} installments missed in all", "累计未按时足额还款少于{limit}期"),
    DAYS: Wording("less than {limit} days past due", "逾期少于{limit}天"),
}

WAIVED_OWED_AGAIN = Wording("what was waived is owed again", "已减免的款项恢复计收")
ALL_FALLS_DUE = Wording("everything that is left falls due at once", "剩余款项全部提前到期")
PENALTY_RUNS = Wording("penalty interest runs on overdue principal", "逾期本金计收罚息")
COLLECTION_RESUMES = Wording("collection may go on", "可恢复催收")

WAIVED = Wording("part of the {component} is waived", "减免部分{component}")
CAPITALIZED = Wording("unpaid {component} joins the principal", "欠付的{component}转为本金")
DEFERRED = Wording("{component} falls due later without interest", "{component}延后偿还且不计息")
GRACE = Wording("principal is not repaid for a time", "一段时间内暂不偿还本金")
RESCHEDULED = Wording("the rest is repaid in installments agreed anew", "剩余欠款重新约定分期偿还")
RATE_CUT = Wording("the rate is lower than the contract's", "利率低于原合同")
EXTENDED = Wording("the last installment falls due later than the contract's", "最后还款日晚于原合同")
CONTRACT_UNKNOWN = Wording(
    "the rate and last due date of the contract before are not stated: whether they are concessions is left open",
    "未提供原合同利率与到期日：是否构成降息或展期让步，未作判断",
)

STATUS_BEFORE = Wording(
    "{days} days past due before the agreement, which keeps the class it had then",
    "协议前逾期{days}天，沿用当时的分类",
)

TRIAL = Wording("{limit} installments in a row are paid in full and on time", "首{limit}期连续按时足额还款")

SIGNALS: Mapping[SignalCode, Wording] = {
    "UPCOMING_DUE": Wording(
        "installment {number} of {amount} falls due on {date}", "第{number}期{amount}将于{date}到期"
    ),
    "FIRST_MISSED": Wording(
        "installment {number}, due on {date}, was missed: {amount} of it is unpaid",
        "第{number}期（{date}到期）首次未足额还款，尚欠{amount}",
    ),
    "MISSED_AGAIN": Wording(
        "{count} installments have been missed so far; {amount} of installment {number}, due on {date}, is unpaid",
        "迄今{count}期未按时足额还款；第{number}期（{date}到期）尚欠{amount}",
    ),
    "BREACH": Wording("the agreement is in breach since {date}", "自{date}起已构成违约"),
    "CURE_ENDS": Wording("{amount} paid by {date} heals the breach", "{date}前（含当日）付清{amount}即可恢复正常履约"),
    "BROKEN_PROMISE": Wording("a payment promised for {date} did not come in full", "承诺于{date}支付的款项未足额到账"),
    "IMPROVING": Wording(
        "the last {count} installments were {days} days late in all, after {before} days for those before them",
        "最近{count}期合计迟付{days}天，此前{count}期为{before}天，有所改善",
    ),
    "WORSENING": Wording(
        "the last {count} installments were {days} days late in all, up from {before} days for those before them",
        "最近{count}期合计迟付{days}天，此前{count}期为{before}天，有所恶化",
    ),
    "TRIAL_PASSED": Wording("the trial period was passed on {date}", "试行期已于{date}通过"),
    "TRIAL_FAILED": Wording("the trial period failed on {date}", "试行期已于{date}未通过"),
    "OBSERVATION_OVER": Wording("the observation period ended on {date}", "观察期已于{date}届满"),
    "COMPLETED": Wording("nothing is owed any more since {date}", "自{date}起欠款已全部结清"),
    "REASSESS_MISSED_IN_A_ROW": Wording(
        "{count} installments missed in a row; from {limit} on the plan is re-assessed",
        "连续{count}期未按时足额还款，达到{limit}期应重新评估",
    ),
    "REASSESS_MISSED_IN_ALL": Wording(
        "{count} installments missed in all; from {limit} on the plan is re-assessed",
        "累计{count}期未按时足额还款，达到{limit}期应重新评估",
    ),
    "REASSESS_INCOME_CHANGE": Wording(
        "income differs by {share} from what the plan rests on; from {limit} on it is re-assessed",
        "收入较方案所依据的变化{share}，达到{limit}应重新评估",
    ),
    "REASSESS_HARDSHIP_END": Wording("the hardship was expected to end by {date}", "困难情形预计于{date}前结束"),
    "REASSESS_REVIEW_DATE": Wording("a review was agreed for {date}", "约定于{date}复核"),
}

INCOME_BEGUN = Wording("there is an income where the plan rests on none", "方案以无收入为前提，现已有收入")

CLOSED: Mapping[str, Wording] = {
    "superseded": Wording(
        "nothing to do: the agreement is superseded; track its successor", "协议已被替代，无需处理；请跟踪后续协议"
    ),
    "cancelled": Wording("nothing to do: the agreement is cancelled", "协议已撤销，无需处理"),
}

ACTIONS: Mapping[ActionCode, Wording] = {
    "NONE": Wording("nothing to do", "暂无需处理"),
    "REMIND": Wording("remind the borrower of the installment", "提醒借款人还款"),
    "CONTACT": Wording("ask the borrower what has happened", "联系借款人了解情况"),
    "REASSESS": Wording("re-assess the plan with the borrower", "与借款人重新评估方案"),
    "NOTIFY_BREACH": Wording(
        "tell the borrower of the breach, and how and until when it can be healed",
        "告知借款人已构成违约，以及补救方式和期限",
    ),
    "DECIDE_ON_BREACH": Wording(
        "decide whether to hold the borrower to the breach terms or to re-assess", "决定追究违约责任或重新评估"
    ),
    "REVIEW_MARK": Wording("decide whether the mark of restructuring can be lifted", "决定是否取消重组标识"),
    "CONFIRM_COMPLETION": Wording("confirm in writing that everything is paid", "出具结清证明"),
}
