"""What is said of an agreement, to the customer and to the loan officer; sentences on a plan are shared. Data only."""

from __future__ import annotations

from collections.abc import Mapping

from ...basics.provenance import Wording
from ._tell import Known, Words
from ._words_option import KNOWN as OPTION_KNOWN, LINES as OPTION_LINES

HEADINGS: dict[str, Wording] = {
    "STANDING": Wording("Where the agreement stands", "协议目前的状态"),
    "AGREED": Wording("What you pay, and when", "您要还多少、什么时候还"),
    "AGREED_COST": Wording("What it comes to", "总共要还多少"),
    "TODAY": Wording("What happens to what you owe", "欠款怎么处理"),
    "RATE": Wording("What the rate means", "利率是什么意思"),
    "MISSED": Wording("If you cannot pay an installment", "如果有一期还不上"),
    "PROMISES": Wording("What else is agreed", "其他约定"),
    "WHERE_FROM": Wording("Where the numbers come from", "这些数字从哪里来"),
    "OFFICER_AGREEMENT": Wording("The agreement", "协议"),
    "OFFICER_LIFE": Wording("Its life so far", "协议履历"),
    "OFFICER_TERMS": Wording("Terms, breach and cure", "条款、违约与补救"),
    "OFFICER_TREATMENT": Wording("What becomes of each component", "各项欠款的处理"),
    "OFFICER_REVIEWS": Wording("Reviews", "人工核实"),
}

STANDING: Mapping[str, str] = {
    "proposed": "IS_PROPOSED",
    "signed": "IS_SIGNED",
    "performing": "IS_PERFORMING",
    "breached": "IS_BREACHED",
    "completed": "IS_COMPLETED",
    "superseded": "IS_SUPERSEDED",
    "cancelled": "IS_CANCELED",
}

