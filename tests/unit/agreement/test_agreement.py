"""Agreements: what is frozen, what is refused by name, how they are signed and followed, and how they read."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from typing import Any

import jsonschema
import pytest

import restructure as rs
from restructure import policies
from restructure.agreement import (
    PROPOSE_AGAIN,
    AgreedCheck,
    Agreement,
    AgreementStatus,
    Clause,
    LifeStep,
    Party,
    Review,
    advance,
    draft_agreement,
    render_html,
    render_markdown,
    sign,
)
from restructure.agreement._facts import last_day
from restructure.agreement._format import date_text, shown
from restructure.agreement._seal import content_of, seal
from restructure.agreement._steps import NEXT
from restructure.agreement._templates import SENTENCES
from restructure.basics.provenance import Dated, Language
from restructure.contract.events import AllocationStep, Servicing
from restructure.policy import (
    PLAIN_AGREEMENT,
    AgreementRules,
    BreachTerms,
    ClauseFact,
    ClauseRule,
    Policy,
    Role,
    SpendingGuideline,
    Statement,
)
from support.examples import card

CN = policies.CN_CARD_ARTICLE_70
BORROWER, LENDER = Party("borrower", "P-1"), Party("lender", "BANK")
BOTH = [BORROWER, LENDER]
DRAFTED = date(2026, 11, 23)
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@cache
def planned(policy: Policy = CN) -> rs.Plan:
    return rs.plan(card(), policy=policy)


def reviews_of(option: rs.Option) -> list[Review]:
    return [
        Review(check.code, by="U-7", on=date(2026, 11, 24), note="file seen")
        for check in option.checks
        if check.status == "needs_review"
    ]


def drafted(policy: Policy = CN, parties: Sequence[Party] = BOTH, **named: Any) -> Agreement:
    answer = planned(policy)
    option = answer.recommended
    assert option is not None
    given: dict[str, Any] = {"reviews": reviews_of(option), **named}
    return draft_agreement(option, answer, policy=policy, parties=parties, **given)


def signed(agreement: Agreement) -> Agreement:
    for party in agreement.unsigned:
        agreement = sign(agreement, party.id, on=date(2026, 12, 1), method="paper")
    return agreement


def forged(agreement: Agreement, **changes: Any) -> Agreement:
    """Return an agreement with changed contents and hashes to match, as somebody who knows the hash would write it."""
    held = {item.name: getattr(agreement, item.name) for item in fields(agreement)} | changes
    policy: Policy = held.pop("policy")
    offer = LifeStep(status="proposed", on=held["drafted_on"], before=content_of(held, policy.hash))
    return Agreement(**{**held, "policy": policy, "life": [offer]})


def with_rules(**changes: Any) -> Policy:
    """Return the card policy with other demands on agreements."""
    assert CN.agreement is not None
    return replace(CN, agreement=replace(CN.agreement, **changes))


# --- drafting --------------------------------------------------------------------------------------------------------


def test_a_draft_freezes_the_option_as_it_was_offered() -> None:
    option, agreement = planned().recommended, drafted()
    assert option is not None
    for row, offered in zip(agreement.rows, option.schedule, strict=True):
        for name in ("number", "due_date", "payment", "interest", "principal", "fees", "deferred_paid"):
            assert getattr(row, name) == getattr(offered, name)
        assert row.closing_balance == offered.closing_balance
    assert agreement.schedule == option.schedule
    assert (agreement.terms, agreement.treatments, agreement.option_id) == (option.terms, option.treatments, option.id)
    assert agreement.annual_rates == option.annual_rates
    assert agreement.policy == CN
    assert agreement.input_hash == planned().input_hash
    assert agreement.library_version == rs.__version__
    assert (agreement.status, agreement.signed_on, agreement.effective_on) == ("proposed", None, DRAFTED)
    assert (agreement.reference, agreement.debt, agreement.days_past_due) == ("A-1029", "card-1", "keep")


def test_the_reader_may_give_it_a_reference_a_day_and_a_wording_of_its_own() -> None:
    own = Statement("other_matters", rs.Wording("Nothing further.", "无其他约定。"))
    agreement = drafted(reference="AG-1", drafted_on="2026-11-25", statements=[own])
    assert (agreement.reference, agreement.drafted_on) == ("AG-1", date(2026, 11, 25))
    assert "- 无其他约定。" not in render_markdown(agreement, "zh")
    assert "无其他约定。" in render_markdown(agreement, "zh")
    assert "可随时申请重新评估" not in render_markdown(agreement, "zh")


def test_the_offer_lapses_with_its_validity_or_its_first_due_date() -> None:
    first = date(2026, 12, 9)
    assert drafted().valid_until == first
    assert drafted(with_rules(valid_days=10)).valid_until == DRAFTED + timedelta(days=10)


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"policy": policies.GENERIC}, "pass cn_card_article_70 2026.1, unchanged"),
        ({"option": None}, "must be an option of the plan"),
        ({"option": "cheapest"}, "must be an option of the plan"),
        ({"plan": "mine"}, "must be what plan() answered"),
        ({"drafted_on": "tomorrow"}, "drafted_on: must be a date"),
    ],
)
def test_what_does_not_belong_together_is_refused(named: dict[str, Any], message: str) -> None:
    answer = planned()
    given: dict[str, Any] = {"option": answer.recommended, "plan": answer, "policy": CN, "parties": BOTH, **named}
    with pytest.raises(rs.InvalidInputError, match=message.replace("(", r"\(").replace(")", r"\)")):
        draft_agreement(given.pop("option"), given.pop("plan"), **given)


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ({"parties": None}, "parties"),
        ({"parties": BORROWER}, "parties"),
        ({"parties": [BORROWER, "P-2"]}, "parties[1]"),
        ({"reviews": None}, "reviews"),
        ({"statements": None}, "statements"),
        ({"statements": ["x"]}, "statements[0]"),
        ({"statements": "x"}, "statements"),
        ({"servicing": "x"}, "servicing"),
        ({"servicing": ""}, "servicing"),
        ({"reference": 7}, "reference"),
    ],
)
def test_an_argument_of_another_type_is_refused_by_name(named: dict[str, Any], path: str) -> None:
    with pytest.raises(rs.InvalidInputError) as caught:
        drafted(**named)
    assert [fault.path for fault in caught.value.faults] == [path]


def test_a_fact_is_stated_once() -> None:
    own = [Statement("other_matters", rs.Wording(text, text)) for text in ("one", "two")]
    with pytest.raises(rs.InvalidInputError, match=r"statements\[1\]: states other_matters a second time; keep one"):
        drafted(statements=own)


@pytest.mark.parametrize("day", ["2026-12-10", "9999-12-31"])
def test_an_offer_that_has_lapsed_before_it_is_made_is_refused(day: str) -> None:
    with pytest.raises(rs.InvalidTermsError, match="drafted_on: is after the last day to sign, 2026-12-09"):
        drafted(drafted_on=day)


def test_an_offer_ends_with_the_calendar_at_the_latest() -> None:
    assert last_day(date.max - timedelta(days=1), PLAIN_AGREEMENT, date.max) == date.max
    assert last_day(date.max, PLAIN_AGREEMENT, DRAFTED) == DRAFTED


def test_an_option_of_another_plan_is_refused() -> None:
    other = rs.plan(replace(card(), liquid_assets=Decimal("9999")), policy=CN).options[1]
    answer = rs.plan(replace(card(), incomes=card().incomes[:1]), policy=CN)
    with pytest.raises(rs.InvalidInputError, match="is not offered by this plan"):
        draft_agreement(other, answer, policy=CN, parties=BOTH, reviews=reviews_of(other))


def test_every_check_that_needs_review_is_named_until_somebody_decided_on_it() -> None:
    with pytest.raises(rs.InvalidTermsError) as caught:
        drafted(reviews=[])
    assert [fault.message.split()[0] for fault in caught.value.faults] == [
        "ART70_CARD",
        "ART70_BEYOND_CAPACITY",
        "ART70_WILLING",
        "ART70_FIVE_YEARS",
        "ART70_INSTALLMENTS",
    ]
    assert "add Review('ART70_CARD', by=..., on=..., note=...)" in str(caught.value)
    option = planned().recommended
    assert option is not None
    with pytest.raises(rs.InvalidTermsError, match="ART70_WILLING needs review"):
        drafted(reviews=[review for review in reviews_of(option) if review.code != "ART70_WILLING"])
    with pytest.raises(rs.InvalidTermsError, match="ART70_WILING is no check that needs review"):
        drafted(reviews=[*reviews_of(option), Review("ART70_WILING", by="U-7", on=DRAFTED, note="slip")])


@pytest.mark.parametrize(
    ("parties", "message"),
    [
        ([LENDER], "must name one borrower"),
        ([BORROWER, Party("borrower", "P-2")], "must name one borrower"),
        ([BORROWER, Party("guarantor", "P-1")], "have an id twice"),
    ],
)
def test_the_parties_are_one_borrower_and_others_by_ids_of_their_own(parties: list[Party], message: str) -> None:
    with pytest.raises(rs.InvalidTermsError, match=message):
        drafted(parties=parties)


def test_an_agreement_keeps_the_allocation_its_policy_demands() -> None:
    assert CN.agreement is not None
    assert CN.agreement.servicing is not None
    steps = CN.agreement.servicing.allocation
    with pytest.raises(rs.InvalidTermsError, match=r"servicing\.allocation"):
        drafted(servicing=Servicing())
    own = drafted(servicing=Servicing(allocation=steps, penalty_rate="0.27375"))
    assert own.servicing.penalty_rate == rs.Rate("0.27375")
    assert "Penalty interest runs on overdue principal at 27.375% a year." in render_markdown(own)
    assert [step.components[0] for step in drafted().servicing.allocation] == ["fees", "principal"]


def test_a_debt_put_in_the_place_of_several_and_each_by_itself() -> None:
    other = replace(card().debts[0], reference="card-9", principal=Decimal(6000), overdue_principal=Decimal(0))
    other = replace(other, installment=Decimal("551.30"), days_past_due=0)
    application = replace(card(), debts=[*card().debts[:1], other])
    answer = rs.plan(application, policy=policies.GENERIC)
    together, alone = answer.options[0], answer.options.by_debt[1][0]
    for option, debt in ((together, answer.options.debt), (alone, "card-9")):
        agreement = draft_agreement(
            option, answer, policy=policies.GENERIC, parties=[BORROWER], reviews=reviews_of(option)
        )
        assert agreement.debt == debt
        assert agreement.schedule == option.schedule


# --- clauses ---------------------------------------------------------------------------------------------------------


ARTICLE_70: dict[str, set[ClauseFact]] = {
    "ART70_1_BALANCE": {"balance", "structure", "currency"},
    "ART70_2_REPAYMENT": {"cycle", "method", "dates_and_amounts"},
    "ART70_3_CHARGES": {"interest_during_term", "fees_during_term"},
    "ART70_4_NO_NEW_CARD": {"no_new_card"},
    "ART70_5_DUTIES": {"borrower_duties", "lender_duties", "breach"},
    "ART70_6_OTHER": {"other_matters"},
}


def test_the_six_contents_of_article_70_are_there() -> None:
    said = {clause.code: {part.fact for part in clause.parts} for clause in drafted().clauses}
    assert list(said) == list(ARTICLE_70)
    assert all(needed <= said[code] for code, needed in ARTICLE_70.items())
    levels = {source.level for clause in drafted().clauses for source in clause.sources}
    assert levels == {"secondary"}


@pytest.mark.parametrize("code", ARTICLE_70)
def test_a_missing_clause_is_refused_by_name(code: str) -> None:
    agreement = drafted()
    with pytest.raises(rs.InvalidTermsError) as caught:
        forged(agreement, clauses=[clause for clause in agreement.clauses if clause.code != code])
    missing = {
        fault.message.split(",")[0] for fault in caught.value.faults if fault.path == f"agreement.clauses[{code}]"
    }
    assert missing >= {f"lacks {fact}" for fact in ARTICLE_70[code]}


@pytest.mark.parametrize("code", ARTICLE_70)
def test_a_clause_that_lacks_one_thing_is_refused_by_name(code: str) -> None:
    agreement, fact = drafted(), min(ARTICLE_70[code])
    cut = [
        replace(clause, parts=[part for part in clause.parts if part.fact != fact]) if clause.code == code else clause
        for clause in agreement.clauses
    ]
    with pytest.raises(rs.InvalidTermsError, match=f"lacks {fact}, which policy cn_card_article_70 2026.1 demands"):
        forged(agreement, clauses=cut)


def test_what_only_words_can_say_has_to_be_said() -> None:
    assert CN.agreement is not None
    wordless = with_rules(statements=[said for said in CN.agreement.statements if said.fact != "no_new_card"])
    with pytest.raises(rs.InvalidTermsError, match=r"clauses\[ART70_4_NO_NEW_CARD\]: lacks no_new_card"):
        drafted(wordless)
    own = Statement("no_new_card", rs.Wording("No new card until all is settled.", "全部结清前不申领信用卡。"))
    assert "No new card until all is settled." in render_markdown(drafted(wordless, statements=[own]))


def test_what_no_required_clause_asks_for_is_stated_all_the_same() -> None:
    few = ClauseRule(code="DEBT", title=rs.Wording("Debt", "欠款"), needs=["balance"])
    agreement = drafted(with_rules(clauses=[few]))
    assert [clause.code for clause in agreement.clauses] == ["DEBT", "FURTHER"]
    said = [part.fact for clause in agreement.clauses for part in clause.parts]
    assert {"cure", "retention", "early_settlement", "collection_hold", "no_new_card"} <= set(said)
    with pytest.raises(rs.InvalidTermsError, match="say nothing about retention"):
        forged(agreement, clauses=agreement.clauses[:1])


def test_a_policy_that_demands_nothing_has_plain_terms() -> None:
    agreement = drafted(replace(CN, agreement=None))
    assert agreement.rules == PLAIN_AGREEMENT
    assert [clause.code for clause in agreement.clauses] == ["DEBT", "REPAYMENT", "CHARGES", "BREACH", "OTHER"]
    assert agreement.breach == BreachTerms(consecutive_missed=2, total_missed=3, days_past_due=60, cure_days=15)


def _part_changed(agreement: Agreement, fact: ClauseFact, **values: str) -> list[Clause]:
    return [
        replace(
            clause,
            parts=[
                replace(part, values={**part.values, **values})
                if part.fact == fact and set(values) <= set(part.values)
                else part
                for part in clause.parts
            ],
        )
        for clause in agreement.clauses
    ]


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        ("balance", {"total": "1.00"}),
        ("structure", {"fees": "0.00"}),
        ("treatment", {"amount": "1.00"}),
        ("cycle", {"period": "P3M"}),
        ("dates_and_amounts", {"count": "36"}),
        ("interest_during_term", {"effective": "3.00%"}),
        ("breach", {"days": "90"}),
        ("cure", {"days": "0"}),
        ("overdue", {"days": "30"}),
        ("validity", {"valid_until": "2027-12-09"}),
    ],
)
def test_a_clause_says_what_the_figures_give(fact: ClauseFact, values: dict[str, str]) -> None:
    agreement = drafted()
    with pytest.raises(rs.InvalidTermsError, match=f"{fact}: is not what position, treatments, terms and rules give"):
        forged(agreement, clauses=_part_changed(agreement, fact, **values))


def test_a_clause_does_not_say_the_opposite_of_the_rules() -> None:
    agreement = drafted()
    turned = [
        replace(
            clause,
            parts=[
                replace(part, says="waived_owed_again") if part.says == "waived_stays" else part
                for part in clause.parts
            ],
        )
        for clause in agreement.clauses
    ]
    with pytest.raises(rs.InvalidTermsError, match=r"clauses\[ART70_5_DUTIES\].breach: is not what"):
        forged(agreement, clauses=turned)


def test_a_wording_names_only_values_its_clause_holds() -> None:
    agreement = drafted()
    for bad in ("{total.__class__}", "{other}", "{", "{total!r}", "{total:>99999999}"):
        first = agreement.clauses[0]
        part = replace(first.parts[0], text=rs.Wording("owed {total}", bad))
        with pytest.raises(rs.InvalidTermsError, match="names a value in braces"):
            forged(agreement, clauses=[replace(first, parts=[part, *first.parts[1:]]), *agreement.clauses[1:]])


def _part_turned(agreement: Agreement, fact: ClauseFact, **changes: Any) -> list[Clause]:
    """Return the clauses with the first part about a fact changed."""
    clauses = list(agreement.clauses)
    for place, clause in enumerate(clauses):
        for at, part in enumerate(clause.parts):
            if part.fact == fact:
                parts = [*clause.parts[:at], replace(part, **changes), *clause.parts[at + 1 :]]
                return [*clauses[:place], replace(clause, parts=parts), *clauses[place + 1 :]]
    raise AssertionError(fact)


@pytest.mark.parametrize("name", ["total.x", "total!r", "0", "", "total:>9"])
def test_a_value_is_named_plainly_even_where_the_clause_holds_one_of_that_name(name: str) -> None:
    agreement = drafted()
    text = rs.Wording("x", "{" + name + "}")
    turned = _part_turned(agreement, "other_matters", text=text, values={name: "1"})
    with pytest.raises(rs.InvalidTermsError, match="names a value in braces"):
        forged(agreement, clauses=turned)


@pytest.mark.parametrize(
    "changes",
    [{"values": {"amount": "much"}}, {"values": {"valid_until": "soon"}}, {"says": "no_fees"}, {"says": "nothing"}],
)
def test_what_is_said_in_words_only_holds_no_values(changes: dict[str, Any]) -> None:
    agreement = drafted()
    with pytest.raises(rs.InvalidTermsError, match="other_matters is said in words only; remove them"):
        forged(agreement, clauses=_part_turned(agreement, "other_matters", **changes))


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        ("balance", {"as_of": "2026-11-23", "total": "much"}),
        ("method", {"method": "level"}),
        ("validity", {"valid_until": "9" * 100_000}),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_by_name(fact: ClauseFact, values: dict[str, str]) -> None:
    agreement = drafted()
    with pytest.raises(rs.InvalidTermsError, match=rf"\.{fact}: is not what position"):
        forged(agreement, clauses=_part_turned(agreement, fact, values=values))


def test_the_sentences_are_those_of_the_version_that_wrote_them() -> None:
    agreement = drafted()
    turned = _part_turned(agreement, "balance", text=rs.Wording("Nothing is owed.", "无欠款。"))
    with pytest.raises(rs.InvalidTermsError, match=r"parts\[0\]\.text: is not the sentence this version writes"):
        forged(agreement, clauses=turned)
    assert "Nothing is owed." in render_markdown(forged(agreement, clauses=turned, library_version="0.0.1"))


def test_a_heading_is_that_of_its_rule_or_of_the_library() -> None:
    few = ClauseRule(code="DEBT", title=rs.Wording("Debt", "欠款"), needs=["balance"])
    agreement = drafted(with_rules(clauses=[few]))
    for place, code in enumerate(("DEBT", "FURTHER")):
        clauses = list(agreement.clauses)
        clauses[place] = replace(clauses[place], title=rs.Wording("Gift", "赠与"))
        with pytest.raises(rs.InvalidTermsError, match=rf"clauses\[{code}\]\.title: is not"):
            forged(agreement, clauses=clauses)


def _said(rules: dict[str, Any], servicing: Servicing | None = None) -> str:
    base: AgreementRules = replace(PLAIN_AGREEMENT, **rules)
    return render_markdown(drafted(replace(CN, agreement=base), servicing=servicing))


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"breach": BreachTerms(total_missed=4)}, "breached when 4 installments in all are missed"),
        ({"breach": BreachTerms(days_past_due=90)}, "A breach cannot be undone by paying late."),
        (
            {"breach": BreachTerms(total_missed=4, all_falls_due=True)},
            "On breach everything still owed falls due at once.",
        ),
        (
            {"breach": BreachTerms(total_missed=4, waived_owed_again=True)},
            "the CNY 120.00 waived by this agreement is owed",
        ),
        ({"early_settlement_fee": "0.015"}, "a fee of 1.50% of the principal not yet due is charged"),
        ({"collection_hold": False}, "The agreement does not stop collection"),
        ({"retention_years": 0}, "are kept until it is settled."),
        ({"retention_years": 7}, "until it is settled and 7 years after"),
        (
            {"servicing": Servicing(overdue_rate="0.2", compound_rate="0.3")},
            "Overdue interest itself bears interest at 30.00%",
        ),
        ({"servicing": Servicing(by="component")}, "one component of everything due before the next"),
    ],
)
def test_the_terms_of_a_policy_are_spelled_out(rules: dict[str, Any], sentence: str) -> None:
    assert sentence in _said(rules)


# --- verifying -------------------------------------------------------------------------------------------------------


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
    schema = rs.json_schema(Agreement)
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
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
        == "Agreement(reference='A-1029', parties=2, treatments=3, rows=35, checks=5, reviews=5, clauses=6, life=3)"
    )


# --- life ------------------------------------------------------------------------------------------------------------


def test_the_last_signature_makes_it_signed_and_changes_no_number() -> None:
    guarantor = Party("guarantor", "P-3")
    offer = drafted(parties=[BORROWER, Party("co_borrower", "P-2"), guarantor, LENDER])
    now = offer
    for day, party_id in enumerate(("P-2", "BANK", "P-1"), 1):
        now = sign(now, party_id, on=date(2026, 12, day), method="electronic")
        assert (now.status, now.signed_on, now.collection_held) == ("proposed", None, False)
    assert now.unsigned == (guarantor,)
    now = sign(now, "P-3", on=date(2026, 12, 9), method="recorded_call", note="recording 17")
    assert (now.status, now.signed_on, now.unsigned) == ("signed", date(2026, 12, 9), ())
    assert now.collection_held
    assert (now.content_hash, now.rows, now.schedule) == (offer.content_hash, offer.rows, offer.schedule)
    assert now.hash != offer.hash


def test_only_those_sign_whose_consent_the_policy_asks_for() -> None:
    consent: list[Role] = ["borrower", "co_borrower"]
    offer = drafted(with_rules(consent=consent), parties=[BORROWER, Party("guarantor", "P-3"), LENDER])
    assert offer.unsigned == (BORROWER,)
    with pytest.raises(rs.InvalidInputError, match="open are: P-1"):
        sign(offer, "P-3", on=DRAFTED, method="paper")
    assert sign(offer, "P-1", on=DRAFTED, method="paper").status == "signed"


def test_a_lapsed_offer_has_to_be_proposed_again() -> None:
    with pytest.raises(rs.NotApplicableError, match="could be signed until 2026-12-09; propose again") as caught:
        sign(drafted(), "P-1", on=date(2026, 12, 10), method="paper")
    assert caught.value.code == PROPOSE_AGAIN
    first, *others = CN.rules
    changing = replace(first, limit=Dated([(date(2011, 1, 13), "credit_card"), (date(2026, 12, 1), "mortgage")]))
    offer = drafted(replace(CN, rules=[changing, *others]))
    assert sign(offer, "P-1", on=date(2026, 11, 30), method="paper").status == "proposed"
    with pytest.raises(rs.NotApplicableError, match="limit of ART70_CARD has changed") as caught:
        sign(offer, "P-1", on=date(2026, 12, 1), method="paper")
    assert caught.value.code == PROPOSE_AGAIN


def test_signatures_are_of_parties_once_and_in_order_of_days() -> None:
    offer = sign(drafted(), "P-1", on=date(2026, 12, 1), method="paper")
    with pytest.raises(rs.InvalidInputError, match="is no party whose signature is needed; open are: BANK"):
        sign(offer, "P-1", on=date(2026, 12, 2), method="paper")
    with pytest.raises(rs.InvalidInputError, match="is before the last step, of 2026-12-01"):
        sign(offer, "BANK", on=date(2026, 11, 30), method="paper")
    with pytest.raises(rs.NotApplicableError, match="signed cannot be signed; draft another"):
        sign(signed(offer), "P-1", on=date(2026, 12, 2), method="paper")


def reached(status: AgreementStatus) -> Agreement:
    """Return an agreement that stands where asked."""
    agreement = drafted()
    if status == "cancelled":
        return advance(agreement, "cancelled", on=DRAFTED, note="withdrawn")
    if status == "proposed":
        return agreement
    agreement = signed(agreement)
    if status == "signed":
        return agreement
    agreement = advance(agreement, "performing", on=date(2026, 12, 9))
    successor = "0" * 64 if status == "superseded" else None
    return agreement if status == "performing" else advance(agreement, status, on=date(2027, 3, 1), successor=successor)


@pytest.mark.parametrize("before", NEXT)
@pytest.mark.parametrize("after", NEXT)
def test_it_goes_only_where_it_can_go_from_where_it_stands(before: AgreementStatus, after: AgreementStatus) -> None:
    agreement, on = reached(before), date(2027, 4, 1)
    successor = "a" * 64 if after == "superseded" else None
    if after in NEXT[before] and after != "signed":
        later = advance(agreement, after, on=on, successor=successor)
        assert (later.status, later.content_hash) == (after, agreement.content_hash)
        assert later.collection_held == (after in ("signed", "performing"))
        return
    with pytest.raises(rs.NotApplicableError) as caught:
        advance(agreement, after, on=on, successor=successor)
    for allowed in NEXT[before]:
        assert allowed in str(caught.value)


def test_a_cure_is_performing_again_and_the_record_keeps_both() -> None:
    cured = advance(reached("breached"), "performing", on=date(2027, 3, 12), note="all paid")
    assert [step.status for step in cured.life][-3:] == ["performing", "breached", "performing"]


def test_a_supersession_names_its_successor_and_nothing_else_does() -> None:
    running = reached("performing")
    with pytest.raises(rs.InvalidTermsError, match="belongs to a supersession"):
        advance(running, "superseded", on=date(2027, 3, 1))
    with pytest.raises(rs.InvalidTermsError, match="belongs to a supersession"):
        advance(running, "completed", on=date(2027, 3, 1), successor="a" * 64)
    with pytest.raises(rs.InvalidInputError, match="must be a SHA-256"):
        advance(running, "superseded", on=date(2027, 3, 1), successor="later")


def _lives(agreement: Agreement) -> dict[str, list[dict[str, Any]]]:
    """Return lives that cannot be, as they would be written: what is wrong, and the steps after the offer."""
    del agreement
    paper = {"on": "2026-12-01", "method": "paper"}
    return {
        "performing cannot follow proposed": [{"status": "performing", "on": "2026-12-01"}],
        "is signed before every party": [{"status": "signed", "by": "P-1", **paper}],
        "is not signed, though all": [
            {"status": "proposed", "by": "P-1", **paper},
            {"status": "proposed", "by": "BANK", **paper},
        ],
        "signs twice": [{"status": "proposed", "by": "P-1", **paper}, {"status": "proposed", "by": "P-1", **paper}],
        "is after the offer's validity": [{"status": "proposed", "by": "P-1", "method": "paper", "on": "2027-01-01"}],
        "goes with the party that signs": [{"status": "proposed", "by": "P-1", "on": "2026-12-01"}],
        "is of a signature": [{"status": "cancelled", "by": "P-1", **paper}],
        "is before the step it follows": [{"status": "cancelled", "on": "2026-11-22"}],
    }


@pytest.mark.parametrize("message", list(_lives(drafted())))
def test_a_life_that_cannot_be_is_refused_even_where_the_hashes_match(message: str) -> None:
    offer = drafted()
    steps = [*offer.life]
    for written in _lives(offer)[message]:
        steps.append(LifeStep(**written, before=seal(offer.content_hash, steps)))
    with pytest.raises(rs.InvalidTermsError, match=message):
        replace(offer, life=steps)


def test_a_life_begins_with_the_offer_and_is_a_chain() -> None:
    agreement = signed(drafted())
    with pytest.raises(rs.InvalidTermsError, match="must begin with the offer"):
        replace(agreement, life=agreement.life[1:])
    with pytest.raises(rs.InvalidTermsError, match="must begin with the offer"):
        replace(agreement, life=[])
    first, second, third = agreement.life
    with pytest.raises(rs.InvalidTermsError, match=r"life\[2\].before: is not the hash"):
        replace(agreement, life=[first, replace(second, note="later"), third])
    with pytest.raises(rs.InvalidTermsError, match=r"life\[0\].before: is not the hash"):
        replace(agreement, reference="A-2")


# --- reading ---------------------------------------------------------------------------------------------------------


class Outline(HTMLParser):
    """The tags of a page, checked for balance."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_one_self_contained_document(lang: Language) -> None:
    agreement = signed(drafted())
    text = render_html(agreement, lang)
    outline = Outline()
    outline.feed(text)
    assert not outline.open
    tags = {tag for tag, _ in outline.seen}
    assert not tags & {"script", "link", "img", "iframe"}
    assert "url(" not in text
    assert "http" not in text
    assert dict(outline.seen)["html"]["lang"] == {"en": "en", "zh": "zh-Hans"}[lang]
    assert all(held.get("scope") in ("col", "row") for tag, held in outline.seen if tag == "th")
    assert "@page" in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("policy", [CN, policies.GENERIC], ids=lambda policy: policy.name)
