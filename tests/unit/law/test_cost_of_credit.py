"""Ceilings: what applies on a day, exact verdicts at and beside the line, the least waiver, and single checks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

import restructure as rs
from restructure.law.ceiling import RateCeiling, ceiling_on
from restructure.law.charge_checks import check_amortizes, check_charges, check_penal_charges, check_penalty_uplift
from restructure.law.cost_of_credit import ExcessCharges, check_ceiling, excess_charges, recognized_principal
from restructure.law.share_limit import ShareLimit
from restructure.measures import CashFlow
from restructure.policies.china import (
    CN_ASSISTED_LENDING_24,
    CN_CARD_CHARGES,
    CN_FINANCIAL_24,
    CN_MISUSE_UPLIFT,
    CN_PENALTY_UPLIFT,
    CN_PRIVATE_LENDING,
    CN_PRIVATE_LENDING_24,
    CN_PRIVATE_LENDING_36,
)
from restructure.policies.india import IN_NO_NEGATIVE_AMORTIZATION, IN_PENAL_CHARGES

SEPTEMBER = date(2020, 9, 1)
ADVANCE = [CashFlow(100_000, after=0)]
READ = rs.Source(title="file 12", level="verified")


def monthly(amount: str, count: int = 12) -> list[CashFlow]:
    return [CashFlow(amount, after=month) for month in range(1, count + 1)]


def fixed(percent: str, **changes: Any) -> RateCeiling:
    given = {"code": "OURS", "rates": rs.Dated([(date(2020, 1, 1), Decimal(percent) / 100)]), "sources": [READ]}
    return RateCeiling(**{**given, "text": rs.Wording("at most {limit}", "不超过{limit}"), **changes})


def indicated(advances: list[CashFlow], payments: list[CashFlow], ceiling: RateCeiling, **unit: Any) -> str | None:
    return check_ceiling(advances, payments, ceiling=ceiling, contract_date=SEPTEMBER, **unit).indicated


def least(payments: list[CashFlow], ceiling: RateCeiling, **unit: Any) -> ExcessCharges:
    return excess_charges(ADVANCE, payments, ceiling=ceiling, contract_date=SEPTEMBER, currency="CNY", **unit)


# --- which ceiling -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ceiling", "on", "percent", "known"),
    [
        (CN_PRIVATE_LENDING, date(2020, 8, 20), "15.40%", True),
        (CN_PRIVATE_LENDING, date(2020, 9, 20), "15.40%", True),
        (CN_PRIVATE_LENDING, date(2020, 9, 21), "15.40%", False),
        (CN_PRIVATE_LENDING_24, date(2020, 8, 19), "24.00%", True),
        (CN_PRIVATE_LENDING_24, date(2020, 8, 20), "24.00%", False),
        (CN_PRIVATE_LENDING_36, date(2015, 9, 1), "36.00%", True),
        (CN_FINANCIAL_24, date(2026, 11, 23), "24.00%", True),
        (CN_ASSISTED_LENDING_24, date(2025, 10, 1), "24.00%", True),
    ],
)
def test_the_ceiling_of_a_day(ceiling: RateCeiling, on: date, percent: str, known: bool) -> None:
    found = ceiling_on(ceiling, on)
    assert (found.rate.to_percent(), found.known) == (percent, known)
    assert found.since == ceiling.rates.steps[0][0]


def test_there_is_no_ceiling_before_its_first_day() -> None:
    with pytest.raises(rs.PolicyNotInForceError, match="the first is of 2020-08-20"):
        ceiling_on(CN_PRIVATE_LENDING, date(2020, 8, 19))


def test_a_day_that_was_not_looked_up_needs_review_whatever_the_sources() -> None:
    ceiling = fixed("20", through=date(2020, 8, 31))
    assert check_ceiling(ADVANCE, monthly("9000"), ceiling=ceiling, contract_date=SEPTEMBER).status == "needs_review"
    known = replace(ceiling, through=SEPTEMBER)
    assert check_ceiling(ADVANCE, monthly("9000"), ceiling=known, contract_date=SEPTEMBER).status == "pass"


def test_the_sentence_says_of_which_day_the_reference_rate_is() -> None:
    check = check_ceiling(ADVANCE, monthly("9000"), ceiling=CN_PRIVATE_LENDING, contract_date=date(2026, 11, 23))
    assert "3.85% on 2020-08-20" in check.text.en
    assert "2020-08-20" in check.text.zh


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rates": rs.Dated([(SEPTEMBER, Decimal("15.4"))])}, "rates: must be fractions"),
        ({"rates": rs.Dated([(SEPTEMBER, Decimal("-0.1"))])}, "rates: must be fractions"),
        ({"rates": rs.Dated([(SEPTEMBER, "high")])}, "rates: must be fractions"),
        ({"sources": []}, "sources: is empty"),
        ({"through": date(2019, 1, 1)}, "through: is before the last rate"),
        ({"multiple": 0}, "multiple: must be at least 1"),
    ],
)
def test_contradictory_ceilings_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        fixed("24", **changes)


def test_a_ceiling_round_trips_through_json() -> None:
    again = rs.from_json(RateCeiling, rs.to_json(CN_PRIVATE_LENDING))
    assert again == CN_PRIVATE_LENDING


# --- the verdict ---------------------------------------------------------------------------------------------------


def test_a_loan_at_the_ceiling_passes_and_one_a_cent_dearer_does_not() -> None:
    at = [*monthly("1000", 11), CashFlow("101000", after=12)]
    assert indicated(ADVANCE, at, fixed("12")) == "pass"
    above = [*at[:-1], CashFlow("101000.01", after=12)]
    check = check_ceiling(ADVANCE, above, ceiling=fixed("12"), contract_date=SEPTEMBER)
    assert (check.actual, check.limit, check.status) == ("12.00%", "<= 12.00%", "fail")


def test_fees_taken_out_of_the_advance_count() -> None:
    at = [*monthly("1000", 11), CashFlow("101000", after=12)]
    assert indicated(ADVANCE, [CashFlow("0.01", after=0), *at], fixed("12")) == "fail"


def test_dated_flows_are_counted_in_months_and_odd_days() -> None:
    advance = [CashFlow(100_000, on=date(2020, 9, 1))]
    assert indicated(advance, [CashFlow("101000", on=date(2020, 10, 1))], fixed("12"), unit_period="month") == "pass"
    assert indicated(advance, [CashFlow("101000.01", on=date(2020, 10, 1))], fixed("12"), unit_period="month") == "fail"
    # one month at 1% and 15 odd days at half of it, simple: 100,000 x 1.01 x 1.005
    assert indicated(advance, [CashFlow("101505", on=date(2020, 10, 16))], fixed("12"), unit_period="month") == "pass"
    assert (
        indicated(advance, [CashFlow("101505.01", on=date(2020, 10, 16))], fixed("12"), unit_period="month") == "fail"
    )


def test_a_payment_before_the_advance_is_refused() -> None:
    early = [CashFlow(1, after=0), CashFlow(2, after=2)]
    with pytest.raises(rs.InvalidTermsError, match="lower the advance"):
        check_ceiling([CashFlow(2, after=1)], early, ceiling=fixed("12"), contract_date=SEPTEMBER)


@pytest.mark.parametrize(("advances", "payments"), [([], monthly("1")), (ADVANCE, [])])
def test_flows_on_both_sides_are_needed(advances: list[CashFlow], payments: list[CashFlow]) -> None:
    with pytest.raises(rs.InvalidInputError, match="at least one flow each"):
        check_ceiling(advances, payments, ceiling=fixed("12"), contract_date=SEPTEMBER)


# --- the least waiver ----------------------------------------------------------------------------------------------


def test_what_complies_is_left_alone() -> None:
    payments = monthly("8884.87")  # below the level installment at 12%, 8,884.88
    found = least(payments, fixed("12"))
    assert found.waived == 0
    assert found.payments == tuple(payments)


def test_without_interest_the_waiver_is_all_above_the_advance() -> None:
    assert least(monthly("9000"), fixed("0")).waived == Decimal("8000.00")


def test_a_fee_on_the_first_day_is_waived_first_and_left_out() -> None:
    at = [*monthly("1000", 11), CashFlow("101000", after=12)]
    found = least([CashFlow("500", after=0), *at], fixed("12"))
    assert found.waived == Decimal("500.00")
    assert [flow.amount for flow in found.payments] == [flow.amount for flow in at]


def test_more_decimals_than_the_currency_has_are_refused_without_the_amount() -> None:
    with pytest.raises(rs.InvalidInputError, match=r"payments\[1\].amount: more than 2 decimals") as caught:
        least([*monthly("9000", 1), CashFlow("1.234", after=2)], fixed("12"))
    assert "1.234" not in str(caught.value)


@given(
    amounts=st.lists(st.integers(1, 3_000_000), min_size=1, max_size=8),
    first=st.integers(0, 2),
    percent=st.integers(0, 60),
)
def test_the_waiver_complies_and_nothing_smaller_does(amounts: list[int], first: int, percent: int) -> None:
    ceiling = fixed(str(percent))
    payments = [CashFlow(Decimal(cents) / 100, after=first + place) for place, cents in enumerate(amounts)]
    found = least(payments, ceiling)
    before = sum(flow.amount for flow in payments)
    assert before - sum(flow.amount for flow in found.payments) == found.waived
    assert least(list(found.payments), ceiling, unit_period="month").waived == 0
    if found.waived:
        # the same total less a minor unit, waived the most effective way: from the earliest payment on
        spare = found.waived - Decimal("0.01")
        rest = []
        for flow in payments:
            cut = min(flow.amount, spare)
            spare -= cut
            if flow.amount > cut:
                rest.append(CashFlow(flow.amount - cut, after=flow.after))
        assert least(rest, ceiling).waived == Decimal("0.01")


# --- interest rolled into principal --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "years", "principal", "excess"),
    [
        ("0.20", 1, "115400.00", "4600.00"),
        ("0.154", 1, "115400.00", "0.00"),
        ("0.10", "1/2", "105000.00", "0.00"),
        ("0.24", "1/2", "107700.00", "4300.00"),
    ],
)
def test_interest_rolled_over_counts_up_to_the_ceiling(rate: str, years: Any, principal: str, excess: str) -> None:
    found = recognized_principal(
        100_000, rate=rate, years=years, ceiling=CN_PRIVATE_LENDING, contract_date=SEPTEMBER, currency="CNY"
    )
    assert (found.principal, found.excess_interest) == (Decimal(principal), Decimal(excess))
    assert found.principal == 100_000 + found.interest


def test_no_time_is_refused() -> None:
    with pytest.raises(rs.InvalidInputError, match="years: must be more than 0"):
        recognized_principal(1, rate="0.1", years=0, ceiling=fixed("12"), contract_date=SEPTEMBER, currency="CNY")


# --- single checks -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("uplift", "misused", "verdict"),
    [
        ("0.29", False, "fail"),
        ("0.30", False, "pass"),
        ("0.50", False, "pass"),
        ("0.51", False, "fail"),
        ("0.49", True, "fail"),
        ("0.50", True, "pass"),
        ("1", True, "pass"),
        ("1.01", True, "fail"),
    ],
)
def test_the_band_of_penalty_rates(uplift: str, misused: bool, verdict: str) -> None:
    check = check_penalty_uplift(
        uplift, limit=CN_MISUSE_UPLIFT if misused else CN_PENALTY_UPLIFT, contract_date=SEPTEMBER
    )
    assert (check.indicated, check.status) == (verdict, "needs_review")


def test_penal_charges_bear_no_interest() -> None:
    on = date(2026, 1, 1)
    assert (
        check_penal_charges(["200", "200", "200"], claimed="600", limit=IN_PENAL_CHARGES, contract_date=on).indicated
        == "pass"
    )
    assert (
        check_penal_charges(["200", "200", "200"], claimed="600.01", limit=IN_PENAL_CHARGES, contract_date=on).indicated
        == "fail"
    )
    with pytest.raises(rs.PolicyNotInForceError):
        check_penal_charges(["200"], claimed="200", limit=IN_PENAL_CHARGES, contract_date=date(2024, 3, 31))


def test_charges_up_to_the_principal() -> None:
    on = date(2026, 1, 1)
    check = check_charges("10000", principal="10000", limit=CN_CARD_CHARGES, contract_date=on)
    assert (check.indicated, check.status) == ("pass", "needs_review")
    assert check_charges("10000.01", principal="10000", limit=CN_CARD_CHARGES, contract_date=on).indicated == "fail"
    with pytest.raises(rs.PolicyNotInForceError):
        check_charges("1", principal="1", limit=CN_CARD_CHARGES, contract_date=date(2022, 7, 7))


@pytest.mark.parametrize(("installment", "verdict"), [("22499.99", "fail"), ("22500", "pass"), ("22500.01", "pass")])
def test_an_installment_covers_its_interest(installment: str, verdict: str) -> None:
    on = date(2026, 1, 1)
    limit = IN_NO_NEGATIVE_AMORTIZATION
    check = check_amortizes("3000000", rate="0.09", installment=installment, currency="INR", limit=limit, as_of=on)
    assert (check.actual, check.indicated) == ("22500.00", verdict)


def test_a_reset_before_the_rule_has_no_check() -> None:
    with pytest.raises(rs.PolicyNotInForceError):
        check_amortizes(
            "1",
            rate="0.09",
            installment="1",
            currency="INR",
            limit=IN_NO_NEGATIVE_AMORTIZATION,
            as_of=date(2023, 8, 17),
        )


def test_a_share_below_the_least_fails_too_and_the_limit_says_both() -> None:
    half = ShareLimit(
        code="HALF",
        least=rs.Dated([(date(2026, 1, 1), Decimal("0.5"))]),
        most=rs.Dated([(date(2026, 1, 1), Decimal(1))]),
        sources=[READ],
        text=rs.Wording("half to all", "一半至全部"),
    )
    on = date(2026, 6, 1)
    found = [check_charges(charges, principal="100", limit=half, contract_date=on) for charges in ("49.99", "50")]
    assert [(check.status, check.limit) for check in found] == [("fail", "50 to 100"), ("pass", "50 to 100")]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"most": rs.Dated([(date(2026, 1, 1), True)])}, "most: must be numbers of 0 or more"),
        ({"least": rs.Dated([(date(2026, 1, 1), Decimal(-1))])}, "least: must be numbers of 0 or more"),
        ({"sources": []}, "sources: is empty"),
    ],
)
def test_limits_that_make_no_sense(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        replace(CN_CARD_CHARGES, **changes)
