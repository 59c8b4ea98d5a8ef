"""Policies shipped with the library: data only, one file per jurisdiction and product.

>>> CN_CARD_ARTICLE_70.name
'cn_card_article_70'
"""

from __future__ import annotations

from .cn_card_article_70 import CN_CARD_ARTICLE_70
from .generic import GENERIC

__all__ = ["CN_CARD_ARTICLE_70", "GENERIC"]
