"""Hypothesis strategies for small planning cases: one debt in scope, and a policy with a small grid of every lever."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

import restructure as rs
from restructure import policies
from restructure.basics.provenance import Dated, Source, Wording
from restructure.policy import (
    Condition,
    Levers,
    ParkedPrincipal,
    Policy,
    Ranking,
    Rule,
    Season,
    Settlement,
    Start,
    Steps,
    Target,
    TemporaryRate,
    TreatmentSet,
)
from support.unguarded import unguarded
from witness.slow_options import level
from witness.slow_schedule import due_date

CHARGES = ("interest", "penalty_interest", "compound_interest", "fees")
NEW_LEVERS = ("temporary_rates", "balloons", "parked", "down_payments", "settlements", "seasons")
"""Levers that a grid may leave out."""

# what can be paid is the income: how it comes about is another test's business
MODEL = replace(policies.GENERIC.capacity, buffer="0", debt_service_cap="1", stresses=())
TEXT = Wording("text", "文本")
DAYS = [date(2026, 11, 23), date(2026, 12, 31), date(2027, 1, 30), date(2027, 2, 28), date(2028, 2, 29)]
ACTIONS: list[tuple[str, object]] = [
    ("pay", None),
    ("waive", None),
    ("waive", None),
    ("capitalize", None),
    ("capitalize", None),
    ("defer", "maturity"),
    ("defer", 3),
    ("spread", "first"),
    ("spread", "all"),
    ("spread", 4),
]
LIMITS: dict[Any, list[tuple[Any, str]]] = {
    "installment_count": [("<=", "12"), (">=", "6"), ("!=", "8")],
    "installments_per_year": [(">=", "12")],
    "term_months": [("<=", "12"), ("<", "18")],
    "first_due_days": [("<=", "40"), (">", "20")],
    "annual_rate": [("<=", "0.12"), ("<", "0.36")],
    "rate_cut": [("<=", "0.05"), (">", "0")],
    "principal_forgiven_share": [("<=", "0.15"), ("==", "0")],
    "peak_balance_share": [("<=", "1"), ("<=", "1.02")],
    "lender_loss": [("<=", "0.05"), ("<", "0.2")],
    "payment_reduction": [(">", "0.2"), (">=", "0"), (">=", "0.5")],
    "debt_service_ratio": [("<=", "0.5"), ("<=", "0.9")],
    "housing_ratio": [("<=", "0.9")],
    "relief_months": [("<=", "2"), ("==", "0")],
    "extension_months": [("==", "0"), ("<=", "3")],
    "extension_share": [("<=", "0.1"), ("<=", "0.5")],
    "whole_term_months": [("<=", "30"), ("<=", "24")],
    "parked_share": [("<=", "0.2")],
    "due_at_maturity_share": [("<=", "0.1"), ("==", "0")],
    "paid_share": [(">=", "1"), ("<=", "1.1"), (">=", "0.8")],
}
"""Limits on plans, some of them close to what plans reach."""
CONDITIONS: list[tuple[Any, Any, str]] = [
    ("contract_rate", ">", "0.1"),
    ("days_past_due", ">=", "30"),
    ("charges_share", "<=", "0.1"),
    ("loan_age_months", ">=", "12"),
    ("original_term_months", "<", "24"),
    ("installment_count", ">", "6"),
    ("rate_cut", ">", "0"),
    ("principal_forgiven_share", ">", "0"),
]
ON_APPLICATIONS: list[tuple[Any, Any, str]] = [
    ("days_past_due", "<", "170"),
    ("charges_share", "<=", "0.9"),
    ("loan_age_months", ">=", "2"),
]
RANK_KEYS: list[Any] = [
    "indicated_fail",
    "due_at_maturity",
    "lender_loss",
    "total_paid",
    "last_due_date",
    "highest_installment",
    "first_year",
    "instruments",
]

codes = st.sampled_from(["USD", "CNY", "JPY", "KWD"])
principals = st.one_of(st.integers(5_000, 60_000), st.integers(10**5, 10**7))
terms = st.sampled_from(
    [Steps(1, 4), Steps(3, 12, 3), Steps(6, 24, 6), Steps(10, 16), Steps(8, 24, 4), Steps(12, 24, 4), Steps(2, 20, 6)]
)
can_pay_per_mille = st.sampled_from([20, 45, 60, 75, 90, 110, 150, 200, 280, 400, 700, 1300])
rate_cuts: Any = st.sampled_from([["0"], ["0", "0.03"], ["0.01", "0.15"]])
forgiveness: Any = st.sampled_from([["0"], ["0"], ["0", "0.2"], ["0.1", "0.333333"]])
month_counts = st.integers(1, 6)
shares = st.sampled_from(["0.25", "0.333333", "0.5", "0.8", "1"])
contract_rates = st.sampled_from(["0", "0.0425", "0.12", "0.1825", "0.36"])
day_counts: Any = st.sampled_from(["30/360", "30/360", "30/360", "act/365f"])
percents = {"30/360": st.sampled_from([90, 103, 120]), "act/365f": st.sampled_from([110, 125])}
days_late = st.sampled_from([0, 30, 180])
days = st.sampled_from(DAYS)
start_kinds = st.sampled_from(["interest_only", "capitalize", "defer", "reduced", "step_up"])
actions = st.sampled_from(ACTIONS)
low_rates = st.sampled_from(["0", "0.02", "0.1"])
rate_steps: Any = st.sampled_from([{}, {"step": "0.01", "step_every": 2}, {"step": "0.05", "step_every": 1}])
installment_units = st.sampled_from([None, None, 5, 100])
rate_floors = st.sampled_from(["0", "0.03", "0.1"])
no_starts: Any = st.sampled_from([[], [Start("none")]])
installment_kinds: Any = st.sampled_from(
    [["level"], ["level", "affordable"], ["affordable", "contract"], ["level", "affordable", "contract"]]
)
first_due_days = st.sampled_from([0, 15, 30, 45])
of_applications, of_plans = st.sampled_from(ON_APPLICATIONS), st.sampled_from(sorted(LIMITS))
limits = {name: st.sampled_from(some) for name, some in LIMITS.items()}
some_conditions = st.lists(st.sampled_from(CONDITIONS), max_size=2)
source_levels: Any = st.sampled_from([["verified"], ["verified"], ["secondary"], ["verified", "unverified"]])
some_limits = st.lists(of_plans, max_size=2, unique=True)
least_of = st.sampled_from(RANK_KEYS[:-1])
maybe_least = st.none() | least_of
used_levers = st.frozensets(st.sampled_from(NEW_LEVERS), max_size=3)
orders = {new: st.permutations(RANK_KEYS[:-1] if new else RANK_KEYS) for new in (False, True)}
loss_buckets = st.sampled_from(["0.001", "0.01", "0.05", "0.25"])
rule_counts = st.sampled_from([0, 0, 1, 1, 2, 3])


@dataclass(frozen=True)
class SmallCase:
    """An application, a policy with a small grid, and perhaps a target."""

    application: rs.Application
    policy: Policy
    target: Target | None


def major(minor: int, code: str) -> Any:
    """Return minor units as an amount."""
    return rs.Currency(code).to_major(minor)


@st.composite
def debts(draw: st.DrawFn, code: str, as_of: date) -> rs.Debt:
    """Return a debt in scope; its installment repays it in the stated number or sooner, or is plainly too low."""
    principal, remaining = draw(principals), draw(st.integers(0, 24))
    overdue = draw(st.integers(0, principal // 3)) if remaining else principal
    rate = draw(contract_rates)
    day_count = draw(day_counts)
    next_due = as_of + timedelta(days=draw(st.integers(1, 28)))
    at_month_end = next_due.day == monthrange(next_due.year, next_due.month)[1]
    monthly = Fraction(rate) / 12
    each = level(principal - overdue, [(monthly.numerator, monthly.denominator)] * max(remaining, 1), 1) + 1
    percent = draw(percents[day_count])
    charges = st.sampled_from([0, 0, 1, principal // 50, principal // 7])
    first_agreed = st.just(due_date(next_due, next_due.day, 1, max(remaining, 1) + 1))
    begun = as_of - timedelta(days=draw(st.integers(40, 900)))
    return rs.Debt(
        reference="debt-1",
        kind="personal_loan",
        in_scope=True,
        installment=major(max(each * percent // 100, 2), code),
        principal=major(principal, code),
        overdue_principal=major(overdue, code),
        rate=rate,
        day_count=day_count,
        remaining_installments=remaining,
        next_due_date=next_due,
        due_day=31 if at_month_end and draw(st.booleans()) else None,
        days_past_due=draw(days_late),
        contract_date=begun,
        original_maturity=draw(st.none() | first_agreed if remaining else first_agreed),
        **{name: major(draw(charges), code) for name in CHARGES},
    )


@st.composite
def applications(draw: st.DrawFn) -> rs.Application:
    """Return an application of somebody who can pay something between next to nothing and all of it a month."""
    code, as_of = draw(codes), draw(days)
    debt = draw(debts(code, as_of))
    owed = rs.Currency(code).to_minor(debt.principal)
    can_pay = max(owed * draw(can_pay_per_mille) // 1000, 1)
    incomes = [rs.Income("salary", major(can_pay, code), evidence="verified")]
    if draw(st.booleans()):
        turn = as_of + timedelta(days=draw(st.integers(1, 450)))
        when: Any = draw(st.sampled_from([{"starts": turn}, {"ends": turn}]))
        incomes.append(
            rs.Income(
                "salary", major(max(can_pay * draw(st.integers(1, 8)) // 4, 1), code), evidence="verified", **when
            )
        )
    cash = draw(st.sampled_from([None, 0, owed // 10, owed // 3, owed, owed, 2 * owed]))
    return rs.Application(
        reference="A-1",
        as_of=as_of,
        currency=code,
        household=rs.Household(adults=1),
        incomes=incomes,
        debts=[debt],
        liquid_assets=None if cash is None else major(cash, code),
    )


@st.composite
def starts(draw: st.DrawFn) -> Start:
    """Return a start of any kind."""
    kind = draw(start_kinds)
    months = draw(month_counts)
    if kind in ("interest_only", "capitalize", "defer"):
        return Start(kind, months)  # type: ignore[arg-type]
    if kind == "reduced":
        return Start("reduced", months, share=draw(shares))
    every = draw(st.sampled_from([step for step in range(1, months + 1) if months % step == 0]))
    return Start("step_up", months, share=draw(shares), every=every)


@st.composite
def treatment_sets(draw: st.DrawFn, name: str) -> TreatmentSet:
    """Return one way to treat what is owed besides principal."""
    acts = [(component, *draw(actions)) for component in CHARGES]
    treatments = [rs.Treatment(component, action, due=due) for component, action, due in acts]  # type: ignore[arg-type]
    return TreatmentSet(name=name, treatments=treatments, days_past_due="keep", text=TEXT)


@st.composite
def temporary_rates(draw: st.DrawFn) -> TemporaryRate:
    """Return a lower rate for a time, coming back at once or in steps."""
    steps = draw(rate_steps)
    return TemporaryRate(rate=draw(low_rates), months=draw(month_counts), **steps)


NEW: dict[str, Any] = {
    "temporary_rates": st.lists(temporary_rates(), min_size=1, max_size=2, unique=True),
    "balloons": st.lists(st.integers(4, 40), min_size=1, max_size=2, unique=True),
    "parked": st.lists(
        st.builds(ParkedPrincipal, kind=st.just("split_balance"), share=st.sampled_from(["0.1", "0.3", "0.333333"])),
        min_size=1,
        max_size=2,
        unique=True,
    ),
    "down_payments": st.sampled_from([["0", "0.1"], ["0.05"], ["0", "0.333333"]]),
    "settlements": st.lists(
        st.builds(Settlement, share=st.sampled_from(["0.4", "0.65", "0.9", "1"]), installments=st.integers(1, 9)),
        min_size=1,
        max_size=2,
        unique=True,
    ),
    "seasons": st.lists(
        st.builds(
            Season,
            months=st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True),
            share=st.sampled_from(["0", "0.25", "0.5", "0.8"]),
        ),
        min_size=1,
        max_size=2,
        unique_by=repr,
    ),
}


some_starts = st.lists(starts(), min_size=1, max_size=2, unique=True)
sets_by_place = [treatment_sets(f"set-{place}") for place in range(3)]


@st.composite
def lever_grids(draw: st.DrawFn, code: str, used: frozenset[str]) -> Levers:
    """Return small grids of the levers that are always there, and of those that are used."""
    unit = draw(installment_units)
    return Levers(
        terms=draw(terms),
        rate_cuts=draw(rate_cuts),
        rate_floor=draw(rate_floors),
        starts=[
            *draw(no_starts),
            *draw(some_starts),
        ],
        installments=draw(installment_kinds),
        forgiveness=draw(forgiveness),
        treatment_sets=[draw(sets_by_place[place]) for place in range(draw(st.integers(1, 3)))],
        installment_unit=None if unit is None else major(unit, code),
        first_due_days=draw(first_due_days),
        **{name: draw(NEW[name]) for name in sorted(used)},
    )


@st.composite
def rules(draw: st.DrawFn, place: int) -> Rule:
    """Return a rule on plans, now and then on applications; some are read in the law, some are hearsay."""
    if draw(st.integers(0, 9)) == 0:
        quantity, comparator, limit = draw(of_applications)
        conditions = []
    else:
        quantity = draw(of_plans)
        comparator, limit = draw(limits[quantity])
        conditions = draw(some_conditions)
    levels = draw(source_levels)
    return Rule(
        code=f"R{place}",
        quantity=quantity,
        comparator=comparator,
        limit=Dated([(date(2020, 1, 1), limit)]),
        when=[Condition(*condition) for condition in conditions],
        sources=[Source(title="A source", level=level) for level in levels],
        text=TEXT,
    )


@st.composite
def targets(draw: st.DrawFn) -> Target:
    """Return what a plan is to reach."""
    names = draw(some_limits)
    chosen = [(name, *draw(limits[name])) for name in names]
    where = [Condition(quantity=name, comparator=comparator, value=limit) for name, comparator, limit in chosen]
    return Target(where=where, least=draw(maybe_least if where else least_of))


anybody, maybe_targets = applications(), st.none() | targets()
rules_by_place = [rules(place) for place in range(3)]


@st.composite
def small_cases(draw: st.DrawFn, *, new: bool = True) -> SmallCase:
    """Return a case; without `new`, of the levers that are always there and without a target."""
    application = draw(anybody)
    used = draw(used_levers) if new else frozenset[str]()
    keys = draw(orders[bool(used)])
    ranking = Ranking(
        keys=keys[: draw(st.integers(1, len(keys)))],
        loss_bucket=draw(loss_buckets),
    )
    policy = replace(
        unguarded(policies.GENERIC),
        capacity=MODEL,
        levers=draw(lever_grids(application.currency.code, used)),
        rules=[draw(rules_by_place[place]) for place in range(draw(rule_counts))],
        ranking=ranking,
    )
    return SmallCase(application, policy, draw(maybe_targets) if new else None)
