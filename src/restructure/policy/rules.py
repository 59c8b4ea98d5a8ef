"""Rules as data: a quantity from a closed vocabulary, a comparator and a dated limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Literal

from ..basics.errors import Fault
from ..basics.provenance import Dated, Plain, PlainField, Source, Wording, names_only
from ..basics.types import Items, Text, field, record
from .share_units import SHARE_SCALE, Share, share_units

__all__ = ["Comparator", "Condition", "Quantity", "RankKey", "Ranking", "Rule", "Target"]

Quantity = Literal[
    "debt_kind",
    "days_past_due",
    "modifications_36m",
    "exceeds_capacity",
    "willing_to_repay",
    "currency",
    "secured",
    "hardship_temporary",
    "contract_rate",
    "total_debt",
    "debt_in_scope",
    "debt_to_monthly_income",
    "unsecured_to_monthly_income",
    "charges_share",
    "loan_age_months",
    "original_term_months",
    "installment_count",
    "installments_per_year",
    "term_months",
    "first_due_days",
    "annual_rate",
    "rate_cut",
    "principal_forgiven_share",
    "peak_balance_share",
    "lender_loss",
    "payment_reduction",
    "debt_service_ratio",
    "housing_ratio",
    "relief_months",
    "extension_months",
    "extension_share",
    "whole_term_months",
    "parked_share",
    "due_at_maturity_share",
    "paid_share",
    "total_paid",
]
"""The closed vocabulary of what rules compare.

Of the application: `debt_kind`; `days_past_due`; `modifications_36m`; `exceeds_capacity` (the contractual payment is
more than the affordable one, or the arrears are more than the cash at hand); `willing_to_repay` (the willingness
check); `currency` (ISO code); `secured` (whether collateral stands behind the debt); `hardship_temporary`;
`contract_rate` (a fraction a year); `total_debt` and `debt_in_scope` (everything owed, major units);
`debt_to_monthly_income` (total debt over the income that counts) and `unsecured_to_monthly_income` (of debts that
nothing stands behind: no collateral, no home, no car); `charges_share` (all interest and fees owed over
principal); `loan_age_months` and `original_term_months` (whole months).

Of an option: `installment_count`; `installments_per_year`; `term_months` (least whole months from signing that reach
the last due date); `first_due_days` (from signing); `annual_rate` (the highest at any time) and `rate_cut` (of the
first rate; fractions a year); `principal_forgiven_share`; `peak_balance_share` (highest balance over the opening one);
`lender_loss` (fraction of present value); `payment_reduction` (1 less the highest installment over the contract's);
`debt_service_ratio` (highest installment and all other debt payments over the income that counts); `housing_ratio`
(highest installment and housing costs over it); `relief_months` (how long less than level installments is paid at the
start); `extension_months` (least whole months by which the last due date is later than the original maturity);
`extension_share` (of the original term); `whole_term_months` (original term and extension); `parked_share` (principal
without interest until maturity); `due_at_maturity_share` (what falls due at the end beyond the installments, over the
principal owed); `paid_share` (everything paid over everything owed) and `total_paid` (major units). The highest
installment leaves out what is named to fall due at maturity.
"""

OF_APPLICATION: frozenset[Quantity] = frozenset(
    {
        "debt_kind",
        "days_past_due",
        "modifications_36m",
        "exceeds_capacity",
        "willing_to_repay",
        "currency",
        "secured",
        "hardship_temporary",
        "contract_rate",
        "total_debt",
        "debt_in_scope",
        "debt_to_monthly_income",
        "unsecured_to_monthly_income",
        "charges_share",
        "loan_age_months",
        "original_term_months",
    }
)
TRUTHS: frozenset[Quantity] = frozenset({"exceeds_capacity", "willing_to_repay", "secured", "hardship_temporary"})
TEXTS: frozenset[Quantity] = frozenset({"debt_kind", "currency"})

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
        dated_by: the day the limit is taken of: the application's, or that of the contract.
        condition: when given, the rule applies only where it holds.
        sources: where it is written; unless all are verified, the rule answers "needs review".
        text: what it demands, for people; may name `{limit}`.
    """

    code: Text
    quantity: Quantity
    comparator: Comparator
    limit: Dated[Plain]
    dated_by: Literal["as_of", "contract_date"] = field(default="as_of")
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
    if not names_only(text, ("limit",)):
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


RankKey = Literal[
    "indicated_fail",
    "due_at_maturity",
    "lender_loss",
    "total_paid",
    "last_due_date",
    "instruments",
    "highest_installment",
    "first_year",
]
"""What plans are ordered by, less first: whether a rule is indicated to fail; what falls due at maturity beyond the
installments; the lender's loss in buckets; everything paid; the last due date; how many instruments are combined; the
highest installment; payments of the first 12 months."""


@record()
class Ranking:
    """In which order fitting options are ranked, first key first; the option id breaks the last tie (排序规则)."""

    keys: Items[RankKey] = field(
        default=("indicated_fail", "due_at_maturity", "lender_loss", "total_paid", "last_due_date", "instruments")
    )
    loss_bucket: Share = field(default=Decimal("0.001"))

    def _faults(self) -> Iterator[Fault]:
        if not self.keys or len(set(self.keys)) != len(self.keys):
            yield Fault("keys", "must name at least one key, each once")
        if self.loss_bucket == 0 or SHARE_SCALE % share_units(self.loss_bucket):
            yield Fault("loss_bucket", "must divide 1, such as 0.001")


@record()
class Target:
    """What a plan is to reach besides being affordable (方案目标), as data.

    Args:
        where: comparisons of an option's quantities with values, all of which must hold; a cut of the installment by
            strictly more than 20% is `payment_reduction > 0.20`, a term held is `extension_months == 0`.
        least: ranked by this first: `lender_loss`, `total_paid`, ...; default: the policy's order.

    Examples:
        >>> cut = Condition(quantity="payment_reduction", comparator=">", value="0.20")
        >>> Target(where=[cut], least="total_paid").least
        'total_paid'
    """

    where: Items[Condition] = field(default=())
    least: RankKey | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        if not self.where and self.least is None:
            yield Fault("where", "is empty and nothing is to be least; leave the target out")
        if any(condition.quantity in OF_APPLICATION for condition in self.where):
            yield Fault("where", "must compare quantities of an option; those of an application are no target")
