"""A product's own words: a card's agreement speaks of card holder, issuer and 违约金, and of nothing a loan has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.agreement import Agreement, Party, Review, draft_agreement, sign
from restructure.basics.provenance import Wording
from restructure.display.explanation import explain
from restructure.policy import OwnTerm, OwnWords, Statement
from support.examples import card
from support.explained import CN, GENERIC, check

REPLACED = (
    "合同月供",
    "月供最低",
    "暂挂",
    "欠息转本金",
    "转入本金",
    "补齐欠款",
    "机构让利",
    "现值损失",
    "推荐",
    "占认定收入的-",
    "能力 39",
    "把握程度6",
    "满分",
    "每减负",
    "首日应付",
    "政策手段",
    "政策范围内没有可负担的方案",
    "单独处理",
    "consolidated",
    "各笔债务分别处理：",
    "按规定",
    "终了",
    "中的120.00元予以",
    "名义",
)
"""What a card center would not write, as it once stood on pages, in explanations and in the agreement."""
OF_LOANS = ("罚息", "借款人", "贷款人", "月供")
"""Words of loans that a card's documents have others for."""


def agreed(policy: rs.Policy = CN, **given: Any) -> Agreement:
    plan = rs.plan(card(), policy=policy)
    option = plan.options[0]
    reviews = [
        Review(one.code, by="U-7", on=plan.as_of, note="the borrower's papers seen")
        for one in option.checks
        if one.status == "needs_review"
    ]
    asked: dict[str, Any] = {
        "parties": [Party("borrower", "P-1"), Party("lender", "BANK")],
        "reviews": reviews,
        **given,
    }
    return draft_agreement(option, plan, policy=policy, **asked)


def documents(policy: rs.Policy) -> Iterator[tuple[str, str]]:
    """Yield every Chinese document of the shipped borrower under a policy."""
    plan, agreement = rs.plan(card(), policy=policy), agreed(policy)
    (debt,) = card().debts
    several = rs.plan(replace(card(), debts=[debt, replace(debt, reference="card-2")]), policy=policy)
    none = rs.plan(replace(card(), incomes=[]), policy=policy)
    for name, held in (("plan", plan), ("agreement", agreement), ("several", several), ("nothing", none)):
        yield name, rs.render(held, lang="zh")
        for reader in ("customer", "officer"):
            yield f"{name} for the {reader}", explain(held, lang="zh", reader=reader).to_text()


@pytest.mark.parametrize("policy", [CN, GENERIC], ids=lambda policy: policy.name)
def test_none_of_the_replaced_phrases_is_left(policy: rs.Policy) -> None:
    for name, text in documents(policy):
        assert [phrase for phrase in REPLACED if phrase in text.replace("not_consolidated", "")] == [], name


def test_no_word_of_a_loan_is_left_on_what_a_card_holder_reads() -> None:
    for name, text in documents(CN):
        assert [word for word in OF_LOANS if word in text] == [], name
    plain = "".join(text for _, text in documents(GENERIC))
    assert all(word in plain for word in OF_LOANS[:3])


def test_the_words_of_the_replaced_phrases_are_in_no_room_of_words() -> None:
    """But in the programs of mortgages, whose installment is a 月供, and in docstrings."""
    root = Path(rs.__file__).parent
    rooms = [*root.glob("**/*words*.py"), *root.glob("agreement/_templates.py"), *root.glob("display/pages/*.py")]
    assert len(rooms) > 20
    for path in rooms:
        text = path.read_text(encoding="utf-8")
        assert [phrase for phrase in REPLACED if phrase in text and phrase != "consolidated"] == [], path.name


def test_the_agreement_is_called_what_the_product_calls_it() -> None:
    assert rs.render(agreed(), lang="zh", format="markdown").startswith("# 信用卡个性化分期还款协议")
    assert rs.render(agreed(GENERIC), lang="zh", format="markdown").startswith("# 还款协议")
    zh = rs.render(agreed(), lang="zh")
    assert "持卡人" in zh
    assert "发卡银行" in zh
    assert "违约金120.00元全部减免。" in zh
    assert "截至还款日24时仍未足额偿还的，该期视为未足额还款。" in zh


def test_what_others_wrote_stays_as_they_wrote_it() -> None:
    """References, ids, notes and a bank's own statements are theirs, whatever words they hold."""
    duties = Statement("borrower_duties", Wording("The borrower keeps the lender posted.", "借款人应及时告知贷款人。"))
    agreement = agreed(statements=[duties], reference="the borrower 7", parties=[Party("borrower", "the lender 9")])
    agreement = sign(agreement, "the lender 9", on=date(2026, 12, 1), method="paper", note="the borrower came in")
    text, zh = rs.render(agreement), rs.render(agreement, lang="zh")
    for written in ("the lender 9", "The borrower keeps the lender posted.", "the borrower came in"):
        assert written in text
    assert "the borrower's papers seen" in text
    assert "借款人应及时告知贷款人。" in zh
    assert "Card holder the lender 9" in text
    plan = rs.plan(replace(card(), reference="the borrower 7"), policy=CN)
    assert "Application the borrower 7" in plan.to_text()
    assert "For the card holder:" in plan.to_text()
    assert "the borrower 7" in explain(plan).to_text()


def test_the_figures_of_a_plan_stay_the_same_in_any_words() -> None:
    plain = replace(CN, agreement=replace(policies.CN_CARD_ARTICLE_70.agreed, words=None))
    in_own, in_plain = (rs.plan(card(), policy=policy) for policy in (CN, plain))
    for lang in ("en", "zh"):
        numbers = [re.findall(r"[\d,.]+", plan.to_text(lang)) for plan in (in_own, in_plain)]
        assert numbers[0] == numbers[1]
        told = explain(in_own, lang=lang)
        check(in_own, told)
        codes = [one.code for one in told.sentences]
        assert codes == [one.code for one in explain(in_plain, lang=lang).sentences]


def test_a_term_is_put_once_and_with_its_capital() -> None:
    lender = OwnTerm(Wording("the lender", "贷款人"), Wording("the issuer", "发卡行"))
    assert lender.in_words("The lender asks the lender.", "en") == "The issuer asks the issuer."
    words = OwnWords(title=Wording("Agreement", "协议"), terms=[lender, OwnTerm(lender.own, Wording("it", "该行"))])
    assert words.of("贷款人", "zh") == "该行"
    with pytest.raises(rs.InvalidInputError, match=r"own\.zh: holds the usual term"):
        OwnTerm(Wording("lender", "行"), Wording("issuer", "发卡行"))
    assert OwnTerm(Wording("rate", "罚息"), Wording("rate", "违约金")).in_words("the rate", "en") == "the rate"
