"""Which sentences a tracked agreement calls for: what is owed and late, what comes next, breach, what is watched."""

from __future__ import annotations

from collections.abc import Iterator

from ...tracking import Tracked
from ._tell import Told
from ._words_tracked import HEADINGS, STATES, TALKS, TRIALS
from .explained import Reader, Section, Sentence, section


def tracked_sections(told: Told, tracked: Tracked, reader: Reader) -> Iterator[Section]:
    """Yield what is said of a tracked agreement."""
    rooms = _CUSTOMER if reader == "customer" else _OFFICER
    for code, sentences in rooms.items():
        yield from section(code, HEADINGS[code].to_text(told.lang), sentences(told, tracked))


# --- the customer --------------------------------------------------------------------------------------------------


def _now(told: Told, held: Tracked) -> Iterator[Sentence]:
    owed = held.position
    yield told.say("AS_OF")
    parts = {
        "OPEN_PRINCIPAL": owed.principal,
        "OPEN_INTEREST": owed.interest,
        "OPEN_PENALTY": owed.penalty_interest,
        "OPEN_COMPOUND": owed.compound_interest,
        "OPEN_FEES": owed.fees,
    }
    spoken = [code for code, amount in parts.items() if amount]
    yield from map(told.say, spoken or ["NOTHING_OWED"])
    if spoken:
        yield from map(told.say, _lateness(held))
    if owed.credit:
        yield told.say("CREDIT" if spoken else "TO_RETURN")


def _lateness(held: Tracked) -> Iterator[str]:
    if held.past_due.amount:
        yield "IS_LATE" if held.past_due.since else "IS_LATE_CHARGES"
    else:
        yield "ON_TIME"


def _next(told: Told, held: Tracked) -> Iterator[Sentence]:
    yield told.say("NEXT_NONE" if held.next_due is None else "NEXT_DUE")


def _late(told: Told, held: Tracked) -> Iterator[Sentence]:
    for place, row in enumerate(held.installments):
        if row.total.overdue:
            yield told.say("LATE_ROW" if row.number else "LATE_TODAY", i=place)


def _breach(told: Told, held: Tracked) -> Iterator[Sentence]:
    last = len(held.breach.spells) - 1
    if held.status != "completed" or held.breach.state in ("none", "cured"):
        yield told.say(STATES[held.breach.state], i=last)
    for place, spell in enumerate(held.breach.spells[:last] if held.breach.state == "cured" else held.breach.spells):
        if spell.cured_on is not None:
            yield told.say("BREACH_CURED_BEFORE", i=place)
    yield from _consequences(told, held)
    if held.breach.state in ("none", "cured"):
        for place, check in enumerate(held.breach.checks):
            if check.indicated == "pass":
                yield told.say("TERM_KEPT", i=place)


def _consequences(told: Told, held: Tracked) -> Iterator[Sentence]:
    if held.status == "completed":
        return
    if held.breach.enforced_on is not None:
        if any(item.amount or item.code == "ALL_FALLS_DUE" for item in held.breach.consequences):
            yield told.say("ENFORCED")
        return
    for place, item in enumerate(held.breach.consequences):
        yield told.say("FOLLOWS_AMOUNT" if item.amount else "FOLLOWS", i=place)


def _watched(told: Told, held: Tracked) -> Iterator[Sentence]:
    if held.trial is not None:
        yield told.say(TRIALS[held.trial.state])
    if held.observation is not None:
        yield told.say("OBSERVED" if held.as_of < held.observation.ends_on else "OBSERVED_OVER")


def _paid(told: Told, held: Tracked) -> Iterator[Sentence]:
    if not held.receipts.received:
        yield told.say("NOTHING_RECEIVED")
        return
    yield told.say("RECEIVED")
    for name, amount in held.receipts.settled.items():
        if amount:
            yield told.say("WENT_TO", name=name)
    if held.receipts.taken_back:
        yield told.say("WENT_BACK")


def _talk(told: Told, held: Tracked) -> Iterator[Sentence]:
    for code in dict.fromkeys(TALKS[signal.code] for signal in held.triggers):
        yield told.say(code)


def _where_from(told: Told, held: Tracked) -> Iterator[Sentence]:
    del held
    yield told.say("FROM_EVENTS")


_CUSTOMER = {
    "NOW": _now,
    "LATE": _late,
    "NEXT": _next,
    "BREACH": _breach,
    "WATCHED": _watched,
    "PAID": _paid,
    "TALK": _talk,
    "WHERE_FROM": _where_from,
}


# --- the loan officer ----------------------------------------------------------------------------------------------


def _officer_tracked(told: Told, held: Tracked) -> Iterator[Sentence]:
    yield told.say("OFFICER_AGREEMENT")
    yield told.say("OFFICER_OWED")
    yield told.say("OFFICER_RECEIPTS")
    for name, amount in held.receipts.settled.items():
        if amount:
            yield told.say("WENT_TO", name=name)
    for place in range(len(held.reasons)):
        yield told.say("OFFICER_REMARK", i=place)


def _officer_past_due(told: Told, held: Tracked) -> Iterator[Sentence]:
    yield told.say("OFFICER_PAST_DUE")
    if held.past_due.material_days is not None:
        yield told.say("OFFICER_MATERIAL")
    yield from _late(told, held)


def _officer_breach(told: Told, held: Tracked) -> Iterator[Sentence]:
    yield told.say(STATES[held.breach.state], i=len(held.breach.spells) - 1)
    for place in range(len(held.breach.checks)):
        yield told.say("OFFICER_TERM", i=place)
    yield from _consequences(told, held)
    for place, check in enumerate(held.deadlines):
        yield told.say("OFFICER_DEADLINE" if check.actual is None else "OFFICER_DEADLINE_DONE", i=place)


def _officer_classes(told: Told, held: Tracked) -> Iterator[Sentence]:
    yield from _watched(told, held)
    if held.forborne is not None and held.forborne.exit_earliest is not None:
        yield told.say("OFFICER_EXIT")
    for place, item in enumerate(held.classifications):
        yield told.say("OFFICER_CLASS", i=place)
        for row in range(len(item.concessions)):
            yield told.say("OFFICER_CONCESSION", i=place, j=row)
        for row in range(len(item.checks)):
            yield told.say("OFFICER_CLASS_CHECK", i=place, j=row)


def _officer_signals(told: Told, held: Tracked) -> Iterator[Sentence]:
    for place in range(len(held.signals)):
        yield told.say("OFFICER_SIGNAL", i=place)
    action = held.next_action
    if not action.because:
        yield told.say("OFFICER_NO_ACTION")
    else:
        yield told.say("OFFICER_ACTION" if action.by is None else "OFFICER_ACTION_BY")


def _officer_notes(told: Told, held: Tracked) -> Iterator[Sentence]:
    noted = {
        "OFFICER_DUPLICATES": held.notes.duplicates,
        "OFFICER_BACKDATED": held.notes.backdated,
        "OFFICER_REVERSED": held.notes.reversed,
        "OFFICER_NOT_YET": held.notes.not_yet,
    }
    yield from (told.say(code) for code, ids in noted.items() if ids)


_OFFICER = {
    "OFFICER_TRACKED": _officer_tracked,
    "OFFICER_PAST_DUE": _officer_past_due,
    "OFFICER_BREACH": _officer_breach,
    "OFFICER_CLASSES": _officer_classes,
    "OFFICER_SIGNALS": _officer_signals,
    "OFFICER_NOTES": _officer_notes,
}
