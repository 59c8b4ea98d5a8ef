"""What is absurd in nobody's case: drawn borrowers, and the same borrowers a little otherwise."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, note, settings, strategies as st

import restructure as rs
from restructure import policies
from restructure.options.vocabulary import RUNGS
from restructure.policy import Policy, Start, Steps

AS_OF = date(2026, 11, 23)
POLICY: Policy = replace(
    policies.GENERIC,
    levers=replace(policies.GENERIC.levers, terms=Steps(6, 84, 6), starts=[Start("none"), Start("interest_only", 6)]),
)
CASES = 25


@st.composite
def debts(draw: st.DrawFn, reference: str) -> rs.Debt:
    """Return a loan that reconciles, current, late or called in."""
    principal, count = draw(st.integers(1_000, 20_000)), draw(st.integers(6, 48))
    due = date(2026, 12, draw(st.integers(1, 22)))
    terms = rs.LoanTerms(
        currency="USD",
        principal=principal,
        rate=Decimal(draw(st.integers(0, 24))) / 100,
        start_date=date(2026, 11, due.day),
        first_due_date=due,
        phases=[rs.Phase(count)],
    )
    level, missed = rs.amortize(terms)[0].payment, draw(st.sampled_from([0, 0, 1, 3]))
    called = draw(st.sampled_from([False, False, False, True]))
    return rs.Debt(
        reference=reference,
        kind="personal_loan",
        in_scope=True,
        principal=principal if called else principal + missed * level,
        overdue_principal=principal if called else missed * level,
        interest=missed * principal // 100,
        penalty_interest=5 * missed,
        rate=terms.rate,
        installment=0 if called else level,
        remaining_installments=0 if called else count,
        next_due_date=due,
        days_past_due=180 if called else 30 * missed,
    )


@st.composite
def applications(draw: st.DrawFn, least: int, most: int) -> rs.Application:
    """Return a household with so many debts in scope, from far too poor to quite able, with and without cash."""
    found = [draw(debts(f"debt-{place}")) for place in range(draw(st.integers(least, most)))]
    monthly = sum((debt.installment or debt.principal / 36 for debt in found), Decimal(0)).quantize(Decimal(1))
    left = monthly * draw(st.integers(20, 180)) / 100
    cash, back = draw(st.sampled_from([None, 0, 1, 5, 20, 60])), draw(st.sampled_from([None, None, 3, 9, 15]))
    more = (monthly * draw(st.integers(20, 120)) / 100).quantize(Decimal("0.01"))
    returns = None if back is None else date(2027 + back // 12, back % 12 + 1, 1)
    earned = [rs.Income("salary", ((800 + left) * 100 / 95).quantize(Decimal("0.01")), evidence="verified")]
    return rs.Application(
        reference="A-1",
        as_of=AS_OF,
        currency="USD",
        household=rs.Household(adults=1, living_costs="500", housing_costs="300"),
        incomes=[*earned, *(rs.Income("salary", more, evidence="verified", starts=day) for day in [returns] if day)],
        debts=found,
        liquid_assets=None if cash is None else cash * monthly,
        hardship=rs.Hardship(cause="reduced_income", temporary=True, expected_months=6, willing_to_repay=True),
    )


def options_of(application: rs.Application) -> rs.OptionSet:
    note(rs.to_json(application))
    return rs.plan(application, policy=POLICY).options


def asked(options: rs.OptionSet) -> Counter[tuple[int, int]]:
    """Return what the recommended plans of all debts ask for by calendar month, minor units."""
    found: Counter[tuple[int, int]] = Counter()
    for best in (option for part in options.by_debt for option in part.options[:1]):
        for row in best.schedule:
            found[row.due_date.year, row.due_date.month] += best.terms.currency.to_minor(row.payment)
    return found


def test_several_debts_never_ask_for_more_than_a_household_has() -> None:
    """Where cash carries a contract, its installments are paid from that cash and may be more."""
    seen: Counter[str] = Counter()

    @settings(max_examples=CASES)
    @given(applications(2, 3))
    def check(application: rs.Application) -> None:
        options = options_of(application)
        seen[options.rung] += 1
        carried = [part for part in options.by_debt for one in part.options if "CASH_CARRIES" in codes(one)]
        if not carried:
            on = options.question.budget.on
            assert all(amount <= on(date(*month, 28)).keeps for month, amount in asked(options).items())

    check()
    assert len(seen) >= 4


def codes(option: rs.Option) -> set[str]:
    return {reason.code for reason in option.reasons}


@settings(max_examples=CASES)
@given(applications(2, 3))
def test_a_contract_that_can_stand_is_not_merged(application: rs.Application) -> None:
    options = options_of(application)
    stands = any(RUNGS.index(part.rung) < RUNGS.index("restructure") for part in options.by_debt)
    if stands and all(part.options for part in options.by_debt):
        assert not options.options
    assert options.rung != "next_steps" or not all(part.options for part in options.by_debt)


@settings(max_examples=CASES)
@given(applications(2, 3))
def test_the_order_of_debts_says_nothing(application: rs.Application) -> None:
    one = options_of(application)
    other = options_of(replace(application, debts=list(reversed(application.debts))))
    assert one.rung == other.rung
    for part, same in zip(one.by_debt, reversed(other.by_debt), strict=True):
        # a unit that does not divide goes to the earlier debt, so that shares may differ by one
        assert part.rung == same.rung
        shares = [held.question.capacity.units.on(AS_OF) for held in (part, same)]
        assert abs(shares[0] - shares[1]) <= 1
        if part.question.own == same.question.own:
            assert [option.id for option in part] == [option.id for option in same]


@settings(max_examples=CASES)
@given(applications(1, 1))
def test_more_income_or_cash_is_no_rung_worse(application: rs.Application) -> None:
    cash, before = application.liquid_assets or Decimal(0), RUNGS.index(options_of(application).rung)
    raised = [
        replace(item, amount=(item.amount or Decimal(0)).quantize(Decimal(1)) + 20) for item in application.incomes
    ]
    assert RUNGS.index(options_of(replace(application, incomes=raised)).rung) <= before
    assert RUNGS.index(options_of(replace(application, liquid_assets=cash + 2_000)).rung) <= before


@settings(max_examples=CASES)
@given(applications(1, 1))
def test_nothing_is_given_up_that_cash_would_pay(application: rs.Application) -> None:
    """Unless everything is due at once and no plan at its rate fits."""
    owed = Decimal(application.units.in_scope[0].owed.total) / 100
    options = options_of(replace(application, liquid_assets=owed * 2 + 1_000))
    best = options.recommended
    if best is not None and application.debts[0].remaining_installments:
        assert best.terms.rate == application.debts[0].rate
        assert "principal_forgiveness" not in best.families


@settings(max_examples=CASES)
@given(applications(1, 1))
def test_no_offered_plan_beats_the_recommended_one(application: rs.Application) -> None:
    options = options_of(application)

    def paid(option: rs.Option) -> tuple[Decimal, ...]:
        after, found = option.before_after.after, option.measures
        return (after.highest_installment, Decimal(after.installments), found.total_paid, found.due_at_maturity)

    for best in options[:1]:
        for other in options[1:]:
            assert paid(other) == paid(best) or any(a > b for a, b in zip(paid(other), paid(best), strict=True))
