"""What choosing among 2,000 plans costs, as a multiple of the bare kernel on the same lanes.

    python benchmarks/options.py            # --smoke for one quick round

One borrower, 2,000 candidates of 120 installments each. Ours is everything from levers to the chosen handful with the
reasons against all others, before any plan is turned into a schedule for people; the yardstick runs the very same
lanes through the kernel and nothing else. Rounds are interleaved and the ratio is of the same round.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from run import compare

import restructure as rs
from restructure import policies
from restructure.engine.lanes import run_lanes
from restructure.options._baseline import contract_of
from restructure.options._candidates import enumerate_candidates
from restructure.options._case import Case, case_of
from restructure.options._select import Selection, select
from restructure.policy import Policy, Start, Steps

BEFORE_JUDGMENT = ("does_not_cover_interest", "cash_today", "below_shortest_term", "above_affordable")
EXAMPLE = Path(__file__).parent.parent / "examples" / "card_job_loss.json"


def policy_of(cuts: int) -> Policy:
    """Return a policy of so many rates, five ways to begin, two treatments and two shares forgiven, 120 months each."""
    levers = replace(
        policies.GENERIC.levers,
        terms=Steps(120, 120),
        rate_cuts=[Decimal(place) / 1000 for place in range(cuts)],
        rate_floor="0",
        starts=[
            Start("none"),
            Start("interest_only", 6),
            Start("capitalize", 3),
            Start("defer", 3),
            Start("reduced", 6, share="0.5"),
        ],
        installments=["level"],
        treatment_sets=policies.GENERIC.levers.treatment_sets[:2],
    )
    within = [rule for rule in policies.GENERIC.rules if rule.code != "TERM"]  # which allows 84 months
    return replace(policies.GENERIC, levers=levers, rules=within)


def chosen(case: Case) -> Selection:
    """Return the handful that a borrower is shown, from levers alone."""
    candidates = enumerate_candidates(case)
    assert candidates is not None
    return select(candidates, case)


def main() -> None:
    """Print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="one quick round, to see that everything runs")
    rounds = 1 if parser.parse_args().smoke else 15
    application = rs.from_json(rs.Application, EXAMPLE.read_text(encoding="utf-8"))
    earning = rs.Income("salary", "20000", evidence="verified", years=4)  # so that the plans fit and are all ranked
    application = replace(application, incomes=[*application.incomes, earning])
    policy = policy_of(100)
    capacity = rs.assess_capacity(application, policy=policy)
    contract = contract_of(application, application.debts[0])
    case = case_of(application, contract, capacity, policy, first_due=None, target=None)
    candidates = enumerate_candidates(case)
    assert candidates is not None
    assert candidates.lanes is not None
    shape = f"{len(candidates.rows):,} candidates x {len(candidates.payments)} installments"
    found = select(candidates, case)
    unfit = sum(len(group.places) for group in found.rejections if group.reason in BEFORE_JUDGMENT)
    kept, fitting = len(found.measured.total), len(candidates.rows) - unfit
    print(f"{rounds} interleaved rounds; {fitting:,} of the candidates fit, {kept:,} pass the guardrails\n")
    bare = {"the kernel on the same lanes": partial(run_lanes, candidates.lanes)}
    compare(f"levers to chosen plans, {shape}", partial(chosen, case), bare, rounds)


if __name__ == "__main__":
    main()
