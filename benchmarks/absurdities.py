"""Look for absurd recommendations to random but realistic borrowers: how many of each kind, as a table in Markdown.

    python benchmarks/absurdities.py        # 330 borrowers, some 10 minutes; --smoke for three, --show 3 for examples

Everything is drawn from one seed, uniform within these bounds. The debt is a card, a personal loan or a mortgage, with
the amounts, terms and rates of `PRODUCTS`. Five in eight debts are late, by one to six installments; three in ten of
those late by four or more are called in, mortgages apart. The household earned 2 to 8 times its installments, and in
five of seven cases that fell by 10 to 50%; a third has a second income, and a third of those whose income fell get it
back on a stated day. Living costs are 20 to 42% of what was earned, housing 12 to 32% (5 to 15% beside a mortgage).
Cash is not stated, none, or up to six months of income. A third of those without a mortgage has two or three debts in
scope, and a third of all has debts elsewhere.

Every answer is looked at by itself, and beside the answer after one change: a little more income or cash, one more
dependant, another day of the month, another order of the debts, a month later. `docs/explanation/outcomes.md` holds a
run and says why what is left is there. Nothing here is fitted, and nothing depends on it.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from random import Random
from typing import Literal, NamedTuple, get_args

import restructure as rs
from restructure import policies
from restructure.applicant.household import Evidence, IncomeKind
from restructure.options.vocabulary import RUNGS

SEED, BORROWERS, FEW = 20261123, 330, 3
AS_OF = date(2026, 11, 23)
CENT = Decimal("0.01")
Kind = Literal["credit_card", "personal_loan", "mortgage"]
SECOND_INCOMES: Sequence[IncomeKind] = ("rental", "bonus", "benefit", "self_employed", "salary")


class Product(NamedTuple):
    """A kind of debt: what such debts are like, and the policies asked about them."""

    currency: str
    amounts: tuple[int, int]
    terms: Sequence[int]
    rates: tuple[int, int]  # hundredths of a percent
    policies: Sequence[str]


PRODUCTS: Mapping[Kind, Product] = {
    "credit_card": Product(
        "CNY", (8_000, 150_000), (12, 24, 36), (1200, 2190), ("generic", "cn_card_article_70", "uk_consumer_credit")
    ),
    "personal_loan": Product(
        "USD", (2_000, 40_000), (24, 36, 48, 60), (599, 2599), ("generic", "cn_personal_loan", "uk_consumer_credit")
    ),
    "mortgage": Product(
        "GBP",
        (60_000, 450_000),
        (180, 240, 300, 360),
        (199, 725),
        ("uk_mortgage", "ie_mortgage_arrears", "eu_long_term"),
    ),
}


# --- borrowers -------------------------------------------------------------------------------------------------------


def percent_of(amount: Decimal, percent: int) -> Decimal:
    """Return a share of an amount, rounded to the cent."""
    return (amount * percent / 100).quantize(CENT)


def month_after(day: date, months: int) -> date:
    """Return the same day of another month; days are at most the 28th."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, day.day)


def debt(draw: Random, kind: Kind, reference: str) -> tuple[rs.Debt, Decimal]:
    """Return a debt with its installment before it was called in, if it was."""
    product = PRODUCTS[kind]
    rate, term = Decimal(draw.randrange(*product.rates, 5)) / 10_000, draw.choice(product.terms)
    amount, missed = draw.randrange(*product.amounts, 100), draw.choice([0, 0, 0, 1, 2, 3, 4, 6])
    paid, day = draw.randrange(2, term - missed - 2), draw.choice([1, 5, 9, 15, 22, 28])
    due = date(2026, 11 if day > AS_OF.day else 12, day)
    first = month_after(due, -paid - missed)
    terms = rs.LoanTerms(
        currency=product.currency,
        principal=amount,
        rate=rate,
        start_date=month_after(first, -1),
        first_due_date=first,
        phases=[rs.Phase(term)],
    )
    rows = list(rs.amortize(terms))
    owed, not_due = rows[paid - 1].closing_balance, rows[paid + missed - 1].closing_balance
    called = kind != "mortgage" and missed >= 4 and draw.random() < 0.3
    since = (AS_OF - month_after(due, -1)).days
    interest = sum((row.interest for row in rows[paid : paid + missed]), (not_due * rate * since / 360).quantize(CENT))
    return rs.Debt(
        reference=reference,
        kind=kind,
        in_scope=True,
        principal=owed,
        overdue_principal=owed if called else owed - not_due,
        interest=interest if missed else 0,
        penalty_interest=8 * missed,
        fees=15 * missed,
        rate=rate,
        installment=0 if called else rows[0].payment,
        remaining_installments=0 if called else term - paid - missed,
        next_due_date=due,
        days_past_due=(AS_OF - rows[paid].due_date).days if missed else 0,
        priority=kind == "mortgage",
        collateral_value=Decimal(amount) if kind == "mortgage" else None,
    ), rows[0].payment


