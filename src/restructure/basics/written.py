"""How amounts and shares are written, in pages and in reasons alike.

>>> from decimal import Decimal
>>> money_text(Decimal("1885.00")), percent_text(Decimal("0.4"), 1)
('1,885.00', '40.0%')
"""

from __future__ import annotations

from decimal import Decimal


def money_text(amount: Decimal, *, signed: bool = False) -> str:
    """Return an amount with thousands separators, with its sign always shown when asked."""
    return format(amount, "+,f" if signed and amount else ",f")


def percent_text(fraction: Decimal | float, places: int = 2) -> str:
    """Return a fraction of one as a percentage."""
    shown = f"{float(fraction) * 100:.{places}f}%"
    return shown.removeprefix("-") if not shown.strip("-0.%") else shown
