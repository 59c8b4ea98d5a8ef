"""What a scheme makes of an exposure that was restructured: the mildest class, its mark, periods; dated, with sources.

>>> floor = RestructuredFloor(
...     code="OURS_RESTRUCTURED",
...     at_least="watch",
...     since="2020-01-01",
...     sources=[Source(title="house rule", level="verified")],
...     text=Wording("a restructured exposure is at least {limit}", "重组资产至少归为{limit}"),
... )
>>> floor.class_of(again=True), floor.text_of(again=True).to_text()
('watch', 'a restructured exposure is at least {limit}')
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ..basics.errors import Fault
from ..basics.provenance import Source, Wording, names_only
from ..basics.types import Date, Flag, Items, Text, Whole, at_least, at_most, field, record

__all__ = ["MarkCheck", "MarkedName", "RestructuredFloor", "RestructuredPeriod"]

Months = Annotated[Whole, at_least(1), at_most(600)]


@record()
class RestructuredFloor:
    """The mildest class open to a restructured exposure while it is observed (重组资产分类下限).

    Args:
        code: the rule's name.
        at_least: the class, as the scheme names it.
        again: the class where it was restructured again while observed; default: the same.
        keeps_class_before: whether it is no milder either than the days past due before the agreement made it.
        since: the first day the rule is in force.
        sources: where it was found, and how sure that is.
        text: the rule in words; may name `{limit}`, the class.
        text_again: the same where it was restructured again; default: the same words.

    Raises:
        InvalidInputError: words that name anything else.

    Examples:
        >>> from restructure.policies.china import CN_2023
        >>> CN_2023.floor.at_least, CN_2023.floor.again
        ('special_mention', 'substandard')
    """

    code: Text
    at_least: Text
    again: Text | None = field(default=None)
    keeps_class_before: Flag = field(default=False)
    since: Date
    sources: Items[Source]
    text: Wording
    text_again: Wording | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        for name, text in (("text", self.text), ("text_again", self.text_again)):
            if text is not None and not names_only(text, ("limit",)):
                yield Fault(name, "may name limit in braces and nothing else")

    def class_of(self, *, again: bool) -> str:
        """Return the class, by whether the exposure was restructured again while observed (分类下限)."""
        return self.again or self.at_least if again else self.at_least

    def text_of(self, *, again: bool) -> Wording:
        """Return the rule in words, by whether the exposure was restructured again while observed (规则文字)."""
        return self.text_again or self.text if again else self.text


@record()
class MarkCheck:
    """The rule by which a forborne exposure may be classed as performing (重组敞口正常认定).

    Args:
        code: the rule's name.
        sources: where it was found, and how sure that is.
        text: the rule in words.

    Examples:
        >>> from restructure.policies.eu import EU_NPE
        >>> EU_NPE.marked.follows.code
        'EU_FORBORNE'
    """

    code: Text
    sources: Items[Source]
    text: Wording


@record()
class MarkedName:
    """How a forborne mark shows in the names of a scheme's classes (重组标识).

    Args:
        suffix: of the name, after an underscore.
        text: the class in words; names `{name}`, those of the class without the mark.
        follows: the rule where the mark and the class follow the policy's mark rule; default: whatever becomes of that,
            every restructured exposure carries the mark.
        since: the first day the rule is in force.

    Raises:
        InvalidInputError: words that name anything else.

    Examples:
        >>> from restructure.policies.eu import EU_NPE
        >>> EU_NPE.marked.suffix
        'forborne'
    """

    suffix: Text
    text: Wording
    follows: MarkCheck | None = field(default=None)
    since: Date

    def _faults(self) -> Iterator[Fault]:
        if not names_only(self.text, ("name",)):
            yield Fault("text", "may name name in braces and nothing else")


@record()
class RestructuredPeriod:
    """A fixed time from the day an agreement takes effect, whatever is paid in it (重组后固定期间).

    Args:
        code: the rule's name.
        months: how many.
        since: the first day the rule is in force.
        sources: where it was found, and how sure that is.
        text: the rule in words.

    Examples:
        >>> from restructure.policies.basel import BASEL_2017
        >>> BASEL_2017.probation.months
        12
    """

    code: Text
    months: Months
    since: Date
    sources: Items[Source]
    text: Wording
