from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs


def terms(**changed: Any) -> rs.LoanTerms:
    given: dict[str, Any] = {
        "currency": "EUR",
        "principal": "100.00",
        "rate": "0.07",
        "start_date": date(2024, 1, 1),
        "first_due_date": date(2024, 2, 1),
        "phases": [rs.Phase(6)],
        "partial_period": "month_share",
    }
    return rs.LoanTerms(**{**given, **changed})


def rows(*changes: rs.Change, **changed: Any) -> list[tuple[str, str, str]]:
    schedule = rs.amortize(terms(changes=list(changes), **changed))
    return [(str(row.interest), str(row.payment), str(row.closing_balance)) for row in schedule]


def test_a_new_rate_inside_a_period_splits_its_interest_and_levels_the_rest() -> None:
    found = rows(rs.Change(date(2024, 2, 14), rate="0.04", installment="relevel"))
    assert found[:3] == [("0.58", "17.01", "83.57"), ("0.37", "16.90", "67.04"), ("0.22", "16.90", "50.36")]
    assert found[-1][2] == "0.00"


def test_a_new_rate_can_leave_the_installment() -> None:
    found = rows(rs.Change(date(2024, 2, 14), rate="0.04", installment="keep"))
    assert [payment for _, payment, _ in found] == ["17.01"] * 5 + ["16.45"]


def test_a_pause_charges_no_day_twice_and_none_too_few() -> None:
    across = rs.Change(date(2024, 2, 9), no_interest_until=date(2024, 3, 10), installment="keep")
    assert [interest for interest, _, _ in rows(across)] == ["0.58", "0.13", "0.28", "0.29", "0.19", "0.10"]
    whole = rs.Change(date(2024, 2, 1), no_interest_until=date(2024, 3, 1), installment="keep")
    assert [interest for interest, _, _ in rows(whole)][:3] == ["0.58", "0.00", "0.39"]


def test_a_pause_enters_an_installment_leveled_later() -> None:
    pause = rs.Change(date(2024, 1, 10), no_interest_until=date(2024, 5, 10), installment="keep")
    level = rs.Change(date(2024, 2, 1), rate="0.07", installment="relevel")
    paid = [Decimal(payment) for _, payment, _ in rows(pause, level)]
    assert max(paid[1:]) - min(paid[1:]) <= Decimal("0.02")
    assert paid[1] < Decimal("17.01")


def test_a_due_date_shift_keeps_the_installment_and_the_anchor() -> None:
    shift = rs.Change(date(2024, 2, 28), next_due_date=date(2024, 3, 15), installment="keep")
    schedule = rs.amortize(terms(rate="0.094822", changes=[shift]))
    assert schedule.due_dates == tuple(
        date(2024, month, day) for month, day in ((2, 1), (3, 15), (4, 15), (5, 15), (6, 15), (7, 15))
    )
    assert [str(row.interest) for row in schedule] == ["0.79", "0.96", "0.53", "0.40", "0.27", "0.14"]
    assert [str(row.payment) for row in schedule] == ["17.13"] * 5 + ["17.44"]


def test_an_extension_a_grace_and_a_reduction_for_a_time_are_phases() -> None:
    longer = rs.Change(date(2024, 2, 1), phases=[rs.Phase(8)])
    assert len(rows(longer)) == 9
    grace = rs.Change(date(2024, 2, 1), phases=[rs.Phase(2, "interest_only"), rs.Phase(5)])
    assert [payment for _, payment, _ in rows(grace)][1:3] == ["0.49", "0.49"]
    less = rs.Change(date(2024, 2, 1), phases=[rs.Phase(2, "fixed_amount", amount=5), rs.Phase(3)])
    back = [payment for _, payment, _ in rows(less)]
    assert back[1:3] == ["5.00", "5.00"]
    assert back[3] == back[4]
    on = rs.Change(date(2024, 2, 1), phases=[rs.Phase(2, "interest_only"), rs.Phase(5, "fixed_amount", amount="17.01")])
    assert [payment for _, payment, _ in rows(on)][3:7] == ["17.01"] * 4


