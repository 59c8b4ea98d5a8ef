"""Waterfalls: modification programs as data, taken step by step with a trace.

A waterfall names steps in their order (arrears, rate, term, forbearance), the target that stops them and the limits of
each, dated and sourced. Running one answers with the figures around every step, the bound that bound it, and the final
terms with their schedule. Everything is whole minor units; every cent owed is in the schedule's conservation statement.
The records that state a program, `Waterfall` and `Trial`, live in `policy`: a policy names the one it carries.

>>> from datetime import date
>>> from restructure.policies.us import FLEX_2024
>>> mortgage = MortgageFacts(
...     currency="USD",
...     principal="236765.47",
...     interest="10259.84",
...     escrow_advances="4200",
...     servicing_advances="180",
...     rate="0.065",
...     remaining_months=309,
...     payment="1580.17",
...     market_rate="0.06625",
...     property_value="290000",
...     days_past_due=240,
... )
>>> result = run_waterfall(mortgage, FLEX_2024, on=date(2026, 12, 1))
>>> result.final.payment, result.final.deferred, result.met, result.status
(Decimal('1264.13'), Decimal('35483.32'), True, 'needs_review')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..basics.door import door

if TYPE_CHECKING:
    from .facts import *
    from .result import *
    from .run import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "facts": "MortgageFacts",
            "result": "StepFigures TraceEntry TrialPlan WaterfallResult",
            "run": "missing_facts run_waterfall",
        },
    )
