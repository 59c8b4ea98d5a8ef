"""One call from an application to the whole answer: what can be paid, then the plans (协商方案)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .._version import __version__
from ..applicant.application import Application
from ..basics.dates import add_months
from ..basics.provenance import Reason
from ..basics.types import content_hash
from ..capacity import assess_capacity
from ..policy import Policy, Target
from . import words
from .option_set import Plan, PolicyIdentity
from .propose import propose_options

__all__ = ["plan"]


def plan(
    application: Application,
    *,
    policy: Policy,
    first_due_date: date | str | None = None,
    target: Target | None = None,
) -> Plan:
    """Assess what a borrower can pay and propose the plans that fit: the main job in one call (评估并拟定方案).

    Args:
        application: with at least one debt in scope.
        policy: what may be offered and must be respected.
        first_due_date: of the plan; default: the debt's next due date that leaves the policy's least notice.
        target: what plans are to reach besides being affordable, such as a cut of the installment by 20%.

    Returns:
        Capacity, options, references and reasons. "Nothing is affordable" is an answer, not an error.

    Raises:
        InvalidInputError: incomes on another basis than the policy's.
        NotApplicableError: no debt in scope, or a contract that cannot be continued.
        PolicyNotInForceError: a rule has no limit on the application's day.

    Examples:
        See the module.
    """
    capacity = assess_capacity(application, policy=policy)
    options = propose_options(application, capacity, policy=policy, first_due_date=first_due_date, target=target)
    return Plan(
        reference=application.reference,
        as_of=application.as_of,
        effective_on=application.as_of,
        currency=application.currency,
        library_version=__version__,
        input_hash=content_hash(application),
        policy=PolicyIdentity(name=policy.name, version=policy.version, hash=policy.hash),
        policy_title=policy.title,
        capacity=capacity,
        options=options,
        flags=(*capacity.flags, *options.flags, *_hardship_flags(application)),
    )


def _hardship_flags(application: Application) -> Iterator[Reason]:
    hardship = application.hardship
    if hardship is None:
        return
    cause, months = words.CAUSES[hardship.cause], hardship.expected_months
    if hardship.expected_end is not None:
        values = {"date": hardship.expected_end.isoformat()}
        yield Reason(code="HARDSHIP_TEMPORARY", text=words.caused(words.EXPECTED_END, cause, values), values=values)
        return
    if not hardship.temporary or months is None:
        yield Reason(code="HARDSHIP", text=words.caused(words.HARDSHIP, cause, {}), values={})
        return
    by = add_months(application.as_of, months, due_day=application.as_of.day)
    values = {"months": str(months), "date": by.isoformat()}
    yield Reason(code="HARDSHIP_TEMPORARY", text=words.caused(words.TEMPORARY, cause, values), values=values)
