"""The kernel: one lane, many lanes and the independent witness give the same rows, bit for bit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

import restructure as rs
from restructure.basics.dates import PARTS_IN_YEAR, cadence
from restructure.basics.exact import Accrual
from restructure.basics.rates import RATE_SCALE
from restructure.engine import kernel as _kernel, lanes as _lanes, segments as _segments
from restructure.engine.segments import Calendar, PhaseColumn, row_days, stack
from support.strategies import ROUNDINGS, Loan, balances, level_loans, loans, rate_units, rows_of
from witness.slow_schedule import DoesNotCoverInterest, rounded, slow_schedule


def slow_rows(loan: Loan) -> list[tuple[int, ...]]:
    """Return the witness's rows."""
    return [
        (
            row.opening,
            row.interest_accrued,
            row.interest_paid,
            row.principal,
            row.capitalized,
            row.deferred,
            row.deferred_paid,
            row.payment,
            row.closing,
        )
        for row in slow_schedule(**loan.slow())
    ]


@given(loans())
def test_every_schedule_equals_the_witness(loan: Loan) -> None:
    try:
        expected = slow_rows(loan)
    except DoesNotCoverInterest:
        with pytest.raises(rs.InvalidTermsError, match="does not cover the interest"):
            rs.amortize(loan.terms())
        return
    schedule = rs.amortize(loan.terms())
    assert rows_of(schedule) == expected
    assert [row.due_date for row in schedule] == [row.due_date for row in slow_schedule(**loan.slow())]


@given(level_loans())
def test_long_level_schedules_equal_the_witness(loan: Loan) -> None:
    try:
        expected = slow_rows(loan)
    except DoesNotCoverInterest:
        with pytest.raises(rs.InvalidTermsError):
            rs.amortize(loan.terms())
        return
    assert rows_of(rs.amortize(loan.terms())) == expected


@given(loans())
def test_the_identities_of_a_schedule_hold(loan: Loan) -> None:
    try:
        schedule = rs.amortize(loan.terms())
    except rs.InvalidTermsError:
        return
    columns = schedule.to_columns()
    assert (
        columns["payment"]
        == columns["interest_paid"] + columns["principal"] + columns["fees"] + columns["deferred_paid"]
    ).all()
    assert (
        columns["interest_accrued"] == columns["interest_paid"] + columns["capitalized"] + columns["deferred"]
    ).all()
    assert (
        columns["closing_balance"] == columns["opening_balance"] + columns["capitalized"] - columns["principal"]
    ).all()
    assert min(int(column.min()) for column in columns.values()) >= 0
    assert columns["closing_balance"][-1] == 0
    assert int(columns["deferred"].sum()) == int(columns["deferred_paid"].sum())
    assert int(columns["payment"].sum()) == loan.principal + int(columns["interest_accrued"].sum())
    assert len(schedule) == schedule.terms.installments


@given(level_loans(most_rows=120))
def test_the_last_installment_stays_inside_the_residual_bound(loan: Loan) -> None:
    try:
        schedule = rs.amortize(loan.terms())
    except rs.InvalidTermsError:
        return
    if schedule.paid_off_at is None and len(schedule) > 1:
        bound = schedule.conventions.residual_bound
        assert bound is not None
        assert abs(schedule[-1].payment - schedule[0].payment) <= Decimal(bound)


