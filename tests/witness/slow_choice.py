"""A slow, plain second statement of what is recommended: the ladder, its guardrails and its ranking.

This file is a witness: it was written from `docs/explanation/choosing.md` alone, one debt in scope, candidate by
candidate. It reads the library's records as data and runs none of its code. What can be paid is given (`Means`).

Survival is carried in billionths, as the page says. The value of a month is not rounded here; where that could decide
(a budget or a settlement within the proven bound), the answer says so: `SlowChoice.doubtful`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import NamedTuple

from restructure.applicant.application import Application
from restructure.policy import Guardrail, OutcomeCurve, Policy, Ranking, Rule, StartKind, Target
from witness.slow_holding import (
    BILLIONTHS,
    Holding,
    Month,
    discounts,
    expected_value,
    factor,
    nothing_done,
    present_value,
    rounding_bound,
    survival,
)
from witness.slow_options import (
    CHARGES,
    MOST_ROWS,
    OF_APPLICATION,
    Case,
    Facts,
    Ratio,
    SlowPlan,
    contract_worth,
    facts,
    fails,
    fits,
    holds,
    interest_on,
    is_law,
    level as level_payment,
    minor,
    of_application,
    of_option,
    rank_key,
    regular,
    settlement_plan,
    slow_case,
    slow_plans,
)
from witness.slow_schedule import due_date, period_fraction, slow_split

NEARLY_THE_INSTALLMENT = Fraction(99, 100)
LAST_MAY_EXCEED = 2
"""Minor units for each installment by which rounding may lift the last one above the contract's."""
BUCKETS = 20
"""Of five points each."""
WITHOUT_REFERENCE = Fraction(1, 10)
TENTH = Fraction(1, 10)


class Means(NamedTuple):
    """What can be paid in the month of a day, minor units.

    Args:
        affordable: after living, housing, buffer, other debts and the caps on debt service.
        keeps: the same without the caps.
        income: assessed income.
        left: of it after living, housing and all other debt service.
        other: all other debt service.
    """

    affordable: Callable[[date], int]
    keeps: Callable[[date], int]
    income: Callable[[date], Fraction]
    left: Callable[[date], Fraction]
    other: Callable[[date], Fraction]


class SlowChoice(NamedTuple):
    """What is recommended.

    Args:
        rung: keep, reinstate, catch_up, hold, restructure, settle or next_steps.
        plans: all of equals; on the rungs before restructuring there is one, and its last date is the contract's way.
        removed: how many candidates each guardrail was the first to remove.
        first_due: when the first installment of the plans falls due.
        doubtful: whether the rounding of expected values could decide.
    """

    rung: str
    plans: list[SlowPlan]
    removed: Counter[Guardrail]
    first_due: date
    doubtful: bool = False


# --- the desk ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Desk:
    """One application on the desk: its numbers, what can be paid, what the policy says."""

    application: Application
    policy: Policy
    means: Means
    target: Target | None
    case: Case
    anchor: int

    @property
    def arrears(self) -> int:
        """Everything overdue."""
        return self.case.everything - self.case.owed["principal"] + self.case.overdue

    @property
    def wholly_due(self) -> bool:
        """Whether no installment is left to fall due."""
        return self.case.debt.remaining_installments == 0

    @property
    def repays_itself(self) -> bool:
        """Whether there are installments, and they repay the debt."""
        return not self.wholly_due and self.case.contract.repays

    @property
    def spare_cash(self) -> Fraction:
        """Cash above so many months of living and housing costs: what income does not leave, other debts apart."""
        today = self.case.as_of
        costs = self.means.income(today) - self.means.left(today) - self.means.other(today)
        return max(self.case.cash - Fraction(self.policy.ladder.reserve_months) * costs, Fraction(0))

    @cached_property
    def curve(self) -> OutcomeCurve | None:
        """The first curve that speaks of this kind of debt."""
        return next((curve for curve in self.policy.outcomes if self.case.debt.kind in curve.kinds), None)

    @cached_property
    def market_rate(self) -> Fraction:
        """By which values are discounted."""
        if self.curve is not None:
            return Fraction(self.curve.discount.annual)
        return Fraction(self.policy.budget.market_rate.annual) if self.policy.budget else Fraction(0)

    def contract_day(self, row: int) -> date:
        """A due date of the contract."""
        first = self.case.debt.next_due_date
        assert first is not None
        return due_date(first, self.anchor, 1, row)

    def contract_ratio(self, row: int) -> Ratio:
        """Interest over balance at the contract's rate, for a row of the contract."""
        first = self.case.debt.next_due_date
        assert first is not None
        exact = self.case.rate * period_fraction(self.case.as_of, first, self.anchor, 1, self.case.debt.day_count, row)
        return exact.numerator, exact.denominator

    def contract_days(self, payments: Sequence[int]) -> list[date]:
        """The contract's due dates, one for each payment."""
        return [self.contract_day(row) for row in range(len(payments))]

    def keeps_up(self, payments: Sequence[int]) -> bool:
        """Whether payments on the contract's due dates fit without the caps."""
        return all(
            paid <= self.means.keeps(day) for paid, day in zip(payments, self.contract_days(payments), strict=True)
        )