LINES: Mapping[str, Wording] = {
    **OPTION_LINES,
    # --- where it stands ---
    "IS_PROPOSED": Wording(
        "The agreement is an offer. It binds nobody until everyone has signed, by {valid_until} at the latest.",
        "协议还在提议阶段，最迟须在{valid_until}前（含当日）签署；各方签齐之前，对谁都没有约束力。",
    ),
    "IS_SIGNED": Wording(
        "Everyone has signed. The agreement is in force since {signed_on}.", "各方已经签署，协议自{signed_on}起有效。"
    ),
    "IS_PERFORMING": Wording("The agreement is in force and running.", "协议正在正常履行。"),
    "IS_BREACHED": Wording(
        "The agreement was breached on {last_step_on}. See below what follows.",
        "协议于{last_step_on}出现违约，后果见下文。",
    ),
    "IS_COMPLETED": Wording(
        "The agreement is fulfilled since {last_step_on}. Nothing is owed under it.",
        "协议已于{last_step_on}履行完毕，不再欠款。",
    ),
    "IS_SUPERSEDED": Wording(
        "A newer agreement has taken its place on {last_step_on}.", "自{last_step_on}起，本协议已被新协议取代。"
    ),
    "IS_CANCELED": Wording("The agreement was canceled on {last_step_on}.", "协议已于{last_step_on}取消。"),
    "TO_SIGN": Wording("Still to sign: {open_role} {open_party}.", "尚待签署：{open_role}{open_party}。"),
    # --- what is paid ---
    "AGREED_LEVEL": Wording("You pay {first_payment} a month.", "您每月还{first_payment}。"),
    "AGREED_STEPS": Wording("Your installment changes over time.", "每期还款额分阶段变化。"),
    "AGREED_TOTAL": Wording(
        "From {start} to the end you pay {total} in all, of which {interest_total} is interest.",
        "从{start}到还清，您一共要还{total}，其中利息{interest_total}。",
    ),
    "AGREED_TODAY": Wording("On {start} you also pay {paid_today}.", "{start}当天，您还要先还{paid_today}。"),
    "OWED": Wording(
        "On {start} you owed {owed_total} in all. This is what becomes of each part.",
        "{start}，您一共欠{owed_total}。每一部分的去向如下。",
    ),
    "BEARS_INTEREST": Wording(
        "The agreement starts with a balance of {scheduled_total} that bears interest.",
        "协议从{scheduled_total}的计息余额开始。",
    ),
    # --- what follows a missed installment ---
    "MISSED_MEANS": Wording(
        "An installment counts as missed when any part of it is unpaid at the end of its due date.",
        "到还款日当天结束时，该期仍有任何一部分没有还，就算没有按期还款。",
    ),
    "BREACH_IN_A_ROW": Wording(
        "{consecutive:missed installment is|missed installments in a row are} a breach of the agreement.",
        "连续{consecutive}期没有按期还款，即构成违约。",
    ),
    "BREACH_IN_ALL": Wording(
        "{in_all:missed installment in all is|missed installments in all are} a breach of the agreement.",
        "累计{in_all}期没有按期还款，即构成违约。",
    ),
    "BREACH_DAYS": Wording(
        "Being {breach_days:day|days} late with anything is a breach of the agreement.",
        "任何款项逾期满{breach_days}天，即构成违约。",
    ),
    "CURE": Wording(
        "You then have {cure_days:day|days} to pay what is late. If you do, the agreement goes on as before.",
        "违约后，您有{cure_days}天时间补齐逾期款项；补齐后，协议照常继续。",
    ),
    "NO_CURE": Wording(
        "A breach cannot be undone by paying later. Speak to us before it comes to that.",
        "违约之后，事后补款不能使协议恢复，请务必提前和我们沟通。",
    ),
    "THEN_WAIVED": Wording(
        "After a breach, the {waived_total} that was waived is owed again.",
        "违约后，已减免的{waived_total}恢复为应还款项。",
    ),
    "THEN_WAIVED_KEPT": Wording(
        "What was waived stays waived, even after a breach.", "即使违约，已经减免的款项也不再追收。"
    ),
    "THEN_ALL_DUE": Wording(
        "After a breach, everything still open falls due at once.", "违约后，剩余欠款全部提前到期，应当一次还清。"
    ),
    "THEN_NOT_ALL_DUE": Wording(
        "A breach does not make later installments fall due earlier.", "违约不会使以后各期提前到期。"
    ),
    "LATE_OVERDUE": Wording(
        "On principal that is late, interest of {overdue_rate} a year runs until you pay it.",
        "逾期的本金，在还清之前按年利率{overdue_rate}计息。",
    ),
    "LATE_PENALTY": Wording(
        "On principal that is late, penalty interest of {penalty_rate} a year runs until you pay it.",
        "逾期的本金，在还清之前按年利率{penalty_rate}计收罚息。",
    ),
    "LATE_COMPOUND": Wording(
        "On interest that is late, compound interest of {compound_rate} a year runs until you pay it.",
        "逾期的利息，在还清之前按年利率{compound_rate}计收复利。",
    ),
    "LATE_NOTHING": Wording("No extra charge for paying late is agreed.", "协议没有约定逾期另外收费。"),
    # --- what else is agreed ---
    "HOLD": Wording(
        "Once all have signed, collection stops for as long as the agreement is kept.",
        "各方签署后，只要按约履行，本行停止催收。",
    ),
    "NO_HOLD": Wording("The agreement does not stop collection.", "协议没有约定停止催收。"),
    "EARLY_FREE": Wording(
        "Early settlement is possible on any day. It costs no fee, and interest runs to that day only.",
        "您可以随时提前结清，不收手续费，利息只算到结清当天。",
    ),
    "EARLY_FEE": Wording(
        "Early settlement costs {early_fee} of the principal not yet due. Interest runs to that day only.",
        "提前结清按未到期本金的{early_fee}收取手续费，利息只算到结清当天。",
    ),
    "STATEMENT": Wording("{statement}", "{statement}"),
    "KEPT_FOR": Wording(
        "The papers of this agreement are kept until it is settled and {retention:year|years} after.",
        "协议资料保存至欠款结清后{retention}年。",
    ),
    "KEPT_UNTIL": Wording("The papers of this agreement are kept until it is settled.", "协议资料保存至欠款结清。"),
    "FROM_AGREEMENT": Wording(
        "Every figure is taken from the agreement itself. It was worked out again, line by line, when it was read.",
        "所有数字都取自协议文本；读取时，系统已逐行重新计算核对。",
    ),
    # --- the loan officer ---
    "OFFICER_IDENTITY": Wording(
        "Agreement {agreement_reference} on debt {agreement_debt}, option {option_id}, drafted on {drafted_on}, "
        "can be signed until {valid_until}.",
        "协议{agreement_reference}，债务{agreement_debt}，方案{option_id}，{drafted_on}拟定，{valid_until}前可签署。",
    ),
    "OFFICER_HASH": Wording(
        "Content hash {content_hash}; whole record {hash}; input {input_hash}; library {library_version}.",
        "内容哈希{content_hash}；全部记录{hash}；输入{input_hash}；程序版本{library_version}。",
    ),
    "OFFICER_POLICY": Wording(
        "Policy {policy_name} {policy_version}, {policy_hash}.", "政策{policy_name} {policy_version}，{policy_hash}。"
    ),
    "OFFICER_AGREED": Wording(
        "{count:installment|installments}, {first_payment} first, at {after_rate}; {first_due} to {last_due}; "
        "{total} in all.",
        "{count}期，首期还{first_payment}，年利率{after_rate}；{first_due}至{last_due}；总额{total}。",
    ),
    "OFFICER_PARTY": Wording("{party_role} {party}.", "{party_role}{party}。"),
    "OFFICER_STEP": Wording("{step_on}: {step_status}.", "{step_on}：{step_status}。"),
    "OFFICER_STEP_BY": Wording(
        "{step_on}: {step_status}; {step_by}, {step_method}.", "{step_on}：{step_status}；{step_by}，{step_method}。"
    ),
    "OFFICER_ALLOCATION": Wording(
        "Payment allocation order: {allocation_order}; one {allocation_by} before the next.",
        "还款冲抵顺序：{allocation_order}；{allocation_by}冲抵。",
    ),
    "OFFICER_ALLOCATION_UP_TO": Wording(
        "Payment allocation order up to {allocation_days:day|days} late: {allocation_order}; "
        "one {allocation_by} before the next.",
        "逾期{allocation_days}天以内的还款冲抵顺序：{allocation_order}；{allocation_by}冲抵。",
    ),
    "OFFICER_REVIEW": Wording(
        "{review_code} was decided by {review_by} on {review_on}: {review_note}.",
        "{review_code}由{review_by}于{review_on}核实：{review_note}。",
    ),
}

