"""Agreements: an option of a plan, frozen with everything it rests on, signed, and followed to its end (还款协议).

An agreement keeps its figures, its policy with the sources, and every check that was reviewed. Drafted or read from
JSON, it recomputes all of it and refuses what does not follow. Wordings are data; what they say is worked out.

>>> from datetime import date
>>> from restructure import Application, Debt, Household, Income, policies
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
>>> parties = [Party("borrower", "P-1"), Party("co_borrower", "P-2")]
>>> reviews = [
...     Review(check.code, by="U-7", on=date(2026, 11, 24), note="file seen")
...     for check in answer.recommended.checks
...     if check.status == "needs_review"
... ]
>>> offer = draft_agreement(answer.recommended, answer, policy=policies.GENERIC, parties=parties, reviews=reviews)
>>> offer.status, offer.valid_until, [party.id for party in offer.unsigned]
('proposed', datetime.date(2026, 12, 9), ['P-1', 'P-2'])
>>> signed = sign(offer, "P-1", on=date(2026, 12, 1), method="paper")
>>> signed = sign(signed, "P-2", on=date(2026, 12, 2), method="recorded_call", note="recording 17")
>>> signed.status, signed.signed_on, signed.collection_held, signed.content_hash == offer.content_hash
('signed', datetime.date(2026, 12, 2), True, True)
>>> running = advance(signed, "performing", on=date(2026, 12, 9))
>>> advance(running, "breached", on=date(2027, 2, 10)).collection_held
False
>>> running.to_text("zh").splitlines()[0]
'还款协议'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..basics.door import door

if TYPE_CHECKING:
    from .agreement import *
    from .draft import *
    from .life import *
    from .parts import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "agreement": "Agreement",
            "draft": "draft_agreement",
            "life": "advance PROPOSE_AGAIN sign",
            "parts": (
                "AgreedCheck AgreedInstallment AgreementStatus Clause ClausePart LifeStep Party Review SigningMethod"
            ),
        },
    )
