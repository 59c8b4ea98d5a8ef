"""What the capacity score says about real outcomes, as tables in Markdown.

    python benchmarks/evidence.py lendingclub_2007_2011.csv.gz taiwan_credit_default_uci.csv.gz

The first file holds every loan LendingClub issued from June 2007 to December 2011, repackaged under the MIT license
(github.com/kuhnrl30/LendingClubData); the second 30,000 Taiwanese card accounts (UCI 350, Yeh 2009, CC BY 4.0). Every
borrower is scored by the library's own functions under the generic policy, one lane a borrower. Nothing is fitted.
`docs/explanation/evidence.md` holds what a run prints and what it does not mean.

MAPPING, LendingClub: the borrower on the day of issue, with what the file says and these assumptions
- Income: stated yearly income, 75% of it left after tax, held for `emp_length` years, and taken as on paper.
- Living costs: 30% of net income, at least 700.00 a month; housing: 25%, at least 500.00.
- This loan: `funded_amnt` at `int_rate` over `term` months, `installment` as printed.
- Other debts: `dti` (which excludes this loan) of gross monthly income a month, with `revol_bal` as principal.
- Worst days past due: the least the record allows, 30 when `delinq_2yrs` counts one and the last is within 12 months,
  else 0; missing when the count is.
- Months since the last overdue payment: `mths_since_last_delinq`; missing when blank, and when 0 while none is counted.
- Liquid assets, restructurings and defaults: not in the file, so missing.
- Outcome: bad is charged off, good is fully paid; the file has no other. Loans without a stated income are left out.

MAPPING, Taiwan: six months of card payment, hence conduct alone
- Worst days past due: 30 for each month of the longest delay in six months (`PAY_0` to `PAY_6`).
- Months since the last overdue payment: to the latest month with a delay; missing when there is none.
- Restructurings and defaults: missing. Outcome: default in the month after.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import numpy as np

import restructure as rs
from restructure import policies
from restructure.applicant.household import Evidence
from restructure.basics.dates import add_months
from restructure.basics.exact import level_payments
from restructure.basics.rates import RATE_SCALE
from restructure.basics.types import Bools, Floats, Ints
from restructure.capacity._scorecard import IDS, affordable, quantities, utilities, weights
from restructure.capacity.assessment import _grade
from restructure.capacity.figures import Figures, _counted, scale_of
from restructure.capacity.reason_bits import score_lanes, score_units
from restructure.policy import ComponentId
from restructure.policy.capacity_model import ABILITY, CONDUCT

MODEL = policies.GENERIC.capacity
SCORE_UNIT = 10**9
LONGEST_TERM = 60
CHECKED = 20
PAIRED = 1_000

Row = Mapping[str, str]


class Assumptions(NamedTuple):
    """What is assumed where a file is silent; shares of net income."""

    title: str
    net: Decimal = Decimal("0.75")
    living: Decimal = Decimal("0.30")
    least_living: int = 700_00
    housing: Decimal = Decimal("0.25")
    least_housing: int = 500_00
    all_on_paper: bool = True


AS_STATED = Assumptions("as above")
NO_COSTS = Assumptions("gross income, no living or housing costs", Decimal(1), Decimal(0), 0, Decimal(0), 0)
BY_EVIDENCE = Assumptions("as above, income not verified by LendingClub counted half", all_on_paper=False)


class Borrower(NamedTuple):
    """One borrower as mapped: amounts in cents, income a year, costs and installments a month."""

    issued: date
    income: int
    evidence: Evidence
    years: int | None
    living: int
    housing: int
    other: int
    revolving: int
    principal: int
    rate: Decimal
    term: int
    installment: int
    worst_days: int | None
    months_since: int | None
    bad: bool


class Area(NamedTuple):
    """Share of pairs of one good and one bad that a score puts in order, ties counting half, and its standard error."""

    value: float
    error: float


def main() -> None:
    """Score both files and print every table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("lendingclub", type=Path)
    parser.add_argument("taiwan", type=Path)
    given = parser.parse_args()
    lendingclub(rows_of(given.lendingclub))
    taiwan(rows_of(given.taiwan))


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a gzipped CSV file."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- mapping LendingClub -------------------------------------------------------------------------------------------