def slow_desk(application: Application, policy: Policy, means: Means, target: Target | None) -> Desk:
    """Read an application."""
    income = floor(means.income(application.as_of))
    case = slow_case(application, policy.levers, means.affordable, income)
    repays = bool(case.debt.remaining_installments) and case.contract.repays
    if repays and target is None and "WITHIN_CONTRACT" not in policy.guardrails.off:
        case = replace(case, most_sized=floor(NEARLY_THE_INSTALLMENT * case.installment))
    assert case.debt.next_due_date is not None
    return Desk(application, policy, means, target, case, case.debt.due_day or case.debt.next_due_date.day)


# --- the ladder ----------------------------------------------------------------------------------------------------


def slow_choice(application: Application, policy: Policy, means: Means, target: Target | None = None) -> SlowChoice:
    """Climb the ladder and stop at the first rung that holds."""
    desk = slow_desk(application, policy, means, target)
    rungs = {"keep": keep, "reinstate": reinstate, "catch_up": catch_up, "hold": hold}
    for name, rung in rungs.items():
        if name not in policy.ladder.rungs:
            continue
        plan = rung(desk)
        if plan is not None:
            return SlowChoice(name, [plan], Counter(), desk.contract_day(0))
    found = restructure(desk)
    if found.plans:
        return found
    settled = settle(desk, found)
    return settled if settled.plans else settled._replace(rung="next_steps")


def on_contract(desk: Desk, rung: str, payments: Sequence[int], *, today: int = 0, principal: int = 0) -> SlowPlan:
    """A plan on the contract's due dates and at its rate."""
    return SlowPlan(
        today=today,
        payments=tuple(payments),
        principal=principal or desk.case.owed["principal"] - desk.case.overdue,
        rates=(desk.case.rate,) * len(payments),
        kind=rung,
        start="none",
        relief=0,
        forgiven=0,
        waived=0,
        parked=0,
        at_maturity=0,
        peak=0,
        instruments=frozenset(),
    )


def keep(desk: Desk) -> SlowPlan | None:
    """Nothing is overdue and every installment fits."""
    payments = desk.case.contract.payments
    if desk.arrears or not desk.repays_itself or not (desk.keeps_up(payments) or cash_carries(desk)):
        return None
    return on_contract(desk, "keep", payments)


def cash_carries(desk: Desk) -> bool:
    """Whether cash could pay off the debt, and pays the arrears and what the contract's installments lack."""
    payments = desk.case.contract.payments
    can = [desk.means.keeps(day) for day in desk.contract_days(payments)]
    lacking = sum(paid - has for paid, has in zip(payments, can, strict=True) if paid > has)
    spare = desk.spare_cash
    return all(has > 0 for has in can) and spare >= desk.case.everything and spare >= desk.arrears + lacking


def reinstate(desk: Desk) -> SlowPlan | None:
    """Spare cash pays the arrears, and the contract goes on."""
    payments = desk.case.contract.payments
    if not desk.arrears or not desk.repays_itself or desk.spare_cash < desk.arrears:
        return None
    if not (desk.keeps_up(payments) or cash_carries(desk)):
        return None
    return on_contract(desk, "reinstate", payments, today=desk.arrears)


def catch_up(desk: Desk) -> SlowPlan | None:
    """The arrears beside the next installments, or the same installment for longer."""
    if not desk.arrears or not desk.repays_itself:
        return None
    return beside_the_next(desk) or the_same_for_longer(desk)


