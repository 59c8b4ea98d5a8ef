"""The words of a loan: its terms and phases, what happens to it, and what is owed at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..basics.door import door

if TYPE_CHECKING:
    from .components import *
    from .events import *
    from .phases import *
    from .position import *
    from .terms import *
    from .treatment import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "components": "Component ComponentFlow Conservation CreditFlow",
            "events": "AllocationStep Event Servicing",
            "phases": "Change Phase RepaymentMethod",
            "position": "Position",
            "terms": "Conventions LoanTerms",
            "treatment": "Treatment",
        },
    )
