"""Tracking by visible histories: what is due, paid and late, breach and cure, marks, signals, quotes, statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.agreement import Agreement, advance
from restructure.basics.errors import EventError, InvalidInputError, NotApplicableError
from restructure.basics.provenance import Wording
from restructure.contract.components import COMPONENTS
from restructure.contract.events import Servicing
from restructure.law.mark import ForborneFact
from restructure.policies.basel import BASEL_2017
from restructure.policies.china import CN_2023, CN_OBSERVATION
from restructure.policies.eu import EU_FORBORNE, EU_NPE, EU_RETAIL
from restructure.policies.india import IN_SMA
from restructure.policies.korea import KR_PROGRAM
from restructure.policies.us import US_BUCKETS
from restructure.policy import PLAIN_AGREEMENT, PLAIN_DELINQUENCY, BreachTerms, Delinquency, TrialRule
from restructure.tracking import Circumstances, IncomeReport, Promise, Tracked, payoff_quote, reassess, statement, track
from restructure.tracking._breach import days_after
from support.agreed import BEGUN, agreed, plain, terms_of
from support.examples import card

PLAN = plain()
"""100.00 on the 10th of every month from December 2026 to November 2027, no interest."""


def due(number: int) -> date:
    """Return the due date of an installment."""
    return PLAN.rows[number - 1].due_date


def paid(name: str, on: date, amount: str | int | Decimal = 100, **more: Any) -> rs.Event:
    return rs.Event(name, "payment", on, amount=amount, **more)


def history(*late: int | None) -> list[rs.Event]:
    """Return payments of the first installments, each so many days late; `None` is not paid at all."""
    return [
        paid(f"p{number}", due(number) + timedelta(days=days))
        for number, days in enumerate(late, 1)
        if days is not None
    ]


def codes(tracked: Tracked) -> list[str]:
    return [signal.code for signal in tracked.signals]


def with_breach(**terms: Any) -> Agreement:
    return plain(rules=replace(PLAIN_AGREEMENT, breach=BreachTerms(**terms)))


def following(**settings: Any) -> Delinquency:
    return replace(PLAIN_DELINQUENCY, **settings)


# --- installments ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "as_of", "status", "left", "late", "days"),
    [
        ([], due(1), "due", "100.00", 0, 0),
        ([], due(1) + timedelta(days=1), "overdue", "100.00", 1, 1),
        (history(0), due(1), "paid", "0.00", 0, 0),
        (history(1), due(1) + timedelta(days=1), "paid", "0.00", 1, 0),
        ([paid("p1", BEGUN, 40)], due(1), "partly_paid", "60.00", 0, 0),
        ([paid("p1", BEGUN, 40)], due(1) + timedelta(days=20), "overdue", "60.00", 20, 20),
        ([paid("p1", BEGUN, 40)], BEGUN, "upcoming", "100.00", 0, 0),
        ([rs.Event("w", "waiver", due(1), amount=100, component="principal")], due(2), "paid", "0.00", 0, 0),
    ],
)
def test_an_installment_is_late_from_the_day_after_its_due_date(
    events: list[rs.Event], as_of: date, status: str, left: str, late: int, days: int
) -> None:
    found = track(PLAN, events, as_of=as_of)
    first = found.installments[0]
    assert (first.status, str(first.total.left), first.days_late) == (status, left, late)
    if as_of < due(2):
        assert (found.past_due.days, found.position.days_past_due) == (days, days)


def test_every_row_of_the_agreement_is_there_once_and_adds_up() -> None:
    found = track(PLAN, history(0, 5), as_of=due(3))
    assert [row.number for row in found.installments] == list(range(1, 13))
    assert [str(row.total.due) for row in found.installments] == ["100.00"] * 12
    assert [row.settled_on for row in found.installments[:3]] == [due(1), due(2) + timedelta(days=5), None]
    assert found.next_due is not None
    assert found.next_due.number == 4


def owing() -> Agreement:
    """Return an agreement in which every component is treated in its own way."""
    position = rs.Position(
        currency="CNY",
        as_of=BEGUN,
        principal="1450.00",
        interest="60.00",
        penalty_interest="25.00",
        compound_interest="10.00",
        fees="30.00",
        days_past_due=95,
    )
    treatments = [
        rs.Treatment("principal", "pay", amount=150),
        rs.Treatment("principal", "defer", amount=100, due="maturity"),
        rs.Treatment("interest", "spread", due="all"),
        rs.Treatment("penalty_interest", "waive", amount=5),
        rs.Treatment("penalty_interest", "defer", due=date(2027, 2, 10)),
        rs.Treatment("compound_interest", "defer", due=2),
        rs.Treatment("fees", "spread", due=3),
    ]
    rules = replace(
        PLAIN_AGREEMENT,
        breach=BreachTerms(consecutive_missed=2, cure_days=10, waived_owed_again=True, all_falls_due=True),
        early_settlement_fee="0.01",
    )
    return agreed(position, treatments, terms_of(position, treatments, 12, "0"), rules=rules)


def test_deferred_and_spread_amounts_fall_due_by_component_beside_the_rows() -> None:
    agreement = owing()
    found = track(agreement, [], as_of=BEGUN)
    asked = [
        {name: str(part.due) for name, part in row.components.items()}
        for row in found.installments
        if row.number in (0, 1, 3, 4, 11, 12)
    ]
    assert asked == [
        {"principal": "150.00"},
        {"principal": "100.00", "interest": "5.00", "fees": "10.00"},
        {"principal": "100.00", "interest": "5.00", "penalty_interest": "20.00", "fees": "10.00"},
        {"principal": "100.00", "interest": "5.00"},
        {"principal": "100.00", "interest": "5.00", "compound_interest": "5.00"},
        {"principal": "200.00", "interest": "5.00", "compound_interest": "5.00"},
    ]
    for row, frozen in zip(found.installments[1:], agreement.rows, strict=True):
        assert (row.due_date, row.total.due) == (frozen.due_date, frozen.payment)


def test_the_position_holds_what_was_deferred_before_it_falls_due() -> None:
    found = track(owing(), [], as_of=BEGUN).position
    assert (str(found.principal), str(found.overdue_principal), str(found.interest)) == ("1450.00", "150.00", "60.00")
    assert (str(found.penalty_interest), str(found.compound_interest), str(found.fees)) == ("20.00", "10.00", "30.00")
    assert str(found.deferred_interest) == "60.00"


# --- events ----------------------------------------------------------------------------------------------------------


def test_duplicates_count_once_and_reversals_and_late_news_are_told() -> None:
    late_news = paid("p2", due(2), recorded_on=due(2) + timedelta(days=9))
    events = [
        *history(0),
        *history(0),
        late_news,
        paid("x", due(1), 50),
        rs.Event("r", "reversal", due(2), reverses="x"),
    ]
    found = track(PLAN, events, as_of=due(2) + timedelta(days=5))
    assert found.notes.duplicates == ("p1",)
    assert found.notes.backdated == ("p2",)
    assert found.notes.reversed == ("x",)
    assert str(found.receipts.received) == "200.00"
    known = track(PLAN, events, as_of=due(2) + timedelta(days=5), known_at=due(2) + timedelta(days=5))
    assert known.notes.not_yet == ("p2",)
    assert (known.past_due.days, found.past_due.days) == (5, 0)


def test_overpayment_is_kept_as_credit_and_every_unit_is_accounted_for() -> None:
    found = track(PLAN, [paid("p1", due(1), 250)], as_of=due(1))
    assert (str(found.receipts.credit), str(found.position.credit)) == ("150.00", "150.00")
    assert [reason.code for reason in found.reasons] == ["CREDIT_HELD"]
    later = track(PLAN, [paid("p1", due(1), 250), rs.Event("c", "chargeback", due(2), amount=120)], as_of=due(2))
    assert (str(later.receipts.received), str(later.receipts.taken_back)) == ("250.00", "120.00")
    assert {name: str(amount) for name, amount in later.receipts.settled.items()} == {"principal": "130.00"}


def test_what_was_charged_back_is_late_from_then_on() -> None:
    events = [*history(0, 0), rs.Event("c", "chargeback", due(2) + timedelta(days=7), amount=100)]
    found = track(PLAN, events, as_of=due(2) + timedelta(days=9))
    second = found.installments[1]
    assert (second.status, second.days_late, second.settled_on) == ("overdue", 9, None)


def test_a_charge_is_past_due_but_no_installment_is_missed_by_it() -> None:
    events = [*history(0, 0), rs.Event("f", "fee", due(1) + timedelta(days=3), amount=7)]
    found = track(PLAN, [events[0], events[2]], as_of=due(1) + timedelta(days=10))
    assert (found.past_due.days, str(found.past_due.amount)) == (7, "7.00")
    assert found.installments[0].status == "paid"
    assert codes(found) == []


# --- breach and cure -------------------------------------------------------------------------------------------------

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("terms", "late", "as_of", "state", "since", "by"),
    [
        ({"consecutive_missed": 2}, (None,), due(2), "none", None, None),
        ({"consecutive_missed": 2}, (None,), due(2) + DAY, "final", due(2) + DAY, "BREACH_MISSED_IN_A_ROW"),
        ({"consecutive_missed": 2, "cure_days": 10}, (None,), due(2) + DAY, "curable", due(2) + DAY, None),
        ({"consecutive_missed": 2, "cure_days": 10}, (40, 11), due(3), "cured", None, None),
        ({"consecutive_missed": 2, "cure_days": 10}, (43, 12), due(3), "final", due(2) + DAY, None),
        ({"consecutive_missed": 2}, (5, 0, 5), due(4), "none", None, None),
        ({"total_missed": 2}, (5, 0, 5), due(4), "final", due(3) + DAY, "BREACH_MISSED_IN_ALL"),
        ({"days_past_due": 30}, (29,), due(2), "none", None, None),
        ({"days_past_due": 30}, (30,), due(2), "none", None, None),
        ({"days_past_due": 30}, (31, 0), due(3), "final", due(1) + 30 * DAY, "BREACH_DAYS_PAST_DUE"),
    ],
)
def test_breach_by_the_terms_of_the_agreement(
    terms: dict[str, Any], late: tuple[int | None, ...], as_of: date, state: str, since: date | None, by: str | None
) -> None:
    found = track(with_breach(**terms), history(*late), as_of=as_of).breach
    assert (found.state, found.since) == (state, since)
    if by is not None:
        assert found.spells[-1].by == (by,)
    assert all(check.status in ("pass", "fail") for check in found.checks)


def test_a_healed_breach_counts_no_more() -> None:
    agreement = with_breach(total_missed=2, cure_days=10)
    once = track(agreement, history(5, 5, 0, 5), as_of=due(5))
    assert [spell.cured_on for spell in once.breach.spells] == [due(2) + 5 * DAY]
    again = track(agreement, history(5, 5, 0, 5, 5), as_of=due(6))
    assert [spell.since for spell in again.breach.spells] == [due(2) + DAY, due(5) + DAY]


def test_what_follows_from_a_breach_is_owed_once_the_lender_enforces_it() -> None:
    agreement = advance(owing(), "performing", on=BEGUN)
    day = date(2027, 2, 11)
    before = track(agreement, [], as_of=day)
    assert {item.code: item.amount and str(item.amount) for item in before.breach.consequences} == {
        "WAIVED_OWED_AGAIN": "5.00",
        "ALL_FALLS_DUE": "1055.00",
        "COLLECTION_RESUMES": None,
    }
    assert str(before.past_due.amount) == "515.00"
    enforced = track(advance(agreement, "breached", on=day), [], as_of=day + DAY)
    assert (enforced.status, enforced.breach.enforced_on) == ("breached", day)
    assert str(enforced.past_due.amount) == "1575.00"
    assert enforced.position.principal == enforced.position.overdue_principal
    forgiven = track(advance(advance(agreement, "breached", on=day), "performing", on=day + DAY), [], as_of=day + DAY)
    assert str(forgiven.past_due.amount) == "515.00"
    assert forgiven.breach.state == "cured"


@pytest.mark.parametrize("closing", ["completed", "superseded", "cancelled"])
def test_closing_an_enforced_agreement_changes_no_number(closing: Any) -> None:
    day = date(2027, 2, 11)
    breached = advance(owing(), "breached", on=day)
    successor = "0" * 64 if closing == "superseded" else None
    closed = advance(breached, closing, on=day + 2 * DAY, successor=successor)
    one, other = (track(each, [], as_of=day + 3 * DAY) for each in (breached, closed))
    assert (other.position, other.past_due, other.installments) == (one.position, one.past_due, one.installments)
    assert other.breach.enforced_on == day


@pytest.mark.parametrize("closing", ["superseded", "cancelled"])
def test_an_agreement_out_of_force_asks_for_nothing(closing: Any) -> None:
    successor = "0" * 64 if closing == "superseded" else None
    closed = advance(PLAN, closing, on=due(2) + 2 * DAY, successor=successor)
    found = track(closed, [], as_of=due(3))
    assert (found.status, found.breach.state, found.signals) == (closing, "none", ())
    assert found.next_action.code == "NONE"
    assert closing in found.next_action.text.en
    assert [reason.code for reason in found.reasons] == ["CLOSED"]
    with pytest.raises(NotApplicableError, match=closing):
        payoff_quote(closed, [], on=due(3))
    assert track(closed, [], as_of=due(2) + DAY).breach.state == "curable"
    assert payoff_quote(closed, [], on=due(2) + DAY).total == 1200


def test_a_breach_is_cured_without_what_enforcement_added() -> None:
    terms = {"consecutive_missed": 2, "cure_days": 10, "all_falls_due": True, "waived_owed_again": True}
    enforced = advance(with_breach(**terms), "breached", on=due(2) + DAY)
    open_ = track(enforced, [], as_of=due(2) + 3 * DAY)
    assert (open_.breach.state, str(open_.breach.to_cure), str(open_.past_due.amount)) == (
        "curable",
        "200.00",
        "1200.00",
    )
    for late, state in ((10, "curable"), (11, "cured"), (12, "final")):
        day = due(2) + late * DAY
        enough = [paid("p", day, 199 if state == "curable" else 200)]
        assert track(enforced, enough, as_of=day).breach.state == state


def test_what_enforcement_added_may_be_waived() -> None:
    enforced = advance(with_breach(consecutive_missed=2, all_falls_due=True), "breached", on=due(2) + DAY)
    events = [rs.Event("w", "waiver", due(2) + 2 * DAY, amount=1200, component="principal")]
    found = track(enforced, events, as_of=due(2) + 3 * DAY)
    assert (found.status, found.past_due.days) == ("completed", 0)


def test_a_time_to_cure_ends_with_the_last_day_there_is() -> None:
    assert days_after(date(9999, 1, 1), 100_000) == date.max
    assert days_after(date(9999, 12, 1), 30) == date.max
    assert days_after(due(1), 2) == due(1) + 2 * DAY


# --- past due, trial, marks ------------------------------------------------------------------------------------------


def test_past_due_worst_days_and_months_since() -> None:
    found = track(PLAN, history(20, 0, 3, 0, 0, 0), as_of=due(6)).past_due
    assert (found.worst_days, found.worst_days_12m, found.months_since, found.bucket.name) == (20, 20, 2, "current")
    assert track(PLAN, history(0), as_of=due(1)).past_due.months_since is None
    assert track(PLAN, history(0), as_of=due(2) + DAY).past_due.bucket.name == "1-29"
    assert track(PLAN, history(0), as_of=due(2) + 30 * DAY).past_due.bucket.name == "30-59"


def test_days_count_toward_default_only_where_the_amount_matters() -> None:
    agreement = plain(delinquency=following(materiality=EU_RETAIL))
    one = track(agreement, [], as_of=due(1) + 5 * DAY).past_due
    assert (one.days, one.material_days) == (5, 0)  # 100.00 is not above 100
    two = track(agreement, [], as_of=due(2) + 5 * DAY).past_due
    assert (two.days, two.material_days) == (36, 5)
    assert two.material is not None
    assert (two.material.status, two.material.indicated) == ("needs_review", "pass")
    late = track(agreement, [], as_of=due(2) + 91 * DAY).past_due
    assert late.material is not None
    assert (late.material_days, late.material.indicated) == (91, "fail")


@pytest.mark.parametrize(
    ("on_time", "late", "as_of", "state", "made"),
    [
        ("due_date", (0, 0), due(2), "running", 2),
        ("due_date", (0, 0, 0), due(3), "passed", 3),
        ("due_date", (0, 1, 0), due(3), "failed", 1),
        ("month_end", (0, 20, 0), due(3), "passed", 3),
        ("month_end", (0, 22, 0), due(3), "failed", 1),
        ("due_date", (0,), due(2), "running", 1),
        ("due_date", (0,), due(2) + DAY, "failed", 1),
    ],
)
def test_a_trial_is_passed_by_paying_on_time(
    on_time: Any, late: tuple[int, ...], as_of: date, state: str, made: int
) -> None:
    rule = TrialRule(3, on_time=on_time, text=Wording("{limit} payments", "{limit}期"))
    found = track(plain(delinquency=following(trial=rule)), history(*late), as_of=as_of).trial
    assert found is not None
    assert (found.state, found.made, found.needed) == (state, made, 3)


def test_observation_starts_anew_with_a_missed_installment() -> None:
    agreement = plain(14, delinquency=following(observation=CN_OBSERVATION))
    good = track(agreement, history(*[0] * 12), as_of=date(2027, 12, 10))
    assert good.observation is not None
    assert good.observation.ends_on == date(2027, 12, 10)
    assert good.observation.lifting.status == "needs_review"
    missed = track(agreement, history(0, 0, 1), as_of=due(4)).observation
    assert missed is not None
    assert (missed.starts_on, missed.ends_on) == (due(3), date(2028, 2, 10))


def test_observation_takes_what_was_called_in_early_as_missed_on_its_first_day() -> None:
    rules = replace(PLAIN_AGREEMENT, breach=BreachTerms(consecutive_missed=2, all_falls_due=True))
    agreement = advance(
        plain(rules=rules, delinquency=following(observation=CN_OBSERVATION)), "breached", on=BEGUN + DAY
    )
    found = track(agreement, [], as_of=due(2)).observation
    assert found is not None
    assert found.starts_on == due(1)


def test_days_past_due_of_a_settlement_taken_back_bit_by_bit_are_those_of_the_position() -> None:
    agreement, day = plain(rate="0.12"), due(1) + 5 * DAY
    first = paid("p1", due(1), agreement.rows[0].payment)
    total = payoff_quote(agreement, [first], on=day).total
    events = [
        first,
        paid("all", day, total),
        rs.Event("c", "chargeback", day + 3 * DAY, amount=1),
        rs.Event("d", "chargeback", day + 5 * DAY, amount=total - 1),
    ]
    for passed in range(4, 9):
        found = track(agreement, events, as_of=day + passed * DAY)
        assert found.past_due.days == found.position.days_past_due


def test_the_forborne_mark_follows_payments_and_the_lender() -> None:
    agreement = plain(
        14, delinquency=following(forborne=EU_FORBORNE, schemes=[EU_NPE, BASEL_2017, US_BUCKETS, CN_2023])
    )
    found = track(agreement, history(0, 0), as_of=due(3) + 31 * DAY, circumstances=Circumstances())
    assert found.forborne is not None
    assert (found.forborne.performing, [reason.code for reason in found.forborne.reasons]) == (True, ["EU_PAST_DUE_30"])
    bad = track(agreement, [], as_of=due(1) + 91 * DAY)
    assert bad.forborne is not None
    assert not bad.forborne.performing
    assert [(each.scheme, each.name) for each in bad.classifications] == [
        ("EU", "non_performing_forborne"),
        ("BASEL", "non_performing_forborne"),
        ("US", "90"),
        ("CN_2023", "substandard"),
    ]
    back = Circumstances(decisions=[ForborneFact(date(2027, 11, 1), "performing")])
    late = [paid(f"p{row.number}", date(2027, 3, 20)) for row in agreement.rows]
    cured = track(agreement, late, as_of=date(2027, 11, 2), circumstances=back)
    assert cured.forborne is not None
    assert cured.forborne.performing
    assert [check.indicated for check in cured.forborne.checks] == ["fail"]  # the year to cure was not over


def test_a_restructured_exposure_is_at_least_special_mention_in_china_while_observed() -> None:
    rules = following(observation=CN_OBSERVATION, schemes=[CN_2023])
    position = rs.Position(currency="CNY", as_of=BEGUN, principal="1400", fees="20")
    treatments = [rs.Treatment("fees", "waive")]
    agreement = agreed(position, treatments, terms_of(position, treatments, 14, "0"), delinquency=rules)
    (found,) = track(agreement, history(0), as_of=due(1)).classifications
    assert (found.by_days.name, found.name, found.status) == ("normal", "special_mention", "needs_review")
    assert [reason.code for reason in found.concessions] == ["WAIVED_FEES", "RESCHEDULED", "CONTRACT_UNKNOWN"]
    (again,) = track(
        agreement, history(0), as_of=due(1), circumstances=Circumstances(restructured_before=True)
    ).classifications
    assert again.name == "substandard"
    (over,) = track(agreement, history(*[0] * 12), as_of=date(2027, 12, 10)).classifications
    assert over.name == "normal"


@pytest.mark.parametrize(
    ("days", "sma", "program"),
    [
        (-1, "standard", "fast_track"),
        (0, "SMA-0", "fast_track"),
        (29, "SMA-0", "fast_track"),
        (30, "SMA-1", "fast_track"),
        (31, "SMA-1", "pre_workout"),
        (60, "SMA-2", "pre_workout"),
        (89, "SMA-2", "pre_workout"),
        (90, "NPA", "individual_workout"),
    ],
)
def test_any_scheme_that_ships_can_be_named(days: int, sma: str, program: str) -> None:
    """India counts the unpaid due date as day one of that evening; Korea's routes count from the day after."""
    rules = following(schemes=[IN_SMA, KR_PROGRAM])
    agreement = plain(delinquency=rs.from_json(rs.Policy, rs.to_json(policy_of(rules))).delinquency)
    found = track(agreement, [], as_of=due(1) + days * DAY)
    assert [(each.scheme, each.name) for each in found.classifications] == [("IN_SMA", sma), ("KR_PROGRAM", program)]
    paid_up = track(agreement, history(0), as_of=due(1))
    assert [each.name for each in paid_up.classifications] == ["standard", "fast_track"]


