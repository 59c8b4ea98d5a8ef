"""Ratios of debt to income, each naming what stands above and below the line and whether income is gross or net.

A ratio on gross income cannot be held against a cap for net income: the comparison is refused. Ratios are exact
fractions until somebody reads them; a rule that rounds before it compares says so.

>>> housing = front_end_ratio("1975", income="4000", basis="gross")
>>> housing.value, housing.percent(2)
(Decimal('0.493750'), Decimal('49.38'))
>>> check_cap(housing, "0.31", basis="gross").within
False
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from ..basics.errors import Fault, InvalidInputError, NotApplicableError, require_type
from ..basics.fractions import amount_of, exact_decimal, rounded, share_of
from ..basics.money import AmountLike
from ..basics.types import value

__all__ = [
    "CapCheck",
    "Ratio",
    "assessable_income",
    "back_end_ratio",
    "check_cap",
    "debt_service_ratio",
    "debt_to_income",
    "front_end_ratio",
    "largest_payment",
    "loan_to_income",
]

IncomeBasis = Literal["net", "gross"]
"""Whether income is counted after tax and social insurance, or before (税后或税前)."""

RatioName = Literal["debt_service_ratio", "front_end_ratio", "back_end_ratio", "debt_to_income", "loan_to_income"]
"""The last two are multiples of a year's income; the others are shares of a month's."""

_MULTIPLES: tuple[RatioName, ...] = ("debt_to_income", "loan_to_income")
_DIGITS = 6
MOST_DIGITS = 12
_NOTHING = Decimal(0)


@value(private=True)
class Ratio:
    """A ratio to income, and what it is a ratio of (收入比).

    Args:
        name: that of the function that made it.
        numerator, denominator: what was divided by what, in words.
        basis: whether the income is gross or net.
        exact: the ratio itself, nothing rounded.
    """

    name: RatioName
    numerator: str
    denominator: str
    basis: IncomeBasis
    exact: Fraction

    @property
    def value(self) -> Decimal:
        """The ratio as a fraction of one with 6 decimals, half up."""
        return rounded(self.exact, _DIGITS)

    def percent(self, digits: int) -> Decimal:
        """Return the ratio in percent with so many decimals, half up from the exact ratio.

        Raises:
            InvalidInputError: decimals that are no whole number from 0 to 12.
        """
        if isinstance(digits, bool) or not isinstance(digits, int) or not 0 <= digits <= MOST_DIGITS:
            raise InvalidInputError([Fault("digits", f"must be a whole number from 0 to {MOST_DIGITS}")])
        return rounded(self.exact * 100, digits)


@value(private=True)
class CapCheck:
    """A ratio held against a cap: what was compared, and the room left (上限核对).

    Args:
        compared: the exact ratio, or the ratio rounded as the rule demands, as a fraction of one.
        cap: the most allowed, as a fraction of one.
        headroom: `cap - compared` with 6 decimals, half up; negative above the cap.
        within: whether `compared` is at most `cap`.
    """

    compared: Fraction
    cap: Decimal
    headroom: Decimal
    within: bool


def debt_service_ratio(payments: AmountLike, *, income: AmountLike, basis: IncomeBasis) -> Ratio:
    """Return the share of income that all debt payments take (偿债收入比, DSR, DSTI, TDSR).

    Args:
        payments: all debt payments of a month, major units.
        income: of the same month, major units.
        basis: gross or net income.

    Raises:
        InvalidInputError: bad amounts or an unknown basis.
        NotApplicableError: no income to divide by.

    Sources:
        HKMA (debt servicing ratio) and MAS (total debt servicing ratio), both of gross income; EBA/GL/2020/06 (DSTI).

    Examples:
        >>> debt_service_ratio("11100", income="20000", basis="gross").value
        Decimal('0.555000')
    """
    above = amount_of("payments", payments)
    return _ratio("debt_service_ratio", "debt payments a month", above, amount_of("income", income), basis)


def front_end_ratio(housing: AmountLike, *, income: AmountLike, basis: IncomeBasis) -> Ratio:
    """Return the share of income that the home takes (住房支出收入比, front-end DTI, MSR).

    Args:
        housing: loan payment, property tax, insurance and dues of a month, major units.
        income: of the same month, major units.
        basis: gross or net income.

    Raises:
        InvalidInputError: bad amounts or an unknown basis.
        NotApplicableError: no income to divide by.

    Sources:
        Home Affordable Modification Program, 31% of gross income; MAS, mortgage servicing ratio.

    Examples:
        >>> front_end_ratio("493.58", income="1759", basis="gross").percent(2)
        Decimal('28.06')
    """
    return _ratio(
        "front_end_ratio", "housing costs a month", amount_of("housing", housing), amount_of("income", income), basis
    )


def back_end_ratio(housing: AmountLike, *, debts: AmountLike, income: AmountLike, basis: IncomeBasis) -> Ratio:
    """Return the share of income that the home and all other debts take (总债务收入比, back-end DTI).

    Args:
        housing: loan payment, property tax, insurance and dues of a month, major units.
        debts: all other obligations of the month, major units.
        income: of the same month, major units.
        basis: gross or net income.

    Raises:
        InvalidInputError: bad amounts or an unknown basis.
        NotApplicableError: no income to divide by.

    Sources:
        38 CFR 36.4340(c); 12 CFR 1026.43(c)(7).

    Examples:
        >>> ratio = back_end_ratio("1860", debts="720", income="6500", basis="gross")
        >>> ratio.percent(2), ratio.percent(0)
        (Decimal('39.69'), Decimal('40'))
    """
    owed = amount_of("housing", housing) + amount_of("debts", debts)
    return _ratio("back_end_ratio", "housing costs and debt payments a month", owed, amount_of("income", income), basis)


def debt_to_income(debt: AmountLike, *, annual_income: AmountLike, basis: IncomeBasis) -> Ratio:
    """Return all debt as a multiple of a year's income (负债收入比, DTI).

    Args:
        debt: everything owed, major units.
        annual_income: of one year, major units.
        basis: gross or net income.

    Raises:
        InvalidInputError: bad amounts or an unknown basis.
        NotApplicableError: no income to divide by.

    Sources:
        EBA/GL/2020/06.

    Examples:
        >>> debt_to_income("260000", annual_income="80000", basis="gross").value
        Decimal('3.250000')
    """
    return _ratio(
        "debt_to_income", "total debt", amount_of("debt", debt), amount_of("annual_income", annual_income), basis
    )


def loan_to_income(loan: AmountLike, *, annual_income: AmountLike, basis: IncomeBasis) -> Ratio:
    """Return one loan as a multiple of a year's income (贷款收入比, LTI).

    Args:
        loan: the amount of the loan, major units.
        annual_income: of one year, major units.
        basis: gross or net income.

    Raises:
        InvalidInputError: bad amounts or an unknown basis.
        NotApplicableError: no income to divide by.

    Sources:
        EBA/GL/2020/06.

    Examples:
        >>> loan_to_income("200000", annual_income="60000", basis="gross").value
        Decimal('3.333333')
    """
    return _ratio(
        "loan_to_income", "loan amount", amount_of("loan", loan), amount_of("annual_income", annual_income), basis
    )


def check_cap(ratio: Ratio, cap: AmountLike, *, basis: IncomeBasis, percent_digits: int | None = None) -> CapCheck:
    """Hold a ratio against a cap that is stated for the same income basis (上限核对).

    Args:
        ratio: what one of the functions above returned.
        cap: the most allowed, as a fraction of one; for multiples of income, the multiple.
        basis: the income basis the cap is stated for.
        percent_digits: decimals of a percent that the rule rounds the ratio to first; default: compared as it is.

    Raises:
        InvalidInputError: a cap that is no number of 0 or more, or an unknown basis.
        NotApplicableError: a cap for gross income and a ratio on net income, or the other way round.

    Sources:
        38 CFR 36.4340(d): two digits, then 41%.

    Examples:
        >>> ratio = back_end_ratio("1450", debts="1207", income="6500", basis="gross")
        >>> check_cap(ratio, "0.41", basis="gross", percent_digits=0).within
        True
        >>> check_cap(ratio, "0.40", basis="net")
        Traceback (most recent call last):
            ...
        restructure.NotApplicableError: the cap is for net income and back_end_ratio is on gross income; \
