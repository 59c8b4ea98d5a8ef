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
    from .restructured import *
    from .scheme import *
    from .share_limit import *
    from .time_limit import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "ceiling": "ceiling_on CeilingRate RateCeiling",
            "charge_checks": "check_amortizes check_charges check_penal_charges check_penalty_uplift",
            "charges": "uplifted_rate",
            "cost_of_credit": "check_ceiling excess_charges ExcessCharges recognized_principal RecognizedPrincipal",
            "mark": (
                "forborne_status ForborneFact ForborneStatus MarkRemark MarkRule Observation observation "
                "observation_months ObservationRule"
            ),
            "relief": "net_debt_reduction",
            "restructured": "MarkCheck MarkedName RestructuredFloor RestructuredPeriod",
            "scheme": (
                "Bracket days_above_both days_overdue Materiality overdue_class OverdueClass past_due_test "
                "PastDueTest Scheme"
            ),
            "share_limit": "ShareLimit",
            "time_limit": "check_deadline Deadline deadline repeated TimeLimit timeline",
        },
    )