def policy_of(rules: Delinquency) -> rs.Policy:
    return replace(policies.GENERIC, delinquency=rules)


def test_days_carried_over_are_counted_as_the_scheme_counts() -> None:
    position = rs.Position(currency="INR", as_of=BEGUN, principal="1200", days_past_due=60)
    terms = terms_of(position, [], 12, "0")
    agreement = agreed(position, [], terms, delinquency=following(schemes=[IN_SMA]), counting="keep")
    (found,) = track(agreement, [], as_of=BEGUN).classifications
    assert (found.name, found.by_days.reasons[0].values) == ("SMA-2", {"days": "61"})


def test_a_scheme_is_followed_once_under_each_name() -> None:
    assert [each.reported_as for each in following(schemes=[EU_NPE, BASEL_2017]).schemes] == ["EU", "BASEL"]
    with pytest.raises(InvalidInputError, match="schemes: name one thing twice"):
        following(schemes=[IN_SMA, replace(KR_PROGRAM, name="IN_SMA")])


def test_a_rule_about_restructured_exposures_waits_for_its_first_day() -> None:
    assert CN_2023.floor is not None
    late = date(2027, 1, 11)
    scheme = replace(CN_2023, floor=replace(CN_2023.floor, since=late))
    agreement = plain(delinquency=following(schemes=[scheme], observation=CN_OBSERVATION))
    before, after = (track(agreement, history(0, 0), as_of=day).classifications[0] for day in (late - DAY, late))
    assert (before.name, after.name) == ("normal", "special_mention")


