"""Options: an independent brute force finds the same plans, and every offered plan keeps its promises."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from hypothesis import given, strategies as st

import restructure as rs
from restructure import policies
from restructure.basics.dates import add_months
from restructure.capacity.budget import budget_of
from restructure.policy import Levers, Policy, Rule, Start, Steps
from support.applications import AS_OF, applications, planned
from support.planning import PAY_FEES
from support.strategies import COMPONENTS, CURRENCY
from support.unguarded import unguarded
from witness.slow_planner import SlowDebt, SlowLevers, SlowSetting, slow_plan

BASE = policies.GENERIC
SETS = list(BASE.levers.treatment_sets)
STARTS = [
    Start("none"),
    Start("interest_only", 2),
    Start("capitalize", 1),
    Start("defer", 2),
    Start("reduced", 2, share="0.5"),
]


@st.composite
def small_levers(draw: st.DrawFn) -> Levers:
    """Return the levers of a small policy."""
    first, step = draw(st.integers(2, 6)), draw(st.integers(1, 3))
    some: Any = st.lists(st.sampled_from(STARTS), min_size=1, max_size=3, unique_by=lambda start: start.kind)
    return replace(
        BASE.levers,
        terms=Steps(first, first + step * draw(st.integers(0, 7)), step),
        rate_cuts=draw(st.sampled_from([[Decimal(0)], [Decimal(0), Decimal("0.03"), Decimal("0.5")]])),
        starts=draw(some),
        installments=draw(st.sampled_from([["level"], ["affordable"], ["level", "affordable"]])),
        forgiveness=draw(st.sampled_from([[Decimal(0)], [Decimal(0), Decimal("0.25")]])),
        treatment_sets=draw(
            st.lists(st.sampled_from([*SETS, PAY_FEES]), min_size=1, max_size=3, unique_by=lambda item: item.name)
        ),
    )


def small_policy(levers: Levers, most_rows: int | None = None, most_cut: Decimal | None = None) -> Policy:
    """Return a policy of these levers with at most two rules, a verified and an unverified one, and no judgment."""
    rules = []
    if most_rows is not None:
        rules.append(_rule("ROWS", "installment_count", Decimal(most_rows), "verified"))
    if most_cut is not None:
        rules.append(_rule("CUT", "rate_cut", most_cut, "secondary"))
    return unguarded(replace(BASE, name="small", levers=levers, rules=rules))


def _rule(code: str, quantity: Any, limit: Decimal, level: Any) -> Rule:
    return Rule(
        code=code,
        quantity=quantity,
        comparator="<=",
        limit=rs.Dated([(AS_OF, limit)]),
        sources=[rs.Source(title="test", level=level)],
        text=rs.Wording("at most {limit}", "不超过{limit}"),
    )


def slow_levers(levers: Levers, most_rows: int | None, most_cut: Fraction | None) -> SlowLevers:
    """Return the levers as the witness's plain data."""
    return SlowLevers(
        terms=list(levers.terms.values()),
        cuts=[Fraction(cut) for cut in levers.rate_cuts],
        floor=Fraction(levers.rate_floor.annual),
        starts=[
            (item.kind, item.months, None if item.share is None else Fraction(item.share)) for item in levers.starts
        ],
        level="level" in levers.installments,
        sized="affordable" in levers.installments,
        forgiveness=[Fraction(share) for share in levers.forgiveness],
        sets=[
            (item.name, [(t.component, t.action, None, t.due) for t in item.treatments], item.days_past_due)
            for item in levers.treatment_sets
        ],
        bucket=Fraction(1, 1000),
        max_options=levers.max_options,
        most_rows=most_rows,
        most_cut=most_cut,
    )


def slow_answer(
    application: rs.Application,
    capacity: rs.Capacity,
    levers: Levers,
    most_rows: int | None = None,
    most_cut: Fraction | None = None,
) -> Any:
    """Run the brute force on the same borrower."""
    minor, debt = CURRENCY.to_minor, application.debts[0]
    assert debt.rate is not None
    assert debt.next_due_date is not None
    plain = SlowDebt(
        owed={name: minor(getattr(debt, name)) for name in COMPONENTS},
        overdue=minor(debt.overdue_principal),
        rate=Fraction(debt.rate.annual),
        installment=minor(debt.installment),
        remaining=debt.remaining_installments or 0,
        next_due=debt.next_due_date,
        day_count=debt.day_count,
    )
    first = (
        debt.next_due_date if (debt.next_due_date - AS_OF).days >= 15 else add_months(debt.next_due_date, 1, due_day=9)
    )
    days = [add_months(first, row, due_day=first.day) for row in range(levers.terms.last)]
    setting = SlowSetting(
        effective_on=AS_OF,
        first_due=first,
        due_day=first.day,
        limits=[minor(capacity.affordable_on(day)) for day in days],
        cash=minor(application.liquid_assets or Decimal(0)),
    )
    return slow_plan(plain, setting, slow_levers(levers, most_rows, most_cut))


