"""Re-assessment: a tracked position and new circumstances become the next application, and its plan.

The debt's figures come from tracking, never from the form; its history comes with it, so that a policy's limits on
repeated restructuring see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ..agreement import Agreement
from ..applicant.application import Application, CreditRecord, Debt, MortgageRecord
from ..basics.dates import add_months, step_date
from ..basics.errors import Fault, InvalidInputError, NotApplicableError, require_type
from ..basics.provenance import Check, Reason, Wording
from ..basics.rates import Rate
from ..basics.shown import Shown
from ..basics.types import value
from ..contract.phases import Phase
from ..contract.terms import LoanTerms
from ..loan.rows import TrackedInstallment
from ..loan.schedule import amortize
from ..options import Plan, TermsSummary, plan
from ..policy import Policy
from .tracked import Tracked

__all__ = ["Reassessment", "reassess"]

MODIFICATION_MONTHS = 36
DELINQUENCY_MONTHS = 12


@value(private=True)
class Reassessment(Shown):
    """What a re-assessment comes to (重新评估结果).

    Args:
        reference: of the agreement re-assessed.
        because: what asked for it, from tracking; empty where nobody but the borrower did.
        application: the next one: new circumstances, with the debt as tracked.
        before: what keeping to the old plan would still take, overdue amounts included.
        remaining: the installments of the old plan that still ask for something.
        plan: the answer to the application: capacity, options, checks, references.
        after: the recommended option, or `None` where nothing is offered.
        reasons: remarks.
    """

    reference: str
    because: tuple[Reason, ...]
    application: Application
    before: TermsSummary
    remaining: tuple[TrackedInstallment, ...]
    plan: Plan
    after: TermsSummary | None
    reasons: tuple[Reason, ...]

    @property
    def checks(self) -> Sequence[Check]:
        """The policy's rules on the application, limits on repeated restructuring among them."""
        return self.plan.options.checks


def reassess(
    tracked: Tracked,
    application: Application,
    *,
    agreement: Agreement,
    policy: Policy | None = None,
    first_due_date: date | str | None = None,
) -> Reassessment:
    """Return the next plan for a tracked debt under new circumstances (重新评估).

    Args:
        tracked: the agreement's position on the application's day.
        application: household, incomes, expenses, other debts and hardship as they are now. It holds the agreement's
            debt too, by its reference: whose figures are taken from tracking whatever it says. Its credit record states
            what is known beside this agreement.
        agreement: the one tracked.
        policy: default: the agreement's own.
        first_due_date: of the new plan; default: as for `plan`.

    Returns:
        The new plan, and the old plan's remaining schedule beside it.

    Raises:
        InvalidInputError: days, currencies or references that do not belong together.
        NotApplicableError: nothing is owed any more, or as for `plan`.

    Examples:
        See the module.
    """
    _require_fit(tracked, application, agreement)
    following = application_of(tracked, application, agreement)
    answer = plan(following, policy=agreement.policy if policy is None else policy, first_due_date=first_due_date)
    recommended = answer.recommended
    remaining = tuple(row for row in tracked.installments if row.total.left)
    return Reassessment(
        reference=tracked.reference,
        because=tuple(Reason(code=one.code, text=one.text, values=one.values) for one in tracked.triggers),
        application=following,
        before=_summary(tracked, remaining, agreement),
        remaining=remaining,
        plan=answer,
        after=None if recommended is None else recommended.before_after.after,
        reasons=(Reason.of("CREDIT_HELD", _CREDIT_HELD),) if tracked.position.credit else (),
    )


_CREDIT_HELD = Wording(
    "money held is not in the new plan: credit it on the first day", "暂存款未计入新方案：应于首日入账抵扣"
)


def _require_fit(tracked: Tracked, application: Application, agreement: Agreement) -> None:
    """Refuse what does not belong together."""
    require_type("tracked", tracked, Tracked, "what track() answered")
    require_type("application", application, Application, "an Application")
    require_type("agreement", agreement, Agreement, "the Agreement that was tracked")
    faults: list[Fault] = []
    if agreement.hash != tracked.agreement_hash:
        faults.append(Fault("agreement", "is not the one that was tracked; pass that one"))
    if application.as_of != tracked.as_of:
        faults.append(Fault("application.as_of", f"must be the day tracked, {tracked.as_of}"))
    if application.currency != tracked.currency:
        faults.append(Fault("application.currency", "differs from the agreement's; use the same"))
    if agreement.debt not in [debt.reference for debt in application.debts]:
        faults.append(Fault("application.debts", "lack the agreement's debt; add it by its reference"))
    if faults:
        raise InvalidInputError(faults)
    if tracked.status == "completed" or not tracked.position.principal:
        raise NotApplicableError("no principal is owed any more; there is nothing to re-assess", code="NOTHING_OWED")


# --- the next application --------------------------------------------------------------------------------------------


def application_of(tracked: Tracked, application: Application, agreement: Agreement) -> Application:
    """Return the application with the debt as tracked and its history (协商申请)."""
    debts = [
        _debt(tracked, debt, agreement) if debt.reference == agreement.debt else debt for debt in application.debts
    ]
    return replace(application, debts=debts, credit=_credit(tracked, application.credit, agreement))


