from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import restructure as rs

TERMS = rs.LoanTerms(
    currency="CNY",
    principal="1200.00",
    rate="0.12",
    start_date=date(2026, 1, 1),
    first_due_date=date(2026, 2, 1),
    phases=[rs.Phase(12)],
)
LEVEL = "106.62"
PENALTY = rs.Servicing(penalty_rate="0.18", compound_rate="0.18")


def paid(name: str, day: date, amount: str | int = LEVEL, **more: Any) -> rs.Event:
    return rs.Event(name, "payment", day, amount=amount, **more)


def owed(events: list[rs.Event], as_of: date, **more: Any) -> dict[str, str]:
    position = rs.replay(TERMS, events, as_of=as_of, **more)
    names = ("principal", "overdue_principal", "interest", "penalty_interest", "compound_interest", "fees", "credit")
    return {name: str(getattr(position, name)) for name in names} | {"late": str(position.days_past_due)}


def test_a_loan_paid_on_time_owes_what_its_schedule_says() -> None:
    schedule = rs.amortize(TERMS)
    events = [paid(f"p{row.number}", row.due_date, str(row.payment)) for row in schedule]
    for row in schedule:
        position = rs.replay(TERMS, events, as_of=row.due_date)
        assert position.principal == row.closing_balance
        assert position.overdue_principal + position.interest == Decimal(0)
        assert position.days_past_due == 0


def test_a_payment_on_the_due_date_is_on_time_and_one_day_later_is_one_day_late() -> None:
    assert owed([], date(2026, 2, 1))["late"] == "0"
    assert owed([], date(2026, 2, 2))["late"] == "1"
    assert owed([paid("p1", date(2026, 2, 1))], date(2026, 2, 2))["late"] == "0"


def test_a_partial_payment_leaves_its_rest_overdue() -> None:
    found = owed([paid("p1", date(2026, 2, 1), 50)], date(2026, 2, 16))
    assert found["overdue_principal"] == "56.62"  # 12.00 of interest first
    assert found["interest"] == "5.53"  # half a month on 1,105.38
    assert found["late"] == "15"


def test_what_is_overdue_bears_penalty_and_compound_interest_by_the_day() -> None:
    found = owed([], date(2026, 3, 1), servicing=PENALTY)
    assert found["penalty_interest"] == "1.42"  # 94.62 * 18% / 12
    assert found["compound_interest"] == "0.18"  # 12.00 * 18% / 12
    half = owed([paid("p1", date(2026, 2, 16))], date(2026, 3, 1), servicing=PENALTY)
    assert half["penalty_interest"] == "0.01"  # on 0.80, after 0.71 and 0.09 accrued by then
    assert half["overdue_principal"] == "96.37"


def test_interest_at_the_contract_rate_can_run_on_overdue_principal() -> None:
    found = owed([], date(2026, 3, 1), servicing=rs.Servicing(overdue_rate="0.12"))
    assert found["interest"] == "24.00"  # 12.00 + 11.05 + 0.946: as if nothing had fallen due


def test_what_is_paid_ahead_is_held_until_something_falls_due() -> None:
    ahead = [paid("p1", date(2026, 1, 10), 150)]
    assert owed(ahead, date(2026, 1, 31))["credit"] == "150.00"
    assert owed(ahead, date(2026, 2, 1))["credit"] == "43.38"
    assert owed(ahead, date(2026, 3, 1))["credit"] == "0.00"


def test_what_is_paid_ahead_can_repay_principal() -> None:
    for excess, expected in (("keep", LEVEL), ("relevel", "53.57")):
        early = [paid("p1", date(2026, 1, 16), 600, excess=excess)]
        schedule = rs.amortize(rs.amended(TERMS, early, as_of=date(2026, 1, 16)))
        assert str(schedule[0].interest) == "9.00"  # half a month on 1,200 and half on 600
        assert str(schedule[1].payment) == expected
        assert owed(early, date(2026, 1, 16))["principal"] == "600.00"


