"""What is left of a month's income, and what a family must have left.

Two measures share the name: one is taken after living costs, the other, of US rules, before them. They are named
apart and never compared with each other.

>>> left = residual_before_living("5152.75", housing="2112", debts="720", basis="net")
>>> left.name, left.amount
('residual_before_living', Decimal('2320.75'))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from ..basics.errors import Fault, InvalidInputError, NotApplicableError
from ..basics.fractions import amount_of, exact_decimal
from ..basics.money import Amount, AmountLike
from ..basics.types import Count, Items, Text, field, record, value
from .ratios import IncomeBasis, check_basis

__all__ = ["Residual", "ResidualRow", "required_residual", "residual_before_living", "residual_income"]

ResidualName = Literal["residual_income", "residual_before_living"]

_NOTHING = Decimal(0)


@value(private=True)
class Residual:
    """What is left of a month's income, and after what (月度结余).

    Args:
        name: that of the function that made it.
        basis: whether the income is gross or net.
        amount: major units; negative when income does not reach.
    """

    name: ResidualName
    basis: IncomeBasis
    amount: Decimal


def residual_income(
    income: AmountLike, *, housing: AmountLike, living: AmountLike, debts: AmountLike, basis: IncomeBasis
) -> Residual:
    """Return what is left of a month's income after housing, living costs and debt service (月度结余).

    Args:
        income: of a month, major units.
        housing: rent or home loan and its charges, major units a month.
        living: living costs, major units a month.
        debts: debt service, major units a month.
        basis: gross or net income.

    Raises:
        InvalidInputError: bad amounts or an unknown basis.

    Sources:
        EBA/GL/2020/06.

    Examples:
        >>> residual_income("6200", housing="2400", living="3600", debts="900", basis="net").amount
        Decimal('-700')
    """
    spent = amount_of("housing", housing) + amount_of("living", living) + amount_of("debts", debts)
    return _residual("residual_income", amount_of("income", income) - spent, basis)


def residual_before_living(
    income: AmountLike, *, housing: AmountLike, debts: AmountLike, basis: IncomeBasis
) -> Residual:
    """Return what is left of a month's income for living costs (生活费前结余), as US rules count it.

    Args:
        income: of a month, major units.
        housing: the home with all its costs, major units a month.
        debts: all other obligations, major units a month.
        basis: net under 38 CFR 36.4340, gross or net under 12 CFR 1026.43.

    Raises:
        InvalidInputError: bad amounts or an unknown basis.

    Sources:
        38 CFR 36.4340(e); 12 CFR 1026.43(c)(7)(ii)(B).

    Examples:
        >>> residual_before_living("5152.75", housing="2112", debts="720", basis="net").amount
        Decimal('2320.75')
    """
    spent = amount_of("housing", housing) + amount_of("debts", debts)
    return _residual("residual_before_living", amount_of("income", income) - spent, basis)


if TYPE_CHECKING:
    _Amounts = Items[Decimal]
else:
    _Amounts = Items[Amount]


@record()
class ResidualRow:
    """What one region demands that a family has left, for loans from one size on (月度结余最低标准).

    Args:
        region: the region, as the rule names it.
        from_loan: the smallest loan the row is for, major units.
        amounts: for one person, two persons and so on, major units a month.
        each_further: for each person beyond those, major units a month.
        most_persons: the largest family the rule speaks of.

    Raises:
        InvalidInputError: no amount, or fewer persons than amounts.

    Examples:
        >>> ResidualRow(region="South", amounts=["382", "641"], each_further="75", most_persons=7).most_persons
        7
    """

    region: Text
    from_loan: Amount = field(default=_NOTHING)
    amounts: _Amounts
    each_further: Amount = field(default=_NOTHING)
    most_persons: Count

    def _faults(self) -> Iterator[Fault]:
        if not 0 < len(self.amounts) <= self.most_persons:
            yield Fault("amounts", "must be at least one, and at most as many as most_persons")


def required_residual(table: Iterable[ResidualRow], *, region: str, loan: AmountLike, persons: int) -> Decimal:
    """Return what a family must have left a month under a table of minimums (最低月度结余).

    Args:
        table: rows by region and size of the loan.
        region: as the table names it.
        loan: major units.
        persons: size of the family.

    Raises:
        InvalidInputError: a bad amount.
        NotApplicableError: a region, loan or family that the table does not speak of.

    Sources:
        38 CFR 36.4340(e).

    Examples:
        >>> row = ResidualRow(region="South", from_loan=80000, amounts=[441, 738], each_further=80, most_persons=4)
        >>> required_residual([row], region="South", loan="250000", persons=3)
        Decimal('818')
    """
    size = amount_of("loan", loan)
    if isinstance(persons, bool) or not isinstance(persons, int):
        raise InvalidInputError([Fault("persons", "must be a whole number")])
    all_rows = list(table) if isinstance(table, Iterable) else [table]
    if any(not isinstance(row, ResidualRow) for row in all_rows):
        raise InvalidInputError([Fault("table", "must be ResidualRows")])
    rows = [row for row in all_rows if row.region == region and row.from_loan <= size and persons <= row.most_persons]
    if not rows or persons < 1:
        raise NotApplicableError("the table has no amount for this region, loan and family; use another rule")
    row = max(rows, key=lambda row: row.from_loan)
    listed = min(persons, len(row.amounts))
    return exact_decimal(Fraction(row.amounts[listed - 1]) + (persons - listed) * Fraction(row.each_further))


def _residual(name: ResidualName, left: Fraction, basis: IncomeBasis) -> Residual:
    check_basis(basis)
    return Residual(name=name, basis=basis, amount=exact_decimal(left))
