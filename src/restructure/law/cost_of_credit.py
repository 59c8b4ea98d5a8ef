"""What a debt costs against its ceiling, decided by exact present values, and what to waive until it complies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ..basics.errors import Fault, InvalidInputError, InvalidTermsError, parsed
from ..basics.exact import div_round
from ..basics.money import AmountLike, Currency, minor_of, parse_currency
from ..basics.provenance import Check
from ..basics.rates import RATE_SCALE, Rate, parse_rate
from ..basics.types import value
from ..basics.written import percent_text
from ..measures.yields import CashFlow, _flows, _moments, apr, parse_offset
from .ceiling import CeilingRate, RateCeiling, ceiling_on

__all__ = ["ExcessCharges", "RecognizedPrincipal", "check_ceiling", "excess_charges", "recognized_principal"]


def check_ceiling(
    advances: Iterable[CashFlow],
    payments: Iterable[CashFlow],
    *,
    ceiling: RateCeiling,
    contract_date: date,
    unit_period: str | None = None,
) -> Check:
    """Return whether a debt's all-in annual cost keeps within a ceiling (综合年化成本上限核对).

    Args:
        advances: what the borrower received; interest or fees taken out of it are no advance.
        payments: everything the borrower pays: installments, fees, penalties.
        ceiling: the rule.
        contract_date: the day of the contract, which decides the ceiling.
        unit_period: as of `apr`; default: what the dates show, a month for offsets.

    Returns:
        The rate as `apr` finds it, to two decimals, against the ceiling. The verdict is exact, not that of the rounded
        figure, and needs review where the day of the contract was not looked up.

    Raises:
        InvalidInputError, InvalidTermsError, NoSolutionError: as `apr`; a payment before the first advance.
        PolicyNotInForceError: a contract before the rule.

    Sources:
        SPC provisions on private lending (2020), Articles 25, 26 and 29.

    Examples:
        See the module.
    """
    found, flows = ceiling_on(ceiling, contract_date), _Flows.of(advances, payments, unit_period)
    shown = apr(flows.advances, flows.payments, unit_period=flows.unit)
    limit, reference = found.rate.to_percent(), percent_text(found.reference)
    check = Check.of(
        ceiling.code,
        holds=flows.excess(found.rate) <= 0,
        actual=f"{shown.disclosed}%",
        limit=f"<= {limit}",
        sources=ceiling.sources,
        text=ceiling.text.filled({"limit": limit, "reference": reference, "since": str(found.since)}),
    )
    return check if found.known else check.under_review()


@value(private=True)
class ExcessCharges:
    """What must be waived so that a debt costs no more than its ceiling (超限息费).

    Args:
        ceiling: as it stands for the contract.
        waived: in all, major units; 0 where the debt complies.
        payments: what is left to pay, in the order given; a payment waived in full is left out.
    """

    ceiling: CeilingRate
    waived: Decimal
    payments: Sequence[CashFlow]


def excess_charges(
    advances: Iterable[CashFlow],
    payments: Iterable[CashFlow],
    *,
    ceiling: RateCeiling,
    contract_date: date,
    currency: Currency | str,
    unit_period: str | None = None,
) -> ExcessCharges:
    """Return the least that must be waived so that a debt keeps within its ceiling (应减免的超限息费).

    Waived from the earliest payment on, each down to nothing before the next. No other way waives less in all: at the
    ceiling's rate an amount is worth the more the earlier it is due.

    Args:
        advances: what the borrower received.
        payments: everything the borrower pays.
        ceiling: the rule.
        contract_date: the day of the contract.
        currency: decides the smallest unit.
        unit_period: as of `apr`; default: what the dates show, a month for offsets.

    Raises:
        InvalidInputError, InvalidTermsError: as `check_ceiling`, or more decimals than the currency has.
        PolicyNotInForceError: a contract before the rule.

    Sources:
        SPC provisions on private lending (2020), Articles 25 and 29; the arithmetic is this library's.

    Examples:
        >>> from restructure.policies.china.ceilings import CN_PRIVATE_LENDING
        >>> payments = [CashFlow("9500", after=month) for month in range(1, 13)]
        >>> found = excess_charges(
        ...     [CashFlow(100_000, after=0)],
        ...     payments,
        ...     ceiling=CN_PRIVATE_LENDING,
        ...     contract_date=date(2020, 9, 1),
        ...     currency="CNY",
        ... )
        >>> found.waived, found.payments[0].amount
        (Decimal('5098.30'), Decimal('4401.70'))
    """
    found, flows = ceiling_on(ceiling, contract_date), _Flows.of(advances, payments, unit_period)
    unit = parsed("currency", parse_currency, currency)
    left = [minor_of(f"payments[{place}].amount", flow.amount, unit) for place, flow in enumerate(flows.payments)]
    over, waived = flows.excess(found.rate) * unit.per_major, 0
    for place in sorted(range(len(left)), key=lambda place: flows.paid_at[place]):
        if over <= 0:
            break
        worth = flows.weight(flows.paid_at[place], found.rate)
        cut = min(left[place], -(-over // worth))
        left[place], waived, over = left[place] - cut, waived + cut, over - cut * worth
    kept = [(flow, rest) for flow, rest in zip(flows.payments, left, strict=True) if rest]
    return ExcessCharges(
        ceiling=found,
        waived=unit.to_major(waived),
        payments=tuple(CashFlow(unit.to_major(rest), on=flow.on, after=flow.after) for flow, rest in kept),
    )


class _Flows(NamedTuple):
    """Flows of a loan with their exact distances in unit-periods from the first of them."""

    advances: list[CashFlow]
    payments: list[CashFlow]
    lent_at: list[Fraction]
    paid_at: list[Fraction]
    last: int  # the last whole period
    unit: str
    per_year: Fraction

    @staticmethod
    def of(advances: Iterable[CashFlow], payments: Iterable[CashFlow], unit_period: str | None) -> _Flows:
        lent, paid = _flows("advances", advances), _flows("payments", payments)
        if not lent or not paid:
            raise InvalidInputError([Fault("advances", "and payments need at least one flow each")])
        unit, moments = _moments(lent, paid, "us_actuarial", unit_period)
        lent_at, paid_at = moments[: len(lent)], moments[len(lent) :]
        if min(paid_at) < min(lent_at):
            raise InvalidTermsError("a payment before the first advance; lower the advance by it instead")
        return _Flows(lent, paid, lent_at, paid_at, max(moments) // 1, str(unit), unit.per_year)

    def weight(self, moment: Fraction, rate: Rate) -> Fraction:
        """Return what one unit at a moment is worth at an annual rate, in units of worth at the last whole period."""
        periodic = Fraction(rate.units, RATE_SCALE) / self.per_year
        top, bottom = periodic.numerator + periodic.denominator, periodic.denominator
        whole = moment // 1
        scaled: int = bottom**whole * top ** (self.last - whole)
        return scaled / (1 + (moment - whole) * periodic)

    def excess(self, rate: Rate) -> Fraction:
        """Return by how much payments are worth more than advances at an annual rate, in those units."""
        paid = zip(self.payments, self.paid_at, strict=True)
        lent = zip(self.advances, self.lent_at, strict=True)
        worth = sum((Fraction(flow.amount) * self.weight(at, rate) for flow, at in paid), Fraction(0))
        return worth - sum((Fraction(flow.amount) * self.weight(at, rate) for flow, at in lent), Fraction(0))


@value(private=True)
class RecognizedPrincipal:
    """What interest rolled into a new principal counts for (结转本金的认定).

    Args:
        principal: the new principal that counts, major units.
        interest: the part of it that was interest.
        excess_interest: interest above the ceiling, which does not count.
        ceiling: as it stood for the contract.
    """

    principal: Decimal
    interest: Decimal
    excess_interest: Decimal
    ceiling: CeilingRate


def recognized_principal(
    principal: AmountLike,
    *,
    rate: Rate | AmountLike,
    years: Fraction | AmountLike,
    ceiling: RateCeiling,
    contract_date: date,
    currency: Currency | str,
) -> RecognizedPrincipal:
    """Return the principal that counts where a loan's interest was rolled into a new one (结转本金的认定).

    Args:
        principal: of the earlier loan, major units.
        rate: its annual rate, simple interest.
        years: how long it ran, exact: a whole number, a decimal or a fraction such as `"1/2"`.
        ceiling: the rule.
        contract_date: the day of the earlier contract.
        currency: decides the smallest unit.

    Returns:
        The interest agreed is rounded half up; of it counts what the ceiling allows, rounded down. That all later
        interest together keeps within the ceiling on the first principal is `check_ceiling` on the flows.

    Raises:
        InvalidInputError: a bad amount, rate or time.
        PolicyNotInForceError: a contract before the rule.

    Sources:
        SPC provisions on private lending (2020), Article 27.

    Examples:
        >>> from restructure.policies.china.ceilings import CN_PRIVATE_LENDING
        >>> found = recognized_principal(
        ...     "100000",
        ...     rate="0.20",
        ...     years=1,
        ...     ceiling=CN_PRIVATE_LENDING,
        ...     contract_date=date(2020, 9, 1),
        ...     currency="CNY",
        ... )
        >>> found.principal, found.excess_interest
        (Decimal('115400.00'), Decimal('4600.00'))
    """
    unit = parsed("currency", parse_currency, currency)
    owed, agreed = minor_of("principal", principal, unit), parsed("rate", parse_rate, rate)
    time, found = parsed("years", parse_offset, years), ceiling_on(ceiling, contract_date)
    if time <= 0:
        raise InvalidInputError([Fault("years", "must be more than 0")])
    asked, allowed = (owed * time * each.units / RATE_SCALE for each in (agreed, found.rate))
    interest = div_round(asked.numerator, asked.denominator, "half_up")
    counted = min(interest, allowed // 1)
    return RecognizedPrincipal(
        principal=unit.to_major(owed + counted),
        interest=unit.to_major(counted),
        excess_interest=unit.to_major(interest - counted),
        ceiling=found,
    )
