"""Agreements of every kind of plan: they round-trip, keep every unit owed, and let nothing be changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, strategies as st

import restructure as rs
from restructure import policies
from restructure.agreement import Agreement, Party, Review, draft_agreement, sign
from restructure.basics.provenance import Language
from restructure.contract.components import COMPONENTS
from restructure.policy import Levers, Policy, Start, Steps, TreatmentSet
from support.applications import planned
from support.strategies import CURRENCY

LANGUAGES: tuple[Language, ...] = ("en", "zh")
PARTIES = [Party("borrower", "P-1"), Party("guarantor", "P-2")]
PARKED = TreatmentSet(
    name="parked",
    treatments=[
        rs.Treatment("fees", "pay"),
        rs.Treatment("interest", "defer", due=2),
        rs.Treatment("penalty_interest", "spread", due=3),
        rs.Treatment("compound_interest", "waive"),
    ],
    days_past_due="reset",
    text=rs.Wording("fees today, interest at the end", "费用当日支付，利息末期支付"),
)
STARTS = [Start("none"), Start("interest_only", 2), Start("capitalize", 1), Start("defer", 2)]
LEVERS: list[Levers] = [
    replace(
        policies.GENERIC.levers,
        terms=Steps(6, 24, 6),
        starts=STARTS,
        treatment_sets=[*policies.GENERIC.levers.treatment_sets, PARKED][place:],
    )
    for place in (0, 3)
]
POLICIES: list[Policy] = [
    policies.CN_CARD_ARTICLE_70,
    *(replace(policies.GENERIC, levers=levers, rules=policies.GENERIC.rules[:1]) for levers in LEVERS),
    replace(policies.GENERIC, levers=LEVERS[1], rules=[], agreement=None),
]


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Return the agreement of any option of any plan, signed or not."""
    policy = draw(st.sampled_from(POLICIES))
    answer = rs.plan(draw(planned()), policy=policy)
    assume(answer.options)
    option = draw(st.sampled_from(answer.options.options))
    reviews = [
        Review(check.code, by="U-7", on=answer.as_of, note="file seen")
        for check in option.checks
        if check.status == "needs_review"
    ]
    agreement = draft_agreement(option, answer, policy=policy, parties=PARTIES, reviews=reviews)
    for party in PARTIES[: draw(st.integers(0, 2))]:
        agreement = sign(agreement, party.id, on=agreement.valid_until, method="electronic")
    return agreement


def leaves(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of everything in a document that is neither a list nor an object."""
    if isinstance(document, (dict, list)):
        for name, inner in document.items() if isinstance(document, dict) else enumerate(document):
            yield from leaves(inner, (*path, name))
    else:
        yield path


def at(document: Any, path: tuple[Any, ...]) -> Any:
    """Return what stands at a path."""
    for name in path:
        document = document[name]
    return document


def changed(text: str, path: tuple[Any, ...], given_new: Any) -> str:
    """Return a document with one thing in it changed."""
    document = json.loads(text)
    at(document, path[:-1])[path[-1]] = given_new
    return json.dumps(document, ensure_ascii=False)


def another(held: Any) -> Any:
    """Return something of the same kind that is not the same: a number, day, truth or text."""
    if isinstance(held, bool):
        return not held
    if isinstance(held, int):
        return held + 1
    try:
        return format(Decimal(held) + 1, "f")
    except ArithmeticError:
        pass
    try:
        return (date.fromisoformat(held) + timedelta(days=1)).isoformat()
    except ValueError:
        return f"{held} " if len(held) < 200 else held[:-1]


@given(agreements())
def test_it_round_trips_through_json(agreement: Agreement) -> None:
    again = rs.from_json(Agreement, rs.to_json(agreement))
    assert again == agreement
    assert (again.hash, again.content_hash) == (agreement.hash, agreement.content_hash)
    assert again.schedule == agreement.schedule


@given(agreements(), st.data())
def test_no_single_thing_can_be_changed(agreement: Agreement, data: st.DataObject) -> None:
    text = rs.to_json(agreement)
    free = {("life", len(agreement.life) - 1, name) for name in ("on", "method", "note")}
    paths = [path for path in leaves(json.loads(text)) if path not in free or len(agreement.life) == 1]
    path = data.draw(st.sampled_from(paths))
    with pytest.raises(rs.RestructureError):
        rs.from_json(Agreement, changed(text, path, another(at(json.loads(text), path))))


FIGURES = ("rows", "terms", "treatments", "position")


@given(agreements(), st.data())
def test_no_figure_can_be_changed(agreement: Agreement, data: st.DataObject) -> None:
    text = rs.to_json(agreement)
    paths = [path for path in leaves(json.loads(text)) if path[0] in FIGURES]
    path = data.draw(st.sampled_from(paths))
    with pytest.raises(rs.RestructureError):
        rs.from_json(Agreement, changed(text, path, another(at(json.loads(text), path))))


@given(agreements(), st.data())
def test_no_list_can_be_shortened(agreement: Agreement, data: st.DataObject) -> None:
    document = json.loads(rs.to_json(agreement))
    names = [name for name, held in document.items() if isinstance(held, list) and held and name != "life"]
    name = data.draw(st.sampled_from(names))
    place = data.draw(st.integers(0, len(document[name]) - 1))
    del document[name][place]
    with pytest.raises(rs.RestructureError):
        rs.from_json(Agreement, json.dumps(document, ensure_ascii=False))


@given(agreements(), st.data())
def test_the_hash_moves_with_everything_that_is_signed(agreement: Agreement, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["reference", "debt", "input_hash", "library_version"]))
    twin = object.__new__(Agreement)
    for item, held in vars(agreement).items():
        if item not in ("hash", "content_hash"):
            object.__setattr__(twin, item, f"{held}x" if item == name else held)
    assert twin.content_hash != agreement.content_hash
    assert twin.hash != agreement.hash


@given(agreements())
def test_no_unit_owed_is_lost_or_made(agreement: Agreement) -> None:
    conservation, totals, minor = agreement.schedule.conservation, agreement.schedule.totals, CURRENCY.to_minor
    assert conservation is not None
    for name in COMPONENTS:
        flow = conservation.components[name]
        assert flow.opening == agreement.position.owed(name)
        got = minor(flow.paid) + minor(flow.waived) + minor(flow.moved_out) + minor(flow.closing)
        assert minor(flow.opening) + minor(flow.moved_in) == got
    repaid = sum(minor(row.principal) + minor(row.deferred_paid) for row in agreement.rows)
    assert repaid == minor(conservation.total.closing) + minor(totals.capitalized) + minor(totals.deferred)
    for row in agreement.rows:
        assert row.payment == row.interest + row.principal + row.fees + row.deferred_paid
    assert agreement.rows[-1].closing_balance == 0


@given(agreements())
def test_every_agreement_can_be_read_in_both_languages(agreement: Agreement) -> None:
    english, chinese = (rs.render(agreement, lang=lang, format="markdown") for lang in LANGUAGES)
    for text in (english, chinese, agreement.to_text("en"), agreement.to_text("zh")):
        assert "{" not in text
        assert "None" not in text
        assert all(f"{row.payment:,}" in text for row in agreement.rows)
    assert len({rs.render(agreement, lang=lang, format="print").count("<tr") for lang in LANGUAGES}) == 1
