"""United States: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .classes import *
    from .fha import *
    from .flex import *
    from .hamp import *
    from .programs import *
    from .reg_x import *
    from .residual_income import *
    from .time_limits import *
    from .trials import *
    from .va import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "classes": "US_BUCKETS",
            "fha": "FHA_HAMP_2009 FHA_MODIFICATION_360 FHA_MODIFICATION_480 FHA_PARTIAL_CLAIM FHA_PAYMENT_SUPPLEMENT",
            "flex": "FLEX_2017 FLEX_2024",
            "hamp": "HAMP_PRINCIPAL_REDUCTION HAMP_TIER_1 HAMP_TIER_1_NOT_BELOW HAMP_TIER_2",
            "programs": (
                "US_FHA_HAMP_2009 US_FHA_MODIFICATION_360 US_FHA_MODIFICATION_480 US_FHA_PARTIAL_CLAIM US_FLEX_2017 "
                "US_FLEX_2024 US_HAMP_PRINCIPAL_REDUCTION US_HAMP_TIER_1 US_HAMP_TIER_1_NOT_BELOW US_HAMP_TIER_2 "
                "US_VA_MODIFICATION"
            ),
            "reg_x": "LossMitigationApplication reg_x_timeline RegXTimeline",
            "residual_income": "VA_DEBT_RATIO VA_HIGH_DEBT_FACTOR VA_LIVING VA_RESIDUAL",
            "time_limits": (
                "US_ACCEPTANCE US_ACCEPTANCE_SHORT US_ACKNOWLEDGMENT US_APPEAL US_APPEAL_DECISION "
                "US_COMPLETE_NOTICE US_DELINQUENCY US_EVALUATION US_FIRST_FILING US_LIVE_CONTACT "
                "US_TRANSFER_ACKNOWLEDGMENT US_TRANSFER_EVALUATION US_WRITTEN_NOTICE"
            ),
            "trials": "FHA_TRIAL FLEX_TRIAL HAMP_TRIAL",
            "va": "VA_MODIFICATION",
        },
    )
