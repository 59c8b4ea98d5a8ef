"""Hong Kong: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .income_limits import *
    from .relief import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "income_limits": "HK_DEBT_SERVICE HK_STRESSED_DEBT_SERVICE",
            "relief": "HK_IDRP",
        },
    )
