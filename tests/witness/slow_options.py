"""A slow, plain second statement of which plan is recommended, for tests to compare the library with.

This file is a witness: it was written from the written rules alone. It reads the library's records as data and runs
none of its code. One debt in scope; what can be paid on a due date is given. Amounts are whole minor units, rates and
ratios are exact; every candidate plan is walked row by row, one after another.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import floor, lcm
from typing import NamedTuple

from restructure.applicant.application import Application, Debt
from restructure.basics.provenance import Dated
from restructure.policy import Condition, Levers, Policy, Rule, Settlement, Start, Target, TemporaryRate, TreatmentSet
from witness.slow_holding import discounts, present_value
from witness.slow_schedule import due_date, period_fraction, rounded, slow_split, target_rows

DIGITS = {"USD": 2, "CNY": 2, "JPY": 0, "KWD": 3}
CHARGES = ("interest", "penalty_interest", "compound_interest", "fees")
KEPT_AFTER_PRINCIPAL = ("interest", "fees", "compound_interest", "penalty_interest")
OF_APPLICATION = ("days_past_due", "contract_rate", "charges_share", "loan_age_months", "original_term_months")

MOST_ROWS = 1_200
"""A contract that is not repaid in so many installments never is."""

Affordable = Callable[[date], int]
Ratio = tuple[int, int]


class Contract(NamedTuple):
    """What the contract still brings if nothing changes, when it ends, and whether its installment repays it."""

    payments: list[int]
    ratios: list[Ratio]
    ends: date
    repays: bool = True


@dataclass(frozen=True)
class Case:
    """One application as numbers: what is owed, the dates of a plan's rows, what can be paid on each of them.

    `usual_part` is what part of a year the first row would cover if it began a month before its end; `None` where it
    began two months before or earlier.
    """

    as_of: date
    debt: Debt
    owed: Mapping[str, int]
    overdue: int
    rate: Fraction
    installment: int
    contract: Contract
    unit: int
    cash: int
    income: int
    housing: int
    dates: Sequence[date]
    year_parts: Sequence[Fraction]
    usual_part: Fraction | None
    affordable: Sequence[int]
    most_sized: int | None = None
    """What installments set to what can be paid are at most."""
    known_ratios: dict[Fraction, list[Ratio]] = field(default_factory=dict[Fraction, list[Ratio]])

    @property
    def everything(self) -> int:
        """All that is owed."""
        return sum(self.owed.values())

    def ratios(self, rate: Fraction) -> list[Ratio]:
        """Interest over balance, for each row, at a rate."""
        if rate not in self.known_ratios:
            exact = [rate * part for part in self.year_parts]
            self.known_ratios[rate] = [(ratio.numerator, ratio.denominator) for ratio in exact]
        return self.known_ratios[rate]


class Origin(NamedTuple):
    """What happens to what is owed before the first row."""

    principal: int
    forgiven: int
    parked: int
    today: int
    later: tuple[tuple[str, object, int], ...]
    acts: tuple[tuple[str, int], ...]
    waives_interest: bool


class SlowPlan(NamedTuple):
    """One plan: what is paid today and with each installment, and what it is made of."""

    today: int
    payments: tuple[int, ...]
    principal: int
    rates: tuple[Fraction, ...]
    kind: str
    start: str
    relief: int
    forgiven: int
    waived: int
    parked: int
    at_maturity: int
    peak: int
    instruments: frozenset[str]
    owed: tuple[int, ...] = ()
    """What is owed before each payment, put off or not, without the interest of its month."""
    joined: int = 0
    """What of interest, penalties and fees joins the principal."""
    waives_interest: bool = False


class Facts(NamedTuple):
    """What plans are ordered by."""

    loss: Fraction
    bucket: int
    total: int
    first_year: int
    highest: int
    rows: int
    due_at_maturity: int

    @property
    def axes(self) -> tuple[int, ...]:
        """The figures in which one plan may be no worse than another and better in one."""
        return (self.bucket, self.total, self.first_year, self.highest, self.rows, self.due_at_maturity)


# --- the case ------------------------------------------------------------------------------------------------------


def minor(amount: Decimal | None, currency: str) -> int:
    """An amount in minor units; nothing stated is 0."""
    return int(Fraction(amount or 0) * 10 ** DIGITS[currency])


def slow_case(application: Application, levers: Levers, affordable: Affordable, income: int) -> Case:
    """Read an application's one debt in scope."""
    code = application.currency.code
    (debt,) = [item for item in application.debts if item.in_scope]
    assert debt.rate is not None
    assert debt.next_due_date is not None
    anchor = debt.due_day or debt.next_due_date.day
    late = 0
    while (due_date(debt.next_due_date, anchor, 1, late) - application.as_of).days < levers.first_due_days:
        late += 1
    first = due_date(debt.next_due_date, anchor, 1, late)
    rows = max([levers.terms.last, *levers.balloons, *(item.installments for item in levers.settlements)])
    dates = [due_date(first, anchor, 1, k) for k in range(rows)]
    parts = [period_fraction(application.as_of, first, anchor, 1, debt.day_count, k) for k in range(rows)]
    return Case(
        as_of=application.as_of,
        debt=debt,
        owed={name: minor(getattr(debt, name), code) for name in ("principal", *CHARGES)},
        overdue=minor(debt.overdue_principal, code),
        rate=Fraction(debt.rate.annual),
        installment=minor(debt.installment, code),
        contract=contract_rows(application, debt, anchor),
        unit=max(minor(levers.installment_unit, code), 1),
        cash=minor(application.liquid_assets, code),
        income=income,
        housing=minor(application.household.housing_costs, code),
        dates=dates,
        year_parts=parts,
        usual_part=period_fraction(due_date(first, anchor, 1, -1), first, anchor, 1, debt.day_count, 0)
        if application.as_of > due_date(first, anchor, 1, -2)
        else None,
        affordable=[affordable(day) for day in dates],
    )


