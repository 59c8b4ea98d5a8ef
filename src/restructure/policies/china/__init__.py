"""China: policies and the law behind them, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from .card_article_70 import *
    from .ceilings import *
    from .personal_loan import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "card_article_70": "CN_CARD_ARTICLE_70",
            "ceilings": (
                "CN_ASSISTED_LENDING_24 CN_FINANCIAL_24 CN_PRIVATE_LENDING CN_PRIVATE_LENDING_24 CN_PRIVATE_LENDING_36"
            ),
            "personal_loan": "CN_PERSONAL_BUSINESS_LOAN CN_PERSONAL_LOAN",
        },
    )
