"""numpy-financial as an outside witness: floats, so agreement is to rounding, but nothing of ours is in it."""

from __future__ import annotations

import math

import numpy as np
import numpy_financial as npf
from hypothesis import given, strategies as st

import restructure as rs
from restructure.basics.rates import RATE_SCALE
from support.strategies import level_loans


@given(level_loans(most_rows=120).filter(lambda loan: 0 < loan.rate_units <= RATE_SCALE))
def test_level_installments_are_those_of_pmt(loan: object) -> None:
    terms = loan.terms()  # type: ignore[attr-defined]
    try:
        level = int(rs.amortize(terms).payment[0])
    except rs.InvalidTermsError:
        return
    count = terms.installments
    if count > 1:
        exact = -npf.pmt(float(terms.rate.annual) / 12, count, float(terms.principal) * 100)
        assert abs(level - exact) <= 1 + abs(exact) * 1e-9


@given(st.integers(10_000, 10**8), st.integers(1, 36), st.sampled_from(["0.03", "0.0999", "0.1825"]))
def test_a_schedules_own_rate_is_the_contracts(principal: int, count: int, rate: str) -> None:
    terms = rs.LoanTerms(
        currency="USD",
        principal=rs.Currency("USD").to_major(principal),
        rate=rate,
        start_date="2026-01-01",
        first_due_date="2026-02-01",
        phases=[rs.Phase(count)],
    )
    flows = np.concatenate([[-principal], rs.amortize(terms).payment]).astype(float)
    found = npf.irr(flows)
    worth = npf.npv(float(rate) / 12, flows)
    assert math.isclose(worth, 0, abs_tol=count)  # each row's rounding is at most half a cent
    assert abs(found - float(rate) / 12) < 2 * count / principal
