"""Limits on what a household may carry, as dated data with sources: caps on ratios, and guidelines for spending."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from ..applicant.household import ExpenseKind
from ..basics.errors import Fault
from ..basics.money import Amount, Currency, CurrencyField, amount_faults
from ..basics.provenance import Dated, Plain, Source, Wording
from ..basics.rates import OptionalRate
from ..basics.types import Count, Flag, Items, Text, field, record
from ..measures.ratios import IncomeBasis
from .rules import text_faults

__all__ = ["CapRatio", "RatioCap", "SpendingGuideline"]

CapRatio = Literal["debt_service", "housing", "housing_and_debt", "mortgage_service"]
"""What a cap limits, as a share of a month's assessed income: all debt payments; housing costs and mortgage payments;
both together; mortgage payments alone."""


@record()
class RatioCap:
    """A limit on a share of income, as dated data (收入比上限).

    A cap for gross income is never held against net income, nor the other way round: it answers "needs review".

    Args:
        code: stable id.
        ratio: see `CapRatio`.
        limit: the most allowed, as a fraction of one, by date.
        basis: the income the cap is stated for.
        rate_floor: mortgages in scope are assessed at this annual rate, or at their own if that is higher.
        rate_rise: added to the rate of every floating debt in scope before that.
        binds: whether the affordable payment must keep within the cap.
        sources: where it is written; unless all are verified, it answers "needs review".
        text: what it demands, for people; may name `{limit}`.

    Raises:
        InvalidInputError: a limit that is no fraction, or no source.

    Examples:
        >>> from datetime import date
        >>> cap = RatioCap(
        ...     code="DSR",
        ...     ratio="debt_service",
        ...     limit=Dated([(date(2026, 1, 1), "0.50")]),
        ...     basis="net",
        ...     sources=[Source(title="credit manual, 4.2", level="verified")],
        ...     text=Wording("all debt takes at most {limit}", "偿债不超过{limit}"),
        ... )
        >>> cap.limit.at(date(2026, 11, 23))
        Decimal('0.50')
    """

    code: Text
    ratio: CapRatio
    limit: Dated[Plain]
    basis: IncomeBasis
    rate_floor: OptionalRate = field(default=None)
    rate_rise: OptionalRate = field(default=None)
    binds: Flag = field(default=False)
    sources: Items[Source]
    text: Wording

    def _faults(self) -> Iterator[Fault]:
        if any(not isinstance(limit, Decimal) or not 0 < limit <= 1 for _, limit in self.limit.steps):
            yield Fault("limit", "must be fractions above 0 and at most 1")
        if not self.sources:
            yield Fault("sources", "is empty; say where the cap is written")
        if self.binds and (self.rate_floor is not None or self.rate_rise is not None):
            yield Fault("binds", "does not go with an assumed rate, which no plan pays; leave one of them out")
        yield from text_faults(self.text)


if TYPE_CHECKING:
    GuidelineAmounts = Items[tuple[int, int, Decimal]]
else:
    GuidelineAmounts = Items[tuple[Count, Count, Amount]]


@record()
class SpendingGuideline:
    """What households usually spend on one kind of cost (支出参考线); more is asked about, never cut.

    The figures of the United Kingdom's Standard Financial Statement are licensed: its members supply their own.

    Args:
        kind: of expense.
        currency: of the amounts.
        amounts: (adults, dependents, amount a month) for every household it covers.
        source: where the figures come from.

    Raises:
        InvalidInputError: a household twice, or amounts the currency cannot express.

    Examples:
        >>> line = SpendingGuideline(
        ...     kind="transport",
        ...     currency="EUR",
        ...     amounts=[(1, 0, "120"), (2, 0, "180")],
        ...     source=Source(title="credit manual, 5.1", level="verified"),
        ... )
        >>> line.amount_for(2, 0, Currency("EUR"))
        Decimal('180')
    """

    kind: ExpenseKind
    currency: CurrencyField
    amounts: GuidelineAmounts
    source: Source

    def _faults(self) -> Iterator[Fault]:
        if not self.amounts:
            yield Fault("amounts", "is empty; give at least one household")
        households = [(adults, dependents) for adults, dependents, _ in self.amounts]
        if len(set(households)) != len(households):
            yield Fault("amounts", "name a household twice; keep one of them")
        named = [(f"amounts[{place}]", amount) for place, (_, _, amount) in enumerate(self.amounts)]
        yield from amount_faults(self.currency, named)

    def amount_for(self, adults: int, dependents: int, currency: Currency) -> Decimal | None:
        """Return the guideline for a household, or `None` where there is none in its currency."""
        if currency != self.currency:
            return None
        found = [amount for many, few, amount in self.amounts if (many, few) == (adults, dependents)]
        return found[0] if found else None
