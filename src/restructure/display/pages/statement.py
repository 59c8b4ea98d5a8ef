"""An account statement, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ...basics.fractions import rounded
from ...basics.provenance import Language, Wording
from ...basics.written import money_text
from ...tracking import AccountStatement, StatementLine
from ..page import Page, Table
from ..words import COMPONENT_WORDS

TITLE = Wording("Statement of agreement {reference}, {starts} to {ends}", "协议{reference}对账单，{starts}至{ends}")
HEADER = (
    Wording("date", "日期"),
    Wording("what", "摘要"),
    Wording("of which", "其中"),
    Wording("amount", "金额"),
    Wording("balance", "余额"),
)
LINES: Mapping[str, Wording] = {
    "correction": Wording("correction of earlier days", "更正前期记录"),
    "charge": Wording("charged", "计收"),
    "payment": Wording("payment", "还款"),
    "chargeback": Wording("payment taken back", "款项退回"),
    "waiver": Wording("waived", "减免"),
    "from_credit": Wording("used of money held", "以暂存款抵扣"),
}
OPENING = Wording("opening balance", "期初余额")
CLOSING = Wording("closing balance", "期末余额")
HELD = Wording("held", "暂存")


def statement_page(account: AccountStatement, lang: Language) -> Page:
    """Return the balance before, everything that changed it, and the balance after."""
    title = TITLE.filled(
        {"reference": account.reference, "starts": account.starts.isoformat(), "ends": account.ends.isoformat()}
    )
    rows = [["", OPENING.to_text(lang), "", "", money_text(account.opening)]]
    rows += [_row(line, lang) for line in account.lines]
    rows.append(["", CLOSING.to_text(lang), "", "", money_text(account.closing)])
    header = [text.to_text(lang) for text in HEADER]
    return Page(title.to_text(lang), lang, [Table(header, rows, "<<<>>")])


def _row(line: StatementLine, lang: Language) -> list[str]:
    parts = [f"{COMPONENT_WORDS[name].to_text(lang)} {money_text(part)}" for name, part in line.parts.items()]
    held = -Fraction(line.amount) - sum(Fraction(part) for part in line.parts.values())
    if line.kind == "payment" and held > 0:
        digits = max(0, -int(line.amount.as_tuple().exponent))
        parts.append(f"{HELD.to_text(lang)} {money_text(rounded(held, digits))}")
    mark = ("；" if lang == "zh" else "; ").join(parts)
    return [
        line.on.isoformat(),
        LINES[line.kind].to_text(lang),
        mark,
        money_text(line.amount, signed=True),
        money_text(line.balance),
    ]
