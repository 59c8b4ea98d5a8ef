"""Turn one candidate into the plan that would be signed: schedule, measures, checks, reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from ..basics.dates import whole_months
from ..basics.exact import div_round
from ..basics.fractions import exact_decimal
from ..basics.money import scaled_decimal
from ..basics.provenance import Check, Reason
from ..basics.rates import RATE_SCALE
from ..basics.types import Ints
from ..basics.written import money_text
from ..contract.terms import LoanTerms
from ..loan.schedule import Schedule
from ..loan.treatment import reschedule
from ..measures.borrower import burden, part_of
from ..measures.lender import DO_THRESHOLD, DiminishedObligation, diminished
from ..measures.present_values import GUARD_BITS, loss_share
from ..measures.recovery import Liquidation, break_even_redefault, expected_recovery
from ..measures.yields import CashFlow
from ..policy.share_units import SHARE_SCALE, share_units
from . import words
from ._approval import approval_of
from ._baseline import Contract
from ._candidates import candidate_id, terms_of
from ._case import Case
from ._ceiling import cost_checks, cost_reasons
from ._checks import option_checks, option_facts
from ._guardrails import sustainable
from ._measured import NOT_COMPARED, Measured, families_of
from ._several import due_by_day
from ._worth import estimated, nothing_done
from .holding import ONE
from .option import Band, BeforeAfter, ExpectedValue, Holding, Measures, Option, Resilience, TermsSummary
from .own_checks import OWN_CHECKS
from .vocabulary import Label


def options_of(
    measured: Measured, chosen: Sequence[tuple[int, tuple[Label, ...]]], case: Case, checks: Sequence[Check]
) -> list[Option]:
    """Return candidates, by place, as plans that would be signed; `checks` are those of the application."""
    some = measured.take(np.array([place for place, _ in chosen], np.int64))
    plans = zip(chosen, holdings_of(some, case), strict=True)
    return [
        _signed(some.take(np.array([at])), labels, case, checks, terms_of(case, some.candidates, at), holding)
        for at, ((_, labels), holding) in enumerate(plans)
    ]


def signed(one: Measured, labels: tuple[Label, ...], case: Case, checks: Sequence[Check], terms: LoanTerms) -> Option:
    """Return the one candidate measured as a plan."""
    return _signed(one, labels, case, checks, terms, holdings_of(one, case)[0])


def _signed(
    one: Measured,
    labels: tuple[Label, ...],
    case: Case,
    checks: Sequence[Check],
    terms: LoanTerms,
    holding: Holding | None,
) -> Option:
    """Return the one candidate measured as a plan: its schedule comes from `reschedule`, like any other."""
    contract, candidates = case.contract, one.candidates
    origin = candidates.origin_of(0)
    schedule = reschedule(contract.position, origin.treatments, terms)
    if schedule.conservation is None:
        raise AssertionError("a restructured schedule has a conservation statement")
    facts = option_facts(one, case)
    costs = tuple(cost_checks(one, case))
    return Option(
        id=candidate_id(candidates, 0),
        labels=labels,
        families=families_of(candidates, 0, case),
        treatments=origin.treatments,
        terms=terms,
        schedule=schedule,
        before_after=_before_after(one, contract, schedule),
        conservation=schedule.conservation,
        measures=_measures(one, contract, schedule),
        checks=(*checks, *option_checks(case, facts), *_maturity_checks(one, case, schedule), *costs),
        reasons=(*_reasons(one, case, schedule), *cost_reasons(one, case, costs)),
        resilience=_resilience(one, case),
        expected=_expected(one, case, schedule),
        sustainable=bool(sustainable(one, case)[0]),
        holding=holding,
        trace=None,
        approval=approval_of(one, case),
    )


def _before_after(measured: Measured, contract: Contract, schedule: Schedule) -> BeforeAfter:
    major = contract.currency.to_major
    kept = contract.schedule
    due = {} if kept is None else due_by_day(kept, contract)
    before = TermsSummary(
        installment=major(contract.installment),
        highest_installment=major(max(due.values(), default=contract.installment)),
        installments=len(due),
        rate=contract.rate,
        last_due_date=None if kept is None else kept.due_dates[-1],
        total_paid=major(contract.total),
    )
    after = TermsSummary(
        installment=major(int(schedule.payment[0])),
        highest_installment=major(int(measured.highest[0])),
        installments=len(schedule),
        rate=schedule.terms.rate,
        last_due_date=schedule.due_dates[-1],
        total_paid=major(int(measured.total[0])),
    )
    return BeforeAfter(before=before, after=after)


def _measures(measured: Measured, contract: Contract, schedule: Schedule) -> Measures:
    major, worth = contract.currency.to_major, int(measured.worth[0])
    lost = div_round(abs(contract.worth - worth), 1 << GUARD_BITS, "half_up")
    paid_today = int(measured.candidates.paid_today[0])
    found = burden(schedule, contract.schedule, contract.position.as_of, paid_today, contract.arrears)
    return Measures(
        lender_loss=loss_share(contract.worth, worth),
        modification_loss=major(lost if worth <= contract.worth else -lost),
        obligation=_obligation(contract, worth),
        substantial=10 * abs(contract.worth - worth) >= contract.worth,
        total_paid=found.total_paid,
        paid_today=major(paid_today),
        extra_cost=found.extra_cost,
        total_interest=found.interest,
        extra_interest=found.extra_interest,
        total_fees=found.fees,
        extra_fees=found.extra_fees,
        first_year=found.first_year,
        first_year_relief=found.first_year_relief,
        cost_per_relief=found.cost_per_relief,
        payment_change=part_of(int(measured.highest[0]) - contract.installment, contract.installment),
        due_at_maturity=major(_lump(measured)),
        debt_free_on=found.debt_free_on,
        months_longer=found.months_longer,
    )


def _obligation(contract: Contract, worth: int) -> DiminishedObligation:
    """Return the test on the very present values that ranked the plan."""
    unit = contract.currency.per_major << GUARD_BITS
    before, after = Fraction(contract.worth, unit), Fraction(worth, unit)
    return diminished(before, after, DO_THRESHOLD)


def _interest_of(schedule: Schedule) -> int:
    """Return all interest a schedule charges, minor units, whether paid with its row, capitalized or parked."""
    return 0 if schedule.interest_accrued is None else int(schedule.interest_accrued.sum())


def _lump(measured: Measured) -> int:
    """Return what is named to fall due at maturity, minor units."""
    return int(measured.at_maturity[0])


def _maturity_checks(measured: Measured, case: Case, schedule: Schedule) -> Iterator[Check]:
    """Yield the question that no figure answers: how what falls due at maturity will be paid."""
    if _lump(measured):
        amount = money_text(case.contract.currency.to_major(_lump(measured)))
        code = "DUE_AT_MATURITY"
        sources = OWN_CHECKS[code]
        yield Check.of(code, holds=None, actual=amount, limit="a source", sources=sources, text=words.HOW_PAID)
    for remark in schedule.remarks:
        if remark.code in OWN_CHECKS and not _lump(measured):
            amount, sources = remark.values["amount"], OWN_CHECKS[remark.code]
            yield Check.of(remark.code, holds=None, actual=amount, limit="a source", sources=sources, text=remark.text)


def _reasons(measured: Measured, case: Case, schedule: Schedule) -> Iterator[Reason]:
    origin = measured.candidates.origin_of(0)
    rate, interest = schedule.terms.rate, schedule.currency.to_major(_interest_of(schedule))
    values = {"rate": rate.to_percent(), "interest": money_text(interest)}
    changing = any(0 < row < len(schedule) for row in measured.candidates.path_of(0).starts)
    charges = words.CHARGES_CHANGING if changing else words.CHARGES
    yield Reason.of("CHARGES_DURING_TERM", charges if interest else words.NO_CHARGES, values)
    yield from _later(measured, case, schedule)
    yield from schedule.remarks
    if origin.treatments:
        yield Reason(code="TREATMENT", text=origin.treatment_set.text, values={})  # a bank's own words, as they are
    kept = origin.treatment_set.days_past_due
    code = "DAYS_PAST_DUE_RESET" if kept == "reset" else "DAYS_PAST_DUE_KEPT"
    yield Reason.of(code, words.DAYS_PAST_DUE[kept])


def _later(measured: Measured, case: Case, schedule: Schedule) -> Iterator[Reason]:
    """Yield what changes while the plan runs, and what is left for its end."""
    candidates, major = measured.candidates, case.contract.currency.to_major
    origin, shape, path = candidates.origin_of(0), candidates.shape_of(0), candidates.path_of(0)
    dates, last = schedule.due_dates, len(schedule) - 1
    for row, units in zip(path.starts[1:], path.units[1:], strict=True):
        if row <= last:
            values = {"date": dates[row].isoformat(), "rate": case.contract.rate.with_units(units).to_percent()}
            yield Reason.of("RATE_CHANGES", words.RATE_CHANGES, values)
    if shape.rule == "contract" and 0 < shape.start.months <= last:
        values = {
            "date": dates[shape.start.months].isoformat(),
            "amount": money_text(major(case.contract.installment)),
        }
        yield Reason.of("BACK_TO_CONTRACT", words.BACK_TO_CONTRACT, values)
    if origin.settlement is not None:
        paid = money_text(major(int(measured.total[0])))
        yield Reason.of("SETTLEMENT", words.SETTLEMENT, {"amount": paid, "date": dates[last].isoformat()})
    if origin.down:
        yield Reason.of("DOWN_PAYMENT", words.DOWN_PAYMENT, {"amount": money_text(major(origin.paid_today))})
    if _lump(measured):
        values = {"amount": money_text(major(_lump(measured))), "date": dates[last].isoformat()}
        yield Reason.of("DUE_AT_MATURITY", words.DUE_AT_MATURITY, values)


# --- what may go wrong -----------------------------------------------------------------------------------------------


def _resilience(measured: Measured, case: Case) -> tuple[Resilience, ...]:
    """Return how the highest installment stands in each stress scenario of the capacity."""
    currency, highest = case.contract.currency, int(measured.highest[0])
    return tuple(
        Resilience(
            code=stress.code,
            text=stress.text,
            margin=currency.to_major(affordable - highest),
        )
        for stress, affordable in zip(case.capacity.stresses, case.capacity.units.stresses, strict=True)
    )


def _expected(measured: Measured, case: Case, schedule: Schedule) -> ExpectedValue | None:
    """Return what the lender can expect with the plan and without, by its own estimates."""
    estimate, contract = case.policy.recovery, case.contract
    if estimate is None:
        return None
    principal = contract.owed.principal
    major = contract.currency.to_major
    proceeds, costs = (
        major(principal * share_units(share) // SHARE_SCALE)
        for share in (estimate.recovered_share, estimate.cost_share)
    )
    ending = Liquidation(proceeds, after=estimate.recovered_after, costs=costs)
    rate = _monthly(contract)
    plan = _flows(contract, int(measured.candidates.paid_today[0]), schedule)
    nothing_done = expected_recovery(
        _flows(contract, contract.arrears, contract.schedule),
        rate,
        default_share=estimate.default_without_plan,
        liquidation=ending,
        default_at=estimate.default_at,
    )
    with_plan = expected_recovery(
        plan,
        rate,
        default_share=estimate.default_with_plan,
        liquidation=ending,
        default_at=estimate.default_at,
    )
    return ExpectedValue(
        with_plan=with_plan,
        without_plan=nothing_done,
        gain=exact_decimal(Fraction(with_plan.expected) - Fraction(nothing_done.expected)),
        break_even=break_even_redefault(
            plan, rate, alternative=nothing_done.expected, liquidation=ending, default_at=estimate.default_at
        ),
    )


def holdings_of(measured: Measured, case: Case) -> list[Holding | None]:
    """Return how plans like these have held, and what the lender can expect of each."""
    if case.curve is None or not len(measured.total):
        return [None] * len(measured.total)
    major, found = case.contract.currency.to_major, estimated(measured, case, case.curve)
    without = major(nothing_done(case, case.curve))
    return [
        Holding(
            fails_within_year=_band(found.year[:, place]),
            fails_by_end=_band(found.end[:, place]),
            expected_value=major(int(found.value[place])),
            without_plan=without,
            given_up=_given_up(int(measured.given_up[place]), case),
        )
        for place in range(len(measured.total))
    ]


def _given_up(amount: int, case: Case) -> Decimal | None:
    """Return an amount as a share of what is owed with 6 decimals, `None` where no plan was held against another."""
    return None if amount == NOT_COMPARED else scaled_decimal(_quotient(amount * 10**6, case.owed), 6)


def _band(parts: Ints) -> Band:
    """Return shares that fail from parts that hold, in billionths: central, least, most."""
    central, least, most = (scaled_decimal(ONE - int(part), 9) for part in parts)
    return Band(central=central, low=most, high=least)


def _quotient(number: int, by: int) -> int:
    """Return a quotient rounded half up away from zero."""
    size = div_round(abs(number), by, "half_up")
    return size if number >= 0 else -size


def _monthly(contract: Contract) -> Decimal:
    """Return the contract's rate of a month with 10 decimals, half up."""
    return scaled_decimal(div_round(contract.rate.units * 10**10, 12 * RATE_SCALE, "half_up"), 10)


def _flows(contract: Contract, today: int, schedule: Schedule | None) -> list[CashFlow]:
    """Return amounts paid today and after whole months; nothing is no flow."""
    currency, start = contract.currency, contract.position.as_of
    found: list[tuple[int, int]] = [(0, today)]
    if schedule is not None:
        payments: list[int] = schedule.payment.tolist()
        months = [whole_months(start, day) for day in schedule.due_dates]
        found += zip(months, payments, strict=True)
    return [CashFlow(currency.to_major(amount), after=after) for after, amount in found if amount]
