"""What brings a plan back to the threshold of the obligation test: a higher rate or more installments.

A fee on day one has a closed form, `lender.compensating_fee`.

>>> from datetime import date
>>> from restructure import LoanTerms, Phase, amortize
>>> terms = LoanTerms(
...     currency="EUR",
...     principal="12000.00",
...     rate="0.06",
...     start_date=date(2026, 1, 1),
...     first_due_date=date(2026, 2, 1),
...     phases=[Phase(36)],
... )
>>> _, before = cash_flows(amortize(terms))
>>> compensating_rate(before, replace(terms, rate="0.05"), "0.0616778")
Rate('0.0533')
>>> compensating_term(before, replace(terms, principal="11700.00", rate="0.07"), "0.0616778")
38
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ..basics.errors import NoSolutionError, require_type
from ..basics.money import AmountLike
from ..basics.rates import RATE_SCALE, Rate
from ..contract.phases import MAX_INSTALLMENTS
from ..contract.terms import LoanTerms
from ..loan.schedule import amortize
from .disclosure import cash_flows
from .lender import diminished_obligation
from .yields import CashFlow, listed

__all__ = ["compensating_rate", "compensating_term"]

RATE_STEP = RATE_SCALE // 10_000
"""Rates are searched in hundredths of a percentage point."""
HIGHEST_RATE = 10_000
LONGEST = 600


def compensating_rate(
    before: Iterable[CashFlow], plan: LoanTerms, rate: AmountLike, *, threshold: AmountLike = "0.01"
) -> Rate:
    """Return the lowest rate at which a plan passes the test of a diminished obligation (补偿利率).

    Args:
        before: what was owed before the change, dated; what is overdue on the plan's first day, at face.
        plan: with the rate to start from; its other terms stay.
        rate: the original effective rate a year.
        threshold: the largest share that may be lost, as a fraction of one.

    Returns:
        The plan's own rate if it passes already; else a rate higher by whole hundredths of a percentage point.

    Raises:
        InvalidInputError: see `diminished_obligation`.
        NoSolutionError: the plan does not pass even at 100% more.

    Sources:
        EBA/GL/2016/07, paragraph 51, solved for the rate.

    Examples:
        See the module.
    """
    require_type("plan", plan, LoanTerms, "LoanTerms, those of the plan")
    old = listed("before", before)

    def passes(steps: int) -> bool:
        raised = plan.rate.with_units(plan.rate.units + steps * RATE_STEP)
        return _passes(old, replace(plan, rate=raised), rate, threshold)

    steps = _least(passes, HIGHEST_RATE, "rate")
    return plan.rate.with_units(plan.rate.units + steps * RATE_STEP)


def compensating_term(
    before: Iterable[CashFlow], plan: LoanTerms, rate: AmountLike, *, threshold: AmountLike = "0.01"
) -> int:
    """Return the least number of installments with which a plan passes the test (补偿期限).

    More installments help only where the plan's rate is above the original one; they are added to its last phase.

    Args:
        before: what was owed before the change, dated; what is overdue on the plan's first day, at face.
        plan: with the number of installments to start from; its other terms stay.
        rate: the original effective rate a year.
        threshold: the largest share that may be lost, as a fraction of one.

    Raises:
        InvalidInputError: see `diminished_obligation`.
        NoSolutionError: no number of installments up to 600 more passes.

    Sources:
        EBA/GL/2016/07, paragraph 51, solved for the term.

    Examples:
        See the module.
    """
    require_type("plan", plan, LoanTerms, "LoanTerms, those of the plan")
    old = listed("before", before)
    *earlier, last = plan.phases

    def passes(more: int) -> bool:
        longer = replace(last, count=last.count + more)
        return _passes(old, replace(plan, phases=[*earlier, longer]), rate, threshold)

    most = min(LONGEST, MAX_INSTALLMENTS - plan.installments)
    return plan.installments + _least(passes, most, "number of installments")


def _passes(before: Sequence[CashFlow], plan: LoanTerms, rate: AmountLike, threshold: AmountLike) -> bool:
    _, after = cash_flows(amortize(plan))
    return not diminished_obligation(before, after, rate, threshold=threshold, on=plan.start_date).exceeded


def _least(passes: Callable[[int], bool], most: int, what: str) -> int:
    """Return the least step that passes, where all beyond it do."""
    if passes(0):
        return 0
    if not passes(most):
        raise NoSolutionError(f"no {what} brings the plan to the threshold; ask for a payment on day one", "NO_RATE")
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if passes(middle) else (middle, high)
    return high
