"""The page of what rules compare, written from the one table: `python docs/quantities.py` writes it anew."""

from __future__ import annotations

from pathlib import Path

from restructure.policy import QUANTITIES, QuantityInfo

PAGE = Path(__file__).parent / "reference" / "quantities.md"

HEAD = """# What rules compare (规则量表)

Rules, conditions and targets compare the quantities below, and no others: in a policy, in a waterfall and in its trial
alike. `rooms` says whose rules know a quantity: those of a `policy`, about applications and options, or those of a
`waterfall`, about mortgages. Counts, multiples and money are plain numbers (money in major units); shares and rates are
fractions, shown as percentages. This page is written from `restructure.policy.QUANTITIES`.

规则、条件和目标只比较下列量，政策、瀑布及其试还期通用。`rooms`列说明由谁的规则使用：`policy`为政策，针对申请和方案；`waterfall`为瀑布，
针对按揭贷款。次数、倍数和金额为普通数值（金额以主币单位计）；比例和利率以小数填写，以百分比显示。
本页由`restructure.policy.QUANTITIES`生成。
"""
SUBJECTS = {
    "application": (
        "Of the application (申请)",
        "Known before any plan. Rules on them decide whether anything is offered at all; a target cannot ask for them.",
    ),
    "contract": ("Of the contract (合同)", "The debt as it was agreed and stands; known before any plan too."),
    "plan": (
        "Of the plan (方案)",
        "What comes out: a restructured plan, or a mortgage after the steps of a waterfall.",
    ),
    "mortgage": ("Of the mortgage (按揭贷款)", "What only modification programs ask for; `MortgageFacts` states it."),
    "conduct": ("Of the borrower's conduct (借款人履约)", "Who may enter a trial; `MortgageFacts` states it."),
}
KINDS = {
    "count": "count 次数",
    "multiple": "multiple 倍数",
    "money": "money 金额",
    "share": "share 比例",
    "rate": "rate 年利率",
    "truth": "truth 是非",
    "text": "word 文字",
}


def row(name: str, info: QuantityInfo) -> str:
    """Return a quantity as a row of its table."""
    rooms = ", ".join(info.rooms)
    return f"| `{name}` | {KINDS[info.kind]} | {rooms} | {info.text.en} | {info.text.zh} |"


def page() -> str:
    """Return the whole page."""
    parts = [HEAD]
    for subject, (title, what) in SUBJECTS.items():
        rows = [row(name, info) for name, info in QUANTITIES.items() if info.of == subject]
        head = ["| quantity | kind | rooms | meaning | 含义 |", "|---|---|---|---|---|"]
        parts.append("\n".join([f"## {title}", "", what, "", *head, *rows, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
