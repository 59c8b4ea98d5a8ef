"""Plan 150 real LendingClub borrowers and print which lever rescues what share of them.

    python examples/lendingclub.py

The rows are a sample of every loan LendingClub issued from July 2010 to December 2011 (100 charged off, 50 fully
paid), repackaged under the MIT license (github.com/kuhnrl30/LendingClubData); see `examples/README.md`. The file
knows each borrower at origination and how the loan ended, not what happened in between, so everything else below is
an assumption, and the shares it leads to say how the levers work, not how these borrowers would have fared.

ASSUMPTIONS
- Installments fall due on the 1st of each month after the month of issue; the installment is the exact one rounded up.
- Distress: the three installments after the last payment were missed, and the plan is asked for on the 15th of the
  third month. A loan repaid early is taken at its middle, with three installments missed.
- Balance at distress: funded amount less principal received (the file's own outstanding balance is 0 for charge-offs).
  A loan repaid early is taken at its scheduled balance.
- Interest owed: what the three missed installments contain and what accrued since the last of them. Fees: 15.00 for
  each missed installment. No penalty interest.
- Income: stated yearly income / 12, 75% of it left after tax, on paper by the time of the application whatever it was
  at origination. The shock takes the stated share of it away.
- Living costs: 30% of net income before the shock, at least 700.00; housing: 25%, at least 500.00.
- Other debts: the file's debt-to-income ratio (which excludes this loan) times gross monthly income, with the revolving
  balance as principal. Liquid assets and restructurings: not known, so missing.
- Credit record: 75 days past due, now. `mths_since_last_delinq` is not used: 0 there can mean "never".
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import restructure as rs
from restructure import policies
from restructure.policy import Levers, Policy, Start, Steps

SAMPLE = Path(__file__).parent / "lendingclub_sample.csv"
MISSED = 3
LATE_FEE = Decimal("15.00")
NET_OF_TAX = Decimal("0.75")
LIVING, LIVING_FLOOR = Decimal("0.30"), Decimal("700.00")
HOUSING, HOUSING_FLOOR = Decimal("0.25"), Decimal("500.00")
SHOCKS = (Decimal("0.10"), Decimal("0.20"), Decimal("0.30"))
Row = Mapping[str, str]


def cents(amount: Decimal) -> Decimal:
    """Return an amount rounded to the cent."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def month_after(day: date, months: int, *, on: int = 1) -> date:
    """Return a day of the month so many months later."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, on)


def contract_of(row: Row) -> rs.Schedule:
    """Return the loan's contractual schedule."""
    issued = date.fromisoformat(row["issue_d"])
    terms = rs.LoanTerms(
        currency="USD",
        principal=row["funded_amnt"],
        rate=rs.percent(row["int_rate"]),
        start_date=issued,
        first_due_date=month_after(issued, 1),
        installment_rounding="up",
        phases=[rs.Phase(int(row["term"]))],
    )
    return rs.amortize(terms)


