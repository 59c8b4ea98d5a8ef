"""What a debt may cost at most: ceilings on its annual rate, on penalties and on charges, held against its flows.

A ceiling is data: a rate, or a multiple of a reference rate such as the one-year loan prime rate (LPR), by date of the
contract. The cost is that of every flow, fees included, by the actuarial method of `apr`: interest for each period on
what is outstanding, times the periods of a year. `apr` gives the figure that is shown; whether it is above the ceiling
is decided by exact present values, so a loan at the ceiling passes and one a minor unit dearer does not.
May import: the ground floor, _intervals, _fractions, deadlines, yields.

>>> from datetime import date
>>> from restructure import CashFlow
>>> ceiling_on(CN_PRIVATE_LENDING, date(2020, 8, 20)).rate.to_percent()
'15.40%'
>>> payments = [CashFlow("9500", after=month) for month in range(1, 13)]
>>> check = check_ceiling(
...     [CashFlow(100_000, after=0)], payments, ceiling=CN_PRIVATE_LENDING, contract_date=date(2020, 9, 1)
... )
>>> check.actual, check.limit, check.indicated, check.status
('24.91%', '<= 15.40%', 'fail', 'needs_review')
"""

from __future__ import annotations

from ._charges import check_amortizes, check_charges, check_penal_charges, check_penalty_uplift
from ._china import (
    CN_ASSISTED_LENDING_24,
    CN_FINANCIAL_24,
    CN_PRIVATE_LENDING,
    CN_PRIVATE_LENDING_24,
    CN_PRIVATE_LENDING_36,
)
from ._cost import ExcessCharges, RecognizedPrincipal, check_ceiling, excess_charges, recognized_principal
from ._model import CeilingRate, RateCeiling, ceiling_on

__all__ = [
    "CN_ASSISTED_LENDING_24",
    "CN_FINANCIAL_24",
    "CN_PRIVATE_LENDING",
    "CN_PRIVATE_LENDING_24",
    "CN_PRIVATE_LENDING_36",
    "CeilingRate",
    "ExcessCharges",
    "RateCeiling",
    "RecognizedPrincipal",
    "ceiling_on",
    "check_amortizes",
    "check_ceiling",
    "check_charges",
    "check_penal_charges",
    "check_penalty_uplift",
    "excess_charges",
    "recognized_principal",
]
