"""Which sentences the steps of a modification program call for."""

from __future__ import annotations

from collections.abc import Iterator

from ...options import ProgramTrace
from ...waterfall import TraceEntry
from ._tell import Told
from ._words_program import HEADINGS, PROGRAM
from .explained import Reader, Section, Sentence, section


def program_sections(told: Told, trace: ProgramTrace | None, reader: Reader) -> Iterator[Section]:
    """Yield what is said of the program that a plan comes from; nothing of any other plan."""
    if trace is None:
        return
    told = told.about(PROGRAM, "trace.")
    code = "STEPS" if reader == "customer" else "OFFICER_STEPS"
    sentences = _customer(told, trace) if reader == "customer" else _officer(told, trace)
    yield from section(code, HEADINGS[code].to_text(told.lang), sentences)


def _customer(told: Told, trace: ProgramTrace) -> Iterator[Sentence]:
    yield told.say("PROGRAM")
    for place, entry in enumerate(trace.steps):
        yield told.say(_step_code(entry), i=place)
    yield from _ends(told, trace)


def _step_code(entry: TraceEntry) -> str:
    if entry.skipped is None:
        return "STEP_TAKEN"
    return "STEP_NOT_NEEDED" if entry.skipped == "target" else "STEP_DOES_NOT_APPLY"


def _ends(told: Told, trace: ProgramTrace) -> Iterator[Sentence]:
    if trace.met is not None and trace.target_payment is not None:
        yield told.say("GOAL_MET" if trace.met else "GOAL_MISSED")
    if trace.trial is not None:
        yield told.say("TRIAL")
        if trace.trial.counseling:
            yield told.say("COUNSELING")


def _officer(told: Told, trace: ProgramTrace) -> Iterator[Sentence]:
    yield told.say("OFFICER_PROGRAM")
    for place, entry in enumerate(trace.steps):
        if entry.skipped is not None:
            yield told.say("OFFICER_SKIPPED", i=place)
            continue
        yield told.say("OFFICER_STEP", i=place)
        if entry.bound_by is not None:
            yield told.say("OFFICER_BOUND", i=place)
    yield from _ends(told, trace)
