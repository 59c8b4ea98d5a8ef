"""Trial plans as data: who may enter one, how many payments prove a modification, and when counseling goes with it.

A waterfall says what a mortgage becomes; a trial says what the borrower must have done and must do before it holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..basics.errors import Fault
from ..basics.provenance import Source
from ..basics.types import Items, field, record
from .program import Numbers, _numbers, _sourced, _whole, limit_faults, when_faults
from .rules import Condition, Rule

__all__ = ["Trial"]


@record()
class Trial:
    """How a modification is tried out before it holds (试还期), as data.

    Args:
        payments: how many payments are made on time first, by date.
        when: they count only where all of these hold.
        payments_otherwise: how many it is where they do not; goes with `when`.
        counseling_ratio: the share of gross income for the home and all debts, after the modification, from which the
            borrower is sent to counseling, by date; default: nobody is.
        limits: rules on who may enter, mostly about the borrower's conduct.
        sources: where the payments and the ratio are written.

    Raises:
        InvalidInputError: every contradiction at once.

    Examples:
        >>> from datetime import date
        >>> from restructure.policy import since
        >>> source = Source(title="own program", level="verified")
        >>> Trial(payments=since(date(2026, 1, 1), 3), sources=[source]).payments.at(date(2026, 12, 1))
        Decimal('3')
    """

    payments: Numbers
    when: Items[Condition] = field(default=())
    payments_otherwise: Numbers | None = field(default=None)
    counseling_ratio: Numbers | None = field(default=None)
    limits: Items[Rule] = field(default=())
    sources: Items[Source]

    def _faults(self) -> Iterator[Fault]:
        for name in ("payments", "payments_otherwise"):
            yield from _whole(name, getattr(self, name), 1)
        if (self.payments_otherwise is None) != (not self.when):
            yield Fault("payments_otherwise", "and when go together; give both or none")
        yield from _numbers("counseling_ratio", self.counseling_ratio, Decimal("0.01"), Decimal(10))
        codes = [limit.code for limit in self.limits]
        if len(set(codes)) != len(codes):
            yield Fault("limits", "have a code twice; give each its own")
        yield from when_faults("when", self.when)
        yield from limit_faults(self.limits)
        yield from _sourced(self.sources)
