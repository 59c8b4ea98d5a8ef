"""The rate or term that brings a plan to the threshold is the least that does; disclosed costs of a schedule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import restructure as rs
from restructure.measures.compensation import compensating_rate, compensating_term
from restructure.measures.disclosure import cash_flows, illustrative_aprc
from restructure.measures.lender import diminished_obligation
from restructure.measures.yields import CashFlow, apr

TERMS = rs.LoanTerms(
    currency="EUR",
    principal="12000.00",
    rate="0.06",
    start_date=date(2026, 1, 1),
    first_due_date=date(2026, 2, 1),
    phases=[rs.Phase(36)],
)
EIR = "0.0616778"
BEFORE = cash_flows(rs.amortize(TERMS))[1]


def passes(terms: rs.LoanTerms) -> bool:
    after = cash_flows(rs.amortize(terms))[1]
    return not diminished_obligation(BEFORE, after, EIR, on=terms.start_date).exceeded


def test_the_rate_is_the_least_that_passes() -> None:
    plan = replace(TERMS, rate="0.05")
    found = compensating_rate(BEFORE, plan, EIR)
    assert passes(replace(plan, rate=found))
    assert not passes(replace(plan, rate=found.with_units(found.units - 10**8)))
    assert compensating_rate(BEFORE, TERMS, EIR) == TERMS.rate


def test_the_term_is_the_least_that_passes() -> None:
    plan = replace(TERMS, principal="11700.00", rate="0.07")
    count = compensating_term(BEFORE, plan, EIR)
    assert passes(replace(plan, phases=[rs.Phase(count)]))
    assert not passes(replace(plan, phases=[rs.Phase(count - 1)]))


def test_what_cannot_be_compensated_is_said() -> None:
    with pytest.raises(rs.NoSolutionError, match="no number of installments"):
        compensating_term(BEFORE, replace(TERMS, rate="0.03"), EIR)
    with pytest.raises(rs.NoSolutionError, match="no rate"):
        compensating_rate(BEFORE, replace(TERMS, principal="1200.00", phases=[rs.Phase(2)]), EIR)


def test_flows_of_a_plan_start_from_what_it_repays() -> None:
    """1,000.00 of principal and 120.00 of interest without further interest: 1,120.00 less the fee is what is lent."""
    terms = replace(TERMS, principal="1000.00", rate="0.12", phases=[rs.Phase(12)])
    position = rs.Position(currency="EUR", as_of=terms.start_date, principal="1000.00", interest="120.00", fees="30.00")
    treatments = [rs.Treatment("interest", "spread", due="all"), rs.Treatment("fees", "waive")]
    schedule = rs.reschedule(position, treatments, terms)
    (advance,), payments = cash_flows(schedule, fees_paid="20.00")
    assert (advance.amount, advance.on) == (Decimal("1100.00"), terms.start_date)
    assert sum(flow.amount for flow in payments) == schedule.totals.payment
    free = replace(terms, rate=0)
    rate = apr(*cash_flows(rs.reschedule(position, treatments, free)), convention="nominal_irr")
    assert rate.rate == 0.0


def test_tranches_and_repayments_are_flows() -> None:
    changes = [
        rs.Change(date(2026, 3, 1), installment="relevel", advance="500.00"),
        rs.Change(date(2026, 5, 10), installment="relevel", repay="200.00"),
    ]
    schedule = rs.amortize(replace(TERMS, changes=changes))
    advances, payments = cash_flows(schedule)
    assert [flow.amount for flow in advances] == [Decimal("12000.00"), Decimal("500.00")]
    assert CashFlow("200.00", on="2026-05-10") in payments
    assert [flow.on for flow in payments] == sorted(flow.on for flow in payments if flow.on)
    paid, lent = (sum(flow.amount for flow in side) for side in (payments, advances))
    assert paid - lent == schedule.totals.interest


def test_the_illustrative_rate_never_falls_below_the_loans_own() -> None:
    own = apr(*cash_flows(rs.amortize(TERMS)), convention="eu_aprc")
    assert illustrative_aprc(TERMS, "0.01", from_date="2026-06-01") == own
    assert illustrative_aprc(TERMS, "0.12", from_date="2026-06-01").rate > own.rate
    with pytest.raises(rs.InvalidInputError, match="highest_rate"):
        illustrative_aprc(TERMS, "12%", from_date="2026-06-01")
    with pytest.raises(rs.InvalidInputError, match="fees_paid"):
        illustrative_aprc(TERMS, "0.12", from_date="2026-06-01", fees_paid="12000")
