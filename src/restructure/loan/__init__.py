"""One loan, calculated: its schedule, its history replayed, and what a restructuring makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..basics.door import door

if TYPE_CHECKING:
    from .history import *
    from .installment import *
    from .rows import *
    from .schedule import *
    from .standing import *
    from .treatment import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "history": "amended replay",
            "installment": "EarlySettlement Installment Totals",
            "rows": "ComponentDue TrackedCharge TrackedInstallment",
            "schedule": "amortize fit_term Schedule",
            "standing": "schedule_on ScheduleOn",
            "treatment": "principal_after reschedule",
        },
    )
