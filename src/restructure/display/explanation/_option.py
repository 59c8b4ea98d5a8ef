"""Which sentences one plan calls for: what changes, what it costs and why, what becomes of the debt, what a rate is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...contract.components import COMPONENTS, ComponentFlow, Conservation
from ...contract.treatment import Treatment
from ...loan.schedule import Schedule
from ...measures.yields import AnnualRate
from ...options import Option
from ._checks import all_checks, to_confirm
from ._program import program_sections
from ._tell import Told
from ._words_option import HEADINGS
from .explained import Reader, Section, Sentence, section


def option_sections(told: Told, option: Option, reader: Reader) -> Iterator[Section]:
    """Yield what is said of one plan against the current contract."""
    rooms = _CUSTOMER if reader == "customer" else _OFFICER
    for code, sentences in rooms.items():
        yield from section(code, HEADINGS[code].to_text(told.lang), sentences(told, option))
    yield from program_sections(told, option.trace, reader)
    yield from to_confirm(told, option.checks) if reader == "customer" else all_checks(told, option.checks)


# --- what changes each month ---------------------------------------------------------------------------------------


def _each_month(told: Told, held: Option) -> Iterator[Sentence]:
    yield told.say(_headline(held, steady=is_steady(held.schedule)))
    yield from installment_sentences(told, held.schedule)
    if held.measures.paid_today:
        yield told.say("PAID_TODAY")
    yield told.say("RATE_AT_FIRST" if "RATE_CHANGES" in _codes(held) else _rate_change(held))
    for place, code in enumerate(_codes(held)):
        if code in LATER:
            yield told.say(code, i=place)
    yield told.say(_free(held))


LATER = ("RATE_CHANGES", "BACK_TO_CONTRACT", "SETTLEMENT")
"""Reasons that say what changes while the plan runs, or what its end does."""


def _codes(held: Option) -> list[str]:
    return [reason.code for reason in held.reasons]


def installment_sentences(told: Told, schedule: Schedule) -> Iterator[Sentence]:
    """Yield how many installments there are, and every stretch of them where they differ."""
    yield told.say("COUNT" if len(schedule) > 1 else "ONE_INSTALLMENT")
    steps = _steps(schedule)
    if len(steps) > 1:
        row = 0
        for place, (amount, count) in enumerate(steps):
            yield told.say("STRETCH" if amount else "STRETCH_NOTHING", i=place, row=row)
            row += count
    if steps != schedule.stretches():
        yield told.say("BALLOON")
    elif len(schedule) > 1 and schedule[-1].payment != steps[-1][0]:
        yield told.say("LAST_DIFFERS")


def is_steady(schedule: Schedule) -> bool:
    """Return whether all installments but perhaps the last one are the same."""
    return len(_steps(schedule)) == 1


def _steps(schedule: Schedule) -> list[tuple[Decimal, int]]:
    """Return the stretches of installments, a much larger last one left out."""
    found = schedule.stretches()
    balloon = len(found) > 1 and found[-1][1] == 1 and found[-1][0] > found[-2][0]
    return found[:-1] if balloon else found


def _headline(held: Option, *, steady: bool) -> str:
    before, after = held.before_after.before, held.before_after.after
    if not before.installments:
        return "INSTEAD_OF_ALL" if steady else "STEPS_INSTEAD_OF_ALL"
    if not steady:
        return "STEPS"
    if after.installment == before.installment:
        return "SAME"
    return "LOWER" if after.installment < before.installment else "HIGHER"


def _rate_change(held: Option) -> str:
    before, after = held.before_after.before.rate.units, held.before_after.after.rate.units
    return "RATE_SAME" if after == before else "RATE_DOWN" if after < before else "RATE_UP"


def _free(held: Option) -> str:
    ends, months = held.before_after.before.last_due_date, held.measures.months_longer
    if ends is None or ends == held.measures.debt_free_on:
        return "FREE"
    return "FREE_LATER" if months > 0 else "FREE_EARLIER" if held.measures.debt_free_on < ends else "FREE"


# --- what it costs -------------------------------------------------------------------------------------------------


def _cost(told: Told, held: Option) -> Iterator[Sentence]:
    extra = held.measures.extra_cost
    yield told.say("TOTAL")
    yield told.say("COSTS_MORE" if extra > 0 else "COSTS_LESS" if extra < 0 else "COSTS_THE_SAME")
    yield from map(told.say, _interest_codes(held))
    if held.conservation.total.waived:
        yield told.say("WAIVED_SAVES")
    yield told.say("INTEREST_TOTAL" if held.measures.total_interest else "NO_INTEREST")
    if held.measures.first_year_relief > 0:
        yield told.say("FIRST_YEAR_LESS")


def _interest_codes(held: Option) -> Iterator[str]:
    """Yield why interest differs from the contract's, if it does."""
    extra, rate = held.measures.extra_interest, _rate_change(held)
    if extra < 0:
        yield "INTEREST_LESS_RATE" if rate == "RATE_DOWN" else "INTEREST_LESS"
    elif extra > 0 and rate == "RATE_UP":
        yield "INTEREST_MORE_RATE_UP"
    elif extra > 0 and held.measures.months_longer <= 0:
        yield "INTEREST_MORE_OTHER"
    elif extra > 0:
        yield "INTEREST_MORE_RATE" if rate == "RATE_DOWN" else "INTEREST_MORE"


# --- what becomes of the debt --------------------------------------------------------------------------------------


def _today(told: Told, held: Option) -> Iterator[Sentence]:
    yield told.say("OWED")
    yield from treatment_sentences(told, held.treatments, held.conservation)
    yield told.say("BEARS_INTEREST")


