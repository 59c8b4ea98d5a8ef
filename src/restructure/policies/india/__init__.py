"""India: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .emi_reset import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "emi_reset": "IN_EMI_RESET IN_RESOLUTION_1 IN_RESOLUTION_2",
        },
    )
