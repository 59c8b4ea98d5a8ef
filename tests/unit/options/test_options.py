from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure.policy import Condition, Ladder, Policy, Rule, Start, Steps
from support.examples import card
from support.planning import CN, GENERIC, debt_with, levers, with_first_treatment
from support.unguarded import unguarded


def test_the_shipped_borrower_has_plans_that_fit() -> None:
    plan = rs.plan(card(), policy=CN)
    assert plan.recommended is plan.options[0]
    assert plan.recommended is not None
    assert plan.recommended.labels[0] == "recommended"
    assert {label for option in plan.options for label in option.labels} >= {
        "recommended",
        "lowest_monthly",
        "lowest_total",
        "soonest",
    }
    assert len({option.id for option in plan.options}) == len(plan.options)
    assert plan.recommended.status == "needs_review"
    assert [flag.code for flag in plan.flags] == ["BENCHMARK_ABSENT", "HARDSHIP_TEMPORARY"]


def test_all_three_ways_of_the_mission_are_offered() -> None:
    options = rs.plan(card(), policy=CN).options
    families = {family for option in options for family in option.families}
    assert families >= {"term_extension", "rate_adjustment", "waiver"}
    assert all(option.before_after.after.highest_installment < Decimal("3603.03") for option in options)


def test_every_option_states_its_charges_and_what_happens_to_days_past_due() -> None:
    for option in rs.plan(card(), policy=CN).options:
        assert [reason.code for reason in option.reasons] == ["CHARGES_DURING_TERM", "TREATMENT", "DAYS_PAST_DUE_KEPT"]
        assert option.terms.rate.units > 0  # never silently zero
        assert option.terms.rate.to_percent() in option.reasons[0].text.en


def test_an_interest_freeze_is_offered_only_when_the_policy_lists_it_and_says_so() -> None:
    frozen = levers(CN, rate_cuts=[Decimal(1)], rate_floor="0")
    option = rs.plan(card(), policy=frozen).options[0]
    assert option.terms.rate.units == 0
    assert "no interest" in option.reasons[0].text.en
    assert option.measures.total_interest == 0


def test_references_are_priced_from_the_contract() -> None:
    references = rs.plan(card(), policy=CN).options.references
    keep, reinstate, catch_up = (references[kind] for kind in ("keep_contract", "reinstate", "catch_up"))
    assert keep.schedule is not None
    assert len(keep.schedule) == 12
    assert str(keep.paid_today) == str(reinstate.paid_today) == "11507.65"
    assert keep.total_paid == reinstate.total_paid == catch_up.total_paid
    assert catch_up.schedule is not None
    caught_up = [row.deferred_paid for row in catch_up.schedule]
    assert sum(caught_up) == Decimal("11507.65")
    assert not any(caught_up[6:])
    assert not any(item.fits for item in references.values())


def test_reinstating_fits_a_borrower_with_the_cash_and_the_income() -> None:
    application = replace(card(), liquid_assets="20000", incomes=[rs.Income("salary", "12000", evidence="verified")])
    assert rs.plan(application, policy=GENERIC).options.references["reinstate"].fits


def test_conservation_and_schedule_are_those_of_reschedule() -> None:
    plan = rs.plan(card(), policy=GENERIC)
    for option in plan.options:
        assert option.schedule == rs.reschedule(plan.options.position, option.treatments, option.terms)
        assert option.conservation.total.opening == Decimal("50756.82")


@pytest.mark.parametrize(
    ("policy", "change", "code"),
    [
        (CN, lambda a: replace(a, debts=[replace(a.debts[0], kind="personal_loan")]), "not_eligible:ART70_CARD"),
        (
            CN,
            lambda a: replace(a, hardship=rs.Hardship(cause="illness", willing_to_repay=False)),
            "not_eligible:ART70_WILLING",
        ),
        (
            replace(CN, ladder=Ladder(rungs=[])),
            lambda a: replace(a, liquid_assets="20000", incomes=[rs.Income("salary", 30000, evidence="verified")]),
            "not_eligible:ART70_BEYOND_CAPACITY",
        ),
        (GENERIC, lambda a: replace(a, credit=rs.CreditRecord(modifications_36m=3)), "not_eligible:REPEAT"),
    ],
)
def test_a_failed_condition_means_no_options(
    policy: Policy, change: Callable[[rs.Application], rs.Application], code: str
) -> None:
    plan = rs.plan(change(card()), policy=policy)
    assert plan.recommended is None
    assert len(plan.options) == 0
    assert [group.code for group in plan.options.rejected] == [code]
    assert "NOT ELIGIBLE UNDER THIS POLICY" in plan.to_text()
    assert "NO PLAN FITS" not in plan.to_text()


