"""Waterfalls as data: steps in their order, targets to reach, limits to keep, each dated and sourced.

A program of modification is data of a policy, like its levers; the room `waterfall` takes the steps. Targets, limits
and conditions are those of every policy: `Target`, `Rule` and `Condition`, here about a mortgage. The vocabularies are
closed: a bank writes another waterfall without code; another kind of step is code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, NamedTuple

from ..basics.errors import Fault
from ..basics.money import Rounding
from ..basics.provenance import Dated, Source, Wording
from ..basics.types import Items, OptionalDate, Text, content_hash, field, record
from ..contract.phases import MAX_INSTALLMENTS, InstallmentCount
from .quantities import QUANTITIES, room_faults
from .rules import Comparator, Condition, Rule, Target, before_plan_faults, conditions_of
from .share_units import OptionalShare

__all__ = [
    "Cap",
    "CapKind",
    "MarketRate",
    "Step",
    "StepKind",
    "StepUp",
    "StopRule",
    "Waterfall",
]

StepKind = Literal[
    "capitalize",
    "defer_arrears",
    "set_rate",
    "reduce_rate",
    "set_term",
    "extend_term",
    "forbear",
    "forgive",
    "supplement",
]
"""What a step does. `reduce_rate` and `extend_term` seek the target and do no more than it takes; so do `forbear` and
`forgive` with the extent `to_target`. The others are taken whether the target is met or not.

- `capitalize`: arrears, advances and principal deferred before join the balance.
- `defer_arrears`: arrears and advances become due at maturity without interest (partial claim), within the caps.
- `set_rate`: the rate becomes the market rate, or the lower or the higher of it and the contract rate.
- `reduce_rate`: the rate falls in steps to a floor, or to the market rate; a last step lands on it exactly.
- `set_term`: so many months from the modification.
- `extend_term`: one month at a time, to at most so many months from the modification.
- `forbear`: principal becomes due at maturity without interest, within the caps.
- `forgive`: principal is waived, within the caps.
- `supplement`: part of each installment of the first months is paid by a claim due at maturity without interest.
"""

CapKind = Literal["share_of_balance", "share_of_principal", "loan_to_value"]
"""What a cap lets stop bearing interest, all steps together: a share of the balance with arrears; a share of the
principal before them, less earlier claims; or what brings the balance down to a share of the property's value."""

StopRule = Literal["first_at_target", "last_not_past_target"]
"""Where small steps stop: at the first state that meets the target, or at the last that does not pass below it."""

Numbers = Dated[Decimal]


@record()
class MarketRate:
    """A posted rate, rounded and with a margin (市场利率).

    Args:
        margin: added after rounding, a fraction a year, by date; may be negative.
        multiple: the posted rate is rounded to the nearest multiple of this, half up; default: taken as posted.

    Examples:
        >>> from restructure.policy import since
        >>> MarketRate(margin=since(date(2025, 10, 1), "0.0025"), multiple="0.00125").multiple
        Decimal('0.00125')
    """

    margin: Numbers
    multiple: OptionalShare = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        yield from _numbers("margin", self.margin, Decimal(-1), Decimal(1))
        if self.multiple == 0:
            yield Fault("multiple", "is zero; leave it out to take the rate as posted")


@record()
class Cap:
    """The most that a step lets stop bearing interest (不计息部分上限); see `CapKind`.

    Examples:
        >>> from restructure.policy import since
        >>> Cap("share_of_balance", since(date(2024, 11, 1), "0.30")).kind
        'share_of_balance'
    """

    kind: CapKind = field(kw_only=False)
    limit: Numbers = field(kw_only=False)

    def _faults(self) -> Iterator[Fault]:
        highest = Decimal(10) if self.kind == "loan_to_value" else Decimal("0.99")
        yield from _numbers("limit", self.limit, Decimal("0.01"), highest)


class _Fields(NamedTuple):
    needed: tuple[str, ...]
    allowed: tuple[str, ...] = ()


_FIELDS: Mapping[StepKind, _Fields] = {
    "capitalize": _Fields(()),
    "defer_arrears": _Fields(("caps",)),
    "set_rate": _Fields(("choose", "market")),
    "reduce_rate": _Fields(("by",), ("floor", "market")),
    "set_term": _Fields(("months",)),
    "extend_term": _Fields(("months",), ("added_months",)),
    "forbear": _Fields(("caps", "extent")),
    "forgive": _Fields(("caps", "extent")),
    "supplement": _Fields(("caps", "months", "share")),
}
_OPTIONAL = ("choose", "market", "by", "floor", "months", "added_months", "caps", "extent", "share")


