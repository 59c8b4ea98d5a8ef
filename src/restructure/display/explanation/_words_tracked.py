"""What is said of a tracked agreement, to the customer and to the loan officer. Data only."""

from __future__ import annotations

from collections.abc import Mapping

from ...basics.provenance import Wording
from ._tell import Known, Words

HEADINGS: dict[str, Wording] = {
    "NOW": Wording("Where you stand", "您目前的情况"),
    "NEXT": Wording("What comes next", "接下来"),
    "LATE": Wording("What is late", "逾期的款项"),
    "BREACH": Wording("Is the agreement kept?", "是否违约"),
    "WATCHED": Wording("How long this is watched", "观察到什么时候"),
    "PAID": Wording("Where your payments went", "您的还款用在了哪里"),
    "TALK": Wording("Time to talk", "需要一起谈谈"),
    "WHERE_FROM": Wording("Where the numbers come from", "这些数字从哪里来"),
    "OFFICER_TRACKED": Wording("Position", "当前余额"),
    "OFFICER_PAST_DUE": Wording("What is overdue", "逾期情况"),
    "OFFICER_BREACH": Wording("Breach and cure", "违约与恢复"),
    "OFFICER_CLASSES": Wording("Classes and marks", "分类与标识"),
    "OFFICER_SIGNALS": Wording("Signals and next action", "信号与下一步"),
    "OFFICER_NOTES": Wording("Events to look at", "需留意的事件"),
}

STATES: Mapping[str, str] = {
    "none": "BREACH_NONE",
    "curable": "BREACH_CURABLE",
    "final": "BREACH_FINAL",
    "cured": "BREACH_CURED",
}
TRIALS: Mapping[str, str] = {"running": "TRIAL_RUNNING", "passed": "TRIAL_PASSED", "failed": "TRIAL_FAILED"}
TALKS: Mapping[str, str] = {
    "REASSESS_MISSED_IN_A_ROW": "TALK_MISSED",
    "REASSESS_MISSED_IN_ALL": "TALK_MISSED",
    "REASSESS_INCOME_CHANGE": "TALK_INCOME",
    "REASSESS_HARDSHIP_END": "TALK_HARDSHIP",
    "REASSESS_REVIEW_DATE": "TALK_REVIEW",
}