def test_whoever_can_cure_is_told_to_and_needs_no_program() -> None:
    rich = replace(card(), liquid_assets="20000", incomes=[rs.Income("salary", 30000, evidence="verified")])
    plan = rs.plan(rich, policy=CN)
    assert plan.options.rung == "reinstate"
    assert plan.recommended is not None
    assert plan.recommended.measures.paid_today == Decimal("11507.65")  # everything overdue
    assert [item.rung for item in plan.options.passed] == ["keep"]


def test_an_unknown_willingness_is_reviewed_not_refused() -> None:
    plan = rs.plan(replace(card(), hardship=None), policy=CN)
    (check,) = [check for check in plan.options.checks if check.code == "ART70_WILLING"]
    assert (check.status, check.indicated) == ("needs_review", None)
    assert plan.recommended is not None


def test_article_70_ends_within_sixty_months_and_sixty_installments() -> None:
    poor = replace(card(), incomes=[rs.Income("salary", "7400", evidence="verified")])
    for option in rs.plan(poor, policy=CN).options:
        assert len(option.schedule) <= 60
        assert option.schedule.due_dates[-1] <= date(2031, 11, 23)


def test_a_plan_that_ends_late_is_listed_only_when_no_clean_one_fits() -> None:
    """Sixty installments from a first one 45 days away end more than five years after signing."""
    only_sixty = levers(
        CN, terms=Steps(60, 60), installments=["level"], starts=[Start("none")], rate_cuts=[Decimal("0.09")]
    )
    late = rs.plan(card(), policy=only_sixty, first_due_date=date(2027, 1, 7))
    assert late.recommended is not None
    checks = {check.code: (check.status, check.indicated) for check in late.recommended.checks}
    assert checks["ART70_FIVE_YEARS"] == ("needs_review", "fail")
    assert "indicated to fail" in late.to_text()
    with_clean = levers(only_sixty, terms=Steps(59, 60))
    clean = rs.plan(card(), policy=with_clean, first_due_date=date(2027, 1, 7))
    assert {len(option.schedule) for option in clean.options} == {59}
    assert clean.options.rejected[0].code == "indicated_fail"


def test_a_verified_rule_rejects_and_is_named() -> None:
    verified = rs.Source(title="the bank's own credit manual", level="verified")
    rules = [replace(rule, sources=[verified]) for rule in CN.rules]
    strict = levers(replace(CN, rules=rules, ceiling=None), terms=Steps(55, 66))
    plan = rs.plan(card(), policy=strict)
    codes = {group.code: group.count for group in plan.options.rejected}
    assert codes["rule:ART70_FIVE_YEARS"] > 0
    assert all(len(option.schedule) <= 60 for option in plan.options)
    assert all(check.status == "pass" for option in plan.options for check in option.checks)
    assert plan.options[0].status == "pass"
    texts = {group.code: group.text.en for group in plan.options.rejected}
    assert "within 60 months" in texts["rule:ART70_FIVE_YEARS"]


def test_when_nothing_fits_the_answer_says_by_how_much() -> None:
    poor = replace(card(), incomes=[rs.Income("salary", "6500", evidence="verified")])
    plan = rs.plan(poor, policy=CN)
    assert plan.recommended is None
    assert plan.options.nearest is not None
    assert plan.options.shortfall is not None
    highest = plan.options.nearest.before_after.after.highest_installment
    assert highest - plan.capacity.affordable_payment == plan.options.shortfall > 0
    text = plan.to_text()
    assert "NO PLAN FITS" in text
    assert "THE NEAREST PLAN · MONTH BY MONTH" in text


def test_no_income_at_all_is_an_answer() -> None:
    plan = rs.plan(replace(card(), incomes=[]), policy=GENERIC)
    assert plan.recommended is None
    assert str(plan.capacity.affordable_payment) == "0.00"
    assert plan.options.nearest is not None


def test_dated_income_lets_a_plan_step_up() -> None:
    back_at_work = rs.Income("salary", "2000", evidence="documented", starts=date(2027, 6, 1))
    plan = rs.plan(
        replace(card(), incomes=[*card().incomes, back_at_work]),
        policy=unguarded(levers(GENERIC, installments=["affordable"])),
    )
    assert plan.recommended is not None
    assert [phase.count for phase in plan.recommended.terms.phases] == [6, 13]
    assert plan.recommended.schedule[6].payment > plan.recommended.schedule[5].payment


