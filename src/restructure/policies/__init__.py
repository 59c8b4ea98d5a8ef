"""Policies shipped with the library: data, a folder for each jurisdiction, with the law behind them.

On the door stand the policies themselves and what lists them; capacity models to build on are in `presets`.

>>> from restructure import policies
>>> policies.CN_CARD_ARTICLE_70.name
'cn_card_article_70'
>>> policies.get("cn_card_article_70") is policies.china.CN_CARD_ARTICLE_70
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..basics.door import door

if TYPE_CHECKING:
    from . import (
        australia as australia,
        basel as basel,
        china as china,
        eu as eu,
        hong_kong as hong_kong,
        india as india,
        ireland as ireland,
        japan as japan,
        korea as korea,
        presets as presets,
        singapore as singapore,
        uk as uk,
        us as us,
    )
    from ._catalog import *
    from .china.card_article_70 import *
    from .china.personal_loan import *
    from .eu.long_term import *
    from .eu.short_term import *
    from .generic import *
    from .hong_kong.relief import *
    from .india.emi_reset import *
    from .ireland.mortgage_arrears import *
    from .japan.rehabilitation import *
    from .japan.voluntary import *
    from .korea.ccrs import *
    from .korea.new_start import *
    from .singapore.dcp import *
    from .singapore.drs import *
    from .uk.consumer_credit import *
    from .uk.mortgage import *
    from .us.programs import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "_catalog": "catalog get Shipped",
            "china.card_article_70": "CN_CARD_ARTICLE_70",
            "china.personal_loan": "CN_PERSONAL_BUSINESS_LOAN CN_PERSONAL_LOAN",
            "eu.long_term": "EU_LONG_TERM",
            "eu.short_term": "EU_SHORT_TERM",
            "generic": "GENERIC",
            "hong_kong.relief": "HK_IDRP",
            "india.emi_reset": "IN_EMI_RESET IN_RESOLUTION_1 IN_RESOLUTION_2",
            "ireland.mortgage_arrears": "IE_MORTGAGE_ARREARS",
            "japan.rehabilitation": "JP_REHABILITATION",
            "japan.voluntary": "JP_VOLUNTARY",
            "korea.ccrs": "KR_FAST_TRACK KR_PRE_WORKOUT KR_WORKOUT",
            "korea.new_start": "KR_NEW_START KR_NEW_START_AT_RISK",
            "singapore.dcp": "SG_DCP",
            "singapore.drs": "SG_DRS",
            "uk.consumer_credit": "UK_CONSUMER_CREDIT",
            "uk.mortgage": "UK_MORTGAGE UK_MORTGAGE_CHARTER",
            "us.programs": (
                "US_FHA_HAMP_2009 US_FHA_MODIFICATION_360 US_FHA_MODIFICATION_480 US_FHA_PARTIAL_CLAIM US_FLEX_2017 "
                "US_FLEX_2024 US_HAMP_PRINCIPAL_REDUCTION US_HAMP_TIER_1 US_HAMP_TIER_1_NOT_BELOW US_HAMP_TIER_2 "
                "US_VA_MODIFICATION"
            ),
        },
        rooms="australia basel china eu hong_kong india ireland japan korea presets singapore uk us",
    )
