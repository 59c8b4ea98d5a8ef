"""Yields: what a loan costs a year, always with the convention that says what the figure means.

One set of flows has as many annual rates as there are conventions, so a rate never comes without its name. All but
`simple` are the rate at which the payments are worth the advances; they differ in how they count time and in how they
make a year of a period:

- `us_actuarial`: Regulation Z, Appendix J. Simple interest inside a unit-period, times the unit-periods of a year.
- `eu_aprc`: Directives 2008/48/EC and 2014/17/EU, and the UK's rules. Time in years, effective, of amounts in cents.
- `nominal_irr`, `effective_irr`: the internal rate of return per period, times the periods of a year, or compounded.
- `simple`: cost over the average amount outstanding, where each payment repays advances in proportion to its size.

Times and amounts are exact until a rate is solved for; a rate is a float. Every rate above -100% a period is looked
for: that there is none, or more than one, is said with an error.

>>> payments = [CashFlow(230, after=month) for month in range(1, 25)]
>>> apr([CashFlow(5000, after=0)], payments).to_text()
'9.69% a year, nominal (US Regulation Z actuarial)'
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from ..basics.errors import Fault, InvalidInputError, InvalidTermsError, NoSolutionError
from ..basics.exact import div_round
from ..basics.money import Amount, AmountLike, scaled_decimal
from ..basics.types import OptionalDate, converted, field, parse_number, record, value
from .balance import balancing_rate, loan_rate, netted, simple_rate
from .intervals import (
    MONTH,
    UNITS,
    YEAR,
    YEAR_PARTS,
    UnitPeriod,
    YearPart,
    shared_due_day,
    units_between,
    usual_part,
    usual_unit,
    years_between,
)

__all__ = ["AnnualRate", "AprConvention", "CashFlow", "apr", "irr"]

T = TypeVar("T")

AprConvention = Literal["us_actuarial", "eu_aprc", "nominal_irr", "effective_irr", "simple"]
"""What an annual rate means: see the list above."""

MEANING: dict[AprConvention, str] = {
    "us_actuarial": "nominal (US Regulation Z actuarial)",
    "eu_aprc": "effective (EU and UK APRC)",
    "nominal_irr": "nominal (IRR per {unit} x {per_year})",
    "effective_irr": "effective (IRR per {unit}, compounded)",
    "simple": "simple (cost over average balance, not compounded)",
}
DISCLOSED_DECIMALS: dict[AprConvention, int] = {**dict.fromkeys(MEANING, 2), "eu_aprc": 1}
MAX_FLOWS = 1_200
"""A hundred years of months on each side: isolating every rate of more irregular flows would take too long."""
MAX_OFFSET = 10_000
"""A flow further away than this many periods is refused as absurd."""


# --- flows ---------------------------------------------------------------------------------------------------------

_FRACTION = re.compile(r"(-?[0-9]{1,20})/([0-9]{1,20})")


def parse_offset(given: object) -> Fraction:
    """Return a distance in time, exact: a whole number, a decimal or a fraction such as `401/4380`.

    Raises:
        ValueError: a float, as no float is a twelfth, or what is no number.
    """
    if isinstance(given, float):
        raise ValueError("must be exact; write a text such as '1/12' or '0.25', a Fraction or a Decimal")
    parts = _FRACTION.fullmatch(given) if isinstance(given, str) else None
    if parts and not int(parts[2]):
        raise ValueError("divides by zero; correct the fraction")
    if isinstance(given, Fraction):
        offset = given
    else:
        offset = Fraction(int(parts[1]), int(parts[2])) if parts else Fraction(parse_number(given))
    if abs(offset) > MAX_OFFSET:
        raise ValueError(f"is more than {MAX_OFFSET:,} periods away; check the unit")
    return offset


_OFFSET_SCHEMA = {
    "anyOf": [{"type": "string", "pattern": r"^-?[0-9]{1,20}((\.|/)[0-9]{1,20})?$"}, {"type": "integer"}],
}

if TYPE_CHECKING:

    class OptionalOffset:
        """A field that takes an exact number and holds a `Fraction`; it may be absent."""

        def __get__(self, instance: object, owner: object) -> Fraction | None: ...
        def __set__(self, instance: object, value: Fraction | Decimal | int | str | None) -> None: ...

else:
    OptionalOffset = Annotated[object, *converted(parse_offset, _OFFSET_SCHEMA)] | None


@record(private=True)
class CashFlow:
    """An amount that changes hands at one moment (现金流): what an advance or a payment is depends on its list.

    Args:
        amount: major units, more than 0.
        on: its day; or
        after: its distance from the moment time is counted from, exact: a whole number, a Decimal, a Fraction or a
            text such as `"401/4380"`. In years for `eu_aprc`, otherwise in unit-periods.

    Raises:
        InvalidInputError: no amount, or not exactly one of `on` and `after`.

    Examples:
        >>> CashFlow("1433.57", after="401/4380").after
        Fraction(401, 4380)
    """

    amount: Amount = field(kw_only=False)
    on: OptionalDate = field(default=None)
    after: OptionalOffset = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        if self.amount == 0:
            yield Fault("amount", "is zero; leave the flow out")
        if (self.on is None) == (self.after is None):
            yield Fault("on", "or after says when; give exactly one of them")


# --- annual rates --------------------------------------------------------------------------------------------------


@value()
class AnnualRate:
    """An annual rate and what it means (年化利率及其口径).

    `rate` is a fraction of one a year and `periodic_rate` that of one `unit_period`, of which a year has
    `periods_per_year`. The unit-period of `eu_aprc` is the year.
    """

    rate: float
    convention: AprConvention
    unit_period: str
    periods_per_year: Fraction
    periodic_rate: float

    @property
    def disclosed(self) -> Decimal:
        """The percent a year, rounded half up to the decimals that the convention prints."""
        digits = DISCLOSED_DECIMALS[self.convention]
        above, below = Decimal(repr(self.rate)).as_integer_ratio()  # the digits shown: a tie is a tie as written
        size = div_round(abs(above) * 10 ** (digits + 2), below, "half_up")
        return scaled_decimal(size if above > 0 else -size, digits)

    def to_text(self) -> str:
        """Return the percent as disclosed, with its meaning."""
        meaning = MEANING[self.convention].format(unit=self.unit_period, per_year=self.periods_per_year)
        return f"{self.disclosed}% a year, {meaning}"


def apr(
    advances: Iterable[CashFlow],
    payments: Iterable[CashFlow],
    *,
    convention: AprConvention = "us_actuarial",
    unit_period: str | None = None,
) -> AnnualRate:
    """Return the annual percentage rate at which payments repay advances (年化利率), by a named convention.

    All flows have dates, or all have offsets from one moment. Flows of the same moment are netted first: a fee paid on
    the day of the advance lowers what is lent. Dates count from the first flow, for `eu_aprc` from the first advance,
    before which time is negative. Where payments before the first advance leave more than one rate, it is the lowest.

    Args:
        advances: what the borrower receives.
        payments: what the borrower pays: the installments, and the fees that the convention counts.
        convention: see the head of this module.
        unit_period: `day`, `week`, `semimonth`, `month`, `year`, or several up to a year, such as `2 weeks`; for dated
            flows of `eu_aprc` the part of a year that is counted: `week`, `month` or `year`. Default: what the dates
            of the loan show for `us_actuarial` and `eu_aprc`, otherwise `month`.

    Returns:
        The rate and its convention; zero and negative rates are rates.

    Raises:
        InvalidInputError: a flow, convention or unit-period that is not one.
        InvalidTermsError: dates and offsets mixed, or a negative offset for `us_actuarial`.
        NoSolutionError: code `NO_RATE`; `RATE_NOT_UNIQUE`, with every rate per unit-period in its context; or
            `RATE_OUT_OF_RANGE`, where a float cannot hold it.

    Sources:
        12 CFR 1026, Appendix J; Directive 2008/48/EC, Annex I; PBOC Announcement 2021 No. 3; RBI Key Facts Statement,
        2024.

    Examples:
        >>> found = apr([CashFlow(200, on="2026-01-10")], [CashFlow(250, on="2026-02-10")], convention="eu_aprc")
        >>> found.disclosed, found.convention
        (Decimal('1355.2'), 'eu_aprc')
    """
    if convention not in tuple(MEANING):
        raise InvalidInputError([Fault("convention", f"must be one of {', '.join(MEANING)}")])
    lent, paid = _flows("advances", advances), _flows("payments", payments)
    if not lent or not paid:
        raise NoSolutionError("no rate without an advance and a payment; add what is missing", "NO_RATE")
    unit, moments = _moments(lent, paid, convention, unit_period)
    amounts = [Fraction(flow.amount) for flow in lent] + [-Fraction(flow.amount) for flow in paid]
    if convention == "eu_aprc":
        amounts = [_in_cents(amount) for amount in amounts]
    net = netted(zip(moments, amounts, strict=True))
    if convention == "simple":
        return annualized(convention, unit, simple_rate(net))
    return annualized(convention, unit, loan_rate(net, simple_inside=convention == "us_actuarial"))


def _flows(name: str, given: Iterable[CashFlow]) -> list[CashFlow]:
    """Return one side's flows, each checked to be one."""
    flows = listed(name, given)
    wrong = [place for place, flow in enumerate(flows) if not isinstance(flow, CashFlow)]
    if wrong:
        raise InvalidInputError([Fault(f"{name}[{place}]", "must be a CashFlow") for place in wrong])
    return flows


