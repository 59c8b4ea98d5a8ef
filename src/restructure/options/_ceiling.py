"""What a plan costs against the limits a policy names: its annual rate all in, its charges, and what it claims.

A plan starts from everything owed that it does not waive, and asks for what is paid on day one, for its installments
and for what falls due beside them: so no fee and no day-one payment is left out of its rate. Time is counted in months
and odd days; half of the smallest unit a row, to which interest is rounded, is no cost. Which candidates are above a
ceiling is found by one sweep of floats over all of them; the few that lie within their error of the line are decided by
whole numbers, as every check of an option is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from ..basics.errors import PolicyNotInForceError
from ..basics.provenance import Check, Dated, Plain, Reason, Source, Wording
from ..basics.types import Bools, Floats, Ints, Items
from ..basics.written import money_text
from ..law.ceiling import CeilingRate, RateCeiling, ceiling_on
from ..law.charge_checks import check_charges
from ..law.cost_of_credit import LoanFlows, Moment, annual_percent, checked, moment_of, told
from ..law.share_limit import ShareLimit
from ..measures.intervals import MONTH, SHORTEST_MONTH, shared_due_day, units_between
from . import words
from ._beginnings import Origin
from ._candidates import Candidates
from ._case import Case
from ._claim import claim_check, claim_text_values, excess_claimed
from ._measured import Measured

DOUBT = 1e-10
"""Of all that is paid and lent, what floats may be off by: some 1e-13 with 1,200 rows; nearer to the line they decide
nothing."""
ROUNDED = 0.5
"""Smallest units by which the interest of a row is rounded up at most. That is no charge: else a plan at the very rate
of its ceiling would be above or below it by less than a cent, as its rounding falls."""
DAY_ONE = Moment(0, Fraction(0))


class Bound(NamedTuple):
    """A limit that candidates are held against: which are above it and by how much in some unit, [N].

    One that is `certain` fails them; any other only indicates it.
    """

    reason: str
    certain: bool
    broken: Bools
    above: Floats | Ints

    def nearest(self, broken: Bools) -> int:
        """Return the place of the one among some of them that is above by least."""
        places = np.flatnonzero(broken)
        return int(places[self.above[places].argmin()])


def bounds_of(measured: Measured, case: Case) -> Iterator[Bound]:
    """Yield every limit on the cost of a plan that the policy names, held against all candidates."""
    policy, count = case.policy, len(measured.total)
    if policy.ceiling is not None and count:
        ceiling = _ceiling_in_force(policy.ceiling, case)
        if ceiling is not None:
            worth = _worth_above(measured.candidates, case, ceiling)
            yield Bound("ceiling", _certain(policy.ceiling.sources, case) and ceiling.known, worth > 0, worth)
        excess = excess_claimed(case)
        if excess is not None and excess.above:
            short = excess.above - _waived(measured.candidates, case)
            yield Bound("claim", excess.certain, short > 0, short)
    if policy.charge_limit is not None and count:
        share = _share_in_force(policy.charge_limit, case)
        if share is not None:
            above = _charges(measured, case) - int(share * case.contract.owed.principal)
            yield Bound("charge_limit", _certain(policy.charge_limit.sources, case), above > 0, above)


def _certain(sources: Items[Source], case: Case) -> bool:
    """Return whether a limit by the day of the contract can fail a plan: it was read, and the day is stated."""
    return all(source.level == "verified" for source in sources) and case.contract.debt.contract_date is not None


def _day(case: Case) -> date:
    """Return the day that dates a limit: the contract's, or the application's where that is not stated."""
    return case.contract.debt.contract_date or case.capacity.as_of


def _ceiling_in_force(ceiling: RateCeiling, case: Case) -> CeilingRate | None:
    """Return a ceiling as it stands for the contract; `None` for a contract older than the rule."""
    try:
        return ceiling_on(ceiling, _day(case))
    except PolicyNotInForceError:
        return None


def _share_in_force(limit: ShareLimit, case: Case) -> Fraction | None:
    try:
        return Fraction(limit.band(_day(case))[1])
    except PolicyNotInForceError:
        return None


# --- all candidates at once ------------------------------------------------------------------------------------------


def _worth_above(candidates: Candidates, case: Case, ceiling: CeilingRate) -> Floats:
    """Return by how much each candidate is worth more than it starts from at a ceiling's rate, about, [N].

    Its sign is exact: a candidate that floats could put on either side is decided by whole numbers.
    """
    lent = _starts_from(candidates)
    worth = candidates.paid_today.astype(np.float64)
    for row, discount in enumerate(_discounts(case, ceiling)[: len(candidates.payments)]):
        due = candidates.payments[row]
        worth += (due - ROUNDED * (due > 0)) * discount
    above = worth - lent
    total = candidates.payments.sum(axis=0) + candidates.paid_today + lent
    for place in np.flatnonzero(np.abs(above) <= total * DOUBT).tolist():
        exact = _unrounded(_flows_of(candidates.take(np.array([place])), case)).excess(ceiling.rate)
        above[place] = (exact > 0) - (exact < 0)
    return above


def _discounts(case: Case, ceiling: CeilingRate) -> list[float]:
    """Return what one unit due on each date is worth on day one at a ceiling's rate."""
    rate = ceiling.rate.units / 10**10 / 12
    return [(1 + rate) ** -whole / (1 + float(part) * rate) for whole, part in _moments(case)]


