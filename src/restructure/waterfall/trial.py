"""Trial plans as data: who may enter one, how many payments prove a modification, and when counseling goes with it.

A waterfall says what a mortgage becomes; a trial says what the borrower must have done and must do before it holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from ..basics.errors import Fault
from ..basics.provenance import Dated, Plain, Source, Wording
from ..basics.types import Items, Text, field, record
from ..policy import Comparator
from ..policy.rules import text_faults
from .program import Numbers, When, _numbers, _sourced, _whole

__all__ = ["Conduct", "Trial", "TrialLimit"]

Conduct = Literal["failed_trials_12m", "days_late_after_modification", "imminent_default", "principal_residence"]
"""What decides who may enter: trial plans failed within 12 months; the most days past due within 12 months of the last
modification, none where there was none; whether default is imminent; whether the borrower lives there."""

TRUTHS: frozenset[str] = frozenset({"imminent_default", "principal_residence"})


@record()
class TrialLimit:
    """What a borrower must have done, or be, to enter a trial (试还准入条件).

    Args:
        code: stable id.
        quantity: see `Conduct`.
        comparator: how it is compared.
        limit: what with, by date; a number, or true and false.
        when: the limit counts only where all of these hold.
        sources: unless all are verified, the limit answers "needs review".
        text: what it demands, for people; may name `{limit}`.
    """

    code: Text
    quantity: Conduct
    comparator: Comparator
    limit: Dated[Plain]
    when: Items[When] = field(default=())
    sources: Items[Source]
    text: Wording

    def _faults(self) -> Iterator[Fault]:
        truth = self.quantity in TRUTHS
        if any(isinstance(limit, bool) != truth or isinstance(limit, str) for _, limit in self.limit.steps):
            yield Fault("limit", f"of {self.quantity} must be {'true or false' if truth else 'a number'}")
        if truth and self.comparator not in ("==", "!="):
            yield Fault("comparator", f"of {self.quantity} must be == or !=")
        yield from _sourced(self.sources)
        yield from text_faults(self.text)


@record()
class Trial:
    """How a modification is tried out before it holds (试还期), as data.

    Args:
        payments: how many payments are made on time first, by date.
        when: they count only where all of these hold.
        payments_otherwise: how many it is where they do not; goes with `when`.
        counseling_ratio: the share of gross income for the home and all debts, after the modification, from which the
            borrower is sent to counseling, by date; default: nobody is.
        limits: who may enter.
        sources: where the payments and the ratio are written.

    Raises:
        InvalidInputError: every contradiction at once.

    Examples:
        >>> from datetime import date
        >>> source = Source(title="own program", level="verified")
        >>> Trial(payments=Dated([(date(2026, 1, 1), 3)]), sources=[source]).payments.at(date(2026, 12, 1))
        Decimal('3')
    """

    payments: Numbers
    when: Items[When] = field(default=())
    payments_otherwise: Numbers | None = field(default=None)
    counseling_ratio: Numbers | None = field(default=None)
    limits: Items[TrialLimit] = field(default=())
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
        yield from _sourced(self.sources)
