"""Conventions of markets: Actual/360 with level months, payments below interest, steps down, fortnights, rule of 78."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs

LOAN = rs.LoanTerms(
    currency="USD",
    principal="1000000.00",
    rate="0.06",
    start_date=date(2026, 1, 1),
    first_due_date=date(2026, 2, 1),
    phases=[rs.Phase(120, amortize_over=360)],
)


def test_actual_360_interest_on_an_installment_of_equal_months_leaves_more_to_the_balloon() -> None:
    equal = rs.amortize(replace(LOAN, day_count="act/360", installment_day_count="30/360"))
    months = rs.amortize(LOAN)
    assert equal[0].payment == months[0].payment == Decimal("5995.51")
    assert [row.interest for row in equal[:2]] == [Decimal("5166.67"), Decimal("4662.80")]  # 31 and 28 days of 360
    assert equal[-1].payment - months[-1].payment > Decimal("11000")
    assert equal.conventions.level_installment.startswith("as if all periods were equal by 30/360")
    solved_over_days = rs.amortize(replace(LOAN, day_count="act/360"))
    assert solved_over_days[0].payment > equal[0].payment


def test_its_installment_can_be_carried_unrounded_into_the_balloon() -> None:
    terms = replace(LOAN, day_count="act/360", installment_day_count="30/360", balance="carried")
    rounded, exact = rs.amortize(terms), rs.amortize(replace(terms, installment_rounding="none"))
    assert rounded[0].payment == exact[0].payment
    assert rounded[-1].payment != exact[-1].payment  # 120 times the 0.0047 that rounding adds, and interest on it


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"residual": "smooth", "phases": [rs.Phase(12)]}, "what it leaves over is no rounding"),
        ({"interest_base": "original"}, "interest_base balance only"),
        ({"rate": rs.Rate("0.06", compounding="monthly")}, "needs a periodic rate"),
    ],
)
def test_equal_periods_go_with_plain_terms_only(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidTermsError, match=message):
        replace(LOAN, installment_day_count="30/360", **changes)


def test_a_running_contract_is_leveled_anew_over_equal_periods_too() -> None:
    rate = rs.Change(date(2027, 1, 1), installment="relevel", rate="0.05")
    terms = replace(LOAN, day_count="act/360", installment_day_count="30/360", phases=[rs.Phase(360)], changes=[rate])
    schedule = rs.amortize(terms)
    again = replace(
        LOAN,
        principal=schedule[11].closing_balance,
        rate="0.05",
        start_date=date(2027, 1, 1),
        first_due_date=date(2027, 2, 1),
        phases=[rs.Phase(348)],
    )
    assert schedule[12].payment == rs.amortize(again)[0].payment


BELOW = replace(LOAN, principal="200000.00", rate="0.0625")


@pytest.mark.parametrize(
    ("shortfall", "due", "first", "later", "charged"),
    [
        ("capitalize", None, "200241.67", "200484.60", "1042.93"),
        ("park", "next", "200000.00", "200000.00", "1041.67"),
        ("forgive", None, "200000.00", "200000.00", "800.00"),
    ],
)
def test_a_payment_below_the_interest(shortfall: Any, due: Any, first: str, later: str, charged: str) -> None:
    below = rs.Phase(2, "fixed_amount", amount="800.00", shortfall=shortfall, deferred_due=due)
    schedule = rs.amortize(replace(BELOW, phases=[below, rs.Phase(358)]))
    assert [str(row.closing_balance) for row in schedule[:2]] == [first, later]
    assert str(schedule[1].interest_accrued) == charged
    assert [row.payment for row in schedule[:2]] == [Decimal("800.00")] * 2
    parked = sum(row.deferred for row in schedule)
    assert schedule[2].deferred_paid == parked == (Decimal("483.34") if shortfall == "park" else 0)


def test_a_shortfall_parks_nothing_while_the_payment_covers_the_interest() -> None:
    covers = rs.Phase(6, "fixed_amount", amount="1100.00", shortfall="park", deferred_due="next")
    schedule = rs.amortize(replace(BELOW, phases=[covers, rs.Phase(354)]))
    assert schedule.totals.deferred == 0
    assert schedule[6].deferred_paid == 0


def test_step_ups_can_start_below_the_interest() -> None:
    terms = replace(BELOW, phases=[rs.Phase(360, step="0.075", step_every=12)])
    with pytest.raises(rs.InvalidTermsError, match="installment 1 does not cover"):
        rs.amortize(terms)
    schedule = rs.amortize(replace(terms, phases=[replace(terms.phases[0], shortfall="capitalize")]))
    assert schedule[0].capitalized > 0
    assert schedule[-1].closing_balance == 0
    assert abs(schedule[12].payment / schedule[0].payment - Decimal("1.075")) < Decimal("0.0001")


def test_installments_can_step_down() -> None:
    schedule = rs.amortize(replace(BELOW, phases=[rs.Phase(36, step="-0.05", step_every=12)]))
    first, second, third = (schedule[row].payment for row in (0, 12, 24))
    assert abs(second / first - Decimal("0.95")) < Decimal("0.0001")
    assert abs(third / second - Decimal("0.95")) < Decimal("0.0001")
    assert abs(schedule[-1].payment - third) < 1


@pytest.mark.parametrize(
    ("phase", "message"),
    [
        ({"step": "-1", "step_every": 12}, "fraction above -1"),
        ({"method": "interest_only", "shortfall": "park"}, "fixed_amount and level phases"),
        ({"shortfall": "forgive"}, "capitalized only"),
        ({"method": "fixed_amount", "amount": 1, "shortfall": "park"}, "is required by a"),
        ({"installment_cap": "1.1", "shortfall": "capitalize"}, "is what a cap says"),
    ],
)
def test_shortfalls_and_steps_that_mean_nothing_are_refused(phase: dict[str, Any], message: str) -> None:
    with pytest.raises((rs.InvalidInputError, rs.InvalidTermsError), match=message):
        rs.Phase(12, **phase)


def test_a_change_inside_a_stretch_that_parks_has_to_say_how_it_goes_on() -> None:
    below = rs.Phase(6, "fixed_amount", amount="800.00", shortfall="park", deferred_due="maturity")
    change = rs.Change(date(2026, 4, 15), installment="keep", rate="0.05")
    with pytest.raises(rs.InvalidTermsError, match="say by phases how the contract goes on"):
        rs.amortize(replace(BELOW, phases=[below, rs.Phase(12)], changes=[change]))
    onward = replace(change, installment=None, phases=[rs.Phase(12)])
    schedule = rs.amortize(replace(BELOW, phases=[below, rs.Phase(12)], changes=[onward]))
    assert schedule[-1].deferred_paid == schedule.totals.deferred > 0


def test_a_change_keeps_what_becomes_of_a_shortfall() -> None:
    below = rs.Phase(6, "fixed_amount", amount="800.00", shortfall="capitalize")
    rate = rs.Change(date(2026, 3, 1), installment="keep", rate="0.07")
    schedule = rs.amortize(replace(BELOW, phases=[below, rs.Phase(12)], changes=[rate]))
    assert schedule[5].capitalized > schedule[1].capitalized > 0


def test_fortnightly_payments_at_a_rate_that_compounds_monthly() -> None:
    rate = rs.Rate("0.06", compounding="monthly")
    terms = replace(LOAN, rate=rate, frequency="biweekly", first_due_date=date(2026, 1, 15), phases=[rs.Phase(650)])
    first = rs.amortize(terms)[0]
    assert first.interest == Decimal("2304.59")  # 1,000,000.00 x (1.005 ** (12 / 26) - 1)
    monthly = replace(LOAN, phases=[rs.Phase(300)])
    assert rs.amortize(replace(monthly, rate=rate))[:] == rs.amortize(monthly)[:]


FLAT = rs.LoanTerms(
    currency="HKD",
    principal="100000.00",
    rate="0.0384",
    start_date=date(2026, 1, 1),
    first_due_date=date(2026, 2, 1),
    interest_base="rule_of_78",
    phases=[rs.Phase(12)],
)


def test_rule_of_78_shares_out_the_same_flat_interest() -> None:
    digits, flat = rs.amortize(FLAT), rs.amortize(replace(FLAT, interest_base="original"))
    assert digits.totals == flat.totals
    assert [row.interest for row in digits] == sorted((row.interest for row in digits), reverse=True)
    assert digits.settlement(date(2026, 7, 1)).rebate == Decimal("1033.85")  # 3,840.00 x 21/78
    assert "rule of 78" in digits.to_text()


@pytest.mark.parametrize(
    "changes",
    [
        {"phases": [rs.Phase(6), rs.Phase(6)]},
        {"phases": [rs.Phase(12, "equal_principal")]},
        {"first_period": "on_top"},
        {"rate": rs.Rate("0.0384", compounding="annual")},
        {"changes": [rs.Change(date(2026, 3, 1), installment="keep", rate="0.05")]},
    ],
)
def test_rule_of_78_goes_with_one_plain_level_phase(changes: dict[str, Any]) -> None:
    with pytest.raises(rs.InvalidTermsError, match="rule_of_78 needs one level phase"):
        replace(FLAT, **changes)


def test_rule_of_78_is_settled_by_its_rows_and_not_replayed() -> None:
    with pytest.raises(rs.InvalidTermsError, match="rule_of_78 settles by its rows"):
        rs.replay(FLAT, [], as_of=date(2026, 3, 1))


def test_a_settlement_asks_interest_to_the_next_due_date() -> None:
    schedule = rs.amortize(replace(LOAN, phases=[rs.Phase(120)]))
    inside, on_due = (schedule.settlement(day) for day in (date(2026, 3, 2), date(2026, 3, 1)))
    assert inside.principal == on_due.principal == schedule[1].closing_balance
    assert inside.interest == schedule[2].interest
    assert on_due.interest == 0
    assert inside.total == inside.principal + inside.interest
    assert on_due.rebate - inside.rebate == schedule[2].interest
    assert schedule.settlement(date(2026, 1, 1)).total == Decimal("1000000.00")


def test_a_settlement_asks_what_is_parked() -> None:
    parks = rs.Phase(3, "defer", deferred_due="maturity")
    schedule = rs.amortize(replace(LOAN, phases=[parks, rs.Phase(117)]))
    assert schedule.settlement(date(2026, 3, 1)).deferred == Decimal("10000.00")


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2036, 1, 1)])
def test_a_settlement_lies_within_the_loan(day: date) -> None:
    with pytest.raises(rs.InvalidInputError, match="from the start date to before the last installment"):
        rs.amortize(LOAN).settlement(day)


def test_new_terms_are_read_back_as_written() -> None:
    phases = [
        rs.Phase(6, "fixed_amount", amount="500.00", shortfall="park", deferred_due="spread"),
        rs.Phase(24, step="-0.05", step_every=12, shortfall="capitalize"),
    ]
    carried = replace(LOAN, first_period="carried", day_count="act/360", installment_day_count="30/360", phases=phases)
    monthly = replace(LOAN, rate=rs.Rate("0.06", compounding="monthly"))
    for terms in (carried, monthly, FLAT):
        assert rs.from_json(rs.LoanTerms, rs.to_json(terms)) == terms