def incomes(draw: Random, before: Decimal) -> list[rs.Income]:
    """Return what is earned now, in one or two incomes, and what comes back on a stated day."""
    fell = draw.choice([0, 0, 10, 20, 30, 40, 50])
    second = draw.randrange(10, 50) if draw.random() < 0.35 else 0
    now = percent_of(before, 100 - fell)
    found = [rs.Income("salary", now - percent_of(now, second), evidence="verified", years=draw.randrange(15))]
    if second:
        kind, evidence = draw.choice(SECOND_INCOMES), draw.choice(get_args(Evidence))
        found.append(rs.Income(kind, percent_of(now, second), evidence=evidence, years=draw.randrange(10)))
    if fell and draw.random() < 0.35:
        back = month_after(AS_OF.replace(day=1), draw.randrange(2, 18))
        found.append(rs.Income("salary", percent_of(before, fell), evidence="documented", starts=back))
    return found


def borrower(place: int) -> tuple[Kind, rs.Application]:
    """Return a borrower, the same for the same place, with the kind of their debts."""
    draw = Random(f"{SEED}/{place}")  # noqa: S311 - a fixed sequence is the point
    kind = draw.choice(list(PRODUCTS))
    count = 1 if kind == "mortgage" else draw.choice([1, 1, 1, 1, 2, 3])
    pairs = [debt(draw, kind, f"debt-{number}") for number in range(count)]
    before = (sum((payment for _, payment in pairs), Decimal(0)) * 100 / draw.randrange(12, 50)).quantize(Decimal(1))
    others = [
        rs.Debt(
            reference="elsewhere",
            kind="other",
            installment=percent_of(before, draw.randrange(2, 12)),
            principal=percent_of(before, 100 * draw.randrange(1, 8)),
        )
        for _ in range(draw.random() < 0.35)
    ]
    fifths, temporary = draw.choice([None, 0, 1, 2, 4, 8, 16, 30]), draw.choice([None, True, True, False])
    late = max(item.days_past_due for item, _ in pairs)
    return kind, rs.Application(
        reference=f"B-{place:03d}",
        as_of=AS_OF,
        currency=PRODUCTS[kind].currency,
        household=rs.Household(
            adults=draw.choice([1, 2]),
            dependents=draw.randrange(4),
            living_costs=percent_of(before, draw.randrange(20, 42)),
            housing_costs=percent_of(before, draw.randrange(*((5, 15) if kind == "mortgage" else (12, 32)))),
        ),
        incomes=incomes(draw, before),
        debts=[*(item for item, _ in pairs), *others],
        liquid_assets=None if fifths is None else percent_of(before, 20 * fifths),
        credit=rs.CreditRecord(
            worst_days_past_due_12m=late,
            months_since_delinquency=0 if late else 12,
            modifications_36m=draw.choice([0, 0, 0, 1]),
        ),
        hardship=rs.Hardship(
            cause=draw.choice(["unemployment", "reduced_income", "illness"]),
            temporary=temporary,
            expected_months=draw.randrange(2, 14) if temporary else None,
            willing_to_repay=True,
            in_contact=True,
        ),
    )