def borrower_of(row: Row, assumed: Assumptions) -> Borrower | None:
    """Return one borrower on the day of issue, or `None` without a stated income."""
    if not row["annual_inc"]:
        return None
    gross = Decimal(row["annual_inc"])
    net = gross * assumed.net / 12
    worst, months = record_of(row)
    return Borrower(
        issued=date.fromisoformat(row["issue_d"]),
        income=cents(gross * assumed.net),
        evidence="documented" if assumed.all_on_paper else EVIDENCE[row["verification_status"]],
        years=years_of(row["emp_length"]),
        living=max(cents(net * assumed.living), assumed.least_living),
        housing=max(cents(net * assumed.housing), assumed.least_housing),
        other=cents(gross / 12 * Decimal(row["dti"]) / 100),
        revolving=cents(Decimal(row["revol_bal"])),
        principal=cents(Decimal(row["funded_amnt"])),
        rate=Decimal(row["int_rate"]) / 100,
        term=int(row["term"]),
        installment=cents(Decimal(row["installment"])),
        worst_days=worst,
        months_since=months,
        bad=row["loan_status"].endswith("Charged Off"),
    )


EVIDENCE: dict[str, Evidence] = {"Verified": "verified", "Source Verified": "documented", "Not Verified": "declared"}


def cents(amount: Decimal) -> int:
    """Return an amount in whole cents, rounded half up."""
    return int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))


def years_of(text: str) -> int | None:
    """Return the file's employment length in whole years."""
    if text == "n/a":
        return None
    return 0 if text.startswith("<") else int(text.partition(" ")[0].rstrip("+"))


def record_of(row: Row) -> tuple[int | None, int | None]:
    """Return the least worst days past due in 12 months and the months since the last overdue payment."""
    if not row["delinq_2yrs"]:
        return None, None
    counted = int(row["delinq_2yrs"])
    months = int(row["mths_since_last_delinq"]) if row["mths_since_last_delinq"] else None
    if months == 0 and not counted:
        months = None
    return 30 if counted and months is not None and months <= 12 else 0, months


def figures_of(borrowers: Sequence[Borrower]) -> Figures:
    """Return the borrowers' monthly figures, one lane each."""
    scale, count = scale_of(MODEL), len(borrowers)
    installment = np.array([each.installment for each in borrowers], np.int64)
    other = np.array([each.other for each in borrowers], np.int64)
    costs = np.array([each.living + each.housing for each in borrowers], np.int64)
    owed = np.array([each.principal + each.revolving for each in borrowers], np.int64)
    nothing = np.zeros(count, np.int64)
    income = np.array([int(assessed(each) * scale) for each in borrowers], np.int64)
    return Figures(
        scale=scale,
        income=income,
        essentials=costs * scale,
        other_service=other * scale,
        payment=installment * scale,
        stressed_payment=(installment + stress(borrowers)) * scale,
        total_debt=owed * scale,
        liquid=nothing,
        minimum=nothing,
        has_liquid=np.zeros(count, np.bool_),
        years=optional(each.years for each in borrowers),
        worst_days_past_due=optional(each.worst_days for each in borrowers),
        months_since=optional(each.months_since for each in borrowers),
        modifications=np.full(count, np.nan),
        most_saved=nothing,
        ratio_limit=income,
    )


def assessed(borrower: Borrower) -> Fraction:
    """Return the monthly income that counts, in cents."""
    return _counted(MODEL, "salary", borrower.evidence) * Fraction(borrower.income, 12)