compute the ratio on net income
    """
    check_basis(basis)
    require_type("ratio", ratio, Ratio, "a Ratio, such as debt_service_ratio returns")
    if ratio.basis != basis:
        raise NotApplicableError(
            f"the cap is for {basis} income and {ratio.name} is on {ratio.basis} income;"
            f" compute the ratio on {basis} income",
            code="INCOME_BASIS",
        )
    limit = amount_of("cap", cap) if ratio.name in _MULTIPLES else share_of("cap", cap)
    compared = ratio.exact if percent_digits is None else Fraction(ratio.percent(percent_digits)) / 100
    room = limit - compared
    return CapCheck(compared=compared, cap=exact_decimal(limit), headroom=rounded(room, _DIGITS), within=room >= 0)


def largest_payment(cap: AmountLike, *, income: AmountLike, payments: AmountLike = _NOTHING) -> Decimal:
    """Return the largest further payment a month that keeps a ratio within its cap (可承担的最高月供).

    Args:
        cap: the most allowed, as a fraction of one.
        income: of a month, on the basis the cap is stated for, major units.
        payments: what the cap must also hold, major units a month.

    Returns:
        `cap * income - payments`, exact, or 0 where the cap is used up.

    Raises:
        InvalidInputError: bad amounts.

    Sources:
        MAS, total debt servicing ratio.

    Examples:
        >>> largest_payment("0.55", income="6400", payments="800")
        Decimal('2720')
    """
    room = share_of("cap", cap) * amount_of("income", income) - amount_of("payments", payments)
    return exact_decimal(max(room, Fraction(0)))


def assessable_income(incomes: Iterable[tuple[AmountLike, AmountLike]]) -> Decimal:
    """Return what counts of several incomes after a haircut on each (核定收入).

    Args:
        incomes: (amount in major units, share of it that is not counted from 0 to 1) pairs.

    Returns:
        The sum, exact.

    Raises:
        InvalidInputError: bad amounts, or a haircut above 1.

    Sources:
        MAS, total debt servicing ratio: 30% off variable and rental income.

    Examples:
        >>> assessable_income([("5000", 0), ("2000", "0.3")])
        Decimal('6400')
    """
    counted = Fraction(0)
    for place, pair in enumerate(_pairs(incomes)):
        path = f"incomes[{place}]"
        amount, haircut = pair
        counted += amount_of(path, amount) * (1 - share_of(f"{path}.haircut", haircut))
    return exact_decimal(counted)


def _pairs(given: Iterable[tuple[AmountLike, AmountLike]]) -> list[tuple[AmountLike, AmountLike]]:
    pairs = list(given) if isinstance(given, Iterable) and not isinstance(given, str) else None
    if pairs is None or any(not isinstance(pair, tuple | list) or len(pair) != 2 for pair in pairs):
        raise InvalidInputError([Fault("incomes", "must be pairs of an amount and its haircut")])
    return pairs


def _ratio(name: RatioName, above: str, part: Fraction, income: Fraction, basis: IncomeBasis) -> Ratio:
    check_basis(basis)
    if not income:
        raise NotApplicableError(
            f"{name} has no value without income; use the residual income instead", code="NO_INCOME"
        )
    below = f"{basis} income a {'year' if name in _MULTIPLES else 'month'}"
    return Ratio(name=name, numerator=above, denominator=below, basis=basis, exact=part / income)


def check_basis(given: IncomeBasis) -> None:
    """Refuse a word that is no income basis.

    Raises:
        InvalidInputError: says which words are.
    """
    if given not in ("net", "gross"):
        raise InvalidInputError([Fault("basis", "must be net or gross")])
