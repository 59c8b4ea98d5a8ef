"""The customer's register: short sentences, no term without its meaning, no code."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

import restructure as rs
from restructure.contract.events import Event
from restructure.display.explanation import Explanation, explain
from restructure.display.explanation._glossary import TERMS
from restructure.tracking import track
from support.examples import card
from support.explained import CN, GENERIC, signed

BOTH = pytest.mark.parametrize("lang", ["en", "zh"])


JARGON_EN = (
    "amortiz|accrue|arrears|balloon|breach|capitaliz|compound|cure|DSR|debt service|delinquen|effective|forbearance|"
    "forborne|guarantor|haircut|IRR|NPV|observation|penalty interest|present value|principal|probation|quadrant|"
    "residual|restructur|substantial|trial period|utility|waive"
)
JARGON_ZH = "本金化|并入本金|罚息|复利|挂账|分摊|尾款|现值|内部收益率|象限|核销|展期|展业|重组|减免"
JARGON_ZH += "|实际年利率|违约|观察期|试行期|偿债|结余|DPD|LTV"


def customer_pages(lang: Any) -> list[Explanation]:
    plan, agreement = rs.plan(card(), policy=CN), signed()
    generic = rs.plan(card(), policy=GENERIC)
    events = [Event("p1", "payment", date(2026, 12, 9), amount="1885.00")]
    held: list[object] = [plan, plan.capacity, plan.options, *plan.options, *generic.options, agreement]
    held += [track(agreement, events, as_of=day) for day in (date(2026, 12, 20), date(2027, 2, 15))]
    return [explain(one, lang=lang) for one in held]


@BOTH
def test_a_customer_meets_no_term_without_its_meaning(lang: Any) -> None:
    for page in customer_pages(lang):
        forms = {form.lower() for term in TERMS for form in term.forms(lang) if _means(page, term, lang)}
        body = "\n".join(sentence.text for sentence in page.sentences if not sentence.code.startswith("TO_CONFIRM"))
        for found in re.findall(rf"(?:\b|(?<=[\u4e00-\u9fff]))(?:{JARGON_EN if lang == 'en' else JARGON_ZH})", body):
            assert any(form in found.lower() or found.lower() in form for form in forms), found


def _means(page: Explanation, term: Any, lang: Any) -> bool:
    return (term.zh if lang == "zh" else term.en) in {item.term for item in page.glossary}


def test_english_sentences_for_the_customer_are_short() -> None:
    lengths = [
        len(part.split())
        for page in customer_pages("en")
        for sentence in page.sentences
        for part in re.split(r"(?<=[.:;])\s", sentence.text)
        if not sentence.code.startswith(("TO_CONFIRM", "STATEMENT"))
    ]
    assert sum(lengths) / len(lengths) <= 10
    assert max(lengths) <= 20


def test_chinese_sentences_for_the_customer_are_short() -> None:
    lengths = [
        len(part)
        for page in customer_pages("zh")
        for sentence in page.sentences
        for part in re.split(r"(?<=[。；：])", sentence.text)
        if part and not sentence.code.startswith(("TO_CONFIRM", "STATEMENT"))
    ]
    assert sum(lengths) / len(lengths) <= 22
    assert max(lengths) <= 55


def test_a_customer_sees_no_code() -> None:
    for lang in ("en", "zh"):
        for page in customer_pages(lang):
            assert not re.search(r"\b[A-Z]{3,}_[A-Z_]+\b|\b[a-z]+_[a-z_]+\b", page.to_text())
