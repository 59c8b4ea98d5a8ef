"""A schedule as a table under one line of conventions."""

from __future__ import annotations

from ...basics.provenance import Language, Wording
from ...basics.written import money_text
from ...contract.terms import InstallmentRounding, LoanTerms, Residual
from ...loan.schedule import Schedule
from ..page import Page, Table

TITLE = Wording("Repayment schedule", "还款计划表")
TOTAL = Wording("total", "合计")
COLUMNS = {
    "number": Wording("no", "期数"),
    "due_date": Wording("due", "还款日"),
    "payment": Wording("payment", "应还金额"),
    "interest": Wording("interest", "利息"),
    "principal": Wording("principal", "本金"),
    "fees": Wording("fees", "费用"),
    "deferred_paid": Wording("deferred", "挂账金额"),
    "capitalized": Wording("capitalized", "转本金"),
    "closing_balance": Wording("balance", "剩余本金"),
}
OPTIONAL = ("fees", "deferred_paid", "capitalized")
"""Columns left out where they hold nothing but zeros."""
ROUNDINGS: dict[InstallmentRounding, Wording] = {
    "none": Wording("installment carried exactly", "期供不取整"),
    "half_up": Wording("half-up", "四舍五入"),
    "half_even": Wording("half-even", "四舍六入五成双"),
    "half_down": Wording("half-down", "五舍六入"),
    "up": Wording("up", "进位取整"),
    "down": Wording("down", "舍位取整"),
}
RESIDUALS: dict[Residual, Wording] = {
    "last": Wording("last installment settles the rounding", "最后一期结清尾差"),
    "first": Wording("first installment of the last phase settles the rounding", "尾差计入最后阶段首期"),
    "smooth": Wording("rounding shared out, last installment settles the rest", "尾差先摊入各期，余数由最后一期结清"),
}
DIGITS = Wording("flat interest by the rule of 78", "固定总利息按78法则分摊到各期")
EQUAL = Wording("installments over equal months of 30 days", "期供按每月30天计算")
FLAT = Wording("flat interest on the original principal", "利息按原始本金计算")
CARRIED = Wording("balance carried exactly", "余额不取整")
CHANGED = Wording("changed on {days}", "{days}变更合同")


def schedule_page(schedule: Schedule, lang: Language) -> Page:
    """Return the schedule by itself, its conventions over it."""
    caption = [conventions_line(schedule.terms, lang), *(remark.text.to_text(lang) for remark in schedule.remarks)]
    table = schedule_table(schedule, lang)._replace(caption=" · ".join(caption))
    return Page(TITLE.to_text(lang), lang, [table], alone=True)


def schedule_table(schedule: Schedule, lang: Language) -> Table:
    """Return every row and a line of totals."""
    totals = schedule.totals
    optional = [name for name in OPTIONAL if getattr(totals, name)]
    names = ["payment", "interest", "principal", *optional, "closing_balance"]
    header = [COLUMNS[name].to_text(lang) for name in ("number", "due_date", *names)]
    rows = [
        [str(row.number), row.due_date.isoformat(), *(money_text(getattr(row, name)) for name in names)]
        for row in schedule
    ]
    sums = [money_text(getattr(totals, name)) for name in names[:-1]]
    return Table(header, [*rows, ["", TOTAL.to_text(lang), *sums, ""]], "><" + ">" * len(names), total=True)


def conventions_line(terms: LoanTerms, lang: Language) -> str:
    """Return the conventions that matter to a reader: the usual ones, and those that are unusual."""
    words = [terms.currency.code, terms.counted_by, ROUNDINGS[terms.installment_rounding].to_text(lang)]
    words += [FLAT.to_text(lang)] if terms.interest_base == "original" else []
    words += [DIGITS.to_text(lang)] if terms.interest_base == "rule_of_78" else []
    words += [EQUAL.to_text(lang)] if terms.installment_day_count else []
    words += [CARRIED.to_text(lang)] if terms.balance == "carried" else []
    days = dict.fromkeys(change.effective_on.isoformat() for change in terms.changes)
    words += [CHANGED.to_text(lang).format(days=("、" if lang == "zh" else ", ").join(days))] if days else []
    return " · ".join([*words, RESIDUALS[terms.residual].to_text(lang)])