def test_tranches_and_repayments_move_the_balance_on_their_day() -> None:
    schedule = rs.amortize(
        terms(
            changes=[
                rs.Change(date(2024, 2, 16), advance=50, installment="relevel"),
                rs.Change(date(2024, 4, 1), repay=20, installment="keep"),
            ]
        )
    )
    assert str(schedule[1].opening_balance) == "133.57"
    assert schedule[3].opening_balance == schedule[2].closing_balance - 20
    assert schedule[3].payment == schedule[2].payment
    assert schedule.totals.principal == Decimal("130.00")


def test_several_changes_in_one_period_are_rounded_once() -> None:
    first = rs.Change(date(2024, 2, 5), rate="0.05", installment="keep")
    second = rs.Change(date(2024, 2, 20), rate="0.09", installment="keep")
    expected = Decimal("83.57") * (4 * Decimal("0.07") + 15 * Decimal("0.05") + 10 * Decimal("0.09")) / 29 / 12
    assert abs(rs.amortize(terms(changes=[first, second]))[1].interest - expected) <= Decimal("0.005")


def test_flat_interest_follows_a_tranche() -> None:
    schedule = rs.amortize(
        terms(interest_base="original", changes=[rs.Change(date(2024, 2, 1), advance=100, installment="relevel")])
    )
    assert [str(row.interest) for row in schedule] == ["0.58"] + ["1.17"] * 5


def test_what_was_deferred_is_released_after_a_change() -> None:
    phases = [rs.Phase(2, "defer", deferred_due="maturity"), rs.Phase(4)]
    schedule = rs.amortize(
        terms(phases=phases, changes=[rs.Change(date(2024, 4, 1), rate="0.04", installment="relevel")])
    )
    assert schedule[-1].deferred_paid == Decimal("1.16") == schedule.totals.deferred
    with pytest.raises(rs.InvalidTermsError, match=r"changes\[0\]\.effective_on: lies inside a defer phase"):
        rs.amortize(terms(phases=phases, changes=[rs.Change(date(2024, 2, 5), rate="0.04", installment="keep")]))


def test_a_loan_repaid_early_owes_the_interest_of_its_last_days() -> None:
    schedule = rs.amortize(terms(changes=[rs.Change(date(2024, 2, 15), repay="83.57", installment="keep")]))
    assert [str(row.payment) for row in schedule] == ["17.01", "0.24", "0.00", "0.00", "0.00", "0.00"]
    assert schedule.paid_off_at == 2
    flat = rs.amortize(
        terms(interest_base="original", changes=[rs.Change(date(2024, 2, 15), repay="83.33", installment="keep")])
    )
    assert [str(row.payment) for row in flat][:3] == ["17.25", "0.28", "0.00"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda: rs.Change(date(2024, 2, 1), installment="keep"), "comes with no change; name one"),
        (lambda: rs.Change(date(2024, 2, 1), rate="0.05"), "installment: must be relevel or keep; say which"),
        (lambda: rs.Change(date(2024, 2, 1), installment="keep", phases=[rs.Phase(3)]), "is what the phases say"),
        (lambda: rs.Change(date(2024, 2, 1), phases=[]), "phases: is empty"),
        (lambda: rs.Change(date(2024, 2, 1), advance=0, installment="keep"), "advance: is zero"),
        (
            lambda: rs.Change(date(2024, 2, 1), next_due_date=date(2024, 2, 1), installment="keep"),
            "next_due_date: must be after effective_on",
        ),
        (
            lambda: rs.Change(date(2024, 2, 1), no_interest_until=date(2024, 3, 1), rate=0, installment="keep"),
            "does not go with no_interest_until",
        ),
    ],
)
def test_changes_that_contradict_themselves_are_refused(change: Any, message: str) -> None:
    with pytest.raises(rs.InvalidTermsError, match=message):
        change()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (rs.Change(date(2024, 7, 1), rate="0.05", installment="keep"), "is not before the last installment"),
        (rs.Change(date(2024, 2, 15), repay=84, installment="keep"), "repay: is more than the principal that is left"),
        (rs.Change(date(2024, 2, 1), rate=rs.percent(400), installment="keep"), "does not cover the interest"),
    ],
)
def test_changes_that_cannot_apply_are_refused(change: rs.Change, message: str) -> None:
    with pytest.raises(rs.InvalidTermsError, match=message):
        rs.amortize(terms(changes=[change], phases=[rs.Phase(6)]))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"balance": "carried"}, "need a rounded balance"),
        ({"start_date": date(2024, 1, 20)}, r"changes\[0\]\.effective_on: is before start_date"),
        ({"rate": rs.Rate("0.07", compounding="semiannual"), "partial_period": "days"}, "rate: must be periodic"),
    ],
)
def test_terms_that_changes_do_not_go_with_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidTermsError, match=message):
        terms(changes=[rs.Change(date(2024, 1, 15), rate="0.05", installment="keep")], **changed)