KNOWN: Mapping[str, Known] = {
    **OPTION_KNOWN,
    "count": Known("len(rows)", "count"),
    "first_payment": Known("schedule[0].payment", "money"),
    "after_rate": Known("terms.rate", "rate"),
    "total": Known("schedule.totals.payment", "money"),
    "interest_total": Known("schedule.totals.interest", "money"),
    "paid_today": Known("schedule.conservation.total.paid", "money"),
    "owed_total": Known("schedule.conservation.total.opening", "money"),
    "scheduled_total": Known("schedule.conservation.total.scheduled", "money"),
    "waived_total": Known("schedule.conservation.total.waived", "money"),
    "component": Known("schedule.conservation.components[{name}]", "named"),
    "opening": Known("schedule.conservation.components[{name}].opening", "money"),
    "waived": Known("schedule.conservation.components[{name}].waived", "money"),
    "moved_out": Known("schedule.conservation.components[{name}].moved_out", "money"),
    "paid": Known("schedule.conservation.components[{name}].paid", "money"),
    "deferred": Known("schedule.conservation.components[{name}].deferred", "money"),
    "valid_until": Known("valid_until", "day"),
    "signed_on": Known("signed_on", "day"),
    "last_step_on": Known("life[-1].on", "day"),
    "open_role": Known("unsigned[{i}].role", "named"),
    "open_party": Known("unsigned[{i}].id", "text"),
    "consecutive": Known("rules.breach.consecutive_missed", "count"),
    "in_all": Known("rules.breach.total_missed", "count"),
    "breach_days": Known("rules.breach.days_past_due", "count"),
    "cure_days": Known("rules.breach.cure_days", "count"),
    "overdue_rate": Known("servicing.overdue_rate", "rate"),
    "penalty_rate": Known("servicing.penalty_rate", "rate"),
    "compound_rate": Known("servicing.compound_rate", "rate"),
    "early_fee": Known("rules.early_settlement_fee", "percent"),
    "retention": Known("rules.retention_years", "count"),
    "statement": Known("clauses[{i}].parts[{j}].text", "text"),
    "agreement_reference": Known("reference", "text"),
    "agreement_debt": Known("debt", "text"),
    "option_id": Known("option_id", "text"),
    "drafted_on": Known("drafted_on", "day"),
    "content_hash": Known("content_hash", "text"),
    "hash": Known("hash", "text"),
    "input_hash": Known("input_hash", "text"),
    "library_version": Known("library_version", "text"),
    "policy_name": Known("policy.name", "text"),
    "policy_version": Known("policy.version", "text"),
    "policy_hash": Known("policy.hash", "text"),
    "party_role": Known("parties[{i}].role", "named"),
    "party": Known("parties[{i}].id", "text"),
    "step_on": Known("life[{i}].on", "day"),
    "step_status": Known("life[{i}].status", "named"),
    "step_by": Known("life[{i}].by", "text"),
    "step_method": Known("life[{i}].method", "named"),
    "allocation_order": Known("servicing.allocation[{i}].components", "list"),
    "allocation_days": Known("servicing.allocation[{i}].up_to_days_past_due", "count"),
    "allocation_by": Known("servicing.by", "named"),
    "review_code": Known("reviews[{i}].code", "text"),
    "review_by": Known("reviews[{i}].by", "text"),
    "review_on": Known("reviews[{i}].on", "day"),
    "review_note": Known("reviews[{i}].note", "text"),
}

AGREEMENT = Words(LINES, KNOWN)