def _debt(tracked: Tracked, stated: Debt, agreement: Agreement) -> Debt:
    """Return the debt with every figure as tracked."""
    position, rows = tracked.position, _to_come(tracked)
    all_due = not rows or position.overdue_principal == position.principal
    due_on = _next_after(tracked.as_of, agreement) if all_due else rows[0].due_date
    held = replace(
        stated,
        in_scope=True,
        principal=position.principal,
        overdue_principal=position.principal if all_due else position.overdue_principal,
        interest=position.interest,
        penalty_interest=position.penalty_interest,
        compound_interest=position.compound_interest,
        fees=position.fees,
        rate=_rate_on(tracked, agreement),
        day_count=agreement.terms.day_count,
        installment=position.principal if all_due else max(row.total.due for row in rows),
        remaining_installments=0 if all_due else len(rows),
        next_due_date=due_on,
        due_day=due_on.day if all_due or agreement.terms.cadence.days else _anchor(due_on, agreement),
        days_past_due=max(tracked.past_due.days, tracked.past_due.carried_days if tracked.past_due.days else 0),
        mortgage=_mortgage(stated.mortgage, position.fees),
    )
    return held if all_due or _alike(rows) else replace(held, installment=_level(held, agreement))


def _mortgage(stated: MortgageRecord | None, fees: Decimal) -> MortgageRecord | None:
    """Return what is stated of a mortgage, its advances no more than the fees still owed as tracked."""
    if stated is None or stated.advances is None or stated.advances <= fees:
        return stated
    return replace(stated, advances=fees)


def _to_come(tracked: Tracked) -> list[TrackedInstallment]:
    """Return the rows ahead, those of a payment holiday included, those paid in advance not."""
    rows = [row for row in tracked.installments if row.due_date > tracked.as_of]
    while rows and not rows[-1].total.left:
        rows.pop()
    return [row for row in rows if row.total.left or not row.total.due]


def _alike(rows: Sequence[TrackedInstallment]) -> bool:
    """Return whether every row asks for the same, the last one for no more."""
    return len({row.total.due for row in rows[:-1]}) <= 1 and rows[-1].total.due <= rows[0].total.due


def _level(debt: Debt, agreement: Agreement) -> Decimal:
    """Return the one installment that repays what is not due yet over the rows ahead.

    A contract is read from a single installment: where the plan's differ, the next one may repay nothing.
    """
    if debt.rate is None or debt.next_due_date is None or debt.remaining_installments is None:
        raise AssertionError("a debt as tracked has a rate, a due date and a count")
    currency = agreement.currency
    terms = LoanTerms(
        currency=currency,
        principal=currency.to_major(currency.to_minor(debt.principal) - currency.to_minor(debt.overdue_principal)),
        rate=debt.rate,
        start_date=add_months(debt.next_due_date, -1, due_day=debt.due_day or debt.next_due_date.day),
        first_due_date=debt.next_due_date,
        due_day=debt.due_day,
        day_count=debt.day_count,
        phases=[Phase(debt.remaining_installments)],
    )
    return amortize(terms)[0].payment


def _ahead(tracked: Tracked) -> list[TrackedInstallment]:
    return [row for row in tracked.installments if row.due_date > tracked.as_of and row.total.left]


def _anchor(due_on: date, agreement: Agreement) -> int:
    """Return the day of the month the rows step from, where it leads to the next due date."""
    anchor = agreement.terms.anchor_day
    return anchor if add_months(due_on, 0, due_day=anchor) == due_on else due_on.day


def _next_after(day: date, agreement: Agreement) -> date:
    """Return the day a plan would fall due next when all has fallen due: one period from today."""
    return step_date(day, 1, step=agreement.terms.cadence, due_day=day.day)


def _rate_on(tracked: Tracked, agreement: Agreement) -> Rate:
    """Return the rate of the row that is running."""
    terms, row = agreement.terms, sum(day <= tracked.as_of for day in agreement.schedule.unadjusted_dates)
    rate, start = terms.rate, 0
    for phase in terms.phases:
        if start > row:
            break
        rate, start = phase.rate or rate, start + phase.count
    for change in terms.changes:
        rate = change.rate if change.rate is not None and change.effective_on <= tracked.as_of else rate
    return rate


def _credit(tracked: Tracked, stated: CreditRecord | None, agreement: Agreement) -> CreditRecord:
    """Return the credit record with what happened under the agreement."""
    before, late = stated or CreditRecord(), tracked.past_due
    signed_on = agreement.signed_on or agreement.drafted_on
    recent = add_months(signed_on, MODIFICATION_MONTHS, due_day=signed_on.day) > tracked.as_of
    months = [each for each in (before.months_since_delinquency, late.months_since) if each is not None]
    return replace(
        before,
        modifications_36m=(before.modifications_36m or 0) + recent,
        worst_days_past_due_12m=max(before.worst_days_past_due_12m or 0, late.worst_days_12m),
        months_since_delinquency=min(months, default=None),
        repaired=before.repaired and not late.worst_days,
    )


# --- old and new -----------------------------------------------------------------------------------------------------


def _summary(tracked: Tracked, remaining: Sequence[TrackedInstallment], agreement: Agreement) -> TermsSummary:
    """Return what keeping to the old plan would still take."""
    to_minor, to_major = tracked.currency.to_minor, tracked.currency.to_major
    ahead = _ahead(tracked)
    overdue = to_minor(tracked.past_due.amount)
    rest = sum(to_minor(row.total.left) for row in remaining if row.due_date >= tracked.as_of)
    payments = [row.total.due for row in ahead] or [Decimal(0)]
    return TermsSummary(
        installment=payments[0],
        highest_installment=max(payments),
        installments=len(ahead),
        rate=_rate_on(tracked, agreement),
        last_due_date=ahead[-1].due_date if ahead else None,
        total_paid=to_major(overdue + rest),
    )
