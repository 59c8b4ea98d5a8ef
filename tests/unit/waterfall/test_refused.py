"""Facts, steps and programs that are refused at the door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import restructure as rs
from restructure.basics.provenance import Dated, Wording
from restructure.policies.us.flex import FLEX_2017, FLEX_2024
from restructure.policies.us.hamp import HAMP_TIER_1
from restructure.policy import Cap, Condition, MarketRate, Rule
from restructure.waterfall import run_waterfall
from support.mortgages import CAPITALIZE, DAY, HAMP_DAY, RISING, SINCE, SOURCES, a_cut, dated, mortgage, step, waterfall


def test_missing_facts_are_named_all_at_once() -> None:
    facts = mortgage(market_rate=None, property_value=None, gross_income=None, housing_costs=None)
    with pytest.raises(rs.InvalidInputError) as caught:
        run_waterfall(facts, HAMP_TIER_1, on=HAMP_DAY)
    assert [fault.path for fault in caught.value.faults] == [
        "mortgage.property_value",
        "mortgage.market_rate",
        "mortgage.gross_income",
        "mortgage.housing_costs",
    ]
    assert str(caught.value.faults[0]).endswith("is required by step FORBEAR of us_hamp_tier_1; add it")
    with pytest.raises(rs.InvalidInputError, match=r"mortgage\.days_past_due: is required by the target"):
        run_waterfall(mortgage(days_past_due=None), FLEX_2017, on=date(2018, 1, 1))


def test_income_is_asked_for_only_where_a_target_needs_it() -> None:
    facts = mortgage(gross_income=None, housing_costs=None)
    assert run_waterfall(facts, FLEX_2017, on=date(2018, 1, 1)).final.housing_ratio is None
    with pytest.raises(rs.InvalidInputError, match="gross_income"):
        run_waterfall(replace(facts, days_past_due=89), FLEX_2017, on=date(2018, 1, 1))


def test_no_message_shows_a_borrower_s_amount() -> None:
    facts = mortgage(market_rate=None)
    assert repr(facts) == "MortgageFacts()"
    with pytest.raises(rs.InvalidInputError) as caught:
        run_waterfall(facts, FLEX_2024, on=DAY)
    assert not any(digit in str(caught.value).replace("2024", "") for digit in "0123456789")
    assert "210000" not in repr(run_waterfall(mortgage(), FLEX_2024, on=DAY))


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"payment": 0}, "payment"),
        ({"principal": 0}, "principal"),
        ({"property_value": 0}, "property_value"),
        ({"overdue_principal": "210000.01"}, "overdue_principal"),
        ({"interest": "0.001"}, "interest"),
        ({"rate": rs.Rate("0.05", compounding="semiannual")}, "rate"),
        ({"market_rate": rs.per_day("0.0001", days_in_year=360)}, "market_rate"),
        ({"remaining_months": 0}, "remaining_months"),
    ],
)
def test_bad_facts_are_refused_by_path(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=rf"mortgage_facts\.{path}: "):
        mortgage(**changes)


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ((None, FLEX_2024, DAY), "mortgage"),
        ((mortgage(), None, DAY), "waterfall"),
        ((mortgage(), FLEX_2024, "soon"), "on"),
    ],
)
def test_arguments_of_another_type_are_refused(arguments: tuple[Any, Any, Any], path: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=f"^{path}: "):
        run_waterfall(arguments[0], arguments[1], on=arguments[2])


def bad_steps() -> Iterator[tuple[str, dict[str, Any], str]]:
    cap = Cap("share_of_balance", dated("0.3"))
    yield "forbear", {"caps": [cap]}, "extent: is required by forbear"
    yield "forbear", {"extent": "to_caps"}, "caps: is required by forbear"
    yield "forbear", {"caps": [cap, cap], "extent": "to_caps"}, "caps: have a kind twice"
    yield "capitalize", {"months": dated("12")}, "months: does not belong to capitalize"
    yield "set_term", {"months": dated("12.5")}, "months: must be whole months"
    yield "set_term", {"months": dated("0")}, "months: must be from 1 to 1200"
    yield "set_term", {"months": Dated([(SINCE, "many")])}, "months: must be numbers"
    yield "reduce_rate", {"by": dated("0.00125")}, "floor: or market must be given"
    yield "reduce_rate", {"by": dated("0"), "floor": dated("0.02")}, "by: must be from 0.0001 to 1"
    yield "set_rate", {"market": MarketRate(margin=dated("0"))}, "choose: is required by set_rate"


@pytest.mark.parametrize(("kind", "fields", "message"), list(bad_steps()))
def test_a_step_has_the_fields_of_its_kind(kind: str, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        step(kind, **fields)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (waterfall, "steps: must begin with capitalize or defer_arrears"),
        (lambda: waterfall(CAPITALIZE, replace(CAPITALIZE, code="AGAIN")), "only one of them"),
        (lambda: waterfall(CAPITALIZE, step("extend_term", months=dated("480"))), "targets: is empty"),
        (lambda: waterfall(CAPITALIZE, step("set_term", "FIRST", months=dated("480"))), "have a code twice"),
        (lambda: waterfall(CAPITALIZE, sources=[]), "sources: is empty"),
        (
            lambda: waterfall(replace(CAPITALIZE, when=[Condition("loan_to_value", ">", dated("1"))])),
            r"steps\[0\].when: must be empty",
        ),
        (lambda: waterfall(CAPITALIZE, targets=[a_cut("<=")]), r"where\[0\].comparator: must be > or >="),
        (lambda: Condition("rate_still_adjusts", "<", Dated([(SINCE, True)])), "comparator: of rate_still_adjusts"),
        (lambda: Condition("days_past_due", "<", Dated([(SINCE, True)])), "value: of days_past_due must be a number"),
        (lambda: Cap("share_of_balance", dated("1")), "limit: must be from 0.01 to 0.99"),
        (lambda: MarketRate(margin=dated("0"), multiple=0), "multiple: is zero"),
        (
            lambda: replace(RISING, by=dated("0")),
            "by: must be from 0.0001 to 1",
        ),
        (
            lambda: Rule(
                code="L",
                quantity="rate_still_adjusts",
                comparator="==",
                limit=dated("1"),
                sources=SOURCES,
                text=Wording("{amount}", "x"),
            ),
            "limit: of rate_still_adjusts must be true or false(.|\n)*text: may name",
        ),
    ],
)  # fmt: skip
def test_contradictory_programs_are_refused(build: Any, message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        build()


def test_a_supplement_comes_last_and_once() -> None:
    supplement = step(
        "supplement", months=dated("36"), share=dated("0.25"), caps=[Cap("share_of_principal", dated("0.3"))]
    )
    with pytest.raises(rs.InvalidInputError, match="at most one supplement, as the last step"):
        waterfall(CAPITALIZE, supplement, step("set_term", "TERM", months=dated("480")))
