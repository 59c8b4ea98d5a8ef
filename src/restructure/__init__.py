"""Repayment capacity, restructuring plans and cent-exact schedules for borrowers who can no longer pay as agreed.

    import restructure as rs
    from restructure import policies

    plan = rs.plan(rs.from_json(rs.Application, text), policy=policies.GENERIC)

Names are loaded when first used, so that importing the package is quick and `amortize` alone never loads the rest.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ._version import __version__

if TYPE_CHECKING:
    from . import policies
    from ._bulk_rates import Rates, annuity_rates, periodic_rates
    from ._roots import Outcome
    from ._rows import Installment
    from .adapters.wire import from_json, json_schema, to_json
    from .agreement import Agreement, Party, Review, advance, draft_agreement, render_html, render_markdown, sign
    from .application import Application, CreditRecord, Debt, Hardship
    from .borrower import BorrowerMeasures, borrower_measures
    from .capacity import Capacity, Claim, Share, SharingMethod, assess_capacity, share_payment
    from .capacity._affordable_terms import affordable_terms
    from .capacity._what_if import WhatIf, what_if
    from .ceilings import (
        RateCeiling,
        ceiling_on,
        check_amortizes,
        check_ceiling,
        check_charges,
        check_penal_charges,
        check_penalty_uplift,
        excess_charges,
        recognized_principal,
    )
    from .charges import card_late_charge, check_credit_repair, delay_interest, jp_minimum_repayment, uplifted_rate
    from .classification import Scheme, overdue_class, past_due_test
    from .compensation import compensating_rate, compensating_term
    from .components import Conservation
    from .conversions import TrueRate, effective_annual_rate, flat_to_true_rate, nominal_annual_rate, true_to_flat_rate
    from .dates import DayCount, Frequency, HolidayCalendar
    from .deadlines import Deadline, TimeLimit, check_deadline, deadline, timeline
    from .disclosure import cash_flows, illustrative_aprc
    from .errors import (
        EventError,
        Fault,
        InvalidInputError,
        InvalidTermsError,
        NoSolutionError,
        NotApplicableError,
        PolicyNotInForceError,
        RestructureError,
    )
    from .events import AllocationStep, Event, Servicing
    from .explanation import Explanation, explain
    from .forborne import forborne_status, observation
    from .history import amended, replay
    from .household import Expense, Household, Income
    from .lender import (
        amortized_cost,
        compensating_fee,
        diminished_obligation,
        modification_gain_or_loss,
        net_present_value,
        ten_percent_test,
    )
    from .money import Currency, Rounding, allocate
    from .options import Option, OptionSet, Plan, plan, propose_options
    from .phases import Change, Phase, RepaymentMethod
    from .policy import Policy, Target
    from .position import Position
    from .provenance import Check, Dated, Reason, Source, Wording
    from .rates import Rate, basis_points, per_day, percent
    from .ratios import (
        Ratio,
        assessable_income,
        back_end_ratio,
        check_cap,
        debt_service_ratio,
        debt_to_income,
        front_end_ratio,
        largest_payment,
        loan_to_income,
    )
    from .recovery import Liquidation, break_even_redefault, expected_recovery, payback
    from .residual import ResidualRow, required_residual, residual_before_living, residual_income
    from .schedule import Schedule, amortize, fit_term
    from .terms import Conventions, LoanTerms
    from .timelines import (
        LossMitigationApplication,
        ccma_legal_action,
        extension_limit,
        personal_extension_limit,
        reg_x_timeline,
    )
    from .tracking import (
        Circumstances,
        IncomeReport,
        Promise,
        Reassessment,
        Tracked,
        payoff_quote,
        reassess,
        statement,
        track,
    )
    from .treatment import Treatment, principal_after, reschedule
    from .waterfall import MortgageFacts, Trial, Waterfall, WaterfallResult, run_waterfall
    from .yields import AnnualRate, AprConvention, CashFlow, apr, irr

_MODULES = {
    "ceilings": "RateCeiling ceiling_on check_amortizes check_ceiling check_charges check_penal_charges"
    " check_penalty_uplift excess_charges recognized_principal",
    "charges": "card_late_charge check_credit_repair delay_interest jp_minimum_repayment uplifted_rate",
    "explanation": "Explanation explain",
    "tracking": "Circumstances IncomeReport Promise Reassessment Tracked payoff_quote reassess statement track",
    "agreement": "Agreement Party Review advance draft_agreement render_html render_markdown sign",
    "forborne": "forborne_status observation",
    "classification": "Scheme overdue_class past_due_test",
    "timelines": "LossMitigationApplication ccma_legal_action extension_limit personal_extension_limit reg_x_timeline",
    "deadlines": "Deadline TimeLimit check_deadline deadline timeline",
    "waterfall": "MortgageFacts Trial Waterfall WaterfallResult run_waterfall",
    "_roots": "Outcome",
    "_bulk_rates": "Rates annuity_rates periodic_rates",
    "capacity._affordable_terms": "affordable_terms",
    "capacity._what_if": "WhatIf what_if",
    "yields": "AnnualRate AprConvention CashFlow apr irr",
    "residual": "ResidualRow required_residual residual_before_living residual_income",
    "recovery": "Liquidation break_even_redefault expected_recovery payback",
    "ratios": (
        "Ratio assessable_income back_end_ratio check_cap debt_service_ratio debt_to_income"
        " front_end_ratio largest_payment loan_to_income"
    ),
    "lender": (
        "amortized_cost compensating_fee diminished_obligation modification_gain_or_loss"
        " net_present_value ten_percent_test"
    ),
    "disclosure": "cash_flows illustrative_aprc",
    "conversions": "TrueRate effective_annual_rate flat_to_true_rate nominal_annual_rate true_to_flat_rate",
    "compensation": "compensating_rate compensating_term",
    "borrower": "BorrowerMeasures borrower_measures",
    "adapters.wire": "from_json json_schema to_json",
    "application": "Application CreditRecord Debt Hardship",
    "household": "Expense Household Income",
    "capacity": "Capacity Claim Share SharingMethod assess_capacity share_payment",
    "components": "Conservation",
    "dates": "DayCount Frequency HolidayCalendar",
    "errors": (
        "EventError Fault InvalidInputError InvalidTermsError NoSolutionError NotApplicableError PolicyNotInForceError"
        " RestructureError"
    ),
    "events": "AllocationStep Event Servicing",
    "history": "amended replay",
    "money": "Currency Rounding allocate",
    "options": "Option OptionSet Plan plan propose_options",
    "policy": "Policy Target",
    "position": "Position",
    "provenance": "Check Dated Reason Source Wording",
    "rates": "Rate basis_points per_day percent",
    "_rows": "Installment",
    "schedule": "Schedule amortize fit_term",
    "phases": "Change Phase RepaymentMethod",
    "terms": "Conventions LoanTerms",
    "treatment": "Treatment principal_after reschedule",
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = [
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


def __getattr__(name: str) -> object:
    if name == "policies":
        return import_module(".policies", __name__)
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
