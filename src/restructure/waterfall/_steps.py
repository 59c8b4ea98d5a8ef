"""The steps of a waterfall: each takes a loan's state and returns the next one, by whole minor units.

A step function is `(run, step, state) -> Taken`. Caps are rounded down, so that no step exceeds them by a cent; the
balance that meets the target is the largest whose exact installment is not above it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from math import ceil, floor, gcd
from typing import NamedTuple

from ..basics.exact import Accrual, div_round, level_fraction, level_payment
from ..basics.money import Rounding
from ..basics.provenance import Dated
from ..basics.rates import RATE_DIGITS, RATE_SCALE, rate_of_units
from ..basics.types import whole_units
from ..policy import Cap, Condition, MarketRate, Step, StepKind, Waterfall
from ._conditions import targets_of
from ._state import State
from .facts import MortgageFacts

MONTHS_A_YEAR = 12


class Taken(NamedTuple):
    """A step taken: the state after it, whether the target stops the search, each bound, and the one that bound."""

    state: State
    done: bool
    bounds: Mapping[str, Decimal]
    bound_by: str | None


class Run(NamedTuple):
    """What all steps of one run share: `goal` is the largest payment that meets the targets, minor units."""

    facts: MortgageFacts
    waterfall: Waterfall
    on: date
    goal: int | None

    @property
    def opening(self) -> int:
        """What would bear interest with all arrears capitalized, minor units."""
        kept = self.facts.minor("deferred_principal") if self.waterfall.steps[0].kind == "defer_arrears" else 0
        return self.facts.gross - kept

    def at(self, dated: Dated[Decimal] | None) -> Decimal:
        """Return a number in force on the day of the run."""
        if dated is None:
            raise AssertionError("a step has the fields its kind needs")
        return dated.at(self.on)

    def met(self, state: State) -> bool:
        """Return whether the payment meets the targets; with none there is nothing to seek."""
        return self.goal is None or state.payment <= self.goal

    def leveled(self, state: State) -> State:
        """Return the state with the installment that its balance, rate and months need."""
        rounding = self.waterfall.installment_rounding
        return state._replace(installment=installment(state.balance, state.rate, state.months, rounding))


def run_of(facts: MortgageFacts, waterfall: Waterfall, on: date) -> Run:
    """Return what a run works on, its targets made one payment."""
    sought = [condition for target in targets_of(facts, waterfall, on) for condition in target.where]
    if not sought:
        return Run(facts, waterfall, on, None)
    exact = [(_exact_goal(facts, condition, on), condition.comparator in (">", "<")) for condition in sought]
    if waterfall.stop == "last_not_past_target":
        return Run(facts, waterfall, on, ceil(min(goal for goal, _ in exact)))
    return Run(facts, waterfall, on, min(ceil(goal) - 1 if strict else floor(goal) for goal, strict in exact))


def _exact_goal(facts: MortgageFacts, sought: Condition, on: date) -> Fraction:
    share = Fraction(sought.at(on))
    if sought.quantity == "payment_reduction":
        return (1 - share) * facts.minor("payment")
    return share * facts.minor("gross_income") - facts.minor("housing_costs")


def accrual(rate: int, months: int) -> Accrual:
    """Return equal months at an annual rate in ten-billionths."""
    den = MONTHS_A_YEAR * RATE_SCALE
    shared = gcd(rate, den)
    return Accrual((rate // shared,) * months, den // shared, uniform=True)


def installment(balance: int, rate: int, months: int, rounding: Rounding) -> int:
    """Return the level installment of a balance over equal months, minor units."""
    return level_payment(balance, accrual(rate, months), rounding=rounding, unit=1)


def market_units(run: Run, market: MarketRate) -> int:
    """Return the program's market rate in ten-billionths a year."""
    posted = run.facts.market_rate
    if posted is None:
        raise AssertionError("facts are asked for before a run")
    units = posted.units
    if market.multiple is not None:
        multiple = rate_units(market.multiple)
        units = div_round(units, multiple, "half_up") * multiple
    return max(units + rate_units(run.at(market.margin)), 0)


def rate_units(fraction: Decimal) -> int:
    """Return a rate in ten-billionths a year."""
    return whole_units(fraction, RATE_DIGITS)[0]


# --- arrears ---


def _capitalize(run: Run, _: Step, state: State) -> Taken:
    return _fixed(run, state._replace(balance=run.facts.gross, deferred=0), {}, None)


def _defer_arrears(run: Run, step: Step, state: State) -> Taken:
    whole = state._replace(balance=run.opening)
    arrears = run.facts.minor("overdue_principal") + run.facts.minor("interest") + run.facts.advances
    bounds = _room(run, step, whole)
    name, amount = _tightest(step, bounds)
    bounds["arrears"] = arrears
    name, amount = ("arrears", arrears) if arrears <= amount else (name, amount)
    taken = whole._replace(balance=whole.balance - amount, deferred=whole.deferred + amount)
    return _fixed(run, taken, _amounts(run, bounds), name)


# --- rate and term ---


def _set_rate(run: Run, step: Step, state: State) -> Taken:
    if step.market is None:
        raise AssertionError("a step has the fields its kind needs")
    market = market_units(run, step.market)
    chosen = {"market": market, "lower": min(market, state.rate), "higher": max(market, state.rate)}
    rate = chosen[step.choose or "market"]
    bounds = {"market": rate_of_units(market).annual}
    return _fixed(run, state._replace(rate=rate), bounds, "market" if rate == market else None)


