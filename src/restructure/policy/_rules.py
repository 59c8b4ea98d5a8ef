"""Rules as data: a quantity from a closed vocabulary, a comparator and a dated limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Literal

from .._types import Items, Text, field, record
from ..errors import Fault
from ..provenance import Dated, Plain, PlainField, Source, Wording
from ._shares import SHARE_SCALE, Share, share_units

Quantity = Literal[
    "debt_kind",
    "days_past_due",
    "modifications_36m",
    "exceeds_capacity",
    "willing_to_repay",
    "installment_count",
    "installments_per_year",
    "term_months",
    "first_due_days",
    "annual_rate",
    "rate_cut",
    "principal_forgiven_share",
    "peak_balance_share",
    "lender_loss",
]
"""The closed vocabulary of what rules compare.

Of the application: `debt_kind`; `days_past_due`; `modifications_36m`; `exceeds_capacity` (the contractual payment is
more than the affordable one, or the arrears are more than the cash at hand); `willing_to_repay` (the willingness
check). Of an option: `installment_count`; `installments_per_year`; `term_months` (least whole months from signing
that reach the last due date); `first_due_days` (from signing); `annual_rate` and `rate_cut` (fractions a year);
`principal_forgiven_share`; `peak_balance_share` (highest balance over the opening one); `lender_loss` (fraction of
present value).
"""

OF_APPLICATION: frozenset[Quantity] = frozenset(
    {"debt_kind", "days_past_due", "modifications_36m", "exceeds_capacity", "willing_to_repay"}
)
TRUTHS: frozenset[Quantity] = frozenset({"exceeds_capacity", "willing_to_repay"})
TEXTS: frozenset[Quantity] = frozenset({"debt_kind"})

Comparator = Literal["<", "<=", "==", "!=", ">=", ">"]
COMPARE: dict[Comparator, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, "==": eq, "!=": ne, ">=": ge, ">": gt}


@record()
class Condition:
    """When a rule applies: a quantity compared with a value."""

    quantity: Quantity
    comparator: Comparator
    value: PlainField

    def _faults(self) -> Iterator[Fault]:
        yield from _comparison_faults(self.quantity, self.comparator, [self.value], "value")


@record()
class Rule:
    """A limit on applications or options, as data (规则).

    Args:
        code: stable id.
        quantity: what is compared, from the closed vocabulary `Quantity`.
        comparator: <, <=, ==, !=, >= or >.
        limit: the dated limit.
        condition: when given, the rule applies only where it holds.
        sources: where it is written; unless all are verified, the rule answers "needs review".
        text: what it demands, for people; may name `{limit}`.
    """

    code: Text
    quantity: Quantity
    comparator: Comparator
    limit: Dated[Plain]
    condition: Condition | None = field(default=None)
    sources: Items[Source]
    text: Wording

    def _faults(self) -> Iterator[Fault]:
        limits = [limit for _, limit in self.limit.steps]
        yield from _comparison_faults(self.quantity, self.comparator, limits, "limit")
        if not self.sources:
            yield Fault("sources", "is empty; say where the rule is written")
        if self.quantity in OF_APPLICATION and self.condition and self.condition.quantity not in OF_APPLICATION:
            yield Fault("condition", "of a rule on the application must be on the application too")
        yield from text_faults(self.text)


def text_faults(text: Wording) -> Iterator[Fault]:
    """Yield a fault for a sentence that names anything but its limit."""
    try:
        text.filled({"limit": "1"})
    except (LookupError, ValueError, AttributeError, TypeError):
        yield Fault("text", "may name {limit} in braces and nothing else")


def _comparison_faults(
    quantity: Quantity, comparator: Comparator, limits: Sequence[Plain], path: str
) -> Iterator[Fault]:
    kind: type[object] = bool if quantity in TRUTHS else str if quantity in TEXTS else Decimal
    word = {bool: "true or false", str: "a word", Decimal: "a number"}[kind]
    if any(not isinstance(limit, kind) for limit in limits):
        yield Fault(path, f"of {quantity} must be {word}")
    if kind is not Decimal and comparator not in ("==", "!="):
        yield Fault("comparator", f"of {quantity} must be == or !=")


RankKey = Literal["indicated_fail", "lender_loss", "total_paid", "last_due_date", "instruments"]


@record()
class Ranking:
    """In which order fitting options are ranked, first key first; the option id breaks the last tie (排序规则)."""

    keys: Items[RankKey] = field(
        default=("indicated_fail", "lender_loss", "total_paid", "last_due_date", "instruments")
    )
    loss_bucket: Share = field(default=Decimal("0.001"))

    def _faults(self) -> Iterator[Fault]:
        if not self.keys or len(set(self.keys)) != len(self.keys):
            yield Fault("keys", "must name at least one key, each once")
        if self.loss_bucket == 0 or SHARE_SCALE % share_units(self.loss_bucket):
            yield Fault("loss_bucket", "must divide 1, such as 0.001")
