"""Which sentences an option set calls for: the decision, how plans differ, whom each suits, what is not offered."""

from __future__ import annotations

from collections.abc import Iterator

from ...options import Option, OptionSet, Rejected
from ...options.own_checks import CLAIM
from ._checks import all_checks, to_confirm, unmet
from ._tell import Told
from ._words_options import DEBT_ALONE, GUARDED, HEADINGS, SUITS
from .aftermath import aftermath_sections
from .decision import decision_sections, is_too_small
from .explained import Reader, Section, Sentence, section
from .months import month_sentences


def options_sections(told: Told, options: OptionSet, reader: Reader) -> Iterator[Section]:
    """Yield what is said of an option set: the decision leads."""
    yield from _set_sections(told, options, reader)
    yield from aftermath_sections(told, options, reader)


def _set_sections(told: Told, options: OptionSet, reader: Reader) -> Iterator[Section]:
    yield from decision_sections(told, options, reader)
    yield from choices_sections(told, options, reader)


def choices_sections(told: Told, options: OptionSet, reader: Reader) -> Iterator[Section]:
    """Yield the plans and why there are no others, and all of it of each debt by itself where there are several."""
    yield from (_customer if reader == "customer" else _officer)(told, options)
    for place, part in enumerate(options.by_debt):
        below = told.about(told.words, f"by_debt[{place}].")
        title = DEBT_ALONE.filled({"number": str(place + 1), "debt": part.debt}).to_text(told.lang)
        for inner in _set_sections(below, part, reader):
            yield Section(code=inner.code, heading=f"{title} · {inner.heading}", sentences=inner.sentences)


def _customer(told: Told, held: OptionSet) -> Iterator[Section]:
    first = "CHOICES" if held.options else "NO_CHOICE"
    rooms = {
        first: _choices(told, held) if held.options else _no_choice(told, held),
        "CLAIM": _claimed(told, held),
        "WITHOUT": _without(told, held),
        "NOT_OFFERED": _not_offered(told, held),
    }
    for code, sentences in rooms.items():
        yield from section(code, HEADINGS[code].to_text(told.lang), sentences)
    if not held.options and not _barred(held):
        yield from to_confirm(told, held.checks)


def _claimed(told: Told, held: OptionSet) -> Iterator[Sentence]:
    for place, flag in enumerate(held.flags):
        if flag.code == CLAIM:
            yield told.say("CLAIMED_ABOVE", i=place)


def _barred(held: OptionSet) -> bool:
    """Return whether the application itself keeps any plan from being offered."""
    return any(check.indicated == "fail" for check in held.checks) and not held.options


_CHOSEN_AMONG_PLANS = ("restructure", "settle")
"""Rungs that offer plans to choose from; those before them say what keeps the contract."""


def _choices(told: Told, held: OptionSet) -> Iterator[Sentence]:
    if held.rung in _CHOSEN_AMONG_PLANS:
        yield told.say("FIT" if len(held.options) > 1 else "FIT_ONE")
    for place, option in enumerate(held.options):
        yield told.say(_plan_code(option), i=place)
        if len(held.options) > 1:
            suits = [SUITS[label] for label in option.labels if label in SUITS]
            yield from map(told.say, suits or ["SUITS_FIRST"])
    yield from month_sentences(told, held)


def _plan_code(option: Option) -> str:
    after = option.before_after.after
    if not after.installment:
        return "PLAN_HOLIDAY"
    return "PLAN" if len(option.schedule.stretches()) == 1 else "PLAN_STEPS"


def _no_choice(told: Told, held: OptionSet) -> Iterator[Sentence]:
    if is_too_small(held):  # said by the decision
        return
    if held.by_debt and not _barred(held):  # the debts stay apart, and each has its own answer
        return
    if _barred(held):
        yield told.say("NOT_ELIGIBLE")
        yield from unmet(told, held.checks)
    else:
        yield told.say("NO_PLAN" if held.shortfall is None else "NOTHING_FITS")
    yield told.say("NEXT_STEP")


def _without(told: Told, held: OptionSet) -> Iterator[Sentence]:
    if held.rung == "keep":
        return
    keep, again, spread = (held.references.get(kind) for kind in ("keep_contract", "reinstate", "catch_up"))
    if keep is not None:
        plain = "KEEP" if keep.paid_today else "KEEP_PLAIN"
        yield told.say("KEEP_ALL_DUE" if keep.schedule is None else plain)
        yield told.say("ALONE_FIT" if keep.fits else "ALONE_UNFIT")
    if again is not None and again.schedule is not None and again.paid_today:
        yield told.say("REINSTATE")
        yield told.say("ALONE_FIT" if again.fits else "ALONE_UNFIT")
    if spread is not None and spread.schedule is not None and keep is not None and keep.paid_today:
        yield told.say("CATCH_UP")
        yield told.say("ALONE_FIT" if spread.fits else "ALONE_UNFIT")


def _not_offered(told: Told, held: OptionSet) -> Iterator[Sentence]:
    if _barred(held) or is_too_small(held):
        return
    if held.options and held.rung not in _CHOSEN_AMONG_PLANS:
        yield told.say("NONE_SOUGHT")
    for place, group in enumerate(held.rejected):
        yield told.say(_rejected_code(group), i=place)
    yield told.say("FROM_RULES")


_OWN_SENTENCE = {"dominated": "REJECTED_REST", "outranked": "REJECTED_OUTRANKED", **GUARDED}


def _rejected_code(group: Rejected) -> str:
    if group.code == "above_affordable" and group.nearest is not None:
        return "REJECTED_ABOVE"
    if group.code in _OWN_SENTENCE:
        return _OWN_SENTENCE[group.code]
    return "REJECTED_RULE" if group.count else "REJECTED_PLAIN"


# --- the loan officer ----------------------------------------------------------------------------------------------


def _officer(told: Told, held: OptionSet) -> Iterator[Section]:
    rooms = {
        "OFFICER_OPTIONS": _ranked(told, held),
        "OFFICER_REFERENCES": _references(told, held),
        "OFFICER_REJECTED": _rejected(told, held),
    }
    for code, sentences in rooms.items():
        yield from section(code, HEADINGS[code].to_text(told.lang), sentences)
    if not held.options:
        yield from all_checks(told, held.checks)


def _ranked(told: Told, held: OptionSet) -> Iterator[Sentence]:
    yield told.say("OFFICER_LATE_TOGETHER" if held.question.contract.parts else "OFFICER_LATE")
    for place in range(len(held.options)):
        yield told.say("OFFICER_RANKED", i=place)
    if held.options:
        yield told.say("OFFICER_RECOMMENDED")
        yield from month_sentences(told, held)
    elif held.shortfall is not None and not _barred(held):
        yield told.say("NOTHING_FITS")
    for place in range(len(held.flags)):
        yield told.say("OFFICER_SET_FLAG", i=place)


def _references(told: Told, held: OptionSet) -> Iterator[Sentence]:
    for kind, item in held.references.items():
        yield told.say("OFFICER_REFERENCE_FITS" if item.fits else "OFFICER_REFERENCE", name=kind)


def _rejected(told: Told, held: OptionSet) -> Iterator[Sentence]:
    for place, group in enumerate(held.rejected):
        yield told.say("OFFICER_REJECTED" if group.count else "OFFICER_REJECTED_PLAIN", i=place)
        if group.nearest is not None:
            yield told.say("OFFICER_NEAREST" if group.nearest.gap else "OFFICER_REMOVED", i=place)
