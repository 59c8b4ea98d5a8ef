"""Policies shipped with the library: data only, one file per jurisdiction and product.

>>> CN_CARD_ARTICLE_70.name
'cn_card_article_70'
"""

from __future__ import annotations

from . import income_limits, us_fha, us_flex, us_hamp, us_va
from .cn_card_article_70 import CN_CARD_ARTICLE_70
from .generic import GENERIC
from .presets import BALANCED, BALANCED_GROSS, STRICT, STRICT_GROSS, SUPPORTIVE, SUPPORTIVE_GROSS

__all__ = [
    "BALANCED",
    "BALANCED_GROSS",
    "CN_CARD_ARTICLE_70",
    "GENERIC",
    "STRICT",
    "STRICT_GROSS",
    "SUPPORTIVE",
    "SUPPORTIVE_GROSS",
    "income_limits",
    "us_fha",
    "us_flex",
    "us_hamp",
    "us_va",
]
