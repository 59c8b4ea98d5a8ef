"""Plans side by side: what each costs both sides, and the contract kept as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from ..basics.money import Currency
from ..basics.provenance import Status
from ..basics.rates import Rate
from ..basics.shown import Shown
from ..basics.types import value
from ._baseline import Contract
from ._several import due_by_day
from .option import Option, ReferenceOption
from .vocabulary import Label, ReferenceKind

__all__ = ["ComparedPlan", "Comparison"]


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
class Comparison(Shown):
    """Offered plans and references side by side (方案对比), the recommended one first."""

    currency: Currency
    plans: tuple[ComparedPlan, ...]


def compare(
    options: Sequence[Option], references: Mapping[ReferenceKind, ReferenceOption], contract: Contract
) -> Comparison:
    """Return offered plans and references side by side; `contract` is the one they are held against."""
    kept = references["keep_contract"]
    plans = [_of_option(option) for option in options]
    plans += [_of_reference(item, kept, contract) for item in references.values()]
    return Comparison(currency=contract.currency, plans=tuple(plans))


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