# --- signals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "as_of", "expected", "action"),
    [
        (history(0), due(2) - 8 * DAY, [], "NONE"),
        (history(0), due(2) - 7 * DAY, ["UPCOMING_DUE"], "REMIND"),
        (history(0), due(2) + DAY, ["FIRST_MISSED"], "CONTACT"),
        (
            history(5),
            due(2) + DAY,
            ["BREACH", "CURE_ENDS", "REASSESS_MISSED_IN_A_ROW", "MISSED_AGAIN"],
            "NOTIFY_BREACH",
        ),
        (history(*[0] * 12), due(12), ["COMPLETED"], "CONFIRM_COMPLETION"),
        (history(0, 0, 0, 4, 4, 4), due(7) - 8 * DAY, None, None),
    ],
)
def test_signals_and_the_next_action(
    events: list[rs.Event], as_of: date, expected: list[str] | None, action: str | None
) -> None:
    found = track(PLAN, events, as_of=as_of)
    if expected is None:
        assert "WORSENING" in codes(found)
        assert found.signals[-1].values == {"count": "3", "days": "12", "before": "0"}
        return
    assert codes(found) == expected
    assert found.next_action.code == action
    for signal in found.signals:
        assert "{" not in signal.text.en + signal.text.zh


def test_better_behavior_is_told() -> None:
    found = track(PLAN, history(9, 0, 9, 0, 0, 0), as_of=due(7) - 8 * DAY)
    assert "IMPROVING" in codes(found)


