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
    from ._rows import Installment
    from .adapters.wire import from_json, json_schema, to_json
    from .application import Application, CreditRecord, Debt, Expense, Hardship, Household, Income
    from .capacity import Capacity, assess_capacity
    from .components import Conservation
    from .dates import DayCount, Frequency, HolidayCalendar
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
    from .history import amended, replay
    from .money import Currency, Rounding, allocate
    from .options import Option, OptionSet, Plan, plan, propose_options
    from .phases import Change, Phase, RepaymentMethod
    from .policy import Policy
    from .position import Position
    from .provenance import Check, Dated, Reason, Source, Wording
    from .rates import Rate, basis_points, per_day, percent
    from .schedule import Schedule, amortize, fit_term
    from .terms import Conventions, LoanTerms
    from .treatment import Treatment, principal_after, reschedule

_MODULES = {
    "adapters.wire": "from_json json_schema to_json",
    "application": "Application CreditRecord Debt Expense Hardship Household Income",
    "capacity": "Capacity assess_capacity",
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
    "policy": "Policy",
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
    "AllocationStep",
    "Application",
    "Capacity",
    "Change",
    "Check",
    "Conservation",
    "Conventions",
    "CreditRecord",
    "Currency",
    "Dated",
    "DayCount",
    "Debt",
    "Event",
    "EventError",
    "Expense",
    "Fault",
    "Frequency",
    "Hardship",
    "HolidayCalendar",
    "Household",
    "Income",
    "Installment",
    "InvalidInputError",
    "InvalidTermsError",
    "LoanTerms",
    "NoSolutionError",
    "NotApplicableError",
    "Option",
    "OptionSet",
    "Phase",
    "Plan",
    "Policy",
    "PolicyNotInForceError",
    "Position",
    "Rate",
    "Reason",
    "RepaymentMethod",
    "RestructureError",
    "Rounding",
    "Schedule",
    "Servicing",
    "Source",
    "Treatment",
    "Wording",
    "__version__",
    "allocate",
    "amended",
    "amortize",
    "assess_capacity",
    "basis_points",
    "fit_term",
    "from_json",
    "json_schema",
    "per_day",
    "percent",
    "plan",
    "policies",
    "principal_after",
    "propose_options",
    "replay",
    "reschedule",
    "to_json",
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
