"""Whether an agreement is in breach by its own terms, since when, what heals it and what follows.

An installment is missed when something of it is unpaid at the end of its due date, so a breach begins on the day after.
Once a breach is healed, what was missed before it counts no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from ..basics.provenance import Check, Source
from ..loan.rows import Item, items_of, overdue_parts
from ..policy import BreachTerms
from . import words
from ._book import Folded, closed_by, unenforced, waived
from .tracked import BreachSpell, BreachState, Consequence

BY_AGREEMENT = Source(title="the breach terms of the agreement itself", level="verified")

Met = tuple[date, str]
"""The day a breach term was met, and its code."""


def breach_of(enforced: Folded, items: Sequence[Item]) -> BreachState:
    """Return whether the agreement is in breach at the end of the day.

    What enforcement adds is no part of it: it neither lengthens a breach nor stands in the way of a cure.
    """
    if closed_by(enforced.agreement, enforced.as_of) is not None:
        return _no_breach(enforced)
    found = unenforced(enforced)
    if found is not enforced:
        items = items_of(found.book, found.as_of)
    spells = _spells(found, items)
    last = spells[-1] if spells else None
    state = _state(last, found.as_of)
    open_ = last if last is not None and last.cured_on is None else None
    overdue = sum(overdue_parts(found.book, found.as_of).values()) if open_ else 0
    return BreachState(
        state=state,
        since=None if open_ is None else open_.since,
        cure_by=None if state != "curable" or open_ is None else open_.cure_by,
        to_cure=found.agreement.currency.to_major(overdue),
        enforced_on=found.enforced_on,
        checks=tuple(_checks(found, items, spells)),
        consequences=tuple(_consequences(enforced)) if open_ else (),
        spells=tuple(spells),
    )


def _no_breach(found: Folded) -> BreachState:
    """Return the state of an agreement that is no longer in force."""
    return BreachState(
        state="none",
        since=None,
        cure_by=None,
        to_cure=found.agreement.currency.to_major(0),
        enforced_on=found.enforced_on,
        checks=(),
        consequences=(),
        spells=(),
    )


def _state(last: BreachSpell | None, today: date) -> words.BreachWord:
    if last is None:
        return "none"
    if last.cured_on is not None:
        return "cured"
    return "curable" if last.cure_by is not None and today <= last.cure_by else "final"


# --- spells ----------------------------------------------------------------------------------------------------------


def _spells(found: Folded, items: Sequence[Item]) -> list[BreachSpell]:
    """Return every breach so far, one after the other."""
    terms, spells, after = found.agreement.breach, list[BreachSpell](), date.min
    while True:
        met = sorted(_met(terms, items, after, found.as_of))
        if not met:
            return spells
        since = met[0][0]
        cure_by = days_after(since, terms.cure_days) if terms.cure_days else None
        cured_on = _cured_on(found, items, since, cure_by)
        codes = tuple(code for day, code in met if day == since)
        spells.append(BreachSpell(since=since, by=codes, cure_by=cure_by, cured_on=cured_on))
        if cured_on is None:
            return spells
        after = cured_on


def days_after(day: date, days: int) -> date:
    """Return a day so many days later, at most the last there is."""
    return day + timedelta(days=min(days, (date.max - day).days))


def _met(terms: BreachTerms, items: Sequence[Item], after: date, today: date) -> Iterator[Met]:
    """Yield when each breach term was first met by what was missed after a day."""
    missed = _missed(items, after)
    if terms.consecutive_missed is not None:
        yield from ((day, words.CONSECUTIVE) for day in _runs(missed, terms.consecutive_missed))
    if terms.total_missed is not None and len(missed) >= terms.total_missed:
        days = sorted(day for _, day in missed)
        yield days[terms.total_missed - 1], words.TOTAL
    if terms.days_past_due is not None:
        yield from ((day, words.DAYS) for day in _long_late(items, terms.days_past_due, after, today))


def _missed(items: Sequence[Item], after: date) -> list[tuple[int, date]]:
    """Return the installments missed after a day: number, and the first day it was late then."""
    found: list[tuple[int, date]] = []
    for item in items:
        firsts = [span.first for span in item.late if span.first > after]
        if item.number is not None and firsts:
            found.append((item.number, firsts[0]))
    return sorted(found)


def _runs(missed: Sequence[tuple[int, date]], count: int) -> Iterator[date]:
    """Yield the day each run of so many installments missed in a row was complete."""
    for start in range(len(missed) - count + 1):
        run = missed[start : start + count]
        if all(later[0] == earlier[0] + 1 for earlier, later in pairwise(run)):
            yield max(day for _, day in run)


def longest_run(items: Sequence[Item], after: date) -> int:
    """Return how many installments in a row were missed after a day, at most."""
    best = run = 0
    before: int | None = None
    for number, _ in _missed(items, after):
        run = run + 1 if before is not None and number == before + 1 else 1
        best, before = max(best, run), number
    return best


def _long_late(items: Sequence[Item], days: int, after: date, today: date) -> Iterator[date]:
    """Yield the day each item had been late for so many days, where it still was at the end of that day."""
    for item in items:
        reached = days_after(item.due, days)
        for span in item.late:
            first = max(span.first, reached)
            if span.first > after and first <= today and (span.last is None or first < span.last):
                yield first


def _cured_on(found: Folded, items: Sequence[Item], since: date, cure_by: date | None) -> date | None:
    """Return the day a breach was healed: nothing overdue within the time to cure, or the lender let it go."""
    paid = _clear_from(items, since, found.as_of)
    if paid is not None and cure_by is not None and paid <= cure_by:
        return paid
    forgiven = (
        later.on
        for earlier, later in pairwise(found.agreement.life)
        if earlier.status == "breached" and later.status == "performing" and since <= later.on <= found.as_of
    )
    return next(forgiven, None)


def _clear_from(items: Sequence[Item], since: date, today: date) -> date | None:
    """Return the first day from a breach on at whose end nothing was overdue."""
    ends = sorted({span.last for item in items for span in item.late if span.last is not None and span.last >= since})
    for day in ends:
        if not any(_late_after(item, day, today) for item in items):
            return day
    return None


def _late_after(item: Item, day: date, today: date) -> bool:
    """Return whether an item was late at the end of a day."""
    return any(span.first <= day < (span.last or today + timedelta(days=1)) for span in item.late)


# --- what is said of it ----------------------------------------------------------------------------------------------


def _checks(found: Folded, items: Sequence[Item], spells: Sequence[BreachSpell]) -> Iterator[Check]:
    """Yield each breach term held against what was missed since the last breach was healed."""
    terms = found.agreement.breach
    after = max((spell.cured_on for spell in spells if spell.cured_on is not None), default=date.min)
    late = [(found.as_of - item.due).days for item in items if item.left and item.due < found.as_of]
    held = [
        (words.CONSECUTIVE, terms.consecutive_missed, longest_run(items, after)),
        (words.TOTAL, terms.total_missed, len(_missed(items, after))),
        (words.DAYS, terms.days_past_due, max(late, default=0)),
    ]
    for code, limit, actual in held:
        if limit is not None:
            yield Check.of(
                code,
                holds=actual < limit,
                actual=str(actual),
                limit=str(limit),
                sources=[BY_AGREEMENT],
                text=words.BREACH_TERMS[code].filled({"limit": str(limit)}),
            )


def _consequences(found: Folded) -> Iterator[Consequence]:
    """Yield what the agreement says follows from a breach, and what it would add to what is due today."""
    terms, major = found.agreement.breach, found.agreement.currency.to_major
    if terms.waived_owed_again:
        again = sum(waived(found.agreement).values())
        yield Consequence(code="WAIVED_OWED_AGAIN", text=words.WAIVED_OWED_AGAIN, amount=major(again))
    if terms.all_falls_due:
        rest = sum(amount for _, amount in found.book.to_come())
        yield Consequence(code="ALL_FALLS_DUE", text=words.ALL_FALLS_DUE, amount=major(rest))
    if found.agreement.servicing.penalty_rate is not None:
        yield Consequence(code="PENALTY_RUNS", text=words.PENALTY_RUNS, amount=None)
    if found.agreement.rules.collection_hold:
        yield Consequence(code="COLLECTION_RESUMES", text=words.COLLECTION_RESUMES, amount=None)
