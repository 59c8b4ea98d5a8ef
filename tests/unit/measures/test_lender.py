from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import restructure as rs
from restructure.measures.lender import (
    amortized_cost,
    compensating_fee,
    diminished_obligation,
    modification_gain_or_loss,
    net_present_value,
    ten_percent_test,
)
from restructure.measures.yields import CashFlow

TODAY = date(2026, 11, 23)
BULLET = [CashFlow(50, after=1), CashFlow(50, after=2), CashFlow(1050, after=3)]


def monthly(amount: str, first: int, last: int) -> list[CashFlow]:
    return [CashFlow(amount, after=month) for month in range(first, last + 1)]


@pytest.mark.parametrize(
    ("flows", "rate", "worth"),
    [
        ([], "0.05", "0.0000000000"),
        ([CashFlow(100, after=0)], "0.05", "100.0000000000"),
        ([CashFlow(100, after=3)], 0, "100.0000000000"),
        ([CashFlow(105, after=1)], "0.05", "100.0000000000"),
        ([CashFlow(105, after=1)], 0.05, "100.0000000000"),
        ([CashFlow("110.25", after=2)], "0.05", "100.0000000000"),
        ([CashFlow(100, after=1)], 1, "50.0000000000"),
        ([CashFlow(100, after=1)], "-0.5", "200.0000000000"),
        ([CashFlow(999, after=22)], "-0.9", "9990000000000000000000000.0000000000"),
        ([CashFlow(110, after="1/2")], "0.21", "100.0000000000"),  # the root of 1.21 is 1.1
        ([CashFlow(1331, after="3/2")], "0.21", "1000.0000000000"),
        ([CashFlow("0.00000000005", after=0)], 0, "0.0000000001"),  # a tie goes up
        (BULLET, "0.05", "1000.0000000000"),
        (list(reversed(BULLET)), "0.05", "1000.0000000000"),
    ],
)
def test_present_values_known_by_hand(flows: Sequence[CashFlow], rate: Any, worth: str) -> None:
    assert f"{net_present_value(flows, rate):f}" == worth


@pytest.mark.parametrize(
    ("on", "worth"),
    [
        (date(2026, 11, 23), "121.0000000000"),
        (date(2027, 11, 23), "110.0000000000"),
        (date(2028, 11, 22), "100.0000000000"),  # 2028 has a 29 February: 730 days are two years of 365
    ],
)
def test_dated_flows_count_days_over_365(on: date, worth: str) -> None:
    assert str(net_present_value([CashFlow(121, on=on)], "0.1", on=TODAY)) == worth


BAD_FLOWS: list[tuple[dict[str, Any], str]] = [
    ({"flows": [CashFlow(1, on=TODAY)]}, r"flows\[0\]: is dated; give its offset, or the day to count from as `on`"),
    ({"flows": [CashFlow(1, after=1)], "on": TODAY}, r"flows\[0\]: must be dated"),
    ({"flows": [CashFlow(1, on=date(2026, 11, 22))], "on": TODAY}, r"flows\[0\]: is before the moment counted from"),
    ({"flows": [CashFlow(1, after=0), CashFlow(1, after="-1/12")]}, r"flows\[1\]: is before the moment"),
    ({"flows": [5]}, r"flows\[0\]: must be a CashFlow"),
    ({"flows": [5, CashFlow(1, on=TODAY)]}, r"2 faults"),
    ({"flows": [], "on": "23/11/2026"}, r"on: must be a date"),
    ({"flows": [], "rate": "5"}, r"rate: is above 1; write 0.05 for 5%, or count in shorter periods"),
    ({"flows": [], "rate": -1}, r"rate: must be above -1"),
    ({"flows": [], "rate": "five"}, r"rate: must be written with digits"),
    ({"flows": [], "rate": True}, r"rate: must be a number"),
    ({"flows": [CashFlow(1, after=10_000)], "rate": "-0.99"}, r"rate: makes more of the flows than money can be"),
    ({"flows": [CashFlow(999, after=23)], "rate": "-0.9"}, r"rate: makes more of the flows than money can be"),
    ({"flows": [CashFlow(1, after="19999/2")], "rate": "-0.9999999999"}, r"rate: makes more of the flows"),
]


