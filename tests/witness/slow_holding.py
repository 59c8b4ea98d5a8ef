"""A slow, plain second statement of how plans hold and what a lender can expect of them.

This file is a witness: it was written from `docs/explanation/choosing.md` alone, month by month with fractions. It
reads an outcome curve as data and runs none of the library's code.

Survival is exact here unless `whole=BILLIONTHS` asks for the rounding of the page. Rounding moves the probability of a
month by half a billionth and survival by another half (once more where a relief ends), so after `m` months the two
survivals lie at most `m + 1` billionths apart; `rounding_bound` says what that and flows in whole minor units may move
an expected value.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from restructure.policy import Level, OutcomeCurve, Points, Strength
from witness.slow_schedule import days360, rounded

BILLIONTHS = 10**9
MONTHS_OF_YEAR = 12


class Setting(NamedTuple):
    """One of the nine ways to read a curve; flags, cures and recoveries keep their central estimate in all of them."""

    base: Level = "central"
    strength: Strength = "central"


CENTRAL = Setting()
NINE = [
    Setting(base, strength)
    for strength in ("central", "flat", "steep")  # type: Strength
    for base in ("central", "low", "high")  # type: Level
]


class Month(NamedTuple):
    """One month of a plan, amounts in minor units.

    Args:
        asked: what the borrower has to find; what is named to fall due at maturity is left out.
        paid: what the lender gets if it is paid, all of it.
        owed: what is still owed before the payment, without the interest of the month.
        given_up: share of the contract's rate that is not charged.
        income: assessed income.
        left: of it after living, housing and all other debt service.
    """

    asked: int
    paid: int
    owed: int
    given_up: Fraction
    income: Fraction
    left: Fraction


class Holding(NamedTuple):
    """What a curve needs to know of a plan besides its months.

    Args:
        months: of the plan.
        installment: the contract's; `None` where no installment is left to fall due.
        cash: left after day one.
        days_past_due: when the plan begins.
        capitalizes: whether something owed joins the principal and no installment is lower.
        second_plan: whether the record shows a modification.
        relief: months of relief at the start.
        relief_ends_dated: whether dated income has begun by the end of the relief.
    """

    months: Sequence[Month]
    installment: int | None
    cash: int
    days_past_due: int = 0
    capitalizes: bool = False
    second_plan: bool = False
    relief: int = 0
    relief_ends_dated: bool = False


def factor(points: Points, quantity: Fraction) -> Fraction:
    """The factor of a quantity: linear between the points, flat outside."""
    before = points[0]
    for point in points:
        if quantity <= point[0]:
            if point == before:
                return Fraction(point[1])
            part = (quantity - Fraction(before[0])) / (Fraction(point[0]) - Fraction(before[0]))
            return Fraction(before[1]) + part * (Fraction(point[1]) - Fraction(before[1]))
        before = point
    return Fraction(before[1])


def last_factor(points: Points) -> Fraction:
    """The factor beyond the last point."""
    return Fraction(points[-1][1])


def yearly_hazard(curve: OutcomeCurve, setting: Setting, plan: Holding, month: Month, year: int) -> Fraction:
    """Failures a year at the pace of one month, which lies in a year of the plan, the first being year 0."""
    hazard = Fraction(curve.base.at(setting.base))
    if plan.installment is not None:
        hazard *= factor(curve.payment.at(setting.strength), Fraction(month.asked, plan.installment))
    hazard *= factor(curve.writedown.at(setting.strength), month.given_up)
    cushion = curve.cushion.at(setting.strength)
    hazard *= factor(cushion, (month.left - month.asked) / month.income) if month.income else Fraction(cushion[0][1])
    hazard *= factor(curve.liquid, Fraction(plan.cash, month.asked)) if month.asked else last_factor(curve.liquid)
    hazard *= factor(curve.arrears, Fraction(plan.days_past_due))
    hazard *= Fraction(curve.season[min(year, len(curve.season) - 1)])
    if plan.capitalizes:
        hazard *= Fraction(curve.capitalized_without_lower_payment.central)
    if plan.second_plan:
        hazard *= Fraction(curve.second_plan.central)
    return hazard


def to_whole(share: Fraction, whole: int | None) -> Fraction:
    """A share as a whole number of parts, half to even; exact without them."""
    return share if whole is None else Fraction(rounded(share * whole, "half_even"), whole)


def survival(
    curve: OutcomeCurve, plan: Holding, setting: Setting = CENTRAL, whole: int | None = None
) -> list[Fraction]:
    """The part of plans still paid after each month, the first entry being today."""
    alive, known = [Fraction(1)], dict[tuple[object, ...], Fraction]()  # most months of a plan are alike
    for number, month in enumerate(plan.months, start=1):
        year = (number - 1) // MONTHS_OF_YEAR
        kind = (month.asked, month.given_up, month.income, month.left, year)
        if kind not in known:
            known[kind] = yearly_hazard(curve, setting, plan, month, year)
        failing = min(known[kind] / MONTHS_OF_YEAR, Fraction(1))
        left = to_whole(alive[-1] * (1 - to_whole(failing, whole)), whole)
        if plan.relief and number == plan.relief + 1:  # the first installment after the relief
            ends = curve.relief_end_dated if plan.relief_ends_dated else curve.relief_end_undated
            left = to_whole(left * (1 - Fraction(ends.central)), whole)
        alive.append(left)
    return alive


def failed_within(alive: Sequence[Fraction], months: int) -> Fraction:
    """The part of plans that fail within so many months."""
    return 1 - alive[min(months, len(alive) - 1)]


def failed_in_all(alive: Sequence[Fraction]) -> Fraction:
    """The part of plans that do not hold to their end."""
    return 1 - alive[-1]


def discounts(rate: Fraction, as_of: date, first: date, months: int) -> list[Fraction]:
    """What one paid in each month is worth today; the first month pro rata by thirtieths."""
    return discounts_after(rate, Fraction(days360(as_of, first), 30), months)


def discounts_after(rate: Fraction, first_part: Fraction, months: int) -> list[Fraction]:
    """The same, where the first month is so long a part of one."""
    worth = [1 / (1 + rate / MONTHS_OF_YEAR * first_part)]
    while len(worth) < months:
        worth.append(worth[-1] * month_back(rate))
    return worth[:months]


def month_back(rate: Fraction) -> Fraction:
    """What one paid a month later is worth."""
    return 1 / (1 + rate / MONTHS_OF_YEAR)


def present_value(paid: Iterable[int], worth: Sequence[Fraction], today: int = 0) -> Fraction:
    """What payments are worth that are sure to be made."""
    return today + sum((amount * each for amount, each in zip(paid, worth, strict=False)), Fraction(0))


def expected_value(
    curve: OutcomeCurve, plan: Holding, alive: Sequence[Fraction], worth: Sequence[Fraction], today: int = 0
) -> Fraction:
    """What the lender can expect of a plan; what is paid today at face."""
    recovered = Fraction(curve.recovered_share.central) * month_back(Fraction(curve.discount.annual)) ** (
        curve.recovered_after
    )
    value = Fraction(today)
    for place, month in enumerate(plan.months):
        fails = alive[place] - alive[place + 1]
        value += (alive[place + 1] * month.paid + fails * recovered * month.owed) * worth[place]
    return value


def nothing_done(curve: OutcomeCurve, contract: Fraction, owed: int, *, fits: bool) -> Fraction:
    """What the lender can expect of doing nothing; `contract` is the present value of the contract's payments."""
    cure = curve.cure_when_contract_fits if fits else curve.cure_when_it_does_not
    return nothing_done_at(curve, Fraction(cure.central), contract, owed)


def nothing_done_at(curve: OutcomeCurve, cure: Fraction, contract: Fraction, owed: int) -> Fraction:
    """The same at a stated rate of cure."""
    late = month_back(Fraction(curve.discount.annual)) ** curve.recovered_after
    return cure * contract + (1 - cure) * Fraction(curve.recovered_share.central) * owed * late


def rounding_bound(plan: Holding) -> Fraction:
    """How far an expected value with the page's rounding may lie from the exact one, minor units."""
    moved = sum(
        (
            Fraction((number + 1) * (month.paid + 2 * month.owed), BILLIONTHS)
            for number, month in enumerate(plan.months, 1)
        ),
        Fraction(0),
    )
    return moved + Fraction(len(plan.months), 2)
