"""What the programs of Asia share: two ways to treat charges.

>>> [item.action for item in WAIVE_INTEREST.treatments]
['waive', 'waive', 'waive', 'spread']
"""

from __future__ import annotations

from ..basics.provenance import Wording
from ..contract.treatment import Treatment
from ..policy import TreatmentSet

WAIVE_INTEREST = TreatmentSet(
    name="waive_interest",
    treatments=[
        Treatment("interest", "waive"),
        Treatment("penalty_interest", "waive"),
        Treatment("compound_interest", "waive"),
        Treatment("fees", "spread", due="all"),
    ],
    days_past_due="keep",
    text=Wording(
        "all interest owed is waived, fees are spread over the plan without interest",
        "减免全部欠息，费用在计划内分摊且不计息",
    ),
)

KEEP_CHARGES = TreatmentSet(
    name="capitalize",
    treatments=[
        Treatment("interest", "capitalize"),
        Treatment("penalty_interest", "capitalize"),
        Treatment("compound_interest", "capitalize"),
        Treatment("fees", "capitalize"),
    ],
    days_past_due="keep",
    text=Wording("everything owed joins the principal", "全部欠款并入本金"),
)

__all__ = ["KEEP_CHARGES", "WAIVE_INTEREST"]
