"""The first part of the page: what the borrower can pay, and why, in English or Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ...basics.provenance import Language, Reason
from ...basics.written import money_text, percent_text
from ...capacity import Capacity
from ...capacity.words import COMPONENTS, UNBOUNDED
from ..page import Block, Heading, Lines, Page, Table

TEXT: dict[str, tuple[str, str]] = {
    "capacity": ("REPAYMENT CAPACITY", "还款能力"),
    "score": ("score {score} / 100  grade {grade}", "评分 {score} / 100  等级 {grade}"),
    "score_after": (
        "{now}; with the plan in place {score}, grade {grade}",
        "{now}；方案生效后 {score}，等级 {grade}",
    ),
    "parts": (
        "ability {ability} · conduct {conduct} · willingness: {willing}",
        "还款能力{ability} · 履约记录{conduct} · 还款意愿：{willing}",
    ),
    "can_pay": ("can pay each month", "每月可负担"),
    "owed_monthly": ("owed each month", "原每月应还额"),
    "short": ("short by {amount}", "缺口 {amount}"),
    "covered": ("covered", "可以覆盖"),
    "from": ("from {date}", "自{date}起"),
    "why": ("why:", "原因："),
    "for": ("for the borrower:", "有利因素："),
    "stress": ("IF THINGS GET WORSE", "压力情形"),
    "scenario": ("", ""),
    "left": ("left each month", "每月结余"),
    "caps": ("CAPS ON SHARES OF INCOME", "收入占比上限"),
    "pass": ("pass", "符合"),
    "fail": ("fail", "不符合"),
    "needs_review": ("to review", "待核实"),
    "fails_already": ("income does not cover everything now", "目前收入已不足以覆盖全部支出"),
    "income_may_fall": ("income may fall by {share}", "收入最多可下降{share}"),
    "rates_may_rise": ("rates may rise by less than {points} points", "利率上升须小于{points}个百分点"),
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
    blocks = [*capacity_blocks(capacity, lang, capacity.flags), *_strength_lines(capacity, lang)]
    return Page(title, lang, [*blocks, *_stress_blocks(capacity, lang)])


def _strength_lines(capacity: Capacity, lang: Language) -> Iterator[Block]:
    if capacity.strengths:
        lines = [f"{reason.values['points']:>8}  {reason.text.to_text(lang)}" for reason in capacity.strengths]
        yield Lines([_say("for", lang), *lines])


def _stress_blocks(capacity: Capacity, lang: Language) -> Iterator[Block]:
    """Yield what is left when something goes wrong, what caps say of the contract, and what each limit leaves."""
    if capacity.stresses:
        header = [_say(name, lang) for name in ("scenario", "left", "can_pay")]
        rows = [
            [item.text.to_text(lang), money_text(item.residual), money_text(item.affordable_payment)]
            for item in capacity.stresses
        ]
        yield Heading(_say("stress", lang), _break_even(capacity, lang))
        yield Table(header, rows, "<>>")
    if capacity.checks:
        yield Heading(_say("caps", lang))
        lines = [f"{check.text.to_text(lang)}: {check.actual or '-'} {check.limit}" for check in capacity.checks]
        yield Lines(
            [f"{line} · {_say(check.status, lang)}" for line, check in zip(lines, capacity.checks, strict=True)]
        )


def _break_even(capacity: Capacity, lang: Language) -> str:
    drop, rise = capacity.break_even.income_drop, capacity.break_even.rate_rise
    if drop is None or drop < 0:
        return _say("fails_already", lang)
    parts = [_say("income_may_fall", lang, {"share": percent_text(drop, 1)})]
    if rise is not None:
        parts.append(_say("rates_may_rise", lang, {"points": f"{rise * 100:.2f}"}))
    return ("，" if lang == "zh" else ", ").join(parts)


def capacity_blocks(
    capacity: Capacity, lang: Language, flags: Sequence[Reason], after: Capacity | None = None
) -> Iterator[Block]:
    """Yield what can be paid, what is owed each month, why, and what to know; `after` is the capacity with a plan."""
    place = lang == "zh"
    score = _say("score", lang, {"score": _rounded(capacity.score, 1), "grade": capacity.grade})
    if after is not None:
        values = {"now": score, "score": _rounded(after.score, 1), "grade": after.grade}
        score = _say("score_after", lang, values)
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
    unmet = _unmet(capacity)
    if unmet:
        yield _unmet_line(unmet, lang)
    for reason in capacity.reasons:
        if reason not in unmet:
            yield f"{reason.values['points']:>8}  {reason.text.to_text(lang)}  [{reason.code}]"
    told = {reason.text for reason in capacity.reasons}
    said = _SAID if unmet else _SAID[:1]
    for note in (*capacity.gates, *flags):
        if note.text not in told and note.code not in said:
            yield f"! {note.text.to_text(lang)}  [{note.code}]"


_SAID = ("NOTHING_AFFORDABLE", "NO_INCOME")
"""Gates that say what stands above them: in the table, and in the line of what no income meets."""


def _unmet(capacity: Capacity) -> list[Reason]:
    """Return the reasons that have one cause, no income: it is told once."""
    if all(note.code != "NO_INCOME" for note in capacity.gates):
        return []
    missing = {note.text for note in capacity.flags}
    return [reason for reason in capacity.reasons if not reason.values["value"] and reason.text not in missing]


def _unmet_line(reasons: Sequence[Reason], lang: Language) -> str:
    points = sum((Decimal(reason.values["points"]) for reason in reasons), Decimal(0))
    names = {item.code: item.name.to_text(lang) for item in COMPONENTS.values()}
    name = ("、" if lang == "zh" else ", ").join(names[one.code] for one in reasons)
    told = UNBOUNDED.to_text(lang).format(name=name)
    return f"{points:>8}  {told}  [{', '.join(one.code for one in reasons)}]"


def _say(key: str, lang: Language, values: Mapping[str, str] | None = None) -> str:
    return TEXT[key][lang == "zh"].format_map(values or {})


def _rounded(number: Decimal, places: int) -> str:
    return f"{float(number):.{places}f}"
