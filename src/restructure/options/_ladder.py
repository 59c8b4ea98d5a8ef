"""The rungs before restructuring: what keeps the contract, cures it, catches it up or waits for dated income.

Each is a plan stated by its terms and treatments, so that it becomes an option like any other. The answer stops at the
first rung that holds; `docs/explanation/choosing.md` states each one exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from ..basics.dates import add_months
from ..basics.errors import InvalidTermsError
from ..basics.provenance import Reason
from ..basics.written import money_text
from ..contract.components import COMPONENTS
from ..contract.phases import MAX_INSTALLMENTS, Phase
from ..contract.terms import LoanTerms
from ..contract.treatment import Treatment
from ..loan.schedule import Schedule, amortize
from ..loan.treatment import principal_after, reschedule
from ..policy import StartKind, TreatmentSet
from . import words_ladder as words
from ._baseline import Contract, overdue_of
from ._case import Case, fits_budget
from ._guardrails import sustainable
from ._stated import stated
from .vocabulary import Rung


class StatedPlan(NamedTuple):
    """A plan by its terms, what becomes of what is owed, and what a person may call it."""

    terms: LoanTerms
    treatments: Sequence[Treatment]
    treatment_set: TreatmentSet | None = None
    reasons: Sequence[Reason] = ()


Passed = Sequence[tuple[Rung, Reason]]
"""Rungs passed over, in their order, and why."""


class Climbed(NamedTuple):
    """The rung that holds with its plan, if one of these does, and why those before it were passed over."""

    rung: Rung | None
    plan: StatedPlan | None
    passed: Passed


def climb(case: Case) -> Climbed:
    """Return the first rung before restructuring that holds, and why the others were passed over."""
    passed: list[tuple[Rung, Reason]] = []
    if case.contract.parts:  # several debts: each climbs by itself
        return Climbed(None, None, passed)
    for rung, step in _STEPS:
        if rung not in case.policy.ladder.rungs:
            continue
        found = step(case)
        if isinstance(found, StatedPlan):
            return Climbed(rung, found, passed)
        passed.append((rung, found))
    return Climbed(None, None, passed)


# --- keep, reinstate -------------------------------------------------------------------------------------------------


def _keep(case: Case) -> StatedPlan | Reason:
    contract = case.contract
    if contract.schedule is None:
        return Reason.of("WHOLLY_DUE", words.WHOLLY_DUE)
    if not contract.goes_on:
        return Reason.of("NEVER_REPAID", words.NEVER_REPAID)
    if contract.arrears:
        return Reason.of("ARREARS", words.ARREARS)
    carried = _carried_by_cash(case, contract.schedule)
    if not (case.contract_fits or carried):
        return Reason.of("CONTRACT_UNAFFORDABLE", words.CONTRACT_UNAFFORDABLE)
    return StatedPlan(contract.schedule.terms, (), reasons=carried)


def _reinstate(case: Case) -> StatedPlan | Reason:
    contract = case.contract
    if contract.schedule is None or not contract.goes_on:
        return Reason.of("WHOLLY_DUE", words.WHOLLY_DUE)
    carried = _carried_by_cash(case, contract.schedule)
    if not (case.contract_fits or carried):
        return Reason.of("CONTRACT_UNAFFORDABLE", words.CONTRACT_UNAFFORDABLE)
    if not contract.arrears:
        return Reason.of("NO_ARREARS", words.NO_ARREARS)
    if contract.arrears > case.spare_cash:
        return Reason.of("CASH_BELOW_ARREARS", words.CASH_BELOW_ARREARS)
    return StatedPlan(contract.schedule.terms, _overdue_treatments(contract, "pay", None), reasons=carried)


def _carried_by_cash(case: Case, schedule: Schedule) -> Sequence[Reason]:
    """Return that spare cash carries a contract: it would pay off the debt, and pays all that installments lack.

    Only where something is left for the debt in every month: cash that a household lives from is not spare.
    """
    kept = [case.budget.on(day).keeps for day in schedule.due_dates]
    lacks = sum(max(paid - keeps, 0) for paid, keeps in zip(schedule.payment.tolist(), kept, strict=True))
    if not lacks or min(kept) <= 0 or case.spare_cash < max(case.owed, case.contract.arrears + lacks):
        return ()
    amount = money_text(case.contract.currency.to_major(lacks))
    return (Reason.of("CASH_CARRIES", words.CASH_CARRIES, {"amount": amount}),)


def _overdue_treatments(contract: Contract, action: Literal["pay", "spread"], due: int | None) -> list[Treatment]:
    return [
        Treatment(name, action, amount=amount, due=due)
        for name in COMPONENTS
        if (amount := overdue_of(contract.position, name))
    ]


# --- catch up --------------------------------------------------------------------------------------------------------


def _catch_up(case: Case) -> StatedPlan | Reason:
    contract = case.contract
    if contract.schedule is None or not contract.goes_on:
        return Reason.of("WHOLLY_DUE", words.WHOLLY_DUE)
    if not contract.arrears:
        return Reason.of("NO_ARREARS", words.NO_ARREARS)
    if not case.contract_fits:
        return Reason.of("CONTRACT_UNAFFORDABLE", words.CONTRACT_UNAFFORDABLE)
    beside = _arrears_beside(case, contract, contract.schedule)
    if beside is not None:
        return beside
    longer = _same_installment_longer(case)
    return longer or Reason.of("ARREARS_UNAFFORDABLE", words.ARREARS_UNAFFORDABLE)


def _arrears_beside(case: Case, contract: Contract, schedule: Schedule) -> StatedPlan | None:
    """Return the arrears spread over the fewest installments that survive the stress, else over the most."""
    most = min(case.levers.catch_up_months, len(schedule))
    last: StatedPlan | None = None
    for months in range(1, most + 1):
        treatments = _overdue_treatments(contract, "spread", months)
        plan = reschedule(contract.position, treatments, schedule.terms)
        last = StatedPlan(schedule.terms, treatments) if fits_budget(plan, case.budget) else None
        if last is not None and _is_sustainable(case, plan, treatments):
            return last
    return last


def _is_sustainable(case: Case, plan: Schedule, treatments: Sequence[Treatment]) -> bool:
    own, measured = stated(case, plan, treatments)
    return bool(sustainable(measured, own)[0])


def _same_installment_longer(case: Case) -> StatedPlan | None:
    """Return the contract's installment until everything owed is repaid, arrears among the principal."""
    joined = next((held for held in case.levers.treatment_sets if not _due_before_the_rest(case, held)), None)
    plan = None if joined is None else _until_repaid(case, joined, ())
    if plan is None:
        return None
    schedule = reschedule(case.contract.position, plan.treatments, plan.terms)
    return plan if fits_budget(schedule, case.budget) else None


