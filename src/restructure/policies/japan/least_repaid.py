"""Japan: the least that a plan of individual rehabilitation must repay (個人再生の最低弁済額).

>>> minimum_repayment("6000000", liquidation_value="1500000").minimum
Decimal('1500000')
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ...basics.errors import NotApplicableError
from ...basics.exact import div_round
from ...basics.fractions import amount_of
from ...basics.money import AmountLike, Currency
from ...basics.types import value

__all__ = ["MinimumRepayment", "minimum_repayment"]

_YEN = Currency("JPY")


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


def minimum_repayment(
    base_claims: AmountLike, *, liquidation_value: AmountLike = 0, annual_disposable: AmountLike | None = None
) -> MinimumRepayment:
    """Return the least that individual rehabilitation must repay (個人再生の最低弁済額).

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
        >>> minimum_repayment("6000000").minimum
        Decimal('1200000')
    """
    claims = amount_of("base_claims", base_claims)
    if claims > 50_000_000:
        message = "unsecured claims are above 50,000,000 yen; individual rehabilitation is not open"
        raise NotApplicableError(message, code="JP_CLAIMS_TOO_LARGE")
    tests = [_debt_test(claims), amount_of("liquidation_value", liquidation_value)]
    income = None if annual_disposable is None else 2 * amount_of("annual_disposable", annual_disposable)
    tests += [] if income is None else [income]
    return MinimumRepayment(
        debt_test=_major(tests[0]),
        asset_test=_major(tests[1]),
        income_test=None if income is None else _major(income),
        minimum=_major(max(tests)),
    )


def _debt_test(claims: Fraction) -> Fraction:
    """Return the least by the amount of claims alone, yen."""
    if claims <= 1_000_000:
        return claims
    if claims <= 5_000_000:
        return Fraction(1_000_000)
    if claims <= 15_000_000:
        return claims / 5
    return Fraction(3_000_000) if claims <= 30_000_000 else claims / 10


def _major(amount: Fraction) -> Decimal:
    exact = amount * _YEN.per_major
    return _YEN.to_major(div_round(exact.numerator, exact.denominator, "half_up"))
