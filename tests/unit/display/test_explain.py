from __future__ import annotations

import re
import runpy
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter
from types import SimpleNamespace
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.agreement import Agreement, Party, Review, advance, draft_agreement, sign
from restructure.agreement.agreement import ClausePart
from restructure.basics.errors import InvalidInputError
from restructure.basics.provenance import Wording
from restructure.basics.table import width
from restructure.capacity.words import COMPONENTS
from restructure.contract.components import Component
from restructure.contract.events import Event
from restructure.display.explanation import Explanation, explain
from restructure.display.explanation._agreement import _statement  # pyright: ignore[reportPrivateUsage]
from restructure.display.explanation._facts import look_up, printed
from restructure.display.explanation._glossary import TERMS
from restructure.display.explanation._names import NAMES
from restructure.display.explanation._tell import Told, Words
from restructure.display.explanation._words_agreement import AGREEMENT, HEADINGS as AGREEMENT_HEADINGS
from restructure.display.explanation._words_capacity import CAPACITY, HEADINGS as CAPACITY_HEADINGS
from restructure.display.explanation._words_option import HEADINGS as OPTION_HEADINGS, OPTION
from restructure.display.explanation._words_options import HEADINGS as OPTIONS_HEADINGS, OPTIONS
from restructure.display.explanation._words_plan import HEADINGS as PLAN_HEADINGS, OFFICER_TITLES, PLAN, TITLES
from restructure.display.explanation._words_reassessed import HEADINGS as REASSESSED_HEADINGS, REASSESSED
from restructure.display.explanation._words_shared import CHECKS, HEADINGS as CHECK_HEADINGS
from restructure.display.explanation._words_tracked import HEADINGS as TRACKED_HEADINGS, TRACKED
from restructure.display.explanation.explained import WORDS
from restructure.policy import PLAIN_DELINQUENCY, Policy, TrialRule
from restructure.tracking import track
from support.examples import EXAMPLES, card
from support.explained import FORBIDDEN, check, check_fact

CN, GENERIC = policies.CN_CARD_ARTICLE_70, policies.GENERIC
ROOMS: Mapping[str, Words] = {
    "capacity": CAPACITY,
    "option": OPTION,
    "options": OPTIONS,
    "plan": PLAN,
    "checks": CHECKS,
    "agreement": AGREEMENT,
    "tracked": TRACKED,
    "reassessed": REASSESSED,
}
HEADINGS: list[Mapping[str, Wording]] = [
    CAPACITY_HEADINGS,
    OPTION_HEADINGS,
    OPTIONS_HEADINGS,
    PLAN_HEADINGS,
    CHECK_HEADINGS,
    AGREEMENT_HEADINGS,
    TRACKED_HEADINGS,
    REASSESSED_HEADINGS,
    TITLES,
    OFFICER_TITLES,
    NAMES,
]
BOTH = pytest.mark.parametrize("lang", ["en", "zh"])


def texts(told: Explanation) -> dict[str, str]:
    """Return the first sentence of each code."""
    found: dict[str, str] = {}
    for sentence in told.sentences:
        found.setdefault(sentence.code, sentence.text)
    return found


PARTIES = (Party("borrower", "P-1"), Party("guarantor", "G-1"))


def offer(policy: Policy = CN) -> Agreement:
    """Return the shipped borrower's first plan as an offer that everything has been reviewed of."""
    plan = rs.plan(card(), policy=policy)
    option = plan.options[0]
    reviews = [Review(one.code, by="U-7", on=date(2026, 11, 24), note="papers seen") for one in option.checks]
    return draft_agreement(option, plan, policy=policy, parties=PARTIES, reviews=reviews)


def signed(policy: Policy = CN) -> Agreement:
    """Return the same, signed by everyone."""
    agreement = offer(policy)
    for party in PARTIES:
        agreement = sign(agreement, party.id, on=date(2026, 11, 25), method="paper")
    return agreement