@pytest.mark.parametrize(
    ("payments", "state"),
    [([], "broken"), ([(due(1) + 2 * DAY, 60)], "broken"), ([(due(1) + 2 * DAY, 60), (due(1) + 5 * DAY, 40)], "kept")],
)
def test_a_promise_is_kept_by_money_that_comes_in_time(payments: list[tuple[date, int]], state: str) -> None:
    known = Circumstances(promises=[Promise("pr", amount=100, given_on=due(1) + DAY, due_on=due(1) + 5 * DAY)])
    events = [paid(f"p{place}", on, amount) for place, (on, amount) in enumerate(payments)]
    found = track(PLAN, events, as_of=due(1) + 6 * DAY, circumstances=known)
    assert [each.state for each in found.promises] == [state]
    assert ("BROKEN_PROMISE" in codes(found)) == (state == "broken")
    early = track(PLAN, [], as_of=due(1) + 5 * DAY, circumstances=known)
    assert [each.state for each in early.promises] == ["open"]


def test_new_circumstances_ask_for_a_reassessment() -> None:
    known = Circumstances(
        planned_income=5000,
        incomes=[IncomeReport(due(1), 4000), IncomeReport(due(3), 6000)],
        hardship_ends_on=due(2),
        review_on=due(2) + DAY,
    )
    found = track(PLAN, history(0, 0), as_of=due(2), circumstances=known)
    assert [signal.code for signal in found.triggers] == ["REASSESS_INCOME_CHANGE", "REASSESS_HARDSHIP_END"]
    assert found.triggers[0].values == {"share": "20.0%", "limit": "20.0%"}
    assert found.next_action.code == "REASSESS"


