"""Propose options for one debt: enumerate, select, and turn the chosen few into signed-grade plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

import numpy as np

from ..applicant.application import Application
from ..basics.errors import Fault, InvalidInputError, NotApplicableError, require_type
from ..basics.provenance import Check, Reason, Wording
from ..basics.types import FrozenMapping, parse_date
from ..basics.written import money_text
from ..capacity import Capacity
from ..contract.phases import LAST_YEAR, MAX_INSTALLMENTS
from ..loan.schedule import Schedule
from ..loan.treatment import reschedule
from ..policy import Policy, Target
from ..policy.quantities import room_faults
from ..policy.rules import conditions_of
from . import words, words_ladder as ladder_words
from ._baseline import Contract, caught_up, contract_of, reinstated
from ._built import options_of, signed
from ._candidates import Candidates, candidate_id, enumerate_candidates
from ._case import Case, case_of
from ._ceiling import COST_REASONS, above_text
from ._checks import application_checks, rule_text
from ._claim import claim_flags
from ._ladder import Passed, StatedPlan, climb
from ._measured import families_of, measure
from ._program import Offered, beside, program_of
from ._select import Rejection, select
from ._several import can_consolidate, caught_up_all, consolidated, due_at_once, due_by_day, reinstated_all, shared_out
from ._stated import stated
from .option import Option, ReferenceOption, Rejected, RejectedPlan
from .option_set import OptionSet, PassedRung
from .own_checks import sources_of
from .vocabulary import RUNGS, ReferenceKind, Rung

__all__ = ["propose_options"]

LONGEST_PLAN = MAX_INSTALLMENTS // 12 + 1
"""Years that the longest plan may take."""


def propose_options(
    application: Application,
    capacity: Capacity,
    *,
    policy: Policy,
    first_due_date: date | str | None = None,
    target: Target | None = None,
) -> OptionSet:
    """Return the plans that fit one debt, ranked, with references and reasons against all others (方案生成).

    Every combination of the policy's levers is computed to the minor unit; a plan fits if every installment is at most
    the affordable payment on its due date. Of several debts in scope each has options within its share of what can be
    paid, in `by_debt`; where the policy consolidates and no smaller change answers each of them, the options themselves
    put one debt in their place.

    Args:
        application: with at least one debt in scope.
        capacity: of this application under this policy.
        policy: levers, rules and ranking.
        first_due_date: of the plans; default: the debt's next due date that leaves the policy's least notice.
        target: what plans are to reach besides being affordable.

    Raises:
        NotApplicableError: no debt in scope, or a contract that cannot be continued.
        PolicyNotInForceError: a rule has no limit on the application's day.

    Examples:
        See the module.
    """
    _require_same(application, capacity, policy)
    if target is not None:
        require_type("target", target, Target, "a Target value")
        _require_known(target)
    first_due = _first_due(first_due_date)
    in_scope = [debt for debt in application.debts if debt.in_scope]
    if not in_scope:
        raise NotApplicableError("no debt is in scope; mark the debt to restructure with in_scope=True")
    if len(in_scope) == 1:
        contract = contract_of(application, in_scope[0])
        return _options_of(case_of(application, contract, capacity, policy, first_due=first_due, target=target))
    by_debt = tuple(
        _options_of(
            case_of(
                part.application,
                contract_of(part.application, part.debt),
                part.capacity,
                policy,
                first_due=first_due,
                target=target,
                asked=application,
                own=part.budget,
            )
        )
        for part in shared_out(application, capacity, policy)
    )
    together, contract = consolidated(application)
    case = case_of(together, contract, capacity, policy, first_due=first_due, target=target, asked=application)
    return replace(_of_all(case, by_debt), by_debt=by_debt)


def _of_all(case: Case, by_debt: Sequence[OptionSet]) -> OptionSet:
    """Return the answer to several debts: one in their place, unless less answers each or nothing comes of it."""
    if not can_consolidate(case.asked, case.policy):
        return _each(case, by_debt, [_apart("not_consolidated")])
    if _less_apart(by_debt):
        return _each(case, by_debt, [_apart("less_apart")])
    merged = _restructured(case, ())
    if merged.options or any(part.recommended is None for part in by_debt):
        return merged
    return _each(case, by_debt, merged.rejected)


def _each(case: Case, by_debt: Sequence[OptionSet], rejected: Sequence[Rejected]) -> OptionSet:
    """Return that each debt has a plan of its own: the answer went as far as the debt that needed most."""
    rung: Rung = RUNGS[max(RUNGS.index(part.rung) for part in by_debt)]
    return _option_set(case, (), rejected, None, (), rung, ())


def _less_apart(by_debt: Sequence[OptionSet]) -> bool:
    """Return whether every debt has a plan of its own, and some contract is not restructured: one debt changes all."""
    kept = [part for part in by_debt if RUNGS.index(part.rung) < RUNGS.index("restructure")]
    return bool(kept) and all(part.recommended is not None for part in by_debt)


def _options_of(case: Case) -> OptionSet:
    """Return the options of one debt, or of one in the place of several: of the first rung that holds."""
    climbed = climb(case)
    if climbed.rung is None or climbed.plan is None:
        return _restructured(case, climbed.passed)
    option = _of_rung(case, climbed.rung, climbed.plan)
    against = next((check for check in option.checks if check.status == "fail"), None)
    if against is None:
        return _option_set(case, [option], [], None, (), climbed.rung, climbed.passed)
    # what the contract asks is against the law as it was read: no way of keeping to it can be put to a borrower
    return _restructured(case, [*climbed.passed, *((rung, _forbidden(against)) for rung in _from(case, climbed.rung))])


def _from(case: Case, rung: Rung) -> list[Rung]:
    """Return a rung of the policy's ladder with those after it, before restructuring."""
    return [name for name in case.policy.ladder.rungs if RUNGS.index(name) >= RUNGS.index(rung)]


