"""United States: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .fha import *
    from .flex import *
    from .hamp import *
    from .trials import *
    from .va import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "fha": "FHA_HAMP_2009 FHA_MODIFICATION_360 FHA_MODIFICATION_480 FHA_PARTIAL_CLAIM FHA_PAYMENT_SUPPLEMENT",
            "flex": "FLEX_2017 FLEX_2024",
            "hamp": "HAMP_PRINCIPAL_REDUCTION HAMP_TIER_1 HAMP_TIER_1_NOT_BELOW HAMP_TIER_2",
            "trials": "FHA_TRIAL FLEX_TRIAL HAMP_TRIAL",
            "va": "VA_MODIFICATION",
        },
    )
