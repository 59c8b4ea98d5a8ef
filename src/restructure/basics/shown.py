"""Values that draw themselves, by the one late look-up of this house.

What draws stands above everything that is drawn: `display` imports the answers, and no answer imports `display`. The
two methods that people and notebooks expect of a value, `to_text()` and `_repr_html_()`, find it when they are called,
relative to this package, so that a vendored copy under another name draws itself too.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from .provenance import Language


class Shown:
    """A value with a page of its own; `rs.render` draws the same page in more formats."""

    __slots__ = ()

    def to_text(self, lang: Language = "en") -> str:
        """Return the page of this value as plain text, in English or Chinese.

        Raises:
            InvalidInputError: an unknown language.
        """
        return drawn_text(self, lang)

    def _repr_html_(self) -> str:
        return _display("render")(self, format="html")


def drawn_text(held: object, lang: Language, *, rows: int = 12) -> str:
    """Return the page of a value as plain text; of a long table that stands alone so many rows."""
    return _display("drawn")(held, lang=lang, format="text", rows=rows)


def _display(name: str) -> Callable[..., str]:
    """Return a function of the display room: the late look-up, and the only one."""
    found: Callable[..., str] = getattr(import_module("..display._render", __package__), name)
    return found