def _forbidden(check: Check) -> Reason:
    text = words.REJECTED["rule"]
    told = Wording(text.en.format(rule=check.text.en), text.zh.format(rule=check.text.zh))
    return Reason(code=f"RULE:{check.code}", text=told, values={})


def _of_rung(case: Case, rung: Rung, plan: StatedPlan) -> Option:
    """Return the plan of a rung before restructuring in the form of any other option.

    Rules of a program speak of who may enter it and how it may change a contract; keeping, reinstating and catching up
    change nothing of it. A plan that holds until dated income comes is such a change.
    """
    schedule = reschedule(case.contract.position, plan.treatments, plan.terms)
    own, measured = stated(case, schedule, plan.treatments)
    changes = rung == "hold"
    known = sources_of(case.policy).keys() - {rule.code for rule in case.policy.rules}
    option = signed(measured, ("recommended",), own, application_checks(case) if changes else (), plan.terms)
    checks = option.checks if changes else tuple(check for check in option.checks if check.code in known)
    return replace(option, id=f"{rung}-{option.id}", checks=checks, reasons=(*option.reasons, *plan.reasons))


def _restructured(case: Case, passed: Passed) -> OptionSet:
    """Return what the policy's levers make of the debt, or its settlements where nothing else holds."""
    checks = application_checks(case)
    barred = [check for check in checks if check.indicated == "fail"]
    if not barred and _is_too_small(case):
        return _paid_in_one_go(case, checks, passed)
    candidates = None if barred else enumerate_candidates(case)
    program = Offered() if barred else program_of(case, checks)
    if candidates is None:
        refused = [*(_not_eligible(barred) or [_no_candidate()]), *program.rejected]
        return _answer(
            case, beside((), program), refused, None, checks, "restructure" if program.options else None, passed
        )
    found = select(candidates, case)
    options = options_of(found.measured, found.chosen, case, checks)
    if program.options:  # a plan of the whole debt comes before a settlement for part of it
        options = beside(options if found.rung == "restructure" else (), program)
    rejected = [*(_rejected(group, candidates, case) for group in found.rejections), *program.rejected]
    nearest = None if options else _nearest(found.rejections, candidates, case, checks)
    return _answer(case, options, rejected, nearest, checks, "restructure" if program.options else found.rung, passed)


def _is_too_small(case: Case) -> bool:
    """Return whether what is owed makes less than two installments of the unit that the policy states."""
    return case.levers.installment_unit is not None and case.owed < 2 * case.frame.calendar.unit


