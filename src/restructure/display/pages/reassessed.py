"""A re-assessment: the old plan beside the new one."""

from __future__ import annotations

from ...basics.provenance import Language, Wording
from ...basics.written import money_text, percent_text
from ...options import TermsSummary
from ...tracking import Reassessment
from ..page import Block, Heading, Lines, Page, Table

TITLE = Wording("Re-assessment of agreement {reference} on {date}", "协议{reference}重新评估（{date}）")
BECAUSE = Wording("why", "原因")
COMPARED = Wording("old plan and new", "新旧方案对比")
NOTHING = Wording("no plan is offered; see the checks and what fits best", "未提供新方案；详见核对结果与最接近的方案")
ROWS = (
    Wording("next installment", "下期还款额"),
    Wording("highest installment", "最高每期还款额"),
    Wording("installments", "剩余期数"),
    Wording("annual rate", "年利率"),
    Wording("last due date", "最后还款日"),
    Wording("still to pay", "尚需偿还合计"),
)
HEADER = (Wording("old plan", "原方案"), Wording("new plan", "新方案"))


def reassessed_page(answer: Reassessment, lang: Language) -> Page:
    """Return why it was asked for, and what both plans still take."""
    title = TITLE.filled({"reference": answer.reference, "date": answer.application.as_of.isoformat()})
    why = [reason.text.to_text(lang) for reason in answer.because]
    blocks: list[Block] = [Heading(BECAUSE.to_text(lang)), Lines(why)] if why else []
    shown = [answer.before] if answer.after is None else [answer.before, answer.after]
    header = ["", *(text.to_text(lang) for text in HEADER[: len(shown)])]
    columns = [_cells(summary) for summary in shown]
    rows = [[text.to_text(lang), *cells] for text, *cells in zip(ROWS, *columns, strict=True)]
    blocks += [Heading(COMPARED.to_text(lang)), Table(header, rows, "<" + ">" * len(shown))]
    if answer.after is None:
        blocks.append(Lines([NOTHING.to_text(lang)]))
    return Page(title.to_text(lang), lang, blocks)


def _cells(summary: TermsSummary) -> list[str]:
    last = "" if summary.last_due_date is None else summary.last_due_date.isoformat()
    return [
        money_text(summary.installment),
        money_text(summary.highest_installment),
        str(summary.installments),
        percent_text(summary.rate.annual),
        last,
        money_text(summary.total_paid),
    ]
