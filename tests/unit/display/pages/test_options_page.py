"""The page of a plan tells one thing once: four borrowers of public reports, and what was told three times of them."""

from __future__ import annotations

from functools import cache

import pytest

import restructure as rs
from golden.compare import HERE
from restructure import policies
from restructure.basics.provenance import Language

BOTH = pytest.mark.parametrize("lang", ["en", "zh"])
CASES = {
    "s3_dated_reemployment": "cn_card_article_70",
    "s8_tiny": "generic",
    "us3_five_cards_dmp_7pc": "generic",
    "uk11_payday_borrowed_300": "uk_consumer_credit",
}


@cache
def answered(name: str) -> rs.Plan:
    text = (HERE / "hardship" / f"{name}.json").read_text(encoding="utf-8")
    return rs.plan(rs.from_json(rs.Application, text), policy=policies.get(CASES[name]))


def flat(name: str, lang: Language) -> str:
    """Return the page on one line."""
    return " ".join(answered(name).to_text(lang).split())


def lines(name: str, lang: Language) -> list[str]:
    return [line.strip() for line in answered(name).to_text(lang).split("\n")]


@BOTH
@pytest.mark.parametrize("name", CASES)
def test_no_note_repeats_a_reason_or_a_row(name: str, lang: Language) -> None:
    capacity = answered(name).capacity
    page = flat(name, lang).replace(" ", "")
    for text in {note.text.to_text(lang) for note in (*capacity.reasons, *capacity.gates, *answered(name).flags)}:
        assert page.count(text.replace(" ", "")) <= 1, text


@BOTH
def test_what_no_income_meets_is_one_line_with_the_sum_of_its_points(lang: Language) -> None:
    reasons = answered("s3_dated_reemployment").capacity.reasons
    unmet = [reason for reason in reasons if reason.code in ("DSR_HIGH", "RESIDUAL_LOW")]
    points = sum(float(reason.values["points"]) for reason in unmet)
    page = flat("s3_dated_reemployment", lang)
    assert page.count(f"{points:.3f} ") == page.count("[DSR_HIGH, RESIDUAL_LOW]") == 1
    assert "[NO_INCOME]" not in flat("s3_dated_reemployment", lang)
    assert "[NOTHING_AFFORDABLE]" not in flat("s3_dated_reemployment", lang)


@BOTH
def test_how_far_nothing_fits_is_told_by_the_decision_and_where_it_is_counted(lang: Language) -> None:
    plan = answered("s3_dated_reemployment")
    gap = f"{plan.options.shortfall:,}"
    page = flat("s3_dated_reemployment", lang)
    decision, _, rest = page.partition("没有可负担的方案" if lang == "zh" else "NO PLAN FITS")
    assert gap in decision
    heading = rest[: rest.index("参照" if lang == "zh" else "for reference")]
    assert gap not in heading


@BOTH
@pytest.mark.parametrize("name", ["s3_dated_reemployment", "s8_tiny", "uk11_payday_borrowed_300"])
def test_ways_that_are_one_because_all_is_due_are_one_line(name: str, lang: Language) -> None:
    references = answered(name).options.references
    assert all(item.schedule is None for item in references.values())
    comma = "、" if lang == "zh" else ", "
    names = comma.join(item.text.to_text(lang) for item in references.values())
    names += "（欠款已全部到期，结果相同）" if lang == "zh" else ": one and the same, as everything is due"
    assert flat(name, lang).replace(" ", "").count(names.replace(" ", "")) == 1
    assert len({item.total_paid for item in references.values()}) == 1


@BOTH
def test_ways_that_differ_stay_apart(lang: Language) -> None:
    references = answered("us3_five_cards_dmp_7pc").options.references
    page = lines("us3_five_cards_dmp_7pc", lang)
    for item in references.values():
        assert any(line.startswith(f"{item.text.to_text(lang)} · ") for line in page)


@BOTH
@pytest.mark.parametrize("name", ["s8_tiny", "us3_five_cards_dmp_7pc", "uk11_payday_borrowed_300"])
def test_checks_alike_are_counted_once_for_each_set_of_plans(name: str, lang: Language) -> None:
    options = answered(name).options
    sets = [part for part in (options, *options.by_debt) if part.options]
    alike = [part for part in sets if len({tuple(check.status for check in option.checks) for option in part}) == 1]
    told = [line for line in lines(name, lang) if line.startswith("every plan: " if lang == "en" else "各方案均为：")]
    assert len(told) == len(alike)


@BOTH
def test_one_plan_alone_is_not_called_best_at_everything(lang: Language) -> None:
    options = answered("uk11_payday_borrowed_300").options
    assert len(options) == 1
    assert len(options[0].labels) > 1
    shown = ("本行政策首选", "总额最低") if lang == "zh" else ("this policy's first", "lowest total")
    page = flat("uk11_payday_borrowed_300", lang)
    assert shown[0] in page
    assert shown[1] not in page.replace("还款总额最低者", "")


@BOTH
def test_several_debts_are_numbered_named_and_told_with_their_share(lang: Language) -> None:
    plan = answered("us3_five_cards_dmp_7pc")
    page = flat("us3_five_cards_dmp_7pc", lang)
    assert "consolidated" not in page
    assert ("各笔欠款合计" if lang == "zh" else "the debts together") in page
    for number, part in enumerate(plan.options.by_debt, 1):
        share = f"{part.question.capacity.affordable_payment:,}"
        heading = {
            "en": f"DEBT {number} ({part.debt}) BY ITSELF, WITHIN ITS SHARE OF {share} A MONTH",
            "zh": f"第{number}笔（{part.debt}）：按分摊额单独测算，每月{share}",
        }
        assert heading[lang] in page