def _due_before_the_rest(case: Case, treatment_set: TreatmentSet) -> bool:
    owed = [item for item in treatment_set.treatments if case.contract.position.owed(item.owed)]
    return any(item.action in ("pay", "spread") or item.due not in (None, "maturity") for item in owed)


def _until_repaid(case: Case, treatment_set: TreatmentSet, begin: Sequence[Phase]) -> StatedPlan | None:
    """Return a beginning and then the contract's installment until all is repaid; `None` if it never is."""
    contract, debt = case.contract, case.contract.debt
    if contract.schedule is None:
        return None
    treatments = [item for item in treatment_set.treatments if contract.position.owed(item.owed)]
    principal = principal_after(contract.position, treatments)
    base = contract.schedule.terms
    at_most = Phase(MAX_INSTALLMENTS - sum(phase.count for phase in begin), "fixed_amount", amount=debt.installment)
    try:
        terms = _with_phases(base, principal, [*begin, at_most])
        rows = amortize(terms).paid_off_at
        if rows is None:
            return None
        count = rows - sum(phase.count for phase in begin)
        terms = _with_phases(base, principal, [*begin, Phase(count, "fixed_amount", amount=debt.installment)])
    except InvalidTermsError:  # the installment does not cover its interest, or the beginning repays everything
        return None
    return StatedPlan(terms, treatments, treatment_set)


def _with_phases(base: LoanTerms, principal: object, phases: Sequence[Phase]) -> LoanTerms:
    return LoanTerms(
        currency=base.currency,
        principal=principal,  # type: ignore[arg-type]
        rate=base.rate,
        start_date=base.start_date,
        first_due_date=base.first_due_date,
        due_day=base.due_day,
        day_count=base.day_count,
        phases=list(phases),
    )


# --- hold ------------------------------------------------------------------------------------------------------------


def _hold(case: Case) -> StatedPlan | Reason:
    contract = case.contract
    if not contract.goes_on:
        return Reason.of("WHOLLY_DUE", words.WHOLLY_DUE)
    joined = next((held for held in case.levers.treatment_sets if not _due_before_the_rest(case, held)), None)
    if joined is None or len(case.budget.steps) == 1:  # nothing dated changes what can be paid
        months = {"months": str(case.policy.ladder.hold_months)}
        return Reason.of("NO_DATED_INCOME", words.NO_DATED_INCOME, months)
    for kind in case.policy.ladder.hold:
        plan = _held_by(case, joined, kind)
        if plan is not None:
            return plan
    return Reason.of("HOLD_DOES_NOT_FIT", words.HOLD_DOES_NOT_FIT, {"months": str(case.policy.ladder.hold_months)})


def _held_by(case: Case, joined: TreatmentSet, kind: StartKind) -> StatedPlan | None:
    """Return less for the fewest months after which the contract's installment fits for good, if all of it fits."""
    start, longest = case.frame.effective_on, case.policy.ladder.hold_months
    until = add_months(start, longest, due_day=start.day)
    first, day = case.contract.debt.next_due_date or start, case.contract.debt.due_day
    months = 0
    while add_months(first, months, due_day=day or first.day) <= until:
        relief = [Phase(months, kind)] if months else []  # type: ignore[arg-type]  # a way to hold is a method
        plan = _until_repaid(case, joined, relief)
        if plan is not None and _fits_from(case, plan, months):
            schedule = reschedule(case.contract.position, plan.treatments, plan.terms)
            less = all(paid < case.contract.installment for paid in schedule.payment[:months].tolist())
            return plan if months and less and fits_budget(schedule, case.budget) else None
        months += 1
    return None


def _fits_from(case: Case, plan: StatedPlan, row: int) -> bool:
    """Return whether the contract's installment fits on every due date of a plan from a row on."""
    schedule = reschedule(case.contract.position, plan.treatments, plan.terms)
    asked = zip(schedule.due_dates[row:], schedule.payment[row:].tolist(), strict=True)
    return all(max(paid, case.contract.installment) <= case.budget.on(day).keeps for day, paid in asked)


_STEPS: tuple[tuple[Rung, Callable[[Case], StatedPlan | Reason]], ...] = (
    ("keep", _keep),
    ("reinstate", _reinstate),
    ("catch_up", _catch_up),
    ("hold", _hold),
)
