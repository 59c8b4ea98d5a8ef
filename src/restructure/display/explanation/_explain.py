"""Explain any answer: which sections its kind has, and who reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from ...agreement import Agreement
from ...basics.errors import Fault, InvalidInputError
from ...basics.money import Currency
from ...basics.provenance import Language
from ...capacity import Capacity
from ...options import Option, OptionSet, Plan
from ...tracking import Reassessment, Tracked
from ..own_words import own_words
from ._agreement import agreement_sections
from ._capacity import capacity_sections
from ._option import option_sections
from ._options import options_sections
from ._plan import plan_sections
from ._reassessed import reassessed_sections
from ._tell import Told, Words, title_of
from ._tracked import tracked_sections
from ._words_agreement import AGREEMENT
from ._words_capacity import CAPACITY
from ._words_option import OPTION
from ._words_options import OPTIONS
from ._words_plan import OFFICER_TITLES, PLAN, TITLES
from ._words_reassessed import REASSESSED
from ._words_tracked import TRACKED
from .explained import Explanation, Reader, Section, meanings

__all__ = ["explain"]


class _Room(NamedTuple):
    """How one kind of answer is told: its words, its sections, and which currency its amounts are in."""

    words: Words
    sections: Callable[[Told, Any, Reader], Iterator[Section]]
    currency: Callable[[Any], Currency]


def _own_currency(held: Any) -> Currency:
    currency: Currency = held.currency
    return currency


def _option_currency(held: Option) -> Currency:
    return held.schedule.currency


def _reassessed_currency(held: Reassessment) -> Currency:
    return held.plan.currency


_ROOMS: Mapping[type[object], _Room] = {
    Capacity: _Room(CAPACITY, capacity_sections, _own_currency),
    Option: _Room(OPTION, option_sections, _option_currency),
    OptionSet: _Room(OPTIONS, options_sections, _own_currency),
    Plan: _Room(PLAN, plan_sections, _own_currency),
    Agreement: _Room(AGREEMENT, agreement_sections, _own_currency),
    Tracked: _Room(TRACKED, tracked_sections, _own_currency),
    Reassessment: _Room(REASSESSED, reassessed_sections, _reassessed_currency),
}


def explain(held: object, *, lang: Language = "en", reader: Reader = "customer") -> Explanation:
    """Return an answer in plain words: what it says, why, and where each number comes from (说明).

    Args:
        held: a `Capacity`, an `Option`, an `OptionSet`, a `Plan`, an `Agreement`, or what `track` or `reassess`
            returns.
        lang: `en` or `zh`; sentences are written in each language, numbers and dates as its readers write them.
        reader: `customer`, in plain words; or `officer`, with codes, limits, checks, sources and the field of every
            figure.

    Returns:
        Sections of sentences, each with its code and figures, and the meaning of every term they use.

    Raises:
        InvalidInputError: what has no explanation, or another language or reader.

    Examples:
        See the module.
    """
    room = _ROOMS.get(type(held))
    faults = list(_faults(room, lang, reader))
    if room is None or faults:
        raise InvalidInputError(faults)
    told = Told(held, "", room.currency(held), lang, room.words, own_words(held))
    sections = tuple(room.sections(told, held, reader))
    subject = title_of(held)
    titles = TITLES if reader == "customer" else OFFICER_TITLES
    return Explanation(
        subject=subject,
        title=titles[subject].to_text(lang),
        lang=lang,
        reader=reader,
        sections=sections,
        glossary=meanings(sections, lang),
    )


def _faults(room: _Room | None, lang: object, reader: object) -> Iterator[Fault]:
    if room is None:
        names = ", ".join(kind.__name__ for kind in _ROOMS)
        yield Fault("held", f"has no explanation; pass one of {names}")
    if lang not in ("en", "zh"):
        yield Fault("lang", "must be 'en' or 'zh'")
    if reader not in ("customer", "officer"):
        yield Fault("reader", "must be 'customer' or 'officer'")
