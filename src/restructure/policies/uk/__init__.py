"""United Kingdom: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .consumer_credit import *
    from .mortgage import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "consumer_credit": "UK_CONSUMER_CREDIT",
            "mortgage": "UK_MORTGAGE UK_MORTGAGE_CHARTER",
        },
    )
