"""United Kingdom: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .consumer_credit import *
    from .mortgage import *
    from .time_limits import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "consumer_credit": "UK_CONSUMER_CREDIT",
            "mortgage": "UK_MORTGAGE UK_MORTGAGE_CHARTER",
            "time_limits": "UK_BREATHING_SPACE UK_CRISIS UK_MIDWAY_BY UK_MIDWAY_FROM UK_MORATORIUM",
        },
    )
