"""Modification programs with known answers: every figure of every vector, through the shipped waterfalls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from golden.compare import load, unequal
from golden.vector_terms import Fields, Vector
from restructure.policies.us.fha import FHA_HAMP_2009
from restructure.policies.us.flex import FLEX_2017, FLEX_2024
from restructure.policies.us.hamp import HAMP_TIER_1
from restructure.waterfall import MortgageFacts, StepFigures, TraceEntry, WaterfallResult, run_waterfall

VECTORS: dict[str, Vector] = {vector["id"]: vector for vector in load("rules_waterfalls.json")["vectors"]}
FLEX_2024_VECTORS = [identity for identity in VECTORS if identity.startswith("flex2024")]
HAMP_RUNS = ["hamp_rate_only", "hamp_rate_term"]

UNCONFIRMED = {
    "hamp_step_rates": "The step-up was read, the rounding of its cap only recalled; no figure is published.",
}
"""Vectors that are met, but whose answer their source does not confirm."""

ON = {"flex2024": date(2024, 12, 1), "flex2017": date(2018, 1, 1), "hamp": date(2012, 6, 1), "fha": date(2010, 1, 1)}
UNSTATED: dict[str, Any] = {"currency": "USD", "rate": "0.05", "remaining_months": 300, "payment": "1000"}
"""Facts that a waterfall asks for and a vector does not give; none of the compared figures depends on them."""


def percent(share: Decimal) -> Decimal:
    return share * 100


def bounds(entry: TraceEntry) -> list[Decimal] | None:
    """Return the three caps of a forbearance that was sought."""
    if entry.skipped is not None:
        return None
    return [entry.bounds[name] for name in ("target", "loan_to_value", "share_of_balance")]


FLEX_FIGURES: dict[str, tuple[int, Callable[[WaterfallResult], Decimal | int | None]]] = {
    "gross_upb": (2, lambda result: result.trace[0].after.balance),
    "mtmltv_percent": (2, lambda result: percent(result.trace[0].after.loan_to_value or Decimal(0))),
    "target_pi": (2, lambda result: result.target_payment),
    "rate_percent": (4, lambda result: percent(result.final.rate.annual)),
    "term_months": (0, lambda result: result.final.months),
    "forborne": (2, lambda result: result.final.deferred),
    "interest_bearing_upb": (2, lambda result: result.final.balance),
    "pi": (2, lambda result: result.final.payment),
    "reduction_percent": (4, lambda result: percent(result.final.reduction)),
    "post_ib_mtmltv_percent": (2, lambda result: percent(result.final.loan_to_value or Decimal(0))),
}


def flex_differences(result: WaterfallResult, printed: Vector) -> list[str]:
    """Return where a run differs from the figures of a vector, each held to its last digit."""
    fields, found = Fields(printed), list[str]()
    for name, (digits, figure) in FLEX_FIGURES.items():
        value = fields.get(name)
        if value is not None:
            found += unequal(name, Decimal(figure(result) or 0), value, digits=digits)
    eligible = fields.get("eligible")
    if eligible is not None:
        outcome = [check for check in result.checks if check.code in ("FLEX_NOT_HIGHER", "FLEX_LOWER")]
        assert len(outcome) == 1
        found += [] if (outcome[0].indicated == "pass") == eligible else ["eligible"]
    caps = fields.get("caps_target_50mtmltv_30pct")
    if "caps_target_50mtmltv_30pct" in printed:
        found += [] if bounds(result.trace[-1]) == caps else ["caps"]
    assert fields.get("hti_percent") is None
    fields.done()
    return found


def flex_2024_facts(vector: Vector) -> MortgageFacts:
    inputs = Fields(vector["inputs"])
    facts = MortgageFacts(
        currency="USD",
        principal=inputs.take("ib_upb"),
        interest=inputs.take("accrued_interest"),
        escrow_advances=inputs.take("escrow_advances"),
        servicing_advances=inputs.take("servicing_advances"),
        deferred_principal=inputs.take("prior_nib"),
        property_value=inputs.take("property_value"),
        rate=rs.percent(inputs.take("contract_rate_percent")),
        rate_still_adjusts=inputs.take("is_arm_not_final"),
        remaining_months=inputs.take("remaining_term_months"),
        payment=inputs.take("pre_mod_pi"),
        market_rate=rs.percent(inputs.take("modification_interest_rate_percent")),
        days_past_due=31 if inputs.take("delinquent_31_plus") else 30,
    )
    inputs.done()
    return facts


@pytest.mark.parametrize("identity", FLEX_2024_VECTORS)
@pytest.mark.parametrize("part", ["expected", "recomputed"])
def test_flex_2024(identity: str, part: str) -> None:
    vector = VECTORS[identity]
    result = run_waterfall(flex_2024_facts(vector), FLEX_2024, on=ON["flex2024"])
    assert flex_differences(result, vector[part]) == []


def test_flex_2017() -> None:
    vector = VECTORS["flex2017_floor80"]
    inputs = Fields(vector["inputs"])
    assert inputs.take("form") == "legacy_480"
    facts = MortgageFacts(
        currency="USD",
        principal=inputs.take("gross_upb"),
        property_value=inputs.take("property_value"),
        rate=rs.percent(inputs.take("contract_rate_percent")),
        market_rate=rs.percent(inputs.take("modification_rate_percent")),
        payment=inputs.take("pre_mod_pi"),
        days_past_due=inputs.take("days_delinquent"),
        remaining_months=UNSTATED["remaining_months"],
    )
    inputs.done()
    result = run_waterfall(facts, FLEX_2017, on=ON["flex2017"])
    assert flex_differences(result, vector["expected"]) == []
    assert (result.met, result.trace[-1].bound_by) == (False, "loan_to_value")


@pytest.mark.parametrize("identity", HAMP_RUNS)
def test_hamp_tier_1(identity: str) -> None:
    inputs, expected = Fields(VECTORS[identity]["inputs"]), Fields(VECTORS[identity]["expected"])
    facts = MortgageFacts(
        currency="USD",
        principal=inputs.take("capitalized_upb"),
        rate=rs.percent(inputs.take("contract_rate_percent")),
        remaining_months=inputs.take("remaining_term_months"),
        housing_costs=inputs.take("taxes_insurance_hoa"),
        gross_income=inputs.take("gross_monthly_income"),
        payment=UNSTATED["payment"],
        market_rate="0.05",
        property_value="1000000",
    )
    rate, term = HAMP_TIER_1.steps[1:3]
    assert rate.floor is not None
    assert rate.by is not None
    assert term.months is not None
    day = ON["hamp"]
    assert inputs.take("target_dti_percent") == percent(Decimal(HAMP_TIER_1.targets[0].where[0].at(day)))
    assert inputs.take("rate_floor_percent") == percent(rate.floor.at(day))
    assert inputs.take("rate_step_percent") == percent(rate.by.at(day))
    assert inputs.take("max_term") == term.months.at(day)
    assert inputs.take("stop_rule") == "first step with DTI <= 31%"
    inputs.done()
    result = run_waterfall(facts, HAMP_TIER_1, on=day)
    final = result.final
    assert final.housing_ratio is not None
    assert facts.housing_costs is not None
    assert result.target_payment is not None
    figures = {
        "target_pi": (result.target_payment, 2),
        "rate_percent": (percent(final.rate.annual), 4),
        "term_months": (Decimal(final.months), 0),
        "forbearance": (final.deferred, 2),
        "pi": (final.payment, 2),
        "pitia": (final.payment + facts.housing_costs, 2),
        "dti_percent": (percent(final.housing_ratio), 4),
    }
    found = [
        line
        for name, (ours, digits) in figures.items()
        for line in unequal(name, ours, expected.take(name), digits=digits)
    ]
    assert found == []
    kinds = {"start": "capitalize", "rate": "reduce_rate", "term": "extend_term"}
    after: dict[str, StepFigures] = {entry.kind: entry.after for entry in result.trace}
    printed = expected.take("trace")
    assert len(printed) == len(kinds)
    for name, rate_percent, months, payment in printed:
        reached = after[kinds[name]]
        assert (percent(reached.rate.annual), reached.months, reached.payment) == (rate_percent, months, payment)
    expected.done()


def test_hamp_capitalization() -> None:
    inputs = Fields(VECTORS["hamp_capitalise"]["inputs"])
    facts = MortgageFacts(
        **UNSTATED,
        principal=inputs.take("upb"),
        interest=inputs.take("missed_payments"),
        escrow_advances=inputs.take("escrow_advances"),
        gross_income="4000",
        housing_costs="300",
        market_rate="0.05",
        property_value="100000",
    )
    inputs.done()
    result = run_waterfall(facts, HAMP_TIER_1, on=ON["hamp"])
    assert {"capitalized_upb": result.trace[0].after.balance} == VECTORS["hamp_capitalise"]["expected"]


def test_hamp_step_rates() -> None:
    """A rate at its floor rises year by year to the posted one."""
    inputs, expected = Fields(VECTORS["hamp_step_rates"]["inputs"]), VECTORS["hamp_step_rates"]["expected"]
    facts = MortgageFacts(
        currency="USD",
        principal="100000",
        remaining_months=300,
        payment="500",
        rate=rs.percent(inputs.take("modified_rate_percent")),
        market_rate=rs.percent(inputs.take("rate_cap_pmms_rounded_percent")),
        gross_income="9000",
        housing_costs="300",
        property_value="100000",
    )
    inputs.done()
    terms = run_waterfall(facts, HAMP_TIER_1, on=ON["hamp"]).terms
    by_month = [phase.rate for phase in terms.phases for _ in range(phase.count)]
    years = [percent(rate.annual) for rate in by_month[::12] if rate is not None]
    printed = expected["rates_by_year"]
    assert years[: len(printed)] == printed
    assert set(years[len(printed) :]) == {printed[-1]}


def test_fha_hamp_2009() -> None:
    inputs, expected = Fields(VECTORS["fha_hamp_2009"]["inputs"]), Fields(VECTORS["fha_hamp_2009"]["expected"])
    pitia, pi, missed = (Decimal(inputs.take(name)) for name in ("pitia", "pi", "payments_past_due"))
    facts = MortgageFacts(
        currency="USD",
        principal=inputs.take("upb"),
        interest=missed * pi,
        escrow_advances=missed * (pitia - pi),
        rate=UNSTATED["rate"],
        remaining_months=UNSTATED["remaining_months"],
        payment=pi,
        housing_costs=pitia - pi,
        gross_income=inputs.take("gross_monthly_income"),
    )
    inputs.done()
    result = run_waterfall(facts, FHA_HAMP_2009, on=ON["fha"])
    arrears, principal = result.trace
    assert arrears.bounds["arrears"] == arrears.after.deferred == expected.take("arrearage")
    assert arrears.bounds["share_of_principal"] == expected.take("max_partial_claim")
    assert principal.bounds["share_of_principal"] == expected.take("max_principal_deferment_before_fees")
    assert result.target_payment is not None
    assert result.target_payment + (pitia - pi) == expected.take("target_pitia_31pct")
    expected.done()


def test_every_vector_is_there() -> None:
    tested = [*FLEX_2024_VECTORS, "flex2017_floor80", *HAMP_RUNS, "hamp_capitalise", "hamp_step_rates", "fha_hamp_2009"]
    assert sorted(tested) == sorted(VECTORS)
    assert {identity for identity, vector in VECTORS.items() if not vector["verified"]} == set(UNCONFIRMED)