LINES: Mapping[str, Wording] = {
    # --- now ---
    "AS_OF": Wording("This page shows your account at the end of {as_of}.", "本页反映截至{as_of}日终的账户情况。"),
    "OPEN_PRINCIPAL": Wording("You still owe {principal} of principal.", "您还有本金{principal}没有还。"),
    "OPEN_INTEREST": Wording(
        "Besides that, {interest} of interest has come up to this day.", "另外，到这一天为止，利息是{interest}。"
    ),
    "OPEN_PENALTY": Wording("{penalty} of penalty interest has come up.", "罚息是{penalty}。"),
    "OPEN_COMPOUND": Wording("{compound} of compound interest has come up.", "复利是{compound}。"),
    "OPEN_FEES": Wording("{fees} of fees is open.", "费用是{fees}。"),
    "NOTHING_OWED": Wording("You owe nothing any more. Everything is paid.", "您已经全部还清，不再欠款。"),
    "ON_TIME": Wording("Nothing is late. Thank you for keeping to the agreement.", "目前没有逾期，感谢您按约还款。"),
    "IS_LATE": Wording(
        "{late_amount} is late. The oldest part was due on {late_since}: it is {late_days:day|days} late.",
        "有{late_amount}已经逾期。最早一笔应在{late_since}还，逾期{late_days}天。",
    ),
    "IS_LATE_CHARGES": Wording("{late_amount} is late: it is due now.", "有{late_amount}已经逾期，现在就要还。"),
    "TO_RETURN": Wording(
        "You have paid {credit} too much. It is to be returned to you.", "您多还了{credit}，应当退还给您。"
    ),
    "CREDIT": Wording(
        "You have paid {credit} ahead. It is kept for what falls due next.", "您多还了{credit}，会留着抵下一期。"
    ),
    # --- next ---
    "NEXT_DUE": Wording(
        "Your next installment is number {next_number}: {next_amount}, due on {next_due}.",
        "下一期是第{next_number}期，{next_due}要还{next_amount}。",
    ),
    "NEXT_NONE": Wording("No further installment falls due.", "以后没有要还的款项了。"),
    # --- late ---
    "LATE_ROW": Wording(
        "Installment {row_number}, due on {row_due}: {row_left} is still open, {row_days:day|days} late.",
        "第{row_number}期，应在{row_due}还：还差{row_left}，逾期{row_days}天。",
    ),
    "LATE_TODAY": Wording(
        "Due on the first day, {row_due}: {row_left} is still open, {row_days:day|days} late.",
        "首日应还的款项（{row_due}）：还差{row_left}，逾期{row_days}天。",
    ),
    # --- breach ---
    "BREACH_NONE": Wording("The agreement is not breached.", "目前没有违约。"),
    "BREACH_CURABLE": Wording(
        "The agreement is in breach since {breach_since}. Pay {to_cure} by {cure_by}, and it goes on as before.",
        "协议自{breach_since}起处于违约状态。只要在{cure_by}前（含当日）补齐{to_cure}，协议照常继续。",
    ),
    "BREACH_FINAL": Wording(
        "The agreement is in breach since {breach_since}, and the time to put it right is over. Please call us.",
        "协议自{breach_since}起处于违约状态，补救期限已过，请尽快与我们联系。",
    ),
    "BREACH_CURED": Wording(
        "The agreement was in breach since {spell_since}. You put it right on {spell_cured}, and it goes on.",
        "协议曾在{spell_since}出现违约，您已在{spell_cured}补齐，协议照常履行。",
    ),
    "BREACH_CURED_BEFORE": Wording(
        "An earlier breach, since {spell_since}, was put right on {spell_cured}.",
        "此前在{spell_since}出现的违约，已在{spell_cured}补齐。",
    ),
    "FOLLOWS": Wording(
        "If it is not put right, the agreement says: {consequence}.", "如果没有补救，按协议约定：{consequence}。"
    ),
    "FOLLOWS_AMOUNT": Wording(
        "If it is not put right, the agreement says: {consequence}. Today that would add {consequence_amount}.",
        "如果没有补救，按协议约定：{consequence}。按今天计算，涉及{consequence_amount}。",
    ),
    "TERM_KEPT": Wording("Kept so far: {term_text}.", "目前符合约定：{term_text}。"),
    "ENFORCED": Wording(
        "The bank has held you to this since {enforced_on}: what follows is part of what you owe.",
        "本行已自{enforced_on}起追究违约责任，相应款项已计入您的欠款。",
    ),
    # --- watched ---
    "TRIAL_RUNNING": Wording(
        "A trial period runs until {trial_ends}: {trial_made} of {trial_needed:installment|installments} made on time.",
        "试行期到{trial_ends}：{trial_needed}期中已按时还{trial_made}期。",
    ),
    "TRIAL_PASSED": Wording(
        "You passed the trial period on {trial_decided}. The agreement is final.",
        "您已在{trial_decided}通过试行期，协议正式生效。",
    ),
    "TRIAL_FAILED": Wording(
        "The trial period was not passed: an installment was late on {trial_decided}.",
        "试行期没有通过：{trial_decided}有一期没有按时还。",
    ),
    "OBSERVED": Wording(
        "The bank keeps the account under observation until {observed_until}. "
        "An installment missed in that time starts the time anew.",
        "账户在{observed_until}之前处于观察期；期间有一期没有按时还，观察期重新起算。",
    ),
    "OBSERVED_OVER": Wording(
        "The observation period was over on {observed_until}. The bank can now decide to end it.",
        "观察期已在{observed_until}届满，本行可以决定解除观察。",
    ),
    # --- paid ---
    "RECEIVED": Wording("Under this agreement you have paid {received} so far.", "按本协议，您到目前已还{received}。"),
    "WENT_TO": Wording("{settled} of it went to {settled_component}.", "其中{settled}用于偿还{settled_component}。"),
    "WENT_BACK": Wording("{taken_back} was taken back by your bank.", "有{taken_back}被付款银行退回。"),
    "NOTHING_RECEIVED": Wording("No payment has come in yet.", "还没有收到您的还款。"),
    # --- talk ---
    "TALK_MISSED": Wording(
        "Several installments were missed. Let us check whether the plan still suits you.",
        "有几期没有按时还。我们一起看看，现在的方案是否还适合您。",
    ),
    "TALK_INCOME": Wording(
        "Your income has changed a good deal. Let us work out the plan again.",
        "您的收入变化较大，我们应该重新评估还款方案。",
    ),
    "TALK_HARDSHIP": Wording(
        "The day your difficulty was expected to end has come. Let us see whether the plan still suits you.",
        "您预计困难结束的日子到了，我们看看现在的方案是否还合适。",
    ),
    "TALK_REVIEW": Wording("The day we agreed to look at the plan again has come.", "约定重新评估方案的日子到了。"),
    "FROM_EVENTS": Wording(
        "Every figure follows from the agreement and from what was booked on the account up to {as_of}.",
        "所有数字都根据协议和截至{as_of}的入账记录算出。",
    ),
    # --- the loan officer ---
    "OFFICER_AGREEMENT": Wording(
        "Agreement {reference}, {hash}, as of {as_of}: {status}.", "协议{reference}，{hash}，截至{as_of}：{status}。"
    ),
    "OFFICER_OWED": Wording(
        "Principal {principal}, interest {interest}, penalty interest {penalty}, compound interest {compound}, "
        "fees {fees}, credit {credit}.",
        "本金{principal}，利息{interest}，罚息{penalty}，复利{compound}，费用{fees}，多还{credit}。",
    ),
    "OFFICER_RECEIPTS": Wording(
        "Received {received}, taken back {taken_back}, credit {credit_held}.",
        "收款{received}，退回{taken_back}，多还留存{credit_held}。",
    ),
    "OFFICER_PAST_DUE": Wording(
        "{late_amount} overdue, days past due {late_days}, bucket {bucket}; worst so far {worst_days:day|days}.",
        "逾期金额{late_amount}，逾期天数{late_days}，档位{bucket}；迄今最长{worst_days}天。",
    ),
    "OFFICER_MATERIAL": Wording(
        "Days past due above the policy's thresholds: {material_days}.", "高于政策门槛的逾期天数：{material_days}。"
    ),
    "OFFICER_TERM": Wording(
        "{term_code}: {term_status}; {term_text}; actual {term_actual}, limit {term_limit}.",
        "{term_code}：{term_status}；{term_text}；实际{term_actual}，限值{term_limit}。",
    ),
    "OFFICER_DEADLINE": Wording(
        "{deadline_code}: {deadline_status}; {deadline_text}; {deadline_on}.",
        "{deadline_code}：{deadline_status}；{deadline_text}；{deadline_on}。",
    ),
    "OFFICER_DEADLINE_DONE": Wording(
        "{deadline_code}: {deadline_status}; {deadline_text}; {deadline_on}, done {deadline_done}.",
        "{deadline_code}：{deadline_status}；{deadline_text}；{deadline_on}，已于{deadline_done}办理。",
    ),
    "OFFICER_CLASS": Wording(
        "{class_scheme}: {class_name}, {class_text}.", "{class_scheme}：{class_name}，{class_text}。"
    ),
    "OFFICER_CLASS_CHECK": Wording(
        "{class_scheme}, {class_check}: {class_status}; {class_check_text}.",
        "{class_scheme}，{class_check}：{class_status}；{class_check_text}。",
    ),
    "OFFICER_CONCESSION": Wording(
        "{class_scheme}, concession {concession_code}: {concession_text}.",
        "{class_scheme}，让步{concession_code}：{concession_text}。",
    ),
    "OFFICER_EXIT": Wording(
        "The forborne mark can end on {forborne_exit} at the earliest.", "重组标识最早可在{forborne_exit}取消。"
    ),
    "OFFICER_SIGNAL": Wording(
        "{signal_on} {signal_code}: {signal_text}.", "{signal_on} {signal_code}：{signal_text}。"
    ),
    "OFFICER_ACTION": Wording(
        "Next: {action_code}, {action_text}; because of {action_because}.",
        "下一步：{action_code}，{action_text}；原因：{action_because}。",
    ),
    "OFFICER_ACTION_BY": Wording(
        "Next, by {action_by}: {action_code}, {action_text}; because of {action_because}.",
        "下一步（{action_by}前）：{action_code}，{action_text}；原因：{action_because}。",
    ),
    "OFFICER_NO_ACTION": Wording("Next: {action_code}, {action_text}.", "下一步：{action_code}，{action_text}。"),
    "OFFICER_DUPLICATES": Wording("Given twice, counted once: {duplicates}.", "重复提供，只计一次：{duplicates}。"),
    "OFFICER_BACKDATED": Wording("Recorded later than they count from: {backdated}.", "事后补记：{backdated}。"),
    "OFFICER_REVERSED": Wording("Undone by a reversal: {reversed}.", "已被冲正：{reversed}。"),
    "OFFICER_NOT_YET": Wording(
        "Left out, effective or known later: {not_yet}.", "尚未生效或尚未知悉，未计入：{not_yet}。"
    ),
    "OFFICER_REMARK": Wording("{remark_code}: {remark_text}.", "{remark_code}：{remark_text}。"),
}

