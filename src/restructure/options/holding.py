"""How likely plans are to hold, and what they are worth if some fail: an outcome curve over lanes, month by month.

Failing is modelled once: a month's hazard is a product of the curve's factors, `S[m] = S[m-1] * (1 - q[m])` is the part
that still pays after month m, and the lender's expected value counts what survivors pay and what the others bring.
Probabilities are whole billionths. A month's probability of failing is the exact product of exact fractions, rounded
once, half to even: floats propose it, and wherever the proposal is too near to a half to be certain, fractions decide;
so it is the same on every machine. Certificate: at most 9 factors, each an interpolation of 6 operations with a
relative error below 2**-50 in all, give an error below 2**-46 of a probability of at most 1, which is below 2e-5
billionths; proposals within 1e-4 of a half are recomputed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..basics.rates import RATE_SCALE
from ..basics.types import Bools, Floats, Ints
from ..measures.present_values import GUARD_BITS, present_values
from ..policy import Level, OutcomeCurve, Strength
from ..policy.outcome_curve import Points, factor_at

ONE = 10**9
"""Probabilities are counted in parts of this."""
_NEAR_A_HALF = 1e-4


class Setting(NamedTuple):
    """Which of a curve's estimates are taken: of its factors and of its base; all other figures are central ones."""

    strength: Strength = "central"
    level: Level = "central"


CENTRAL = Setting()
SETTINGS: tuple[Setting, ...] = tuple(
    Setting(strength, level) for strength in ("central", "flat", "steep") for level in ("central", "low", "high")
)
"""All settings; a band is from the least to the most of them."""


class Asked(NamedTuple):
    """What plans ask for and what stands behind it, month by month; N plans of at most T months.

    Money is minor units, `left` and `income` whole parts of `1/scale` minor units.
    """

    payments: Ints  # [T, N]
    rates: Ints  # [T, N], units of the rate in force
    rows: Ints  # [N], months until all is paid
    owed: Ints  # [T, N], what is owed before each payment, parked and spread amounts included
    cash: Ints  # [N], what is left of cash after day one
    installment: int  # of the contract; 0 where none is left
    contract_rate: int  # units
    income: Sequence[int]  # [T], assessed, in the month of each payment
    left: Sequence[int]  # [T], of it after living, housing and all other debt service
    scale: int
    days_past_due: int
    flags: Sequence[tuple[str, Bools]]  # factors of the curve by name, and the plans they apply to, [N]
    relief_ends: Mapping[str, Ints]  # by name of the curve's estimate: month in which a relief ends, 0 for none, [N]


def survival(asked: Asked, curve: OutcomeCurve, setting: Setting = CENTRAL) -> Ints:
    """Return the part of each plan that still pays after each month, in billionths, shape [T + 1, N].

    The first row is one; after a plan's last month its column stays.
    """
    return _surviving(_failing(asked, curve, setting), asked, curve)


def survivals(asked: Asked, curve: OutcomeCurve) -> Ints:
    """Return the same under every setting, in one walk over the months, shape [settings, T + 1, N]."""
    count, plans = len(SETTINGS), asked.payments.shape[1]
    failing = np.concatenate([_failing(asked, curve, setting) for setting in SETTINGS], axis=1)
    ends = {name: np.tile(months, count) for name, months in asked.relief_ends.items()}
    found = _surviving(failing, asked._replace(rows=np.tile(asked.rows, count), relief_ends=ends), curve)
    return np.moveaxis(found.reshape(len(found), count, plans), 1, 0)


def _surviving(failing: Ints, asked: Asked, curve: OutcomeCurve) -> Ints:
    keeps = np.where(np.arange(len(failing))[:, None] < asked.rows, ONE - failing, ONE)
    ends = [(name, months) for name, months in asked.relief_ends.items() if months.any()]
    alive = np.full(failing.shape[1], ONE, np.int64)
    found = [alive]
    for month, kept in enumerate(keeps):
        alive = _times(alive, kept)
        for name, months in ends:
            mine = np.flatnonzero((months == month + 1) & (month < asked.rows))
            if len(mine):
                alive[mine] = _times(alive[mine], ONE - int(Fraction(getattr(curve, name).central) * ONE))
        found.append(alive)
    return np.stack(found)


