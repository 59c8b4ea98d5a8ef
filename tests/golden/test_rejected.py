"""The list of what is not matched is complete, current and honest; the mappers ignore nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import restructure as rs
from golden.compare import load
from golden.rejected import PENDING, REJECTED, page
from golden.vector_terms import (
    UnknownFieldError,
    Vector,
    fineract_terms,
    frappe_terms,
    published_terms,
    rules_terms,
)

FINERACT = load("fineract_schedules.json.gz")
FILES: list[list[Vector]] = [
    load("published_schedules.json")["vectors"],
    load("rules_amortization.json")["vectors"],
    load("frappe_schedules.json")["vectors"],
    FINERACT["vectors"] + FINERACT["unit_vectors"] + FINERACT["micro"],
]


def test_the_page_is_the_list() -> None:
    assert (Path(__file__).parent / "REJECTED.md").read_text(encoding="utf-8") == page()


def test_only_known_vectors_are_listed() -> None:
    known = {vector["id"] for vectors in FILES for vector in vectors}
    assert (set(REJECTED) | set(PENDING)) <= known
    assert not set(REJECTED) & set(PENDING)


@pytest.mark.parametrize(
    ("vectors", "field", "mapper"),
    [
        (FILES[0], "terms", published_terms),
        (FILES[1], "inputs", rules_terms),
        (FILES[2], "terms", frappe_terms),
        (FILES[3], "terms", fineract_terms),
    ],
)
def test_an_unknown_field_is_not_ignored(
    vectors: list[Vector], field: str, mapper: Callable[[Vector], rs.LoanTerms]
) -> None:
    vector = vectors[0]
    assert mapper(vector).installments > 0
    with pytest.raises(UnknownFieldError, match="surprise"):
        mapper({**vector, field: {**vector[field], "surprise": 1}})