@record()
class Step:
    """One step of a waterfall, as data (瀑布步骤).

    Args:
        code: stable id.
        kind: see `StepKind`; it decides which of the fields below are needed.
        when: the step is taken only where all of these hold; of the mortgage as it stands before.
        choose: what `set_rate` takes: the market rate, or the lower or higher of it and the contract rate.
        market: the posted rate for `set_rate`, or the floor of `reduce_rate`.
        by: one step of `reduce_rate`, a fraction a year.
        floor: the lowest rate of `reduce_rate`, a fraction a year; either this or `market`.
        months: of `set_term`; the most of `extend_term`, counted from the modification; how long a `supplement` lasts.
        added_months: the most that `extend_term` adds to the remaining term.
        caps: on what stops bearing interest.
        combine: whether the least or the greatest of the caps binds.
        extent: whether `forbear` and `forgive` go no further than the target (`to_target`) or to the caps (`to_caps`).
        share: the most a `supplement` takes off the installment, a fraction of it.
        sources: where the step is written.
        text: what it does, for people.

    Raises:
        InvalidInputError: a field that its kind needs is missing, or one that it does not know is given.

    Examples:
        >>> from restructure.policy import since
        >>> term = Step(
        ...     code="TERM",
        ...     kind="extend_term",
        ...     months=since(date(2024, 11, 1), 480),
        ...     sources=[Source(title="own program", level="verified")],
        ...     text=Wording("the term grows to at most 480 months", "期限最长480个月"),
        ... )
        >>> term.seeks
        True
    """

    code: Text
    kind: StepKind
    when: Items[Condition] = field(default=())
    choose: Literal["market", "lower", "higher"] | None = field(default=None)
    market: MarketRate | None = field(default=None)
    by: Numbers | None = field(default=None)
    floor: Numbers | None = field(default=None)
    months: Numbers | None = field(default=None)
    added_months: Numbers | None = field(default=None)
    caps: Items[Cap] = field(default=())
    combine: Literal["least", "greatest"] = field(default="least")
    extent: Literal["to_target", "to_caps"] | None = field(default=None)
    share: Numbers | None = field(default=None)
    sources: Items[Source]
    text: Wording

    @property
    def seeks(self) -> bool:
        """Whether the step does no more than the target takes."""
        return self.kind in ("reduce_rate", "extend_term") or self.extent == "to_target"

    def _faults(self) -> Iterator[Fault]:
        needed, allowed = _FIELDS[self.kind]
        for name in _OPTIONAL:
            given = getattr(self, name) not in (None, ())
            if given and name not in (*needed, *allowed):
                yield Fault(name, f"does not belong to {self.kind}; leave it out")
            if not given and name in needed:
                yield Fault(name, f"is required by {self.kind}")
        if self.kind == "reduce_rate" and (self.floor is None) == (self.market is None):
            yield Fault("floor", "or market must be given, and not both")
        if len({cap.kind for cap in self.caps}) != len(self.caps):
            yield Fault("caps", "have a kind twice; give each once")
        yield from _sourced(self.sources)
        yield from when_faults("when", self.when)
        yield from _numbers("by", self.by, Decimal("0.0001"), Decimal(1))
        yield from _numbers("floor", self.floor, Decimal(0), Decimal(1))
        yield from _numbers("share", self.share, Decimal("0.000001"), Decimal("0.99"))
        for name in ("months", "added_months"):
            yield from _whole(name, getattr(self, name), 1 if name == "months" else 0)


@record()
class StepUp:
    """How a reduced rate rises again after some years (利率阶梯回升).

    Args:
        after_months, every_months: when it first rises, and how often after that.
        by: by how much each time, a fraction a year.
        cap: the market rate it rises to; a rate at or above it does not rise.
        sources: where it is written.

    Examples:
        >>> from restructure.policy import since
        >>> day, source = date(2009, 4, 6), Source(title="own program", level="verified")
        >>> cap = MarketRate(margin=since(day, 0))
        >>> StepUp(after_months=60, every_months=12, by=since(day, "0.01"), cap=cap, sources=[source]).after_months
        60
    """

    after_months: InstallmentCount
    every_months: InstallmentCount
    by: Numbers
    cap: MarketRate
    sources: Items[Source]

    def _faults(self) -> Iterator[Fault]:
        yield from _numbers("by", self.by, Decimal("0.0001"), Decimal(1))
        yield from _sourced(self.sources)


