"""The steps of a modification program as a table: what each did to rate, term, balance and payment, and its bound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...basics.provenance import Language
from ...basics.written import money_text
from ...options import ProgramTrace
from ...waterfall import TraceEntry
from ..page import Block, Heading, Lines, Table
from ..words import BOUNDS

TEXT: dict[str, tuple[str, str]] = {
    "steps": ("STEPS OF {program}", "{program}：逐步过程"),
    "step": ("step", "步骤"),
    "rate": ("rate", "年利率"),
    "months": ("months", "期数"),
    "balance": ("bears interest", "计息余额"),
    "deferred": ("set aside", "挂账金额"),
    "payment": ("monthly", "月供"),
    "bound": ("bound by", "受限于"),
    "target": ("not taken: the target was met before", "未采取：此前已达目标"),
    "condition": ("not taken: it does not apply", "未采取：条件不适用"),
    "trial": ("trial plan: {count} payments on time", "试还计划：按时还款{count}期"),
    "counseling": ("with housing counseling", "并接受住房咨询"),
}


def say(key: str, lang: Language, values: Mapping[str, str] | None = None) -> str:
    """Return one of the phrases of the table."""
    return TEXT[key][lang == "zh"].format_map(values or {})


def trace_blocks(trace: ProgramTrace, lang: Language) -> Iterator[Block]:
    """Yield the table of a program's steps, and its trial plan."""
    columns = ("step", "rate", "months", "balance", "deferred", "payment", "bound")
    yield Heading(say("steps", lang, {"program": trace.title.to_text(lang)}))
    rows = [_row(entry, lang) for entry in trace.steps]
    yield Table([say(name, lang) for name in columns], rows, "<" + ">" * 5 + "<")
    yield Lines([f"{entry.code}: {entry.text.to_text(lang)}" for entry in trace.steps])
    if trace.trial is not None:
        comma = "，" if lang == "zh" else ", "
        counseling = [say("counseling", lang)] if trace.trial.counseling else []
        yield Lines([comma.join([say("trial", lang, {"count": str(trace.trial.payments)}), *counseling])])


def _row(entry: TraceEntry, lang: Language) -> list[str]:
    after = entry.after
    return [
        entry.code,
        after.rate.to_percent(),
        str(after.months),
        money_text(after.balance),
        money_text(after.deferred),
        money_text(after.payment),
        _bound(entry, lang),
    ]


def _bound(entry: TraceEntry, lang: Language) -> str:
    if entry.skipped is not None:
        return say(entry.skipped, lang)
    if entry.bound_by is None:
        return ""
    words = BOUNDS.get(entry.bound_by)
    return entry.bound_by if words is None else words.to_text(lang)
