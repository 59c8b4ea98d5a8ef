"""The rows of a schedule, and what people read of them: a table and one line of conventions, in English and Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..basics.door import at_its_door
from ..basics.provenance import Language
from ..basics.table import money_text
from ..contract.terms import InstallmentRounding, LoanTerms, Residual

__all__ = ["Installment", "Totals"]


@at_its_door
class Installment(NamedTuple):
    """One row of a schedule (每期还款额), amounts in major units.

    `payment = interest + principal + fees + deferred_paid`; `interest_accrued = interest + capitalized + deferred`;
    `closing_balance = opening_balance + capitalized - principal`. Amounts parked without bearing interest are no part
    of the balance; `deferred_paid` repays them.
    """

    number: int
    due_date: date
    opening_balance: Decimal
    payment: Decimal
    interest: Decimal
    principal: Decimal
    fees: Decimal
    deferred_paid: Decimal
    closing_balance: Decimal
    interest_accrued: Decimal
    capitalized: Decimal
    deferred: Decimal


@at_its_door
class Totals(NamedTuple):
    """Sums over the rows of a schedule, or of one calendar year of it, major units."""

    payment: Decimal
    interest: Decimal
    principal: Decimal
    fees: Decimal
    deferred_paid: Decimal
    capitalized: Decimal
    deferred: Decimal


LABELS = {
    "number": ("no", "期数"),
    "due_date": ("due", "还款日"),
    "payment": ("payment", "应还金额"),
    "interest": ("interest", "利息"),
    "principal": ("principal", "本金"),
    "fees": ("fees", "费用"),
    "deferred_paid": ("deferred", "暂挂款"),
    "capitalized": ("capitalized", "转本金"),
    "closing_balance": ("balance", "剩余本金"),
}
OPTIONAL = ("fees", "deferred_paid", "capitalized")
ROUNDINGS: dict[InstallmentRounding, tuple[str, str]] = {
    "none": ("installment carried exactly", "期供不取整"),
    "half_up": ("half-up", "四舍五入"),
    "half_even": ("half-even", "四舍六入五成双"),
    "half_down": ("half-down", "五舍六入"),
    "up": ("up", "进位取整"),
    "down": ("down", "舍位取整"),
}
RESIDUALS: dict[Residual, tuple[str, str]] = {
    "last": ("last installment settles the rounding", "最后一期结清尾差"),
    "first": ("first installment of the last phase settles the rounding", "尾差计入最后阶段首期"),
    "smooth": ("rounding shared out, last installment settles the rest", "尾差先摊入各期，余数由最后一期结清"),
}
FLAT = ("flat interest on the original principal", "利息按原始本金计算")
CARRIED = ("balance carried exactly", "余额不取整")
CHANGED = ("changed on {days}", "{days}变更合同")


def line_of(terms: LoanTerms, lang: Language) -> str:
    """Return the conventions that matter to a reader: the usual ones, and those that are unusual."""
    place = lang == "zh"
    words = [terms.currency.code, terms.day_count, ROUNDINGS[terms.installment_rounding][place]]
    words += [FLAT[place]] if terms.interest_base == "original" else []
    words += [CARRIED[place]] if terms.balance == "carried" else []
    days = dict.fromkeys(change.effective_on.isoformat() for change in terms.changes)
    words += [CHANGED[place].format(days=(", ", "、")[place].join(days))] if days else []
    return " · ".join([*words, RESIDUALS[terms.residual][place]])


def cells_of(rows: Sequence[Installment], totals: Totals, lang: Language) -> tuple[list[str], list[list[str]], str]:
    """Return header, rows with a line of totals, and alignment; a column of nothing but zeros is left out."""
    place = lang == "zh"
    optional = [name for name in OPTIONAL if getattr(totals, name)]
    names = ["payment", "interest", "principal", *optional, "closing_balance"]
    header = [LABELS[name][place] for name in ("number", "due_date", *names)]
    cells = [
        [str(row.number), row.due_date.isoformat(), *(money_text(getattr(row, name)) for name in names)] for row in rows
    ]
    sums = [money_text(getattr(totals, name)) for name in names[:-1]]
    return header, [*cells, ["", ("total", "合计")[place], *sums, ""]], "><" + ">" * len(names)
