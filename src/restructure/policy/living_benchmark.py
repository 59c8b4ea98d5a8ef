"""What living costs a household, as dated data with a source: an official table or a lender's own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from ..applicant.household import Household
from ..basics.errors import Fault
from ..basics.money import Amount, Currency, CurrencyField, amount_faults
from ..basics.provenance import Source
from ..basics.types import Count, Items, field, record

__all__ = ["LivingBenchmark"]

if TYPE_CHECKING:
    HouseholdAmounts = Items[tuple[int, int, Decimal]]
    AgeAmounts = Items[tuple[int, Decimal]]
else:
    HouseholdAmounts = Items[tuple[Count, Count, Amount]]
    AgeAmounts = Items[tuple[Count, Amount]]


@record()
class LivingBenchmark:
    """Living costs a household is taken to have at least (生活费标准): the larger of these and the declared ones count.

    Args:
        source: where the figures come from.
        currency: of the amounts.
        amounts: (adults, dependents, amount a month) for every household it covers.
        with_car: the same for households that need a car, where it makes a difference.
        by_age: (age, amount a month) of a dependent from that age on, in rising order, added to the amount of the
            adults alone where the ages are known and the household itself is not listed.

    Raises:
        InvalidInputError: a household twice, ages out of order, or amounts the currency cannot express.

    Examples:
        >>> from restructure.applicant.household import Household
        >>> table = LivingBenchmark(
        ...     source=Source(title="own survey", level="unverified"),
        ...     currency="EUR",
        ...     amounts=[(1, 0, "900.00")],
        ...     by_age=[(0, "220.00"), (4, "200.00")],
        ... )
        >>> table.amount_for(Household(adults=1, dependents=2, dependent_ages=[2, 9]), Currency("EUR"))
        Decimal('1320.00')
    """

    source: Source
    currency: CurrencyField
    amounts: HouseholdAmounts
    with_car: HouseholdAmounts = field(default=())
    by_age: AgeAmounts = field(default=())

    def _faults(self) -> Iterator[Fault]:
        named: list[tuple[str, Decimal | None]] = []
        for name in ("amounts", "with_car"):
            rows = getattr(self, name)
            households = [(adults, dependents) for adults, dependents, _ in rows]
            if len(set(households)) != len(households):
                yield Fault(name, "name a household twice; keep one of them")
            named += [(f"{name}[{place}]", amount) for place, (_, _, amount) in enumerate(rows)]
        ages = [age for age, _ in self.by_age]
        if ages != sorted(set(ages)):
            yield Fault("by_age", "must rise in age, each age once; sort them")
        named += [(f"by_age[{place}]", amount) for place, (_, amount) in enumerate(self.by_age)]
        yield from amount_faults(self.currency, named)

    def amount_for(self, home: Household, currency: Currency) -> Decimal | None:
        """Return the benchmark of a household, or `None` where the table has none for it or in its currency."""
        if currency != self.currency:
            return None
        rows = [*self.amounts, *(self.with_car if home.car else ())]
        amounts = {(adults, dependents): amount for adults, dependents, amount in rows}
        listed = amounts.get((home.adults, home.dependents))
        if listed is not None or not home.dependents:
            return listed
        alone, children = amounts.get((home.adults, 0)), [self._of_age(age) for age in home.dependent_ages]
        if alone is None or not children or None in children:
            return None
        minor = currency.to_minor
        return currency.to_major(minor(alone) + sum(minor(amount) for amount in children if amount is not None))

    def _of_age(self, age: int) -> Decimal | None:
        found = [amount for least, amount in self.by_age if least <= age]
        return found[-1] if found else None