# --- figures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "kind", "currency", "en", "zh"),
    [
        (Decimal("1885.00"), "money", "CNY", "CNY 1,885.00", "1,885.00元"),
        (Decimal("1885.00"), "money", "USD", "USD 1,885.00", "USD 1,885.00"),
        (Decimal("-12.50"), "size", "USD", "USD 12.50", "USD 12.50"),
        (Decimal("12.50"), "signed", "CNY", "CNY +12.50", "+12.50元"),
        (Decimal("-0.4771"), "percent", "CNY", "-47.7%", "-47.7%"),
        (Decimal("-0.4771"), "share", "CNY", "47.7%", "47.7%"),
        (Decimal("37.149"), "point", "CNY", "37.1", "37.1"),
        (rs.percent("18.25"), "rate", "CNY", "18.25%", "18.25%"),
        (Decimal("19.86"), "disclosed", "CNY", "19.86%", "19.86%"),
        (date(2026, 12, 9), "day", "CNY", "9 December 2026", "2026年12月9日"),
        ("2027-05-23", "day", "CNY", "23 May 2027", "2027年5月23日"),
        (1234, "count", "CNY", "1,234", "1,234"),
        ("-15.7%", "unsigned", "CNY", "15.7%", "15.7%"),
        ("penalty_interest", "named", "CNY", "penalty interest", "罚息"),
        ("P-1", "named", "CNY", "P-1", "P-1"),
        (("fees", "interest"), "list", "CNY", "fees, interest", "费用、利息"),
        (2, "ordinal", "CNY", "2", "2"),
    ],
)
def test_figures_are_written_for_their_readers(held: Any, kind: Any, currency: str, en: str, zh: str) -> None:
    assert printed(held, kind, currency, "en") == en
    assert printed(held, kind, currency, "zh") == zh


def test_a_path_that_leads_nowhere_is_refused() -> None:
    plan = rs.plan(card(), policy=CN)
    for path in ("nothing", "options.options[99].id", "options.references[nothing]"):
        with pytest.raises(InvalidInputError, match="is no field of the answer"):
            look_up(plan, path)


def test_a_difference_is_exact_whatever_the_decimals() -> None:
    summary = rs.plan(card(), policy=CN).options[0].before_after
    assert look_up(summary, "before.installment - after.installment") == Decimal("1718.03")
    assert look_up(summary, "after.installment - before.installment") == Decimal("-1718.03")


# --- words -----------------------------------------------------------------------------------------------------------


def all_wordings() -> list[tuple[str, Wording]]:
    lines = [(f"{name}.{code}", text) for name, room in ROOMS.items() for code, text in room.lines.items()]
    return [*lines, *((code, text) for held in HEADINGS for code, text in held.items())]


def names_in(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_names_figures_that_are_known_and_the_same_in_both_languages(room: str) -> None:
    for code, text in ROOMS[room].lines.items():
        assert names_in(text.en) == names_in(text.zh), code
        assert names_in(text.en) <= set(ROOMS[room].known), code


def test_every_sentence_is_said_somewhere() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8") for path in (Path(rs.__file__).parent / "display" / "explanation").glob("*.py")
    )
    asked = {f"NOT_KNOWN_{name}" for name in ("A6", "S1", "C1", "C2", "C3")}
    asked |= {item.code for item in COMPONENTS.values()}  # said by the code of their reason
    codes = {code for room in ROOMS.values() for code in room.lines} - asked
    assert [code for code in sorted(codes) if sources.count(f'"{code}"') < 2] == []


@pytest.mark.parametrize("room", ["capacity", "option", "options", "plan", "checks", "tracked", "reassessed"])
def test_every_known_figure_is_told_somewhere(room: str) -> None:
    told = {name for text in ROOMS[room].lines.values() for name in names_in(text.en)}
    assert set(ROOMS[room].known) - told == set()


def test_no_sentence_holds_a_number_of_its_own() -> None:
    for code, text in all_wordings():
        if code != "FIRST_PLAN":  # the plan that is first
            assert not re.search(r"\d", re.sub(r"\{[^}]*\}", "", text.en + text.zh)), code


def test_the_slang_of_debt_relief_is_never_used() -> None:
    meanings = [term.en_meaning + term.zh_meaning + term.en + term.zh for term in TERMS]
    said = [text.en + text.zh for _, text in all_wordings()]
    for text in [*meanings, *said, *("".join(pair) for pair in WORDS.values())]:
        assert not [word for word in FORBIDDEN if word.lower() in text.lower()], text