def test_everything_agreed_can_be_read(lang: Language, policy: Policy) -> None:
    agreement = signed(drafted(policy))
    for text in (render_markdown(agreement, lang), render_html(agreement, lang), agreement.to_text(lang)):
        for row in agreement.rows:
            assert f"{row.payment:,}" in text
            assert f"{row.closing_balance:,}" in text
            assert date_text(row.due_date, lang) in text
        for held in ("P-1", "BANK", agreement.content_hash, agreement.policy.hash, agreement.input_hash):
            assert held in text
        for clause in agreement.clauses:
            assert clause.title.to_text(lang) in text
        assert "None" not in text
    for text in (render_markdown(agreement, lang), agreement.to_text(lang)):
        assert "{" not in text
        assert all(f"{rate.disclosed}%" in text for rate in agreement.annual_rates)


def test_what_others_wrote_is_never_markup() -> None:
    evil = '<script>alert("x")</script>|# *x*'
    offer = drafted(parties=[Party("borrower", evil), LENDER], reference=evil)
    now = sign(offer, evil, on=date(2026, 12, 1), method="paper", note=evil + "\nline")
    for lang in LANGUAGES:
        assert "<script" not in render_html(now, lang)
        assert "<script" not in str(now._repr_html_())
        written = render_markdown(now, lang)
        assert "<script" not in written.replace("\\<", "")
        assert all(line.count("|") - line.count("\\|") in (0, 3, 4, 5, 7, 8) for line in written.splitlines())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("one\n\n# two\x1b\u202ethree", "one \\# two three"),
        ("R&amp;D", "R\\&amp;D"),
        ("- x", "\\- x"),
        ("+ x", "\\+ x"),
        ("===", "\\==="),
        ("12. x", "12\\. x"),
        ("    x", "x"),
    ],
)
def test_a_sentence_stays_one_sentence_in_markdown(written: str, read: str) -> None:
    own = Statement("other_matters", rs.Wording(written, written))
    assert read in [line.removeprefix("1. ") for line in render_markdown(drafted(statements=[own])).splitlines()]