def test_contract_inputs_that_do_not_reconcile_are_flagged() -> None:
    plan = rs.plan(debt_with(installment="4406.35"), policy=CN)
    (flag,) = [flag for flag in plan.flags if flag.code == "CONTRACT_INCONSISTENT"]
    assert "until repaid" in flag.text.en
    keep = plan.options.references["keep_contract"].schedule
    assert keep is not None
    assert keep[0].payment == Decimal("4406.35")
    assert keep.paid_off_at is None
    assert len(keep) == 10  # paid until repaid


def test_an_interest_only_contract_is_kept_to_its_balloon() -> None:
    interest_only = debt_with(
        principal="12000", overdue_principal="0", rate="0.12", installment="120.00", remaining_installments=24
    )
    keep = rs.plan(interest_only, policy=GENERIC).options.references["keep_contract"].schedule
    assert keep is not None
    assert len(keep) == 24
    assert keep[-1].payment > 12000
    plan = rs.plan(interest_only, policy=GENERIC)
    assert "CONTRACT_INCONSISTENT" not in [flag.code for flag in plan.flags]
    assert "64.00, 120.00 x 22, 12,120.00" in plan.to_text()


def test_a_contract_its_installments_never_repay_leaves_the_rest_to_the_last() -> None:
    balloon = debt_with(
        principal="1200000", overdue_principal="0", rate="0.12", installment="12000.01", remaining_installments=24
    )
    plan = rs.plan(balloon, policy=GENERIC)
    (flag,) = [flag for flag in plan.flags if flag.code == "CONTRACT_INCONSISTENT"]
    assert "fall due with the last one" in flag.text.en


def test_a_debt_that_has_wholly_fallen_due_can_be_planned() -> None:
    whole = debt_with(overdue_principal="48000", remaining_installments=0)
    plan = rs.plan(whole, policy=CN)
    assert plan.recommended is not None
    assert plan.options.references["catch_up"].schedule is None
    assert plan.options.references["keep_contract"].paid_today == Decimal("50756.82")


def test_a_debt_not_yet_in_arrears_can_be_planned() -> None:
    early = debt_with(
        overdue_principal=0, principal="39249.17", interest=0, penalty_interest=0, fees=0, days_past_due=0
    )
    plan = rs.plan(early, policy=unguarded(GENERIC))
    assert plan.recommended is not None
    assert "capitalization" not in plan.recommended.families
    assert plan.recommended.treatments == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda a: replace(a, debts=[]), "no debt is in scope"),
        (
            lambda a: replace(a, debts=[replace(a.debts[0], installment="100")]),
            "does not cover the interest of its period",
        ),
        (
            lambda a: replace(a, debts=[replace(a.debts[0], rate=rs.Rate("0.18", compounding="annual"))]),
            "plans need a periodic rate",
        ),
    ],
)
def test_what_cannot_be_planned_is_refused_with_the_reason(change: Any, message: str) -> None:
    with pytest.raises(rs.NotApplicableError, match=message):
        rs.plan(change(card()), policy=GENERIC)


def test_the_callers_first_due_date_is_kept_and_checked() -> None:
    plan = rs.plan(card(), policy=CN, first_due_date=date(2026, 12, 31))
    assert plan.recommended is not None
    assert [str(day) for day in plan.recommended.schedule.due_dates[:3]] == ["2026-12-31", "2027-01-31", "2027-02-28"]
    assert rs.plan(card(), policy=CN, first_due_date="2026-12-31").options[0].id == plan.recommended.id
    with pytest.raises(rs.InvalidInputError, match="first_due_date: must be a date"):
        rs.plan(card(), policy=CN, first_due_date="soon")
    with pytest.raises(rs.NotApplicableError, match="is not after 2026-11-23"):
        rs.plan(card(), policy=CN, first_due_date=date(2026, 11, 23))


def test_a_due_date_too_close_moves_to_the_next() -> None:
    near = debt_with(next_due_date=date(2026, 12, 1))
    plan = rs.plan(near, policy=CN)
    assert plan.recommended is not None
    assert str(plan.recommended.schedule[0].due_date) == "2027-01-01"


def test_actual_days_are_planned_as_contracted() -> None:
    daily = debt_with(day_count="act/365f", rate=rs.per_day("0.0005", days_in_year=365), installment="3606.00")
    plan = rs.plan(daily, policy=CN)
    assert plan.recommended is not None
    assert plan.recommended.terms.day_count == "act/365f"
    assert plan.recommended.schedule.conservation is not None


