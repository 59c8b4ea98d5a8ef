"""Japan: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .least_repaid import *
    from .rehabilitation import *
    from .time_limits import *
    from .voluntary import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "least_repaid": "minimum_repayment MinimumRepayment",
            "rehabilitation": "JP_REHABILITATION",
            "time_limits": "JP_PAYMENT JP_PLAN JP_PLAN_EXTENDED",
            "voluntary": "JP_VOLUNTARY",
        },
    )