# --- one answer ------------------------------------------------------------------------------------------------------


def parts_of(held: rs.OptionSet) -> list[rs.OptionSet]:
    """Return the answers that are to be signed: one, or one for each of several debts that stay apart."""
    return [held] if held.options or not held.by_debt else list(held.by_debt)


def level_fits(held: rs.OptionSet) -> bool:
    """Return whether one of the policy's level plans for all that is owed is within what can be paid, by a formula."""
    question, levers = held.question, held.question.levers
    rate, unit = Fraction(question.contract.rate.annual), question.contract.currency.per_major
    floor = min(rate, Fraction(levers.rate_floor.annual))
    most = min(question.capacity.affordable_on(day) for day in question.frame.dates) * unit
    for cut in levers.rate_cuts:
        periodic, term = max(rate - Fraction(cut), floor) / 12, min(levers.terms.last, longest(held))
        growth = (1 + periodic) ** term
        level = Fraction(question.owed, term) if not periodic else question.owed * periodic * growth / (growth - 1)
        if level <= most:
            return True
    return False


def longest(held: rs.OptionSet) -> int:
    """Return the most installments that the policy's rules on terms leave, less two months for the first one."""
    limits = [rule.limit.at(AS_OF) for rule in held.question.policy.rules if rule.quantity == "term_months"]
    return min((int(limit) - 2 for limit in limits if isinstance(limit, Decimal)), default=1200)


def is_guarded(held: rs.OptionSet) -> bool:
    """Return whether guardrails removed plans, or rules did, that are no mere lack of money."""
    return any(group.code.startswith(("guardrail:", "rule:", "ceiling")) for group in held.rejected)


def is_barred(held: rs.OptionSet) -> bool:
    """Return whether a rule on the application lets nothing be offered."""
    return any(check.indicated == "fail" for check in held.checks)


def nothing_though_it_fits(held: rs.OptionSet) -> bool:
    """Return whether nothing is offered, a level plan fits, and no guardrail or rule stands against any."""
    return held.rung == "next_steps" and not is_barred(held) and not is_guarded(held) and level_fits(held)


def guarded_though_it_fits(held: rs.OptionSet) -> bool:
    """Return the same where guardrails or rules leave none of what fits."""
    return held.rung == "next_steps" and not is_barred(held) and is_guarded(held) and level_fits(held)


def above_contract(held: rs.OptionSet) -> bool:
    """Return whether a restructured plan asks for more a month than a contract that repays itself."""
    best, contract = held.recommended, held.question.contract
    if best is None or held.rung != "restructure" or not contract.goes_on:
        return False
    limit = best.before_after.before.installment
    return any(row.payment > limit + best.measures.due_at_maturity for row in list(best.schedule)[:-1])


def longer_than_needed(held: rs.OptionSet) -> bool:
    """Return whether a shorter plan of the same rate and kind is offered too, and holds as well."""
    return any(
        other.terms.rate == best.terms.rate
        and set(other.families) - {"term_extension"} == set(best.families) - {"term_extension"}
        and len(other.schedule) < len(best.schedule)
        and other.measures.due_at_maturity <= best.measures.due_at_maturity
        and other.sustainable >= best.sustainable
        and bucket(other) >= bucket(best)
        for best in held.options[:1]
        for other in held.options[1:]
    )


def bucket(option: rs.Option) -> int:
    """Return the part of such plans that hold, in the buckets that rank."""
    if option.holding is None:
        return 0
    return int((1 - option.holding.fails_by_end.central) * 20 + Decimal("0.5"))


def concedes(held: rs.OptionSet) -> bool:
    """Return whether the recommended plan gives up rate, ordinary interest or principal."""
    best = held.recommended
    if best is None or held.rung not in {"restructure", "settle"}:
        return False
    kinds = {"rate_adjustment", "temporary_rate", "interest_freeze", "principal_forgiveness", "settlement"}
    waives = any(item.action == "waive" and item.component == "interest" for item in best.treatments)
    return waives or bool(kinds & set(best.families))


