"""One loan, calculated: its schedule, its history replayed, and what a restructuring makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..basics.door import door

if TYPE_CHECKING:
    from .history import *
    from .installment import *
    from .schedule import *
    from .treatment import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "history": "amended replay",
            "installment": "Installment Totals",
            "schedule": "amortize fit_term Schedule",
            "treatment": "principal_after reschedule",
        },
    )
