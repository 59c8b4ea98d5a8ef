"""Why a plan that somebody names is not offered: it takes the same tests as every candidate.

May import: floors below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from .._table import Heading, Lines, Page, money_text
from .._types import Ints, value
from ..components import Component
from ..errors import NotApplicableError, require_type
from ..phases import Phase
from ..policy import ParkedPrincipal, Start, TreatmentSet
from ..policy._rules import OF_APPLICATION
from ..provenance import Check, Language, Reason, Wording
from ..schedule import Schedule
from ..terms import LoanTerms
from ..treatment import Treatment, principal_after, reschedule
from . import _wording as words
from ._candidates import Candidates, enumerate_candidates
from ._frame import MONTHLY, Case, case_of, frame_of
from ._measured import Measured, measure
from ._option import signed
from ._origins import NOTHING, Origin
from ._rules import application_checks, meets, option_facts, shown, targets_of
from ._select import beyond_cash, excess_of, keys_of, order_of
from ._shapes import NO_START, RatePath, Shape, rate_paths

if TYPE_CHECKING:
    from ._values import Option, OptionSet


@value(private=True)
class WhyNot:
    """Why a plan is not offered (未列入方案的原因), or that it is: `option` is the plan as it would be signed.

    `reasons` are the tests it fails, the weightiest first; `checks` those among its checks that are against it. An
    empty list of reasons is never given: an offered plan says so.
    """

    offered: bool
    option: Option
    reasons: tuple[Reason, ...]
    checks: tuple[Check, ...]

    def to_text(self, lang: Language = "en") -> str:
        """Return the reasons and the checks that are against the plan."""
        return _page(self, lang).to_text()

    def _repr_html_(self) -> str:
        return _page(self, "en").to_html()


def why_not(options: OptionSet, terms: LoanTerms, treatments: Sequence[Treatment] | None) -> WhyNot:
    """Return why a plan on these terms is not offered; see `OptionSet.why_not`."""
    require_type("terms", terms, LoanTerms, "LoanTerms")
    asked = options.question
    case = case_of(
        asked.application, asked.contract, asked.capacity, asked.policy, first_due=asked.first_due, target=asked.target
    )
    schedule, origin = _schedule(case, terms, treatments)
    own = _own_case(case, schedule)
    measured = measure(_candidate(schedule, origin), own)
    checks = application_checks(case)
    option = signed(measured, (), own, checks, terms)
    against = tuple(check for check in option.checks if check.indicated == "fail")
    reasons = list(_reasons(options, case, own, measured, option))
    offered = reasons[0].code == "OFFERED"
    return WhyNot(offered=offered, option=option, reasons=tuple(reasons), checks=against)


# --- the plan as a candidate ---------------------------------------------------------------------------------------


def _schedule(case: Case, terms: LoanTerms, treatments: Sequence[Treatment] | None) -> tuple[Schedule, Origin]:
    """Return the schedule of the plan and where it starts."""
    contract = case.contract
    treated = tuple(_usual(case, terms) if treatments is None else treatments)
    if terms.cadence != MONTHLY or terms.day_count != contract.debt.day_count or terms.changes:
        raise NotApplicableError(
            "plans of a policy are monthly, on the contract's day count and without later changes; state such terms"
        )
    schedule = reschedule(contract.position, treated, terms)
    return schedule, _origin(case, treated, terms)


def _usual(case: Case, terms: LoanTerms) -> Sequence[Treatment]:
    """Return the first of the policy's treatment sets that leaves the terms' principal."""
    position = case.contract.position
    for treatment_set in case.levers.treatment_sets:
        owed = [item for item in treatment_set.treatments if position.owed(item.component)]
        if principal_after(position, owed) == terms.principal:
            return owed
    raise NotApplicableError("no treatment set of the policy leaves this principal; pass treatments=")


def _origin(case: Case, treatments: Sequence[Treatment], terms: LoanTerms) -> Origin:
    contract, minor = case.contract, case.contract.currency.to_minor

    def amount(item: Treatment) -> int:
        component: Component = item.component
        return minor(contract.position.owed(component)) if item.amount == "all" else minor(item.amount)

    of_principal = [item for item in treatments if item.component == "principal"]
    parked = sum(amount(item) for item in of_principal if item.action == "defer")
    return Origin(
        _set_of(case, treatments),
        share=NOTHING,
        forgiven=sum(amount(item) for item in of_principal if item.action == "waive"),
        treatments=tuple(treatments),
        principal=minor(terms.principal),
        paid_today=sum(amount(item) for item in treatments if item.action == "pay"),
        aside=(),
        parked=ParkedPrincipal(kind="principal_forbearance", share="0.5") if parked else None,
        parked_amount=parked,
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


def _own_case(case: Case, schedule: Schedule) -> Case:
    """Return the case on the due dates of the plan asked about."""
    terms = schedule.terms
    frame = frame_of(
        case.application,
        case.contract,
        case.capacity,
        case.levers,
        terms.first_due_date,
        terms.anchor_day,
        len(schedule),
    )
    return case._replace(frame=frame)


def _candidate(schedule: Schedule, origin: Origin) -> Candidates:
    """Return the plan as one candidate, measured like any other."""
    payments = schedule.payment[:, None]
    rows = len(payments) if schedule.paid_off_at is None else schedule.paid_off_at
    phases = schedule.terms.phases
    balloon = any(phase.amortize_over is not None for phase in phases)
    one = np.zeros(1, np.int64)
    return Candidates(
        lane=one,
        origin=one,
        shape=one,
        path=one,
        rows=np.array([max(rows, 1)], np.int64),
        payments=payments,
        peak=np.array([max(int(schedule.opening_balance[0]), int(schedule.closing_balance.max()))], np.int64),
        refused=np.zeros(1, np.bool_),
        paid_today=np.array([origin.paid_today], np.int64),
        lump=np.array([balloon or origin.parked is not None], np.bool_),
        origins=[origin],
        shapes=[Shape("level", _start(phases), balloon=phases[-1].amortize_over or 0)],
        paths=[_path(schedule.terms)],
        lanes=None,
    )


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


def _reasons(options: OptionSet, case: Case, own: Case, measured: Measured, option: Option) -> Iterator[Reason]:
    """Yield the tests a plan fails, the weightiest first; or that it is offered, or what is better."""
    found = [
        *_not_eligible(case),
        *_against_rules(case, option),
        *_unaffordable(own, measured),
        *_off_target(own, measured),
        *_off_grid(case, option),
    ]
    yield from found
    if not found:
        yield _offered_or_beaten(options, case, measured, option)


def _not_eligible(case: Case) -> Iterator[Reason]:
    for check in application_checks(case):
        if check.indicated == "fail":
            yield _named("NOT_ELIGIBLE", words.REJECTED["not_eligible"], check.text)


def _against_rules(case: Case, option: Option) -> Iterator[Reason]:
    of_option = {rule.code for rule in case.policy.rules if rule.quantity not in OF_APPLICATION}
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
        if not meets(condition, facts, 1)[0]:
            held = facts[condition.quantity]
            values = {
                "actual": "?" if held is None else shown(condition.quantity, held),
                "limit": f"{condition.comparator} {shown(condition.quantity, condition.value)}",
                "quantity": condition.quantity,
            }
            yield Reason.of(f"TARGET:{condition.quantity}", words.WHY_TARGET, values)


def _off_grid(case: Case, option: Option) -> Iterator[Reason]:
    """Yield which lever does not reach the plan, where none of the policy's candidates is this plan."""
    candidates = enumerate_candidates(case)
    if candidates is not None and _is_tried(candidates, option):
        return
    terms, values = case.levers.terms, {"limit": f"{case.levers.terms.first} - {case.levers.terms.last}"}
    found = False
    if len(option.schedule) not in terms.values():
        found = True
        yield Reason.of("TERM_NOT_TRIED", words.WHY_TERM, {**values, "count": str(len(option.schedule))})
    rates = {path.units[0] for path in rate_paths(case)}
    if option.terms.rate.units not in rates:
        found = True
        yield Reason.of("RATE_NOT_TRIED", words.WHY_RATE, {"rate": option.terms.rate.to_percent()})
    if not found:
        yield Reason.of("NOT_TRIED", words.WHY_NOT_TRIED)