def concedes_despite_slack(held: rs.OptionSet) -> bool:
    """Return whether something is given up though the whole contract is within what can be paid."""
    return concedes(held) and held.question.contract.arrears == 0 and held.question.contract_fits


def concedes_what_cash_pays(held: rs.OptionSet) -> bool:
    """Return whether something is given up though cash, less a month of living costs, would pay off the debt."""
    return concedes(held) and held.question.spare_cash >= held.question.owed


def holds_without_a_date(held: rs.OptionSet) -> bool:
    """Return whether a plan waits for income though nothing better is dated."""
    steps = held.question.budget.steps
    return held.rung == "hold" and max(step.keeps for step in steps) <= steps[0].keeps


def leaves_the_end_open(held: rs.OptionSet) -> bool:
    """Return whether a sum is left for the end though another offered plan leaves none."""
    return any(best.measures.due_at_maturity for best in held.options[:1]) and any(
        not other.measures.due_at_maturity for other in held.options
    )


def beaten(held: rs.OptionSet) -> bool:
    """Return whether another offered plan is no worse in every measure and better in one."""

    def measures(option: rs.Option) -> tuple[Decimal, ...]:
        after, found = option.before_after.after, option.measures
        length, kept = Decimal(len(option.schedule)), Decimal(bucket(option))
        paid = (after.highest_installment, found.total_paid, found.first_year, found.paid_today, found.due_at_maturity)
        return (*paid, length, found.lender_loss, -kept)

    mine = [measures(option) for option in held.options]
    return any(other != mine[0] and all(a <= b for a, b in zip(other, mine[0], strict=True)) for other in mine[1:])


def twice_what_is_owed(held: rs.OptionSet) -> bool:
    """Return whether an unsecured debt comes to more than twice what is owed today."""
    best, debt = held.recommended, held.question.contract.debt
    owed = held.question.contract.currency.to_major(held.question.owed)
    return best is not None and debt.collateral_value is None and best.measures.total_paid > 2 * owed


FAULTS: Mapping[str, Callable[[rs.OptionSet], bool]] = {
    "nothing offered though a level plan fits": nothing_though_it_fits,
    "nothing offered, and only guardrails or rules of the policy stand against what fits": guarded_though_it_fits,
    "restructured above the contract's installment": above_contract,
    "longer than another offered plan of the same rate and kind": longer_than_needed,
    "something given up though the contract can be paid": concedes_despite_slack,
    "something given up though spare cash would pay off the debt": concedes_what_cash_pays,
    "waiting without a date": holds_without_a_date,
    "a sum left for the end though another plan leaves none": leaves_the_end_open,
    "beaten by another offered plan": beaten,
    "unsecured, and twice what is owed": twice_what_is_owed,
}


def merged_needlessly(held: rs.OptionSet) -> bool:
    """Return whether one debt takes the place of several though each has a plan and some contract can stand."""
    rungs = [RUNGS.index(part.rung) for part in held.by_debt]
    planned = all(part.options for part in held.by_debt)
    return bool(held.options) and planned and min(rungs) < RUNGS.index("restructure")


def nothing_though_each_has_a_plan(held: rs.OptionSet) -> bool:
    """Return whether several debts find no answer though each of them has one."""
    return held.rung == "next_steps" and all(part.options for part in held.by_debt)


def more_than_is_left(held: rs.OptionSet) -> bool:
    """Return whether the plans of debts that stay apart ask for more in a month than the household has for them."""
    if held.options:
        return False
    asked: Counter[tuple[int, int]] = Counter()
    days: dict[tuple[int, int], date] = {}
    for best in (option for part in held.by_debt for option in part.options[:1]):
        for row in best.schedule:
            month = (row.due_date.year, row.due_date.month)
            asked[month] += best.terms.currency.to_minor(row.payment)
            days[month] = max(row.due_date, days.get(month, row.due_date))
    budget = held.question.budget
    return any(amount > budget.on(days[month]).keeps for month, amount in asked.items())


