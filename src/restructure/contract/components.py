"""What a debt is made of, and the statement that nothing of it was lost.

A debt is components, never one balance; every restructuring carries a conservation statement over them.

>>> COMPONENTS
('principal', 'interest', 'penalty_interest', 'compound_interest', 'fees')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from ..basics.money import Currency
from ..basics.provenance import Language
from ..basics.table import html_table, money_text, text_table
from ..basics.types import value

__all__ = ["Component", "ComponentFlow", "Conservation"]

Component = Literal["principal", "interest", "penalty_interest", "compound_interest", "fees"]
"""A part of what is owed (债务组成): 本金, 利息, 罚息, 复利, 费用."""

COMPONENTS: tuple[Component, ...] = ("principal", "interest", "penalty_interest", "compound_interest", "fees")

COMPONENT_NAMES: dict[Component, tuple[str, str]] = {
    "principal": ("principal", "本金"),
    "interest": ("interest", "利息"),
    "penalty_interest": ("penalty", "罚息"),
    "compound_interest": ("compound", "复利"),
    "fees": ("fees", "费用"),
}


@value(private=True)
class ComponentFlow:
    """What happened to one component on the day a restructuring takes effect, major units.

    `opening + charged + moved_in = paid + waived + moved_out + closing`, and `closing = scheduled + deferred`:
    `scheduled` bears interest in the new plan, `deferred` is repaid by it without bearing interest.
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


FLOWS = ("opening", "charged", "moved_in", "paid", "waived", "moved_out", "scheduled", "deferred", "closing")


@value(private=True)
class Conservation:
    """The statement, per component, that every unit owed was paid, waived, moved or kept (守恒表).

    Capitalization moves interest, penalty interest, compound interest or fees into principal, so moves sum to zero in
    `total`. A write-off is the lender's memo and no part of it: the claim may survive.
    """

    currency: Currency
    components: Mapping[Component, ComponentFlow]
    total: ComponentFlow

    def to_text(self, lang: Language = "en") -> str:
        """Return the statement as a table, one column a component."""
        header, rows, align = self.table(lang)
        return text_table(header, rows, align=align)

    def _repr_html_(self) -> str:
        header, rows, align = self.table("en")
        return html_table(header, rows, align=align, caption="What happens to what is owed")

    def _shown(self) -> list[Component]:
        always = ("principal", "interest")
        return [name for name, flow in self.components.items() if flow.opening or name in always]

    def table(self, lang: Language = "en") -> tuple[list[str], list[list[str]], str]:
        """Return header, cells and alignment of the table `to_text` shows."""
        shown, place = self._shown(), lang == "zh"
        header = ["", *(COMPONENT_NAMES[name][place] for name in shown), ("total", "合计")[place]]
        flows = [*(self.components[name] for name in shown), self.total]
        rows = [
            [labels[place], *(money_text(amount, signed=signed) for amount in amounts)]
            for labels, signed, amounts in _lines(flows, self.currency)
            if not signed or any(amounts)
        ]
        return header, rows, "<" + ">" * (len(header) - 1)


def _lines(flows: Sequence[ComponentFlow], currency: Currency) -> Iterator[tuple[tuple[str, str], bool, list[Decimal]]]:
    """Yield label, whether it is shown with a sign and only when it says something, and amounts."""
    moved = [currency.to_major(currency.to_minor(flow.moved_in) - currency.to_minor(flow.moved_out)) for flow in flows]
    yield ("owed", "欠款"), False, [flow.opening for flow in flows]
    yield ("paid today", "当日偿还"), True, [flow.paid.copy_negate() if flow.paid else flow.paid for flow in flows]
    yield ("waived", "减免"), True, [flow.waived.copy_negate() if flow.waived else flow.waived for flow in flows]
    yield ("capitalized", "转入本金"), True, moved
    yield ("in the plan", "列入计划"), False, [flow.closing for flow in flows]
    if any(flow.deferred for flow in flows):
        yield ("of which without interest", "其中不计息"), False, [flow.deferred for flow in flows]


def conserve(currency: Currency, flows: Mapping[Component, Mapping[str, int]]) -> Conservation:
    """Return the statement over flows in minor units; every equation is checked, not assumed.

    Raises:
        AssertionError: a unit was lost or made, which no input can cause.
    """
    total = {name: sum(flow.get(name, 0) for flow in flows.values()) for name in FLOWS}
    for flow in (*flows.values(), total):
        _require_balance(flow)
    if total["moved_in"] != total["moved_out"]:
        raise AssertionError("moves between components do not sum to zero")
    return Conservation(
        currency=currency,
        components={name: _major(currency, flows[name]) for name in COMPONENTS},
        total=_major(currency, total),
    )


def _require_balance(flow: Mapping[str, int]) -> None:
    got = [flow.get(name, 0) for name in FLOWS]
    opening, charged, moved_in, paid, waived, moved_out, scheduled, deferred, closing = got
    if opening + charged + moved_in != paid + waived + moved_out + closing or closing != scheduled + deferred:
        raise AssertionError("a component does not conserve")
    if min(got) < 0:
        raise AssertionError("a component flow is negative")


def _major(currency: Currency, flow: Mapping[str, int]) -> ComponentFlow:
    amounts = [currency.to_major(flow.get(name, 0)) for name in FLOWS]
    opening, charged, moved_in, paid, waived, moved_out, scheduled, deferred, closing = amounts
    return ComponentFlow(
        opening=opening,
        charged=charged,
        moved_in=moved_in,
        paid=paid,
        waived=waived,
        moved_out=moved_out,
        scheduled=scheduled,
        deferred=deferred,
        closing=closing,
    )
