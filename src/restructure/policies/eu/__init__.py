"""European Union: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .classes import *
    from .follow_up import *
    from .long_term import *
    from .short_term import *
    from .time_limits import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "classes": "EU_FORBORNE EU_NPE EU_OTHER EU_RETAIL",
            "follow_up": "EU_FOLLOW_UP",
            "long_term": "EU_LONG_TERM",
            "short_term": "EU_SHORT_TERM",
            "time_limits": "EU_CURE EU_PROBATION",
        },
    )