def treatment_sentences(told: Told, treatments: Sequence[Treatment], conservation: Conservation) -> Iterator[Sentence]:
    """Yield what becomes of each component that is not simply repaid, each once."""
    seen: set[tuple[str, str]] = set()
    for place, item in enumerate(treatments):
        kept_back = item.action in ("defer", "spread")
        key = (item.component, "deferred" if kept_back else item.action)
        if key not in seen and _amount_of(conservation.components[item.owed], key[1]):
            seen.add(key)
            several = (
                sum(one.component == item.component and one.action in ("defer", "spread") for one in treatments) > 1
            )
            code = "SET_ASIDE_SEVERAL" if kept_back and several else _treatment_code(item)
            yield told.say(code, i=place, name=item.component)


def _amount_of(flow: ComponentFlow, action: str) -> bool:
    amounts = {"pay": flow.paid, "waive": flow.waived, "capitalize": flow.moved_out, "deferred": flow.deferred}
    return bool(amounts[action])


def _treatment_code(item: Treatment) -> str:
    if item.action == "waive":
        return "FORGIVEN" if item.component == "principal" else "WAIVED"
    if item.action in ("pay", "capitalize"):
        return "PAID_DAY_ONE" if item.action == "pay" else "CAPITALIZED"
    if item.action == "spread":
        return "SPREAD_SOME" if isinstance(item.due, int) else "SPREAD_ALL" if item.due == "all" else "SPREAD_FIRST"
    if isinstance(item.due, int):
        return "SET_ASIDE_LAST"
    return "SET_ASIDE_END" if item.due == "maturity" else "SET_ASIDE_DAY"


# --- the rate, a missed installment, sources ------------------------------------------------------------------------


def _rate(told: Told, held: Option) -> Iterator[Sentence]:
    yield from rate_sentences(told, held.schedule, held.annual_rates)


def rate_sentences(told: Told, schedule: Schedule, rates: tuple[AnnualRate, AnnualRate]) -> Iterator[Sentence]:
    """Yield what the rate of a plan means, on its own first months."""
    if not schedule.terms.rate.units:
        yield told.say("RATE_ZERO_AT_FIRST" if _bears_interest(schedule) else "RATE_ZERO")
        return
    yield told.say("RATE_FIRST")
    if len(schedule) > 1 and schedule[1].interest_accrued:
        yield told.say("RATE_NEXT")
    nominal, effective = (rate.disclosed for rate in rates)
    if f"{nominal}%" != schedule.terms.rate.to_percent() and schedule.deferred_paid is not None:
        yield told.say("RATE_MIXED")
    if effective != nominal:
        yield told.say("RATE_EFFECTIVE")


def _bears_interest(schedule: Schedule) -> bool:
    """Return whether interest runs in any period: a rate of zero may be one for a time."""
    accrued = schedule.interest_accrued
    return accrued is not None and bool(accrued.any())


def _shocks(told: Told, held: Option) -> Iterator[Sentence]:
    """Say which changes the plan does not bear; those it bears only where it bears them all."""
    short = [place for place, shock in enumerate(held.resilience) if not shock.holds]
    yield from (told.say("SHOCK_SHORT", i=place) for place in short)
    if short:
        yield told.say("SHOCK_TALK")
    else:
        yield from (told.say("SHOCK_HOLDS", i=place) for place in range(len(held.resilience)))


def _missed(told: Told, held: Option) -> Iterator[Sentence]:
    yield told.say("MISSED_TALK")
    yield told.say("MISSED_TERMS")
    codes = {reason.code for reason in held.reasons}
    yield from (told.say(line) for code, line in _DAYS.items() if code in codes)


_DAYS = {"DAYS_PAST_DUE_KEPT": "DAYS_KEPT", "DAYS_PAST_DUE_RESET": "DAYS_RESET"}


def _where_from(told: Told, held: Option) -> Iterator[Sentence]:
    del held
    yield from map(told.say, ("FROM_SCHEDULE", "FROM_CONTRACT", "FROM_DEBT"))


_CUSTOMER = {
    "EACH_MONTH": _each_month,
    "COST": _cost,
    "TODAY": _today,
    "RATE": _rate,
    "SHOCKS": _shocks,
    "MISSED": _missed,
    "WHERE_FROM": _where_from,
}


# --- the loan officer ----------------------------------------------------------------------------------------------


def _officer_option(told: Told, held: Option) -> Iterator[Sentence]:
    yield told.say("OFFICER_TERMS")
    yield told.say("OFFICER_BEFORE")
    if held.measures.payment_change is not None:
        yield told.say("OFFICER_SHOCK")
    yield told.say("OFFICER_COST")
    if held.measures.cost_per_relief is not None:
        yield told.say("OFFICER_RELIEF")
    yield told.say("OFFICER_RATES")
    yield told.say("OFFICER_CONVENTIONS")


def _officer_loss(told: Told, held: Option) -> Iterator[Sentence]:
    yield told.say("OFFICER_LOSS")
    yield told.say("OFFICER_SUBSTANTIAL" if held.measures.substantial else "OFFICER_NOT_SUBSTANTIAL")


def _officer_treatment(told: Told, held: Option) -> Iterator[Sentence]:
    for name in COMPONENTS:
        if held.conservation.components[name].opening:
            yield told.say("OFFICER_OWED", name=name)
    yield from treatment_sentences(told, held.treatments, held.conservation)
    for place in range(len(held.reasons)):
        yield told.say("OFFICER_REASON", i=place)


_OFFICER = {
    "OFFICER_OPTION": _officer_option,
    "OFFICER_LOSS": _officer_loss,
    "OFFICER_TREATMENT": _officer_treatment,
}