@pytest.mark.parametrize(("monthly", "expected"), [(0, []), (1, ["REASSESS_INCOME_CHANGE"])])
def test_any_income_is_a_change_where_the_plan_rests_on_none(monthly: int, expected: list[str]) -> None:
    known = Circumstances(planned_income=0, incomes=[IncomeReport(due(1), monthly)])
    found = track(PLAN, history(0, 0), as_of=due(2), circumstances=known)
    assert [signal.code for signal in found.triggers] == expected


# --- settling early --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", [BEGUN, date(2026, 12, 10), date(2027, 1, 20), date(2027, 3, 10), date(2027, 11, 9)])
@pytest.mark.parametrize("before", [(), (0,), (0, 12), (3, None, 0)])
def test_paying_exactly_the_quote_on_its_day_leaves_nothing(on: date, before: tuple[int | None, ...]) -> None:
    late = Servicing(penalty_rate="0.18", compound_rate="0.12")
    position = rs.Position(currency="CNY", as_of=BEGUN, principal="1200", interest="60", fees="30")
    treatments = [rs.Treatment("interest", "defer", due="maturity"), rs.Treatment("fees", "spread", due=3)]
    rules = replace(PLAIN_AGREEMENT, early_settlement_fee="0.01")
    terms = terms_of(position, treatments, 12, "0.12")
    agreement = agreed(position, treatments, terms, rules=rules, servicing=late)
    events = [event for event in history(*before) if event.effective_on <= on]
    quote = payoff_quote(agreement, events, on=on)
    done = track(agreement, [*events, paid("all", on, quote.total)], as_of=on)
    assert done.status == "completed"
    assert all(not done.position.owed(name) for name in COMPONENTS)
    assert not done.position.credit
    less = paid("all", on, quote.total - Decimal("0.01"))
    short = track(agreement, [*events, less], as_of=on)
    assert short.status == "signed"
    assert quote.saves == quote.instead - quote.total
    assert sum(quote.components.values()) == quote.total + quote.credit


