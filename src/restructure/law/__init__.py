"""Machinery of rules without a country: time limits, classes by days past due, marks and ceilings, as dated data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..basics.door import door

if TYPE_CHECKING:
    from .ceiling import *
    from .charge_checks import *
    from .charges import *
    from .cost_of_credit import *
    from .mark import *
    from .relief import *
    from .scheme import *
    from .time_limit import *
    from .timelines import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "ceiling": "ceiling_on CeilingRate RateCeiling",
            "charge_checks": "check_amortizes check_charges check_penal_charges check_penalty_uplift",
            "charges": (
                "card_late_charge check_credit_repair delay_interest jp_minimum_repayment MinimumRepayment "
                "uplifted_rate"
            ),
            "cost_of_credit": "check_ceiling excess_charges ExcessCharges recognized_principal RecognizedPrincipal",
            "mark": "forborne_status ForborneFact ForborneStatus Observation observation observation_months",
            "relief": "income_share interest_subsidy net_debt_reduction plan_surplus Surplus",
            "scheme": (
                "Bracket days_above_both days_overdue Materiality overdue_class OverdueClass past_due_test "
                "PastDueTest Scheme"
            ),
            "time_limit": "check_deadline Deadline deadline repeated TimeLimit timeline",
            "timelines": (
                "ccma_legal_action extension_limit ExtensionLimit LossMitigationApplication "
                "personal_extension_limit reg_x_timeline RegXTimeline"
            ),
        },
    )
