"""A payoff quote for the customer, part by part."""

from __future__ import annotations

from ...basics.provenance import Language, Wording
from ...basics.written import money_text
from ...tracking import PayoffQuote
from ..page import Page, Table
from ..words import COMPONENT_WORDS

TITLE = Wording("To settle agreement {reference} on {date}", "协议{reference}于{date}结清所需金额")
CREDIT = Wording("already paid, not yet used", "已付未用")
FEE = Wording("of which for settling early", "其中提前结清费用")
TOTAL = Wording("to pay", "应付合计")
REFUND = Wording("to be paid back", "应退还")
SAVES = Wording("less than keeping to the schedule", "比按计划还款少付")


def payoff_page(quote: PayoffQuote, lang: Language) -> Page:
    """Return what is owed part by part, and what is to pay."""
    title = TITLE.filled({"reference": quote.reference, "date": quote.on.isoformat()}).to_text(lang)
    lines = [(COMPONENT_WORDS[name], amount) for name, amount in quote.components.items()]
    lines += [(FEE, quote.early_fee)] if quote.early_fee else []
    lines += [(CREDIT, quote.credit.copy_negate())] if quote.credit else []
    lines += [(TOTAL, quote.total)]
    lines += [(REFUND, quote.refund)] if quote.refund else []
    lines += [(SAVES, quote.saves)]
    rows = [[text.to_text(lang), money_text(amount)] for text, amount in lines]
    return Page(title, lang, [Table(["", quote.currency.code], rows, "<>")])
