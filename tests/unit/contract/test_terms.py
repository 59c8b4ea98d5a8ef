from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import restructure as rs

BASE: dict[str, Any] = {
    "currency": "CNY",
    "principal": "10000.00",
    "rate": "0.12",
    "start_date": date(2026, 1, 1),
    "first_due_date": date(2026, 2, 1),
    "phases": [rs.Phase(12)],
}


def terms(**changes: Any) -> rs.LoanTerms:
    return rs.LoanTerms(**{**BASE, **changes})


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"first_due_date": date(2026, 1, 1)}, "first_due_date", "must be after start_date"),
        ({"first_due_date": date(2025, 12, 1)}, "first_due_date", "must be after start_date"),
        ({"due_day": 15}, "due_day", "puts the first installment on 2026-02-15"),
        ({"phases": [rs.Phase(1200), rs.Phase(1)]}, "phases", "more than 1,200 installments"),
        (
            {
                "phases": [rs.Phase(1200)],
                "frequency": "annual",
                "start_date": date(9000, 1, 1),
                "first_due_date": date(9001, 1, 1),
            },
            "phases",
            "after the year 9990",
        ),
        (
            {
                "phases": [rs.Phase(1, amortize_over=1200)],
                "frequency": "annual",
                "start_date": date(9000, 1, 1),
                "first_due_date": date(9001, 1, 1),
            },
            "phases",
            "or are amortized beyond it",
        ),
        ({"phases": [rs.Phase(3, "defer", deferred_due="spread")]}, "phases[0].deferred_due", "no installment follows"),
        ({"rate": rs.Rate("0.06", compounding="annual"), "day_count": "act/360"}, "rate", "needs day_count 30/360"),
    ],
)
def test_contradictory_terms_are_refused(changes: dict[str, Any], path: str, message: str) -> None:
    with pytest.raises(rs.InvalidTermsError, match=message) as caught:
        terms(**changes)
    assert caught.value.faults[0].path == f"loan_terms.{path}"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"phases": []}, "give at least one phase"),
        ({"principal": 0}, "nothing to repay"),
        ({"installment_unit": 0}, "leave it out"),
        ({"rate": 18.25}, r"write percent\(\"18.25\"\)"),
        ({"frequency": "hourly"}, "must be 'daily'"),
        ({"day_count": "actual"}, "must be '30/360'"),
        ({"surprise": 1}, "unknown field"),
        ({"phases": rs.Phase(1)}, "must be a list"),
        ({"start_date": "yesterday"}, "must be a date"),
        ({"due_day": 32}, "must be at most 31"),
        ({"installment_unit": "0.005"}, "more than 2 decimals"),
        ({"phases": [rs.Phase(1, "fixed_amount", amount="10.001")]}, r"phases\[0\]\.amount: more than 2 decimals"),
    ],
)
def test_malformed_terms_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        terms(**changes)


@pytest.mark.parametrize(
    ("phase", "message"),
    [
        ({"count": 0}, "must be at least 1"),
        ({"count": 1201}, "must be at most 1200"),
        ({"count": 12.0}, "must be a whole number"),
        ({"count": True}, "must be a whole number"),
        ({"count": 1, "method": "magic"}, "must be 'level'"),
        ({"count": 1, "method": "fixed_amount"}, "amount: is required by a fixed_amount phase"),
        ({"count": 1, "amount": 5}, "belongs to a fixed_amount phase"),
        ({"count": 1, "method": "fixed_amount", "amount": 0}, "payment holiday"),
        ({"count": 1, "method": "defer"}, "deferred_due: is required by a defer phase"),
        ({"count": 1, "deferred_due": "next"}, "belongs to a defer phase"),
        ({"count": 1, "method": "interest_only", "amortize_over": 3}, "level and equal_principal"),
    ],
)
def test_bad_phases_are_refused(phase: dict[str, Any], message: str) -> None:
    with pytest.raises((rs.InvalidInputError, rs.InvalidTermsError), match=message):
        rs.Phase(**phase)


def test_malformed_beats_contradictory_and_both_are_told() -> None:
    with pytest.raises(rs.InvalidInputError) as caught:
        terms(principal="1.005", first_due_date=date(2026, 1, 1))
    assert len(caught.value.faults) == 2


def test_a_payment_below_interest_is_refused_with_its_number() -> None:
    with pytest.raises(rs.InvalidTermsError, match="installment 1 does not cover the interest"):
        rs.amortize(terms(phases=[rs.Phase(12, "fixed_amount", amount="99.99")]))


def test_only_an_odd_first_period_excuses_an_installment_below_its_interest() -> None:
    with pytest.raises(rs.InvalidTermsError, match="installment 2 does not cover"):
        rs.amortize(
            terms(first_due_date=date(2028, 2, 1), phases=[rs.Phase(1), rs.Phase(12, "fixed_amount", amount=1)])
        )
    with pytest.raises(rs.InvalidTermsError, match="installment 1 does not cover"):
        rs.amortize(terms(first_due_date=date(2028, 2, 1), phases=[rs.Phase(12, "fixed_amount", amount=1)]))
