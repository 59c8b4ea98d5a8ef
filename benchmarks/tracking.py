"""What following 10,000 agreements costs, in one plain loop.

    python benchmarks/tracking.py            # --smoke for a few

Every agreement has 24 installments and 12 months of payments, some of them late, partial or missing. The agreements
are signed once and shared, as a bank would load them; the loop replays each with its own events. The yardstick is the
bare replay of the same terms and events, so the ratio says what an agreement adds to it.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter
from typing import get_args

import restructure as rs
from restructure import policies
from restructure.policy import Guardrail, Guardrails, Ladder, Policy, Ranking, Start, Steps

AS_OF = date(2027, 12, 20)
POLICY: Policy = replace(
    policies.GENERIC,
    levers=replace(policies.GENERIC.levers, terms=Steps(24, 24), installments=["level"], starts=[Start("none")]),
    ladder=Ladder(rungs=[]),
    guardrails=Guardrails(off=get_args(Guardrail)),
    ranking=Ranking(keys=["lender_loss"]),
)
"""The plan is to be one that its terms alone say, with nothing beside them: the yardstick replays terms."""


def agreement() -> rs.Agreement:
    """Return a signed agreement of 24 installments."""
    debt = rs.Debt(
        reference="loan-1",
        kind="personal_loan",
        in_scope=True,
        principal="9000",
        overdue_principal="400",
        interest="220",
        rate="0.1499",
        installment="424.13",
        remaining_installments=24,
        next_due_date=date(2026, 12, 9),
        days_past_due=45,
    )
    application = rs.Application(
        reference="A-1",
        as_of=date(2026, 11, 23),
        currency="USD",
        incomes=[rs.Income("salary", "4600", evidence="verified", years=3)],
        household=rs.Household(adults=2, living_costs="1150", housing_costs="850"),
        debts=[debt],
    )
    plan = rs.plan(application, policy=POLICY)
    option = plan.recommended
    assert option is not None
    reviews = [
        rs.Review(check.code, by="U-7", on=application.as_of, note="seen")
        for check in option.checks
        if check.status == "needs_review"
    ]
    offer = rs.draft_agreement(option, plan, policy=POLICY, parties=[rs.Party("borrower", "P-1")], reviews=reviews)
    return rs.sign(offer, "P-1", on=date(2026, 11, 24), method="paper")


def history(signed: rs.Agreement, number: int) -> list[rs.Event]:
    """Return a year of payments that differs from one borrower to the next."""
    events: list[rs.Event] = []
    for place, row in enumerate(signed.rows[:12]):
        turn = (number * 7 + place * 3) % 11
        if turn == 0:
            continue
        amount = row.payment / 2 if turn == 1 else row.payment
        late = timedelta(days=turn if turn > 6 else 0)
        events.append(rs.Event(f"p{place}", "payment", row.due_date + late, amount=amount.quantize(row.payment)))
    return events


def main() -> None:
    """Print the time of one agreement and its ratio to a bare replay."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a few agreements, to see that everything runs")
    count = 50 if parser.parse_args().smoke else 10_000
    signed = agreement()
    histories = [history(signed, number) for number in range(count)]
    start = perf_counter()
    days = [rs.track(signed, events, as_of=AS_OF).past_due.days for events in histories]
    tracked = perf_counter() - start
    start = perf_counter()
    bare = [rs.replay(signed.terms, events, as_of=AS_OF).days_past_due for events in histories]
    replayed = perf_counter() - start
    assert days == bare
    print(f"{count:,} agreements of {len(signed.rows)} installments: {tracked:.1f} s in one plain loop")
    print(f"  {tracked / count * 1e3:.2f} ms each; {tracked / replayed:.2f} of the bare replay of the same events")


if __name__ == "__main__":
    main()
