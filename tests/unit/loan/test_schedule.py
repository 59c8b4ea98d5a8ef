from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

import restructure as rs

BASE: dict[str, Any] = {
    "currency": "USD",
    "principal": "1200.00",
    "rate": "0.12",
    "start_date": date(2026, 1, 1),
    "first_due_date": date(2026, 2, 1),
}


BALANCES: Any = ("rounded", "carried")


def schedule(*phases: rs.Phase, **changes: Any) -> rs.Schedule:
    return rs.amortize(rs.LoanTerms(**{**BASE, **changes, "phases": list(phases)}))


def payments(found: rs.Schedule) -> list[str]:
    return [str(row.payment) for row in found]


@pytest.mark.parametrize(
    ("phases", "expected"),
    [
        ([rs.Phase(3)], ["408.03", "408.03", "408.02"]),
        ([rs.Phase(3, "equal_principal")], ["412.00", "408.00", "404.00"]),
        ([rs.Phase(3, "interest_only")], ["12.00", "12.00", "1212.00"]),
        ([rs.Phase(3, "capitalize")], ["0.00", "0.00", "1236.36"]),
        ([rs.Phase(3, "defer", deferred_due="maturity")], ["0.00", "0.00", "1236.00"]),
        ([rs.Phase(3, "fixed_amount", amount="500")], ["500.00", "500.00", "221.31"]),
        ([rs.Phase(4, "fixed_amount", amount="1000")], ["1000.00", "214.12", "0.00", "0.00"]),
        ([rs.Phase(2, "interest_only"), rs.Phase(2)], ["12.00", "12.00", "609.01", "609.02"]),
        ([rs.Phase(2, "capitalize"), rs.Phase(2)], ["0.00", "0.00", "621.26", "621.25"]),
        ([rs.Phase(2, "defer", deferred_due="next"), rs.Phase(2)], ["0.00", "0.00", "633.01", "609.02"]),
        ([rs.Phase(2, "defer", deferred_due="spread"), rs.Phase(2)], ["0.00", "0.00", "621.01", "621.02"]),
        ([rs.Phase(2, amortize_over=12), rs.Phase(1, "interest_only")], ["106.62", "106.62", "1019.91"]),
        ([rs.Phase(1, "fixed_amount", amount="100"), rs.Phase(2)], ["100.00", "564.35", "564.36"]),
        ([rs.Phase(1), rs.Phase(2, rate="0.24")], ["408.03", "414.08", "414.09"]),
    ],
)
def test_every_method_and_their_combinations(phases: list[rs.Phase], expected: list[str]) -> None:
    assert payments(schedule(*phases)) == expected


def test_an_odd_first_period_is_charged_its_days() -> None:
    found = schedule(rs.Phase(3), start_date=date(2026, 1, 17))
    assert str(found[0].interest) == "5.60"  # 14 of 360 days
    assert str(found[1].interest) == str((found[0].closing_balance * Decimal("0.01")).quantize(Decimal("0.01")))


def test_actual_days_are_charged_as_they_fall() -> None:
    found = schedule(rs.Phase(3, "interest_only"), day_count="act/365f")
    assert [str(row.interest) for row in found] == ["12.23", "11.05", "12.23"]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("half_up", "4.38"), ("half_even", "4.38"), ("half_down", "4.37"), ("up", "4.38"), ("down", "4.37")],
)
def test_interest_ties_follow_the_mode(mode: Any, expected: str) -> None:
    """750 at 7% a year is exactly 4.375 a month; a truncated rate would print 4.37 in every mode."""
    found = schedule(rs.Phase(1), principal="750", rate="0.07", interest_rounding=mode)
    assert str(found[0].interest) == expected


def test_installments_come_in_multiples_of_the_unit() -> None:
    assert payments(schedule(rs.Phase(3), installment_unit="10")) == ["410.00", "410.00", "404.02"]
    assert payments(schedule(rs.Phase(3), installment_unit="10", installment_rounding="down"))[:2] == [
        "400.00",
        "400.00",
    ]
    tiny = schedule(rs.Phase(12), principal="12", rate=0, installment_unit="10")
    assert payments(tiny)[0] == "1.00"  # a unit that would give zero is not applied


