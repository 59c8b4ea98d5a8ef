"""Turn a sentence kept as data into one about an answer: names become figures looked up in it, and nothing else.

A sentence names figures, `{total_paid}`; a room's table says at which path of the answer each stands and how it is
written. After a colon English says what is counted: `{count:installment|installments}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import NamedTuple

from ...basics.money import Currency
from ...basics.provenance import Language, Wording
from ...basics.types import snake_case
from ...policy import OwnWords
from .explained import Sentence
from .fact import Fact, Kind, look_up, printed


class Known(NamedTuple):
    """Where a figure stands in the answer, and how it is written; `{i}` in the path is filled when it is said."""

    path: str
    kind: Kind


class Words(NamedTuple):
    """All a room can say: sentences by code, figures by name."""

    lines: Mapping[str, Wording]
    known: Mapping[str, Known]


class Told(NamedTuple):
    """An answer being told: what is held, where in it the subject stands, and how to write it."""

    held: object
    base: str
    currency: Currency
    lang: Language
    words: Words
    own: OwnWords | None = None

    def about(self, words: Words, path: str = "") -> Told:
        """Return the same answer told from one of its parts on, in that part's words."""
        return self._replace(words=words, base=f"{self.base}{path}")

    def say(self, code: str, **places: int | str) -> Sentence:
        """Return a sentence with its figures filled in."""
        template = self._in_own(self.words.lines[code].to_text(self.lang))
        facts: list[Fact] = []
        text = ""
        for literal, name, forms, _ in Formatter().parse(template):
            text += literal
            if name is not None:
                fact = self._fact(name, places)
                facts += [] if any(held.name == name for held in facts) else [fact]
                text += fact.text + _noun(fact, forms or "")
        return Sentence(code=code, text=text, facts=tuple(facts))

    def _fact(self, name: str, places: Mapping[str, int | str]) -> Fact:
        known = self.words.known[name]
        source = rooted(self.base, known.path.format_map(places))
        held = look_up(self.held, source)
        if known.kind in ("ordinal", "named") and known.path.endswith("]"):  # said of a list's item: its place or key
            held = _key_of(source)
        text = printed(held, known.kind, self.currency, self.lang)
        if known.kind in ("named", "list") or isinstance(held, Wording):  # what others wrote stays as they wrote it
            text = self._in_own(text)
        return Fact(name=name, text=text, value=held, source=source)

    def _in_own(self, text: str) -> str:
        """Return a text in the words of the product, if its policy has words of its own."""
        return text if self.own is None else self.own.of(text, self.lang)


def rooted(base: str, path: str) -> str:
    """Return a path below a subject as one from the answer's root; both sides of a difference move."""
    sides = [re.sub(r"^(len\()?", lambda head: f"{head[0]}{base}", side) for side in path.split(" - ")]
    return " - ".join(sides)


def _key_of(source: str) -> int | str:
    """Return the place, counted from one, or the key that a path ends in."""
    key = source[source.rindex("[") + 1 : -1]
    return int(key) + 1 if key.isdigit() else key


def _noun(fact: Fact, forms: str) -> str:
    """Return what is counted, in the singular for one."""
    if not forms:
        return ""
    one, _, many = forms.partition("|")
    return f" {one if str(fact.value) == '1' else many}"


def title_of(held: object) -> str:
    """Return the subject's name as code writes it."""
    return snake_case(type(held).__name__)
