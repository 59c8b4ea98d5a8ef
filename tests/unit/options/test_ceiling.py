"""Ceilings on what a plan costs, limits on its charges, and what of a debt cannot be claimed at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.agreement import Party, Review, draft_agreement
from restructure.contract.treatment import Treatment
from restructure.law import RateCeiling, ShareLimit, recognized_principal
from restructure.measures import CashFlow, apr
from restructure.measures.intervals import MONTH, shared_due_day, units_between
from restructure.options._baseline import contract_of
from restructure.options._case import case_of
from restructure.options._ceiling import _moments
from restructure.policies.china import CN_CARD_CHARGES, CN_FINANCIAL_24
from restructure.policy import Policy, Start, TreatmentSet
from support.unguarded import unguarded

DAY = date(2026, 11, 23)
SIGNED = date(2022, 1, 10)
READ = rs.Source(title="file 12", level="verified")
HEARD = rs.Source(title="file 13, recalled", level="unverified")
CEILING = "OUR_CEILING"


def ceiling(percent: str, source: rs.Source = READ, **changes: Any) -> RateCeiling:
    text = rs.Wording("everything costs at most {limit} a year", "综合成本不超过年化{limit}")
    given = {"code": CEILING, "rates": rs.Dated([(date(2020, 1, 1), Decimal(percent) / 100)]), "sources": [source]}
    return RateCeiling(**{**given, "text": text, **changes})


def share_limit(share: str, source: rs.Source = READ) -> ShareLimit:
    most = rs.Dated([(date(2020, 1, 1), Decimal(share))])
    text = rs.Wording("charges are a part of the principal", "费用不超过本金的一定比例")
    return ShareLimit(code="OUR_CHARGES", most=most, sources=[source], text=text)


def under(limit: RateCeiling | None, **changes: Any) -> Policy:
    return replace(unguarded(policies.GENERIC), ceiling=limit, **changes)


def borrower(*, income: str = "9000", **changes: Any) -> rs.Application:
    given: dict[str, Any] = {
        "reference": "loan-1",
        "kind": "personal_loan",
        "in_scope": True,
        "principal": "60000",
        "overdue_principal": "4000",
        "interest": "2000",
        "penalty_interest": "300",
        "fees": "200",
        "rate": "0.24",
        "installment": "3300",
        "remaining_installments": 24,
        "next_due_date": date(2026, 12, 9),
        "days_past_due": 60,
        "contract_date": SIGNED,
    }
    return rs.Application(
        reference="A-1",
        as_of=DAY,
        currency="CNY",
        liquid_assets="5000",
        incomes=[rs.Income("salary", income, evidence="verified", years=4)],
        household=rs.Household(adults=2, living_costs="3600", housing_costs="1500"),
        debts=[rs.Debt(**given | changes)],
        hardship=rs.Hardship(cause="illness", willing_to_repay=True, in_contact=True),
    )


def check_of(option: rs.Option, code: str = CEILING) -> rs.Check:
    (found,) = [check for check in option.checks if check.code == code]
    return found


def group(plan: rs.Plan, code: str) -> Any:
    return next((held for held in plan.options.rejected if held.code == code), None)


# --- the annual rate -------------------------------------------------------------------------------------------------


def test_a_verified_ceiling_removes_what_is_above_it_and_says_what_to_waive() -> None:
    plan = rs.plan(borrower(), policy=under(ceiling("20")))
    assert plan.options.options
    for option in plan.options:
        assert option.terms.rate.units <= 2_000_000_000
        check = check_of(option)
        assert (check.status, check.limit) == ("pass", "<= 20.00%")
        assert not [reason for reason in option.reasons if reason.code == "ABOVE_CEILING"]
    above = group(plan, "ceiling")
    assert above.count > 0
    assert "20.00%" in above.text.en
    assert "must be waived" in above.text.en


def test_below_every_rate_nothing_is_offered() -> None:
    plan = rs.plan(borrower(), policy=under(ceiling("3")))
    assert not plan.options.options
    assert group(plan, "ceiling").count > 0


def test_an_unverified_ceiling_is_carried_with_the_least_waiver() -> None:
    policy = under(ceiling("3", HEARD))
    for option in rs.plan(borrower(), policy=policy).options:
        check = check_of(option)
        assert (check.status, check.indicated) == ("needs_review", "fail")
        (reason,) = [reason for reason in option.reasons if reason.code == "ABOVE_CEILING"]
        waived = Decimal(reason.values["amount"].replace(",", ""))
        assert waived > 0
        assert reason.values["limit"] == "3.00%"


def test_clean_plans_come_before_those_indicated_to_be_above() -> None:
    for option in rs.plan(borrower(), policy=under(ceiling("20", HEARD))).options:
        assert check_of(option).indicated == "pass"


def test_without_the_day_of_the_contract_a_verified_ceiling_needs_review() -> None:
    plan = rs.plan(borrower(contract_date=None), policy=under(ceiling("3")))
    assert plan.options.options
    assert {check_of(option).status for option in plan.options} == {"needs_review"}
    assert group(plan, "ceiling") is None


def test_a_contract_older_than_the_rule_is_for_a_person() -> None:
    plan = rs.plan(borrower(contract_date=date(2019, 5, 1)), policy=under(ceiling("3")))
    assert plan.options.options
    for option in plan.options:
        check = check_of(option)
        assert (check.status, check.indicated, check.limit) == ("needs_review", None, "contracts from 2020-01-01")


def test_a_day_that_was_not_looked_up_needs_review() -> None:
    plan = rs.plan(borrower(), policy=under(ceiling("3", through=date(2021, 1, 1))))
    assert {check_of(option).status for option in plan.options} == {"needs_review"}


def test_the_rate_of_the_check_is_that_of_the_plan_with_everything_in() -> None:
    """What is paid on day one is among the payments, and what the plan starts from is all that is not waived."""
    paid = TreatmentSet(
        name="pay",
        treatments=[Treatment(name, "pay") for name in ("interest", "fees")]
        + [Treatment(name, "waive") for name in ("penalty_interest", "compound_interest")],
        days_past_due="keep",
        text=rs.Wording("interest and fees are paid on day one", "首日支付利息和费用"),
    )
    levers = replace(policies.GENERIC.levers, treatment_sets=[paid])
    plan = rs.plan(borrower(), policy=under(ceiling("30"), levers=levers))
    assert plan.options.options
    for option in plan.options:
        assert option.measures.paid_today == 2200
        start = option.conservation.total.opening - option.conservation.total.waived
        dues = zip(option.schedule.due_dates, option.schedule.payment.tolist(), strict=True)
        payments = [CashFlow(option.measures.paid_today, on=DAY)]
        payments += [CashFlow(option.schedule.currency.to_major(amount), on=day) for day, amount in dues if amount]
        rate = apr([CashFlow(start, on=DAY)], payments, unit_period="month")
        assert check_of(option).actual == f"{rate.disclosed}%"


def test_a_plan_at_the_very_rate_of_the_ceiling_is_decided_to_the_cent() -> None:
    """Rounding the interest of a row up is no charge; a rate a hundredth of a point lower is below the plan."""
    levers = replace(
        policies.GENERIC.levers,
        rate_cuts=[Decimal("0")],
        forgiveness=[Decimal("0")],
        starts=[Start("none"), Start("interest_only", 6)],
        treatment_sets=policies.GENERIC.levers.treatment_sets[:2],
    )
    application = borrower(rate="0.12", installment="2700")
    plan = rs.plan(application, policy=under(ceiling("12"), levers=levers))
    assert plan.options.options
    assert group(plan, "ceiling") is None
    for option in plan.options:
        assert check_of(option).actual == "12.00%"
        assert check_of(option).status == "pass"
    assert not rs.plan(application, policy=under(ceiling("11.99"), levers=levers)).options.options


@pytest.mark.parametrize("due_day", [1, 15, 27, 28, 29, 30, 31])
@pytest.mark.parametrize("as_of", [date(2026, 1, 30), date(2026, 2, 27), date(2027, 1, 1), date(2026, 11, 23)])
def test_months_to_the_due_dates_are_those_of_the_actuarial_rule(due_day: int, as_of: date) -> None:
    first = rs.LoanTerms(
        currency="CNY",
        principal=1,
        rate=0,
        start_date=as_of,
        first_due_date=date(2027, 2, min(due_day, 28)),
        due_day=due_day,
        phases=[rs.Phase(1)],
    ).first_due_date
    application = replace(borrower(next_due_date=first, due_day=due_day, rate="0.01"), as_of=as_of)
    capacity = rs.assess_capacity(application, policy=policies.GENERIC)
    contract = contract_of(application, application.debts[0])
    case = case_of(application, contract, capacity, policies.GENERIC, first_due=None, target=None)
    dates = case.frame.dates
    shared = shared_due_day([as_of, *dates], dates)
    exact = [units_between(as_of, day, MONTH, shared) for day in dates]
    assert [moment.whole + moment.part for moment in _moments(case)] == exact
    assert [moment.whole + moment.part for moment in _moments(case, 7)] == exact[:7]


def test_why_not_names_the_ceiling() -> None:
    policy = under(ceiling("20"))
    plan = rs.plan(borrower(), policy=policy)
    dearer = replace(plan.options[0].terms, rate="0.24")
    answer = plan.options.why_not(dearer, plan.options[0].treatments)
    assert f"RULE:{CEILING}" in [reason.code for reason in answer.reasons]
    assert CEILING in [check.code for check in answer.checks]


def test_several_debts_are_each_held_against_it_and_so_is_one_in_their_place() -> None:
    application = borrower(principal="20000", overdue_principal="1000", installment="1200")
    second = replace(application.debts[0], reference="loan-2", contract_date=None)
    both = replace(application, debts=[application.debts[0], second])
    options = rs.plan(both, policy=under(ceiling("20"))).options
    assert {check_of(option).status for option in options.by_debt[0]} == {"pass"}
    assert {check_of(option).status for option in options.by_debt[1]} == {"needs_review"}
    assert {check_of(option).status for option in options} == {"needs_review"}


# --- charges ---------------------------------------------------------------------------------------------------------


def test_a_verified_limit_on_charges_removes_what_is_above_it() -> None:
    free = rs.plan(borrower(), policy=policies.GENERIC)
    plan = rs.plan(borrower(), policy=under(None, charge_limit=share_limit("0.3")))
    assert plan.options.options
    for option in plan.options:
        kept = option.conservation.components["principal"].opening - option.conservation.components["principal"].waived
        charges = option.measures.total_paid - kept
        assert charges <= Decimal("0.3") * 60000
        check = check_of(option, "OUR_CHARGES")
        assert (check.status, Decimal(check.actual or "")) == ("pass", max(charges, Decimal(0)))
    assert group(plan, "charge_limit").count > 0
    assert "18,000.00" in group(plan, "charge_limit").text.en
    assert group(free, "charge_limit") is None


def test_an_unverified_limit_on_charges_is_carried() -> None:
    plan = rs.plan(borrower(), policy=under(None, charge_limit=replace(CN_CARD_CHARGES)))
    for option in plan.options:  # a contract of 2022 before the first day of the limit
        assert check_of(option, "CN_CARD_CHARGES").indicated is None
    later = rs.plan(borrower(contract_date=date(2023, 1, 1)), policy=under(None, charge_limit=CN_CARD_CHARGES))
    for option in later.options:
        check = check_of(option, "CN_CARD_CHARGES")
        assert (check.status, check.indicated) == ("needs_review", "pass")


# --- a debt above the ceiling ----------------------------------------------------------------------------------------


def loan_of_180000(**changes: Any) -> rs.Application:
    """300,000 owed on 180,000 received two years ago, of which nothing was repaid."""
    given: dict[str, Any] = {
        "principal": "300000",
        "overdue_principal": "300000",
        "interest": "0",
        "penalty_interest": "0",
        "fees": "0",
        "installment": "0",
        "remaining_installments": 0,
        "contract_date": date(2024, 11, 23),
        "received": "180000",
    }
    return borrower(income="30000", **given | changes)


def test_what_can_be_claimed_at_most_and_what_is_above_is_flagged() -> None:
    plan = rs.plan(loan_of_180000(), policy=under(ceiling("24")))
    (flag,) = [flag for flag in plan.flags if flag.code == "CLAIM_WITHIN_CEILING"]
    assert (flag.values["most"], flag.values["above"]) == ("266,400.00", "33,600.00")  # 180,000 and two years at 24%
    assert flag in plan.options.flags
    assert "266,400.00" in plan.to_text()
    assert "266,400.00" in plan.to_text("zh")
    for reader in ("customer", "officer"):
        for lang in ("en", "zh"):
            assert "33,600.00" in rs.explain(plan, reader=reader, lang=lang).to_text()


def test_it_is_what_the_law_recognizes() -> None:
    exact = recognized_principal(
        "180000", rate="0.5", years=2, ceiling=ceiling("24"), contract_date=date(2024, 11, 23), currency="CNY"
    )
    assert exact.principal == Decimal("266400.00")


def test_every_option_is_checked_to_waive_the_rest() -> None:
    policy = under(ceiling("24"))
    plan = rs.plan(loan_of_180000(), policy=policy)
    for option in plan.options:
        check = check_of(option, "CLAIM_WITHIN_CEILING")
        assert (check.status, check.limit) == ("pass", ">= 33,600.00")
        assert option.conservation.total.waived >= 33600
    assert group(plan, "claim").count > 0
    assert "33,600.00" in group(plan, "claim").text.zh


@pytest.mark.parametrize(
    ("changes", "most"),
    [({"repaid": "50000"}, "216,400.00"), ({"repaid": "400000"}, "0.00"), ({"contract_date": DAY}, "180,000.00")],
)
def test_what_was_repaid_and_the_time_that_passed_count(changes: dict[str, Any], most: str) -> None:
    plan = rs.plan(loan_of_180000(**changes), policy=under(ceiling("24", HEARD)))
    (flag,) = plan.options.flags
    assert flag.values["most"] == most


def test_a_debt_below_the_ceiling_and_one_of_which_nothing_is_known_are_silent() -> None:
    for application in (loan_of_180000(received="290000"), loan_of_180000(received=None)):
        plan = rs.plan(application, policy=under(ceiling("24", HEARD)))
        assert not plan.options.flags
        for option in [*plan.options, *filter(None, [plan.options.nearest])]:
            assert not [check for check in option.checks if check.code == "CLAIM_WITHIN_CEILING"]
    assert not rs.plan(loan_of_180000(), policy=policies.GENERIC).options.flags


@pytest.mark.parametrize("signed", [None, date(2019, 1, 1)])
def test_a_missing_day_or_one_before_the_rule_needs_review(signed: date | None) -> None:
    plan = rs.plan(loan_of_180000(contract_date=signed), policy=under(ceiling("24")))
    assert not plan.options.flags
    shown = [*plan.options, *filter(None, [plan.options.nearest])]
    assert shown
    for option in shown:
        check = check_of(option, "CLAIM_WITHIN_CEILING")
        assert (check.status, check.indicated) == ("needs_review", None)


def test_debts_taken_together_waive_what_is_above_of_each() -> None:
    application = loan_of_180000()
    second = replace(application.debts[0], reference="loan-2", received=None)
    both = replace(application, debts=[application.debts[0], second])
    options = rs.plan(both, policy=under(ceiling("24", HEARD))).options
    assert [flag.values["debt"] for flag in options.flags] == ["loan-1"]
    assert [len(part.flags) for part in options.by_debt] == [1, 0]


def test_received_and_repaid_round_trip() -> None:
    application = loan_of_180000(repaid="12.50")
    assert rs.from_json(rs.Application, rs.to_json(application)) == application
    assert {"received", "repaid", "mortgage"} <= set(rs.json_schema(rs.Debt)["properties"])
    with pytest.raises(rs.InvalidInputError, match="received: is zero"):
        loan_of_180000(received="0")
    with pytest.raises(rs.InvalidInputError, match=r"debts\[0\]\.repaid"):
        loan_of_180000(repaid="0.001")


# --- from there on ---------------------------------------------------------------------------------------------------


def test_an_agreement_keeps_the_checks_and_can_be_read_again() -> None:
    policy = under(ceiling("20", HEARD), charge_limit=share_limit("0.9"))
    plan = rs.plan(borrower(), policy=policy)
    option = plan.options[0]
    reviews = [
        Review(check.code, by="U-1", on=DAY, note="seen") for check in option.checks if check.status == "needs_review"
    ]
    parties = [Party("borrower", "P-1"), Party("lender", "L-1")]
    agreement = draft_agreement(option, plan, policy=policy, parties=parties, reviews=reviews)
    assert {CEILING, "OUR_CHARGES"} <= {check.code for check in agreement.checks}
    assert rs.from_json(rs.Agreement, rs.to_json(agreement)) == agreement
    checks = [replace(check, sources=[READ]) if check.code == CEILING else check for check in agreement.checks]
    with pytest.raises(rs.InvalidTermsError, match=f"{CEILING} is no rule of the policy"):
        replace(agreement, checks=checks)


def test_a_code_is_given_once() -> None:
    with pytest.raises(rs.InvalidInputError, match=r"ceiling\.code: is the code of another rule"):
        under(ceiling("20", code="TERM"))


def test_the_shipped_policies_of_licensed_lenders_carry_the_line_of_the_courts() -> None:
    for policy in (policies.CN_CARD_ARTICLE_70, policies.CN_PERSONAL_LOAN, policies.CN_PERSONAL_BUSINESS_LOAN):
        assert policy.ceiling == CN_FINANCIAL_24
        assert policy.charge_limit is None
    loan = borrower(rate="0.36", installment="3600")
    plan = rs.plan(loan, policy=policies.CN_PERSONAL_LOAN)
    shown = [*plan.options, *filter(None, [plan.options.nearest])]
    assert shown
    for option in shown:
        check = check_of(option, "CN_FINANCIAL_24")
        assert (check.status, check.indicated) == ("needs_review", "fail")
        assert Fraction(check.actual.removesuffix("%")) > 24 if check.actual else False


# --- the ladder ------------------------------------------------------------------------------------------------------


def test_a_contract_above_a_ceiling_that_was_read_is_not_kept_however_well_it_fits() -> None:
    """At 24% a contract can be kept; where 20% is the most, the plan is recast below it."""
    current = borrower(income="15000", overdue_principal=0, interest=0, penalty_interest=0, fees=0, days_past_due=0)
    kept = rs.plan(current, policy=policies.GENERIC)
    assert kept.options.rung == "keep"
    plan = rs.plan(current, policy=replace(policies.GENERIC, ceiling=ceiling("20")))
    assert plan.options.rung == "restructure"
    assert [(held.rung, held.reason.code) for held in plan.options.passed] == [
        (rung, f"RULE:{CEILING}") for rung in ("keep", "reinstate", "catch_up", "hold")
    ]
    assert all(check_of(option).status == "pass" for option in plan.options)
    heard = rs.plan(current, policy=replace(policies.GENERIC, ceiling=ceiling("20", HEARD)))
    assert heard.options.rung == "keep"
    assert heard.recommended is not None
    assert check_of(heard.recommended).indicated == "fail"
