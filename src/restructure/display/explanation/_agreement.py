"""Which sentences an agreement calls for: where it stands, what is paid, what follows a missed installment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...agreement import Agreement
from ...contract.components import COMPONENTS, Conservation
from ...policy import BreachTerms
from ..written import filled, shown
from ._checks import all_checks
from ._option import installment_sentences, is_steady, rate_sentences, treatment_sentences
from ._tell import Told
from ._words_agreement import HEADINGS, STANDING
from .explained import Reader, Section, Sentence, section
from .fact import Fact


def agreement_sections(told: Told, agreement: Agreement, reader: Reader) -> Iterator[Section]:
    """Yield what is said of an agreement."""
    rooms = _CUSTOMER if reader == "customer" else _OFFICER
    for code, sentences in rooms.items():
        yield from section(code, HEADINGS[code].to_text(told.lang), sentences(told, agreement))
    if reader == "officer":
        yield from all_checks(told, agreement.checks)


def _conservation(held: Agreement) -> Conservation:
    conservation = held.schedule.conservation
    if conservation is None:
        raise AssertionError("an agreed schedule has a conservation statement")
    return conservation


# --- the customer --------------------------------------------------------------------------------------------------


def _standing(told: Told, held: Agreement) -> Iterator[Sentence]:
    yield told.say(STANDING[held.status])
    if held.status == "proposed":
        for place in range(len(held.unsigned)):
            yield told.say("TO_SIGN", i=place)


def _agreed(told: Told, held: Agreement) -> Iterator[Sentence]:
    yield told.say("AGREED_LEVEL" if is_steady(held.schedule) else "AGREED_STEPS")
    yield from installment_sentences(told, held.schedule)
    if _conservation(held).total.paid:
        yield told.say("AGREED_TODAY")


def _cost(told: Told, held: Agreement) -> Iterator[Sentence]:
    del held
    yield told.say("AGREED_TOTAL")


def _today(told: Told, held: Agreement) -> Iterator[Sentence]:
    yield told.say("OWED")
    yield from treatment_sentences(told, held.treatments, _conservation(held))
    yield told.say("BEARS_INTEREST")


def _rate(told: Told, held: Agreement) -> Iterator[Sentence]:
    yield from rate_sentences(told, held.schedule, held.annual_rates)


def _missed(told: Told, held: Agreement) -> Iterator[Sentence]:
    yield told.say("MISSED_TALK")
    yield told.say("MISSED_MEANS")
    yield from _late_charges(told, held)
    yield from _breach(told, held)
    yield told.say("DAYS_KEPT" if held.days_past_due == "keep" else "DAYS_RESET")


def _late_charges(told: Told, held: Agreement) -> Iterator[Sentence]:
    servicing = held.servicing
    rates = {
        "LATE_OVERDUE": servicing.overdue_rate,
        "LATE_PENALTY": servicing.penalty_rate,
        "LATE_COMPOUND": servicing.compound_rate,
    }
    charged = [code for code, rate in rates.items() if rate is not None and rate.units]
    yield from map(told.say, charged or ["LATE_NOTHING"])


def _breach(told: Told, held: Agreement) -> Iterator[Sentence]:
    yield from breach_sentences(told, held.breach, waived=bool(_conservation(held).total.waived))


def breach_sentences(told: Told, terms: BreachTerms, *, waived: bool) -> Iterator[Sentence]:
    """Yield what is a breach of an agreement, how it is undone, and what follows."""
    if terms.consecutive_missed is not None:
        yield told.say("BREACH_IN_A_ROW")
    if terms.total_missed is not None:
        yield told.say("BREACH_IN_ALL")
    if terms.days_past_due is not None:
        yield told.say("BREACH_DAYS")
    yield told.say("CURE" if terms.cure_days else "NO_CURE")
    if waived:
        yield told.say("THEN_WAIVED" if terms.waived_owed_again else "THEN_WAIVED_KEPT")
    yield told.say("THEN_ALL_DUE" if terms.all_falls_due else "THEN_NOT_ALL_DUE")


def _promises(told: Told, held: Agreement) -> Iterator[Sentence]:
    yield told.say("HOLD" if held.rules.collection_hold else "NO_HOLD")
    yield told.say("EARLY_FEE" if held.rules.early_settlement_fee else "EARLY_FREE")
    for place, clause in enumerate(held.clauses):
        for row, part in enumerate(clause.parts):
            if part.fact in ("no_new_card", "borrower_duties", "lender_duties"):
                yield _statement(told, held, place, row)
    yield told.say("KEPT_FOR" if held.rules.retention_years else "KEPT_UNTIL")


def _statement(told: Told, held: Agreement, place: int, row: int) -> Sentence:
    """Return what a clause says as the agreement's own page says it."""
    part, plain = held.clauses[place].parts[row], told.say("STATEMENT", i=place, j=row)
    path = f"{told.base}clauses[{place}].parts[{row}].values"
    facts = tuple(
        Fact(name=name, text=shown(name, text, held.currency, told.lang), value=text, source=f"{path}[{name}]")
        for name, text in part.values.items()
    )
    return replace(plain, text=filled(part, held.currency, told.lang), facts=facts or plain.facts)


