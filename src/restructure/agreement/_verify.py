"""Verify an agreement: every row, clause, check, signature and hash is held against what the rest gives.

Faults name the path and never an amount.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from .._version import __version__
from ..basics.errors import Fault, InvalidInputError, InvalidTermsError
from ..basics.provenance import Wording, names_only
from ..loan.schedule import Schedule
from ..options.own_checks import stands_on
from ..policy import ClauseFact
from ._stated import Stated
from ._steps import faults_of_life
from ._templates import FURTHER, SENTENCES
from .clause_facts import COMPUTED, Basis, said_of
from .parts import AgreedCheck, Clause, ClausePart

ROW = ("number", "due_date", "payment", "interest", "principal", "fees", "deferred_paid", "closing_balance")
"""What a frozen row holds of an installment."""

FURTHER_CODE = "FURTHER"
"""The clause of everything stated that no required clause asks for."""


def faults_of(agreement: Stated) -> Iterator[Fault]:
    """Yield every mismatch in an agreement; the figures come first, for the rest follows from them."""
    figures = [*_faults_of_parties(agreement), *_faults_of_figures(agreement)]
    yield from figures
    if figures:
        return
    if agreement.valid_until < agreement.drafted_on:
        yield _fault(
            "drafted_on", f"is after the last day to sign, {agreement.valid_until}; draft earlier or plan again"
        )
    yield from _faults_of_policy(agreement)
    yield from _faults_of_checks(agreement)
    yield from _faults_of_clauses(agreement)
    yield from faults_of_life(agreement)


def basis_of(agreement: Stated) -> Basis:
    """Return what the facts of an agreement follow from."""
    conservation = agreement.schedule.conservation
    if conservation is None:
        raise AssertionError("a restructured schedule has a conservation statement")
    return Basis(
        position=agreement.position,
        schedule=agreement.schedule,
        conservation=conservation,
        annual_rates=agreement.annual_rates,
        days_past_due=agreement.days_past_due,
        rules=agreement.rules,
        servicing=agreement.servicing,
        valid_until=agreement.valid_until,
    )


def _faults_of_parties(agreement: Stated) -> Iterator[Fault]:
    roles = Counter(party.role for party in agreement.parties)
    if roles["borrower"] != 1:
        yield _fault("parties", "must name one borrower; others are co_borrower, guarantor or lender")
    if len({party.id for party in agreement.parties}) < len(agreement.parties):
        yield _fault("parties", "have an id twice; give each party its own")


# --- figures ---------------------------------------------------------------------------------------------------------


def _faults_of_figures(agreement: Stated) -> Iterator[Fault]:
    if not agreement.currency == agreement.position.currency == agreement.terms.currency:
        yield _fault("currency", "differs between the agreement, its position and its terms")
        return
    if agreement.drafted_on < agreement.effective_on:
        yield _fault("drafted_on", "is before the day the position is stated for")
    try:
        schedule = agreement.schedule
    except (InvalidInputError, InvalidTermsError) as error:
        yield from (fault._replace(contradiction=True) for fault in error.faults)
        return
    yield from _faults_of_rows(agreement, schedule)


def _faults_of_rows(agreement: Stated, schedule: Schedule) -> Iterator[Fault]:
    if len(agreement.rows) != len(schedule):
        yield _fault("rows", f"are {len(agreement.rows)}, and the terms give {len(schedule)}")
        return
    for place, (held, computed) in enumerate(zip(agreement.rows, schedule, strict=True)):
        for name in ROW:
            if getattr(held, name) != getattr(computed, name):
                yield _fault(f"rows[{place}].{name}", "is not what position, treatments and terms give")


# --- policy, checks and reviews --------------------------------------------------------------------------------------


def _faults_of_policy(agreement: Stated) -> Iterator[Fault]:
    demanded = agreement.policy.agreement
    if demanded is not None and agreement.rules != demanded:
        yield _fault("rules", "are not those of the policy")
    servicing = agreement.rules.servicing
    if servicing is not None and agreement.servicing.allocation != servicing.allocation:
        yield _fault("servicing.allocation", "is not the order the policy demands; keep the policy's")


def _faults_of_checks(agreement: Stated) -> Iterator[Fault]:
    reviewed = {review.code for review in agreement.reviews}
    for place, check in enumerate(agreement.checks):
        for fault in _faults_of_check(check, reviewed):
            yield fault.below(f"checks[{place}]")
        if not stands_on(agreement.policy, check.code, check.sources):
            yield _fault(f"checks[{place}].code", f"{check.code} is no rule of the policy with these sources")
    open_codes = {check.code for check in agreement.checks if check.status == "needs_review"}
    for place, review in enumerate(agreement.reviews):
        if review.code not in open_codes:
            yield _fault(f"reviews[{place}].code", f"{review.code} is no check that needs review")


def _faults_of_check(check: AgreedCheck, reviewed: set[str]) -> Iterator[Fault]:
    if check.status == "fail":
        yield _fault("status", f"{check.code} fails; a failing check cannot be agreed upon")
    if check.status == "needs_review" and check.code not in reviewed:
        yield _fault("status", f"{check.code} needs review; add Review({check.code!r}, by=..., on=..., note=...)")
    certain = bool(check.sources) and all(source.level == "verified" for source in check.sources)
    if check.status == "pass" and not (certain and check.indicated == "pass"):
        yield _fault("status", f"{check.code} cannot pass on these sources; it needs review")


# --- clauses ---------------------------------------------------------------------------------------------------------


def _faults_of_clauses(agreement: Stated) -> Iterator[Fault]:
    held = {clause.code: clause for clause in agreement.clauses}
    basis = basis_of(agreement)
    policy = f"{agreement.policy.name} {agreement.policy.version}"
    for rule in agreement.rules.clauses:
        clause, needed = held.get(rule.code), set(rule.needs)
        missing = needed if clause is None else needed - {part.fact for part in clause.parts}
        for fact in sorted(missing):
            yield _fault(f"clauses[{rule.code}]", f"lacks {fact}, which policy {policy} demands; state it")
        if clause is not None and clause.sources != rule.sources:
            yield _fault(f"clauses[{rule.code}].sources", "are not those of the policy")
        if clause is not None and clause.title != rule.title:
            yield _fault(f"clauses[{rule.code}].title", "is not that of the policy")
    if agreement.library_version == __version__:  # another version may have worded them otherwise
        yield from _faults_of_wording(agreement)
    for clause in agreement.clauses:
        yield from (fault.below(f"clauses[{clause.code}]") for fault in _faults_of_clause(clause, basis))
    said = {part.fact for clause in agreement.clauses for part in clause.parts}
    for fact in COMPUTED:
        if fact not in said and said_of(basis, fact):
            yield _fault("clauses", f"say nothing about {fact}; add it to the clause {FURTHER_CODE}")
    if len(held) < len(agreement.clauses):
        yield _fault("clauses", "have a code twice; give each its own")


def _faults_of_wording(agreement: Stated) -> Iterator[Fault]:
    """Yield the sentences and headings that are not those this version of the library writes."""
    sentences: Mapping[str, Wording] = dict(SENTENCES.items())
    ruled = {rule.code for rule in agreement.rules.clauses}
    for clause in agreement.clauses:
        if clause.code == FURTHER_CODE and clause.code not in ruled and clause.title != FURTHER:
            yield _fault(f"clauses[{clause.code}].title", "is not the one this version writes")
        for place, part in enumerate(clause.parts):
            if part.says is not None and part.text != sentences.get(part.says):
                path = f"clauses[{clause.code}].parts[{place}].text"
                yield _fault(path, "is not the sentence this version writes for it")


def _faults_of_clause(clause: Clause, basis: Basis) -> Iterator[Fault]:
    """Yield the facts of which a clause does not say what figures and rules give, and wordings it cannot fill."""
    by_fact: dict[ClauseFact, list[tuple[str | None, dict[str, str]]]] = {}
    for place, part in enumerate(clause.parts):
        by_fact.setdefault(part.fact, []).append((part.says, dict(part.values)))
        if not _fits(part):
            yield _fault(f"parts[{place}].text", "names a value in braces that the clause does not hold")
        if part.fact not in COMPUTED and (part.values or part.says is not None):
            yield _fault(f"parts[{place}].values", f"are given, and {part.fact} is said in words only; remove them")
    for fact, said in by_fact.items():
        if fact in COMPUTED and said != [(name, dict(values)) for name, values in said_of(basis, fact)]:
            yield _fault(fact, "is not what position, treatments, terms and rules give")


def _fits(part: ClausePart) -> bool:
    """Return whether both wordings can be filled from the values, each named plainly, and name nothing else."""
    return names_only(part.text, [name for name in part.values if name.isidentifier()])


def _fault(path: str, message: str) -> Fault:
    return Fault(path, message, contradiction=True)
