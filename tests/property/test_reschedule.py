"""Restructuring: every unit owed is assigned once, conserved per component, and repaid, as the witness says."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, strategies as st

import restructure as rs
from restructure.basics.money import split
from restructure.contract.components import FLOWS
from restructure.measures import present_values as measures
from support.strategies import COMPONENTS, CURRENCY
from witness.slow_conventions import rounded
from witness.slow_schedule import slow_present_value, slow_reschedule, slow_split

START, FIRST_DUE = date(2026, 11, 23), date(2026, 12, 23)
Plain = tuple[str, str, int | None, object]


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, int], list[Plain], int]:
    """Return what is owed, how it is treated, and over how many rows; mostly, but not always, fully assigned."""
    rows = draw(st.integers(1, 24))
    owed = {name: draw(st.sampled_from([0, 1, 99, 12_345, 4_800_000])) for name in COMPONENTS}
    owed["principal"] = draw(st.integers(1, 10**8))
    treatments: list[Plain] = []
    for name in COMPONENTS:
        parts = draw(st.integers(0 if name == "principal" else 1, 3))
        for part in range(parts):
            actions = ["pay", "waive", "defer", "spread"] + ([] if name == "principal" else ["capitalize"])
            action = draw(st.sampled_from(actions))
            due: object = None
            if action == "defer":
                due = draw(st.sampled_from(["maturity", 1, rows]))
            if action == "spread":
                due = draw(st.sampled_from(["first", "all", 1, rows]))
            last = part == parts - 1 and name != "principal"
            amount = None if last else draw(st.integers(0, max(owed[name] // 4, 0)))
            treatments.append((name, action, amount, due))
    return owed, treatments, rows


def position_of(owed: dict[str, int]) -> rs.Position:
    """Return it as the library's position."""
    amounts: dict[str, Any] = {name: CURRENCY.to_major(amount) for name, amount in owed.items()}
    return rs.Position(currency=CURRENCY, as_of=START, **amounts)


def treatments_of(plain: list[Plain]) -> list[rs.Treatment]:
    """Return them as the library's treatments."""
    found = []
    for component, action, amount, due in plain:
        data: dict[str, Any] = {"amount": "all" if amount is None else CURRENCY.to_major(amount), "due": due}
        found.append(rs.Treatment(component, action, **data))  # type: ignore[arg-type]
    return found


@given(cases())
def test_conservation_and_schedule_equal_the_witness(case: tuple[dict[str, int], list[Plain], int]) -> None:
    owed, plain, rows = case
    position, treatments = position_of(owed), treatments_of(plain)
    try:
        expected = slow_reschedule(owed, plain, rows)
    except ValueError:
        with pytest.raises(rs.InvalidInputError):
            rs.loan.principal_after(position, treatments)
        return
    assume(expected["principal"] > 0)
    assert rs.loan.principal_after(position, treatments) == CURRENCY.to_major(expected["principal"])
    terms = rs.LoanTerms(
        currency=CURRENCY,
        principal=CURRENCY.to_major(expected["principal"]),
        rate="0.1825",
        start_date=START,
        first_due_date=FIRST_DUE,
        phases=[rs.Phase(rows)],
    )
    schedule = rs.reschedule(position, treatments, terms)
    assert schedule.to_columns()["deferred_paid"].tolist() == expected["extra"]
    assert schedule.conservation is not None
    for name in COMPONENTS:
        flow = schedule.conservation.components[name]  # type: ignore[index]
        for field, amount in expected["flows"][name].items():
            assert CURRENCY.to_minor(getattr(flow, field)) == amount
    check_totals(schedule, sum(owed.values()))


def check_totals(schedule: rs.Schedule, owed: int) -> None:
    """Check that everything owed was paid, waived, or is repaid by the schedule, to the unit."""
    assert schedule.conservation is not None
    total = {name: CURRENCY.to_minor(getattr(schedule.conservation.total, name)) for name in FLOWS}
    columns = schedule.to_columns()
    assert total["opening"] == owed == total["paid"] + total["waived"] + total["closing"]
    assert total["moved_in"] == total["moved_out"]
    repaid = int(columns["principal"].sum()) - int(columns["capitalized"].sum()) + int(columns["deferred_paid"].sum())
    assert repaid == total["closing"] == total["scheduled"] + total["deferred"]


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any))
def test_split_is_largest_remainder_and_sums_exactly(total: int, weights: list[int]) -> None:
    parts = split(total, weights)
    assert parts == slow_split(total, weights)
    assert sum(parts) == total


@given(st.integers(0, 2**62 - 1), st.integers(0, 10**12), st.integers(1, 2**49))
def test_large_present_values_are_divided_exactly(worth: int, num: int, den: int) -> None:
    """Beside ties too: what would leave a half, and one more or less."""
    by = den + num
    tied = min(max((2 * (worth * den // by) + 1) * by // (2 * den), 1), 2**62 - 2)
    column = np.array([worth, tied - 1, tied, tied + 1], np.int64)
    found = measures._divided_large(column, den, by)
    assert found.tolist() == [rounded(Fraction(int(one) * den, by), "half_up") for one in column]


@given(st.data())
def test_present_value_equals_the_witness(data: st.DataObject) -> None:
    rows, lanes = data.draw(st.integers(0, 40)), data.draw(st.integers(1, 4))
    largest = data.draw(st.sampled_from([10**6, 10**10, 10**13]))  # each in a tier of its own
    payments = np.array(
        [[data.draw(st.integers(0, largest)) for _ in range(lanes)] for _ in range(rows)], np.int64
    ).reshape(rows, lanes)
    nums = np.array([data.draw(st.integers(0, 10**11)) for _ in range(rows)], np.int64)
    today = data.draw(st.integers(0, 10**6))
    found = measures.present_values(payments, nums, 3_600_000_000_000, today)
    for lane in range(lanes):
        ratios = [Fraction(int(num), 3_600_000_000_000) for num in nums]
        assert int(found[lane]) == slow_present_value(payments[:, lane].tolist(), ratios, today)
