"""The modification program of a policy as one more plan for a mortgage in scope, beside what its levers make.

What the application says becomes the facts of the mortgage, the program's steps are taken, and the terms they lead to
are rescheduled, measured and checked like those of any other plan. A program that lacks a fact is not run, and says
which; one whose checks speak against it, or whose installments do not fit, is listed with its reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from ..applicant.application import Debt, MortgageRecord, is_divided
from ..basics.errors import InvalidTermsError, PolicyNotInForceError
from ..basics.exact import div_round
from ..basics.provenance import Check, Reason, Wording
from ..basics.written import money_text
from ..capacity.figures import other_service
from ..contract.components import Component
from ..contract.treatment import Treatment
from ..loan.treatment import reschedule
from ..policy import TreatmentSet, Waterfall
from ..waterfall import MortgageFacts, WaterfallResult, missing_facts, run_waterfall
from . import words
from ._built import signed
from ._case import Case
from ._checks import meets, option_facts, shown, targets_of
from ._measured import Measured
from ._quantities import OF_APPLICATION
from ._select import excess_of
from ._stated import stated
from .option import Option, ProgramTrace, Rejected, RejectedPlan
from .vocabulary import Family, Label

LATE_CHARGES: tuple[Component, ...] = ("penalty_interest", "compound_interest")
"""What a program waives besides the fees that are no advances."""


class Offered(NamedTuple):
    """What a policy's program adds to an answer: its plan, or why there is none."""

    options: tuple[Option, ...] = ()
    rejected: tuple[Rejected, ...] = ()


def program_of(case: Case, checks: Sequence[Check]) -> Offered:
    """Return the plan of the policy's program for a mortgage, or why it is not offered; `checks` as for any option."""
    waterfall = case.policy.waterfall
    if waterfall is None or case.contract.debt.kind != "mortgage" or case.contract.parts:
        return Offered()
    answer = _run(case, waterfall)
    if isinstance(answer, Rejected):
        return Offered(rejected=(answer,))
    own, measured, option = _planned(case, waterfall, answer, checks)
    against = tuple(_against(own, measured, option, waterfall))
    return Offered(rejected=against) if against else Offered(options=(option,))


def beside(options: Sequence[Option], program: Offered) -> list[Option]:
    """Return the options with the program's plan after them; alone, it is what the policy puts first."""
    labels: tuple[Label, ...] = ("program",) if options else ("recommended", "program")
    return [*options, *(replace(option, labels=labels) for option in program.options)]


# --- the facts of the mortgage ---------------------------------------------------------------------------------------


def _run(case: Case, waterfall: Waterfall) -> WaterfallResult | Rejected:
    day, trial = case.capacity.as_of, case.policy.trial
    if not is_divided(case.contract.rate):
        values = {"facts": f"{_root(case)}.rate"}
        return _rejected(waterfall, "not_run", words.PROGRAM_NOT_RUN, values, count=0)
    facts = _facts_of(case)
    try:
        lacking = missing_facts(facts, waterfall, on=day, trial=trial)
        missing = dict.fromkeys([*_not_stated(case, waterfall), *(_path_of(case, name) for name in lacking)])
        if missing:
            values = {"facts": ", ".join(missing)}
            return _rejected(waterfall, "not_run", words.PROGRAM_NOT_RUN, values, count=0)
        result = run_waterfall(facts, waterfall, on=day, trial=trial)
    except PolicyNotInForceError:
        return _rejected(waterfall, "not_open", words.PROGRAM_NOT_OPEN, {"date": day.isoformat()}, count=0)
    except InvalidTermsError:
        return _rejected(waterfall, "no_terms", words.PROGRAM_NO_TERMS, {}, count=0)
    if result.supplement_months:
        # a claim pays part of the first installments and falls due later: no schedule of the borrower's says that
        return _rejected(waterfall, "supplement", words.PROGRAM_SUPPLEMENT, {}, count=1)
    return result


def _not_stated(case: Case, waterfall: Waterfall) -> Iterator[str]:
    """Yield the paths of what the facts of a mortgage cannot leave out, and the application does."""
    debt, root = case.contract.debt, _root(case)
    if not debt.remaining_installments:
        yield f"{root}.remaining_installments"
    if debt.fees and _record(debt).advances is None:
        yield f"{root}.mortgage.advances"
    if debt.floating is None and "rate_still_adjusts" in _compared(case, waterfall):
        yield f"{root}.floating"