def beside_the_next(desk: Desk) -> SlowPlan | None:
    """The arrears over the fewest next installments that survive the stress, else over the most."""
    contract = desk.case.contract.payments
    most = min(desk.policy.levers.catch_up_months, len(contract))
    for months in range(1, most + 1):
        payments = list(contract)
        for amount in (desk.case.overdue, *(desk.case.owed[name] for name in CHARGES)):  # component by component
            for row, share in enumerate(slow_split(amount, [1] * months)):
                payments[row] += share
        if desk.keeps_up(payments) and (
            months == most or sustainable(desk, payments, desk.contract_days(payments), desk.case.cash)
        ):
            return on_contract(desk, "catch_up", payments)
    return None


class JoinedUp(NamedTuple):
    """Everything owed as one balance, with what a treatment set puts off to the end and what it waives."""

    balance: int
    at_the_end: int
    waived: int


def joined_up(desk: Desk) -> JoinedUp | None:
    """By the policy's first treatment set that lets nothing fall due before the rest."""
    for treated in desk.policy.levers.treatment_sets:
        acts = [(item.action, item.due, desk.case.owed[item.component]) for item in treated.treatments]
        acts = [act for act in acts if act[2]]
        ends = sum(amount for action, due, amount in acts if (action, due) == ("defer", "maturity"))
        joins = sum(amount for action, _, amount in acts if action == "capitalize")
        waived = sum(amount for action, _, amount in acts if action == "waive")
        if ends + joins + waived == sum(amount for _, _, amount in acts):
            return JoinedUp(desk.case.owed["principal"] + joins, ends, waived)
    return None


def run_on(desk: Desk, joined: JoinedUp, relief: int = 0, way: StartKind = "none") -> list[int] | None:
    """The contract's installment until all is repaid, after months that ask for less; `None` where it never is.

    Interest set aside bears none and is repaid last, by more installments of the same amount.
    """
    balance, aside, payments = joined.balance, 0, list[int]()
    while balance or aside:
        if len(payments) == MOST_ROWS:
            return None
        interest = interest_on(balance, desk.contract_ratio(len(payments)))
        if len(payments) < relief:
            payments.append(interest if way == "interest_only" else 0)
            balance += interest if way == "capitalize" else 0
            continue
        paid = min(desk.case.installment, balance + interest + aside)
        if paid < interest:
            return None
        to_principal = min(paid - interest, balance)
        balance -= to_principal
        aside -= paid - interest - to_principal
        payments.append(paid)
    payments[-1] += joined.at_the_end
    return payments


def the_same_for_longer(desk: Desk) -> SlowPlan | None:
    """Everything owed by the contract's installment, where that fits to the end."""
    joined = joined_up(desk)
    payments = run_on(desk, joined) if joined else None
    if joined is None or payments is None:
        return None
    if not desk.keeps_up(desk.case.contract.payments) or not desk.keeps_up(payments):
        return None
    return on_contract(desk, "catch_up", payments, principal=joined.balance)._replace(waived=joined.waived)


def hold(desk: Desk) -> SlowPlan | None:
    """Less until dated income comes, then the contract's installment."""
    joined = joined_up(desk)
    if not desk.repays_itself or joined is None or not has_dates(desk):
        return None
    for way in desk.policy.ladder.hold:
        held = held_by(desk, joined, way)
        if held is not None:
            return held
    return None


def has_dates(desk: Desk) -> bool:
    """Whether an income or an expense begins or ends later on."""
    today = desk.case.as_of
    spans = [(item.starts, item.ends) for item in desk.application.incomes]
    spans += [(item.starts, item.ends) for item in desk.application.expenses]
    return any((starts and starts > today) or (ends and ends >= today) for starts, ends in spans)


def held_by(desk: Desk, joined: JoinedUp, way: StartKind) -> SlowPlan | None:
    """A way to ask for less until the first due date from which the contract's installment fits for good."""
    latest = due_date(desk.case.as_of, desk.case.as_of.day, 1, desk.policy.ladder.hold_months)
    relief = 0
    while desk.contract_day(relief) <= latest:
        payments = run_on(desk, joined, relief, way)
        if payments is not None and fits_from(desk, payments, relief):
            less = all(paid < desk.case.installment for paid in payments[:relief])
            if not relief or not less or not desk.keeps_up(payments):
                return None
            plan = on_contract(desk, "hold", payments, principal=joined.balance)
            return plan._replace(start=way, relief=relief, waived=joined.waived)
        relief += 1
    return None


