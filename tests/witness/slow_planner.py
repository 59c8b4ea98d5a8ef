"""A slow, plain statement of how options are enumerated and chosen: every plan of a small policy, one at a time.

It shares no code with the library: schedules, present values and the choice come from the other witnesses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from witness.slow_capacity import SlowCandidate, slow_choose
from witness.slow_schedule import (
    DoesNotCoverInterest,
    SlowPhase,
    SlowRow,
    due_date,
    period_fraction,
    slow_present_value,
    slow_reschedule,
    slow_schedule,
)

Treatment = tuple[str, str, int | None, object]


@dataclass(frozen=True)
class SlowLevers:
    """A small policy as plain data; rates are fractions a year."""

    terms: list[int]
    cuts: list[Fraction]
    floor: Fraction
    starts: list[tuple[str, int, Fraction | None]]
    level: bool
    sized: bool
    forgiveness: list[Fraction]
    sets: list[tuple[str, list[Treatment], str]]
    bucket: Fraction
    max_options: int
    most_rows: int | None = None
    most_cut: Fraction | None = None


@dataclass(frozen=True)
class SlowDebt:
    """A debt in arrears as plain data, minor units."""

    owed: dict[str, int]
    overdue: int
    rate: Fraction
    installment: int
    remaining: int
    next_due: date
    day_count: str


@dataclass(frozen=True)
class SlowSetting:
    """When the plan starts and falls due, and what can be paid."""

    effective_on: date
    first_due: date
    due_day: int
    limits: list[int]
    cash: int


def slow_plan(
    debt: SlowDebt, setting: SlowSetting, levers: SlowLevers
) -> tuple[list[tuple[str, tuple[str, ...]]], dict[str, SlowCandidate]]:
    """Return the chosen plans with their labels, and every candidate by id.

    Two rules, when given: a verified one bounds the number of installments, an unverified one the cut of the rate.
    """
    before = contract_worth(debt, setting)
    found: dict[str, SlowCandidate] = {}
    for candidate in candidates(debt, setting, levers, before):
        name = candidate.id
        while name in found:  # repaid before its last installment, and so the same as a shorter one
            name += "-again"
        found[name] = candidate._replace(id=name)
    for name, candidate in found.items():
        too_long = levers.most_rows is not None and candidate.rows > levers.most_rows
        cut = debt.rate - Fraction(name.split("-")[1])
        too_cheap = levers.most_cut is not None and cut > levers.most_cut
        found[name] = candidate._replace(
            broken_verified=candidate.broken_verified or too_long, indicated_fail=too_cheap
        )
    return slow_choose(list(found.values()), setting.cash, levers.bucket, levers.max_options), found


def contract_worth(debt: SlowDebt, setting: SlowSetting) -> int:
    """Return what the lender would have: arrears at face and the remaining installments at the contract's rate."""
    arrears = debt.overdue + sum(amount for name, amount in debt.owed.items() if name != "principal")
    if not debt.remaining:
        return arrears * 2**20
    rows = slow_schedule(
        principal=debt.owed["principal"] - debt.overdue,
        annual_rate=debt.rate,
        start_date=setting.effective_on,
        first_due_date=debt.next_due,
        due_day=debt.next_due.day,
        months=1,
        day_count=debt.day_count,
        installment_rounding="half_up",
        interest_rounding="half_up",
        unit=1,
        phases=[SlowPhase(debt.remaining, "fixed_amount", amount=debt.installment)],
    )
    ratios = ratios_of(debt, setting.effective_on, debt.next_due, debt.next_due.day, len(rows))
    return slow_present_value([row.payment for row in rows], ratios, arrears)


def ratios_of(debt: SlowDebt, start: date, first_due: date, due_day: int, rows: int) -> list[Fraction]:
    """Return the contract rate's ratio of each period."""
    return [debt.rate * period_fraction(start, first_due, due_day, 1, debt.day_count, row) for row in range(rows)]


def candidates(debt: SlowDebt, setting: SlowSetting, levers: SlowLevers, before: int) -> Iterator[SlowCandidate]:
    """Yield every plan the levers allow."""
    rates = list(dict.fromkeys(min(debt.rate, max(debt.rate - cut, levers.floor)) for cut in levers.cuts))
    seen: list[tuple[object, ...]] = []
    for name, treatments, days in levers.sets:
        used = [item for item in treatments if debt.owed[item[0]]]
        if (used, days) in seen:
            continue
        seen.append((used, days))
        for share in levers.forgiveness:
            forgiven = debt.owed["principal"] * share.numerator // share.denominator
            waiver: list[Treatment] = [("principal", "waive", forgiven, None)] if forgiven else []
            if share and not forgiven:
                continue
            for rate in rates:
                for rows, phases, label in shapes(
                    setting, levers, parks=any(item[1] in ("defer", "spread") for item in used)
                ):
                    suffix = [name, *([f"forgive{decimal_text(share)}"] if forgiven else [])]
                    plan = "-".join([rate_text(rate), *label, *suffix])
                    made = one(debt, setting, [*used, *waiver], rate, rows, phases, plan, before)
                    if made is not None and "sized" in label and made.rows < min(levers.terms):
                        made = made._replace(broken_verified=True)  # shorter than the policy's shortest term
                    if made is not None:
                        yield made


