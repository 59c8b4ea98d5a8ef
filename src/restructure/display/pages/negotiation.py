"""The answer to a wish: what the policy can give, what it lacks of the wish, what it costs the lender, who approves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...basics.provenance import Language, Wording
from ...basics.written import money_text
from ...options import Counteroffer, Negotiation
from ..page import Block, Heading, Lines, Page, Table

TEXT: Mapping[str, Wording] = {
    "granted": Wording("THE POLICY CAN GIVE ALL THAT IS ASKED FOR", "政策范围内可以满足全部诉求"),
    "countered": Wording("WHAT THE POLICY CAN GIVE INSTEAD", "政策范围内可以提供的方案"),
    "refused": Wording("NO PLAN CAN BE GIVEN", "没有可以提供的方案"),
    "why": Wording("WHY NOT MORE", "不能满足更多的原因"),
    "plan": Wording("plan", "方案"),
    "monthly": Wording("monthly", "每期还款额"),
    "months": Wording("months", "期数"),
    "rate": Wording("rate", "年利率"),
    "total": Wording("total paid", "还款总额"),
    "lender": Wording("bank gives*", "本行多让*"),
    "approval": Wording("approved by", "审批权限"),
    "note": Wording(
        "* what the lender can expect less than of the policy's first plan; negative: it expects more",
        "* 与本行政策首选方案相比，本行预期少收的金额；负数为多收",
    ),
    "lacks": Wording("{plan}: it {unmet}", "方案{plan}：{unmet}"),
    "nobody": Wording("not named", "未规定"),
}


def negotiation_page(answer: Negotiation, lang: Language) -> Page:
    """Return the counter-offers side by side, what each lacks, and why there is no more."""
    title = "granted" if answer.granted else "countered" if answer.offers else "refused"
    return Page(_say(title, lang), lang, list(_blocks(answer, lang)))


def _say(key: str, lang: Language) -> str:
    return TEXT[key].to_text(lang)


def _blocks(answer: Negotiation, lang: Language) -> Iterator[Block]:
    if answer.offers:
        header = [_say(name, lang) for name in ("plan", "monthly", "months", "rate", "total", "lender", "approval")]
        rows = [_row(place, offer, lang) for place, offer in enumerate(answer.offers, 1)]
        yield Table(header, rows, f"<{5 * '>'}<")
        if any(offer.lender_gives is not None for offer in answer.offers):
            yield Lines([_say("note", lang)])
        lacks = [line for place, offer in enumerate(answer.offers, 1) for line in _lacks(place, offer, lang)]
        yield from [Lines(lacks)] if lacks else []
    if answer.refusals:
        yield Heading(_say("why", lang))
        yield Lines([reason.text.to_text(lang) for reason in answer.refusals])


def _row(place: int, offer: Counteroffer, lang: Language) -> list[str]:
    option = offer.option
    after = option.before_after.after
    return [
        str(place),
        money_text(after.highest_installment),
        str(after.installments),
        after.rate.to_percent(),
        money_text(option.measures.total_paid),
        "" if offer.lender_gives is None else money_text(offer.lender_gives),
        _say("nobody", lang) if option.approval is None else option.approval.text.to_text(lang),
    ]


def _lacks(place: int, offer: Counteroffer, lang: Language) -> Iterator[str]:
    for reason in offer.unmet:
        values = {"plan": str(place), "unmet": reason.text.to_text(lang)}
        yield TEXT["lacks"].to_text(lang).format_map(values)
