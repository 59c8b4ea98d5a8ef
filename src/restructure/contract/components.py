"""What a debt is made of, and the statement that nothing of it was lost.

A debt is components, never one balance; every restructuring carries a conservation statement over them.

>>> COMPONENTS
('principal', 'interest', 'penalty_interest', 'compound_interest', 'fees')
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from ..basics.money import Currency
from ..basics.shown import Shown
from ..basics.types import value

__all__ = ["Component", "ComponentFlow", "Conservation", "CreditFlow"]

Component = Literal["principal", "interest", "penalty_interest", "compound_interest", "fees"]
"""A part of what is owed (债务组成): 本金, 利息, 罚息, 复利, 费用."""

COMPONENTS: tuple[Component, ...] = ("principal", "interest", "penalty_interest", "compound_interest", "fees")


@value(private=True)
class ComponentFlow:
    """What happened to one component on the day a restructuring takes effect, major units.

    `opening + charged + moved_in = offset + paid + waived + moved_out + closing`, and `closing = scheduled + deferred`:
    `scheduled` bears interest in the new plan, `deferred` is repaid by it without bearing interest; `offset` was
    settled by money held.
    """

    opening: Decimal
    charged: Decimal
    moved_in: Decimal
    paid: Decimal
    waived: Decimal
    moved_out: Decimal
    scheduled: Decimal
    deferred: Decimal
    closing: Decimal
    offset: Decimal


@value(private=True)
class CreditFlow:
    """What became of money held for the borrower (暂存款去向), major units: `held = offset + kept + refunded`.

    `offset` settled what is owed on the first day, `kept` is held for the first installments.
    """

    held: Decimal
    offset: Decimal
    kept: Decimal
    refunded: Decimal


FLOWS = ("opening", "charged", "moved_in", "paid", "waived", "moved_out", "scheduled", "deferred", "closing")
"""What a statement has where no money was held; where it was, `offset` too."""


@value(private=True)
class Conservation(Shown):
    """The statement, per component, that every unit owed was paid, waived, moved or kept, and money held too (守恒表).

    Capitalization moves interest, penalty interest, compound interest or fees into principal, so moves sum to zero in
    `total`. A write-off is the lender's memo and no part of it: the claim may survive. Its page is one
    table, a column a component.
    """

    currency: Currency
    components: Mapping[Component, ComponentFlow]
    total: ComponentFlow
    credit: CreditFlow


def conserve(
    currency: Currency, flows: Mapping[Component, Mapping[str, int]], credit: Mapping[str, int]
) -> Conservation:
    """Return the statement over flows in minor units; every equation is checked, not assumed.

    Raises:
        AssertionError: a unit was lost or made, which no input can cause.
    """
    total = {name: sum(flow.get(name, 0) for flow in flows.values()) for name in (*FLOWS, "offset")}
    for flow in (*flows.values(), total):
        _require_balance(flow)
    if total["moved_in"] != total["moved_out"]:
        raise AssertionError("moves between components do not sum to zero")
    if credit["held"] != credit["offset"] + credit["hold"] + credit["refund"] or credit["offset"] != total["offset"]:
        raise AssertionError("money held does not conserve")
    return Conservation(
        currency=currency,
        components={name: _major(currency, flows[name]) for name in COMPONENTS},
        total=_major(currency, total),
        credit=CreditFlow(
            held=currency.to_major(credit["held"]),
            offset=currency.to_major(credit["offset"]),
            kept=currency.to_major(credit["hold"]),
            refunded=currency.to_major(credit["refund"]),
        ),
    )


def _require_balance(flow: Mapping[str, int]) -> None:
    got = [flow.get(name, 0) for name in (*FLOWS, "offset")]
    opening, charged, moved_in, paid, waived, moved_out, scheduled, deferred, closing, offset = got
    if opening + charged + moved_in != offset + paid + waived + moved_out + closing or closing != scheduled + deferred:
        raise AssertionError("a component does not conserve")
    if min(got) < 0:
        raise AssertionError("a component flow is negative")


def _major(currency: Currency, flow: Mapping[str, int]) -> ComponentFlow:
    return ComponentFlow(**{name: currency.to_major(flow.get(name, 0)) for name in (*FLOWS, "offset")})
