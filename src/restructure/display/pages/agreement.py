"""The document of an agreement as headings, sentences and tables, in English or Chinese, before any markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from ...agreement import AgreedCheck, Agreement, Party, Review
from ...agreement.clause_facts import interest_of, rate_of
from ...basics.provenance import Language, Source
from ...contract.components import Conservation
from ..page import Block, Heading, Lines, Page, Table
from ..words import FOUND, LEVELS
from ..written import amount_text, date_text, filled
from .agreement_words import CHECK_NAMES, PHRASES, ROLE_NAMES, SIGNING_NAMES, STATUS_NAMES
from .conservation import conservation_table
from .schedule import conventions_line, schedule_table

MAX_RUNS = 4
"""Runs of equal installments told one by one; beyond them the schedule tells it better."""


def say(key: str, lang: Language, values: Mapping[str, str] | None = None) -> str:
    """Return one of the document's phrases."""
    return PHRASES[key].to_text(lang).format_map(values or {})


def agreement_page(agreement: Agreement, lang: Language) -> Page:
    """Return the whole document."""
    blocks = [
        Lines([agreement.policy.title.to_text(lang)]),
        _identity(agreement, lang),
        *_parties(agreement, lang),
        *_glance(agreement, lang),
        *_clauses(agreement, lang),
        *_signatures(agreement, lang),
        *_schedule(agreement, lang),
        *_treatment(agreement, lang),
        *_checks(agreement, lang),
        *_basis(agreement, lang),
        *_life(agreement, lang),
    ]
    words = agreement.rules.words
    title = say("title", lang) if words is None else words.title.to_text(lang)
    return Page(title, lang, blocks, reference=agreement.reference)


def _identity(agreement: Agreement, lang: Language) -> Table:
    rows = [
        [say("reference", lang), agreement.reference],
        [say("debt", lang), agreement.debt],
        [say("status", lang), STATUS_NAMES[agreement.status].to_text(lang)],
        [say("drafted_on", lang), date_text(agreement.drafted_on, lang)],
        [say("effective_on", lang), date_text(agreement.effective_on, lang)],
        [say("valid_until", lang), date_text(agreement.valid_until, lang)],
    ]
    if agreement.signed_on is not None:
        rows.append([say("signed_on", lang), date_text(agreement.signed_on, lang)])
    return Table([], rows, "<<")


def _parties(agreement: Agreement, lang: Language) -> Iterator[Block]:
    yield Heading(say("parties", lang))
    rows = [
        [ROLE_NAMES[party.role].to_text(lang), party.id, _signed(agreement, party, lang)] for party in agreement.parties
    ]
    yield Table([say(name, lang) for name in ("role", "id", "signature")], rows, "<<<")


def _signed(agreement: Agreement, party: Party, lang: Language) -> str:
    """Return how and when a party signed, or that it has not."""
    for step in agreement.life:
        if step.by == party.id and step.method is not None:
            day, method = date_text(step.on, lang), SIGNING_NAMES[step.method].to_text(lang)
            return f"{day}，{method}" if lang == "zh" else f"{day}, {method}"
    return say("open" if party in agreement.unsigned else "not_needed", lang)


def _glance(agreement: Agreement, lang: Language) -> Iterator[Block]:
    schedule, currency = agreement.schedule, agreement.currency
    nominal, effective = (f"{rate.disclosed}%" for rate in agreement.annual_rates)
    paid_today = _conservation(agreement).total.paid
    rows = [
        [say("installment", lang), _installments(agreement, lang)],
        [say("installments", lang), str(len(schedule))],
        [say("first_due", lang), date_text(schedule.due_dates[0], lang)],
        [say("last_due", lang), date_text(schedule.due_dates[-1], lang)],
        [say("total", lang), amount_text(schedule.totals.payment, currency, lang)],
        [say("interest", lang), amount_text(interest_of(schedule), currency, lang)],
        [say("rate", lang), rate_of(agreement.terms)],
        [say("annual_rates", lang), f"{nominal} / {effective}"],
    ]
    if paid_today:
        rows.insert(0, [say("paid_today", lang), amount_text(paid_today, currency, lang)])
    yield Heading(say("at_a_glance", lang))
    yield Table([], rows, "<<")


def _installments(agreement: Agreement, lang: Language) -> str:
    """Return the installments in runs of equal amounts, to the minor unit; the last one is never hidden."""
    amounts = [row.payment for row in agreement.rows]
    runs = [(amount, len(list(same))) for amount, same in groupby(amounts)]
    if len(runs) > MAX_RUNS:
        low, high = (
            amount_text(min(amounts), agreement.currency, lang),
            amount_text(max(amounts), agreement.currency, lang),
        )
        return say("from_to", lang, {"low": low, "high": high})
    told = [
        say(
            "run" if count > 1 else "run_of_one",
            lang,
            {"amount": amount_text(amount, agreement.currency, lang), "count": str(count)},
        )
        for amount, count in runs
    ]
    return say("then", lang).join(told)


