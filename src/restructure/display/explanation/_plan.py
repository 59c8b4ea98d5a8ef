"""Which sentences a whole plan calls for: decision, capacity, choices, the first plan, when to look again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...options import Plan
from ._capacity import capacity_sections
from ._option import option_sections
from ._options import choices_sections
from ._program import program_sections
from ._tell import Told
from ._words_capacity import CAPACITY
from ._words_option import OPTION
from ._words_options import OPTIONS
from ._words_plan import HEADINGS
from ._words_program import PROGRAM
from .aftermath import aftermath_sections
from .decision import decision_sections
from .explained import Reader, Section, Sentence, section


def plan_sections(told: Told, plan: Plan, reader: Reader) -> Iterator[Section]:
    """Yield what is said of a whole plan."""
    about = _about(told, plan) if reader == "customer" else _officer_about(told, plan)
    yield from section("ABOUT", HEADINGS["ABOUT"].to_text(told.lang), about)
    options = told.about(OPTIONS, "options.")
    yield from decision_sections(options, plan.options, reader)
    yield from capacity_sections(told.about(CAPACITY, "capacity."), plan.capacity, reader)
    yield from choices_sections(options, plan.options, reader)
    yield from _detail(told, plan, reader)
    yield from aftermath_sections(options, plan.options, reader)
    yield from section("CAPACITY_AFTER", HEADINGS["CAPACITY_AFTER"].to_text(told.lang), _after(told, plan, reader))
    for place, option in enumerate(plan.options.options[1:], 1):
        yield from program_sections(told.about(PROGRAM, f"options.options[{place}]."), option.trace, reader)
    if reader == "customer":
        yield from section("AGAIN", HEADINGS["AGAIN"].to_text(told.lang), _again(told, plan))


def _detail(told: Told, plan: Plan, reader: Reader) -> Iterator[Section]:
    """Yield the plan ranked first or, for the officer, the nearest one when none fits."""
    if plan.recommended is not None:
        inner = option_sections(told.about(OPTION, "options.options[0]."), plan.recommended, reader)
        yield from _under("FIRST_PLAN", told, inner)
    elif plan.options.nearest is not None and reader == "officer":
        inner = option_sections(told.about(OPTION, "options.nearest."), plan.options.nearest, reader)
        yield from _under("NEAREST_PLAN", told, inner)


def _under(code: str, told: Told, inner: Iterable[Section]) -> Iterator[Section]:
    title = HEADINGS[code].to_text(told.lang)
    for part in inner:
        yield Section(code=part.code, heading=f"{title} · {part.heading}", sentences=part.sentences)


def _after(told: Told, plan: Plan, reader: Reader) -> Iterator[Sentence]:
    """Yield the score with the plan in the contract's place; who keeps the contract keeps the score."""
    if plan.options.rung != "keep" and plan.capacity_after is not None:
        yield told.say("SCORE_AFTER" if reader == "customer" else "OFFICER_SCORE_AFTER")


def _about(told: Told, plan: Plan) -> Iterator[Sentence]:
    yield told.say("ABOUT")
    yield told.say("ABOUT_POLICY")
    if any(flag.code == "CONTRACT_INCONSISTENT" for flag in plan.flags):
        yield told.say("INCONSISTENT")


def _officer_about(told: Told, plan: Plan) -> Iterator[Sentence]:
    yield told.say("OFFICER_IDENTITY")
    known = {flag.code for flag in (*plan.capacity.flags, *plan.options.flags)}
    for place, flag in enumerate(plan.flags):
        if flag.code not in known:
            yield told.say("OFFICER_FLAG", i=place)


def _again(told: Told, plan: Plan) -> Iterator[Sentence]:
    for place, flag in enumerate(plan.flags):
        if flag.code == "HARDSHIP_TEMPORARY":
            yield told.say("TEMPORARY" if "months" in flag.values else "EXPECTED_END", i=place)
            yield told.say("ANY_CHANGE")