TOGETHER: Mapping[str, Callable[[rs.OptionSet], bool]] = {
    "several debts merged though each has a plan and some contract can stand": merged_needlessly,
    "several debts without an answer though each has one": nothing_though_each_has_a_plan,
    "plans of several debts together above what is left": more_than_is_left,
}


# --- one answer beside another ---------------------------------------------------------------------------------------


def with_debts(application: rs.Application, change: Callable[[rs.Debt], rs.Debt]) -> rs.Application:
    """Return the application with its debts in scope changed."""
    return replace(application, debts=[change(item) if item.in_scope else item for item in application.debts])


def richer(application: rs.Application) -> rs.Application:
    """Return the application with every income a hundredth higher."""
    raised = [replace(item, amount=percent_of(item.amount or Decimal(0), 101)) for item in application.incomes]
    return replace(application, incomes=raised)


def with_cash(application: rs.Application) -> rs.Application:
    """Return the application with a month of the first income more in cash."""
    earned = application.incomes[0].amount or Decimal(0)
    return replace(application, liquid_assets=(application.liquid_assets or Decimal(0)) + earned)


def with_dependent(application: rs.Application) -> rs.Application:
    """Return the application with one more dependant, whose costs are in a policy's table, if it has one."""
    home = application.household
    return replace(application, household=replace(home, dependents=home.dependents + 1))


def a_day_on(application: rs.Application) -> rs.Application:
    """Return the application with installments due a day later in the month."""

    def moved(item: rs.Debt) -> rs.Debt:
        due = item.next_due_date
        return item if due is None else replace(item, next_due_date=due.replace(day=due.day + 1))

    return with_debts(application, moved)


def turned_round(application: rs.Application) -> rs.Application:
    """Return the application with its debts the other way round."""
    return replace(application, debts=list(reversed(application.debts)))


def later(application: rs.Application) -> rs.Application:
    """Return the application with late debts a month later, and nothing else."""
    return with_debts(
        application, lambda item: replace(item, days_past_due=item.days_past_due + 30) if item.days_past_due else item
    )


CHANGES: Mapping[str, Callable[[rs.Application], rs.Application]] = {
    "income": richer,
    "cash": with_cash,
    "dependent": with_dependent,
    "day": a_day_on,
    "order": turned_round,
    "late": later,
}


class Moved(NamedTuple):
    """An answer before and after a change."""

    before: rs.OptionSet
    after: rs.OptionSet

    @property
    def rungs(self) -> tuple[int, int]:
        """The rungs, the least change first."""
        return RUNGS.index(self.before.rung), RUNGS.index(self.after.rung)

    @property
    def best(self) -> tuple[rs.Option, rs.Option] | None:
        """The recommended plans, where both are."""
        pair = self.before.recommended, self.after.recommended
        return None if pair[0] is None or pair[1] is None else (pair[0], pair[1])

    @property
    def dearer(self) -> Fraction:
        """By which part the total rises; 0 where there are no two plans."""
        if self.best is None:
            return Fraction(0)
        one, other = (Fraction(option.measures.total_paid) for option in self.best)
        return other / one - 1

    @property
    def one_rung(self) -> bool:
        """Whether both stop at the same rung."""
        return self.rungs[0] == self.rungs[1]


def falls(moved: Moved) -> bool:
    """Return whether a better-off borrower is one rung or more worse off."""
    return moved.rungs[1] > moved.rungs[0]


def a_tenth_dearer(moved: Moved) -> bool:
    """Return whether the total rises by a tenth though the answer goes as far as before."""
    return moved.one_rung and moved.dearer >= Fraction(1, 10)


def a_tenth_dearer_higher_up(moved: Moved) -> bool:
    """Return whether the total rises by a tenth as the answer needs to go less far."""
    return moved.rungs[1] < moved.rungs[0] and moved.dearer >= Fraction(1, 10)


def holds_less(moved: Moved) -> bool:
    """Return whether such plans hold less often, by a bucket, though the answer goes as far as before."""
    return moved.one_rung and moved.best is not None and bucket(moved.best[1]) < bucket(moved.best[0])