def labeled_now(chosen: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """Return what the brute force chooses without the label that is gone, and with the one that no curve decides."""
    kept = [(name, tuple(label for label in labels if label != "in_between")) for name, labels in chosen]
    kept = [(name, labels) for name, labels in kept if labels]
    return [(name, (*labels, "likeliest") if "recommended" in labels else labels) for name, labels in kept]


@given(
    applications() | planned(),
    small_levers(),
    st.none() | st.integers(2, 20),
    st.none() | st.sampled_from([Decimal(0), Decimal("0.03"), Decimal("0.2")]),
)
def test_brute_force_chooses_the_same_plans(
    application: rs.Application, levers: Levers, most_rows: int | None, most_cut: Decimal | None
) -> None:
    answer = rs.plan(application, policy=small_policy(levers, most_rows, most_cut))
    limits = (most_rows, None if most_cut is None else Fraction(most_cut))
    chosen, candidates = slow_answer(application, answer.capacity, levers, *limits)
    assert [(option.id, option.labels) for option in answer.options] == labeled_now(chosen)
    for option in answer.options:
        slow = candidates[option.id]
        assert option.schedule.payment.tolist() == slow.payments
        assert CURRENCY.to_minor(option.measures.total_paid) == sum(slow.payments) + slow.paid_today
        assert CURRENCY.to_minor(option.measures.first_year) == slow.first_year
        loss = Fraction(slow.loss_top, slow.loss_bottom)
        assert abs(Fraction(option.measures.lender_loss) - loss) <= Fraction(1, 2 * 10**6)


@given(applications() | planned(), small_levers())
def test_every_candidate_is_accounted_for(application: rs.Application, levers: Levers) -> None:
    answer = rs.plan(application, policy=small_policy(levers))
    _, candidates = slow_answer(application, answer.capacity, levers)
    refused = sum(group.count for group in answer.options.rejected if group.code == "does_not_cover_interest")
    told = len(answer.options) + sum(group.count for group in answer.options.rejected)
    assert told - refused == len(candidates)


@given(applications() | planned(), st.sampled_from([policies.GENERIC, policies.CN_CARD_ARTICLE_70]))
def test_every_offered_plan_keeps_its_promises(application: rs.Application, policy: Policy) -> None:
    answer = rs.plan(application, policy=policy)
    minor, capacity, changes = CURRENCY.to_minor, answer.capacity, answer.options.rung in ("restructure", "settle")
    budget = budget_of(application, policy.capacity)  # what keeps the contract is held against income without the caps
    assert len(answer.options) <= policy.levers.max_options
    barred = any(check.indicated == "fail" for check in answer.options.checks)
    assert not barred or not answer.options.options
    for option in answer.options:
        assert all(check.status != "fail" for check in option.checks)
        for row in option.schedule:
            affordable, keeps = minor(capacity.affordable_on(row.due_date)), budget.on(row.due_date).keeps
            assert affordable <= keeps
            assert minor(row.payment) <= (affordable if changes else keeps)
        assert minor(option.measures.paid_today) <= minor(application.liquid_assets or Decimal(0))
        flow = option.conservation.total
        assert minor(flow.opening) == minor(flow.paid) + minor(flow.waived) + minor(flow.closing)
        assert option.schedule.closing_balance[-1] == 0
        assert option.labels
    if answer.recommended is None and not barred:
        assert answer.options.rejected
        over = [group for group in answer.options.rejected if group.code == "above_affordable"]
        assert (answer.options.nearest is not None) == bool(over)


@given(planned())
def test_no_offered_plan_is_dominated_by_another(application: rs.Application) -> None:
    options = rs.plan(application, policy=policies.GENERIC).options
    axes: list[tuple[Any, ...]] = [
        (
            floor(option.measures.lender_loss * 1000),
            option.measures.total_paid,
            option.measures.first_year,
            option.before_after.after.highest_installment,
            len(option.schedule),
        )
        for option in options
    ]
    for mine in axes:
        for other in axes:
            assert other == mine or not all(a <= b for a, b in zip(other, mine, strict=True))


@given(applications() | planned(), small_levers())
def test_the_same_question_has_the_same_answer(application: rs.Application, levers: Levers) -> None:
    policy = small_policy(levers)
    assert rs.to_json(rs.plan(application, policy=policy)) == rs.to_json(rs.plan(application, policy=policy))