def _compared(case: Case, waterfall: Waterfall) -> set[str]:
    """Return the quantities that conditions and limits of the program compare."""
    trial = case.policy.trial
    limits = [*waterfall.limits, *(() if trial is None else trial.limits)]
    whens = [*(step.when for step in waterfall.steps), *(target.when for target in waterfall.targets)]
    whens += [*(limit.when for limit in limits), () if trial is None else trial.when]
    return {condition.quantity for when in whens for condition in when} | {limit.quantity for limit in limits}


def _root(case: Case) -> str:
    references = [debt.reference for debt in case.asked.debts]
    return f"debts[{references.index(case.contract.debt.reference)}]"


_PLACES = {"market_rate": "market_rate", "gross_income": "incomes"}
_OF_DEBT = {"property_value": "collateral_value", "loan_age_months": "contract_date"}


def _path_of(case: Case, name: str) -> str:
    """Return where in an application a fact of a mortgage is stated."""
    if name in _PLACES:
        return _PLACES[name]
    return f"{_root(case)}.{_OF_DEBT.get(name, f'mortgage.{name}')}"


def _record(debt: Debt) -> MortgageRecord:
    return MortgageRecord() if debt.mortgage is None else debt.mortgage


def _facts_of(case: Case) -> MortgageFacts:
    """Return what the application says of the mortgage; what it does not say is missing."""
    debt, owed, major = case.contract.debt, case.contract.owed, case.contract.currency.to_major
    record, age = _record(debt), OF_APPLICATION["loan_age_months"](case)
    advances = 0 if record.advances is None else case.contract.currency.to_minor(record.advances)
    gross = case.capacity.monthly_income if case.policy.capacity.income_basis == "gross" else None
    others = other_service(case.application, case.policy.capacity)
    return MortgageFacts(
        currency=case.contract.currency,
        principal=debt.principal,
        overdue_principal=debt.overdue_principal,
        interest=debt.interest,
        servicing_advances=major(advances),
        late_charges=major(owed.components["fees"] - advances),
        prior_claims=record.prior_claims or 0,
        rate=case.contract.rate,
        remaining_months=debt.remaining_installments or 1,
        payment=debt.installment,
        rate_still_adjusts=bool(debt.floating),
        market_rate=case.application.market_rate,
        property_value=debt.collateral_value or None,
        gross_income=gross,
        housing_costs=case.application.household.housing_costs,
        other_debts=major(div_round(others.numerator, others.denominator, "half_up")),
        days_past_due=debt.days_past_due,
        loan_age_months=None if age is None else int(age),  # type: ignore[arg-type]  # whole months
        payments_made=record.payments_made,
        modifications=record.modifications,
        months_since_modification=record.months_since_modification,
        days_late_after_modification=record.days_late_after_modification,
        failed_trials_12m=record.failed_trials_12m,
        imminent_default=record.imminent_default,
        principal_residence=record.principal_residence,
    )


# --- the plan --------------------------------------------------------------------------------------------------------


def _planned(
    case: Case, waterfall: Waterfall, result: WaterfallResult, checks: Sequence[Check]
) -> tuple[Case, Measured, Option]:
    """Return the program's plan in the form of any other option, with the case on its due dates."""
    owed = case.contract.owed.components
    late = [Treatment(name, "waive") for name in LATE_CHARGES if owed[name]]
    treatments = [*result.treatments, *late]
    schedule = reschedule(case.contract.position, treatments, result.terms)
    own, measured = stated(case, schedule, treatments)
    (origin,) = measured.candidates.origins
    treated = origin._replace(treatment_set=_treatment_set(waterfall), parked=None)
    measured = measured._replace(candidates=measured.candidates._replace(origins=[treated]))
    option = signed(measured, ("program",), own, checks, result.terms)
    return (
        own,
        measured,
        replace(
            option,
            id=f"program-{waterfall.name}",
            families=(*option.families, *_families(waterfall, result)),
            checks=(*option.checks, *result.checks),
            reasons=(*_reasons(waterfall, result), *option.reasons),
            trace=_trace(waterfall, result),
        ),
    )


