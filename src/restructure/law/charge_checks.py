"""Checks on penalties, charges and the size of an installment: one comparison each, against a dated limit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from ..basics.errors import parsed, require_type
from ..basics.exact import div_round
from ..basics.fractions import amount_of, exact_decimal
from ..basics.money import AmountLike, Currency, minor_of, parse_currency
from ..basics.provenance import Check
from ..basics.rates import RATE_SCALE, Rate, parse_rate
from ..basics.types import parse_date, whole_of
from ..basics.written import percent_text
from ..measures.yields import listed
from .share_limit import ShareLimit

__all__ = ["check_amortizes", "check_charges", "check_penal_charges", "check_penalty_uplift"]


def check_penalty_uplift(uplift: AmountLike, *, limit: ShareLimit, contract_date: date) -> Check:
    """Return whether a penalty rate lies within the band above the contract rate (罚息上浮幅度核对).

    Args:
        uplift: of the contract rate, as a fraction: 0.50 makes 6% a penalty rate of 9%.
        limit: the band, both ends included.
        contract_date: the day of the contract.

    Raises:
        InvalidInputError: no number, no limit or no date.
        PolicyNotInForceError: a contract before the limit.

    Sources:
        The limit's own.

    Examples:
        >>> from restructure.policies.china import CN_PENALTY_UPLIFT
        >>> check = check_penalty_uplift("0.51", limit=CN_PENALTY_UPLIFT, contract_date=date(2026, 11, 23))
        >>> check.limit, check.indicated, check.status
        ('30.00% to 50.00%', 'fail', 'needs_review')
    """
    raised, on = amount_of("uplift", uplift), parsed("contract_date", parse_date, contract_date)
    least, most = _limit(limit).band(on)
    return _check(
        limit,
        holds=least <= raised <= most,
        actual=percent_text(exact_decimal(raised)),
        most=f"{percent_text(least)} to {percent_text(most)}",
    )


def check_penal_charges(
    levied: Iterable[AmountLike], *, claimed: AmountLike, limit: ShareLimit, contract_date: date
) -> Check:
    """Return whether penal charges are claimed without more on them than the limit allows (罚金不计息核对).

    Args:
        levied: each charge as it was levied, major units.
        claimed: what is asked for them in all, major units.
        limit: of what may be claimed over what was levied; 1 lets them bear no interest.
        contract_date: the day of the loan.

    Raises:
        InvalidInputError: bad amounts, no limit or no date.
        PolicyNotInForceError: a loan before the limit.

    Sources:
        The limit's own.

    Examples:
        >>> from restructure.policies.india import IN_PENAL_CHARGES
        >>> levied, day = ["200", "200", "200"], date(2026, 1, 1)
        >>> check_penal_charges(levied, claimed="606", limit=IN_PENAL_CHARGES, contract_date=day).indicated
        'fail'
    """
    charges = [amount_of(f"levied[{place}]", each) for place, each in enumerate(listed("levied", levied))]
    asked, on = amount_of("claimed", claimed), parsed("contract_date", parse_date, contract_date)
    return _amounts(asked, sum(charges, Fraction(0)), limit, on)


def check_charges(charges: AmountLike, *, principal: AmountLike, limit: ShareLimit, contract_date: date) -> Check:
    """Return whether interest and fees of a debt stay within the share of its principal allowed (息费占本金核对).

    Args:
        charges: all interest and fees of the debt, major units.
        principal: what they were charged on, major units.
        limit: of charges over principal.
        contract_date: the day of the contract.

    Raises:
        InvalidInputError: bad amounts, no limit or no date.
        PolicyNotInForceError: a contract before the limit.

    Sources:
        The limit's own.

    Examples:
        >>> from restructure.policies.china import CN_CARD_CHARGES
        >>> day = date(2026, 1, 1)
        >>> check = check_charges("10000.01", principal="10000", limit=CN_CARD_CHARGES, contract_date=day)
        >>> check.indicated, check.status
        ('fail', 'needs_review')
    """
    asked, on = amount_of("charges", charges), parsed("contract_date", parse_date, contract_date)
    return _amounts(asked, amount_of("principal", principal), limit, on)


def check_amortizes(
    balance: AmountLike,
    *,
    rate: Rate | AmountLike,
    installment: AmountLike,
    currency: Currency | str,
    limit: ShareLimit,
    as_of: date,
    periods_per_year: int = 12,
) -> Check:
    """Return whether an installment covers the interest of its period, so that the debt does not grow (负摊还核对).

    Args:
        balance: bearing principal, major units.
        rate: a year.
        installment: major units.
        currency: decides the smallest unit; the interest is rounded half up to it.
        limit: of the interest of a period over its installment; at 1 a debt that stays as it is passes.
        as_of: the day from which the installment is paid.
        periods_per_year: installments a year.

    Returns:
        The interest of one period against the share of the installment it may take, rounded down.

    Raises:
        InvalidInputError: bad amounts, rate, limit or number of periods.
        PolicyNotInForceError: a day before the limit.

    Sources:
        The limit's own.

    Examples:
        >>> from restructure.policies.india import IN_NO_NEGATIVE_AMORTIZATION
        >>> check = check_amortizes(
        ...     "3000000",
        ...     rate="0.09",
        ...     installment="20976.44",
        ...     currency="INR",
        ...     limit=IN_NO_NEGATIVE_AMORTIZATION,
        ...     as_of=date(2026, 1, 1),
        ... )
        >>> check.actual, check.limit, check.indicated
        ('22500.00', '<= 20976.44', 'fail')
    """
    unit, yearly = parsed("currency", parse_currency, currency), parsed("rate", parse_rate, rate)
    parts, on = whole_of("periods_per_year", periods_per_year, low=1), parsed("as_of", parse_date, as_of)
    owed, paid = minor_of("balance", balance, unit), minor_of("installment", installment, unit)
    least, most = (int(paid * Fraction(share)) for share in _limit(limit).band(on))
    interest = div_round(owed * yearly.units, RATE_SCALE * parts, "half_up")
    return _check(
        limit,
        holds=least <= interest <= most,
        actual=str(unit.to_major(interest)),
        most=f"<= {unit.to_major(most)}",
    )


def _amounts(asked: Fraction, whole: Fraction, limit: ShareLimit, on: date) -> Check:
    """Return the check of an amount against the share of another that it may be."""
    least, most = (whole * Fraction(share) for share in _limit(limit).band(on))
    shown = f"<= {exact_decimal(most)}" if limit.least is None else f"{exact_decimal(least)} to {exact_decimal(most)}"
    return _check(limit, holds=least <= asked <= most, actual=str(exact_decimal(asked)), most=shown)


def _limit(limit: ShareLimit) -> ShareLimit:
    require_type("limit", limit, ShareLimit, "a ShareLimit")
    return limit


def _check(limit: ShareLimit, *, holds: bool, actual: str, most: str) -> Check:
    return Check.of(limit.code, holds=holds, actual=actual, limit=most, sources=limit.sources, text=limit.text)
