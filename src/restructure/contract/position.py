"""A position: what is owed on one day, component by component.

A position is where the history of a loan ends and a plan begins.

>>> from datetime import date
>>> position = Position(currency="CNY", as_of=date(2026, 11, 23), principal="48000.00", interest="1250.00")
>>> position.owed("interest")
Decimal('1250.00')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from ..basics.errors import Fault
from ..basics.money import Amount, Currency, CurrencyField, amount_faults
from ..basics.types import Count, Date, field, record, value
from .components import COMPONENTS, Component

__all__ = ["Position"]

NOTHING = Decimal(0)


@value(private=True)
class Owed:
    """What is owed in whole minor units: of each component, and how much of the principal is overdue."""

    components: Mapping[Component, int]
    overdue_principal: int

    @property
    def principal(self) -> int:
        """All principal, due or not."""
        return self.components["principal"]

    @property
    def not_due(self) -> int:
        """The principal that has not fallen due."""
        return self.principal - self.overdue_principal

    @property
    def total(self) -> int:
        """All components together."""
        return sum(self.components.values())

    @property
    def arrears(self) -> int:
        """Everything overdue: the overdue principal, and all of the other components."""
        return self.total - self.not_due


def owed_of(stated: object, currency: Currency) -> Owed:
    """Return what is owed by a record that names its amounts as a position does."""
    *parts, overdue = (currency.to_minor(getattr(stated, name)) for name in (*COMPONENTS, "overdue_principal"))
    return Owed(components=dict(zip(COMPONENTS, parts, strict=True)), overdue_principal=overdue)


@record(private=True)
class Position:
    """What is owed on a loan on one day (欠款余额), major units.

    Args:
        currency: ISO 4217 code.
        as_of: the day, from which a plan's interest runs.
        principal: all principal not yet repaid, due or not.
        overdue_principal: the part of `principal` that has fallen due.
        interest: ordinary interest owed and unpaid, accrued up to `as_of`.
        accrued_interest: the part of `interest` that falls due with an installment to come.
        deferred_interest: the part of `interest` that was parked and falls due without bearing interest.
        penalty_interest: 罚息.
        compound_interest: 复利, interest on unpaid interest.
        fees: fees owed and unpaid.
        credit: paid and not yet used for anything owed.
        days_past_due: days since the oldest unpaid due date, 0 when nothing is overdue.

    Raises:
        InvalidInputError: malformed amounts, or more overdue principal than principal.

    Examples:
        >>> from datetime import date
        >>> Position(currency="CNY", as_of=date(2026, 11, 23), principal="48000.00", fees="300")
        Position()
    """

    currency: CurrencyField
    as_of: Date
    principal: Amount
    overdue_principal: Amount = field(default=NOTHING)
    interest: Amount = field(default=NOTHING)
    accrued_interest: Amount = field(default=NOTHING)
    deferred_interest: Amount = field(default=NOTHING)
    penalty_interest: Amount = field(default=NOTHING)
    compound_interest: Amount = field(default=NOTHING)
    fees: Amount = field(default=NOTHING)
    credit: Amount = field(default=NOTHING)
    days_past_due: Count = field(default=0)

    def owed(self, component: Component) -> Decimal:
        """Return what is owed of one component, major units."""
        amount: Decimal = getattr(self, component)
        return amount

    @cached_property
    def units(self) -> Owed:
        """What is owed in whole minor units, converted once."""
        return owed_of(self, self.currency)

    def _faults(self) -> Iterator[Fault]:
        named: list[tuple[str, Decimal | None]] = [(name, self.owed(name)) for name in COMPONENTS]
        named += [(name, getattr(self, name)) for name in _PARTS]
        yield from amount_faults(self.currency, named)
        if Fraction(self.accrued_interest) + Fraction(self.deferred_interest) > Fraction(self.interest):
            yield Fault("accrued_interest", "and deferred_interest are more than interest, of which they are parts")
        if self.overdue_principal > self.principal:
            yield Fault("overdue_principal", "is more than principal, of which it is a part")


_PARTS = ("overdue_principal", "accrued_interest", "deferred_interest", "credit")