def stress(borrowers: Sequence[Borrower]) -> Ints:
    """Return what each installment would rise by at the stressed rate, in cents."""
    balance = np.array([each.principal for each in borrowers], np.int64)
    units = np.array([int(each.rate * RATE_SCALE) for each in borrowers], np.int64)
    term = np.array([each.term for each in borrowers], np.int64)
    months = np.ones(LONGEST_TERM, np.int64)
    before, after = (
        level_payments(balance, months, rate, RATE_SCALE * 12, term, uniform=True, rounding="half_up", unit=1)
        for rate in (units, units + MODEL.stress_rate.units)
    )
    return after - before


def optional(numbers: Iterable[int | None]) -> Floats:
    """Return numbers as a column, NaN where missing."""
    return np.array([np.nan if number is None else float(number) for number in numbers])


def application_of(place: int, borrower: Borrower) -> rs.Application:
    """Return the same borrower as an application, for the check against `assess_capacity`."""
    loan = rs.Debt(
        reference="loan",
        kind="personal_loan",
        in_scope=True,
        principal=dollars(borrower.principal),
        rate=borrower.rate,
        installment=dollars(borrower.installment),
        remaining_installments=borrower.term,
        next_due_date=add_months(borrower.issued, 1, due_day=borrower.issued.day),
    )
    others = rs.Debt(
        reference="others", kind="other", installment=dollars(borrower.other), principal=dollars(borrower.revolving)
    )
    return rs.Application(
        reference=f"lc-{place}",
        as_of=borrower.issued,
        currency="USD",
        household=rs.Household(
            adults=1, living_costs=dollars(borrower.living), housing_costs=dollars(borrower.housing)
        ),
        incomes=[
            rs.Income(
                "salary",
                dollars(borrower.income),
                frequency="annual",
                evidence=borrower.evidence,
                years=borrower.years,
            )
        ],
        debts=[loan, others],
        credit=rs.CreditRecord(
            worst_days_past_due_12m=borrower.worst_days, months_since_delinquency=borrower.months_since
        ),
    )


def dollars(amount: int) -> Decimal:
    """Return cents as an amount."""
    return Decimal(amount).scaleb(-2)


# --- measures ------------------------------------------------------------------------------------------------------


def area(score: Floats | Ints, bad: Bools) -> Area:
    """Return the exact area under the ROC curve of a score that is high for good borrowers (曲线下面积).

    Whole numbers count the pairs; the standard error is that of DeLong, from the share of pairs each borrower wins.
    """
    values, at = np.unique(score, return_inverse=True)
    bads = np.bincount(at[bad], minlength=len(values))
    goods = np.bincount(at[~bad], minlength=len(values))
    won_by_good = 2 * (np.cumsum(bads) - bads) + bads  # twice, as a tie is half
    won_by_bad = 2 * (goods.sum() - np.cumsum(goods)) + goods
    good, lost = int(goods.sum()), int(bads.sum())
    twice = int((goods * won_by_good).sum())
    spread = np.var(won_by_good[at[~bad]] / (2 * lost), ddof=1) / good
    spread += np.var(won_by_bad[at[bad]] / (2 * good), ddof=1) / lost
    return Area(twice / (2 * good * lost), float(np.sqrt(spread)))


def area_by_pairs(score: Floats | Ints, bad: Bools) -> float:
    """Return the same area by looking at every pair of a good and a bad borrower."""
    goods, bads = score[~bad], score[bad]
    twice = sum(2 * int((goods > each).sum()) + int((goods == each).sum()) for each in bads)
    return twice / (2 * len(goods) * len(bads))


def part_units(points: Floats, names: Sequence[ComponentId]) -> Ints:
    """Return the points of some components together, in units of 10**-9."""
    chosen = np.isin(IDS, names)
    return score_units(np.where(chosen[:, None], points, 0.0))


# --- tables --------------------------------------------------------------------------------------------------------


