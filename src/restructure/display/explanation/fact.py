"""Numbers of an answer as a reader meets them: looked up by path, never recomputed, written for one language.

A path names a field of the answer, `measures.total_paid` or `schedule[0].due_date`; `len(schedule)` counts,
`stretches()` asks, and `a - b` is the difference of two amounts that stand in the answer.

>>> from restructure import LoanTerms, Phase
>>> terms = LoanTerms(
...     currency="USD",
...     principal="1000.00",
...     rate="0.12",
...     start_date=date(2026, 1, 1),
...     first_due_date=date(2026, 2, 1),
...     phases=[Phase(3)],
... )
>>> look_up(terms, "phases[0].count"), printed(look_up(terms, "start_date"), "day", terms.currency, "en")
(3, '1 January 2026')
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from ...basics.errors import Fault, InvalidInputError
from ...basics.money import Currency, difference
from ...basics.provenance import Language, Wording
from ...basics.types import value
from ...basics.written import percent_text
from ..written import amount_text, date_text
from ._names import name_of

__all__ = ["Fact"]

Kind = Literal[
    "money",
    "size",
    "signed",
    "percent",
    "share",
    "whole",
    "point",
    "rate",
    "disclosed",
    "day",
    "count",
    "text",
    "unsigned",
    "named",
    "list",
    "ordinal",
]
"""How a value is written: an amount; one without its sign, or always with it; a fraction of one as percent, or without
its sign, or in whole points; a number with one decimal; a `Rate`; a percent as disclosed; a day; a number of things;
words; words without their sign; a code by its name; a list of codes; a place in a list, counted from one."""


@value(private=True)
class Fact:
    """One figure of a sentence (句中数据): as printed, as held by the answer, and the path where it is held.

    `source` is `a - b` for a difference of two figures that stand in the answer.
    """

    name: str
    text: str
    value: Any
    source: str

    @property
    def is_figure(self) -> bool:
        """Whether it is an amount, a rate, a date or a number, and no words."""
        return not isinstance(self.value, (str, Wording, tuple)) or _FIGURE.fullmatch(self.text) is not None


_FIGURE = re.compile(r"[-+]?[\d,.]+%?")
_STEP = re.compile(r"\.?([A-Za-z_]\w*)(\(\))?|\[(-?\w+)\]")
_COUNT = re.compile(r"len\((.+)\)")


def look_up(held: object, path: str) -> Any:
    """Return what an answer holds at a path.

    Raises:
        InvalidInputError: a path that the answer does not have.
    """
    first, minus, second = path.partition(" - ")
    if minus:
        return difference(look_up(held, first), look_up(held, second))
    counted = _COUNT.fullmatch(path)
    if counted:
        return len(look_up(held, counted[1]))
    found: Any = held
    for step in _STEP.finditer(path):
        found = _step(found, step, path)
    return found


def _step(found: Any, step: re.Match[str], path: str) -> Any:
    name, call, key = step.groups()
    try:
        if key is not None:
            return found[int(key) if key.lstrip("-").isdigit() else key]
        inner = getattr(found, name)
    except (AttributeError, LookupError):
        message = "is no field of the answer; correct the path"
    else:
        return inner() if call else inner
    raise InvalidInputError([Fault(path, message)])


def printed(held: Any, kind: Kind, currency: Currency, lang: Language) -> str:
    """Return a value as readers of a language write it."""
    writers: dict[Kind, Callable[[], str]] = {
        "money": lambda: amount_text(held, currency, lang),
        "size": lambda: amount_text(held.copy_abs(), currency, lang),
        "signed": lambda: amount_text(held, currency, lang, signed=True),
        "percent": lambda: percent_text(held, 1),
        "share": lambda: percent_text(held.copy_abs(), 1),
        "whole": lambda: percent_text(held, 0),
        "point": lambda: f"{held:.1f}",
        "rate": lambda: str(held.to_percent()),
        "disclosed": lambda: f"{held}%",
        "day": lambda: date_text(date.fromisoformat(held) if isinstance(held, str) else held, lang),
        "count": lambda: f"{int(held):,}",
        "text": lambda: held.to_text(lang) if isinstance(held, Wording) else str(held),
        "named": lambda: name_of(held).to_text(lang),
        "list": lambda: ("、" if lang == "zh" else ", ").join(name_of(code).to_text(lang) for code in held),
        "ordinal": lambda: str(held),
        "unsigned": lambda: str(held).removeprefix("-"),
    }
    return writers[kind]()
