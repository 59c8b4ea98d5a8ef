"""Japan: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .rehabilitation import *
    from .voluntary import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "rehabilitation": "JP_REHABILITATION",
            "voluntary": "JP_VOLUNTARY",
        },
    )
