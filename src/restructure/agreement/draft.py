"""Draft an agreement from an option of a plan: freeze it with its policy, and say everything the policy demands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar, cast

from .._version import __version__
from ..basics.errors import Fault, InvalidInputError, parsed, require_type
from ..basics.provenance import Check
from ..basics.types import parse_date
from ..contract.events import PLAIN, Servicing
from ..loan.schedule import Schedule
from ..options import Option, OptionSet, Plan
from ..policy import AgreementRules, ClauseFact, Policy, Statement
from ._seal import content_of
from ._templates import FURTHER, SENTENCES
from ._verify import FURTHER_CODE, ROW
from .agreement import Agreement
from .clause_facts import COMPUTED, Basis, last_day, said_of
from .parts import AgreedCheck, AgreedInstallment, Clause, ClausePart, LifeStep, Party, Review

__all__ = ["draft_agreement"]

T = TypeVar("T")


def draft_agreement(
    option: Option,
    plan: Plan,
    *,
    policy: Policy,
    parties: Sequence[Party],
    reviews: Sequence[Review] = (),
    drafted_on: date | str | None = None,
    servicing: Servicing | None = None,
    statements: Sequence[Statement] = (),
    reference: str | None = None,
) -> Agreement:
    """Return the agreement that an option of a plan becomes, ready to be signed (拟定还款协议).

    Nothing is calculated anew: the schedule that was offered is the schedule that is frozen.

    Args:
        option: one of the plan's, or an offer of `plan.options.negotiate`.
        plan: what `plan` answered.
        policy: the policy of that plan, whole: the agreement keeps it with its sources.
        parties: who is bound, by opaque id, one of them the borrower.
        reviews: a person's decision on every check that needs review.
        drafted_on: the day of the offer; default: the plan's day.
        servicing: the contract's payment allocation and interest on overdue amounts; default: the policy's, or none.
        statements: wordings that take the place of the policy's own, one a fact.
        reference: opaque id; default: the application's.

    Returns:
        An agreement with status proposed. Signing it changes no number.

    Raises:
        InvalidInputError: an option or a policy that is not the plan's, an argument of another type, a fact stated
            twice.
        InvalidTermsError: a check that fails or lacks its review, a required clause that lacks something, parties
            without a borrower, an offer that lapsed before it was made; all at once, each by name.

    Sources:
        What a policy demands is stated by its `AgreementRules`, with the sources given there.

    Examples:
        See the module.
    """
    home = _home_of(option, plan, policy)
    bound, decided = _listed("parties", parties, Party), _listed("reviews", reviews, Review)
    stated = _stated_once(_listed("statements", statements, Statement))
    rules = policy.agreed
    offered = parsed("drafted_on", parse_date, plan.as_of if drafted_on is None else drafted_on)
    followed = (rules.servicing or PLAIN) if servicing is None else servicing
    require_type("servicing", followed, Servicing, "a Servicing, or left out for the policy's")
    named = plan.reference if reference is None else reference
    require_type("reference", named, str, "a text, or left out for the application's")
    basis = _basis(option, home, rules, followed, offered)
    held: dict[str, object] = {
        "reference": named,
        "debt": home.debt,
        "currency": plan.currency,
        "parties": bound,
        "drafted_on": offered,
        "position": home.position,
        "treatments": option.treatments,
        "days_past_due": basis.days_past_due,
        "terms": option.terms,
        "rows": tuple(_rows(option.schedule)),
        "option_id": option.id,
        "checks": tuple(_frozen(check) for check in option.checks),
        "reviews": decided,
        "rules": rules,
        "servicing": followed,
        "clauses": tuple(_clauses(basis, stated)),
        "library_version": __version__,
        "input_hash": plan.input_hash,
    }
    offer = LifeStep(status="proposed", on=offered, before=content_of(held, policy.hash))
    return Agreement(**held, policy=policy, life=(offer,))  # type: ignore[arg-type]


def _listed(name: str, given: object, kind: type[T]) -> tuple[T, ...]:
    """Return a list argument as a tuple, and refuse anything else and anything else in it."""
    wanted = kind.__name__
    if isinstance(given, (str, bytes)) or not isinstance(given, Sequence):
        raise InvalidInputError([Fault(name, f"must be a list of {wanted}")])
    items = tuple(cast("Sequence[object]", given))
    faults = [
        Fault(f"{name}[{place}]", f"must be a {wanted}")
        for place, item in enumerate(items)
        if not isinstance(item, kind)
    ]
    if faults:
        raise InvalidInputError(faults)
    return cast("tuple[T, ...]", items)


def _stated_once(statements: Sequence[Statement]) -> Sequence[Statement]:
    """Return the statements, and refuse two of one fact: which of them is meant is not ours to choose."""
    facts = [statement.fact for statement in statements]
    faults = [
        Fault(f"statements[{place}]", f"states {fact} a second time; keep one")
        for place, fact in enumerate(facts)
        if fact in facts[:place]
    ]
    if faults:
        raise InvalidInputError(faults)
    return statements


def _home_of(option: Option, plan: Plan, policy: Policy) -> OptionSet:
    """Return the set of options an option is one of, and refuse what does not belong together."""
    require_type("option", option, Option, "an option of the plan, such as plan.recommended where there is one")
    require_type("plan", plan, Plan, "what plan() answered")
    require_type("policy", policy, Policy, "the Policy the plan was made under")
    if policy.hash != plan.policy.hash:
        named = f"{plan.policy.name} {plan.policy.version}"
        raise InvalidInputError([Fault("policy", f"is not the one the plan was made under; pass {named}, unchanged")])
    for options in (plan.options, *plan.options.by_debt):
        if option in options.options:
            return options
    for options in (plan.options, *plan.options.by_debt):
        if options.gives(option):
            return options
    fault = "is none that this plan's policy gives; choose one of plan.options, or of an answer of negotiate"
    raise InvalidInputError([Fault("option", fault)])


def _basis(option: Option, home: OptionSet, rules: AgreementRules, servicing: Servicing, offered: date) -> Basis:
    reset = any(reason.code == "DAYS_PAST_DUE_RESET" for reason in option.reasons)
    return Basis(
        position=home.position,
        schedule=option.schedule,
        conservation=option.conservation,
        annual_rates=option.annual_rates,
        days_past_due="reset" if reset else "keep",
        rules=rules,
        servicing=servicing,
        valid_until=last_day(offered, rules, option.schedule.due_dates[0]),
    )


def _rows(schedule: Schedule) -> Iterator[AgreedInstallment]:
    for row in schedule:
        yield AgreedInstallment(**{name: getattr(row, name) for name in ROW})


def _frozen(check: Check) -> AgreedCheck:
    return AgreedCheck(
        code=check.code,
        status=check.status,
        indicated=check.indicated,
        actual=check.actual,
        limit=check.limit,
        sources=check.sources,
        text=check.text,
    )


def _clauses(basis: Basis, statements: Sequence[Statement]) -> Iterator[Clause]:
    """Yield the clauses the rules demand, and one of everything else there is to say."""
    rules = basis.rules
    stated: dict[ClauseFact, Statement] = {statement.fact: statement for statement in (*rules.statements, *statements)}
    for rule in rules.clauses:
        parts = [part for fact in rule.needs for part in _parts(basis, fact, stated)]
        yield Clause(code=rule.code, title=rule.title, parts=parts, sources=rule.sources)
    demanded = {fact for rule in rules.clauses for fact in rule.needs}
    others: list[ClauseFact] = [fact for fact in (*COMPUTED, *stated) if fact not in demanded]
    parts = [part for fact in others for part in _parts(basis, fact, stated)]
    if parts:
        yield Clause(code=FURTHER_CODE, title=FURTHER, parts=parts)


def _parts(basis: Basis, fact: ClauseFact, stated: dict[ClauseFact, Statement]) -> Iterator[ClausePart]:
    for template, values in said_of(basis, fact):
        yield ClausePart(fact=fact, says=template, text=SENTENCES[template], values=values)
    statement = stated.get(fact)
    if statement is not None:
        yield ClausePart(fact=fact, text=statement.text, values={})
