"""Hard cases: what is named to fall due, several debts, plans repaid early, questions about any plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.law.charge_checks import check_penalty_uplift
from restructure.policies.china.ceilings import CN_FINANCIAL_24
from restructure.policy import (
    Condition,
    ParkedPrincipal,
    RecoveryEstimate,
    Rule,
    Settlement,
    Start,
    Steps,
    TemporaryRate,
)
from unit.options.test_levers import PLAIN, borrower, with_levers


def rule(quantity: Any, comparator: Any, limit: Any, level: Any = "verified", **more: Any) -> Rule:
    return Rule(
        code="X",
        quantity=quantity,
        comparator=comparator,
        limit=rs.Dated([(date(2000, 1, 1), limit)]),
        sources=[rs.Source(title="a manual", level=level)],
        text=rs.Wording("x {limit}", "x {limit}"),
        **more,
    )


def poor(**debt: Any) -> rs.Application:
    """Return a borrower who can pay 470.00 a month."""
    given = borrower(incomes=[rs.Income("salary", "2600", evidence="verified", years=3)])
    return replace(given, debts=[replace(given.debts[0], **debt)])


def test_only_what_is_parked_escapes_the_test_of_a_month() -> None:
    parked = [ParkedPrincipal(kind="split_balance", share="0.01")]
    policy = with_levers(terms=Steps(7, 7), starts=[Start("interest_only", 6)], parked=parked)
    assert rs.plan(poor(), policy=policy).recommended is None


def test_a_plan_with_a_rest_never_displaces_a_plain_one_like_it() -> None:
    plain = {"principal": "2400", "overdue_principal": "0", "interest": "0", "penalty_interest": "0", "fees": "0"}
    application = poor(**plain, rate="0", installment="200", remaining_installments=12)
    parked = [ParkedPrincipal(kind="split_balance", share="0.01")]
    best = rs.plan(application, policy=with_levers(terms=Steps(6, 6), parked=parked)).recommended
    assert best is not None
    assert {str(row.payment) for row in best.schedule} == {"400.00"}
    assert best.status == "pass"


def two_debts(income: str, **second: Any) -> rs.Application:
    given = borrower(incomes=[rs.Income("salary", income, evidence="verified", years=3)])
    debt = given.debts[0]
    return replace(given, debts=[debt, replace(debt, reference="loan-2", **second)])


def test_each_of_several_debts_withstands_within_its_share() -> None:
    plan = rs.plan(two_debts("2900"), policy=policies.GENERIC)
    for place, stress in enumerate(plan.capacity.stresses):
        margins = [part[0].resilience[place].margin for part in plan.options.by_debt]
        highest = [part[0].before_after.after.highest_installment for part in plan.options.by_debt]
        assert sum(margins) + sum(highest) <= stress.affordable_payment


def test_a_limit_on_all_debts_in_scope_sees_them_all() -> None:
    limited = replace(policies.GENERIC, rules=[rule("debt_in_scope", "<=", 15000)])
    plan = rs.plan(two_debts("2900"), policy=limited)
    assert [part.checks[0].status for part in plan.options.by_debt] == ["fail", "fail"]


def test_putting_debts_together_does_not_change_their_kind() -> None:
    barred = replace(policies.GENERIC, rules=[rule("debt_kind", "!=", "student_loan")])
    plan = rs.plan(two_debts("3400", kind="student_loan"), policy=barred)
    assert [(check.status, check.actual) for check in plan.options.checks] == [("fail", "personal_loan, student_loan")]
    assert not plan.options.options


ESTIMATE = RecoveryEstimate(
    default_without_plan="0.6",
    default_with_plan="0.3",
    default_at=12,
    recovered_share="0.4",
    recovered_after=12,
    cost_share="0.05",
)


def test_expected_values_count_months_not_due_days() -> None:
    policy = replace(policies.GENERIC, recovery=ESTIMATE)
    worth: list[Decimal] = []
    for day in (date(2026, 12, 23), date(2026, 12, 30)):
        best = rs.plan(two_debts("3400", next_due_date=day), policy=policy).recommended
        assert best is not None
        assert best.expected is not None
        worth.append(best.expected.without_plan.performing)
    assert abs(worth[0] - worth[1]) < 200


def test_a_rate_that_never_comes_is_no_rate_of_the_plan() -> None:
    low = with_levers(terms=Steps(12, 24, 12), temporary_rates=[TemporaryRate(rate="0.03", months=18)])
    plan = rs.plan(borrower(), policy=replace(low, rules=[rule("annual_rate", "<=", Decimal("0.05"))]))
    assert [len(option.schedule) for option in plan.options] == [12]
    assert "at first" not in plan.options[0].reasons[0].text.en


def test_a_plan_repaid_early_ends_when_it_is_repaid() -> None:
    plain = {"principal": "2800", "overdue_principal": "0", "interest": "0", "penalty_interest": "0", "fees": "0"}
    policy = with_levers(terms=Steps(50, 50), rate_cuts=["1"], rate_floor="0", installment_unit="100")
    application = poor(**plain)
    best = rs.plan(application, policy=policy).recommended
    assert best is not None
    assert len(best.schedule) == 28
    assert best.before_after.after.last_due_date == best.measures.debt_free_on
    limited = replace(policy, rules=[rule("term_months", "<=", 40)])
    assert rs.plan(application, policy=limited).recommended is not None


@pytest.mark.parametrize("rate", [rs.Rate("0.12", compounding="annual"), rs.per_day("0.0005", days_in_year=365)])
def test_levers_hold_periodic_rates_only(rate: rs.Rate) -> None:
    with pytest.raises(rs.InvalidInputError, match="periodic annual rate"):
        TemporaryRate(rate=rate, months=6)
    with pytest.raises(rs.InvalidInputError, match="rate_floor"):
        replace(PLAIN, rate_floor=rate)


# --- why not ------------------------------------------------------------


def test_every_offered_plan_is_found_again_as_it_was_offered() -> None:
    policy = with_levers(
        terms=Steps(12, 36, 12),
        starts=[Start("none"), Start("reduced", 6, share="0.4")],
        settlements=[Settlement(share="0.3", installments=1)],
        temporary_rates=[TemporaryRate(rate="0", months=6)],
    )
    plan = rs.plan(borrower(), policy=policy)
    for option in plan.options:
        answer = plan.options.why_not(option.terms, option.treatments)
        assert [reason.code for reason in answer.reasons] == ["OFFERED"]
        assert (answer.option.id, answer.option.families) == (option.id, option.families)


def test_a_start_that_is_too_long_is_named() -> None:
    one = with_levers(terms=Steps(36, 36), starts=[Start("reduced", 6, share="0.4")])
    best = rs.plan(borrower(), policy=one).recommended
    assert best is not None
    both = with_levers(terms=Steps(36, 36), starts=[Start("none"), Start("reduced", 6, share="0.4")])
    plan = rs.plan(borrower(), policy=replace(both, rules=[rule("relief_months", "<=", 3)]))
    assert [reason.code for reason in plan.options.why_not(best.terms, best.treatments).reasons] == ["RULE:X"]


def test_a_plan_of_another_method_has_an_id_of_its_own() -> None:
    plan = rs.plan(borrower(), policy=with_levers())
    best = plan.recommended
    assert best is not None
    other = replace(best.terms, phases=[rs.Phase(len(best.schedule), "equal_principal")])
    answer = plan.options.why_not(other, best.treatments)
    assert not answer.offered
    assert answer.option.id.startswith("asked-")


def test_treatments_that_are_no_list_are_refused() -> None:
    plan = rs.plan(borrower(), policy=with_levers())
    best = plan.recommended
    assert best is not None
    with pytest.raises(rs.InvalidInputError, match="list of Treatment"):
        plan.options.why_not(best.terms, 5)  # type: ignore[arg-type]


# --- words, privacy, mutability ------------------------------------------------------------


def test_a_banks_words_are_printed_as_they_are() -> None:
    named = replace(PLAIN.treatment_sets[0], text=rs.Wording("joins {x}", "转入{x}"))
    assert rs.plan(borrower(), policy=with_levers(treatment_sets=[named])).recommended is not None


@pytest.mark.parametrize("text", ["{limit.__class__}", "{limit:>300}", "{limit!r}", "{", "{other}"])
def test_a_rule_may_name_its_limit_and_nothing_else(text: str) -> None:
    with pytest.raises(rs.InvalidInputError, match="may name"):
        replace(rule("term_months", "<=", 60), text=rs.Wording(text, "x"))
    with pytest.raises(rs.InvalidInputError, match="may name"):
        replace(CN_FINANCIAL_24, text=rs.Wording(text, "x"))


def test_the_question_hides_what_it_holds_and_references_stay() -> None:
    options = rs.plan(borrower(), policy=with_levers()).options
    assert "42413" not in repr(options.question)
    with pytest.raises(TypeError):
        options.references["keep_contract"] = None  # type: ignore[index]


def test_references_of_debts_put_together_are_what_each_month_asks() -> None:
    options = rs.plan(two_debts("3400", next_due_date=date(2026, 12, 30)), policy=policies.GENERIC).options
    kept = next(plan for plan in options.compare().plans if plan.reference == "keep_contract")
    assert str(kept.highest_installment) == "848.26"
    assert kept.installments == options[0].before_after.before.installments


# --- programs ------------------------------------------------------------


def test_japans_minimum_is_an_amount() -> None:
    codes = {item.code: item for item in policies.JP_REHABILITATION.rules}
    least = codes["JP_AT_LEAST_1_MILLION"]
    assert least.condition == Condition(quantity="debt_in_scope", comparator=">", value=1_000_000)
    assert least.limit.at(date(2026, 11, 23)) == 1_000_000


def test_a_limit_is_no_word() -> None:
    with pytest.raises(rs.InvalidInputError, match="limit: must be a ShareLimit"):
        check_penalty_uplift("0.6", limit="misuse", contract_date=date(2026, 1, 1))  # type: ignore[arg-type]
