"""The recommended plan with one installment more or one fewer, all else the same: what a month costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ..basics.money import difference
from ..basics.provenance import Reason
from ..basics.types import value
from ..contract.phases import MAX_INSTALLMENTS
from ..contract.terms import LoanTerms
from ..loan.treatment import reschedule
from . import words_ladder as ladder_words
from ._built import signed
from ._case import Case
from ._checks import application_checks
from ._guardrails import removed_alone
from ._measured import Measured
from ._stated import stated
from .option import Option
from .why_not import failed_tests, untried_term

__all__ = ["MonthApart"]


@value(private=True)
class MonthApart:
    """A plan with one installment more or one fewer, the same otherwise (期限增减一个月).

    `highest_change` and `total_change` are its highest installment and everything paid, less those of the plan beside
    it, major units.
    `against` says what keeps it from being offered: a term that the policy does not try, a rule, what can be paid, a
    guardrail asked of each plan by itself, or that it is not sustainable where the plan beside it is. Without a reason
    it is within the policy's limits; whether it would come first is asked by `why_not`.
    """

    option: Option
    highest_change: Decimal
    total_change: Decimal
    against: tuple[Reason, ...]


def month_apart(case: Case, option: Option, months: int) -> MonthApart | None:
    """Return a plan made so many months longer; `None` where its term follows from something else than a count."""
    terms = _lengthened(option.terms, months)
    if terms is None or option.trace is not None or any(_beyond(item.due, terms) for item in option.treatments):
        return None
    schedule = reschedule(case.contract.position, option.treatments, terms)
    own, measured = stated(case, schedule, option.treatments)
    apart = signed(measured, (), own, application_checks(case), terms)
    now, then = option.before_after.after, apart.before_after.after
    return MonthApart(
        option=apart,
        highest_change=difference(then.highest_installment, now.highest_installment),
        total_change=difference(then.total_paid, now.total_paid),
        against=tuple(_against(case, own, measured, option, apart)),
    )


def _lengthened(terms: LoanTerms, months: int) -> LoanTerms | None:
    """Return the terms with a longer last phase, if its length is what is agreed."""
    *before, last = terms.phases
    count = last.count + months
    if last.method == "fixed_amount" or not 1 <= count <= MAX_INSTALLMENTS - sum(phase.count for phase in before):
        return None
    return replace(terms, phases=[*before, replace(last, count=count)])


def _beyond(due: object, terms: LoanTerms) -> bool:
    """Return whether an amount is spread over more installments than there are."""
    return isinstance(due, int) and due > sum(phase.count for phase in terms.phases)


def _against(case: Case, own: Case, measured: Measured, option: Option, apart: Option) -> Iterator[Reason]:
    yield from untried_term(case, len(apart.schedule))
    yield from failed_tests(case, own, measured, apart)
    for name in removed_alone(measured, own):
        yield Reason.of(f"GUARDRAIL:{name}", ladder_words.GUARDRAILS[name])
    if option.sustainable and not apart.sustainable and "SUSTAINABLE" not in case.policy.guardrails.off:
        yield Reason.of("GUARDRAIL:SUSTAINABLE", ladder_words.GUARDRAILS["SUSTAINABLE"])