def _treatment_set(waterfall: Waterfall) -> TreatmentSet:
    """Return what becomes of arrears in the program's own words: none of them is left overdue."""
    return TreatmentSet(
        name=waterfall.name,
        treatments=[
            Treatment("interest", "capitalize"),
            Treatment("fees", "capitalize"),
            *(Treatment(name, "waive") for name in LATE_CHARGES),
        ],
        days_past_due="reset",
        text=waterfall.steps[0].text,
    )


def _families(waterfall: Waterfall, result: WaterfallResult) -> Iterator[Family]:
    if result.final.deferred:
        yield "partial_claim" if waterfall.steps[0].kind == "defer_arrears" else "principal_forbearance"
    yield "program"


def _trace(waterfall: Waterfall, result: WaterfallResult) -> ProgramTrace:
    return ProgramTrace(
        program=waterfall.name,
        version=waterfall.version,
        title=waterfall.title,
        target_payment=_goal(waterfall, result),
        met=result.met,
        steps=tuple(result.trace),
        trial=result.trial,
    )


def _goal(waterfall: Waterfall, result: WaterfallResult) -> Decimal | None:
    """Return the payment that the program seeks; one that stops before it passes below a target seeks none."""
    return result.target_payment if waterfall.stop == "first_at_target" else None


def _reasons(waterfall: Waterfall, result: WaterfallResult) -> Iterator[Reason]:
    title, values = waterfall.title, {"payment": money_text(result.final.payment)}
    goal, text = _goal(waterfall, result), words.PROGRAM
    if goal is not None:
        values["target"] = money_text(goal)
        text = words.PROGRAM_MET if result.met else words.PROGRAM_MISSED
    yield Reason(code="PROGRAM", text=titled(text, title, values), values=values)
    if result.trial is not None:
        yield Reason.of("PROGRAM_TRIAL", words.PROGRAM_TRIAL, {"count": str(result.trial.payments)})
        if result.trial.counseling:
            yield Reason.of("PROGRAM_COUNSELING", words.PROGRAM_COUNSELING)


def titled(text: Wording, title: Wording, values: Mapping[str, str]) -> Wording:
    """Return a sentence that names a program in each language."""
    return Wording(text.en.format(program=title.en, **values), text.zh.format(program=title.zh, **values))


# --- why it is not offered -------------------------------------------------------------------------------------------


def _against(own: Case, measured: Measured, option: Option, waterfall: Waterfall) -> Iterator[Rejected]:
    for check in option.checks:
        if check.indicated == "fail":
            text = Wording(
                words.PROGRAM_RULE.en.format(program=waterfall.title.en, rule=check.text.en),
                words.PROGRAM_RULE.zh.format(program=waterfall.title.zh, rule=check.text.zh),
            )
            yield Rejected(code=f"program:{check.code}", text=text, count=1, nearest=None)
    facts = option_facts(measured, own)
    for condition in targets_of(own):
        if not meets(condition, facts, own, 1)[0]:
            wanted = f"{condition.comparator} {shown(condition.quantity, condition.at(own.capacity.as_of))}"
            values = {"quantity": condition.quantity, "limit": wanted}
            yield _rejected(waterfall, f"target:{condition.quantity}", words.PROGRAM_TARGET, values, count=1)
    excess = int(excess_of(measured.candidates, own.frame)[0])
    if excess > 0:
        values = {"gap": money_text(own.contract.currency.to_major(excess))}
        above = _rejected(waterfall, "above_affordable", words.PROGRAM_ABOVE, values, count=1)
        yield replace(above, nearest=_nearest(option, excess, own))


def _nearest(option: Option, excess: int, own: Case) -> RejectedPlan:
    return RejectedPlan(
        id=option.id,
        installments=len(option.schedule),
        rate=option.terms.rate,
        highest_installment=option.before_after.after.highest_installment,
        total_paid=option.measures.total_paid,
        gap=own.contract.currency.to_major(excess),
        families=option.families,
    )


def _rejected(waterfall: Waterfall, why: str, text: Wording, values: Mapping[str, str], *, count: int) -> Rejected:
    return Rejected(code=f"program:{why}", text=titled(text, waterfall.title, values), count=count, nearest=None)
