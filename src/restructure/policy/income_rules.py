"""What of an irregular income counts, what is saved, which falls and rises are tried, what reasons are held against.

Parts of the capacity model, each a small record of data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from ..basics.errors import Fault
from ..basics.money import OptionalAmount
from ..basics.provenance import Source, Wording
from ..basics.rates import OptionalRate
from ..basics.types import AfterValidator, Flag, FrozenMapping, Items, Text, Whole, at_least, at_most, field, record
from .share_units import ShareField, ShareValue

__all__ = ["IrregularIncome", "ReasonReference", "Savings", "Stress"]

IrregularMethod = Literal["min_of_means", "low_quantile"]
"""The lower of a short and a long mean; or the amount that a low share of the months stays below. Both rise when any
month does, which a mean less some standard deviations does not."""

HistoryMonths = Annotated[Whole, at_least(1), at_most(120)]


@record()
class IrregularIncome:
    """What counts a month of an income that differs from month to month (不固定收入).

    Args:
        method: min_of_means or low_quantile.
        short, long: latest months of the two means; fewer count where fewer are known.
        quantile: share of the months that may stay below what counts.

    Raises:
        InvalidInputError: a long mean over fewer months than the short one.

    Examples:
        >>> IrregularIncome(short=2, long=4).counted([300000, 500000, 100000, 200000])  # minor units
        150000
    """

    method: IrregularMethod = field(default="min_of_means")
    short: HistoryMonths = field(default=3)
    long: HistoryMonths = field(default=12)
    quantile: ShareField = field(default=Decimal("0.25"))

    def _faults(self) -> Iterator[Fault]:
        if self.long < self.short:
            yield Fault("long", "is less than short; exchange them")

    def counted(self, months: Sequence[int]) -> int:
        """Return what counts a month of amounts in minor units, the latest last; rounded down."""
        if self.method == "min_of_means":
            return min(_mean(months[-self.short :]), _mean(months[-self.long :]))
        return sorted(months)[int(Fraction(self.quantile) * (len(months) - 1))]


def _mean(months: Sequence[int]) -> int:
    return sum(months) // len(months)


@record()
class Savings:
    """What a household may put aside before creditors are paid (储蓄安排): a share of the surplus, up to an amount.

    Args:
        share: of what is left after essentials and other debts.
        most: at most so much a month, major units; `None` for no limit.

    Examples:
        >>> Savings(share="0.10", most="100").most
        Decimal('100')
    """

    share: ShareField
    most: OptionalAmount = field(default=None)


@record()
class Stress:
    """One thing that may go wrong, and what it does to the figures (压力情形).

    Args:
        code: short id, such as INCOME_20.
        text: for people.
        income_drop: share of income that is lost.
        rate_rise: added to the rate of every floating debt in scope, which is leveled anew over its remaining term.
        expense_rise: share by which living, housing and other costs rise.
        lose_earner: whether the earner with the largest counted income loses all of it.
        must_hold: whether the contract must stay payable in it: then it is a check, not only a figure.
        sources: where it is written; unless all are verified, the check answers "needs review".

    Raises:
        InvalidInputError: a scenario in which nothing goes wrong.

    Examples:
        >>> Stress(code="INCOME_20", text=Wording("a fifth of income is lost", "收入减少两成"), income_drop="0.20").code
        'INCOME_20'
    """

    code: Text
    text: Wording
    income_drop: ShareField = field(default=Decimal(0))
    rate_rise: OptionalRate = field(default=None)
    expense_rise: ShareField = field(default=Decimal(0))
    lose_earner: Flag = field(default=False)
    must_hold: Flag = field(default=False)
    sources: Items[Source] = field(default=())

    def _faults(self) -> Iterator[Fault]:
        rises = self.rate_rise is not None and self.rate_rise.units
        if not (self.income_drop or rises or self.expense_rise or self.lose_earner):
            yield Fault("code", "names a scenario in which nothing goes wrong; give it a drop or a rise")


ReasonMethod = Literal["max", "reference", "cut"]
"""What a component's points are held against to find reasons: the most it can give; the average of all applicants; the
average of those at or just above the cut."""


@record()
class ReasonReference:
    """What reasons are held against (原因比较基准).

    Args:
        method: max, reference or cut.
        utilities: of the last two: average utility of each component, from 0 to 1, measured by the lender.

    Raises:
        InvalidInputError: averages with the method max, or none without it.

    Examples:
        >>> ReasonReference().method
        'max'
    """

    method: ReasonMethod = field(default="max")
    utilities: Annotated[Mapping[str, ShareValue], AfterValidator(FrozenMapping)] | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        if (self.method == "max") != (self.utilities is None):
            yield Fault("utilities", "go with the methods reference and cut, and only with them")
