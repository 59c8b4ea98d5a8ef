"""What the policy's limits say of the contract as it stands: caps on shares of income, and usual spending."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ..applicant.application import Application
from ..basics.fractions import rounded
from ..basics.provenance import Check, Reason, Wording
from ..basics.types import value
from ..basics.written import percent_text
from ..policy import CapacityModel, RatioCap
from . import words
from ._scorecard import Affordable
from .figures import (
    Figures,
    beside_payment,
    is_active,
    limit_of,
    limits_payment,
    monthly,
    payment_at,
)

__all__ = ["PaymentLimit"]


@value(private=True)
class PaymentLimit:
    """What one limit leaves for the debts in scope a month, major units (单项约束下的可负担金额).

    `code` is `residual`, `dsr_cap` or that of a cap on a ratio; below 0 means that the limit is passed already.
    """

    code: str
    amount: Decimal


def payment_limits(
    application: Application, model: CapacityModel, figures: Figures, able: Affordable
) -> tuple[PaymentLimit, ...]:
    """Return what each limit leaves on the application's day, floored to the minor unit."""
    major, scale = application.currency.to_major, figures.scale
    limits = [("residual", int(able.residual_limit[0])), ("dsr_cap", int(able.cap_limit[0]))]
    for cap in model.ratio_caps:
        if cap.basis == model.income_basis and limits_payment(application, cap):
            share, beside = Fraction(limit_of(cap, application)), beside_payment(application, model, cap)
            limits.append((cap.code, int(share * int(figures.income[0])) - int(beside * scale)))
    return tuple(PaymentLimit(code=code, amount=major(units // scale)) for code, units in limits)


def cap_checks(application: Application, model: CapacityModel, figures: Figures) -> Iterator[Check]:
    """Yield each cap held against what the contract asks for on the application's day.

    Raises:
        PolicyNotInForceError: a cap has no limit on that day.
    """
    for cap in model.ratio_caps:
        limit = limit_of(cap, application)
        ratio = _ratio(application, model, cap, figures) if cap.basis == model.income_basis else None
        shown = percent_text(limit, 2)
        yield Check.of(
            cap.code,
            holds=None if ratio is None else ratio <= Fraction(limit),
            actual=None if ratio is None else percent_text(rounded(ratio, 6), 2),
            limit=f"<= {shown}",
            sources=cap.sources,
            text=cap.text.filled({"limit": shown}),
        )


def _ratio(application: Application, model: CapacityModel, cap: RatioCap, figures: Figures) -> Fraction | None:
    """Return the share of income that a cap limits, nothing rounded; `None` without income."""
    if figures.income[0] <= 0:
        return None
    in_scope = application.units.in_scope
    if not limits_payment(application, cap):
        in_scope = [item for item in in_scope if item.debt.kind == "mortgage"]
    assumed = cap.rate_floor is not None or cap.rate_rise is not None
    rise, floor = (0 if rate is None else rate.units for rate in (cap.rate_rise, cap.rate_floor))
    payments = sum(
        payment_at(item, rise, floor if item.debt.kind == "mortgage" else 0) if assumed else item.payment
        for item in in_scope
    )
    return (payments + beside_payment(application, model, cap)) * figures.scale / int(figures.income[0])


def spending_flags(application: Application, model: CapacityModel) -> Iterator[Reason]:
    """Yield the kinds of cost on which a household spends more than usual: to be asked about, not cut."""
    home, currency = application.household, application.currency
    for line in model.guidelines:
        usual = line.amount_for(home.adults, home.dependents, currency)
        spent = sum(_monthly_cost(application, line.kind), Fraction(0))
        if usual is not None and spent > currency.to_minor(usual):
            name, text = words.EXPENSES[line.kind], words.SPENDING_ABOVE
            yield Reason.of(
                "SPENDING_ABOVE_GUIDELINE", Wording(text.en.format(kind=name.en), text.zh.format(kind=name.zh))
            )


def _monthly_cost(application: Application, kind: str) -> Iterator[Fraction]:
    for item in application.expenses:
        if item.kind == kind and is_active(item, application.as_of):
            yield monthly(application, item.amount, item.frequency)
