"""European Union: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .long_term import *
    from .short_term import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "long_term": "EU_LONG_TERM",
            "short_term": "EU_SHORT_TERM",
        },
    )