def test_an_open_agreement_leaves_room_to_sign_and_a_signed_one_shows_how() -> None:
    assert "| Borrower P-1 |  |  |" in render_markdown(drafted())
    assert "| 借款人 P-1 | 纸质签署 | 2026年12月1日 |" in render_markdown(signed(drafted()), "zh")
    assert "| 1 December 2026 | signature | P-1 · on paper |" in render_markdown(signed(drafted()))


@pytest.mark.parametrize(
    ("name", "text", "currency", "en", "zh"),
    [
        ("total", "50756.82", "CNY", "CNY 50,756.82", "50,756.82元"),
        ("total", "50756", "JPY", "JPY 50,756", "JPY 50,756"),
        ("first_due", "2026-12-09", "CNY", "9 December 2026", "2026年12月9日"),
        ("period", "P1M", "CNY", "every month", "每月"),
        ("period", "P14D", "CNY", "every 14 days", "每14天"),
        ("period", "P2M", "CNY", "every 2 months", "每2个月"),
        ("period", "P0M", "CNY", "twice a month", "每半个月"),
        ("component", "penalty_interest", "CNY", "penalty interest", "罚息"),
        ("order", "fees, principal", "CNY", "fees, principal", "费用、本金"),
        ("method", "36 level", "CNY", "equal installments (36 installments)", "等额本息（36期）"),
        (
            "method",
            "6 interest_only;30 level",
            "CNY",
            "interest only (6 installments), then equal installments (30 installments)",
            "先息后本（6期），其后等额本息（30期）",
        ),
        ("currency", "CNY", "CNY", "Chinese yuan (CNY)", "人民币（CNY）"),
        ("currency", "USD", "USD", "USD", "USD"),
        ("rate", "18.25%", "CNY", "18.25%", "18.25%"),
    ],
)
def test_values_read_naturally_in_each_language(name: str, text: str, currency: str, en: str, zh: str) -> None:
    assert shown(name, text, rs.Currency(currency), "en") == en
    assert shown(name, text, rs.Currency(currency), "zh") == zh


