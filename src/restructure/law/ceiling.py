"""A ceiling as data: a rate, or a multiple of a reference rate, by date of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated

from ..basics.errors import Fault, parsed, require_type
from ..basics.provenance import Dated, Plain, Source, Wording, names_only
from ..basics.rates import MAX_RATE, RATE_DIGITS, RATE_SCALE, Rate, rate_of_units
from ..basics.types import (
    Items,
    OptionalDate,
    Text,
    Whole,
    at_least,
    at_most,
    field,
    parse_date,
    record,
    value,
    whole_units,
)

__all__ = ["CeilingRate", "RateCeiling", "ceiling_on"]


@record()
class RateCeiling:
    """The highest annual cost that a rule supports, by date of the contract (利率上限).

    Args:
        code: stable id.
        rates: the reference rate by date, as a fraction of one a year; the ceiling itself where `multiple` is 1.
        multiple: how many times the reference rate.
        through: the last day these rates were looked up for; contracts after it always need review. Default: they
            stand until the next step.
        sources: of the rule and of the rates; unless all are verified, checks answer "needs review".
        text: what is demanded, for people; may name `{limit}`, `{reference}` and `{since}`, the day of that rate.

    Raises:
        InvalidInputError: rates that are no fractions of one, a last day before the last step, or no source.

    Examples:
        >>> from dataclasses import replace
        >>> from restructure.policies.china.ceilings import CN_PRIVATE_LENDING
        >>> ours = replace(
        ...     CN_PRIVATE_LENDING,
        ...     rates=Dated([(date(2025, 5, 20), Decimal("0.03"))]),
        ...     sources=[Source(title="LPR as published on 20 May 2025, file 12", level="verified")],
        ...     through=date(2025, 6, 19),
        ... )
        >>> ceiling_on(ours, date(2025, 6, 1)).rate
        Rate('0.12')
    """

    code: Text
    rates: Dated[Plain]
    multiple: Annotated[Whole, at_least(1), at_most(100)] = field(default=1)
    through: OptionalDate = field(default=None)
    sources: Items[Source]
    text: Wording

    def _faults(self) -> Iterator[Fault]:
        if any(not _is_fraction(rate) for _, rate in self.rates.steps):
            yield Fault("rates", f"must be fractions of one from 0 to 1, with at most {RATE_DIGITS} decimals")
        if self.through is not None and self.through < self.rates.steps[-1][0]:
            yield Fault("through", "is before the last rate; correct one of them")
        if not self.sources:
            yield Fault("sources", "is empty; say where the ceiling is written")
        if not names_only(self.text, NAMED):
            yield Fault("text", f"may name {', '.join(NAMED)} in braces and nothing else")


NAMED = ("limit", "reference", "since")


def _is_fraction(rate: object) -> bool:
    return isinstance(rate, Decimal) and 0 <= rate <= 1 and not whole_units(rate, RATE_DIGITS)[1]


@value()
class CeilingRate:
    """A ceiling as it stands for contracts of one day (适用的利率上限).

    Args:
        code: that of the ceiling.
        rate: the most a year.
        reference: the rate it is a multiple of, as a fraction of one.
        since: the day of that reference rate.
        known: whether the day was looked up; else it is the last rate known.
    """

    code: str
    rate: Rate
    reference: Decimal
    since: date
    known: bool


def ceiling_on(ceiling: RateCeiling, contract_date: date) -> CeilingRate:
    """Return a ceiling as it stands for contracts of one day (适用的利率上限).

    Args:
        ceiling: the rule.
        contract_date: the day of the contract.

    Returns:
        The rate, and of which day the reference rate is: after the last known one that one stands, marked so.

    Raises:
        InvalidInputError: no ceiling or no date.
        PolicyNotInForceError: a contract before the rule.

    Sources:
        SPC provisions on private lending (2020), Article 25; the ceiling's own.

    Examples:
        >>> from restructure.policies.china.ceilings import CN_PRIVATE_LENDING
        >>> found = ceiling_on(CN_PRIVATE_LENDING, date(2026, 11, 23))
        >>> found.rate, found.since.isoformat(), found.known
        (Rate('0.154'), '2020-08-20', False)
    """
    require_type("ceiling", ceiling, RateCeiling, "a RateCeiling")
    on = parsed("contract_date", parse_date, contract_date)
    reference = ceiling.rates.at(on)
    if not isinstance(reference, Decimal):
        raise AssertionError("the rates of a ceiling are numbers")
    units = min(whole_units(reference, RATE_DIGITS)[0] * ceiling.multiple, MAX_RATE * RATE_SCALE)
    return CeilingRate(
        code=ceiling.code,
        rate=rate_of_units(units),
        reference=reference,
        since=max(start for start, _ in ceiling.rates.steps if start <= on),
        known=ceiling.through is None or on <= ceiling.through,
    )
