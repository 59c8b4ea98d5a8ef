"""A schedule as it stands on a day: what is owed, the installments and charges, and what is to be said of them."""

from __future__ import annotations

from ...basics.provenance import Language, Wording
from ...loan.standing import ScheduleOn
from ..page import Heading, Lines, Page
from .tracked import ROWS, owed_table, rows_table

TITLE = Wording("Schedule on {date}", "还款计划（截至{date}）")
DAYS = Wording("{days} days past due", "逾期{days}天")


def schedule_on_page(seen: ScheduleOn, lang: Language) -> Page:
    """Return the page, every row of it."""
    title = TITLE.filled({"date": seen.as_of.isoformat()})
    days = DAYS.filled({"days": str(seen.position.days_past_due)})
    lines = [days.to_text(lang), *(reason.text.to_text(lang) for reason in seen.reasons)]
    table = rows_table(seen.rows, seen.charges, lang)
    return Page(
        title.to_text(lang),
        lang,
        [owed_table(seen.position, seen.overdue, lang), Lines(lines), Heading(ROWS.to_text(lang)), table],
    )