def _is_tried(candidates: Candidates, option: Option) -> bool:
    payments = option.schedule.payment
    rows = len(payments)
    if rows > len(candidates.payments):
        return False
    padded = np.zeros(len(candidates.payments), np.int64)
    padded[:rows] = payments
    same = (candidates.payments == padded[:, None]).all(axis=0)
    for place in np.flatnonzero(same).tolist():
        if set(candidates.origin_of(place).treatments) == set(option.treatments):
            return True
    return False


def _offered_or_beaten(options: OptionSet, case: Case, measured: Measured, option: Option) -> Reason:
    for other in options:
        same = other.schedule.payment.tolist() == option.schedule.payment.tolist()
        if same and other.schedule.due_dates == option.schedule.due_dates:
            return Reason.of("OFFERED", words.WHY_OFFERED, {"plan": other.id})
    best = options.recommended
    if best is None:
        return Reason.of("INDICATED_FAIL", words.REJECTED["indicated_fail"])
    key = _first_worse(case, measured, best)
    return Reason.of("OUTRANKED", words.WHY_OUTRANKED, {"plan": best.id, "key": key})


def _first_worse(case: Case, measured: Measured, best: Option) -> str:
    """Return the first key of the order in which the recommended plan is ahead."""
    schedule, origin = _schedule(case, best.terms, best.treatments)
    own = _own_case(case, schedule)
    ahead = keys_of(measure(_candidate(schedule, origin), own), own)
    mine = keys_of(measured, own)
    for key, theirs, ours in zip(order_of(case), ahead, mine, strict=False):
        if int(theirs[0]) < int(ours[0]):
            return key
    return "instruments"


# --- the page ------------------------------------------------------------------------------------------------------


def _page(held: WhyNot, lang: Language) -> Page:
    lines = [reason.text.to_text(lang) for reason in held.reasons]
    heading = words.WHY_TITLE_OFFERED if held.offered else words.WHY_TITLE
    return Page(held.option.id, lang, [Heading(heading.to_text(lang)), Lines(lines)])
