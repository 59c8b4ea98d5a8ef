"""Ireland: when a lender may go to court over the arrears of a home (起诉).

>>> legal_action(date(2026, 1, 15), letter_on=date(2026, 6, 1)).on
datetime.date(2026, 9, 15)
"""

from __future__ import annotations

from datetime import date

from ...basics.errors import parsed
from ...basics.types import parse_date
from ...law.time_limit import Deadline, deadline
from .time_limits import IE_LEGAL_ARREARS, IE_LEGAL_LETTER

__all__ = ["legal_action"]


def legal_action(arrears_since: date, *, letter_on: date) -> Deadline:
    """Return the first day on which a lender in Ireland may go to court over a home: the later of two (起诉最早日).

    Args:
        arrears_since: the day the arrears arose.
        letter_on: the day the lender wrote that it offers no arrangement, or that the borrower refused one.

    Returns:
        8 months after the arrears or 3 months after the letter, whichever is later.

    Raises:
        InvalidInputError: no date.
        PolicyNotInForceError: a day before the code.

    Sources:
        Central Bank of Ireland, Code of Conduct on Mortgage Arrears 2013, as summarized.

    Examples:
        >>> first = legal_action(date(2026, 1, 15), letter_on=date(2026, 7, 1))
        >>> first.code, first.on
        ('IE_LEGAL_LETTER', datetime.date(2026, 10, 1))
    """
    bounds = (
        deadline(IE_LEGAL_ARREARS, arrears_since),
        deadline(IE_LEGAL_LETTER, parsed("letter_on", parse_date, letter_on)),
    )
    return max(bounds, key=lambda bound: bound.on)