def lendingclub(rows: Sequence[Row]) -> None:
    """Print what the score says about LendingClub's loans."""
    borrowers = [each for row in rows if (each := borrower_of(row, AS_STATED)) is not None]
    bad = np.array([each.bad for each in borrowers])
    figures = figures_of(borrowers)
    scored = score_lanes(figures, MODEL)
    quantity = quantities(figures, affordable(figures, MODEL), MODEL)
    print(f"## LendingClub, {len(rows):,} loans issued June 2007 to December 2011\n")
    print(f"{len(rows) - len(borrowers)} loans without a stated income are left out.")
    largest = max(Decimal(row["dti"]) for row in rows)
    print(
        f"{bad.sum():,} of {len(bad):,} were charged off: {share(bad)}. No debt-to-income ratio is above {largest}%.\n"
    )
    areas = [(title, area(score, bad)) for title, score in parts(scored.score, scored.points)]
    lender = area(np.array([-float(each.rate) for each in borrowers]), bad)
    areas.append(("LendingClub's own rate", lender))
    table(["score", "AUC", "standard error"], [areas_row(*each) for each in areas])
    components(IDS, quantity, bad)
    bands(scored.score, bad)
    grades(scored.score, bad)
    sensitivity(rows)
    checked = np.array([row["verification_status"] for row in rows if row["annual_inc"]])
    titles = [(status, checked == status) for status in EVIDENCE]
    table(["income", "borrowers", "bad", "bad rate"], [counts_row(*each, bad) for each in titles])
    checks(borrowers, scored.score, bad)


def parts(score: Ints, points: Floats) -> Iterator[tuple[str, Ints]]:
    """Yield the score and its two halves."""
    yield "capacity score", score
    yield f"ability ({', '.join(ABILITY)})", part_units(points, ABILITY)
    yield f"conduct ({', '.join(CONDUCT)})", part_units(points, CONDUCT)


def areas_row(title: str, found: Area) -> list[str]:
    """Return a table row of an area."""
    return [title, f"{found.value:.4f}", f"{found.error:.4f}"]


def components(names: Sequence[ComponentId], quantity: Floats, bad: Bools) -> None:
    """Print what each component says alone: its utility for all, and for those whose quantity is known."""
    utility = utilities(quantity, MODEL)
    lines = [component_row(name, quantity[IDS.index(name)], utility[IDS.index(name)], bad) for name in names]
    table(["component", "missing", "AUC, all", "AUC, known", "standard error"], lines)


def component_row(name: str, values: Floats, utility: Floats, bad: Bools) -> list[str]:
    """Return a table row of one component."""
    known = ~np.isnan(values)
    title = [name, f"{(~known).sum():,}"]
    if not known.any():
        return [*title, "-", "-", "-"]
    return [*title, *areas_row(f"{area(utility, bad).value:.4f}", area(utility[known], bad[known]))]