def test_a_quote_keeps_the_fee_of_the_agreement() -> None:
    quote = payoff_quote(owing(), [], on=BEGUN)
    assert (str(quote.early_fee), str(quote.fallen_due), str(quote.total)) == ("13.00", "150.00", "1583.00")
    assert "13.00" in quote.to_text()
    assert "提前结清费用" in quote.to_text("zh")


def test_a_quote_is_never_below_zero() -> None:
    quote = payoff_quote(PLAN, [paid("p", due(1), 1250)], on=due(1))
    assert [str(amount) for amount in (quote.total, quote.refund, quote.instead, quote.saves)] == [
        "0.00",
        "50.00",
        "0.00",
        "0.00",
    ]
    assert sum(quote.components.values()) == quote.total + quote.credit - quote.refund
    assert "paid back" in quote.to_text()
    assert not payoff_quote(PLAN, [], on=due(1)).refund


def test_a_settlement_that_is_charged_back_falls_due_on_that_day() -> None:
    events = [paid("all", due(1), 1200), rs.Event("c", "chargeback", due(1) + 5 * DAY, amount=300)]
    found = track(PLAN, events, as_of=due(1) + 8 * DAY)
    assert (found.past_due.days, str(found.past_due.amount)) == (3, "300.00")
    more = rs.Event("d", "chargeback", due(1) + 6 * DAY, amount=1)
    assert track(PLAN, [*events, more], as_of=due(1) + 8 * DAY).past_due.days == 3