def test_chinese_is_chinese_and_english_is_english() -> None:
    for code, text in all_wordings():
        assert not re.search(r"[\u4e00-\u9fff]", text.en), code
        bare = re.sub(r"\{[^}]*\}", "", text.zh)
        assert not re.search(r"[a-z]{2}|[,;?!]", bare), code


def test_no_glossary_term_stands_twice_and_every_one_finds_itself() -> None:
    for names in ([term.en for term in TERMS], [term.zh for term in TERMS]):
        assert len(set(names)) == len(names)
    for term in TERMS:
        assert any(form.lower() in term.en.lower() or term.en.lower() in form.lower() for form in term.en_forms)
        assert term.zh in term.zh_forms
        assert len(term.en_meaning.split()) <= 20
        assert len(term.zh_meaning) <= 40


# --- the customer's register -----------------------------------------------------------------------------------------

JARGON_EN = (
    "amortiz|accrue|arrears|balloon|breach|capitaliz|compound|cure|DSR|debt service|delinquen|effective|forbearance|"
    "forborne|guarantor|haircut|IRR|NPV|observation|penalty interest|present value|principal|probation|quadrant|"
    "residual|restructur|substantial|trial period|utility|waive"
)
JARGON_ZH = "本金化|转入本金|罚息|复利|暂挂|分摊|尾款|现值|内部收益率|象限|核销|展期|展业|重组|减免"
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


# --- what is said ----------------------------------------------------------------------------------------------------


def test_the_shipped_borrower_reads_why_and_what() -> None:
    said = texts(explain(rs.plan(card(), policy=CN)))
    assert said["CAN_PAY"] == "You can pay CNY 1,885.00 a month towards this debt and still cover your basic costs."
    assert said["CONTRACT_SHORT"].endswith("You are CNY 1,718.03 short of that.")
    assert "CNY 6,415.00 of it. CNY 1,885.00 is left." in said["BOUND_BY_COSTS"]
    assert said["PLAN"] == "Plan 1: CNY 1,885.00 a month until 9 October 2029, CNY 64,987.31 in all."
    assert said["LOWER"].startswith("You pay CNY 1,885.00 a month instead of CNY 3,603.03.")
    assert said["COUNT"].startswith("There are 35 installments: the first on 9 December 2026")
    assert said["COSTS_MORE"] == "The plan costs CNY 10,572.12 more in all."
    assert said["INTEREST_MORE"].startswith("Interest is CNY 10,692.12 higher than under the contract, because")
    assert said["WAIVED"] == "CNY 120.00 of penalty interest is waived: it never has to be paid."
    assert said["CAPITALIZED"].startswith("CNY 2,336.82 of interest is added to the principal.")
    assert "interest on CNY 50,636.82 comes to CNY 410.72" in said["RATE_FIRST"]
    assert said["RATE_EFFECTIVE"].endswith("that is an effective rate of 19.86%.")
    assert said["TEMPORARY"].endswith("Let us look at your plan again by 23 May 2027.")
    assert said["MISSED_TERMS"].startswith("This is a plan, not yet an agreement.")


def test_the_shipped_borrower_reads_it_in_chinese() -> None:
    said = texts(explain(rs.plan(card(), policy=CN), lang="zh"))
    assert said["CAN_PAY"].startswith("按您目前的情况，每月可以拿出1,885.00元")
    assert said["LOWER"] == "您每月还1,885.00元，原来是3,603.03元，少还1,718.03元。"
    assert said["COUNT"] == "一共35期，首期在2026年12月9日，末期在2029年10月9日。"
    assert said["WAIVED"] == "罚息120.00元：减免，不用再还。"
    assert said["CAPITALIZED"] == "利息2,336.82元：转入本金，此后一起计息。"


