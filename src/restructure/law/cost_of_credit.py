"""What a debt costs against its ceiling, decided by exact present values, and what to waive until it complies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ..basics.errors import Fault, InvalidInputError, InvalidTermsError, parsed
from ..basics.exact import div_round
from ..basics.fractions import exact_decimal
from ..basics.money import AmountLike, Currency, minor_of, parse_currency, scaled_decimal
from ..basics.provenance import Check, Wording
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
    ceiling_on(ceiling, contract_date)
    lent, paid = _flows("advances", advances), _flows("payments", payments)
    flows = _flows_of(lent, paid, unit_period)
    shown = apr(lent, paid, unit_period=flows.unit)
    return checked(flows, shown.disclosed, ceiling=ceiling, contract_date=contract_date)


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
    found, given = ceiling_on(ceiling, contract_date), _flows("payments", payments)
    flows, unit = (
        _flows_of(_flows("advances", advances), given, unit_period),
        parsed("currency", parse_currency, currency),
    )
    left = [minor_of(f"payments[{place}].amount", flow.amount, unit) for place, flow in enumerate(given)]
    cuts = flows.least_waived(found.rate, left, unit.per_major)
    kept = [(flow, rest - cut) for flow, rest, cut in zip(given, left, cuts, strict=True) if rest > cut]
    return ExcessCharges(
        ceiling=found,
        waived=unit.to_major(sum(cuts)),
        payments=tuple(CashFlow(unit.to_major(rest), on=flow.on, after=flow.after) for flow, rest in kept),
    )


# --- flows at exact moments ----------------------------------------------------------------------------------------


class Moment(NamedTuple):
    """A distance in unit-periods from where time begins: whole ones, and a part of one that bears simple interest."""

    whole: int
    part: Fraction


def moment_of(offset: Fraction) -> Moment:
    """Return a distance as whole unit-periods and the part beyond them."""
    whole = offset.numerator // offset.denominator
    return Moment(whole, offset - whole)


class LoanFlows(NamedTuple):
    """What is lent and paid, and when; amounts all in one unit, whole numbers or exact fractions."""

    lent: Sequence[tuple[Moment, int | Fraction]]
    paid: Sequence[tuple[Moment, int | Fraction]]
    unit: str
    per_year: Fraction

    def weights(self, rate: Rate) -> list[int]:
        """Return what one unit at each whole period is worth at an annual rate, in units of worth at the last."""
        periodic = self._periodic(rate)
        top, bottom = periodic.numerator + periodic.denominator, periodic.denominator
        last = max(moment.whole for moment, _ in (*self.lent, *self.paid))
        found = [top**last]
        for _ in range(last):
            found.append(found[-1] // top * bottom)
        return found

    def excess(self, rate: Rate) -> Fraction:
        """Return by how much payments are worth more than advances at an annual rate, in those units."""
        return self._excess(self.weights(rate), self._periodic(rate))

    def _excess(self, weights: Sequence[int], periodic: Fraction) -> Fraction:
        # a loan has one or two different odd parts of a period: all else is whole numbers, added before dividing
        worth: dict[Fraction, int | Fraction] = {}
        for sign, side in ((1, self.paid), (-1, self.lent)):
            for (whole, part), amount in side:
                worth[part] = worth.get(part, 0) + sign * amount * weights[whole]
        return sum((amount / (1 + part * periodic) for part, amount in worth.items()), Fraction(0))

    def least_waived(self, rate: Rate, left: Sequence[int], per_unit: int = 1) -> list[int]:
        """Return how much of each payment is waived, the earliest first, until advances are worth as much.

        Args:
            rate: the ceiling's.
            left: the payments in smallest units, `per_unit` of which make one of the flows' units.
            per_unit: see there.
        """
        weights, periodic = self.weights(rate), self._periodic(rate)
        over, cuts = self._excess(weights, periodic) * per_unit, [0] * len(left)
        for place in sorted(range(len(left)), key=lambda place: self.paid[place][0]):
            if over <= 0:
                break
            whole, part = self.paid[place][0]
            worth = weights[whole] / (1 + part * periodic)
            cuts[place] = min(left[place], -(-over // worth))
            over -= cuts[place] * worth
        return cuts

    def _periodic(self, rate: Rate) -> Fraction:
        return Fraction(rate.units, RATE_SCALE) / self.per_year


def _flows_of(lent: Sequence[CashFlow], paid: Sequence[CashFlow], unit_period: str | None) -> LoanFlows:
    if not lent or not paid:
        raise InvalidInputError([Fault("advances", "and payments need at least one flow each")])
    unit, moments = _moments(lent, paid, "us_actuarial", unit_period)
    if min(moments[len(lent) :]) < min(moments[: len(lent)]):
        raise InvalidTermsError("a payment before the first advance; lower the advance by it instead")
    placed = [(moment_of(at), Fraction(flow.amount)) for at, flow in zip(moments, (*lent, *paid), strict=True)]
    return LoanFlows(placed[: len(lent)], placed[len(lent) :], str(unit), unit.per_year)


STEPS = 40
"""Newton steps at most; 5 to 8 do for any plan."""
TIE = 1e-6
"""Hundredths of a percent this near to a half are rounded by the search that is exact."""


def annual_percent(flows: LoanFlows) -> Decimal:
    """Return the annual rate of flows as `apr` discloses it, in percent, quickly where all is lent before it is paid.

    A plan is lent at once, so it has one rate, and what it is worth falls ever more slowly as the rate rises: Newton's
    steps from 0 come to that rate from below, without a search for others.
    """
    start, lent = flows.lent[0][0], float(sum(amount for _, amount in flows.lent))
    rows = [(whole, float(part), float(amount)) for (whole, part), amount in flows.paid]
    if (
        start == Moment(0, Fraction(0))
        and {moment for moment, _ in flows.lent} == {start}
        and sum(row[2] for row in rows) >= lent
    ):
        hundredths = _climbed(lent, rows) * float(flows.per_year) * 10_000
        if abs(hundredths % 1 - 0.5) > TIE:
            return scaled_decimal(int(hundredths + 0.5), 2)
    sides = (flows.lent, flows.paid)
    lent_at, paid_at = ([CashFlow(_plainly(amount), after=at.whole + at.part) for at, amount in side] for side in sides)
    return apr(lent_at, paid_at, unit_period=flows.unit).disclosed


def _climbed(lent: float, rows: Sequence[tuple[int, float, float]]) -> float:
    """Return the rate a period at which rows (whole periods, part of one, amount) are worth what is lent."""
    rate = 0.0
    for _ in range(STEPS):
        worth, slope = -lent, 0.0
        for whole, part, amount in rows:
            growth, odd = 1 + rate, 1 + part * rate
            value = amount / (growth**whole * odd)
            worth += value
            slope += value * (whole / growth + part / odd)
        step = worth / slope if slope else 0.0
        rate += step
        if step <= rate * 1e-15:
            break
    return rate


def _plainly(amount: int | Fraction) -> Decimal:
    return exact_decimal(Fraction(amount))


def checked(flows: LoanFlows, percent: Decimal, *, ceiling: RateCeiling, contract_date: date) -> Check:
    """Return the check of flows against a ceiling; `percent` is their annual rate as it is disclosed."""
    found = ceiling_on(ceiling, contract_date)
    check = Check.of(
        ceiling.code,
        holds=flows.excess(found.rate) <= 0,
        actual=f"{percent}%",
        limit=f"<= {found.rate.to_percent()}",
        sources=ceiling.sources,
        text=told(ceiling, found),
    )
    return check if found.known else check.under_review()


def told(ceiling: RateCeiling, found: CeilingRate) -> Wording:
    """Return what a ceiling demands of contracts of one day."""
    values = {
        "limit": found.rate.to_percent(),
        "reference": percent_text(found.reference),
        "since": str(found.since),
    }
    return ceiling.text.filled(values)


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
