"""China: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .card_article_70 import *
    from .ceilings import *
    from .charges import *
    from .classes import *
    from .extension import *
    from .follow_up import *
    from .income_limits import *
    from .insolvency import *
    from .personal_loan import *
    from .subsidy import *
    from .time_limits import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "card_article_70": "CN_CARD_ARTICLE_70",
            "ceilings": (
                "CN_ASSISTED_LENDING_24 CN_FINANCIAL_24 CN_PRIVATE_LENDING CN_PRIVATE_LENDING_24 CN_PRIVATE_LENDING_36"
            ),
            "charges": (
                "card_late_charge check_credit_repair CN_CARD_CHARGES CN_MISUSE_UPLIFT CN_PENALTY_UPLIFT delay_interest"
            ),
            "classes": "CN_2023 CN_OBSERVATION",
            "extension": "extension_limit ExtensionLimit personal_extension_limit",
            "follow_up": "CN_FOLLOW_UP",
            "income_limits": "CN_ALL_DEBT CN_HOUSING",
            "insolvency": "income_share plan_surplus Surplus",
            "personal_loan": "CN_PERSONAL_BUSINESS_LOAN CN_PERSONAL_LOAN",
            "subsidy": "interest_subsidy",
            "time_limits": "CN_ART70_FIVE_YEARS",
        },
    )
