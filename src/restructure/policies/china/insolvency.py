"""China: what a debtor hands over in personal insolvency and under a composition, as two cases show (个人债务集中清理).

>>> income_share("200000", threshold="120000", share="0.5", currency="CNY")
Decimal('40000.00')
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ...basics.errors import NotApplicableError, parsed
from ...basics.fractions import rounded, share_of
from ...basics.money import AmountLike, Currency, minor_of, parse_currency
from ...basics.types import value, whole_of

__all__ = ["Surplus", "income_share", "plan_surplus"]


@value(private=True)
class Surplus:
    """What a household can hand over under an insolvency plan (偿债盈余).

    Args:
        monthly: income less the living allowance, major units; 0 where the allowance is higher.
        total: over the whole plan.
        coverage: the total over the debt, as a fraction with 6 decimals, half up; it may exceed one.
    """

    monthly: Decimal
    total: Decimal
    coverage: Decimal


def plan_surplus(
    income: AmountLike, *, allowance: AmountLike, months: int, debt: AmountLike, currency: Currency | str
) -> Surplus:
    """Return what is left for creditors over an insolvency plan (偿债盈余).

    It is no gate: a court has approved a plan above it.

    Args:
        income: of a month, major units.
        allowance: what the household keeps a month, major units.
        months: length of the plan.
        debt: what the plan repays, major units, more than 0.
        currency: of all amounts.

    Raises:
        InvalidInputError: bad amounts or months.
        NotApplicableError: no debt.

    Sources:
        First case under the Shenzhen personal insolvency regulations, Xinhua, 19 July 2021 (secondary).

    Examples:
        >>> found = plan_surplus("20000", allowance="7700", months=36, debt="750000", currency="CNY")
        >>> found.monthly, found.total, found.coverage
        (Decimal('12300.00'), Decimal('442800.00'), Decimal('0.590400'))
    """
    unit = parsed("currency", parse_currency, currency)
    earned, kept = minor_of("income", income, unit), minor_of("allowance", allowance, unit)
    owed, count = minor_of("debt", debt, unit), whole_of("months", months, low=1)
    if not owed:
        raise NotApplicableError("there is no debt to cover; leave the surplus out")
    monthly = max(earned - kept, 0)
    coverage = rounded(Fraction(monthly * count, owed), 6)
    return Surplus(monthly=unit.to_major(monthly), total=unit.to_major(monthly * count), coverage=coverage)


def income_share(income: AmountLike, *, threshold: AmountLike, share: AmountLike, currency: Currency | str) -> Decimal:
    """Return what is paid of later income above a threshold after a composition (未来收入分享).

    Args:
        income: of the household in a year, major units.
        threshold: income up to it is kept, major units.
        share: paid of what is above it, as a fraction; the payment is rounded down.
        currency: of all amounts.

    Raises:
        InvalidInputError: bad amounts or share.

    Sources:
        Wenzhou composition of 2019: half of what exceeds 120,000 a year for six years, as reported (secondary).

    Examples:
        >>> income_share("200000", threshold="120000", share="0.5", currency="CNY")
        Decimal('40000.00')
    """
    unit = parsed("currency", parse_currency, currency)
    earned, kept = minor_of("income", income, unit), minor_of("threshold", threshold, unit)
    return unit.to_major(int(max(earned - kept, 0) * share_of("share", share)))