@pytest.mark.parametrize(
    ("currency", "expected"), [("JPY", ["408", "408", "408"]), ("KWD", ["408.027", "408.027", "408.026"])]
)
def test_currencies_with_other_digits(currency: str, expected: list[str]) -> None:
    assert payments(schedule(rs.Phase(3), currency=currency, principal="1200")) == expected


def test_totals_years_and_columns_agree() -> None:
    found = schedule(rs.Phase(18))
    assert found.totals.principal == Decimal("1200.00")
    assert found.totals.payment == found.totals.principal + found.totals.interest
    years = found.by_year()
    assert list(years) == [2026, 2027]
    assert sum(rs.Currency("USD").to_minor(total.payment) for total in years.values()) == found.payment.sum()
    columns = found.to_columns()
    assert set(map(len, columns.values())) == {18}
    assert columns["number"].tolist() == list(range(1, 19))
    assert date.fromordinal(int(columns["due_date"][-1])) == found[-1].due_date


def test_columns_are_read_only_and_zero_columns_are_not_stored() -> None:
    found = schedule(rs.Phase(3), rate=0)
    assert found.interest_accrued is found.interest_paid is found.fees is found.deferred_paid is None
    with pytest.raises(ValueError, match="read-only"):
        found.closing_balance[0] = 1


def test_a_schedule_is_a_sequence_of_installments() -> None:
    found = schedule(rs.Phase(3))
    assert len(found) == 3
    assert found[-1].number == 3
    assert [row.number for row in found[1:]] == [2, 3]
    assert [row.number for row in reversed(found)] == [3, 2, 1]
    assert found[0] in found
    assert found == schedule(rs.Phase(3)) != schedule(rs.Phase(4))


def test_equal_schedules_hash_alike_whatever_they_were_made_with() -> None:
    found = schedule(rs.Phase(3), rate=0)
    zeros = replace(found, fees=np.zeros_like(found.closing_balance))  # an all-zero column may be stored or not
    assert found == zeros == schedule(rs.Phase(3), rate=0)
    assert len({found, zeros, schedule(rs.Phase(3), rate=0)}) == 1
    assert len({found, schedule(rs.Phase(4), rate=0)}) == 2


def test_early_payoff_keeps_the_rows_asked_for_and_says_where() -> None:
    found = schedule(rs.Phase(6, "fixed_amount", amount="700"))
    assert len(found) == 6
    assert found.paid_off_at == found.conventions.paid_off_at == 2
    assert payments(found)[2:] == ["0.00"] * 4


def test_conventions_say_enough_to_reproduce_the_schedule() -> None:
    conventions = schedule(rs.Phase(12), day_count="act/360", due_day=1).conventions
    assert conventions.day_count == "act/360"
    assert conventions.frequency == "monthly"
    assert conventions.installment_rounding == conventions.interest_rounding == "half_up"
    assert conventions.installment_unit == "0.01"
    assert conventions.residual_bound is not None
    assert conventions.paid_off_at is None
    assert "actual days" in conventions.accrual


def test_conventions_name_every_compounding_in_its_order() -> None:
    canadian = rs.Rate("0.06", compounding="semiannual")
    found = schedule(rs.Phase(3), rs.Phase(3, rate=canadian), rs.Phase(6)).conventions
    assert found.compounding == "periodic, then semiannual"


def test_a_balance_that_would_leave_64_bits_is_refused() -> None:
    with pytest.raises(rs.InvalidTermsError, match="beyond what can be represented"):
        schedule(rs.Phase(400, "capitalize"), rate=rs.percent(1000), principal="1000000")


def test_the_table_shows_head_tail_totals_and_conventions() -> None:
    lines = schedule(rs.Phase(24)).to_text().split("\n")
    assert lines[0] == "USD · 30/360 · half-up · last installment settles the rounding"
    assert lines[1].split() == ["no", "due", "payment", "interest", "principal", "balance"]
    assert lines[12].strip() == ".."
    assert lines[-2].split()[0] == "24"
    assert lines[-1].split()[0] == "total"
    assert len(schedule(rs.Phase(24)).to_text(rows=24).split("\n")) == 27
    assert "应还金额" in schedule(rs.Phase(3)).to_text("zh")
    assert repr(schedule(rs.Phase(3))) == schedule(rs.Phase(3)).to_text()
    assert schedule(rs.Phase(3))._repr_html_().count("<tr>") == 5