def test_the_officer_reads_codes_limits_loss_and_sources() -> None:
    told = explain(rs.plan(card(), policy=CN), reader="officer")
    said, page = texts(told), told.to_text()
    assert said["OFFICER_LOSS"].startswith("Present value loss 0.2%, or CNY 119.98")
    assert said["CHECK_TO_REVIEW"].startswith("ART70_CARD: needs review, the numbers indicate pass;")
    assert "not in the official text; review before signing" in said["SOURCE_SECONDARY"]
    assert said["OFFICER_RECOMMENDED"].startswith("Plan 1 is first by the policy's ranking keys")
    assert "DAYS_PAST_DUE_KEPT" in page
    assert "options.options[0].measures.total_paid" in page
    assert "above_affordable" in page


def test_every_sentence_says_where_its_figures_stand() -> None:
    told = explain(rs.plan(card(), policy=CN))
    (total,) = [sentence for sentence in told.sentences if sentence.code == "TOTAL"]
    assert [fact.source for fact in total.facts] == [
        "options.options[0].measures.total_paid",
        "options.options[0].before_after.before.total_paid",
    ]
    assert [fact.value for fact in total.facts] == [Decimal("64987.31"), Decimal("54415.19")]


def treated(*treatments: rs.Treatment) -> rs.Option:
    """Return the first plan of the shipped borrower with other treatments, the rest of what is owed waived."""
    plan, named = rs.plan(card(), policy=CN), {item.component for item in treatments}
    charges: tuple[Component, ...] = ("interest", "penalty_interest", "compound_interest", "fees")
    rest = [rs.Treatment(name, "waive") for name in charges if name not in named]
    option, position = plan.options[0], plan.options.position
    principal = rs.loan.principal_after(position, [*treatments, *rest])
    schedule = rs.reschedule(position, [*treatments, *rest], replace(option.terms, principal=principal))
    assert schedule.conservation is not None
    kept = [reason for reason in option.reasons if reason.code != "DAYS_PAST_DUE_KEPT"]
    reset = rs.Reason.of("DAYS_PAST_DUE_RESET", Wording("from 0", "从零起算"))
    return replace(
        option,
        treatments=(*treatments, *rest),
        terms=schedule.terms,
        schedule=schedule,
        conservation=schedule.conservation,
        reasons=(*kept, reset),
    )


@pytest.mark.parametrize(
    ("treatments", "code", "en", "zh"),
    [
        (
            [rs.Treatment("interest", "defer", due="maturity")],
            "SET_ASIDE_END",
            "CNY 2,336.82 of interest is set aside. It bears no interest and is paid with the last installment.",
            "利息2,336.82元：暂挂，不计利息，随最后一期一起还。",
        ),
        (
            [rs.Treatment("interest", "defer", due=3)],
            "SET_ASIDE_LAST",
            "CNY 2,336.82 of interest is set aside. It bears no interest and is paid with the last 3 installments.",
            "利息2,336.82元：暂挂，不计利息，在最后3期里还。",
        ),
        (
            [rs.Treatment("interest", "defer", due=date(2027, 3, 9))],
            "SET_ASIDE_DAY",
            "CNY 2,336.82 of interest is set aside. It bears no interest and is paid on 9 March 2027.",
            "利息2,336.82元：暂挂，不计利息，在2027年3月9日还。",
        ),
        (
            [rs.Treatment("fees", "spread", due="first")],
            "SPREAD_FIRST",
            "CNY 300.00 of fees is paid with the first installment. It bears no interest.",
            "费用300.00元：随首期一起还，不计利息。",
        ),
        (
            [rs.Treatment("fees", "spread", due=1)],
            "SPREAD_SOME",
            "CNY 300.00 of fees is spread over the first 1 installment. It bears no interest.",
            "费用300.00元：分摊到前1期，不计利息。",
        ),
        (
            [rs.Treatment("fees", "spread", due="all")],
            "SPREAD_ALL",
            "CNY 300.00 of fees is spread over all installments in equal parts. It bears no interest.",
            "费用300.00元：平均分摊到各期，不计利息。",
        ),
        (
            [rs.Treatment("fees", "pay")],
            "PAID_DAY_ONE",
            "CNY 300.00 of fees is paid on the day the plan begins.",
            "费用300.00元：方案开始当天还清。",
        ),
        (
            [rs.Treatment("fees", "defer", amount="100.00", due="maturity"), rs.Treatment("fees", "spread", due="all")],
            "SET_ASIDE_SEVERAL",
            "CNY 300.00 of fees is set aside or spread. It bears no interest; the schedule says when it is paid.",
            "费用300.00元：暂挂或分摊，不计利息，何时还以还款计划表为准。",
        ),
    ],
)
def test_what_becomes_of_the_debt_is_told_in_plain_words(
    treatments: list[rs.Treatment], code: str, en: str, zh: str
) -> None:
    option = treated(*treatments)
    check(option, explain(option))
    assert texts(explain(option))[code] == en
    assert texts(explain(option, lang="zh"))[code] == zh
    assert "counts days late from zero" in texts(explain(option))["DAYS_RESET"]


