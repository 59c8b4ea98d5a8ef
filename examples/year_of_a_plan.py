"""A year and a half of one plan: application, agreement, breach, re-assessment, a new plan, and the end of observation.

    python examples/year_of_a_plan.py en out.html
    python examples/year_of_a_plan.py zh out.html

The borrower of `card_job_loss.json` is made up, and so is the bank: it works under the policy for Chinese credit cards
and follows agreements up with observation and China's classes. Every figure on the page comes from the library; only
the sentences that join the chapters are written here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from html import escape
from pathlib import Path
from typing import Literal, NamedTuple

import restructure as rs
from restructure import policies
from restructure.agreement import Agreement, Party, Review, advance, draft_agreement, sign
from restructure.contract.events import Event
from restructure.display.explanation import Explanation, explain
from restructure.policy import Policy
from restructure.tracking import Circumstances, Reassessment, Tracked, reassess, track

Language = Literal["en", "zh"]

BANK: Policy = replace(
    policies.CN_CARD_ARTICLE_70,
    name="example_bank_cards",
    levers=replace(policies.CN_CARD_ARTICLE_70.levers, installments=["level"]),
    delinquency=policies.china.CN_FOLLOW_UP,
)
PARTIES = (Party("borrower", "P-1"), Party("lender", "B-1"))
APPLIED, SIGNED = date(2026, 11, 23), date(2026, 11, 26)
BREACHED, ASKED_AGAIN, SIGNED_AGAIN = date(2027, 4, 10), date(2027, 4, 15), date(2027, 4, 20)
ONE_YEAR, OBSERVED = date(2027, 11, 23), date(2028, 5, 9)


class Story(NamedTuple):
    """Everything that happened, as the library answers it."""

    plan: rs.Plan
    agreement: Agreement
    on_time: Tracked
    in_breach: Tracked
    again: Reassessment
    renewed: Agreement
    replaced: Agreement
    after_a_year: Tracked
    cured: Tracked


def application() -> rs.Application:
    """Return the shipped borrower after a job loss."""
    return rs.from_json(rs.Application, Path(__file__).with_name("card_job_loss.json").read_text(encoding="utf-8"))


def agreed(option: rs.Option, plan: rs.Plan, on: date) -> Agreement:
    """Return an option as an agreement that was reviewed, offered and signed by everyone."""
    open_checks = [check.code for check in option.checks if check.status == "needs_review"]
    reviews = [Review(code, by="U-7", on=plan.as_of, note="the papers were seen") for code in open_checks]
    agreement = draft_agreement(option, plan, policy=BANK, parties=PARTIES, reviews=reviews)
    for party in PARTIES:
        agreement = sign(agreement, party.id, on=on, method="electronic")
    return agreement


def payments(agreement: Agreement, first: int, count: int) -> list[Event]:
    """Return so many installments, from the first one named, paid in full on their due dates."""
    rows = agreement.rows[first - 1 : first - 1 + count]
    return [Event(f"p{row.number}", "payment", row.due_date, amount=row.payment) for row in rows]


def fewer_hours() -> rs.Application:
    """Return the same borrower five months later: the salary has fallen, and will stay there for a year."""
    before = application()
    incomes = [
        rs.Income("benefit", "2100.00", evidence="verified"),
        rs.Income("salary", "5400.00", evidence="documented", years=4),
    ]
    hardship = rs.Hardship(
        cause="reduced_income", temporary=True, expected_months=12, willing_to_repay=True, in_contact=True
    )
    card = replace(before.debts[0], next_due_date=date(2027, 5, 9))  # its figures are taken from tracking
    return replace(before, as_of=ASKED_AGAIN, incomes=incomes, hardship=hardship, debts=[card], liquid_assets="1800.00")


@cache
def lived() -> Story:
    """Return what happened, step by step."""
    plan = rs.plan(application(), policy=BANK)
    agreement = advance(agreed(plan.options[0], plan, SIGNED), "performing", on=date(2026, 12, 9))
    paid = payments(agreement, 1, 3)
    on_time = track(agreement, paid, as_of=date(2027, 2, 10))
    breached = advance(agreement, "breached", on=BREACHED, note="two installments missed in a row")
    in_breach = track(breached, paid, as_of=ASKED_AGAIN, circumstances=_contract(plan))
    again = reassess(in_breach, fewer_hours(), agreement=breached)
    renewed = agreed(again.plan.options[0], again.plan, SIGNED_AGAIN)
    replaced = advance(breached, "superseded", on=SIGNED_AGAIN, successor=renewed.content_hash)
    known = replace(_contract(again.plan), restructured_before=True)
    paid_again = payments(renewed, 1, 13)
    after_a_year, cured = (track(renewed, paid_again, as_of=day, circumstances=known) for day in (ONE_YEAR, OBSERVED))
    return Story(plan, agreement, on_time, in_breach, again, renewed, replaced, after_a_year, cured)


def _contract(plan: rs.Plan) -> Circumstances:
    """Return the contract that a plan replaces, for what is a concession and what is not."""
    before = plan.options[0].before_after.before
    return Circumstances(contract_rate=before.rate, contract_ends_on=before.last_due_date)


# --- the page --------------------------------------------------------------------------------------------------------

CSS = """
* { box-sizing: border-box; }
body { margin: 0; background: #f4f2ee; color: #22252a;
  font: 16px/1.6 "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; }
main { max-width: 50rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; background: #fff; }
h1 { margin: 0 0 .3rem; font-size: 2rem; line-height: 1.2; }
.lead { margin: 0 0 2rem; color: #555b66; font-size: 1.1rem; }
article { margin: 0 0 2.6rem; padding: 0 0 0 1.5rem; border-left: 3px solid #2f6f73; }
article.hard { border-color: #b4532a; }
time { color: #2f6f73; font-weight: 600; letter-spacing: .02em; }
.hard time { color: #b4532a; }
h2 { margin: 0 0 .6rem; font-size: 1.35rem; line-height: 1.3; }
h3 { margin: 1.2rem 0 .2rem; font-size: 1rem; }
p { margin: .3rem 0; }
.told { margin: 1rem 0; padding: .3rem 1.2rem 1rem; background: #f4f7f7; border-radius: .4rem; }
.hard .told { background: #fbf3ee; }
table { width: 100%; margin: 1rem 0; border-collapse: collapse; font-size: .95rem; }
caption { padding: .3rem 0; text-align: left; font-weight: 600; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid #e0ddd6; text-align: left; }
thead th { border-bottom: 2px solid #8b9199; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
dt { margin-top: .5rem; font-weight: 600; } dd { margin: 0; }
footer { margin-top: 3rem; color: #555b66; font-size: .85rem; overflow-wrap: anywhere; }
@page { size: A4; margin: 18mm; }
@media print { body { background: #fff; } main { padding: 0; max-width: none; }
  h2, h3, caption { break-after: avoid; } table, .told { break-inside: avoid; } }
"""

TEXT: dict[str, tuple[str, str]] = {
    "title": ("The year of a plan", "一个还款方案的一年"),
    "lead": (
        "A card holder loses a job, agrees on a plan, falls behind, and finds one that lasts.",
        "一位持卡人失业后与银行商定还款方案，途中再遇困难，重新协商，最终恢复正常。",
    ),
    "applied": ("The application", "提出申请"),
    "applied_text": (
        "The borrower has lost a job and is behind with a credit card. The bank first asks what can be paid.",
        "借款人失业，信用卡已经逾期。银行首先评估：每月能还多少？",
    ),
    "options": ("The plans", "可选方案"),
    "options_text": (
        "Of the plans that can be paid and pass its guardrails the bank shows those that are best at something.",
        "在还得起、又符合审慎要求的方案中，银行列出了各有所长的几个。",
    ),
    "signed": ("The agreement", "签署协议"),
    "signed_text": (
        "The borrower chooses plan 1. Both sides sign, and collection stops.",
        "借款人选了方案1，双方签署协议，催收停止。",
    ),
    "kept": ("Three installments on time", "按时还了三期"),
    "kept_text": ("December, January and February are paid on the day.", "十二月、一月、二月，都在当天还清。"),
    "missed": ("Two installments missed", "两期没有还上"),
    "missed_text": (
        "Working hours are cut. March and April are not paid, and the agreement is in breach.",
        "工时被削减，三月、四月没有还款，协议出现违约。",
    ),
    "again": ("Looking at it again", "重新评估"),
    "again_text": (
        "The borrower calls within the time to put it right. Nobody pretends that the old plan still fits.",
        "借款人在补救期内主动联系。旧方案已经负担不起，双方如实面对，重新评估。",
    ),
    "renewed": ("A new agreement", "新的协议"),
    "renewed_text": (
        "Both sides sign the new agreement. It takes the place of the old one, which keeps its record.",
        "双方签署新协议，取代旧协议；旧协议的记录照样保留。",
    ),
    "year": ("One year after the application", "申请满一年"),
    "year_text": ("Every installment since was paid on its day.", "此后每一期都按时还清。"),
    "cured": ("The end of observation", "观察期届满"),
    "cured_text": (
        "A year of installments on time is over. The bank can lift the mark of a restructured debt.",
        "按时还款满一年，银行可以取消重组标识，账户恢复正常履约。",
    ),
    "glance": ("At a glance", "方案一览"),
    "plan": ("plan", "方案"),
    "monthly": ("first installment", "首期还款额"),
    "count": ("installments", "期数"),
    "rate": ("yearly rate", "年利率"),
    "total": ("in all", "还款总额"),
    "ends": ("last due", "最后还款日"),
    "old": ("old plan from here", "旧方案（自此起）"),
    "new": ("new plan", "新方案"),
    "number": ("no", "期数"),
    "due": ("due", "还款日"),
    "amount": ("amount", "应还"),
    "paid": ("paid", "已还"),
    "late": ("days late", "逾期天数"),
    "class": ("Class in the bank's books", "银行风险分类"),
    "next": ("The bank's next step", "银行下一步"),
    "compare": ("Old plan and new", "新旧方案对比"),
    "account": ("The account", "账户情况"),
    "words": ("What the words mean", "名词解释"),
    "hashes": ("Agreements, by hash: {old}, superseded by {new}.", "协议哈希值：{old}，已由{new}取代。"),
}


def say(key: str, lang: Language) -> str:
    """Return one of the page's own phrases."""
    return TEXT[key][lang == "zh"]


def story(lang: Language = "en") -> str:
    """Return the whole story as one HTML page that needs nothing else."""
    held = lived()
    title = say("title", lang)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    parts = [
        f'<!doctype html><html lang="{lang}"><head>{head}<style>{CSS}</style></head><body><main>',
        f'<h1>{title}</h1><p class="lead">{escape(say("lead", lang))}</p>',
        *_agreeing(held, lang),
        *_failing(held, lang),
        *_mending(held, lang),
        _glossary(held, lang),
        _footer(held, lang),
        "</main></body></html>",
    ]
    return "\n".join(parts)


def _agreeing(held: Story, lang: Language) -> Iterator[str]:
    capacity = _told(explain(held.plan.capacity, lang=lang), "CAN_PAY", "WORKED_OUT")
    yield _chapter("applied", APPLIED, lang, capacity)
    choices = _told(explain(held.plan.options, lang=lang), "CHOICES")
    yield _chapter("options", APPLIED, lang, _plans(held.plan.options, lang), choices)
    terms = _told(explain(held.agreement, lang=lang), "AGREED", "TODAY", "MISSED")
    yield _chapter("signed", SIGNED, lang, terms)
    yield _chapter("kept", held.on_time.as_of, lang, _account(held.on_time, lang))


def _failing(held: Story, lang: Language) -> Iterator[str]:
    told = _told(explain(held.in_breach, lang=lang), "NOW", "LATE", "BREACH", "TALK")
    yield _chapter(
        "missed",
        held.in_breach.as_of,
        lang,
        _account(held.in_breach, lang),
        told,
        _books(held.in_breach, lang),
        hard=True,
    )
    cost = _told(explain(held.again.plan, lang=lang), "CAN_PAY", "EACH_MONTH", "COST", "AGAIN")
    yield _chapter("again", ASKED_AGAIN, lang, _comparison(held.again, lang), cost)


def _mending(held: Story, lang: Language) -> Iterator[str]:
    yield _chapter(
        "renewed", SIGNED_AGAIN, lang, _told(explain(held.renewed, lang=lang), "STANDING", "AGREED", "TODAY")
    )
    told = _told(explain(held.after_a_year, lang=lang), "NOW", "NEXT", "WATCHED", "PAID")
    yield _chapter("year", ONE_YEAR, lang, _account(held.after_a_year, lang), told)
    ended = _told(explain(held.cured, lang=lang), "NOW", "BREACH", "WATCHED")
    yield _chapter("cured", OBSERVED, lang, ended, _books(held.cured, lang))


def _chapter(key: str, on: date, lang: Language, *parts: str, hard: bool = False) -> str:
    mark = ' class="hard"' if hard else ""
    day = f'<time datetime="{on}">{_day(on, lang)}</time>'
    text = f"<h2>{escape(say(key, lang))}</h2><p>{escape(say(f'{key}_text', lang))}</p>"
    return f"<article{mark}>{day}{text}{''.join(parts)}</article>"


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""In English, whatever the machine's own language."""


def _day(on: date, lang: Language) -> str:
    return f"{on.year}年{on.month}月{on.day}日" if lang == "zh" else f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def _told(explanation: Explanation, *codes: str) -> str:
    """Return sections of an explanation, the first of each code."""
    found = {section.code: section for section in reversed(explanation.sections) if section.code in codes}
    parts = [
        f"<h3>{escape(found[code].heading)}</h3>"
        + "".join(f"<p>{escape(one.text)}</p>" for one in found[code].sentences)
        for code in codes
        if code in found
    ]
    return f'<div class="told">{"".join(parts)}</div>'


def _table(caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table whose columns but the first hold figures."""
    marks = ["", *[' class="n"'] * (len(header) - 1)]
    head = "".join(f'<th scope="col"{mark}>{escape(name)}</th>' for name, mark in zip(header, marks, strict=True))
    lines = [
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f'<td class="n">{escape(cell)}</td>' for cell in row[1:])
        for row in rows
    ]
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody>"
    return f"<table><caption>{escape(caption)}</caption>{body}</table>"


def _plans(options: Sequence[rs.Option], lang: Language) -> str:
    rows = [
        [
            f"{say('plan', lang)} {place}",
            _money(option.schedule[0].payment),
            str(len(option.schedule)),
            option.terms.rate.to_percent(),
            _money(option.measures.total_paid),
        ]
        for place, option in enumerate(options, 1)
    ]
    return _table(say("glance", lang), [say(key, lang) for key in ("plan", "monthly", "count", "rate", "total")], rows)


def _account(held: Tracked, lang: Language) -> str:
    rows = [
        [str(row.number), _day(row.due_date, lang), _money(row.total.due), _money(row.total.paid), str(row.days_late)]
        for row in held.installments
        if row.due_date <= held.as_of
    ]
    return _table(say("account", lang), [say(key, lang) for key in ("number", "due", "amount", "paid", "late")], rows)


def _comparison(again: Reassessment, lang: Language) -> str:
    before, after = again.before, again.plan.options[0].before_after.after
    rows = [
        [say("monthly", lang), _money(before.installment), _money(after.installment)],
        [say("count", lang), str(before.installments), str(after.installments)],
        [say("rate", lang), before.rate.to_percent(), after.rate.to_percent()],
        [say("ends", lang), *(_day(one.last_due_date or OBSERVED, lang) for one in (before, after))],
    ]
    return _table(say("compare", lang), ["", say("old", lang), say("new", lang)], rows)


def _books(held: Tracked, lang: Language) -> str:
    classes = [one.text.to_text(lang) for one in held.classifications]
    step = held.next_action.text.to_text(lang)
    mark = "：" if lang == "zh" else ": "
    lines = (say("class", lang) + mark + ", ".join(classes), say("next", lang) + mark + step)
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _glossary(held: Story, lang: Language) -> str:
    pages = [held.plan.capacity, held.plan.options, held.agreement, held.in_breach, held.again.plan, held.cured]
    terms = {item.term: item.meaning for page in pages for item in explain(page, lang=lang).glossary}
    lines = [f"<dt>{escape(term)}</dt><dd>{escape(meaning)}</dd>" for term, meaning in terms.items()]
    return f"<h2>{say('words', lang)}</h2><dl>{''.join(lines)}</dl>"


def _footer(held: Story, lang: Language) -> str:
    text = say("hashes", lang).format(old=held.replaced.content_hash, new=held.renewed.content_hash)
    return f"<footer>{text}</footer>"


def _money(amount: Decimal) -> str:
    return f"{amount:,f}"


def main(arguments: Sequence[str]) -> int:
    """Write the story in the language and to the file asked for."""
    if len(arguments) != 2 or arguments[0] not in ("en", "zh"):
        print(__doc__)
        return 2
    lang: Language = "zh" if arguments[0] == "zh" else "en"
    Path(arguments[1]).write_text(story(lang), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
