"""Checks on penalties, charges and the size of an installment: one comparison each, with its dated source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ..basics.errors import parsed, require_type
from ..basics.exact import div_round
from ..basics.fractions import amount_of, exact_decimal
from ..basics.money import AmountLike, Currency, minor_of, parse_currency
from ..basics.provenance import Check, Dated, Source, Wording
from ..basics.rates import RATE_SCALE, Rate, parse_rate
from ..basics.types import parse_date, whole_of
from ..basics.written import percent_text
from ..measures.yields import listed

__all__ = ["check_amortizes", "check_charges", "check_penal_charges", "check_penalty_uplift"]

_PBOC_2003 = Source(
    title="PBOC notice on RMB loan rates (银发〔2003〕251号), in force 2004, in a reprint", level="secondary"
)
_STILL_BINDING = Source(
    title="whether the band of 2003 still binds after loan rates were freed: debated", level="unverified"
)
_LEAST = {
    False: Dated([(date(2004, 1, 1), Decimal("0.30"))]),
    True: Dated([(date(2004, 1, 1), Decimal("0.50"))]),
}
_MOST = {
    False: Dated([(date(2004, 1, 1), Decimal("0.50"))]),
    True: Dated([(date(2004, 1, 1), Decimal("1"))]),
}
"""By whether the loan was misused; otherwise it is overdue."""


def check_penalty_uplift(uplift: AmountLike, *, contract_date: date, misused: bool = False) -> Check:
    """Return whether a penalty rate lies within the band above the contract rate (罚息上浮幅度核对).

    Args:
        uplift: of the contract rate, as a fraction: 0.50 makes 6% a penalty rate of 9%.
        contract_date: the day of the contract.
        misused: whether it is for a loan spent on something else than agreed, not for an overdue one.

    Returns:
        30% to 50% for overdue loans, 50% to 100% for misused ones, both ends included; not for credit cards.

    Raises:
        InvalidInputError: no number or no date.
        PolicyNotInForceError: a contract before 2004.

    Sources:
        PBOC notice on RMB loan rates (银发〔2003〕251号), as reprinted; that it still binds is debated.

    Examples:
        >>> check = check_penalty_uplift("0.51", contract_date=date(2026, 11, 23))
        >>> check.limit, check.indicated, check.status
        ('30.00% to 50.00%', 'fail', 'needs_review')
    """
    raised, on = amount_of("uplift", uplift), parsed("contract_date", parse_date, contract_date)
    require_type("misused", misused, bool, "True or False")
    least, most = _LEAST[misused].at(on), _MOST[misused].at(on)
    return Check.of(
        "CN_PENALTY_UPLIFT",
        holds=least <= raised <= most,
        actual=percent_text(exact_decimal(raised)),
        limit=f"{percent_text(least)} to {percent_text(most)}",
        sources=(_PBOC_2003, _STILL_BINDING),
        text=Wording("the penalty rate lies within the band above the contract rate", "罚息利率上浮在规定幅度之内"),
    )


_RBI_PENAL = Source(title="RBI circular of 18 August 2023 on penal charges, as summarized", level="secondary")
_PENAL_LIMIT = Dated([(date(2024, 4, 1), Decimal(1))])
"""What may be claimed, over what was levied."""


def check_penal_charges(levied: Iterable[AmountLike], *, claimed: AmountLike, contract_date: date) -> Check:
    """Return whether penal charges in India are claimed without interest on them (印度罚金不计息核对).

    Args:
        levied: each charge as it was levied, major units.
        claimed: what is asked for them in all, major units.
        contract_date: the day of the loan; older loans follow by 30 June 2024.

    Raises:
        InvalidInputError: bad amounts or no date.
        PolicyNotInForceError: a loan before 1 April 2024.

    Sources:
        RBI circular of 18 August 2023, as summarized; cards, ECB and trade credit are outside it.

    Examples:
        >>> check_penal_charges(["200", "200", "200"], claimed="606", contract_date=date(2026, 1, 1)).indicated
        'fail'
    """
    charges = [amount_of(f"levied[{place}]", each) for place, each in enumerate(listed("levied", levied))]
    asked, on = amount_of("claimed", claimed), parsed("contract_date", parse_date, contract_date)
    most = sum(charges, Fraction(0)) * Fraction(_PENAL_LIMIT.at(on))
    return Check.of(
        "IN_PENAL_CHARGES",
        holds=asked <= most,
        actual=str(exact_decimal(asked)),
        limit=f"<= {exact_decimal(most)}",
        sources=(_RBI_PENAL,),
        text=Wording("penal charges bear no interest", "罚金不计利息"),
    )


_CARD_DRAFT = Source(
    title="consultation draft of the card notice of 2022 (银保监规〔2022〕13号); the final text was not seen",
    level="unverified",
)
_DRAFT_LIMIT = Dated([(date(2022, 7, 8), Decimal(1))])
"""Interest and fees over principal."""


def check_charges(charges: AmountLike, *, principal: AmountLike, contract_date: date) -> Check:
    """Return whether interest and fees of a card debt in default stay within its principal (息费不超过本金核对).

    Args:
        charges: all interest and fees of the debt, major units.
        principal: what they were charged on, major units.
        contract_date: the day of the contract.

    Raises:
        InvalidInputError: bad amounts or no date.
        PolicyNotInForceError: a contract before the notice was reported, 8 July 2022.

    Sources:
        Consultation draft of the card notice of 2022; whether the final text has it is not known.

    Examples:
        >>> check = check_charges("10000.01", principal="10000", contract_date=date(2026, 1, 1))
        >>> check.indicated, check.status
        ('fail', 'needs_review')
    """
    asked, on = amount_of("charges", charges), parsed("contract_date", parse_date, contract_date)
    most = amount_of("principal", principal) * Fraction(_DRAFT_LIMIT.at(on))
    return Check.of(
        "CN_CARD_CHARGES",
        holds=asked <= most,
        actual=str(exact_decimal(asked)),
        limit=f"<= {exact_decimal(most)}",
        sources=(_CARD_DRAFT,),
        text=Wording("interest and fees are at most the principal", "利息和费用不超过本金"),
    )


_RBI_RESET = Source(
    title="RBI circular of 18 August 2023 on floating-rate installments: no negative amortization, recalled",
    level="unverified",
)
_RESET_LIMIT = Dated([(date(2023, 8, 18), Decimal(1))])
"""Interest of a period over its installment."""


def check_amortizes(
    balance: AmountLike,
    *,
    rate: Rate | AmountLike,
    installment: AmountLike,
    currency: Currency | str,
    as_of: date,
    periods_per_year: int = 12,
) -> Check:
    """Return whether an installment covers the interest of its period, so that the debt does not grow (负摊还核对).

    Args:
        balance: bearing principal, major units.
        rate: a year, from the reset on.
        installment: major units.
        currency: decides the smallest unit; the interest is rounded half up to it.
        as_of: the day of the reset.
        periods_per_year: installments a year.

    Returns:
        The interest of one period against the installment; where both are equal the debt stays as it is, and passes.

    Raises:
        InvalidInputError: bad amounts, rate or number of periods.
        PolicyNotInForceError: a reset before 18 August 2023.

    Sources:
        RBI circular of 18 August 2023 on resetting floating-rate installments, as recalled.

    Examples:
        >>> check = check_amortizes(
        ...     "3000000", rate="0.09", installment="20976.44", currency="INR", as_of=date(2026, 1, 1)
        ... )
        >>> check.actual, check.limit, check.indicated
        ('22500.00', '<= 20976.44', 'fail')
    """
    unit, yearly = parsed("currency", parse_currency, currency), parsed("rate", parse_rate, rate)
    parts, on = whole_of("periods_per_year", periods_per_year, low=1), parsed("as_of", parse_date, as_of)
    owed, paid = minor_of("balance", balance, unit), minor_of("installment", installment, unit)
    most = paid * int(_RESET_LIMIT.at(on))
    interest = div_round(owed * yearly.units, RATE_SCALE * parts, "half_up")
    return Check.of(
        "IN_NO_NEGATIVE_AMORTIZATION",
        holds=interest <= most,
        actual=str(unit.to_major(interest)),
        limit=f"<= {unit.to_major(most)}",
        sources=(_RBI_RESET,),
        text=Wording("the installment covers the interest of its period", "每期还款额不低于当期利息"),
    )
