"""The capacity model as data: haircuts, limits, ten components with their curves, grades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, get_args

from ..applicant.application import DebtRole
from ..applicant.household import Evidence, IncomeKind
from ..basics.errors import Fault
from ..basics.money import OptionalAmount
from ..basics.rates import RateField
from ..basics.types import (
    AfterValidator,
    FrozenMapping,
    Items,
    Text,
    Whole,
    at_least,
    at_most,
    field,
    parse_number,
    record,
    whole_units,
)
from ..measures.ratios import IncomeBasis
from .income_rules import IrregularIncome, ReasonReference, Savings, Stress
from .living_benchmark import LivingBenchmark
from .ratio_caps import RatioCap, SpendingGuideline
from .share_units import SHARE_DIGITS, SHARE_SCALE, Number, ShareField, ShareValue, share_units

__all__ = ["CapacityModel", "ComponentId", "Grade", "ScoreComponent", "curve"]

ComponentId = Literal["A1", "A2", "A3", "A4", "A5", "A6", "S1", "C1", "C2", "C3"]
RISING: dict[ComponentId, bool] = {
    "A1": False,
    "A2": True,
    "A3": True,
    "A4": False,
    "A5": False,
    "A6": True,
    "S1": True,
    "C1": False,
    "C2": True,
    "C3": False,
}
"""The ten components of the score, and whether more of the quantity is better."""

ABILITY: tuple[ComponentId, ...] = ("A1", "A2", "A3", "A4", "A5", "A6", "S1")
CONDUCT: tuple[ComponentId, ...] = ("C1", "C2", "C3")


def curve(*points: tuple[str, str]) -> tuple[tuple[Decimal, Decimal], ...]:
    """Return (value, utility) breakpoints written as text.

    Examples:
        >>> curve(("0", "1"), ("30", "0.75"))
        ((Decimal('0'), Decimal('1')), (Decimal('30'), Decimal('0.75')))
    """
    return tuple((parse_number(at), parse_number(utility)) for at, utility in points)


@record()
class ScoreComponent:
    """One component of the capacity score: its weight and the curve from quantity to utility (评分项).

    Args:
        id: A1 to A6, S1, C1 to C3.
        weight: points it can contribute; the ten add up to 100.
        points: (quantity, utility) breakpoints; linear between them, flat outside.

    Raises:
        InvalidInputError: unsorted breakpoints, utilities outside 0 to 1 or against the component's direction.

    Examples:
        >>> ScoreComponent(id="A1", weight="20", points=curve(("0.30", "1"), ("0.60", "0"))).weight
        Decimal('20')
    """

    id: ComponentId
    weight: Number
    points: Items[tuple[Number, Number]]

    def _faults(self) -> Iterator[Fault]:
        if not 0 < self.weight <= 100 or whole_units(self.weight, SHARE_DIGITS)[1]:
            yield Fault("weight", "must be above 0 and at most 100, with at most 6 decimals")
        if len(self.points) < 2:
            yield Fault("points", "needs at least two breakpoints")
        if any(later[0] <= earlier[0] for earlier, later in pairwise(self.points)):
            yield Fault("points", "must rise in quantity; sort them")
        if any(not 0 <= utility <= 1 for _, utility in self.points):
            yield Fault("points", "utilities must be from 0 to 1")
        turned = self.points if RISING[self.id] else self.points[::-1]
        if any(later[1] < earlier[1] for earlier, later in pairwise(turned)):
            yield Fault("points", f"utilities of {self.id} must only {'rise' if RISING[self.id] else 'fall'}")


@record()
class Grade:
    """A letter and the lowest score that earns it.

    Examples:
        >>> Grade("A", "80").least_score
        Decimal('80')
    """

    letter: Text = field(kw_only=False)
    least_score: Number = field(kw_only=False)


@record()
class CapacityModel:
    """How repayment capacity is assessed (还款能力评估模型).

    Args:
        income_basis: net or gross; incomes on the other basis are refused.
        income_haircuts: share of each kind of income that is not counted.
        evidence_factors: share counted of income with each level of evidence.
        evidence_weights: how far each level of evidence supports confidence.
        living_benchmark: least living costs to count, by household, or `None`: then the declared ones count.
        buffer: share of income kept back from the affordable payment.
        debt_service_cap: most that all debt service may take of income.
        minimum_residual: amount a month that must be left after all, or `None`.
        payment_unit: the affordable payment is floored to a multiple of it; default: the minor unit.
        stress_income, stress_rate: fall of income and rise of rates in the stress test that is scored.
        components: the ten score components, weights adding up to 100.
        missing_utility: utility of a component whose input is missing.
        ability_cut: ability score from which a borrower counts as able.
        grades: from the best to the worst.
        max_reasons, least_reason: how many reasons are given, and the fewest points that make one.
        reasons_against: what a component's points are held against to find reasons.
        irregular_income: what counts of an income given by its history.
        card_minimum: share of a card's balance that its payment is at least, for cards not in scope.
        liability_shares: share of a debt's payment and balance that counts, by how the applicant is bound; default:
            all.
        savings: what may be put aside before creditors are paid, or `None`.
        stresses: what else may go wrong, one scenario at a time.
        ratio_caps: limits on shares of income, by law or the lender's own.
        guidelines: usual spending by kind of cost; more is flagged.

    Raises:
        InvalidInputError: every contradiction at once.

    Examples:
        >>> from restructure import policies
        >>> model = policies.GENERIC.capacity
        >>> model.debt_service_cap, [grade.letter for grade in model.grades]
        (Decimal('0.45'), ['A', 'B', 'C', 'D', 'E'])
    """

    income_basis: IncomeBasis = field(default="net")
    income_haircuts: Annotated[Mapping[IncomeKind, ShareValue], AfterValidator(FrozenMapping)]
    evidence_factors: Annotated[Mapping[Evidence, ShareValue], AfterValidator(FrozenMapping)]
    evidence_weights: Annotated[Mapping[Evidence, ShareValue], AfterValidator(FrozenMapping)]
    living_benchmark: LivingBenchmark | None = field(default=None)
    buffer: ShareField
    debt_service_cap: ShareField
    minimum_residual: OptionalAmount = field(default=None)
    payment_unit: OptionalAmount = field(default=None)
    stress_income: ShareField
    stress_rate: RateField
    components: Items[ScoreComponent]
    missing_utility: ShareField
    ability_cut: Number
    grades: Items[Grade]
    max_reasons: Annotated[Whole, at_least(0), at_most(10)] = field(default=4)
    least_reason: Number = field(default=Decimal(1))
    reasons_against: ReasonReference = field(default=ReasonReference())
    irregular_income: IrregularIncome = field(default=IrregularIncome())
    card_minimum: ShareField = field(default=Decimal(0))
    liability_shares: Annotated[Mapping[DebtRole, ShareValue], AfterValidator(FrozenMapping)] | None = field(
        default=None
    )
    savings: Savings | None = field(default=None)
    stresses: Items[Stress] = field(default=())
    ratio_caps: Items[RatioCap] = field(default=())
    guidelines: Items[SpendingGuideline] = field(default=())

    def _faults(self) -> Iterator[Fault]:
        yield from _complete("income_haircuts", self.income_haircuts, IncomeKind)
        yield from _complete("evidence_factors", self.evidence_factors, Evidence)
        yield from _complete("evidence_weights", self.evidence_weights, Evidence)
        if [item.id for item in self.components] != list(RISING):
            yield Fault("components", f"must be {', '.join(RISING)}, in this order")
        elif sum(share_units(item.weight) for item in self.components) != 100 * SHARE_SCALE:
            yield Fault("components", "weights must add up to 100")
        if self.debt_service_cap == 0:
            yield Fault("debt_service_cap", "must be above 0")
        if self.payment_unit == 0:
            yield Fault("payment_unit", "is zero; leave it out for the minor unit")
        yield from self._detail_faults()
        cuts = [grade.least_score for grade in self.grades]
        if not cuts or cuts[-1] != 0 or any(later >= earlier for earlier, later in pairwise(cuts)):
            yield Fault("grades", "must fall in score and end at 0")

    def _detail_faults(self) -> Iterator[Fault]:
        if self.liability_shares is not None:
            yield from _complete("liability_shares", self.liability_shares, DebtRole)
        if self.reasons_against.utilities is not None:
            yield from _complete("reasons_against.utilities", self.reasons_against.utilities, ComponentId)
            if set(self.reasons_against.utilities) - set(RISING):
                yield Fault("reasons_against.utilities", f"may name {', '.join(RISING)} only")
        for name in ("stresses", "ratio_caps"):
            codes = [item.code for item in getattr(self, name)]
            if len(set(codes)) != len(codes):
                yield Fault(name, "have a code twice; give each its own")
        kinds = [line.kind for line in self.guidelines]
        if len(set(kinds)) != len(kinds):
            yield Fault("guidelines", "have a kind of cost twice; give each one line")


def _complete(path: str, given: Iterable[str], kinds: object) -> Iterator[Fault]:
    missing = sorted(set(get_args(kinds)) - set(given))
    if missing:
        yield Fault(path, f"lacks {', '.join(missing)}; give every kind its share")
