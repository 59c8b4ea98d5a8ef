"""What each kind of step does to rate, term and balances."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure.policies.us.fha import FHA_MODIFICATION_360, FHA_PARTIAL_CLAIM, FHA_PAYMENT_SUPPLEMENT
from restructure.policies.us.flex import FLEX_2017, FLEX_2024
from restructure.policies.us.hamp import HAMP_PRINCIPAL_REDUCTION, HAMP_TIER_1, HAMP_TIER_2
from restructure.policies.us.va import VA_MODIFICATION
from restructure.policy import Cap, MarketRate
from restructure.waterfall import run_waterfall
from support.mortgages import CAPITALIZE, CUT, DAY, HAMP_DAY, dated, mortgage, step, waterfall


def test_a_step_whose_condition_fails_leaves_everything_as_it_is() -> None:
    result = run_waterfall(mortgage(property_value="500000"), FLEX_2024, on=DAY)
    by_code = {entry.code: entry for entry in result.trace}
    assert {code: entry.skipped for code, entry in by_code.items()} == {
        "CAPITALIZE": None,
        "STARTING_RATE": "condition",
        "RATE": "condition",
        "TERM": None,
        "FORBEAR": "condition",
    }
    assert by_code["RATE"].before == by_code["RATE"].after
    assert by_code["RATE"].bounds == {}


@pytest.mark.parametrize(
    ("posted", "rounded"), [("0.0488", "0.04875"), ("0.0494", "0.05"), ("0.049375", "0.05"), ("0.0493749", "0.04875")]
)
def test_posted_rates_are_rounded_to_the_nearest_eighth(posted: str, rounded: str) -> None:
    result = run_waterfall(mortgage(market_rate=posted), HAMP_TIER_2, on=HAMP_DAY)
    assert str(result.final.rate.annual) == rounded


def test_a_rate_below_its_floor_is_kept() -> None:
    result = run_waterfall(mortgage(rate="0.015", gross_income="2000"), HAMP_TIER_1, on=HAMP_DAY)
    assert {str(entry.after.rate.annual) for entry in result.trace} == {"0.015"}


def test_a_margin_never_makes_a_rate_negative() -> None:
    market = MarketRate(margin=dated("-0.01"))
    program = waterfall(CAPITALIZE, step("set_rate", choose="market", market=market))
    assert run_waterfall(mortgage(market_rate="0.005"), program, on=DAY).final.rate == rs.Rate(0)
    assert run_waterfall(mortgage(market_rate="0.015"), program, on=DAY).final.rate == rs.Rate("0.005")


def test_a_term_longer_than_the_limit_is_not_shortened_by_an_extension() -> None:
    program = waterfall(CAPITALIZE, step("extend_term", months=dated("300")), targets=[CUT])
    result = run_waterfall(mortgage(), program, on=DAY)
    assert (result.final.months, result.trace[-1].bound_by, result.met) == (324, "months", False)


def test_va_extends_no_further_than_120_months_past_maturity() -> None:
    facts = mortgage(remaining_months=100, gross_income="2000")
    result = run_waterfall(facts, VA_MODIFICATION, on=DAY)
    assert (result.final.months, result.trace[-1].bound_by) == (220, "added_months")
    assert str(result.final.rate.annual) == "0.05375"
    assert run_waterfall(mortgage(gross_income="2000"), VA_MODIFICATION, on=DAY).final.months == 360


def test_forgiveness_is_waived_and_forbearance_deferred() -> None:
    facts = mortgage(gross_income="2400", property_value="150000", late_charges="80", interest="900")
    result = run_waterfall(facts, HAMP_PRINCIPAL_REDUCTION, on=HAMP_DAY)
    forgiven, deferred = result.final.forgiven, result.final.deferred
    assert forgiven == Decimal(210900) - Decimal("172500")
    assert deferred > 0
    assert result.schedule.conservation is not None
    total = result.schedule.conservation.total
    assert (total.waived, total.deferred, total.scheduled) == (forgiven + 80, deferred, result.final.balance)
    assert result.schedule[-1].deferred_paid == deferred


def test_deferral_beyond_the_principal_reaches_the_arrears() -> None:
    """Principal of 100 with 900 of interest: 800 deferred is all the principal and 700 of the interest."""
    cap = Cap("share_of_balance", dated("0.8"))
    program = waterfall(CAPITALIZE, step("forbear", caps=[cap], extent="to_caps"))
    result = run_waterfall(mortgage(principal="100", interest="900", late_charges="5"), program, on=DAY)
    assert [(item.component, item.action, item.amount) for item in result.treatments] == [
        ("principal", "defer", 100),
        ("interest", "defer", 700),
        ("fees", "waive", 5),
        ("interest", "capitalize", "all"),
    ]
    assert (result.final.balance, result.schedule[-1].deferred_paid) == (Decimal(200), Decimal(800))


def test_partial_claim_takes_arrears_and_leaves_rate_and_term() -> None:
    facts = mortgage(overdue_principal="700", interest="3000", escrow_advances="1300", deferred_principal="2000")
    result = run_waterfall(facts, FHA_PARTIAL_CLAIM, on=DAY)
    assert (result.final.balance, result.final.deferred) == (Decimal(209300), Decimal(7000))
    assert (result.final.rate, result.final.months, result.met) == (facts.rate, 324, None)
    assert result.trace[0].bounds == {"share_of_principal": 63000, "arrears": 5000}
    assert result.trace[0].bound_by == "arrears"


def test_earlier_claims_use_up_the_cap_and_the_rest_of_the_arrears_joins_the_balance() -> None:
    result = run_waterfall(mortgage(interest="5000", prior_claims="60000"), FHA_PARTIAL_CLAIM, on=DAY)
    assert (result.final.balance, result.final.deferred) == (Decimal(212000), Decimal(3000))
    assert result.trace[0].bound_by == "share_of_principal"


def test_all_partial_claims_share_one_cap() -> None:
    result = run_waterfall(mortgage(interest="5000", payment="1000"), FHA_MODIFICATION_360, on=DAY)
    assert result.final.deferred == 63000
    assert result.trace[-1].bounds["share_of_principal"] == 58000
    assert result.met is False


@pytest.mark.parametrize(
    ("changes", "supplement", "bound"),
    [
        ({"remaining_months": 120}, "596.12", "share"),
        ({}, "239.17", "principal"),
        ({"remaining_months": 120, "prior_claims": "45000"}, "500.00", "share_of_principal"),
    ],
)
def test_a_supplement_pays_the_least_of_share_principal_and_claim(
    changes: dict[str, Any], supplement: str, bound: str
) -> None:
    result = run_waterfall(mortgage(**changes), FHA_PAYMENT_SUPPLEMENT, on=DAY)
    assert (str(result.final.supplement), result.trace[-1].bound_by) == (supplement, bound)
    assert result.final.payment + result.final.supplement == result.schedule[0].payment
    assert (result.supplement_months, result.supplement_total) == (36, 36 * Decimal(supplement))


def test_a_reduced_rate_rises_year_by_year_to_the_posted_one() -> None:
    result = run_waterfall(mortgage(gross_income="3600"), HAMP_TIER_1, on=HAMP_DAY)
    phases = [(phase.count, None if phase.rate is None else str(phase.rate.annual)) for phase in result.terms.phases]
    assert phases == [(60, "0.02"), (12, "0.03"), (12, "0.04"), (283, "0.04875")]
    short = run_waterfall(mortgage(gross_income="90000", remaining_months=70), HAMP_TIER_1, on=HAMP_DAY)
    assert [phase.count for phase in short.terms.phases] == [70]  # its rate is not below the posted one
    even = run_waterfall(mortgage(gross_income="90000", remaining_months=60, rate="0.02"), HAMP_TIER_1, on=HAMP_DAY)
    assert [phase.count for phase in even.terms.phases] == [60]
    low = run_waterfall(mortgage(gross_income="90000", remaining_months=70, rate="0.02"), HAMP_TIER_1, on=HAMP_DAY)
    assert [phase.count for phase in low.terms.phases] == [60, 10]


def test_a_legacy_flex_forbears_to_the_value_first() -> None:
    result = run_waterfall(mortgage(property_value="180000"), FLEX_2017, on=date(2018, 1, 1))
    by_code = {entry.code: entry for entry in result.trace}
    assert by_code["FORBEAR_TO_VALUE"].after.deferred == 30000
    assert by_code["FORBEAR_TO_VALUE"].met
    assert by_code["FORBEAR"].skipped == "target"
    current = run_waterfall(
        mortgage(property_value="180000", days_past_due=89, gross_income="2000"), FLEX_2017, on=date(2018, 1, 1)
    )
    assert str(current.target_payment) == "450.00"  # 40% of 2,000 less 350