def bands(score: Ints, bad: Bools) -> None:
    """Print the bad rate of each band of ten points."""
    band = np.minimum(score // (10 * SCORE_UNIT), 9)
    titles = [(f"{10 * number} to {10 * number + 10}", band == number) for number in range(10)]
    table(["score", "borrowers", "bad", "bad rate"], [counts_row(*each, bad) for each in titles if each[1].any()])


def grades(score: Ints, bad: Bools) -> None:
    """Print the bad rate of each grade."""
    letter = np.array([_grade(units, MODEL) for units in score.tolist()])
    titles = [(grade.letter, letter == grade.letter) for grade in MODEL.grades]
    table(["grade", "borrowers", "bad", "bad rate"], [counts_row(*each, bad) for each in titles])


def counts_row(title: str, chosen: Bools, bad: Bools) -> list[str]:
    """Return a table row of how many borrowers are chosen and how many of them are bad."""
    return [title, f"{chosen.sum():,}", f"{bad[chosen].sum():,}", share(bad[chosen])]


def share(bad: Bools) -> str:
    """Return the bad rate as text, or a dash for nobody."""
    return f"{bad.mean():.1%}" if len(bad) else "-"


def sensitivity(rows: Sequence[Row]) -> None:
    """Print what other assumptions make of the same loans."""
    lines: list[list[str]] = []
    for assumed in (AS_STATED, NO_COSTS, BY_EVIDENCE):
        borrowers = [each for row in rows if (each := borrower_of(row, assumed)) is not None]
        bad = np.array([each.bad for each in borrowers])
        scored = score_lanes(figures_of(borrowers), MODEL)
        found = [area(score, bad) for _, score in parts(scored.score, scored.points)]
        median = float(np.median(scored.score)) / SCORE_UNIT
        lines.append([assumed.title, f"{median:.1f}", *(f"{each.value:.4f}" for each in found)])
    table(["assumptions", "median score", "AUC, score", "AUC, ability", "AUC, conduct"], lines)


def checks(borrowers: Sequence[Borrower], score: Ints, bad: Bools) -> None:
    """Print the cross-checks: areas by pairs, and borrowers assessed one by one."""
    every = max(1, len(bad) // PAIRED)
    few, outcome = score[::every], bad[::every]
    ranked, paired = area(few, outcome).value, area_by_pairs(few, outcome)
    print(f"Check: AUC of {len(few):,} loans, one in {every}: by ranks {ranked!r}, pair by pair {paired!r}.\n")
    places = [len(borrowers) * number // CHECKED for number in range(CHECKED)]
    same = [score_alone(place, borrowers[place]) == int(score[place]) for place in places]
    print(f"Check: {sum(same)} of {len(same)} borrowers have the same score, to 9 decimals, from `assess_capacity`.\n")


def score_alone(place: int, borrower: Borrower) -> int:
    """Return the score that `assess_capacity` gives, in units of 10**-9."""
    found = rs.assess_capacity(application_of(place, borrower), policy=policies.GENERIC)
    return int(found.score.scaleb(9))


def table(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Print a table in Markdown, numbers to the right."""
    print(f"| {' | '.join(headings)} |")
    print(f"|---|{'---:|' * (len(headings) - 1)}")
    for line in lines:
        print(f"| {' | '.join(line)} |")
    print()


# --- Taiwan --------------------------------------------------------------------------------------------------------

STATUSES = ("PAY_0", "PAY_2", "PAY_3", "PAY_4", "PAY_5", "PAY_6")  # the latest month first


def taiwan(rows: Sequence[Row]) -> None:
    """Print what the conduct part says about Taiwanese card accounts."""
    late = np.array([[max(int(row[name]), 0) for name in STATUSES] for row in rows])
    bad = np.array([row["default.payment.next.month"] == "1" for row in rows])
    quantity = conduct_quantities(late)
    utility = utilities(quantity, MODEL)
    print(f"## Taiwan, {len(rows):,} card accounts, April to September 2005\n")
    print(f"{bad.sum():,} of {len(bad):,} defaulted in the month after: {share(bad)}.\n")
    worst = late.max(axis=1)
    groups = [(str(months), worst == months, 30 * months) for months in range(4)] + [("4 or more", worst > 3, 120)]
    at = utilities(conduct_quantities(np.array([[days // 30] for _, _, days in groups])), MODEL)[IDS.index("C1")]
    lines = [
        [*counts_row(title, chosen, bad), f"{days}", f"{worth:.2f}"]
        for (title, chosen, days), worth in zip(groups, at.tolist(), strict=True)
    ]
    table(["worst months late", "accounts", "defaults", "default rate", "days past due", "utility of C1"], lines)
    conduct = area(part_units(weights(MODEL) * utility, CONDUCT), bad)
    table(["score", "AUC", "standard error"], [areas_row(f"conduct ({', '.join(CONDUCT)})", conduct)])
    components(("C1", "C2"), quantity, bad)


def conduct_quantities(late: Ints) -> Floats:
    """Return the ten quantities from months late [N, T], the latest month first: all missing but conduct's."""
    found = np.full((len(IDS), len(late)), np.nan)
    found[IDS.index("C1")] = 30.0 * late.max(axis=1)
    overdue = late > 0
    found[IDS.index("C2")] = np.where(overdue.any(axis=1), overdue.argmax(axis=1), np.nan)
    return found


if __name__ == "__main__":
    main()
