"""Rules as data: what a law, a program or a lender demands, one language for policies, waterfalls and trials.

A rule compares a quantity of the one vocabulary, `QUANTITIES`, with a dated limit; it may apply only where conditions
hold. `rule` writes one down on a few lines, in the order in which a lawyer reads it.

>>> from datetime import date
>>> manual = Source(title="credit manual, 4.2", level="verified")
>>> longest = rule(
...     "TERM",
...     "term_months",
...     "<=",
...     60,
...     "ends within {limit} months",
...     "{limit}个月内结清",
...     manual,
...     since=date(2025, 7, 1),
...     when=Condition("debt_kind", "==", "personal_loan"),
... )
>>> longest.limit.at(date(2026, 11, 23)), longest.when[0].value
(Decimal('60'), 'personal_loan')
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from ..basics.errors import Fault, InvalidInputError
from ..basics.money import AmountLike
from ..basics.provenance import PLAIN_SCHEMA, Dated, Plain, Source, Wording, names_only, parse_plain
from ..basics.types import Items, Text, build, converted, field, parse_number, record
from .quantities import QUANTITIES, Quantity, is_of_plan
from .share_units import SHARE_SCALE, ShareField, share_units

__all__ = ["Comparator", "Condition", "RankKey", "Ranking", "Rule", "Target", "rule", "since"]

Comparator = Literal["<", "<=", "==", "!=", ">=", ">"]
COMPARE: dict[Comparator, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, "==": eq, "!=": ne, ">=": ge, ">": gt}


def compares(actual: Plain | Fraction, comparator: Comparator, limit: Plain) -> bool:
    """Return whether a comparison holds, exactly."""
    exact = Fraction(limit) if isinstance(actual, Fraction) and isinstance(limit, Decimal) else limit
    return bool(COMPARE[comparator](actual, exact))


def parse_perhaps_dated(given: object) -> Plain | Dated[Plain]:
    """Return a truth, number or word, or one that changes on known dates."""
    if isinstance(given, Dated):
        return cast("Dated[Plain]", given)
    if not isinstance(given, Mapping):
        return parse_plain(given)
    try:
        return build(Dated[Plain], cast("object", given))
    except InvalidInputError as error:  # its paths begin with the record; the reader knows it by the field's name
        faults = [Fault(fault.path.removeprefix("dated."), fault.message) for fault in error.faults]
    raise InvalidInputError(faults)


_DATED_SCHEMA = {"type": "object", "properties": {"steps": {"type": "array"}}, "required": ["steps"]}

if TYPE_CHECKING:

    class PerhapsDated:
        """A field that takes a truth, a number or a word, alone or by date."""

        def __get__(self, instance: object, owner: object) -> Plain | Dated[Plain]: ...
        def __set__(
            self,
            instance: object,
            value: Plain | int | Dated[Plain],
        ) -> None: ...

else:
    PerhapsDated = Annotated[
        object, *converted(parse_perhaps_dated, {"anyOf": [*PLAIN_SCHEMA["anyOf"], _DATED_SCHEMA]})
    ]


@record()
class Condition:
    """When a rule, a target or a step applies: a quantity compared with a value (适用条件).

    Args:
        quantity: see `QUANTITIES`.
        comparator: <, <=, ==, !=, >= or >.
        value: what it is compared with, always or by date.

    Examples:
        >>> Condition("days_past_due", ">=", 31).value
        Decimal('31')
        >>> from datetime import date
        >>> Condition("days_past_due", ">=", since(date(2024, 11, 1), 31)).at(date(2026, 12, 1))
        Decimal('31')
    """

    quantity: Quantity = field(kw_only=False)
    comparator: Comparator = field(kw_only=False)
    value: PerhapsDated = field(kw_only=False)

    @property
    def values(self) -> Sequence[Plain]:
        """Every value it is ever compared with."""
        held = self.value
        return [step for _, step in held.steps] if isinstance(held, Dated) else [held]

    def at(self, on: date) -> Plain:
        """Return the value in force on a day.

        Raises:
            PolicyNotInForceError: before the first date of a dated value.
        """
        held = self.value
        return held.at(on) if isinstance(held, Dated) else held

    def _faults(self) -> Iterator[Fault]:
        yield from _comparison_faults(self.quantity, self.comparator, self.values, "value")


@record()
class Rule:
    """A limit that an application, an option or a mortgage must keep, as data (规则).

    Args:
        code: stable id.
        quantity: what is compared, see `QUANTITIES`.
        comparator: <, <=, ==, !=, >= or >.
        limit: the dated limit.
        dated_by: the day the limit is taken of: the application's, or that of the contract.
        when: the rule applies only where all of these hold.
        sources: where it is written; unless all are verified, the rule answers "needs review".
        text: what it demands, for people; may name `{limit}`.

    Raises:
        InvalidInputError: every contradiction at once.

    Examples:
        `rule` writes the same with fewer words.

        >>> from datetime import date
        >>> longest = Rule(
        ...     code="TERM",
        ...     quantity="term_months",
        ...     comparator="<=",
        ...     limit=Dated([(date(2020, 1, 1), 48), (date(2025, 7, 1), 60)]),
        ...     sources=[Source(title="credit manual, 4.2", level="verified")],
        ...     text=Wording("ends within {limit} months", "{limit}个月内结清"),
        ... )
        >>> longest.limit.at(date(2026, 11, 23))
        Decimal('60')
    """

    code: Text
    quantity: Quantity
    comparator: Comparator
    limit: Dated[Plain]
    dated_by: Literal["as_of", "contract_date"] = field(default="as_of")
    when: Items[Condition] = field(default=())
    sources: Items[Source]
    text: Wording

    def _faults(self) -> Iterator[Fault]:
        limits = [limit for _, limit in self.limit.steps]
        yield from _comparison_faults(self.quantity, self.comparator, limits, "limit")
        if not self.sources:
            yield Fault("sources", "is empty; say where the rule is written")
        if not is_of_plan(self.quantity):
            yield from before_plan_faults("when", self.when, f"{self.quantity} is known before there is a plan")
        yield from text_faults(self.text)


def rule(
    code: str,
    quantity: str,
    comparator: Comparator,
    limit: Plain | int | Dated[Plain] | Sequence[tuple[date, Plain | int]],
    en: str,
    zh: str,
    *sources: Source,
    since: date | None = None,
    when: Condition | Sequence[Condition] = (),
    dated_by: Literal["as_of", "contract_date"] = "as_of",
) -> Rule:
    """Return a rule written down in one breath (规则的写法): what is compared, with what, and where that is written.

    Args:
        code: stable id.
        quantity: what is compared, see `QUANTITIES`.
        comparator: <, <=, ==, !=, >= or >.
        limit: a number, truth or word in force from `since` on; or (first day in force, limit) pairs in date order.
        en: what it demands, in English; may name `{limit}`.
        zh: the same in Chinese.
        sources: where it is written.
        since: the first day on which a single limit is in force.
        when: the rule applies only where it, or all of them, hold.
        dated_by: the day the limit is taken of: the application's, or that of the contract.

    Raises:
        InvalidInputError: a single limit without its first day, pairs with another one, or what `Rule` refuses.

    Examples:
        >>> from datetime import date
        >>> notice = Source(title="notice of March 2025", level="secondary")
        >>> steps = [(date(2024, 7, 1), 60), (date(2025, 3, 24), 84)]
        >>> rule("LONG", "whole_term_months", "<=", steps, "at most {limit} months", "不超过{limit}个月", notice).code
        'LONG'
    """
    return Rule(
        code=code,
        quantity=quantity,
        comparator=comparator,
        limit=_dated(limit, since),
        dated_by=dated_by,
        when=[when] if isinstance(when, Condition) else when,
        sources=sources,
        text=Wording(en, zh),
    )


def _dated(limit: Plain | int | Dated[Plain] | Sequence[tuple[date, Plain | int]], first: date | None) -> Dated[Plain]:
    if isinstance(limit, (Decimal, bool, str, int)):
        if first is None:
            raise InvalidInputError([Fault("since", "is required by a single limit; or give (first day, limit) pairs")])
        return Dated([(first, cast("Plain", limit))])
    if first is not None:
        raise InvalidInputError([Fault("since", "goes with a single limit; these have their own first days")])
    return limit if isinstance(limit, Dated) else Dated(cast("Sequence[tuple[date, Plain]]", limit))


def since(day: date, number: AmountLike) -> Dated[Decimal]:
    """Return a number in force from a day on (自某日起生效的数值).

    Examples:
        >>> from datetime import date
        >>> since(date(2024, 11, 1), "0.30").at(date(2026, 12, 1))
        Decimal('0.30')
    """
    return Dated([(day, parse_number(number))])


def quantities_of(path: str, rule: Rule) -> list[tuple[str, str]]:
    """Return what a rule and its conditions compare, as (path, name)."""
    return [(f"{path}.quantity", rule.quantity), *conditions_of(f"{path}.when", rule.when)]


def conditions_of(path: str, when: Iterable[Condition]) -> list[tuple[str, str]]:
    """Return what conditions compare, as (path, name)."""
    return [(f"{path}[{place}].quantity", condition.quantity) for place, condition in enumerate(when)]


def text_faults(text: Wording) -> Iterator[Fault]:
    """Yield a fault for a sentence that names anything but its limit."""
    if not names_only(text, ("limit",)):
        yield Fault("text", "may name {limit} in braces and nothing else")


def before_plan_faults(path: str, when: Iterable[Condition], why: str) -> Iterator[Fault]:
    """Yield a fault where a condition is of a plan and must not be."""
    if any(is_of_plan(condition.quantity) for condition in when):
        yield Fault(path, f"must not be of a plan: {why}")


def _comparison_faults(quantity: str, comparator: Comparator, limits: Sequence[Plain], path: str) -> Iterator[Fault]:
    kind = {"truth": bool, "text": str}.get(QUANTITIES[quantity].kind, Decimal)
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
    """In which order fitting options are ranked, first key first; the option id breaks the last tie (排序规则).

    Examples:
        >>> Ranking(keys=["total_paid", "last_due_date"]).loss_bucket
        Decimal('0.001')
    """

    keys: Items[RankKey] = field(
        default=("indicated_fail", "due_at_maturity", "lender_loss", "total_paid", "last_due_date", "instruments")
    )
    loss_bucket: ShareField = field(default=Decimal("0.001"))

    def _faults(self) -> Iterator[Fault]:
        if not self.keys or len(set(self.keys)) != len(self.keys):
            yield Fault("keys", "must name at least one key, each once")
        if self.loss_bucket == 0 or SHARE_SCALE % share_units(self.loss_bucket):
            yield Fault("loss_bucket", "must divide 1, such as 0.001")


@record()
class Target:
    """What a plan is to reach besides being affordable, or where the steps of a waterfall stop (方案目标), as data.

    Args:
        where: comparisons of a plan's quantities with values, all of which must hold; a cut of the installment by
            strictly more than 20% is `payment_reduction > 0.20`, a term held is `extension_months == 0`.
        least: options are ranked by this first: `lender_loss`, `total_paid`, ...; default: the policy's order.
        when: the target counts only where all of these hold.
        sources: where it is written; a target of a waterfall has one.

    Examples:
        >>> Target(where=[Condition("payment_reduction", ">", "0.20")], least="total_paid").least
        'total_paid'
    """

    where: Items[Condition] = field(default=())
    least: RankKey | None = field(default=None)
    when: Items[Condition] = field(default=())
    sources: Items[Source] = field(default=())

    def _faults(self) -> Iterator[Fault]:
        if not self.where and self.least is None:
            yield Fault("where", "is empty and nothing is to be least; leave the target out")
        if not all(is_of_plan(condition.quantity) for condition in self.where):
            yield Fault("where", "must compare quantities of a plan; those known before it are no target")
        yield from before_plan_faults("when", self.when, "the target decides which plan it is")
