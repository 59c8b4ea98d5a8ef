"""What is said of a whole plan beside its parts, and the titles of all pages, in English and in Chinese. Data only."""

from __future__ import annotations

from collections.abc import Mapping

from ...basics.provenance import Wording
from ._tell import Known, Words

TITLES: dict[str, Wording] = {
    "capacity": Wording("What you can pay, explained", "还款能力说明"),
    "option": Wording("Your plan, explained", "还款方案说明"),
    "option_set": Wording("Your choices, explained", "可选方案说明"),
    "plan": Wording("Your application, explained", "协商还款说明"),
    "agreement": Wording("Your agreement, explained", "还款协议说明"),
    "tracked": Wording("Where you stand, explained", "履约情况说明"),
    "reassessment": Wording("Your new plan, explained", "重新评估说明"),
}
OFFICER_TITLES: dict[str, Wording] = {
    "capacity": Wording("Repayment capacity, for the loan officer", "还款能力说明（经办人员）"),
    "option": Wording("One plan, for the loan officer", "还款方案说明（经办人员）"),
    "option_set": Wording("Options, for the loan officer", "可选方案说明（经办人员）"),
    "plan": Wording("Application, for the loan officer", "协商还款说明（经办人员）"),
    "agreement": Wording("Agreement, for the loan officer", "还款协议说明（经办人员）"),
    "tracked": Wording("Position, for the loan officer", "履约情况说明（经办人员）"),
    "reassessment": Wording("Re-assessment, for the loan officer", "重新评估说明（经办人员）"),
}

HEADINGS: dict[str, Wording] = {
    "ABOUT": Wording("About this page", "关于本页"),
    "FIRST_PLAN": Wording("Plan 1", "方案1"),
    "NEAREST_PLAN": Wording("The nearest plan, which does not fit", "最接近的方案（超出还款能力）"),
    "CAPACITY_AFTER": Wording("What you can carry, with the plan in place", "方案生效后的还款能力"),
    "AGAIN": Wording("When we look at it again", "什么时候重新评估"),
}

LINES: Mapping[str, Wording] = {
    "ABOUT": Wording(
        "This page explains application {reference} as of {as_of}. It commits nobody to anything.",
        "本页说明申请{reference}截至{as_of}的情况，对任何一方都没有约束力。",
    ),
    "ABOUT_POLICY": Wording(
        "The rules applied are those of {policy_title}, version {policy_version}.",
        "适用的规则是{policy_title}，版本{policy_version}。",
    ),
    "TEMPORARY": Wording(
        "You expect the difficulty to last {months:month|months}. Let us look at your plan again by {by}.",
        "您预计困难会持续{months}个月。请在{by}前和我们一起重新评估。",
    ),
    "EXPECTED_END": Wording(
        "You expect the difficulty to be over by {by}. Let us look at your plan again by then.",
        "您预计困难在{by}前过去。请在那之前和我们一起重新评估。",
    ),
    "ANY_CHANGE": Wording(
        "If your income or your costs change before that, tell us at once.",
        "在此之前，如果收入或支出有变化，请马上告诉我们。",
    ),
    "INCONSISTENT": Wording(
        "The stated figures of your contract do not fit together exactly. The comparison is as close as they allow.",
        "合同的几项数据彼此不能完全吻合，比较结果以现有数据为准，请与我们核对。",
    ),
    "SCORE_AFTER": Wording(
        "The bank scores what you can carry, a hundred at most. Today it is {score}; with the plan in place, {after}.",
        "按本行还款能力评分（百分制），您目前为{score}分，方案生效后为{after}分。",
    ),
    "OFFICER_SCORE_AFTER": Wording(
        "Score {score}, grade {grade} today; {after}, grade {after_grade} with the plan in place, on the same record.",
        "评分（百分制）：目前{score}，等级{grade}；方案生效后{after}，等级{after_grade}（履约记录不变）。",
    ),
    "OFFICER_IDENTITY": Wording(
        "Application {reference}, as of {as_of}, policy {policy_name} {policy_version} ({policy_hash}), "
        "input {input_hash}, library {library_version}.",
        "申请{reference}，截至{as_of}；政策{policy_name} {policy_version}（{policy_hash}），输入{input_hash}，"
        "程序版本{library_version}。",
    ),
    "OFFICER_FLAG": Wording("Flag {flag_code}: {flag_text}.", "提示{flag_code}：{flag_text}。"),
}

KNOWN: Mapping[str, Known] = {
    "reference": Known("reference", "text"),
    "as_of": Known("as_of", "day"),
    "policy_title": Known("policy_title", "text"),
    "policy_name": Known("policy.name", "text"),
    "policy_version": Known("policy.version", "text"),
    "policy_hash": Known("policy.hash", "text"),
    "input_hash": Known("input_hash", "text"),
    "library_version": Known("library_version", "text"),
    "months": Known("flags[{i}].values[months]", "count"),
    "by": Known("flags[{i}].values[date]", "day"),
    "score": Known("capacity.score", "point"),
    "grade": Known("capacity.grade", "text"),
    "after": Known("capacity_after.score", "point"),
    "after_grade": Known("capacity_after.grade", "text"),
    "flag_code": Known("flags[{i}].code", "text"),
    "flag_text": Known("flags[{i}].text", "text"),
}

PLAN = Words(LINES, KNOWN)
