"""What the codes of an answer are called in a sentence, in both languages. Data only."""

from __future__ import annotations

from collections.abc import Mapping

from ...basics.provenance import Wording
from ..words import BOUNDS, LEVELS

NAMES: Mapping[str, Wording] = {
    # checks
    "pass": Wording("pass", "符合"),
    "fail": Wording("fail", "不符合"),
    "needs_review": Wording("needs review", "待核实"),
    # willingness
    "stated, evidenced": Wording("stated, evidenced", "已表明，有佐证"),
    "stated, no evidence": Wording("stated, no evidence yet", "已表明，尚无佐证"),
    "stated, contradicted": Wording("stated, promises broken", "已表明，但多次失约"),
    "not stated, no evidence": Wording("not stated", "未表明"),
    "not stated, evidenced": Wording("not stated, but contact or payments", "未表明，但有联系或还款"),
    "not stated, contradicted": Wording("not stated, promises broken", "未表明，且多次失约"),
    "refused, no evidence": Wording("refused", "拒绝还款"),
    "refused, evidenced": Wording("refused", "拒绝还款"),
    "refused, contradicted": Wording("refused", "拒绝还款"),
    # what limits a payment
    "residual": Wording("residual income", "月度结余"),
    "dsr_cap": Wording("the cap on debt service", "偿债收入比上限"),
    "ratio_cap": Wording("a cap on a share of income", "收入占比上限"),
    "zero": Wording("nothing left", "无结余"),
    # ability and willingness together
    "cure": Wording("able and willing", "有能力、有意愿"),
    "enforce_or_contact": Wording("able, not willing", "有能力、无意愿"),
    "restructure": Wording("willing, not able", "有意愿、能力不足"),
    "settle_or_exit": Wording("neither able nor willing", "能力、意愿均不足"),
    "ask_first": Wording("ask about willingness first", "先核实意愿"),
    # parts of a debt
    "principal": Wording("principal", "本金"),
    "interest": Wording("interest", "利息"),
    "penalty_interest": Wording("penalty interest", "罚息"),
    "compound_interest": Wording("compound interest", "复利"),
    "fees": Wording("fees", "费用"),
    # rounding
    "half_up": Wording("half up", "四舍五入"),
    "half_even": Wording("half to even", "四舍六入五成双"),
    "up": Wording("up", "向上取整"),
    "down": Wording("down", "向下取整"),
    # agreements
    "proposed": Wording("not signed by everyone yet", "尚未签齐"),
    "signed": Wording("signed", "已签署"),
    "performing": Wording("running", "履行中"),
    "breached": Wording("breached", "已违约"),
    "completed": Wording("paid in full", "已结清"),
    "superseded": Wording("replaced by a new one", "已被新协议取代"),
    "cancelled": Wording("canceled", "已取消"),
    "borrower": Wording("borrower", "借款人"),
    "co_borrower": Wording("co-borrower", "共同借款人"),
    "guarantor": Wording("guarantor", "保证人"),
    "lender": Wording("lender", "贷款人"),
    "paper": Wording("on paper", "纸质签署"),
    "electronic": Wording("electronically", "电子签署"),
    "recorded_call": Wording("on a recorded call", "录音电话"),
    "installment": Wording("installment", "逐期"),
    "component": Wording("component", "逐项"),
    # what plans are ordered by, less first
    "indicated_fail": Wording("rules indicated to fail", "可能不符合的规则"),
    "due_at_maturity": Wording("what falls due at maturity", "到期尾款"),
    "holding": Wording("how many such plans fail, in steps of five points", "同类方案中断比例（每五个百分点一档）"),
    "lender_loss": Wording("the lender's loss at the contract's rate", "按合同利率计的减让"),
    "total_paid": Wording("total paid", "还款总额"),
    "last_due_date": Wording("the last due date", "末期还款日"),
    "instruments": Wording("the number of instruments", "调整方式的数量"),
    "highest_installment": Wording("the highest installment", "最高一期还款额"),
    "first_year": Wording("payments of the first year", "第一年还款额"),
    # what follows when a plan is signed, and how well that is known
    "collection": Wording("Collection", "催收"),
    "credit_record": Wording("The credit record", "征信记录"),
    **{str(level): text for level, text in LEVELS.items()},
    # steps of a modification program
    **BOUNDS,
    "condition": Wording("it does not apply", "条件不适用"),
}


def name_of(code: str) -> Wording:
    """Return what a code is called; a code without a name of its own stands as it is."""
    return NAMES.get(code) or Wording(code, code)
