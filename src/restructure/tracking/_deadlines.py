"""The deadlines that run from the day arrears began, or the agreement was breached, held against what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ..basics.provenance import Check
from ..law.time_limit import TimeLimit, check_deadline, deadline
from ._book import Folded
from .circumstances import Circumstances
from .tracked import BreachState, PastDue


def deadlines_of(found: Folded, past_due: PastDue, breach: BreachState, known: Circumstances) -> tuple[Check, ...]:
    """Return the check of every deadline that runs on the day, in the order of the policy (期限核对).

    Nothing runs while nothing is overdue. A rule that came into force after the day counted from does not count it.
    """
    policy = found.agreement.policy
    return (
        *_counted(policy.servicing_limits, past_due.since, found, known),
        *_counted(policy.breach_limits, breach.since, found, known),
    )


def _counted(limits: Sequence[TimeLimit], start: date | None, found: Folded, known: Circumstances) -> Iterator[Check]:
    for limit in limits:
        if start is not None and limit.since <= start:
            yield _check(limit, start, found, known)


def _check(limit: TimeLimit, start: date, found: Folded, known: Circumstances) -> Check:
    if limit.unit == "business_days" and known.holidays is None:
        words = limit.text.filled({"count": str(limit.count)})
        return Check.of(
            limit.code, holds=None, actual=None, limit="a calendar of holidays", sources=limit.sources, text=words
        )
    seen = min(found.as_of, found.known_at or found.as_of)
    done = [deed.on for deed in known.deeds if deed.code == limit.code and start <= deed.on <= seen]
    due = deadline(limit, start, calendar=known.holidays)
    check = check_deadline(due, done_on=min(done, default=None), as_of=found.as_of)
    # a lender that states no deed at all may have done them all: what is late by the figures is then for a person
    return check if known.deeds else check.under_review()
