"""What a waterfall answers: the trace, the final terms with their schedule, the trial plan and the checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from ..basics.dates import add_months
from ..basics.fractions import rounded
from ..basics.provenance import Check, Plain, Source, Status, Wording, combine
from ..basics.rates import Rate, rate_of_units
from ..basics.types import value
from ..contract.components import Component
from ..contract.phases import Phase
from ..contract.position import Position
from ..contract.terms import LoanTerms
from ..contract.treatment import Treatment
from ..loan.schedule import Schedule
from ..policy import QUANTITIES, Rule, StepKind, StepUp, Trial, Waterfall
from ..policy.quantities import is_of_plan
from ..policy.rules import compares
from ._conditions import holds, targets_of
from ._quantities import OF_MORTGAGE, OF_PLAN, MortgageFact, back_end_ratio, housing_ratio, reduction
from ._state import State
from ._steps import Run, market_units, rate_units
from .facts import MortgageFacts

__all__ = ["StepFigures", "TraceEntry", "TrialPlan", "WaterfallResult"]

Skipped = Literal["target", "condition"]
RATIO_DIGITS = 6


@value(private=True)
class StepFigures:
    """A loan between two steps of a waterfall (各步数据), amounts in major units.

    Args:
        balance: what bears interest.
        deferred: what falls due at maturity without interest.
        forgiven: what is waived.
        rate: a year.
        months: to maturity.
        payment: principal and interest a month, what the borrower pays of them.
        supplement: what a claim pays of them, for the first months.
        reduction: by which share the payment is below that of the contract, 6 decimals; negative when it is above.
        loan_to_value: the balance over the property's value, 6 decimals; `None` where the value is not known.
        housing_ratio: the home's share of gross income, 6 decimals; `None` where income or costs are not known.
    """

    balance: Decimal
    deferred: Decimal
    forgiven: Decimal
    rate: Rate
    months: int
    payment: Decimal
    supplement: Decimal
    reduction: Decimal
    loan_to_value: Decimal | None
    housing_ratio: Decimal | None


@value(private=True)
class TraceEntry:
    """One step of a waterfall as it went (步骤记录).

    Args:
        code, kind, text, sources: of the step.
        skipped: why it was not taken: the target was met before, or a condition of the step does not hold.
        before, after: the figures around it.
        bounds: what limited it: a rate as a fraction a year, months, or amounts it could take in major units.
        bound_by: the one of them that did; `target` where the target did.
        met: whether the payment meets the targets after it; `None` where the waterfall has none.
        done: whether steps that seek the target stop here; under `last_not_past_target` before it is met.
    """

    code: str
    kind: StepKind
    text: Wording
    sources: Sequence[Source]
    skipped: Skipped | None
    before: StepFigures
    after: StepFigures
    bounds: Mapping[str, Decimal]
    bound_by: str | None
    met: bool | None
    done: bool


@value(private=True)
class TrialPlan:
    """What a borrower does before a modification holds (试还计划).

    Args:
        payments: how many new payments, taxes and insurance on top, are made on time first.
        counseling: whether counseling goes with it; `None` where income, housing costs or other debts are not known.
        sources: where both are written.
    """

    payments: int
    counseling: bool | None
    sources: Sequence[Source]


@value(private=True)
class WaterfallResult:
    """What a waterfall makes of a mortgage (瀑布结果).

    Args:
        waterfall, on: what was run, and the day its dated numbers and the new interest count from.
        target_payment: the largest payment that meets the targets, under `last_not_past_target` the least that does
            not pass below them, major units; `None` where there is none.
        trace: one entry a step, in order.
        position, treatments, terms: what is owed, what becomes of it, and the final terms.
        schedule: of the final terms, with what is deferred due with the last installment; its `conservation` accounts
            for every cent owed. A supplement is no part of it.
        supplement_months: how long a claim pays part of the installments.
        supplement_total: what that adds to what is owed, due at maturity without interest, major units.
        checks: limits of the program and of its trial, whether it is open, and whether all its steps are in sources
            that were read.
        trial: the trial plan; `None` where none was asked for.
    """

    waterfall: Waterfall
    on: date
    target_payment: Decimal | None
    trace: Sequence[TraceEntry]
    position: Position
    treatments: Sequence[Treatment]
    terms: LoanTerms
    schedule: Schedule
    supplement_months: int
    supplement_total: Decimal
    checks: Sequence[Check]
    trial: TrialPlan | None

    @property
    def final(self) -> StepFigures:
        """The figures after the last step."""
        return self.trace[-1].after

    @property
    def met(self) -> bool | None:
        """Whether the final payment meets the targets; `None` where there is none."""
        return self.trace[-1].met

    @property
    def status(self) -> Status:
        """The worst of the checks."""
        return combine(self.checks)

    @property
    def indicated(self) -> Status:
        """What the numbers say whatever the standing of the sources; needs_review where one of them is missing."""
        said = {check.indicated for check in self.checks}
        return "fail" if "fail" in said else "needs_review" if None in said else "pass"


def figures_of(run: Run, state: State) -> StepFigures:
    """Return a state for people."""
    facts, major = run.facts, run.facts.currency.to_major
    worth, ratio = facts.minor("property_value"), housing_ratio(facts, state)
    return StepFigures(
        balance=major(state.balance),
        deferred=major(state.deferred),
        forgiven=major(state.forgiven),
        rate=rate_of_units(state.rate),
        months=state.months,
        payment=major(state.payment),
        supplement=major(state.supplement),
        reduction=rounded(reduction(facts, state), RATIO_DIGITS),
        loan_to_value=rounded(Fraction(state.balance, worth), RATIO_DIGITS) if worth else None,
        housing_ratio=None if ratio is None else rounded(ratio, RATIO_DIGITS),
    )


# --- the plan ---


def position_of(facts: MortgageFacts, on: date) -> Position:
    """Return what is owed: deferred principal is principal, advances and late charges are fees."""
    major = facts.currency.to_major
    return Position(
        currency=facts.currency,
        as_of=on,
        principal=major(facts.minor("principal") + facts.minor("deferred_principal")),
        overdue_principal=facts.overdue_principal,
        interest=facts.interest,
        fees=major(facts.advances + facts.minor("late_charges")),
        days_past_due=facts.days_past_due or 0,
    )


def treatments_of(facts: MortgageFacts, state: State) -> list[Treatment]:
    """Return what becomes of everything owed: late charges are waived, what is left of arrears is capitalized.

    What is forgiven or deferred is taken from principal first; only a part larger than that reaches the arrears.
    """
    principal = facts.minor("principal") + facts.minor("deferred_principal")
    left: dict[Component, int] = {"principal": principal, "interest": facts.minor("interest"), "fees": facts.advances}
    shares = [*_portions(facts, left, state.forgiven, "waive"), *_portions(facts, left, state.deferred, "defer")]
    if facts.late_charges:
        shares.append(Treatment("fees", "waive", amount=facts.late_charges))
    return [*shares, *(Treatment(name, "capitalize") for name in left if name != "principal" and left[name])]


def _portions(
    facts: MortgageFacts, left: dict[Component, int], amount: int, action: Literal["waive", "defer"]
) -> Iterator[Treatment]:
    for component, owed in left.items():
        part = min(amount, owed)
        amount -= part
        left[component] = owed - part
        if part:
            due = "maturity" if action == "defer" else None
            yield Treatment(component, action, amount=facts.currency.to_major(part), due=due)


def terms_of(run: Run, state: State) -> LoanTerms:
    """Return the final terms: equal months from the day of the modification."""
    return LoanTerms(
        currency=run.facts.currency,
        principal=run.facts.currency.to_major(state.balance),
        rate=rate_of_units(state.rate),
        start_date=run.on,
        first_due_date=add_months(run.on, 1, due_day=run.on.day),
        due_day=run.on.day,
        phases=_phases(run, state),
        installment_rounding=run.waterfall.installment_rounding,
    )


def _phases(run: Run, state: State) -> list[Phase]:
    rising = run.waterfall.step_up
    if rising is None:
        return [Phase(state.months)]
    phases: list[Phase] = []
    left, count, rates = state.months, rising.after_months, [state.rate, *_risen(run, rising, state.rate)]
    for rate in rates[:-1]:
        if left > count:
            phases.append(Phase(count, rate=rate_of_units(rate)))
            left, count = left - count, rising.every_months
        else:
            return [*phases, Phase(left, rate=rate_of_units(rate))]
    return [*phases, Phase(left, rate=rate_of_units(rates[-1]))]


def _risen(run: Run, rising: StepUp, rate: int) -> Iterator[int]:
    cap, by = market_units(run, rising.cap), rate_units(run.at(rising.by))
    while rate < cap:
        rate = min(rate + by, cap)
        yield rate


# --- the trial ---


def trial_of(run: Run, trial: Trial, state: State) -> TrialPlan:
    """Return the trial plan of a modification."""
    usual = trial.payments_otherwise is None or holds(run.facts, trial.when, run.on)
    payments = run.at(trial.payments if usual else trial.payments_otherwise)
    return TrialPlan(payments=int(payments), counseling=_counseling(run, trial, state), sources=trial.sources)


def _counseling(run: Run, trial: Trial, state: State) -> bool | None:
    if trial.counseling_ratio is None:
        return False
    ratio = back_end_ratio(run.facts, state)
    return None if ratio is None else compares(ratio, ">=", trial.counseling_ratio.at(run.on))


# --- checks ---


def checks_of(run: Run, state: State, trace: Sequence[TraceEntry], trial: Trial | None) -> list[Check]:
    """Return the limits that apply, whether the program is open, and how sure the sources of its steps are."""
    facts, on = run.facts, run.on
    every = [*run.waterfall.limits, *(() if trial is None else trial.limits)]
    limits = [limit for limit in every if holds(facts, limit.when, on)]
    return [*(_limit_check(run, limit, state) for limit in limits), _open_check(run), _source_check(run, trace)]


def _limit_check(run: Run, limit: Rule, state: State) -> Check:
    actual, bound = _actual(run.facts, limit.quantity, state), limit.limit.at(run.on)
    shown = _shown(limit.quantity, bound)
    return Check.of(
        limit.code,
        holds=None if actual is None else compares(actual, limit.comparator, bound),
        actual=None if actual is None else _shown(limit.quantity, actual),
        limit=shown,
        sources=limit.sources,
        text=limit.text.filled({"limit": shown}),
    )


def _actual(facts: MortgageFacts, quantity: str, state: State) -> MortgageFact | None:
    return OF_PLAN[quantity](facts, state) if is_of_plan(quantity) else OF_MORTGAGE[quantity](facts)


def _shown(quantity: str, held: Plain | Fraction) -> str:
    if isinstance(held, bool):
        return "true" if held else "false"
    number = Fraction(held)
    return f"{_written(number * 100)}%" if QUANTITIES[quantity].is_percent else _written(number)


def _written(number: Fraction) -> str:
    digits = next((places for places in (0, 2) if 10**places % number.denominator == 0), 4)
    return str(rounded(number, digits))


OPEN, SOURCED = "PROGRAM_OPEN", "STEPS_SOURCED"
"""The codes of the two checks that no limit of the program states."""

_OPEN = Wording("the program is open on the day", "项目在该日有效")
_READ = Wording("every step taken stands in a source that was read", "所采取的步骤均有已核实的依据")


def _open_check(run: Run) -> Check:
    waterfall, on = run.waterfall, run.on
    days = " to ".join("" if day is None else str(day) for day in (waterfall.first_day, waterfall.last_day))
    return Check.of(
        OPEN,
        holds=waterfall.is_open(on),
        actual=str(on),
        limit=days,
        sources=waterfall.sources,
        text=_OPEN,
    )


def _source_check(run: Run, trace: Sequence[TraceEntry]) -> Check:
    """Return the check that keeps a plan under review while a source of it was not read itself."""
    rising = () if run.waterfall.step_up is None else run.waterfall.step_up.sources
    targets = targets_of(run.facts, run.waterfall, run.on)
    used = [*(entry.sources for entry in trace if entry.skipped is None), *(item.sources for item in targets), rising]
    sources = list({source: None for group in used for source in group})
    levels = sorted({source.level for source in sources})
    return Check.of(SOURCED, holds=True, actual=", ".join(levels), limit="verified", sources=sources, text=_READ)


def sources_of_program(waterfall: Waterfall, trial: Trial | None) -> dict[str, tuple[Source, ...]]:
    """Return the codes of the checks that a program makes, with the sources they stand on; of its steps see there."""
    limits = [*waterfall.limits, *(() if trial is None else trial.limits)]
    return {OPEN: tuple(waterfall.sources), **{limit.code: tuple(limit.sources) for limit in limits}}
