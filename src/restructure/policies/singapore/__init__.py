"""Singapore: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .dcp import *
    from .drs import *
    from .income_limits import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "dcp": "SG_DCP",
            "drs": "SG_DRS",
            "income_limits": "SG_DEBT_SERVICE SG_MORTGAGE_SERVICE",
        },
    )