# --- statements ------------------------------------------------------------------------------------------------------


def test_a_statement_adds_up_and_names_every_event() -> None:
    agreement = plain(rate="0.12", servicing=Servicing(penalty_rate="0.18"))
    events = [
        *history(0, 9),
        rs.Event("f", "fee", due(2) + 2 * DAY, amount=7),
        rs.Event("w", "waiver", due(2) + 3 * DAY, amount=2, component="fees"),
        rs.Event("c", "chargeback", due(2) + 12 * DAY, amount=30),
        paid("big", due(3), 400),
    ]
    whole = statement(agreement, events, starts=BEGUN, ends=due(4))
    parts = [
        statement(agreement, events, starts=BEGUN, ends=due(2) + 5 * DAY),
        statement(agreement, events, starts=due(2) + 6 * DAY, ends=due(4)),
    ]
    assert str(whole.opening) == "1200.00"
    assert [line.event for line in whole.lines if line.event] == ["p1", "f", "w", "p2", "c", "big"]
    for each in (whole, *parts):
        assert each.closing == each.opening + each.charges - each.payments - each.waived
    assert (parts[0].opening, parts[0].closing, parts[1].closing) == (whole.opening, parts[1].opening, whole.closing)
    assert whole.charges == sum(part.charges for part in parts)
    position = track(agreement, events, as_of=due(4)).position
    assert whole.closing == sum(position.owed(name) for name in COMPONENTS) - position.credit
    assert "closing balance" in whole.to_text()
    assert "期末余额" in whole.to_text("zh")


