"""What an option set is made of: options, references, rejected groups, and the question it answers. Data only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property

from ..basics.money import difference
from ..basics.provenance import Check, Reason, Status, Wording, combine
from ..basics.rates import Rate
from ..basics.shown import Shown
from ..basics.types import value
from ..contract.components import Conservation
from ..contract.terms import LoanTerms
from ..contract.treatment import Treatment
from ..loan.schedule import Schedule
from ..measures.disclosure import cash_flows
from ..measures.lender import DiminishedObligation
from ..measures.recovery import BreakEvenRedefault, ExpectedRecovery
from ..measures.yields import AnnualRate, AprConvention, apr
from ..policy import Authority
from ..waterfall import TraceEntry, TrialPlan
from .vocabulary import Family, Label, ReferenceKind

__all__ = [
    "Band",
    "BeforeAfter",
    "ExpectedValue",
    "Holding",
    "Measures",
    "Option",
    "ProgramTrace",
    "ReferenceOption",
    "Rejected",
    "RejectedPlan",
    "Resilience",
    "TermsSummary",
]


@value(private=True)
class TermsSummary:
    """What a customer compares of a contract or plan, major units."""

    installment: Decimal
    highest_installment: Decimal
    installments: int
    rate: Rate
    last_due_date: date | None
    total_paid: Decimal


@value(private=True)
class BeforeAfter:
    """The contract as it would go on, and the plan."""

    before: TermsSummary
    after: TermsSummary


@value(private=True)
class Measures:
    """What an option costs each side, all at the contract's rate and against keeping the contract.

    `lender_loss` is the present value given up, as a fraction; `modification_loss` the same in money (IFRS 9, 5.4.3),
    `obligation` the test of EBA/GL/2016/07 on it, at the guideline's own threshold of 1%, and `substantial` whether it
    moves present value by 10% or more (IFRS 9, B3.3.6). `paid_today` is paid on day one. `payment_change` is the
    highest installment over the contractual one, less 1 (payment shock, 月供变动幅度), `None` without a contractual
    one. `due_at_maturity` is what is named to fall due with the last installment beyond the highest of the others, as
    a balloon or parked principal. The rest is what `borrower_measures` says.
    """

    lender_loss: Decimal
    modification_loss: Decimal
    obligation: DiminishedObligation
    substantial: bool
    total_paid: Decimal
    paid_today: Decimal
    extra_cost: Decimal
    total_interest: Decimal
    extra_interest: Decimal
    total_fees: Decimal
    extra_fees: Decimal
    first_year: Decimal
    first_year_relief: Decimal
    cost_per_relief: Decimal | None
    payment_change: Decimal | None
    debt_free_on: date
    months_longer: int
    due_at_maturity: Decimal


@value(private=True)
class Resilience:
    """How a plan stands if something goes wrong (抗压能力), by one stress scenario of the capacity assessment.

    `margin` is what could be paid then less the plan's highest installment, major units a month; below 0 the plan would
    no longer be affordable.
    """

    code: str
    text: Wording
    margin: Decimal

    @property
    def holds(self) -> bool:
        """Whether the plan would still be affordable."""
        return self.margin >= 0


@value(private=True)
class ExpectedValue:
    """What a lender can expect back with a plan and with no modification (预期回收对比), by its own estimates.

    Present values at the contract's rate by whole months, major units; `gain` is what the plan is expected to bring
    more. `break_even` is how probable a re-default may be before doing nothing is worth more.
    """

    with_plan: ExpectedRecovery
    without_plan: ExpectedRecovery
    gain: Decimal
    break_even: BreakEvenRedefault


@value()
class Band:
    """A share from 0 to 1: as estimated, and from the least to the most by all curves and bases tried."""

    central: Decimal
    low: Decimal
    high: Decimal


@value(private=True)
class Holding:
    """How plans like this one have held, by published experience with other lenders' loans (履约经验).

    It is no prediction of this borrower. Values are major units at a market rate; `given_up` is what the plan gives up
    against the shortest one at the highest rate, as a share of what is owed, negative for a gain; `None` where no such
    plan was sought, because the contract can be kept or only a part be repaid.
    """

    fails_within_year: Band
    fails_by_end: Band
    expected_value: Decimal
    without_plan: Decimal
    given_up: Decimal | None

    @property
    def gain(self) -> Decimal:
        """What the plan brings more than doing nothing, negative where it brings less."""
        return difference(self.expected_value, self.without_plan)


@value(private=True)
class ProgramTrace:
    """How a modification program came to its plan, step by step (贷款修改步骤).

    `target_payment` is the largest installment that meets the program's targets, `None` where it has none or stops
    before it passes below them; `met` is whether the plan meets them, `trial` what the borrower does before it holds.
    Amounts are major units.
    """

    program: str
    version: str
    title: Wording
    target_payment: Decimal | None
    met: bool | None
    steps: tuple[TraceEntry, ...]
    trial: TrialPlan | None


DISCLOSED: tuple[AprConvention, AprConvention] = ("nominal_irr", "effective_irr")


@value(private=True)
class Option(Shown):
    """One plan a borrower can be offered, with all it does to what is owed (还款方案).

    Its page shows it month by month, with what becomes of the debt and what is to be reviewed. `trace` is that of the
    policy's modification program, `None` of any other plan. `approval` is who may approve the plan, `None` where the
    policy names nobody who may.
    """

    id: str
    labels: tuple[Label, ...]
    families: tuple[Family, ...]
    treatments: tuple[Treatment, ...]
    terms: LoanTerms
    schedule: Schedule
    before_after: BeforeAfter
    conservation: Conservation
    measures: Measures
    checks: tuple[Check, ...]
    reasons: tuple[Reason, ...]
    resilience: tuple[Resilience, ...]
    expected: ExpectedValue | None
    sustainable: bool
    holding: Holding | None
    trace: ProgramTrace | None
    approval: Authority | None

    @property
    def status(self) -> Status:
        """The worst of its checks: an offered option passes or needs review."""
        return combine(self.checks)

    @cached_property
    def annual_rates(self) -> tuple[AnnualRate, AnnualRate]:
        """What the plan costs a year, nominal and effective, on what it starts from (年化利率：名义与实际)."""
        advances, payments = cash_flows(self.schedule)
        nominal, effective = (apr(advances, payments, convention=name) for name in DISCLOSED)
        return nominal, effective


@value(private=True)
class ReferenceOption:
    """One of the plain ways out every option is held against; `schedule` is `None` when all has fallen due."""

    kind: ReferenceKind
    text: Wording
    schedule: Schedule | None
    paid_today: Decimal
    total_paid: Decimal
    fits: bool


@value(private=True)
class RejectedPlan:
    """The plan of a rejected group that came nearest, and by how much it misses what can be paid, a month."""

    id: str
    installments: int
    rate: Rate
    highest_installment: Decimal
    total_paid: Decimal
    gap: Decimal | None
    families: tuple[Family, ...]


@value(private=True)
class Rejected:
    """A group of plans not offered for one reason."""

    code: str
    text: Wording
    count: int
    nearest: RejectedPlan | None
