"""Tracking: where a signed agreement stands on a day, what it takes to settle it, and what comes next (履约跟踪).

An answer is replayed from the events, never patched: the same events give the same answer, and a backdated one is part
of the history. Nothing is sent and nothing is enforced here: signals, breach and next action are data with reasons.

>>> from dataclasses import replace
>>> from datetime import date
>>> from restructure import policies
>>> from restructure.agreement import Party, Review, draft_agreement, sign
>>> from restructure import Application, Debt, Event, Household, Income
>>> from restructure.options import plan
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
>>> reviews = [
...     Review(check.code, by="U-7", on=date(2026, 11, 24), note="file seen")
...     for check in answer.recommended.checks
...     if check.status == "needs_review"
... ]
>>> parties = [Party("borrower", "P-1")]
>>> offer = draft_agreement(answer.recommended, answer, policy=policies.GENERIC, parties=parties, reviews=reviews)
>>> agreement = sign(offer, "P-1", on=date(2026, 12, 1), method="paper")
>>> first = agreement.rows[0]
>>> events = [Event("p1", "payment", first.due_date, amount=first.payment)]
>>> tracked = track(agreement, events, as_of=date(2027, 1, 20))
>>> [(row.number, row.status, row.days_late) for row in tracked.installments[:3]]
[(1, 'paid', 0), (2, 'overdue', 11), (3, 'upcoming', 0)]
>>> tracked.past_due.days, tracked.breach.state, [signal.code for signal in tracked.signals]
(11, 'none', ['FIRST_MISSED'])
>>> quote = payoff_quote(agreement, events, on=date(2027, 1, 20))
>>> settled = [*events, Event("p2", "payment", date(2027, 1, 20), amount=quote.total)]
>>> track(agreement, settled, as_of=date(2027, 1, 20)).status
'completed'
>>> account = statement(agreement, events, starts=date(2026, 11, 23), ends=date(2027, 1, 20))
>>> account.closing == account.opening + account.charges - account.payments
True
>>> debt = replace(application.debts[0], next_due_date=date(2027, 2, 9))
>>> later = replace(application, as_of=date(2027, 1, 20), debts=[debt])
>>> reassess(tracked, later, agreement=agreement).application.credit.modifications_36m
1
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..basics.door import door

if TYPE_CHECKING:
    from ._reassess import *
    from ._statement import *
    from ._track import *
    from .circumstances import *
    from .payoff import *
    from .tracked import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "circumstances": "Circumstances Deed IncomeReport Promise",
            "payoff": "payoff_quote PayoffQuote",
            "_reassess": "reassess Reassessment",
            "_statement": "AccountStatement statement StatementLine",
            "_track": "track",
            "tracked": (
                "BreachSpell BreachState Classification Consequence EventNotes NextAction PastDue "
                "PromiseState Receipts Signal Tracked TrialProgress"
            ),
        },
    )
