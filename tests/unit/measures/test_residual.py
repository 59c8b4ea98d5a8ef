from __future__ import annotations

from typing import Any

import pytest

import restructure as rs
from restructure.measures.residual import ResidualRow, required_residual, residual_before_living, residual_income

TABLE = [
    ResidualRow(region="South", amounts=[382, 641], each_further=75, most_persons=4),  # type: ignore[list-item]
    ResidualRow(region="South", from_loan="80000", amounts=[441, 738], each_further=80, most_persons=4),  # type: ignore[list-item]
    ResidualRow(region="West", from_loan="1000", amounts=["425.50"], most_persons=1),  # type: ignore[list-item]
]


def test_what_is_left_is_named_by_what_was_taken_off() -> None:
    after = residual_income("6200", housing="2400.10", living="3600", debts="900", basis="net")
    before = residual_before_living("6200", housing="2400.10", debts="900", basis="gross")
    assert (after.name, after.basis, str(after.amount)) == ("residual_income", "net", "-700.1")
    assert (before.name, before.basis, str(before.amount)) == ("residual_before_living", "gross", "2899.9")


@pytest.mark.parametrize(
    ("region", "loan", "persons", "required"),
    [
        ("South", "0", 1, "382"),
        ("South", "79999.99", 2, "641"),
        ("South", "80000", 2, "738"),
        ("South", "80000", 3, "818"),
        ("South", "10", 4, "791"),
        ("West", "1000", 1, "425.5"),
    ],
)
def test_the_table_is_read_by_region_loan_and_family(region: str, loan: str, persons: int, required: str) -> None:
    assert str(required_residual(TABLE, region=region, loan=loan, persons=persons)) == required


@pytest.mark.parametrize(
    ("region", "loan", "persons"),
    [("North", "100", 1), ("South", "100", 5), ("South", "100", 0), ("West", "999", 1), ("West", "1000", 2)],
)
def test_what_the_table_does_not_speak_of_has_no_answer(region: str, loan: str, persons: int) -> None:
    with pytest.raises(rs.NotApplicableError, match="no amount for this region, loan and family"):
        required_residual(TABLE, region=region, loan=loan, persons=persons)


@pytest.mark.parametrize(
    "changes", [{"amounts": []}, {"amounts": [1, 2], "most_persons": 1}, {"amounts": ["-1"]}, {"most_persons": -1}]
)
def test_a_row_must_have_an_amount_for_its_persons(changes: dict[str, Any]) -> None:
    given: dict[str, Any] = {"region": "South", "amounts": [1], "most_persons": 1, **changes}
    with pytest.raises(rs.InvalidInputError, match="residual_row"):
        ResidualRow(**given)


def test_bad_figures_are_refused_by_name() -> None:
    with pytest.raises(rs.InvalidInputError, match="living: must not be negative"):
        residual_income("1", housing=0, living="-1", debts=0, basis="net")
    with pytest.raises(rs.InvalidInputError, match="basis: must be net or gross"):
        residual_before_living("1", housing=0, debts=0, basis="after tax")  # type: ignore[arg-type]
