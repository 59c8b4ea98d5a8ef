"""What the document of an agreement says beside its clauses, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from ...agreement import AgreementStatus, SigningMethod
from ...basics.provenance import Status, Wording
from ...policy import Role

ROLE_NAMES: Mapping[Role, Wording] = {
    "borrower": Wording("Borrower", "借款人"),
    "co_borrower": Wording("Co-borrower", "共同借款人"),
    "guarantor": Wording("Guarantor", "保证人"),
    "lender": Wording("Lender", "贷款人"),
}

STATUS_NAMES: Mapping[AgreementStatus, Wording] = {
    "proposed": Wording("proposed, not yet signed by all", "待签署"),
    "signed": Wording("signed", "已签署"),
    "performing": Wording("performing", "履行中"),
    "breached": Wording("breached", "已违约"),
    "completed": Wording("completed", "已结清"),
    "superseded": Wording("superseded", "已被取代"),
    "cancelled": Wording("cancelled", "已取消"),
}

SIGNING_NAMES: Mapping[SigningMethod, Wording] = {
    "paper": Wording("on paper", "纸质签署"),
    "electronic": Wording("electronically", "电子签署"),
    "recorded_call": Wording("recorded call", "录音电话"),
}

CHECK_NAMES: Mapping[Status, Wording] = {
    "pass": Wording("pass", "通过"),
    "fail": Wording("fail", "不通过"),
    "needs_review": Wording("reviewed", "经人工核实"),
}

PHRASES: Mapping[str, Wording] = {
    "title": Wording("Repayment agreement", "还款协议"),
    "reference": Wording("Agreement", "协议编号"),
    "debt": Wording("Debt", "债务编号"),
    "drafted_on": Wording("Offered on", "拟定日期"),
    "effective_on": Wording("In effect from", "计划生效日"),
    "valid_until": Wording("Can be signed until", "签署截止日"),
    "signed_on": Wording("Signed on", "签署完成日"),
    "status": Wording("Status", "状态"),
    "at_a_glance": Wording("At a glance", "协议要点"),
    "installment": Wording("Each installment", "每期还款额"),
    "installments": Wording("Installments", "期数"),
    "first_due": Wording("First due", "首个还款日"),
    "last_due": Wording("Last due", "最后还款日"),
    "total": Wording("Paid in all", "还款总额"),
    "paid_today": Wording("Paid on the day it takes effect", "生效当日支付"),
    "rate": Wording("Interest rate a year", "执行年利率"),
    "annual_rates": Wording("Annual rate of the plan, nominal / effective", "年化利率（IRR，单利／复利）"),
    "interest": Wording("Interest in all", "利息合计"),
    "run": Wording("{amount} × {count}", "{amount} × {count}期"),
    "run_of_one": Wording("{amount}", "{amount}"),
    "then": Wording(", then ", "，其后"),
    "from_to": Wording("from {low} to {high}, see the schedule", "{low}至{high}，见还款计划表"),
    "parties": Wording("Parties", "当事人"),
    "role": Wording("Party", "身份"),
    "id": Wording("Id", "编号"),
    "signature": Wording("Signature", "签署情况"),
    "signs": Wording("signature", "签署"),
    "open": Wording("not yet signed", "尚未签署"),
    "not_needed": Wording("not required", "无须签署"),
    "owed": Wording("What is owed and what becomes of it", "欠款及其处理一览"),
    "schedule": Wording("Schedule", "还款计划表"),
    "checks": Wording("Checks before signing", "签署前核对"),
    "check": Wording("Rule", "核对事项"),
    "found": Wording("Found", "核对情况"),
    "result": Wording("Result", "结果"),
    "review": Wording("Decided by", "核实人、日期与说明"),
    "no_checks": Wording("The policy has no rule that applies.", "无适用的核对规则。"),
    "life": Wording("Steps so far", "协议履历"),
    "on": Wording("Date", "日期"),
    "note": Wording("Note", "说明"),
    "basis": Wording("Basis", "依据"),
    "policy": Wording("Policy", "政策"),
    "version": Wording("{title}, {name}, version {version}", "{title}，{name}，版本{version}"),
    "policy_hash": Wording("Hash of the policy", "政策哈希值"),
    "input_hash": Wording("Hash of the application", "申请哈希值"),
    "content_hash": Wording("Hash of this agreement", "本协议哈希值"),
    "library": Wording("Calculated with version", "计算程序版本"),
    "conventions": Wording("Conventions", "计算约定"),
    "sources": Wording("Sources", "规则依据"),
    "signatures": Wording("Signatures", "签署栏"),
    "sign_here": Wording("Signature", "签名"),
    "date_here": Wording("Date", "日期"),
    "day_note": Wording("Amounts in {currency}.", "金额单位：{currency}。"),
}
"""Headings and labels of the document."""
