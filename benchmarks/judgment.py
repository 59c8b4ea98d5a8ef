"""What is recommended to real borrowers in the same trouble, as tables in Markdown.

    python benchmarks/judgment.py                                  # the shipped sample; --smoke for five borrowers
    python benchmarks/judgment.py lendingclub_2007_2011.csv.gz 1000 # so many loans of the whole file, evenly spread

Every loan is amortized as its contract says, six installments are paid, three are missed, and income is a fifth lower.
Everything else is assumed as `examples/lendingclub.py` says. Nothing is fitted, and nobody here ever saw such a plan:
the tables say how the judgment works, not how these borrowers would have fared. `docs/explanation/outcomes.md` holds a
run.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import get_args

import restructure as rs
from restructure import policies
from restructure.policy import (
    FactorCurves,
    Guardrail,
    Guardrails,
    Ladder,
    Level,
    OutcomeCurve,
    Policy,
    Ranking,
    Strength,
)

EXAMPLES = Path(__file__).parent.parent / "examples"
sys.path.insert(0, str(EXAMPLES))
import lendingclub  # noqa: E402 - the example is a script beside its data, not a package

PAID, SHOCK = 6, Decimal("0.20")
NEW = policies.GENERIC
OLD = replace(
    NEW,
    guardrails=Guardrails(off=get_args(Guardrail)),
    ladder=Ladder(rungs=[]),
    ranking=Ranking(
        keys=["indicated_fail", "due_at_maturity", "lender_loss", "total_paid", "last_due_date", "instruments"]
    ),
)
"""The lender's loss at the contract's rate first, whatever fits, and nothing but restructuring."""


def borrowers(rows: Iterable[Mapping[str, str]]) -> Iterator[rs.Application]:
    """Yield the applications of loans of which six installments were paid and three missed."""
    for place, row in enumerate(rows):
        contract = lendingclub.contract_of(row)
        paid = sum(item.principal for item in contract[:PAID])
        ended = lendingclub.month_after(contract[0].due_date, PAID - 1)
        late = {**row, "loan_status": "Charged Off", "total_rec_prncp": str(paid), "last_pymnt_d": ended.isoformat()}
        application = lendingclub.application_of(place, late, SHOCK)
        if application is not None:
            yield application


def rows_of(path: Path, most: int) -> Sequence[Mapping[str, str]]:
    """Return rows of a file with a stated income, so many at most and evenly spread."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["annual_inc"] and float(row["annual_inc"]) > 0]
    step = max(len(rows) // most, 1)
    return rows[::step][:most]


# --- what is wrong with a recommendation -----------------------------------------------------------------------------


def above_contract(plan: rs.Plan, best: rs.Option) -> bool:
    """Return whether a restructured plan asks for more a month than the contract, but for rounding in its last row."""
    if plan.options.rung != "restructure":
        return False
    limit, rounding = best.before_after.before.installment, Decimal("0.02") * len(best.schedule)
    *rows, last = (row.payment for row in best.schedule)
    return any(payment > limit for payment in rows) or last > limit + rounding


def beaten(plan: rs.Plan, best: rs.Option) -> bool:
    """Return whether another offered plan is no higher, no longer and no dearer, and one of these lower."""

    def figures(option: rs.Option) -> tuple[Decimal, Decimal, Decimal]:
        after = option.before_after.after
        return after.highest_installment, Decimal(after.installments), option.measures.total_paid

    mine = figures(best)
    return any(
        figures(other) != mine and all(a <= b for a, b in zip(figures(other), mine, strict=True))
        for other in plan.options
    )


def fragile(plan: rs.Plan, best: rs.Option) -> bool:
    """Return whether a restructured plan is not sustainable although another one offered is."""
    return plan.options.rung == "restructure" and not best.sustainable and any(o.sustainable for o in plan.options)


FAULTS = {
    "more a month than the contract": above_contract,
    "beaten by another offered plan": beaten,
    "fragile, and another one is not": fragile,
}


def judged(applications: Sequence[rs.Application], policy: Policy) -> list[rs.Plan]:
    """Return the answers under a policy."""
    return [rs.plan(application, policy=policy) for application in applications]


def faults(plans: Sequence[rs.Plan]) -> Counter[str]:
    """Return how many recommended plans have each fault."""
    found: Counter[str] = Counter()
    for plan in plans:
        best = plan.recommended
        if best is not None:
            found.update(name for name, is_so in FAULTS.items() if is_so(plan, best))
    return found


def given_to_lender(plans: Sequence[rs.Plan]) -> Decimal:
    """Return what the lender can expect of all recommended plans together, by the policy's curve."""
    held = [plan.recommended.holding for plan in plans if plan.recommended is not None]
    return sum((one.expected_value for one in held if one is not None), Decimal(0))


# --- other curves ----------------------------------------------------------------------------------------------------


def curve_at(curve: OutcomeCurve, strength: Strength, level: Level) -> OutcomeCurve:
    """Return a curve whose central estimate is another one of its own."""

    def as_central(factor: FactorCurves) -> FactorCurves:
        return replace(factor, central=factor.at(strength))

    chosen = curve.base.at(level)
    return replace(
        curve,
        base=replace(curve.base, central=chosen),
        payment=as_central(curve.payment),
        writedown=as_central(curve.writedown),
        cushion=as_central(curve.cushion),
    )


def settings() -> Iterator[tuple[str, Policy]]:
    """Yield the policy under each of the curves and bases, the central one first."""
    names = [(strength, level) for strength, level in product(get_args(Strength), get_args(Level))]
    for strength, level in names:
        curves = [curve_at(curve, strength, level) for curve in NEW.outcomes]
        yield f"{strength} factors, {level} base", replace(NEW, outcomes=curves)


def same(one: rs.Plan, other: rs.Plan) -> bool:
    """Return whether two answers recommend the same."""
    first, second = one.recommended, other.recommended
    if first is None or second is None:
        return one.options.rung == other.options.rung
    return (one.options.rung, first.id) == (other.options.rung, second.id)


# --- the tables ------------------------------------------------------------------------------------------------------


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=lendingclub.SAMPLE)
    parser.add_argument("most", nargs="?", type=int, default=10_000)
    parser.add_argument("--smoke", action="store_true", help="five borrowers")
    given = parser.parse_args()
    applications = list(borrowers(rows_of(given.file, 5 if given.smoke else given.most)))
    new, old = judged(applications, NEW), judged(applications, OLD)
    print(f"{len(applications)} borrowers\n")
    rungs = {"now": Counter(plan.options.rung for plan in new), "before": Counter(plan.options.rung for plan in old)}
    names = [name for name in get_args(rs.options.Rung) if rungs["now"][name] or rungs["before"][name]]
    print(table(["answer", "before", "now"], ([name, rungs["before"][name], rungs["now"][name]] for name in names)))
    before, now = faults(old), faults(new)
    print(table(["recommended plan", "before", "now"], ([name, before[name], now[name]] for name in FAULTS)))
    both = [(one, other) for one, other in zip(old, new, strict=True) if one.recommended and other.recommended]
    worth = [given_to_lender([pair[place] for pair in both]) for place in (0, 1)]
    print(f"what the lender can expect of {len(both)} recommended plans: before {worth[0]:,}, now {worth[1]:,}\n")
    answers = [(name, judged(applications, policy)) for name, policy in settings()]
    moved = ([name, sum(not same(a, b) for a, b in zip(new, plans, strict=True))] for name, plans in answers)
    print(table(["curve", "recommendations that differ from the central one"], moved))


if __name__ == "__main__":
    main()
