"""Policies shipped with the library: data only, one file per jurisdiction and product.

>>> CN_CARD_ARTICLE_70.name
'cn_card_article_70'
"""

from __future__ import annotations

from . import income_limits, us_fha, us_flex, us_hamp, us_trials, us_va
from .cn_card_article_70 import CN_CARD_ARTICLE_70
from .cn_personal_loan import CN_PERSONAL_BUSINESS_LOAN, CN_PERSONAL_LOAN
from .eu_long_term import EU_LONG_TERM
from .eu_short_term import EU_SHORT_TERM
from .generic import GENERIC
from .hk_relief import HK_IDRP
from .ie_mortgage_arrears import IE_MORTGAGE_ARREARS
from .in_emi_reset import IN_EMI_RESET, IN_RESOLUTION_1, IN_RESOLUTION_2
from .jp_rehabilitation import JP_REHABILITATION
from .jp_voluntary import JP_VOLUNTARY
from .kr_ccrs import KR_FAST_TRACK, KR_PRE_WORKOUT, KR_WORKOUT
from .kr_new_start import KR_NEW_START, KR_NEW_START_AT_RISK
from .presets import BALANCED, BALANCED_GROSS, STRICT, STRICT_GROSS, SUPPORTIVE, SUPPORTIVE_GROSS
from .sg_dcp import SG_DCP
from .sg_drs import SG_DRS
from .uk_consumer_credit import UK_CONSUMER_CREDIT
from .uk_mortgage import UK_MORTGAGE, UK_MORTGAGE_CHARTER

__all__ = [
    "BALANCED",
    "BALANCED_GROSS",
    "CN_CARD_ARTICLE_70",
    "CN_PERSONAL_BUSINESS_LOAN",
    "CN_PERSONAL_LOAN",
    "EU_LONG_TERM",
    "EU_SHORT_TERM",
    "GENERIC",
    "HK_IDRP",
    "IE_MORTGAGE_ARREARS",
    "IN_EMI_RESET",
    "IN_RESOLUTION_1",
    "IN_RESOLUTION_2",
    "JP_REHABILITATION",
    "JP_VOLUNTARY",
    "KR_FAST_TRACK",
    "KR_NEW_START",
    "KR_NEW_START_AT_RISK",
    "KR_PRE_WORKOUT",
    "KR_WORKOUT",
    "SG_DCP",
    "SG_DRS",
    "STRICT",
    "STRICT_GROSS",
    "SUPPORTIVE",
    "SUPPORTIVE_GROSS",
    "UK_CONSUMER_CREDIT",
    "UK_MORTGAGE",
    "UK_MORTGAGE_CHARTER",
    "income_limits",
    "us_fha",
    "us_flex",
    "us_hamp",
    "us_trials",
    "us_va",
]
