"""Basel Committee: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .classes import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "classes": "BASEL_2017 NPE_90",
        },
    )