@st.composite
def batches(draw: st.DrawFn) -> tuple[list[tuple[Any, list[PhaseColumn]]], Calendar]:
    """Return groups of lanes of any shape that share their due dates."""
    day_count: Any = draw(st.sampled_from(list(PARTS_IN_YEAR)))
    start, first = (
        date(2026, 1, draw(st.integers(1, 31))),
        date(2026, draw(st.integers(2, 3)), draw(st.integers(1, 28))),
    )
    groups, longest = [], 0
    for _ in range(draw(st.integers(1, 3))):
        lanes = draw(st.integers(1, 5))
        opening = np.array(draw(st.lists(balances, min_size=lanes, max_size=lanes)), np.int64)
        columns, depth = [], draw(st.integers(1, 3))
        for place in range(depth):
            method: Any = draw(st.sampled_from(list(_segments.MEANING)))
            length = np.array(draw(st.lists(st.integers(1, 24), min_size=lanes, max_size=lanes)), np.int64)
            units = np.array(draw(st.lists(rate_units, min_size=lanes, max_size=lanes)), np.int64)
            amount = np.maximum(opening // draw(st.integers(3, 60)), 1) if method == "fixed_amount" else None
            later: Any = draw(st.sampled_from(["next", "spread", "maturity"]))
            release: Any = ("maturity" if place == depth - 1 else later) if method == "defer" else None
            columns.append(PhaseColumn(method, length, units, amount, release))
        groups.append((opening, columns))
        longest = max(longest, int(sum(column.length for column in columns).max()))  # type: ignore[union-attr]
    days = row_days(day_count, start, first, due_day=first.day, step=cadence("monthly"), count=longest)
    rounding: Any = draw(st.sampled_from(ROUNDINGS))
    interest: Any = draw(st.sampled_from(ROUNDINGS))
    return groups, Calendar(days, PARTS_IN_YEAR[day_count], rounding, interest, draw(st.sampled_from([1, 100])))


@given(batches())
def test_many_lanes_equal_one_lane_at_a_time(batch: tuple[list[tuple[Any, list[PhaseColumn]]], Calendar]) -> None:
    lanes, _ = stack(*batch)
    found = _lanes.run_lanes(lanes)
    kept = _lanes.run_lanes(lanes, release=False).rows
    assert kept.released is None
    assert (kept.closing == found.rows.closing).all()
    assert (kept.due == found.rows.due).all()
    assert (kept.parked is None) == (found.rows.parked is None)
    if kept.parked is not None:
        assert (kept.parked == found.rows.parked).all()
    for place in range(len(lanes.balance)):
        try:
            alone = _kernel.run_lane(_segments.lane_at(lanes, place))
        except rs.InvalidTermsError:
            assert found.refused[place]
            continue
        assert not found.refused[place]
        stop = int(lanes.rows[place])
        for many, one in zip(found.rows.columns, alone.columns, strict=True):
            if many is not None:
                assert (many[:stop, place] == (0 if one is None else one)).all()
                assert not many[stop:, place].any()


@given(st.integers(1, 2**50 - 1), st.integers(1, 10**12), st.sampled_from(ROUNDINGS))
def test_tier_w_is_exact_beside_ties(target: int, units: int, mode: Any) -> None:
    """Balances on, just below and just above a rounding boundary, as far as the certificate goes."""
    den = RATE_SCALE * 360
    middle = (2 * (target * units // den) + 1) * den // (2 * units)
    balance = np.array([max(middle + step, 0) for step in range(-2, 3)], np.int64)
    largest = float(balance.max()) * max(units / den, 1.0)
    if largest < _lanes.CERTIFIED_PRODUCT:
        found = _lanes.interests(balance, np.full(5, units, np.int64), den, mode)
        assert found.tolist() == [rounded(Fraction(int(b) * units, den), mode) for b in balance]


@given(st.integers(1, 2**48), st.integers(1, 400), st.integers(1, 10**6))
def test_the_float_form_is_exact_inside_its_certificate(balance: int, num: int, den: int) -> None:
    growth = den + num
    balance = min(balance, _kernel.CERTIFIED_FLOAT // growth)
    if balance:
        for start in {balance, max(balance - 1, 1), max((2 * balance * num // den - 1) * den // (2 * num), 1)}:
            if start * growth <= _kernel.CERTIFIED_FLOAT:
                step = list(_kernel._level_steps(float(start), growth / den * _kernel._LIFT, 0, 2))[1]
                assert int(step) == rounded(Fraction(start * growth, den), "half_up")


@pytest.mark.parametrize(
    ("principal", "rate", "count", "row", "opening", "interest"),
    [
        ("382727.41", "6.07", 283, 206, "163800.00", "828.56"),
        ("590471.03", "18.40", 279, 132, "536047.50", "8219.40"),
    ],
)
def test_the_two_traps_that_truncated_rates_fall_into(
    principal: str, rate: str, count: int, row: int, opening: str, interest: str
) -> None:
    terms = rs.LoanTerms(
        currency="USD",
        principal=principal,
        rate=rs.percent(rate),
        start_date=date(2026, 1, 1),
        first_due_date=date(2026, 2, 1),
        phases=[rs.Phase(count)],
    )
    found = rs.amortize(terms)[row - 1]
    assert (str(found.opening_balance), str(found.interest)) == (opening, interest)


def test_lanes_outside_the_certificate_are_run_one_by_one() -> None:
    """A balance that grows past the vector tier's certificate still comes out exact."""
    count, units = np.array([200, 24]), np.array([24 * RATE_SCALE // 10, RATE_SCALE // 10])
    group = (np.array([10**9, 10**6]), [PhaseColumn("capitalize", count, units)])
    days = row_days("30/360", date(2026, 1, 1), date(2026, 2, 1), due_day=1, step=cadence("monthly"), count=200)
    lanes, _ = stack([group], Calendar(days, 360, "half_up", "half_up", 1))
    found = _lanes.run_lanes(lanes)
    assert found.refused.tolist() == [True, False]  # the first would leave 64 bits: refused with a reason, not wrapped
    assert found.rows.closing[22, 1] == _kernel.run_lane(_segments.lane_at(lanes, 1)).closing[22]


@given(
    st.integers(1, 10_000),
    st.integers(1, 4_000),
    st.lists(st.integers(0, 12), min_size=1, max_size=12),
    st.integers(1, 24),
    st.sampled_from(ROUNDINGS),
)
def test_rows_that_cover_their_interest_are_those_run_one_by_one(
    balance: int, amount: int, nums: list[int], den: int, mode: Any
) -> None:
    found = _kernel._run_covered(balance, amount, Accrual(tuple(nums), den, uniform=False), mode)
    closing, due = list[int](), list[int]()
    for num in nums:
        interest = rounded(Fraction(balance * num, den), mode)
        if interest > amount:
            assert found is None
            return
        due.append(min(amount, balance + interest))
        balance += interest - due[-1]
        closing.append(balance)
    assert found is not None
    assert list(found.closing) == closing
    assert (found.due if isinstance(found.due, list) else [found.due] * len(nums)) == due
