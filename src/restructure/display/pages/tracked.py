"""A tracked agreement as a page: where it stands, what is late, what to do, and the installments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from ...basics.provenance import Language, Wording
from ...basics.written import money_text
from ...contract.components import COMPONENTS, Component
from ...contract.position import Position
from ...loan.rows import InstallmentStatus, TrackedCharge, TrackedInstallment
from ...tracking import Tracked
from ..page import ROWS_SHOWN, Block, Heading, Lines, Page, Table
from ..words import COMPONENT_WORDS

TITLE = Wording("Agreement {reference} on {date}: {status}", "协议{reference}（{date}）：{status}")
STATUSES: Mapping[str, Wording] = {
    "proposed": Wording("proposed", "待签署"),
    "signed": Wording("signed", "已签署"),
    "performing": Wording("performing", "履行中"),
    "breached": Wording("breached", "已违约"),
    "completed": Wording("completed", "已结清"),
    "superseded": Wording("superseded", "已被取代"),
    "cancelled": Wording("cancelled", "已取消"),
}
ROW_STATUSES: Mapping[InstallmentStatus, Wording] = {
    "upcoming": Wording("upcoming", "未到期"),
    "due": Wording("due today", "当日到期"),
    "partly_paid": Wording("partly paid", "部分还款"),
    "paid": Wording("paid", "已还清"),
    "overdue": Wording("overdue", "逾期"),
}
OWED = Wording("owed", "欠款")
OF_WHICH_OVERDUE = Wording("of which overdue", "其中逾期")
SIGNALS = Wording("to be known", "提示")
NEXT = Wording("next: {text}", "下一步：{text}")
DAYS = Wording("{days} days past due ({bucket})", "逾期{days}天（{bucket}）")
DEADLINES = Wording("deadlines of the lender", "机构期限")
KEPT: Mapping[Literal["pass", "fail"] | None, Wording] = {
    "pass": Wording("kept", "已遵守"),
    "fail": Wording("not kept, as far as recorded", "按现有记录未遵守"),
    None: Wording("open", "未到期或未办理"),
}
ROWS = Wording("installments", "各期还款")
CHARGE = Wording("charge", "费用")
HEADER = tuple(
    Wording(en, zh)
    for en, zh in (
        ("no", "期"),
        ("due", "到期日"),
        ("amount", "应还"),
        ("paid", "已还"),
        ("left", "未还"),
        ("days late", "迟付天数"),
        ("standing", "状态"),
    )
)


def tracked_page(tracked: Tracked, lang: Language) -> Page:
    """Return the page; of many installments those around the day."""
    title = TITLE.filled(
        {
            "reference": tracked.reference,
            "date": tracked.as_of.isoformat(),
            "status": STATUSES[tracked.status].to_text(lang),
        }
    )
    days = {"days": str(tracked.past_due.days), "bucket": tracked.bucket.text.to_text(lang)}
    action = NEXT.filled({"text": tracked.next_action.text.to_text(lang)})
    shown = _around(tracked, ROWS_SHOWN)
    return Page(
        title.to_text(lang),
        lang,
        [
            owed_table(tracked.position, tracked.past_due.components, lang),
            Lines([DAYS.filled(days).to_text(lang)]),
            Heading(SIGNALS.to_text(lang)),
            Lines([*(signal.text.to_text(lang) for signal in tracked.signals), action.to_text(lang)]),
            *_deadlines(tracked, lang),
            Heading(ROWS.to_text(lang)),
            rows_table(shown, tracked.charges, lang),
        ],
    )


def rows_table(rows: Sequence[TrackedInstallment], charges: Sequence[TrackedCharge], lang: Language) -> Table:
    """Return installments, and charges beside them, with what has become of each."""
    cells = [_row(str(row.number), row, lang) for row in rows]
    cells += [_row(CHARGE.to_text(lang), charge, lang) for charge in charges]
    return Table([text.to_text(lang) for text in HEADER], cells, ">" * 6 + "<")


def _deadlines(tracked: Tracked, lang: Language) -> list[Block]:
    if not tracked.deadlines:
        return []
    lines = [
        f"{check.limit} · {check.text.to_text(lang)} · {KEPT[check.indicated].to_text(lang)} [{check.code}]"
        for check in tracked.deadlines
    ]
    return [Heading(DEADLINES.to_text(lang)), Lines(lines)]


def owed_table(position: Position, overdue: Mapping[Component, Decimal], lang: Language) -> Table:
    """Return what is owed of each component, and how much of it is overdue."""
    shown: list[Component] = [name for name in COMPONENTS if position.owed(name) or name in ("principal", "interest")]
    header = ["", *(COMPONENT_WORDS[name].to_text(lang) for name in shown)]
    zero = position.currency.to_major(0)
    rows = [
        [OWED.to_text(lang), *(money_text(position.owed(name)) for name in shown)],
        [OF_WHICH_OVERDUE.to_text(lang), *(money_text(overdue.get(name, zero)) for name in shown)],
    ]
    return Table(header, rows, "<" + ">" * len(shown))


def _around(tracked: Tracked, rows: int) -> tuple[TrackedInstallment, ...]:
    """Return so many installments: those that are late or came last, and those to come."""
    behind = sum(row.due_date <= tracked.as_of for row in tracked.installments)
    late = next((place for place, row in enumerate(tracked.installments) if row.status == "overdue"), behind)
    start = max(0, min(late, behind - rows // 2))
    return tracked.installments[start : start + rows]


def _row(number: str, row: TrackedInstallment | TrackedCharge, lang: Language) -> list[str]:
    return [
        number,
        row.due_date.isoformat(),
        money_text(row.total.due),
        money_text(row.total.paid),
        money_text(row.total.left),
        str(row.days_late) if row.days_late else "",
        ROW_STATUSES[row.status].to_text(lang),
    ]