@pytest.mark.parametrize(("given", "message"), BAD_FLOWS)
def test_bad_flows_and_rates_are_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        net_present_value(**{"rate": "0.05", **given})


def test_no_error_shows_an_amount() -> None:
    with pytest.raises(rs.InvalidInputError) as caught:
        net_present_value([CashFlow("48000.5", after=-1)], "0.05")
    assert "48000" not in str(caught.value)


# --- diminished obligation -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "threshold", "share", "margin", "exceeded"),
    [
        ("1000", "0.01", "0.0000000000", "0.0100000000", False),
        ("990", "0.01", "0.0100000000", "0.0000000000", False),  # exactly the threshold is no default
        ("989.99999999", "0.01", "0.0100000000", "0.0000000000", True),  # decided before the share is rounded
        ("990.01", "0.01", "0.0099900000", "0.0000100000", False),
        ("950", "0.05", "0.0500000000", "0.0000000000", False),
        ("1010", "0.01", "-0.0100000000", "0.0200000000", False),  # a gain
        ("999.99", 0, "0.0000100000", "-0.0000100000", True),
    ],
)
def test_only_more_than_the_threshold_exceeds_it(
    after: str, threshold: Any, share: str, margin: str, *, exceeded: bool
) -> None:
    test = diminished_obligation(BULLET, [CashFlow(after, after=0)], "0.05", threshold=threshold)
    assert (f"{test.npv_before:f}", f"{test.share:f}", f"{test.margin:f}") == ("1000.0000000000", share, margin)
    assert test.exceeded is exceeded


def test_everything_forgiven_is_all_lost() -> None:
    assert diminished_obligation(BULLET, [], "0.05").share == 1


def test_an_obligation_of_nothing_cannot_diminish() -> None:
    with pytest.raises(rs.NotApplicableError, match="what is owed before the change is worth nothing"):
        diminished_obligation([], BULLET, "0.05")


def test_the_faults_of_both_sides_are_named_apart() -> None:
    with pytest.raises(rs.InvalidInputError, match=r"after\[0\]: must be dated"):
        diminished_obligation([CashFlow(1, on=TODAY)], BULLET, "0.05", on=TODAY)
    with pytest.raises(rs.InvalidInputError, match=r"threshold: is above 1; write 0.41 for 41%"):
        diminished_obligation(BULLET, BULLET, "0.05", threshold=41)


def test_what_a_result_holds_is_not_in_its_repr() -> None:
    assert repr(diminished_obligation(BULLET, BULLET, "0.05")) == "DiminishedObligation()"


def test_the_fee_of_day_one_brings_the_loss_to_the_threshold() -> None:
    before, after = monthly("365.06", 1, 36), monthly("365.06", 7, 42)
    fee = compensating_fee(before, after, "0.005")
    assert diminished_obligation(before, after, "0.005").exceeded
    compensated = diminished_obligation(before, [CashFlow(fee, after=0), *after], "0.005")
    assert (str(compensated.share), compensated.exceeded) == ("0.0100000000", False)
    short = CashFlow(fee - Decimal("0.0000000001"), after=0)
    assert diminished_obligation(before, [short, *after], "0.005").exceeded


def test_no_fee_is_due_for_a_loss_within_the_threshold() -> None:
    assert compensating_fee(BULLET, [CashFlow(990, after=0)], "0.05") == 0


def plan_flows(rate: rs.Rate) -> list[CashFlow]:
    terms = rs.LoanTerms(
        currency="EUR",
        principal="12000",
        rate=rate,
        start_date=TODAY,
        first_due_date=date(2026, 12, 23),
        phases=[rs.Phase(36)],
    )
    return [CashFlow(row.payment, after=row.number) for row in rs.amortize(terms)]