def listed(name: str, given: Iterable[T]) -> list[T]:
    """Return a list given at a function's door, of no more flows than a search for rates can take."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InvalidInputError([Fault(name, "must be a list")])
    items = list(given)
    if len(items) > MAX_FLOWS:
        raise InvalidInputError([Fault(name, f"has more than {MAX_FLOWS:,} items; pass fewer")])
    return items


def _in_cents(amount: Fraction) -> Fraction:
    cents = div_round(abs(amount.numerator) * 100, amount.denominator, "half_up")
    return Fraction(cents if amount > 0 else -cents, 100)


def annualized(convention: AprConvention, unit: UnitPeriod, periodic: float | Fraction) -> AnnualRate:
    """Return a rate per unit-period as the annual rate that a convention makes of it."""
    per_year = unit.per_year
    rate = compounded(float(periodic), per_year) if convention == "effective_irr" else float(periodic * per_year)
    if not math.isfinite(rate):
        raise NoSolutionError(TOO_LARGE, "RATE_OUT_OF_RANGE")
    return AnnualRate(
        rate=rate,
        convention=convention,
        unit_period=str(unit),
        periods_per_year=per_year,
        periodic_rate=float(periodic),
    )


def compounded(periodic: float, per_year: Fraction | int) -> float:
    """Return `(1 + periodic)**per_year - 1` without losing small rates."""
    try:
        return math.expm1(float(per_year) * math.log1p(periodic))
    except OverflowError:
        message = TOO_LARGE
    raise NoSolutionError(message, "RATE_OUT_OF_RANGE")


TOO_LARGE = "the rate of a year is too large to state; check the unit of amounts and moments"


# --- time ----------------------------------------------------------------------------------------------------------


def _moments(
    lent: Sequence[CashFlow], paid: Sequence[CashFlow], convention: AprConvention, unit_period: str | None
) -> tuple[UnitPeriod, list[Fraction]]:
    """Return the unit-period, and how many of it (years for `eu_aprc`) lie before each advance and each payment."""
    offsets = [flow.after for flow in (*lent, *paid) if flow.after is not None]
    if len(offsets) == len(lent) + len(paid):
        return _offset(offsets, convention, unit_period)
    if offsets:
        raise InvalidTermsError([Fault("advances", "and payments mix dates and offsets; give all flows the same")])
    days = [flow.on for flow in (*lent, *paid) if flow.on is not None]
    if convention == "eu_aprc":
        return YEAR, _years(days[: len(lent)], days[len(lent) :], unit_period)
    return _units(days[: len(lent)], days[len(lent) :], convention, unit_period)


def _offset(
    offsets: list[Fraction], convention: AprConvention, unit_period: str | None
) -> tuple[UnitPeriod, list[Fraction]]:
    if convention == "eu_aprc":
        if unit_period is not None:
            raise InvalidInputError([Fault("unit_period", "does not belong to offsets, which are years; leave it out")])
        return YEAR, offsets
    if convention == "us_actuarial" and min(offsets) < 0:
        raise InvalidTermsError("time begins with the first flow; give it the offset 0 and count on from there")
    return MONTH if unit_period is None else _unit(unit_period), offsets


def _units(
    advances: list[date], payments: list[date], convention: AprConvention, unit_period: str | None
) -> tuple[UnitPeriod, list[Fraction]]:
    unit = usual_unit(advances, payments) if convention == "us_actuarial" else MONTH
    if unit_period is not None:
        unit = _unit(unit_period)
    days = [*advances, *payments]
    start, shared = min(days), shared_due_day(days, payments)
    return unit, [units_between(start, day, unit, shared) for day in days]


def _years(advances: list[date], payments: list[date], unit_period: str | None) -> list[Fraction]:
    part = usual_part(advances, payments) if unit_period is None else _year_part(unit_period)
    days = [*advances, *payments]
    start, shared = min(advances), shared_due_day(days, payments)
    return [
        years_between(start, day, part, shared) if day >= start else -years_between(day, start, part, shared)
        for day in days
    ]


def _unit(name: object) -> UnitPeriod:
    if not isinstance(name, str) or name not in UNITS:
        remedy = "must be day, week, semimonth, month or year, or several up to a year, such as '2 weeks'"
        raise InvalidInputError([Fault("unit_period", remedy)])
    return UNITS[name]


def _year_part(name: object) -> YearPart:
    if name not in YEAR_PARTS:
        raise InvalidInputError([Fault("unit_period", f"must be one of {', '.join(YEAR_PARTS)}")])
    return name


def irr(flows: Iterable[AmountLike]) -> float:
    """Return the internal rate of return of evenly spaced flows, a fraction of one per period (内部收益率).

    Args:
        flows: signed amounts, what is received with one sign and what is paid with the other; zeros keep the spacing.

    Raises:
        InvalidInputError: what is not a number.
        NoSolutionError: code `NO_RATE`, or `RATE_NOT_UNIQUE` with every rate in its context.

    Sources:
        IFRS 9, Appendix A, effective interest rate, for the flows of one instrument.

    Examples:
        >>> round(irr([-100, 60, 60]), 12)
        0.130662386292
    """
    items = listed("flows", flows)
    amounts = parsed_numbers([(f"flows[{place}]", amount) for place, amount in enumerate(items)])
    return balancing_rate(netted((Fraction(place), Fraction(amount)) for place, amount in enumerate(amounts)))


def parsed_numbers(named: Sequence[tuple[str, object]]) -> list[Decimal]:
    """Return numbers as written; every fault at once."""
    numbers: list[Decimal] = []
    faults: list[Fault] = []
    for path, given in named:
        try:
            numbers.append(parse_number(given))
        except ValueError as error:
            faults.append(Fault(path, str(error)))
    if faults:
        raise InvalidInputError(faults)
    return numbers
