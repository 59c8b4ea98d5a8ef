"""How much one amount may be of another, by date: a limit as data.

>>> limit = ShareLimit(
...     code="CHARGES",
...     most=Dated([(date(2026, 1, 1), Decimal("0.5"))]),
...     sources=[Source(title="house rule", level="verified")],
...     text=Wording("charges are at most half the principal", "费用不超过本金的一半"),
... )
>>> limit.band(date(2026, 11, 23))
(Decimal('0'), Decimal('0.5'))
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ..basics.errors import Fault
from ..basics.provenance import Dated, Plain, Source, Wording
from ..basics.types import Items, Text, field, record

__all__ = ["ShareLimit"]


@record()
class ShareLimit:
    """How much one amount may be of another, by date (比例上限).

    Args:
        code: the rule's name.
        most: at most this share, a fraction of one that may exceed it, by date.
        least: at least this share, by the same dates or later ones; default: none.
        sources: where it was found, and how sure that is.
        text: the rule in words.

    Raises:
        InvalidInputError: shares that are no numbers of 0 or more, or no source.

    Examples:
        >>> from restructure.policies.china import CN_PENALTY_UPLIFT
        >>> CN_PENALTY_UPLIFT.band(date(2026, 11, 23))
        (Decimal('0.30'), Decimal('0.50'))
    """

    code: Text
    most: Dated[Plain]
    least: Dated[Plain] | None = field(default=None)
    sources: Items[Source]
    text: Wording

    def _faults(self) -> Iterator[Fault]:
        for name, dated in (("most", self.most), ("least", self.least)):
            shares = [] if dated is None else [share for _, share in dated.steps]
            if any(not isinstance(share, Decimal) or share < 0 for share in shares):
                yield Fault(name, "must be numbers of 0 or more")
        if not self.sources:
            yield Fault("sources", "is empty; say where the limit is written")

    def band(self, on: date) -> tuple[Decimal, Decimal]:
        """Return the least and the most share in force on a day (比例区间).

        Raises:
            PolicyNotInForceError: before the first date.
        """
        return Decimal(0) if self.least is None else _number(self.least.at(on)), _number(self.most.at(on))


def _number(share: Plain) -> Decimal:
    if not isinstance(share, Decimal):
        raise AssertionError("the shares of a limit are numbers")
    return share
