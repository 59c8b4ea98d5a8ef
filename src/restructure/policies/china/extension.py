"""China: how many months a loan may be extended in all (贷款展期上限).

>>> extension_limit(24).months
12
"""

from __future__ import annotations

from collections.abc import Sequence

from ...basics.provenance import Source, Wording
from ...basics.types import value, whole_of

__all__ = ["ExtensionLimit", "extension_limit", "personal_extension_limit"]


@value()
class ExtensionLimit:
    """How many months a loan may be extended in all, and by which rule (展期上限).

    Args:
        code: the rule's name.
        months: all extensions together.
        sources: where the rule was found, and how sure that is.
        text: the rule in words.
    """

    code: str
    months: int
    sources: Sequence[Source]
    text: Wording


_LOAN_RULES = Source(title="贷款通则 (General Rules for Loans, 1996), Article 12, as summarized", level="secondary")
_PERSONAL_RULES = Source(title="个人贷款管理暂行办法 (2010), on extension, as summarized", level="secondary")
_CONTINUED = Source(title="个人贷款管理办法 (2024): said to continue the rule, not read", level="unverified")


def extension_limit(term_months: int) -> ExtensionLimit:
    """Return how long a loan in China may be extended in all (贷款展期上限).

    Args:
        term_months: the original term, 1 or more.

    Returns:
        At most the term up to a year, half of it up to five years (whole months, rounded down), else 36 months.

    Raises:
        InvalidInputError: no whole number of months.

    Sources:
        General Rules for Loans 1996, Article 12, as summarized.

    Examples:
        >>> [extension_limit(term).months for term in (6, 36, 61)]
        [6, 18, 36]
    """
    term = whole_of("term_months", term_months, low=1)
    months = term if term <= 12 else term // 2 if term <= 60 else 36
    text = Wording(
        "extensions of a loan of {term} months come to at most {months} months",
        "原期限{term}个月，累计展期不超过{months}个月",
    ).filled({"term": str(term), "months": str(months)})
    return ExtensionLimit(code="CN_EXTENSION", months=months, sources=(_LOAN_RULES,), text=text)


def personal_extension_limit(term_months: int, *, product_max_months: int) -> ExtensionLimit:
    """Return how long a personal loan in China may be extended in all (个人贷款展期上限).

    Args:
        term_months: the original term, 1 or more.
        product_max_months: the longest term of the product.

    Returns:
        Up to a year at most the term; beyond it what is left of the product's longest term.

    Raises:
        InvalidInputError: no whole numbers of months.

    Sources:
        Interim Measures for Personal Loans 2010, as summarized.

    Examples:
        >>> personal_extension_limit(36, product_max_months=60).months
        24
    """
    term = whole_of("term_months", term_months, low=1)
    longest = whole_of("product_max_months", product_max_months, low=1)
    months = term if term <= 12 else max(longest - term, 0)
    text = Wording(
        "extensions of a personal loan of {term} months come to at most {months} months",
        "个人贷款原期限{term}个月，累计展期不超过{months}个月",
    ).filled({"term": str(term), "months": str(months)})
    sources = (_PERSONAL_RULES, _CONTINUED)
    return ExtensionLimit(code="CN_PERSONAL_EXTENSION", months=months, sources=sources, text=text)