def _paid_in_one_go(case: Case, checks: Sequence[Check], passed: Passed) -> OptionSet:
    """Return that a debt is too small for a plan; the answer's page says what is to be paid and what covers it."""
    least = {"least": money_text(case.contract.currency.to_major(case.frame.calendar.unit))}
    why = Reason.of("TOO_SMALL", words.REJECTED["too_small"], least)
    refused = [Rejected(code="too_small", text=why.text, count=0, nearest=None)]
    over: Passed = [*passed, ("restructure", why), ("settle", why)]
    return _option_set(case, (), refused, None, checks, "next_steps", over)


def _answer(
    case: Case,
    options: Sequence[Option],
    rejected: Sequence[Rejected],
    nearest: tuple[Option, int] | None,
    checks: Sequence[Check],
    rung: Rung | None,
    passed: Passed,
) -> OptionSet:
    """Return what was found at the last rungs, or at none of them, with every rung passed over on the way."""
    failed: dict[Rung | None, tuple[Rung, ...]] = {"restructure": (), "settle": ("restructure",)}
    over = failed.get(rung, ("restructure", "settle"))
    return _option_set(case, options, rejected, nearest, checks, rung or "next_steps", _and(passed, *over))


def _and(passed: Passed, *rungs: Rung) -> Passed:
    """Return the rungs passed over with the last ones added."""
    why = {"restructure": ladder_words.NOTHING_RESTRUCTURES, "settle": ladder_words.NOTHING_SETTLES}
    return [*passed, *((rung, Reason.of(f"NO_{rung.upper()}", why[rung])) for rung in rungs)]


def _require_same(application: Application, capacity: Capacity, policy: Policy) -> None:
    """Refuse what is no application, capacity or policy, and a capacity of another application."""
    require_type("application", application, Application, "an Application; build one or read it with from_json")
    require_type("capacity", capacity, Capacity, "what assess_capacity returns for the application")
    require_type("policy", policy, Policy, "a Policy value, such as policies.GENERIC")
    mine = (application.reference, application.as_of, application.currency)
    if (capacity.reference, capacity.as_of, capacity.currency) != mine:
        raise InvalidInputError([Fault("capacity", "is of another application; assess this one")])


def _require_known(target: Target) -> None:
    """Refuse a target that compares what is known of mortgages only."""
    names = [*conditions_of("target.where", target.where), *conditions_of("target.when", target.when)]
    faults = list(room_faults("policy", names))
    if faults:
        raise InvalidInputError(faults)


def _first_due(given: date | str | None) -> date | None:
    try:
        day = None if given is None else parse_date(given)
    except ValueError as error:
        message = str(error)
    else:
        if day is None or day.year <= LAST_YEAR - LONGEST_PLAN:
            return day
        message = "leaves no room in the calendar for a plan; choose an earlier day"
    raise InvalidInputError([Fault("first_due_date", message)])


def _option_set(
    case: Case,
    options: Sequence[Option],
    rejected: Sequence[Rejected],
    nearest: tuple[Option, int] | None,
    checks: Sequence[Check],
    rung: Rung,
    passed: Passed,
) -> OptionSet:
    contract = case.contract
    major = contract.currency.to_major
    flags = [*([] if contract.standing == "as_stated" else [_inconsistent(contract)]), *claim_flags(case)]
    return OptionSet(
        currency=contract.currency,
        options=tuple(options),
        references=_references(case),
        rejected=tuple(rejected),
        nearest=None if nearest is None else nearest[0],
        shortfall=None if nearest is None else major(nearest[1]),
        checks=tuple(checks),
        flags=tuple(flags),
        debt=contract.debt.reference,
        position=contract.position,
        question=case,
        rung=rung,
        passed=tuple(PassedRung(rung=name, reason=reason) for name, reason in passed),
    )


# --- references ----------------------------------------------------------------------------------------------------


def _references(case: Case) -> Mapping[ReferenceKind, ReferenceOption]:
    contract, months = case.contract, case.levers.catch_up_months
    if contract.parts:
        caught, repaid = caught_up_all(contract.parts, months), reinstated_all(contract.parts)
    else:
        caught, repaid = caught_up(contract, months), reinstated(contract)
    references: dict[ReferenceKind, ReferenceOption] = {
        "keep_contract": _reference("keep_contract", contract.schedule, contract.arrears, case),
        "reinstate": _reference("reinstate", repaid, contract.arrears, case),
        "catch_up": _reference("catch_up", caught, due_at_once(contract), case),
    }
    return FrozenMapping(references)


