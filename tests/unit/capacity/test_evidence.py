"""The evidence program: its columns are its borrowers, and its areas count pairs."""

from __future__ import annotations

import csv
import importlib.util
from decimal import Decimal
from itertools import product
from types import ModuleType

import numpy as np
import pytest

import restructure as rs
from restructure import policies
from restructure.capacity import words as _wording
from restructure.capacity._scorecard import IDS
from restructure.capacity.reason_bits import score_lanes
from support.examples import EXAMPLES

MODEL = policies.GENERIC.capacity


def program() -> ModuleType:
    """Return the program as a module; it is no part of the package."""
    path = EXAMPLES.parent / "benchmarks" / "evidence.py"
    spec = importlib.util.spec_from_file_location("evidence", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


evidence = program()


def rows() -> list[dict[str, str]]:
    """Return the shipped loans, with made-up records in the columns that the sample leaves out."""
    with (EXAMPLES / "lendingclub_sample.csv").open(newline="", encoding="utf-8") as file:
        loans = list(csv.DictReader(file))
    checks = ["Verified", "Source Verified", "Not Verified"]
    counts, months = ["0", "1", "", "3", "0"], ["", "0", "7", "12", "13", "40", "90"]
    return [
        loan
        | {
            "verification_status": checks[place % 3],
            "delinq_2yrs": counts[place % 5],
            "mths_since_last_delinq": months[place % 7],
        }
        for place, loan in enumerate(loans)
    ]


@pytest.mark.parametrize("assumed", [evidence.AS_STATED, evidence.NO_COSTS, evidence.BY_EVIDENCE])
def test_columns_equal_the_borrowers_assessed_one_by_one(assumed: object) -> None:
    borrowers = [evidence.borrower_of(row, assumed) for row in rows()]
    scored = score_lanes(evidence.figures_of(borrowers), MODEL)
    assert len(borrowers) == 100
    for place, borrower in enumerate(borrowers):
        found = rs.assess_capacity(evidence.application_of(place, borrower), policy=policies.GENERIC)
        assert scored.score[place] == int(found.score.scaleb(9))
        bits = [_wording.COMPONENTS[name].code for at, name in enumerate(IDS) if scored.reasons[place] >> at & 1]
        assert set(bits) == {reason.code for reason in found.reasons}
        for item, points in zip(found.components, scored.points[:, place].tolist(), strict=True):
            assert abs(Decimal(points) - item.points) <= Decimal("1e-9")


def test_a_borrower_is_mapped_as_stated() -> None:
    found = evidence.borrower_of(rows()[0], evidence.AS_STATED)  # 100,128.00 a year, debts of 13.1% of it
    assert (found.income, found.evidence, found.years) == (75_096_00, "documented", 0)
    assert (found.living, found.housing, found.other) == (1_877_40, 1_564_50, 1_093_06)
    assert (found.revolving, found.principal, found.installment) == (137_112_00, 1_950_00, 62_92)
    assert (found.rate, found.term, found.bad) == (Decimal("0.0999"), 36, True)


def test_costs_have_a_floor_unless_none_are_assumed() -> None:
    poor = rows()[0] | {"annual_inc": "12000"}
    found = evidence.borrower_of(poor, evidence.AS_STATED)
    assert (found.living, found.housing) == (700_00, 500_00)
    free = evidence.borrower_of(poor, evidence.NO_COSTS)
    assert (free.income, free.living, free.housing) == (12_000_00, 0, 0)


def test_income_counts_as_far_as_it_was_verified() -> None:
    levels = [evidence.borrower_of(row, evidence.BY_EVIDENCE).evidence for row in rows()[:3]]
    assert levels == ["verified", "documented", "declared"]


def test_a_loan_without_income_is_left_out() -> None:
    assert evidence.borrower_of(rows()[0] | {"annual_inc": ""}, evidence.AS_STATED) is None


@pytest.mark.parametrize(
    ("counted", "months", "expected"),
    [
        ("", "", (None, None)),
        ("0", "", (0, None)),
        ("0", "0", (0, None)),
        ("0", "40", (0, 40)),
        ("1", "0", (30, 0)),
        ("2", "12", (30, 12)),
        ("2", "13", (0, 13)),
    ],
)
def test_a_record_says_the_least_it_allows(counted: str, months: str, expected: tuple[int | None, int | None]) -> None:
    assert evidence.record_of({"delinq_2yrs": counted, "mths_since_last_delinq": months}) == expected


@pytest.mark.parametrize(
    ("good", "bad", "expected"),
    [
        ([3, 4], [1, 2], 1.0),
        ([1, 2], [3, 4], 0.0),
        ([5, 5], [5, 5], 0.5),
        ([2, 3], [1, 3], 0.625),
        ([1, 2, 3], [2, 9], 0.25),
    ],
)
def test_the_area_counts_pairs(good: list[int], bad: list[int], expected: float) -> None:
    score, outcome = np.array(good + bad), np.array([False] * len(good) + [True] * len(bad))
    assert evidence.area(score, outcome).value == expected
    assert evidence.area_by_pairs(score, outcome) == expected


def test_the_area_and_its_error_follow_from_every_pair() -> None:
    rng = np.random.default_rng(11)
    score, outcome = rng.integers(0, 9, 300), rng.random(300) < 0.3
    goods, bads = score[~outcome].tolist(), score[outcome].tolist()
    won = np.array([1.0 if good > bad else 0.5 if good == bad else 0.0 for good, bad in product(goods, bads)])
    table = won.reshape(len(goods), len(bads))
    spread = table.mean(axis=1).var(ddof=1) / len(goods) + table.mean(axis=0).var(ddof=1) / len(bads)
    found = evidence.area(score, outcome)
    assert found.value == evidence.area_by_pairs(score, outcome) == won.sum() / won.size
    assert found.error == pytest.approx(spread**0.5, rel=1e-12)


def test_conduct_is_read_from_months_late() -> None:
    late = np.array([[0, 0, 0, 0, 0, 0], [0, 2, 0, 3, 0, 0], [1, 0, 0, 0, 0, 0]])
    found = evidence.conduct_quantities(late)
    assert found[IDS.index("C1")].tolist() == [0, 90, 30]
    assert np.isnan(found[IDS.index("C2"), 0])
    assert found[IDS.index("C2"), 1:].tolist() == [1, 0]
    assert np.isnan(found[:7]).all()


def test_the_tables_print(capsys: pytest.CaptureFixture[str]) -> None:
    evidence.lendingclub(rows())
    printed = capsys.readouterr().out
    assert "70 of 100 were charged off: 70.0%" in printed
    assert "Check: 20 of 20 borrowers" in printed
