"""Run a waterfall: its steps in their order, with the figures around every one."""

from __future__ import annotations

from datetime import date

from ..basics.errors import parsed, require_type
from ..basics.types import parse_date
from ..loan.treatment import reschedule
from ..policy import Step, Trial, Waterfall
from ._conditions import holds, missing_from, require_facts
from ._state import State
from ._steps import TAKE, Run, Taken, run_of
from .facts import MortgageFacts
from .result import (
    Skipped,
    TraceEntry,
    WaterfallResult,
    checks_of,
    figures_of,
    position_of,
    terms_of,
    treatments_of,
    trial_of,
)

__all__ = ["missing_facts", "run_waterfall"]


def run_waterfall(
    mortgage: MortgageFacts, waterfall: Waterfall, *, on: date, trial: Trial | None = None
) -> WaterfallResult:
    """Return what a modification program makes of a mortgage, step by step (贷款修改瀑布).

    Args:
        mortgage: what is owed, on which terms, and the facts the program refers to.
        waterfall: the program, a shipped one or a bank's own.
        on: the day of the modification: dated numbers are those in force then, interest of the new terms runs from it,
            and the first installment falls due a month later.
        trial: how the program tries a modification out, such as `us_trials.FLEX_TRIAL`; default: the answer says
            nothing of it, and who may enter is not checked.

    Returns:
        The trace, one entry a step; the final terms, schedule and conservation statement; the checks. Missing a target
        is an answer, not an error: see `met`.

    Raises:
        InvalidInputError: facts that the program needs are missing, all of them at once.
        PolicyNotInForceError: a dated number of the program is not yet in force.
        InvalidTermsError: the balance is so small that its installment, rounded down, does not cover the interest.

    Sources:
        Those of the waterfall; each entry of the trace names its own.

    Examples:
        >>> from restructure.policies.us.hamp import HAMP_TIER_1
        >>> mortgage = MortgageFacts(
        ...     currency="USD",
        ...     principal="210000",
        ...     rate="0.065",
        ...     remaining_months=324,
        ...     payment="1376.67",
        ...     market_rate="0.0488",
        ...     property_value="200000",
        ...     gross_income="3600",
        ...     housing_costs="350",
        ... )
        >>> result = run_waterfall(mortgage, HAMP_TIER_1, on=date(2012, 6, 1))
        >>> for entry in result.trace:
        ...     print(entry.code, entry.after.rate, entry.after.months, entry.after.payment, entry.bound_by)
        CAPITALIZE Rate('0.065') 324 1376.67 None
        RATE Rate('0.02') 324 839.35 floor
        TERM Rate('0.02') 367 765.40 target
        FORBEAR Rate('0.02') 367 765.40 None
    """
    require_type("mortgage", mortgage, MortgageFacts, "MortgageFacts")
    require_type("waterfall", waterfall, Waterfall, "a Waterfall")
    day = parsed("on", parse_date, on)
    if trial is not None:
        require_type("trial", trial, Trial, "a Trial or None")
    require_facts(mortgage, waterfall, trial, day)
    run = run_of(mortgage, waterfall, day)
    state, trace = _steps_taken(run)
    major, position = mortgage.currency.to_major, position_of(mortgage, day)
    treatments, terms = treatments_of(mortgage, state), terms_of(run, state)
    return WaterfallResult(
        waterfall=waterfall,
        on=day,
        target_payment=None if run.goal is None else major(max(run.goal, 0)),
        trace=trace,
        position=position,
        treatments=tuple(treatments),
        terms=terms,
        schedule=reschedule(position, treatments, terms),
        supplement_months=state.supplement_months,
        supplement_total=major(state.claimed),
        checks=tuple(checks_of(run, state, trace, trial)),
        trial=None if trial is None else trial_of(run, trial, state),
    )


def missing_facts(
    mortgage: MortgageFacts, waterfall: Waterfall, *, on: date, trial: Trial | None = None
) -> dict[str, str]:
    """Return the facts that a program needs and a mortgage lacks, each with what needs it (缺少的情况).

    Args:
        mortgage: what is known.
        waterfall: the program.
        on: the day of the modification.
        trial: its trial plan, if one is asked for.

    Returns:
        Empty where the program can be run.

    Raises:
        PolicyNotInForceError: a dated number of the program is not yet in force.

    Examples:
        >>> from restructure.policies.us.hamp import HAMP_TIER_2
        >>> mortgage = MortgageFacts(
        ...     currency="USD", principal="210000", rate="0.065", remaining_months=324, payment="1376.67"
        ... )
        >>> missing_facts(mortgage, HAMP_TIER_2, on=date(2012, 6, 1))
        {'market_rate': 'step RATE', 'property_value': 'step FORBEAR'}
    """
    require_type("mortgage", mortgage, MortgageFacts, "MortgageFacts")
    require_type("waterfall", waterfall, Waterfall, "a Waterfall")
    return missing_from(mortgage, waterfall, trial, parsed("on", parse_date, on))


def _steps_taken(run: Run) -> tuple[State, tuple[TraceEntry, ...]]:
    """Take the steps in order, those that seek the target only while it is not met."""
    facts = run.facts
    contract = facts.minor("payment")
    state = State(
        facts.minor("principal"),
        facts.minor("deferred_principal"),
        0,
        facts.rate.units,
        facts.remaining_months,
        contract,
    )
    trace: list[TraceEntry] = []
    done = False
    for step in run.waterfall.steps:
        taken, skipped = _take(run, step, state, done=done)
        trace.append(_entry(run, step, state, taken, skipped))
        state, done = taken.state, taken.done
    return state, tuple(trace)


def _take(run: Run, step: Step, state: State, *, done: bool) -> tuple[Taken, Skipped | None]:
    if not holds(run.facts, step.when, run.on):
        return Taken(state, done, {}, None), "condition"
    if done and step.seeks:
        return Taken(state, done, {}, None), "target"
    return TAKE[step.kind](run, step, state), None


def _entry(run: Run, step: Step, before: State, taken: Taken, skipped: Skipped | None) -> TraceEntry:
    return TraceEntry(
        code=step.code,
        kind=step.kind,
        text=step.text,
        sources=step.sources,
        skipped=skipped,
        before=figures_of(run, before),
        after=figures_of(run, taken.state),
        bounds=taken.bounds,
        bound_by=taken.bound_by,
        met=None if run.goal is None else run.met(taken.state),
        done=taken.done,
    )
