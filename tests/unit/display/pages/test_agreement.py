"""The document of an agreement: whole, self-contained, in two languages, and nothing in it is markup."""

from __future__ import annotations

from datetime import date

import pytest

import restructure as rs
from restructure import policies
from restructure.agreement import (
    Party,
    sign,
)
from restructure.basics.provenance import Language
from restructure.display.written import date_text
from restructure.policy import (
    Policy,
    Statement,
)
from support.drafted import (
    CN,
    LANGUAGES,
    LENDER,
    drafted,
    signed,
)
from support.outline import Outline


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_one_self_contained_document(lang: Language) -> None:
    agreement = signed(drafted())
    text = rs.render(agreement, lang=lang, format="print")
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
    for text in (
        rs.render(agreement, lang=lang, format="markdown"),
        rs.render(agreement, lang=lang, format="print"),
        agreement.to_text(lang),
    ):
        for row in agreement.rows:
            assert f"{row.payment:,}" in text
            assert f"{row.closing_balance:,}" in text
            assert date_text(row.due_date, lang) in text
        for held in ("P-1", "BANK", agreement.content_hash, agreement.policy.hash, agreement.input_hash):
            assert held in text
        for clause in agreement.clauses:
            assert clause.title.to_text(lang) in text
        assert "None" not in text
    for text in (rs.render(agreement, lang=lang, format="markdown"), agreement.to_text(lang)):
        assert "{" not in text
        assert all(f"{rate.disclosed}%" in text for rate in agreement.annual_rates)


def test_what_others_wrote_is_never_markup() -> None:
    evil = '<script>alert("x")</script>|# *x*'
    offer = drafted(parties=[Party("borrower", evil), LENDER], reference=evil)
    now = sign(offer, evil, on=date(2026, 12, 1), method="paper", note=evil + "\nline")
    for lang in LANGUAGES:
        assert "<script" not in rs.render(now, lang=lang, format="print")
        assert "<script" not in str(now._repr_html_())
        written = rs.render(now, lang=lang, format="markdown")
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
    assert read in [
        line.removeprefix("1. ") for line in rs.render(drafted(statements=[own]), format="markdown").splitlines()
    ]


def test_an_open_agreement_leaves_room_to_sign_and_a_signed_one_shows_how() -> None:
    assert "| Card holder P-1 |  |  |" in rs.render(drafted(), format="markdown")
    assert "| 持卡人 P-1 | 纸质签署 | 2026年12月1日 |" in rs.render(signed(drafted()), lang="zh", format="markdown")
    assert "| 1 December 2026 | signature | P-1 · on paper |" in rs.render(signed(drafted()), format="markdown")


def test_an_unknown_language_is_refused() -> None:
    for given in ("print", "markdown", "text"):
        with pytest.raises(rs.InvalidInputError, match="lang: must be 'en' or 'zh'"):
            rs.render(drafted(), lang="fr", format=given)  # type: ignore[arg-type]
        with pytest.raises(rs.InvalidInputError, match="held: has no page; pass one of AccountStatement, Agreement,"):
            rs.render("agreement", format=given)
    for lang in ("fr", ["en"], None):
        with pytest.raises(rs.InvalidInputError, match="lang: must be 'en' or 'zh'"):
            drafted().to_text(lang)  # type: ignore[arg-type]