def test_the_slang_of_debt_relief_is_never_used() -> None:
    sentences = [text for said in SENTENCES.values() for text in (said.en, said.zh)]
    assert not any(word in text for text in sentences for word in ("停息挂账", "反催收", "上岸", "铲单"))


def test_both_languages_say_the_same_values() -> None:
    for said in SENTENCES.values():
        en, zh = ({part.partition("}")[0] for part in text.split("{")[1:]} for text in (said.en, said.zh))
        assert en == zh


def test_an_unknown_language_is_refused() -> None:
    for render in (render_html, render_markdown):
        with pytest.raises(rs.InvalidInputError, match="lang: must be 'en' or 'zh'"):
            render(drafted(), "fr")  # type: ignore[arg-type]
        with pytest.raises(rs.InvalidInputError, match="agreement: must be an Agreement"):
            render("agreement")  # type: ignore[arg-type]
    for lang in ("fr", ["en"], None):
        with pytest.raises(rs.InvalidInputError, match="lang: must be 'en' or 'zh'"):
            drafted().to_text(lang)  # type: ignore[arg-type]


# --- policy data -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", [CN, policies.GENERIC], ids=lambda policy: policy.name)
def test_the_demands_of_a_policy_round_trip(policy: Policy) -> None:
    assert rs.from_json(Policy, rs.to_json(policy)) == policy
    assert policy.hash != replace(policy, agreement=None).hash


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: BreachTerms(cure_days=3), "has no limit"),
        (lambda: ClauseRule(code="X", title=rs.Wording("x", "x"), needs=[]), "at least one fact"),
        (lambda: ClauseRule(code="X", title=rs.Wording("x", "x"), needs=["cure", "cure"]), "each once"),
        (lambda: replace(PLAIN_AGREEMENT, consent=["guarantor"]), "lacks the borrower"),
        (lambda: replace(PLAIN_AGREEMENT, clauses=[*PLAIN_AGREEMENT.clauses] * 2), "clauses: name one thing twice"),
        (lambda: replace(PLAIN_AGREEMENT, statements=[*PLAIN_AGREEMENT.statements] * 2), "statements: name one thing"),
        (lambda: replace(PLAIN_AGREEMENT, valid_days=0), "must be at least 1"),
    ],
)
def test_malformed_demands_are_refused(build: Any, message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        build()


def test_article_57_turns_after_ninety_days() -> None:
    steps: Sequence[AllocationStep] = drafted().servicing.allocation
    assert (steps[0].up_to_days_past_due, steps[0].components[-1]) == (90, "principal")
    assert (steps[1].up_to_days_past_due, steps[1].components[0]) == (None, "principal")