def _moments(case: Case, rows: int | None = None) -> list[Moment]:
    """Return how far each due date is from day one, in months and odd days."""
    start, dates, due_day = case.frame.effective_on, case.frame.dates, case.frame.due_day
    shared = shared_due_day([start, *dates], dates)
    if due_day >= SHORTEST_MONTH and due_day != shared:
        return [moment_of(units_between(start, day, MONTH, shared)) for day in dates[:rows]]
    # Counted back by whole months along the day they all share, every date comes to the first one.
    first = moment_of(units_between(start, dates[0], MONTH, shared))
    return [Moment(first.whole + row, first.part) for row in range(len(dates[:rows]))]


def _starts_from(candidates: Candidates) -> Ints:
    """Return what each candidate starts from: all that is owed and not waived, [N]."""
    return np.array([_kept(origin) for origin in candidates.origins], np.int64)[candidates.origin]


def _kept(origin: Origin) -> int:
    return origin.principal + origin.paid_today + sum(amount for amount, _ in origin.aside)


def _waived(candidates: Candidates, case: Case) -> Ints:
    waived: Ints = case.contract.owed.total - _starts_from(candidates)
    return waived


def _charges(measured: Measured, case: Case) -> Ints:
    """Return what each candidate asks for beyond the principal that it does not forgive, minor units, [N]."""
    candidates, principal = measured.candidates, case.contract.owed.principal
    kept = np.array([principal - origin.forgiven for origin in candidates.origins], np.int64)[candidates.origin]
    charges: Ints = np.maximum(measured.total - kept, 0)
    return charges


# --- one plan --------------------------------------------------------------------------------------------------------


def _flows_of(candidate: Candidates, case: Case) -> LoanFlows:
    """Return what one candidate starts from and asks for, minor units."""
    origin, rows = candidate.origin_of(0), int(candidate.rows[0])
    due = zip(_moments(case, rows), candidate.payments[:rows, 0].tolist(), strict=True)
    paid = [(at, amount) for at, amount in ((DAY_ONE, origin.paid_today), *due) if amount]
    return LoanFlows([(DAY_ONE, _kept(origin))], paid, str(MONTH), MONTH.per_year)


def _unrounded(flows: LoanFlows) -> LoanFlows:
    """Return flows in halves of a unit, every installment less the half that its interest can have been rounded up."""
    paid = [(at, 2 * amount - (at != DAY_ONE)) for at, amount in flows.paid]
    return flows._replace(lent=[(at, 2 * amount) for at, amount in flows.lent], paid=paid)