KNOWN: Mapping[str, Known] = {
    "reference": Known("reference", "text"),
    "hash": Known("agreement_hash", "text"),
    "as_of": Known("as_of", "day"),
    "status": Known("status", "named"),
    "principal": Known("position.principal", "money"),
    "interest": Known("position.interest", "money"),
    "penalty": Known("position.penalty_interest", "money"),
    "compound": Known("position.compound_interest", "money"),
    "fees": Known("position.fees", "money"),
    "credit": Known("position.credit", "money"),
    "credit_held": Known("receipts.credit", "money"),
    "late_amount": Known("past_due.amount", "money"),
    "late_since": Known("past_due.since", "day"),
    "late_days": Known("past_due.days", "count"),
    "worst_days": Known("past_due.worst_days", "count"),
    "material_days": Known("past_due.material_days", "count"),
    "bucket": Known("past_due.bucket.text", "text"),
    "next_number": Known("next_due.number", "count"),
    "next_amount": Known("next_due.total.left", "money"),
    "next_due": Known("next_due.due_date", "day"),
    "row_number": Known("installments[{i}].number", "count"),
    "row_due": Known("installments[{i}].due_date", "day"),
    "row_left": Known("installments[{i}].total.left", "money"),
    "row_days": Known("installments[{i}].days_late", "count"),
    "breach_since": Known("breach.since", "day"),
    "cure_by": Known("breach.cure_by", "day"),
    "to_cure": Known("breach.to_cure", "money"),
    "enforced_on": Known("breach.enforced_on", "day"),
    "spell_since": Known("breach.spells[{i}].since", "day"),
    "spell_cured": Known("breach.spells[{i}].cured_on", "day"),
    "consequence": Known("breach.consequences[{i}].text", "text"),
    "consequence_amount": Known("breach.consequences[{i}].amount", "money"),
    "term_code": Known("breach.checks[{i}].code", "text"),
    "term_status": Known("breach.checks[{i}].status", "named"),
    "term_text": Known("breach.checks[{i}].text", "text"),
    "term_actual": Known("breach.checks[{i}].actual", "text"),
    "term_limit": Known("breach.checks[{i}].limit", "text"),
    "deadline_code": Known("deadlines[{i}].code", "text"),
    "deadline_text": Known("deadlines[{i}].text", "text"),
    "deadline_on": Known("deadlines[{i}].limit", "text"),
    "deadline_status": Known("deadlines[{i}].status", "named"),
    "deadline_done": Known("deadlines[{i}].actual", "text"),
    "trial_ends": Known("trial.ends_on", "day"),
    "trial_made": Known("trial.made", "count"),
    "trial_needed": Known("trial.needed", "count"),
    "trial_decided": Known("trial.decided_on", "day"),
    "observed_until": Known("observation.ends_on", "day"),
    "received": Known("receipts.received", "money"),
    "taken_back": Known("receipts.taken_back", "money"),
    "settled": Known("receipts.settled[{name}]", "money"),
    "settled_component": Known("receipts.settled[{name}]", "named"),
    "class_scheme": Known("classifications[{i}].scheme", "text"),
    "class_name": Known("classifications[{i}].name", "text"),
    "class_text": Known("classifications[{i}].text", "text"),
    "class_check": Known("classifications[{i}].checks[{j}].code", "text"),
    "class_status": Known("classifications[{i}].checks[{j}].status", "named"),
    "class_check_text": Known("classifications[{i}].checks[{j}].text", "text"),
    "concession_code": Known("classifications[{i}].concessions[{j}].code", "text"),
    "concession_text": Known("classifications[{i}].concessions[{j}].text", "text"),
    "forborne_exit": Known("forborne.exit_earliest", "day"),
    "signal_on": Known("signals[{i}].on", "day"),
    "signal_code": Known("signals[{i}].code", "text"),
    "signal_text": Known("signals[{i}].text", "text"),
    "action_code": Known("next_action.code", "text"),
    "action_text": Known("next_action.text", "text"),
    "action_by": Known("next_action.by", "day"),
    "action_because": Known("next_action.because", "list"),
    "duplicates": Known("notes.duplicates", "list"),
    "backdated": Known("notes.backdated", "list"),
    "reversed": Known("notes.reversed", "list"),
    "not_yet": Known("notes.not_yet", "list"),
    "remark_code": Known("reasons[{i}].code", "text"),
    "remark_text": Known("reasons[{i}].text", "text"),
}

TRACKED = Words(LINES, KNOWN)
