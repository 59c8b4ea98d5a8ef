"""A ledger by the day: changes, charges, money taken back, what a contract carries, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure.contract.components import COMPONENTS
from restructure.tracking import payoff_quote, statement, track
from support.agreed import BEGUN, plain
from support.followed import due, paid

TERMS = rs.LoanTerms(
    currency="CNY",
    principal="1200.00",
    rate="0.12",
    start_date=date(2026, 1, 1),
    first_due_date=date(2026, 2, 1),
    phases=[rs.Phase(12)],
    day_count="act/365f",
)
DAILY = rs.Servicing(interest="daily")
LEVEL = rs.amortize(TERMS)[0].payment


def pay(name: str, on: date, amount: Any = LEVEL, **more: Any) -> rs.Event:
    return rs.Event(name, "payment", on, amount=amount, **more)


def split_of(row: rs.loan.TrackedInstallment) -> tuple[Decimal, Decimal]:
    """Return what a row asks for of interest and of principal."""
    interest, principal = (row.components.get(name) for name in ("interest", "principal"))
    return Decimal(0) if interest is None else interest.due, Decimal(0) if principal is None else principal.due


def seen(events: list[rs.Event], on: date, terms: rs.LoanTerms = TERMS, **more: Any) -> rs.ScheduleOn:
    answer = rs.schedule_on(terms, events, as_of=on, servicing=rs.Servicing(**{"interest": "daily", **more}))
    left = [row.total.left for row in answer.rows] + [row.total.left for row in answer.charges]
    position = answer.position
    if position.as_of < answer.rows[-1].due_date:  # rows to come hold interest of days to come, never less than today's
        assert sum(left) >= sum(position.owed(name) for name in COMPONENTS) - position.penalty_interest
    return answer


PAUSED = rs.Change(date(2026, 5, 5), no_interest_until=date(2026, 6, 20), installment="keep")
CONTRACTS: dict[str, dict[str, Any]] = {
    "level": {},
    "end of month, interest only first": {
        "start_date": date(2026, 1, 31),
        "first_due_date": date(2026, 2, 28),
        "due_day": 31,
        "day_count": "30/360",
        "phases": [rs.Phase(3, "interest_only"), rs.Phase(9)],
    },
    "equal principal, then another rate": {"phases": [rs.Phase(6, "equal_principal"), rs.Phase(6, rate="0.05")]},
    "long first period, a pause": {"first_due_date": date(2026, 3, 10), "day_count": "30/360", "changes": [PAUSED]},
}


@pytest.mark.parametrize("rule", ["daily", "daily_in_rows"])
@pytest.mark.parametrize("contract", CONTRACTS)
def test_who_pays_on_the_day_has_the_rows_of_the_contract(contract: str, rule: Any) -> None:
    terms = replace(TERMS, **CONTRACTS[contract])
    schedule = rs.amortize(terms)
    planned_rows = rs.schedule_on(terms, [], as_of=terms.start_date, servicing=rs.Servicing(interest=rule)).rows
    assert [row.total.due for row in planned_rows] == [row.payment for row in schedule]
    events = [pay(f"p{row.number:02d}", row.due_date, row.payment) for row in schedule]
    answer = seen(events, schedule[-1].due_date, terms=terms, interest=rule)
    for row, planned in zip(answer.rows, schedule, strict=True):
        assert split_of(row) == (planned.interest, planned.principal)
    assert sum(answer.position.owed(name) for name in COMPONENTS) == 0


def test_a_row_paid_in_part_before_its_day_asks_for_the_rest_on_it() -> None:
    answer = seen([pay("p1", date(2026, 1, 20), 40)], date(2026, 1, 25))
    first = answer.rows[0]
    assert (first.status, str(first.total.paid), first.total.left) == ("partly_paid", "40.00", LEVEL - 40)
    late = seen([pay("p1", date(2026, 1, 20), 40)], date(2026, 2, 5))
    assert (late.rows[0].status, late.rows[0].total.overdue, late.position.days_past_due) == ("overdue", LEVEL - 40, 4)


def test_a_payment_charged_back_is_asked_for_again() -> None:
    events = [pay("p1", date(2026, 1, 20)), rs.Event("c1", "chargeback", date(2026, 1, 25), amount=LEVEL)]
    before, after = seen(events, date(2026, 1, 28)), seen(events, date(2026, 2, 3))
    assert (before.rows[0].total.left, before.position.overdue_principal) == (LEVEL, Decimal(0))
    assert (after.rows[0].status, after.rows[0].total.overdue, after.rows[0].days_late) == ("overdue", LEVEL, 2)
    extra = [pay("p1", date(2026, 1, 20), LEVEL + 50, excess="keep"), replace(events[1], amount=Decimal(50))]
    assert seen(extra, date(2026, 1, 25)).position.principal == seen(events[:1], date(2026, 1, 25)).position.principal


def test_changes_count_from_what_is_really_left() -> None:
    lower = rs.Change(date(2026, 3, 10), rate="0.06", installment="relevel")
    events = [pay(f"p{month}", date(2026, month, 1) - timedelta(days=12)) for month in (2, 3, 4)]
    signed = seen(events, date(2026, 3, 25), terms=replace(TERMS, changes=[lower]))
    told = seen([*events, rs.Event("c1", "change", lower.effective_on, change=lower)], date(2026, 3, 25))
    assert signed.rows == told.rows
    assert told.rows[3].total.due < LEVEL
    assert max(row.total.due for row in told.rows[3:-1]) - min(row.total.due for row in told.rows[3:-1]) == 0
    ahead = seen(events[:1], date(2026, 2, 5), terms=replace(TERMS, changes=[lower]))
    assert ahead.rows[1].total.due == LEVEL > ahead.rows[4].total.due  # a change that was agreed is in the rows to come


def test_what_cannot_go_on_is_named() -> None:
    wrong = rs.Change(date(2026, 3, 10), repay="5000.00", installment="keep")
    answer = rs.schedule_on(replace(TERMS, changes=[wrong]), [], as_of=date(2026, 2, 5), servicing=DAILY)
    assert [row.number for row in answer.rows] == [1, 2]
    assert [reason.code for reason in answer.reasons] == ["CANNOT_GO_ON"]
    with pytest.raises(rs.InvalidTermsError, match=r"changes\[0\]\.repay: is more than the principal"):
        rs.replay(
            TERMS, [rs.Event("c", "change", date(2026, 3, 10), change=wrong)], as_of=date(2026, 4, 1), servicing=DAILY
        )
    late = rs.Change(date(2027, 3, 1), rate="0.03", installment="keep")
    with pytest.raises(rs.InvalidTermsError, match="is not before the last installment"):
        rs.replay(
            TERMS, [rs.Event("c", "change", date(2027, 3, 1), change=late)], as_of=date(2027, 4, 1), servicing=DAILY
        )


def test_fees_and_what_a_contract_carries_fall_due_with_their_rows_early_or_not() -> None:
    owed = rs.Position(currency="CNY", as_of=date(2026, 1, 1), principal="1200.00", interest="24.00")
    terms = replace(TERMS, installment_fee="3.00")
    plan = rs.reschedule(owed, [rs.Treatment("interest", "spread", due="all")], terms)
    whole = plan[0].payment
    early = seen([pay("p1", date(2026, 1, 20), whole)], date(2026, 2, 2), terms=plan.terms)
    first = early.rows[0]
    assert (first.status, str(first.components["fees"].paid), early.position.days_past_due) == ("paid", "3.00", 0)
    assert str(early.position.deferred_interest) == "22.00"
    assert early.rows[1].total.due == whole
    assert sum(str(row.components["fees"].due) == "3.00" for row in early.rows) == 12


def test_penalty_interest_runs_on_what_rows_asked_of_principal() -> None:
    answer = seen([], date(2026, 2, 11), penalty_rate="0.36")
    assert answer.position.overdue_principal == rs.amortize(TERMS)[0].principal
    exact = answer.position.overdue_principal * 36 * 10 / 36500
    assert answer.position.penalty_interest == exact.quantize(Decimal("0.01"))


def test_interest_after_the_last_row_is_overdue() -> None:
    answer = seen([], date(2027, 1, 11))
    assert answer.position.overdue_principal == answer.position.principal == 1200
    assert answer.position.accrued_interest == 0
    exact = Decimal(1200) * 12 * 375 / 36500
    assert answer.position.interest == exact.quantize(Decimal("0.01")) == answer.overdue["interest"]


def test_an_agreement_is_tracked_and_settled_by_the_day() -> None:
    agreement = plain(rate="0.12", servicing=DAILY)
    early = paid("p1", due(1) - timedelta(days=10), agreement.rows[0].payment)
    found = track(agreement, [early], as_of=due(1) + timedelta(days=3))
    assert (found.past_due.days, found.installments[0].status) == (0, "paid")
    quote = payoff_quote(agreement, [early], on=due(2))
    events = [early, paid("all", due(2), quote.total)]
    done = track(agreement, events, as_of=due(2))
    assert (done.status, sum(done.position.owed(name) for name in COMPONENTS)) == ("completed", Decimal(0))
    account = statement(agreement, events, starts=BEGUN, ends=due(3))
    assert (account.closing, account.opening + account.charges) == (Decimal(0), account.payments)


@pytest.mark.parametrize(
    ("fields", "rules", "message"),
    [
        (
            {"phases": [rs.Phase(3, "capitalize"), rs.Phase(9)]},
            {},
            r"terms\.phases\[0\]: does not go with daily interest",
        ),
        ({"phases": [rs.Phase(12, step="0.1", step_every=4)]}, {}, r"phases\[0\]: does not go with daily"),
        ({"interest_base": "original"}, {}, "interest_base: must be balance"),
        ({}, {"overdue_rate": "0.18"}, "overdue_rate: is the contract's own"),
        ({}, {"compound_rate": "0.18"}, "compound_rate: does not go with daily"),
    ],
)
def test_what_does_not_go_with_daily_interest_is_refused(
    fields: dict[str, Any], rules: dict[str, Any], message: str
) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        seen([], date(2026, 2, 5), terms=replace(TERMS, **fields), **rules)
    holiday = rs.Change(date(2026, 2, 5), phases=[rs.Phase(2, "capitalize"), rs.Phase(9)])
    with pytest.raises(rs.InvalidTermsError, match="does not go with daily interest"):
        seen([rs.Event("c", "change", date(2026, 2, 5), change=holiday)], date(2026, 2, 5))


def test_rows_stay_as_billed_where_interest_of_days_falls_due_inside_the_next_row() -> None:
    planned = rs.amortize(TERMS)
    late = seen([pay("p1", date(2026, 2, 15))], date(2026, 2, 20), interest="daily_in_rows")
    first, second = late.rows[:2]
    assert split_of(first) == (planned[0].interest, planned[0].principal)
    assert first.days_late == 14
    assert second.total.due == LEVEL
    assert second.components["interest"].due > planned[1].interest