# --- re-assessment ---------------------------------------------------------------------------------------------------


def again(found: Tracked, **more: Any) -> rs.Application:
    """Return the card holder's application on the day tracked, with the debt under the agreement's reference."""
    application = card()
    debt = replace(application.debts[0], reference="loan-1", next_due_date=found.as_of + 20 * DAY, due_day=None)
    return replace(application, as_of=found.as_of, debts=[debt], **more)


def test_a_tracked_debt_becomes_the_next_application_with_its_history() -> None:
    agreement = plain(rate="0.12")
    rows = agreement.rows[:2]
    events = [paid(f"p{row.number}", row.due_date, row.payment) for row in rows]
    found = track(agreement, events, as_of=due(4) + DAY)
    answer = reassess(found, again(found), agreement=agreement)
    (debt,) = answer.application.debts
    assert debt.principal == found.position.principal
    assert debt.overdue_principal == found.position.overdue_principal
    assert debt.interest == found.position.interest
    assert (debt.days_past_due, debt.remaining_installments, debt.next_due_date) == (29, 8, due(5))
    credit = answer.application.credit
    assert credit is not None
    stated = card().credit
    assert stated is not None
    assert credit.modifications_36m == (stated.modifications_36m or 0) + 1
    assert [reason.code for reason in answer.because] == ["REASSESS_MISSED_IN_A_ROW"]
    assert [row.number for row in answer.remaining] == list(range(3, 13))
    assert answer.before.total_paid == found.past_due.amount + sum(row.total.left for row in answer.remaining[2:])
    assert (answer.before.installments, answer.before.last_due_date) == (8, due(12))
    assert "old plan" in answer.to_text()
    assert "原方案" in answer.to_text("zh")


def test_a_limit_on_repeated_restructuring_applies() -> None:
    agreement = plain(rate="0.12")
    found = track(agreement, [], as_of=due(3) + DAY)
    rule = rs.policy.Rule(
        code="ONCE",
        quantity="modifications_36m",
        comparator="<=",
        limit=rs.Dated([(date(2020, 1, 1), Decimal(0))]),
        sources=[rs.Source(title="house rule", level="verified")],
        text=Wording("not modified before", "此前未重组"),
    )
    policy = replace(agreement.policy, rules=[*agreement.policy.rules, rule])
    known = rs.CreditRecord(modifications_36m=0)
    poorer = again(found, credit=known, household=rs.Household(adults=2, living_costs="5400", housing_costs="2400"))
    assert reassess(found, poorer, agreement=agreement).plan.options.rung == "restructure"
    answer = reassess(found, poorer, agreement=agreement, policy=policy)
    assert [check.status for check in answer.checks if check.code == "ONCE"] == ["fail"]
    assert answer.after is None
    # who can catch up on the arrears needs no restructuring that could be one too many
    cured = reassess(found, again(found, credit=known), agreement=agreement, policy=policy).plan.options
    assert (cured.rung, cured.checks) == ("catch_up", ())


# --- refusals --------------------------------------------------------------------------------------------------------


def test_what_cannot_be_tracked_is_refused() -> None:
    with pytest.raises(EventError, match="before the loan starts"):
        track(PLAN, [paid("p", BEGUN - DAY)], as_of=due(1))
    with pytest.raises(InvalidInputError, match="as_of"):
        track(PLAN, [], as_of=BEGUN - DAY)
    with pytest.raises(InvalidInputError, match="circumstances"):
        track(PLAN, [], as_of=due(1), circumstances={})  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="starts"):
        statement(PLAN, [], starts=due(2), ends=due(1))
    with pytest.raises(NotApplicableError, match="not signed"):
        track(replace(PLAN, life=PLAN.life[:1]), [], as_of=due(1))
    found = track(PLAN, [], as_of=due(1))
    with pytest.raises(InvalidInputError, match="lack the agreement's debt"):
        reassess(found, replace(card(), as_of=found.as_of, debts=[]), agreement=PLAN)


def test_a_page_shows_where_it_stands_and_hides_nothing_from_repr() -> None:
    found = track(PLAN, history(0), as_of=due(2) + DAY)
    assert "1 days past due" in found.to_text()
    assert "逾期1天" in found.to_text("zh")
    assert "<table>" in found._repr_html_()
    assert "100" not in repr(found.position)