@record()
class Waterfall:
    """A modification program as data: steps taken in order until the payment meets its target (贷款修改瀑布).

    Args:
        name: short id.
        version: of this data.
        title: for people.
        first_day, last_day: days the program is open; the last one may be absent.
        targets: all that count must be met, none where no step seeks one: each a cut of the installment before
            (`payment_reduction`, > or >=) or the home's share of gross income (`housing_ratio`, < or <=). A cut of more
            than 20% is not met by 20% exactly.
        stop: see `StopRule`.
        steps: in order; the first says what becomes of arrears: `capitalize` or `defer_arrears`.
        limits: rules on the mortgage and on the outcome.
        step_up: how a reduced rate rises again.
        installment_rounding: how installments become whole minor units.
        sources: where the program is written.

    Raises:
        InvalidInputError: every contradiction at once.
    """

    name: Text
    version: Text
    title: Wording
    first_day: OptionalDate = field(default=None)
    last_day: OptionalDate = field(default=None)
    targets: Items[Target] = field(default=())
    stop: StopRule = field(default="first_at_target")
    steps: Items[Step]
    limits: Items[Rule] = field(default=())
    step_up: StepUp | None = field(default=None)
    installment_rounding: Rounding = field(default="half_up")
    sources: Items[Source]

    def _faults(self) -> Iterator[Fault]:
        kinds = [step.kind for step in self.steps]
        arrears = [place for place, kind in enumerate(kinds) if kind in ("capitalize", "defer_arrears")]
        if arrears != [0]:
            yield Fault("steps", "must begin with capitalize or defer_arrears, and have only one of them")
        elif self.steps[0].when:
            yield Fault("steps[0].when", "must be empty: arrears never stay where they are")
        if kinds.count("supplement") > 1 or "supplement" in kinds[:-1]:
            yield Fault("steps", "must have at most one supplement, as the last step")
        if not self.targets and any(step.seeks for step in self.steps):
            yield Fault("targets", "is empty, and a step seeks one; add it")
        codes = [*(step.code for step in self.steps), *(limit.code for limit in self.limits)]
        if len(set(codes)) != len(codes):
            yield Fault("steps", "or limits have a code twice; give each its own")
        for place, target in enumerate(self.targets):
            yield from _target_faults(f"targets[{place}]", target)
        yield from limit_faults(self.limits)
        yield from _sourced(self.sources)

    def __hash__(self) -> int:
        return hash(self.hash)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the waterfall's canonical JSON."""
        return content_hash(self)

    @property
    def all_sources(self) -> tuple[Source, ...]:
        """Every source of its steps and targets, each once."""
        rising = () if self.step_up is None else self.step_up.sources
        groups = [*(step.sources for step in self.steps), *(target.sources for target in self.targets), rising]
        return tuple({source: None for group in groups for source in group})

    def is_open(self, on: date) -> bool:
        """Return whether the program is open on a day."""
        return (self.first_day is None or self.first_day <= on) and (self.last_day is None or on <= self.last_day)


def when_faults(path: str, when: Items[Condition]) -> Iterator[Fault]:
    """Yield a fault for conditions on anything but a mortgage as it stands."""
    yield from room_faults("waterfall", conditions_of(path, when))
    yield from before_plan_faults(path, when, "a step is taken, and a limit counts, by the mortgage as it stands")


def limit_faults(limits: Items[Rule]) -> Iterator[Fault]:
    """Yield a fault for limits that no mortgage can be held against."""
    for place, limit in enumerate(limits):
        path = f"limits[{place}]"
        yield from room_faults("waterfall", [(f"{path}.quantity", limit.quantity)])
        yield from when_faults(f"{path}.when", limit.when)
        if QUANTITIES[limit.quantity].kind != "truth":
            yield from _numbers(f"{path}.limit", limit.limit, Decimal(-1), Decimal(100_000))
        if limit.dated_by != "as_of":
            yield Fault(f"{path}.dated_by", "must be as_of: a waterfall knows no contract date")


_SOUGHT: Mapping[str, tuple[Comparator, Comparator]] = {"payment_reduction": (">", ">="), "housing_ratio": ("<", "<=")}


def _target_faults(path: str, target: Target) -> Iterator[Fault]:
    if not target.where or target.least is not None:
        yield Fault(path, "must say where steps stop, and name nothing to be least: steps are taken in their order")
    for place, condition in enumerate(target.where):
        sought = _SOUGHT.get(condition.quantity)
        if sought is None:
            yield Fault(f"{path}.where[{place}].quantity", f"must be {' or '.join(_SOUGHT)}")
        elif condition.comparator not in sought:
            fault = f"must be {' or '.join(sought)} for {condition.quantity}"
            yield Fault(f"{path}.where[{place}].comparator", fault)
        yield from _range_faults(f"{path}.where[{place}].value", condition.values, Decimal(0), Decimal(1))
    yield from when_faults(f"{path}.when", target.when)
    yield from (fault.below(path) for fault in _sourced(target.sources))


def _sourced(sources: Items[Source]) -> Iterator[Fault]:
    if not sources:
        yield Fault("sources", "is empty; say where it is written")


def _numbers(path: str, dated: Dated[Any] | None, least: Decimal, most: Decimal) -> Iterator[Fault]:
    yield from _range_faults(path, [] if dated is None else [number for _, number in dated.steps], least, most)


def _range_faults(path: str, held: Sequence[object], least: Decimal, most: Decimal) -> Iterator[Fault]:
    if any(isinstance(number, bool) or not isinstance(number, Decimal) for number in held):
        yield Fault(path, "must be numbers")
    elif any(not least <= number <= most for number in held if isinstance(number, Decimal)):
        yield Fault(path, f"must be from {least} to {most}")


def _whole(path: str, dated: Numbers | None, least: int) -> Iterator[Fault]:
    faults = list(_numbers(path, dated, Decimal(least), Decimal(MAX_INSTALLMENTS)))
    yield from faults
    if dated is not None and not faults and any(number != int(number) for _, number in dated.steps):
        yield Fault(path, "must be whole months")
