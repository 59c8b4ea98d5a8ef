"""Classes that days past due force upon an exposure, whatever else is known about it: floors, not verdicts.

A scheme is data: brackets of days with a class each. Days are counted as the scheme counts them: most call the due
date day zero, India's regulator calls it day one. Whether the exposure may still be classed as performing is a check
with three answers. Qualitative signs of trouble can only make a class worse; they are not judged here.

>>> found = overdue_class(91, scheme=CN_2023, as_of=date(2026, 11, 23))
>>> found.name, found.performing.status, found.performing.indicated
('substandard', 'needs_review', 'fail')
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
from ..basics.provenance import Check, Reason, Source, SourceLevel, Wording
from ..basics.types import Count, Date, Flag, Items, Text, field, parse_date, record, value, whole_of

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
    """Classes by days past due, of one rule (按逾期天数分类的规则).

    Args:
        code: the rule's name.
        brackets: from the mildest; each holds from the day after the one before it, the last without limit.
        due_date_counts: whether the unpaid due date is day one; else it is day zero.
        since: the first day the rule is in force, as far as known.
        sources: where it was found, and how sure that is.
        text: the rule in words.

    Raises:
        InvalidInputError: brackets out of order, a last one with a limit, or performing classes that are
            not the first.

    Examples:
        >>> [each.name for each in IN_SMA.brackets]
        ['standard', 'SMA-0', 'SMA-1', 'SMA-2', 'NPA']
    """

    code: Text
    brackets: Items[Bracket]
    due_date_counts: Flag = field(default=False)
    since: Date
    sources: Items[Source]
    text: Wording

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
        >>> [days_overdue(date(2026, 3, 31), scheme=each, as_of=date(2026, 6, 29)) for each in (CN_2023, IN_SMA)]
        [90, 91]
    """
    require_type("scheme", scheme, Scheme, "a Scheme, such as CN_2023")
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
        >>> [overdue_class(days, scheme=CN_2023, as_of=date(2026, 11, 23)).name for days in (0, 1, 91, 271, 361)]
        ['normal', 'special_mention', 'substandard', 'doubtful', 'loss']
    """
    require_type("scheme", scheme, Scheme, "a Scheme, such as CN_2023")
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
        >>> test = past_due_test("150", exposure="20000", rule=EU_RETAIL, days_above=0)
        >>> test.percent(2), test.material, test.not_in_default.status, test.not_in_default.indicated
        (Decimal('0.75'), False, 'needs_review', 'pass')
    """
    require_type("rule", rule, Materiality, "a Materiality, such as EU_RETAIL")
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
        >>> rows = [(date(2026, 1, 1), 50, 9000), (date(2026, 1, 11), 200, 9000)]
        >>> days_above_both(rows, rule=EU_RETAIL, as_of=date(2026, 1, 20))
        10
    """
    require_type("rule", rule, Materiality, "a Materiality, such as EU_RETAIL")
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


# --- the schemes -----------------------------------------------------------------------------------------------------

_LOOKED = date(2026, 11, 23)


def _source(title: str, level: SourceLevel) -> Source:
    return Source(title=title, level=level, checked_on=_LOOKED)


CN_2023 = Scheme(
    code="CN_2023",
    brackets=[
        Bracket("normal", 0, text=Wording("normal", "正常类")),
        Bracket("special_mention", 90, text=Wording("special mention", "关注类")),
        Bracket("substandard", 270, performing=False, text=Wording("substandard", "次级类")),
        Bracket("doubtful", 360, performing=False, text=Wording("doubtful", "可疑类")),
        Bracket("loss", performing=False, text=Wording("loss", "损失类")),
    ],
    since=date(2023, 7, 1),
    sources=[_source("商业银行金融资产风险分类办法 (CBIRC and PBOC Order 2023 No. 1), Articles 9-13", "secondary")],
    text=Wording("overdue by more than 90 days is at least substandard", "逾期超过90天至少归为次级类"),
)
"""China's five classes; a technical delay of a few days may be left out by a person."""