def test_changes_come_in_order() -> None:
    later, sooner = (rs.Change(date(2024, month, 15), rate="0.05", installment="keep") for month in (3, 2))
    with pytest.raises(rs.InvalidTermsError, match="must be in order of their days; sort them"):
        terms(changes=[later, sooner])


def test_changed_terms_round_trip_and_say_what_was_done() -> None:
    changed = terms(changes=[rs.Change(date(2024, 2, 14), rate="0.04", installment="relevel")])
    assert rs.from_json(rs.LoanTerms, rs.to_json(changed)) == changed
    assert '"changes"' in rs.to_json(rs.amortize(changed))


def test_half_months_go_on_from_their_own_anchor_days() -> None:
    halves = terms(
        frequency="semimonthly",
        start_date=date(2026, 1, 5),
        first_due_date=date(2026, 1, 20),
        phases=[rs.Phase(4)],
        changes=[rs.Change(date(2026, 1, 25), phases=[rs.Phase(4)])],
    )
    assert [(day.month, day.day) for day in rs.amortize(halves).due_dates] == [
        (1, 20),
        (2, 5),
        (2, 20),
        (3, 5),
        (3, 20),
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"phases": [rs.Phase(3, "keep"), rs.Phase(3)]},
            r"phases\[0\]\.method: keeps an installment that",
        ),
        ({"phases": [rs.Phase(3, installment_cap="1.1")]}, r"phases\[0\]\.installment_cap: needs an equal installment"),
        ({"phases": [rs.Phase(1200), rs.Phase(1)]}, "more than 1,200 installments"),
        ({"phases": [rs.Phase(3, "interest_only"), rs.Phase(3, "keep")]}, r"phases\[1\]\.method: keeps an installment"),
        ({"phases": [rs.Phase(3, rate=rs.Rate("0.1", compounding="annual"))]}, "rate: must be periodic"),
        ({"rate": rs.per_day("0.0005", days_in_year=365), "installment": "keep"}, "set day_count to match"),
        ({"next_due_date": date(9990, 12, 1), "installment": "keep"}, "leads beyond the year 9990"),
    ],
)
def test_what_a_change_brings_is_checked_like_the_terms(change: dict[str, Any], message: str) -> None:
    grace = [rs.Phase(3, "interest_only"), rs.Phase(3)]
    with pytest.raises(rs.InvalidTermsError, match=message):
        rs.amortize(terms(phases=grace, changes=[rs.Change(date(2024, 1, 15), **change)]))


def test_a_leveled_balloon_stays_a_balloon_through_a_kept_installment() -> None:
    phases = [rs.Phase(6, amortize_over=60), rs.Phase(6, "keep", rate="0.06")]
    plain = rs.amortize(terms(phases=phases))
    level = rs.Change(date(2024, 8, 5), rate="0.06", installment="relevel")
    assert abs(rs.amortize(terms(phases=phases, changes=[level]))[7].payment - plain[7].payment) < Decimal("0.20")


def test_a_capped_installment_goes_on_capitalizing_through_a_change() -> None:
    phases = [rs.Phase(3, amortize_over=360), rs.Phase(9, rate="0.3", installment_cap=1)]
    same = rs.Change(date(2024, 7, 15), rate="0.3", installment="keep")
    assert (
        rs.amortize(terms(phases=phases, changes=[same])).payment.tolist()
        == rs.amortize(terms(phases=phases)).payment.tolist()
    )
