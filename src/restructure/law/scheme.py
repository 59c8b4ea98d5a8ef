"""Classes that days past due force upon an exposure, whatever else is known about it: floors, not verdicts.

A scheme is data: brackets of days with a class each, and what it makes of an exposure that was restructured. Days are
counted as the scheme counts them: most call the due date day zero, some call it day one. Whether the exposure may still
be classed as performing is a check with three answers. Qualitative signs of trouble can only make a class worse; they
are not judged here.

>>> scheme = Scheme(
...     code="OURS",
...     brackets=[
...         Bracket("good", 90, text=Wording("good", "良好")),
...         Bracket("bad", performing=False, text=Wording("bad", "不良")),
...     ],
...     since="2020-01-01",
...     sources=[Source(title="a rule somebody told us", level="secondary")],
...     text=Wording("bad after 90 days", "逾期超过90天为不良"),
... )
>>> found = overdue_class(91, scheme=scheme, as_of=date(2026, 11, 23))
>>> found.name, found.performing.status, found.performing.indicated
('bad', 'needs_review', 'fail')
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from ..basics.errors import Fault, InvalidInputError, NotApplicableError, PolicyNotInForceError, parsed, require_type
from ..basics.fractions import amount_of, rounded
from ..basics.money import Amount, AmountLike
from ..basics.provenance import Check, Reason, Source, Wording
from ..basics.types import Count, Date, Flag, Items, Text, field, parse_date, record, value, whole_of
from .restructured import MarkedName, RestructuredFloor, RestructuredPeriod

__all__ = [
    "Bracket",
    "Materiality",
    "OverdueClass",
    "PastDueTest",
    "Scheme",
    "days_above_both",
    "days_overdue",
    "overdue_class",
    "past_due_test",
]


@record()
class Bracket:
    """One class of a scheme, and the days up to which it holds (逾期档次).

    Args:
        name: the class, as programs know it.
        up_to: the last day it holds; default: no limit.
        performing: whether an exposure in it may be classed as performing.
        text: the class in words.

    Examples:
        >>> Bracket("SMA-1", 60, text=Wording("SMA-1", "特别关注一档")).performing
        True
    """

    name: Text = field(kw_only=False)
    up_to: Count | None = field(default=None, kw_only=False)
    performing: Flag = field(default=True)
    text: Wording


@record()
class Scheme:
    """Classes by days past due, of one rule, and what it makes of a restructured exposure (风险分类规则).

    Args:
        code: the rule's name.
        name: under which its classes are reported; default: its code.
        brackets: from the mildest; each holds from the day after the one before it, the last without limit.
        due_date_counts: whether the unpaid due date is day one; else it is day zero.
        floor: the mildest class open to a restructured exposure while it is observed; default: its days alone decide.
        marked: how a forborne mark shows in the names of the classes; default: it does not.
        probation: how long a restructured exposure keeps its mark at least, whatever is paid; default: not stated.
        disclosure: how long the restructuring is disclosed; default: not stated.
        since: the first day the rule is in force, as far as known.
        sources: where it was found, and how sure that is.
        text: the rule in words.

    Raises:
        InvalidInputError: brackets out of order or named alike, a last one with a limit, performing classes that are
            not the first, a floor that is no class, or a mark where no class is non-performing.

    Examples:
        >>> from restructure.policies import india
        >>> [each.name for each in india.IN_SMA.brackets]
        ['standard', 'SMA-0', 'SMA-1', 'SMA-2', 'NPA']
    """

    code: Text
    name: Text | None = field(default=None)
    brackets: Items[Bracket]
    due_date_counts: Flag = field(default=False)
    floor: RestructuredFloor | None = field(default=None)
    marked: MarkedName | None = field(default=None)
    probation: RestructuredPeriod | None = field(default=None)
    disclosure: RestructuredPeriod | None = field(default=None)
    since: Date
    sources: Items[Source]
    text: Wording

    @property
    def reported_as(self) -> str:
        """The name its classes are reported under (报告名称)."""
        return self.name or self.code

    def _faults(self) -> Iterator[Fault]:
        limits = [each.up_to for each in self.brackets]
        if not limits or limits[-1] is not None:
            yield Fault("brackets", "must end with one without a limit")
        reached = [limit for limit in limits[:-1] if limit is not None]
        if len(reached) < len(limits[:-1]) or sorted(set(reached)) != reached:
            yield Fault("brackets", "must rise in days")
        if limits and not self.brackets[0].performing:
            yield Fault("brackets", "must begin with one that is performing")
        if any(later.performing and not earlier.performing for earlier, later in pairwise(self.brackets)):
            yield Fault("brackets", "must not be performing again after more days")
        names = [each.name for each in self.brackets]
        if len(set(names)) != len(names):
            yield Fault("brackets", "have a name twice; give each its own")
        if self.floor is not None and not {self.floor.at_least, self.floor.again or self.floor.at_least} <= set(names):
            yield Fault("floor", f"names no class of the scheme; write {', '.join(names)}")
        if self.marked is not None and all(each.performing for each in self.brackets):
            yield Fault("marked", "needs a class that is not performing among the brackets")


@value(private=True)
class OverdueClass:
    """The mildest class that days past due allow (逾期分类下限).

    Args:
        scheme: the code of the scheme.
        name: the class.
        rank: its place in the scheme, 0 the mildest.
        text: the class in words.
        performing: whether the days alone still allow the exposure to be classed as performing; `None` where the
            scheme does not say.
        reasons: which days led to the class.
    """

    scheme: str
    name: str
    rank: int
    text: Wording
    performing: Check | None
    reasons: Sequence[Reason]


def days_overdue(due_on: date, *, scheme: Scheme, as_of: date) -> int:
    """Return for how many days an installment is overdue at the end of a day, as a scheme counts (逾期天数).

    Args:
        due_on: the oldest unpaid due date.
        scheme: it says whether the due date counts.
        as_of: the day.

    Returns:
        0 where nothing is overdue yet.

    Raises:
        InvalidInputError: no date or no scheme.

    Examples:
        >>> from restructure.policies import china, india
        >>> schemes = (china.CN_2023, india.IN_SMA)
        >>> [days_overdue(date(2026, 3, 31), scheme=each, as_of=date(2026, 6, 29)) for each in schemes]
        [90, 91]
    """
    require_type("scheme", scheme, Scheme, "a Scheme")
    passed = (parsed("as_of", parse_date, as_of) - parsed("due_on", parse_date, due_on)).days
    return max(passed + scheme.due_date_counts, 0)


def overdue_class(days: int, *, scheme: Scheme, as_of: date) -> OverdueClass:
    """Return the mildest class that days past due allow under a scheme (逾期分类下限).

    Args:
        days: past due, counted as the scheme counts: see `days_overdue`.
        scheme: the classes.
        as_of: the day of the facts, on which the scheme must be in force.

    Raises:
        InvalidInputError: no whole number of days, no scheme, or no date.
        PolicyNotInForceError: the day is before the scheme.

    Examples:
        >>> from restructure.policies.china import CN_2023
        >>> [overdue_class(days, scheme=CN_2023, as_of=date(2026, 11, 23)).name for days in (0, 1, 91, 271, 361)]
        ['normal', 'special_mention', 'substandard', 'doubtful', 'loss']
    """
    require_type("scheme", scheme, Scheme, "a Scheme")
    if parsed("as_of", parse_date, as_of) < scheme.since:
        raise PolicyNotInForceError(f"{scheme.code} is in force since {scheme.since}; use the scheme of that day")
    overdue = whole_of("days", days, low=0)
    rank = next(at for at, each in enumerate(scheme.brackets) if each.up_to is None or overdue <= each.up_to)
    found = scheme.brackets[rank]
    return OverdueClass(
        scheme=scheme.code,
        name=found.name,
        rank=rank,
        text=found.text,
        performing=_performing(scheme, overdue),
        reasons=(Reason.of(scheme.code, _COUNTED, {"days": str(overdue)}),),
    )


_COUNTED = Wording("{days} days past due as this scheme counts them", "按本规则计算逾期{days}天")


def _performing(scheme: Scheme, days: int) -> Check | None:
    """Return the check that days are within the last performing bracket, where there is one that is not."""
    limit = [each.up_to for each in scheme.brackets if each.performing][-1]
    if limit is None:
        return None
    return Check.of(
        scheme.code,
        holds=days <= limit,
        actual=str(days),
        limit=str(limit),
        sources=scheme.sources,
        text=scheme.text,
    )


# --- past due amounts that matter ------------------------------------------------------------------------------------


@record()
class Materiality:
    """From which amounts on days past due count towards default (逾期重要性门槛).

    Args:
        code: the rule's name.
        amount: past due above it, major units.
        share: and above this part of the exposure, as a fraction of one.
        days: consecutive days above both, beyond which the debtor is in default.
        sources: where it was found, and how sure that is.
        text: the rule in words; `{days}` is filled in.

    Examples:
        >>> from restructure.policies.eu import EU_RETAIL
        >>> EU_RETAIL.amount, EU_RETAIL.share, EU_RETAIL.days
        (Decimal('100'), Decimal('0.01'), 90)
    """

    code: Text
    amount: Amount
    share: Amount
    days: Count
    sources: Items[Source]
    text: Wording


@value(private=True)
class PastDueTest:
    """An amount past due held against both thresholds (逾期重要性测试).

    Args:
        share: of the exposure, exact.
        material: whether it is above both thresholds.
        not_in_default: whether the days above both still allow that.
    """

    share: Fraction
    material: bool
    not_in_default: Check

    def percent(self, digits: int) -> Decimal:
        """Return the share in percent with so many decimals (0 or more), half up."""
        return rounded(self.share * 100, digits)


def past_due_test(past_due: AmountLike, *, exposure: AmountLike, rule: Materiality, days_above: int) -> PastDueTest:
    """Return whether an amount past due is material, and whether it has been for too long (逾期违约测试).

    Args:
        past_due: everything past due, major units.
        exposure: on-balance exposure to the debtor, major units.
        rule: the thresholds.
        days_above: consecutive days above both thresholds up to today: see `days_above_both`.

    Raises:
        InvalidInputError: bad amounts or days.
        NotApplicableError: no exposure.

    Sources:
        Delegated Regulation (EU) 2018/171; Article 178 of Regulation (EU) No 575/2013.

    Examples:
        >>> from restructure.policies.eu import EU_RETAIL
        >>> test = past_due_test("150", exposure="20000", rule=EU_RETAIL, days_above=0)
        >>> test.percent(2), test.material, test.not_in_default.status, test.not_in_default.indicated
        (Decimal('0.75'), False, 'needs_review', 'pass')
    """
    require_type("rule", rule, Materiality, "a Materiality")
    share, material = _material(amount_of("past_due", past_due), amount_of("exposure", exposure), rule)
    days = whole_of("days_above", days_above, low=0)
    check = Check.of(
        rule.code,
        holds=days <= rule.days,
        actual=str(days),
        limit=str(rule.days),
        sources=rule.sources,
        text=rule.text.filled({"days": str(rule.days)}),
    )
    return PastDueTest(share=share, material=material, not_in_default=check)


def days_above_both(balances: Iterable[tuple[date, AmountLike, AmountLike]], *, rule: Materiality, as_of: date) -> int:
    """Return for how many consecutive days up to a day the amount past due has been above both thresholds (连续天数).

    Args:
        balances: (day, past due, exposure) from that day on, in order of days, major units.
        rule: the thresholds.
        as_of: the last day counted.

    Returns:
        Days from the first above both to `as_of`, both counted; 0 where the last balance is not above both.

    Raises:
        InvalidInputError: bad amounts, or days not in order.
        NotApplicableError: no exposure.

    Sources:
        Delegated Regulation (EU) 2018/171, counting of consecutive days.

    Examples:
        >>> from restructure.policies.eu import EU_RETAIL
        >>> rows = [(date(2026, 1, 1), 50, 9000), (date(2026, 1, 11), 200, 9000)]
        >>> days_above_both(rows, rule=EU_RETAIL, as_of=date(2026, 1, 20))
        10
    """
    require_type("rule", rule, Materiality, "a Materiality")
    today, first, before = parsed("as_of", parse_date, as_of), None, date.min
    for place, (given, past_due, exposure) in enumerate(balances):
        path = f"balances[{place}]"
        day = parsed(path, parse_date, given)
        if day <= before:
            raise InvalidInputError([Fault(path, "is not after the one before it; sort them by day")])
        before = day
        if day <= today:
            _, material = _material(amount_of(path, past_due), amount_of(path, exposure), rule)
            first = (first or day) if material else None
    return 0 if first is None else (today - first).days + 1


def _material(past_due: Fraction, exposure: Fraction, rule: Materiality) -> tuple[Fraction, bool]:
    if not exposure:
        raise NotApplicableError("without an exposure nothing is past due; leave the debtor out", code="NO_EXPOSURE")
    share = past_due / exposure
    return share, past_due > Fraction(rule.amount) and share > Fraction(rule.share)
