"""Where a loan stands between two steps of a waterfall."""

from __future__ import annotations

from typing import NamedTuple


class State(NamedTuple):
    """A loan between two steps, minor units: `balance` bears interest, `deferred` and `forgiven` do not.

    `rate` is in ten-billionths a year; `installment` is principal and interest a month, of which `supplement` is paid
    by a claim for `supplement_months`.
    """

    balance: int
    deferred: int
    forgiven: int
    rate: int
    months: int
    installment: int
    supplement: int = 0
    supplement_months: int = 0

    @property
    def payment(self) -> int:
        """What the borrower pays in the first month."""
        return self.installment - self.supplement

    @property
    def claimed(self) -> int:
        """What the supplement adds to what is owed, in all."""
        return self.supplement * self.supplement_months
