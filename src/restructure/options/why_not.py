"""Why a plan that somebody names is not offered: it takes the same tests as every candidate."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import numpy as np

from ..basics.errors import Fault, InvalidInputError, NotApplicableError, require_type
from ..basics.provenance import Check, Reason, Wording
from ..basics.shown import Shown
from ..basics.types import Ints, content_hash, value
from ..basics.written import money_text
from ..contract.terms import LoanTerms
from ..contract.treatment import Treatment
from ..loan.schedule import Schedule
from ..loan.treatment import principal_after, reschedule
from ..policy.quantities import is_of_plan
from . import words, words_ladder as ladder_words
from ._built import signed
from ._candidates import Candidates, Only, candidate_id, enumerate_candidates
from ._case import MONTHLY, Case
from ._checks import application_checks, meets, option_facts, shown, targets_of
from ._measured import Measured, measure
from ._select import beyond_cash, excess_of, keys_of, order_of, select
from ._shapes import rate_paths
from ._stated import path_of, stated
from .option import Option
from .own_checks import sources_of
from .vocabulary import Rung

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


def why_not(
    case: Case, options: Sequence[Option], rung: Rung, terms: LoanTerms, treatments: Sequence[Treatment] | None
) -> WhyNot:
    """Return why a plan on these terms is none of the options that answer a case; see `OptionSet.why_not`."""
    require_type("terms", terms, LoanTerms, "LoanTerms")
    if not isinstance(treatments, (list, tuple, type(None))):
        raise InvalidInputError([Fault("treatments", "must be a list of Treatment")])
    schedule, treated = _schedule(case, terms, treatments)
    tried = _tried(case, schedule, treated)
    if tried is None:
        own, measured = stated(case, schedule, treated)
        name = f"asked-{content_hash([terms, list(treated)])[:12]}"
    else:
        own, measured, name = case, measure(tried, case), candidate_id(tried, 0)
    option = replace(signed(measured, (), own, application_checks(case), terms), id=name)
    offered = _offered_as(options, option)
    if offered is None:
        reasons = _reasons(case, own, measured, option, tried=tried is not None) or [
            _passed_over(options, case, rung, tried)
        ]
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
    rows, dates = _installments(schedule), case.frame.dates
    if tuple(dates[:rows]) != tuple(schedule.due_dates[:rows]):
        return None
    owed = {item for item in treatments if item.amount != "all" or case.contract.position.owed(item.owed)}
    candidates = enumerate_candidates(case, Only(frozenset(owed), path_of(schedule.terms).units[0], rows))
    place = None if candidates is None else _place(candidates, schedule.payment[:rows], owed)
    return None if candidates is None or place is None else candidates.take(np.array([place]))


def _installments(schedule: Schedule) -> int:
    """Return the number of installments up to the last that asks for anything."""
    return len(np.trim_zeros(schedule.payment, "b"))


def _place(candidates: Candidates, paid: Ints, owed: Collection[Treatment]) -> int | None:
    """Return the place of the candidate with these installments and treatments, if there is one."""
    if len(paid) > len(candidates.payments):
        return None
    padded = np.zeros(len(candidates.payments), np.int64)
    padded[: len(paid)] = paid
    for place in np.flatnonzero((candidates.payments == padded[:, None]).all(axis=0)).tolist():
        if set(candidates.origin_of(place).treatments) == set(owed) and not candidates.refused[place]:
            return int(place)
    return None


def _usual(case: Case, terms: LoanTerms) -> Sequence[Treatment]:
    """Return the first of the policy's treatment sets that leaves the terms' principal."""
    position = case.contract.position
    for treatment_set in case.levers.treatment_sets:
        owed = [item for item in treatment_set.treatments if position.owed(item.owed)]
        if principal_after(position, owed) == terms.principal:
            return owed
    raise NotApplicableError("no treatment set of the policy leaves this principal; pass treatments=")


# --- the reasons ---------------------------------------------------------------------------------------------------


def _reasons(case: Case, own: Case, measured: Measured, option: Option, *, tried: bool) -> list[Reason]:
    """Return the tests a plan that is not offered fails, the weightiest first."""
    return [
        *_not_eligible(case),
        *failed_tests(case, own, measured, option),
        *([] if tried else _off_grid(case, option, measured)),
    ]


def failed_tests(case: Case, own: Case, measured: Measured, option: Option) -> Iterator[Reason]:
    """Yield what one plan fails of what every plan is asked: the rules, what can be paid, the target."""
    yield from _against_rules(case, option)
    yield from _unaffordable(own, measured)
    yield from _off_target(own, measured)


def _passed_over(options: Sequence[Option], case: Case, rung: Rung, tried: Candidates | None) -> Reason:
    """Return what kept a candidate that passes every test of its own from being offered."""
    if rung in _EARLIER:
        text, said = words.WHY_RUNG, ladder_words.RUNGS[rung]
        told = Wording(text.en.format(rung=said.en), text.zh.format(rung=said.zh))
        return Reason(code=f"RUNG:{rung}", text=told, values={"rung": rung})
    candidates = enumerate_candidates(case)
    if candidates is None or tried is None:
        return Reason.of("NOT_TRIED", words.WHY_NOT_TRIED)
    place = _place(candidates, tried.payments[: int(tried.rows[0]), 0], tried.origin_of(0).treatments)
    if place is None:
        raise AssertionError("a candidate of the policy is among all of them")
    found = select(candidates, case)
    group = next((group for group in found.rejections if place in group.places), None)
    if group is None:  # a settlement that would be offered, but for the policy's program
        return Reason.of("NOT_NEEDED", words.REJECTED["not_needed"])
    kind, _, name = group.reason.partition(":")
    if kind == "guardrail":
        return Reason.of(f"GUARDRAIL:{name}", ladder_words.GUARDRAILS[name])  # type: ignore[index]
    if group.reason not in ("dominated", "outranked") or found.rung != "restructure":
        return Reason.of(group.reason.upper(), words.REJECTED[group.reason])
    kept = found.measured.candidates.lane.tolist()
    mine, best = kept.index(place), found.chosen[0][0]
    values = {"plan": options[0].id, "key": _first_worse(case, found.measured, mine, best)}
    return Reason.of("OUTRANKED", words.WHY_OUTRANKED, values)


_EARLIER: tuple[Rung, ...] = ("keep", "reinstate", "catch_up", "hold")


def _not_eligible(case: Case) -> Iterator[Reason]:
    for check in application_checks(case):
        if check.indicated == "fail":
            yield _named("NOT_ELIGIBLE", words.REJECTED["not_eligible"], check.text)


def _against_rules(case: Case, option: Option) -> Iterator[Reason]:
    of_option = sources_of(case.policy).keys() - {
        rule.code for rule in case.policy.rules if not is_of_plan(rule.quantity)
    }
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
    count, origin = len(option.schedule), measured.candidates.origin_of(0)
    yield from untried_term(case, count)
    if option.terms.rate.units not in [path.units[0] for path in rate_paths(case)]:
        yield Reason.of("RATE_NOT_TRIED", words.WHY_RATE, {"rate": option.terms.rate.to_percent()})
    if origin.parked_amount and origin.parked is None:
        yield Reason.of("PARKING_NOT_KNOWN", words.WHY_PARKED)


def untried_term(case: Case, count: int) -> Iterator[Reason]:
    """Yield that the policy tries no plan of so many installments, and which it tries."""
    terms = case.levers.terms
    if count not in terms.values():
        steps = " - " if terms.step == 1 else f", {terms.first + terms.step}, ..., "
        yield Reason.of(
            "TERM_NOT_TRIED", words.WHY_TERM, {"limit": f"{terms.first}{steps}{terms.last}", "count": str(count)}
        )


def _first_worse(case: Case, kept: Measured, mine: int, best: int) -> str:
    """Return the first key of the order in which the recommended plan is ahead, or that it is ahead in their sum."""
    for key, column in zip(order_of(case), keys_of(kept, case), strict=False):
        if column[best] < column[mine]:
            return key
    return "dominated"