def cost_checks(plan: Measured, case: Case) -> Iterator[Check]:
    """Yield the checks of one plan against the limits on its cost that the policy names."""
    policy = case.policy
    if policy.ceiling is not None:
        yield _ceiling_check(policy.ceiling, plan.candidates, case)
        yield from claim_check(case, int(_waived(plan.candidates, case)[0]))
    if policy.charge_limit is not None:
        yield _charge_check(policy.charge_limit, plan, case)


def _ceiling_check(ceiling: RateCeiling, candidate: Candidates, case: Case) -> Check:
    flows = _flows_of(candidate, case)
    percent = annual_percent(flows)
    if _ceiling_in_force(ceiling, case) is None:
        text = told(ceiling, ceiling_on(ceiling, ceiling.rates.steps[0][0]))
        return _too_old(ceiling.code, f"{percent}%", ceiling.rates, ceiling.sources, text)
    check = checked(_unrounded(flows), percent, ceiling=ceiling, contract_date=_day(case))
    return check if case.contract.debt.contract_date is not None else check.under_review()


def _charge_check(limit: ShareLimit, plan: Measured, case: Case) -> Check:
    major = case.contract.currency.to_major
    charges, principal = major(int(_charges(plan, case)[0])), major(case.contract.owed.principal)
    if _share_in_force(limit, case) is None:
        return _too_old(limit.code, money_text(charges), limit.most, limit.sources, limit.text)
    check = check_charges(charges, principal=principal, limit=limit, contract_date=_day(case))
    return check if case.contract.debt.contract_date is not None else check.under_review()


def _too_old(code: str, actual: str, dated: Dated[Plain], sources: Items[Source], text: Wording) -> Check:
    """Return the check of a limit that did not exist on the day of the contract: a person says what holds instead."""
    limit = f"contracts from {dated.steps[0][0]}"
    return Check.of(code, holds=None, actual=actual, limit=limit, sources=sources, text=text)


def cost_reasons(plan: Measured, case: Case, checks: Sequence[Check]) -> Iterator[Reason]:
    """Yield what of a plan that its check finds above the ceiling would have to be waived until it complies."""
    ceiling = case.policy.ceiling
    above = ceiling is not None and any(check.code == ceiling.code and check.indicated == "fail" for check in checks)
    waived = _least_waived(plan.candidates, case) if above else None
    if waived is not None:
        yield Reason.of("ABOVE_CEILING", words.ABOVE_CEILING, waived)


def _least_waived(candidate: Candidates, case: Case) -> dict[str, str] | None:
    """Return the ceiling and the least waiver that complies with it, as text; `None` for a plan that does."""
    ceiling = case.policy.ceiling
    found = None if ceiling is None else _ceiling_in_force(ceiling, case)
    if found is None:
        return None
    flows = _flows_of(candidate, case)
    waived = sum(flows.least_waived(found.rate, [int(amount) for _, amount in flows.paid]))
    amount = money_text(case.contract.currency.to_major(waived))
    return {"limit": found.rate.to_percent(), "amount": amount} if waived else None


COST_REASONS = ("ceiling", "charge_limit", "claim")
"""Reasons for which a group of plans is not offered."""


def above_text(reason: str, candidates: Candidates, nearest: int | None, case: Case) -> Wording:
    """Return why a group of plans above a limit on their cost is not offered, by the one nearest to it."""
    if reason == "ceiling" and nearest is not None:
        return words.REJECTED[reason].filled(_least_waived(candidates.take(np.array([nearest])), case) or {})
    if reason == "claim":
        return words.REJECTED[reason].filled(claim_text_values(case))
    return words.REJECTED[reason].filled({"limit": _limit_text(case)})


def _limit_text(case: Case) -> str:
    limit = case.policy.charge_limit
    share = Fraction(0) if limit is None else _share_in_force(limit, case) or Fraction(0)
    return money_text(case.contract.currency.to_major(int(share * case.contract.owed.principal)))
