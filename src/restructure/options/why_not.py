"""Why a plan that somebody names is not offered: it takes the same tests as every candidate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from ..basics.errors import Fault, InvalidInputError, NotApplicableError, require_type
from ..basics.provenance import Check, Reason, Wording
from ..basics.shown import Shown
from ..basics.types import Ints, content_hash, value
from ..basics.written import money_text
from ..contract.phases import Phase
from ..contract.terms import LoanTerms
from ..loan.schedule import Schedule
from ..loan.treatment import Treatment, principal_after, reschedule
from ..policy import ParkedPrincipal, Start, TreatmentSet
from ..policy.quantities import is_of_plan
from ..policy.share_units import SHARE_SCALE, share_units
from . import words
from ._beginnings import Origin, begin
from ._built import signed
from ._candidates import Candidates, candidate_id, enumerate_candidates
from ._case import MONTHLY, Case
from ._checks import application_checks, meets, option_facts, shown, targets_of
from ._measured import Measured, measure
from ._select import beyond_cash, excess_of, keys_of, order_of
from ._shapes import NO_START, RatePath, Shape, rate_paths
from .option import Option

__all__ = ["WhyNot"]


@value(private=True)
class WhyNot(Shown):
    """Why a plan is not offered (未列入方案的原因), or that it is: `option` is the plan as it would be signed.

    `reasons` are the tests it fails, the weightiest first; `checks` those among its checks that are against it. An
    empty list of reasons is never given: an offered plan says so.
    """

    offered: bool
    option: Option
    reasons: tuple[Reason, ...]
    checks: tuple[Check, ...]


def why_not(case: Case, options: Sequence[Option], terms: LoanTerms, treatments: Sequence[Treatment] | None) -> WhyNot:
    """Return why a plan on these terms is none of the options that answer a case; see `OptionSet.why_not`."""
    require_type("terms", terms, LoanTerms, "LoanTerms")
    if not isinstance(treatments, (list, tuple, type(None))):
        raise InvalidInputError([Fault("treatments", "must be a list of Treatment")])
    schedule, treated = _schedule(case, terms, treatments)
    tried = _tried(case, schedule, treated)
    if tried is None:
        first_due, due_day = schedule.terms.first_due_date, schedule.terms.anchor_day
        own = replace(case, first_due=first_due, due_day=due_day, count=len(schedule))
        measured = measure(_candidate(schedule, _origin(case, treated, terms)), own)
        name = f"asked-{content_hash([terms, list(treated)])[:12]}"
    else:
        own, measured, name = case, measure(tried, case), candidate_id(tried, 0)
    option = replace(signed(measured, (), own, application_checks(case), terms), id=name)
    offered = _offered_as(options, option)
    if offered is None:
        reasons = _reasons(options, case, own, measured, option, tried=tried is not None)
    else:
        reasons = [Reason.of("OFFERED", words.WHY_OFFERED, {"plan": offered.id})]
    against = tuple(check for check in option.checks if check.indicated == "fail")
    return WhyNot(offered=offered is not None, option=option, reasons=tuple(reasons), checks=against)


def _offered_as(options: Sequence[Option], option: Option) -> Option | None:
    """Return the offered option that pays the same on the same days and treats what is owed alike."""
    for other in options:
        alike = set(other.treatments) == set(option.treatments)
        same = other.schedule.payment.tolist() == option.schedule.payment.tolist()
        if alike and same and other.schedule.due_dates == option.schedule.due_dates:
            return other
    return None


# --- the plan as a candidate ---------------------------------------------------------------------------------------


def _schedule(
    case: Case, terms: LoanTerms, treatments: Sequence[Treatment] | None
) -> tuple[Schedule, tuple[Treatment, ...]]:
    """Return the schedule of the plan and what happens to what is owed."""
    contract = case.contract
    treated = tuple(_usual(case, terms) if treatments is None else treatments)
    if terms.cadence != MONTHLY or terms.day_count != contract.debt.day_count or terms.changes:
        raise NotApplicableError(
            "plans of a policy are monthly, on the contract's day count and without later changes; state such terms"
        )
    return reschedule(contract.position, treated, terms), treated


def _tried(case: Case, schedule: Schedule, treatments: Sequence[Treatment]) -> Candidates | None:
    """Return the policy's own candidate that is this plan, if there is one."""
    candidates, paid = enumerate_candidates(case), np.trim_zeros(schedule.payment, "b")
    rows, dates = len(paid), case.frame.dates
    if candidates is None or rows > len(candidates.payments) or tuple(dates[:rows]) != tuple(schedule.due_dates[:rows]):
        return None
    padded = np.zeros(len(candidates.payments), np.int64)
    padded[:rows] = paid
    owed = {item for item in treatments if item.amount != "all" or case.contract.position.owed(item.component)}
    for place in np.flatnonzero((candidates.payments == padded[:, None]).all(axis=0)).tolist():
        if set(candidates.origin_of(place).treatments) == owed and not candidates.refused[place]:
            return candidates.take(np.array([place]))
    return None


