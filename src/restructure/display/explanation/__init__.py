"""Explain: any answer in plain words, for the customer or the loan officer, in English or Chinese (说明).

Every figure is looked up in the answer by its path and never recomputed; every sentence is data, written in each
language.

>>> from restructure import Application, Debt, Household, Income, plan, policies
>>> from datetime import date
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
>>> told = explain(answer.capacity)
>>> told.sentences[0].text
'You can pay USD 470.00 a month towards this debt and still cover your basic costs.'
>>> told.sentences[0].facts[0].source
'affordable_payment'
>>> explain(answer.capacity, lang="zh").sentences[0].text
'按您目前的情况，每月可以拿出USD 470.00来还这笔债，同时不影响基本生活。'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...basics.door import door

if TYPE_CHECKING:
    from ._explain import *
    from .explained import *
    from .fact import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "_explain": "explain",
            "explained": "Explanation Meaning Reader Section Sentence",
            "fact": "Fact",
        },
    )