def more_to_pay_with(moved: Moved) -> bool:
    """Return whether more can be paid."""
    return moved.after.question.capacity.affordable_payment > moved.before.question.capacity.affordable_payment


def another_family(moved: Moved) -> bool:
    """Return whether another rung or kind of plan is recommended."""
    return not moved.one_rung or (moved.best is not None and set(moved.best[0].families) != set(moved.best[1].families))


def another_plan(moved: Moved) -> bool:
    """Return whether anything else is recommended."""
    return not moved.one_rung or (moved.best is not None and moved.best[0].schedule != moved.best[1].schedule)


def cheaper(moved: Moved) -> bool:
    """Return whether a plan of the same rung is cheaper by a tenth."""
    return moved.one_rung and moved.dearer <= -Fraction(1, 10)


MOVES: Mapping[str, tuple[str, Callable[[Moved], bool]]] = {
    "1% more income: a rung worse": ("income", falls),
    "1% more income: a tenth dearer, the same rung": ("income", a_tenth_dearer),
    "1% more income: a tenth dearer, as less needs to change": ("income", a_tenth_dearer_higher_up),
    "1% more income: such plans hold less often, the same rung": ("income", holds_less),
    "more cash: a rung worse": ("cash", falls),
    "more cash: a tenth dearer, the same rung": ("cash", a_tenth_dearer),
    "one more dependant: more can be paid": ("dependent", more_to_pay_with),
    "due a day later: another rung or kind of plan": ("day", another_family),
    "debts in another order: another plan": ("order", another_plan),
    "a month later: a tenth cheaper, the same rung": ("late", cheaper),
}


def pairs_of(before: rs.OptionSet, after: rs.OptionSet) -> Iterator[Moved]:
    """Yield the answers to each debt before and after; where they are merged in both, that of all."""
    if before.by_debt and before.options and after.options:
        yield Moved(before, after)
        return
    others = {part.debt: part for part in after.by_debt or [after]}
    yield from (Moved(part, others[part.debt]) for part in before.by_debt or [before])


# --- the table -------------------------------------------------------------------------------------------------------


class Found:
    """How many answers were looked at for each kind, and where it was found."""

    def __init__(self) -> None:
        self.looked: Counter[str] = Counter()
        self.where: dict[str, list[str]] = defaultdict(list)

    def note(self, kind: str, where: str, *, is_so: bool) -> None:
        """Count one look."""
        self.looked[kind] += 1
        if is_so:
            self.where[kind].append(where)


def look(found: Found, application: rs.Application, name: str) -> None:
    """Look at one borrower under one policy, as they are and changed."""
    policy, where = policies.get(name), f"{application.reference} {name}"
    held = rs.plan(application, policy=policy).options
    for kind, is_fault in FAULTS.items():
        for part in parts_of(held):
            found.note(kind, f"{where} {part.debt}", is_so=is_fault(part))
    for kind, is_fault in TOGETHER.items():
        if held.by_debt:
            found.note(kind, where, is_so=is_fault(held))
    after = {change: rs.plan(changed(application), policy=policy).options for change, changed in CHANGES.items()}
    for kind, (change, is_move) in MOVES.items():
        for moved in pairs_of(held, after[change]):
            found.note(kind, f"{where} {moved.before.debt}", is_so=is_move(moved))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--smoke", action="store_true", help="a few borrowers, to see that everything runs")
    parser.add_argument("--show", type=int, default=0, help="so many places where each kind was found")
    given = parser.parse_args()
    found = Found()
    for place in range(FEW if given.smoke else BORROWERS):
        kind, application = borrower(place)
        for name in PRODUCTS[kind].policies:
            look(found, application, name)
    print("| what | answers looked at | found |\n| --- | --- | --- |")
    for what in chain(FAULTS, TOGETHER, MOVES):
        print(f"| {what} | {found.looked[what]} | {len(found.where[what])} |")
        for where in found.where[what][: given.show]:
            print(f"  {where}")


if __name__ == "__main__":
    main()
