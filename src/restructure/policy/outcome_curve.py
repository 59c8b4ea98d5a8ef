"""Which plans hold, as data: a yearly hazard of failing, made of monotone factors, with what a failure costs.

Nothing here is a prediction for one borrower or one book: a curve says what was published of other lenders' loans, or
what a lender found in its own, with a low and a high estimate beside the central one. Every number is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal, get_args

from ..applicant.application import DebtKind
from ..basics.errors import Fault
from ..basics.provenance import Source, Wording
from ..basics.rates import RateField
from ..basics.types import Items, Text, Whole, at_least, at_most, field, record
from .share_units import Number, NumberField

__all__ = ["Estimate", "FactorCurves", "Level", "OutcomeCurve", "Points", "Strength"]

Level = Literal["central", "low", "high"]
"""Which estimate of a figure: the central one, or the end of the band with fewer or with more failures."""
Strength = Literal["central", "flat", "steep"]
"""How strongly a factor is taken to act: as estimated, less or not at all, or more."""

Points = Sequence[tuple[Decimal, Decimal]]
"""(quantity, factor) breakpoints: linear between them, flat outside."""

Months = Annotated[Whole, at_least(0), at_most(600)]


@record()
class Estimate:
    """A figure with its band: central, low and high, from 0 on (估计值及区间).

    Args:
        central: the best estimate.
        low, high: ends of the band.

    Raises:
        InvalidInputError: a negative figure, or a central one outside its band.

    Examples:
        >>> Estimate("0.22", low="0.10", high="0.37").at("high")
        Decimal('0.37')
    """

    central: NumberField = field(kw_only=False)
    low: NumberField
    high: NumberField

    def at(self, level: Level) -> Decimal:
        """Return the estimate of one level."""
        return {"central": self.central, "low": self.low, "high": self.high}[level]

    def _faults(self) -> Iterator[Fault]:
        if not 0 <= self.low <= self.central <= self.high:
            yield Fault("central", "must lie between low and high, and none be negative")


@record()
class FactorCurves:
    """A factor of the hazard as three curves (风险系数曲线).

    Args:
        central: as estimated.
        flat: the weakest effect that the evidence allows.
        steep: the strongest.

    Raises:
        InvalidInputError: breakpoints out of order, or a negative factor.

    Examples:
        >>> from restructure.policy import curve
        >>> none = curve(("0", "1"), ("1", "1"))
        >>> FactorCurves(central=curve(("0", "1"), ("1", "0.67")), flat=none, steep=none).at("central")[1]
        (Decimal('1'), Decimal('0.67'))
    """

    central: Items[tuple[Number, Number]]
    flat: Items[tuple[Number, Number]]
    steep: Items[tuple[Number, Number]]

    def at(self, strength: Strength) -> Points:
        """Return the curve of one strength."""
        return {"central": self.central, "flat": self.flat, "steep": self.steep}[strength]

    def _faults(self) -> Iterator[Fault]:
        for name in ("central", "flat", "steep"):
            yield from _faults_of(name, getattr(self, name))


def _faults_of(path: str, points: Points) -> Iterator[Fault]:
    if not points:
        yield Fault(path, "needs a breakpoint")
    if any(later[0] <= earlier[0] for earlier, later in pairwise(points)):
        yield Fault(path, "must rise in quantity; sort them")
    if any(factor < 0 for _, factor in points):
        yield Fault(path, "factors must not be negative")


def _turns(points: Points, *, rising: bool) -> bool:
    """Return whether a curve goes against its direction anywhere."""
    return any((later[1] < earlier[1]) if rising else (later[1] > earlier[1]) for earlier, later in pairwise(points))


def factor_at(points: Points, quantity: Fraction) -> Fraction:
    """Return the factor of a quantity, exact."""
    if quantity <= points[0][0]:
        return Fraction(points[0][1])
    for (left, low), (right, high) in pairwise(points):
        if quantity <= right:
            share = (quantity - Fraction(left)) / (Fraction(right) - Fraction(left))
            return Fraction(low) + (Fraction(high) - Fraction(low)) * share
    return Fraction(points[-1][1])


RISING = {"payment": True, "writedown": False, "cushion": False}


@record()
class OutcomeCurve:
    """How plans of one kind of debt have held, and what their failing costs (履约结果曲线).

    The hazard of a month is `base * payment * writedown * cushion * liquid * arrears * season / 12`, times the flags
    that apply; a plan survives a month with one less it. See `docs/explanation/outcomes.md`.

    Args:
        code: stable id.
        kinds: the kinds of debt it speaks of; a policy's first curve with a kind counts for it.
        base: failures a year of a plan that changes nothing, 60 days late, 5% of income to spare, a month of cash.
        payment: by the payment over the contract's installment; more payment, more failures.
        writedown: by the share of the contract's rate that is given up; more given up, fewer failures.
        cushion: by the share of assessed income that may fall away before the payment is missed.
        liquid: by months of the payment in cash.
        arrears: by days past due when the plan begins.
        season: by year of the plan, from the first on; the last one stays.
        capitalized_without_lower_payment: where arrears join the principal and no installment is lower.
        second_plan: where another plan was made in the last 24 months.
        relief_end_dated: failing when a relief ends into income that is dated and evidenced, once.
        relief_end_undated: the same without.
        cure_when_contract_fits: of loans in arrears without a plan, those that recover by themselves.
        cure_when_it_does_not: the same where the contract is more than can be paid.
        recovered_share: of what is owed at default, net of costs.
        recovered_after: months from the default until that arrives.
        discount: market rate for new lending of this kind, by which expected flows are discounted; never the
            contract's rate, which holds the price of default already.
        sources: of all of it; where nothing is verified it is shown as illustrative.
        text: what it rests on, for people.

    Raises:
        InvalidInputError: a curve against its direction, a share above 1, or no kind.

    Sources:
        docs/explanation/outcomes.md, with the studies behind every table.

    Examples:
        >>> from restructure.policies.outcomes import CARD_OUTCOMES
        >>> CARD_OUTCOMES.base.central, CARD_OUTCOMES.kinds[0]
        (Decimal('0.22'), 'credit_card')
    """

    code: Text
    kinds: Items[DebtKind]
    base: Estimate
    payment: FactorCurves
    writedown: FactorCurves
    cushion: FactorCurves
    liquid: Items[tuple[Number, Number]]
    arrears: Items[tuple[Number, Number]]
    season: Items[Number]
    capitalized_without_lower_payment: Estimate
    second_plan: Estimate
    relief_end_dated: Estimate
    relief_end_undated: Estimate
    cure_when_contract_fits: Estimate
    cure_when_it_does_not: Estimate
    recovered_share: Estimate
    recovered_after: Months
    discount: RateField
    sources: Items[Source]
    text: Wording

    def _faults(self) -> Iterator[Fault]:
        if not self.kinds:
            yield Fault("kinds", "is empty; name the kinds of debt it speaks of")
        yield from self._faults_of_curves()
        if not self.season or any(factor < 0 for factor in self.season):
            yield Fault("season", "needs a factor, and none may be negative")
        for name in _SHARES:
            if getattr(self, name).high > 1:
                yield Fault(name, "is a share; at most 1")
        if self.discount.compounding != "periodic":
            yield Fault("discount", "must be a periodic rate")

    def _faults_of_curves(self) -> Iterator[Fault]:
        for name in ("liquid", "arrears"):
            yield from _faults_of(name, getattr(self, name))
        curves: list[tuple[str, Points, bool]] = [("liquid", self.liquid, False), ("arrears", self.arrears, True)]
        for name, rising in RISING.items():
            factor: FactorCurves = getattr(self, name)
            curves += [(f"{name}.{strength}", factor.at(strength), rising) for strength in STRENGTHS]
        for path, points, rising in curves:
            if _turns(points, rising=rising):
                yield Fault(path, f"must only {'rise' if rising else 'fall'}")


STRENGTHS: tuple[Strength, ...] = get_args(Strength)
_SHARES = (
    "relief_end_dated",
    "relief_end_undated",
    "cure_when_contract_fits",
    "cure_when_it_does_not",
    "recovered_share",
)