def test_a_zero_rate_is_said_plainly() -> None:
    frozen = replace(CN, levers=replace(CN.levers, rate_cuts=[Decimal(1)], rate_floor="0"))
    said = texts(explain(rs.plan(card(), policy=frozen).options[0]))
    assert said["RATE_ZERO"] == "The rate is zero: you pay back what you owe and nothing on top."
    assert said["NO_INTEREST"] == "No interest runs during the plan."


def test_steps_of_a_plan_are_told_with_their_dates() -> None:
    plan = rs.plan(card(), policy=CN)
    (stepped,) = [option for option in plan.options if len(option.schedule.stretches()) > 1]
    said = [sentence.text for sentence in explain(stepped).sentences if sentence.code == "STRETCH"]
    assert [text.split(":")[0] for text in said] == [
        "From 9 December 2026 on",
        "From 9 January 2027 on",
        "From 9 June 2027 on",
    ]
    assert all(re.search(r"\d+ installments? of CNY", text) for text in said)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"incomes": [rs.Income("salary", "7000", evidence="verified")]}, "NOTHING_FITS"),
        ({"incomes": []}, "NO_INCOME"),
        ({"hardship": rs.Hardship(cause="illness", willing_to_repay=False)}, "NOT_ELIGIBLE"),
        ({"hardship": None}, "WILLING_OPEN"),
    ],
)
def test_when_nothing_can_be_offered_the_page_says_why(change: dict[str, Any], code: str) -> None:
    answer = rs.plan(replace(card(), **change), policy=CN)
    for lang in ("en", "zh"):
        for reader in ("customer", "officer"):
            check(answer, explain(answer, lang=lang, reader=reader))
    assert code in texts(explain(answer))


def test_a_debt_that_has_wholly_fallen_due_is_told_as_such() -> None:
    debt = replace(card().debts[0], remaining_installments=0, overdue_principal="48000.00")
    said = texts(explain(rs.plan(replace(card(), debts=[debt]), policy=GENERIC)))
    assert said["ALL_DUE"].startswith("The whole debt has fallen due")
    assert "INSTEAD_OF_ALL" in said or "STEPS_INSTEAD_OF_ALL" in said


def test_several_debts_are_told_one_by_one() -> None:
    other = replace(card().debts[0], reference="card-2", next_due_date=date(2026, 12, 20))
    answer = rs.plan(replace(card(), debts=[card().debts[0], other]), policy=GENERIC)
    told = explain(answer)
    check(answer, told)
    assert any(section.heading.startswith("card-2 by itself") for section in told.sections)


# --- agreements and their life ---------------------------------------------------------------------------------------


def test_an_offer_says_who_still_has_to_sign() -> None:
    said = [sentence.text for sentence in explain(offer()).sentences]
    assert "Still to sign: borrower P-1." in said
    assert "Still to sign: guarantor G-1." in said


@BOTH
@pytest.mark.parametrize("reader", ["customer", "officer"])
def test_every_number_of_an_agreement_is_its_own(lang: Any, reader: Any) -> None:
    agreement = signed()
    states = [agreement, advance(agreement, "performing", on=date(2026, 12, 9))]
    for held in [*states, advance(states[1], "breached", on=date(2027, 3, 10))]:
        check(held, explain(held, lang=lang, reader=reader))