def test_every_frequency_steps_by_its_months() -> None:
    expected = {
        "monthly": "2026-04-01",
        "bimonthly": "2026-05-01",
        "quarterly": "2026-06-01",
        "semiannual": "2026-09-01",
        "annual": "2027-03-01",
    }
    for frequency, second in expected.items():
        found = schedule(rs.Phase(2), frequency=frequency, first_due_date=date(2026, 3, 1))
        assert str(found[1].due_date) == second


def test_payments_are_whole_minor_units_of_numpy() -> None:
    assert schedule(rs.Phase(3)).payment.dtype == np.int64


def test_steps_grow_the_installment_and_are_solved_so_that_they_repay_the_loan() -> None:
    growing = schedule(rs.Phase(36, step="0.05", step_every=12))
    paid = [row.payment for row in growing]
    assert len(set(paid[:12])) == len(set(paid[12:24])) == 1
    assert abs(paid[12] - paid[0] * Decimal("1.05")) <= Decimal("0.02")
    assert abs(paid[-1] - paid[24]) <= Decimal("0.20")
    with pytest.raises(rs.InvalidTermsError, match="step: and step_every go together"):
        rs.Phase(12, step="0.05")
    with pytest.raises(rs.InvalidTermsError, match="changes: do not go with a step phase"):
        replace(growing.terms, changes=[rs.Change(date(2026, 2, 1), rate=0, installment="keep")])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"residual": "last"}, ["33.33", "33.33", "33.34"]),
        ({"residual": "first"}, ["33.34", "33.33", "33.33"]),
        ({"installment_unit": 10, "residual": "first"}, ["40.00", "30.00", "30.00"]),
        ({"installment_unit": 1000}, ["33.33", "33.33", "33.34"]),
        ({"installment_fee": "0.50"}, ["33.83", "33.83", "33.84"]),
        ({"installment_fee_rate": "0.006"}, ["33.93", "33.93", "33.94"]),
    ],
)
def test_who_settles_the_rounding_and_what_comes_on_top(changes: dict[str, Any], expected: list[str]) -> None:
    assert payments(schedule(rs.Phase(3), principal=100, rate=0, **changes)) == expected


def test_smoothing_moves_the_level_by_its_share_of_the_rest() -> None:
    rough = schedule(rs.Phase(4), principal="10.10", rate=0, installment_rounding="up", installment_unit="0.50")
    smooth = schedule(
        rs.Phase(4), principal="10.10", rate=0, installment_rounding="up", installment_unit="0.50", residual="smooth"
    )
    assert payments(rough) == ["3.00", "3.00", "3.00", "1.10"]
    assert payments(smooth) == ["3.00", "3.00", "3.00", "1.10"]  # half a unit less is rounded up again
    plain = schedule(rs.Phase(30), principal="100.00", rate=0, residual="smooth")
    assert payments(plain) == ["3.33"] * 29 + ["3.43"]  # 10 is no more than half of 30 rows


def test_flat_interest_is_charged_on_the_original_principal() -> None:
    found = schedule(rs.Phase(3), interest_base="original")
    assert [str(row.interest) for row in found] == ["12.00"] * 3
    assert payments(found) == ["412.00"] * 3
    early = schedule(rs.Phase(3, "fixed_amount", amount=1000), interest_base="original")
    assert payments(early) == ["1000.00", "224.00", "0.00"]  # nothing is charged once nothing is owed


def test_a_carried_balance_is_rounded_for_display_only() -> None:
    rounded, carried = (schedule(rs.Phase(12), principal=1000, rate="0.0333", balance=rule) for rule in BALANCES)
    assert rounded[0] == carried[0]
    assert carried[-1].closing_balance == 0
    exact = schedule(rs.Phase(12), principal=1000, rate="0.0333", balance="carried", installment_rounding="none")
    assert len(set(payments(exact))) == 1
    assert "carried" in exact.conventions.balance


