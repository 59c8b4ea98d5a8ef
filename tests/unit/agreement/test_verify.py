"""Verifying: what does not follow from the rest is named, even where the hashes were made to match."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.agreement import (
    AgreedCheck,
    Agreement,
    advance,
)
from restructure.policy import (
    PLAIN_AGREEMENT,
    SpendingGuideline,
)
from support.drafted import (
    CN,
    drafted,
    forged,
    signed,
)
from support.schemas import validator_of


def test_json_round_trips_and_hashes_alike() -> None:
    agreement = advance(signed(drafted()), "performing", on=date(2026, 12, 9))
    again = rs.from_json(Agreement, rs.to_json(agreement))
    assert again == agreement
    assert (again.hash, again.content_hash) == (agreement.hash, agreement.content_hash)
    again.verify()
    assert not any(isinstance(leaf, float) for leaf in _leaves(json.loads(rs.to_json(agreement))))


def _leaves(document: Any) -> list[Any]:
    if isinstance(document, dict):
        return [leaf for inner in document.values() for leaf in _leaves(inner)]
    if isinstance(document, list):
        return [leaf for inner in document for leaf in _leaves(inner)]
    return [document]


def test_the_schema_accepts_what_is_written() -> None:
    validator = validator_of(Agreement)
    document = json.loads(rs.to_json(signed(drafted())))
    validator.validate(document)
    assert not validator.is_valid({**document, "remark": "x"})
    assert not validator.is_valid({**document, "rows": [{"number": 1}]})


def test_a_policy_keeps_amounts_in_currencies_of_its_own() -> None:
    source = policies.GENERIC.rules[0].sources[0]
    guideline = SpendingGuideline(kind="health", currency="KWD", amounts=[(1, 0, Decimal("12.505"))], source=source)
    agreement = drafted(replace(CN, capacity=replace(CN.capacity, guidelines=[guideline])))
    written = rs.to_json(agreement)
    assert rs.from_json(Agreement, written) == agreement
    with pytest.raises(rs.InvalidInputError) as caught:
        rs.from_json(Agreement, written.replace('"12.505"', '"12.5055"'))
    assert caught.value.faults[0].path == "agreement.policy.capacity.guidelines[0].amounts[0]"


@pytest.mark.parametrize("name", ["payment", "interest", "principal", "fees", "deferred_paid", "closing_balance"])
def test_a_changed_row_is_named_even_where_the_hashes_were_made_to_match(name: str) -> None:
    agreement = drafted()
    rows = list(agreement.rows)
    rows[3] = replace(rows[3], **{name: getattr(rows[3], name) + Decimal("0.01")})
    with pytest.raises(rs.InvalidTermsError) as caught:
        forged(agreement, rows=rows)
    assert [str(fault) for fault in caught.value.faults] == [
        f"agreement.rows[3].{name}: is not what position, treatments and terms give"
    ]
    assert not any(figure in str(caught.value) for figure in ("712.82", "1,172.18", "1172.18", "45698", "1885"))


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"rows": "fewer"}, "agreement.rows"),
        ({"terms": "rate"}, "agreement.rows[0].interest"),
        ({"terms": "principal"}, "agreement.terms.principal"),
        ({"terms": "start_date"}, "agreement.terms.start_date"),
        ({"treatments": "none"}, "agreement.treatments"),
        ({"treatments": "keep"}, "agreement.terms.principal"),
        ({"currency": "USD"}, "agreement.currency"),
        ({"drafted_on": date(2026, 11, 1)}, "agreement.drafted_on"),
        ({"rules": PLAIN_AGREEMENT}, "agreement.rules"),
        ({"days_past_due": "reset"}, "agreement.clauses[ART70_1_BALANCE].treatment"),
    ],
)
def test_what_does_not_follow_is_named_even_where_the_hashes_were_made_to_match(
    changes: dict[str, Any], path: str
) -> None:
    agreement = drafted()
    terms = agreement.terms
    known: dict[tuple[str, Any], Any] = {
        ("rows", "fewer"): agreement.rows[:-1],
        ("terms", "rate"): replace(terms, rate=rs.Rate("0.18")),
        ("terms", "principal"): replace(terms, principal=terms.principal + 1),
        ("terms", "start_date"): replace(terms, start_date=date(2026, 11, 24)),
        ("treatments", "none"): [],
        ("treatments", "keep"): [
            rs.Treatment(item.component, "waive" if item.component == "fees" else item.action)
            for item in agreement.treatments
        ],
    }
    ((name, given),) = changes.items()
    with pytest.raises(rs.InvalidTermsError) as caught:
        forged(agreement, **{name: known.get((name, given), given) if isinstance(given, str) else given})
    assert path in [fault.path for fault in caught.value.faults]


def test_a_check_is_as_its_rule_and_sources_allow() -> None:
    agreement = drafted()
    first, *others = agreement.checks
    for turned, message in (
        (replace(first, status="fail"), "ART70_CARD fails; a failing check cannot be agreed upon"),
        (replace(first, status="pass"), "ART70_CARD cannot pass on these sources; it needs review"),
    ):
        with pytest.raises(rs.InvalidTermsError, match=message):
            forged(agreement, checks=[turned, *others])
    foreign = AgreedCheck(code="OTHER", status="pass", indicated="pass", limit="<= 1", text=first.text)
    with pytest.raises(rs.InvalidTermsError, match="OTHER is no rule of the policy with these sources"):
        forged(agreement, checks=[*agreement.checks, foreign])


def test_verifying_works_everything_out_anew() -> None:
    agreement = drafted()
    agreement.verify()
    row = replace(agreement.rows[0], payment=Decimal("1.00"))
    object.__setattr__(agreement, "rows", (row, *agreement.rows[1:]))
    with pytest.raises(rs.InvalidTermsError, match=r"agreement.rows\[0\].payment"):
        agreement.verify()
    with pytest.raises(rs.InvalidTermsError, match=r"agreement.rows\[0\].payment"):
        pickle.loads(pickle.dumps(agreement)).verify()


def test_nothing_of_the_borrower_is_shown_by_accident() -> None:
    assert repr(drafted().rows[0]) == "AgreedInstallment()"
    shown_text = repr(signed(drafted()))
    assert (
        shown_text
        == "Agreement(reference='A-1029', parties=2, treatments=3, rows=35, checks=6, reviews=6, clauses=6, life=3)"
    )