def shapes(
    setting: SlowSetting, levers: SlowLevers, *, parks: bool
) -> Iterator[tuple[int, list[SlowPhase], list[str]]]:
    """Yield the number of rows, the phases and the middle of the id of every shape of plan."""
    last = max(levers.terms)
    if levers.level:
        for kind, months, share in levers.starts:
            if kind == "reduced" and share is not None and int(min(setting.limits[:months]) * share) == 0:
                continue  # no installment to reduce
            for term in levers.terms:
                if term > months:
                    yield (
                        term,
                        level_phases(setting, kind, months, share, term),
                        [
                            "level",
                            *(
                                [f"{kind}{months}" + (f"x{decimal_text(share)}" if share is not None else "")]
                                if months
                                else []
                            ),
                        ],
                    )
    if levers.sized and not parks and min(setting.limits[:last]) > 0:
        phases, edge = [], 0
        for row in range(1, last + 1):
            if row == last or setting.limits[row] != setting.limits[edge]:
                phases.append(SlowPhase(row - edge, "fixed_amount", amount=setting.limits[edge]))
                edge = row
        yield last, phases, ["sized"]


def level_phases(setting: SlowSetting, kind: str, months: int, share: Fraction | None, term: int) -> list[SlowPhase]:
    """Return how a plan begins and the level installments that follow."""
    rest = SlowPhase(term - months, "level")
    if kind == "none":
        return [rest]
    if kind == "reduced" and share is not None:
        least = min(setting.limits[:months])
        return [SlowPhase(months, "fixed_amount", amount=least * share.numerator // share.denominator), rest]
    return [SlowPhase(months, kind, deferred_due="spread" if kind == "defer" else None), rest]


def one(
    debt: SlowDebt,
    setting: SlowSetting,
    treatments: list[Treatment],
    rate: Fraction,
    rows: int,
    phases: list[SlowPhase],
    plan: str,
    before: int,
) -> SlowCandidate | None:
    """Return one candidate, or `None` when a payment would not cover its interest."""
    outcome = slow_reschedule(debt.owed, treatments, rows)
    try:
        made = slow_schedule(
            principal=outcome["principal"],
            annual_rate=rate,
            start_date=setting.effective_on,
            first_due_date=setting.first_due,
            due_day=setting.due_day,
            months=1,
            day_count=debt.day_count,
            installment_rounding="half_up",
            interest_rounding="half_up",
            unit=1,
            phases=phases,
            extra=outcome["extra"],
            first_period=odd_days(setting),
        )
    except DoesNotCoverInterest:
        return None
    beside = any(outcome["extra"] or ())  # then the number of installments says when it falls due
    payments = [row.payment for row in made] if beside and "sized" not in plan.split("-") else trimmed(made)
    today = sum(flow["paid"] for flow in outcome["flows"].values())
    ratios = ratios_of(debt, setting.effective_on, setting.first_due, setting.due_day, len(payments))
    worth = slow_present_value(payments, ratios, today)
    year = due_date(setting.effective_on, setting.effective_on.day, 12, 1)
    in_year = [row.payment for row in made[: len(payments)] if row.due_date <= year]
    return SlowCandidate(
        id=f"{len(payments):03d}m-{plan}",
        payments=payments,
        limits=setting.limits[: len(payments)],
        paid_today=today,
        rows=len(payments),
        loss_top=before - worth,
        loss_bottom=before,
        first_year=sum(in_year) + today,
        instruments=instruments(debt, setting, made[: len(payments)], treatments, rate, phases, plan),
        broken_verified=False,
        indicated_fail=False,
    )


def odd_days(setting: SlowSetting) -> str:
    """Return how a plan pays the odd days of its first period: within its installments, if it is shorter than two."""
    two_before = due_date(setting.first_due, setting.due_day, 1, -2)
    return "carried" if setting.effective_on > two_before else "refused"


def trimmed(rows: list[SlowRow]) -> list[int]:
    """Return payments up to the last that is not zero."""
    payments = [row.payment for row in rows]
    while payments[-1] == 0:
        payments.pop()
    return payments


def instruments(
    debt: SlowDebt,
    setting: SlowSetting,
    made: list[SlowRow],
    treatments: list[Treatment],
    rate: Fraction,
    phases: list[SlowPhase],
    plan: str,
) -> int:
    """Return how many instruments a plan combines."""
    actions = {item[1] for item in treatments if item[0] != "principal"}
    end = setting.effective_on
    if debt.remaining:
        end = due_date(debt.next_due, debt.next_due.day, 1, debt.remaining - 1)
    sized, kind = "sized" in plan.split("-"), phases[0].method
    reduced = kind == "fixed_amount" and not sized
    return sum(
        (
            made[-1].due_date > end,
            sized or reduced,
            rate < debt.rate,
            kind == "interest_only",
            kind in ("capitalize", "defer"),
            "capitalize" in actions,
            bool(actions & {"defer", "spread"}) or kind == "defer",
            "waive" in actions,
            any(item[0] == "principal" for item in treatments),
            "pay" in actions,
        )
    )


def rate_text(rate: Fraction) -> str:
    """Return a rate as a decimal without trailing zeros."""
    return decimal_text(rate)


def decimal_text(value: Fraction) -> str:
    """Return a terminating decimal exactly."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(int(value * 10**places)).rjust(places + 1, "0")
    return digits if not places else f"{digits[:-places]}.{digits[-places:]}"


__all__ = ["SlowDebt", "SlowLevers", "SlowSetting", "slow_plan"]
