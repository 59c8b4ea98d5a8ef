"""What the choice among plans promises: the order is kept, the shortest term is minimal, loosening never hurts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
from hypothesis import assume, given, strategies as st

import restructure as rs
from restructure import policies
from restructure.options._baseline import contract_of
from restructure.options._candidates import enumerate_candidates
from restructure.options._case import Case, case_of
from restructure.options._select import Selection, _axes, keys_of, select  # pyright: ignore[reportPrivateUsage]
from restructure.policy import Levers, Policy, Ranking, Start, Steps, TemporaryRate
from support.strategies_options import SmallCase, small_cases
from support.unguarded import LENDER_FIRST, unguarded

ORDERS = (Ranking(), LENDER_FIRST)


def selected(case: SmallCase, policy: Policy) -> tuple[Case, Selection] | None:
    """Return what is selected for a small case under a policy, or nothing where the levers make no plan."""
    capacity = rs.assess_capacity(case.application, policy=policy)
    contract = contract_of(case.application, case.application.debts[0])
    whole = case_of(case.application, contract, capacity, policy, first_due=None, target=case.target)
    candidates = enumerate_candidates(whole)
    return None if candidates is None else (whole, select(candidates, whole))


def best_keys(case: SmallCase, policy: Policy) -> tuple[int, ...] | None:
    """Return the policy's keys of the first plan, without the number of instruments; of settlements none."""
    found = selected(case, policy)
    if found is None or found[1].rung != "restructure":
        return None
    whole, selection = found
    place = selection.chosen[0][0]
    columns = zip(policy.ranking.keys, keys_of(selection.measured, whole), strict=False)
    return tuple(int(column[place]) for key, column in columns if key != "instruments")


@given(small_cases())
def test_nothing_that_passes_the_guardrails_would_have_ranked_higher(case: SmallCase) -> None:
    found = selected(case, case.policy)
    assume(found is not None and found[1].rung == "restructure")
    assert found is not None
    whole, selection = found
    columns, axes = np.stack(keys_of(selection.measured, whole)), np.stack(_axes(selection.measured))
    best = selection.chosen[0][0]
    first = min(tuple(column) for column in columns.T)
    above = (axes <= axes[:, [best]]).all(axis=0) & (axes < axes[:, [best]]).any(axis=0)
    assert not above.any()
    ahead = [place for place, column in enumerate(columns.T) if tuple(column) == first]
    if best not in ahead:  # then it is at least as good in all as one that is first, and better in something
        assert any(
            (axes[:, best] <= axes[:, place]).all() and (axes[:, best] < axes[:, place]).any() for place in ahead
        )


@given(small_cases())
def test_every_offered_plan_of_every_lever_keeps_its_promises(case: SmallCase) -> None:
    plan = rs.plan(case.application, policy=case.policy, target=case.target)
    minor = case.application.currency.to_minor
    for option in plan.options:
        cash = minor(case.application.liquid_assets or Decimal(0))
        own = cash if "settlement" in option.families and len(option.schedule) == 1 else 0
        named = minor(option.measures.due_at_maturity)
        for row in option.schedule:
            held = minor(row.payment) - (named if row.number == len(option.schedule) else 0)
            assert held <= minor(plan.capacity.affordable_on(row.due_date)) + own
        assert minor(option.measures.paid_today) <= cash
        assert all(check.status != "fail" for check in option.checks)
        flow = option.conservation.total
        assert minor(flow.opening) == minor(flow.paid) + minor(flow.waived) + minor(flow.closing)
        paid = sum(minor(row.payment) for row in option.schedule) + minor(option.measures.paid_today)
        assert paid == minor(option.measures.total_paid)
        assert option.schedule[-1].closing_balance == 0


PLAIN = replace(
    policies.GENERIC.levers,
    rate_cuts=[Decimal(0)],
    starts=[Start("none")],
    installments=["level"],
    forgiveness=[Decimal(0)],
    treatment_sets=policies.GENERIC.levers.treatment_sets[:1],
)


@given(small_cases(new=False), st.integers(2, 36))
def test_one_installment_less_than_the_shortest_term_does_not_fit(case: SmallCase, last: int) -> None:
    levers = replace(PLAIN, terms=Steps(1, last))
    policy = replace(unguarded(case.policy), levers=levers, rules=[], ranking=Ranking(keys=["last_due_date"]))
    plan = rs.plan(case.application, policy=policy)
    best = plan.recommended
    assume(best is not None and len(best.schedule) > 1)
    assert best is not None
    sooner = rs.amortize(replace(best.terms, phases=[rs.Phase(len(best.schedule) - 1)]))
    limits = [plan.capacity.affordable_on(row.due_date) for row in sooner]
    assert any(row.payment > limit for row, limit in zip(sooner, limits, strict=True))


def loosened(levers: Levers, how: str) -> Levers:
    """Return levers of which the given ones are a part."""
    more: dict[str, dict[str, Any]] = {
        "terms": {"terms": Steps(levers.terms.first, levers.terms.last + 3 * levers.terms.step, levers.terms.step)},
        "rates": {"rate_cuts": [*levers.rate_cuts, Decimal("0.0123")]},
        "temporary": {"temporary_rates": [*levers.temporary_rates, TemporaryRate(rate="0", months=5)]},
        "starts": {"starts": [*levers.starts, Start("interest_only", 2)]},
        "forgiveness": {"forgiveness": [*levers.forgiveness, Decimal("0.07")]},
        "balloons": {"balloons": [*levers.balloons, 77]},
    }
    return replace(levers, **more[how])


WAYS = ("terms", "rates", "temporary", "starts", "forgiveness", "balloons")


@given(small_cases(new=False), st.sampled_from(WAYS), st.sampled_from(ORDERS))
def test_loosening_a_lever_never_worsens_the_best_plan(case: SmallCase, how: str, ranking: Ranking) -> None:
    """Guardrails compare plans with each other, so this is of the order alone: it looks at each plan by itself."""
    levers = replace(case.policy.levers, installments=["level"])  # grids that contain each other
    policy = replace(unguarded(case.policy), levers=levers, ranking=ranking, outcomes=case.policy.outcomes)
    assume(Start("interest_only", 2) not in levers.starts)
    before, after = (best_keys(case, replace(policy, levers=held)) for held in (levers, loosened(levers, how)))
    assert before is None or (after is not None and after <= before)
