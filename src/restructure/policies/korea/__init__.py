"""Korea: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .ccrs import *
    from .classes import *
    from .new_start import *
    from .time_limits import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "ccrs": "KR_FAST_TRACK KR_PRE_WORKOUT KR_WORKOUT",
            "classes": "KR_PROGRAM",
            "new_start": "KR_NEW_START KR_NEW_START_AT_RISK",
            "time_limits": "KR_ANSWER KR_RESCISSION KR_RESCISSION_EXCUSED",
        },
    )
