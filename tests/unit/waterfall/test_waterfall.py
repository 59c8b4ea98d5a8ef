"""Programs as they are run: when they stop, and as data."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import restructure as rs
from restructure.policies.us import fha as us_fha, flex as us_flex, hamp as us_hamp, va as us_va
from restructure.policies.us.flex import FLEX_2024
from restructure.policies.us.hamp import HAMP_TIER_1, HAMP_TIER_1_NOT_BELOW
from restructure.policy import Cap, Condition, MarketRate, Target, Waterfall
from restructure.waterfall import run_waterfall
from support.mortgages import CAPITALIZE, CUT, DAY, HAMP_DAY, SOURCES, a_cut, dated, mortgage, step, waterfall


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
