"""The list of what is not matched is complete, current and honest; the mappers ignore nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import restructure as rs
from golden import accuracy
from golden.compare import load
from golden.fineract_events import loan_of
from golden.fineract_terms import fineract_terms
from golden.frappe_terms import frappe_terms
from golden.published_terms import published_terms
from golden.rejected import MISPRINTS, OPEN, REJECTED, page
from golden.rules_terms import rules_terms
from golden.vector_terms import UnknownFieldError, Vector

FINERACT = load("fineract_schedules.json.gz")
FILES: list[list[Vector]] = [
    load("published_schedules.json")["vectors"],
    load("rules_amortization.json")["vectors"],
    load("frappe_schedules.json")["vectors"],
    FINERACT["vectors"] + FINERACT["unit_vectors"] + FINERACT["micro"],
    load("rules_rates.json")["vectors"],
    load("rules_sharing.json")["vectors"],
    load("schedule_cases.json")["cases"],
]
RESTRUCTURED: list[Vector] = [vector for vector in FINERACT["vectors"] if vector["kind"] != ["plain"]]


def test_the_page_is_the_list() -> None:
    assert (Path(__file__).parent / "REJECTED.md").read_text(encoding="utf-8") == page()


def test_only_known_vectors_are_listed() -> None:
    known = {vector["id"] for vectors in FILES for vector in vectors}
    listed = [*REJECTED, *OPEN, *MISPRINTS]
    assert set(listed) <= known
    assert len(listed) == len(set(listed))


def contract_of(vector: Vector) -> rs.LoanTerms:
    return loan_of(vector).terms


@pytest.mark.parametrize(
    ("vectors", "field", "mapper"),
    [
        (FILES[0], "terms", published_terms),
        (FILES[1], "inputs", rules_terms),
        (FILES[2], "terms", frappe_terms),
        (FILES[3], "terms", fineract_terms),
        (RESTRUCTURED, "terms", contract_of),
    ],
)
def test_an_unknown_field_is_not_ignored(
    vectors: list[Vector], field: str, mapper: Callable[[Vector], rs.LoanTerms]
) -> None:
    vector = vectors[0]
    assert mapper(vector).installments > 0
    with pytest.raises(UnknownFieldError, match="surprise"):
        mapper({**vector, field: {**vector[field], "surprise": 1}})


def test_an_unknown_field_of_an_event_is_not_ignored() -> None:
    vector, *_ = RESTRUCTURED
    *before, last = vector["events"]
    with pytest.raises(UnknownFieldError, match="surprise"):
        loan_of({**vector, "events": [*before, {**last, "surprise": 1}]})
    with pytest.raises(UnknownFieldError, match="event: surprise"):
        loan_of({**vector, "events": [*before, {**last, "event": "surprise"}]})


def test_the_accuracy_page_is_current() -> None:
    written = Path(__file__).parents[2] / "docs" / "reference" / "accuracy.md"
    assert written.read_text(encoding="utf-8") == accuracy.page()
