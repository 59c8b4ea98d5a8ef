"""What is recommended is what an independent statement of the judgment recommends, rung by rung, row by row."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

from hypothesis import given, note, settings, strategies as st

import restructure as rs
from restructure.capacity.budget import Budget, budget_of
from restructure.policies.outcomes import CARD_OUTCOMES, MORTGAGE_OUTCOMES
from restructure.policy import Guardrail, Guardrails, Ladder, LadderRung, Policy, Ranking
from support.strategies_options import CHARGES, SmallCase, small_cases
from witness.slow_choice import Means, SlowChoice, slow_choice
from witness.slow_options import SlowPlan

CASES = 600
OUTCOMES = [CARD_OUTCOMES, replace(MORTGAGE_OUTCOMES, kinds=list(CARD_OUTCOMES.kinds)), None]
CODES: tuple[Guardrail, ...] = get_args(Guardrail)
OFF: list[list[Guardrail]] = [
    [],
    [],
    *([code] for code in CODES),
    ["WITHIN_CONTRACT"],
    ["WITHIN_CONTRACT", "NOT_BEATEN"],
]
"""Guardrails a policy does without; the first one hides what those after it would remove."""
RUNGS: tuple[LadderRung, ...] = get_args(LadderRung)


class Judged:
    """A small case with a judgment of its own; no dataclass, whose fields hypothesis would print in full."""

    def __init__(self, case: SmallCase, policy: Policy, application: rs.Application) -> None:
        self.case, self.policy, self.application = case, policy, application


def current(debt: rs.Debt) -> rs.Debt:
    """Return the debt with nothing overdue, if installments remain."""
    if not debt.remaining_installments:
        return debt
    nothing: dict[str, Any] = dict.fromkeys((*CHARGES, "overdue_principal"), "0")
    return replace(debt, days_past_due=0, **nothing)


@st.composite
def judgments(draw: st.DrawFn) -> Judged:
    """Return a case with guardrails, curves and a ladder, and a borrower whose income may come back."""
    case = draw(small_cases())
    curve = draw(st.sampled_from(OUTCOMES))
    budget = case.policy.budget
    assert budget is not None
    policy = replace(
        case.policy,
        outcomes=[] if curve is None else [curve],
        budget=replace(budget, most=draw(st.sampled_from(["0", "0.03", "0.08", "0.3", "1"]))),
        guardrails=Guardrails(off=draw(st.sampled_from(OFF))),
        ladder=Ladder(rungs=draw(st.sampled_from([RUNGS, RUNGS, ()]))),
        ranking=draw(st.sampled_from([Ranking(), Ranking(), case.policy.ranking])),
    )
    hardship = draw(st.sampled_from([None, rs.Hardship(cause="illness", temporary=True, expected_months=3)]))
    application = replace(case.application, hardship=hardship)
    if draw(st.sampled_from([False, False, True])):
        application = replace(application, debts=[current(application.debts[0])])
    if draw(st.booleans()):
        earned = application.incomes[0]
        day = draw(st.integers(20, 400))
        more = replace(earned, starts=date.fromordinal(application.as_of.toordinal() + day))
        application = replace(application, incomes=[earned, more])
    return Judged(case, policy, application)


def means_of(budget: Budget) -> Means:
    scale = budget.scale
    return Means(
        affordable=lambda day: budget.on(day).affordable,
        keeps=lambda day: budget.on(day).keeps,
        income=lambda day: Fraction(budget.on(day).income, scale),
        left=lambda day: Fraction(budget.on(day).left, scale),
        other=lambda day: Fraction(budget.on(day).other, scale),
    )


def rows_of(found: rs.Option) -> tuple[int, tuple[int, ...]]:
    minor = found.terms.currency.to_minor
    return minor(found.measures.paid_today), tuple(minor(row.payment) for row in found.schedule)


def expected(plan: SlowPlan) -> tuple[int, tuple[int, ...]]:
    return plan.today, plan.payments


def guardrails_seen(options: rs.OptionSet) -> set[str]:
    codes = [group.code for group in options.rejected if group.code.startswith("guardrail:")]
    return {code.removeprefix("guardrail:") for code in codes}


def test_the_judgment_is_the_one_that_was_written_down() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=max(CASES, settings().max_examples))
    @given(judgments())
    def check(judged: Judged) -> None:
        note(rs.to_json(judged.application))
        note(rs.to_json(judged.policy))
        target = judged.case.target
        means = means_of(budget_of(judged.application, judged.policy.capacity))
        slow: SlowChoice = slow_choice(judged.application, judged.policy, means, target)
        if slow.doubtful:  # a month's rounding could decide; counted, and rare
            seen["doubtful"] += 1
            return
        options = rs.plan(judged.application, policy=judged.policy, target=target).options
        assert options.rung == slow.rung
        seen[slow.rung] += 1
        if slow.rung in ("restructure", "settle"):
            assert guardrails_seen(options) == set(slow.removed)  # equal candidates are one here and many there
            seen.update(slow.removed.keys())
        if options.recommended is None:
            assert slow.plans == []
        else:
            assert rows_of(options.recommended) in [expected(plan) for plan in slow.plans]

    check()
    assert seen["doubtful"] <= CASES // 50
    assert {*RUNGS, "restructure", "settle", "next_steps"} <= set(seen)
    assert {*CODES} - {"KEEP_SOMETHING", "CONSOLIDATION", "CASH_AT_HAND"} <= set(seen)


def test_cash_comes_before_a_concession_as_it_was_written_down() -> None:
    """The same borrowers with cash that would pay a part of the debt, or all of it; every guardrail, no rule."""
    seen: Counter[str] = Counter()

    @settings(max_examples=CASES // 3)
    @given(judgments(), st.integers(1, 8))
    def check(judged: Judged, quarters: int) -> None:
        cash = judged.application.debts[0].principal * quarters / 4
        application = replace(judged.application, liquid_assets=cash.quantize(Decimal(1)))
        cuts = [Decimal(0), Decimal("0.02")]
        levers = replace(judged.policy.levers, rate_cuts=cuts, rate_floor="0", forgiveness=[Decimal(0), Decimal("0.1")])
        policy = replace(judged.policy, guardrails=Guardrails(), rules=[], levers=levers)
        note(rs.to_json(application))
        note(rs.to_json(policy))
        slow = slow_choice(application, policy, means_of(budget_of(application, policy.capacity)))
        if slow.doubtful:
            return
        options = rs.plan(application, policy=policy).options
        assert options.rung == slow.rung
        if slow.rung == "restructure":
            assert guardrails_seen(options) == set(slow.removed)
            seen.update(slow.removed.keys())
        for best in options[:1]:
            assert rows_of(best) in [expected(plan) for plan in slow.plans]
            seen.update(reason.code for reason in best.reasons)

    check()
    assert {"CASH_AT_HAND", "CASH_CARRIES"} <= set(seen)
