"""Words that several pages share, in English and Chinese, each written in its own language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ..basics.provenance import SourceLevel, Wording
from ..contract.components import Component
from ..contract.phases import RepaymentMethod
from ..options.vocabulary import Family, Label

COMPONENT_WORDS: Mapping[Component, Wording] = {
    "principal": Wording("principal", "本金"),
    "interest": Wording("interest", "利息"),
    "penalty_interest": Wording("penalty interest", "罚息"),
    "compound_interest": Wording("compound interest", "复利"),
    "fees": Wording("fees", "费用"),
}
COMPONENT_COLUMNS: Mapping[Component, Wording] = {
    **COMPONENT_WORDS,
    "penalty_interest": Wording("penalty", "罚息"),
    "compound_interest": Wording("compound", "复利"),
}
"""The same, as short as the head of a column."""

METHODS: Mapping[RepaymentMethod, Wording] = {
    "level": Wording("equal installments", "等额本息"),
    "equal_principal": Wording("equal principal", "等额本金"),
    "interest_only": Wording("interest only", "先息后本"),
    "capitalize": Wording("no payment, interest joining the principal", "暂缓还款、利息并入本金"),
    "defer": Wording("no payment, interest set aside without bearing interest", "暂缓还款、利息暂不计收利息"),
    "fixed_amount": Wording("a fixed amount each time, the last one settling the rest", "每期固定金额、末期结清余额"),
    "keep": Wording("the installment unchanged", "沿用前期还款额"),
}

LABELS: Mapping[Label, Wording] = {
    "recommended": Wording("this policy's first", "本行政策首选"),
    "lowest_monthly": Wording("lowest monthly", "每期还款最少"),
    "rest_at_maturity": Wording("part left for the end", "部分留待到期"),
    "lowest_total": Wording("lowest total", "总额最低"),
    "soonest": Wording("debt-free soonest", "最早还清"),
    "most_relief_now": Wording("most relief now", "近期压力最小"),
    "likeliest": Wording("holds most often", "同类方案到期履约比例最高"),
    "program": Wording("modification program", "贷款修改方案"),
}

FAMILIES: Mapping[Family, Wording] = {
    "term_extension": Wording("longer term", "延长期限"),
    "lower_installments": Wording("installments set to what can be paid", "按还款能力降低每期还款额"),
    "step_up": Wording("installments that step up", "阶梯还款"),
    "seasonal_installments": Wording("lower installments in some months of the year", "季节性还款"),
    "temporary_relief": Wording(
        "relief for a time, then the contract's installment again", "阶段性减负后恢复原每期应还额"
    ),
    "balloon": Wording("a rest due at maturity", "到期尾款"),
    "rate_adjustment": Wording("lower rate", "利率下调"),
    "temporary_rate": Wording("lower rate for a time", "阶段性利率下调"),
    "interest_freeze": Wording("no interest for a time", "阶段性停止计息"),
    "interest_only_start": Wording("interest only at first", "先息后本"),
    "payment_holiday": Wording("payment holiday at first", "起始暂缓还款"),
    "capitalization": Wording("arrears join the principal", "欠息本金化"),
    "deferral": Wording("amounts parked without interest", "部分欠款停止计息"),
    "waiver": Wording("charges waived", "息费减免"),
    "principal_forgiveness": Wording("part of the principal forgiven", "本金减免"),
    "principal_forbearance": Wording(
        "part of the principal set aside without interest until maturity", "部分本金单独挂账至到期"
    ),
    "partial_claim": Wording("part of the principal in a second claim without interest", "部分本金转入次级不计息债权"),
    "split_balance": Wording("balance split, one part set aside until maturity", "余额拆分，部分留待到期"),
    "settlement": Wording("part settles the whole", "协商结清"),
    "payment_today": Wording("part paid on day one", "签约当日部分还款"),
    "down_payment": Wording("part of the principal repaid on day one", "签约当日偿还部分本金"),
    "program": Wording("a modification program, step by step", "贷款修改瀑布"),
}

BOUNDS: Mapping[str, Wording] = {
    "target": Wording("the target", "目标"),
    "floor": Wording("the lowest rate", "利率下限"),
    "market": Wording("the posted rate", "公布利率"),
    "months": Wording("the longest term", "最长期限"),
    "added_months": Wording("the longest extension", "最长展期"),
    "arrears": Wording("the arrears", "欠款"),
    "share_of_balance": Wording("a share of the balance", "余额比例"),
    "share_of_principal": Wording("a share of the principal", "本金比例"),
    "loan_to_value": Wording("the value of the property", "房产价值"),
}
"""What limited a step of a modification program."""

FOUND: Mapping[Literal["pass", "fail"] | None, Wording] = {
    "pass": Wording("the numbers meet it", "数据显示符合"),
    "fail": Wording("the numbers do not meet it", "数据显示不符合"),
    None: Wording("an input is missing or in doubt", "缺少数据或数据存疑"),
}
"""What the figures say of a check that people decide on."""

LEVELS: Mapping[SourceLevel, Wording] = {
    "verified": Wording("official text read", "已核对原文"),
    "secondary": Wording("read in a reprint, not in the official text", "据转载文本，未核对原文"),
    "unverified": Wording("from memory, not looked up", "未查证"),
}
"""How well a source is known."""
