from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure.basics.provenance import Reason, Wording
from restructure.basics.types import build, content_hash, parse_date, parse_number, to_plain


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("48000.50", "48000.50"),
        (48000.5, "48000.5"),
        (7, "7"),
        (Decimal("0.10"), "0.10"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e22, "1E+22"),
    ],
)
def test_numbers_are_read_as_written(given: object, expected: str) -> None:
    assert parse_number(given) == Decimal(expected)


@pytest.mark.parametrize(
    "given",
    [
        True,
        None,
        "",
        " 1",
        "1e5",
        "1_000",
        "1,000",
        "+1",
        ".5",
        "5.",
        "١٢",
        "NaN",
        float("nan"),
        float("inf"),
        [],
        Decimal("sNaN"),
        Decimal("1e99"),
        Decimal("1." + "0" * 2000),
    ],
)
def test_what_is_no_plain_number_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match=r"must be|too many digits"):
        parse_number(given)


@pytest.mark.parametrize("given", ["2026-11-23", date(2026, 11, 23)])
def test_dates_are_dates_or_their_iso_text(given: object) -> None:
    assert parse_date(given) == date(2026, 11, 23)


@pytest.mark.parametrize(
    "given",
    [
        datetime(2026, 11, 23, 9),
        "2026-11-23T09:00",
        "23.11.2026",
        "2026-02-30",
        20261123,
        None,
        True,
    ],
)
def test_times_and_other_forms_are_refused(given: object) -> None:
    with pytest.raises(ValueError, match=r"date|calendar"):
        parse_date(given)


@pytest.mark.parametrize("given", ["0001-01-01", "1899-12-31", date(1, 1, 1)])
def test_dates_before_any_loan_are_refused(given: object) -> None:
    with pytest.raises(ValueError, match="is before 1900; correct the year"):
        parse_date(given)


def test_records_are_frozen_and_compare_by_content() -> None:
    phase = rs.Phase(12)
    assert phase == rs.Phase(12)
    assert hash(phase) == hash(rs.Phase(12))
    with pytest.raises(FrozenInstanceError):
        phase.count = 13  # type: ignore[misc]


def test_a_replaced_field_passes_the_same_door() -> None:
    with pytest.raises(rs.InvalidInputError, match=r"phase\.count: must be at least 1"):
        replace(rs.Phase(12), count=0)


def test_all_faults_of_nested_data_are_told_with_their_paths() -> None:
    data: Any = {
        "reference": "A-1",
        "as_of": "2026-11-23",
        "currency": "CNY",
        "household": {"adults": 0, "living_costs": "-1"},
        "incomes": [{"kind": "salary", "amount": True}, {"kind": "lottery", "amount": "1"}],
        "debts": [{"reference": "d", "kind": "credit_card", "installment": "1.005", "surprise": 1}],
        "liquid_assets": "NaN",
    }
    with pytest.raises(rs.InvalidInputError) as caught:
        build(rs.Application, data)
    assert {fault.path for fault in caught.value.faults} == {
        "application.household.living_costs",
        "application.incomes[0].amount",
        "application.incomes[1].kind",
        "application.debts[0].surprise",
        "application.liquid_assets",
    }


def test_an_error_carries_no_borrower_value_anywhere() -> None:
    with pytest.raises(rs.InvalidInputError) as caught:
        rs.Income("salary", "98765.4321x")
    error = caught.value
    assert "98765" not in repr(error)
    assert error.__context__ is None
    assert error.__cause__ is None


def test_records_of_a_borrower_hide_what_they_hold() -> None:
    income = rs.Income("salary", "98765.43")
    application = rs.Application(
        reference="A-1", as_of=date(2026, 11, 23), currency="CNY", household=rs.Household(adults=1), incomes=[income]
    )
    assert repr(income) == str(income) == "Income()"
    assert repr(application) == "Application(reference='A-1', incomes=1)"


def test_plain_form_has_no_floats_and_builds_the_same_record() -> None:
    terms = rs.LoanTerms(
        currency="KWD",
        principal=12.345,
        rate=rs.percent("150"),
        start_date=date(2026, 1, 31),
        first_due_date=date(2026, 2, 28),
        due_day=31,
        phases=[rs.Phase(3, "defer", deferred_due="next"), rs.Phase(9)],
        holidays=rs.HolidayCalendar([date(2026, 5, 1)]),
    )
    plain = to_plain(terms)
    assert plain["principal"] == "12.345"
    assert plain["rate"] == {"annual": "1.5", "compounding": "periodic"}
    assert build(rs.LoanTerms, plain) == terms


def test_content_hash_depends_on_content_only() -> None:
    one, other = rs.Phase(12, rate="0.10"), rs.Phase(12, rate=Decimal("0.1"))
    assert content_hash(one) == content_hash(other) == content_hash(build(rs.Phase, to_plain(one)))
    assert content_hash(one) != content_hash(rs.Phase(13, rate="0.10"))


def test_too_many_positional_arguments_are_told() -> None:
    with pytest.raises(rs.InvalidInputError, match="too many positional arguments"):
        rs.Phase(12, "level", "0.1")  # type: ignore[call-arg]


def test_mappings_of_an_output_cannot_be_changed() -> None:
    reason = Reason.of("A", Wording("x", "y"), {"limit": "60"})
    assert reason.values == {"limit": "60"}
    with pytest.raises(TypeError):
        reason.values["limit"] = "61"  # type: ignore[index]
