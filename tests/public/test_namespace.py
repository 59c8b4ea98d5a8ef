"""The front door: the names promised, quickly and silently imported, typed as promised."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import assert_type

import pytest

import restructure as rs

NAMES = [
    "Agreement",
    "AllocationStep",
    "AnnualRate",
    "Application",
    "AprConvention",
    "BorrowerMeasures",
    "Capacity",
    "CashFlow",
    "Change",
    "Check",
    "Circumstances",
    "Claim",
    "Conservation",
    "Conventions",
    "CreditRecord",
    "Currency",
    "Dated",
    "DayCount",
    "Deadline",
    "Debt",
    "Event",
    "EventError",
    "Expense",
    "Explanation",
    "Fault",
    "Frequency",
    "Hardship",
    "HolidayCalendar",
    "Household",
    "Income",
    "IncomeReport",
    "Installment",
    "InvalidInputError",
    "InvalidTermsError",
    "Liquidation",
    "LoanTerms",
    "LossMitigationApplication",
    "MortgageFacts",
    "NoSolutionError",
    "NotApplicableError",
    "Option",
    "OptionSet",
    "Outcome",
    "Party",
    "Phase",
    "Plan",
    "Policy",
    "PolicyNotInForceError",
    "Position",
    "Promise",
    "Rate",
    "RateCeiling",
    "Rates",
    "Ratio",
    "Reason",
    "Reassessment",
    "RepaymentMethod",
    "ResidualRow",
    "RestructureError",
    "Review",
    "Rounding",
    "Schedule",
    "Scheme",
    "Servicing",
    "Share",
    "SharingMethod",
    "Source",
    "Target",
    "TimeLimit",
    "Tracked",
    "Treatment",
    "Trial",
    "TrueRate",
    "Waterfall",
    "WaterfallResult",
    "WhatIf",
    "Wording",
    "__version__",
    "advance",
    "affordable_terms",
    "allocate",
    "amended",
    "amortize",
    "amortized_cost",
    "annuity_rates",
    "apr",
    "assess_capacity",
    "assessable_income",
    "back_end_ratio",
    "basis_points",
    "borrower_measures",
    "break_even_redefault",
    "card_late_charge",
    "cash_flows",
    "ccma_legal_action",
    "ceiling_on",
    "check_amortizes",
    "check_cap",
    "check_ceiling",
    "check_charges",
    "check_credit_repair",
    "check_deadline",
    "check_penal_charges",
    "check_penalty_uplift",
    "compensating_fee",
    "compensating_rate",
    "compensating_term",
    "deadline",
    "debt_service_ratio",
    "debt_to_income",
    "delay_interest",
    "diminished_obligation",
    "draft_agreement",
    "effective_annual_rate",
    "excess_charges",
    "expected_recovery",
    "explain",
    "extension_limit",
    "fit_term",
    "flat_to_true_rate",
    "forborne_status",
    "from_json",
    "front_end_ratio",
    "illustrative_aprc",
    "irr",
    "jp_minimum_repayment",
    "json_schema",
    "largest_payment",
    "loan_to_income",
    "modification_gain_or_loss",
    "net_present_value",
    "nominal_annual_rate",
    "observation",
    "overdue_class",
    "past_due_test",
    "payback",
    "payoff_quote",
    "per_day",
    "percent",
    "periodic_rates",
    "personal_extension_limit",
    "plan",
    "policies",
    "principal_after",
    "propose_options",
    "reassess",
    "recognized_principal",
    "reg_x_timeline",
    "render_html",
    "render_markdown",
    "replay",
    "required_residual",
    "reschedule",
    "residual_before_living",
    "residual_income",
    "run_waterfall",
    "share_payment",
    "sign",
    "statement",
    "ten_percent_test",
    "timeline",
    "to_json",
    "track",
    "true_to_flat_rate",
    "uplifted_rate",
    "what_if",
]


def test_the_namespace_is_what_was_promised() -> None:
    assert sorted(rs.__all__) == sorted(NAMES) == sorted(dir(rs))
    for name in NAMES:
        assert getattr(rs, name) is not None


def test_unknown_names_are_unknown() -> None:
    with pytest.raises(AttributeError, match="no attribute 'tracked'"):
        rs.tracked  # noqa: B018


def test_everything_people_call_has_an_example_that_runs() -> None:
    words = {
        "__version__",
        "policies",
        "DayCount",
        "Frequency",
        "Rounding",
        "RepaymentMethod",
        "AprConvention",
        "SharingMethod",
    }
    shown_by_their_makers = {"Policy", "Application", "Waterfall", "Agreement"}
    for name in sorted(set(NAMES) - words - shown_by_their_makers):
        held = getattr(rs, name)
        assert held.__doc__, name
        is_record = hasattr(held, "__pydantic_validator__")
        if is_record or not isinstance(held, type):
            assert ">>>" in held.__doc__ or "See the module" in held.__doc__, name


def probe(code: str) -> str:
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def test_importing_is_silent_and_loads_nothing_before_it_is_used() -> None:
    assert probe("import restructure, sys; print('numpy' in sys.modules, 'pydantic' in sys.modules)") == "False False\n"


def test_amortizing_loads_no_upper_floor() -> None:
    code = "import restructure as rs, sys; rs.amortize; print([m for m in sys.modules if m.startswith('restructure.')])"
    loaded = probe(code)
    for upper in ("application", "capacity", "options", "adapters", "policies"):
        assert f"restructure.{upper}" not in loaded


def test_no_engine_is_ever_loaded() -> None:
    code = "import restructure as rs, sys; rs.plan; rs.policies.GENERIC; print(*sys.modules)"
    assert not set(probe(code).split()) & {"pandas", "polars", "pyarrow", "scipy", "numba"}


def test_records_take_what_people_write_and_hold_what_programs_read() -> None:
    terms = rs.LoanTerms(
        currency="USD",
        principal="100.00",
        rate=0.1,
        start_date="2026-01-01",
        first_due_date=date(2026, 2, 1),
        phases=[rs.Phase(1)],
    )
    assert_type(terms.principal, Decimal)
    assert_type(terms.rate, rs.Rate)
    assert_type(terms.start_date, date)
    assert_type(terms.currency, rs.Currency)
    assert_type(rs.amortize(terms)[0], rs.Installment)
    assert_type(rs.amortize(terms)[0].payment, Decimal)
    assert (terms.principal, terms.start_date) == (Decimal("100.00"), date(2026, 1, 1))
