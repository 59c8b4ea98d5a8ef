"""What every explanation has to keep: no gap in a sentence, every number from the answer, no word that misleads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import restructure as rs
from restructure import policies
from restructure.agreement import Agreement, Party, Review, draft_agreement, sign
from restructure.basics.provenance import Wording
from restructure.display.explanation import Explanation, Fact
from restructure.policy import Policy
from support.examples import card
from support.unguarded import unguarded

CN, GENERIC = policies.CN_CARD_ARTICLE_70, policies.GENERIC
PARTIES = (Party("borrower", "P-1"), Party("guarantor", "G-1"))
EVENTS = [
    rs.Event("p1", "payment", date(2026, 12, 8), amount="1885.00"),
    rs.Event("p2", "payment", date(2027, 1, 9), amount="1885.00"),
    rs.Event("p3", "payment", date(2027, 3, 9), amount="1000.00"),
]
"""What came in: two installments, and a part of the third, late."""

FORBIDDEN = (
    "停息挂账",
    "反催收",
    "债闹",
    "铲单",
    "洗白",
    "强制上岸",
    "逾期无忧",
    "代理维权",
    "内部渠道",
    "百分百",
    "debt relief hack",
    "loophole",
    "guaranteed",
    "wipe out",
    "credit repair",
    "get out of debt fast",
    "risk-free",
)
"""The slang of those who sell debt relief, and promises nobody can keep."""


def at(held: object, source: str) -> Any:
    """Return what an answer holds at a path, by the language's own means."""
    sides = [re.sub(r"\[([A-Za-z_]\w*)\]", r"['\1']", side) for side in source.split(" - ")]
    found = [_evaluated(held, side) for side in sides]
    return found[0] - found[1] if len(found) == 2 else found[0]


def _evaluated(held: object, path: str) -> Any:
    counted = re.fullmatch(r"len\((.*)\)", path)
    code = f"len(held.{counted[1]})" if counted else f"held.{path}"
    return eval(code, {"held": held, "len": len, "__builtins__": {}})  # paths of our own making  # noqa: S307


def digits(text: object) -> str:
    """Return the digits of a text."""
    return re.sub(r"\D", "", str(text))


def writings(value: Any) -> Iterator[str]:
    """Yield the digits of every way a value may be written."""
    if isinstance(value, date):
        yield from (f"{value.day}{value.year}", f"{value.year}{value.month}{value.day}")
    elif isinstance(value, Decimal):
        yield from (digits(format(value, "f")), digits(f"{value * 100:.1f}"), digits(f"{value:.1f}"))
        yield digits(value * 100 // 1 if value * 100 % 1 < Decimal("0.5") else value * 100 // 1 + 1)
        yield digits(f"{float(value) * 100:.1f}")
    elif isinstance(value, Wording):
        yield from (digits(value.en), digits(value.zh))
    elif hasattr(value, "to_percent"):
        yield digits(value.to_percent())
    elif isinstance(value, (tuple, list)):
        yield digits("".join(map(str, value)))
    else:
        yield digits(value)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
            yield from writings(date.fromisoformat(str(value)))


def check_fact(held: object, fact: Fact) -> None:
    """Check that a figure stands in the answer where it says, and is printed as it stands there."""
    stands = at(held, fact.source)
    if stands != fact.value:  # a list's item is told by its place or its key
        key = re.search(r"\[(\w+)\]$", fact.source)
        assert key is not None, fact.source
        assert str(fact.value) in {key[1], str(int(key[1]) + 1) if key[1].isdigit() else ""}, fact.source
    assert digits(fact.text) in set(writings(fact.value)), (fact.source, fact.text)


def check(held: object, told: Explanation) -> None:
    """Check everything an explanation has to keep."""
    assert told.sections
    for sentence in told.sentences:
        assert sentence.text, sentence.code
        assert not re.search(r"[{}]|\bNone\b|\bnan\b|\[\]", sentence.text), sentence.text
        assert sentence.text[-1] in ".。!！", sentence.text
        rest = sentence.text
        for fact in sorted(sentence.facts, key=lambda item: -len(item.text)):
            check_fact(held, fact)
            rest = rest.replace(fact.text, "")
        assert not re.search(r"\d", rest), sentence.text
    page = told.to_text()
    assert not [word for word in FORBIDDEN if word.lower() in page.lower()]
    assert f'<section lang="{told.lang}">' in told._repr_html_()


def texts(told: Explanation) -> dict[str, str]:
    """Return the first sentence of each code."""
    found: dict[str, str] = {}
    for sentence in told.sentences:
        found.setdefault(sentence.code, sentence.text)
    return found


def offer(policy: Policy = CN) -> Agreement:
    """Return the shipped borrower's plan at the least loss as an offer that everything has been reviewed of."""
    policy = unguarded(policy)
    plan = rs.plan(card(), policy=policy)
    option = plan.options[0]
    reviews = [
        Review(one.code, by="U-7", on=date(2026, 11, 24), note="papers seen")
        for one in option.checks
        if one.status == "needs_review"
    ]
    return draft_agreement(option, plan, policy=policy, parties=PARTIES, reviews=reviews)


def signed(policy: Policy = CN) -> Agreement:
    """Return the same, signed by everyone."""
    agreement = offer(policy)
    for party in PARTIES:
        agreement = sign(agreement, party.id, on=date(2026, 11, 25), method="paper")
    return agreement
