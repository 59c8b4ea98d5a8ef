"""How each scheme of a policy classes a restructured exposure: by days past due, and by the concessions that were made.

Which concessions there are follows from the agreement; that they were made because of financial difficulty is what an
agreement of this kind is for. What a scheme makes of a restructured exposure is the scheme's own data; a person may
choose a worse class.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from ..agreement import Agreement
from ..basics.dates import add_months
from ..basics.provenance import Check, Reason, Wording
from ..contract.components import COMPONENTS, Component
from ..law.mark import ForborneStatus, Observation
from ..law.restructured import MarkCheck, MarkedName, RestructuredFloor, RestructuredPeriod
from ..law.scheme import Bracket, OverdueClass, Scheme, overdue_class
from ..loan.rows import Item
from ..policy import Delinquency
from . import words
from ._book import Folded
from ._names import COMPONENT_WORDS
from ._past_due import days_counted
from .circumstances import Circumstances
from .tracked import Classification, PastDue


class _Case(NamedTuple):
    """What the classes look at."""

    found: Folded
    items: Sequence[Item]
    past_due: PastDue
    observation: Observation | None
    forborne: ForborneStatus | None
    known: Circumstances
    concessions: tuple[Reason, ...]

    @property
    def today(self) -> date:
        """The day tracked."""
        return self.found.as_of

    @property
    def days_before(self) -> int:
        """Days past due of the debt before the agreement."""
        return self.found.agreement.position.days_past_due

    @property
    def observed(self) -> bool:
        """Whether an observation runs."""
        return self.observation is not None and self.today < self.observation.ends_on


def classes_of(
    found: Folded,
    items: Sequence[Item],
    rules: Delinquency,
    past_due: PastDue,
    observation: Observation | None,
    forborne: ForborneStatus | None,
    known: Circumstances,
) -> tuple[Classification, ...]:
    """Return how each of the policy's schemes classes the exposure."""
    if not rules.schemes:
        return ()
    concessions = tuple(concessions_of(found.agreement, known))
    case = _Case(found, items, past_due, observation, forborne, known, concessions)
    return tuple(_classed(case, scheme) for scheme in rules.schemes)


def concessions_of(agreement: Agreement, known: Circumstances) -> Iterator[Reason]:
    """Yield the concessions of an agreement by name (合同调整让步)."""
    for code, action, text in _BY_TREATMENT:
        touched: set[Component] = {item.owed for item in agreement.treatments if item.action in action}
        for component in COMPONENTS:
            if component not in touched:
                continue
            name = COMPONENT_WORDS[component]
            yield Reason(
                code=f"{code}_{component.upper()}",
                text=Wording(text.en.format(component=name.en), text.zh.format(component=name.zh)),
                values={"component": component},
            )
    if any(phase.method in ("interest_only", "capitalize", "defer") for phase in agreement.terms.phases):
        yield Reason.of("GRACE", words.GRACE)
    yield Reason.of("RESCHEDULED", words.RESCHEDULED)
    rate, ends_on = known.contract_rate, known.contract_ends_on
    if rate is not None and agreement.terms.rate.annual < rate.annual:
        yield Reason.of("RATE_CUT", words.RATE_CUT)
    if ends_on is not None and agreement.rows[-1].due_date > ends_on:
        yield Reason.of("EXTENDED", words.EXTENDED)
    if rate is None or ends_on is None:
        yield Reason.of("CONTRACT_UNKNOWN", words.CONTRACT_UNKNOWN)


_BY_TREATMENT: tuple[tuple[str, tuple[str, ...], Wording], ...] = (
    ("WAIVED", ("waive",), words.WAIVED),
    ("CAPITALIZED", ("capitalize",), words.CAPITALIZED),
    ("DEFERRED", ("defer", "spread"), words.DEFERRED),
)


# --- one scheme ------------------------------------------------------------------------------------------------------


class _Rated(NamedTuple):
    """A scheme applied to a case: those of its rules that are in force, and the class they lead to."""

    case: _Case
    scheme: Scheme
    floor: RestructuredFloor | None
    marked: MarkedName | None
    by_days: OverdueClass
    rank: int

    @property
    def bracket(self) -> Bracket:
        """The class without its mark."""
        return self.scheme.brackets[self.rank]


def _classed(case: _Case, scheme: Scheme) -> Classification:
    """Return the mildest class that days and every other rule of the scheme allow, and what each of them says."""
    by_days = _by_days(case, scheme)
    floor, marked = _in_force(scheme.floor, case), _in_force(scheme.marked, case)
    rank = max(by_days.rank, _floor_rank(case, scheme, floor), _mark_rank(case, scheme, marked))
    rated = _Rated(case, scheme, floor, marked, by_days, rank)
    name, text = _named(rated)
    return Classification(
        scheme=scheme.reported_as,
        name=name,
        text=text,
        by_days=by_days,
        concessions=case.concessions,
        checks=tuple(_checks(rated)),
        reasons=tuple(_reasons(rated)),
    )


_Rule = TypeVar("_Rule", RestructuredFloor, MarkedName, RestructuredPeriod)


def _in_force(rule: _Rule | None, case: _Case) -> _Rule | None:
    return rule if rule is not None and rule.since <= case.today else None


