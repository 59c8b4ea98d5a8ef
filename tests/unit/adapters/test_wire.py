from __future__ import annotations

import json
from datetime import date
from typing import Any

import jsonschema
import pytest

import restructure as rs
from restructure import policies
from support.examples import CARD, EXAMPLES, card
from support.schemas import validator_of


def check_schema(cls: type[object], text: str) -> None:
    validator_of(cls).validate(json.loads(text))


def refused(text: str | bytes, cls: type[Any] = rs.Application) -> str:
    with pytest.raises(rs.InvalidInputError) as caught:
        rs.from_json(cls, text)
    assert caught.value.__context__ is None
    return str(caught.value)


def test_records_round_trip_exactly() -> None:
    assert rs.from_json(rs.Application, rs.to_json(card())) == card()
    terms = (EXAMPLES / "loan_terms.json").read_text(encoding="utf-8")
    parsed = rs.from_json(rs.LoanTerms, terms)
    assert rs.from_json(rs.LoanTerms, rs.to_json(parsed)) == parsed


def test_shipped_examples_meet_their_schemas() -> None:
    check_schema(rs.Application, CARD)
    check_schema(rs.Application, rs.to_json(card()))
    check_schema(rs.LoanTerms, (EXAMPLES / "loan_terms.json").read_text(encoding="utf-8"))
    check_schema(rs.Policy, rs.to_json(policies.GENERIC))


@pytest.mark.parametrize("policy", [policies.GENERIC, policies.CN_CARD_ARTICLE_70], ids=lambda policy: policy.name)
@pytest.mark.parametrize("salary", ["6200", "100"])
def test_plans_meet_their_schema_and_hold_no_float(policy: rs.Policy, salary: str) -> None:
    poorer = rs.from_json(rs.Application, CARD.replace('"6200.00"', f'"{salary}"'))
    text = rs.to_json(rs.plan(poorer, policy=policy))
    check_schema(rs.Plan, text)

    def no_float(number: str) -> object:
        raise AssertionError(f"float {number} on the wire")

    json.loads(text, parse_float=no_float, parse_constant=no_float)


def test_a_plan_on_the_wire_has_the_promised_shape() -> None:
    plan = json.loads(rs.to_json(rs.plan(card(), policy=policies.CN_CARD_ARTICLE_70)))
    assert plan["schema"] == "restructure/plan/1"
    assert plan["recommended"] == plan["options"][0]["id"]
    assert set(plan["reference_options"]) == {"keep_contract", "reinstate", "catch_up"}
    first = plan["options"][0]
    assert first["schedule"]["rows"][0]["payment"] == "1726.97"
    assert first["schedule"]["totals"]["payment"] == first["measures"]["total_paid"]
    assert first["checks"][0]["sources"][0]["level"] == "secondary"


def test_the_schema_refuses_what_the_library_never_writes() -> None:
    plan = json.loads(rs.to_json(rs.plan(card(), policy=policies.GENERIC)))
    plan["options"][0]["measures"]["total_paid"] = 1.5
    with pytest.raises(jsonschema.ValidationError):
        validator_of(rs.Plan).validate(plan)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "application: is not JSON: Expecting value at line 1, column 1"),
        ("{", "is not JSON"),
        ("[]", "application: must be an object with the fields of Application"),
        ("null", "must be an object"),
        ('{"a": NaN}', "contains NaN, which is no number"),
        ('{"a": -Infinity}', "contains -Infinity"),
        ('{"a": 1, "a": 2}', "names a field twice"),
        ("[" * 100_000, "nested too deeply"),
        ('{"liquid_assets": ' + "9" * 5000 + "}", "number with too many digits"),
        ('{"liquid_assets": 1E+99999999999999999999}', "number with too many digits"),
        ('{"liquid_assets": 0E-99999999999999999999}', "number with too many digits"),
        ('{"liquid_assets": 1.' + "0" * 4_000_000 + "}", "number with too many digits"),
        (b"\xff\xfe", "is not UTF-8"),
        (" " * 5_000_001, "is a document of 5,000,001 characters; the limit is 5,000,000"),
        (b"x" * 10_000_000, "is a document of 10,000,000 characters"),
        (None, "must be a JSON text"),
    ],
)
def test_malformed_documents_are_refused_with_the_reason(text: Any, message: str) -> None:
    assert message in refused(text)


def test_all_faults_are_told_at_once() -> None:
    text = CARD.replace('"CNY"', '"XXX"').replace('"0.1825"', "18.25").replace('"2100.00"', '"-2100.00"')
    message = refused(text)
    assert "3 faults" in message
    assert 'application.debts[0].rate: 18.25 means 1,825% a year; write percent("18.25")' in message
    assert "application.incomes[0].amount: must not be negative" in message
    assert "2100" not in message


def test_json_numbers_are_read_as_written_never_through_a_float() -> None:
    days = '"start_date": "2026-01-01", "first_due_date": "2026-02-01"'
    text = f'{{"currency": "USD", "principal": 1000000000.01, "rate": 0.1, {days}, "phases": [{{"count": 1}}]}}'
    terms = rs.from_json(rs.LoanTerms, text)
    assert (str(terms.principal), terms.rate) == ("1000000000.01", rs.Rate("0.1"))
    long = text.replace("1000000000.01", "100000000.010000000000000001")
    assert "more than 2 decimals for USD" in refused(long, rs.LoanTerms)


def test_dates_on_the_wire_are_iso_days() -> None:
    assert "as_of: must be a date without a time" in refused(CARD.replace("2026-11-23", "23/11/2026"))
    assert "as_of: is not a day of the calendar" in refused(CARD.replace("2026-11-23", "2026-11-31"))


def test_schedules_and_capacities_have_a_form_on_the_wire() -> None:
    terms = rs.LoanTerms(
        currency="USD",
        principal=100,
        rate=0,
        start_date=date(2026, 1, 1),
        first_due_date=date(2026, 2, 1),
        phases=[rs.Phase(1)],
    )
    text = rs.to_json(rs.amortize(terms))
    written = json.loads(text)
    assert rs.from_json(rs.LoanTerms, json.dumps(written["terms"])) == terms
    assert written["rows"][0]["payment"] == "100.00"
    assert written["conventions"]["day_count"] == "30/360"
    capacity = rs.assess_capacity(card(), policy=policies.GENERIC)
    assert json.loads(rs.to_json(capacity))["affordable_payment"] == "1885.00"


def test_what_has_no_form_on_the_wire_is_refused() -> None:
    with pytest.raises(rs.InvalidInputError, match="has no form on the wire"):
        rs.to_json({"a": 1})
    with pytest.raises(rs.InvalidInputError, match="has no JSON Schema"):
        rs.json_schema(dict)