def _reference(kind: ReferenceKind, schedule: Schedule | None, today: int, case: Case) -> ReferenceOption:
    contract, frame, capacity = case.contract, case.frame, case.capacity
    currency = contract.currency
    if schedule is None:  # all has fallen due: nothing can be spread over installments that do not exist
        today = contract.arrears
    total = today + (0 if schedule is None else int(schedule.payment.sum()))
    return ReferenceOption(
        kind=kind,
        text=words.REFERENCES[kind],
        schedule=schedule,
        paid_today=currency.to_major(today),
        total_paid=currency.to_major(total),
        fits=today <= (frame.cash or 0) and (schedule is None or _fits(due_by_day(schedule, contract), capacity)),
    )


def _fits(due: Mapping[date, int], capacity: Capacity) -> bool:
    return all(amount <= capacity.units.on(day) for day, amount in due.items())


# --- what is not offered -------------------------------------------------------------------------------------------


def _rejected(group: Rejection, candidates: Candidates, case: Case) -> Rejected:
    kind, _, name = group.reason.partition(":")
    code, text = group.reason, ladder_words.GUARDRAILS[name] if kind == "guardrail" else words.REJECTED[kind]  # type: ignore[index]
    if group.rule is not None:
        rule = rule_text(group.rule, case)
        code = f"rule:{group.rule.code}"
        text = Wording(text.en.format(rule=rule.en), text.zh.format(rule=rule.zh))
    if group.reason in COST_REASONS:
        text = above_text(group.reason, candidates, group.nearest, case)
    nearest = None if group.nearest is None else _rejected_plan(group, candidates, case)
    return Rejected(code=code, text=text, count=len(group.places), nearest=nearest)


def _rejected_plan(group: Rejection, candidates: Candidates, case: Case) -> RejectedPlan | None:
    if group.nearest is None:
        return None
    contract, place = case.contract, group.nearest
    major = contract.currency.to_major
    return RejectedPlan(
        id=candidate_id(candidates, place),
        installments=int(candidates.rows[place]),
        rate=contract.rate.with_units(candidates.path_of(place).units[0]),
        highest_installment=major(int(candidates.take(np.array([place])).regular().max())),
        total_paid=major(int(candidates.payments[:, place].sum() + candidates.paid_today[place])),
        gap=None if group.gap is None else major(group.gap),
        families=families_of(candidates, place, case),
    )


def _not_eligible(barred: Sequence[Check]) -> list[Rejected]:
    text = words.REJECTED["not_eligible"]
    return [
        Rejected(
            code=f"not_eligible:{check.code}",
            text=Wording(text.en.format(rule=check.text.en), text.zh.format(rule=check.text.zh)),
            count=0,
            nearest=None,
        )
        for check in barred
    ]


def _apart(code: Literal["not_consolidated", "less_apart"]) -> Rejected:
    return Rejected(code=code, text=words.REJECTED[code], count=0, nearest=None)


def _no_candidate() -> Rejected:
    return Rejected(code="no_candidate", text=words.REJECTED["no_candidate"], count=0, nearest=None)


def _nearest(
    rejections: Sequence[Rejection], candidates: Candidates, case: Case, checks: Sequence[Check]
) -> tuple[Option, int] | None:
    """Return the plan that misses what can be paid by least, and by how much, when nothing fits."""
    over = [group for group in rejections if group.reason == "above_affordable"]
    if not over or over[0].nearest is None or over[0].gap is None:
        return None
    measured = measure(candidates.take(np.array([over[0].nearest])), case)
    return options_of(measured, [(0, ())], case, checks)[0], over[0].gap


# --- flags ---------------------------------------------------------------------------------------------------------


def _inconsistent(contract: Contract) -> Reason:
    text = words.INCONSISTENT if contract.standing == "until_repaid" else words.NEVER_REPAID
    debt, together = contract.debt.reference, words.TOGETHER
    told = together if contract.parts else Wording(debt, debt)
    filled = Wording(text.en.format(debt=told.en), text.zh.format(debt=told.zh))
    return Reason(code="CONTRACT_INCONSISTENT", text=filled, values={"debt": debt})
