"""What a change of a loan costs its lender: present values, diminished obligation, IFRS 9 modification figures.

Every function discounts at one effective rate: a year's for dated flows, counted actual/365 from `on`, else that of
the period in which the flows' offsets are counted. Present values and shares have 10 decimals, half up; comparisons
with a threshold are made on the present values as stated, by whole numbers. Rounding to money is the caller's.

>>> before = [CashFlow(5, after=1), CashFlow(5, after=2), CashFlow(105, after=3)]
>>> after = [CashFlow(5, after=3), CashFlow(5, after=4), CashFlow(105, after=5)]
>>> test = diminished_obligation(before, after, "0.05")
>>> test.share, test.exceeded
(Decimal('0.0929705215'), True)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ..basics.door import at_its_door
from ..basics.errors import InvalidInputError, NotApplicableError
from ..basics.fractions import amount_of, exact_decimal, rounded, share_of
from ..basics.money import AmountLike, Currency, amount_faults
from ..basics.types import value
from .discount import PLACES, grown, present_value, rate_of, timed
from .yields import CashFlow

__all__ = [
    "CarryingRow",
    "DiminishedObligation",
    "ModificationResult",
    "TenPercentTest",
    "amortized_cost",
    "compensating_fee",
    "diminished_obligation",
    "modification_gain_or_loss",
    "net_present_value",
    "ten_percent_test",
]

DO_THRESHOLD = Fraction(1, 100)
"""The largest share of an obligation that a restructuring may take without being a default: the guideline's limit."""
SUBSTANTIAL = Fraction(1, 10)
"""A difference of present values from which new terms are substantially different."""


def net_present_value(flows: Iterable[CashFlow], rate: AmountLike, *, on: date | None = None) -> Decimal:
    """Return what flows of cash are worth at one moment (净现值).

    Args:
        flows: amounts in major units, all dated or all with offsets, in any order.
        rate: effective, as a fraction of one: a year for dated flows, else per period of the offsets; above -1.
        on: the day counted from, for dated flows; offsets count from zero.

    Returns:
        The sum of amount * (1 + rate) ** -time, with 10 decimals.

    Raises:
        InvalidInputError: a bad rate, or flows that are before `on` or of the other kind.

    Examples:
        >>> net_present_value([CashFlow(30, after=1), CashFlow(1030, after=2)], "0.05")
        Decimal('962.8117913832')
    """
    return present_value("flows", flows, rate_of(rate), on)


@value(private=True)
class DiminishedObligation:
    """How much less an obligation is worth after a change of its terms (债务减损测试).

    Args:
        npv_before, npv_after: present values at the original effective rate.
        share: `(npv_before - npv_after) / npv_before`; negative when the change gains.
        threshold: the largest share that is no default.
        margin: `threshold - share`.
        exceeded: whether the share is above the threshold.
    """

    npv_before: Decimal
    npv_after: Decimal
    share: Decimal
    threshold: Decimal
    margin: Decimal
    exceeded: bool


def diminished_obligation(
    before: Iterable[CashFlow],
    after: Iterable[CashFlow],
    rate: AmountLike,
    *,
    threshold: AmountLike = "0.01",
    on: date | None = None,
) -> DiminishedObligation:
    """Return by how much a distressed restructuring diminishes an obligation (债务减损测试, DO).

    Args:
        before: what was owed before the change, with unpaid interest and fees; what is overdue at the moment counted
            from, at face.
        after: what is owed after it, with anything paid on the day of the change.
        rate: the original effective rate.
        threshold: the lender's own, as a fraction of one; the guideline allows at most 0.01.
        on: the day of the change, for dated flows.

    Raises:
        InvalidInputError: see `net_present_value`.
        NotApplicableError: what was owed before is worth nothing.

    Sources:
        EBA/GL/2016/07, paragraph 51.

    Examples:
        >>> test = diminished_obligation([CashFlow(103, after=1)], [CashFlow(102, after=1)], "0.03")
        >>> test.npv_after, test.share, test.margin, test.exceeded
        (Decimal('99.0291262136'), Decimal('0.0097087379'), Decimal('0.0002912621'), False)
    """
    first, second = _both(before, after, rate, on)
    return diminished(first, second, share_of("threshold", threshold))


def diminished(before: Fraction, after: Fraction, limit: Fraction) -> DiminishedObligation:
    """Return the test on two present values, the first above 0."""
    share = 1 - after / before
    return DiminishedObligation(
        npv_before=rounded(before, PLACES),
        npv_after=rounded(after, PLACES),
        share=rounded(share, PLACES),
        threshold=exact_decimal(limit),
        margin=rounded(limit - share, PLACES),
        exceeded=share > limit,
    )


