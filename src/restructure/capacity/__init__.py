"""Repayment capacity: what a borrower can pay, why, and how sure that is (还款能力).

Ability, conduct and willingness are three answers: what is left over, how debts were paid, and whether the borrower
wants to pay; conduct alone never says unwilling.

>>> from datetime import date
>>> from restructure import Application, Debt, Household, Income, policies
>>> application = Application(
...     reference="A-1",
...     as_of=date(2026, 11, 23),
...     currency="USD",
...     liquid_assets="1400",
...     incomes=[Income("salary", "2600", evidence="verified", years=3), Income("bonus", "200", evidence="verified")],
...     household=Household(adults=2, dependents=2, living_costs="1150", housing_costs="850"),
...     debts=[
...         Debt(
...             reference="loan-1",
...             kind="personal_loan",
...             in_scope=True,
...             principal="18000",
...             rate="0.1499",
...             installment="500.86",
...             remaining_installments=48,
...             next_due_date=date(2026, 12, 9),
...         ),
...         Debt(reference="card-2", kind="credit_card", principal="6500", installment="260"),
...     ],
... )
>>> capacity = assess_capacity(application, policy=policies.GENERIC)
>>> capacity.affordable_payment, capacity.binding_constraint
(Decimal('343.00'), 'residual')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..basics.door import door

if TYPE_CHECKING:
    from ._affordable_terms import *
    from ._what_if import *
    from .assessment import *
    from .payment_limits import *
    from .sharing import *
    from .stress import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "_affordable_terms": "affordable_terms AffordableTerm AffordableTerms",
            "assessment": "assess_capacity Capacity ComponentScore PathStep",
            "payment_limits": "PaymentLimit",
            "sharing": "Claim Share share_payment",
            "stress": "BreakEven StressResult",
            "_what_if": "LeverChange what_if WhatIf",
        },
    )
