"""How each scheme classes a restructured exposure: by days past due, and by the concessions that were made.

Which concessions there are follows from the agreement; that they were made because of financial difficulty is what an
agreement of this kind is for. Floors are data with sources; a person may choose a worse class.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..agreement import Agreement
from ..basics.dates import add_months
from ..basics.provenance import Check, Reason, Source, Wording
from ..contract.components import COMPONENTS, Component
from ..law.mark import ForborneStatus, Observation
from ..law.scheme import CN_2023, NPE_90, US_BUCKETS, OverdueClass, Scheme, overdue_class
from ..policy import Delinquency, SchemeName
from . import words
from ._book import Folded
from ._names import COMPONENT_WORDS
from .circumstances import Circumstances
from .tracked import Classification, PastDue

SCHEMES: Mapping[SchemeName, Scheme] = {"CN_2023": CN_2023, "EU": NPE_90, "BASEL": NPE_90, "US": US_BUCKETS}

CN_ARTICLES = Source(
    title="商业银行金融资产风险分类办法 (CBIRC and PBOC Order 2023 No. 1), Articles 17-23: recalled, not read",
    level="unverified",
    checked_on=date(2026, 11, 23),
)
EBA_FORBORNE = Source(
    title="EBA Q&A 2013_618, 2014_878 and 2014_1018; implementing technical standards on forbearance",
    level="secondary",
    checked_on=date(2026, 11, 23),
)
BASEL_D403 = Source(title="Basel Committee d403 (2017), probation of forborne exposures: recalled", level="unverified")
ASU_2022_02 = Source(title="FASB ASU 2022-02, disclosure of modifications: recalled", level="unverified")

SPECIAL_MENTION, SUBSTANDARD = 1, 2


class _Case(NamedTuple):
    """What the classes look at."""

    found: Folded
    past_due: PastDue
    observation: Observation | None
    forborne: ForborneStatus | None
    known: Circumstances
    concessions: tuple[Reason, ...]


def classes_of(
    found: Folded,
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
    case = _Case(found, past_due, observation, forborne, known, concessions)
    return tuple(_CLASSED[name](case, name) for name in rules.schemes)


def concessions_of(agreement: Agreement, known: Circumstances) -> Iterator[Reason]:
    """Yield the concessions of an agreement by name (合同调整让步)."""
    for code, action, text in _BY_TREATMENT:
        touched: set[Component] = {item.component for item in agreement.treatments if item.action in action}
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


def _by_days(case: _Case, name: SchemeName) -> OverdueClass:
    """Return what the days say; days counted on from before the agreement count until an observation is over."""
    over = case.observation is not None and case.found.as_of >= case.observation.ends_on
    days = max(case.past_due.days, 0 if over else case.past_due.carried_days)
    return overdue_class(days, scheme=SCHEMES[name], as_of=case.found.as_of)


def _plain(case: _Case, name: SchemeName, checks: Sequence[Check], reasons: Sequence[Reason]) -> Classification:
    by_days = _by_days(case, name)
    own = () if by_days.performing is None else (by_days.performing,)
    return Classification(
        scheme=name,
        name=by_days.name,
        text=by_days.text,
        by_days=by_days,
        concessions=case.concessions,
        checks=(*own, *checks),
        reasons=(*by_days.reasons, *reasons),
    )


# --- China -----------------------------------------------------------------------------------------------------------


def _china(case: _Case, name: SchemeName) -> Classification:
    """China: restructured is at least special mention while observed, substandard when restructured again in it."""
    by_days = _by_days(case, name)
    observed = case.observation is not None and case.found.as_of < case.observation.ends_on
    floor = SUBSTANDARD if case.known.restructured_before else SPECIAL_MENTION
    before = overdue_class(case.found.agreement.position.days_past_due, scheme=CN_2023, as_of=case.found.as_of)
    rank = max(by_days.rank, floor, before.rank) if observed else by_days.rank
    bracket = CN_2023.brackets[rank]
    checks = [] if by_days.performing is None else [by_days.performing]
    checks += [_cn_floor(rank, floor, case)] if observed else []
    checks += [] if case.observation is None else [case.observation.lifting]
    reasons = [*by_days.reasons]
    if observed and before.rank > floor:
        days = str(case.found.agreement.position.days_past_due)
        reasons.append(Reason.of("CLASS_BEFORE", words.STATUS_BEFORE, {"days": days}))
    return Classification(
        scheme=name,
        name=bracket.name,
        text=bracket.text,
        by_days=by_days,
        concessions=case.concessions,
        checks=tuple(checks),
        reasons=tuple(reasons),
    )


def _cn_floor(rank: int, floor: int, case: _Case) -> Check:
    limit = CN_2023.brackets[floor]
    text = words.CN_AGAIN if case.known.restructured_before else words.CN_RESTRUCTURED
    return Check.of(
        "CN_RESTRUCTURED",
        holds=rank >= floor,
        actual=CN_2023.brackets[rank].name,
        limit=limit.name,
        sources=[CN_ARTICLES],
        text=Wording(text.en.format(limit=limit.text.en), text.zh.format(limit=limit.text.zh)),
    )


# --- Europe, Basel, United States ------------------------------------------------------------------------------------

FORBORNE_CLASSES: Mapping[tuple[bool, bool], tuple[str, Wording]] = {
    (True, True): ("performing_forborne", Wording("performing, forborne", "正常（重组）")),
    (True, False): ("performing", Wording("performing", "正常")),
    (False, True): ("non_performing_forborne", Wording("non-performing, forborne", "不良（重组）")),
    (False, False): ("non_performing", Wording("non-performing", "不良")),
}


def _europe(case: _Case, name: SchemeName) -> Classification:
    """European Union: by days past due and by where the forborne mark stands."""
    plain = _plain(case, name, (), ())
    status = case.forborne
    performing = plain.by_days.rank == 0 and (status is None or status.performing)
    code, text = FORBORNE_CLASSES[performing, status is None or status.forborne]
    check = Check.of(
        "EU_FORBORNE",
        holds=None if status is None else status.performing,
        actual=code,
        limit="performing",
        sources=[EBA_FORBORNE],
        text=words.EU_FORBORNE,
    )
    leaving = () if status is None or status.leaving is None else (status.leaving,)
    reasons = () if status is None else tuple(status.reasons)
    return Classification(
        scheme=name,
        name=code,
        text=text,
        by_days=plain.by_days,
        concessions=case.concessions,
        checks=(*plain.checks, check, *leaving),
        reasons=(*plain.reasons, *reasons),
    )


def _basel(case: _Case, name: SchemeName) -> Classification:
    """Basel Committee: by days past due, with a probation of at least a year on the forborne exposure."""
    start = case.found.agreement.effective_on
    over = add_months(start, BASEL_MONTHS, due_day=start.day)
    check = Check.of(
        "BASEL_FORBORNE",
        holds=False if case.found.as_of < over else None,
        actual=case.found.as_of.isoformat(),
        limit=over.isoformat(),
        sources=[BASEL_D403],
        text=words.BASEL_FORBORNE,
    )
    plain = _plain(case, name, [check], ())
    code, text = FORBORNE_CLASSES[plain.by_days.rank == 0, True]
    return Classification(
        scheme=name,
        name=code,
        text=text,
        by_days=plain.by_days,
        concessions=plain.concessions,
        checks=plain.checks,
        reasons=plain.reasons,
    )


BASEL_MONTHS = 12
US_DISCLOSED_MONTHS = 12


def _united_states(case: _Case, name: SchemeName) -> Classification:
    """United States: the bucket by the modified terms, and the disclosure of the modification."""
    start = case.found.agreement.effective_on
    until = add_months(start, US_DISCLOSED_MONTHS, due_day=start.day)
    check = Check.of(
        "US_MODIFIED",
        holds=None,
        actual=case.found.as_of.isoformat(),
        limit=until.isoformat(),
        sources=[ASU_2022_02],
        text=words.US_MODIFIED,
    )
    return _plain(case, name, [check] if case.found.as_of < until else (), ())


_CLASSED = {"CN_2023": _china, "EU": _europe, "BASEL": _basel, "US": _united_states}
