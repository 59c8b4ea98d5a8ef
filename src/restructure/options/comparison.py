"""Plans side by side: what each costs both sides, and the contract kept as it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ..basics.money import Currency
from ..basics.provenance import Language, Status
from ..basics.rates import Rate
from ..basics.table import Page, Table, money_text, percent_text
from ..basics.types import value
from . import words
from ._several import due_by_day

if TYPE_CHECKING:
    from ._baseline import Contract, ReferenceKind
    from ._select import Label
    from .option import Option, OptionSet, ReferenceOption

__all__ = ["ComparedPlan", "Comparison"]

COLUMNS_SHOWN = 4
"""Plans in one table of a page; more begin another one."""


@value(private=True)
class ComparedPlan:
    """One column of a comparison, major units; `None` where it says nothing of a way out that is no plan.

    `name` is the plan's id or the kind of reference; `withstands` counts the stress scenarios in which it would still
    be affordable, out of `scenarios`.
    """

    name: str
    labels: tuple[Label, ...]
    reference: ReferenceKind | None
    first_installment: Decimal | None
    highest_installment: Decimal | None
    installments: int
    rate: Rate | None
    last_due_date: date | None
    paid_today: Decimal
    total_paid: Decimal
    extra_cost: Decimal
    first_year: Decimal | None
    lender_loss: Decimal | None
    due_at_maturity: Decimal
    expected_gain: Decimal | None
    withstands: int
    scenarios: int
    status: Status | None
    fits: bool


@value(private=True)
class Comparison:
    """Offered plans and references side by side (方案对比), the recommended one first."""

    currency: Currency
    plans: tuple[ComparedPlan, ...]

    def to_text(self, lang: Language = "en") -> str:
        """Return the comparison as tables of a few plans each."""
        return _page(self, lang).to_text()

    def _repr_html_(self) -> str:
        return _page(self, "en").to_html()


def compare(options: OptionSet) -> Comparison:
    """Return the offered plans and the references side by side."""
    kept = options.references["keep_contract"]
    plans = [_of_option(option) for option in options]
    plans += [_of_reference(item, kept, options.question.contract) for item in options.references.values()]
    return Comparison(currency=options.currency, plans=tuple(plans))


def _of_option(option: Option) -> ComparedPlan:
    measures, after = option.measures, option.before_after.after
    return ComparedPlan(
        name=option.id,
        labels=option.labels,
        reference=None,
        first_installment=after.installment,
        highest_installment=after.highest_installment,
        installments=after.installments,
        rate=after.rate,
        last_due_date=after.last_due_date,
        paid_today=measures.paid_today,
        total_paid=measures.total_paid,
        extra_cost=measures.extra_cost,
        first_year=measures.first_year,
        lender_loss=measures.lender_loss,
        due_at_maturity=measures.due_at_maturity,
        expected_gain=None if option.expected is None else option.expected.gain,
        withstands=sum(item.holds for item in option.resilience),
        scenarios=len(option.resilience),
        status=option.status,
        fits=True,
    )


def _of_reference(item: ReferenceOption, kept: ReferenceOption, contract: Contract) -> ComparedPlan:
    schedule, major, minor = item.schedule, contract.currency.to_major, contract.currency.to_minor
    payments = [] if schedule is None else [major(amount) for amount in due_by_day(schedule, contract).values()]
    return ComparedPlan(
        name=item.kind,
        labels=(),
        reference=item.kind,
        first_installment=payments[0] if payments else None,
        highest_installment=max(payments, default=None),
        installments=len(payments),
        rate=None if schedule is None else contract.rate,
        last_due_date=None if schedule is None else schedule.due_dates[-1],
        paid_today=item.paid_today,
        total_paid=item.total_paid,
        extra_cost=major(minor(item.total_paid) - minor(kept.total_paid)),
        first_year=None,
        lender_loss=None,
        due_at_maturity=Decimal(0),
        expected_gain=None,
        withstands=0,
        scenarios=0,
        status=None,
        fits=item.fits,
    )


# --- the page ------------------------------------------------------------------------------------------------------


def _page(held: Comparison, lang: Language) -> Page:
    shown = [held.plans[at : at + COLUMNS_SHOWN] for at in range(0, len(held.plans), COLUMNS_SHOWN)]
    title = words.COMPARED["title"].filled({"currency": held.currency.code})
    return Page(title.to_text(lang), lang, [_table(plans, at, lang) for at, plans in enumerate(shown)])


def _table(plans: Sequence[ComparedPlan], at: int, lang: Language) -> Table:
    header = ["", *(_name(plan, at * COLUMNS_SHOWN + place + 1, lang) for place, plan in enumerate(plans))]
    rows = [[words.COMPARED[name].to_text(lang), *(_cell(plan, name, lang) for plan in plans)] for name in ROWS]
    used = [row for row in rows if any(cell not in ("", "0.00", "0") for cell in row[1:])]
    return Table(header, used, "<" + ">" * len(plans))


def _name(plan: ComparedPlan, number: int, lang: Language) -> str:
    if plan.reference is not None:
        return words.REFERENCES[plan.reference].to_text(lang)
    return f"{number} {words.LABELS[plan.labels[0]].to_text(lang)}" if plan.labels else str(number)


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
        return words.COMPARED["yes" if held else "no"].to_text(lang)
    if isinstance(held, Decimal):
        return money_text(held)
    if isinstance(held, Rate):
        return held.to_percent()
    return "" if held is None else str(held)