def fits_from(desk: Desk, payments: Sequence[int], row: int) -> bool:
    """Whether the contract's installment fits on every due date of a plan from a row on."""
    asked = [max(paid, desk.case.installment) for paid in payments]
    days = desk.contract_days(asked)
    return all(paid <= desk.means.keeps(day) for paid, day in list(zip(asked, days, strict=True))[row:])


# --- sustainable ---------------------------------------------------------------------------------------------------


def sustainable(desk: Desk, asked: Sequence[int], days: Sequence[date], cash: int) -> bool:
    """Whether a plan is short, survives the stress, or has enough cash beside it."""
    guardrails = desk.policy.guardrails
    if len(asked) <= guardrails.short_plan:
        return True
    months = [(paid, day) for paid, day in zip(asked, days, strict=False) if paid]
    if all(survives(desk, paid, day) for paid, day in months):
        return True
    highest = max(asked)
    most = max((highest + desk.means.other(day) for paid, day in months if paid == highest), default=Fraction(0))
    return cash >= guardrails.cash_payments * most


def survives(desk: Desk, paid: int, day: date) -> bool:
    """Whether something is left of stressed income after everything, or nothing is missing."""
    income = desk.means.income(day)
    stressed = (1 - Fraction(desk.policy.guardrails.stress)) * income
    return stressed - (income - desk.means.left(day)) - paid >= 0


# --- candidates ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Candidate:
    """A plan that fits, with what it is measured by."""

    desk: Desk
    plan: SlowPlan
    seen: Facts

    @cached_property
    def asked(self) -> list[int]:
        """The installments, without what is named to fall due at maturity."""
        return regular(self.plan)

    @cached_property
    def at_the_contracts_rate(self) -> bool:
        """Whether all its rates are the contract's."""
        return all(rate == self.desk.case.rate for rate in self.plan.rates)

    @cached_property
    def sustainable(self) -> bool:
        """Whether it is."""
        return sustainable(self.desk, self.asked, self.desk.case.dates, self.cash_left)

    @cached_property
    def cash_left(self) -> int:
        """Cash after day one."""
        return max(self.desk.case.cash - self.plan.today, 0)

    @cached_property
    def capitalizes(self) -> bool:
        """Whether something owed joins the principal and the highest installment is about the contract's or more."""
        high = self.seen.highest > NEARLY_THE_INSTALLMENT * self.desk.case.installment
        return self.plan.joined > 0 and not self.desk.wholly_due and high

    @cached_property
    def holding(self) -> Holding:
        """What a curve needs to know."""
        desk, case, record = self.desk, self.desk.case, self.desk.application.credit
        return Holding(
            months=list(self.months()),
            installment=None if desk.wholly_due else case.installment,
            cash=self.cash_left,
            days_past_due=case.debt.days_past_due,
            capitalizes=self.capitalizes,
            second_plan=bool(record and record.modifications_36m),
            relief=self.plan.relief if self.plan.relief < len(self.asked) else 0,
            relief_ends_dated=any(
                income.starts and case.as_of < income.starts <= case.dates[self.plan.relief]
                for income in desk.application.incomes
            ),
        )

    def months(self) -> Iterator[Month]:
        """The plan month by month."""
        case, means = self.desk.case, self.desk.means
        rows = zip(self.asked, self.plan.payments, self.plan.owed, self.plan.rates, case.dates, strict=False)
        for asked, paid, owed, rate, day in rows:
            given_up = max((case.rate - rate) / case.rate, Fraction(0)) if case.rate else Fraction(0)
            yield Month(asked, paid, owed, given_up, means.income(day), means.left(day))

    @cached_property
    def alive(self) -> list[Fraction]:
        """Survival in billionths; without a curve every plan holds."""
        if self.desk.curve is None:
            return [Fraction(1)] * (len(self.asked) + 1)
        return survival(self.desk.curve, self.holding, whole=BILLIONTHS)

    @cached_property
    def bucket(self) -> int:
        """The part that holds to the end, in buckets of five points around whole multiples of five."""
        return floor(self.alive[-1] * BUCKETS + Fraction(1, 2))

    @cached_property
    def value(self) -> Fraction:
        """What the lender can expect of it, or without a curve what it is worth."""
        worth = discounts(self.desk.market_rate, self.desk.case.as_of, self.desk.case.dates[0], len(self.asked))
        if self.desk.curve is None:
            return present_value(self.plan.payments, worth, self.plan.today)
        return expected_value(self.desk.curve, self.holding, self.alive, worth, self.plan.today)

    @cached_property
    def bound(self) -> Fraction:
        """How far the value may be off by rounding month by month."""
        return rounding_bound(self.holding)


