"""Korea: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .ccrs import *
    from .new_start import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "ccrs": "KR_FAST_TRACK KR_PRE_WORKOUT KR_WORKOUT",
            "new_start": "KR_NEW_START KR_NEW_START_AT_RISK",
        },
    )