def _usual(case: Case, terms: LoanTerms) -> Sequence[Treatment]:
    """Return the first of the policy's treatment sets that leaves the terms' principal."""
    position = case.contract.position
    for treatment_set in case.levers.treatment_sets:
        owed = [item for item in treatment_set.treatments if position.owed(item.component)]
        if principal_after(position, owed) == terms.principal:
            return owed
    raise NotApplicableError("no treatment set of the policy leaves this principal; pass treatments=")


def _origin(case: Case, treatments: Sequence[Treatment], terms: LoanTerms) -> Origin:
    owed, minor = case.contract.owed, case.contract.currency.to_minor
    amounts = [
        (owed.components[item.component] if item.amount == "all" else minor(item.amount), item) for item in treatments
    ]
    begun = begin(_set_of(case, treatments), amounts, minor(terms.principal))
    return begun._replace(parked=_instrument(case, begun.parked_amount))


def _instrument(case: Case, parked: int) -> ParkedPrincipal | None:
    """Return by which of the policy's own instruments an amount is parked: the one whose share comes nearest."""
    principal = case.contract.owed.principal
    return min(
        case.levers.parked if parked else (),
        key=lambda item: abs(principal * share_units(item.share) - parked * SHARE_SCALE),
        default=None,
    )


def _set_of(case: Case, treatments: Sequence[Treatment]) -> TreatmentSet:
    """Return the policy's treatment set that this is, or a plain one: it says what becomes of days past due."""
    held = {item for item in treatments if item.component != "principal"}
    for treatment_set in case.levers.treatment_sets:
        if held <= set(treatment_set.treatments):
            return treatment_set
    return TreatmentSet(
        name="as_asked",
        treatments=[
            Treatment("interest", "pay"),
            Treatment("penalty_interest", "pay"),
            Treatment("compound_interest", "pay"),
            Treatment("fees", "pay"),
        ],
        days_past_due="keep",
        text=words.AS_ASKED,
    )


def _candidate(schedule: Schedule, origin: Origin) -> Candidates:
    """Return the plan as one candidate, measured like any other."""
    payments = schedule.payment[:, None]
    rows, phases = max(len(np.trim_zeros(schedule.payment, "b")), 1), schedule.terms.phases
    one = np.zeros(1, np.int64)
    return Candidates(
        lane=one,
        origin=one,
        shape=one,
        path=one,
        rows=np.array([rows], np.int64),
        payments=payments,
        peak=np.array([max(int(schedule.opening_balance[0]), int(schedule.closing_balance.max()))], np.int64),
        refused=np.zeros(1, np.bool_),
        paid_today=np.array([origin.paid_today], np.int64),
        named=np.array([_balloon(schedule, rows) + origin.parked_amount], np.int64),
        origins=[origin],
        shapes=[Shape("level", _start(phases), balloon=phases[-1].amortize_over or 0)],
        paths=[_path(schedule.terms)],
        lanes=None,
    )


def _balloon(schedule: Schedule, rows: int) -> int:
    """Return what the last installment leaves beyond the one before it, where the terms leave a rest, minor units."""
    last = schedule.terms.phases[-1]
    if rows < 2 or last.amortize_over is None or last.amortize_over <= last.count:
        return 0
    aside = 0 if schedule.deferred_paid is None else int(schedule.deferred_paid[rows - 1])
    return max(int(schedule.payment[rows - 1]) - aside - int(schedule.payment[rows - 2]), 0)


def _start(phases: Sequence[Phase]) -> Start:
    """Return how a plan begins, if it begins otherwise than it goes on."""
    first = phases[0]
    if len(phases) == 1 or first.method not in ("interest_only", "capitalize", "defer"):
        return NO_START
    return Start(first.method, first.count)


def _path(terms: LoanTerms) -> RatePath:
    starts, units, row = [0], [terms.rate.units], 0
    for phase in terms.phases:
        if phase.rate is not None and phase.rate.units != units[-1]:
            starts.append(row)
            units.append(phase.rate.units)
        row += phase.count
    if starts[1:2] == [0]:  # the first phase states its own rate
        starts, units = starts[1:], units[1:]
    return RatePath(tuple(starts), tuple(units))


# --- the reasons ---------------------------------------------------------------------------------------------------


