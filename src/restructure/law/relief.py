"""Amounts that relief programs set by a formula of their own: sums, shares and subsidies, each rounded once.

>>> net_debt_reduction(assets="120000000", debts="200000000", share="0.7", currency="KRW")
Decimal('56000000')
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..basics.errors import NotApplicableError, parsed
from ..basics.exact import div_round
from ..basics.fractions import rounded, share_of
from ..basics.money import AmountLike, Currency, minor_of, parse_currency
from ..basics.types import parse_date, value, whole_of

__all__ = ["Surplus", "income_share", "interest_subsidy", "net_debt_reduction", "plan_surplus"]


def net_debt_reduction(
    *, assets: AmountLike, debts: AmountLike, share: AmountLike, currency: Currency | str
) -> Decimal:
    """Return what is forgiven where a cut applies only to debts above assets (净债务减免, net debt).

    Args:
        assets: all of the borrower's, major units.
        debts: all of the borrower's, major units.
        share: forgiven of the difference, as a fraction.
        currency: decides the smallest unit; the cut is rounded down to it.

    Raises:
        InvalidInputError: bad amounts or share.

    Sources:
        New Start Fund, Korea, as explained on Yonhap TV (secondary).

    Examples:
        >>> net_debt_reduction(assets="250000000", debts="200000000", share="0.7", currency="KRW")
        Decimal('0')
    """
    unit = parsed("currency", parse_currency, currency)
    owned, owed, cut = minor_of("assets", assets, unit), minor_of("debts", debts, unit), share_of("share", share)
    return unit.to_major(int(max(owed - owned, 0) * cut))


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


SUBSIDY_FIRST, SUBSIDY_LAST = date(2025, 9, 1), date(2026, 8, 31)
_SUBSIDY_CNY = Currency("CNY")
_MOST = 3_000_00
"""Minor units, per borrower."""


def interest_subsidy(loan: AmountLike, *, days: int, on: date) -> Decimal:
    """Return China's subsidy of one percentage point a year on a consumer loan, capped (个人消费贷款财政贴息).

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
    principal, when = minor_of("loan", loan, _SUBSIDY_CNY), parsed("on", parse_date, on)
    count = whole_of("days", days, low=0)
    if not SUBSIDY_FIRST <= when <= SUBSIDY_LAST or count > 365:
        raise NotApplicableError(f"the subsidy ran from {SUBSIDY_FIRST} to {SUBSIDY_LAST}; choose days within it")
    return _SUBSIDY_CNY.to_major(min(div_round(principal * count, 36_500, "down"), _MOST))
