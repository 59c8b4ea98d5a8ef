"""Every lever by itself: what it makes, to the minor unit, and that the terms say the same as the lanes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

import restructure as rs
from restructure import policies
from restructure.options._baseline import contract_of
from restructure.options._candidates import candidate_id, enumerate_candidates, terms_of
from restructure.options._case import Case, case_of
from restructure.options._measured import families_of, family_masks
from restructure.policy import (
    Condition as When,
    Levers,
    ParkedPrincipal,
    Policy,
    RecoveryEstimate,
    Season,
    Settlement,
    Start,
    Steps,
    Target,
    TemporaryRate,
    TreatmentSet,
)
from support.unguarded import unguarded

GENERIC = policies.GENERIC
TEXT = GENERIC.levers.treatment_sets[0].text
PAY_ALL = [rs.Treatment(name, "pay") for name in ("interest", "penalty_interest", "compound_interest")]
PLAIN = replace(
    GENERIC.levers,
    terms=Steps(12, 24, 12),
    rate_cuts=[Decimal(0)],
    starts=[Start("none")],
    installments=["level"],
    forgiveness=[Decimal(0)],
    treatment_sets=[GENERIC.levers.treatment_sets[0]],
    first_due_days=15,
)


def borrower(**changes: Any) -> rs.Application:
    """Return a borrower with one overdue loan and money enough for most plans."""
    debt = rs.Debt(
        reference="loan-1",
        kind="personal_loan",
        in_scope=True,
        principal="9000",
        overdue_principal="400",
        interest="220",
        penalty_interest="30",
        fees="50",
        rate="0.12",
        installment="424.13",
        remaining_installments=24,
        next_due_date=date(2026, 12, 23),
        days_past_due=45,
    )
    held: dict[str, Any] = {
        "reference": "A-1",
        "as_of": date(2026, 11, 23),
        "currency": "USD",
        "liquid_assets": "3000",
        "incomes": [rs.Income("salary", "4600", evidence="verified", years=3)],
        "household": rs.Household(adults=2, dependents=2, living_costs="1150", housing_costs="850"),
        "debts": [replace(debt, **changes.pop("debt", {}))],
    }
    return rs.Application(**{**held, **changes})


def with_levers(**changes: Any) -> Policy:
    return unguarded(replace(GENERIC, levers=replace(PLAIN, **changes), rules=[]))


def settling(share: str, installments: int) -> Policy:
    """Return a policy whose only plan nobody can pay, so that it settles."""
    too_dear = replace(PLAIN.treatment_sets[0], treatments=[rs.Treatment(name, "pay") for name in CHARGES])
    levers = {"treatment_sets": [too_dear], "down_payments": [Decimal("0.9")]}
    return with_levers(settlements=[Settlement(share=share, installments=installments)], **levers)


CHARGES: tuple[Any, ...] = ("interest", "penalty_interest", "compound_interest", "fees")


def case_for(policy: Policy, application: rs.Application | None = None) -> Case:
    given = borrower() if application is None else application
    capacity = rs.assess_capacity(given, policy=policy)
    return case_of(given, contract_of(given, given.debts[0]), capacity, policy, first_due=None, target=None)


EVERYTHING = Levers(
    terms=Steps(12, 24, 6),
    rate_cuts=[Decimal(0), Decimal("0.03")],
    rate_floor="0.03",
    starts=[
        Start("none"),
        Start("interest_only", 6),
        Start("capitalize", 3),
        Start("defer", 3),
        Start("reduced", 6, share="0.5"),
        Start("step_up", 9, share="0.4", every=3),
    ],
    installments=["level", "affordable", "contract"],
    forgiveness=[Decimal(0), Decimal("0.2")],
    treatment_sets=GENERIC.levers.treatment_sets,
    temporary_rates=[
        TemporaryRate(rate="0", months=6),
        TemporaryRate(rate="0.02", months=4, step="0.03", step_every=5),
    ],
    balloons=[36],
    parked=[ParkedPrincipal(kind="principal_forbearance", share="0.3")],
    down_payments=[Decimal(0), Decimal("0.1")],
    settlements=[Settlement(share="0.6", installments=1), Settlement(share="0.98", installments=36)],
    seasons=[Season(months=[1, 2, 7], share="0.5")],
)


@pytest.mark.parametrize("unit", [None, "10"])
def test_the_terms_of_every_candidate_give_the_installments_of_its_lane(unit: str | None) -> None:
    case = case_for(unguarded(replace(GENERIC, levers=replace(EVERYTHING, installment_unit=unit), rules=[])))
    candidates = enumerate_candidates(case)
    assert candidates is not None
    assert len(candidates.rows) > 1000
    places = [place for place in range(0, len(candidates.rows), 3) if not candidates.refused[place]]
    for place in places:
        treatments = candidates.origin_of(place).treatments
        schedule = rs.reschedule(case.contract.position, treatments, terms_of(case, candidates, place))
        rows = int(candidates.rows[place])
        assert schedule.payment.tolist() == candidates.payments[:rows, place].tolist()
        assert not candidates.payments[rows:, place].any()


def test_an_amount_put_off_over_more_rows_than_some_plans_have_is_asked_of_the_others() -> None:
    late = TreatmentSet(
        name="late", treatments=[*PAY_ALL, rs.Treatment("fees", "defer", due=6)], days_past_due="keep", text=TEXT
    )
    levers = replace(PLAIN, terms=Steps(4, 12, 2), treatment_sets=[late])
    case = case_for(unguarded(replace(GENERIC, levers=levers, rules=[])))
    candidates = enumerate_candidates(case)
    assert candidates is not None
    assert [int(rows) for rows in candidates.rows[candidates.refused]] == [4]
    for place in np.flatnonzero(~candidates.refused).tolist():
        treatments = candidates.origin_of(place).treatments
        schedule = rs.reschedule(case.contract.position, treatments, terms_of(case, candidates, place))
        assert schedule.payment.tolist() == candidates.payments[: int(candidates.rows[place]), place].tolist()


def test_every_candidate_has_an_id_of_its_own() -> None:
    candidates = enumerate_candidates(case_for(replace(GENERIC, levers=EVERYTHING, rules=[])))
    assert candidates is not None
    sized = [shape.is_sized for shape in candidates.shapes]
    fixed = np.flatnonzero(~np.array(sized)[candidates.shape])
    plans = {(candidate_id(candidates, place), candidates.payments[:, place].tobytes()) for place in fixed.tolist()}
    assert len({name for name, _ in plans}) == len(plans)  # one that is repaid sooner is the same plan as a shorter one


def test_the_instruments_of_one_candidate_are_those_of_its_column() -> None:
    case = case_for(replace(GENERIC, levers=EVERYTHING, rules=[]))
    candidates = enumerate_candidates(case)
    assert candidates is not None
    masks, count = family_masks(candidates, case), len(candidates.rows)
    assert {name for name, mask in masks.items() if not mask.any()} == {
        "partial_claim",
        "split_balance",
        "payment_today",
        "program",
    }
    for place in range(0, count, 7):
        assert families_of(candidates, place, case) == tuple(name for name, mask in masks.items() if mask[place])


def first_of(policy: Policy, family: str, application: rs.Application | None = None, **more: Any) -> rs.Option:
    plan = rs.plan(borrower() if application is None else application, policy=policy, **more)
    return next(option for option in plan.options if family in option.families)


def test_a_rate_lowered_for_a_time_returns_in_steps_and_says_when() -> None:
    policy = with_levers(temporary_rates=[TemporaryRate(rate="0.02", months=4, step="0.03", step_every=5)])
    option = first_of(policy, "temporary_rate")
    rates = [
        str(option.terms.rate.annual),
        *(str(phase.rate.annual) for phase in option.terms.phases[1:] if phase.rate),
    ]
    assert rates[:3] == ["0.02", "0.05", "0.08"]
    told = [reason for reason in option.reasons if reason.code == "RATE_CHANGES"]
    assert told[0].values == {"date": "2027-04-23", "rate": "5.00%"}


def test_an_interest_freeze_charges_nothing_while_it_lasts() -> None:
    option = first_of(with_levers(temporary_rates=[TemporaryRate(rate="0", months=6)]), "interest_freeze")
    assert [row.interest for row in option.schedule][:6] == [Decimal("0.00")] * 6
    assert option.schedule[6].interest > 0
    assert option.reasons[0].code == "CHARGES_DURING_TERM"
    assert option.reasons[0].text.en.startswith("interest runs at 0.00% a year at first")


def test_relief_for_a_time_goes_back_to_the_contract_by_itself() -> None:
    policy = with_levers(installments=["contract"], starts=[Start("interest_only", 6)], terms=Steps(12, 60))
    option = first_of(policy, "temporary_relief")
    assert [row.principal for row in option.schedule][:6] == [Decimal("0.00")] * 6
    assert {str(row.payment) for row in list(option.schedule)[6:-1]} == {"424.13"}
    assert [reason.values for reason in option.reasons if reason.code == "BACK_TO_CONTRACT"] == [
        {"date": "2027-06-23", "amount": "424.13"}
    ]


def test_a_balloon_is_named_and_never_taken_to_be_affordable() -> None:
    option = first_of(with_levers(balloons=[60]), "balloon")
    last, before = option.schedule[-1], option.schedule[-2]
    assert option.measures.due_at_maturity == last.payment - before.payment > 0
    assert option.before_after.after.highest_installment == before.payment
    check = next(check for check in option.checks if check.code == "DUE_AT_MATURITY")
    assert (check.status, check.indicated) == ("needs_review", None)
    assert rs.plan(borrower(), policy=with_levers(balloons=[60])).recommended != option


@pytest.mark.parametrize("kind", ["principal_forbearance", "partial_claim", "split_balance"])
def test_parked_principal_bears_no_interest_and_falls_due_at_maturity(kind: Any) -> None:
    policy = with_levers(parked=[ParkedPrincipal(kind=kind, share="0.3")])
    option = first_of(policy, kind)
    assert option.schedule[-1].deferred_paid == Decimal("2700.00")
    assert option.terms.principal == Decimal("6600.00")
    assert option.conservation.components["principal"].deferred == Decimal("2700.00")


def test_a_settlement_keeps_a_share_of_everything_and_waives_the_rest() -> None:
    option = first_of(settling("0.6", 12), "settlement")
    assert option.measures.total_paid == Decimal("5580.00")  # 60% of 9,300
    assert option.measures.total_interest == 0
    assert option.conservation.total.waived == Decimal("3720.00")
    assert option.families == ("settlement",)


def test_a_settlement_above_principal_keeps_interest_first() -> None:
    option = first_of(settling("0.98", 12), "settlement")
    assert option.measures.total_paid == Decimal("9114.00")
    assert option.conservation.components["interest"].deferred == Decimal("114.00")
    assert option.conservation.components["principal"].waived == 0


def test_a_lump_sum_may_take_the_cash_at_hand() -> None:
    lump = settling("0.4", 1)
    assert first_of(lump, "settlement").measures.total_paid == Decimal("3720.00")
    poor = rs.plan(borrower(liquid_assets="0"), policy=lump)
    assert not any("settlement" in option.families for option in poor.options)


def test_a_down_payment_is_paid_from_the_cash_at_hand() -> None:
    policy = with_levers(down_payments=[Decimal("0.1")])
    option = first_of(policy, "down_payment")
    assert option.measures.paid_today == Decimal("900.00")
    assert rs.plan(borrower(liquid_assets="899.99"), policy=policy).recommended is None


def test_a_season_lowers_the_installments_of_its_months() -> None:
    policy = with_levers(installments=["affordable"], seasons=[Season(months=[1, 2], share="0.5")], terms=Steps(3, 60))
    option = first_of(policy, "seasonal_installments", borrower(debt={"principal": "40000", "installment": "2400"}))
    by_month = {row.due_date.month: row.payment for row in option.schedule}
    assert by_month[1] * 2 == by_month[3]


def test_installments_that_step_up_follow_what_can_be_paid() -> None:
    policy = with_levers(starts=[Start("step_up", 6, share="0.4", every=2)])
    amounts = [str(row.payment) for row in first_of(policy, "step_up").schedule][:6]
    path = rs.assess_capacity(borrower(), policy=policy).affordable_payment
    shares = [Decimal("0.4"), Decimal("0.6"), Decimal("0.8")]
    assert [Decimal(amount) for amount in amounts[::2]] == [
        (path * share).quantize(Decimal("0.01"), rounding="ROUND_DOWN") for share in shares
    ]


# --- targets -------------------------------------------------------------------------------------------------------


def test_a_cut_by_strictly_more_than_a_share_leaves_out_the_share_itself() -> None:
    application = borrower(
        debt={"rate": "0", "installment": "375", "interest": "0", "penalty_interest": "0", "fees": "0"}
    )
    policy = with_levers(terms=Steps(24, 48))
    at_least = Target(where=[When(quantity="payment_reduction", comparator=">=", value="0.20")])
    more = Target(where=[When(quantity="payment_reduction", comparator=">", value="0.20")])
    least = [rs.plan(application, policy=policy, target=target).recommended for target in (at_least, more)]
    assert [None if one is None else str(one.schedule[0].payment) for one in least] == ["300.00", "290.32"]


def test_a_target_ranks_what_it_names_first_and_lists_what_misses_it() -> None:
    policy = with_levers(terms=Steps(12, 60), rate_cuts=[Decimal(0), Decimal("0.06")])
    plans = {
        key: rs.plan(borrower(), policy=policy, target=Target(least=key)).recommended
        for key in ("lender_loss", "total_paid", "highest_installment", "last_due_date")
    }
    assert {key: (None if option is None else len(option.schedule)) for key, option in plans.items()}[
        "last_due_date"
    ] == 12
    ratio = Target(where=[When(quantity="debt_service_ratio", comparator="<=", value="0.05")])
    missed = rs.plan(borrower(), policy=policy, target=ratio).options.rejected
    assert any(group.code == "target:debt_service_ratio" for group in missed)
    held = Target(where=[When(quantity="extension_months", comparator="==", value=0)])
    assert all(len(option.schedule) <= 24 for option in rs.plan(borrower(), policy=policy, target=held).options)


# --- what it withstands, what is expected ---------------------------------------------------------------------------


def test_resilience_holds_the_highest_installment_against_every_stress() -> None:
    plan = rs.plan(borrower(), policy=with_levers())
    option = plan.options[0]
    for stress, held in zip(plan.capacity.stresses, option.resilience, strict=True):
        assert held.margin == stress.affordable_payment - option.before_after.after.highest_installment
        assert held.holds == (held.margin >= 0)


def test_expected_recovery_is_held_against_doing_nothing() -> None:
    estimate = RecoveryEstimate(
        default_without_plan="0.6",
        default_with_plan="0.2",
        default_at=6,
        recovered_share="0.3",
        recovered_after=12,
        cost_share="0.05",
    )
    option = rs.plan(borrower(), policy=replace(with_levers(), recovery=estimate)).options[0]
    assert option.expected is not None
    found = option.expected
    assert found.gain == found.with_plan.expected - found.without_plan.expected > 0
    assert found.break_even.outcome == "at_most"


@pytest.mark.parametrize(
    ("policy", "family", "said"),
    [
        (
            with_levers(temporary_rates=[TemporaryRate(rate="0.02", months=4, step="0.03", step_every=5)]),
            "temporary_rate",
            ("From 23 April 2027 on it is 5.00%.", "自2027年4月23日起为5.00%。"),
        ),
        (
            with_levers(installments=["contract"], starts=[Start("interest_only", 6)], terms=Steps(12, 60)),
            "temporary_relief",
            (
                "From 23 June 2027 on you pay your contract's USD 424.13 again",
                "自2027年6月23日起，恢复每月还USD 424.13",
            ),
        ),
        (
            settling("0.6", 12),
            "settlement",
            ("Once you have paid USD 5,580.00 by 23 November 2027", "在2027年11月23日前还清USD 5,580.00"),
        ),
    ],
)
def test_what_changes_while_a_plan_runs_is_explained(policy: Policy, family: str, said: tuple[str, str]) -> None:
    option = first_of(policy, family)
    for text, lang in zip(said, ("en", "zh"), strict=True):
        told = [sentence.text for sentence in rs.explain(option, lang=lang).sentences]  # type: ignore[arg-type]
        assert any(text in line for line in told)


# --- compare, why not -------------------------------------------------------------------------------------------------


def test_plans_stand_side_by_side_with_the_references() -> None:
    options = rs.plan(borrower(), policy=with_levers(terms=Steps(12, 48))).options
    compared = options.compare()
    assert [plan.name for plan in compared.plans] == [
        *(option.id for option in options),
        "keep_contract",
        "reinstate",
        "catch_up",
    ]
    assert compared.plans[0].total_paid == options[0].measures.total_paid
    for lang in ("en", "zh"):
        assert max(len(line) for line in compared.to_text(lang).splitlines()) <= 110


def asked(plan: rs.Plan, **changes: Any) -> rs.LoanTerms:
    best = plan.recommended
    assert best is not None
    return replace(best.terms, **changes)


def test_an_offered_plan_says_that_it_is_offered() -> None:
    plan = rs.plan(borrower(), policy=with_levers())
    answer = plan.options.why_not(asked(plan))
    assert answer.offered
    assert [reason.code for reason in answer.reasons] == ["OFFERED"]


def test_a_term_beyond_the_policy_names_the_rule_and_the_limit() -> None:
    policy = replace(with_levers(), rules=GENERIC.rules)
    plan = rs.plan(borrower(), policy=policy)
    answer = plan.options.why_not(asked(plan, phases=[rs.Phase(96)]))
    assert not answer.offered
    assert [reason.code for reason in answer.reasons] == ["RULE:TERM", "TERM_NOT_TRIED"]
    assert "84" in answer.reasons[0].text.en
    assert "96" in answer.reasons[1].text.zh


def test_a_plan_that_cannot_be_paid_says_when_and_by_how_much() -> None:
    plan = rs.plan(borrower(), policy=with_levers())
    answer = plan.options.why_not(asked(plan, phases=[rs.Phase(2)]))
    assert [reason.code for reason in answer.reasons][:1] == ["ABOVE_AFFORDABLE"]
    assert answer.option.schedule[0].payment > plan.capacity.affordable_payment


def test_a_plan_that_fits_but_is_behind_says_in_what() -> None:
    policy = with_levers(terms=Steps(12, 48))
    plan = rs.plan(borrower(), policy=policy)
    offered = {len(option.schedule) for option in plan.options}
    count = next(count for count in range(13, 48) if count not in offered)
    answer = plan.options.why_not(asked(plan, phases=[rs.Phase(count)]))
    assert [reason.code for reason in answer.reasons] == ["OUTRANKED"]


def test_terms_that_no_plan_has_are_refused() -> None:
    plan = rs.plan(borrower(), policy=with_levers())
    with pytest.raises(rs.NotApplicableError, match="monthly"):
        plan.options.why_not(asked(plan, every=2))
    with pytest.raises(rs.NotApplicableError, match="treatments="):
        plan.options.why_not(asked(plan, principal="1234.00"))