def quantity_of(desk: Desk, candidate: Candidate) -> Callable[[str], Fraction]:
    """What a rule or a target compares."""

    def quantity(name: str) -> Fraction:
        if name in OF_APPLICATION:
            return of_application(desk.case, name)
        if name == "debt_service_ratio":
            day = desk.case.as_of
            return (candidate.seen.highest + desk.means.other(day)) / desk.means.income(day)
        return of_option(desk.case, candidate.plan, candidate.seen, name)

    return quantity


class Pools(NamedTuple):
    """Candidates that fit and that no law fails; of them those that reach the target."""

    lawful: list[Candidate]
    wanted: list[Candidate]


def pools(desk: Desk, plans: Iterator[SlowPlan]) -> Pools:
    """Those without an indicated failure; only where none fits, those with one."""
    bucket = Fraction(desk.policy.ranking.loss_bucket)
    contract = contract_worth(desk.case)
    rules = [rule for rule in desk.policy.rules if rule.quantity not in OF_APPLICATION]
    clean, indicated = Pools([], []), Pools([], [])
    if any(barred(desk, rule) for rule in desk.policy.rules if rule.quantity in OF_APPLICATION):
        return clean
    for plan in plans:
        if not fits(desk.case, plan):
            continue
        candidate = Candidate(desk, plan, facts(desk.case, plan, contract, bucket))
        quantity = quantity_of(desk, candidate)
        failed = [rule for rule in rules if fails(rule, desk.case.as_of, quantity)]
        if any(is_law(rule) for rule in failed):
            continue
        pool = indicated if failed else clean
        pool.lawful.append(candidate)
        if desk.target is None or all(holds(condition, quantity) for condition in desk.target.where):
            pool.wanted.append(candidate)
    return clean if clean.wanted else Pools([*clean.lawful, *indicated.lawful], indicated.wanted)


def barred(desk: Desk, rule: Rule) -> bool:
    """Whether a rule on applications lets no plan be offered."""
    return fails(rule, desk.case.as_of, lambda name: of_application(desk.case, name))


# --- guardrails ----------------------------------------------------------------------------------------------------

Left = Sequence[Candidate]


def within_contract(desk: Desk, left: Left) -> list[Candidate]:
    """No installment above the contract's."""
    most = desk.case.installment
    if not desk.repays_itself or desk.target is not None:
        return list(left)
    return [
        one
        for one in left
        if all(paid <= most for paid in one.asked[:-1])
        and one.asked[-1] <= most + LAST_MAY_EXCEED * len(one.plan.payments)
    ]


def temporary_relief(desk: Desk, left: Left) -> list[Candidate]:
    """A relief only for a hardship that is stated to pass, and not for too long."""
    hardship = desk.application.hardship
    passes = hardship is not None and hardship.temporary is True
    return [
        one
        for one in left
        if not one.plan.relief or (passes and one.plan.relief <= desk.policy.guardrails.relief_months)
    ]


def capitalizing(_desk: Desk, left: Left) -> list[Candidate]:
    """Nothing joins the principal unless installments fall."""
    return [one for one in left if not one.capitalizes]


def keep_something(desk: Desk, left: Left) -> list[Candidate]:
    """Something of what can be paid is kept."""
    if desk.policy.guardrails.keep_most is None:
        return list(left)
    most = Fraction(minor(desk.policy.guardrails.keep_most, desk.application.currency.code))

    def keeps(one: Candidate) -> bool:
        pairs = zip(one.asked, desk.case.affordable, strict=False)
        return all(paid <= can - min(can * TENTH, most) for paid, can in pairs)

    return [one for one in left if keeps(one)]