def test_the_compensating_rate_is_the_first_candidate_that_passes() -> None:
    before = plan_flows(rs.percent(6))
    passing = (
        points
        for points in range(500, 601)
        if not diminished_obligation(before, plan_flows(rs.basis_points(points)), "0.005").exceeded
    )
    assert next(passing) == 533


# --- accounting ----------------------------------------------------------------------------------------------------


def test_amortized_cost_adds_up_row_by_row() -> None:
    rows = amortized_cost("1000", list(reversed(BULLET)), "0.06", currency="EUR")
    assert [[str(cell) for cell in row[1:]] for row in rows] == [
        ["1", "1000.00", "60.00", "50", "1010.00"],
        ["2", "1010.00", "60.60", "50", "1020.60"],
        ["3", "1020.60", "61.24", "1050", "31.84"],  # 61.236
    ]


def test_amortized_cost_by_days() -> None:
    flows = [CashFlow(605, on=date(2027, 11, 23)), CashFlow(605, on=date(2028, 11, 22))]
    rows = amortized_cost(1050, flows, "0.1", currency="JPY", on=TODAY)
    assert [(row.on, row.after, str(row.interest), str(row.closing)) for row in rows] == [
        (date(2027, 11, 23), None, "105", "550"),
        (date(2028, 11, 22), None, "55", "0"),
    ]


def test_half_a_unit_of_interest_goes_up() -> None:
    rows = amortized_cost(10, [CashFlow(1, after=1)], "0.05", currency="JPY")
    assert (str(rows[0].interest), str(rows[0].closing)) == ("1", "10")


def test_amounts_must_fit_the_currency() -> None:
    with pytest.raises(rs.InvalidInputError) as caught:
        amortized_cost("0.001", [CashFlow("1", after=0), CashFlow("0.005", after=1)], "0.05", currency="EUR")
    assert [fault.path for fault in caught.value.faults] == ["carrying", "flows[1].amount"]


def test_no_flow_is_no_row() -> None:
    assert amortized_cost(100, [], "0.05", currency="EUR") == ()


def test_costs_and_fees_of_a_modification_are_no_gain() -> None:
    result = modification_gain_or_loss("950", BULLET, "0.05", costs="12.5", fees="20")
    assert [
        str(figure) for figure in (result.present_value, result.gain_or_loss, result.new_carrying, result.share)
    ] == [
        "1000.0000000000",
        "50.0000000000",
        "992.5000000000",
        "0.0526315789",
    ]


def test_nothing_carried_cannot_be_modified() -> None:
    with pytest.raises(rs.NotApplicableError, match="nothing is carried"):
        modification_gain_or_loss(0, BULLET, "0.05")


@pytest.mark.parametrize(
    ("after", "paid", "received", "share", "substantial"),
    [
        ("900", "0", "0", "0.1000000000", True),  # at least 10% is enough
        ("900.01", "0", "0", "0.0999900000", False),
        ("1100", "0", "0", "0.1000000000", True),  # either way
        ("895", "5", "0", "0.1000000000", True),
        ("895", "5.01", "0", "0.0999900000", False),
        ("1095", "0", "5", "0.0900000000", False),
        ("905", "0", "5", "0.1000000000", True),
    ],
)
def test_ten_percent_with_fees_is_substantial(
    after: str, paid: str, received: str, share: str, *, substantial: bool
) -> None:
    test = ten_percent_test(BULLET, [CashFlow(after, after=0)], "0.05", fees_paid=paid, fees_received=received)
    assert (str(test.share), test.substantial) == (share, substantial)
    assert test.share_without_fees == abs(Decimal(after) - 1000) / 1000


def test_offsets_are_fractions() -> None:
    assert amortized_cost(100, [CashFlow(1, after="1/12")], 0, currency="EUR")[0].after == Fraction(1, 12)