def _by_days(case: _Case, scheme: Scheme) -> OverdueClass:
    """Return what the days say; days counted on from before the agreement count until an observation is over."""
    over = case.observation is not None and not case.observed
    carried = 0 if over else _as_counted(case.past_due.carried_days, scheme)
    days = max(days_counted(case.items, scheme, case.today), carried)
    return overdue_class(days, scheme=scheme, as_of=case.today)


def _as_counted(days: int, scheme: Scheme) -> int:
    """Return days past due, the due date as day zero, as the scheme counts them."""
    return days + scheme.due_date_counts if days else 0


def _floor_rank(case: _Case, scheme: Scheme, floor: RestructuredFloor | None) -> int:
    """Return the mildest class open while observed, by its place; 0 where the scheme or the day sets none."""
    if floor is None or not case.observed:
        return 0
    before = _rank_before(case, scheme) if floor.keeps_class_before else 0
    return max(before, _rank_of(floor.class_of(again=case.known.restructured_before), scheme))


def _rank_of(name: str, scheme: Scheme) -> int:
    return [bracket.name for bracket in scheme.brackets].index(name)


def _rank_before(case: _Case, scheme: Scheme) -> int:
    """Return the class of the debt before the agreement, by its place."""
    return overdue_class(_as_counted(case.days_before, scheme), scheme=scheme, as_of=case.today).rank


def _mark_rank(case: _Case, scheme: Scheme, marked: MarkedName | None) -> int:
    """Return the mildest class that goes with the forborne mark, by its place."""
    if marked is None or marked.follows is None or case.forborne is None or case.forborne.performing:
        return 0
    return _first_bad(scheme)


def _first_bad(scheme: Scheme) -> int:
    return next(place for place, bracket in enumerate(scheme.brackets) if not bracket.performing)


def _named(rated: _Rated) -> tuple[str, Wording]:
    """Return the name and the words of the class, with the mark where the exposure carries one."""
    bracket, rule, forborne = rated.bracket, rated.marked, rated.case.forborne
    if rule is None or (rule.follows is not None and forborne is not None and not forborne.forborne):
        return bracket.name, bracket.text
    en, zh = rule.text.en.format(name=bracket.text.en), rule.text.zh.format(name=bracket.text.zh)
    return f"{bracket.name}_{rule.suffix}", Wording(en, zh)


def _reasons(rated: _Rated) -> Iterator[Reason]:
    case, floor, marked = rated.case, rated.floor, rated.marked
    yield from rated.by_days.reasons
    if floor is not None and case.observed and floor.keeps_class_before:
        least = _rank_of(floor.class_of(again=case.known.restructured_before), rated.scheme)
        if _rank_before(case, rated.scheme) > least:
            yield Reason.of("CLASS_BEFORE", words.STATUS_BEFORE, {"days": str(case.days_before)})
    if marked is not None and marked.follows is not None and case.forborne is not None:
        yield from case.forborne.reasons


# --- what was held against what --------------------------------------------------------------------------------------


def _checks(rated: _Rated) -> Iterator[Check]:
    case, floor, marked = rated.case, rated.floor, rated.marked
    if rated.by_days.performing is not None:
        yield rated.by_days.performing
    if floor is not None and case.observed:
        yield _floor_check(rated, floor)
    if floor is not None and case.observation is not None:
        yield case.observation.lifting
    if marked is not None and marked.follows is not None:
        yield _mark_check(rated, marked.follows)
        if case.forborne is not None and case.forborne.leaving is not None:
            yield case.forborne.leaving
    yield from _period_checks(case, rated.scheme)


def _floor_check(rated: _Rated, rule: RestructuredFloor) -> Check:
    again = rated.case.known.restructured_before
    floor = _rank_of(rule.class_of(again=again), rated.scheme)
    limit, text = rated.scheme.brackets[floor], rule.text_of(again=again)
    return Check.of(
        rule.code,
        holds=rated.rank >= floor,
        actual=rated.bracket.name,
        limit=limit.name,
        sources=rule.sources,
        text=Wording(text.en.format(limit=limit.text.en), text.zh.format(limit=limit.text.zh)),
    )


def _mark_check(rated: _Rated, rule: MarkCheck) -> Check:
    forborne = rated.case.forborne
    return Check.of(
        rule.code,
        holds=None if forborne is None else forborne.performing,
        actual=_named(rated)[0],
        limit=rated.scheme.brackets[_first_bad(rated.scheme) - 1].name,
        sources=rule.sources,
        text=rule.text,
    )


def _period_checks(case: _Case, scheme: Scheme) -> Iterator[Check]:
    """Yield that the mark cannot end before its fixed time is over, and that the restructuring is disclosed."""
    probation, disclosure = _in_force(scheme.probation, case), _in_force(scheme.disclosure, case)
    if probation is not None:
        yield _period_check(case, probation, holds=False if case.today < _end_of(case, probation) else None)
    if disclosure is not None and case.today < _end_of(case, disclosure):
        yield _period_check(case, disclosure, holds=None)


def _end_of(case: _Case, rule: RestructuredPeriod) -> date:
    start = case.found.agreement.effective_on
    return add_months(start, rule.months, due_day=start.day)


def _period_check(case: _Case, rule: RestructuredPeriod, *, holds: bool | None) -> Check:
    return Check.of(
        rule.code,
        holds=holds,
        actual=case.today.isoformat(),
        limit=_end_of(case, rule).isoformat(),
        sources=rule.sources,
        text=rule.text,
    )