def _reasons(
    options: Sequence[Option], case: Case, own: Case, measured: Measured, option: Option, *, tried: bool
) -> list[Reason]:
    """Return the tests a plan that is not offered fails, the weightiest first; or what comes before it."""
    found: list[Reason] = [
        *_not_eligible(case),
        *_against_rules(case, option),
        *_unaffordable(own, measured),
        *_off_target(own, measured),
        *([] if tried else _off_grid(case, option, measured)),
    ]
    if found or not options:
        return found or [Reason.of("NOT_TRIED", words.WHY_NOT_TRIED)]
    best = options[0]
    values = {"plan": best.id, "key": _first_worse(case, own, measured, best)}
    return [Reason.of("OUTRANKED", words.WHY_OUTRANKED, values)]


def _not_eligible(case: Case) -> Iterator[Reason]:
    for check in application_checks(case):
        if check.indicated == "fail":
            yield _named("NOT_ELIGIBLE", words.REJECTED["not_eligible"], check.text)


def _against_rules(case: Case, option: Option) -> Iterator[Reason]:
    of_option = {rule.code for rule in case.policy.rules if is_of_plan(rule.quantity)}
    for check in option.checks:
        if check.indicated == "fail" and check.code in of_option:
            text = words.WHY_RULE
            values = {"actual": check.actual or "", "limit": check.limit}
            filled = Wording(
                text.en.format(rule=check.text.en, source=check.sources[0].title, **values),
                text.zh.format(rule=check.text.zh, source=check.sources[0].title, **values),
            )
            yield Reason(code=f"RULE:{check.code}", text=filled, values=values)


def _named(code: str, text: Wording, rule: Wording) -> Reason:
    return Reason(code=code, text=Wording(text.en.format(rule=rule.en), text.zh.format(rule=rule.zh)), values={})


def _unaffordable(own: Case, measured: Measured) -> Iterator[Reason]:
    major = own.contract.currency.to_major
    excess = int(excess_of(measured.candidates, own.frame)[0])
    if excess > 0:
        row = _worst_row(own, measured)
        values = {"gap": money_text(major(excess)), "date": own.frame.dates[row].isoformat()}
        yield Reason.of("ABOVE_AFFORDABLE", words.WHY_ABOVE, values)
    if beyond_cash(measured.candidates, own.frame)[0]:
        yield Reason.of("CASH_TODAY", words.REJECTED["cash_today"])


def _worst_row(own: Case, measured: Measured) -> int:
    payments: Ints = measured.candidates.regular()[:, 0]
    return int((payments - own.frame.affordable[: len(payments)]).argmax())


def _off_target(own: Case, measured: Measured) -> Iterator[Reason]:
    facts = option_facts(measured, own)
    for condition in targets_of(own):
        if not meets(condition, facts, own, 1)[0]:
            held = facts[condition.quantity]
            values = {
                "actual": "?" if held is None else shown(condition.quantity, held),
                "limit": f"{condition.comparator} {shown(condition.quantity, condition.at(own.capacity.as_of))}",
                "quantity": condition.quantity,
            }
            yield Reason.of(f"TARGET:{condition.quantity}", words.WHY_TARGET, values)


def _off_grid(case: Case, option: Option, measured: Measured) -> list[Reason]:
    """Return which levers do not reach a plan that is none of the policy's candidates."""
    return list(_beyond_levers(case, option, measured)) or [Reason.of("NOT_TRIED", words.WHY_NOT_TRIED)]


def _beyond_levers(case: Case, option: Option, measured: Measured) -> Iterator[Reason]:
    terms, count, origin = case.levers.terms, len(option.schedule), measured.candidates.origin_of(0)
    if count not in terms.values():
        limits = {"limit": f"{terms.first} - {terms.last}", "count": str(count)}
        yield Reason.of("TERM_NOT_TRIED", words.WHY_TERM, limits)
    if option.terms.rate.units not in [path.units[0] for path in rate_paths(case)]:
        yield Reason.of("RATE_NOT_TRIED", words.WHY_RATE, {"rate": option.terms.rate.to_percent()})
    if origin.parked_amount and origin.parked is None:
        yield Reason.of("PARKING_NOT_KNOWN", words.WHY_PARKED)


def _first_worse(case: Case, own: Case, measured: Measured, best: Option) -> str:
    """Return the first key of the order in which the recommended plan is ahead, or that it is ahead in their sum."""
    schedule, treated = _schedule(case, best.terms, best.treatments)
    found = _tried(case, schedule, treated)
    if found is None:
        raise AssertionError("an offered plan is one of the candidates")
    ahead, mine = keys_of(measure(found, case), case), keys_of(measured, own)
    for key, theirs, ours in zip(order_of(case), ahead, mine, strict=False):
        if int(theirs[0]) < int(ours[0]):
            return key
    return "dominated"
