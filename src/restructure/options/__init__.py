"""Options: every plan a policy allows that fits, the few worth offering, and why not the rest (重组方案).

>>> from datetime import date
>>> from restructure import Application, Debt, Hardship, Household, Income, policies
>>> application = Application(
...     reference="A-1",
...     as_of=date(2026, 11, 23),
...     currency="USD",
...     incomes=[Income("salary", "2600", evidence="verified", years=3)],
...     household=Household(adults=2, dependents=2, living_costs="1150", housing_costs="850"),
...     debts=[
...         Debt(
...             reference="loan-1",
...             kind="personal_loan",
...             in_scope=True,
...             principal="9000",
...             overdue_principal="400",
...             interest="220",
...             rate="0.1499",
...             installment="424.13",
...             remaining_installments=24,
...             next_due_date=date(2026, 12, 9),
...             days_past_due=45,
...         )
...     ],
... )
>>> answer = plan(application, policy=policies.GENERIC)
>>> answer.recommended.schedule[0].payment <= answer.capacity.affordable_payment
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..basics.door import door

if TYPE_CHECKING:
    from ._plan import *
    from .comparison import *
    from .option import *
    from .option_set import *
    from .propose import *
    from .vocabulary import *
    from .why_not import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "comparison": "ComparedPlan Comparison",
            "option": (
                "Band BeforeAfter ExpectedValue Holding Measures Option ReferenceOption Rejected RejectedPlan "
                "Resilience TermsSummary"
            ),
            "option_set": "OptionSet PassedRung Plan PolicyIdentity",
            "_plan": "plan",
            "propose": "propose_options",
            "vocabulary": "Rung",
            "why_not": "WhyNot",
        },
    )