def contract_rows(application: Application, debt: Debt, anchor: int) -> Contract:
    """The contract's installment until what is not yet due is repaid, or where it never is, the rest with the last one.

    A rest that is no more than rounding falls due with the last installment stated.
    """
    assert debt.rate is not None
    assert debt.next_due_date is not None
    stated = debt.remaining_installments or 0
    balance = minor(debt.principal - debt.overdue_principal, application.currency.code)
    rows, wrong = Contract([], [], application.as_of), Fraction(0)
    rest: list[int] = []
    while balance and len(rows.payments) < MOST_ROWS:
        done = len(rows.payments)
        part = period_fraction(application.as_of, debt.next_due_date, anchor, 1, debt.day_count, done)
        exact = Fraction(debt.rate.annual) * part
        ratio = (exact.numerator, exact.denominator)
        everything = balance + interest_on(balance, ratio)
        paid = min(minor(debt.installment, application.currency.code), everything)
        wrong = (
            wrong * (1 + exact) + 1 if done < stated else wrong
        )  # half a unit of the installment, half a unit of interest
        rest.append(everything - paid)
        if done + 1 == stated and rest[-1] <= wrong:
            paid = everything
        balance = everything - paid
        due = due_date(debt.next_due_date, anchor, 1, done)
        rows = Contract([*rows.payments, paid], [*rows.ratios, ratio], due)
    if balance:  # it never repays
        paid_in = [*rows.payments[: stated - 1], rows.payments[stated - 1] + rest[stated - 1]]
        last = due_date(debt.next_due_date, anchor, 1, stated - 1)
        return Contract(paid_in, rows.ratios[:stated], last, repays=False)
    return rows


# --- what happens to what is owed ----------------------------------------------------------------------------------


