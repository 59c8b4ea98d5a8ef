"""The first part of the page: what the borrower can pay, and why, in English or Chinese. May import: floors below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from .._table import Heading, Lines, Page, Table, money_text
from ..provenance import Language, Reason

if TYPE_CHECKING:
    from . import Capacity

Block = Heading | Lines | Table

TEXT: dict[str, tuple[str, str]] = {
    "capacity": ("REPAYMENT CAPACITY", "还款能力"),
    "score": ("score {score} / 100  grade {grade}", "评分 {score} / 100  等级 {grade}"),
    "parts": (
        "ability {ability} · conduct {conduct} · willingness: {willing}",
        "能力 {ability} · 记录 {conduct} · 意愿：{willing}",
    ),
    "can_pay": ("can pay each month", "每月可负担"),
    "owed_monthly": ("owed each month", "合同月供"),
    "short": ("short by {amount}", "缺口 {amount}"),
    "covered": ("covered", "可以覆盖"),
    "from": ("from {date}", "自{date}起"),
    "why": ("why:", "原因："),
    "due_at_once": ("owed at once", "应一次性清偿"),
}

BINDINGS = {
    "residual": (
        "limited by residual income (after living, housing and a buffer)",
        "受月度结余限制（扣除生活、住房支出和预留后）",
    ),
    "dsr_cap": ("limited by the cap on debt service", "受偿债收入比上限限制"),
    "ratio_cap": ("limited by a cap on a share of income", "受收入占比上限限制"),
    "zero": ("nothing is left after living, housing and other debts", "扣除生活、住房支出和其他债务后无结余"),
}
WILLING = {
    "stated, evidenced": ("yes (stated, evidenced)", "有（已表明，有佐证）"),
    "stated, no evidence": ("to review (stated, no evidence yet)", "待核实（已表明，尚无佐证）"),
    "stated, contradicted": ("to review (stated, promises broken)", "待核实（已表明，但多次失约）"),
    "not stated, no evidence": ("to review (not stated)", "待核实（未表明）"),
    "not stated, evidenced": ("to review (not stated, but contact or payments)", "待核实（未表明，但有联系或还款）"),
    "not stated, contradicted": ("to review (not stated, promises broken)", "待核实（未表明，且多次失约）"),
    "refused, no evidence": ("no (refused)", "无（拒绝还款）"),
    "refused, evidenced": ("no (refused)", "无（拒绝还款）"),
    "refused, contradicted": ("no (refused)", "无（拒绝还款）"),
}


def capacity_page(capacity: Capacity, lang: Language) -> Page:
    """Return the page of an assessment alone."""
    title = f"{capacity.reference} · {capacity.as_of} · {capacity.currency.code}"
    return Page(title, lang, list(capacity_blocks(capacity, lang, capacity.flags)))


def capacity_blocks(capacity: Capacity, lang: Language, flags: Sequence[Reason]) -> Iterator[Block]:
    """Yield what can be paid, what is owed each month, why, and what to know about the answer."""
    place = lang == "zh"
    score = _say("score", lang, {"score": _rounded(capacity.score, 1), "grade": capacity.grade})
    willing = WILLING[capacity.willingness.actual or "not stated, no evidence"][place]
    parts = {"ability": _rounded(capacity.ability, 0), "conduct": _rounded(capacity.conduct, 0), "willing": willing}
    yield Heading(_say("capacity", lang), f"{score}  {_say('parts', lang, parts)}")
    limit = BINDINGS[capacity.binding_constraint][place]
    rows = [[_say("can_pay", lang), money_text(capacity.affordable_payment), limit]]
    for step in capacity.affordable_path[1:]:
        label = _say("from", lang, {"date": str(step.starts_on)})
        rows += [[label, money_text(step.amount), BINDINGS[step.binding][place]]]
    gap = {"amount": money_text(capacity.shortfall)}
    due = "due_at_once" if any(flag.code == "ALL_HAS_FALLEN_DUE" for flag in flags) else "owed_monthly"
    short = _say("short", lang, gap) if capacity.shortfall else _say("covered", lang)
    yield Table(["", "", ""], [*rows, [_say(due, lang), money_text(capacity.contractual_payment), short]], "<><")
    yield Lines(list(_reason_lines(capacity, lang, flags)))


def _reason_lines(capacity: Capacity, lang: Language, flags: Sequence[Reason]) -> Iterator[str]:
    if capacity.reasons:
        yield _say("why", lang)
    for reason in capacity.reasons:
        yield f"{reason.values['points']:>8}  {reason.text.to_text(lang)}  [{reason.code}]"
    for note in (*capacity.gates, *flags):
        yield f"! {note.text.to_text(lang)}  [{note.code}]"


def _say(key: str, lang: Language, values: Mapping[str, str] | None = None) -> str:
    return TEXT[key][lang == "zh"].format_map(values or {})


def _rounded(number: Decimal, places: int) -> str:
    return f"{float(number):.{places}f}"