def cash_at_hand(desk: Desk, left: Left) -> list[Candidate]:
    """Nothing is given up that spare cash would pay, where there is a plan without that."""
    spare, case = desk.spare_cash, desk.case
    pays_off = spare >= case.everything

    def passes(one: Candidate) -> bool:
        forgives = 0 < one.plan.forgiven <= spare
        return not forgives and not (pays_off and (min(one.plan.rates) < case.rate or one.plan.waives_interest))

    return [one for one in left if passes(one) or desk.target is not None] if any(map(passes, left)) else list(left)


def shortest_at_full_rate(_desk: Desk, left: Left) -> list[Candidate]:
    """At the contract's rate none longer than need be."""
    full = [one for one in left if one.at_the_contracts_rate]
    whole = [one for one in full if not one.plan.forgiven and not one.plan.at_maturity]
    standing = [one for one in whole if one.sustainable] or whole
    shortest = min((one.seen.rows for one in standing), default=MOST_ROWS)
    return [one for one in left if not one.at_the_contracts_rate or one.seen.rows <= shortest]


class Budget(NamedTuple):
    """What may be given up, and against what."""

    most: Fraction
    against: Fraction
    bound: Fraction


def reference(fitting: Left) -> tuple[Candidate, bool]:
    """The plan that concessions are counted from, and whether it repays everything at one rate."""
    whole = [
        one for one in fitting if not one.plan.forgiven and not one.plan.at_maturity and len(set(one.plan.rates)) == 1
    ]
    forgoing = min(one.plan.forgiven + one.plan.parked for one in fitting)
    pool = whole or [one for one in fitting if one.plan.forgiven + one.plan.parked == forgoing]
    rate = max(one.plan.rates[0] for one in pool)
    rows = min(one.seen.rows for one in pool if one.plan.rates[0] == rate)
    last = [one for one in pool if one.plan.rates[0] == rate and one.seen.rows == rows]
    return max(last, key=lambda one: one.value), bool(whole)


def budget_of(desk: Desk, fitting: Left) -> Budget:
    """The budget in minor units."""
    against, whole = reference(fitting)
    most = budget_share(desk) * desk.case.everything if whole else WITHOUT_REFERENCE * against.value
    return Budget(most, min(Fraction(desk.case.everything), against.value), against.bound)


def budget_share(desk: Desk) -> Fraction:
    """The share of what is owed that may be given up."""
    budget = desk.policy.budget
    assert budget is not None
    if budget.by_need:
        return factor(budget.by_need, Fraction(desk.case.affordable[0], stands_for_installment(desk)))
    return Fraction(budget.most if desk.curve is not None else budget.without_estimates)


