"""India: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .charges import *
    from .classes import *
    from .emi_reset import *
    from .time_limits import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "charges": "IN_NO_NEGATIVE_AMORTIZATION IN_PENAL_CHARGES",
            "classes": "IN_SMA",
            "emi_reset": "IN_EMI_RESET IN_RESOLUTION_1 IN_RESOLUTION_2",
            "time_limits": "IN_IMPLEMENTATION IN_REVIEW",
        },
    )
