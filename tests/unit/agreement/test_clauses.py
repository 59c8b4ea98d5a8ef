"""Clauses: everything the policy demands is said, and said as figures and rules give it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import restructure as rs
from restructure.agreement import (
    Agreement,
    Clause,
)
from restructure.agreement._templates import SENTENCES
from restructure.contract.events import Servicing
from restructure.policy import (
    PLAIN_AGREEMENT,
    AgreementRules,
    BreachTerms,
    ClauseFact,
    ClauseRule,
    Statement,
)
from support.agreed import BEGUN, agreed, terms_of
from support.drafted import (
    CN,
    drafted,
    forged,
    with_rules,
)

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
    assert "No new card until all is settled." in rs.render(drafted(wordless, statements=[own]), format="markdown")


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
    assert "Nothing is owed." in rs.render(
        forged(agreement, clauses=turned, library_version="0.0.1"), format="markdown"
    )


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
    return rs.render(drafted(replace(CN, agreement=base), servicing=servicing), format="markdown")


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


def test_the_slang_of_debt_relief_is_never_used() -> None:
    sentences = [text for said in SENTENCES.values() for text in (said.en, said.zh)]
    assert not any(word in text for text in sentences for word in ("停息挂账", "反催收", "上岸", "铲单"))


def test_both_languages_say_the_same_values() -> None:
    for said in SENTENCES.values():
        en, zh = ({part.partition("}")[0] for part in text.split("{")[1:]} for text in (said.en, said.zh))
        assert en == zh


@pytest.mark.parametrize(
    ("waived", "en", "zh"),
    [
        ("40.00", "Of the penalty interest, CNY 40.00 is waived.", "罚息减免40.00元。"),
        ("100.00", "All of the penalty interest, CNY 100.00, is waived.", "罚息100.00元全部减免。"),
    ],
)
def test_a_part_waived_and_the_whole_are_told_apart(waived: str, en: str, zh: str) -> None:
    position = rs.Position(currency="CNY", as_of=BEGUN, principal="1200.00", penalty_interest="100.00")
    treatments = [rs.Treatment("penalty_interest", "waive", amount=waived)]
    if waived != "100.00":
        treatments.append(rs.Treatment("penalty_interest", "spread", due="all"))
    agreement = agreed(position, treatments, terms_of(position, treatments, 12, "0"))
    for lang, said in (("en", en), ("zh", zh)):
        text = rs.render(agreement, lang=lang)  # type: ignore[arg-type]
        assert said in text
    assert ("All of the" in rs.render(agreement)) is (waived == "100.00")