def test_the_interest_told_is_all_interest_charged() -> None:
    for option in rs.plan(card(), policy=GENERIC).options:
        charged = option.measures.total_paid - option.measures.paid_today - option.conservation.total.closing
        assert option.measures.total_interest == charged
        assert f"{charged:,}" in option.reasons[0].text.en


def test_a_large_last_installment_is_never_hidden() -> None:
    sets = with_first_treatment(rs.Treatment("interest", "defer", due="maturity"))
    rich = replace(card(), incomes=[rs.Income("salary", "12000", evidence="verified")])
    plan = rs.plan(rich, policy=unguarded(levers(GENERIC, treatment_sets=sets, installments=["level"])))
    last = plan.options[0].schedule[-1].payment
    assert last > plan.options[0].schedule[0].payment + 2000
    assert f"{last:,} " in plan.to_text() or f"{last:,}\n" in plan.to_text().split("NOT OFFERED")[0]


def test_rules_apply_only_where_their_condition_holds() -> None:
    verified = rs.Source(title="manual", level="verified")

    def rule(code: str, quantity: Any, limit: Any, condition: Condition) -> Rule:
        return Rule(
            code=code,
            quantity=quantity,
            comparator="<=",
            limit=rs.Dated([(date(2020, 1, 1), limit)]),
            when=[condition],
            sources=[verified],
            text=rs.Wording("at most {limit}", "不超过{limit}"),
        )

    mortgage = Condition(quantity="debt_kind", comparator="==", value="mortgage")
    card_debt = Condition(quantity="debt_kind", comparator="==", value="credit_card")
    strict = replace(
        GENERIC, rules=[rule("LATE", "days_past_due", 30, mortgage), rule("SHORT", "installment_count", 40, card_debt)]
    )
    plan = rs.plan(card(), policy=strict)
    assert [check.code for check in plan.options.checks] == []
    assert {len(option.schedule) <= 40 for option in plan.options} == {True}
    assert [check.code for check in plan.options[0].checks] == ["SHORT"]
    other = rs.plan(debt_with(kind="mortgage"), policy=strict)
    assert [group.code for group in other.options.rejected] == ["not_eligible:LATE"]


def test_unknown_cash_leaves_the_capacity_rule_open() -> None:
    rich = replace(card(), liquid_assets=None, incomes=[rs.Income("salary", 30000, evidence="verified")])
    plan = rs.plan(rich, policy=unguarded(CN))
    (check,) = [check for check in plan.options.checks if check.code == "ART70_BEYOND_CAPACITY"]
    assert (check.status, check.indicated, check.actual) == ("needs_review", None, None)


def test_a_plan_sized_to_income_respects_the_shortest_term() -> None:
    rich = replace(card(), incomes=[rs.Income("salary", 30000, evidence="verified")])
    plan = rs.plan(rich, policy=unguarded(levers(GENERIC, terms=Steps(24, 60, 12), installments=["affordable"])))
    assert len(plan.options) == 0
    assert {group.code for group in plan.options.rejected} == {"below_shortest_term"}


def test_a_contract_that_cannot_go_on_says_why() -> None:
    never = debt_with(installment="1.00", days_past_due=0)
    with pytest.raises(rs.NotApplicableError, match="installment 1 does not cover the interest of its period"):
        rs.plan(never, policy=GENERIC)


def test_a_contract_whose_next_installment_is_far_away_goes_on() -> None:
    far = debt_with(next_due_date=date(2028, 12, 9), days_past_due=0)
    contract = rs.plan(far, policy=GENERIC).options.references["keep_contract"].schedule
    assert contract is not None
    assert contract[0].payment == contract[0].interest
    assert contract[0].principal == 0


def test_a_treatment_longer_than_the_plan_is_no_plan() -> None:
    sets = with_first_treatment(rs.Treatment("interest", "spread", due=12))
    policy = levers(GENERIC, treatment_sets=sets, terms=Steps(6, 48), installments=["level"], starts=[Start("none")])
    plan = rs.plan(card(), policy=policy)
    assert all(len(option.schedule) >= 12 for option in plan.options)
    assert "does_not_cover_interest" in [group.code for group in plan.options.rejected]


def test_identity_allows_any_figure_to_be_reproduced() -> None:
    plan = rs.plan(card(), policy=CN)
    assert plan.policy.hash == CN.hash
    assert plan.library_version == rs.__version__
    assert len(plan.input_hash) == 64
    assert rs.plan(replace(card(), liquid_assets="5200.01"), policy=CN).input_hash != plan.input_hash
    assert rs.plan(replace(card(), liquid_assets=5200), policy=CN).input_hash == plan.input_hash
