"""The conservation statement as a table, one column a component."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...basics.money import Currency
from ...basics.provenance import Language, Wording
from ...basics.written import money_text
from ...contract.components import Component, ComponentFlow, Conservation
from ..page import Page, Table
from ..words import COMPONENT_COLUMNS

TITLE = Wording("What happens to what is owed", "欠款的处理")
TOTAL = Wording("total", "合计")
OWED = Wording("owed", "欠款")
OFFSET = Wording("settled by money held", "暂存款冲抵")
PAID = Wording("paid today", "当日偿还")
HELD = Wording("money held", "暂存款")
KEPT = Wording("of which held for the installments", "其中留存用于后续分期")
REFUNDED = Wording("of which given back", "其中退还借款人")
WAIVED = Wording("waived", "减免")
CAPITALIZED = Wording("capitalized", "并入本金")
IN_THE_PLAN = Wording("in the plan", "列入计划")
WITHOUT_INTEREST = Wording("of which without interest", "其中不计息")


def conservation_page(conservation: Conservation, lang: Language) -> Page:
    """Return the statement by itself."""
    tables = [conservation_table(conservation, lang), *_of_credit(conservation, lang)]
    return Page(TITLE.to_text(lang), lang, tables, alone=True)


def _of_credit(conservation: Conservation, lang: Language) -> Iterator[Table]:
    """Yield what became of money held, where any was."""
    credit = conservation.credit
    if credit.held:
        parts = [(HELD, credit.held), (OFFSET, credit.offset), (KEPT, credit.kept), (REFUNDED, credit.refunded)]
        yield Table(["", ""], [[label.to_text(lang), money_text(amount)] for label, amount in parts], "<>")


def conservation_table(conservation: Conservation, lang: Language) -> Table:
    """Return the statement as a table; a line that says nothing is left out."""
    shown = _shown(conservation)
    header = ["", *(COMPONENT_COLUMNS[name].to_text(lang) for name in shown), TOTAL.to_text(lang)]
    flows = [*(conservation.components[name] for name in shown), conservation.total]
    rows = [
        [label.to_text(lang), *(money_text(amount, signed=signed) for amount in amounts)]
        for label, signed, amounts in _lines(flows, conservation.currency)
        if not signed or any(amounts)
    ]
    return Table(header, rows, "<" + ">" * (len(header) - 1))


def _shown(conservation: Conservation) -> list[Component]:
    always = ("principal", "interest")
    return [name for name, flow in conservation.components.items() if flow.opening or name in always]


def _lines(flows: Sequence[ComponentFlow], currency: Currency) -> Iterator[tuple[Wording, bool, list[Decimal]]]:
    """Yield label, whether it is shown with a sign and only when it says something, and amounts."""
    moved = [currency.to_major(currency.to_minor(flow.moved_in) - currency.to_minor(flow.moved_out)) for flow in flows]
    yield OWED, False, [flow.opening for flow in flows]
    yield OFFSET, True, [flow.offset.copy_negate() if flow.offset else flow.offset for flow in flows]
    yield PAID, True, [flow.paid.copy_negate() if flow.paid else flow.paid for flow in flows]
    yield WAIVED, True, [flow.waived.copy_negate() if flow.waived else flow.waived for flow in flows]
    yield CAPITALIZED, True, moved
    yield IN_THE_PLAN, False, [flow.closing for flow in flows]
    if any(flow.deferred for flow in flows):
        yield WITHOUT_INTEREST, False, [flow.deferred for flow in flows]
