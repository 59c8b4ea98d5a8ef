"""Amounts that relief programs set by a formula of their own, each rounded once.

>>> net_debt_reduction(assets="120000000", debts="200000000", share="0.7", currency="KRW")
Decimal('56000000')
"""

from __future__ import annotations

from decimal import Decimal

from ..basics.errors import parsed
from ..basics.fractions import share_of
from ..basics.money import AmountLike, Currency, minor_of, parse_currency

__all__ = ["net_debt_reduction"]


def net_debt_reduction(
    *, assets: AmountLike, debts: AmountLike, share: AmountLike, currency: Currency | str
) -> Decimal:
    """Return what is forgiven where a cut applies only to debts above assets (净债务减免, net debt).

    Args:
        assets: all of the borrower's, major units.
        debts: all of the borrower's, major units.
        share: forgiven of the difference, as a fraction.
        currency: decides the smallest unit; the cut is rounded down to it.

    Raises:
        InvalidInputError: bad amounts or share.

    Sources:
        New Start Fund, Korea, as explained on Yonhap TV (secondary).

    Examples:
        >>> net_debt_reduction(assets="250000000", debts="200000000", share="0.7", currency="KRW")
        Decimal('0')
    """
    unit = parsed("currency", parse_currency, currency)
    owned, owed, cut = minor_of("assets", assets, unit), minor_of("debts", debts, unit), share_of("share", share)
    return unit.to_major(int(max(owed - owned, 0) * cut))