def stands_for_installment(desk: Desk) -> int:
    """The contract's installment, or level installments over half the longest term where none is left."""
    if not desk.wholly_due:
        return desk.case.installment
    monthly = desk.case.rate / 12
    half = max(desk.policy.levers.terms.last // 2, 1)
    return level_payment(desk.case.everything, [(monthly.numerator, monthly.denominator)] * half, 1)


def in_budget(budget: Budget, one: Candidate) -> bool:
    """Whether a plan gives up no more than it may."""
    return budget.against - one.value <= budget.most


def in_doubt(budget: Budget, one: Candidate) -> bool:
    """Whether rounding could decide that."""
    return abs(budget.against - one.value - budget.most) <= one.bound + 2 * budget.bound + 1


def only_sustainable(_desk: Desk, left: Left) -> list[Candidate]:
    """The sustainable ones, where there are any."""
    return [one for one in left if one.sustainable] or list(left)


def not_beaten(_desk: Desk, left: Left) -> list[Candidate]:
    """None that another is as low as in everything the borrower pays, and lower in something."""
    faces = {borrowers_face(one) for one in left}

    def beaten(face: tuple[int, int, int, int]) -> bool:
        return any(other != face and all(a <= b for a, b in zip(other, face, strict=True)) for other in faces)

    standing = {face for face in faces if not beaten(face)}
    return [one for one in left if borrowers_face(one) in standing]


def borrowers_face(one: Candidate) -> tuple[int, int, int, int]:
    """Highest installment, number of installments, total paid, what is named to fall due at maturity."""
    return one.seen.highest, one.seen.rows, one.seen.total, one.seen.due_at_maturity


class Guarded(NamedTuple):
    """What the guardrails leave, and what each removed."""

    left: list[Candidate]
    removed: Counter[Guardrail]
    doubtful: bool


def guarded(desk: Desk, found: Pools) -> Guarded:
    """Apply every guardrail that is on, in order."""
    budget = budget_of(desk, found.lawful) if desk.policy.budget and found.lawful else None

    def concession_budget(_desk: Desk, left: Left) -> list[Candidate]:
        return [one for one in left if budget is None or in_budget(budget, one)]

    rows: dict[Guardrail, Callable[[Desk, Left], list[Candidate]]] = {
        "WITHIN_CONTRACT": within_contract,
        "TEMPORARY_RELIEF": temporary_relief,
        "CAPITALIZING": capitalizing,
        "KEEP_SOMETHING": keep_something,
        "CASH_AT_HAND": cash_at_hand,
        "SHORTEST_AT_FULL_RATE": shortest_at_full_rate,
        "CONCESSION_BUDGET": concession_budget,
        "SUSTAINABLE": only_sustainable,
        "NOT_BEATEN": not_beaten,
    }
    left, removed, doubtful = found.wanted, Counter[Guardrail](), False
    for code, row in rows.items():
        if code in desk.policy.guardrails.off:
            continue
        if code == "CONCESSION_BUDGET" and budget is not None:
            doubtful = any(in_doubt(budget, one) for one in left)
        passed = row(desk, left)
        if len(passed) < len(left):
            removed[code] += len(left) - len(passed)
        left = passed
    return Guarded(left, removed, doubtful)


# --- ranking -------------------------------------------------------------------------------------------------------


def restructure(desk: Desk) -> SlowChoice:
    """The first of what the guardrails leave."""
    plans = (plan for plan in slow_plans(desk.case, desk.policy.levers) if plan.kind != "settlement")
    found = guarded(desk, pools(desk, plans))
    best = first_by(found.left, lambda one: place(desk, one))
    return SlowChoice(
        "restructure", [one.plan for one in best], found.removed, desk.case.dates[0], doubtful=found.doubtful
    )


def first_by(left: Left, key: Callable[[Candidate], tuple[int | Fraction, ...]]) -> list[Candidate]:
    """All that no other comes before."""
    least = min((key(one) for one in left), default=None)
    return [one for one in left if key(one) == least]


def place(desk: Desk, one: Candidate) -> tuple[int | Fraction, ...]:
    """Where a plan stands, less first: by the page's order, or by the policy's where it states another."""
    least = [rank_key(desk.target.least, one.seen, one.plan)] if desk.target and desk.target.least else []
    if desk.policy.ranking != Ranking(loss_bucket=desk.policy.ranking.loss_bucket):
        keys = list(desk.policy.ranking.keys)
        first = {"indicated_fail", "due_at_maturity"}
        ahead = [name for at, name in enumerate(keys) if set(keys[: at + 1]) <= first]
        stated = [rank_key(name, one.seen, one.plan) for name in keys]
        return (*stated[: len(ahead)], *least, *stated[len(ahead) :])
    holding = int(not one.sustainable) if desk.curve is None else -one.bucket
    return (one.seen.due_at_maturity, *least, holding, one.seen.total, one.seen.rows, one.seen.loss)


# --- settling ------------------------------------------------------------------------------------------------------


def settle(desk: Desk, before: SlowChoice) -> SlowChoice:
    """The settlement that the lender expects most of, where that is more than of doing nothing."""
    offers = pools(desk, (settlement_plan(desk.case, settled) for settled in desk.policy.levers.settlements)).wanted
    nothing = value_of_nothing(desk)
    worth_it = [one for one in offers if nothing is None or one.value > nothing]
    best = first_by(worth_it, lambda one: (-one.value, one.seen.rows))
    near = any(nothing is not None and abs(one.value - nothing) <= one.bound + 1 for one in offers)
    ties = any(one.value != best[0].value and best[0].value - one.value <= 2 * one.bound for one in worth_it)
    return before._replace(rung="settle", plans=[one.plan for one in best], doubtful=before.doubtful or near or ties)


def value_of_nothing(desk: Desk) -> Fraction | None:
    """What the lender can expect of doing nothing; not known without a curve."""
    if desk.curve is None:
        return None
    payments = desk.case.contract.payments
    worth = discounts(desk.market_rate, desk.case.as_of, desk.contract_day(0), len(payments))
    contract = present_value(payments, worth, desk.arrears)
    fitting = not desk.wholly_due and desk.keeps_up(payments)
    return nothing_done(desk.curve, contract, desk.case.everything, fits=fitting)