def _reduce_rate(run: Run, step: Step, state: State) -> Taken:
    lowest = rate_units(run.at(step.floor)) if step.market is None else market_units(run, step.market)
    by = rate_units(run.at(step.by))
    rates = chain(range(state.rate - by, lowest, -by), [lowest] if state.rate > lowest else [])
    reached, done = _walk(run, state, (state._replace(rate=rate) for rate in rates))
    bounds = {"floor": rate_of_units(lowest).annual}
    return Taken(reached, done, bounds, "target" if done else "floor")


def _set_term(run: Run, step: Step, state: State) -> Taken:
    months = int(run.at(step.months))
    return _fixed(run, state._replace(months=months), {"months": Decimal(months)}, "months")


def _extend_term(run: Run, step: Step, state: State) -> Taken:
    bounds = {"months": int(run.at(step.months))}
    if step.added_months is not None:
        bounds["added_months"] = run.facts.remaining_months + int(run.at(step.added_months))
    name, longest = min(bounds.items(), key=lambda bound: bound[1])
    longer = (state._replace(months=months) for months in range(state.months + 1, longest + 1))
    reached, done = _walk(run, state, longer)
    shown = {bound: Decimal(months) for bound, months in bounds.items()}
    return Taken(reached, done, shown, "target" if done else name)


def _walk(run: Run, state: State, candidates: Iterable[State]) -> tuple[State, bool]:
    """Take small steps while the target is not met; under the second stop rule none that passes below it."""
    for candidate in candidates:
        if run.met(state):
            break
        after = run.leveled(candidate)
        if run.waterfall.stop == "last_not_past_target" and run.goal is not None and after.payment < run.goal:
            return state, True
        state = after
    return state, run.met(state)


# --- principal ---


def _concede(run: Run, step: Step, state: State) -> Taken:
    """Take principal out of what bears interest: to the caps, or no further than the target."""
    bounds = _room(run, step, state)
    name, amount = _tightest(step, bounds)
    if step.extent == "to_target":
        needed = bounds["target"] = max(state.balance - _balance_at_goal(run, state), 0)
        name, amount = ("target", needed) if needed <= amount else (name, amount)
    place = "deferred" if step.kind == "forbear" else "forgiven"
    changed = {"balance": state.balance - amount, place: getattr(state, place) + amount}
    taken = run.leveled(state._replace(**changed))
    return Taken(taken, name == "target" or run.met(taken), _amounts(run, bounds), name)


def _balance_at_goal(run: Run, state: State) -> int:
    """Return the balance whose exact installment is the goal, rounded to the side the stop rule asks for."""
    top, bottom = level_fraction(1, accrual(state.rate, state.months), 1)
    balance = Fraction(max(run.goal or 0, 0) * bottom, top)
    return floor(balance) if run.waterfall.stop == "first_at_target" else ceil(balance)


def _supplement(run: Run, step: Step, state: State) -> Taken:
    months = min(int(run.at(step.months)), state.months)
    interest = div_round(state.balance * state.rate, MONTHS_A_YEAR * RATE_SCALE, "half_up")
    bounds = {name: amount // months for name, amount in _room(run, step, state).items()}
    name, _ = _tightest(step, bounds)
    amounts = {
        name: bounds[name],
        "share": floor(Fraction(run.at(step.share)) * state.installment),
        "principal": max(state.installment - interest, 0),
    }
    name, amount = min(amounts.items(), key=lambda bound: bound[1])
    taken = state._replace(supplement=amount, supplement_months=months)
    return Taken(taken, run.met(taken), _amounts(run, {**bounds, **amounts}), name)


def _room(run: Run, step: Step, state: State) -> dict[str, int]:
    """Return how much more each cap lets stop bearing interest, minor units."""
    conceded = run.opening - state.balance
    return {cap.kind: max(_cap(run, cap) - conceded, 0) for cap in step.caps}


def _cap(run: Run, cap: Cap) -> int:
    share, facts = Fraction(run.at(cap.limit)), run.facts
    if cap.kind == "share_of_balance":
        return floor(share * run.opening)
    if cap.kind == "share_of_principal":
        return floor(share * facts.minor("principal")) - facts.minor("prior_claims")
    return floor(run.opening - share * facts.minor("property_value"))


def _tightest(step: Step, bounds: Mapping[str, int]) -> tuple[str, int]:
    pick = min if step.combine == "least" else max
    return pick(bounds.items(), key=lambda bound: bound[1])


def _amounts(run: Run, bounds: Mapping[str, int]) -> dict[str, Decimal]:
    return {name: run.facts.currency.to_major(amount) for name, amount in bounds.items()}


def _fixed(run: Run, state: State, bounds: Mapping[str, Decimal], bound_by: str | None) -> Taken:
    leveled = run.leveled(state)
    return Taken(leveled, run.met(leveled), bounds, bound_by)


TAKE: Mapping[StepKind, Callable[[Run, Step, State], Taken]] = {
    "capitalize": _capitalize,
    "defer_arrears": _defer_arrears,
    "set_rate": _set_rate,
    "reduce_rate": _reduce_rate,
    "set_term": _set_term,
    "extend_term": _extend_term,
    "forbear": _concede,
    "forgive": _concede,
    "supplement": _supplement,
}
