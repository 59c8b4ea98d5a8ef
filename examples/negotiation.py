"""A borrower asks for less than any plan gives, hears what the bank can do, asks again, and signs.

    python examples/negotiation.py        # or zh

The borrower of `card_job_loss.json` is made up, and so is the bank. Every line printed is the library's own.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import restructure as rs
from restructure import policies
from restructure.agreement import Agreement, Party, Review, draft_agreement, sign
from restructure.options import Negotiation, Option, Wish

CARD = Path(__file__).parent / "card_job_loss.json"
BANK = policies.GENERIC


def answered() -> rs.Plan:
    """Return the plan the bank proposes first."""
    application = rs.from_json(rs.Application, CARD.read_text(encoding="utf-8"))
    return rs.plan(application, policy=BANK)


def talks(plan: rs.Plan) -> tuple[Negotiation, Negotiation]:
    """Return what the bank answers: interest stopped is beyond its policy, so many months are not."""
    first = plan.options.negotiate(Wish(monthly="1200", rate="0"))
    again = Wish(monthly="1200", refused=[first.offers[0].option.id])
    return first, plan.options.negotiate(again)


def signed(plan: rs.Plan, option: Option) -> Agreement:
    """Return the agreement both sides signed over a counter-offer."""
    parties = [Party("borrower", "P-1"), Party("lender", "B-1")]
    reviews = [
        Review(check.code, by="U-7", on=plan.as_of, note="seen") for check in option.checks if check.status != "pass"
    ]
    agreement = draft_agreement(option, plan, policy=BANK, parties=parties, reviews=reviews)
    for party in parties:
        agreement = sign(agreement, party.id, on=plan.as_of, method="paper")
    return agreement


def main() -> None:
    """Print the talks and what was signed."""
    lang: Literal["en", "zh"] = "zh" if sys.argv[1:] == ["zh"] else "en"
    plan = answered()
    first, second = talks(plan)
    for answer in (first, second):
        print(answer.to_text(lang), end="\n\n")
    agreement = signed(plan, second.offers[0].option)
    print(agreement.to_text(lang).splitlines()[0])


if __name__ == "__main__":
    main()