def origins(case: Case, levers: Levers) -> Iterator[Origin]:
    """Every way to treat what is owed that leaves principal to be repaid."""
    owed = case.owed["principal"]
    parked_shares = [Fraction(0), *(Fraction(item.share) for item in levers.parked)]
    for treated, forgiveness, parking, down in product(
        levers.treatment_sets, levers.forgiveness, parked_shares, levers.down_payments
    ):
        forgiven, parked, paid = (
            floor(owed * Fraction(forgiveness)),
            floor(owed * parking),
            floor(owed * Fraction(down)),
        )
        if owed - forgiven - parked - paid > 0:
            yield origin(case, treated, forgiven, parked, paid)


def origin(case: Case, treated: TreatmentSet, forgiven: int, parked: int, down: int) -> Origin:
    """One way to treat what is owed."""
    acts = [(item.action, item.due, case.owed[item.component]) for item in treated.treatments]
    acts = [act for act in acts if act[2] > 0]
    joined = sum(amount for action, _, amount in acts if action == "capitalize")
    later = [act for act in acts if act[0] in ("defer", "spread")]
    if parked:
        later.append(("defer", "maturity", parked))
    return Origin(
        principal=case.owed["principal"] - forgiven - parked - down + joined,
        forgiven=forgiven,
        parked=parked,
        today=down + sum(amount for action, _, amount in acts if action == "pay"),
        later=tuple(later),
        acts=tuple((action, amount) for action, _, amount in acts),
        waives_interest=any(
            (item.component, item.action) == ("interest", "waive") and case.owed["interest"]
            for item in treated.treatments
        ),
    )


# --- rates ---------------------------------------------------------------------------------------------------------


def rate_paths(case: Case, levers: Levers) -> Iterator[list[Fraction]]:
    """The rate of every row: cut for good, or lower for a time."""
    rows, floor_rate = len(case.dates), Fraction(levers.rate_floor.annual)
    for cut in levers.rate_cuts:
        yield [max(case.rate - Fraction(cut), min(floor_rate, case.rate))] * rows
    for lower in levers.temporary_rates:
        if Fraction(lower.rate.annual) < case.rate:
            yield [rate_on_row(case, lower, row) for row in range(rows)]