def compensating_fee(
    before: Iterable[CashFlow],
    after: Iterable[CashFlow],
    rate: AmountLike,
    *,
    threshold: AmountLike = "0.01",
    on: date | None = None,
) -> Decimal:
    """Return what must be paid on the day of the change to bring its loss down to the threshold (补偿费用).

    Args:
        before: what was owed before the change.
        after: what is owed after it, without the fee.
        rate: the original effective rate.
        threshold: the largest share that may be lost, as a fraction of one.
        on: the day of the change, for dated flows.

    Returns:
        `(1 - threshold) * npv_before - npv_after`, rounded up in the 10th decimal, or 0; round it up to money.

    Raises:
        InvalidInputError: see `net_present_value`.
        NotApplicableError: what was owed before is worth nothing.

    Sources:
        EBA/GL/2016/07, paragraph 51, solved for a payment on day one.

    Examples:
        >>> compensating_fee([CashFlow(100, after=0)], [CashFlow(100, after=1)], "0.05")
        Decimal('3.7619047619')
    """
    first, second = _both(before, after, rate, on)
    gap = (1 - share_of("threshold", threshold)) * first - second
    units = -(-gap.numerator * 10**PLACES // gap.denominator)
    return rounded(Fraction(max(units, 0), 10**PLACES), PLACES)


def _both(
    before: Iterable[CashFlow], after: Iterable[CashFlow], rate: AmountLike, on: date | None
) -> tuple[Fraction, Fraction]:
    effective = rate_of(rate)
    first = Fraction(present_value("before", before, effective, on))
    second = Fraction(present_value("after", after, effective, on))
    if not first:
        raise NotApplicableError("what is owed before the change is worth nothing; there is no loss to measure")
    return first, second


@at_its_door
class CarryingRow(NamedTuple):
    """One flow of a loan at amortized cost (摊余成本), major units: `closing = opening + interest - cash`."""

    on: date | None
    after: Fraction | None
    opening: Decimal
    interest: Decimal
    cash: Decimal
    closing: Decimal


def amortized_cost(
    carrying: AmountLike,
    flows: Iterable[CashFlow],
    rate: AmountLike,
    *,
    currency: Currency | str,
    on: date | None = None,
) -> tuple[CarryingRow, ...]:
    """Return how a loan is carried at amortized cost from flow to flow (摊余成本).

    Args:
        carrying: gross carrying amount at the moment counted from, major units.
        flows: what is received, in any order.
        rate: the original effective rate.
        currency: interest is rounded half up to its smallest unit, flow by flow.
        on: the day of `carrying`, for dated flows.

    Returns:
        One row a flow in order of time; the closing amount of the last is what rate and rounding leave over.

    Raises:
        InvalidInputError: see `net_present_value`; amounts that the currency cannot express.

    Sources:
        IFRS 9, 5.4.1 and Appendix A (effective interest method).

    Examples:
        >>> rows = amortized_cost(1000, [CashFlow(580, after=1), CashFlow(500, after=2)], "0.055", currency="EUR")
        >>> [(str(row.interest), str(row.closing)) for row in rows]
        [('55.00', '475.00'), ('26.13', '1.13')]
    """
    unit = currency if isinstance(currency, Currency) else Currency(currency)
    effective, flowing = rate_of(rate), timed("flows", flows, on)
    opening, reached = exact_decimal(amount_of("carrying", carrying)), Fraction(0)
    named = [
        ("carrying", opening),
        *((f"flows[{place}].amount", item.flow.amount) for place, item in enumerate(flowing)),
    ]
    if faults := list(amount_faults(unit, named)):
        raise InvalidInputError(faults)
    rows: list[CarryingRow] = []
    for time, flow in sorted(flowing, key=lambda item: item.time):
        rows.append(_carried(unit, opening, grown(opening, effective, time - reached), flow))
        opening, reached = rows[-1].closing, time
    return tuple(rows)


def _carried(unit: Currency, opening: Decimal, grown_to: Fraction, flow: CashFlow) -> CarryingRow:
    interest = rounded(grown_to - Fraction(opening), unit.digits)
    closing = rounded(Fraction(opening) + Fraction(interest) - Fraction(flow.amount), unit.digits)
    return CarryingRow(flow.on, flow.after, rounded(Fraction(opening), unit.digits), interest, flow.amount, closing)


@value(private=True)
class ModificationResult:
    """What a modification does to a loan that stays on the books (合同修改利得或损失), major units.

    Args:
        present_value: the modified flows at the original effective rate.
        gain_or_loss: `present_value - carrying`, for profit or loss; negative is a loss.
        new_carrying: `present_value` with costs added and fees taken off, to be spread over the new term.
        share: `gain_or_loss / carrying`.
    """

    present_value: Decimal
    gain_or_loss: Decimal
    new_carrying: Decimal
    share: Decimal


def modification_gain_or_loss(
    carrying: AmountLike,
    flows: Iterable[CashFlow],
    rate: AmountLike,
    *,
    costs: AmountLike = 0,
    fees: AmountLike = 0,
    on: date | None = None,
) -> ModificationResult:
    """Return the gain or loss of a modification that does not derecognize the loan (合同修改利得或损失).

    Args:
        carrying: gross carrying amount before the modification, above 0, major units.
        flows: the modified contractual flows.
        rate: the original effective rate; the credit-adjusted one of a loan bought or made credit-impaired.
        costs: what the lender spends on the modification, major units.
        fees: what the borrower pays for it on that day, major units, if not among `flows`.
        on: the day of the modification, for dated flows.

    Raises:
        InvalidInputError: see `net_present_value`.
        NotApplicableError: nothing is carried.

    Sources:
        IFRS 9, 5.4.3: costs and fees adjust the carrying amount, not the gain or loss.

    Examples:
        >>> flows = [CashFlow(30, after=year) for year in range(1, 5)] + [CashFlow(1030, after=5)]
        >>> result = modification_gain_or_loss(1000, flows, "0.05", costs=4)
        >>> result.gain_or_loss, result.new_carrying
        (Decimal('-86.5895334126'), Decimal('917.4104665874'))
    """
    carried = amount_of("carrying", carrying)
    if not carried:
        raise NotApplicableError("nothing is carried; there is nothing to modify")
    worth = Fraction(present_value("flows", flows, rate_of(rate), on))
    adjusted = worth + amount_of("costs", costs) - amount_of("fees", fees)
    return ModificationResult(
        present_value=rounded(worth, PLACES),
        gain_or_loss=rounded(worth - carried, PLACES),
        new_carrying=rounded(adjusted, PLACES),
        share=rounded((worth - carried) / carried, PLACES),
    )


@value(private=True)
class TenPercentTest:
    """Whether new terms are substantially different from old ones (10% 测试).

    Args:
        npv_before, npv_after: present values at the original effective rate, fees left out.
        npv_after_with_fees: `npv_after` with fees the borrower pays, less those the borrower receives.
        share: `abs(npv_after_with_fees - npv_before) / npv_before`.
        share_without_fees: the same of `npv_after`.
        substantial: whether the difference with fees is at least 10%.
    """

    npv_before: Decimal
    npv_after: Decimal
    npv_after_with_fees: Decimal
    share: Decimal
    share_without_fees: Decimal
    substantial: bool


def ten_percent_test(
    before: Iterable[CashFlow],
    after: Iterable[CashFlow],
    rate: AmountLike,
    *,
    fees_paid: AmountLike = 0,
    fees_received: AmountLike = 0,
    on: date | None = None,
) -> TenPercentTest:
    """Return whether new terms differ from the old ones by 10% of present value or more (10% 测试).

    Args:
        before: the remaining flows of the old terms.
        after: the flows of the new terms.
        rate: the original effective rate.
        fees_paid: by the borrower to the lender on the day of the change, major units, if not among `after`; what third
            parties are paid has no place in the test.
        fees_received: by the borrower from the lender on that day.
        on: the day of the change, for dated flows.

    Raises:
        InvalidInputError: see `net_present_value`.
        NotApplicableError: what was owed before is worth nothing.

    Sources:
        IFRS 9, B3.3.6; ASC 470-50-40 and 310-20-35, which count the same way.

    Examples:
        >>> old = [CashFlow(50, after=1), CashFlow(1050, after=2)]
        >>> test = ten_percent_test(old, [CashFlow(1000, after=2)], "0.05", fees_paid=10)
        >>> test.share_without_fees, test.share, test.substantial
        (Decimal('0.0929705215'), Decimal('0.0829705215'), False)
    """
    first, second = _both(before, after, rate, on)
    with_fees = second + amount_of("fees_paid", fees_paid) - amount_of("fees_received", fees_received)
    share = abs(with_fees - first) / first
    return TenPercentTest(
        npv_before=rounded(first, PLACES),
        npv_after=rounded(second, PLACES),
        npv_after_with_fees=rounded(with_fees, PLACES),
        share=rounded(share, PLACES),
        share_without_fees=rounded(abs(second - first) / first, PLACES),
        substantial=share >= SUBSTANTIAL,
    )
