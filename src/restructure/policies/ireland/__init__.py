"""Ireland: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .court import *
    from .living_costs import *
    from .mortgage_arrears import *
    from .time_limits import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "court": "legal_action",
            "living_costs": "IE_LIVING_2013",
            "mortgage_arrears": "IE_MORTGAGE_ARREARS",
            "time_limits": "IE_ARREARS_LETTER IE_LEGAL_ARREARS IE_LEGAL_LETTER IE_NOT_COOPERATING IE_UPDATE",
        },
    )
