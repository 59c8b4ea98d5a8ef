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

from ..basics.columns import longest_first
from ..basics.rates import RATE_SCALE
from ..basics.types import Bools, Floats, Ints
from ..measures.present_values import GUARD_BITS, present_values
from ..policy import Level, OutcomeCurve, Strength
from ..policy.outcome_curve import Points, factor_at

ONE = 10**9
"""Probabilities are counted in parts of this."""
_NEAR_A_HALF = 1e-4
AT_ONCE = 12
"""Months of all plans that are worked on at once: what lies between the steps is small enough to stay at hand."""


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
    found: Ints = survivals(asked, curve, (setting,))[0]
    return found


def survivals(asked: Asked, curve: OutcomeCurve, settings: Sequence[Setting] = SETTINGS) -> Ints:
    """Return the same under several settings, in one walk over the months, shape [settings, T + 1, N]."""
    months, plans = asked.payments.shape
    hazards, ends = _hazards(asked, curve, settings), _relief_ends(asked, curve)
    keeps = np.empty((len(settings), plans), np.int64)
    alive = np.empty((months + 1, len(settings), plans), np.int64)
    alive[0] = ONE
    for month, ((changed, failing), so_many) in enumerate(zip(hazards, longest_first(asked.rows, months), strict=True)):
        keeps[:, changed] = ONE - failing
        after = alive[month + 1]
        after[:, :so_many] = _times(alive[month, :, :so_many], keeps[:, :so_many])
        after[:, so_many:] = alive[month, :, so_many:]
        for mine, kept in ends.get(month, ()):
            after[:, mine] = _times(after[:, mine], kept)
    return np.moveaxis(alive, 1, 0)


def _relief_ends(asked: Asked, curve: OutcomeCurve) -> Mapping[int, Sequence[tuple[Ints, int]]]:
    """Return, by month, the plans with a relief that ends in it, [M], and the part of them that holds, billionths."""
    found: dict[int, list[tuple[Ints, int]]] = {}
    for name, ends in asked.relief_ends.items():
        kept = ONE - int(Fraction(getattr(curve, name).central) * ONE)
        for end in np.unique(ends[ends > 0]).tolist():
            mine = np.flatnonzero((ends == end) & (end <= asked.rows))
            found.setdefault(end - 1, []).append((mine, kept))
    return found


def _times(parts: Ints, factor: Ints | int) -> Ints:
    """Return billionths times billionths, rounded half to even; both are at most one, so products fit 64 bits."""
    product = parts * factor
    whole: Ints = product // ONE
    rest = product - whole * ONE
    whole += rest + (whole & 1) > ONE // 2  # exactly a half is rounded up where that makes an odd number even
    return whole


# --- the hazard ------------------------------------------------------------------------------------------------------


def _hazards(asked: Asked, curve: OutcomeCurve, settings: Sequence[Setting]) -> Sequence[tuple[Ints, Ints]]:
    """Return, month by month, plans whose probability of failing changes, [M], and to what, billionths, [settings, M].

    It is worked out where anything changes; of a plan that has ended it is nothing.
    """
    cells = _changes(asked, curve)
    months, plans = np.nonzero(cells)
    proposed = _proposed(asked, curve, settings, months, plans)
    units = np.rint(proposed).astype(np.int64)
    unsure = np.argwhere(abs(proposed - np.floor(proposed) - 0.5) < _NEAR_A_HALF)
    for setting, cell in unsure.tolist():
        exact = _exact(asked, curve, settings[setting], int(months[cell]), int(plans[cell]))
        units[setting, cell] = round(exact * ONE)  # half to even
    units[:, months == asked.rows[plans]] = 0
    stops = np.cumsum(cells.sum(axis=1))[:-1]
    return list(zip(np.split(plans, stops), np.split(units, stops, axis=1), strict=True))


def _changes(asked: Asked, curve: OutcomeCurve) -> Bools:
    """Return the cells in which payment, rate, budget or season differ from the month before, or plans end, [T, N]."""
    cells = np.empty(asked.payments.shape, np.bool_)
    cells[0] = True
    cells[1:] = (asked.payments[1:] != asked.payments[:-1]) | (asked.rates[1:] != asked.rates[:-1])
    for month in range(1, len(cells)):
        budget = (asked.income[month], asked.left[month]) != (asked.income[month - 1], asked.left[month - 1])
        season = month % 12 == 0 and month // 12 < len(curve.season)
        if budget or season:
            cells[month] = True
    row = np.arange(len(cells))[:, None]
    return np.asarray((cells & (row < asked.rows)) | (row == asked.rows))


def _proposed(asked: Asked, curve: OutcomeCurve, settings: Sequence[Setting], months: Ints, plans: Ints) -> Floats:
    """Return probabilities of failing in billionths as floats, for some cells, [settings, cells]."""
    payment = asked.payments[months, plans].astype(np.float64)
    income = np.array([float(units) for units in asked.income])[months]
    left = np.array([float(units) for units in asked.left])[months]
    with np.errstate(divide="ignore", invalid="ignore"):
        fall = np.where(income > 0, (left - payment * asked.scale) / income, -np.inf)
        cash = np.where(payment > 0, asked.cash[plans] / payment, np.inf)
    always = _interpolated(cash, curve.liquid)
    always *= float(factor_at(curve.arrears, Fraction(asked.days_past_due)))
    always *= np.array([float(factor) for factor in curve.season])[np.minimum(months // 12, len(curve.season) - 1)]
    for name, applies in asked.flags:
        always *= np.where(applies[plans], float(getattr(curve, name).central), 1.0)
    given_up = asked.contract_rate - asked.rates[months, plans]

    def by(strength: Strength) -> Floats:
        hazard = always * _interpolated(fall, curve.cushion.at(strength))
        if asked.installment:
            hazard *= _interpolated(payment / asked.installment, curve.payment.at(strength))
        if asked.contract_rate:
            share = np.maximum(given_up, 0) / asked.contract_rate
            hazard *= _interpolated(share, curve.writedown.at(strength))
        return hazard

    strengths: set[Strength] = {setting.strength for setting in settings}
    found = {strength: by(strength) for strength in strengths}
    hazards = [found[setting.strength] * float(curve.base.at(setting.level)) for setting in settings]
    return np.minimum(np.array(hazards) / 12, 1.0) * ONE


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
    recovered = np.int64(recovered_now(curve, level))
    flows = np.zeros_like(asked.payments)
    live = longest_first(asked.rows, len(flows))
    for start in range(0, len(flows), AT_ONCE):
        cells = slice(start, start + AT_ONCE), slice(live[start])
        before, after = alive[:-1][cells], alive[1:][cells]
        failed = _part(_part(asked.owed[cells], recovered), before - after)
        flows[cells] = _part(asked.payments[cells], after) + failed
    flows[np.arange(len(flows))[:, None] >= asked.rows] = 0
    worth = present_values(flows, by.nums[: len(flows)], by.den, today)
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
