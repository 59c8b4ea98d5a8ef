"""Rates of charges that rules state as formulas.

What runs on a loan by the day is replayed, not computed here: see `events.Servicing`.

>>> uplifted_rate("0.06", uplift="0.5")
Decimal('0.09')
"""

from __future__ import annotations

from decimal import Decimal

from ..basics.fractions import amount_of, exact_decimal
from ..basics.money import AmountLike

__all__ = ["uplifted_rate"]


def uplifted_rate(contract_rate: AmountLike, *, uplift: AmountLike) -> Decimal:
    """Return the penalty rate of a loan: the contract rate raised by a share of itself (罚息利率).

    Args:
        contract_rate: a year, as a fraction of one.
        uplift: share of it that is added.

    Raises:
        InvalidInputError: what is no number of 0 or more.

    Examples:
        >>> uplifted_rate("0.06", uplift="0.3")
        Decimal('0.078')
    """
    return exact_decimal(amount_of("contract_rate", contract_rate) * (1 + amount_of("uplift", uplift)))