def test_a_new_rate_keeps_the_installment_where_the_phase_says_so() -> None:
    kept = payments(schedule(rs.Phase(6), rs.Phase(6, "keep", rate="0.24")))
    assert kept[:11] == [kept[0]] * 11
    assert Decimal(kept[11]) > Decimal(kept[0])
    shares = schedule(rs.Phase(2, "equal_principal"), rs.Phase(2, "keep", rate="0.24"))
    assert [str(row.principal) for row in shares] == ["300.00"] * 4


def test_a_capped_installment_lets_the_balance_grow() -> None:
    capped = schedule(rs.Phase(12, amortize_over=360), rs.Phase(12, rate="0.18", installment_cap="1.075"))
    before, after = capped[11].payment, capped[12].payment
    assert after == (before * Decimal("1.075")).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    assert capped[12].capitalized > 0
    assert capped[12].closing_balance == capped[12].opening_balance + capped[12].capitalized


@pytest.mark.parametrize(
    ("changes", "dates"),
    [
        ({"frequency": "daily", "every": 15}, ["2026-02-01", "2026-02-16", "2026-03-03"]),
        ({"frequency": "weekly"}, ["2026-02-01", "2026-02-08", "2026-02-15"]),
        ({"frequency": "biweekly"}, ["2026-02-01", "2026-02-15", "2026-03-01"]),
        ({"frequency": "semimonthly"}, ["2026-02-01", "2026-02-16", "2026-03-01"]),
        (
            {"frequency": "semimonthly", "first_due_date": date(2026, 2, 28), "due_day": 31},
            ["2026-02-28", "2026-03-16", "2026-03-31"],
        ),
        ({"frequency": "monthly", "every": 2}, ["2026-02-01", "2026-04-01", "2026-06-01"]),
    ],
)
def test_due_dates_step_by_days_weeks_and_half_months(changes: dict[str, Any], dates: list[str]) -> None:
    assert [str(row.due_date) for row in schedule(rs.Phase(3), **changes)] == dates


def test_a_term_is_found_for_a_given_installment() -> None:
    found = rs.fit_term(schedule(rs.Phase(1, "fixed_amount", amount=100)).terms)
    assert found.installments == 13
    assert payments(rs.amortize(found))[-2:] == ["100.00", "84.78"]
    flat = rs.fit_term(schedule(rs.Phase(1, "fixed_amount", amount=400), interest_base="original").terms)
    assert flat.installments == 4
    with pytest.raises(rs.InvalidTermsError, match="must end with a fixed_amount phase"):
        rs.fit_term(schedule(rs.Phase(3)).terms)
    with pytest.raises(rs.NoSolutionError, match="does not repay the loan within 1,200"):
        rs.fit_term(schedule(rs.Phase(1, "fixed_amount", amount=12)).terms)
    paid = schedule(rs.Phase(3, "fixed_amount", amount=2000), rs.Phase(1, "fixed_amount", amount=5))
    with pytest.raises(rs.NoSolutionError, match="before its last phase begins"):
        rs.fit_term(paid.terms)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"installment_rounding": "none"}, "none needs a carried balance"),
        ({"balance": "carried", "residual": "first"}, "carried goes with residual last"),
        ({"frequency": "weekly", "due_day": 1}, "belongs to months; leave it out"),
        ({"frequency": "semimonthly", "every": 2}, "does not belong to semimonthly"),
        ({"frequency": "daily", "rate": rs.Rate("0.1", compounding="annual")}, "needs periods of weeks or months"),
        ({"residual": "first", "phases": [rs.Phase(3, amortize_over=6)]}, "without steps, cap or balloon"),
        ({"phases": [rs.Phase(3, "keep")]}, "keeps an installment that no phase before it has"),
        (
            {"phases": [rs.Phase(3, "equal_principal"), rs.Phase(3, installment_cap="1.1")]},
            "needs an equal installment before it",
        ),
    ],
)
def test_conventions_that_do_not_go_together_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidTermsError, match=message):
        rs.LoanTerms(**{**BASE, "phases": [rs.Phase(3)], **changes})
