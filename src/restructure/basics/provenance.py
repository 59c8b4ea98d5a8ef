"""Where a figure or a verdict comes from: sources, reasons, checks and dated values.

A source says how sure we are of it. Only verified sources let a check pass or fail; any other answers "needs review"
and says what the numbers indicate.

>>> source = Source(title="Card Business Measures, Article 70", level="secondary")
>>> check = Check.of("TERM", holds=True, actual="60", limit="60", sources=[source], text=Wording("term", "期限"))
>>> check.status, check.indicated
('needs_review', 'pass')
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from string import Formatter
from typing import TYPE_CHECKING, Annotated, Generic, Literal, TypeVar

from .errors import Fault, PolicyNotInForceError
from .types import Date, Items, OptionalDate, Sentence, Text, converted, field, parse_number, record, value

__all__ = ["Check", "Dated", "Language", "Reason", "Source", "SourceLevel", "Status", "Wording"]

T_co = TypeVar("T_co", covariant=True)

Language = Literal["en", "zh"]
Status = Literal["pass", "fail", "needs_review"]
SourceLevel = Literal["verified", "secondary", "unverified"]


@record()
class Wording:
    """One sentence in English and in Chinese, written in each language; `{names}` are filled from the numbers.

    Examples:
        >>> Wording("at most {limit}", "最多 {limit}").filled({"limit": "60"}).to_text("zh")
        '最多 60'
    """

    en: Sentence = field(kw_only=False)
    zh: Sentence = field(kw_only=False)

    def filled(self, values: Mapping[str, str]) -> Wording:
        """Return the sentence with its `{names}` replaced."""
        return Wording(self.en.format_map(values), self.zh.format_map(values))

    def to_text(self, lang: Language = "en") -> str:
        """Return the sentence in one language."""
        return self.zh if lang == "zh" else self.en


def names_only(text: Wording, names: Sequence[str]) -> bool:
    """Return whether a sentence names nothing but these, plainly: no attribute, no width, no conversion."""
    try:
        parts = [part for each in (text.en, text.zh) for part in Formatter().parse(each)]
    except ValueError:
        return False
    return all(name is None or (name in names and not spec and not how) for _, name, spec, how in parts)


@record()
class Source:
    """Where a rule or figure was found, and how sure it is (依据).

    Args:
        title: law, guideline, page or decision, with its article.
        level: `verified` (the official text was read), `secondary` (a reprint or third party) or `unverified`
            (recalled, or not found).
        url: where it can be read.
        checked_on: the day somebody last looked.

    Examples:
        >>> Source(title="Card Business Measures, Article 70", level="secondary").level
        'secondary'
    """

    title: Text
    level: SourceLevel
    url: Text | None = field(default=None)
    checked_on: OptionalDate = field(default=None)


@value(private=True)
class Reason:
    """Why an answer is what it is: a stable code, a sentence in both languages, and the numbers compared (原因)."""

    code: str
    text: Wording
    values: Mapping[str, str]

    @staticmethod
    def of(code: str, text: Wording, values: Mapping[str, str] | None = None) -> Reason:
        """Return the reason with its sentence filled from `values`."""
        shown = dict(values or {})
        return Reason(code=code, text=text.filled(shown), values=shown)


@value(private=True)
class Check:
    """One rule applied to one plan or application: pass, fail or needs review (核对结果).

    `indicated` is what the numbers say whatever the standing of the source; `None` when an input is missing. A check
    has three answers, so it refuses to be used as a truth value.
    """

    code: str
    status: Status
    indicated: Literal["pass", "fail"] | None
    actual: str | None
    limit: str
    sources: Sequence[Source]
    text: Wording

    @staticmethod
    def of(
        code: str, *, holds: bool | None, actual: str | None, limit: str, sources: Sequence[Source], text: Wording
    ) -> Check:
        """Return the check of a comparison: `holds` is `None` when an input is missing."""
        indicated: Literal["pass", "fail"] | None = None if holds is None else "pass" if holds else "fail"
        certain = bool(sources) and all(source.level == "verified" for source in sources)
        status: Status = indicated if indicated is not None and certain else "needs_review"
        return Check(
            code=code,
            status=status,
            indicated=indicated,
            actual=actual,
            limit=limit,
            sources=tuple(sources),
            text=text,
        )

    def under_review(self) -> Check:
        """Return the same check, to be decided by a person."""
        return replace(self, status="needs_review")

    def __bool__(self) -> bool:
        raise TypeError("a check is pass, fail or needs_review; compare check.status instead")


def combine(checks: Iterable[Check]) -> Status:
    """Return the worst status: fail > needs_review > pass; no check at all is a pass."""
    statuses = {check.status for check in checks}
    return "fail" if "fail" in statuses else "needs_review" if "needs_review" in statuses else "pass"


Plain = Decimal | bool | str


def parse_plain(given: object) -> Plain:
    """Return a dated value: a truth, a number, or a word such as `credit_card`."""
    if isinstance(given, bool):
        return given
    if isinstance(given, str) and given.replace("_", "").isalpha():
        return given
    return parse_number(given)


PLAIN_SCHEMA = {"anyOf": [{"type": "boolean"}, {"type": "string"}, {"type": "number"}]}

if TYPE_CHECKING:

    class PlainField:
        """A field that takes a truth, a number or a word and holds it as bool, Decimal or str."""

        def __get__(self, instance: object, owner: object) -> Plain: ...
        def __set__(self, instance: object, value: Plain | int) -> None: ...

    DatedSteps = Sequence[tuple[date, T_co]]
else:
    PlainField = Annotated[object, *converted(parse_plain, PLAIN_SCHEMA)]

    class DatedSteps:
        """At run time every dated value passes the same door, whatever type it is stated to have."""

        def __class_getitem__(cls, _: object) -> object:
            return Items[tuple[Date, PlainField]]


@record()
class Dated(Generic[T_co]):
    """A number, truth or word that changes on known dates, such as a legal limit (按日期生效的数值).

    Args:
        steps: (first day in force, value) pairs in date order.

    Examples:
        >>> limit = Dated([(date(2011, 1, 13), 60)])
        >>> limit.at(date(2026, 11, 23))
        Decimal('60')
        >>> limit.at(date(2010, 1, 1))
        Traceback (most recent call last):
            ...
        restructure.PolicyNotInForceError: no value in force on 2010-01-01; the first is of 2011-01-13
    """

    steps: DatedSteps[T_co] = field(kw_only=False)

    def _faults(self) -> Iterator[Fault]:
        days = [start for start, _ in self.steps]
        if not days:
            yield Fault("steps", "is empty; give at least one date and its value")
        if any(later <= earlier for earlier, later in pairwise(days)):
            yield Fault("steps", "must be in date order, each day once; sort them")

    def at(self, on: date) -> T_co:
        """Return the value in force on a day.

        Raises:
            PolicyNotInForceError: before the first date.
        """
        in_force = [value for start, value in self.steps if start <= on]
        if not in_force:
            first = self.steps[0][0]
            raise PolicyNotInForceError(f"no value in force on {on}; the first is of {first}")
        return in_force[-1]
