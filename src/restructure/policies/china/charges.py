"""China: late charges, interest on performing late, credit repair, and limits of charges as data (违约金与息费).

Amounts are major units in and out, rounded half up to the minor unit.

>>> card_late_charge("200", paid="100", rate="0.05", currency="CNY")
Decimal('5.00')
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ...basics.errors import parsed
from ...basics.exact import div_round
from ...basics.fractions import amount_of
from ...basics.money import AmountLike, Currency
from ...basics.provenance import Check, Dated, Source, Wording
from ...basics.types import parse_date, whole_of
from ...law.share_limit import ShareLimit

__all__ = [
    "CN_CARD_CHARGES",
    "CN_MISUSE_UPLIFT",
    "CN_PENALTY_UPLIFT",
    "card_late_charge",
    "check_credit_repair",
    "delay_interest",
]

_LOOKED = date(2026, 11, 23)

# --- limits ----------------------------------------------------------------------------------------------------------

_BAND = [
    Source(title="PBOC notice on RMB loan rates (银发〔2003〕251号), in force 2004, in a reprint", level="secondary"),
    Source(title="whether the band of 2003 still binds after loan rates were freed: debated", level="unverified"),
]
_BAND_TEXT = Wording("the penalty rate lies within the band above the contract rate", "罚息利率上浮在规定幅度之内")

CN_PENALTY_UPLIFT = ShareLimit(
    code="CN_PENALTY_UPLIFT",
    least=Dated([(date(2004, 1, 1), Decimal("0.30"))]),
    most=Dated([(date(2004, 1, 1), Decimal("0.50"))]),
    sources=_BAND,
    text=_BAND_TEXT,
)
"""Of an overdue loan, above its contract rate; not of credit cards."""
CN_MISUSE_UPLIFT = ShareLimit(
    code="CN_PENALTY_UPLIFT",
    least=Dated([(date(2004, 1, 1), Decimal("0.50"))]),
    most=Dated([(date(2004, 1, 1), Decimal("1"))]),
    sources=_BAND,
    text=_BAND_TEXT,
)
"""Of a loan spent on something else than agreed."""

CN_CARD_CHARGES = ShareLimit(
    code="CN_CARD_CHARGES",
    most=Dated([(date(2022, 7, 8), Decimal(1))]),
    sources=[
        Source(
            title="consultation draft of the card notice of 2022 (银保监规〔2022〕13号); the final text was not seen",
            level="unverified",
        )
    ],
    text=Wording("interest and fees are at most the principal", "利息和费用不超过本金"),
)
"""Interest and fees of a card debt in default over its principal; the day is that of the report of the notice."""

# --- charges ---------------------------------------------------------------------------------------------------------


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


def delay_interest(amount: AmountLike, *, days: int, currency: Currency | str) -> Decimal:
    """Return what is added for performing a judgment late, beside ordinary interest (迟延履行期间加倍利息).

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


_REPAIR = Source(title="PBOC one-time credit repair, December 2025", level="secondary", checked_on=_LOOKED)


def check_credit_repair(amount: AmountLike, *, overdue_on: date, repaid_on: date | None) -> Check:
    """Return whether the one-time credit repair takes an overdue debt off the record (一次性信用修复).

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
        sources=[_REPAIR],
        text=Wording(
            "at most 10,000 yuan, overdue from 2020 to 2025 and repaid by 31 March 2026, is not shown",
            "2020年至2025年产生、单笔不超过1万元且于2026年3月31日前还清的逾期不予展示",
        ),
    )


def _major(amount: Fraction, currency: Currency) -> Decimal:
    exact = amount * currency.per_major
    return currency.to_major(div_round(exact.numerator, exact.denominator, "half_up"))