def _clauses(agreement: Agreement, lang: Language) -> Iterator[Block]:
    for number, clause in enumerate(agreement.clauses, 1):
        yield Heading(f"{number}. {clause.title.to_text(lang)}")
        yield Lines([filled(part, agreement.currency, lang) for part in clause.parts], numbered=True)


def _signatures(agreement: Agreement, lang: Language) -> Iterator[Block]:
    signing = [party for party in agreement.parties if party.role in agreement.rules.consent]
    steps = {step.by: step for step in agreement.life if step.by is not None}
    rows: list[list[str]] = []
    for party in signing:
        step = steps.get(party.id)
        method = "" if step is None or step.method is None else SIGNING_NAMES[step.method].to_text(lang)
        day = "" if step is None else date_text(step.on, lang)
        rows.append([f"{ROLE_NAMES[party.role].to_text(lang)} {party.id}", method, day])
    yield Heading(say("signatures", lang))
    header = [say(name, lang) for name in ("role", "sign_here", "date_here")]
    yield Table(header, rows, "<<<", room_to_sign=True)


def _schedule(agreement: Agreement, lang: Language) -> Iterator[Block]:
    schedule = agreement.schedule
    table = schedule_table(schedule, lang)
    days = [date_text(day, lang) for day in schedule.due_dates]
    rows = [[row[0], day, *row[2:]] for row, day in zip(table.rows, [*days, table.rows[-1][1]], strict=True)]
    yield Heading(say("schedule", lang), conventions_line(schedule.terms, lang))
    yield table._replace(rows=rows)


def _treatment(agreement: Agreement, lang: Language) -> Iterator[Block]:
    yield Heading(say("owed", lang), say("day_note", lang, {"currency": agreement.currency.code}))
    yield conservation_table(_conservation(agreement), lang)


def _conservation(agreement: Agreement) -> Conservation:
    conservation = agreement.schedule.conservation
    if conservation is None:
        raise AssertionError("an agreed schedule has a conservation statement")
    return conservation


# --- what it rests on ------------------------------------------------------------------------------------------------


def _checks(agreement: Agreement, lang: Language) -> Iterator[Block]:
    yield Heading(say("checks", lang))
    if not agreement.checks:
        yield Lines([say("no_checks", lang)])
        return
    reviews = {review.code: review for review in agreement.reviews}
    rows = [_check(check, reviews.get(check.code), lang) for check in agreement.checks]
    yield Table([say(name, lang) for name in ("check", "found", "result", "review")], rows, "<<<<")


def _check(check: AgreedCheck, review: Review | None, lang: Language) -> list[str]:
    rule = f"{check.text.to_text(lang)} [{check.code}]"
    found = FOUND[check.indicated].to_text(lang)
    decided = "" if review is None else f"{review.by}, {date_text(review.on, lang)}: {_one_line(review.note)}"
    return [rule, found, CHECK_NAMES[check.status].to_text(lang), decided]


def _basis(agreement: Agreement, lang: Language) -> Iterator[Block]:
    policy = agreement.policy
    title = {"title": policy.title.to_text(lang), "name": policy.name, "version": policy.version}
    rows = [
        [say("policy", lang), say("version", lang, title)],
        [say("policy_hash", lang), policy.hash],
        [say("input_hash", lang), agreement.input_hash],
        [say("content_hash", lang), agreement.content_hash],
        [say("library", lang), agreement.library_version],
    ]
    yield Heading(say("basis", lang))
    yield Table([], rows, "<<")
    sources = _sources(agreement)
    if sources:
        yield Heading(say("sources", lang))
        yield Lines([_source(source, lang) for source in sources], numbered=True)


def _sources(agreement: Agreement) -> list[Source]:
    """Return every source the agreement rests on, each once, in order of appearance."""
    found = [source for check in agreement.checks for source in check.sources]
    found += [source for clause in agreement.clauses for source in clause.sources]
    return list(dict.fromkeys([*found, *agreement.rules.sources]))


def _source(source: Source, lang: Language) -> str:
    level = LEVELS[source.level].to_text(lang)
    return f"{source.title}（{level}）" if lang == "zh" else f"{source.title} ({level})"


def _life(agreement: Agreement, lang: Language) -> Iterator[Block]:
    if len(agreement.life) == 1:
        return
    rows: list[Sequence[str]] = []
    for step in agreement.life:
        method = "" if step.method is None else SIGNING_NAMES[step.method].to_text(lang)
        note = "" if step.note is None else _one_line(step.note)
        told = [part for part in (step.by or "", method, note, step.successor or "") if part]
        one_of_many = step.by is not None and step.status == "proposed"
        status = say("signs", lang) if one_of_many else STATUS_NAMES[step.status].to_text(lang)
        rows.append([date_text(step.on, lang), status, " · ".join(told)])
    yield Heading(say("life", lang))
    yield Table([say(name, lang) for name in ("on", "status", "note")], rows, "<<<")


def _one_line(text: str) -> str:
    return " ".join(text.split())
