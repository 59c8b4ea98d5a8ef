"""What a policy answers to a wish, what there is to bargain over, who may approve it, and that it can be signed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

import restructure as rs
from restructure.agreement import Party, Review, draft_agreement, sign
from restructure.options import Wish
from restructure.policy import Authority, Condition, Policy
from support.examples import card
from support.planning import CN, GENERIC, debt_with
from support.unguarded import unguarded


def asked(policy: Policy = CN, **wish: Any) -> rs.options.Negotiation:
    return rs.plan(card(), policy=policy).options.negotiate(Wish(**wish))


def codes(answer: rs.options.Negotiation) -> list[str]:
    return [reason.code for reason in answer.refusals]


# --- the answer ------------------------------------------------------------------------------------------------------


def test_a_wish_that_the_policy_can_give_is_granted_at_the_least_change() -> None:
    """34 months are the fewest whose installment is at most 1,700."""
    answer = asked(monthly="1700")
    assert answer.granted
    (offer,) = answer.offers
    assert offer.grants_all
    assert (len(offer.option.schedule), str(offer.option.schedule[0].payment)) == (34, "1682.05")
    assert answer.refusals == ()


def test_what_is_beyond_the_policy_is_countered_and_said() -> None:
    answer = asked(monthly="1200", rate="0")
    assert not answer.granted
    (offer,) = answer.offers
    assert offer.option.before_after.after.highest_installment <= 1200
    assert [reason.text.en for reason in offer.unmet] == ["costs 9.25% a year at most, 0.00% was asked for"]
    assert [reason.text.en for reason in answer.refusals] == ["no plan of the policy has a rate below 9.25%"]
    assert [reason.text.zh for reason in answer.refusals] == ["政策范围内最低年利率为9.25%"]


def test_each_thing_asked_for_can_be_insisted_on() -> None:
    """33 months and 1,100 a month cannot be had together: the first offer is nearest in sum, the others in one."""
    answer = asked(monthly="1100", months=33)
    figures = {(len(o.option.schedule), o.option.before_after.after.highest_installment) for o in answer.offers}
    assert any(months == 33 for months, _ in figures)
    assert any(highest <= 1100 for _, highest in figures)
    assert codes(answer) == ["NOT_TOGETHER"]


def test_a_guardrail_that_stands_against_a_wish_is_named() -> None:
    answer = asked(months=30, rate="0.0925")
    assert "GUARDRAIL:SUSTAINABLE" in codes(answer)
    assert "BEYOND:months" in codes(answer)
    assert not any(len(offer.option.schedule) == 30 for offer in answer.offers)


def test_too_few_months_miss_a_number_of_months_as_well() -> None:
    answer = asked(months=60)
    assert answer.granted
    assert len(answer.offers[0].option.schedule) == 60


def test_what_is_waived_is_counted_by_component() -> None:
    penal = asked(waived=["penalty_interest"])
    assert penal.granted
    fees = asked(waived=["fees", "penalty_interest"])
    (reason,) = fees.offers[0].unmet
    assert reason.text.en == "leaves 300.00 to pay, waived was asked for: fees, penalty interest"
    assert reason.text.zh == "仍须偿还300.00，诉求为减免：费用、罚息"


def test_a_later_beginning_is_planned_anew() -> None:
    answer = asked(first_date="2027-01-20")
    assert answer.granted
    assert answer.offers[0].option.terms.first_due_date == date(2027, 1, 20)
    late = asked(first_date="2029-01-20")
    assert [reason.text.en for reason in late.refusals] == ["no plan of the policy can begin as late as 2029-01-20"]
    assert late.offers[0].option.terms.first_due_date == date(2026, 12, 9)


def test_a_sum_today_is_held_against_what_is_due_today() -> None:
    assert asked(today="0").granted


def test_refused_plans_are_not_offered_again() -> None:
    first = asked(monthly="1700").offers[0].option
    again = asked(monthly="1700", refused=[first.id])
    assert again.granted
    assert again.offers[0].option.id != first.id
    assert len(again.offers[0].option.schedule) == 35


def test_when_all_is_refused_that_is_said() -> None:
    policy = replace(unguarded(GENERIC), levers=replace(GENERIC.levers, terms=rs.policy.Steps(60, 60)))
    plan, refused = rs.plan(card(), policy=policy), list[str]()
    for _ in range(400):
        answer = plan.options.negotiate(Wish(months=60, refused=refused))
        if not answer.offers:
            break
        refused += [offer.option.id for offer in answer.offers]
    assert codes(answer) == ["REFUSED_BEFORE"]


def test_where_the_contract_can_be_kept_that_is_the_offer() -> None:
    current = debt_with(overdue_principal=0, interest=0, penalty_interest=0, fees=0, days_past_due=0)
    rich = replace(current, incomes=[rs.Income("salary", 20000, evidence="verified")])
    options = rs.plan(rich, policy=GENERIC).options
    answer = options.negotiate(Wish(monthly="1200"))
    assert codes(answer) == ["RUNG:keep"]
    (offer,) = answer.offers
    assert offer.option == options.recommended
    assert [reason.code for reason in offer.unmet] == ["UNMET:monthly"]
    assert options.negotiate(Wish(monthly="99999")).granted
    assert options.frontier().points == ()


def test_nothing_is_promised_where_nothing_fits_or_nobody_is_eligible() -> None:
    poor = replace(card(), incomes=[rs.Income("salary", 6000, evidence="verified")])
    assert codes(rs.plan(poor, policy=CN).options.negotiate(Wish(monthly="10"))) == ["NOTHING"]
    hardship = rs.Hardship(cause="unemployment", willing_to_repay=False)
    unwilling = rs.plan(replace(card(), hardship=hardship), policy=CN).options
    answer = unwilling.negotiate(Wish(monthly="10"))
    assert (answer.offers, codes(answer)) == ((), ["NOT_ELIGIBLE"])


def test_debts_that_stay_apart_are_negotiated_one_by_one() -> None:
    one = card().debts[0]
    two = replace(card(), debts=[one, replace(one, reference="card-2")])
    options = rs.plan(two, policy=CN).options
    with pytest.raises(rs.NotApplicableError, match="stay apart; ask each of by_debt"):
        options.negotiate(Wish(monthly="10"))
    assert all(part.negotiate(Wish(monthly="10")) for part in options.by_debt)


def test_a_wish_for_nothing_is_refused() -> None:
    with pytest.raises(rs.InvalidInputError, match="nothing is asked for"):
        Wish()
    with pytest.raises(rs.InvalidInputError, match="must not be negative"):
        Wish(monthly="-1")
    with pytest.raises(rs.InvalidInputError, match="a Wish"):
        rs.plan(card(), policy=CN).options.negotiate("1200")  # type: ignore[arg-type]


# --- what can be signed ----------------------------------------------------------------------------------------------


def signed(plan: rs.Plan, option: rs.Option, policy: Policy) -> rs.Agreement:
    reviews = [Review(held.code, by="U", on=plan.as_of, note="x") for held in option.checks if held.status != "pass"]
    parties = [Party("borrower", "P-1"), Party("lender", "L-1")]
    agreement = draft_agreement(option, plan, policy=policy, parties=parties, reviews=reviews)
    for party in parties:
        agreement = sign(agreement, party.id, on=plan.as_of, method="paper")
    return agreement


@pytest.mark.parametrize("wish", [{"monthly": "1200"}, {"first_date": "2027-01-20"}, {"months": 48, "rate": "0"}])
def test_a_counter_offer_is_signed_and_followed_like_any_plan(wish: dict[str, Any]) -> None:
    plan = rs.plan(card(), policy=CN)
    option = plan.options.negotiate(Wish(**wish)).offers[0].option
    assert option not in plan.options.options
    assert plan.options.gives(option)
    agreement = signed(plan, option, CN)
    row = option.schedule[0]
    paid = [rs.Event("p1", "payment", row.due_date, amount=row.payment)]
    tracked = rs.track(agreement, paid, as_of=row.due_date)
    assert [held.status for held in tracked.installments if held.number][:2] == ["paid", "upcoming"]


def test_a_plan_that_the_policy_does_not_give_cannot_be_drafted() -> None:
    plan, other = rs.plan(card(), policy=CN), rs.plan(card(), policy=GENERIC)
    foreign = other.recommended
    assert foreign is not None
    assert not plan.options.gives(foreign)
    best = plan.options[0]
    altered = replace(best, measures=replace(best.measures, total_paid=Decimal(1)))
    assert not plan.options.gives(altered)
    with pytest.raises(rs.InvalidInputError, match="none that this plan's policy gives"):
        draft_agreement(altered, plan, policy=CN, parties=[Party("borrower", "P")], reviews=[])


# --- who approves ----------------------------------------------------------------------------------------------------


def test_the_first_level_whose_conditions_a_plan_meets_approves_it() -> None:
    plan = rs.plan(card(), policy=GENERIC)
    levels = [option.approval.code if option.approval else None for option in plan.options]
    assert levels == ["team_lead", "committee"]  # six points off the rate; a fifth of the principal forgiven
    strict = replace(GENERIC, authority=[Authority(code="x", text=rs.Wording("x", "某"), within=[SHORT])])
    assert {option.approval for option in rs.plan(card(), policy=strict).options} == {None}
    assert "may be approved by the head of the workout team" in plan.to_text()
    assert "审批权限：资产保全团队负责人" in plan.to_text("zh")


SHORT = Condition("installment_count", "<=", 3)


def test_a_level_speaks_of_the_plan_alone_and_has_one_code() -> None:
    with pytest.raises(rs.InvalidInputError, match="days_past_due is not of the plan"):
        Authority(code="x", text=rs.Wording("x", "某"), within=[Condition("days_past_due", "<=", 3)])
    level = Authority(code="x", text=rs.Wording("x", "某"))
    with pytest.raises(rs.InvalidInputError, match="authority: has a code twice"):
        replace(GENERIC, authority=[level, level])


def test_approval_is_on_the_wire() -> None:
    written = json.loads(rs.to_json(rs.plan(card(), policy=GENERIC)))
    jsonschema.validate(written, rs.json_schema(rs.Plan))
    assert written["options"][0]["approval"]["code"] == "team_lead"
    assert rs.from_json(Policy, rs.to_json(GENERIC)) == GENERIC


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_tells_every_offer_what_it_lacks_and_why(lang: Any) -> None:
    answer = asked(GENERIC, monthly="1100", months=33, rate="0")
    page = " ".join(rs.render(answer, lang=lang).split())
    for offer in answer.offers:
        after = offer.option.before_after.after
        assert f"{after.highest_installment:,}" in page
        assert all(reason.text.to_text(lang).split()[0] in page for reason in offer.unmet)
        assert offer.option.approval is not None
        assert offer.option.approval.text.to_text(lang) in page
    assert all(" ".join(reason.text.to_text(lang).split()) in page for reason in answer.refusals)


def test_an_answer_without_offers_has_a_page_too() -> None:
    poor = replace(card(), incomes=[rs.Income("salary", 6000, evidence="verified")])
    answer = rs.plan(poor, policy=CN).options.negotiate(Wish(monthly="10"))
    assert "NO PLAN CAN BE GIVEN" in answer.to_text()


# --- the frontier ----------------------------------------------------------------------------------------------------


def test_the_frontier_lies_between_the_lenders_floor_and_the_borrowers_ceiling() -> None:
    held = rs.plan(card(), policy=CN).options.frontier()
    assert held.lender_floor == Decimal("10624.23")
    assert held.borrower_ceiling == Decimal("1885.00")
    assert held.points
    assert all(point.lender_expects > held.lender_floor for point in held.points)
    assert all(point.highest_installment <= held.borrower_ceiling for point in held.points)


def test_no_point_of_the_frontier_gives_both_sides_less_than_another() -> None:
    points = rs.plan(card(), policy=GENERIC).options.frontier().points
    figures = [(-p.lender_expects, p.total_paid, p.highest_installment) for p in points]
    for place, point in enumerate(figures):
        others = figures[:place] + figures[place + 1 :]
        assert not any(all(a < b for a, b in zip(other, point, strict=True)) for other in others)