def _times(parts: Ints, factor: Ints | int) -> Ints:
    """Return billionths times billionths, rounded half to even; both are at most one, so products fit 64 bits."""
    product = parts * factor
    whole: Ints = (product + ONE // 2) // ONE
    tie = (product - whole * ONE) == -(ONE // 2)  # rounded up from exactly a half
    whole -= tie & (whole % 2 == 1)
    return whole


# --- the hazard ------------------------------------------------------------------------------------------------------


def _failing(asked: Asked, curve: OutcomeCurve, setting: Setting) -> Ints:
    """Return each month's probability of failing in billionths, [T, N]; worked out where anything changes."""
    cells = _changes(asked, curve)
    months, plans = np.nonzero(cells)
    proposed = _proposed(asked, curve, setting, months, plans)
    units = np.rint(proposed).astype(np.int64)
    unsure = np.flatnonzero(abs(proposed - np.floor(proposed) - 0.5) < _NEAR_A_HALF)
    for cell in unsure.tolist():
        exact = _exact(asked, curve, setting, int(months[cell]), int(plans[cell]))
        units[cell] = round(exact * ONE)  # half to even
    # a cell that changes nothing repeats the last one above it that did
    order = np.zeros(cells.shape, np.int64)
    order[months, plans] = months
    last = np.maximum.accumulate(order, axis=0)
    table = np.zeros(cells.shape, np.int64)
    table[months, plans] = units
    return np.take_along_axis(table, last, axis=0)


def _changes(asked: Asked, curve: OutcomeCurve) -> Bools:
    """Return the cells in which payment, rate, budget or season differ from the month before, [T, N]."""
    cells = np.zeros(asked.payments.shape, np.bool_)
    cells[0] = True
    cells[1:] = (asked.payments[1:] != asked.payments[:-1]) | (asked.rates[1:] != asked.rates[:-1])
    for month in range(1, len(cells)):
        budget = (asked.income[month], asked.left[month]) != (asked.income[month - 1], asked.left[month - 1])
        season = month % 12 == 0 and month // 12 < len(curve.season)
        if budget or season:
            cells[month] = True
    return cells & (np.arange(len(cells))[:, None] < asked.rows)


def _proposed(asked: Asked, curve: OutcomeCurve, setting: Setting, months: Ints, plans: Ints) -> Floats:
    """Return probabilities of failing in billionths as floats, for some cells."""
    payment = asked.payments[months, plans].astype(np.float64)
    hazard = np.full(len(months), float(curve.base.at(setting.level)))
    if asked.installment:
        hazard *= _interpolated(payment / asked.installment, curve.payment.at(setting.strength))
    if asked.contract_rate:
        given_up = np.maximum(asked.contract_rate - asked.rates[months, plans], 0) / asked.contract_rate
        hazard *= _interpolated(given_up, curve.writedown.at(setting.strength))
    income = np.array([float(units) for units in asked.income])[months]
    left = np.array([float(units) for units in asked.left])[months]
    with np.errstate(divide="ignore", invalid="ignore"):
        fall = np.where(income > 0, (left - payment * asked.scale) / income, -np.inf)
        cash = np.where(payment > 0, asked.cash[plans] / payment, np.inf)
    hazard *= _interpolated(fall, curve.cushion.at(setting.strength))
    hazard *= _interpolated(cash, curve.liquid)
    hazard *= float(factor_at(curve.arrears, Fraction(asked.days_past_due)))
    hazard *= np.array([float(factor) for factor in curve.season])[np.minimum(months // 12, len(curve.season) - 1)]
    for name, applies in asked.flags:
        hazard *= np.where(applies[plans], float(getattr(curve, name).central), 1.0)
    return np.minimum(hazard / 12, 1.0) * ONE


def _interpolated(quantity: Floats, points: Points) -> Floats:
    at, factors = ([float(number) for number in column] for column in zip(*points, strict=True))
    return np.interp(quantity, at, factors)


def _exact(asked: Asked, curve: OutcomeCurve, setting: Setting, month: int, plan: int) -> Fraction:
    """Return one cell's probability of failing, exact."""
    payment, rate = int(asked.payments[month, plan]), int(asked.rates[month, plan])
    income, left, cash = asked.income[month], asked.left[month], int(asked.cash[plan])
    hazard = Fraction(curve.base.at(setting.level))
    if asked.installment:
        hazard *= factor_at(curve.payment.at(setting.strength), Fraction(payment, asked.installment))
    if asked.contract_rate:
        given_up = Fraction(max(asked.contract_rate - rate, 0), asked.contract_rate)
        hazard *= factor_at(curve.writedown.at(setting.strength), given_up)
    cushion = curve.cushion.at(setting.strength)
    hazard *= (
        factor_at(cushion, Fraction(left - payment * asked.scale, income)) if income > 0 else Fraction(cushion[0][1])
    )
    hazard *= factor_at(curve.liquid, Fraction(cash, payment)) if payment else Fraction(curve.liquid[-1][1])
    hazard *= factor_at(curve.arrears, Fraction(asked.days_past_due))
    hazard *= Fraction(curve.season[min(month // 12, len(curve.season) - 1)])
    for name, applies in asked.flags:
        hazard *= Fraction(getattr(curve, name).central) if applies[plan] else 1
    return min(Fraction(1), hazard / 12)


# --- value -----------------------------------------------------------------------------------------------------------


class Discounting(NamedTuple):
    """Months as ratios at a yearly rate: the first one pro rata, by thirtieths of a month."""

    nums: Ints  # [T]
    den: int


def discounting(curve: OutcomeCurve, first_days: int, months: int) -> Discounting:
    """Return the discounting of so many months, the first of them so many days long (a month has 30)."""
    days = np.full(months, 30, np.int64)
    days[0] = first_days
    return Discounting(curve.discount.units * days, 360 * RATE_SCALE)


def expected_values(
    asked: Asked, alive: Ints, curve: OutcomeCurve, by: Discounting, today: Ints | int = 0, *, level: Level = "central"
) -> NDArray[np.int64]:
    """Return what the lender can expect of each plan, discounted at the curve's market rate, whole minor units, [N].

    Each month brings what survivors pay and, of what those who fail then owed, the part that is recovered after some
    months; each rounded to the minor unit. The month of failure pays nothing.

    Args:
        asked: the plans.
        alive: their survival, [T + 1, N].
        curve: recovery and discount rate.
        by: the months as ratios.
        today: paid on day one, at face.
        level: of the recovery.
    """
    recovered = recovered_now(curve, level)
    paid = _part(asked.payments, alive[1:])
    failed = _part(_part(asked.owed, np.int64(recovered)), alive[:-1] - alive[1:])
    runs = np.arange(len(paid))[:, None] < asked.rows
    worth = present_values(np.where(runs, paid + failed, 0), by.nums[: len(paid)], by.den, today)
    half = 1 << (GUARD_BITS - 1)
    return np.asarray((worth + half) >> GUARD_BITS)


def recovered_now(curve: OutcomeCurve, level: Level = "central") -> int:
    """Return what one owed at default brings, discounted over the months it takes, in billionths."""
    month = Fraction(12 * RATE_SCALE, 12 * RATE_SCALE + curve.discount.units)
    return round(Fraction(curve.recovered_share.at(level)) * month**curve.recovered_after * ONE)


def _part(amounts: Ints, parts: Ints | np.int64) -> Ints:
    """Return parts, in billionths, of amounts, rounded half up; split so that products fit 64 bits."""
    if int(amounts.max(initial=0)) < (1 << 62) // ONE:
        return (amounts * parts + ONE // 2) // ONE
    high, low = np.divmod(amounts, ONE)
    return high * parts + (low * parts + ONE // 2) // ONE


def without_plan(
    contract: Ints,
    owed: int,
    curve: OutcomeCurve,
    by: Discounting,
    *,
    arrears: int,
    fits: bool,
    level: Level = "central",
) -> int:
    """Return what the lender can expect of doing nothing, whole minor units.

    Those who recover by themselves pay the contract; the others end in recovery of what is owed.

    Args:
        contract: its installments from here, [T].
        owed: everything owed today.
        curve: cure rates, recovery and discount.
        by: the months as ratios.
        arrears: paid at face by those who recover, beside the installments.
        fits: whether the contract is within what can be paid.
        level: of the cure rate; recovery is taken as estimated.
    """
    cure = Fraction((curve.cure_when_contract_fits if fits else curve.cure_when_it_does_not).at(level))
    kept = arrears + Fraction(
        int(present_values(contract[:, None], by.nums[: len(contract)], by.den)[0]), 1 << GUARD_BITS
    )
    return round(cure * kept + (1 - cure) * Fraction(owed * recovered_now(curve), ONE))