def application_of(place: int, row: Row, shock: Decimal) -> rs.Application | None:
    """Return the application of one borrower in distress, or `None` when the term was over by then."""
    contract, issued = contract_of(row), date.fromisoformat(row["issue_d"])
    last_paid = date.fromisoformat(row["last_pymnt_d"])
    if row["loan_status"] == "Fully Paid":
        last_paid = month_after(issued, len(contract) // 2)
    elapsed = 12 * (last_paid.year - issued.year) + last_paid.month - issued.month + MISSED  # installments due by now
    if elapsed >= len(contract):
        return None
    as_of = month_after(last_paid, MISSED, on=15)
    return rs.Application(
        reference=f"lc-{place:03d}",
        as_of=as_of,
        currency="USD",
        household=household_of(row),
        incomes=[
            rs.Income(
                "salary",
                cents(Decimal(row["annual_inc"]) / 12 * NET_OF_TAX * (1 - shock)),
                evidence="documented",
                years=years_employed(row["emp_length"]),
            )
        ],
        debts=[*other_debts(row), loan_in_distress(row, contract, elapsed, as_of)],
        credit=rs.CreditRecord(worst_days_past_due_12m=75, months_since_delinquency=0),
        hardship=rs.Hardship(cause="reduced_income", willing_to_repay=True),
    )


def household_of(row: Row) -> rs.Household:
    """Return the assumed household."""
    net = Decimal(row["annual_inc"]) / 12 * NET_OF_TAX
    living, housing = max(LIVING_FLOOR, cents(net * LIVING)), max(HOUSING_FLOOR, cents(net * HOUSING))
    return rs.Household(adults=1, living_costs=living, housing_costs=housing)


def other_debts(row: Row) -> Iterator[rs.Debt]:
    """Yield the borrower's other debts as one, when there are any."""
    installment = cents(Decimal(row["annual_inc"]) / 12 * Decimal(row["dti"]) / 100)
    if installment:
        yield rs.Debt(reference="other", kind="other", installment=installment, principal=row["revol_bal"])


def loan_in_distress(row: Row, contract: rs.Schedule, elapsed: int, as_of: date) -> rs.Debt:
    """Return the loan with three installments missed."""
    not_due = contract[elapsed - 1].closing_balance
    received = Decimal(row["total_rec_prncp"])
    scheduled = contract[elapsed - MISSED - 1].closing_balance if elapsed > MISSED else contract[0].opening_balance
    principal = scheduled if row["loan_status"] == "Fully Paid" else Decimal(row["funded_amnt"]) - received
    missed = contract[elapsed - MISSED : elapsed]
    accrued = cents(not_due * contract.terms.rate.annual * (as_of.day - 1) / 360)
    return rs.Debt(
        reference="loan",
        kind="personal_loan",
        in_scope=True,
        principal=max(principal, not_due),
        overdue_principal=max(principal - not_due, Decimal(0)),
        interest=sum((item.interest for item in missed), accrued),
        fees=LATE_FEE * MISSED,
        rate=contract.terms.rate,
        installment=contract[0].payment,
        remaining_installments=len(contract) - elapsed,
        next_due_date=month_after(as_of, 1),
        days_past_due=(as_of - month_after(as_of, 1 - MISSED)).days,
    )


def years_employed(text: str) -> int | None:
    """Return the file's employment length in whole years."""
    if text == "n/a":
        return None
    return 0 if text.startswith("<") else int(text.partition(" ")[0].rstrip("+"))


def with_levers(name: str, levers: Levers) -> Policy:
    """Return the generic policy with other levers."""
    return replace(policies.GENERIC, name=name, levers=levers)


def lever_sets(remaining: int) -> dict[str, Policy]:
    """Return policies with more and more levers, from the contract's own end date on."""
    levers = policies.GENERIC.levers
    none = [Decimal(0)]
    same_end, plain = Steps(max(remaining, 1), max(remaining, 1)), [Start("none")]
    base = replace(levers, installments=["level"], starts=plain, rate_cuts=none, forgiveness=none)
    return {
        "arrears joined, same end": with_levers("same_end", replace(base, terms=same_end)),
        "longer term": with_levers("term", base),
        "lower rate, same end": with_levers("rate", replace(base, terms=same_end, rate_cuts=levers.rate_cuts)),
        "longer term and lower rate": with_levers("both", replace(base, rate_cuts=levers.rate_cuts)),
        "+ easier start": with_levers("start", replace(base, rate_cuts=levers.rate_cuts, starts=levers.starts)),
        "+ principal forgiven": with_levers(
            "forgive",
            replace(base, rate_cuts=levers.rate_cuts, starts=levers.starts, forgiveness=levers.forgiveness),
        ),
    }


def rescued_by(application: rs.Application) -> list[str]:
    """Return the lever sets under which at least one plan fits; first of all, simply catching up."""
    remaining = application.debts[-1].remaining_installments or 0
    found: list[str] = []
    for name, policy in lever_sets(remaining).items():
        answer = rs.plan(application, policy=policy)
        if not found and answer.options.references["catch_up"].fits:
            found.append("catch up over 6 months")
        if answer.recommended is not None:
            found.append(name)
    return found


def main() -> None:
    """Plan every row under every shock and print the shares."""
    with SAMPLE.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for status in ("Charged Off", "Fully Paid"):
        chosen = [row for row in rows if row["loan_status"] == status]
        for shock in SHOCKS:
            print_shares(status, shock, [application_of(place, row, shock) for place, row in enumerate(chosen)])


def print_shares(status: str, shock: Decimal, applications: list[rs.Application | None]) -> None:
    """Print which share of the borrowers fits a plan under each set of levers."""
    planned = [application for application in applications if application is not None]
    counts: Counter[str] = Counter()
    for application in planned:
        found = rescued_by(application)
        counts.update(found or ["nothing fits"])
    over = len(applications) - len(planned)
    print(f"{status}, income down {shock:.0%}: {len(planned)} borrowers, {over} left out (term over by then)")
    names = ["catch up over 6 months", *lever_sets(1), "nothing fits"]
    for name in names:
        print(f"  {name:<28} {counts[name] / max(len(planned), 1):>6.1%}  {counts[name]:>4}")


if __name__ == "__main__":
    main()