def test_an_agreement_says_what_follows_a_missed_installment() -> None:
    breach = signed().breach
    said = texts(explain(signed()))
    assert said["BREACH_IN_A_ROW"].startswith(f"{breach.consecutive_missed} missed installments in a row")
    assert said["CURE"].startswith(f"You then have {breach.cure_days} days")
    assert said["IS_SIGNED"] == "Everyone has signed. The agreement is in force since 25 November 2026."


EVENTS = [
    Event("p1", "payment", date(2026, 12, 8), amount="1885.00"),
    Event("p2", "payment", date(2027, 1, 9), amount="1885.00"),
    Event("p3", "payment", date(2027, 3, 9), amount="1000.00"),
]


@BOTH
@pytest.mark.parametrize("reader", ["customer", "officer"])
@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2027, 1, 9), date(2027, 3, 15), date(2027, 6, 1)])
def test_every_number_of_a_position_is_its_own(lang: Any, reader: Any, day: date) -> None:
    held = track(signed(), EVENTS, as_of=day)
    check(held, explain(held, lang=lang, reader=reader))


def test_a_breach_is_told_with_what_heals_it_and_until_when() -> None:
    said = texts(explain(track(signed(), EVENTS, as_of=date(2027, 3, 15))))
    assert said["IS_LATE"].startswith("CNY 2,770.00 is late. The oldest part was due on 9 February 2027")
    assert said["BREACH_CURABLE"].startswith("The agreement is in breach since 10 March 2027. Pay CNY 2,770.00 by")
    assert said["TALK_MISSED"].startswith("Several installments were missed.")
    assert said["NEXT_DUE"] == "Your next installment is number 5: CNY 1,885.00, due on 9 April 2027."


@pytest.mark.parametrize(
    ("events", "day", "code", "text"),
    [
        (
            [Event("p1", "payment", date(2026, 12, 9), amount="2000.00")],
            date(2026, 12, 10),
            "CREDIT",
            "CNY 115.00 ahead",
        ),
        (
            [*EVENTS, Event("c1", "chargeback", date(2027, 3, 12), amount="400.00")],
            date(2027, 3, 15),
            "WENT_BACK",
            "CNY 400.00 was taken back",
        ),
        ([Event("f1", "fee", date(2026, 12, 1), amount="20.00")], date(2026, 12, 2), "OPEN_FEES", "CNY 20.00 of fees"),
        ([], date(2026, 12, 1), "NOTHING_RECEIVED", "No payment has come in yet."),
        (EVENTS, date(2027, 6, 1), "BREACH_FINAL", "the time to put it right is over"),
    ],
)
def test_what_happened_on_the_account_is_told(events: list[Event], day: date, code: str, text: str) -> None:
    held = track(signed(), events, as_of=day)
    told = explain(held)
    check(held, told)
    assert text in texts(told)[code]


def test_a_trial_period_is_told_while_it_runs_and_when_it_is_over() -> None:
    trial = TrialRule(2, text=Wording("{limit} payments on time", "{limit}期按时还款"))
    bank = replace(CN, name="bank", delinquency=replace(PLAIN_DELINQUENCY, trial=trial))
    agreement = signed(bank)
    days = {"TRIAL_RUNNING": date(2026, 12, 20), "TRIAL_PASSED": date(2027, 1, 20)}
    for code, day in days.items():
        assert code in texts(explain(track(agreement, EVENTS, as_of=day)))
    assert "TRIAL_FAILED" in texts(explain(track(agreement, EVENTS[:1], as_of=date(2027, 1, 20))))


@BOTH
def test_how_an_agreement_ended_is_told(lang: Any) -> None:
    lived, proposed = STORY["lived"](), offer()
    ended = [lived.replaced, advance(proposed, "cancelled", on=date(2026, 11, 25))]
    ended.append(advance(advance(signed(), "performing", on=date(2026, 12, 9)), "completed", on=date(2029, 10, 9)))
    for held, code in zip(ended, ("IS_SUPERSEDED", "IS_CANCELED", "IS_COMPLETED"), strict=True):
        told = explain(held, lang=lang)
        check(held, told)
        assert code in texts(told)