def test_more_than_everything_is_kept_as_credit() -> None:
    found = owed([paid("p1", date(2026, 2, 1), 2000, excess="keep")], date(2026, 12, 31))
    assert (found["principal"], found["interest"], found["credit"]) == ("0.00", "0.00", "788.00")


def test_the_order_of_payments_is_data_and_can_turn_with_the_delay() -> None:
    late: Any = ["principal", "interest", "penalty_interest", "compound_interest", "fees"]
    turning = rs.Servicing(
        allocation=[
            rs.contract.AllocationStep(
                ["interest", "fees", "penalty_interest", "compound_interest", "principal"], up_to_days_past_due=90
            ),
            rs.contract.AllocationStep(late),
        ],
        by="component",
    )
    before = owed([paid("p", date(2026, 5, 2), 20)], date(2026, 5, 2), servicing=turning)
    after = owed([paid("p", date(2026, 5, 3), 20)], date(2026, 5, 3), servicing=turning)
    untouched = owed([], date(2026, 5, 2))
    assert (before["late"], after["late"]) == ("90", "91")
    assert before["overdue_principal"] == untouched["overdue_principal"]
    assert Decimal(after["overdue_principal"]) == Decimal(untouched["overdue_principal"]) - 20


def test_fees_waivers_chargebacks_and_reversals() -> None:
    events = [
        rs.Event("f1", "fee", date(2026, 2, 3), amount=30),
        rs.Event("w1", "waiver", date(2026, 2, 4), amount=10, component="fees"),
        paid("p1", date(2026, 2, 5)),
    ]
    found = owed(events, date(2026, 2, 6))
    assert (found["fees"], found["overdue_principal"]) == ("20.00", "0.00")  # the older installment came first
    back = [*events, rs.Event("c1", "chargeback", date(2026, 2, 10), amount=LEVEL)]
    assert owed(back, date(2026, 2, 10))["overdue_principal"] == "94.62"
    undone = [*events, rs.Event("r1", "reversal", date(2026, 2, 10), reverses="p1")]
    assert owed(undone, date(2026, 2, 9)) == owed(events, date(2026, 2, 9))
    assert owed(undone, date(2026, 2, 10), servicing=PENALTY) == owed(events[:2], date(2026, 2, 10), servicing=PENALTY)


def test_a_backdated_event_replays_as_if_it_had_been_known() -> None:
    known = [paid("p1", date(2026, 2, 1)), paid("p2", date(2026, 3, 1))]
    change = rs.Change(date(2026, 1, 20), rate="0.06", installment="relevel")
    backdated = rs.Event("c1", "change", date(2026, 1, 20), recorded_on=date(2026, 3, 10), change=change)
    as_of = date(2026, 3, 15)
    assert owed([*known, backdated], as_of) == owed([backdated, *known], as_of)
    assert owed([*known, backdated], as_of, known_at=date(2026, 3, 9)) == owed(known, as_of)
    assert owed([*known, backdated], as_of) != owed(known, as_of)


def test_the_same_event_twice_counts_once() -> None:
    once = [paid("p1", date(2026, 2, 1))]
    assert owed(once * 2, date(2026, 2, 1)) == owed(once, date(2026, 2, 1))


def test_deferred_interest_is_owed_and_bears_none() -> None:
    deferring = rs.LoanTerms(
        currency="CNY",
        principal="1200.00",
        rate="0.12",
        start_date=date(2026, 1, 1),
        first_due_date=date(2026, 2, 1),
        phases=[rs.Phase(3, "defer", deferred_due="maturity"), rs.Phase(9)],
    )
    inside = rs.replay(deferring, [], as_of=date(2026, 3, 16))
    assert (str(inside.deferred_interest), str(inside.accrued_interest), str(inside.interest)) == (
        "24.00",
        "6.00",
        "30.00",
    )
    assert (inside.principal, inside.days_past_due) == (Decimal("1200.00"), 0)


def test_after_the_last_installment_everything_left_is_overdue() -> None:
    found = owed([], date(2027, 6, 1))
    assert found["principal"] == found["overdue_principal"] == "1200.00"


