"""How an agreement is followed up, as dated data: what counts as overdue, when a plan is permanent, what to signal.

What these settings say about one agreement on one day is worked out where agreements are tracked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from ..basics.errors import Fault
from ..basics.provenance import Dated, Plain, Source, Wording
from ..basics.types import Items, Whole, at_least, at_most, field, record
from ..law.mark import MarkRule, ObservationRule
from ..law.scheme import Bracket, Materiality, Scheme
from .rules import text_faults

__all__ = ["PLAIN_DELINQUENCY", "Behavior", "Delinquency", "TrialRule", "Trigger", "TriggerKind"]

TriggerKind = Literal["missed_in_a_row", "missed_in_all", "income_change", "hardship_end", "review_date"]
"""What asks for a re-assessment: so many installments missed, one after the other or in all; income that differs by
this fraction from the income the plan was made for; the day the hardship was expected to end, or a review was agreed,
has come."""

COUNTED: frozenset[TriggerKind] = frozenset({"missed_in_a_row", "missed_in_all"})
LIMITED: frozenset[TriggerKind] = frozenset({*COUNTED, "income_change"})

FewInstallments = Annotated[Whole, at_least(1), at_most(120)]
FewDays = Annotated[Whole, at_least(0), at_most(366)]


@record()
class TrialRule:
    """How a plan proves itself before it is permanent (试行期).

    Args:
        installments: so many from the first must be paid in full and on time.
        on_time: until the end of the `due_date`, or of its month (`month_end`).
        sources: where it is written.
        text: what it demands, for people; may name `{limit}`.

    Examples:
        >>> rule = TrialRule(3, on_time="month_end", text=Wording("{limit} payments", "{limit}期"))
        >>> rule.installments
        3
    """

    installments: FewInstallments = field(kw_only=False)
    on_time: Literal["due_date", "month_end"] = field(default="due_date")
    sources: Items[Source] = field(default=())
    text: Wording

    def _faults(self) -> Iterator[Fault]:
        yield from text_faults(self.text)


@record()
class Behavior:
    """When the way somebody pays gets better or worse (还款行为变化).

    The days late of the last installments that have fallen due are added up, and held against the same number before
    them.

    Args:
        installments: so many on either side.
        days: the sum must differ by at least so many days.

    Examples:
        >>> Behavior(3, days=10).installments
        3
    """

    installments: FewInstallments = field(kw_only=False)
    days: Annotated[Whole, at_least(1), at_most(3660)]


@record()
class Trigger:
    """What asks for a re-assessment, as data (重新评估触发条件).

    Args:
        kind: see `TriggerKind`.
        limit: from which count or fraction on, by date; the dates of the others say it themselves.
        sources: where it is written.
        text: the same in words, for people; may name `{limit}`.

    Raises:
        InvalidInputError: a limit that the kind lacks or does not use, or that is no count or fraction.

    Examples:
        >>> two = Trigger("missed_in_a_row", limit=Dated([(date(2026, 1, 1), 2)]), text=Wording("two", "连续两期"))
        >>> two.limit.at(date(2026, 11, 23))
        Decimal('2')
    """

    kind: TriggerKind = field(kw_only=False)
    limit: Dated[Plain] | None = field(default=None)
    sources: Items[Source] = field(default=())
    text: Wording

    def _faults(self) -> Iterator[Fault]:
        if (self.limit is not None) != (self.kind in LIMITED):
            yield Fault("limit", f"is required by {', '.join(sorted(LIMITED))}, and belongs to no other kind")
        for _, limit in () if self.limit is None else self.limit.steps:
            if not isinstance(limit, Decimal) or limit <= 0:
                yield Fault("limit", "must be numbers above 0")
            elif self.kind in COUNTED and limit != int(limit):
                yield Fault("limit", "must be whole numbers of installments")
        yield from text_faults(self.text)


@record()
class Delinquency:
    """How one policy follows an agreement up (履约跟踪规则).

    Args:
        buckets: classes by days past due that the lender reports in.
        schemes: by which rules the exposure is classed, each reported under its own name.
        materiality: from which amounts on days past due count towards default; default: all count.
        trial: how the plan proves itself first; default: it is permanent at once.
        observation: how long the exposure is observed as a restructured asset; default: it is not.
        forborne: how long it carries a forborne mark; default: it carries none.
        remind_days: an installment is upcoming so many days before it is due.
        behavior: when the way somebody pays gets better or worse; default: not judged.
        triggers: what asks for a re-assessment, each kind once.

    Raises:
        InvalidInputError: the name of a scheme or a kind of trigger twice.

    Examples:
        >>> PLAIN_DELINQUENCY.remind_days
        7
    """

    buckets: Scheme
    schemes: Items[Scheme] = field(default=())
    materiality: Materiality | None = field(default=None)
    trial: TrialRule | None = field(default=None)
    observation: ObservationRule | None = field(default=None)
    forborne: MarkRule | None = field(default=None)
    remind_days: FewDays = field(default=7)
    behavior: Behavior | None = field(default=None)
    triggers: Items[Trigger] = field(default=())

    def _faults(self) -> Iterator[Fault]:
        kinds = [trigger.kind for trigger in self.triggers]
        reported = [scheme.reported_as for scheme in self.schemes]
        for name, held in (("schemes", reported), ("triggers", kinds)):
            if len(set(held)) != len(held):
                yield Fault(name, "name one thing twice; keep one of them")


_EVER = date(2000, 1, 1)

PLAIN_DELINQUENCY = Delinquency(
    buckets=Scheme(
        code="DAYS_30",
        brackets=[
            Bracket("current", 0, text=Wording("nothing overdue", "无逾期")),
            Bracket("1-29", 29, text=Wording("1 to 29 days", "1至29天")),
            Bracket("30-59", 59, text=Wording("30 to 59 days", "30至59天")),
            Bracket("60-89", 89, text=Wording("60 to 89 days", "60至89天")),
            Bracket("90+", text=Wording("90 days or more", "90天及以上")),
        ],
        since=_EVER,
        sources=[Source(title="customary steps of 30 days; this library's own, no law", level="unverified")],
        text=Wording("days past due in steps of 30", "逾期天数每30天一档"),
    ),
    behavior=Behavior(3, days=10),
    triggers=[
        Trigger(
            "missed_in_a_row",
            limit=Dated([(_EVER, Decimal(2))]),
            text=Wording("{limit} installments missed in a row", "连续{limit}期未按时足额还款"),
        ),
        Trigger(
            "missed_in_all",
            limit=Dated([(_EVER, Decimal(3))]),
            text=Wording("{limit} installments missed in all", "累计{limit}期未按时足额还款"),
        ),
        Trigger(
            "income_change",
            limit=Dated([(_EVER, Decimal("0.2"))]),
            text=Wording("income differs by {limit} or more", "收入变化达到{limit}"),
        ),
        Trigger("hardship_end", text=Wording("the hardship was expected to end", "困难情形预计结束日已到")),
        Trigger("review_date", text=Wording("the agreed day of review has come", "约定的复核日已到")),
    ],
)
"""How an agreement is followed up under a policy that says nothing of it: this library's judgment, no law."""