def test_paying_heals_the_breach_and_the_page_says_so() -> None:
    paid = [*EVENTS, Event("p4", "payment", date(2027, 3, 20), amount="2770.00")]
    said = texts(explain(track(signed(), paid, as_of=date(2027, 3, 21))))
    assert said["BREACH_CURED"].endswith("You put it right on 20 March 2027, and it goes on.")
    assert said["ON_TIME"].startswith("Nothing is late.")


@BOTH
@pytest.mark.parametrize("reader", ["customer", "officer"])
def test_a_reassessment_holds_the_old_plan_beside_the_new_one(lang: Any, reader: Any) -> None:
    again = STORY["lived"]().again
    told = explain(again, lang=lang, reader=reader)
    check(again, told)
    said = texts(told)
    assert {"BECAUSE", "OLD", "NEW"} <= set(said)
    assert f"{again.before.installment:,}" in said["OLD"]
    assert f"{again.plan.options[0].schedule[0].payment:,}" in said["NEW"]


def test_a_completed_agreement_threatens_nobody_and_what_was_paid_too_much_goes_back() -> None:
    late = Event("late", "payment", date(2027, 6, 1), amount="90000.00")
    held = track(signed(), [late], as_of=date(2027, 6, 2))
    assert (held.status, held.breach.state) == ("completed", "final")
    said = texts(explain(held))
    check(held, explain(held))
    assert said["TO_RETURN"] == f"You have paid CNY {held.position.credit:,} too much. It is to be returned to you."
    assert not {"FOLLOWS", "FOLLOWS_AMOUNT", "ENFORCED", "BREACH_FINAL", "CREDIT"} & set(said)


@pytest.mark.parametrize("all_due", [True, False])
def test_what_was_enforced_is_told_only_where_something_was(all_due: bool) -> None:
    assert CN.agreement is not None
    terms = replace(CN.agreement.breach, all_falls_due=all_due, waived_owed_again=False)
    agreement = signed(replace(CN, name="bank", agreement=replace(CN.agreement, breach=terms)))
    breached = advance(advance(agreement, "performing", on=date(2026, 12, 9)), "breached", on=date(2027, 4, 20))
    held = track(breached, EVENTS, as_of=date(2027, 6, 1))
    assert held.breach.enforced_on == date(2027, 4, 20)
    assert ("ENFORCED" in texts(explain(held))) is all_due


def test_nothing_is_late_is_never_said_while_something_is() -> None:
    held = track(signed(), EVENTS[:1], as_of=date(2026, 12, 20))
    late = replace(held, past_due=replace(held.past_due, amount=Decimal("3.20"), since=None))
    said = texts(explain(late))
    assert said["IS_LATE_CHARGES"] == "CNY 3.20 is late: it is due now."
    assert "ON_TIME" not in said
    assert "ON_TIME" in texts(explain(held))


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "By 9 December 2026, CNY 1,885.00."), ("zh", "2026年12月9日前1,885.00元。")]
)
def test_a_clause_is_told_as_the_page_of_the_agreement_says_it(lang: Any, text: str) -> None:
    values = {"as_of": "2026-12-09", "amount": "1885.00"}
    part = ClausePart(
        fact="borrower_duties", text=Wording("By {as_of}, {amount}.", "{as_of}前{amount}。"), values=values
    )
    held: Any = SimpleNamespace(clauses=[SimpleNamespace(parts=[part])], currency=signed().currency)
    sentence = _statement(Told(held, "", held.currency, lang, AGREEMENT), held, 0, 0)
    assert sentence.text == text
    for fact in sentence.facts:
        check_fact(held, fact)


# --- the page and its door -------------------------------------------------------------------------------------------


def test_the_page_is_html_in_its_language_and_escapes_what_it_holds() -> None:
    application = replace(card(), reference="<b>A&B</b>")
    page = explain(rs.plan(application, policy=CN), lang="zh")._repr_html_()
    assert page.startswith('<section lang="zh">')
    assert "<b>A" not in page
    assert "&lt;b&gt;A&amp;B&lt;/b&gt;" in page


