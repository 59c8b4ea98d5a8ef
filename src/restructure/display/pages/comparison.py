"""Plans side by side, a few to a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ...basics.provenance import Language, Wording
from ...basics.rates import Rate
from ...basics.written import money_text, percent_text
from ...options import ComparedPlan, Comparison
from ...options.words import REFERENCES
from ..page import Page, Table
from ..words import LABELS

COLUMNS_SHOWN = 4
"""Plans in one table of a page; more begin another one."""

WORDS: Mapping[str, Wording] = {
    "title": Wording("plans side by side, {currency}", "方案对比（{currency}）"),
    "first_installment": Wording("first installment", "首期还款额"),
    "highest_installment": Wording("highest installment", "最高每期还款额"),
    "installments": Wording("installments", "期数"),
    "rate": Wording("annual rate, at first", "年利率（起始）"),
    "last_due_date": Wording("last due date", "最后到期日"),
    "due_at_maturity": Wording("due at maturity besides", "到期另需偿还"),
    "paid_today": Wording("due today", "今日应付"),
    "total_paid": Wording("paid in all", "还款总额"),
    "extra_cost": Wording("more than the contract", "较原合同多付"),
    "first_year": Wording("paid in 12 months", "首年还款"),
    "lender_loss": Wording("bank gives up", "本行减让"),
    "expected_gain": Wording("bank expects more by", "银行预期多收回"),
    "withstands": Wording("stresses withstood", "可承受的压力情形"),
    "fits": Wording("can be paid", "可负担"),
    "yes": Wording("yes", "是"),
    "no": Wording("no", "否"),
}


def comparison_page(comparison: Comparison, lang: Language) -> Page:
    """Return the comparison as tables of a few plans each."""
    shown = [comparison.plans[at : at + COLUMNS_SHOWN] for at in range(0, len(comparison.plans), COLUMNS_SHOWN)]
    title = WORDS["title"].filled({"currency": comparison.currency.code})
    return Page(title.to_text(lang), lang, [_table(plans, at, lang) for at, plans in enumerate(shown)])


def _table(plans: Sequence[ComparedPlan], at: int, lang: Language) -> Table:
    header = ["", *(_name(plan, at * COLUMNS_SHOWN + place + 1, lang) for place, plan in enumerate(plans))]
    rows = [[WORDS[name].to_text(lang), *(_cell(plan, name, lang) for plan in plans)] for name in ROWS]
    used = [row for row in rows if any(cell not in ("", "0.00", "0") for cell in row[1:])]
    return Table(header, used, "<" + ">" * len(plans))


def _name(plan: ComparedPlan, number: int, lang: Language) -> str:
    if plan.reference is not None:
        return REFERENCES[plan.reference].to_text(lang)
    return f"{number} {LABELS[plan.labels[0]].to_text(lang)}" if plan.labels else str(number)


ROWS = (
    "first_installment",
    "highest_installment",
    "installments",
    "rate",
    "last_due_date",
    "due_at_maturity",
    "paid_today",
    "total_paid",
    "extra_cost",
    "first_year",
    "lender_loss",
    "expected_gain",
    "withstands",
    "fits",
)


def _cell(plan: ComparedPlan, name: str, lang: Language) -> str:
    held = getattr(plan, name)
    if name == "withstands":
        return f"{held} / {plan.scenarios}" if plan.scenarios else ""
    if name == "lender_loss" and held is not None:
        return percent_text(held, 1)
    if isinstance(held, bool):
        return WORDS["yes" if held else "no"].to_text(lang)
    if isinstance(held, Decimal):
        return money_text(held)
    if isinstance(held, Rate):
        return held.to_percent()
    return "" if held is None else str(held)