def test_a_position_replayed_can_be_restructured_without_losing_a_unit() -> None:
    position = rs.replay(TERMS, [paid("p1", date(2026, 2, 1), 50)], as_of=date(2026, 3, 16), servicing=PENALTY)
    treatments = [
        rs.Treatment("interest", "capitalize"),
        rs.Treatment("penalty_interest", "waive"),
        rs.Treatment("compound_interest", "waive"),
    ]
    plan = rs.LoanTerms(
        currency="CNY",
        principal=rs.loan.principal_after(position, treatments),
        rate="0.12",
        start_date=date(2026, 3, 16),
        first_due_date=date(2026, 4, 1),
        phases=[rs.Phase(18)],
    )
    schedule = rs.reschedule(position, treatments, plan)
    total = schedule.conservation.total if schedule.conservation else None
    assert total is not None
    assert total.opening == total.waived + total.closing
    assert schedule.totals.principal == total.closing


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([paid("p1", date(2026, 2, 1)), paid("p1", date(2026, 2, 2))], "event p1: the same id with other content"),
        (
            [rs.Event("r1", "reversal", date(2026, 2, 1), reverses="p9")],
            "event r1: reverses p9, which is no event",
        ),
        ([rs.Event("w1", "waiver", date(2026, 2, 1), amount=13, component="interest")], "waives more interest"),
        ([rs.Event("c1", "chargeback", date(2026, 2, 1), amount=1)], "takes back more than was paid"),
        ([paid("p1", date(2026, 2, 1), "0.001")], "event p1: amount: more than 2 decimals"),
    ],
)
def test_events_that_contradict_each_other_are_refused(events: list[rs.Event], message: str) -> None:
    with pytest.raises(rs.EventError, match=message) as caught:
        rs.replay(TERMS, events, as_of=date(2026, 2, 28))
    assert LEVEL not in str(caught.value)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: rs.Event("e", "payment", date(2026, 2, 1)), "event.amount: is required by a payment"),
        (lambda: rs.Event("e", "fee", date(2026, 2, 1), amount=1, excess="keep"), "excess: does not belong to a fee"),
        (lambda: rs.Event("e", "payment", date(2026, 2, 1), amount=0), "amount: is zero"),
        (lambda: rs.Event("e", "waiver", date(2026, 2, 1), amount=5), "component: is required by a waiver"),
        (
            lambda: rs.Event(
                "e", "change", date(2026, 2, 1), change=rs.Change(date(2026, 2, 2), rate=0, installment="keep")
            ),
            "differs from the event's",
        ),
        (lambda: rs.contract.AllocationStep(["principal"]), "must name each of"),
        (lambda: rs.Servicing(allocation=[]), "must end with a step without a limit"),
    ],
)
def test_malformed_events_and_rules_are_refused(make: Any, message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        make()


def test_a_day_before_the_loan_is_refused() -> None:
    with pytest.raises(rs.InvalidInputError, match="as_of: 2025-12-31 is before the loan starts"):
        rs.replay(TERMS, [], as_of=date(2025, 12, 31))


def test_events_hide_what_was_paid() -> None:
    assert "106" not in repr(paid("p1", date(2026, 2, 1)))


def test_a_holiday_moves_what_counts_as_late_and_nothing_else() -> None:
    moved = rs.LoanTerms(
        currency="CNY",
        principal="1200.00",
        rate="0.12",
        start_date=date(2026, 1, 1),
        first_due_date=date(2026, 2, 1),  # a Sunday
        phases=[rs.Phase(12)],
        holidays=rs.HolidayCalendar(),
    )
    for day, late in ((1, 0), (2, 0), (3, 1)):
        position = rs.replay(moved, [], as_of=date(2026, 2, day))
        assert (position.principal, position.days_past_due) == (Decimal("1200.00"), late)
    paid_monday = rs.replay(moved, [paid("p1", date(2026, 2, 2))], as_of=date(2026, 2, 2), servicing=PENALTY)
    assert str(paid_monday.principal) == "1105.38"
    assert str(paid_monday.penalty_interest) == "0.00"


def test_money_held_pays_a_fee_and_only_what_was_paid_repays_early() -> None:
    held = paid("p1", date(2026, 1, 5), 100)
    fee = rs.Event("f1", "fee", date(2026, 1, 10), amount=30)
    assert owed([held, fee], date(2026, 1, 20))["fees"] == "0.00"
    early = owed([held, paid("p2", date(2026, 1, 12), 10, excess="keep")], date(2026, 1, 20))
    assert (early["principal"], early["credit"]) == ("1190.00", "100.00")


def test_an_early_repayment_charged_back_is_lent_again() -> None:
    early = paid("p1", date(2026, 1, 5), 600, excess="relevel")
    back = rs.Event("c1", "chargeback", date(2026, 1, 10), amount=600)
    assert owed([early, back], date(2026, 1, 20))["principal"] == "1200.00"


def test_an_early_repayment_so_large_that_interest_exceeds_the_new_installment() -> None:
    early = paid("p1", date(2026, 1, 28), 1190, excess="relevel")
    schedule = rs.amortize(rs.amended(TERMS, [early], as_of=date(2026, 1, 28)))
    assert [str(row.payment) for row in schedule[:3]] == ["11.60", "0.89", "0.89"]
    assert (str(schedule[0].interest), str(schedule[0].principal)) == ("10.81", "0.79")  # as a regular row would repay
    assert schedule[-1].closing_balance == 0


def test_deferrals_by_different_rules_are_kept_apart() -> None:
    phases = [
        rs.Phase(1, "defer", deferred_due="next"),
        rs.Phase(2),
        rs.Phase(1, "defer", deferred_due="maturity"),
        rs.Phase(3),
    ]
    terms = rs.LoanTerms(
        currency="CNY",
        principal="1200.00",
        rate="0.12",
        start_date=date(2026, 1, 1),
        first_due_date=date(2026, 2, 1),
        phases=phases,
    )
    schedule = rs.amortize(terms)
    assert str(rs.replay(terms, [], as_of=date(2026, 2, 15)).deferred_interest) == "12.00"
    assert rs.replay(terms, [], as_of=date(2026, 3, 15)).deferred_interest == 0
    assert rs.replay(terms, [], as_of=date(2026, 5, 15)).deferred_interest == schedule[3].deferred


def test_no_interest_can_be_charged_after_maturity_either() -> None:
    stop = rs.Change(date(2027, 3, 1), no_interest_until=date(2030, 1, 1), installment="keep")
    event = rs.Event("s1", "change", date(2027, 3, 1), change=stop)
    stopped, running = (owed(list(events), date(2027, 6, 1), servicing=PENALTY) for events in ((event,), ()))
    at_stop = owed([], date(2027, 3, 1), servicing=PENALTY)
    assert stopped["penalty_interest"] == at_stop["penalty_interest"] < running["penalty_interest"]


@pytest.mark.parametrize(
    ("terms", "rules", "message"),
    [
        (
            {"rate": rs.Rate("0.1", compounding="annual")},
            {},
            "are replayed with a rounded balance and a periodic rate",
        ),
        ({"balance": "carried"}, {}, "replayed with a rounded balance"),
        ({}, {"penalty_rate": rs.per_day("0.0005", days_in_year=365)}, "servicing.penalty_rate: is on another basis"),
    ],
)
def test_what_cannot_be_replayed_is_refused(terms: dict[str, Any], rules: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        rs.replay(replace(TERMS, **terms), [], as_of=date(2026, 2, 1), servicing=rs.Servicing(**rules))


@pytest.mark.parametrize("as_of", [None, 5, "someday", date(2500, 1, 1)])
def test_malformed_days_and_events_are_refused(as_of: Any) -> None:
    with pytest.raises(rs.InvalidInputError, match="as_of: "):
        rs.replay(TERMS, [], as_of=as_of)
    wrong: Any = None
    with pytest.raises(rs.InvalidInputError, match="events: must be a list of Event"):
        rs.replay(TERMS, wrong, as_of=date(2026, 2, 1))
    with pytest.raises(rs.EventError, match="is before the loan starts"):
        rs.replay(TERMS, [paid("p", date(2025, 12, 1))], as_of=date(2026, 2, 1))


# --- a later row spoils no earlier answer ---

RISE = rs.Change(date(2026, 4, 10), rate=rs.percent(300), installment="keep")
RISEN = rs.Event("c1", "change", date(2026, 4, 10), change=RISE)
FIRST_SHORT = date(2026, 5, 1)


@pytest.mark.parametrize("signed", [True, False])
def test_a_row_that_cannot_be_computed_is_refused_when_it_falls_due_and_not_before(signed: bool) -> None:
    terms = replace(TERMS, changes=[RISE]) if signed else TERMS
    events = [*(paid(f"p{month}", date(2026, month, 1)) for month in (2, 3, 4)), *([] if signed else [RISEN])]
    with pytest.raises(rs.InvalidTermsError, match="installment 5 does not cover the interest"):
        rs.amortize(rs.amended(terms, events, as_of=date(2026, 4, 20)))
    eve = rs.replay(terms, events, as_of=date(2026, 5, 31))
    assert (eve.days_past_due, eve.accrued_interest > 0) == (30, True)
    with pytest.raises(rs.InvalidTermsError, match="installment 5 does not cover the interest"):
        rs.replay(terms, events, as_of=date(2026, 6, 1))


def test_a_contract_that_cannot_go_on_is_mended_by_a_later_change() -> None:
    mended = rs.Change(date(2026, 4, 20), rate="0.12", installment="relevel")
    schedule = rs.amortize(replace(TERMS, changes=[RISE, mended]))
    assert (len(schedule), schedule[-1].closing_balance) == (12, Decimal(0))
    assert rs.replay(replace(TERMS, changes=[RISE, mended]), [], as_of=date(2026, 12, 1)).overdue_principal


def test_rows_before_one_that_cannot_be_computed_are_those_of_the_contract() -> None:
    """A phase that parks interest is spread over the rows after it, one of which is short."""
    phases = [rs.Phase(2, "defer", deferred_due="spread"), rs.Phase(4), rs.Phase(6, "fixed_amount", amount="0.05")]
    terms = replace(TERMS, phases=phases)
    sound = replace(TERMS, phases=[*phases[:2], rs.Phase(6, "interest_only")])
    for day in (date(2026, 2, 15), date(2026, 4, 1), date(2026, 7, 31)):
        assert rs.replay(terms, [], as_of=day) == rs.replay(sound, [], as_of=day)
    with pytest.raises(rs.InvalidTermsError, match="installment 7 does not cover"):
        rs.replay(terms, [], as_of=date(2026, 8, 1))


def test_a_change_signed_for_a_day_after_the_last_installment_changes_nothing() -> None:
    late = rs.Change(date(2027, 3, 1), rate="0.03", installment="keep")
    for day in (date(2026, 6, 1), date(2027, 6, 1)):
        assert rs.replay(replace(TERMS, changes=[late]), [], as_of=day) == rs.replay(TERMS, [], as_of=day)
    shorter = rs.Event("c1", "change", date(2026, 2, 10), change=rs.Change(date(2026, 2, 10), phases=[rs.Phase(3)]))
    step = rs.Change(date(2026, 8, 1), rate="0.03", installment="keep")
    contract = rs.amended(replace(TERMS, changes=[step]), [shorter], as_of=date(2026, 9, 1))
    assert rs.amortize(contract) == rs.amortize(rs.amended(TERMS, [shorter], as_of=date(2026, 9, 1)))


def test_interest_on_what_is_overdue_and_of_the_running_row_is_rounded_once() -> None:
    rules, apart = rs.Servicing(overdue_rate="0.18"), list[int]()
    for day in range(2, 28):
        position = rs.replay(TERMS, [], as_of=date(2026, 2, day), servicing=rules)
        overdue, running = (
            Fraction(balance) * rate * (day - 1) / 360
            for balance, rate in ((position.overdue_principal, 18), (Decimal("1105.38"), 12))
        )
        exact = overdue + running
        assert position.interest * 100 == 1200 + (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
        apart += [day] if round(overdue) + round(running) != round(exact) else []
    assert apart  # days on which two roundings would have made or lost a cent
