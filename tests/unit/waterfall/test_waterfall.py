from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import restructure as rs
from restructure.basics.provenance import Dated, Source, Wording
from restructure.policies.us import fha as us_fha, flex as us_flex, hamp as us_hamp, va as us_va
from restructure.policies.us.fha import FHA_MODIFICATION_360, FHA_PARTIAL_CLAIM, FHA_PAYMENT_SUPPLEMENT
from restructure.policies.us.flex import FLEX_2017, FLEX_2024
from restructure.policies.us.hamp import HAMP_PRINCIPAL_REDUCTION, HAMP_TIER_1, HAMP_TIER_1_NOT_BELOW, HAMP_TIER_2
from restructure.policies.us.va import VA_MODIFICATION
from restructure.policy import Cap, Comparator, Condition, MarketRate, Rule, Step, StepUp, Target, Waterfall
from restructure.waterfall import MortgageFacts, run_waterfall

DAY = date(2026, 12, 1)
HAMP_DAY = date(2012, 6, 1)
SINCE = date(2020, 1, 1)
SOURCES = [Source(title="own rule", level="verified")]
TEXT = Wording("a step", "一步")


def dated(number: str) -> Dated[Decimal]:
    return Dated([(SINCE, Decimal(number))])


def mortgage(**changes: Any) -> MortgageFacts:
    given: dict[str, Any] = {
        "currency": "USD",
        "principal": "210000",
        "rate": "0.065",
        "remaining_months": 324,
        "payment": "1376.67",
        "market_rate": "0.0488",
        "property_value": "200000",
        "gross_income": "4800",
        "housing_costs": "350",
        "days_past_due": 120,
    }
    return MortgageFacts(**given | changes)


def step(kind: Any, code: str = "STEP", **fields: Any) -> Step:
    return Step(code=code, kind=kind, sources=SOURCES, text=TEXT, **fields)


CAPITALIZE = step("capitalize", "FIRST")
RISING = StepUp(after_months=1, every_months=1, by=dated("0.01"), cap=MarketRate(margin=dated("0")), sources=SOURCES)


def a_cut(comparator: Comparator) -> Target:
    return Target(where=[Condition("payment_reduction", comparator, dated("0.2"))], sources=SOURCES)


CUT = a_cut(">=")


def waterfall(*steps: Step, **changes: Any) -> Waterfall:
    given: dict[str, Any] = {"name": "own", "version": "1", "title": TEXT, "steps": steps, "sources": SOURCES}
    return Waterfall(**given | changes)


# --- stop rules ---


def test_a_cut_of_exactly_the_target_counts_only_where_the_program_says_so() -> None:
    """180,000 without interest over 180 months is 1,000; 225 months make it 800, 226 make it 796.46."""
    facts = mortgage(principal="180000", rate=0, remaining_months=180, payment="1000")
    extend = step("extend_term", months=dated("480"))
    at_least = run_waterfall(facts, waterfall(CAPITALIZE, extend, targets=[CUT]), on=DAY)
    more_than = run_waterfall(facts, waterfall(CAPITALIZE, extend, targets=[a_cut(">")]), on=DAY)
    assert (at_least.final.months, at_least.final.payment, at_least.target_payment) == (225, Decimal(800), Decimal(800))
    assert (more_than.final.months, str(more_than.final.payment)) == (226, "796.46")
    assert str(more_than.target_payment) == "799.99"


def test_the_two_readings_of_as_close_as_possible_differ_by_one_step() -> None:
    below = run_waterfall(mortgage(), HAMP_TIER_1, on=HAMP_DAY)
    above = run_waterfall(mortgage(), HAMP_TIER_1_NOT_BELOW, on=HAMP_DAY)
    assert (str(below.final.rate.annual), str(below.final.payment), below.met) == ("0.04625", "1136.05", True)
    assert (str(above.final.rate.annual), str(above.final.payment), above.met) == ("0.0475", "1151.39", False)
    assert below.final.housing_ratio is not None
    assert above.final.housing_ratio is not None
    assert below.final.housing_ratio < Decimal("0.31") < above.final.housing_ratio
    assert [entry.done for entry in above.trace] == [False, True, True, True]
    assert [entry.skipped for entry in above.trace] == [None, None, "target", "target"]