IN_SMA = Scheme(
    code="IN_SMA",
    brackets=[
        Bracket("standard", 0, text=Wording("standard", "正常")),
        Bracket("SMA-0", 30, text=Wording("special mention account 0", "特别关注账户0档")),
        Bracket("SMA-1", 60, text=Wording("special mention account 1", "特别关注账户1档")),
        Bracket("SMA-2", 90, text=Wording("special mention account 2", "特别关注账户2档")),
        Bracket("NPA", performing=False, text=Wording("non-performing asset", "不良资产")),
    ],
    due_date_counts=True,
    since=date(2019, 6, 7),
    sources=[
        _source("RBI, Prudential Framework for Resolution of Stressed Assets, 7 June 2019", "secondary"),
        _source("RBI clarification of 12 November 2021: overdue from the end of the due date on", "secondary"),
    ],
    text=Wording("overdue for more than 90 days is a non-performing asset", "逾期超过90天为不良资产"),
)
"""India: unpaid on 31 March is day one of that evening, SMA-1 on 30 April and an NPA on 29 June."""

NPE_90 = Scheme(
    code="NPE_90",
    brackets=[
        Bracket("performing", 90, text=Wording("performing", "正常")),
        Bracket("non_performing", performing=False, text=Wording("non-performing", "不良")),
    ],
    since=date(2017, 4, 4),
    sources=[_source("Basel Committee d403 (2017); Article 178 of Regulation (EU) No 575/2013", "unverified")],
    text=Wording("material amounts more than 90 days past due are non-performing", "重大金额逾期超过90天为不良"),
)
"""Basel and the European Union; which amounts are material: see `past_due_test`."""

US_BUCKETS = Scheme(
    code="US_BUCKETS",
    brackets=[
        Bracket("current", 29, text=Wording("less than 30 days", "不足30天")),
        Bracket("30", 59, text=Wording("30 to 59 days", "30至59天")),
        Bracket("60", 89, text=Wording("60 to 89 days", "60至89天")),
        Bracket("90", text=Wording("90 days or more", "90天及以上")),
    ],
    since=date(2000, 6, 12),
    sources=[_source("customary buckets; FFIEC counts from the contractual due date, 65 FR 36903", "unverified")],
    text=Wording("days past due in steps of 30", "逾期天数每30天一档"),
)
"""How servicers in the United States report; no rule parts performing from non-performing by it."""

KR_PROGRAM = Scheme(
    code="KR_PROGRAM",
    brackets=[
        Bracket("fast_track", 30, text=Wording("fast-track adjustment", "快速债务调整")),
        Bracket("pre_workout", 89, text=Wording("pre-workout", "事前债务调整")),
        Bracket("individual_workout", text=Wording("individual workout", "个人债务调整")),
    ],
    since=date(2019, 9, 23),
    sources=[_source("신용회복위원회 (Credit Counseling and Recovery Service), program pages", "secondary")],
    text=Wording("the program open after so many days overdue", "按逾期天数适用的债务调整方案"),
)
"""Korea: a route and not a class; fast track without arrears asks for the risk of them."""

_EU_2018 = [_source("Delegated Regulation (EU) 2018/171, Articles 1 and 2", "unverified")]
_EU_TEXT = Wording(
    "past due above both thresholds for more than {days} consecutive days is default",
    "逾期金额连续超过{days}天高于两项门槛即为违约",
)
EU_RETAIL = Materiality(
    code="EU_RETAIL", amount=Decimal(100), share=Decimal("0.01"), days=90, sources=_EU_2018, text=_EU_TEXT
)
EU_OTHER = Materiality(
    code="EU_OTHER", amount=Decimal(500), share=Decimal("0.01"), days=90, sources=_EU_2018, text=_EU_TEXT
)
"""Euro, at the highest thresholds the regulation allows; a supervisor may set lower ones."""
