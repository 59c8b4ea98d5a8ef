"""Charges and least repayments that rules state as formulas: late charges, uplifts, delay interest, statutory minimums.

What runs on a loan by the day is replayed, not computed here: see `events.Servicing`. Amounts are major units in and
out, rounded half up to the minor unit.

>>> card_late_charge("200", paid="100", rate="0.05", currency="CNY")
Decimal('5.00')
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..basics.errors import NotApplicableError, parsed
from ..basics.exact import div_round
from ..basics.fractions import amount_of, exact_decimal
from ..basics.money import AmountLike, Currency
from ..basics.provenance import Check, Source, Wording
from ..basics.types import parse_date, value, whole_of

__all__ = [
    "MinimumRepayment",
    "card_late_charge",
    "check_credit_repair",
    "delay_interest",
    "jp_minimum_repayment",
    "uplifted_rate",
]

_LOOKED = date(2026, 11, 23)

PBOC_2003 = Source(
    title="银发〔2003〕251号 (PBOC, 2003), penalty rates of loans", level="secondary", checked_on=_LOOKED
)
PBOC_REPAIR = Source(title="PBOC one-time credit repair, December 2025", level="secondary", checked_on=_LOOKED)


def card_late_charge(
    minimum_due: AmountLike,
    *,
    paid: AmountLike,
    rate: AmountLike,
    currency: Currency | str,
    least: AmountLike = 0,
    most: AmountLike | None = None,
) -> Decimal:
    """Return the charge on the unpaid part of a card's minimum payment (信用卡违约金).

    Args:
        minimum_due: the minimum payment, major units.
        paid: of it by the due date, major units.
        rate: of the unpaid part, as a fraction of one.
        currency: of the amounts.
        least: floor of the issuer, major units; it does not apply when all was paid.
        most: cap of the issuer, major units; default: none.

    Returns:
        Major units; zero when the minimum was paid.

    Raises:
        InvalidInputError: bad amounts.

    Sources:
        Issuers' terms; 5% with floors of 1 to 10 yuan is common in China.

    Examples:
        >>> card_late_charge("1000", paid="300", rate="0.05", currency="CNY", least=10)
        Decimal('35.00')
    """
    unpaid = amount_of("minimum_due", minimum_due) - amount_of("paid", paid)
    unit = currency if isinstance(currency, Currency) else Currency(currency)
    if unpaid <= 0:
        return unit.to_major(0)
    charge = max(amount_of("least", least), unpaid * amount_of("rate", rate))
    return _major(charge if most is None else min(charge, amount_of("most", most)), unit)


def uplifted_rate(contract_rate: AmountLike, *, uplift: AmountLike) -> Decimal:
    """Return the penalty rate of a loan: the contract rate raised by a share of itself (罚息利率).

    Args:
        contract_rate: a year, as a fraction of one.
        uplift: share of it that is added.

    Raises:
        InvalidInputError: what is no number of 0 or more.

    Examples:
        >>> uplifted_rate("0.06", uplift="0.3")
        Decimal('0.078')
    """
    return exact_decimal(amount_of("contract_rate", contract_rate) * (1 + amount_of("uplift", uplift)))


def delay_interest(amount: AmountLike, *, days: int, currency: Currency | str) -> Decimal:
    """Return what is added in China for performing a judgment late, beside ordinary interest (迟延履行期间加倍利息).

    Args:
        amount: owed by the judgment and unpaid, ordinary interest left out, major units.
        days: of delay.
        currency: of the amount.

    Returns:
        0.0175% of the amount a day, without compounding.

    Raises:
        InvalidInputError: bad amounts or days.

    Sources:
        Supreme People's Court interpretation of 2014, Articles 1 and 4, read in a reprint.

    Examples:
        >>> delay_interest("100000", days=100, currency="CNY")
        Decimal('1750.00')
    """
    unit = currency if isinstance(currency, Currency) else Currency(currency)
    return _major(amount_of("amount", amount) * Fraction(175, 1_000_000) * whole_of("days", days, low=0), unit)


def check_credit_repair(amount: AmountLike, *, overdue_on: date, repaid_on: date | None) -> Check:
    """Return whether China's one-time credit repair takes an overdue debt off the record (一次性信用修复).

    Args:
        amount: of the single overdue debt, yuan.
        overdue_on: the day it fell overdue.
        repaid_on: the day all of it was repaid, or `None`.

    Raises:
        InvalidInputError: bad amounts or dates.

    Sources:
        PBOC announcement of December 2025, read in the press: at most 10,000 yuan, overdue from 2020 to 2025, repaid by
        31 March 2026.

    Examples:
        >>> check_credit_repair("10000", overdue_on=date(2023, 5, 1), repaid_on=date(2026, 3, 31)).indicated
        'pass'
    """
    since = parsed("overdue_on", parse_date, overdue_on)
    repaid = None if repaid_on is None else parsed("repaid_on", parse_date, repaid_on)
    in_time = repaid is not None and repaid <= date(2026, 3, 31)
    small = amount_of("amount", amount) <= 10_000
    return Check.of(
        "CN_CREDIT_REPAIR",
        holds=small and in_time and date(2020, 1, 1) <= since <= date(2025, 12, 31),
        actual=None if repaid is None else repaid.isoformat(),
        limit="2026-03-31",
        sources=[PBOC_REPAIR],
        text=Wording(
            "at most 10,000 yuan, overdue from 2020 to 2025 and repaid by 31 March 2026, is not shown",
            "2020年至2025年产生、单笔不超过1万元且于2026年3月31日前还清的逾期不予展示",
        ),
    )


# --- Japan: individual rehabilitation --------------------------------------------------------------------------------


@value(private=True)
class MinimumRepayment:
    """The least a plan of individual rehabilitation must repay, yen (個人再生の最低弁済額).

    Args:
        debt_test: by the amount of claims.
        asset_test: what liquidation would bring.
        income_test: two years' disposable income; `None` where that test does not apply.
        minimum: the highest of them.
    """

    debt_test: Decimal
    asset_test: Decimal
    income_test: Decimal | None
    minimum: Decimal


def jp_minimum_repayment(
    base_claims: AmountLike, *, liquidation_value: AmountLike = 0, annual_disposable: AmountLike | None = None
) -> MinimumRepayment:
    """Return the least that Japan's individual rehabilitation must repay (個人再生の最低弁済額).

    Args:
        base_claims: unsecured claims, yen.
        liquidation_value: of the debtor's assets, yen.
        annual_disposable: of a salaried debtor, yen; `None` in the procedure for small claims.

    Raises:
        InvalidInputError: bad amounts.
        NotApplicableError: claims above 50 million yen.

    Sources:
        民事再生法 Articles 231 and 241, read in reprints.

    Examples:
        >>> jp_minimum_repayment("6000000").minimum
        Decimal('1200000')
    """
    claims, yen = amount_of("base_claims", base_claims), Currency("JPY")
    if claims > 50_000_000:
        message = "unsecured claims are above 50,000,000 yen; individual rehabilitation is not open"
        raise NotApplicableError(message, code="JP_CLAIMS_TOO_LARGE")
    tests = [_jp_debt_test(claims), amount_of("liquidation_value", liquidation_value)]
    income = None if annual_disposable is None else 2 * amount_of("annual_disposable", annual_disposable)
    tests += [] if income is None else [income]
    return MinimumRepayment(
        debt_test=_major(tests[0], yen),
        asset_test=_major(tests[1], yen),
        income_test=None if income is None else _major(income, yen),
        minimum=_major(max(tests), yen),
    )


def _jp_debt_test(claims: Fraction) -> Fraction:
    """Return the least by the amount of claims alone, yen."""
    if claims <= 1_000_000:
        return claims
    if claims <= 5_000_000:
        return Fraction(1_000_000)
    if claims <= 15_000_000:
        return claims / 5
    return Fraction(3_000_000) if claims <= 30_000_000 else claims / 10


def _major(amount: Fraction, currency: Currency) -> Decimal:
    exact = amount * currency.per_major
    return currency.to_major(div_round(exact.numerator, exact.denominator, "half_up"))