def rate_on_row(case: Case, lower: TemporaryRate, row: int) -> Fraction:
    """The temporary rate, then steps up to the contract rate, or the contract rate at once."""
    if row < lower.months:
        return Fraction(lower.rate.annual)
    if lower.step is None or lower.step_every is None:
        return case.rate
    risen = Fraction(lower.step) * (1 + (row - lower.months) // lower.step_every)
    return min(Fraction(lower.rate.annual) + risen, case.rate)


# --- rows ----------------------------------------------------------------------------------------------------------


def interest_on(balance: int, ratio: Ratio) -> int:
    """Interest of a row, rounded half up."""
    top, bottom = ratio
    return (2 * balance * top + bottom) // (2 * bottom)


def level(balance: int, ratios: Sequence[Ratio], unit: int) -> int:
    """The equal payment that repays a balance: balance * prod(1 + r) / f, f = 1 + f_before * (1 + r)."""
    common = lcm(*(bottom for _, bottom in ratios))
    growth, worth, scale = 1, 0, 1
    for top, bottom in ratios:
        factor = common + top * (common // bottom)
        growth, worth, scale = growth * factor, worth * factor + scale, scale * common
    exact = Fraction(balance * growth, common * worth)
    return rounded(exact / unit, "half_up") * unit or rounded(exact, "half_up")


class Walk(NamedTuple):
    """Rows as walked: payments, interest parked by a deferring start, the highest balance, and what each row finds.

    `found` is the balance before each row, with the interest parked until then.
    """

    payments: list[int]
    parked: int
    peak: int
    found: list[int]


def walk(
    case: Case, balance: int, rates: Sequence[Fraction], wanted: Sequence[str | int], over: int | None
) -> Walk | None:
    """Pay row by row as wanted, the last one everything; `None` when a row's payment is below its interest.

    `over` is the row by which level installments would repay all; without it the plan ends when all is repaid.
    """
    payments: list[int] = []
    found: list[int] = []
    parked, peak, amount = 0, balance, 0
    rate, ratios = rates[0], case.ratios(rates[0])
    for k, want in enumerate(wanted):
        found.append(balance + parked)
        turns = rates[k] is not rate and rates[k] != rate
        if turns:
            rate, ratios = rates[k], case.ratios(rates[k])
        interest = interest_on(balance, ratios[k])
        everything, paid = balance + interest, 0
        if k == len(wanted) - 1:
            paid = everything
        elif want == "defer":
            parked, everything = parked + interest, balance
        elif want == "interest_only":
            paid = interest
        elif want != "capitalize":
            if want != "level":
                amount = int(want)
            elif wanted[k - 1] != "level" or k == 0 or turns:
                amount = level(balance, ratios[k : over or len(wanted)], case.unit)
            paid = min(amount, everything)
            if paid < interest and (k or case.usual_part is None):
                return None
            if paid < interest and paid < rounded(balance * rate * (case.usual_part or 0), "half_up"):
                return None  # else it is for the odd days of a first row that some interest joins the balance
        payments.append(paid)
        balance = everything - paid
        peak = max(peak, balance)
        if over is None and balance == 0:
            break
    return Walk(payments, parked, peak, found)


def with_later(
    payments: Sequence[int], later: Sequence[tuple[str, object, int]], relief: int, parked: int
) -> list[int]:
    """Add what was put off: by treatments, and by a deferring start to the rows after it."""
    total = list(payments)
    places = [(target_rows(action, due, len(total)), amount) for action, due, amount in later]
    if parked:
        places.append((list(range(relief, len(total))), parked))
    for rows, amount in places:
        for row, share in zip(rows, slow_split(amount, [1] * len(rows)), strict=True):
            total[row] += share
    return total


# --- plans ---------------------------------------------------------------------------------------------------------


def start_rows(case: Case, start: Start, rates: Sequence[Fraction]) -> list[str | int] | None:
    """What the rows of a start pay, or `None` where that start does not exist."""
    if start.kind == "none":
        return []
    if start.share is None:
        turns = any(rates[row] != rates[row - 1] for row in range(1, start.months))
        held: list[str | int] = [start.kind] * start.months
        return None if start.kind == "defer" and turns else held
    every, wanted = start.every or start.months, list[str | int]()
    for step in range(start.months // every):
        share = Fraction(start.share) + (1 - Fraction(start.share)) * Fraction(step * every, start.months)
        least = min(case.affordable[step * every : (step + 1) * every])
        wanted += [floor(least * share) // case.unit * case.unit] * every
    return None if 0 in wanted else wanted


def too_short(later: Sequence[tuple[str, object, int]], rows: int) -> bool:
    """Whether something is spread over more installments than there are."""
    return any(isinstance(due, int) and due > rows for _, due, _ in later)


def owed_before(walked: Walk, later: Sequence[tuple[str, object, int]], payments: Sequence[int]) -> tuple[int, ...]:
    """What is owed before each payment: the balance, and what was put off and is not yet paid."""
    put_off = sum(amount for _, _, amount in later)
    repaid, before = 0, list[int]()
    for balance, alone, together in zip(walked.found, walked.payments, payments, strict=False):
        before.append(balance + put_off - repaid)
        repaid += together - alone
    return tuple(before)


def plan_of(
    case: Case,
    begun: Origin,
    walked: Walk,
    rates: Sequence[Fraction],
    start: Start,
    kind: str,
    *,
    balloon: bool = False,
) -> SlowPlan | None:
    """One plan, or `None` where it has fewer rows than what was put off."""
    rows = len(walked.payments)
    if too_short(begun.later, rows):
        return None
    payments = with_later(walked.payments, begun.later, start.months, walked.parked)
    while not begun.later and not payments[-1]:  # all was paid before
        payments.pop()
    left = walked.payments[-1] - walked.payments[-2] if balloon and rows > 1 else 0
    return SlowPlan(
        today=begun.today,
        payments=tuple(payments),
        principal=begun.principal,
        rates=tuple(rates[: len(payments)]),
        kind=kind,
        start=start.kind,
        relief=start.months,
        forgiven=begun.forgiven,
        waived=begun.forgiven + sum(amount for action, amount in begun.acts if action == "waive"),
        parked=begun.parked,
        at_maturity=max(left, 0) + begun.parked,
        peak=walked.peak,
        instruments=instruments(case, begun, rates[0], start, kind, len(payments)),
        owed=owed_before(walked, begun.later, payments),
        joined=sum(amount for action, amount in begun.acts if action == "capitalize"),
        waives_interest=begun.waives_interest,
    )


def instruments(case: Case, begun: Origin, rate: Fraction, start: Start, kind: str, rows: int) -> frozenset[str]:
    """What a plan combines."""
    actions = {action for action, _ in begun.acts}
    found = {
        "term_extension": case.dates[rows - 1] > case.contract.ends,
        "lower_installments": kind == "affordable" or start.kind in ("reduced", "step_up"),
        "rate_adjustment": rate < case.rate,
        "interest_only_start": start.kind == "interest_only",
        "payment_holiday": start.kind in ("capitalize", "defer"),
        "capitalization": "capitalize" in actions,
        "deferral": bool(actions & {"defer", "spread"}) or start.kind == "defer",
        "waiver": "waive" in actions,
        "principal_forgiveness": begun.forgiven > 0,
        "payment_today": "pay" in actions,
    }
    return frozenset(name for name, holds in found.items() if holds)


NO_START = Start("none")


def level_plans(case: Case, levers: Levers, begun: Origin, rates: Sequence[Fraction]) -> Iterator[SlowPlan | None]:
    """Plans whose installments are solved for their term, or for a longer one that they end before."""
    for start in levers.starts:
        first = start_rows(case, start, rates) if start.months < levers.terms.last else None
        for rows, over in product(levers.terms.values(), (0, *levers.balloons)):
            if first is None or rows <= start.months or (over and (over <= rows or rows < start.months + 2)):
                continue
            walked = walk(case, begun.principal, rates, first + ["level"] * (rows - len(first)), over or rows)
            if walked:
                yield plan_of(case, begun, walked, rates, start, "level", balloon=over > 0)


def affordable_plans(case: Case, levers: Levers, begun: Origin, rates: Sequence[Fraction]) -> Iterator[SlowPlan | None]:
    """Plans that pay what can be paid, or in some months a share of it, until all is repaid."""
    for season in (None, *levers.seasons):
        months, share = (season.months, Fraction(season.share)) if season else ((), Fraction(1))
        wanted: list[str | int] = [
            floor(sized(case, can) * (share if day.month in months else 1)) // case.unit * case.unit
            for day, can in zip(case.dates[: levers.terms.last], case.affordable, strict=False)
        ]
        walked = walk(case, begun.principal, rates, wanted, None)
        paid = len(walked.payments) if walked else 0
        if walked and paid >= levers.terms.first and 0 not in wanted[:paid]:
            yield plan_of(case, begun, walked, rates, NO_START, "affordable")


def sized(case: Case, can: int) -> int:
    """An installment set to what can be paid."""
    return can if case.most_sized is None else min(can, case.most_sized)


def contract_plans(case: Case, levers: Levers, begun: Origin, rates: Sequence[Fraction]) -> Iterator[SlowPlan | None]:
    """Plans that go back to the contract's installment after their start."""
    for start in levers.starts:
        first = start_rows(case, start, rates) if start.months < levers.terms.last else None
        if first is None:
            continue
        after: list[str | int] = [case.installment] * (levers.terms.last - len(first))
        walked = walk(case, begun.principal, rates, first + after, None)
        if walked and len(walked.payments) >= levers.terms.first:
            yield plan_of(case, begun, walked, rates, start, "contract")


def settlement_plan(case: Case, settled: Settlement) -> SlowPlan:
    """Part of everything owed, in equal installments without interest."""
    left = rounded(case.everything * Fraction(settled.share), "half_up")
    kept: dict[str, int] = {}
    for name in ("principal", *KEPT_AFTER_PRINCIPAL):
        kept[name] = min(case.owed[name], left)
        left -= kept[name]
    rates = [Fraction(0)] * settled.installments
    walked = walk(case, kept["principal"], rates, ["level"] * settled.installments, settled.installments)
    assert walked is not None
    later: list[tuple[str, object, int]] = [
        ("spread", "all", kept[name]) for name in KEPT_AFTER_PRINCIPAL if kept[name]
    ]
    payments = tuple(with_later(walked.payments, later, 0, 0))
    return SlowPlan(
        today=0,
        payments=payments,
        principal=kept["principal"],
        rates=tuple(rates),
        kind="settlement",
        start="none",
        relief=0,
        forgiven=case.owed["principal"] - kept["principal"],
        waived=case.everything - sum(kept.values()),
        parked=0,
        at_maturity=0,
        peak=walked.peak,
        instruments=frozenset(),
        owed=owed_before(walked, later, payments),
    )


def slow_plans(case: Case, levers: Levers) -> Iterator[SlowPlan]:
    """Every plan the levers allow."""
    makers = {"level": level_plans, "affordable": affordable_plans, "contract": contract_plans}
    for begun, rates in product(origins(case, levers), list(rate_paths(case, levers))):
        for kind in levers.installments:
            if kind == "level" or not begun.later:
                yield from filter(None, makers[kind](case, levers, begun, rates))
    for settled in levers.settlements:
        yield settlement_plan(case, settled)


# --- what fits, and what it is worth -------------------------------------------------------------------------------


def regular(plan: SlowPlan) -> list[int]:
    """The installments without what is named to fall due at maturity."""
    return [*plan.payments[:-1], plan.payments[-1] - plan.at_maturity]


def fits(case: Case, plan: SlowPlan) -> bool:
    """Whether every installment can be paid on its due date, and what is due today from the cash at hand."""
    lump = case.cash if plan.kind == "settlement" and len(plan.payments) == 1 else 0
    held = zip(regular(plan), case.affordable, strict=False)
    return plan.today <= case.cash and all(paid <= can + lump for paid, can in held)


def worth(payments: Sequence[int], ratios: Sequence[Ratio]) -> Fraction:
    """The value today of payments: discounted row by row from the last."""
    top, bottom = 0, 1
    for paid, (part, whole) in zip(reversed(payments), reversed(ratios[: len(payments)]), strict=True):
        top, bottom = (top + paid * bottom) * whole, bottom * (whole + part)
    return Fraction(top, bottom)


def contract_worth(case: Case) -> Fraction:
    """Arrears at face, and the contract's installments until all is repaid."""
    arrears = case.everything - case.owed["principal"] + case.overdue
    return arrears + worth(case.contract.payments, case.contract.ratios)


def facts(case: Case, plan: SlowPlan, contract: Fraction, bucket: Fraction) -> Facts:
    """What a plan is ordered by."""
    year_end = due_date(case.as_of, case.as_of.day, 1, 12)
    loss = (contract - plan.today - worth(plan.payments, case.ratios(case.rate))) / contract
    return Facts(
        loss=loss,
        bucket=floor(loss / bucket),
        total=plan.today + sum(plan.payments),
        first_year=plan.today
        + sum(paid for paid, day in zip(plan.payments, case.dates, strict=False) if day <= year_end),
        highest=max(regular(plan)),
        rows=len(plan.payments),
        due_at_maturity=plan.at_maturity,
    )


# --- rules ---------------------------------------------------------------------------------------------------------


def months_to(start: date, end: date) -> int:
    """The least number of whole months from start that reach end."""
    months = 12 * (end.year - start.year) + end.month - start.month
    return months if due_date(start, start.day, 1, months) >= end else months + 1


def of_application(case: Case, quantity: str) -> Fraction:
    """A quantity of the application."""
    debt = case.debt
    if quantity == "days_past_due":
        return Fraction(debt.days_past_due)
    if quantity == "contract_rate":
        return case.rate
    if quantity == "charges_share":
        return Fraction(case.everything - case.owed["principal"], case.owed["principal"])
    assert debt.contract_date is not None
    if quantity == "original_term_months":
        return Fraction(months_to(debt.contract_date, debt.original_maturity or case.contract.ends))
    age = months_to(debt.contract_date, case.as_of)
    return Fraction(age - (due_date(debt.contract_date, debt.contract_date.day, 1, age) > case.as_of))


def of_option(case: Case, plan: SlowPlan, seen: Facts, quantity: str) -> Fraction:
    """A quantity of a plan."""
    owed, last = case.owed["principal"], case.dates[seen.rows - 1]
    later = max(months_to(case.debt.original_maturity or case.contract.ends, last), 0)
    if quantity in ("extension_share", "whole_term_months"):
        term = of_application(case, "original_term_months")
        return later / term if quantity == "extension_share" else term + later
    found: dict[str, Callable[[], int | Fraction]] = {
        "installment_count": lambda: seen.rows,
        "installments_per_year": lambda: 12,
        "term_months": lambda: months_to(case.as_of, last),
        "first_due_days": lambda: (case.dates[0] - case.as_of).days,
        "annual_rate": lambda: max(plan.rates),
        "rate_cut": lambda: case.rate - plan.rates[0],
        "principal_forgiven_share": lambda: Fraction(plan.forgiven, owed),
        "peak_balance_share": lambda: Fraction(plan.peak, plan.principal),
        "lender_loss": lambda: seen.loss,
        "payment_reduction": lambda: 1 - Fraction(seen.highest, case.installment),
        "debt_service_ratio": lambda: Fraction(seen.highest, case.income),
        "housing_ratio": lambda: Fraction(seen.highest + case.housing, case.income),
        "relief_months": lambda: plan.relief,
        "extension_months": lambda: later,
        "parked_share": lambda: Fraction(plan.parked, owed),
        "due_at_maturity_share": lambda: Fraction(plan.at_maturity, owed),
        "paid_share": lambda: Fraction(seen.total, case.everything),
    }
    return Fraction(found[quantity]())


def compares(actual: Fraction, comparator: str, limit: object) -> bool:
    """Whether a comparison holds."""
    assert isinstance(limit, Decimal)
    wanted = Fraction(limit)
    return {
        "<": actual < wanted,
        "<=": actual <= wanted,
        "==": actual == wanted,
        "!=": actual != wanted,
        ">=": actual >= wanted,
        ">": actual > wanted,
    }[comparator]


def holds(condition: Condition, quantity: Callable[[str], Fraction]) -> bool:
    """Whether a condition, whose value has no date, holds."""
    value = condition.value
    assert not isinstance(value, Dated)
    return compares(quantity(condition.quantity), condition.comparator, value)


def fails(rule: Rule, on: date, quantity: Callable[[str], Fraction]) -> bool:
    """Whether a rule applies and its limit, as it stands on a day, is not kept."""
    limit = [value for begins, value in rule.limit.steps if begins <= on][-1]
    applies = all(holds(condition, quantity) for condition in rule.when)
    return applies and not compares(quantity(rule.quantity), rule.comparator, limit)


def is_law(rule: Rule) -> bool:
    """Whether every source of a rule was read: only then it decides."""
    return all(source.level == "verified" for source in rule.sources)


# --- the choice ----------------------------------------------------------------------------------------------------


def rank_key(name: str, seen: Facts, plan: SlowPlan) -> int:
    """One key of a ranking; plans that a rule is indicated to fail are never held against others."""
    return {
        "indicated_fail": 0,
        "due_at_maturity": seen.due_at_maturity,
        "lender_loss": seen.bucket,
        "total_paid": seen.total,
        "last_due_date": seen.rows,
        "instruments": len(plan.instruments),
        "highest_installment": seen.highest,
        "first_year": seen.first_year,
    }[name]


def dominates(one: Facts, other: Facts) -> bool:
    """Whether a plan is no worse than another in anything and better in something."""
    return one.axes != other.axes and all(a <= b for a, b in zip(one.axes, other.axes, strict=True))


def slow_recommended(
    application: Application, policy: Policy, affordable: Affordable, income: int, target: Target | None = None
) -> list[SlowPlan]:
    """Every plan that may be recommended: one, several that tie in everything that is compared, or none."""
    case = slow_case(application, policy.levers, affordable, income)
    rules = [rule for rule in policy.rules if rule.quantity not in OF_APPLICATION]
    if any(
        fails(rule, case.as_of, lambda name: of_application(case, name))
        for rule in policy.rules
        if rule.quantity in OF_APPLICATION
    ):
        return []
    contract, bucket = contract_worth(case), Fraction(policy.ranking.loss_bucket)

    def allowed(plans: Iterable[SlowPlan]) -> list[tuple[SlowPlan, Facts]]:
        """What fits and is lawful, of that what no rule seems to forbid if there is any, and reaches the target."""
        clean: list[tuple[SlowPlan, Facts, bool]] = []
        indicated: list[tuple[SlowPlan, Facts, bool]] = []
        for plan in plans:
            if not fits(case, plan):
                continue
            seen = facts(case, plan, contract, bucket)

            def quantity(name: str, plan: SlowPlan = plan, seen: Facts = seen) -> Fraction:
                return of_application(case, name) if name in OF_APPLICATION else of_option(case, plan, seen, name)

            failed = [rule for rule in rules if fails(rule, case.as_of, quantity)]
            wanted = target is None or all(holds(condition, quantity) for condition in target.where)
            if not any(is_law(rule) for rule in failed):
                (indicated if failed else clean).append((plan, seen, wanted))
        return [(plan, seen) for plan, seen, wanted in clean or indicated if wanted]

    least = [target.least] if target and target.least else []
    keys = list(policy.ranking.keys)
    ahead = [name for place, name in enumerate(keys) if set(keys[: place + 1]) <= {"indicated_fail", "due_at_maturity"}]
    every = list(slow_plans(case, policy.levers))
    whole = chosen(allowed(plan for plan in every if plan.kind != "settlement"), [*ahead, *least, *keys[len(ahead) :]])
    return whole or settled(case, policy, allowed(plan for plan in every if plan.kind == "settlement"))


def settled(case: Case, policy: Policy, found: Sequence[tuple[SlowPlan, Facts]]) -> list[SlowPlan]:
    """The settlements worth most at the policy's market rate, of those the ones of fewest installments."""
    rate = Fraction(policy.budget.market_rate.annual) if policy.budget else Fraction(0)

    def place(plan: SlowPlan) -> tuple[int, int]:
        each = discounts(rate, case.as_of, case.dates[0], len(plan.payments))
        return -floor(present_value(plan.payments, each, plan.today) + Fraction(1, 2)), len(plan.payments)

    first = min((place(plan) for plan, _ in found), default=None)
    return [plan for plan, _ in found if place(plan) == first]


def chosen(found: Sequence[tuple[SlowPlan, Facts]], keys: Sequence[str]) -> list[SlowPlan]:
    """The first by the ranking; where another is better in every way, the first of those instead, and so on."""
    if not found:
        return []

    def place(item: tuple[SlowPlan, Facts]) -> tuple[int | Fraction, ...]:
        plan, seen = item
        return (*(rank_key(name, seen, plan) for name in keys), seen.loss, seen.highest, seen.first_year)

    best = min(found, key=place)
    while better := [item for item in found if dominates(item[1], best[1])]:
        best = min(better, key=place)
    return [item[0] for item in found if place(item) == place(best)]