def test_forbearance_lands_on_the_target_under_either_reading() -> None:
    facts = mortgage(gross_income="3000")
    for program in (HAMP_TIER_1, HAMP_TIER_1_NOT_BELOW):
        result = run_waterfall(facts, program, on=HAMP_DAY)
        assert (result.final.months, str(result.final.payment), result.met) == (480, "580.00", True)
        assert result.trace[-1].bound_by == "target"


def test_the_two_readings_leave_balances_a_cent_apart() -> None:
    """A target of 580.00 over 480 months at 2%: the exact installments of the two balances lie on either side of it."""
    facts = mortgage(gross_income="3000")
    below, above = (run_waterfall(facts, program, on=HAMP_DAY) for program in (HAMP_TIER_1, HAMP_TIER_1_NOT_BELOW))
    assert above.final.balance - below.final.balance == Decimal("0.01")
    growth = (1 + Fraction(2, 1200)) ** 480
    per_unit = Fraction(2, 1200) * growth / (growth - 1)
    assert per_unit * Fraction(below.final.balance) < 580 < per_unit * Fraction(above.final.balance)


def test_the_search_stops_where_a_cent_of_rounding_is_all_that_is_left() -> None:
    """Rounded up, the installment of the least balance not below the target lies a cent above it."""
    cap = Cap("share_of_balance", dated("0.9"))
    forbear, forgive = (step(kind, kind, caps=[cap], extent="to_target") for kind in ("forbear", "forgive"))
    program = waterfall(
        CAPITALIZE,
        forbear,
        forgive,
        targets=[CUT],
        stop="last_not_past_target",
        installment_rounding="up",
    )
    result = run_waterfall(mortgage(), program, on=DAY)
    assert (str(result.target_payment), str(result.final.payment)) == ("1101.34", "1101.35")
    assert [entry.skipped for entry in result.trace] == [None, None, "target"]


def test_the_greater_of_two_caps_can_bind_and_the_target_be_missed() -> None:
    result = run_waterfall(mortgage(gross_income="1200"), HAMP_TIER_1, on=HAMP_DAY)
    last = result.trace[-1]
    assert last.bound_by == "share_of_balance"
    assert last.bounds == {"share_of_balance": 63000, "loan_to_value": 10000, "target": last.bounds["target"]}
    assert (result.final.deferred, result.met) == (Decimal(63000), False)


def test_all_targets_must_be_met() -> None:
    income = Target(where=[Condition("housing_ratio", "<", dated("0.2"))], sources=SOURCES)
    result = run_waterfall(
        mortgage(), waterfall(CAPITALIZE, step("set_rate", choose="lower", market=MarketRate(margin=dated("0"))),
                              targets=[CUT, income]), on=DAY
    )  # fmt: skip
    assert str(result.target_payment) == "609.99"  # 20% of 4,800 less 350, and less than that; the cut alone: 1,101.33
    assert result.met is False


# --- steps ---


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


# --- checks ---


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


# --- the door ---


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


# --- as data ---


@pytest.mark.parametrize("module", [us_flex, us_hamp, us_fha, us_va])
def test_shipped_programs_survive_the_wire_and_pickling(module: Any) -> None:
    for name in module.__all__:
        program: Waterfall = getattr(module, name)
        again = rs.from_json(Waterfall, rs.to_json(program))
        assert again == program
        assert (again.hash, hash(again)) == (program.hash, hash(program))
        assert pickle.loads(pickle.dumps(program)) == program


def test_shipped_programs_have_names_of_their_own_and_every_number_a_source() -> None:
    programs = [getattr(module, name) for module in (us_flex, us_hamp, us_fha, us_va) for name in module.__all__]
    assert len({program.name for program in programs}) == len(programs) == 12
    assert all(item.sources for program in programs for item in (*program.steps, *program.limits, *program.targets))


def test_the_first_installment_falls_due_a_month_later_whatever_the_day() -> None:
    for day, due in [(date(2026, 1, 31), date(2026, 2, 28)), (date(2026, 2, 28), date(2026, 3, 28))]:
        result = run_waterfall(mortgage(), FLEX_2024, on=day)
        assert result.schedule[0].due_date == due
        assert result.schedule[0].payment == result.final.payment
