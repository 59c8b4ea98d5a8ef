"""What is said of the steps of a modification program, to the customer and to the loan officer. Data only."""

from __future__ import annotations

from collections.abc import Mapping

from ...basics.provenance import Wording
from ._tell import Known, Words

HEADINGS: dict[str, Wording] = {
    "STEPS": Wording("How the program came to this payment", "这个月供是怎么得出的"),
    "OFFICER_STEPS": Wording("Steps of the program", "修改步骤"),
}

LINES: Mapping[str, Wording] = {
    "PROGRAM": Wording(
        "This plan is worked out by a program: {program_title}. Its steps were taken in their order.",
        "本方案按{program_title}逐步得出，步骤顺序如下。",
    ),
    "STEP_TAKEN": Wording(
        "Step {step_number}: {step_text}. The payment is then {step_payment} a month.",
        "第{step_number}步：{step_text}。此时月供为{step_payment}。",
    ),
    "STEP_NOT_NEEDED": Wording(
        "Step {step_number} was not needed: the payment was low enough.", "第{step_number}步不需要：月供已足够低。"
    ),
    "STEP_DOES_NOT_APPLY": Wording("Step {step_number} does not apply to you.", "第{step_number}步不适用。"),
    "GOAL_MET": Wording(
        "The program seeks a payment of {target} or less, and this is one.", "方案目标为月供不超过{target}，已达到。"
    ),
    "GOAL_MISSED": Wording(
        "The program seeks a payment of {target} or less. Its steps do not reach that.",
        "方案目标为月供不超过{target}，各步骤用尽后仍未达到。",
    ),
    "TRIAL": Wording(
        "First you pay {trial_payments:installment|installments} of the new amount on time; then it holds.",
        "先按新月供按时还{trial_payments}期，之后正式生效。",
    ),
    "COUNSELING": Wording("You are also sent to housing counseling.", "您还须接受住房咨询。"),
    # --- the loan officer ---
    "OFFICER_PROGRAM": Wording("{program_name}, version {program_version}.", "{program_name}，版本{program_version}。"),
    "OFFICER_STEP": Wording(
        "{step_code}: rate {step_rate}, {step_months:month|months}, {step_balance} bears interest, {step_deferred} is "
        "set aside, payment {step_payment}.",
        "{step_code}：年利率{step_rate}，{step_months}个月，计息余额{step_balance}，挂账{step_deferred}，"
        "月供{step_payment}。",
    ),
    "OFFICER_BOUND": Wording("{step_code} was bound by {step_bound}.", "{step_code}受限于{step_bound}。"),
    "OFFICER_SKIPPED": Wording("{step_code} was not taken: {step_skipped}.", "{step_code}未采取：{step_skipped}。"),
}

KNOWN: Mapping[str, Known] = {
    "program_title": Known("title", "text"),
    "program_name": Known("program", "text"),
    "program_version": Known("version", "text"),
    "target": Known("target_payment", "money"),
    "trial_payments": Known("trial.payments", "count"),
    "step_number": Known("steps[{i}]", "ordinal"),
    "step_code": Known("steps[{i}].code", "text"),
    "step_text": Known("steps[{i}].text", "text"),
    "step_payment": Known("steps[{i}].after.payment", "money"),
    "step_rate": Known("steps[{i}].after.rate", "rate"),
    "step_months": Known("steps[{i}].after.months", "count"),
    "step_balance": Known("steps[{i}].after.balance", "money"),
    "step_deferred": Known("steps[{i}].after.deferred", "money"),
    "step_bound": Known("steps[{i}].bound_by", "named"),
    "step_skipped": Known("steps[{i}].skipped", "named"),
}

PROGRAM = Words(LINES, KNOWN)