def _where_from(told: Told, held: Agreement) -> Iterator[Sentence]:
    del held
    yield told.say("FROM_AGREEMENT")


_CUSTOMER = {
    "STANDING": _standing,
    "AGREED": _agreed,
    "AGREED_COST": _cost,
    "TODAY": _today,
    "RATE": _rate,
    "MISSED": _missed,
    "PROMISES": _promises,
    "WHERE_FROM": _where_from,
}


# --- the loan officer ----------------------------------------------------------------------------------------------


def _officer_agreement(told: Told, held: Agreement) -> Iterator[Sentence]:
    for code in ("OFFICER_IDENTITY", "OFFICER_HASH", "OFFICER_POLICY", "OFFICER_AGREED", "OFFICER_RATES"):
        yield told.say(code)
    yield told.say("OFFICER_CONVENTIONS")
    for place in range(len(held.parties)):
        yield told.say("OFFICER_PARTY", i=place)


def _officer_life(told: Told, held: Agreement) -> Iterator[Sentence]:
    for place, step in enumerate(held.life):
        yield told.say("OFFICER_STEP" if step.by is None else "OFFICER_STEP_BY", i=place)


def _officer_terms(told: Told, held: Agreement) -> Iterator[Sentence]:
    yield from _late_charges(told, held)
    yield from _breach(told, held)
    yield told.say("HOLD" if held.rules.collection_hold else "NO_HOLD")
    yield told.say("EARLY_FEE" if held.rules.early_settlement_fee else "EARLY_FREE")
    for place, step in enumerate(held.servicing.allocation):
        limited = step.up_to_days_past_due is not None
        yield told.say("OFFICER_ALLOCATION_UP_TO" if limited else "OFFICER_ALLOCATION", i=place)


def _officer_treatment(told: Told, held: Agreement) -> Iterator[Sentence]:
    conservation = _conservation(held)
    for name in COMPONENTS:
        if conservation.components[name].opening:
            yield told.say("OFFICER_OWED", name=name)
    yield from treatment_sentences(told, held.treatments, conservation)


def _officer_reviews(told: Told, held: Agreement) -> Iterator[Sentence]:
    for place in range(len(held.reviews)):
        yield told.say("OFFICER_REVIEW", i=place)


_OFFICER = {
    "OFFICER_AGREEMENT": _officer_agreement,
    "OFFICER_LIFE": _officer_life,
    "OFFICER_TERMS": _officer_terms,
    "OFFICER_TREATMENT": _officer_treatment,
    "OFFICER_REVIEWS": _officer_reviews,
}
