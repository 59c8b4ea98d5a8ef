"""Which sentences say what one month more or less would make of the first plan."""

from __future__ import annotations

from collections.abc import Iterator

from ...basics.provenance import Language
from ...options import OptionSet
from ._tell import Told
from ._words_decision import DECISION
from .explained import Sentence


def month_lines(held: OptionSet, lang: Language) -> list[str]:
    """Return what a page says of them."""
    told = Told(held, "", held.currency, lang, DECISION)
    return [sentence.text for sentence in month_sentences(told, held)]


def month_sentences(told: Told, held: OptionSet) -> Iterator[Sentence]:
    """Yield the plan with one installment more and one fewer, with what keeps each from being offered."""
    told = told.about(DECISION)
    tried = {"MONTH_MORE": held.a_month_more, "MONTH_LESS": held.a_month_less}
    for (code, apart), against in zip(tried.items(), ("MONTH_MORE_AGAINST", "MONTH_LESS_AGAINST"), strict=True):
        if apart is not None:
            yield told.say(code)
            yield from [told.say(against)] if apart.against else []
