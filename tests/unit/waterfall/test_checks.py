"""Limits of programs, checked as far as facts and sources go."""

from __future__ import annotations

from datetime import date

import pytest

import restructure as rs
from restructure.basics.provenance import Wording
from restructure.policies.us.fha import FHA_PARTIAL_CLAIM
from restructure.policies.us.flex import FLEX_2017, FLEX_2024
from restructure.policies.us.hamp import HAMP_TIER_1, HAMP_TIER_2
from restructure.policies.us.va import VA_MODIFICATION
from restructure.policy import Rule
from restructure.waterfall import run_waterfall
from support.mortgages import CAPITALIZE, DAY, HAMP_DAY, SOURCES, TEXT, dated, mortgage, step, waterfall


def test_no_shipped_program_is_certain() -> None:
    for program, day in [
        (FLEX_2024, DAY),
        (FLEX_2017, date(2018, 1, 1)),
        (HAMP_TIER_1, HAMP_DAY),
        (HAMP_TIER_2, HAMP_DAY),
        (FHA_PARTIAL_CLAIM, DAY),
        (VA_MODIFICATION, DAY),
    ]:
        result = run_waterfall(mortgage(), program, on=day)
        assert result.status == "needs_review"
        assert {check.status for check in result.checks} == {"needs_review"}


def test_a_verified_program_passes_and_fails() -> None:
    limit = Rule(
        code="LOWER",
        quantity="payment_reduction",
        comparator=">",
        limit=dated("0"),
        sources=SOURCES,
        text=Wording("more than {limit}", "高于{limit}"),
    )
    shorter = waterfall(CAPITALIZE, step("set_term", months=dated("120")), limits=[limit])
    longer = waterfall(CAPITALIZE, step("set_term", months=dated("480")), limits=[limit])
    failing, passing = (run_waterfall(mortgage(), program, on=DAY) for program in (shorter, longer))
    assert (failing.status, failing.indicated) == ("fail", "fail")
    assert (passing.status, passing.indicated) == ("pass", "pass")
    check = failing.checks[0]
    assert (check.actual, check.limit, check.text.en) == ("-73.2085%", "0%", "more than 0%")


def test_a_closed_program_says_so() -> None:
    result = run_waterfall(mortgage(), HAMP_TIER_1, on=date(2017, 1, 1))
    closed = {check.code: check.indicated for check in result.checks}
    assert closed == {"PROGRAM_OPEN": "fail", "STEPS_SOURCED": "pass"}
    assert result.indicated == "fail"
    with pytest.raises(rs.PolicyNotInForceError, match="2009-04-06"):
        run_waterfall(mortgage(), HAMP_TIER_1, on=date(2009, 4, 5))


def test_a_missing_fact_of_a_limit_needs_review() -> None:
    result = run_waterfall(mortgage(loan_age_months=11), FLEX_2024, on=DAY)
    found = {check.code: check.indicated for check in result.checks}
    assert (found["FLEX_LOAN_AGE"], found["FLEX_MODIFICATIONS"], result.indicated) == ("fail", None, "fail")
    never = run_waterfall(mortgage(modifications=0), FHA_PARTIAL_CLAIM, on=DAY)
    unknown = run_waterfall(mortgage(modifications=1), FHA_PARTIAL_CLAIM, on=DAY)
    early = run_waterfall(mortgage(modifications=1, months_since_modification=23), FHA_PARTIAL_CLAIM, on=DAY)
    assert [result.indicated for result in (never, unknown, early)] == ["pass", "needs_review", "fail"]


def test_ratios_of_limits_are_exact() -> None:
    """The back-end ratio of 1,376.67 + 350 + 1,000 to 4,800 is 56.8056%."""
    limit = Rule(
        code="DEBTS", quantity="back_end_ratio", comparator="<=", limit=dated("0.55"), sources=SOURCES, text=TEXT
    )
    program = waterfall(CAPITALIZE, limits=[limit])
    known = run_waterfall(mortgage(other_debts="1000"), program, on=DAY)
    assert (known.checks[0].actual, known.checks[0].status) == ("56.8056%", "fail")
    assert run_waterfall(mortgage(), program, on=DAY).checks[0].actual is None
