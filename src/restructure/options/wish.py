"""What a borrower asks for, in the borrower's own terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ..basics.errors import Fault
from ..basics.money import OptionalAmount
from ..basics.rates import OptionalRate
from ..basics.types import Items, OptionalDate, Text, Whole, at_least, at_most, field, record
from ..contract.components import Component
from ..contract.phases import MAX_INSTALLMENTS

__all__ = ["Wish"]


@record()
class Wish:
    """What a borrower asks for in negotiating a plan; whatever is not stated is open (还款诉求).

    Args:
        monthly: at most so much in any month, major units.
        months: so many installments.
        rate: at most such a rate at any time.
        today: at most so much on the day of signing, major units; what is offered as a lump sum.
        first_date: nothing before this day.
        waived: components to be waived, all of each.
        refused: ids of plans that were offered before and refused; they are not offered again.

    Raises:
        InvalidInputError: nothing asked for.

    Examples:
        >>> Wish(monthly="1200", rate="0").months is None
        True
    """

    monthly: OptionalAmount = field(default=None)
    months: Annotated[Whole, at_least(1), at_most(MAX_INSTALLMENTS)] | None = field(default=None)
    rate: OptionalRate = field(default=None)
    today: OptionalAmount = field(default=None)
    first_date: OptionalDate = field(default=None)
    waived: Items[Component] = field(default=())
    refused: Items[Text] = field(default=())

    def _faults(self) -> Iterator[Fault]:
        stated = (self.monthly, self.months, self.rate, self.today, self.first_date)
        if all(part is None for part in stated) and not self.waived:
            yield Fault("monthly", "nothing is asked for; state this, months, rate, today, first_date or waived")
