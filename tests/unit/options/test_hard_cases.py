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
    Target,
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
    plan = rs.plan(two_debts("2800", kind="student_loan"), policy=barred)
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
        best = rs.plan(two_debts("2800", next_due_date=day), policy=policy).recommended
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


@pytest.mark.parametrize(
    ("parked", "family"),
    [
        ([ParkedPrincipal(kind="partial_claim", share="0.3")], "partial_claim"),
        ([ParkedPrincipal(kind="split_balance", share="0.2")], "split_balance"),
        (
            [
                ParkedPrincipal(kind="partial_claim", share="0.05"),
                ParkedPrincipal(kind="principal_forbearance", share="0.15"),
                ParkedPrincipal(kind="split_balance", share="0.5"),
            ],
            "principal_forbearance",
        ),
    ],
)
def test_an_amount_set_aside_is_the_policys_own_instrument(parked: list[ParkedPrincipal], family: str) -> None:
    """A tenth of 9,000 and a little more: none of the shares, so no candidate of the policy."""
    plan = rs.plan(borrower(), policy=with_levers(parked=parked))
    answer = plan.options.why_not(*with_an_amount_aside(plan, "1000"))
    assert {"partial_claim", "split_balance", "principal_forbearance"} & set(answer.option.families) == {family}
    assert [reason.code for reason in answer.reasons] == ["NOT_TRIED"]


def test_a_policy_without_parking_says_that_it_knows_none() -> None:
    plan = rs.plan(borrower(), policy=with_levers())
    answer = plan.options.why_not(*with_an_amount_aside(plan, "1000"))
    assert not {"partial_claim", "split_balance", "principal_forbearance"} & set(answer.option.families)
    assert [reason.code for reason in answer.reasons] == ["PARKING_NOT_KNOWN"]
    assert "政策没有将部分本金单独挂账至到期的安排" in answer.to_text("zh")
    assert str(answer.option.measures.due_at_maturity) == "1000.00"


def with_an_amount_aside(plan: rs.Plan, amount: str) -> tuple[rs.LoanTerms, list[rs.Treatment]]:
    """Return the recommended plan's terms and treatments with an amount of principal left until maturity."""
    best = next(option for option in plan.options if not option.measures.due_at_maturity)
    aside = rs.Treatment("principal", "defer", amount=amount, due="maturity")
    return replace(best.terms, principal=best.terms.principal - Decimal(amount)), [*best.treatments, aside]


@pytest.mark.parametrize("due_day", [31, 30])
def test_a_question_is_asked_on_the_days_the_plans_were_made_for(due_day: int) -> None:
    """The first due date of a short month does not move the others."""
    application = borrower(debt={"next_due_date": date(2026, 11, 30), "due_day": due_day})
    plan = rs.plan(application, policy=with_levers(first_due_days=0))
    for option in plan.options:
        answer = plan.options.why_not(option.terms, option.treatments)
        assert (answer.offered, answer.option.id) == (True, option.id)


# --- rules and targets ------------------------------------------------------------


def test_a_rule_applies_only_where_all_its_conditions_hold() -> None:
    late, long = Condition("days_past_due", ">=", 30), Condition("installment_count", ">", 18)
    other = Condition("debt_kind", "==", "mortgage")
    counts: list[set[int]] = []
    for when in ([late, long], [late, other]):
        policy = replace(with_levers(), rules=[rule("installment_count", "<=", 6, when=when)])
        counts.append({len(option.schedule) for option in rs.plan(borrower(), policy=policy).options})
    assert (counts[0], max(counts[1])) == ({12}, 24)


def test_an_input_nobody_stated_leaves_one_of_several_conditions_open() -> None:
    """A condition that fails decides whatever is missing; without one the rule is taken to apply and is reviewed."""
    unknown, late = Condition("modifications_36m", "==", 0), Condition("days_past_due", ">=", 30)
    early = Condition("days_past_due", "<", 30)
    statuses = [
        [check.status for check in rs.plan(borrower(), policy=replace(with_levers(), rules=[it])).options[0].checks]
        for it in (
            rule("installment_count", "<=", 60, when=[unknown, late]),
            rule("installment_count", "<=", 60, when=[unknown, early]),
            rule("installment_count", "<=", 60, when=[late]),
        )
    ]
    assert statuses == [["needs_review"], [], ["pass"]]


def test_conditions_follow_their_dates_like_limits() -> None:
    day, next_day = date(2026, 11, 23), date(2026, 11, 24)
    for first, codes in ((day, []), (next_day, ["X"])):
        dated = rs.Dated([(date(2000, 1, 1), Decimal(30)), (first, Decimal(60))])
        late = rule("currency", "==", "USD", when=[Condition("days_past_due", ">=", dated)])
        policy = replace(with_levers(), rules=[late])
        assert [check.code for check in rs.plan(borrower(), policy=policy).options.checks] == codes


@pytest.mark.parametrize("kind", ["personal_loan", "mortgage"])
def test_a_target_counts_only_where_its_conditions_hold(kind: Any) -> None:
    short = Target(where=[Condition("term_months", "<=", 12)], when=[Condition("debt_kind", "==", "mortgage")])
    plan = rs.plan(borrower(debt={"kind": kind}), policy=with_levers(), target=short)
    counts = {len(option.schedule) for option in plan.options}
    assert (max(counts) <= 13) == (kind == "mortgage")
    best = plan.recommended
    assert best is not None
    longer = replace(best.terms, phases=[rs.Phase(24)])
    codes = [reason.code for reason in plan.options.why_not(longer, best.treatments).reasons]
    assert ("TARGET:term_months" in codes) == (kind == "mortgage")


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
    options = rs.plan(two_debts("2800", next_due_date=date(2026, 12, 30)), policy=policies.GENERIC).options
    kept = next(plan for plan in options.compare().plans if plan.reference == "keep_contract")
    assert str(kept.highest_installment) == "848.26"
    assert kept.installments == options[0].before_after.before.installments


# --- programs ------------------------------------------------------------


def test_japans_minimum_is_an_amount() -> None:
    codes = {item.code: item for item in policies.JP_REHABILITATION.rules}
    least = codes["JP_AT_LEAST_1_MILLION"]
    assert least.when == (Condition("debt_in_scope", ">", 1_000_000),)
    assert least.limit.at(date(2026, 11, 23)) == 1_000_000


def test_a_limit_is_no_word() -> None:
    with pytest.raises(rs.InvalidInputError, match="limit: must be a ShareLimit"):
        check_penalty_uplift("0.6", limit="misuse", contract_date=date(2026, 1, 1))  # type: ignore[arg-type]
