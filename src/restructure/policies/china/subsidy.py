"""China: the subsidy of interest on consumer loans of 2025 and 2026 (个人消费贷款财政贴息).

>>> interest_subsidy("100000", days=365, on=date(2025, 9, 1))
Decimal('1000.00')
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...basics.errors import NotApplicableError, parsed
from ...basics.exact import div_round
from ...basics.money import AmountLike, Currency, minor_of
from ...basics.types import parse_date, whole_of

__all__ = ["interest_subsidy"]

SUBSIDY_FIRST, SUBSIDY_LAST = date(2025, 9, 1), date(2026, 8, 31)
_CNY = Currency("CNY")
_MOST = 3_000_00
"""Minor units, per borrower."""


def interest_subsidy(loan: AmountLike, *, days: int, on: date) -> Decimal:
    """Return the subsidy of one percentage point a year on a consumer loan, capped (个人消费贷款财政贴息).

    Args:
        loan: principal, CNY.
        days: for how long it bore interest within the program, of a year of 365.
        on: a day of the program, 1 September 2025 to 31 August 2026.

    Returns:
        CNY, rounded down; at most 3,000 a borrower. The lower cap of 1,000 on loans below 50,000 is one on several
        loans together, as one of them never earns more than 500. Cards have none.

    Raises:
        InvalidInputError: a bad amount or number of days.
        NotApplicableError: a day outside the program, or more days than it has.

    Sources:
        Caixin, 2 September 2025 (secondary); the year of 365 days is this library's reading.

    Examples:
        >>> interest_subsidy("400000", days=365, on=date(2025, 9, 1))
        Decimal('3000.00')
    """
    principal, when = minor_of("loan", loan, _CNY), parsed("on", parse_date, on)
    count = whole_of("days", days, low=0)
    if not SUBSIDY_FIRST <= when <= SUBSIDY_LAST or count > 365:
        raise NotApplicableError(f"the subsidy ran from {SUBSIDY_FIRST} to {SUBSIDY_LAST}; choose days within it")
    return _CNY.to_major(min(div_round(principal * count, 36_500, "down"), _MOST))
