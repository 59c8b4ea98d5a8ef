"""What a plan must be besides affordable, as data: guardrails, the concession budget, and the ladder's own limits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, get_args

from ..basics.errors import Fault
from ..basics.money import OptionalAmount
from ..basics.provenance import Source, Wording
from ..basics.rates import RateField
from ..basics.types import Items, Whole, at_least, at_most, field, record
from .levers import StartKind
from .share_units import Number, NumberField, ShareField, ShareValue

__all__ = ["ConcessionBudget", "Guardrail", "Guardrails", "Ladder", "LadderRung"]

Guardrail = Literal[
    "WITHIN_CONTRACT",
    "TEMPORARY_RELIEF",
    "CAPITALIZING",
    "KEEP_SOMETHING",
    "CASH_AT_HAND",
    "SHORTEST_AT_FULL_RATE",
    "CONCESSION_BUDGET",
    "CONSOLIDATION",
    "SUSTAINABLE",
    "NOT_BEATEN",
]
"""Why a plan that fits is not offered; `docs/explanation/choosing.md` states each one exactly."""

GUARDRAILS: tuple[Guardrail, ...] = get_args(Guardrail)

LadderRung = Literal["keep", "reinstate", "catch_up", "hold"]
"""What comes before restructuring: keep the contract, pay its arrears, catch up on them, ask for less until dated
income comes."""

MonthLimit = Annotated[Whole, at_least(1), at_most(120)]


@record()
class ConcessionBudget:
    """How much of what is owed a plan may give up against the reference plan (让步额度).

    What is given up is the lender's expected value of the reference less the plan's, both at a market rate. It is what
    everybody in need gets, so it may be stated by need.

    Args:
        most: share of what is owed, where an outcome curve estimates values.
        without_estimates: the same where there is none, and values are present values of what is to be paid.
        by_need: (affordable over contract installment, share) breakpoints that stand for both; linear between them.
        market_rate: for present values where there is no outcome curve, which has one of its own.
        sources: of the figures.
        text: whose figures they are.

    Raises:
        InvalidInputError: breakpoints out of order.

    Examples:
        >>> budget = ConcessionBudget(
        ...     most="0.08",
        ...     market_rate="0.04",
        ...     sources=[Source(title="credit committee, 3 March 2026", level="verified")],
        ...     text=Wording("set by the credit committee", "由信贷委员会设定"),
        ... )
        >>> budget.most, budget.without_estimates
        (Decimal('0.08'), Decimal('0.10'))
    """

    most: ShareField
    without_estimates: ShareField = field(default=Decimal("0.10"))
    by_need: Items[tuple[Number, ShareValue]] = field(default=())
    market_rate: RateField
    sources: Items[Source]
    text: Wording

    def _faults(self) -> Iterator[Fault]:
        if any(later[0] <= earlier[0] for earlier, later in pairwise(self.by_need)):
            yield Fault("by_need", "must rise in need; sort them")
        if self.market_rate.compounding != "periodic":
            yield Fault("market_rate", "must be a periodic rate")


@record()
class Guardrails:
    """What keeps a plan that merely fits from being offered (方案审慎要求).

    Args:
        off: guardrails that this policy does without.
        stress: fall of assessed income that a sustainable plan survives.
        cash_payments: or so many of all the month's payments are in cash.
        short_plan: plans of at most so many installments are sustainable as they are.
        relief_months: longest relief at the start of a plan.
        keep_most: most that is kept of what could be paid, a month, major units; default: nothing need be kept.

    Examples:
        >>> Guardrails(off=["KEEP_SOMETHING"]).stress
        Decimal('0.10')
    """

    off: Items[Guardrail] = field(default=())
    stress: ShareField = field(default=Decimal("0.10"))
    cash_payments: Annotated[Whole, at_least(0), at_most(60)] = field(default=3)
    short_plan: Annotated[Whole, at_least(0), at_most(120)] = field(default=6)
    relief_months: MonthLimit = field(default=24)
    keep_most: OptionalAmount = field(default=None)


@record()
class Ladder:
    """The rungs before restructuring that a policy climbs, and their limits (方案阶梯).

    Args:
        rungs: those climbed, whatever their order here; default: all. A scheme that replaces contracts climbs none.
        reserve_months: months of living and housing costs that cash keeps, except for a payment that ends the debt.
        hold: ways to ask for less until dated income comes, in the order tried: `interest_only`, or `capitalize`:
            nothing, and interest joins the principal.
        hold_months: how far away that may be.

    Raises:
        InvalidInputError: another way to begin.

    Examples:
        >>> Ladder(reserve_months="2").hold
        ('interest_only', 'capitalize')
    """

    rungs: Items[LadderRung] = field(default=("keep", "reinstate", "catch_up", "hold"))
    reserve_months: NumberField = field(default=Decimal(1))
    hold: Items[StartKind] = field(default=("interest_only", "capitalize"))
    hold_months: MonthLimit = field(default=24)

    def _faults(self) -> Iterator[Fault]:
        if self.reserve_months < 0:
            yield Fault("reserve_months", "is negative; 0 keeps nothing")
        if set(self.hold) - {"interest_only", "capitalize"}:
            yield Fault("hold", "may name interest_only and capitalize")