@BOTH
@pytest.mark.parametrize("reader", ["customer", "officer"])
def test_the_page_never_scrolls_sideways(lang: Any, reader: Any) -> None:
    tracked = track(signed(), EVENTS, as_of=date(2027, 3, 15))
    for held in (rs.plan(card(), policy=CN), rs.plan(card(), policy=GENERIC), signed(), tracked):
        page = explain(held, lang=lang, reader=reader).to_text()
        overlong = [line for line in page.split("\n") if width(line) > 100 and not line.endswith(("，", "。", "；"))]
        assert overlong == []  # a stop that ends a Chinese line may stand beyond its edge


def test_the_repr_shows_nothing_of_the_borrower() -> None:
    told = explain(rs.plan(card(), policy=CN))
    assert "1,885" not in repr(told) + repr(told.sections[0]) + repr(told.sentences[0]) + repr(told.sentences[0].facts)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"held": 7},
            "held: has no explanation; pass one of Capacity, Option, OptionSet, Plan, Agreement, Tracked, Reassessment",
        ),
        ({"held": rs.plan(card(), policy=CN), "lang": "fr"}, "lang: must be 'en' or 'zh'"),
        ({"held": rs.plan(card(), policy=CN), "reader": "boss"}, "reader: must be 'customer' or 'officer'"),
    ],
)
def test_what_cannot_be_explained_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInputError, match=re.escape(message)):
        explain(**arguments)


# --- the year-long story ---------------------------------------------------------------------------------------------

STORY = runpy.run_path(str(EXAMPLES / "year_of_a_plan.py"))


def test_the_story_runs_from_application_to_the_end_of_observation() -> None:
    lived = STORY["lived"]()
    assert lived.plan.capacity.affordable_payment == Decimal("1885.00")
    assert lived.on_time.past_due.amount == 0
    assert (lived.in_breach.breach.state, lived.in_breach.breach.since) == ("curable", date(2027, 4, 10))
    assert lived.in_breach.past_due.amount == 2 * lived.agreement.rows[0].payment
    assert [reason.code for reason in lived.again.because] == ["REASSESS_MISSED_IN_A_ROW"]
    assert lived.again.after is not None
    assert lived.again.after.highest_installment <= lived.again.plan.capacity.affordable_payment
    assert lived.again.application.credit.modifications_36m == 1


def test_the_new_agreement_takes_the_place_of_the_old_one_and_owes_what_it_owed() -> None:
    lived = STORY["lived"]()
    owed = lived.in_breach.position
    assert (lived.replaced.status, lived.replaced.life[-1].successor) == ("superseded", lived.renewed.content_hash)
    assert lived.renewed.schedule.conservation.total.opening == owed.principal + owed.interest
    lived.replaced.verify()
    lived.renewed.verify()


def test_the_story_ends_cured() -> None:
    lived = STORY["lived"]()
    assert (lived.after_a_year.breach.state, lived.after_a_year.past_due.days) == ("none", 0)
    assert lived.cured.observation.ends_on == date(2028, 5, 9)
    assert [one.name for one in lived.cured.classifications] == ["normal"]
    assert lived.cured.next_action.code == "REVIEW_MARK"
    assert lived.cured.receipts.received == sum(row.payment for row in lived.renewed.rows[:13])


@pytest.mark.parametrize(
    ("lang", "facts"),
    [
        (
            "en",
            [
                "The year of a plan",
                "CNY 1,885.00 a month towards this debt",
                "in breach since 10 April 2027",
                "9 May 2028",
            ],
        ),
        ("zh", ["一个还款方案的一年", "每月可以拿出1,885.00元", "自2027年4月10日起处于违约状态", "2028年5月9日"]),
    ],
)
def test_the_story_is_written_in_both_languages(lang: str, facts: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    assert STORY["main"]([lang, str(out)]) == 0
    page = out.read_text(encoding="utf-8")
    assert page == STORY["story"](lang)
    assert f'<html lang="{lang}">' in page
    assert [fact for fact in facts if fact not in page] == []
    assert not re.search(r"<script|https?://|\{|None", page.split("</style>")[1])


def test_the_story_asks_for_a_language_and_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert STORY["main"](["fr", "out.html"]) == 2
    assert "year_of_a_plan.py en out.html" in capsys.readouterr().out
